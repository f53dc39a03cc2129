"""Division by constants without a division: shifts for powers of two, multiplication for other 32-bit divisors."""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from zwasmc.bits import shl
from zwasmc.wasm.op import (
    I32_ADD,
    I32_CLZ,
    I32_DIV_S,
    I32_MUL,
    I32_REM_S,
    I32_SHR_S,
    I32_SHR_U,
    I32_SUB,
    I32_WRAP_I64,
    I64_CLZ,
    I64_EXTEND_I32_S,
    I64_EXTEND_I32_U,
    I64_MUL,
    I64_SHR_S,
    I64_SHR_U,
)
from zwasmc.wasm.types import T_I32, T_I64
from zwasmc.zir.numbering import Rows

# Distance from i32 arithmetic, from clz on, to that of i64.
ARITH64: Final = I64_CLZ - I32_CLZ


def divide_by_constant(b: Rows, op: i64, x: i64, k: i64, pos: i64) -> i64:
    """Return ``x op k`` for a division or remainder by the signed constant ``k``; -1 to leave it as it is."""
    wide = op >= I64_CLZ
    kind = op - ARITH64 if wide else op
    if k == 0 or k == -1:
        return -1
    signed = kind == I32_DIV_S or kind == I32_REM_S
    remainder = kind >= I32_REM_S
    if signed and k > 1 and k & (k - 1) == 0:
        quotient = _signed_power(b, x, k, wide, pos)
    elif wide:
        return -1
    elif signed:
        quotient = _signed(b, x, k, pos)
    else:
        quotient = _unsigned(b, x, k & 0xFFFFFFFF, pos)
    if quotient < 0 or not remainder:
        return quotient
    shift: i64 = ARITH64 if wide else 0
    ty: i64 = T_I64 if wide else T_I32
    divisor = b.const64(k, pos) if wide else b.const32(k, pos)
    product = b.pure(I32_MUL + shift, ty, quotient, divisor, -1, 0, pos)
    return b.pure(I32_SUB + shift, ty, x, product, -1, 0, pos)


def _signed_power(b: Rows, x: i64, k: i64, wide: bool, pos: i64) -> i64:
    """Divide by a power of two, rounding towards zero."""
    n: i64 = 0
    while shl(1, n) < k:
        n += 1
    if wide:
        sign = b.pure(I64_SHR_S, T_I64, x, b.const64(63, pos), -1, 0, pos)
        bias = b.pure(I64_SHR_U, T_I64, sign, b.const64(64 - n, pos), -1, 0, pos)
        total = b.pure(I32_ADD + ARITH64, T_I64, x, bias, -1, 0, pos)
        return b.pure(I64_SHR_S, T_I64, total, b.const64(n, pos), -1, 0, pos)
    sign = b.pure(I32_SHR_S, T_I32, x, b.const32(31, pos), -1, 0, pos)
    bias = b.pure(I32_SHR_U, T_I32, sign, b.const32(32 - n, pos), -1, 0, pos)
    total = b.pure(I32_ADD, T_I32, x, bias, -1, 0, pos)
    return b.pure(I32_SHR_S, T_I32, total, b.const32(n, pos), -1, 0, pos)


def signed_magic(k: int) -> tuple[int, int]:
    """Return (m, s): x // k towards zero is (x * m >> 32 + s) + (x < 0) for 32-bit x, where 2 <= k < 2**31."""
    s = 0
    while True:
        power = 1 << (32 + s)
        # The error m * k - power must stay below 2**(s + 1) (Granlund and Montgomery 1994).
        if k - power % k <= 1 << (s + 1):
            return power // k + 1, s
        s += 1


def _signed(b: Rows, x: i64, k: i64, pos: i64) -> i64:
    """Divide a signed 32-bit number by multiplying with 64 bits."""
    if k < 0 or k == 1:
        return -1
    number: int = k
    m, s = signed_magic(number)
    long = b.pure(I64_EXTEND_I32_S, T_I64, x, -1, -1, 0, pos)
    product = b.pure(I64_MUL, T_I64, long, b.const64(m, pos), -1, 0, pos)
    high = b.pure(I64_SHR_S, T_I64, product, b.const64(32 + s, pos), -1, 0, pos)
    low = b.pure(I32_WRAP_I64, T_I32, high, -1, -1, 0, pos)
    sign = b.pure(I32_SHR_S, T_I32, x, b.const32(31, pos), -1, 0, pos)
    return b.pure(I32_SUB, T_I32, low, sign, -1, 0, pos)


def unsigned_magic(k: int) -> tuple[int, int]:
    """Return (m, s): x // k is x * m >> 32 + s for unsigned 32-bit x, where k is no power of two; m < 2**33."""
    s = 0
    while True:
        power = 1 << (32 + s)
        if k - power % k <= 1 << s:
            return power // k + 1, s
        s += 1


def _unsigned(b: Rows, x: i64, k: i64, pos: i64) -> i64:
    """Divide an unsigned 32-bit number by multiplying with 64 bits."""
    number: int = k
    m, s = unsigned_magic(number)
    start = x
    pre: i64 = 0
    if m >= 0x100000000:
        # 33 bits do not fit; an even divisor is shifted first, which leaves room.
        while number % 2 == 0:
            number //= 2
            pre += 1
        if pre == 0:
            return _unsigned_wide(b, x, m - 0x100000000, s, pos)
        power = 0
        m, power = unsigned_magic_bits(number, 32 - int(pre))
        s = power
        start = b.pure(I32_SHR_U, T_I32, x, b.const32(pre, pos), -1, 0, pos)
    long = b.pure(I64_EXTEND_I32_U, T_I64, start, -1, -1, 0, pos)
    product = b.pure(I64_MUL, T_I64, long, b.const64(m, pos), -1, 0, pos)
    high = b.pure(I64_SHR_U, T_I64, product, b.const64(32 + s, pos), -1, 0, pos)
    return b.pure(I32_WRAP_I64, T_I32, high, -1, -1, 0, pos)


def unsigned_magic_bits(k: int, bits: int) -> tuple[int, int]:
    """Return (m, s) as unsigned_magic does, for x below 2**bits."""
    s = 0
    while True:
        power = 1 << (32 + s)
        if (k - power % k) << bits <= power:
            return power // k + 1, s
        s += 1


def _unsigned_wide(b: Rows, x: i64, m: i64, s: i64, pos: i64) -> i64:
    """Divide with the multiplier 2**32 + m: (x * m >> 32) + x has 33 bits."""
    long = b.pure(I64_EXTEND_I32_U, T_I64, x, -1, -1, 0, pos)
    product = b.pure(I64_MUL, T_I64, long, b.const64(m, pos), -1, 0, pos)
    high = b.pure(I64_SHR_U, T_I64, product, b.const64(32, pos), -1, 0, pos)
    total = b.pure(I32_ADD + ARITH64, T_I64, high, long, -1, 0, pos)
    quotient = b.pure(I64_SHR_U, T_I64, total, b.const64(s, pos), -1, 0, pos)
    return b.pure(I32_WRAP_I64, T_I32, quotient, -1, -1, 0, pos)
