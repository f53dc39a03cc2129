"""What every command shares: reading input, atomic output, messages and colour."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, Final, TextIO, TypeVar

import click

from zwasmc.errors import CompileError

WASM_MAGIC: Final = b"\0asm"
ELF_MAGIC: Final = b"\x7fELF"
ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
SCRIPT_LINE_MOST: Final = 4096
PROGRESS_DELAY: Final = 0.5
CLEAR_LINE: Final = "\r\x1b[K\x1b[?25h"
SIZES: Final = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}

F = TypeVar("F", bound=Callable[..., Any])


class Refused(Exception):
    """The input or the request is refused: one line, and an exit status."""

    def __init__(self, message: str, status: int = 1, finding: Finding | None = None) -> None:
        """``message``: the line; ``finding``: the same in parts, where a file is what is refused."""
        super().__init__(message)
        self.status = status
        self.finding = finding or Finding(message)


class Finding:
    """What is wrong, in parts: what ``--diagnostics`` prints."""

    def __init__(
        self, message: str, path: str = "", offset: int = -1, code: str = "", function: tuple[int, str] | None = None
    ) -> None:
        """``path`` as it is shown, '' for none; ``offset``: byte of the file, -1: none; ``function``: index, name."""
        self.message: Final = message
        self.path: Final = path
        self.offset: Final = offset
        self.code: Final = code
        self.function: Final = function

    def text(self) -> str:
        """Return ``FILE: at 0x1f4: message``."""
        where = f"at {self.offset:#x}: " if self.offset >= 0 else ""
        return f"{self.path}{': ' if self.path else ''}{where}{self.message}"

    def gnu(self) -> str:
        """Return ``FILE:0x1f4: error: message``, as editors and build tools read it."""
        where = f":{self.offset:#x}" if self.offset >= 0 else ""
        return f"{self.path or 'zwasmc'}{where}: error: {self.message}"

    def json(self, severity: str = "error") -> str:
        """Return one JSON object; what is not known is null."""
        index, name = self.function or (None, "")
        parts = {
            "severity": severity,
            "file": self.path or None,
            "offset": self.offset if self.offset >= 0 else None,
            "code": self.code or None,
            "message": self.message,
            "function": index,
            "function_name": name or None,
        }
        import json  # not at every start

        return json.dumps(parts)


STDOUT: Final = "<stdout>"
FORMS: Final = ("text", "gnu", "json")


class _Stream(io.FileIO):
    """A standard stream under a buffer: every byte is written, or an error names the stream."""

    def __init__(self, descriptor: int, name: str) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self.label: Final = name

    def write(self, data: Any) -> int:
        """Write some of ``data``, at least a byte; a descriptor that does not block is waited for."""
        with naming(self.label):
            while True:
                done = super().write(data)
                if done is not None:
                    return done
                import select

                select.select([], [self], [])


def whole(stream: TextIO, name: str) -> TextIO:
    """Return a standard stream that writes all or fails; unbuffered ones of Python ignore that writes may be short."""
    return io.TextIOWrapper(
        io.BufferedWriter(_Stream(stream.fileno(), name)),
        encoding=stream.encoding,
        errors="backslashreplace",  # what the encoding lacks
        line_buffering=stream.isatty(),
    )


def finish(stream: TextIO) -> None:
    """Write what is left, and hear of the errors that some file systems keep until a file is closed."""
    stream.flush()
    with naming(STDOUT), suppress(io.UnsupportedOperation):
        os.close(os.dup(stream.fileno()))


def amount(option: str, text: str, units: dict[str, int], expected: str, least: int = 0) -> int:
    """Return a number with one of the given units."""
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    unit = units.get(text[len(digits) :])
    number = int(digits) * unit if unit is not None and 0 < len(digits) <= 20 else -1
    if not least <= number < 2**64:
        raise Refused(f"{option} {text}: expected {expected}", 2)
    return number


def abandon(stream: TextIO) -> None:
    """Let what is left in a stream's buffer go nowhere: Python flushes it at exit, where an error is noisy."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class _UI:
    """Verbosity, colour and debugging, set once from the environment and the common options."""

    def __init__(self) -> None:
        self.verbosity = 0
        self.color = "auto"
        self.diagnostics = "text"
        self.debug = False
        self.lost = False
        """A message could not be written."""

    def colored(self, stream: Any) -> bool:
        """Tell whether ``stream`` gets colour."""
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return bool(stream.isatty()) and os.environ.get("TERM") != "dumb"

    def label(self, word: str, code: str) -> str:
        """Return ``word``, coloured when standard error is."""
        return f"\x1b[{code}m{word}\x1b[0m" if self.colored(sys.stderr) else word

    def error(self, message: str) -> None:
        """Print one error line."""
        self.report(Finding(message))

    def report(self, finding: Finding) -> None:
        """Print what is wrong in the form that is asked for."""
        if self.diagnostics == "json":
            self.line(finding.json())
        elif self.diagnostics == "gnu":
            self.line(escaped(finding.gnu()))
        else:
            self.line(f"{self.label('error:', '1;31')} {escaped(finding.text())}")

    def warn(self, message: str) -> None:
        """Print a warning, unless only errors are wanted."""
        if self.verbosity < 0:
            return
        if self.diagnostics == "json":
            self.line(Finding(message).json("warning"))
        else:
            self.line(f"{self.label('warning:', '1;33')} {escaped(message)}")

    def detail(self, text: str) -> None:
        """Print a line that explains an error to a person."""
        if self.diagnostics != "json":
            self.line(text)

    def verbose(self, message: str) -> None:
        """Print a remark that only ``-v`` shows."""
        if self.verbosity > 0:
            self.line(escaped(message))

    def line(self, text: str) -> None:
        """Print a line on standard error, if anybody can read it."""
        try:
            print(text, file=sys.stderr, flush=True)
        except OSError:
            self.lost = True
            abandon(sys.stderr)


UI: Final = _UI()
CLOSED: Final[list[int]] = []
"""Descriptors of the standard streams that were closed when the command started."""


def settings_from_environment() -> None:
    """Start from what the environment says; options override it."""
    UI.verbosity = 0
    UI.color = "auto"
    UI.diagnostics = "text"
    UI.lost = False
    UI.debug = os.environ.get("ZWASM_DEBUG", "") not in ("", "0")


def _set_color(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        UI.color = value


def _set_verbose(_ctx: click.Context, _parameter: click.Parameter, value: int) -> None:
    UI.verbosity += value


def _set_quiet(_ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        UI.verbosity = -1


def _set_diagnostics(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        UI.diagnostics = value


def form_asked_for(words: Sequence[str]) -> None:
    """Heed ``--diagnostics`` among the words of a command line that is wrong, which nobody else will read."""
    for word, after in zip(words, [*words[1:], ""]):
        name, separator, value = word.partition("=")
        form = value if separator else after
        if name == "--diagnostics" and form in FORMS:
            UI.diagnostics = form


def common_options(command: F) -> F:
    """Add the options that every command has."""
    options = (
        click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_set_quiet, help="Say only errors."),
        click.option("-v", "--verbose", count=True, expose_value=False, callback=_set_verbose, help="Say more."),
        click.option(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            expose_value=False,
            callback=_set_color,
            help="When to use colour (default: on terminals).",
        ),
        click.option(
            "--diagnostics",
            type=click.Choice(FORMS),
            expose_value=False,
            is_eager=True,
            callback=_set_diagnostics,
            help="Form of errors (default: text); gnu: `FILE:0x1f4: error: ...`; json: an object a line.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Give system errors that name no file the name ``path``."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = path
        raise


def system_finding(error: OSError) -> Finding:
    """Return the finding of a system error; its code is the error's name, such as ``ENOENT``."""
    path = "" if error.filename is None else shown(os.fsdecode(error.filename))
    return Finding(error.strerror or str(error), path, code=errno.errorcode.get(error.errno or 0, ""))


def escaped(text: str) -> str:
    """Return text from outside on one line, without what would steer a terminal, each byte of that as ``\\x1b``.

    Those are control characters, and what turns the direction of writing or ends a line.
    """
    if text.isprintable():
        return text
    return "".join([_escaped(c) if _steers(ord(c)) else c for c in text])


def _steers(code: int) -> bool:
    return (
        code < 0x20 or 0x7F <= code < 0xA0 or 0x200E <= code < 0x2010 or 0x2028 <= code < 0x202F
        or 0x2066 <= code < 0x206A or 0xD800 <= code < 0xE000
    )  # fmt: skip


def _escaped(character: str) -> str:
    return "".join([f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape")])


def shown(path: str) -> str:
    """Return a path as it is printed: on one line, undecodable bytes escaped."""
    if path == "-":
        return "<stdin>"
    return escaped(os.fsencode(path).decode("utf-8", "backslashreplace")) or "''"


def refused(path: str, message: object, status: int = 1) -> Refused:
    """Return the refusal of a file: ``FILE: message``."""
    finding = Finding(str(message), shown(path), code="usage" if status == 2 else "")
    return Refused(finding.text(), status, finding)


def module_finding(path: str, wasm: bytes, error: CompileError) -> Finding:
    """Return what the compiler says of a module, with the function that it happened in."""
    return Finding(error.message, shown(path), error.offset, error.code, _function_at(wasm, error.offset))


def refused_module(path: str, wasm: bytes, error: CompileError) -> Refused:
    """Return the refusal of a module."""
    finding = module_finding(path, wasm, error)
    return Refused(finding.text(), 1, finding)


def _function_at(wasm: bytes, offset: int) -> tuple[int, str] | None:
    """Return index and name of the function whose body has byte ``offset`` of the module, if its sections are sound."""
    if UI.diagnostics != "json" or offset < 0:
        return None
    from zwasmc.wasm.features import Features
    from zwasmc.wasm.read import read_module

    try:
        module = read_module(wasm, Features().apply("all"))
    except CompileError:
        return None
    for number, body in enumerate(module.bodies):
        if body.start <= offset <= body.end:  # the end: where something is missing
            index = module.num_imported_funcs + number
            return index, module.names.funcs.get(index, "")
    return None


def read_input(path: str) -> bytes:
    """Read a file or standard input, without a ``#!`` line at its start: offsets count from there."""
    with naming(path):
        if path == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(path, "rb") as file:
                data = file.read()
    line = data.find(b"\n", 0, SCRIPT_LINE_MOST) + 1 if data[:2] == b"#!" else 0
    return data[line:] if line else data


def kind_of(data: bytes) -> str:
    """Tell what a file is by its first bytes: wasm, component, elf, zstd, text or unknown."""
    if data[:4] == WASM_MAGIC:
        return "component" if data[6:8] == b"\1\0" else "wasm"
    if data[:4] == ELF_MAGIC:
        return "elf"
    if data[:4] == ZSTD_MAGIC:
        return "zstd"
    if data[:4096].lstrip()[:1] == b"(" or data[:4096].lstrip()[:2] == b";;":
        return "text"
    return "unknown"


def read_module_bytes(path: str) -> bytes:
    """Read a WebAssembly module; say what else a file is when it is no module."""
    return expect_module(path, read_input(path))


def expect_module(path: str, data: bytes) -> bytes:
    """Return ``data`` unless it is recognisably something else than a module."""
    kind = kind_of(data)
    if kind == "component":
        raise refused(path, "is a WebAssembly component; only core modules are supported")
    if kind == "elf":
        from zwasm_formats.cwasm_read import foreign, is_container

        if is_container(data):
            raise refused(path, "is compiled already; this command takes a .wasm module (run it with: zwasm run)")
        raise refused(path, foreign(data))
    if kind == "zstd":
        raise refused(path, "is compressed (zstandard); unpack it first")
    if kind == "text":
        raise refused(path, "is WebAssembly text; assemble it first (wat2wasm)")
    return data


def write_outputs(files: dict[str, bytes | str]) -> None:
    """Write whole files or nothing: temporary files beside them are renamed when all are complete.

    Text may go to a terminal, bytes may not.
    """
    staged: list[tuple[str, str, str]] = []
    try:
        for path, content in files.items():
            with naming(STDOUT if path == "-" else path):
                _write(path, content, staged)
        while staged:
            temporary, target, path = staged[-1]
            try:
                os.replace(temporary, target)
            except OSError as error:
                raise OSError(error.errno, error.strerror, path) from error
            staged.pop()
    finally:
        for temporary, *_ in staged:
            with suppress(OSError):  # an interrupt came just after it was renamed, or it never was there
                os.unlink(temporary)


def _write(path: str, content: bytes | str, staged: list[tuple[str, str, str]]) -> None:
    """Write to a stream or a device, or to a temporary file, which joins ``staged`` with its target and ``path``."""
    data = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
    if path == "-":
        _write_stream(sys.stdout.buffer, data, isinstance(content, bytes))
        return
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # a device or a pipe: nothing to replace
            with open(path, "wb") as device:
                _write_stream(device, data, isinstance(content, bytes))
            return
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        mode = stat.S_IMODE(mode)
    except FileNotFoundError:
        if not path:
            raise
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    target = os.path.realpath(path)
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name[:200]}.{os.urandom(6).hex()}.tmp")
    staged.append((temporary, target, path))
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from error
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        os.fchmod(file.fileno(), mode)


def _write_stream(stream: BinaryIO, data: bytes, binary: bool) -> None:
    if binary and stream.isatty():
        raise Refused("not writing a binary file to a terminal; use -o FILE or redirect the output", 2)
    stream.write(data)
    stream.flush()


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Yield what passes report to: (done, total).  After half a second a watching terminal shows a bar.

    Compiled code never looks for signals: it is here, in plain Python, that Ctrl-C gets through.
    """
    watched = UI.verbosity >= 0 and sys.stderr.isatty()
    watched = watched and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")
    start = time.monotonic()
    bar: Any = None

    def report(done: int, total: int) -> None:
        nonlocal bar
        if not watched or time.monotonic() - start < PROGRESS_DELAY:
            return
        if bar is None:
            bar = click.progressbar(length=total, label=label, file=sys.stderr, show_eta=False)
        bar.update(done - bar.pos)

    try:
        yield report
    finally:
        if bar is not None:
            sys.stderr.write(CLEAR_LINE)
            sys.stderr.flush()
