"""Make a module that shows a difference smaller.

    python tests/minimize.py FILE.wasm -o SMALL.wasm [--engine NAME] [--seed N]

Bodies are emptied, instructions removed or replaced by constants, as long as wasmtime accepts the module and the named
engine (default: any) still differs.  The candidates run in worker processes.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from differential import failures_of
from engines import Wasmtime
from mutate import Parts, instructions

ZEROS = (b"\x41\x00", b"\x42\x00", b"\x43\0\0\0\0", b"\x44" + bytes(8), b"\xfd\x0c" + bytes(16))
FILLERS = (b"", *ZEROS, b"\x1a", b"\x1a\x1a", b"\x1a\x1a\x1a", b"\x00")


def minimize(wasm: bytes, fails: Callable[[bytes], bool], valid: Callable[[bytes], bool]) -> bytes:
    """Return a smaller module for which ``fails`` still holds."""

    def attempt(parts: Parts, number: int, body: bytes) -> bool:
        old = parts.bodies[number]
        if body == old:
            return False
        parts.bodies[number] = body
        candidate = parts.build()
        if valid(candidate) and fails(candidate):
            return True
        parts.bodies[number] = old
        return False

    parts = Parts(wasm)
    for number in range(len(parts.bodies)):
        body = parts.bodies[number]
        attempt(parts, number, body[: instructions(body)[0][0]] + b"\x00\x0b")
    for number in range(len(parts.bodies)):
        size = len(instructions(parts.bodies[number])) // 2
        while size >= 1:
            at = 0
            while at < len(instructions(parts.bodies[number])) - 1:
                body = parts.bodies[number]
                spans = instructions(body)
                start, end = spans[at][0], spans[min(at + size, len(spans) - 1)][0]
                for filler in FILLERS:
                    if len(filler) < end - start and attempt(parts, number, body[:start] + filler + body[end:]):
                        break
                else:
                    at += max(1, size // 2)
            size //= 2
    return parts.build()


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Make a module that shows a difference smaller.")
    parser.add_argument("file", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--engine", default="", help="the engine that must differ")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    oracle = Wasmtime()

    def fails(wasm: bytes) -> bool:
        found = failures_of(wasm, options.seed, options.plain)
        return options.engine in found if options.engine else bool(found)

    small = minimize(options.file.read_bytes(), fails, lambda wasm: oracle.valid(wasm) == "")
    options.output.write_bytes(small)
    print(f"{len(small)} bytes: {failures_of(small, options.seed, options.plain)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
