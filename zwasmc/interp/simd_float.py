"""Vector instructions on floating-point lanes, by the scalar instructions of the same name, and fused arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zwasmc.bits import product, to_signed64
from zwasmc.interp import alu
from zwasmc.interp.lanes import NUMBERS, Evaluate, join, power, split

SHAPES: Final = (("f32", "f32x4", 32), ("f64", "f64x2", 64))
UNARY: Final = ("abs", "neg", "sqrt", "ceil", "floor", "trunc", "nearest")
BINARY: Final = ("add", "sub", "mul", "div", "min", "max")
COMPARE: Final = ("eq", "ne", "lt", "gt", "le", "ge")

FRACTION: Final = {32: 23, 64: 52}
"""Bits of the fraction by the bits of the format."""

Lane1 = Callable[[int], int]
Lane2 = Callable[[int, int], int]


def form(x: int, bits: int) -> int:
    """Return bits in the form of the scalar functions: 64 bits are a signed number."""
    return to_signed64(x) if bits == 64 else x


def scalar1(name: str, bits: int) -> Lane1:
    """Return a scalar instruction with an operand of ``bits`` bits."""
    o = NUMBERS[name]
    return lambda x: alu.unary(o, form(x, bits))


def scalar2(name: str, bits: int) -> Lane2:
    """Return a scalar instruction with two operands of ``bits`` bits."""
    o = NUMBERS[name]
    return lambda x, y: alu.binary(o, form(x, bits), form(y, bits))


def lanewise1(function: Lane1, bits: int, count: int, result: int) -> Evaluate:
    """Apply a function to the first ``count`` lanes of ``bits`` bits, giving lanes of ``result`` bits."""
    return lambda args, imm: join([function(x) for x in split(args[0], bits)[:count]], result)


def lanewise2(function: Lane2, bits: int) -> Evaluate:
    """Apply a function to each pair of lanes."""

    def run(args: list[int], imm: int) -> int:
        x = split(args[0], bits)
        y = split(args[1], bits)
        return join([function(x[k], y[k]) for k in range(len(x))], bits)

    return run


def comparison(function: Lane2) -> Lane2:
    """Return a comparison that gives all ones for true."""
    return lambda x, y: -function(x, y)


def pseudo_min(less: Lane2) -> Lane2:
    """Pmin: ``y < x ? y : x``."""
    return lambda x, y: y if less(y, x) else x


def pseudo_max(less: Lane2) -> Lane2:
    """Pmax: ``x < y ? y : x``."""
    return lambda x, y: y if less(x, y) else x


def fma(x: int, y: int, z: int, bits: int) -> int:
    """Return ``x * y + z``, rounded once, to nearest, ties to even; all are patterns of ``bits`` bits."""
    frac = FRACTION[bits]
    sign_bit = power(bits - 1)
    quiet = power(frac - 1)
    infinity = sign_bit - power(frac)
    magnitude = sign_bit - 1
    for operand in (x, y, z):
        if operand & magnitude > infinity:
            return operand | quiet
    negative = (x ^ y) & sign_bit
    if x & magnitude == infinity or y & magnitude == infinity:
        opposite = z & magnitude == infinity and z & sign_bit != negative
        if x & magnitude == 0 or y & magnitude == 0 or opposite:
            return infinity | quiet
        return negative | infinity
    if z & magnitude == infinity:
        return z
    bias = infinity >> (frac + 1)
    mx, ex = parts(x & magnitude, frac, bias)
    my, ey = parts(y & magnitude, frac, bias)
    mz, ez = parts(z & magnitude, frac, bias)
    scale = min(ex + ey, ez)
    multiplied = product(mx, my) << (ex + ey - scale)
    addend = mz << (ez - scale)
    total = (-multiplied if negative else multiplied) + (-addend if z & sign_bit else addend)
    if total == 0:
        # Zeros of one sign keep it; every other exact zero is positive.
        return negative if multiplied == 0 and negative == z & sign_bit else 0
    return (sign_bit if total < 0 else 0) | min(rounded(abs(total), scale, frac, bias), infinity)


def parts(magnitude: int, frac: int, bias: int) -> tuple[int, int]:
    """Return m, e of a finite number m * 2^e."""
    e = magnitude >> frac
    m = magnitude & (power(frac) - 1)
    least = 1 - bias - frac
    return (m, least) if e == 0 else (m | power(frac), e - 1 + least)


def rounded(m: int, scale: int, frac: int, bias: int) -> int:
    """Return the pattern of m * 2^scale, m positive, rounded to nearest, ties to even; beyond the finite: larger."""
    least = 1 - bias - frac
    unit = max(scale + m.bit_length() - frac - 1, least)
    n = unit - scale
    if n <= 0:
        m <<= -n
    else:
        rest = m & (power(n) - 1)
        m >>= n
        half = power(n - 1)
        if rest > half or (rest == half and m & 1):
            m += 1
    return ((unit - least) << frac) + m


def madd(bits: int, negated: bool) -> Evaluate:
    """Relaxed_madd and relaxed_nmadd: fused, the latter with the first operand negated."""
    sign_bit = power(bits - 1) if negated else 0

    def run(args: list[int], imm: int) -> int:
        x = split(args[0], bits)
        y = split(args[1], bits)
        z = split(args[2], bits)
        return join([fma(x[k] ^ sign_bit, y[k], z[k], bits) for k in range(len(x))], bits)

    return run


def _table() -> dict[int, Evaluate]:
    """Make the functions of all instructions on floating-point values."""
    found: dict[str, Evaluate] = {}
    for scalar, shape, bits in SHAPES:
        for what in UNARY:
            found[f"{shape}.{what}"] = lanewise1(scalar1(f"{scalar}.{what}", bits), bits, 128 // bits, bits)
        for what in BINARY:
            found[f"{shape}.{what}"] = lanewise2(scalar2(f"{scalar}.{what}", bits), bits)
        for what in COMPARE:
            found[f"{shape}.{what}"] = lanewise2(comparison(scalar2(f"{scalar}.{what}", bits)), bits)
        less = scalar2(f"{scalar}.lt", bits)
        found[f"{shape}.pmin"] = lanewise2(pseudo_min(less), bits)
        found[f"{shape}.pmax"] = lanewise2(pseudo_max(less), bits)
        found[f"{shape}.relaxed_min"] = found[f"{shape}.min"]
        found[f"{shape}.relaxed_max"] = found[f"{shape}.max"]
        found[f"{shape}.relaxed_madd"] = madd(bits, False)
        found[f"{shape}.relaxed_nmadd"] = madd(bits, True)
    for sign in ("s", "u"):
        four = lanewise1(scalar1(f"i32.trunc_sat_f32_{sign}", 32), 32, 4, 32)
        two = lanewise1(scalar1(f"i32.trunc_sat_f64_{sign}", 64), 64, 2, 32)
        found[f"i32x4.trunc_sat_f32x4_{sign}"] = found[f"i32x4.relaxed_trunc_f32x4_{sign}"] = four
        found[f"i32x4.trunc_sat_f64x2_{sign}_zero"] = found[f"i32x4.relaxed_trunc_f64x2_{sign}_zero"] = two
        found[f"f32x4.convert_i32x4_{sign}"] = lanewise1(scalar1(f"f32.convert_i32_{sign}", 32), 32, 4, 32)
        found[f"f64x2.convert_low_i32x4_{sign}"] = lanewise1(scalar1(f"f64.convert_i32_{sign}", 32), 32, 2, 64)
    found["f32x4.demote_f64x2_zero"] = lanewise1(scalar1("f32.demote_f64", 64), 64, 2, 32)
    found["f64x2.promote_low_f32x4"] = lanewise1(scalar1("f64.promote_f32", 32), 32, 2, 64)
    return {NUMBERS[name]: function for name, function in found.items()}


FLOAT_TABLE: Final[dict[int, Evaluate]] = _table()
