"""The build backend: hatchling's, which it asks for only where the build can succeed.

pip calls ``get_requires_for_…`` before it downloads anything: what is missing on this machine is said there.  What a
wheel contains is decided in `hatch_build`.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import Any

REQUIRES = ["hatchling==1.33.0", "setuptools==80.9.0", "mypy==2.4.1", "mypy_extensions==1.2.0", "librt==0.16.0"]
ZIG = "ziglang==0.17.1"
"""A C compiler for musl, 100 MB: only where there is none."""

Settings = dict[str, Any] | None


def pure() -> bool:
    """Tell whether the user asked for a wheel without anything native."""
    return os.environ.get("ZWASM_PURE", "") not in ("", "0")


def stop(message: str) -> None:
    """End the build with one line that a person can act on."""
    raise SystemExit(f"zwasm: {message} (or set ZWASM_PURE=1 for a pure Python wheel: a slow compiler and no runtime)")


def check(editable: bool) -> None:
    """Stop where a native build can't succeed."""
    if pure():
        return
    if sys.platform != "linux":
        stop(f"the loader is not built for {sys.platform} yet")
    if not (os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc")):
        stop("no C compiler found; install the package gcc")
    header = Path(sysconfig.get_paths()["include"]) / "Python.h"
    if not editable and not header.exists():
        stop(f"{header} is missing; install the package python3-dev")


def requires(editable: bool) -> list[str]:
    """Return what a wheel of this kind is built with."""
    check(editable)
    dynamic = os.environ.get("ZWASM_LOADER") == "dynamic"
    return REQUIRES if pure() or dynamic or shutil.which("musl-gcc") else [*REQUIRES, ZIG]


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    """PEP 517."""
    return requires(editable=False)


def get_requires_for_build_editable(config_settings: Settings = None) -> list[str]:
    """PEP 660."""
    return requires(editable=True)


def get_requires_for_build_sdist(config_settings: Settings = None) -> list[str]:
    """PEP 517."""
    return REQUIRES


def build_wheel(folder: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """PEP 517."""
    import hatchling.build

    name: str = hatchling.build.build_wheel(folder, config_settings, metadata_directory)
    return name


def build_editable(folder: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """PEP 660."""
    import hatchling.build

    name: str = hatchling.build.build_editable(folder, config_settings, metadata_directory)
    return name


def build_sdist(folder: str, config_settings: Settings = None) -> str:
    """PEP 517."""
    import hatchling.build

    name: str = hatchling.build.build_sdist(folder, config_settings)
    return name
