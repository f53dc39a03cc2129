"""Families of machine rows, the same for every target: what the walk over a function dispatches on."""

from __future__ import annotations

FAMILIES = ("none", "const", "int", "select", "mem", "float", "simd", "call", "libcall", "control")
