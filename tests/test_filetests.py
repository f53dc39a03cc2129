"""Small modules with what every pass makes of them (``pytest --bless`` rewrites them), and what they cover in all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import filetest
from support import ROOT
from zwasmc.machine.x86_64.rows import ROW_NAMES

FILES = sorted(path for path in (ROOT / "tests" / "filetests").iterdir() if path.suffix in (".wat", ".zir"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file(path: Path, request: pytest.FixtureRequest) -> None:
    found, wanted = filetest.blessed(path, request.config.getoption("bless"))
    assert found == wanted


def test_there_are_files() -> None:
    assert len(FILES) >= 120
    assert sum(path.suffix == ".zir" for path in FILES) >= 30


def test_first_lines_say_what_files_show() -> None:
    for path in FILES:
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert re.fullmatch(r";; [A-Z\d].{15,}[.…]", first), path.name
        assert "options:" not in first, path.name


def test_every_machine_row_is_shown() -> None:
    """Each row of x86-64 is selected in some file."""
    shown: set[str] = set()
    for path in FILES:
        selected = path.read_text(encoding="utf-8").partition(";; [select]\n")[2].partition(";; [alloc]\n")[0]
        shown.update(re.findall(r"^;;   (?:v\d+:\w+ = )?(\w+)", selected, re.M))
    assert [name for name, _ in ROW_NAMES if name and name not in shown] == []


def test_folds_come_with_what_must_not_fold() -> None:
    """Every file of a folding rule has one beside it, or functions in it, for the nearest cases left alone."""
    rules = [path for path in FILES if re.match(r"(cover|fold|share|divide)_", path.name)]
    assert len(rules) >= 40
    for path in rules:
        beside = path.with_name(path.stem + "_not.wat").exists() or "_not" in path.stem
        inside = "$not_" in filetest.source(path.read_text(encoding="utf-8"))
        assert beside or inside or path.name == "fold_off.wat", path.name
