"""Call rows: direct, imported, indirect calls and run-time library calls."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.machine.library import LIBRARY_CALLS, index_argument
from zwasmc.machine.signature import Signatures
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.base import Base
from zwasmc.machine.x86_64.convention import CONVENTION
from zwasmc.machine.x86_64.enc import CC_AE, CC_E, CC_NE, Enc
from zwasmc.machine.x86_64.modrm import NO_INDEX
from zwasmc.machine.x86_64.regs import MEM0, R10, R11, RAX, VMCTX
from zwasmc.wasm import op as O


@final
class CallEmitter:
    """Prints call rows."""

    def __init__(self, base: Base, signatures: Signatures) -> None:
        self.s: Final[Base] = base
        self.a: Final[Enc] = base.a
        self.signatures: Final[Signatures] = signatures
        self.imported: i64 = base.module.num_imported_funcs

    def emit(self, i: i64, row: i64) -> None:
        """Print a call."""
        s = self.s
        a = self.a
        b = s.b
        b.wasm_pos = s.f.pos[i]
        if row == R.R_CALL:
            callee = s.sel.imm[i]
            if callee >= self.imported:
                a.call(callee)
            else:
                offset: i64 = s.vmctx.import_offset(callee)
                a.mov_rm(1, R11, VMCTX, NO_INDEX, 0, offset + A.IMPORT_CODE)
                a.mov_rm(1, VMCTX, VMCTX, NO_INDEX, 0, offset + A.IMPORT_VMCTX)
                a.mov_rm(1, MEM0, VMCTX, NO_INDEX, 0, A.VMCTX_MEM0_BASE)
                a.call_r(R11)
                b.call_line()
                s.frames.restore_context()
        else:
            self.indirect(i)
        sig = self.signatures
        s.frames.called(sig.arg_bytes[sig.callee(s.f, i)])

    def indirect(self, i: i64) -> None:
        """Print a call through a table: the element's index is in r10."""
        s = self.s
        a = self.a
        b = s.b
        imm = s.sel.imm[i]
        a.mov_rm(1, R11, VMCTX, NO_INDEX, 0, s.vmctx.table_offset(imm >> 32))
        a.cmp_rm(1, R10, R11, NO_INDEX, 0, A.TABLE_SIZE)
        a.jcc(CC_AE, b.cold_trap(A.TRAP_UNDEFINED_ELEMENT))
        a.mov_rm(1, R11, R11, NO_INDEX, 0, A.TABLE_BASE)
        a.mov_rm(1, R11, R11, R10, 3, 0)
        a.test_rr(1, R11, R11)
        a.jcc(CC_E, b.cold_trap(A.TRAP_INDIRECT_NULL))
        a.mov_rm(1, R10, VMCTX, NO_INDEX, 0, A.VMCTX_TYPE_IDS)
        a.mov_rm(0, R10, R10, NO_INDEX, 0, (imm & 0xFFFFFFFF) * 4)
        a.cmp_rm(0, R10, R11, NO_INDEX, 0, A.FUNCREF_TYPE_ID)
        a.jcc(CC_NE, b.cold_trap(A.TRAP_INDIRECT_SIG))
        # Mostly the callee is of this instance, and a branch that says so costs less than waiting for loads.
        same = b.new_label()
        a.cmp_rm(1, VMCTX, R11, NO_INDEX, 0, A.FUNCREF_VMCTX)
        a.jcc(CC_E, same)
        a.mov_rm(1, VMCTX, R11, NO_INDEX, 0, A.FUNCREF_VMCTX)
        a.mov_rm(1, MEM0, VMCTX, NO_INDEX, 0, A.VMCTX_MEM0_BASE)
        b.bind(same)
        a.call_m(R11, NO_INDEX, 0, A.FUNCREF_CODE)
        b.call_line()
        s.frames.check_context()

    def libcall(self, i: i64) -> None:
        """Print a call of the C run time: operands are in the registers of arguments 1 to 3."""
        s = self.s
        a = self.a
        op = s.sel.sx[i]
        imm = s.sel.imm[i]
        s.b.wasm_pos = s.f.pos[i]
        a.mov_const(CONVENTION.c_int_args[index_argument(op)], imm)
        s.call_library(LIBRARY_CALLS[op])
        if op == O.MEMORY_GROW or op == O.TABLE_GROW:
            # a failed growth is -1 in the index type
            if s.f.ty[i] == 1:
                a.mov_rr(0, RAX, RAX)
