"""``zwasmc features``, ``targets``, ``version`` and ``help``."""

from __future__ import annotations

import platform
from typing import Final

import click

from zwasmc.cli_io import common_options, read_module_bytes, refused_module
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
    found = parent.command.get_command(parent, command)
    if found is None:
        raise click.UsageError(f"No such command {command!r}", parent)
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


STATUS: Final = {
    "function-references": "in types",
    "threads": "atomics on unshared memories",
}
"""What is less than complete among the proposals that are implemented."""


def needed_features(wasm: bytes) -> list[str]:
    """Return the proposals that a module uses."""
    from zwasmc.wasm.features import Features
    from zwasmc.wasm.op import PROPOSAL_NAMES
    from zwasmc.wasm.wat import print_wat

    features = Features().apply("all")
    print_wat(wasm, features)  # of all that reads a module, the printer alone knows every proposal
    return [name for number, name in enumerate(PROPOSAL_NAMES) if number and features.used[number]]


@click.command("features")
@click.argument("source", metavar="[FILE]", required=False, type=click.Path(allow_dash=True))
@common_options
def features_command(source: str | None) -> None:
    """List the WebAssembly proposals, or those that a module needs.

    Without FILE: every proposal, and what zwasmc does with it. With FILE: what the module uses; it is not validated.
    """
    from zwasmc.wasm.features import IMPLEMENTED
    from zwasmc.wasm.op import PROPOSAL_NAMES

    if source is None:
        for number, name in enumerate(PROPOSAL_NAMES):
            if number:
                status = STATUS.get(name, "supported") if number in IMPLEMENTED else "not supported yet"
                click.echo(f"{name:24} {'on' if number in IMPLEMENTED else 'off':4} {status}")
        return
    wasm = read_module_bytes(source)
    try:
        names = needed_features(wasm)
    except CompileError as error:
        raise refused_module(source, wasm, error) from error
    for name in names:
        click.echo(name)
