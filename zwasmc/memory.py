"""How much memory a compilation may take, its input and its result included.

The kernel keeps the limit: RLIMIT_DATA bounds what a process writes to, and what would exceed it raises MemoryError
(Linux 4.7 and later; where the kernel does not count, the limit is without effect).
"""

from __future__ import annotations

import resource
from types import TracebackType
from typing import Final, final

LEAST: Final = 1_500_000_000
PER_BYTE: Final = 100
"""Programs take 30 to 60 bytes for each of the module; one huge function takes up to 550 for each of its own."""


def default_limit(module_size: int) -> int:
    """Return how many bytes compiling a module of this size may take unless something else is asked for."""
    return max(LEAST, PER_BYTE * module_size)


def spoken(size: int) -> str:
    """Return a number of bytes as it is read."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"


def data_bytes() -> int:
    """Return what counts of this process at present; 0 where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as file:
            for line in file:
                if line.startswith("VmData:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


@final
class Limited:
    """A context in which this process and those that it forks have at most so many bytes of data each."""

    def __init__(self, size: int) -> None:
        self.size: int = size
        self.before: tuple[int, int] = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)

    def __enter__(self) -> Limited:
        """Lower the limit; a lower one stays."""
        self.before = resource.getrlimit(resource.RLIMIT_DATA)
        size = self.size
        for limit in self.before:
            if limit != resource.RLIM_INFINITY:
                size = min(size, limit)
        resource.setrlimit(resource.RLIMIT_DATA, (size, self.before[1]))
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        """Put the limit back."""
        resource.setrlimit(resource.RLIMIT_DATA, self.before)


def share(processes: int) -> int:
    """Return the limit of each of so many processes that are about to be forked, this one among them; 0: there is none.

    They share what there is already, and get equal parts of what is left.
    """
    limit = resource.getrlimit(resource.RLIMIT_DATA)[0]
    if limit == resource.RLIM_INFINITY:
        return 0
    used = data_bytes()
    return used + max(limit - used, 0) // processes
