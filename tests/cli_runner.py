"""The ``zwasmc`` command, run as users run it, and modules for it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from support import ROOT, zwasmc_command

PRIMES = ROOT / "docs" / "examples" / "primes.wasm"
EMPTY = b"\0asm\1\0\0\0"
# Type, function, code: an i32.const without its number.
BAD_BODY = EMPTY + bytes.fromhex("01040160000003020100" "0a05010300410b")
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "ZWASM_DEBUG")}


Done = subprocess.CompletedProcess[bytes]


def zwasmc(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **env: str) -> Done:
    """Run the command."""
    words = [*zwasmc_command(), *map(str, arguments)]
    return subprocess.run(
        words, cwd=cwd, input=stdin, capture_output=True, timeout=120, env={**ENVIRONMENT, **env}
    )


def refusal(*arguments: str | Path, status: int = 1, cwd: Path | None = None, stdin: bytes = b"", **env: str) -> str:
    """Run a command that must be refused in one line, and return that line."""
    done = zwasmc(*arguments, cwd=cwd, stdin=stdin, **env)
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, len(lines)) == (status, 1), done
    assert lines[0].startswith("error: ")
    return lines[0].removeprefix("error: ")
