"""Every vector instruction on the interpreter against wasmtime, bit for bit, with canonical NaNs.

One module has a function for each instruction and, where there are lane numbers, for each of them.  A function runs
over records of 64 bytes in memory: operands at 0, 16 and 32, the result goes to 48.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
import wasmtime

from engines import Wasmtime
from zwasmc.interp import Program, Store, Trap, simd
from zwasmc.interp.lanes import NUMBERS, join, split
from zwasmc.interp.simd_float import fma
from zwasmc.interp.store import Memory
from zwasmc.wasm import op
from zwasmc.wasm.op import (
    FAM_SIMD_LOAD,
    FAM_SIMD_STORE,
    IMM_LANE,
    IMM_MEMARG,
    IMM_MEMARG_LANE,
    IMM_SHUFFLE,
    IMM_V128,
    OP_FAMILY,
    OP_IMM,
    OP_LANES,
    OP_NAME,
    OP_NPARAM,
    OP_P0,
    OP_P1,
    OP_P2,
    OP_PROPOSAL,
    OP_RESULT,
    PROPOSAL_NAMES,
)
from zwasmc.wasm.types import type_name

OPS = [o for o in range(op.NUM_OPS) if OP_NAME[o] and PROPOSAL_NAMES[OP_PROPOSAL[o]] in ("simd", "relaxed-simd")]
RECORD = 64
RECORDS = 120
REACH = 1000
"""Loads read below this address."""

EDGES = {
    8: [0, 1, 2, 7, 8, 15, 16, 17, 31, 0x40, 0x7E, 0x7F, 0x80, 0x81, 0xFE, 0xFF],
    16: [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFE, 0x7FFF, 0x8000, 0x8001, 0xFF7F, 0xFF80, 0xFFFE, 0xFFFF, 0x4000, 0xC000],
    32: [0, 1, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0xFFFF8000, 0xFFFF7FFF, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFF,
         0x00800000, 0x007FFFFF, 0x3F000000, 0x3F000001, 0x3F7FFFFF, 0x3F800000, 0x3FC00000, 0x40200000, 0x4B000001,
         0x4EFFFFFF, 0x4F000000, 0x4F7FFFFF, 0x4F800000, 0x7F7FFFFF, 0x7F800000, 0x7F800001, 0x7FC00000, 0x7FFFFFFF,
         0xBF000000, 0xBF800000, 0xCF000000, 0xCF000001, 0xFF800000, 0xFFC00001, 0x34000000, 0x33800000],
    64: [0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFF,
         0x000FFFFFFFFFFFFF, 0x0010000000000000, 0x3FE0000000000000, 0x3FDFFFFFFFFFFFFF, 0x3FF0000000000000,
         0x3FF8000000000000, 0x4004000000000000, 0x41DFFFFFFFC00000, 0x41E0000000000000, 0x41DFFFFFFFE00000,
         0x41EFFFFFFFE00000, 0x41F0000000000000, 0x36A0000000000000, 0x3690000000000001, 0x47EFFFFFF0000000,
         0x7FEFFFFFFFFFFFFF, 0x7FF0000000000000, 0x7FF0000000000001, 0x7FF8000000000000, 0xFFF0000000000000,
         0xBFE0000000000000, 0xC1E0000000000000, 0xC1E0000000200000, 0x3CA0000000000000, 0x4330000000000001],
}  # fmt: skip


def vector(rng: random.Random) -> int:
    """Return a vector of edge values, of random bits, or of floats near one another."""
    width = rng.choice((8, 16, 32, 64))
    kind = rng.randrange(4)
    lanes = []
    for _ in range(128 // width):
        if kind == 0 or (kind == 1 and rng.random() < 0.5):
            lanes.append(rng.getrandbits(width))
        elif kind == 2 and width >= 32:
            frac, bias = (23, 127) if width == 32 else (52, 1023)
            exponent = bias + rng.choice((-2, -1, 0, 1, 2, frac, frac + 1, -frac, 1 - bias, 31, 32))
            lanes.append(rng.getrandbits(1) << (width - 1) | exponent << frac | rng.getrandbits(frac))
        else:
            lanes.append(rng.choice(EDGES[width]))
    return join(lanes, width)


def records(o: int) -> bytes:
    """Return the memory that instruction ``o`` runs on."""
    rng = random.Random(OP_NAME[o])
    found = b""
    for _ in range(RECORDS):
        x, y, z = vector(rng), vector(rng), vector(rng)
        if rng.random() < 0.1:
            y = x
        if "relaxed_dot" in OP_NAME[o]:
            # Where two products of -128 and -128 meet wasmtime wraps, which the specification does not allow.
            y = join([lane if lane != 0x80 else 0x81 for lane in split(y, 8)], 8)
        found += b"".join(value.to_bytes(16, "little") for value in (x, y, z, 0))
    return found


def immediates(o: int) -> list[str]:
    """Return the immediates in text that instruction ``o`` is tried with."""
    kind = OP_IMM[o]
    if kind in (IMM_LANE, IMM_MEMARG_LANE):
        return [str(lane) for lane in range(OP_LANES[o])]
    rng = random.Random(o)
    if kind == IMM_SHUFFLE:
        masks: list[Iterable[int]] = [range(16), range(16, 32), [5] * 16, range(31, 15, -1)]
        masks += [rng.choices(range(32), k=16) for _ in range(6)]
        return [" ".join(map(str, mask)) for mask in masks]
    if kind == IMM_V128:
        return ["i64x2 0 0", "i64x2 -1 0x8000000000000000", "f32x4 nan 1 -0 inf"]
    return ["offset=3", ""] if kind == IMM_MEMARG else [""]


def load_text(t: int, offset: int) -> str:
    """Return the load of a record's operand."""
    return f"({type_name(t)}.load offset={offset} (local.get $p))"


def body(o: int, imm: str) -> str:
    """Return what is done with one record."""
    name = OP_NAME[o]
    family = OP_FAMILY[o]
    lane = OP_IMM[o] == IMM_MEMARG_LANE
    if family == FAM_SIMD_STORE:
        value = load_text(OP_P1[o], 0)
        return f"({name} {'offset=48 ' + imm if lane else 'offset=48'} (local.get $p) {value})"
    if family == FAM_SIMD_LOAD:
        address = f"(i32.rem_u (i32.load (local.get $p)) (i32.const {REACH}))"
        text = f"({name} {imm} {address} {load_text(OP_P1[o], 16) if lane else ''})"
    else:
        kinds = [OP_P0[o], OP_P1[o], OP_P2[o]][: OP_NPARAM[o]]
        text = f"({name} {imm} {' '.join(load_text(t, 16 * k) for k, t in enumerate(kinds))})"
    return f"({type_name(OP_RESULT[o])}.store offset=48 (local.get $p) {text})"


def variants() -> list[tuple[str, int, str]]:
    """Return the name, instruction and immediate of every function."""
    return [(f"{OP_NAME[o]} {imm}", o, imm) for o in OPS for imm in immediates(o)]


@cache
def module() -> bytes:
    """Return the module."""
    funcs = [
        f"""(func (export "{name}") (param $n i32) (local $p i32)
        (loop $l {body(o, imm)}
          (br_if $l (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const {RECORD}))) (local.get $n)))))"""
        for name, o, imm in variants()
    ]
    return bytes(wasmtime.wat2wasm(f'(module (memory (export "m") 1) {" ".join(funcs)})'))


Made = tuple[wasmtime.Store, dict[str, Any]]


@pytest.fixture(scope="module")
def by_wasmtime() -> Iterator[Made]:
    """Make wasmtime's instance."""
    engine = Wasmtime().engine
    store = wasmtime.Store(engine)
    exports = wasmtime.Instance(store, wasmtime.Module(engine, module()), []).exports(store)
    yield store, {name: exports[name] for name in ["m", *(name for name, _, _ in variants())]}


@cache
def program() -> Program:
    """Return the interpreter's program."""
    return Program(module(), canonical_nans=True, verify=True)


@pytest.mark.parametrize("o", OPS, ids=OP_NAME.__getitem__)
def test_instruction(o: int, by_wasmtime: Made) -> None:
    store, exports = by_wasmtime
    data = records(o)
    memory = exports["m"]
    mine = Store().instantiate(program(), {})
    my_memory = mine.exports["m"]
    assert isinstance(my_memory, Memory)
    for name in [name for name, number, _ in variants() if number == o]:
        memory.write(store, data, 0)
        function = exports[name]
        function(store, len(data))
        my_memory.write(0, data)
        mine.invoke(name, [len(data)])
        wanted = bytes(memory.read(store, 0, len(data)))
        got = my_memory.read(0, len(data))
        for at in range(0, len(data), RECORD):
            found, expected = got[at : at + RECORD], wanted[at : at + RECORD]
            operands = [data[at + k : at + k + 16].hex() for k in (0, 16, 32)]
            assert found[48:].hex() == expected[48:].hex(), f"{name} on {operands} (bytes in order)"
            assert found == expected


def test_every_instruction_has_a_meaning() -> None:
    stores = {o for o in OPS if OP_FAMILY[o] == FAM_SIMD_STORE}
    assert sorted([*simd.TABLE, *simd.LOADS, *stores]) == OPS


def test_relaxed_dot_saturates() -> None:
    """Products of -128 and -128 in both places of a pair are the only ones whose sum does not fit 16 bits."""
    low = join([0x80] * 16, 8)
    assert split(simd.evaluate(NUMBERS["i16x8.relaxed_dot_i8x16_i7x16_s"], [low, low], 0), 16) == [0x7FFF] * 8
    addend = join([1, 2, 3, 0xFFFFFFFF], 32)
    added = simd.evaluate(NUMBERS["i32x4.relaxed_dot_i8x16_i7x16_add_s"], [low, low, addend], 0)
    assert split(added, 32) == [0xFFFF, 0x10000, 0x10001, 0xFFFD]


def test_fused_rounds_once() -> None:
    """Results that arithmetic with two roundings misses: by cancellation, at a tie, below the normal numbers."""
    one, eps = 0x3FF0000000000000, 0x3CB0000000000000
    near = one + 1
    assert fma(near, near, 0xBFF0000000000002, 64) == 0x3970000000000000  # (1 + e)^2 - (1 + 2 e) is e^2
    assert fma(0x3F800001, 0x3F800001, 0xBF800002, 32) == 0x28800000
    assert fma(one, one, 0x3C90000000000000, 64) == one and fma(one, one, eps, 64) == near
    assert fma(0x3CA0000000000000, one, one, 64) == one  # a tie goes to even
    assert fma(0x3CA0000000000001, one, one, 64) == near
    assert fma(1, 0x3FE0000000000000, 0, 64) == 0 and fma(3, 0x3FE0000000000000, 0, 64) == 2
    assert fma(1, 1, 1, 64) == 1 and fma(1, 1, 0x8000000000000001, 64) == 0x8000000000000001
    assert fma(0x7FEFFFFFFFFFFFFF, 0x4000000000000000, 0xFFEFFFFFFFFFFFFF, 64) == 0x7FEFFFFFFFFFFFFF
    assert fma(0x7FEFFFFFFFFFFFFF, 0x4000000000000000, 0, 64) == 0x7FF0000000000000


ACCESSES = [o for o in OPS if OP_FAMILY[o] in (FAM_SIMD_LOAD, FAM_SIMD_STORE)]


@pytest.mark.parametrize("o", ACCESSES, ids=OP_NAME.__getitem__)
def test_accesses_beyond_the_end_trap_and_change_nothing(o: int) -> None:
    n = simd.width(o)
    lane = "0" if OP_IMM[o] == IMM_MEMARG_LANE else ""
    value = "(v128.const i64x2 -1 -1)" if OP_NPARAM[o] == 2 else ""
    text = f"({OP_NAME[o]} offset=7 {lane} (local.get 0) {value})"
    if OP_FAMILY[o] == FAM_SIMD_LOAD:
        text = f"(drop {text})"
    module = f'(module (memory (export "m") 1) (func (export "f") (param i32) {text}))'
    made = Store().instantiate(Program(bytes(wasmtime.wat2wasm(module)), verify=True), {})
    memory = made.exports["m"]
    assert isinstance(memory, Memory)
    for address in (65536 - 7 - n + 1, 65536 - 7, 65536, 0xFFFFFFF0, 0xFFFFFFFF):
        with pytest.raises(Trap, match="out of bounds memory access"):
            made.invoke("f", [address])
    assert memory.read(0, 65536) == bytes(65536)
    made.invoke("f", [65536 - 7 - n])
    assert memory.read(65536 - n, n) == (b"\xff" * n if OP_FAMILY[o] == FAM_SIMD_STORE else bytes(n))


@pytest.mark.parametrize("call", ["(call $g)", "(call_indirect (type $t) (i32.const 0))"])
def test_results_behind_one_that_nobody_uses(call: str) -> None:
    wasm = wasmtime.wat2wasm(
        f"""(module (type $t (func (result i64 v128 v128))) (table 1 funcref) (elem (i32.const 0) $g)
          (func $g (type $t) (i64.const 1) (v128.const i64x2 2 3) (v128.const i64x2 4 5))
          (func (export "f") (result i64 i64) (local $last v128)
            {call} (local.set $last) drop
            (i64.add (i64x2.extract_lane 0 (local.get $last))) (i64x2.extract_lane 1 (local.get $last))))"""
    )
    store = Store()
    exports = store.instantiate(Program(bytes(wasm)), {}).exports
    assert store.invoke(exports["f"], []) == [5, 5]
