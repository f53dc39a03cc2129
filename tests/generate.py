"""Random valid modules for differential tests: loops with fuel, jump tables, multi-value joins, calls, memory.

``generate(seed)`` returns the bytes of a module that exports functions ``f0…``, ``globals`` (which returns every
global), its memories ``mem`` and ``mem1``, and the global ``fuel``.  Exported functions take and return integers only:
floats are reinterpreted, so that hosts that pass floats by value see every bit.  Every loop head and function entry
burns fuel, so that every call ends.  `Shape` tells what the modules of a seed have.  Equal seeds give equal bytes.
"""

from __future__ import annotations

import random

from generate_code import FunctionGenerator
from generate_parts import (
    BITS,
    EDGE_F32,
    EDGE_F64,
    EDGE_I32,
    EDGE_I64,
    EMPTY,
    F32,
    F64,
    FROM_BITS,
    I32,
    I64,
    NUMBERS,
    TO_BITS,
    section,
    sleb,
    uleb,
    vector,
)


class Shape:
    """What kind of module a seed gives."""

    def __init__(self, seed: int) -> None:
        r = random.Random(f"shape {seed}")
        self.plain_nans = r.random() < 0.25
        """The module canonicalises its NaNs itself, so that a compiler need not."""
        self.host = r.random() < 0.25
        """It imports functions and a global."""
        self.memories = 2 if r.random() < 0.15 else 1
        self.import_memory = r.random() < 0.1
        self.start = r.random() < 0.1
        self.pressure = r.random() < 0.3
        """Functions with statements that keep dozens of values alive."""
        self.huge = r.random() < 0.03
        """One function is large, with thousands of values and a frame of several pages."""
        self.folding = r.random() < 0.25
        """Most statements are arithmetic and comparisons with constants."""
        self.atomics = random.Random(f"atomics {seed}").random() < 0.15
        """Some accesses are atomic."""
        self.wide = r.random() < 0.15
        """Jump tables have hundreds of entries."""
        numbers = [(I32,), (I32, I64), (F32, F64, I32)]
        self.types = NUMBERS if r.random() < 0.8 else r.choice(numbers)


class ModuleGenerator:
    """Generates one module."""

    Function = FunctionGenerator

    def __init__(self, seed: int) -> None:
        r = self.r = random.Random(seed)
        self.shape = Shape(seed)
        numbers = self.shape.types
        self.types: list[tuple[list[int], list[int]]] = []
        self.funcs: list[int] = []
        self.imports = r.randint(1, 3) if self.shape.host else 0
        for _ in range(self.imports + r.randint(1, 6)):
            params = [r.choice(numbers) for _ in range(r.choice((0, 1, 2, 3, 5, 9, 20)))]
            results = [r.choice(numbers) for _ in range(r.choice((0, 1, 1, 1, 2, 3, 7)))]
            self.funcs.append(self.type_index(params, results))
        self.globals = [r.choice(numbers) for _ in range(r.randint(1, 6))]
        self.fuel = len(self.globals)
        self.table_size = r.randint(2, 8)
        self.elements = [r.randrange(len(self.funcs)) for _ in range(r.randint(1, self.table_size))]

    def type_index(self, params: list[int], results: list[int]) -> int:
        """Return the index of a function type, adding it if it is new."""
        key = (list(params), list(results))
        if key not in self.types:
            self.types.append(key)
        return self.types.index(key)

    def block_type(self, params: list[int], results: list[int]) -> bytes:
        """Return an encoded block type."""
        if not params and not results:
            return bytes([EMPTY])
        if not params and len(results) == 1:
            return bytes([results[0]])
        return sleb(self.type_index(params, results))

    def wrapper(self, callee: int) -> tuple[int, bytes]:
        """Return type and body of a function that calls ``callee`` with integers in place of floats."""
        params, results = self.types[self.funcs[callee]]
        code = b""
        for i, t in enumerate(params):
            code += b"\x20" + uleb(i) + FROM_BITS[t]
        code += b"\x10" + uleb(callee)
        for i in reversed(range(len(results))):
            code += b"\x21" + uleb(len(params) + i)
        for i, t in enumerate(results):
            code += b"\x20" + uleb(len(params) + i) + TO_BITS[t]
        body = vector([uleb(1) + bytes([t]) for t in results]) + code + b"\x0b"
        signature = ([BITS[t] for t in params], [BITS[t] for t in results])
        return self.type_index(*signature), uleb(len(body)) + body

    def read_globals(self) -> tuple[int, bytes]:
        """Return type and body of a function that returns every global."""
        types = [*self.globals, I32]
        code = b"".join(b"\x23" + uleb(i) + TO_BITS[t] for i, t in enumerate(types))
        body = b"\x00" + code + b"\x0b"
        return self.type_index([], [BITS[t] for t in types]), uleb(len(body)) + body

    def import_section(self) -> bytes:
        """Return the import section: functions, the first global, the first memory."""
        items = [b"\x01e\x02h%d\x00" % i + uleb(self.funcs[i]) for i in range(self.imports)]
        if self.shape.host:
            items.append(b"\x01e\x01g\x03" + bytes([self.globals[0], 1]))
        if self.shape.import_memory:
            items.append(b"\x01e\x01m\x02\x01\x01\x03")
        return section(2, vector(items)) if items else b""

    def data(self) -> bytes:
        """Return what the memory starts with."""
        return bytes(self.r.randrange(256) for _ in range(200))

    def build(self, fuel: int) -> bytes:
        """Return the module's bytes."""
        r = self.r
        shape = self.shape
        count = len(self.funcs)
        bodies = [self.Function(self, i).body() for i in range(self.imports, count)]
        extra = [self.wrapper(i) for i in range(count)] + [self.read_globals()]
        if shape.start:
            extra.append((self.type_index([], []), self.Function(self, 0, ([], [])).body()))
        funcs = self.funcs[self.imports :] + [t for t, _ in extra]
        bodies += [body for _, body in extra]
        consts = self.Function(self, 0)
        out = b"\0asm\1\0\0\0"
        types = [b"\x60" + vector([bytes([t]) for t in p]) + vector([bytes([t]) for t in q]) for p, q in self.types]
        out += section(1, vector(types))
        out += self.import_section()
        out += section(3, vector([uleb(t) for t in funcs]))
        out += section(4, vector([b"\x70\x01" + uleb(self.table_size) + uleb(self.table_size + 3)]))
        out += section(5, vector([b"\x01\x01\x03"] * (shape.memories - shape.import_memory)))
        cells = [bytes([t, 1]) + consts.const(t) + b"\x0b" for t in self.globals[1 if shape.host else 0 :]]
        cells.append(bytes([I32, 1]) + b"\x41" + sleb(fuel) + b"\x0b")
        out += section(6, vector(cells))
        exports = [uleb(len(f"f{i}")) + b"f%d\x00" % i + uleb(count + i) for i in range(count)]
        exports += [b"\x03mem\x02\x00", b"\x07globals\x00" + uleb(2 * count), b"\x04fuel\x03" + uleb(self.fuel)]
        if shape.memories > 1:
            exports.append(b"\x04mem1\x02\x01")
        out += section(7, vector(exports))
        if shape.start:
            out += section(8, uleb(2 * count + 1))
        declared = b"\x03\x00" + vector([uleb(f) for f in range(count)])
        passive = b"\x01\x00" + vector([uleb(f) for f in self.elements[:3]])
        out += section(9, vector([b"\x00\x41\x00\x0b" + vector([uleb(f) for f in self.elements]), declared, passive]))
        out += section(12, uleb(2))
        out += section(10, vector(bodies))
        data = self.data()
        unused = bytes(r.randrange(256) for _ in range(32))
        out += section(11, vector([b"\x01" + uleb(32) + unused, b"\x00\x41\x10\x0b" + uleb(len(data)) + data]))
        return out


def generate(seed: int, fuel: int = 500) -> bytes:
    """Return a random valid module."""
    return ModuleGenerator(seed).build(fuel)


def arguments(seed: int, params: list[int]) -> list[int]:
    """Return random argument bit patterns for integer parameter types; float patterns are among them."""
    r = random.Random(seed)
    out: list[int] = []
    for t in params:
        k = r.random()
        if t == I32:
            x = r.choice(EDGE_I32) if k < 0.4 else r.choice(EDGE_F32) if k < 0.7 else r.getrandbits(32)
            out.append(x & 0xFFFFFFFF)
        else:
            x = r.choice(EDGE_I64) if k < 0.4 else r.choice(EDGE_F64) if k < 0.7 else r.getrandbits(64)
            out.append(x & 0xFFFFFFFFFFFFFFFF)
    return out
