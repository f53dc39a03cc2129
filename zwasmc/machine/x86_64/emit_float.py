"""Floating-point rows: arithmetic, comparisons, conversions."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.machine.x86_64 import float_macros as M
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.base import Base
from zwasmc.machine.x86_64.detail import F_ADD, F_CEIL, F_MAX, F_NEG, F_SQRT
from zwasmc.machine.x86_64.emit_int import IntEmitter
from zwasmc.machine.x86_64.float_macros import FloatMacros
from zwasmc.machine.x86_64.modrm import NO_INDEX
from zwasmc.machine.x86_64.packed import float_double, float_operation
from zwasmc.machine.x86_64.regs import RBP, XMM0
from zwasmc.regalloc.api import in_register
from zwasmc.wasm import op as O

ROUND_MODE: Final = bytes([M.CEIL, M.FLOOR, M.TRUNC, M.NEAREST])


@final
class FloatEmitter:
    """Prints floating-point rows."""

    def __init__(self, base: Base) -> None:
        self.s: Final[Base] = base
        self.m: Final[FloatMacros] = FloatMacros(base.a, base.v, A.TRAP_INT_OVERFLOW, A.TRAP_BAD_CONVERSION)

    def emit(self, i: i64, row: i64) -> None:
        """Print row ``i``."""
        s = self.s
        m = self.m
        sx = s.sel.sx[i]
        kind = float_operation(sx)
        double = float_double(sx)
        d = s.al.rd[i] - XMM0
        a = s.al.r0[i] - XMM0
        if row == R.R_FBIN:
            b = s.al.r1[i]
            if in_register(b):
                m.arith(kind - F_ADD, double, d, a, b - XMM0)
            else:
                m.arith_m(kind - F_ADD, double, d, a, RBP, NO_INDEX, 0, s.frame.disp(b))
        elif row == R.R_FBIN_M:
            if not s.vex:
                s.v.move(d, a)
                a = d
            base, index, disp = s.access(i, s.al.r1[i])
            m.arith_m(kind - F_ADD, double, d, a, base, index, 0, disp)
        elif row == R.R_FMINMAX:
            m.minmax(kind == F_MAX, double, d, a, s.al.r1[i] - XMM0)
        elif row == R.R_FUNARY:
            if kind == F_SQRT:
                m.sqrt(double, d, a)
            else:
                m.round(i64(ROUND_MODE[kind - F_CEIL]), double, d, a)
        elif row == R.R_FABSNEG:
            m.absneg(kind == F_NEG, double, d, a)
        elif row == R.R_FCOPYSIGN:
            m.copysign(double, d, a, s.al.r1[i] - XMM0)
        elif row == R.R_FCANON:
            m.canon(double, d, a)
        elif row == R.R_FCMP_SET:
            op = sx
            double = 1 if op >= O.F64_EQ else 0
            m.compare_set(op - (O.F64_EQ if double else O.F32_EQ), double, s.al.rd[i], a, s.al.r1[i] - XMM0)
        else:
            self.conversion(i, row, sx)

    def conversion(self, i: i64, row: i64, op: i64) -> None:
        """Print a conversion."""
        s = self.s
        m = self.m
        rd = s.al.rd[i]
        r0 = s.al.r0[i]
        if row == R.R_FLOAT_TO_INT:
            s.b.wasm_pos = s.f.pos[i]
            if op >= O.I32_TRUNC_SAT_F32_S:
                k = op - O.I32_TRUNC_SAT_F32_S
                m.trunc_sat(k >> 2, k & 1 == 0, (k >> 1) & 1, rd, r0 - XMM0)
            elif op >= O.I64_TRUNC_F32_S:
                k = op - O.I64_TRUNC_F32_S
                m.trunc(1, k & 1 == 0, k >> 1, rd, r0 - XMM0)
            else:
                k = op - O.I32_TRUNC_F32_S
                m.trunc(0, k & 1 == 0, k >> 1, rd, r0 - XMM0)
        elif row == R.R_FLOAT_TO_FLOAT:
            m.convert_float(1 if op == O.F64_PROMOTE_F32 else 0, rd - XMM0, r0 - XMM0)
        elif row == R.R_REINTERPRET:
            if op == O.I32_REINTERPRET_F32 or op == O.I64_REINTERPRET_F64:
                m.float_bits(1 if op == O.I64_REINTERPRET_F64 else 0, rd, r0 - XMM0)
            else:
                m.bits_float(1 if op == O.F64_REINTERPRET_I64 else 0, rd - XMM0, r0)
        else:
            double: i64 = 1 if op >= O.F64_CONVERT_I32_S else 0
            k = op - (O.F64_CONVERT_I32_S if double else O.F32_CONVERT_I32_S)
            d = rd - XMM0
            if k == 0:
                m.convert_s32(double, d, r0)
            elif k == 1:
                m.convert_u32(double, d, r0)
            elif k == 2:
                m.convert_s64(double, d, r0)
            else:
                m.convert_u64(double, d, r0, s.al.t0[i])

    def compare(self, i: i64) -> i64:
        """Print the comparison of a branch and return its condition.

        CC_E means equal and not unordered, CC_NE not equal or unordered: these two also look at the parity flag.
        """
        s = self.s
        op = s.sel.sx[i]
        double: i64 = 1 if op >= O.F64_EQ else 0
        rel = op - (O.F64_EQ if double else O.F32_EQ)
        return self.m.compare(rel, double, s.al.r0[i] - XMM0, s.al.r1[i] - XMM0)

    def select(self, i: i64, ints: IntEmitter) -> None:
        """Print a select on a float comparison."""
        s = self.s
        op = s.sel.sx[i]
        double: i64 = 1 if op >= O.F64_EQ else 0
        rel = op - (O.F64_EQ if double else O.F32_EQ)
        ints.choose(i, self.m.compare_exact(rel, double, s.al.r0[i] - XMM0, s.al.r1[i] - XMM0))
