"""The instruction table against wasmtime's assembler and validator, row by row."""

from __future__ import annotations

from functools import cache

import pytest
import wasmtime

from facts import EFFECTS, FAMILIES, IMMEDIATES, PROPOSALS, TYPE_CODES, Op, load_ops
from zwasmc.errors import Unsupported
from zwasmc.wasm import op as ops
from zwasmc.wasm.body import Body
from zwasmc.wasm.features import IMPLEMENTED, Features
from zwasmc.wasm.read import read_module
from zwasmc.wasm.wat import print_wat

OPS = load_ops()
COUNTS = {
    "simd": 236,
    "relaxed-simd": 20,
    "gc": 32,
    "threads": 67,
    "wide-arithmetic": 4,
    "exceptions": 3,
    "tail-call": 2,
}

# Text immediates for assembling one instruction of each kind.
TEXT = {
    "none": "",
    "zero": "",
    "label": "0",
    "labels": "0 0",
    "func": "0",
    "type": "0",
    "type_table": "0 (type 0)",
    "local": "0",
    "global": "0",
    "table": "0",
    "table_table": "0 0",
    "elem": "0",
    "elem_table": "0 0",
    "data": "0",
    "data_mem": "0 0",
    "mem": "0",
    "mem_mem": "0 0",
    "memarg": "",
    "memarg_lane": "0",
    "lane": "0",
    "shuffle": "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
    "i32": "0",
    "i64": "0",
    "f32": "0",
    "f64": "0",
    "v128": "i64x2 0 0",
    "select": "(result i32)",
    "heap": "func",
    "tag": "0",
    "type_field": "0 0",
    "type_type": "0 0",
    "type_count": "0 0",
    "type_data": "0 0",
    "type_elem": "0 0",
    "cast": "0 anyref (ref eq)",
}


def leb(value: int) -> bytes:
    """Encode an unsigned LEB128 integer."""
    out = bytearray()
    while True:
        out.append(value & 0x7F | (0x80 if value > 0x7F else 0))
        value >>= 7
        if not value:
            return bytes(out)


def encoded(op: Op) -> bytes:
    """Return the bytes of the opcode."""
    return bytes([op.prefix]) + leb(op.opcode) if op.prefix else bytes([op.opcode])


@cache
def engine() -> wasmtime.Engine:
    """Return an engine with every proposal on."""
    config = wasmtime.Config()
    for name in dir(config):
        if name.startswith("wasm_") and "component" not in name and "stack_switching" not in name:
            setattr(config, name, True)
    return wasmtime.Engine(config)


def valid(text: str) -> bool:
    """Return whether wasmtime accepts a module."""
    try:
        wasmtime.Module.validate(engine(), wasmtime.wat2wasm(text))
    except wasmtime.WasmtimeError:
        return False
    return True


def named(op: Op) -> str:
    return op.constant


def test_every_instruction_of_every_proposal() -> None:
    for proposal, count in COUNTS.items():
        assert sum(op.proposal == proposal for op in OPS) == count
    assert len(OPS) == 570


def text_of(op: Op) -> str:
    """Return an instruction in the text format, with what its block needs."""
    if op.immediate in ("block", "try_table") or op.name in ("else", "end"):
        return {"if": "if end", "else": "if else end", "end": "block end"}.get(op.name, f"{op.name} end")
    if op.name.startswith(("ref.test", "ref.cast")):
        return f"{op.ident.removesuffix('_null')} (ref {'null ' if op.ident.endswith('_null') else ''}func)"
    return f"{op.name} {TEXT[op.immediate]}"


@pytest.mark.parametrize("op", OPS, ids=named)
def test_opcode_and_name(op: Op) -> None:
    offset = {"else": 2, "end": 2}.get(op.name, 0)
    code = encoded(op)
    module = bytes(wasmtime.wat2wasm(f"(module (func {text_of(op)}))"))
    start = first_instruction(module) + offset
    assert module[start : start + len(code)] == code
    assert bytes(wasmtime.wat2wasm(print_wat(module))) == module


@pytest.mark.parametrize("op", OPS, ids=named)
def test_what_is_compiled_is_decoded_and_nothing_else(op: Op) -> None:
    every = Features().apply("all")
    module = read_module(bytes(wasmtime.wat2wasm(f"(module (func {text_of(op)}))")), every)
    module.data_count = 1

    def refusal(features: Features) -> str:
        try:
            Body(module, features).decode(module.bodies[0].start, module.bodies[0].end, [])
        except Unsupported as error:
            return f"{error.code}: {error.message}"
        return ""

    name = f"proposal-{op.proposal}: {op.name}: proposal {op.proposal}"
    assert refusal(every) == ("" if op.compiled else f"{name} is not supported yet")
    assert refusal(Features()) == refusal(every)
    if op.proposal != "mvp":
        known = ops.PROPOSAL_NAMES.index(op.proposal) in IMPLEMENTED
        reason = "is disabled" if known else "is not supported yet"
        assert refusal(Features().apply(f"-{op.proposal}")) == f"{name} {reason}"


def first_instruction(module: bytes) -> int:
    """Return the offset of the first instruction of a small module's only function."""
    at = 8
    while module[at] != 0x0A:
        at += 2 + module[at + 1]
    return at + 5


@pytest.mark.parametrize("op", [op for op in OPS if op.regular], ids=named)
def test_signature(op: Op) -> None:
    gets = " ".join(f"(local.get {k})" for k in range(len(op.params)))
    head = f"(param {' '.join(op.params)})"
    result = f"(result {' '.join(op.results)})"
    body = f"{gets} {op.name} {TEXT[op.immediate]}"
    assert valid(f"(module (func {head} {result} {body}))")
    other = "f64" if op.results[0] != "f64" else "f32"
    assert not valid(f"(module (func {head} (result {other}) {body}))")
    for k, kind in enumerate(op.params):
        wrong = [*op.params[:k], "f64" if kind != "f64" else "f32", *op.params[k + 1 :]]
        assert not valid(f"(module (func (param {' '.join(wrong)}) {result} {body}))")


@pytest.mark.parametrize("op", [op for op in OPS if op.immediate.startswith("memarg")], ids=named)
def test_memory_access(op: Op) -> None:
    lane = " 0" if op.immediate == "memarg_lane" else ""

    def module(address: str, align: int, lane: str) -> str:
        params = [address if kind == "addr" else kind for kind in op.params]
        gets = " ".join(f"(local.get {k})" for k in range(len(params)))
        memory = f"(memory {'i64' if address == 'i64' else ''} 1 1{' shared' if op.family == 'atomic' else ''})"
        func = f"(func (param {' '.join(params)}) (result {' '.join(op.results)}) {gets} {op.name} align={align}{lane})"
        return f"(module {memory} {func})"

    size = 1 << op.immediate_arg
    for address in ("i32", "i64"):
        assert valid(module(address, size, lane))
        assert not valid(module(address, size * 2, lane))
        if size > 1:
            assert valid(module(address, size // 2, lane)) == (op.family != "atomic")
    if lane:
        lanes = 16 // size
        assert ops.OP_LANES[op.number] == lanes
        assert valid(module("i32", size, f" {lanes - 1}"))
        assert not valid(module("i32", size, f" {lanes}"))


@pytest.mark.parametrize("op", [op for op in OPS if op.immediate == "lane"], ids=named)
def test_lanes(op: Op) -> None:
    gets = " ".join(f"(local.get {k})" for k in range(len(op.params)))
    head = f"(param {' '.join(op.params)}) (result {' '.join(op.results)}) {gets} {op.name}"
    lanes = ops.OP_LANES[op.number]
    assert valid(f"(module (func {head} {lanes - 1}))")
    assert not valid(f"(module (func {head} {lanes}))")


def test_tables_say_what_the_rows_say() -> None:
    numbers = {op.number: op for op in OPS}
    for n in range(ops.NUM_OPS):
        op = numbers.get(n)
        assert ops.OP_VALID[n] == (op is not None)
        assert ops.OP_NAME[n] == (op.name if op else "")
        if op is None:
            continue
        assert getattr(ops, op.constant) == n
        assert ops.OP_REGULAR[n] == op.regular
        assert IMMEDIATES[ops.OP_IMM[n]] == op.immediate
        assert FAMILIES[ops.OP_FAMILY[n]] == op.family
        assert PROPOSALS[ops.OP_PROPOSAL[n]].name == ops.PROPOSAL_NAMES[ops.OP_PROPOSAL[n]] == op.proposal
        assert ops.OP_COMPILED[n] == op.compiled
        assert {name for i, name in enumerate(EFFECTS) if ops.OP_EFFECTS[n] >> i & 1} == op.effects
        if op.regular:
            params = [table[n] for table in (ops.OP_P0, ops.OP_P1, ops.OP_P2)]
            assert params == [*(TYPE_CODES[t] for t in op.params), 0, 0, 0][:3]
            assert ops.OP_NPARAM[n] == len(op.params)
            assert ops.OP_RESULT[n] == TYPE_CODES[op.results[0]]


def test_effects_are_consistent() -> None:
    for op in OPS:
        if "pure" in op.effects:
            assert not op.effects & {"load", "store", "call", "terminator"}, op.name
        if "commutative" in op.effects:
            assert "pure" in op.effects and op.params[0] == op.params[1], op.name
