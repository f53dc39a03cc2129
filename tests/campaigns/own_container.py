"""Guests against the file of their own container: random calls, then its bytes and names. A case is 10,000 calls."""

from __future__ import annotations

import tempfile
from pathlib import Path

import wasi_native
from campaigns import Summary, cases

CALLS = 10_000


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign."""
    summary = Summary("own_container", seed)
    with tempfile.TemporaryDirectory() as folder:
        driver = wasi_native.build(Path(folder))
        for case, _ in cases(summary, count, seconds):
            directory = Path(folder) / str(case)
            directory.mkdir()
            try:
                out = wasi_native.run(driver, "container", directory, str(seed * 1_000_000 + case), str(CALLS)).split()
                summary.count("refused", int(out[4]))
            except AssertionError as error:
                summary.fail(case, str(error))
            summary.count("calls", CALLS)
    return summary
