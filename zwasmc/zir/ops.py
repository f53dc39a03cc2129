"""ZIR operations: WebAssembly's own numbers plus pseudo operations from 0x600, and tables indexed by them.

``a``, ``b``, ``c``, ``imm`` of the irregular rows:

========================  =====================================================================================
PARAM                     imm = index in the block
RESULT                    a = call row, imm = k >= 1: its k-th result; right after the call (result 0 is the call)
SLOT_GET / SLOT_SET (a)   imm = local index; only in functions whose locals live in frame slots
SLOT_ZERO                 imm = first local | their number << 32: these get the default value
POLL                      interruption point
BOUNDS (a)                traps if address + imm > bytes of memory c
ALIGNED (a)               traps unless (address + imm >> ALIGNED_OFFSET) & imm is 0; imm has the mask in its low bits
F32_CANON / F64_CANON     a, with every NaN made the canonical one
BR / BR_IF / BR_TABLE     BR_IF a = condition, edges [nonzero, zero]; BR_TABLE a = index, pool[b .. b+c) = edge ordinals
RETURN                    pool[b .. b+c) = results
UNREACHABLE               imm = trap code
CALL                      imm = function, pool[b .. b+c) = arguments
CALL_INDIRECT             a = element, imm = type | table << 32, pool[b .. b+c) = arguments
SELECT                    a if c is nonzero, else b
loads, stores             a = address, b = value, imm = offset, c = memory
accesses of one lane      the same with b = vector, imm = offset | lane << LANE_AT
constants                 imm = bits (i32, f32 zero-extended, i64, f64 signed); v128: imm = pool offset of two cells
i8x16.shuffle             imm = pool offset of two cells, which hold the 16 lane numbers
lanes                     imm = lane
========================  =====================================================================================
"""

from __future__ import annotations

from typing import Final

from zwasmc.wasm.op import (
    ADDR,
    BR,
    BR_IF,
    BR_TABLE,
    CALL,
    CALL_INDIRECT,
    EFFECT_CALL,
    EFFECT_STORE,
    EFFECT_TERMINATOR,
    EFFECT_TRAP,
    IMM_MEMARG,
    IMM_MEMARG_LANE,
    NOP,
    NUM_OPS,
    OP_EFFECTS,
    OP_IMM,
    OP_NAME,
    OP_NPARAM,
    OP_P0,
    OP_P1,
    OP_P2,
    OP_RESULT,
    REF_EQ,
    REF_FUNC,
    REF_IS_NULL,
    REF_NULL,
    RETURN,
    SELECT,
    UNREACHABLE,
)
from zwasmc.wasm.types import T_F32, T_F64, T_I32, T_NONE, T_REF, machine_type

PARAM: Final = 0x600
RESULT: Final = 0x601
SLOT_GET: Final = 0x602
SLOT_SET: Final = 0x603
POLL: Final = 0x604
BOUNDS: Final = 0x605
F32_CANON: Final = 0x606
F64_CANON: Final = 0x607
ALIGNED: Final = 0x608
SLOT_ZERO: Final = 0x609
NUM_ZIR_OPS: Final = 0x610

# The immediate of a memory access: the offset, and above it the lane.
OFFSET: Final = 0xFFFFFFFFFFFF
LANE_AT: Final = 48

# The immediate of ALIGNED: the mask, and above it what is added to the address.
ALIGNED_OFFSET: Final = 8

# ZIR_USES: which fields of a row name values; USE_POOL: pool[b .. b+c) does.
USE_A: Final = 1
USE_B: Final = 2
USE_C: Final = 4
USE_POOL: Final = 8

PSEUDO_NAMES: Final = tuple(
    "param result slot.get slot.set poll bounds f32.canon f64.canon aligned slot.zero".split()
)


def _uses(op: int) -> int:
    if op >= NUM_OPS:
        return USE_A if op in (RESULT, SLOT_SET, BOUNDS, ALIGNED, F32_CANON, F64_CANON) else 0
    if op == CALL or op == RETURN:
        return USE_POOL
    if op == CALL_INDIRECT:
        return USE_A | USE_POOL
    if op == BR_IF or op == BR_TABLE:
        return USE_A
    if op == SELECT:
        return USE_A | USE_B | USE_C
    if op in (BR, UNREACHABLE):
        return 0
    name = OP_NAME[op]
    if name == "global.set":
        return USE_A
    n = OP_NPARAM[op]
    return (0, USE_A, USE_A | USE_B, USE_A | USE_B | USE_C)[n] if n <= 3 else 0


def _keep(op: int) -> int:
    if op >= NUM_OPS:
        return 1 if op in (SLOT_SET, SLOT_ZERO, POLL, BOUNDS, ALIGNED) else 0
    return 1 if OP_EFFECTS[op] & (EFFECT_TRAP | EFFECT_STORE | EFFECT_CALL | EFFECT_TERMINATOR) or op == BR_IF else 0


ZIR_USES: Final = bytes([_uses(op) for op in range(NUM_ZIR_OPS)])
# 1: the row must stay even if its value is not used.
ZIR_KEEP: Final = bytes([_keep(op) for op in range(NUM_ZIR_OPS)])

# Machine type of the result of an operation whose types are fixed.
RESULT_TYPE: Final = bytes([machine_type(t) for t in OP_RESULT])


def op_name(op: int) -> str:
    """Return the text name of a ZIR operation."""
    if NUM_OPS <= op < NUM_OPS + len(PSEUDO_NAMES):
        return PSEUDO_NAMES[op - NUM_OPS]
    return (OP_NAME[op] if 0 <= op < NUM_OPS else "") or f"op{op:#x}"


def is_terminator(op: int) -> bool:
    """True if ``op`` ends a block."""
    return op in (BR, BR_IF, BR_TABLE, RETURN, UNREACHABLE)


def is_memory_access(op: int) -> bool:
    """True for loads and stores (c = memory, imm = offset)."""
    return op < NUM_OPS and OP_IMM[op] in (IMM_MEMARG, IMM_MEMARG_LANE)


def machine_signature(op: int) -> tuple[list[int], int] | None:
    """Return operand types (T_NONE: any) and result type (-1: any) of a row without pool operands, or None."""
    if op in (F32_CANON, F64_CANON):
        t = T_F32 if op == F32_CANON else T_F64
        return [t], t
    if op in (SLOT_SET, BOUNDS, ALIGNED):
        return [T_NONE], T_NONE
    if op in (POLL, SLOT_ZERO):
        return [], T_NONE
    if op == SELECT:
        return [T_NONE, T_NONE, T_I32], -1
    if op in (BR_IF, BR_TABLE):
        return [T_I32], T_NONE
    if op in (NOP, BR, UNREACHABLE):
        return [], T_NONE
    if op in (REF_NULL, REF_FUNC):
        return [], T_REF
    if op == REF_IS_NULL:
        return [T_REF], T_I32
    if op == REF_EQ:
        return [T_REF, T_REF], T_I32
    if op >= NUM_OPS or op in (RETURN, CALL, CALL_INDIRECT) or OP_NPARAM[op] > 3:
        return None
    if OP_NAME[op].startswith(("global.", "table.")):
        return None
    params = [machine_type(table[op]) for table in (OP_P0, OP_P1, OP_P2)[: OP_NPARAM[op]]]
    result = OP_RESULT[op]
    return params, -1 if result == ADDR else machine_type(result)
