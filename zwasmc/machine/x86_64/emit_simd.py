"""Vector rows: operations, lanes, memory accesses, tests."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.base import Base
from zwasmc.machine.x86_64.enc_vec import XORPS
from zwasmc.machine.x86_64.modrm import NO_INDEX, RIP
from zwasmc.machine.x86_64.packed import vector_lane, vector_negated, vector_op
from zwasmc.machine.x86_64.regs import RBP, XMM0
from zwasmc.machine.x86_64.simd import Simd
from zwasmc.machine.x86_64.simd_float import SIGN32X2, SIGN64
from zwasmc.machine.x86_64.simd_forms import SWAP
from zwasmc.regalloc.api import in_register
from zwasmc.wasm import op as O


@final
class SimdEmitter:
    """Prints vector rows."""

    def __init__(self, base: Base) -> None:
        self.s: Final[Base] = base
        self.m: Final[Simd] = base.simd

    def emit(self, i: i64, row: i64) -> None:
        """Print row ``i``."""
        s = self.s
        al = s.al
        m = self.m
        op = vector_op(s.sel.sx[i])
        r0 = al.r0[i]
        a = r0 - XMM0
        b = al.r1[i] - XMM0
        d = al.rd[i] - XMM0
        t = al.t0[i] - XMM0
        if row == R.R_V2 or row == R.R_V2A:
            self.binary(i, op, d)
        elif row == R.R_V2E or row == R.R_V2T:
            m.binary(op, d, a, b, t)
        elif row == R.R_V1 or row == R.R_V1T:
            m.unary(op, d, a, t)
        elif row == R.R_V1M or row == R.R_V2M:
            self.folded(i, row, op, d)
        elif row == R.R_V3 or row == R.R_V3T:
            m.ternary(op, d, a, b, al.r2[i] - XMM0, t)
        elif row == R.R_VSHIFT or row == R.R_VSHIFT_E or row == R.R_VSHIFT_T:
            m.shift(op, d, a, al.r1[i], t)
        elif row == R.R_VSHIFT_I:
            m.shift_imm(op, d, a, s.sel.imm[i])
        elif row == R.R_VSHUFFLE:
            pool = s.f.pool
            at = s.sel.imm[i]
            m.shuffles.shuffle(pool[at], pool[at + 1], d, a, b)
        elif row == R.R_VSHUFFLE_Z:
            pool = s.f.pool
            at = s.sel.imm[i]
            first = vector_negated(s.sel.sx[i]) != 0
            m.shuffles.shuffle_zero(pool[at], pool[at + 1], d, a, first)
        elif row == R.R_VSPLAT:
            m.lanes.splat(op, d, r0 if r0 < XMM0 else a)
        elif row == R.R_VEXTRACT:
            m.lanes.extract(op, s.sel.imm[i], al.rd[i] if al.rd[i] < XMM0 else d, a)
        elif row == R.R_VREPLACE:
            m.lanes.replace(op, s.sel.imm[i], d, a, al.r1[i] if al.r1[i] < XMM0 else b)
        elif row == R.R_VTEST:
            m.lanes.test(op, al.rd[i], a)
        elif row == R.R_VFMA:
            self.fused(i, op)
        else:
            self.access(i, row, op)

    def binary(self, i: i64, op: i64, d: i64) -> None:
        """Print an operation on two vectors; one instruction may have its second operand in a slot."""
        s = self.s
        a = s.al.r0[i] - XMM0
        r1 = s.al.r1[i]
        form = self.m.form(op)
        if form == 0:
            self.m.binary(op, d, a, r1 - XMM0, 0)
        elif not in_register(r1):
            disp = s.slot_disp(s.f.ty[s.sel.s1[i]], r1)
            self.m.base.emit_m(form, d, a, RBP, NO_INDEX, 0, disp)
        elif form & SWAP != 0:
            self.m.base.emit(form, d, r1 - XMM0, a)
        else:
            self.m.base.emit(form, d, a, r1 - XMM0)

    def folded(self, i: i64, row: i64, op: i64, d: i64) -> None:
        """Print one instruction with its last operand in memory."""
        s = self.s
        r0 = s.al.r0[i]
        base, index, disp = s.access(i, r0 if row == R.R_V1M else s.al.r1[i])
        self.m.base.emit_m(self.m.form(op), d, r0 - XMM0, base, index, 0, disp)

    def access(self, i: i64, row: i64, op: i64) -> None:
        """Print a load or store."""
        s = self.s
        lanes = self.m.lanes
        lane = vector_lane(s.sel.sx[i])
        d = s.al.rd[i] - XMM0
        v = s.al.r1[i] - XMM0
        if row == R.R_VLOAD_LANE and not s.vex:
            s.v.move(d, v)
            v = d
        base, index, disp = s.access(i, s.al.r0[i])
        if row == R.R_VLOAD:
            lanes.load(op, d, base, index, 0, disp)
        elif row == R.R_VSTORE:
            lanes.store(v, base, index, 0, disp)
        elif row == R.R_VLOAD_LANE:
            lanes.load_lane(op, lane, d, v, base, index, 0, disp)
        else:
            lanes.store_lane(op, lane, v, base, index, 0, disp)

    def fused(self, i: i64, op: i64) -> None:
        """Print a call that multiplies and adds with one rounding: xmm0 * xmm1 + xmm2."""
        s = self.s
        double = op == O.F64X2_RELAXED_MADD or op == O.F64X2_RELAXED_NMADD
        if op == O.F32X4_RELAXED_NMADD or op == O.F64X2_RELAXED_NMADD:
            sign: i64 = SIGN64 if double else SIGN32X2
            s.v.rrm(XORPS, 0, 0, RIP, NO_INDEX, 0, s.b.pools.const16(sign, sign))
        number: i64 = A.LIB_F64X2_FMA if double else A.LIB_F32X4_FMA
        s.b.wasm_pos = s.f.pos[i]
        s.call_library(number)

    def test(self, i: i64) -> i64:
        """Print the test of a branch and return its condition."""
        s = self.s
        sx = s.sel.sx[i]
        cc = self.m.lanes.test_flags(vector_op(sx), s.al.r0[i] - XMM0)
        return cc ^ vector_negated(sx)
