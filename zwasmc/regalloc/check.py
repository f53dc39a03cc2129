"""Symbolic check of an allocation: every operand reads the value it should, on every path.

A forward data-flow analysis tracks the set of values in each register and memory cell (as in regalloc2's checker, after
Rideau & Leroy, "Validating register allocation and spilling", 2010).  It knows nothing of how the allocator decides.
"""

from __future__ import annotations

from heapq import heappop, heappush

from zwasmc.regalloc.api import (
    DEF_FIXED,
    DEF_NONE,
    DEF_REG,
    DEF_SAME,
    IN,
    NOWHERE,
    OUT,
    REMAT,
    ROW_CALL,
    ROW_REMAT,
    USE_ANY,
    USE_FIXED,
    USE_LATE,
    Allocation,
    AllocationError,
    CallABI,
    RegisterFile,
    Selection,
    in_register,
    is_vector,
)
from zwasmc.wasm import op as O
from zwasmc.wasm.types import T_V128
from zwasmc.zir.func import Func
from zwasmc.zir.ops import PARAM, RESULT, USE_POOL, ZIR_USES

Locations = dict[int, frozenset[int]]
"""Location to the values it holds, any of which is right to read.  Absent: nothing known."""


class AllocationChecker:
    """Checks one allocation; ``run`` raises ``AllocationError`` at the first wrong thing."""

    def __init__(self, target: RegisterFile, f: Func, sel: Selection, a: Allocation) -> None:
        self.target = target
        self.rows = target.rows()
        self.f = f
        self.sel = sel
        self.a = a
        self.allocatable = int(target.allocatable())
        self.scratch = (int(target.scratch(0)), int(target.scratch(1)))
        self.now: Locations = {}
        self.last: list[int] = []
        self.where = ""

    def fail(self, message: str) -> None:
        """Report a violation."""
        raise AllocationError(f"{self.where}: {message}")

    def require(self, condition: bool, message: str) -> None:
        """Report a violation unless ``condition`` holds."""
        if not condition:
            self.fail(message)

    def klass(self, v: int) -> int:
        """Return the class of a value."""
        return 1 if is_vector(self.f.ty[v]) else 0

    def run(self) -> None:
        """Check the whole function."""
        f = self.f
        self.last_uses()
        entry: list[Locations | None] = [None] * int(f.nb)
        entry[0] = self.function_entry()
        queue = [0]
        while queue:
            b = heappop(queue)
            start = entry[b]
            assert start is not None
            self.now = dict(start)
            self.block(b)
            after = self.now
            for e in range(f.b_edge[b], f.b_edge[b] + f.b_nedge[b]):
                self.now = dict(after)
                to = int(f.e_to[e])
                self.edge(e, to)
                known = entry[to]
                if known is None:
                    entry[to] = self.now
                    heappush(queue, to)
                    continue
                met = {loc: values & self.now[loc] for loc, values in known.items() if loc in self.now}
                met = {loc: values for loc, values in met.items() if values}
                if met != known:
                    entry[to] = met
                    if to not in queue:
                        heappush(queue, to)

    def last_uses(self) -> None:
        """Find the last row that may read each value: what nobody reads any more is not tracked into other blocks."""
        f, a, sel = self.f, self.a, self.sel
        last = [-1] * int(f.n)
        home = [0] * int(f.n)
        for b in range(f.nb):
            for i in range(f.b_start[b], f.b_end[b]):
                # a value that can be made anywhere may be kept in a register around a loop that it is defined in
                home[i] = -1 if self.rows.flags[sel.row[i]] & ROW_REMAT else b

        def use(v: int, b: int) -> None:
            loop = int(f.b_loop[b])
            end = int(f.b_end[b])
            while loop >= 0 and not f.l_head[loop] <= home[v] <= f.l_last[loop]:
                end = int(f.b_end[f.l_last[loop]])
                loop = int(f.l_parent[loop])
            last[v] = max(last[v], end)

        for b in range(f.nb):
            for i in range(f.b_start[b], f.b_end[b]):
                for v in (int(sel.s0[i]), int(sel.s1[i]), int(sel.s2[i]), int(sel.s3[i])):
                    if 0 <= v < f.n:
                        use(v, b)
                if ZIR_USES[f.op[i]] & USE_POOL:
                    for k in range(f.b[i], f.b[i] + f.c[i]):
                        use(int(f.pool[k]), b)
            ranges = [(a.bs_start[b], a.bs_end[b]), (a.b_mv[b], a.mv_end[f.b_end[b] - 1])]
            for e in range(f.b_edge[b], f.b_edge[b] + f.b_nedge[b]):
                ranges.append((a.em_start[e], a.em_end[e]))
                for k in range(f.b_nparams[f.e_to[e]]):
                    use(int(f.pool[f.e_arg[e] + k]), b)
            for start, end in ranges:
                for m in range(start, min(end, a.nmv)):
                    if 0 <= a.mv_val[m] < f.n:
                        use(int(a.mv_val[m]), b)
        self.last = last

    def function_entry(self) -> Locations:
        """Return what the caller provides."""
        f = self.f
        abi = CallABI()
        self.target.describe_entry(f, abi)
        state: Locations = {}
        for p in range(f.b_nparams[0]):
            if f.op[p] != PARAM:
                continue
            loc = int(abi.arg_loc[f.imm[p]])
            if loc >= OUT:
                loc = IN + loc - OUT
            self.where = f"parameter {p}"
            self.require(self.a.rd[p] in (loc, NOWHERE), f"arrives in {loc}, not {self.a.rd[p]}")
            state[loc] = frozenset({p})
        return state

    def write(self, loc: int, values: frozenset[int], wide: bool) -> None:
        """Replace the content of a location, and of the memory cells that overlap it."""
        now = self.now
        if loc < 0 or loc >= OUT:
            step = -1 if loc < 0 else 1
            if wide:
                now.pop(loc + step, None)
            before = now.get(loc - step)
            if before and any(self.f.ty[v] == T_V128 for v in before):
                del now[loc - step]
        now[loc] = values

    def moves(self, first: int, last: int, result: bool = False) -> None:
        """Apply a range of moves."""
        a = self.a
        self.require(0 <= first <= last <= a.nmv, f"moves {first}..{last}")
        for m in range(first, last):
            src, dst, v = int(a.mv_src[m]), int(a.mv_dst[m]), int(a.mv_val[m])
            self.require(0 <= v < self.f.n, f"move {m} of no value")
            klass = self.klass(v)
            wide = self.f.ty[v] == T_V128
            if src == REMAT:
                self.require(self.rows.flags[self.sel.row[v]] & ROW_REMAT != 0, f"value {v} cannot be rematerialised")
                values = frozenset({v})
            else:
                values = self.now.get(src, frozenset())
                self.require(v in values, f"move {m} reads {v} from {src}, which holds {sorted(values)}")
                self.require(src < OUT or src >= IN or result, f"move {m} reads an outgoing cell")
            self.check_place(src, klass, m)
            self.check_place(dst, klass, m)
            memory = (src < 0 or src >= OUT) + (dst < 0 or dst >= OUT)
            self.require(memory < 2, f"move {m} has two memory sides")
            self.require(dst < IN, f"move {m} writes an incoming cell")
            self.write(dst, values, wide)

    def check_place(self, loc: int, klass: int, m: int) -> None:
        """Check that a move's side can hold its value."""
        if 0 <= loc < OUT:
            self.require(loc >> 5 == klass, f"move {m} uses register {loc} of the wrong class")
        elif loc < 0 and loc != REMAT:
            self.require(-1 - loc < self.a.nslots, f"move {m} uses slot {-1 - loc} outside the frame")

    def block(self, b: int) -> None:
        """Walk one block."""
        f, a = self.f, self.a
        self.where = f"block {b}"
        first = int(f.b_start[b])
        for p in range(first, first + f.b_nparams[b]):
            if f.op[p] == PARAM and a.rd[p] >= IN and b > 0 and a.rd[p] != NOWHERE:
                self.fail(f"parameter {p} in an incoming cell")
        self.moves(int(a.bs_start[b]), int(a.bs_end[b]))
        m = int(a.b_mv[b])
        cells: dict[int, int] = {}
        for i in range(first, f.b_end[b]):
            self.where = f"row {i}"
            if f.op[i] != RESULT:
                cells = {}
            for loc, v in cells.items():
                self.now[loc] = frozenset({v})
            end = int(a.mv_end[i])
            self.moves(m, end, bool(cells))
            m = end
            for loc in cells:
                self.now.pop(loc, None)
            row = int(self.sel.row[i])
            if f.op[i] == O.RETURN:
                self.function_exit(i)
            elif row != 0 and f.op[i] not in (PARAM, RESULT):
                flags = self.rows.flags[row]
                if flags & ROW_CALL:
                    cells = self.call(i, row)
                elif flags & ROW_REMAT == 0:
                    self.row(i, row)
            if a.store[i] >= 0:
                self.store(i)

    def store(self, i: int) -> None:
        """Apply the store behind a definition."""
        slot = int(self.a.store[i])
        wide = self.f.ty[i] == T_V128
        self.require(slot + wide < self.a.nslots, "store outside the frame")
        self.require(not wide or slot % 2 == 0, "v128 slot is not aligned")
        rd = int(self.a.rd[i])
        self.require(i in self.now.get(rd, ()), f"store of {rd}, which does not hold the definition")
        self.write(-1 - slot, frozenset({i}), wide)

    def operands(self, i: int, row: int) -> list[tuple[int, int, int, int]]:
        """Return (number, value, constraint, location) of each operand after checking that it reads the right value."""
        a, sel = self.a, self.sel
        values = (sel.s0[i], sel.s1[i], sel.s2[i], sel.s3[i])
        locs = (a.r0[i], a.r1[i], a.r2[i], a.r3[i])
        found = []
        for k in range(self.rows.nuse[row]):
            v, loc, con = int(values[k]), int(locs[k]), int(self.rows.use_con[row * 4 + k])
            if v < 0:
                continue
            held = self.now.get(loc, frozenset())
            self.require(v in held, f"operand {k} reads {v} from {loc}, which holds {sorted(held)}")
            kind = con & 0xFF
            if in_register(loc):
                self.require(loc >> 5 == self.klass(v), f"operand {k} in register {loc} of the wrong class")
                self.require(loc not in self.scratch, f"operand {k} in a scratch register")
                self.require(kind < USE_FIXED or loc == kind - USE_FIXED, f"operand {k} in {loc}, must be {kind - 16}")
            else:
                self.require(kind == USE_ANY and (loc < 0 or loc >= IN), f"operand {k} in memory")
            found.append((k, v, con, loc))
        return found

    def temps(self, i: int, row: int) -> list[int]:
        """Return the temporaries after checking their classes."""
        a = self.a
        ints, vecs = int(self.rows.temps_int[row]), int(self.rows.temps_vec[row])
        temps = [int(r) for r in (a.t0[i], a.t1[i], a.t2[i])[: ints + vecs]]
        for k, r in enumerate(temps):
            self.require(r >> 5 == (0 if k < ints else 1), f"temporary {k} in {r}")
            self.require(r not in self.scratch, f"temporary {k} in a scratch register")
        self.require(len(set(temps)) == len(temps), "temporaries overlap")
        return temps

    def row(self, i: int, row: int) -> None:
        """Check an ordinary row and apply its effect."""
        operands = self.operands(i, row)
        temps = self.temps(i, row)
        clobber = {r for r in range(64) if int(self.rows.clobber[row]) >> r & 1}
        definition = int(self.rows.def_con[row])
        rd = int(self.a.rd[i])
        for r in temps:
            self.require(self.allocatable >> r & 1 == 1, f"temporary {r} is not allocatable")
            self.require(r not in clobber, f"temporary {r} is clobbered")
            self.require(r != rd, f"temporary {r} is the definition")
        for k, _, con, loc in operands:
            self.require(loc not in temps, f"operand {k} shares a temporary")
            if con & 0xFF < USE_FIXED:
                self.require(loc not in clobber, f"operand {k} in a clobbered register")
            if con & USE_LATE and definition != DEF_SAME + k:
                self.require(loc != rd or definition == DEF_NONE, f"late operand {k} shares the definition's register")
        if definition == DEF_NONE:
            self.require(rd == NOWHERE, "definition without one")
        else:
            self.require(in_register(rd) and rd >> 5 == self.klass(i), f"definition in {rd}")
            self.require(rd not in self.scratch, "definition in a scratch register")
            if definition >= DEF_FIXED:
                self.require(rd == definition - DEF_FIXED, f"definition in {rd}, must be {definition - DEF_FIXED}")
            else:
                self.require(rd not in clobber, "definition in a clobbered register")
            if DEF_SAME <= definition < DEF_FIXED:
                for k, _, _, loc in operands:
                    self.require(k != definition - DEF_SAME or loc == rd, f"definition in {rd}, operand {k} in {loc}")
            elif definition == DEF_REG:
                self.require(self.allocatable >> rd & 1 == 1, f"definition in {rd}, which is not allocatable")
        for r in (*clobber, *temps):
            self.now.pop(r, None)
        if definition != DEF_NONE:
            self.define(i, rd)

    def define(self, v: int, loc: int) -> None:
        """Put a new value into a location; what is left of its former instance is no longer it."""
        for other, values in list(self.now.items()):
            if v in values:
                rest = values - {v}
                if rest:
                    self.now[other] = rest
                else:
                    del self.now[other]
        self.now[loc] = frozenset({v})

    def call(self, i: int, row: int) -> dict[int, int]:
        """Check a call and apply its effect; return the result cells that its RESULT rows may read."""
        f = self.f
        abi = CallABI()
        self.target.describe_call(f, self.sel, i, abi)
        args = set()
        for k in range(f.c[i]):
            v, loc = int(f.pool[f.b[i] + k]), int(abi.arg_loc[k])
            held = self.now.get(loc, frozenset())
            self.require(v in held, f"argument {k} expects {v} in {loc}, which holds {sorted(held)}")
            args.add(loc)
        for k, _, _, loc in self.operands(i, row):
            self.require(loc not in args, f"operand {k} shares an argument's register")
        for loc in list(self.now):
            if OUT <= loc < IN or in_register(loc):
                del self.now[loc]
        cells: dict[int, int] = {}
        rd = int(self.a.rd[i])
        if f.ty[i] != 0:
            self.require(rd == abi.result_loc[0], f"result in {rd}")
            self.define(i, rd)
        j = i + 1
        while j < f.n and f.op[j] == RESULT:
            loc = int(abi.result_loc[f.imm[j]])
            rd = int(self.a.rd[j])
            if loc < OUT:
                self.require(rd == loc, f"result {j} in {rd}")
                self.define(j, loc)
            else:
                cells[loc] = j
                self.define(j, loc)
                del self.now[loc]
            j += 1
        return cells

    def function_exit(self, i: int) -> None:
        """Check that a RETURN row's values are where the caller expects them."""
        f = self.f
        abi = CallABI()
        self.target.describe_return(f, abi)
        for k in range(f.c[i]):
            v, loc = int(f.pool[f.b[i] + k]), int(abi.arg_loc[k])
            held = self.now.get(loc, frozenset())
            self.require(v in held, f"result {k} expects {v} in {loc}, which holds {sorted(held)}")

    def edge(self, e: int, to: int) -> None:
        """Apply an edge's moves and rename its arguments to the target's parameters."""
        f, a = self.f, self.a
        self.where = f"edge {e}"
        self.moves(int(a.em_start[e]), int(a.em_end[e]))
        first = int(f.b_start[to])
        params = range(first, first + int(f.b_nparams[to]))
        renamed: dict[int, set[int]] = {}
        for k, p in enumerate(params):
            if f.op[p] != PARAM:
                continue
            v, rd = int(f.pool[f.e_arg[e] + k]), int(a.rd[p])
            if rd != NOWHERE:
                held = self.now.get(rd, frozenset())
                self.require(v in held, f"parameter {p} expects {v} in {rd}, which holds {sorted(held)}")
            for loc, values in self.now.items():
                if v in values:
                    renamed.setdefault(loc, set()).add(p)
        last = self.last
        now = {
            loc: frozenset(v for v in values if last[v] > first and v not in params) | renamed.get(loc, set())
            for loc, values in self.now.items()
        }
        self.now = {loc: values for loc, values in now.items() if values and loc not in self.scratch}


def check_allocation(f: Func, sel: Selection, target: RegisterFile, a: Allocation) -> None:
    """Raise ``AllocationError`` if the allocation ``a`` of ``f`` is wrong."""
    AllocationChecker(target, f, sel, a).run()
