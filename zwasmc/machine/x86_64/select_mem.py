"""Selection of loads, stores and read-modify-write."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.bits import sign32
from zwasmc.machine.select import Cover
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.detail import ALU_ADD, ALU_AND, ALU_OR, ALU_SUB, ALU_XOR, K_ADD, K_AND, K_OR, K_SUB, K_XOR
from zwasmc.machine.x86_64.packed import pack_int
from zwasmc.wasm import op as O


@final
class MemSelector:
    """Chooses rows of memory accesses."""

    def __init__(self, cover: Cover) -> None:
        self.cover: Final[Cover] = cover

    def select_load(self, i: i64, op: i64) -> None:
        """Choose the row of a load."""
        cv = self.cover
        f = cv.f
        cv.set(i, R.R_LOAD, cv.address(i, i, f.imm[i]), -1, 0, op)

    def select_store(self, i: i64, op: i64) -> None:
        """Choose the row of a store: of a register, an immediate, or arithmetic on the stored-to cell."""
        cv = self.cover
        f = cv.f
        v = f.b[i]
        a = cv.address(i, i, f.imm[i])
        if op != O.F32_STORE and op != O.F64_STORE:
            if cv.is_const(v) and (op != O.I64_STORE or cv.fits_imm32(v)) and cv.fits(cv.sel.disp[i]):
                cv.set(i, R.R_STORE_I, a, -1, sign32(cv.const_value(v)), op)
                return
            if self.select_update(i, op, v, a):
                return
        cv.set(i, R.R_STORE, a, v, 0, op)

    def select_update(self, i: i64, op: i64, v: i64, a: i64) -> bool:
        """Try to cover ``store(p, load(p) op x)`` as one read-modify-write instruction."""
        cv = self.cover
        f = cv.f
        w: i64 = 0
        kind = f.op[v] - O.I32_CLZ
        if op == O.I64_STORE:
            w = 1
            kind = f.op[v] - O.I64_CLZ
        elif op != O.I32_STORE:
            return False
        digit: i64 = -1
        if kind == K_ADD:
            digit = ALU_ADD
        elif kind == K_SUB:
            digit = ALU_SUB
        elif kind == K_AND:
            digit = ALU_AND
        elif kind == K_OR:
            digit = ALU_OR
        elif kind == K_XOR:
            digit = ALU_XOR
        if digit < 0 or f.c[i] != 0 or not cv.fits(cv.sel.disp[i]) or not cv.sole(v, i):
            return False
        load = f.a[v]
        x = f.b[v]
        want: i64 = O.I64_LOAD if w else O.I32_LOAD
        if kind != K_SUB and f.op[load] != want:
            load = f.b[v]
            x = f.a[v]
        if load == x or f.op[load] != want or not cv.foldable(load, i):
            return False
        if f.a[load] != f.a[i] or f.imm[load] != f.imm[i]:
            return False
        cv.absorb(v)
        cv.absorb(load)
        if cv.fits_imm32(x):
            cv.set(i, R.R_ALU_MI, a, -1, cv.const_value(x), pack_int(digit, w))
        else:
            cv.set(i, R.R_ALU_MR, a, x, 0, pack_int(digit, w))
        return True
