"""The record of measurements: ``bench/history.yaml``, a list that is only ever appended to."""

from __future__ import annotations

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from measure import Stat
from support import ROOT

HISTORY = ROOT / "bench" / "history.yaml"

Results = dict[str, dict[str, dict[str, Stat]]]
"""section -> program -> engine -> what was measured"""


class Entry(NamedTuple):
    """One run of the benchmark."""

    date: str
    commit: str
    machine: str
    versions: dict[str, str]
    results: Results


def machine() -> str:
    """Return what the figures depend on besides the software."""
    found = re.search(r"^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.M)
    cores = len(os.sched_getaffinity(0))
    return f"{found[1] if found else platform.machine()}, {cores} cores, {platform.system()} {platform.release()}"


def entry(versions: dict[str, str], results: Results) -> Entry:
    """Return an entry of today."""
    describe = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    done = subprocess.run(describe, cwd=ROOT, capture_output=True, text=True)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return Entry(today, done.stdout.strip() or "unknown", machine(), versions, results)


def append(new: Entry, path: Path = HISTORY) -> None:
    """Add an entry at the end of the file."""
    plain: dict[str, Any] = {**new._asdict(), "results": rounded(new.results)}
    with path.open("a", encoding="utf-8") as file:
        file.write(yaml.safe_dump([plain], sort_keys=False, default_flow_style=None, width=1000))


def rounded(results: Results) -> dict[str, dict[str, dict[str, list[float]]]]:
    """Return results as the file holds them: [median, spread], with the digits that mean something."""
    return {
        section: {
            program: {name: [float(f"{stat.median:.4g}"), round(stat.spread, 3)] for name, stat in row.items()}
            for program, row in rows.items()
        }
        for section, rows in results.items()
    }


def read(path: Path = HISTORY) -> list[Entry]:
    """Return all entries, the oldest first."""
    return [
        Entry(**{**plain, "results": {
            section: {
                program: {name: Stat(*pair) for name, pair in row.items()} for program, row in rows.items()
            }
            for section, rows in plain["results"].items()
        }})
        for plain in yaml.safe_load(path.read_text(encoding="utf-8")) or []
    ]  # fmt: skip
