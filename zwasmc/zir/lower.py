"""From a decoded body to ZIR: one pass that validates and lowers.

Two notions of unreachable code: the checker's ``poly`` is the specification's; dead code (the builder has no open
block) is code that no path leads to, which is validated and nothing else.
"""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.options import Options
from zwasmc.wasm import op as W
from zwasmc.wasm.body import Body
from zwasmc.wasm.limits import PER_BYTE, check_limit, check_spare
from zwasmc.wasm.module import Module
from zwasmc.wasm.op import (
    OP_NPARAM,
    OP_P0,
    OP_P1,
    OP_REGULAR,
    OP_RESULT,
)
from zwasmc.wasm.rules import Rules
from zwasmc.wasm.types import T_I32, T_REF, machine_type
from zwasmc.wasm.validate import Checker
from zwasmc.zir.atomic import Atomics
from zwasmc.zir.fold import fold_binary, fold_select, fold_unary
from zwasmc.zir.func import Func
from zwasmc.zir.ops import RESULT, RESULT_TYPE, SLOT_GET, SLOT_SET
from zwasmc.zir.ssa import Builder, TooLarge
from zwasmc.zir.straight import MAKES_NAN, Straight


@final
class Lowering:
    """Lowers the functions of one module, one at a time."""

    def __init__(self, module: Module, options: Options) -> None:
        self.module: Final = module
        self.slots: Final[bool] = options.slots
        self.body: Final = Body(module, options.proposals())
        self.checker: Final = Checker(module, self.body)
        self.builder: Final = Builder(self.body, self.checker, options.share, options.interruptible)
        self.rules: Final = Rules(self.checker, self.builder)
        self.spare: i64 = 0
        """Values of the functions so far beyond what their size grants."""
        self.straight: Final = Straight(self.builder, options.checked_memory(), options.canonical_nans)
        self.atomics: Final = Atomics(self.builder, self.straight)

    def lower(self, i: i64, f: Func) -> None:
        """Decode, validate and lower defined function ``i`` into ``f``."""
        module = self.module
        index = i + i64(module.num_imported_funcs)
        type_index: i64 = module.funcs[index]
        where = module.bodies[i]
        self.rules.decode(i)
        slots = self.slots or self.body.overflow
        while True:
            f.reset(index)
            self.checker.start(type_index)
            builder = self.builder
            builder.start(f, slots, self.checker.tpn[type_index], where.start)
            builder.enter(0, 0)
            try:
                self.run()
                break
            except TooLarge:
                slots = True
        f.settle_loops()
        granted: i64 = PER_BYTE * (where.end - where.start)
        if f.n + f.npool > granted:
            self.spare += f.n + f.npool - granted
            check_spare(self.spare, 0, where.start)

    def run(self) -> None:
        """Validate and lower the decoded instructions."""
        body = self.body
        c = self.checker
        b = self.builder
        ops = body.op
        imms = body.imm
        n = body.n
        ltype = body.ltype
        nlocals = body.nlocals
        lv = b.lv
        st = c.st
        sv = c.sv
        sp = c.sp
        height = c.height
        live = b.cur >= 0
        simple = live and not c.nonnull and not b.slots
        simple_locals = not c.nonnull and not b.slots
        regular = OP_REGULAR
        nparam = OP_NPARAM
        p0 = OP_P0
        p1 = OP_P1
        result = OP_RESULT
        result_type = RESULT_TYPE
        canonical = self.straight.canonical
        straight = self.straight
        rows = b.rows
        i: i64 = 0
        while i < n:
            cell = ops[i]
            op = cell & 0xFFFF
            if op == W.LOCAL_GET:
                x = imms[i]
                if simple and x < nlocals:
                    st[sp] = ltype[x]
                    sv[sp] = lv[x]
                    sp += 1
                    i += 1
                    continue
            elif op <= W.I64_EXTEND32_S and regular[op]:
                if live:
                    count: i64 = nparam[op]
                    if count == 2:
                        if sp - 2 >= height and st[sp - 1] == i64(p1[op]) and st[sp - 2] == i64(p0[op]):
                            sp -= 1
                            v = fold_binary(rows, op, sv[sp - 1], sv[sp], cell >> 16)
                            if canonical and MAKES_NAN[op]:
                                v = straight.canon(op, v, cell >> 16)
                            sv[sp - 1] = v
                            st[sp - 1] = result[op]
                            i += 1
                            continue
                    elif count == 1:
                        if sp - 1 >= height and st[sp - 1] == i64(p0[op]):
                            if op == W.I64_EXTEND_I32_U or op == W.I64_EXTEND_I32_S:
                                # The operand of a load right before this has no other use.
                                before = ops[i - 1] & 0xFFFF
                                if before >= W.I32_LOAD and before <= W.I32_LOAD16_U:
                                    v = rows.extended(op, sv[sp - 1])
                                    if v >= 0:
                                        st[sp - 1] = result[op]
                                        i += 1
                                        continue
                            v = fold_unary(rows, op, sv[sp - 1], cell >> 16)
                            if canonical and MAKES_NAN[op]:
                                v = straight.canon(op, v, cell >> 16)
                            sv[sp - 1] = v
                            st[sp - 1] = result[op]
                            i += 1
                            continue
                    else:
                        t: i64 = result[op]
                        sv[sp] = rows.pure(op, result_type[op], -1, -1, -1, imms[i], cell >> 16)
                        st[sp] = t
                        sp += 1
                        i += 1
                        continue
            elif op == W.LOCAL_SET:
                x = imms[i]
                if simple and x < nlocals and sp > height and st[sp - 1] == ltype[x]:
                    sp -= 1
                    lv[x] = sv[sp]
                    i += 1
                    continue
            elif op == W.LOCAL_TEE:
                x = imms[i]
                if simple and x < nlocals and sp > height and st[sp - 1] == ltype[x]:
                    lv[x] = sv[sp - 1]
                    i += 1
                    continue
            c.sp = sp
            c.at = cell >> 16
            self.step(op, imms[i], cell >> 16)
            st = c.st
            sv = c.sv
            sp = c.sp
            height = c.height
            live = b.cur >= 0
            simple = live and simple_locals
            i += 1

    def step(self, op: i64, imm: i64, pos: i64) -> None:
        """Validate and lower one instruction."""
        if op <= W.RETURN:
            self.rules.control(op, imm, pos)
            return
        self.rules.straight(op, imm, pos)
        if self.builder.cur < 0:
            return
        if op >= W.I32_LOAD and op <= W.I64_STORE32:
            self.straight.access(op, imm, pos)
        elif op <= W.CALL_INDIRECT:
            self.call(op, imm, pos)
        elif op >= W.LOCAL_GET and op <= W.GLOBAL_SET:
            self.variable(op, imm, pos)
        elif op == W.SELECT or op == W.SELECT_T:
            c = self.checker
            sv = c.sv
            p = c.sp - 1
            sv[p] = fold_select(self.builder.rows, machine_type(c.st[p]), sv[p], sv[p + 1], sv[p + 2], pos)
        elif op >= W.MEMORY_ATOMIC_NOTIFY:
            self.atomics.lower(op, imm, pos)
        elif op >= W.V128_LOAD:
            self.straight.vector(op, imm, pos)
        elif OP_REGULAR[op]:
            self.straight.regular(op, imm, pos)
        elif op >= W.REF_NULL and op <= W.REF_FUNC:
            self.reference(op, imm, pos)
        elif op != W.DROP:
            self.straight.bulk(op, imm, pos)

    def reference(self, op: i64, imm: i64, pos: i64) -> None:
        """ref.null, ref.is_null, ref.func."""
        c = self.checker
        p = c.sp - 1
        rows = self.builder.rows
        if op == W.REF_IS_NULL:
            c.sv[p] = rows.pure(op, T_I32, c.sv[p], -1, -1, 0, pos)
        else:
            c.sv[p] = rows.pure(op, T_REF, -1, -1, -1, imm if op == W.REF_FUNC else 0, pos)

    def variable(self, op: i64, x: i64, pos: i64) -> None:
        """Locals and globals."""
        c = self.checker
        sv = c.sv
        builder = self.builder
        if op == W.LOCAL_GET:
            p = c.sp - 1
            if builder.slots:
                sv[p] = builder.f.add(SLOT_GET, machine_type(c.st[p]), -1, -1, -1, x, pos)
            else:
                sv[p] = builder.lv[x]
        elif op == W.LOCAL_SET or op == W.LOCAL_TEE:
            value = sv[c.sp if op == W.LOCAL_SET else c.sp - 1]
            if builder.slots:
                builder.f.add(SLOT_SET, 0, value, -1, -1, x, pos)
            else:
                builder.lv[x] = value
        elif op == W.GLOBAL_GET:
            p = c.sp - 1
            ty = machine_type(c.st[p])
            number: int = x
            if self.module.globals[number].mutable:
                sv[p] = builder.rows.global_get(x, ty, pos)
            else:
                sv[p] = builder.rows.pure(op, ty, -1, -1, -1, x, pos)
        else:
            builder.rows.global_set(x, sv[c.sp], pos)

    def call(self, op: i64, imm: i64, pos: i64) -> None:
        """A call: arguments, the row, and a row for each result beyond the first."""
        c = self.checker
        builder = self.builder
        f = builder.f
        index: i64 = -1
        t: i64 = 0
        if op == W.CALL:
            t = c.functype[imm]
        else:
            t = self.body.extra[imm]
            imm = t | (self.body.extra[imm + 1] << 32)
        pn = c.tpn[t]
        rn = c.trn[t]
        base = c.sp - rn
        sv = c.sv
        if op != W.CALL:
            index = sv[base + pn]
        check_limit(f.n + rn, self.body.most, "values in a function of this size", pos)
        p = builder.cells(pn)
        pool = f.pool
        k: i64 = 0
        while k < pn:
            pool[p + k] = sv[base + k]
            k += 1
        builder.rows.barrier()
        types = c.types
        r = c.tr[t]
        if rn == 0:
            f.add(op, 0, index, p, pn, imm, pos)
            return
        row = f.add(op, machine_type(types[r]), index, p, pn, imm, pos)
        sv[base] = row
        k = 1
        while k < rn:
            sv[base + k] = f.add(RESULT, machine_type(types[r + k]), row, -1, -1, k, pos)
            k += 1
