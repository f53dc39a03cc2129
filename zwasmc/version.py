"""The version of zwasm, whose one home is pyproject.toml: the build writes it into the wheel, a checkout reads it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path


def _read() -> str:
    try:
        return str(import_module("zwasmc._build").VERSION)
    except ImportError:
        pass
    import tomllib

    with (Path(__file__).resolve().parent.parent / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


VERSION: str = _read()
