"""What instruction selection and register allocation ask of each other and of a target.

Registers share one number space: 0..31 integer class, 32..63 vector class.  A *location* is

* a register (0..63);
* a spill slot, ``-1 - slot`` (8-byte cells counted from 0; a v128 takes two, the first one even);
* an outgoing cell ``OUT + n``: as a move destination the n-th 8-byte stack-argument cell of the call (or, at a return,
  cell n of the caller's result area); as a move source (at ``RESULT`` rows only) cell n of the result area;
* an incoming stack-argument cell ``IN + n`` (never written: the spill location of the parameter that arrives there);
* ``REMAT`` as a move source: materialise the value ``mv_val`` anew (its machine row has ``ROW_REMAT``);
* ``NOWHERE``: not used.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from zwasmc.bits import grown
from zwasmc.wasm.types import T_F32, T_V128
from zwasmc.zir.func import Func

OUT: Final = 0x1000
IN: Final = 0x2000
REMAT: Final = -0x40000000
NOWHERE: Final = 0x7FFF


# use_con.  An operand without a fixed register never shares a register with the row's clobbers or temporaries.
USE_REG: Final = 0
USE_ANY: Final = 1
USE_FIXED: Final = 16
USE_LATE: Final = 0x100
# def_con.  A definition never shares a register with temporaries or late operands, nor (unless fixed) with clobbers.
DEF_NONE: Final = 0
DEF_REG: Final = 1
DEF_SAME: Final = 2
DEF_FIXED: Final = 16
# Of both, in the tables of a machine: a register of C's convention, which the system decides.
C_INT: Final = 0x200
"""As an operand that of integer argument ``con - C_INT``; as a definition that of the integer result."""
C_VECTOR: Final = 0x280
"""The same for floating-point and vector arguments."""
C_LAST: Final = 0x2FF
# flags.  A ROW_REMAT row has no operands and prints nothing where it stands: REMAT moves print it.  A ROW_CALL row's
# places come from ``RegisterFile.describe_call``, those of a ROW_LIBRARY row, which calls the run time, are fixed.
ROW_CALL: Final = 1
ROW_COMMUTES: Final = 2
ROW_LIBRARY: Final = 4
ROW_REMAT: Final = 8

# What the tables and the allocator's arrays have room for.
MOST_USES: Final = 4
MOST_TEMPS: Final = 3
MASKED: Final = 63
"""Registers below it may be in a mask of registers, which is a signed number."""


def in_register(loc: i64) -> bool:
    """Say whether a location is a register."""
    return loc >= 0 and loc < 64


def is_vector(ty: i64) -> bool:
    """Say whether values of a machine type live in vector registers."""
    return ty >= T_F32 and ty <= T_V128


class AllocationError(Exception):
    """A machine row asks for more registers than the target has, or the checker has found a wrong allocation."""


@final
class MachineRows:
    """Constraint tables of a target, indexed by machine row number (0 = emits nothing)."""

    def __init__(self, count: int) -> None:
        self.count: Final = count
        self.nuse: vec[i64] = vec[i64]([0] * count)
        self.use_con: vec[i64] = vec[i64]([0] * (count * MOST_USES))
        self.def_con: vec[i64] = vec[i64]([0] * count)
        self.temps_int: vec[i64] = vec[i64]([0] * count)
        self.temps_vec: vec[i64] = vec[i64]([0] * count)
        self.clobber: vec[i64] = vec[i64]([0] * count)
        self.flags: vec[i64] = vec[i64]([0] * count)
        self.calling: vec[i64] = vec[i64]([0] * count)
        """Nonzero for the rows that call something."""

    def describe(
        self, row: int, uses: Sequence[int], definition: int, temps_int: int, temps_vec: int, clobber: int, flags: int
    ) -> None:
        """Fill the tables of one row; a ValueError says what the allocator has no room for."""
        if len(uses) > MOST_USES:
            raise ValueError(f"machine row {row} has {len(uses)} operands, and {MOST_USES} is the most")
        if temps_int + temps_vec > MOST_TEMPS:
            raise ValueError(f"machine row {row} has {temps_int + temps_vec} temporaries, and {MOST_TEMPS} is the most")
        if clobber < 0 or clobber >> MASKED:
            raise ValueError(f"machine row {row} clobbers register {MASKED}, which no mask can hold")
        for constraint in (*uses, definition):
            if constraint < C_INT and constraint & 0xFF >= USE_FIXED + MASKED:
                raise ValueError(f"machine row {row} asks for register {MASKED}, which no mask can hold")
        if DEF_SAME <= definition < DEF_FIXED and definition - DEF_SAME >= len(uses):
            raise ValueError(
                f"machine row {row} defines the register of operand {definition - DEF_SAME}, which it lacks"
            )
        if flags & ROW_CALL and (temps_int or temps_vec or any(con & 0xFF < USE_FIXED for con in uses)):
            raise ValueError(f"machine row {row} calls, so that it has operands in fixed registers only")
        if flags & ROW_REMAT and uses:
            raise ValueError(f"machine row {row} has operands, so that its value can't be computed anywhere")
        self.nuse[row] = len(uses)
        for k, constraint in enumerate(uses):
            self.use_con[row * MOST_USES + k] = constraint
        self.def_con[row] = definition
        self.temps_int[row] = temps_int
        self.temps_vec[row] = temps_vec
        self.clobber[row] = clobber
        self.flags[row] = flags
        self.calling[row] = flags & (ROW_CALL | ROW_LIBRARY)


@final
class Selection:
    """The machine row chosen for each ZIR row, and its operands after covering, parallel to ``Func`` rows."""

    def __init__(self) -> None:
        self.row: vec[i64] = vec[i64]([0] * 1024)
        """0: nothing is printed.  A rematerialisable value that is used has its (nonzero) ``ROW_REMAT`` row here."""
        self.s0: vec[i64] = vec[i64]([0] * 1024)
        self.s1: vec[i64] = vec[i64]([0] * 1024)
        self.s2: vec[i64] = vec[i64]([0] * 1024)
        self.s3: vec[i64] = vec[i64]([0] * 1024)
        self.imm: vec[i64] = vec[i64]([0] * 1024)
        self.sx: vec[i64] = vec[i64]([0] * 1024)
        """Which operation of those that the machine row stands for; the machine says how it is written."""
        self.disp: vec[i64] = vec[i64]([0] * 1024)
        """Of rows with an operand in linear memory (the others leave what was there): its displacement, ..."""
        self.memory: vec[i64] = vec[i64]([0] * 1024)
        """... the number of its memory, ..."""
        self.pos: vec[i64] = vec[i64]([0] * 1024)
        """... and where in the module the access stands that faults are reported for."""

    def reserve(self, rows: i64) -> None:
        """Make room for a function of this size."""
        if rows > len(self.row):
            self.row = grown(self.row, rows)
            self.s0 = grown(self.s0, rows)
            self.s1 = grown(self.s1, rows)
            self.s2 = grown(self.s2, rows)
            self.s3 = grown(self.s3, rows)
            self.imm = grown(self.imm, rows)
            self.sx = grown(self.sx, rows)
            self.disp = grown(self.disp, rows)
            self.memory = grown(self.memory, rows)
            self.pos = grown(self.pos, rows)


@final
class CallABI:
    """Argument and result locations of one call, filled by ``RegisterFile.describe_call``."""

    def __init__(self) -> None:
        self.nargs: i64 = 0
        self.arg_loc: vec[i64] = vec[i64]([0] * 64)
        self.nresults: i64 = 0
        self.result_loc: vec[i64] = vec[i64]([0] * 64)
        """A register, or ``OUT + n`` for the n-th cell of the result area of the call."""


@mypyc_attr(allow_interpreted_subclasses=True)
class RegisterFile(ABC):
    """A target's registers as the allocator sees them."""

    @abstractmethod
    def rows(self) -> MachineRows:
        """Return the constraint tables."""

    @abstractmethod
    def allocatable(self) -> i64:
        """Return the mask of allocatable registers (bit r, below ``MASKED``)."""

    @abstractmethod
    def scratch(self, klass: i64) -> i64:
        """Return the register of a class that is never allocated and serves moves."""

    @abstractmethod
    def describe_call(self, f: Func, sel: Selection, i: i64, abi: CallABI) -> None:
        """Fill ``abi`` for the call-like row ``i`` (``ROW_CALL``).

        The arguments are ``pool[b..b+c)``; the result locations are those of the row itself (0) and its ``RESULT`` rows
        (imm).  ``s0..s3`` are further operands, in fixed registers that carry no argument.  A call leaves nothing in
        registers but its results.
        """

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


@final
class Allocation:
    """What the allocator decides about one function.

    Walking block ``b``: print the moves ``bs_start[b]..bs_end[b]`` (stores of values that arrive in a register and are
    spilled), then set ``m = b_mv[b]`` and for every row ``i`` of the block print the moves from ``m`` to ``mv_end[i]``
    (the new ``m``), the row itself unless ``sel.row[i]`` is 0 or a ``ROW_REMAT`` row, and if ``store[i] >= 0`` a store
    of ``rd[i]`` to that slot.  Rows that print nothing themselves (``RESULT``, ...) may still have moves and stores.
    The moves of edge ``e``, ``em_start[e]..em_end[e]``, run when the edge is taken, after the terminator.  All ranges
    index the ``mv_*`` arrays; each is in execution order and ready to print one by one: a move has at most one memory
    side, and only moves mention the scratch registers.  The width of a move is the type of ``mv_val``.
    """

    def __init__(self) -> None:
        self.r0: vec[i64] = vec[i64]([0] * 1024)
        """Location of operand 0 of each row: a register, or with USE_ANY also a slot or an ``IN`` cell."""
        self.r1: vec[i64] = vec[i64]([0] * 1024)
        self.r2: vec[i64] = vec[i64]([0] * 1024)
        self.r3: vec[i64] = vec[i64]([0] * 1024)
        self.rd: vec[i64] = vec[i64]([0] * 1024)
        """Location of the definition: a register; for PARAM rows the location in which edges (or callers) deliver it
        (a register, a slot, an ``IN`` cell); NOWHERE for ROW_REMAT rows, rows without def, and unused PARAM rows."""
        self.t0: vec[i64] = vec[i64]([0] * 1024)
        """Temporaries, integer ones first, then vector ones."""
        self.t1: vec[i64] = vec[i64]([0] * 1024)
        self.t2: vec[i64] = vec[i64]([0] * 1024)
        self.store: vec[i64] = vec[i64]([0] * 1024)
        """Slot to which ``rd[i]`` is stored right after row ``i``, or -1."""
        self.spill: vec[i64] = vec[i64]([0] * 1024)
        """Slot of the value, or -1 (for dumps and stack maps; emission needs only ``store``)."""
        self.mv_end: vec[i64] = vec[i64]([0] * 1024)
        self.b_mv: vec[i64] = vec[i64]([0] * 128)
        self.bs_start: vec[i64] = vec[i64]([0] * 128)
        self.bs_end: vec[i64] = vec[i64]([0] * 128)
        self.em_start: vec[i64] = vec[i64]([0] * 128)
        self.em_end: vec[i64] = vec[i64]([0] * 128)
        self.nmv: i64 = 0
        self.mv_src: vec[i64] = vec[i64]([0] * 1024)
        self.mv_dst: vec[i64] = vec[i64]([0] * 1024)
        self.mv_val: vec[i64] = vec[i64]([0] * 1024)
        self.wide: bool = False
        """Whether a slot holds a v128, which wants the slots at a multiple of 16 bytes."""
        self.nslots: i64 = 0
        """Size of the spill area in 8-byte cells."""

    def reserve(self, rows: i64, blocks: i64, edges: i64) -> None:
        """Make room for a function of this size and forget the previous one."""
        if rows > len(self.r0):
            self.r0 = grown(self.r0, rows)
            self.r1 = grown(self.r1, rows)
            self.r2 = grown(self.r2, rows)
            self.r3 = grown(self.r3, rows)
            self.rd = grown(self.rd, rows)
            self.t0 = grown(self.t0, rows)
            self.t1 = grown(self.t1, rows)
            self.t2 = grown(self.t2, rows)
            self.store = grown(self.store, rows)
            self.spill = grown(self.spill, rows)
            self.mv_end = grown(self.mv_end, rows)
        if blocks > len(self.b_mv):
            self.b_mv = grown(self.b_mv, blocks)
            self.bs_start = grown(self.bs_start, blocks)
            self.bs_end = grown(self.bs_end, blocks)
        if edges > len(self.em_start):
            self.em_start = grown(self.em_start, edges)
            self.em_end = grown(self.em_end, edges)
        self.nmv = 0
        self.nslots = 0
        self.wide = False

    def add_move(self, src: i64, dst: i64, val: i64) -> None:
        """Append one move."""
        n = self.nmv
        if n >= len(self.mv_src):
            self.mv_src = grown(self.mv_src, n + 1)
            self.mv_dst = grown(self.mv_dst, n + 1)
            self.mv_val = grown(self.mv_val, n + 1)
        self.mv_src[n] = src
        self.mv_dst[n] = dst
        self.mv_val[n] = val
        self.nmv = n + 1
