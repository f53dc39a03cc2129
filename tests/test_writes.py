"""A status of 0 means that every byte was written, whatever it was written to; and what an error then looks like."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import wasmtime

import zwasmc
from cli_runner import BAD_BODY, ENVIRONMENT, PRIMES
from support import installed_program, zwasmc_command

UNBUFFERED = {**ENVIRONMENT, "PYTHONUNBUFFERED": "1"}
LIMIT = 1000

ZWASMC = {
    "compile -o -": ["compile", str(PRIMES), "-o", "-"],
    "inspect": ["inspect", str(PRIMES), "--disasm"],
    "wat": ["wat", str(PRIMES)],
    "features": ["features"],
    "targets": ["targets"],
    "help": ["help", "compile"],
    "--help": ["--help"],
    "--version": ["--version"],
    "run": ["run", "--interpreter", "--invoke", "count", str(PRIMES), "10"],
}


def limited() -> None:
    """Let no file of this process grow beyond LIMIT bytes: the write that meets the limit is short."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))


@pytest.mark.parametrize("environment", [ENVIRONMENT, UNBUFFERED], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("name", ZWASMC)
def test_standard_output_that_takes_no_more(name: str, environment: dict[str, str], tmp_path: Path) -> None:
    words = [*zwasmc_command(), *ZWASMC[name]]
    whole = subprocess.run(words, stdout=subprocess.PIPE, check=True, timeout=60, env=environment).stdout
    out = tmp_path / "out"
    with out.open("wb") as file:
        file.write(bytes(LIMIT - 10))  # ten bytes more fit
        file.flush()
        done = subprocess.run(
            words, stdout=file, stderr=subprocess.PIPE, text=True, timeout=60, env=environment, preexec_fn=limited
        )
    assert (done.returncode, done.stderr) == (0, "") if len(whole) <= 10 else (1, "error: <stdout>: File too large\n")
    assert out.read_bytes()[LIMIT - 10 :] == whole[:10]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, env=environment)
    assert (done.returncode, done.stderr) == (1, "error: <stdout>: No space left on device\n")


@pytest.mark.parametrize("environment", [ENVIRONMENT, UNBUFFERED], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("depfile", [False, True])
def test_files_that_take_no_more(depfile: bool, environment: dict[str, str], tmp_path: Path) -> None:
    output = ["-o", "out", *(["--depfile", "out.d"] if depfile else [])]
    words = [*zwasmc_command(), "compile", str(PRIMES), *output]
    done = subprocess.run(
        words, cwd=tmp_path, stderr=subprocess.PIPE, text=True, timeout=60, env=environment, preexec_fn=limited
    )
    assert (done.returncode, done.stderr) == (1, "error: out: File too large\n")
    assert list(tmp_path.iterdir()) == []
    words = [*zwasmc_command(), "compile", str(PRIMES), "-o", "out", "--depfile", "/dev/full"]
    done = subprocess.run(words, cwd=tmp_path, stderr=subprocess.PIPE, text=True, timeout=60, env=environment)
    assert (done.returncode, done.stderr) == (1, "error: /dev/full: No space left on device\n")
    assert list(tmp_path.iterdir()) == []


def test_messages_that_are_lost() -> None:
    with open("/dev/full", "wb") as full:
        for words in (["compile", "-o", "/dev/null", "--time"], ["validate", "-v"]):
            command = [*zwasmc_command(), *words, str(PRIMES)]
            assert subprocess.run(command, stderr=full, timeout=60, env=ENVIRONMENT).returncode == 1


def test_a_pipe_that_does_not_block(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    words = [*zwasmc_command(), "inspect", str(PRIMES), "--disasm"]
    process = subprocess.Popen(words, stdout=writer, stderr=subprocess.PIPE, env=ENVIRONMENT)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        text = file.read()
    assert process.wait(60) == 0 and process.stderr is not None and process.stderr.read() == b""
    process.stderr.close()
    assert text == subprocess.run(words, stdout=subprocess.PIPE, check=True, timeout=60, env=ENVIRONMENT).stdout


def test_a_pipe_that_nobody_reads_any_more() -> None:
    for words in (["inspect", str(PRIMES)], ["compile", str(PRIMES), "-o", "-"]):
        reader, writer = os.pipe()
        os.close(reader)
        command = [*zwasmc_command(), *words]
        done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=60, env=UNBUFFERED)
        os.close(writer)
        assert (done.returncode, done.stderr) == (141, b"")


def test_an_error_that_comes_when_a_file_is_closed(tmp_path: Path) -> None:
    script = f"""
import errno, os, sys
close = os.close
def late(descriptor):
    close(descriptor)
    raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))
os.close = late
from zwasmc.cli import run
sys.exit(run(["wat", {str(PRIMES)!r}]))
"""
    command = [sys.executable, "-P", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
    assert (done.returncode, done.stderr) == (1, "error: <stdout>: Disk quota exceeded\n")


SUM = """(module (func (export "both") (result i64 i64) (i64.const 1111111111111) (i64.const 2222222222222)))"""


@pytest.mark.parametrize("words", [["help"], ["version"], ["run", "--invoke", "both", "sum.cwasm"]])
def test_what_zwasm_prints(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "sum.cwasm").write_bytes(zwasmc.compile(bytes(wasmtime.wat2wasm(SUM))))
    command = [installed_program(), *words]
    whole = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, check=True, timeout=60).stdout
    out = tmp_path / "out"
    with out.open("wb") as file:
        file.write(bytes(LIMIT - 10))
        file.flush()
        done = subprocess.run(
            command, cwd=tmp_path, stdout=file, stderr=subprocess.PIPE, text=True, timeout=60, preexec_fn=limited
        )
    assert (done.returncode, done.stderr) == (1, "error: <stdout>: File too large\n")
    assert out.read_bytes()[LIMIT - 10 :] == whole[:10]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (1, "error: <stdout>: No space left on device\n")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(writer)
    assert done.returncode in (-13, 141) and done.stderr == ""


def test_a_guest_is_told_that_a_file_takes_no_more(tmp_path: Path) -> None:
    text = """(module
      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1)
      (data (i32.const 0) "\\10\\00\\00\\00\\10\\27\\00\\00")
      (func (export "_start")
        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
        (call $exit (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"""
    (tmp_path / "g.cwasm").write_bytes(zwasmc.compile(bytes(wasmtime.wat2wasm(text))))
    with (tmp_path / "out").open("wb") as file:
        command = [installed_program(), "run", "g.cwasm"]
        done = subprocess.run(command, cwd=tmp_path, stdout=file, timeout=60, preexec_fn=limited)
    assert done.returncode == 22  # fbig
    assert (tmp_path / "out").stat().st_size == LIMIT


def test_a_working_directory_that_is_gone(tmp_path: Path) -> None:
    line = f'mkdir gone && cd gone && rmdir ../gone && {" ".join(zwasmc_command())} compile {PRIMES} "$@"'
    for options, name in ([], "primes.cwasm"), (["-o", "x/y"], "x/y"), (["-o", "x", "--depfile", "/y"], "x"):
        command = ["sh", "-c", line, "sh", *options]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
        assert (done.returncode, done.stderr) == (1, f"error: {name}: No such file or directory\n")


# ------------------------------------------------------------------------------------------------ --diagnostics


def reported(form: str, *words: str, cwd: Path) -> tuple[int, list[str]]:
    """Run a command that fails; return its status and what it says."""
    command = [*zwasmc_command(), *words, "--diagnostics", form]
    if "run" in words:
        command = [*zwasmc_command(), "run", "--diagnostics", form, *words[1:]]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
    return done.returncode, done.stderr.splitlines()


COMMANDS = [["compile"], ["validate"], ["run", "--interpreter"], ["inspect", "--disasm"]]


@pytest.mark.parametrize("command", COMMANDS, ids=[words[0] for words in COMMANDS])
def test_where_a_module_is_wrong(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "bad.wasm").write_bytes(BAD_BODY)
    words = ["inspect", "bad.wasm", "--disasm"] if command[0] == "inspect" else [*command, "bad.wasm"]
    message = "unexpected end"
    status, (line,) = reported("gnu", *words, cwd=tmp_path)
    assert status == 1 and line.startswith(f"bad.wasm:0x19: error: {message}")
    status, (line,) = reported("json", *words, cwd=tmp_path)
    found = json.loads(line)
    assert status == 1 and found.pop("message").startswith(message)
    assert found == {"severity": "error", "file": "bad.wasm", "offset": 0x19, "code": "unexpected-end",
                     "function": 0, "function_name": None}  # fmt: skip


@pytest.mark.parametrize("command", ["wat", "features", "inspect"])
def test_a_module_that_is_cut_off(command: str, tmp_path: Path) -> None:
    (tmp_path / "cut.wasm").write_bytes(BAD_BODY[:-4])
    status, (line,) = reported("gnu", command, "cut.wasm", cwd=tmp_path)
    assert status == 1 and line.startswith("cut.wasm:0x")
    status, (line,) = reported("json", command, "cut.wasm", cwd=tmp_path)
    found = json.loads(line)
    assert status == 1 and found["offset"] >= 8 and found["file"] == "cut.wasm" and found["function"] is None


def test_what_is_wrong_elsewhere(tmp_path: Path) -> None:
    assert reported("gnu", "validate", "none.wasm", cwd=tmp_path) == (
        1, ["none.wasm: error: No such file or directory"])  # fmt: skip
    assert reported("gnu", "compile", str(PRIMES), "--features", "+nonsense", cwd=tmp_path)[1][0].startswith("zwasmc: ")
    status, lines = reported("json", "validate", "none.wasm", "nor.wasm", cwd=tmp_path)
    assert status == 1 and [json.loads(line)["code"] for line in lines] == ["ENOENT", "ENOENT"]
    status, (line,) = reported("json", "compile", "a", "b", cwd=tmp_path)
    assert status == 2 and json.loads(line)["code"] == "usage" and json.loads(line)["file"] is None


@pytest.mark.parametrize(
    "words",
    [
        ["compile", "--bogus", "a.wasm"], ["compile", "-W", "fuel=1", "a.wasm"], ["validate"],
        ["compile", "a.wasm", "-j", "-1"], ["compile", "a.wasm", "--memory=none"], ["inspect", "--verify=1", "a.wasm"],
        ["run", "--bogus", "a.wasm"], ["run", "-W", "fuel=1", "a.wasm"], ["run", "--timeout"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_command_line_that_is_wrong(words: list[str], tmp_path: Path) -> None:
    status, (line,) = reported("json", *words, cwd=tmp_path)
    assert status == 2 and json.loads(line)["file"] is None
    status, (line,) = reported("gnu", *words, cwd=tmp_path)
    assert status == 2 and line.startswith("zwasmc: error: ")


def test_the_guests_words_are_no_options(tmp_path: Path) -> None:
    words = [*zwasmc_command(), "run", "none.wasm", "--diagnostics", "json"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
    assert done.returncode == 2 and done.stderr.startswith("error: native code is run by")


def test_a_trap_in_parts(tmp_path: Path) -> None:
    text = '(module (func $boom (export "f") unreachable))'
    (tmp_path / "t.wasm").write_bytes(bytes(wasmtime.wat2wasm(text)))
    words = ["run", "--interpreter", "--invoke", "f", "t.wasm"]
    status, (line,) = reported("json", *words, cwd=tmp_path)
    found = json.loads(line)
    assert status == 134 and found["code"] == "trap" and found["message"] == "trap: unreachable"
    assert (found["function"], found["function_name"]) == (0, "boom") and found["offset"] > 8
    status, lines = reported("gnu", *words, cwd=tmp_path)
    assert lines[0] == f"t.wasm:{found['offset']:#x}: error: trap: unreachable" and "boom" in lines[1]
