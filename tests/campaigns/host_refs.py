"""Host functions of random types, called through tables, globals and parameters by code that imports none of them."""

from __future__ import annotations

import random

import wasmtime

import zwasm
import zwasmc
from campaigns import Summary, cases

NAMES = {zwasm.I32: "i32", zwasm.I64: "i64", zwasm.F32: "f32", zwasm.F64: "f64", zwasm.V128: "v128",
         zwasm.FUNCREF: "funcref", zwasm.EXTERNREF: "externref"}
BITS = {zwasm.I32: 32, zwasm.F32: 32, zwasm.V128: 128}
ROUNDS = 40


def module(params: list[int], results: list[int]) -> str:
    """A module whose functions call a reference of one type, which comes from its table, its global or its caller.

    ``again`` calls it many times and drops the results: a callee that pops too much or too little is noticed.
    """
    names = " ".join(NAMES[t] for t in params), " ".join(NAMES[t] for t in results)
    own = f"(param {names[0]}) (result {names[1]})"
    given = [" ".join(f"(local.get {i + k})" for i in range(len(params))) for k in range(2)]
    drops = "(drop) " * len(results)
    return f"""(module
      (type $t (func {own}))
      (table (export "t") 3 funcref)
      (global $g (export "g") (mut funcref) (ref.null func))
      (func (export "table") {own} {given[0]} (call_indirect (type $t) (i32.const 0)))
      (func (export "global") {own}
        (table.set (i32.const 1) (global.get $g)) {given[0]} (call_indirect (type $t) (i32.const 1)))
      (func (export "param") (param funcref {names[0]}) (result {names[1]})
        (table.set (i32.const 2) (local.get 0)) {given[1]} (call_indirect (type $t) (i32.const 2)))
      (func (export "again") {own} (local $n i32) (local $check i64)
        (local.set $n (i32.const {ROUNDS}))
        (loop
          (local.set $check (i64.add (local.get $check) (i64.extend_i32_u (local.get $n))))
          {given[0]} (call_indirect (type $t) (i32.const 0)) {drops}
          (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (if (i64.ne (local.get $check) (i64.const {ROUNDS * (ROUNDS + 1) // 2})) (then (unreachable)))
        {given[0]} (call_indirect (type $t) (i32.const 0))))"""


def value(rng: random.Random, type: int, funcs: list[int]) -> int:
    """A random raw value of a type."""
    if type == zwasm.FUNCREF:
        return rng.choice([0, *funcs])
    return rng.getrandbits(BITS.get(type, 64))


def check(rng: random.Random) -> str:
    """Try one type; return what is wrong, or ""."""
    most = rng.choice([3, 10, 40])
    params = [rng.choice(list(NAMES)) for _ in range(rng.randint(0, most))]
    results = [rng.choice(list(NAMES)) for _ in range(rng.randint(0, most // 2))]
    seen: list[list[int]] = []
    answer: list[int] = []

    def host(*values: int) -> list[int]:
        seen.append(list(values))
        return answer

    with zwasm.Store() as store:
        text = module(params, results)
        code = zwasmc.compile(bytes(wasmtime.wat2wasm(text)))
        instance = zwasm.Instance(store, zwasm.Module.deserialize(store, code))
        func = zwasm.Func.host(store, (params, results), host)
        table, variable = instance.exports["t"], instance.exports["g"]
        assert isinstance(table, zwasm.Table) and isinstance(variable, zwasm.Global)
        table.set(0, func.ref)
        variable.set(func.ref)
        funcs = [func.ref, instance.func("table").ref]
        for name in ("table", "global", "param", "again"):
            arguments = [value(rng, t, funcs) for t in params]
            answer[:] = [value(rng, t, funcs) for t in results]
            del seen[:]
            found = instance.func(name).call([func.ref] * (name == "param") + arguments)
            if found != answer:
                return f"{name} {params} -> {results}: {found} instead of {answer}\n{text}"
            if seen != [arguments] * (ROUNDS + 1 if name == "again" else 1):
                return f"{name} {params} -> {results}: the host got {seen[:1]} instead of {arguments}\n{text}"
    return ""


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign."""
    summary = Summary("host_refs", seed)
    for case, rng in cases(summary, count, seconds):
        failure = check(rng)
        if failure:
            summary.fail(case, failure)
    return summary
