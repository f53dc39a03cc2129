"""References to host functions: callable by every module, whatever it imports."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import wasmtime

import zwasm
import zwasmc
from sanitized import sanitized_library
from support import ROOT
from zwasm import I32, I64
from zwasm_formats import abi
from zwasmc.machine.x86_64.convention import CONVENTION as C

CALLER = """(module
  (type $v (func (result i32)))
  (type $wasi (func (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\08\\00\\00\\00\\03\\00\\00\\00out")
  (table $t (export "t") 4 funcref)
  (table $own 1 funcref)
  (func (export "call") (param i32) (result i32) (call_indirect $t (type $v) (local.get 0)))
  (func (export "given") (param funcref) (result i32)
    (table.set $own (i32.const 0) (local.get 0)) (call_indirect $own (type $v) (i32.const 0)))
  (func (export "through") (param i32) (result i32) (call $inner (local.get 0)))
  (func $inner (param i32) (result i32) (call_indirect $t (type $v) (local.get 0)))
  (func (export "write") (param i32) (result i32)
    (call_indirect $t (type $wasi) (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 100) (local.get 0))))"""

HIDDEN = """(module
  (table (export "t") 1 funcref)
  (elem (i32.const 0) $hidden)
  (func $hidden (param i64 f32 v128 i32) (result i32 v128 i64)
    (local.get 3) (local.get 2) (local.get 0)))"""


def container(text: str) -> bytes:
    """Compile a module in text form."""
    return zwasmc.compile(bytes(wasmtime.wat2wasm(text)))


def instance(store: zwasm.Store, text: str = CALLER) -> zwasm.Instance:
    """An instance of a module that imports nothing."""
    return zwasm.Instance(store, zwasm.Module.deserialize(store, container(text)))


def table_of(inst: zwasm.Instance) -> zwasm.Table:
    """The table that `CALLER` exports."""
    found = inst.exports["t"]
    assert isinstance(found, zwasm.Table)
    return found


def test_random_types() -> None:
    from campaigns import host_refs

    assert not host_refs.run(25, 1, 0).failures


def test_registers_are_those_of_the_compiler() -> None:
    facts = {name: value for name, value, _ in abi.CONSTANTS}
    assert [facts[f"{kind}_{part}"] for kind in ("INT", "FLOAT") for part in ("ARGS", "RESULTS")] == [
        len(C.int_args), len(C.int_results), len(C.vector_args), len(C.vector_results)]


def test_how_a_host_function_ends() -> None:
    with zwasm.Store() as store:
        i = instance(store)

        def ending(error: BaseException | None) -> int:
            def call() -> int:
                if error is not None:
                    raise error
                return 99
            return zwasm.Func.host(store, ([], [I32]), call).ref

        table_of(i).set(0, ending(None))
        assert i.func("call").call([0]) == i.func("given").call([ending(None)]) == [99]
        table_of(i).set(1, ending(KeyError("mine")))
        with pytest.raises(KeyError, match="mine"):
            i.func("through").call([1])
        table_of(i).set(2, ending(zwasm.Exit(7)))
        with pytest.raises(zwasm.Exit, match="exit status 7"):
            i.func("through").call([2])
        table_of(i).set(3, ending(zwasm.Trap(1)))
        with pytest.raises(zwasm.Trap, match="unreachable") as caught:
            i.func("through").call([3])
        assert [f.func_index for f in caught.value.backtrace] == [3, 2]
        assert i.func("through").call([0]) == [99]


def test_a_type_that_differs_is_a_trap() -> None:
    with zwasm.Store() as store:
        i = instance(store)
        table_of(i).set(0, zwasm.Func.host(store, ([I64], [I32]), lambda n: n).ref)
        with pytest.raises(zwasm.Trap, match="indirect call type mismatch"):
            i.func("call").call([0])


def test_a_function_that_one_module_imports_and_another_calls() -> None:
    importer = '(module (import "" "x" (func $x (result i32))) (func (export "f") (result i32) (call $x)))'
    with zwasm.Store() as store:
        i = instance(store)
        host = zwasm.Func.host(store, ([], [I32]), lambda: 5)
        table_of(i).set(0, host.ref)
        assert i.func("call").call([0]) == [5]
        other = zwasm.Instance(store, zwasm.Module.deserialize(store, container(importer)), {("", "x"): host})
        assert other.func("f").call() == i.func("call").call([0]) == host.call() == [5]


def test_calls_from_inside_a_call() -> None:
    with zwasm.Store() as store:
        i = instance(store)
        depth = 0

        def call() -> int:
            nonlocal depth
            depth += 1
            return i.func("through").call([0])[0] + 1 if depth < 20 else 0

        table_of(i).set(0, zwasm.Func.host(store, ([], [I32]), call).ref)
        assert i.func("call").call([0]) == [19]


def test_wasi_through_a_table(tmp_path: Path) -> None:
    """A function that no instance imports uses the memory of the instance that was entered."""
    out = os.open(tmp_path / "out", os.O_CREAT | os.O_WRONLY)
    with zwasm.Store() as store, zwasm.Wasi(["x"], stdout=out) as wasi:
        i = instance(store)
        write, yields = (wasi.func(store, "wasi_snapshot_preview1", name) for name in ("fd_write", "sched_yield"))
        assert write is not None and yields is not None
        table_of(i).set(0, write.ref)
        assert i.func("write").call([0]) == [0]
        table_of(i).set(1, yields.ref)
        assert i.func("call").call([1]) == [0]
        assert write.call([1, 0, 1, 100]) != [0], "there is no instance, hence no memory"
    os.close(out)
    assert (tmp_path / "out").read_bytes() == b"out"


def test_a_guest_function_that_is_not_exported() -> None:
    with zwasm.Store() as store:
        func = store.func(table_of(instance(store, HIDDEN)).get(0))
        assert func.call([1 << 40, 2, 3 << 100, 4]) == [4, 3 << 100, 1 << 40]


def test_in_c_with_sanitizers(tmp_path: Path) -> None:
    library = sanitized_library(tmp_path)
    (tmp_path / "guest.cwasm").write_bytes(container(CALLER))
    program = tmp_path / "host_refs"
    built = subprocess.run(["gcc", "-g", "-Wall", "-Wextra", "-Werror", "-fsanitize=address,undefined", "-o", program,
                            ROOT / "tests/native/host_refs.c", f"-I{ROOT / 'loader' / 'include'}", library],
                           capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    done = subprocess.run([program, tmp_path / "guest.cwasm"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "42 43\nexit 9\ntrap 18\n", "")
