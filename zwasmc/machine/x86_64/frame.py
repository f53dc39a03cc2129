"""Stack frames on x86-64: rbp points to the saved rbp, below the return address; the saved vmctx lies at rbp-8."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.frame import Frame
from zwasmc.machine.x86_64.enc import CC_B, CC_E, Enc
from zwasmc.machine.x86_64.modrm import NO_INDEX
from zwasmc.machine.x86_64.regs import MEM0, R11, RBP, RSP, VMCTX

LINK: Final = 16
"""Bytes of the saved rbp and the return address."""


@final
class FrameEmitter:
    """Prints what makes, ends and restores the current function's frame."""

    def __init__(self, b: CodeBuf, a: Enc, frame: Frame) -> None:
        self.b: Final[CodeBuf] = b
        self.frame: Final[Frame] = frame
        self.a: Final[Enc] = a

    def prologue(self) -> None:
        """Emit the function entry."""
        a = self.a
        a.push_r(RBP)
        a.mov_rr(1, RBP, RSP)
        frame = self.frame
        if frame.checked and frame.checked_early:
            a.lea_rm(1, R11, RSP, NO_INDEX, 0, -frame.depth)
            self.compare(R11)
        if frame.size != 0:
            a.sub_ri(1, RSP, frame.size)
        if frame.checked and not frame.checked_early:
            self.compare(RSP)
        if frame.saves_vmctx:
            a.mov_mr(1, RBP, NO_INDEX, 0, -8, VMCTX)

    def compare(self, reg: i64) -> None:
        """Trap if a register is below the stack limit."""
        self.a.cmp_rm(1, reg, VMCTX, NO_INDEX, 0, A.VMCTX_STACK_LIMIT)
        self.a.jcc(CC_B, self.b.cold_trap(A.TRAP_STACK_OVERFLOW))

    def epilogue(self) -> None:
        """Emit the return."""
        a = self.a
        if self.frame.size != 0:
            a.leave()
        else:
            a.pop_r(RBP)
        if self.frame.arg_bytes != 0:
            a.ret_i(self.frame.arg_bytes)
        else:
            a.ret()

    def called(self, arg_bytes: i64) -> None:
        """Take back the stack arguments that the callee popped."""
        self.frame.results = arg_bytes
        if arg_bytes != 0:
            self.a.sub_ri(1, RSP, arg_bytes)

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
