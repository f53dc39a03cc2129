"""Liveness: sorted use positions, interval ends and live-out lists of all values, plus register hints.

One backward walk over the machine operands links the uses of each value in ascending order.  Then each value that
leaves its block is traced from its uses up to its definition (Boissinot et al., "Computing liveness sets for SSA-form
programs", 2011); the total is bounded, and past the bound the allocator makes do with intervals.
"""

from __future__ import annotations

from typing import final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.analysis.loops import FAR, Loops
from zwasmc.bits import grown
from zwasmc.regalloc.api import (
    DEF_SAME,
    ROW_CALL,
    ROW_COMMUTES,
    ROW_REMAT,
    USE_FIXED,
    CallABI,
    MachineRows,
    RegisterFile,
    Selection,
    in_register,
    is_vector,
)
from zwasmc.wasm import op as O
from zwasmc.zir.func import Func
from zwasmc.zir.ops import PARAM


@final
class Liveness:
    """The result for one function; positions as in ``Loops``.

    ``u_pos``/``u_next`` are list cells, ``use[v]`` the first cell of value v (0: no use; cell 0 is at ``FAR``).
    """

    def __init__(self, target: RegisterFile) -> None:
        self.target: RegisterFile = target
        self.rows: MachineRows = target.rows()
        self.loops: Loops = Loops()
        self.cold: vec[i64] = vec[i64]([0] * 128)
        """The cold blocks, as given."""
        self.abi: CallABI = CallABI()
        self.returns: CallABI = CallABI()
        self.allocatable: i64 = target.allocatable()
        self.nu: i64 = 1
        self.u_pos: vec[i64] = vec[i64]([FAR] * 1024)
        self.u_next: vec[i64] = vec[i64]([0] * 1024)
        self.use: vec[i64] = vec[i64]([0] * 1024)
        self.end: vec[i64] = vec[i64]([0] * 1024)
        """Last position of the value's interval, extended over the loops that it lives through."""
        self.remat: vec[i64] = vec[i64]([0] * 1024)
        self.hint_reg: vec[i64] = vec[i64]([0] * 1024)
        """A register that a use wants, or -1."""
        self.hint_val: vec[i64] = vec[i64]([0] * 1024)
        """A parameter whose register the value should share, or -1."""
        self.block: vec[i64] = vec[i64]([0] * 1024)
        self.next_call: vec[i64] = vec[i64]([0] * 1024)
        """For calling rows: the next one in the block, or ``FAR``."""
        self.b_call: vec[i64] = vec[i64]([0] * 128)
        self.p_start: vec[i64] = vec[i64]([0] * 128)
        self.pred: vec[i64] = vec[i64]([0] * 128)
        """Incoming edges of block b in ascending order: ``pred[p_start[b] : p_start[b+1]]``."""
        self.exact: bool = True
        self.nlist: i64 = 1
        self.out: vec[i64] = vec[i64]([0] * 128)
        """Live-out list of a block, cells in ``l_val``/``l_next``; rematerialisable values are left out."""
        self.l_val: vec[i64] = vec[i64]([0] * 1024)
        self.l_next: vec[i64] = vec[i64]([0] * 1024)
        self.seen_in: vec[i64] = vec[i64]([0] * 128)
        self.seen_out: vec[i64] = vec[i64]([0] * 128)
        self.stack: vec[i64] = vec[i64]([0] * 128)
        self.mark: vec[i64] = vec[i64]([0] * 1024)
        self.press_int: vec[i64] = vec[i64]([0] * 32)
        self.press_vec: vec[i64] = vec[i64]([0] * 32)
        """Per loop: the largest number of values alive at once inside, per class."""
        self.wanted: vec[i64] = vec[i64]([0] * 32)
        """Per loop: list of the vector constants it uses, cells in ``w_val``/``w_next``; 0 ends it."""
        self.nw: i64 = 1
        self.w_val: vec[i64] = vec[i64]([0] * 64)
        self.w_next: vec[i64] = vec[i64]([0] * 64)
        self.call_row: vec[i64] = vec[i64]([0] * self.rows.count)
        self.find_call_rows()

    def find_call_rows(self) -> None:
        """Mark machine rows after which no allocatable register keeps its content."""
        row: i64 = 0
        rows = self.rows
        while row < len(self.call_row):
            kept = self.allocatable & ~rows.clobber[row]
            if rows.flags[row] & ROW_CALL != 0 or kept == 0:
                self.call_row[row] = 1
            row += 1

    def reserve(self, f: Func) -> None:
        """Make room for the function."""
        n = f.n
        if n > len(self.use):
            self.use = grown(self.use, n)
            self.end = grown(self.end, n)
            self.remat = grown(self.remat, n)
            self.hint_reg = grown(self.hint_reg, n)
            self.hint_val = grown(self.hint_val, n)
            self.block = grown(self.block, n)
            self.next_call = grown(self.next_call, n)
            self.mark = grown(self.mark, n)
        room = n * 4 + f.npool + 8
        e: i64 = 0
        while e < f.ne:
            room += f.b_nparams[f.e_to[e]]
            e += 1
        if room > len(self.u_pos):
            self.u_pos = grown(self.u_pos, room)
            self.u_next = grown(self.u_next, room)
        nb = f.nb
        if nb + 1 > len(self.out):
            self.b_call = grown(self.b_call, nb + 1)
            self.p_start = grown(self.p_start, nb + 1)
            self.out = grown(self.out, nb + 1)
            self.seen_in = grown(self.seen_in, nb + 1)
            self.seen_out = grown(self.seen_out, nb + 1)
            self.stack = grown(self.stack, nb + 1)
        if f.ne > len(self.pred):
            self.pred = grown(self.pred, f.ne)
        if f.nl > len(self.press_int):
            self.press_int = grown(self.press_int, f.nl)
            self.press_vec = grown(self.press_vec, f.nl)
            self.wanted = grown(self.wanted, f.nl)

    def run(self, f: Func, sel: Selection, cold: vec[i64]) -> None:
        """Compute everything for ``f``; ``cold[b]`` is nonzero for its cold blocks."""
        self.cold = cold
        self.reserve(f)
        self.loops.run(f)
        self.target.describe_return(f, self.returns)
        self.clear(f, sel)
        self.nu = 1
        self.u_pos[0] = FAR
        b = f.nb - 1
        while b >= 0:
            self.walk_edges(f, b)
            self.walk_rows(f, sel, b)
            b -= 1
        self.loops.mark_calls(f, self.b_call, cold)
        self.link_predecessors(f)
        self.trace(f)
        if f.nl > 0:
            self.measure(f, sel)

    def clear(self, f: Func, sel: Selection) -> None:
        """Reset the per-value arrays."""
        n = f.n
        use = self.use
        end = self.end
        remat = self.remat
        hint_reg = self.hint_reg
        hint_val = self.hint_val
        mark = self.mark
        flags = self.rows.flags
        row = sel.row
        i: i64 = 0
        while i < n:
            use[i] = 0
            end[i] = -1
            hint_reg[i] = -1
            hint_val[i] = -1
            mark[i] = -1
            remat[i] = flags[row[i]] & ROW_REMAT
            i += 1
        self.nw = 1
        i = 0
        while i < f.nl:
            self.wanted[i] = 0
            i += 1

    def add_use(self, f: Func, v: i64, pos: i64, loop: i64) -> None:
        """Prepend a use and extend the interval."""
        cell = self.nu
        self.nu = cell + 1
        self.u_pos[cell] = pos
        self.u_next[cell] = self.use[v]
        self.use[v] = cell
        if loop >= 0 and v < self.loops.first[loop]:
            pos = self.loops.last[self.loops.outermost(f, loop, v)] + 1
        if pos > self.end[v]:
            self.end[v] = pos

    def walk_edges(self, f: Func, b: i64) -> None:
        """Record the arguments of the block's outgoing edges."""
        e = f.b_edge[b]
        first = e
        e += f.b_nedge[b]
        pos = f.b_end[b] * 2 - 1
        loop = f.b_loop[b]
        while e > first:
            e -= 1
            to = f.e_to[e]
            count = f.b_nparams[to]
            p = f.b_start[to]
            arg = f.e_arg[e]
            k: i64 = 0
            while k < count:
                if f.op[p + k] == PARAM:
                    v = f.pool[arg + k]
                    self.add_use(f, v, pos, loop)
                    if to <= b or self.hint_val[v] < 0:
                        self.hint_val[v] = p + k
                        if self.hint_reg[v] < 0:
                            self.hint_reg[v] = self.hint_reg[p + k]
                k += 1

    def walk_rows(self, f: Func, sel: Selection, b: i64) -> None:
        """Record the operands of the block's rows, last row first."""
        rows = self.rows
        nuse = rows.nuse
        flags = rows.flags
        block = self.block
        machine = sel.row
        call_row = self.call_row
        loop = f.b_loop[b]
        start = f.b_start[b]
        call: i64 = FAR
        i = f.b_end[b]
        if f.op[i - 1] == O.RETURN:
            self.walk_pool(f, i - 1, loop, self.returns)
        while i > start:
            i -= 1
            block[i] = b
            row = machine[i]
            if row == 0:
                continue
            pos = i * 2
            flag = flags[row]
            if call_row[row] != 0:
                self.next_call[i] = call
                call = i
                if flag & ROW_CALL != 0:
                    self.target.describe_call(f, sel, i, self.abi)
                    self.walk_pool(f, i, loop, self.abi)
            n = nuse[row]
            if n > 0:
                same = rows.def_con[row] - DEF_SAME
                v = sel.s0[i]
                if v >= 0:
                    if same == 0 and self.use[v] == 0:
                        self.pass_hint(i, v)
                    self.add_operand(f, row, 0, v, pos, loop)
                if n > 1:
                    v = sel.s1[i]
                    if v >= 0:
                        if self.use[v] == 0 and (same == 1 or (same == 0 and flag & ROW_COMMUTES != 0)):
                            self.pass_hint(i, v)
                        self.add_operand(f, row, 1, v, pos, loop)
                if n > 2:
                    v = sel.s2[i]
                    if v >= 0:
                        if same == 2 and self.use[v] == 0:
                            self.pass_hint(i, v)
                        self.add_operand(f, row, 2, v, pos, loop)
                if n > 3:
                    v = sel.s3[i]
                    if v >= 0:
                        if same == 3 and self.use[v] == 0:
                            self.pass_hint(i, v)
                        self.add_operand(f, row, 3, v, pos, loop)
        self.b_call[b] = call

    def pass_hint(self, i: i64, v: i64) -> None:
        """Hand the wishes for the result of row ``i`` on to the operand it overwrites."""
        self.hint_val[v] = self.hint_val[i]
        self.hint_reg[v] = self.hint_reg[i]

    def add_operand(self, f: Func, row: i64, k: i64, v: i64, pos: i64, loop: i64) -> None:
        """Record operand ``k`` of a machine row."""
        self.add_use(f, v, pos, loop)
        if loop >= 0 and self.remat[v] != 0 and is_vector(f.ty[v]):
            self.want_constant(f, v, loop)
        con = self.rows.use_con[row * 4 + k] & 0xFF
        if con >= USE_FIXED:
            self.hint_reg[v] = con - USE_FIXED

    def want_constant(self, f: Func, v: i64, loop: i64) -> None:
        """Note that a loop uses a constant that is worth a register all along."""
        cell = self.wanted[loop]
        if self.cold[self.block[self.u_pos[self.use[v]] >> 1]] != 0 or (cell != 0 and self.w_val[cell] == v):
            return
        n = self.nw
        if n >= len(self.w_val):
            self.w_val = grown(self.w_val, n + 1)
            self.w_next = grown(self.w_next, n + 1)
        self.w_val[n] = v
        self.w_next[n] = cell
        self.wanted[loop] = n
        self.nw = n + 1

    def walk_pool(self, f: Func, i: i64, loop: i64, abi: CallABI) -> None:
        """Record the values that row ``i`` hands over: arguments of a call, results of the function."""
        k = f.c[i]
        base = f.b[i]
        while k > 0:
            k -= 1
            v = f.pool[base + k]
            self.add_use(f, v, i * 2, loop)
            loc = abi.arg_loc[k]
            if in_register(loc):
                self.hint_reg[v] = loc

    def link_predecessors(self, f: Func) -> None:
        """Sort the edges by target."""
        start = self.p_start
        pred = self.pred
        e_to = f.e_to
        nb = f.nb
        ne = f.ne
        b: i64 = 0
        while b <= nb:
            start[b] = 0
            b += 1
        e: i64 = 0
        while e < ne:
            start[e_to[e]] = start[e_to[e]] + 1
            e += 1
        total: i64 = 0
        b = 0
        while b < nb:
            total += start[b]
            start[b] = total
            b += 1
        start[nb] = total
        e = ne - 1
        while e >= 0:
            to = e_to[e]
            at = start[to] - 1
            start[to] = at
            pred[at] = e
            e -= 1

    def trace(self, f: Func) -> None:
        """Build the live-out lists, or clear ``exact`` when they would be too long."""
        self.exact = True
        self.nlist = 1
        out = self.out
        seen_in = self.seen_in
        seen_out = self.seen_out
        b: i64 = 0
        while b < f.nb:
            out[b] = 0
            seen_in[b] = -1
            seen_out[b] = -1
            b += 1
        limit = f.n * 24 + 4096
        use = self.use
        u_pos = self.u_pos
        u_next = self.u_next
        block = self.block
        end = self.end
        remat = self.remat
        v: i64 = 0
        while v < f.n:
            cell = use[v]
            if cell != 0 and remat[v] == 0:
                home = block[v]
                edge = f.b_end[home] * 2 - 1
                if end[v] > edge:
                    while cell != 0:
                        pos = u_pos[cell]
                        b = block[pos >> 1]
                        if b != home and seen_in[b] != v:
                            self.climb(f, v, b, home)
                        cell = u_next[cell]
                    if self.nlist > limit:
                        self.exact = False
                        return
            v += 1

    def climb(self, f: Func, v: i64, b: i64, home: i64) -> None:
        """Mark ``v`` live from the entry of block ``b`` up to the end of its home block."""
        seen_in = self.seen_in
        seen_out = self.seen_out
        stack = self.stack
        p_start = self.p_start
        pred = self.pred
        e_from = f.e_from
        l_val = self.l_val
        l_next = self.l_next
        out = self.out
        seen_in[b] = v
        stack[0] = b
        depth: i64 = 1
        cell = self.nlist
        while depth > 0:
            depth -= 1
            b = stack[depth]
            k = p_start[b]
            last = p_start[b + 1]
            while k < last:
                p = e_from[pred[k]]
                if seen_out[p] != v:
                    seen_out[p] = v
                    if cell >= len(l_val):
                        l_val = grown(l_val, cell + 1)
                        l_next = grown(l_next, cell + 1)
                        self.l_val = l_val
                        self.l_next = l_next
                    l_val[cell] = v
                    l_next[cell] = out[p]
                    out[p] = cell
                    cell += 1
                if p != home and seen_in[p] != v:
                    seen_in[p] = v
                    stack[depth] = p
                    depth += 1
                k += 1
        self.nlist = cell

    def measure(self, f: Func, sel: Selection) -> None:
        """Find the largest pressure inside each loop."""
        loop: i64 = 0
        start: i64 = 0 if self.exact else 1000
        while loop < f.nl:
            self.press_int[loop] = start
            self.press_vec[loop] = start
            loop += 1
        if not self.exact:
            return
        b: i64 = 0
        while b < f.nb:
            loop = f.b_loop[b]
            if loop >= 0 and self.cold[b] == 0:
                self.measure_block(f, sel, b, loop)
            b += 1
        loop = f.nl - 1
        while loop >= 0:
            parent = f.l_parent[loop]
            if parent >= 0:
                if self.press_int[parent] < self.press_int[loop]:
                    self.press_int[parent] = self.press_int[loop]
                if self.press_vec[parent] < self.press_vec[loop]:
                    self.press_vec[parent] = self.press_vec[loop]
            loop -= 1

    def measure_block(self, f: Func, sel: Selection, b: i64, loop: i64) -> None:
        """Walk one block backward and count the values that are alive."""
        mark = self.mark
        ty = f.ty
        ints: i64 = 0
        vecs: i64 = 0
        k: i64 = 0
        cell = self.out[b]
        while cell != 0:
            v = self.l_val[cell]
            mark[v] = b
            if is_vector(ty[v]):
                vecs += 1
            else:
                ints += 1
            cell = self.l_next[cell]
        e = f.b_edge[b]
        last = e + f.b_nedge[b]
        while e < last:
            p = f.b_start[f.e_to[e]]
            k = 0
            while k < f.b_nparams[f.e_to[e]]:
                if f.op[p + k] == PARAM:
                    v = f.pool[f.e_arg[e] + k]
                    if mark[v] != b and self.remat[v] == 0:
                        mark[v] = b
                        if is_vector(ty[v]):
                            vecs += 1
                        else:
                            ints += 1
                k += 1
            e += 1
        most_int = ints
        most_vec = vecs
        nuse = self.rows.nuse
        machine = sel.row
        remat = self.remat
        start = f.b_start[b]
        i = f.b_end[b]
        while i > start:
            i -= 1
            if mark[i] == b:
                if is_vector(ty[i]):
                    vecs -= 1
                else:
                    ints -= 1
            row = machine[i]
            if row == 0:
                continue
            n = nuse[row]
            k = 0
            while k < n:
                v = sel.s0[i] if k == 0 else sel.s1[i] if k == 1 else sel.s2[i] if k == 2 else sel.s3[i]
                if v >= 0 and mark[v] != b and remat[v] == 0:
                    mark[v] = b
                    if is_vector(ty[v]):
                        vecs += 1
                    else:
                        ints += 1
                k += 1
            if ints > most_int:
                most_int = ints
            if vecs > most_vec:
                most_vec = vecs
        if self.press_int[loop] < most_int:
            self.press_int[loop] = most_int
        if self.press_vec[loop] < most_vec:
            self.press_vec[loop] = most_vec
