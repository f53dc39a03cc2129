"""What is measured: the sections of the report, the programs, and which of them are measured together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from peers import PROGRAMS, Program
from support import corpus_root


@dataclass(frozen=True)
class Section:
    """A table of the report; ratios are to the engine ``baseline``."""

    title: str
    unit: str
    baseline: str


SECTIONS = {
    "guest": Section("Run time in the guest", "ms", "cranelift"),
    "simd": Section("Run time in the guest, programs with SIMD", "ms", "cranelift"),
    "process": Section("Run time of the whole process, programs in C", "ms", "gcc"),
    "compile": Section("Compile time, whole process", "ms", "cranelift"),
    "inside": Section("Compile time in process", "ms", "winch"),
    "start": Section("Cold start of hello, world", "ms", "nothing"),
    "load": Section("Loading and instantiating, in process", "ms", "cranelift"),
    "memory": Section("Peak resident memory", "MB", "cranelift"),
    "size": Section("Size of what is run", "KB", "cranelift"),
}

HELLO = Program("hello", PROGRAMS / "hello.wasm", PROGRAMS / "hello.c")
SQLITE3 = "bench/sqlite3/sqlite3.wasm"
GO = [f"realworld/go_{name}.wasm" for name in ("error_handling", "hello_wasi", "map_ops", "regex", "sort_benchmark")]
KERNELS = {"fannkuch": 10, "mandel": 1000, "matmul": 600, "nbody": 5000000, "qsort": 5000000, "sha256": 100,
           "sieve": 5000000, "spectral": 1000}  # fmt: skip

SHORTEST = 1.0
"""Milliseconds in the guest from which on a program counts."""


VECTORS = PROGRAMS / "simd"
WITH_VECTORS = {source.stem for source in VECTORS.glob("*.c")}


def has_vectors(program: str) -> bool:
    """Tell whether a program uses SIMD."""
    return program in WITH_VECTORS or program.startswith("libsodium")


def counted(section: str, program: str) -> bool:
    """Tell whether a program counts in geometric means: SIMD only in its own section, the start-up of zwasmc not."""
    start_up = section in ("compile", "inside", "memory") and program.endswith("hello")
    return not start_up and (section == "simd" or not has_vectors(program))


class Value(NamedTuple):
    """One value of a table: the quantity of a sample of the peers' command line for ``kind``."""

    section: str
    kind: str
    quantity: str
    label: str = "{}"


class Plan(NamedTuple):
    """Measurements of a program that share samples; ``factor`` times as many as usual."""

    program: Program
    values: tuple[Value, ...]
    factor: int = 1


GUEST = (Value("guest", "guest", "guest"),)
SIMD = (Value("simd", "guest", "guest"),)
PROCESS = (Value("process", "process", "wall"),)
COMPILE = (
    Value("compile", "compile", "wall"),
    Value("inside", "inside", "compile"),
    Value("memory", "compile", "peak", "compile {}"),
)
START = (Value("start", "start", "wall"), Value("memory", "start", "peak", "run {}"))
LOAD = (Value("load", "load", "load"),)


def plans() -> Iterator[Plan]:
    """Return all measurements that are possible here; without the corpus, those of our own programs."""
    root = corpus_root() or Path("/nonexistent")
    for source in sorted(PROGRAMS.glob("*.c")):
        if source.stem != HELLO.name:
            yield Plan(Program(source.stem, source.with_suffix(".wasm"), source), GUEST + PROCESS)
    for source in sorted(VECTORS.glob("*.c")):
        yield Plan(Program(source.stem, source.with_suffix(".wasm"), source), SIMD)
    for wasm in sorted(root.glob("bench/*/*.wasm")):
        name = wasm.parent.name if wasm.stem == "benchmark" else wasm.stem
        yield Plan(Program(name, wasm), SIMD if has_vectors(name) else GUEST)
    for name, argument in KERNELS.items():
        wasm = root / "kernels" / f"{name}.wasm"
        if wasm.exists():
            yield Plan(Program(name, wasm, wasm.with_suffix(".c"), (str(argument),)), GUEST + PROCESS)
    yield Plan(HELLO, COMPILE)
    for path in (SQLITE3, *GO):
        if (root / path).exists():
            yield Plan(Program((root / path).stem, root / path), COMPILE)
    yield Plan(HELLO, START, factor=20)
    large = root / SQLITE3
    yield Plan(Program(large.stem, large) if large.exists() else HELLO, LOAD)
