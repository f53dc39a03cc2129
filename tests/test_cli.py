"""The zwasmc command: outputs, refusals, exit statuses, and what it leaves behind."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import wasmtime

from cli_runner import BAD_BODY, EMPTY, ENVIRONMENT, PRIMES, refusal, zwasmc
from support import installed_program
from zwasm_formats import cwasm_read
from zwasmc import cli_io, cli_run_options
from zwasmc import compile as zwasmc_compile
from zwasmc.cli_run_options import environment


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
    assert "unknown target ''" in refusal("compile", PRIMES, "--target", "", status=2)
    assert zwasmc("compile", PRIMES, "-o", "/dev/null", "--target", "x86_64-unknown-linux-gnu").returncode == 0


def test_features(tmp_path: Path) -> None:
    listed = zwasmc("features").stdout.decode()
    assert re.search(r"^simd +on ", listed, re.M) and re.search(r"^gc +off +not supported yet$", listed, re.M)
    assert zwasmc("features", PRIMES).stdout == b"bulk-memory\n"
    assert "proposal bulk-memory is disabled" in refusal("compile", PRIMES, "--features", "-bulk-memory")
    assert "proposal gc is not supported yet" in refusal("compile", PRIMES, "--features", "+gc", status=2)
    assert "unknown proposal 'nonsense'" in refusal("compile", PRIMES, "--features=+nonsense", status=2)
    assert "unknown proposal '-simd'" in refusal("compile", PRIMES, "--features=+-simd", status=2)
    assert zwasmc("compile", PRIMES, "-o", "/dev/null", "--features=-gc,+all").returncode == 0


LATER = {
    "(module (type (struct (field i32))))": ["gc"],
    "(module (memory i64 1))": ["memory64"],
    "(module (memory 1 2 shared))": ["threads"],
    "(module (tag (param i32)))": ["exceptions"],
    "(module (memory 1 (pagesize 1)))": ["custom-page-sizes"],
    "(module (func (return_call 0)) (memory 1) (memory 1))": ["multi-memory", "tail-call"],
    "(module (func (param i32 i64) (block (param i64) drop) (drop (ref.i31 (i32.const 1)))))": ["gc"],
    "(module (func (i32.const 0) (block (param i32) drop)))": ["multi-value"],
}


@pytest.mark.parametrize(("text", "names"), LATER.items(), ids=[" ".join(names) for names in LATER.values()])
def test_modules_with_later_proposals_are_shown(text: str, names: list[str], tmp_path: Path) -> None:
    module = tmp_path / "later.wasm"
    module.write_bytes(wasmtime.wat2wasm(text))
    assert set(names) <= set(zwasmc("features", module).stdout.decode().split())
    done = zwasmc("inspect", module)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "unexpected end"),
        (b"hello", "magic header not detected"),
        (b"\0asm\2\0\0\0", "unknown binary version"),
        (b"\0asm\x0d\0\1\0", "is a WebAssembly component"),
        (b"\x7fELF" + bytes(0x20C) + b"ZCWM", "is compiled already"),
        (b"\x7fELF" + bytes(1000), "an ELF file, but not a container"),
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
    assert line == r"no\x0asuch\xff.wasm: No such file or directory"


def test_validate(tmp_path: Path) -> None:
    (tmp_path / "bad.wasm").write_bytes(BAD_BODY)
    done = zwasmc("validate", PRIMES)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    done = zwasmc("validate", tmp_path / "none.wasm", PRIMES, tmp_path / "bad.wasm")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1 and [line.rpartition("/")[2][:8] for line in lines] == ["none.was", "bad.wasm"]
    assert zwasmc("validate", "-v", PRIMES).stderr.decode().endswith("primes.wasm: valid\n")


@pytest.mark.parametrize(
    "arguments",
    [["compile"], ["nonsense"], ["compile", "--nonsense", "x"], ["help", "nonsense"]],
)
def test_wrong_usage(arguments: list[str]) -> None:
    assert "see: zwasmc help" in refusal(*arguments, status=2)


def test_a_wrong_value_is_told_the_right_ones() -> None:
    assert refusal("compile", "--cpu", "v9", "x", status=2) == "--cpu v9: expected v2, v3, v4 or native"


def test_help_and_version() -> None:
    assert zwasmc().returncode == 2
    overview = zwasmc("help").stdout
    assert overview == zwasmc("--help").stdout and b"compile" in overview
    assert zwasmc("help", "compile").stdout == zwasmc("compile", "--help").stdout
    version = zwasmc("version").stdout
    assert version == zwasmc("--version").stdout
    assert re.fullmatch(rb"zwasmc \d+\.\d+\.\d+\S* \(.*ABI [0-9a-f]{8}\)\n", version)


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
        "p.Pipeline = broken\n"
        f"sys.exit(zwasmc.cli.run(['compile', {str(PRIMES)!r}, '-o', '-']))\n"
    )
    command = [sys.executable, "-P", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
    assert done.returncode == 70 and done.stdout == ""
    assert re.fullmatch(r"error: internal error: KeyError: 'boom' \(zwasmc .*please report it.*\)\n", done.stderr)


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
    both = zwasmc("inspect", container, "--disasm=count", "--verify").stdout.decode()
    assert both.endswith(code) and "checksums match" in both
    assert "checksums match" in zwasmc("inspect", PRIMES, "--disasm", "--verify").stdout.decode()
    assert "--verify is for containers" in refusal("inspect", PRIMES, "--verify", status=2)
    everything = zwasmc("inspect", "--disasm", container).stdout.decode()
    assert code in everything and everything.count("function ") >= 5
    assert "no defined function is named 'x'" in refusal("inspect", container, "--disasm", "x")
    assert "no defined function 0;" in refusal("inspect", container, "--disasm", "0")


def test_inspect_finds_damage(tmp_path: Path) -> None:
    good = bytearray(zwasmc("compile", PRIMES, "-o", "-").stdout)
    text = cwasm_read.parse(bytes(good)).parts["text"][0]
    path = tmp_path / "x.cwasm"
    for at, message in ((0x240, "damaged"), (len(good) - 1, "damaged"), (text + 20, "damaged")):
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


STEERING = b"\x1b[31m\n##"


def test_names_from_modules_do_not_steer_the_terminal(tmp_path: Path) -> None:
    exporting, importing = tmp_path / "exporting.wasm", tmp_path / "importing.wasm"
    text = '(module (func $n (export "12345678") unreachable) (@custom "12345678" ""))'
    plain = bytes(wasmtime.wat2wasm(text.replace("$n", "$12345678")))
    exporting.write_bytes(plain.replace(b"12345678", STEERING))
    plain = bytes(wasmtime.wat2wasm('(module (import "m" "12345678" (func)))'))
    importing.write_bytes(plain.replace(b"12345678", STEERING))
    container = tmp_path / "exporting.cwasm"
    assert zwasmc("compile", exporting, "-o", container).returncode == 0
    for words in (
        ["inspect", exporting],
        ["inspect", importing],
        ["inspect", container],
        ["inspect", container, "--disasm"],
        ["run", "--interpreter", exporting],
        ["run", "--interpreter", importing],
        ["run", "--interpreter", "--invoke", STEERING.decode(), exporting],
        ["run", "--interpreter", "--invoke", STEERING.decode(), importing],
    ):
        done = zwasmc(*words)
        output = done.stdout + done.stderr
        assert rb"\x1b[31m\x0a##" in output and b"\x1b" not in output, (words, output)


def test_names_that_the_encoding_lacks(tmp_path: Path) -> None:
    (tmp_path / "x.wasm").write_bytes(wasmtime.wat2wasm('(module (func (export "\u03b1")))'))
    done = zwasmc("inspect", "x.wasm", cwd=tmp_path, PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, b"") and rb"\u03b1: () -> ()" in done.stdout


ECHO = """(module
  (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_get" (func $environ (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 0) "\\00\\80\\00\\00\\00\\04\\00\\00")
  (func (export "_start")
    (drop (call $args (i32.const 1024) (i32.const 0x8000)))
    (drop (call $environ (i32.const 4096) (i32.const 0x8200)))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))))"""


@pytest.mark.parametrize(
    "options",
    [
        ["--argv0=x"], ["--argv0", ""], ["--dir", "nope"], ["--ro-dir=native/guest"], ["--dir", ""], ["--dir=/::"],
        ["--env", "A=2"], ["--env=A=2", "--env=A=3"], ["--env", "A"], ["--env", "B"], [],
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_interpreter_takes_options_as_the_runtime_does(options: list[str], tmp_path: Path) -> None:
    native, module = tmp_path / "native", tmp_path / "module"
    native.mkdir()
    module.mkdir()
    (module / "guest").write_bytes(wasmtime.wat2wasm(ECHO))
    (native / "guest").write_bytes(zwasmc_compile((module / "guest").read_bytes()))
    words = [installed_program(), "run", *options, "native/guest", "argument"]
    expected = subprocess.run(words, cwd=tmp_path, capture_output=True, env={**ENVIRONMENT, "A": "1"})
    found = zwasmc("run", "--interpreter", *options, "module/guest", "argument", cwd=tmp_path, A="1")
    assert (found.returncode, found.stdout, found.stderr) == (expected.returncode, expected.stdout, expected.stderr)
    assert found.stderr or b"argument" in found.stdout


def test_a_variable_that_is_named_wins_over_one_that_is_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_run_options, "inherited", lambda: ["A=1", "B=1", "A=3", "B=2", "rubbish"])
    assert environment(("A=2",), inherit=True) == ["B=1", "B=2", "A=2"]


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
    module = tmp_path / "id.wasm"
    module.write_bytes(bytes(wasmtime.wat2wasm(IDENTITY)))
    assert zwasmc("compile", module, "-o", tmp_path / "id.cwasm").returncode == 0
    runtime = installed_program()
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


VECTORS = """(module (func (export "f") (param i32 v128 f64 v128) (result v128 i32 v128)
  (i32x4.add (local.get 1) (local.get 3)) (local.get 0) (v128.not (local.get 3))))"""


def test_vectors_are_arguments_and_results_of_the_interpreter(tmp_path: Path) -> None:
    """What the texts mean is for tests/test_v128_boundary.py."""
    module = tmp_path / "f.wasm"
    module.write_bytes(bytes(wasmtime.wat2wasm(VECTORS)))
    words = ["-5", "i32x4 1 2 3 4", "0.5", "i64x2 -1 2"]
    printed = (b"i32x4 0x00000000 0x00000001 0x00000005 0x00000004\n-5\n"
               b"i32x4 0x00000000 0x00000000 0xfffffffd 0xffffffff\n")
    for how in (["f", module, *words], [f"f={','.join(words)}", module]):
        done = zwasmc("run", "--interpreter", "--invoke", *how)
        assert (done.returncode, done.stdout, done.stderr) == (0, printed, b"")
    words[1] = "i32x4 1 2 3"
    line = refusal("run", "--interpreter", "--invoke", "f", module, *words, status=2)
    assert line.endswith("f: argument 2: i32x4 1 2 3 is not a value of type v128, such as 'i32x4 1 2 3 4'")


def test_wat_round_trip(tmp_path: Path) -> None:
    text = zwasmc("wat", PRIMES).stdout.decode()
    assert text.startswith("(module") and "i32.load8_u offset=65536" in text
    again = bytes(wasmtime.wat2wasm(text))
    (tmp_path / "again.wasm").write_bytes(again)
    assert zwasmc("wat", tmp_path / "again.wasm").stdout.decode() == text
