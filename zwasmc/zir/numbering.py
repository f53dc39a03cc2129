"""Rows as they are made: value numbering of pure operations, loads and globals, and constants.

A row in the table dominates the current point.  The builder remembers positions of the log and forgets what was
entered after one when control flow joins: the cells get back what they held.  A key has one cell, its last row takes
it.

An earlier load or store of the same address gives a load's value unless memory may have changed since.  Rows are
numbered in source order, so what lies between two of them includes every path from one to the other, but for loops:
``floor`` is the last loop head or call, and only the stores after it need a look.  Those with the same base and other
bytes do not matter.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown, shl
from zwasmc.wasm.op import (
    F32_CONST,
    F64_CONST,
    F64_LOAD,
    GLOBAL_GET,
    GLOBAL_SET,
    I32_CONST,
    I32_LOAD,
    I32_LOAD8_S,
    I32_LOAD8_U,
    I32_LOAD16_S,
    I32_LOAD16_U,
    I32_STORE,
    I64_CONST,
    I64_EXTEND_I32_U,
    I64_LOAD8_S,
    I64_LOAD8_U,
    I64_LOAD16_S,
    I64_LOAD16_U,
    I64_LOAD32_S,
    I64_LOAD32_U,
    OP_ALIGN,
    REF_NULL,
    V128_CONST,
)
from zwasmc.wasm.types import T_F32, T_F64, T_I32, T_I64, T_REF
from zwasmc.zir.func import Func
from zwasmc.zir.ops import BOUNDS, OFFSET

MAX_TABLE: Final = 0x10000
# How many cells after the first are looked at; a new row takes the last of them if none fits.
PROBES: Final = 64
RECENT: Final = 8
PAIRS: Final = 64
# From a load of a whole value to the store.
STORE_OF: Final = I32_STORE - I32_LOAD


@final
class Rows:
    """Makes rows in ``f``; with ``share`` off every row is new."""

    def __init__(self, share: bool, num_globals: i64, num_imported: i64) -> None:
        self.share: Final = share
        self.num_imported: Final[i64] = num_imported
        self.f: Func = Func()
        # Open addressing; entries are row + 1, and the log holds the cells that changed and what they held, in order.
        self.table: vec[i64] = vec[i64]([0] * 256)
        self.mask: i64 = 255
        self.log: vec[i64] = vec[i64]([0] * 256)
        self.held: vec[i64] = vec[i64]([0] * 256)
        self.nlog: i64 = 0
        self.floor: i64 = 0
        # The last stores after the floor, as a ring, and their number.
        self.stores: vec[i64] = vec[i64]([0] * RECENT)
        self.nstores: i64 = 0
        # The last load that was made and not found.
        self.fresh: i64 = -1
        # Pool offsets of pairs of cells, the function's number (the era's) above them, by a hash of the pair.
        self.pairs: vec[i64] = vec[i64]([0] * PAIRS)
        # Per global the era and row of the last assignment; imported globals, which may be the same one, share a cell.
        self.era: i64 = 0
        self.assigned: vec[i64] = vec[i64]([0] * (num_globals + 1))

    def start(self, f: Func, instructions: i64) -> None:
        """Begin a function of so many instructions."""
        self.forget(0)
        self.f = f
        size: i64 = 256
        while size < instructions * 2 and size < MAX_TABLE:
            size *= 2
        if size > len(self.table):
            self.table = grown(self.table, size)
            self.log = grown(self.log, size)
            self.held = grown(self.held, size)
        self.mask = size - 1
        self.era += 0x100000000
        self.barrier()

    def pure(self, op: i64, ty: i64, a: i64, b: i64, c: i64, imm: i64, pos: i64) -> i64:
        """Return the row of a pure operation: an equal one that dominates this point, or a new one."""
        f = self.f
        if not self.share:
            return f.add(op, ty, a, b, c, imm, pos)
        h = op * 0x2545F491 + a * 0x9E3779B1 + b * 0x85EBCA77 + c * 0x27D4EB2F + imm * 0x165667B1
        h ^= h >> 15
        table = self.table
        mask = self.mask
        i = (h ^ (h >> 7)) & mask
        last = i + PROBES
        while True:
            r = table[i & mask]
            if r == 0:
                break
            r -= 1
            if f.a[r] == a and f.op[r] == op and f.imm[r] == imm and f.b[r] == b and f.c[r] == c:
                return r
            if i == last:
                break
            i += 1
        r = f.add(op, ty, a, b, c, imm, pos)
        self.enter(i & mask, r)
        return r

    def enter(self, i: i64, row: i64) -> None:
        """Let cell ``i`` hold a row, unless the table is full."""
        n = self.nlog
        if n * 2 < self.mask:
            self.log[n] = i
            self.held[n] = self.table[i]
            self.table[i] = row + 1
            self.nlog = n + 1

    def bounds(self, a: i64, memory: i64, extent: i64, pos: i64) -> None:
        """Emit a bounds check unless one that covers it dominates this point."""
        f = self.f
        if not self.share:
            f.add(BOUNDS, 0, a, -1, memory, extent, pos)
            return
        h = a * 0x9E3779B1 + memory * 0x27D4EB2F + BOUNDS
        h ^= h >> 15
        table = self.table
        mask = self.mask
        i = h & mask
        last = i + PROBES
        while True:
            r = table[i & mask]
            if r == 0:
                break
            r -= 1
            if f.op[r] == BOUNDS and f.a[r] == a and f.c[r] == memory:
                if f.imm[r] >= extent:
                    return
                break
            if i == last:
                break
            i += 1
        self.enter(i & mask, f.add(BOUNDS, 0, a, -1, memory, extent, pos))

    def barrier(self) -> None:
        """Note that anything may happen to memory and globals here, or that a loop begins."""
        self.floor = self.f.n
        self.nstores = 0
        self.fresh = -1

    def load(self, op: i64, ty: i64, a: i64, memory: i64, offset: i64, pos: i64) -> i64:
        """Return the value of a load."""
        f = self.f
        if not self.share:
            return f.add(op, ty, a, -1, memory, offset, pos)
        i = self.cell(op, a, memory, offset)
        r = self.table[i] - 1
        if r >= self.floor and f.a[r] == a and f.imm[r] == offset and f.c[r] == memory:
            found = f.op[r]
            if (found == op or (found == op + STORE_OF and op <= F64_LOAD)) and self.intact(r, op):
                self.fresh = -1
                return r if found == op else f.b[r]
        r = f.add(op, ty, a, -1, memory, offset, pos)
        self.fresh = r
        self.enter(i, r)
        return r

    def cell(self, op: i64, a: i64, memory: i64, offset: i64) -> i64:
        """Return the cell of what a load of some address would give, free or not."""
        f = self.f
        h = op * 0x2545F491 + a * 0x9E3779B1 + offset * 0x165667B1
        h ^= h >> 15
        mask = self.mask
        i = (h ^ (h >> 7)) & mask
        last = i + PROBES
        table = self.table
        while i < last:
            r = table[i & mask] - 1
            if r < 0:
                break
            if f.a[r] == a and f.imm[r] == offset and f.c[r] == memory:
                found = f.op[r]
                if found == op or (found == op + STORE_OF and op <= F64_LOAD):
                    break
            i += 1
        return i & mask

    def intact(self, row: i64, op: i64) -> bool:
        """Tell whether no store after ``row``, a load or store that is not below the floor, touches its bytes."""
        f = self.f
        a = f.a[row]
        start = f.imm[row]
        end = start + shl(1, OP_ALIGN[op])
        memory = f.c[row]
        n = self.nstores
        seen: i64 = 0
        while n > 0:
            n -= 1
            s = self.stores[n & (RECENT - 1)]
            if s <= row:
                return True
            seen += 1
            if seen == RECENT or f.a[s] != a or f.c[s] != memory:
                return False
            at = f.imm[s] & OFFSET
            if at < end and start < at + shl(1, OP_ALIGN[f.op[s]]):
                return False
        return True

    def store(self, op: i64, a: i64, value: i64, memory: i64, offset: i64, pos: i64) -> None:
        """Make a store."""
        f = self.f
        r = f.add(op, 0, a, value, memory, offset, pos)
        if not self.share:
            return
        n = self.nstores
        self.stores[n & (RECENT - 1)] = r
        self.nstores = n + 1
        if op <= F64_LOAD + STORE_OF:
            self.enter(self.cell(op - STORE_OF, a, memory, offset), r)

    def extended(self, op: i64, x: i64) -> i64:
        """Return the 64-bit load that does what ``op``, an extension, does to the load just made; -1 if there is none.

        The caller knows that nothing else uses ``x``.
        """
        if x != self.fresh:
            return -1
        load = self.f.op[x]
        wide: i64 = 0
        if load == I32_LOAD:
            wide = I64_LOAD32_U if op == I64_EXTEND_I32_U else I64_LOAD32_S
        elif load == I32_LOAD8_U:
            wide = I64_LOAD8_U
        elif load == I32_LOAD16_U:
            wide = I64_LOAD16_U
        elif op != I64_EXTEND_I32_U:
            if load == I32_LOAD8_S:
                wide = I64_LOAD8_S
            elif load == I32_LOAD16_S:
                wide = I64_LOAD16_S
        if wide == 0:
            return -1
        # It was entered last, if it was, as the load that it is no longer.
        n = self.nlog
        if n > 0 and self.table[self.log[n - 1]] == x + 1:
            self.forget(n - 1)
        self.f.op[x] = wide
        self.f.ty[x] = T_I64
        self.fresh = -1
        return x

    def global_get(self, x: i64, ty: i64, pos: i64) -> i64:
        """Return the value of a mutable global."""
        f = self.f
        if not self.share:
            return f.add(GLOBAL_GET, ty, -1, -1, -1, x, pos)
        floor = self.assigned[x if x >= self.num_imported else len(self.assigned) - 1] - self.era
        if floor < self.floor:
            floor = self.floor
        i = self.global_cell(x)
        r = self.table[i] - 1
        if r >= floor and f.imm[r] == x:
            if f.op[r] == GLOBAL_GET:
                return r
            if f.op[r] == GLOBAL_SET:
                return f.a[r]
        r = f.add(GLOBAL_GET, ty, -1, -1, -1, x, pos)
        self.enter(i, r)
        return r

    def global_set(self, x: i64, value: i64, pos: i64) -> None:
        """Assign a global."""
        r = self.f.add(GLOBAL_SET, 0, value, -1, -1, x, pos)
        if self.share:
            self.assigned[x if x >= self.num_imported else len(self.assigned) - 1] = self.era + r
            self.enter(self.global_cell(x), r)

    def global_cell(self, x: i64) -> i64:
        """Return the cell of a mutable global, free or not."""
        f = self.f
        table = self.table
        mask = self.mask
        i = (x * 0x9E3779B1 + GLOBAL_GET) & mask
        last = i + PROBES
        while i < last:
            r = table[i & mask] - 1
            if r < 0 or (f.imm[r] == x and (f.op[r] == GLOBAL_GET or f.op[r] == GLOBAL_SET)):
                break
            i += 1
        return i & mask

    def forget(self, to: i64) -> None:
        """Undo what was entered since log position ``to``."""
        table = self.table
        log = self.log
        held = self.held
        n = self.nlog
        while n > to:
            n -= 1
            table[log[n]] = held[n]
        self.nlog = n

    def const32(self, bits: i64, pos: i64) -> i64:
        """Return an i32 constant."""
        return self.pure(I32_CONST, T_I32, -1, -1, -1, bits & 0xFFFFFFFF, pos)

    def const64(self, value: i64, pos: i64) -> i64:
        """Return an i64 constant."""
        return self.pure(I64_CONST, T_I64, -1, -1, -1, value, pos)

    def zero(self, ty: i64, pos: i64) -> i64:
        """Return the default value of a machine type."""
        if ty == T_I32:
            return self.pure(I32_CONST, ty, -1, -1, -1, 0, pos)
        if ty == T_I64:
            return self.pure(I64_CONST, ty, -1, -1, -1, 0, pos)
        if ty == T_F32:
            return self.pure(F32_CONST, ty, -1, -1, -1, 0, pos)
        if ty == T_F64:
            return self.pure(F64_CONST, ty, -1, -1, -1, 0, pos)
        if ty == T_REF:
            return self.pure(REF_NULL, ty, -1, -1, -1, 0, pos)
        return self.pure(V128_CONST, ty, -1, -1, -1, self.pair(0, 0), pos)

    def pair(self, low: i64, high: i64) -> i64:
        """Return the pool offset of two cells with these contents; equal ones are often the same."""
        f = self.f
        h = low * 0x9E3779B1 + high * 0x85EBCA77
        i = (h ^ (h >> 32) ^ (h >> 15)) & (PAIRS - 1)
        p = self.pairs[i] - self.era
        if p >= 0 and self.share and f.pool[p] == low and f.pool[p + 1] == high:
            return p
        p = f.add_pool(2)
        f.pool[p] = low
        f.pool[p + 1] = high
        self.pairs[i] = self.era + p
        return p
