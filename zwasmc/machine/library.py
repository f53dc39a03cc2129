"""Operations that the run time performs: calls of C, where the operands are arguments 1 to 3 after the vmctx."""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.wasm import op as O

LIBRARY_CALLS: Final = {
    O.MEMORY_GROW: A.LIB_MEMORY_GROW,
    O.MEMORY_COPY: A.LIB_MEMORY_COPY,
    O.MEMORY_FILL: A.LIB_MEMORY_FILL,
    O.MEMORY_INIT: A.LIB_MEMORY_INIT,
    O.DATA_DROP: A.LIB_DATA_DROP,
    O.TABLE_GROW: A.LIB_TABLE_GROW,
    O.TABLE_FILL: A.LIB_TABLE_FILL,
    O.TABLE_COPY: A.LIB_TABLE_COPY,
    O.TABLE_INIT: A.LIB_TABLE_INIT,
    O.ELEM_DROP: A.LIB_ELEM_DROP,
}


def index_argument(op: i64) -> i64:
    """Return the number of the argument that says which memory, table or segment: the first free one."""
    return 1 if op == O.MEMORY_GROW or op == O.TABLE_GROW or op == O.DATA_DROP or op == O.ELEM_DROP else 4
