"""What lies just inside and just outside: the ends of memories, tables and segments, native and interpreted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
import wasmtime

import zwasm
import zwasmc
from zwasmc.interp import Program
from zwasmc.interp import Store as Machine
from zwasmc.interp import Trap as MachineTrap

Call = Callable[[str, list[int]], "list[int] | str"]
ALL = 0xFFFFFFFF

TEXT = """(module
  (memory 1 3)
  (table $t 4 6 funcref)
  (elem (i32.const 0) $one $one $one $one)
  (elem $passive func $one $one)
  (data $d "abcdef")
  (type $none (func))
  (func $one)
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "size") (result i32) (memory.size))
  (func (export "load") (param i32) (result i32) (i32.load offset=8 (local.get 0)))
  (func (export "init") (param i32 i32 i32) (memory.init $d (local.get 0) (local.get 1) (local.get 2)))
  (func (export "drop") (data.drop $d))
  (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (export "call") (param i32) (call_indirect $t (type $none) (local.get 0)))
  (func (export "table.init") (param i32 i32 i32) (table.init $t $passive (local.get 0) (local.get 1) (local.get 2)))
  (func (export "table.copy") (param i32 i32 i32) (table.copy $t $t (local.get 0) (local.get 1) (local.get 2)))
  (func (export "table.fill") (param i32 i32) (table.fill $t (local.get 0) (ref.null func) (local.get 1)))
  (func (export "table.grow") (param i32) (result i32) (table.grow $t (ref.null func) (local.get 0))))"""


def native(memory: str) -> Call:
    """Instantiate in this process; return what calls an export and gives its results or the trap's message."""
    module = bytes(wasmtime.wat2wasm(TEXT))
    store = zwasm.Store()
    container = zwasmc.compile(module, memory=memory, verify=True)
    instance = zwasm.Instance(store, zwasm.Module.deserialize(store, container))

    def call(name: str, arguments: list[int]) -> list[int] | str:
        try:
            return instance.func(name).call(arguments)
        except zwasm.Trap as trap:
            return str(trap)

    return call


def interpreted() -> Call:
    """The same in the interpreter."""
    instance = Machine().instantiate(Program(bytes(wasmtime.wat2wasm(TEXT))), {})

    def call(name: str, arguments: list[int]) -> list[int] | str:
        try:
            return instance.invoke(name, arguments)
        except MachineTrap as trap:
            return str(trap)

    return call


ENGINES: dict[str, Callable[[], Call]] = {
    "guard": lambda: native("guard"), "checked": lambda: native("checked"), "interpreter": interpreted
}  # fmt: skip
MEMORY, TABLE = "out of bounds memory access", "out of bounds table access"
STEPS: list[tuple[str, list[int], list[int] | str]] = [
    ("load", [65536 - 12], [0]), ("load", [65536 - 11], MEMORY), ("load", [ALL], MEMORY),
    ("fill", [65530, 0x1FF, 6], []), ("load", [65536 - 12], [ALL]), ("fill", [65530, 1, 7], MEMORY),
    ("init", [65530, 0, 6], []), ("load", [65536 - 12], [0x66656463]), ("init", [0, 3, 4], MEMORY),
    ("init", [65531, 0, 6], MEMORY), ("init", [0, 6, 0], []), ("init", [0, 7, 0], MEMORY), ("drop", [], []),
    ("init", [0, 0, 1], MEMORY), ("init", [0, 0, 0], []),
    ("copy", [0, 65530, 6], []), ("copy", [0, 65531, 6], MEMORY), ("copy", [65531, 0, 6], MEMORY),
    ("grow", [0], [1]), ("grow", [2], [1]), ("size", [], [3]), ("grow", [1], [ALL]), ("grow", [ALL], [ALL]),
    ("load", [65536 * 3 - 12], [0]), ("load", [65536 * 3 - 11], MEMORY),
    ("call", [3], []), ("call", [4], "undefined element"), ("call", [ALL], "undefined element"),
    ("table.grow", [2], [4]), ("table.grow", [1], [ALL]), ("call", [4], "uninitialized element"),
    ("call", [6], "undefined element"), ("table.init", [4, 0, 2], []), ("call", [5], []),
    ("table.init", [5, 0, 2], TABLE), ("table.init", [0, 1, 2], TABLE), ("table.copy", [1, 0, 6], TABLE),
    ("table.fill", [1, 3], []), ("call", [3], "uninitialized element"), ("table.copy", [0, 2, 4], []),
    ("call", [1], "uninitialized element"), ("call", [2], []), ("call", [0], "uninitialized element"),
    ("table.fill", [4, 3], TABLE), ("table.fill", [6, 0], []), ("table.fill", [7, 0], TABLE),
]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_edges(engine: str) -> None:
    call = ENGINES[engine]()
    for number, (name, arguments, expected) in enumerate(STEPS):
        found = call(name, arguments)
        if isinstance(expected, str):
            assert isinstance(found, str) and found.startswith(expected), (number, name, arguments)
        else:
            assert found == expected, (number, name, arguments)


def test_rotations_by_more_than_half() -> None:
    text = '(module (func (export "f") (param i64 i64) (result i64) (i64.rotl (local.get 0) (local.get 1))))'
    instance = Machine().instantiate(Program(bytes(wasmtime.wat2wasm(text))), {})
    for n in (0, 1, 31, 32, 33, 63, 64, 100):
        assert instance.invoke("f", [1, n]) == [(1 << (n % 64)) - (1 << 64 if n % 64 == 63 else 0)]


@pytest.mark.parametrize("width", [1, 2, 4, 8])
@pytest.mark.parametrize("offset", [0, 5, 70000])
def test_a_checked_access_ends_where_the_memory_does(width: int, offset: int) -> None:
    # the check alone stands: behind this memory nothing is reserved, and what lies there may well be accessible
    op = {1: "i32.load8_u", 2: "i32.load16_u", 4: "i32.load", 8: "i64.load"}[width]
    result = "i64" if width == 8 else "i32"
    access = f"({op} offset={offset} (local.get 0))"
    text = f'(module (memory 2 2) (func (export "f") (param i32) (result {result}) {access}))'
    container = zwasmc.compile(bytes(wasmtime.wat2wasm(text)), memory="checked")
    last = 2 * 65536 - width - offset
    program = f"""
import sys
sys.path[:0] = {sys.path!r}
import zwasm
store = zwasm.Store()
call = zwasm.Instance(store, zwasm.Module.deserialize(store, {container!r})).func("f").call
print(call([{last}]))
for beyond in range(1, 9):
    try:
        print(call([{last} + beyond]))
    except zwasm.Trap as trap:
        print(str(trap).split(":")[0])
"""
    done = subprocess.run([sys.executable, "-P", "-"], input=program, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.split("\n")) == (0, ["[0]", *["out of bounds memory access"] * 8, ""])
