"""Bugs that were found, each with the smallest module that showed it."""

from __future__ import annotations

import wasmtime

import zwasm
import zwasmc
from zwasmc.options import Options
from zwasmc.pipeline import Pipeline


def test_backtrace_of_callers() -> None:
    """The frames of callers name the offset of their call, not of what comes before it."""
    wasm = bytes(
        wasmtime.wat2wasm(
            """(module (memory 1)
              (func $inner (param i32) (result i32) (i32.load offset=65536 (local.get 0)))
              (func $outer (param i32) (result i32) (i32.add (call $inner (local.get 0)) (i32.const 1)))
              (func (export "f") (drop (call $outer (i32.const 7)))))"""
        )
    )
    engine = wasmtime.Engine()
    store = wasmtime.Store(engine)
    instance = wasmtime.Instance(store, wasmtime.Module(engine, wasm), [])
    expected = []
    try:
        instance.exports(store)["f"](store)  # type: ignore[operator]
    except wasmtime.Trap as trap:
        expected = [(frame.func_index, frame.module_offset) for frame in trap.frames]
    found = []
    with zwasm.Store() as native:
        try:
            zwasm.Instance(native, zwasm.Module.deserialize(native, zwasmc.compile(wasm))).func("f").call()
        except zwasm.Trap as trap:
            found = [(frame.func_index, frame.wasm_offset) for frame in trap.backtrace]
    assert len(found) == 3
    assert found == expected


ORDER = """(module (memory 1)
  (func (export "add") (param i32) (result i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i32.store (local.get 0) (i32.const 5))
    (i32.add (local.get 0) (local.get 1)))
  (func (export "compare") (param i32) (result i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i32.store (local.get 0) (i32.const 5))
    (if (result i32) (i32.eq (local.get 1) (i32.const 5)) (then (i32.const 1)) (else (i32.const 2))))
  (func (export "float") (param i32) (result i32) (local f64)
    (local.set 1 (f64.load (local.get 0)))
    (f64.store (local.get 0) (f64.const 5))
    (i32.trunc_f64_s (f64.add (f64.const 3) (local.get 1)))))"""


def test_loads_stay_before_stores() -> None:
    """An instruction does not read in place what was overwritten since the load."""
    wasm = bytes(wasmtime.wat2wasm(ORDER))
    with zwasm.Store() as store:
        instance = zwasm.Instance(store, zwasm.Module.deserialize(store, zwasmc.compile(wasm)))
        assert [instance.func(name).call([64 * k]) for k, name in enumerate(("add", "compare", "float"), 1)] == [
            [64],
            [2],
            [3],
        ]


def test_code_does_not_depend_on_the_functions_before() -> None:
    """A comparison with a constant heeded the register of a second operand that an earlier function had."""
    function = "(func (param i32) (result i32) (i32.eq (local.get 0) (i32.const 46)))"
    earlier = "(func (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))"
    found = []
    for functions in (function, earlier + function):
        code = Pipeline(Options()).compile(bytes(wasmtime.wat2wasm(f"(module {functions})")))
        last = code.nfuncs - 1
        found.append(code.text[code.func_off[last] : code.func_off[last] + code.func_size[last]])
    assert found[0] == found[1]
