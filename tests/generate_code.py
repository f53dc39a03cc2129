"""Random function bodies: the code of the modules that `generate` makes."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from generate_parts import (
    BINARY,
    COMPARE,
    CONVERT,
    EDGE_F32,
    EDGE_F64,
    EDGE_I32,
    EDGE_I64,
    F32,
    F64,
    FUNCREF,
    I32,
    I64,
    LOADS,
    NAN32,
    NAN64,
    NUMBERS,
    SATURATE,
    STORES,
    UNARY,
    UNREACHED,
    Label,
    signed32,
    sleb,
    uleb,
    vector,
)
from generate_patterns import Patterns

if TYPE_CHECKING:
    from generate import ModuleGenerator


class FunctionGenerator(Patterns):
    """Generates one function body."""

    def __init__(
        self, module: ModuleGenerator, index: int, signature: tuple[list[int], list[int]] | None = None
    ) -> None:
        self.m = module
        self.r = module.r
        self.index = index
        params, results = signature or module.types[module.funcs[index]]
        self.results = results
        extra = self.r.choice((0, 2, 4, 8, 24))
        self.numbers = module.shape.types
        self.locals = list(params) + [self.r.choice(self.numbers) for _ in range(extra)]
        self.nparams = len(params)
        if module.shape.huge and index == len(module.funcs) - 1:
            self.locals += [self.r.choice(self.numbers) for _ in range(60)]
        self.locals += [FUNCREF] * self.r.choice((0, 0, 1, 3))
        self.counters = [len(self.locals) + k for k in range(5)]
        self.locals += [I32, I32, I32, F32, F64]
        self.labels = [Label(results, False)]
        self.budget = self.r.choice((20, 60, 150, 400))
        if module.shape.huge and index == len(module.funcs) - 1:
            self.budget = 2500
        self.loop_depth = 0

    def body(self) -> bytes:
        """Return the encoded body."""
        out = self.burn()
        for _ in range(self.r.randint(1, 6) if self.budget < 1000 else 40):
            out += self.statement(0)
        for t in self.results:
            out += self.value(t, 0)
        out += b"\x0b"
        groups = [uleb(1) + bytes([t]) for t in self.locals[self.nparams :]]
        code = vector(groups) + out
        return uleb(len(code)) + code

    def burn(self) -> bytes:
        """Decrement the fuel and trap when it is used up."""
        g = uleb(self.m.fuel)
        return b"\x23" + g + b"\x41\x01\x6b\x24" + g + b"\x23" + g + b"\x41\x00\x4c\x04\x40\x00\x0b"

    # Values

    def const(self, t: int) -> bytes:
        """A constant of a type."""
        r = self.r
        if t == I32:
            return b"\x41" + sleb(r.choice(EDGE_I32) if r.random() < 0.5 else r.randint(-100, 100))
        if t == I64:
            return b"\x42" + sleb(r.choice(EDGE_I64) if r.random() < 0.5 else r.randint(-1000, 1000))
        if t == F32:
            return b"\x43" + struct.pack("<I", r.choice(EDGE_F32))
        return b"\x44" + struct.pack("<Q", r.choice(EDGE_F64))

    def local_of(self, t: int) -> int:
        """A local of a type, or -1."""
        choices = [i for i, x in enumerate(self.locals) if x == t and i not in self.counters]
        return self.r.choice(choices) if choices else -1

    def leaf(self, t: int) -> bytes:
        """A constant, local or global."""
        r = self.r
        if r.random() < 0.65:
            i = self.local_of(t)
            if i >= 0:
                return b"\x20" + uleb(i)
        if r.random() < 0.4:
            choices = [i for i, x in enumerate(self.m.globals) if x == t]
            if choices:
                return b"\x23" + uleb(r.choice(choices))
        return self.const(t)

    def address(self, depth: int) -> bytes:
        """An i32 that is mostly a valid address."""
        r = self.r
        k = r.random()
        if k < 0.015:
            return self.value(I32, depth + 1)
        if k < 0.25:
            return b"\x41" + sleb(r.randint(0, 60000))
        if k < 0.7:
            return self.value(I32, depth + 1) + b"\x41" + sleb(0xFBF8) + b"\x71"
        # sums and shifts, some of which wrap around at 2^32 into the memory
        index = self.value(I32, depth + 2)
        step = r.randint(0, 3)
        mask = index + b"\x41" + sleb(0x7FF8 >> step) + b"\x71"
        if k < 0.78:
            return mask + b"\x41" + sleb(step) + b"\x74"
        if k < 0.86:
            return mask + b"\x41" + sleb(step) + b"\x74" + self.value(I32, depth + 2) + b"\x41\xff\x3f\x71\x6a"
        if k < 0.91:
            top = b"\x41" + sleb(signed32((0xFFFFFFFF << (32 - step)) & 0xFFFFFFFF)) + b"\x72" if step else b""
            return mask + top + b"\x41" + sleb(step) + b"\x74"
        constant = r.choice((0x1000, 0x7000, -8, -0x1000, 0x7FFFFFFF, -0x80000000))
        back = b"\x41" + sleb(signed32((8192 - constant) & 0xFFFFFFFF)) + b"\x6a" if r.random() < 0.9 else b""
        if r.random() < 0.5:
            return mask + back + b"\x41" + sleb(constant) + b"\x6a"
        return mask + b"\x41" + sleb(signed32(-constant & 0xFFFFFFFF)) + b"\x6b" + back

    def memarg(self, align: int) -> bytes:
        """Alignment and offset."""
        r = self.r
        offset = 0 if r.random() < 0.5 else r.randint(0, 300)
        if r.random() < 0.01:
            offset = r.choice((65535, 65536, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF))
        if self.m.shape.memories > 1 and r.random() < 0.5:
            return uleb(r.randint(0, align) | 0x40) + b"\x01" + uleb(offset)
        return uleb(r.randint(0, align)) + uleb(offset)

    def quiet(self, t: int) -> bytes:
        """Code that makes the NaN on the stack the canonical one, when the module does so itself."""
        if t not in (F32, F64) or not self.m.shape.plain_nans:
            return b""
        get = b"\x20" + uleb(self.counters[3] if t == F32 else self.counters[4])
        tee = b"\x22" + get[1:]
        return tee + (NAN32 if t == F32 else NAN64) + get + get + (b"\x5b" if t == F32 else b"\x61") + b"\x1b"

    def value(self, t: int, depth: int) -> bytes:
        """Code that pushes one value of type ``t``."""
        self.budget -= 1
        r = self.r
        if t == FUNCREF:
            return self.reference(depth)
        if depth > 6 or self.budget < 0:
            return self.leaf(t)
        k = r.random()
        if k < 0.25:
            return self.leaf(t)
        if k < 0.50:
            op = r.choice(BINARY[t])
            code = self.value(t, depth + 1) + self.value(t, depth + 1)
            if (0x6D <= op <= 0x70 or 0x7F <= op <= 0x82) and r.random() < 0.9:
                code += b"\x41\x01\x72" if t == I32 else b"\x42\x01\x84"
            return code + bytes([op]) + (b"" if op in (0x98, 0xA6) else self.quiet(t))
        if k < 0.57:
            op = r.choice(UNARY[t])
            return self.value(t, depth + 1) + bytes([op]) + (b"" if op in (0x8B, 0x8C, 0x99, 0x9A) else self.quiet(t))
        if k < 0.64:
            if t == I32 and r.random() < 0.7:
                s = r.choice(NUMBERS)
                if s in (I32, I64) and r.random() < 0.2:
                    return self.value(s, depth + 1) + (b"\x45" if s == I32 else b"\x50")
                return self.value(s, depth + 1) + self.value(s, depth + 1) + bytes([r.choice(COMPARE[s])])
            if t in SATURATE and r.random() < 0.7:
                n, s = r.choice(SATURATE[t])
                return self.value(s, depth + 1) + b"\xfc" + uleb(n)
            op, s = r.choice(CONVERT[t])
            if 0xA8 <= op <= 0xAB or 0xAE <= op <= 0xB1:
                k = r.random()
                if k < 0.6:
                    # in the range of every integer type
                    return self.leaf(I32) + b"\x41\xff\xff\x3f\x71" + (b"\xb2" if s == F32 else b"\xb7") + bytes([op])
                if k < 0.85:
                    return self.leaf(t)
            return self.value(s, depth + 1) + bytes([op]) + (self.quiet(t) if op in (0xB6, 0xBB) else b"")
        if k < 0.74:
            if self.m.shape.atomics and t in (I32, I64) and r.random() < 0.4:
                return self.atomic(t, depth)
            op, align = r.choice(LOADS[t])
            return self.address(depth) + bytes([op]) + self.memarg(align)
        if k < 0.80:
            code = self.value(t, depth + 1) + self.value(t, depth + 1) + self.condition(depth + 1)
            return code + (b"\x1b" if r.random() < 0.7 else b"\x1c\x01" + bytes([t]))
        if k < 0.84:
            i = self.local_of(t)
            return self.value(t, depth + 1) + (b"\x22" + uleb(i) if i >= 0 else b"")
        if k < 0.92:
            return self.block(([], [t]), depth + 1)
        if k < 0.96:
            return self.call(t, depth)
        if t == I32:
            choice = r.randint(0, 5)
            memory = bytes([r.randrange(self.m.shape.memories)])
            if choice == 0:
                return b"\x3f" + memory
            if choice == 1:
                return self.value(I32, depth + 1) + b"\x41\x01\x71\x40" + memory
            if choice == 5:
                return b"\xd2" + uleb(r.randrange(len(self.m.funcs))) + self.leaf(I32) + b"\x41\x01\x71\xfc\x0f\x00"
            if choice == 2:
                return b"\xfc\x10\x00"
            if choice == 3:
                return self.table_index() + b"\x25\x00\xd1"
            if r.random() < 0.5:
                ref = self.table_index() + b"\x25\x00" + b"\xd2" + uleb(r.randrange(len(self.m.funcs)))
                return ref + self.condition(depth) + b"\x1c\x01\x70\xd1"
            return b"\xd2" + uleb(r.randrange(len(self.m.funcs))) + b"\xd1"
        return self.leaf(t)

    def condition(self, depth: int) -> bytes:
        """An i32 condition, mostly a comparison."""
        r = self.r
        k = r.random()
        if k < 0.65:
            s = r.choice(self.numbers)
            second = self.const(s) if r.random() < 0.3 else self.value(s, depth + 1)
            code = self.value(s, depth + 1) + second + bytes([r.choice(COMPARE[s])])
            return code + b"\x45" if r.random() < 0.15 else code
        if k < 0.75:
            s = r.choice((I32, I64))
            both = self.value(s, depth + 1) + self.value(s, depth + 1)
            return both + (b"\x71\x45" if s == I32 else b"\x83\x50")
        return self.value(I32, depth + 1)

    def table_index(self) -> bytes:
        """A table index, mostly in bounds."""
        r = self.r
        if r.random() < 0.97:
            return b"\x41" + sleb(r.randrange(self.m.table_size))
        return self.value(I32, 5)

    def callees(self, t: int) -> list[int]:
        """Return the functions whose last result is of type ``t``."""
        return [i for i, f in enumerate(self.m.funcs) if self.m.types[f][1][-1:] == [t]]

    def call(self, t: int, depth: int) -> bytes:
        """A call whose last result is of type ``t``; the other results are dropped or stored."""
        r = self.r
        m = self.m
        choices = self.callees(t)
        if not choices or depth > 4:
            return self.leaf(t)
        callee = r.choice(choices)
        params, results = m.types[m.funcs[callee]]
        code = b"".join(self.value(p, depth + 2) for p in params)
        if r.random() < 0.4:
            slots = [i for i, f in enumerate(m.elements) if f == callee]
            index = b"\x41" + sleb(r.choice(slots)) if slots and r.random() < 0.98 else self.table_index()
            code += index + b"\x11" + uleb(m.funcs[callee]) + b"\x00"
        else:
            code += b"\x10" + uleb(callee)
        if len(results) == 1:
            return code
        keep = self.local_of(t)
        if keep < 0:
            return code + b"\x1a" * len(results) + self.const(t)
        code += b"\x21" + uleb(keep)
        for x in reversed(results[:-1]):
            i = self.local_of(x)
            code += b"\x21" + uleb(i) if i >= 0 else b"\x1a"
        return code + b"\x20" + uleb(keep)

    # Control

    def block(self, signature: tuple[list[int], list[int]], depth: int) -> bytes:
        """A block, loop or if of a signature; parameters are pushed first."""
        r = self.r
        params, results = signature
        kind = r.random()
        pushed = b"".join(self.value(p, depth + 1) for p in params)
        blocktype = self.m.block_type(params, results)
        if kind < 0.3:
            return pushed + self.condition(depth) + b"\x04" + blocktype + self.arms(params, results, depth)
        if kind < 0.6 and self.loop_depth < 3 and depth < 5:
            return pushed + self.loop(params, results, blocktype, depth)
        self.labels.append(Label(results, False))
        code = b"\x02" + blocktype + self.drop(params) + self.inside(results, depth) + b"\x0b"
        self.labels.pop()
        return pushed + code

    def drop(self, params: list[int]) -> bytes:
        """Store or drop the parameters that a block starts with."""
        code = b""
        for p in reversed(params):
            i = self.local_of(p)
            code += b"\x21" + uleb(i) if i >= 0 and self.r.random() < 0.7 else b"\x1a"
        return code

    def arms(self, params: list[int], results: list[int], depth: int) -> bytes:
        """Both arms of an if."""
        self.labels.append(Label(results, False))
        code = self.drop(params) + self.inside(results, depth)
        if params != results or self.r.random() < 0.7:
            code += b"\x05" + self.drop(params) + self.inside(results, depth)
        self.labels.pop()
        return code + b"\x0b"

    def inside(self, results: list[int], depth: int) -> bytes:
        """Statements and the results of a block; sometimes an early branch."""
        r = self.r
        code = b""
        for _ in range(r.randint(0, 3)):
            code += self.statement(depth + 1)
        if r.random() < 0.12:
            return code + self.exit(depth)
        for t in results:
            code += self.value(t, depth + 1)
        if r.random() < 0.25:
            # a conditional branch to this block's own label passes its operands on
            code += self.condition(depth) + b"\x0d\x00"
        return code

    def exit(self, depth: int) -> bytes:
        """Code after which control never continues."""
        code = self.leave(depth)
        if self.r.random() < 0.4:
            # code that is never reached, typed as anything
            for _ in range(self.r.randint(1, 3)):
                code += self.r.choice(UNREACHED) + b"\x00"
        return code

    def leave(self, depth: int) -> bytes:
        """A branch, a return or a trap."""
        r = self.r
        k = r.random()
        if k < 0.1:
            return b"\x00"
        if k < 0.35:
            return b"".join(self.value(t, depth + 1) for t in self.results) + b"\x0f"
        forward = [d for d, label in enumerate(reversed(self.labels)) if not label.loop]
        d = r.choice(forward)
        types = self.labels[-1 - d].types
        code = b"".join(self.value(t, depth + 1) for t in types)
        if k < 0.7:
            return code + b"\x0c" + uleb(d)
        same = [x for x in forward if self.labels[-1 - x].types == types]
        wide = self.m.shape.wide and r.random() < 0.5
        table = [uleb(r.choice(same)) for _ in range(r.randint(50, 400) if wide else r.randint(0, 6))]
        mask = sleb(511 if wide else 7)
        index = self.value(I32, depth + 1) + (b"\x41" + mask + b"\x71" if r.random() < 0.7 else b"")
        return code + index + b"\x0e" + vector(table) + uleb(d)

    def loop(self, params: list[int], results: list[int], blocktype: bytes, depth: int) -> bytes:
        """A loop that counts down a private counter."""
        r = self.r
        counter = self.counters[self.loop_depth]
        self.loop_depth += 1
        self.labels.append(Label(params, True))
        code = b"\x41" + sleb(r.randint(1, 9)) + b"\x21" + uleb(counter)
        code += b"\x03" + blocktype + self.burn() + self.drop(params)
        for _ in range(r.randint(1, 4)):
            code += self.statement(depth + 1)
        again = b"".join(self.value(p, depth + 2) for p in params)
        step = b"\x20" + uleb(counter) + b"\x41\x01\x6b\x22" + uleb(counter)
        code += again + step + b"\x0d\x00" + self.drop(params)
        code += b"".join(self.value(t, depth + 1) for t in results) + b"\x0b"
        self.labels.pop()
        self.loop_depth -= 1
        return code

    def statement(self, depth: int) -> bytes:
        """Code that leaves the stack as it was."""
        r = self.r
        self.budget -= 1
        if self.budget < 0:
            return b""
        k = r.random()
        t = r.choice(self.numbers)
        if r.random() < 0.08:
            return self.rotate()
        if self.m.shape.pressure and r.random() < 0.06 and self.budget > 10:
            return self.pressure(depth)
        if r.random() < 0.1:
            return self.around_store(t)
        if r.random() < 0.03:
            return self.keep_reference(depth)
        if r.random() < (0.6 if self.m.shape.folding else 0.08):
            patterns = (self.switch, self.compare_in_place, self.compare_in_place, self.arithmetic, self.arithmetic)
            return r.choice(patterns)(depth) if r.random() < 0.7 else self.update(r.choice((I32, I64, t)))
        if k < 0.35:
            i = self.local_of(t)
            if i < 0:
                return b""
            return self.value(t, depth) + b"\x21" + uleb(i)
        if k < 0.45:
            choices = [i for i, x in enumerate(self.m.globals) if x == t]
            return self.value(t, depth) + (b"\x24" + uleb(r.choice(choices)) if choices else b"\x1a")
        if k < 0.62:
            op, align = r.choice(STORES[t])
            if r.random() < 0.3:
                return self.update(t)
            if self.m.shape.atomics and t in (I32, I64) and r.random() < 0.4:
                return self.atomic_store(t, depth)
            return self.address(depth) + self.value(t, depth) + bytes([op]) + self.memarg(align)
        if k < 0.82 and depth < 5:
            types = (*self.numbers, *self.numbers, *self.numbers, FUNCREF)
            params = [r.choice(types) for _ in range(r.choice((0, 0, 0, 1, 2)))]
            results = [r.choice(types) for _ in range(r.choice((0, 0, 0, 1, 2, 3)))]
            return self.block((params, results), depth + 1) + self.drop(results)
        if k < 0.88 and depth < 5:
            d = r.randrange(len(self.labels))
            label = self.labels[-1 - d]
            if label.loop or len(label.types) > 2:
                return b""
            code = b"".join(self.value(x, depth + 1) for x in label.types)
            return code + self.condition(depth) + b"\x0d" + uleb(d) + b"\x1a" * len(label.types)
        if k < 0.92:
            return self.bulk(depth)
        return self.call(t, depth) + b"\x1a"
