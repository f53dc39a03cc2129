"""The contents of a code buffer as bytes, to be appended to the buffer of another process."""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter, read_i64_le, write_i64_le
from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.pools import POOL4, POOL8, POOL16, Pools
from zwasmc.sink.code import FORM_BITS, FORM_MASK, KIND_BITS, KIND_MASK, MARK_CONST

LOW_BITS: Final = KIND_BITS + FORM_BITS
LOW_MASK: Final = FORM_MASK << KIND_BITS | KIND_MASK


def put(out: BytesWriter, v: vec[i64], n: i64) -> None:
    """Write the first ``n`` elements of a vector."""
    write_i64_le(out, n)
    i: i64 = 0
    while i < n:
        write_i64_le(out, v[i])
        i += 1


def put_keys(out: BytesWriter, pool: dict[bytes, int]) -> None:
    """Write the constants of a pool, in their order."""
    write_i64_le(out, len(pool))
    for key in pool:
        out.write(key)


@final
class Parts:
    """Reads what ``put`` has written."""

    def __init__(self, data: bytes) -> None:
        self.data: Final[bytes] = data
        self.pos: i64 = 0
        self.count: i64 = 0
        """Number of elements in the vector read last."""

    def onto(self, v: vec[i64], n: i64, shift: i64) -> vec[i64]:
        """Return ``v`` with the next vector, each element increased by ``shift``, from element ``n`` on."""
        data = self.data
        at = self.pos
        count = read_i64_le(data, at)
        if n + count > len(v):
            v = grown(v, n + count)
        end = n + count
        while n < end:
            at += 8
            v[n] = read_i64_le(data, at) + shift
            n += 1
        self.pos = at + 8
        self.count = count
        return v

    def keys(self, pools: Pools, pool: dict[bytes, int], size: i64) -> vec[i64]:
        """Enter the constants of ``size`` bytes that ``put_keys`` wrote; return the number of each."""
        data = self.data
        count = read_i64_le(data, self.pos)
        numbers = grown(vec[i64](), count)
        at = self.pos + 8
        k: i64 = 0
        while k < count:
            pools.key.write(data[at : at + size])
            numbers[k] = pools.number(pool)
            at += size
            k += 1
        self.pos = at
        return numbers

    def rest(self) -> bytes:
        """Return what follows the vectors."""
        return self.data[self.pos :]


def pack(b: CodeBuf, out: BytesWriter) -> None:
    """Write the finished functions of a buffer."""
    pools = b.pools
    put(out, b.mark_pos, b.nmarks)
    put(out, b.mark_what, b.nmarks)
    put(out, pools.table_start, pools.ntables)
    put(out, pools.cell, pools.ncells)
    put_keys(out, pools.pool16)
    put_keys(out, pools.pool8)
    put_keys(out, pools.pool4)
    out.write(b.text.getvalue())


def unpack(parts: Parts, b: CodeBuf) -> i64:
    """Append functions that ``pack`` wrote; return by how much their text offsets grow."""
    base = b.begin(like_loop=True)
    pools = b.pools
    first = b.nmarks
    b.mark_pos = parts.onto(b.mark_pos, first, base)
    b.mark_what = parts.onto(b.mark_what, first, 0)
    b.nmarks += parts.count
    first_table = pools.ntables
    pools.table_start = parts.onto(pools.table_start, first_table, pools.ncells)
    pools.ntables += parts.count
    pools.cell = parts.onto(pools.cell, pools.ncells, base)
    pools.ncells += parts.count
    pools.first_cell = pools.ncells
    pool16 = parts.keys(pools, pools.pool16, 16)
    pool8 = parts.keys(pools, pools.pool8, 8)
    pool4 = parts.keys(pools, pools.pool4, 4)
    whats = b.mark_what
    i = first
    while i < b.nmarks:
        what = whats[i]
        if what & KIND_MASK == MARK_CONST:
            pool_id = what >> LOW_BITS
            k = pool_id >> 2
            kind = pool_id & 3
            if kind == POOL16:
                k = pool16[k]
            elif kind == POOL8:
                k = pool8[k]
            elif kind == POOL4:
                k = pool4[k]
            else:
                k += first_table
            whats[i] = (k << 2 | kind) << LOW_BITS | (what & LOW_MASK)
        i += 1
    b.text.write(parts.rest())
    return base
