"""Selection of integer arithmetic and conversions."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.bits import log2_exact, shl
from zwasmc.machine.select import Cover
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.detail import (
    ALU_ADD,
    ALU_AND,
    ALU_OR,
    ALU_SUB,
    ALU_XOR,
    DIV_CHECK_OVERFLOW,
    DIV_CHECK_ZERO,
    DIV_SIGNED,
    EXT_NONE,
    EXT_S8,
    EXT_S16,
    EXT_S32,
    EXT_U8,
    EXT_U16,
    EXT_U32,
    K_ADD,
    K_AND,
    K_DIV_S,
    K_DIV_U,
    K_MUL,
    K_OR,
    K_POPCNT,
    K_REM_S,
    K_ROTL,
    K_SHL,
    K_SUB,
    K_XOR,
    SHIFT_DIGIT,
    SHIFT_LEFT,
    SHIFT_RIGHT,
)
from zwasmc.machine.x86_64.packed import pack_int
from zwasmc.wasm import op as O


@final
class IntSelector:
    """Chooses rows of integer arithmetic and conversions."""

    def __init__(self, cover: Cover, bmi: bool) -> None:
        """``bmi``: whether the shifts of BMI2 may be used (x86-64-v3)."""
        self.cover: Final[Cover] = cover
        self.bmi: Final[bool] = bmi

    def select_int(self, i: i64, kind: i64, w: i64) -> None:
        """Choose the row of an integer arithmetic instruction; ``kind`` is K_*, ``w`` 1 for 64 bits."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        b = f.b[i]
        if kind == K_ADD or kind == K_SUB:
            self.select_add(i, kind, w)
        elif kind == K_AND or kind == K_OR or kind == K_XOR:
            self.select_logic(i, kind, w)
        elif kind >= K_SHL:
            digit: i64 = SHIFT_DIGIT[kind - K_SHL]
            if cv.is_const(b):
                cv.set(i, R.R_SHIFT_RI, a, -1, f.imm[b] & (63 if w else 31), pack_int(digit, w))
            else:
                fixed = kind >= K_ROTL or not self.bmi
                cv.set(i, R.R_SHIFT_CL if fixed else R.R_SHIFT_RX, a, b, 0, pack_int(digit, w))
        elif kind == K_MUL:
            if cv.fits_imm32(b):
                c = cv.const_value(b)
                k = log2_exact(c)
                if k >= 0:
                    cv.set(i, R.R_SHIFT_RI, a, -1, k, pack_int(SHIFT_LEFT, w))
                elif c == 3 or c == 5 or c == 9:
                    # a + (a << 1, 2 or 3)
                    cv.set(i, R.R_LEA, a, a, 0, pack_int(1 if c == 3 else 2 if c == 5 else 3, w))
                else:
                    cv.set(i, R.R_MUL_RI, a, -1, c, pack_int(0, w))
            else:
                cv.set(i, R.R_MUL_RR, a, b, 0, pack_int(0, w))
        elif kind <= K_POPCNT:
            cv.set(i, R.R_BITCOUNT, a, -1, 0, pack_int(kind, w))
        else:
            self.select_division(i, kind, w)

    def select_add(self, i: i64, kind: i64, w: i64) -> None:
        """Choose the row of an addition or subtraction."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        b = f.b[i]
        plain = pack_int(0, w)
        load: i64 = O.I64_LOAD if w else O.I32_LOAD
        if kind == K_ADD:
            if cv.is_const(a) and not cv.is_const(b):
                a = f.b[i]
                b = f.a[i]
            if cv.fits_imm32(b):
                cv.set(i, R.R_ADD_RI, a, -1, cv.const_value(b), plain)
                return
            if self.scaled(b, i, w):
                cv.absorb(b)
                cv.set(i, R.R_LEA, a, f.a[b], 0, pack_int(f.imm[f.b[b]], w))
                return
            if self.scaled(a, i, w):
                cv.absorb(a)
                cv.set(i, R.R_LEA, b, f.a[a], 0, pack_int(f.imm[f.b[a]], w))
                return
            if a != b and f.op[a] == load and cv.foldable(a, i):
                a = f.b[i]
                b = f.a[i]
            if a != b and f.op[b] == load and cv.foldable(b, i):
                self.set_alu_rm(i, a, b, ALU_ADD, w)
                return
            cv.set(i, R.R_ADD_RR, a, b, 0, plain)
            return
        if cv.fits_imm32(b) and cv.const_value(b) != -0x80000000:
            cv.set(i, R.R_ADD_RI, a, -1, -cv.const_value(b), plain)
        elif cv.is_const(a) and f.imm[a] == 0:
            cv.set(i, R.R_NEG, b, -1, 0, plain)
        elif a != b and f.op[b] == load and cv.foldable(b, i):
            self.set_alu_rm(i, a, b, ALU_SUB, w)
        else:
            cv.set(i, R.R_SUB_RR, a, b, 0, plain)

    def scaled(self, v: i64, root: i64, w: i64) -> bool:
        """Say whether ``v`` is a left shift by 1, 2 or 3 that an LEA of the same width can absorb."""
        cv = self.cover
        f = cv.f
        want: i64 = O.I64_SHL if w else O.I32_SHL
        if f.op[v] != want or not cv.is_const(f.b[v]):
            return False
        count = f.imm[f.b[v]]
        return count >= 1 and count <= 3 and cv.sole(v, root)

    def set_alu_rm(self, i: i64, a: i64, load: i64, digit: i64, w: i64) -> None:
        """Record arithmetic on register ``a`` and ``load``, which is covered."""
        cv = self.cover
        cv.absorb(load)
        cv.set(i, R.R_ALU_RM, a, cv.address(i, load, cv.f.imm[load]), 0, pack_int(digit, w))

    def select_logic(self, i: i64, kind: i64, w: i64) -> None:
        """Choose the row of and, or, xor."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        b = f.b[i]
        load: i64 = O.I64_LOAD if w else O.I32_LOAD
        digit: i64 = ALU_AND if kind == K_AND else ALU_OR if kind == K_OR else ALU_XOR
        if cv.is_const(a) and not cv.is_const(b):
            a = f.b[i]
            b = f.a[i]
        if cv.is_const(b):
            c = f.imm[b]
            if kind == K_AND and (c == 0xFF or c == 0xFFFF or (w == 1 and c == 0xFFFFFFFF)):
                ext: i64 = EXT_U8 if c == 0xFF else EXT_U16 if c == 0xFFFF else EXT_U32
                cv.set(i, R.R_EXTEND, a, -1, 0, pack_int(ext, 0))
                return
            if cv.fits_imm32(b):
                cv.set(i, R.R_ALU_RI, a, -1, cv.const_value(b), pack_int(digit, w))
                return
        if a != b and f.op[a] == load and cv.foldable(a, i):
            a, b = b, a
        if a != b and f.op[b] == load and cv.foldable(b, i):
            self.set_alu_rm(i, a, b, digit, w)
            return
        cv.set(i, R.R_ALU_RR, a, b, 0, pack_int(digit, w))

    def select_division(self, i: i64, kind: i64, w: i64) -> None:
        """Choose the row of a division or remainder."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        b = f.b[i]
        checks: i64 = DIV_CHECK_ZERO
        signed = kind == K_DIV_S or kind == K_REM_S
        if signed:
            checks |= DIV_SIGNED | DIV_CHECK_OVERFLOW
        if cv.is_const(b):
            c = cv.const_value(b)
            if c != 0:
                checks = checks & ~DIV_CHECK_ZERO
            if c != -1:
                checks = checks & ~DIV_CHECK_OVERFLOW
            # lowering has divided by most powers of two already, but the cleaning of parameters finds more constants
            k = log2_exact(f.imm[b])
            if k >= 0 and not signed:
                if kind == K_DIV_U:
                    cv.set(i, R.R_SHIFT_RI, a, -1, k, pack_int(SHIFT_RIGHT, w))
                    return
                if k < 32:
                    cv.set(i, R.R_ALU_RI, a, -1, shl(1, k) - 1, pack_int(ALU_AND, w))
                    return
        row: i64 = R.R_DIV if kind == K_DIV_S or kind == K_DIV_U else R.R_REM
        cv.set(i, row, a, b, 0, pack_int(checks, w))

    def select_conversion(self, i: i64, op: i64) -> None:
        """Choose the row of a conversion, from i32.wrap_i64 to i64.extend32_s."""
        cv = self.cover
        a = cv.f.a[i]
        if op == O.I32_WRAP_I64:
            cv.set(i, R.R_EXTEND, a, -1, 0, pack_int(EXT_U32, 0))
        elif op == O.I64_EXTEND_I32_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, pack_int(EXT_S32, 1))
        elif op == O.I64_EXTEND_I32_U:
            cv.set(i, R.R_EXTEND, a, -1, 0, pack_int(EXT_NONE, 0))
        elif op == O.I32_EXTEND8_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, pack_int(EXT_S8, 0))
        elif op == O.I32_EXTEND16_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, pack_int(EXT_S16, 0))
        elif op == O.I64_EXTEND8_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, pack_int(EXT_S8, 1))
        elif op == O.I64_EXTEND16_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, pack_int(EXT_S16, 1))
        elif op == O.I64_EXTEND32_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, pack_int(EXT_S32, 1))
        elif op >= O.I32_REINTERPRET_F32:
            cv.set(i, R.R_REINTERPRET, a, -1, 0, op)
        elif op == O.F32_DEMOTE_F64 or op == O.F64_PROMOTE_F32:
            cv.set(i, R.R_FLOAT_TO_FLOAT, a, -1, 0, op)
        elif op == O.F32_CONVERT_I64_U or op == O.F64_CONVERT_I64_U:
            cv.set(i, R.R_UINT64_TO_FLOAT, a, -1, 0, op)
        elif op >= O.F32_CONVERT_I32_S:
            cv.set(i, R.R_INT_TO_FLOAT, a, -1, 0, op)
        else:
            cv.set(i, R.R_FLOAT_TO_INT, a, -1, 0, op)
