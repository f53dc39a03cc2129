"""What all emitters of one module share: code buffer, encoders, frame, the current function, moves."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasm_formats.abi import VmctxLayout, vmctx_layout
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.frame import Frame
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.convention import CONVENTION
from zwasmc.machine.x86_64.enc import Enc
from zwasmc.machine.x86_64.enc_vec import MOVAPS, MOVQ, MOVSD, MOVSD_ST, MOVSS, MOVSS_ST, MOVUPS, MOVUPS_ST, XORPS
from zwasmc.machine.x86_64.forms import X86Forms
from zwasmc.machine.x86_64.frame import LINK, FrameEmitter
from zwasmc.machine.x86_64.modrm import NO_INDEX, RIP, op1_rm, op1_rr
from zwasmc.machine.x86_64.packed import float_double
from zwasmc.machine.x86_64.regs import MEM0, R11, RAX, RBP, RSP, VMCTX, XMM0, XMM15
from zwasmc.machine.x86_64.runs import LONG, Runs
from zwasmc.machine.x86_64.simd import Simd
from zwasmc.machine.x86_64.vec import SCRATCH, Vec
from zwasmc.regalloc.api import IN, NOWHERE, OUT, REMAT, Allocation, Selection, in_register, is_vector
from zwasmc.wasm.module import Module
from zwasmc.wasm.types import T_F32, T_F64, T_I32, T_V128
from zwasmc.zir.func import Func


def in_memory(loc: i64) -> bool:
    """Say whether a location is a slot or a cell."""
    return (loc < 0 and loc != REMAT) or (loc >= OUT and loc != NOWHERE)


@final
class Base:
    """Shared state of the emitters."""

    def __init__(self, module: Module, level: i64) -> None:
        self.module: Final[Module] = module
        self.vex: Final[bool] = level >= 3
        self.b: Final[CodeBuf] = CodeBuf(X86Forms())
        self.a: Final[Enc] = Enc(self.b)
        self.v: Final[Vec] = Vec(self.b, level >= 3)
        self.simd: Final[Simd] = Simd(self.a, self.v, level)
        self.runs: Final[Runs] = Runs(self.b, self.a, self.v)
        self.frame: Final[Frame] = Frame(LINK)
        self.frames: Final[FrameEmitter] = FrameEmitter(self.b, self.a, self.frame)
        self.vmctx: Final[VmctxLayout] = vmctx_layout(
            module.num_imported_funcs, len(module.memories), len(module.tables), len(module.globals)
        )
        self.f: Func = Func()
        self.sel: Selection = Selection()
        self.al: Allocation = Allocation()

    # Register-or-slot operands

    def alu(self, digit: i64, w: i64, reg: i64, loc: i64) -> None:
        """Emit ``op reg, loc`` for the ALU operation ``digit`` (0 add, 1 or, 4 and, 5 sub, 6 xor, 7 cmp)."""
        if in_register(loc):
            op1_rr(self.b.w, digit * 8 + 3, w, reg, loc)
        else:
            op1_rm(self.b, digit * 8 + 3, w, reg, RBP, NO_INDEX, 0, self.frame.disp(loc), 0)

    def load_vec(self, ty: i64, reg: i64, loc: i64) -> None:
        """Copy a vector-class location to vector register ``reg`` (0..15)."""
        if in_register(loc):
            self.v.move(reg, loc - XMM0)
        else:
            self.load_vec_m(ty, reg, RBP, self.slot_disp(ty, loc))

    def slot_disp(self, ty: i64, loc: i64) -> i64:
        """Return the displacement from rbp of a value's slot; a v128 takes the cell below as well."""
        disp = self.frame.disp(loc)
        if ty == T_V128 and loc < 0:
            disp -= 8
        return disp

    def load_vec_m(self, ty: i64, reg: i64, base: i64, disp: i64) -> None:
        """Load a float or vector from memory."""
        op: i64 = MOVSD if ty == T_F64 else MOVSS if ty == T_F32 else MOVUPS
        self.v.rm(op, reg, base, NO_INDEX, 0, disp)

    def store_vec_m(self, ty: i64, reg: i64, base: i64, disp: i64) -> None:
        """Store a float or vector to memory."""
        op: i64 = MOVSD_ST if ty == T_F64 else MOVSS_ST if ty == T_F32 else MOVUPS_ST
        self.v.rm(op, reg, base, NO_INDEX, 0, disp)

    # Moves

    def moves(self, start: i64, end: i64, at_return: bool) -> None:
        """Print a range of the allocation's moves; ``at_return`` says where OUT cells are."""
        al = self.al
        m = start
        while m < end:
            if end - m >= 2 * LONG:
                count = self.run(m, end, at_return)
                if count > 0:
                    m += 2 * count
                    continue
            self.move(al.mv_src[m], al.mv_dst[m], al.mv_val[m], at_return)
            m += 1

    def run(self, first: i64, end: i64, at_return: bool) -> i64:
        """Print copies between cells at equal distances, or of one constant to such cells, as a loop.

        In the moves each of them is a pair: to the scratch register, and from there.  Return how many were printed, 0
        unless there are at least ``LONG``.
        """
        al = self.al
        scratch = al.mv_dst[first]
        if scratch != R11 and scratch != XMM15:
            return 0
        source = self.source_cell(al.mv_src[first], al.mv_val[first])
        from_base = self.cell_base(al.mv_src[first], False)
        to_base = self.cell_base(al.mv_dst[first + 1], at_return)
        target = self.cell(al.mv_dst[first + 1], al.mv_val[first], at_return)
        constant = al.mv_src[first] == REMAT
        from_step: i64 = 0
        to_step: i64 = 0
        widest: i64 = 0
        count: i64 = 0
        m = first
        while m + 1 < end:
            val = al.mv_val[m]
            scratch = al.mv_dst[m]
            if (scratch != R11 and scratch != XMM15) or al.mv_src[m + 1] != scratch or not in_memory(al.mv_dst[m + 1]):
                break
            width = self.width(val)
            if count > 0 and (width == 16) != (widest == 16):
                break
            if constant:
                if al.mv_src[m] != REMAT or val != al.mv_val[first]:
                    break
            elif not in_memory(al.mv_src[m]) or self.cell_base(al.mv_src[m], False) != from_base:
                break
            if self.cell_base(al.mv_dst[m + 1], at_return) != to_base:
                break
            at = self.cell(al.mv_dst[m + 1], val, at_return)
            if count == 1:
                to_step = at - target
                if to_step != 8 and to_step != -8 and to_step != 16 and to_step != -16:
                    return 0
            if at != target + count * to_step:
                break
            if not constant:
                at = self.source_cell(al.mv_src[m], val)
                if count == 1:
                    from_step = at - source
                    if from_step != to_step and from_step != -to_step:
                        return 0
                if at != source + count * from_step:
                    break
            if width > widest:
                widest = width
            count += 1
            m += 2
        if count < LONG:
            return 0
        # eight bytes of a cell that holds four are there to be copied as well
        runs = self.runs
        runs.target.set(to_base, target, to_step)
        if constant:
            self.carry(al.mv_val[first])
            runs.fill(count, widest)
        else:
            runs.source.set(from_base, source, from_step)
            runs.copy(count, widest)
        return count

    def carry(self, val: i64) -> None:
        """Put a constant into xmm15, an integer as its bits."""
        if self.sel.row[val] != R.R_CONST_INT:
            self.constant(XMM15, val)
        elif self.sel.imm[val] == 0:
            self.v.rrr(XORPS, SCRATCH, SCRATCH, SCRATCH)
        else:
            self.a.mov_const(R11, self.sel.imm[val])
            self.v.rr(MOVQ, SCRATCH, R11)

    def width(self, val: i64) -> i64:
        """Return how many bytes a value takes in memory."""
        ty = self.f.ty[val]
        return 16 if ty == T_V128 else 4 if ty == T_I32 or ty == T_F32 else 8

    def cell_base(self, loc: i64, at_return: bool) -> i64:
        """Return the register that a memory location is relative to."""
        return RSP if loc >= OUT and loc < IN and not at_return else RBP

    def source_cell(self, loc: i64, val: i64) -> i64:
        """Return the displacement from its base of a memory location that is read."""
        if loc >= OUT and loc < IN:
            return self.frame.results + (loc - OUT) * 8
        return self.slot_disp(self.f.ty[val], loc)

    def cell(self, loc: i64, val: i64, at_return: bool) -> i64:
        """Return the displacement from its base of a memory location that is written."""
        if loc >= OUT and loc < IN:
            return self.frame.result_disp(loc - OUT) if at_return else (loc - OUT) * 8
        return self.slot_disp(self.f.ty[val], loc)

    def move(self, src: i64, dst: i64, val: i64, at_return: bool) -> None:
        """Print one move."""
        ty = self.f.ty[val]
        if is_vector(ty):
            self.move_vec(src, dst, val, ty, at_return)
            return
        w: i64 = 0 if ty == T_I32 else 1
        a = self.a
        if in_register(dst):
            if in_register(src):
                a.mov_rr(w, dst, src)
            elif src == REMAT:
                self.constant(dst, val)
            elif src >= OUT and src < IN:
                a.mov_rm(w, dst, RSP, NO_INDEX, 0, self.frame.results + (src - OUT) * 8)
            else:
                a.mov_rm(w, dst, RBP, NO_INDEX, 0, self.frame.disp(src))
            return
        base: i64 = RBP
        if dst >= OUT and dst < IN:
            if at_return:
                disp = self.frame.result_disp(dst - OUT)
            else:
                base = RSP
                disp = (dst - OUT) * 8
        else:
            disp = self.frame.disp(dst)
        if src == REMAT:
            imm = self.sel.imm[val]
            if imm >= 0 and imm <= 0x7FFFFFFF:
                a.mov_mi(1, base, NO_INDEX, 0, disp, imm)
                return
            self.constant(R11, val)
            src = R11
        a.mov_mr(w, base, NO_INDEX, 0, disp, src)

    def move_vec(self, src: i64, dst: i64, val: i64, ty: i64, at_return: bool) -> None:
        """Print one move of a float or vector."""
        v = self.v
        if in_register(dst):
            d = dst - XMM0
            if in_register(src):
                v.rr(MOVAPS, d, src - XMM0)
            elif src == REMAT:
                self.constant(dst, val)
            elif src >= OUT and src < IN:
                self.load_vec_m(ty, d, RSP, self.frame.results + (src - OUT) * 8)
            else:
                self.load_vec_m(ty, d, RBP, self.slot_disp(ty, src))
            return
        base: i64 = RBP
        if dst >= OUT and dst < IN:
            if at_return:
                disp = self.frame.result_disp(dst - OUT)
            else:
                base = RSP
                disp = (dst - OUT) * 8
        else:
            disp = self.slot_disp(ty, dst)
        if src == REMAT:
            if ty == T_V128:
                self.constant(XMM15, val)
                self.store_vec_m(ty, XMM15 - XMM0, base, disp)
                return
            if ty == T_F32:
                self.a.mov_mi(0, base, NO_INDEX, 0, disp, ((self.sel.imm[val] & 0xFFFFFFFF) ^ 0x80000000) - 0x80000000)
                return
            self.a.mov_const(R11, self.sel.imm[val])
            self.a.mov_mr(1, base, NO_INDEX, 0, disp, R11)
            return
        self.store_vec_m(ty, src - XMM0, base, disp)

    def constant(self, dst: i64, val: i64) -> None:
        """Materialise a constant row in a register."""
        sel = self.sel
        imm = sel.imm[val]
        if sel.row[val] == R.R_CONST_INT:
            if imm == 0:
                self.a.zero(dst)
            else:
                self.a.mov_const(dst, imm)
            return
        d = dst - XMM0
        if sel.row[val] == R.R_CONST_VECTOR:
            self.simd.lanes.const(self.f.pool[imm], self.f.pool[imm + 1], d)
        elif imm == 0:
            self.v.rrr(XORPS, d, d, d)
        elif float_double(sel.sx[val]) != 0:
            self.v.rm(MOVSD, d, RIP, NO_INDEX, 0, self.b.pools.const8(imm))
        else:
            self.v.rm(MOVSS, d, RIP, NO_INDEX, 0, self.b.pools.const4(imm))

    def spill(self, i: i64, slot: i64) -> None:
        """Store the value that row ``i`` defined to its slot."""
        ty = self.f.ty[i]
        loc = -1 - slot
        rd = self.al.rd[i]
        if rd >= XMM0:
            self.store_vec_m(ty, rd - XMM0, RBP, self.slot_disp(ty, loc))
        else:
            self.a.mov_mr(0 if ty == T_I32 else 1, RBP, NO_INDEX, 0, self.frame.disp(loc), rd)

    def call_library(self, number: i64) -> None:
        """Print a call of a C function of the run time, whose arguments are in place but for the vmctx."""
        a = self.a
        a.mov_rr(1, CONVENTION.c_int_args[0], VMCTX)
        a.mov_rm(1, RAX, VMCTX, NO_INDEX, 0, A.VMCTX_LIBCALLS)
        a.call_m(RAX, NO_INDEX, 0, number * 8)
        self.b.call_line()

    # Linear memory

    def access(self, i: i64, reg: i64) -> tuple[i64, i64, i64]:
        """Return (base, index, displacement) of the memory operand of row ``i``, and note that the next instruction
        may fault.

        ``reg`` is the address register (zero-extended), or NOWHERE for an address that is all displacement.  May use
        the scratch register.
        """
        a = self.a
        b = self.b
        sel = self.sel
        disp = sel.disp[i]
        memory = sel.memory[i]
        b.wasm_pos = sel.pos[i]
        base: i64 = MEM0
        if memory != 0:
            a.mov_rm(1, R11, VMCTX, NO_INDEX, 0, self.vmctx.memory_offset(memory))
            a.mov_rm(1, R11, R11, NO_INDEX, 0, A.MEMORY_BASE)
            base = R11
        if disp < 0 or disp > 0x7FFFFFFF:
            if memory == 0:
                a.mov_const(R11, disp)
                a.add_rr(1, R11, MEM0)
                base = R11
                disp = 0
            else:
                while disp > 0x7FFFFFFF:
                    a.add_ri(1, R11, 0x7FFFFFFF)
                    disp -= 0x7FFFFFFF
        b.trap(A.TRAP_MEMORY_OOB)
        return base, reg if in_register(reg) else NO_INDEX, disp
