"""Code layout: the order in which blocks are printed.

Blocks that only lead to a trap go last.  A loop that tests at its head and jumps back at its end is rotated: the head
moves behind the last block, so that an iteration executes one branch.  Source: Muchnick, Advanced Compiler Design, §18.
"""

from __future__ import annotations

from typing import final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.zir.func import Func


@final
class Layout:
    """``order[0:count]`` is the printing order of the blocks of the function given to ``run``."""

    def __init__(self) -> None:
        self.order: vec[i64] = vec[i64]([0] * 128)
        self.next: vec[i64] = vec[i64]([0] * 128)
        self.prev: vec[i64] = vec[i64]([0] * 128)
        self.aligned: vec[i64] = vec[i64]([0] * 128)
        """Per block: an innermost loop begins here."""
        self.back: vec[i64] = vec[i64]([0] * 128)
        """Per block: number of back edges into it."""

    def run(self, f: Func, cold: vec[i64]) -> None:
        """Compute the order for ``f``; ``cold[b]`` is nonzero for the blocks that go last."""
        nb = f.nb
        if nb > len(self.order):
            self.order = grown(self.order, nb)
            self.next = grown(self.next, nb)
            self.prev = grown(self.prev, nb)
            self.back = grown(self.back, nb)
            self.aligned = grown(self.aligned, nb)
        self.mark(f)
        self.rotate(f, cold)
        order = self.order
        following = self.next
        self.mark_loops(f, cold)
        k: i64 = 0
        b: i64 = 0
        while b >= 0:
            if cold[b] == 0 or b == 0:
                order[k] = b
                k += 1
            b = following[b]
        b = 1
        while b < nb:
            if cold[b] != 0:
                order[k] = b
                k += 1
            b += 1

    def mark(self, f: Func) -> None:
        """Link the blocks in source order, count back edges."""
        nb = f.nb
        following = self.next
        prev = self.prev
        back = self.back
        b: i64 = 0
        while b < nb:
            following[b] = b + 1
            prev[b] = b - 1
            back[b] = 0
            b += 1
        following[nb - 1] = -1
        e: i64 = 0
        while e < f.ne:
            if f.e_to[e] <= f.e_from[e]:
                back[f.e_to[e]] = back[f.e_to[e]] + 1
            e += 1

    def rotate(self, f: Func, cold: vec[i64]) -> None:
        """Move the head of each top-tested loop behind its last block, inner loops first."""
        following = self.next
        prev = self.prev
        loop = f.nl - 1
        while loop >= 0:
            head = f.l_head[loop]
            last = f.l_last[loop]
            if head != last and self.back[head] == 1 and f.b_nedge[head] == 2 and cold[last] == 0:
                back = f.b_edge[last]
                if f.b_nedge[last] == 1 and f.e_to[back] == head and self.leaves(f, head, head, last):
                    p = prev[head]
                    n = following[head]
                    following[p] = n
                    prev[n] = p
                    after = following[last]
                    following[last] = head
                    prev[head] = last
                    following[head] = after
                    if after >= 0:
                        prev[after] = head
            loop -= 1

    def mark_loops(self, f: Func, cold: vec[i64]) -> None:
        """Find the first block of each innermost loop in printing order."""
        aligned = self.aligned
        b: i64 = 0
        while b < f.nb:
            aligned[b] = 0
            b += 1
        loop: i64 = 0
        while loop < f.nl:
            inner = loop + 1 >= f.nl or f.l_parent[loop + 1] != loop
            if inner:
                head = f.l_head[loop]
                # a rotated head is behind the loop's other blocks
                first = head if self.prev[head] != f.l_last[loop] else head + 1
                if cold[first] == 0:
                    aligned[first] = 1
            loop += 1

    def leaves(self, f: Func, block: i64, head: i64, last: i64) -> bool:
        """Say whether an edge of ``block`` leaves the loop of blocks head..last."""
        e = f.b_edge[block]
        end = e + f.b_nedge[block]
        while e < end:
            if f.e_to[e] > last:
                return True
            e += 1
        return False
