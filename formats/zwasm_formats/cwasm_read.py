"""Reads containers.  Nothing in the bytes is trusted: every count and offset is checked before it is used.

What is read in all is linear in the size of the file, so many records can't share one long name or range of the text.
"""

from __future__ import annotations

import struct
from typing import Final

from zwasm_formats import cwasm, elf
from zwasm_formats.abi_offsets import TRAP_MEMORY_OOB
from zwasm_formats.cwasm import FormatError

MAX_NAMES: Final = 16
"""What names add up to, in bytes per byte of the file."""
MAX_ARITY: Final = 1000

Signature = tuple[list[int], list[int]]
"""Parameters and results, each ``code | heap type << 8``, signed."""


class Names:
    """Names in a range of the file, each decoded once."""

    def __init__(self, data: bytes, off: int, size: int) -> None:
        self.data: Final = data
        self.off: Final = off
        self.end: Final = off + size
        self.left = MAX_NAMES * len(data)
        self.known: dict[bytes, str] = {}

    def at(self, off: int, size: int) -> str:
        """The name of ``size`` bytes at ``off``."""
        start = self.off + off
        if size > self.end - start:
            raise FormatError("a name lies outside its table")
        self.left -= size
        if self.left < 0:
            raise FormatError("many records share long names")
        key = b"%x %x" % (off, size)  # not integers, whose hashes the file could choose
        name = self.known.get(key)
        if name is None:
            name = self.data[start:start + size].decode("utf-8", "replace")
            self.known[key] = name
        return name

    def terminated(self, off: int) -> str:
        """The name at ``off`` that a NUL ends."""
        start = self.off + off
        end = self.data.find(b"\0", start, self.end)
        if end < 0:
            raise FormatError("a name has no end")
        return self.at(off, end - start)


class Container:
    """A parsed container: header fields, parts, tables as lists of tuples."""

    def __init__(self, data: bytes) -> None:
        self.data: Final = data
        self.fields: dict[str, int] = {}
        self.compiler = ""
        self.source_hash = b""
        self.parts: dict[str, tuple[int, int]] = {}
        """Part name -> (file offset, size); ``meta`` is the metadata."""
        self.directory: dict[str, tuple[int, int]] = {}
        """Table name -> (file offset, number of records)."""
        self.types: list[Signature | None] = []
        """Every type, None where it is no function type."""

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        off, size = self.parts[name]
        return self.data[off:off + size]

    def table(self, name: str) -> list[tuple[int, ...]]:
        """The records of a table."""
        off, count = self.directory[name]
        rec = cwasm.TABLES[cwasm.TABLE_INDEX[name]]
        return list(rec.packer.iter_unpack(self.data[off:off + count * rec.size]))

    def raw(self, name: str) -> bytes:
        """The bytes of a table."""
        off, count = self.directory[name]
        return self.data[off:off + count * cwasm.TABLES[cwasm.TABLE_INDEX[name]].size]

    def imports(self) -> list[tuple[str, str, int, int]]:
        """(module, name, kind, index) of every import."""
        names = Names(self.data, *self.directory["strings"])
        return [(names.at(m, ml), names.at(n, nl), kind, index)
                for m, ml, n, nl, kind, index in self.table("imports")]

    def exports(self) -> list[tuple[str, int, int]]:
        """(name, kind, index) of every export."""
        names = Names(self.data, *self.directory["strings"])
        return [(names.at(n, nl), kind, index) for n, nl, kind, index in self.table("exports")]

    def func_names(self) -> list[str]:
        """The name of every defined function, empty where unknown."""
        names = Names(self.data, *self.parts["strtab"])
        syms = self.part("symtab")
        count = min(len(syms) // elf.SYM_SIZE - 1, self.directory["code"][1])
        found = []
        for k in range(count):
            at, _, other = struct.unpack_from("<IBB", syms, elf.SYM_SIZE * (1 + k))
            found.append("" if other == elf.STV_HIDDEN else names.terminated(at))
        return found + [""] * (self.directory["code"][1] - len(found))

    def trap_sites(self) -> list[tuple[int, int]]:
        """(text offset, trap code) of every trap site, ascending."""
        raw = self.raw("traps")
        index = self.table("trapindex")
        out: list[tuple[int, int]] = []
        for i, (off, at) in enumerate(index):
            end = index[i + 1][1] if i + 1 < len(index) else len(raw)
            if not at <= end <= len(raw):
                raise FormatError("the trap index is out of order")
            while at < end:
                delta, at = _varint(raw, at, end)
                off += delta >> 1
                code = TRAP_MEMORY_OOB
                if delta & 1:
                    if at >= end:
                        raise FormatError("a trap site is cut off")
                    code = raw[at]
                    at += 1
                out.append((off, code))
        return out

    def lines(self) -> list[tuple[int, int]]:
        """(text offset, wasm offset), ascending by text offset."""
        raw = self.part("lines")
        entry = cwasm.LINE_INDEX
        count = self.fields["lines"]
        if count * entry.size > len(raw):
            raise FormatError("the line index is cut off")
        index = list(entry.packer.iter_unpack(raw[:count * entry.size]))
        body = raw[count * entry.size:]
        out: list[tuple[int, int]] = []
        for i, (off, pos, at, _) in enumerate(index):
            out.append((off, pos))
            end = index[i + 1][2] if i + 1 < count else len(body)
            if not at <= end <= len(body):
                raise FormatError("the line index is out of order")
            while at < end:
                delta, at = _varint(body, at, end)
                move, at = _varint(body, at, end)
                off += delta
                pos += -((move + 1) >> 1) if move & 1 else move >> 1
                out.append((off, pos))
        return out

    def wasm_offset(self, text_offset: int) -> int:
        """The module offset that the code at ``text_offset`` comes from, or -1."""
        best = -1
        for off, pos in self.lines():
            if off > text_offset:
                break
            best = pos
        return best

    def verify(self) -> None:
        """Check the checksum of everything that is not checked by `parse`."""
        off, size = self.parts["meta"]
        if cwasm.checksums(self.data, off + size)[1] != self.fields["bulk_crc"]:
            raise FormatError("the code or data is damaged (checksum mismatch)")


def _varint(raw: bytes, at: int, end: int) -> tuple[int, int]:
    value = 0
    shift = 0
    while True:
        if at >= end or shift > 35:
            raise FormatError("a number is cut off")
        byte = raw[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def is_container(data: bytes) -> bool:
    """Whether the bytes start like a container."""
    at = cwasm.HEADER_AT
    return data[:4] == b"\x7fELF" and data[at:at + 4] == struct.pack("<I", cwasm.MAGIC)


def foreign(data: bytes) -> str:
    """What an ELF file is that is no container."""
    names = b""
    if len(data) >= elf.EHDR_SIZE:
        table, number = struct.unpack_from("<Q", data, 0x28)[0], struct.unpack_from("<H", data, 0x3E)[0]
        header = data[table + number * elf.SHDR_SIZE:][:elf.SHDR_SIZE]
        if len(header) == elf.SHDR_SIZE:
            start, size = struct.unpack_from("<QQ", header, 24)
            names = data[start:start + size]
    if b"\0.wasmtime." in names:
        return "compiled by wasmtime, for wasmtime alone: give the .wasm that it was made from"
    return "an ELF file, but not a container"


def parse(data: bytes) -> Container:
    """Read and check header, directory and checksum of the metadata; raises `FormatError`."""
    head = cwasm.HEADER
    if data[:4] != b"\x7fELF":
        raise FormatError("not a container (no ELF header)")
    if len(data) < cwasm.META_AT:
        raise FormatError("the file is cut off")
    if not is_container(data):
        raise FormatError(foreign(data))
    c = Container(data)
    values = head.packer.unpack_from(data, cwasm.HEADER_AT)
    for (code, name, _, _), value in zip(head.fields, values):
        if name == "compiler":
            c.compiler = value.rstrip(b"\0").decode("ascii", "replace")
        elif name == "source_hash":
            c.source_hash = value
        else:
            assert code != "B"
            c.fields[name] = value
    f = c.fields
    if f["version"] != cwasm.FORMAT_VERSION:
        raise FormatError(f"container format {f['version']}, this zwasm reads {cwasm.FORMAT_VERSION}")
    if f["file_size"] != len(data):
        raise FormatError(f"the file has {len(data)} bytes instead of {f['file_size']}")
    found = cwasm.sections(data)
    if cwasm.checksums(data, f["meta_end"])[0] != f["meta_crc"]:
        raise FormatError("the metadata is damaged (checksum mismatch)")
    _find_sections(c, found)
    page = cwasm.page_size(f["machine"], f["os"])
    image, image_size = c.parts["image"]
    if c.parts["text"][0] % page or (image_size and (image | image_size) % page):
        raise FormatError("the code is not aligned")
    const, const_size = c.parts["const"]
    if const_size % cwasm.CONST_ALIGN or const + const_size != c.parts["text"][0]:
        raise FormatError("the constants do not lie before the code")
    _check_bounds(c)
    return c


def _find_sections(c: Container, found: list[tuple[str, int, int]]) -> None:
    """Fill ``parts`` and ``directory``; sections of other names are no affair of this reader."""
    f = c.fields
    c.parts["meta"] = (cwasm.META_AT, f["meta_end"] - cwasm.META_AT)
    records = {rec.name: rec.size for rec in cwasm.TABLES}
    known = set(cwasm.SECTION_NAMES)
    for name, off, size in found:
        if off > len(c.data) or size > len(c.data) - off:
            raise FormatError("a section lies outside the file")
        if name not in known:
            continue
        if name in c.parts or name in c.directory:
            raise FormatError(f"there are two sections {name}")
        if name not in records:
            if off < f["meta_end"]:
                raise FormatError(f"section {name} lies in the metadata")
            c.parts[name] = off, size
        elif off < cwasm.META_AT or off + size > f["meta_end"] or off % 8 or size % records[name]:
            raise FormatError(f"section {name} lies outside the metadata or is not aligned")
        else:
            c.directory[name] = off, size // records[name]
    for name in cwasm.SECTION_NAMES:
        if name not in c.parts and name not in c.directory:
            raise FormatError(f"there is no section {name}")


def _check_bounds(c: Container) -> None:
    text_size = c.parts["text"][1]
    end = 0
    for off, size in c.table("code"):
        if off < end or off + size > text_size:
            raise FormatError("a function lies outside the text or inside another one")
        end = off + size
    for name in ("entries", "hosts"):
        for _, off in c.table(name):
            if off >= text_size:
                raise FormatError("a trampoline lies outside the text")
    data_size = c.parts["data"][1]
    for row in c.table("datas"):
        if row[4] + row[5] > data_size:
            raise FormatError("a data segment lies outside the file")
    funcs = c.directory["functypes"][1]
    if c.fields["imported_funcs"] + c.directory["code"][1] != funcs:
        raise FormatError("the number of functions is inconsistent")
    c.types = _types([word for (word,) in c.table("types")], c.fields["types"])
    for (index,) in c.table("functypes"):
        if index >= len(c.types) or c.types[index] is None:
            raise FormatError("a function has no type")
    counts = [funcs, *(c.directory[name][1] for name in ("tables", "memories", "globals", "tags"))]
    for name in ("imports", "exports"):
        for row in c.table(name):
            kind, index = row[-2:]
            if kind >= len(counts) or index >= counts[kind]:
                raise FormatError("an import or export is not valid")


def _types(words: list[int], count: int) -> list[Signature | None]:
    """The ``count`` types that the words of the table spell."""
    out: list[Signature | None] = []
    at = 0
    left = 0

    def take(n: int) -> list[int]:
        nonlocal at
        if n > len(words) - at:
            raise FormatError("the types are cut off")
        at += n
        return words[at - n:at]

    def values() -> list[int]:
        (n,) = take(1)
        if n > MAX_ARITY:
            raise FormatError("a type is too long")
        found = [(word ^ 1 << 31) - (1 << 31) for word in take(n)]
        if not all(_is_value_type(word, count) for word in found):
            raise FormatError("a type is not known")
        return found

    while at < len(words):
        if left == 0:
            (left,) = take(1)
            continue
        kind, _, supers = take(3)
        take(supers)
        if kind >= len(cwasm.TYPE_KINDS):
            raise FormatError("a type is not known")
        if kind == 0:
            out.append((values(), values()))
        else:
            take(2 * take(1)[0])
            out.append(None)
        left -= 1
    if left or len(out) != count:
        raise FormatError("the number of types is inconsistent")
    return out


def _is_value_type(word: int, count: int) -> bool:
    heap = word >> 8
    if word & 0xFF in (0x63, 0x64):
        return -0x17 <= heap <= -0x0C or 0 <= heap < count
    return heap == 0 and 0x7B <= word <= 0x7F
