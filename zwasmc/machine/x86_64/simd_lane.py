"""Vectors and single lanes: splat, extract, replace, tests, constants, and accesses of memory.

Operands as in ``simd``.  The first instruction of what accesses memory is the access.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.machine.x86_64 import enc_vec as V
from zwasmc.machine.x86_64.enc import CC_E, CC_NE, Enc
from zwasmc.machine.x86_64.regs import R11
from zwasmc.machine.x86_64.simd_base import LANE, SimdBase
from zwasmc.machine.x86_64.vec import SCRATCH, Vec
from zwasmc.wasm import op as O


@final
class SimdLane:
    """Appends the sequences."""

    def __init__(self, s: SimdBase) -> None:
        self.s: Final[SimdBase] = s
        self.a: Final[Enc] = s.a
        self.v: Final[Vec] = s.v
        self.equal: vec[i64] = vec[i64]([V.PCMPEQB, V.PCMPEQW, V.PCMPEQD, V.PCMPEQQ])
        self.extending: vec[i64] = vec[i64]([V.PMOVSXBW, V.PMOVZXBW, V.PMOVSXWD, V.PMOVZXWD, V.PMOVSXDQ, V.PMOVZXDQ])

    # Lanes

    def splat(self, op: i64, d: i64, g: i64) -> None:
        """All lanes of ``d`` = the value of a general register, or of a vector register for floats."""
        v = self.v
        level = self.s.level
        if op == O.F64X2_SPLAT:
            v.rr(V.MOVDDUP, d, g)
        elif op == O.F32X4_SPLAT:
            if level >= 3:
                v.rr(V.BROADCASTSS, d, g)
            elif d == g:
                v.rrri(V.SHUFPS, d, d, d, 0)
            else:
                v.rri(V.PSHUFD, d, g, 0)
        elif level >= 4:
            e = self.s.e
            if op == O.I8X16_SPLAT:
                e.rr(V.PBROADCASTB_G, d, g)
            elif op == O.I16X8_SPLAT:
                e.rr(V.PBROADCASTW_G, d, g)
            else:
                e.rr(V.PBROADCASTD_G if op == O.I32X4_SPLAT else V.PBROADCASTQ_G, d, g)
        elif op == O.I64X2_SPLAT:
            v.rr(V.MOVQ, d, g)
            v.rrr(V.PUNPCKLQDQ, d, d, d)
        else:
            v.rr(V.MOVD, d, g)
            self.spread(op - O.I8X16_SPLAT, d)

    def spread(self, lane: i64, d: i64) -> None:
        """Copy the first lane of 1, 2 or 4 bytes (log2 ``lane``) to all."""
        v = self.v
        if lane == 2:
            v.rri(V.PSHUFD, d, d, 0)
        elif self.s.level >= 3:
            v.rr(V.PBROADCASTW if lane else V.PBROADCASTB, d, d)
        elif lane == 1:
            v.rri(V.PSHUFLW, d, d, 0)
            v.rrr(V.PUNPCKLQDQ, d, d, d)
        else:
            self.s.zero(SCRATCH)
            v.rrr(V.PSHUFB, d, d, SCRATCH)

    def extract(self, op: i64, lane: i64, d: i64, a: i64) -> None:
        """``d`` (general, or vector for floats) = a lane of ``a``."""
        v = self.v
        if op == O.F64X2_EXTRACT_LANE or op == O.F32X4_EXTRACT_LANE:
            if lane == 0:
                v.move(d, a)
            elif op == O.F64X2_EXTRACT_LANE or lane == 2:
                if v.vex:
                    v.rrr(V.MOVHLPS, d, a, a)
                else:
                    v.rri(V.PSHUFD, d, a, 0xEE)
            elif lane == 1:
                v.rr(V.MOVSHDUP, d, a)
            else:
                v.rri(V.PERMILPS if v.vex else V.PSHUFD, d, a, 0xFF)
        elif op == O.I64X2_EXTRACT_LANE:
            if lane == 0:
                v.rr(V.MOVQ_ST, a, d)
            else:
                v.rri(V.PEXTRQ_ST, a, d, lane)
        elif op == O.I32X4_EXTRACT_LANE:
            if lane == 0:
                v.rr(V.MOVD_ST, a, d)
            else:
                v.rri(V.PEXTRD_ST, a, d, lane)
        elif op >= O.I16X8_EXTRACT_LANE_S:
            v.rri(V.PEXTRW_ST, a, d, lane)
            if op == O.I16X8_EXTRACT_LANE_S:
                self.a.movsx16_rr(0, d, d)
        else:
            v.rri(V.PEXTRB_ST, a, d, lane)
            if op == O.I8X16_EXTRACT_LANE_S:
                self.a.movsx8_rr(0, d, d)

    def replace(self, op: i64, lane: i64, d: i64, a: i64, g: i64) -> None:
        """``d = a`` with a lane = ``g`` (general, or vector for floats)."""
        v = self.v
        if op == O.F64X2_REPLACE_LANE:
            if lane == 0:
                v.rrri(V.BLENDPD, d, a, g, 1)
            else:
                v.rrr(V.MOVLHPS, d, a, g)
        elif op == O.F32X4_REPLACE_LANE:
            if lane == 0:
                v.rrri(V.BLENDPS, d, a, g, 1)
            else:
                v.rrri(V.INSERTPS, d, a, g, lane << 4)
        elif op == O.I64X2_REPLACE_LANE:
            v.rrgi(V.PINSRQ, d, a, g, lane)
        elif op == O.I32X4_REPLACE_LANE:
            v.rrgi(V.PINSRD, d, a, g, lane)
        else:
            v.rrgi(V.PINSRW if op == O.I16X8_REPLACE_LANE else V.PINSRB, d, a, g, lane)

    # Tests

    def test(self, op: i64, rd: i64, a: i64) -> None:
        """General register ``rd`` = any_true, all_true or bitmask of ``a``."""
        v = self.v
        lane = (op >> 5) - LANE
        if op == O.V128_ANY_TRUE or op & 31 == 3:
            e = self.a
            if op != O.V128_ANY_TRUE:
                self.nulls(lane, a)
            e.zero(rd)
            if op == O.V128_ANY_TRUE:
                v.rr(V.PTEST, a, a)
                e.setcc8_r(CC_NE, rd)
            else:
                v.rr(V.PTEST, SCRATCH, SCRATCH)
                e.setcc8_r(CC_E, rd)
        elif lane == 0:
            v.rr(V.PMOVMSKB, rd, a)
        elif lane == 1:
            if v.vex:
                self.s.zero(SCRATCH)
                v.rrr(V.PACKSSWB, SCRATCH, a, SCRATCH)
                v.rr(V.PMOVMSKB, rd, SCRATCH)
            else:
                v.rrr(V.PACKSSWB, SCRATCH, a, a)
                v.rr(V.PMOVMSKB, rd, SCRATCH)
                self.a.movzx8_rr(rd, rd)
        else:
            v.rr(V.MOVMSKPS if lane == 2 else V.MOVMSKPD, rd, a)

    def nulls(self, lane: i64, a: i64) -> None:
        """xmm15 = ones in the lanes of ``a`` that are 0."""
        self.s.zero(SCRATCH)
        self.v.rrr(self.equal[lane], SCRATCH, SCRATCH, a)

    def test_flags(self, op: i64, a: i64) -> i64:
        """Set the flags by any_true or all_true, and return the condition for true."""
        if op == O.V128_ANY_TRUE:
            self.v.rr(V.PTEST, a, a)
            return CC_NE
        self.nulls((op >> 5) - LANE, a)
        self.v.rr(V.PTEST, SCRATCH, SCRATCH)
        return CC_E

    def const(self, low: i64, high: i64, d: i64) -> None:
        """``d`` = a constant of two halves."""
        if low == 0 and high == 0:
            self.s.zero(d)
        elif low == -1 and high == -1:
            self.s.ones(d)
        else:
            self.s.constant(d, low, high)

    # Memory

    def load(self, op: i64, d: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """Whole, extending, splatting and zeroing loads."""
        v = self.v
        level = self.s.level
        word: i64 = V.MOVUPS
        if op == O.V128_LOAD64_SPLAT:
            word = V.MOVDDUP
        elif op == O.V128_LOAD32_ZERO:
            word = V.MOVSS
        elif op == O.V128_LOAD64_ZERO:
            word = V.MOVSD
        elif op >= O.V128_LOAD8_SPLAT:
            if level >= 3:
                word = V.BROADCASTSS
                if op != O.V128_LOAD32_SPLAT:
                    word = V.PBROADCASTB if op == O.V128_LOAD8_SPLAT else V.PBROADCASTW
            elif op == O.V128_LOAD32_SPLAT:
                v.rm(V.MOVSS, d, base, index, scale, disp)
                v.rrri(V.SHUFPS, d, d, d, 0)
                return
            else:
                if op == O.V128_LOAD8_SPLAT:
                    self.a.movzx8_rm(R11, base, index, scale, disp)
                else:
                    self.a.movzx16_rm(R11, base, index, scale, disp)
                v.rr(V.MOVD, d, R11)
                self.spread(op - O.V128_LOAD8_SPLAT, d)
                return
        elif op != O.V128_LOAD:
            word = self.extending[op - O.V128_LOAD8X8_S]
        v.rm(word, d, base, index, scale, disp)

    def store(self, a: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """Store a whole vector."""
        self.v.rm(V.MOVUPS_ST, a, base, index, scale, disp)

    def load_lane(self, op: i64, lane: i64, d: i64, a: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """``d = a`` with one lane from memory."""
        v = self.v
        if op == O.V128_LOAD64_LANE:
            v.rrm(V.MOVHPS if lane else V.MOVLPS, d, a, base, index, scale, disp)
            return
        word: i64 = V.PINSRD
        if op != O.V128_LOAD32_LANE:
            word = V.PINSRB if op == O.V128_LOAD8_LANE else V.PINSRW
        v.rrmi(word, d, a, base, index, scale, disp, lane)

    def store_lane(self, op: i64, lane: i64, a: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """Store one lane of ``a``."""
        v = self.v
        if op == O.V128_STORE64_LANE:
            v.rm(V.MOVHPS_ST if lane else V.MOVLPS_ST, a, base, index, scale, disp)
            return
        if op == O.V128_STORE32_LANE and lane == 0:
            v.rm(V.MOVSS_ST, a, base, index, scale, disp)
            return
        word: i64 = V.PEXTRD_ST
        if op != O.V128_STORE32_LANE:
            word = V.PEXTRB_ST if op == O.V128_STORE8_LANE else V.PEXTRW_ST
        v.rmi(word, a, base, index, scale, disp, lane)
