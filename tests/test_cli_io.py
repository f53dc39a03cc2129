"""Files, streams and signals: what the zwasmc command reads, writes, and leaves behind when it can't go on."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import wasmtime

from cli_runner import BAD_BODY, EMPTY, ENVIRONMENT, PRIMES, refusal, zwasmc
from support import zwasmc_command


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
    assert refusal("compile", PRIMES, "-o", "") == "'': No such file or directory"
    assert refusal("compile", PRIMES, "-o", "/dev/full") == "/dev/full: No space left on device"
    (tmp_path / "p.wasm").write_bytes(PRIMES.read_bytes())
    assert "is the input" in refusal("compile", "p.wasm", "-o", "./p.wasm", status=2, cwd=tmp_path)


def test_depfile(tmp_path: Path) -> None:
    (tmp_path / "a b$.wasm").write_bytes(PRIMES.read_bytes())
    assert zwasmc("compile", "a b$.wasm", "-o", "x.cwasm", "--depfile", "x.d", cwd=tmp_path).returncode == 0
    rule, *phony = (tmp_path / "x.d").read_text().split("\n\n")
    output, source, *compiler = rule.replace("\\ ", "?").split()
    assert (output, source) == ("x.cwasm:", "a?b$$.wasm") and compiler
    assert all(Path(path).is_absolute() and Path(path).is_file() for path in compiler)
    assert [line.strip() for line in phony] == [f"{path}:" for path in compiler]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["in.wasm", "-o", "out", "--depfile", "out"], "is the output"),
        (["in.wasm", "-o", "out", "--depfile", "./out"], "is the output"),
        (["in.wasm", "-o", "out", "--depfile", "link"], "is the input"),
        (["in.wasm", "-o", "-", "--depfile", "-"], "needs the names"),
        (["in.wasm", "-o", "-", "--depfile", "x.d"], "needs the names"),
        (["-", "-o", "out", "--depfile", "x.d"], "needs the names"),
    ],
)
def test_a_depfile_destroys_nothing(arguments: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "in.wasm").write_bytes(PRIMES.read_bytes())
    (tmp_path / "link").symlink_to("in.wasm")
    assert message in refusal("compile", *arguments, status=2, cwd=tmp_path, stdin=PRIMES.read_bytes())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.wasm", "link"]
    assert (tmp_path / "in.wasm").read_bytes() == PRIMES.read_bytes()


@pytest.mark.parametrize("output, depfile", [("out", "no/x.d"), ("no/out", "x.d")])
def test_container_and_depfile_appear_together(output: str, depfile: str, tmp_path: Path) -> None:
    refusal("compile", PRIMES, "-o", output, "--depfile", depfile, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("output", ["-", "/dev/stdout"])
def test_binary_is_not_written_to_a_terminal(output: str) -> None:
    leader, follower = pty.openpty()
    try:
        words = [*zwasmc_command(), "compile", str(PRIMES), "-o", output]
        done = subprocess.run(words, stdout=follower, stderr=subprocess.PIPE, timeout=60, env=ENVIRONMENT)
    finally:
        os.close(follower)
        os.close(leader)
    assert done.returncode == 2 and b"not writing a binary file to a terminal" in done.stderr


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        ("inspect {} >&-", 1, "error: <stdout>: Bad file descriptor\n"),
        ("inspect {} >/dev/full", 1, "error: <stdout>: No space left on device\n"),
        ("compile {} -o - >/dev/full", 1, "error: <stdout>: No space left on device\n"),
        ("compile {} -o out >&- <&-", 0, ""),
        ("compile - <&-", 1, "error: <stdin>: Bad file descriptor\n"),
        ("validate {} >&- <&-", 0, ""),
        ("validate none 2>&-", 1, ""),
        ("validate none 2>/dev/full", 1, ""),
    ],
)
def test_streams_that_are_closed_or_full(line: str, status: int, message: str, tmp_path: Path) -> None:
    words = ["bash", "-c", " ".join([*zwasmc_command(), line.format(PRIMES)])]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
    assert (done.returncode, done.stderr) == (status, message)
    assert "out" not in line or (tmp_path / "out").read_bytes()[:4] == b"\x7fELF"


def test_a_closed_pipe_ends_quietly() -> None:
    line = " ".join(["set -o pipefail;", *zwasmc_command(), "inspect", str(PRIMES), "| head -n 1"])
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
    assert done.returncode in (0, 141)  # whether `head` was quicker
    assert done.stderr == "" and "WebAssembly module" in done.stdout
    reader, writer = os.pipe()
    os.close(reader)
    try:
        command_line = [*zwasmc_command(), "inspect", str(PRIMES)]
        closed = subprocess.run(command_line, stdout=writer, stderr=subprocess.PIPE, timeout=60, env=ENVIRONMENT)
    finally:
        os.close(writer)
    assert (closed.returncode, closed.stderr) == (141, b"")


def heed_ctrl_c() -> None:
    """Make a child heed Ctrl-C: what runs in the background was told to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(*arguments: str | Path, cwd: Path) -> subprocess.Popen[bytes]:
    """Start the command as a shell's foreground job: a background job would ignore Ctrl-C."""
    return subprocess.Popen(
        [*zwasmc_command(), *map(str, arguments)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        preexec_fn=heed_ctrl_c,
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


def test_ctrl_c_while_modules_are_imported_is_quiet(tmp_path: Path) -> None:
    # in a destructor, where a KeyboardInterrupt would be reported and forgotten
    text = """
import os, signal
class Interrupted:
    def __del__(self): os.kill(os.getpid(), signal.SIGINT)
Interrupted()
"""
    (tmp_path / "click.py").write_text(text)
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from zwasmc.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, timeout=60, env=ENVIRONMENT, preexec_fn=heed_ctrl_c
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_ctrl_c_ends_a_guest_as_it_ends_any_process(tmp_path: Path) -> None:
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
    assert (process.returncode, stderr) == (-signal.SIGINT, b"")
