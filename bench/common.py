"""What the benchmarks share: the corpus, the commands, and the refusal to measure a plain Python compiler."""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests"))

from support import corpus_root, find_command  # noqa: E402


def parse(description: str, runs: int, programs: bool = True) -> argparse.Namespace:
    """Parse the options that benchmarks have, with a choice of ``programs``; refuses a compiler in plain Python."""
    import zwasmc

    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--runs", type=int, default=runs, help="samples; the median counts (default: %(default)s)")
    if programs:
        parser.add_argument("--only", default="", metavar="TEXT", help="programs whose name contains this")
    parser.add_argument("--plain", action="store_true", help="measure even when zwasmc is plain Python")
    options = parser.parse_args()
    if not zwasmc.COMPILED and not options.plain:
        raise SystemExit("zwasmc is plain Python here: install the wheel, or say --plain to measure it all the same")
    return options


def corpus(part: str) -> Path:
    """Return a part of the corpus."""
    root = corpus_root()
    if root is None or not (root / part).exists():
        raise SystemExit(f"corpus/{part} is missing: run scripts/fetch_corpus or set ZWASM_CORPUS")
    return root / part


def command(name: str) -> str:
    """Return the path of a command, that of this Python environment first."""
    found = find_command(name)
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
