"""The WASI conformance suite (corpus/wasi: C, AssemblyScript, Rust), every program of it.

Three ways: native code under ``zwasm run``, and wasmtime executing the guest with the functions of the loader, once
with openat2 and once with the component walk.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import socket
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
import wasmtime

import wasi_host
import zwasmc
from support import command, corpus_files, corpus_root, missing

PROGRAMS = corpus_files("wasi/*/*.wasm")


@dataclass
class Case:
    """One program with its copy of the tree and what is expected of it."""

    wasm: Path
    args: list[str]
    env: list[str]
    root: Path | None
    exit_code: int
    stdout: str | None


def case(wasm: Path, directory: Path) -> Case:
    """Copy the program's folder (tests write into it) and read its specification."""
    tree = directory / "tree"
    shutil.copytree(wasm.parent, tree, ignore=shutil.ignore_patterns("*.wasm"))
    file = tree / f"{wasm.stem}.json"
    spec = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    assert set(spec) <= {"args", "env", "root", "exit_code", "stdout"}, spec
    return Case(
        wasm,
        spec.get("args", []),
        [f"{key}={value}" for key, value in spec.get("env", {}).items()],
        tree / spec["root"] if "root" in spec else None,
        spec.get("exit_code", 0),
        spec.get("stdout"),
    )


def name(wasm: Path) -> str:
    """Return a test's name: suite/program."""
    return f"{wasm.parent.name}/{wasm.stem}"


def test_the_suite_is_whole() -> None:
    if corpus_root() is None:
        missing("corpus/wasi", "run scripts/fetch_corpus or set ZWASM_CORPUS")
    counts = {suite: sum(path.parent.name == suite for path in PROGRAMS) for suite in ("c", "assemblyscript", "rust")}
    assert counts == {"c": 14, "assemblyscript": 12, "rust": 23}


@pytest.fixture(scope="module")
def functions(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """The WASI functions as a library."""
    if shutil.which("gcc") is None:
        missing("gcc", "install a C compiler")
    return wasi_host.build(tmp_path_factory.mktemp("libwasi"))


@pytest.mark.parametrize("wasm", PROGRAMS, ids=name)
def test_lent(wasm: Path, functions: ctypes.CDLL, tmp_path: Path) -> None:
    guest = wasi_host.compiled(wasm.read_bytes())
    for flags in (0, wasi_host.NO_OPENAT2):
        directory = tmp_path / str(flags)
        directory.mkdir()
        spec = case(wasm, directory)
        with open(directory / "out", "w+b") as out, open(os.devnull, "rb") as null:
            setup = wasi_host.Setup(
                args=[wasm.name, *spec.args],
                env=spec.env,
                preopens=[(str(spec.root), "/")] if spec.root else [],
                stdio=(null.fileno(), out.fileno(), out.fileno()),
                flags=flags,
            )
            status = wasi_host.run(functions, guest, setup)
            out.seek(0)
            text = out.read().decode()
        assert status == spec.exit_code, f"flags {flags}: {text}"
        assert spec.stdout is None or text == spec.stdout


@pytest.mark.parametrize("wasm", PROGRAMS, ids=name)
def test_native(wasm: Path, tmp_path: Path) -> None:
    spec = case(wasm, tmp_path)
    zwasm = command("zwasm")
    cwasm = tmp_path / "program.cwasm"
    cwasm.write_bytes(zwasmc.compile(wasm.read_bytes()))
    options = ["--argv0", wasm.name]
    options += [word for pair in spec.env for word in ("--env", pair)]
    options += ["--dir", f"{spec.root}::/"] if spec.root else []
    result = subprocess.run(
        [zwasm, "run", *options, str(cwasm), *spec.args],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    assert result.returncode == spec.exit_code, result.stderr
    assert spec.stdout is None or result.stdout == spec.stdout


ECHO = """
(module
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_recv" (func $recv (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sock_shutdown" (func $shutdown (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 2)
  (func $must (param $error i32) (if (local.get $error) (then (call $exit (local.get $error)))))
  (func (export "_start") (local $clients i32) (local $fd i32) (local $n i32) (local $at i32)
    (loop $next
      (i32.store8 (i32.const 8) (i32.const 1)) ;; subscription at 0: fd_read of descriptor 3
      (i32.store (i32.const 16) (i32.const 3))
      (call $must (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
      (if (i32.load16_u (i32.const 72)) (then (call $exit (i32.const 99))))
      (call $must (call $accept (i32.const 3) (i32.const 0) (i32.const 132)))
      (local.set $fd (i32.load (i32.const 132)))
      (block $done
        (loop $more
          (i32.store (i32.const 136) (i32.const 65536)) ;; iovec at 136
          (i32.store (i32.const 140) (i32.const 4096))
          (call $must
            (call $recv (local.get $fd) (i32.const 136) (i32.const 1) (i32.const 0) (i32.const 144) (i32.const 148)))
          (local.set $n (i32.load (i32.const 144)))
          (br_if $done (i32.eqz (local.get $n)))
          (local.set $at (i32.const 0))
          (loop $rest
            (i32.store (i32.const 136) (i32.add (i32.const 65536) (local.get $at)))
            (i32.store (i32.const 140) (i32.sub (local.get $n) (local.get $at)))
            (call $must (call $send (local.get $fd) (i32.const 136) (i32.const 1) (i32.const 0) (i32.const 144)))
            (local.set $at (i32.add (local.get $at) (i32.load (i32.const 144))))
            (br_if $rest (i32.lt_u (local.get $at) (local.get $n))))
          (br $more)))
      (call $must (call $shutdown (local.get $fd) (i32.const 2)))
      (call $must (call $close (local.get $fd)))
      (local.set $clients (i32.add (local.get $clients) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $clients) (i32.const 3))))))
"""


def echoed(address: tuple[str, int], data: bytes) -> bytes:
    """Send everything, while reading what comes back."""
    with socket.create_connection(address, timeout=30) as client:

        def send() -> None:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)

        sender = threading.Thread(target=send)
        sender.start()
        got = b""
        while part := client.recv(65536):
            got += part
        sender.join()
        return got


def test_echo_server(functions: ctypes.CDLL) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        statuses: list[int] = []
        setup = wasi_host.Setup(stdio=(-1, -1, -1), listen=[server.fileno()])
        guest = wasi_host.compiled(bytes(wasmtime.wat2wasm(ECHO)))
        thread = threading.Thread(target=lambda: statuses.append(wasi_host.run(functions, guest, setup)))
        thread.start()
        for data in (b"", b"hello", bytes(range(256)) * 1000):
            assert echoed(server.getsockname(), data) == data
        thread.join(30)
    assert statuses == [0]
