"""Hostile modules are cheap or refused: tables that guests fill, code that would grow, memory of the compiler."""

from __future__ import annotations

import ast
import sys
import time
from pathlib import Path

import pytest

import zwasmc
from cli_runner import refusal
from cli_runner import zwasmc as command
from engines import Wasmtime
from floods import FAMILIES, equal_hashes, function, module, passed, returned, signature
from programs import only_compiled
from support import ROOT
from zwasmc.cli_compile import memory_for
from zwasmc.cli_io import Refused
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.x86_64.forms import X86Forms
from zwasmc.machine.x86_64.modrm import put_disp
from zwasmc.memory import LEAST, PER_BYTE, default_limit
from zwasmc.options import Options
from zwasmc.pipeline import Pipeline
from zwasmc.wasm.limits import MAX_TEXT, SPARE_TEXT, TEXT_PER_BYTE, text_limit

# Tables with keys that are integers, or made of them: their hashes are no secret.  Each is filled from the program's
# own constants, or holds what its reason says.
ALLOWED = {
    "formats/zwasm_formats/cpu.py": "levels of processors",
    "formats/zwasm_formats/cwasm.py": "machines",
    "zwasmc/cli_dump.py": "only --dump: numbers of functions and offsets in code, whose hashes are themselves",
    "zwasmc/interp/simd.py": "operations",
    "zwasmc/interp/simd_float.py": "operations",
    "zwasmc/regalloc/check.py": "only --verify: locations, which the allocator numbers densely",
    "zwasmc/sink/tables.py": "at most 100 memories",
}


def keyed_by_numbers(path: Path) -> set[str]:
    """The annotations of dictionaries and sets in a file whose keys are not str or bytes."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            if node.value.id in ("dict", "set", "frozenset", "defaultdict", "Counter"):
                key = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
                text = ast.unparse(key)
                if text not in ("str", "bytes", "tuple[str, str]"):
                    found.add(f"{node.value.id}[{text}]")
    return found


def test_no_table_has_keys_that_a_module_can_make_collide() -> None:
    found = {}
    for folder in ("zwasmc", "formats/zwasm_formats"):
        for path in (ROOT / folder).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            if "facts" not in name and keyed_by_numbers(path):
                found[name] = keyed_by_numbers(path)
    assert {name: kinds for name, kinds in found.items() if name not in ALLOWED} == {}


def test_constants_do_not_collide() -> None:
    """As pairs of integers these have one hash: a dictionary of them takes quadratic time."""
    pairs = list(equal_hashes(4000))
    assert len({hash(pair) for pair in pairs}) == 1

    def seconds(values: list[tuple[int, int]]) -> float:
        best = 1e9
        for _ in range(3):
            code = CodeBuf(X86Forms())
            start = time.process_time()
            for low, high in values:
                code.pools.const16(low, high - (high >> 63 << 64))
            best = min(best, time.process_time() - start)
        return best

    assert seconds(pairs) < 4 * seconds([(k, k) for k in range(4000)]) + 0.01


def test_equal_constants_are_shared() -> None:
    code = CodeBuf(X86Forms())
    assert code.pools.const16(1, -1) == code.pools.const16(1, -1) != code.pools.const16(-1, 1)
    assert code.pools.const8(-1) == code.pools.const8(-1) != code.pools.const8(1)
    assert code.pools.const4(-1) == code.pools.const4(0xFFFFFFFF) != code.pools.const4(1)


def test_families_are_valid() -> None:
    """wasmtime accepts the modules, so that the compiler does not refuse them for another reason."""
    oracle = Wasmtime()
    for name, (make, size) in FAMILIES.items():
        assert oracle.valid(make(min(size, 20_000))) == "", name


def test_runs_of_moves_are_loops() -> None:
    """Passing 1000 values takes some code for each call, not for each value."""
    for kind in (b"\x7f", b"\x7e", b"\x7d", b"\x7c", b"\x7b"):
        wasm = passed(kind, 200)  # 50 calls with 1000 results, and 50 with 1000 arguments
        code = Pipeline(Options()).compile(wasm)
        assert 50 * 20 < code.func_size[2] < 50 * 200


def test_slots_of_locals_are_cleared_by_a_loop() -> None:
    wasm = FAMILIES["slot_locals"][0](60)
    code = Pipeline(Options()).compile(wasm)
    assert code.func_size[2] < 5000


def test_machine_code_is_limited(tmp_path: Path) -> None:
    """Functions that return 1000 values of two widths 60 times each."""
    source = tmp_path / "a.wasm"
    source.write_bytes(returned(9500))
    lines = {refusal("compile", source, "-o", tmp_path / "out", "-j", jobs) for jobs in ("1", "2", "3")}
    assert len(lines) == 1
    limit = text_limit(source.stat().st_size)
    assert f"bytes of machine code for a module of this size (at most {limit})" in lines.pop()
    assert ": at 0x" in refusal("compile", source, "-o", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_distances_in_code_have_32_bits() -> None:
    assert text_limit(0) == SPARE_TEXT
    assert text_limit(1000) == SPARE_TEXT + 1000 * TEXT_PER_BYTE
    assert text_limit(1 << 30) == text_limit(1 << 40) == MAX_TEXT < 2**31
    code = CodeBuf(X86Forms())
    for disp in (0, 127, -0x80000000, 0x7FFFFFFF):
        put_disp(code.w, disp)
    for disp in (0x80000000, -0x80000001, 1 << 40):
        with pytest.raises(AssertionError, match="does not fit"):
            put_disp(code.w, disp)


def test_values_besides_are_limited_in_all_functions_together() -> None:
    """Each function is small enough by itself."""
    only_compiled("20,200 functions with many locals")
    with pytest.raises(zwasmc.Unsupported, match="locals in functions, beyond 16 for each") as refused:
        zwasmc.compile(FAMILIES["declared_locals"][0](8 * 20_200))
    assert refused.value.offset > 0


def test_memory_is_limited(tmp_path: Path) -> None:
    """One line, and no output, whatever the number of processes; with enough of it the same bytes."""
    source, output = tmp_path / "a.wasm", tmp_path / "out"
    source.write_bytes(FAMILIES["nested_arms"][0](60_000))
    command("compile", source, "-o", tmp_path / "fine", "--max-compile-memory", "1G")
    assert (tmp_path / "fine").exists()
    for jobs in ("0", "1", "2"):
        line = refusal("compile", source, "-o", output, "-j", jobs, "--max-compile-memory", "20M")
        assert line.endswith("a.wasm: compiling it takes more than 21.0 MB of memory (see --max-compile-memory)")
        assert not output.exists()
    for word in ("", "x", "-1", "5 M", "0", "1T"):
        assert "expected a number of bytes" in refusal(
            "compile", source, "-o", output, "--max-compile-memory", word, status=2
        )
    assert default_limit(100) == LEAST and default_limit(LEAST) == PER_BYTE * LEAST


def test_a_library_that_finds_no_room_is_want_of_memory() -> None:
    with pytest.raises(Refused, match="compiling it takes more"), memory_for("a", b"", 10**9):
        raise ImportError("failed to map segment from shared object", name="x", path=sys.executable)
    with pytest.raises(ImportError), memory_for("a", b"", 10**9):
        raise ImportError("there is no module x", name="x")


def test_processes_share_the_memory(tmp_path: Path) -> None:
    """What is too much for the parts of several processes is compiled by one."""
    arms = b"\x20\0\4\x40" * 8000 + b"\5\x0b" * 8000
    source = tmp_path / "a.wasm"
    source.write_bytes(module([signature(b"\x7f")], [0, 0], [function(arms)] * 2))
    statuses = set()
    for limit in ("30M", "40M", "50M", "60M", "70M", "80M", "100M", "1G"):
        alone = command("compile", source, "-o", "-", "-j", "1", "--max-compile-memory", limit)
        both = command("compile", source, "-o", "-", "-j", "2", "--max-compile-memory", limit)
        assert (both.returncode, both.stdout, both.stderr) == (alone.returncode, alone.stdout, alone.stderr), limit
        statuses.add(alone.returncode)
    assert statuses == {0, 1}
