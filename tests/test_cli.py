"""The zwasmc command: outputs, refusals, exit statuses, and what it leaves behind."""

from __future__ import annotations

import io
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import wasmtime

from support import ROOT, command, zwasmc_command
from zwasmc import cli_io

PRIMES = ROOT / "docs" / "examples" / "primes.wasm"
EMPTY = b"\0asm\1\0\0\0"
# Type, function, code: an i32.const without its number.
BAD_BODY = EMPTY + bytes.fromhex("01040160000003020100" "0a05010300410b")
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "ZWASM_DEBUG")}


Done = subprocess.CompletedProcess[bytes]


def zwasmc(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **env: str) -> Done:
    """Run the command."""
    words = [*zwasmc_command(), *map(str, arguments)]
    return subprocess.run(
        words, cwd=cwd, input=stdin, capture_output=True, timeout=120, env={**ENVIRONMENT, **env}
    )


def refusal(*arguments: str | Path, status: int = 1, cwd: Path | None = None, stdin: bytes = b"", **env: str) -> str:
    """Run a command that must be refused in one line, and return that line."""
    done = zwasmc(*arguments, cwd=cwd, stdin=stdin, **env)
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, len(lines)) == (status, 1), done
    assert lines[0].startswith("error: ")
    return lines[0].removeprefix("error: ")


def test_compile_writes_beside_no_one(tmp_path: Path) -> None:
    done = zwasmc("compile", PRIMES, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["primes.cwasm"]
    assert (tmp_path / "primes.cwasm").read_bytes()[:4] == b"\x7fELF"
    assert (tmp_path / "primes.cwasm").stat().st_mode & 0o777 == 0o666 & ~current_umask()


def current_umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


def test_compile_is_deterministic_and_reads_stdin(tmp_path: Path) -> None:
    first = zwasmc("compile", PRIMES, "-o", "-").stdout
    second = zwasmc("compile", "-", "-o", "-", stdin=PRIMES.read_bytes()).stdout
    assert first == second and len(first) > 1000
    assert zwasmc("compile", "-", stdin=PRIMES.read_bytes()).stdout == first


def test_compile_replaces_atomically(tmp_path: Path) -> None:
    target = tmp_path / "out.cwasm"
    target.write_bytes(b"old")
    target.chmod(0o600)
    link = tmp_path / "link.cwasm"
    link.symlink_to("out.cwasm")
    assert zwasmc("compile", PRIMES, "-o", link).returncode == 0
    assert link.is_symlink() and target.read_bytes()[:4] == b"\x7fELF"
    assert target.stat().st_mode & 0o777 == 0o600
    (tmp_path / "bad.wasm").write_bytes(BAD_BODY)
    before = target.read_bytes()
    refusal("compile", tmp_path / "bad.wasm", "-o", target)
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.wasm", "link.cwasm", "out.cwasm"]


def test_output_may_be_a_device(tmp_path: Path) -> None:
    assert zwasmc("compile", PRIMES, "-o", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    assert refusal("compile", PRIMES, "-o", tmp_path / "no" / "x.cwasm").endswith("x.cwasm: No such file or directory")
    assert refusal("compile", PRIMES, "-o", tmp_path).endswith(": Is a directory")
    (tmp_path / "p.wasm").write_bytes(PRIMES.read_bytes())
    assert "is the input" in refusal("compile", "p.wasm", "-o", "./p.wasm", status=2, cwd=tmp_path)


def test_depfile(tmp_path: Path) -> None:
    (tmp_path / "a b$.wasm").write_bytes(PRIMES.read_bytes())
    assert zwasmc("compile", "a b$.wasm", "-o", "x.cwasm", "--depfile", "x.d", cwd=tmp_path).returncode == 0
    assert (tmp_path / "x.d").read_text() == "x.cwasm: a\\ b$$.wasm\n"


def test_time_shows_every_pass(tmp_path: Path) -> None:
    done = zwasmc("compile", PRIMES, "-o", "/dev/null", "--time")
    assert done.returncode == 0 and done.stdout == b""
    names = [line.split()[0] for line in done.stderr.decode().splitlines()]
    assert {"read", "lower", "allocate", "emit", "total", "speed"} <= set(names)


@pytest.mark.parametrize("flag", ["--interruptible", "--canonical-nans", "--memory=checked", "--cpu=v2", "--verify"])
def test_options_compile(flag: str, tmp_path: Path) -> None:
    done = zwasmc("compile", PRIMES, "-o", "x.cwasm", flag, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")


def test_targets() -> None:
    lines = zwasmc("targets").stdout.decode().splitlines()
    assert any(line.startswith("x86_64-linux ") and "supported" in line for line in lines)
    assert "aarch64-linux is not supported yet" in refusal("compile", PRIMES, "--target", "aarch64-linux", status=2)
    assert "x86_64-windows is not supported yet" in refusal(
        "compile", PRIMES, "--target", "x86_64-pc-windows-msvc", status=2
    )
    assert "unknown target 'sparc'" in refusal("compile", PRIMES, "--target", "sparc", status=2)
    assert zwasmc("compile", PRIMES, "-o", "/dev/null", "--target", "x86_64-unknown-linux-gnu").returncode == 0


def test_features(tmp_path: Path) -> None:
    listed = zwasmc("features").stdout.decode()
    assert re.search(r"^simd +on ", listed, re.M) and re.search(r"^gc +off +not supported yet$", listed, re.M)
    assert zwasmc("features", PRIMES).stdout == b"bulk-memory\n"
    assert "proposal bulk-memory is disabled" in refusal("compile", PRIMES, "--features", "-bulk-memory")
    assert "proposal gc is not supported yet" in refusal("compile", PRIMES, "--features", "+gc", status=2)
    assert "unknown proposal 'nonsense'" in refusal("compile", PRIMES, "--features=+nonsense", status=2)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "unexpected end"),
        (b"hello", "magic header not detected"),
        (b"\0asm\2\0\0\0", "unknown binary version"),
        (b"\0asm\x0d\0\1\0", "is a WebAssembly component"),
        (b"\x7fELF" + bytes(100), "is compiled already"),
        (b"\x28\xb5\x2f\xfd" + bytes(100), "is compressed (zstandard)"),
        (b"(module)", "is WebAssembly text"),
        (EMPTY + b"\5\1", "length out of bounds"),
    ],
)
def test_refused_inputs(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.wasm"
    path.write_bytes(data)
    line = refusal("compile", path, "-o", "out.cwasm", cwd=tmp_path)
    assert line.startswith(f"{path}: ") and message in line
    assert message in refusal("validate", path)
    assert [p.name for p in tmp_path.iterdir()] == ["x.wasm"]


def test_diagnostics_have_the_offset(tmp_path: Path) -> None:
    (tmp_path / "bad.wasm").write_bytes(BAD_BODY)
    line = refusal("compile", "bad.wasm", cwd=tmp_path)
    assert re.match(r"bad\.wasm: at 0x[0-9a-f]+: \w", line)
    assert refusal("compile", "-", stdin=BAD_BODY).startswith("<stdin>: at 0x")


def test_names_are_shown_on_one_line(tmp_path: Path) -> None:
    line = refusal("compile", os.fsdecode(b"no\nsuch\xff.wasm"), cwd=tmp_path)
    assert line == r"no\nsuch\\xff.wasm: No such file or directory"


def test_validate(tmp_path: Path) -> None:
    (tmp_path / "bad.wasm").write_bytes(BAD_BODY)
    done = zwasmc("validate", PRIMES)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    done = zwasmc("validate", PRIMES, tmp_path / "bad.wasm", tmp_path / "none.wasm")
    assert done.returncode == 1 and len(done.stderr.decode().splitlines()) == 2
    assert zwasmc("validate", "-v", PRIMES).stderr.decode().endswith("primes.wasm: valid\n")


@pytest.mark.parametrize(
    "arguments",
    [["compile"], ["nonsense"], ["compile", "--cpu", "v9", "x"], ["compile", "--nonsense", "x"], ["help", "nonsense"]],
)
def test_wrong_usage(arguments: list[str]) -> None:
    assert "see: zwasmc help" in refusal(*arguments, status=2)


def test_help_and_version() -> None:
    assert zwasmc().returncode == 2
    overview = zwasmc("help").stdout
    assert overview == zwasmc("--help").stdout and b"compile" in overview
    assert zwasmc("help", "compile").stdout == zwasmc("compile", "--help").stdout
    version = zwasmc("version").stdout
    assert version == zwasmc("--version").stdout
    assert re.fullmatch(rb"zwasmc \d+\.\d+\.\d+\S* \(.*ABI [0-9a-f]{8}\)\n", version)


def test_binary_is_not_written_to_a_terminal() -> None:
    leader, follower = pty.openpty()
    try:
        words = [*zwasmc_command(), "compile", str(PRIMES), "-o", "-"]
        done = subprocess.run(words, stdout=follower, stderr=subprocess.PIPE, timeout=60, env=ENVIRONMENT)
    finally:
        os.close(follower)
        os.close(leader)
    assert done.returncode == 2 and b"not writing a binary file to a terminal" in done.stderr


def test_colour() -> None:
    plain = zwasmc("compile", "none.wasm").stderr
    assert plain.startswith(b"error: ")
    coloured = zwasmc("compile", "none.wasm", FORCE_COLOR="1").stderr
    assert coloured.startswith(b"\x1b[") and coloured.replace(b"\x1b[1;31m", b"").replace(b"\x1b[0m", b"") == plain
    assert zwasmc("compile", "none.wasm", FORCE_COLOR="1", NO_COLOR="1").stderr == plain
    assert zwasmc("compile", "none.wasm", "--color=always", NO_COLOR="1").stderr == coloured
    assert zwasmc("compile", "none.wasm", "--color=never", FORCE_COLOR="1").stderr == plain


def test_debug_shows_a_traceback() -> None:
    done = zwasmc("compile", "none.wasm", ZWASM_DEBUG="1")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1 and lines[0].startswith("Traceback") and lines[-1].startswith("error: none.wasm: ")


def test_internal_errors_are_one_line_that_asks_for_a_report() -> None:
    script = (
        "import zwasmc.pipeline as p, zwasmc.cli, sys\n"
        "def broken(*a, **k): raise KeyError('boom')\n"
        "p.Options = broken\n"
        f"sys.exit(zwasmc.cli.run(['compile', {str(PRIMES)!r}, '-o', '-']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
    assert done.returncode == 70 and done.stdout == ""
    assert re.fullmatch(r"error: internal error: KeyError: 'boom' \(zwasmc .*please report it.*\)\n", done.stderr)


def test_a_closed_pipe_ends_quietly() -> None:
    line = " ".join(["set -o pipefail;", *zwasmc_command(), "inspect", str(PRIMES), "| head -n 1"])
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
    assert (done.returncode, done.stderr) == (0, "") and "WebAssembly module" in done.stdout
    reader, writer = os.pipe()
    os.close(reader)
    try:
        command_line = [*zwasmc_command(), "inspect", str(PRIMES)]
        closed = subprocess.run(command_line, stdout=writer, stderr=subprocess.PIPE, timeout=60, env=ENVIRONMENT)
    finally:
        os.close(writer)
    assert (closed.returncode, closed.stderr) == (0, b"")


def start(*arguments: str | Path, cwd: Path) -> subprocess.Popen[bytes]:
    """Start the command as a shell's foreground job: a background job would ignore Ctrl-C."""
    return subprocess.Popen(
        [*zwasmc_command(), *map(str, arguments)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    fifo = tmp_path / "in"
    os.mkfifo(fifo)
    process = start("compile", fifo, "-o", "out.cwasm", cwd=tmp_path)
    with fifo.open("wb") as writer:  # opens when the command waits for its input
        writer.write(EMPTY)
        writer.flush()
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (130, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_ctrl_c_ends_a_guest_that_never_does(tmp_path: Path) -> None:
    # start: memory[0] = '!', fd_write(1, {0, 1}, 1, 16), then loop for ever
    text = """(module
      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 1)
      (data (i32.const 0) "\\08\\00\\00\\00\\01\\00\\00\\00!")
      (func (export "_start")
        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
        (loop (br 0))))"""
    guest = tmp_path / "endless.wasm"
    guest.write_bytes(wasmtime.wat2wasm(text))
    process = start("run", "--interpreter", guest, cwd=tmp_path)
    assert process.stdout is not None and process.stdout.read(1) == b"!"
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (130, b"")


class Terminal(io.StringIO):
    """A standard error that somebody watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "terminal, settings, seconds, shows",
    [
        (True, {}, 0.6, True),
        (True, {}, 0.4, False),
        (True, {"TERM": "dumb"}, 0.6, False),
        (True, {"CI": "true"}, 0.6, False),
        (False, {}, 0.6, False),
    ],
)
def test_progress(
    terminal: bool, settings: dict[str, str], seconds: float, shows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"TERM": "xterm", "CI": "", **settings}.items():
        monkeypatch.setenv(name, value)
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    clock = iter([10.0, *([10.0 + seconds] * 9)])
    monkeypatch.setattr("zwasmc.cli_io.time.monotonic", lambda: next(clock))
    with cli_io.progress("compiling it") as report:
        report(30, 100)
        report(70, 100)
    text = stream.getvalue()
    parts = ["compiling it", "30%", "70%", cli_io.CLEAR_LINE]
    assert [part in text for part in parts] == [shows] * 4
    assert shows or not text


def test_inspect_module() -> None:
    text = zwasmc("inspect", PRIMES).stdout.decode()
    assert "wasi_snapshot_preview1.fd_write: (i32 i32 i32 i32) -> (i32)" in text
    assert re.search(r"func 4 +count: \(i32\) -> \(i32\)", text)
    assert re.search(r"at 0x[0-9a-f]+ +\d+ bytes +sieve: \(i32\) -> \(\)", text)


def test_inspect_container(tmp_path: Path) -> None:
    assert zwasmc("compile", PRIMES, cwd=tmp_path).returncode == 0
    container = tmp_path / "primes.cwasm"
    text = zwasmc("inspect", container).stdout.decode()
    assert "target    x86_64-linux" in text and "avx2" in text
    assert "wasi_snapshot_preview1.fd_write: (i32 i32 i32 i32) -> (i32)" in text
    assert "checksums match; LIEF reads" in zwasmc("inspect", "--verify", container).stdout.decode()
    code = zwasmc("inspect", container, "--disasm", "count").stdout.decode()
    assert code.startswith("function 4 count:\n") and re.search(r"\bret\b", code) and "wasm 0x" in code
    assert zwasmc("inspect", container, "--disasm", "4").stdout.decode() == code
    assert zwasmc("inspect", PRIMES, "--disasm=count").stdout.decode() == code
    everything = zwasmc("inspect", "--disasm", container).stdout.decode()
    assert code in everything and everything.count("function ") >= 5
    assert "no defined function is named 'x'" in refusal("inspect", container, "--disasm", "x")
    assert "no defined function 0;" in refusal("inspect", container, "--disasm", "0")


def test_inspect_finds_damage(tmp_path: Path) -> None:
    good = bytearray(zwasmc("compile", PRIMES, "-o", "-").stdout)
    path = tmp_path / "x.cwasm"
    for at, message in ((0x240, "damaged"), (len(good) - 1, "damaged"), (0x10000 + 20, "damaged")):
        bad = bytearray(good)
        bad[at] ^= 0x10
        path.write_bytes(bad)
        assert message in refusal("inspect", "--verify", path)
    path.write_bytes(good[:-1])
    assert "instead of" in refusal("inspect", path)
    path.write_bytes(good[:100])
    assert "cut off" in refusal("inspect", path)


def test_run_interpreter() -> None:
    done = zwasmc("run", "--interpreter", PRIMES)
    assert (done.returncode, done.stderr) == (0, b"") and done.stdout.startswith(b"2 3 5 7 ")
    assert zwasmc("run", "--interpreter", "--invoke", "count", PRIMES, "1000").stdout == b"168\n"
    assert zwasmc("run", "--interpreter", "--invoke", "count=100", PRIMES).stdout == b"25\n"


IDENTITY = """(module (func (export "id") (param f32 f64 i32 i64) (result f32 f64 i32 i64)
  local.get 0 local.get 1 local.get 2 local.get 3))"""
ROWS = [
    ("0.1", "0.1", "-1", "0x10"),
    ("-0", "-0", "2147483648", "-9223372036854775808"),
    ("nan", "-nan", "-2147483648", "18446744073709551615"),
    ("nan:0x1", "nan:0xfffffffffffff", "0", "1_000_000"),
    ("inf", "-inf", "+7", "-0x1"),
    ("1e-45", "5e-324", "0", "0"),
    ("16777217", "9007199254740993", "0", "0"),
    ("3.4028235e38", "1.7976931348623157e308", "0", "0"),
    ("123456.789", "1e21", "0", "0"),
    ("0x1.8p1", "0x.8p-3", "0", "0"),
]
WRONG = ["1.5", "4294967296", "-2147483649", "0x", "1__0", "", "one"]


def test_values_are_read_and_printed_as_by_the_runtime(tmp_path: Path) -> None:
    wasmtime = pytest.importorskip("wasmtime", reason="NOT RUN values: pip install wasmtime")
    module = tmp_path / "id.wasm"
    module.write_bytes(bytes(wasmtime.wat2wasm(IDENTITY)))
    assert zwasmc("compile", module, "-o", tmp_path / "id.cwasm").returncode == 0
    runtime = command("zwasm")
    for row in ROWS:
        native = subprocess.run(
            [runtime, "run", "--invoke", "id", tmp_path / "id.cwasm", *row], capture_output=True, env=ENVIRONMENT
        )
        here = zwasmc("run", "--interpreter", "--invoke", "id", module, *row)
        assert (native.returncode, native.stdout, native.stderr) == (here.returncode, here.stdout, here.stderr), row
        assert here.returncode == 0 and len(here.stdout.split()) == 4
    for word in WRONG:
        line = refusal("run", "--interpreter", "--invoke", "id", module, "0", "0", word, "0", status=2)
        assert line.endswith(f"id: argument 3: {word} is not a value of type i32")


def test_wat_round_trip(tmp_path: Path) -> None:
    wasmtime = pytest.importorskip("wasmtime", reason="NOT RUN wat: pip install wasmtime")
    text = zwasmc("wat", PRIMES).stdout.decode()
    assert text.startswith("(module") and "i32.load8_u offset=65536" in text
    again = bytes(wasmtime.wat2wasm(text))
    (tmp_path / "again.wasm").write_bytes(again)
    assert zwasmc("wat", tmp_path / "again.wasm").stdout.decode() == text
