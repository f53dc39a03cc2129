"""The loader through its Python binding: calls, traps, unwinding, linking, limits, signals, on handmade code."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import zwasm
from handmade import FUNCREF, I32, I64, Hand
from sanitized import rerun_sanitized
from zwasm_formats import abi, cwasm
from zwasm_formats.abi_offsets import (
    LIB_MEMORY_COPY,
    LIB_MEMORY_FILL,
    LIB_MEMORY_GROW,
    LIB_TABLE_GROW,
    POLL,
    VMCTX_LIBCALLS,
    VMCTX_MEM0_BYTES,
    VMCTX_STACK_LIMIT,
)

ENTER = "push rbp; mov rbp, rsp; "
LEAVE = "leave; ret"


@pytest.fixture
def store() -> Iterator[zwasm.Store]:
    """A store that is closed after the test."""
    with zwasm.Store() as s:
        yield s


def libcall(number: int, *, save: str = "push r14; push r15; ") -> str:
    """Call a C function whose arguments are in rsi, rdx, … already."""
    return (f"{save}mov rdi, r14; mov rax, [r14 + {VMCTX_LIBCALLS}]; call [rax + {8 * number}]; "
            "pop r15; pop r14; ")


def call_import(index: int, imports: int) -> str:
    """Call an imported function, keeping vmctx."""
    at = imports + 16 * index
    return f"push r14; push r15; mov r11, [r14 + {at}]; mov r14, [r14 + {at + 8}]; call r11; pop r15; pop r14; "


@cache
def simple() -> bytes:
    """Functions that do one thing each."""
    h = Hand()
    h.options = cwasm.OPTION_INTERRUPTIBLE
    void, unary, binary = h.type([], []), h.type([I32], [I32]), h.type([I32, I32], [I32])
    wide = h.type([I64, I64, I64, I64, I64, I64], [I64])
    h.import_func("env", "f", unary)
    h.memory(1, 4)
    lay = abi.vmctx_layout(1, 1, 0, 0)
    h.data(16, b"hello")
    exports = {
        "add": h.func(binary, "lea eax, [rdi + rsi]; ret", "add"),
        "six": h.func(wide, "lea rax, [rdi + rsi]; sub rax, rdx; add rax, rcx; sub rax, r8; add rax, r9; ret", "six"),
        "load": h.func(unary, ENTER + "mov eax, edi; trap(2); mov eax, [r15 + rax]; " + LEAVE, "load"),
        "far": h.func(unary, ENTER + "mov eax, edi; trap(2); mov eax, [r15 + rax + 0x7fffffff]; " + LEAVE, "far"),
        "divide": h.func(binary, ENTER + "test esi, esi; jz zero; mov eax, edi; cdq; idiv esi; "
                         + LEAVE + "; zero: trap(7); ud2", "divide"),
        "host": h.func(unary, ENTER + call_import(0, lay.imports) + LEAVE, "host"),
        "grow": h.func(unary, ENTER + "mov edx, edi; xor esi, esi; " + libcall(LIB_MEMORY_GROW) + LEAVE, "grow"),
        "size": h.func(h.type([], [I64]), f"mov rax, [r14 + {VMCTX_MEM0_BYTES}]; ret", "size"),
        "fill": h.func(unary, ENTER + "mov esi, edi; mov edx, 0x41; mov ecx, 8; xor r8d, r8d; "
                       + libcall(LIB_MEMORY_FILL) + "xor eax, eax; " + LEAVE, "fill"),
        "copy": h.func(binary, ENTER + "mov edx, esi; mov esi, edi; mov ecx, 5; xor r8d, r8d; "
                       + libcall(LIB_MEMORY_COPY) + "xor eax, eax; " + LEAVE, "copy"),
        "spin": h.func(void, ENTER + f"trap(10); again: test dword ptr [r14 - {-POLL}], eax; jmp again", "spin"),
        "silent": h.func(void, ENTER + "mov eax, [0]; " + LEAVE, "silent"),
    }
    at = len(h.code) + 15 & ~15
    exports["deep"] = h.func(unary, ENTER + f"cmp rsp, [r14 + {VMCTX_STACK_LIMIT}]; jb over; push rdi; push rdi; "
                             f"inc edi; call {at}; {LEAVE}; over: trap(9); ud2", "deep")
    for code in (trap.code for trap in abi.TRAPS):
        exports[f"trap{code}"] = h.func(void, ENTER + f"trap({code}); ud2", f"trap{code}")
    h.func(void, ENTER + "trap(1); ud2", "inner")
    inner = int.from_bytes(h.w.tables[2][-8:-4], "little")
    exports["outer"] = h.func(void, ENTER + f"call {inner}; " + LEAVE, "outer")
    for name, index in exports.items():
        h.export(name, 0, index)
    h.export("memory", 2, 0)
    return h.finish()


def make(store: zwasm.Store, host: object = None) -> zwasm.Instance:
    """An instance of `simple`."""
    f = host if callable(host) else (lambda x: x + 1)
    imports: dict[tuple[str, str], zwasm.AnyExtern] = {("env", "f"): zwasm.Func.host(store, ([I32], [I32]), f)}
    return zwasm.Instance(store, zwasm.Module.deserialize(store, simple()), imports)


def memory_of(instance: zwasm.Instance) -> zwasm.Memory:
    """Its exported memory."""
    memory = instance.exports["memory"]
    assert isinstance(memory, zwasm.Memory)
    return memory


def trap_of(func: zwasm.Func, *args: int) -> zwasm.Trap:
    """The trap that a call ends with."""
    with pytest.raises(zwasm.Trap) as caught:
        func.call(args)
    return caught.value


def test_calls(store: zwasm.Store) -> None:
    i = make(store)
    assert i.func("add").call([0xFFFFFFFF, 3]) == [2]
    assert i.func("six").call([1, 2, 4, 8, 16, 2**63]) == [2**63 + 1 + 2 - 4 + 8 - 16]
    assert (i.func("six").params, i.func("six").results) == ([I64] * 6, [I64])
    with pytest.raises(zwasm.ZwasmError, match="2 arguments expected"):
        i.func("add").call([1])


@pytest.mark.parametrize("trap", abi.TRAPS, ids=lambda t: t.name)
def test_every_trap_code(store: zwasm.Store, trap: abi.Trap) -> None:
    if trap.name == "EXIT":
        return
    got = trap_of(make(store).func(f"trap{trap.code}"))
    assert (got.code, got.message) == (trap.code, trap.message)
    assert [f.name for f in got.backtrace] == [f"trap{trap.code}"]


def test_memory_faults(store: zwasm.Store) -> None:
    i = make(store)
    load, far = i.func("load"), i.func("far")
    for _ in range(3):
        for at in (65533, 65536, 0x7FFFFFFF, 0xFFFFFFFF):
            assert trap_of(load, at).code == 2
        assert load.call([65532]) == [0]
        assert load.call([16]) == [int.from_bytes(b"hell", "little")]
    assert trap_of(far, 0).code == 2
    assert trap_of(far, 0xFFFFFFFF).code == 2


def test_a_trap_beyond_the_end_of_a_function_body(store: zwasm.Store) -> None:
    divide = make(store).func("divide")
    assert divide.call([42, 5]) == [8]
    assert trap_of(divide, 1, 0).message == "integer divide by zero"


def test_backtrace(store: zwasm.Store) -> None:
    i = make(store)
    frames = trap_of(i.func("outer")).backtrace
    assert [f.name for f in frames] == ["inner", "outer"]
    assert frames[1].func_index == frames[0].func_index + 1
    assert frames[1].wasm_offset == frames[0].wasm_offset + 0x100


def test_stack_overflow(store: zwasm.Store) -> None:
    i = make(store)
    for _ in range(3):
        got = trap_of(i.func("deep"), 0)
        assert got.message == "call stack exhausted"
        assert len(got.backtrace) == 32 and {f.name for f in got.backtrace} == {"deep"}
    results: list[str] = []
    thread = threading.Thread(target=lambda: results.append(trap_of(i.func("deep"), 0).message))
    thread.start()
    thread.join()
    assert results == ["call stack exhausted"]
    assert i.func("add").call([1, 2]) == [3]


def test_host_functions(store: zwasm.Store) -> None:
    class Mine(Exception):
        pass

    def host(x: int) -> int:
        if x == 1:
            raise Mine("from the host")
        if x == 2:
            raise zwasm.Exit(7)
        if x == 3:
            raise zwasm.Trap(13, "", [])
        return x * 2

    f = make(store, host).func("host")
    assert f.call([21]) == [42]
    with pytest.raises(Mine, match="from the host"):
        f.call([1])
    with pytest.raises(zwasm.Exit) as caught:
        f.call([2])
    assert caught.value.status == 7
    got = trap_of(f, 3)
    assert got.message == "unaligned atomic" and [x.name for x in got.backtrace] == ["host"]
    assert f.call([4]) == [8]


def test_host_function_called_directly(store: zwasm.Store) -> None:
    f = zwasm.Func.host(store, ([I32, I64], [I64]), lambda a, b: a + b)
    assert f.call([2**32 - 1, 2**40]) == [2**40 + 2**32 - 1]
    wrong = zwasm.Func.host(store, ([], [I32]), lambda: None)
    with pytest.raises(TypeError, match="returned 0 values"):
        wrong.call()


def test_guest_in_host_in_guest(store: zwasm.Store) -> None:
    """A trap in an inner call unwinds to the inner call only."""
    seen: list[str] = []

    def host(x: int) -> int:
        if x:
            seen.append(trap_of(i.func("load"), 1 << 20).message)
            return i.func("host").call([x - 1])[0] + 1
        return 100

    i = make(store, host)
    assert i.func("host").call([5]) == [105]
    assert seen == ["out of bounds memory access"] * 5


def test_memory_grow(store: zwasm.Store) -> None:
    i = make(store)
    grow, memory = i.func("grow"), memory_of(i)
    assert memory.size == 65536 and i.func("size").call() == [65536]
    assert grow.call([2]) == [1]
    assert memory.size == 3 * 65536 and i.func("size").call() == [3 * 65536]
    assert i.func("load").call([3 * 65536 - 4]) == [0]
    assert trap_of(i.func("load"), 3 * 65536).code == 2
    assert grow.call([2]) == [0xFFFFFFFF]
    assert grow.call([0xFFFFFFFF]) == [0xFFFFFFFF]
    assert memory.grow(1) == 3 and memory.grow(1) == -1
    assert grow.call([0]) == [4]


def test_bulk_memory(store: zwasm.Store) -> None:
    i = make(store)
    memory = memory_of(i)
    i.func("fill").call([100])
    assert memory.read(99, 10) == b"\0" + b"A" * 8 + b"\0"
    i.func("copy").call([200, 16])
    assert memory.read(200, 5) == b"hello"
    i.func("copy").call([18, 16])
    assert memory.read(16, 7) == b"hehello"
    assert i.func("fill").call([65528]) == [0]
    for name, args in (("fill", (65529,)), ("copy", (65532, 0)), ("copy", (0, 65532))):
        got = trap_of(i.func(name), *args)
        assert got.code == 2 and [f.name for f in got.backtrace] == [name]


def test_memory_limit() -> None:
    with zwasm.Store(max_memory=2 * 65536) as store:
        i = make(store)
        assert i.func("grow").call([2]) == [0xFFFFFFFF]
        assert i.func("grow").call([1]) == [1]
        with pytest.raises(zwasm.ResourceError, match="exceeds the limit"):
            make(store)


def test_interrupt(store: zwasm.Store) -> None:
    i = make(store)
    timer = threading.Timer(0.05, store.interrupt)
    timer.start()
    assert trap_of(i.func("spin")).message == "interrupt"
    timer.join()
    assert trap_of(i.func("spin")).code == 10
    store.interrupt(False)
    assert i.func("add").call([1, 1]) == [2]


def test_link_errors(store: zwasm.Store) -> None:
    module = zwasm.Module.deserialize(store, simple())
    with pytest.raises(zwasm.LinkError, match='unknown import: function "env" "f"'):
        zwasm.Instance(store, module, {})
    wrong = zwasm.Func.host(store, ([I64], [I32]), lambda x: x)
    message = r'incompatible import type: "env" "f" is \(i64\) -> \(i32\), wanted \(i32\) -> \(i32\)'
    with pytest.raises(zwasm.LinkError, match=message):
        zwasm.Instance(store, module, {("env", "f"): wrong})
    with pytest.raises(zwasm.LinkError, match="a memory, wanted a function"):
        zwasm.Instance(store, module, {("env", "f"): zwasm.Memory.new(store, 1)})
    with zwasm.Store() as other, pytest.raises(zwasm.ZwasmError, match="another store"):
        zwasm.Instance(store, module, {("env", "f"): zwasm.Func.host(other, ([I32], [I32]), lambda x: x)})


def importer(minimum: int = 1, maximum: int | None = None, table_min: int = 2, table_max: int | None = None,
             glob: tuple[int, bool] = (I32, True)) -> bytes:
    """A module that imports one of everything from "m" and reads it."""
    h = Hand()
    unary, out = h.type([I32], [I32]), h.type([], [I32])
    h.import_func("m", "add", h.type([I32, I32], [I32]))
    h.table(table_min, table_max, source=("m", "table"))
    h.memory(minimum, maximum, source=("m", "memory"))
    h.glob(*glob, source=("m", "global"))
    lay = abi.vmctx_layout(1, 1, 1, 1)
    funcs = {
        "load": h.func(unary, ENTER + "mov eax, edi; trap(2); mov eax, [r15 + rax]; " + LEAVE, "load"),
        "sum": h.func(unary, ENTER + "mov esi, edi; " + call_import(0, lay.imports) + LEAVE, "sum"),
        "get": h.func(out, f"mov rax, [r14 + {lay.globals}]; mov eax, [rax]; ret", "get"),
        "grow": h.func(unary, ENTER + "mov edx, edi; xor esi, esi; " + libcall(LIB_MEMORY_GROW) + LEAVE, "grow"),
        "size": h.func(h.type([], [I64]), f"mov rax, [r14 + {VMCTX_MEM0_BYTES}]; ret", "size"),
        "tgrow": h.func(unary, ENTER + "mov ecx, edi; xor esi, esi; xor edx, edx; " + libcall(LIB_TABLE_GROW) + LEAVE,
                        "tgrow"),
    }
    for name, index in funcs.items():
        h.export(name, 0, index)
    h.elem(0, [1])
    h.data(8, b"data")
    return h.finish()


def externs(store: zwasm.Store) -> dict[tuple[str, str], zwasm.AnyExtern]:
    """What `importer` asks for, the function from another instance."""
    return {
        ("m", "add"): make(store).exports["add"],
        ("m", "memory"): zwasm.Memory.new(store, 1, 4),
        ("m", "table"): zwasm.Table.new(store, FUNCREF, 2, 10),
        ("m", "global"): zwasm.Global.new(store, I32, True, 77),
    }


def test_linked_instances(store: zwasm.Store) -> None:
    given = externs(store)
    module = zwasm.Module.deserialize(store, importer())
    a, b = zwasm.Instance(store, module, given), zwasm.Instance(store, module, given)
    memory, table, glob = given["m", "memory"], given["m", "table"], given["m", "global"]
    assert isinstance(memory, zwasm.Memory) and isinstance(table, zwasm.Table) and isinstance(glob, zwasm.Global)
    assert a.func("sum").call([21]) == [42]
    assert memory.read(8, 4) == b"data"
    memory.write(100, b"\x05\0\0\0")
    assert a.func("load").call([100]) == b.func("load").call([100]) == [5]
    assert a.func("get").call() == [77]
    glob.set(78)
    assert a.func("get").call() == b.func("get").call() == [78]
    assert a.func("grow").call([2]) == [1]
    assert memory.size == 3 * 65536 and b.func("size").call() == a.func("size").call() == [3 * 65536]
    assert trap_of(b.func("load"), 3 * 65536).code == 2
    assert a.func("tgrow").call([3]) == [2] and table.size == 5
    assert b.func("tgrow").call([6]) == [0xFFFFFFFF]
    assert table.get(0) == b.func("load").ref, "the second instance wrote its own function"
    assert store.func(table.get(0)).call([100]) == [5]


@pytest.mark.parametrize(
    ("options", "ok"),
    [
        ({}, True),
        ({"minimum": 2}, False),
        ({"maximum": 4}, True),
        ({"maximum": 3}, False),
        ({"table_min": 3}, False),
        ({"table_max": 10}, True),
        ({"table_max": 9}, False),
        ({"glob": (I32, False)}, False),
        ({"glob": (I64, True)}, False),
    ],
)
def test_import_types(store: zwasm.Store, options: dict[str, object], ok: bool) -> None:
    module = zwasm.Module.deserialize(store, importer(**options))  # type: ignore[arg-type]
    if ok:
        zwasm.Instance(store, module, externs(store))
    else:
        with pytest.raises(zwasm.LinkError, match="incompatible import type"):
            zwasm.Instance(store, module, externs(store))


def test_a_memory_without_guard_pages_is_refused(store: zwasm.Store) -> None:
    h = Hand()
    h.memory(1, 4, flags=0)
    h.export("memory", 2, 0)
    plain = zwasm.Instance(store, zwasm.Module.deserialize(store, h.finish()))
    given = externs(store)
    given["m", "memory"] = plain.exports["memory"]
    with pytest.raises(zwasm.LinkError, match="no guard pages"):
        zwasm.Instance(store, zwasm.Module.deserialize(store, importer()), given)


def test_segments_out_of_bounds(store: zwasm.Store) -> None:
    """Segments before the failing one stay written; the functions they brought stay callable."""
    def module(elem_at: int, data_at: int) -> bytes:
        h = Hand()
        out = h.type([], [I32])
        h.table(2, None, source=("m", "table"))
        h.memory(1, None, source=("m", "memory"))
        f = h.func(out, "mov eax, 5; ret", "five")
        h.elem(0, [f])
        h.elem(elem_at, [f])
        h.data(0, b"first")
        h.data(data_at, b"x")
        return h.finish()

    given = externs(store)
    memory, table = given["m", "memory"], given["m", "table"]
    assert isinstance(memory, zwasm.Memory) and isinstance(table, zwasm.Table)
    with pytest.raises(zwasm.Trap, match="out of bounds table access"):
        zwasm.Instance(store, zwasm.Module.deserialize(store, module(2, 0)), given)
    assert memory.read(0, 5) == bytes(5)
    assert store.func(table.get(0)).call() == [5]
    with pytest.raises(zwasm.Trap, match="out of bounds memory access"):
        zwasm.Instance(store, zwasm.Module.deserialize(store, module(1, 65536)), given)
    assert memory.read(0, 5) == b"first"
    zwasm.Instance(store, zwasm.Module.deserialize(store, module(1, 65535)), given)


def test_start(store: zwasm.Store) -> None:
    h = Hand()
    void = h.type([], [])
    h.memory(1)
    h.export("memory", 2, 0)
    h.start = h.func(void, ENTER + "mov dword ptr [r15 + 4], 9; trap(1); ud2", "begin")
    module = zwasm.Module.deserialize(store, h.finish())
    with pytest.raises(zwasm.Trap, match="unreachable") as caught:
        zwasm.Instance(store, module)
    assert caught.value.backtrace[0].name == "begin"
    i = zwasm.Instance(store, module, run_start=False)
    assert memory_of(i).read(4, 1) == b"\0"
    with pytest.raises(zwasm.Trap):
        i.start()
    assert memory_of(i).read(4, 1) == b"\x09"


def test_tables_and_globals_of_the_host(store: zwasm.Store) -> None:
    table = zwasm.Table.new(store, zwasm.EXTERNREF, 3, 5, 42)
    assert [table.get(i) for i in range(3)] == [42] * 3
    table.set(1, 2**64 - 1)
    assert table.get(1) == 2**64 - 1 and table.grow(2, 7) == 3 and table.get(4) == 7 and table.grow(1) == -1
    with pytest.raises(IndexError):
        table.get(5)
    with pytest.raises(zwasm.ResourceError):
        zwasm.Table.new(store, FUNCREF, 2**40)
    wide = zwasm.Global.new(store, zwasm.V128, True, 2**127 + 3)
    assert wide.get() == 2**127 + 3
    constant = zwasm.Global.new(store, zwasm.F32, False, 0x7FC00001)
    assert constant.get() == 0x7FC00001
    with pytest.raises(zwasm.ZwasmError, match="immutable"):
        constant.set(0)


def test_big_tables_are_lazy(store: zwasm.Store) -> None:
    table = zwasm.Table.new(store, zwasm.EXTERNREF, 10_000_000)
    assert table.grow(1, 5) == 10_000_000
    assert table.get(10_000_000) == 5 and table.get(9_999_999) == 0


def test_types_are_shared_between_modules() -> None:
    with zwasm.Store() as a, zwasm.Store() as b:
        fa, fb = make(a).func("add"), make(b).func("add")
        assert fa.extern_type().type_id == fb.extern_type().type_id
        assert fa.extern_type().type_id != make(a).func("load").extern_type().type_id


def test_threads() -> None:
    """Each thread with a store of its own: traps and host calls at the same time."""
    failures: list[BaseException] = []

    def work() -> None:
        try:
            with zwasm.Store() as store:
                i = make(store)
                for n in range(200):
                    assert trap_of(i.func("load"), 65536 + n).code == 2
                    assert i.func("host").call([n]) == [n + 1]
                    assert trap_of(i.func("trap1")).code == 1
        except BaseException as e:
            failures.append(e)

    simple()
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_stores_are_freed() -> None:
    """Hundreds of terabytes of reservations, one after the other."""
    data = simple()
    for _ in range(300):
        stores = [zwasm.Store() for _ in range(20)]
        for s in stores:
            zwasm.Memory.new(s, 1)
        del stores, s
    gc.collect()
    with zwasm.Store() as store:
        zwasm.Module.deserialize(store, data)


CRASH = """
import sys, faulthandler
sys.path[:0] = {path!r}
if {early}: faulthandler.enable()
import zwasm, test_loader
store = zwasm.Store()
i = test_loader.make(store)
try: i.func("load").call([1 << 20])
except zwasm.Trap: print("trapped", flush=True)
if {what} == 0: i.func("silent").call()
elif {what} == 1:
    import ctypes
    ctypes.string_at(8)
else:
    from zwasm._ffi import lib
    test_loader.make(store, lambda x: lib().zw_tab_size(8)).func("host").call([1])
"""
LAST_WORDS = [
    r"error: <container>: SIGSEGV at address 0x0 in function 12 silent, "
    r"code offset 0x[0-9a-f]+, module offset 0x1c00\n",
    "",
    r"error: the runtime: SIGSEGV at address 0x[0-9a-f]+ in the runtime, code offset 0x[0-9a-f]+\n",
]


@pytest.mark.parametrize("what", [0, 1, 2], ids=["guest, no trap site", "host", "runtime"])
@pytest.mark.parametrize("early", [False, True], ids=["default action", "earlier handler"])
def test_other_faults_are_passed_on(what: int, early: bool) -> None:
    program = CRASH.format(path=sys.path, early=early, what=what)
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout == "trapped\n"
    assert done.returncode == -11, done
    if early:
        assert "Segmentation fault" in done.stderr and "SIGSEGV at" not in done.stderr
    else:
        assert re.fullmatch(LAST_WORDS[what], done.stderr)


@pytest.mark.slow
def test_under_the_sanitizers(tmp_path: Path) -> None:
    """All of this file again, with the library built by AddressSanitizer and UBSan."""
    rerun_sanitized(__file__, tmp_path)


def test_checked_memory(store: zwasm.Store) -> None:
    """Without the guard plan the code checks against vmctx; growth works without a maximum."""
    h = Hand()
    unary = h.type([I32], [I32])
    h.memory(1, None, flags=0)
    h.export("memory", 2, 0)
    grow = h.func(unary, ENTER + "mov edx, edi; xor esi, esi; " + libcall(LIB_MEMORY_GROW) + LEAVE, "grow")
    h.export("grow", 0, grow)
    h.export("load", 0, h.func(
        unary, ENTER + f"mov eax, edi; lea rcx, [rax + 4]; cmp rcx, [r14 + {VMCTX_MEM0_BYTES}]; ja over; "
        f"mov eax, [r15 + rax]; {LEAVE}; over: trap(2); ud2", "load"))
    i = zwasm.Instance(store, zwasm.Module.deserialize(store, h.finish()))
    assert i.func("load").call([65532]) == [0]
    assert trap_of(i.func("load"), 65533).code == 2
    assert i.func("grow").call([10]) == [1]
    assert i.func("load").call([11 * 65536 - 4]) == [0]


def test_small_pages_and_memory64(store: zwasm.Store) -> None:
    small = zwasm.Memory.new(store, 10, 5000, page_log2=0)
    assert small.size == 10 and small.grow(4087) == 10 and small.size == 4097
    small.write(4096, b"z")
    assert small.grow(1000) == -1
    wide = zwasm.Memory.new(store, 1, None, is64=True)
    assert wide.grow(16) == 1 and wide.size == 17 * 65536


def test_source_of_the_functions(store: zwasm.Store) -> None:
    """A host function that passes through two modules keeps its identity."""
    f = zwasm.Func.host(store, ([I32], [I32]), lambda x: x)
    h = Hand()
    h.import_func("env", "f", h.type([I32], [I32]))
    h.export("again", 0, 0)
    i = zwasm.Instance(store, zwasm.Module.deserialize(store, h.finish()), {("env", "f"): f})
    assert i.exports["again"] == f
    assert i.func("again").call([3]) == [3]


def test_check_is_separate(store: zwasm.Store) -> None:
    data = bytearray(simple())
    text = data.find(b"\x0f\x0b")
    data[text] = 0x90
    module = zwasm.Module.deserialize(store, bytes(data))
    with pytest.raises(zwasm.LoadError, match="checksum"):
        module.check()
