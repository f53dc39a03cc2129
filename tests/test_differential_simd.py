"""wasmtime == interpreter == native code on generated functions with vectors."""

from __future__ import annotations

import pytest

from differential import LEVELS, engines, run_jobs, variants
from engines import Wasmtime
from generate_simd import FUNCTIONS, MAKES_NAN, OPS, generate_simd
from mutate import Parts, instructions, read_uleb


def test_modules_are_valid_and_reproducible() -> None:
    """wasmtime accepts every module, and a seed gives the same bytes again."""
    oracle = Wasmtime()
    for seed in range(30):
        wasm = generate_simd(seed)
        assert oracle.valid(wasm) == "", seed
        assert generate_simd(seed) == wasm


def test_every_vector_instruction_is_generated() -> None:
    """A few modules have all 256 of them, in functions of which each has dozens."""
    found: set[int] = set()
    count = 0
    for seed in range(4):
        for body in Parts(generate_simd(seed)).bodies[:FUNCTIONS]:
            codes = [read_uleb(body, start + 1)[0] for start, _ in instructions(body) if body[start] == 0xFD]
            found.update(codes)
            count += len(codes)
    assert found == {op.opcode for op in OPS} and len(found) == 256
    assert count > 4 * FUNCTIONS * 20


def test_what_makes_nans() -> None:
    """Arithmetic, rounding and the relaxed forms of both shapes, and the conversions between them."""
    arithmetic = {"add", "sub", "mul", "div", "min", "max", "relaxed_min", "relaxed_max"}
    single = {"sqrt", "ceil", "floor", "trunc", "nearest", "relaxed_madd", "relaxed_nmadd"}
    names = {f"{shape}.{name}" for shape in ("f32x4", "f64x2") for name in arithmetic | single}
    assert names | {"f32x4.demote_f64x2_zero", "f64x2.promote_low_f32x4"} == MAKES_NAN


def test_every_level_has_its_turn() -> None:
    """The levels of processors alternate, and the other variants come too."""
    seen = [{engine.name for engine in engines(seed, False, False, simd=True)} for seed in range(30)]
    for level in LEVELS:
        assert sum(level in names for names in seen) >= 10
    assert set().union(*seen) == {"interpreter", *variants(0)}


@pytest.mark.parametrize("seed", range(6))
def test_generated(seed: int) -> None:
    """A module: dozens of functions, at a level of processors and in another variant."""
    answer = next(run_jobs([{"seed": seed, "all": False, "simd": True}], 1))
    assert not answer["failures"]
