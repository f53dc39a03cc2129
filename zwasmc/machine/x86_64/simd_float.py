"""Floating-point vector operations that take several instructions.

Operands as in ``simd``: ``d`` the result, ``t`` a vector temporary, xmm15, r11 and mask register k1 scratch.
"""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.machine.x86_64 import enc_vec as V
from zwasmc.machine.x86_64.evex import Evex
from zwasmc.machine.x86_64.simd_base import SimdBase
from zwasmc.machine.x86_64.vec import SCRATCH, Vec
from zwasmc.wasm import op as O

SIGN32X2: Final = -0x7FFFFFFF80000000
"""0x80000000 in both halves."""
VALUE32: Final = 0x7FFFFFFF7FFFFFFF
SIGN64: Final = -0x8000000000000000
VALUE64: Final = 0x7FFFFFFFFFFFFFFF

TWO31: Final = 0x4F0000004F000000
"""2**31 as f32, twice."""
MAX32: Final = 0x41DFFFFFFFC00000
"""2**31 - 1 as f64."""
UMAX32: Final = 0x41EFFFFFFFE00000
"""2**32 - 1 as f64."""
TWO52: Final = 0x4330000000000000
"""2**52 as f64: its low bits are the integer that is added."""
HIGH52: Final = 0x4330000043300000
TWO23: Final = 0x4B0000004B000000
"""2**23 as f32, twice; so TWO39 and their sum."""
TWO39: Final = 0x5300000053000000
TWO39_23: Final = 0x5300008053000080

UNORDERED: Final = 3
NOT_LESS: Final = 5
TRUNCATE: Final = 0xB


@final
class SimdFloat:
    """Appends the sequences."""

    def __init__(self, s: SimdBase) -> None:
        self.s: Final[SimdBase] = s
        self.v: Final[Vec] = s.v
        self.e: Final[Evex] = s.e

    def unary(self, op: i64, d: i64, a: i64, t: i64) -> None:
        """Signs and conversions."""
        s = self.s
        if op == O.F32X4_ABS:
            s.rrc(V.ANDPS, d, a, VALUE32, VALUE32)
        elif op == O.F32X4_NEG:
            s.rrc(V.XORPS, d, a, SIGN32X2, SIGN32X2)
        elif op == O.F64X2_ABS:
            s.rrc(V.ANDPD, d, a, VALUE64, VALUE64)
        elif op == O.F64X2_NEG:
            s.rrc(V.XORPD, d, a, SIGN64, SIGN64)
        elif op == O.F32X4_CONVERT_I32X4_U:
            self.convert_u32(d, a)
        elif op == O.F64X2_CONVERT_LOW_I32X4_U:
            s.rrc(V.UNPCKLPS, d, a, HIGH52, HIGH52)
            s.rrc(V.SUBPD, d, d, TWO52, TWO52)
        elif op == O.I32X4_TRUNC_SAT_F32X4_S or op == O.I32X4_RELAXED_TRUNC_F32X4_S:
            self.trunc_s32(d, a)
        elif op == O.I32X4_TRUNC_SAT_F32X4_U or op == O.I32X4_RELAXED_TRUNC_F32X4_U:
            self.trunc_u32(d, a, t)
        elif op == O.I32X4_TRUNC_SAT_F64X2_S_ZERO or op == O.I32X4_RELAXED_TRUNC_F64X2_S_ZERO:
            self.trunc_s64(d, a)
        else:
            self.trunc_u64(d, a)

    # Conversions

    def convert_u32(self, d: i64, a: i64) -> None:
        """``d`` = unsigned integers as f32: the halves exactly, and one rounding addition."""
        v = self.v
        s = self.s
        v.shift(V.PSRLD_I, SCRATCH, a, 16)
        s.rrc(V.POR, SCRATCH, SCRATCH, TWO39, TWO39)
        s.rrc(V.SUBPS, SCRATCH, SCRATCH, TWO39_23, TWO39_23)
        s.rrci(V.PBLENDW, d, a, TWO23, TWO23, 0xAA)
        v.rrr(V.ADDPS, d, d, SCRATCH)

    def trunc_s32(self, d: i64, a: i64) -> None:
        """``d`` = f32 truncated, saturated; a NaN gives 0."""
        v = self.v
        v.rrri(V.CMPPS, SCRATCH, a, a, 0)
        v.rrr(V.ANDPS, SCRATCH, SCRATCH, a)
        v.rr(V.CVTTPS2DQ, d, SCRATCH)
        # What is too large has become the least integer: its complement is the greatest
        self.s.rrci(V.CMPPS, SCRATCH, SCRATCH, TWO31, TWO31, NOT_LESS)
        v.rrr(V.PXOR, d, d, SCRATCH)

    def trunc_u32(self, d: i64, a: i64, t: i64) -> None:
        """``d`` = f32 truncated to unsigned integers, saturated; a NaN gives 0."""
        v = self.v
        self.s.zero(SCRATCH)
        if self.s.level >= 4:
            v.rrr(V.MAXPS, SCRATCH, a, SCRATCH)
            self.e.rr(V.CVTTPS2UDQ, d, SCRATCH)
            return
        v.rrr(V.MAXPS, d, a, SCRATCH)
        self.s.rrc(V.SUBPS, t, d, TWO31, TWO31)
        v.rr(V.CVTTPS2DQ, d, d)
        v.rr(V.CVTTPS2DQ, t, t)
        # From 2**31 on d is just the top bit and t the rest; from 2**32 on t is negative
        v.shift(V.PSRAD_I, SCRATCH, d, 31)
        v.rrr(V.PAND, t, t, SCRATCH)
        v.shift(V.PSRAD_I, SCRATCH, t, 31)
        v.rrr(V.POR, d, d, t)
        v.rrr(V.POR, d, d, SCRATCH)

    def trunc_s64(self, d: i64, a: i64) -> None:
        """Low lanes of ``d`` = f64 truncated, saturated; a NaN gives 0."""
        v = self.v
        v.rrri(V.CMPPD, SCRATCH, a, a, 0)
        self.s.rrc(V.ANDPD, SCRATCH, SCRATCH, MAX32, MAX32)
        v.rrr(V.MINPD, d, a, SCRATCH)
        v.rr(V.CVTTPD2DQ, d, d)

    def trunc_u64(self, d: i64, a: i64) -> None:
        """Low lanes of ``d`` = f64 truncated to unsigned integers, saturated; a NaN gives 0."""
        v = self.v
        s = self.s
        s.zero(SCRATCH)
        if s.level >= 4:
            v.rrr(V.MAXPD, SCRATCH, a, SCRATCH)
            self.e.rr(V.CVTTPD2UDQ, d, SCRATCH)
            return
        v.rrr(V.MAXPD, d, a, SCRATCH)
        s.rrc(V.MINPD, d, d, UMAX32, UMAX32)
        v.rri(V.ROUNDPD, d, d, TRUNCATE)
        s.rrc(V.ADDPD, d, d, TWO52, TWO52)
        v.rrri(V.SHUFPS, d, d, SCRATCH, 0x88)

    # Minimum and maximum

    def minmax(self, double: bool, greater: bool, d: i64, a: i64, b: i64) -> None:
        """``d`` = the lesser (or the greater): NaN if either is NaN, -0 below +0."""
        v = self.v
        if self.s.level >= 4:
            self.minmax_range(double, greater, d, a, b)
            return
        op: i64 = V.MINPD if double else V.MINPS
        if greater:
            op = V.MAXPD if double else V.MAXPS
        v.rrr(op, d, a, b)
        v.rrr(op, SCRATCH, b, a)
        # Where these differ they are zeros of both signs, or one is a NaN
        v.rrr(V.ANDPS if greater else V.ORPS, d, d, SCRATCH)
        v.rrri(V.CMPPD if double else V.CMPPS, SCRATCH, a, b, UNORDERED)
        v.rrr(V.ORPS, d, d, SCRATCH)
        if double:
            v.shift(V.PSRLQ_I, SCRATCH, SCRATCH, 13)
        else:
            v.shift(V.PSRLD_I, SCRATCH, SCRATCH, 10)
        self.s.from15(V.ANDNPS, d, d)

    def minmax_range(self, double: bool, greater: bool, d: i64, a: i64, b: i64) -> None:
        """The same with AVX-512: an addition makes the NaNs."""
        v = self.v
        e = self.e
        e.rrri(V.CMPPD_K if double else V.CMPPS_K, 1, a, b, UNORDERED)
        out = SCRATCH if d == a or d == b else d
        e.rrri(V.RANGEPD if double else V.RANGEPS, out, a, b, 5 if greater else 4)
        e.masked(V.ADDPD_K if double else V.ADDPS_K, out, 1, a, b)
        v.move(d, out)

    # Fused multiplication and addition

    def fused(self, op: i64, d: i64, a: i64, b: i64, c: i64) -> None:
        """``d = a * b + c`` or, negated, ``c - a * b``, rounded once."""
        v = self.v
        double = op == O.F64X2_RELAXED_MADD or op == O.F64X2_RELAXED_NMADD
        negated = op == O.F32X4_RELAXED_NMADD or op == O.F64X2_RELAXED_NMADD
        change: i64 = (V.FNMADD213PS - V.FMADD213PS if negated else 0) + (V.FMADD213PD - V.FMADD213PS if double else 0)
        if d == b:
            v.rrr(V.FMADD213PS + change, d, a, c)
        elif d == c:
            v.rrr(V.FMADD231PS + change, d, a, b)
        else:
            v.move(d, a)
            v.rrr(V.FMADD213PS + change, d, b, c)
