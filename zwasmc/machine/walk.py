"""The walk over a function's blocks in layout order: the only dispatch from machine rows to emitters."""

from __future__ import annotations

from mypy_extensions import i64

from zwasmc.analysis.layout import Layout
from zwasmc.machine.emitter import Emitter
from zwasmc.machine.group import (
    GROUP_CALL,
    GROUP_CONST,
    GROUP_FLOAT,
    GROUP_INT,
    GROUP_LIBCALL,
    GROUP_MEM,
    GROUP_SELECT,
    GROUP_SIMD,
)
from zwasmc.regalloc.api import NOWHERE, Allocation, Selection
from zwasmc.wasm import op as O
from zwasmc.zir.func import Func
from zwasmc.zir.ops import RESULT


def walk(f: Func, sel: Selection, al: Allocation, layout: Layout, groups: bytes, emitter: Emitter) -> None:
    """Print every block of ``f``."""
    order = layout.order
    rows = sel.row
    mv_end = al.mv_end
    store = al.store
    rd = al.rd
    nb = f.nb
    k: i64 = 0
    while k < nb:
        b = order[k]
        following: i64 = -1
        if k + 1 < nb:
            following = order[k + 1]
        if layout.aligned[b] != 0:
            emitter.align()
        emitter.begin_block(b)
        if al.bs_start[b] < al.bs_end[b]:
            emitter.moves(al.bs_start[b], al.bs_end[b], False)
        m = al.b_mv[b]
        i = f.b_start[b]
        end = f.b_end[b]
        while i < end:
            row = rows[i]
            group: i64 = groups[row]
            stop = mv_end[i]
            # the copies of results to slots wait for the last of them
            if m < stop and (rd[i] != NOWHERE or f.op[i] != RESULT or i + 1 == end or f.op[i + 1] != RESULT):
                emitter.moves(m, stop, f.op[i] == O.RETURN)
                m = stop
            if group == GROUP_INT:
                emitter.emit_int(i, row)
            elif group == GROUP_MEM:
                emitter.emit_mem(i, row)
            elif group <= GROUP_CONST:
                pass
            elif group == GROUP_FLOAT:
                emitter.emit_float(i, row)
            elif group == GROUP_SIMD:
                emitter.emit_simd(i, row)
            elif group == GROUP_SELECT:
                emitter.emit_select(i, row)
            elif group == GROUP_CALL:
                emitter.emit_call(i, row)
            elif group == GROUP_LIBCALL:
                emitter.emit_libcall(i, row)
            else:
                emitter.emit_control(i, row, following)
            if store[i] >= 0:
                emitter.spill(i, store[i])
            i += 1
        k += 1
