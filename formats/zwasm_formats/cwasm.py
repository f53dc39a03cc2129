"""The container (``.cwasm``): an ELF64-shaped file of native code and the metadata to instantiate it.

Fixed offsets let the loader skip ELF parsing: the identity note's descriptor, ``zw_cw_header``, lies at ``HEADER_AT``
and names every part.  Metadata tables follow it; their checksum (``meta_crc``) and every bound in them is verified at
load.  ``bulk_crc`` covers all the rest: code, data, lines, symbols.  Everything is little-endian.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

from zwasm_formats import elf

FORMAT_VERSION: Final = 2
MAGIC: Final = 0x4D57435A  # "ZCWM"
NOTE_AT: Final = 0x200
HEADER_AT: Final = 0x210
META_AT: Final = 0x400
NONE: Final = 0xFFFFFFFF

OPTION_INTERRUPTIBLE: Final = 1
OPTION_CANONICAL_NANS: Final = 2
OPTION_CHECKED_MEMORY: Final = 4

OS_NAMES: Final[list[str]] = ["none", "linux", "darwin", "windows"]
PAGE_SIZES: Final[dict[int, int]] = {elf.EM_X86_64: 0x1000, elf.EM_AARCH64: 0x10000}
"""The largest page of each machine: what is mapped from the file (text, images) is a multiple of it."""
MACHINES: Final[dict[int, str]] = {elf.EM_X86_64: "x86_64", elf.EM_AARCH64: "aarch64"}

KIND_NAMES: Final[list[str]] = ["func", "table", "memory", "global", "tag"]
TYPE_KINDS: Final[list[str]] = ["func", "struct", "array"]

FLAG_64: Final = 1
FLAG_GUARD: Final = 2
FLAG_SHARED: Final = 4
FLAG_MUTABLE: Final = 1

MODE_ACTIVE: Final = 0
MODE_PASSIVE: Final = 1
MODE_DECLARED: Final = 2

# Operators of constant expressions: the wasm opcodes, and one for the second half of a v128.
EXPR_OPS: Final[list[tuple[int, str]]] = [
    (0x41, "I32_CONST"), (0x42, "I64_CONST"), (0x43, "F32_CONST"), (0x44, "F64_CONST"), (0x23, "GLOBAL_GET"),
    (0xD0, "REF_NULL"), (0xD2, "REF_FUNC"), (0x6A, "I32_ADD"), (0x6B, "I32_SUB"), (0x6C, "I32_MUL"), (0x7C, "I64_ADD"),
    (0x7D, "I64_SUB"), (0x7E, "I64_MUL"), (0x30C, "V128_CONST"), (0xFFFF, "V128_HIGH"),
]


_START_TEXT: Final = b"error: this is a container of zwasm, not a program; run it with: zwasm run FILE\n"
START: Final[dict[int, bytes]] = {
    elf.EM_X86_64: b"".join([
        b"\xb8\x01\0\0\0",  # mov eax, write
        b"\xbf\x02\0\0\0",  # mov edi, standard error
        b"\x48\x8d\x35\x13\0\0\0",  # lea rsi, [rip + 19]
        b"\xba" + len(_START_TEXT).to_bytes(4, "little"),  # mov edx, length
        b"\x0f\x05",  # syscall
        b"\xb8\xe7\0\0\0",  # mov eax, exit_group
        b"\xbf\x7e\0\0\0",  # mov edi, 126: cannot be executed
        b"\x0f\x05",  # syscall
        _START_TEXT,
    ]),
}
"""What runs when a container is executed as if it were a program: Linux maps it like any ELF file."""


class FormatError(ValueError):
    """The bytes are not a usable container; the message says what is wrong."""


_SIZES: Final[dict[str, int]] = {"I": 4, "Q": 8, "B": 1}


class Record:
    """A fixed-size record: (struct code, name, repeat, doc) per field, in natural alignment without padding."""

    def __init__(self, name: str, doc: str, fields: list[tuple[str, str, int, str]]) -> None:
        self.name = name
        self.doc = doc
        self.fields = fields
        self.offsets: dict[str, int] = {}
        offset = 0
        fmt = "<"
        for code, field, repeat, _ in fields:
            assert offset % _SIZES[code] == 0, (name, field)
            self.offsets[field] = offset
            offset += _SIZES[code] * repeat
            fmt += f"{repeat}s" if code == "B" else code * repeat
        self.size = offset
        self.packer = struct.Struct(fmt)
        assert self.packer.size == offset


PARTS: Final[list[tuple[str, str]]] = [
    ("text", "machine code"),
    ("meta", "metadata tables"),
    ("data", "bytes of data segments"),
    ("image", "initial memory images"),
    ("lines", "text offset to wasm offset"),
    ("symtab", "ELF symbols, one per defined function; hidden: the module has no name for it"),
    ("strtab", "their names"),
]

TABLES: Final[list[Record]] = [
    Record("types", "Rec groups: length, then per type: kind, final, supertypes (count, indices), then func: "
           "parameters and results (count, types each), struct or array: fields (count, then type, mutable).",
           [("I", "word", 1, "value types are code | heap type << 8")]),
    Record("functypes", "Type index of every function, imported ones first.", [("I", "type", 1, "")]),
    Record("code", "Where each defined function lies in the text.", [("I", "off", 1, ""), ("I", "size", 1, "")]),
    Record("imports", "Imports in module order.", [
        ("I", "module", 1, "offset in strings"), ("I", "module_len", 1, ""), ("I", "name", 1, "offset in strings"),
        ("I", "name_len", 1, ""), ("I", "kind", 1, "func, table, memory, global, tag"),
        ("I", "index", 1, "in the index space of its kind")]),
    Record("exports", "Exports in module order.", [
        ("I", "name", 1, "offset in strings"), ("I", "name_len", 1, ""), ("I", "kind", 1, ""), ("I", "index", 1, "")]),
    Record("tables", "All tables, imported first.", [
        ("Q", "type", 1, "element type"), ("Q", "min", 1, ""), ("Q", "max", 1, "all ones: none"),
        ("I", "flags", 1, "1 64-bit"), ("I", "init", 1, "first instruction in exprs"),
        ("I", "init_len", 1, "0: null"), ("I", "pad", 1, "")]),
    Record("memories", "All memories, imported first.", [
        ("Q", "min", 1, "pages"), ("Q", "max", 1, "pages; all ones: none"),
        ("I", "flags", 1, "1 64-bit, 2 guard plan, 4 shared"), ("I", "page_log2", 1, "")]),
    Record("globals", "All globals, imported first.", [
        ("Q", "type", 1, ""), ("I", "flags", 1, "1 mutable"), ("I", "init", 1, "first instruction in exprs"),
        ("I", "init_len", 1, ""), ("I", "pad", 1, "")]),
    Record("tags", "All tags, imported first.", [("I", "type", 1, "type index"), ("I", "pad", 1, "")]),
    Record("exprs", "Constant expressions: instructions of a stack machine.", [
        ("Q", "op", 1, ""), ("Q", "imm", 1, "")]),
    Record("elems", "Element segments.", [
        ("Q", "type", 1, "element type"), ("I", "mode", 1, "active, passive, declared"), ("I", "table", 1, ""),
        ("I", "offset", 1, "first instruction in exprs"), ("I", "offset_len", 1, ""),
        ("I", "first", 1, "first item in pool"), ("I", "count", 1, "number of elements"),
        ("I", "exprs", 1, "1: items are (first, length) in exprs; 0: function indices, all ones null"),
        ("I", "pad", 1, "")]),
    Record("pool", "Items of element segments.", [("I", "item", 1, "")]),
    Record("datas", "Data segments.", [
        ("I", "mode", 1, "active, passive, or declared: applied by an image"), ("I", "memory", 1, ""),
        ("I", "offset", 1, "first instruction in exprs"), ("I", "offset_len", 1, ""),
        ("Q", "start", 1, "in the data part"), ("Q", "size", 1, "")]),
    Record("images", "Initial contents of memories, mapped copy-on-write.", [
        ("Q", "at", 1, "address in the memory"), ("Q", "start", 1, "in the image part"), ("Q", "size", 1, ""),
        ("I", "memory", 1, ""), ("I", "pad", 1, "")]),
    Record("entries", "Entry trampolines, ascending by type.", [("I", "type", 1, ""), ("I", "off", 1, "")]),
    Record("hosts", "Host-call trampolines, ascending by type.", [("I", "type", 1, ""), ("I", "off", 1, "")]),
    Record("refs", "Functions that may be referred to (exported, declared, in segments), ascending.",
           [("I", "func", 1, "")]),
    Record("trapindex", "Every 128th trap site.", [("I", "off", 1, "text offset"), ("I", "at", 1, "in traps")]),
    Record("traps", "Trap sites: varint of (distance << 1 | other); if other, the trap code follows, else it is 2.",
           [("B", "byte", 1, "")]),
    Record("strings", "UTF-8 names of imports and exports.", [("B", "byte", 1, "")]),
    Record("relocs", "Words of the text that receive an address.", [
        ("Q", "at", 1, "in the text"), ("I", "kind", 1, "1: address of text + addend"), ("I", "pad", 1, ""),
        ("Q", "addend", 1, "")]),
]

TABLE_INDEX: Final[dict[str, int]] = {t.name: i for i, t in enumerate(TABLES)}

HEADER: Final = Record("header", "Identity and directory.", [
    ("I", "magic", 1, "0x4d57435a"), ("I", "version", 1, "of this format"),
    ("I", "meta_crc", 1, "CRC-32 of the file up to the end of the metadata, without this field and the next"),
    ("I", "bulk_crc", 1, "CRC-32 of the rest of the file"),
    ("Q", "file_size", 1, ""),
    ("I", "abi_hash", 1, "fingerprint of the run-time ABI"), ("I", "machine", 1, "ELF machine number"),
    ("I", "os", 1, "1 linux, 2 darwin, 3 windows"), ("I", "options", 1, "1 interruptible, 2 canonical NaNs, 4 checked"),
    ("Q", "cpu_features", 1, "features the code uses"),
    ("B", "compiler", 16, "version of the compiler, NUL-padded"),
    ("B", "source_hash", 32, "SHA-256 of the source module"),
    ("I", "imported_funcs", 1, ""), ("I", "imported_tables", 1, ""),
    ("I", "imported_memories", 1, ""), ("I", "imported_globals", 1, ""),
    ("I", "imported_tags", 1, ""), ("I", "types", 1, "number of types"),
    ("I", "start", 1, "start function or all ones"), ("I", "lines", 1, "number of line index entries"),
    ("I", "vmctx_imports", 1, "offset of the parts of a vmctx"), ("I", "vmctx_memories", 1, ""),
    ("I", "vmctx_tables", 1, ""), ("I", "vmctx_globals", 1, ""),
    ("I", "vmctx_size", 1, ""), ("I", "pad", 1, ""),
    ("Q", "parts", 2 * len(PARTS), "file offset and size of every part"),
    ("I", "tables", 2 * len(TABLES), "offset in the metadata and number of records of every table"),
])

LINE_INDEX: Final = Record("lineindex", "Every 128th line, at the start of the lines part.", [
    ("I", "off", 1, "text offset"), ("I", "pos", 1, "wasm offset"), ("I", "at", 1, "of the next, after the index"),
    ("I", "pad", 1, "")])

GROUP: Final = 128
"""Trap sites and lines per index entry."""

assert HEADER_AT + HEADER.size <= META_AT


class Writer:
    """Collects the header fields and tables of a container and lays out the file."""

    def __init__(self) -> None:
        self.fields: dict[str, int] = {f: 0 for code, f, _, _ in HEADER.fields if code != "B"}
        self.compiler = b""
        self.source_hash = b""
        self.tables: list[bytearray] = [bytearray() for _ in TABLES]
        self.text = b""
        self.data = b""
        self.image = b""
        self.lines = b""
        self.names: list[str] = []
        """Name of every defined function, empty if unknown."""
        self.strings: dict[bytes, int] = {}

    def add(self, table: str, *values: int) -> int:
        """Append a record; return its number."""
        i = TABLE_INDEX[table]
        rec = TABLES[i]
        out = self.tables[i]
        out += rec.packer.pack(*values)
        return len(out) // rec.size - 1

    def count(self, table: str) -> int:
        """Number of records so far."""
        i = TABLE_INDEX[table]
        return len(self.tables[i]) // TABLES[i].size

    def extend(self, table: str, raw: bytes) -> None:
        """Append records that are already bytes."""
        self.tables[TABLE_INDEX[table]] += raw

    def string(self, text: bytes) -> int:
        """Offset of ``text`` in the strings table."""
        at = self.strings.get(text, -1)
        if at < 0:
            out = self.tables[TABLE_INDEX["strings"]]
            at = len(out)
            self.strings[text] = at
            out += text
        return at

    def finish(self) -> bytes:
        """The bytes of the file."""
        f = self.fields
        meta = bytearray()
        directory: list[int] = []
        for rec, raw in zip(TABLES, self.tables):
            meta += b"\0" * (-len(meta) & 7)
            directory += [len(meta), len(raw) // rec.size]
            meta += raw
        first = f["imported_funcs"]
        strtab, name_at = elf.string_table([s or f"wasm-function[{first + i}]" for i, s in enumerate(self.names)])
        page = PAGE_SIZES[f["machine"]]

        note_size = 16 + HEADER.size
        parts = {
            "note": elf.Section(".note.zwasm", elf.SHT_NOTE, elf.SHF_ALLOC, b"\0" * note_size, 4),
            "meta": elf.Section(".zwasm.meta", elf.SHT_PROGBITS, elf.SHF_ALLOC, bytes(meta), 16),
            "data": elf.Section(".zwasm.data", elf.SHT_PROGBITS, elf.SHF_ALLOC, self.data, 16),
            "text": elf.Section(".text", elf.SHT_PROGBITS, elf.SHF_ALLOC | elf.SHF_EXECINSTR, self.text, page),
            "start": elf.Section(".zwasm.start", elf.SHT_PROGBITS, elf.SHF_ALLOC | elf.SHF_EXECINSTR,
                                 START.get(f["machine"], b""), 16),
            "image": elf.Section(".zwasm.image", elf.SHT_PROGBITS, 0, self.image, page if self.image else 16),
            "lines": elf.Section(".zwasm.lines", elf.SHT_PROGBITS, 0, self.lines, 16),
            "symtab": elf.Section(".symtab", elf.SHT_SYMTAB, 0, b"\0" * (elf.SYM_SIZE * (len(self.names) + 1)), 8),
            "strtab": elf.Section(".strtab", elf.SHT_STRTAB, 0, strtab, 1),
            "shstrtab": elf.Section(".shstrtab", elf.SHT_STRTAB, 0, b"", 1),
        }
        sections = list(parts.values())
        shstr, sh_names = elf.string_table([s.name for s in sections])
        parts["shstrtab"].data = shstr

        at = NOTE_AT
        for key, sec in parts.items():
            at = META_AT if key == "meta" else (at + sec.align - 1) & -sec.align
            sec.offset = at
            at += len(sec.data)
        shoff = (at + 15) & ~15
        total = shoff + elf.SHDR_SIZE * (len(sections) + 1)

        parts["symtab"].data = self._symbols(name_at, parts["text"].offset, 1 + sections.index(parts["text"]))
        parts["symtab"].link = 1 + sections.index(parts["strtab"])
        parts["symtab"].info = len(self.names) + 1
        parts["symtab"].entsize = elf.SYM_SIZE

        f["magic"] = MAGIC
        f["version"] = FORMAT_VERSION
        f["file_size"] = total
        located = [x for name, _ in PARTS for x in (parts[name].offset, len(parts[name].data))]
        parts["note"].data = elf.note(b"zwa", 1, self._header(located, directory))

        text = parts["text"]
        start = parts["start"]
        code_end = start.offset + len(start.data)
        rest = parts["meta"].offset + len(meta) if not self.data else parts["data"].offset + len(self.data)
        phdrs = (elf.phdr(elf.PT_LOAD, elf.PF_R, 0, rest, 0x1000)
                 + elf.phdr(elf.PT_LOAD, elf.PF_R | elf.PF_X, text.offset, code_end - text.offset, page)
                 + elf.phdr(elf.PT_NOTE, elf.PF_R, NOTE_AT, note_size, 4)
                 + elf.phdr(elf.PT_GNU_STACK, elf.PF_R | elf.PF_W, 0, 0, 16))
        out = bytearray(total)
        entry = start.offset if start.data else 0
        out[:elf.EHDR_SIZE] = elf.ehdr(f["machine"], entry, shoff, 4, len(sections) + 1, len(sections))
        out[elf.EHDR_SIZE:elf.EHDR_SIZE + len(phdrs)] = phdrs
        headers = bytearray(elf.SHDR_SIZE)
        for sec, name in zip(sections, sh_names):
            out[sec.offset:sec.offset + len(sec.data)] = sec.data
            headers += elf.shdr(name, sec)
        out[shoff:] = headers
        seal(out)
        return bytes(out)

    def _symbols(self, name_at: list[int], text: int, shndx: int) -> bytes:
        out = bytearray(elf.SYM_SIZE)
        code = TABLES[TABLE_INDEX["code"]].packer
        info = elf.STB_LOCAL << 4 | elf.STT_FUNC
        for i, (off, size) in enumerate(code.iter_unpack(self.tables[TABLE_INDEX["code"]])):
            out += elf.symbol(name_at[i], info, 0 if self.names[i] else elf.STV_HIDDEN, shndx, text + off, size)
        return bytes(out)

    def _header(self, located: list[int], directory: list[int]) -> bytes:
        values: list[bytes | int] = []
        for code, name, repeat, _ in HEADER.fields:
            if name == "parts":
                values += located
            elif name == "tables":
                values += directory
            elif code == "B":
                raw = self.compiler if name == "compiler" else self.source_hash
                values.append(raw[:repeat].ljust(repeat, b"\0"))
            else:
                values.append(self.fields[name])
        return HEADER.packer.pack(*values)


def checksums(data: bytes | bytearray, meta_end: int) -> tuple[int, int]:
    """The two checksums of a file whose metadata ends at ``meta_end``."""
    view = memoryview(data)
    crc_at = HEADER_AT + HEADER.offsets["meta_crc"]
    meta = zlib.crc32(view[crc_at + 8:meta_end], zlib.crc32(view[:crc_at]))
    return meta, zlib.crc32(view[meta_end:])


def seal(data: bytearray) -> None:
    """Compute and store the checksums of a laid-out file."""
    parts_at = HEADER_AT + HEADER.offsets["parts"] + 16  # the second part is the metadata
    off, size = struct.unpack_from("<QQ", data, parts_at)
    struct.pack_into("<II", data, HEADER_AT + HEADER.offsets["meta_crc"], *checksums(data, off + size))
