"""Statements of generated modules in shapes that compilers treat specially."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from generate_parts import (
    ATOMIC_CMPXCHG,
    ATOMIC_LOAD,
    ATOMIC_STORE,
    ATOMIC_UPDATES,
    ATOMIC_WIDTHS,
    BINARY,
    COMPARE,
    F32,
    F64,
    FUNCREF,
    I32,
    I64,
    LOADS,
    NARROW,
    STORES,
    Label,
    sleb,
    uleb,
    vector,
)

if TYPE_CHECKING:
    from generate import ModuleGenerator


class Patterns:
    """Statements in particular shapes; the rest of the generator is in the subclass."""

    m: ModuleGenerator
    r: random.Random
    numbers: tuple[int, ...]
    locals: list[int]
    counters: list[int]
    labels: list[Label]
    budget: int

    def value(self, t: int, depth: int) -> bytes:
        """Code that pushes one value."""
        raise NotImplementedError

    def leaf(self, t: int) -> bytes:
        """A constant, local or global."""
        raise NotImplementedError

    def const(self, t: int) -> bytes:
        """A constant."""
        raise NotImplementedError

    def local_of(self, t: int) -> int:
        """A local of a type, or -1."""
        raise NotImplementedError

    def address(self, depth: int) -> bytes:
        """An i32 that is mostly a valid address."""
        raise NotImplementedError

    def memarg(self, align: int) -> bytes:
        """Alignment and offset."""
        raise NotImplementedError

    def quiet(self, t: int) -> bytes:
        """Code that makes a NaN canonical."""
        raise NotImplementedError

    def statement(self, depth: int) -> bytes:
        """Code that leaves the stack as it was."""
        raise NotImplementedError

    def table_index(self) -> bytes:
        """A table index, mostly in bounds."""
        raise NotImplementedError

    def rotate(self) -> bytes:
        """A parallel assignment between locals of one type: a permutation, or with copies."""
        r = self.r
        t = r.choice(self.numbers)
        places = [i for i, x in enumerate(self.locals) if x == t and i not in self.counters]
        if not places:
            return b""
        chosen = r.sample(places, min(len(places), r.randint(2, 6)))
        sources = chosen[1:] + chosen[:1] if r.random() < 0.6 else [r.choice(places) for _ in chosen]
        return b"".join(b"\x20" + uleb(i) for i in sources) + b"".join(b"\x21" + uleb(i) for i in reversed(chosen))

    def pressure(self, depth: int) -> bytes:
        """Dozens of values computed, kept over what follows, and combined."""
        r = self.r
        self.budget -= 6
        types = [r.choice(self.numbers) for _ in range(r.randint(12, 48))]
        if self.m.shape.huge and r.random() < 0.3:
            types *= r.randint(2, 25)
        if r.random() < 0.3:
            types = [types[0]] * len(types)
        code = b""
        for n, t in enumerate(types):
            k = r.random()
            if k < 0.5:
                op, _ = r.choice(LOADS[t])
                code += b"\x41" + sleb(r.randint(0, 4000)) + bytes([op, 0]) + uleb(n)
            else:
                code += self.leaf(t) + self.leaf(t) + bytes([BINARY[t][r.randrange(3)]]) + self.quiet(t)
        if r.random() < 0.4:
            code += self.statement(depth + 2)
        code += self.value(types[-1], 4) + b"\x1a"
        for t, below in zip(reversed(types), [*reversed(types[:-1]), 0]):
            i = self.local_of(t)
            if below == t and r.random() < 0.8:
                code += bytes([BINARY[t][r.randrange(3)]]) + self.quiet(t)
            elif i >= 0:
                code += b"\x21" + uleb(i)
            elif t in self.m.globals:
                code += b"\x24" + uleb(self.m.globals.index(t))
            else:
                code += b"\x1a"
        return code

    def around_store(self, t: int) -> bytes:
        """A load before a store to a near place, used after it."""
        r = self.r
        i, j = self.local_of(t), self.local_of(I32)
        if i < 0 or j < 0:
            return b""
        mask = b"\x41" + sleb(0xF8) + b"\x71"
        where = b"\x20" + uleb(j) + mask
        op, _ = LOADS[t][0] if r.random() < 0.6 else r.choice(LOADS[t])
        s = r.choice(self.numbers)
        store, _ = r.choice(STORES[s])
        offset = r.choice((0, 0, 4, 16))
        load = where + bytes([op, 0]) + uleb(offset)
        near = uleb(max(0, offset + r.choice((0, 0, 1, 2, 4, -1, -4))))
        between = where + self.leaf(s) + bytes([store, 0]) + near
        if r.random() < 0.3:
            between = self.local_step(j)
        k = r.random()
        if k < 0.3:
            # loaded before and after, or from two memories
            again = where + bytes([op, 0x40, 1]) + uleb(offset) if self.m.shape.memories > 1 else load
            return load + between + again + bytes([BINARY[t][r.randrange(2)]]) + self.quiet(t) + b"\x21" + uleb(i)
        other = self.small(t) if t in (I32, I64) and r.random() < 0.5 else self.leaf(t)
        code = load + between + other if r.random() < 0.5 else other + load + between
        if k < 0.65:
            code += bytes([BINARY[t][r.choice((0, 1, 2, 3 if t in (F32, F64) else 8))]])
            return code + self.quiet(t) + b"\x21" + uleb(i)
        code += bytes([r.choice(COMPARE[t])])
        return code + b"\x04\x40" + self.leaf(t) + b"\x21" + uleb(i) + b"\x0b"

    def local_step(self, i: int) -> bytes:
        """Add one to an i32 local and to a global, if there is one."""
        code = b"\x20" + uleb(i) + b"\x41\x01\x6a\x21" + uleb(i)
        if I32 in self.m.globals:
            g = uleb(self.m.globals.index(I32))
            code += b"\x23" + g + b"\x41\x01\x6a\x24" + g
        return code

    def reference(self, depth: int) -> bytes:
        """A function reference, sometimes null."""
        r = self.r
        k = r.random()
        i = self.local_of(FUNCREF)
        if k < 0.4 and i >= 0:
            return b"\x20" + uleb(i)
        if k < 0.5 and depth < 5:
            return self.reference(depth + 1) + self.reference(depth + 1) + self.leaf(I32) + b"\x1c\x01\x70"
        if k < 0.75:
            return b"\x41" + sleb(r.randrange(self.m.table_size)) + b"\x25\x00"
        return b"\xd2" + uleb(r.randrange(len(self.m.funcs))) if k < 0.9 else b"\xd0\x70"

    def keep_reference(self, depth: int) -> bytes:
        """Assign or store a function reference, or test one."""
        r = self.r
        i, j = self.local_of(FUNCREF), self.local_of(I32)
        k = r.random()
        if k < 0.5 and i >= 0:
            return self.reference(depth) + b"\x21" + uleb(i)
        if k < 0.75 and j >= 0:
            return self.reference(depth) + b"\xd1\x21" + uleb(j)
        return b"\x41" + sleb(r.randrange(self.m.table_size)) + self.reference(depth) + b"\x26\x00"

    def update(self, t: int) -> bytes:
        """A read-modify-write of one memory cell."""
        r = self.r
        i = self.local_of(I32)
        where = (b"\x20" + uleb(i) if i >= 0 else self.const(I32)) + b"\x41" + sleb(0x7FF8) + b"\x71"
        op, store = {I32: (0x28, 0x36), I64: (0x29, 0x37), F32: (0x2A, 0x38), F64: (0x2B, 0x39)}[t]
        if t in (I32, I64) and r.random() < 0.3:
            op, store = r.choice(NARROW[t])
        if i >= 0:
            where = where + b"\x22" + uleb(i)
            again = b"\x20" + uleb(i)
        else:
            again = where
        offset = uleb(r.choice((0, 0, 8, 120)))
        arithmetic = list(BINARY[t])[7:13] if t in (I32, I64) and r.random() < 0.4 else list(BINARY[t])[:3]
        operand = self.value(t, 4) if r.random() < 0.3 else self.small(t) if t in (I32, I64) else self.leaf(t)
        if r.random() < 0.5:
            operand = self.leaf(t)
        code = where + again + bytes([op, 0]) + offset + operand + bytes([r.choice(arithmetic)])
        return code + self.quiet(t) + bytes([store, 0]) + (offset if r.random() < 0.8 else b"\x0c")

    def atomic(self, t: int, depth: int) -> bytes:
        """An atomic access with a result, mostly aligned."""
        r = self.r
        width, size = r.choice(ATOMIC_WIDTHS[t])
        if r.random() < 0.05 and t == I32:
            return self.aligned(2, depth) + self.leaf(I32) + b"\xfe\x00\x02\x00"
        if r.random() < 0.3:
            return self.aligned(size, depth) + b"\xfe" + uleb(ATOMIC_LOAD + width) + uleb(size) + b"\x00"
        first = r.choice(ATOMIC_UPDATES)
        operands = b"".join(self.value(t, depth + 2) for _ in range(2 if first == ATOMIC_CMPXCHG else 1))
        return (
            self.aligned(size, depth) + operands + b"\xfe" + uleb(first + width) + uleb(size) + uleb(r.choice((0, 8)))
        )

    def atomic_store(self, t: int, depth: int) -> bytes:
        """An atomic store, now and then with a wait after it, which traps."""
        r = self.r
        width, size = r.choice(ATOMIC_WIDTHS[t])
        code = self.aligned(size, depth) + self.value(t, depth + 1)
        code += b"\xfe" + uleb(ATOMIC_STORE + width) + uleb(size) + uleb(r.choice((0, 8)))
        if r.random() < 0.02:
            wait = r.choice((1, 2))
            expected = self.leaf(I32 if wait == 1 else I64)
            code += b"\xfe\x03\x00\x41\x10" + expected + self.leaf(I64) + b"\xfe" + bytes([wait, wait + 1, 0]) + b"\x1a"
        return code

    def aligned(self, size: int, depth: int) -> bytes:
        """An address that is mostly a multiple of ``1 << size``."""
        return self.address(depth) + (b"\x41" + sleb(-1 << size) + b"\x71" if self.r.random() < 0.97 else b"")

    def bulk(self, depth: int) -> bytes:
        """Bulk memory and table operations, mostly in bounds."""
        r = self.r
        k = r.randint(0, 8)
        n = b"\x41" + sleb(r.choice((0, 1, 7, 64, 300)))
        a = self.address(depth)
        b = self.address(depth)
        memories = self.m.shape.memories
        memory = bytes([r.randrange(memories)])
        if k == 0:
            return a + b + n + b"\xfc\x0a" + memory + bytes([r.randrange(memories)])
        if k == 1:
            return a + self.value(I32, depth + 1) + n + b"\xfc\x0b" + memory
        if k == 2:
            start = b"\x41" + sleb(r.randint(0, 30)) + b"\x41" + sleb(r.randint(0, 2))
            return a + start + b"\xfc\x08\x00" + memory
        if k == 6:
            # table.init, or dropping a segment
            if r.random() < 0.1:
                return r.choice((b"\xfc\x09\x00", b"\xfc\x0d\x02"))
            small = b"\x41" + sleb(r.randint(0, 2)) + b"\x41" + sleb(r.randint(0, 1))
            return self.table_index() + small + b"\xfc\x0c\x02\x00"
        if k >= 7:
            index = b"\x41" + sleb(r.randrange(self.m.table_size))
            return index + self.table_index() + b"\x25\x00\x26\x00"
        if k == 3:
            return self.table_index() + b"\xd2" + uleb(r.randrange(len(self.m.funcs))) + b"\x26\x00"
        if k == 4:
            small = b"\x41" + sleb(r.randint(0, 2))
            return self.table_index() + self.table_index() + small + b"\xfc\x0e\x00\x00"
        return self.table_index() + b"\xd0\x70" + b"\x41" + sleb(r.randint(0, 1)) + b"\xfc\x11\x00"

    def switch(self, depth: int) -> bytes:
        """A jump table over arms that assign locals and may leave the switch."""
        r = self.r
        arms = r.randint(2, 7)
        width = r.randint(50, 400) if self.m.shape.wide and r.random() < 0.5 else r.randint(0, 9)
        self.labels += [Label([], False) for _ in range(arms + 1)]
        table = [uleb(r.randrange(arms + 1)) for _ in range(width)]
        index = self.value(I32, depth + 2) + (b"\x41" + sleb(511 if width > 9 else 15) + b"\x71")
        if r.random() < 0.15:
            index = b"\x41" + sleb(r.choice((0, width - 1, width, width + 1, -1)))
        code = b"\x02\x40" * (arms + 1) + index + b"\x0e" + vector(table) + uleb(r.randrange(arms + 1))
        for left in reversed(range(arms + 1)):
            self.labels.pop()
            code += b"\x0b"
            if left:
                t = r.choice(self.numbers)
                i = self.local_of(t)
                if i >= 0:
                    code += self.value(t, depth + 2) + b"\x21" + uleb(i)
                if r.random() < 0.5:
                    code += b"\x0c" + uleb(left - 1)
        return code

    def compare_in_place(self, depth: int) -> bytes:
        """A branch on a comparison of a load, or of masked bits, with a value or a constant."""
        r = self.r
        t = r.choice([x for x in self.numbers if x in (I32, I64)])
        k = r.random()
        op, align = LOADS[t][0] if r.random() < 0.4 else r.choice(LOADS[t])
        load = self.address(depth + 2) + bytes([op]) + self.memarg(align)
        if k < 0.25:
            code = self.leaf(t) + load
        elif k < 0.5:
            code = load + (self.small(t) if r.random() < 0.6 else self.leaf(t))
        elif k < 0.75:
            code = self.leaf(t) + self.small(t) if r.random() < 0.6 else self.small(t) + self.leaf(t)
        else:
            code = self.leaf(t) + (self.small(t) if r.random() < 0.6 else self.leaf(t))
            code += b"\x71" if t == I32 else b"\x83"
            if r.random() < 0.3:
                return self.use_condition(code + (b"\x45" if t == I32 else b"\x50"))
            code += self.zero(t)
        code += bytes([r.choice(COMPARE[t])])
        return self.use_condition(code + b"\x45" * r.choice((0, 0, 0, 1, 2)))

    def small(self, t: int) -> bytes:
        """A constant at an edge of narrow immediates."""
        n = self.r.choice((0, 1, 2, 127, 128, 255, 256, 32767, 65535, 65536, -1, -128, -129, 0x7FFFFFFF, -0x80000000))
        return (b"\x41" if t == I32 else b"\x42") + sleb(n)

    def zero(self, t: int) -> bytes:
        """Zero."""
        return b"\x41\x00" if t == I32 else b"\x42\x00"

    def use_condition(self, condition: bytes) -> bytes:
        """Assign something under a condition: by a branch, a select, or the condition itself."""
        r = self.r
        t = r.choice(self.numbers)
        i, j = self.local_of(t), self.local_of(I32)
        if r.random() < 0.3 and j >= 0:
            return condition + b"\x21" + uleb(j)
        if i < 0:
            return condition + b"\x1a"
        if r.random() < 0.3:
            return self.leaf(t) + self.leaf(t) + condition + b"\x1b\x21" + uleb(i)
        if r.random() < 0.5:
            block = b"\x02" + self.m.block_type([I32], [])
            return condition + block + b"\x0d\x00" + self.leaf(t) + b"\x21" + uleb(i) + b"\x0b"
        return condition + b"\x04\x40" + self.leaf(t) + b"\x21" + uleb(i) + b"\x0b"

    def arithmetic(self, depth: int) -> bytes:
        """Integer arithmetic in the shapes that selection knows: negation, three-operand sums, loads as operands."""
        r = self.r
        t = r.choice([x for x in self.numbers if x in (I32, I64)])
        i = self.local_of(t)
        if i < 0:
            return b""
        base = 0x6A if t == I32 else 0x7C
        k = r.random()
        if k < 0.1:
            code = self.zero(t) + self.leaf(t) + bytes([base + 1])
        elif k < 0.4:
            code = self.constants(t, base, (0, 1, 2, 7, 8, 9))
        elif k < 0.55:
            op, align = LOADS[t][0]
            code = self.leaf(t) + self.address(depth + 2) + bytes([op]) + self.memarg(align)
            code += bytes([base + r.choice((0, 1, 7, 8, 9))])
        elif k < 0.7:
            divisor = sleb(r.choice((1, 2, 3, 5, 7, 8, 10, 100, 641, 1000, 4096, 0x7FFFFFFF, -3, -8, -0x80000000)))
            code = self.leaf(t) + (b"\x41" if t == I32 else b"\x42") + divisor + bytes([base + r.randint(3, 6)])
        elif k < 0.8:
            # changes of width, folded into each other
            code = self.leaf(I32) + b"".join(bytes([r.choice((0xC0, 0xC1))]) for _ in range(r.randint(0, 2)))
            if t == I64:
                code += bytes([r.choice((0xAC, 0xAD))]) + r.choice((b"", b"\xc2", b"\xc3", b"\xc4", b"\xa7\xad"))
        else:
            code = self.constants(t, base, (10, 11, 12, 13, 14))
        return code + b"\x21" + uleb(i)

    def constants(self, t: int, base: int, ops: tuple[int, ...]) -> bytes:
        """Operations with constants, one or two after each other, often the same one."""
        r = self.r
        first = base + r.choice(ops)
        code = self.leaf(t) + self.operand(t, base, first) + bytes([first])
        if r.random() < 0.6:
            second = first if r.random() < 0.5 else base + r.choice(ops)
            code += self.operand(t, base, second) + bytes([second])
        return code

    def operand(self, t: int, base: int, op: int) -> bytes:
        """A constant operand: for shifts a count."""
        if op < base + 10:
            return self.small(t)
        return (b"\x41" if t == I32 else b"\x42") + sleb(self.r.choice((0, 1, 3, 8, 16, 24, 31, 32, 48, 56, 63, 66)))
