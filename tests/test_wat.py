"""The module printer: text that assembles to the same module."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import wasmtime

from support import corpus, corpus_files
from wasm_bytes import custom, functions, module, raw_section, section
from wast import read_script
from zwasmc.errors import CompileError, Malformed
from zwasmc.wasm.features import Features
from zwasmc.wasm.module import ConstExpr, Module
from zwasmc.wasm.read import read_module
from zwasmc.wasm.wat import print_wat
from zwasmc.wasm.wat_code import float_text, signed_text


def assemble(text: str) -> bytes:
    return bytes(wasmtime.wat2wasm(text))


def read(data: bytes) -> Module:
    return read_module(data, Features().apply("all"))


def ops(expr: ConstExpr | None) -> list[tuple[int, int]] | None:
    return None if expr is None else expr.ops


def assert_same(data: bytes, other: bytes) -> None:
    """Compare two modules; by meaning where there are two spellings (a group of one, table 0, the usual page size)."""
    a, b = read(data), read(other)
    memories = [[(x.min, x.max, x.is64, x.page_log2, x.shared) for x in m.memories] for m in (a, b)]
    assert memories[0] == memories[1]
    assert [a.type_hash(i) for i in range(len(a.types))] == [b.type_hash(i) for i in range(len(b.types))]
    for x, y in zip(a.elems, b.elems, strict=True):
        assert (x.mode, x.table, ops(x.offset), x.type, x.funcs) == (y.mode, y.table, ops(y.offset), y.type, y.funcs)
        assert [ops(e) for e in x.inits] == [ops(e) for e in y.inits]
    by_meaning = {0, 1, 9} | ({2, 5} if b"\x10" in data else set())
    sections = [{s.id: m.data[s.start : s.end] for s in m.sections if s.id not in by_meaning} for m in (a, b)]
    assert sections[0] == sections[1]


UNASSEMBLED = {"names": 1}
"""Modules of the suite that wasmtime's assembler refuses: it dislikes a bidirectional override in a name."""


def text_modules(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every distinct module in text of a script, assembled, with the kind of its command."""
    seen: set[str] = set()
    unassembled = 0
    for command in read_script(path.read_text(encoding="utf-8", errors="surrogateescape")):
        source = command.module
        if source is None or source.kind != "text" or source.text in seen or command.kind == "assert_malformed":
            continue
        seen.add(source.text)
        try:
            data = assemble(source.text)
        except wasmtime.WasmtimeError:
            unassembled += 1
            continue
        yield command.kind, data
    assert unassembled == UNASSEMBLED.get(path.stem, 0)


@pytest.mark.parametrize("path", corpus_files("spec/**/*.wast"), ids=lambda path: path.stem)
def test_specification_modules(path: Path) -> None:
    for kind, data in text_modules(path):
        try:
            text = print_wat(data)
        except CompileError:
            assert kind == "assert_invalid"
            continue
        again = assemble(text)
        assert_same(data, again)
        assert print_wat(again) == text


def test_the_specification_has_many_modules() -> None:
    """Invalid bodies are printed too, so far more are printed than are refused."""
    corpus("spec")
    kinds = Counter(kind for path in corpus_files("spec/**/*.wast") for kind, _ in text_modules(path))
    assert kinds["assert_invalid"] > 2000 and kinds.total() - kinds["assert_invalid"] > 2000


def small_programs() -> list[Path]:
    files = [file for part in ("realworld/*.wasm", "bench/*/*.wasm", "kernels/*.wasm") for file in corpus_files(part)]
    return [file for file in files if file.stat().st_size < 120_000]


@pytest.mark.parametrize("path", small_programs(), ids=lambda path: path.stem)
def test_real_programs(path: Path) -> None:
    text = print_wat(path.read_bytes())
    assert print_wat(assemble(text)) == text


def test_layout() -> None:
    data = assemble(
        """(module $m
        (import "wasi" "exit" (func $exit (param i32)))
        (memory (export "memory") 1 2)
        (global $g (mut f64) (f64.const 0.1))
        (func $main (export "_start") (param $x i32) (local i64 i64)
          (block (br_if 0 (local.get $x))
            (if (i32.eqz (local.get 0))
              (then (call $exit (i32.load8_u offset=8 (local.get $x))))
              (else (unreachable)))))
        (table 1 funcref)
        (elem (i32.const 0) $main)
        (data (i32.const 16) "a\\"b\\\\c\\00\\ff"))"""
    )
    assert (
        print_wat(data)
        == r"""(module $m
  (type (;0;) (func (param i32)))
  (import "wasi" "exit" (func $exit (;0;) (type 0)))
  (table (;0;) 1 funcref)
  (memory (;0;) 1 2)
  (global (;0;) (mut f64) f64.const 0.1)
  (export "memory" (memory 0))
  (export "_start" (func $main))
  (func $main (;1;) (type 0) (param i32) (local i64 i64)
    block
      local.get 0
      br_if 0
      local.get 0
      i32.eqz
      if
        local.get 0
        i32.load8_u offset=8
        call $exit
      else
        unreachable
      end
    end
  )
  (elem (;0;) (offset i32.const 0) func $main)
  (data (;0;) (offset i32.const 16) "a\22b\5cc\00\ff")
)
"""
    )


def test_names_that_are_no_identifiers() -> None:
    funcs = b"\3" + b"\0\3a b" + b"\1\1x" + b"\2\1x"
    types, func, code = functions(3)
    data = module(types, func, code, custom("name", raw_section(1, funcs)))
    text = print_wat(data)
    assert "$" not in text
    assert_same(data, assemble(text))


def test_custom_sections_are_kept() -> None:
    data = module(custom("producers", b'\0"\xff'))
    assert read(assemble(print_wat(data))).customs[0].name == "producers"


@pytest.mark.parametrize(
    "code",
    [b"", b"\x41", b"\x02\x40", b"\x05", b"\x0b\x0b", b"\x28\x20\0", b"\xfc\x1f", b"\x02\x41", b"\x0a", b"\xfe\x03\1"],
)
def test_malformed_bodies(code: bytes) -> None:
    types, func, _ = functions()
    content = b"\0" + code
    with pytest.raises(Malformed):
        print_wat(module(types, func, section(10, bytes([len(content)]) + content)))


def test_deep_nesting_stays_small() -> None:
    types, func, _ = functions()
    depth = 50_000
    content = b"\0" + b"\x02\x40" * depth + b"\x0b" * depth + b"\x0b"
    size = bytes([len(content) & 0x7F | 0x80, len(content) >> 7 & 0x7F | 0x80, len(content) >> 14])
    assert len(print_wat(module(types, func, section(10, size + content)))) < 200 * depth


@pytest.mark.parametrize("width", [32, 64])
def test_floats_are_exact(width: int) -> None:
    mantissa = 23 if width == 32 else 52
    top = (1 << (width - 1)) - (1 << mantissa)
    patterns = [
        0,
        1,
        2,
        1 << (mantissa - 1),
        (1 << mantissa) - 1,
        1 << mantissa,
        top - 1,
        top,
        top + 1,
        top | 1 << (mantissa - 1),
    ]
    patterns += [(0x9E3779B97F4A7C15 * k & ((1 << width) - 1)) for k in range(1, 400)]
    values = "".join(
        f"(global f{width} f{width}.const {float_text(sign << (width - 1) | bits, width)})"
        for bits in patterns
        for sign in (0, 1)
        if bits < 1 << (width - 1)
    )
    globals_ = read(assemble(f"(module {values})")).globals
    expected = [sign << (width - 1) | bits for bits in patterns for sign in (0, 1) if bits < 1 << (width - 1)]
    assert [g.init.ops[0][1] for g in globals_ if g.init] == expected


def test_floats_are_short() -> None:
    for value, text in ((0.1, "0.1"), (1.0, "1"), (-2.5, "-2.5"), (1e10, "1e+10"), (16777216.0, "16777216")):
        assert float_text(struct.unpack("<I", struct.pack("<f", value))[0], 32) in (text, f"{value:g}", f"{value:.8g}")
    assert float_text(struct.unpack("<Q", struct.pack("<d", 0.1))[0], 64) == "0.1"


def test_integers() -> None:
    assert signed_text(0xFFFFFFFF, 32) == "-1"
    assert signed_text(-(2**63), 64) == str(-(2**63))
    assert signed_text(2**63, 64) == str(-(2**63))
