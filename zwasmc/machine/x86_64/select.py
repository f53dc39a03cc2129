"""Instruction selection: one backward pass gives each ZIR row its machine row and the rows it covers."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.machine.select import Selector
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.cover import Cover
from zwasmc.machine.x86_64.select_compare import CompareSelector
from zwasmc.machine.x86_64.select_int import IntSelector
from zwasmc.machine.x86_64.select_mem import MemSelector
from zwasmc.machine.x86_64.select_simd import SimdSelector
from zwasmc.regalloc.api import Selection
from zwasmc.wasm import op as O
from zwasmc.wasm.types import T_NONE
from zwasmc.zir.func import Func
from zwasmc.zir.ops import (
    ALIGNED,
    BOUNDS,
    F32_CANON,
    F64_CANON,
    PARAM,
    POLL,
    RESULT,
    SLOT_GET,
    SLOT_SET,
    SLOT_ZERO,
    USE_A,
    USE_B,
    USE_C,
    USE_POOL,
    ZIR_KEEP,
    ZIR_USES,
)


@final
class X86Selector(Selector):
    """Chooses machine rows for one function after another."""

    def __init__(self, level: i64, imported: i64) -> None:
        """``level`` is the x86-64 micro-architecture level: 2, 3 or 4; functions below ``imported`` are imports."""
        super().__init__()
        self.imported: i64 = imported
        self.cover: Final[Cover] = Cover(level >= 3)
        self.ints: Final[IntSelector] = IntSelector(self.cover)
        self.compares: Final[CompareSelector] = CompareSelector(self.cover)
        self.mem: Final[MemSelector] = MemSelector(self.cover)
        self.simd: Final[SimdSelector] = SimdSelector(self.cover, level)

    def run(self, f: Func, sel: Selection) -> None:
        """Fill ``sel`` for ``f``."""
        cv = self.cover
        cv.f = f
        cv.sel = sel
        self.calls = False
        self.leaves = False
        n = f.n
        if n > len(sel.row):
            sel.row = grown(sel.row, n)
            sel.s0 = grown(sel.s0, n)
            sel.s1 = grown(sel.s1, n)
            sel.s2 = grown(sel.s2, n)
            sel.s3 = grown(sel.s3, n)
            sel.imm = grown(sel.imm, n)
            sel.sx = grown(sel.sx, n)
        if n > len(cv.uses):
            cv.uses = grown(cv.uses, n)
            cv.effects = grown(cv.effects, n)
            cv.block = grown(cv.block, n)
        self.simd.calls = False
        self.count_uses()
        self.count_effects()
        row = sel.row
        op = f.op
        i = n - 1
        while i >= 0:
            # a covered row was marked -1 by its parent, which comes later and so was seen first
            if row[i] < 0:
                row[i] = 0
            else:
                self.select_row(i, op[i])
            i -= 1
        if self.simd.calls:
            self.calls = True

    def count_uses(self) -> None:
        """Count the operand uses of every row, and clear the selection."""
        cv = self.cover
        f = cv.f
        uses = cv.uses
        sel = cv.sel
        row = sel.row
        s0 = sel.s0
        s1 = sel.s1
        s2 = sel.s2
        s3 = sel.s3
        n = f.n
        i: i64 = 0
        while i < n:
            uses[i] = 0
            row[i] = 0
            s0[i] = -1
            s1[i] = -1
            s2[i] = -1
            s3[i] = -1
            i += 1
        fop = f.op
        fa = f.a
        fb = f.b
        fc = f.c
        pool = f.pool
        operands = ZIR_USES
        i = 0
        while i < n:
            reads: i64 = operands[fop[i]]
            if reads & USE_A:
                uses[fa[i]] = uses[fa[i]] + 1
            if reads & USE_B:
                uses[fb[i]] = uses[fb[i]] + 1
            if reads & USE_C:
                uses[fc[i]] = uses[fc[i]] + 1
            if reads & USE_POOL:
                p = fb[i]
                e = p + fc[i]
                while p < e:
                    v = pool[p]
                    uses[v] = uses[v] + 1
                    p += 1
            i += 1
        e = 0
        ne = f.ne
        while e < ne:
            to = f.e_to[e]
            k = f.b_start[to]
            last = k + f.b_nparams[to]
            p = f.e_arg[e]
            while k < last:
                if fop[k] == PARAM:
                    v = pool[p]
                    uses[v] = uses[v] + 1
                k += 1
                p += 1
            e += 1

    def count_effects(self) -> None:
        """Number effects (stores, calls, traps) so that two rows with none between them have equal counts."""
        cv = self.cover
        f = cv.f
        op = f.op
        effects = cv.effects
        block = cv.block
        keep = ZIR_KEEP
        count: i64 = 0
        b: i64 = 0
        nb = f.nb
        while b < nb:
            i = f.b_start[b]
            end = f.b_end[b]
            while i < end:
                block[i] = b
                effects[i] = count
                if keep[op[i]]:
                    count += 1
                i += 1
            b += 1

    def drop(self, i: i64) -> None:
        """Remove an unused pure row and its claim on its operands."""
        cv = self.cover
        f = cv.f
        uses = cv.uses
        if f.a[i] >= 0:
            uses[f.a[i]] = uses[f.a[i]] - 1
        if f.b[i] >= 0:
            uses[f.b[i]] = uses[f.b[i]] - 1
        if f.c[i] >= 0:
            uses[f.c[i]] = uses[f.c[i]] - 1
        cv.sel.row[i] = 0

    def select_row(self, i: i64, op: i64) -> None:
        """Choose the machine row of one root."""
        cv = self.cover
        f = cv.f
        if cv.uses[i] == 0 and f.ty[i] != T_NONE and is_pure(op):
            self.drop(i)
            return
        if op >= O.I32_EQZ and op <= O.I64_EXTEND32_S:
            self.select_numeric(i, op)
        elif op == O.I32_CONST or op == O.I64_CONST:
            cv.set(i, R.R_CONST_INT, -1, -1, f.imm[i], 0)
        elif op >= O.I32_LOAD and op <= O.I64_LOAD32_U:
            self.mem.select_load(i, op)
        elif op >= O.I32_STORE and op <= O.I64_STORE32:
            self.mem.select_store(i, op)
        elif op == O.BR_IF:
            self.compares.select_branch(i)
        elif op == O.SELECT:
            self.compares.select_select(i)
        elif op == O.BR:
            cv.set(i, R.R_JUMP, -1, -1, 0, 0)
        elif op == O.CALL:
            self.calls = True
            if f.imm[i] < self.imported:
                self.leaves = True
            cv.set(i, R.R_CALL, -1, -1, f.imm[i], 0)
        elif op == O.CALL_INDIRECT:
            self.calls = True
            self.leaves = True
            cv.set(i, R.R_CALL_INDIRECT, f.a[i], -1, f.imm[i], 0)
        elif op == O.RETURN:
            cv.set(i, R.R_RETURN, -1, -1, 0, 0)
        elif op == O.F32_CONST or op == O.F64_CONST:
            cv.set(i, R.R_CONST_FLOAT, -1, -1, f.imm[i], 1 if op == O.F64_CONST else 0)
        elif op == O.GLOBAL_GET:
            cv.set(i, R.R_GLOBAL_GET, -1, -1, f.imm[i], 0)
        elif op == O.GLOBAL_SET:
            cv.set(i, R.R_GLOBAL_SET, f.a[i], -1, f.imm[i], 0)
        elif op == O.UNREACHABLE:
            cv.set(i, R.R_TRAP, -1, -1, f.imm[i], 0)
        elif op == O.BR_TABLE:
            cv.set(i, R.R_JUMP_TABLE, f.a[i], -1, 0, 0)
        elif op == PARAM or op == RESULT or op == O.NOP:
            pass
        else:
            self.select_other(i, op)

    def select_other(self, i: i64, op: i64) -> None:
        """Choose rows of the rarer families."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        if op >= O.V128_LOAD and op <= O.I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S:
            self.simd.select(i, op)
        elif op == O.REF_NULL:
            cv.set(i, R.R_CONST_INT, -1, -1, 0, 0)
        elif op == O.REF_IS_NULL:
            cv.set(i, R.R_TEST_SET, a, -1, 0, 4 | 16)
        elif op == O.REF_FUNC:
            cv.set(i, R.R_REF_FUNC, -1, -1, f.imm[i], 0)
        elif op == O.TABLE_GET:
            cv.set(i, R.R_TABLE_GET, a, -1, f.imm[i], 0)
        elif op == O.TABLE_SET:
            cv.set(i, R.R_TABLE_SET, a, f.b[i], f.imm[i], 0)
        elif op == O.TABLE_SIZE:
            cv.set(i, R.R_TABLE_SIZE, -1, -1, f.imm[i], 0)
        elif op == O.MEMORY_SIZE:
            cv.set(i, R.R_MEMORY_SIZE, -1, -1, f.imm[i], 0)
        elif op == BOUNDS:
            cv.set(i, R.R_BOUNDS, a, -1, f.imm[i], f.c[i])
        elif op == ALIGNED:
            cv.set(i, R.R_ALIGNED, a, -1, f.imm[i], 0)
        elif op == POLL:
            cv.set(i, R.R_POLL, -1, -1, 0, 0)
        elif op == SLOT_GET:
            cv.set(i, R.R_SLOT_GET, -1, -1, f.imm[i], 0)
        elif op == SLOT_SET:
            cv.set(i, R.R_SLOT_SET, a, -1, f.imm[i], 0)
        elif op == SLOT_ZERO:
            cv.set(i, R.R_SLOT_ZERO, -1, -1, f.imm[i], 0)
        elif op >= O.I32_TRUNC_SAT_F32_S and op <= O.I64_TRUNC_SAT_F64_U:
            cv.set(i, R.R_FLOAT_TO_INT, a, -1, 0, op)
        elif op == F32_CANON or op == F64_CANON:
            cv.set(i, R.R_FCANON, a, -1, 0, 1 if op == F64_CANON else 0)
        else:
            self.select_libcall(i, op)

    def select_libcall(self, i: i64, op: i64) -> None:
        """Choose rows of the operations that the run time performs."""
        cv = self.cover
        f = cv.f
        self.calls = True
        row: i64 = R.R_LIBCALL_VOID if f.ty[i] == T_NONE else R.R_LIBCALL
        if op == O.MEMORY_GROW or op == O.TABLE_GROW:
            # the index of the memory or table goes first
            cv.set(i, row, -1, f.a[i], f.imm[i], op)
            cv.sel.s2[i] = f.b[i]
            return
        cv.set(i, row, f.a[i], f.b[i], f.imm[i], op)
        cv.sel.s2[i] = f.c[i]

    def select_numeric(self, i: i64, op: i64) -> None:
        """Choose rows of the numeric instructions 0x45 to 0xC4."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        if op < O.F32_EQ:
            self.compares.select_compare(i, i, R.R_CMP_SET)
        elif op < O.I32_CLZ:
            cv.set(i, R.R_FCMP_SET, a, f.b[i], 0, op)
        elif op < O.I64_CLZ:
            self.ints.select_int(i, op - O.I32_CLZ, 0)
        elif op < O.F32_ABS:
            self.ints.select_int(i, op - O.I64_CLZ, 1)
        elif op < O.I32_WRAP_I64:
            self.select_float(i, op)
        else:
            self.ints.select_conversion(i, op)

    def select_float(self, i: i64, op: i64) -> None:
        """Choose the row of floating-point arithmetic 0x8B to 0xA6."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        b = f.b[i]
        double: i64 = 0
        kind = op - O.F32_ABS
        if op >= O.F64_ABS:
            double = 1
            kind = op - O.F64_ABS
        sx = kind | double << 4
        if kind <= 1:
            cv.set(i, R.R_FABSNEG, a, -1, 0, sx)
        elif kind <= 6:
            cv.set(i, R.R_FUNARY, a, -1, 0, sx)
        elif kind <= 10:
            want: i64 = O.F64_LOAD if double else O.F32_LOAD
            if (kind == 7 or kind == 9) and a != b and f.op[a] == want and f.op[b] != want:
                a, b = b, a
            if a != b and f.op[b] == want and f.c[b] == 0 and f.imm[b] >= 0 and f.imm[b] < 0x7FFF0000:
                if cv.sole(b, i) and cv.effects[b] + 1 == cv.effects[i]:
                    cv.absorb(b)
                    address, disp = cv.address(f.a[b], f.imm[b])
                    cv.set(i, R.R_FBIN_M, a, address, 0, sx | disp << 16)
                    f.pos[i] = f.pos[b]
                    return
            cv.set(i, R.R_FBIN, a, b, 0, sx)
        elif kind <= 12:
            cv.set(i, R.R_FMINMAX, a, b, 0, sx)
        else:
            cv.set(i, R.R_FCOPYSIGN, a, b, 0, sx)



def is_pure(op: i64) -> bool:
    """Say whether an unused result makes the operation unnecessary."""
    return ZIR_KEEP[op] == 0 and op != PARAM and op != RESULT and op != O.NOP
