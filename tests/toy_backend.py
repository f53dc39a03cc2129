"""A second machine for the compiler: integers only, on the processor of ``toy_machine``.

Integers take registers 0 to 7, of which calls pass four arguments and two results; 12 and 14 serve within a row, 13 is
the frame pointer, 15 the stack pointer.
"""

from __future__ import annotations

from mypy_extensions import i64

from toy_machine import BNZ, BZ, CALL, CONST, JUMP, OP, OPERATIONS, ToyForms, put, signed, word
from zwasm_formats import abi_offsets as A
from zwasmc.machine.api import Machine, Target
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.edges import Edges
from zwasmc.machine.finish import finish
from zwasmc.machine.frame import Frame
from zwasmc.machine.group import (
    GROUP_CALL,
    GROUP_CONST,
    GROUP_CONTROL,
    GROUP_INT,
    GROUP_MEM,
    GROUP_NONE,
    GROUP_SELECT,
)
from zwasmc.machine.module import ModuleEmitter
from zwasmc.machine.select import Selector
from zwasmc.machine.signature import Convention, Signatures
from zwasmc.regalloc.api import (
    DEF_NONE,
    DEF_REG,
    DEF_SAME,
    IN,
    OUT,
    REMAT,
    ROW_CALL,
    ROW_REMAT,
    USE_REG,
    Allocation,
    MachineRows,
    Selection,
    in_register,
)
from zwasmc.targets import SYSTEMS, System
from zwasmc.wasm import op as O
from zwasmc.wasm.module import Module
from zwasmc.zir.func import Func
from zwasmc.zir.ops import PARAM, RESULT, op_name

ALLOCATABLE = 0xFF
AREA, FP, SCRATCH, SP = 12, 13, 14, 15
"""AREA: for addresses in the stack that are far from the frame pointer, and for tables."""

# name: operands, result, temporaries, flags, group
ROWS = {
    "none": ([], DEF_NONE, 0, 0, GROUP_NONE),
    "const": ([], DEF_REG, 0, ROW_REMAT, GROUP_CONST),
    "alu1": ([USE_REG], DEF_REG, 0, 0, GROUP_INT),
    "alu2": ([USE_REG, USE_REG], DEF_REG, 0, 0, GROUP_INT),
    "alui": ([USE_REG], DEF_SAME, 0, 0, GROUP_INT),
    "select": ([USE_REG, USE_REG, USE_REG], DEF_REG, 0, 0, GROUP_SELECT),
    "load": ([USE_REG], DEF_REG, 0, 0, GROUP_MEM),
    "store": ([USE_REG, USE_REG], DEF_NONE, 0, 0, GROUP_MEM),
    "get": ([], DEF_REG, 0, 0, GROUP_MEM),
    "set": ([USE_REG], DEF_NONE, 0, 0, GROUP_MEM),
    "call": ([], DEF_NONE, 0, ROW_CALL, GROUP_CALL),
    "branch": ([USE_REG], DEF_NONE, 0, 0, GROUP_CONTROL),
    "jump": ([], DEF_NONE, 0, 0, GROUP_CONTROL),
    "table": ([USE_REG], DEF_NONE, 1, 0, GROUP_CONTROL),
    "return": ([], DEF_NONE, 0, 0, GROUP_CONTROL),
    "trap": ([], DEF_NONE, 0, 0, GROUP_CONTROL),
}
ROW = {name: number for number, name in enumerate(ROWS)}
ACCESS = {O.I32_LOAD: "mload", O.I64_LOAD: "mloadw", O.I32_STORE: "mstore", O.I64_STORE: "mstorew"}
UNARY = {"eqz", "clz", "ctz", "popcnt", "extend8_s", "extend16_s", "extend32_s", "wrap_i64", "extend_i32_s",
         "extend_i32_u"}


class ToySelector(Selector):
    """Folds an eqz into its branch, a small constant into an addition, constant addresses into accesses."""

    def __init__(self) -> None:
        super().__init__(2000)

    def select_row(self, i: i64, op: i64) -> None:
        cv = self.cover
        f = cv.f
        a, b = f.a[i], f.b[i]
        name = op_name(int(op))
        if op == PARAM or op == RESULT or op == O.NOP:
            pass
        elif op == O.I32_CONST or op == O.I64_CONST:
            cv.set(i, ROW["const"], -1, -1, f.imm[i], 0)
        elif op == O.BR_IF:
            if f.op[a] == O.I32_EQZ and cv.sole(a, i):
                cv.absorb(a)
                cv.set(i, ROW["branch"], f.a[a], -1, 0, 1)
            else:
                cv.set(i, ROW["branch"], a, -1, 0, 0)
        elif op == O.SELECT:
            cv.set(i, ROW["select"], a, b, 0, 0)
            cv.sel.s2[i] = f.c[i]
        elif op in (O.BR, O.RETURN, O.UNREACHABLE, O.BR_TABLE):
            row = {O.BR: "jump", O.RETURN: "return", O.UNREACHABLE: "trap", O.BR_TABLE: "table"}[int(op)]
            cv.set(i, ROW[row], a if op == O.BR_TABLE else -1, -1, f.imm[i], 0)
        elif op == O.CALL:
            cv.set(i, ROW["call"], -1, -1, f.imm[i], 0)
        elif op == O.GLOBAL_GET:
            cv.set(i, ROW["get"], -1, -1, f.imm[i], 0)
        elif op == O.GLOBAL_SET:
            cv.set(i, ROW["set"], a, -1, f.imm[i], 0)
        elif op == O.I64_ADD and cv.is_const(b) and -2000 < cv.const_value(b) < 2000:
            cv.set(i, ROW["alui"], a, -1, cv.const_value(b), 0)
        elif int(op) in ACCESS:
            store = op == O.I32_STORE or op == O.I64_STORE
            address = cv.address(i, i, f.imm[i])
            cv.set(i, ROW["store" if store else "load"], address, b if store else -1, 0, OP[ACCESS[int(op)]])
        elif name in OP:
            unary = name.split(".")[1] in UNARY
            cv.set(i, ROW["alu1" if unary else "alu2"], a, -1 if unary else b, 0, OP[name])
        else:
            raise NotImplementedError(name)


class ToyBase:
    """Instructions, constants, frames and moves.

    The frame pointer points to the caller's; return addresses are the processor's affair.
    """

    def __init__(self) -> None:
        self.b = CodeBuf(ToyForms())
        self.frame = Frame(8)
        self.f = Func()
        self.sel = Selection()
        self.al = Allocation()

    def prologue(self) -> None:
        """Print the entry of the function."""
        self.emit("add", d=SP, a=SP, imm=-8)
        self.emit("stores", d=FP, a=SP)
        self.emit("add", d=FP, a=SP)
        self.add(SP, SP, -int(self.frame.size))

    def epilogue(self) -> None:
        """Print the return."""
        self.emit("add", d=SP, a=FP)
        self.emit("loads", d=FP, a=SP)
        self.add(SP, SP, 8 + int(self.frame.arg_bytes))
        self.emit("ret")

    def called(self, arg_bytes: i64) -> None:
        """Take back what a callee popped."""
        self.frame.results = arg_bytes
        if arg_bytes != 0:
            self.add(SP, SP, -int(arg_bytes))

    def emit(self, op: str, d: int = 0, a: int = 0, b: int = 0, imm: int = 0) -> None:
        """Append an instruction."""
        put(self.b.w, word(op, int(d), int(a), int(b), int(imm)))

    def number(self, reg: int, value: int) -> None:
        """Put a constant into a register."""
        value = signed(value, 64)
        pieces = [value >> 12 * k for k in range(6)]
        top = next(k for k in range(6) if -2048 <= pieces[k] < 2048)
        self.emit("imm", d=reg, imm=pieces[top])
        for k in reversed(range(top)):
            self.emit("immh", d=reg, imm=signed(pieces[k], 12))

    def add(self, d: int, a: int, value: int) -> None:
        """Add a constant to a register."""
        if -2048 <= value < 2048:
            if d != a or value != 0:
                self.emit("add", d=d, a=a, imm=value)
        else:
            self.number(AREA, value)
            self.emit("add", d=d, a=a, b=AREA)

    def stack(self, op: str, reg: int, base: int, disp: int) -> None:
        """Load or store a cell of the stack."""
        if not -2048 <= disp < 2048:
            self.add(AREA, base, disp)
            base, disp = AREA, 0
        self.emit(op, d=reg, a=base, imm=disp)

    def place(self, loc: int, at_return: bool, written: bool) -> tuple[int, int]:
        """Return base and displacement of a location in memory."""
        if OUT <= loc < IN:
            if at_return:
                return FP, int(self.frame.result_disp(loc - OUT))
            return SP, (loc - OUT) * 8 + (0 if written else int(self.frame.results))
        return FP, int(self.frame.disp(loc))

    def moves(self, start: i64, end: i64, at_return: bool) -> None:
        """Print a range of the allocation's moves."""
        for m in range(start, end):
            src, dst = int(self.al.mv_src[m]), int(self.al.mv_dst[m])
            reg = dst if in_register(dst) else SCRATCH
            if src == REMAT:
                self.number(reg, int(self.sel.imm[self.al.mv_val[m]]))
            elif not in_register(src):
                self.stack("loads", reg, *self.place(src, at_return, False))
            elif in_register(dst):
                self.emit("add", d=dst, a=src)
            else:
                reg = src
            if not in_register(dst):
                self.stack("stores", reg, *self.place(dst, at_return, True))


class ToyEdges(Edges):
    """A condition is a register; 16 more if it must be zero."""

    def __init__(self, base: ToyBase) -> None:
        super().__init__(base.b, base.f, base.al)
        self.s = base

    def moves(self, start: i64, end: i64) -> None:
        self.s.moves(start, end, False)

    def jump(self, label: i64) -> None:
        self.s.b.fixup(JUMP, label)

    def jump_if(self, condition: i64, label: i64) -> None:
        self.s.b.fixup(BZ if condition >= 16 else BNZ, label, condition & 15)

    def inverse(self, condition: i64) -> i64:
        return condition ^ 16

    def jump_through(self, i: i64, table: i64) -> None:
        s = self.s
        r, t = int(s.al.r0[i]), int(s.al.t0[i])
        s.number(SCRATCH, int(s.f.c[i]) - 1)
        s.emit("i32.lt_u", d=AREA, a=r, b=SCRATCH)
        s.emit("sel", d=SCRATCH, a=r, b=SCRATCH, imm=AREA)
        s.b.const(CONST, table)
        s.emit("const", d=t)
        put(s.b.w, 0)
        s.emit("load32", d=SCRATCH, a=t, b=SCRATCH)
        s.emit("add", d=SCRATCH, a=t, b=SCRATCH)
        s.emit("jumpr", a=SCRATCH)


class ToyEmitter(ModuleEmitter):
    """Prints the rows."""

    def __init__(self, module: Module, signatures: Signatures) -> None:
        self.s = ToyBase()
        groups = bytes(row[4] for row in ROWS.values())
        super().__init__(module, signatures, groups, self.s.b, self.s.frame, ToyEdges(self.s))

    def begin(self, f: Func, sel: Selection, al: Allocation) -> None:
        self.s.f, self.s.sel, self.s.al = f, sel, al

    def prologue(self) -> None:
        self.s.prologue()

    def moves(self, start: i64, end: i64, at_return: bool) -> None:
        self.s.moves(start, end, at_return)

    def spill(self, i: i64, slot: i64) -> None:
        self.s.stack("stores", int(self.s.al.rd[i]), *self.s.place(int(-1 - slot), False, True))

    def emit_int(self, i: i64, row: i64) -> None:
        s = self.s
        al = s.al
        if row == ROW["alui"]:
            s.emit("add", d=al.rd[i], a=al.r0[i], imm=s.sel.imm[i])
            return
        op = OPERATIONS[int(s.sel.sx[i])]
        second = al.r1[i] if row == ROW["alu2"] else 0
        if ".div_" in op or ".rem_" in op:
            s.b.wasm_pos = s.f.pos[i]
            s.emit("i32.eqz" if op.startswith("i32") else "i64.eqz", d=SCRATCH, a=second)
            s.b.fixup(BNZ, s.b.cold_trap(A.TRAP_DIV_ZERO), SCRATCH)
            s.b.trap(A.TRAP_INT_OVERFLOW)
        s.emit(op, d=al.rd[i], a=al.r0[i], b=second)

    def emit_select(self, i: i64, row: i64) -> None:
        al = self.s.al
        self.s.emit("sel", d=al.rd[i], a=al.r0[i], b=al.r1[i], imm=al.r2[i])

    def emit_mem(self, i: i64, row: i64) -> None:
        s = self.s
        al = s.al
        if row == ROW["get"]:
            s.emit("gget", d=al.rd[i], imm=s.sel.imm[i])
        elif row == ROW["set"]:
            s.emit("gset", d=al.r0[i], imm=s.sel.imm[i])
        else:
            base = al.r0[i]
            if s.sel.s0[i] < 0:
                s.number(AREA, 0)
                base = AREA
            disp = int(s.sel.disp[i])
            if not s_fits(disp):
                s.number(SCRATCH, disp)
                s.emit("add", d=AREA, a=base, b=SCRATCH)
                base, disp = AREA, 0
            s.b.wasm_pos = s.sel.pos[i]
            s.b.trap(A.TRAP_MEMORY_OOB)
            s.emit(OPERATIONS[int(s.sel.sx[i])], d=al.rd[i] if row == ROW["load"] else al.r1[i], a=base, imm=disp)

    def emit_call(self, i: i64, row: i64) -> None:
        s = self.s
        s.b.wasm_pos = s.f.pos[i]
        s.b.call(CALL, s.sel.imm[i])
        s.emit("call")
        s.b.call_line()
        s.called(self.signatures.arg_bytes[self.signatures.callee(s.f, i)])

    def emit_control(self, i: i64, row: i64, following: i64) -> None:
        s = self.s
        edge = s.f.b_edge[self.block]
        if row == ROW["jump"]:
            self.edges.follow(edge, following)
        elif row == ROW["return"]:
            s.epilogue()
        elif row == ROW["branch"]:
            self.edges.branch(s.al.r0[i] + 16 * s.sel.sx[i], edge, edge + 1, following)
        elif row == ROW["table"]:
            self.edges.jump_table(i, self.block)
        else:
            s.b.wasm_pos = s.f.pos[i]
            s.b.trap(s.sel.imm[i])
            s.emit("trap")

    def emit_entry(self, t: i64) -> i64:
        start = self.s.b.begin()
        self.s.emit("ret")
        finish(self.s.b)
        return start

    def emit_host(self, t: i64) -> i64:
        return self.emit_entry(t)

    def emit_float(self, i: i64, row: i64) -> None:
        raise NotImplementedError

    def emit_simd(self, i: i64, row: i64) -> None:
        raise NotImplementedError

    def emit_libcall(self, i: i64, row: i64) -> None:
        raise NotImplementedError


def s_fits(disp: int) -> bool:
    """Say whether a displacement fits an access."""
    return 0 <= disp < 2048


CONVENTION = Convention(
    int_args=bytes([0, 1, 2, 3]), vector_args=b"", int_results=bytes([0, 1]), vector_results=b"", c_int_args=b"",
    c_vector_args=b"", c_int_result=0, c_vector_result=0, c_saved=b"", scratch=bytes([SCRATCH, SCRATCH]),
    allocatable=ALLOCATABLE,
)  # fmt: skip


class ToyMachine(Machine):
    """The machine, as the compiler asks for it."""

    def name(self) -> str:
        return "toy"

    def level(self, cpu: str) -> int:
        return 0

    def features(self, level: int) -> int:
        return 0

    def convention(self, system: System) -> Convention:
        return CONVENTION

    def rows(self) -> MachineRows:
        rows = MachineRows(len(ROWS))
        for number, (uses, definition, temps, flags, _) in enumerate(ROWS.values()):
            if number:
                rows.describe(number, uses, definition, temps, 0, ALLOCATABLE if flags & ROW_CALL else 0, flags)
        return rows

    def selector(self, level: i64) -> Selector:
        return ToySelector()

    def emitter(self, module: Module, signatures: Signatures, level: i64) -> ModuleEmitter:
        return ToyEmitter(module, signatures)


TARGET = Target(ToyMachine(), SYSTEMS["linux"], 0)
