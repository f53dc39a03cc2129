"""Raw vectors as lanes: a raw v128 is an integer of 128 bits, 0 to 2^128 - 1, with lane 0 in the lowest bits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zwasmc.wasm.op import NUM_OPS, OP_NAME

Evaluate = Callable[[list[int], int], int]
"""From raw operands (scalars too are not negative) and the immediate (lane, shuffle's 16 bytes) to the raw result."""

NUMBERS: Final[dict[str, int]] = {OP_NAME[number]: number for number in range(NUM_OPS) if OP_NAME[number]}
"""Text name -> number of every instruction."""


def power(n: int) -> int:
    """Return 2^n."""
    value: int = 2**n
    return value


def split(x: int, bits: int, signed: bool = False) -> list[int]:
    """Return the lanes of ``bits`` bits."""
    count = 128 // bits
    mask = power(bits) - 1
    lanes: list[int] = []
    for k in range(count):
        lanes.append((x >> (k * bits)) & mask)
    if signed:
        half = power(bits - 1)
        for k in range(count):
            lanes[k] = (lanes[k] ^ half) - half
    return lanes


def join(lanes: list[int], bits: int) -> int:
    """Return the vector of these lanes, each taken modulo 2^bits; what they do not fill is zero."""
    mask = power(bits) - 1
    x = 0
    for k in range(len(lanes)):
        x |= (lanes[k] & mask) << (k * bits)
    return x


def replace(x: int, bits: int, lane: int, value: int) -> int:
    """Return the vector with one lane replaced."""
    at = lane * bits
    mask = power(bits) - 1
    return (x & ~(mask << at)) | ((value & mask) << at)
