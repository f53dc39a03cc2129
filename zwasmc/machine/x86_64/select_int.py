"""Selection of integer arithmetic and conversions."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.bits import log2_exact, shl, sign32
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.cover import Cover
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
)
from zwasmc.wasm import op as O


@final
class IntSelector:
    """Chooses rows of integer arithmetic and conversions."""

    def __init__(self, cover: Cover) -> None:
        self.cover: Final[Cover] = cover

    def select_int(self, i: i64, kind: i64, w: i64) -> None:
        """Choose the row of an integer arithmetic instruction; ``kind`` is K_*, ``w`` 1 for 64 bits."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        b = f.b[i]
        w4 = w << 4
        if kind == K_ADD or kind == K_SUB:
            self.select_add(i, kind, w)
        elif kind == K_AND or kind == K_OR or kind == K_XOR:
            self.select_logic(i, kind, w)
        elif kind >= K_SHL:
            if cv.is_const(b):
                count = f.imm[b] & (63 if w else 31)
                cv.set(i, R.R_SHIFT_RI, a, -1, count, i64(SHIFT_DIGIT[kind - K_SHL]) | w4)
            elif kind >= K_ROTL or not cv.vex:
                cv.set(i, R.R_SHIFT_CL, a, b, 0, i64(SHIFT_DIGIT[kind - K_SHL]) | w4)
            else:
                cv.set(i, R.R_SHIFT_RX, a, b, 0, i64(SHIFT_DIGIT[kind - K_SHL]) | w4)
        elif kind == K_MUL:
            if cv.fits_imm32(b):
                c = cv.const_value(b)
                k = log2_exact(c)
                if k >= 0:
                    cv.set(i, R.R_SHIFT_RI, a, -1, k, 4 | w4)
                elif c == 3 or c == 5 or c == 9:
                    cv.set(i, R.R_LEA, a, a, 0, (c >> 1 if c < 9 else 3) | w4)
                    if c == 5:
                        cv.sel.sx[i] = 2 | w4
                else:
                    cv.set(i, R.R_MUL_RI, a, -1, c, w4)
            else:
                cv.set(i, R.R_MUL_RR, a, b, 0, w4)
        elif kind <= K_POPCNT:
            cv.set(i, R.R_BITCOUNT, a, -1, 0, kind | w4)
        else:
            self.select_division(i, kind, w)

    def select_add(self, i: i64, kind: i64, w: i64) -> None:
        """Choose the row of an addition or subtraction."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        b = f.b[i]
        w4 = w << 4
        if kind == K_ADD:
            if cv.is_const(a) and not cv.is_const(b):
                a = f.b[i]
                b = f.a[i]
            if cv.fits_imm32(b):
                cv.set(i, R.R_ADD_RI, a, -1, cv.const_value(b), w4)
                return
            if self.scaled(b, i, w):
                cv.absorb(b)
                cv.set(i, R.R_LEA, a, f.a[b], 0, f.imm[f.b[b]] | w4)
                return
            if self.scaled(a, i, w):
                cv.absorb(a)
                cv.set(i, R.R_LEA, b, f.a[a], 0, f.imm[f.b[a]] | w4)
                return
            if a != b and cv.foldable_load(a, i, w):
                a = f.b[i]
                b = f.a[i]
            if a != b and cv.foldable_load(b, i, w):
                cv.absorb(b)
                self.set_alu_rm(i, a, b, ALU_ADD, w)
                return
            cv.set(i, R.R_ADD_RR, a, b, 0, w4)
            return
        if cv.fits_imm32(b) and cv.const_value(b) != -0x80000000:
            cv.set(i, R.R_ADD_RI, a, -1, -cv.const_value(b), w4)
        elif cv.is_const(a) and f.imm[a] == 0:
            cv.set(i, R.R_NEG, b, -1, 0, w4)
        elif a != b and cv.foldable_load(b, i, w):
            cv.absorb(b)
            self.set_alu_rm(i, a, b, ALU_SUB, w)
        else:
            cv.set(i, R.R_SUB_RR, a, b, 0, w4)

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
        """Record arithmetic on register ``a`` and the covered ``load``."""
        cv = self.cover
        f = cv.f
        address, disp = cv.address(f.a[load], f.imm[load])
        cv.set(i, R.R_ALU_RM, a, address, 0, digit | w << 4 | disp << 16)
        f.pos[i] = f.pos[load]

    def select_logic(self, i: i64, kind: i64, w: i64) -> None:
        """Choose the row of and, or, xor."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        b = f.b[i]
        w4 = w << 4
        digit: i64 = ALU_AND if kind == K_AND else ALU_OR if kind == K_OR else ALU_XOR
        if cv.is_const(a) and not cv.is_const(b):
            a = f.b[i]
            b = f.a[i]
        if cv.is_const(b):
            c = f.imm[b]
            if kind == K_AND and (c == 0xFF or c == 0xFFFF or (w == 1 and c == 0xFFFFFFFF)):
                ext: i64 = EXT_U8 if c == 0xFF else EXT_U16 if c == 0xFFFF else EXT_U32
                cv.set(i, R.R_EXTEND, a, -1, 0, ext)
                return
            if cv.fits_imm32(b):
                cv.set(i, R.R_ALU_RI, a, -1, cv.const_value(b), digit | w4)
                return
        if a != b and cv.foldable_load(a, i, w):
            a, b = b, a
        if a != b and cv.foldable_load(b, i, w):
            cv.absorb(b)
            self.set_alu_rm(i, a, b, digit, w)
            return
        cv.set(i, R.R_ALU_RR, a, b, 0, digit | w4)

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
            k = log2_exact(f.imm[b])
            if k >= 0 and not signed:
                if kind == K_DIV_U:
                    cv.set(i, R.R_SHIFT_RI, a, -1, k, 5 | w << 4)
                    return
                if k < 32:
                    if k == 31 and w == 1:
                        pass
                    else:
                        cv.set(i, R.R_ALU_RI, a, -1, sign32(shl(1, k) - 1), ALU_AND | w << 4)
                        return
        row: i64 = R.R_DIV if kind == K_DIV_S or kind == K_DIV_U else R.R_REM
        cv.set(i, row, a, b, 0, checks | w << 4)

    def select_conversion(self, i: i64, op: i64) -> None:
        """Choose the row of a conversion 0xA7 to 0xC4."""
        cv = self.cover
        a = cv.f.a[i]
        if op == O.I32_WRAP_I64:
            cv.set(i, R.R_EXTEND, a, -1, 0, EXT_U32)
        elif op == O.I64_EXTEND_I32_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, EXT_S32 | 16)
        elif op == O.I64_EXTEND_I32_U:
            cv.set(i, R.R_EXTEND, a, -1, 0, EXT_NONE)
        elif op == O.I32_EXTEND8_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, EXT_S8)
        elif op == O.I32_EXTEND16_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, EXT_S16)
        elif op == O.I64_EXTEND8_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, EXT_S8 | 16)
        elif op == O.I64_EXTEND16_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, EXT_S16 | 16)
        elif op == O.I64_EXTEND32_S:
            cv.set(i, R.R_EXTEND, a, -1, 0, EXT_S32 | 16)
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
