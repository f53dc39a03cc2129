"""The type rules of instructions, and the driver that validates bodies by them.

A rule pops and pushes types.  Values of operands stay where they were on the stack, so that whoever makes code of an
instruction finds them from its first operand on and puts the result there.  What control flow means beside its types is
said to a ``Flow`` at the moment that it happens.
"""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64, trait

from zwasmc.errors import Invalid
from zwasmc.wasm import op as W
from zwasmc.wasm.body import Body
from zwasmc.wasm.features import Features
from zwasmc.wasm.limits import PER_BYTE, check_spare
from zwasmc.wasm.module import Module
from zwasmc.wasm.op import (
    FAM_LOAD,
    FAM_SIMD_LOAD,
    FAM_SIMD_STORE,
    FAM_STORE,
    IMM_LANE,
    IMM_MEMARG_LANE,
    IMM_SHUFFLE,
    OP_FAMILY,
    OP_IMM,
    OP_LANES,
    OP_NPARAM,
    OP_P0,
    OP_P1,
    OP_P2,
    OP_REGULAR,
    OP_RESULT,
)
from zwasmc.wasm.progress import Meter, Progress
from zwasmc.wasm.types import BOT, FUNCREF, I32, I64, V128, is_ref, ref_type
from zwasmc.wasm.validate import FRAME_BLOCK, FRAME_IF, FRAME_LOOP, Checker


@trait
class Flow:
    """What control flow leads to.  Frames go by their depth ``d``, operands are on top of the checker's stack."""

    def enter(self, d: i64, block: i64) -> None:
        """Enter frame ``d``, that of the construct with ordinal ``block``."""

    def begin_if(self, d: i64, count: i64, pos: i64) -> None:
        """Begin the first arm of an ``if`` with ``count`` parameters; its condition lies right above the stack."""

    def begin_else(self, d: i64, count: i64) -> None:
        """Begin the second arm; its ``count`` parameters are on the stack without values."""

    def loop(self, d: i64, count: i64, pos: i64) -> None:
        """Begin a loop with ``count`` parameters that has branches to its head."""

    def branch(self, d: i64, count: i64, pos: i64) -> None:
        """Branch to the label of frame ``d`` (not the function's) with ``count`` operands."""

    def branch_if(self, d: i64, count: i64, pos: i64) -> None:
        """The same for any frame, if the condition right above the stack is not zero."""

    def branch_table(self, extra: i64, count: i64, pos: i64) -> None:
        """Branch to one of the labels at ``extra`` of the body, by the index right above the stack."""

    def ret(self, count: i64, pos: i64) -> None:
        """Return the top ``count`` operands."""

    def trap(self, pos: i64) -> None:
        """Trap as ``unreachable`` does."""

    def end(self, d: i64, kind: i64, count: i64, pos: i64) -> None:
        """End frame ``d`` (no loop, not the function) with ``count`` results."""

    def leave(self, d: i64) -> None:
        """End the loop of frame ``d``."""


@final
class NoFlow(Flow):
    """For whoever only validates."""


@final
class Rules:
    """Checks one instruction after the other of the body that was decoded last."""

    def __init__(self, checker: Checker, flow: Flow) -> None:
        self.checker: Final[Checker] = checker
        self.body: Final[Body] = checker.body
        self.module: Final[Module] = checker.module
        self.flow: Final[Flow] = flow
        self.spare_locals: i64 = 0
        """Locals of the functions so far beyond what their size grants."""

    def decode(self, number: i64) -> None:
        """Decode the body of a defined function."""
        module = self.module
        where = module.bodies[number]
        kind = module.types[module.funcs[number + i64(module.num_imported_funcs)]].func
        assert kind is not None
        body = self.body
        body.decode(where.start, where.end, kind.params)
        granted: i64 = PER_BYTE * (where.end - where.start)
        if body.nlocals > granted:
            self.spare_locals += body.nlocals - granted
            check_spare(0, self.spare_locals, where.start)

    def validate(self, number: i64) -> None:
        """Decode and validate the body of a defined function."""
        self.decode(number)
        module = self.module
        c = self.checker
        c.start(module.funcs[number + i64(module.num_imported_funcs)])
        ops = self.body.op
        imms = self.body.imm
        n = self.body.n
        i: i64 = 0
        while i < n:
            cell = ops[i]
            op = cell & 0xFFFF
            c.at = cell >> 16
            if op <= W.RETURN:
                self.control(op, imms[i], cell >> 16)
            else:
                self.straight(op, imms[i], cell >> 16)
            i += 1

    # Control.

    def control(self, op: i64, imm: i64, pos: i64) -> None:
        """Structured control and branches."""
        c = self.checker
        flow = self.flow
        if op == W.BR_IF:
            c.pop(I32)
            d = c.label(imm)
            c.peek_slice(c.lab, c.labn)
            flow.branch_if(d, c.labn, pos)
        elif op == W.END:
            self.end(pos)
        elif op == W.BLOCK:
            c.enter_block(FRAME_BLOCK, imm)
            flow.enter(c.depth - 1, imm)
        elif op == W.BR:
            d = c.label(imm)
            c.peek_slice(c.lab, c.labn)
            if d == 0:
                flow.ret(c.labn, pos)
            else:
                flow.branch(d, c.labn, pos)
            c.unreachable()
        elif op == W.IF:
            c.pop(I32)
            c.enter_block(FRAME_IF, imm)
            d = c.depth - 1
            flow.enter(d, imm)
            flow.begin_if(d, c.c_pn[d], pos)
        elif op == W.ELSE:
            d = c.depth - 1
            c.finish_arm()
            flow.branch(d, c.c_rn[d], pos)
            c.restart()
            flow.begin_else(d, c.c_pn[d])
        elif op == W.LOOP:
            c.enter_block(FRAME_LOOP, imm)
            d = c.depth - 1
            flow.enter(d, imm)
            if self.body.k_br[imm] > 0:
                flow.loop(d, c.c_pn[d], pos)
        elif op == W.BR_TABLE:
            c.pop(I32)
            c.check_targets(imm)
            flow.branch_table(imm, c.labn, pos)
            c.unreachable()
        elif op == W.RETURN:
            c.peek_slice(c.c_r[0], c.c_rn[0])
            flow.ret(c.c_rn[0], pos)
            c.unreachable()
        elif op == W.UNREACHABLE:
            flow.trap(pos)
            c.unreachable()
        elif op != W.NOP:
            raise AssertionError(f"op {op:#x} has no rule")

    def end(self, pos: i64) -> None:
        """The end of a construct or of the function."""
        c = self.checker
        d = c.depth - 1
        kind = c.c_kind[d]
        c.finish_arm()
        if d == 0:
            self.flow.ret(c.c_rn[0], pos)
        elif kind == FRAME_LOOP:
            self.flow.leave(d)
        else:
            if kind == FRAME_IF:
                c.check_one_armed(d)
            self.flow.end(d, kind, c.c_rn[d], pos)
        c.leave()

    # Everything else.

    def straight(self, op: i64, imm: i64, pos: i64) -> None:
        """Any other instruction."""
        c = self.checker
        if op <= W.CALL_INDIRECT:
            self.call(op, imm)
        elif op >= W.LOCAL_GET and op <= W.GLOBAL_SET:
            self.variable(op, imm, pos)
        elif op >= W.I32_LOAD and op <= W.I64_STORE32:
            self.access(op, imm)
        elif op == W.DROP:
            c.pop_any()
        elif op == W.SELECT:
            self.select(0, pos)
        elif op >= W.MEMORY_ATOMIC_NOTIFY:
            self.atomic(op, imm)
        elif op >= W.V128_LOAD:
            self.vector(op, imm, pos)
        elif OP_REGULAR[op]:
            self.regular(op)
        elif op == W.SELECT_T:
            if self.body.extra[imm] != 1:
                raise Invalid("invalid result arity: a typed select has one type", pos)
            self.select(self.body.extra[imm + 1], pos)
        elif op == W.MEMORY_SIZE:
            c.push(c.memory_type(imm))
        elif op == W.MEMORY_GROW:
            address = c.memory_type(imm)
            c.pop(address)
            c.push(address)
        elif op == W.REF_NULL:
            c.push(ref_type(imm, True))
        elif op == W.REF_IS_NULL:
            c.pop_ref()
            c.push(I32)
        elif op == W.REF_FUNC:
            if imm >= c.num_funcs:
                raise c.unknown("function", imm)
            number: int = imm
            if not self.module.may_refer(number):
                raise Invalid(f"undeclared function reference: {number}", pos)
            c.push(ref_type(c.functype[imm], False))
        elif op == W.TABLE_GET or op == W.TABLE_SET or op >= W.TABLE_INIT:
            self.table(op, imm)
        else:
            self.bulk_memory(op, imm)

    def call(self, op: i64, imm: i64) -> None:
        """A call of a function, or through a table."""
        c = self.checker
        if op == W.CALL:
            if imm >= c.num_funcs:
                raise c.unknown("function", imm)
            t = c.functype[imm]
        else:
            t = self.body.extra[imm]
            table = self.body.extra[imm + 1]
            elem = c.table_type(table)
            if not c.ctx.subtype(elem, FUNCREF):
                raise c.mismatch(elem, FUNCREF)
            c.func_type(t)
            c.pop(c.tableaddr[table])
        c.pop_slice(c.tp[t], c.tpn[t])
        c.push_slice(c.tr[t], c.trn[t])

    def variable(self, op: i64, x: i64, pos: i64) -> None:
        """Locals and globals."""
        c = self.checker
        if op <= W.LOCAL_TEE:
            t = c.local_type(x)
            if op != W.LOCAL_GET:
                c.pop(t)
            if c.nonnull:
                if op == W.LOCAL_GET:
                    c.check_init(x)
                else:
                    c.set_init(x)
            if op != W.LOCAL_SET:
                c.push(t)
            return
        t = c.global_type(x)
        if op == W.GLOBAL_GET:
            c.push(t)
            return
        number: int = x
        if not self.module.globals[number].mutable:
            raise Invalid(f"immutable global: {number}", pos)
        c.pop(t)

    def select(self, want: i64, pos: i64) -> None:
        """A select; ``want`` is the type, or 0 when it has none."""
        c = self.checker
        c.pop(I32)
        t = want
        if want:
            c.pop(want)
            c.pop(want)
        else:
            t = c.pop_any()
            u = c.pop_any()
            if is_ref(t) or is_ref(u):
                raise Invalid("type mismatch: select without a type takes no references", pos)
            if t == BOT:
                t = u
            elif u != BOT and u != t:
                raise c.mismatch(u, t)
        c.push(t)

    def regular(self, op: i64) -> None:
        """An operation with fixed types and no immediate but a constant or lane."""
        c = self.checker
        count: i64 = OP_NPARAM[op]
        if count == 3:
            c.pop(OP_P2[op])
        if count >= 2:
            c.pop(OP_P1[op])
        if count >= 1:
            c.pop(OP_P0[op])
        t: i64 = OP_RESULT[op]
        if t:
            c.push(t)

    def access(self, op: i64, cell: i64) -> None:
        """A load or store."""
        c = self.checker
        address = c.memarg(op, cell)
        t: i64 = OP_RESULT[op]
        if t:
            c.pop(address)
            c.push(t)
        else:
            c.pop(OP_P1[op])
            c.pop(address)

    def atomic(self, op: i64, imm: i64) -> None:
        """An atomic instruction."""
        if op == W.ATOMIC_FENCE:
            return
        c = self.checker
        address = c.atomic_memarg(op, imm)
        count: i64 = OP_NPARAM[op]
        if count == 3:
            c.pop(OP_P2[op])
        if count >= 2:
            c.pop(OP_P1[op])
        c.pop(address)
        t: i64 = OP_RESULT[op]
        if t:
            c.push(t)

    def vector(self, op: i64, imm: i64, pos: i64) -> None:
        """A SIMD operation."""
        family: i64 = OP_FAMILY[op]
        if OP_IMM[op] == IMM_MEMARG_LANE:
            self.lane_access(op, imm, pos)
        elif family == FAM_SIMD_LOAD or family == FAM_LOAD or family == FAM_SIMD_STORE or family == FAM_STORE:
            self.access(op, imm)
        elif OP_REGULAR[op]:
            self.check_lanes(op, imm, pos)
            self.regular(op)
        else:
            raise AssertionError(f"op {op:#x} has no rule")

    def check_lanes(self, op: i64, imm: i64, pos: i64) -> None:
        """Check lane immediates."""
        kind: i64 = OP_IMM[op]
        if kind == IMM_LANE:
            if imm >= i64(OP_LANES[op]):
                raise Invalid(f"invalid lane index: {imm}", pos)
        elif kind == IMM_SHUFFLE:
            k: i64 = 0
            while k < 16:
                lane = (self.body.extra[imm + (k >> 3)] >> ((k & 7) * 8)) & 0xFF
                if lane >= 32:
                    raise Invalid(f"invalid lane index: {lane}", pos)
                k += 1

    def lane_access(self, op: i64, imm: i64, pos: i64) -> None:
        """A load or store of one lane."""
        c = self.checker
        address = c.memarg(op, self.body.extra[imm])
        lane = self.body.extra[imm + 1]
        if lane >= i64(OP_LANES[op]):
            raise Invalid(f"invalid lane index: {lane}", pos)
        c.pop(V128)
        c.pop(address)
        t: i64 = OP_RESULT[op]
        if t:
            c.push(t)

    def bulk_memory(self, op: i64, imm: i64) -> None:
        """memory.copy, fill and init, data.drop."""
        c = self.checker
        if op == W.DATA_DROP:
            c.check_data(imm)
        elif op == W.MEMORY_FILL:
            address = c.memory_type(imm)
            c.pop(address)
            c.pop(I32)
            c.pop(address)
        elif op == W.MEMORY_COPY:
            to = c.memory_type(self.body.extra[imm])
            source = c.memory_type(self.body.extra[imm + 1])
            c.pop(I64 if to == I64 and source == I64 else I32)
            c.pop(source)
            c.pop(to)
        elif op == W.MEMORY_INIT:
            address = c.memory_type(self.body.extra[imm + 1])
            c.check_data(self.body.extra[imm])
            c.pop(I32)
            c.pop(I32)
            c.pop(address)
        else:
            raise AssertionError(f"op {op:#x} has no rule")

    def table(self, op: i64, imm: i64) -> None:
        """Table operations."""
        c = self.checker
        if op == W.ELEM_DROP:
            c.elem_type(imm)
            return
        if op == W.TABLE_COPY or op == W.TABLE_INIT:
            first = self.body.extra[imm]
            second = self.body.extra[imm + 1]
            if op == W.TABLE_COPY:
                to = c.table_type(first)
                source = c.table_type(second)
                at_to = c.tableaddr[first]
                at_source = c.tableaddr[second]
                c.pop(I64 if at_to == I64 and at_source == I64 else I32)
                c.pop(at_source)
            else:
                to = c.table_type(second)
                source = c.elem_type(first)
                at_to = c.tableaddr[second]
                c.pop(I32)
                c.pop(I32)
            if not c.ctx.subtype(source, to):
                raise c.mismatch(source, to)
            c.pop(at_to)
            return
        elem = c.table_type(imm)
        address = c.tableaddr[imm]
        if op == W.TABLE_GET:
            c.pop(address)
            c.push(elem)
        elif op == W.TABLE_SET:
            c.pop(elem)
            c.pop(address)
        elif op == W.TABLE_SIZE:
            c.push(address)
        elif op == W.TABLE_GROW:
            c.pop(address)
            c.pop(elem)
            c.push(address)
        elif op == W.TABLE_FILL:
            c.pop(address)
            c.pop(elem)
            c.pop(address)
        else:
            raise AssertionError(f"op {op:#x} has no rule")


def validate_bodies(module: Module, features: Features, progress: Progress | None = None) -> None:
    """Validate every function body; raise at the first error."""
    rules = Rules(Checker(module, Body(module, features)), NoFlow())
    meter = Meter(module, progress)
    for number in range(len(module.bodies)):
        rules.validate(number)
        meter.done(number)
