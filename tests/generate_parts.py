"""Constants and encoders of the module generator."""

from __future__ import annotations

import struct

I32, I64, F32, F64, FUNCREF = 0x7F, 0x7E, 0x7D, 0x7C, 0x70
NUMBERS = (I32, I64, F32, F64)
EMPTY = 0x40

EDGE_I32 = (0, 1, 2, 31, 32, 255, 256, 65535, 0x7FFFFFFF, -0x80000000, -1, -2, -128, 0x10000)
EDGE_I64 = (0, 1, 63, 64, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, -1, -(1 << 63), (1 << 63) - 1, 1 << 32, -(1 << 31))
EDGE_F32 = (
    0, 0x80000000, 0x3F800000, 0xBF800000, 0x7F800000, 0xFF800000, 0x7FC00000, 0x00000001, 0x7F7FFFFF, 0x4F000000,
    0x4F800000, 0xCF000000, 0x5F000000, 0x5F800000, 0x3F000000, 0x4B000001,
)  # fmt: skip
EDGE_F64 = (
    0, 1 << 63, 0x3FF0000000000000, 0xBFF0000000000000, 0x7FF0000000000000, 0xFFF0000000000000, 0x7FF8000000000000, 1,
    0x7FEFFFFFFFFFFFFF, 0x41E0000000000000, 0x41F0000000000000, 0xC1E0000000200000, 0x43E0000000000000,
    0x3FE0000000000000,
)  # fmt: skip

BITS = {I32: I32, I64: I64, F32: I32, F64: I64}
TO_BITS = {I32: b"", I64: b"", F32: b"\xbc", F64: b"\xbd"}
FROM_BITS = {I32: b"", I64: b"", F32: b"\xbe", F64: b"\xbf"}

BINARY = {
    I32: range(0x6A, 0x79),
    I64: range(0x7C, 0x8B),
    F32: range(0x92, 0x99),
    F64: range(0xA0, 0xA7),
}
UNARY = {
    I32: (0x67, 0x68, 0x69, 0xC0, 0xC1),
    I64: (0x79, 0x7A, 0x7B, 0xC2, 0xC3, 0xC4),
    F32: range(0x8B, 0x92),
    F64: range(0x99, 0xA0),
}
COMPARE = {I32: range(0x46, 0x50), I64: range(0x51, 0x5B), F32: range(0x5B, 0x61), F64: range(0x61, 0x67)}
CONVERT = {
    I32: ((0xA7, I64), (0xA8, F32), (0xA9, F32), (0xAA, F64), (0xAB, F64), (0xBC, F32)),
    I64: ((0xAC, I32), (0xAD, I32), (0xAE, F32), (0xAF, F32), (0xB0, F64), (0xB1, F64), (0xBD, F64)),
    F32: ((0xB2, I32), (0xB3, I32), (0xB4, I64), (0xB5, I64), (0xB6, F64), (0xBE, I32)),
    F64: ((0xB7, I32), (0xB8, I32), (0xB9, I64), (0xBA, I64), (0xBB, F32), (0xBF, I64)),
}
SATURATE = {I32: ((0, F32), (1, F32), (2, F64), (3, F64)), I64: ((4, F32), (5, F32), (6, F64), (7, F64))}
LOADS = {
    I32: ((0x28, 2), (0x2C, 0), (0x2D, 0), (0x2E, 1), (0x2F, 1)),
    I64: ((0x29, 3), (0x30, 0), (0x31, 0), (0x32, 1), (0x33, 1), (0x34, 2), (0x35, 2)),
    F32: ((0x2A, 2),),
    F64: ((0x2B, 3),),
}
STORES = {
    I32: ((0x36, 2), (0x3A, 0), (0x3B, 1)),
    I64: ((0x37, 3), (0x3C, 0), (0x3D, 1), (0x3E, 2)),
    F32: ((0x38, 2),),
    F64: ((0x39, 3),),
}
# Atomic accesses: sub-opcode and log2 of the size; of read-modify-write, the first of a group of seven.
ATOMIC_WIDTHS = {I32: ((0, 2), (2, 0), (3, 1)), I64: ((1, 3), (4, 0), (5, 1), (6, 2))}
ATOMIC_LOAD, ATOMIC_STORE, ATOMIC_CMPXCHG = 0x10, 0x17, 0x48
ATOMIC_UPDATES = range(0x1E, 0x49, 7)


def uleb(n: int) -> bytes:
    """Encode an unsigned number."""
    out = bytearray()
    while True:
        b = n & 0x7F
        n >>= 7
        if n == 0:
            out.append(b)
            return bytes(out)
        out.append(b | 0x80)


def sleb(n: int) -> bytes:
    """Encode a signed number."""
    out = bytearray()
    while True:
        b = n & 0x7F
        n >>= 7
        if (n == 0 and not b & 0x40) or (n == -1 and b & 0x40):
            out.append(b)
            return bytes(out)
        out.append(b | 0x80)


def vector(items: list[bytes]) -> bytes:
    """Encode a vector of encoded items."""
    return uleb(len(items)) + b"".join(items)


def section(number: int, body: bytes) -> bytes:
    """Encode a section."""
    return bytes([number]) + uleb(len(body)) + body


NARROW = {I32: ((0x2D, 0x3A), (0x2F, 0x3B)), I64: ((0x31, 0x3C), (0x33, 0x3D), (0x35, 0x3E))}
UNREACHED = (b"\x6a", b"\x1a", b"\x45", b"\xa7", b"\xbb", b"\x1b\x1a", b"\x20\x00\x1a", b"\x28\x02\x00")
NAN32, NAN64 = b"\x43" + struct.pack("<I", 0x7FC00000), b"\x44" + struct.pack("<Q", 0x7FF8 << 48)


class Label:
    """A branch target: the types that a branch to it carries, and whether it is a loop."""

    def __init__(self, types: list[int], loop: bool) -> None:
        self.types = types
        self.loop = loop


def signed32(n: int) -> int:
    """Return 32 bits as a signed number."""
    return n - (1 << 32) if n >> 31 & 1 else n
