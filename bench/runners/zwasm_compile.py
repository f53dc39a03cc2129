"""Compiles FILE.wasm for this machine in this process and reports the time, as the other runners do."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import zwasmc

wasm = Path(sys.argv[1]).read_bytes()
zwasmc.compile(bytes.fromhex("0061736d01000000"), cpu="native")  # imports
start = time.perf_counter_ns()
zwasmc.compile(wasm, cpu="native")
print(f"compile_ns: {time.perf_counter_ns() - start}", file=sys.stderr)
