"""A toy machine and random programs for it: what the allocator's tests allocate for."""

from __future__ import annotations

import random

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.regalloc.api import (
    DEF_FIXED,
    DEF_NONE,
    DEF_REG,
    DEF_SAME,
    OUT,
    ROW_CALL,
    ROW_COMMUTES,
    ROW_REMAT,
    USE_ANY,
    USE_FIXED,
    USE_LATE,
    USE_REG,
    CallABI,
    MachineRows,
    RegisterFile,
    Selection,
)
from zwasmc.wasm import op as O
from zwasmc.wasm.types import T_F64, T_I32, T_I64, T_NONE, T_V128
from zwasmc.zir.func import Func, grown
from zwasmc.zir.ops import PARAM, RESULT

ALL_INT = 0x3FFF
ALL_VEC = 0x3FFF

INT, V = "i", "v"
# name: (operand classes, constraints, definition class, definition, int temps, vec temps, clobber, flags)
F0, F1, F2 = USE_FIXED, USE_FIXED + 1, USE_FIXED + 2
ROWS = {
    "const": ("", [], INT, DEF_REG, 0, 0, 0, ROW_REMAT),
    "vconst": ("", [], V, DEF_REG, 0, 0, 0, ROW_REMAT),
    "add": ("ii", [USE_REG, USE_ANY], INT, DEF_SAME, 0, 0, 0, ROW_COMMUTES),
    "sub": ("ii", [USE_REG, USE_ANY], INT, DEF_SAME, 0, 0, 0, 0),
    "lea": ("ii", [USE_REG, USE_REG], INT, DEF_REG, 0, 0, 0, 0),
    "shift": ("ii", [USE_REG, F1], INT, DEF_SAME, 0, 0, 0, 0),
    "div": ("ii", [F0, USE_REG], INT, DEF_FIXED, 0, 0, 1 << 2, 0),
    "rem": ("ii", [F0, USE_REG | USE_LATE], INT, DEF_FIXED + 2, 0, 0, 1, 0),
    "mulh": ("ii", [F0, USE_ANY], INT, DEF_FIXED + 2, 0, 0, 1, 0),
    "neg": ("i", [USE_REG], INT, DEF_SAME, 0, 0, 0, 0),
    "load": ("i", [USE_REG], INT, DEF_REG, 0, 0, 0, 0),
    "vload": ("i", [USE_REG], V, DEF_REG, 0, 0, 0, 0),
    "get": ("", [], INT, DEF_REG, 0, 0, 0, 0),
    "vget": ("", [], V, DEF_REG, 0, 0, 0, 0),
    "store": ("ii", [USE_REG, USE_REG], "", DEF_NONE, 0, 0, 0, 0),
    "vstore": ("iv", [USE_REG, USE_REG], "", DEF_NONE, 0, 0, 0, 0),
    "vadd": ("vv", [USE_REG, USE_ANY], V, DEF_SAME, 0, 0, 0, ROW_COMMUTES),
    "vsub3": ("vv", [USE_REG, USE_ANY], V, DEF_REG, 0, 0, 0, 0),
    "vmin": ("vv", [USE_REG, USE_REG | USE_LATE], V, DEF_SAME, 0, 1, 0, 0),
    "cvt": ("i", [USE_REG | USE_LATE], V, DEF_REG, 1, 1, 0, 0),
    "trunc": ("v", [USE_REG], INT, DEF_REG, 0, 1, 0, 0),
    "select": ("iii", [USE_REG, USE_REG | USE_LATE, USE_REG], INT, DEF_SAME, 0, 0, 0, 0),
    "vselect": ("vvi", [USE_REG, USE_ANY | USE_LATE, USE_REG | USE_LATE], V, DEF_SAME, 0, 0, 0, 0),
    "cmpsel": ("iiii", [USE_REG, USE_ANY, USE_REG, USE_ANY], INT, DEF_SAME + 2, 1, 0, 0, 0),
    "four": ("iiii", [USE_REG, USE_ANY, USE_REG, USE_ANY], INT, DEF_REG, 2, 0, 0, 0),
    "cmpxchg": ("iii", [USE_REG | USE_LATE, F0, USE_REG], INT, DEF_SAME + 1, 0, 0, 0, 0),
    "out": ("i", [F2], "", DEF_NONE, 0, 0, 0, 0),
    "libcall": ("iii", [F0, F1, F2], INT, DEF_FIXED, 0, 0, ALL_INT | ALL_VEC << 32, 0),
    "probe": ("", [], "", DEF_NONE, 1, 1, 1 << 1 | 1 << 33, 0),
    "call": ("", [], "", DEF_REG, 0, 0, 0, ROW_CALL),
    "fcall": ("i", [F1], "", DEF_REG, 0, 0, 0, ROW_CALL),
    "jump": ("", [], "", DEF_NONE, 0, 0, 0, 0),
    "branch": ("ii", [USE_REG, USE_ANY], "", DEF_NONE, 0, 0, 0, 0),
    "table": ("i", [USE_REG], "", DEF_NONE, 1, 0, 0, 0),
    "ret": ("", [], "", DEF_NONE, 0, 0, 0, 0),
    "trap": ("", [], "", DEF_NONE, 0, 0, 0, 0),
}
NUMBER = {name: k + 1 for k, name in enumerate(ROWS)}
TERMINATORS = ("jump", "branch", "table", "ret", "trap")
PLAIN = [name for name, row in ROWS.items() if row[7] in (0, ROW_COMMUTES) and name not in TERMINATORS]
CALLS = [name for name, row in ROWS.items() if row[7] & ROW_CALL]


def machine_rows() -> MachineRows:
    """Build the constraint tables."""
    rows = MachineRows(len(ROWS) + 1)
    for name, (_, uses, _, definition, ints, vecs, clobber, flags) in ROWS.items():
        rows.describe(NUMBER[name], uses, definition, ints, vecs, clobber, flags)
    return rows


def is_vec(ty: int) -> bool:
    """Tell the class of a type."""
    return ty in (T_F64, T_V128)


class Toy(RegisterFile):
    """Registers 0.. and 32..; 0, 1, 2 have special roles; 31 and 63 are scratch."""

    def __init__(self, ints: int, vecs: int, first: int = 0) -> None:
        self.tables = machine_rows()
        self.mask = ((1 << ints) - 1) << first | ((1 << vecs) - 1) << (32 + first)
        self.signature: list[int] = []

    def rows(self) -> MachineRows:
        return self.tables

    def allocatable(self) -> i64:
        return self.mask

    def scratch(self, klass: i64) -> i64:
        return 63 if klass else 31

    @staticmethod
    def place(types: list[int], ints: list[int], vecs: list[int], cells: vec[i64]) -> vec[i64]:
        """Assign registers, then cells."""
        cell = OUT
        ints, vecs = list(ints), list(vecs)
        if len(types) > len(cells):
            cells = grown(cells, len(types))
        for k, ty in enumerate(types):
            pool = vecs if is_vec(ty) else ints
            if pool:
                cells[k] = pool.pop(0)
            else:
                if ty == T_V128:
                    cell += cell % 2
                cells[k] = cell
                cell += 2 if ty == T_V128 else 1
        return cells

    def describe_call(self, f: Func, sel: Selection, i: i64, abi: CallABI) -> None:
        types = [int(f.ty[f.pool[f.b[i] + k]]) for k in range(f.c[i])]
        abi.nargs = len(types)
        ints = [3, 2, 0] if f.imm[i] == NUMBER["fcall"] else [3, 2, 1, 0]
        abi.arg_loc = self.place(types, ints, [32, 33], abi.arg_loc)
        results = [] if f.ty[i] == T_NONE else [int(f.ty[i])]
        j = i + 1
        while j < f.n and f.op[j] == RESULT:
            results.append(int(f.ty[j]))
            j += 1
        abi.nresults = len(results)
        locs = [0, 2, 32, 33]
        abi.result_loc = self.place(results[:2], [0, 2], [32, 33], abi.result_loc)
        more = self.place(results[2:], [], [], vec[i64]([]))
        if len(results) > len(abi.result_loc):
            abi.result_loc = grown(abi.result_loc, len(results))
        for k in range(2, len(results)):
            abi.result_loc[k] = more[k - 2] + 2
        assert all(abi.result_loc[k] in locs for k in range(min(2, len(results))))

    def describe_return(self, f: Func, abi: CallABI) -> None:
        abi.arg_loc = self.place(RETURNS, [0, 2], [32, 33], abi.arg_loc)

    def describe_entry(self, f: Func, abi: CallABI) -> None:
        abi.arg_loc = self.place(self.signature, [3, 2, 1, 0], [32, 33], abi.arg_loc)


RETURNS = [T_I64, T_F64, T_I64, T_I64, T_V128]


class Label:
    """A branch target that takes parameters; ``block`` is known at once for loops."""

    def __init__(self, types: list[int], block: int = -1, depth: int = 0) -> None:
        self.types = types
        self.block = block
        self.edges: list[int] = []


class Generator:
    """Builds one random function with its selection."""

    def __init__(self, seed: int, size: int, pressure: int, calls: float) -> None:
        self.rng = random.Random(seed)
        self.f = Func()
        self.f.reset(0)
        self.sel = Selection()
        self.budget = size
        self.pressure = pressure
        self.calls = calls
        self.loop = -1
        self.values: dict[str, list[int]] = {INT: [], V: []}
        self.labels: list[Label] = []
        self.open = True
        self.signature = [self.any_type() for _ in range(self.rng.randrange(9))]
        self.start_block(self.signature)
        self.body(0)
        if self.open:
            self.leave()

    def any_type(self) -> int:
        return self.rng.choice([T_I32, T_I64, T_I64, T_F64, T_V128])

    def row(self, name: str, op: int, ty: int = T_NONE, operands: list[int] | None = None, imm: int = 0) -> int:
        i = int(self.f.add(op, ty, -1, -1, -1, imm, 0))
        sel = self.sel
        sel.reserve(self.f.n)
        sel.row[i] = NUMBER.get(name, 0)
        for k, field in enumerate((sel.s0, sel.s1, sel.s2, sel.s3)):
            field[i] = operands[k] if operands and k < len(operands) else -1
        if ty != T_NONE:
            self.values[V if is_vec(ty) else INT].append(i)
        self.budget -= 1
        return i

    def start_block(self, types: list[int]) -> int:
        b = int(self.f.add_block(self.loop))
        self.open = True
        for k, ty in enumerate(types):
            self.row("", PARAM, ty, imm=k)
        self.f.b_nparams[b] = len(types)
        return b

    def pick(self, klass: str) -> int:
        """Pick a live value, mostly recent ones within the wished pressure."""
        known = self.values[klass]
        if not known or self.rng.random() < 0.08:
            name, ty = ("const", T_I64) if klass == INT else ("vconst", self.vec_type())
            return self.row(name, O.I64_CONST, ty)
        return self.rng.choice(known[-self.pressure :] if self.rng.random() < 0.95 else known)

    def vec_type(self) -> int:
        return self.rng.choice([T_F64, T_V128])

    def args(self, types: list[int]) -> list[int]:
        """Pick values of exactly these types."""
        found = []
        for ty in types:
            known = [v for v in self.values[V if is_vec(ty) else INT][-2 * self.pressure :] if self.f.ty[v] == ty]
            name = "vget" if is_vec(ty) else "get"
            found.append(self.rng.choice(known) if known else self.row(name, O.GLOBAL_GET, ty))
        return found

    def pool(self, values: list[int]) -> int:
        base = int(self.f.add_pool(len(values)))
        for k, v in enumerate(values):
            self.f.pool[base + k] = v
        return base

    def finish(self, labels: list[tuple[Label, list[int]]]) -> None:
        """End the block with edges to labels."""
        b = self.f.nb - 1
        self.f.b_end[b] = self.f.n
        for label, values in labels:
            e = int(self.f.add_edge(b, max(label.block, 0), self.pool(values)))
            label.edges.append(e)
        self.open = False

    def bind(self, label: Label) -> None:
        """Start the block of a forward label."""
        label.block = self.start_block(label.types)
        for e in label.edges:
            self.f.e_to[e] = label.block

    def jump(self, label: Label) -> None:
        values = self.args(label.types)
        self.row("jump", O.BR)
        self.finish([(label, values)])

    def branch(self, yes: Label, no: Label) -> None:
        first, second = self.args(yes.types), self.args(no.types)
        operands = [self.pick(INT), self.pick(INT)]
        self.row("branch", O.BR_IF, operands=operands)
        self.finish([(yes, first), (no, second)])

    def leave(self) -> None:
        values = self.args(RETURNS)
        i = self.row("ret", O.RETURN)
        self.f.b[i] = self.pool(values)
        self.f.c[i] = len(values)
        self.finish([])

    def trap(self) -> None:
        self.row("trap", O.UNREACHABLE)
        self.finish([])

    def call(self) -> None:
        name = self.rng.choice(CALLS)
        values = self.args([self.any_type() for _ in range(self.rng.randrange(8))])
        operands = [self.pick(INT) for _ in ROWS[name][0]]
        ty = self.rng.choice([T_NONE, self.any_type(), self.any_type()])
        base = self.pool(values)
        i = self.row(name, O.CALL, ty, operands, imm=NUMBER[name])
        self.f.b[i] = base
        self.f.c[i] = len(values)
        if ty != T_NONE and self.rng.random() < 0.3:
            for k in range(self.rng.randrange(1, 5)):
                self.row("", RESULT, self.any_type(), imm=k + 1)

    def plain(self) -> None:
        name = self.rng.choice(PLAIN)
        if name in ("libcall", "probe") and self.rng.random() > self.calls:
            name = "add"
        classes, _, result, definition, *_ = ROWS[name]
        operands = [self.pick(k) for k in classes]
        if definition == DEF_NONE:
            self.row(name, O.NOP, operands=operands)
            return
        ty = T_I64 if result == INT else self.vec_type()
        if result == V and DEF_SAME <= definition < DEF_FIXED:
            ty = int(self.f.ty[operands[definition - DEF_SAME]])
        self.row(name, O.I64_ADD, ty, operands)

    def body(self, depth: int) -> None:
        """Generate statements until the budget is gone or the block is left."""
        n = self.rng.randrange(3, 30) if depth else 1 << 30
        while self.budget > 0 and n > 0 and self.open:
            n -= 1
            x = self.rng.random()
            if x < self.calls:
                self.call()
            elif x < 0.86 or depth > 12:
                self.plain()
            else:
                self.control(depth)

    def control(self, depth: int) -> None:
        """Generate a control structure, or a branch out of one."""
        kind = self.rng.randrange(8)
        scope = {k: list(v) for k, v in self.values.items()}
        if kind < 2:
            after = Label([self.any_type() for _ in range(self.rng.randrange(4))])
            yes, no = Label([]), Label([])
            if self.rng.random() < 0.5:
                self.branch(yes, after)
            else:
                self.branch(yes, no)
            self.bind(yes)
            self.inside(after, depth, scope)
            if no.edges:
                self.bind(no)
                self.inside(after, depth, scope)
            self.join(after, scope)
        elif kind < 5:
            self.loop_body(depth, scope)
        elif kind == 5:
            after = Label([self.any_type() for _ in range(self.rng.randrange(3))])
            count = self.rng.randrange(1, 6)
            cases = [Label([self.any_type()] if self.rng.random() < 0.2 else []) for _ in range(count)]
            values = [self.args(case.types) for case in cases]
            operand = self.pick(INT)
            self.row("table", O.BR_TABLE, operands=[operand])
            self.finish(list(zip(cases, values, strict=True)))
            for case in cases:
                self.bind(case)
                self.inside(after, depth, scope)
            self.join(after, scope)
        elif kind == 6 and self.labels:
            label = self.rng.choice(self.labels)
            rest = Label([])
            self.branch(label, rest)
            self.bind(rest)
        elif kind == 7:
            rest, other = Label([]), Label([])
            self.branch(other, rest)
            self.bind(other)
            if self.rng.random() < 0.5:
                self.leave()
            else:
                self.trap()
            self.values = scope
            self.bind(rest)

    def inside(self, after: Label, depth: int, scope: dict[str, list[int]]) -> None:
        """Generate one arm; it falls through to ``after`` or leaves elsewhere."""
        first = self.f.b_start[self.f.nb - 1]
        self.values = {k: v + [x for x in self.values[k] if x >= first] for k, v in scope.items()}
        self.labels.append(after)
        self.body(depth + 1)
        self.labels.pop()
        if self.open:
            x = self.rng.random()
            if x < 0.8:
                self.jump(after)
            elif x < 0.9:
                self.jump(self.rng.choice([*self.labels, after]))
            elif x < 0.95:
                self.leave()
            else:
                self.trap()

    def join(self, after: Label, scope: dict[str, list[int]]) -> None:
        self.values = {k: list(v) for k, v in scope.items()}
        if after.edges:
            self.bind(after)

    def loop_body(self, depth: int, scope: dict[str, list[int]]) -> None:
        """Generate a loop with at least one back edge."""
        types = [self.any_type() for _ in range(self.rng.randrange(5))]
        head = Label(types)
        after = Label([self.any_type() for _ in range(self.rng.randrange(3))])
        self.jump(head)
        outer = self.loop
        self.loop = int(self.f.add_loop(self.f.nb, outer))
        number = self.loop
        self.bind(head)
        self.labels += [after, head]
        self.body(depth + 1)
        self.labels.pop()
        self.labels.pop()
        if self.open:
            self.branch(head, after)
        elif not any(self.f.e_from[e] >= head.block for e in head.edges):
            rest = Label([])
            first = self.f.nb - 1
            assert first >= 0
            self.reopen(rest, head, after)
        self.f.l_last[number] = self.f.nb - 1
        self.loop = outer
        self.join(after, scope)

    def reopen(self, rest: Label, head: Label, after: Label) -> None:
        """Give a loop that was left on every path a back edge: its last block branches instead of leaving."""
        b = int(self.f.nb - 1)
        i = int(self.f.b_end[b] - 1)
        f = self.f
        if f.b_nedge[b] != 0 or f.op[i] not in (O.RETURN, O.UNREACHABLE):
            self.values = {k: [v for v in vs if v < f.b_start[head.block]] for k, vs in self.values.items()}
            raise Restart
        first = f.b_start[head.block] + f.b_nparams[head.block]
        self.values = {k: [v for v in vs if v < first] for k, vs in self.values.items()}
        f.n = i
        self.open = True
        self.branch(head, after)


class Restart(Exception):
    """The random choices led nowhere; try the next seed."""


def program(seed: int, size: int, pressure: int, calls: float) -> tuple[Func, Selection, list[int]]:
    """Return a random function, its selection, and its parameter types."""
    while True:
        try:
            g = Generator(seed, size, pressure, calls)
        except Restart:
            seed += 1000003
            continue
        return g.f, g.sel, g.signature
