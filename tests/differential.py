"""Differential testing: wasmtime == interpreter == native code in every variant of compilation.

    python tests/differential.py --count 1000 [--seed N] [--all]   random modules, in worker processes
    python tests/differential.py --simd --count 100 …              random modules of functions with vectors
    python tests/differential.py FILE.wasm …                       every variant of the given modules

A module runs in a worker process, so that a miscompiled one that crashes or hangs is one failure with a reproducer.
Each module is run by the interpreter and by two native variants in turn, besides the default one.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import reshape
from engines import Calls, Interpreter, Native, Wasmtime, difference
from generate import Shape, arguments, generate
from generate_simd import generate_simd
from workers import FOUND, run_pool, serve

ALLOCATABLE_INT = (0, 1, 2, 3, 6, 7, 8, 9, 10, 12, 13)


def register_mask(seed: int, count: int) -> int:
    """Return ``count`` allocatable registers per class: those that instructions fix, and others by seed."""
    r = random.Random(seed)
    ints = list(ALLOCATABLE_INT)
    r.shuffle(ints)
    vectors = list(range(32, 47))
    r.shuffle(vectors)
    mask = 0
    for number in ints[:count] + vectors[:count]:
        mask |= 2**number
    return mask


def variants(seed: int, least: int = 4) -> dict[str, dict[str, Any]]:
    """Return the compilation variants: name -> options; some have as few registers per class as ``least`` says."""
    return {
        "default": {},
        "v2": {"cpu": "v2"},
        "noshare": {"share": False},
        "few": {"registers": register_mask(seed, least)},
        "checked": {"memory": "checked"},
        "registers6": {"registers": register_mask(seed, 6)},
        "interruptible": {"interruptible": True},
        "slots": {"slots": True},
        "v4": {"cpu": "v4"},
        "v2few": {"cpu": "v2", "registers": register_mask(seed + 1, least), "memory": "checked", "share": False},
    }


LEVELS = ("default", "v2", "v4")
"""The variants that differ in the processor only."""


def engines(seed: int, every: bool, plain_nans: bool, simd: bool = False) -> list[Any]:
    """Return the engines that a module is run by besides wasmtime; ``plain_nans``: as users compile."""
    # A vector operation has up to three operands, a result and a temporary.
    chosen = variants(seed, 5 if simd else 4)
    if not every:
        others = list(chosen)[1:]
        keep = {"default", others[seed % len(others)], others[(seed * 5 + 3 + seed // 9) % len(others)]}
        if simd:
            # a module has many functions: less of each
            keep = {LEVELS[seed % 3], others[seed // 3 % len(others)]}
        chosen = {name: options for name, options in chosen.items() if name in keep}
    if plain_nans:
        chosen = {name: {"canonical_nans": False, **options} for name, options in chosen.items()}
    out: list[Any] = [Interpreter(share=seed % 4 != 3, clean=seed % 8 != 6)]
    return out + [Native(name, options) for name, options in chosen.items()]


ORACLE: list[Wasmtime] = []


def oracle() -> Wasmtime:
    """Return the wasmtime engine of this process."""
    if not ORACLE:
        ORACLE.append(Wasmtime())
    return ORACLE[0]


def calls_of(wasm: bytes, seed: int, sets: int = 3) -> Calls:
    """Return the calls to make: every function with several argument sets."""
    calls: Calls = []
    functions = oracle().functions(wasm)
    for round in range(sets):
        for number, (name, params) in enumerate(functions):
            calls.append((name, arguments(seed * 1000 + round * 100 + number, params)))
    return calls


Progress = Callable[[str], None]


def compare(wasm: bytes, seed: int, others: list[Any], say: Progress) -> dict[str, str]:
    """Run a module by wasmtime and others; return engine -> difference; ``say`` names each before it runs."""
    say("wasmtime")
    calls = calls_of(wasm, seed)
    expected = oracle().observe(wasm, calls)
    found: dict[str, str] = {}
    reference: list[Any] = []
    for engine in others:
        say(engine.name)
        try:
            observed = engine.observe(wasm, calls)
            message = difference(expected, observed)
            if engine.name == "interpreter":
                reference = observed
            elif not message and reference:
                message = difference(reference, observed, True)
        except Exception as error:
            message = f"{type(error).__name__}: {error}"
        if message:
            found[engine.name] = message
    return found


def generated(seed: int, simd: bool) -> bytes:
    """Return the random module of a seed."""
    return generate_simd(seed) if simd else generate(seed)


def job(job: dict[str, Any], say: Progress) -> dict[str, Any]:
    """Do one job, {seed, all, file?, plain?, simd?, reshape?}, in a worker process."""
    seed = job["seed"]
    simd = bool(job.get("simd"))
    wasm = Path(job["file"]).read_bytes() if job.get("file") else generated(seed, simd)
    plain = bool(job.get("plain", Shape(seed).plain_nans))
    try:
        if job.get("reshape"):
            others: list[Any] = reshape.engines(seed, register_mask(seed, 6 if simd else 4), simd)
        else:
            others = engines(seed, job["all"], plain, simd)
        failures = compare(wasm, seed, others, say)
    except Exception as error:
        failures = {"harness": f"{type(error).__name__}: {error}"}
    return {"failures": failures}


def run_jobs(jobs: Iterable[dict[str, Any]], processes: int) -> Iterator[dict[str, Any]]:
    """Run jobs in worker processes; yield {job, failures} as they end."""
    for one, answer, error, at in run_pool(__file__, jobs, processes):
        yield {"seed": one["seed"], "job": one, "failures": {at or "harness": error} if error else answer["failures"]}


def failures_of(wasm: bytes, seed: int = 0, plain: bool = False, folder: Path | None = None) -> dict[str, str]:
    """Run every variant of one module in a process of its own."""
    path = (folder or Path(os.environ.get("TMPDIR", "/tmp"))) / f"differential-{os.getpid()}.wasm"
    path.write_bytes(wasm)
    try:
        job = {"seed": seed, "all": True, "file": str(path), "plain": plain}
        return next(run_jobs([job], 1))["failures"]  # type: ignore[no-any-return]
    finally:
        path.unlink()


def main() -> int:
    """Command line."""
    import argparse

    parser = argparse.ArgumentParser(description="Compare wasmtime, interpreter and native code.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--all", action="store_true", help="every variant of every module")
    parser.add_argument("--plain", action="store_true", help="files are compiled without canonical NaNs")
    parser.add_argument("--simd", action="store_true", help="modules of functions with vectors")
    parser.add_argument("--stop", action="store_true", help="stop at the first failure")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--worker", action="store_true", help="serve as a worker")
    options = parser.parse_args()
    if options.worker:
        serve(job)
        return 0
    for file in options.files:
        complaint = oracle().refusal(file.read_bytes())
        if complaint:
            parser.error(f"{file}: {complaint}")
    start = time.monotonic()
    failed = 0
    if options.files:
        jobs = [{"seed": options.seed, "all": True, "file": str(f), "plain": options.plain} for f in options.files]
    else:
        seeds = range(options.seed, options.seed + options.count)
        jobs = [{"seed": seed, "all": options.all, "simd": options.simd} for seed in seeds]
    for number, answer in enumerate(run_jobs(jobs, options.processes), 1):
        if number % 500 == 0:
            print(f"{number} of {len(jobs)}", flush=True)
        if answer["failures"]:
            failed += 1
            print(answer["job"].get("file", answer["seed"]), answer["failures"], flush=True)
            if options.stop:
                return FOUND
    taken = time.monotonic() - start
    print(f"{len(jobs)} modules, {failed} failed, {len(jobs) / taken:.1f} modules/s")
    return FOUND if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
