"""Vector instructions on registers and memories; what they compute is in ``simd.py``."""

from __future__ import annotations

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import MASK64, to_signed64
from zwasmc.interp import bulk, simd
from zwasmc.interp.store import Memory, vector_of
from zwasmc.wasm import op
from zwasmc.wasm.op import (
    FAM_SIMD_LOAD,
    FAM_SIMD_STORE,
    IMM_MEMARG_LANE,
    OP_FAMILY,
    OP_IMM,
    OP_NPARAM,
    OP_P0,
    OP_P1,
    OP_P2,
    OP_RESULT,
)
from zwasmc.wasm.types import V128
from zwasmc.zir.ops import LANE_AT, OFFSET


def operand(regs: vec[i64], at: i64, t: i64) -> int:
    """Return the raw operand of type ``t`` in register ``at``, not negative."""
    if t == V128:
        return vector_of(regs[at], regs[at + 1])
    x: int = regs[at]
    return x & MASK64


def execute(o: i64, memories: list[Memory], regs: vec[i64], base: i64, code: vec[i64], pc: i64, pool: vec[i64]) -> None:
    """Execute the vector instruction at ``pc``."""
    family: i64 = OP_FAMILY[o]
    if family == FAM_SIMD_LOAD or family == FAM_SIMD_STORE:
        access(o, memories[code[pc + 4]], regs, base, code, pc)
        return
    imm: int = code[pc + 5]
    if o == op.I8X16_SHUFFLE:
        imm = vector_of(pool[imm], pool[imm + 1])
    count: i64 = OP_NPARAM[o]
    args = [operand(regs, base + code[pc + 2], OP_P0[o])]
    if count >= 2:
        args.append(operand(regs, base + code[pc + 3], OP_P1[o]))
    if count == 3:
        args.append(operand(regs, base + code[pc + 4], OP_P2[o]))
    result = simd.evaluate(o, args, imm)
    at = base + code[pc + 1]
    if OP_RESULT[o] == V128:
        put(regs, at, result)
    else:
        regs[at] = to_signed64(result)


def put(regs: vec[i64], at: i64, value: int) -> None:
    """Let two registers hold a v128."""
    regs[at] = to_signed64(value)
    regs[at + 1] = to_signed64(value >> 64)


def access(o: i64, memory: Memory, regs: vec[i64], base: i64, code: vec[i64], pc: i64) -> None:
    """Execute a load or store."""
    imm = code[pc + 5]
    address = regs[base + code[pc + 2]]
    at = address + (imm & OFFSET) if address >= 0 else -1
    lane: i64 = imm >> LANE_AT
    vector: int = 0
    family: i64 = OP_FAMILY[o]
    if OP_IMM[o] == IMM_MEMARG_LANE or family == FAM_SIMD_STORE:
        vector = operand(regs, base + code[pc + 3], V128)
    n = simd.width(o)
    if family == FAM_SIMD_STORE:
        bulk.store_wide(memory.data, at, n, simd.store(o, vector, lane))
    else:
        put(regs, base + code[pc + 1], simd.load(o, bulk.load_wide(memory.data, at, n), vector, lane))
