"""Containers and modules as other programs meet them: executed, after a `#!` line, with names for profilers."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from pathlib import Path

import lief
import pytest
import wasmtime

import zwasmc
from cli_runner import ENVIRONMENT, zwasmc_command
from cli_runner import zwasmc as run_zwasmc
from support import installed_program
from zwasm_formats import cwasm_read

TEXT = """(module
  (func (export "_start") (call 1))
  (func (call 2))
  (func $named unreachable)
  (func (export "seven") (result i32) (i32.const 7)))"""
LINE = b"#!/usr/bin/env -S zwasm run --invoke seven\n"


def module() -> bytes:
    """Return a module with functions that have a name, and one that has none."""
    return bytes(wasmtime.wat2wasm(TEXT))


def zwasm(*words: str | Path, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the runtime, which finds the compiler of this package."""
    script = cwd / "zwasmc"
    script.write_text(f'#!/bin/sh\nexec {" ".join(zwasmc_command())} "$@"\n')
    script.chmod(0o755)
    environment = {**ENVIRONMENT, "ZWASMC": str(script)}
    command = [installed_program(), *map(str, words)]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, timeout=60, env=environment)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="NOT RUN a container as a program: it is for x86-64")
@pytest.mark.parametrize("wasm", [module(), b"\0asm\1\0\0\0"], ids=["functions", "empty"])
def test_a_container_that_is_executed_says_what_it_is(wasm: bytes, tmp_path: Path) -> None:
    path = tmp_path / "prog"
    path.write_bytes(zwasmc.compile(wasm))
    path.chmod(0o755)
    done = subprocess.run([str(path)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (126, "")
    assert done.stderr == "error: this is a container of zwasm, not a program; run it with: zwasm run FILE\n"
    binary = lief.parse(str(path))
    assert isinstance(binary, lief.ELF.Binary)
    start = binary.get_section(".zwasm.start")
    assert start is not None and binary.entrypoint == start.virtual_address
    readelf = subprocess.run(["readelf", "-aW", str(path)], capture_output=True, text=True, timeout=60)
    assert (readelf.returncode, readelf.stderr) == (0, "")


def test_every_symbol_has_a_name_and_backtraces_show_only_those_of_the_module(tmp_path: Path) -> None:
    (tmp_path / "m.wasm").write_bytes(module())
    container = zwasmc.compile(module())
    (tmp_path / "m.cwasm").write_bytes(container)
    binary = lief.parse(list(container))
    assert isinstance(binary, lief.ELF.Binary)
    symbols = [str(symbol.name) for symbol in binary.symbols if symbol.is_function]
    assert symbols == ["_start", "wasm-function[1]", "named", "seven"]
    assert cwasm_read.parse(container).func_names() == ["_start", "", "named", "seven"]
    native = zwasm("run", "m.cwasm", cwd=tmp_path).stderr.decode().splitlines()
    interpreted = run_zwasmc("run", "--interpreter", "m.wasm", cwd=tmp_path).stderr.decode().splitlines()
    assert [line.split(" - ")[-1] for line in native[1:]] == ["named", "<wasm function 1>", "_start"]
    assert native[1:] == interpreted[1:]


def test_perfmap_names_every_function(tmp_path: Path) -> None:
    (tmp_path / "m.cwasm").write_bytes(zwasmc.compile(module()))
    command = [installed_program(), "run", "--perfmap", "--invoke", "seven", "m.cwasm"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.read() == b"7\n"
    path = Path(f"/tmp/perf-{process.pid}.map")
    lines = path.read_text().splitlines()
    path.unlink()
    assert [line.split(" ", 2)[2] for line in lines[:4]] == ["_start", "wasm-function[1]", "named", "seven"]
    assert all(re.fullmatch(r"[0-9a-f]+ [0-9a-f]+ \S.*", line) for line in lines)


def test_a_perfmap_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    names = "".join(f'(func $f{i}_{"x" * 900})' for i in range(20))
    wasm = bytes(wasmtime.wat2wasm(f'(module (func (export "_start")) {names})'))
    (tmp_path / "m.cwasm").write_bytes(zwasmc.compile(wasm))
    line = 'ulimit -f 1; echo $$; exec "$@"'
    command = ["bash", "-c", line, "bash", installed_program(), "run", "--perfmap", "m.cwasm"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    path = f"/tmp/perf-{done.stdout.strip()}.map"
    assert (done.returncode, done.stderr) == (1, f"error: {path}: File too large\n")
    assert not os.path.exists(path)


def test_a_line_for_the_system_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "m.wasm").write_bytes(LINE + module())
    (tmp_path / "m.cwasm").write_bytes(LINE + zwasmc.compile(module()))
    for name in ("m.wasm", "m.cwasm"):
        done = zwasm("run", "--invoke", "seven", name, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"7\n", b""), name
        stdin = (tmp_path / name).read_bytes()
        done = zwasm("run", "--allow-precompiled", "--invoke", "seven", "-", cwd=tmp_path, stdin=stdin)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"7\n", b""), name
        for command in ("inspect", "inspect --disasm", *(["validate", "wat", "features"] if name == "m.wasm" else [])):
            done = run_zwasmc(*command.split()[:1], name, *command.split()[1:], cwd=tmp_path)
            assert (done.returncode, done.stderr) == (0, b""), (name, command)
    done = run_zwasmc("run", "--interpreter", "--invoke", "seven", "m.wasm", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"7\n")
    assert run_zwasmc("compile", "m.wasm", "-o", "n.cwasm", cwd=tmp_path).returncode == 0
    assert (tmp_path / "n.cwasm").read_bytes() == zwasmc.compile(module())


def test_a_script_runs(tmp_path: Path) -> None:
    path = tmp_path / "seven"
    path.write_bytes(b"#!/usr/bin/env -S zwasm run --invoke seven\n" + zwasmc.compile(module()))
    path.chmod(0o755)
    environment = {**ENVIRONMENT, "PATH": f"{Path(installed_program()).parent}{os.pathsep}{ENVIRONMENT['PATH']}"}
    done = subprocess.run([str(path)], capture_output=True, text=True, timeout=60, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "7\n", "")


@pytest.mark.parametrize("data", [b"#!", b"#!\n", b"#!/bin/sh\necho\n", LINE + LINE + module(), b"#!" + b"x" * 5000])
def test_only_one_line_and_only_before_something_to_run(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(data)
    done = zwasm("run", "m", cwd=tmp_path)
    assert done.returncode == 1 and done.stderr == b"error: m: neither a WebAssembly module nor a container\n"
    assert run_zwasmc("validate", "m", cwd=tmp_path).returncode == 1
