"""The interpreter's numeric instructions against wasmtime, on edge values and random bits; NaNs modulo payload."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

import pytest
import wasmtime

from zwasmc.interp import alu
from zwasmc.interp.trap import Trap
from zwasmc.wasm import op

TYPES = {"i32": 32, "i64": 64, "f32": 32, "f64": 64}

# What the name of an instruction does not say: comparisons and tests give i32, conversions name their source.
COMPARISONS = {"eq", "ne", "lt", "gt", "le", "ge", "eqz"}
UNARY = {"eqz", "clz", "ctz", "popcnt", "abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt"}


def instructions() -> list[tuple[str, int, list[str], str]]:
    """Every numeric instruction: text name, op number, parameter types, result type."""
    found = []
    for constant, number in vars(op).items():
        if not isinstance(number, int) or not constant.startswith(("I32_", "I64_", "F32_", "F64_")):
            continue
        one_byte = op.I32_EQZ <= number <= op.I64_EXTEND32_S
        if not one_byte and not op.I32_TRUNC_SAT_F32_S <= number <= op.I64_TRUNC_SAT_F64_U:
            continue
        prefix, rest = constant.lower().split("_", 1)
        first = rest.split("_")[0]
        source = next((part for part in rest.split("_") if part in TYPES), prefix)
        result = "i32" if first in COMPARISONS else prefix
        count = 1 if first in UNARY or first.startswith("extend") or source != prefix or "reinterpret" in rest else 2
        found.append((f"{prefix}.{rest}", number, [source] * count, result))
    return found


INSTRUCTIONS = instructions()

EDGES = {
    "i32": [0, 1, 2, 3, 7, 8, 31, 32, 33, 63, 64, 127, 128, 0x7FFF, 0x8000, 0x7FFFFFFF, 0x80000000, 0x80000001,
            0xFFFFFFFE, 0xFFFFFFFF, 0x12345678],
    "i64": [0, 1, 2, 3, 31, 32, 63, 64, 65, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x100000000, 0x1FFFFFFFFFFFFF,
            0x20000000000001, 0x7FFFFF4000000001, 0x7FFFFFFFFFFFFC00, 0x7FFFFFFFFFFFFE01, 0x7FFFFFFFFFFFFFFF,
            0x8000000000000000, 0x8000000000000001, 0x8000008000000001, 0xFFFFFFFFFFFFFFFE, 0xFFFFFFFFFFFFFFFF,
            0xFFFFFF8000000000, 0x0020000020000001, 0xFFFFFFFFFFFFFC00],
    "f32": [0x00000000, 0x00000001, 0x00000002, 0x007FFFFF, 0x00800000, 0x00800001, 0x3F000000, 0x3F000001,
            0x3EFFFFFF, 0x3F7FFFFF, 0x3F800000, 0x3FC00000, 0x40200000, 0x40600000, 0x4B000000, 0x4B000001,
            0x4AFFFFFF, 0x4EFFFFFF, 0x4F000000, 0x4F7FFFFF, 0x4F800000, 0x5EFFFFFF, 0x5F000000, 0x5F7FFFFF,
            0x5F800000, 0x7F7FFFFF, 0x7F800000, 0x7F800001, 0x7FC00000, 0x7FC00001, 0x7FFFFFFF, 0x34000000],
    "f64": [0x0000000000000000, 0x0000000000000001, 0x000FFFFFFFFFFFFF, 0x0010000000000000, 0x36A0000000000000,
            0x3690000000000000, 0x3690000000000001, 0x380FFFFFE0000000, 0x380FFFFFF0000000, 0x3810000000000000,
            0x3FE0000000000000, 0x3FDFFFFFFFFFFFFF, 0x3FE0000000000001, 0x3FEFFFFFFFFFFFFF, 0x3FF0000000000000,
            0x3FF8000000000000, 0x4004000000000000, 0x400C000000000000, 0x41DFFFFFFFC00000, 0x41E0000000000000,
            0x41DFFFFFFFFFFFFF, 0x41E0000000200000, 0x41EFFFFFFFE00000, 0x41EFFFFFFFFFFFFF, 0x41F0000000000000,
            0x4330000000000000, 0x4330000000000001, 0x432FFFFFFFFFFFFF, 0x43DFFFFFFFFFFFFF, 0x43E0000000000000,
            0x43EFFFFFFFFFFFFF, 0x43F0000000000000, 0x47EFFFFFE0000000, 0x47EFFFFFF0000000, 0x47EFFFFFEFFFFFFF,
            0x47F0000000000000, 0x7FEFFFFFFFFFFFFF, 0x7FF0000000000000, 0x7FF0000000000001, 0x7FF8000000000000,
            0x7FF8000000000001, 0x7FFFFFFFFFFFFFFF],
}  # fmt: skip
for _name, _sign in (("f32", 0x80000000), ("f64", 0x8000000000000000)):
    EDGES[_name] += [value | _sign for value in EDGES[_name]]


def random_bits(rng: random.Random, kind: str) -> int:
    """Random values: plain bits, small numbers, and floats of nearby exponents."""
    width = TYPES[kind]
    choice = rng.randrange(4)
    if choice == 0:
        return rng.getrandbits(width)
    if choice == 1:
        return rng.getrandbits(width) >> rng.randrange(width)
    if choice == 2 and kind[0] == "f":
        number = (rng.random() - 0.5) * 2.0 ** rng.randrange(-8, 66)
        return int.from_bytes(struct.pack("<f" if kind == "f32" else "<d", number), "little")
    return rng.choice(EDGES[kind])


def operands(name: str, params: list[str], count: int) -> list[tuple[int, int]]:
    """The operands one instruction is tried on."""
    rng = random.Random(name)
    kind = params[0]
    if len(params) == 1:
        pairs = [(value, 0) for value in EDGES[kind]]
    else:
        pairs = [(x, y) for x in EDGES[kind] for y in EDGES[kind]]
        if len(pairs) > 1200:
            pairs = rng.sample(pairs, 1200)
    return pairs + [(random_bits(rng, kind), random_bits(rng, kind)) for _ in range(count)]


TO_BITS = {
    "i32": "i64.extend_i32_u",
    "i64": "",
    "f32": "i32.reinterpret_f32 i64.extend_i32_u",
    "f64": "i64.reinterpret_f64",
}
FROM_BITS = {"i32": "i32.wrap_i64", "i64": "", "f32": "i32.wrap_i64 f32.reinterpret_i32", "f64": "f64.reinterpret_i64"}


def oracle(name: str, params: list[str], result: str) -> Callable[[int, int], int | None]:
    """A function on raw bits that asks wasmtime; None is a trap."""
    arguments = " ".join(f"local.get {i} {FROM_BITS[kind]}" for i, kind in enumerate(params))
    text = f'(module (func (export "f") (param i64 i64) (result i64) {arguments} {name} {TO_BITS[result]}))'
    store = wasmtime.Store()
    instance = wasmtime.Instance(store, wasmtime.Module(store.engine, text), [])
    function = instance.exports(store)["f"]
    assert isinstance(function, wasmtime.Func)

    def ask(x: int, y: int) -> int | None:
        try:
            return int(function(store, signed(x), signed(y))) & 0xFFFFFFFFFFFFFFFF
        except (wasmtime.Trap, wasmtime.WasmtimeError):
            return None

    return ask


def signed(x: int) -> int:
    """The low 64 bits as a signed number."""
    return ((x & 0xFFFFFFFFFFFFFFFF) ^ 0x8000000000000000) - 0x8000000000000000


def raw(x: int, kind: str) -> int:
    """Bits as the interpreter keeps them: 32-bit values zero-extended, 64-bit values signed."""
    return x & 0xFFFFFFFF if TYPES[kind] == 32 else signed(x)


def is_nan(bits: int, kind: str) -> bool:
    """Tell a NaN pattern of either width."""
    if kind == "f32":
        return bits & 0x7FFFFFFF > 0x7F800000
    return kind == "f64" and bits & 0x7FFFFFFFFFFFFFFF > 0x7FF0000000000000


def is_quiet(bits: int, kind: str) -> bool:
    """Tell a quiet NaN."""
    return bool(bits & (0x00400000 if kind == "f32" else 0x0008000000000000))


def is_canonical(bits: int, kind: str) -> bool:
    """Tell a canonical NaN of either sign."""
    return bits & 0x7FFFFFFF == 0x7FC00000 if kind == "f32" else bits & 0x7FFFFFFFFFFFFFFF == 0x7FF8000000000000


EXACT = {"abs", "neg", "copysign", "reinterpret"}


@pytest.mark.parametrize(("name", "number", "params", "result"), INSTRUCTIONS, ids=[row[0] for row in INSTRUCTIONS])
def test_numeric(name: str, number: int, params: list[str], result: str) -> None:
    ask = oracle(name, params, result)
    kind = params[0]
    exact = name.split(".")[1].split("_")[0] in EXACT
    for x, y in operands(name, params, 400):
        expected = ask(x, y)
        try:
            got: int | None
            if len(params) == 1:
                got = alu.unary(number, raw(x, kind))
            else:
                got = alu.binary(number, raw(x, kind), raw(y, kind))
        except Trap:
            got = None
        if expected is not None and got is not None and is_nan(expected, result) and not exact:
            assert is_nan(got, result) and is_quiet(got, result), f"{x:#x} {y:#x}"
            inputs = [value for value in (x, y)[: len(params)] if is_nan(value, kind)]
            if all(is_canonical(value, kind) for value in inputs):
                assert is_canonical(got, result), f"{x:#x} {y:#x}"
            continue
        wanted = None if expected is None else raw(expected, result)
        assert got == wanted, f"{x:#x} {y:#x}: {got} instead of {wanted}"
