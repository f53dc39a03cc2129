"""The compiled compiler and plain Python give the same containers (all programs: ``scripts/campaign identity``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import zwasmc
from generate import generate
from identity import VARIANTS, Plain, digest
from support import ROOT, corpus, missing

PROGRAMS = (
    "realworld/c_sha256_hash.wasm",
    "realworld/emcc_fannkuch.wasm",
    "realworld/tinygo_fib.wasm",
    "realworld/zig_prime_sieve.wasm",
    "kernels/hello.wasm",
    "kernels/nbody.wasm",
)


@pytest.fixture(scope="module")
def plain() -> Iterator[Plain]:
    """A process with the sources."""
    if not zwasmc.COMPILED:
        missing("compiled against plain", "zwasmc is plain Python here")
    with Plain() as process:
        yield process


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs(program: str, plain: Plain) -> None:
    path = corpus(program)
    for options in VARIANTS[:2]:
        assert digest(path.read_bytes(), options) == plain.digest(path, options)


@pytest.mark.parametrize("options", VARIANTS, ids=str)
def test_generated(options: dict[str, object], plain: Plain, tmp_path: Path) -> None:
    path = tmp_path / "module.wasm"
    for seed in range(5):
        path.write_bytes(generate(seed))
        assert digest(path.read_bytes(), options) == plain.digest(path, options), seed


def test_example_and_errors(plain: Plain, tmp_path: Path) -> None:
    wasm = (ROOT / "docs/examples/primes.wasm").read_bytes()
    path = tmp_path / "module.wasm"
    for cut in (len(wasm), len(wasm) - 1, len(wasm) // 2, 9, 3):
        path.write_bytes(wasm[:cut])
        assert digest(path.read_bytes(), {}) == plain.digest(path, {})
