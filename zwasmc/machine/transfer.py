"""The contents of a code buffer as bytes, to be appended to the buffer of another process."""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter, read_i64_le, write_i64_le
from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.machine.code import LOOP_ALIGN, POOL4, POOL8, POOL16, POOL_TABLE, CodeBuf


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

    def keys(self, b: CodeBuf, pool: dict[bytes, int], size: i64) -> vec[i64]:
        """Enter the constants of ``size`` bytes that ``put_keys`` wrote; return the number of each."""
        data = self.data
        count = read_i64_le(data, self.pos)
        numbers = grown(vec[i64](), count)
        at = self.pos + 8
        k: i64 = 0
        while k < count:
            b.key.write(data[at : at + size])
            numbers[k] = b.number(pool)
            at += size
            k += 1
        self.pos = at
        return numbers

    def rest(self) -> bytes:
        """Return what follows the vectors."""
        return self.data[self.pos :]


def pack(b: CodeBuf, out: BytesWriter) -> None:
    """Write the finished functions of a buffer."""
    put(out, b.trap_pos, b.ntraps)
    put(out, b.trap_code, b.ntraps)
    put(out, b.line_pos, b.nlines)
    put(out, b.line_wasm, b.nlines)
    put(out, b.reloc_pos, b.nrelocs)
    put(out, b.reloc_sym, b.nrelocs)
    put(out, b.ref_pos, b.nrefs)
    put(out, b.ref_id, b.nrefs)
    put(out, b.ref_tail, b.nrefs)
    put(out, b.table_start, b.ntables)
    put(out, b.table_cell, b.ntable)
    put_keys(out, b.pool16)
    put_keys(out, b.pool8)
    put_keys(out, b.pool4)
    out.write(b.text.getvalue())


def unpack(parts: Parts, b: CodeBuf) -> i64:
    """Append functions that ``pack`` wrote; return by how much their text offsets grow."""
    b.begin(LOOP_ALIGN)
    base: i64 = len(b.text)
    b.trap_pos = parts.onto(b.trap_pos, b.ntraps, base)
    b.trap_code = parts.onto(b.trap_code, b.ntraps, 0)
    b.ntraps += parts.count
    b.line_pos = parts.onto(b.line_pos, b.nlines, base)
    b.line_wasm = parts.onto(b.line_wasm, b.nlines, 0)
    b.nlines += parts.count
    b.reloc_pos = parts.onto(b.reloc_pos, b.nrelocs, base)
    b.reloc_sym = parts.onto(b.reloc_sym, b.nrelocs, 0)
    b.nrelocs += parts.count
    first_ref = b.nrefs
    b.ref_pos = parts.onto(b.ref_pos, first_ref, base)
    b.ref_id = parts.onto(b.ref_id, first_ref, 0)
    b.ref_tail = parts.onto(b.ref_tail, first_ref, 0)
    b.nrefs += parts.count
    first_table = b.ntables
    b.table_start = parts.onto(b.table_start, first_table, b.ntable)
    b.ntables += parts.count
    b.table_cell = parts.onto(b.table_cell, b.ntable, base)
    b.ntable += parts.count
    pool16 = parts.keys(b, b.pool16, 16)
    pool8 = parts.keys(b, b.pool8, 8)
    pool4 = parts.keys(b, b.pool4, 4)
    ids = b.ref_id
    i: i64 = first_ref
    while i < b.nrefs:
        k = ids[i] >> 2
        kind = ids[i] & 3
        if kind == POOL16:
            ids[i] = pool16[k] * 4 + POOL16
        elif kind == POOL8:
            ids[i] = pool8[k] * 4 + POOL8
        elif kind == POOL4:
            ids[i] = pool4[k] * 4 + POOL4
        else:
            ids[i] = (first_table + k) * 4 + POOL_TABLE
        i += 1
    b.text.write(parts.rest())
    return base
