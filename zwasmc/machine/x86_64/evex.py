"""Vector instructions that only EVEX has, on xmm0..15 and 128 bits; shapes as in ``vec``."""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter
from mypy_extensions import i64

from zwasmc.machine.code import CodeBuf
from zwasmc.machine.x86_64.enc_vec import CVTUDQ2PD
from zwasmc.machine.x86_64.modrm import evex_rm, evex_rr, put8

EVEX: Final = 0x40000
"""Bit of an opcode word."""


@final
class Evex:
    """Appends EVEX instructions to a code buffer."""

    def __init__(self, b: CodeBuf) -> None:
        self.b: Final[CodeBuf] = b
        self.w: Final[BytesWriter] = b.w

    def size(self, op: i64) -> i64:
        """Return the bytes of an instruction's memory operand."""
        return 8 if op == CVTUDQ2PD else 16

    def rr(self, op: i64, d: i64, s: i64) -> None:
        """Two register operands."""
        evex_rr(self.w, op, d, 0, s, 0)

    def rm(self, op: i64, d: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """A register and a memory operand."""
        evex_rm(self.b, op, d, 0, base, index, scale, disp, self.size(op), 0)

    def rrr(self, op: i64, d: i64, a: i64, b: i64) -> None:
        """Three register operands."""
        evex_rr(self.w, op, d, a, b, 0)

    def rrm(self, op: i64, d: i64, a: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """Two register operands and a memory operand."""
        evex_rm(self.b, op, d, a, base, index, scale, disp, self.size(op), 0)

    def rrri(self, op: i64, d: i64, a: i64, b: i64, imm: i64) -> None:
        """Three register operands (``d`` a mask register for ``CMPPS_K`` and its like) and a byte."""
        evex_rr(self.w, op, d, a, b, 0)
        put8(self.w, imm)

    def rrmi(self, op: i64, d: i64, a: i64, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """Two register operands, a memory operand and a byte."""
        evex_rm(self.b, op, d, a, base, index, scale, disp, 16, 1)
        put8(self.w, imm)

    def shift(self, op: i64, d: i64, a: i64, imm: i64) -> None:
        """Shift by an immediate (``_I`` words)."""
        evex_rr(self.w, op, (op >> 15) & 7, d, a, 0)
        put8(self.w, imm)

    def masked(self, op: i64, d: i64, k: i64, a: i64, b: i64) -> None:
        """Three register operands, writing only the lanes of mask register ``k``."""
        evex_rr(self.w, op, d, a, b, k)
