"""Machine code as every sink takes it: bytes, and where in them lies what.  Nothing here knows WebAssembly."""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

MARK_TRAP: Final = 0
"""The instruction here may trap with the code ``value``: a load, a store, a division, or one that always traps."""
MARK_LINE: Final = 1
"""Code from here on comes from byte ``value`` of the module, up to the next line."""
MARK_RETURN: Final = 2
"""The last byte of a call, where a backtrace looks for it; the call comes from byte ``value`` of the module."""
MARK_CALL: Final = 3
"""A field that refers to a function: its index, imported ones counted, << FORM_BITS | the form of the field."""
MARK_CONST: Final = 4
"""A field that refers to ``const``: the offset there << FORM_BITS | the form of the field."""

KIND_BITS: Final = 4
KIND_MASK: Final = 15
FORM_BITS: Final = 8
FORM_MASK: Final = 255


@final
class MachineCode:
    """The code of one module.  Offsets count from the start of ``text``; vectors may be longer than their count."""

    def __init__(self, types: int) -> None:
        """``types``: how many types the module has."""
        self.text: bytes = b""
        """Position-independent; calls inside it and references to ``const`` are resolved."""
        self.const: bytes = b""
        """Read-only constants and jump tables, which lie before the text and end where it begins."""
        self.tables_at: i64 = 0
        """Where the jump tables begin in ``const``: entries of four bytes, one table after the other."""
        self.ntables: i64 = 0
        self.table_start: vec[i64] = vec[i64]()
        """The number of each table's first entry."""
        self.ncells: i64 = 0
        self.cell_target: vec[i64] = vec[i64]()
        """Text offset that each entry leads to; it holds the distance to it from the start of its table."""
        self.nfuncs: i64 = 0
        """Number of functions; imported ones have no code and don't count."""
        self.func_off: vec[i64] = vec[i64]()
        self.func_size: vec[i64] = vec[i64]()
        self.nmarks: i64 = 0
        self.mark_off: vec[i64] = vec[i64]()
        """Ascending."""
        self.mark_what: vec[i64] = vec[i64]()
        """``value << KIND_BITS | kind``, where ``kind`` is one of ``MARK_*``."""
        self.entries: vec[i64] = vec[i64]([-1] * types)
        """Per type: its entry trampoline, -1 for types that no function has."""
        self.hosts: vec[i64] = vec[i64]([-1] * types)
        """Per type: its host-call trampoline, -1 for types that no imported function has."""
        self.cpu_features: int = 0
        """Features the code needs, as a mask of ``zwasm_formats.cpu``."""
