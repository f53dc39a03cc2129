"""Implementation limits, the same as those that other engines agreed on."""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from zwasmc.errors import Unsupported

MAX_TYPES: Final = 1_000_000
MAX_FUNCTIONS: Final = 1_000_000
MAX_IMPORTS: Final = 1_000_000
MAX_EXPORTS: Final = 1_000_000
MAX_GLOBALS: Final = 1_000_000
MAX_TAGS: Final = 1_000_000
MAX_TABLES: Final = 100
MAX_MEMORIES: Final = 100
MAX_ELEM_SEGMENTS: Final = 100_000
MAX_DATA_SEGMENTS: Final = 100_000
MAX_PARAMS: Final = 1_000
MAX_RESULTS: Final = 1_000
MAX_FIELDS: Final = 10_000
MAX_LOCALS: Final = 50_000
MAX_BODY_SIZE: Final = 7_654_321
MAX_SUBTYPE_DEPTH: Final = 63
# What one function may become: values that its code makes, and values that its calls and branches pass on.
MAX_VALUES: Final = 8_000_000


def check_limit(count: i64, limit: i64, what: str, offset: i64) -> None:
    """Raise Unsupported when ``count`` is above ``limit``."""
    if count > limit:
        raise Unsupported(f"implementation limit: {count} {what} (at most {limit})", offset)
