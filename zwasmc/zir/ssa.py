"""Construction of ZIR: blocks and edges, joins and loops.

A branch records, as the arguments of its edge, the label's results and the values of the locals assigned in the
label's construct.  When the label is reached, those that differ between edges become parameters and each edge's list
is compacted in place.  Until then ``e_to`` of the edge links to the label's previous edge.  A loop head's parameters
are known at once.

Rows that may be shared must dominate the current point: at a join everything numbered after the first branch to it is
forgotten, at ``else`` everything since ``if``.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasm_formats.abi_offsets import TRAP_UNREACHABLE
from zwasmc.bits import grown
from zwasmc.wasm.body import Body
from zwasmc.wasm.limits import check_limit
from zwasmc.wasm.op import BR, BR_IF, BR_TABLE, I32_CONST, I32_EQZ, I32_NE, RETURN, UNREACHABLE
from zwasmc.wasm.rules import Flow
from zwasmc.wasm.types import machine_type
from zwasmc.wasm.validate import FRAME_IF, Checker
from zwasmc.zir.func import Func
from zwasmc.zir.numbering import Rows
from zwasmc.zir.ops import PARAM, POLL, SLOT_SET, SLOT_ZERO

NEVER: Final = 0x7FFFFFFFFFFF


class TooLarge(Exception):
    """The function has too many locals times joins; its locals go to frame slots instead."""


@final
class Builder(Flow):
    """Builds one function after the other; ``cur`` is the open block or -1 in dead code."""

    def __init__(self, body: Body, checker: Checker, share: bool, interruptible: bool) -> None:
        self.body: Final = body
        self.checker: Final = checker
        self.share: Final = share
        self.rows: Final = Rows(share, len(body.module.globals), body.module.num_imported_globals)
        self.interruptible: Final = interruptible
        self.f: Func = Func()
        self.cur: i64 = -1
        self.slots: bool = False
        self.limit: i64 = 0
        self.lv: vec[i64] = vec[i64]([0] * 256)
        # Per control frame.
        self.f_edge: vec[i64] = vec[i64]([0] * 64)
        self.f_count: vec[i64] = vec[i64]([0] * 64)
        self.f_mark: vec[i64] = vec[i64]([0] * 64)
        self.f_low: vec[i64] = vec[i64]([0] * 64)
        self.f_head: vec[i64] = vec[i64]([0] * 64)
        self.f_loop: vec[i64] = vec[i64]([0] * 64)
        self.f_set: vec[i64] = vec[i64]([0] * 64)
        self.f_nset: vec[i64] = vec[i64]([0] * 64)
        self.f_else: vec[i64] = vec[i64]([0] * 64)
        self.f_if: vec[i64] = vec[i64]([0] * 64)
        self.f_ordinal: vec[i64] = vec[i64]([0] * 64)
        self.f_stamp: vec[i64] = vec[i64]([0] * 64)
        self.stamp: i64 = 0
        self.swap: bool = False
        self.differs: vec[i64] = vec[i64]([0] * 64)
        self.first: vec[i64] = vec[i64]([0] * 64)

    # Functions.

    def start(self, f: Func, slots: bool, nparams: i64, pos: i64) -> None:
        """Begin a function: the entry block, its parameters and the default values of its locals."""
        self.f = f
        body = self.body
        self.rows.start(f, body.n)
        self.slots = slots
        self.limit = body.most if slots else body.limit
        n = body.nlocals
        if n > len(self.lv):
            self.lv = grown(self.lv, n)
        lv = self.lv
        self.cur = f.add_block(-1)
        k: i64 = 0
        while k < nparams:
            lv[k] = f.add(PARAM, machine_type(body.ltype[k]), -1, -1, -1, k, pos)
            k += 1
        f.b_nparams[0] = nparams
        if slots:
            f.nslots = n
            k = 0
            while k < nparams:
                f.add(SLOT_SET, 0, lv[k], -1, -1, k, pos)
                k += 1
            if n > nparams:
                f.add(SLOT_ZERO, 0, -1, -1, -1, nparams | (n - nparams) << 32, pos)
            return
        last: i64 = -1
        value: i64 = -1
        while k < n:
            t = body.ltype[k]
            if t != last:
                last = t
                value = self.rows.zero(machine_type(t), pos)
            lv[k] = value
            k += 1

    # Blocks and edges.

    def open_block(self) -> i64:
        """Start a block here and return it."""
        b = self.f.add_block(-1)
        self.cur = b
        return b

    def close_block(self) -> None:
        """End the open block after its terminator and edges; the code that follows is dead."""
        self.f.b_end[self.cur] = self.f.n
        self.cur = -1

    def enter(self, d: i64, block: i64) -> None:
        """Begin frame ``d`` for construct ``block`` of the body."""
        if d >= len(self.f_edge):
            size: i64 = d * 2
            self.f_edge = grown(self.f_edge, size)
            self.f_count = grown(self.f_count, size)
            self.f_mark = grown(self.f_mark, size)
            self.f_low = grown(self.f_low, size)
            self.f_head = grown(self.f_head, size)
            self.f_loop = grown(self.f_loop, size)
            self.f_set = grown(self.f_set, size)
            self.f_nset = grown(self.f_nset, size)
            self.f_else = grown(self.f_else, size)
            self.f_if = grown(self.f_if, size)
            self.f_ordinal = grown(self.f_ordinal, size)
            self.f_stamp = grown(self.f_stamp, size)
        self.f_edge[d] = -1
        self.f_count[d] = 0
        self.f_mark[d] = NEVER
        self.f_low[d] = NEVER
        self.f_head[d] = -1
        self.f_loop[d] = -1
        self.f_else[d] = -1
        self.f_stamp[d] = 0
        self.f_set[d] = self.body.k_set[block]
        self.f_nset[d] = 0 if self.slots else self.body.k_nset[block]

    def cells(self, count: i64) -> i64:
        """Reserve pool cells for what an edge, a call or a return passes on; raise if there are too many."""
        p = self.f.add_pool(count)
        if p > self.limit:
            if not self.slots:
                raise TooLarge
            check_limit(p, self.limit, "values passed on in a function of this size", self.checker.at)
        return p

    def arguments(self, d: i64, count: i64) -> i64:
        """Record the top ``count`` operands and the frame's assigned locals; return their pool offset."""
        f = self.f
        nset = self.f_nset[d]
        p = self.cells(count + nset)
        pool = f.pool
        q = p
        if count:
            sv = self.checker.sv
            k = self.checker.sp - count
            n = self.checker.sp
            while k < n:
                pool[q] = sv[k]
                q += 1
                k += 1
        if nset:
            lv = self.lv
            sets = self.body.sets
            k = self.f_set[d]
            n = k + nset
            while k < n:
                pool[q] = lv[sets[k]]
                q += 1
                k += 1
        return p

    def link(self, d: i64, count: i64) -> None:
        """Add an edge from the open block to the label of frame ``d``, which takes ``count`` operands."""
        f = self.f
        p = self.arguments(d, count)
        head = self.f_head[d]
        if head >= 0:
            f.add_edge(self.cur, head, p)
            f.l_last[self.f_loop[d]] = self.cur
            return
        if self.f_count[d] == 0:
            self.f_mark[d] = self.rows.nlog
        self.f_edge[d] = f.add_edge(self.cur, self.f_edge[d], p)
        self.f_count[d] = self.f_count[d] + 1

    def branch(self, d: i64, count: i64, pos: i64) -> None:
        """Branch to the label of frame ``d`` (not the function's); what follows is dead."""
        if self.cur < 0:
            return
        self.f.add(BR, 0, -1, -1, -1, 0, pos)
        self.link(d, count)
        self.close_block()

    def ret(self, count: i64, pos: i64) -> None:
        """Return the top ``count`` operands."""
        if self.cur < 0:
            return
        f = self.f
        p = self.cells(count)
        sv = self.checker.sv
        base = self.checker.sp - count
        k: i64 = 0
        while k < count:
            f.pool[p + k] = sv[base + k]
            k += 1
        f.add(RETURN, 0, -1, p, count, 0, pos)
        self.close_block()

    def trap(self, pos: i64) -> None:
        """Trap; what follows is dead."""
        if self.cur >= 0:
            self.f.add(UNREACHABLE, 0, -1, -1, -1, TRAP_UNREACHABLE, pos)
            self.close_block()

    def condition(self) -> i64:
        """Return what decides a branch on the value right above the stack; ``swap`` tells whether zero takes it."""
        f = self.f
        cond = self.checker.sv[self.checker.sp]
        self.swap = False
        if self.share:
            while True:
                op = f.op[cond]
                if op == I32_EQZ:
                    self.swap = not self.swap
                    cond = f.a[cond]
                elif op == I32_NE and f.op[f.b[cond]] == I32_CONST and f.imm[f.b[cond]] == 0:
                    cond = f.a[cond]
                else:
                    break
        return cond

    def branch_if(self, d: i64, count: i64, pos: i64) -> None:
        """Branch to the label of frame ``d`` if the condition is nonzero; go on in a new block."""
        if self.cur < 0:
            return
        f = self.f
        cond = self.condition()
        swap = self.swap
        if self.share and f.op[cond] == I32_CONST:
            if (f.imm[cond] != 0) != swap:
                if d == 0:
                    self.ret(count, pos)
                else:
                    self.branch(d, count, pos)
            return
        f.add(BR_IF, 0, cond, -1, -1, 0, pos)
        source = self.cur
        if d == 0:
            # The returning block stands between the two.
            exit = f.nb
            if swap:
                f.add_edge(source, exit + 1, 0)
                f.add_edge(source, exit, 0)
            else:
                f.add_edge(source, exit, 0)
                f.add_edge(source, exit + 1, 0)
            self.close_block()
            self.open_block()
            self.ret(count, pos)
            self.open_block()
            return
        if swap:
            f.add_edge(source, f.nb, 0)
            self.link(d, count)
        else:
            self.link(d, count)
            f.add_edge(source, f.nb, 0)
        self.close_block()
        self.open_block()

    def branch_table(self, extra: i64, arity: i64, pos: i64) -> None:
        """Branch by an index to the labels at ``extra`` of the body; each takes ``arity`` operands."""
        if self.cur < 0:
            return
        f = self.f
        index = self.checker.sv[self.checker.sp]
        cells = self.body.extra
        count = cells[extra]
        top = self.checker.depth - 1
        if self.share and f.op[index] == I32_CONST:
            k = f.imm[index]
            if k >= count:
                k = count - 1
            d = top - cells[extra + 1 + k]
            if d == 0:
                self.ret(arity, pos)
            else:
                self.branch(d, arity, pos)
            return
        p = self.cells(count)
        self.stamp += 1
        stamp = self.stamp
        ordinals: i64 = 0
        k = 0
        while k < count:
            d = top - cells[extra + 1 + k]
            if self.f_stamp[d] != stamp:
                self.f_stamp[d] = stamp
                self.f_ordinal[d] = ordinals
                ordinals += 1
            f.pool[p + k] = self.f_ordinal[d]
            k += 1
        if ordinals == 1:
            d = top - cells[extra + count]
            if d == 0:
                self.ret(arity, pos)
            else:
                self.branch(d, arity, pos)
            return
        f.add(BR_TABLE, 0, index, p, count, 0, pos)
        ordinals = 0
        k = 0
        returns = False
        while k < count:
            d = top - cells[extra + 1 + k]
            if self.f_ordinal[d] == ordinals:
                ordinals += 1
                if d == 0:
                    returns = True
                    f.add_edge(self.cur, f.nb, 0)
                else:
                    self.link(d, arity)
            k += 1
        self.close_block()
        if returns:
            self.open_block()
            self.ret(arity, pos)

    # Constructs.

    def loop(self, d: i64, count: i64, pos: i64) -> None:
        """Begin a loop that has branches to its head: operands and assigned locals become parameters."""
        if self.cur < 0:
            return
        f = self.f
        f.add(BR, 0, -1, -1, -1, 0, pos)
        p = self.arguments(d, count)
        f.add_edge(self.cur, f.nb, p)
        self.close_block()
        head = self.open_block()
        n = count + self.f_nset[d]
        k: i64 = 0
        while k < n:
            f.add(PARAM, f.ty[f.pool[p + k]], -1, -1, -1, k, pos)
            k += 1
        f.b_nparams[head] = n
        row = f.b_start[head]
        self.f_head[d] = head
        self.f_loop[d] = f.add_loop(head, -1)
        f.l_last[self.f_loop[d]] = -1
        self.set_values(d, count, row)
        self.rows.barrier()
        if self.interruptible:
            f.add(POLL, 0, -1, -1, -1, 0, pos)

    def set_values(self, d: i64, count: i64, row: i64) -> None:
        """Let the top operands and the frame's locals be consecutive rows."""
        sv = self.checker.sv
        base = self.checker.sp - count
        k: i64 = 0
        while k < count:
            sv[base + k] = row + k
            k += 1
        row += count
        lv = self.lv
        sets = self.body.sets
        s = self.f_set[d]
        n = self.f_nset[d]
        k = 0
        while k < n:
            lv[sets[s + k]] = row + k
            k += 1

    def restore(self, d: i64, count: i64, p: i64) -> None:
        """Let the top operands and the frame's locals be the values at pool offset ``p``."""
        pool = self.f.pool
        sv = self.checker.sv
        base = self.checker.sp - count
        k: i64 = 0
        while k < count:
            sv[base + k] = pool[p + k]
            k += 1
        p += count
        lv = self.lv
        s = self.f_set[d]
        n = self.f_nset[d]
        k = 0
        while k < n:
            lv[self.body.sets[s + k]] = pool[p + k]
            k += 1

    def begin_if(self, d: i64, count: i64, pos: i64) -> None:
        """Begin the first arm of an ``if`` whose ``count`` parameters are on the stack."""
        if self.cur < 0:
            return
        f = self.f
        cond = self.condition()
        swap = self.swap
        if self.share and f.op[cond] == I32_CONST:
            self.f_if[d] = self.rows.nlog
            if (f.imm[cond] != 0) == swap:
                f.add(BR, 0, -1, -1, -1, 0, pos)
                p = self.arguments(d, count)
                self.f_else[d] = f.add_edge(self.cur, -1, p)
                self.close_block()
            return
        f.add(BR_IF, 0, cond, -1, -1, 0, pos)
        p = self.arguments(d, count)
        source = self.cur
        if swap:
            self.f_else[d] = f.add_edge(source, -1, p)
            f.add_edge(source, f.nb, 0)
        else:
            f.add_edge(source, f.nb, 0)
            self.f_else[d] = f.add_edge(source, -1, p)
        self.f_if[d] = self.rows.nlog
        self.close_block()
        self.open_block()

    def drop_to(self, d: i64, mark: i64) -> None:
        """Forget rows back to ``mark`` on behalf of frame ``d``."""
        if self.rows.nlog > mark:
            self.rows.forget(mark)
        if self.f_low[d] > mark:
            self.f_low[d] = mark
        if self.f_mark[d] > mark and self.f_count[d]:
            self.f_mark[d] = mark

    def begin_else(self, d: i64, count: i64) -> None:
        """Begin the second arm; its ``count`` parameters are on the stack without values."""
        f = self.f
        e = self.f_else[d]
        if e < 0:
            return
        self.f_else[d] = -1
        self.drop_to(d, self.f_if[d])
        p = f.e_arg[e]
        if not self.reopen(e):
            f.e_to[e] = self.open_block()
        self.restore(d, count, p)

    def reopen(self, e: i64) -> bool:
        """If ``e`` is the edge of a BR that ends the last block, take the BR back and go on in that block."""
        f = self.f
        b = f.e_from[e]
        if e != f.ne - 1 or b != f.nb - 1 or f.op[f.n - 1] != BR or f.b_nedge[b] != 1:
            return False
        f.ne = e
        f.n -= 1
        f.b_nedge[b] = 0
        self.cur = b
        return True

    def end(self, d: i64, kind: i64, count: i64, pos: i64) -> None:
        """End frame ``d`` (no loop, not the function) whose ``count`` results are on the stack: join its edges."""
        f = self.f
        e = self.f_else[d]
        if kind == FRAME_IF and e >= 0:
            # Without an else arm the edge of the untaken branch leads here; it is the oldest.
            self.f_else[d] = -1
            f.e_to[e] = self.f_edge[d]
            self.f_edge[d] = e
            self.f_count[d] = self.f_count[d] + 1
            self.f_mark[d] = self.f_if[d]
        if self.f_count[d]:
            if self.cur >= 0:
                self.branch(d, count, pos)
            self.join(d, count, pos)
        self.leave(d)

    def leave(self, d: i64) -> None:
        """Hand what the frame has forgotten to the frame outside."""
        low = self.f_low[d]
        if low != NEVER:
            up = d - 1
            if self.f_low[up] > low:
                self.f_low[up] = low
            if self.f_count[up] and self.f_mark[up] > low:
                self.f_mark[up] = low

    def join(self, d: i64, count: i64, pos: i64) -> None:
        """Start the block at the label of frame ``d``."""
        f = self.f
        self.drop_to(d, self.f_mark[d])
        e = self.f_edge[d]
        p = f.e_arg[e]
        if self.f_count[d] == 1:
            if not self.reopen(e):
                f.e_to[e] = self.open_block()
            self.restore(d, count, p)
            return
        block = self.open_block()
        n = count + self.f_nset[d]
        if n > len(self.differs):
            self.differs = grown(self.differs, n)
            self.first = grown(self.first, n)
        differs = self.differs
        first = self.first
        pool = f.pool
        k: i64 = 0
        while k < n:
            first[k] = pool[p + k]
            differs[k] = 0
            k += 1
        next = f.e_to[e]
        different = False
        while next >= 0:
            q = f.e_arg[next]
            k = 0
            while k < n:
                if pool[q + k] != first[k]:
                    differs[k] = 1
                    different = True
                k += 1
            next = f.e_to[next]
        self.restore(d, count, p)
        if different:
            self.add_params(d, block, count, pos)
            n = self.compact_params(n)
        while e >= 0:
            next = f.e_to[e]
            f.e_to[e] = block
            if different:
                p = f.e_arg[e]
                k = 0
                while k < n:
                    pool[p + k] = pool[p + first[k]]
                    k += 1
            e = next

    def compact_params(self, n: i64) -> i64:
        """Let ``first`` list the positions that differ and return their number."""
        w: i64 = 0
        k: i64 = 0
        while k < n:
            if self.differs[k]:
                self.first[w] = k
                w += 1
            k += 1
        return w

    def add_params(self, d: i64, block: i64, count: i64, pos: i64) -> None:
        """Add a parameter for each differing value and let the stack and the locals name it."""
        f = self.f
        sv = self.checker.sv
        base = self.checker.sp - count
        index: i64 = 0
        k: i64 = 0
        while k < count:
            if self.differs[k]:
                sv[base + k] = f.add(PARAM, f.ty[self.first[k]], -1, -1, -1, index, pos)
                index += 1
            k += 1
        s = self.f_set[d]
        n = count + self.f_nset[d]
        while k < n:
            if self.differs[k]:
                self.lv[self.body.sets[s + k - count]] = f.add(PARAM, f.ty[self.first[k]], -1, -1, -1, index, pos)
                index += 1
            k += 1
        f.b_nparams[block] = index
