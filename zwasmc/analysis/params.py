"""Removal of dead rows and of dead or redundant block parameters.

One backward mark finds every row that something observable needs; parameters that only feed each other around loops are
never marked.  Then sweeps over the surviving parameters merge each one whose arguments are all the same value (or
itself) into that value.  One forward pass rewrites operands and closes the gaps, so the result holds no ``NOP`` rows.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.zir.func import Func
from zwasmc.zir.ops import (
    PARAM,
    USE_A,
    USE_B,
    USE_C,
    USE_POOL,
    ZIR_KEEP,
    ZIR_USES,
)

MAX_SWEEPS: Final = 6
FINAL_BIT: Final = 0x10000000000


@final
class Params:
    """Working arrays of the pass, reused from function to function."""

    def __init__(self) -> None:
        self.mark: vec[i64] = vec[i64]([0] * 1024)
        self.to: vec[i64] = vec[i64]([0] * 1024)
        self.block: vec[i64] = vec[i64]([0] * 1024)
        self.work: vec[i64] = vec[i64]([0] * 1024)
        self.plist: vec[i64] = vec[i64]([0] * 1024)
        self.in_first: vec[i64] = vec[i64]([0] * 128)
        self.in_next: vec[i64] = vec[i64]([0] * 128)
        self.nwork: i64 = 0

    def run(self, f: Func) -> None:
        """Clean up ``f`` in place."""
        n = f.n
        if n > len(self.mark):
            size = n + n // 2
            self.mark = grown(self.mark, size)
            self.to = grown(self.to, size)
            self.block = grown(self.block, size)
            self.work = grown(self.work, size)
            self.plist = grown(self.plist, size)
        if f.nb > len(self.in_first):
            self.in_first = grown(self.in_first, f.nb)
        if f.ne > len(self.in_next):
            self.in_next = grown(self.in_next, f.ne)
        self.link_edges(f)
        self.mark_live(f)
        self.merge(f)
        self.rewrite(f)

    def link_edges(self, f: Func) -> None:
        """Build the predecessor lists, lowest edge first, and clear the marks."""
        in_first = self.in_first
        in_next = self.in_next
        e_to = f.e_to
        i: i64 = 0
        n = f.nb
        while i < n:
            in_first[i] = -1
            i += 1
        e = f.ne
        while e > 0:
            e -= 1
            t = e_to[e]
            in_next[e] = in_first[t]
            in_first[t] = e
        mark = self.mark
        i = 0
        n = f.n
        while i < n:
            mark[i] = 0
            i += 1
        i = 0
        n = f.b_nparams[0]
        while i < n:
            mark[i] = 1
            i += 1
        b: i64 = 0
        n = f.nb
        block = self.block
        while b < n:
            i = f.b_start[b]
            last = i + f.b_nparams[b]
            while i < last:
                block[i] = b
                i += 1
            b += 1

    def mark_live(self, f: Func) -> None:
        """Mark every row that is needed; rows already passed by the backward sweep go through the worklist."""
        mark = self.mark
        ops = f.op
        fa = f.a
        fb = f.b
        fc = f.c
        uses = ZIR_USES
        keep = ZIR_KEEP
        i = f.n
        while i > 0:
            i -= 1
            op = ops[i]
            if mark[i] == 0:
                if keep[op] == 0:
                    continue
                mark[i] = 1
            if op == PARAM:
                if i >= f.b_nparams[0]:
                    self.mark_param(f, i, i)
                continue
            m: i64 = uses[op]
            if m & USE_A:
                mark[fa[i]] = 1
            if m & USE_B:
                mark[fb[i]] = 1
            if m & USE_C:
                mark[fc[i]] = 1
            if m & USE_POOL:
                pool = f.pool
                p = fb[i]
                last = p + fc[i]
                while p < last:
                    mark[pool[p]] = 1
                    p += 1
            if self.nwork:
                self.drain(f, i)

    def mark_param(self, f: Func, row: i64, at: i64) -> None:
        """Mark the arguments of parameter ``row``; those at or after row ``at`` were passed over and are queued."""
        k = f.imm[row]
        e = self.in_first[self.block[row]]
        while e >= 0:
            v = f.pool[f.e_arg[e] + k]
            if self.mark[v] == 0:
                self.mark[v] = 1
                if v >= at:
                    self.work[self.nwork] = v
                    self.nwork += 1
            e = self.in_next[e]
        if self.nwork:
            self.drain(f, at)

    def visit(self, v: i64, at: i64) -> None:
        """Mark ``v`` while draining the worklist."""
        if self.mark[v] == 0:
            self.mark[v] = 1
            if v >= at:
                self.work[self.nwork] = v
                self.nwork += 1

    def drain(self, f: Func, at: i64) -> None:
        """Mark the operands of queued rows, transitively."""
        uses = ZIR_USES
        while self.nwork:
            self.nwork -= 1
            i = self.work[self.nwork]
            op = f.op[i]
            if op == PARAM:
                if i >= f.b_nparams[0]:
                    k = f.imm[i]
                    e = self.in_first[self.block[i]]
                    while e >= 0:
                        self.visit(f.pool[f.e_arg[e] + k], at)
                        e = self.in_next[e]
                continue
            m: i64 = uses[op]
            if m & USE_A:
                self.visit(f.a[i], at)
            if m & USE_B:
                self.visit(f.b[i], at)
            if m & USE_C:
                self.visit(f.c[i], at)
            if m & USE_POOL:
                p = f.b[i]
                last = p + f.c[i]
                while p < last:
                    self.visit(f.pool[p], at)
                    p += 1

    def merge(self, f: Func) -> None:
        """Set ``to[row]`` to the row itself, or for a redundant parameter to the value that replaces it."""
        to = self.to
        mark = self.mark
        plist = self.plist
        i: i64 = 0
        n = f.n
        while i < n:
            to[i] = i
            i += 1
        count: i64 = 0
        b: i64 = 1
        n = f.nb
        while b < n:
            if f.b_nparams[b]:
                i = f.b_start[b]
                last = i + f.b_nparams[b]
                while i < last:
                    if mark[i]:
                        plist[count] = i
                        count += 1
                    i += 1
            b += 1
        pool = f.pool
        e_arg = f.e_arg
        imm = f.imm
        in_next = self.in_next
        in_first = self.in_first
        block = self.block
        sweeps: i64 = 0
        while count and sweeps < MAX_SWEEPS:
            sweeps += 1
            kept: i64 = 0
            i = 0
            while i < count:
                p = plist[i]
                i += 1
                k = imm[p]
                e = in_first[block[p]]
                same: i64 = -1
                while e >= 0:
                    v = pool[e_arg[e] + k]
                    if v != p:
                        if to[v] != v:
                            v = self.find(v)
                        if v != p:
                            if same < 0:
                                same = v
                            elif v != same:
                                break
                    e = in_next[e]
                if e < 0 and same >= 0:
                    to[p] = same
                    mark[p] = 0
                else:
                    plist[kept] = p
                    kept += 1
            if kept == count:
                break
            count = kept
        b = 1
        while b < n:
            i = f.b_start[b]
            last = i + f.b_nparams[b]
            while i < last:
                if to[i] != i:
                    to[i] = self.find(i)
                i += 1
            b += 1

    def find(self, v: i64) -> i64:
        """Return the value that stands for ``v``, shortening the chain on the way."""
        to = self.to
        root = v
        while to[root] != root:
            root = to[root]
        while to[v] != root:
            up = to[v]
            to[v] = root
            v = up
        return root

    def rewrite(self, f: Func) -> None:
        """Drop unmarked rows, renumber the rest, rewrite operands, edge arguments and block bounds."""
        ops = f.op
        ty = f.ty
        fa = f.a
        fb = f.b
        fc = f.c
        imm = f.imm
        pos = f.pos
        pool = f.pool
        to = self.to
        mark = self.mark
        uses = ZIR_USES
        # Edge arguments are compacted first, while parameter rows still carry their old numbers.
        self.drop_args(f)
        w: i64 = 0
        b: i64 = 0
        nb = f.nb
        i: i64 = 0
        while b < nb:
            end = f.b_end[b]
            nparams: i64 = 0
            f.b_start[b] = w
            while i < end:
                if mark[i] == 0:
                    i += 1
                    continue
                op = ops[i]
                ops[w] = op
                ty[w] = ty[i]
                pos[w] = pos[i]
                a = fa[i]
                x = fb[i]
                y = fc[i]
                k = imm[i]
                if op == PARAM:
                    k = nparams
                    nparams += 1
                else:
                    m: i64 = uses[op]
                    if m & USE_A:
                        a = to[a]
                        if a & FINAL_BIT == 0:
                            a = to[a]
                        a ^= FINAL_BIT
                    if m & USE_B:
                        x = to[x]
                        if x & FINAL_BIT == 0:
                            x = to[x]
                        x ^= FINAL_BIT
                    if m & USE_C:
                        y = to[y]
                        if y & FINAL_BIT == 0:
                            y = to[y]
                        y ^= FINAL_BIT
                    if m & USE_POOL:
                        p = x
                        last = p + y
                        while p < last:
                            v = to[pool[p]]
                            if v & FINAL_BIT == 0:
                                v = to[v]
                            pool[p] = v ^ FINAL_BIT
                            p += 1
                fa[w] = a
                fb[w] = x
                fc[w] = y
                imm[w] = k
                to[i] = w | FINAL_BIT
                w += 1
                i += 1
            f.b_end[b] = w
            f.b_nparams[b] = nparams
            b += 1
        f.n = w
        e: i64 = 0
        ne = f.ne
        while e < ne:
            p = f.e_arg[e]
            last = p + f.b_nparams[f.e_to[e]]
            while p < last:
                v = to[pool[p]]
                if v & FINAL_BIT == 0:
                    v = to[v]
                pool[p] = v ^ FINAL_BIT
                p += 1
            e += 1

    def drop_args(self, f: Func) -> None:
        """Close the gaps that removed parameters leave in the argument lists of edges."""
        mark = self.mark
        pool = f.pool
        e: i64 = 0
        ne = f.ne
        while e < ne:
            t = f.e_to[e]
            count = f.b_nparams[t]
            if count:
                row = f.b_start[t]
                p = f.e_arg[e]
                w = p
                k: i64 = 0
                while k < count:
                    if mark[row + k]:
                        pool[w] = pool[p + k]
                        w += 1
                    k += 1
            e += 1
