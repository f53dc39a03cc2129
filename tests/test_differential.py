"""wasmtime == interpreter == native code on generated modules, in every variant of compilation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import wasmtime

from differential import register_mask, run_jobs, variants
from engines import Wasmtime, difference
from generate import Shape, generate
from support import ROOT

PER_TEST = 10


def test_modules_are_valid_and_reproducible() -> None:
    """wasmtime accepts every module, and a seed gives the same bytes again."""
    oracle = Wasmtime()
    for seed in range(200):
        wasm = generate(seed)
        assert oracle.valid(wasm) == "", seed
        assert generate(seed) == wasm


def test_difference() -> None:
    """Observations are compared up to the first exhausted call stack."""
    assert difference([[1], 2], [[1], 2]) == ""
    assert "observation 1" in difference([[1], 2], [[1], 3])
    assert difference([[1]], [[1], 2]) != ""
    places = ["out of bounds memory access 0:0x10 1:0x20"], ["out of bounds memory access 0:0x13 1:0x20"]
    assert difference(*places) == "" and difference(*places, True) != ""
    assert difference([[1], "call stack exhausted"], [[1], [2], 3]) == ""


def test_register_masks() -> None:
    """Masks have the number of registers per class that they say."""
    for seed in range(20):
        mask = register_mask(seed, 4)
        assert (mask & 0xFFFFFFFF).bit_count() == 4 and (mask >> 32).bit_count() == 4
        assert not mask & 0x800000000000C830
    assert "default" in variants(0)


@pytest.mark.parametrize("start", range(0, 80, PER_TEST))
def test_generated(start: int) -> None:
    """Each module in the default and two other variants."""
    jobs = [{"seed": start + k, "all": False} for k in range(PER_TEST)]
    failures = {answer["seed"]: answer["failures"] for answer in run_jobs(jobs, 1) if answer["failures"]}
    assert not failures


@pytest.mark.parametrize("seed", [100, 101, 102, 103])
def test_every_variant(seed: int) -> None:
    """Each module in all variants."""
    answer = next(run_jobs([{"seed": seed, "all": True}], 1))
    assert not answer["failures"]


def test_shapes_vary() -> None:
    """All kinds of modules appear."""
    shapes = [Shape(seed) for seed in range(80)]
    for flag in ("plain_nans", "host", "import_memory", "start", "pressure", "wide"):
        assert {bool(getattr(shape, flag)) for shape in shapes} == {False, True}, flag
    assert {shape.memories for shape in shapes} == {1, 2}


def test_what_is_not_compared_is_refused(tmp_path: Path) -> None:
    texts = {"ref": '(func (export "f") (result funcref) (ref.null func))', "invalid": "(func i32.add)"}
    for name, text in texts.items():
        (tmp_path / name).write_bytes(wasmtime.wat2wasm(f"(module {text})"))
        words = [sys.executable, str(ROOT / "tests/differential.py"), str(tmp_path / name)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        assert done.returncode == 2 and f"{name}: " in done.stderr.splitlines()[-1] and "Error" not in done.stderr
