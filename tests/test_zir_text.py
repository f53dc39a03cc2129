"""ZIR text: what is printed is read back, for every function there is; what can't be read is refused with its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import wasmtime

import filetest
from generate import generate
from spec_runner import assemble
from support import ROOT, missing
from test_spec import SCRIPTS
from wast import Command, ModuleSource, read_script
from zwasmc.analysis.params import Params
from zwasmc.errors import CompileError
from zwasmc.options import Options
from zwasmc.wasm.features import Features
from zwasmc.wasm.op import I8X16_SHUFFLE, V128_CONST
from zwasmc.wasm.read import read_module
from zwasmc.zir.check import check
from zwasmc.zir.func import Func
from zwasmc.zir.lower import Lowering
from zwasmc.zir.ops import USE_A, USE_B, USE_C, ZIR_USES, is_memory_access
from zwasmc.zir.read import TextError, functions_of, read
from zwasmc.zir.text import format_func

VARIANTS: list[dict[str, Any]] = [
    {},
    {"slots": True},
    {"memory": "checked", "interruptible": True, "canonical_nans": True},
]


def functions(wasm: bytes, **options: Any) -> Iterator[Func]:
    """Every function of a module, as it is lowered and after its parameters are cleaned."""
    module = read_module(wasm, Features())
    lowering = Lowering(module, Options(features=Features(), **options))
    params = Params()
    f = Func()
    for index in range(len(module.bodies)):
        lowering.lower(index, f)
        yield f
        params.run(f)
        yield f


def facts(f: Func) -> list[list[int]]:
    """What a function means, as numbers."""
    rows = []
    for i in range(f.n):
        uses = ZIR_USES[f.op[i]]
        fields = ((USE_A, f.a), (USE_B, f.b), (USE_C, f.c))
        cells = [int(field[i]) for use, field in fields if uses & use]
        if f.op[i] in (V128_CONST, I8X16_SHUFFLE):
            cells += [int(f.pool[f.imm[i]]), int(f.pool[f.imm[i] + 1])]
        else:
            cells.append(int(f.imm[i]))
        if is_memory_access(int(f.op[i])):
            cells.append(int(f.c[i]))
        rows.append([int(f.op[i]), int(f.ty[i]), *cells])
    blocks = (f.b_start, f.b_end, f.b_nparams, f.b_loop, f.b_nedge)
    rows += [[int(field[b]) for b in range(f.nb)] for field in blocks]
    rows += [[int(field[k]) for k in range(f.nl)] for field in (f.l_head, f.l_last, f.l_parent, f.l_depth)]
    rows.append([int(f.e_to[f.b_edge[b] + k]) for b in range(f.nb) for k in range(f.b_nedge[b])])
    return [*rows, [int(f.index), int(f.nslots)]]


def round_trip(f: Func) -> None:
    """Read what is printed, and compare both the text and the function."""
    text = format_func(f)
    assert format_func(read(text)) == text
    text = format_func(f, positions=True)
    again = read(text)
    assert format_func(again, positions=True) == text
    assert facts(again) == facts(f)
    check(again)


def modules(commands: list[Command]) -> Iterator[bytes]:
    """Every module of a script that can be compiled."""
    for command in commands:
        source = command.module
        if isinstance(source, ModuleSource):
            try:
                yield assemble(source)
            except wasmtime.WasmtimeError:
                continue


@pytest.mark.parametrize("script", SCRIPTS or ["(no corpus)"])
def test_spec_suite(script: str) -> None:
    if not SCRIPTS:
        missing("corpus/spec", "run scripts/fetch_corpus or set ZWASM_CORPUS")
    for wasm in modules(read_script(SCRIPTS[script].read_text(encoding="utf-8"))):
        try:
            for f in functions(wasm):
                round_trip(f)
        except CompileError:
            continue


@pytest.mark.parametrize("options", VARIANTS, ids=lambda options: "-".join(options) or "plain")
def test_generated_modules(options: dict[str, Any]) -> None:
    for seed in range(12):
        for f in functions(generate(seed), **options):
            round_trip(f)


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "filetests").glob("*.wat")), ids=lambda path: path.stem)
def test_filetests(path: Path) -> None:
    for f in functions(bytes(wasmtime.wat2wasm(filetest.source(path.read_text(encoding="utf-8"))))):
        round_trip(f)


def test_numbers_of_values_are_free() -> None:
    text = "function 3\n\nblock0(v9:i32):\n  v70:i32 = i32.const -1  ; any\n  v2:i32 = i32.add v9, v70\n  return v2\n"
    want = "function 3\nblock0(v0:i32):\n  v1:i32 = i32.const 4294967295\n  v2:i32 = i32.add v0, v1\n  return v2\n"
    assert format_func(read(text)) == want
    assert [lines[0] for lines in functions_of(f"; two\n{text}{want}")] == [(2, "function 3"), (8, "function 3")]


HEAD = "function 0\nblock0(v0:i32, v1:i64):\n"
REFUSED = [
    ("v0:i32 = i32.const 1", 1, "expected 'function N'"),
    ("function x\nblock0:\n  return", 1, "expected 'function N' or 'function N slots=K', found 'function x'"),
    ("function 0\n", 1, "the function has no blocks"),
    ("function 0\n  return", 2, "a row stands before the first block"),
    ("function 0\nblock1:\n  return", 2, "block1 comes where block0 should"),
    ("function 0\nblock:\n  return", 2, "expected 'blockN:' or 'blockN(v1:i32, …):', found 'block:'"),
    ("function 0\nblock0(v0):\n  return", 2, "unknown type ''; there are i32, i64, f32, f64, v128, ref"),
    ("function 0\nblock0(x:i32):\n  return", 2, "'x' is no value: they are v0, v1, …"),
    ("function 0\nblock0:\nblock1:\n  return", 2, "the block has no rows"),
    (HEAD + "  v1:i32 = i32.const 1", 3, "v1 is defined twice"),
    (HEAD + "  v2:i23 = i32.const 1", 3, "unknown type 'i23'"),
    (HEAD + "  v2:i32 = i32.abs v0", 3, "unknown operation 'i32.abs'"),
    (HEAD + "  v2:i32 = param 1", 3, "unknown operation 'param'"),
    (HEAD + "  v2:i32 = i32.const x", 3, "expected a number, found 'x'"),
    (HEAD + "  v2:i32 = i32.const 4294967296", 3, "4294967296 is not within -2147483648..4294967295"),
    (HEAD + "  v2:i32 = i32.const", 3, "the line ends too early"),
    (HEAD + "  v2:i32 = i32.add v0", 3, "expected ',', found 'the end of the line'"),
    (HEAD + "  v2:i32 = i32.add v0, 1", 3, "expected a value, found '1'"),
    (HEAD + "  v2:i32 = i32.add v0, v7\n  return v2", 3, "v7 is not defined"),
    (HEAD + "  v2:i32 = i32.add v0, v0, v0\n  return", 3, "i32.add is followed by ', v0', which it does not take"),
    (HEAD + "  v2:i32 = i32.load offset=x v0\n  return", 3, "expected a number, found 'x'"),
    (HEAD + "  v2:i32 = i32.load lane=1 v0\n  return", 3, "expected a value, found 'lane=1'"),
    (HEAD + "  v2:v128 = v128.load8_lane v0, v1\n  return", 3, "expected lane=NUMBER, found 'v0'"),
    (HEAD + "  bounds v0\n  return", 3, "expected extent=NUMBER, found 'v0'"),
    (HEAD + "  aligned 3 v0\n  return", 3, "3 is no power of two"),
    (HEAD + "  v2:i32 = i32.const 1", 3, "the block ends with i32.const, no terminator"),
    (HEAD + "  return\n  return", 3, "return ends a block"),
    (HEAD + "  br block1", 3, "there is no block1"),
    (HEAD + "  br block1(v0)\nblock1:\n  return", 3, "block1 takes 0 arguments, 1 given"),
    (HEAD + "  br block1\nblock1(v2:i32):\n  return", 3, "block1 takes 1 arguments, 0 given"),
    (HEAD + "  br block1,\nblock1:\n  return", 3, "the line ends too early"),
    (HEAD + "  br_table v0 0 block1\nblock1:\n  return", 3, "expected '[', found '0'"),
    (HEAD + "  v2:v128 = i8x16.shuffle 0 1 v0, v1\n  return", 3, "expected a number, found 'v0'"),
    (HEAD + "  call 0 v1\n  return", 3, "expected '(', found 'v1'"),
    (HEAD + "  br block1\nblock1:  ; loop 1 depth 1 head\n  return", 4, "loop 1 begins where loop 0 should"),
    (HEAD + "  br block1\nblock1:  ; loop 0 depth 2 head\n  return", 4, "loop 0 has depth 2 inside 0 loops"),
    (HEAD + "  br block1\nblock1:  ; loop 0 depth 1\n  return", 4, "block1 is not inside a loop 0 of depth 1"),
]


@pytest.mark.parametrize("text, line, what", REFUSED, ids=[what for _, _, what in REFUSED])
def test_refused(text: str, line: int, what: str) -> None:
    with pytest.raises(TextError) as caught:
        read(text)
    assert str(caught.value).startswith(f"line {line}: ")
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)


def test_cut_and_mangled_texts_are_refused_or_read() -> None:
    """Whatever is lost or doubled, nothing but a TextError comes of it."""
    source = filetest.source((ROOT / "tests" / "filetests" / "loop_nested.wat").read_text(encoding="utf-8"))
    texts = [format_func(f) for f in functions(bytes(wasmtime.wat2wasm(source)))]
    refused = 0
    for text in texts:
        for at in range(0, len(text), 3):
            for changed in (text[:at], text[:at] + text[at + 1 :], text[: at + 4] + text[at:]):
                try:
                    read(changed)
                except TextError:
                    refused += 1
    assert refused > 100
