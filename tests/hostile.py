"""Hostile modules: zwasmc accepts and refuses what wasmtime's validator does, and nothing but `CompileError` comes out.

    python tests/hostile.py --count 1000 [--seed N]
"""

from __future__ import annotations

import random
import resource
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import wasmtime

from generate import generate
from mutate import mutate
from workers import FOUND, run_pool, serve
from zwasmc.errors import CompileError, Unsupported

BATCH = 50
SLOW = 20.0
LIMITS = (
    "implementation limit", "size is out of bounds", "count is out of bounds", "too many locals",
    "count exceeds limit of", "effective type size exceeds the limit of",
)  # fmt: skip
"""What wasmtime says when a module is too large for it, in words that no rule of validation shares."""


def validator() -> wasmtime.Engine:
    """Return a wasmtime engine with every proposal that zwasmc validates."""
    config = wasmtime.Config()
    proposals = ("multi_memory", "memory64", "simd", "relaxed_simd", "function_references", "reference_types")
    for name in (*proposals, "bulk_memory", "gc", "tail_call", "exceptions"):
        setattr(config, f"wasm_{name}", True)
    return wasmtime.Engine(config)


def case(seed: int) -> tuple[bytes, str]:
    """Return the mutated module of a seed."""
    r = random.Random(f"hostile {seed}")
    wasm = generate(r.randrange(400), 100)
    wasm, what = mutate(wasm, r)
    if r.random() < 0.15:
        try:
            wasm, more = mutate(wasm, r)
            what = f"{what}, {more}"
        except (IndexError, ValueError):
            pass
    return wasm, what


def check(wasm: bytes, engine: wasmtime.Engine, counts: Counter[str]) -> str:
    """Return "" when zwasmc treats a module as wasmtime does, else what is different; counts verdicts and codes."""
    from zwasmc.options import Options
    from zwasmc.pipeline import Pipeline

    try:
        wasmtime.Module.validate(engine, wasm)
        complaint = ""
    except wasmtime.WasmtimeError as error:
        complaint = str(error)
    start = time.monotonic()
    try:
        Pipeline(Options(memory="checked" if zlib.crc32(wasm) & 1 else "guard")).container(wasm)
        verdict = ""
    except CompileError as error:
        verdict = str(error) or "?"
        counts[f"{error.kind} {error.code}"] += 1
        counts[error.kind] += 1
        if isinstance(error, Unsupported):
            return ""
        if not -1 <= error.offset <= len(wasm):
            return f"offset {error.offset} outside of the module: {verdict}"
    except BaseException as error:
        return f"{type(error).__name__}: {error}; wasmtime: {complaint or 'valid'}"
    if time.monotonic() - start > SLOW:
        return f"{time.monotonic() - start:.0f} s"
    if not verdict:
        counts["valid"] += 1
    if bool(verdict) == bool(complaint) or any(limit in complaint for limit in LIMITS):
        return ""
    return f"zwasmc: {verdict or 'valid'}; wasmtime: {' '.join(complaint.split()) or 'valid'}"


def job(job: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Check the cases from a number on, in a worker process."""
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    engine = validator()
    counts: Counter[str] = Counter()
    failures = {}
    for number in range(job["first"], job["first"] + job["count"]):
        say(str(number))
        wasm, what = case(number)
        counts["body" if what.startswith("body") else "elsewhere"] += 1
        message = check(wasm, engine, counts)
        if message:
            failures[number] = f"{what}: {message}"
    return {"failures": failures, "counts": counts}


def run_cases(first: int, count: int, processes: int, counts: Counter[str]) -> Iterator[tuple[int, str]]:
    """Check ``count`` cases in batches and yield (case, failure); fills ``counts``."""
    jobs = ({"first": k, "count": min(BATCH, first + count - k)} for k in range(first, first + count, BATCH))
    for _, answer, error, at in run_pool(__file__, jobs, processes):
        if error:
            yield int(at or -1), error
            continue
        counts.update(answer["counts"])
        for number, message in answer["failures"].items():
            yield int(number), message


def main() -> int:
    """Command line."""
    import argparse

    parser = argparse.ArgumentParser(description="Compare zwasmc with wasmtime's validator on mutated modules.")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--stop", action="store_true", help="stop at the first failure")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--worker", action="store_true", help="serve as a worker")
    options = parser.parse_args()
    if options.worker:
        serve(job)
        return 0
    counts: Counter[str] = Counter()
    failed = 0
    for number, message in run_cases(options.seed, options.count, options.processes, counts):
        failed += 1
        print(number, message, flush=True)
        if options.stop:
            return FOUND
    for name, number in sorted(counts.items()):
        print(f"{number:8} {name}")
    return FOUND if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
