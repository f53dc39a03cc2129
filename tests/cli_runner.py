"""The ``zwasmc`` command, run as users run it, and modules for it."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import NamedTuple

from support import ROOT, installed_program, zwasmc_command

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


class Ran(NamedTuple):
    """What ``zwasm`` did."""

    status: int
    out: str
    err: str


def zwasm(folder: Path, *words: str, **env: str) -> Ran:
    """Run ``zwasm`` in a folder that is the test's own: a script there starts the compiler of the imported package."""
    starter = folder / "zwasmc"
    if not starter.exists():
        starter.write_text(f'#!/bin/sh\nexec {shlex.join(zwasmc_command())} "$@"\n')
        starter.chmod(0o755)
    done = subprocess.run([installed_program(), *words], cwd=folder, capture_output=True, text=True, timeout=60,
                          env={**ENVIRONMENT, "ZWASMC": str(starter), **env})
    return Ran(done.returncode, done.stdout, done.stderr)


def refusal(*arguments: str | Path, status: int = 1, cwd: Path | None = None, stdin: bytes = b"", **env: str) -> str:
    """Run a command that must be refused in one line, and return that line."""
    done = zwasmc(*arguments, cwd=cwd, stdin=stdin, **env)
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, len(lines)) == (status, 1), done
    assert lines[0].startswith("error: ")
    return lines[0].removeprefix("error: ")
