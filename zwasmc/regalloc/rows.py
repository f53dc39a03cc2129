"""Allocation of one row: operands, temporaries and definition under the row's constraints."""

from __future__ import annotations

from typing import Final, final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasmc.analysis.loops import FAR
from zwasmc.regalloc.api import (
    DEF_FIXED,
    DEF_NONE,
    DEF_REG,
    DEF_SAME,
    NOWHERE,
    ROW_COMMUTES,
    USE_ANY,
    USE_FIXED,
    USE_LATE,
    MachineRows,
)
from zwasmc.regalloc.state import MASK, State

LATER: Final = 0x7FFE
"""Location of an overwritten operand that is in no register yet."""

ODD_FIXED: Final = 1
ODD_CLOBBER: Final = 2
ODD_TEMPS: Final = 4
ODD_LATE: Final = 8


@final
class RowAllocator:
    """Allocates ordinary rows (all but calls and returns) on a shared ``State``."""

    def __init__(self, state: State) -> None:
        self.state: State = state
        self.rows: MachineRows = state.live.rows
        self.val: vec[i64] = vec[i64]([-1] * 4)
        self.con: vec[i64] = vec[i64]([0] * 4)
        self.loc: vec[i64] = vec[i64]([0] * 4)
        self.patch: vec[i64] = vec[i64]([])
        """Operands that are read from their slot: row * 4 + number."""
        self.count: i64 = 0
        """How many operands the current row has."""
        self.odd: vec[i64] = vec[i64]([0] * self.rows.count)
        self.classify()

    def classify(self) -> None:
        """Note for each machine row which of the rarer constraints it has."""
        rows = self.rows
        row: i64 = 0
        while row < len(self.odd):
            odd: i64 = 0
            k: i64 = 0
            while k < rows.nuse[row]:
                con = rows.use_con[row * 4 + k]
                if con & 0xFF >= USE_FIXED:
                    odd |= ODD_FIXED
                if con & USE_LATE != 0:
                    odd |= ODD_LATE
                k += 1
            if rows.clobber[row] != 0 or rows.def_con[row] >= DEF_FIXED:
                odd |= ODD_CLOBBER
            if rows.temps_int[row] + rows.temps_vec[row] != 0:
                odd |= ODD_TEMPS
            self.odd[row] = odd
            row += 1

    def begin(self) -> None:
        """Prepare for a function."""
        self.patch = vec[i64]([])

    def row(self, i: i64) -> None:
        """Allocate row ``i``, whose machine row is not 0."""
        state = self.state
        out = state.out
        rows = self.rows
        row = state.sel.row[i]
        flags = rows.flags[row]
        odd = self.odd[row]
        definition = rows.def_con[row]
        self.start(i, row, odd)
        if self.count > 1 and definition == DEF_SAME and flags & ROW_COMMUTES != 0:
            self.commute(i)
        same = definition - DEF_SAME if DEF_SAME <= definition < DEF_FIXED else -1
        if odd & ODD_FIXED != 0:
            self.place_fixed(i)
        self.place(i, same)
        if odd & ODD_TEMPS != 0:
            self.pick_temps(i, row, same)
        if odd & ODD_CLOBBER != 0:
            self.save_clobbered(row, definition)
        rd: i64 = -1
        if same >= 0:
            rd = self.overwrite(i, same)
        out.mv_end[i] = out.nmv
        self.record(i)
        self.finish(i, row, odd, definition, rd)

    def start(self, i: i64, row: i64, odd: i64) -> None:
        """Load the operands and step over this use of them."""
        state = self.state
        sel = state.sel
        val = self.val
        con = self.con
        keep = state.keep
        lock = state.lock
        bad = state.bad
        lock[0] = 0
        lock[1] = 0
        keep[0] = 0
        keep[1] = 0
        bad[0] = 0
        bad[1] = 0
        n = self.rows.nuse[row]
        self.count = n
        if n > 0:
            val[0] = sel.s0[i]
            if n > 1:
                val[1] = sel.s1[i]
                if n > 2:
                    val[2] = sel.s2[i]
                    if n > 3:
                        val[3] = sel.s3[i]
        if odd & (ODD_CLOBBER | ODD_FIXED) != 0:
            clobber = self.rows.clobber[row]
            bad[0] = clobber & MASK
            bad[1] = (clobber >> 32) & MASK
            k: i64 = 0
            while k < n:
                c = self.rows.use_con[row * 4 + k] & 0xFF
                if c >= USE_FIXED and val[k] >= 0:
                    r = c - USE_FIXED
                    bad[r >> 5] = bad[r >> 5] | state.bit[r]
                k += 1
            if odd & ODD_LATE != 0 and self.rows.def_con[row] >= DEF_FIXED:
                r = self.rows.def_con[row] - DEF_FIXED
                bad[r >> 5] = bad[r >> 5] | state.bit[r]
        base = row * 4
        k = 0
        while k < n:
            v = val[k]
            if v >= 0:
                con[k] = self.rows.use_con[base + k]
                state.advance(v, i * 2)
                mask = state.regs[v]
                if mask != 0:
                    c = state.klass(v)
                    good = mask & ~bad[c]
                    if good != 0:
                        mask = good
                    if mask & keep[c] == 0:
                        keep[c] = keep[c] | (mask & -mask)
            k += 1

    def commute(self, i: i64) -> None:
        """Exchange the operands of a commutative row when that saves a copy or a load."""
        state = self.state
        val = self.val
        a = val[0]
        b = val[1]
        if a < 0 or b < 0 or a == b or state.regs[b] == 0 or (self.con[0] | self.con[1]) & 0xFE != 0:
            return
        b_lives = state.lives(b)
        if state.regs[a] != 0:
            if state.lives(a):
                if b_lives:
                    return
            else:
                if b_lives:
                    return
                wish = state.wish(i)
                if wish < 0 or wish != (wish & 32) + state.low(state.regs[b]):
                    return
        elif b_lives:
            return
        val[0] = b
        val[1] = a
        state.sel.s0[i] = b
        state.sel.s1[i] = a

    def place_fixed(self, i: i64) -> None:
        """Bring the operands that need a certain register there."""
        state = self.state
        k: i64 = 0
        while k < self.count:
            c = self.con[k] & 0xFF
            v = self.val[k]
            if v >= 0 and c >= USE_FIXED:
                r = c - USE_FIXED
                klass = r >> 5
                bit = state.bit[r]
                w = state.reg_val[r]
                if w != v:
                    if w >= 0:
                        self.displace(r)
                    state.bring(r, v)
                    if not state.lives(v) and not self.wanted_again(k, v):
                        state.keep[klass] = state.keep[klass] & ~state.regs[v]
                        state.forget(v)
                    state.hold(r, v)
                state.keep[klass] = state.keep[klass] | bit
                state.lock[klass] = state.lock[klass] | bit
                self.loc[k] = r
            k += 1

    def wanted_again(self, k: i64, v: i64) -> bool:
        """Say whether an operand other than ``k`` is ``v`` too."""
        j: i64 = 0
        while j < self.count:
            if j != k and self.val[j] == v:
                return True
            j += 1
        return False

    def displace(self, r: i64) -> None:
        """Empty register ``r`` for a fixed operand, keeping its value elsewhere if that is worth it."""
        state = self.state
        klass = r >> 5
        bit = state.bit[r]
        w = state.reg_val[r]
        keep = state.keep
        if state.regs[w] != bit:
            state.drop(r)
            keep[klass] = keep[klass] & ~bit
            return
        operand = keep[klass] & bit != 0
        keep[klass] = keep[klass] & ~bit
        to: i64 = -1
        if operand:
            k: i64 = 0
            while k < self.count:
                c = (self.con[k] & 0xFF) - USE_FIXED
                if self.val[k] == w and c >= 0 and state.reg_val[c] < 0:
                    to = c
                k += 1
        elif state.next_use(w) > state.call or not state.lives(w):
            state.drop(r)
            return
        avoid = state.lock[klass] | state.bad[klass]
        if to < 0:
            to = state.choose(klass, avoid, -1)
        if to < 0:
            to = state.victim(klass, avoid | keep[klass])
            if to >= 0:
                if not operand and state.distance(w) >= state.distance(state.reg_val[to]):
                    to = -1
                else:
                    state.drop(to)
        if to >= 0:
            state.out.add_move(r, to, w)
            state.drop(r)
            state.hold(to, w)
            if operand:
                keep[klass] = keep[klass] | state.bit[to]
        else:
            state.drop(r)

    def claim(self, klass: i64, extra: i64, wish: i64, i: i64, same: i64) -> i64:
        """Return an empty register that no operand needs, sending operands that may be in memory there if need be."""
        state = self.state
        while True:
            r = state.take(klass, state.lock[klass] | state.keep[klass] | state.bad[klass] | extra, wish)
            if r >= 0:
                return r
            if not self.demote(klass, same):
                state.fail(i)

    def demote(self, klass: i64, same: i64) -> bool:
        """Let one operand be read from its slot instead of a register."""
        state = self.state
        k: i64 = 0
        while k < self.count:
            v = self.val[k]
            if v >= 0 and state.regs[v] != 0 and state.klass(v) == klass:
                allowed = True
                j: i64 = 0
                while j < self.count:
                    if self.val[j] == v and (j == same or self.con[j] & 0xFF != USE_ANY):
                        allowed = False
                    j += 1
                if allowed:
                    mask = state.regs[v]
                    state.lock[klass] = state.lock[klass] & ~mask
                    state.keep[klass] = state.keep[klass] & ~mask
                    state.forget(v)
                    loc = state.slot(v)
                    j = 0
                    while j < self.count:
                        if self.val[j] == v:
                            self.loc[j] = loc
                        j += 1
                    return True
            k += 1
        return False

    def place(self, i: i64, same: i64) -> None:
        """Find a register, or the slot, for each operand without a fixed register."""
        state = self.state
        lock = state.lock
        keep = state.keep
        bad = state.bad
        k: i64 = 0
        while k < self.count:
            v = self.val[k]
            con = self.con[k] & 0xFF
            if v < 0 or con >= USE_FIXED:
                k += 1
                continue
            klass = state.klass(v)
            mask = state.regs[v] & ~bad[klass]
            if mask != 0:
                if mask & keep[klass] != 0:
                    mask &= keep[klass]
                r = klass * 32 + state.low(mask)
                lock[klass] = lock[klass] | state.bit[r]
                self.loc[k] = r
            elif k == same:
                self.loc[k] = LATER
            else:
                avoid = lock[klass] | keep[klass] | bad[klass]
                if con == USE_ANY and state.regs[v] == 0 and state.live.remat[v] == 0:
                    use = state.next_use(v)
                    if use > state.block_end or use > state.call or state.free[klass] & ~avoid == 0:
                        self.loc[k] = state.source(v)
                        k += 1
                        continue
                r = state.take(klass, avoid, state.wish(v))
                if r < 0:
                    if con == USE_ANY:
                        self.loc[k] = state.slot(v)
                        k += 1
                        continue
                    r = self.claim(klass, 0, state.wish(v), i, same)
                state.bring(r, v)
                state.hold(r, v)
                if state.want[v] < 0:
                    state.want[v] = r
                bit = state.bit[r]
                keep[klass] = keep[klass] | bit
                lock[klass] = lock[klass] | bit
                self.loc[k] = r
            k += 1

    def pick_temps(self, i: i64, row: i64, same: i64) -> None:
        """Reserve the temporaries."""
        state = self.state
        rows = self.rows
        fixed = rows.def_con[row] - DEF_FIXED
        done: i64 = 0
        k: i64 = 0
        while k < 2:
            n = rows.temps_int[row] if k == 0 else rows.temps_vec[row]
            while n > 0:
                r = self.claim(k, state.bit[fixed] if fixed >= 0 and fixed >> 5 == k else 0, -1, i, same)
                self.set_temp(i, done, r)
                state.lock[k] = state.lock[k] | state.bit[r]
                state.bad[k] = state.bad[k] | state.bit[r]
                done += 1
                n -= 1
            k += 1

    def set_temp(self, i: i64, k: i64, r: i64) -> None:
        """Record temporary ``k``."""
        out = self.state.out
        if k == 0:
            out.t0[i] = r
        elif k == 1:
            out.t1[i] = r
        else:
            out.t2[i] = r

    def save_clobbered(self, row: i64, definition: i64) -> None:
        """Copy what is still needed out of the registers that the row destroys."""
        state = self.state
        if definition >= DEF_FIXED:
            r = definition - DEF_FIXED
            state.bad[r >> 5] = state.bad[r >> 5] | state.bit[r]
            self.save(r)
        if state.live.call_row[row] != 0:
            return
        clobber = self.rows.clobber[row]
        k: i64 = 0
        while k < 2:
            mask = clobber & MASK & state.used[k]
            while mask != 0:
                self.save(k * 32 + state.low(mask))
                mask &= mask - 1
            clobber >>= 32
            k += 1

    def save(self, r: i64) -> None:
        """Copy the value in ``r`` to another register if it is needed soon and nowhere else; ``r`` keeps it for now."""
        state = self.state
        w = state.reg_val[r]
        if w < 0 or state.regs[w] != state.bit[r] or state.next_use(w) > state.call or not state.lives(w):
            return
        klass = r >> 5
        avoid = state.lock[klass] | state.bad[klass]
        to = state.choose(klass, avoid, state.want[w])
        if to < 0:
            to = state.victim(klass, avoid | state.keep[klass])
            if to < 0 or state.distance(w) >= state.distance(state.reg_val[to]):
                return
            state.drop(to)
        state.out.add_move(r, to, w)
        state.hold(to, w)

    def overwrite(self, i: i64, k: i64) -> i64:
        """Return the register of a definition that overwrites operand ``k``, copying the operand if it lives on."""
        state = self.state
        v = self.val[k]
        klass = state.klass(i)
        if v < 0:
            return -1
        avoid = state.lock[klass] | state.keep[klass] | state.bad[klass]
        wish = state.wish(i)
        at = self.loc[k]
        if at == LATER:
            to = self.claim(klass, 0, wish, i, k)
            state.bring(to, v)
            self.loc[k] = to
            return to
        bit = state.bit[at]
        if self.con[k] & 0xFF >= USE_FIXED:
            self.save(at)
            return at
        if not self.read_late(k, at):
            if state.regs[v] != bit or not state.lives(v):
                return at
            to = state.choose(klass, avoid, wish)
            if to < 0:
                to = state.victim(klass, avoid)
                if to < 0 or state.distance(v) >= state.distance(state.reg_val[to]):
                    return at
                state.drop(to)
            state.out.add_move(at, to, v)
            if wish == at:
                state.hold(to, v)
                return at
        else:
            to = self.claim(klass, 0, wish, i, k)
            state.out.add_move(at, to, v)
        self.loc[k] = to
        return to

    def read_late(self, k: i64, at: i64) -> bool:
        """Say whether another operand in register ``at`` is read after the definition is written."""
        j: i64 = 0
        while j < self.count:
            if j != k and self.val[j] >= 0 and self.con[j] & USE_LATE != 0 and self.loc[j] == at:
                return True
            j += 1
        return False

    def record(self, i: i64) -> None:
        """Write the operands' locations."""
        out = self.state.out
        k: i64 = 0
        while k < self.count:
            loc: i64 = NOWHERE
            if self.val[k] >= 0:
                loc = self.loc[k]
                if loc < 0:
                    self.patch = append(self.patch, i * 4 + k)
            if k == 0:
                out.r0[i] = loc
            elif k == 1:
                out.r1[i] = loc
            elif k == 2:
                out.r2[i] = loc
            else:
                out.r3[i] = loc
            k += 1

    def finish(self, i: i64, row: i64, odd: i64, definition: i64, rd: i64) -> None:
        """Release what dies here and place the definition."""
        state = self.state
        bad0 = state.bad[0]
        bad1 = state.bad[1]
        k: i64 = 0
        while k < self.count:
            v = self.val[k]
            if v >= 0 and self.con[k] & USE_LATE == 0:
                if state.regs[v] != 0 and not state.lives(v):
                    state.forget(v)
                loc = self.loc[k]
                if odd & ODD_FIXED != 0 and self.con[k] & 0xFF >= USE_FIXED:
                    if loc < 32:
                        bad0 &= ~state.bit[loc]
                    else:
                        bad1 &= ~state.bit[loc]
            k += 1
        if odd & ODD_LATE != 0:
            k = 0
            while k < self.count:
                v = self.val[k]
                if v >= 0 and self.con[k] & USE_LATE != 0:
                    loc = self.loc[k]
                    if 0 <= loc < 32:
                        bad0 |= state.bit[loc]
                    elif 32 <= loc < 64:
                        bad1 |= state.bit[loc]
                k += 1
        clobber: i64 = 0
        if odd & ODD_CLOBBER != 0:
            clobber = self.rows.clobber[row]
            bad0 |= clobber & MASK
            bad1 |= (clobber >> 32) & MASK
        if definition == DEF_REG or (rd < 0 and DEF_SAME <= definition < DEF_FIXED):
            klass = state.klass(i)
            rd = state.take_or_fail(klass, bad1 if klass != 0 else bad0, state.wish(i), i)
        elif definition >= DEF_FIXED:
            rd = definition - DEF_FIXED
        if odd & ODD_LATE != 0:
            k = 0
            while k < self.count:
                v = self.val[k]
                if v >= 0 and state.regs[v] != 0 and not state.lives(v):
                    state.forget(v)
                k += 1
        if clobber != 0:
            k = 0
            while k < 2:
                mask = clobber & MASK & state.used[k]
                while mask != 0:
                    state.drop(k * 32 + state.low(mask))
                    mask &= mask - 1
                clobber >>= 32
                k += 1
            if state.live.call_row[row] != 0:
                call = state.live.next_call[i]
                state.call = call * 2 if call < FAR else call
        if definition != DEF_NONE:
            self.define(i, rd)

    def define(self, i: i64, rd: i64) -> None:
        """Put the definition of row ``i`` into register ``rd``."""
        state = self.state
        state.out.rd[i] = rd
        state.drop(rd)
        if state.live.use[i] != 0:
            state.hold(rd, i)
            state.settle(rd, i)
