"""Constant folding and algebraic identities, applied while rows are made.

Integers only; floats are touched as bit patterns alone.  Constants go right, ``x - c`` becomes ``x + -c``, division by
constants becomes shifts, masks or multiplications, and comparisons are inverted rather than negated.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from zwasmc.bits import log2_exact, product, sign32, to_signed64
from zwasmc.wasm.op import (
    EFFECT_COMMUTATIVE,
    F32_CONST,
    F32_EQ,
    F32_NE,
    F32_REINTERPRET_I32,
    F64_CONST,
    F64_EQ,
    F64_NE,
    F64_REINTERPRET_I64,
    I32_ADD,
    I32_AND,
    I32_CLZ,
    I32_CONST,
    I32_CTZ,
    I32_DIV_S,
    I32_DIV_U,
    I32_EQ,
    I32_EQZ,
    I32_EXTEND8_S,
    I32_EXTEND16_S,
    I32_GE_S,
    I32_GE_U,
    I32_GT_S,
    I32_GT_U,
    I32_LE_S,
    I32_LE_U,
    I32_LOAD8_U,
    I32_LOAD16_U,
    I32_LT_S,
    I32_LT_U,
    I32_MUL,
    I32_NE,
    I32_OR,
    I32_POPCNT,
    I32_REINTERPRET_F32,
    I32_REM_S,
    I32_REM_U,
    I32_ROTL,
    I32_ROTR,
    I32_SHL,
    I32_SHR_S,
    I32_SHR_U,
    I32_SUB,
    I32_WRAP_I64,
    I32_XOR,
    I64_AND,
    I64_CONST,
    I64_EQ,
    I64_EQZ,
    I64_EXTEND8_S,
    I64_EXTEND16_S,
    I64_EXTEND32_S,
    I64_EXTEND_I32_S,
    I64_EXTEND_I32_U,
    I64_GE_U,
    I64_LOAD8_U,
    I64_LOAD16_U,
    I64_LOAD32_U,
    I64_NE,
    I64_POPCNT,
    I64_REINTERPRET_F64,
    I64_ROTR,
    I64_SHR_U,
    OP_EFFECTS,
    SELECT,
)
from zwasmc.wasm.types import T_F32, T_F64, T_I32, T_I64
from zwasmc.zir.divide import ARITH64, divide_by_constant
from zwasmc.zir.func import Func
from zwasmc.zir.numbering import Rows
from zwasmc.zir.ops import RESULT_TYPE

# Distance from an i32 comparison to the i64 one.
_COMPARE64: Final = I64_EQZ - I32_EQZ

# Comparisons, indexed by op - i32.eq: the one with swapped operands, and the opposite one.
_SWAPPED: Final = bytes((0, 1, 4, 5, 2, 3, 8, 9, 6, 7))
_OPPOSITE: Final = bytes((1, 0, 8, 9, 6, 7, 4, 5, 2, 3))


def fold_binary(b: Rows, op: i64, x: i64, y: i64, pos: i64) -> i64:
    """Return the value of a regular operation with two operands."""
    ty: i64 = RESULT_TYPE[op]
    if not b.share:
        return b.f.add(op, ty, x, y, -1, 0, pos)
    if op < I32_CLZ:
        if op <= I64_GE_U:
            return _compare(b, op, x, y, pos)
    elif op <= I64_ROTR:
        f = b.f
        const = f.op[y] == I32_CONST or f.op[y] == I64_CONST
        if OP_EFFECTS[op] & EFFECT_COMMUTATIVE != 0:
            if const:
                if f.op[x] == I32_CONST or f.op[x] == I64_CONST:
                    return _both(b, op, x, y, pos)
            elif f.op[x] == I32_CONST or f.op[x] == I64_CONST:
                x, y = y, x
                const = True
            elif x > y:
                x, y = y, x
        if const or x == y:
            return _arith(b, op, ty, x, y, const, pos)
    return b.pure(op, ty, x, y, -1, 0, pos)


def _both(b: Rows, op: i64, x: i64, y: i64, pos: i64) -> i64:
    """Fold an operation on two constants."""
    f = b.f
    ty: i64 = RESULT_TYPE[op]
    wide = f.ty[x] == T_I64
    number: int = op
    value = evaluate(number, f.imm[x], f.imm[y], wide)
    if value is None:
        return b.pure(op, ty, x, y, -1, 0, pos)
    if ty == T_I32:
        return b.const32(value, pos)
    return b.const64(value, pos)


def evaluate(op: int, x: int, y: int, wide: bool) -> int | None:
    """Return the constant result of a binary integer operation on ZIR constants; None when it traps."""
    bits = 64 if wide else 32
    mask = (1 << bits) - 1
    x &= mask
    y &= mask
    half = 1 << (bits - 1)
    sx = (x ^ half) - half
    sy = (y ^ half) - half
    if op <= I64_GE_U:
        if wide:
            op -= _COMPARE64
        return _test(op, x, y, sx, sy)
    if wide:
        op -= ARITH64
    n = y & (bits - 1)
    result = 0
    if op == I32_ADD:
        result = x + y
    elif op == I32_SUB:
        result = x - y
    elif op == I32_MUL:
        result = product(x, y)
    elif op in (I32_DIV_S, I32_DIV_U, I32_REM_S, I32_REM_U):
        if y == 0 or (op == I32_DIV_S and sx == -half and sy == -1):
            return None
        if op == I32_DIV_U:
            result = x // y
        elif op == I32_REM_U:
            result = x % y
        else:
            quotient = abs(sx) // abs(sy)
            if (sx < 0) != (sy < 0):
                quotient = -quotient
            result = quotient if op == I32_DIV_S else sx - product(quotient, sy)
    elif op == I32_AND:
        result = x & y
    elif op == I32_OR:
        result = x | y
    elif op == I32_XOR:
        result = x ^ y
    elif op == I32_SHL:
        result = x << n
    elif op == I32_SHR_S:
        result = sx >> n
    elif op == I32_SHR_U:
        result = x >> n
    elif op == I32_ROTL:
        result = (x << n) | (x >> (bits - n))
    elif op == I32_ROTR:
        result = (x >> n) | (x << (bits - n))
    else:
        return None
    return to_signed64(result) if wide else result & mask


def _test(op: int, x: int, y: int, sx: int, sy: int) -> int:
    """Return the result of an i32 comparison."""
    if op == I32_EQ:
        result = x == y
    elif op == I32_NE:
        result = x != y
    elif op == I32_LT_S:
        result = sx < sy
    elif op == I32_LT_U:
        result = x < y
    elif op == I32_GT_S:
        result = sx > sy
    elif op == I32_GT_U:
        result = x > y
    elif op == I32_LE_S:
        result = sx <= sy
    elif op == I32_LE_U:
        result = x <= y
    elif op == I32_GE_S:
        result = sx >= sy
    else:
        result = x >= y
    return 1 if result else 0


def possible_bits(f: Func, x: i64) -> i64:
    """Return a mask of the bits of integer ``x`` that may be set, from its defining row alone."""
    op = f.op[x]
    if op >= I32_EQZ and op < I32_CLZ:
        return 1
    if op == I32_LOAD8_U or op == I64_LOAD8_U:
        return 0xFF
    if op == I32_LOAD16_U or op == I64_LOAD16_U:
        return 0xFFFF
    if op == I64_LOAD32_U or op == I64_EXTEND_I32_U:
        return 0xFFFFFFFF
    if op == I32_CONST or op == I64_CONST:
        return f.imm[x]
    if op == I32_AND or op == I64_AND:
        y = f.b[x]
        if f.op[y] == I32_CONST or f.op[y] == I64_CONST:
            return f.imm[y]
    if op == I32_SHR_U and f.op[f.b[x]] == I32_CONST:
        return 0xFFFFFFFF >> (f.imm[f.b[x]] & 31)
    if op == I64_SHR_U and f.op[f.b[x]] == I64_CONST and f.imm[f.b[x]] & 63:
        return 0x7FFFFFFFFFFFFFFF >> ((f.imm[f.b[x]] & 63) - 1)
    if f.ty[x] == T_I32:
        return 0xFFFFFFFF
    return -1


def is_boolean(f: Func, x: i64) -> bool:
    """Return whether ``x`` is known to be 0 or 1."""
    return possible_bits(f, x) & -2 == 0


def _compare(b: Rows, op: i64, x: i64, y: i64, pos: i64) -> i64:
    """An integer comparison."""
    f = b.f
    base: i64 = I32_EQ if op < I64_EQZ else I64_EQ
    cy = f.op[y] == I32_CONST or f.op[y] == I64_CONST
    if f.op[x] == I32_CONST or f.op[x] == I64_CONST:
        if cy:
            return _both(b, op, x, y, pos)
        x, y = y, x
        op = base + i64(_SWAPPED[op - base])
        cy = True
    if x == y:
        # eq, le and ge hold.
        kind = op - base
        return b.const32(1 if kind == 0 or kind >= 6 else 0, pos)
    if not cy:
        if x > y and op - base < 2:
            x, y = y, x
        return b.pure(op, T_I32, x, y, -1, 0, pos)
    k = f.imm[y]
    kind = op - base
    wide = base == I64_EQ
    if kind == 3 or kind == 9:
        # Unsigned x < 1 and x >= 1 test for zero; nothing is below 0.
        if k == 0:
            return b.const32(0 if kind == 3 else 1, pos)
        if k == 1:
            kind = 0 if kind == 3 else 1
            k = 0
    elif (kind == 5 or kind == 7) and k == 0:
        kind = 1 if kind == 5 else 0
    if kind < 2:
        inner = f.op[x]
        if k == 0:
            if kind == 0:
                return fold_unary(b, I64_EQZ if wide else I32_EQZ, x, pos)
            if not wide and is_boolean(f, x):
                return x
            if wide and (inner == I64_EXTEND_I32_U or inner == I64_EXTEND_I32_S):
                return _compare(b, I32_NE, f.a[x], b.const32(0, pos), pos)
            y = b.const64(0, pos) if wide else b.const32(0, pos)
        elif k == 1 and not wide and is_boolean(f, x):
            return x if kind == 0 else fold_unary(b, I32_EQZ, x, pos)
    return b.pure(base + kind, T_I32, x, y, -1, 0, pos)


def _constant(b: Rows, ty: i64, value: i64, pos: i64) -> i64:
    """Return an integer constant of machine type ``ty``."""
    if ty == T_I32:
        return b.const32(value, pos)
    return b.const64(value, pos)


def _arith(b: Rows, op: i64, ty: i64, x: i64, y: i64, const: bool, pos: i64) -> i64:
    """Arithmetic with a constant right operand, or with equal operands."""
    f = b.f
    wide = ty == T_I64
    kind = op - ARITH64 if wide else op
    if not const:
        if kind == I32_SUB or kind == I32_XOR:
            return _constant(b, ty, 0, pos)
        if kind == I32_AND or kind == I32_OR:
            return x
        return b.pure(op, ty, x, y, -1, 0, pos)
    if f.op[x] == I32_CONST or f.op[x] == I64_CONST:
        return _both(b, op, x, y, pos)
    k = f.imm[y]
    if not wide:
        k = sign32(k)
    if kind == I32_SUB:
        if k == 0:
            return x
        negated: int = k
        y = _constant(b, ty, to_signed64(-negated), pos)
        return _arith(b, op - 1, ty, x, y, True, pos)
    if kind == I32_ADD:
        if k == 0:
            return x
        return _reassociate(b, op, ty, x, y, pos)
    if kind == I32_AND:
        return _mask(b, op, ty, x, y, k, pos)
    if kind >= I32_SHL:
        return _shift(b, op, ty, x, k, pos)
    if kind == I32_OR or kind == I32_XOR:
        if k == 0:
            return x
        if kind == I32_OR:
            if k == -1:
                return y
        elif k == 1 and not wide and is_boolean(f, x):
            return fold_unary(b, I32_EQZ, x, pos)
        return _reassociate(b, op, ty, x, y, pos)
    if kind == I32_MUL:
        if k == 0:
            return y
        if k == 1:
            return x
        if k > 0 and k & (k - 1) == 0:
            return _shift(b, op + (I32_SHL - I32_MUL), ty, x, log2_exact(k), pos)
        return _reassociate(b, op, ty, x, y, pos)
    return _divide(b, op, ty, x, y, k, pos)


def _reassociate(b: Rows, op: i64, ty: i64, x: i64, y: i64, pos: i64) -> i64:
    """Turn ``(z op c) op d`` into ``z op (c op d)``."""
    f = b.f
    if f.op[x] == op:
        other = f.b[x]
        if f.op[other] == I32_CONST or f.op[other] == I64_CONST:
            return _arith(b, op, ty, f.a[x], _both(b, op, other, y, pos), True, pos)
    return b.pure(op, ty, x, y, -1, 0, pos)


def _mask(b: Rows, op: i64, ty: i64, x: i64, y: i64, k: i64, pos: i64) -> i64:
    """``x & k``."""
    f = b.f
    if k == 0:
        return y
    if k == -1:
        return x
    possible = possible_bits(f, x)
    if possible & ~k == 0:
        return x
    if f.op[x] != op and possible & k == 0:
        return _constant(b, ty, 0, pos)
    return _reassociate(b, op, ty, x, y, pos)


def _shift(b: Rows, op: i64, ty: i64, x: i64, k: i64, pos: i64) -> i64:
    """A shift or rotation by ``k``."""
    f = b.f
    wide = ty == T_I64
    bits: i64 = 64 if wide else 32
    k &= bits - 1
    if k == 0:
        return x
    kind = op - ARITH64 if wide else op
    inner = f.op[x]
    inner_kind = inner - ARITH64 if wide else inner
    if inner_kind >= I32_SHL and inner_kind <= I32_SHR_U and f.ty[x] == ty:
        other = f.b[x]
        if f.op[other] == I32_CONST or f.op[other] == I64_CONST:
            c = f.imm[other] & (bits - 1)
            if inner == op:
                total = c + k
                if total >= bits:
                    if kind != I32_SHR_S:
                        return _constant(b, ty, 0, pos)
                    total = bits - 1
                return b.pure(op, ty, f.a[x], _constant(b, ty, total, pos), -1, 0, pos)
            if inner_kind == I32_SHL and c == k:
                if kind == I32_SHR_S:
                    width = bits - k
                    if width == 8:
                        return fold_unary(b, I64_EXTEND8_S if wide else I32_EXTEND8_S, f.a[x], pos)
                    if width == 16:
                        return fold_unary(b, I64_EXTEND16_S if wide else I32_EXTEND16_S, f.a[x], pos)
                    if width == 32:
                        return fold_unary(b, I64_EXTEND32_S, f.a[x], pos)
                elif kind == I32_SHR_U and bits - k <= 32:
                    keep = 0xFFFFFFFF >> (32 - (bits - k))
                    and_op: i64 = I64_AND if wide else I32_AND
                    return _arith(b, and_op, ty, f.a[x], _constant(b, ty, keep, pos), True, pos)
    return b.pure(op, ty, x, _constant(b, ty, k, pos), -1, 0, pos)


def _divide(b: Rows, op: i64, ty: i64, x: i64, y: i64, k: i64, pos: i64) -> i64:
    """Division and remainder by a constant."""
    wide = ty == T_I64
    kind = op - ARITH64 if wide else op
    if k == 1:
        if kind == I32_DIV_S or kind == I32_DIV_U:
            return x
        return _constant(b, ty, 0, pos)
    if kind == I32_DIV_U or kind == I32_REM_U:
        # As an unsigned number k is a power of two if it has one bit; the sign bit alone is one too.
        if k > 1 and k & (k - 1) == 0:
            if kind == I32_DIV_U:
                return _shift(b, op + (I32_SHR_U - I32_DIV_U), ty, x, log2_exact(k), pos)
            return _arith(b, op + (I32_AND - I32_REM_U), ty, x, _constant(b, ty, k - 1, pos), True, pos)
    elif kind == I32_REM_S and k == -1:
        return _constant(b, ty, 0, pos)
    value = divide_by_constant(b, op, x, k, pos)
    if value >= 0:
        return value
    return b.pure(op, ty, x, y, -1, 0, pos)


def fold_unary(b: Rows, op: i64, x: i64, pos: i64) -> i64:
    """Return the value of a regular operation with one operand."""
    ty: i64 = RESULT_TYPE[op]
    if not b.share:
        return b.f.add(op, ty, x, -1, -1, 0, pos)
    f = b.f
    inner = f.op[x]
    if inner >= I32_CONST and inner <= F64_CONST:
        if op <= I64_POPCNT or op >= I32_WRAP_I64:
            return _unary_constant(b, op, ty, f.imm[x], x, pos)
    elif op == I32_EQZ:
        if inner >= I32_EQ and inner <= I32_GE_U:
            return _compare(b, I32_EQ + i64(_OPPOSITE[inner - I32_EQ]), f.a[x], f.b[x], pos)
        if inner >= I64_EQ and inner <= I64_GE_U:
            return _compare(b, I64_EQ + i64(_OPPOSITE[inner - I64_EQ]), f.a[x], f.b[x], pos)
        if inner == I32_EQZ:
            z = f.a[x]
            if is_boolean(f, z):
                return z
            return b.pure(I32_NE, ty, z, b.const32(0, pos), -1, 0, pos)
        if inner == I64_EQZ:
            return b.pure(I64_NE, ty, f.a[x], b.const64(0, pos), -1, 0, pos)
        if inner == F32_EQ or inner == F64_EQ:
            return b.pure(inner + 1, ty, f.a[x], f.b[x], -1, 0, pos)
        if inner == F32_NE or inner == F64_NE:
            return b.pure(inner - 1, ty, f.a[x], f.b[x], -1, 0, pos)
    elif op == I64_EQZ:
        if inner == I64_EXTEND_I32_U or inner == I64_EXTEND_I32_S:
            return fold_unary(b, I32_EQZ, f.a[x], pos)
    elif op == I32_WRAP_I64:
        if inner == I64_EXTEND_I32_U or inner == I64_EXTEND_I32_S:
            return f.a[x]
        if inner == I64_AND and f.op[f.b[x]] == I64_CONST and f.imm[f.b[x]] & 0xFFFFFFFF == 0xFFFFFFFF:
            return fold_unary(b, op, f.a[x], pos)
    elif op >= I32_REINTERPRET_F32 and op <= F64_REINTERPRET_I64:
        if inner >= I32_REINTERPRET_F32 and inner <= F64_REINTERPRET_I64 and f.ty[f.a[x]] == ty:
            return f.a[x]
    elif op >= I32_EXTEND8_S and op <= I64_EXTEND32_S and inner == op:
        return x
    return b.pure(op, ty, x, -1, -1, 0, pos)


def _unary_constant(b: Rows, op: i64, ty: i64, k: i64, x: i64, pos: i64) -> i64:
    """Fold an operation on a constant if it is one on bits."""
    if op == I32_EQZ or op == I64_EQZ:
        return b.const32(1 if k == 0 else 0, pos)
    if op == I32_WRAP_I64 or op == I64_EXTEND_I32_U:
        return _constant(b, ty, k & 0xFFFFFFFF, pos)
    if op == I64_EXTEND_I32_S or op == I64_EXTEND32_S:
        return b.const64(sign32(k), pos)
    if op == I32_REINTERPRET_F32:
        return b.const32(k, pos)
    if op == I64_REINTERPRET_F64:
        return b.const64(k, pos)
    if op == F32_REINTERPRET_I32:
        return b.pure(F32_CONST, T_F32, -1, -1, -1, k, pos)
    if op == F64_REINTERPRET_I64:
        return b.pure(F64_CONST, T_F64, -1, -1, -1, k, pos)
    if op == I32_EXTEND8_S or op == I64_EXTEND8_S:
        return _constant(b, ty, ((k & 0xFF) ^ 0x80) - 0x80, pos)
    if op == I32_EXTEND16_S or op == I64_EXTEND16_S:
        return _constant(b, ty, ((k & 0xFFFF) ^ 0x8000) - 0x8000, pos)
    if op >= I32_CLZ and op <= I64_POPCNT:
        number: int = k
        bits = 64 if ty == T_I64 else 32
        number &= (1 << bits) - 1
        kind = op - ARITH64 if ty == T_I64 else op
        if kind == I32_CLZ:
            return _constant(b, ty, bits - number.bit_length(), pos)
        if kind == I32_CTZ:
            return _constant(b, ty, (number & -number).bit_length() - 1 if number else bits, pos)
        if kind == I32_POPCNT:
            return _constant(b, ty, number.bit_count(), pos)
    return b.pure(op, ty, x, -1, -1, 0, pos)


def fold_select(b: Rows, ty: i64, x: i64, y: i64, cond: i64, pos: i64) -> i64:
    """Return ``x`` if ``cond`` is nonzero, else ``y``."""
    f = b.f
    if not b.share:
        return f.add(SELECT, ty, x, y, cond, 0, pos)
    while True:
        op = f.op[cond]
        if op == I32_EQZ:
            cond = f.a[cond]
            x, y = y, x
        elif op == I32_NE and f.op[f.b[cond]] == I32_CONST and f.imm[f.b[cond]] == 0:
            cond = f.a[cond]
        else:
            break
    if x == y:
        return x
    if op == I32_CONST:
        return x if f.imm[cond] else y
    if ty == T_I32 and f.op[x] == I32_CONST and f.op[y] == I32_CONST:
        if f.imm[x] == 1 and f.imm[y] == 0:
            if is_boolean(f, cond):
                return cond
            return b.pure(I32_NE, ty, cond, y, -1, 0, pos)
        if f.imm[x] == 0 and f.imm[y] == 1:
            return fold_unary(b, I32_EQZ, cond, pos)
    return b.pure(SELECT, ty, x, y, cond, 0, pos)
