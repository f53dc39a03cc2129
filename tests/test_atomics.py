"""Atomic instructions on memories that are not shared: wasmtime == interpreter == native code; the order of checks."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import wasmtime

from cli_runner import refusal, zwasmc
from engines import Interpreter, Native, Wasmtime, difference
from facts import Op, load_ops
from wasm_bytes import body, func_type, module, section
from zwasmc.errors import Invalid, Unsupported
from zwasmc.interp.instance import Program
from zwasmc.wasm.features import Features

PAGE = 65536
OPS = [op for op in load_ops() if op.proposal == "threads"]
ACCESSES = [op for op in OPS if op.immediate == "memarg"]
WAITS = ("memory.atomic.wait32", "memory.atomic.wait64")
OFFSETS = (0, 1, 4, 8, 1000, 65533, 65536, 0x7FFFFFF8, 0x80000000, 0xFFFFFFF8, 0xFFFFFFFC, 0xFFFFFFFF)
ENGINES = [
    Interpreter(),
    Interpreter(share=False),
    Native("guard", {}),
    Native("checked", {"memory": "checked"}),
    Native("unshared", {"share": False, "cpu": "v2"}),
    Native("slots", {"slots": True, "memory": "checked"}),
]


def signature(op: Op) -> tuple[list[str], str]:
    """Return the types of the operands and `` (result t)``."""
    params = ["i32" if t == "addr" else t for t in op.params]
    return params, f" (result {op.results[0]})" if op.results else ""


def function(op: Op, name: str, memory: int, offset: int, address: str = "(local.get 0)") -> str:
    """Return the text of a function that applies ``op`` to its parameters."""
    params, result = signature(op)
    operands = " ".join([address, *(f"(local.get {k})" for k in range(1, len(params)))])
    where = f"{memory} offset={offset}"
    return f'(func (export "{name}") (param {" ".join(params)}){result} ({op.name} {where} {operands}))'


def text(functions: list[str]) -> bytes:
    """Return the module of functions over two memories full of bytes."""
    r = random.Random(11)
    data = "".join(f"\\{r.randrange(256):02x}" for _ in range(256))
    fill = "".join(f'(data (memory {m}) (i32.const {at}) "{data}")' for m in (0, 1) for at in (0, 1024, PAGE - 256))
    memories = '(memory (export "mem") 1 2) (memory (export "mem1") 1 2)'
    return bytes(wasmtime.wat2wasm(f"(module {memories} {fill} {' '.join(functions)})"))


def inputs(op: Op, offset: int, r: random.Random, count: int) -> list[list[int]]:
    """Return operands: addresses mostly inside, on and off the natural alignment, some around every edge."""
    size = 1 << op.immediate_arg
    some = []
    for _ in range(count):
        k = r.random()
        target = r.choice((0, 8, 1024, 1040, PAGE - 8, PAGE - size)) + r.randrange(8) * (k < 0.3)
        if k > 0.85:
            target = r.choice((PAGE, PAGE + 8, 1 << 32, (1 << 32) + 8, (1 << 32) - 8, r.randrange(1 << 33)))
        values = [r.choice((0, 1, 0x80, 0xFF, 0x1234, 0xFFFF, 0xFFFFFFFF, r.getrandbits(64))) for _ in op.params[1:]]
        widths = [32 if t == "i32" else 64 for t in op.params[1:]]
        some.append([(target - offset) & 0xFFFFFFFF, *(v & ((1 << w) - 1) for v, w in zip(values, widths))])
    return some


def comparable(op: Op, offset: int, address: int) -> bool:
    """Say whether wasmtime checks in the specification's order: its wait and notify look at the end of memory first."""
    if op.name in WAITS:
        return address + offset + (1 << op.immediate_arg) <= PAGE
    return op.name != "memory.atomic.notify" or address + offset + 4 <= 1 << 32 or (address + offset) % 4 == 0


@pytest.mark.parametrize("op", ACCESSES, ids=lambda op: op.name)
def test_operation(op: Op) -> None:
    """Random operands, every offset, both memories; results, traps with their places, and memories are compared."""
    r = random.Random(op.name)
    functions, calls = [], []
    for memory in (0, 1):
        for offset in OFFSETS:
            name = f"f{len(functions)}"
            functions.append(function(op, name, memory, offset))
            calls += [(name, args) for args in inputs(op, offset, r, 8) if comparable(op, offset, args[0])]
    wasm = text(functions)
    expected = Wasmtime().observe(wasm, calls)
    for engine in ENGINES:
        assert difference(expected, engine.observe(wasm, calls)) == "", engine.name


@pytest.mark.parametrize("op", [op for op in ACCESSES if op.name not in WAITS], ids=lambda op: op.name)
def test_constant_addresses_and_repeats(op: Op) -> None:
    """Checks that are known beforehand, or that were made already, stay where they are needed."""
    r = random.Random(op.name)
    functions, calls = [], []
    for address, offset in (
        (0, 0),
        (1, 0),
        (2, 0),
        (4, 4),
        (1, 7),
        (PAGE - 8, 0),
        (PAGE - 8, 8),
        (-8, 8),
        (-4, 0xFFFFFFF8),
    ):
        functions.append(function(op, f"f{len(functions)}", 0, offset, f"(i32.const {address})"))
        calls += [(f"f{len(functions) - 1}", args) for args in inputs(op, 0, r, 2)]
    params, result = signature(op)
    get = " ".join(f"(local.get {k})" for k in range(len(params)))
    twice = f"{'(drop ' if result else ''}({op.name} {get}){')' if result else ''}"
    functions.append(
        f'(func (export "f{len(functions)}") (param {" ".join(params)}){result} {twice} ({op.name} {get}))'
    )
    arm = f"(if (i32.and (local.get 0) (i32.const 8)) (then {twice}))"
    functions.append(f'(func (export "f{len(functions)}") (param {" ".join(params)}){result} {arm} ({op.name} {get}))')
    for k in (1, 2):
        calls += [(f"f{len(functions) - k}", args) for args in inputs(op, 0, r, 12) if comparable(op, 0, args[0])]
    wasm = text(functions)
    expected = Wasmtime().observe(wasm, calls)
    for engine in ENGINES:
        assert difference(expected, engine.observe(wasm, calls)) == "", engine.name


ORDER = (
    ("i64.atomic.rmw.add", 4, 0),
    ("i64.atomic.rmw.add", PAGE - 4, "out of bounds memory access"),
    ("i64.atomic.rmw.add", PAGE - 3, "unaligned atomic"),
    ("i64.atomic.rmw.add", 0xFFFFFFFC, "out of bounds memory access"),
    ("memory.atomic.notify", 4, 0),
    ("memory.atomic.notify", PAGE - 4, "out of bounds memory access"),
    ("memory.atomic.notify", 0xFFFFFFFC, "out of bounds memory access"),
    ("memory.atomic.notify", 0xFFFFFFFD, "unaligned atomic"),
    ("memory.atomic.wait32", 4, "expected shared memory"),
    ("memory.atomic.wait32", 5, "unaligned atomic"),
    ("memory.atomic.wait32", PAGE, "expected shared memory"),
    ("memory.atomic.wait32", 0xFFFFFFFD, "unaligned atomic"),
    ("memory.atomic.wait64", 4, "expected shared memory"),
    ("memory.atomic.wait64", 8, "unaligned atomic"),
)
"""Operation at offset 4, address, and the result or trap."""


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_order_of_checks(engine: Interpreter | Native) -> None:
    """Alignment first, then whether the memory must be shared, then the bounds, also past 2^32."""
    by_name = {op.name: op for op in OPS}
    empty = '(module (memory (export "mem") 1)'
    for name, address, expected in ORDER:
        wasm = bytes(wasmtime.wat2wasm(f"{empty} {function(by_name[name], 'f0', 0, 4)})"))
        outcome = engine.observe(wasm, [("f0", [address, *([1] * (len(by_name[name].params) - 1))])])[0]
        if expected == 0:
            assert outcome == [0]
        else:
            assert str(outcome).startswith(f"{expected} 0:"), (name, address)


def test_notify_wakes_nobody_and_a_fence_does_nothing() -> None:
    wasm = text(['(func (export "f0") (result i32) atomic.fence (memory.atomic.notify (i32.const 8) (i32.const -1)))'])
    for engine in ENGINES:
        assert engine.observe(wasm, [("f0", [])])[0] == [0]


def with_code(instruction: bytes, memories: int = 1) -> bytes:
    """Return a module with memories and a function of this code."""
    types, funcs = section(1, func_type()), section(3, b"\0")
    return module(types, funcs, section(5, *[b"\0\1"] * memories), section(10, body(instruction)))


@pytest.mark.parametrize("op", ACCESSES, ids=lambda op: op.name)
def test_alignment_is_the_natural_one(op: Op) -> None:
    """Neither smaller, as for plain accesses, nor larger."""
    operands = b"".join(b"\x42\0" if t == "i64" else b"\x41\0" for t in op.params)
    for align in range(5):
        wasm = with_code(operands + bytes([0xFE, op.opcode, align, 0]) + b"\x1a" * len(op.results))
        valid = Wasmtime().valid(wasm) == ""
        assert valid == (align == op.immediate_arg)
        if valid:
            Program(wasm)
            continue
        message = "atomic alignment must be natural" if align < op.immediate_arg else "alignment must not be larger"
        with pytest.raises(Invalid, match=message):
            Program(wasm)


@pytest.mark.parametrize("op", ACCESSES, ids=lambda op: op.name)
def test_a_memory_is_needed(op: Op) -> None:
    operands = b"".join(b"\x42\0" if t == "i64" else b"\x41\0" for t in op.params)
    instruction = operands + bytes([0xFE, op.opcode, op.immediate_arg, 0]) + b"\x1a" * len(op.results)
    with pytest.raises(Invalid, match="unknown memory"):
        Program(with_code(instruction, memories=0))


def test_shared_memories_are_refused_by_name(tmp_path: Path) -> None:
    shared = bytes(wasmtime.wat2wasm("(module (memory 1 2 shared))"))
    with pytest.raises(Unsupported, match="shared memory: proposal threads is not supported yet for shared memories"):
        Program(shared)
    with pytest.raises(Unsupported, match="proposal threads is disabled"):
        Program(with_code(b"\xfe\3\0"), Features().apply("-threads"))
    path = tmp_path / "shared.wasm"
    path.write_bytes(shared)
    assert "proposal threads is not supported yet for shared memories" in refusal("compile", path, cwd=tmp_path)
    assert zwasmc("features", path).stdout == b"threads\n"
    assert b"threads                  on   atomics on unshared memories\n" in zwasmc("features").stdout
