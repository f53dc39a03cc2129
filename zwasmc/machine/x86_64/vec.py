"""Vector and scalar float instructions, legacy or VEX by one flag.

Operand shapes are written in VEX terms: ``d`` destination, ``a`` and ``b`` sources.  Without VEX a three-operand form
first copies ``a`` to ``d`` (xmm15, which is never allocated, keeps ``b`` when it sits in ``d``).  Registers are numbers
0..15; a general register stands where the instruction has one.  Memory operands are as in ``modrm``; without VEX
a 128-bit memory operand must be aligned, except for MOVUPS and MOVDQU.
"""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter
from mypy_extensions import i64

from zwasmc.machine.code import CodeBuf
from zwasmc.machine.x86_64.enc_vec import MOVAPS
from zwasmc.machine.x86_64.modrm import op_rm, op_rr, put8, vex_rm, vex_rr

SCRATCH: Final = 15


@final
class Vec:
    """Appends vector instructions to a code buffer."""

    def __init__(self, b: CodeBuf, vex: bool) -> None:
        self.b: Final[CodeBuf] = b
        self.w: Final[BytesWriter] = b.w
        self.vex: Final[bool] = vex

    def rr(self, op: i64, d: i64, s: i64) -> None:
        """Two register operands; ``d`` is ModRM.reg (for ``_ST`` words the vector register is ``d``)."""
        if self.vex:
            vex_rr(self.w, op, d, 0, s)
        else:
            op_rr(self.w, op, d, s)

    def rm(self, op: i64, d: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """A register and a memory operand; for ``_ST`` words the memory operand is written."""
        if self.vex:
            vex_rm(self.b, op, d, 0, base, index, scale, disp, 0)
        else:
            op_rm(self.b, op, d, base, index, scale, disp, 0)

    def rri(self, op: i64, d: i64, s: i64, imm: i64) -> None:
        """Two register operands and a byte."""
        self.rr(op, d, s)
        put8(self.w, imm)

    def rmi(self, op: i64, d: i64, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """A register, a memory operand and a byte."""
        if self.vex:
            vex_rm(self.b, op, d, 0, base, index, scale, disp, 1)
        else:
            op_rm(self.b, op, d, base, index, scale, disp, 1)
        put8(self.w, imm)

    def rrr(self, op: i64, d: i64, a: i64, b: i64) -> None:
        """Three register operands."""
        if self.vex:
            if b >= 8 and a < 8 and op & 0x4000 != 0:
                vex_rr(self.w, op, d, b, a)
            else:
                vex_rr(self.w, op, d, a, b)
            return
        w = self.w
        if d != a:
            if d == b:
                if op & 0x4000 != 0:
                    b = a
                else:
                    op_rr(w, MOVAPS, SCRATCH, b)
                    b = SCRATCH
                    op_rr(w, MOVAPS, d, a)
            else:
                op_rr(w, MOVAPS, d, a)
        op_rr(w, op, d, b)

    def rrm(self, op: i64, d: i64, a: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """Two register operands and a memory operand."""
        if self.vex:
            vex_rm(self.b, op, d, a, base, index, scale, disp, 0)
            return
        if d != a:
            op_rr(self.w, MOVAPS, d, a)
        op_rm(self.b, op, d, base, index, scale, disp, 0)

    def rrg(self, op: i64, d: i64, a: i64, g: i64) -> None:
        """Two vector registers and a general register (CVTSI2SD and its like)."""
        if self.vex:
            vex_rr(self.w, op, d, a, g)
            return
        if d != a:
            op_rr(self.w, MOVAPS, d, a)
        op_rr(self.w, op, d, g)

    def rrri(self, op: i64, d: i64, a: i64, b: i64, imm: i64) -> None:
        """Three register operands and a byte."""
        self.rrr(op & ~0x4000, d, a, b)
        put8(self.w, imm)

    def rrgi(self, op: i64, d: i64, a: i64, g: i64, imm: i64) -> None:
        """Two vector registers, a general register and a byte (PINSRD and its like)."""
        self.rrg(op, d, a, g)
        put8(self.w, imm)

    def rrmi(self, op: i64, d: i64, a: i64, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """Two register operands, a memory operand and a byte."""
        if self.vex:
            vex_rm(self.b, op, d, a, base, index, scale, disp, 1)
        else:
            if d != a:
                op_rr(self.w, MOVAPS, d, a)
            op_rm(self.b, op, d, base, index, scale, disp, 1)
        put8(self.w, imm)

    def shift(self, op: i64, d: i64, a: i64, imm: i64) -> None:
        """Shift by an immediate (``_I`` words)."""
        digit = (op >> 15) & 7
        if self.vex:
            vex_rr(self.w, op, digit, d, a)
        else:
            if d != a:
                op_rr(self.w, MOVAPS, d, a)
            op_rr(self.w, op, digit, d)
        put8(self.w, imm)

    def blend(self, op: i64, d: i64, a: i64, b: i64, mask: i64) -> None:
        """VEX blend with a mask register (``_V`` words)."""
        vex_rr(self.w, op, d, a, b)
        put8(self.w, mask << 4)

    def blend_m(self, op: i64, d: i64, a: i64, base: i64, index: i64, scale: i64, disp: i64, mask: i64) -> None:
        """VEX blend of a register with memory (``_V`` words)."""
        vex_rm(self.b, op, d, a, base, index, scale, disp, 1)
        put8(self.w, mask << 4)

    def move(self, d: i64, s: i64) -> None:
        """Copy a vector register unless it is the same one."""
        if d != s:
            self.rr(MOVAPS, d, s)
