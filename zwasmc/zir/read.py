"""Reading of ZIR text, the inverse of ``zir/text.py``: functions that lowering does not make, for tests of passes.

The text of a function is what ``format_func`` prints.  Values may have any numbers (``v7``), each defined once; rows
are numbered as they come.  Two comments are part of the text: ``; loop 1 depth 2 head`` after the head of every block
of a loop, and ``; @0x2a`` after a row, where in the module it stands.  Only what can't be represented is refused:
``zir/check.py`` knows the rules.
"""

from __future__ import annotations

import re
from typing import Final, final

from zwasmc.bits import MASK64, to_signed64
from zwasmc.wasm.op import (
    BR_IF,
    BR_TABLE,
    CALL,
    CALL_INDIRECT,
    F32_CONST,
    F64_CONST,
    I8X16_SHUFFLE,
    I32_CONST,
    I64_CONST,
    IMM_LANE,
    IMM_MEMARG_LANE,
    NUM_OPS,
    OP_IMM,
    OP_NAME,
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
    NUM_ZIR_OPS,
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
    is_terminator,
    op_name,
)
from zwasmc.zir.text import TYPE_NAMES

_TOKEN: Final = re.compile(r"[()\[\],]|[^\s()\[\],]+")
_HEAD: Final = re.compile(r"block(\d{1,9})(?:\((.*)\))?:")
_LOOP: Final = re.compile(r";\s*loop (\d{1,9}) depth (\d{1,9})( head)?\s*$")
_FUNCTION: Final = re.compile(r"function (\d{1,9})(?: slots=(\d{1,9}))?$")
_POSITION: Final = re.compile(r";\s*@0x([0-9a-f]{1,15})\s*$")
_NUMBER: Final = re.compile(r"\d{1,9}")
_VALUE: Final = re.compile(r"v\d+$")


class TextError(ValueError):
    """Text that is no ZIR: ``line`` counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line = line


@final
class Line:
    """The tokens of one line, taken one after another."""

    def __init__(self, number: int, text: str, pos: int = 0) -> None:
        """``pos``: the byte offset that the line tells."""
        self.number: Final = number
        self.pos: Final = pos
        self.tokens: Final[list[str]] = _TOKEN.findall(text)
        self.at = 0

    def error(self, what: str) -> TextError:
        """Return an error of this line."""
        return TextError(self.number, what)

    def peek(self) -> str:
        """Return the next token, or nothing at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        """Return the next token and go on."""
        token = self.peek()
        if not token:
            raise self.error("the line ends too early")
        self.at += 1
        return token

    def skip(self, token: str) -> bool:
        """Take ``token`` if it is next."""
        if self.peek() != token:
            return False
        self.at += 1
        return True

    def expect(self, token: str) -> None:
        """Take ``token``, which has to be next."""
        if not self.skip(token):
            raise self.error(f"expected {token!r}, found {self.peek() or 'the end of the line'!r}")

    def number_from(self, text: str, least: int, most: int) -> int:
        """Return the number that ``text`` spells."""
        try:
            value = int(text, 0)
        except ValueError:
            raise self.error(f"expected a number, found {text or 'the end of the line'!r}") from None
        if not least <= value <= most:
            raise self.error(f"{text} is not within {least}..{most}")
        return value

    def integer(self, least: int, most: int) -> int:
        """Take a number."""
        return self.number_from(self.take(), least, most)

    def keyed(self, key: str, least: int, most: int) -> int | None:
        """Take ``key=NUMBER`` and return the number, or None if something else is next."""
        name, equals, text = self.peek().partition("=")
        if name != key or not equals:
            return None
        self.at += 1
        return self.number_from(text, least, most)

    def needed(self, key: str, least: int, most: int) -> int:
        """Take ``key=NUMBER``, which has to be next."""
        value = self.keyed(key, least, most)
        if value is None:
            raise self.error(f"expected {key}=NUMBER, found {self.peek() or 'the end of the line'!r}")
        return value


@final
class Block:
    """A block as its lines say: parameters as (name, type), rows, the loop annotation as (number, depth, head)."""

    def __init__(self, line: Line, params: list[tuple[str, int]], loop: tuple[int, int, bool] | None) -> None:
        self.line: Final = line
        self.params: Final = params
        self.loop: Final = loop
        self.rows: list[Line] = []


def _names() -> dict[str, int]:
    return {op_name(op): op for op in range(NUM_ZIR_OPS - 1, -1, -1) if op >= NUM_OPS or OP_NAME[op]}


def _definition(line: Line, token: str) -> tuple[str, int]:
    name, _, ty = token.partition(":")
    if not _VALUE.match(name):
        raise line.error(f"{name!r} is no value: they are v0, v1, …")
    if ty not in TYPE_NAMES[1:]:
        raise line.error(f"unknown type {ty!r}; there are {', '.join(TYPE_NAMES[1:])}")
    return name, TYPE_NAMES.index(ty)


@final
class Reader:
    """Reads the lines of one function into a ``Func``."""

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        """``lines``: their numbers and texts, the first one ``function N``."""
        self.ops: Final = _names()
        self.f = Func()
        self.blocks: list[Block] = []
        self.values: dict[str, int] = {}
        """Row of each value by its name."""
        self.types: dict[str, int] = {}
        self.nslots = 0
        self.index = 0
        self.header(*lines[0])
        for number, text in lines[1:]:
            self.line(number, text)
        if not self.blocks:
            raise TextError(lines[0][0], "the function has no blocks")

    def header(self, number: int, text: str) -> None:
        """Read ``function N slots=K``."""
        found = _FUNCTION.match(text.partition(";")[0].strip())
        if not found:
            raise TextError(number, f"expected 'function N' or 'function N slots=K', found {text.strip()!r}")
        self.index = int(found[1])
        self.nslots = int(found[2] or 0)

    def line(self, number: int, text: str) -> None:
        """Sort a line into its block, and note what it defines."""
        content = text.partition(";")[0].strip()
        if not content:
            return
        position = _POSITION.search(text)
        line = Line(number, content, int(position[1], 16) if position else 0)
        if content.endswith(":"):
            found = _HEAD.match(content)
            if not found:
                raise line.error(f"expected 'blockN:' or 'blockN(v1:i32, …):', found {content!r}")
            if int(found[1]) != len(self.blocks):
                raise line.error(f"block{found[1]} comes where block{len(self.blocks)} should")
            words = [word.strip() for word in found[2].split(",")] if found[2] else []
            params = [_definition(line, word) for word in words]
            loop = _LOOP.search(text)
            self.blocks.append(Block(line, params, (int(loop[1]), int(loop[2]), bool(loop[3])) if loop else None))
            for name, _ in params:
                self.define(line, name)
            return
        if not self.blocks:
            raise line.error("a row stands before the first block")
        self.blocks[-1].rows.append(line)
        if len(line.tokens) > 1 and line.tokens[1] == "=":
            self.define(line, _definition(line, line.tokens[0])[0])
        else:
            self.values[f"line {number}"] = len(self.values)

    def define(self, line: Line, name: str) -> None:
        """Give a value the next row."""
        if name in self.values:
            raise line.error(f"{name} is defined twice")
        self.values[name] = len(self.values)

    def read(self, f: Func) -> Func:
        """Build the function in ``f``."""
        self.f = f
        f.reset(self.index)
        f.nslots = self.nslots
        open_loops: list[int] = []
        for block in self.blocks:
            self.open(block, open_loops)
            for k, line in enumerate(block.rows):
                self.row(line, k == len(block.rows) - 1)
            if not block.rows:
                raise block.line.error("the block has no rows")
            f.b_end[f.nb - 1] = f.n
        return f

    def open(self, block: Block, loops: list[int]) -> None:
        """Begin a block; ``loops`` are those around the one before it, outermost first."""
        f = self.f
        line = block.line
        b = int(f.nb)
        if block.loop is None:
            loops.clear()
        else:
            number, depth, head = block.loop
            del loops[depth - 1 if head else depth :]
            if head:
                if number != f.nl:
                    raise line.error(f"loop {number} begins where loop {f.nl} should")
                if depth != len(loops) + 1:
                    raise line.error(f"loop {number} has depth {depth} inside {len(loops)} loops")
                loops.append(int(f.add_loop(b, loops[-1] if loops else -1)))
            elif not loops or loops[-1] != number or len(loops) != depth:
                raise line.error(f"block{b} is not inside a loop {number} of depth {depth}")
            for loop in loops:
                f.l_last[loop] = b
        f.add_block(loops[-1] if loops else -1)
        f.b_nparams[b] = len(block.params)
        for k, (_, ty) in enumerate(block.params):
            f.add(PARAM, ty, -1, -1, -1, k, 0)

    def row(self, line: Line, last: bool) -> None:
        """Add one row, and the edges of a terminator."""
        f = self.f
        ty = 0
        if len(line.tokens) > 1 and line.tokens[1] == "=":
            _, ty = _definition(line, line.take())
            line.expect("=")
        name = line.take()
        op = self.ops.get(name, -1)
        if op < 0 or op == PARAM:
            raise line.error(f"unknown operation {name!r}")
        imm = self.immediate(line, op)
        uses = ZIR_USES[op]
        cells = [-1, -1, -1]
        first = True
        for k, use in enumerate((USE_A, USE_B, USE_C)):
            if uses & use:
                if not first:
                    line.expect(",")
                first = False
                cells[k] = self.value(line)
        if uses & USE_POOL:
            values = self.listed(line) if op != RETURN else self.returned(line)
            cells[1], cells[2] = self.pool(values), len(values)
        elif is_memory_access(op) or op == BOUNDS:
            cells[2] = line.keyed("memory", 0, 0xFFFFFFFF) or 0
        row = f.add(op, ty, cells[0], cells[1], cells[2], imm, line.pos)
        if op == BR_TABLE:
            line.expect("[")
            table = [line.integer(0, 0xFFFFFFFF)]
            while line.skip(","):
                table.append(line.integer(0, 0xFFFFFFFF))
            line.expect("]")
            f.b[row], f.c[row] = self.pool(table), len(table)
        if line.peek().startswith("block"):
            self.edge(line)
            while line.skip(","):
                self.edge(line)
        if line.peek():
            raise line.error(f"{name} is followed by {' '.join(line.tokens[line.at :])!r}, which it does not take")
        if is_terminator(op) != last:
            raise line.error(f"{name} ends a block" if not last else f"the block ends with {name}, no terminator")

    def value(self, line: Line) -> int:
        """Take a value and return its row."""
        token = line.peek()
        if not _VALUE.match(token):
            raise line.error(f"expected a value, found {token or 'the end of the line'!r}")
        line.at += 1
        row = self.values.get(token, -1)
        if row < 0:
            raise line.error(f"{token} is not defined")
        return row

    def listed(self, line: Line) -> list[int]:
        """Take values in parentheses."""
        line.expect("(")
        values: list[int] = []
        while not line.skip(")"):
            if values:
                line.expect(",")
            values.append(self.value(line))
        return values

    def returned(self, line: Line) -> list[int]:
        """Take values up to the end of the line."""
        values = [self.value(line)] if line.peek() else []
        while line.skip(","):
            values.append(self.value(line))
        return values

    def pool(self, cells: list[int]) -> int:
        """Put cells into the pool and return where they begin."""
        f = self.f
        at = int(f.add_pool(len(cells)))
        for k, cell in enumerate(cells):
            f.pool[at + k] = cell
        return at

    def edge(self, line: Line) -> None:
        """Take ``blockN(values)``."""
        token = line.take()
        number = token[5:]
        if not token.startswith("block") or not _NUMBER.fullmatch(number):
            raise line.error(f"expected a block, found {token!r}")
        if int(number) >= len(self.blocks):
            raise line.error(f"there is no {token}")
        params = self.blocks[int(number)].params
        values = self.listed(line) if line.peek() == "(" else []
        if len(values) != len(params):
            raise line.error(f"{token} takes {len(params)} arguments, {len(values)} given")
        self.f.add_edge(self.f.nb - 1, int(number), self.pool(values))

    def immediate(self, line: Line, op: int) -> int:
        """Take what follows the name of an operation."""
        if op == V128_CONST:
            bits = line.integer(0, (1 << 128) - 1)
            return self.pool([to_signed64(bits), to_signed64(bits >> 64)])
        if op == I8X16_SHUFFLE:
            lanes = [line.integer(0, 255) for _ in range(16)]
            halves = (lanes[:8], lanes[8:])
            return self.pool([to_signed64(int.from_bytes(bytes(half), "little")) for half in halves])
        if op == I32_CONST:
            return line.integer(-0x80000000, 0xFFFFFFFF) & 0xFFFFFFFF
        if op == I64_CONST:
            return to_signed64(line.integer(-(1 << 63), MASK64))
        if op == F32_CONST or op == F64_CONST:
            return to_signed64(line.integer(0, 0xFFFFFFFF if op == F32_CONST else MASK64))
        if is_memory_access(op):
            offset = line.keyed("offset", 0, OFFSET) or 0
            if OP_IMM[op] == IMM_MEMARG_LANE:
                offset |= line.needed("lane", 0, 255) << LANE_AT
            return offset
        if op == ALIGNED:
            size = line.integer(2, 128)
            if size & (size - 1):
                raise line.error(f"{size} is no power of two")
            return size - 1 | (line.keyed("offset", 0, OFFSET) or 0) << ALIGNED_OFFSET
        if op == BOUNDS:
            return line.needed("extent", 0, 1 << 62)
        if op == CALL_INDIRECT:
            return line.needed("type", 0, 0xFFFFFFFF) | line.needed("table", 0, 0x7FFFFFFF) << 32
        if op == UNREACHABLE:
            return line.needed("trap", 0, 255)
        if op in (CALL, SLOT_GET, SLOT_SET, RESULT) or (op < NUM_OPS and OP_IMM[op] == IMM_LANE):
            return line.integer(0, 0xFFFFFFFF)
        if op not in (BR_IF, BR_TABLE) and (line.peek()[:1].isdecimal() or line.peek()[:1] == "-"):
            low, _, high = line.take().partition(":")
            return line.number_from(low, -(1 << 31), 0xFFFFFFFF) | line.number_from(high or "0", 0, 0x7FFFFFFF) << 32
        return 0


def functions_of(text: str) -> list[list[tuple[int, str]]]:
    """Return the numbered lines of each function of a text."""
    functions: list[list[tuple[int, str]]] = []
    for k, line in enumerate(text.split("\n")):
        if line.startswith("function"):
            functions.append([])
        if functions:
            functions[-1].append((k + 1, line))
        elif line.partition(";")[0].strip():
            raise TextError(k + 1, "expected 'function N'")
    return functions


def read(text: str) -> Func:
    """Return the one function of a text; raises ``TextError``."""
    found = functions_of(text)
    if len(found) != 1:
        raise TextError(1, f"expected one function, found {len(found)}")
    return Reader(found[0]).read(Func())
