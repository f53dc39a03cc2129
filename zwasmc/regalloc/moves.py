"""Parallel copies: turn "all of these at once" into moves that can be printed one by one.

Copies whose destination nobody waits for go first; what remains are disjoint cycles, each broken with the scratch
register, or with a spare slot when it runs through memory (May, "The parallel assignment problem redefined", 1989).
"""

from __future__ import annotations

from typing import final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.regalloc.api import OUT, REMAT, Allocation


@final
class ParallelMoves:
    """A set of copies with distinct destinations.

    Locations are registers, ``OUT`` and ``IN`` cells, ``REMAT``, and slots as ``-1 - k`` with k < ``nslots`` of
    ``reserve``; the slot ``spare`` is free for breaking cycles.
    """

    def __init__(self, scratch_int: i64, scratch_vec: i64) -> None:
        self.scratch_int: i64 = scratch_int
        self.scratch_vec: i64 = scratch_vec
        self.count: i64 = 0
        self.src: vec[i64] = vec[i64]([0] * 64)
        self.dst: vec[i64] = vec[i64]([0] * 64)
        self.val: vec[i64] = vec[i64]([0] * 64)
        self.klass: vec[i64] = vec[i64]([0] * 64)
        self.done: vec[i64] = vec[i64]([0] * 64)
        self.stack: vec[i64] = vec[i64]([0] * 64)
        self.readers: vec[i64] = vec[i64]([0] * 64)
        """Per register, then per slot: how many pending copies read it."""
        self.writer: vec[i64] = vec[i64]([-1] * 64)
        """Per register, then per slot: the copy that writes it, or -1."""
        self.spare: i64 = 0
        self.spare_used: bool = False

    def reserve(self, nslots: i64, spare: i64) -> None:
        """Accept slots below ``nslots``; ``spare`` is one of them that nothing else uses."""
        size = nslots + 64
        old: i64 = len(self.writer)
        if size > old:
            self.readers = grown(self.readers, size)
            self.writer = grown(self.writer, size)
            size = len(self.writer)
            while old < size:
                self.writer[old] = -1
                old += 1
        self.spare = -1 - spare
        self.spare_used = False

    def add(self, src: i64, dst: i64, val: i64, klass: i64) -> None:
        """Ask for ``dst = src``."""
        if src == dst:
            return
        n = self.count
        if n >= len(self.src):
            self.src = grown(self.src, n + 1)
            self.dst = grown(self.dst, n + 1)
            self.val = grown(self.val, n + 1)
            self.klass = grown(self.klass, n + 1)
            self.done = grown(self.done, n + 1)
            self.stack = grown(self.stack, n + 1)
        self.src[n] = src
        self.dst[n] = dst
        self.val[n] = val
        self.klass[n] = klass
        self.done[n] = 0
        self.count = n + 1

    def resolve(self, out: Allocation) -> None:
        """Append the sequence to ``out`` and empty the set."""
        n = self.count
        if n == 0:
            return
        if n == 1:
            self.copy(out, self.src[0], self.dst[0], self.val[0], self.klass[0])
            self.count = 0
            return
        readers = self.readers
        writer = self.writer
        src = self.src
        dst = self.dst
        stack = self.stack
        m: i64 = 0
        while m < n:
            at = index(dst[m])
            if at >= 0:
                readers[at] = 0
                writer[at] = m
            at = index(src[m])
            if at >= 0:
                readers[at] = 0
            m += 1
        m = 0
        while m < n:
            at = index(src[m])
            if at >= 0:
                readers[at] = readers[at] + 1
            m += 1
        depth: i64 = 0
        m = n - 1
        while m >= 0:
            at = index(dst[m])
            if at < 0 or readers[at] == 0:
                stack[depth] = m
                depth += 1
            m -= 1
        left = n
        while depth > 0:
            depth -= 1
            m = stack[depth]
            self.copy(out, src[m], dst[m], self.val[m], self.klass[m])
            self.done[m] = 1
            left -= 1
            at = index(src[m])
            if at >= 0:
                readers[at] = readers[at] - 1
                if readers[at] == 0 and writer[at] >= 0:
                    stack[depth] = writer[at]
                    depth += 1
        if left > 0:
            m = 0
            while m < n:
                if self.done[m] == 0:
                    self.cycle(out, m)
                m += 1
        m = 0
        while m < n:
            at = index(dst[m])
            if at >= 0:
                writer[at] = -1
            m += 1
        self.count = 0

    def cycle(self, out: Allocation, first: i64) -> None:
        """Print the cycle through copy ``first``."""
        through_memory = False
        m = first
        reader = first
        while True:
            if self.src[m] < 0 and self.dst[m] < 0:
                through_memory = True
            reader = m
            m = self.writer[index(self.src[m])]
            if m == first:
                break
        saved = self.dst[first]
        # what is saved is the reader's value: classes differ along a cycle through slots
        klass = self.klass[reader]
        hold = self.scratch_vec if klass != 0 else self.scratch_int
        if through_memory:
            hold = self.spare
            self.spare_used = True
        self.copy(out, saved, hold, self.val[reader], klass)
        self.src[reader] = hold
        m = first
        while True:
            self.copy(out, self.src[m], self.dst[m], self.val[m], self.klass[m])
            self.done[m] = 1
            if m == reader:
                return
            m = self.writer[index(self.src[m])]

    def copy(self, out: Allocation, src: i64, dst: i64, val: i64, klass: i64) -> None:
        """Append one copy, through the scratch register if both sides are memory (or a constant goes to memory)."""
        if (dst < 0 or dst >= OUT) and (src < 0 or src >= OUT):
            scratch = self.scratch_vec if klass != 0 else self.scratch_int
            out.add_move(src, scratch, val)
            src = scratch
        out.add_move(src, dst, val)


def index(loc: i64) -> i64:
    """Return the place of a register or slot in the tables, -1 for any other location."""
    if loc >= 0:
        return loc if loc < OUT else -1
    if loc == REMAT:
        return -1
    return 63 - loc
