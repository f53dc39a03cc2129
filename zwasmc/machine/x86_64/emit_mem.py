"""Memory rows: loads, stores, read-modify-write, bounds, globals, tables, locals in slots."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.base import Base
from zwasmc.machine.x86_64.detail import ALU_ADD, ALU_AND, ALU_OR, ALU_SUB
from zwasmc.machine.x86_64.enc import CC_A, CC_AE, CC_B, CC_NE, Enc
from zwasmc.machine.x86_64.enc_vec import MOVSD, MOVSD_ST, MOVSS, MOVSS_ST, XORPS
from zwasmc.machine.x86_64.modrm import NO_INDEX, op1_rm
from zwasmc.machine.x86_64.packed import int_operation, int_wide
from zwasmc.machine.x86_64.regs import R11, RBP, VMCTX, XMM0
from zwasmc.machine.x86_64.runs import LONG
from zwasmc.machine.x86_64.vec import SCRATCH
from zwasmc.wasm import op as O
from zwasmc.wasm.types import T_I32, T_V128
from zwasmc.zir.ops import ALIGNED_OFFSET


@final
class MemEmitter:
    """Prints memory rows."""

    def __init__(self, base: Base) -> None:
        self.s: Final[Base] = base
        self.a: Final[Enc] = base.a

    def emit(self, i: i64, row: i64) -> None:
        """Print row ``i``."""
        s = self.s
        if row == R.R_LOAD:
            self.load(i)
        elif row == R.R_STORE:
            self.store(i)
        elif row == R.R_STORE_I:
            self.store_immediate(i)
        elif row == R.R_ALU_MR or row == R.R_ALU_MI:
            self.update(i, row)
        elif row == R.R_GLOBAL_GET:
            self.global_get(i)
        elif row == R.R_GLOBAL_SET:
            self.global_set(i)
        elif row == R.R_BOUNDS:
            self.bounds(i)
        elif row == R.R_ALIGNED:
            self.aligned(i)
        elif row == R.R_SLOT_GET:
            disp = s.frame.local_disp(s.sel.imm[i])
            rd = s.al.rd[i]
            if rd >= XMM0:
                s.load_vec_m(s.f.ty[i], rd - XMM0, RBP, disp)
            else:
                self.a.mov_rm(0 if s.f.ty[i] == T_I32 else 1, rd, RBP, NO_INDEX, 0, disp)
        elif row == R.R_SLOT_SET:
            disp = s.frame.local_disp(s.sel.imm[i])
            r0 = s.al.r0[i]
            if r0 >= XMM0:
                s.store_vec_m(s.f.ty[s.sel.s0[i]], r0 - XMM0, RBP, disp)
            else:
                self.a.mov_mr(1, RBP, NO_INDEX, 0, disp, r0)
        elif row == R.R_SLOT_ZERO:
            self.zero_slots(s.sel.imm[i] & 0xFFFFFFFF, s.sel.imm[i] >> 32)
        else:
            self.table(i, row)

    def zero_slots(self, first: i64, count: i64) -> None:
        """Print the stores of zero to the slots of locals."""
        s = self.s
        s.v.rrr(XORPS, SCRATCH, SCRATCH, SCRATCH)
        if count >= LONG:
            s.runs.target.set(RBP, s.frame.local_disp(first), -16)
            s.runs.fill(count, 16)
            return
        while count > 0:
            s.store_vec_m(T_V128, SCRATCH, RBP, s.frame.local_disp(first))
            first += 1
            count -= 1

    def load(self, i: i64) -> None:
        """Print a load."""
        s = self.s
        a = self.a
        op = s.sel.sx[i]
        rd = s.al.rd[i]
        base, index, disp = s.access(i, s.al.r0[i])
        if op == O.I32_LOAD or op == O.I64_LOAD32_U:
            a.mov_rm(0, rd, base, index, 0, disp)
        elif op == O.I64_LOAD:
            a.mov_rm(1, rd, base, index, 0, disp)
        elif op == O.I32_LOAD8_U or op == O.I64_LOAD8_U:
            a.movzx8_rm(rd, base, index, 0, disp)
        elif op == O.I32_LOAD16_U or op == O.I64_LOAD16_U:
            a.movzx16_rm(rd, base, index, 0, disp)
        elif op == O.I32_LOAD8_S or op == O.I64_LOAD8_S:
            a.movsx8_rm(0 if op == O.I32_LOAD8_S else 1, rd, base, index, 0, disp)
        elif op == O.I32_LOAD16_S or op == O.I64_LOAD16_S:
            a.movsx16_rm(0 if op == O.I32_LOAD16_S else 1, rd, base, index, 0, disp)
        elif op == O.I64_LOAD32_S:
            a.movsxd_rm(rd, base, index, 0, disp)
        elif op == O.F32_LOAD:
            s.v.rm(MOVSS, rd - XMM0, base, index, 0, disp)
        else:
            s.v.rm(MOVSD, rd - XMM0, base, index, 0, disp)

    def store(self, i: i64) -> None:
        """Print a store of a register."""
        s = self.s
        a = self.a
        op = s.sel.sx[i]
        r1 = s.al.r1[i]
        base, index, disp = s.access(i, s.al.r0[i])
        if op == O.I32_STORE or op == O.I64_STORE32:
            a.mov_mr(0, base, index, 0, disp, r1)
        elif op == O.I64_STORE:
            a.mov_mr(1, base, index, 0, disp, r1)
        elif op == O.I32_STORE8 or op == O.I64_STORE8:
            a.mov8_mr(base, index, 0, disp, r1)
        elif op == O.I32_STORE16 or op == O.I64_STORE16:
            a.mov16_mr(base, index, 0, disp, r1)
        elif op == O.F32_STORE:
            s.v.rm(MOVSS_ST, r1 - XMM0, base, index, 0, disp)
        else:
            s.v.rm(MOVSD_ST, r1 - XMM0, base, index, 0, disp)

    def store_immediate(self, i: i64) -> None:
        """Print a store of a constant."""
        s = self.s
        a = self.a
        op = s.sel.sx[i]
        imm = s.sel.imm[i]
        base, index, disp = s.access(i, s.al.r0[i])
        if op == O.I32_STORE or op == O.I64_STORE32:
            a.mov_mi(0, base, index, 0, disp, imm)
        elif op == O.I64_STORE:
            a.mov_mi(1, base, index, 0, disp, imm)
        elif op == O.I32_STORE8 or op == O.I64_STORE8:
            a.mov8_mi(base, index, 0, disp, ((imm & 0xFF) ^ 0x80) - 0x80)
        else:
            a.mov16_mi(base, index, 0, disp, ((imm & 0xFFFF) ^ 0x8000) - 0x8000)

    def update(self, i: i64, row: i64) -> None:
        """Print arithmetic on a memory cell."""
        s = self.s
        a = self.a
        sx = s.sel.sx[i]
        digit = int_operation(sx)
        w = int_wide(sx)
        base, index, disp = s.access(i, s.al.r0[i])
        if row == R.R_ALU_MR:
            op1_rm(s.b, digit * 8 + 1, w, s.al.r1[i], base, index, 0, disp, 0)
            return
        imm = s.sel.imm[i]
        if digit == ALU_ADD:
            a.add_mi(w, base, index, 0, disp, imm)
        elif digit == ALU_OR:
            a.or_mi(w, base, index, 0, disp, imm)
        elif digit == ALU_AND:
            a.and_mi(w, base, index, 0, disp, imm)
        elif digit == ALU_SUB:
            a.sub_mi(w, base, index, 0, disp, imm)
        else:
            a.xor_mi(w, base, index, 0, disp, imm)

    def bounds(self, i: i64) -> None:
        """Print the check ``address + imm <= bytes``; memory 0's size is in the vmctx."""
        s = self.s
        a = self.a
        b = s.b
        r0 = s.al.r0[i]
        imm = s.sel.imm[i]
        memory = s.sel.memory[i]
        b.wasm_pos = s.f.pos[i]
        if imm >= 0 and imm <= 0x7FFFFFFF and s.f.ty[s.sel.s0[i]] == T_I32:
            a.lea_rm(1, R11, r0, NO_INDEX, 0, imm)
        else:
            a.mov_const(R11, imm)
            a.add_rr(1, R11, r0)
            if s.f.ty[s.sel.s0[i]] != T_I32:
                a.jcc(CC_B, b.cold_trap(A.TRAP_MEMORY_OOB))
        t = s.al.t0[i]
        a.mov_rm(1, t, VMCTX, NO_INDEX, 0, s.vmctx.memory_offset(memory))
        a.cmp_rm(1, R11, t, NO_INDEX, 0, A.MEMORY_BYTES)
        a.jcc(CC_A, b.cold_trap(A.TRAP_MEMORY_OOB))

    def aligned(self, i: i64) -> None:
        """Print the check that an address plus an offset, both in the immediate, has zeros under a mask."""
        s = self.s
        r0 = s.al.r0[i]
        offset = s.sel.imm[i] >> ALIGNED_OFFSET
        s.b.wasm_pos = s.f.pos[i]
        if offset != 0:
            self.a.lea_rm(0, R11, r0, NO_INDEX, 0, offset)
            r0 = R11
        self.a.test8_ri(r0, s.sel.imm[i] & 0xFF)
        self.a.jcc(CC_NE, s.b.cold_trap(A.TRAP_UNALIGNED_ATOMIC))

    # Globals

    def global_cell(self, index: i64) -> tuple[i64, i64]:
        """Return base register and displacement of a global's cell."""
        s = self.s
        offset: i64 = s.vmctx.global_offset(index)
        if index < s.module.num_imported_globals:
            self.a.mov_rm(1, R11, VMCTX, NO_INDEX, 0, offset)
            return R11, 0
        return VMCTX, offset

    def global_get(self, i: i64) -> None:
        """Print the read of a global."""
        s = self.s
        base, disp = self.global_cell(s.sel.imm[i])
        rd = s.al.rd[i]
        if rd >= XMM0:
            s.load_vec_m(s.f.ty[i], rd - XMM0, base, disp)
        else:
            self.a.mov_rm(0 if s.f.ty[i] == T_I32 else 1, rd, base, NO_INDEX, 0, disp)

    def global_set(self, i: i64) -> None:
        """Print the write of a global."""
        s = self.s
        base, disp = self.global_cell(s.sel.imm[i])
        r0 = s.al.r0[i]
        ty = s.f.ty[s.sel.s0[i]]
        if r0 >= XMM0:
            s.store_vec_m(ty, r0 - XMM0, base, disp)
        else:
            self.a.mov_mr(0 if ty == T_I32 else 1, base, NO_INDEX, 0, disp, r0)

    # Tables and sizes

    def table(self, i: i64, row: i64) -> None:
        """Print an access to a table, the size of a table or memory, or a function reference."""
        s = self.s
        a = self.a
        imm = s.sel.imm[i]
        rd = s.al.rd[i]
        if row == R.R_MEMORY_SIZE:
            a.mov_rm(1, rd, VMCTX, NO_INDEX, 0, s.vmctx.memory_offset(imm))
            a.mov_rm(1, rd, rd, NO_INDEX, 0, A.MEMORY_BYTES)
            page: i64 = s.module.memories[imm].page_log2
            if page != 0:
                a.shr_ri(1, rd, page)
        elif row == R.R_REF_FUNC:
            a.mov_rm(1, rd, VMCTX, NO_INDEX, 0, A.VMCTX_FUNCREFS)
            a.mov_rm(1, rd, rd, NO_INDEX, 0, imm * 8)
        elif row == R.R_TABLE_SIZE:
            a.mov_rm(1, rd, VMCTX, NO_INDEX, 0, s.vmctx.table_offset(imm))
            a.mov_rm(1, rd, rd, NO_INDEX, 0, A.TABLE_SIZE)
        else:
            r0 = s.al.r0[i]
            s.b.wasm_pos = s.f.pos[i]
            a.mov_rm(1, R11, VMCTX, NO_INDEX, 0, s.vmctx.table_offset(imm))
            a.cmp_rm(1, r0, R11, NO_INDEX, 0, A.TABLE_SIZE)
            a.jcc(CC_AE, s.b.cold_trap(A.TRAP_TABLE_OOB))
            a.mov_rm(1, R11, R11, NO_INDEX, 0, A.TABLE_BASE)
            if row == R.R_TABLE_GET:
                a.mov_rm(1, rd, R11, r0, 3, 0)
            else:
                a.mov_mr(1, R11, r0, 3, 0, s.al.r1[i])
