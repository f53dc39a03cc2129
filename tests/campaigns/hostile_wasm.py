"""Mutated modules: accepted and refused as by wasmtime, and nothing but a CompileError comes out."""

from __future__ import annotations

import time
from collections import Counter

from campaigns import ONLY, Summary
from hostile import BATCH, case, run_cases
from support import PROCESSES

ROUND = 20 * BATCH


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign and print how often each verdict and error code was met."""
    summary = Summary("hostile_wasm", seed)
    base = seed * 10_000_000
    counts: Counter[str] = Counter()
    end = time.monotonic() + seconds if seconds else float("inf")
    first = ONLY[0] if ONLY else 0
    last = first + 1 if ONLY else count
    while first < last and time.monotonic() < end and len(summary.failures) < 20:
        n = min(ROUND, last - first)
        for number, message in run_cases(base + first, n, PROCESSES, counts):
            summary.fail(number - base, message, {"module.wasm": case(number)[0]})
        summary.count("cases", n)
        first += n
    for name in ("valid", "invalid", "malformed", "unsupported"):
        summary.count(name, counts[name])
    summary.count("mutated inside a body", counts["body"])
    codes = sorted(name for name in counts if " " in name)
    print(f"{len(codes)} error codes: " + ", ".join(f"{name} {counts[name]}" for name in codes))
    return summary
