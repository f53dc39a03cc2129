"""Random sequences of calls of the C and Python API under the sanitizers. A case is a sequence over some stores."""

from __future__ import annotations

import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import api_fuzz
from campaigns import ONLY, Summary
from sanitized import sanitized_environment
from support import PROCESSES, ROOT

CHUNK = 500


def run(count: int, seed: int, seconds: float) -> Summary:
    """Run the campaign."""
    summary = Summary("api", seed)
    end = time.monotonic() + seconds if seconds else float("inf")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        api_fuzz.write_containers(folder)
        commands = [([str(api_fuzz.build(folder))], api_fuzz.environment()),
                    ([sys.executable, str(ROOT / "tests" / "api_fuzz_python.py")], sanitized_environment(folder))]

        def chunk(first: int) -> list[tuple[int, str] | dict[str, int]]:
            """The counters and failures (case, report) of both commands."""
            if time.monotonic() > end or len(summary.failures) >= 20:
                return []
            size = 1 if ONLY else min(CHUNK, count - first)
            out: list[tuple[int, str] | dict[str, int]] = [{"cases": size}]
            for command, env in commands:
                try:
                    out.append(api_fuzz.run(command, env, folder, seed, first, size))
                except AssertionError as error:
                    report = str(error)
                    numbers = re.findall(r"^sequence (\d+)$", report, re.MULTILINE)
                    out.append((int(numbers[-1]) if numbers else first, re.sub(r"(?m)^sequence \d+\n", "", report)))
            return out

        with ThreadPoolExecutor(PROCESSES) as pool:
            for results in pool.map(chunk, ONLY or range(0, count, CHUNK)):
                for result in results:
                    if isinstance(result, tuple):
                        summary.fail(*result)
                        continue
                    for what, number in result.items():
                        summary.count(what, number)
    return summary
