"""Loop facts for the allocator: loops that call in every iteration, ancestors in logarithmic time.

Jump pointers over the loop tree follow E. W. Myers, "An applicative random-access stack" (1983).
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.zir.func import Func

FAR: Final = 0x3FFFFFFF
"""A position beyond every row."""


@final
class Loops:
    """Per loop: first row, last position, jump pointer, whether each iteration calls.

    A position is twice a row number; the odd one after a block's terminator is where its edges read their arguments.
    """

    def __init__(self) -> None:
        self.first: vec[i64] = vec[i64]([0] * 32)
        self.last: vec[i64] = vec[i64]([0] * 32)
        self.jump: vec[i64] = vec[i64]([0] * 32)
        self.calls: vec[i64] = vec[i64]([0] * 32)
        self.may_call: vec[i64] = vec[i64]([0] * 32)
        self.skip: vec[i64] = vec[i64]([0] * 32)
        self.calm: vec[i64] = vec[i64]([0] * 128)
        """Per block: the first block from which some path without calls leads here."""

    def run(self, f: Func) -> None:
        """Find the loops' extents and jump pointers."""
        if f.nl > len(self.first):
            self.first = grown(self.first, f.nl)
            self.last = grown(self.last, f.nl)
            self.jump = grown(self.jump, f.nl)
            self.calls = grown(self.calls, f.nl)
            self.skip = grown(self.skip, f.nl)
            self.may_call = grown(self.may_call, f.nl)
        if f.nb > len(self.calm):
            self.calm = grown(self.calm, f.nb)
        loop: i64 = 0
        while loop < f.nl:
            self.first[loop] = f.b_start[f.l_head[loop]]
            self.last[loop] = f.b_end[f.l_last[loop]] * 2 - 1
            self.calls[loop] = 0
            self.may_call[loop] = 0
            parent = f.l_parent[loop]
            far = parent
            if parent >= 0:
                jump = self.jump[parent]
                if jump >= 0:
                    over = self.jump[jump]
                    depth = f.l_depth[jump]
                    if f.l_depth[parent] - depth == depth - (f.l_depth[over] if over >= 0 else 0):
                        far = over
            self.jump[loop] = far
            loop += 1

    def outermost(self, f: Func, loop: i64, row: i64) -> i64:
        """Return the outermost of ``loop`` and those around it that do not contain ``row``, as ``loop`` does not."""
        first = self.first
        while True:
            jump = self.jump[loop]
            if jump >= 0 and row < first[jump]:
                loop = jump
                continue
            parent = f.l_parent[loop]
            if parent >= 0 and row < first[parent]:
                loop = parent
                continue
            return loop

    def mark_calls(self, f: Func, b_call: vec[i64], cold: vec[i64]) -> None:
        """Find the loops that call, some or all iterations; ``b_call[b]`` is a block's first calling row or ``FAR``,
        ``cold[b]`` says whether it is cold.

        A block is on every path of its innermost loop if no edge inside the loop leads past it.
        """
        self.find_calm(f, b_call)
        skip = self.skip
        calls = self.calls
        loop: i64 = 0
        while loop < f.nl:
            skip[loop] = -1
            loop += 1
        b: i64 = 0
        while b < f.nb:
            loop = f.b_loop[b]
            if loop >= 0:
                if b_call[b] < FAR and cold[b] == 0:
                    self.may_call[loop] = 1
                if b_call[b] < FAR and cold[b] == 0 and skip[loop] <= b:
                    level = loop
                    at = b
                    while level >= 0 and calls[level] == 0 and skip[level] <= at:
                        calls[level] = 1
                        at = f.l_head[level]
                        level = f.l_parent[level]
                e = f.b_edge[b]
                end = e + f.b_nedge[b]
                while e < end:
                    to = f.e_to[e]
                    level = loop
                    steps: i64 = 0
                    if to > b:
                        while level >= 0 and to > f.l_last[level] and steps < 8:
                            level = f.l_parent[level]
                            steps += 1
                        if level >= 0 and to <= f.l_last[level] and skip[level] < to:
                            skip[level] = to
                    else:
                        while level >= 0 and f.l_head[level] != to and steps < 8:
                            level = f.l_parent[level]
                            steps += 1
                        if level >= 0 and f.l_head[level] == to and b < f.l_last[level]:
                            skip[level] = f.l_last[level] + 1
                    e += 1
            b += 1
        loop = f.nl - 1
        while loop >= 0:
            if self.may_call[loop] != 0 and f.l_parent[loop] >= 0:
                self.may_call[f.l_parent[loop]] = 1
            loop -= 1

    def find_calm(self, f: Func, b_call: vec[i64]) -> None:
        """Compute ``calm`` by pushing it along forward edges."""
        calm = self.calm
        b: i64 = 0
        while b < f.nb:
            calm[b] = b
            b += 1
        b = 0
        while b < f.nb:
            if b_call[b] >= FAR:
                here = calm[b]
                e = f.b_edge[b]
                end = e + f.b_nedge[b]
                while e < end:
                    to = f.e_to[e]
                    if to > b and calm[to] > here:
                        calm[to] = here
                    e += 1
            b += 1
