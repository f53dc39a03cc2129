"""Random modules: wasmtime == interpreter == native code, in the variants of compilation."""

from __future__ import annotations

from collections.abc import Iterator

from campaigns import ONLY, Summary, cases
from differential import generated, run_jobs
from support import PROCESSES


def compared(summary: Summary, count: int, seconds: float, every: int = 0, reshape: bool = False) -> Iterator[int]:
    """Compare the engines on modules; yield the number of each.

    Every ``every``-th module has vectors (0: none); with ``reshape`` their functions get other shapes.
    """
    first = summary.seed * 10_000_000

    def simd(case: int) -> bool:
        return bool(every) and case % every == every - 1

    jobs = (
        {"seed": first + case, "all": bool(ONLY), "simd": simd(case), "reshape": reshape}
        for case, _ in cases(summary, count, seconds)
    )
    for answer in run_jobs(jobs, PROCESSES):
        case = answer["seed"] - first
        for engine, message in answer["failures"].items():
            summary.fail(case, f"{engine}: {message}", {"module.wasm": generated(answer["seed"], simd(case))})
            break
        yield case


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign: the default variant and two others of each module, in turn."""
    summary = Summary("differential", seed)
    for _ in compared(summary, count, seconds):
        pass
    return summary
