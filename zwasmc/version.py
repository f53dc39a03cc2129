"""The version of zwasm, whose one home is pyproject.toml: the build writes it into the wheel, a checkout reads it."""

from __future__ import annotations

import os
from importlib import import_module


def _read() -> str:
    try:
        return str(import_module("zwasmc._build").VERSION)
    except ImportError:
        pass
    import tomllib

    folder = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    with open(os.path.join(folder, "pyproject.toml"), "rb") as file:
        return str(tomllib.load(file)["project"]["version"])


VERSION: str = _read()
