"""Floating-point operations on bit patterns: f64 as signed 64-bit, f32 as 0..2^32-1.

Sums, products, quotients and square roots go through the machine's double arithmetic (for f32 followed by one rounding,
which is exact because 53 >= 2 * 24 + 2); everything else is integer arithmetic on the patterns.  A NaN result is the
first NaN operand with its quiet bit set, or the positive canonical NaN.
"""

from __future__ import annotations

import math
from typing import Final

from librt.strings import BytesWriter, write_f64_le
from librt.vecs import vec
from mypy_extensions import i64

from zwasm_formats.abi_offsets import TRAP_BAD_CONVERSION, TRAP_INT_OVERFLOW
from zwasmc.bits import shl
from zwasmc.interp.ints import MAX64, MIN64, bit_length, wrap64
from zwasmc.interp.trap import Trap

INF64: Final = 0x7FF0000000000000
NAN64: Final = 0x7FF8000000000000
QUIET64: Final = 0x0008000000000000
FRAC64: Final = 0x000FFFFFFFFFFFFF
ONE64: Final = 0x0010000000000000
INF32: Final = 0x7F800000
NAN32: Final = 0x7FC00000
QUIET32: Final = 0x00400000

CEIL: Final = 0
FLOOR: Final = 1
TRUNC: Final = 2
NEAREST: Final = 3

TO_I32_S: Final = 0
TO_I32_U: Final = 1
TO_I64_S: Final = 2
TO_I64_U: Final = 3

ADD: Final = 0
SUB: Final = 1
MUL: Final = 2
DIV: Final = 3

# POWERS[e] = 2^(e - 1074): the weight of the last fraction bit of a double with biased exponent e + 1.
POWERS: Final = vec[float]([2.0 ** (e - 1074) if e >= 52 else 2.0**-1022 / 2.0 ** (52 - e) for e in range(2046)])
WRITER: Final = BytesWriter()


def is_nan64(x: i64) -> bool:
    """Tell a NaN pattern."""
    return (x & MAX64) > INF64


def is_nan32(x: i64) -> bool:
    """Tell a NaN pattern."""
    return (x & 0x7FFFFFFF) > INF32


def to_double(x: i64) -> float:
    """Return the number an f64 pattern stands for; not for infinities and NaNs."""
    e = (x >> 52) & 0x7FF
    m = x & FRAC64
    if e == 0:
        r: float = float(m) * POWERS[0]
    else:
        r = float(m + ONE64) * POWERS[e - 1]
    return -r if x < 0 else r


def from_double(x: float) -> i64:
    """Return the f64 pattern of a double; every NaN gives the canonical one."""
    if x != x:
        return NAN64
    w = WRITER
    w.truncate(0)
    write_f64_le(w, x)
    low = i64(w[0]) | (i64(w[1]) << 8) | (i64(w[2]) << 16) | (i64(w[3]) << 24)
    high = i64(w[4]) | (i64(w[5]) << 8) | (i64(w[6]) << 16) | (i64(w[7]) << 24)
    return ((high ^ 0x80000000) - 0x80000000) * 0x100000000 + low


def wide(x: i64) -> float:
    """Return the double of an f64 pattern that is not a NaN."""
    if (x & MAX64) == INF64:
        return -math.inf if x < 0 else math.inf
    return to_double(x)


def promote(x: i64) -> i64:
    """f64.promote_f32."""
    e = (x >> 23) & 0xFF
    m = x & 0x7FFFFF
    if e == 0xFF:
        r = INF64 | (m << 29)
        if m != 0:
            r |= QUIET64
    elif e != 0:
        r = ((e + 896) << 52) | (m << 29)
    elif m == 0:
        r = 0
    else:
        n = bit_length(m)  # the leading bit is bit n - 1 of weight 2^(n - 150)
        r = ((n + 873) << 52) | ((m << (53 - n)) & FRAC64)
    return r + MIN64 if x & 0x80000000 else r


def demote(x: i64) -> i64:
    """f32.demote_f64: round to nearest, ties to even."""
    sign: i64 = 0x80000000 if x < 0 else 0
    e = (x >> 52) & 0x7FF
    m = x & FRAC64
    if e == 0x7FF:
        if m == 0:
            return sign | INF32
        return sign | INF32 | QUIET32 | (m >> 29)
    e -= 896
    if e >= 255:
        return sign | INF32
    if e > 0:
        return sign | round_shift((e << 52) | m, 29)
    if e < -24:
        return sign
    return sign | round_shift(m + ONE64, 30 - e)


def round_shift(m: i64, n: i64) -> i64:
    """Return ``m / 2^n`` rounded to nearest, ties to even (``m`` not negative, 1 <= n <= 62)."""
    half = shl(1, n - 1)
    r = m >> n
    rest = m & (half + half - 1)
    if rest > half or (rest == half and r & 1):
        r += 1
    return r


def key64(x: i64) -> i64:
    """Return an integer that orders f64 patterns like the numbers they stand for."""
    return x if x >= 0 else -(x & MAX64)


def key32(x: i64) -> i64:
    """Return an integer that orders f32 patterns like the numbers they stand for."""
    return x if x < 0x80000000 else -(x & 0x7FFFFFFF)


def quiet64(x: i64, y: i64) -> i64:
    """Return the NaN that an operation on these operands gives, one of which is a NaN."""
    return (x | QUIET64) if is_nan64(x) else (y | QUIET64)


def quiet32(x: i64, y: i64) -> i64:
    """Return the NaN that an operation on these operands gives, one of which is a NaN."""
    return (x | QUIET32) if is_nan32(x) else (y | QUIET32)


def arith(kind: i64, a: float, b: float) -> float:
    """Add, subtract, multiply or divide as IEEE 754 does (Python raises on division by zero)."""
    if kind == ADD:
        return a + b
    if kind == SUB:
        return a - b
    if kind == MUL:
        return a * b
    if b == 0.0:
        if a == 0.0:
            return math.nan
        negative = (a < 0.0) != (math.copysign(1.0, b) < 0.0)
        return -math.inf if negative else math.inf
    return a / b


def arith64(kind: i64, x: i64, y: i64) -> i64:
    """f64.add, sub, mul, div."""
    if is_nan64(x) or is_nan64(y):
        return quiet64(x, y)
    return from_double(arith(kind, wide(x), wide(y)))


def arith32(kind: i64, x: i64, y: i64) -> i64:
    """f32.add, sub, mul, div."""
    if is_nan32(x) or is_nan32(y):
        return quiet32(x, y)
    return demote(from_double(arith(kind, wide(promote(x)), wide(promote(y)))))


def sqrt64(x: i64) -> i64:
    """f64.sqrt."""
    if is_nan64(x):
        return x | QUIET64
    if (x & MAX64) == 0 or x == INF64:
        return x
    if x < 0:
        return NAN64
    return from_double(math.sqrt(to_double(x)))


def sqrt32(x: i64) -> i64:
    """f32.sqrt."""
    if is_nan32(x):
        return x | QUIET32
    return demote(sqrt64(promote(x)))


def min64(x: i64, y: i64) -> i64:
    """f64.min."""
    if is_nan64(x) or is_nan64(y):
        return quiet64(x, y)
    a = key64(x)
    b = key64(y)
    if a == b:
        return x | y
    return x if a < b else y


def max64(x: i64, y: i64) -> i64:
    """f64.max."""
    if is_nan64(x) or is_nan64(y):
        return quiet64(x, y)
    a = key64(x)
    b = key64(y)
    if a == b:
        return x & y
    return x if a > b else y


def min32(x: i64, y: i64) -> i64:
    """f32.min."""
    if is_nan32(x) or is_nan32(y):
        return quiet32(x, y)
    a = key32(x)
    b = key32(y)
    if a == b:
        return x | y
    return x if a < b else y


def max32(x: i64, y: i64) -> i64:
    """f32.max."""
    if is_nan32(x) or is_nan32(y):
        return quiet32(x, y)
    a = key32(x)
    b = key32(y)
    if a == b:
        return x & y
    return x if a > b else y


def round_magnitude(mag: i64, negative: bool, mode: i64, frac: i64, bias: i64) -> i64:
    """Round the finite number with pattern ``mag`` (sign removed, ``frac`` fraction bits) to an integral one."""
    e = (mag >> frac) - bias
    if e >= frac:
        return mag
    if e < 0:
        if mode == NEAREST:
            up = e == -1 and (mag & (shl(1, frac) - 1)) != 0
        else:
            up = mag != 0 and ((mode == CEIL and not negative) or (mode == FLOOR and negative))
        return shl(bias, frac) if up else 0
    n = frac - e
    unit = shl(1, n)
    rest = mag & (unit - 1)
    if rest == 0:
        return mag
    down = mag - rest
    if mode == NEAREST:
        half = unit >> 1
        up = rest > half or (rest == half and (down & unit) != 0)
    else:
        up = (mode == CEIL and not negative) or (mode == FLOOR and negative)
    return down + unit if up else down


def round64(x: i64, mode: i64) -> i64:
    """f64.ceil, floor, trunc, nearest."""
    if is_nan64(x):
        return x | QUIET64
    r = round_magnitude(x & MAX64, x < 0, mode, 52, 1023)
    return r + MIN64 if x < 0 else r


def round32(x: i64, mode: i64) -> i64:
    """f32.ceil, floor, trunc, nearest."""
    if is_nan32(x):
        return x | QUIET32
    return round_magnitude(x & 0x7FFFFFFF, x >= 0x80000000, mode, 23, 127) | (x & 0x80000000)


def magnitude_to64(m: i64, scale: i64) -> i64:
    """Return the f64 pattern of ``m * 2^scale``, ``m`` positive."""
    n = bit_length(m)
    if n <= 53:
        return ((n + 1022 + scale) << 52) + ((m << (53 - n)) & FRAC64)
    return ((n + 1021 + scale) << 52) + round_shift(m, n - 53)


def magnitude_to32(m: i64, scale: i64) -> i64:
    """Return the f32 pattern of ``m * 2^scale``, ``m`` positive."""
    n = bit_length(m)
    if n <= 24:
        return ((n + 126 + scale) << 23) + ((m << (24 - n)) & 0x7FFFFF)
    return ((n + 125 + scale) << 23) + round_shift(m, n - 24)


def convert_s64(x: i64) -> i64:
    """f64.convert_i64_s (and of a sign-extended i32)."""
    if x == 0:
        return 0
    if x == MIN64:
        return wrap64(0x43E0000000000000 + MIN64)
    return magnitude_to64(x, 0) if x > 0 else magnitude_to64(-x, 0) + MIN64


def convert_u64(x: i64) -> i64:
    """f64.convert_i64_u (and of an i32)."""
    if x == 0:
        return 0
    if x < 0:
        return magnitude_to64(((x >> 1) & MAX64) | (x & 1), 1)
    return magnitude_to64(x, 0)


def convert_s32(x: i64) -> i64:
    """f32.convert_i64_s (and of a sign-extended i32)."""
    if x == 0:
        return 0
    if x == MIN64:
        return 0xDF000000
    return magnitude_to32(x, 0) if x > 0 else magnitude_to32(-x, 0) | 0x80000000


def convert_u32(x: i64) -> i64:
    """f32.convert_i64_u (and of an i32)."""
    if x == 0:
        return 0
    if x < 0:
        return magnitude_to32(((x >> 1) & MAX64) | (x & 1), 1)
    return magnitude_to32(x, 0)


def saturated(negative: bool, kind: i64) -> i64:
    """Return the smallest or largest integer of a kind."""
    if kind == TO_I32_S:
        return 0x80000000 if negative else 0x7FFFFFFF
    if kind == TO_I32_U:
        return 0 if negative else 0xFFFFFFFF
    if kind == TO_I64_S:
        return MIN64 if negative else MAX64
    return 0 if negative else -1


def truncate(x: i64, kind: i64, saturate: bool) -> i64:
    """Convert an f64 pattern to an integer of the given kind: trunc and trunc_sat."""
    negative = x < 0
    if is_nan64(x):
        if saturate:
            return 0
        raise Trap(TRAP_BAD_CONVERSION)
    e = ((x >> 52) & 0x7FF) - 1023
    if e < 0:
        return 0
    fits = True
    m = (x & FRAC64) + ONE64
    if kind == TO_I64_U:
        fits = e < 64 and not negative
    elif kind == TO_I64_S:
        fits = e < 63 or (e == 63 and negative and m == ONE64)
    else:
        fits = e < 33
    if fits:
        if e == 63:
            r = (m - ONE64) * 2048 + MIN64
        elif e >= 52:
            r = m << (e - 52)
        else:
            r = m >> (52 - e)
        if kind == TO_I32_U:
            fits = r <= 0xFFFFFFFF and not negative
        elif kind == TO_I32_S:
            fits = r <= 0x80000000 if negative else r <= 0x7FFFFFFF
            if negative:
                r = -r & 0xFFFFFFFF
        elif kind == TO_I64_S and negative and r != MIN64:
            r = -r
        if fits:
            return r
    if saturate:
        return saturated(negative, kind)
    raise Trap(TRAP_INT_OVERFLOW)
