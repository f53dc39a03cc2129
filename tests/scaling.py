"""Time and memory of compiling the families of `families`, each size in a process of its own.

    python tests/scaling.py [FAMILY…]

prints seconds, megabytes, and how they grow per doubling.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from families import FAMILIES, OPTIONS
from workers import run_pool, serve

LIMIT = 2.3
RUNS = 5
MOST_RUNS = 30
ENOUGH_SECONDS = 0.4
MOST_ROUNDS = 8
NOISE_SECONDS = 0.001
NOISE_BYTES = 5 << 20
"""What the first, small module leaves free: so much of a larger one is not seen."""


def peak() -> int:
    """Return the most memory this process has had, in bytes.  (What getrusage says includes the parent's.)"""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def keep_memory() -> None:
    """Have malloc keep what is freed (glibc's mallopt(3); other libraries have no such call).

    Otherwise each large array is mapped and cleared by the kernel anew, which takes up to half of the time and depends
    on the machine and on the size in jumps.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        trim_threshold, top_pad, mmap_threshold = -1, -2, -3
        for option, value in ((trim_threshold, 1 << 30), (top_pad, 64 << 20), (mmap_threshold, 32 << 20)):
            if not mallopt(option, value):
                raise OSError(f"mallopt refuses option {option}")


def job(job: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Compile one module: the CPU time of the fastest run, and what the first one added to the peak of memory.

    The fastest, since what disturbs a run (other processes in the caches, memory used for the first time) adds to it.
    """
    from zwasmc.options import Options
    from zwasmc.pipeline import Pipeline

    wasm = FAMILIES[job["family"]][0](job["size"])
    options = Options(**OPTIONS.get(job["family"], {}))
    Pipeline(Options()).container(FAMILIES["straight"][0](10))
    before = peak()
    times: list[float] = []
    grown = 0
    while len(times) < RUNS or (sum(times) < ENOUGH_SECONDS and len(times) < MOST_RUNS):
        gc.collect()
        start = time.process_time()
        Pipeline(options).container(wasm)
        times.append(time.process_time() - start)
        grown = grown or peak() - before
    return {"seconds": min(times), "bytes": grown}


def measure(family: str, sizes: list[int]) -> list[tuple[float, int]]:
    """Return (seconds, bytes) at each size."""
    out = []
    for size in sizes:
        [(_, answer, error, _)] = run_pool(__file__, [{"family": family, "size": size}], 1)
        if error:
            raise RuntimeError(f"{family} of size {size}: {error}")
        out.append((answer["seconds"], answer["bytes"]))
    return out


def judge(family: str, size: float = 1, limit: float = LIMIT) -> tuple[list[tuple[float, int]], str, int]:
    """Measure a family at n, 2n and 4n, where n is ``size`` times its own; return the points, `excess`, and the rounds.

    A machine may run at half its speed for seconds on end.  So what seems to grow too fast is measured again, and the
    least of all rounds counts: that comes closer to what the work takes, but never below it.
    """
    n = int(FAMILIES[family][1] * size)
    sizes = [n, 2 * n, 4 * n]
    points = measure(family, sizes)
    rounds = 1
    while (wrong := excess(points, limit)) and rounds < MOST_ROUNDS:
        points = [(min(t, u), min(m, k)) for (t, m), (u, k) in zip(points, measure(family, sizes), strict=True)]
        rounds += 1
    return points, wrong, rounds


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
        keep_memory()
        serve(job)
        return 0
    status = 0
    for family in sys.argv[1:] or FAMILIES:
        points, wrong, rounds = judge(family)
        text = "  ".join(f"{t * 1e3:8.1f} ms {m / 1e6:6.1f} MB" for t, m in points)
        status |= bool(wrong)
        print(f"{family:20} {text}  rounds: {rounds}  {wrong}", flush=True)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
