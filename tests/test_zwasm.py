"""The command ``zwasm``: options, exit statuses, one-line errors, values on the command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import wasmtime

import zwasmc
from handmade import I32, Hand
from support import command, installed_program, missing
from test_type_registry import recursive
from zwasm_formats import cwasm_read


class Done(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str


def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, env: dict[str, str] | None = None) -> Done:
    """Run ``zwasm`` with nothing inherited that matters."""
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "ZWASMC")}
    done = subprocess.run([installed_program(), *map(str, arguments)], capture_output=True, input=stdin, cwd=cwd,
                          env={**clean, **(env or {})}, timeout=60)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def compiled(path: Path, wat: str, **options: Any) -> Path:
    """Compile a module in text form."""
    path.write_bytes(zwasmc.compile(bytes(wasmtime.wat2wasm(wat)), **options))
    return path


VALUES = """(module
  (func (export "i32") (param i32) (result i32) (local.get 0))
  (func (export "i64") (param i64) (result i64) (local.get 0))
  (func (export "f32") (param f32) (result f32) (local.get 0))
  (func (export "f64") (param f64) (result f64) (local.get 0))
  (func (export "ref") (param externref) (result externref) (local.get 0))
  (func (export "two") (param i32 i64) (result i64 i32) (local.get 1) (local.get 0))
  (func (export "two=1") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (func (export "nothing")))"""


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Functions that return their arguments."""
    return compiled(tmp_path_factory.mktemp("zwasm") / "values.cwasm", VALUES)


@pytest.mark.parametrize(
    ("name", "text", "result"),
    [
        ("i32", "-1", "-1"),
        ("i32", "4294967295", "-1"),
        ("i32", "0x80000000", "-2147483648"),
        ("i32", "+7", "7"),
        ("i32", "1_000", "1000"),
        ("i32", "4294967296", None),
        ("i32", "-2147483649", None),
        ("i32", "1.5", None),
        ("i32", "", None),
        ("i64", "18446744073709551615", "-1"),
        ("i64", "-9223372036854775808", "-9223372036854775808"),
        ("i64", "18446744073709551616", None),
        ("f32", "0.1", "0.1"),
        ("f32", "-0", "-0"),
        ("f32", "1e10", "1e+10"),
        ("f32", "16777217", "16777216"),
        ("f32", "inf", "inf"),
        ("f32", "-inf", "-inf"),
        ("f32", "nan", "nan:0x400000"),
        ("f32", "-nan:0x200001", "-nan:0x200001"),
        ("f32", "nan:0x0", None),
        ("f32", "nan:0x800000", None),
        ("f32", "1e99", None),
        ("f32", "0x1p-149", "1e-45"),
        ("f64", "0.1", "0.1"),
        ("f64", "1e99", "1e+99"),
        ("f64", "0.30000000000000004", "0.30000000000000004"),
        ("f64", "nan:0xfffffffffffff", "nan:0xfffffffffffff"),
        ("f64", "5e-324", "5e-324"),
        ("f64", "infinity", None),
        ("f64", "1x", None),
        ("ref", "null", "null"),
        ("ref", "5", None),
    ],
)
def test_values(values: Path, name: str, text: str, result: str | None) -> None:
    done = run("run", "--invoke", name, values, text)
    if result is None:
        assert done.status == 2 and done.out == ""
        assert done.err.startswith("error: ") and done.err.count("\n") == 1 and "is not a value of type" in done.err
    else:
        assert done == Done(0, result + "\n", "")


def test_invoke(values: Path) -> None:
    assert run("--invoke", "two", values, "1", "-2") == Done(0, "-2\n1\n", "")
    done = run("run", "--invoke=two", values, "--", "1", "-2")
    assert done.status == 2 and "takes 2 arguments, 3 given" in done.err, "all that follows FILE is the function's"
    assert run("run", "--invoke", "two=3,4", values) == Done(0, "4\n3\n", "")
    assert run("run", "--invoke", "two=1", values, "6") == Done(0, "7\n", "")
    assert run("run", "--invoke", "two=1=6", values) == Done(0, "7\n", ""), "the longest export name wins"
    assert run("run", "--invoke", "nothing", values) == Done(0, "", "")
    assert run("run", "--invoke", "i32=5", values) == Done(0, "5\n", "")
    done = run("run", "--invoke", "two=3,4", values, "5")
    assert done == Done(2, "", f"error: {values}: two=3,4: the arguments stand either after = or after FILE\n")
    done = run("run", "--invoke", "i32=5,", values)
    assert done.status == 2 and "takes 1 argument, 2 given" in done.err
    done = run("run", "--invoke", "two", values, "1")
    assert done.status == 2 and "two(i32, i64) -> (i64, i32) takes 2 arguments, 1 given" in done.err
    done = run("run", "--invoke", "three", values)
    assert done == Done(1, "", f"error: {values}: there is no exported function three\n")


def test_no_start_lists_the_functions(values: Path) -> None:
    done = run(values)
    assert done.status == 1 and done.out == ""
    lines = done.err.splitlines()
    assert lines[0] == f"error: {values}: there is no _start; call one of these with --invoke:"
    assert "  two(i32, i64) -> (i64, i32)" in lines and "  nothing()" in lines


TRAPS = """(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1 10)
  (global $ready (mut i32) (i32.const 0))
  (func (export "_initialize") (global.set $ready (i32.const 1)))
  (func (export "ready") (result i32) (global.get $ready))
  (func (export "_start"))
  (func $inner (drop (i32.load (i32.const 65536))))
  (func (export "oob") (call $inner) (unreachable))
  (func (export "exit") (param i32) (call $exit (local.get 0)) (unreachable))
  (func $deep (export "deep") (call $deep) (call $deep))
  (func (export "grow") (result i32) (memory.grow (i32.const 5)))
  (func (export "spin") (loop $l (br $l))))"""


@pytest.fixture(scope="module")
def traps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Functions that end badly."""
    return compiled(tmp_path_factory.mktemp("zwasm") / "traps.cwasm", TRAPS)


def test_exit_status(traps: Path) -> None:
    assert run(traps) == Done(0, "", "")
    for status in (0, 1, 42, 255, 256, 300):
        assert run("--invoke", "exit", traps, str(status)) == Done(status & 255, "", "")


def test_trap(traps: Path) -> None:
    done = run("--invoke", "oob", traps)
    assert done.status == 134 and done.out == ""
    lines = done.err.splitlines()
    assert lines[0] == f"error: {traps}: trap: out of bounds memory access"
    assert len(lines) == 3 and lines[1].startswith("  0: 0x") and lines[1].endswith(" - inner")
    assert lines[2].endswith(" - oob")
    done = run("--invoke", "deep", traps)
    assert done.status == 134 and "call stack exhausted" in done.err and " more\n" in done.err


def test_initialize_runs_first(traps: Path) -> None:
    assert run("--invoke", "ready", traps) == Done(0, "1\n", "")


def test_max_memory(traps: Path) -> None:
    assert run("--invoke", "grow", "--max-memory", "1M", traps).out == "1\n"
    assert run("--invoke", "grow", "--max-memory", "320K", traps).out == "-1\n"
    done = run("--max-memory", "1000", traps)
    assert done.status == 1 and "exceeds the limit of 1000" in done.err


def test_address_space(tmp_path: Path) -> None:
    """Guard pages take more of it than a limit may leave; the refusal says what takes less."""
    text = """(module (memory (export "memory") 1) (func (export "grow") (param i32) (result i32)
      (memory.grow (local.get 0))))"""
    guarded, checked = compiled(tmp_path / "g.cwasm", text), compiled(tmp_path / "c.cwasm", text, memory="checked")

    def grow(*words: str | Path, kib: int) -> Done:
        command = ["/bin/sh", "-c", f'ulimit -v {kib}; exec "$@"', "sh", installed_program(), "--invoke", "grow"]
        done = subprocess.run([*command, *map(str, words)], capture_output=True, text=True, timeout=60)
        return Done(done.returncode, done.stdout, done.stderr)

    refused = f"error: {guarded}: the system refuses 8590000128 bytes of address space for a memory"
    hint = "(code compiled with --memory checked needs less)"
    assert grow(guarded, "1", kib=3 << 20) == Done(1, "", f"{refused} {hint}\n")
    assert grow(guarded, "1", kib=12 << 20) == Done(0, "1\n", "")
    for kib in (64 << 10, 512 << 10, 3 << 20, 12 << 20):
        assert grow(checked, "1", kib=kib) == Done(0, "1\n", ""), kib
        assert grow("--max-memory", "16M", checked, "255", kib=kib) == Done(0, "1\n", ""), kib
        assert grow("--max-memory", "16M", checked, "256", kib=kib) == Done(0, "-1\n", ""), kib
    assert grow(checked, "65535", kib=3 << 20) == Done(0, "-1\n", "")
    assert grow(checked, "65535", kib=12 << 20) == Done(0, "1\n", "")


def test_timeout(traps: Path, tmp_path: Path) -> None:
    done = run("run", "--timeout", "10s", traps)
    assert done == Done(1, "", f"error: {traps}: --timeout needs code that was compiled with --interruptible\n")
    polite = compiled(tmp_path / "polite.cwasm", TRAPS, interruptible=True)
    assert run("--timeout", "10s", polite) == Done(0, "", "")
    start = time.monotonic()
    done = run("--timeout", "100ms", "--invoke", "spin", polite)
    assert done.status == 134 and "trap: interrupt" in done.err
    assert time.monotonic() - start < 10


SLEEP = """(module
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (i32.store (i32.const 16) (i32.const 1))
    (i64.store (i32.const 24) (i64.const 60000000000))
    (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))))"""


def test_timeout_of_a_sleeper(tmp_path: Path) -> None:
    path = compiled(tmp_path / "sleep.cwasm", SLEEP, interruptible=True)
    start = time.monotonic()
    done = run("--timeout", "100ms", path)
    assert done.status == 134 and "trap: interrupt" in done.err
    assert time.monotonic() - start < 10


def test_timeout_of_the_compiler(tmp_path: Path) -> None:
    slow = tmp_path / "zwasmc"
    slow.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 60\n")
    slow.chmod(0o755)
    module = tmp_path / "module.wasm"
    module.write_bytes(b"\0asm\1\0\0\0")
    start = time.monotonic()
    for words, data, name in (([module], b"", str(module)), (["-"], module.read_bytes(), "<stdin>")):
        done = run("--timeout", "500ms", *words, stdin=data, env={"ZWASMC": str(slow)})
        assert done == Done(134, "", f"error: {name}: trap: interrupt\n")
    assert time.monotonic() - start < 30
    pid = int((tmp_path / "pid").read_text())
    while Path(f"/proc/{pid}/stat").exists() and ") Z " not in Path(f"/proc/{pid}/stat").read_text():
        assert time.monotonic() - start < 30
        time.sleep(0.01)


def test_timeout_of_loading(tmp_path: Path) -> None:
    path = tmp_path / "types.cwasm"
    path.write_bytes(recursive(1 << 21))
    assert run("--timeout", "1ms", path) == Done(134, "", f"error: {path}: trap: interrupt\n")


def test_a_long_list_of_functions_is_cut(tmp_path: Path) -> None:
    names = " ".join(f'(func (export "f{n}"))' for n in range(1003))
    text = f"(module {names} (memory (export \"m\") 1))"
    lines = run(compiled(tmp_path / "many.cwasm", text)).err.splitlines()
    assert len(lines) == 1002 and lines[-2:] == ["  f999()", "  ... 3 more"]
    path = tmp_path / "many.wasm"
    path.write_bytes(bytes(wasmtime.wat2wasm(text)))
    again = run("--interpreter", path, env={"ZWASMC": command("zwasmc")})
    assert again.err.splitlines()[1:] == lines[1:]


ECHO = """(module
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_get" (func $env_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $env_sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func $say (param $at i32) (param $n i32)
    (i32.store (i32.const 16) (local.get $at))
    (i32.store (i32.const 20) (local.get $n))
    (drop (call $write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24))))
  (func (export "_start")
    (drop (call $args_sizes (i32.const 0) (i32.const 4)))
    (drop (call $args_get (i32.const 1024) (i32.const 4096)))
    (call $say (i32.const 4096) (i32.load (i32.const 4)))
    (drop (call $env_sizes (i32.const 0) (i32.const 4)))
    (drop (call $env_get (i32.const 1024) (i32.const 16384)))
    (call $say (i32.const 16384) (i32.load (i32.const 4)))))"""


@pytest.fixture(scope="module")
def echo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prints its arguments and environment, with NULs."""
    return compiled(tmp_path_factory.mktemp("zwasm") / "echo.cwasm", ECHO)


def words(done: Done) -> list[str]:
    """The strings that `echo` printed."""
    assert done.status == 0, done
    return done.out.split("\0")[:-1]


def test_arguments(echo: Path) -> None:
    assert words(run(echo)) == ["echo.cwasm"]
    assert words(run(echo, "a", "--check", "-x")) == ["echo.cwasm", "a", "--check", "-x"]
    assert words(run("run", echo, "--", "a", "--")) == ["echo.cwasm", "--", "a", "--"]
    assert words(run("run", "--argv0", "me", "--", echo, "")) == ["me", ""]


def test_environment(echo: Path) -> None:
    env = {"ZW_A": "1", "ZW_B": "two"}
    assert words(run(echo, env=env)) == ["echo.cwasm"]
    assert words(run("--env", "ZW_A", "--env", "ZW_C=x=y", "--env", "ZW_NONE", echo, env=env)) == [
        "echo.cwasm", "ZW_A=1", "ZW_C=x=y"]
    for options in (["--inherit-env", "--env", "ZW_B=3"], ["--env", "ZW_B=3", "--inherit-env"]):
        got = words(run(*options, echo, env=env))
        assert "ZW_A=1" in got and "ZW_B=3" in got and "ZW_B=two" not in got


def test_directories(echo: Path, tmp_path: Path) -> None:
    done = run("--dir", tmp_path / "nowhere", echo)
    assert done == Done(1, "", f"error: --dir {tmp_path / 'nowhere'}: No such file or directory\n")
    assert run("--dir", f"{tmp_path}::/", "--ro-dir", f"{tmp_path}=x", echo).status == 0
    assert run("--dir", "::/", echo).status == 2


def test_check(traps: Path, tmp_path: Path) -> None:
    data = bytearray(traps.read_bytes())
    data[cwasm_read.parse(bytes(data)).parts["text"][0] + 5] ^= 1
    bad = tmp_path / "bad.cwasm"
    bad.write_bytes(data)
    assert run("--check", traps).status == 0
    done = run("--check", bad)
    assert done == Done(1, "", f"error: {bad}: the code or data is damaged (checksum mismatch)\n")


def test_refused_files(tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert run(path) == Done(1, "", f"error: {path}: No such file or directory\n")
    assert run(tmp_path) == Done(1, "", f"error: {tmp_path}: Is a directory\n")
    for data, message in [
        (b"", "neither a WebAssembly module nor a container"),
        (b"hello", "neither a WebAssembly module nor a container"),
        (b"\n (module)", "is WebAssembly text; assemble it first"),
        (b"\x28\xb5\x2f\xfd12345", "is compressed (zstandard)"),
        (b"\x7fELF", "not a container: only 4 bytes"),
        (Path(shutil.which("true") or "/bin/true").read_bytes(), "an ELF file, but not a container"),
    ]:
        path.write_bytes(data)
        done = run(path)
        assert done.status == 1 and done.out == "" and message in done.err and done.err.count("\n") == 1


WASI = "wasi_snapshot_preview1, wasi_unstable; see --preload, --unknown-imports"


def test_unknown_import(tmp_path: Path) -> None:
    h = Hand()
    h.import_func("env", "f", h.type([I32], [I32]))
    path = tmp_path / "a.cwasm"
    path.write_bytes(h.finish())
    assert run(path) == Done(1, "", f'error: {path}: unknown import: function "env" "f" (known modules: {WASI})\n')


@pytest.mark.parametrize(
    "arguments",
    [[], ["run"], ["--bogus", "x"], ["run", "--invoke"], ["--timeout", "5", "x"], ["--timeout", "0s", "x"],
     ["--max-memory", "many", "x"], ["--color", "red", "x"], ["run", "--dir"], ["run", "--check=yes", "x"]],
    ids=" ".join,
)
def test_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.status == 2 and done.out == "" and done.err


def test_help_and_version() -> None:
    for arguments in (["--help"], ["help"], ["run", "--help"]):
        done = run(*arguments)
        assert done.status == 0 and done.out.startswith("usage: zwasm") and done.err == ""
    for arguments in (["version"], ["--version"]):
        assert re.fullmatch(rf"zwasm {re.escape(zwasmc.__version__)} \((static|dynamic)\)\n", run(*arguments).out)


def test_colour(tmp_path: Path) -> None:
    assert run("--color", "always", tmp_path).err.startswith("\x1b[1;31merror:\x1b[0m ")
    assert run("--color=never", tmp_path, env={"FORCE_COLOR": "1"}).err.startswith("error: ")
    assert run(tmp_path, env={"FORCE_COLOR": "1"}).err.startswith("\x1b[1;31m")
    assert run(tmp_path, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).err.startswith("error: ")


@pytest.fixture(scope="module")
def compiler(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A zwasmc that is this Python's."""
    path = tmp_path_factory.mktemp("bin") / "zwasmc"
    places = os.pathsep.join(sys.path)
    path.write_text(f"#!/bin/sh\nPYTHONPATH='{places}' exec '{sys.executable}' -P -m zwasmc \"$@\"\n")
    path.chmod(0o755)
    return path


def test_wasm_is_compiled_and_run(compiler: Path, tmp_path: Path) -> None:
    path = tmp_path / "echo.wasm"
    path.write_bytes(bytes(wasmtime.wat2wasm(ECHO)))
    env = {"ZWASMC": str(compiler)}
    assert words(run(path, "a", env=env)) == ["echo.wasm", "a"]
    assert words(run("-", "a", stdin=path.read_bytes(), env=env)) == ["-", "a"]
    spin = tmp_path / "spin.wasm"
    spin.write_bytes(bytes(wasmtime.wat2wasm(TRAPS)))
    assert run("--timeout", "200ms", "--invoke", "spin", spin, env=env).status == 134
    assert sorted(p.name for p in tmp_path.iterdir()) == ["echo.wasm", "spin.wasm"], "nothing is left behind"
    path.write_bytes(b"\0asm\1\0\0\0\xff")
    done = run(path, env=env)
    assert done.status == 1 and done.err.startswith("error: ") and done.err.count("\n") == 1


def test_the_module_that_was_opened_is_the_one_that_runs(compiler: Path, tmp_path: Path) -> None:
    module = bytes(wasmtime.wat2wasm(ECHO))
    env = {"ZWASMC": str(compiler)}
    (tmp_path / "<stdin>").write_bytes(bytes(wasmtime.wat2wasm("(module)")))
    assert words(run("-", "a", stdin=module, env=env, cwd=tmp_path)) == ["-", "a"]
    (tmp_path / "-v.wasm").write_bytes(module)
    assert words(run("--", "-v.wasm", "a", env=env, cwd=tmp_path)) == ["-v.wasm", "a"]
    os.mkfifo(tmp_path / "fifo")
    feeder = threading.Thread(target=(tmp_path / "fifo").write_bytes, args=[module])
    feeder.start()
    assert words(run("fifo", "a", env=env, cwd=tmp_path)) == ["fifo", "a"]
    feeder.join()
    assert run("-", stdin=module[:-5], env=env).err.startswith("error: <stdin>: at 0x")


def test_perfmap(tmp_path: Path) -> None:
    path = compiled(
        tmp_path / "a.cwasm",
        r'(module (import "wasi_snapshot_preview1" "sched_yield" (func (result i32)))'
        r' (func $"one\0a" (export "_start")) (func $two (unreachable)))',
    )
    with subprocess.Popen([installed_program(), "--perfmap", str(path)], stdout=subprocess.DEVNULL) as process:
        assert process.wait(60) == 0
    map_file = Path(f"/tmp/perf-{process.pid}.map")
    try:
        rows = [line.split(" ", 2) for line in map_file.read_text().splitlines()]
    finally:
        map_file.unlink()
    assert [row[2] for row in rows] == [r"one\x0a", "two", "<trampolines>"]
    starts, sizes = ([int(row[column], 16) for row in rows] for column in (0, 1))
    assert all(starts[i] + sizes[i] <= starts[i + 1] for i in range(2)) and min(sizes) > 0


def test_names_do_not_drive_the_terminal(tmp_path: Path) -> None:
    path = compiled(
        tmp_path / "a.cwasm",
        r'(module (func (export "f\1b[31m\nx\c2\9b1mé") (call 1)) (func $"\1b[1mr\nerror: fake" unreachable))',
    )
    shown = r"f\x1b[31m\x0ax\xc2\x9b1mé"
    assert run(path).err.splitlines()[1:] == [f"  {shown}()"]
    frames = run("--invoke", "f\x1b[31m\nx\x9b1mé", path).err.splitlines()[1:]
    assert [line.partition(" - ")[2] for line in frames] == [r"\x1b[1mr\x0aerror: fake", shown]
    done = run("no\x1b[31m\nsuch")
    assert done.err == r"error: no\x1b[31m\x0asuch: No such file or directory" + "\n"


def test_options_before_the_command(compiler: Path, traps: Path) -> None:
    assert run("-q", "--color", "never", "run", "--invoke", "exit=7", traps).status == 7
    assert run("-v", "version").out.startswith("zwasm ")
    assert run("--color=never", "targets", env={"ZWASMC": str(compiler)}).status == 0
    assert run("--color", "maybe", "version") == Done(2, "", "error: --color maybe: expected auto, always or never\n")
    assert run("--color") == Done(2, "", "error: --color needs a value\n")
    assert run("help", "frob") == Done(2, "", "error: there is no command frob (see: zwasm help)\n")


@pytest.mark.parametrize("words", [["version"], ["help"]])
def test_full_disk(words: list[str]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([installed_program(), *words], stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert (done.returncode, done.stderr) == (1, b"error: <stdout>: No space left on device\n")


MEANT = "; if you trust whoever made it, give --allow-precompiled\n"


def test_container_from_a_pipe(echo: Path) -> None:
    done = run("-", stdin=echo.read_bytes())
    assert done == Done(1, "", f"error: <stdin>: native code from a stream{MEANT}")
    assert words(run("--allow-precompiled", "--argv0", "x", "-", "a", stdin=echo.read_bytes())) == ["x", "a"]
    start = partial(subprocess.run, capture_output=True, text=True)
    done = start(f'cat "{echo}" | "{installed_program()}" --allow-precompiled /dev/stdin b', shell=True)
    assert done.stdout == "stdin\0b\0"
    with echo.open("rb") as file:
        done = start([installed_program(), "/dev/stdin"], stdin=file)
    assert (done.returncode, done.stderr) == (1, f"error: /dev/stdin: native code from a stream{MEANT}")


@pytest.mark.parametrize("name", ["a.wasm", "a.WASM", "a.wat", "a.cwasm.wasm"])
def test_native_code_does_not_pass_for_a_module(name: str, echo: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(echo.read_bytes())
    refused = Done(1, "", f"error: {path}: native code in a file that is named like a module{MEANT}")
    assert run(path) == refused
    assert words(run("--allow-precompiled", path)) == [name]
    assert run("--preload", f"env={path}", echo) == refused
    link = tmp_path / "link.cwasm"
    link.symlink_to(path)
    assert words(run(link)) == ["link.cwasm"]


def test_allowing_what_is_allowed(echo: Path) -> None:
    assert words(run("--allow-precompiled", echo)) == ["echo.cwasm"]


def test_the_compiler_is_named(compiler: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.wasm"
    path.write_bytes(b"\0asm\1\0\0\0")
    start = partial(subprocess.run, capture_output=True, text=True)
    lonely = tmp_path / "bin" / "zwasm"
    lonely.parent.mkdir()
    shutil.copy(installed_program(), lonely)
    done = start([lonely, path], env={"PATH": "/nowhere", "ZWASMC": "/no/zwasmc"})
    assert done.returncode == 1
    assert done.stderr == (f"error: {path} is not compiled and no zwasmc was found "
                           f"(looked in /no/zwasmc, {lonely.parent}, PATH); run: zwasmc compile {path}\n")
    shutil.copy(compiler, lonely.parent / "zwasmc")
    done = start([lonely, "--version"], env={})
    assert done.returncode == 0
    done = start([lonely, "validate", path], env={})
    assert done.returncode == 0, done.stderr
    done = start([lonely, "run", "--interpreter", tmp_path / "none.wasm"], env={})
    assert done.returncode in (1, 2) and "error: " in done.stderr


def test_static_and_small() -> None:
    """What a wheel ships: one static executable of less than 300 KB."""
    if shutil.which("musl-gcc") is None:
        missing("musl-gcc", "install musl-tools")
    data = Path(installed_program()).read_bytes()
    assert b"/ld-" not in data[:4096]
    assert len(data) < 300_000
