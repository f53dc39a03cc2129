"""Rows as they are made: value numbering of pure operations, and constants.

A row in the table dominates the current point.  The builder remembers positions of the log and forgets what was
inserted after one when control flow joins.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.wasm.op import F32_CONST, F64_CONST, I32_CONST, I64_CONST, REF_NULL, V128_CONST
from zwasmc.zir.func import T_F32, T_F64, T_I32, T_I64, T_REF, Func
from zwasmc.zir.ops import BOUNDS

MAX_TABLE: Final = 0x10000


@final
class Rows:
    """Makes rows in ``f``; with ``share`` off every row is new."""

    def __init__(self, share: bool) -> None:
        self.share: Final = share
        self.f: Func = Func()
        # Open addressing; entries are row + 1, and the log holds the filled cells in order.
        self.table: vec[i64] = vec[i64]([0] * 256)
        self.mask: i64 = 255
        self.log: vec[i64] = vec[i64]([0] * 256)
        self.nlog: i64 = 0

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
        self.mask = size - 1

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
        while True:
            r = table[i]
            if r == 0:
                break
            r -= 1
            if f.a[r] == a and f.op[r] == op and f.imm[r] == imm and f.b[r] == b and f.c[r] == c:
                return r
            i = (i + 1) & mask
        r = f.add(op, ty, a, b, c, imm, pos)
        n = self.nlog
        if n * 2 < mask:
            table[i] = r + 1
            self.log[n] = i
            self.nlog = n + 1
        return r

    def bounds(self, a: i64, memory: i64, extent: i64, pos: i64) -> None:
        """Emit a bounds check unless one that covers it dominates this point."""
        f = self.f
        if not self.share:
            f.add(BOUNDS, 0, a, -1, memory, extent, pos)
            return
        h = a * 0x9E3779B1 + memory * 0x27D4EB2F + 0x605
        h ^= h >> 15
        table = self.table
        mask = self.mask
        i = h & mask
        while True:
            r = table[i]
            if r == 0:
                break
            r -= 1
            if f.op[r] == BOUNDS and f.a[r] == a and f.c[r] == memory and f.imm[r] >= extent:
                return
            i = (i + 1) & mask
        r = f.add(BOUNDS, 0, a, -1, memory, extent, pos)
        n = self.nlog
        if n * 2 < mask:
            table[i] = r + 1
            self.log[n] = i
            self.nlog = n + 1

    def forget(self, to: i64) -> None:
        """Drop table entries back to log position ``to``."""
        table = self.table
        log = self.log
        n = self.nlog
        while n > to:
            n -= 1
            table[log[n]] = 0
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
        p = self.f.add_pool(2)
        self.f.pool[p] = 0
        self.f.pool[p + 1] = 0
        return self.f.add(V128_CONST, ty, -1, -1, -1, p, pos)
