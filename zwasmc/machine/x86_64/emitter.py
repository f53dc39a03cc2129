"""The x86-64 emitter: hands the rows of each group to their printer."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.machine.module import ModuleEmitter
from zwasmc.machine.signature import Signatures
from zwasmc.machine.x86_64 import entry
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.base import Base
from zwasmc.machine.x86_64.emit_call import CallEmitter
from zwasmc.machine.x86_64.emit_control import ControlEmitter
from zwasmc.machine.x86_64.emit_float import FloatEmitter
from zwasmc.machine.x86_64.emit_int import IntEmitter
from zwasmc.machine.x86_64.emit_mem import MemEmitter
from zwasmc.machine.x86_64.emit_simd import SimdEmitter
from zwasmc.regalloc.api import Allocation, Selection
from zwasmc.wasm.module import Module
from zwasmc.zir.func import Func


@final
class X86Emitter(ModuleEmitter):
    """Emits the functions of one module."""

    def __init__(self, module: Module, signatures: Signatures, level: i64) -> None:
        self.base: Final[Base] = Base(module, level)
        self.ints: Final[IntEmitter] = IntEmitter(self.base)
        self.mem: Final[MemEmitter] = MemEmitter(self.base)
        self.floats: Final[FloatEmitter] = FloatEmitter(self.base)
        self.simd: Final[SimdEmitter] = SimdEmitter(self.base)
        self.calls: Final[CallEmitter] = CallEmitter(self.base, signatures)
        self.control: Final[ControlEmitter] = ControlEmitter(self.base, self.ints, self.floats, self.simd)
        super().__init__(module, signatures, R.GROUPS, self.base.b, self.base.frame, self.control)

    def begin(self, f: Func, sel: Selection, al: Allocation) -> None:
        """Take the function that is printed next."""
        s = self.base
        s.f = f
        s.sel = sel
        s.al = al

    def prologue(self) -> None:
        """Print the entry of the function at hand."""
        self.base.frames.prologue()

    def emit_entry(self, t: i64) -> i64:
        """Print the entry trampoline of type ``t`` and return its text offset."""
        return entry.emit_entry(self.signatures, self.base, t)

    def emit_host(self, t: i64) -> i64:
        """Print the host-call trampoline of type ``t`` and return its text offset."""
        return entry.emit_host(self.signatures, self.base, t)

    def moves(self, start: i64, end: i64, at_return: bool) -> None:
        """Print a range of the allocation's moves."""
        self.base.moves(start, end, at_return)

    def emit_int(self, i: i64, row: i64) -> None:
        """Print an integer row."""
        self.ints.emit(i, row)

    def emit_select(self, i: i64, row: i64) -> None:
        """Print a select."""
        if row == R.R_SELECT_F:
            self.floats.select(i, self.ints)
        else:
            self.ints.select(i, row)

    def emit_mem(self, i: i64, row: i64) -> None:
        """Print a memory, global or table row."""
        self.mem.emit(i, row)

    def emit_float(self, i: i64, row: i64) -> None:
        """Print a floating-point row."""
        self.floats.emit(i, row)

    def emit_simd(self, i: i64, row: i64) -> None:
        """Print a vector row."""
        self.simd.emit(i, row)

    def emit_libcall(self, i: i64, row: i64) -> None:
        """Print a call of the C run time."""
        self.calls.libcall(i)

    def emit_call(self, i: i64, row: i64) -> None:
        """Print a call."""
        self.calls.emit(i, row)

    def emit_control(self, i: i64, row: i64, following: i64) -> None:
        """Print a terminator or a poll."""
        self.control.emit(i, row, self.block, following)

    def spill(self, i: i64, slot: i64) -> None:
        """Store a defined value to its slot."""
        self.base.spill(i, slot)
