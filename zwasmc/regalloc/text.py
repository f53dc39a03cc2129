"""Printing of an allocation, for dumps and filetests: where every value lives, and every move.

    block1(v4 rax, v5 [0]):
        rcx <- rax v4
      v6 rdx = sub_rr v4 rcx, v5 [0]; spilled [1]
      -> block1: rax <- rdx v6

``[n]`` is a spill slot, ``out n`` and ``in n`` are stack-argument cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from zwasmc.regalloc.api import IN, NOWHERE, OUT, REMAT, ROW_REMAT, Allocation, MachineRows, Selection
from zwasmc.zir.func import Func


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


def format_printed_row(
    f: Func, sel: Selection, al: Allocation, rows: MachineRows, i: int, registers: Sequence[str], names: Sequence[str]
) -> str:
    """Return the text of row ``i``: definition, machine row, operands, temporaries, slot."""
    row = int(sel.row[i])
    defined = int(al.rd[i])
    text = f"v{i} {format_location(defined, registers)} = " if defined != NOWHERE else ""
    text += names[row]
    operands = []
    values = (sel.s0[i], sel.s1[i], sel.s2[i], sel.s3[i])
    places = (al.r0[i], al.r1[i], al.r2[i], al.r3[i])
    for k in range(int(rows.nuse[row])):
        if values[k] >= 0:
            operands.append(f"v{values[k]} {format_location(int(places[k]), registers)}")
    if operands:
        text += " " + ", ".join(operands)
    temps = int(rows.temps_int[row] + rows.temps_vec[row])
    if temps:
        used = (al.t0[i], al.t1[i], al.t2[i])
        text += "; with " + " ".join([format_location(int(used[k]), registers) for k in range(temps)])
    return text


def format_allocation(
    f: Func, sel: Selection, al: Allocation, rows: MachineRows, registers: Sequence[str], names: Sequence[str]
) -> str:
    """Return the whole function as text; ``registers`` and ``names`` (of machine rows) are the target's."""
    lines = [f"function {f.index} cells={al.nslots}"]
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
            text = format_printed_row(f, sel, al, rows, i, registers, names) if printed else ""
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
