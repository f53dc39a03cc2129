"""The checker of ZIR: every rule of ``zir/func.py`` and ``zir/ops.py``, for tests and ``--verify``."""

from __future__ import annotations

from zwasmc.wasm.op import (
    BR,
    BR_IF,
    BR_TABLE,
    CALL,
    CALL_INDIRECT,
    I8X16_SHUFFLE,
    NOP,
    RETURN,
    SELECT,
    UNREACHABLE,
    V128_CONST,
)
from zwasmc.wasm.types import T_NONE
from zwasmc.zir.func import Func
from zwasmc.zir.ops import (
    PARAM,
    RESULT,
    USE_A,
    USE_B,
    USE_C,
    USE_POOL,
    ZIR_USES,
    is_terminator,
    machine_signature,
    op_name,
)
from zwasmc.zir.text import format_row

EDGES = {BR: 1, BR_IF: 2, RETURN: 0, UNREACHABLE: 0}


class ZirError(Exception):
    """A function that breaks a rule of ZIR."""


def fail(f: Func, what: str) -> None:
    """Raise for function ``f``."""
    raise ZirError(f"function {f.index}: {what}")


def check(f: Func) -> None:
    """Raise :class:`ZirError` unless ``f`` obeys every rule."""
    check_blocks(f)
    preds = check_edges(f)
    check_loops(f, preds)
    idom = dominators(f, preds)
    check_rows(f, idom)


def check_blocks(f: Func) -> None:
    """Blocks are contiguous, end in their only terminator and start with their parameters."""
    if f.nb < 1:
        fail(f, "no blocks")
    at = 0
    for b in range(f.nb):
        start, end = int(f.b_start[b]), int(f.b_end[b])
        if start != at or end <= start:
            fail(f, f"block {b} covers rows {start}..{end}, expected to start at {at}")
        at = end
        nparams = int(f.b_nparams[b])
        if nparams >= end - start:
            fail(f, f"block {b} has no terminator")
        for i in range(start, end):
            op = int(f.op[i])
            if (op == PARAM) != (i < start + nparams):
                fail(f, f"row {i}: parameter outside the head of block {b}")
            if op == PARAM and f.imm[i] != i - start:
                fail(f, f"row {i}: parameter index {f.imm[i]}")
            if is_terminator(op) != (i == end - 1):
                fail(f, f"row {i}: {op_name(op)} in block {b} that ends at {end}")
    if at != f.n:
        fail(f, f"blocks end at row {at} of {f.n}")


def check_edges(f: Func) -> list[list[int]]:
    """Edges match terminators, lead forward or back to a loop head, and carry arguments; return predecessor edges."""
    preds: list[list[int]] = [[] for _ in range(f.nb)]
    seen = 0
    for b in range(f.nb):
        last = int(f.b_end[b]) - 1
        op = int(f.op[last])
        first, count = int(f.b_edge[b]), int(f.b_nedge[b])
        seen += count
        if op in EDGES and count != EDGES[op]:
            fail(f, f"block {b}: {op_name(op)} with {count} edges")
        targets = []
        for e in range(first, first + count):
            if not 0 <= e < f.ne or f.e_from[e] != b:
                fail(f, f"block {b}: edge {e} comes from {f.e_from[e]}")
            t = int(f.e_to[e])
            if not 0 < t < f.nb:
                fail(f, f"edge {e} leads to block {t}")
            targets.append(t)
            preds[t].append(e)
            p = int(f.e_arg[e])
            n = int(f.b_nparams[t])
            if n and not 0 <= p <= f.npool - n:
                fail(f, f"edge {e}: arguments at {p} of {f.npool}")
            for k in range(n):
                v = int(f.pool[p + k])
                param = int(f.b_start[t]) + k
                if not 0 <= v < f.n:
                    fail(f, f"edge {e}: argument {k} is {v}")
                if f.ty[v] != f.ty[param]:
                    fail(f, f"edge {e}: argument v{v} of type {f.ty[v]} for parameter v{param} of type {f.ty[param]}")
        if op == BR_TABLE:
            if len(set(targets)) != len(targets):
                fail(f, f"block {b}: br_table with a repeated edge")
            p, n = int(f.b[last]), int(f.c[last])
            if n < 1 or not 0 <= p <= f.npool - n:
                fail(f, f"block {b}: br_table without a default")
            used = {int(f.pool[p + k]) for k in range(n)}
            if used != set(range(count)):
                fail(f, f"block {b}: br_table entries {sorted(used)} for {count} edges")
    if seen != f.ne:
        fail(f, f"{f.ne} edges, {seen} of them belong to a block")
    if preds[0]:
        fail(f, "the entry block has a predecessor")
    for b in range(1, f.nb):
        if not preds[b]:
            fail(f, f"block {b} has no predecessor")
    return [sorted(p) for p in preds]


def check_loops(f: Func, preds: list[list[int]]) -> None:
    """Loops nest, are entered only at their heads and have a back edge; other edges lead forward."""
    inner = [-1] * f.nb
    for k in range(f.nl):
        head, last, parent = int(f.l_head[k]), int(f.l_last[k]), int(f.l_parent[k])
        if not 0 < head <= last < f.nb:
            fail(f, f"loop {k} covers blocks {head}..{last}")
        if parent >= k:
            fail(f, f"loop {k} has parent {parent}")
        if parent >= 0 and not (f.l_head[parent] < head and last <= f.l_last[parent]):
            fail(f, f"loop {k} is not inside its parent {parent}")
        if f.l_depth[k] != (f.l_depth[parent] + 1 if parent >= 0 else 1):
            fail(f, f"loop {k} has depth {f.l_depth[k]}")
        for b in range(head, last + 1):
            if inner[b] != parent:
                fail(f, f"loop {k}: block {b} belongs to loop {inner[b]}, the parent is {parent}")
            inner[b] = k
    heads = {int(f.l_head[k]): k for k in range(f.nl)}
    if len(heads) != f.nl:
        fail(f, "two loops share a head")
    for b in range(f.nb):
        if f.b_loop[b] != inner[b]:
            fail(f, f"block {b} says loop {f.b_loop[b]}, is in {inner[b]}")
        loop = heads.get(b, -1)
        back = [e for e in preds[b] if f.e_from[e] >= b]
        if loop < 0:
            if back:
                fail(f, f"edge {back[0]} leads back to block {b}, which is no loop head")
        else:
            if not back:
                fail(f, f"loop {loop} has no back edge")
            if any(f.e_from[e] > f.l_last[loop] for e in back):
                fail(f, f"loop {loop} is entered from below")
            if f.e_from[preds[b][0]] >= b:
                fail(f, f"loop {loop}: its first edge is a back edge")
            if len(preds[b]) - len(back) != 1:
                fail(f, f"loop {loop} has {len(preds[b]) - len(back)} entries")
        for e in preds[b]:
            k = inner[b]
            while k >= 0:
                source = int(f.e_from[e])
                if not f.l_head[k] <= source <= f.l_last[k] and b != f.l_head[k]:
                    fail(f, f"edge {e} enters loop {k} at block {b}")
                k = int(f.l_parent[k])


def dominators(f: Func, preds: list[list[int]]) -> list[int]:
    """Return immediate dominators; back edges do not matter because every loop has one entry."""
    idom = [0] * f.nb
    for b in range(1, f.nb):
        new = -1
        for e in preds[b]:
            p = int(f.e_from[e])
            if p >= b:
                continue
            if new < 0:
                new = p
            while new != p:
                if new > p:
                    new = idom[new]
                else:
                    p = idom[p]
        if new < 0:
            fail(f, f"block {b} is not reachable")
        idom[b] = new
    return idom


def check_rows(f: Func, idom: list[int]) -> None:
    """Operands exist, have the right type and dominate their uses."""
    block = [0] * f.n
    children: list[list[int]] = [[] for _ in range(f.nb)]
    for b in range(f.nb):
        for i in range(int(f.b_start[b]), int(f.b_end[b])):
            block[i] = b
        if b:
            children[idom[b]].append(b)
    first = [0] * f.nb
    last = [0] * f.nb
    clock = 0
    stack = [(0, 0)]
    while stack:
        b, k = stack.pop()
        if k == 0:
            first[b] = clock
            clock += 1
        if k < len(children[b]):
            stack.append((b, k + 1))
            stack.append((children[b][k], 0))
        else:
            last[b] = clock

    def available(v: int, b: int, row: int, what: str) -> None:
        if not 0 <= v < f.n:
            fail(f, f"{what}: operand {v}")
        if f.op[v] == NOP or f.ty[v] == T_NONE:
            fail(f, f"{what}: operand v{v} has no value")
        d = block[v]
        if (d == b and v >= row) or not (first[d] <= first[b] and last[b] <= last[d]):
            fail(f, f"{what}: operand v{v} does not dominate its use")

    for b in range(f.nb):
        for i in range(int(f.b_start[b]), int(f.b_end[b])):
            op = int(f.op[i])
            uses = ZIR_USES[op]
            what = f"row {i} ({format_row(f, i)})"
            operands = []
            for bit, v in ((USE_A, f.a[i]), (USE_B, f.b[i]), (USE_C, f.c[i])):
                if uses & bit:
                    operands.append(int(v))
            for v in operands:
                available(v, b, i, what)
            check_types(f, i, op, operands, what)
            if uses & USE_POOL:
                p, n = int(f.b[i]), int(f.c[i])
                if n < 0 or (n and not 0 <= p <= f.npool - n):
                    fail(f, f"{what}: operands at {p} of {f.npool}")
                for k in range(n):
                    available(int(f.pool[p + k]), b, i, what)
        for e in range(int(f.b_edge[b]), int(f.b_edge[b] + f.b_nedge[b])):
            for k in range(int(f.b_nparams[f.e_to[e]])):
                available(int(f.pool[f.e_arg[e] + k]), b, int(f.b_end[b]), f"edge {e}")


def check_types(f: Func, i: int, op: int, operands: list[int], what: str) -> None:
    """The types of operands and result are those of the operation."""
    ty = int(f.ty[i])
    if not T_NONE <= ty <= 6:
        fail(f, f"{what}: type {ty}")
    if op == RESULT:
        call = int(f.a[i])
        k = i - 1
        while k > call and f.op[k] == RESULT and f.a[k] == call:
            k -= 1
        if k != call or f.op[call] not in (CALL, CALL_INDIRECT) or f.imm[i] < 1 or ty == T_NONE:
            fail(f, f"{what}: not a result of the call before it")
        return
    signature = machine_signature(op)
    if signature is None:
        return
    params, result = signature
    if len(params) != len(operands):
        fail(f, f"{what}: {len(operands)} operands, {len(params)} expected")
    for v, t in zip(operands, params, strict=True):
        if t != f.ty[v] and t != T_NONE:
            fail(f, f"{what}: operand v{v} has type {f.ty[v]}, not {t}")
    if result >= 0 and ty != result:
        fail(f, f"{what}: type {ty}, not {result}")
    if op == SELECT and not ty == f.ty[operands[0]] == f.ty[operands[1]]:
        fail(f, f"{what}: a choice between different types")
    if op in (V128_CONST, I8X16_SHUFFLE) and not 0 <= f.imm[i] <= f.npool - 2:
        fail(f, f"{what}: cells at {f.imm[i]} of {f.npool}")
