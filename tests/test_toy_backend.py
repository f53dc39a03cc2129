"""A second machine goes through the whole compiler: its programs run as the reference interpreter runs them."""

from __future__ import annotations

import random

import pytest
import wasmtime

from toy_backend import CONVENTION, TARGET
from toy_machine import OP, Stopped, Toy
from zwasm_formats.abi import trap_message
from zwasm_formats.cwasm import CONST_ALIGN
from zwasmc.interp import Program, Store, Trap
from zwasmc.machine.signature import Signatures
from zwasmc.machine.slices import slices
from zwasmc.pipeline import Options, Pipeline
from zwasmc.regalloc.api import OUT
from zwasmc.sink.code import KIND_BITS, KIND_MASK, MARK_TRAP, MachineCode
from zwasmc.wasm.features import Features
from zwasmc.wasm.read import read_module


class Compiled:
    """A module compiled for the toy machine."""

    def __init__(self, wasm: bytes, jobs: int = 1, registers: int = -1) -> None:
        pipeline = Pipeline(Options(verify=True, registers=registers), jobs=jobs)
        pipeline.target = TARGET
        self.code: MachineCode = pipeline.compile(wasm)
        self.module = read_module(wasm, Features())
        self.signatures = Signatures(self.module, CONVENTION)
        code = self.code
        const = code.const + bytes(-len(code.const) % CONST_ALIGN)
        self.image, self.base = const + code.text, len(const)
        marks = [(int(code.mark_off[k]), int(code.mark_what[k])) for k in range(int(code.nmarks))]
        assert [at for at, _ in marks] == sorted(at for at, _ in marks)
        self.traps = {at: what >> KIND_BITS for at, what in marks if what & KIND_MASK == MARK_TRAP}

    def run(self, name: str, arguments: list[int]) -> list[int] | str:
        """Call an export; return its results as the interpreter gives them, or the message of its trap."""
        index = next(export.index for export in self.module.exports if export.name == name)
        s = self.signatures
        t = int(s.func_type[index])
        toy = Toy(self.image, self.base)
        toy.regs[15] -= int(s.arg_bytes[t] + s.res_bytes[t])
        bottom = toy.regs[15]
        for k, value in enumerate(arguments):
            loc = int(s.loc[s.arg0[t] + k])
            if loc < OUT:
                toy.regs[loc] = value & 0xFFFFFFFFFFFFFFFF
            else:
                toy.stack[bottom // 8 + loc - OUT] = value & 0xFFFFFFFFFFFFFFFF
        try:
            toy.run(int(self.code.func_off[index]), 5_000_000)
        except Stopped as stopped:
            return trap_message(self.traps[stopped.at])
        assert toy.regs[15] == bottom + s.arg_bytes[t]
        results = []
        for k in range(int(s.nres[t])):
            loc = int(s.loc[s.res0[t] + k])
            value = toy.regs[loc] if loc < OUT else toy.stack[toy.regs[15] // 8 + loc - OUT]
            wide = s.ty[s.res0[t] + k] != 1
            results.append((value ^ 1 << 63) - (1 << 63) if wide else value & 0xFFFFFFFF)
        return results


def interpreted(wasm: bytes, name: str, arguments: list[int]) -> list[int] | str:
    """The same in the interpreter."""
    instance = Store().instantiate(Program(wasm), {})
    try:
        return instance.invoke(name, arguments)
    except Trap as trap:
        return str(trap)


def check(text: str, calls: list[tuple[str, list[int]]], registers: int = -1) -> Compiled:
    """Compare the results of calls."""
    wasm = bytes(wasmtime.wat2wasm(text))
    compiled = Compiled(wasm, registers=registers)
    for name, arguments in calls:
        found, want = compiled.run(name, arguments), interpreted(wasm, name, arguments)
        assert found == want, (name, arguments)
    return compiled


def test_small_programs() -> None:
    text = """(module (memory 1)
      (func $fac (export "fac") (param i64) (result i64)
        (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 1))
          (else (i64.mul (local.get 0) (call $fac (i64.sub (local.get 0) (i64.const 1)))))))
      (func $many (export "many") (param i32 i32 i64 i64 i32 i64 i32 i64) (result i64 i64 i32 i64)
        (i64.add (local.get 2) (i64.extend_i32_u (local.get 6)))
        (i64.sub (local.get 7) (local.get 3))
        (i32.xor (local.get 0) (local.get 4))
        (i64.mul (local.get 5) (i64.extend_i32_s (local.get 1))))
      (func (export "twice") (param i32 i64) (result i64) (local i64)
        (call $many (local.get 0) (i32.const 7) (local.get 1) (i64.const 1000000000000) (local.get 0) (local.get 1)
          (i32.const 3) (i64.const -5))
        (local.set 2) (drop) (i64.xor) (i64.add (local.get 2)) (i64.add (local.get 1)))
      (func (export "div") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
      (func (export "load") (param i32) (result i64)
        (i64.store offset=8 (i32.const 24) (i64.const 0x123456789abcdef)) (i64.load offset=5 (local.get 0)))
      (func (export "table") (param i32) (result i32)
        (block (block (block (block (br_table 0 1 2 1 3 (local.get 0)))
          (return (i32.const 10))) (return (i32.const 20))) (return (i32.const 30))) (i32.const 40)))"""
    calls = [("fac", [n]) for n in (0, 1, 5, 20, 21)]
    calls += [("many", [1, 2, 3, 4, 5, 6, 7, 8]), ("many", [0xFFFFFFFF, 0x80000000, -1, -2, 5, 6, 7, 8])]
    calls += [("twice", [1, 2]), ("twice", [0xFFFFFFFF, -9])]
    calls += [("div", [7, 0xFFFFFFFE]), ("div", [7, 0]), ("div", [0x80000000, 0xFFFFFFFF])]
    calls += [("load", [27]), ("load", [65536 - 13]), ("load", [65536 - 12]), ("load", [0xFFFFFFFF])]
    calls += [("table", [n]) for n in (0, 1, 2, 3, 4, 5, 0xFFFFFFFF)]
    check(text, calls)
    check(text, calls, registers=0x3F)


class Writer:
    """Writes a random function with many blocks.  Local 0 is fuel, which every loop takes from."""

    def __init__(self, seed: int, index: int, count: int) -> None:
        self.rng = random.Random(seed)
        self.index = index
        self.count = count
        self.depth = 0
        self.lines: list[str] = []

    def value(self, depth: int = 0) -> str:
        rng = self.rng
        kind = rng.choice(("local", "local", "const", "binary", "binary", "select")) if depth < 3 else "local"
        if kind == "local":
            return f"(local.get {rng.randrange(1, 10)})"
        if kind == "const":
            return f"(i64.const {rng.choice((0, 1, -1, 5, 1000, 1 << 40, rng.getrandbits(63)))})"
        a, b = self.value(depth + 1), self.value(depth + 1)
        if kind == "select":
            return f"(select {a} {b} {self.condition(depth + 1)})"
        names = "add sub mul and or xor shl shr_s shr_u rotl rotr add sub".split()
        op = rng.choice(names + ["div_s", "rem_u"] * (depth == 0))
        if op in ("div_s", "rem_u"):
            b = f"(i64.or {b} (i64.const 2))" if rng.random() < 0.98 else b
        return f"(i64.{op} {a} {b})"

    def condition(self, depth: int = 0) -> str:
        rng = self.rng
        if rng.random() < 0.3:
            return f"(i64.eqz {self.value(depth + 1)})"
        if rng.random() < 0.3:
            return f"(i32.wrap_i64 (i64.and {self.value(depth + 1)} (i64.const 1)))"
        op = rng.choice("eq ne lt_s lt_u gt_s ge_u".split())
        return f"(i64.{op} {self.value(depth + 1)} {self.value(depth + 1)})"

    def statement(self, budget: int) -> int:
        """Write a statement of at most so many blocks; return how many are left."""
        rng = self.rng
        out = self.lines
        kind = rng.choice(("set", "set", "set", "if", "block", "loop", "br_if", "table", "call"))
        if kind == "set" or budget <= 0 or self.depth > 12:
            out.append(f"(local.set {rng.randrange(1, 10)} {self.value()})")
        elif kind == "br_if" and self.depth:
            out.append(f"(br_if {rng.randrange(self.depth)} {self.condition()})")
        elif kind == "table" and self.depth:
            targets = " ".join(str(rng.randrange(self.depth)) for _ in range(rng.randrange(1, 6)))
            out.append(f"(if {self.condition()} (then (br_table {' '.join(str(int(t) + 1) for t in targets.split())} ")
            out.append(f"(i32.wrap_i64 {self.value()}))))")
        elif kind == "call" and self.index + 1 < self.count:
            arguments = " ".join(self.value(2) for _ in range(9))
            callee = rng.randrange(self.index + 1, self.count)
            out.append(f"(call $f{callee} (i32.const 3) {arguments})")
            out.append(" ".join(f"(local.set {rng.randrange(1, 10)})" for _ in range(4)))
        elif kind in ("if", "block", "loop"):
            out.append(f"(if {self.condition()} (then" if kind == "if" else f"({kind}")
            self.depth += 1
            if kind == "loop":
                out.append("(local.set 0 (i32.sub (local.get 0) (i32.const 1)))")
                out.append("(if (i32.lt_s (local.get 0) (i32.const 0)) (then (return (local.get 1) (i64.const 1) "
                           "(local.get 2) (local.get 3))))")
            for _ in range(rng.randrange(1, 6)):
                budget = self.statement(budget - 1)
            if kind == "loop" and rng.random() < 0.7:
                out.append(f"(br_if 0 {self.condition()})")
            self.depth -= 1
            out.append("))" if kind == "if" else ")")
        return budget

    def text(self, blocks: int) -> str:
        """Return the function."""
        head = f'(func $f{self.index} (export "f{self.index}") (param i32 {"i64 " * 9})(result i64 i64 i64 i64)'
        while blocks > 0:
            blocks = self.statement(blocks) - 1
        tail = "(local.get 1) (local.get 4) (local.get 8) (i64.xor (local.get 9) (local.get 5)))"
        return "\n".join([head, *self.lines, tail])


def test_slices_give_the_same_code() -> None:
    """Whether one process compiles the functions or several; the calls between them go through far jumps."""
    text = "(module " + "\n".join(Writer(k, k, 9).text(40) for k in range(9)) + ")"
    wasm = bytes(wasmtime.wat2wasm(text))
    alone, apart = (Compiled(wasm, jobs).code for jobs in (1, 3))
    assert len(slices(read_module(wasm, Features()), 3)) > 1
    assert (alone.text, alone.const) == (apart.text, apart.const)
    count = int(alone.nmarks)
    assert list(alone.mark_off)[:count] == list(apart.mark_off)[: int(apart.nmarks)]
    assert list(alone.mark_what)[:count] == list(apart.mark_what)[:count]
    assert list(alone.func_off) == list(apart.func_off)


@pytest.mark.parametrize(("blocks", "count"), [(8, 12), (60, 6), (400, 3)])
def test_random_functions(blocks: int, count: int) -> None:
    far = 0
    for seed in range(count):
        text = "(module " + "\n".join(Writer(seed * 10 + k, k, 4).text(blocks) for k in range(4)) + ")"
        rng = random.Random(seed)
        calls = [(f"f{k}", [12, *(rng.choice((0, 1, -1, rng.getrandbits(63))) for _ in range(9))]) for k in range(4)]
        compiled = check(text, calls, registers=rng.choice((-1, 0x3F, 0xFC | 3)))
        far += compiled.code.text[::4].count(OP["far"])
    assert far > 5 or blocks < 60
