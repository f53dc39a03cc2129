"""What the vector sequences share: encoders, printing of forms, constants."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.machine.code import CodeBuf
from zwasmc.machine.x86_64 import enc_vec as V
from zwasmc.machine.x86_64.enc import Enc
from zwasmc.machine.x86_64.evex import EVEX, Evex
from zwasmc.machine.x86_64.modrm import NO_INDEX, RIP, put8
from zwasmc.machine.x86_64.simd_forms import IMM, ONE, SWAP, WORD, VectorForms
from zwasmc.machine.x86_64.vec import SCRATCH, Vec

LANE: Final = 0x1B
"""``(op >> 5) - LANE`` is the lane size (log2 of bytes) of integer operations, 32 numbers each from ``I8X16_ABS``."""

ONES8: Final = 0x0101010101010101
"""A byte times this has the byte in every lane."""
LOW16: Final = 0x0000FFFF0000FFFF
"""The lower 16 bits of every lane of 32."""


@final
class SimdBase:
    """Code buffer, encoders and tables of one level: 2 (SSE4.2), 3 (AVX2, FMA), 4 (AVX-512) or 5 (and BITALG)."""

    def __init__(self, a: Enc, v: Vec, level: i64) -> None:
        self.a: Final[Enc] = a
        self.v: Final[Vec] = v
        self.b: Final[CodeBuf] = a.b
        self.e: Final[Evex] = Evex(a.b)
        self.level: Final[i64] = level
        self.forms: Final[VectorForms] = VectorForms(level)

    # One-instruction operations

    def emit(self, form: i64, d: i64, a: i64, b: i64) -> None:
        """Emit a form on registers, in the order of wasm's operands; ``b`` is unused when there is one."""
        op = form & WORD
        imm = form >> 24
        if form & SWAP != 0:
            a, b = b, a
        if op & EVEX != 0:
            if form & ONE != 0:
                self.e.rr(op, d, a)
            else:
                self.e.rrr(op, d, a, b)
        elif form & ONE != 0:
            self.v.rr(op, d, a)
            if form & IMM != 0:
                put8(self.b.w, imm)
        elif form & IMM != 0:
            self.v.rrri(op, d, a, b, imm)
        else:
            self.v.rrr(op, d, a, b)

    def emit_m(self, form: i64, d: i64, a: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """Emit a form whose last operand is in memory; ``a`` is the other one, unused when there is none."""
        op = form & WORD
        imm = form >> 24
        if op & EVEX != 0:
            if form & ONE != 0:
                self.e.rm(op, d, base, index, scale, disp)
            else:
                self.e.rrm(op, d, a, base, index, scale, disp)
        elif form & ONE != 0:
            if form & IMM != 0:
                self.v.rmi(op, d, base, index, scale, disp, imm)
            else:
                self.v.rm(op, d, base, index, scale, disp)
        elif form & IMM != 0:
            self.v.rrmi(op, d, a, base, index, scale, disp, imm)
        else:
            self.v.rrm(op, d, a, base, index, scale, disp)

    # Constants

    def zero(self, d: i64) -> None:
        """Clear a register."""
        self.v.rrr(V.PXOR, d, d, d)

    def ones(self, d: i64) -> None:
        """Set all bits of a register."""
        self.v.rrr(V.PCMPEQD, d, d, d)

    def constant(self, d: i64, low: i64, high: i64) -> None:
        """Load a constant from the pool."""
        self.v.rm(V.MOVAPS, d, RIP, NO_INDEX, 0, self.b.pools.const16(low, high))

    def rrc(self, op: i64, d: i64, a: i64, low: i64, high: i64) -> None:
        """``d = a op constant``."""
        self.v.rrm(op, d, a, RIP, NO_INDEX, 0, self.b.pools.const16(low, high))

    def rrci(self, op: i64, d: i64, a: i64, low: i64, high: i64, imm: i64) -> None:
        """``d = a op constant`` with an immediate byte."""
        self.v.rrmi(op, d, a, RIP, NO_INDEX, 0, self.b.pools.const16(low, high), imm)

    def from15(self, op: i64, d: i64, b: i64) -> None:
        """``d = xmm15 op b``, where ``d`` may be ``b`` and the operation does not commute."""
        if self.v.vex:
            self.v.rrr(op, d, SCRATCH, b)
        else:
            self.v.rrr(op, SCRATCH, SCRATCH, b)
            self.v.move(d, SCRATCH)

    def invert(self, d: i64, a: i64) -> None:
        """``d = ~a``."""
        if self.level >= 4:
            self.e.rrri(V.PTERNLOGD, d, a, a, 0x55)
        else:
            self.ones(SCRATCH)
            self.v.rrr(V.PXOR, d, a, SCRATCH)

    def blend32(self, d: i64, a: i64, b: i64, lanes: i64) -> None:
        """``d = a`` with those lanes of 32 bits of ``b`` whose bits ``lanes`` has."""
        if self.level >= 3:
            self.v.rrri(V.PBLENDD, d, a, b, lanes)
        else:
            pairs = (lanes & 1) | ((lanes & 2) << 1) | ((lanes & 4) << 2) | ((lanes & 8) << 3)
            self.v.rrri(V.PBLENDW, d, a, b, pairs * 3)
