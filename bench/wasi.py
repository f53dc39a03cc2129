"""Speed of WASI calls: 1 GiB written to /dev/null in pieces of 64 KiB, against wasmtime.

    python bench/wasi.py

The whole process of zwasm, beside wasmtime's time for ``_start`` alone; samples alternate, medians count.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import wasmtime

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))

import zwasmc
from support import command

PIECE, TOTAL, RUNS = 1 << 16, 1 << 30, 5

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


def in_wasmtime(module: bytes) -> float:
    """Run with wasmtime in this process, whose output goes to /dev/null; return the milliseconds of ``_start``."""
    engine = wasmtime.Engine()
    store = wasmtime.Store(engine)
    config = wasmtime.WasiConfig()
    config.stdout_file = "/dev/null"
    store.set_wasi(config)
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    begin = linker.instantiate(store, wasmtime.Module(engine, module)).exports(store)["_start"]
    assert isinstance(begin, wasmtime.Func)
    start = time.perf_counter()
    begin(store)
    return (time.perf_counter() - start) * 1e3


def in_zwasm(container: Path) -> float:
    """Run with zwasm and return the milliseconds of the process."""
    start = time.perf_counter()
    subprocess.run([command("zwasm"), "run", str(container)], stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1e3


def main() -> None:
    """Print the two medians and their ratio."""
    module = bytes(wasmtime.wat2wasm(WRITER))
    with tempfile.TemporaryDirectory() as scratch:
        container = Path(scratch) / "writer.cwasm"
        container.write_bytes(zwasmc.compile(module))
        times = [(in_zwasm(container), in_wasmtime(module)) for _ in range(RUNS)]
    a, b = (statistics.median(column) for column in zip(*times))
    print(f"1 GiB in pieces of 64 KiB: zwasm {a:.1f} ms, wasmtime {b:.1f} ms, ratio {a / b:.3f}")


if __name__ == "__main__":
    main()
