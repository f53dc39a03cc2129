"""Stores in a process that does more than run one guest: threads, deep stacks, limits, signals, shared imports."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
import wasmtime

import zwasm
import zwasmc

SEVEN = '(module (func (export "f") (result i32) (i32.const 7)))'
RECURSION = """(module
  (import "host" "call" (func $call))
  (func (export "nothing"))
  (func $deep (export "deep") (param i32) (if (local.get 0)
    (then (call $deep (i32.sub (local.get 0) (i32.const 1)))) (else (call $call))))
  (func $for_ever (call $for_ever) (call $for_ever))
  (func (export "call then for ever") (call $call) (call $for_ever)))"""

WASI = """(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_readdir" (func $readdir (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_create_directory" (func $mkdir (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_readlink" (func $readlink (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_filestat_set_size" (func $cut (param i32 i64) (result i32)))
  (memory (export "memory") 64)
  (export "fd_write" (func $fd_write))
  (export "args_get" (func $args_get))
  (export "poll_oneoff" (func $poll))
  (export "fd_readdir" (func $readdir))
  (export "path_create_directory" (func $mkdir))
  (export "path_readlink" (func $readlink))
  (export "fd_filestat_set_size" (func $cut)))"""

PERM, NOTCAPABLE = 63, 76


def container(text: str, **options: bool) -> bytes:
    """Compile a module in text form."""
    return zwasmc.compile(bytes(wasmtime.wat2wasm(text)), **options)  # type: ignore[arg-type]


def run_python(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own, which may well be killed by a signal."""
    text = f"import sys; sys.path[:0] = {sys.path!r}\n{textwrap.dedent(program)}"
    return subprocess.run([sys.executable, "-P", "-"], input=text, capture_output=True, text=True, timeout=120)


def test_a_thread_that_waits_keeps_its_stack_limit() -> None:
    done = run_python(f"""
        import threading, zwasm
        store = zwasm.Store()
        exports = {{}}
        def call():
            thread = threading.Thread(target=lambda: exports["nothing"].call())
            thread.start()
            thread.join()
        module = zwasm.Module.deserialize(store, {container(RECURSION)!r})
        host = {{("host", "call"): zwasm.Func.host(store, ([], []), call)}}
        exports = zwasm.Instance(store, module, host).exports
        def outer():
            try:
                exports["call then for ever"].call()
            except zwasm.Trap as trap:
                print(trap)
        outer()
        threading.stack_size(1 << 20)
        thread = threading.Thread(target=outer)
        thread.start()
        thread.join()
    """)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == ["call stack exhausted"] * 2


def test_host_functions_have_stack_below_the_deepest_guest() -> None:
    done = run_python(f"""
        import functools, zwasm
        armed = False
        def recurse(n):
            return 0 if n == 0 else max([1], key=lambda _: functools.reduce(lambda a, b: recurse(n - 1), [1, 2]))
        def call():
            try:
                recurse(200 * armed)
            except RecursionError:
                pass
        store = zwasm.Store()
        module = zwasm.Module.deserialize(store, {container(RECURSION)!r})
        host = {{("host", "call"): zwasm.Func.host(store, ([], []), call)}}
        deep = zwasm.Instance(store, module, host).exports["deep"]
        low, high = 1, 1 << 24
        while low < high:  # the deepest that does not trap
            middle = (low + high + 1) // 2
            try:
                deep.call([middle])
                low = middle
            except zwasm.Trap:
                high = middle - 1
        armed = True
        deep.call([low])
        print("done")
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


def test_a_child_of_another_thread_runs_guests() -> None:
    done = run_python(f"""
        import os, threading, warnings, zwasm
        warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons advise against what is tried here
        def child():
            pid = os.fork()
            if pid == 0:
                store = zwasm.Store()
                module = zwasm.Module.deserialize(store, {container(SEVEN)!r})
                os._exit(zwasm.Instance(store, module).exports["f"].call()[0])
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
        thread = threading.Thread(target=child)
        thread.start()
        thread.join()
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "7\n", "")


def test_earlier_signal_handlers_get_what_is_not_a_trap() -> None:
    done = run_python(f"""
        import os, signal, zwasm
        signal.signal(signal.SIGSEGV, signal.SIG_IGN)
        signal.signal(signal.SIGILL, lambda number, frame: print("earlier", number, flush=True))
        store = zwasm.Store()
        module = zwasm.Module.deserialize(store, {container('(module (func (export "f")))')!r})
        zwasm.Instance(store, module).exports["f"].call()
        os.kill(os.getpid(), signal.SIGSEGV)
        os.kill(os.getpid(), signal.SIGILL)
        print("done")
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "earlier 4\ndone\n", "")


def test_signals_that_no_guest_causes_are_left_alone() -> None:
    done = run_python(f"""
        import signal, zwasm
        store = zwasm.Store()
        module = zwasm.Module.deserialize(store, {container('(module (func (export "f")))')!r})
        zwasm.Instance(store, module).exports["f"].call()
        caught = int(next(line for line in open("/proc/self/status") if line.startswith("SigCgt")).split()[1], 16)
        print(*(number.name for number in (signal.SIGILL, signal.SIGBUS, signal.SIGFPE, signal.SIGSEGV, signal.SIGTRAP)
                if caught >> number - 1 & 1))
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "SIGILL SIGBUS SIGSEGV\n", "")


def wasi_instance(**options: object) -> zwasm.Instance:
    """Instantiate the module that exports what it imports."""
    store = zwasm.Store()
    return zwasm.Instance(store, zwasm.Module.deserialize(store, container(WASI)), wasi=zwasm.Wasi(**options))  # type: ignore[arg-type]


def test_an_interrupt_wakes_a_blocked_write() -> None:
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    os.write(writer, bytes(4096))
    instance = wasi_instance(stdout=writer)
    instance.exports["memory"].write(0, struct.pack("<II", 64, 100))
    timer = threading.Timer(0.3, instance.store.interrupt)
    rescue = threading.Timer(20, os.read, [reader, 4096])
    timer.start()
    rescue.start()
    try:
        with pytest.raises(zwasm.Trap, match="interrupt"):
            instance.exports["fd_write"].call([1, 0, 1, 32])
        assert rescue.is_alive()
    finally:
        rescue.cancel()
        os.close(reader)
        os.close(writer)


def test_instances_that_share_an_import_have_their_own_memories() -> None:
    store = zwasm.Store()
    module = zwasm.Module.deserialize(store, container(WASI))
    wasi = zwasm.Wasi(args=["me"])
    first, second = (zwasm.Instance(store, module, wasi=wasi) for _ in range(2))
    assert second.exports["args_get"].call([0, 100]) == [0]
    assert second.exports["memory"].read(100, 3) == b"me\0"
    assert first.exports["memory"].read(100, 3) == bytes(3)


def test_contexts_with_different_directories_live_side_by_side(tmp_path: Path) -> None:
    def make(name: str) -> None:
        exports = wasi_instance(preopens=[(str(tmp_path / name), "/")]).exports
        for number in range(200):
            exports["memory"].write(0, b"%03d" % number)
            results.append(exports["path_create_directory"].call([3, 0, 3]))

    results: list[list[int]] = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    threads = [threading.Thread(target=make, args=[name]) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[0]] * 400
    assert [len(list((tmp_path / name).iterdir())) for name in ("one", "two")] == [200, 200]


def test_a_redirected_stream_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"0123456789")
    folder = os.open(tmp_path, os.O_RDONLY | os.O_DIRECTORY)
    log = os.open(tmp_path / "log", os.O_RDWR)
    try:
        exports = wasi_instance(stdin=folder, stdout=log).exports
        exports["memory"].write(0, b"made")
        assert exports["path_create_directory"].call([0, 0, 4]) == [NOTCAPABLE]
        assert exports["fd_readdir"].call([0, 256, 200, 0, 128]) == [NOTCAPABLE]
        assert exports["fd_filestat_set_size"].call([1, 0]) == [NOTCAPABLE]
    finally:
        os.close(folder)
        os.close(log)
    assert (tmp_path / "log").read_bytes() == b"0123456789" and not (tmp_path / "made").exists()


def test_where_an_absolute_link_leads_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "inside").symlink_to("elsewhere")
    (tmp_path / "outside").symlink_to("/etc/passwd")
    exports = wasi_instance(preopens=[(str(tmp_path), "/")]).exports
    memory = exports["memory"]
    memory.write(0, b"insideoutside")
    assert exports["path_readlink"].call([3, 0, 6, 64, 100, 32]) == [0]
    assert memory.read(64, 9) == b"elsewhere"
    memory.write(64, bytes(100))
    assert exports["path_readlink"].call([3, 6, 7, 64, 100, 32]) == [PERM]
    assert memory.read(64, 100) == bytes(100)


def test_more_clocks_than_descriptors() -> None:
    done = run_python(f"""
        import resource, struct, zwasm
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
        store = zwasm.Store()
        exports = zwasm.Instance(store, zwasm.Module.deserialize(store, {container(WASI)!r}), wasi=zwasm.Wasi()).exports
        for n in range(1000):
            exports["memory"].write(48 * n, struct.pack("<QB7xI4xQQH6x", n, 0, 1, 1000, 0, 0))
        print(exports["poll_oneoff"].call([0, 100000, 1000, 200000]), exports["memory"].read(200000, 4))
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"[0] {struct.pack('<I', 1000)!r}\n", "")


FAILED = 0xFFFFFFFF

TABLES = """(module (table $t 1 funcref) (memory 1)
  (func (export "grow") (param i32) (result i32) (table.grow $t (ref.null func) (local.get 0)))
  (func (export "size") (result i32) (table.size $t))
  (func (export "memory.grow") (result i32) (memory.grow (i32.const 1))))"""


def test_the_memory_limit_bounds_tables_too() -> None:
    store = zwasm.Store(max_memory=1 << 20)
    exports = zwasm.Instance(store, zwasm.Module.deserialize(store, container(TABLES))).exports
    assert exports["grow"].call([100_000]) == [1]
    assert exports["grow"].call([100_000]) == [FAILED]
    assert exports["size"].call() == [100_001]
    assert [exports["memory.grow"].call()[0] for _ in range(4)] == [1, 2, FAILED, FAILED]
    with pytest.raises(zwasm.ZwasmError, match="exceeds the limit"):
        zwasm.Instance(store, zwasm.Module.deserialize(store, container("(module (table 20000 funcref))")))


def test_what_was_not_instantiated_takes_no_memory() -> None:
    store = zwasm.Store(max_memory=2 << 16)
    bad = zwasm.Module.deserialize(store, container("(module (memory 2) (table 100000 funcref))"))
    for _ in range(5):
        with pytest.raises(zwasm.ZwasmError, match="exceeds the limit"):
            zwasm.Instance(store, bad)
    zwasm.Instance(store, zwasm.Module.deserialize(store, container("(module (memory 2))")))


def test_a_signal_that_a_host_function_never_sees_stops_the_guest() -> None:
    # Python runs the handler at the callback's first instruction, before any of its code can catch what that raises
    count = "(local.set 0 (i64.add (local.get 0) (i64.const 1)))"
    text = f"""(module (import "e" "h" (func $h (result i32))) (func (export "f") (result i32) (local i64)
      (loop $l {count} (br_if $l (i64.lt_u (local.get 0) (i64.const 1000000000)))) (call $h)))"""
    done = run_python(f"""
        import signal, zwasm
        store = zwasm.Store()
        host = {{("e", "h"): zwasm.Func.host(store, ([], [zwasm.I32]), lambda: 7)}}
        instance = zwasm.Instance(store, zwasm.Module.deserialize(store, {container(text)!r}), host)
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        try:
            print(instance.exports["f"].call())
        except (zwasm.Trap, KeyboardInterrupt):
            print("stopped")
    """)
    assert (done.returncode, done.stdout) == (0, "stopped\n")


@pytest.mark.parametrize("type", [(1 << 20 << 8) | 0x63, 0x77, 0x1_0000_007F])
def test_types_that_do_not_exist(type: int) -> None:
    store = zwasm.Store()
    with pytest.raises((ValueError, OverflowError, zwasm.ZwasmError)):
        zwasm.Func.host(store, ([type], []), print)
    with pytest.raises((ValueError, OverflowError, zwasm.ZwasmError)):
        zwasm.Global.new(store, type, True, 0)
    with pytest.raises((ValueError, OverflowError, zwasm.ZwasmError)):
        zwasm.Table.new(store, type, 1)
