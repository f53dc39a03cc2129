"""The Python binding: lifetimes, arguments that C would misread, exceptions, and its copy of the C declarations."""

from __future__ import annotations

import ctypes
import doctest
import gc
import inspect
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import wasmtime

import zwasm
import zwasmc
from support import ROOT, missing
from zwasm import _ffi, _values
from zwasm_formats import abi_offsets

P1 = "wasi_snapshot_preview1"

GUEST = """(module
  (import "env" "host" (func $host (param i32) (result i32)))
  (memory (export "memory") 1 4)
  (global (export "global") (mut i32) (i32.const 5))
  (table (export "table") 2 10 funcref)
  (func (export "call") (param i32) (result i32) (call $host (local.get 0)))
  (func (export "spin") (loop $l (br $l)))
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))"""

WASI_GUEST = f"""(module
  (import "{P1}" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "nargs") (result i32) (drop (call $sizes (i32.const 0) (i32.const 4))) (i32.load (i32.const 0))))"""


@cache
def container(wat: str) -> bytes:
    """A compiled module."""
    return zwasmc.compile(bytes(wasmtime.wat2wasm(wat)), interruptible=True)


@pytest.fixture
def store() -> Iterator[zwasm.Store]:
    """A store that is closed after the test."""
    with zwasm.Store() as s:
        yield s


def guest(store: zwasm.Store, host: Callable[..., Any] = lambda x: x) -> zwasm.Instance:
    """An instance of `GUEST`."""
    return zwasm.Instance(store, zwasm.Module.deserialize(store, container(GUEST)), {("env", "host"): host})


def closed(what: str = "store") -> Any:
    """Expect the refusal of what is closed."""
    return pytest.raises(zwasm.ZwasmError, match=f"the {what} is closed")


def test_nothing_outlives_its_store() -> None:
    with zwasm.Store() as store:
        i = guest(store)
    store.close()
    memory, glob, table = i.exports["memory"], i.exports["global"], i.exports["table"]
    assert isinstance(memory, zwasm.Memory) and isinstance(glob, zwasm.Global) and isinstance(table, zwasm.Table)
    uses: list[Callable[[], object]] = [
        lambda: i.func("add").call([1, 2]), lambda: i.func("add").ref, lambda: memory.size, lambda: memory.read(0, 1),
        lambda: memory.write(0, b"x"), lambda: memory.grow(1), glob.get, lambda: glob.set(1), lambda: table.size,
        lambda: table.get(0), lambda: table.set(0, 0), lambda: table.grow(1), memory.extern_type, i.start,
        lambda: i.module.interruptible, i.module.check, i.module.imports, i.module.exports, lambda: store.func(1),
        lambda: zwasm.Module.deserialize(store, container(GUEST)), lambda: zwasm.Module.from_fd(store, 0),
        lambda: zwasm.Instance(store, i.module), lambda: zwasm.Memory.new(store, 1),
        lambda: zwasm.Table.new(store, zwasm.FUNCREF, 1), lambda: zwasm.Global.new(store, zwasm.I32, True, 1),
        lambda: zwasm.Tag.new(store, ([], [])), lambda: zwasm.Func.host(store, ([], []), print),
        lambda: zwasm.Wasi().func(store, P1, "fd_close"),
    ]
    for use in uses:
        with closed():
            use()
    store.interrupt()
    assert hash(memory) == hash(memory) and memory == i.exports["memory"] and memory != glob


def test_a_store_with_a_call_in_it_is_not_closed(store: zwasm.Store) -> None:
    i = guest(store, lambda x: store.close())
    for _ in range(2):
        with pytest.raises(zwasm.ZwasmError, match="a call is active"):
            i.func("call").call([1])
    direct = zwasm.Func.host(store, ([], []), store.close)
    with pytest.raises(zwasm.ZwasmError, match="a call is active"):
        direct.call()
    assert i.func("add").call([1, 2]) == [3]

    refused: list[str] = []

    def close_elsewhere(x: int) -> int:
        thread = threading.Thread(target=closer)
        thread.start()
        thread.join()
        return x

    def closer() -> None:
        with pytest.raises(zwasm.ZwasmError) as caught:
            store.close()
        refused.append(str(caught.value))

    assert guest(store, close_elsewhere).func("call").call([7]) == [7]
    assert refused == ["the store cannot be closed: a call is active in it"]


def test_interrupt_and_close_from_two_threads() -> None:
    for _ in range(50):
        store = zwasm.Store()
        guest(store)
        thread = threading.Thread(target=lambda s=store: [s.interrupt() for _ in range(100)])
        thread.start()
        store.close()
        thread.join()


def test_a_signal_handler_interrupts_its_own_thread(store: zwasm.Store) -> None:
    """Python runs handlers between bytecodes, even while the same thread holds the store's lock."""
    before = signal.signal(signal.SIGALRM, lambda *_: store.interrupt())
    try:
        with store._lock:
            signal.raise_signal(signal.SIGALRM)
    finally:
        signal.signal(signal.SIGALRM, before)
    with pytest.raises(zwasm.Trap, match="interrupt"):
        guest(store).func("spin").call()


ENDLESS = """(module
  (func (export "loop") (loop $l (br $l)))
  (func (export "leaf"))
  (func $fib (export "calls") (param i64) (result i64)
    (if (result i64) (i64.lt_u (local.get 0) (i64.const 2))
      (then (local.get 0))
      (else (i64.add (call $fib (i64.sub (local.get 0) (i64.const 1)))
                     (call $fib (i64.sub (local.get 0) (i64.const 2))))))))"""


@pytest.mark.parametrize(("name", "arguments"), [("loop", []), ("calls", [80]), ("leaf", [])])
def test_loops_and_calls_are_interrupted(store: zwasm.Store, name: str, arguments: list[int]) -> None:
    """While they run, before they are called, and before there is an instance; until it is taken back."""
    module = zwasm.Module.deserialize(store, container(ENDLESS))
    instance = zwasm.Instance(store, module)
    timer = threading.Timer(0.05, store.interrupt)
    timer.start()
    if name == "leaf":
        timer.join()
    for _ in range(2):
        with pytest.raises(zwasm.Trap, match="interrupt"):
            instance.func(name).call(arguments)
    timer.join()
    with pytest.raises(zwasm.Trap, match="interrupt"):
        zwasm.Instance(store, module).func(name).call(arguments)
    store.interrupt(False)
    assert instance.func("calls").call([10]) == [55]


def test_an_interrupt_leaves_other_stores_and_other_code_alone(store: zwasm.Store) -> None:
    with zwasm.Store() as other:
        instance = zwasm.Instance(other, zwasm.Module.deserialize(other, container(ENDLESS)))
        uninterruptible = zwasmc.compile(bytes(wasmtime.wat2wasm(ENDLESS)))
        plain = zwasm.Instance(store, zwasm.Module.deserialize(store, uninterruptible))
        store.interrupt()
        assert instance.func("calls").call([10]) == plain.func("calls").call([10]) == [55]


def test_a_wasi_context_lives_as_long_as_its_stores() -> None:
    store, other = zwasm.Store(), zwasm.Store()
    with zwasm.Wasi(["a", "b"]) as wasi:
        modules = [(s, zwasm.Module.deserialize(s, container(WASI_GUEST))) for s in (store, other)]
        instances = [zwasm.Instance(s, module, wasi=wasi) for s, module in modules]
    with closed("WASI context"):
        zwasm.Instance(store, instances[0].module, wasi=wasi)
    with closed("WASI context"):
        wasi.call(P1, "sched_yield", bytearray(), [])
    assert [i.func("nargs").call() for i in instances] == [[2], [2]]
    other.close()
    assert wasi._handle is not None and instances[0].func("nargs").call() == [2]
    store.close()
    assert wasi._handle is None
    wasi.close()


def test_a_closed_wasi_context_is_refused(store: zwasm.Store) -> None:
    wasi = zwasm.Wasi()
    wasi.close()
    with closed("WASI context"):
        zwasm.Instance(store, zwasm.Module.deserialize(store, container(WASI_GUEST)), wasi=wasi)


def test_cycles_of_stores_and_contexts_are_collected() -> None:
    for _ in range(20):
        store, wasi = zwasm.Store(), zwasm.Wasi()
        wasi.func(store, P1, "fd_close")
        wasi.store = store  # type: ignore[attr-defined]
        del store, wasi
    gc.collect()


def test_arguments_of_wasi_calls() -> None:
    with zwasm.Wasi(["prog"]) as wasi:
        for values in ([], [1] * 8, [1] * 10):
            with pytest.raises(zwasm.ZwasmError, match="9 arguments expected"):
                wasi.call(P1, "path_open", bytearray(8), values)
        with pytest.raises(OverflowError):
            wasi.call(P1, "args_sizes_get", bytearray(8), [2**32, 4])
        for name in ("nothing", "sched_yield\0"):
            assert wasi.signature(P1, name) is None
            with pytest.raises(zwasm.ZwasmError, match="there is no function"):
                wasi.call(P1, name, bytearray(8), [])
        memory = bytearray(8)
        assert wasi.call(P1, "args_sizes_get", memory, [0, 4]) == [0]
        assert memory == b"\1\0\0\0\5\0\0\0"
        assert wasi.call(P1, "args_sizes_get", memoryview(bytearray(8)).cast("Q"), [0, 4]) == [0]


@pytest.mark.parametrize(
    "given",
    [{"args": ["a\0b"]}, {"args": [b"\0"]}, {"env": {"A": "\0"}}, {"env": {"A\0": ""}}, {"env": ["A=\0"]},
     {"env": {"A=B": "c"}}, {"env": {"": "c"}}, {"preopens": [("/\0", "/")]}, {"preopens": [("/", "/\0")]}],
    ids=str,
)
def test_strings_that_c_would_cut(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"null byte|illegal name"):
        zwasm.Wasi(**given)


def test_integers_that_c_would_wrap(store: zwasm.Store) -> None:
    table = zwasm.Table.new(store, zwasm.EXTERNREF, 4, None, 7)
    memory = zwasm.Memory.new(store, 1)
    glob = zwasm.Global.new(store, zwasm.I32, True, 1)
    for i in (-1, 4, 2**64, 2**64 + 1, -2**64):
        with pytest.raises(IndexError):
            table.get(i)
        with pytest.raises(IndexError):
            table.set(i, 0)
        with pytest.raises(IndexError):
            memory.read(i, 65536)
        with pytest.raises(IndexError):
            memory.write(i, bytes(65536))
    with pytest.raises(IndexError):
        memory.read(0, -1)
    host = zwasm.Func.host(store, ([zwasm.I32], [zwasm.I64]), lambda x: 2**64 if x else -1)
    wide: list[Callable[[], object]] = [
        lambda: table.set(0, 2**64), lambda: table.set(0, -1), lambda: table.grow(2**64), lambda: table.grow(-1),
        lambda: table.grow(1, 2**64), lambda: memory.grow(2**64), lambda: memory.grow(-1), lambda: glob.set(2**32),
        lambda: glob.set(-2**31 - 1), lambda: host.call([2**32]), lambda: host.call([1]), lambda: store.func(2**64 + 1),
        lambda: zwasm.Store(max_memory=2**64), lambda: zwasm.Store(max_memory=-1),
        lambda: zwasm.Memory.new(store, 2**64 + 1), lambda: zwasm.Memory.new(store, 1, 2**64 + 1),
        lambda: zwasm.Memory.new(store, 1, page_log2=2**32), lambda: zwasm.Table.new(store, zwasm.FUNCREF, -1),
        lambda: zwasm.Table.new(store, zwasm.FUNCREF, 1, -1),
        lambda: zwasm.Table.new(store, zwasm.FUNCREF, 1, 2, 2**64),
        lambda: zwasm.Global.new(store, zwasm.V128, True, 2**128), lambda: zwasm.Wasi(stdin=2**32),
        lambda: zwasm.Wasi(stdout=-2), lambda: zwasm.Module.from_fd(store, 2**32),
    ]
    for use in wide:
        with pytest.raises(OverflowError):
            use()
    assert table.size == 4 and memory.size == 65536 and glob.get() == 1 and table.get(0) == 7
    glob.set(-2)
    assert glob.get() == 2**32 - 2 and host.call([0]) == [2**64 - 1]
    with pytest.raises(TypeError):
        table.get(1.0)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_like_objects(store: zwasm.Store, kind: Callable[[bytes], Any]) -> None:
    module = zwasm.Module.deserialize(store, kind(container(GUEST)))
    module.check()
    memory = zwasm.Memory.new(store, 1)
    memory.write(65533, kind(b"abc"))
    memory.write(65536, kind(b""))
    assert memory.read(65533, 3) == b"abc" and memory.read(65536, 0) == b""
    memory.write(0, memoryview(b"a-b-c")[::2])
    assert memory.read(0, 4) == b"abc\0"


@pytest.mark.parametrize("data", ["abc", 3, None, [1, 2]])
def test_what_is_not_bytes(store: zwasm.Store, data: Any) -> None:
    with pytest.raises(TypeError):
        zwasm.Memory.new(store, 1).write(0, data)
    with pytest.raises(TypeError):
        zwasm.Module.deserialize(store, data)


def test_types_that_are_none(store: zwasm.Store) -> None:
    for bad in (98, 12345, 0, -1, 0x77, 2**64 + zwasm.I32, (-0x18 << 8) | 0x63, (-1 << 8) | 0x63, 0x40):
        uses: list[Callable[[], object]] = [
            lambda bad=bad: zwasm.Func.host(store, ([bad], []), print),
            lambda bad=bad: zwasm.Func.host(store, ([], [bad]), print),
            lambda bad=bad: zwasm.Tag.new(store, ([bad], [])),
            lambda bad=bad: zwasm.Global.new(store, bad, False, 0),
            lambda bad=bad: zwasm.Table.new(store, bad, 1),
        ]
        for use in uses:
            with pytest.raises(ValueError, match=r"is not a (value|reference) type"):
                use()
    with pytest.raises(ValueError, match="not a reference type"):
        zwasm.Table.new(store, zwasm.I32, 2)


def test_python_functions_are_imported_as_they_are(store: zwasm.Store) -> None:
    i = guest(store, lambda x: x * 2)
    assert i.func("call").call([21]) == [42]
    for wrong in (5, "host", store):
        with pytest.raises(TypeError, match="'env' 'host' is no extern"):
            guest(store, wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [RuntimeError, KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration])
def test_host_exceptions_come_out_unchanged(store: zwasm.Store, kind: type[BaseException]) -> None:
    """Through one guest, through nested guests, from a function called without one, and from a start function."""
    error = kind("mine")

    def host(x: int) -> int:
        if x == 0:
            raise error
        return i.func("call").call([x - 1])[0] + 1

    i = guest(store, host)
    direct = zwasm.Func.host(store, ([], []), lambda: host(0))
    start = '(module (import "env" "f" (func)) (start 0))'
    module = zwasm.Module.deserialize(store, container(start))
    uses: list[Callable[[], object]] = [
        lambda: i.func("call").call([0]), lambda: i.func("call").call([3]), direct.call,
        lambda: zwasm.Instance(store, module, {("env", "f"): direct}),
        zwasm.Instance(store, module, {("env", "f"): direct}, run_start=False).start,
    ]
    for use in uses:
        with pytest.raises(kind) as caught:
            use()
        assert caught.value is error
    assert i.func("add").call([1, 2]) == [3]


def test_host_traps_and_exits_come_out_unchanged(store: zwasm.Store) -> None:
    errors = [zwasm.Trap(abi_offsets.TRAP_HOST), zwasm.Trap(abi_offsets.TRAP_NULL_REF, "mine"), zwasm.Exit(2**32 - 1)]

    def host(x: int) -> int:
        raise errors[x]

    i = guest(store, host)
    for n, error in enumerate(errors):
        with pytest.raises(zwasm.ZwasmError) as caught:
            i.func("call").call([n])
        assert caught.value is error
    trap = errors[1]
    assert isinstance(trap, zwasm.Trap) and (trap.code, trap.message) == (abi_offsets.TRAP_NULL_REF, "mine")
    assert [f.func_index for f in trap.backtrace] == [1]


def test_a_caught_exception_is_forgotten(store: zwasm.Store) -> None:
    """An exception of an inner call that the host function handles does not come out of the outer one."""
    def host(x: int) -> int:
        if x == 0:
            raise KeyError("inner")
        with pytest.raises(KeyError):
            i.func("call").call([0])
        raise LookupError("outer")

    i = guest(store, host)
    with pytest.raises(LookupError, match="outer"):
        i.func("call").call([1])
    assert store._pending is None


def test_exceptions_stay_in_their_thread() -> None:
    right: list[int] = []

    def work(number: int) -> None:
        error = ValueError(number)

        def host(x: int) -> int:
            if x % 2:
                raise error
            return number

        with zwasm.Store() as store:
            call = guest(store, host).func("call").call
            for x in range(300):
                try:
                    got: object = call([x])
                except BaseException as e:
                    got = e
                if got is error if x % 2 else got == [number]:
                    right.append(x)

    container(GUEST)
    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(right) == 4 * 300


STRUCTS: dict[str, type[ctypes.Structure]] = {
    "zw_value": _ffi.Value,
    "zw_extern": _ffi.Extern,
    "zw_frame": _ffi.Frame,
    "zw_error": _ffi.Error,
    "zw_externtype": _ffi.ExternType,
    "zw_name": _ffi.Name,
    "zw_wasi_preopen": _ffi.Preopen,
    "zw_wasi_config": _ffi.WasiConfig,
}
CONSTANTS = {
    **{f"ZW_{name[5:]}": getattr(_ffi, name) for name in vars(_ffi) if name.startswith("KIND_")},
    **{f"ZW_{name}": getattr(_ffi, name) for name in vars(_ffi) if re.match(r"(ERR|HOST|WASI)_|MAX_FRAMES", name)},
    **{f"ZW_{name}": getattr(_values, name) for name in vars(_values) if re.fullmatch(r"[IFV]\d+|[A-Z]+REF", name)},
}


def test_the_c_declarations_are_the_same(tmp_path: Path) -> None:
    cc = shutil.which("cc") or shutil.which("gcc")
    if cc is None:
        missing("cc", "install a C compiler")
    expected = dict(CONSTANTS)
    for struct, mirror in STRUCTS.items():
        expected[f"sizeof({struct})"] = ctypes.sizeof(mirror)
        for field, *_ in mirror._fields_:
            expected[f"offsetof({struct}, {field})"] = getattr(mirror, field).offset
            expected[f"sizeof((({struct} *)0)->{field})"] = getattr(mirror, field).size
    assert len(expected) >= 120
    prints = "\n".join(f'    printf("{e}\\t%lld\\n", (long long)({e}));' for e in expected)
    source = tmp_path / "layout.c"
    source.write_text('#include <stddef.h>\n#include <stdio.h>\n#include "zwasm.h"\n#include "wasi.h"\n'
                      f"int main(void)\n{{\n{prints}\n    return 0;\n}}\n")
    folders = [f"-I{ROOT / 'loader' / folder}" for folder in ("include", "src")]
    subprocess.run([cc, "-std=gnu11", *folders, "-o", str(tmp_path / "layout"), str(source)], check=True)
    out = subprocess.run([str(tmp_path / "layout")], capture_output=True, text=True, check=True).stdout
    assert {k: int(v) for k, v in (line.split("\t") for line in out.splitlines())} == expected


def test_a_library_of_another_version_is_refused(tmp_path: Path) -> None:
    cc = shutil.which("cc") or shutil.which("gcc")
    if cc is None:
        missing("cc", "install a C compiler")
    source = tmp_path / "other.c"
    source.write_text("unsigned zw_abi_hash(void) { return 1; }\n")
    library = tmp_path / "libzwasm.so"
    subprocess.run([cc, "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
    env = {**os.environ, "ZWASM_LIB": str(library), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-P", "-c", "import zwasm; zwasm.Store()"]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert f"ImportError: {library} was built for another version (ABI 00000001, not " in done.stderr


def test_the_example_of_the_documentation() -> None:
    done = doctest.testmod(zwasm)
    assert done.attempted >= 3 and done.failed == 0


def test_everything_public_is_documented() -> None:
    bare = []
    for thing in vars(zwasm).values():
        if not inspect.isclass(thing):
            continue
        if not thing.__doc__:
            bare.append(thing.__name__)
        for name, value in inspect.getmembers(thing):
            ours = not name.startswith("_") and not hasattr(BaseException, name)
            if ours and (callable(value) or inspect.isdatadescriptor(value)) and not inspect.getdoc(value):
                bare.append(f"{thing.__name__}.{name}")
    assert bare == []


def test_a_module_is_compiled_and_a_container_is_only_deserialized(store: zwasm.Store) -> None:
    wasm = bytes(wasmtime.wat2wasm('(module (func (export "f") (param i32) (result i32) (i32.popcnt (local.get 0))))'))
    assert zwasm.Instance(store, zwasm.Module(store, wasm)).func("f").call([255]) == [8]
    assert zwasm.Module(store, bytearray(wasm), interruptible=True).interruptible
    with pytest.raises(zwasm.LoadError, match=r"a compiled container, not a module: .* Module\.deserialize"):
        zwasm.Module(store, container(GUEST))
    with pytest.raises(zwasmc.CompileError):
        zwasm.Module(store, b"\0asm\1\0\0\0\xff")
    with pytest.raises(zwasm.LoadError, match="not a container"):
        zwasm.Module.deserialize(store, wasm)


LITTLE_SPACE = """
import resource, zwasm, zwasmc
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
wasm = zwasmc.compile({wasm!r}, memory="checked")
with zwasm.Store(max_memory=1 << 20) as store:
    try:
        zwasm.Memory.new(store, 1)
    except zwasm.ResourceError as error:
        print(error)
    memory = zwasm.Memory.new(store, 1, guard=False)
    instance = zwasm.Instance(store, zwasm.Module.deserialize(store, wasm), {{("env", "m"): memory}})
    print(instance.func("grow").call([15]), instance.func("grow").call([1]), memory.size)
"""


def test_memories_in_little_address_space() -> None:
    wat = """(module (import "env" "m" (memory 1))
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))"""
    script = LITTLE_SPACE.format(wasm=bytes(wasmtime.wat2wasm(wat)))
    done = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, timeout=60)
    refused = "the system refuses 8590000128 bytes of address space for a memory"
    hint = "(code compiled with --memory checked needs less)"
    assert (done.stdout, done.stderr) == (f"{refused} {hint}\n[1] [4294967295] 1048576\n", "")


NO_SPACE = """
import resource, zwasm
with zwasm.Store() as store:
    zwasm.Memory.new(store, 0, guard=False)
    with open("/proc/self/statm") as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used, used))
    memory = zwasm.Memory.new(store, 0, guard=False)
    print(memory.size, memory.grow(1))
"""


def test_an_empty_memory_where_there_is_no_address_space() -> None:
    done = subprocess.run([sys.executable, "-P", "-c", NO_SPACE], capture_output=True, text=True, timeout=20)
    assert (done.stdout, done.stderr) == ("0 -1\n", "")
