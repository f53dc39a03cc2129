"""The native runtime built by AddressSanitizer and UBSan, and test files run once more with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support import ROOT, missing


def _build(part: str, folder: Path) -> Path:
    if shutil.which("gcc") is None:
        missing("gcc", "install a C compiler")
    build = [sys.executable, str(ROOT / "scripts" / "build_loader.py"), "--sanitize", "--out", str(folder)]
    built = subprocess.run([*build, "--part", part], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return folder / part


def sanitized_program(folder: Path) -> str:
    """Build the executable in ``folder``; return its path."""
    return str(_build("zwasm", folder))


def sanitized_library(folder: Path) -> Path:
    """Build the library in ``folder``; return its path."""
    return _build("libzwasm.so", folder)


def sanitized_environment(folder: Path) -> dict[str, str]:
    """Build the library in ``folder``; return the environment in which Python uses it."""
    library = _build("libzwasm.so", folder)
    runtimes = [subprocess.run(["gcc", f"-print-file-name={name}"], capture_output=True, text=True).stdout.strip()
                for name in ("libasan.so", "libubsan.so")]
    handlers = ":".join(f"handle_{name}=0" for name in ("segv", "sigbus", "sigill", "sigfpe"))
    return {**os.environ, "ZWASM_LIB": str(library), "LD_PRELOAD": ":".join(runtimes),
            "ASAN_OPTIONS": f"detect_leaks=0:{handlers}", "PYTHONPATH": os.pathsep.join(sys.path)}


def rerun_sanitized(file: str, folder: Path) -> None:
    """Run the tests of ``file`` that are not slow with the library built in ``folder``."""
    env = sanitized_environment(folder)
    command = [sys.executable, "-P", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist",
               "-m", "not slow", "--rootdir", str(ROOT), file]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=env, cwd=ROOT)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "passed" in done.stdout
