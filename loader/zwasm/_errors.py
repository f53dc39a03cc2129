"""What can go wrong, as exceptions."""

from __future__ import annotations

from typing import NamedTuple

from zwasm import _ffi

ERR_FORMAT = 1
ERR_LINK = 2
ERR_LIMIT = 3
ERR_TRAP = 5
ERR_EXIT = 6


class ZwasmError(Exception):
    """Anything that zwasm refuses."""


class LoadError(ZwasmError):
    """The bytes are no usable container."""


class LinkError(ZwasmError):
    """An import is missing or has the wrong type."""


class ResourceError(ZwasmError):
    """A limit was reached, or the system refused memory."""


class TrapFrame(NamedTuple):
    """One frame of a wasm backtrace; unknown numbers are -1."""

    func_index: int
    name: str
    wasm_offset: int


class Trap(ZwasmError):
    """The guest trapped.  ``code`` is a trap code of the ABI; the innermost frame comes first."""

    def __init__(self, code: int, message: str, backtrace: list[TrapFrame]) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.backtrace = backtrace


class Exit(ZwasmError):
    """The guest ended itself."""

    def __init__(self, status: int) -> None:
        super().__init__(f"exit status {status}")
        self.status = status


def exception(err: _ffi.Error) -> ZwasmError:
    """The exception for a zw_error."""
    message = err.message.decode("utf-8", "replace")
    if err.kind == ERR_TRAP:
        frames = [
            TrapFrame(
                -1 if f.func_index == 0xFFFFFFFF else f.func_index,
                (f.name or b"").decode("utf-8", "replace"),
                -1 if f.wasm_offset == _ffi.NO_MAX else f.wasm_offset,
            )
            for f in err.frames[:err.nframes]
        ]
        return Trap(err.trap, message, frames)
    if err.kind == ERR_EXIT:
        return Exit(err.status)
    kinds: dict[int, type[ZwasmError]] = {ERR_FORMAT: LoadError, ERR_LINK: LinkError, ERR_LIMIT: ResourceError}
    return kinds.get(err.kind, ZwasmError)(message)
