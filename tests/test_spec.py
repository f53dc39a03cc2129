"""The specification's suite on the interpreter and on native code; every assertion of every file is counted.

``spec_expected.json`` holds per file the number of assertions, of those about the text format alone, and of those that
pass on each engine; the rest needs proposals that are not implemented (see ``spec_runner.py``).  After an improvement,
``python tests/test_spec.py --bless`` writes it anew; it never lowers a number.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import pytest

from spec_engines import ENGINES, LEVELS, engine, too_new
from spec_runner import Tally, run_script
from support import PROCESSES, corpus_files, corpus_root, missing

EXPECTED = Path(__file__).with_name("spec_expected.json")
PATTERNS = ("spec/*.wast", "spec/proposals/*/*.wast", "spec/custom/*.wast")


def scripts() -> dict[str, Path]:
    """Return the scripts by their name in the suite, the largest first."""
    root = corpus_root()
    if root is None:
        return {}
    files = [path for pattern in PATTERNS for path in corpus_files(pattern)]
    files.sort(key=lambda path: (-path.stat().st_size, path))
    return {path.relative_to(root / "spec").as_posix(): path for path in files}


def expected() -> dict[str, dict[str, int]]:
    """Return the checked-in counts."""
    counts: dict[str, dict[str, int]] = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    return counts


def engines_of(script: str) -> tuple[str, ...]:
    """Return the engines that run a script: vectors on every level, since each has code of its own."""
    return ENGINES + LEVELS if script.startswith("simd_") or "relaxed" in script else ENGINES


SCRIPTS = scripts()
COUNTS = expected()
RUNS = [(script, name) for script in SCRIPTS for name in engines_of(script)]


@pytest.mark.parametrize(("script", "engine_name"), RUNS or [("(no corpus)", "interpreter")])
def test_script(script: str, engine_name: str) -> None:
    if not SCRIPTS:
        missing("corpus/spec", "run scripts/fetch_corpus or set ZWASM_CORPUS")
    if too_new(engine_name):
        pytest.skip(f"NOT RUN spec on {engine_name}: the processor of this machine is older")
    runner = engine(engine_name)
    if runner is None:
        missing(f"spec on {engine_name}", "libzwasm is not built")
    tally = run_script(SCRIPTS[script], runner)
    assert tally.failures == []
    counts = COUNTS[script]
    assert tally.total == counts["total"]
    assert tally.text <= counts["text"]
    assert tally.passed + tally.unsupported + tally.text == tally.total
    assert tally.passed >= counts[engine_name], "fewer assertions pass than before"
    assert tally.passed == counts[engine_name], "more assertions pass: python tests/test_spec.py --bless"


def test_every_script_is_known() -> None:
    """A file that the suite lost, or that nobody blessed, would go unnoticed."""
    if not SCRIPTS:
        missing("corpus/spec", "run scripts/fetch_corpus or set ZWASM_CORPUS")
    assert sorted(SCRIPTS) == sorted(COUNTS)


def measure(script: str, engine_name: str) -> tuple[str, str, Tally | None]:
    """Run one script, for ``--bless``."""
    runner = None if too_new(engine_name) else engine(engine_name)
    return script, engine_name, run_script(SCRIPTS[script], runner) if runner else None


def bless(names: list[str]) -> int:
    """Write the counts anew; return 1 when an assertion fails or a number would fall."""
    counts = dict(COUNTS)
    totals: dict[str, dict[str, int]] = {}
    status = 0
    jobs = [(script, name) for script, name in RUNS if name in names]
    with ProcessPoolExecutor(PROCESSES) as pool:
        for script, name, tally in pool.map(measure, *zip(*jobs)):
            if tally is None:
                continue
            for failure in tally.failures:
                print(f"{name}: {failure}")
                status = 1
            row = counts.setdefault(script, {})
            if tally.passed < row.get(name, 0):
                print(f"{script}: {name} passes {tally.passed}, expected {row[name]}")
                status = 1
            row["total"] = tally.total
            row["text"] = min(tally.text, row.get("text", tally.text))
            row[name] = max(tally.passed, row.get(name, 0))
            total = totals.setdefault(name, {})
            for key in ("total", "passed", "text", "unsupported"):
                total[key] = total.get(key, 0) + getattr(tally, key)
            total["failures"] = total.get("failures", 0) + len(tally.failures)
    if "--bless" in sys.argv and status == 0:
        rows = [f"  {json.dumps(script)}: {json.dumps(counts[script])}" for script in sorted(SCRIPTS)]
        EXPECTED.write_text("{\n" + ",\n".join(rows) + "\n}\n")
    for name, total in totals.items():
        print(name, total)
    return status


if __name__ == "__main__":
    sys.exit(bless([name for name in ENGINES + LEVELS if name in sys.argv] or [*ENGINES, *LEVELS]))
