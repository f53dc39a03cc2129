"""Random modules: wasmtime == interpreter == native code, in the variants of compilation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from campaigns import ONLY, Summary, cases
from differential import generated, run_jobs
from support import PROCESSES


def compared(summary: Summary, count: int, seconds: float, simd: bool) -> Iterator[dict[str, Any]]:
    """Compare the engines on modules; yield each answer."""
    first = summary.seed * 10_000_000
    jobs = ({"seed": first + case, "all": bool(ONLY), "simd": simd} for case, _ in cases(summary, count, seconds))
    for answer in run_jobs(jobs, PROCESSES):
        for engine, message in answer["failures"].items():
            number = answer["seed"]
            summary.fail(number - first, f"{engine}: {message}", {"module.wasm": generated(number, simd)})
            break
        yield answer


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign: the default variant and two others of each module, in turn."""
    summary = Summary("differential", seed)
    for _ in compared(summary, count, seconds, simd=False):
        pass
    return summary
