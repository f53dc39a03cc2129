"""Scalar float operations of wasm as fixed instruction sequences, legacy or VEX.

Registers are hardware numbers 0..15: ``d`` the destination, ``a``, ``b``, ``s`` sources, ``t`` an integer temporary.
``double`` is 1 for f64.  Every sequence may use the scratch registers r11 and xmm15 and destroys the flags unless said
otherwise; no other register than ``d`` and ``t`` changes.  ``d`` may be any source of its class.

============================================  ======================================================================
macro                                         constraints
============================================  ======================================================================
arith, arith_m, sqrt, round, move             flags untouched
absneg, copysign                              flags untouched
minmax, canon
compare                                       returns a condition; CC_E and CC_NE also need the parity flag
compare_exact                                 returns a condition that is complete; destroys r11 for eq and ne
compare_set                                   d integer
trunc, trunc_sat                              d integer
convert_s32, convert_u32, convert_s64         d float, s integer; flags untouched
convert_u64                                   d float, s integer, t another integer register than s
convert_float, reinterpret                    flags untouched
============================================  ======================================================================
"""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.machine.code import CodeBuf
from zwasmc.machine.x86_64.enc import CC_A, CC_AE, CC_BE, CC_E, CC_NE, CC_NO, CC_NP, CC_NS, CC_P, CC_S, Enc
from zwasmc.machine.x86_64.enc_vec import (
    ADDSD,
    ADDSS,
    ANDPS,
    CMPSD,
    CMPSS,
    CVTSD2SS,
    CVTSI2SD,
    CVTSI2SS,
    CVTSS2SD,
    CVTTSD2SI,
    CVTTSS2SI,
    DIVSD,
    DIVSS,
    MAXSD,
    MAXSS,
    MINSD,
    MINSS,
    MOVD,
    MOVD_ST,
    MOVQ,
    MOVQ_ST,
    MOVSD,
    MOVSS,
    MULSD,
    MULSS,
    ORPS,
    ROUNDSD,
    ROUNDSS,
    SQRTSD,
    SQRTSS,
    SUBSD,
    SUBSS,
    UCOMISD,
    UCOMISS,
    XORPS,
)
from zwasmc.machine.x86_64.modrm import NO_INDEX, RIP, W
from zwasmc.machine.x86_64.regs import R11
from zwasmc.machine.x86_64.simd_float import SIGN64
from zwasmc.machine.x86_64.vec import SCRATCH, Vec

ADD: Final = 0
SUB: Final = 1
MUL: Final = 2
DIV: Final = 3

CEIL: Final = 0xA
FLOOR: Final = 9
TRUNC: Final = 0xB
NEAREST: Final = 8
"""Rounding modes of ROUNDSS and ROUNDSD (precision exceptions masked)."""

EQ: Final = 0
NE: Final = 1
LT: Final = 2
GT: Final = 3
LE: Final = 4
GE: Final = 5

SIGN32: Final = 0x80000000
MAX64: Final = 0x7FFFFFFFFFFFFFFF


@final
class FloatMacros:
    """Appends the sequences; ``overflow`` and ``invalid`` are the trap codes of float to integer conversions."""

    def __init__(self, a: Enc, v: Vec, overflow: i64, invalid: i64) -> None:
        self.a: Final[Enc] = a
        self.v: Final[Vec] = v
        self.b: Final[CodeBuf] = a.b
        self.overflow: Final[i64] = overflow
        self.invalid: Final[i64] = invalid

    # Arithmetic

    def arith_op(self, kind: i64, double: i64) -> i64:
        """Return the opcode word of ADD, SUB, MUL or DIV."""
        if kind == ADD:
            return ADDSD if double else ADDSS
        if kind == SUB:
            return SUBSD if double else SUBSS
        if kind == MUL:
            return MULSD if double else MULSS
        return DIVSD if double else DIVSS

    def arith(self, kind: i64, double: i64, d: i64, a: i64, b: i64) -> None:
        """``d = a op b``."""
        self.v.rrr(self.arith_op(kind, double), d, a, b)

    def arith_m(self, kind: i64, double: i64, d: i64, a: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """``d = a op [memory]``; one instruction if ``d`` is ``a`` or with VEX."""
        self.v.rrm(self.arith_op(kind, double), d, a, base, index, scale, disp)

    def sqrt(self, double: i64, d: i64, s: i64) -> None:
        """``d = sqrt(s)``."""
        self.v.rrr(SQRTSD if double else SQRTSS, d, s, s)

    def round(self, mode: i64, double: i64, d: i64, s: i64) -> None:
        """``d = s`` rounded to an integer: CEIL, FLOOR, TRUNC or NEAREST."""
        self.v.rrri(ROUNDSD if double else ROUNDSS, d, s, s, mode)

    def minmax(self, is_max: bool, double: i64, d: i64, a: i64, b: i64) -> None:
        """``d = min(a, b)`` or max: NaN if either is NaN, -0 below +0."""
        v = self.v
        e = self.a
        if d == a:
            a, b = b, a
        op: i64
        if is_max:
            op = MAXSD if double else MAXSS
        else:
            op = MINSD if double else MINSS
        nan = self.b.new_label()
        done = self.b.new_label()
        v.rr(UCOMISD if double else UCOMISS, a, b)
        v.rrr(op, d, a, b)
        e.jcc(CC_NE, done)
        # equal or unordered, and d = b: merge signs, or let the addition propagate the NaN
        e.jcc(CC_P, nan)
        v.rrr(ANDPS if is_max else ORPS, d, d, a)
        e.jmp(done)
        self.b.bind(nan)
        v.rrr(ADDSD if double else ADDSS, d, d, a)
        self.b.bind(done)

    # Signs

    def sign_mask(self, double: i64) -> i64:
        """Return the pool id of the sign bit, as 16 bytes."""
        return self.b.pools.const16(SIGN64 if double else SIGN32, 0)

    def value_mask(self, double: i64) -> i64:
        """Return the pool id of everything but the sign bit, as 16 bytes."""
        return self.b.pools.const16(MAX64 if double else 0x7FFFFFFF, 0)

    def absneg(self, negate: bool, double: i64, d: i64, s: i64) -> None:
        """``d = -s`` or ``d = |s|``, bit for bit."""
        if negate:
            self.v.rrm(XORPS, d, s, RIP, NO_INDEX, 0, self.sign_mask(double))
        else:
            self.v.rrm(ANDPS, d, s, RIP, NO_INDEX, 0, self.value_mask(double))

    def copysign(self, double: i64, d: i64, a: i64, b: i64) -> None:
        """``d`` = magnitude of ``a`` with the sign of ``b``."""
        v = self.v
        v.rrm(ANDPS, SCRATCH, b, RIP, NO_INDEX, 0, self.sign_mask(double))
        v.rrm(ANDPS, d, a, RIP, NO_INDEX, 0, self.value_mask(double))
        v.rrr(ORPS, d, d, SCRATCH)

    def canon(self, double: i64, d: i64, s: i64) -> None:
        """``d = s``, with every NaN made the positive canonical one."""
        v = self.v
        v.rr(UCOMISD if double else UCOMISS, s, s)
        v.move(d, s)
        done = self.b.new_label()
        self.a.jcc(CC_NP, done)
        if double:
            v.rm(MOVSD, d, RIP, NO_INDEX, 0, self.b.pools.const8(0x7FF8000000000000))
        else:
            v.rm(MOVSS, d, RIP, NO_INDEX, 0, self.b.pools.const4(0x7FC00000))
        self.b.bind(done)

    # Comparisons

    def compare(self, rel: i64, double: i64, a: i64, b: i64) -> i64:
        """Compare and return the condition of ``a rel b``.

        For EQ it is CC_E *and* parity clear, for NE it is CC_NE *or* parity set; the others are complete.
        """
        op: i64 = UCOMISD if double else UCOMISS
        if rel == LT or rel == LE:
            self.v.rr(op, b, a)
        else:
            self.v.rr(op, a, b)
        if rel == EQ:
            return CC_E
        if rel == NE:
            return CC_NE
        return CC_A if rel == LT or rel == GT else CC_AE

    def equal_mask(self, rel: i64, double: i64, d: i64, a: i64, b: i64) -> None:
        """``d`` (integer) = all ones in its low 32 bits if EQ or NE holds, else 0."""
        self.v.rrri(CMPSD if double else CMPSS, SCRATCH, a, b, 0 if rel == EQ else 4)
        self.v.rr(MOVD_ST, SCRATCH, d)

    def compare_exact(self, rel: i64, double: i64, a: i64, b: i64) -> i64:
        """Compare and return a condition that alone says ``a rel b``."""
        if rel == EQ or rel == NE:
            self.equal_mask(rel, double, R11, a, b)
            self.a.test_rr(0, R11, R11)
            return CC_NE
        return self.compare(rel, double, a, b)

    def compare_set(self, rel: i64, double: i64, d: i64, a: i64, b: i64) -> None:
        """``d`` (integer) = 1 if ``a rel b``, else 0."""
        e = self.a
        if rel == EQ or rel == NE:
            self.equal_mask(rel, double, d, a, b)
            e.and_ri(0, d, 1)
            return
        e.zero(d)
        e.setcc8_r(self.compare(rel, double, a, b), d)

    # Float to integer

    def cvtt(self, wide: i64, double: i64, d: i64, s: i64) -> None:
        """Convert by truncation; out of range gives the integer indefinite value."""
        op: i64 = CVTTSD2SI if double else CVTTSS2SI
        self.v.rr(op | W if wide else op, d, s)

    def bad_value(self, double: i64, s: i64) -> i64:
        """Return the label of a trap: invalid conversion if ``s`` is a NaN, else integer overflow."""
        w = self.b.w
        start = i64(len(w))
        self.v.rr(UCOMISD if double else UCOMISS, s, s)
        end = i64(len(w))
        test: i64 = (end - start) << 56
        k: i64 = 0
        while start + k < end:
            byte = i64(w[start + k])
            test |= byte << (k * 8)
            k += 1
        w.truncate(start)
        return self.b.cold_trap_unless(test, self.overflow, self.invalid)

    def trunc(self, wide: i64, signed: bool, double: i64, d: i64, s: i64) -> None:
        """``d`` = ``s`` truncated to an integer of 32 or 64 bits; traps when it does not fit."""
        e = self.a
        bad = self.bad_value(double, s)
        if signed:
            done = self.b.new_label()
            self.cvtt(wide, double, d, s)
            e.cmp_ri(wide, d, 1)
            e.jcc(CC_NO, done)
            # the smallest integer, or out of range
            if wide:
                limit: i64 = self.b.pools.const8(-0x3C20000000000000) if double else self.b.pools.const4(0xDF000000)
                self.v.rm(UCOMISD if double else UCOMISS, s, RIP, NO_INDEX, 0, limit)
                e.jcc(CC_P, bad)
            else:
                self.cvtt(1, double, R11, s)
                e.cmp_ri(1, R11, -0x80000000)
            e.jcc(CC_NE, bad)
            self.b.bind(done)
        elif wide:
            self.trunc_u64(double, d, s, bad)
        else:
            self.cvtt(1, double, d, s)
            e.mov_rr(0, R11, d)
            e.cmp_rr(1, R11, d)
            e.jcc(CC_NE, bad)

    def trunc_u64(self, double: i64, d: i64, s: i64, bad: i64) -> None:
        """``d`` = ``s`` truncated to an unsigned 64-bit integer; goes to ``bad`` when it does not fit."""
        e = self.a
        done = self.b.new_label()
        self.cvtt(1, double, d, s)
        e.test_rr(1, d, d)
        e.jcc(CC_NS, done)
        self.minus_2_63(double, s)
        self.cvtt(1, double, d, SCRATCH)
        e.test_rr(1, d, d)
        e.jcc(CC_S, bad)
        e.btc_ri(1, d, 63)
        self.b.bind(done)

    def minus_2_63(self, double: i64, s: i64) -> None:
        """``xmm15 = s - 2**63``."""
        if double:
            self.v.rrm(SUBSD, SCRATCH, s, RIP, NO_INDEX, 0, self.b.pools.const8(0x43E0000000000000))
        else:
            self.v.rrm(SUBSS, SCRATCH, s, RIP, NO_INDEX, 0, self.b.pools.const4(0x5F000000))

    def compare_zero(self, double: i64, d: i64, s: i64) -> None:
        """Clear ``d`` (integer), then compare ``s`` with 0."""
        self.a.zero(d)
        self.v.rrr(XORPS, SCRATCH, SCRATCH, SCRATCH)
        self.v.rr(UCOMISD if double else UCOMISS, s, SCRATCH)

    def trunc_sat(self, wide: i64, signed: bool, double: i64, d: i64, s: i64) -> None:
        """``d`` = ``s`` truncated to an integer of 32 or 64 bits: NaN gives 0, the rest saturates."""
        e = self.a
        done = self.b.new_label()
        if signed:
            self.cvtt(wide, double, d, s)
            e.cmp_ri(wide, d, 1)
            e.jcc(CC_NO, done)
            self.compare_zero(double, d, s)
            e.jcc(CC_P, done)
            e.mov_const(d, MAX64 if wide else 0x7FFFFFFF)
            e.adc_ri(wide, d, 0)
        elif wide:
            self.cvtt(1, double, d, s)
            e.test_rr(1, d, d)
            e.jcc(CC_NS, done)
            self.compare_zero(double, d, s)
            e.jcc(CC_BE, done)
            self.minus_2_63(double, s)
            self.cvtt(1, double, d, SCRATCH)
            e.mov_rr(1, R11, d)
            e.sar_ri(1, R11, 63)
            e.btc_ri(1, d, 63)
            e.or_rr(1, d, R11)
        else:
            self.cvtt(1, double, d, s)
            e.mov_rr(0, R11, d)
            e.cmp_rr(1, R11, d)
            e.jcc(CC_E, done)
            self.compare_zero(double, d, s)
            e.jcc(CC_BE, done)
            e.mov_const(d, 0xFFFFFFFF)
        self.b.bind(done)

    # Integer to float

    def cvt(self, wide: i64, double: i64, d: i64, s: i64) -> None:
        """``d`` (already free of dependencies) = ``s`` as a signed integer."""
        op: i64 = CVTSI2SD if double else CVTSI2SS
        self.v.rrg(op | W if wide else op, d, d, s)

    def convert_s32(self, double: i64, d: i64, s: i64) -> None:
        """``d`` = signed 32-bit integer ``s``."""
        self.v.rrr(XORPS, d, d, d)
        self.cvt(0, double, d, s)

    def convert_u32(self, double: i64, d: i64, s: i64) -> None:
        """``d`` = unsigned 32-bit integer ``s``."""
        self.a.mov_rr(0, R11, s)
        self.v.rrr(XORPS, d, d, d)
        self.cvt(1, double, d, R11)

    def convert_s64(self, double: i64, d: i64, s: i64) -> None:
        """``d`` = signed 64-bit integer ``s``."""
        self.v.rrr(XORPS, d, d, d)
        self.cvt(1, double, d, s)

    def convert_u64(self, double: i64, d: i64, s: i64, t: i64) -> None:
        """``d`` = unsigned 64-bit integer ``s``, rounded once: large values are halved with a sticky low bit."""
        e = self.a
        large = self.b.new_label()
        done = self.b.new_label()
        self.v.rrr(XORPS, d, d, d)
        e.test_rr(1, s, s)
        e.jcc(CC_S, large)
        self.cvt(1, double, d, s)
        e.jmp(done)
        self.b.bind(large)
        e.mov_rr(1, t, s)
        e.mov_rr(0, R11, s)
        e.shr_ri(1, t, 1)
        e.and_ri(0, R11, 1)
        e.or_rr(1, t, R11)
        self.cvt(1, double, d, t)
        self.v.rrr(ADDSD if double else ADDSS, d, d, d)
        self.b.bind(done)

    # Float to float, moves

    def convert_float(self, to_double: i64, d: i64, s: i64) -> None:
        """``d`` = ``s`` promoted to f64 or demoted to f32."""
        self.v.rrr(CVTSS2SD if to_double else CVTSD2SS, d, s, s)

    def float_bits(self, wide: i64, d: i64, s: i64) -> None:
        """Integer ``d`` = the bits of float ``s``."""
        self.v.rr(MOVQ_ST if wide else MOVD_ST, s, d)

    def bits_float(self, wide: i64, d: i64, s: i64) -> None:
        """Float ``d`` = the bits of integer ``s``."""
        self.v.rr(MOVQ if wide else MOVD, d, s)
