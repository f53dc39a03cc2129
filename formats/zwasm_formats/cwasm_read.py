"""Reads containers.  Nothing in the bytes is trusted: every count and offset is checked before it is used."""

from __future__ import annotations

import struct
from typing import Final

from zwasm_formats import cwasm, elf
from zwasm_formats.cwasm import FormatError


class Container:
    """A parsed container: header fields, parts, tables as lists of tuples."""

    def __init__(self, data: bytes) -> None:
        self.data: Final = data
        self.fields: dict[str, int] = {}
        self.compiler = ""
        self.source_hash = b""
        self.parts: dict[str, tuple[int, int]] = {}
        """Part name -> (file offset, size)."""
        self.directory: dict[str, tuple[int, int]] = {}
        """Table name -> (file offset, number of records)."""

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

    def string(self, off: int, size: int) -> str:
        """A name in the strings table."""
        raw = self.raw("strings")
        if off + size > len(raw):
            raise FormatError("a name lies outside the strings table")
        return raw[off:off + size].decode("utf-8", "replace")

    def imports(self) -> list[tuple[str, str, int, int]]:
        """(module, name, kind, index) of every import."""
        return [(self.string(m, ml), self.string(n, nl), kind, index)
                for m, ml, n, nl, kind, index in self.table("imports")]

    def exports(self) -> list[tuple[str, int, int]]:
        """(name, kind, index) of every export."""
        return [(self.string(n, nl), kind, index) for n, nl, kind, index in self.table("exports")]

    def func_names(self) -> list[str]:
        """The name of every defined function, empty where unknown."""
        syms = self.part("symtab")[elf.SYM_SIZE:]
        strtab = self.part("strtab")
        out: list[str] = []
        for at in range(0, len(syms) - elf.SYM_SIZE + 1, elf.SYM_SIZE):
            (off,) = struct.unpack_from("<I", syms, at)
            end = strtab.find(b"\0", off)
            out.append(strtab[off:end].decode("utf-8", "replace") if end >= 0 else "")
        return out

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
                code = 2
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


def parse(data: bytes) -> Container:
    """Read and check header, directory and checksum of the metadata; raises `FormatError`."""
    head = cwasm.HEADER
    if data[:4] != b"\x7fELF":
        raise FormatError("not a container (no ELF header)")
    if len(data) < cwasm.META_AT:
        raise FormatError("the file is cut off")
    if not is_container(data):
        raise FormatError("an ELF file, but not a container")
    c = Container(data)
    values = iter(head.packer.unpack_from(data, cwasm.HEADER_AT))
    for code, name, repeat, _ in head.fields:
        if name == "parts":
            for part, _doc in cwasm.PARTS:
                c.parts[part] = (next(values), next(values))
        elif name == "tables":
            for rec in cwasm.TABLES:
                c.directory[rec.name] = (next(values), next(values))
        elif name == "compiler":
            c.compiler = next(values).rstrip(b"\0").decode("ascii", "replace")
        elif name == "source_hash":
            c.source_hash = next(values)
        else:
            assert repeat == 1 and code != "B"
            c.fields[name] = next(values)
    f = c.fields
    if f["version"] != cwasm.FORMAT_VERSION:
        raise FormatError(f"container format {f['version']}, this zwasm reads {cwasm.FORMAT_VERSION}")
    if f["file_size"] != len(data):
        raise FormatError(f"the file has {len(data)} bytes instead of {f['file_size']}")
    for name, (off, size) in c.parts.items():
        if off < cwasm.META_AT or off > len(data) or size > len(data) - off:
            raise FormatError(f"the {name} part lies outside the file")
    meta_off, meta_size = c.parts["meta"]
    if meta_off != cwasm.META_AT:
        raise FormatError("the metadata is not where it belongs")
    if cwasm.checksums(data, meta_off + meta_size)[0] != f["meta_crc"]:
        raise FormatError("the metadata is damaged (checksum mismatch)")
    for rec in cwasm.TABLES:
        off, count = c.directory[rec.name]
        if off > meta_size or count > (meta_size - off) // rec.size:
            raise FormatError(f"the {rec.name} table lies outside the metadata")
        c.directory[rec.name] = (off + meta_off, count)
    _check_bounds(c)
    return c


def _check_bounds(c: Container) -> None:
    text_size = c.parts["text"][1]
    for off, size in c.table("code"):
        if off + size > text_size:
            raise FormatError("a function lies outside the text")
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
