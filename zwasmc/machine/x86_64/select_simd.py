"""Selection of vector operations."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.machine.select import Cover
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.packed import pack_vector
from zwasmc.machine.x86_64.simd_forms import EARLY, LIBRARY, ONE, SWAP, TEMP, VectorForms
from zwasmc.wasm import op as O
from zwasmc.zir.ops import LANE_AT, OFFSET


@final
class SimdSelector:
    """Chooses rows of vector operations."""

    def __init__(self, cover: Cover, level: i64) -> None:
        self.cover: Final[Cover] = cover
        self.vex: Final[bool] = level >= 3
        self.forms: Final[VectorForms] = VectorForms(level)

    def select(self, i: i64, op: i64) -> None:
        """Choose the row of a vector operation."""
        cv = self.cover
        f = cv.f
        a = f.a[i]
        b = f.b[i]
        family: i64 = O.OP_FAMILY[op]
        sx = pack_vector(op, 0, 0)
        if op == O.V128_CONST:
            cv.set(i, R.R_CONST_VECTOR, -1, -1, f.imm[i], 0)
        elif op == O.I8X16_SHUFFLE:
            if self.is_zero(b):
                cv.set(i, R.R_VSHUFFLE_Z, a, -1, f.imm[i], sx)
            elif self.is_zero(a):
                cv.set(i, R.R_VSHUFFLE_Z, b, -1, f.imm[i], pack_vector(op, 0, 1))
            else:
                cv.set(i, R.R_VSHUFFLE, a, b, f.imm[i], sx)
        elif family == O.FAM_SIMD_LOAD or family == O.FAM_SIMD_STORE:
            self.access(i, op)
        elif family == O.FAM_SIMD_BINARY or family == O.FAM_SIMD_COMPARE:
            self.binary(i, op, a, b)
        elif family == O.FAM_SIMD_UNARY or family == O.FAM_SIMD_CONVERT:
            self.unary(i, op, a)
        elif family == O.FAM_SIMD_TERNARY:
            self.ternary(i, op)
        elif family == O.FAM_SIMD_SHIFT:
            if cv.is_const(b):
                cv.set(i, R.R_VSHIFT_I, a, -1, cv.const_value(b), sx)
            else:
                cv.set(i, self.shaped(op, R.R_VSHIFT, R.R_VSHIFT_E, R.R_VSHIFT_T), a, b, 0, sx)
        elif family == O.FAM_SIMD_TEST:
            cv.set(i, R.R_VTEST, a, -1, 0, sx)
        elif op <= O.F64X2_SPLAT:
            cv.set(i, R.R_VSPLAT, a, -1, 0, sx)
        elif b >= 0:
            cv.set(i, R.R_VREPLACE, a, b, f.imm[i], sx)
        else:
            cv.set(i, R.R_VEXTRACT, a, -1, f.imm[i], sx)

    def is_zero(self, i: i64) -> bool:
        """Say whether a value is the constant vector of zeros."""
        f = self.cover.f
        if f.op[i] != O.V128_CONST:
            return False
        at = f.imm[i]
        return f.pool[at] == 0 and f.pool[at + 1] == 0

    def shaped(self, op: i64, plain: i64, early: i64, temporary: i64) -> i64:
        """Return the row that gives an operation the registers it needs."""
        needs = self.forms.needs(op)
        if needs & TEMP != 0:
            return temporary
        return early if needs & EARLY != 0 else plain

    def access(self, i: i64, op: i64) -> None:
        """Choose the row of a load or store."""
        cv = self.cover
        f = cv.f
        a = cv.address(i, i, f.imm[i] & OFFSET)
        sx = pack_vector(op, 0, 0)
        if O.OP_IMM[op] == O.IMM_MEMARG_LANE:
            sx = pack_vector(op, f.imm[i] >> LANE_AT, 0)
            row: i64 = R.R_VLOAD_LANE if op <= O.V128_LOAD64_LANE else R.R_VSTORE_LANE
            cv.set(i, row, a, f.b[i], 0, sx)
        elif op == O.V128_STORE:
            cv.set(i, R.R_VSTORE, a, f.b[i], 0, sx)
        else:
            cv.set(i, R.R_VLOAD, a, -1, 0, sx)

    def foldable(self, child: i64, root: i64) -> bool:
        """Say whether a load can be read in place by ``root``; only VEX instructions take any alignment."""
        cv = self.cover
        return self.vex and cv.f.op[child] == O.V128_LOAD and cv.foldable(child, root)

    def fold(self, i: i64, row: i64, other: i64, load: i64, op: i64) -> None:
        """Choose ``row`` with a load as its last operand."""
        cv = self.cover
        cv.absorb(load)
        address = cv.address(i, load, cv.f.imm[load])
        sx = pack_vector(op, 0, 0)
        if row == R.R_V1M:
            cv.set(i, row, address, -1, 0, sx)
        else:
            cv.set(i, row, other, address, 0, sx)

    def unary(self, i: i64, op: i64, a: i64) -> None:
        """Choose the row of an operation on one vector."""
        form = self.forms.form(op)
        if form & ONE != 0 and self.foldable(a, i) and not reads_half(op):
            self.fold(i, R.R_V1M, -1, a, op)
            return
        row: i64 = R.R_V1T if self.forms.needs(op) != 0 else R.R_V1
        self.cover.set(i, row, a, -1, 0, pack_vector(op, 0, 0))

    def binary(self, i: i64, op: i64, a: i64, b: i64) -> None:
        """Choose the row of an operation on two vectors; one instruction has its operands in the machine's order."""
        cv = self.cover
        form = self.forms.form(op)
        if form == 0:
            cv.set(i, self.shaped(op, R.R_V2, R.R_V2E, R.R_V2T), a, b, 0, pack_vector(op, 0, 0))
            return
        if form & SWAP != 0:
            a, b = b, a
        if a != b and self.foldable(b, i):
            self.fold(i, R.R_V2M, a, b, op)
        elif a != b and O.OP_EFFECTS[op] & O.EFFECT_COMMUTATIVE != 0 and self.foldable(a, i):
            self.fold(i, R.R_V2M, b, a, op)
        else:
            cv.set(i, R.R_V2A if self.vex else R.R_V2, a, b, 0, pack_vector(op, 0, 0))

    def ternary(self, i: i64, op: i64) -> None:
        """Choose the row of an operation on three vectors."""
        cv = self.cover
        f = cv.f
        needs = self.forms.needs(op)
        row: i64 = R.R_VFMA if needs & LIBRARY != 0 else R.R_V3T if needs != 0 else R.R_V3
        cv.set(i, row, f.a[i], f.b[i], 0, pack_vector(op, 0, 0))
        cv.sel.s2[i] = f.c[i]


def reads_half(op: i64) -> bool:
    """Say whether a one-operand instruction reads 8 bytes from memory where wasm's operand has 16."""
    return (
        (op >= O.I16X8_EXTEND_LOW_I8X16_S and op <= O.I16X8_EXTEND_HIGH_I8X16_U)
        or (op >= O.I32X4_EXTEND_LOW_I16X8_S and op <= O.I32X4_EXTEND_HIGH_I16X8_U)
        or (op >= O.I64X2_EXTEND_LOW_I32X4_S and op <= O.I64X2_EXTEND_HIGH_I32X4_U)
        or op == O.F64X2_PROMOTE_LOW_F32X4
        or op == O.F64X2_CONVERT_LOW_I32X4_S
        or op == O.F64X2_CONVERT_LOW_I32X4_U
    )
