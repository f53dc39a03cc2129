"""The interpreter as a machine: frames, fuel, traps and their backtraces, hosts, linking, memories."""

from __future__ import annotations

import ctypes

import pytest
import wasmtime

from zwasmc.errors import Unsupported
from zwasmc.interp import LinkError, Program, Store, Trap
from zwasmc.interp.instance import ModuleInstance
from zwasmc.interp.store import Global, Memory, Table
from zwasmc.wasm.types import FUNCREF, I32, I64, FuncType


def program(text: str) -> Program:
    """Assemble, lower and check a module."""
    return Program(bytes(wasmtime.wat2wasm(text)), verify=True)


def instance(text: str, **imports: object) -> ModuleInstance:
    """Instantiate a module in a store of its own; keywords are imports from ``host``."""
    return Store().instantiate(program(text), {("host", name): extern for name, extern in imports.items()})  # type: ignore[misc]


def test_fuel_ends_a_loop() -> None:
    text = '(module (func (export "f") (loop $l (br $l))))'
    store = Store(fuel=10_000)
    with pytest.raises(Trap, match="interrupt"):
        store.instantiate(program(text), {}).invoke("f", [])
    assert store.machine.fuel < 0


def test_fuel_ends_recursion_without_loops() -> None:
    text = """(module (func $f (export "f") (param i32) (if (local.get 0) (then
        (call $f (i32.sub (local.get 0) (i32.const 1))) (call $f (i32.sub (local.get 0) (i32.const 1)))))))"""
    store = Store(fuel=50_000)
    with pytest.raises(Trap, match="interrupt"):
        store.instantiate(program(text), {}).invoke("f", [40])


def test_fuel_counts_instructions() -> None:
    """The number does not depend on what ran before, and grows with the work."""
    text = """(module (func (export "f") (param i32) (result i32) (local i32)
        (loop $l (local.set 1 (i32.add (local.get 1) (local.get 0)))
          (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))) (local.get 1)))"""
    store = Store()
    made = store.instantiate(program(text), {})

    def used(n: int) -> int:
        before = store.machine.fuel
        assert made.invoke("f", [n]) == [n * (n + 1) // 2]
        return before - store.machine.fuel

    once, twice = used(100), used(200)
    assert used(100) == once
    assert 400 <= twice - once <= 900


def test_call_stack_is_limited_in_frames_and_registers() -> None:
    text = """(module (func $f (export "f") (param i64) (result i64)
        (i64.add (i64.const 1) (call $f (i64.add (local.get 0) (i64.const 1))))))"""
    made = instance(text)
    with pytest.raises(Trap, match="call stack exhausted") as caught:
        made.invoke("f", [0])
    assert len(caught.value.frames) == 100
    machine = made.store.machine
    machine.max_registers = 5000
    machine.max_frames = 1 << 40
    with pytest.raises(Trap, match="call stack exhausted"):
        made.invoke("f", [0])


def test_backtrace_names_functions_and_offsets() -> None:
    text = """(module (import "host" "h" (func $h)) (func $a unreachable) (func $b (call $a))
        (func (export "f") (call $b)))"""
    store = Store()
    made = store.instantiate(program(text), {("host", "h"): store.host_function(FuncType([], []), lambda args: [])})
    with pytest.raises(Trap, match="unreachable") as caught:
        made.invoke("f", [])
    assert [index for index, _ in caught.value.frames] == [1, 2, 3]
    data = made.program.module.data
    assert [data[offset] for _, offset in caught.value.frames] == [0x00, 0x10, 0x10]


def test_parallel_moves_on_back_edges() -> None:
    text = """(module (func (export "f") (param i32 i32 i32 i32) (result i32 i32 i32) (local i32)
        (loop $l
          (local.set 4 (local.get 0)) (local.set 0 (local.get 1))
          (local.set 1 (local.get 2)) (local.set 2 (local.get 4))
          (br_if $l (local.tee 3 (i32.sub (local.get 3) (i32.const 1)))))
        (local.get 0) (local.get 1) (local.get 2)))"""
    made = instance(text)
    assert made.invoke("f", [10, 20, 30, 1]) == [20, 30, 10]
    assert made.invoke("f", [10, 20, 30, 5]) == [30, 10, 20]


def test_results_and_values_are_raw_bits() -> None:
    text = """(module (func (export "f") (param i32 i64 f32 f64) (result f64 f32 i64 i32)
        (local.get 3) (local.get 2) (local.get 1) (local.get 0)))"""
    made = instance(text)
    got = made.invoke("f", [-1, 0xFFFFFFFFFFFFFFFE, 0x7FA00001, 0x7FF4000000000001])
    assert got == [0x7FF4000000000001, 0x7FA00001, -2, 0xFFFFFFFF]
    with pytest.raises(TypeError):
        made.invoke("f", [1])


def test_host_functions_see_and_change_the_guest() -> None:
    """A host function may grow the memory and call back; the caller goes on with what it left behind."""
    text = """(module (import "host" "grow" (func $grow (param i32 i64) (result i64)))
        (memory (export "m") 1)
        (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
        (func (export "f") (result i64 i32)
          (i32.store (i32.const 8) (i32.const 77))
          (call $grow (i32.const -1) (i64.const -2))
          (i32.load (i32.const 65536))))"""
    store = Store()
    seen: list[list[int]] = []

    def grow(args: list[int]) -> list[int]:
        seen.append([*args, *made.invoke("load", [8])])
        memory = made.exports["m"]
        assert isinstance(memory, Memory)
        memory.grow(1)
        memory.write(65536, b"\x05\0\0\0")
        return [0xFFFFFFFFFFFFFFFF]

    host = store.host_function(FuncType([I32, I64], [I64]), grow)
    made = store.instantiate(program(text), {("host", "grow"): host})
    assert made.invoke("f", []) == [-1, 5]
    assert seen == [[0xFFFFFFFF, -2, 77]]


def test_host_exceptions_pass_through() -> None:
    store = Store()

    def fail(args: list[int]) -> list[int]:
        raise KeyError("mine")

    host = store.host_function(FuncType([], []), fail)
    text = '(module (import "host" "h" (func $h)) (func (export "f") (call $h)))'
    made = store.instantiate(program(text), {("host", "h"): host})
    with pytest.raises(KeyError, match="mine"):
        made.invoke("f", [])


def test_nested_calls_are_limited() -> None:
    """Host and guest calling each other for ever end in a trap, not in Python's recursion limit."""
    store = Store()
    host = store.host_function(FuncType([], []), lambda args: made.invoke("f", []))
    text = '(module (import "host" "h" (func $h)) (func (export "f") (call $h)))'
    made = store.instantiate(program(text), {("host", "h"): host})
    with pytest.raises(Trap, match="call stack exhausted"):
        made.invoke("f", [])
    assert store.machine.nesting == 0


def test_calls_between_instances_switch_memory_and_globals() -> None:
    store = Store()
    first = store.instantiate(
        program("""(module (memory (export "m") 1) (global $g (export "g") (mut i32) (i32.const 1))
            (table (export "t") 2 funcref)
            (func (export "poke") (param i32) (result i32)
              (i32.store (i32.const 0) (local.get 0)) (global.set $g (local.get 0))
              (drop (memory.grow (i32.const 1))) (memory.size)))"""),
        {},
    )
    imports = {("a", name): extern for name, extern in first.exports.items()}
    second = store.instantiate(
        program("""(module (import "a" "poke" (func $poke (param i32) (result i32)))
            (import "a" "t" (table $t 2 funcref)) (import "a" "g" (global $g (mut i32)))
            (memory 1) (elem (i32.const 1) $poke) (type $p (func (param i32) (result i32)))
            (func (export "f") (result i32 i32 i32 i32)
              (i32.store (i32.const 0) (i32.const 4))
              (call $poke (i32.const 9))
              (call_indirect (type $p) (i32.const 10) (i32.const 1))
              (i32.load (i32.const 0)) (global.get $g)))"""),
        imports,
    )
    assert second.invoke("f", []) == [2, 3, 4, 10]
    memory = first.exports["m"]
    assert isinstance(memory, Memory)
    assert memory.read(0, 4) == b"\x0a\0\0\0" and memory.pages() == 3


def test_a_program_has_any_number_of_instances() -> None:
    shared = program("""(module (global $g (mut i32) (i32.const 0))
        (func (export "next") (result i32) (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g)))""")
    store = Store()
    a, b = store.instantiate(shared, {}), store.instantiate(shared, {})
    assert [a.invoke("next", []), a.invoke("next", []), b.invoke("next", [])] == [[1], [2], [1]]


@pytest.mark.parametrize(
    ("wanted", "extern", "message"),
    [
        ("(memory 2)", Memory(1, -1, 16, False), "incompatible import type"),
        ("(memory 1 3)", Memory(1, 4, 16, False), "incompatible import type"),
        ("(memory 1 3)", Memory(1, -1, 16, False), "incompatible import type"),
        ("(memory 1 3)", Memory(1, 3, 16, False), ""),
        ("(table 1 funcref)", Table(1, -1, FUNCREF, False, 0), ""),
        ("(table 1 externref)", Table(1, -1, FUNCREF, False, 0), "incompatible import type"),
        ("(global i32)", Global(I32, False, 0), ""),
        ("(global i64)", Global(I32, False, 0), "incompatible import type"),
        ("(global (mut i32))", Global(I32, False, 0), "incompatible import type"),
        ("(func)", Global(I32, False, 0), "incompatible import type"),
        ("(func)", None, "unknown import"),
    ],
)
def test_imports_are_checked(wanted: str, extern: object, message: str) -> None:
    text = f'(module (import "host" "x" {wanted}))'
    imports = {} if extern is None else {"x": extern}
    if not message:
        instance(text, **imports)
        return
    with pytest.raises(LinkError, match=message):
        instance(text, **imports)


def test_memory_is_lent_by_address() -> None:
    """C code sees the bytes that the guest sees, before and after growth."""
    text = """(module (memory (export "m") 1 4) (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))"""
    made = instance(text)
    memory = made.exports["m"]
    assert isinstance(memory, Memory)
    ctypes.memmove(memory.address() + 16, b"\x2a\0\0\0", 4)
    assert made.invoke("load", [16]) == [42]
    assert made.invoke("grow", [2]) == [1]
    ctypes.memmove(memory.address() + 3 * 65536 - 4, b"\x2b\0\0\0", 4)
    assert made.invoke("load", [16]) == [42] and made.invoke("load", [3 * 65536 - 4]) == [43]
    assert made.invoke("grow", [2]) == [0xFFFFFFFF]
    with pytest.raises(Trap, match="out of bounds memory access"):
        made.invoke("load", [3 * 65536 - 3])
    with pytest.raises(IndexError):
        memory.read(3 * 65536 - 1, 2)
    with pytest.raises(IndexError):
        memory.write(-1, b"x")


def test_offsets_at_the_edge_of_the_address_space() -> None:
    text = """(module (memory 1) (func (export "f") (param i32) (result i32)
        (i32.load8_u offset=4294967295 (local.get 0))))"""
    made = instance(text)
    for address in (0, 1, 0xFFFFFFFF):
        with pytest.raises(Trap, match="out of bounds memory access"):
            made.invoke("f", [address])


def test_failed_segments_keep_what_earlier_ones_wrote() -> None:
    memory = Memory(1, -1, 16, False)
    text = """(module (import "host" "m" (memory 1)) (data (i32.const 0) "abc") (data (i32.const 65535) "de"))"""
    with pytest.raises(Trap, match="out of bounds memory access"):
        instance(text, m=memory)
    assert memory.read(0, 3) == b"abc" and memory.read(65535, 1) == b"\0"


def test_what_is_not_supported_is_refused_by_name() -> None:
    for text, what in (
        ("(module (func $f (return_call $f)))", "tail-call"),
        ("(module (func (param i32) (result i32) (i32.atomic.load (local.get 0))) (memory 1 1 shared))", "threads"),
    ):
        with pytest.raises(Unsupported, match=f"proposal {what} is not supported yet"):
            program(text)
