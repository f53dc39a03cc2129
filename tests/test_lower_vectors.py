"""Lowering of vector instructions: the shape of their ZIR, its text, and what the checker notices."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest
import wasmtime

from zwasmc.options import Options
from zwasmc.wasm import op
from zwasmc.wasm.read import read_module
from zwasmc.zir.check import ZirError, check
from zwasmc.zir.func import Func
from zwasmc.zir.lower import Lowering
from zwasmc.zir.text import format_func


def lowered(text: str, **options: Any) -> Func:
    """Lower and check the first function of a module."""
    f = Func()
    wasm = bytes(wasmtime.wat2wasm(f"(module (memory 1) {text})"))
    Lowering(read_module(wasm), Options(**options)).lower(0, f)
    check(f)
    return f


SHUFFLE = "i8x16.shuffle 0 1 2 3 4 5 6 7 24 25 26 27 28 29 30 31"
SHAPES: dict[str, tuple[str, dict[str, bool], str]] = {
    "equal constants and equal shuffles are one value": (
        f"""(func (param i32 v128) (result v128)
             (v128.store8_lane offset=2 9 (local.get 0)
               (i32x4.add (v128.const i32x4 1 2 3 -1) (i32x4.replace_lane 3 (local.get 1) (local.get 0))))
             (v128.xor
               ({SHUFFLE} (local.get 1) (v128.const i32x4 1 2 3 -1))
               ({SHUFFLE} (local.get 1) (v128.const i32x4 1 2 3 -1))))""",
        {},
        f"""
        block0(v0:i32, v1:v128):
          v2:v128 = v128.const 0xffffffff000000030000000200000001
          v3:v128 = i32x4.replace_lane 3 v1, v0
          v4:v128 = i32x4.add v2, v3
          v128.store8_lane offset=2 lane=9 v0, v4
          v6:v128 = {SHUFFLE} v1, v2
          v7:v128 = v128.xor v6, v6
          return v7
        """,
    ),
    "nothing is shared": (
        "(func (result v128) (v128.and (v128.const i64x2 1 0) (v128.const i64x2 1 0)))",
        {"share": False},
        """
        block0:
          v0:v128 = v128.const 0x00000000000000000000000000000001
          v1:v128 = v128.const 0x00000000000000000000000000000001
          v2:v128 = v128.and v0, v1
          return v2
        """,
    ),
    "a store of a lane hides what was loaded": (
        """(func (param i32 v128) (result v128 v128)
             (v128.load (local.get 0))
             (v128.store8_lane offset=15 0 (local.get 0) (local.get 1))
             (v128.load (local.get 0)))""",
        {},
        """
        block0(v0:i32, v1:v128):
          v2:v128 = v128.load v0
          v128.store8_lane offset=15 lane=0 v0, v1
          v4:v128 = v128.load v0
          return v2, v4
        """,
    ),
    "a store of a lane elsewhere does not": (
        """(func (param i32 v128) (result v128 v128)
             (v128.load (local.get 0))
             (v128.store8_lane offset=16 15 (local.get 0) (local.get 1))
             (v128.load (local.get 0)))""",
        {},
        """
        block0(v0:i32, v1:v128):
          v2:v128 = v128.load v0
          v128.store8_lane offset=16 lane=15 v0, v1
          return v2, v2
        """,
    ),
    "canonical NaNs": (
        "(func (param v128) (result v128) (f64x2.sqrt (local.get 0)))",
        {"canonical_nans": True},
        """
        block0(v0:v128):
          v1:v128 = f64x2.sqrt v0
          v2:v128 = v128.const 0x7ff80000000000007ff8000000000000
          v3:v128 = f64x2.eq v1, v1
          v4:v128 = v128.bitselect v1, v2, v3
          return v4
        """,
    ),
    "checked memory": (
        "(func (param i32) (result v128) (v128.load64_lane offset=8 1 (local.get 0) (v128.const i64x2 0 0)))",
        {"memory": "checked"},
        """
        block0(v0:i32):
          v1:v128 = v128.const 0x00000000000000000000000000000000
          bounds extent=16 v0
          v3:v128 = v128.load64_lane offset=8 lane=1 v0, v1
          return v3
        """,
    ),
}


@pytest.mark.parametrize("what", SHAPES)
def test_shape(what: str) -> None:
    wat, options, expected = SHAPES[what]
    assert format_func(lowered(wat, **options)).split("\n", 1)[1].strip() == textwrap.dedent(expected).strip()


def test_checker_notices() -> None:
    text = """(func (param v128 i32) (result v128)
        (select (local.get 0) (i8x16.add (local.get 0) (v128.const i64x2 1 2)) (local.get 1)))"""

    def broken(o: int, field: str, value: int) -> str:
        f = lowered(text)
        row = next(i for i in range(f.n) if f.op[i] == o)
        getattr(f, field)[row] = value
        with pytest.raises(ZirError) as caught:
            check(f)
        return str(caught.value)

    assert "a choice between different types" in broken(op.SELECT, "b", 1)
    assert "cells at 100" in broken(op.V128_CONST, "imm", 100)
    assert "operand v1 has type 1, not 5" in broken(op.I8X16_ADD, "b", 1)
