"""Stack frames: their areas, and how far the stack has to reach below them.

From high to low addresses: the caller's result area, stack arguments, what links the frames (the frame pointer points
to its low end), the saved vmctx in functions that call out of their instance, spill slots, locals that live in slots,
and the outgoing area (the stack pointer points to its low end): arguments and results of every call that the function
makes.  The stack pointer moves at the entry and the exit only, but for the arguments that a callee pops and that the
caller takes back.
"""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.regalloc.api import IN

SMALL_LEAF: Final = 2048
"""Leaf functions with smaller frames need no stack check: the limit leaves room below it."""
LARGE_FRAME: Final = 32768
"""Larger frames are checked before the stack pointer moves."""


@final
class Frame:
    """Layout of the current function's frame."""

    def __init__(self, link: i64) -> None:
        """``link``: bytes from the frame pointer up to the stack arguments."""
        self.link: Final[i64] = link
        self.size: i64 = 0
        """Bytes from the frame pointer down to the stack pointer, a multiple of 16."""
        self.base: i64 = 0
        """Bytes from the frame pointer down to the spill slots."""
        self.locals_base: i64 = 0
        self.saves_vmctx: bool = False
        self.arg_bytes: i64 = 0
        """What the function pops on return."""
        self.results: i64 = 0
        """Bytes from the stack pointer up to the result area of the call that was printed last."""
        self.checked: bool = False
        """Whether the entry compares the stack pointer with the limit."""
        self.checked_early: bool = False
        """Whether it does so before the stack pointer moves, looking ``depth`` bytes ahead."""
        self.depth: i64 = 0

    def layout(self, slots: i64, wide: bool, locals_: i64, saves_vmctx: bool, arg_bytes: i64, outgoing: i64) -> None:
        """Place spill slots, slot locals (16 bytes each) and the outgoing area, whose size is a multiple of 16.

        Locals, and the slots if ``wide`` says that there are vectors among them, are at multiples of 16 bytes.
        """
        self.saves_vmctx = saves_vmctx
        self.base = 0
        if saves_vmctx:
            self.base = 16 if wide else 8
        self.locals_base = self.base + slots * 8
        if locals_ != 0:
            self.locals_base = (self.locals_base + 15) & ~15
        self.size = ((self.locals_base + locals_ * 16 + 15) & ~15) + outgoing
        self.arg_bytes = arg_bytes

    def check(self, calls: bool, cells: i64) -> None:
        """Decide about the comparison with the stack limit.

        ``calls``: the function calls something; ``cells``: bytes of the cells that a host trampoline makes for a call.
        The limit leaves room for few of those.
        """
        self.checked = calls or self.size > SMALL_LEAF
        self.depth = self.size
        if cells > A.STACK_UNCHECKED:
            self.depth += cells
        self.checked_early = self.depth > self.size or self.size > LARGE_FRAME

    def disp(self, loc: i64) -> i64:
        """Return the displacement from the frame pointer of a spill slot or an incoming cell."""
        if loc < 0:
            return loc * 8 - self.base
        return self.link + (loc - IN) * 8

    def result_disp(self, cell: i64) -> i64:
        """Return the displacement from the frame pointer of a cell of the caller's result area."""
        return self.link + self.arg_bytes + cell * 8

    def local_disp(self, local: i64) -> i64:
        """Return the displacement from the frame pointer of a local that lives in a slot."""
        return -self.locals_base - 16 * (local + 1)
