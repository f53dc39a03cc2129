"""Equality, subtyping and portable hashes of types."""

from __future__ import annotations

import hashlib
import random

import pytest
import wasmtime

from wasm_bytes import func_type, module, section, sleb
from zwasmc import digest
from zwasmc.wasm.features import Features
from zwasmc.wasm.module import Module
from zwasmc.wasm.read import read_module
from zwasmc.wasm.types import (
    HEAP_ANY,
    HEAP_ARRAY,
    HEAP_EQ,
    HEAP_EXN,
    HEAP_EXTERN,
    HEAP_FUNC,
    HEAP_I31,
    HEAP_NOEXN,
    HEAP_NOEXTERN,
    HEAP_NOFUNC,
    HEAP_NONE,
    HEAP_STRUCT,
    ref_type,
    type_name,
)


def wat(text: str) -> Module:
    """Read a module in text form."""
    return read_module(bytes(wasmtime.wat2wasm(text)), Features().apply("all"))


def test_long_chains_of_types_need_no_recursion() -> None:
    types = [func_type()] + [b"\x60\1\x63" + sleb(k) + b"\0" for k in range(20_000)]
    m = read_module(module(section(1, *types)))
    assert len(m.type_hash(20_000)) == 32


TYPES = """(module
    (type $a (func (param i32)))
    (type $b (func (param i32)))
    (type $c (func (param i64)))
    (rec (type $d (func (param i32))))
    (rec (type $e (func (param (ref null $f)))) (type $f (func (result (ref $e)))))
    (rec (type $g (func (param (ref null $h)))) (type $h (func (result (ref $g)))))
    (type $i (func (param (ref $a))))
    (type $j (func (param (ref $b))))
    (type $s (sub (struct (field i32))))
    (type $t (sub $s (struct (field i32) (field (mut i8)))))
    (type $u (sub $t (struct (field i32) (field (mut i8)) (field f64))))
    (type $v (array (mut i16)))
    (type $self (func (param (ref $self)))))"""


def test_equal_types() -> None:
    m = wat(TYPES)
    assert list(m.ctx.canon) == [0, 0, 2, 0, 4, 5, 4, 5, 8, 8, 10, 11, 12, 13, 14]
    hashes = [m.type_hash(i) for i in range(len(m.types))]
    for i, x in enumerate(hashes):
        for j, y in enumerate(hashes):
            assert (x == y) == (m.ctx.canon[i] == m.ctx.canon[j])
    other = wat("(module (type (func)) (type $x (func (param i32))) (type (func (param (ref $x)))))")
    assert other.type_hash(1) == hashes[0]
    assert other.type_hash(2) == hashes[8]
    assert m.ctx.equal(ref_type(0, True), ref_type(1, True))
    assert not m.ctx.equal(ref_type(0, True), ref_type(1, False))
    assert not m.ctx.equal(ref_type(0, True), ref_type(2, True))


HEAPS = [HEAP_NOEXN, HEAP_NOFUNC, HEAP_NOEXTERN, HEAP_NONE, HEAP_FUNC, HEAP_EXTERN, HEAP_ANY, HEAP_EQ, HEAP_I31]
HEAPS += [HEAP_STRUCT, HEAP_ARRAY, HEAP_EXN, *range(15)]


def test_subtyping_agrees_with_wasmtime() -> None:
    m = wat(TYPES)
    values = [0x7F, 0x7E, 0x7B] + [ref_type(heap, null) for heap in HEAPS for null in (True, False)]
    text = {
        t: (f"(ref {'null ' if t & 0xFF == 0x63 else ''}{t >> 8})" if t >= 0x100 or t in (0x63, 0x64) else type_name(t))
        for t in values
    }
    engine = wasmtime.Engine(gc_config())
    for t in values:
        # One module per type: a function for every other type, whose body is valid when the subtyping holds.
        for u in values:
            expected = m.ctx.subtype(t, u)
            assert expected == reference_subtype(m, t, u)
        sample = random.Random(t).sample(values, 6)
        for u in sample:
            source = f"{TYPES[:-1]} (func (param {text[t]}) (result {text[u]}) local.get 0))"
            try:
                wasmtime.Module.validate(engine, wasmtime.wat2wasm(source))
                accepted = True
            except wasmtime.WasmtimeError:
                accepted = False
            assert m.ctx.subtype(t, u) == accepted, (text[t], text[u])


def gc_config() -> wasmtime.Config:
    config = wasmtime.Config()
    config.wasm_gc = config.wasm_function_references = config.wasm_exceptions = True
    return config


UP = {
    HEAP_NOEXN: [HEAP_EXN],
    HEAP_NOFUNC: [HEAP_FUNC],
    HEAP_NOEXTERN: [HEAP_EXTERN],
    HEAP_NONE: [HEAP_I31, HEAP_STRUCT, HEAP_ARRAY],
    HEAP_I31: [HEAP_EQ],
    HEAP_STRUCT: [HEAP_EQ],
    HEAP_ARRAY: [HEAP_EQ],
    HEAP_EQ: [HEAP_ANY],
}
ABOVE_KIND = [HEAP_FUNC, HEAP_STRUCT, HEAP_ARRAY]
BELOW_KIND = [HEAP_NOFUNC, HEAP_NONE, HEAP_NONE]


def reference_subtype(m: Module, t: int, u: int) -> bool:
    """Decide subtyping by walking the hierarchy upwards."""
    if t in (0x7F, 0x7E, 0x7B) or u in (0x7F, 0x7E, 0x7B):
        return t == u
    if t & 0xFF == 0x63 and u & 0xFF == 0x64:
        return False
    seen: set[int] = set()
    todo = [t >> 8]
    while todo:
        heap = todo.pop()
        if heap in seen:
            continue
        seen.add(heap)
        if heap < 0:
            todo += UP.get(heap, [])
            todo += [i for i, d in enumerate(m.types) if heap == BELOW_KIND[d.kind]]
        else:
            todo += [*m.types[heap].supertypes, ABOVE_KIND[m.types[heap].kind]]
            todo += [i for i in range(len(m.types)) if m.ctx.canon[i] == m.ctx.canon[heap]]
    return u >> 8 in seen


@pytest.mark.parametrize("size", [0, 1, 55, 56, 64, 1000, digest.LONG - 1, digest.LONG, digest.LONG + 1])
def test_digests_of_short_and_of_long_data(size: int) -> None:
    data = bytes(k * 7 & 0xFF for k in range(size))
    assert digest.sha256(data) == hashlib.sha256(data).digest()
    assert digest.own() is not None
