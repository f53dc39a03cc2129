"""Text of instructions, types and constants, for the module printer."""

from __future__ import annotations

import math
import struct
from typing import Final, final

from mypy_extensions import i64

from zwasmc.errors import Malformed
from zwasmc.wasm.const_expr import read_op
from zwasmc.wasm.leb import Reader
from zwasmc.wasm.limits import MAX_LOCALS, check_limit
from zwasmc.wasm.module import BodyRange, Module
from zwasmc.wasm.op import (
    BLOCK,
    ELSE,
    END,
    IF,
    IMM_BLOCK,
    IMM_CAST,
    IMM_DATA_MEM,
    IMM_ELEM_TABLE,
    IMM_F32,
    IMM_F64,
    IMM_FUNC,
    IMM_HEAP,
    IMM_I32,
    IMM_I64,
    IMM_LABELS,
    IMM_LANE,
    IMM_MEM,
    IMM_MEM_MEM,
    IMM_MEMARG,
    IMM_MEMARG_LANE,
    IMM_NONE,
    IMM_SELECT,
    IMM_SHUFFLE,
    IMM_TABLE,
    IMM_TABLE_TABLE,
    IMM_TRY_TABLE,
    IMM_TYPE_COUNT,
    IMM_TYPE_DATA,
    IMM_TYPE_ELEM,
    IMM_TYPE_FIELD,
    IMM_TYPE_TABLE,
    IMM_TYPE_TYPE,
    IMM_V128,
    IMM_ZERO,
    LOOP,
    OP_ALIGN,
    OP_IMM,
    OP_NAME,
    OP_PROPOSAL,
    PROPOSAL_MULTI_VALUE,
    REF_NULL,
    TRY_TABLE,
)
from zwasmc.wasm.types import heap_name, type_name

MAX_INDENT: Final = 40

_PLAIN: Final = frozenset("!#$%&'*+-./:<=>?@\\^_`|~")
_CATCHES: Final = ("catch", "catch_ref", "catch_all", "catch_all_ref")

# Text of every byte inside a string literal.
_STRING_BYTES: Final = [chr(b) if 0x20 <= b < 0x7F and b not in (0x22, 0x5C) else f"\\{b:02x}" for b in range(256)]


def string(data: bytes) -> str:
    """Return bytes as a string literal."""
    return '"' + "".join([_STRING_BYTES[b] for b in data]) + '"'


def is_identifier(name: str) -> bool:
    """Return whether ``$name`` is an identifier of the text format."""
    return bool(name) and name.isascii() and all(c.isalnum() or c in _PLAIN for c in name)


def float_text(bits: int, width: int) -> str:
    """Return the exact text of a float given by its bits."""
    mantissa = 23 if width == 32 else 52
    sign = "-" if bits >> (width - 1) else ""
    fraction = bits & ((2**mantissa) - 1)
    top = (2 ** (width - 1 - mantissa)) - 1
    if bits >> mantissa & top == top:
        if fraction == 0:
            return f"{sign}inf"
        if fraction == 2 ** (mantissa - 1):
            return f"{sign}nan"
        return f"{sign}nan:0x{fraction:x}"
    magnitude = bits & (2 ** (width - 1) - 1)
    if width == 64:
        text = repr(struct.unpack("<d", struct.pack("<Q", magnitude))[0])
        return sign + text.removesuffix(".0")
    value: float = struct.unpack("<f", struct.pack("<I", magnitude))[0]
    for digits in (6, 7, 8):
        text = f"{value:.{digits}g}"
        parsed = float(text)
        if not math.isinf(parsed) and parsed < 3.4028235e38 and struct.pack("<f", parsed) == struct.pack("<f", value):
            return sign + text
    return sign + f"{value:.9g}"


def signed_text(value: int, width: int) -> str:
    """Return the low ``width`` bits of an integer as a signed number."""
    half = 2 ** (width - 1)
    return str(((value + half) & (2 * half - 1)) - half)


@final
class CodePrinter:
    """Prints function bodies of one module, one instruction a line."""

    def __init__(self, module: Module, r: Reader, func_ids: list[str]) -> None:
        self.module: Module = module
        self.r: Reader = r
        self.func_ids: list[str] = func_ids
        self.indents: list[str] = ["  " * min(depth, MAX_INDENT) for depth in range(MAX_INDENT + 1)]

    def types(self, types: list[int], word: str) -> str:
        """Return `` (word t…)``, or nothing for an empty list."""
        if not types:
            return ""
        return f" ({word} {' '.join([type_name(t) for t in types])})"

    def value_type(self) -> str:
        """Read a value type."""
        return type_name(self.r.value_type(len(self.module.types)))

    def heap_type(self) -> str:
        """Read a heap type."""
        return heap_name(self.r.heap_type(len(self.module.types)))

    def locals(self) -> str:
        """Read the local declarations of a body."""
        r = self.r
        total: i64 = 0
        groups = r.u32()
        texts: list[str] = []
        while groups > 0:
            groups -= 1
            pos = r.pos
            count = r.u32()
            total += count
            if total > 0xFFFFFFFF:
                raise Malformed("too many locals", pos)
            check_limit(total, MAX_LOCALS, "locals", pos)
            times: int = count
            texts.extend([self.value_type()] * times)
        return f" (local {' '.join(texts)})" if texts else ""

    def block_type(self) -> str:
        """Read a block type."""
        r = self.r
        pos = r.pos
        code = r.byte()
        if code == 0x40:
            return ""
        if code >= 0x40 and code < 0x80:
            r.pos = pos
            return f" (result {self.value_type()})"
        r.pos = pos
        index = r.signed(33)
        if index < 0:
            raise Malformed("malformed block type", pos)
        r.features.require(PROPOSAL_MULTI_VALUE, "block type", pos)
        return f" (type {index})"

    def memarg(self, op: i64) -> str:
        """Read memory index, alignment and offset of a memory access."""
        r = self.r
        pos = r.pos
        flags = r.u32()
        text = ""
        if flags & 0x40:
            memory = r.u32()
            if memory:
                text = f" {memory}"
        align = flags & 0xFFFFFFBF
        if align >= 32:
            raise Malformed("malformed memop flags", pos)
        offset = r.u64()
        if offset:
            text += f" offset={offset}"
        natural: i64 = OP_ALIGN[op]
        if align != natural:
            exponent: int = align
            text += f" align={2**exponent}"
        return text

    def two(self, default_second: bool) -> str:
        """Read two indices that the text has in reverse order; the second may be left out when it is 0."""
        first = self.r.u32()
        second = self.r.u32()
        if default_second and second == 0:
            return f" {first}"
        return f" {second} {first}"

    def reference(self, nullable: bool) -> str:
        """Read a heap type and return a reference type to it."""
        return f" (ref {'null ' if nullable else ''}{self.heap_type()})"

    def catches(self) -> str:
        """Read the catch clauses of a try_table."""
        r = self.r
        text = ""
        count = r.u32()
        while count > 0:
            count -= 1
            pos = r.pos
            kind: int = r.byte()
            if kind > 3:
                raise Malformed("malformed catch clause", pos)
            tag = f" {r.u32()}" if kind < 2 else ""
            text += f" ({_CATCHES[kind]}{tag} {r.u32()})"
        return text

    def immediates(self, op: i64, kind: i64) -> str:
        """Read the immediates of an instruction and return their text, with a space in front."""
        r = self.r
        if kind in (IMM_MEMARG, IMM_MEMARG_LANE):
            text = self.memarg(op)
            return f"{text} {r.byte()}" if kind == IMM_MEMARG_LANE else text
        if kind == IMM_I32:
            return f" {r.signed(32)}"
        if kind == IMM_I64:
            return f" {r.signed(64)}"
        if kind == IMM_FUNC:
            index: int = r.u32()
            return " " + (self.func_ids[index] if index < len(self.func_ids) else str(index))
        if kind == IMM_BLOCK:
            return self.block_type()
        if kind == IMM_F32:
            return " " + float_text(int.from_bytes(r.raw(4), "little"), 32)
        if kind == IMM_F64:
            return " " + float_text(int.from_bytes(r.raw(8), "little"), 64)
        if kind == IMM_LABELS:
            count = r.u32() + 1
            labels: list[str] = []
            while count > 0:
                labels.append(str(r.u32()))
                count -= 1
            return " " + " ".join(labels)
        if kind in (IMM_MEM, IMM_TABLE):
            index = r.u32()
            return f" {index}" if index or kind == IMM_TABLE else ""
        if kind in (IMM_MEM_MEM, IMM_TABLE_TABLE):
            target = r.u32()
            source = r.u32()
            return f" {target} {source}" if target or source else ""
        if kind in (IMM_DATA_MEM, IMM_ELEM_TABLE):
            return self.two(True)
        if kind == IMM_TYPE_TABLE:
            index = r.u32()
            table = r.u32()
            return f"{f' {table}' if table else ''} (type {index})"
        if kind == IMM_LANE:
            return f" {r.byte()}"
        if kind == IMM_SHUFFLE:
            return " " + " ".join([str(b) for b in r.raw(16)])
        if kind == IMM_V128:
            words = struct.unpack("<4I", r.raw(16))
            return " i32x4 " + " ".join([f"0x{word:08x}" for word in words])
        if kind == IMM_SELECT:
            types: list[str] = []
            count = r.u32()
            while count > 0:
                types.append(self.value_type())
                count -= 1
            return f" (result {' '.join(types)})"
        if kind == IMM_HEAP:
            if op == REF_NULL:
                return f" {self.heap_type()}"
            return self.reference(OP_NAME[op].endswith(" null"))
        if kind in (IMM_TYPE_FIELD, IMM_TYPE_TYPE, IMM_TYPE_COUNT, IMM_TYPE_DATA, IMM_TYPE_ELEM):
            first = r.u32()
            return f" {first} {r.u32()}"
        if kind == IMM_TRY_TABLE:
            block = self.block_type()
            return block + self.catches()
        if kind == IMM_CAST:
            pos = r.pos
            flags = r.byte()
            if flags > 3:
                raise Malformed("malformed cast flags", pos)
            label = r.u32()
            source_type = self.reference(flags & 1 != 0)
            return f" {label}{source_type}{self.reference(flags & 2 != 0)}"
        if kind == IMM_ZERO:
            pos = r.pos
            if r.byte() != 0:
                raise Malformed("zero byte expected", pos)
            return ""
        return f" {r.u32()}"

    def body(self, body: BodyRange, out: list[str]) -> None:
        """Append the lines of a body; the declaration of locals is the first one's tail."""
        r = self.r
        r.pos = body.start
        r.end = body.end
        end: i64 = body.end
        out.append(self.locals() + "\n")
        depth: i64 = 2
        deepest: i64 = MAX_INDENT
        while True:
            pos = r.pos
            op = read_op(r)
            if OP_PROPOSAL[op]:
                r.features.require(OP_PROPOSAL[op], OP_NAME[op], pos)
            if op in (END, ELSE):
                depth -= 1
                if depth == 1:
                    if op == ELSE:
                        raise Malformed("END opcode expected", pos)
                    break
            kind: i64 = OP_IMM[op]
            name = OP_NAME[op].removesuffix(" null")
            indent: int = depth if depth < deepest else deepest
            if kind == IMM_NONE:
                out.append(f"{self.indents[indent]}{name}\n")
            else:
                out.append(f"{self.indents[indent]}{name}{self.immediates(op, kind)}\n")
            if op in (BLOCK, LOOP, IF, TRY_TABLE, ELSE):
                depth += 1
        if r.pos != end:
            raise Malformed("section size mismatch", r.pos)
