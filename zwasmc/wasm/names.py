"""The name section: names of the module and of its functions.  A malformed one is ignored."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from mypy_extensions import i64

from zwasmc.errors import CompileError
from zwasmc.wasm.features import Features
from zwasmc.wasm.leb import Reader

_MODULE = 0
_FUNCS = 1


class NameMap:
    """Names by index, sorted: a file may choose any indices, and a dictionary of integers has hashes that it can choose
    with them.  Of several names of an index the last one counts."""

    def __init__(self) -> None:
        self._indices: list[int] = []
        self._names: list[str] = []

    def read(self, r: Reader) -> None:
        """Read a name map, whose indices should ascend."""
        indices: list[int] = []
        names: list[str] = []
        ascending = True
        for _ in range(r.u32()):
            index: int = r.u32()
            if indices and index <= indices[-1]:
                ascending = False
            indices.append(index)
            names.append(r.name())
        if not ascending:
            order = sorted(range(len(indices)), key=indices.__getitem__)
            last = [k for k, after in pairwise(order) if indices[k] != indices[after]] + order[-1:]
            indices, names = [indices[k] for k in last], [names[k] for k in last]
        self._indices = indices
        self._names = names

    def get(self, index: int, default: str = "") -> str:
        """Return the name of an index."""
        k = bisect_right(self._indices, index) - 1
        return self._names[k] if k >= 0 and self._indices[k] == index else default

    def values(self) -> list[str]:
        """Return all names, in the order of their indices."""
        return self._names

    def keys(self) -> list[int]:
        """Return the indices that have a name, in order."""
        return self._indices


class Names:
    """What the name section says; indices without a name are absent."""

    def __init__(self) -> None:
        self.module: str = ""
        self.funcs: NameMap = NameMap()


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
                names.funcs.read(part)
    except CompileError:
        pass
    return names
