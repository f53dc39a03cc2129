"""ZIR: one function in SSA form with block parameters, as parallel arrays.

A value is the row that defines it.  Blocks hold contiguous rows and are numbered in source order; block 0 is the
entry and its ``PARAM`` rows are the function's parameters.  Forward edges lead to higher-numbered blocks, back edges to
loop heads; the lowest-numbered edge into a loop head is its entry.  Arrays are reused from function to function.
"""

from __future__ import annotations

from typing import final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown


@final
class Func:
    """The arrays of one function; ``n``, ``nb``, ``ne``, ``nl``, ``npool`` count rows, blocks, edges, loops, cells."""

    def __init__(self) -> None:
        self.index: i64 = 0
        self.n: i64 = 0
        self.op: vec[i64] = vec[i64]([0] * 1024)
        self.ty: vec[i64] = vec[i64]([0] * 1024)
        self.a: vec[i64] = vec[i64]([0] * 1024)
        self.b: vec[i64] = vec[i64]([0] * 1024)
        self.c: vec[i64] = vec[i64]([0] * 1024)
        self.imm: vec[i64] = vec[i64]([0] * 1024)
        self.pos: vec[i64] = vec[i64]([0] * 1024)

        self.nb: i64 = 0
        self.b_start: vec[i64] = vec[i64]([0] * 128)
        self.b_end: vec[i64] = vec[i64]([0] * 128)
        self.b_nparams: vec[i64] = vec[i64]([0] * 128)
        self.b_loop: vec[i64] = vec[i64]([0] * 128)
        self.b_edge: vec[i64] = vec[i64]([0] * 128)
        self.b_nedge: vec[i64] = vec[i64]([0] * 128)

        self.ne: i64 = 0
        self.e_from: vec[i64] = vec[i64]([0] * 128)
        self.e_to: vec[i64] = vec[i64]([0] * 128)
        self.e_arg: vec[i64] = vec[i64]([0] * 128)

        self.nl: i64 = 0
        self.l_head: vec[i64] = vec[i64]([0] * 32)
        self.l_last: vec[i64] = vec[i64]([0] * 32)
        self.l_parent: vec[i64] = vec[i64]([0] * 32)
        self.l_depth: vec[i64] = vec[i64]([0] * 32)
        self.open_loops: vec[i64] = vec[i64]([0] * 32)
        """Of `settle_loops`: a stack."""

        self.npool: i64 = 0
        self.pool: vec[i64] = vec[i64]([0] * 1024)

        self.nslots: i64 = 0

    def reset(self, index: i64) -> None:
        """Forget the previous function; ``index`` is the new one's function index."""
        self.index = index
        self.n = 0
        self.nb = 0
        self.ne = 0
        self.nl = 0
        self.npool = 0
        self.nslots = 0

    def add(self, op: i64, ty: i64, a: i64, b: i64, c: i64, imm: i64, pos: i64) -> i64:
        """Append a row and return its number."""
        n = self.n
        if n >= len(self.op):
            self.grow_rows()
        self.op[n] = op
        self.ty[n] = ty
        self.a[n] = a
        self.b[n] = b
        self.c[n] = c
        self.imm[n] = imm
        self.pos[n] = pos
        self.n = n + 1
        return n

    def grow_rows(self) -> None:
        """Double the row arrays."""
        size: i64 = len(self.op) * 2
        self.op = grown(self.op, size)
        self.ty = grown(self.ty, size)
        self.a = grown(self.a, size)
        self.b = grown(self.b, size)
        self.c = grown(self.c, size)
        self.imm = grown(self.imm, size)
        self.pos = grown(self.pos, size)

    def add_block(self, loop: i64) -> i64:
        """Open a block at the current row, inside ``loop`` (or -1), and return its number."""
        b = self.nb
        if b >= len(self.b_start):
            size: i64 = len(self.b_start) * 2
            self.b_start = grown(self.b_start, size)
            self.b_end = grown(self.b_end, size)
            self.b_nparams = grown(self.b_nparams, size)
            self.b_loop = grown(self.b_loop, size)
            self.b_edge = grown(self.b_edge, size)
            self.b_nedge = grown(self.b_nedge, size)
        self.b_start[b] = self.n
        self.b_end[b] = self.n
        self.b_nparams[b] = 0
        self.b_loop[b] = loop
        self.b_edge[b] = self.ne
        self.b_nedge[b] = 0
        self.nb = b + 1
        return b

    def add_edge(self, source: i64, target: i64, arg: i64) -> i64:
        """Append an edge whose arguments start at pool offset ``arg``; edges of one block must be added together."""
        e = self.ne
        if e >= len(self.e_from):
            size: i64 = len(self.e_from) * 2
            self.e_from = grown(self.e_from, size)
            self.e_to = grown(self.e_to, size)
            self.e_arg = grown(self.e_arg, size)
        self.e_from[e] = source
        self.e_to[e] = target
        self.e_arg[e] = arg
        if self.b_nedge[source] == 0:
            self.b_edge[source] = e
        self.b_nedge[source] = self.b_nedge[source] + 1
        self.ne = e + 1
        return e

    def add_loop(self, head: i64, parent: i64) -> i64:
        """Open a loop at block ``head`` and return its number; ``l_last`` is set when it closes."""
        loop = self.nl
        if loop >= len(self.l_head):
            size: i64 = len(self.l_head) * 2
            self.l_head = grown(self.l_head, size)
            self.l_last = grown(self.l_last, size)
            self.l_parent = grown(self.l_parent, size)
            self.l_depth = grown(self.l_depth, size)
        self.l_head[loop] = head
        self.l_last[loop] = head
        self.l_parent[loop] = parent
        self.l_depth[loop] = 1 if parent < 0 else self.l_depth[parent] + 1
        self.nl = loop + 1
        return loop

    def add_pool(self, count: i64) -> i64:
        """Reserve ``count`` pool cells and return the offset of the first."""
        p = self.npool
        if p + count > len(self.pool):
            self.pool = grown(self.pool, p + count)
        self.npool = p + count
        return p

    def settle_loops(self) -> None:
        """Drop the loops without back edge; find the last blocks of the others, their parents and depths."""
        n = self.nl
        heads = self.l_head
        lasts = self.l_last
        w: i64 = 0
        k: i64 = 0
        while k < n:
            if lasts[k] >= 0:
                heads[w] = heads[k]
                lasts[w] = lasts[k]
                w += 1
            k += 1
        self.nl = w
        # A loop that ends inside a later one contains that one.
        if w > len(self.open_loops):
            self.open_loops = grown(self.open_loops, w)
        stack = self.open_loops
        n = 0
        k = w
        while k > 0:
            k -= 1
            last = lasts[k]
            while n > 0 and heads[stack[n - 1]] <= last:
                n -= 1
                if lasts[stack[n]] > last:
                    last = lasts[stack[n]]
            lasts[k] = last
            stack[n] = k
            n += 1
        n = 0
        k = 0
        b: i64 = 0
        nb = self.nb
        b_loop = self.b_loop
        while b < nb:
            while n > 0 and lasts[stack[n - 1]] < b:
                n -= 1
            if k < w and heads[k] == b:
                self.l_parent[k] = stack[n - 1] if n > 0 else -1
                self.l_depth[k] = n + 1
                stack[n] = k
                n += 1
                k += 1
            b_loop[b] = stack[n - 1] if n > 0 else -1
            b += 1
