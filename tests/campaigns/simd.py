"""Random functions with vectors: wasmtime == interpreter == native code, for all levels of processors in turn."""

from __future__ import annotations

from campaigns import Summary
from campaigns.differential import compared
from generate_simd import FUNCTIONS


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign on ``count`` functions, of which a case, a module, has many."""
    summary = Summary("simd", seed)
    for _ in compared(summary, -(-count // FUNCTIONS), seconds, every=1):
        summary.count("functions", FUNCTIONS)
    return summary
