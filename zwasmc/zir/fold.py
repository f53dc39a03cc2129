"""Constant folding and algebraic identities, applied while rows are made."""

from __future__ import annotations

from mypy_extensions import i64

from zwasmc.wasm.op import SELECT
from zwasmc.wasm.types import machine_type
from zwasmc.wasm.op import OP_RESULT
from zwasmc.zir.ssa import Builder


def fold_binary(b: Builder, op: i64, x: i64, y: i64, pos: i64) -> i64:
    """Return the value of a regular operation with two operands."""
    t: i64 = OP_RESULT[op]
    return b.pure(op, machine_type(t), x, y, -1, 0, pos)


def fold_unary(b: Builder, op: i64, x: i64, pos: i64) -> i64:
    """Return the value of a regular operation with one operand."""
    t: i64 = OP_RESULT[op]
    return b.pure(op, machine_type(t), x, -1, -1, 0, pos)


def fold_select(b: Builder, ty: i64, x: i64, y: i64, cond: i64, pos: i64) -> i64:
    """Return ``x`` if ``cond`` is nonzero, else ``y``."""
    return b.pure(SELECT, ty, x, y, cond, 0, pos)
