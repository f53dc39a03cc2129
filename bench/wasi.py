"""Speed of WASI calls: 1 GiB written to /dev/null in pieces of 64 KiB, against wasmtime.

    python bench/wasi.py [--runs N]

The whole process of zwasm, beside wasmtime's time for ``_start`` alone; samples alternate, medians count.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import wasmtime
from common import parse
from run import prepare

PIECE, TOTAL = 1 << 16, 1 << 30

WRITER = f"""(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 4)
  (func (export "_start") (local $left i32)
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const {PIECE}))
    (local.set $left (i32.const {TOTAL // PIECE}))
    (loop $again
      (if (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)) (then (unreachable)))
      (if (i32.ne (i32.load (i32.const 8)) (i32.const {PIECE})) (then (unreachable)))
      (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))))"""


def sample(call: list[str], mark: str) -> float:
    """Run once; milliseconds, as reported after ``mark`` or of the whole process."""
    start = time.perf_counter()
    done = subprocess.run(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    whole = (time.perf_counter() - start) * 1e3
    found = re.search(rf"{mark}: (\d+)", done.stderr) if mark else None
    return int(found[1]) / 1e6 if found else whole


def main() -> None:
    """Print the two medians and their ratio."""
    options = parse("Speed of WASI calls.", 5)
    with tempfile.TemporaryDirectory() as scratch:
        module = Path(scratch) / "writer.wasm"
        module.write_bytes(bytes(wasmtime.wat2wasm(WRITER)))
        ours, theirs = prepare(module, Path(scratch))
        times = [(sample(ours, ""), sample(theirs, "start_ns")) for _ in range(options.runs)]
    a, b = (statistics.median(column) for column in zip(*times))
    print(f"1 GiB in 64 KiB pieces: zwasm {a:.1f} ms, wasmtime {b:.1f} ms, ratio {a / b:.2f}")


if __name__ == "__main__":
    main()
