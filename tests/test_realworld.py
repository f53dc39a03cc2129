"""Programs from eight tool chains (corpus/realworld): exact output and exit status, native and interpreted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from programs import only_compiled, run_interpreted, run_native, too_slow_here
from support import corpus, corpus_files

NEEDS_GC = {"gc_shapes"}
PROGRAMS = [path for path in corpus_files("realworld/*.wasm") if path.stem not in NEEDS_GC]

# All programs run in the interpreter; these are quick enough for it in plain Python too.
QUICK = """
c_bitwise_ops c_control_flow c_hello_wasi c_integer_overflow c_linked_list c_many_functions c_miniz_compress
c_regex_match c_sha256_hash c_utf8_validate cpp_json_parse cpp_map_ops cpp_struct_test zig_hello zig_prime_sieve
""".split()
SLOW = """
asc_compute_mix c_math_compute cpp_vector_sort emcc_fannkuch emcc_primes go_error_handling go_hello_wasi go_map_ops
go_regex go_sort_benchmark rust_binary_search rust_enum_match rust_fib_compute rust_format_display rust_hello_wasi
rust_iterator_chain rust_serde_json tinygo_fib tinygo_hello tinygo_sort
""".split()


def expected(wasm: Path) -> tuple[list[str], int, bytes]:
    """Return arguments, exit status and standard output of a program."""
    case = json.loads(wasm.with_suffix(".json").read_text(encoding="utf-8"))
    return case["args"], case["exit_code"], case["stdout"].encode()


def test_the_suite_is_whole() -> None:
    folder = corpus("realworld")
    assert sorted([*QUICK, *SLOW, *NEEDS_GC]) == sorted(path.stem for path in folder.glob("*.wasm"))


@pytest.mark.parametrize("wasm", PROGRAMS, ids=lambda path: path.stem)
def test_native(wasm: Path, tmp_path: Path) -> None:
    too_slow_here(wasm)
    args, status, stdout = expected(wasm)
    (tmp_path / "root").mkdir()
    options = ["--argv0", wasm.stem, "--dir", f"{tmp_path / 'root'}::/"]
    found_status, found, errors = run_native(wasm, tmp_path, args, options=options)
    assert (found_status, found) == (status, stdout), errors.decode(errors="replace")


@pytest.mark.parametrize("name", [*QUICK, *SLOW])
def test_interpreted(name: str, tmp_path: Path) -> None:
    wasm = corpus(f"realworld/{name}.wasm")
    if name in SLOW:
        only_compiled("long programs on the interpreter")
    args, status, stdout = expected(wasm)
    (tmp_path / "root").mkdir()
    found = run_interpreted(wasm, tmp_path, [name, *args], [(str(tmp_path / "root"), "/", False)])
    assert found == (status, stdout)
