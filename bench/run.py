"""Speed of the code: zwasm against wasmtime (Cranelift, opt-level speed), both for this very CPU.

    python bench/run.py [--runs N] [--only TEXT]

Programs of corpus/bench measure themselves; samples of the two engines alternate, medians count, and the geometric
mean is over the programs that take wasmtime 1 ms or longer.  Kernels: time of the whole process, beside `gcc -O2` of
the same source and wasmtime's time for `_start` alone.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import build, command, corpus, geomean, parse

WITHOUT = ("libsodium", "splay")  # SIMD, GC
KERNELS = {"nbody": 5000000, "fannkuch": 10, "spectral": 1000, "mandel": 1000, "sha256": 100, "qsort": 5000000,
           "matmul": 600, "sieve": 5000000}  # fmt: skip


def guest(path: str, args: list[str]) -> None:
    """Run a module that was compiled by wasmtime, in this process; prints the time of ``_start`` on stderr."""
    import wasmtime

    engine = wasmtime.Engine()
    store = wasmtime.Store(engine)
    config = wasmtime.WasiConfig()
    config.argv = [Path(path).stem, *args]
    config.inherit_stdout()
    config.inherit_stderr()
    config.preopen_dir(".", ".")
    store.set_wasi(config)
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    instance = linker.instantiate(store, wasmtime.Module.deserialize_file(engine, path))
    begin = instance.exports(store)["_start"]
    assert isinstance(begin, wasmtime.Func)
    start = time.perf_counter()
    try:
        begin(store)
    except wasmtime.ExitTrap:
        pass
    print(f"start_ns: {(time.perf_counter() - start) * 1e9:.0f}", file=sys.stderr)


def prepare(wasm: Path, folder: Path) -> tuple[list[str], list[str]]:
    """Compile a program for both engines; returns their command lines."""
    import wasmtime

    import zwasmc

    ours, theirs = folder / f"{wasm.stem}.cwasm", folder / f"{wasm.stem}.wasmtime"
    module = wasm.read_bytes()
    ours.write_bytes(zwasmc.compile(module, cpu="native"))
    config = wasmtime.Config()
    config.cranelift_opt_level = "speed"
    theirs.write_bytes(wasmtime.Module(wasmtime.Engine(config), module).serialize())
    return [command("zwasm"), "run", "--dir", ".", str(ours)], [sys.executable, __file__, "--guest", str(theirs)]


def sample(call: list[str], cwd: Path, mark: str) -> tuple[float, bytes]:
    """Run once; milliseconds that the program reports after ``mark`` (of the whole process without), and its output."""
    start = time.perf_counter()
    done = subprocess.run(call, cwd=cwd, capture_output=True, stdin=subprocess.DEVNULL)
    whole = (time.perf_counter() - start) * 1e3
    if done.returncode:
        raise SystemExit(f"{' '.join(call)}: exit status {done.returncode}\n{done.stderr.decode(errors='replace')}")
    found = re.findall(rf"{mark}:\s*(\d+)".encode(), done.stderr) if mark else []
    return (sum(map(int, found)) / 1e6 if mark else whole), done.stdout


def main() -> None:
    """Print the tables."""
    if sys.argv[1:2] == ["--guest"]:
        guest(sys.argv[2], sys.argv[3:])
        return
    options = parse("Speed of the code against wasmtime.", 5)
    ratios = []
    print(f"{'program':24} {'zwasm ms':>10} {'wasmtime ms':>12} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as scratch:
        for wasm in sorted(corpus("bench").glob("*/*.wasm")):
            name = wasm.parent.name if wasm.stem == "benchmark" else wasm.stem
            if wasm.parent.name in WITHOUT or options.only not in name:
                continue
            calls = prepare(wasm, Path(scratch))
            times: tuple[list[float], list[float]] = ([], [])
            for _ in range(options.runs):
                outputs = []
                for call, found in zip(calls, times):
                    taken, output = sample(call, wasm.parent, "elapsed_ns")
                    found.append(taken)
                    outputs.append(output)
                if outputs[0] != outputs[1]:
                    raise SystemExit(f"{name}: different output")
            ours, theirs = statistics.median(times[0]), statistics.median(times[1])
            counts = theirs >= 1
            if counts:
                ratios.append(ours / theirs)
            note = "" if counts else "  (under 1 ms, not counted)"
            print(f"{name:24} {ours:10.2f} {theirs:12.2f} {ours / theirs:6.2f}{note}", flush=True)
        if ratios:
            print(f"geomean {geomean(ratios):.3f} over {len(ratios)} programs\n")
        print(f"{'kernel':12} {'zwasm ms':>10} {'gcc -O2 ms':>11} {'wasmtime ms':>12}")
        for name, argument in KERNELS.items():
            if options.only not in name:
                continue
            calls = prepare(corpus(f"kernels/{name}.wasm"), Path(scratch))
            native = build(str(corpus(f"kernels/{name}.c")), Path(scratch) / name, "-lm")
            kinds = ((calls[0], ""), ([native], ""), (calls[1], "start_ns"))
            found = [[] for _ in kinds]
            for _ in range(options.runs):
                for (call, mark), times_of in zip(kinds, found):
                    times_of.append(sample([*call, str(argument)], Path(scratch), mark)[0])
            ours, gcc, theirs = map(statistics.median, found)
            print(f"{name:12} {ours:10.1f} {gcc:11.1f} {theirs:12.1f}", flush=True)


if __name__ == "__main__":
    main()
