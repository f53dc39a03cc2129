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

# A function has room for 16 values and locals for each of its bytes.  What all functions take besides is limited too:
# small bodies may declare 50,000 locals each, and pass 1,000 values on in two bytes.
PER_BYTE: Final = 16
MAX_SPARE_VALUES: Final = 16_000_000
MAX_SPARE_LOCALS: Final = 1_000_000_000

# Bytes of a module: offsets in it and in its metadata have 32 bits.
MAX_MODULE: Final = 0x40000000
# Machine code: real programs get 2 to 5 bytes for each of the module, the largest expansion of a single instruction is
# about 60.  Distances in code have 32 bits and a sign.
TEXT_PER_BYTE: Final = 64
SPARE_TEXT: Final = 0x100000
MAX_TEXT: Final = 0x7F000000


def text_limit(module_size: i64) -> i64:
    """Return how many bytes of machine code a module of this size may become."""
    size = TEXT_PER_BYTE * module_size + SPARE_TEXT
    return size if size < MAX_TEXT else MAX_TEXT


def check_spare(values: i64, locals_: i64, offset: i64) -> None:
    """Raise Unsupported when the functions of a module take too much besides what their size grants."""
    check_limit(values, MAX_SPARE_VALUES, f"values in functions, beyond {PER_BYTE} for each of their bytes", offset)
    check_limit(locals_, MAX_SPARE_LOCALS, f"locals in functions, beyond {PER_BYTE} for each of their bytes", offset)


def check_limit(count: i64, limit: i64, what: str, offset: i64) -> None:
    """Raise Unsupported when ``count`` is above ``limit``."""
    if count > limit:
        raise Unsupported(f"implementation limit: {count} {what} (at most {limit})", offset)
