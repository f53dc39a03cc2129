"""ZIR functions of one module laid end to end for execution.

An instruction is six cells of ``code``: op, destination register (-1: none), a, b, c, immediate.  A register is the row
that defines the value, counted from the frame's base; frame slots of locals follow the rows.  ``pool`` holds registers
of arguments, and for jump tables positions in ``edges``.  An edge is five cells: where to go on in ``code``, the first
parameter register, position in ``pool`` of the argument registers, number of arguments, number of instructions in the
target block.  A negative number of arguments says that some register is written before it is read.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.wasm import op
from zwasmc.zir import ops
from zwasmc.zir.func import Func

CELLS: Final = 6
EDGE_CELLS: Final = 5

FAR: Final = 0x4000000000000000
"""Stands for every memory offset of 2^63 and more: no memory reaches that far."""


@final
class Code:
    """Executable form of the functions of a module, indexed by function index less the number of imports."""

    def __init__(self) -> None:
        self.code: vec[i64] = vec[i64]([0] * 4096)
        self.pos: vec[i64] = vec[i64]([0] * 1024)
        self.edges: vec[i64] = vec[i64]([0] * 1024)
        self.pool: vec[i64] = vec[i64]([0] * 1024)
        self.ncode: i64 = 0
        self.nedges: i64 = 0
        self.npool: i64 = 0
        self.start: vec[i64] = vec[i64]()
        self.size: vec[i64] = vec[i64]()
        self.nslots: vec[i64] = vec[i64]()
        self.weight: vec[i64] = vec[i64]()
        """Instructions in the entry block."""
        self.block_at: vec[i64] = vec[i64]([0] * 128)

    def add(self, f: Func) -> None:
        """Append a function."""
        edge_base = self.nedges
        pool_base = self.npool
        self.start = append(self.start, self.ncode)
        self.size = append(self.size, f.n + f.nslots)
        self.nslots = append(self.nslots, f.nslots)
        self.weight = append(self.weight, f.b_end[0] - f.b_nparams[0])
        self.room(f)
        self.copy_pool(f)
        at = self.block_at
        b: i64 = 0
        while b < f.nb:
            at[b] = self.ncode
            i: i64 = f.b_start[b] + f.b_nparams[b]
            while i < f.b_end[b]:
                self.row(f, i, b, edge_base, pool_base)
                i += 1
            b += 1
        e: i64 = 0
        while e < f.ne:
            self.edge(f, e, pool_base)
            e += 1

    def room(self, f: Func) -> None:
        """Make every array large enough for ``f``."""
        need = self.ncode + f.n * CELLS
        if need > len(self.code):
            self.code = grown(self.code, need)
        need = self.ncode // CELLS + f.n
        if need > len(self.pos):
            self.pos = grown(self.pos, need)
        need = self.nedges + f.ne * EDGE_CELLS
        if need > len(self.edges):
            self.edges = grown(self.edges, need)
        need = self.npool + f.npool
        if need > len(self.pool):
            self.pool = grown(self.pool, need)
        if f.nb > len(self.block_at):
            self.block_at = grown(self.block_at, f.nb)

    def copy_pool(self, f: Func) -> None:
        """Append the pool of ``f``."""
        pool = self.pool
        source = f.pool
        base = self.npool
        i: i64 = 0
        while i < f.npool:
            pool[base + i] = source[i]
            i += 1
        self.npool = base + f.npool

    def row(self, f: Func, i: i64, block: i64, edge_base: i64, pool_base: i64) -> None:
        """Append row ``i``."""
        o = f.op[i]
        if o == op.NOP or o == ops.POLL:
            return
        a = f.a[i]
        b = f.b[i]
        c = f.c[i]
        first = edge_base + f.b_edge[block] * EDGE_CELLS
        if o == op.BR:
            a = first
        elif o == op.BR_IF:
            b = first
            c = first + EDGE_CELLS
        elif o == op.BR_TABLE:
            b += pool_base
            pool = self.pool
            k: i64 = 0
            while k < c:
                pool[b + k] = first + pool[b + k] * EDGE_CELLS
                k += 1
        elif o == op.CALL or o == op.CALL_INDIRECT or o == op.RETURN:
            b += pool_base
        d = i if f.ty[i] != 0 else -1
        imm = f.imm[i]
        if o == ops.SLOT_GET or o == ops.SLOT_SET:
            imm += f.n
        if o >= op.I32_LOAD and o <= op.I64_STORE32 and imm < 0:
            imm = FAR
        n = self.ncode
        code = self.code
        code[n] = o
        code[n + 1] = d
        code[n + 2] = a
        code[n + 3] = b
        code[n + 4] = c
        code[n + 5] = imm
        self.pos[n // CELLS] = f.pos[i]
        self.ncode = n + CELLS

    def edge(self, f: Func, e: i64, pool_base: i64) -> None:
        """Append edge ``e``."""
        to = f.e_to[e]
        first = f.b_start[to]
        count = f.b_nparams[to]
        arg = f.e_arg[e]
        n = self.nedges
        edges = self.edges
        edges[n] = self.block_at[to]
        edges[n + 1] = first
        edges[n + 2] = pool_base + arg
        edges[n + 3] = count
        edges[n + 4] = f.b_end[to] - first - count
        k: i64 = 1
        while k < count:
            source = f.pool[arg + k]
            if source >= first and source < first + k:
                edges[n + 3] = -count
                break
            k += 1
        self.nedges = n + EDGE_CELLS
