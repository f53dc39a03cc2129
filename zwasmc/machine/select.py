"""Instruction selection: one backward pass gives each ZIR row its machine row and the rows it covers.

What a machine shares with the others is here: use counts, effects, which rows another may absorb, and the record of
the choice.  The choice itself is the machine's: ``Selector.select_row``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from zwasmc.bits import grown, sign32
from zwasmc.regalloc.api import Selection
from zwasmc.wasm import op as O
from zwasmc.zir.func import Func
from zwasmc.zir.ops import PARAM, USE_A, USE_B, USE_C, USE_POOL, ZIR_KEEP, ZIR_USES


@final
class Cover:
    """The function under selection with its use counts, effect numbers and block of each row."""

    def __init__(self, reach: i64) -> None:
        self.reach: Final[i64] = reach
        """Displacements from 0 to before this one are part of any instruction that accesses memory."""
        self.f: Func = Func()
        self.sel: Selection = Selection()
        self.uses: vec[i64] = vec[i64]([0] * 1024)
        self.effects: vec[i64] = vec[i64]([0] * 1024)
        self.block: vec[i64] = vec[i64]([0] * 1024)

    def absorb(self, child: i64) -> None:
        """Mark a row as printed by its only user."""
        self.sel.row[child] = -1

    def sole(self, child: i64, root: i64) -> bool:
        """Say whether ``child`` is used by ``root`` alone and sits in its block."""
        return self.uses[child] == 1 and self.block[child] == self.block[root] and self.sel.row[child] >= 0

    def fits(self, disp: i64) -> bool:
        """Say whether a displacement can be part of any instruction that accesses memory."""
        return disp >= 0 and disp < self.reach

    def foldable(self, load: i64, root: i64) -> bool:
        """Say whether ``root`` can read in place what a load reads: of memory 0, and nothing happens in between."""
        f = self.f
        return (
            f.c[load] == 0
            and self.fits(f.imm[load])
            and self.sole(load, root)
            and self.effects[load] + 1 == self.effects[root]
        )

    def const_value(self, v: i64) -> i64:
        """Return the signed value of an integer constant row."""
        if self.f.op[v] == O.I32_CONST:
            return sign32(self.f.imm[v])
        return self.f.imm[v]

    def is_const(self, v: i64) -> bool:
        """Say whether a row is an integer constant."""
        op = self.f.op[v]
        return op == O.I32_CONST or op == O.I64_CONST

    def fits_imm32(self, v: i64) -> bool:
        """Say whether a row is an integer constant that fits a sign-extended 32-bit immediate."""
        op = self.f.op[v]
        if op == O.I32_CONST:
            return True
        return op == O.I64_CONST and self.f.imm[v] >= -0x80000000 and self.f.imm[v] < 0x80000000

    def set(self, i: i64, row: i64, s0: i64, s1: i64, imm: i64, sx: i64) -> None:
        """Record the choice for row ``i``."""
        sel = self.sel
        sel.row[i] = row
        sel.s0[i] = s0
        sel.s1[i] = s1
        sel.imm[i] = imm
        sel.sx[i] = sx

    def address(self, i: i64, access: i64, offset: i64) -> i64:
        """Let the memory operand of row ``i`` be that of the load or store ``access`` at ``offset``.

        Return the value that is its address, or -1: a constant one joins the displacement.
        """
        f = self.f
        sel = self.sel
        sel.memory[i] = f.c[access]
        sel.pos[i] = f.pos[access]
        a = f.a[access]
        if f.op[a] == O.I32_CONST and offset >= 0 and f.imm[a] + offset < self.reach:
            sel.disp[i] = f.imm[a] + offset
            return -1
        sel.disp[i] = offset
        return a


@mypyc_attr(allow_interpreted_subclasses=True)
class Selector(ABC):
    """Chooses machine rows for one function after another."""

    def __init__(self, reach: i64) -> None:
        """``reach``: see ``Cover``."""
        self.cover: Final[Cover] = Cover(reach)

    @abstractmethod
    def select_row(self, i: i64, op: i64) -> None:
        """Choose the machine row of row ``i``, whose users have theirs already and did not absorb it."""

    def run(self, f: Func, sel: Selection) -> None:
        """Fill ``sel`` for ``f``."""
        cv = self.cover
        cv.f = f
        cv.sel = sel
        n = f.n
        sel.reserve(n)
        if n > len(cv.uses):
            cv.uses = grown(cv.uses, n)
            cv.effects = grown(cv.effects, n)
            cv.block = grown(cv.block, n)
        self.count_uses()
        self.count_effects()
        row = sel.row
        op = f.op
        i = n - 1
        while i >= 0:
            # a covered row was marked -1 by its parent, which comes later and so was seen first
            if row[i] < 0:
                row[i] = 0
            else:
                self.select_row(i, op[i])
            i -= 1

    def count_uses(self) -> None:
        """Count the operand uses of every row, and clear the selection."""
        cv = self.cover
        f = cv.f
        uses = cv.uses
        sel = cv.sel
        row = sel.row
        s0 = sel.s0
        s1 = sel.s1
        s2 = sel.s2
        s3 = sel.s3
        n = f.n
        i: i64 = 0
        while i < n:
            uses[i] = 0
            row[i] = 0
            s0[i] = -1
            s1[i] = -1
            s2[i] = -1
            s3[i] = -1
            i += 1
        fop = f.op
        fa = f.a
        fb = f.b
        fc = f.c
        pool = f.pool
        operands = ZIR_USES
        i = 0
        while i < n:
            reads: i64 = operands[fop[i]]
            if reads & USE_A:
                uses[fa[i]] = uses[fa[i]] + 1
            if reads & USE_B:
                uses[fb[i]] = uses[fb[i]] + 1
            if reads & USE_C:
                uses[fc[i]] = uses[fc[i]] + 1
            if reads & USE_POOL:
                p = fb[i]
                e = p + fc[i]
                while p < e:
                    v = pool[p]
                    uses[v] = uses[v] + 1
                    p += 1
            i += 1
        e = 0
        ne = f.ne
        while e < ne:
            to = f.e_to[e]
            k = f.b_start[to]
            last = k + f.b_nparams[to]
            p = f.e_arg[e]
            while k < last:
                if fop[k] == PARAM:
                    v = pool[p]
                    uses[v] = uses[v] + 1
                k += 1
                p += 1
            e += 1

    def count_effects(self) -> None:
        """Number effects (stores, calls, traps) so that two rows with none between them have equal counts."""
        cv = self.cover
        f = cv.f
        op = f.op
        effects = cv.effects
        block = cv.block
        keep = ZIR_KEEP
        count: i64 = 0
        b: i64 = 0
        nb = f.nb
        while b < nb:
            i = f.b_start[b]
            end = f.b_end[b]
            while i < end:
                block[i] = b
                effects[i] = count
                if keep[op[i]]:
                    count += 1
                i += 1
            b += 1
