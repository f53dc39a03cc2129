"""Atomic instructions on memories that are not shared: one thread sees them, so they are plain accesses.

What remains of them is the order of the checks: an address that is no multiple of the access size traps before one that
lies outside the memory.  Nobody waits on such a memory: ``notify`` wakes nobody, and ``wait`` traps.
"""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats.abi_offsets import TRAP_EXPECTED_SHARED
from zwasmc.bits import shl
from zwasmc.wasm import op as W
from zwasmc.wasm.body import MEMARG_MEMORY, Body
from zwasmc.wasm.op import OP_ALIGN, OP_RESULT
from zwasmc.wasm.types import I64, T_I32, T_I64, T_NONE
from zwasmc.wasm.validate import Checker
from zwasmc.zir.fold import fold_binary, fold_select
from zwasmc.zir.ops import ALIGNED, ALIGNED_OFFSET, RESULT_TYPE
from zwasmc.zir.ssa import Builder
from zwasmc.zir.straight import Straight

# The loads, the stores and each of the read-modify-write operations come as a group: i32, i64, i32 with 8 and 16 bits,
# i64 with 8, 16 and 32 bits.
GROUP: Final = 7
LOADS: Final = bytes(
    [W.I32_LOAD, W.I64_LOAD, W.I32_LOAD8_U, W.I32_LOAD16_U, W.I64_LOAD8_U, W.I64_LOAD16_U, W.I64_LOAD32_U]
)
STORES: Final = bytes(
    [W.I32_STORE, W.I64_STORE, W.I32_STORE8, W.I32_STORE16, W.I64_STORE8, W.I64_STORE16, W.I64_STORE32]
)
# What combines the old value with the operand, by group, from add on.
ARITHMETIC: Final = bytes([W.I32_ADD, W.I32_SUB, W.I32_AND, W.I32_OR, W.I32_XOR])
ARITHMETIC64: Final = W.I64_ADD - W.I32_ADD


@final
class Atomics:
    """Lowers atomic instructions after their type rule."""

    def __init__(self, builder: Builder, straight: Straight) -> None:
        self.builder: Final = builder
        self.straight: Final = straight
        self.checker: Final[Checker] = builder.checker
        self.body: Final[Body] = builder.body

    def lower(self, op: i64, imm: i64, pos: i64) -> None:
        """Lower one instruction after its type rule."""
        if op == W.ATOMIC_FENCE:
            return
        sv = self.checker.sv
        p = self.checker.sp
        if OP_RESULT[op]:
            p -= 1
        a = sv[p]
        self.align(op, imm, a, pos)
        if op == W.MEMORY_ATOMIC_WAIT32 or op == W.MEMORY_ATOMIC_WAIT64:
            self.builder.f.add(W.UNREACHABLE, T_NONE, -1, -1, -1, TRAP_EXPECTED_SHARED, pos)
            self.builder.close_block()
        elif op == W.MEMORY_ATOMIC_NOTIFY:
            self.load(W.I32_LOAD, imm, a, pos)
            sv[p] = self.builder.rows.const32(0, pos)
        else:
            value = self.access(op, imm, a, sv[p + 1], sv[p + 2], pos)
            if OP_RESULT[op]:
                sv[p] = value

    def align(self, op: i64, cell: i64, a: i64, pos: i64) -> None:
        """Emit the check that the effective address is a multiple of the access size, unless that is known."""
        builder = self.builder
        mask = shl(1, OP_ALIGN[op]) - 1
        offset = self.checker.memarg_offset(cell) & mask
        f = builder.f
        known = f.op[a] == W.I32_CONST or f.op[a] == W.I64_CONST
        if mask == 0 or (known and (f.imm[a] + offset) & mask == 0):
            return
        builder.rows.pure(ALIGNED, T_NONE, a, -1, -1, mask | offset << ALIGNED_OFFSET, pos)

    def load(self, op: i64, cell: i64, a: i64, pos: i64) -> i64:
        """Emit the plain load ``op``."""
        offset = self.straight.reach(op, cell, a, pos)
        return self.builder.rows.load(op, RESULT_TYPE[op], a, cell >> MEMARG_MEMORY, offset, pos)

    def access(self, op: i64, cell: i64, a: i64, y: i64, z: i64, pos: i64) -> i64:
        """Emit a load, a store (of ``y``) or a read-modify-write (by ``y``, and for cmpxchg ``z``) at ``a``."""
        number = op - W.I32_ATOMIC_LOAD
        group = number // GROUP
        width = number % GROUP
        rows = self.builder.rows
        store: i64 = STORES[width]
        memory = cell >> MEMARG_MEMORY
        if group == 1:
            rows.store(store, a, y, memory, self.straight.reach(store, cell, a, pos), pos)
            return -1
        old = self.load(LOADS[width], cell, a, pos)
        if group == 0:
            return old
        wide = OP_RESULT[op] == I64
        if op >= W.I32_ATOMIC_RMW_CMPXCHG:
            # Where it differs the old value is written back, which nobody can tell.
            expected = self.narrow(op, y, wide, pos)
            same = fold_binary(rows, W.I64_EQ if wide else W.I32_EQ, old, expected, pos)
            y = fold_select(rows, T_I64 if wide else T_I32, z, old, same, pos)
        elif op < W.I32_ATOMIC_RMW_XCHG:
            kind: i64 = ARITHMETIC[group - 2]
            y = fold_binary(rows, kind + ARITHMETIC64 if wide else kind, old, y, pos)
        rows.store(store, a, y, memory, self.straight.reach(store, cell, a, pos), pos)
        return old

    def narrow(self, op: i64, x: i64, wide: bool, pos: i64) -> i64:
        """Return the low bits of ``x`` that an access of less than its type compares."""
        bits = shl(8, OP_ALIGN[op])
        rows = self.builder.rows
        if wide:
            return x if bits == 64 else fold_binary(rows, W.I64_AND, x, rows.const64(shl(1, bits) - 1, pos), pos)
        return x if bits == 32 else fold_binary(rows, W.I32_AND, x, rows.const32(shl(1, bits) - 1, pos), pos)
