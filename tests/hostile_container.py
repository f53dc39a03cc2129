"""Hostile containers: mutated and truncated ``.cwasm`` files are refused or harmless, as ``zwasm run`` shows.

Outside of code and data (the parts const, text, data and image) a mutant is refused or behaves as the original; inside,
``--check`` refuses it.  No mutant crashes or hangs the runtime, or leaves a file.  With its checksums repaired,
``zwasmc inspect`` shows a mutant or refuses it too.

Some mutants have a directory that leads astray, and right checksums: such a container is loaded and instantiated, or
refused, or traps at a segment, but it is not run, as its code need not be what it was.
"""

from __future__ import annotations

import io
import random
import re
import struct
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from pathlib import Path

import wasmtime

import zwasmc
from handmade import section_entry
from zwasm_formats import cwasm, cwasm_read
from zwasmc.cli_disasm import disassemble
from zwasmc.cli_inspect import inspect_container

BULK = ("const", "text", "data", "image")
NOT_RUN = ["--invoke", "what is not there"]
"""Loads and instantiates."""
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
IMAGED = HELLO.replace('"memory") 1', '"memory") 3')[:-2] + f'(data (i32.const 100) "{"i" * 70000}"))'
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
        self.sections = {name: (off, size) for name, off, size in cwasm.sections(self.container)}
        self.bulk = [self.parts[name] for name in BULK if name in self.parts]
        self.expected = run(zwasm, self.container, folder, [])
        self.instantiated = run(zwasm, self.container, folder, NOT_RUN)


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


def misdirect(subject: Subject, r: random.Random) -> tuple[bytes, str]:
    """Return a container with right checksums whose directory is wrong in a way or two, and what was done."""
    data = bytearray(subject.container)
    entries = cwasm.sections(data)
    offset, size = cwasm.SECTION.offsets["offset"], cwasm.SECTION.offsets["size"]
    notes = []

    def put(name: str, at: int, value: int) -> None:
        struct.pack_into("<Q", data, section_entry(name) + at, value & (1 << 64) - 1)

    for _ in range(r.choice((1, 1, 2))):
        name, off, length = r.choice([e for e in entries if e[0] in ("const", "text")] if r.random() < 0.3 else entries)
        other, other_off, other_length = r.choice(entries)
        step = r.choice((1, 4, 8, 24, 64, 4096)) * r.choice((1, -1))
        end = len(data)
        kind = r.randrange(8)
        if kind == 0:
            put(name, offset, off + step)
        elif kind == 1:
            put(name, size, length + step)
        elif kind == 2:
            far = (0, end, end - length, end - length + 8, 2**32, 2**63, -8, -length, r.randrange(end))
            put(name, offset, r.choice(far))
        elif kind == 3:
            long = (0, end, end - off, end - off + 1, 2**31, 2**32, 2**63, -off, -1, r.randrange(end))
            put(name, size, r.choice(long))
        elif kind == 4:  # over another one
            put(name, offset, other_off)
            put(name, size, r.choice((length, other_length)))
        elif kind == 5:  # there is none of that name; or there are two of the other one
            text = r.choice((other.encode(), name.encode()[:-1], name.encode() + b"x", b"", b"\xff" * 16))
            struct.pack_into("16s", data, section_entry(name), text)
        elif kind == 6:  # what lies before the text moves together
            by = step & -cwasm.CONST_ALIGN
            put("const", offset, subject.sections["const"][0] - by)
            put("const", size, subject.sections["const"][1] + by)
        else:
            at = cwasm.HEADER_AT + cwasm.HEADER.offsets[r.choice(("sections", "meta_end"))]
            old, = struct.unpack_from("<I", data, at)
            new = r.choice((0, 1, old - 1, old + 1, old + step, 127, 128, -1))
            struct.pack_into("<I", data, at, new & 2**32 - 1)
        notes.append(f"{kind} {name}")
    cwasm.seal(data)
    return bytes(data), f"directory: {', '.join(notes)}"


def check_misdirected(zwasm: str, subject: Subject, mutant: bytes, folder: Path, counts: Counter[str]) -> str:
    """Return "" when a mutant is refused, or is instantiated as far as its segments fit."""
    try:
        status, out, err = run(zwasm, mutant, folder, NOT_RUN)
    except subprocess.TimeoutExpired:
        return "no end"
    trapped = status == 134 and b": trap: " in err  # segments need not fit into memories of another size
    if (status != 1 and not trapped) or out != b"" or not err.startswith(b"error: ") or err.count(b"\n") != 1:
        return f"status {status}, output {out[:80]!r}, errors {err[:200]!r}"
    if err == subject.instantiated[2]:
        counts["misdirected, loaded"] += 1
    else:
        reason = err.decode(errors="replace").rpartition("mutant.cwasm: ")[2].split("(")[0].strip()
        counts["misdirected, refused"] += 1
        counts["reason " + re.sub(r"\d+", "N", reason)] += 1
    return ""


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
        subjects.append(Subject(zwasm, IMAGED, folder))
        assert "image" in subjects[-1].parts
        assert subjects[0].expected[:2] == (0, b"hello from the guest\n" * 3)
        assert subjects[1].expected[0] == 134
        for number in numbers:
            r = random.Random(f"container {number}")
            subject = r.choice(subjects)
            if r.random() < 0.2:
                mutant, what = misdirect(subject, r)
                message = check_misdirected(zwasm, subject, mutant, folder, counts)
            else:
                mutant, inside, what = mutate(subject, r)
                counts["inside code or data" if inside else "outside"] += 1
                message = check(zwasm, subject, mutant, inside, folder, counts)
            if not message and number % INSPECTED == 0:
                message = inspect(mutant, counts)
            if message:
                yield number, f"{what}: {message}", mutant
