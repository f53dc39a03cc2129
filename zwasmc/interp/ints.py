"""Integer operations on raw values: i32 is zero-extended, i64 is signed; every result is again in that form."""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from zwasm_formats.abi_offsets import TRAP_DIV_ZERO, TRAP_INT_OVERFLOW
from zwasmc.bits import shl
from zwasmc.interp.trap import Trap

MIN64: Final = -0x8000000000000000
MAX64: Final = 0x7FFFFFFFFFFFFFFF


def wrap64(x: i64) -> i64:
    """Return ``x`` modulo 2^64 as a signed number (compiled code has wrapped already, plain Python has not)."""
    high = ((x >> 32) & 0xFFFFFFFF) ^ 0x80000000
    return (high - 0x80000000) * 0x100000000 + (x & 0xFFFFFFFF)


def signed32(x: i64) -> i64:
    """Return an i32 as a signed number."""
    return (x ^ 0x80000000) - 0x80000000


def less_u(x: i64, y: i64) -> bool:
    """Compare two i64 as unsigned numbers."""
    return (x ^ MIN64) < (y ^ MIN64)


def shr_u64(x: i64, n: i64) -> i64:
    """Shift right with zeros; ``n`` is 0..63."""
    if n == 0:
        return x
    mask: i64 = MAX64
    return (x >> n) & (mask >> (n - 1))


def shl64(x: i64, n: i64) -> i64:
    """Shift left; ``n`` is 0..63."""
    return wrap64(x << n)


def bit_length(x: i64) -> i64:
    """Return the number of significant bits of ``x`` taken as unsigned (64 when negative)."""
    if x < 0:
        return 64
    n: i64 = 0
    if x >= 0x100000000:
        n = 32
        x >>= 32
    if x >= 0x10000:
        n += 16
        x >>= 16
    if x >= 0x100:
        n += 8
        x >>= 8
    while x > 0:
        n += 1
        x >>= 1
    return n


def count_trailing(x: i64, width: i64) -> i64:
    """Return the number of trailing zero bits, ``width`` for zero."""
    if x == 0:
        return width
    n: i64 = 0
    while x & 0xFF == 0:
        x >>= 8
        n += 8
    while x & 1 == 0:
        x >>= 1
        n += 1
    return n


def count_ones(x: i64) -> i64:
    """Return the number of set bits among the low 64."""
    n: i64 = 0
    i: i64 = 0
    while i < 64:
        n += (x >> i) & 1
        i += 1
    return n


def extend(x: i64, bits: i64) -> i64:
    """Sign-extend the low ``bits`` (8, 16 or 32) of ``x`` to a signed number."""
    half = shl(1, bits - 1)
    return ((x & (half + half - 1)) ^ half) - half


def rotl32(x: i64, n: i64) -> i64:
    """Rotate an i32 left by ``n`` modulo 32."""
    n &= 31
    return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF


def rotl64(x: i64, n: i64) -> i64:
    """Rotate an i64 left by ``n`` modulo 64."""
    n &= 63
    if n == 0:
        return x
    return shl64(x, n) | shr_u64(x, 64 - n)


def div_s32(x: i64, y: i64) -> i64:
    """i32.div_s."""
    if y == 0:
        raise Trap(TRAP_DIV_ZERO)
    a = signed32(x)
    b = signed32(y)
    if b == -1:
        if a == -0x80000000:
            raise Trap(TRAP_INT_OVERFLOW)
        return -a & 0xFFFFFFFF
    q = a // b
    if q < 0 and q * b != a:
        q += 1
    return q & 0xFFFFFFFF


def rem_s32(x: i64, y: i64) -> i64:
    """i32.rem_s."""
    if y == 0:
        raise Trap(TRAP_DIV_ZERO)
    return rem_trunc(signed32(x), signed32(y)) & 0xFFFFFFFF


def rem_trunc(a: i64, b: i64) -> i64:
    """Return the remainder of truncating division; ``b`` is not zero."""
    if b == -1:
        return 0
    r = a % b
    if r != 0 and (a < 0) != (b < 0):
        r -= b
    return r


def div_s64(a: i64, b: i64) -> i64:
    """i64.div_s."""
    if b == 0:
        raise Trap(TRAP_DIV_ZERO)
    if b == -1:
        if a == MIN64:
            raise Trap(TRAP_INT_OVERFLOW)
        return -a
    r = rem_trunc(a, b)
    return (a - r) // b


def rem_s64(a: i64, b: i64) -> i64:
    """i64.rem_s."""
    if b == 0:
        raise Trap(TRAP_DIV_ZERO)
    return rem_trunc(a, b)


def div_u32(x: i64, y: i64) -> i64:
    """i32.div_u."""
    if y == 0:
        raise Trap(TRAP_DIV_ZERO)
    return x // y


def rem_u32(x: i64, y: i64) -> i64:
    """i32.rem_u."""
    if y == 0:
        raise Trap(TRAP_DIV_ZERO)
    return x % y


def div_u64(x: i64, y: i64) -> i64:
    """i64.div_u."""
    if y == 0:
        raise Trap(TRAP_DIV_ZERO)
    if y < 0:
        return 0 if less_u(x, y) else 1
    if x >= 0:
        return x // y
    # x >= 2^63: halve, divide, double, correct by one
    q = ((x >> 1) & MAX64) // y * 2
    r = wrap64(x - wrap64(q * y))
    return wrap64(q + 1) if not less_u(r, y) else wrap64(q)


def rem_u64(x: i64, y: i64) -> i64:
    """i64.rem_u."""
    return wrap64(x - wrap64(div_u64(x, y) * y))
