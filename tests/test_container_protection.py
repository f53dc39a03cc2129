"""The file of a container that runs is not its guest's to change, and what runs does not change with the file."""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
from pathlib import Path

import pytest
import wasmtime

import wasi_guest as g
import zwasm
import zwasmc
from campaigns import own_container
from handmade import section_entry
from support import command, installed_program
from wasi_guest import Opened, module, open_call
from wasi_native import build
from wasi_native import run as drive
from zwasm_formats import cwasm, cwasm_read


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the C driver with the sanitizers."""
    return build(tmp_path_factory.mktemp("driver"))


def digest(path: Path) -> tuple[bytes, int, int]:
    """Return what must stay: the bytes, the inode, and when it was written."""
    st = path.stat()
    return hashlib.sha256(path.read_bytes()).digest(), st.st_ino, st.st_mtime_ns


def zwasm_run(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run ``zwasm run``, which finds the compiler."""
    env = {**os.environ, "ZWASMC": command("zwasmc")}
    line = [installed_program(), "run", *map(str, words)]
    return subprocess.run(line, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)


# ---- code and tables stay as they were read ----


def record(container: bytes, table: str, row: int) -> int:
    """Return the offset in the file of a row of a metadata table (negative: from the end)."""
    start, count = cwasm_read.parse(container).directory[table]
    return start + (row % count) * cwasm.TABLES[cwasm.TABLE_INDEX[table]].size


SPIN = """(module (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1) (data $d "0123456789abcdef") (data (i32.const 0) "\\40\\00\\00\\00\\01\\00\\00\\00")
  (func $answer (result i32) (i32.const 42) {padding})
  (func (export "_start")
    (if (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16)) (then unreachable)) ;; waits
    (memory.init $d (i32.const 512) (i32.const 0) (i32.const 8))
    (if (i64.ne (i64.load (i32.const 512)) (i64.const 0x3736353433323130)) (then unreachable))
    (if (i32.ne (call $answer) (i32.const 42)) (then unreachable))))"""


@pytest.mark.parametrize("what", ["code", "tables", "data", "truncated"])
@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_what_runs_does_not_follow_the_file(tmp_path: Path, what: str, large: bool) -> None:
    """Another process rewrites or cuts the file while the guest waits; none of its pages has been touched before."""
    padding = "(drop (i32.load (i32.const 0)))" * (100_000 if large else 10)
    path = tmp_path / "spin.cwasm"
    container = bytearray(zwasmc.compile(bytes(wasmtime.wat2wasm(SPIN.format(padding=padding)))))
    path.write_bytes(container)
    parts = cwasm_read.parse(bytes(container)).parts
    text, size = parts["text"]
    data = parts["data"][0]
    guest = subprocess.Popen([installed_program(), "run", str(path)], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert guest.stdin is not None and guest.stderr is not None
    children = Path(f"/proc/{guest.pid}/task/{guest.pid}/syscall")
    while not children.read_text().startswith(("0 0x0", "19 0x0")):  # read or readv of standard input
        assert guest.poll() is None
    with path.open("r+b") as file:
        if what == "code":
            file.seek(text)
            file.write(b"\xcc" * size)
        elif what == "tables":
            file.seek(record(bytes(container), "datas", 0))
            file.write(b"\xff" * (len(container) - file.tell() if large else 64))
        elif what == "data":
            file.seek(data)
            file.write(b"?" * 16)
        else:
            file.truncate(0)
    guest.stdin.write(b"x")
    guest.stdin.close()
    assert guest.wait(60) == 0, guest.stderr.read()
    guest.stderr.close()


IMAGE = """(module (memory (export "memory") 4) (data (i32.const 0) "%s")
  (func (export "f") (result i32) (i32.load8_u (i32.const 70000))))"""


def test_an_image_that_is_cut_off_is_a_trap(tmp_path: Path) -> None:
    """Memory images are the guest's data, and stay in the file: cutting it ends in an error."""
    path = tmp_path / "image.cwasm"
    path.write_bytes(zwasmc.compile(bytes(wasmtime.wat2wasm(IMAGE % ("x" * 140_000)))))
    with zwasm.Store() as store, path.open("r+b") as file:
        loaded = zwasm.Module.from_fd(store, file.fileno())
        first = zwasm.Instance(store, loaded)
        assert first.func("f").call([]) == [ord("x")]
        second = zwasm.Instance(store, loaded)
        file.truncate(0)
        with pytest.raises(zwasm.Trap):
            second.func("f").call([])


def test_parts_in_an_image_are_refused(tmp_path: Path) -> None:
    """What stays in the file may change: no other part lies there."""
    container = bytearray(zwasmc.compile(bytes(wasmtime.wat2wasm(IMAGE % ("x" * 140_000)))))
    image, _ = cwasm_read.parse(bytes(container)).parts["image"]
    struct.pack_into("<QQ", container, section_entry("symtab") + cwasm.SECTION.offsets["offset"], image + 4096, 24)
    cwasm.seal(container)
    path = tmp_path / "overlap.cwasm"
    path.write_bytes(container)
    with zwasm.Store() as store, path.open("rb") as file, pytest.raises(zwasm.ZwasmError, match="images"):
        zwasm.Module.from_fd(store, file.fileno())


# ---- a guest and its own container ----

ATTACKS = [
    open_call(3, "prog.cwasm", 0, g.WRITE),
    open_call(3, "prog.cwasm", 0, g.ALLOCATE),
    open_call(3, "prog.cwasm", 0, g.SET_SIZE),
    open_call(3, "prog.cwasm", 0, g.READ | g.WRITE, 0),
    open_call(3, "prog.cwasm", g.TRUNC, g.READ),
    open_call(3, "prog.cwasm", g.CREAT | g.TRUNC, g.WRITE),
    open_call(3, "sub/../prog.cwasm", g.TRUNC, g.WRITE),
    open_call(3, "soft", 0, g.WRITE),
    open_call(3, "hard", 0, g.WRITE),
    open_call(4, "hard2", g.TRUNC, g.WRITE),
    ("path_unlink_file", 3, "prog.cwasm"),
    ("path_unlink_file", 3, "hard"),
    ("path_unlink_file", 4, "hard2"),
    ("path_rename", 3, "prog.cwasm", 3, "other"),
    ("path_rename", 3, "other", 3, "prog.cwasm"),
    ("path_rename", 4, "file", 3, "hard"),
    ("path_link", 3, 0, "prog.cwasm", 3, "another"),
    ("path_link", 3, 1, "soft", 3, "another"),
    ("path_filestat_set_times", 3, 0, "prog.cwasm", 5, 5, 5),
    ("fd_write", 2, g.IOVEC, 1, g.OUT),
]  # fmt: skip


def garden(directory: Path) -> None:
    """Give the container hard and symbolic links, and neighbours."""
    (directory / "sub").mkdir()
    (directory / "sub" / "file").write_text("file")
    (directory / "other").write_text("other")
    (directory / "soft").symlink_to("prog.cwasm")
    (directory / "hard").hardlink_to(directory / "prog.cwasm")
    (directory / "sub" / "hard2").hardlink_to(directory / "prog.cwasm")


def test_every_way_to_write_is_refused(tmp_path: Path) -> None:
    program = tmp_path / "prog.cwasm"
    program.write_bytes(zwasmc.compile(module(ATTACKS)))
    garden(tmp_path)
    before = digest(program)
    with program.open("ab") as stderr:
        done = subprocess.run([installed_program(), "run", "--dir", ".", "--dir", "sub", "prog.cwasm"], cwd=tmp_path,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr, timeout=60)
    assert list(done.stdout) == [g.TXTBSY] * len(ATTACKS)
    assert done.returncode == 0 and digest(program) == before


@pytest.mark.parametrize("how", ["script", "stdin"])
def test_containers_that_are_copied_first(tmp_path: Path, how: str) -> None:
    """Behind a line for the system, and from standard input."""
    calls = [open_call(3, "prog.cwasm", 0, g.WRITE), ("path_unlink_file", 3, "prog.cwasm")]
    calls.append(("fd_write", 2, g.IOVEC, 1, g.OUT))
    program = tmp_path / "prog.cwasm"
    program.write_bytes((b"#!/usr/bin/zwasm\n" if how == "script" else b"") + zwasmc.compile(module(calls)))
    before = digest(program)
    words = ["prog.cwasm"] if how == "script" else ["--allow-precompiled", "-"]
    line = [installed_program(), "run", "--dir", ".", *words]
    with program.open("rb") as stdin, program.open("ab") as stderr:
        done = subprocess.run(line, cwd=tmp_path, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, timeout=60)
    assert list(done.stdout) == [g.TXTBSY] * 3 and digest(program) == before


def test_a_container_can_be_read_and_the_rest_written(tmp_path: Path) -> None:
    calls = [
        open_call(3, "other", g.TRUNC, g.WRITE),
        ("fd_write", Opened(0), g.IOVEC, 1, g.OUT),
        open_call(3, "prog.cwasm", 0, g.READ | g.SEEK),
        ("fd_read", Opened(2), g.IOVEC, 1, g.OUT),
        ("path_rename", 3, "other", 3, "third"),
        ("path_unlink_file", 3, "soft"),  # the name that was run does not lead through it
        ("path_rename", 3, "sub", 3, "moved"),
        open_call(3, "moved/file", 0, g.WRITE),
        open_call(3, "new", g.CREAT | g.EXCL, g.WRITE),
    ]
    program = tmp_path / "prog.cwasm"
    program.write_bytes(zwasmc.compile(module(calls)))
    garden(tmp_path)
    done = zwasm_run("--dir", ".", "prog.cwasm", cwd=tmp_path)
    assert list(done.stdout) == [g.SUCCESS] * len(calls), done
    assert (tmp_path / "third").read_text() == "new bytes"


def test_nothing_is_written_in_proc(tmp_path: Path) -> None:
    """There the memory of the process is a file."""
    read, write = open_call(3, "maps", 0, g.READ), open_call(3, "mem", 0, g.READ | g.WRITE)
    calls = [write, open_call(3, "comm", g.TRUNC, g.WRITE), read]
    (tmp_path / "prog.cwasm").write_bytes(zwasmc.compile(module(calls)))
    assert list(zwasm_run("--dir", "/proc/self::/", "prog.cwasm", cwd=tmp_path).stdout) == [g.PERM, g.PERM, g.SUCCESS]


def test_truncating_changes_the_time_of_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    os.utime(tmp_path / "empty", (0, 0))
    (tmp_path / "prog.cwasm").write_bytes(zwasmc.compile(module([open_call(3, "empty", g.TRUNC, g.WRITE)])))
    assert list(zwasm_run("--dir", ".", "prog.cwasm", cwd=tmp_path).stdout) == [g.SUCCESS]
    assert (tmp_path / "empty").stat().st_mtime > 0


LEADING = [
    ("path_rename", 3, "a", 3, "z"),
    ("path_rename", 3, "a/b", 3, "z"),
    ("path_rename", 3, "a/to", 3, "z"),
    ("path_rename", 3, "file", 3, "a/to"),
    ("path_unlink_file", 3, "a/to"),
    ("path_unlink_file", 3, "entry"),
    ("path_rename", 3, "entry", 3, "z"),
    ("path_rename", 3, "file", 3, "entry"),
    ("path_remove_directory", 3, "c"),
    ("path_rename", 3, "c", 3, "z"),
    ("path_rename", 4, "../a/b", 3, "z"),
]  # fmt: skip


@pytest.mark.parametrize("relative", [True, False])
def test_what_leads_to_the_name_stays(tmp_path: Path, relative: bool) -> None:
    """Directories and links, by whatever way the program was named; or the next run would be the guest's choice."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "c").mkdir()
    (tmp_path / "file").write_text("file")
    (tmp_path / "a" / "to").symlink_to("b")
    (tmp_path / "entry").symlink_to("c/../a/to/prog.cwasm")
    program = tmp_path / "a" / "b" / "prog.cwasm"
    program.write_bytes(zwasmc.compile(module(LEADING)))
    before = digest(program)
    name = "entry" if relative else tmp_path / "entry"
    done = zwasm_run("--dir", ".", "--dir", "a", name, cwd=tmp_path)
    assert list(done.stdout) == [g.BUSY] * (len(LEADING) - 1) + [g.PERM], done
    assert digest(tmp_path / "entry") == before


def test_a_module_that_is_compiled_is_the_guests(tmp_path: Path) -> None:
    """Only containers are trusted code: a ``.wasm`` is compiled again."""
    calls = [open_call(3, "prog.wasm", 0, g.WRITE), ("path_unlink_file", 3, "prog.wasm")]
    (tmp_path / "prog.wasm").write_bytes(module(calls))
    done = zwasm_run("--dir", ".", "prog.wasm", cwd=tmp_path)
    assert list(done.stdout) == [g.SUCCESS] * 2, done


def test_new_containers_under_the_name_are_protected_too(tmp_path: Path) -> None:
    """Somebody else installs a new version while the old one runs."""
    wait = ("fd_read", 0, g.IOVEC, 1, g.OUT)
    calls = [wait, open_call(3, "prog.cwasm", 0, g.WRITE), ("path_unlink_file", 3, "prog.cwasm")]
    program = tmp_path / "prog.cwasm"
    program.write_bytes(zwasmc.compile(module(calls)))
    line = [installed_program(), "run", "--dir", ".", "prog.cwasm"]
    with subprocess.Popen(line, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as guest:
        assert guest.stdin is not None and guest.stdout is not None
        while not Path(f"/proc/{guest.pid}/syscall").read_text().startswith(("0 0x0", "19 0x0")):
            assert guest.poll() is None
        (tmp_path / "fresh").write_bytes(b"the next version")
        (tmp_path / "fresh").rename(program)
        guest.stdin.close()
        assert list(guest.stdout.read()) == [g.SUCCESS, g.TXTBSY, g.TXTBSY]


def run_in(directory: Path, container: Path, out: Path) -> None:
    """Run a command in this process, with a directory and a file as standard output."""
    with zwasm.Store() as store, out.open("wb") as stdout:
        wasi = zwasm.Wasi(preopens=[(str(directory), "/")], stdout=stdout.fileno())
        loaded = zwasm.Module.deserialize(store, container.read_bytes())
        zwasm.Instance(store, loaded, wasi=wasi).func("_start").call([])
    wasi.close()


@pytest.mark.parametrize("ended", ["module", "store"])
def test_modules_of_python_are_protected_while_they_live(ended: str, tmp_path: Path) -> None:
    """By descriptor, for every guest of the process."""
    other, program, out = tmp_path / "other.cwasm", tmp_path / "in" / "prog.cwasm", tmp_path / "out"
    program.parent.mkdir()
    program.write_bytes(zwasmc.compile(module([])))
    attacks = [
        open_call(3, "in/prog.cwasm", 0, g.WRITE),
        ("path_unlink_file", 3, "in/prog.cwasm"),
        ("path_rename", 3, "in", 3, "z"),
        ("path_rename", 3, "out", 3, "in/prog.cwasm"),
    ]
    other.write_bytes(zwasmc.compile(module(attacks)))
    before = digest(program)
    with zwasm.Store() as store, program.open("rb") as file:
        loaded = zwasm.Module.from_fd(store, file.fileno())
        descriptors = len(os.listdir("/proc/self/fd"))
        with zwasm.Store() as again:
            more = zwasm.Module.from_fd(again, file.fileno())
            assert len(os.listdir("/proc/self/fd")) == descriptors  # one for a file, however often it is loaded
        file.close()
        more.close()
        run_in(tmp_path, other, out)
        assert list(out.read_bytes()) == [g.TXTBSY, g.TXTBSY, g.BUSY, g.TXTBSY]
        assert digest(program) == before
        if ended == "module":
            loaded.close()
            run_in(tmp_path, other, out)
    if ended == "store":
        run_in(tmp_path, other, out)
    assert list(out.read_bytes()) == [g.SUCCESS, g.SUCCESS, g.SUCCESS, g.NOENT]


def test_what_leads_to_a_file_of_python_stays(tmp_path: Path) -> None:
    other, out = tmp_path / "other.cwasm", tmp_path / "out"
    (tmp_path / "prog.cwasm").write_bytes(zwasmc.compile(module([])))
    (tmp_path / "link").symlink_to("prog.cwasm")
    attacks: list[g.Call] = [("path_unlink_file", 3, "link"), ("path_rename", 3, "out", 3, "link")]
    other.write_bytes(zwasmc.compile(module(attacks)))
    with zwasm.Store() as store:
        loaded = zwasm.Module.deserialize_file(store, tmp_path / "link")
        run_in(tmp_path, other, out)
        assert list(out.read_bytes()) == [g.BUSY, g.BUSY]
        del loaded
    run_in(tmp_path, other, out)
    assert list((tmp_path / "link").read_bytes()) == [g.SUCCESS, g.SUCCESS]


def test_descriptors_from_before_cannot_write(tmp_path: Path) -> None:
    """A context that holds the file open for writing when it is loaded: as standard output, and by opening it."""
    program = tmp_path / "prog.cwasm"
    last = f"(if (i32.ne (i32.load8_u (i32.const 0x3000)) (i32.const {g.TXTBSY})) (then unreachable))"
    program.write_bytes(zwasmc.compile(module([("fd_write", 1, g.IOVEC, 1, g.OUT)], last=last)))
    before = digest(program)
    with program.open("ab") as stdout, zwasm.Wasi(stdout=stdout.fileno()) as wasi, zwasm.Store() as store:
        with program.open("rb") as file:
            loaded = zwasm.Module.from_fd(store, file.fileno())
        zwasm.Instance(store, loaded, wasi=wasi).func("_start").call([])
    assert digest(program) == before


# ---- at random ----


def test_random_calls_leave_it_unchanged(driver: Path, tmp_path: Path) -> None:
    """From one guest and from two at once; the campaign own_container does a million."""
    for seed in (1, 3):
        (tmp_path / str(seed)).mkdir()
        out = drive(driver, "container", tmp_path / str(seed), str(seed), "10000").split()
        assert int(out[2]) > 300 and int(out[4]) > 300 and out[-1] == "intact", out


def test_random_calls_would_change_it(driver: Path, tmp_path: Path) -> None:
    """Without protection the same calls do: the check above can fail."""
    for seed in (1, 2, 3):
        (tmp_path / str(seed)).mkdir()
        assert drive(driver, "bare", tmp_path / str(seed), str(seed), "10000").split()[-1] == "changed"


def test_campaign() -> None:
    summary = own_container.run(1, 1, 0)
    assert not summary.failures and summary.counts["calls"] == own_container.CALLS
