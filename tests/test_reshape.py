"""Functions in shapes that lowering never makes do what wasmtime says, all checkers on."""

from __future__ import annotations

import re
from typing import Any

import pytest

from differential import run_jobs
from reshape import reshaped
from zwasmc.zir.check import check
from zwasmc.zir.func import Func
from zwasmc.zir.read import Reader, functions_of


@pytest.mark.parametrize("start", range(0, 24, 4))
def test_generated(start: int) -> None:
    assert differences([{"seed": seed} for seed in range(start, start + 4)]) == {}


def test_vectors() -> None:
    assert differences([{"seed": seed, "simd": True} for seed in range(4)]) == {}


def differences(jobs: list[dict[str, Any]]) -> dict[int, dict[str, str]]:
    """Return what differs from wasmtime, by seed."""
    answers = run_jobs([{"all": False, "reshape": True, **job} for job in jobs], 1)
    return {answer["seed"]: answer["failures"] for answer in answers if answer["failures"]}


LOOP = """function 0
block0(v0:i32, v1:i64):
  v2:i64 = i64.const 5
  br block1(v0, v1)
block1(v4:i32, v5:i64):  ; loop 0 depth 1 head
  v6:i32 = i32.const -1
  v7:i32 = i32.add v4, v6
  v8:i64 = i64.mul v5, v2
  br_if v7 block1(v7, v8), block2
block2:
  v10:i64 = i64.extend_i32_u v0
  v11:i64 = i64.sub v8, v10
  return v11
"""


def test_shapes_vary() -> None:
    """Every change happens, and what comes of them obeys the rules."""
    texts = [reshaped(LOOP, seed) for seed in range(100)]
    for text in texts:
        check(Reader(functions_of(text)[0]).read(Func()))
    assert len(set(texts)) >= 80
    shapes = [r"br_table", r"i32\.eqz", r"block3", r"br_if v\d+ (block\d).* \1\b", r"block2\(", r"f64\.reinterpret"]
    for pattern in shapes:
        assert any(re.search(pattern, text) for text in texts), pattern
