"""Control flow between blocks: what falls through, what is branched to, and where the moves of an edge are printed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final

from mypy_extensions import i64, mypyc_attr

from zwasmc.machine.code import CodeBuf
from zwasmc.regalloc.api import Allocation
from zwasmc.zir.func import Func


@mypyc_attr(allow_interpreted_subclasses=True)
class Edges(ABC):
    """Prints the edges of a function's blocks.  A *condition* is a number of the machine's."""

    def __init__(self, b: CodeBuf, f: Func, al: Allocation) -> None:
        """``f`` and ``al``: a function to start with."""
        self.b: Final[CodeBuf] = b
        self.f: Func = f
        self.al: Allocation = al
        self.block_label: i64 = 0
        """Label of block 0; block b has the label ``block_label + b``."""

    def begin(self, f: Func, al: Allocation) -> None:
        """Take a function, and make a label for each of its blocks."""
        self.f = f
        self.al = al
        b = self.b
        self.block_label = b.nlabels
        k: i64 = 0
        while k < f.nb:
            b.new_label()
            k += 1

    @abstractmethod
    def moves(self, start: i64, end: i64) -> None:
        """Print a range of the allocation's moves."""

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
        al = self.al
        return al.em_start[edge] < al.em_end[edge]

    def target(self, edge: i64) -> i64:
        """Return the label of an edge's target block."""
        return self.block_label + self.f.e_to[edge]

    def follow(self, edge: i64, following: i64) -> None:
        """Print an edge's moves and the jump to its target, unless that block is printed next."""
        al = self.al
        self.moves(al.em_start[edge], al.em_end[edge])
        to = self.f.e_to[edge]
        if to != following:
            self.jump(self.block_label + to)

    def branch(self, condition: i64, taken: i64, other: i64, following: i64) -> None:
        """Print a conditional branch along ``taken`` if a condition holds, else along ``other``."""
        b = self.b
        to = self.f.e_to
        start = self.al.em_start
        end = self.al.em_end
        if start[taken] == end[taken]:
            if to[taken] == following and start[other] == end[other]:
                self.jump_if(self.inverse(condition), self.block_label + to[other])
                return
            self.jump_if(condition, self.block_label + to[taken])
            self.follow(other, following)
        elif start[other] == end[other]:
            self.jump_if(self.inverse(condition), self.block_label + to[other])
            self.follow(taken, following)
        else:
            skip = b.new_label()
            self.jump_if(self.inverse(condition), skip)
            self.follow(taken, -1)
            b.bind(skip)
            self.follow(other, following)

    def jump_table(self, i: i64, block: i64) -> None:
        """Print a jump through a table, and the moves of its edges."""
        b = self.b
        f = self.f
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
