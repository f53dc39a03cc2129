"""Requests to stop are heeded soon: in the middle of bulk operations too."""

from __future__ import annotations

import subprocess
import threading
import time
from pathlib import Path

import pytest
import wasmtime

import zwasm
import zwasmc
from support import installed_program, zwasmc_command

SOON = 0.4
"""Seconds from the request to the end; 0.1 on a machine that does nothing else."""

MEMORY = """(module
  (memory 65535)
  (func (export "_start") (loop {} (br 0))))"""
TABLE = """(module
  (table $t 100000000 funcref) (table $u 100000000 funcref)
  (elem declare func $f)
  (func $f)
  (func (export "_start") (loop {} (br 0))))"""
OPERATIONS = {
    "memory.fill": MEMORY.format("(memory.fill (i32.const 0) (i32.const 1) (i32.const 0xfffe0000))"),
    "memory.copy up": MEMORY.format("(memory.copy (i32.const 100) (i32.const 0) (i32.const 0xfffe0000))"),
    "memory.copy down": MEMORY.format("(memory.copy (i32.const 0) (i32.const 100) (i32.const 0xfffe0000))"),
    "table.fill": TABLE.format("(table.fill $t (i32.const 0) (ref.func $f) (i32.const 100000000))"),
    "table.copy": TABLE.format("(table.copy $t $u (i32.const 0) (i32.const 0) (i32.const 100000000))"),
    "table.grow": TABLE.replace("100000000", "1").format("(drop (table.grow $t (ref.func $f) (i32.const 200000000)))"),
    "table.new": TABLE.replace("(table $t 100000000 funcref)", "(table $t 268435456 funcref (ref.func $f))").format(""),
}


def container(text: str) -> bytes:
    """Compile a module in text form."""
    return zwasmc.compile(bytes(wasmtime.wat2wasm(text)), interruptible=True)


@pytest.mark.parametrize("name", OPERATIONS)
def test_timeout_during_bulk_operations(name: str, tmp_path: Path) -> None:
    path = tmp_path / "guest.cwasm"
    path.write_bytes(container(OPERATIONS[name]))
    begin = time.monotonic()
    done = subprocess.run([installed_program(), "run", "--timeout", "50ms", path], capture_output=True, text=True,
                          timeout=60)
    took = time.monotonic() - begin
    assert done.returncode == 134 and "trap: interrupt" in done.stderr, done.stderr
    assert took < 0.05 + SOON, f"{name}: {took:.3f} s"


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name.startswith("memory")])
def test_timeout_during_bulk_operations_of_the_interpreter(name: str, tmp_path: Path) -> None:
    """Plain Python takes its time to start, too."""
    path = tmp_path / "guest.wasm"
    path.write_bytes(bytes(wasmtime.wat2wasm(OPERATIONS[name])))
    done = subprocess.run([*zwasmc_command(), "run", "--interpreter", "--timeout", "50ms", path], capture_output=True,
                          text=True, timeout=20)
    assert done.returncode == 134 and "trap: interrupt" in done.stderr, done.stderr


def test_segments_of_a_module_in_memory() -> None:
    """Instantiation copies images and segments that are not mapped from a file."""
    data = "\\ff" * (60 << 20)
    wasm = bytes(wasmtime.wat2wasm(f'(module (memory 1000) (data (i32.const 0) "{data}"))'))
    with zwasm.Store() as store:
        module = zwasm.Module(store, wasm, interruptible=True)
        store.interrupt()
        with pytest.raises(zwasm.Trap, match="interrupt"):
            zwasm.Instance(store, module)
        store.interrupt(False)
        zwasm.Instance(store, module)


def test_an_interrupted_growth_leaves_no_references() -> None:
    """What was written of a growth that did not happen is not seen by the next one."""
    text = """(module
      (table $t (export "t") 0 funcref)
      (elem declare func $f)
      (func $f)
      (func (export "grow") (param i32) (drop (table.grow $t (ref.func $f) (local.get 0))))
      (func (export "nulls") (param i32) (drop (table.grow $t (ref.null func) (local.get 0)))))"""
    with zwasm.Store() as store:
        instance = zwasm.Instance(store, zwasm.Module.deserialize(store, container(text)))
        table = instance.exports["t"]
        assert isinstance(table, zwasm.Table)
        for _ in range(50):
            timer = threading.Timer(0.02, store.interrupt)
            timer.start()
            try:
                instance.func("grow").call([200_000_000])
            except zwasm.Trap as trap:
                assert trap.message == "interrupt"
            timer.join()
            store.interrupt(False)
            if table.size == 0:
                break
        assert table.size == 0, "no growth was interrupted"
        instance.func("nulls").call([1_000_000])
        assert {table.get(i) for i in range(0, 1_000_000, 997)} == {0}


