# GENERATED from zwasmc/facts/groups.py by scripts/gen.py; do not edit
"""Groups of machine rows."""

from __future__ import annotations

from typing import Final

GROUP_NONE: Final = 0
GROUP_CONST: Final = 1
GROUP_INT: Final = 2
GROUP_SELECT: Final = 3
GROUP_MEM: Final = 4
GROUP_FLOAT: Final = 5
GROUP_SIMD: Final = 6
GROUP_CALL: Final = 7
GROUP_LIBCALL: Final = 8
GROUP_CONTROL: Final = 9
