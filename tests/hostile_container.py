"""Hostile containers: mutated and truncated ``.cwasm`` files are refused or harmless, as ``zwasm run`` shows.

Outside of code and data (the parts const, text, data and image) a mutant is refused or behaves as the original; inside,
``--check`` refuses it.  No mutant crashes or hangs the runtime, or leaves a file.  With its checksums repaired,
``zwasmc inspect`` shows a mutant or refuses it too.
"""

from __future__ import annotations

import io
import random
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from pathlib import Path

import wasmtime

import zwasmc
from zwasm_formats import cwasm, cwasm_read
from zwasmc.cli_disasm import disassemble
from zwasmc.cli_inspect import inspect_container

BULK = ("const", "text", "data", "image")
TIMEOUT = 10.0
INSPECTED = 3
"""One in so many mutants is inspected."""

HELLO = r"""
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (table 3 funcref)
  (global $n (mut i32) (i32.const 3))
  (elem (i32.const 0) $line $again)
  (data (i32.const 64) "hello from the guest\n")
  (data (i32.const 4) "\40\00\00\00\15\00\00\00")
  (func $line (drop (call $write (i32.const 1) (i32.const 4) (i32.const 1) (i32.const 0))))
  (func $again (global.set $n (i32.sub (global.get $n) (i32.const 1))) (call $line))
  (func (export "_start")
    (loop (call_indirect (i32.const 1)) (br_if 0 (global.get $n)))))
"""
TRAP = r"""
(module
  (memory (export "memory") 1)
  (data (i32.const 0) "data")
  (func $inner (param i32) (result i32) (i32.load offset=65536 (local.get 0)))
  (func $outer (param i32) (result i32) (i32.add (call $inner (local.get 0)) (i32.const 1)))
  (func (export "_start") (drop (call $outer (i32.const 7)))))
"""


class Subject:
    """A container and how it behaves."""

    def __init__(self, zwasm: str, wat: str, folder: Path, **options: str) -> None:
        self.container = zwasmc.compile(bytes(wasmtime.wat2wasm(wat)), **options)  # type: ignore[arg-type]
        parsed = cwasm_read.parse(self.container)
        self.parts = {name: (at, at + size) for name, (at, size) in parsed.parts.items() if size}
        self.bulk = [self.parts[name] for name in BULK if name in self.parts]
        self.expected = run(zwasm, self.container, folder, [])


def run(zwasm: str, container: bytes, folder: Path, options: list[str]) -> tuple[int, bytes, bytes]:
    """Run a container; returns exit status, output and errors."""
    path = folder / "mutant.cwasm"
    path.write_bytes(container)
    command = [zwasm, "run", *options, str(path)]
    quiet = subprocess.DEVNULL
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=TIMEOUT, stdin=quiet, check=False)
    return done.returncode, done.stdout, done.stderr


def mutate(subject: Subject, r: random.Random) -> tuple[bytes, bool, str]:
    """Return a mutant, whether it differs inside code or data, and what was done."""
    data = bytearray(subject.container)
    k = r.random()
    if k < 0.15:
        size = r.choice((r.randrange(len(data)), r.randrange(2048), len(data) - r.randrange(1, 200)))
        return bytes(data[:size]), False, f"truncated to {size}"
    if k < 0.2:
        return bytes(data + r.randbytes(r.randrange(1, 5000))), False, "longer"
    name, (start, end) = r.choice([("headers", (0, 1024)), *subject.parts.items()])
    if k < 0.25:
        name, start, end = "anywhere", 0, len(data)
    notes = []
    inside = False
    for _ in range(r.choice((1, 1, 1, 2, 8))):
        at = r.randrange(start, end)
        new = r.choice((data[at] ^ 2 ** r.randrange(8), r.randrange(256), 0, 255))
        if r.random() < 0.1:
            width = min(r.choice((4, 8, 32)), end - at)
            chunk = r.choice((b"\xff" * width, bytes(width), r.randbytes(width)))
            inside = inside or any(a < at + width and at < b for a, b in subject.bulk)
            data[at : at + width] = chunk
        else:
            inside = inside or any(a <= at < b for a, b in subject.bulk)
            data[at] = new
        notes.append(f"{at:#x}")
    return bytes(data), inside, f"{name} at {' '.join(notes)}"


def check(zwasm: str, subject: Subject, mutant: bytes, inside: bool, folder: Path, counts: Counter[str]) -> str:
    """Return "" when a mutant is treated as it should be."""
    if mutant == subject.container:
        counts["unchanged"] += 1
        return ""
    try:
        status, out, err = run(zwasm, mutant, folder, ["--check"] if inside else [])
    except subprocess.TimeoutExpired:
        return "no end"
    stray = [path.name for path in folder.iterdir() if path.name != "mutant.cwasm"]
    if stray:
        return f"stray file {stray}"
    refused = status == 1 and out == b"" and err.startswith(b"error: ") and err.count(b"\n") == 1
    if refused:
        counts["refused"] += 1
        reason = err.decode(errors="replace").rpartition("mutant.cwasm: ")[2].split("(")[0].strip()
        counts["reason " + re.sub(r"\d+", "N", reason)] += 1
        return ""
    if not inside and (status, out) == subject.expected[:2]:
        counts["harmless"] += 1
        return ""
    return f"status {status}, output {out[:80]!r}, errors {err[:200]!r}" + (" under --check" if inside else "")


def inspect(mutant: bytes, counts: Counter[str]) -> str:
    """Return "" when ``zwasmc inspect``, with and without ``--disasm``, copes with a mutant."""
    data = bytearray(mutant)
    if len(data) >= cwasm.META_AT:
        cwasm.seal(data)
    start = time.monotonic()
    out = io.StringIO()
    try:
        with redirect_stdout(out):
            container = cwasm_read.parse(bytes(data))
            inspect_container("mutant.cwasm", container)
            disassemble("mutant.cwasm", container, "")
        counts["inspected"] += 1
    except cwasm.FormatError:
        counts["not inspected"] += 1
    except Exception as error:  # whatever it is, users would see an internal error
        return f"inspect: {error!r}"
    if len(out.getvalue()) > 100 * len(data):
        return f"inspect: {len(out.getvalue())} characters of output"
    return "inspect: no end" if time.monotonic() - start > TIMEOUT else ""


def run_cases(zwasm: str, numbers: Iterable[int], counts: Counter[str]) -> Iterator[tuple[int, str, bytes]]:
    """Check cases by number; yields (case, failure, mutant)."""
    with tempfile.TemporaryDirectory(prefix="zwasm-hostile-") as name:
        folder = Path(name)
        subjects = [Subject(zwasm, HELLO, folder), Subject(zwasm, TRAP, folder)]
        subjects.append(Subject(zwasm, HELLO, folder, memory="checked", cpu="v2"))
        assert subjects[0].expected[:2] == (0, b"hello from the guest\n" * 3)
        assert subjects[1].expected[0] == 134
        for number in numbers:
            r = random.Random(f"container {number}")
            subject = r.choice(subjects)
            mutant, inside, what = mutate(subject, r)
            counts["inside code or data" if inside else "outside"] += 1
            message = check(zwasm, subject, mutant, inside, folder, counts)
            if not message and number % INSPECTED == 0:
                message = inspect(mutant, counts)
            if message:
                yield number, f"{what}: {message}", mutant
