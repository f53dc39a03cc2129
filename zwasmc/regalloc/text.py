"""Printing of a selection and of an allocation, for dumps and filetests.

A selection shows the machine row of every row that has one, and the rows that it covers:

    block1(v4:i32, v5:i32):
      v7:i32 = add_ri i32 v4, 8
      cmp_br_mi b.i32 v5, disp=4, 10; covers v8 i32.load, v9 i32.lt_u
      -> block1, block2

An allocation shows where every value lives, and every move:

    block1(v4 rax, v5 [0]):
        rcx <- rax v4
      v6 rdx = sub_rr i32 v4 rcx, v5 [0]; spilled [1]
      -> block1: rax <- rdx v6

``[n]`` is a spill slot, ``out n`` and ``in n`` are stack-argument cells.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from zwasmc.regalloc.api import IN, NOWHERE, OUT, REMAT, ROW_REMAT, Allocation, MachineRows, Selection
from zwasmc.wasm.op import RETURN
from zwasmc.zir.func import Func
from zwasmc.zir.ops import PARAM, RESULT, USE_A, USE_B, USE_C, USE_POOL, ZIR_USES, op_name
from zwasmc.zir.text import type_name


class RowPrinter(ABC):
    """How a machine writes its rows and registers."""

    @abstractmethod
    def rows(self) -> MachineRows:
        """Return the constraint tables."""

    @abstractmethod
    def registers(self) -> Sequence[str]:
        """Return the names of the registers 0..63."""

    @abstractmethod
    def head(self, sel: Selection, i: int) -> str:
        """Return the name of the machine row of row ``i``, and its sub-operation."""

    @abstractmethod
    def details(self, f: Func, sel: Selection, i: int) -> list[str]:
        """Return the immediates, displacement, memory of row ``i``, which follow its operands."""


def format_location(location: int, registers: Sequence[str]) -> str:
    """Return the name of a location."""
    if location == REMAT:
        return "remat"
    if location == NOWHERE:
        return "-"
    if location < 0:
        return f"[{-1 - location}]"
    if location >= IN:
        return f"in {location - IN}"
    if location >= OUT:
        return f"out {location - OUT}"
    return registers[location]


def format_moves(al: Allocation, start: int, end: int, registers: Sequence[str]) -> list[str]:
    """Return the text of a range of moves, in execution order."""
    found = []
    for m in range(start, end):
        target = format_location(int(al.mv_dst[m]), registers)
        source = format_location(int(al.mv_src[m]), registers)
        found.append(f"{target} <- {source} v{al.mv_val[m]}")
    return found


def format_printed_row(f: Func, sel: Selection, al: Allocation, i: int, printer: RowPrinter) -> str:
    """Return the text of row ``i``: definition, machine row, operands, details, temporaries."""
    row = int(sel.row[i])
    rows = printer.rows()
    registers = printer.registers()
    defined = int(al.rd[i])
    text = f"v{i} {format_location(defined, registers)} = " if defined != NOWHERE else ""
    operands = []
    values = (sel.s0[i], sel.s1[i], sel.s2[i], sel.s3[i])
    places = (al.r0[i], al.r1[i], al.r2[i], al.r3[i])
    for k in range(int(rows.nuse[row])):
        if values[k] >= 0:
            operands.append(f"v{values[k]} {format_location(int(places[k]), registers)}")
    text += with_operands(printer.head(sel, i), operands + printer.details(f, sel, i))
    temps = int(rows.temps_int[row] + rows.temps_vec[row])
    if temps:
        used = (al.t0[i], al.t1[i], al.t2[i])
        text += "; with " + " ".join([format_location(int(used[k]), registers) for k in range(temps)])
    return text


def with_operands(head: str, operands: list[str]) -> str:
    """Return a row with its operands, if it has any."""
    return f"{head} {', '.join(operands)}" if operands else head


def covered(f: Func, sel: Selection, i: int) -> list[int]:
    """Return the rows that the machine row of row ``i`` stands for besides it, in order."""
    found: list[int] = []
    uses = ZIR_USES[f.op[i]]
    for use, v in ((USE_A, int(f.a[i])), (USE_B, int(f.b[i])), (USE_C, int(f.c[i]))):
        if uses & use and sel.row[v] == 0 and f.op[v] not in (PARAM, RESULT):
            found += [*covered(f, sel, v), v]
    return sorted(set(found))


def arguments(f: Func, i: int) -> str:
    """Return the arguments of a call, or the results of a return."""
    if not ZIR_USES[f.op[i]] & USE_POOL or not f.c[i]:
        return ""
    values = ", ".join([f"v{f.pool[f.b[i] + k]}" for k in range(int(f.c[i]))])
    return f" {values}" if f.op[i] == RETURN else f" ({values})"


def format_selection(f: Func, sel: Selection, printer: RowPrinter) -> str:
    """Return the machine rows of a function as text."""
    lines = [f"function {f.index}"]
    rows = printer.rows()
    for b in range(int(f.nb)):
        start = int(f.b_start[b])
        first = start + int(f.b_nparams[b])
        params = ", ".join([f"v{i}:{type_name(int(f.ty[i]))}" for i in range(start, first)])
        lines.append(f"block{b}({params}):" if params else f"block{b}:")
        for i in range(first, int(f.b_end[b])):
            text = f"v{i}:{type_name(int(f.ty[i]))}" if f.ty[i] else ""
            row = int(sel.row[i])
            if row:
                values = (sel.s0[i], sel.s1[i], sel.s2[i], sel.s3[i])
                operands = [f"v{values[k]}" for k in range(int(rows.nuse[row])) if values[k] >= 0]
                text += " = " if text else ""
                text += with_operands(printer.head(sel, i), operands + printer.details(f, sel, i)) + arguments(f, i)
                names = [f"v{v} {op_name(int(f.op[v]))}" for v in covered(f, sel, i)]
                text += f"; covers {', '.join(names)}" if names else ""
            elif f.op[i] == RESULT:
                text += f" = result {f.imm[i]} of v{f.a[i]}"
            else:
                continue
            lines.append(f"  {text}")
        edges = range(int(f.b_edge[b]), int(f.b_edge[b] + f.b_nedge[b]))
        if edges:
            lines.append("  -> " + ", ".join([f"block{f.e_to[e]}" for e in edges]))
    return "\n".join(lines) + "\n"


def format_allocation(f: Func, sel: Selection, al: Allocation, printer: RowPrinter) -> str:
    """Return where everything lives as text."""
    lines = [f"function {f.index} cells={al.nslots}"]
    rows = printer.rows()
    registers = printer.registers()
    for b in range(int(f.nb)):
        start = int(f.b_start[b])
        first = start + int(f.b_nparams[b])
        params = ", ".join([f"v{i} {format_location(int(al.rd[i]), registers)}" for i in range(start, first)])
        lines.append(f"block{b}({params}):" if params else f"block{b}:")
        lines += [f"    {move}" for move in format_moves(al, int(al.bs_start[b]), int(al.bs_end[b]), registers)]
        m = int(al.b_mv[b])
        for i in range(start, int(f.b_end[b])):
            stop = int(al.mv_end[i])
            lines += [f"    {move}" for move in format_moves(al, m, stop, registers)]
            m = max(m, stop)
            row = int(sel.row[i])
            printed = row != 0 and not rows.flags[row] & ROW_REMAT
            text = format_printed_row(f, sel, al, i, printer) if printed else ""
            if not text and i >= first and al.rd[i] != NOWHERE:
                text = f"v{i} {format_location(int(al.rd[i]), registers)}"
            if al.store[i] >= 0:
                text += f"; spilled [{al.store[i]}]"
            if text:
                lines.append(f"  {text}")
        for e in range(int(f.b_edge[b]), int(f.b_edge[b] + f.b_nedge[b])):
            moves = format_moves(al, int(al.em_start[e]), int(al.em_end[e]), registers)
            lines.append(f"  -> block{f.e_to[e]}" + (f": {', '.join(moves)}" if moves else ""))
    return "\n".join(lines) + "\n"
