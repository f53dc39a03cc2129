"""Allocation of calls, their results, and returns: operands whose places the calling convention dictates."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.analysis.loops import FAR
from zwasmc.regalloc.api import NOWHERE, OUT, USE_FIXED, CallABI, RegisterFile, in_register
from zwasmc.regalloc.moves import ParallelMoves
from zwasmc.regalloc.rows import RowAllocator
from zwasmc.regalloc.state import HOME_SLOT, State
from zwasmc.zir.ops import RESULT

MANY_RESULTS: Final = 40
"""Above this number the results of a call that lie in memory move to slots at once, so that a loop can do it."""


@final
class CallAllocator:
    """Allocates call-like rows, RESULT rows and RETURN rows on a shared ``State``."""

    def __init__(self, target: RegisterFile, state: State, moves: ParallelMoves, rows: RowAllocator) -> None:
        self.target: RegisterFile = target
        self.state: State = state
        self.moves: ParallelMoves = moves
        self.rows: RowAllocator = rows
        self.abi: CallABI = CallABI()
        self.scratch_int: i64 = target.scratch(0)
        self.scratch_vec: i64 = target.scratch(1)

    def where(self, v: i64, wish: i64) -> i64:
        """Return a location from which ``v`` can be read, its register ``wish`` if it is there."""
        state = self.state
        mask = state.regs[v]
        if mask == 0:
            return state.source(v)
        klass = state.klass(v)
        if in_register(wish) and mask & state.bit[wish] != 0:
            return wish
        return klass * 32 + state.low(mask)

    def call(self, i: i64, row: i64) -> None:
        """Allocate a call: arguments and operands move at once, then nothing stays in registers."""
        state = self.state
        f = state.f
        out = state.out
        abi = self.abi
        moves = self.moves
        self.target.describe_call(f, state.sel, i, abi)
        self.rows.start(i, row, 0)
        lock = state.lock
        base = f.b[i]
        count = f.c[i]
        k: i64 = 0
        while k < count:
            v = f.pool[base + k]
            state.advance(v, i * 2)
            loc = abi.arg_loc[k]
            if in_register(loc):
                lock[loc >> 5] = lock[loc >> 5] | state.bit[loc]
            moves.add(self.where(v, loc), loc, v, state.klass(v))
            k += 1
        k = 0
        while k < self.rows.count:
            if self.rows.val[k] >= 0:
                c = (self.rows.con[k] & 0xFF) - USE_FIXED
                moves.add(self.where(self.rows.val[k], c), c, self.rows.val[k], c >> 5)
                lock[c >> 5] = lock[c >> 5] | state.bit[c]
                self.rows.loc[k] = c
            k += 1
        moves.resolve(out)
        out.mv_end[i] = out.nmv
        self.rows.record(i)
        k = 0
        while k < 2:
            mask = state.used[k]
            while mask != 0:
                state.drop(k * 32 + state.low(mask))
                mask &= mask - 1
            k += 1
        call = state.live.next_call[i]
        state.call = call * 2 if call < FAR else call
        self.results(i)

    def results(self, i: i64) -> None:
        """Define the results of call ``i`` that come in registers."""
        state = self.state
        f = state.f
        abi = self.abi
        if f.ty[i] != 0 and abi.nresults > 0:
            self.rows.define(i, abi.result_loc[0])
        j = i + 1
        while j < f.n and f.op[j] == RESULT:
            loc = abi.result_loc[f.imm[j]]
            if loc < OUT:
                self.rows.define(j, loc)
            j += 1

    def result(self, i: i64) -> None:
        """Allocate a RESULT row: fetch it if it lies in the result area, one of many into its slot."""
        state = self.state
        out = state.out
        loc = self.abi.result_loc[state.f.imm[i]]
        if loc >= OUT:
            out.rd[i] = NOWHERE
            if state.live.use[i] != 0 and self.abi.nresults > MANY_RESULTS:
                scratch = self.scratch_vec if state.klass(i) != 0 else self.scratch_int
                state.home[i] = HOME_SLOT
                out.add_move(loc, scratch, i)
                out.add_move(scratch, -1 - i, i)
            elif state.live.use[i] != 0:
                klass = state.klass(i)
                r = state.take_or_fail(klass, 0, state.wish(i), i)
                out.add_move(loc, r, i)
                self.rows.define(i, r)
        out.mv_end[i] = out.nmv

    def leave(self, i: i64) -> None:
        """Allocate a RETURN row: move the results to where the caller expects them."""
        state = self.state
        f = state.f
        abi = state.live.returns
        base = f.b[i]
        k: i64 = 0
        while k < f.c[i]:
            v = f.pool[base + k]
            loc = abi.arg_loc[k]
            state.advance(v, i * 2)
            self.moves.add(self.where(v, loc), loc, v, state.klass(v))
            k += 1
        self.moves.resolve(state.out)
        state.out.mv_end[i] = state.out.nmv
