"""Which calls a function makes: anything at all, functions, anything outside its instance."""

from __future__ import annotations

from typing import final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.wasm import op as O
from zwasmc.zir.func import Func


@final
class Calls:
    """The result for the function given to ``run``."""

    def __init__(self) -> None:
        self.calls: bool = False
        """Whether it calls anything; the library counts."""
        self.leaves: bool = False
        """Whether it calls what may belong to another instance; the library does not."""
        self.count: i64 = 0
        self.rows: vec[i64] = vec[i64]([0] * 64)
        """The ``count`` rows that call functions, ascending."""

    def run(self, f: Func, row: vec[i64], calling: vec[i64], imported: i64) -> None:
        """Look for calls in ``f``; its rows are of kind ``row[i]``, and ``calling`` is nonzero for the kinds that call.

        Functions below ``imported`` are of other instances.
        """
        self.calls = False
        self.leaves = False
        self.count = 0
        op = f.op
        n = f.n
        i: i64 = 0
        while i < n:
            if calling[row[i]] != 0:
                self.calls = True
                if op[i] == O.CALL_INDIRECT or op[i] == O.CALL:
                    self.add(i)
                    if op[i] == O.CALL_INDIRECT or f.imm[i] < imported:
                        self.leaves = True
            i += 1

    def add(self, i: i64) -> None:
        """Note a row that calls a function."""
        n = self.count
        if n >= len(self.rows):
            self.rows = grown(self.rows)
        self.rows[n] = i
        self.count = n + 1
