"""The end of a module: constants get their places, and what crosses functions is resolved."""

from __future__ import annotations

from librt.vecs import vec
from mypy_extensions import i64

from zwasm_formats.cwasm import CONST_ALIGN
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.veneers import spread
from zwasmc.sink.code import FORM_BITS, FORM_MASK, KIND_BITS, KIND_MASK, MARK_CALL, MARK_CONST, MachineCode


def link(b: CodeBuf, functions: vec[i64], out: MachineCode) -> None:
    """Fill text, constants and marks of ``out``; ``functions``: text offset of each function, imported ones counted."""
    forms = b.forms
    pools = b.pools
    if i64(len(b.text)) > forms.reach:
        spread(b, functions, out)
    const = -pools.size() & -CONST_ALIGN  # they end where the text begins
    out.const = pools.close(const)
    out.tables_at = pools.at_tables()
    out.ntables = pools.ntables
    out.table_start = pools.table_start
    out.ncells = pools.ncells
    out.cell_target = pools.cell
    at = b.mark_pos
    whats = b.mark_what
    i: i64 = 0
    while i < b.nmarks:
        what = whats[i]
        kind = what & KIND_MASK
        if kind >= MARK_CALL:
            form = (what >> KIND_BITS) & FORM_MASK
            value = what >> (KIND_BITS + FORM_BITS)
            if kind == MARK_CALL:
                target = functions[value]
            else:
                place = pools.place(value)
                whats[i] = (place << FORM_BITS | form) << KIND_BITS | MARK_CONST
                target = const + place
            forms.patch(b.text, at[i], form, target - at[i])
        i += 1
    out.nmarks = b.nmarks
    out.mark_off = at
    out.mark_what = whats
    out.text = b.text.getvalue()
