"""The machines and systems that code can be compiled for, and the names they go by."""

from __future__ import annotations

import platform
import sys
from typing import Final, final

TARGETS: Final = ("x86_64-linux", "aarch64-linux", "aarch64-darwin", "x86_64-windows")
BUILT: Final = ("x86_64-linux",)
DEFAULT_TARGET: Final = "x86_64-linux"

MACHINES: Final = {"x86_64": "zwasmc.machine.x86_64.machine"}
"""The module that describes each machine (its ``MACHINE``): imported when code is compiled for it."""
CPUS: Final = ("v2", "v3", "v4", "native")
DEFAULT_CPU: Final = "v3"

_MACHINES: Final = {"x86_64": "x86_64", "amd64": "x86_64", "x64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}
_SYSTEMS: Final = {"linux": "linux", "darwin": "darwin", "macos": "darwin", "macosx": "darwin", "windows": "windows"}


@final
class System:
    """What code for an operating system has to respect, whatever the machine."""

    def __init__(self, name: str, object_format: str, reserves_platform: bool, probes: bool) -> None:
        self.name: Final = name
        self.object_format: Final = object_format
        self.reserves_platform: Final = reserves_platform
        """Whether the system keeps the register that a machine's convention leaves to platforms (x18 of AAPCS64)."""
        self.probes: Final = probes
        """Whether a frame larger than a page is touched page by page, since the stack grows by a guard page."""


SYSTEMS: Final = {
    "linux": System("linux", "elf", False, False),
    "darwin": System("darwin", "macho", True, False),
    "windows": System("windows", "coff", True, True),
}


class UnknownTarget(ValueError):
    """The name is no target, or one that code cannot be generated for; the message says which."""


def host() -> str:
    """Return the target that is this machine."""
    machine = _MACHINES.get(platform.machine().lower(), platform.machine().lower())
    system = {"win32": "windows"}.get(sys.platform, sys.platform)
    return f"{machine}-{system}"


def canonical(name: str) -> str:
    """Return the canonical name of a target or of one of its usual triples (``x86_64-unknown-linux-gnu``, …)."""
    if name in ("native", "host"):
        name = host()
    parts = name.lower().split("-")
    machine = _MACHINES.get(parts[0], "")
    system = ""
    for part in parts[1:]:
        stem = part.rstrip("0123456789.")
        system = system or _SYSTEMS.get(stem, "")
    found = f"{machine}-{system}"
    if not machine or not system or found not in TARGETS:
        raise UnknownTarget(f"unknown target {name!r}; the targets are {', '.join(TARGETS)}")
    return found


def resolve(name: str) -> str:
    """Return the canonical name of a target that code can be generated for."""
    found = canonical(name)
    if found not in BUILT:
        raise UnknownTarget(f"target {found} is not supported yet; supported: {', '.join(BUILT)}")
    return found
