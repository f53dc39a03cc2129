"""Operations without control flow and without variables: validate, pop, emit a row, push."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.bits import shl
from zwasmc.errors import Invalid
from zwasmc.wasm import op as W
from zwasmc.wasm.body import MEMARG_MEMORY, Body
from zwasmc.wasm.op import (
    FAM_LOAD,
    FAM_SIMD_LOAD,
    FAM_SIMD_STORE,
    FAM_STORE,
    IMM_MEMARG_LANE,
    OP_ALIGN,
    OP_FAMILY,
    OP_IMM,
    OP_LANES,
    OP_NAME,
    OP_NPARAM,
    OP_P0,
    OP_P1,
    OP_P2,
    OP_REGULAR,
    OP_RESULT,
)
from zwasmc.wasm.types import I32, I64, T_F32, T_F64, T_REF, T_V128, V128, machine_type
from zwasmc.wasm.validate import NO_VALUE, Checker
from zwasmc.zir.fold import fold_binary, fold_unary
from zwasmc.zir.ops import F32_CANON, F64_CANON, LANE_AT, OFFSET, RESULT_TYPE
from zwasmc.zir.ssa import Builder

# No memory has as many bytes.
FARTHEST: Final = OFFSET

_FLOATS: Final = ("f32", "f64", "f32x4", "f64x2")
_COMPUTED: Final = ("ceil", "floor", "trunc", "nearest", "sqrt", "add", "sub", "mul", "div", "min", "max")
_RELAXED: Final = ("relaxed_min", "relaxed_max", "relaxed_madd", "relaxed_nmadd")
_CONVERTED: Final = ("f32.demote_f64", "f64.promote_f32", "f32x4.demote_f64x2_zero", "f64x2.promote_low_f32x4")
_FLOAT_RESULT_OPS: Final = frozenset(f"{t}.{what}" for t in _FLOATS for what in _COMPUTED + _RELAXED) | {*_CONVERTED}


def _canonical() -> bytes:
    return bytes(
        [
            1 + _FLOATS.index(OP_NAME[op].split(".")[0]) if OP_NAME[op] in _FLOAT_RESULT_OPS else 0
            for op in range(W.NUM_OPS)
        ]
    )


# 1 to 4: the operation computes an f32, f64, f32x4 or f64x2 that may have NaNs.
MAKES_NAN: Final = _canonical()


@final
class Straight:
    """Lowers straight-line operations at the checker's current instruction."""

    def __init__(self, builder: Builder, checked: bool, canonical: bool) -> None:
        self.builder: Final = builder
        self.checker: Final[Checker] = builder.checker
        self.body: Final[Body] = builder.body
        # Per memory: 1 if accesses are checked.
        self.checked: Final = bytes([0 if memory.guarded(checked) else 1 for memory in builder.body.module.memories])
        self.canonical: Final = canonical

    def emit_row(self, op: i64, ty: i64, a: i64, b: i64, c: i64, imm: i64, pos: i64) -> i64:
        """Emit a row unless the code is dead."""
        builder = self.builder
        if builder.cur < 0:
            return NO_VALUE
        return builder.f.add(op, ty, a, b, c, imm, pos)

    def emit_pure(self, op: i64, ty: i64, a: i64, imm: i64, pos: i64) -> i64:
        """Emit a pure row unless the code is dead."""
        builder = self.builder
        if builder.cur < 0:
            return NO_VALUE
        return builder.rows.pure(op, ty, a, -1, -1, imm, pos)

    def regular(self, op: i64, imm: i64, pos: i64) -> None:
        """An operation with fixed types and no immediate but a constant or lane."""
        c = self.checker
        count: i64 = OP_NPARAM[op]
        x: i64 = -1
        y: i64 = -1
        z: i64 = -1
        if count == 3:
            z = c.pop(OP_P2[op])
        if count >= 2:
            y = c.pop(OP_P1[op])
        if count >= 1:
            x = c.pop(OP_P0[op])
        value: i64 = NO_VALUE
        t: i64 = OP_RESULT[op]
        builder = self.builder
        if builder.cur >= 0:
            if op >= W.V128_LOAD or count == 0 or count == 3:
                value = builder.rows.pure(op, RESULT_TYPE[op], x, y, z, imm, pos)
            elif count == 2:
                value = fold_binary(builder.rows, op, x, y, pos)
            else:
                value = fold_unary(builder.rows, op, x, pos)
            if self.canonical and MAKES_NAN[op]:
                value = self.canon(op, value, pos)
        if t:
            c.push(t, value)

    def canon(self, op: i64, value: i64, pos: i64) -> i64:
        """Return ``value``, the result of ``op``, with a canonical NaN."""
        kind: i64 = MAKES_NAN[op]
        rows = self.builder.rows
        if kind == 1:
            return rows.pure(F32_CANON, T_F32, value, -1, -1, 0, pos)
        if kind == 2:
            return rows.pure(F64_CANON, T_F64, value, -1, -1, 0, pos)
        # Where a lane equals itself it stays, elsewhere the canonical NaN comes in.
        cell: i64 = 0x7FC000007FC00000 if kind == 3 else 0x7FF8000000000000
        nan = rows.pure(W.V128_CONST, T_V128, -1, -1, -1, rows.pair(cell, cell), pos)
        same = rows.pure(W.F32X4_EQ if kind == 3 else W.F64X2_EQ, T_V128, value, value, -1, 0, pos)
        return rows.pure(W.V128_BITSELECT, T_V128, value, nan, same, 0, pos)

    def reach(self, op: i64, cell: i64, a: i64, pos: i64) -> i64:
        """Return the offset of an access at ``a``, and emit the check that it needs."""
        offset = self.checker.memarg_offset(cell)
        if offset < 0 or offset > FARTHEST:
            offset = FARTHEST
        memory = cell >> MEMARG_MEMORY
        if self.checked[memory]:
            self.builder.rows.bounds(a, memory, offset + shl(1, OP_ALIGN[op]), pos)
        return offset

    def load(self, op: i64, cell: i64, pos: i64) -> None:
        """A load."""
        c = self.checker
        address = c.memarg(op, cell)
        a = c.pop(address)
        t: i64 = OP_RESULT[op]
        builder = self.builder
        if builder.cur < 0:
            c.push(t, NO_VALUE)
            return
        offset = self.reach(op, cell, a, pos)
        c.push(t, builder.rows.load(op, RESULT_TYPE[op], a, cell >> MEMARG_MEMORY, offset, pos))

    def store(self, op: i64, cell: i64, pos: i64) -> None:
        """A store."""
        c = self.checker
        address = c.memarg(op, cell)
        value = c.pop(OP_P1[op])
        a = c.pop(address)
        builder = self.builder
        if builder.cur < 0:
            return
        builder.rows.store(op, a, value, cell >> MEMARG_MEMORY, self.reach(op, cell, a, pos), pos)

    def vector(self, op: i64, imm: i64, pos: i64) -> None:
        """A SIMD operation."""
        family: i64 = OP_FAMILY[op]
        if OP_IMM[op] == IMM_MEMARG_LANE:
            self.lane_access(op, imm, pos)
        elif family == FAM_SIMD_LOAD or family == FAM_LOAD:
            self.load(op, imm, pos)
        elif family == FAM_SIMD_STORE or family == FAM_STORE:
            self.store(op, imm, pos)
        elif OP_REGULAR[op]:
            self.check_lanes(op, imm, pos)
            if self.builder.cur >= 0 and (op == W.V128_CONST or op == W.I8X16_SHUFFLE):
                imm = self.builder.rows.pair(self.body.extra[imm], self.body.extra[imm + 1])
            self.regular(op, imm, pos)
        else:
            raise AssertionError(f"op {op:#x} has no lowering")

    def check_lanes(self, op: i64, imm: i64, pos: i64) -> None:
        """Check lane immediates."""
        kind: i64 = OP_IMM[op]
        if kind == W.IMM_LANE:
            if imm >= i64(OP_LANES[op]):
                raise Invalid(f"invalid lane index: {imm}", pos)
        elif kind == W.IMM_SHUFFLE:
            k: i64 = 0
            while k < 16:
                lane = (self.body.extra[imm + (k >> 3)] >> ((k & 7) * 8)) & 0xFF
                if lane >= 32:
                    raise Invalid(f"invalid lane index: {lane}", pos)
                k += 1

    def lane_access(self, op: i64, imm: i64, pos: i64) -> None:
        """A load or store of one lane: imm = offset | lane << LANE_AT."""
        c = self.checker
        cell = self.body.extra[imm]
        lane = self.body.extra[imm + 1]
        address = c.memarg(op, cell)
        if lane >= i64(OP_LANES[op]):
            raise Invalid(f"invalid lane index: {lane}", pos)
        value = c.pop(V128)
        a = c.pop(address)
        t: i64 = OP_RESULT[op]
        row: i64 = NO_VALUE
        if self.builder.cur >= 0:
            offset = self.reach(op, cell, a, pos) | (lane << LANE_AT)
            if t:
                row = self.builder.f.add(op, T_V128, a, value, cell >> MEMARG_MEMORY, offset, pos)
            else:
                self.builder.rows.store(op, a, value, cell >> MEMARG_MEMORY, offset, pos)
        if t:
            c.push(t, row)

    def bulk_memory(self, op: i64, imm: i64, pos: i64) -> None:
        """memory.copy, fill and init, data.drop."""
        c = self.checker
        if op == W.DATA_DROP:
            c.check_data(imm)
            self.emit_row(op, 0, -1, -1, -1, imm, pos)
            return
        if op == W.MEMORY_FILL:
            address = c.memory_type(imm)
            z = c.pop(address)
            y = c.pop(I32)
            x = c.pop(address)
        else:
            first = self.body.extra[imm]
            second = self.body.extra[imm + 1]
            imm = first | (second << 32)
            if op == W.MEMORY_COPY:
                to = c.memory_type(first)
                source = c.memory_type(second)
                z = c.pop(I64 if to == I64 and source == I64 else I32)
                y = c.pop(source)
                x = c.pop(to)
            elif op == W.MEMORY_INIT:
                address = c.memory_type(second)
                c.check_data(first)
                z = c.pop(I32)
                y = c.pop(I32)
                x = c.pop(address)
            else:
                raise AssertionError(f"op {op:#x} has no lowering")
        self.emit_row(op, 0, x, y, z, imm, pos)
        if self.builder.cur >= 0:
            self.builder.rows.barrier()

    def table(self, op: i64, imm: i64, pos: i64) -> None:
        """Table operations."""
        c = self.checker
        if op == W.ELEM_DROP:
            c.elem_type(imm)
            self.emit_row(op, 0, -1, -1, -1, imm, pos)
            return
        if op == W.TABLE_COPY or op == W.TABLE_INIT:
            first = self.body.extra[imm]
            second = self.body.extra[imm + 1]
            if op == W.TABLE_COPY:
                to = c.table_type(first)
                source = c.table_type(second)
                at_to = c.tableaddr[first]
                at_source = c.tableaddr[second]
                z = c.pop(I64 if at_to == I64 and at_source == I64 else I32)
                y = c.pop(at_source)
            else:
                to = c.table_type(second)
                source = c.elem_type(first)
                at_to = c.tableaddr[second]
                z = c.pop(I32)
                y = c.pop(I32)
            if not c.ctx.subtype(source, to):
                raise c.mismatch(source, to)
            x = c.pop(at_to)
            self.emit_row(op, 0, x, y, z, first | (second << 32), pos)
            return
        elem = c.table_type(imm)
        address = c.tableaddr[imm]
        if op == W.TABLE_GET:
            x = c.pop(address)
            c.push(elem, self.emit_row(op, T_REF, x, -1, -1, imm, pos))
        elif op == W.TABLE_SET:
            y = c.pop(elem)
            x = c.pop(address)
            self.emit_row(op, 0, x, y, -1, imm, pos)
        elif op == W.TABLE_SIZE:
            c.push(address, self.emit_row(op, machine_type(address), -1, -1, -1, imm, pos))
        elif op == W.TABLE_GROW:
            y = c.pop(address)
            x = c.pop(elem)
            c.push(address, self.emit_row(op, machine_type(address), x, y, -1, imm, pos))
        elif op == W.TABLE_FILL:
            z = c.pop(address)
            y = c.pop(elem)
            x = c.pop(address)
            self.emit_row(op, 0, x, y, z, imm, pos)
        else:
            raise AssertionError(f"op {op:#x} has no lowering")
