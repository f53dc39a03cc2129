"""Deliberate bugs are caught: a few here, all by ``scripts/campaign seeded_bugs``."""

from __future__ import annotations

import pytest

from seeded_bugs import BUGS, CHECKS, ROOT, caught_by

SAMPLE = ("label-loop", "swapped-compare", "fold-load-over-store", "add-destination")


def test_bugs_can_be_seeded() -> None:
    """Every patch still fits the sources, names are unique, and there are enough bugs in every part."""
    for bug in BUGS:
        text = (ROOT / bug.path).read_text(encoding="utf-8")
        assert text.count(bug.old) == 1, f"{bug.name}: adapt it to {bug.path}"
        assert bug.new != bug.old
    assert len({bug.name for bug in BUGS}) == len(BUGS) >= 30
    parts = {"/".join(bug.path.split("/")[:2]) for bug in BUGS}
    assert len(parts) >= 7


@pytest.mark.parametrize("name", SAMPLE)
def test_caught(name: str) -> None:
    """The checks find the bug."""
    [bug] = [bug for bug in BUGS if bug.name == name]
    assert caught_by(bug) in CHECKS
