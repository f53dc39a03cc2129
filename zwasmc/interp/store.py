"""What instances are made of and share: memories, tables, globals, functions, and types across modules."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Final, final

from librt.vecs import append, extend, vec
from mypy_extensions import i64, u8

from zwasmc.bits import MASK64, to_signed64
from zwasmc.interp.trap import LimitError
from zwasmc.wasm.types import (
    HEAP_ANY,
    HEAP_ARRAY,
    HEAP_EQ,
    HEAP_EXN,
    HEAP_EXTERN,
    HEAP_FUNC,
    HEAP_I31,
    HEAP_NOEXN,
    HEAP_NOEXTERN,
    HEAP_NOFUNC,
    HEAP_NONE,
    HEAP_STRUCT,
    KIND_ARRAY,
    KIND_FUNC,
    KIND_STRUCT,
    V128,
    FuncType,
    TypeContext,
    is_nullable,
    is_ref,
)

MEMORY_LIMIT: Final = 0x100000000
"""No memory of the interpreter grows beyond this many bytes."""
MOST_MEMORY: Final = 0x800000000
"""Bytes of all memories and tables of a program unless told otherwise: to clear them takes 0.3 s for each GiB."""
CHUNK: Final = 0x4000000
"""Bytes; from here on zeros are given back to the system, which keeps them in no memory until they are written."""
PAGE: Final = 4096
MADV_DONTNEED: Final = 4
TABLE_LIMIT: Final = 10_000_000

HostFunc = Callable[[list[int]], list[int]]

ABSTRACT_SUPER: Final = {
    HEAP_NOFUNC: HEAP_FUNC,
    HEAP_NOEXTERN: HEAP_EXTERN,
    HEAP_NOEXN: HEAP_EXN,
    HEAP_EQ: HEAP_ANY,
    HEAP_I31: HEAP_EQ,
    HEAP_STRUCT: HEAP_EQ,
    HEAP_ARRAY: HEAP_EQ,
}
KIND_SUPER: Final = {KIND_FUNC: HEAP_FUNC, KIND_STRUCT: HEAP_STRUCT, KIND_ARRAY: HEAP_ARRAY}
BOTTOM: Final = {KIND_FUNC: HEAP_NOFUNC, KIND_STRUCT: HEAP_NONE, KIND_ARRAY: HEAP_NONE}


def vector_of(low: int, high: int) -> int:
    """Return the raw v128 of two signed halves."""
    return (high & MASK64) << 64 | (low & MASK64)


def address_of(data: vec[u8]) -> int:
    """Return where the bytes are; there is at least one."""
    view = (ctypes.c_void_p * 10)()  # struct Py_buffer, which starts with the address
    ctypes.pythonapi.PyObject_GetBuffer(ctypes.py_object(data), view, 0)
    address: int = view[0] or 0
    ctypes.pythonapi.PyBuffer_Release(view)
    return address


def with_zeros(data: vec[u8], n: i64) -> vec[u8]:
    """Return ``data`` with ``n`` zeros after it; raises MemoryError."""
    if n < CHUNK:
        return extend(data, bytes(n))
    madvise = ctypes.CDLL(None).madvise
    made = data
    if n > len(data):  # else what `extend` adds to the capacity is enough
        room = (len(data) + n) // 2 * 3
        made = extend(vec[u8](b"", capacity=room if room < MEMORY_LIMIT else MEMORY_LIMIT), data)
    while n > 0:
        size: i64 = CHUNK if n > CHUNK else n
        start = len(made)
        made = extend(made, bytes(size))
        first = address_of(made) + start
        first += -first % PAGE
        after = address_of(made) + len(made)
        madvise(ctypes.c_void_p(first), ctypes.c_size_t(max(after - first, 0) // PAGE * PAGE), MADV_DONTNEED)
        n -= size
    return made


@final
class Budget:
    """The bytes that the memories and tables of a store may have together."""

    def __init__(self, most: int) -> None:
        self.most: int = most
        self.left: int = most

    def check(self, memories: list[int]) -> None:
        """Refuse memories of these sizes before the first is cleared if they are too large together."""
        left = self.left
        for size in memories:
            left -= size
            if left < 0:
                raise LimitError(f"a memory of {size} bytes exceeds the limit of {self.most}")

    def take(self, size: int) -> bool:
        """Take ``size`` bytes, unless that is too much."""
        if size > self.left:
            return False
        self.left -= size
        return True


@final
class Memory:
    """A linear memory.  ``data`` is replaced when it grows."""

    def __init__(
        self,
        pages: i64,
        maximum: i64,
        page_log2: i64,
        is64: bool,
        shared: bool = False,
        budget: Budget | None = None,
    ) -> None:
        self.page_log2: i64 = page_log2
        self.maximum: i64 = maximum
        """In pages; -1 is no declared maximum."""
        self.is64: bool = is64
        self.shared: bool = shared
        self.budget: Budget | None = budget
        self.data: vec[u8] = vec[u8]()
        wanted = int(pages) << int(page_log2)
        if budget is not None and not budget.take(wanted):
            raise LimitError(f"a memory of {wanted} bytes exceeds the limit of {budget.most}")
        size: i64 = -1
        if pages <= MEMORY_LIMIT >> page_log2:
            size = pages << page_log2
        if size < 0:
            raise MemoryError("a memory of the interpreter is too large")
        try:
            self.data = with_zeros(self.data, size)
        except MemoryError as error:
            raise MemoryError(f"the system refuses {size} bytes of address space for a memory") from error

    def pages(self) -> i64:
        """Return the size in pages."""
        return len(self.data) >> self.page_log2

    def grow(self, delta: i64) -> i64:
        """Grow by ``delta`` pages; return the old size in pages or -1."""
        old = self.pages()
        limit: i64 = MEMORY_LIMIT >> self.page_log2
        if self.maximum >= 0 and self.maximum < limit:
            limit = self.maximum
        if delta < 0 or delta > limit - old:
            return -1
        size = delta << self.page_log2
        if self.budget is not None and not self.budget.take(size):
            return -1
        if delta > 0:
            try:
                self.data = with_zeros(self.data, size)
            except MemoryError:
                if self.budget is not None:
                    self.budget.left += size
                return -1
        return old

    def address(self) -> int:
        """Return where the bytes are; good until the memory grows."""
        return address_of(self.data) if len(self.data) > 0 else 0

    def read(self, at: int, n: int) -> bytes:
        """Return ``n`` bytes; raises IndexError outside of the memory."""
        if at < 0 or n < 0 or at + n > len(self.data):
            raise IndexError("outside of the memory")
        return ctypes.string_at(self.address() + at, n) if n else b""

    def write(self, at: int, data: bytes) -> None:
        """Store bytes; raises IndexError outside of the memory."""
        if at < 0 or at + len(data) > len(self.data):
            raise IndexError("outside of the memory")
        if data:
            ctypes.memmove(self.address() + at, data, len(data))


@final
class Table:
    """A table of references.  ``elem`` is the canonical element type; ``data`` is replaced when it grows."""

    def __init__(
        self, size: i64, maximum: i64, elem: int, is64: bool, init: i64, budget: Budget | None = None
    ) -> None:
        self.maximum: i64 = maximum
        self.elem: int = elem
        self.is64: bool = is64
        self.budget: Budget | None = budget
        self.data: vec[i64] = vec[i64]()
        if budget is not None and not budget.take(int(size) * 8):
            raise LimitError(f"a table of {size} elements exceeds the limit of {budget.most} bytes")
        if size < 0 or size > TABLE_LIMIT:
            raise MemoryError("a table of the interpreter is too large")
        self.data = vec[i64]([init] * size)

    def grow(self, delta: i64, init: i64) -> i64:
        """Grow by ``delta`` elements; return the old size or -1."""
        data = self.data
        old: i64 = len(data)
        limit: i64 = TABLE_LIMIT
        if self.maximum >= 0 and self.maximum < limit:
            limit = self.maximum
        if delta < 0 or delta > limit - old:
            return -1
        if self.budget is not None and not self.budget.take(delta * 8):
            return -1
        k: i64 = 0
        while k < delta:
            data = append(data, init)
            k += 1
        self.data = data
        return old


@final
class Global:
    """A global; ``type`` is canonical, ``value`` raw bits, of a v128 the lower half, with the other one in ``high``."""

    def __init__(self, type: int, mutable: bool, value: int) -> None:
        self.type: int = type
        self.mutable: bool = mutable
        self.value: i64 = 0
        self.high: i64 = 0
        self.set(value)

    def get(self) -> int:
        """Return the raw value."""
        return vector_of(self.value, self.high) if self.type == V128 else self.value

    def set(self, value: int) -> None:
        """Change the raw value."""
        self.value = to_signed64(value)
        if self.type == V128:
            self.high = to_signed64(value >> 64)


@final
class Function:
    """A function of an instance, or of the host when ``instance`` is -1."""

    def __init__(self, type_id: i64, type: FuncType, instance: i64, index: i64, host: HostFunc | None) -> None:
        self.type_id: i64 = type_id
        self.type: FuncType = type
        self.instance: i64 = instance
        self.index: i64 = index
        self.host: HostFunc | None = host
        self.ncells: i64 = len(type.params) + type.params.count(V128)
        """Registers that the arguments take."""
        self.address: i64 = -1


class Types:
    """The types of all modules of a store: equal types have equal ids."""

    def __init__(self) -> None:
        self.ids: dict[bytes, int] = {}
        self.kinds: list[int] = []
        self.supers: list[list[int]] = []

    def intern(self, ctx: TypeContext, index: int) -> int:
        """Return the id of a module's type."""
        key = ctx.type_hash(index)
        found = self.ids.get(key)
        if found is not None:
            return found
        number = len(self.kinds)
        self.ids[key] = number
        typedef = ctx.types[index]
        self.kinds.append(typedef.kind)
        self.supers.append([])
        chain = [number]
        for up in typedef.supertypes[:1]:
            chain += self.supers[self.intern(ctx, up)]
        self.supers[number] = chain
        return number

    def value_type(self, ctx: TypeContext, t: int) -> int:
        """Return a value type with its type index replaced by the id."""
        if is_ref(t) and t >= 0:
            return (self.intern(ctx, t >> 8) << 8) | (t & 0xFF)
        return t

    def heap_matches(self, a: int, b: int) -> bool:
        """Tell whether canonical heap type ``a`` is a subtype of ``b``."""
        if a == b:
            return True
        if a >= 0:
            if b >= 0:
                return b in self.supers[a]
            a = KIND_SUPER[self.kinds[a]]
        elif b >= 0:
            return a == BOTTOM[self.kinds[b]]
        elif a == HEAP_NONE:
            return b in (HEAP_ANY, HEAP_EQ, HEAP_I31, HEAP_STRUCT, HEAP_ARRAY)
        up: int | None = a
        while up is not None:
            if up == b:
                return True
            up = ABSTRACT_SUPER.get(up)
        return False

    def matches(self, a: int, b: int) -> bool:
        """Tell whether canonical value type ``a`` is a subtype of ``b``."""
        if a == b:
            return True
        if not is_ref(a) or not is_ref(b) or (is_nullable(a) and not is_nullable(b)):
            return False
        return self.heap_matches(a >> 8, b >> 8)
