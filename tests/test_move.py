"""Copying bytes of linear memories, in C: every way through it, under the sanitizers."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from support import ROOT, missing

LOADER = ROOT / "loader"


WAYS = {"AVX2": [], "SSE2": ["-DNARROW"], "neither": ["-U__SSE2__"]}


@pytest.mark.parametrize("way", WAYS)
def test_move(way: str, tmp_path: Path) -> None:
    if shutil.which("cc") is None:
        missing("cc", "install a C compiler")
    program = tmp_path / "move"
    flags = ["-std=c11", "-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined", *WAYS[way]]
    folders = [f"-I{LOADER / 'include'}", f"-I{LOADER / 'src'}"]
    sources = [str(ROOT / "tests" / "native" / "move.c"), str(LOADER / "src" / "bulk.c")]
    subprocess.run(["cc", *flags, *folders, *sources, "-o", str(program)], check=True, timeout=120)
    done = subprocess.run([str(program)], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
