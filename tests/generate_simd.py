"""Random modules of functions with vectors, mostly straight-line: every vector instruction, mixed with scalars.

``generate_simd(seed)`` returns the bytes of a module like those of `generate`, with `FUNCTIONS` functions: parameters,
results, locals and globals are mostly v128.  Hosts see integers only: a vector is passed as two of them, or as an
address from which it is loaded, and returned as two.  Equal seeds give equal bytes.
"""

from __future__ import annotations

import random
import struct

from facts import Op, load_ops
from generate import ModuleGenerator, Shape
from generate_code import FunctionGenerator
from generate_parts import (
    BITS,
    COMPARE,
    EDGE_F32,
    EDGE_F64,
    EDGE_I32,
    EDGE_I64,
    F32,
    F64,
    FROM_BITS,
    I32,
    I64,
    NUMBERS,
    STORES,
    TO_BITS,
    sleb,
    uleb,
    vector,
)

FUNCTIONS = 64
FUEL = 40

V128 = 0x7B
TYPE = {"i32": I32, "i64": I64, "f32": F32, "f64": F64, "v128": V128, "addr": I32}
OPS = [op for op in load_ops() if op.prefix == 0xFD]
MAKERS = {t: [op for op in OPS if [TYPE[x] for x in op.results] == [t]] for t in (*NUMBERS, V128)}
"""The vector instructions by the type of their result."""

WRITERS = [op for op in OPS if not op.results]
TESTS = [op for op in MAKERS[I32] if op.family == "simd_test"]

# Operations whose NaNs the specification leaves open; all others copy bits.
_OPEN = {"ceil", "floor", "trunc", "nearest", "sqrt", "add", "sub", "mul", "div", "min", "max"}
_OPEN |= {"relaxed_madd", "relaxed_nmadd", "relaxed_min", "relaxed_max", "demote_f64x2_zero", "promote_low_f32x4"}
MAKES_NAN = {op.name for op in OPS if op.name[0] == "f" and op.name.partition(".")[2] in _OPEN}

LANE_F32 = (
    *EDGE_F32, 0x7F800001, 0xFFC00000, 0x7FABCDEF, 0xFFFFFFFF, 0x007FFFFF, 0x80000001, 0x00800000, 0x4EFFFFFF,
    0x4F7FFFFF, 0xCF000001, 0xBF000000, 0x3FC00000, 0x40200000, 0x3EFFFFFF, 0xFF7FFFFF, 0x4AFFFFFF,
)  # fmt: skip
LANE_F64 = (
    *EDGE_F64, 0x7FF0000000000001, 0xFFF8000000000000, 0x7FF4567812345678, (1 << 64) - 1, 0x000FFFFFFFFFFFFF,
    0x8000000000000001, 0x0010000000000000, 0x41DFFFFFFFC00000, 0x41DFFFFFFFE00000, 0x41EFFFFFFFE00000,
    0xC1E00000001FFFFF, 0xBFE0000000000000, 0x3FF8000000000000, 0x4004000000000000, 0x47EFFFFFE0000000,
    0x47EFFFFFF0000000, 0x36A0000000000000, 0x3690000000000000, 0xBFEFFFFFFFFFFFFF,
)  # fmt: skip
LANE_INT = {
    1: (0, 1, 2, 7, 8, 15, 16, 31, 0x7E, 0x7F, 0x80, 0x81, 0xFE, 0xFF),
    2: (0, 1, 0xFF, 0x100, 0x7F, 0x80, 0x7FFE, 0x7FFF, 0x8000, 0x8001, 0xFFFE, 0xFFFF, 0xFF80),
    4: tuple(x & 0xFFFFFFFF for x in (*EDGE_I32, 0x7FFF, 0x8000, -0x8000, -0x8001, 0x7FFFFFFE)),
    8: tuple(x & 0xFFFFFFFFFFFFFFFF for x in EDGE_I64),
}
SHIFTS = (0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 255, 256, -1, -8, 0x7FFFFFFF, -0x80000000)
SHUFFLES = (
    range(16), range(16, 32), [0] * 16, [19] * 16, range(15, -1, -1), range(5, 21), range(12, 28), range(1, 17),
    [x // 2 + x % 2 * 16 for x in range(16)], [8 + x // 2 + x % 2 * 16 for x in range(16)], [*range(8), *range(16, 24)],
    [*range(8, 16), *range(24, 32)], range(0, 32, 2), range(1, 32, 2), [2, 3, 0, 1, 6, 7, 4, 5] + list(range(8, 16)),
    [*range(8, 16), *range(8)], [x | (x & 4) << 2 for x in range(16)], [x | (x & 1) << 4 for x in range(16)],
)  # fmt: skip


def lane(r: random.Random, size: int) -> int:
    """Return a lane of 1, 2, 4 or 8 bytes: an edge of integers or floats, a usual float, or anything."""
    k = r.random()
    if size >= 4 and k < 0.65:
        if k < 0.4:
            return r.choice(LANE_F32 if size == 4 else LANE_F64)
        # floats near each other, so that the roundings of their sums and products count
        if size == 4:
            return r.getrandbits(1) << 31 | r.randint(118, 135) << 23 | r.getrandbits(23)
        return r.getrandbits(1) << 63 | r.randint(1008, 1040) << 52 | r.getrandbits(52)
    return r.choice(LANE_INT[size]) if k < 0.9 else r.getrandbits(8 * size)


def lanes(r: random.Random) -> bytes:
    """Return the 16 bytes of a vector."""
    k = r.random()
    if k < 0.06:
        return bytes(16)
    if k < 0.1:
        return b"\xff" * 16
    size = r.choice((1, 2, 4, 4, 4, 8, 8, 8))
    some = [lane(r, size) for _ in range(1 if k < 0.3 else 2 if k < 0.4 else 16 // size)]
    return b"".join(x.to_bytes(size, "little") for x in (some * 16)[: 16 // size])


class VectorFunction(FunctionGenerator):
    """Generates the body of a function with vectors."""

    def __init__(
        self, module: ModuleGenerator, index: int, signature: tuple[list[int], list[int]] | None = None
    ) -> None:
        super().__init__(module, index, signature)
        self.counters.append(len(self.locals))
        self.locals.append(V128)
        self.budget = self.r.choice((20, 40, 80, 160))

    def body(self) -> bytes:
        """Return the encoded body; at its end, most functions store all vectors that they have."""
        r = self.r
        out = self.burn()
        for _ in range(r.randint(2, 10)):
            out += self.statement(0)
        if r.random() < 0.7:
            for i, t in enumerate(self.locals):
                if t == V128 and i not in self.counters:
                    out += b"\x41" + sleb(0x4000 + 16 * i) + b"\x20" + uleb(i) + b"\xfd\x0b\x04\x00"
        out += b"".join(self.value(t, 0) for t in self.results) + b"\x0b"
        code = vector([uleb(1) + bytes([t]) for t in self.locals[self.nparams :]]) + out
        return uleb(len(code)) + code

    # Values

    def const(self, t: int) -> bytes:
        """A constant of a type."""
        return b"\xfd\x0c" + lanes(self.r) if t == V128 else super().const(t)

    def address(self, depth: int) -> bytes:
        """An address, mostly where the memory starts with edges."""
        k = self.r.random()
        if k < 0.02:
            return super().address(depth)
        if k < 0.6:
            return b"\x41" + sleb(self.r.randint(0, 2048))
        return self.value(I32, depth + 1) + b"\x41" + sleb(self.r.choice((0x7F0, 0x7FF, 0xFF))) + b"\x71"

    def callees(self, t: int) -> list[int]:
        """Only the functions behind this one, so that every call ends."""
        return [i for i in super().callees(t) if i > self.index]

    def operand(self, op: Op, number: int, depth: int) -> bytes:
        """An operand of a vector instruction."""
        r = self.r
        t = TYPE[op.params[number]]
        if op.params[number] == "addr":
            return self.address(depth)
        if op.family == "simd_shift" and t == I32 and r.random() < 0.6:
            return b"\x41" + sleb(r.choice(SHIFTS))
        if op.name.endswith("swizzle") and number == 1 and r.random() < 0.6:
            return b"\xfd\x0c" + bytes(r.randrange(r.choice((16, 16, 256))) for _ in range(16))
        if op.name.endswith("laneselect") and number == 2 and r.random() < 0.5:
            compare = r.choice([x for x in OPS if x.family == "simd_compare" and x.name[:5] == op.name[:5]])
            return self.apply(compare, depth + 1)
        if "relaxed_dot" in op.name and number == 1:
            # Odd bytes: for two products of -128 and -128 the specification saturates, and wasmtime does not.
            return self.value(t, depth + 1) + b"\xfd\x0c" + b"\1" * 16 + b"\xfd\x50"
        return self.value(t, depth + 1)

    def immediate(self, op: Op) -> bytes:
        """The immediate of a vector instruction."""
        r = self.r
        if op.immediate == "memarg":
            return self.memarg(op.immediate_arg)
        if op.immediate == "memarg_lane":
            return self.memarg(op.immediate_arg) + bytes([r.randrange(16 >> op.immediate_arg)])
        if op.immediate == "lane":
            return bytes([r.randrange(op.immediate_arg)])
        if op.immediate == "v128":
            return lanes(r)
        if op.immediate == "shuffle":
            if r.random() < 0.3:
                return bytes(r.randrange(32) for _ in range(16))
            size = r.choice((2, 4, 8))
            if r.random() < 0.4:
                parts = [r.randrange(32 // size) * size for _ in range(16 // size)]
                return bytes(part + k for part in parts for k in range(size))
            return bytes(r.choice(SHUFFLES))
        assert op.immediate == "none", op
        return b""

    def apply(self, op: Op, depth: int) -> bytes:
        """A vector instruction with its operands."""
        code = b"".join(self.operand(op, number, depth) for number in range(len(op.params)))
        code += b"\xfd" + uleb(op.opcode) + self.immediate(op)
        return code + self.quiet_lanes(op.name[:5]) if op.name in MAKES_NAN else code

    def quiet_lanes(self, shape: str) -> bytes:
        """Code that makes the NaNs of the vector on the stack canonical, when the module does so itself."""
        if not self.m.shape.plain_nans:
            return b""
        at = uleb(self.counters[5])
        nans = struct.pack("<I", 0x7FC00000) * 4 if shape == "f32x4" else struct.pack("<Q", 0x7FF8 << 48) * 2
        equal = b"\xfd\x41" if shape == "f32x4" else b"\xfd\x47"
        return b"\x22" + at + b"\xfd\x0c" + nans + b"\x20" + at + b"\x20" + at + equal + b"\xfd\x52"

    def value(self, t: int, depth: int) -> bytes:
        """Code that pushes one value of type ``t``."""
        r = self.r
        k = r.random()
        if t != V128:
            if t not in MAKERS or depth > 5 or self.budget < 0 or k > 0.5:
                return super().value(t, depth + 2)
            self.budget -= 1
            return self.apply(r.choice(MAKERS[t]), depth)
        self.budget -= 1
        if depth > 6 or self.budget < 0 or k < 0.2:
            return self.leaf(t)
        if k < 0.9:
            return self.apply(r.choice(MAKERS[t]), depth)
        if k < 0.94:
            code = self.value(t, depth + 1) + self.value(t, depth + 1) + self.condition(depth + 1)
            return code + r.choice((b"\x1b", b"\x1c\x01\x7b"))
        if k < 0.97:
            i = self.local_of(t)
            return self.value(t, depth + 1) + (b"\x22" + uleb(i) if i >= 0 else b"")
        if k < 0.985 and depth < 4:
            return self.block(([V128] * r.randint(0, 2), [t]), depth + 1)
        return self.call(t, depth)

    def condition(self, depth: int) -> bytes:
        """A condition, mostly a test of a vector."""
        r = self.r
        if r.random() < 0.6:
            return self.apply(r.choice(TESTS), depth + 1) + r.choice((b"", b"\x45"))
        s = r.choice(NUMBERS)
        return self.value(s, depth + 1) + self.value(s, depth + 1) + bytes([r.choice(COMPARE[s])])

    # Statements

    def statement(self, depth: int) -> bytes:
        """Code that leaves the stack as it was."""
        r = self.r
        self.budget -= 1
        if self.budget < 0:
            return b""
        k = r.random()
        t = V128 if r.random() < 0.75 else r.choice(NUMBERS)
        if k < 0.45:
            i = self.local_of(t)
            return self.value(t, depth) + (b"\x21" + uleb(i) if i >= 0 else b"\x1a")
        if k < 0.55:
            choices = [i for i, x in enumerate(self.m.globals) if x == t]
            return self.value(t, depth) + (b"\x24" + uleb(r.choice(choices)) if choices else b"\x1a")
        if k < 0.8:
            if t == V128:
                return self.apply(r.choice(WRITERS), depth)
            op, align = r.choice(STORES[t])
            return self.address(depth) + self.value(t, depth) + bytes([op]) + self.memarg(align)
        if k < 0.88 and depth < 4:
            params = [r.choice((V128, V128, I32, F64)) for _ in range(r.randint(0, 3))]
            results = [r.choice((V128, V128, I64, F32)) for _ in range(r.randint(0, 4))]
            return self.block((params, results), depth + 1) + self.drop(results)
        if k < 0.96 or not self.m.shape.pressure:
            return self.call(t, depth) + b"\x1a"
        return self.crowd(depth)

    def crowd(self, depth: int) -> bytes:
        """More vectors alive at a time than there are registers, among calls and other values."""
        r = self.r
        held = [i for i, t in enumerate(self.locals) if t == V128 and i not in self.counters]
        count = r.randint(12, 30)
        code = b"".join(b"\x20" + uleb(r.choice(held)) if held else self.const(V128) for _ in range(2))
        for _ in range(count):
            code += self.apply(r.choice(OPS_OF_ONE), 6) if r.random() < 0.5 else self.leaf(V128)
        code += self.value(V128, depth + 3)
        for _ in range(count + 2):
            op = r.choice(OPS_OF_TWO)
            code += b"\xfd" + uleb(op.opcode) + (self.quiet_lanes(op.name[:5]) if op.name in MAKES_NAN else b"")
        i = self.local_of(V128)
        return code + (b"\x21" + uleb(i) if i >= 0 else b"\x1a")


OPS_OF_ONE = [op for op in MAKERS[V128] if op.params == ("v128",)]
OPS_OF_TWO = [op for op in MAKERS[V128] if op.params == ("v128", "v128") and op.immediate == "none"]


class VectorModule(ModuleGenerator):
    """Generates one module of functions with vectors; its table has all of them."""

    Function = VectorFunction

    def __init__(self, seed: int) -> None:
        r = self.r = random.Random(f"vectors {seed}")
        self.shape = Shape(seed)
        self.shape.host = self.shape.huge = self.shape.wide = False
        self.shape.types = numbers = (V128, V128, V128, V128, *NUMBERS)
        self.types: list[tuple[list[int], list[int]]] = []
        self.imports = 0
        self.funcs = []
        for _ in range(FUNCTIONS):
            params = [r.choice(numbers) for _ in range(r.choice((0, 1, 2, 3, 4, 6, 12)))]
            results = [r.choice(numbers) for _ in range(r.choice((1, 1, 1, 1, 2, 3, 6)))]
            self.funcs.append(self.type_index(params, results))
        self.globals = [r.choice(numbers) for _ in range(r.randint(3, 8))]
        self.fuel = len(self.globals)
        self.table_size = FUNCTIONS
        self.elements = list(range(FUNCTIONS))

    def data(self) -> bytes:
        """Return what the memory starts with: edges of all lanes."""
        return b"".join(lanes(self.r) for _ in range(140))

    def wrapper(self, callee: int) -> tuple[int, bytes]:
        """Return type and body of a function that calls ``callee`` with integers in place of floats and vectors."""
        params, results = self.types[self.funcs[callee]]
        given: list[int] = []
        code = b""
        for t in params:
            get = b"\x20" + uleb(len(given))
            if t != V128:
                given.append(BITS[t])
                code += get + FROM_BITS[t]
            elif self.r.random() < 0.5:
                given.append(I32)
                code += get + b"\x41" + sleb(0x7FF) + b"\x71\xfd\x00\x00\x00"
            else:
                given += [I64, I64]
                code += get + b"\xfd\x12\x20" + uleb(len(given) - 1) + b"\xfd\x1e\x01"
        code += b"\x10" + uleb(callee)
        for i in reversed(range(len(results))):
            code += b"\x21" + uleb(len(given) + i)
        gets = [(b"\x20" + uleb(len(given) + i), t) for i, t in enumerate(results)]
        types, returned = integers(gets)
        body = vector([uleb(1) + bytes([t]) for t in results]) + code + returned + b"\x0b"
        return self.type_index(given, types), uleb(len(body)) + body

    def read_globals(self) -> tuple[int, bytes]:
        """Return type and body of a function that returns every global."""
        types, code = integers([(b"\x23" + uleb(i), t) for i, t in enumerate([*self.globals, I32])])
        body = b"\x00" + code + b"\x0b"
        return self.type_index([], types), uleb(len(body)) + body


def integers(gets: list[tuple[bytes, int]]) -> tuple[list[int], bytes]:
    """Return the integer types and the code for values as integers, from the code that gets each and its type."""
    types: list[int] = []
    code = b""
    for get, t in gets:
        if t == V128:
            types += [I64, I64]
            code += get + b"\xfd\x1d\x00" + get + b"\xfd\x1d\x01"
        else:
            types.append(BITS[t])
            code += get + TO_BITS[t]
    return types, code


def generate_simd(seed: int) -> bytes:
    """Return a random valid module of functions with vectors."""
    return VectorModule(seed).build(FUEL)
