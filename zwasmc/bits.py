"""Small integer helpers for code that runs both compiled (64-bit, wrapping) and in plain Python (unbounded)."""

from __future__ import annotations

import operator
from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

MASK64: Final = 0xFFFFFFFFFFFFFFFF
HALF64: Final = 0x8000000000000000


def shl(x: i64, n: i64) -> i64:
    """Return ``x << n`` for 0 <= n < 63 with a result that fits a signed 64-bit integer.

    A literal on the left of ``<<`` is a C ``int`` in compiled code, so every variable shift goes through here.
    """
    return x << n


def log2_exact(x: i64) -> i64:
    """Return k when x == 2**k with 0 <= k < 63, else -1."""
    if x <= 0 or x & (x - 1) != 0:
        return -1
    k: i64 = 0
    while x > 1:
        x >>= 1
        k += 1
    return k


def sign32(x: i64) -> i64:
    """Return the low 32 bits of ``x`` as a signed number."""
    return ((x & 0xFFFFFFFF) ^ 0x80000000) - 0x80000000


def product(x: int, y: int) -> int:
    """Return ``x * y`` of integers of any size.

    Python looks for signals while it multiplies large ones, and what a handler raises there, compiled code takes for a
    lack of memory and aborts; not so in a call.
    """
    result: int = operator.mul(x, y)
    return result


def to_signed64(x: int) -> int:
    """Return the low 64 bits of an arbitrary-size integer as a signed number (plain ``int``, not for hot paths)."""
    return ((x & MASK64) ^ HALF64) - HALF64


def grown(v: vec[i64], size: i64 = 0) -> vec[i64]:
    """Return ``v`` extended with zeros to at least ``size`` elements (at least doubled)."""
    n: i64 = len(v)
    want = n * 2
    if want < size:
        want = size
    while n < want:
        v = append(v, 0)
        n += 1
    return v
