"""Small modules with the ZIR, the allocation and the machine code that they give (``pytest --bless`` rewrites them)."""

from __future__ import annotations

from pathlib import Path

import pytest

import filetest
from support import ROOT

FILES = sorted(path for path in (ROOT / "tests" / "filetests").iterdir() if path.suffix in (".wat", ".zir"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file(path: Path, request: pytest.FixtureRequest) -> None:
    found, wanted = filetest.blessed(path, request.config.getoption("bless"))
    assert found == wanted


def test_there_are_files() -> None:
    assert len(FILES) >= 25
