"""Vectors through every kind of call, from guest to guest and to the host, in the interpreter and in native code."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
import wasmtime

import zwasm
from differential import variants
from zwasmc.interp.instance import Program, Store
from zwasmc.options import Options
from zwasmc.pipeline import Pipeline

BITS = {"i32": 32, "i64": 64, "f32": 32, "f64": 64, "v128": 128}
CODES = {"i32": zwasm.I32, "i64": zwasm.I64, "f32": zwasm.F32, "f64": zwasm.F64, "v128": zwasm.V128}
KINDS = ["i32", "i64", "f32", "f64", "v128", "v128", "v128", "v128"]
NAMES = ("pick", "direct", "indirect", "hosted", "kept", "stored", "looped")
Call = Callable[[str, list[int]], list[int]]


class Case:
    """A signature, what its functions return, and a module of them."""

    def __init__(self, seed: int) -> None:
        r = random.Random(seed)
        self.params = [r.choice(KINDS) for _ in range(r.choice([1, 3, 9, 14, 30]))]
        self.sources = [r.randrange(len(self.params)) for _ in range(r.choice([1, 2, 5, 12]))]
        self.results = [self.params[k] for k in self.sources]
        self.values = [r.getrandbits(BITS[t]) for t in self.params]
        self.expected = [self.values[k] for k in self.sources]

    def host(self, values: list[int]) -> list[int]:
        """What the imported function does."""
        assert values == self.values
        return [values[k] for k in self.sources]

    def wasm(self) -> bytes:
        """Return the module.  All its functions have one type, and return the same."""
        n = len(self.params)
        arguments = " ".join(f"(local.get {k})" for k in range(n))
        locals_ = " ".join(f"(local {t})" for t in self.results)
        into_locals = " ".join(f"(local.set {n + k})" for k in reversed(range(len(self.results))))
        from_locals = " ".join(f"(local.get {n + k})" for k in range(len(self.results)))
        drops = "(drop) " * len(self.results)
        zero = {t: f"({t}.const {'i64x2 0 0' if t == 'v128' else 0})" for t in BITS}
        return bytes(wasmtime.wat2wasm(f"""(module
          (type $t (func (param {' '.join(self.params)}) (result {' '.join(self.results)})))
          (import "env" "f" (func $host (type $t)))
          (table funcref (elem $pick $host))
          {' '.join(f'(global $g{k} (mut {t}) {zero[t]})' for k, t in enumerate(self.params))}
          (func $pick (export "pick") (type $t) {' '.join(f'(local.get {k})' for k in self.sources)})
          (func (export "direct") (type $t) {arguments} (call $pick))
          (func (export "indirect") (type $t)
            {arguments} (call_indirect (type $t) (i32.const 0)) {drops}
            {arguments} (call_indirect (type $t) (i32.const 1)))
          (func (export "hosted") (type $t) {arguments} (call $host))
          (func (export "kept") (type $t) {locals_}
            {arguments} (call $pick) {into_locals} {arguments} (call $host) {drops} {from_locals})
          (func (export "stored") (type $t)
            {' '.join(f'(global.set $g{k} (local.get {k}))' for k in range(n))}
            {arguments} (call $host) {drops}
            {' '.join(f'(global.get $g{k})' for k in self.sources)})
          (func (export "looped") (type $t) (local $i i32) {locals_}
            (loop $again
              {arguments} (call $pick)
              {' '.join(f'(local.set {n + 1 + k})' for k in reversed(range(len(self.results))))}
              (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))
            {' '.join(f'(local.get {n + 1 + k})' for k in range(len(self.results)))}))"""))

    def check(self, call: Call) -> None:
        """Call every function twice."""
        for name in NAMES * 2:
            assert call(name, self.values) == self.expected, name


@pytest.mark.parametrize("seed", range(12))
def test_interpreter(seed: int) -> None:
    case = Case(seed)
    program = Program(case.wasm(), verify=True)
    store = Store()

    def host(values: list[int]) -> list[int]:
        return case.host([value & 2 ** BITS[t] - 1 for value, t in zip(values, case.params, strict=True)])

    imported = store.host_function(program.module.func_type(0), host)
    instance = store.instantiate(program, {("env", "f"): imported})

    def call(name: str, values: list[int]) -> list[int]:
        return [v & 2 ** BITS[t] - 1 for v, t in zip(instance.invoke(name, values), case.results, strict=True)]

    case.check(call)


@pytest.mark.parametrize("variant", variants(0))
@pytest.mark.parametrize("seed", range(12))
def test_native(seed: int, variant: str) -> None:
    case = Case(seed)
    options = Options(verify=True, **variants(seed)[variant])
    with zwasm.Store() as store:
        loaded = zwasm.Module.deserialize(store, Pipeline(options).container(case.wasm()))
        types = [CODES[t] for t in case.params], [CODES[t] for t in case.results]
        host = zwasm.Func.host(store, types, lambda *values: case.host(list(values)))
        instance = zwasm.Instance(store, loaded, {("env", "f"): host})
        case.check(lambda name, values: instance.func(name).call(values))
