"""Writes docs/formats.md: the container and the run-time ABI, byte by byte, from the tables that define them."""

from __future__ import annotations

from zwasm_formats import abi, cpu, cwasm

MARK = "<!-- GENERATED from formats/zwasm_formats/page.py, cwasm.py and abi.py, by scripts/gen.py; do not edit -->"

_TYPES = {"I": "u32", "Q": "u64", "B": "u8"}

_INTRO = """
# The container and the run-time ABI

A container (`.cwasm`) is native code with what is needed to instantiate it. It is an ELF64 image in shape, so that
`readelf`, debuggers and disassemblers open it, but readers need no ELF parsing: a header at a fixed offset says what
it is, and a directory at another one where everything lies, by name. All numbers are little-endian, and all offsets
count from the start of the container, which may lie at any page of a file. This page is generated from
`formats/zwasm_formats`, the one home of the layouts; the C headers `zw_cwasm.h` and `zw_abi.h` and the offsets in the
compiler come from the same tables.

**A container is native code: running one trusts whoever built it.** The checks below find damage and mistakes.

## The file

| offset | what |
| --- | --- |
| 0 | ELF header (`ET_DYN`, machine of the target) |
| 0x40 | program headers: metadata, data and constants (R), the text (R E), the note, the stack flags |
| {note:#x} | ELF note, owner `zwa`, type 1; its descriptor at {header:#x} is the header |
| {meta:#x} | metadata: the directory, then the tables, each 8-byte aligned |
| | data: bytes of the data segments |
| multiple of {align} | const: constants and jump tables; ends, padded to {align}, where the text begins |
| multiple of a page | text: machine code, position-independent, used as it is |
| | start: where the ELF header says that execution begins; it says what the file is, with status 126 |
| multiple of a page | images: initial contents of memories, mapped copy-on-write |
| | lines, ELF symbols and their names (for backtraces and tools) |
| end | ELF section headers |

A page is the largest of the machine and system: {pages}.

The constants are never executable: they lie in the pages before the text. As they end at its first byte, their
distance from every instruction is known when the code is made, whatever the page.

A memory of the module's own gets an image if its active segments have constant offsets and together 64 KiB or more, and
the whole pages that they span have at most twice as many bytes. There is no other bound: mapping a large image takes no
longer than mapping a small one. The segments of all other memories are copied one by one.

A reader checks, in this order: the magic numbers, the format version, the file's size, `meta_crc` (CRC-32 as in zlib),
machine, ABI fingerprint and CPU features, the directory, then every offset, count and index in header and tables. Each
section that this page names must be there, once; sections of other names must lie in the file, and are ignored: what a
reader has to know comes with another format version. Ranges that tables
name in `exprs`, `pool`, the data and the images must follow one another, so that nothing is used twice. The rest of
the file is covered by `bulk_crc`, which `zwasm run --check` and `zwasmc inspect --verify` verify.
"""


def _table(fields: list[tuple[str, str, str]], offsets: list[int]) -> list[str]:
    out = ["| offset | type | field | |", "| --- | --- | --- | --- |"]
    for (ctype, name, doc), offset in zip(fields, offsets):
        out.append(f"| {offset} | `{ctype}` | `{name}` | {doc} |")
    return out


def _record(rec: cwasm.Record) -> list[str]:
    fields: list[tuple[str, str, str]] = []
    for code, name, repeat, doc in rec.fields:
        fields.append((_TYPES[code] if repeat == 1 else f"{_TYPES[code]}[{repeat}]", name, doc))
    return _table(fields, [rec.offsets[name] for _, name, _, _ in rec.fields])


def _container() -> list[str]:
    pages = ", ".join(f"{size:#x} on {machine}-{system}" for (machine, system), size in cwasm.PAGES.items())
    intro = _INTRO.format(note=cwasm.NOTE_AT, header=cwasm.HEADER_AT, meta=cwasm.META_AT, align=cwasm.CONST_ALIGN,
                          pages=pages)
    out = [intro.strip()]
    out += ["", f"## Header ({cwasm.HEADER.size} bytes)", "", *_record(cwasm.HEADER), ""]
    names = ", ".join(f"{bit} {name}" for bit, name in enumerate(cpu.X86_FEATURES))
    out += [f"Bits of `cpu_features` on x86-64: {names}.", ""]
    levels = ", ".join(f"{level} = {mask:#x}" for level, mask in cpu.X86_LEVELS.items())
    out += [f"The levels of `--cpu`: {levels}. Code for `--cpu native` may need avx512_bitalg besides v4.", ""]
    out += [f"## The directory ({cwasm.SECTION.size} bytes per section)", "", *_record(cwasm.SECTION), ""]
    out += [f"At most {cwasm.MOST_SECTIONS} sections, in any order: the tables below, each inside the metadata, and",
            "these parts, all behind it:", ""]
    out += [f"- `{name}`: {doc}" for name, doc in cwasm.PARTS]
    out += ["", "## Metadata tables", ""]
    out += ["A value type is its code in the binary format; a reference type is heap type",
            "<< 8 | 0x63 (nullable) or 0x64, the heap type a type index or a negative abstract one.", ""]
    for rec in cwasm.TABLES:
        out += [f"### `{rec.name}` ({rec.size} bytes each)", "", rec.doc, "", *_record(rec), ""]
    ops = ", ".join(f"{name.lower()} {op:#x}" for op, name in cwasm.EXPR_OPS)
    out += [f"Operators in `exprs`: {ops} (the second half of a v128 constant).", ""]
    out += ["## Lines", "", f"`lines` in the header counts the entries of an index, one per {cwasm.GROUP} lines:", ""]
    out += [*_record(cwasm.LINE_INDEX), ""]
    out += ["The lines between follow the index: per line two varints (LEB128), the distance in the text and the move",
            "of the wasm offset (2n forward by n, 2n − 1 back by n). Code belongs to the last line that starts at or",
            "before it.", ""]
    return out


def _abi() -> list[str]:
    out = ["## Run-time ABI", "", "Structs that compiled code and the loader share. All pointers have 8 bytes.",
           f"The fingerprint of everything here (CRC-32 of a description) is {abi.abi_hash():#010x}.", ""]
    for s in abi.STRUCTS:
        fields = [(f.ctype.strip(), f.name, f.doc) for f in s.fields]
        out += [f"### `{s.name}` ({s.size} bytes)", "", s.doc, "", *_table(fields, [f.offset for f in s.fields]), ""]
    lay = abi.vmctx_layout(0, 0, 0, 0)
    out += [f"The variable parts of a `zw_vmctx` follow at {lay.imports}: one `zw_import` ({abi.IMPORT_SIZE} bytes)",
            "per imported function, then one `zw_memory *` per memory, one `zw_table *` per table, and, 16-aligned,",
            "one 16-byte cell per global: the value, or if imported a pointer to the exporter's cell. A null",
            "reference is 0; a function reference is the address of a `zw_funcref`.", ""]
    out += ["### Trap codes", "", "| code | name | message |", "| --- | --- | --- |"]
    out += [f"| {t.code} | `{t.name}` | {t.message} |" for t in abi.TRAPS]
    out += ["", "### C functions that compiled code calls", "",
            "Called as `fn(vmctx, …)`; I is a 64-bit integer or a reference, V a v128 in a vector register, v nothing.",
            "",
            "| number | name | parameters | result | |", "| --- | --- | --- | --- | --- |"]
    out += [f"| {c.number} | `{c.name}` | {c.params} | {c.result} | {c.doc} |" for c in abi.LIBCALLS]
    out += ["", "### Constants", "", "| name | value | |", "| --- | --- | --- |"]
    out += [f"| `{name}` | {value:#x} | {doc} |" for name, value, doc in abi.CONSTANTS]
    return out


def text() -> str:
    """The text of docs/formats.md."""
    lines = [line.replace(" |  |", " | |") for line in [MARK, "", *_container(), *_abi()]]
    return "\n".join(lines) + "\n"
