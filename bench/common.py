"""What the benchmarks share: the corpus, the commands, and the refusal to measure a plain Python compiler."""

from __future__ import annotations

import argparse
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def parse(description: str, runs: int) -> argparse.Namespace:
    """Parse the options that all benchmarks have; ends the program when the compiler is plain Python."""
    import zwasmc

    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--runs", type=int, default=runs, help="samples; the median counts (default: %(default)s)")
    parser.add_argument("--only", default="", metavar="TEXT", help="programs whose name contains this")
    parser.add_argument("--plain", action="store_true", help="measure even when zwasmc is plain Python")
    options = parser.parse_args()
    if not zwasmc.COMPILED and not options.plain:
        raise SystemExit("zwasmc is plain Python here: install the wheel, or say --plain to measure it all the same")
    return options


def corpus(part: str) -> Path:
    """Return a part of the corpus."""
    for place in (os.environ.get("ZWASM_CORPUS"), ROOT / "corpus", ROOT.parent / "shared" / "corpus"):
        if place and (Path(place) / part).exists():
            return Path(place) / part
    raise SystemExit(f"corpus/{part} is missing: run scripts/fetch_corpus or set ZWASM_CORPUS")


def command(name: str) -> str:
    """Return the path of a command, that of this Python environment first."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is missing")
    return found


def build(source: str, output: Path, *flags: str, cc: str = "gcc") -> str:
    """Compile a C program."""
    subprocess.run([command(cc), "-O2", source, "-o", str(output), *flags], check=True)
    return str(output)


def geomean(values: list[float]) -> float:
    """Return the geometric mean."""
    return math.exp(sum(map(math.log, values)) / len(values))
