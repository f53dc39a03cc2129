"""Speed and memory of the compiler: sqlite3 and the five Go programs, each in a process of its own.

    python bench/compile.py [--runs N]

MB/s is megabytes of the module's code section per second, `zwasmc.compile` from first byte to last, median of the
runs.  CPU seconds show how busy the machine was.  Peak is the process's resident memory, Python and module included.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from common import corpus, geomean, parse

PROGRAMS = ("bench/sqlite3/sqlite3.wasm", *(f"realworld/go_{name}.wasm" for name in (
    "error_handling", "hello_wasi", "map_ops", "regex", "sort_benchmark")))  # fmt: skip


def code_size(wasm: bytes) -> int:
    """Return the size of the code section."""
    at = 8
    while at < len(wasm):
        section = wasm[at]
        size = shift = 0
        while True:
            at += 1
            size |= (wasm[at] & 0x7F) << shift
            shift += 7
            if wasm[at] < 0x80:
                break
        at += 1
        if section == 10:
            return size
        at += size
    return 0


def measure(path: Path, runs: int) -> dict[str, float]:
    """Compile a module several times in this process."""
    import zwasmc

    wasm = path.read_bytes()
    zwasmc.compile(bytes.fromhex("0061736d01000000"))  # imports
    samples = []
    cpu = []
    for _ in range(runs):
        start = (time.perf_counter(), time.process_time())
        size = len(zwasmc.compile(wasm))
        samples.append(time.perf_counter() - start[0])
        cpu.append(time.process_time() - start[1])
    return {
        "seconds": statistics.median(samples),
        "cpu": statistics.median(cpu),
        "code": code_size(wasm) / 1e6,
        "container": size / 1e6,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Print the table."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(Path(sys.argv[2]), int(sys.argv[3]))))
        return
    options = parse("Speed and memory of the compiler.", 3)
    speeds = []
    print(f"{'program':20} {'code MB':>8} {'seconds':>8} {'CPU s':>8} {'MB/s':>8} {'.cwasm MB':>10} {'peak MB':>8}")
    for program in PROGRAMS:
        path = corpus(program)
        if options.only in path.stem:
            call = [sys.executable, __file__, "--one", str(path), str(options.runs)]
            found = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
            speeds.append(found["code"] / found["seconds"])
            numbers = f"{found['code']:8.2f} {found['seconds']:8.3f} {found['cpu']:8.3f} {speeds[-1]:8.2f}"
            print(f"{path.stem:20} {numbers} {found['container']:10.2f} {found['peak']:8.0f}", flush=True)
    if not speeds:
        raise SystemExit(f"--only {options.only}: no program's name contains it")
    print(f"geomean {geomean(speeds):.2f} MB/s, slowest {min(speeds):.2f} MB/s")


if __name__ == "__main__":
    main()
