"""Covering: which rows another row may absorb, and the record of the choice."""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import sign32
from zwasmc.regalloc.api import Selection
from zwasmc.wasm import op as O
from zwasmc.zir.func import Func


@final
class Cover:
    """The function under selection with its use counts, effect numbers and block of each row."""

    def __init__(self, vex: bool) -> None:
        self.vex: Final[bool] = vex
        """Whether BMI and VEX forms may be used (x86-64-v3)."""
        self.f: Func = Func()
        self.sel: Selection = Selection()
        self.uses: vec[i64] = vec[i64]([0] * 1024)
        self.effects: vec[i64] = vec[i64]([0] * 1024)
        self.block: vec[i64] = vec[i64]([0] * 1024)

    def absorb(self, child: i64) -> None:
        """Mark a row as printed by its only user."""
        self.sel.row[child] = -1

    def sole(self, child: i64, root: i64) -> bool:
        """Say whether ``child`` is used by ``root`` alone and sits in its block."""
        return self.uses[child] == 1 and self.block[child] == self.block[root] and self.sel.row[child] >= 0

    def foldable_load(self, child: i64, root: i64, w: i64) -> bool:
        """Say whether a full-width integer load of memory 0 can be read in place by ``root``."""
        f = self.f
        want: i64 = O.I64_LOAD if w else O.I32_LOAD
        return (
            f.op[child] == want
            and f.c[child] == 0
            and f.imm[child] >= 0
            and f.imm[child] < 0x7FFF0000
            and self.sole(child, root)
            and self.effects[child] + 1 == self.effects[root]
        )

    def const_value(self, v: i64) -> i64:
        """Return the signed value of an integer constant row."""
        if self.f.op[v] == O.I32_CONST:
            return sign32(self.f.imm[v])
        return self.f.imm[v]

    def is_const(self, v: i64) -> bool:
        """Say whether a row is an integer constant."""
        op = self.f.op[v]
        return op == O.I32_CONST or op == O.I64_CONST

    def fits_imm32(self, v: i64) -> bool:
        """Say whether a row is an integer constant that fits a sign-extended 32-bit immediate."""
        op = self.f.op[v]
        if op == O.I32_CONST:
            return True
        return op == O.I64_CONST and self.f.imm[v] >= -0x80000000 and self.f.imm[v] < 0x80000000

    def set(self, i: i64, row: i64, s0: i64, s1: i64, imm: i64, sx: i64) -> None:
        """Record the choice for row ``i``."""
        sel = self.sel
        sel.row[i] = row
        sel.s0[i] = s0
        sel.s1[i] = s1
        sel.imm[i] = imm
        sel.sx[i] = sx

    def address(self, a: i64, offset: i64) -> tuple[i64, i64]:
        """Return (address value or -1, displacement) of an access; a constant address joins the displacement."""
        f = self.f
        if f.op[a] == O.I32_CONST and offset >= 0 and f.imm[a] + offset < 0x7FFF0000:
            return -1, f.imm[a] + offset
        return a, offset
