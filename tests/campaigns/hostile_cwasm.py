"""Mutated and truncated containers are refused or harmless: never a crash, a hang or a stray file."""

from __future__ import annotations

import os
from collections import Counter

from campaigns import Summary, cases
from hostile_container import run_cases
from support import command


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign with the installed ``zwasm``, or that in ``$ZWASM``."""
    summary = Summary("hostile_cwasm", seed)
    counts: Counter[str] = Counter()
    base = seed * 10_000_000
    numbers = (base + case for case, _ in cases(summary, count, seconds))
    for number, message, mutant in run_cases(os.environ.get("ZWASM") or command("zwasm"), numbers, counts):
        summary.fail(number - base, message, {"mutant.cwasm": mutant})
    for name in ("refused", "harmless", "unchanged", "inside code or data", "outside", "inspected", "not inspected",
                 "misdirected, refused", "misdirected, loaded"):
        summary.count(name, counts[name])
    for name, number in sorted(counts.items()):
        if name.startswith("reason "):
            print(f"{number:8} {name.removeprefix('reason ')}")
    return summary
