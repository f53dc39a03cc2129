"""The allocator's view of the machine at one program point: which register holds which value, and what to give up.

Choosing by next use follows Braun & Hack, "Register spilling and live-range splitting for SSA-form programs" (2009).
Nothing is stored when a value is evicted: if it is ever loaded again, it gets one store at its definition instead.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasmc.analysis.loops import FAR
from zwasmc.bits import grown, shl
from zwasmc.regalloc.api import MASKED, REMAT, Allocation, AllocationError, RegisterFile, Selection, is_vector
from zwasmc.regalloc.liveness import Liveness
from zwasmc.zir.func import Func

HOME_NONE: Final = 0
HOME_SLOT: Final = 1
HOME_IN: Final = 2

PENALTY: Final = 0x10000
"""Distance added for a call in between, or for each loop that has to be left first."""

MASK: Final = 0xFFFFFFFF


def ctz_table() -> vec[i64]:
    """Return the table behind ``State.low``: the number of trailing zeros by de Bruijn hash."""
    table: list[int] = [0] * 32
    for n in range(32):
        table[((0x077CB531 << n) & MASK) >> 27] = n
    cells: vec[i64] = vec[i64]([])
    for x in table:
        cells = append(cells, x)
    return cells


@final
class State:
    """Registers and values.  Masks are per class: bit r stands for register r or 32 + r."""

    def __init__(self, target: RegisterFile) -> None:
        allocatable = target.allocatable()
        if allocatable < 0:
            raise ValueError(f"register {MASKED} can't be allocated: no mask can hold it")
        for klass in range(2):
            scratch = target.scratch(klass)
            if scratch < MASKED and allocatable & shl(1, scratch) != 0:
                raise ValueError(f"register {scratch} serves moves and can't be allocated")
        self.target: RegisterFile = target
        self.live: Liveness = Liveness(target)
        self.alloc: vec[i64] = vec[i64]([allocatable & MASK, (allocatable >> 32) & MASK])
        self.free: vec[i64] = vec[i64]([0, 0])
        """Allocatable registers that hold nothing."""
        self.lock: vec[i64] = vec[i64]([0, 0])
        """Registers that the current row uses."""
        self.keep: vec[i64] = vec[i64]([0, 0])
        """Registers that hold operands of the current row."""
        self.bad: vec[i64] = vec[i64]([0, 0])
        """Registers that operands without a fixed register must avoid in the current row: clobbered or wanted."""
        self.used: vec[i64] = vec[i64]([0, 0])
        """Registers that hold something, allocatable or not."""
        self.reg_val: vec[i64] = vec[i64]([-1] * 64)
        self.bit: vec[i64] = vec[i64]([0] * 64)
        self.ctz: vec[i64] = ctz_table()
        r: i64 = 0
        while r < 64:
            self.bit[r] = shl(1, r & 31)
            r += 1
        self.regs: vec[i64] = vec[i64]([0] * 1024)
        """Per value: the registers that hold it."""
        self.home: vec[i64] = vec[i64]([0] * 1024)
        """Per value: HOME_NONE, or where it can be loaded from."""
        self.want: vec[i64] = vec[i64]([0] * 1024)
        """Per value: the register it was last given, or -1."""
        self.last: vec[i64] = vec[i64]([0] * 1024)
        """Per value: position of the latest use so far."""
        self.out_of: vec[i64] = vec[i64]([0] * 1024)
        """Per value: the latest block at whose end it is known to be live."""
        self.block: i64 = 0
        self.block_end: i64 = 0
        self.loop: i64 = -1
        self.call: i64 = FAR
        """Position of the next call in the block."""
        self.f: Func = Func()
        self.sel: Selection = Selection()
        self.out: Allocation = Allocation()

    def begin(self, f: Func, sel: Selection, cold: vec[i64], out: Allocation) -> None:
        """Prepare for a function; ``cold[b]`` is nonzero for its cold blocks."""
        self.f = f
        self.sel = sel
        self.out = out
        n = f.n
        if n > len(self.regs):
            self.regs = grown(self.regs, n)
            self.home = grown(self.home, n)
            self.want = grown(self.want, n)
            self.last = grown(self.last, n)
            self.out_of = grown(self.out_of, n)
        self.live.run(f, sel, cold)
        regs = self.regs
        home = self.home
        want = self.want
        out_of = self.out_of
        last = self.last
        i: i64 = 0
        while i < n:
            last[i] = -1
            regs[i] = 0
            home[i] = 0
            want[i] = -1
            out_of[i] = -1
            i += 1
        i = 0
        while i < 64:
            self.reg_val[i] = -1
            i += 1
        self.free[0] = self.alloc[0]
        self.free[1] = self.alloc[1]
        self.used[0] = 0
        self.used[1] = 0

    def enter(self, b: i64) -> None:
        """Move to block ``b`` with all registers empty."""
        self.clear()
        live = self.live
        self.block = b
        self.block_end = self.f.b_end[b] * 2 - 1
        self.loop = self.f.b_loop[b]
        call = live.b_call[b]
        self.call = call * 2 if call < FAR else call
        cell: i64 = 0
        if live.exact:
            cell = live.out[b]
        out_of = self.out_of
        l_val = live.l_val
        l_next = live.l_next
        while cell != 0:
            out_of[l_val[cell]] = b
            cell = l_next[cell]

    def low(self, mask: i64) -> i64:
        """Return the number of the lowest set bit of a nonzero mask."""
        return self.ctz[(((mask & -mask) * 0x077CB531) & MASK) >> 27]

    def klass(self, v: i64) -> i64:
        """Return the register class of a value."""
        ty = self.f.ty[v]
        if is_vector(ty):
            return 1
        return 0

    def next_use(self, v: i64) -> i64:
        """Return the position of the next use in row order, or ``FAR``."""
        return self.live.u_pos[self.live.use[v]]

    def advance(self, v: i64, pos: i64) -> None:
        """Step over the uses of ``v`` up to ``pos``."""
        live = self.live
        cell = live.use[v]
        self.last[v] = pos
        while live.u_pos[cell] <= pos:
            cell = live.u_next[cell]
        live.use[v] = cell

    def leaves(self, v: i64) -> bool:
        """Say whether ``v`` is live at the end of the block, on some edge."""
        if self.out_of[v] == self.block:
            return True
        if self.live.exact and self.live.remat[v] == 0:
            return False
        return self.live.end[v] > self.block_end

    def lives(self, v: i64) -> bool:
        """Say whether ``v`` is needed after the point up to which its uses were stepped over."""
        return self.next_use(v) <= self.block_end or self.leaves(v)

    def hold(self, r: i64, v: i64) -> None:
        """Record that the empty register ``r`` now holds ``v``."""
        k = r >> 5
        bit = self.bit[r]
        self.reg_val[r] = v
        self.regs[v] = self.regs[v] | bit
        self.free[k] = self.free[k] & ~bit
        self.used[k] = self.used[k] | bit

    def drop(self, r: i64) -> None:
        """Record that register ``r`` is empty."""
        v = self.reg_val[r]
        if v < 0:
            return
        k = r >> 5
        bit = self.bit[r]
        self.reg_val[r] = -1
        self.regs[v] = self.regs[v] & ~bit
        self.free[k] = self.free[k] | (bit & self.alloc[k])
        self.used[k] = self.used[k] & ~bit

    def forget(self, v: i64) -> None:
        """Empty every register that holds ``v``."""
        k = self.klass(v)
        mask = self.regs[v]
        while mask != 0:
            self.drop(k * 32 + self.low(mask))
            mask &= mask - 1

    def clear(self) -> None:
        """Empty all registers."""
        k: i64 = 0
        while k < 2:
            mask = self.used[k]
            while mask != 0:
                r = k * 32 + self.low(mask)
                self.regs[self.reg_val[r]] = 0
                self.reg_val[r] = -1
                mask &= mask - 1
            self.free[k] = self.alloc[k]
            self.used[k] = 0
            k += 1

    def source(self, v: i64) -> i64:
        """Return where a value that is in no register comes from, and note that it needs to be there."""
        if self.live.remat[v] != 0:
            return REMAT
        if self.home[v] == HOME_NONE:
            self.home[v] = HOME_SLOT
        return -1 - v

    def slot(self, v: i64) -> i64:
        """Return the memory location of ``v``; a rematerialisable value is first written there."""
        loc = -1 - v
        if self.live.remat[v] != 0:
            scratch = self.target.scratch(self.klass(v))
            self.out.add_move(REMAT, scratch, v)
            self.out.add_move(scratch, loc, v)
        if self.home[v] == HOME_NONE:
            self.home[v] = HOME_SLOT
        return loc

    def bring(self, r: i64, v: i64) -> None:
        """Emit the move that puts ``v`` into register ``r``, without recording it."""
        mask = self.regs[v]
        src = (r & 32) + self.low(mask) if mask != 0 else self.source(v)
        self.out.add_move(src, r, v)

    def wish(self, v: i64) -> i64:
        """Return the register ``v`` had best be in, or -1."""
        r = self.want[v]
        if r < 0:
            p = self.live.hint_val[v]
            if p >= 0:
                r = self.want[p]
            if r < 0:
                r = self.live.hint_reg[v]
        return r

    def settle(self, r: i64, v: i64) -> None:
        """Record where ``v`` is put first, as a wish for itself and for the parameter it will be passed to."""
        self.want[v] = r
        p = self.live.hint_val[v]
        if p >= 0 and self.want[p] < 0:
            self.want[p] = r

    def choose(self, k: i64, avoid: i64, wish: i64) -> i64:
        """Return a free register of class ``k`` outside ``avoid``, the wished one if possible, or -1.

        The wished one may be emptied for that if its content would not survive until it is used.
        """
        mask = self.free[k] & ~avoid
        if wish >= 0 and wish >> 5 == k and self.bit[wish] & ~mask & ~avoid & self.alloc[k] != 0:
            v = self.reg_val[wish]
            if v >= 0 and (self.regs[v] != self.bit[wish] or self.next_use(v) > self.call):
                self.drop(wish)
                return wish
        if mask == 0:
            return -1
        if wish >= 0 and wish >> 5 == k and mask & self.bit[wish] != 0:
            return wish
        return k * 32 + self.low(mask)

    def take(self, k: i64, avoid: i64, wish: i64) -> i64:
        """Return an empty register of class ``k`` outside ``avoid``, giving up the value used furthest away."""
        r = self.choose(k, avoid, wish)
        if r >= 0:
            return r
        r = self.victim(k, avoid)
        if r < 0:
            return -1
        self.drop(r)
        return r

    def take_or_fail(self, k: i64, avoid: i64, wish: i64, i: i64) -> i64:
        """Like ``take``; a row that cannot be satisfied is an error of the target's tables."""
        r = self.take(k, avoid, wish)
        if r < 0:
            self.fail(i)
        return r

    def fail(self, i: i64) -> None:
        """Report a row that cannot be satisfied."""
        raise AllocationError(f"machine row {self.sel.row[i]} (row {i}) needs more registers than there are")

    def victim(self, k: i64, avoid: i64) -> i64:
        """Return the register of class ``k`` outside ``avoid`` whose content is missed least, or -1."""
        mask = self.alloc[k] & ~self.free[k] & ~avoid
        best: i64 = -1
        best_distance: i64 = -1
        while mask != 0:
            r = k * 32 + self.low(mask)
            mask &= mask - 1
            distance = self.distance(self.reg_val[r])
            if distance > best_distance:
                best_distance = distance
                best = r
        return best

    def distance(self, v: i64) -> i64:
        """Return how far away the next use of ``v`` seems to be, weighted by what it costs to have it back."""
        live = self.live
        mask = self.regs[v]
        if mask & (mask - 1) != 0:
            return FAR
        use = live.u_pos[live.use[v]]
        row = self.f.b_start[self.block] * 2
        d: i64 = use - row
        if use <= self.block_end:
            if use > self.call:
                d += PENALTY
        elif self.call < FAR:
            d += 2 * PENALTY
            if d > 4 * PENALTY:
                d = 4 * PENALTY
        elif self.loop >= 0 and use > live.loops.last[self.loop]:
            d = self.across_loops(v, use, row)
        if d > 0x8000000:
            d = 0x8000000
        if live.remat[v] != 0:
            d = d * 2 + 64
        elif self.home[v] != HOME_NONE:
            d += d >> 1
        return d

    def across_loops(self, v: i64, use: i64, pos: i64) -> i64:
        """Return the distance of a use outside the innermost loop: next time round, or after the loop."""
        loops = self.live.loops
        loop = self.loop
        extra: i64 = 0
        steps: i64 = 0
        while loop >= 0 and steps < 6:
            if use <= loops.last[loop]:
                return use - pos + extra
            first = loops.first[loop]
            if v < first and self.last[v] >= first * 2:
                return loops.last[loop] - pos + extra
            extra += PENALTY
            loop = self.f.l_parent[loop]
            steps += 1
        if use >= FAR:
            return extra + 4 * PENALTY
        return use - pos + extra
