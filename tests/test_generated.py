"""Generated files are what their generators write."""

from __future__ import annotations

import subprocess
import sys

from support import ROOT


def test_generated_files_are_fresh() -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "gen.py"), "--check"], capture_output=True, text=True, cwd=ROOT
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
