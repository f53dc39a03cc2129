"""Control flow between blocks: what falls through, what is branched to, and where the moves of an edge are printed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final

from mypy_extensions import i64, mypyc_attr

from zwasmc.machine.common import Common


@mypyc_attr(allow_interpreted_subclasses=True)
class Edges(ABC):
    """Prints the edges of blocks.  A *condition* is a number of the machine's."""

    def __init__(self, common: Common) -> None:
        self.common: Final[Common] = common

    @abstractmethod
    def jump(self, label: i64) -> None:
        """Print a jump."""

    @abstractmethod
    def jump_if(self, condition: i64, label: i64) -> None:
        """Print a jump that is taken if a condition holds."""

    @abstractmethod
    def inverse(self, condition: i64) -> i64:
        """Return the condition that holds when another does not."""

    @abstractmethod
    def jump_through(self, i: i64, table: i64) -> None:
        """Print the jump of row ``i`` to the entry of a jump table that its operand numbers, else to the last."""

    def has_moves(self, edge: i64) -> bool:
        """Say whether taking an edge moves values."""
        al = self.common.al
        return al.em_start[edge] < al.em_end[edge]

    def target(self, edge: i64) -> i64:
        """Return the label of an edge's target block."""
        s = self.common
        return s.block_label + s.f.e_to[edge]

    def follow(self, edge: i64, following: i64) -> None:
        """Print an edge's moves and the jump to its target, unless that block is printed next."""
        s = self.common
        s.moves(s.al.em_start[edge], s.al.em_end[edge], False)
        if s.f.e_to[edge] != following:
            self.jump(self.target(edge))

    def branch(self, condition: i64, taken: i64, other: i64, following: i64) -> None:
        """Print a conditional branch along ``taken`` if a condition holds, else along ``other``."""
        s = self.common
        if not self.has_moves(taken):
            if s.f.e_to[taken] == following and not self.has_moves(other):
                self.jump_if(self.inverse(condition), self.target(other))
                return
            self.jump_if(condition, self.target(taken))
            self.follow(other, following)
        elif not self.has_moves(other):
            self.jump_if(self.inverse(condition), self.target(other))
            self.follow(taken, following)
        else:
            skip = s.b.new_label()
            self.jump_if(self.inverse(condition), skip)
            self.follow(taken, -1)
            s.b.bind(skip)
            self.follow(other, following)

    def jump_table(self, i: i64, block: i64) -> None:
        """Print a jump through a table, and the moves of its edges."""
        s = self.common
        b = s.b
        f = s.f
        edge = f.b_edge[block]
        self.jump_through(i, b.pools.new_table())
        first = b.nlabels
        n = f.b_nedge[block]
        k: i64 = 0
        while k < n:
            b.new_label()
            k += 1
        k = 0
        p = f.b[i]
        count = f.c[i]
        while k < count:
            ordinal = f.pool[p + k]
            if self.has_moves(edge + ordinal):
                b.pools.table_entry(first + ordinal)
            else:
                b.pools.table_entry(self.target(edge + ordinal))
            k += 1
        k = 0
        while k < n:
            b.bind(first + k)
            if self.has_moves(edge + k):
                self.follow(edge + k, -1)
            k += 1
