"""Operations without control flow and without variables: rows for what the type rules have checked."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.bits import shl
from zwasmc.wasm import op as W
from zwasmc.wasm.body import MEMARG_MEMORY, Body
from zwasmc.wasm.op import (
    IMM_DATA_MEM,
    IMM_ELEM_TABLE,
    IMM_MEM_MEM,
    IMM_MEMARG_LANE,
    IMM_TABLE_TABLE,
    OP_ALIGN,
    OP_IMM,
    OP_NAME,
    OP_NPARAM,
    OP_REGULAR,
    OP_RESULT,
)
from zwasmc.wasm.types import T_F32, T_F64, T_NONE, T_V128, machine_type
from zwasmc.wasm.validate import Checker
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
    """Lowers straight-line operations after their type rule: operands and result are where it has left them."""

    def __init__(self, builder: Builder, checked: bool, canonical: bool) -> None:
        self.builder: Final = builder
        self.checker: Final[Checker] = builder.checker
        self.body: Final[Body] = builder.body
        # Per memory: 1 if accesses are checked.
        self.checked: Final = bytes([0 if memory.guarded(checked) else 1 for memory in builder.body.module.memories])
        self.canonical: Final = canonical

    def regular(self, op: i64, imm: i64, pos: i64) -> None:
        """An operation with fixed types and no immediate but a constant or lane."""
        count: i64 = OP_NPARAM[op]
        t: i64 = OP_RESULT[op]
        sv = self.checker.sv
        p = self.checker.sp
        if t:
            p -= 1
        rows = self.builder.rows
        if count == 3:
            value = rows.pure(op, RESULT_TYPE[op], sv[p], sv[p + 1], sv[p + 2], imm, pos)
        elif count == 0:
            value = rows.pure(op, RESULT_TYPE[op], -1, -1, -1, imm, pos)
        elif op >= W.V128_LOAD:
            value = rows.pure(op, RESULT_TYPE[op], sv[p], sv[p + 1] if count == 2 else -1, -1, imm, pos)
        elif count == 2:
            value = fold_binary(rows, op, sv[p], sv[p + 1], pos)
        else:
            value = fold_unary(rows, op, sv[p], pos)
        if self.canonical and MAKES_NAN[op]:
            value = self.canon(op, value, pos)
        if t:
            sv[p] = value

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

    def access(self, op: i64, cell: i64, pos: i64) -> None:
        """A load or store."""
        sv = self.checker.sv
        p = self.checker.sp
        rows = self.builder.rows
        if OP_RESULT[op]:
            p -= 1
            a = sv[p]
            offset = self.reach(op, cell, a, pos)
            sv[p] = rows.load(op, RESULT_TYPE[op], a, cell >> MEMARG_MEMORY, offset, pos)
        else:
            a = sv[p]
            rows.store(op, a, sv[p + 1], cell >> MEMARG_MEMORY, self.reach(op, cell, a, pos), pos)

    def vector(self, op: i64, imm: i64, pos: i64) -> None:
        """A SIMD operation."""
        if OP_IMM[op] == IMM_MEMARG_LANE:
            self.lane_access(op, imm, pos)
        elif OP_REGULAR[op]:
            if op == W.V128_CONST or op == W.I8X16_SHUFFLE:
                imm = self.builder.rows.pair(self.body.extra[imm], self.body.extra[imm + 1])
            self.regular(op, imm, pos)
        else:
            self.access(op, imm, pos)

    def lane_access(self, op: i64, imm: i64, pos: i64) -> None:
        """A load or store of one lane: imm = offset | lane << LANE_AT."""
        cell = self.body.extra[imm]
        sv = self.checker.sv
        p = self.checker.sp
        if OP_RESULT[op]:
            p -= 1
        a = sv[p]
        value = sv[p + 1]
        memory = cell >> MEMARG_MEMORY
        offset = self.reach(op, cell, a, pos) | (self.body.extra[imm + 1] << LANE_AT)
        if OP_RESULT[op]:
            sv[p] = self.builder.f.add(op, T_V128, a, value, memory, offset, pos)
        else:
            self.builder.rows.store(op, a, value, memory, offset, pos)

    def bulk(self, op: i64, imm: i64, pos: i64) -> None:
        """An operation on a memory, a table or a segment that the run time does: a row with up to three operands."""
        c = self.checker
        kind: i64 = OP_IMM[op]
        if kind == IMM_MEM_MEM or kind == IMM_TABLE_TABLE or kind == IMM_DATA_MEM or kind == IMM_ELEM_TABLE:
            imm = self.body.extra[imm] | (self.body.extra[imm + 1] << 32)
        count: i64 = OP_NPARAM[op]
        t: i64 = T_NONE
        p = c.sp
        if OP_RESULT[op] or op == W.TABLE_GET:
            p -= 1
            t = machine_type(c.st[p])
        x: i64 = -1
        y: i64 = -1
        z: i64 = -1
        sv = c.sv
        if count >= 1:
            x = sv[p]
        if count >= 2:
            y = sv[p + 1]
        if count >= 3:
            z = sv[p + 2]
        value = self.builder.f.add(op, t, x, y, z, imm, pos)
        if t != T_NONE:
            sv[p] = value
        elif op == W.MEMORY_FILL or op == W.MEMORY_COPY or op == W.MEMORY_INIT:
            self.builder.rows.barrier()
