"""What a selected row of x86-64 says besides its operands: the fields packed into ``Selection.sx``.

Rows not named here have the wasm operation itself there, or nothing.  A field's bits begin where the one before ends.
"""

from __future__ import annotations

from typing import NamedTuple


class Details(NamedTuple):
    """The fields of one group of rows: each a name and a number of bits, the lowest ones first."""

    name: str
    rows: str
    fields: tuple[tuple[str, int], ...]


DETAILS = (
    Details("int", "integer arithmetic, in registers and in memory", (("operation", 4), ("wide", 1))),
    Details("compare", "integer comparisons", (("condition", 4), ("wide", 1), ("size", 2))),
    Details("float", "floating-point arithmetic and constants", (("operation", 4), ("double", 1))),
    Details("vector", "vector operations", (("op", 12), ("lane", 4), ("negated", 1))),
)
