"""The programs that are measured (corpus/bench, corpus/kernels) compute what they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from programs import only_compiled, run_interpreted, run_native, run_wasmtime, too_slow_here
from support import corpus, corpus_files

NEEDS_LATER_PROPOSALS = {"splay"}  # GC
BENCH = [path for path in corpus_files("bench/*/*.wasm") if path.parent.name not in NEEDS_LATER_PROPOSALS]

# Seconds of native code, not of compilation: left out with a plain Python compiler, which shares the machine with more.
LONG = {"gcc-loops", "sqlite3", "libsodium-pwhash_scrypt", "shootout-ed25519", "shootout-seqhash"}

KERNELS = {
    "fannkuch": "8",
    "mandel": "100",
    "matmul": "120",
    "nbody": "50000",
    "qsort": "100000",
    "sha256": "2",
    "sieve": "200000",
    "spectral": "100",
    "hello": "",
    "hello_stdio": "",
}
SMALL = {
    "fannkuch": "5",
    "mandel": "12",
    "matmul": "12",
    "nbody": "50",
    "qsort": "300",
    "sha256": "1",
    "sieve": "2000",
    "spectral": "8",
    "hello": "",
    "hello_stdio": "",
}


def name(wasm: Path) -> str:
    """Return a program's name: its own, or that of its folder."""
    return wasm.parent.name if wasm.stem == "benchmark" else wasm.stem


def expectation(wasm: Path) -> Path | None:
    """Return the file with a program's standard output."""
    for path in (wasm.with_suffix(".stdout.expected"), wasm.parent / "default.stdout.expected"):
        if path.exists():
            return path
    return None


def test_the_suites_are_whole() -> None:
    corpus("bench")
    assert len(BENCH) == 32 and sum(path.parent.name == "shootout" for path in BENCH) == 19
    assert sorted(path.stem for path in corpus_files("kernels/*.wasm")) == sorted(KERNELS) == sorted(SMALL)


@pytest.mark.parametrize("wasm", BENCH, ids=name)
def test_bench(wasm: Path, tmp_path: Path) -> None:
    too_slow_here(wasm)
    if name(wasm) in LONG:
        only_compiled("long benchmarks")
    status, stdout, errors = run_native(wasm, tmp_path, options=["--dir", "."], cwd=wasm.parent, timeout=300)
    assert status == 0 and b"elapsed_ns" in errors, errors.decode(errors="replace")
    expected = expectation(wasm)
    if expected is not None:
        assert stdout == expected.read_bytes()
    elif name(wasm) == "sqlite3" or wasm.parent.name == "libsodium":
        assert stdout == run_wasmtime(wasm, tmp_path, [wasm.name], wasm.parent)[1]


@pytest.mark.parametrize("kernel", KERNELS)
def test_kernel_native(kernel: str, tmp_path: Path) -> None:
    wasm = corpus(f"kernels/{kernel}.wasm")
    args = KERNELS[kernel].split()
    status, stdout, errors = run_native(wasm, tmp_path, args)
    assert (status, stdout) == run_wasmtime(wasm, tmp_path, [kernel, *args]), errors.decode(errors="replace")
    assert stdout


@pytest.mark.parametrize("kernel", SMALL)
def test_kernel_interpreted(kernel: str, tmp_path: Path) -> None:
    wasm = corpus(f"kernels/{kernel}.wasm")
    if kernel == "sha256":
        only_compiled("a megabyte hashed on the interpreter")
    args = [kernel, *SMALL[kernel].split()]
    assert run_interpreted(wasm, tmp_path, args) == run_wasmtime(wasm, tmp_path, args)
