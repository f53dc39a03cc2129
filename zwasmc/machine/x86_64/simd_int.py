"""Integer vector operations that take several instructions.

Operands as in ``simd``: ``d`` the result, ``t`` a vector temporary, xmm15 and r11 scratch.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import shl
from zwasmc.machine.x86_64 import enc_vec as V
from zwasmc.machine.x86_64.evex import Evex
from zwasmc.machine.x86_64.regs import R11
from zwasmc.machine.x86_64.simd_base import LANE, LOW16, ONES8, SimdBase
from zwasmc.machine.x86_64.simd_float import SIGN64
from zwasmc.machine.x86_64.vec import SCRATCH, Vec
from zwasmc.wasm import op as O

NIBBLE: Final = 0x0F0F0F0F0F0F0F0F
COUNTS_LOW: Final = 0x0302020102010100
COUNTS_HIGH: Final = 0x0403030203020201
"""Bits in each nibble 0..15."""
ONES16: Final = 0x0001000100010001
SIGN16: Final = -0x7FFF7FFF7FFF8000
"""0x8000 in every lane of 16 bits."""

UNSIGNED: Final = 1
GREATER: Final = 2


def words(items: list[int]) -> vec[i64]:
    """Return opcode words as a flat table."""
    return vec[i64](items)


@final
class SimdInt:
    """Appends the sequences."""

    def __init__(self, s: SimdBase) -> None:
        self.s: Final[SimdBase] = s
        self.v: Final[Vec] = s.v
        self.e: Final[Evex] = s.e
        self.equal: vec[i64] = words([V.PCMPEQB, V.PCMPEQW, V.PCMPEQD, V.PCMPEQQ])
        self.bounds: vec[i64] = words(
            [V.PMINSB, V.PMINUB, V.PMAXSB, V.PMAXUB, V.PMINSW, V.PMINUW, V.PMAXSW, V.PMAXUW]
            + [V.PMINSD, V.PMINUD, V.PMAXSD, V.PMAXUD]
        )
        """Minimum, or maximum with ``GREATER``; signed or ``UNSIGNED``; four of each lane size."""
        self.subtract: vec[i64] = words([V.PSUBB, V.PSUBW, V.PSUBD, V.PSUBQ])
        self.sign: vec[i64] = words([V.PSIGNB, V.PSIGNW, V.PSIGND])
        self.widen_high: vec[i64] = words([V.PUNPCKHBW, V.PUNPCKHWD, V.PUNPCKHDQ])
        self.widen_signed: vec[i64] = words([V.PMOVSXBW, V.PMOVSXWD, V.PMOVSXDQ])
        self.shifts: vec[i64] = words([V.PSLLW, V.PSRAW, V.PSRLW, V.PSLLD, V.PSRAD, V.PSRLD, V.PSLLQ, 0, V.PSRLQ])
        """Left, right signed, right unsigned of 16, 32 and 64 bits."""
        self.shifts_imm: vec[i64] = words(
            [V.PSLLW_I, V.PSRAW_I, V.PSRLW_I, V.PSLLD_I, V.PSRAD_I, V.PSRLD_I, V.PSLLQ_I, 0, V.PSRLQ_I]
        )

    # Comparisons

    def compare(self, op: i64, d: i64, a: i64, b: i64) -> None:
        """``d = a rel b`` for the relations that no instruction has."""
        v = self.v
        if op >= O.I64X2_EQ:
            if op == O.I64X2_NE:
                v.rrr(V.PCMPEQQ, d, a, b)
            elif op == O.I64X2_LE_S:
                v.rrr(V.PCMPGTQ, d, a, b)
            else:
                v.rrr(V.PCMPGTQ, d, b, a)
            self.s.invert(d, d)
            return
        lane = (op - O.I8X16_EQ) // 10
        rel = op - lane * 10
        if rel == O.I8X16_NE:
            v.rrr(self.equal[lane], d, a, b)
            self.s.invert(d, d)
        elif rel == O.I8X16_GE_S or rel == O.I8X16_GE_U:
            self.not_less(lane, 1 if rel == O.I8X16_GE_U else 0, d, a, b)
        elif rel == O.I8X16_LE_S or rel == O.I8X16_LE_U:
            self.not_less(lane, 1 if rel == O.I8X16_LE_U else 0, d, b, a)
        elif rel == O.I8X16_LT_U:
            self.not_less(lane, UNSIGNED, d, a, b)
            self.s.invert(d, d)
        else:
            self.not_less(lane, UNSIGNED, d, b, a)
            self.s.invert(d, d)

    def not_less(self, lane: i64, unsigned: i64, d: i64, a: i64, b: i64) -> None:
        """``d = a >= b``: the minimum is b, or the maximum is a."""
        v = self.v
        if d == b:
            v.rrr(self.bounds[lane * 4 + GREATER + unsigned], d, a, b)
            v.rrr(self.equal[lane], d, d, a)
        else:
            v.rrr(self.bounds[lane * 4 + unsigned], d, a, b)
            v.rrr(self.equal[lane], d, d, b)

    # One operand

    def unary(self, op: i64, d: i64, a: i64, t: i64) -> None:
        """Operations on one vector."""
        v = self.v
        s = self.s
        part = op & 31
        lane = (op >> 5) - LANE
        if op == O.V128_NOT:
            s.invert(d, a)
        elif op == O.I8X16_POPCNT:
            self.popcnt(d, a, t)
        elif part == 0:
            self.abs64(d, a)
        elif part == 1:
            self.negate(lane, d, a)
        elif part == 8:
            v.rri(V.PSHUFD, d, a, 0xEE)
            v.rr(self.widen_signed[lane - 1], d, d)
        elif part == 10:
            s.zero(SCRATCH)
            v.rrr(self.widen_high[lane - 1], d, a, SCRATCH)
        else:
            self.extadd(op, d, a)

    def negate(self, lane: i64, d: i64, a: i64) -> None:
        """``d = 0 - a``."""
        v = self.v
        if v.vex:
            self.s.zero(SCRATCH)
            v.rrr(self.subtract[lane], d, SCRATCH, a)
        elif d != a:
            self.s.zero(d)
            v.rrr(self.subtract[lane], d, d, a)
        elif lane < 3:
            self.s.ones(SCRATCH)
            v.rrr(self.sign[lane], d, d, SCRATCH)
        else:
            self.s.zero(SCRATCH)
            v.rrr(V.PSUBQ, SCRATCH, SCRATCH, a)
            v.move(d, SCRATCH)

    def abs64(self, d: i64, a: i64) -> None:
        """``d = |a|`` in lanes of 64 bits."""
        v = self.v
        if v.vex:
            self.s.zero(SCRATCH)
            v.rrr(V.PSUBQ, SCRATCH, SCRATCH, a)
            v.blend(V.BLENDVPD_V, d, a, SCRATCH, a)
        else:
            v.rri(V.PSHUFD, SCRATCH, a, 0xF5)
            v.shift(V.PSRAD_I, SCRATCH, SCRATCH, 31)
            v.rrr(V.PXOR, d, a, SCRATCH)
            v.rrr(V.PSUBQ, d, d, SCRATCH)

    def popcnt(self, d: i64, a: i64, t: i64) -> None:
        """``d`` = bits set in each byte of ``a``, looked up by nibbles."""
        v = self.v
        s = self.s
        s.rrc(V.PAND, SCRATCH, a, NIBBLE, NIBBLE)
        s.constant(d, COUNTS_LOW, COUNTS_HIGH)
        if v.vex:
            v.rrr(V.PSHUFB, t, d, SCRATCH)
            v.shift(V.PSRLW_I, SCRATCH, a, 4)
            s.rrc(V.PAND, SCRATCH, SCRATCH, NIBBLE, NIBBLE)
            v.rrr(V.PSHUFB, d, d, SCRATCH)
        else:
            v.rrr(V.PSHUFB, d, d, SCRATCH)
            v.shift(V.PSRLW_I, SCRATCH, a, 4)
            s.rrc(V.PAND, SCRATCH, SCRATCH, NIBBLE, NIBBLE)
            s.constant(t, COUNTS_LOW, COUNTS_HIGH)
            v.rrr(V.PSHUFB, t, t, SCRATCH)
        v.rrr(V.PADDB, d, d, t)

    def extadd(self, op: i64, d: i64, a: i64) -> None:
        """``d`` = sums of pairs of lanes, extended."""
        v = self.v
        s = self.s
        if op == O.I16X8_EXTADD_PAIRWISE_I8X16_S:
            s.constant(SCRATCH, ONES8, ONES8)
            s.from15(V.PMADDUBSW, d, a)
        elif op == O.I16X8_EXTADD_PAIRWISE_I8X16_U:
            s.rrc(V.PMADDUBSW, d, a, ONES8, ONES8)
        elif op == O.I32X4_EXTADD_PAIRWISE_I16X8_S:
            s.rrc(V.PMADDWD, d, a, ONES16, ONES16)
        else:
            v.shift(V.PSRLD_I, SCRATCH, a, 16)
            s.rrc(V.PAND, d, a, LOW16, LOW16)
            v.rrr(V.PADDD, d, d, SCRATCH)

    # Two operands

    def binary(self, op: i64, d: i64, a: i64, b: i64, t: i64) -> None:
        """Operations on two vectors, other than comparisons."""
        v = self.v
        s = self.s
        if op == O.I8X16_SWIZZLE or op == O.I8X16_RELAXED_SWIZZLE:
            # An index from 16 on gets its top bit set, and then selects 0
            if v.vex:
                s.rrc(V.PADDUSB, SCRATCH, b, ONES8 * 0x70, ONES8 * 0x70)
            else:
                s.constant(SCRATCH, ONES8 * 0x70, ONES8 * 0x70)
                v.rrr(V.PADDUSB, SCRATCH, SCRATCH, b)
            v.rrr(V.PSHUFB, d, a, SCRATCH)
        elif op == O.I16X8_Q15MULR_SAT_S or op == O.I16X8_RELAXED_Q15MULR_S:
            v.rrr(V.PMULHRSW, d, a, b)
            if v.vex:
                s.rrc(V.PCMPEQW, SCRATCH, d, SIGN16, SIGN16)
            else:
                s.constant(SCRATCH, SIGN16, SIGN16)
                v.rrr(V.PCMPEQW, SCRATCH, SCRATCH, d)
            v.rrr(V.PXOR, d, d, SCRATCH)
        elif op == O.I64X2_MUL:
            self.multiply64(d, a, b)
        elif op == O.I16X8_RELAXED_DOT_I8X16_I7X16_S:
            self.dot(d, a, b, t)
        else:
            self.extmul(op, d, a, b)

    def multiply64(self, d: i64, a: i64, b: i64) -> None:
        """``d = a * b`` in lanes of 64 bits, from products of 32."""
        v = self.v
        v.shift(V.PSRLQ_I, d, a, 32)
        v.rrr(V.PMULUDQ, d, d, b)
        v.shift(V.PSRLQ_I, SCRATCH, b, 32)
        v.rrr(V.PMULUDQ, SCRATCH, SCRATCH, a)
        v.rrr(V.PADDQ, d, d, SCRATCH)
        v.shift(V.PSLLQ_I, d, d, 32)
        v.rrr(V.PMULUDQ, SCRATCH, a, b)
        v.rrr(V.PADDQ, d, d, SCRATCH)

    def extmul(self, op: i64, d: i64, a: i64, b: i64) -> None:
        """``d`` = products of the low or the high lanes, extended."""
        v = self.v
        lane = (op >> 5) - LANE
        high = op & 1
        unsigned = (op >> 1) & 1
        if lane == 3:
            v.rri(V.PSHUFD, SCRATCH, b, 0xFA if high else 0x50)
            v.rri(V.PSHUFD, d, a, 0xFA if high else 0x50)
            v.rrr(V.PMULUDQ if unsigned else V.PMULDQ, d, d, SCRATCH)
        elif lane == 2:
            v.rrr(V.PMULHUW if unsigned else V.PMULHW, SCRATCH, a, b)
            v.rrr(V.PMULLW, d, a, b)
            v.rrr(V.PUNPCKHWD if high else V.PUNPCKLWD, d, d, SCRATCH)
        elif high:
            self.extmul_high8(unsigned, d, a, b)
        else:
            move: i64 = V.PMOVZXBW if unsigned else V.PMOVSXBW
            v.rr(move, SCRATCH, b)
            v.rr(move, d, a)
            v.rrr(V.PMULLW, d, d, SCRATCH)

    def extmul_high8(self, unsigned: i64, d: i64, a: i64, b: i64) -> None:
        """``d`` = products of the high bytes: put in the upper halves of words, their high product is exact."""
        v = self.v
        s = self.s
        if d == b:
            b = a
            a = d
        if v.vex:
            s.zero(SCRATCH)
            v.rrr(V.PUNPCKHBW, d, SCRATCH, a)
        elif d == a:
            v.rrr(V.PUNPCKHBW, d, d, d)
            v.shift(V.PSLLW_I, d, d, 8)
            s.zero(SCRATCH)
        else:
            s.zero(d)
            v.rrr(V.PUNPCKHBW, d, d, a)
            s.zero(SCRATCH)
        other = d
        if b != a:
            v.rrr(V.PUNPCKHBW, SCRATCH, SCRATCH, b)
            other = SCRATCH
        v.rrr(V.PMULHUW if unsigned else V.PMULHW, d, d, other)

    def dot(self, d: i64, a: i64, b: i64, t: i64) -> None:
        """``d`` = sums of pairs of products of signed bytes, saturated to 16 bits: odd bytes, then even ones."""
        v = self.v
        v.shift(V.PSRAW_I, d, a, 8)
        v.shift(V.PSRAW_I, SCRATCH, b, 8)
        v.rrr(V.PMULLW, d, d, SCRATCH)
        v.shift(V.PSLLW_I, SCRATCH, a, 8)
        v.shift(V.PSLLW_I, t, b, 8)
        v.rrr(V.PMULHW, SCRATCH, SCRATCH, t)
        v.rrr(V.PADDSW, d, d, SCRATCH)

    # Three operands

    def dot_add(self, d: i64, a: i64, b: i64, c: i64, t: i64) -> None:
        """``d = c`` + sums of four products of signed bytes."""
        self.dot(d, a, b, t)
        self.s.rrc(V.PMADDWD, d, d, ONES16, ONES16)
        self.v.rrr(V.PADDD, d, d, c)

    def bitselect(self, d: i64, a: i64, b: i64, c: i64) -> None:
        """``d`` = the bits of ``a`` where ``c`` has ones, else of ``b``."""
        v = self.v
        if self.s.level >= 4:
            if d == b:
                self.e.rrri(V.PTERNLOGD, d, a, c, 0xD8)
            elif d == c:
                self.e.rrri(V.PTERNLOGD, d, a, b, 0xCA)
            else:
                v.move(d, a)
                self.e.rrri(V.PTERNLOGD, d, b, c, 0xE4)
        elif not v.vex and d != b and d != c:
            v.rrr(V.PXOR, d, a, b)
            v.rrr(V.PAND, d, d, c)
            v.rrr(V.PXOR, d, d, b)
        else:
            v.rrr(V.PANDN, SCRATCH, c, b)
            v.rrr(V.PAND, d, a, c)
            v.rrr(V.POR, d, d, SCRATCH)

    # Shifts

    def shift(self, op: i64, d: i64, a: i64, g: i64, t: i64) -> None:
        """Shift by the count in general register ``g``, modulo the size of a lane."""
        v = self.v
        s = self.s
        lane = (op >> 5) - LANE
        if op == O.I8X16_SHR_S or (op == O.I8X16_SHR_U and not v.vex):
            # Every byte in the upper half of a word
            s.a.mov_rr(0, R11, g)
            s.a.or_ri(0, R11, 8)
            s.a.and_ri(0, R11, 15)
            v.rr(V.MOVD, SCRATCH, R11)
            v.rrr(V.PUNPCKLBW, d, a, a)
            v.rrr(V.PUNPCKHBW, t, a, a)
            move: i64 = V.PSRAW if op == O.I8X16_SHR_S else V.PSRLW
            v.rrr(move, d, d, SCRATCH)
            v.rrr(move, t, t, SCRATCH)
            v.rrr(V.PACKSSWB if op == O.I8X16_SHR_S else V.PACKUSWB, d, d, t)
            return
        v.rr(V.MOVD, SCRATCH, g)
        s.rrc(V.PAND, SCRATCH, SCRATCH, 63 if lane == 3 else 31 if lane == 2 else 15 if lane == 1 else 7, 0)
        if lane == 0:
            # Bytes of ones, shifted right: what a left shift keeps, and what a right shift leaves
            s.constant(d, 0x00FF00FF00FF00FF, 0x00FF00FF00FF00FF)
            v.rrr(V.PSRLW, d, d, SCRATCH)
            v.rrr(V.PACKUSWB, d, d, d)
            if op == O.I8X16_SHL:
                v.rrr(V.PAND, d, d, a)
                v.rrr(V.PSLLW, d, d, SCRATCH)
            else:
                v.rrr(V.PSRLW, SCRATCH, a, SCRATCH)
                v.rrr(V.PAND, d, d, SCRATCH)
        elif op != O.I64X2_SHR_S:
            v.rrr(self.shifts[(lane - 1) * 3 + (op & 31) - 11], d, a, SCRATCH)
        elif s.level >= 4:
            self.e.rrr(V.PSRAQ, d, a, SCRATCH)
        else:
            v.rrr(V.PSRLQ, d, a, SCRATCH)
            s.constant(t, SIGN64, SIGN64)
            v.rrr(V.PSRLQ, t, t, SCRATCH)
            v.rrr(V.PXOR, d, d, t)
            v.rrr(V.PSUBQ, d, d, t)

    def shift_imm(self, op: i64, d: i64, a: i64, n: i64) -> None:
        """Shift by a constant, modulo the size of a lane."""
        v = self.v
        lane = (op >> 5) - LANE
        n &= 63 if lane == 3 else 31 if lane == 2 else 15 if lane == 1 else 7
        if n == 0:
            v.move(d, a)
        elif lane == 0:
            self.shift_bytes(op, d, a, n)
        elif op != O.I64X2_SHR_S:
            v.shift(self.shifts_imm[(lane - 1) * 3 + (op & 31) - 11], d, a, n)
        elif self.s.level >= 4:
            self.e.shift(V.PSRAQ_I, d, a, n)
        elif n == 63:
            v.rri(V.PSHUFD, d, a, 0xF5)
            v.shift(V.PSRAD_I, d, d, 31)
        elif n < 32:
            v.shift(V.PSRAD_I, SCRATCH, a, n)
            v.shift(V.PSRLQ_I, d, a, n)
            self.s.blend32(d, d, SCRATCH, 0xA)
        else:
            v.shift(V.PSRAD_I, SCRATCH, a, 31)
            v.rri(V.PSHUFD, d, a, 0xF5)
            if n > 32:
                v.shift(V.PSRAD_I, d, d, n - 32)
            self.s.blend32(d, d, SCRATCH, 0xA)

    def shift_bytes(self, op: i64, d: i64, a: i64, n: i64) -> None:
        """Shift bytes by 1..7: as words, without what crosses."""
        v = self.v
        s = self.s
        if op == O.I8X16_SHL:
            if n == 1:
                v.rrr(V.PADDB, d, a, a)
                return
            keep = shl(0xFF, n) & 0xFF
            v.shift(V.PSLLW_I, d, a, n)
        elif op == O.I8X16_SHR_S and n == 7:
            s.zero(SCRATCH)
            s.from15(V.PCMPGTB, d, a)
            return
        else:
            keep = 0xFF >> n
            v.shift(V.PSRLW_I, d, a, n)
        mask = keep * ONES8 if keep < 0x80 else ~((0xFF - keep) * ONES8)
        s.rrc(V.PAND, d, d, mask, mask)
        if op == O.I8X16_SHR_S:
            sign = (0x80 >> n) * ONES8
            s.rrc(V.PXOR, d, d, sign, sign)
            s.rrc(V.PSUBB, d, d, sign, sign)
