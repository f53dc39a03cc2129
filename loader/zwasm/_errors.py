"""What can go wrong, as exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zwasm import _ffi
from zwasm_formats.abi import trap_message


class ZwasmError(Exception):
    """Anything that zwasm refuses, or that ends a guest early."""


class LoadError(ZwasmError):
    """The bytes are no container that this library and this machine can run."""


class LinkError(ZwasmError):
    """An import is missing or has the wrong type."""


class ResourceError(ZwasmError):
    """A limit was reached, or the system refused memory."""


class TrapFrame(NamedTuple):
    """One frame of a wasm backtrace.

    ``func_index`` counts imported functions too, ``name`` is "" where none is known, ``wasm_offset`` is in bytes from
    the start of the module; unknown numbers are -1.
    """

    func_index: int
    name: str
    wasm_offset: int


class Trap(ZwasmError):
    """The guest trapped.

    ``code`` is a trap code (``zwasm_formats.abi.TRAPS``), ``message`` its text, ``backtrace`` the innermost frames (at
    most 32), innermost first.  Host functions may raise one too, with nothing but a code.
    """

    def __init__(self, code: int, message: str = "", backtrace: Sequence[TrapFrame] = ()) -> None:
        """Make a trap; without ``message`` it has the standard one."""
        self.code = code
        self.message = message or trap_message(code)
        self.backtrace = list(backtrace)
        super().__init__(self.message)


class Exit(ZwasmError):
    """The guest ended itself with ``status``, an unsigned 32-bit number.  Host functions may raise one too."""

    def __init__(self, status: int) -> None:
        """Make an exit."""
        super().__init__(f"exit status {status}")
        self.status = status


_KINDS: dict[int, type[ZwasmError]] = {
    _ffi.ERR_FORMAT: LoadError,
    _ffi.ERR_LINK: LinkError,
    _ffi.ERR_LIMIT: ResourceError,
}


def exception(err: _ffi.Error) -> ZwasmError:
    """The exception for a zw_error."""
    message = err.message.decode("utf-8", "replace")
    if err.kind == _ffi.ERR_TRAP:
        frames = [
            TrapFrame(
                -1 if f.func_index == _ffi.NO_INDEX else f.func_index,
                (f.name or b"").decode("utf-8", "replace"),
                -1 if f.wasm_offset == _ffi.NO_OFFSET else f.wasm_offset,
            )
            for f in err.frames[:err.nframes]
        ]
        return Trap(err.trap, message, frames)
    if err.kind == _ffi.ERR_EXIT:
        return Exit(err.status)
    return _KINDS.get(err.kind, ZwasmError)(message)
