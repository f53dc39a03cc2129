"""The limits of ``zwasmc run --interpreter``: time and memory, as of native code."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import wasmtime

from cli_runner import Ran, zwasm
from floods import FAMILIES
from zwasmc.interp.instance import Program, Store
from zwasmc.interp.store import Budget, Memory
from zwasmc.memory import Limited

GUEST = """(module
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1 10)
  (table (export "table") 100 funcref)
  (func (export "spin") (loop $l (br $l)))
  (func (export "sleep")
    (i32.store (i32.const 16) (i32.const 1))
    (i64.store (i32.const 24) (i64.const 60000000000))
    (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128))))
  (func (export "grow") (result i32 i32 i32)
    (memory.grow (i32.const 2)) (memory.grow (i32.const 1)) (table.grow (ref.null func) (i32.const 100))))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """guest.wasm."""
    path = tmp_path_factory.mktemp("limits")
    (path / "guest.wasm").write_bytes(wasmtime.wat2wasm(GUEST))
    return path


def interpret(folder: Path, *words: str) -> Ran:
    """Run guest.wasm."""
    return zwasm(folder, "run", "--interpreter", *words, "guest.wasm")


@pytest.mark.parametrize("what", ["spin", "sleep"])
def test_time(folder: Path, what: str) -> None:
    start = time.monotonic()
    done = interpret(folder, "--timeout", "300ms", "--invoke", what)
    assert done.status == 134 and done.err.startswith("error: guest.wasm: trap: interrupt\n")
    assert 0.3 < time.monotonic() - start < 30
    done = interpret(folder, "--timeout", "100s", "--invoke", "grow")
    assert done == Ran(0, "1\n3\n100\n", "")


def test_memory(folder: Path) -> None:
    assert interpret(folder, "--max-memory", "200000", "--invoke", "grow") == Ran(0, "1\n-1\n100\n", "")
    assert interpret(folder, "--max-memory=132K", "--invoke", "grow") == Ran(0, "-1\n1\n100\n", "")
    assert interpret(folder, "--max-memory=65K", "--invoke", "grow") == Ran(0, "-1\n-1\n-1\n", "")
    done = interpret(folder, "--max-memory", "65000")
    assert done == Ran(1, "", "error: guest.wasm: a memory of 65536 bytes exceeds the limit of 65000\n")
    done = interpret(folder, "--max-memory", "64K")
    assert done == Ran(1, "", "error: guest.wasm: a table of 100 elements exceeds the limit of 65536 bytes\n")


def test_many_large_memories_take_no_time(folder: Path) -> None:
    memories = "(memory 65536)" * 100
    (folder / "memories.wat").write_text(f'(module {memories} (func (export "_start")))')
    (folder / "memories.wasm").write_bytes(bytes(wasmtime.wat2wasm((folder / "memories.wat").read_text())))
    done = zwasm(folder, "run", "--interpreter", "memories.wasm")
    what = "a memory of 4294967296 bytes exceeds the limit of 34359738368"
    assert done == Ran(1, "", f"error: memories.wasm: {what}\n")


def test_memory_to_compile_with(folder: Path) -> None:
    (folder / "arms.wasm").write_bytes(FAMILIES["nested_arms"][0](60_000))
    done = zwasm(folder, "run", "--interpreter", "--max-compile-memory", "20M", "arms.wasm")
    what = "compiling it takes more than 21.0 MB of memory (see --max-compile-memory)"
    assert done == Ran(1, "", f"error: arms.wasm: {what}\n")
    assert interpret(folder, "--max-compile-memory", "500M", "--invoke", "grow").status == 0
    done = interpret(folder, "--max-compile-memory", "much")
    assert done.status == 2 and "expected a number of bytes" in done.err


def test_what_the_system_refuses_costs_nothing() -> None:
    budget = Budget(1000 * 65536)
    memory = Memory(1, -1, 16, False, budget=budget)
    with Limited(1):
        assert memory.grow(999) == -1
    assert budget.left == 999 * 65536 and memory.grow(9) == 1


def test_a_store_has_one_budget() -> None:
    program = Program(bytes(wasmtime.wat2wasm('(module (memory 1) (func (export "f") (result i32) (memory.size)))')))
    store = Store(budget=Budget(3 * 65536))
    for _ in range(3):
        assert store.instantiate(program, {}).invoke("f", []) == [1]
    with pytest.raises(Exception, match="a memory of 65536 bytes exceeds the limit of 196608"):
        store.instantiate(program, {})
