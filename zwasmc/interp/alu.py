"""The meaning of every numeric instruction: ``unary`` and ``binary`` from raw operands to the raw result."""

from __future__ import annotations

from mypy_extensions import i64

from zwasmc.interp import floats, ints
from zwasmc.interp.floats import is_nan32, is_nan64, key32, key64
from zwasmc.interp.ints import less_u, shl64, shr_u64, signed32, wrap64
from zwasmc.wasm import op


def compare(o: i64, x: i64, y: i64) -> bool:
    """Comparisons with two operands."""
    if o <= op.I32_GE_U:
        if o == op.I32_EQ:
            return x == y
        if o == op.I32_NE:
            return x != y
        if o == op.I32_LT_U:
            return x < y
        if o == op.I32_GT_U:
            return x > y
        if o == op.I32_LE_U:
            return x <= y
        if o == op.I32_GE_U:
            return x >= y
        if o == op.I32_LT_S:
            return signed32(x) < signed32(y)
        if o == op.I32_GT_S:
            return signed32(x) > signed32(y)
        if o == op.I32_LE_S:
            return signed32(x) <= signed32(y)
        return signed32(x) >= signed32(y)
    if o <= op.I64_GE_U:
        if o == op.I64_EQ:
            return x == y
        if o == op.I64_NE:
            return x != y
        if o == op.I64_LT_S:
            return x < y
        if o == op.I64_GT_S:
            return x > y
        if o == op.I64_LE_S:
            return x <= y
        if o == op.I64_GE_S:
            return x >= y
        if o == op.I64_LT_U:
            return less_u(x, y)
        if o == op.I64_GT_U:
            return less_u(y, x)
        if o == op.I64_LE_U:
            return not less_u(y, x)
        return not less_u(x, y)
    if o <= op.F32_GE:
        if is_nan32(x) or is_nan32(y):
            return o == op.F32_NE
        return order(o - op.F32_EQ, key32(x), key32(y))
    if is_nan64(x) or is_nan64(y):
        return o == op.F64_NE
    return order(o - op.F64_EQ, key64(x), key64(y))


def order(relation: i64, x: i64, y: i64) -> bool:
    """Compare in the order of the opcodes: eq, ne, lt, gt, le, ge."""
    if relation == 0:
        return x == y
    if relation == 1:
        return x != y
    if relation == 2:
        return x < y
    if relation == 3:
        return x > y
    if relation == 4:
        return x <= y
    return x >= y


def binary_i32(o: i64, x: i64, y: i64) -> i64:
    """i32 arithmetic."""
    if o == op.I32_ADD:
        return (x + y) & 0xFFFFFFFF
    if o == op.I32_SUB:
        return (x - y) & 0xFFFFFFFF
    if o == op.I32_AND:
        return x & y
    if o == op.I32_OR:
        return x | y
    if o == op.I32_XOR:
        return x ^ y
    if o == op.I32_SHL:
        return (x << (y & 31)) & 0xFFFFFFFF
    if o == op.I32_SHR_U:
        return x >> (y & 31)
    if o == op.I32_SHR_S:
        return (signed32(x) >> (y & 31)) & 0xFFFFFFFF
    if o == op.I32_MUL:
        return (x * y) & 0xFFFFFFFF
    if o == op.I32_DIV_S:
        return ints.div_s32(x, y)
    if o == op.I32_DIV_U:
        return ints.div_u32(x, y)
    if o == op.I32_REM_S:
        return ints.rem_s32(x, y)
    if o == op.I32_REM_U:
        return ints.rem_u32(x, y)
    if o == op.I32_ROTL:
        return ints.rotl32(x, y)
    return ints.rotl32(x, -y)


def binary_i64(o: i64, x: i64, y: i64) -> i64:
    """i64 arithmetic."""
    if o == op.I64_ADD:
        return wrap64(x + y)
    if o == op.I64_SUB:
        return wrap64(x - y)
    if o == op.I64_AND:
        return x & y
    if o == op.I64_OR:
        return x | y
    if o == op.I64_XOR:
        return x ^ y
    if o == op.I64_SHL:
        return shl64(x, y & 63)
    if o == op.I64_SHR_U:
        return shr_u64(x, y & 63)
    if o == op.I64_SHR_S:
        return x >> (y & 63)
    if o == op.I64_MUL:
        return wrap64(x * y)
    if o == op.I64_DIV_S:
        return ints.div_s64(x, y)
    if o == op.I64_DIV_U:
        return ints.div_u64(x, y)
    if o == op.I64_REM_S:
        return ints.rem_s64(x, y)
    if o == op.I64_REM_U:
        return ints.rem_u64(x, y)
    if o == op.I64_ROTL:
        return ints.rotl64(x, y & 63)
    return ints.rotl64(x, -y)


def binary(o: i64, x: i64, y: i64) -> i64:
    """Evaluate a numeric instruction with two operands."""
    if o <= op.F64_GE:
        return 1 if compare(o, x, y) else 0
    if o <= op.I32_ROTR:
        return binary_i32(o, x, y)
    if o <= op.I64_ROTR:
        return binary_i64(o, x, y)
    if o <= op.F32_COPYSIGN:
        if o <= op.F32_DIV:
            return floats.arith32(o - op.F32_ADD, x, y)
        if o == op.F32_MIN:
            return floats.min32(x, y)
        if o == op.F32_MAX:
            return floats.max32(x, y)
        return (x & 0x7FFFFFFF) | (y & 0x80000000)
    if o <= op.F64_DIV:
        return floats.arith64(o - op.F64_ADD, x, y)
    if o == op.F64_MIN:
        return floats.min64(x, y)
    if o == op.F64_MAX:
        return floats.max64(x, y)
    return (x & ints.MAX64) + (ints.MIN64 if y < 0 else 0)


def unary_int(o: i64, x: i64) -> i64:
    """Tests, bit counts and extensions."""
    if o == op.I32_EQZ or o == op.I64_EQZ:
        return 1 if x == 0 else 0
    if o == op.I32_CLZ:
        return 32 - ints.bit_length(x)
    if o == op.I32_CTZ:
        return ints.count_trailing(x, 32)
    if o == op.I64_CLZ:
        return 64 - ints.bit_length(x)
    if o == op.I64_CTZ:
        return ints.count_trailing(x, 64)
    if o == op.I32_POPCNT or o == op.I64_POPCNT:
        return ints.count_ones(x)
    if o == op.I32_EXTEND8_S:
        return ints.extend(x, 8) & 0xFFFFFFFF
    if o == op.I32_EXTEND16_S:
        return ints.extend(x, 16) & 0xFFFFFFFF
    if o == op.I64_EXTEND8_S:
        return ints.extend(x, 8)
    if o == op.I64_EXTEND16_S:
        return ints.extend(x, 16)
    return ints.extend(x, 32)


def unary_float(o: i64, x: i64) -> i64:
    """Floating-point instructions with one operand and a result of the same type."""
    if o == op.F32_ABS:
        return x & 0x7FFFFFFF
    if o == op.F32_NEG:
        return x ^ 0x80000000
    if o == op.F32_CEIL:
        return floats.round32(x, floats.CEIL)
    if o == op.F32_FLOOR:
        return floats.round32(x, floats.FLOOR)
    if o == op.F32_TRUNC:
        return floats.round32(x, floats.TRUNC)
    if o == op.F32_NEAREST:
        return floats.round32(x, floats.NEAREST)
    if o == op.F32_SQRT:
        return floats.sqrt32(x)
    if o == op.F64_ABS:
        return x & ints.MAX64
    if o == op.F64_NEG:
        return x ^ ints.MIN64
    if o == op.F64_CEIL:
        return floats.round64(x, floats.CEIL)
    if o == op.F64_FLOOR:
        return floats.round64(x, floats.FLOOR)
    if o == op.F64_TRUNC:
        return floats.round64(x, floats.TRUNC)
    if o == op.F64_NEAREST:
        return floats.round64(x, floats.NEAREST)
    return floats.sqrt64(x)


def to_int(o: i64, x: i64) -> i64:
    """Conversions from floating point to integers, trapping and saturating."""
    if o == op.I32_TRUNC_F32_S:
        return floats.truncate(floats.promote(x), floats.TO_I32_S, False)
    if o == op.I32_TRUNC_F32_U:
        return floats.truncate(floats.promote(x), floats.TO_I32_U, False)
    if o == op.I32_TRUNC_F64_S:
        return floats.truncate(x, floats.TO_I32_S, False)
    if o == op.I32_TRUNC_F64_U:
        return floats.truncate(x, floats.TO_I32_U, False)
    if o == op.I64_TRUNC_F32_S:
        return floats.truncate(floats.promote(x), floats.TO_I64_S, False)
    if o == op.I64_TRUNC_F32_U:
        return floats.truncate(floats.promote(x), floats.TO_I64_U, False)
    if o == op.I64_TRUNC_F64_S:
        return floats.truncate(x, floats.TO_I64_S, False)
    if o == op.I64_TRUNC_F64_U:
        return floats.truncate(x, floats.TO_I64_U, False)
    if o == op.I32_TRUNC_SAT_F32_S:
        return floats.truncate(floats.promote(x), floats.TO_I32_S, True)
    if o == op.I32_TRUNC_SAT_F32_U:
        return floats.truncate(floats.promote(x), floats.TO_I32_U, True)
    if o == op.I32_TRUNC_SAT_F64_S:
        return floats.truncate(x, floats.TO_I32_S, True)
    if o == op.I32_TRUNC_SAT_F64_U:
        return floats.truncate(x, floats.TO_I32_U, True)
    if o == op.I64_TRUNC_SAT_F32_S:
        return floats.truncate(floats.promote(x), floats.TO_I64_S, True)
    if o == op.I64_TRUNC_SAT_F32_U:
        return floats.truncate(floats.promote(x), floats.TO_I64_U, True)
    if o == op.I64_TRUNC_SAT_F64_S:
        return floats.truncate(x, floats.TO_I64_S, True)
    return floats.truncate(x, floats.TO_I64_U, True)


def convert(o: i64, x: i64) -> i64:
    """Conversions between integer widths, from integers to floating point, and between float widths."""
    if o == op.I32_WRAP_I64 or o == op.I64_EXTEND_I32_U:
        return x & 0xFFFFFFFF
    if o == op.I64_EXTEND_I32_S:
        return signed32(x)
    if o == op.F32_CONVERT_I32_S:
        return floats.convert_s32(signed32(x))
    if o == op.F32_CONVERT_I32_U or o == op.F32_CONVERT_I64_U:
        return floats.convert_u32(x)
    if o == op.F32_CONVERT_I64_S:
        return floats.convert_s32(x)
    if o == op.F64_CONVERT_I32_S:
        return floats.convert_s64(signed32(x))
    if o == op.F64_CONVERT_I32_U or o == op.F64_CONVERT_I64_U:
        return floats.convert_u64(x)
    if o == op.F64_CONVERT_I64_S:
        return floats.convert_s64(x)
    if o == op.F32_DEMOTE_F64:
        return floats.demote(x)
    if o == op.F64_PROMOTE_F32:
        return floats.promote(x)
    if o >= op.I32_REINTERPRET_F32 and o <= op.F64_REINTERPRET_I64:
        return x
    return to_int(o, x)


def unary(o: i64, x: i64) -> i64:
    """Evaluate a numeric instruction with one operand."""
    if o <= op.I64_EQZ or (o >= op.I32_CLZ and o <= op.I32_POPCNT) or (o >= op.I64_CLZ and o <= op.I64_POPCNT):
        return unary_int(o, x)
    if o < op.I32_WRAP_I64:
        return unary_float(o, x)
    if o >= op.I32_EXTEND8_S and o <= op.I64_EXTEND32_S:
        return unary_int(o, x)
    return convert(o, x)
