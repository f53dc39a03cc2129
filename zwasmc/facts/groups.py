"""Groups of machine rows, the same for every machine: what the walk over a function dispatches on."""

from __future__ import annotations

GROUP_NAMES = ("none", "const", "int", "select", "mem", "float", "simd", "call", "libcall", "control")
