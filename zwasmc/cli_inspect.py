"""``zwasmc inspect`` and ``zwasmc wat``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import click

from zwasmc.cli_habits import HabitCommand
from zwasmc.cli_io import (
    common_options,
    escaped,
    expect_module,
    kind_of,
    read_input,
    read_module_bytes,
    refused,
    refused_module,
    shown,
)
from zwasmc.errors import CompileError

if TYPE_CHECKING:
    from zwasm_formats.cwasm_read import Container
    from zwasmc.wasm.module import Module
    from zwasmc.wasm.types import FuncType

SECTIONS: Final = (
    "custom", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code", "data",
    "data count", "tag",
)  # fmt: skip
KINDS: Final = ("func", "table", "memory", "global", "tag")


def title(text: str) -> None:
    """Print the heading of a part."""
    click.echo(f"\n{text}:")


def signature(params: Iterable[int], results: Iterable[int]) -> str:
    """Return ``(i32 i64) -> (f32)``."""
    from zwasmc.wasm.types import type_name

    return f"({' '.join(map(type_name, params))}) -> ({' '.join(map(type_name, results))})"


def func_signature(func: FuncType | None) -> str:
    """Return the signature of a function type."""
    return signature(func.params, func.results) if func is not None else "?"


def limits(low: int, high: int | None, unit: str) -> str:
    """Return ``2..16 pages``."""
    return f"{low}..{'' if high is None else high} {unit}"


# ---------------------------------------------------------------------------------------------------- .wasm


def external_text(module: Module, kind: int, index: int) -> str:
    """Describe one function, table, memory, global or tag."""
    from zwasmc.wasm.types import type_name

    if kind == 0:
        return func_signature(module.func_type(index))
    if kind == 1:
        table = module.tables[index]
        return f"{type_name(table.elem)} {limits(table.min, table.max, 'elements')}"
    if kind == 2:
        memory = module.memories[index]
        return limits(memory.min, memory.max, f"pages of {1 << memory.page_log2} bytes")
    if kind == 3:
        cell = module.globals[index]
        return f"{'mut ' if cell.mutable else ''}{type_name(cell.type)}"
    return func_signature(module.func_type_at(module.tags[index]))


def inspect_wasm(source: str, data: bytes) -> None:
    """Print sections, imports, exports and functions of a module."""
    from zwasmc.wasm.features import Features
    from zwasmc.wasm.read import read_module

    try:
        module = read_module(data, Features().apply("all"))
    except CompileError as error:
        raise refused_module(source, data, error) from error
    names = module.names.funcs
    click.echo(f"{shown(source)}: WebAssembly module, {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")
    title("sections")
    customs = iter(module.customs)
    for section in module.sections:
        name = SECTIONS[section.id]
        if section.id == 0:
            name += f" {next(customs).name!r}"
        click.echo(f"  {section.start:#09x}..{section.end:#09x} {section.end - section.start:>9} bytes  {name}")
    if module.imports:
        title("imports")
        for imp in module.imports:
            what = external_text(module, imp.kind, imp.index)
            click.echo(f"  {KINDS[imp.kind]} {imp.index:<4} {escaped(imp.module)}.{escaped(imp.name)}: {what}")
    if module.exports:
        title("exports")
        for exp in module.exports:
            what = external_text(module, exp.kind, exp.index)
            click.echo(f"  {KINDS[exp.kind]} {exp.index:<4} {escaped(exp.name)}: {what}")
    for label, kind, first, count in (
        ("tables", 1, module.num_imported_tables, len(module.tables)),
        ("memories", 2, module.num_imported_memories, len(module.memories)),
        ("globals", 3, module.num_imported_globals, len(module.globals)),
    ):
        if count > first:
            title(label)
            for index in range(first, count):
                click.echo(f"  {index:<4} {external_text(module, kind, index)}")
    title("functions")
    for number, body in enumerate(module.bodies):
        index = module.num_imported_funcs + number
        name = names.get(index, "")
        size = body.end - body.start
        what = func_signature(module.func_type(index))
        click.echo(f"  {index:<5} at {body.start:#08x} {size:>7} bytes  {escaped(name)}{': ' if name else ''}{what}")
    if module.start >= 0:
        click.echo(f"\nstart: function {module.start}")


# --------------------------------------------------------------------------------------------------- .cwasm


def type_signatures(container: Container) -> list[str]:
    """Return the signature of every type, '' where it is no function type."""
    return [signature(*found) if found is not None else "" for found in container.types]


def container_heading(source: str, container: Container) -> list[str]:
    """Return the lines that identify a container."""
    from zwasm_formats import cwasm
    from zwasm_formats.abi import abi_hash
    from zwasm_formats.cpu import feature_names
    from zwasmc.options import OPTIONS

    fields = container.fields
    options = [one.mark for one in OPTIONS.values() if fields["options"] & one.bit]
    machine = cwasm.MACHINES.get(fields["machine"], str(fields["machine"]))
    system = cwasm.OS_NAMES[fields["os"]] if fields["os"] < len(cwasm.OS_NAMES) else str(fields["os"])
    abi = fields["abi_hash"]
    here = "" if abi == abi_hash() & 0xFFFFFFFF else f", this zwasmc has {abi_hash() & 0xFFFFFFFF:08x}"
    return [
        f"{shown(source)}: container, {len(container.data)} bytes, format {fields['version']}",
        f"  target    {machine}-{system}",
        f"  compiler  zwasmc {escaped(container.compiler)}, ABI {abi:08x}{here}",
        f"  needs     {' '.join(feature_names(fields['cpu_features'])) or 'nothing beyond the baseline'}",
        f"  options   {', '.join(options) or 'none'}",
        f"  source    SHA-256 {container.source_hash.hex()}",
    ]


def inspect_container(source: str, container: Container) -> None:
    """Print header, parts, imports, exports and functions of a container."""
    imports = container.imports()
    exports = container.exports()
    names = container.func_names()
    totals = f"{len(container.trap_sites())} trap sites, {len(container.lines())} lines"
    for line in container_heading(source, container):
        click.echo(line)
    title("parts")
    for name, (offset, size) in container.parts.items():
        click.echo(f"  {offset:#09x}..{offset + size:#09x} {size:>9} bytes  {name}")
    functypes = [index for (index,) in container.table("functypes")]
    types = type_signatures(container)

    def what(kind: int, index: int) -> str:
        return f": {types[functypes[index]]}" if kind == 0 and index < len(functypes) else ""

    if imports:
        title("imports")
        for module, name, kind, index in imports:
            click.echo(f"  {KINDS[kind]} {index:<4} {escaped(module)}.{escaped(name)}{what(kind, index)}")
    if exports:
        title("exports")
        for name, kind, index in exports:
            click.echo(f"  {KINDS[kind]} {index:<4} {escaped(name)}{what(kind, index)}")
    title("functions")
    first = container.fields["imported_funcs"]
    for number, (offset, size) in enumerate(container.table("code")):
        name = names[number]
        click.echo(
            f"  {first + number:<5} at {offset:#08x} {size:>7} bytes  "
            f"{escaped(name)}{': ' if name else ''}{types[functypes[first + number]]}"
        )
    click.echo(f"\n{totals}")


@click.command("inspect", cls=HabitCommand)
@click.argument("source", metavar="FILE", required=False, type=click.Path(allow_dash=True))
@click.option("--disasm", "function", is_flag=False, flag_value="", metavar="[FUNC]",
              help="Disassemble one function (index or name), or all.")  # fmt: skip
@click.option("--verify", is_flag=True, help="Check both checksums, and read the container as ELF with LIEF.")
@common_options
def inspect_command(source: str | None, function: str | None, verify: bool) -> None:
    """Show what a .wasm or .cwasm file contains.

    With --disasm a module is compiled first, in memory.
    """
    if source is None and function:  # the optional value of --disasm swallowed FILE
        source, function = function, ""
    if source is None:
        raise click.UsageError("Missing argument 'FILE'", click.get_current_context())
    data = read_input(source)
    if kind_of(data) != "elf":
        expect_module(source, data)
        if function is None:
            if verify:
                raise refused(source, "--verify is for containers; see: zwasmc validate", 2)
            inspect_wasm(source, data)
            return
        data = _compiled(source, data)
    from zwasm_formats.cwasm import FormatError
    from zwasm_formats.cwasm_read import parse

    try:
        container = parse(data)
        if verify:
            from zwasmc.cli_disasm import verify_container

            verify_container(source, container)
        if function is not None:
            from zwasmc.cli_disasm import disassemble

            disassemble(source, container, function)
        elif not verify:
            inspect_container(source, container)
    except FormatError as error:
        raise refused(source, error) from error


def _compiled(source: str, data: bytes) -> bytes:
    """Compile a module with the default options."""
    import zwasmc

    try:
        return zwasmc.compile(data)
    except CompileError as error:
        raise refused_module(source, data, error) from error


@click.command("wat", cls=HabitCommand)
@click.argument("source", metavar="FILE", type=click.Path(allow_dash=True))
@common_options
def wat_command(source: str) -> None:
    """Print a module in the text format."""
    from zwasmc.wasm.wat import print_wat

    data = read_module_bytes(source)
    try:
        text = print_wat(data)
    except CompileError as error:
        raise refused_module(source, data, error) from error
    click.echo(text, nl=False)
