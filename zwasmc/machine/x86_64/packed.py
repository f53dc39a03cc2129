# GENERATED from zwasmc/facts/x86_64_details.py by scripts/gen.py; do not edit
"""The packed details of selected rows: ``Selection.sx``."""

from __future__ import annotations

from mypy_extensions import i64


def pack_int(operation: i64, wide: i64) -> i64:
    """Pack the details of integer arithmetic, in registers and in memory."""
    return operation | wide << 4


def int_operation(sx: i64) -> i64:
    """Return field ``operation`` of integer arithmetic, in registers and in memory."""
    return sx & 15


def int_wide(sx: i64) -> i64:
    """Return field ``wide`` of integer arithmetic, in registers and in memory."""
    return (sx >> 4) & 1


def pack_compare(condition: i64, wide: i64, size: i64) -> i64:
    """Pack the details of integer comparisons."""
    return condition | wide << 4 | size << 5


def compare_condition(sx: i64) -> i64:
    """Return field ``condition`` of integer comparisons."""
    return sx & 15


def compare_wide(sx: i64) -> i64:
    """Return field ``wide`` of integer comparisons."""
    return (sx >> 4) & 1


def compare_size(sx: i64) -> i64:
    """Return field ``size`` of integer comparisons."""
    return (sx >> 5) & 3


def pack_float(operation: i64, double: i64) -> i64:
    """Pack the details of floating-point arithmetic and constants."""
    return operation | double << 4


def float_operation(sx: i64) -> i64:
    """Return field ``operation`` of floating-point arithmetic and constants."""
    return sx & 15


def float_double(sx: i64) -> i64:
    """Return field ``double`` of floating-point arithmetic and constants."""
    return (sx >> 4) & 1


def pack_vector(op: i64, lane: i64, negated: i64) -> i64:
    """Pack the details of vector operations."""
    return op | lane << 12 | negated << 16


def vector_op(sx: i64) -> i64:
    """Return field ``op`` of vector operations."""
    return sx & 4095


def vector_lane(sx: i64) -> i64:
    """Return field ``lane`` of vector operations."""
    return (sx >> 12) & 15


def vector_negated(sx: i64) -> i64:
    """Return field ``negated`` of vector operations."""
    return (sx >> 16) & 1
