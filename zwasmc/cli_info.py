"""``zwasmc features``, ``targets``, ``version`` and ``help``."""

from __future__ import annotations

import platform
from typing import Final

import click

from zwasmc.cli_habits import HabitCommand
from zwasmc.cli_io import UI, common_options, module_finding, read_module_bytes
from zwasmc.errors import CompileError


def version_text() -> str:
    """Return the version line: what is running, and which ABI it compiles for."""
    import zwasmc
    from zwasm_formats.abi import abi_hash

    kind = "compiled" if zwasmc.COMPILED else "plain Python, slow"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"zwasmc {zwasmc.__version__} ({kind}; {python}; ABI {abi_hash() & 0xFFFFFFFF:08x})"


@click.command("version")
@common_options
def version_command() -> None:
    """Print the version of the compiler and the ABI of its containers."""
    click.echo(version_text())


@click.command("help")
@click.argument("command", metavar="[COMMAND]", required=False)
@click.pass_context
def help_command(ctx: click.Context, command: str | None) -> None:
    """Show the help of a command, or the list of commands."""
    parent = ctx.parent
    assert parent is not None and isinstance(parent.command, click.Group)
    if command is None:
        click.echo(parent.get_help())
        return
    _, found, _ = parent.command.resolve_command(parent, [command])  # refuses what there is not
    assert found is not None
    click.echo(found.get_help(click.Context(found, info_name=command, parent=parent)))


@click.command("targets")
@common_options
def targets_command() -> None:
    """List the machines code can be compiled for."""
    from zwasmc.targets import BUILT, TARGETS, host

    here = host()
    for name in TARGETS:
        notes = ["supported" if name in BUILT else "not supported yet", *(["this machine"] if name == here else [])]
        click.echo(f"{name:16} {', '.join(notes)}")


MOST_UNKNOWN: Final = 10
"""So many lines about what is not understood in a module."""


def needed_features(wasm: bytes) -> tuple[list[str], list[CompileError]]:
    """Return the proposals that a module uses, and what is not understood in it: of each kind, the first."""
    from zwasmc.wasm.features import Features
    from zwasmc.wasm.op import PROPOSAL_NAMES
    from zwasmc.wasm.read import read_module
    from zwasmc.wasm.wat import Printer

    features = Features().apply("all")
    unknown: dict[str, CompileError] = {}
    try:
        module = read_module(wasm, features)
        printer = Printer(module, features)  # of all that reads bodies, the printer alone knows every proposal
        for body in module.bodies:
            lines: list[str] = []
            try:
                printer.code.body(body, lines)
            except CompileError as error:
                unknown.setdefault(error.message, error)
    except CompileError as error:
        unknown.setdefault(error.message, error)
    names = [name for number, name in enumerate(PROPOSAL_NAMES) if number and features.used[number]]
    return names, list(unknown.values())


@click.command("features", cls=HabitCommand)
@click.argument("source", metavar="[FILE]", required=False, type=click.Path(allow_dash=True))
@common_options
def features_command(source: str | None) -> int:
    """List the WebAssembly proposals, or those that a module needs.

    Without FILE: every proposal, and what zwasmc does with it. With FILE: what the module uses; it is not validated.
    What is not understood is named, and makes the exit status 1.
    """
    from zwasmc.wasm.op import PROPOSAL_COMPILED, PROPOSAL_NAMES

    if source is None:
        for name, compiled in zip(PROPOSAL_NAMES[1:], PROPOSAL_COMPILED[1:]):
            click.echo(f"{name:24} {'on' if compiled else 'off':4} {compiled or 'not supported yet'}")
        return 0
    wasm = read_module_bytes(source)
    names, unknown = needed_features(wasm)
    for name in names:
        click.echo(name)
    for error in unknown[:MOST_UNKNOWN]:
        UI.report(module_finding(source, wasm, error))
    return 1 if unknown else 0
