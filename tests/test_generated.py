"""Generated files are what their generators write."""

from __future__ import annotations

import subprocess
import sys

from support import ROOT


def generate(*arguments: str) -> tuple[int, str, str]:
    words = [sys.executable, str(ROOT / "scripts" / "gen.py"), *arguments]
    run = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
    return run.returncode, run.stdout, run.stderr


def test_generated_files_are_fresh() -> None:
    assert generate("--check") == (0, "", "")


def test_a_generator_that_is_not_there() -> None:
    status, _, errors = generate("nonsense", "--check")
    assert status == 1 and "no generator's name contains nonsense" in errors
