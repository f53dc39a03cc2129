"""What an instantiation that fails leaves behind: nothing before its segments are written, everything from then on."""

from __future__ import annotations

from pathlib import Path

import pytest
import wasmtime

import zwasm
import zwasmc
from test_stores import run_python
from zwasm import _ffi

OWNER = """(module (memory (export "m") 1 100) (table (export "t") 4 funcref)
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "call") (param i32) (result i32) (call_indirect (result i32) (local.get 0))))"""
TOO_LARGE = "(table 268435457 funcref)"


def container(text: str, interruptible: bool = True) -> bytes:
    """Compile a module in text form."""
    return zwasmc.compile(bytes(wasmtime.wat2wasm(text)), interruptible=interruptible)


def load(store: zwasm.Store, text: str, interruptible: bool = True) -> zwasm.Module:
    """A module in text form, loaded."""
    return zwasm.Module.deserialize(store, container(text, interruptible))


def resident() -> int:
    """Resident memory of this process in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.parametrize("interruptible", [True, False])
def test_an_imported_memory_forgets_an_instance_that_was_not_made(interruptible: bool) -> None:
    done = run_python(f"""
        import zwasm
        from test_failed_instances import OWNER, TOO_LARGE, load
        with zwasm.Store() as store:
            owner = zwasm.Instance(store, load(store, OWNER))
            text = '(module (import "" "m" (memory 1)) (global i64 (i64.const 77)) ' + {TOO_LARGE!r} + ')'
            module = load(store, text, {interruptible})
            for n in range(20):
                try:
                    zwasm.Instance(store, module, {{("", "m"): owner.exports["m"]}})
                except zwasm.ResourceError:
                    assert owner.func("grow").call([1]) == [1 + n]
        print("fine")""")
    assert (done.returncode, done.stdout) == (0, "fine\n"), done.stderr


def test_a_host_function_forgets_an_instance_that_was_not_made() -> None:
    seen: list[int | None] = []

    def entry(_env: int, instance: int | None, _cells: object, result: object) -> None:
        seen.append(instance)
        result[0] = _ffi.HOST_OK  # type: ignore[index]

    callback = _ffi.CALLBACK(entry)
    with zwasm.Store() as store:
        type = zwasm.Func.host(store, ([], []), lambda: None).extern_type().type_id
        func = zwasm.Func(store, _ffi.lib().zw_lend_hostfunc(store.handle, type, callback, None))
        imports = {("", "f"): func}
        with pytest.raises(zwasm.ResourceError):
            zwasm.Instance(store, load(store, f'(module (import "" "f" (func)) {TOO_LARGE})'), imports)
        func.call()
        text = '(module (import "" "f" (func $f)) (func (export "f") (call $f)))'
        good = zwasm.Instance(store, load(store, text), imports)
        good.func("f").call()
    assert seen == [None, good._handle]


def test_instances_that_were_not_made_take_no_memory() -> None:
    functions = "(func)" * 2000
    with zwasm.Store() as store:
        bad = load(store, f"(module (memory 1) {functions} {TOO_LARGE})")
        before = resident()
        for _ in range(3000):
            with pytest.raises(zwasm.ResourceError):
                zwasm.Instance(store, bad)
        assert resident() - before < 8 << 20  # of 48 MB for their functions alone


@pytest.mark.parametrize("end", [
    "(func $s unreachable) (start $s)",
    '(memory 1) (data (i32.const 65536) "x")',
    "(start $stop)",
])
def test_functions_of_a_half_made_instance_stay_in_tables(end: str) -> None:
    text = f"""(module (import "" "stop" (func $stop)) (import "" "t" (table 4 funcref))
      (global $g (mut i32) (i32.const 40))
      (func $f (result i32) (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g))
      (elem (i32.const 2) $f) {end})"""

    def stop() -> None:
        raise zwasm.Exit(3)

    with zwasm.Store() as store:
        owner = zwasm.Instance(store, load(store, OWNER))
        module = load(store, text)
        ends: list[type[Exception]] = []
        for _ in range(3):
            with pytest.raises((zwasm.Trap, zwasm.Exit)) as caught:
                zwasm.Instance(store, module, {("", "t"): owner.exports["t"], ("", "stop"): stop})
            ends.append(caught.type)
        assert ends == [zwasm.Exit if "$stop" in end else zwasm.Trap] * 3
        assert [owner.func("call").call([2]) for _ in range(3)] == [[41], [42], [43]]
        store.interrupt()
        store.interrupt(False)
        assert owner.func("call").call([2]) == [44]


def test_an_interrupted_start_leaves_a_working_store() -> None:
    with zwasm.Store() as store:
        owner = zwasm.Instance(store, load(store, OWNER))
        text = '(module (import "" "m" (memory 1)) (func $s (loop (br 0))) (start $s))'
        module = load(store, text)
        store.interrupt()
        with pytest.raises(zwasm.Trap, match="interrupt"):
            zwasm.Instance(store, module, {("", "m"): owner.exports["m"]})
        store.interrupt(False)
        assert owner.func("grow").call([1]) == [1]
