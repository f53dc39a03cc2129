"""Compile time and memory are linear: twice the size, at most 2.3 times the cost, in every dimension."""

from __future__ import annotations

import pytest

import zwasmc
from engines import Wasmtime
from families import FAMILIES
from scaling import LIMIT, excess, judge

# Plain Python is slow and its time noisier: smaller modules, and a wider limit that still tells linear from quadratic.
DIVISOR, BOUND = (1, LIMIT) if zwasmc.COMPILED else (16, 2.7)


def test_excess() -> None:
    """The bound is per doubling."""
    assert excess([(1.0, 0), (2.0, 0), (4.0, 0)]) == ""
    assert "time" in excess([(1.0, 0), (2.0, 0), (5.0, 0)])
    assert "memory" in excess([(1.0, 1 << 24), (2.0, 1 << 25), (4.0, 1 << 28)])


def test_families_are_valid() -> None:
    """wasmtime accepts the modules."""
    oracle = Wasmtime()
    for name, (make, _) in FAMILIES.items():
        for size in (2, 50):
            assert oracle.valid(make(size)) == "", name


@pytest.mark.parametrize("family", FAMILIES)
def test_linear(family: str) -> None:
    """No family grows faster, measured up to eight times."""
    _, wrong, _ = judge(family, 1 / DIVISOR, BOUND)
    assert not wrong
