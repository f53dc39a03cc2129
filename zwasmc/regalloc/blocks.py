"""What happens between blocks: the registers at a block's entry, and the moves on the edges that lead there.

A block starts with what its hottest forward predecessor leaves behind; the other edges are repaired by moves.  At a
loop head the values used in the loop are put into registers, and the ones that only live through it leave them when the
loop needs the room.
"""

from __future__ import annotations

from typing import final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.analysis.loops import FAR
from zwasmc.bits import grown
from zwasmc.regalloc.api import IN, NOWHERE, OUT, CallABI, RegisterFile, in_register
from zwasmc.regalloc.moves import ParallelMoves
from zwasmc.regalloc.slots import Waiting
from zwasmc.regalloc.state import HOME_IN, HOME_SLOT, State
from zwasmc.zir.ops import PARAM


@final
class Blocks:
    """Entry and exit of blocks on a shared ``State``."""

    def __init__(self, target: RegisterFile, state: State, moves: ParallelMoves, waiting: Waiting) -> None:
        self.target: RegisterFile = target
        self.state: State = state
        self.moves: ParallelMoves = moves
        self.waiting: Waiting = waiting
        self.abi: CallABI = CallABI()
        self.exit_start: vec[i64] = vec[i64]([0] * 128)
        self.exit_end: vec[i64] = vec[i64]([0] * 128)
        self.entry_start: vec[i64] = vec[i64]([0] * 128)
        self.entry_end: vec[i64] = vec[i64]([0] * 128)
        self.nsnap: i64 = 0
        self.snap_reg: vec[i64] = vec[i64]([0] * 1024)
        self.snap_val: vec[i64] = vec[i64]([0] * 1024)
        self.mask: vec[i64] = vec[i64]([0] * 1024)
        """Per value: the registers that hold it in the snapshot being looked at."""
        self.votes: vec[i64] = vec[i64]([0] * 1024)
        """Per value: how many predecessors end with it in a register."""
        self.held_by: vec[i64] = vec[i64]([-1] * 1024)
        """Per value: the last loop that starts with it in a register."""

    def begin(self) -> None:
        """Prepare for a function."""
        f = self.state.f
        if f.nb > len(self.exit_start):
            self.exit_start = grown(self.exit_start, f.nb)
            self.exit_end = grown(self.exit_end, f.nb)
            self.entry_start = grown(self.entry_start, f.nb)
            self.entry_end = grown(self.entry_end, f.nb)
        old: i64 = len(self.mask)
        if f.n > old:
            self.mask = grown(self.mask, f.n)
            self.votes = grown(self.votes, f.n)
            self.held_by = grown(self.held_by, f.n)
        held_by = self.held_by
        v: i64 = 0
        while v < f.n:
            held_by[v] = -1
            v += 1
        self.nsnap = 0
        self.waiting.clear()

    def snapshot(self) -> None:
        """Append the registers' content to the snapshots."""
        state = self.state
        at = self.nsnap
        if at + 64 > len(self.snap_reg):
            self.snap_reg = grown(self.snap_reg, at + 64)
            self.snap_val = grown(self.snap_val, at + 64)
        snap_reg = self.snap_reg
        snap_val = self.snap_val
        k: i64 = 0
        while k < 2:
            mask = state.used[k]
            while mask != 0:
                r = k * 32 + state.low(mask)
                mask &= mask - 1
                snap_reg[at] = r
                snap_val[at] = state.reg_val[r]
                at += 1
            k += 1
        self.nsnap = at

    def close(self, b: i64) -> None:
        """Leave block ``b``: step over its edge arguments, remember its registers, repair its back edges."""
        state = self.state
        f = state.f
        pos = state.block_end
        e = f.b_edge[b]
        last = e + f.b_nedge[b]
        while e < last:
            to = f.e_to[e]
            p = f.b_start[to]
            count = f.b_nparams[to]
            arg = f.e_arg[e]
            k: i64 = 0
            while k < count:
                if f.op[p + k] == PARAM:
                    state.advance(f.pool[arg + k], pos)
                k += 1
            e += 1
        self.exit_start[b] = self.nsnap
        self.snapshot()
        self.exit_end[b] = self.nsnap
        e = f.b_edge[b]
        while e < last:
            if f.e_to[e] <= b:
                self.repair(e)
            e += 1

    def open(self, b: i64) -> None:
        """Enter block ``b``: decide which registers hold what, and repair the forward edges into it."""
        state = self.state
        state.enter(b)
        f = state.f
        live = state.live
        if b == 0:
            self.open_function()
            return
        first = live.p_start[b]
        last = live.p_start[b + 1]
        forward = last
        while forward > first and f.e_from[live.pred[forward - 1]] >= b:
            forward -= 1
        base = live.pred[first]
        if forward - first > 1:
            base = self.vote(b, first, forward)
        else:
            self.load(f.e_from[base])
        if forward < last:
            self.open_loop(b)
        if f.b_nparams[b] > 0:
            self.place_params(b, base)
        self.entry_start[b] = self.nsnap
        self.snapshot()
        if forward < last:
            self.mark_held(b)
        self.entry_end[b] = self.nsnap
        alone = forward - first == 1 and forward == last
        k = first
        while k < forward:
            if alone and f.b_nparams[b] == 0:
                e = live.pred[k]
                state.out.em_start[e] = state.out.nmv
                state.out.em_end[e] = state.out.nmv
            else:
                self.repair(live.pred[k])
            k += 1

    def mark_held(self, b: i64) -> None:
        """Note what the loop that starts at ``b`` expects in registers at each back edge."""
        loop = self.state.loop
        k = self.entry_start[b]
        while k < self.nsnap:
            self.held_by[self.snap_val[k]] = loop
            k += 1

    def open_function(self) -> None:
        """Enter block 0: the parameters are where the calling convention puts them."""
        state = self.state
        f = state.f
        abi = self.abi
        out = state.out
        self.target.describe_entry(f, abi)
        p: i64 = 0
        while p < f.b_nparams[0]:
            out.rd[p] = NOWHERE
            if f.op[p] == PARAM and state.live.use[p] != 0:
                loc = abi.arg_loc[f.imm[p]]
                if loc >= OUT:
                    state.home[p] = HOME_IN
                    loc = IN + loc - OUT
                else:
                    state.hold(loc, p)
                    state.settle(loc, p)
                out.rd[p] = loc
            p += 1
        self.entry_start[0] = self.nsnap
        self.entry_end[0] = self.nsnap

    def load(self, p: i64) -> None:
        """Take over the registers that block ``p`` ends with, as far as the values are still needed."""
        state = self.state
        k = self.exit_start[p]
        last = self.exit_end[p]
        while k < last:
            v = self.snap_val[k]
            if state.lives(v):
                state.hold(self.snap_reg[k], v)
            k += 1

    def vote(self, b: i64, first: i64, last: i64) -> i64:
        """Take over the registers of the best of several predecessors and return the edge from it.

        Values that another predecessor has only in memory stay in a register if enough predecessors hold them.
        """
        state = self.state
        f = state.f
        live = state.live
        votes = self.votes
        cold = live.cold
        best: i64 = live.pred[first]
        best_score: i64 = -1
        hot: i64 = 0
        k = first
        while k < last:
            e = live.pred[k]
            p = f.e_from[e]
            s = self.exit_start[p]
            end = self.exit_end[p]
            score: i64 = 0
            while s < end:
                v = self.snap_val[s]
                if state.lives(v):
                    votes[v] = votes[v] + 1
                    score += 1
                s += 1
            hot += 1
            if cold[p] == 0:
                loop = f.b_loop[p]
                score += 1
                if loop >= 0:
                    score += f.l_depth[loop] * 64
                if live.b_call[p] >= FAR:
                    score += 16
            if score > best_score:
                best_score = score
                best = e
            k += 1
        p = f.e_from[best]
        s = self.exit_start[p]
        end = self.exit_end[p]
        while s < end:
            v = self.snap_val[s]
            if state.lives(v) and state.regs[v] == 0:
                n = votes[v]
                keep = n >= hot
                if not keep and n * 2 >= hot and live.remat[v] == 0:
                    keep = self.worth_keeping(b, v)
                if keep:
                    state.hold(self.snap_reg[s], v)
            s += 1
        k = first
        while k < last:
            p = f.e_from[live.pred[k]]
            s = self.exit_start[p]
            end = self.exit_end[p]
            while s < end:
                votes[self.snap_val[s]] = 0
                s += 1
            k += 1
        return best

    def worth_keeping(self, b: i64, v: i64) -> bool:
        """Say whether a value that only some predecessors of ``b`` hold in a register should be in one."""
        state = self.state
        use = state.next_use(v)
        if use <= state.block_end or use > state.call:
            return use <= state.call
        loop = state.loop
        if loop >= 0 and self.held_by[v] >= loop:
            return True
        if use > state.block_end + 400 and (loop < 0 or use > state.live.loops.last[loop]):
            return False
        return self.reaches(b, use)

    def reaches(self, b: i64, use: i64) -> bool:
        """Say whether a use may be reached from block ``b``, or from one before it, without a call."""
        live = self.state.live
        if use >= FAR:
            return False
        block = live.block[use >> 1]
        return live.loops.calm[block] <= b and live.b_call[block] * 2 >= use

    def survives(self, b: i64, v: i64, last: i64) -> bool:
        """Say whether one of the next uses of ``v`` up to ``last`` may be reached from ``b`` without a call."""
        live = self.state.live
        cell = live.use[v]
        steps: i64 = 0
        while steps < 4 and live.u_pos[cell] <= last:
            if self.reaches(b, live.u_pos[cell]):
                return True
            cell = live.u_next[cell]
            steps += 1
        return False

    def drop_called(self, b: i64, last: i64) -> None:
        """At the head of a loop with calls, give up the values that would not survive until they are used."""
        state = self.state
        klass: i64 = 0
        while klass < 2:
            mask = state.used[klass]
            while mask != 0:
                r = klass * 32 + state.low(mask)
                mask &= mask - 1
                if not self.survives(b, state.reg_val[r], last):
                    state.drop(r)
            klass += 1

    def open_loop(self, b: i64) -> None:
        """Choose what stays in registers around the loop that starts here."""
        state = self.state
        f = state.f
        live = state.live
        loop = f.b_loop[b]
        if live.loops.calls[loop] != 0:
            state.clear()
            return
        last = live.loops.last[loop]
        start = f.b_start[b]
        calls = live.loops.may_call[loop] != 0
        if calls:
            self.drop_called(b, last)
        klass: i64 = 0
        while klass < 2:
            size: i64 = 0
            mask = state.alloc[klass]
            while mask != 0:
                size += 1
                mask &= mask - 1
            pressure = live.press_vec[loop] if klass != 0 else live.press_int[loop]
            through: i64 = 0
            inside: i64 = 0
            missing: i64 = 0
            cell: i64 = 0
            if live.exact:
                cell = live.out[b]
            while cell != 0:
                v = live.l_val[cell]
                if v < start and state.klass(v) == klass:
                    if state.next_use(v) > last:
                        through += 1
                    else:
                        inside += 1
                        if state.regs[v] == 0:
                            missing += 1
                cell = live.l_next[cell]
            if pressure > size:
                self.drop_through(klass, last, size - pressure + through)
            constants = klass != 0 and live.wanted[loop] != 0
            if missing > 0 or constants:
                room = size - self.occupied(b, klass)
                spare = room - (pressure - through - inside)
                if missing > 0:
                    spare -= self.load_missing(b, klass, start, last, spare, calls)
                if constants:
                    self.load_constants(b, loop, last, spare, calls)
            klass += 1

    def occupied(self, b: i64, klass: i64) -> i64:
        """Return how many registers of a class the values at the entry of block ``b`` and its parameters take."""
        state = self.state
        f = state.f
        count: i64 = 0
        p = f.b_start[b]
        last = p + f.b_nparams[b]
        while p < last:
            if f.op[p] == PARAM and state.live.use[p] != 0 and state.klass(p) == klass:
                count += 1
            p += 1
        mask = state.used[klass]
        while mask != 0:
            count += 1
            mask &= mask - 1
        return count

    def drop_through(self, klass: i64, last: i64, allowed: i64) -> None:
        """Give up registers of values that the loop does not use, until ``allowed`` of them are left."""
        state = self.state
        count: i64 = 0
        mask = state.used[klass]
        while mask != 0:
            r = klass * 32 + state.low(mask)
            mask &= mask - 1
            if state.next_use(state.reg_val[r]) > last:
                count += 1
        while count > allowed and count > 0:
            furthest: i64 = -1
            at: i64 = -1
            mask = state.used[klass]
            while mask != 0:
                r = klass * 32 + state.low(mask)
                mask &= mask - 1
                use = state.next_use(state.reg_val[r])
                if use > last and use > furthest:
                    furthest = use
                    at = r
            state.drop(at)
            count -= 1

    def load_missing(self, b: i64, klass: i64, start: i64, last: i64, room: i64, calls: bool) -> i64:
        """Put up to ``room`` values that the loop uses and that are in no register into one, nearest use first.

        Returns how many.  In a loop that ``calls`` only those count that survive until they are used.
        """
        state = self.state
        live = state.live
        count: i64 = 0
        while count < room:
            nearest: i64 = last + 1
            found: i64 = -1
            cell: i64 = 0
            if live.exact:
                cell = live.out[b]
            while cell != 0:
                v = live.l_val[cell]
                if v < start and state.regs[v] == 0 and state.klass(v) == klass and state.next_use(v) < nearest:
                    if not calls or self.survives(b, v, last):
                        nearest = state.next_use(v)
                        found = v
                cell = live.l_next[cell]
            if found < 0:
                break
            r = state.choose(klass, 0, state.wish(found))
            if r < 0:
                break
            state.hold(r, found)
            state.want[found] = r
            count += 1
        return count

    def load_constants(self, b: i64, loop: i64, last: i64, room: i64, calls: bool) -> None:
        """Keep up to ``room`` vector constants in registers all through a loop."""
        state = self.state
        live = state.live
        cell = live.wanted[loop]
        while cell != 0 and room > 0:
            v = live.w_val[cell]
            if state.regs[v] == 0 and (not calls or self.survives(b, v, last)):
                r = state.choose(1, 0, state.want[v])
                if r < 0:
                    return
                state.hold(r, v)
                state.want[v] = r
                if live.end[v] <= last:
                    live.end[v] = last + 1
                room -= 1
            cell = live.w_next[cell]

    def place_params(self, b: i64, base: i64) -> None:
        """Give each parameter of block ``b`` a register, or leave it in its slot."""
        state = self.state
        f = state.f
        out = state.out
        live = state.live
        p = f.b_start[b]
        last = p + f.b_nparams[b]
        arg = f.e_arg[base]
        mask = self.mask
        self.show(f.e_from[base])
        k = p
        while k < last:
            out.rd[k] = NOWHERE
            if f.op[k] == PARAM and live.use[k] != 0:
                klass = state.klass(k)
                if state.next_use(k) > state.call:
                    out.rd[k] = -1 - k
                else:
                    here = mask[f.pool[arg + k - p]] & state.free[klass]
                    if here != 0:
                        r = klass * 32 + state.low(here)
                        wish = state.wish(k)
                        if wish >= 0 and wish >> 5 == klass and here & state.bit[wish] != 0:
                            r = wish
                        out.rd[k] = r
                        state.hold(r, k)
            k += 1
        k = p
        while k < last:
            if f.op[k] == PARAM and live.use[k] != 0:
                if out.rd[k] == NOWHERE:
                    klass = state.klass(k)
                    r = state.choose(klass, 0, state.wish(k))
                    if r < 0:
                        r = state.victim(klass, 0)
                        if r >= 0:
                            if state.distance(state.reg_val[r]) > state.distance(k):
                                self.evict(r)
                            else:
                                r = -1
                    if r >= 0:
                        out.rd[k] = r
                        state.hold(r, k)
                    else:
                        out.rd[k] = -1 - k
                if out.rd[k] < 0:
                    state.home[k] = HOME_SLOT
            k += 1
        k = p
        while k < last:
            if f.op[k] == PARAM and in_register(out.rd[k]):
                state.settle(out.rd[k], k)
            k += 1
        self.hide(f.e_from[base])

    def evict(self, r: i64) -> None:
        """Give up a register at a block's entry; a parameter in it moves to its slot."""
        state = self.state
        v = state.reg_val[r]
        first = state.f.b_start[state.block]
        state.drop(r)
        if first <= v < first + state.f.b_nparams[state.block] and state.regs[v] == 0:
            state.out.rd[v] = -1 - v
            state.home[v] = HOME_SLOT

    def show(self, p: i64) -> None:
        """Tabulate which registers hold each value at the end of block ``p``."""
        mask = self.mask
        bit = self.state.bit
        k = self.exit_start[p]
        last = self.exit_end[p]
        while k < last:
            v = self.snap_val[k]
            mask[v] = mask[v] | bit[self.snap_reg[k]]
            k += 1

    def hide(self, p: i64) -> None:
        """Undo ``show``."""
        mask = self.mask
        k = self.exit_start[p]
        last = self.exit_end[p]
        while k < last:
            mask[self.snap_val[k]] = 0
            k += 1

    def repair(self, e: i64) -> None:
        """Emit the moves of edge ``e``: everything the target expects in a register, and the arguments."""
        state = self.state
        f = state.f
        out = state.out
        p = f.e_from[e]
        b = f.e_to[e]
        out.em_start[e] = out.nmv
        self.show(p)
        first = f.b_start[b]
        after = first + f.b_nparams[b]
        k = self.entry_start[b]
        last = self.entry_end[b]
        while k < last:
            v = self.snap_val[k]
            r = self.snap_reg[k]
            if v < first or v >= after:
                self.moves.add(self.find(v, r), r, v, r >> 5)
            k += 1
        arg = f.e_arg[e]
        memory = False
        k = 0
        while k < f.b_nparams[b]:
            loc = out.rd[first + k]
            if f.op[first + k] == PARAM and loc != NOWHERE:
                v = f.pool[arg + k]
                if loc < 0:
                    memory = True
                self.moves.add(self.find(v, loc), loc, v, state.klass(v))
            k += 1
        self.hide(p)
        if memory:
            self.waiting.take(e, self.moves)
        else:
            self.moves.resolve(out)
            out.em_end[e] = out.nmv

    def find(self, v: i64, wish: i64) -> i64:
        """Return where ``v`` is in the tabulated snapshot, preferably in ``wish``."""
        mask = self.mask[v]
        state = self.state
        if mask == 0:
            return state.source(v)
        if in_register(wish) and mask & state.bit[wish] != 0:
            return wish
        return state.klass(v) * 32 + state.low(mask)
