# GENERATED from zwasmc/facts/families.py by scripts/gen.py; do not edit
"""Families of machine rows."""

from __future__ import annotations

from typing import Final

FAMILY_NONE: Final = 0
FAMILY_CONST: Final = 1
FAMILY_INT: Final = 2
FAMILY_SELECT: Final = 3
FAMILY_MEM: Final = 4
FAMILY_FLOAT: Final = 5
FAMILY_SIMD: Final = 6
FAMILY_CALL: Final = 7
FAMILY_LIBCALL: Final = 8
FAMILY_CONTROL: Final = 9
