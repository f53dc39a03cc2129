"""The name section: names of the module, its functions and their locals.  A malformed one is ignored."""

from __future__ import annotations

from mypy_extensions import i64

from zwasmc.errors import CompileError
from zwasmc.wasm.features import Features
from zwasmc.wasm.leb import Reader

_MODULE = 0
_FUNCS = 1
_LOCALS = 2


class Names:
    """What the name section says; indices without a name are absent."""

    def __init__(self) -> None:
        self.module: str = ""
        self.funcs: dict[int, str] = {}
        self.locals: dict[int, dict[int, str]] = {}


def _name_map(r: Reader) -> dict[int, str]:
    names: dict[int, str] = {}
    for _ in range(r.u32()):
        index: int = r.u32()
        names[index] = r.name()
    return names


def parse_names(data: bytes, start: i64, end: i64) -> Names:
    """Parse the content of a name section; what follows a malformed part is dropped."""
    names = Names()
    r = Reader(data, start, end, Features())
    try:
        while r.pos < end:
            kind = r.byte()
            size = r.u32()
            stop = r.pos + size
            if stop > end:
                break
            part = Reader(data, r.pos, stop, r.features)
            r.pos = stop
            if kind == _MODULE:
                names.module = part.name()
            elif kind == _FUNCS:
                names.funcs = _name_map(part)
            elif kind == _LOCALS:
                for _ in range(part.u32()):
                    index: int = part.u32()
                    names.locals[index] = _name_map(part)
    except CompileError:
        pass
    return names
