"""The meaning of every vector instruction: ``evaluate`` for those on values, ``load`` and ``store`` for the rest.

Raw values are those of ``lanes.py``.  The tables at the end are filled shape by shape; an instruction's name is its
shape, what it does to a lane, and ``_s`` or ``_u`` where signedness matters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zwasmc.bits import product
from zwasmc.interp.lanes import NUMBERS, Evaluate, join, power, replace, split
from zwasmc.interp.simd_float import FLOAT_TABLE
from zwasmc.wasm.op import OP_ALIGN

SHAPES: Final = (("i8x16", 8), ("i16x8", 16), ("i32x4", 32), ("i64x2", 64))
ALL_ONES: Final = 2**128 - 1

LaneUnary = Callable[[int], int]
LaneBinary = Callable[[int, int, int, int], int]
"""Of two lanes, and of the smallest and largest number of a lane."""


def clamp(x: int, low: int, high: int) -> int:
    """Return the number from ``low`` to ``high`` that is closest to ``x``."""
    return low if x < low else high if x > high else x


def limits(bits: int, signed: bool) -> tuple[int, int]:
    """Return the smallest and the largest number of ``bits`` bits."""
    if signed:
        return -power(bits - 1), power(bits - 1) - 1
    return 0, power(bits) - 1


def add_sat(x: int, y: int, low: int, high: int) -> int:
    """Saturating addition."""
    return clamp(x + y, low, high)


def sub_sat(x: int, y: int, low: int, high: int) -> int:
    """Saturating subtraction."""
    return clamp(x - y, low, high)


def q15mulr(x: int, y: int, low: int, high: int) -> int:
    """Product of two fixed-point numbers with 15 fraction bits, rounded and saturated."""
    return clamp((x * y + 0x4000) >> 15, low, high)


UNARY: Final[dict[str, LaneUnary]] = {
    "abs": lambda x: abs(x),
    "neg": lambda x: -x,
    "popcnt": lambda x: (x & 0xFF).bit_count(),
}
# A comparison gives -1, all bits set, or 0.
BINARY: Final[dict[str, LaneBinary]] = {
    "eq": lambda x, y, low, high: -1 if x == y else 0,
    "ne": lambda x, y, low, high: -1 if x != y else 0,
    "lt": lambda x, y, low, high: -1 if x < y else 0,
    "gt": lambda x, y, low, high: -1 if x > y else 0,
    "le": lambda x, y, low, high: -1 if x <= y else 0,
    "ge": lambda x, y, low, high: -1 if x >= y else 0,
    "add": lambda x, y, low, high: x + y,
    "sub": lambda x, y, low, high: x - y,
    "mul": lambda x, y, low, high: product(x, y),
    "min": lambda x, y, low, high: x if x < y else y,
    "max": lambda x, y, low, high: x if x > y else y,
    "avgr": lambda x, y, low, high: (x + y + 1) >> 1,
    "add_sat": add_sat,
    "sub_sat": sub_sat,
    "q15mulr_sat": q15mulr,
    "relaxed_q15mulr": q15mulr,
}


def lanewise1(function: LaneUnary, bits: int) -> Evaluate:
    """Apply a function to each lane."""

    def run(args: list[int], imm: int) -> int:
        return join([function(x) for x in split(args[0], bits, True)], bits)

    return run


def lanewise2(function: LaneBinary, bits: int, signed: bool) -> Evaluate:
    """Apply a function to each pair of lanes."""
    low, high = limits(bits, signed)

    def run(args: list[int], imm: int) -> int:
        x = split(args[0], bits, signed)
        y = split(args[1], bits, signed)
        return join([function(x[k], y[k], low, high) for k in range(len(x))], bits)

    return run


def shift(bits: int, left: bool, signed: bool) -> Evaluate:
    """Shift each lane; the count is modulo the width."""

    def run(args: list[int], imm: int) -> int:
        n = args[1] % bits
        lanes = split(args[0], bits, signed)
        return join([x << n if left else x >> n for x in lanes], bits)

    return run


def all_true(bits: int) -> Evaluate:
    """Tell whether no lane is zero."""
    return lambda args, imm: 0 if 0 in split(args[0], bits) else 1


def bitmask(bits: int) -> Evaluate:
    """Gather the sign bits of the lanes."""

    def run(args: list[int], imm: int) -> int:
        mask = 0
        for k, x in enumerate(split(args[0], bits)):
            mask |= (x >> (bits - 1)) << k
        return mask

    return run


def splat(bits: int) -> Evaluate:
    """Repeat a number in each lane."""
    return lambda args, imm: join([args[0]] * (128 // bits), bits)


def extract(bits: int, signed: bool, result: int) -> Evaluate:
    """Take lane ``imm`` as a number of ``result`` bits."""
    return lambda args, imm: split(args[0], bits, signed)[imm] & (power(result) - 1)


def replace_lane(bits: int) -> Evaluate:
    """Replace lane ``imm``."""
    return lambda args, imm: replace(args[0], bits, imm, args[1])


def extend(bits: int, high: bool, signed: bool) -> Evaluate:
    """Widen one half of the lanes of ``bits`` bits."""
    return lambda args, imm: join(half(args[0], bits, high, signed), 2 * bits)


def half(x: int, bits: int, high: bool, signed: bool) -> list[int]:
    """Return the lower or the upper half of the lanes."""
    lanes = split(x, bits, signed)
    middle = len(lanes) // 2
    return lanes[middle:] if high else lanes[:middle]


def extmul(bits: int, high: bool, signed: bool) -> Evaluate:
    """Multiply one half of the lanes, with products of twice the width."""

    def run(args: list[int], imm: int) -> int:
        x = half(args[0], bits, high, signed)
        y = half(args[1], bits, high, signed)
        return join([product(x[k], y[k]) for k in range(len(x))], 2 * bits)

    return run


def pairwise(lanes: list[int]) -> list[int]:
    """Add neighbours."""
    return [lanes[k] + lanes[k + 1] for k in range(0, len(lanes), 2)]


def extadd(bits: int, signed: bool) -> Evaluate:
    """Add neighbours, with sums of twice the width."""
    return lambda args, imm: join(pairwise(split(args[0], bits, signed)), 2 * bits)


def narrow(bits: int, signed: bool) -> Evaluate:
    """Saturate signed lanes of twice the width to ``bits`` bits."""
    low, high = limits(bits, signed)

    def run(args: list[int], imm: int) -> int:
        lanes = split(args[0], 2 * bits, True) + split(args[1], 2 * bits, True)
        return join([clamp(x, low, high) for x in lanes], bits)

    return run


def products(x: int, y: int, bits: int) -> list[int]:
    """Multiply signed lanes and add neighbours, exactly."""
    a = split(x, bits, True)
    b = split(y, bits, True)
    return pairwise([a[k] * b[k] for k in range(len(a))])


def dot(args: list[int], imm: int) -> int:
    """i32x4.dot_i16x8_s."""
    return join(products(args[0], args[1], 16), 32)


def relaxed_dot(args: list[int], imm: int) -> int:
    """i16x8.relaxed_dot_i8x16_i7x16_s: both operands signed, sums saturated."""
    return join([clamp(x, -0x8000, 0x7FFF) for x in products(args[0], args[1], 8)], 16)


def relaxed_dot_add(args: list[int], imm: int) -> int:
    """i32x4.relaxed_dot_i8x16_i7x16_add_s."""
    sums = pairwise(split(relaxed_dot(args, imm), 16, True))
    addend = split(args[2], 32)
    return join([sums[k] + addend[k] for k in range(4)], 32)


def swizzle(args: list[int], imm: int) -> int:
    """i8x16.swizzle: an index beyond the lanes gives zero."""
    lanes = split(args[0], 8)
    return join([lanes[k] if k < 16 else 0 for k in split(args[1], 8)], 8)


def shuffle(args: list[int], imm: int) -> int:
    """i8x16.shuffle: the bytes of ``imm`` choose among the lanes of both operands."""
    lanes = split(args[0], 8) + split(args[1], 8)
    return join([lanes[k] for k in split(imm, 8)], 8)


def bitselect(args: list[int], imm: int) -> int:
    """Bits of the first operand where the third has ones, else of the second."""
    return (args[0] & args[2]) | (args[1] & ~args[2] & ALL_ONES)


def _table() -> dict[int, Evaluate]:
    """Make the functions of all instructions on values."""
    found: dict[str, Evaluate] = {
        "v128.const": lambda args, imm: imm,
        "v128.not": lambda args, imm: args[0] ^ ALL_ONES,
        "v128.and": lambda args, imm: args[0] & args[1],
        "v128.andnot": lambda args, imm: args[0] & (args[1] ^ ALL_ONES),
        "v128.or": lambda args, imm: args[0] | args[1],
        "v128.xor": lambda args, imm: args[0] ^ args[1],
        "v128.bitselect": bitselect,
        "v128.any_true": lambda args, imm: 1 if args[0] else 0,
        "i8x16.shuffle": shuffle,
        "i8x16.swizzle": swizzle,
        "i8x16.relaxed_swizzle": swizzle,
        "i32x4.dot_i16x8_s": dot,
        "i16x8.relaxed_dot_i8x16_i7x16_s": relaxed_dot,
        "i32x4.relaxed_dot_i8x16_i7x16_add_s": relaxed_dot_add,
    }
    for shape, bits in SHAPES:
        for what, unary in UNARY.items():
            found[f"{shape}.{what}"] = lanewise1(unary, bits)
        for what, binary in BINARY.items():
            found[f"{shape}.{what}"] = found[f"{shape}.{what}_s"] = lanewise2(binary, bits, True)
            found[f"{shape}.{what}_u"] = lanewise2(binary, bits, False)
        found[f"{shape}.shl"] = shift(bits, True, False)
        found[f"{shape}.shr_s"] = shift(bits, False, True)
        found[f"{shape}.shr_u"] = shift(bits, False, False)
        found[f"{shape}.all_true"] = all_true(bits)
        found[f"{shape}.bitmask"] = bitmask(bits)
        found[f"{shape}.relaxed_laneselect"] = bitselect
        for lanes in (shape, shape.replace("i", "f")):
            found[f"{lanes}.splat"] = splat(bits)
            found[f"{lanes}.extract_lane"] = found[f"{lanes}.extract_lane_u"] = extract(bits, False, bits)
            found[f"{lanes}.extract_lane_s"] = extract(bits, True, 32)
            found[f"{lanes}.replace_lane"] = replace_lane(bits)
    for number, (shape, bits) in enumerate(SHAPES[:3]):
        wide = SHAPES[number + 1][0]
        for sign in ("s", "u"):
            signed = sign == "s"
            for part in ("low", "high"):
                found[f"{wide}.extend_{part}_{shape}_{sign}"] = extend(bits, part == "high", signed)
                found[f"{wide}.extmul_{part}_{shape}_{sign}"] = extmul(bits, part == "high", signed)
            found[f"{wide}.extadd_pairwise_{shape}_{sign}"] = extadd(bits, signed)
            found[f"{shape}.narrow_{wide}_{sign}"] = narrow(bits, signed)
    table = {NUMBERS[name]: function for name, function in found.items() if name in NUMBERS}
    table.update(FLOAT_TABLE)
    return table


TABLE: Final[dict[int, Evaluate]] = _table()


def evaluate(o: int, args: list[int], imm: int) -> int:
    """Evaluate instruction ``o`` on raw operands.

    ``imm`` is the lane, the 16 bytes of a shuffle or the bits of a constant.
    """
    return TABLE[o](args, imm)


def width(o: int) -> int:
    """Return how many bytes of memory a load or store touches."""
    return power(OP_ALIGN[o])


Load = Callable[[int, int, int], int]


def load_extend(bits: int, signed: bool) -> Load:
    """Widen each of the 64 / ``bits`` numbers."""
    return lambda raw, vector, lane: join(half(raw, bits, False, signed), 2 * bits)


def load_splat(bits: int) -> Load:
    """Repeat the number in each lane."""
    return lambda raw, vector, lane: join([raw] * (128 // bits), bits)


def load_lane(bits: int) -> Load:
    """Replace a lane of the operand."""
    return lambda raw, vector, lane: replace(vector, bits, lane, raw)


def _loads() -> dict[int, Load]:
    """Make the functions from the bytes in memory to the vector."""
    found: dict[str, Load] = {name: lambda raw, vector, lane: raw for name in ("load", "load32_zero", "load64_zero")}
    for bits in (8, 16, 32, 64):
        found[f"load{bits}_splat"] = load_splat(bits)
        found[f"load{bits}_lane"] = load_lane(bits)
        if bits < 64:
            found[f"load{bits}x{64 // bits}_s"] = load_extend(bits, True)
            found[f"load{bits}x{64 // bits}_u"] = load_extend(bits, False)
    return {NUMBERS[f"v128.{name}"]: function for name, function in found.items()}


LOADS: Final[dict[int, Load]] = _loads()


def load(o: int, raw: int, vector: int, lane: int) -> int:
    """Return what load ``o`` makes of the number in memory (``width(o)`` bytes), its vector operand and its lane."""
    return LOADS[o](raw, vector, lane)


def store(o: int, vector: int, lane: int) -> int:
    """Return the number of ``width(o)`` bytes that store ``o`` writes."""
    bits = width(o) * 8
    return (vector >> (lane * bits)) & (power(bits) - 1)
