"""Deliberate one-line bugs in every part: each is caught by one of the checks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from campaigns import Summary, cases
from seeded_bugs import BUGS, NO_BUG, caught_by
from support import PROCESSES


def run(count: int, seed: int, seconds: float) -> Summary:
    """Seed each bug once, and first none: the unpatched sources pass every check."""
    summary = Summary("seeded_bugs", seed)
    bugs = [NO_BUG, *BUGS]
    numbers = (case for case, _ in cases(summary, min(count, len(bugs)), seconds))
    with ThreadPoolExecutor(PROCESSES) as pool:
        while batch := list(islice(numbers, PROCESSES)):
            for case, check in zip(batch, pool.map(lambda number: caught_by(bugs[number]), batch)):
                bug = bugs[case]
                print(f"{bug.name:24} {bug.path:44} {check or 'not caught'}", flush=True)
                if bool(check) == (bug is NO_BUG):
                    summary.fail(case, f"{bug.name}: {check or 'not caught'}")
                summary.count(check or "clean")
    return summary
