"""zwasmc: an ahead-of-time compiler from WebAssembly to native code.

    import zwasmc

    container = zwasmc.compile(wasm_bytes)

`compile` never starts a process and keeps no state between calls.

A module that can't be compiled raises `CompileError`, as one of its subclasses: `Malformed` (the bytes are no module),
`Invalid` (a validation rule is broken) or `Unsupported` (a proposal that is off or not implemented, or a limit).  Its
attributes:

    code     stable name of the kind of error, such as "type-mismatch"
    offset   byte offset in the module, -1 when there is none
    message  what is wrong, in words
    kind     "malformed", "invalid" or "unsupported"

`COMPILED` tells whether the compiler itself runs compiled by mypyc; in plain Python it gives the same bytes, slowly.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would take longer than all of this
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Concatenate, ParamSpec

    from zwasmc.errors import CompileError as CompileError
    from zwasmc.errors import Invalid as Invalid
    from zwasmc.errors import Malformed as Malformed
    from zwasmc.errors import Unsupported as Unsupported
    from zwasmc.options import Options as Options

    COMPILED: bool
    __version__: str

    _Keywords = ParamSpec("_Keywords")

    def _with_options(
        record: Callable[_Keywords, Options],
    ) -> Callable[Concatenate[bytes | bytearray | memoryview, _Keywords], bytes]: ...


__all__ = ["COMPILED", "CompileError", "Invalid", "Malformed", "Options", "Unsupported", "__version__", "compile"]

_ERRORS = ("CompileError", "Invalid", "Malformed", "Unsupported")


if TYPE_CHECKING:
    compile = _with_options(Options)
else:

    def compile(wasm, **options):
        """Compile a WebAssembly module to a container (``.cwasm``) and return its bytes.

        Keywords are those of `Options`:

        target          machine to compile for; `zwasmc targets` lists them
        cpu             oldest CPU to run on: v2, v3, v4, or native for this one
        features        proposals to switch on or off: "+simd,-bulk-memory", or several such words
        interruptible   let a host stop the program
        canonical_nans  make NaN results the same on every machine
        memory          "guard": guard pages catch accesses out of bounds; "checked": each is checked
        verify          check the compiler's own work after every pass

        The defaults are those of `zwasmc compile`.

        Raises `CompileError` for a module that can't be compiled and `ValueError` for an option's unknown value.  Equal
        input and options give equal bytes.
        """
        from zwasmc.options import PUBLIC, Options
        from zwasmc.pipeline import Pipeline

        slow = slow_twin()
        if slow:
            import warnings

            warnings.warn(slow, RuntimeWarning, stacklevel=2)
        for name in options:
            if name not in PUBLIC:
                raise TypeError(f"there is no option {name!r}; there are {', '.join(PUBLIC)}")
        return Pipeline(Options(**options)).container(bytes(memoryview(wasm)))


def slow_twin() -> str:
    """Return what to tell a user whose Python found the sources though the compiled compiler is installed, else ''."""
    import os
    import sys

    here = os.path.dirname(os.path.realpath(__file__))
    asked = [os.path.realpath(place) for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place]
    if __getattr__("COMPILED") or os.path.dirname(here) in asked:
        return ""
    for folder in sys.path:
        twin = os.path.join(os.path.realpath(folder), "zwasmc")
        try:
            compiled = twin != here and any(name.startswith("_compiled") for name in os.listdir(twin))
        except OSError:
            continue  # it is not there, or not for this user
        if compiled:
            return f"this is zwasmc as plain Python, slow, in {here}; `python -P` finds the compiled one in {twin}"
    return ""


def __getattr__(name: str) -> object:
    """Import what is asked for on first use: ``import zwasmc`` alone costs nothing."""
    from importlib import import_module

    value: object
    if name in _ERRORS:
        value = getattr(import_module("zwasmc.errors"), name)
    elif name == "Options":
        value = import_module("zwasmc.options").Options
    elif name == "COMPILED":
        value = not str(import_module("zwasmc.bits").__file__).endswith(".py")
    elif name == "__version__":
        value = import_module("zwasmc.version").VERSION
    else:
        raise AttributeError(f"module 'zwasmc' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names, imported or not."""
    return sorted({*globals(), *__all__})
