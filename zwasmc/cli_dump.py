"""``zwasmc compile --dump``: what each pass makes of a function, and the machine code with names, as text."""

from __future__ import annotations

import re
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from zwasm_formats.abi import trap_message
from zwasmc.cli_disasm import disassembler, numbers_of
from zwasmc.cli_io import escaped
from zwasmc.regalloc.text import RowPrinter, format_allocation, format_selection
from zwasmc.targets import MACHINES
from zwasmc.zir.text import format_func

if TYPE_CHECKING:
    from zwasm_formats.cwasm_read import Container
    from zwasmc.regalloc.api import Allocation, Selection
    from zwasmc.wasm.module import Module
    from zwasmc.zir.func import Func

WORDS = ("zir", "select", "alloc", "asm")
SHOWN_TABLE = 16
"""How many targets of a jump table are shown."""


class Dump:
    """What was asked for, and the texts that came of it."""

    def __init__(self, wishes: Iterable[str], module: Module, machine: str) -> None:
        """``wishes``: WORD or WORD:FUNC; a ValueError names one that means nothing."""
        self.first = module.num_imported_funcs
        names = func_names(module)
        exports = [(export.name, export.index) for export in module.exports if export.kind == 0]
        self.wanted: dict[str, set[int]] = {word: set() for word in WORDS}
        for wish in wishes:
            word, colon, function = wish.partition(":")
            try:
                numbers = numbers_of(function, self.first, names, exports) if colon else range(len(names))
            except LookupError as error:
                raise ValueError(f"{wish}: {error}") from error
            self.wanted[word].update(self.first + number for number in numbers)
        self.printer: RowPrinter = import_module(f"{MACHINES[machine].rpartition('.')[0]}.text").Printer()
        self.texts: dict[tuple[int, str], str] = {}

    @property
    def passes(self) -> bool:
        """Whether anything but machine code is wanted."""
        return any(self.wanted[word] for word in WORDS if word != "asm")

    def observe(self, f: Func, sel: Selection, al: Allocation) -> None:
        """Keep the texts of a function before it is emitted."""
        index = int(f.index)
        if index in self.wanted["zir"]:
            self.texts[index, "zir"] = format_func(f)
        if index in self.wanted["select"]:
            self.texts[index, "select"] = format_selection(f, sel, self.printer)
        if index in self.wanted["alloc"]:
            self.texts[index, "alloc"] = format_allocation(f, sel, al, self.printer)

    def code(self, container: Container) -> None:
        """Keep the texts of the machine code."""
        listing = Listing(container)
        for index in self.wanted["asm"]:
            self.texts[index, "asm"] = listing.function(index - self.first)

    def text(self) -> str:
        """Return all texts, function by function, each after a line with its word."""
        order = sorted(self.texts, key=lambda key: (key[0], WORDS.index(key[1])))
        return "\n".join([f"[{word}]\n{self.texts[index, word]}" for index, word in order])


def check_wishes(wishes: Iterable[str]) -> None:
    """Raise ValueError for a word that is none."""
    for wish in wishes:
        word, colon, function = wish.partition(":")
        if word not in WORDS:
            raise ValueError(f"{wish}: expected {', '.join(WORDS[:-1])} or {WORDS[-1]}, with :FUNC or without")
        if colon and not function:
            raise ValueError(f"{wish}: expected an index or a name after the colon")


def func_names(module: Module) -> list[str]:
    """Return the names of the defined functions: those of the name section, else of an export, else nothing."""
    exported = {export.index: export.name for export in reversed(module.exports) if export.kind == 0}
    known = module.names.funcs
    first = module.num_imported_funcs
    return [known.get(index) or exported.get(index, "") for index in range(first, first + len(module.bodies))]


class Listing:
    """The machine code of a container as text that addresses don't appear in: labels, names, constants, traps."""

    def __init__(self, container: Container) -> None:
        self.engine = disassembler(container.fields["machine"])
        self.first = container.fields["imported_funcs"]
        self.data = container.data
        self.at, self.size = container.parts["text"]
        self.code = container.table("code")
        self.names = container.func_names()
        self.starts = {start: number for number, (start, _) in enumerate(self.code)}
        self.traps = dict(container.trap_sites())
        self.referred: list[int] = []
        """Offsets from the text of what any function refers to, ascending; looked for when a table is shown."""

    def title(self, number: int) -> str:
        """Return ``function INDEX NAME``."""
        return f"function {self.first + number} {escaped(self.names[number])}".rstrip()

    def function(self, number: int) -> str:
        """Return the instructions of a defined function."""
        start, size = self.code[number]
        text = self.data[self.at + start : self.at + start + size]
        code = list(self.engine.disasm_lite(text, start))
        addresses = [at for at, _, _, _ in code]
        places: dict[int, int] = {}
        targets: set[int] = set()
        for at, length, name, operands in code:
            place = relative(at + length, operands)
            if place is not None:
                places[at] = place
            elif name[0] == "j" and PLACE.fullmatch(operands):
                targets.add(int(operands, 16))
        tables = {
            places[at]: self.table(places[at], addresses)
            for at, _, name, _ in code
            if name == "lea" and at in places
        }
        targets.update(*tables.values())
        labels = {at: f".{k}" for k, at in enumerate(sorted(at for at in targets if start < at < start + size))}
        lines = [self.title(number)]
        for at, _, name, operands in code:
            if at in labels:
                lines.append(f"{labels[at]}:")
            if name[0] in "jc" and PLACE.fullmatch(operands):
                target = int(operands, 16)
                operands = labels.get(target) or self.elsewhere(target)
            elif at in places:
                place = places[at]
                what = jump_table(tables[place], labels) if name == "lea" else self.constant(place, operands)
                operands = RELATIVE.sub(f"[{what}]", operands)
            note = f"  ; trap: {trap_message(self.traps[at])}" if at in self.traps else ""
            lines.append(f"  {name} {operands}".rstrip() + note)
        return "\n".join(lines) + "\n"

    def elsewhere(self, target: int) -> str:
        """Return what a branch out of the function leads to."""
        return self.title(self.starts[target]) if target in self.starts else "elsewhere"

    def table(self, place: int, addresses: list[int]) -> list[int]:
        """Return the targets of a jump table: distances from it to instructions, up to the next table or the text."""
        if not self.referred:
            self.referred = self.references()
        k = bisect_right(self.referred, place)
        end = self.referred[k] if k < len(self.referred) else 0
        found: list[int] = []
        for at in range(place, min(end, 0), 4):
            target = place + struct.unpack_from("<i", self.data, self.at + at)[0]
            k = bisect_left(addresses, target)
            if k == len(addresses) or addresses[k] != target:
                break  # what fills up to the text
            found.append(target)
        return found

    def references(self) -> list[int]:
        """Return the offsets from the text of what any function refers to, ascending."""
        found: set[int] = set()
        for start, size in self.code:
            text = self.data[self.at + start : self.at + start + size]
            for at, length, _, operands in self.engine.disasm_lite(text, start):
                place = relative(at + length, operands)
                if place is not None:
                    found.add(place)
        return sorted(found)

    def constant(self, place: int, operands: str) -> str:
        """Return the constant at an offset from the text, in as many digits as the instruction reads."""
        at = self.at + place
        if "xmmword" in operands:
            low, high = struct.unpack_from("<QQ", self.data, at)
            return f"{high:#x}:{low:016x}"
        size = "I" if "dword" in operands else "Q"
        return f"{struct.unpack_from(f'<{size}', self.data, at)[0]:#x}"


PLACE = re.compile(r"0x[0-9a-f]+|\d")
RELATIVE = re.compile(r"\[rip ([+-]) (0x[0-9a-f]+|\d+)\]")


def relative(after: int, operands: str) -> int | None:
    """Return the offset that an instruction refers to whose next one stands at ``after``."""
    found = RELATIVE.search(operands)
    return after + int(found[1] + str(int(found[2], 0))) if found else None


def jump_table(targets: list[int], labels: dict[int, str]) -> str:
    """Return ``table .0 .1 .0`` for the targets of a jump table."""
    words = [labels.get(at, "start") for at in targets[:SHOWN_TABLE]]
    more = [f"… {len(targets)} in all"] if len(targets) > SHOWN_TABLE else []
    return " ".join(["table", *words, *more])
