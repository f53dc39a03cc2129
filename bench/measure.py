"""Samples of processes, and the few numbers that sum them up."""

from __future__ import annotations

import math
import re
import shutil
import statistics
import subprocess
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

UNSTABLE = 0.10
"""A spread above this is measured again, and marked if it stays so."""


class Stat(NamedTuple):
    """What is known of one measured value: its median, and how far the middle half of the samples lies apart."""

    median: float
    spread: float

    @property
    def unstable(self) -> bool:
        """Tell whether the samples disagree too much."""
        return self.spread > UNSTABLE


def summary(samples: Sequence[float]) -> Stat:
    """Return median and spread: the distance between the quartiles, as a part of the median."""
    middle = statistics.median(samples)
    if len(samples) < 2 or not middle:
        return Stat(middle, 0.0)
    low, _, high = statistics.quantiles(samples, n=4, method="inclusive")
    return Stat(middle, (high - low) / middle)


def geomean(values: Sequence[float]) -> float:
    """Return the geometric mean."""
    return math.exp(sum(map(math.log, values)) / len(values))


def build(source: Path, output: Path, *flags: str, static: bool = False) -> Path:
    """Compile a C program; a static one with musl where there is musl."""
    cc = "musl-gcc" if static and shutil.which("musl-gcc") else "gcc"
    kind = ["-static", "-s"] if static else []
    subprocess.run([cc, "-O2", *kind, str(source), "-o", str(output), *flags], check=True, capture_output=True)
    return output


class Call(NamedTuple):
    """A command line, and the folder that it runs in."""

    words: tuple[str, ...]
    folder: Path


class Failure(Exception):
    """A command did not do what it should; the text says why, in a line."""


class Spawner:
    """Runs commands through a small C program, so that nothing of Python is measured."""

    def __init__(self, program: Path) -> None:
        self.program = str(program)

    def sample(self, call: Call) -> dict[str, float]:
        """Run once: ``wall`` in ms, ``peak`` in MB, and in ms whatever the process reports as ``NAME_ns: N``."""
        words = [self.program, *call.words]
        done = subprocess.run(words, cwd=call.folder, stdin=subprocess.DEVNULL, capture_output=True)
        errors = done.stderr.decode(errors="replace")
        if done.returncode:
            raise Failure(f"{call.words[0]} could not be started")
        wall, peak, status = map(int, done.stdout.split())
        if status:
            raise Failure(complaint(errors))
        found: dict[str, float] = defaultdict(float)
        for name, ns in re.findall(r"(\w+)_ns:\s*(\d+)", errors):
            found[name] += int(ns) / 1e6
        # A program that times itself leaves out its preparations; of the others the whole _start counts.
        return {**found, "wall": wall / 1e6, "peak": peak / 1024, "guest": found.get("elapsed") or found["start"]}


def output(call: Call) -> bytes:
    """Run once, unmeasured; returns the standard output."""
    done = subprocess.run(call.words, cwd=call.folder, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode:
        raise Failure(complaint(done.stderr.decode(errors="replace")))
    return done.stdout


def complaint(text: str) -> str:
    """Return what went wrong: the last line that speaks of an error, or else the last."""
    lines = text.strip().splitlines()
    return next((line.strip() for line in reversed(lines) if "error" in line.lower()), lines[-1] if lines else "failed")


def interleaved(
    sample: Callable[[Call], dict[str, float]], calls: Sequence[Call], runs: int, tick: Callable[[], object]
) -> dict[Call, list[dict[str, float]]]:
    """Sample every call ``runs`` times, in turn, so that a slow minute of the machine meets all of them."""
    samples: dict[Call, list[dict[str, float]]] = {call: [] for call in calls}
    for _ in range(runs):
        for call in calls:
            samples[call].append(sample(call))
        tick()
    return samples
