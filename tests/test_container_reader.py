"""What reads containers for ``zwasmc inspect``: a container with wrong contents and right checksums is refused."""

from __future__ import annotations

import random
import struct
import time
from collections import Counter
from collections.abc import Callable

import pytest
import wasmtime

import zwasmc
from handmade import section_entry
from hostile_container import HELLO, TRAP, inspect
from zwasm_formats import cwasm, cwasm_read, elf
from zwasmc.cli_disasm import disassemble

SOUND = zwasmc.compile(bytes(wasmtime.wat2wasm(HELLO)))
PARSED = cwasm_read.parse(SOUND)


def altered(change: Callable[[bytearray], None]) -> bytes:
    """A container with a change and right checksums."""
    data = bytearray(SOUND)
    change(data)
    cwasm.seal(data)
    return bytes(data)


def word(at: int, value: int) -> Callable[[bytearray], None]:
    """A change of the 32-bit word at an offset."""
    return lambda data: struct.pack_into("<I", data, at, value)


def put(table: str, record: int, field: str, value: int) -> Callable[[bytearray], None]:
    """A change of one 32-bit field."""
    layout = cwasm.TABLES[cwasm.TABLE_INDEX[table]]
    return word(PARSED.directory[table][0] + layout.size * record + layout.offsets[field], value)


def moved(section: str, by: int, field: str = "offset") -> Callable[[bytearray], None]:
    """A change of where a section is, or of its size."""
    at = section_entry(section) + cwasm.SECTION.offsets[field]
    return word(at, struct.unpack_from("<I", SOUND, at)[0] + by)


def renamed(section: str, name: bytes) -> Callable[[bytearray], None]:
    """A change of a section's name."""
    return lambda data: struct.pack_into("16s", data, section_entry(section), name)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put("types", 0, "word", 0x7FFFFFFF), "the types are cut off"),
        (put("types", 1, "word", 9), "a type is not known"),
        (put("types", 3, "word", 0x7FFFFFFF), "the types are cut off"),
        (put("types", 4, "word", 0x7FFFFFFF), "a type is too long"),
        (put("types", 5, "word", 0x41), "a type is not known"),
        (put("functypes", 0, "type", 77), "a function has no type"),
        (put("imports", 0, "kind", 9), "an import or export is not valid"),
        (put("imports", 0, "index", 9), "an import or export is not valid"),
        (put("exports", 0, "kind", 5), "an import or export is not valid"),
        (put("exports", 1, "index", 77), "an import or export is not valid"),
        (put("exports", 0, "name", 0xFFFFFFFF), "a name lies outside its table"),
        (put("exports", 0, "name_len", 0xFFFFFFFF), "a name lies outside its table"),
        (put("code", 1, "off", 0), "a function lies outside the text or inside another one"),
        (moved("exports", 4), "section exports lies outside the metadata or is not aligned"),
        (moved("exports", 4, "size"), "section exports lies outside the metadata or is not aligned"),
        (moved("code", -0x400), "section code lies outside the metadata or is not aligned"),
        (moved("strtab", 0x10000), "a section lies outside the file"),
        (moved("text", -0x1000), "section text lies in the metadata"),
        (moved("const", 1), "the constants do not lie before the code"),
        (moved("const", 64, "size"), "the constants do not lie before the code"),
        (renamed("tags", b"tag"), "there is no section tags"),
        (renamed("tags", b"exports"), "there are two sections exports"),
        (word(cwasm.HEADER_AT + cwasm.HEADER.offsets["sections"], 26), "there is no section strings"),
        (word(cwasm.HEADER_AT + cwasm.HEADER.offsets["sections"], 2**31), "the metadata lies outside the file"),
    ],
)
def test_refused(change: Callable[[bytearray], None], message: str) -> None:
    data = altered(change)
    with pytest.raises(cwasm.FormatError, match=message):
        c = cwasm_read.parse(data)
        c.exports()
    assert inspect(data, Counter()) == ""


def test_long_names_are_not_shared_by_many() -> None:
    """Twenty thousand functions with one name of 320 KB."""
    w = cwasm.Writer()
    w.fields.update(machine=elf.EM_X86_64, os=1)
    w.fields["types"] = 1
    w.extend("types", struct.pack("<6I", 1, 0, 1, 0, 0, 0))
    for k in range(20000):
        w.add("functypes", 0)
        w.add("code", k, 1)
        w.names.append("n" * 320_000 if k == 0 else "f")
    w.text = bytes(20000)
    data = bytearray(w.finish())
    at = cwasm_read.parse(bytes(data)).parts["symtab"][0]
    for k in range(1, 20001):
        struct.pack_into("<I", data, at + k * elf.SYM_SIZE, 1)
    cwasm.seal(data)
    start = time.process_time()
    with pytest.raises(cwasm.FormatError, match="many records share long names"):
        cwasm_read.parse(bytes(data)).func_names()
    assert time.process_time() - start < 5


def test_machine_of_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Code for another machine is disassembled as that, and not at all when the machine is unknown."""
    for machine in (elf.EM_X86_64, elf.EM_AARCH64):
        w = cwasm.Writer()
        w.fields.update(machine=machine, os=1)
        w.fields["types"] = 1
        w.extend("types", struct.pack("<6I", 1, 0, 1, 0, 0, 0))
        w.add("functypes", 0)
        w.add("code", 0, 4)
        w.names.append("f")
        w.text = b"\x55\x5d\xc3\x00"
        disassemble("it", cwasm_read.parse(w.finish()), "")
        assert ("push" in capsys.readouterr().out) == (machine == elf.EM_X86_64)
    at = cwasm.HEADER_AT + cwasm.HEADER.offsets["machine"]
    with pytest.raises(cwasm.FormatError, match="not aligned"):
        cwasm_read.parse(altered(word(at, elf.EM_AARCH64)))
    c = cwasm_read.parse(altered(word(at, 2)))
    with pytest.raises(cwasm.FormatError, match="machine 2"):
        disassemble("it", c, "")


@pytest.mark.parametrize("wat", [HELLO, TRAP])
def test_mutants_are_inspected(wat: str) -> None:
    """Words of the metadata and of what inspection reads besides, one or two at a time."""
    sound = zwasmc.compile(bytes(wasmtime.wat2wasm(wat)))
    parts = cwasm_read.parse(sound).parts
    ranges = [(cwasm.HEADER_AT + 20, cwasm.META_AT)]
    ranges += [(at, at + size) for at, size in (parts[name] for name in ("meta", "lines", "symtab", "strtab")) if size]
    r = random.Random(5)
    counts: Counter[str] = Counter()
    for _ in range(400):
        data = bytearray(sound)
        for _ in range(r.choice((1, 1, 2))):
            start, end = r.choice(ranges)
            at = r.randrange(start, end)
            data[at] = r.choice((0, 1, 0x7F, 0x80, 0xFF, r.randrange(256), data[at] ^ 1))
        assert inspect(bytes(data), counts) == ""
    assert min(counts["inspected"], counts["not inspected"]) > 40
