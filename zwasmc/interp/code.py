"""ZIR functions of one module laid end to end for execution.

An instruction is six cells of ``code``: op, destination register (-1: none), a, b, c, immediate.  Registers are counted
from the frame's base, in the order of the rows that define the values; a v128 takes two, the lower half first.  Frame
slots of locals follow them.  ``pool`` holds registers of arguments, the 16 lane numbers of shuffles as two cells, and
for jump tables positions in ``edges``.  An edge is five cells: where to go on in ``code``, the first parameter
register, position in ``pool`` of the argument registers, number of arguments, number of instructions in the target
block.  A negative number of arguments says that some register is written before it is read.

A v128 is copied half by half: constants, selects, slots, globals and results of calls become two instructions.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.wasm import op
from zwasmc.wasm.module import Module
from zwasmc.wasm.types import T_V128, V128
from zwasmc.zir import ops
from zwasmc.zir.func import Func
from zwasmc.zir.ops import USE_A, USE_B, USE_C, ZIR_USES

CELLS: Final = 6
EDGE_CELLS: Final = 5

GLOBAL_GET_HIGH: Final = ops.NUM_ZIR_OPS
GLOBAL_SET_HIGH: Final = ops.NUM_ZIR_OPS + 1
"""Like global.get and global.set, for the upper half of a v128."""

FAR: Final = 0x4000000000000000
"""Stands for every memory offset of 2^63 and more: no memory reaches that far."""


@final
class Code:
    """Executable form of the functions of a module, indexed by function index less the number of imports."""

    def __init__(self, module: Module) -> None:
        self.module: Module = module
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
        """Registers that are slots: two for each slot of a function with vectors."""
        self.weight: vec[i64] = vec[i64]()
        """Instructions in the entry block."""
        self.block_at: vec[i64] = vec[i64]([0] * 128)
        self.reg: vec[i64] = vec[i64]([0] * 1024)
        """Of the function that is being added: the register of each row, and that of the first slot."""
        self.slot_cells: i64 = 1
        self.call: i64 = -1
        """Of the call whose results are being added: its row, and where each of them is among their cells."""
        self.cells: vec[i64] = vec[i64]()

    def add(self, f: Func) -> None:
        """Append a function."""
        edge_base = self.nedges
        self.call = -1
        self.number_registers(f)
        self.start = append(self.start, self.ncode)
        nslots = f.nslots * self.slot_cells
        self.size = append(self.size, self.reg[f.n] + nslots)
        self.nslots = append(self.nslots, nslots)
        self.weight = append(self.weight, f.b_end[0] - f.b_nparams[0])
        need = self.nedges + f.ne * EDGE_CELLS
        if need > len(self.edges):
            self.edges = grown(self.edges, need)
        if f.nb > len(self.block_at):
            self.block_at = grown(self.block_at, f.nb)
        at = self.block_at
        b: i64 = 0
        while b < f.nb:
            at[b] = self.ncode
            i: i64 = f.b_start[b] + f.b_nparams[b]
            while i < f.b_end[b]:
                self.row(f, i, edge_base + f.b_edge[b] * EDGE_CELLS)
                i += 1
            b += 1
        e: i64 = 0
        while e < f.ne:
            self.edge(f, e)
            e += 1

    def number_registers(self, f: Func) -> None:
        """Give every row its register."""
        if f.n >= len(self.reg):
            self.reg = grown(self.reg, f.n + 1)
        reg = self.reg
        ty = f.ty
        n: i64 = 0
        i: i64 = 0
        while i < f.n:
            reg[i] = n
            n += 2 if ty[i] == T_V128 else 1
            i += 1
        reg[i] = n
        self.slot_cells = 1 if n == f.n else 2

    def emit(self, o: i64, d: i64, a: i64, b: i64, c: i64, imm: i64, pos: i64) -> None:
        """Append an instruction."""
        n = self.ncode
        if n + CELLS > len(self.code):
            self.code = grown(self.code)
            self.pos = grown(self.pos)
        code = self.code
        code[n] = o
        code[n + 1] = d
        code[n + 2] = a
        code[n + 3] = b
        code[n + 4] = c
        code[n + 5] = imm
        self.pos[n // CELLS] = pos
        self.ncode = n + CELLS

    def keep(self, value: i64) -> None:
        """Append a cell to the pool."""
        n = self.npool
        if n == len(self.pool):
            self.pool = grown(self.pool)
        self.pool[n] = value
        self.npool = n + 1

    def pass_on(self, f: Func, at: i64, count: i64) -> i64:
        """Append the registers of the rows at ``f.pool[at]`` to the pool; return how many there are."""
        start = self.npool
        k: i64 = 0
        while k < count:
            v = f.pool[at + k]
            self.keep(self.reg[v])
            if f.ty[v] == T_V128:
                self.keep(self.reg[v] + 1)
            k += 1
        return self.npool - start

    def result_cell(self, f: Func, call: i64, number: i64) -> i64:
        """Return where a result of the call in row ``call`` is among the cells of the results."""
        if call != self.call:
            module = self.module
            index: int = f.imm[call] & 0xFFFFFFFF
            kind = module.func_type(index) if f.op[call] == op.CALL else module.types[index].func
            assert kind is not None
            self.call = call
            self.cells = vec[i64]()
            cell: i64 = 0
            for t in kind.results:
                self.cells = append(self.cells, cell)
                cell += 2 if t == V128 else 1
        return self.cells[number]

    def row(self, f: Func, i: i64, first: i64) -> None:
        """Append row ``i`` of a block whose edges begin at ``first``."""
        o = f.op[i]
        if o == op.NOP or o == ops.POLL:
            return
        reg = self.reg
        uses: i64 = ZIR_USES[o]
        a = f.a[i]
        b = f.b[i]
        c = f.c[i]
        wide = f.ty[i] == T_V128 or (f.ty[i] == 0 and uses & USE_A != 0 and f.ty[a] == T_V128)
        if uses & USE_A:
            a = reg[a]
        if uses & USE_B:
            b = reg[b]
        if uses & USE_C:
            c = reg[c]
        d = reg[i] if f.ty[i] != 0 else -1
        imm = f.imm[i]
        if o == op.BR:
            a = first
        elif o == op.BR_IF:
            b = first
            c = first + EDGE_CELLS
        elif o == op.BR_TABLE:
            k: i64 = 0
            while k < c:
                self.keep(first + f.pool[b + k] * EDGE_CELLS)
                k += 1
            b = self.npool - c
        elif o == op.CALL or o == op.CALL_INDIRECT or o == op.RETURN:
            c = self.pass_on(f, b, c)
            b = self.npool - c
        elif o == ops.SLOT_GET or o == ops.SLOT_SET:
            imm = reg[f.n] + imm * self.slot_cells
        elif o == ops.SLOT_ZERO:
            c = (imm >> 32) * self.slot_cells
            imm = reg[f.n] + (imm & 0xFFFFFFFF) * self.slot_cells
        elif o == ops.RESULT:
            imm = self.result_cell(f, f.a[i], imm)
        elif o >= op.I32_LOAD and o <= op.I64_STORE32 and imm < 0:
            imm = FAR
        elif o == op.I8X16_SHUFFLE:
            self.keep(f.pool[imm])
            self.keep(f.pool[imm + 1])
            imm = self.npool - 2
        pos = f.pos[i]
        if not wide:
            self.emit(o, d, a, b, c, imm, pos)
        elif o == op.V128_CONST:
            self.emit(op.I64_CONST, d, -1, -1, -1, f.pool[imm], pos)
            self.emit(op.I64_CONST, d + 1, -1, -1, -1, f.pool[imm + 1], pos)
        elif o == op.SELECT:
            self.emit(o, d, a, b, c, 0, pos)
            self.emit(o, d + 1, a + 1, b + 1, c, 0, pos)
        elif o == op.CALL or o == op.CALL_INDIRECT:
            self.emit(o, -1, a, b, c, imm, pos)
            self.emit(ops.RESULT, d, -1, -1, -1, 0, pos)
            self.emit(ops.RESULT, d + 1, -1, -1, -1, 1, pos)
        elif o == ops.RESULT or o == ops.SLOT_GET:
            self.emit(o, d, -1, -1, -1, imm, pos)
            self.emit(o, d + 1, -1, -1, -1, imm + 1, pos)
        elif o == ops.SLOT_SET:
            self.emit(o, -1, a, -1, -1, imm, pos)
            self.emit(o, -1, a + 1, -1, -1, imm + 1, pos)
        elif o == op.GLOBAL_GET:
            self.emit(o, d, -1, -1, -1, imm, pos)
            self.emit(GLOBAL_GET_HIGH, d + 1, -1, -1, -1, imm, pos)
        elif o == op.GLOBAL_SET:
            self.emit(o, -1, a, -1, -1, imm, pos)
            self.emit(GLOBAL_SET_HIGH, -1, a + 1, -1, -1, imm, pos)
        else:
            self.emit(o, d, a, b, c, imm, pos)

    def edge(self, f: Func, e: i64) -> None:
        """Append edge ``e``."""
        to = f.e_to[e]
        first_row = f.b_start[to]
        first = self.reg[first_row]
        nparams = f.b_nparams[to]
        arg = self.npool
        count = self.pass_on(f, f.e_arg[e], nparams)
        n = self.nedges
        edges = self.edges
        edges[n] = self.block_at[to]
        edges[n + 1] = first
        edges[n + 2] = arg
        edges[n + 3] = count
        edges[n + 4] = f.b_end[to] - first_row - nparams
        k: i64 = 1
        while k < count:
            source = self.pool[arg + k]
            if source >= first and source < first + k:
                edges[n + 3] = -count
                break
            k += 1
        self.nedges = n + EDGE_CELLS
