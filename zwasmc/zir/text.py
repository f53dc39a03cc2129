"""Printing of ZIR, for dumps and filetests: one line per row, blocks with parameters, edges with arguments."""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from zwasmc.bits import MASK64
from zwasmc.wasm.op import (
    BR_TABLE,
    CALL,
    CALL_INDIRECT,
    I8X16_SHUFFLE,
    IMM_LANE,
    IMM_MEMARG_LANE,
    NUM_OPS,
    OP_IMM,
    RETURN,
    UNREACHABLE,
    V128_CONST,
)
from zwasmc.zir.func import Func
from zwasmc.zir.ops import (
    ALIGNED,
    ALIGNED_OFFSET,
    BOUNDS,
    LANE_AT,
    OFFSET,
    PARAM,
    RESULT,
    SLOT_GET,
    SLOT_SET,
    USE_A,
    USE_B,
    USE_C,
    USE_POOL,
    ZIR_USES,
    is_memory_access,
    op_name,
)

TYPE_NAMES: Final = ("", "i32", "i64", "f32", "f64", "v128", "ref")
CONSTS: Final = frozenset(("i32.const", "i64.const", "f32.const", "f64.const"))


def type_name(t: int) -> str:
    """Return the name of machine type ``t``."""
    return TYPE_NAMES[t] if 0 <= t < len(TYPE_NAMES) else f"type{t}"


def format_edge(f: Func, e: int) -> str:
    """Return ``blockN(args)`` for edge ``e``."""
    target = int(f.e_to[e])
    if not 0 <= target < f.nb:
        return f"block?{target}"
    n = int(f.b_nparams[target])
    if not n:
        return f"block{target}"
    p = int(f.e_arg[e])
    return f"block{target}({', '.join(f'v{f.pool[p + k]}' for k in range(n))})"


def format_imm(f: Func, op: int, imm: int) -> str:
    """Return the text of an immediate, or nothing when the op has none."""
    name = op_name(op)
    if op in (V128_CONST, I8X16_SHUFFLE):
        if not 0 <= imm <= f.npool - 2:
            return f" pool={imm}"
        low, high = int(f.pool[imm]), int(f.pool[imm + 1])
        if op == V128_CONST:
            return f" 0x{high & MASK64:016x}{low & MASK64:016x}"
        return "".join(f" {(cell >> at) & 0xFF}" for cell in (low, high) for at in range(0, 64, 8))
    if 0 <= op < NUM_OPS and OP_IMM[op] == IMM_LANE:
        return f" {imm}"
    if name in CONSTS:
        if name.startswith("f"):
            width = 8 if name == "f32.const" else 16
            return f" 0x{imm & (0xFFFFFFFF if width == 8 else 0xFFFFFFFFFFFFFFFF):0{width}x}"
        return f" {imm}"
    if is_memory_access(op):
        if OP_IMM[op] == IMM_MEMARG_LANE:
            return f"{f' offset={imm & OFFSET}' if imm & OFFSET else ''} lane={imm >> LANE_AT}"
        return f" offset={imm}" if imm else ""
    if op == ALIGNED:
        mask = imm & 0xFF
        return f" {mask + 1}" + (f" offset={imm >> ALIGNED_OFFSET}" if imm > mask else "")
    if op == BOUNDS:
        return f" extent={imm}"
    if op in (CALL, SLOT_GET, SLOT_SET, RESULT):
        return f" {imm}"
    if op == CALL_INDIRECT:
        return f" type={imm & 0xFFFFFFFF} table={imm >> 32}"
    if op == UNREACHABLE:
        return f" trap={imm}"
    low = imm & 0xFFFFFFFF
    high = imm >> 32
    if high > 0:
        return f" {low}:{high}"
    return f" {imm}" if imm else ""


def format_row(f: Func, i: int) -> str:
    """Return the text of row ``i``, without its indentation."""
    op = int(f.op[i])
    uses = ZIR_USES[op]
    ty = int(f.ty[i])
    parts = [f"v{i}:{type_name(ty)} = " if ty else "", op_name(op), format_imm(f, op, int(f.imm[i]))]
    operands = []
    if uses & USE_A:
        operands.append(f"v{f.a[i]}")
    if uses & USE_B:
        operands.append(f"v{f.b[i]}")
    if uses & USE_C:
        operands.append(f"v{f.c[i]}")
    if operands:
        parts.append(" " + ", ".join(operands))
    if uses & USE_POOL:
        p = int(f.b[i])
        args = ", ".join(f"v{f.pool[p + k]}" for k in range(int(f.c[i])))
        parts.append(f" ({args})" if op != RETURN else (f" {args}" if args else ""))
    elif (is_memory_access(op) or op == BOUNDS) and f.c[i]:
        parts.append(f" memory={f.c[i]}")
    return "".join(parts)


def format_func(f: Func, *, positions: bool = False) -> str:
    """Return the whole function as text; ``positions`` appends the byte offset of each row's instruction."""
    lines = [f"function {f.index} slots={f.nslots}" if f.nslots else f"function {f.index}"]
    for b in range(f.nb):
        start = int(f.b_start[b])
        end = int(f.b_end[b])
        nparams = int(f.b_nparams[b])
        params = ", ".join(f"v{start + k}:{type_name(int(f.ty[start + k]))}" for k in range(nparams))
        head = f"block{b}({params}):" if params else f"block{b}:"
        loop = int(f.b_loop[b])
        if loop >= 0:
            head += f"  ; loop {loop} depth {f.l_depth[loop]}"
            if f.l_head[loop] == b:
                head += " head"
        lines.append(head)
        for i in range(start + nparams, end):
            line = "  " + format_row(f, i)
            if i == end - 1:
                line += format_targets(f, b, i)
            if positions:
                line += f"  ; @{f.pos[i]:#x}"
            lines.append(line)
    return "\n".join(lines) + "\n"


def format_targets(f: Func, b: int, row: int) -> str:
    """Return the edges of block ``b`` as they follow its terminator."""
    first: i64 = f.b_edge[b]
    count: i64 = f.b_nedge[b]
    if not count:
        return ""
    edges = [format_edge(f, int(first + k)) for k in range(int(count))]
    if f.op[row] == BR_TABLE:
        p = int(f.b[row])
        n = int(f.c[row])
        table = ", ".join(str(f.pool[p + k]) for k in range(n))
        return f" [{table}] " + ", ".join(edges)
    return " " + ", ".join(edges)


__all__ = ["PARAM", "format_edge", "format_func", "format_row"]
