"""Constants and jump tables of a module: bytes that are read, never run."""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter, write_i32_le, write_i64_le
from librt.vecs import vec
from mypy_extensions import i32, i64

from zwasmc.bits import grown, sign32

POOL16: Final = 0
POOL8: Final = 1
POOL4: Final = 2
POOL_TABLE: Final = 3


@final
class Pools:
    """What the code refers to by a *pool id*, until ``close`` gives everything its place."""

    def __init__(self) -> None:
        # Constants and their numbers.  Guests choose them, so the keys are bytes: their hashes are keyed, and whoever
        # does not know this process's key can't make them collide.
        self.pool16: dict[bytes, int] = {}
        self.pool8: dict[bytes, int] = {}
        self.pool4: dict[bytes, int] = {}
        self.key: Final = BytesWriter()
        self.ncells: i64 = 0
        self.cell: vec[i64] = vec[i64]([0] * 64)
        """Entries of all jump tables: labels of the function that is being emitted, text offsets of those before it."""
        self.ntables: i64 = 0
        self.table_start: vec[i64] = vec[i64]([0] * 16)
        self.first_cell: i64 = 0
        """The first entry of the function that is being emitted."""

    def const16(self, low: i64, high: i64) -> i64:
        """Return the pool id of a 16-byte constant given as two signed 64-bit halves."""
        write_i64_le(self.key, low)
        write_i64_le(self.key, high)
        return self.number(self.pool16) * 4 + POOL16

    def const8(self, bits: i64) -> i64:
        """Return the pool id of an 8-byte constant (signed 64-bit)."""
        write_i64_le(self.key, bits)
        return self.number(self.pool8) * 4 + POOL8

    def const4(self, bits: i64) -> i64:
        """Return the pool id of a 4-byte constant (any 32-bit value)."""
        write_i32_le(self.key, i32(sign32(bits)))
        return self.number(self.pool4) * 4 + POOL4

    def number(self, pool: dict[bytes, int]) -> i64:
        """Return the number of the constant in ``key``, a new one unless the pool has it; empty ``key``."""
        key = self.key.getvalue()
        self.key.truncate(0)
        k = pool.get(key)
        if k is None:
            k = len(pool)
            pool[key] = k
        return k

    def new_table(self) -> i64:
        """Open a jump table; the ``table_entry`` calls that follow belong to it.  Return its pool id."""
        n = self.ntables
        if n >= len(self.table_start):
            self.table_start = grown(self.table_start)
        self.table_start[n] = self.ncells
        self.ntables = n + 1
        return n * 4 + POOL_TABLE

    def table_entry(self, label: i64) -> None:
        """Append an entry to the jump table opened last: the 32-bit distance from the table's start to ``label``."""
        n = self.ncells
        if n >= len(self.cell):
            self.cell = grown(self.cell)
        self.cell[n] = label
        self.ncells = n + 1

    def resolve(self, places: vec[i64]) -> None:
        """Turn the labels in the tables of the function that was emitted into text offsets."""
        cells = self.cell
        i = self.first_cell
        while i < self.ncells:
            place = places[cells[i]]
            assert place >= 0
            cells[i] = place
            i += 1
        self.first_cell = i

    # Places, as offsets in the bytes that ``close`` returns

    def at8(self) -> i64:
        """Return where the 8-byte constants start."""
        return len(self.pool16) * 16

    def at4(self) -> i64:
        """Return where the 4-byte constants start."""
        return self.at8() + len(self.pool8) * 8

    def at_tables(self) -> i64:
        """Return where the jump tables start."""
        return self.at4() + len(self.pool4) * 4

    def size(self) -> i64:
        """Return the number of bytes in all."""
        return self.at_tables() + self.ncells * 4

    def place(self, pool_id: i64) -> i64:
        """Return the place of a constant or table."""
        k = pool_id >> 2
        kind = pool_id & 3
        if kind == POOL16:
            return k * 16
        if kind == POOL8:
            return self.at8() + k * 8
        if kind == POOL4:
            return self.at4() + k * 4
        return self.at_tables() + self.table_start[k] * 4

    def close(self, start: i64) -> bytes:
        """Return the bytes; they will lie at ``start``, counted from the start of the text."""
        out = BytesWriter()
        for bits in self.pool16:
            out.write(bits)
        for bits in self.pool8:
            out.write(bits)
        for bits in self.pool4:
            out.write(bits)
        start += self.at_tables()
        t: i64 = 0
        cell: i64 = 0
        while t < self.ntables:
            end = self.ncells
            if t + 1 < self.ntables:
                end = self.table_start[t + 1]
            table = start + cell * 4
            while cell < end:
                write_i32_le(out, i32(self.cell[cell] - table))
                cell += 1
            t += 1
        return out.getvalue()
