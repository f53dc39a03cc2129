"""Spill slots: values whose intervals do not meet share a slot, and preferably the one of the parameter they become.

Moves on edges that write slots wait until the slots are known, so that a value and the parameter it is passed to can be
in the same one and copies between slots come in the right order.
"""

from __future__ import annotations

from typing import final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.regalloc.api import NOWHERE, REMAT
from zwasmc.regalloc.moves import ParallelMoves
from zwasmc.regalloc.state import HOME_IN, HOME_SLOT, State
from zwasmc.wasm.types import T_V128
from zwasmc.zir.ops import PARAM


@final
class Waiting:
    """Edges whose copies are not put in order yet."""

    def __init__(self) -> None:
        self.nedges: i64 = 0
        self.edge: vec[i64] = vec[i64]([])
        self.end: vec[i64] = vec[i64]([])
        self.count: i64 = 0
        self.src: vec[i64] = vec[i64]([0] * 64)
        self.dst: vec[i64] = vec[i64]([0] * 64)
        self.val: vec[i64] = vec[i64]([0] * 64)

    def clear(self) -> None:
        """Forget the previous function."""
        self.edge = vec[i64]([])
        self.end = vec[i64]([])
        self.count = 0

    def take(self, e: i64, moves: ParallelMoves) -> None:
        """Take over the copies of edge ``e`` from ``moves``."""
        n = self.count
        count = moves.count
        if n + count > len(self.src):
            self.src = grown(self.src, n + count)
            self.dst = grown(self.dst, n + count)
            self.val = grown(self.val, n + count)
        k: i64 = 0
        while k < count:
            self.src[n + k] = moves.src[k]
            self.dst[n + k] = moves.dst[k]
            self.val[n + k] = moves.val[k]
            k += 1
        moves.count = 0
        self.count = n + count
        self.edge = append(self.edge, e)
        self.end = append(self.end, self.count)


@final
class FreeSlots:
    """A stack of free slots; entries of slots that were taken by name are skipped."""

    def __init__(self) -> None:
        self.top: i64 = 0
        self.slot: vec[i64] = vec[i64]([0] * 64)

    def put(self, slot: i64) -> None:
        """Add a slot."""
        n = self.top
        if n >= len(self.slot):
            self.slot = grown(self.slot, n + 1)
        self.slot[n] = slot
        self.top = n + 1

    def get(self, busy: vec[i64]) -> i64:
        """Remove and return a slot that is not busy, or -1."""
        while self.top > 0:
            self.top = self.top - 1
            slot = self.slot[self.top]
            if busy[slot] == 0:
                return slot
        return -1


@final
class Slots:
    """Assigns slots to all values with ``HOME_SLOT`` and replaces value numbers by slots in the allocation."""

    def __init__(self, state: State, moves: ParallelMoves, waiting: Waiting) -> None:
        self.state: State = state
        self.moves: ParallelMoves = moves
        self.waiting: Waiting = waiting
        self.small: FreeSlots = FreeSlots()
        self.large: FreeSlots = FreeSlots()
        self.busy: vec[i64] = vec[i64]([0] * 64)
        self.bucket: vec[i64] = vec[i64]([-1] * 1024)
        """Per row: the first value whose interval ends there."""
        self.chain: vec[i64] = vec[i64]([-1] * 1024)
        self.likes: vec[i64] = vec[i64]([-1] * 1024)
        """Per parameter: the slot of a value passed to it, or -1."""

    def run(self, patch: vec[i64]) -> None:
        """Colour, then patch moves, operands, definitions and stores, and finish the waiting edges."""
        state = self.state
        out = state.out
        home = state.home
        spill = out.spill
        n = state.f.n
        any_home = False
        v: i64 = 0
        while v < n:
            spill[v] = -1
            if home[v] != 0:
                any_home = True
            v += 1
        if any_home:
            self.colour()
        m: i64 = 0
        while m < out.nmv:
            src = out.mv_src[m]
            if src < 0 and src != REMAT:
                out.mv_src[m] = self.place(-1 - src)
            dst = out.mv_dst[m]
            if dst < 0:
                out.mv_dst[m] = self.place(-1 - dst)
            m += 1
        k: i64 = 0
        while k < len(patch):
            i = patch[k] >> 2
            j = patch[k] & 3
            if j == 0:
                out.r0[i] = self.place(-1 - out.r0[i])
            elif j == 1:
                out.r1[i] = self.place(-1 - out.r1[i])
            elif j == 2:
                out.r2[i] = self.place(-1 - out.r2[i])
            else:
                out.r3[i] = self.place(-1 - out.r3[i])
            k += 1
        self.finish_edges()
        self.block_stores()

    def finish_edges(self) -> None:
        """Put the copies of the waiting edges in order."""
        state = self.state
        out = state.out
        moves = self.moves
        waiting = self.waiting
        spare = (out.nslots + 1) // 2 * 2
        moves.reserve(spare + 2, spare)
        m: i64 = 0
        k: i64 = 0
        while k < len(waiting.edge):
            e = waiting.edge[k]
            last = waiting.end[k]
            out.em_start[e] = out.nmv
            while m < last:
                v = waiting.val[m]
                src = waiting.src[m]
                if src < 0 and src != REMAT:
                    src = self.place(-1 - src)
                dst = waiting.dst[m]
                if dst < 0:
                    dst = self.place(-1 - dst)
                moves.add(src, dst, v, state.klass(v))
                m += 1
            moves.resolve(out)
            out.em_end[e] = out.nmv
            k += 1
        if moves.spare_used:
            out.nslots = spare + 2

    def place(self, v: i64) -> i64:
        """Return the memory location of value ``v``."""
        state = self.state
        if state.home[v] == HOME_IN:
            return state.out.rd[v]
        return -1 - state.out.spill[v]

    def keep_arguments(self, first: i64) -> None:
        """Let the parameters of the block that starts at row ``first`` take over the slots of their arguments."""
        state = self.state
        p = first
        last = first + state.f.b_nparams[state.live.block[first]]
        while p < last:
            if state.home[p] == HOME_SLOT:
                slot = self.argument_slot(p)
                if slot >= 0:
                    self.busy[slot] = 1
                    state.out.spill[p] = slot
            p += 1

    def argument_slot(self, p: i64) -> i64:
        """Return the free slot of a value that one of the first few edges passes to parameter ``p``, or -1."""
        state = self.state
        f = state.f
        live = state.live
        b = live.block[p]
        k = live.p_start[b]
        last = live.p_start[b + 1]
        if last > k + 4:
            last = k + 4
        while k < last:
            v = f.pool[f.e_arg[live.pred[k]] + p - f.b_start[b]]
            if v < p and state.home[v] == HOME_SLOT and self.busy[state.out.spill[v]] == 0:
                return state.out.spill[v]
            k += 1
        return -1

    def block_stores(self) -> None:
        """Store spilled parameters at the start of their blocks, and give those without a register their slot."""
        state = self.state
        f = state.f
        out = state.out
        b: i64 = 0
        while b < f.nb:
            out.bs_start[b] = out.nmv
            p = f.b_start[b]
            last = p + f.b_nparams[b]
            while p < last:
                if state.home[p] == HOME_SLOT and f.op[p] == PARAM:
                    slot = out.spill[p]
                    rd = out.rd[p]
                    if rd < 0:
                        out.rd[p] = -1 - slot
                    elif rd != NOWHERE:
                        out.add_move(rd, -1 - slot, p)
                p += 1
            out.bs_end[b] = out.nmv
            b += 1

    def colour(self) -> None:
        """Give every value with ``HOME_SLOT`` a slot, in the order of definitions."""
        state = self.state
        f = state.f
        out = state.out
        home = state.home
        n = f.n
        if n >= len(self.bucket):
            old: i64 = len(self.bucket)
            self.bucket = grown(self.bucket, n + 1)
            self.chain = grown(self.chain, n + 1)
            self.likes = grown(self.likes, n + 1)
            size: i64 = len(self.bucket)
            while old < size:
                self.bucket[old] = -1
                old += 1
        bucket = self.bucket
        chain = self.chain
        self.small.top = 0
        self.large.top = 0
        end = state.live.end
        hint = state.live.hint_val
        likes = self.likes
        nslots: i64 = 0
        v: i64 = 0
        while v < n:
            likes[v] = -1
            v += 1
        v = 0
        while v < n:
            if f.op[v] == PARAM and v == f.b_start[state.live.block[v]]:
                self.keep_arguments(v)
            if home[v] == HOME_SLOT:
                large = f.ty[v] == T_V128
                slot = likes[v]
                p = hint[v]
                if p >= 0 and (slot < 0 or self.busy[slot] != 0):
                    slot = likes[p]
                    if slot < 0 and p < v:
                        slot = out.spill[p]
                if out.spill[v] >= 0:
                    slot = out.spill[v]
                elif slot < 0 or self.busy[slot] != 0:
                    slot = self.large.get(self.busy) if large else self.small.get(self.busy)
                if slot < 0:
                    if large:
                        out.wide = True
                        nslots = (nslots + 1) // 2 * 2
                    slot = nslots
                    nslots += 2 if large else 1
                    if nslots > len(self.busy):
                        self.busy = grown(self.busy, nslots)
                self.busy[slot] = 1
                out.spill[v] = slot
                if p >= 0:
                    likes[p] = slot
                if f.op[v] != PARAM and state.live.remat[v] == 0 and out.rd[v] != NOWHERE:
                    out.store[v] = slot
                at = end[v] >> 1
                if at < v:
                    at = v
                if at < n:
                    chain[v] = bucket[at]
                    bucket[at] = v
            w = bucket[v]
            while w >= 0:
                slot = out.spill[w]
                self.busy[slot] = 0
                if f.ty[w] == T_V128:
                    self.large.put(slot)
                else:
                    self.small.put(slot)
                w = chain[w]
            bucket[v] = -1
            v += 1
        out.nslots = nslots
        v = 0
        while v < nslots:
            self.busy[v] = 0
            v += 1
