"""``zwasmc compile -j N``: the same bytes from any number of processes, and none of them left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import wasmtime

import zwasmc as api
from cli_runner import EMPTY, ENVIRONMENT, PRIMES, refusal, zwasmc
from support import corpus
from zwasmc.cpus import WORTHWHILE, processes, quota, usable_cpus
from zwasmc.machine.slices import GROUP_BYTES, begins_group, slices
from zwasmc.wasm.features import Features
from zwasmc.wasm.read import read_module

NUMBERS = (1, 2, 3, 8)
PROGRAMS = ("realworld/rust_serde_json.wasm", "realworld/tinygo_sort.wasm", "realworld/cpp_json_parse.wasm")


def compiled(path: Path, number: int) -> bytes:
    """Return the container from so many processes."""
    done = zwasmc("compile", path, "-o", "-", "-j", str(number))
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_give_the_same_bytes(program: str) -> None:
    path = corpus(program)
    assert len({compiled(path, number) for number in NUMBERS}) == 1


def function(k: int, last: str = "(local.get 0)") -> str:
    """A function longer than a group, with constants of its own and shared ones, a jump table, traps and calls."""
    return f"""(func $f{k} (export "f{k}") (param i32) (result i32)
      (f64.store (i32.const 8) (f64.add (f64.load (i32.const 0)) (f64.const {k % 3}.25)))
      (f32.store (i32.const 8) (f32.add (f32.load (i32.const 0)) (f32.const {k}.5)))
      (f64.store (i32.const 8) (f64.neg (f64.load (i32.const 0))))
      (block $a (block $b (block $c (br_table $a $b $c (local.get 0))) {"(nop)" * GROUP_BYTES}) (call $f0
        (i32.div_u (local.get 0) (i32.const {k + 3}))) (drop))
      (loop $l (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if $l (local.get 0)))
      {last})"""


def module(*functions: str) -> bytes:
    """Assemble functions."""
    return bytes(wasmtime.wat2wasm("(module (memory 1)" + "".join(functions) + ")"))


def test_made_modules_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.wasm"
    for wasm in (
        EMPTY,
        module("(func)"),
        module("(func)", "(func (export \"f\") (result f64) (f64.const 1.5))"),
        module(function(0), function(1)),
        module(*[function(k) for k in range(9)]),
    ):
        path.write_bytes(wasm)
        assert len({compiled(path, number) for number in NUMBERS}) == 1


def test_slices() -> None:
    for number in NUMBERS:
        assert slices(read_module(EMPTY, Features()), number) == [0]
    parts = read_module(module(*[function(k) for k in range(9)]), Features())
    assert [slices(parts, number) for number in NUMBERS] == [[0], [0, 5], [0, 3, 6], [0, 2, 4, 6, 8]]
    parts = read_module(PRIMES.read_bytes(), Features())
    assert [begins_group(parts, number) for number in range(len(parts.bodies))] == [True, *[False] * 4]
    assert slices(parts, 3) == [0]


def test_the_first_error_wins(tmp_path: Path) -> None:
    path = tmp_path / "x.wasm"
    wasm = bytearray(module(*[function(k, f"(i32.const {0x0FFFFF00 + k})") for k in range(6)]))
    for k in (2, 4, 5):  # no instruction has this opcode
        wasm[wasm.index(b"\x41" + bytes([0x80 | k, 0xFE, 0xFF, 0xFF, 0x00]))] = 0x27
    path.write_bytes(wasm)
    lines = {refusal("compile", path, "-o", "-", "-j", str(number)) for number in NUMBERS}
    assert len(lines) == 1 and f"at {wasm.index(0x27, wasm.index(b'f5')):#x}: illegal opcode" in lines.pop()


def run(path: Path, script: str, number: int = 3) -> subprocess.Popen[str]:
    """Start a script that may change what workers do, and then compiles; it is a shell's foreground job."""
    compile_it = f"""
import zwasmc.cli
status = zwasmc.cli.run(["compile", {path.name!r}, "-o", "out", "-j", "{number}"])
try:
    os.waitpid(-1, os.WNOHANG)
    print("a process is left")
except ChildProcessError:
    pass
sys.exit(status)
"""
    return subprocess.Popen(
        [sys.executable, "-c", "import errno, marshal, os, signal, sys, time\n" + script + compile_it],
        cwd=path.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A module of several slices."""
    file = tmp_path / "x.wasm"
    file.write_bytes(module(*[function(k) for k in range(3)]))
    return file


KILLED = "was ended by signal 9 (out of memory?)"


def test_without_memory_for_all_one_process_compiles(path: Path) -> None:
    process = run(path, "def dump(m, f): raise MemoryError\nmarshal.dump = dump\n")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
    assert (path.parent / "out").read_bytes() == compiled(path, 1)


@pytest.mark.parametrize(
    ("act", "how"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", KILLED),
        ("f.write(b'(half'); f.flush(); os.kill(os.getpid(), signal.SIGKILL)", KILLED),
        ("os.kill(os.getpid(), signal.SIGTERM)", "was ended by signal 15"),
    ],
)
def test_a_lost_process_is_one_error(act: str, how: str, path: Path) -> None:
    process = run(path, f"def dump(m, f): {act}\nmarshal.dump = dump\n")
    out, err = process.communicate(timeout=60)
    lines = err.splitlines()
    assert (process.returncode, out, lines[-1]) == (1, "", f"error: x.wasm: a compiler process {how}")
    assert [file.name for file in path.parent.iterdir()] == ["x.wasm"]


def test_children_that_are_ignored_are_waited_for(path: Path) -> None:
    script = "signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
    process = run(path, script)
    assert (*process.communicate(timeout=60), process.returncode) == ("", "", 0)


def test_an_internal_error_in_a_process_is_reported(path: Path) -> None:
    script = """
from zwasmc.parallel import Workers
def work(first, end, progress): raise KeyError("boom")
with Workers(work, [0, 1, 2], 3, 0, None) as workers:
    workers.start()
    assert workers.end == 1
    try:
        workers.result()
    except KeyError as error:
        assert "boom" in str(error) and "Traceback" in error.__notes__[0]
        print("caught")
"""
    process = run(path, script)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "caught\n", "")


def children(pid: int) -> list[int]:
    """Return the children of a process."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def ended(pid: int) -> bool:
    """Tell whether a process is gone, or waits only for somebody to read its status."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def within(seconds: float, done: object) -> bool:
    """Wait until ``done()``, at most so long."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if done():  # type: ignore[operator]
            return True
        time.sleep(0.01)
    return False


STALL = "def dump(m, f): time.sleep(%g); real(m, f)\nreal, marshal.dump = marshal.dump, dump\n"


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ended_by_a_signal_nothing_is_left(number: int, status: int, path: Path) -> None:
    process = run(path, STALL % 60)
    assert within(30, lambda: len(children(process.pid)) == 2)
    workers = children(process.pid)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (status, "") and "left" not in out
    assert all(map(ended, workers))
    assert [file.name for file in path.parent.iterdir()] == ["x.wasm"]


@pytest.mark.parametrize("at", [1, 2])
def test_a_signal_while_processes_are_started(at: int, path: Path) -> None:
    script = f"""
fork, count = os.fork, 0
def interrupted():
    global count
    count += 1
    pid = fork()
    if pid and count == {at}:
        os.kill(os.getpid(), signal.SIGTERM)
    return pid
os.fork = interrupted
"""
    process = run(path, STALL % 60 + script)
    out, err = process.communicate(timeout=30)  # whoever is left keeps the pipe open
    assert (process.returncode, out, err) == (143, "", "")


def test_processes_end_when_nobody_waits_for_them(path: Path) -> None:
    process = run(path, STALL % 0.5)
    assert within(30, lambda: len(children(process.pid)) == 2)
    workers = children(process.pid)
    process.kill()
    process.communicate(timeout=30)
    assert within(30, lambda: all(map(ended, workers)))


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_without_processes_the_first_does_the_work(failing: int, path: Path) -> None:
    script = f"""
real, count = os.fork, 0
def fork():
    global count
    count += 1
    if count in ({failing}, {failing} + 1):
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return real()
os.fork = fork
"""
    process = run(path, script)
    assert (*process.communicate(timeout=60), process.returncode) == ("", "", 0)
    assert (path.parent / "out").read_bytes() == compiled(path, 1)


def test_progress_is_that_of_all(path: Path) -> None:
    script = """
from zwasmc.options import Options
from zwasmc.pipeline import Pipeline
seen = []
pipeline = Pipeline(Options(), False, 3)
pipeline.progress = lambda done, total: seen.append((done, total))
pipeline.container(open("x.wasm", "rb").read())
totals = {total for _, total in seen}
assert len(totals) == 1 and 0 < max(done for done, _ in seen) <= totals.pop()
"""
    path.write_bytes(module(*[function(k) + "(func" + "(nop)" * 0x11000 + ")" for k in range(3)]))
    process = run(path, script)
    assert (*process.communicate(timeout=120), process.returncode) == ("", "", 0)


def test_times_are_summed(path: Path) -> None:
    done = zwasmc("compile", path, "-o", "/dev/null", "-j", "3", "--time")
    names = [line.split()[0] for line in done.stderr.decode().splitlines()]
    assert names == "read fork lower params select allocate emit join write total elapsed speed".split()


def test_numbers_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in ("-1", "x", ""):
        assert "'-j'" in refusal("compile", PRIMES, "-o", "-", "-j", wrong, status=2)
    assert compiled(PRIMES, 0) == compiled(PRIMES, 1)
    assert processes(5, 0) == 5
    assert 1 <= usable_cpus() <= len(os.sched_getaffinity(0))
    assert processes(0, 2 * WORTHWHILE - 1) == 1 <= processes(0, 2 * WORTHWHILE) <= 2
    assert processes(0, 1 << 40) == usable_cpus()
    monkeypatch.delattr(os, "fork")
    assert processes(0, 1 << 40) == processes(5, 0) == 1


def test_the_api_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    wasm = module(*[function(k) for k in range(2)], *["(func" + "(nop)" * WORTHWHILE + ")"] * 3)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process was started"))
    assert api.compile(wasm)[:4] == b"\x7fELF"


@pytest.mark.parametrize(
    ("files", "cpus"),
    [
        ({}, None),
        ({"proc/self/cgroup": "0::/\n"}, None),
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "max 100000\n"}, None),
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "150000 100000\n"}, 1.5),
        ({"proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/cpu.max": "200000 100000\n"}, 2),
        (
            {
                "proc/self/cgroup": "0::/a/b\n",
                "sys/fs/cgroup/a/cpu.max": "200000 100000\n",
                "sys/fs/cgroup/a/b/cpu.max": "300000 100000\n",
            },
            2,
        ),
        (
            {
                "proc/self/cgroup": "5:cpuset:/\n4:cpu,cpuacct:/docker/x\n0::/\n",
                "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "50000\n",
                "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
            },
            0.5,
        ),
        (
            {
                "proc/self/cgroup": "4:cpu:/\n",
                "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
                "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
            },
            None,
        ),
        ({"proc/self/cgroup": "nonsense\n0::\n", "sys/fs/cgroup/cpu.max": "\xff 1\n"}, None),
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "100000 0\n"}, 100000),
    ],
)
def test_quota(files: dict[str, str], cpus: float | None, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="latin-1")
    assert quota(str(tmp_path)) == cpus
