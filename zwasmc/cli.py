"""The ``zwasmc`` command: arguments to pipeline, and nothing else.

Subcommands live in ``cli_*.py`` and are imported when they are run.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import Final, NoReturn

import click

from zwasmc.cli_io import (
    CLOSED,
    STDOUT,
    UI,
    Finding,
    Refused,
    abandon,
    common_options,
    finish,
    settings_from_environment,
    system_finding,
    whole,
)

EXIT_REFUSED: Final = 1
EXIT_USAGE: Final = 2
EXIT_INTERNAL: Final = 70
EXIT_INTERRUPTED: Final = 130
EXIT_CLOSED_PIPE: Final = 141
"""As of a program that SIGPIPE ends."""

# name -> (module, one line of help, section of the overview)
COMMANDS: Final = {
    "compile": ("zwasmc.cli_compile", "Compile a module to a native container."),
    "validate": ("zwasmc.cli_compile", "Check that modules are valid, without compiling."),
    "inspect": ("zwasmc.cli_inspect", "Show what a .wasm or .cwasm file contains."),
    "wat": ("zwasmc.cli_inspect", "Print a module in the text format."),
    "features": ("zwasmc.cli_info", "List the proposals, or those that a module needs."),
    "targets": ("zwasmc.cli_info", "List the machines code can be compiled for."),
    "run": ("zwasmc.cli_run", "Run a module in the reference interpreter."),
    "version": ("zwasmc.cli_info", "Print the version."),
    "help": ("zwasmc.cli_info", "Show the help of a command."),
}


class LazyGroup(click.Group):
    """A click group that imports a command's module only when the command is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or say which one may be meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise unknown_command(args[0], ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def unknown_command(word: str, ctx: click.Context) -> Exception:
    """Return the refusal of a command that there is not."""
    from zwasmc.cli_habits import no_command

    known = no_command(word, COMMANDS)
    return Refused(known, EXIT_USAGE) if known else click.UsageError(f"there is no command {word}", ctx)


def _print_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        from zwasmc.cli_info import version_text

        click.echo(version_text())
        ctx.exit()


@click.command(cls=LazyGroup, name="zwasmc", context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version.",
)
@common_options
def main() -> None:
    """Ahead-of-time WebAssembly compiler.

    A module compiled with `zwasmc compile foo.wasm` runs with `zwasm run foo.cwasm`. Files are told apart by their
    first bytes, never by their names; `-` is standard input or output.
    """


def _terminated(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _prepare_streams() -> None:
    """Put something where a standard stream is closed, so that no file that is opened takes its place.

    Reading standard input and writing standard output fail, as they should; messages go nowhere.  What is written is
    written whole.
    """
    streams = (("stdin", "r", os.O_WRONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY))
    for number, (name, mode, flags) in enumerate(streams):
        if getattr(sys, name) is None:
            os.open(os.devnull, flags)
            CLOSED.append(number)
            setattr(sys, name, os.fdopen(number, mode, closefd=False))
    if sys.stdout is sys.__stdout__ or sys.__stdout__ is None:
        sys.stdout = whole(sys.stdout, STDOUT)
    if sys.stderr is sys.__stderr__ or sys.__stderr__ is None:
        sys.stderr = whole(sys.stderr, "<stderr>")


def run(argv: list[str] | None = None) -> int:
    """Run one command line and return its exit status.  Every failure is one line on standard error."""
    _prepare_streams()
    settings_from_environment()
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _terminated)
    try:
        words = sys.argv[1:] if argv is None else argv
        if not words:
            words = ["help"]
            sys.stdout = sys.stderr
        status = _invoke(list(words))
        finish(sys.stdout)
        if sys.stdout is sys.stderr:
            return EXIT_USAGE
        return status or (EXIT_REFUSED if UI.lost else 0)
    except Refused as error:
        return _fail(error.finding, error.status, error)
    except click.UsageError as error:
        command = error.ctx.command_path.partition(" ")[2] if error.ctx else ""
        return _fail(Finding(_what_is_wrong(error, f"zwasmc help {command}".strip()), code="usage"), EXIT_USAGE, error)
    except (click.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except OSError as error:
        if error.filename == STDOUT:
            abandon(sys.stdout)
            if isinstance(error, BrokenPipeError):
                return EXIT_CLOSED_PIPE  # whoever read us has seen enough
        return _fail(system_finding(error), EXIT_REFUSED, error)
    except MemoryError as error:
        return _fail(Finding("out of memory"), EXIT_REFUSED, error)
    except Exception as error:
        from zwasmc.cli_info import version_text

        what = f"{type(error).__name__}: {error}".split("\n")[0]
        ask = "please report it together with the module; ZWASM_DEBUG=1 shows where it happened"
        finding = Finding(f"internal error: {what} ({version_text()}; {ask})", code="internal-error")
        return _fail(finding, EXIT_INTERNAL, error)


def _invoke(words: list[str]) -> int:
    try:
        with main.make_context("zwasmc", words) as context:
            status = main.invoke(context)
    except click.exceptions.Exit as error:
        return error.exit_code
    return status if isinstance(status, int) else 0


def _what_is_wrong(error: click.UsageError, help: str) -> str:
    """Return what is wrong with a command line, in the words of ``zwasm``; ``help`` is the command that says more."""
    if isinstance(error, click.NoSuchOption):
        return f"unknown option {error.option_name} (see: {help})"
    if isinstance(error, click.BadOptionUsage) and "requires an argument" in error.message:
        return f"{error.option_name} needs a value"
    if isinstance(error, click.BadParameter) and error.param is not None and error.param.name == "source":
        return f"no FILE given (see: {help})"
    if isinstance(error, click.BadParameter) and error.param is not None and isinstance(error.param.type, click.Choice):
        *most, last = map(str, error.param.type.choices)
        given = error.message.partition("'")[2].partition("' is not ")[0]
        return f"{error.param.opts[0]} {given}: expected {', '.join(most)} or {last}"
    return f"{' '.join(error.format_message().split()).rstrip('.')} (see: {help})"


def _fail(finding: Finding, status: int, error: BaseException) -> int:
    if UI.debug:
        import traceback

        traceback.print_exception(error)
    UI.report(finding)
    return status
