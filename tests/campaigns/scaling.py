"""Families of modules at n, 2n and 4n: compile time and memory grow linearly."""

from __future__ import annotations

from campaigns import Summary, cases
from families import FAMILIES
from scaling import excess, measure


def run(count: int, seed: int, seconds: float) -> Summary:
    """Measure each family, and if it seems to grow too fast, at larger sizes: noise shrinks there, a power does not."""
    summary = Summary("scaling", seed)
    names = list(FAMILIES)
    for case, _ in cases(summary, min(count, len(names)), seconds):
        for attempt in range(3):
            points = measure(names[case], scale=1 << attempt)
            wrong = excess(points)
            if not wrong:
                break
            summary.count(f"repeated ({attempt + 1})")
        if wrong:
            summary.fail(case, f"{names[case]}: {wrong}")
    return summary
