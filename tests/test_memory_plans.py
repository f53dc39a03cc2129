"""Memories and tables shared by modules that were compiled for different memory plans, compared with wasmtime."""

from __future__ import annotations

import itertools
import random

import pytest
import wasmtime

import zwasm
import zwasmc

OWNER = """(module
  (import "env" "next" (func $next (param i32) (result i32)))
  (memory $a (export "a") 1 6) (memory $b (export "b") 2 4)
  (table (export "t") 3 5 funcref) (elem (i32.const 0) $next $grow_b)
  (func (export "grow a") (param i32) (result i32) (memory.grow $a (local.get 0)))
  (func $grow_b (export "grow b") (param i32) (result i32) (memory.grow $b (local.get 0)))
  (func (export "copy") (param i32 i32 i32) (memory.copy $b $a (local.get 0) (local.get 1) (local.get 2)))
  (func (export "load a") (param i32) (result i64) (i64.load $a (local.get 0)))
  (func (export "load b") (param i32) (result i64) (i64.load $b offset=65536 (local.get 0))))"""

# The owner's memory 1 is memory 0 here, and the other way round.
USER = """(module
  (import "owner" "b" (memory $b 1)) (import "owner" "a" (memory $a 1 6))
  (import "owner" "t" (table 1 funcref)) (memory $own 0 2)
  (func (export "user load b") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "user load far") (param i32) (result i32) (i32.load $a offset=0xffffffff (local.get 0)))
  (func (export "user store b") (param i32 i64) (i64.store offset=65529 (local.get 0) (local.get 1)))
  (func (export "user store a") (param i32 i64) (i64.store $a (local.get 0) (local.get 1)))
  (func (export "user store far") (param i32) (v128.store offset=0xfffffff0 (local.get 0) (v128.const i64x2 3 4)))
  (func (export "user own") (param i32) (result i32) (i32.load8_u $own (local.get 0)))
  (func (export "user grow own") (param i32) (result i32) (memory.grow $own (local.get 0)))
  (func (export "user grow a") (param i32) (result i32) (memory.grow $a (local.get 0)))
  (func (export "user grow b") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "user fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "user copy") (param i32 i32 i32) (memory.copy $a $b (local.get 0) (local.get 1) (local.get 2)))
  (func (export "user sizes") (result i32) (i32.add (memory.size $a)
    (i32.add (i32.mul (i32.const 16) (memory.size $b)) (i32.mul (i32.const 256) (memory.size $own)))))
  (func (export "user call") (param i32) (result i32)
    (call_indirect (param i32) (result i32) (i32.const 1) (local.get 0))))"""
EDGES = [0, 1, 8, 65528, 65532, 65533, 65536, 131064, 131068, 131069, 262140, 393212, 2**31, 2**32 - 8, 2**32 - 1]
Calls = list[tuple[str, list[int]]]


def calls(seed: int) -> Calls:
    """Random calls of all functions, at the edges of pages and memories."""
    rng = random.Random(seed)
    out: Calls = []
    for _ in range(300):
        name, params = rng.choice([
            ("grow a", "s"), ("grow b", "s"), ("copy", "eel"), ("load a", "e"), ("load b", "e"), ("user load b", "e"),
            ("user load far", "e"), ("user store b", "ew"), ("user store a", "ew"), ("user store far", "e"),
            ("user own", "e"), ("user grow own", "s"), ("user grow a", "s"), ("user grow b", "s"), ("user fill", "ewl"),
            ("user copy", "eel"), ("user sizes", ""), ("user call", "i")])
        pick = {"s": [0, 0, 1, 1, 9], "e": EDGES, "l": [0, 1, 7, 4096, 65537], "w": [0x0102030405060708, 255, 77],
                "i": [0, 1, 2, 3, 9]}
        values = [rng.choice(pick[p]) for p in params]
        out.append((name, [v & 0xFF for v in values] if name == "user fill" and rng.randrange(2) else values))
    return out


def bits(value: int, wide: bool) -> int:
    """A value as wasmtime takes and gives it: signed."""
    n = 64 if wide else 32
    value &= (1 << n) - 1
    return value - (1 << n) if value >> (n - 1) else value


def on_wasmtime(todo: Calls) -> list[int | str | None]:
    """Results and traps, and at the end the contents of both memories."""
    store = wasmtime.Store()
    i32 = wasmtime.ValType.i32()
    host = wasmtime.Func(store, wasmtime.FuncType([i32], [i32]), lambda x: x + 1)
    owner = wasmtime.Instance(store, wasmtime.Module(store.engine, OWNER), [host]).exports(store)
    module = wasmtime.Module(store.engine, USER)
    user = wasmtime.Instance(store, module, [owner[i.name or ""] for i in module.imports]).exports(store)
    out: list[int | str | None] = []
    for name, values in todo:
        func = (user if name.startswith("user") else owner)[name]
        assert isinstance(func, wasmtime.Func)
        types = func.type(store).params
        try:
            found = func(store, *[bits(v, str(t) == "i64") for v, t in zip(values, types, strict=True)])
            wide = [str(t) == "i64" for t in func.type(store).results]
            out.append(None if found is None else found & ((1 << (64 if wide[0] else 32)) - 1))
        except wasmtime.Trap as trap:
            out.append(str(trap.trap_code).split(".")[-1])
    for name in "ab":
        memory = owner[name]
        assert isinstance(memory, wasmtime.Memory)
        out.append(bytes(memory.read(store, 0, memory.data_len(store))).hex())
    return out


def on_zwasm(todo: Calls, owner_plan: str, user_plan: str) -> list[int | str | None]:
    """The same."""
    with zwasm.Store() as store:
        def module(text: str, plan: str) -> zwasm.Module:
            return zwasm.Module.deserialize(store, zwasmc.compile(bytes(wasmtime.wat2wasm(text)), memory=plan))

        owner = zwasm.Instance(store, module(OWNER, owner_plan), {("env", "next"): lambda x: x + 1})
        user = zwasm.Instance(store, module(USER, user_plan), {("owner", name): owner.exports[name] for name in "abt"})
        out: list[int | str | None] = []
        for name, values in todo:
            func = (user if name.startswith("user") else owner).func(name)
            masks = [0xFFFFFFFF if t == zwasm.I32 else 2**64 - 1 for t in func.params]
            try:
                found = func.call([v & m for v, m in zip(values, masks, strict=True)])
                out.append(found[0] if found else None)
            except zwasm.Trap as trap:
                out.append(trap.message)
        for name in "ab":
            memory = owner.exports[name]
            assert isinstance(memory, zwasm.Memory)
            out.append(memory.read(0, memory.size).hex())
        return out


@pytest.mark.parametrize(("owner", "user"), [p for p in itertools.product(("guard", "checked"), repeat=2)
                                             if p != ("checked", "guard")])
def test_plans_meet(owner: str, user: str) -> None:
    messages = {"MEMORY_OUT_OF_BOUNDS": "out of bounds memory access", "INDIRECT_CALL_TO_NULL": "uninitialized element",
                "TABLE_OUT_OF_BOUNDS": "undefined element"}
    for seed in range(6):
        todo = calls(seed)
        expected = [messages.get(x, x) if isinstance(x, str) else x for x in on_wasmtime(todo)]
        found = on_zwasm(todo, owner, user)
        for call, want, got in zip([*todo, "memory a", "memory b"], expected, found, strict=True):
            assert want == got, (seed, call)
        assert len({x for x in expected if isinstance(x, str)}) >= 3


def test_a_module_that_counts_on_guard_pages_says_so() -> None:
    with pytest.raises(zwasm.LinkError, match="the memory has no guard pages"):
        on_zwasm([], "checked", "guard")
