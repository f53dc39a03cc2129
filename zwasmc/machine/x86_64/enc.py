"""GENERATED from zwasmc/facts/x86_64.py by scripts/gen.py: the x86-64 encoder, one method per instruction form
that the backend uses.

A method's name is the mnemonic, 8 or 16 for forms on bytes and words, and the operand kinds: ``r`` register, ``m``
memory (base, index, scale as log2, disp; see ``modrm``), ``i`` immediate, ``c`` the count in cl.  ``w`` = 1 selects
64-bit operands.  Immediates are signed and fit the form; ``add_ri`` and its like choose between 8 and 32 bits.
"""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter
from mypy_extensions import i64

from zwasmc.machine.code import CodeBuf
from zwasmc.machine.x86_64.forms import FIELD, JCC, JMP
from zwasmc.machine.x86_64.modrm import (
    op1_rm,
    op1_rr,
    op8_rm,
    op8_rr,
    op_low,
    op_rm,
    op_rr,
    put8,
    put16,
    put32,
    put64,
    vex_rm,
    vex_rr,
)

CC_O: Final = 0
CC_NO: Final = 1
CC_B: Final = 2
CC_AE: Final = 3
CC_E: Final = 4
CC_NE: Final = 5
CC_BE: Final = 6
CC_A: Final = 7
CC_S: Final = 8
CC_NS: Final = 9
CC_P: Final = 10
CC_NP: Final = 11
CC_L: Final = 12
CC_GE: Final = 13
CC_LE: Final = 14
CC_G: Final = 15


@final
class Enc:
    """Appends instructions to a code buffer."""

    def __init__(self, b: CodeBuf) -> None:
        self.b: Final[CodeBuf] = b
        self.w: Final[BytesWriter] = b.w

    def jmp(self, label: i64) -> None:
        """Branch to a label."""
        self.b.fixup(JMP, label)

    def jcc(self, cc: i64, label: i64) -> None:
        """Branch to a label on a condition."""
        self.b.fixup(JCC + cc, label)

    def lea_label(self, dst: i64, label: i64) -> None:
        """Load the address of a label."""
        w = self.w
        w.append(0x48 if dst < 8 else 0x4C)
        put16(w, 0x058D | ((dst & 7) << 11))
        self.b.fixup(FIELD, label)

    def call(self, function: i64) -> None:
        """Call a function of the module, with a line entry."""
        self.w.append(0xE8)
        self.b.call(FIELD, function)
        put32(self.w, 0)
        self.b.call_line()

    def mov_const(self, dst: i64, value: i64) -> None:
        """Load a signed 64-bit constant with the shortest move; flags are untouched."""
        if 0 <= value <= 0xFFFFFFFF:
            self.mov_ri32(dst, value)
        elif -0x80000000 <= value < 0:
            self.mov_ri(1, dst, value)
        else:
            self.mov_ri64(dst, value)

    def zero(self, dst: i64) -> None:
        """Clear a register (and the flags' previous contents)."""
        op1_rr(self.w, 0x33, 0, dst, dst)

    def mov_rr(self, w: i64, dst: i64, src: i64) -> None:
        """MOV r, r/m: REX.W? + 8B /r"""
        op1_rr(self.w, 0x8B, w, dst, src)

    def mov_rm(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """MOV r, r/m: REX.W? + 8B /r"""
        op1_rm(self.b, 0x8B, w, dst, base, index, scale, disp, 0)

    def mov_mr(self, w: i64, base: i64, index: i64, scale: i64, disp: i64, src: i64) -> None:
        """MOV m, r: REX.W? + 89 /r"""
        op1_rm(self.b, 0x89, w, src, base, index, scale, disp, 0)

    def mov8_mr(self, base: i64, index: i64, scale: i64, disp: i64, src: i64) -> None:
        """MOV m8, r8: 88 /r"""
        op8_rm(self.b, 0x88, src, base, index, scale, disp, 0)

    def mov16_mr(self, base: i64, index: i64, scale: i64, disp: i64, src: i64) -> None:
        """MOV m16, r16: 66 89 /r"""
        op_rm(self.b, 0x489, src, base, index, scale, disp, 0)

    def mov_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """MOV r/m, imm32: REX.W? + C7 /0 id"""
        op1_rr(self.w, 0xC7, w, 0, dst)
        put32(self.w, imm)

    def mov_mi(self, w: i64, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """MOV r/m, imm32: REX.W? + C7 /0 id"""
        op1_rm(self.b, 0xC7, w, 0, base, index, scale, disp, 4)
        put32(self.w, imm)

    def mov8_mi(self, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """MOV m8, imm8: C6 /0 ib"""
        op1_rm(self.b, 0xC6, 0, 0, base, index, scale, disp, 1)
        put8(self.w, imm)

    def mov16_mi(self, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """MOV m16, imm16: 66 C7 /0 iw"""
        op_rm(self.b, 0x4C7, 0, base, index, scale, disp, 2)
        put16(self.w, imm)

    def mov_ri32(self, dst: i64, imm: i64) -> None:
        """MOV r32, imm32: B8+rd id"""
        op_low(self.w, 0xB8, dst >> 3, dst)
        put32(self.w, imm)

    def mov_ri64(self, dst: i64, imm: i64) -> None:
        """MOV r64, imm64: REX.W + B8+rd io"""
        op_low(self.w, 0x20B8, 8 | (dst >> 3), dst)
        put64(self.w, imm)

    def movzx8_rr(self, dst: i64, src: i64) -> None:
        """MOVZX r32, r/m8: 0F B6 /r"""
        op8_rr(self.w, 0x1B6, dst, src, src)

    def movzx8_rm(self, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """MOVZX r32, r/m8: 0F B6 /r"""
        op_rm(self.b, 0x1B6, dst, base, index, scale, disp, 0)

    def movzx16_rr(self, dst: i64, src: i64) -> None:
        """MOVZX r32, r/m16: 0F B7 /r"""
        op_rr(self.w, 0x1B7, dst, src)

    def movzx16_rm(self, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """MOVZX r32, r/m16: 0F B7 /r"""
        op_rm(self.b, 0x1B7, dst, base, index, scale, disp, 0)

    def movsx8_rr(self, w: i64, dst: i64, src: i64) -> None:
        """MOVSX r, r/m8: REX.W? + 0F BE /r"""
        op8_rr(self.w, 0x1BE | (w << 13), dst, src, src)

    def movsx8_rm(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """MOVSX r, r/m8: REX.W? + 0F BE /r"""
        op_rm(self.b, 0x1BE | (w << 13), dst, base, index, scale, disp, 0)

    def movsx16_rr(self, w: i64, dst: i64, src: i64) -> None:
        """MOVSX r, r/m16: REX.W? + 0F BF /r"""
        op_rr(self.w, 0x1BF | (w << 13), dst, src)

    def movsx16_rm(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """MOVSX r, r/m16: REX.W? + 0F BF /r"""
        op_rm(self.b, 0x1BF | (w << 13), dst, base, index, scale, disp, 0)

    def movsxd_rr(self, dst: i64, src: i64) -> None:
        """MOVSXD r64, r/m32: REX.W + 63 /r"""
        op1_rr(self.w, 0x63, 1, dst, src)

    def movsxd_rm(self, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """MOVSXD r64, r/m32: REX.W + 63 /r"""
        op1_rm(self.b, 0x63, 1, dst, base, index, scale, disp, 0)

    def lea_rm(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """LEA r, m: REX.W? + 8D /r"""
        op1_rm(self.b, 0x8D, w, dst, base, index, scale, disp, 0)

    def add_rr(self, w: i64, dst: i64, src: i64) -> None:
        """ADD r, r/m: REX.W? + 03 /r"""
        op1_rr(self.w, 0x03, w, dst, src)

    def add_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """ADD r/m, imm8: REX.W? + 83 /0 ib; REX.W? + 81 /0 id"""
        if -128 <= imm <= 127:
            op1_rr(self.w, 0x83, w, 0, dst)
            put8(self.w, imm)
        else:
            op1_rr(self.w, 0x81, w, 0, dst)
            put32(self.w, imm)

    def add_mi(self, w: i64, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """ADD r/m, imm8: REX.W? + 83 /0 ib; REX.W? + 81 /0 id"""
        if -128 <= imm <= 127:
            op1_rm(self.b, 0x83, w, 0, base, index, scale, disp, 1)
            put8(self.w, imm)
        else:
            op1_rm(self.b, 0x81, w, 0, base, index, scale, disp, 4)
            put32(self.w, imm)

    def or_rr(self, w: i64, dst: i64, src: i64) -> None:
        """OR r, r/m: REX.W? + 0B /r"""
        op1_rr(self.w, 0x0B, w, dst, src)

    def or_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """OR r/m, imm8: REX.W? + 83 /1 ib; REX.W? + 81 /1 id"""
        if -128 <= imm <= 127:
            op1_rr(self.w, 0x83, w, 1, dst)
            put8(self.w, imm)
        else:
            op1_rr(self.w, 0x81, w, 1, dst)
            put32(self.w, imm)

    def or_mi(self, w: i64, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """OR r/m, imm8: REX.W? + 83 /1 ib; REX.W? + 81 /1 id"""
        if -128 <= imm <= 127:
            op1_rm(self.b, 0x83, w, 1, base, index, scale, disp, 1)
            put8(self.w, imm)
        else:
            op1_rm(self.b, 0x81, w, 1, base, index, scale, disp, 4)
            put32(self.w, imm)

    def adc_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """ADC r/m, imm8: REX.W? + 83 /2 ib; REX.W? + 81 /2 id"""
        if -128 <= imm <= 127:
            op1_rr(self.w, 0x83, w, 2, dst)
            put8(self.w, imm)
        else:
            op1_rr(self.w, 0x81, w, 2, dst)
            put32(self.w, imm)

    def and_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """AND r/m, imm8: REX.W? + 83 /4 ib; REX.W? + 81 /4 id"""
        if -128 <= imm <= 127:
            op1_rr(self.w, 0x83, w, 4, dst)
            put8(self.w, imm)
        else:
            op1_rr(self.w, 0x81, w, 4, dst)
            put32(self.w, imm)

    def and_mi(self, w: i64, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """AND r/m, imm8: REX.W? + 83 /4 ib; REX.W? + 81 /4 id"""
        if -128 <= imm <= 127:
            op1_rm(self.b, 0x83, w, 4, base, index, scale, disp, 1)
            put8(self.w, imm)
        else:
            op1_rm(self.b, 0x81, w, 4, base, index, scale, disp, 4)
            put32(self.w, imm)

    def sub_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """SUB r/m, imm8: REX.W? + 83 /5 ib; REX.W? + 81 /5 id"""
        if -128 <= imm <= 127:
            op1_rr(self.w, 0x83, w, 5, dst)
            put8(self.w, imm)
        else:
            op1_rr(self.w, 0x81, w, 5, dst)
            put32(self.w, imm)

    def sub_mi(self, w: i64, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """SUB r/m, imm8: REX.W? + 83 /5 ib; REX.W? + 81 /5 id"""
        if -128 <= imm <= 127:
            op1_rm(self.b, 0x83, w, 5, base, index, scale, disp, 1)
            put8(self.w, imm)
        else:
            op1_rm(self.b, 0x81, w, 5, base, index, scale, disp, 4)
            put32(self.w, imm)

    def xor_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """XOR r/m, imm8: REX.W? + 83 /6 ib; REX.W? + 81 /6 id"""
        if -128 <= imm <= 127:
            op1_rr(self.w, 0x83, w, 6, dst)
            put8(self.w, imm)
        else:
            op1_rr(self.w, 0x81, w, 6, dst)
            put32(self.w, imm)

    def xor_mi(self, w: i64, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """XOR r/m, imm8: REX.W? + 83 /6 ib; REX.W? + 81 /6 id"""
        if -128 <= imm <= 127:
            op1_rm(self.b, 0x83, w, 6, base, index, scale, disp, 1)
            put8(self.w, imm)
        else:
            op1_rm(self.b, 0x81, w, 6, base, index, scale, disp, 4)
            put32(self.w, imm)

    def cmp_rr(self, w: i64, dst: i64, src: i64) -> None:
        """CMP r, r/m: REX.W? + 3B /r"""
        op1_rr(self.w, 0x3B, w, dst, src)

    def cmp_rm(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """CMP r, r/m: REX.W? + 3B /r"""
        op1_rm(self.b, 0x3B, w, dst, base, index, scale, disp, 0)

    def cmp_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """CMP r/m, imm8: REX.W? + 83 /7 ib; REX.W? + 81 /7 id"""
        if -128 <= imm <= 127:
            op1_rr(self.w, 0x83, w, 7, dst)
            put8(self.w, imm)
        else:
            op1_rr(self.w, 0x81, w, 7, dst)
            put32(self.w, imm)

    def cmp_mi(self, w: i64, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """CMP r/m, imm8: REX.W? + 83 /7 ib; REX.W? + 81 /7 id"""
        if -128 <= imm <= 127:
            op1_rm(self.b, 0x83, w, 7, base, index, scale, disp, 1)
            put8(self.w, imm)
        else:
            op1_rm(self.b, 0x81, w, 7, base, index, scale, disp, 4)
            put32(self.w, imm)

    def cmp8_mi(self, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """CMP m8, imm8: 80 /7 ib"""
        op1_rm(self.b, 0x80, 0, 7, base, index, scale, disp, 1)
        put8(self.w, imm)

    def cmp16_mi(self, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """CMP m16, imm8: 66 83 /7 ib; 66 81 /7 iw"""
        if -128 <= imm <= 127:
            op_rm(self.b, 0x483, 7, base, index, scale, disp, 1)
            put8(self.w, imm)
        else:
            op_rm(self.b, 0x481, 7, base, index, scale, disp, 2)
            put16(self.w, imm)

    def test_rr(self, w: i64, dst: i64, src: i64) -> None:
        """TEST r/m, r: REX.W? + 85 /r"""
        op1_rr(self.w, 0x85, w, src, dst)

    def test_mr(self, w: i64, base: i64, index: i64, scale: i64, disp: i64, src: i64) -> None:
        """TEST r/m, r: REX.W? + 85 /r"""
        op1_rm(self.b, 0x85, w, src, base, index, scale, disp, 0)

    def test_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """TEST r/m, imm32: REX.W? + F7 /0 id"""
        op1_rr(self.w, 0xF7, w, 0, dst)
        put32(self.w, imm)

    def test8_ri(self, dst: i64, imm: i64) -> None:
        """TEST r/m8, imm8: F6 /0 ib"""
        op8_rr(self.w, 0xF6, 0, dst, dst)
        put8(self.w, imm)

    def imul_rr(self, w: i64, dst: i64, src: i64) -> None:
        """IMUL r, r/m: REX.W? + 0F AF /r"""
        op_rr(self.w, 0x1AF | (w << 13), dst, src)

    def imul_rm(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """IMUL r, r/m: REX.W? + 0F AF /r"""
        op_rm(self.b, 0x1AF | (w << 13), dst, base, index, scale, disp, 0)

    def imul_rri(self, w: i64, dst: i64, src: i64, imm: i64) -> None:
        """IMUL r, r/m, imm8: REX.W? + 6B /r ib; REX.W? + 69 /r id"""
        if -128 <= imm <= 127:
            op1_rr(self.w, 0x6B, w, dst, src)
            put8(self.w, imm)
        else:
            op1_rr(self.w, 0x69, w, dst, src)
            put32(self.w, imm)

    def imul_rmi(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64, imm: i64) -> None:
        """IMUL r, r/m, imm8: REX.W? + 6B /r ib; REX.W? + 69 /r id"""
        if -128 <= imm <= 127:
            op1_rm(self.b, 0x6B, w, dst, base, index, scale, disp, 1)
            put8(self.w, imm)
        else:
            op1_rm(self.b, 0x69, w, dst, base, index, scale, disp, 4)
            put32(self.w, imm)

    def not_r(self, w: i64, reg: i64) -> None:
        """NOT r/m: REX.W? + F7 /2"""
        op1_rr(self.w, 0xF7, w, 2, reg)

    def neg_r(self, w: i64, reg: i64) -> None:
        """NEG r/m: REX.W? + F7 /3"""
        op1_rr(self.w, 0xF7, w, 3, reg)

    def div_r(self, w: i64, reg: i64) -> None:
        """DIV r/m: REX.W? + F7 /6"""
        op1_rr(self.w, 0xF7, w, 6, reg)

    def idiv_r(self, w: i64, reg: i64) -> None:
        """IDIV r/m: REX.W? + F7 /7"""
        op1_rr(self.w, 0xF7, w, 7, reg)

    def cdq(self) -> None:
        """CDQ: 99"""
        self.w.append(0x99)

    def cqo(self) -> None:
        """CQO: REX.W + 99"""
        self.w.append(0x48)
        self.w.append(0x99)

    def rol_rc(self, w: i64, dst: i64) -> None:
        """ROL r/m, cl: REX.W? + D3 /0"""
        op1_rr(self.w, 0xD3, w, 0, dst)

    def ror_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """ROR r/m, imm8: REX.W? + C1 /1 ib"""
        op1_rr(self.w, 0xC1, w, 1, dst)
        put8(self.w, imm)

    def ror_rc(self, w: i64, dst: i64) -> None:
        """ROR r/m, cl: REX.W? + D3 /1"""
        op1_rr(self.w, 0xD3, w, 1, dst)

    def shl_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """SHL r/m, imm8: REX.W? + C1 /4 ib"""
        op1_rr(self.w, 0xC1, w, 4, dst)
        put8(self.w, imm)

    def shl_rc(self, w: i64, dst: i64) -> None:
        """SHL r/m, cl: REX.W? + D3 /4"""
        op1_rr(self.w, 0xD3, w, 4, dst)

    def shr_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """SHR r/m, imm8: REX.W? + C1 /5 ib"""
        op1_rr(self.w, 0xC1, w, 5, dst)
        put8(self.w, imm)

    def shr_rc(self, w: i64, dst: i64) -> None:
        """SHR r/m, cl: REX.W? + D3 /5"""
        op1_rr(self.w, 0xD3, w, 5, dst)

    def sar_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """SAR r/m, imm8: REX.W? + C1 /7 ib"""
        op1_rr(self.w, 0xC1, w, 7, dst)
        put8(self.w, imm)

    def sar_rc(self, w: i64, dst: i64) -> None:
        """SAR r/m, cl: REX.W? + D3 /7"""
        op1_rr(self.w, 0xD3, w, 7, dst)

    def shlx_rrr(self, w: i64, dst: i64, src1: i64, src2: i64) -> None:
        """SHLX r, r/m, r: VEX.LZ.66.0F38.W? F7 /r"""
        vex_rr(self.w, 0x6F7 | (w << 13), dst, src2, src1)

    def shlx_rmr(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64, src1: i64) -> None:
        """SHLX r, r/m, r: VEX.LZ.66.0F38.W? F7 /r"""
        vex_rm(self.b, 0x6F7 | (w << 13), dst, src1, base, index, scale, disp, 0)

    def sarx_rrr(self, w: i64, dst: i64, src1: i64, src2: i64) -> None:
        """SARX r, r/m, r: VEX.LZ.F3.0F38.W? F7 /r"""
        vex_rr(self.w, 0xAF7 | (w << 13), dst, src2, src1)

    def sarx_rmr(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64, src1: i64) -> None:
        """SARX r, r/m, r: VEX.LZ.F3.0F38.W? F7 /r"""
        vex_rm(self.b, 0xAF7 | (w << 13), dst, src1, base, index, scale, disp, 0)

    def shrx_rrr(self, w: i64, dst: i64, src1: i64, src2: i64) -> None:
        """SHRX r, r/m, r: VEX.LZ.F2.0F38.W? F7 /r"""
        vex_rr(self.w, 0xEF7 | (w << 13), dst, src2, src1)

    def shrx_rmr(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64, src1: i64) -> None:
        """SHRX r, r/m, r: VEX.LZ.F2.0F38.W? F7 /r"""
        vex_rm(self.b, 0xEF7 | (w << 13), dst, src1, base, index, scale, disp, 0)

    def rorx_rri(self, w: i64, dst: i64, src: i64, imm: i64) -> None:
        """RORX r, r/m, imm8: VEX.LZ.F2.0F3A.W? F0 /r ib"""
        vex_rr(self.w, 0xFF0 | (w << 13), dst, 0, src)
        put8(self.w, imm)

    def setcc8_r(self, cc: i64, reg: i64) -> None:
        """SETcc r/m8: 0F 90+cc /0"""
        op8_rr(self.w, 0x190 | cc, 0, reg, reg)

    def cmovcc_rr(self, cc: i64, w: i64, dst: i64, src: i64) -> None:
        """CMOVcc r, r/m: REX.W? + 0F 40+cc /r"""
        op_rr(self.w, 0x140 | cc | (w << 13), dst, src)

    def cmovcc_rm(self, cc: i64, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """CMOVcc r, r/m: REX.W? + 0F 40+cc /r"""
        op_rm(self.b, 0x140 | cc | (w << 13), dst, base, index, scale, disp, 0)

    def btc_ri(self, w: i64, dst: i64, imm: i64) -> None:
        """BTC r/m, imm8: REX.W? + 0F BA /7 ib"""
        op_rr(self.w, 0x1BA | (w << 13), 7, dst)
        put8(self.w, imm)

    def bsf_rr(self, w: i64, dst: i64, src: i64) -> None:
        """BSF r, r/m: REX.W? + 0F BC /r"""
        op_rr(self.w, 0x1BC | (w << 13), dst, src)

    def bsr_rr(self, w: i64, dst: i64, src: i64) -> None:
        """BSR r, r/m: REX.W? + 0F BD /r"""
        op_rr(self.w, 0x1BD | (w << 13), dst, src)

    def tzcnt_rr(self, w: i64, dst: i64, src: i64) -> None:
        """TZCNT r, r/m: F3 REX.W? + 0F BC /r"""
        op_rr(self.w, 0x9BC | (w << 13), dst, src)

    def tzcnt_rm(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """TZCNT r, r/m: F3 REX.W? + 0F BC /r"""
        op_rm(self.b, 0x9BC | (w << 13), dst, base, index, scale, disp, 0)

    def lzcnt_rr(self, w: i64, dst: i64, src: i64) -> None:
        """LZCNT r, r/m: F3 REX.W? + 0F BD /r"""
        op_rr(self.w, 0x9BD | (w << 13), dst, src)

    def lzcnt_rm(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """LZCNT r, r/m: F3 REX.W? + 0F BD /r"""
        op_rm(self.b, 0x9BD | (w << 13), dst, base, index, scale, disp, 0)

    def popcnt_rr(self, w: i64, dst: i64, src: i64) -> None:
        """POPCNT r, r/m: F3 REX.W? + 0F B8 /r"""
        op_rr(self.w, 0x9B8 | (w << 13), dst, src)

    def popcnt_rm(self, w: i64, dst: i64, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """POPCNT r, r/m: F3 REX.W? + 0F B8 /r"""
        op_rm(self.b, 0x9B8 | (w << 13), dst, base, index, scale, disp, 0)

    def push_r(self, reg: i64) -> None:
        """PUSH r64: 50+rd"""
        op_low(self.w, 0x50, reg >> 3, reg)

    def pop_r(self, reg: i64) -> None:
        """POP r64: 58+rd"""
        op_low(self.w, 0x58, reg >> 3, reg)

    def leave(self) -> None:
        """LEAVE: C9"""
        self.w.append(0xC9)

    def ret(self) -> None:
        """RET: C3"""
        self.w.append(0xC3)

    def ret_i(self, imm: i64) -> None:
        """RET imm16: C2 iw"""
        self.w.append(0xC2)
        put16(self.w, imm)

    def call_r(self, reg: i64) -> None:
        """CALL r/m64: FF /2"""
        op1_rr(self.w, 0xFF, 0, 2, reg)

    def call_m(self, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """CALL r/m64: FF /2"""
        op1_rm(self.b, 0xFF, 0, 2, base, index, scale, disp, 0)

    def jmp_r(self, reg: i64) -> None:
        """JMP r/m64: FF /4"""
        op1_rr(self.w, 0xFF, 0, 4, reg)

    def ud2(self) -> None:
        """UD2: 0F 0B"""
        self.w.append(0x0F)
        self.w.append(0x0B)

    def ldmxcsr_m(self, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """LDMXCSR m32: 0F AE /2"""
        op_rm(self.b, 0x1AE, 2, base, index, scale, disp, 0)

    def stmxcsr_m(self, base: i64, index: i64, scale: i64, disp: i64) -> None:
        """STMXCSR m32: 0F AE /3"""
        op_rm(self.b, 0x1AE, 3, base, index, scale, disp, 0)
