"""Control rows: jumps, conditional branches, jump tables, returns, traps, polls."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.machine.edges import Edges
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.base import Base
from zwasmc.machine.x86_64.emit_float import FloatEmitter
from zwasmc.machine.x86_64.emit_int import IntEmitter
from zwasmc.machine.x86_64.emit_simd import SimdEmitter
from zwasmc.machine.x86_64.enc import CC_B, CC_E, CC_NE, CC_P, Enc
from zwasmc.machine.x86_64.modrm import NO_INDEX, RIP
from zwasmc.machine.x86_64.regs import R11, VMCTX


@final
class ControlEmitter(Edges):
    """Prints terminators and polls."""

    def __init__(self, base: Base, ints: IntEmitter, floats: FloatEmitter, simd: SimdEmitter) -> None:
        super().__init__(base.b, base.f, base.al)
        self.s: Final[Base] = base
        self.a: Final[Enc] = base.a
        self.ints: Final[IntEmitter] = ints
        self.floats: Final[FloatEmitter] = floats
        self.simd: Final[SimdEmitter] = simd

    def emit(self, i: i64, row: i64, block: i64, following: i64) -> None:
        """Print row ``i`` of ``block``."""
        s = self.s
        a = self.a
        edge = s.f.b_edge[block]
        if row == R.R_JUMP:
            self.follow(edge, following)
        elif row == R.R_RETURN:
            s.frames.epilogue()
        elif row == R.R_FCMP_BR:
            self.branch_float(i, edge, following)
        elif row == R.R_VTEST_BR:
            self.branch(self.simd.test(i), edge, edge + 1, following)
        elif row == R.R_JUMP_TABLE:
            self.jump_table(i, block)
        elif row == R.R_TRAP:
            s.b.wasm_pos = s.f.pos[i]
            s.b.trap(s.sel.imm[i])
            a.ud2()
        elif row == R.R_POLL:
            s.b.wasm_pos = s.f.pos[i]
            s.b.trap(A.TRAP_INTERRUPT)
            a.test_mr(0, VMCTX, NO_INDEX, 0, A.POLL, 0)
        else:
            self.branch(self.ints.compare(row, i), edge, edge + 1, following)

    def moves(self, start: i64, end: i64) -> None:
        """Print a range of the allocation's moves."""
        self.s.moves(start, end, False)

    def jump(self, label: i64) -> None:
        """Print a jump."""
        self.a.jmp(label)

    def jump_if(self, condition: i64, label: i64) -> None:
        """Print a jump on a condition code."""
        self.a.jcc(condition, label)

    def inverse(self, condition: i64) -> i64:
        """Return the opposite condition code."""
        return condition ^ 1

    def branch_float(self, i: i64, edge: i64, following: i64) -> None:
        """Print a branch on a float comparison; equality also looks at the unordered flag."""
        s = self.s
        a = self.a
        cc = self.floats.compare(i)
        taken = edge
        other = edge + 1
        if cc == CC_E or cc == CC_NE:
            if cc == CC_NE:
                taken = edge + 1
                other = edge
            # now "taken" is the edge of ordered and equal
            if not self.has_moves(other):
                a.jcc(CC_P, self.target(other))
                self.branch(CC_E, taken, other, following)
                return
            skip = s.b.new_label()
            a.jcc(CC_P, skip)
            a.jcc(CC_NE, skip)
            self.follow(taken, -1)
            s.b.bind(skip)
            self.follow(other, following)
            return
        self.branch(cc, taken, other, following)

    def jump_through(self, i: i64, table: i64) -> None:
        """Print a jump through a table; an index past the end is clamped to the last entry, the default."""
        s = self.s
        a = self.a
        count = s.f.c[i]
        r0 = s.al.r0[i]
        t = s.al.t0[i]
        a.mov_ri32(R11, count - 1)
        a.cmp_rr(0, r0, R11)
        a.cmovcc_rr(CC_B, 0, R11, r0)
        a.lea_rm(1, t, RIP, NO_INDEX, 0, table)
        a.movsxd_rm(R11, t, R11, 2, 0)
        a.add_rr(1, R11, t)
        a.jmp_r(R11)
