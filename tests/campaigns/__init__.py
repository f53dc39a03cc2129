"""Campaigns: long randomised checks, run by ``scripts/campaign``; the tests run the same code with small counts.

A campaign is a module of this folder with

    def run(count: int, seed: int, seconds: float) -> Summary: ...

which works through at most ``count`` cases, for at most ``seconds`` (0: no limit), each case depending only on ``seed``
and its number.  `cases` yields the numbers with a private random generator, `Summary.fail` writes a reproducer.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path


class Summary:
    """What a campaign did: counters by name, and a reproducer per failure."""

    def __init__(self, name: str, seed: int) -> None:
        self.name = name
        self.seed = seed
        self.counts: dict[str, int] = {}
        self.failures: list[str] = []

    def count(self, what: str, number: int = 1) -> None:
        """Add to a counter."""
        self.counts[what] = self.counts.get(what, 0) + number

    def fail(self, case: int, message: str, files: dict[str, bytes] | None = None) -> None:
        """Record a failure and write its reproducer: the files, and how to run that one case again."""
        folder = Path(os.environ.get("ZWASM_REPRODUCERS", "reproducers")) / f"{self.name}-{self.seed}-{case}"
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in (files or {}).items():
            (folder / name).write_bytes(data)
        again = f"scripts/campaign {self.name} --seed {self.seed} --only {case}"
        (folder / "README.txt").write_text(f"{message}\n\nAgain: {again}\n", encoding="utf-8")
        self.failures.append(f"case {case}: {message.splitlines()[0] if message else '?'} ({folder})")

    def __str__(self) -> str:
        """Return one line: counters, then the number of failures."""
        parts = [f"{number} {what}" for what, number in self.counts.items()]
        return f"{self.name} (seed {self.seed}): {', '.join([*parts, f'{len(self.failures)} failures'])}"


ONLY: list[int] = []
"""Set by ``--only``: the one case to run."""


def cases(summary: Summary, count: int, seconds: float) -> Iterator[tuple[int, random.Random]]:
    """Yield (case number, its random generator) until the count, the time or the patience (20 failures) is used up."""
    end = time.monotonic() + seconds if seconds else float("inf")
    for case in ONLY or range(count):
        if time.monotonic() > end or len(summary.failures) >= 20:
            return
        summary.count("cases")
        yield case, random.Random(f"{summary.name}/{summary.seed}/{case}")
