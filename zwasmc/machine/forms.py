"""What the code buffer asks of a machine: the forms of its branches and of its references, padding, traps.

A *form* is a number that the machine chooses, from 1 on (``ALIGNMENT`` is the buffer's own).  A branch is emitted in
the long shape of its form, and the buffer may shorten it to the short one; a branch to what follows it anyway is left
out.  Other forms are fields: their size never changes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final

from librt.strings import BytesWriter
from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

ALIGNMENT: Final = 0
"""Padding up to a multiple of ``loop_align``."""
ANYWHERE: Final = 0x10000000000
"""A reach that no text exceeds."""


@mypyc_attr(allow_interpreted_subclasses=True)
class Forms(ABC):
    """The forms of a machine: tables by form number, which it fills in, and what writes them."""

    def __init__(self, count: int) -> None:
        """``count``: how many form numbers there are."""
        self.size: vec[i64] = vec[i64]([0] * count)
        """Bytes of the long shape, 8 at most."""
        self.short: vec[i64] = vec[i64]([0] * count)
        """Bytes of the short shape, 0 for fields."""
        self.ahead: vec[i64] = vec[i64]([-1] * count)
        """How far the short shape reaches ahead, from the end of the long one on."""
        self.back: vec[i64] = vec[i64]([-1] * count)
        """How far the short shape reaches back from its start."""
        self.align: i64 = 16
        """Alignment of functions."""
        self.loop_align: i64 = 32
        """Alignment of loops, a multiple of 8."""
        self.unit: i64 = 1
        """Bytes of every instruction, where all have the same size: islands may lie between any two."""
        self.reach: i64 = ANYWHERE
        """How far the long shape of every branch reaches, and every call, from its start."""
        self.jump: i64 = 0
        """Form of the unconditional branch."""
        self.far: i64 = 0
        """Form of a jump that reaches everything; a machine with the reach ``ANYWHERE`` needs none."""

    @abstractmethod
    def branch(self, out: BytesWriter, form: i64, size: i64, word: i64, away: i64) -> None:
        """Append a branch or field of ``size`` bytes.

        ``word`` is what the buffer was given with it, ``away`` the distance from its start to its target.
        """

    @abstractmethod
    def patch(self, out: BytesWriter, at: i64, form: i64, away: i64) -> None:
        """Let the field (or the far jump) that starts at ``at`` refer to what is ``away`` from there."""

    @abstractmethod
    def nops(self, out: BytesWriter, size: i64) -> None:
        """Append instructions of ``size`` bytes in all that do nothing."""

    @abstractmethod
    def fill(self, out: BytesWriter, size: i64) -> None:
        """Append ``size`` bytes that are never run, between functions."""

    @abstractmethod
    def trap(self, out: BytesWriter) -> None:
        """Append the instruction that always traps."""

    @abstractmethod
    def test(self, out: BytesWriter, test: i64) -> None:
        """Append what runs the next instruction, a trap, only if ``test`` says so, and else the one behind it.

        No island comes in between.
        """
