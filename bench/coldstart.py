"""Cold start: ``zwasm run hello.cwasm`` beside a static C program that does nothing, and loading of a large container.

    python bench/coldstart.py [--runs N]

Needs musl-gcc and gcc.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from common import ROOT, build, command, corpus, parse

import zwasm
import zwasmc


def main() -> None:
    """Print the figures."""
    options = parse("Cold start of the runtime.", 200, programs=False)
    runtime = command("zwasm")
    library = Path(os.environ.get("ZWASM_LIB") or Path(zwasm.__file__).parent / "_native" / "libzwasm.so").resolve()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "nothing.c").write_text("int main(void) { return 0; }\n")
        nothing = build(str(folder / "nothing.c"), folder / "nothing", "-static", "-s", cc="musl-gcc")
        spawn = build(str(ROOT / "bench/spawn.c"), folder / "spawn", "-static", cc="musl-gcc")
        hello, large = folder / "hello.cwasm", folder / "sqlite3.cwasm"
        hello.write_bytes(zwasmc.compile(corpus("kernels/hello.wasm").read_bytes()))
        large.write_bytes(zwasmc.compile(corpus("bench/sqlite3/sqlite3.wasm").read_bytes()))
        call = [spawn, str(options.runs), nothing, "--", runtime, "run", str(hello)]
        lines = subprocess.run(call, check=True, capture_output=True, text=True).stdout.splitlines()
        (base, base_memory), (ours, memory) = [tuple(map(int, line.split())) for line in lines]
        print(f"a static C program that does nothing  {base / 1e6:8.3f} ms  {base_memory:6} KB")
        print(f"zwasm run hello.cwasm                 {ours / 1e6:8.3f} ms  {memory:6} KB")
        print(f"difference                            {(ours - base) / 1e6:8.3f} ms")
        include = f"-I{ROOT / 'loader/include'}"
        load = build(str(ROOT / "bench/load.c"), folder / "load", include, str(library), f"-Wl,-rpath,{library.parent}")
        taken = subprocess.run([load, str(options.runs), str(large)], check=True, capture_output=True, text=True).stdout
        print(f"load and instantiate sqlite3.cwasm    {int(taken) / 1e6:8.3f} ms")
        print(f"size of the zwasm executable          {os.path.getsize(runtime):8} bytes")


if __name__ == "__main__":
    main()
