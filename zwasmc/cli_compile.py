"""``zwasmc compile`` and ``zwasmc validate``."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

import zwasmc
from zwasmc.cli_habits import HabitCommand
from zwasmc.cli_io import (
    SIZES,
    UI,
    Refused,
    amount,
    common_options,
    module_finding,
    naming,
    progress,
    read_module_bytes,
    refused,
    refused_module,
    shown,
    system_finding,
    write_outputs,
)
from zwasmc.errors import CompileError, ProcessLost
from zwasmc.options import OPTIONS, Options
from zwasmc.targets import UnknownTarget, resolve

if TYPE_CHECKING:
    from zwasmc.pipeline import Pipeline
    from zwasmc.wasm.features import Features


def features_from(items: tuple[str, ...]) -> Features:
    """Return the proposals that ``--features`` leaves on."""
    from zwasmc.wasm.features import parse_features

    try:
        return parse_features(items)
    except ValueError as error:
        raise Refused(f"--features: {error}", 2) from error


def validate_module(wasm: bytes, features: Features, report: Callable[[int, int], None]) -> None:
    """Read and validate a module, bodies included; raises CompileError."""
    from zwasmc.wasm.read import read_module
    from zwasmc.wasm.rules import validate_bodies

    validate_bodies(read_module(wasm, features), features, report)


def from_record(name: str, help: str | None = None, **more: Any) -> Callable[[Any], Any]:
    """Return the decorator that adds an option of `zwasmc.Options`; ``help`` replaces its text, and its default."""
    one = OPTIONS[name]
    words = f"--{name.replace('_', '-')}"
    settings: dict[str, Any] = {"help": one.help if help is None else help}
    if isinstance(one.default, bool):
        settings |= {"is_flag": True, "default": one.default}
    elif help is None and isinstance(one.default, str):
        settings |= {"default": one.default, "show_default": True}
    if one.choices:
        settings["type"] = click.Choice(one.choices)
    elif one.metavar:
        settings["metavar"] = one.metavar
    return click.option(words, name, **settings, **more)


def features_option(command: Any) -> Any:
    """Add ``--features``."""
    return from_record("features", multiple=True)(command)


def memory_option(command: Any) -> Any:
    """Add ``--max-compile-memory``."""
    default = "1.5 GB, or 100 times the module if that is more"
    return click.option(
        "--max-compile-memory",
        "most_compile_memory",
        metavar="SIZE",
        callback=_compile_memory,
        help=f"Memory to compile with, all processes together (default: {default}).",
    )(command)


def _compile_memory(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    return amount("--max-compile-memory", value, SIZES, "a number of bytes such as 500M", 1)


def default_output(source: str) -> str:
    """Return where ``compile`` writes without ``-o``: FILE.cwasm in the current directory; stdin goes to stdout."""
    if source == "-":
        return "-"
    stem, extension = os.path.splitext(os.path.basename(source))
    return (stem if extension in (".wasm", ".wat") else os.path.basename(source)) + ".cwasm"


def same_file(a: str, b: str) -> bool:
    """Tell whether two paths mean one file, which need not exist; ``-`` is none."""
    if "-" in (a, b):
        return False
    if os.path.exists(a) and os.path.exists(b):
        return os.path.samefile(a, b)
    return os.path.realpath(a) == os.path.realpath(b)


def check_outputs(source: str, destination: str, depfile: str | None) -> None:
    """Refuse outputs that would destroy the input or each other."""
    if same_file(source, destination):
        raise refused(destination, "is the input; choose another output with -o", 2)
    if depfile is None:
        return
    if "-" in (source, destination):
        raise Refused("--depfile: the rule needs the names of input and output, not -", 2)
    for path, what in ((source, "input"), (destination, "output")):
        if same_file(path, depfile):
            raise Refused(f"--depfile {shown(depfile)}: is the {what}", 2)


def check_dumps(dumps: tuple[str, ...], output: str | None, depfile: str | None) -> None:
    """Refuse words that ``--dump`` does not know, and what can't be had together with it."""
    from zwasmc.cli_dump import check_wishes

    try:
        check_wishes(dumps)
    except ValueError as error:
        raise Refused(f"--dump {error}", 2) from error
    if output == "-":
        raise Refused("--dump: its text and OUT can't both go to standard output", 2)
    if depfile is not None and output is None:
        raise Refused("--depfile: with --dump it needs -o", 2)


def dump(pipeline: Pipeline, source: str, wasm: bytes, dumps: tuple[str, ...]) -> Callable[[bytes], str]:
    """Have a pipeline keep what is to be dumped; return what makes the text when there is a container."""
    from zwasm_formats.cwasm_read import parse
    from zwasmc.cli_dump import Dump

    try:
        kept = Dump(dumps, pipeline.read(wasm), pipeline.target.machine.name())
    except ValueError as error:
        raise refused(source, f"--dump {error}", 2) from error
    if kept.passes:
        pipeline.observer = kept.observe
        pipeline.jobs = 1  # what other processes see is lost

    def text(container: bytes) -> str:
        kept.code(parse(container))
        return kept.text()

    return text


@contextmanager
def memory_for(source: str, wasm: bytes, limit: int | None) -> Iterator[None]:
    """Limit the memory that is taken for a module, by default to a multiple of its size; say so when it is used up."""
    from zwasmc.memory import Limited, default_limit, spoken

    most = default_limit(len(wasm)) if limit is None else min(limit, 2**62)
    try:
        with Limited(most):
            yield
    except (MemoryError, ImportError) as error:
        if isinstance(error, ImportError) and not error.path:
            raise  # else a library is there, and found no room
        what = f"compiling it takes more than {spoken(most)} of memory (see --max-compile-memory)"
        raise refused(source, what) from error


def print_times(times: dict[str, float], elapsed: float, size: int) -> None:
    """Print what ``--time`` asks for: milliseconds per pass, and the speed in bytes of the module."""
    total = sum(times.values())
    for name, seconds in [*times.items(), ("total", total)]:
        UI.line(f"{name:10} {seconds * 1e3:9.2f} ms {100 * seconds / total if total else 0:5.1f} %")
    UI.line(f"{'elapsed':10} {elapsed * 1e3:9.2f} ms")
    UI.line(f"{'speed':10} {size / elapsed / 1e6 if elapsed else 0:9.2f} MB/s of {size} bytes")


@click.command("compile", cls=HabitCommand)
@click.argument("source", metavar="IN", type=click.Path(allow_dash=True))
@click.option("-o", "--output", metavar="OUT", help="Where to write (default: IN's name with .cwasm, here).")
@from_record("target")
@from_record("cpu")
@features_option
@from_record("interruptible")
@from_record("canonical_nans")
@from_record("memory")
@from_record("verify")
@click.option("--time", "timed", is_flag=True, help="Print the time of every pass, summed over processes.")
@click.option(
    "-j",
    "jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Compile with N processes (0, the default: as many as pay).",
)
@memory_option
@click.option("--depfile", metavar="FILE", help="Write a Makefile rule for OUT.")
@click.option(
    "--dump",
    "dumps",
    multiple=True,
    metavar="WHAT[:FUNC]",
    help="Print what becomes of functions (index or name, else all): zir, select, alloc or asm; repeatable."
    " Nothing is written without -o.",
)
@common_options
def compile_command(
    source: str,
    output: str | None,
    timed: bool,
    jobs: int,
    most_compile_memory: int | None,
    depfile: str | None,
    dumps: tuple[str, ...],
    **given: Any,
) -> None:
    """Compile a WebAssembly module to a native container.

    The container runs with `zwasm run`. Output is deterministic and appears complete or not at all.
    """
    try:
        resolve(given["target"])
    except UnknownTarget as error:
        raise Refused(str(error), 2) from error
    given["features"] = features_from(given["features"])
    destination = output if output is not None else default_output(source)
    if dumps:
        check_dumps(dumps, output, depfile)
    with naming(destination):
        check_outputs(source, destination, depfile)
    wasm = read_module_bytes(source)
    start = time.perf_counter()
    from zwasmc.pipeline import Pipeline

    try:
        pipeline = Pipeline(Options(**given), timed, jobs)
    except ValueError as error:
        raise Refused(f"--{error}", 2) from error
    slow = zwasmc.slow_twin()
    if slow:
        UI.warn(slow)
    begun = time.perf_counter()
    try:
        with memory_for(source, wasm, most_compile_memory), progress(f"compiling {shown(source)}") as pipeline.progress:
            dumped = dump(pipeline, source, wasm, dumps) if dumps else None
            container = pipeline.container(wasm)
            text = dumped(container) if dumped is not None else ""
    except CompileError as error:
        raise refused_module(source, wasm, error) from error
    except ProcessLost as error:
        raise refused(source, error) from error
    elapsed = time.perf_counter() - begun
    files: dict[str, bytes | str] = {destination: container} if output is not None or not dumps else {}
    if depfile is not None:
        from zwasmc.cli_depfile import depfile_text

        files[depfile] = depfile_text(destination, source)
    write_outputs(files)
    if dumps:
        click.echo(text, nl=False)
    if timed:
        print_times(pipeline.times, elapsed, len(wasm))
    seconds = time.perf_counter() - start
    UI.verbose(f"{shown(source)}: {len(wasm)} -> {len(container)} bytes in {seconds * 1e3:.0f} ms")


@click.command("validate", cls=HabitCommand)
@click.argument("sources", metavar="FILE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@features_option
@common_options
def validate_command(sources: tuple[str, ...], features: tuple[str, ...]) -> int:
    """Check that modules are valid, without compiling them.

    Prints one line for every file that is not, and exits with 1 if there was any.
    """
    on = features_from(features)
    status = 0
    for source in sources:
        try:
            wasm = read_module_bytes(source)
            with progress(f"validating {shown(source)}") as report:
                validate_module(wasm, on, report)
        except CompileError as error:
            status = 1
            UI.report(module_finding(source, wasm, error))
        except Refused as error:
            status = 1
            UI.report(error.finding)
        except OSError as error:
            status = 1
            UI.report(system_finding(error))
        else:
            UI.verbose(f"{shown(source)}: valid")
    return status
