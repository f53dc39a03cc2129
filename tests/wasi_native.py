"""Builds and runs the C driver of the WASI functions (tests/native/wasi_*.c) under AddressSanitizer and UBSan."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from pathlib import Path

from support import ROOT, missing

SANITIZED = [
    "-std=gnu11",
    "-g",
    "-O1",
    "-Wall",
    "-Wextra",
    "-Werror",
    "-fno-omit-frame-pointer",
    "-fsanitize=address,undefined",
    "-fno-sanitize-recover=all",
]
INCLUDE = f"-I{ROOT / 'loader' / 'include'}"


LISTINGS = ["wasi_host_darwin_list.c", "wasi_host_darwin_windows_cookies.c", "wasi_host_darwin_windows_listing.c"]


def sources(system: str = "linux") -> list[str]:
    """Return the C files of the WASI functions for one system."""
    script = runpy.run_path(str(ROOT / "scripts" / "build_loader.py"))
    return [str(path) for path in script["sources"](program=False, system=system) if path.name.startswith("wasi")]


def build_for_aarch64(directory: Path, cc: list[str]) -> Path:
    """Build the driver for another processor, without sanitizers; return its path."""
    out = directory / "driver-aarch64"
    tests = sorted(str(path) for path in (ROOT / "tests" / "native").glob("wasi_*.c"))
    flags = ["-static", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", INCLUDE]
    command = [*cc, *flags, "-o", str(out), *tests, *sources()]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return out


def build(directory: Path, *, own_cookies: bool = False) -> Path:
    """Build the driver in ``directory``; return its path. ``own_cookies``: directories are read as on Darwin."""
    if shutil.which("gcc") is None:
        missing("gcc", "install a C compiler")
    out = directory / "driver"
    tests = sorted(str(path) for path in (ROOT / "tests" / "native").glob("wasi_*.c"))
    more = ["-DZW_OWN_COOKIES", *(str(ROOT / "loader" / "src" / name) for name in LISTINGS)] if own_cookies else []
    command = ["gcc", *SANITIZED, INCLUDE, "-o", str(out), *tests, *sources(), *more, "-lpthread"]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return out


def run(driver: Path, what: str, directory: Path, *more: str, under: tuple[str, ...] = ()) -> str:
    """Run one part of the driver, ``under`` an emulator; its first complaint ends it. Return what it printed."""
    command = [*under, str(driver), what, str(directory), *more]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL)
    assert result.returncode == 0, f"{' '.join(command[1:])}: exit status {result.returncode}\n{result.stderr[-4000:]}"
    return result.stdout
