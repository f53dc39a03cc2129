"""How many processes a compilation is worth: the CPUs that this process may use, and no more than pays."""

from __future__ import annotations

import os
from typing import Final

WORTHWHILE: Final = 0x20000
"""Bytes of function bodies for each process: half of it breaks even, and the CPUs may be busy."""


def processes(wanted: int, size: int) -> int:
    """Return the number of processes for ``size`` bytes of bodies; ``wanted`` is 0 for as many as pay."""
    if not hasattr(os, "fork"):
        return 1
    if wanted:
        return wanted
    most = size // WORTHWHILE
    return min(most, usable_cpus()) if most > 1 else 1


def usable_cpus() -> int:
    """Return the number of CPUs in the affinity mask, or fewer when a control group grants less time than theirs."""
    if hasattr(os, "sched_getaffinity"):
        cpus = len(os.sched_getaffinity(0))
    else:
        cpus = os.cpu_count() or 1
    granted = quota("/")
    return cpus if granted is None else max(1, min(cpus, int(granted)))


def quota(root: str) -> float | None:
    """Return the CPUs that control groups of either version grant this process; None: they set no limit."""
    lowest: float | None = None
    for line in read(f"{root}/proc/self/cgroup").splitlines():
        controllers, _, group = line.partition(":")[2].partition(":")
        if controllers == "":
            mount, files = "", ["cpu.max"]
        elif "cpu" in controllers.split(","):
            mount, files = "/cpu", ["cpu.cfs_quota_us", "cpu.cfs_period_us"]
        else:
            continue
        # every group around this one limits it; of them a container may see the outermost alone, as its root
        parts = group.strip("/").split("/")
        for depth in range(len(parts) + 1):
            folder = "/".join([f"{root}/sys/fs/cgroup{mount}", *parts[:depth]])
            words = " ".join([read(f"{folder}/{name}") for name in files]).split()
            if len(words) == 2 and words[0].isdecimal() and words[1].isdecimal():  # not "max" or -1
                granted = int(words[0]) / max(int(words[1]), 1)
                lowest = granted if lowest is None else min(lowest, granted)
    return lowest


def read(path: str) -> str:
    """Return the text of a file, '' when there is none to read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
