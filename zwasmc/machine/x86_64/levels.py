"""The micro-architecture levels of x86-64, and which one this machine has: by the flags that Linux lists alone.

Source of the levels: x86-64 psABI, "Micro-Architecture Levels".
"""

from __future__ import annotations

import platform
from typing import Final

from zwasm_formats.cpu import X86, X86_CODE, X86_V2, feature_mask, feature_names

CPUINFO: Final = "/proc/cpuinfo"


def mask_of(flags: set[str]) -> int:
    """Return the features that are among the kernel's flags."""
    return feature_mask([feature.name for feature in X86 if feature.kernel in flags])


def level_of(flags: set[str]) -> int:
    """Return the last level (a key of ``X86_CODE``) whose features are all among the kernel's flags, or 0."""
    have = mask_of(flags)
    return max((kind for kind, needed in X86_CODE.items() if have & needed == needed), default=0)


def cpu_flags(text: str) -> set[str]:
    """Return the flags that all processors of a ``/proc/cpuinfo`` have."""
    found: set[str] | None = None
    for line in text.splitlines():
        key, _, value = line.partition(":")
        if key.strip() == "flags":
            flags = set(value.split())
            found = flags if found is None else found & flags
    return found if found is not None else set()


def native_level() -> int:
    """Return the level of this machine, a key of ``X86_CODE``; a ValueError says why there is none."""
    if platform.machine() not in ("x86_64", "AMD64"):
        raise ValueError(f"cpu native: this machine is {platform.machine()}, not x86_64")
    try:
        with open(CPUINFO, encoding="utf-8", errors="replace") as file:
            flags = cpu_flags(file.read())
    except OSError as error:
        raise ValueError(f"cpu native: cannot read {CPUINFO}: {error.strerror}") from error
    found = level_of(flags)
    if not found:
        lacking = " ".join(feature_names(X86_V2 & ~mask_of(flags)))
        raise ValueError(f"cpu native: this machine lacks {lacking} of x86-64-v2, the oldest level there is code for")
    return found
