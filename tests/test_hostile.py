"""Mutated modules and containers: refused or harmless, and modules are accepted exactly when wasmtime accepts them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
import wasmtime

from generate import generate
from hostile import LIMITS, run_cases, validator
from hostile_container import run_cases as run_containers
from mutate import Parts, instructions, mutate
from support import command
from workers import run_pool, serve

COUNT = 150


def test_parts() -> None:
    """A module taken apart and put together is the same, and instructions cover bodies."""
    for seed in range(40):
        wasm = generate(seed)
        parts = Parts(wasm)
        assert parts.build() == wasm
        for body in parts.bodies:
            spans = instructions(body)
            assert all(a[1] == b[0] for a, b in pairwise(spans)) and spans[-1][1] == len(body)
            assert body[spans[-1][0] :] == b"\x0b"


def test_mutations_differ() -> None:
    """Mutations are reproducible and nearly always change something."""
    wasm = generate(1)
    mutants = [mutate(wasm, random.Random(seed))[0] for seed in range(100)]
    assert mutants == [mutate(wasm, random.Random(seed))[0] for seed in range(100)]
    assert len(set(mutants)) > 80


@pytest.mark.parametrize("first", range(0, 4 * COUNT, COUNT))
def test_modules(first: int) -> None:
    """Verdicts are wasmtime's; at least half of the mutations are in bodies and a tenth stays valid."""
    counts: Counter[str] = Counter()
    assert not list(run_cases(first, COUNT, 1, counts))
    assert counts["body"] >= COUNT // 2
    assert counts["valid"] >= COUNT // 10
    assert len([name for name in counts if " " in name]) >= 10


@pytest.mark.parametrize(
    ("text", "is_limit"),
    [
        ("(memory 2 1)", False),
        ("(table 2 1 funcref)", False),
        ("(func (param i32) (drop (i64.load align=16 (local.get 0)))) (memory 1)", False),
        ("(memory 65537)", False),
        (" ".join(["(memory 1)"] * 101), True),
        (f"(func (type $t)) (type $t (func (param {'i32 ' * 1001})))", True),
    ],
)
def test_limits_are_no_rules(text: str, is_limit: bool) -> None:
    """What breaks a rule is never taken for what is too large."""
    with pytest.raises(wasmtime.WasmtimeError) as caught:
        wasmtime.Module.validate(validator(), wasmtime.wat2wasm(f"(module {text})"))
    assert any(limit in str(caught.value) for limit in LIMITS) == is_limit


def test_containers() -> None:
    """Mutated containers are refused or harmless."""
    counts: Counter[str] = Counter()
    assert not list(run_containers(command("zwasm"), range(300), counts))
    assert counts["refused"] > 100 and counts["inside code or data"] > 30
    assert counts["misdirected, refused"] > 30 and counts["misdirected, loaded"] > 3
    assert len([name for name in counts if name.startswith("reason ")]) >= 5


def crash(job: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Die on demand."""
    import os

    say("here")
    if job["die"]:
        os.abort()
    return {"ok": True}


def test_workers_survive_a_crash() -> None:
    """A job whose process dies is reported with its place, and later jobs are done."""
    jobs = [{"die": False}, {"die": True}, {"die": False}]
    results = list(run_pool(__file__, jobs, 1))
    assert [(answer.get("ok", False), at) for _, answer, _, at in results] == [
        (True, "here"), (False, "here"), (True, "here")
    ]  # fmt: skip
    assert "died" in results[1][2]


if __name__ == "__main__":
    serve(crash)
