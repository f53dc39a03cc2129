"""Families of modules at n, 2n and 4n: compile time and memory grow linearly."""

from __future__ import annotations

from campaigns import Summary, cases
from families import FAMILIES
from scaling import judge

LARGER = 2
"""Times the sizes that the test takes."""


def run(count: int, seed: int, seconds: float) -> Summary:
    """Measure each family."""
    summary = Summary("scaling", seed)
    names = list(FAMILIES)
    for case, _ in cases(summary, min(count, len(names)), seconds):
        _, wrong, rounds = judge(names[case], LARGER)
        if rounds > 1:
            summary.count("repeated")
        if wrong:
            summary.fail(case, f"{names[case]}: {wrong}")
    return summary
