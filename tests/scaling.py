"""Time and memory of compiling the families of `families`, each size in a process of its own.

    python tests/scaling.py [FAMILY…]

prints seconds, megabytes, and how they grow per doubling.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from families import FAMILIES, OPTIONS
from workers import run_pool, serve

LIMIT = 2.3
RUNS = 3
MOST_RUNS = 20
ENOUGH_SECONDS = 0.4
NOISE_SECONDS = 0.004
NOISE_BYTES = 3 << 20


def peak() -> int:
    """Return the most memory this process has had, in bytes.  (What getrusage says includes the parent's.)"""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def job(job: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Compile one module: the CPU time of a run, and what the peak of memory grew by.

    Time in the kernel is left out: it hands out the memory that is measured beside, in jumps where arrays get so large
    that each is mapped anew.
    """
    from zwasmc.pipeline import Options, Pipeline

    wasm = FAMILIES[job["family"]][0](job["size"])
    options = Options(**OPTIONS.get(job["family"], {}))
    Pipeline(Options()).container(FAMILIES["straight"][0](10))
    before = peak()
    runs, seconds = 0, 0.0
    while runs < RUNS or (seconds < ENOUGH_SECONDS and runs < MOST_RUNS):
        gc.collect()
        start = os.times().user
        Pipeline(options).container(wasm)
        seconds += os.times().user - start
        runs += 1
    return {"seconds": seconds / runs, "bytes": peak() - before}


def measure(family: str, divisor: int = 1, scale: int = 1) -> list[tuple[float, int]]:
    """Return (seconds, bytes) at n, 2n and 4n."""
    n = FAMILIES[family][1] * scale // divisor
    out = []
    for size in (n, 2 * n, 4 * n):
        [(_, answer, error, _)] = run_pool(__file__, [{"family": family, "size": size}], 1)
        if error:
            raise RuntimeError(f"{family} of size {size}: {error}")
        out.append((answer["seconds"], answer["bytes"]))
    return out


def excess(points: list[tuple[float, int]], limit: float = LIMIT) -> str:
    """Return "" when time and memory grow by at most ``limit`` per doubling, beyond what is noise."""
    for (t0, m0), (t1, m1) in zip(points, points[1:]):  # noqa: RUF007
        if t1 > t0 * limit + NOISE_SECONDS:
            return f"time grows by {t1 / t0:.2f}: {t0:.3f} s, {t1:.3f} s"
        if m1 > m0 * limit + NOISE_BYTES:
            return f"memory grows by {m1 / max(m0, 1):.2f}: {m0 / 1e6:.1f} MB, {m1 / 1e6:.1f} MB"
    return ""


def main() -> int:
    """Command line."""
    if sys.argv[1:] == ["--worker"]:
        serve(job)
        return 0
    status = 0
    for family in sys.argv[1:] or FAMILIES:
        points = measure(family)
        text = "  ".join(f"{t * 1e3:8.1f} ms {m / 1e6:6.1f} MB" for t, m in points)
        wrong = excess(points)
        status |= bool(wrong)
        print(f"{family:20} {text}  {wrong}", flush=True)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
