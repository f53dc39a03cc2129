"""Call rows: direct, imported, indirect calls and run-time library calls."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.machine.signature import Signatures
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.base import Base
from zwasmc.machine.x86_64.enc import CC_AE, CC_B, CC_E, CC_NE, Enc
from zwasmc.machine.x86_64.modrm import NO_INDEX
from zwasmc.machine.x86_64.regs import MEM0, R8, R10, R11, RAX, RDI, RSI, RSP, VMCTX
from zwasmc.wasm import op as O

LIBRARY_CALLS: Final = {
    O.MEMORY_GROW: A.LIB_MEMORY_GROW,
    O.MEMORY_COPY: A.LIB_MEMORY_COPY,
    O.MEMORY_FILL: A.LIB_MEMORY_FILL,
    O.MEMORY_INIT: A.LIB_MEMORY_INIT,
    O.DATA_DROP: A.LIB_DATA_DROP,
    O.TABLE_GROW: A.LIB_TABLE_GROW,
    O.TABLE_FILL: A.LIB_TABLE_FILL,
    O.TABLE_COPY: A.LIB_TABLE_COPY,
    O.TABLE_INIT: A.LIB_TABLE_INIT,
    O.ELEM_DROP: A.LIB_ELEM_DROP,
}


@final
class CallEmitter:
    """Prints call rows."""

    def __init__(self, base: Base, signatures: Signatures) -> None:
        self.s: Final[Base] = base
        self.a: Final[Enc] = base.a
        self.signatures: Final[Signatures] = signatures
        self.imported: i64 = base.module.num_imported_funcs

    def callee_type(self, i: i64, row: i64) -> i64:
        """Return the type index of a call row's callee."""
        imm = self.s.sel.imm[i]
        if row == R.R_CALL:
            return self.signatures.func_type[imm]
        return imm & 0xFFFFFFFF

    def reserve(self, i: i64, row: i64) -> None:
        """Make room for stack arguments and results, before the moves that fill it.

        The stack limit is asked only about more than a few values; the cells of a host trampoline are among them.
        """
        a = self.a
        b = self.s.b
        sig = self.signatures
        t = self.callee_type(i, row)
        size = sig.arg_bytes[t] + sig.res_bytes[t]
        most = size + 16 * (sig.nargs[t] if sig.nargs[t] > sig.nres[t] else sig.nres[t])
        if most > A.STACK_UNCHECKED:
            b.wasm_pos = self.s.f.pos[i]
            a.lea_rm(1, R11, RSP, NO_INDEX, 0, -most)
            a.cmp_rm(1, R11, VMCTX, NO_INDEX, 0, A.VMCTX_STACK_LIMIT)
            a.jcc(CC_B, b.cold_trap(A.TRAP_STACK_OVERFLOW))
        if size != 0:
            a.sub_ri(1, RSP, size)

    def emit(self, i: i64, row: i64) -> i64:
        """Print a call and return the bytes of the result area that it leaves on the stack."""
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
                s.frame.restore_context()
        else:
            self.indirect(i)
        return self.signatures.res_bytes[self.callee_type(i, row)]

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
        s.frame.check_context()

    def libcall(self, i: i64) -> None:
        """Print a call of the C run time: operands are in rsi, rdx, rcx; indices follow in the next free register."""
        s = self.s
        a = self.a
        op = s.sel.sx[i]
        imm = s.sel.imm[i]
        s.b.wasm_pos = s.f.pos[i]
        number: i64 = LIBRARY_CALLS[op]
        if op == O.MEMORY_GROW or op == O.TABLE_GROW or op == O.DATA_DROP or op == O.ELEM_DROP:
            a.mov_const(RSI, imm)
        else:
            a.mov_const(R8, imm)
        a.mov_rr(1, RDI, VMCTX)
        a.mov_rm(1, RAX, VMCTX, NO_INDEX, 0, A.VMCTX_LIBCALLS)
        a.call_m(RAX, NO_INDEX, 0, number * 8)
        s.b.call_line()
        if op == O.MEMORY_GROW or op == O.TABLE_GROW:
            # a failed growth is -1 in the index type
            if s.f.ty[i] == 1:
                a.mov_rr(0, RAX, RAX)
