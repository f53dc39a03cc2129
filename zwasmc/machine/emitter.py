"""What a machine's emitter must offer: one method per group of machine rows.  ``walk`` is the only caller."""

from __future__ import annotations

from abc import ABC, abstractmethod

from mypy_extensions import i64, mypyc_attr


@mypyc_attr(allow_interpreted_subclasses=True)
class Emitter(ABC):
    """Prints machine code for the rows that the walk hands to it."""

    @abstractmethod
    def align(self) -> None:
        """Let the next block begin where fetching is fast."""

    @abstractmethod
    def begin_block(self, b: i64) -> None:
        """Place the label of block ``b``."""

    @abstractmethod
    def moves(self, start: i64, end: i64, at_return: bool) -> None:
        """Print a range of the allocation's moves."""

    @abstractmethod
    def emit_int(self, i: i64, row: i64) -> None:
        """Print an integer row."""

    @abstractmethod
    def emit_select(self, i: i64, row: i64) -> None:
        """Print a select."""

    @abstractmethod
    def emit_mem(self, i: i64, row: i64) -> None:
        """Print a memory, global or table row."""

    @abstractmethod
    def emit_float(self, i: i64, row: i64) -> None:
        """Print a floating-point row."""

    @abstractmethod
    def emit_simd(self, i: i64, row: i64) -> None:
        """Print a vector row."""

    @abstractmethod
    def emit_libcall(self, i: i64, row: i64) -> None:
        """Print a call of the C run time."""

    @abstractmethod
    def emit_call(self, i: i64, row: i64) -> None:
        """Print a call."""

    @abstractmethod
    def emit_control(self, i: i64, row: i64, following: i64) -> None:
        """Print a terminator or a poll; ``following`` is the block printed next, or -1."""

    @abstractmethod
    def spill(self, i: i64, slot: i64) -> None:
        """Store the value that row ``i`` defined to its slot."""
