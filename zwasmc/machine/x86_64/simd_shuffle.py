"""i8x16.shuffle as the cheapest instructions for its lane numbers.

A selection of whole lanes of 2, 4 or 8 bytes is judged in such lanes (``size``); lane numbers from 16 bytes on are of
the second operand.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import shl
from zwasmc.machine.x86_64 import enc_vec as V
from zwasmc.machine.x86_64.simd_base import LOW16, SimdBase
from zwasmc.machine.x86_64.vec import SCRATCH, Vec

UNPACK: Final = [
    (1, V.PUNPCKLBW, V.PUNPCKHBW),
    (2, V.PUNPCKLWD, V.PUNPCKHWD),
    (4, V.PUNPCKLDQ, V.PUNPCKHDQ),
    (8, V.PUNPCKLQDQ, V.PUNPCKHQDQ),
]
EXTEND: Final = [
    (1, 2, V.PMOVZXBW),
    (2, 2, V.PMOVZXWD),
    (4, 2, V.PMOVZXDQ),
    (1, 4, V.PMOVZXBD),
    (2, 4, V.PMOVZXWQ),
]
"""Bytes of the lanes, and by how much they get longer."""
LOW8: Final = 0x00FF00FF00FF00FF
NONE: Final = 0x80
"""A lane number that selects 0 in PSHUFB."""


@final
class SimdShuffle:
    """Appends shuffles."""

    def __init__(self, s: SimdBase) -> None:
        self.s: Final[SimdBase] = s
        self.v: Final[Vec] = s.v
        self.lane: vec[i64] = vec[i64]([0] * 16)
        """Byte numbers: of the first operand, from 16 on of the second."""
        self.unpack: vec[i64] = vec[i64]([0] * 18)
        """Opcode words of unpacking low and high lanes of 1, 2, 4 and 8 bytes, at twice the size."""
        for size, low, high in UNPACK:
            self.unpack[size * 2] = low
            self.unpack[size * 2 + 1] = high

    def shuffle(self, low: i64, high: i64, d: i64, a: i64, b: i64) -> None:
        """``d`` = bytes of ``a`` and ``b``; ``low`` and ``high`` are the sixteen lane numbers."""
        lane = self.lane
        sources: i64 = 0
        k: i64 = 0
        while k < 16:
            n = ((low if k < 8 else high) >> ((k & 7) * 8)) & 31
            if a == b:
                n &= 15
            sources |= 1 if n < 16 else 2
            lane[k] = n
            k += 1
        if sources == 3:
            self.two(d, a, b)
            return
        if sources == 2:
            k = 0
            while k < 16:
                lane[k] -= 16
                k += 1
            a = b
        self.one(d, a)

    def shuffle_zero(self, low: i64, high: i64, d: i64, a: i64, first: bool) -> None:
        """The same with zeros as the second operand, or as the ``first`` one, and ``a`` as the other."""
        v = self.v
        lane = self.lane
        k: i64 = 0
        while k < 16:
            lane[k] = (((low if k < 8 else high) >> ((k & 7) * 8)) & 31) ^ (16 if first else 0)
            k += 1
        chosen = self.chosen(0)
        if chosen == 0xFFFF:
            self.one(d, a)
        elif chosen == 0:
            self.s.zero(d)
        elif self.in_place(0) == 0xFF and chosen == 0xFF:
            v.rr(V.MOVQ_XX, d, a)
        elif self.in_place(0) == chosen:
            self.s.rrc(V.PAND, d, a, byte_mask(chosen), byte_mask(chosen >> 8))
        elif self.extending(chosen) != 0:
            v.rr(self.extending(chosen), d, a)
        elif lane[0] < 16 and self.moved(lane[0], 0, 16 - lane[0], chosen):
            v.shift(V.PSRLDQ_I, d, a, lane[0])
        elif lane[15] < 16 and self.moved(0, 15 - lane[15], lane[15] + 1, chosen):
            v.shift(V.PSLLDQ_I, d, a, 15 - lane[15])
        else:
            self.s.rrc(V.PSHUFB, d, a, self.mask(0, 0), self.mask(0, 8))

    # What the lane numbers are

    def moved(self, first: i64, at: i64, count: i64, chosen: i64) -> bool:
        """Tell whether only ``count`` bytes from ``first`` on are chosen, and go to ``at`` and on."""
        if chosen != (shl(1, count) - 1) << at:
            return False
        k: i64 = 0
        while k < count:
            if self.lane[at + k] != first + k:
                return False
            k += 1
        return True

    def extending(self, chosen: i64) -> i64:
        """Return the opcode word of an extension with zeros, else 0."""
        k: i64 = 0
        for size, times, word in EXTEND:
            k = 0
            while k < 16:
                n = k // (size * times) * size + k % (size * times)
                own = k % (size * times) < size
                if (own and self.lane[k] != n) or own != ((chosen >> k) & 1 != 0):
                    break
                k += 1
            if k == 16:
                return word
        return 0

    def size(self) -> i64:
        """Return the bytes of the largest lanes that move as wholes."""
        lane = self.lane
        size: i64 = 8
        while size > 1:
            k: i64 = 0
            while k < 16:
                first = lane[k & -size]
                if first % size != 0 or lane[k] != first + k % size:
                    break
                k += 1
            if k == 16:
                return size
            size >>= 1
        return 1

    def in_place(self, offset: i64) -> i64:
        """Return a mask of the bytes of the operand at ``offset`` (0 or 16) that stay where they are."""
        mask: i64 = 0
        k: i64 = 0
        while k < 16:
            if self.lane[k] == k + offset:
                mask |= shl(1, k)
            k += 1
        return mask

    def chosen(self, offset: i64) -> i64:
        """Return a mask of the bytes that come from the operand at ``offset``."""
        mask: i64 = 0
        k: i64 = 0
        while k < 16:
            if self.lane[k] & 16 == offset:
                mask |= shl(1, k)
            k += 1
        return mask

    def pair(self, size: i64, modulus: i64, swapped: bool) -> i64:
        """Return the opcode word if this interleaves the low or the high lanes of the operands, else 0.

        ``modulus`` is 32, or 16 if both operands are the same; ``swapped``: the second operand's lanes come first.
        """
        lane = self.lane
        half: i64 = 0
        while half < 2:
            k: i64 = 0
            while k < 16:
                n = half * 8 + k // (size * 2) * size + k % size
                if (k // size & 1 != 0) != swapped:
                    n += 16
                if lane[k] != n % modulus:
                    break
                k += 1
            if k == 16:
                return self.unpack[size * 2 + half]
            half += 1
        return 0

    def strided(self, size: i64, odd: i64, swapped: bool) -> bool:
        """Tell whether these are the even (or odd) lanes of the first operand and then those of the second."""
        k: i64 = 0
        while k < 16:
            n = (k // size * 2 + odd) * size + k % size
            if self.lane[k] != (n ^ 16 if swapped else n):
                return False
            k += 1
        return True

    def dwords(self, offset: i64) -> i64:
        """Return the immediate byte of PSHUFD for the operand at ``offset``; lanes of the other one stay in place."""
        imm: i64 = 0
        k: i64 = 0
        while k < 4:
            n = self.lane[k * 4]
            imm |= ((n >> 2) & 3 if n & 16 == offset else k) << (k * 2)
            k += 1
        return imm

    # One operand

    def one(self, d: i64, a: i64) -> None:
        """Permute ``a``."""
        v = self.v
        s = self.s
        lane = self.lane
        size = self.size()
        stay = self.in_place(0)
        if stay == 0xFFFF:
            v.move(d, a)
        elif size >= 4:
            v.rri(V.PSHUFD, d, a, self.dwords(0))
        elif size == 2 and stay & 0xFF00 == 0xFF00 and self.lane_max(0) < 8:
            v.rri(V.PSHUFLW, d, a, self.word_imm(0))
        elif size == 2 and stay & 0xFF == 0xFF and self.lane_min(8) >= 8:
            v.rri(V.PSHUFHW, d, a, self.word_imm(8))
        elif self.rotated(16):
            v.rrri(V.PALIGNR, d, a, a, lane[0])
        elif size == 2 and self.pair(2, 16, False) != 0:
            v.rrr(self.pair(2, 16, False), d, a, a)
        elif size == 1 and self.pair(1, 16, False) != 0:
            v.rrr(self.pair(1, 16, False), d, a, a)
        elif self.lane_max(0) == 0 and self.lane_max(8) == 0:
            self.splat8(d, a)
        elif s.level >= 3 and size == 2 and self.lane_max(0) == 1 and self.lane_max(8) == 1:
            v.rr(V.PBROADCASTW, d, a)
        else:
            s.rrc(V.PSHUFB, d, a, self.mask(0, 0), self.mask(0, 8))

    def splat8(self, d: i64, a: i64) -> None:
        """All bytes of ``d`` = the first one of ``a``."""
        if self.s.level >= 3:
            self.v.rr(V.PBROADCASTB, d, a)
        else:
            self.s.zero(SCRATCH)
            self.v.rrr(V.PSHUFB, d, a, SCRATCH)

    def lane_max(self, start: i64) -> i64:
        """Return the greatest of eight byte numbers."""
        found: i64 = 0
        k: i64 = start
        while k < start + 8:
            if self.lane[k] > found:
                found = self.lane[k]
            k += 1
        return found

    def lane_min(self, start: i64) -> i64:
        """Return the least of eight byte numbers."""
        found: i64 = 32
        k: i64 = start
        while k < start + 8:
            if self.lane[k] < found:
                found = self.lane[k]
            k += 1
        return found

    def word_imm(self, start: i64) -> i64:
        """Return the immediate byte of PSHUFLW (``start`` 0) or PSHUFHW (8)."""
        imm: i64 = 0
        k: i64 = 0
        while k < 4:
            imm |= ((self.lane[start + k * 2] >> 1) & 3) << (k * 2)
            k += 1
        return imm

    def rotated(self, modulus: i64) -> bool:
        """Tell whether the byte numbers ascend by one, modulo 16 or 32."""
        k: i64 = 1
        while k < 16:
            if self.lane[k] != (self.lane[0] + k) % modulus:
                return False
            k += 1
        return True

    def mask(self, offset: i64, start: i64) -> i64:
        """Return eight bytes of PSHUFB's mask for the operand at ``offset``; other lanes become 0."""
        found: i64 = 0
        k: i64 = 7
        while k >= 0:
            n = self.lane[start + k]
            n = n & 15 if n & 16 == offset else NONE
            if k == 7 and n == NONE:
                found = -0x80
            else:
                found = found * 0x100 + n
            k -= 1
        return found

    # Two operands

    def two(self, d: i64, a: i64, b: i64) -> None:
        """Combine ``a`` and ``b``, which both have lanes in the result."""
        v = self.v
        size = self.size()
        if self.rotated(32):
            n = self.lane[0]
            if n < 16:
                v.rrri(V.PALIGNR, d, b, a, n)
            else:
                v.rrri(V.PALIGNR, d, a, b, n - 16)
            return
        unit: i64 = size
        while unit >= 1:
            word = self.pair(unit, 32, False)
            if word != 0:
                v.rrr(word, d, a, b)
                return
            word = self.pair(unit, 32, True)
            if word != 0:
                v.rrr(word, d, b, a)
                return
            unit >>= 1
        second = self.chosen(16)
        stay_a = self.in_place(0)
        stay_b = self.in_place(16)
        if stay_a | stay_b == 0xFFFF and (size > 1 or self.s.level >= 3):
            self.blend(d, a, b, second)
        elif size >= 4:
            self.dword_pairs(d, a, b, stay_a, stay_b)
        elif not self.pack(d, a, b):
            if stay_b | ~second & 0xFFFF == 0xFFFF and words_only(second):
                self.s.rrc(V.PSHUFB, SCRATCH, a, self.mask(0, 0), self.mask(0, 8))
                self.blend(d, b, SCRATCH, second ^ 0xFFFF)
            elif stay_a | second == 0xFFFF and words_only(second):
                self.s.rrc(V.PSHUFB, SCRATCH, b, self.mask(16, 0), self.mask(16, 8))
                self.blend(d, a, SCRATCH, second)
            else:
                self.s.rrc(V.PSHUFB, SCRATCH, b, self.mask(16, 0), self.mask(16, 8))
                self.s.rrc(V.PSHUFB, d, a, self.mask(0, 0), self.mask(0, 8))
                v.rrr(V.POR, d, d, SCRATCH)

    def blend(self, d: i64, a: i64, b: i64, second: i64) -> None:
        """``d = a`` with those bytes of ``b`` that the mask ``second`` has; by single bytes only with VEX."""
        v = self.v
        words: i64 = 0
        dwords: i64 = 0
        k: i64 = 0
        while k < 8:
            words |= ((second >> (k * 2)) & 1) << k
            dwords |= ((second >> (k * 4)) & 1) << k if k < 4 else 0
            k += 1
        if not words_only(second):
            s = self.s
            s.constant(SCRATCH, byte_mask(second), byte_mask(second >> 8))
            v.blend(V.PBLENDVB_V, d, a, b, SCRATCH)
        elif words == (dwords & 1) * 3 + (dwords & 2) * 6 + (dwords & 4) * 12 + (dwords & 8) * 24:
            self.s.blend32(d, a, b, dwords)
        else:
            v.rrri(V.PBLENDW, d, a, b, words)

    def dword_pairs(self, d: i64, a: i64, b: i64, stay_a: i64, stay_b: i64) -> None:
        """Combine lanes of 32 bits."""
        v = self.v
        second = self.chosen(16)
        low, high = second & 0xFF, second >> 8
        if (low == 0 or low == 0xFF) and (high == 0 or high == 0xFF):
            imm = 0
            k: i64 = 0
            while k < 4:
                imm |= ((self.lane[k * 4] >> 2) & 3) << (k * 2)
                k += 1
            if low == 0:
                v.rrri(V.SHUFPS, d, a, b, imm)
            else:
                v.rrri(V.SHUFPS, d, b, a, imm)
            return
        k = 0
        while k < 4:
            n = self.lane[k * 4]
            others = 0xFFFF ^ shl(0xF, k * 4)
            if n >= 16 and stay_a == others:
                v.rrri(V.INSERTPS, d, a, b, ((n >> 2) & 3) << 6 | k << 4)
                return
            if n < 16 and stay_b == others:
                v.rrri(V.INSERTPS, d, b, a, (n >> 2) << 6 | k << 4)
                return
            k += 1
        if stay_b | ~second & 0xFFFF == 0xFFFF:
            v.rri(V.PSHUFD, SCRATCH, a, self.dwords(0))
            self.blend(d, b, SCRATCH, second ^ 0xFFFF)
        elif stay_a | second == 0xFFFF:
            v.rri(V.PSHUFD, SCRATCH, b, self.dwords(16))
            self.blend(d, a, SCRATCH, second)
        elif self.s.level >= 4 and d != a and d != b:
            self.s.constant(d, self.dword_numbers(0), self.dword_numbers(8))
            self.s.e.rrr(V.PERMI2D, d, a, b)
        else:
            v.rri(V.PSHUFD, SCRATCH, b, self.dwords(16))
            v.rri(V.PSHUFD, d, a, self.dwords(0))
            self.blend(d, d, SCRATCH, second)

    def dword_numbers(self, start: i64) -> i64:
        """Return two lane numbers of 32 bits for PERMI2D."""
        return (self.lane[start] >> 2) | ((self.lane[start + 4] >> 2) << 32)

    def pack(self, d: i64, a: i64, b: i64) -> bool:
        """Narrow lanes of 2 or 4 bytes to halves, if this is that."""
        v = self.v
        s = self.s
        size: i64 = 1
        while size <= 2:
            swapped = self.lane[0] >= 16
            word: i64 = V.PACKUSWB if size == 1 else V.PACKUSDW
            if swapped:
                a, b = b, a
            if self.strided(size, 0, swapped):
                low: i64 = LOW8 if size == 1 else LOW16
                s.rrc(V.PAND, SCRATCH, b, low, low)
                s.rrc(V.PAND, d, a, low, low)
                v.rrr(word, d, d, SCRATCH)
                return True
            if self.strided(size, 1, swapped):
                shift: i64 = V.PSRLW_I if size == 1 else V.PSRLD_I
                v.shift(shift, SCRATCH, b, size * 8)
                v.shift(shift, d, a, size * 8)
                v.rrr(word, d, d, SCRATCH)
                return True
            if swapped:
                a, b = b, a
            size += 1
        return False


def words_only(mask: i64) -> bool:
    """Tell whether a mask of bytes has only pairs of them."""
    return mask & 0x5555 == (mask >> 1) & 0x5555


def byte_mask(mask: i64) -> i64:
    """Return eight bytes of 0xFF or 0 for the low eight bits of a mask."""
    found: i64 = 0
    k: i64 = 7
    while k >= 0:
        bit = (mask >> k) & 1
        found = (-1 if bit else 0) if k == 7 else found * 0x100 + bit * 0xFF
        k -= 1
    return found
