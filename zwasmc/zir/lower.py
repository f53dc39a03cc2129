"""From a decoded body to ZIR: one pass that validates and lowers.

Two notions of unreachable code: the checker's ``poly`` is the specification's; dead code (the builder has no open
block) is code that no path leads to, for which nothing is emitted.  With ``emit`` off everything is dead: that is
validation alone.
"""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.errors import Invalid
from zwasmc.wasm import op as W
from zwasmc.wasm.body import Body
from zwasmc.wasm.features import Features
from zwasmc.wasm.limits import PER_BYTE, check_limit, check_spare
from zwasmc.wasm.module import Module
from zwasmc.wasm.op import (
    OP_NPARAM,
    OP_P0,
    OP_P1,
    OP_REGULAR,
    OP_RESULT,
)
from zwasmc.wasm.progress import Meter, Progress
from zwasmc.wasm.types import BOT, FUNCREF, I32, T_I32, T_REF, is_ref, machine_type, ref_type
from zwasmc.wasm.validate import FRAME_BLOCK, FRAME_IF, FRAME_LOOP, NO_VALUE, Checker
from zwasmc.zir.atomic import Atomics
from zwasmc.zir.fold import fold_binary, fold_select, fold_unary
from zwasmc.zir.func import Func
from zwasmc.zir.ops import RESULT, RESULT_TYPE, SLOT_GET, SLOT_SET
from zwasmc.zir.ssa import Builder, TooLarge
from zwasmc.zir.straight import MAKES_NAN, Straight

TRAP_UNREACHABLE: Final = 1


@final
class LowerOptions:
    """What lowering depends on besides the module."""

    def __init__(
        self,
        *,
        features: Features | None = None,
        interruptible: bool = False,
        checked_memory: bool = False,
        canonical_nans: bool = False,
        share: bool = True,
        slots: bool = False,
        emit: bool = True,
    ) -> None:
        """``slots`` keeps locals in frame slots, as for functions that are too large; ``emit`` off only validates."""
        self.features: Features = features if features is not None else Features()
        self.interruptible = interruptible
        self.checked_memory = checked_memory
        self.canonical_nans = canonical_nans
        self.share = share
        self.slots = slots
        self.emit = emit


@final
class Lowering:
    """Lowers the functions of one module, one at a time."""

    def __init__(self, module: Module, options: LowerOptions) -> None:
        self.module: Final = module
        self.options: Final = options
        self.emit: Final[bool] = options.emit
        self.body: Final = Body(module, options.features)
        self.checker: Final = Checker(module, self.body)
        self.builder: Final = Builder(self.body, self.checker, options.share, options.interruptible)
        self.spare: i64 = 0
        """Values of the functions so far beyond what their size grants."""
        self.spare_locals: i64 = 0
        self.straight: Final = Straight(self.builder, options.checked_memory, options.canonical_nans)
        self.atomics: Final = Atomics(self.builder, self.straight)

    def lower(self, i: i64, f: Func) -> None:
        """Decode, validate and lower defined function ``i`` into ``f``."""
        module = self.module
        number: int = i
        index = number + module.num_imported_funcs
        type_index: i64 = module.funcs[index]
        kind = module.types[module.funcs[index]].func
        assert kind is not None
        where = module.bodies[number]
        body = self.body
        body.decode(where.start, where.end, kind.params)
        granted: i64 = PER_BYTE * (where.end - where.start)
        if body.nlocals > granted:
            self.spare_locals += body.nlocals - granted
            check_spare(self.spare, self.spare_locals, where.start)
        slots = self.options.slots or body.overflow
        while True:
            f.reset(index)
            self.checker.start(type_index)
            builder = self.builder
            builder.start(f, slots, len(kind.params), where.start)
            if not self.emit:
                builder.cur = -1
            builder.enter(0, 0)
            try:
                self.run()
                break
            except TooLarge:
                slots = True
        builder.finish()
        if f.n + f.npool > granted:
            self.spare += f.n + f.npool - granted
            check_spare(self.spare, self.spare_locals, where.start)

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
        c = self.checker
        if op >= W.I32_LOAD and op <= W.I64_STORE32:
            if op <= W.I64_LOAD32_U:
                self.straight.load(op, imm, pos)
            else:
                self.straight.store(op, imm, pos)
        elif op <= W.CALL_INDIRECT:
            self.control(op, imm, pos)
        elif op >= W.LOCAL_GET and op <= W.GLOBAL_SET:
            self.variable(op, imm, pos)
        elif op == W.DROP:
            c.pop_any()
        elif op == W.SELECT:
            self.select(0, pos)
        elif op >= W.MEMORY_ATOMIC_NOTIFY:
            self.atomics.lower(op, imm, pos)
        elif op >= W.V128_LOAD:
            self.straight.vector(op, imm, pos)
        elif OP_REGULAR[op]:
            self.straight.regular(op, imm, pos)
        elif op == W.SELECT_T:
            if c.body.extra[imm] != 1:
                raise Invalid("invalid result arity: a typed select has one type", pos)
            self.select(c.body.extra[imm + 1], pos)
        elif op == W.MEMORY_SIZE or op == W.MEMORY_GROW:
            address = c.memory_type(imm)
            a: i64 = -1
            if op == W.MEMORY_GROW:
                a = c.pop(address)
            c.push(address, self.straight.emit_row(op, machine_type(address), a, -1, -1, imm, pos))
        elif op == W.REF_NULL:
            c.push(ref_type(imm, True), self.straight.emit_pure(op, T_REF, -1, 0, pos))
        elif op == W.REF_IS_NULL:
            a = c.pop_ref()
            c.push(I32, self.straight.emit_pure(op, T_I32, a, 0, pos))
        elif op == W.REF_FUNC:
            if imm >= c.num_funcs:
                raise c.unknown("function", imm)
            number: int = imm
            if not self.module.may_refer(number):
                raise Invalid(f"undeclared function reference: {number}", pos)
            c.push(ref_type(c.functype[imm], False), self.straight.emit_pure(op, T_REF, -1, imm, pos))
        elif op == W.TABLE_GET or op == W.TABLE_SET or op >= W.TABLE_INIT:
            self.straight.table(op, imm, pos)
        else:
            self.straight.bulk_memory(op, imm, pos)

    # Variables and parametric operations.

    def variable(self, op: i64, x: i64, pos: i64) -> None:
        """Locals and globals."""
        c = self.checker
        builder = self.builder
        if op == W.LOCAL_GET:
            t = c.local_type(x)
            if c.nonnull:
                c.check_init(x)
            value: i64 = NO_VALUE
            if builder.cur >= 0:
                if builder.slots:
                    value = builder.f.add(SLOT_GET, machine_type(t), -1, -1, -1, x, pos)
                else:
                    value = builder.lv[x]
            c.push(t, value)
        elif op == W.LOCAL_SET or op == W.LOCAL_TEE:
            t = c.local_type(x)
            value = c.pop(t)
            if c.nonnull:
                c.set_init(x)
            if builder.cur >= 0:
                if builder.slots:
                    builder.f.add(SLOT_SET, 0, value, -1, -1, x, pos)
                else:
                    builder.lv[x] = value
            if op == W.LOCAL_TEE:
                c.push(t, value)
        elif op == W.GLOBAL_GET:
            t = c.global_type(x)
            number: int = x
            if self.module.globals[number].mutable:
                value = NO_VALUE
                if builder.cur >= 0:
                    value = builder.rows.global_get(x, machine_type(t), pos)
                c.push(t, value)
            else:
                c.push(t, self.straight.emit_pure(op, machine_type(t), -1, x, pos))
        else:
            t = c.global_type(x)
            number = x
            if not self.module.globals[number].mutable:
                raise Invalid(f"immutable global: {number}", pos)
            value = c.pop(t)
            if builder.cur >= 0:
                builder.rows.global_set(x, value, pos)

    def select(self, want: i64, pos: i64) -> None:
        """A select; ``want`` is the type, or 0 when it has none."""
        c = self.checker
        cond = c.pop(I32)
        if want:
            y = c.pop(want)
            x = c.pop(want)
            t = want
        else:
            y = c.pop_any()
            t = c.popped
            x = c.pop_any()
            u = c.popped
            if is_ref(t) or is_ref(u):
                raise Invalid("type mismatch: select without a type takes no references", pos)
            if t == BOT:
                t = u
            elif u != BOT and u != t:
                raise c.mismatch(u, t)
        builder = self.builder
        if builder.cur >= 0:
            x = fold_select(builder.rows, machine_type(t), x, y, cond, pos)
        c.push(t, x)

    # Control.

    def control(self, op: i64, imm: i64, pos: i64) -> None:
        """Structured control, branches and calls."""
        c = self.checker
        b = self.builder
        if op == W.BR_IF:
            cond = c.pop(I32)
            d = c.label(imm)
            c.peek_slice(c.lab, c.labn)
            if b.cur >= 0:
                b.branch_if(d, c.labn, cond, pos)
        elif op == W.END:
            self.end(pos)
        elif op == W.BLOCK:
            c.enter_block(FRAME_BLOCK, imm)
            b.enter(c.depth - 1, imm)
        elif op == W.CALL:
            if imm >= c.num_funcs:
                raise c.unknown("function", imm)
            self.call(op, c.functype[imm], -1, imm, pos)
        elif op == W.BR:
            d = c.label(imm)
            c.peek_slice(c.lab, c.labn)
            if b.cur >= 0:
                if d == 0:
                    b.ret(c.labn, pos)
                else:
                    b.branch(d, c.labn, pos)
            c.unreachable()
        elif op == W.IF:
            cond = c.pop(I32)
            c.enter_block(FRAME_IF, imm)
            d = c.depth - 1
            b.enter(d, imm)
            if b.cur >= 0:
                b.begin_if(d, c.c_pn[d], cond, pos)
        elif op == W.ELSE:
            d = c.depth - 1
            c.finish_arm()
            if b.cur >= 0:
                b.branch(d, c.c_rn[d], pos)
            c.restart()
            b.begin_else(d, c.c_pn[d])
        elif op == W.LOOP:
            c.enter_block(FRAME_LOOP, imm)
            d = c.depth - 1
            b.enter(d, imm)
            if b.cur >= 0 and self.body.k_br[imm] > 0:
                b.loop(d, c.c_pn[d], pos)
        elif op == W.BR_TABLE:
            index = c.pop(I32)
            c.check_targets(imm)
            if b.cur >= 0:
                b.branch_table(index, imm, c.labn, pos)
            c.unreachable()
        elif op == W.CALL_INDIRECT:
            self.call_indirect(imm, pos)
        elif op == W.RETURN:
            c.peek_slice(c.c_r[0], c.c_rn[0])
            if b.cur >= 0:
                b.ret(c.c_rn[0], pos)
            c.unreachable()
        elif op == W.UNREACHABLE:
            if b.cur >= 0:
                b.f.add(W.UNREACHABLE, 0, -1, -1, -1, TRAP_UNREACHABLE, pos)
                b.close_block()
            c.unreachable()
        elif op != W.NOP:
            raise AssertionError(f"op {op:#x} has no lowering")

    def end(self, pos: i64) -> None:
        """The end of a construct or of the function."""
        c = self.checker
        b = self.builder
        d = c.depth - 1
        kind = c.c_kind[d]
        c.finish_arm()
        if d == 0:
            if b.cur >= 0:
                b.ret(c.c_rn[0], pos)
        elif kind == FRAME_LOOP:
            b.leave(d)
        else:
            if kind == FRAME_IF:
                c.check_one_armed(d)
            b.end(d, kind, c.c_rn[d], pos)
        c.leave()

    def call_indirect(self, extra: i64, pos: i64) -> None:
        """A call through a table."""
        c = self.checker
        type_index = self.body.extra[extra]
        table = self.body.extra[extra + 1]
        elem = c.table_type(table)
        if not c.ctx.subtype(elem, FUNCREF):
            raise c.mismatch(elem, FUNCREF)
        c.func_type(type_index)
        index = c.pop(c.tableaddr[table])
        self.call(W.CALL_INDIRECT, type_index, index, type_index | (table << 32), pos)

    def call(self, op: i64, type_index: i64, a: i64, imm: i64, pos: i64) -> None:
        """A call: arguments, the row, and a row for each result beyond the first."""
        c = self.checker
        pn = c.tpn[type_index]
        rn = c.trn[type_index]
        c.pop_slice(c.tp[type_index], pn)
        if rn > 1:
            c.ensure(rn)
        r = c.tr[type_index]
        types = c.types
        builder = self.builder
        if builder.cur < 0:
            c.push_slice(r, rn)
            return
        f = builder.f
        check_limit(f.n + rn, self.body.most, "values in a function of this size", pos)
        p = builder.cells(pn)
        pool = f.pool
        sv = c.sv
        sp = c.sp
        k: i64 = 0
        while k < pn:
            pool[p + k] = sv[sp + k]
            k += 1
        builder.rows.barrier()
        if rn == 0:
            f.add(op, 0, a, p, pn, imm, pos)
            return
        t = types[r]
        row = f.add(op, machine_type(t), a, p, pn, imm, pos)
        c.push(t, row)
        k = 1
        while k < rn:
            t = types[r + k]
            c.push(t, f.add(RESULT, machine_type(t), row, -1, -1, k, pos))
            k += 1


def validate_bodies(module: Module, features: Features, progress: Progress | None = None) -> None:
    """Validate every function body; raise at the first error."""
    lowering = Lowering(module, LowerOptions(features=features, emit=False))
    f = Func()
    meter = Meter(module, progress)
    for i in range(len(module.bodies)):
        lowering.lower(i, f)
        meter.done(i)
