"""Stack frames on x86-64.

From high to low addresses: caller's result area, stack arguments, return address, saved rbp (rbp points here), the
saved vmctx at rbp-8 in functions that call out of their instance, spill slots, locals that live in slots.
"""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.x86_64.enc import CC_B, CC_E, Enc
from zwasmc.machine.x86_64.modrm import NO_INDEX
from zwasmc.machine.x86_64.regs import MEM0, R11, RBP, RSP, VMCTX
from zwasmc.regalloc.api import IN

SMALL_LEAF: Final = 2048
"""Leaf functions with smaller frames need no stack check: the limit leaves room below it."""
LARGE_FRAME: Final = 32768
"""Larger frames are checked before the stack pointer moves."""


@final
class Frame:
    """Layout of the current function's frame."""

    def __init__(self, b: CodeBuf, a: Enc) -> None:
        self.b: Final[CodeBuf] = b
        self.a: Final[Enc] = a
        self.size: i64 = 0
        self.base: i64 = 0
        self.locals_base: i64 = 0
        self.saves_vmctx: bool = False
        self.arg_bytes: i64 = 0

    def layout(self, slots: i64, wide: bool, locals_: i64, saves_vmctx: bool, arg_bytes: i64) -> None:
        """Place spill slots and slot locals (16 bytes each); ``arg_bytes`` is what the function pops on return.

        Locals, and the slots if ``wide`` says that there are vectors among them, are at multiples of 16 bytes.
        """
        self.saves_vmctx = saves_vmctx
        self.base = 0
        if saves_vmctx:
            self.base = 16 if wide else 8
        self.locals_base = self.base + slots * 8
        if locals_ != 0:
            self.locals_base = (self.locals_base + 15) & ~15
        self.size = (self.locals_base + locals_ * 16 + 15) & ~15
        self.arg_bytes = arg_bytes

    def disp(self, loc: i64) -> i64:
        """Return the displacement from rbp of a spill slot or an incoming cell."""
        if loc < 0:
            return loc * 8 - self.base
        return 16 + (loc - IN) * 8

    def result_disp(self, cell: i64) -> i64:
        """Return the displacement from rbp of a cell of the caller's result area."""
        return 16 + self.arg_bytes + cell * 8

    def local_disp(self, local: i64) -> i64:
        """Return the displacement from rbp of a local that lives in a slot."""
        return -self.locals_base - 16 * (local + 1)

    def prologue(self, calls: bool) -> None:
        """Emit the function entry; ``calls`` says whether the function calls anything."""
        a = self.a
        a.push_r(RBP)
        a.mov_rr(1, RBP, RSP)
        checked = calls or self.size > SMALL_LEAF
        if checked and self.size > LARGE_FRAME:
            a.lea_rm(1, R11, RSP, NO_INDEX, 0, -self.size)
            a.cmp_rm(1, R11, VMCTX, NO_INDEX, 0, A.VMCTX_STACK_LIMIT)
            a.jcc(CC_B, self.b.cold_trap(A.TRAP_STACK_OVERFLOW))
        if self.size != 0:
            a.sub_ri(1, RSP, self.size)
        if checked and self.size <= LARGE_FRAME:
            a.cmp_rm(1, RSP, VMCTX, NO_INDEX, 0, A.VMCTX_STACK_LIMIT)
            a.jcc(CC_B, self.b.cold_trap(A.TRAP_STACK_OVERFLOW))
        if self.saves_vmctx:
            a.mov_mr(1, RBP, NO_INDEX, 0, -8, VMCTX)

    def epilogue(self) -> None:
        """Emit the return."""
        a = self.a
        if self.size != 0:
            a.leave()
        else:
            a.pop_r(RBP)
        if self.arg_bytes != 0:
            a.ret_i(self.arg_bytes)
        else:
            a.ret()

    def check_context(self) -> None:
        """Restore the context unless it is that of the function still."""
        b = self.b
        same = b.new_label()
        self.a.cmp_rm(1, VMCTX, RBP, NO_INDEX, 0, -8)
        self.a.jcc(CC_E, same)
        self.restore_context()
        b.bind(same)

    def restore_context(self) -> None:
        """Reload vmctx and memory base after a call that may have left the instance."""
        a = self.a
        a.mov_rm(1, VMCTX, RBP, NO_INDEX, 0, -8)
        a.mov_rm(1, MEM0, VMCTX, NO_INDEX, 0, A.VMCTX_MEM0_BASE)
