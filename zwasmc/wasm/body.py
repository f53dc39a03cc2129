"""Decoding of one function body into flat arrays, and what lowering needs to know beforehand.

Instruction ``i`` is ``op[i]`` (op number, module offset << 16) and ``imm[i]``.  Immediates that do not fit one cell
are in ``extra`` and ``imm`` is their offset.  Every block, loop and ``if`` has an ordinal in source order (0 is the
function body) with the index of its ``else`` and ``end``, the number of branches to its label, and the locals
assigned inside it.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown, to_signed64
from zwasmc.errors import Malformed
from zwasmc.wasm.const_expr import illegal
from zwasmc.wasm.features import Features
from zwasmc.wasm.leb import PREFIX_FIRST, PREFIX_LAST, Reader
from zwasmc.wasm.limits import MAX_LOCALS, MAX_VALUES, PER_BYTE, check_limit
from zwasmc.wasm.module import Module
from zwasmc.wasm.op import (
    BLOCK,
    BR,
    BR_IF,
    CALL,
    ELSE,
    END,
    GLOBAL_SET,
    I32_CONST,
    I32_EQZ,
    I32_EXTEND8_S,
    I32_LOAD,
    I64_EXTEND32_S,
    I64_STORE32,
    IF,
    IMM_BLOCK,
    IMM_DATA,
    IMM_DATA_MEM,
    IMM_ELEM,
    IMM_ELEM_TABLE,
    IMM_F32,
    IMM_F64,
    IMM_FUNC,
    IMM_GLOBAL,
    IMM_HEAP,
    IMM_I32,
    IMM_I64,
    IMM_LABEL,
    IMM_LABELS,
    IMM_LANE,
    IMM_LOCAL,
    IMM_MEM,
    IMM_MEM_MEM,
    IMM_MEMARG,
    IMM_MEMARG_LANE,
    IMM_NONE,
    IMM_SELECT,
    IMM_SHUFFLE,
    IMM_TABLE,
    IMM_TABLE_TABLE,
    IMM_TYPE_TABLE,
    IMM_V128,
    IMM_ZERO,
    LOCAL_GET,
    LOCAL_SET,
    LOCAL_TEE,
    OP_COMPILED,
    OP_IMM,
    OP_NAME,
    OP_PROPOSAL,
    OP_VALID,
    PROPOSAL_MULTI_VALUE,
)

MAX_INDEX: Final = 0xFFFFFFFF

# What small bodies may have besides.
SPARE_CELLS: Final = 0x10000

# Block types in k_type: a type index, or one of these (the single result is in k_val).
BLOCK_EMPTY: Final = -1
BLOCK_VALUE: Final = -2

# A memory immediate in one cell: offset, log2 of the alignment << 32, memory << 40; MEMARG_FAR: the offset is in extra.
MEMARG_ALIGN: Final = 32
MEMARG_FAR: Final = 0x4000000000
MEMARG_MEMORY: Final = 40
MAX_MEMORY: Final = 0x3FFFFF


@final
class Body:
    """Arrays of the current body, reused from function to function."""

    def __init__(self, module: Module, features: Features) -> None:
        self.module: Final = module
        self.features: Final = features
        self.reader: Final = Reader(module.data, 0, 0, features)
        self.num_types: i64 = len(module.types)
        self.status: Final = bytes([OP_COMPILED[k] if features.on[p] else 0 for k, p in enumerate(OP_PROPOSAL)])
        self.at: i64 = 0
        self.n: i64 = 0
        self.op: vec[i64] = vec[i64]([0] * 1024)
        self.imm: vec[i64] = vec[i64]([0] * 1024)
        self.nextra: i64 = 0
        self.extra: vec[i64] = vec[i64]([0] * 64)
        self.nk: i64 = 0
        self.k_type: vec[i64] = vec[i64]([0] * 64)
        self.k_val: vec[i64] = vec[i64]([0] * 64)
        self.k_else: vec[i64] = vec[i64]([0] * 64)
        self.k_end: vec[i64] = vec[i64]([0] * 64)
        self.k_br: vec[i64] = vec[i64]([0] * 64)
        self.k_set: vec[i64] = vec[i64]([0] * 64)
        self.k_nset: vec[i64] = vec[i64]([0] * 64)
        self.nsets: i64 = 0
        self.sets: vec[i64] = vec[i64]([0] * 1024)
        # What lowering may record of locals at joins before it gives up on them; linear in the size of the body.
        self.limit: i64 = 0
        # What it may make of the body in any case.
        self.most: i64 = 0
        self.overflow: bool = False
        self.nlocals: i64 = 0
        self.ltype: vec[i64] = vec[i64]([0] * 256)
        self.stamp: i64 = 1
        self.mark: vec[i64] = vec[i64]([0] * 256)
        self.stack: vec[i64] = vec[i64]([0] * 64)
        self.base: vec[i64] = vec[i64]([0] * 64)
        self.depth: i64 = 0
        self.assigned: vec[i64] = vec[i64]([0] * 256)
        self.nassigned: i64 = 0

    # The body.

    def decode(self, start: i64, end: i64, params: list[int]) -> None:
        """Decode the body at ``start`` (its local declarations) of a function with these parameters."""
        self.reader.pos = start
        self.reader.end = end
        self.n = 0
        self.nextra = 0
        self.nk = 0
        self.nsets = 0
        self.depth = 0
        self.nassigned = 0
        self.overflow = False
        self.read_locals(params)
        size = end - start + 1
        self.limit = PER_BYTE * size + 4096
        self.most = min(PER_BYTE * size + SPARE_CELLS, MAX_VALUES)
        if size > len(self.op):
            self.op = grown(self.op, size)
            self.imm = grown(self.imm, size)
        self.open(0, BLOCK_EMPTY, 0)
        self.read_code()

    def read_locals(self, params: list[int]) -> None:
        """Read local declarations; set ``ltype`` and ``nlocals``."""
        total: i64 = len(params)
        if total > len(self.ltype):
            self.ltype = grown(self.ltype, total)
        for k, t in enumerate(params):
            self.ltype[k] = t
        groups = self.reader.u32()
        declared: i64 = total
        while groups > 0:
            groups -= 1
            at = self.reader.pos
            count = self.reader.u32()
            declared += count
            if declared > MAX_INDEX:
                raise Malformed("too many locals", at)
            t2 = self.reader.value_type(self.num_types)
            if declared > MAX_LOCALS:
                continue  # refused below, unless there are even more
            if total + count > len(self.ltype):
                self.ltype = grown(self.ltype, total + count)
            ltype = self.ltype
            while count > 0:
                ltype[total] = t2
                total += 1
                count -= 1
        check_limit(declared, MAX_LOCALS, "locals", self.reader.pos)
        self.nlocals = total
        if total > len(self.mark):
            self.mark = grown(self.mark, total)

    def open(self, kind: i64, block_type: i64, value: i64) -> i64:
        """Open a construct and return its ordinal."""
        k = self.nk
        if k >= len(self.k_type):
            size: i64 = len(self.k_type) * 2
            self.k_type = grown(self.k_type, size)
            self.k_val = grown(self.k_val, size)
            self.k_else = grown(self.k_else, size)
            self.k_end = grown(self.k_end, size)
            self.k_br = grown(self.k_br, size)
            self.k_set = grown(self.k_set, size)
            self.k_nset = grown(self.k_nset, size)
        self.nk = k + 1
        self.k_type[k] = block_type
        self.k_val[k] = value
        self.k_else[k] = -1
        self.k_end[k] = -1
        self.k_br[k] = 0
        self.k_set[k] = 0
        self.k_nset[k] = 0
        d = self.depth
        if d >= len(self.stack):
            size = d * 2
            self.stack = grown(self.stack, size)
            self.base = grown(self.base, size)
        # The construct's kind (0 function, 2 block, 3 loop, 4 if, 5 if with else) is kept beside its ordinal.
        self.stack[d] = (k << 3) | kind
        self.base[d] = self.nassigned
        self.depth = d + 1
        self.stamp += 1
        return k

    def close(self, at: i64) -> None:
        """Close the innermost construct at the ``end`` at module offset ``at``."""
        d = self.depth - 1
        self.depth = d
        cell = self.stack[d]
        k = cell >> 3
        kind = cell & 7
        self.k_end[k] = self.n
        self.stamp += 1
        if (kind < 4 and (self.k_br[k] == 0 or kind == 0)) or self.overflow:
            return
        stamp = self.stamp
        self.stamp = stamp + 1
        assigned = self.assigned
        mark = self.mark
        i = self.base[d]
        w = i
        n = self.nassigned
        while i < n:
            x = assigned[i]
            if mark[x] != stamp:
                mark[x] = stamp
                assigned[w] = x
                w += 1
            i += 1
        self.nassigned = w
        i = self.base[d]
        count = w - i
        s = self.nsets
        self.k_set[k] = s
        self.k_nset[k] = count
        if s + count > self.limit:
            self.overflow = True
            return
        if s + count > len(self.sets):
            self.sets = grown(self.sets, s + count)
        sets = self.sets
        while i < w:
            sets[s] = assigned[i]
            s += 1
            i += 1
        self.nsets = s

    def assign(self, x: i64) -> None:
        """Record an assignment to local ``x``."""
        if x < self.nlocals and self.mark[x] != self.stamp:
            self.mark[x] = self.stamp
            n = self.nassigned
            if n >= len(self.assigned):
                self.assigned = grown(self.assigned, n * 2)
            self.assigned[n] = x
            self.nassigned = n + 1

    def branch(self, label: i64) -> None:
        """Count a branch."""
        d = self.depth - 1 - label
        if d >= 0:
            k = self.stack[d] >> 3
            self.k_br[k] = self.k_br[k] + 1

    def read_code(self) -> None:
        """Decode instructions up to the end of the body."""
        reader = self.reader
        data = reader.data
        end = reader.end
        ops = self.op
        imms = self.imm
        n: i64 = 0
        p = reader.pos
        while p < end:
            op: i64 = data[p]
            at = p
            p += 1
            imm: i64 = 0
            if op >= I32_EQZ and op <= I64_EXTEND32_S:
                if op >= I32_EXTEND8_S and self.status[op] == 0:
                    self.refuse(op, at)
            elif op >= LOCAL_GET and op <= GLOBAL_SET:
                reader.pos = p
                if p < end and data[p] < 0x80:
                    imm = data[p]
                    p += 1
                else:
                    imm = reader.unsigned(32)
                    p = reader.pos
                if op == LOCAL_SET or op == LOCAL_TEE:
                    self.assign(imm)
            elif op == I32_CONST:
                if p < end and data[p] < 0x80:
                    imm = data[p]
                    p += 1
                    if imm >= 0x40:
                        imm += 0xFFFFFF80
                else:
                    reader.pos = p
                    imm = self.reader.signed(32) & 0xFFFFFFFF
                    p = reader.pos
            elif op >= I32_LOAD and op <= I64_STORE32:
                if p + 1 < end and data[p] < 0x40 and data[p + 1] < 0x80:
                    imm = data[p]
                    imm = (imm << MEMARG_ALIGN) | i64(data[p + 1])
                    p += 2
                else:
                    reader.pos = p
                    imm = self.memarg()
                    p = reader.pos
            elif op == END:
                self.n = n
                self.close(at)
                if self.depth == 0:
                    ops[n] = op | (at << 16)
                    imms[n] = 0
                    self.n = n + 1
                    if p < end:
                        raise Malformed("section size mismatch: operators remain after the end of the function", p)
                    return
            elif op == BR or op == BR_IF:
                reader.pos = p
                imm = self.reader.u32()
                p = reader.pos
                self.branch(imm)
            elif op >= BLOCK and op <= IF:
                reader.pos = p
                imm = self.block(op)
                p = reader.pos
            elif op == CALL:
                reader.pos = p
                imm = self.reader.u32()
                p = reader.pos
            elif op == ELSE:
                d = self.depth - 1
                cell = self.stack[d]
                if cell & 7 != IF:
                    raise Malformed("unexpected token: else without if", at)
                self.stack[d] = cell - IF + ELSE
                self.k_else[cell >> 3] = n
                self.stamp += 1
            else:
                reader.pos = p
                self.at = at
                if op >= PREFIX_FIRST and op <= PREFIX_LAST:
                    op = reader.prefixed(op, at)
                imm = self.other(op)
                p = reader.pos
            ops[n] = op | (at << 16)
            imms[n] = imm
            n += 1
        raise Malformed("unexpected end: END opcode expected", end)

    def refuse(self, op: i64, at: i64) -> None:
        """Raise for an instruction that is unknown or not supported."""
        number: int = op
        if OP_VALID[number] == 0:
            raise illegal(number, at)
        raise self.features.refusal(OP_PROPOSAL[number], OP_NAME[number], at)

    def offset64(self) -> i64:
        """Read an unsigned 64-bit number, returned as the signed one with the same bits."""
        return to_signed64(self.reader.u64())

    def block(self, op: i64) -> i64:
        """Read a block type and open the construct."""
        reader = self.reader
        p = reader.pos
        if p < reader.end:
            x: i64 = reader.data[p]
            if x == 0x40:
                reader.pos = p + 1
                return self.open(op, BLOCK_EMPTY, 0)
            if x < 0x80 and x >= 0x40:
                return self.open(op, BLOCK_VALUE, self.reader.value_type(self.num_types))
        index = self.reader.signed(33)
        if index < 0:
            raise Malformed("malformed block type", p)
        if not self.features.on[PROPOSAL_MULTI_VALUE]:
            raise self.features.refusal(PROPOSAL_MULTI_VALUE, "block type", p)
        return self.open(op, index, 0)

    def memarg(self) -> i64:
        """Read alignment, memory and offset into one cell."""
        start = self.reader.pos
        flags = self.reader.u32()
        if flags >= 0x80:
            raise Malformed("malformed memop flags", start)
        memory: i64 = 0
        if flags & 0x40:
            memory = self.reader.u32()
            if memory > MAX_MEMORY:
                memory = MAX_MEMORY
        offset = self.offset64()
        cell = ((flags & 0x3F) << MEMARG_ALIGN) | (memory << MEMARG_MEMORY)
        if offset < 0 or offset > MAX_INDEX:
            return cell | MEMARG_FAR | self.keep(offset)
        return cell | offset

    def keep(self, value: i64) -> i64:
        """Append a cell to ``extra`` and return its offset."""
        n = self.nextra
        if n >= len(self.extra):
            self.extra = grown(self.extra, n * 2)
        self.extra[n] = value
        self.nextra = n + 1
        return n

    def other(self, op: i64) -> i64:
        """Read the immediates of a less frequent instruction."""
        if self.status[op] == 0:
            self.refuse(op, self.at)
        kind: i64 = OP_IMM[op]
        if kind == IMM_NONE:
            return 0
        if kind == IMM_I64:
            return self.reader.signed(64)
        if kind == IMM_F64:
            return to_signed64(int.from_bytes(self.reader.raw(8), "little"))
        if kind == IMM_F32:
            return int.from_bytes(self.reader.raw(4), "little")
        if kind in (IMM_FUNC, IMM_LOCAL, IMM_GLOBAL, IMM_TABLE, IMM_ELEM, IMM_MEM):
            return self.reader.u32()
        if kind == IMM_TYPE_TABLE:
            first = self.reader.u32()
            return self.keep_pair(first, self.reader.u32())
        if kind == IMM_LABELS:
            return self.labels()
        if kind == IMM_MEM_MEM or kind == IMM_TABLE_TABLE or kind == IMM_ELEM_TABLE:
            first = self.reader.u32()
            return self.keep_pair(first, self.reader.u32())
        if kind == IMM_DATA or kind == IMM_DATA_MEM:
            if self.module.data_count < 0:
                raise Malformed("data count section required", self.at)
            first = self.reader.u32()
            if kind == IMM_DATA:
                return first
            return self.keep_pair(first, self.reader.u32())
        if kind == IMM_SELECT:
            return self.select_types()
        if kind == IMM_HEAP:
            return self.reader.heap_type(self.num_types)
        if kind == IMM_MEMARG:
            return self.memarg()
        if kind == IMM_MEMARG_LANE:
            cell = self.memarg()
            return self.keep_pair(cell, self.reader.byte())
        if kind == IMM_LANE:
            return self.reader.byte()
        if kind == IMM_SHUFFLE or kind == IMM_V128:
            raw = self.reader.raw(16)
            low = to_signed64(int.from_bytes(raw[:8], "little"))
            return self.keep_pair(low, to_signed64(int.from_bytes(raw[8:], "little")))
        if kind == IMM_ZERO:
            start = self.reader.pos
            if self.reader.byte() != 0:
                raise Malformed("zero byte expected", start)
            return 0
        if kind == IMM_I32 or kind == IMM_LABEL or kind == IMM_BLOCK:
            raise AssertionError(f"op {op:#x} is decoded elsewhere")
        raise AssertionError(f"op {op:#x} has immediates of kind {kind}, which are not read")

    def keep_pair(self, first: i64, second: i64) -> i64:
        """Append two cells to ``extra`` and return the offset of the first."""
        n = self.keep(first)
        self.keep(second)
        return n

    def labels(self) -> i64:
        """Read the labels of a br_table: count (with the default), then the labels, in ``extra``."""
        at = self.reader.pos
        count = self.reader.u32()
        if count > self.reader.end - self.reader.pos:
            raise Malformed("unexpected end: br_table too long", at)
        n = self.nextra
        if n + count + 2 > len(self.extra):
            self.extra = grown(self.extra, n + count + 2)
        extra = self.extra
        extra[n] = count + 1
        self.nextra = n + count + 2
        k: i64 = 0
        while k <= count:
            label = self.reader.u32()
            extra[n + 1 + k] = label
            self.branch(label)
            k += 1
        return n

    def select_types(self) -> i64:
        """Read the types of a typed select: count, then the types, in ``extra``."""
        count = self.reader.u32()
        n = self.keep(count)
        k: i64 = 0
        while k < count:
            self.keep(self.reader.value_type(self.num_types))
            k += 1
        return n
