"""Vectors in the interpreter's machine: wherever a value can be there can be a v128, which takes two registers."""

from __future__ import annotations

import struct

import pytest
import wasmtime

from engines import Wasmtime
from zwasmc.interp import LinkError, Program, Store
from zwasmc.interp.code import Code
from zwasmc.interp.instance import ModuleInstance
from zwasmc.interp.store import Function, Global
from zwasmc.options import Options
from zwasmc.wasm.types import F32, I32, I64, V128, FuncType
from zwasmc.zir.check import check
from zwasmc.zir.func import Func
from zwasmc.zir.lower import Lowering

A = 0x0F0E0D0C0B0A09080706050403020100
B = 0xFFFEFDFCFBFAF9F8F7F6F5F4F3F2F1F0
MODES = {"shared": True, "unshared": False}


def instance(text: str, share: bool = True, **imports: object) -> ModuleInstance:
    """Instantiate a module in a store of its own; keywords are imports from ``host``."""
    program = Program(bytes(wasmtime.wat2wasm(text)), share=share, verify=True)
    return Store().instantiate(program, {("host", name): extern for name, extern in imports.items()})  # type: ignore[misc]


def in_slots(text: str) -> ModuleInstance:
    """Instantiate a module whose locals live in frame slots, as those of functions that are too large do."""
    program = Program(bytes(wasmtime.wat2wasm(text)))
    code = Code(program.module)
    lowering = Lowering(program.module, Options(slots=True))
    f = Func()
    for index in range(len(program.module.bodies)):
        lowering.lower(index, f)
        check(f)
        code.add(f)
    program.code = code
    return Store().instantiate(program, {})


def test_values_cross_the_boundary_as_numbers_of_128_bits() -> None:
    text = """(module (func (export "f") (param i32 v128 f32 v128 i64) (result v128 i64 v128 i32 f32)
        (local.get 3) (local.get 4) (local.get 1) (local.get 0) (local.get 2)))"""
    made = instance(text)
    assert made.invoke("f", [7, A, 0x7FA00001, B, -1]) == [B, -1, A, 7, 0x7FA00001]
    assert made.invoke("f", [7, -1, 0, -(1 << 127), 0]) == [1 << 127, 0, (1 << 128) - 1, 7, 0]


LOOPS = """(module
    ;; rotates two vectors and two numbers n times, so that registers are written before they are read
    (func (export "rotate") (param $a v128) (param $x i32) (param $b v128) (param $y i32) (param $n i32)
      (result v128 i32 v128 i32) (local $t v128) (local $u i32)
      (loop $l
        (local.set $t (local.get $a)) (local.set $a (local.get $b)) (local.set $b (local.get $t))
        (local.set $u (local.get $x)) (local.set $x (local.get $y)) (local.set $y (local.get $u))
        (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
      (local.get $a) (local.get $x) (local.get $b) (local.get $y))
    ;; blocks with vectors as parameters and results, left by a table
    (func (export "table") (param v128 v128 i32) (result v128 i32)
      (local.get 0) (i32.const 1)
      (block $out (param v128 i32) (result v128 i32)
        (block $in (param v128 i32) (result v128 i32)
          (drop) (drop)
          (local.get 1) (i32.const 2) (local.get 2)
          (br_table $in $out $in))
        (i32.add (i32.const 10)))
      (i32.add (i32.const 100)))
    ;; a local that nothing has set is zero, on one of two paths
    (func (export "join") (param v128 i32) (result v128) (local v128)
      (if (local.get 1) (then (local.set 2 (v128.not (local.get 0)))))
      (local.get 2)))"""


@pytest.mark.parametrize("kind", ["shared", "unshared", "slots"])
def test_edges_carry_vectors(kind: str) -> None:
    made = in_slots(LOOPS) if kind == "slots" else instance(LOOPS, MODES[kind])
    assert made.invoke("rotate", [A, 1, B, 2, 1]) == [B, 2, A, 1]
    assert made.invoke("rotate", [A, 1, B, 2, 4]) == [A, 1, B, 2]
    assert made.invoke("table", [A, B, 0]) == [B, 112]
    assert made.invoke("table", [A, B, 1]) == [B, 102]
    assert made.invoke("table", [A, B, 9]) == [B, 112]
    assert made.invoke("join", [A, 0]) == [0]
    assert made.invoke("join", [A, 1]) == [A ^ ((1 << 128) - 1)]


CALLS = """(module (type $t (func (param v128 i64 v128) (result i64 v128 v128)))
    (table funcref (elem $swap)) (global $g (mut v128) (v128.const i64x2 1 2))
    (func $swap (type $t) (local.get 1) (local.get 2) (local.get 0))
    (func $first (param i32 v128) (result v128) (global.set $g (local.get 1)) (local.get 1))
    (func (export "direct") (param v128 v128) (result i64 v128 v128)
      (call $swap (local.get 0) (i64.const -5) (local.get 1)))
    (func (export "indirect") (param v128 v128) (result i64 v128 v128)
      (call_indirect (type $t) (local.get 0) (i64.const 6) (local.get 1) (i32.const 0)))
    (func (export "set") (param v128) (result v128 v128)
      (global.get $g) (drop (call $first (i32.const 0) (local.get 0))) (global.get $g))
    (func $deep (export "deep") (param v128 i32) (result v128)
      (if (result v128) (local.get 1)
        (then (i8x16.add (local.get 0) (call $deep (local.get 0) (i32.sub (local.get 1) (i32.const 1)))))
        (else (v128.const i64x2 0 0)))))"""


@pytest.mark.parametrize("kind", ["shared", "unshared", "slots"])
def test_calls_carry_vectors(kind: str) -> None:
    made = in_slots(CALLS) if kind == "slots" else instance(CALLS, MODES[kind])
    assert made.invoke("direct", [A, B]) == [-5, B, A]
    assert made.invoke("indirect", [A, B]) == [6, B, A]
    assert made.invoke("set", [B]) == [2 << 64 | 1, B]
    assert made.invoke("deep", [int.from_bytes(b"\x01" * 16, "little"), 200]) == [
        int.from_bytes(b"\xc8" * 16, "little")
    ]


def test_results_that_nothing_uses() -> None:
    text = """(module (type $t (func (result v128 i32 v128 i64))) (table funcref (elem $f))
        (func $f (type $t) (v128.const i64x2 1 2) (i32.const 3) (v128.const i64x2 4 5) (i64.const 6))
        (func (export "f") (result i64 v128) (local $n i64) (local $v v128)
          (call $f) (local.set $n) (drop) (drop) (drop)
          (call_indirect (type $t) (i32.const 0)) (drop) (local.set $v) (drop) (drop)
          (local.get $n) (local.get $v)))"""
    assert instance(text).invoke("f", []) == [6, 5 << 64 | 4]


@pytest.mark.parametrize("mode", MODES)
def test_select(mode: str) -> None:
    text = """(module (func (export "f") (param v128 v128 i32) (result v128 v128)
        (select (local.get 0) (local.get 1) (local.get 2))
        (select (result v128) (local.get 1) (local.get 0) (local.get 2))))"""
    made = instance(text, MODES[mode])
    assert made.invoke("f", [A, B, 0]) == [B, A]
    assert made.invoke("f", [A, B, 1 << 31]) == [A, B]


def test_globals_are_imported_exported_and_shared() -> None:
    imported = Global(V128, False, A)
    changing = Global(V128, True, -2)
    text = """(module (import "host" "c" (global $c v128)) (import "host" "m" (global $m (mut v128)))
        (global (export "copy") v128 (global.get $c))
        (global $own (export "own") (mut v128) (v128.const i32x4 1 2 3 -4))
        (func (export "f") (result v128 v128)
          (global.get $m) (global.set $m (global.get $c))
          (global.set $own (v128.not (global.get $own))) (global.get $m)))"""
    made = instance(text, c=imported, m=changing)
    assert made.invoke("f", []) == [(1 << 128) - 2, A]
    assert changing.get() == A and imported.get() == A
    own, copy = made.exports["own"], made.exports["copy"]
    assert isinstance(own, Global) and isinstance(copy, Global)
    assert struct.pack("<4i", ~1, ~2, ~3, 3) == own.get().to_bytes(16, "little") and copy.get() == A
    changing.set(B)
    assert made.invoke("f", []) == [B, A]
    with pytest.raises(LinkError, match="incompatible import type"):
        instance('(module (import "host" "c" (global i64)))', c=imported)


def test_host_functions_take_and_give_vectors() -> None:
    text = """(module (import "host" "h" (func $h (param f32 v128 i64 v128) (result v128 i32 v128)))
        (import "host" "one" (func $one (param v128) (result v128)))
        (table funcref (elem $one)) (type $t (func (param v128) (result v128)))
        (func (export "f") (param v128 v128) (result v128 i32 v128)
          (call $h (f32.const 1) (local.get 0) (i64.const -3) (local.get 1)))
        (func (export "g") (param v128) (result v128 v128)
          (call $one (local.get 0)) (call_indirect (type $t) (local.get 0) (i32.const 0))))"""
    store = Store()
    seen: list[list[int]] = []

    def host(args: list[int]) -> list[int]:
        seen.append(args)
        return [args[3], -1, -1]

    def one(args: list[int]) -> list[int]:
        return [args[0] + 1]

    made = store.instantiate(
        Program(bytes(wasmtime.wat2wasm(text)), verify=True),
        {
            ("host", "h"): store.host_function(FuncType([F32, V128, I64, V128], [V128, I32, V128]), host),
            ("host", "one"): store.host_function(FuncType([V128], [V128]), one),
        },
    )
    assert made.invoke("f", [A, B]) == [B, 0xFFFFFFFF, (1 << 128) - 1]
    assert seen == [[0x3F800000, A, -3, B]]
    assert made.invoke("g", [(1 << 64) - 1]) == [1 << 64, 1 << 64]
    assert made.invoke("g", [-1]) == [0, 0]
    function = store.host_function(FuncType([V128], [V128]), one)
    assert store.invoke(function, [-2]) == [(1 << 128) - 1]
    assert isinstance(function, Function)


def test_calls_between_instances() -> None:
    store = Store()
    texts = (
        '(module (func (export "f") (param v128 i32) (result i32 v128) (local.get 1) (v128.not (local.get 0))))',
        """(module (import "a" "f" (func $f (param v128 i32) (result i32 v128)))
          (func (export "g") (param v128) (result i32 v128 i32)
            (call $f (local.get 0) (i32.const 9)) (local.get 0) (v128.and) (i32.const 4)))""",
    )
    first = store.instantiate(Program(bytes(wasmtime.wat2wasm(texts[0])), verify=True), {})
    program = Program(bytes(wasmtime.wat2wasm(texts[1])), verify=True)
    second = store.instantiate(program, {("a", "f"): first.exports["f"]})
    assert second.invoke("g", [A]) == [9, 0, 4]


ALIASES = """(module (memory (export "m") 1)
    (func (export "f") (param i32 v128) (result i32 v128 i32 v128 v128)
      (i32.load (local.get 0))
      (v128.store8_lane 15 (local.get 0) (local.get 1))
      (v128.load (local.get 0))
      (v128.store64_lane offset=4 0 (local.get 0) (local.get 1))
      (i32.load offset=8 (local.get 0))
      (v128.store (local.get 0) (v128.not (local.get 1)))
      (v128.load (local.get 0))
      (v128.load32_lane offset=2 3 (local.get 0) (local.get 1))))"""


# The same function with vectors as pairs of numbers, as wasmtime's binding takes and gives them.
HALVES = (
    ALIASES.rstrip()[:-1].replace('(export "f")', "$f")
    + """(func (export "g") (param i32 i64 i64) (result i64 i64 i64 i64 i64 i64 i64 i64)
    (local $n i64) (local $a v128) (local $m i64) (local $b v128) (local $c v128)
    (call $f (local.get 0) (i64x2.replace_lane 1 (i64x2.splat (local.get 1)) (local.get 2)))
    (local.set $c) (local.set $b) (local.set $m (i64.extend_i32_u)) (local.set $a) (local.set $n (i64.extend_i32_u))
    (local.get $n) (i64x2.extract_lane 0 (local.get $a)) (i64x2.extract_lane 1 (local.get $a))
    (local.get $m) (i64x2.extract_lane 0 (local.get $b)) (i64x2.extract_lane 1 (local.get $b))
    (i64x2.extract_lane 0 (local.get $c)) (i64x2.extract_lane 1 (local.get $c))))"""
)


@pytest.mark.parametrize("mode", MODES)
def test_loads_see_what_stores_of_vectors_and_lanes_wrote(mode: str) -> None:
    """A load may give what an earlier one gave only when no store lies between them."""
    engine = Wasmtime().engine
    store = wasmtime.Store(engine)
    exports = wasmtime.Instance(store, wasmtime.Module(engine, HALVES), []).exports(store)
    oracle = exports["g"]
    assert isinstance(oracle, wasmtime.Func)
    wanted = [x & 0xFFFFFFFFFFFFFFFF for x in oracle(store, 5, A & ((1 << 64) - 1), A >> 64)]
    made = instance(ALIASES, MODES[mode])
    number, one, middle, two, three = made.invoke("f", [5, A])
    low = (1 << 64) - 1
    assert [number, one & low, one >> 64, middle, two & low, two >> 64, three & low, three >> 64] == wanted
