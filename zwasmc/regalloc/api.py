"""What instruction selection and register allocation ask of each other and of a target.

Registers share one number space: 0..31 integer class, 32..63 vector class.  A *location* is a register (>= 0), a spill
slot (``-1 - slot``, 8-byte units counted from 0), an outgoing stack-argument cell (``OUT + n``, 8-byte units from rsp at the call), or
``REMAT`` as a move source (materialise the value ``mv_val`` anew).
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64, trait

from zwasmc.zir.func import Func

OUT: Final = 0x1000
REMAT: Final = -0x40000000
NOWHERE: Final = 0x7FFF

CLASS_INT: Final = 0
CLASS_VEC: Final = 1

# use_con
USE_REG: Final = 0
USE_ANY: Final = 1
USE_FIXED: Final = 16
USE_LATE: Final = 0x100
# def_con
DEF_NONE: Final = 0
DEF_REG: Final = 1
DEF_SAME: Final = 2
DEF_FIXED: Final = 16
# flags
ROW_CALL: Final = 1
ROW_COMMUTES: Final = 2
ROW_TERMINATOR: Final = 4
ROW_REMAT: Final = 8


@final
class MachineRows:
    """Constraint tables of a target, indexed by machine row number (0 = emits nothing)."""

    def __init__(self, count: int) -> None:
        self.count: Final = count
        self.nuse: vec[i64] = vec[i64]([0] * count)
        self.use_con: vec[i64] = vec[i64]([0] * (count * 4))
        self.def_con: vec[i64] = vec[i64]([0] * count)
        self.temps_int: vec[i64] = vec[i64]([0] * count)
        self.temps_vec: vec[i64] = vec[i64]([0] * count)
        self.clobber: vec[i64] = vec[i64]([0] * count)
        self.flags: vec[i64] = vec[i64]([0] * count)


@final
class Selection:
    """The machine row chosen for each ZIR row, and its operands after covering.  Arrays are parallel to ``Func`` rows."""

    def __init__(self) -> None:
        self.row: vec[i64] = vec[i64]([0] * 1024)
        self.s0: vec[i64] = vec[i64]([0] * 1024)
        self.s1: vec[i64] = vec[i64]([0] * 1024)
        self.s2: vec[i64] = vec[i64]([0] * 1024)
        self.s3: vec[i64] = vec[i64]([0] * 1024)
        self.imm: vec[i64] = vec[i64]([0] * 1024)
        self.sx: vec[i64] = vec[i64]([0] * 1024)


@final
class CallABI:
    """Argument and result locations of one call, filled by ``RegisterFile.describe_call``."""

    def __init__(self) -> None:
        self.nargs: i64 = 0
        self.arg_loc: vec[i64] = vec[i64]([0] * 64)
        self.nresults: i64 = 0
        self.result_loc: vec[i64] = vec[i64]([0] * 64)
        """A register, or ``OUT + n`` for the n-th cell of the result area (from rsp right after the call)."""
        self.clobber: i64 = 0


@trait
class RegisterFile:
    """A target's registers as the allocator sees them."""

    @abstractmethod
    def rows(self) -> MachineRows:
        """Return the constraint tables."""

    @abstractmethod
    def allocatable(self) -> i64:
        """Return the mask of allocatable registers (bit r)."""

    @abstractmethod
    def scratch(self, klass: i64) -> i64:
        """Return the register of a class that is never allocated and serves moves."""

    @abstractmethod
    def describe_call(self, f: Func, sel: Selection, i: i64, abi: CallABI) -> None:
        """Fill ``abi`` for the call-like row ``i`` (``ROW_CALL``)."""

    @abstractmethod
    def describe_return(self, f: Func, abi: CallABI) -> None:
        """Fill ``abi.arg_loc`` with the locations of the function's results.

        ``OUT + n`` stands for cell n of the caller's result area here.
        """

    @abstractmethod
    def describe_entry(self, f: Func, abi: CallABI) -> None:
        """Fill ``abi.arg_loc`` with the locations of the function's parameters.

        ``OUT + n`` stands for incoming stack argument cell n here.
        """
