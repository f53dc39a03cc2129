"""Differential testing: wasmtime == interpreter == native code in every variant of compilation.

    python tests/differential.py --count 1000 [--seed N] [--all]   random modules, in worker processes
    python tests/differential.py FILE.wasm …                       every variant of the given modules

A module runs in a worker process, so that a miscompiled one that crashes or hangs is one failure with a reproducer.
Each module is run by the interpreter and by two native variants in turn, besides the default one.
"""

from __future__ import annotations

import json
import os
import random
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from engines import Calls, Interpreter, Native, Wasmtime, difference
from generate import Shape, arguments, generate

TIMEOUT = 120.0
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


def variants(seed: int) -> dict[str, dict[str, Any]]:
    """Return the compilation variants: name -> options; the last ones depend on the seed."""
    return {
        "default": {},
        "v2": {"cpu": "v2"},
        "noshare": {"share": False},
        "registers4": {"registers": register_mask(seed, 4)},
        "checked": {"memory": "checked"},
        "registers6": {"registers": register_mask(seed, 6)},
        "interruptible": {"interruptible": True},
        "slots": {"slots": True},
        "v4": {"cpu": "v4"},
        "v2registers4": {"cpu": "v2", "registers": register_mask(seed + 1, 4), "memory": "checked", "share": False},
    }


def engines(seed: int, every: bool, plain_nans: bool) -> list[Any]:
    """Return the engines that a module is run by besides wasmtime; ``plain_nans``: as users compile."""
    chosen = variants(seed)
    if not every:
        others = list(chosen)[1:]
        keep = {"default", others[seed % len(others)], others[(seed * 5 + 3 + seed // 9) % len(others)]}
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


def compare(wasm: bytes, seed: int, every: bool, plain_nans: bool, say: Progress) -> dict[str, str]:
    """Run a module everywhere and return engine -> difference where there is one; ``say`` names each before it runs."""
    say("wasmtime")
    calls = calls_of(wasm, seed)
    expected = oracle().observe(wasm, calls)
    found: dict[str, str] = {}
    for engine in engines(seed, every, plain_nans):
        say(engine.name)
        try:
            message = difference(expected, engine.observe(wasm, calls))
        except Exception as error:
            message = f"{type(error).__name__}: {error}"
        if message:
            found[engine.name] = message
    return found


def worker() -> None:
    """Serve jobs, one JSON line each: {seed, all, file?}; answer with the failures of each."""
    for line in sys.stdin:
        job = json.loads(line)
        seed = job["seed"]

        def say(name: str) -> None:
            print(json.dumps({"at": name}), flush=True)

        if job.get("file"):
            wasm, shape = Path(job["file"]).read_bytes(), Shape(seed)
        else:
            wasm, shape = generate(seed), Shape(seed)
        plain = bool(job.get("plain", shape.plain_nans))
        try:
            failures = compare(wasm, seed, job["all"], plain, say)
        except Exception as error:
            failures = {"harness": f"{type(error).__name__}: {error}"}
        print(json.dumps({"seed": seed, "failures": failures}), flush=True)


class Worker:
    """A worker process and the job it has."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=False)
        assert self.process.stdin is not None and self.process.stdout is not None
        self.stdin: IO[bytes] = self.process.stdin
        self.stdout: IO[bytes] = self.process.stdout
        os.set_blocking(self.stdout.fileno(), False)
        self.buffer = b""
        self.job: dict[str, Any] | None = None
        self.deadline = 0.0
        self.at = ""

    def give(self, job: dict[str, Any]) -> None:
        """Send a job."""
        self.job = job
        self.deadline = time.monotonic() + TIMEOUT
        self.stdin.write(json.dumps(job).encode() + b"\n")
        self.stdin.flush()

    def poll(self) -> dict[str, Any] | None:
        """Read what there is; return the answer to the job when it is complete."""
        chunk = self.stdout.read()
        self.buffer += chunk or b""
        while b"\n" in self.buffer:
            line, self.buffer = self.buffer.split(b"\n", 1)
            answer = json.loads(line)
            if "at" in answer:
                self.at = answer["at"]
            else:
                self.job = None
                return dict(answer)
        if chunk == b"":
            self.process.wait()
            return self.dead(f"the process died with status {self.process.returncode}")
        return None

    def dead(self, why: str) -> dict[str, Any]:
        """Answer for a process that crashed or hangs."""
        job, self.job = self.job, None
        return {"seed": job["seed"] if job else -1, "failures": {self.at or "harness": why}, "dead": True}

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        self.stdin.close()
        self.stdout.close()


def run_jobs(jobs: Iterable[dict[str, Any]], processes: int) -> Iterator[dict[str, Any]]:
    """Run jobs in worker processes and yield their answers, each with its job."""
    command = [sys.executable, str(Path(__file__).resolve()), "--worker"]
    queue = iter(jobs)
    workers: list[Worker] = []
    with selectors.DefaultSelector() as selector:
        try:
            for _ in range(processes):
                start_next(Worker(command), queue, workers, selector)
            while workers:
                selector.select(5.0)
                for w in list(workers):
                    job = w.job
                    answer = w.poll()
                    if answer is None and time.monotonic() > w.deadline:
                        answer = w.dead(f"no end after {TIMEOUT:.0f} s")
                    if answer is None:
                        continue
                    yield {**answer, "job": job}
                    selector.unregister(w.stdout)
                    workers.remove(w)
                    if answer.get("dead"):
                        w.stop()
                        w = Worker(command)
                    start_next(w, queue, workers, selector)
        finally:
            for w in workers:
                w.stop()


def start_next(w: Worker, queue: Iterator[dict[str, Any]], workers: list[Worker], selector: Any) -> None:
    """Give a worker the next job, or end it when there is none."""
    job = next(queue, None)
    if job is None:
        w.stop()
        return
    w.give(job)
    workers.append(w)
    selector.register(w.stdout, selectors.EVENT_READ)


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
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--worker", action="store_true", help="serve as a worker")
    options = parser.parse_args()
    if options.worker:
        worker()
        return 0
    start = time.monotonic()
    failed = 0
    if options.files:
        jobs = [{"seed": options.seed, "all": True, "file": str(f), "plain": options.plain} for f in options.files]
    else:
        jobs = [{"seed": options.seed + k, "all": options.all} for k in range(options.count)]
    for answer in run_jobs(jobs, options.processes):
        if answer["failures"]:
            failed += 1
            print((answer["job"] or {}).get("file", answer["seed"]), answer["failures"], flush=True)
    taken = time.monotonic() - start
    print(f"{len(jobs)} modules, {failed} failed, {len(jobs) / taken:.1f} modules/s")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
