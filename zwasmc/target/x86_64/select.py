"""Instruction selection: one backward pass per block gives each ZIR row its machine row and the rows it covers.

The packed detail word ``sx`` of a row is private to selection and emission:

====================  ==============================================================================
memory rows           wasm load/store opcode | memory index << 8 (ALU digit << 8 for RMW) | offset << 16
compare rows          condition code | w << 4 | memory width log2 << 5 | offset << 16
arithmetic rows       sub-operation | w << 4
====================  ==============================================================================
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import shl, sign32
from zwasmc.regalloc.api import Selection
from zwasmc.target.x86_64 import rows as R
from zwasmc.wasm import op as O
from zwasmc.zir.func import T_F32, T_F64, T_I64, T_NONE, T_REF, T_V128, Func, grown
from zwasmc.zir.ops import BOUNDS, F32_CANON, F64_CANON, PARAM, POLL, RESULT, SLOT_GET, SLOT_SET

# condition codes of wasm comparisons eq, ne, lt_s, lt_u, gt_s, gt_u, le_s, le_u, ge_s, ge_u
CC: Final = bytes([4, 5, 0xC, 2, 0xF, 7, 0xE, 6, 0xD, 3])
# the same with operands swapped
CC_SWAPPED: Final = bytes([4, 5, 0xF, 7, 0xC, 2, 0xD, 3, 0xE, 6])
ALU_ADD: Final = 0
ALU_OR: Final = 1
ALU_AND: Final = 4
ALU_SUB: Final = 5
ALU_XOR: Final = 6

EXT_S8: Final = 0
EXT_S16: Final = 1
EXT_S32: Final = 2
EXT_U8: Final = 3
EXT_U16: Final = 4
EXT_U32: Final = 5
EXT_NONE: Final = 6

# integer arithmetic of a width, relative to clz (0x67 / 0x79)
K_CLZ: Final = 0
K_CTZ: Final = 1
K_POPCNT: Final = 2
K_ADD: Final = 3
K_SUB: Final = 4
K_MUL: Final = 5
K_DIV_S: Final = 6
K_DIV_U: Final = 7
K_REM_S: Final = 8
K_REM_U: Final = 9
K_AND: Final = 10
K_OR: Final = 11
K_XOR: Final = 12
K_SHL: Final = 13
K_SHR_S: Final = 14
K_SHR_U: Final = 15
K_ROTL: Final = 16
K_ROTR: Final = 17

DIV_SIGNED: Final = 1
DIV_CHECK_ZERO: Final = 2
DIV_CHECK_OVERFLOW: Final = 4

SHIFT_DIGIT: Final = bytes([4, 7, 5, 0, 1])


def log2_exact(x: i64) -> i64:
    """Return k when x == 2**k with 0 <= k < 63, else -1."""
    if x <= 0 or x & (x - 1) != 0:
        return -1
    k: i64 = 0
    while x > 1:
        x >>= 1
        k += 1
    return k


@final
class Selector:
    """Chooses machine rows for one function after another."""

    def __init__(self, level: i64, imported: i64) -> None:
        """``level`` is the x86-64 micro-architecture level: 2, 3 or 4; functions below ``imported`` are imports."""
        self.imported: i64 = imported
        self.calls: bool = False
        """Whether the function calls anything."""
        self.leaves: bool = False
        """Whether it calls out of its instance."""
        self.vex: bool = level >= 3
        self.uses: vec[i64] = vec[i64]([0] * 1024)
        self.effects: vec[i64] = vec[i64]([0] * 1024)
        self.block: vec[i64] = vec[i64]([0] * 1024)
        self.f: Func = Func()
        self.sel: Selection = Selection()

    def run(self, f: Func, sel: Selection) -> None:
        """Fill ``sel`` for ``f``."""
        self.f = f
        self.sel = sel
        self.calls = False
        self.leaves = False
        n = f.n
        if n > len(sel.row):
            sel.row = grown(sel.row, n)
            sel.s0 = grown(sel.s0, n)
            sel.s1 = grown(sel.s1, n)
            sel.s2 = grown(sel.s2, n)
            sel.s3 = grown(sel.s3, n)
            sel.imm = grown(sel.imm, n)
            sel.sx = grown(sel.sx, n)
        if n > len(self.uses):
            self.uses = grown(self.uses, n)
            self.effects = grown(self.effects, n)
            self.block = grown(self.block, n)
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
        f = self.f
        uses = self.uses
        sel = self.sel
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
        i = 0
        while i < n:
            op = fop[i]
            a = fa[i]
            if a >= 0:
                uses[a] = uses[a] + 1
            if op == O.CALL or op == O.CALL_INDIRECT or op == O.RETURN:
                p = fb[i]
                e = p + fc[i]
                while p < e:
                    v = pool[p]
                    uses[v] = uses[v] + 1
                    p += 1
            elif op == O.BR_TABLE or is_memory_access(op):
                if op >= O.I32_STORE and op <= O.I64_STORE32:
                    v = fb[i]
                    uses[v] = uses[v] + 1
            elif op != BOUNDS:
                b = fb[i]
                if b >= 0:
                    uses[b] = uses[b] + 1
                c = fc[i]
                if c >= 0:
                    uses[c] = uses[c] + 1
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
        f = self.f
        op = f.op
        effects = self.effects
        block = self.block
        count: i64 = 0
        b: i64 = 0
        nb = f.nb
        while b < nb:
            i = f.b_start[b]
            end = f.b_end[b]
            while i < end:
                block[i] = b
                effects[i] = count
                if has_effect(op[i]):
                    count += 1
                i += 1
            b += 1

    def cover(self, child: i64) -> None:
        """Mark a row as printed by its only user."""
        self.sel.row[child] = -1

    def sole(self, child: i64, root: i64) -> bool:
        """Say whether ``child`` is used by ``root`` alone and sits in its block."""
        return self.uses[child] == 1 and self.block[child] == self.block[root] and self.sel.row[child] >= 0

    def foldable_load(self, child: i64, root: i64, w: i64) -> bool:
        """Say whether a full-width integer load of memory 0 can be read in place by ``root``."""
        f = self.f
        want: i64 = O.I64_LOAD if w else O.I32_LOAD
        return (
            f.op[child] == want
            and f.c[child] == 0
            and f.imm[child] >= 0
            and f.imm[child] < 0x7FFF0000
            and self.sole(child, root)
            and self.effects[child] + 1 == self.effects[root]
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

    def drop(self, i: i64) -> None:
        """Remove an unused pure row and its claim on its operands."""
        f = self.f
        uses = self.uses
        if f.a[i] >= 0:
            uses[f.a[i]] = uses[f.a[i]] - 1
        if f.b[i] >= 0:
            uses[f.b[i]] = uses[f.b[i]] - 1
        if f.c[i] >= 0:
            uses[f.c[i]] = uses[f.c[i]] - 1
        self.sel.row[i] = 0

    def select_row(self, i: i64, op: i64) -> None:
        """Choose the machine row of one root."""
        f = self.f
        if self.uses[i] == 0 and f.ty[i] != T_NONE and is_pure(op):
            self.drop(i)
            return
        if op >= O.I32_EQZ and op <= O.I64_EXTEND32_S:
            self.select_numeric(i, op)
        elif op == O.I32_CONST or op == O.I64_CONST:
            self.set(i, R.R_CONST_INT, -1, -1, f.imm[i], 0)
        elif op >= O.I32_LOAD and op <= O.I64_LOAD32_U:
            self.select_load(i, op)
        elif op >= O.I32_STORE and op <= O.I64_STORE32:
            self.select_store(i, op)
        elif op == O.BR_IF:
            self.select_branch(i)
        elif op == O.SELECT:
            self.select_select(i)
        elif op == O.BR:
            self.set(i, R.R_JUMP, -1, -1, 0, 0)
        elif op == O.CALL:
            self.calls = True
            if f.imm[i] < self.imported:
                self.leaves = True
            self.set(i, R.R_CALL, -1, -1, f.imm[i], 0)
        elif op == O.CALL_INDIRECT:
            self.calls = True
            self.leaves = True
            self.set(i, R.R_CALL_INDIRECT, f.a[i], -1, f.imm[i], 0)
        elif op == O.RETURN:
            self.set(i, R.R_RETURN, -1, -1, 0, 0)
        elif op == O.F32_CONST or op == O.F64_CONST:
            self.set(i, R.R_CONST_FLOAT, -1, -1, f.imm[i], 1 if op == O.F64_CONST else 0)
        elif op == O.GLOBAL_GET:
            self.set(i, R.R_GLOBAL_GET, -1, -1, f.imm[i], 0)
        elif op == O.GLOBAL_SET:
            self.set(i, R.R_GLOBAL_SET, f.a[i], -1, f.imm[i], 0)
        elif op == O.UNREACHABLE:
            self.set(i, R.R_TRAP, -1, -1, f.imm[i], 0)
        elif op == O.BR_TABLE:
            self.set(i, R.R_JUMP_TABLE, f.a[i], -1, 0, 0)
        elif op == PARAM or op == RESULT or op == O.NOP:
            pass
        else:
            self.select_other(i, op)

    def select_other(self, i: i64, op: i64) -> None:
        """Choose rows of the rarer families."""
        f = self.f
        a = f.a[i]
        if op == O.REF_NULL:
            self.set(i, R.R_CONST_INT, -1, -1, 0, 0)
        elif op == O.REF_IS_NULL:
            self.set(i, R.R_TEST_SET, a, -1, 0, 4 | 16)
        elif op == O.REF_FUNC:
            self.set(i, R.R_REF_FUNC, -1, -1, f.imm[i], 0)
        elif op == O.TABLE_GET:
            self.set(i, R.R_TABLE_GET, a, -1, f.imm[i], 0)
        elif op == O.TABLE_SET:
            self.set(i, R.R_TABLE_SET, a, f.b[i], f.imm[i], 0)
        elif op == O.TABLE_SIZE:
            self.set(i, R.R_TABLE_SIZE, -1, -1, f.imm[i], 0)
        elif op == O.MEMORY_SIZE:
            self.set(i, R.R_MEMORY_SIZE, -1, -1, f.imm[i], 0)
        elif op == BOUNDS:
            self.set(i, R.R_BOUNDS, a, -1, f.imm[i], f.c[i])
        elif op == POLL:
            self.set(i, R.R_POLL, -1, -1, 0, 0)
        elif op == SLOT_GET:
            self.set(i, R.R_SLOT_GET, -1, -1, f.imm[i], 0)
        elif op == SLOT_SET:
            self.set(i, R.R_SLOT_SET, a, -1, f.imm[i], 0)
        elif op >= O.I32_TRUNC_SAT_F32_S and op <= O.I64_TRUNC_SAT_F64_U:
            self.set(i, R.R_FLOAT_TO_INT, a, -1, 0, op)
        elif op == F32_CANON or op == F64_CANON:
            self.set(i, R.R_FCANON, a, -1, 0, 1 if op == F64_CANON else 0)
        else:
            self.select_libcall(i, op)

    def select_libcall(self, i: i64, op: i64) -> None:
        """Choose rows of the operations that the run time performs."""
        f = self.f
        self.calls = True
        row: i64 = R.R_LIBCALL_VOID if f.ty[i] == T_NONE else R.R_LIBCALL
        if op == O.MEMORY_GROW or op == O.TABLE_GROW:
            # the index of the memory or table goes first
            self.set(i, row, -1, f.a[i], f.imm[i], op)
            self.sel.s2[i] = f.b[i]
            return
        self.set(i, row, f.a[i], f.b[i], f.imm[i], op)
        self.sel.s2[i] = f.c[i]

    def select_numeric(self, i: i64, op: i64) -> None:
        """Choose rows of the numeric instructions 0x45 to 0xC4."""
        f = self.f
        a = f.a[i]
        if op < O.F32_EQ:
            self.select_compare(i, i, R.R_CMP_SET)
        elif op < O.I32_CLZ:
            self.set(i, R.R_FCMP_SET, a, f.b[i], 0, op)
        elif op < O.I64_CLZ:
            self.select_int(i, op - O.I32_CLZ, 0)
        elif op < O.F32_ABS:
            self.select_int(i, op - O.I64_CLZ, 1)
        elif op < O.I32_WRAP_I64:
            self.select_float(i, op)
        else:
            self.select_conversion(i, op)

    def select_int(self, i: i64, kind: i64, w: i64) -> None:
        """Choose the row of an integer arithmetic instruction; ``kind`` is K_*, ``w`` 1 for 64 bits."""
        f = self.f
        a = f.a[i]
        b = f.b[i]
        w4 = w << 4
        if kind == K_ADD or kind == K_SUB:
            self.select_add(i, kind, w)
        elif kind == K_AND or kind == K_OR or kind == K_XOR:
            self.select_logic(i, kind, w)
        elif kind >= K_SHL:
            if self.is_const(b):
                count = f.imm[b] & (63 if w else 31)
                self.set(i, R.R_SHIFT_RI, a, -1, count, i64(SHIFT_DIGIT[kind - K_SHL]) | w4)
            elif kind >= K_ROTL or not self.vex:
                self.set(i, R.R_SHIFT_CL, a, b, 0, i64(SHIFT_DIGIT[kind - K_SHL]) | w4)
            else:
                self.set(i, R.R_SHIFT_RX, a, b, 0, i64(SHIFT_DIGIT[kind - K_SHL]) | w4)
        elif kind == K_MUL:
            if self.fits_imm32(b):
                c = self.const_value(b)
                k = log2_exact(c)
                if k >= 0:
                    self.set(i, R.R_SHIFT_RI, a, -1, k, 4 | w4)
                elif c == 3 or c == 5 or c == 9:
                    self.set(i, R.R_LEA, a, a, 0, (c >> 1 if c < 9 else 3) | w4)
                    if c == 5:
                        self.sel.sx[i] = 2 | w4
                else:
                    self.set(i, R.R_MUL_RI, a, -1, c, w4)
            else:
                self.set(i, R.R_MUL_RR, a, b, 0, w4)
        elif kind <= K_POPCNT:
            self.set(i, R.R_BITCOUNT, a, -1, 0, kind | w4)
        else:
            self.select_division(i, kind, w)

    def select_add(self, i: i64, kind: i64, w: i64) -> None:
        """Choose the row of an addition or subtraction."""
        f = self.f
        a = f.a[i]
        b = f.b[i]
        w4 = w << 4
        if kind == K_ADD:
            if self.is_const(a) and not self.is_const(b):
                a = f.b[i]
                b = f.a[i]
            if self.fits_imm32(b):
                self.set(i, R.R_ADD_RI, a, -1, self.const_value(b), w4)
                return
            if self.scaled(b, i, w):
                self.cover(b)
                self.set(i, R.R_LEA, a, f.a[b], 0, f.imm[f.b[b]] | w4)
                return
            if self.scaled(a, i, w):
                self.cover(a)
                self.set(i, R.R_LEA, b, f.a[a], 0, f.imm[f.b[a]] | w4)
                return
            if a != b and self.foldable_load(a, i, w):
                a = f.b[i]
                b = f.a[i]
            if a != b and self.foldable_load(b, i, w):
                self.cover(b)
                self.set_alu_rm(i, a, b, ALU_ADD, w)
                return
            self.set(i, R.R_ADD_RR, a, b, 0, w4)
            return
        if self.fits_imm32(b) and self.const_value(b) != -0x80000000:
            self.set(i, R.R_ADD_RI, a, -1, -self.const_value(b), w4)
        elif self.is_const(a) and f.imm[a] == 0:
            self.set(i, R.R_NEG, b, -1, 0, w4)
        elif a != b and self.foldable_load(b, i, w):
            self.cover(b)
            self.set_alu_rm(i, a, b, ALU_SUB, w)
        else:
            self.set(i, R.R_SUB_RR, a, b, 0, w4)

    def scaled(self, v: i64, root: i64, w: i64) -> bool:
        """Say whether ``v`` is a left shift by 1, 2 or 3 that an LEA of the same width can absorb."""
        f = self.f
        want: i64 = O.I64_SHL if w else O.I32_SHL
        if f.op[v] != want or not self.is_const(f.b[v]):
            return False
        count = f.imm[f.b[v]]
        return count >= 1 and count <= 3 and self.sole(v, root)

    def set_alu_rm(self, i: i64, a: i64, load: i64, digit: i64, w: i64) -> None:
        """Record arithmetic on register ``a`` and the covered ``load``."""
        f = self.f
        address, disp = self.address(f.a[load], f.imm[load])
        self.set(i, R.R_ALU_RM, a, address, 0, digit | w << 4 | disp << 16)
        f.pos[i] = f.pos[load]

    def select_logic(self, i: i64, kind: i64, w: i64) -> None:
        """Choose the row of and, or, xor."""
        f = self.f
        a = f.a[i]
        b = f.b[i]
        w4 = w << 4
        digit: i64 = ALU_AND if kind == K_AND else ALU_OR if kind == K_OR else ALU_XOR
        if self.is_const(a) and not self.is_const(b):
            a = f.b[i]
            b = f.a[i]
        if self.is_const(b):
            c = f.imm[b]
            if kind == K_AND and (c == 0xFF or c == 0xFFFF or (w == 1 and c == 0xFFFFFFFF)):
                ext: i64 = EXT_U8 if c == 0xFF else EXT_U16 if c == 0xFFFF else EXT_U32
                self.set(i, R.R_EXTEND, a, -1, 0, ext)
                return
            if self.fits_imm32(b):
                self.set(i, R.R_ALU_RI, a, -1, self.const_value(b), digit | w4)
                return
        if a != b and self.foldable_load(a, i, w):
            a, b = b, a
        if a != b and self.foldable_load(b, i, w):
            self.cover(b)
            self.set_alu_rm(i, a, b, digit, w)
            return
        self.set(i, R.R_ALU_RR, a, b, 0, digit | w4)

    def select_division(self, i: i64, kind: i64, w: i64) -> None:
        """Choose the row of a division or remainder."""
        f = self.f
        a = f.a[i]
        b = f.b[i]
        checks: i64 = DIV_CHECK_ZERO
        signed = kind == K_DIV_S or kind == K_REM_S
        if signed:
            checks |= DIV_SIGNED | DIV_CHECK_OVERFLOW
        if self.is_const(b):
            c = self.const_value(b)
            if c != 0:
                checks = checks & ~DIV_CHECK_ZERO
            if c != -1:
                checks = checks & ~DIV_CHECK_OVERFLOW
            k = log2_exact(f.imm[b])
            if k >= 0 and not signed:
                if kind == K_DIV_U:
                    self.set(i, R.R_SHIFT_RI, a, -1, k, 5 | w << 4)
                    return
                if k < 32:
                    if k == 31 and w == 1:
                        pass
                    else:
                        self.set(i, R.R_ALU_RI, a, -1, sign32(shl(1, k) - 1), ALU_AND | w << 4)
                        return
        row: i64 = R.R_DIV if kind == K_DIV_S or kind == K_DIV_U else R.R_REM
        self.set(i, row, a, b, 0, checks | w << 4)

    def select_compare(self, i: i64, c: i64, base: i64) -> None:
        """Choose the row that compares as row ``c`` says; ``base`` is CMP_SET, CMP_BR or SELECT (for root ``i``)."""
        f = self.f
        op = f.op[c]
        a = f.a[c]
        if op == O.I32_EQZ or op == O.I64_EQZ:
            self.select_test(i, a, 4, 1 if op == O.I64_EQZ else 0, base)
            return
        b = f.b[c]
        w: i64 = 0
        kind = op - O.I32_EQ
        if op >= O.I64_EQ:
            w = 1
            kind = op - O.I64_EQ
        cc: i64 = CC[kind]
        if self.is_const(a) and not self.is_const(b):
            a, b = b, a
            cc = CC_SWAPPED[kind]
        w4 = w << 4
        if self.is_const(b) and f.imm[b] == 0:
            if kind <= 1 or cc == 0xC or cc == 0xD:
                # against zero the sign flag of TEST serves signed < and >=
                self.select_test(i, a, 8 if cc == 0xC else 9 if cc == 0xD else cc, w, base)
                return
        if self.fits_imm32(b):
            if base == R.R_CMP_BR and self.compare_memory(i, a, self.const_value(b), cc, w):
                return
            row: i64 = R.R_CMP_SET_I if base == R.R_CMP_SET else R.R_CMP_BR_I if base == R.R_CMP_BR else R.R_SELECT_I
            self.set(i, row, a, -1, self.const_value(b), cc | w4)
            return
        if base == R.R_CMP_BR and a != b and self.foldable_load(b, i, w):
            self.cover(b)
            address, disp = self.address(f.a[b], f.imm[b])
            self.set(i, R.R_CMP_BR_RM, a, address, 0, cc | w4 | disp << 16)
            f.pos[i] = f.pos[b]
            return
        self.set(i, base, a, b, 0, cc | w4)

    def compare_memory(self, i: i64, load: i64, imm: i64, cc: i64, w: i64) -> bool:
        """Try to compare a covered load with an immediate in place; full width, or narrow where the result is the same."""
        f = self.f
        op = f.op[load]
        width: i64 = 3 if w else 2
        if op == O.I32_LOAD8_U or op == O.I64_LOAD8_U:
            width = 0
        elif op == O.I32_LOAD16_U or op == O.I64_LOAD16_U:
            width = 1
        elif op != (O.I64_LOAD if w else O.I32_LOAD):
            return False
        if f.c[load] != 0 or f.imm[load] < 0 or f.imm[load] >= 0x7FFF0000:
            return False
        if not self.sole(load, i) or self.effects[load] + 1 != self.effects[i]:
            return False
        if width < 2:
            limit: i64 = 0xFF if width == 0 else 0xFFFF
            if imm < 0 or imm > limit:
                return False
            # a zero-extended load compares unsigned
            if cc == 0xC:
                cc = 2
            elif cc == 0xD:
                cc = 3
            elif cc == 0xE:
                cc = 6
            elif cc == 0xF:
                cc = 7
        self.cover(load)
        address, disp = self.address(f.a[load], f.imm[load])
        self.set(i, R.R_CMP_BR_MI, address, -1, imm, cc | w << 4 | width << 5 | disp << 16)
        f.pos[i] = f.pos[load]
        return True

    def select_test(self, i: i64, a: i64, cc: i64, w: i64, base: i64) -> None:
        """Choose the row that compares ``a`` with zero under condition ``cc``."""
        f = self.f
        w4 = w << 4
        if base == R.R_CMP_BR or base == R.R_CMP_SET:
            want: i64 = O.I64_AND if w else O.I32_AND
            if f.op[a] == want and self.sole(a, i):
                x = f.a[a]
                y = f.b[a]
                if self.fits_imm32(y):
                    self.cover(a)
                    if base == R.R_CMP_SET:
                        self.set(i, R.R_TEST_SET_I, x, -1, self.const_value(y), cc | w4)
                    else:
                        self.set(i, R.R_TEST_BR_I, x, -1, self.const_value(y), cc | w4)
                    return
                if not self.is_const(x):
                    self.cover(a)
                    self.set(i, R.R_TEST_SET if base == R.R_CMP_SET else R.R_TEST_BR, x, y, 0, cc | w4)
                    return
            if base == R.R_CMP_BR and self.compare_memory(i, a, 0, 0xC if cc == 8 else 0xD if cc == 9 else cc, w):
                return
            self.set(i, R.R_TEST_SET if base == R.R_CMP_SET else R.R_TEST_BR, a, -1, 0, cc | w4)
            return
        self.set(i, R.R_SELECT_TEST, a, -1, 0, cc | w4)

    def select_branch(self, i: i64) -> None:
        """Choose the row of a conditional branch, covering its comparison."""
        f = self.f
        c = f.a[i]
        op = f.op[c]
        if op >= O.I32_EQZ and op < O.F32_EQ and self.sole(c, i):
            self.cover(c)
            self.select_compare(i, c, R.R_CMP_BR)
        elif op >= O.F32_EQ and op < O.I32_CLZ and self.sole(c, i):
            self.cover(c)
            self.set(i, R.R_FCMP_BR, f.a[c], f.b[c], 0, op)
        elif op == O.REF_IS_NULL and self.sole(c, i):
            self.cover(c)
            self.set(i, R.R_TEST_BR, f.a[c], -1, 0, 4 | 16)
        else:
            self.select_test(i, c, 5, 0, R.R_CMP_BR)

    def select_select(self, i: i64) -> None:
        """Choose the row of a select, covering its comparison."""
        f = self.f
        c = f.c[i]
        op = f.op[c]
        if op >= O.I32_EQZ and op < O.F32_EQ and self.sole(c, i):
            self.cover(c)
            self.select_compare(i, c, R.R_SELECT)
        elif op >= O.F32_EQ and op < O.I32_CLZ and self.sole(c, i):
            self.cover(c)
            self.set(i, R.R_SELECT_F, f.a[c], f.b[c], 0, op)
        else:
            self.select_test(i, c, 5, 0, R.R_SELECT)
        self.sel.s2[i] = f.a[i]
        self.sel.s3[i] = f.b[i]

    def address(self, a: i64, offset: i64) -> tuple[i64, i64]:
        """Return (address value or -1, displacement) of an access; a constant address joins the displacement."""
        f = self.f
        if f.op[a] == O.I32_CONST and offset >= 0 and f.imm[a] + offset < 0x7FFF0000:
            return -1, f.imm[a] + offset
        return a, offset

    def select_load(self, i: i64, op: i64) -> None:
        """Choose the row of a load."""
        f = self.f
        a, disp = self.address(f.a[i], f.imm[i])
        self.set(i, R.R_LOAD, a, -1, disp, op | f.c[i] << 8)

    def select_store(self, i: i64, op: i64) -> None:
        """Choose the row of a store: of a register, an immediate, or arithmetic on the stored-to cell."""
        f = self.f
        v = f.b[i]
        a, disp = self.address(f.a[i], f.imm[i])
        if op != O.F32_STORE and op != O.F64_STORE:
            if self.is_const(v) and (op != O.I64_STORE or self.fits_imm32(v)) and disp < 0x7FFF0000 and disp >= 0:
                self.set(i, R.R_STORE_I, a, -1, sign32(self.const_value(v)), op | f.c[i] << 8 | disp << 16)
                return
            if self.select_update(i, op, v, a, disp):
                return
        self.set(i, R.R_STORE, a, v, disp, op | f.c[i] << 8)

    def select_update(self, i: i64, op: i64, v: i64, a: i64, disp: i64) -> bool:
        """Try to cover ``store(p, load(p) op x)`` as one read-modify-write instruction."""
        f = self.f
        w: i64 = 0
        kind = f.op[v] - O.I32_CLZ
        if op == O.I64_STORE:
            w = 1
            kind = f.op[v] - O.I64_CLZ
        elif op != O.I32_STORE:
            return False
        digit: i64 = -1
        if kind == K_ADD:
            digit = ALU_ADD
        elif kind == K_SUB:
            digit = ALU_SUB
        elif kind == K_AND:
            digit = ALU_AND
        elif kind == K_OR:
            digit = ALU_OR
        elif kind == K_XOR:
            digit = ALU_XOR
        if digit < 0 or f.c[i] != 0 or disp < 0 or disp >= 0x7FFF0000 or not self.sole(v, i):
            return False
        load = f.a[v]
        x = f.b[v]
        if kind != K_SUB and f.op[load] != (O.I64_LOAD if w else O.I32_LOAD):
            load = f.b[v]
            x = f.a[v]
        if load == x or not self.foldable_load(load, i, w):
            return False
        if f.a[load] != f.a[i] or f.imm[load] != f.imm[i]:
            return False
        self.cover(v)
        self.cover(load)
        if self.fits_imm32(x):
            self.set(i, R.R_ALU_MI, a, -1, self.const_value(x), w << 4 | digit << 8 | disp << 16)
        else:
            self.set(i, R.R_ALU_MR, a, x, 0, w << 4 | digit << 8 | disp << 16)
        return True

    def select_float(self, i: i64, op: i64) -> None:
        """Choose the row of floating-point arithmetic 0x8B to 0xA6."""
        f = self.f
        a = f.a[i]
        b = f.b[i]
        double: i64 = 0
        kind = op - O.F32_ABS
        if op >= O.F64_ABS:
            double = 1
            kind = op - O.F64_ABS
        sx = kind | double << 4
        if kind <= 1:
            self.set(i, R.R_FABSNEG, a, -1, 0, sx)
        elif kind <= 6:
            self.set(i, R.R_FUNARY, a, -1, 0, sx)
        elif kind <= 10:
            want: i64 = O.F64_LOAD if double else O.F32_LOAD
            if (kind == 7 or kind == 9) and a != b and f.op[a] == want and f.op[b] != want:
                a, b = b, a
            if a != b and f.op[b] == want and f.c[b] == 0 and f.imm[b] >= 0 and f.imm[b] < 0x7FFF0000:
                if self.sole(b, i) and self.effects[b] + 1 == self.effects[i]:
                    self.cover(b)
                    address, disp = self.address(f.a[b], f.imm[b])
                    self.set(i, R.R_FBIN_M, a, address, 0, sx | disp << 16)
                    f.pos[i] = f.pos[b]
                    return
            self.set(i, R.R_FBIN, a, b, 0, sx)
        elif kind <= 12:
            self.set(i, R.R_FMINMAX, a, b, 0, sx)
        else:
            self.set(i, R.R_FCOPYSIGN, a, b, 0, sx)

    def select_conversion(self, i: i64, op: i64) -> None:
        """Choose the row of a conversion 0xA7 to 0xC4."""
        a = self.f.a[i]
        if op == O.I32_WRAP_I64:
            self.set(i, R.R_EXTEND, a, -1, 0, EXT_U32)
        elif op == O.I64_EXTEND_I32_S:
            self.set(i, R.R_EXTEND, a, -1, 0, EXT_S32 | 16)
        elif op == O.I64_EXTEND_I32_U:
            self.set(i, R.R_EXTEND, a, -1, 0, EXT_NONE)
        elif op == O.I32_EXTEND8_S:
            self.set(i, R.R_EXTEND, a, -1, 0, EXT_S8)
        elif op == O.I32_EXTEND16_S:
            self.set(i, R.R_EXTEND, a, -1, 0, EXT_S16)
        elif op == O.I64_EXTEND8_S:
            self.set(i, R.R_EXTEND, a, -1, 0, EXT_S8 | 16)
        elif op == O.I64_EXTEND16_S:
            self.set(i, R.R_EXTEND, a, -1, 0, EXT_S16 | 16)
        elif op == O.I64_EXTEND32_S:
            self.set(i, R.R_EXTEND, a, -1, 0, EXT_S32 | 16)
        elif op >= O.I32_REINTERPRET_F32:
            self.set(i, R.R_REINTERPRET, a, -1, 0, op)
        elif op == O.F32_DEMOTE_F64 or op == O.F64_PROMOTE_F32:
            self.set(i, R.R_FLOAT_TO_FLOAT, a, -1, 0, op)
        elif op == O.F32_CONVERT_I64_U or op == O.F64_CONVERT_I64_U:
            self.set(i, R.R_UINT64_TO_FLOAT, a, -1, 0, op)
        elif op >= O.F32_CONVERT_I32_S:
            self.set(i, R.R_INT_TO_FLOAT, a, -1, 0, op)
        else:
            self.set(i, R.R_FLOAT_TO_INT, a, -1, 0, op)


def is_memory_access(op: i64) -> bool:
    """Say whether an operation is a scalar load or store (whose ``c`` is a memory index)."""
    return op >= O.I32_LOAD and op <= O.I64_STORE32


def has_effect(op: i64) -> bool:
    """Say whether an operation may trap, or reads or writes what others may write or read."""
    if op >= O.I32_EQZ and op <= O.I64_EXTEND32_S:
        if op >= O.I32_DIV_S and op <= O.I32_REM_U:
            return True
        if op >= O.I64_DIV_S and op <= O.I64_REM_U:
            return True
        return op >= O.I32_TRUNC_F32_S and op <= O.I64_TRUNC_F64_U and op != O.I64_EXTEND_I32_S and op != O.I64_EXTEND_I32_U
    if (op >= O.I32_CONST and op <= O.F64_CONST) or (op >= O.I32_TRUNC_SAT_F32_S and op <= O.I64_TRUNC_SAT_F64_U):
        return False
    return not (op == PARAM or op == RESULT or op == O.SELECT or op == O.GLOBAL_GET or op == O.NOP)


def is_pure(op: i64) -> bool:
    """Say whether an unused result makes the operation unnecessary."""
    if not has_effect(op):
        return op != PARAM and op != RESULT and op != O.NOP
    return op == O.REF_FUNC or op == O.REF_NULL or op == O.REF_IS_NULL or op == O.MEMORY_SIZE or op == O.TABLE_SIZE
