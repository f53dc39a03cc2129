"""Instruction selection of x86-64."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.machine.select import Selector
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.detail import F_ADD, F_DIV, F_MAX, F_MUL, F_NEG, F_SQRT, REACH
from zwasmc.machine.x86_64.enc import CC_E
from zwasmc.machine.x86_64.packed import pack_compare, pack_float
from zwasmc.machine.x86_64.select_compare import CompareSelector
from zwasmc.machine.x86_64.select_int import IntSelector
from zwasmc.machine.x86_64.select_mem import MemSelector
from zwasmc.machine.x86_64.select_simd import SimdSelector
from zwasmc.wasm import op as O
from zwasmc.wasm.types import T_NONE
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
)


@final
class X86Selector(Selector):
    """Chooses machine rows of x86-64."""

    def __init__(self, level: i64) -> None:
        """``level`` is the x86-64 micro-architecture level: 2, 3 or 4."""
        super().__init__(REACH)
        self.ints: Final[IntSelector] = IntSelector(self.cover, level >= 3)
        self.compares: Final[CompareSelector] = CompareSelector(self.cover)
        self.mem: Final[MemSelector] = MemSelector(self.cover)
        self.simd: Final[SimdSelector] = SimdSelector(self.cover, level)

    def select_row(self, i: i64, op: i64) -> None:
        """Choose the machine row of one root."""
        cv = self.cover
        f = cv.f
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
            cv.set(i, R.R_CALL, -1, -1, f.imm[i], 0)
        elif op == O.CALL_INDIRECT:
            cv.set(i, R.R_CALL_INDIRECT, f.a[i], -1, f.imm[i], 0)
        elif op == O.RETURN:
            cv.set(i, R.R_RETURN, -1, -1, 0, 0)
        elif op == O.F32_CONST or op == O.F64_CONST:
            cv.set(i, R.R_CONST_FLOAT, -1, -1, f.imm[i], pack_float(0, 1 if op == O.F64_CONST else 0))
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
            cv.set(i, R.R_TEST_SET, a, -1, 0, pack_compare(CC_E, 1, 0))
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
            cv.sel.memory[i] = f.c[i]
            cv.set(i, R.R_BOUNDS, a, -1, f.imm[i], 0)
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
            cv.set(i, R.R_FCANON, a, -1, 0, pack_float(0, 1 if op == F64_CANON else 0))
        else:
            self.select_libcall(i, op)

    def select_libcall(self, i: i64, op: i64) -> None:
        """Choose rows of the operations that the run time performs."""
        cv = self.cover
        f = cv.f
        row: i64 = R.R_LIBCALL_VOID if f.ty[i] == T_NONE else R.R_LIBCALL
        if op == O.MEMORY_GROW or op == O.TABLE_GROW:
            # the index of the memory or table goes first
            cv.set(i, row, -1, f.a[i], f.imm[i], op)
            cv.sel.s2[i] = f.b[i]
            return
        cv.set(i, row, f.a[i], f.b[i], f.imm[i], op)
        cv.sel.s2[i] = f.c[i]

    def select_numeric(self, i: i64, op: i64) -> None:
        """Choose rows of the numeric instructions, from i32.eqz to i64.extend32_s."""
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
        """Choose the row of floating-point arithmetic, from f32.abs to f64.copysign."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        b = f.b[i]
        double: i64 = 0
        kind = op - O.F32_ABS
        if op >= O.F64_ABS:
            double = 1
            kind = op - O.F64_ABS
        sx = pack_float(kind, double)
        if kind <= F_NEG:
            cv.set(i, R.R_FABSNEG, a, -1, 0, sx)
        elif kind <= F_SQRT:
            cv.set(i, R.R_FUNARY, a, -1, 0, sx)
        elif kind <= F_DIV:
            want: i64 = O.F64_LOAD if double else O.F32_LOAD
            if (kind == F_ADD or kind == F_MUL) and a != b and f.op[a] == want and f.op[b] != want:
                a, b = b, a
            if a != b and f.op[b] == want and cv.foldable(b, i):
                cv.absorb(b)
                cv.set(i, R.R_FBIN_M, a, cv.address(i, b, f.imm[b]), 0, sx)
                return
            cv.set(i, R.R_FBIN, a, b, 0, sx)
        elif kind <= F_MAX:
            cv.set(i, R.R_FMINMAX, a, b, 0, sx)
        else:
            cv.set(i, R.R_FCOPYSIGN, a, b, 0, sx)
