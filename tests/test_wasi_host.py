"""Where guests meet their host, under both commands: streams, flags, descriptors, memory, names, variables, time."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import wasmtime

import wasi_guest as g
import zwasm
import zwasmc
from support import installed_program, zwasmc_command
from wasi_guest import Opened, module, open_call

COMMANDS = ["native", "interpreter"]


def run(
    engine: str,
    directory: Path,
    wasm: bytes,
    *options: str,
    setup: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a module with one of the commands."""
    path = directory / f"{engine}.wasm"
    path.write_bytes(wasm)
    if engine == "native":
        path.with_suffix(".cwasm").write_bytes(zwasmc.compile(wasm, interruptible=True))
        line = [installed_program(), "run", *options, str(path.with_suffix(".cwasm"))]
    else:
        line = [*zwasmc_command(), "run", "--interpreter", *options, str(path)]
    return subprocess.run(line, preexec_fn=setup, timeout=120, stdin=subprocess.DEVNULL, capture_output=True)


# ---- standard streams ----


@pytest.mark.parametrize("engine", COMMANDS)
@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)], ids=str)
def test_the_null_device_replaces_closed_streams(engine: str, closed: tuple[int, ...], tmp_path: Path) -> None:
    """Else the first file that the guest opens would be its standard error, and get what is said there."""
    calls = [open_call(3, "made", g.CREAT, g.WRITE), ("fd_read", 0, 8, 1, g.OUT)]
    calls += [("fd_write", fd, g.IOVEC, 1, g.OUT) for fd in (2, 1)]
    check = "(if (i32.load (i32.const 0x3000)) (then unreachable))"
    (tmp_path / "box").mkdir()

    def close() -> None:
        for number in closed:
            os.close(number)

    done = run(engine, tmp_path, module(calls, last=check), "--dir", str(tmp_path / "box"), setup=close)
    assert done.returncode == 0 and (tmp_path / "box" / "made").read_bytes() == b"", done
    assert done.stdout == (b"" if 1 in closed else b"new bytes\0\0\0\0")
    assert done.stderr == (b"" if 2 in closed else b"new bytes")


def test_streams_that_python_does_not_give(tmp_path: Path) -> None:
    wasm = module([open_call(3, "made", g.CREAT, g.WRITE), ("fd_write", 2, g.IOVEC, 1, g.OUT)])
    wasi = zwasm.Wasi(preopens=[(str(tmp_path), "/")], stdin=-1, stdout=-1, stderr=-1)
    with zwasm.Store() as store:
        zwasm.Instance(store, zwasm.Module(store, wasm), wasi=wasi).func("_start").call([])
    wasi.close()
    assert (tmp_path / "made").read_bytes() == b""


# ---- flags of descriptors ----


@pytest.mark.parametrize("engine", COMMANDS)
def test_flags_are_reported_as_asked_for(engine: str, tmp_path: Path) -> None:
    """Append, dsync, nonblock, rsync, sync: every combination; what was asked for can be asked for again."""
    calls: list[g.Call] = []
    for flags in range(32):
        calls.append(open_call(3, "file", g.CREAT, g.READ | g.WRITE | 1 << 3, 1, flags))
        calls.append(("fd_fdstat_set_flags", Opened(3 * flags), flags))
        calls.append(("fd_fdstat_get", Opened(3 * flags), g.OUT))  # leaves the type, and the flags << 16
    show = "(i32.store (i32.const 0) (i32.const 0x4000)) (i32.store (i32.const 4) (i32.const 384))"
    show += "(drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))"
    wasm = module(calls, last=show)
    (tmp_path / "box").mkdir()
    out = run(engine, tmp_path, wasm, "--dir", str(tmp_path / "box")).stdout
    assert list(out[:96]) == [g.SUCCESS] * 96
    assert [int.from_bytes(out[96 + 12 * i + 8 :][2:4], "little") for i in range(32)] == list(range(32))


# ---- descriptors ----


@pytest.mark.parametrize("engine", COMMANDS)
def test_guests_leave_descriptors_to_the_host(engine: str, tmp_path: Path) -> None:
    """They get three quarters of what the process may have, and all of it again after closing."""
    calls = [open_call(3, ".", g.DIRECTORY, g.READ) for _ in range(200)]
    calls += [("fd_close", Opened(5)), open_call(3, ".", g.DIRECTORY, g.READ), open_call(3, ".", g.DIRECTORY, g.READ)]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))

    out = run(engine, tmp_path, module(calls), "--dir", str(tmp_path), setup=limit).stdout
    expected = [g.SUCCESS] * 95 + [g.MFILE] * 105 + [g.SUCCESS, g.SUCCESS, g.MFILE]
    assert list(out) == expected


# ---- memory ----


@pytest.mark.parametrize("engine", COMMANDS)
@pytest.mark.parametrize("memory", ["", '(export "other")'])
def test_only_an_exported_memory_is_used(engine: str, memory: str, tmp_path: Path) -> None:
    """Without one the functions have no memory: fault, not the first that there is."""
    check = f"(if (i32.ne (i32.load8_u (i32.const 0x3000)) (i32.const {g.FAULT})) (then unreachable))"
    done = run(engine, tmp_path, module([("fd_write", 1, g.IOVEC, 1, g.OUT)], memory=memory, last=check))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


# ---- names and variables ----


@pytest.mark.parametrize("engine", COMMANDS)
def test_names_with_null_bytes_are_refused(engine: str, tmp_path: Path) -> None:
    calls = [
        open_call(3, b"file\0", 0, g.READ),
        open_call(3, b"\0", g.CREAT, g.WRITE),
        open_call(3, b"fi\0le", g.CREAT, g.WRITE),
        ("path_create_directory", 3, b"d\0"),
        ("path_unlink_file", 3, b"file\0x"),
        ("path_rename", 3, b"file", 3, b"a\0b"),
        ("path_symlink", b"a\0b", 3, b"link"),
    ]
    box = tmp_path / "box"
    box.mkdir()
    (box / "file").touch()
    assert list(run(engine, tmp_path, module(calls), "--dir", str(box)).stdout) == [g.INVAL] * len(calls)
    assert [path.name for path in box.iterdir()] == ["file"]


ENVIRON = """(module
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_get" (func $get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 4)
  (func (export "_start")
    (drop (call $sizes (i32.const 0) (i32.const 4)))
    (drop (call $get (i32.const 1024) (i32.const 65536)))
    (i32.store (i32.const 0) (i32.const 65536))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"""
ENTRIES = b"PATH=/bin|LATIN=caf\xe9|EMPTY=|TWICE=1|NOTHING|TWICE=2|LINES=a\nb|A=B=C|\xff\xfe=1".split(b"|")


@pytest.mark.parametrize("engine", COMMANDS)
def test_the_environment_is_passed_on_as_it_is(engine: str, tmp_path: Path) -> None:
    """Byte for byte and in its order; what has no value is no variable."""
    wasm = bytes(wasmtime.wat2wasm(ENVIRON))
    path = tmp_path / "guest.wasm"
    path.write_bytes(wasm)
    path.with_suffix(".cwasm").write_bytes(zwasmc.compile(wasm))
    line = [installed_program(), "run", "--inherit-env", str(path.with_suffix(".cwasm"))]
    if engine == "interpreter":
        line = [*zwasmc_command(), "run", "--interpreter", "--inherit-env", str(path)]
    script = EXEC.format(line=line, entries=ENTRIES)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"".join(entry + b"\0" for entry in ENTRIES if b"=" in entry)


EXEC = """# becomes another program, with an environment that no dictionary holds
import ctypes, os
line, entries = {line!r}, {entries!r}
argv = (ctypes.c_char_p * (len(line) + 1))(*map(os.fsencode, line), None)
envp = (ctypes.c_char_p * (len(entries) + 1))(*entries, None)
ctypes.CDLL(None).execve(os.fsencode(line[0]), argv, envp)"""


# ---- time ----

SLOW: dict[str, tuple[list[g.Call], int]] = {
    "empty buffers": ([("fd_write", 1, 0x10000, 0x1FFF0000, g.OUT)] * 8, 0x10000),
    "a long read": ([open_call(3, "sparse", 0, g.READ | g.SEEK), ("fd_pread", Opened(0), 8, 1, 0, g.OUT)] * 4, 0x8001),
    "random bytes": ([("random_get", 0, 0x80000000)] * 4, 0x8001),
}


@pytest.mark.parametrize("what", SLOW)
def test_a_timeout_ends_one_long_call(what: str, tmp_path: Path) -> None:
    """Less than 100 ms of computing after the time is over, where one call takes half a second and more."""
    calls, pages = SLOW[what]
    (tmp_path / "sparse").touch()
    os.truncate(tmp_path / "sparse", 1 << 31)
    iovec = "(i32.store (i32.const 8) (i32.const 0x10000)) (i32.store (i32.const 12) (i32.const 0x7fff0000))"
    wasm = module(calls, pages=pages, first=iovec)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = run("native", tmp_path, wasm, "--timeout", "20ms", "--dir", str(tmp_path))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 134 and b"trap: interrupt" in done.stderr, done
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.2


EMPTY = """(module
  (import "wasi_snapshot_preview1" "{name}" (func $f (param {params}) (result i32)))
  (memory (export "memory") 1) (data (i32.const 64) "\\40\\00\\00\\00\\00\\00\\00\\00")
  (func (export "_start") (loop $again (drop (call $f {arguments})) (br $again))))"""


@pytest.mark.parametrize(
    "name, arguments", [("fd_write", (1, 64, 1, 8)), ("fd_read", (0, 64, 0, 8)), ("sched_yield", ())]
)
def test_a_timeout_ends_empty_calls(name: str, arguments: tuple[int, ...], tmp_path: Path) -> None:
    constants = " ".join(f"(i32.const {n})" for n in arguments)
    text = EMPTY.format(name=name, params="i32 " * len(arguments), arguments=constants)
    start = time.monotonic()
    done = run("native", tmp_path, bytes(wasmtime.wat2wasm(text)), "--timeout", "50ms")
    assert done.returncode == 134 and b"trap: interrupt" in done.stderr, done
    assert time.monotonic() - start < 10
