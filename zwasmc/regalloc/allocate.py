"""The register allocator: one forward pass over the blocks, driven only by the target's constraint tables.

Values are split freely: at any point a value is in some registers, and anywhere it can be loaded from its slot (stored
once, at its definition) or computed anew.  ``Liveness`` looks ahead, ``State`` knows the registers, ``RowAllocator``
and ``CallAllocator`` allocate rows, ``Blocks`` joins blocks, ``Slots`` packs the frame.
"""

from __future__ import annotations

from typing import final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.regalloc.api import NOWHERE, ROW_CALL, ROW_REMAT, Allocation, RegisterFile, Selection
from zwasmc.regalloc.blocks import Blocks
from zwasmc.regalloc.calls import CallAllocator
from zwasmc.regalloc.moves import ParallelMoves
from zwasmc.regalloc.rows import RowAllocator
from zwasmc.regalloc.slots import Slots, Waiting
from zwasmc.regalloc.state import State
from zwasmc.wasm import op as O
from zwasmc.zir.func import Func
from zwasmc.zir.ops import PARAM, RESULT


@final
class Allocator:
    """Allocates function after function for one target."""

    def __init__(self, target: RegisterFile) -> None:
        self.state: State = State(target)
        self.moves: ParallelMoves = ParallelMoves(target.scratch(0), target.scratch(1))
        self.rows: RowAllocator = RowAllocator(self.state)
        self.calls: CallAllocator = CallAllocator(target, self.state, self.moves, self.rows)
        self.waiting: Waiting = Waiting()
        self.blocks: Blocks = Blocks(target, self.state, self.moves, self.waiting)
        self.slots: Slots = Slots(self.state, self.moves, self.waiting)
        self.out: Allocation = Allocation()

    def run(self, f: Func, sel: Selection, cold: vec[i64]) -> Allocation:
        """Allocate ``f``, whose cold blocks are those with ``cold[b]`` nonzero; the result is good until the next call.

        May exchange commutative operands in ``sel``.
        """
        out = self.out
        out.reserve(f.n, f.nb, f.ne)
        self.state.begin(f, sel, cold, out)
        self.moves.reserve(f.n + 1, f.n)
        self.rows.begin()
        self.blocks.begin()
        b: i64 = 0
        while b < f.nb:
            self.blocks.open(b)
            out.b_mv[b] = out.nmv
            self.block(b)
            self.blocks.close(b)
            b += 1
        self.slots.run(self.rows.patch)
        return out

    def block(self, b: i64) -> None:
        """Allocate the rows of block ``b``."""
        state = self.state
        f = state.f
        out = state.out
        machine = state.sel.row
        flags = self.rows.rows.flags
        i = f.b_start[b]
        last = f.b_end[b]
        while i < last:
            row = machine[i]
            out.store[i] = -1
            if row == 0:
                op = f.op[i]
                if op == RESULT:
                    self.calls.result(i)
                else:
                    if op != PARAM:
                        out.rd[i] = NOWHERE
                    out.mv_end[i] = out.nmv
            elif flags[row] & (ROW_CALL | ROW_REMAT) != 0:
                out.rd[i] = NOWHERE
                if flags[row] & ROW_CALL != 0:
                    self.calls.call(i, row)
                out.mv_end[i] = out.nmv
            elif f.op[i] == O.RETURN:
                out.rd[i] = NOWHERE
                self.calls.leave(i)
            else:
                out.rd[i] = NOWHERE
                self.rows.row(i)
            i += 1
