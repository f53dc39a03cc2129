"""Integer rows: arithmetic, comparisons as values, selects, width changes."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.base import Base
from zwasmc.machine.x86_64.detail import (
    ALU_ADD,
    ALU_AND,
    ALU_CMP,
    ALU_OR,
    ALU_SUB,
    DIV_CHECK_OVERFLOW,
    DIV_CHECK_ZERO,
    DIV_SIGNED,
    EXT_S8,
    EXT_S16,
    EXT_S32,
    EXT_U8,
    EXT_U16,
    EXT_U32,
    K_CLZ,
    K_POPCNT,
    ROTATE_LEFT,
    ROTATE_RIGHT,
    SHIFT_LEFT,
    SHIFT_RIGHT,
    SHIFT_SIGNED,
)
from zwasmc.machine.x86_64.enc import CC_E, CC_NE, Enc
from zwasmc.machine.x86_64.modrm import NO_INDEX, op1_rm
from zwasmc.machine.x86_64.packed import compare_condition, compare_size, compare_wide, int_operation, int_wide
from zwasmc.machine.x86_64.regs import R11, RAX, RBP, RDX, XMM0
from zwasmc.regalloc.api import in_register
from zwasmc.wasm.types import T_I32


@final
class IntEmitter:
    """Prints integer rows."""

    def __init__(self, base: Base) -> None:
        self.s: Final[Base] = base
        self.a: Final[Enc] = base.a

    def emit(self, i: i64, row: i64) -> None:
        """Print row ``i``."""
        s = self.s
        a = self.a
        sx = s.sel.sx[i]
        operation = int_operation(sx)
        w = int_wide(sx)
        rd = s.al.rd[i]
        r0 = s.al.r0[i]
        if row == R.R_ADD_RI:
            imm = s.sel.imm[i]
            if rd == r0:
                a.add_ri(w, rd, imm)
            else:
                a.lea_rm(w, rd, r0, NO_INDEX, 0, imm)
        elif row == R.R_ADD_RR:
            self.add(w, rd, r0, s.al.r1[i])
        elif row == R.R_ALU_RR or row == R.R_SUB_RR:
            s.alu(ALU_SUB if row == R.R_SUB_RR else operation, w, rd, s.al.r1[i])
        elif row == R.R_ALU_RI:
            self.alu_ri(operation, w, rd, s.sel.imm[i])
        elif row == R.R_LEA:
            a.lea_rm(w, rd, r0, s.al.r1[i], operation, 0)
        elif row == R.R_SHIFT_RI:
            self.shift_ri(operation, w, rd, r0, s.sel.imm[i])
        elif row == R.R_CMP_SET or row == R.R_CMP_SET_I or row == R.R_TEST_SET or row == R.R_TEST_SET_I:
            self.compare_set(i, row)
        elif row == R.R_EXTEND:
            self.extend(operation, w, rd, r0)
        elif row == R.R_SHIFT_RX:
            self.shift_rx(operation, w, rd, r0, s.al.r1[i])
        elif row == R.R_ALU_RM:
            base, index, disp = s.access(i, s.al.r1[i])
            op1_rm(s.b, operation * 8 + 3, w, rd, base, index, 0, disp, 0)
        elif row == R.R_MUL_RR:
            r1 = s.al.r1[i]
            if in_register(r1):
                a.imul_rr(w, rd, r1)
            else:
                a.imul_rm(w, rd, RBP, NO_INDEX, 0, s.frame.disp(r1))
        elif row == R.R_MUL_RI:
            if in_register(r0):
                a.imul_rri(w, rd, r0, s.sel.imm[i])
            else:
                a.imul_rmi(w, rd, RBP, NO_INDEX, 0, s.frame.disp(r0), s.sel.imm[i])
        elif row == R.R_SHIFT_CL:
            self.shift_cl(operation, w, rd)
        elif row == R.R_DIV or row == R.R_REM:
            self.divide(i, row == R.R_REM, operation, w)
        elif row == R.R_NEG:
            a.neg_r(w, rd)
        else:
            self.bitcount(operation, w, rd, r0)

    def add(self, w: i64, rd: i64, r0: i64, r1: i64) -> None:
        """Print a three-operand addition."""
        a = self.a
        if not in_register(r1):
            if rd != r0:
                a.mov_rr(w, rd, r0)
            self.s.alu(ALU_ADD, w, rd, r1)
        elif rd == r0:
            a.add_rr(w, rd, r1)
        elif rd == r1:
            a.add_rr(w, rd, r0)
        else:
            a.lea_rm(w, rd, r0, r1, 0, 0)

    def alu_ri(self, digit: i64, w: i64, reg: i64, imm: i64) -> None:
        """Print ``op reg, imm``."""
        a = self.a
        if digit == ALU_AND:
            a.and_ri(w, reg, imm)
        elif digit == ALU_OR:
            a.or_ri(w, reg, imm)
        elif imm == -1:
            a.not_r(w, reg)
        else:
            a.xor_ri(w, reg, imm)

    def shift_ri(self, digit: i64, w: i64, rd: i64, r0: i64, count: i64) -> None:
        """Print a shift or rotation by a constant; ``digit`` is the opcode extension."""
        a = self.a
        if digit <= ROTATE_RIGHT:
            if digit == ROTATE_LEFT:
                count = ((64 if w else 32) - count) & (63 if w else 31)
            if self.s.vex and rd != r0:
                a.rorx_rri(w, rd, r0, count)
                return
            if rd != r0:
                a.mov_rr(w, rd, r0)
            a.ror_ri(w, rd, count)
            return
        if digit == SHIFT_LEFT and count == 1:
            if rd != r0:
                a.lea_rm(w, rd, r0, r0, 0, 0)
            else:
                a.add_rr(w, rd, rd)
            return
        if rd != r0:
            a.mov_rr(w, rd, r0)
        if digit == SHIFT_LEFT:
            a.shl_ri(w, rd, count)
        elif digit == SHIFT_RIGHT:
            a.shr_ri(w, rd, count)
        else:
            a.sar_ri(w, rd, count)

    def shift_rx(self, digit: i64, w: i64, rd: i64, r0: i64, r1: i64) -> None:
        """Print a BMI2 shift by a register."""
        a = self.a
        if in_register(r0):
            if digit == SHIFT_LEFT:
                a.shlx_rrr(w, rd, r0, r1)
            elif digit == SHIFT_RIGHT:
                a.shrx_rrr(w, rd, r0, r1)
            else:
                a.sarx_rrr(w, rd, r0, r1)
            return
        disp = self.s.frame.disp(r0)
        if digit == SHIFT_LEFT:
            a.shlx_rmr(w, rd, RBP, NO_INDEX, 0, disp, r1)
        elif digit == SHIFT_RIGHT:
            a.shrx_rmr(w, rd, RBP, NO_INDEX, 0, disp, r1)
        else:
            a.sarx_rmr(w, rd, RBP, NO_INDEX, 0, disp, r1)

    def shift_cl(self, digit: i64, w: i64, rd: i64) -> None:
        """Print a shift or rotation by cl."""
        a = self.a
        if digit == SHIFT_LEFT:
            a.shl_rc(w, rd)
        elif digit == SHIFT_RIGHT:
            a.shr_rc(w, rd)
        elif digit == SHIFT_SIGNED:
            a.sar_rc(w, rd)
        elif digit == ROTATE_LEFT:
            a.rol_rc(w, rd)
        else:
            a.ror_rc(w, rd)

    def extend(self, kind: i64, w: i64, rd: i64, r0: i64) -> None:
        """Print a change of width."""
        a = self.a
        if not in_register(r0):
            disp = self.s.frame.disp(r0)
            if kind == EXT_S8:
                a.movsx8_rm(w, rd, RBP, NO_INDEX, 0, disp)
            elif kind == EXT_S16:
                a.movsx16_rm(w, rd, RBP, NO_INDEX, 0, disp)
            elif kind == EXT_S32:
                a.movsxd_rm(rd, RBP, NO_INDEX, 0, disp)
            elif kind == EXT_U8:
                a.movzx8_rm(rd, RBP, NO_INDEX, 0, disp)
            elif kind == EXT_U16:
                a.movzx16_rm(rd, RBP, NO_INDEX, 0, disp)
            else:
                a.mov_rm(0, rd, RBP, NO_INDEX, 0, disp)
        elif kind == EXT_S8:
            a.movsx8_rr(w, rd, r0)
        elif kind == EXT_S16:
            a.movsx16_rr(w, rd, r0)
        elif kind == EXT_S32:
            a.movsxd_rr(rd, r0)
        elif kind == EXT_U8:
            a.movzx8_rr(rd, r0)
        elif kind == EXT_U16:
            a.movzx16_rr(rd, r0)
        elif kind == EXT_U32 or rd != r0:
            a.mov_rr(0, rd, r0)

    def divide(self, i: i64, remainder: bool, checks: i64, w: i64) -> None:
        """Print a division: dividend in rax, quotient in rax, remainder in rdx."""
        s = self.s
        a = self.a
        b = s.b
        r1 = s.al.r1[i]
        b.wasm_pos = s.f.pos[i]
        if checks & DIV_CHECK_ZERO:
            a.test_rr(w, r1, r1)
            a.jcc(CC_E, b.cold_trap(A.TRAP_DIV_ZERO))
        if not checks & DIV_SIGNED:
            a.zero(RDX)
            a.div_r(w, r1)
            return
        done: i64 = -1
        if checks & DIV_CHECK_OVERFLOW:
            a.cmp_ri(w, r1, -1)
            normal = b.new_label()
            a.jcc(CC_NE, normal)
            if remainder:
                done = b.new_label()
                a.zero(RDX)
                a.jmp(done)
            else:
                # n / -1 is -n; the negation overflows exactly when the division does
                done = b.new_label()
                a.neg_r(w, RAX)
                a.jcc(0, b.cold_trap(A.TRAP_INT_OVERFLOW))
                a.jmp(done)
            b.bind(normal)
        if w:
            a.cqo()
        else:
            a.cdq()
        a.idiv_r(w, r1)
        if done >= 0:
            b.bind(done)

    def bitcount(self, kind: i64, w: i64, rd: i64, r0: i64) -> None:
        """Print clz (0), ctz (1) or popcnt (2)."""
        s = self.s
        a = self.a
        register = in_register(r0)
        if kind == K_POPCNT:
            if register:
                a.popcnt_rr(w, rd, r0)
            else:
                a.popcnt_rm(w, rd, RBP, NO_INDEX, 0, s.frame.disp(r0))
            return
        if s.vex:
            if kind == K_CLZ:
                if register:
                    a.lzcnt_rr(w, rd, r0)
                else:
                    a.lzcnt_rm(w, rd, RBP, NO_INDEX, 0, s.frame.disp(r0))
            elif register:
                a.tzcnt_rr(w, rd, r0)
            else:
                a.tzcnt_rm(w, rd, RBP, NO_INDEX, 0, s.frame.disp(r0))
            return
        if not register:
            a.mov_rm(w, rd, RBP, NO_INDEX, 0, s.frame.disp(r0))
            r0 = rd
        bits: i64 = 64 if w else 32
        if kind == K_CLZ:
            # bsr leaves garbage for 0: 2 * bits - 1 then turns into bits
            a.mov_ri32(R11, 2 * bits - 1)
            a.bsr_rr(w, rd, r0)
            a.cmovcc_rr(CC_E, w, rd, R11)
            a.xor_ri(w, rd, bits - 1)
        else:
            a.mov_ri32(R11, bits)
            a.bsf_rr(w, rd, r0)
            a.cmovcc_rr(CC_E, w, rd, R11)

    # Comparisons

    def compare(self, row: i64, i: i64) -> i64:
        """Print the flag-setting instruction of a compare, branch or select row; return the condition it tests."""
        s = self.s
        a = self.a
        sx = s.sel.sx[i]
        w = compare_wide(sx)
        r0 = s.al.r0[i]
        if row == R.R_CMP_SET or row == R.R_CMP_BR or row == R.R_SELECT:
            s.alu(ALU_CMP, w, r0, s.al.r1[i])
        elif row == R.R_CMP_SET_I or row == R.R_CMP_BR_I or row == R.R_SELECT_I:
            if in_register(r0):
                a.cmp_ri(w, r0, s.sel.imm[i])
            else:
                a.cmp_mi(w, RBP, NO_INDEX, 0, s.frame.disp(r0), s.sel.imm[i])
        elif row == R.R_TEST_SET_I or row == R.R_TEST_BR_I:
            imm = s.sel.imm[i]
            if imm >= 0 and imm <= 127:
                a.test8_ri(r0, imm)
            elif w == 1 and imm >= 0:
                a.test_ri(0, r0, imm)
            else:
                a.test_ri(w, r0, imm)
        elif row == R.R_CMP_BR_RM:
            base, index, disp = s.access(i, s.al.r1[i])
            a.cmp_rm(w, r0, base, index, 0, disp)
        elif row == R.R_CMP_BR_MI:
            base, index, disp = s.access(i, r0)
            size = compare_size(sx)
            imm = s.sel.imm[i]
            if size == 0:
                a.cmp8_mi(base, index, 0, disp, (imm ^ 0x80) - 0x80)
            elif size == 1:
                a.cmp16_mi(base, index, 0, disp, (imm ^ 0x8000) - 0x8000)
            else:
                a.cmp_mi(w, base, index, 0, disp, imm)
        else:
            r1: i64 = s.al.r1[i] if s.sel.s1[i] >= 0 else r0
            if in_register(r1):
                a.test_rr(w, r0, r1)
            else:
                a.test_mr(w, RBP, NO_INDEX, 0, s.frame.disp(r1), r0)
        return compare_condition(sx)

    def compare_set(self, i: i64, row: i64) -> None:
        """Print a comparison whose result is 0 or 1 in a register."""
        s = self.s
        a = self.a
        rd = s.al.rd[i]
        clear = rd != s.al.r0[i] and (s.sel.s1[i] < 0 or rd != s.al.r1[i])
        if clear:
            a.zero(rd)
        a.setcc8_r(self.compare(row, i), rd)
        if not clear:
            a.movzx8_rr(rd, rd)

    def select(self, i: i64, row: i64) -> None:
        """Print a select on an integer condition; the result register holds the value for a false condition."""
        self.choose(i, self.compare(row, i))

    def choose(self, i: i64, cc: i64) -> None:
        """Replace the result by operand 2 if ``cc`` holds."""
        s = self.s
        a = self.a
        ty = s.f.ty[i]
        rd = s.al.rd[i]
        r2 = s.al.r2[i]
        if rd < XMM0:
            w: i64 = 0 if ty == T_I32 else 1
            if in_register(r2):
                if r2 != rd:
                    a.cmovcc_rr(cc, w, rd, r2)
            else:
                a.cmovcc_rm(cc, w, rd, RBP, NO_INDEX, 0, s.frame.disp(r2))
            return
        if r2 == rd:
            return
        skip = s.b.new_label()
        a.jcc(cc ^ 1, skip)
        s.load_vec(ty, rd - XMM0, r2)
        s.b.bind(skip)
