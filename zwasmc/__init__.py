"""zwasmc: an ahead-of-time compiler from WebAssembly to native code.

    import zwasmc

    container = zwasmc.compile(wasm_bytes, target="x86_64-linux")

`compile` never starts a process and keeps no state between calls.  Wrong input raises `CompileError`, which carries a
stable ``code``, the byte ``offset`` in the module and a ``message``.  `COMPILED` tells whether the compiler itself runs
compiled by mypyc; in plain Python it gives the same bytes, slowly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zwasmc.errors import CompileError as CompileError
    from zwasmc.errors import Invalid as Invalid
    from zwasmc.errors import Malformed as Malformed
    from zwasmc.errors import Unsupported as Unsupported
    from zwasmc.pipeline import compile as compile

    COMPILED: bool
    __version__: str

__all__ = ["COMPILED", "CompileError", "Invalid", "Malformed", "Unsupported", "__version__", "compile"]

_ERRORS = ("CompileError", "Invalid", "Malformed", "Unsupported")


def __getattr__(name: str) -> object:
    """Import what is asked for on first use: ``import zwasmc`` alone costs nothing."""
    value: object
    if name == "compile":
        value = import_module("zwasmc.pipeline").compile
    elif name in _ERRORS:
        value = getattr(import_module("zwasmc.errors"), name)
    elif name == "COMPILED":
        value = not str(import_module("zwasmc.bits").__file__).endswith(".py")
    elif name == "__version__":
        value = import_module("zwasmc.version").VERSION
    else:
        raise AttributeError(f"module 'zwasmc' has no attribute {name!r}")
    globals()[name] = value
    return value
