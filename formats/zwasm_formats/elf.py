"""The little of ELF64 that a container uses: headers, sections, symbols."""

from __future__ import annotations

import struct
from typing import Final

EHDR_SIZE: Final = 64
PHDR_SIZE: Final = 56
SHDR_SIZE: Final = 64
SYM_SIZE: Final = 24

ET_DYN: Final = 3
EM_X86_64: Final = 62
EM_AARCH64: Final = 183

PT_LOAD: Final = 1
PT_NOTE: Final = 4
PT_GNU_STACK: Final = 0x6474E551
PF_X: Final = 1
PF_W: Final = 2
PF_R: Final = 4

SHT_NULL: Final = 0
SHT_PROGBITS: Final = 1
SHT_SYMTAB: Final = 2
SHT_STRTAB: Final = 3
SHT_NOTE: Final = 7
SHF_ALLOC: Final = 2
SHF_EXECINSTR: Final = 4

STT_FUNC: Final = 2
STB_LOCAL: Final = 0
STV_HIDDEN: Final = 2

_EHDR: Final = struct.Struct("<16sHHIQQQIHHHHHH")
_PHDR: Final = struct.Struct("<IIQQQQQQ")
_SHDR: Final = struct.Struct("<IIQQQQIIQQ")
_SYM: Final = struct.Struct("<IBBHQQ")


class Section:
    """A section of the file: what its header says, and its bytes (written at ``offset``)."""

    def __init__(self, name: str, kind: int, flags: int, data: bytes | bytearray, align: int) -> None:
        self.name = name
        self.kind = kind
        self.flags = flags
        self.data = data
        self.align = align
        self.offset = 0
        self.link = 0
        self.info = 0
        self.entsize = 0


def ehdr(machine: int, entry: int, shoff: int, phnum: int, shnum: int, shstrndx: int) -> bytes:
    """The file header of a little-endian ELF64 image; ``entry``: where it starts when it is executed, 0: nowhere."""
    ident = b"\x7fELF\x02\x01\x01" + b"\0" * 9
    return _EHDR.pack(ident, ET_DYN, machine, 1, entry, EHDR_SIZE, shoff, 0, EHDR_SIZE, PHDR_SIZE, phnum, SHDR_SIZE,
                      shnum, shstrndx)


def phdr(kind: int, flags: int, offset: int, size: int, align: int) -> bytes:
    """A program header whose addresses equal its file offsets."""
    return _PHDR.pack(kind, flags, offset, offset, offset, size, size, align)


def shdr(name: int, section: Section) -> bytes:
    """A section header."""
    addr = section.offset if section.flags & SHF_ALLOC else 0
    return _SHDR.pack(name, section.kind, section.flags, addr, section.offset, len(section.data), section.link,
                      section.info, section.align, section.entsize)


def symbol(name: int, info: int, other: int, shndx: int, value: int, size: int) -> bytes:
    """A symbol table entry."""
    return _SYM.pack(name, info, other, shndx, value, size)


def note(owner: bytes, kind: int, desc: bytes) -> bytes:
    """A note whose owner is at most three characters, so that ``desc`` starts at byte 16."""
    return struct.pack("<III", len(owner) + 1, len(desc), kind) + owner.ljust(4, b"\0") + desc


def string_table(names: list[str]) -> tuple[bytes, list[int]]:
    """A string table and the offset of each name in it; equal names share, NULs are dropped."""
    out = bytearray(b"\0")
    where: dict[str, int] = {"": 0}
    offsets: list[int] = []
    for name in names:
        at = where.get(name, -1)
        if at < 0:
            at = len(out)
            where[name] = at
            out += name.replace("\0", "").encode("utf-8", "replace")
            out.append(0)
        offsets.append(at)
    return bytes(out), offsets
