"""Real programs on the interpreter, with WASI lent by libzwasm: exact output and exit status."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import wasmtime

import zwasmc
from support import corpus, missing
from zwasmc.interp import Program, Wasi, instantiate
from zwasmc.interp.trap import Exit

# Instructions executed, in millions; plain Python runs about one million in a second.
PROGRAMS = {
    "asc_compute_mix": 1.3,
    "c_bitwise_ops": 0.1,
    "c_control_flow": 0.1,
    "c_hello_wasi": 0,
    "c_integer_overflow": 0,
    "c_linked_list": 0.1,
    "c_many_functions": 0,
    "c_math_compute": 35,
    "c_miniz_compress": 0,
    "c_regex_match": 0,
    "c_sha256_hash": 0.1,
    "c_utf8_validate": 0,
    "cpp_json_parse": 0,
    "cpp_map_ops": 0.3,
    "cpp_struct_test": 0.1,
    "cpp_vector_sort": 2.2,
    "emcc_fannkuch": 101,
    "emcc_primes": 24,
    "go_error_handling": 9,
    "go_hello_wasi": 9,
    "go_map_ops": 9,
    "go_regex": 9,
    "go_sort_benchmark": 71,
    "rust_binary_search": 1,
    "rust_enum_match": 0,
    "rust_fib_compute": 242,
    "rust_format_display": 0.2,
    "rust_hello_wasi": 0,
    "rust_iterator_chain": 0,
    "rust_serde_json": 0.5,
    "tinygo_fib": 24,
    "tinygo_hello": 0,
    "tinygo_sort": 0.1,
    "zig_hello": 0,
    "zig_prime_sieve": 0,
}
KERNELS = {
    "hello": "",
    "hello_stdio": "",
    "nbody": "500",
    "fannkuch": "6",
    "spectral": "8",
    "mandel": "16",
    "sha256": "1",
    "qsort": "500",
    "matmul": "8",
    "sieve": "2000",
}
PATIENCE_PLAIN = 1.2
"""Millions of instructions that a test may take in plain Python."""


def run(wasm: bytes, args: list[str], folder: Path) -> tuple[int, str]:
    """Run a program with an empty directory as ``/``; return exit status and output."""
    try:
        from zwasm import _ffi

        library = _ffi.lib()
    except (ImportError, OSError) as error:
        missing("programs on the interpreter", f"libzwasm is not built ({error})")
    root = folder / "root"
    root.mkdir()
    output = folder / "stdout"
    stdin = os.open(os.devnull, os.O_RDONLY)
    stdout = os.open(output, os.O_WRONLY | os.O_CREAT)
    try:
        program = Program(wasm, verify=not zwasmc.COMPILED)
        wasi = Wasi(library, args, [], [(str(root), "/", False)], (stdin, stdout, 2))
        status = 0
        try:
            instantiate(program, wasi).invoke("_start", [])
        except Exit as done:
            status = done.status
        finally:
            wasi.close()
    finally:
        os.close(stdin)
        os.close(stdout)
    return status, output.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PROGRAMS)
def test_realworld(name: str, tmp_path: Path) -> None:
    if PROGRAMS[name] > PATIENCE_PLAIN and not zwasmc.COMPILED:
        pytest.skip("too slow for plain Python")
    wasm = corpus(f"realworld/{name}.wasm")
    wanted = json.loads(wasm.with_suffix(".json").read_text(encoding="utf-8"))
    found = run(wasm.read_bytes(), [name, *wanted["args"]], tmp_path)
    assert found == (wanted["exit_code"], wanted["stdout"])


@pytest.mark.parametrize("name", KERNELS)
def test_kernel(name: str, tmp_path: Path) -> None:
    """The same output as wasmtime's."""
    if name == "sha256" and not zwasmc.COMPILED:
        pytest.skip("too slow for plain Python")
    path = corpus(f"kernels/{name}.wasm")
    args = [name, *([KERNELS[name]] if KERNELS[name] else [])]
    found = run(path.read_bytes(), args, tmp_path)
    store = wasmtime.Store()
    config = wasmtime.WasiConfig()
    config.argv = args
    config.stdout_file = str(tmp_path / "oracle")
    store.set_wasi(config)
    linker = wasmtime.Linker(store.engine)
    linker.define_wasi()
    module = wasmtime.Module(store.engine, path.read_bytes())
    start = linker.instantiate(store, module).exports(store)["_start"]
    assert isinstance(start, wasmtime.Func)
    status = 0
    try:
        start(store)
    except wasmtime.ExitTrap as done:
        status = done.code
    assert found == (status, (tmp_path / "oracle").read_text(encoding="utf-8"))
