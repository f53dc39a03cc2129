"""Memory accesses and the bulk operations on memories and tables, with their bounds checks."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, u8

from zwasm_formats.abi_offsets import TRAP_MEMORY_OOB, TRAP_TABLE_OOB
from zwasmc.interp.ints import extend, signed32
from zwasmc.interp.store import Memory, Table
from zwasmc.interp.trap import Trap
from zwasmc.wasm import op

STEP: Final = 1 << 24
"""Bytes that a long operation handles between two ticks: some milliseconds."""
LONG: Final = 4096
"""Bytes or elements from which on an operation ticks: it counts as one instruction."""


def get2(data: vec[u8], at: i64) -> i64:
    """Read 16 bits; ``at`` may be anything."""
    if at < 0 or at > i64(len(data)) - 2:
        raise Trap(TRAP_MEMORY_OOB)
    return i64(data[at]) | (i64(data[at + 1]) << 8)


def get4(data: vec[u8], at: i64) -> i64:
    """Read 32 bits."""
    if at < 0 or at > i64(len(data)) - 4:
        raise Trap(TRAP_MEMORY_OOB)
    return i64(data[at]) | (i64(data[at + 1]) << 8) | (i64(data[at + 2]) << 16) | (i64(data[at + 3]) << 24)


def get8(data: vec[u8], at: i64) -> i64:
    """Read 64 bits as a signed number."""
    if at < 0 or at > i64(len(data)) - 8:
        raise Trap(TRAP_MEMORY_OOB)
    low = i64(data[at]) | (i64(data[at + 1]) << 8) | (i64(data[at + 2]) << 16) | (i64(data[at + 3]) << 24)
    at += 4
    high = i64(data[at]) | (i64(data[at + 1]) << 8) | (i64(data[at + 2]) << 16) | (i64(data[at + 3]) << 24)
    return ((high ^ 0x80000000) - 0x80000000) * 0x100000000 + low


def get1(data: vec[u8], at: i64) -> i64:
    """Read a byte."""
    if at < 0 or at >= i64(len(data)):
        raise Trap(TRAP_MEMORY_OOB)
    return i64(data[at])


def load(o: i64, data: vec[u8], at: i64) -> i64:
    """Execute load ``o`` at an effective address, which is negative when it doesn't fit 64 bits."""
    if o == op.I32_LOAD or o == op.F32_LOAD or o == op.I64_LOAD32_U:
        return get4(data, at)
    if o == op.I32_LOAD8_U or o == op.I64_LOAD8_U:
        return get1(data, at)
    if o == op.I64_LOAD or o == op.F64_LOAD:
        return get8(data, at)
    if o == op.I32_LOAD16_U or o == op.I64_LOAD16_U:
        return get2(data, at)
    if o == op.I32_LOAD8_S:
        return extend(get1(data, at), 8) & 0xFFFFFFFF
    if o == op.I32_LOAD16_S:
        return extend(get2(data, at), 16) & 0xFFFFFFFF
    if o == op.I64_LOAD8_S:
        return extend(get1(data, at), 8)
    if o == op.I64_LOAD16_S:
        return extend(get2(data, at), 16)
    return signed32(get4(data, at))


def store(o: i64, data: vec[u8], at: i64, x: i64) -> None:
    """Execute store ``o`` at an effective address, which is negative when it doesn't fit 64 bits."""
    n: i64 = 1
    if o == op.I32_STORE or o == op.F32_STORE or o == op.I64_STORE32:
        n = 4
    elif o == op.I64_STORE or o == op.F64_STORE:
        n = 8
    elif o == op.I32_STORE16 or o == op.I64_STORE16:
        n = 2
    if at < 0 or at > i64(len(data)) - n:
        raise Trap(TRAP_MEMORY_OOB)
    data[at] = u8(x & 0xFF)
    if n == 1:
        return
    data[at + 1] = u8((x >> 8) & 0xFF)
    if n == 2:
        return
    data[at + 2] = u8((x >> 16) & 0xFF)
    data[at + 3] = u8((x >> 24) & 0xFF)
    if n == 4:
        return
    data[at + 4] = u8((x >> 32) & 0xFF)
    data[at + 5] = u8((x >> 40) & 0xFF)
    data[at + 6] = u8((x >> 48) & 0xFF)
    data[at + 7] = u8((x >> 56) & 0xFF)


def load_wide(data: vec[u8], at: i64, n: i64) -> int:
    """Read ``n`` bytes as a number."""
    if at < 0 or at > i64(len(data)) - n:
        raise Trap(TRAP_MEMORY_OOB)
    x: int = 0
    while n > 0:
        n -= 1
        x = x << 8 | int(data[at + n])
    return x


def store_wide(data: vec[u8], at: i64, n: i64, x: int) -> None:
    """Write a number to ``n`` bytes."""
    if at < 0 or at > i64(len(data)) - n:
        raise Trap(TRAP_MEMORY_OOB)
    k: i64 = 0
    while k < n:
        data[at + k] = u8(x & 0xFF)
        x >>= 8
        k += 1


def outside(at: i64, n: i64, size: i64) -> bool:
    """Tell whether ``n`` elements from ``at`` on leave ``size`` elements; negative numbers are huge ones."""
    return at < 0 or n < 0 or n > size or at > size - n


def memory_copy(to: Memory, source: Memory, d: i64, s: i64, n: i64, tick: Callable[[], None] | None = None) -> None:
    """memory.copy; between the steps of a long one ``tick`` is called."""
    if outside(d, n, len(to.data)) or outside(s, n, len(source.data)):
        raise Trap(TRAP_MEMORY_OOB)
    if n > 0:
        move(to.address() + d, source.address() + s, n, tick)


def memory_fill(to: Memory, d: i64, x: i64, n: i64, tick: Callable[[], None] | None = None) -> None:
    """memory.fill; between the steps of a long one ``tick`` is called."""
    if outside(d, n, len(to.data)):
        raise Trap(TRAP_MEMORY_OOB)
    at = to.address() + d if n > 0 else 0
    while n > 0:
        size: i64 = n if n < STEP else STEP
        ctypes.memset(at, x & 0xFF, size)
        at += size
        n -= size
        if tick is not None and size >= LONG:
            tick()


def memory_init(to: Memory, data: bytes, d: i64, s: i64, n: i64, tick: Callable[[], None] | None = None) -> None:
    """memory.init; after a long one ``tick`` is called."""
    if outside(d, n, len(to.data)) or outside(s, n, len(data)):
        raise Trap(TRAP_MEMORY_OOB)
    if n > 0:
        ctypes.memmove(to.address() + d, data[s : s + n], n)
    if tick is not None and n >= LONG:
        tick()


def move(to: int, source: int, n: i64, tick: Callable[[], None] | None) -> None:
    """Copy ``n`` bytes between addresses, in steps that don't overwrite what is still to be read."""
    up = to <= source
    done: i64 = 0
    while done < n:
        size: i64 = n - done if n - done < STEP else STEP
        at: i64 = done if up else n - done - size
        ctypes.memmove(to + at, source + at, size)
        done += size
        if tick is not None and size >= LONG:
            tick()


def table_copy(to: Table, source: Table, d: i64, s: i64, n: i64, tick: Callable[[], None] | None = None) -> None:
    """table.copy; after a long one ``tick`` is called."""
    if outside(d, n, len(to.data)) or outside(s, n, len(source.data)):
        raise Trap(TRAP_TABLE_OOB)
    a = to.data
    b = source.data
    k: i64 = 0
    if d <= s:
        while k < n:
            a[d + k] = b[s + k]
            k += 1
    else:
        k = n - 1
        while k >= 0:
            a[d + k] = b[s + k]
            k -= 1
    if tick is not None and n >= LONG:
        tick()


def table_fill(to: Table, d: i64, x: i64, n: i64, tick: Callable[[], None] | None = None) -> None:
    """table.fill; after a long one ``tick`` is called."""
    if outside(d, n, len(to.data)):
        raise Trap(TRAP_TABLE_OOB)
    a = to.data
    k: i64 = 0
    while k < n:
        a[d + k] = x
        k += 1
    if tick is not None and n >= LONG:
        tick()


def table_init(to: Table, elem: vec[i64], d: i64, s: i64, n: i64, tick: Callable[[], None] | None = None) -> None:
    """table.init; after a long one ``tick`` is called."""
    if outside(d, n, len(to.data)) or outside(s, n, len(elem)):
        raise Trap(TRAP_TABLE_OOB)
    a = to.data
    k: i64 = 0
    while k < n:
        a[d + k] = elem[s + k]
        k += 1
    if tick is not None and n >= LONG:
        tick()


def table_get(table: Table, at: i64) -> i64:
    """table.get."""
    if at < 0 or at >= i64(len(table.data)):
        raise Trap(TRAP_TABLE_OOB)
    return table.data[at]


def table_set(table: Table, at: i64, x: i64) -> None:
    """table.set."""
    if at < 0 or at >= i64(len(table.data)):
        raise Trap(TRAP_TABLE_OOB)
    table.data[at] = x
