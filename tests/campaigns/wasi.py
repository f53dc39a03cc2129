"""Random WASI calls under the sanitizers; both ways to resolve a path, side by side. A case is 10,000 calls of each."""

from __future__ import annotations

import tempfile
from pathlib import Path

import wasi_native
from campaigns import Summary, cases

CALLS = 10_000


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign."""
    summary = Summary("wasi", seed)
    with tempfile.TemporaryDirectory() as folder:
        driver = wasi_native.build(Path(folder))
        for case, _ in cases(summary, count, seconds):
            for what in ("fuzz", "twins"):
                directory = Path(folder) / f"{what}-{case}"
                directory.mkdir()
                try:
                    wasi_native.run(driver, what, directory, str(seed * 1_000_000 + case), str(CALLS))
                except AssertionError as error:
                    summary.fail(case, str(error))
                summary.count(f"calls of {what}", CALLS)
    return summary
