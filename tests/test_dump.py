"""``zwasmc compile --dump``: texts of functions by index or name, and what it refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import wasmtime

from cli_runner import PRIMES, refusal, zwasmc
from support import ROOT

MODULE = """
(module
  (import "m" "print" (func $print (param i32)))
  (memory 1)
  (func $fact (param i32) (result i64)
    (if (result i64) (i32.lt_u (local.get 0) (i32.load8_u offset=4 (i32.const 8)))
      (then (i64.const 1))
      (else (i64.mul (i64.extend_i32_u (local.get 0)) (call $fact (i32.sub (local.get 0) (i32.const 1)))))))
  (func (export "choose") (param i32) (result f64)
    (block (block (block (br_table 0 1 2 1 0 (local.get 0))) (return (f64.const 1.5)))
      (return (f64.add (f64.load offset=16 (local.get 0)) (f64.const 2.5))))
    (call $print (i32.const 1))
    (f64.const 9)))
"""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """A module of one imported and two defined functions."""
    path = tmp_path / "m.wasm"
    path.write_bytes(wasmtime.wat2wasm(MODULE))
    return path


def dumped(*words: object) -> str:
    """What a command prints that succeeds."""
    done = zwasmc("compile", *words)
    assert done.returncode == 0 and done.stderr == b"", done.stderr
    return done.stdout.decode()


def test_each_pass(module: Path) -> None:
    assert "v3:i32 = i32.lt_u v0, v2\n  br_if v3 block1, block2\n" in dumped(module, "--dump", "zir")
    selected = dumped(module, "--dump", "select:choose")
    assert "v5:f64 = const_float" in selected and "disp=16; covers v4 f64.load\n" in selected
    assert "v2 rax = load i32.load8_u disp=12\n" in dumped(module, "--dump", "alloc")
    code = dumped(module, "--dump", "asm")
    assert re.search(r"^function 1 fact\n", code, re.M) and re.search(r"^  call function 1 fact$", code, re.M)
    assert "[table .0 .1 .2 .1 .0]" in code and "[0x4004000000000000]  ; trap" not in code
    assert "[0x4022000000000000]" in code
    assert re.search(r"byte ptr \[r15 \+ 0xc\]  ; trap: out of bounds memory access$", code, re.M)


def test_tables_that_lie_together_are_told_apart(tmp_path: Path) -> None:
    """Entries of a table would lead to instructions of the function before, were they counted from its table."""
    path = tmp_path / "m.wasm"
    second = "".join(f") (return (i32.const {k}))" for k in range(8))
    second = f"{'(block ' * 8} (br_table 0 1 2 3 4 5 6 7 (local.get 0)){second} (i32.const 8)"
    for count in range(18, 40, 2):
        first = f"(block (block (br_table {'0 1 ' * (count // 2)}(local.get 0))) (return (i32.const 7))) (i32.const 9)"
        functions = "".join(f"(func (param i32) (result i32) {body})" for body in (first, second))
        path.write_bytes(wasmtime.wat2wasm(f"(module {functions})"))
        tables = re.findall(r"\[table ([^\]]*)\]", dumped(path, "--dump", "asm"))
        assert [table.count(".") for table in tables] == [16, 8]
        assert tables[0].endswith(f" … {count} in all")


def test_functions_by_index_and_name_in_the_order_of_the_module(module: Path) -> None:
    everything = dumped(module, "--dump", "asm", "--dump", "zir")
    assert re.findall(r"^\[(\w+)\]\nfunction (\d+)", everything, re.M) == [
        ("zir", "1"),
        ("asm", "1"),
        ("zir", "2"),
        ("asm", "2"),
    ]
    assert dumped(module, "--dump", "zir:2", "--dump", "zir:fact") == dumped(module, "--dump", "zir")
    assert dumped(module, "--dump", "alloc:choose") == dumped(module, "--dump", "alloc:2")
    assert dumped(module, "--dump", "zir:fact", "--dump", "zir:1").count("function") == 1


def test_the_container_is_written_where_it_is_asked_for(module: Path, tmp_path: Path) -> None:
    assert not dumped(module, "-o", tmp_path / "plain.cwasm")
    text = dumped(module, "--dump", "select", "-o", tmp_path / "both.cwasm")
    assert text == dumped(module, "--dump", "select")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["both.cwasm", "m.wasm", "plain.cwasm"]
    assert (tmp_path / "both.cwasm").read_bytes() == (tmp_path / "plain.cwasm").read_bytes()
    assert zwasmc("compile", "-", "--dump", "zir:1", stdin=module.read_bytes()).stdout.startswith(b"[zir]\n")


def test_processes_change_nothing() -> None:
    module = ROOT / "bench" / "programs" / "simd"
    biggest = max(module.rglob("*.wasm"), key=lambda path: path.stat().st_size, default=PRIMES)
    for word in ("alloc", "asm"):
        assert dumped(biggest, "--dump", word, "-j", "2") == dumped(biggest, "--dump", word, "-j", "1")


def test_options_reach_the_passes(module: Path) -> None:
    assert "bounds extent=24 v0" in dumped(module, "--dump", "zir:choose", "--memory", "checked")
    assert "vmovsd" not in dumped(module, "--dump", "asm:choose", "--cpu", "v2", "--verify")


def test_refused(module: Path, tmp_path: Path) -> None:
    def wrong(*words: object) -> str:
        line = refusal("compile", *words, status=2)
        assert not list(tmp_path.glob("*.cwasm"))
        return line

    assert "--dump code: expected zir, select, alloc or asm, with :FUNC or without" in wrong(module, "--dump", "code")
    assert "--dump zir:: expected an index or a name after the colon" in wrong(module, "--dump", "zir:")
    assert "--dump zir:3: no defined function 3; they are 1..2" in wrong(module, "--dump", "zir:3")
    assert "--dump zir:0: no defined function 0; they are 1..2" in wrong(module, "--dump", "zir:0")
    assert "they are 1..2" in wrong(module, "--dump", f"zir:{'0' * 30}1{'0' * 5000}")
    assert "--dump asm:print: no defined function is named 'print'" in wrong(module, "--dump", "asm:print")
    assert "can't both go to standard output" in wrong(module, "--dump", "zir", "-o", "-")
    assert "--depfile: with --dump it needs -o" in wrong(module, "--dump", "zir", "--depfile", tmp_path / "d")
    assert "needs a value" in wrong(module, "--dump")
    empty = tmp_path / "empty.wasm"
    empty.write_bytes(wasmtime.wat2wasm("(module)"))
    assert "no defined function 0; there is none" in wrong(empty, "--dump", "zir:0")
    assert dumped(empty, "--dump", "zir") == ""


def test_a_module_that_is_refused_prints_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bad.wasm"
    good = bytes(wasmtime.wat2wasm("(module (func) (func (result i32) i32.const 1))"))
    path.write_bytes(good.replace(b"\x41\x01\x0b", b"\x01\x01\x0b"))
    done = zwasmc("compile", path, "--dump", "zir:0")
    assert (done.returncode, done.stdout) == (1, b"") and done.stderr.count(b"\n") == 1


def test_names_can_steer_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "m.wasm"
    path.write_bytes(wasmtime.wat2wasm(r'(module (func (export "a\1b[31m")))'))
    assert "function 0 a\\x1b[31m\n" in dumped(path, "--dump", "asm")
