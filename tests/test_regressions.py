"""Bugs that were found, each with the smallest module that showed it."""

from __future__ import annotations

import wasmtime

import zwasm
import zwasmc


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
            zwasm.Instance(native, zwasm.Module(native, zwasmc.compile(wasm))).func("f").call()
        except zwasm.Trap as trap:
            found = [(frame.func_index, frame.wasm_offset) for frame in trap.backtrace]
    assert len(found) == 3
    assert found == expected
