"""A processor for tests: instructions of four bytes, short reach, and an interpreter that runs them.

A word is operation | d << 8 | a << 12 | b << 16 | imm << 20 (12 bits, signed); branches have a distance in words from
bit 16 on, jumps and calls from bit 8 on.  A far jump and a reference to constants are followed by a word with the
distance in bytes from their start.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from librt.strings import BytesWriter, write_i32_le
from mypy_extensions import i32, i64, u8

from zwasmc.machine.forms import Forms

MASK64 = 0xFFFFFFFFFFFFFFFF
BRANCH_REACH = 32 * 4
JUMP_REACH = 256 * 4

OPERATIONS = [
    *"illegal trap nop imm immh add sel load32 loads stores gget gset mload mstore mloadw mstorew".split(),
    *"bz bnz jump call ret jumpr far const out coin".split(),
]
ARITHMETIC = {
    f"{ty}.{name}"
    for ty in ("i32", "i64")
    for name in (
        "add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr "
        "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u eqz clz ctz popcnt extend8_s extend16_s"
    ).split()
} | {"i32.wrap_i64", "i64.extend_i32_s", "i64.extend_i32_u", "i64.extend32_s"}
"""What WebAssembly has under these names: on registers d, a, b.  A division that overflows traps."""
OPERATIONS += sorted(ARITHMETIC)
OP = {name: number for number, name in enumerate(OPERATIONS)}

JUMP, BZ, BNZ, CALL, FAR, CONST = 1, 2, 3, 4, 5, 6
"""Forms.  A branch gets its register with its word."""
BRANCHES = {BZ: "bz", BNZ: "bnz"}
OPPOSITE = {BZ: "bnz", BNZ: "bz"}


def word(op: str, d: int = 0, a: int = 0, b: int = 0, imm: int = 0) -> int:
    """Return an instruction."""
    assert 0 <= d < 16 and 0 <= a < 16 and 0 <= b < 16 and -2048 <= imm < 2048, (op, d, a, b, imm)
    return OP[op] | d << 8 | a << 12 | b << 16 | (imm & 0xFFF) << 20


def signed(value: int, bits: int) -> int:
    """Return the low bits of a value as a signed number."""
    value &= (1 << bits) - 1
    return value - (value >> (bits - 1) << bits)


def put(out: BytesWriter, value: int) -> None:
    """Append a word."""
    write_i32_le(out, i32(signed(value, 32)))


class ToyForms(Forms):
    """Branches reach 32 instructions, jumps and calls 256."""

    def __init__(self) -> None:
        super().__init__(8)
        self.align = 16
        self.loop_align = 16
        self.unit = 4
        self.jump = JUMP
        self.far = FAR
        self.reach = JUMP_REACH - 8
        for form in (BZ, BNZ):
            self.size[form] = 8
            self.short[form] = 4
            self.ahead[form] = BRANCH_REACH - 8
            self.back[form] = BRANCH_REACH
        self.size[JUMP] = self.short[JUMP] = 4
        self.ahead[JUMP] = self.back[JUMP] = JUMP_REACH - 8
        self.size[CALL] = 4
        self.size[FAR] = self.size[CONST] = 8

    def branch(self, out: BytesWriter, form: i64, size: i64, bits: i64, away: i64) -> None:
        if form == FAR:
            put(out, OP["far"])
            put(out, int(away))
        elif form == JUMP:
            assert -JUMP_REACH <= away < JUMP_REACH and away % 4 == 0, away
            put(out, OP["jump"] | (int(away) >> 2) << 8)
        elif size == 4:
            assert -BRANCH_REACH <= away < BRANCH_REACH and away % 4 == 0, away
            put(out, word(BRANCHES[int(form)], a=int(bits)) | (int(away) >> 2) << 16)
        else:
            put(out, word(OPPOSITE[int(form)], a=int(bits)) | 2 << 16)
            self.branch(out, JUMP, 4, 0, away - 4)

    def patch(self, out: BytesWriter, at: i64, form: i64, away: i64) -> None:
        if form == CALL:
            assert -JUMP_REACH <= away < JUMP_REACH and away % 4 == 0, away
            value = OP["call"] | ((int(away) >> 2) & 0xFFFFFF) << 8
        else:
            at += 4
            value = int(away)
        for k in range(4):
            out[at + k] = u8(value >> (8 * k) & 0xFF)

    def nops(self, out: BytesWriter, size: i64) -> None:
        assert size % 4 == 0
        for _ in range(size // 4):
            put(out, OP["nop"])

    def fill(self, out: BytesWriter, size: i64) -> None:
        assert size % 4 == 0
        for _ in range(size // 4):
            put(out, OP["illegal"])

    def trap(self, out: BytesWriter) -> None:
        put(out, OP["trap"])

    def test(self, out: BytesWriter, test: i64) -> None:
        put(out, word("bz", a=int(test)) | 2 << 16)


def arithmetic(op: str, x: int, y: int) -> int | None:
    """Return what an operation makes of two registers, None if it traps."""
    ty, name = op.split(".")
    bits = 32 if ty == "i32" else 64
    mask = (1 << bits) - 1
    if op == "i32.wrap_i64":
        return x & mask
    if name.startswith("extend"):
        width = 32 if "32" in name else 16 if "16" in name else 8
        return x & 0xFFFFFFFF if name.endswith("_u") else signed(x, width) & mask
    x, y = x & mask, y & mask
    sx, sy = signed(x, bits), signed(y, bits)
    kind, _, sign = name.partition("_")
    p, q = (sx, sy) if sign == "s" else (x, y)
    n = y % bits
    if kind in ("div", "rem"):
        quotient = abs(p) // abs(q) * (1 if (p < 0) == (q < 0) else -1)
        if kind == "div" and sign == "s" and quotient > mask >> 1:
            return None
        return (quotient if kind == "div" else p - quotient * q) & mask
    compare = {"eq": p == q, "ne": p != q, "lt": p < q, "gt": p > q, "le": p <= q, "ge": p >= q, "eqz": p == 0}
    if kind in compare:
        return int(compare[kind])
    plain = {"add": x + y, "sub": x - y, "mul": x * y, "and": x & y, "or": x | y, "xor": x ^ y, "shl": x << n,
             "shr": p >> n, "rotl": x << n | x >> (bits - n), "rotr": x >> n | x << (bits - n),
             "popcnt": x.bit_count(), "clz": bits - x.bit_length(), "ctz": (x & -x).bit_length() - 1 if x else bits}
    return plain[kind] & mask


class Stopped(Exception):
    """The instruction at ``at`` traps."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class Toy:
    """The processor: 16 registers (15 is the stack pointer), code with its constants, a stack, globals, a memory.

    Addresses of code count from the start of the text.
    """

    def __init__(self, image: bytes, text_at: int, coins: Callable[[int], int] = lambda n: 0) -> None:
        self.image = image
        self.base = text_at
        self.regs = [0] * 16
        self.memory = bytearray(65536)
        self.globals = [0] * 16
        self.stack = [0] * 100_000
        self.regs[15] = len(self.stack) * 8
        self.out: list[int] = []
        self.coins = coins
        self.steps = 0

    def fetch(self, at: int) -> int:
        """Return the word at a text offset."""
        assert at % 4 == 0 and 0 <= self.base + at <= len(self.image) - 4, at
        return int(struct.unpack_from("<I", self.image, self.base + at)[0])

    def run(self, at: int, most: int = 1_000_000) -> None:
        """Run from ``at`` until the function there returns, or ``most`` instructions."""
        returns = [-1]
        regs = self.regs
        while at >= 0 and self.steps < most:
            self.steps += 1
            w = self.fetch(at)
            op, d, a, b = OPERATIONS[w & 0xFF], w >> 8 & 15, w >> 12 & 15, w >> 16 & 15
            imm = signed(w >> 20, 12)
            following = at + 4
            if op == "bz" or op == "bnz":
                if (regs[a] == 0) == (op == "bz"):
                    following = at + 4 * signed(w >> 16, 16)
            elif op == "jump" or op == "call":
                if op == "call":
                    returns.append(following)
                following = at + 4 * signed(w >> 8, 24)
            elif op == "far":
                following = at + signed(self.fetch(at + 4), 32)
            elif op == "ret":
                following = returns.pop()
            elif op == "jumpr":
                following = regs[a]
            elif op == "const":
                regs[d] = (at + signed(self.fetch(at + 4), 32)) & MASK64
                following = at + 8
            elif op == "out":
                self.out.append(w >> 8)
            elif op == "coin":
                regs[d] = self.coins(imm)
            elif op == "nop":
                pass
            elif op == "trap":
                raise Stopped(at)
            elif op == "load32":
                place = signed(regs[a] + 4 * regs[b], 64)
                regs[d] = struct.unpack_from("<i", self.image, self.base + place)[0] & MASK64
            elif op == "add":
                regs[d] = (regs[a] + regs[b] + imm) & MASK64 if b else (regs[a] + imm) & MASK64
            elif op == "imm":
                regs[d] = imm & MASK64
            elif op == "immh":
                regs[d] = (regs[d] << 12 | (imm & 0xFFF)) & MASK64
            elif op == "sel":
                regs[d] = regs[a] if regs[imm] else regs[b]
            elif op == "loads" or op == "stores":
                place, odd = divmod(regs[a] + imm, 8)
                assert odd == 0 and regs[15] <= regs[a] + imm, "outside the stack"
                if op == "loads":
                    regs[d] = self.stack[place]
                else:
                    self.stack[place] = regs[d]
            elif op == "gget":
                regs[d] = self.globals[imm]
            elif op == "gset":
                self.globals[imm] = regs[d]
            elif op in ("mload", "mloadw", "mstore", "mstorew"):
                size = 8 if op[-1] == "w" else 4
                place = regs[a] + imm
                if place + size > len(self.memory):
                    raise Stopped(at)
                if op.startswith("mload"):
                    regs[d] = int.from_bytes(self.memory[place : place + size], "little")
                else:
                    self.memory[place : place + size] = (regs[d] & (1 << 8 * size) - 1).to_bytes(size, "little")
            elif op in ARITHMETIC:
                value = arithmetic(op, regs[a], regs[b])
                if value is None:
                    raise Stopped(at)
                regs[d] = value
            else:
                raise AssertionError(f"no instruction at {at}: {w:#x}")
            at = following
