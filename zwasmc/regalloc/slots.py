"""Spill slots: values whose intervals do not meet share a slot."""

from __future__ import annotations

from typing import final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.regalloc.api import NOWHERE, REMAT
from zwasmc.regalloc.state import HOME_IN, HOME_SLOT, State
from zwasmc.zir.func import T_V128, grown
from zwasmc.zir.ops import PARAM


@final
class FreeSlots:
    """A queue of free slots, each with the position since which it is free; positions never decrease."""

    def __init__(self) -> None:
        self.head: i64 = 0
        self.tail: i64 = 0
        self.slot: vec[i64] = vec[i64]([0] * 64)
        self.since: vec[i64] = vec[i64]([0] * 64)

    def put(self, slot: i64, since: i64) -> None:
        """Add a slot."""
        n = self.tail
        if n >= len(self.slot):
            self.slot = grown(self.slot, n + 1)
            self.since = grown(self.since, n + 1)
        self.slot[n] = slot
        self.since[n] = since
        self.tail = n + 1

    def newest(self) -> i64:
        """Remove and return the slot that became free last, or -1."""
        if self.tail == self.head:
            return -1
        self.tail = self.tail - 1
        return self.slot[self.tail]

    def oldest(self, before: i64) -> i64:
        """Remove and return a slot that has been free since before a position, or -1."""
        if self.tail == self.head or self.since[self.head] >= before:
            return -1
        self.head = self.head + 1
        return self.slot[self.head - 1]


@final
class Slots:
    """Assigns slots to all values with ``HOME_SLOT`` and replaces value numbers by slots in the allocation."""

    def __init__(self, state: State) -> None:
        self.state: State = state
        self.small: FreeSlots = FreeSlots()
        self.large: FreeSlots = FreeSlots()
        self.bucket: vec[i64] = vec[i64]([-1] * 1024)
        """Per row: the first value whose interval ends there."""
        self.chain: vec[i64] = vec[i64]([-1] * 1024)
        self.until: vec[i64] = vec[i64]([0] * 1024)

    def run(self, patch: vec[i64], spare: bool) -> None:
        """Colour, then patch moves, operands, definitions and stores; with ``spare``, value ``n`` needs a slot too."""
        state = self.state
        f = state.f
        out = state.out
        home = state.home
        spill = out.spill
        n = f.n
        any_home = False
        v: i64 = 0
        while v < n:
            spill[v] = -1
            if home[v] != 0:
                any_home = True
            v += 1
        if any_home:
            self.colour()
        if spare:
            out.nslots = (out.nslots + 1) // 2 * 2 + 2
        extra = out.nslots - 2
        m: i64 = 0
        while m < out.nmv:
            src = out.mv_src[m]
            if src < 0 and src != REMAT:
                out.mv_src[m] = self.place(-1 - src, extra)
            dst = out.mv_dst[m]
            if dst < 0:
                out.mv_dst[m] = self.place(-1 - dst, extra)
            m += 1
        k: i64 = 0
        while k < len(patch):
            i = patch[k] >> 2
            j = patch[k] & 3
            if j == 0:
                out.r0[i] = self.place(-1 - out.r0[i], extra)
            elif j == 1:
                out.r1[i] = self.place(-1 - out.r1[i], extra)
            elif j == 2:
                out.r2[i] = self.place(-1 - out.r2[i], extra)
            else:
                out.r3[i] = self.place(-1 - out.r3[i], extra)
            k += 1
        self.block_stores()

    def place(self, v: i64, extra: i64) -> i64:
        """Return the memory location of value ``v``."""
        state = self.state
        if v >= state.f.n:
            return -1 - extra
        if state.home[v] == HOME_IN:
            return state.out.rd[v]
        return -1 - state.out.spill[v]

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
            self.until = grown(self.until, n + 1)
            size: i64 = len(self.bucket)
            while old < size:
                self.bucket[old] = -1
                old += 1
        bucket = self.bucket
        chain = self.chain
        until = self.until
        self.small.head = 0
        self.small.tail = 0
        self.large.head = 0
        self.large.tail = 0
        end = state.live.end
        nslots: i64 = 0
        v: i64 = 0
        while v < n:
            if home[v] == HOME_SLOT:
                stop = end[v]
                large = f.ty[v] == T_V128
                free = self.large if large else self.small
                if f.op[v] == PARAM and out.rd[v] < 0:
                    stop = self.last_write(v, stop)
                    slot = free.oldest(self.first_write(v))
                else:
                    slot = free.newest()
                if slot < 0:
                    if large:
                        nslots = (nslots + 1) // 2 * 2
                    slot = nslots
                    nslots += 2 if large else 1
                out.spill[v] = slot
                if f.op[v] != PARAM and state.live.remat[v] == 0:
                    out.store[v] = slot
                until[v] = stop
                at = stop >> 1
                if at < v:
                    at = v
                if at < n:
                    chain[v] = bucket[at]
                    bucket[at] = v
            w = bucket[v]
            while w >= 0:
                (self.large if f.ty[w] == T_V128 else self.small).put(out.spill[w], until[w])
                w = chain[w]
            bucket[v] = -1
            v += 1
        out.nslots = nslots

    def first_write(self, p: i64) -> i64:
        """Return the first position at which an edge writes the slot of parameter ``p``."""
        live = self.state.live
        b = live.block[p]
        return self.state.f.b_end[self.state.f.e_from[live.pred[live.p_start[b]]]] * 2 - 1

    def last_write(self, p: i64, stop: i64) -> i64:
        """Return the last position at which the slot of parameter ``p`` is read or written."""
        live = self.state.live
        b = live.block[p]
        pos = self.state.f.b_end[self.state.f.e_from[live.pred[live.p_start[b + 1] - 1]]] * 2 - 1
        return pos if pos > stop else stop
