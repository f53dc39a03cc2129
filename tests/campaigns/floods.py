"""Hostile modules of full size: at most 20 s, 1.5 GB and 100 times the module, or one line that says why not."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
from pathlib import Path

from campaigns import Summary, cases
from floods import FAMILIES
from support import zwasmc_command

SECONDS = 20
"""CPU time of each process."""
BYTES = 1_500_000_000
TIMES = 100
SPARE = 1 << 20
"""What the container of a tiny module may have besides."""

COMMANDS = {
    "compile -j1": ["compile", "-j1"],
    "compile -j2": ["compile", "-j2"],
    "validate": ["validate"],
    "interpreter": ["run", "--interpreter"],
}


def check(command: str, source: Path, output: Path) -> tuple[str, str]:
    """Run one command on a module; return ("", what it took) or (what is wrong, what it took)."""
    words = [*zwasmc_command(), *COMMANDS[command], str(source), *(["-o", str(output)] if "compile" in command else [])]
    process = subprocess.Popen(
        words,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)),
    )
    assert process.stderr is not None
    lines = process.stderr.read().decode().splitlines()
    process.stderr.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = code = os.waitstatus_to_exitcode(status)
    seconds = used.ru_utime + used.ru_stime
    peak = used.ru_maxrss * 1024
    size = output.stat().st_size if output.exists() else 0
    took = f"{seconds:.1f} s, {peak / 1e9:.2f} GB, {size / 1e6:.1f} MB, {(lines or ['done'])[0][:160]}"
    if code not in (0, 1):
        return f"status {code}", took
    listed = [line for line in lines[1:] if line.startswith("  ")]  # what could be called
    told = lines[:1] and lines[0].startswith("error: ") and len(lines) == 1 + len(listed) and len(listed) <= 1001
    if code == 1 and (not told or size):
        return f"refused in {len(lines)} lines, with an output of {size} bytes", took
    if seconds > SECONDS:
        return "too long", took
    if peak > BYTES:
        return "too much memory", took
    if size > TIMES * source.stat().st_size + SPARE:
        return "too large a container", took
    return "", took


def run(count: int, seed: int, seconds: float) -> Summary:
    """Every family with every command."""
    summary = Summary("floods", seed)
    jobs = [(name, command) for name in FAMILIES for command in COMMANDS]
    with tempfile.TemporaryDirectory() as folder:
        for case, _ in cases(summary, min(count, len(jobs)), seconds):
            name, command = jobs[case]
            make, size = FAMILIES[name]
            source, output = Path(folder) / f"{name}.wasm", Path(folder) / "out.cwasm"
            if not source.exists():
                for old in Path(folder).glob("*.wasm"):
                    old.unlink()
                source.write_bytes(make(size))
            output.unlink(missing_ok=True)
            wrong, took = check(command, source, output)
            print(f"{name:18} {command:12} {source.stat().st_size / 1e6:6.2f} MB: {took}", flush=True)
            if wrong:
                summary.fail(case, f"{name}, {command}: {wrong} ({took})")
    return summary
