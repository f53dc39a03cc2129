"""``zwasmc inspect --disasm`` and ``--verify``: machine code through capstone, the container through LIEF."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import click

from zwasm_formats import elf
from zwasm_formats.abi import trap_message
from zwasm_formats.cwasm import FormatError
from zwasmc.cli_io import escaped, refused, shown

if TYPE_CHECKING:
    from zwasm_formats.cwasm_read import Container

ENGINES = {
    elf.EM_X86_64: ("CS_ARCH_X86", "CS_MODE_64"),
    elf.EM_AARCH64: ("CS_ARCH_ARM64", "CS_MODE_LITTLE_ENDIAN"),
}
"""Capstone's names of each machine that containers are made for, by its number in ELF."""


def numbers_of(wanted: str, first: int, names: list[str], exports: list[tuple[str, int]]) -> list[int]:
    """Return the numbers of the defined functions that ``wanted`` means: an index, or a name.

    ``first`` is the index of the first defined function, ``names`` are those of all, ``exports`` (name, index).  A
    LookupError says that there is none.
    """
    if wanted.isdecimal():
        number = int(wanted) - first if len(wanted) < 20 else -1
        if not 0 <= number < len(names):
            there = f"they are {first}..{first + len(names) - 1}" if names else "there is none"
            raise LookupError(f"no defined function {wanted}; {there}")
        return [number]
    found = [number for number, name in enumerate(names) if name == wanted]
    found = found or [index - first for name, index in exports if name == wanted]
    if not found or found[0] < 0:
        raise LookupError(f"no defined function is named {wanted!r}")
    return found


def chosen(source: str, container: Container, wanted: str) -> list[int]:
    """Return the numbers of the defined functions that ``wanted`` means: an index, a name, or '' for all."""
    names = container.func_names()
    if not wanted:
        return list(range(len(names)))
    exports = [(name, index) for name, kind, index in container.exports() if kind == 0]
    try:
        return numbers_of(wanted, container.fields["imported_funcs"], names, exports)
    except LookupError as error:
        raise refused(source, str(error)) from error


def disassembler(machine: int) -> Any:
    """Return capstone's engine for a machine, an ELF number."""
    import capstone

    if machine not in ENGINES:
        raise FormatError(f"code for machine {machine}, which is not known")
    engine = capstone.Cs(*(getattr(capstone, name) for name in ENGINES[machine]))
    engine.skipdata = True
    return engine


def disassemble(source: str, container: Container, wanted: str) -> None:
    """Print machine code with the module offsets it comes from and the traps it may raise."""
    engine = disassembler(container.fields["machine"])
    text = container.part("text")
    code = container.table("code")
    names = container.func_names()
    first = container.fields["imported_funcs"]
    lines = container.lines()
    line_starts = [offset for offset, _ in lines]
    traps = container.trap_sites()
    trap_starts = [offset for offset, _ in traps]
    for number in chosen(source, container, wanted):
        start, size = code[number]
        name = escaped(names[number])
        click.echo(f"function {first + number} {name}".rstrip() + ":")
        shown_at = -1
        for address, length, mnemonic, operands in engine.disasm_lite(text[start : start + size], start):
            at = bisect_right(line_starts, address) - 1
            trap = bisect_right(trap_starts, address) - 1
            note = f"trap: {trap_message(traps[trap][1])}" if trap >= 0 and trap_starts[trap] == address else ""
            if at >= 0 and lines[at][1] != shown_at:
                shown_at = lines[at][1]
                note = f"wasm {shown_at:#x}{'; ' if note else ''}{note}"
            raw = text[address : address + length].hex()
            line = f"  {address:6x}: {raw:22} {mnemonic:10} {operands}"
            click.echo(f"{line:76} ; {note}" if note else line.rstrip())
        click.echo()


def verify_container(source: str, container: Container) -> None:
    """Check what the loader trusts, and that an independent reader sees the same file."""
    container.verify()
    import lief

    lief.logging.disable()
    binary = lief.parse(list(container.data))
    if not isinstance(binary, lief.ELF.Binary):
        raise FormatError("LIEF can't read the file as ELF")
    text_at, text_size = container.parts["text"]
    size = len(container.data)
    for section in binary.sections:
        if section.offset + section.size > size:
            raise FormatError(f"section {section.name!r} lies outside the file")
    found = binary.get_section(".text")
    if found is None or (found.offset, found.size) != (text_at, text_size):
        raise FormatError("the .text section is not where the header says")
    const_at, const_size = container.parts["const"]
    executable = lief.ELF.Segment.FLAGS.X
    writable = lief.ELF.Segment.FLAGS.W
    for segment in binary.segments:
        if segment.has(executable) and segment.has(writable):
            raise FormatError("a segment is writable and executable")
        overlap = segment.file_offset < const_at + const_size and const_at < segment.file_offset + segment.physical_size
        if segment.has(executable) and const_size and overlap:
            raise FormatError("the constants are executable")
        if segment.file_offset + segment.physical_size > size:
            raise FormatError("a segment lies outside the file")
    functions = len(container.table("code"))
    symbols = sum(1 for symbol in binary.symbols if symbol.is_function)
    if symbols != functions:
        raise FormatError(f"{symbols} function symbols for {functions} functions")
    click.echo(
        f"{shown(source)}: checksums match; LIEF reads {len(binary.sections)} sections, {len(binary.segments)} segments"
        f" and {symbols} functions"
    )
