"""Frames: how the stack pointer moves, what the check at the entry covers, and that no area reaches into another."""

from __future__ import annotations

import re
from functools import cache

import capstone
import pytest
import wasmtime

import zwasm
from filetest import source, split
from handmade import I64
from support import ROOT
from zwasm_formats.abi_offsets import STACK_UNCHECKED, VMCTX_STACK_LIMIT
from zwasmc.machine.frame import LARGE_FRAME
from zwasmc.machine.signature import Signatures
from zwasmc.machine.x86_64.convention import CONVENTION
from zwasmc.pipeline import Options, Pipeline
from zwasmc.sink.code import MachineCode
from zwasmc.wasm.module import Module
from zwasmc.zir.func import Func
from zwasmc.zir.read import Reader

KINDS = ("direct", "imported", "indirect")
SIZES = ((0, 1), (9, 1), (10, 5), (30, 24), (11, 0), (1, 12), (70, 2), (3, 80))
"""Parameters and results of callees; the largest calls are neither the first nor the last."""

Code = list[str]


def compiled(text: str) -> tuple[Module, MachineCode]:
    """Return a module and its code."""
    pipeline = Pipeline(Options(verify=True))
    module = pipeline.read(bytes(wasmtime.wat2wasm(text)))
    return module, pipeline.compile_functions(module)


def instructions(code: MachineCode, start: int, size: int) -> Code:
    """Disassemble a part of the text."""
    engine = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    return [
        f"{name} {operands}".strip() for _, _, name, operands in engine.disasm_lite(code.text[start:][:size], start)
    ]


def function(code: MachineCode, number: int) -> Code:
    """Disassemble a defined function."""
    return instructions(code, int(code.func_off[number]), int(code.func_size[number]))


def types(kind: str, count: int) -> str:
    """Return so many types."""
    return " ".join([kind] * count)


def caller(kind: str) -> str:
    """A function that makes calls of a kind, one with each signature, and hashes what they return."""
    body = []
    for n, (params, results) in enumerate(SIZES):
        body += [f"(i64.add (local.get $x) (i64.const {n + 3 * k}))" for k in range(params)]
        body.append(f"(call_indirect (type $t{n}) (i32.const {n}))" if kind == "indirect" else f"(call ${kind}{n})")
        step = "(local.set $h (i64.add (i64.mul (local.get $h) (i64.const 31)) (local.get $r)))"
        body += [f"(local.set $r) {step}"] * results
    return f"""(func (export "{kind}") (param $x i64) (result i64) (local $h i64) (local $r i64)
        {" ".join(body)} (i64.xor (local.get $h) (local.get $x)))"""


def callee(n: int) -> str:
    """A function whose result k is the first parameter, less the last one, and k."""
    params, results = SIZES[n]
    value = f"(i64.sub (local.get 0) (i64.mul (local.get {params - 1}) (i64.const 5)))" if params else "(i64.const 7)"
    return f"(func $direct{n} (type $t{n}) {' '.join(f'(i64.add {value} (i64.const {k}))' for k in range(results))})"


@cache
def calls() -> str:
    """A module of all kinds of calls with all signatures; the indirect ones are in the order of ``SIZES``."""
    every = range(len(SIZES))
    signatures = [f"(type $t{n} (func (param {types('i64', p)}) (result {types('i64', r)})))"
                  for n, (p, r) in enumerate(SIZES)]  # fmt: skip
    imports = [f'(import "h" "f{n}" (func $imported{n} (type $t{n})))' for n in every]
    table = f"(table funcref (elem {' '.join(f'$direct{n}' for n in every)}))"
    return f"(module {' '.join([*signatures, *imports, table, *map(callee, every), *map(caller, KINDS)])})"


def expected(x: int) -> int:
    """What each caller of ``calls`` returns."""
    h = 0
    for n, (params, results) in enumerate(SIZES):
        first, last = x + n, x + n + 3 * (params - 1)
        value = first - 5 * last if params else 7
        for k in reversed(range(results)):
            h = (h * 31 + value + k) % 2**64
    return h ^ x


def test_the_stack_pointer_moves_at_the_entry_and_back_over_popped_arguments() -> None:
    module, code = compiled(calls())
    popped = [int(size) for size in Signatures(module, CONVENTION).arg_bytes if size]
    for number, kind in enumerate(KINDS, len(SIZES)):
        moves = [text for text in function(code, number) if re.match(r"(sub|add|lea|mov) rsp|push|pop|leave|ret", text)]
        assert moves[0] == "push rbp" and moves[1].startswith("sub rsp") and moves[-2:] == ["leave", "ret"], kind
        assert [int(text.removeprefix("sub rsp, "), 0) for text in moves[2:-2]] == popped, kind


def test_popped_arguments_are_taken_back_before_results_are_read() -> None:
    _, code = compiled(calls())
    for number in range(len(SIZES), len(SIZES) + len(KINDS)):
        found = function(code, number)
        for at, text in enumerate(found):
            if text.startswith("sub rsp") and at > 5:
                call = max(k for k in range(at) if found[k].startswith("call"))
                assert not any("rsp" in between for between in found[call + 1 : at])


def test_the_outgoing_area_is_as_large_as_the_largest_call() -> None:
    """And it ends below the spill slots: no store relative to the stack pointer reaches them."""
    module, code = compiled(calls())
    signatures = Signatures(module, CONVENTION)
    largest = max(int(signatures.arg_bytes[t] + signatures.res_bytes[t]) for t in range(len(SIZES)))
    for number, kind in enumerate(KINDS, len(SIZES)):
        found = function(code, number)
        text = " ".join(found)
        size = int(re.search(r"sub rsp, (\w+)", text)[1], 0)  # type: ignore[index]
        slots = max(int(x, 0) for x in re.findall(r"\[rbp - (\w+)\]", text))
        assert largest + slots <= size < largest + slots + 32, kind
        written = [int(x or "0", 0) for x in re.findall(r"mov qword ptr \[rsp(?: \+ (\w+))?\]", text)]
        assert max(written) < largest, kind


@pytest.mark.parametrize(("parameters", "results"), [(0, 0), (64, 1), (65, 0), (2, 65), (1000, 1000), (9, 1000)])
@pytest.mark.parametrize("kind", KINDS)
def test_the_check_at_the_entry(kind: str, parameters: int, results: int) -> None:
    """It covers the frame and, where there are many, the cells that a host trampoline makes for a call."""
    call = "(call_indirect (type $t) (i32.const 0))" if kind == "indirect" else f"(call ${kind})"
    _, code = compiled(f"""(module
      (type $t (func (param {types("i64", parameters)}) (result {types("i64", results)})))
      (import "h" "f" (func $imported (type $t))) (table funcref (elem $imported))
      (func (export "f") {"(i64.const 1)" * parameters} {call} {"(drop)" * results})
      (func $direct (type $t) unreachable))""")
    found = function(code, 0)
    text = " ".join(found)
    moved = re.search(r"sub rsp, (\w+)", text)
    size = int(moved[1], 0) if moved else 0
    cells = 16 * max(parameters, results)
    depth = size + (cells if kind != "direct" and cells > STACK_UNCHECKED else 0)
    limit = f"qword ptr [r14 + {hex(VMCTX_STACK_LIMIT)}]"
    if depth > size or size > LARGE_FRAME:
        assert found[2:4] == [f"lea r11, [rsp - {hex(depth)}]", f"cmp r11, {limit}"]
    else:
        assert found[2 + (size > 0)] == f"cmp rsp, {limit}"


def test_a_leaf_is_checked_only_if_its_frame_is_large() -> None:
    for count, checked in ((100, False), (300, True)):
        values = " ".join(f"(i64.load offset={8 * k} (local.get 0))" for k in range(count))
        _, code = compiled(f"""(module (memory 1) (func (param i32) (result i64)
            {values} {"(i64.xor)" * (count - 1)} (i64.store (i32.const 0) (i64.const 1)) (i64.const 0) (i64.add)))""")
        found = function(code, 0)
        assert any(text.startswith("cmp rsp") for text in found) == checked, count


def test_an_entry_has_room_for_all_values() -> None:
    """Its second step down is for them, and for what aligns the stack."""
    module, code = compiled(calls())
    signatures = Signatures(module, CONVENTION)
    for t in range(len(SIZES)):
        found = instructions(code, int(code.entries[t]), 120)
        areas = [int(text[9:], 0) for text in found if text.startswith("sub rsp")]
        assert areas[1] == signatures.arg_bytes[t] + signatures.res_bytes[t] + 8


@pytest.mark.parametrize("kind", KINDS)
def test_values_arrive(kind: str) -> None:
    def host(n: int) -> zwasm.Func:
        params, results = SIZES[n]

        def call(*x: int) -> list[int]:
            value = x[0] - 5 * x[-1] if x else 7
            return [(value + k) % 2**64 for k in range(results)]

        return zwasm.Func.host(store, ([I64] * params, [I64] * results), call)

    with zwasm.Store() as store:
        module = zwasm.Module(store, bytes(wasmtime.wat2wasm(calls())))
        instance = zwasm.Instance(store, module, {"h": {f"f{n}": host(n) for n in range(len(SIZES))}})
        for x in (0, 5, 2**62 + 12345):
            assert instance.func(kind).call([x]) == [expected(x)]


CONTEXT = """(module
  (import "other" "f" (func $other (param i64) (result i64)))
  (memory (export "memory") 1) (global $g (mut i64) (i64.const {mark}))
  (table funcref (elem $other))
  (func (export "imported") (param i64) (result i64)
    (i64.add (call $other (local.get 0)) (i64.mul (i64.load (i32.const 8)) (global.get $g))))
  (func (export "indirect") (param i64) (result i64)
    (i64.add (call_indirect (param i64) (result i64) (local.get 0) (i32.const 0))
      (i64.mul (i64.load (i32.const 8)) (global.get $g))))
  (data (i32.const 8) "\\0{mark}"))"""
OTHER = """(module (memory 1) (global $g (mut i64) (i64.const 1000)) (data (i32.const 8) "\\07")
  (func (export "f") (param i64) (result i64)
    (i64.add (i64.mul (local.get 0) (global.get $g)) (i64.load (i32.const 8)))))"""


def test_the_context_is_back_after_a_call_of_another_instance() -> None:
    with zwasm.Store() as store:
        other = zwasm.Instance(store, zwasm.Module(store, bytes(wasmtime.wat2wasm(OTHER))))
        module = zwasm.Module(store, bytes(wasmtime.wat2wasm(CONTEXT.format(mark=3))))
        instance = zwasm.Instance(store, module, {"other": {"f": other.func("f")}})
        for kind in ("imported", "indirect"):
            assert instance.func(kind).call([2]) == [2 * 1000 + 7 + 3 * 3]


def test_a_jump_table_whose_edges_move_values() -> None:
    """Two values change places on some of the edges, and both edges of a branch move."""
    with zwasm.Store() as store:
        module = zwasm.Module(
            store,
            bytes(
                wasmtime.wat2wasm("""(module
          (func (export "f") (param i32 i64 i64) (result i64) (local $n i32)
            (block $out (result i64)
              (loop $again (param) (result i64)
                (block $swap (block $first (block $second
                  (br_table $second $first $swap $second (local.get 0)))
                  (br $out (i64.sub (local.get 2) (local.get 1))))
                  (br $out (i64.sub (local.get 1) (i64.mul (local.get 2) (i64.const 3)))))
                (local.get 1) (local.set 1 (local.get 2)) (local.set 2)
                (local.set $n (i32.add (local.get $n) (i32.const 1)))
                (if (i32.lt_u (local.get $n) (i32.const 4))
                  (then (local.set 1 (i64.add (local.get 1) (i64.const 1))))
                  (else (local.get 1) (local.set 1 (local.get 2)) (local.set 2) (local.set 0 (i32.const 1))))
                (br $again)))))""")
            ),
        )
        call = zwasm.Instance(store, module).func("f").call
        first, second, n, x, y = 10, 100, 0, 10, 100
        which = 2
        while which == 2:
            x, y, n = y, x, n + 1
            if n < 4:
                x += 1
            else:
                x, y, which = y, x, 1
        assert [call([k, first, second])[0] for k in range(4)] == [90, (10 - 300) % 2**64, (x - 3 * y) % 2**64, 90]


def test_both_edges_of_a_branch_move_values() -> None:
    """The block after the branch is where its first edge leads: what the second moves is jumped over."""
    wasm, functions = split(source((ROOT / "tests/filetests/both_edges_move.zir").read_text()))
    wasm = wasm.replace("(func (param", '(func (export "f") (param')
    pipeline = Pipeline(Options(verify=True))

    def made(number: int, f: Func) -> None:
        Reader(functions[number]).read(f)

    pipeline.source = made
    with zwasm.Store() as store:
        module = zwasm.Module.deserialize(store, pipeline.container(bytes(wasmtime.wat2wasm(wasm))))
        call = zwasm.Instance(store, module).func("f").call
        assert [call([k, 5, 7])[0] for k in range(4)] == [23, -23 % 2**64, -23 % 2**64, -2 % 2**64]
