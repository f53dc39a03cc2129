"""The container (``.cwasm``): an ELF64-shaped file of native code and the metadata to instantiate it.

Fixed offsets let the loader skip ELF parsing: the identity note's descriptor, ``zw_cw_header``, lies at ``HEADER_AT``.
The metadata at ``META_AT`` begins with a directory, by which every part and every table is found by its name.  The
checksum of the metadata (``meta_crc``) and every bound in it is verified at load.  ``bulk_crc`` covers all the rest:
constants, code, data, lines, symbols.  Everything is little-endian; offsets count from the start of the container.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

from zwasm_formats import elf

FORMAT_VERSION: Final = 3
MAGIC: Final = 0x4D57435A  # "ZCWM"
NOTE_AT: Final = 0x200
HEADER_AT: Final = 0x210
META_AT: Final = 0x400
CONST_ALIGN: Final = 64
"""The constants begin and end at multiples of it: what code loads from them may rely on that."""
MOST_SECTIONS: Final = 128
"""Of the directory; unknown ones included."""
NONE: Final = 0xFFFFFFFF

OPTION_INTERRUPTIBLE: Final = 1
OPTION_CANONICAL_NANS: Final = 2
OPTION_CHECKED_MEMORY: Final = 4

OS_NAMES: Final[list[str]] = ["none", "linux", "darwin", "windows"]
MACHINES: Final[dict[int, str]] = {elf.EM_X86_64: "x86_64", elf.EM_AARCH64: "aarch64"}
PAGES: Final[dict[tuple[str, str], int]] = {
    ("x86_64", "linux"): 0x1000, ("x86_64", "darwin"): 0x1000, ("x86_64", "windows"): 0x1000,
    ("aarch64", "linux"): 0x10000, ("aarch64", "darwin"): 0x4000, ("aarch64", "windows"): 0x1000,
}
"""The largest page of each machine and system: text and images begin at a multiple of it."""

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
    ("const", "constants and jump tables of the code; it ends where the text begins"),
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
]

TABLE_INDEX: Final[dict[str, int]] = {t.name: i for i, t in enumerate(TABLES)}

HEADER: Final = Record("header", "Identity.", [
    ("I", "magic", 1, "0x4d57435a"), ("I", "version", 1, "of this format"),
    ("I", "meta_crc", 1, "CRC-32 of the file up to the end of the metadata, without this field and the next"),
    ("I", "bulk_crc", 1, "CRC-32 of the rest of the file"),
    ("Q", "file_size", 1, "of the container"),
    ("Q", "meta_end", 1, "end of the metadata"),
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
    ("I", "vmctx_size", 1, ""), ("I", "sections", 1, "number of entries of the directory"),
])

SECTION: Final = Record("section", "An entry of the directory: a part or a table.", [
    ("B", "name", 16, "NUL-padded"), ("Q", "offset", 1, "in the container"), ("Q", "size", 1, "in bytes")])

SECTION_NAMES: Final[list[str]] = [name for name, _ in PARTS] + [rec.name for rec in TABLES]
"""Of the directory, in the order in which they are written; readers find them in any."""

LINE_INDEX: Final = Record("lineindex", "Every 128th line, at the start of the lines part.", [
    ("I", "off", 1, "text offset"), ("I", "pos", 1, "wasm offset"), ("I", "at", 1, "of the next, after the index"),
    ("I", "pad", 1, "")])

GROUP: Final = 128
"""Trap sites and lines per index entry."""

assert HEADER_AT + HEADER.size <= META_AT


def page_size(machine: int, os: int) -> int:
    """The page of a target by its numbers in the header; 1 if it is not known."""
    return PAGES.get((MACHINES.get(machine, ""), OS_NAMES[os] if os < len(OS_NAMES) else ""), 1)


def sections(data: bytes | bytearray) -> list[tuple[str, int, int]]:
    """(name, offset, size) of every entry of the directory; of it, only the header and its own bounds are checked."""
    if len(data) < META_AT:
        raise FormatError("the file is cut off")
    meta_end: int = struct.unpack_from("<Q", data, HEADER_AT + HEADER.offsets["meta_end"])[0]
    count: int = struct.unpack_from("<I", data, HEADER_AT + HEADER.offsets["sections"])[0]
    end = META_AT + SECTION.size * count
    if count > MOST_SECTIONS or meta_end > len(data) or end > meta_end:
        raise FormatError("the metadata lies outside the file")
    return [(name.rstrip(b"\0").decode("latin-1"), offset, size)
            for name, offset, size in SECTION.packer.iter_unpack(data[META_AT:end])]


class Writer:
    """Collects the header fields and tables of a container and lays out the file."""

    def __init__(self) -> None:
        self.fields: dict[str, int] = {f: 0 for code, f, _, _ in HEADER.fields if code != "B"}
        self.compiler = b""
        self.source_hash = b""
        self.tables: list[bytearray] = [bytearray() for _ in TABLES]
        self.const = b""
        """What code reads besides its instructions: padded to ``CONST_ALIGN`` it ends where the text begins."""
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

    def page(self) -> int:
        """The page of the target that the fields name."""
        return page_size(self.fields["machine"], self.fields["os"])

    def finish(self) -> bytes:
        """The bytes of the file."""
        f = self.fields
        page = self.page()
        meta = bytearray(SECTION.size * len(SECTION_NAMES))
        tables: list[tuple[int, int]] = []
        for raw in self.tables:
            meta += b"\0" * (-len(meta) & 7)
            tables.append((META_AT + len(meta), len(raw)))
            meta += raw
        first = f["imported_funcs"]
        strtab, name_at = elf.string_table([s or f"wasm-function[{first + i}]" for i, s in enumerate(self.names)])
        const = self.const + b"\0" * (-len(self.const) % CONST_ALIGN)

        note_size = 16 + HEADER.size
        parts = {
            "note": elf.Section(".note.zwasm", elf.SHT_NOTE, elf.SHF_ALLOC, b"\0" * note_size, 4),
            "meta": elf.Section(".zwasm.meta", elf.SHT_PROGBITS, elf.SHF_ALLOC, meta, 16),
            "data": elf.Section(".zwasm.data", elf.SHT_PROGBITS, elf.SHF_ALLOC, self.data, 16),
            "const": elf.Section(".rodata", elf.SHT_PROGBITS, elf.SHF_ALLOC, const, CONST_ALIGN),
            "text": elf.Section(".text", elf.SHT_PROGBITS, elf.SHF_ALLOC | elf.SHF_EXECINSTR, self.text, page),
            "start": elf.Section(".zwasm.start", elf.SHT_PROGBITS, elf.SHF_ALLOC | elf.SHF_EXECINSTR,
                                 START.get(f["machine"], b""), 16),
            "image": elf.Section(".zwasm.image", elf.SHT_PROGBITS, 0, self.image, page if self.image else 16),
            "lines": elf.Section(".zwasm.lines", elf.SHT_PROGBITS, 0, self.lines, 16),
            "symtab": elf.Section(".symtab", elf.SHT_SYMTAB, 0, b"\0" * (elf.SYM_SIZE * (len(self.names) + 1)), 8),
            "strtab": elf.Section(".strtab", elf.SHT_STRTAB, 0, strtab, 1),
            "shstrtab": elf.Section(".shstrtab", elf.SHT_STRTAB, 0, b"", 1),
        }
        headed = [sec for key, sec in parts.items() if key != "const" or const]
        shstr, sh_names = elf.string_table([s.name for s in headed])
        parts["shstrtab"].data = shstr

        at = NOTE_AT
        for key, sec in parts.items():
            if key == "meta":
                at = META_AT
            elif key == "const":  # as late as the next page allows
                at = (at + len(const) + page - 1 & -page) - len(const)
            sec.offset = at = at + sec.align - 1 & -sec.align
            at += len(sec.data)
        shoff = (at + 15) & ~15
        total = shoff + elf.SHDR_SIZE * (len(headed) + 1)

        parts["symtab"].data = self._symbols(name_at, parts["text"].offset, 1 + headed.index(parts["text"]))
        parts["symtab"].link = 1 + headed.index(parts["strtab"])
        parts["symtab"].info = len(self.names) + 1
        parts["symtab"].entsize = elf.SYM_SIZE

        f["magic"] = MAGIC
        f["version"] = FORMAT_VERSION
        f["file_size"] = total
        f["meta_end"] = META_AT + len(meta)
        f["sections"] = len(SECTION_NAMES)
        located = [(parts[name].offset, len(parts[name].data)) for name, _ in PARTS] + tables
        for i, name in enumerate(SECTION_NAMES):
            SECTION.packer.pack_into(meta, SECTION.size * i, name.encode(), *located[i])
        parts["note"].data = elf.note(b"zwa", 1, self._header())

        text = parts["text"]
        start = parts["start"]
        code_end = start.offset + len(start.data)
        rest = next(s for s in (parts["const"], parts["data"], parts["meta"]) if s.data)
        phdrs = (elf.phdr(elf.PT_LOAD, elf.PF_R, 0, rest.offset + len(rest.data), 0x1000)
                 + elf.phdr(elf.PT_LOAD, elf.PF_R | elf.PF_X, text.offset, code_end - text.offset, page)
                 + elf.phdr(elf.PT_NOTE, elf.PF_R, NOTE_AT, note_size, 4)
                 + elf.phdr(elf.PT_GNU_STACK, elf.PF_R | elf.PF_W, 0, 0, 16))
        out = bytearray(total)
        entry = start.offset if start.data else 0
        out[:elf.EHDR_SIZE] = elf.ehdr(f["machine"], entry, shoff, 4, len(headed) + 1, len(headed))
        out[elf.EHDR_SIZE:elf.EHDR_SIZE + len(phdrs)] = phdrs
        headers = bytearray(elf.SHDR_SIZE)
        for sec, sh_name in zip(headed, sh_names):
            out[sec.offset:sec.offset + len(sec.data)] = sec.data
            headers += elf.shdr(sh_name, sec)
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

    def _header(self) -> bytes:
        values: list[bytes | int] = []
        for code, name, repeat, _ in HEADER.fields:
            if code == "B":
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
    meta_end: int = struct.unpack_from("<Q", data, HEADER_AT + HEADER.offsets["meta_end"])[0]
    struct.pack_into("<II", data, HEADER_AT + HEADER.offsets["meta_crc"], *checksums(data, meta_end))
