"""The module reader: decodes and validates everything outside function bodies."""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from zwasmc.errors import Malformed
from zwasmc.wasm import sections
from zwasmc.wasm.features import Features
from zwasmc.wasm.leb import Reader
from zwasmc.wasm.limits import MAX_MODULE, check_limit
from zwasmc.wasm.module import Custom, Module, Section
from zwasmc.wasm.op import PROPOSAL_EXCEPTIONS
from zwasmc.wasm.typesec import read_types

MAGIC: Final = b"\0asm"
VERSION: Final = b"\1\0\0\0"

SECTION_CUSTOM: Final = 0
SECTION_CODE: Final = 10
SECTION_DATA: Final = 11
SECTION_TAG: Final = 13

# What reads the content of each section, from id 1 on.
_READERS: Final = (
    read_types,
    sections.read_imports,
    sections.read_functions,
    sections.read_tables,
    sections.read_memories,
    sections.read_globals,
    sections.read_exports,
    sections.read_start,
    sections.read_elems,
    sections.read_code,
    sections.read_datas,
    sections.read_data_count,
    sections.read_tags,
)

# Place of each section in the file, by id.
_ORDER: Final = b"\0\1\2\3\4\5\7\x08\x09\x0a\x0c\x0d\x0b\6"


def _header(data: bytes) -> None:
    if len(data) < 4:
        raise Malformed("unexpected end", len(data))
    if not data.startswith(MAGIC):
        raise Malformed("magic header not detected", 0)
    if len(data) < 8:
        raise Malformed("unexpected end", len(data))
    if data[4:8] != VERSION:
        raise Malformed("unknown binary version", 4)


def read_module(data: bytes, features: Features | None = None) -> Module:
    """Read a binary module and validate everything but its function bodies.

    Raises Malformed, Invalid or Unsupported, each with the byte offset of what is wrong.
    """
    feats = features or Features()
    _header(data)
    size: i64 = len(data)
    check_limit(size, MAX_MODULE, "bytes of a module", 0)
    module = Module(data)
    r = Reader(data, 8, size, feats)
    last: i64 = 0
    code_pos: i64 = -1
    seen_data = False
    while r.pos < size:
        pos = r.pos
        ident = r.byte()
        if ident > SECTION_TAG:
            raise Malformed(f"malformed section id: {ident}", pos)
        size_pos = r.pos
        length = r.u32()
        start = r.pos
        if length > size - start:
            raise Malformed(f"length out of bounds: a section of {length} bytes", size_pos)
        end = start + length
        module.sections.append(Section(ident, start, end))
        part = Reader(data, start, end, feats)
        r.pos = end
        if ident == SECTION_CUSTOM:
            name = part.name()
            module.customs.append(Custom(name, part.pos, end))
            continue
        place: i64 = _ORDER[ident]
        if place <= last:
            raise Malformed("unexpected content after last section", pos)
        last = place
        if ident == SECTION_TAG:
            feats.require(PROPOSAL_EXCEPTIONS, "tag section", pos)
        if ident == SECTION_CODE:
            code_pos = start
        elif ident == SECTION_DATA:
            seen_data = True
        _READERS[ident - 1](module, part)
        if part.pos != end:
            raise Malformed("section size mismatch", part.pos)
    if len(module.bodies) != len(module.funcs) - module.num_imported_funcs:
        raise Malformed("function and code section have inconsistent lengths", size if code_pos < 0 else code_pos)
    if not seen_data and module.data_count > 0:
        raise Malformed("data count and data section have inconsistent lengths", size)
    return module
