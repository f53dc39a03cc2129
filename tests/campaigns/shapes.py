"""Random functions in shapes that lowering never makes: wasmtime == native code, all checkers on."""

from __future__ import annotations

from campaigns import Summary
from campaigns.differential import compared


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign."""
    summary = Summary("shapes", seed)
    for _ in compared(summary, count, seconds, every=3, reshape=True):
        pass
    return summary
