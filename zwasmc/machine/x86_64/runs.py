"""Loops for long runs of moves: cells at equal distances are copied or filled by a few instructions, not by some each.

The loops use the scratch registers alone: r11 counts, xmm15 carries.
"""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.machine.code import CodeBuf
from zwasmc.machine.x86_64.enc import CC_NE, Enc
from zwasmc.machine.x86_64.enc_vec import MOVSD, MOVSD_ST, MOVSS, MOVSS_ST, MOVUPS, MOVUPS_ST
from zwasmc.machine.x86_64.regs import R11
from zwasmc.machine.x86_64.vec import SCRATCH, Vec

LONG: Final = 32
"""Moves that make a run worth a loop: real programs pass fewer values, and their code stays straight."""


@final
class Run:
    """A sequence of cells of ``width`` bytes in memory: the first at ``base + disp``, each ``step`` bytes further."""

    def __init__(self) -> None:
        self.base: i64 = 0
        self.disp: i64 = 0
        self.step: i64 = 0

    def set(self, base: i64, disp: i64, step: i64) -> None:
        """Describe the cells; ``step`` may be negative."""
        self.base = base
        self.disp = disp
        self.step = step


@final
class Runs:
    """Prints loops over runs of cells.  The steps of a loop's two runs differ by their sign at most."""

    def __init__(self, b: CodeBuf, a: Enc, v: Vec) -> None:
        self.b: Final[CodeBuf] = b
        self.a: Final[Enc] = a
        self.v: Final[Vec] = v
        self.source: Final[Run] = Run()
        self.target: Final[Run] = Run()

    def copy(self, count: i64, width: i64) -> None:
        """Copy ``count`` cells of 4, 8 or 16 bytes from ``source`` to ``target``, one after the other."""
        loop = self.begin(count)
        op: i64 = MOVSS if width == 4 else MOVSD if width == 8 else MOVUPS
        self.access(op, self.source, count)
        self.end(loop, count, width)

    def fill(self, count: i64, width: i64) -> None:
        """Store what xmm15 holds to ``count`` cells of ``target``."""
        self.end(self.begin(count), count, width)

    def units(self, count: i64) -> i64:
        """Return the length of a run in units of eight bytes."""
        step = self.target.step
        return count * (step if step > 0 else -step) >> 3

    def begin(self, count: i64) -> i64:
        """Let r11 count from -units to zero; return the label of the loop."""
        self.a.mov_const(R11, -self.units(count))
        loop = self.b.new_label()
        self.b.bind(loop)
        return loop

    def access(self, op: i64, run: Run, count: i64) -> None:
        """Load or store xmm15; a run that descends is reached by the negated counter."""
        length = self.units(count) * 8
        if run.step < 0:
            self.a.neg_r(1, R11)
            self.v.rm(op, SCRATCH, run.base, R11, 3, run.disp - length)
            self.a.neg_r(1, R11)
        else:
            self.v.rm(op, SCRATCH, run.base, R11, 3, run.disp + length)

    def end(self, loop: i64, count: i64, width: i64) -> None:
        """Store xmm15 to the next cell of ``target`` and go on with the loop."""
        op: i64 = MOVSS_ST if width == 4 else MOVSD_ST if width == 8 else MOVUPS_ST
        self.access(op, self.target, count)
        self.a.add_ri(1, R11, self.units(1))
        self.a.jcc(CC_NE, loop)
