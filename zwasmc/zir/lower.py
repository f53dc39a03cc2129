"""From a decoded body to ZIR: one pass that validates and lowers.

Two notions of unreachable code: the checker's ``poly`` is the specification's; dead code (the builder has no open
block) is code that no path leads to, for which nothing is emitted.  With ``emit`` off everything is dead: that is
validation alone.
"""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.errors import Invalid, Unsupported
from zwasmc.wasm import op as W
from zwasmc.wasm.body import Body
from zwasmc.wasm.features import Features
from zwasmc.wasm.module import Module
from zwasmc.wasm.op import (
    FAM_LOAD,
    FAM_SIMD_LOAD,
    FAM_SIMD_STORE,
    FAM_STORE,
    IMM_MEMARG_LANE,
    OP_ALIGN,
    OP_FAMILY,
    OP_IMM,
    OP_LANES,
    OP_NAME,
    OP_NPARAM,
    OP_P0,
    OP_P1,
    OP_P2,
    OP_REGULAR,
    OP_RESULT,
)
from zwasmc.wasm.types import BOT, FUNCREF, I32, I64, V128, is_ref, machine_type
from zwasmc.wasm.validate import FRAME_BLOCK, FRAME_IF, FRAME_LOOP, NO_VALUE, Checker
from zwasmc.zir.fold import fold_binary, fold_select, fold_unary
from zwasmc.zir.func import T_I32, T_REF, T_V128, Func
from zwasmc.zir.ops import F32_CANON, F64_CANON, RESULT, SLOT_GET, SLOT_SET
from zwasmc.zir.ssa import Builder, TooLarge

TRAP_UNREACHABLE: Final = 1

_FLOAT_RESULT_OPS: Final = frozenset(
    name
    for t in ("f32", "f64")
    for name in [
        f"{t}.{what}"
        for what in ("ceil", "floor", "trunc", "nearest", "sqrt", "add", "sub", "mul", "div", "min", "max")
    ]
) | {"f32.demote_f64", "f64.promote_f32"}


def _machine_results() -> bytes:
    return bytes([machine_type(t) if t > 1 else 0 for t in OP_RESULT])


def _canonical() -> bytes:
    return bytes(
        [
            (1 if OP_NAME[op].startswith("f32") else 2) if OP_NAME[op] in _FLOAT_RESULT_OPS else 0
            for op in range(W.NUM_OPS)
        ]
    )


# Machine type of the result of a regular operation.
RESULT_TYPE: Final = _machine_results()
# 1 or 2: the operation computes an f32 or f64 that may be a NaN.
MAKES_NAN: Final = _canonical()


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
        simd: bool = False,
        emit: bool = True,
    ) -> None:
        """``slots`` keeps locals in frame slots, as for functions that are too large; ``emit`` off only validates."""
        self.features: Features = features if features is not None else Features()
        self.interruptible = interruptible
        self.checked_memory = checked_memory
        self.canonical_nans = canonical_nans
        self.share = share
        self.slots = slots
        self.simd = simd
        self.emit = emit


@final
class Lowering:
    """Lowers the functions of one module, one at a time."""

    def __init__(self, module: Module, options: LowerOptions) -> None:
        self.module: Final = module
        self.options: Final = options
        self.emit: Final[bool] = options.emit
        self.canonical: Final[bool] = options.canonical_nans
        self.checked: Final[bool] = options.checked_memory
        self.simd: Final[bool] = options.simd
        self.body: Final = Body(module, options.features)
        self.checker: Final = Checker(module, self.body)
        self.builder: Final = Builder(self.body, self.checker, options.share, options.interruptible)

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
        slots = self.options.slots or body.overflow
        if self.emit and not self.simd:
            self.refuse_vectors(kind.results, where.start)
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

    def refuse_vectors(self, results: list[int], pos: i64) -> None:
        """Refuse v128 parameters, locals and results."""
        body = self.body
        k: i64 = 0
        while k < body.nlocals:
            self.scalar(body.ltype[k], pos)
            k += 1
        for t in results:
            self.scalar(t, pos)

    def scalar(self, t: i64, pos: i64) -> None:
        """Refuse v128 while vectors are not compiled."""
        if t == V128 and self.emit and not self.simd:
            raise Unsupported("v128: proposal simd is not supported yet", pos, "proposal-simd")

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
        canonical = self.canonical
        i: i64 = 0
        while i < n:
            cell = ops[i]
            op = cell & 0xFFFF
            if op == 0x20:
                x = imms[i]
                if simple and x < nlocals:
                    st[sp] = ltype[x]
                    sv[sp] = lv[x]
                    sp += 1
                    i += 1
                    continue
            elif op <= 0xC4 and regular[op]:
                if live:
                    count: i64 = nparam[op]
                    if count == 2:
                        if sp - 2 >= height and st[sp - 1] == i64(p1[op]) and st[sp - 2] == i64(p0[op]):
                            sp -= 1
                            v = fold_binary(b, op, sv[sp - 1], sv[sp], cell >> 16)
                            if canonical and MAKES_NAN[op]:
                                v = self.canon(op, v, cell >> 16)
                            sv[sp - 1] = v
                            st[sp - 1] = result[op]
                            i += 1
                            continue
                    elif count == 1:
                        if sp - 1 >= height and st[sp - 1] == i64(p0[op]):
                            v = fold_unary(b, op, sv[sp - 1], cell >> 16)
                            if canonical and MAKES_NAN[op]:
                                v = self.canon(op, v, cell >> 16)
                            sv[sp - 1] = v
                            st[sp - 1] = result[op]
                            i += 1
                            continue
                    else:
                        t: i64 = result[op]
                        sv[sp] = b.pure(op, 0x80 - t, -1, -1, -1, imms[i], cell >> 16)
                        st[sp] = t
                        sp += 1
                        i += 1
                        continue
            elif op == 0x21:
                x = imms[i]
                if simple and x < nlocals and sp > height and st[sp - 1] == ltype[x]:
                    sp -= 1
                    lv[x] = sv[sp]
                    i += 1
                    continue
            elif op == 0x22:
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

    def canon(self, op: i64, value: i64, pos: i64) -> i64:
        """Return ``value``, the result of ``op``, with a canonical NaN."""
        kind: i64 = MAKES_NAN[op]
        if kind == 1:
            return self.builder.pure(F32_CANON, 3, value, -1, -1, 0, pos)
        return self.builder.pure(F64_CANON, 4, value, -1, -1, 0, pos)

    def step(self, op: i64, imm: i64, pos: i64) -> None:
        """Validate and lower one instruction."""
        c = self.checker
        if op >= 0x28 and op <= 0x3E:
            if op <= 0x35:
                self.load(op, imm, pos)
            else:
                self.store(op, imm, pos)
        elif op <= 0x11:
            self.control(op, imm, pos)
        elif op >= 0x20 and op <= 0x24:
            self.variable(op, imm, pos)
        elif op == W.DROP:
            c.pop_any()
        elif op == W.SELECT:
            self.select(0, pos)
        elif op >= 0x300:
            self.vector(op, imm, pos)
        elif OP_REGULAR[op]:
            self.regular(op, imm, pos)
        elif op == W.SELECT_T:
            if c.body.extra[imm] != 1:
                raise Invalid("invalid result arity: a typed select has one type", pos)
            self.select(c.body.extra[imm + 1], pos)
        elif op == W.MEMORY_SIZE or op == W.MEMORY_GROW:
            address = c.memory_type(imm)
            a: i64 = -1
            if op == W.MEMORY_GROW:
                a = c.pop(address)
            c.push(address, self.emit_row(op, machine_type(address), a, -1, -1, imm, pos))
        elif op == W.REF_NULL:
            c.push((imm << 8) | 0x63, self.emit_pure(op, T_REF, -1, 0, pos))
        elif op == W.REF_IS_NULL:
            a = c.pop_ref()
            c.push(I32, self.emit_pure(op, T_I32, a, 0, pos))
        elif op == W.REF_FUNC:
            if imm >= c.num_funcs:
                raise c.unknown("function", imm)
            number: int = imm
            if number not in self.module.declared_refs:
                raise Invalid(f"undeclared function reference: {number}", pos)
            c.push((c.functype[imm] << 8) | 0x64, self.emit_pure(op, T_REF, -1, imm, pos))
        elif op == W.TABLE_GET or op == W.TABLE_SET or op >= W.TABLE_INIT:
            self.table(op, imm, pos)
        else:
            self.bulk_memory(op, imm, pos)

    def emit_row(self, op: i64, ty: i64, a: i64, b: i64, c: i64, imm: i64, pos: i64) -> i64:
        """Emit a row unless the code is dead."""
        builder = self.builder
        if builder.cur < 0:
            return NO_VALUE
        return builder.f.add(op, ty, a, b, c, imm, pos)

    def emit_pure(self, op: i64, ty: i64, a: i64, imm: i64, pos: i64) -> i64:
        """Emit a pure row unless the code is dead."""
        builder = self.builder
        if builder.cur < 0:
            return NO_VALUE
        return builder.pure(op, ty, a, -1, -1, imm, pos)

    def regular(self, op: i64, imm: i64, pos: i64) -> None:
        """An operation with fixed types and no immediate but a constant or lane."""
        c = self.checker
        count: i64 = OP_NPARAM[op]
        x: i64 = -1
        y: i64 = -1
        z: i64 = -1
        if count == 3:
            z = c.pop(OP_P2[op])
        if count >= 2:
            y = c.pop(OP_P1[op])
        if count >= 1:
            x = c.pop(OP_P0[op])
        value: i64 = NO_VALUE
        t: i64 = OP_RESULT[op]
        builder = self.builder
        if builder.cur >= 0:
            if op >= 0x300 or count == 0 or count == 3:
                value = builder.pure(op, RESULT_TYPE[op], x, y, z, imm, pos)
            elif count == 2:
                value = fold_binary(builder, op, x, y, pos)
            else:
                value = fold_unary(builder, op, x, pos)
            if self.canonical and MAKES_NAN[op]:
                value = self.canon(op, value, pos)
        if t:
            c.push(t, value)

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
            self.scalar(t, pos)
            number: int = x
            if self.module.globals[number].mutable:
                c.push(t, self.emit_row(op, machine_type(t), -1, -1, -1, x, pos))
            else:
                c.push(t, self.emit_pure(op, machine_type(t), -1, x, pos))
        else:
            t = c.global_type(x)
            number = x
            if not self.module.globals[number].mutable:
                raise Invalid(f"global is immutable: {number}", pos)
            value = c.pop(t)
            self.emit_row(op, 0, value, -1, -1, x, pos)

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
            x = fold_select(builder, machine_type(t), x, y, cond, pos)
        c.push(t, x)

    # Memory.

    def load(self, op: i64, cell: i64, pos: i64) -> None:
        """A load."""
        c = self.checker
        address = c.memarg(op, cell)
        a = c.pop(address)
        t: i64 = OP_RESULT[op]
        builder = self.builder
        if builder.cur < 0:
            c.push(t, NO_VALUE)
            return
        offset = c.memarg_offset(cell)
        memory = cell >> 40
        if self.checked:
            builder.bounds(a, memory, offset + (1 << i64(OP_ALIGN[op])), pos)
        c.push(t, builder.f.add(op, RESULT_TYPE[op], a, -1, memory, offset, pos))

    def store(self, op: i64, cell: i64, pos: i64) -> None:
        """A store."""
        c = self.checker
        address = c.memarg(op, cell)
        value = c.pop(OP_P1[op])
        a = c.pop(address)
        builder = self.builder
        if builder.cur < 0:
            return
        offset = c.memarg_offset(cell)
        memory = cell >> 40
        if self.checked:
            builder.bounds(a, memory, offset + (1 << i64(OP_ALIGN[op])), pos)
        builder.f.add(op, 0, a, value, memory, offset, pos)

    def vector(self, op: i64, imm: i64, pos: i64) -> None:
        """A SIMD operation."""
        if self.emit and not self.simd:
            number: int = op
            name = W.PROPOSAL_NAMES[W.OP_PROPOSAL[number]]
            raise Unsupported(f"{OP_NAME[number]}: proposal {name} is not supported yet", pos, f"proposal-{name}")
        family: i64 = OP_FAMILY[op]
        if OP_IMM[op] == IMM_MEMARG_LANE:
            self.lane_access(op, imm, pos)
        elif family == FAM_SIMD_LOAD or family == FAM_LOAD:
            self.load(op, imm, pos)
        elif family == FAM_SIMD_STORE or family == FAM_STORE:
            self.store(op, imm, pos)
        elif OP_REGULAR[op]:
            self.check_lanes(op, imm, pos)
            self.regular(op, imm, pos)
        else:
            raise AssertionError(f"op {op:#x} has no lowering")

    def check_lanes(self, op: i64, imm: i64, pos: i64) -> None:
        """Check lane immediates; v128.const and shuffles leave the pool offset of their two cells."""
        kind: i64 = OP_IMM[op]
        if kind == W.IMM_LANE:
            if imm >= i64(OP_LANES[op]):
                raise Invalid(f"invalid lane index: {imm}", pos)
        elif kind == W.IMM_SHUFFLE:
            k: i64 = 0
            while k < 16:
                lane = (self.body.extra[imm + (k >> 3)] >> ((k & 7) * 8)) & 0xFF
                if lane >= 32:
                    raise Invalid(f"invalid lane index: {lane}", pos)
                k += 1

    def lane_access(self, op: i64, imm: i64, pos: i64) -> None:
        """A load or store of one lane: imm = offset | lane << 48."""
        c = self.checker
        cell = self.body.extra[imm]
        lane = self.body.extra[imm + 1]
        address = c.memarg(op, cell)
        if lane >= i64(OP_LANES[op]):
            raise Invalid(f"invalid lane index: {lane}", pos)
        value = c.pop(V128)
        a = c.pop(address)
        t: i64 = OP_RESULT[op]
        row: i64 = NO_VALUE
        if self.builder.cur >= 0:
            offset = c.memarg_offset(cell)
            if self.checked:
                self.builder.bounds(a, cell >> 40, offset + (1 << i64(OP_ALIGN[op])), pos)
            row = self.builder.f.add(op, T_V128 if t else 0, a, value, cell >> 40, offset | (lane << 48), pos)
        if t:
            c.push(t, row)

    def bulk_memory(self, op: i64, imm: i64, pos: i64) -> None:
        """memory.copy, fill and init, data.drop."""
        c = self.checker
        if op == W.DATA_DROP:
            c.check_data(imm)
            self.emit_row(op, 0, -1, -1, -1, imm, pos)
            return
        if op == W.MEMORY_FILL:
            address = c.memory_type(imm)
            z = c.pop(address)
            y = c.pop(I32)
            x = c.pop(address)
        else:
            first = self.body.extra[imm]
            second = self.body.extra[imm + 1]
            imm = first | (second << 32)
            if op == W.MEMORY_COPY:
                to = c.memory_type(first)
                source = c.memory_type(second)
                z = c.pop(I64 if to == I64 and source == I64 else I32)
                y = c.pop(source)
                x = c.pop(to)
            elif op == W.MEMORY_INIT:
                address = c.memory_type(second)
                c.check_data(first)
                z = c.pop(I32)
                y = c.pop(I32)
                x = c.pop(address)
            else:
                raise AssertionError(f"op {op:#x} has no lowering")
        self.emit_row(op, 0, x, y, z, imm, pos)
        if self.builder.cur >= 0:
            self.builder.f.has_calls = True

    # Tables.

    def table(self, op: i64, imm: i64, pos: i64) -> None:
        """Table operations."""
        c = self.checker
        f = self.builder.f
        if op == W.ELEM_DROP:
            c.elem_type(imm)
            self.emit_row(op, 0, -1, -1, -1, imm, pos)
            return
        if op == W.TABLE_COPY or op == W.TABLE_INIT:
            first = self.body.extra[imm]
            second = self.body.extra[imm + 1]
            if op == W.TABLE_COPY:
                to = c.table_type(first)
                source = c.table_type(second)
                at_to = c.tableaddr[first]
                at_source = c.tableaddr[second]
                z = c.pop(I64 if at_to == I64 and at_source == I64 else I32)
                y = c.pop(at_source)
            else:
                to = c.table_type(second)
                source = c.elem_type(first)
                at_to = c.tableaddr[second]
                z = c.pop(I32)
                y = c.pop(I32)
            if not c.ctx.subtype(source, to):
                raise c.mismatch(source, to)
            x = c.pop(at_to)
            self.emit_row(op, 0, x, y, z, first | (second << 32), pos)
            f.has_calls = True
            return
        elem = c.table_type(imm)
        address = c.tableaddr[imm]
        if op == W.TABLE_GET:
            x = c.pop(address)
            c.push(elem, self.emit_row(op, T_REF, x, -1, -1, imm, pos))
        elif op == W.TABLE_SET:
            y = c.pop(elem)
            x = c.pop(address)
            self.emit_row(op, 0, x, y, -1, imm, pos)
        elif op == W.TABLE_SIZE:
            c.push(address, self.emit_row(op, machine_type(address), -1, -1, -1, imm, pos))
        elif op == W.TABLE_GROW:
            y = c.pop(address)
            x = c.pop(elem)
            c.push(address, self.emit_row(op, machine_type(address), x, y, -1, imm, pos))
            f.has_calls = True
        elif op == W.TABLE_FILL:
            z = c.pop(address)
            y = c.pop(elem)
            x = c.pop(address)
            self.emit_row(op, 0, x, y, z, imm, pos)
            f.has_calls = True
        else:
            raise AssertionError(f"op {op:#x} has no lowering")

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
        f.has_calls = True
        p = f.add_pool(pn)
        pool = f.pool
        sv = c.sv
        sp = c.sp
        k: i64 = 0
        while k < pn:
            pool[p + k] = sv[sp + k]
            k += 1
        if rn == 0:
            f.add(op, 0, a, p, pn, imm, pos)
            return
        t = types[r]
        self.scalar(t, pos)
        row = f.add(op, machine_type(t), a, p, pn, imm, pos)
        c.push(t, row)
        k = 1
        while k < rn:
            t = types[r + k]
            self.scalar(t, pos)
            c.push(t, f.add(RESULT, machine_type(t), row, -1, -1, k, pos))
            k += 1


def validate_bodies(module: Module, features: Features) -> None:
    """Validate every function body; raise at the first error."""
    lowering = Lowering(module, LowerOptions(features=features, emit=False))
    f = Func()
    for i in range(len(module.bodies)):
        lowering.lower(i, f)
