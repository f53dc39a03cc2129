"""Random modules: wasmtime == interpreter == native code, in the variants of compilation."""

from __future__ import annotations

from campaigns import ONLY, Summary, cases
from differential import run_jobs
from generate import generate
from support import PROCESSES


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign: the default variant and two others of each module, in turn."""
    summary = Summary("differential", seed)
    jobs = ({"seed": seed * 10_000_000 + case, "all": bool(ONLY)} for case, _ in cases(summary, count, seconds))
    for answer in run_jobs(jobs, PROCESSES):
        for engine, message in answer["failures"].items():
            number = answer["job"]["seed"]
            summary.fail(number - seed * 10_000_000, f"{engine}: {message}", {"module.wasm": generate(number)})
            break
    return summary
