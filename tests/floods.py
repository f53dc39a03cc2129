"""Hostile modules: each family makes the compiler or the interpreter spend much more than its bytes seem to be worth.

``FAMILIES[name](size)`` returns a module of about ``size`` bytes; what it attacks stands in its docstring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generate_parts import section, uleb, vector

I32, I64, F32, F64, V128 = b"\x7f", b"\x7e", b"\x7d", b"\x7c", b"\x7b"
HEADER = b"\0asm\1\0\0\0"
MASK = (1 << 64) - 1
MOST_BODY = 7_600_000
FEW = 1000
"""Parameters or results of a type at most."""

Family = Callable[[int], bytes]


def signature(params: bytes = b"", results: bytes = b"") -> bytes:
    """A function type; each byte is a value type."""
    return b"\x60" + uleb(len(params)) + params + uleb(len(results)) + results


def function(code: bytes, locals_: bytes = b"\0") -> bytes:
    """A function body with its size."""
    body = locals_ + code + b"\x0b"
    return uleb(len(body)) + body


Sections = dict[int, bytes]


def module(kinds: list[bytes], functions: list[int], bodies: list[bytes], rest: Sections | None = None) -> bytes:
    """A module; ``rest`` has the content of further sections by their ids."""
    sections = {1: vector(kinds), 3: vector([uleb(t) for t in functions]), 10: vector(bodies), **(rest or {})}
    order = sorted(sections, key=lambda number: (number == 11, number == 10, number))
    return HEADER + b"".join([section(number, sections[number]) for number in order])


MEMORY = {5: b"\1\0\1"}


def one(code: bytes, locals_: bytes = b"\0", types: list[bytes] | None = None) -> bytes:
    """A module of one function (i32) -> () with a memory."""
    return module(types or [signature(I32)], [0], [function(code, locals_)], MEMORY)


def equal_hashes(count: int) -> Iterator[tuple[int, int]]:
    """Pairs of 64-bit numbers whose tuples have one hash in CPython (Objects/tupleobject.c: xxHash, without a key)."""
    p1, p2, p5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
    inverse = pow(p2, -1, 1 << 64)
    wanted = 0x1234567
    low = 0
    while count > 0:
        low += 1
        state = p5 + low * p2 & MASK
        state = (state << 31 | state >> 33) & MASK
        high = (wanted - state * p1) * inverse & MASK
        if high < (1 << 61) - 1:  # what is less is its own hash
            yield low, high
            count -= 1


def vector_constants(size: int) -> bytes:
    """Vector constants that collide as pairs of integers."""
    pairs = list(equal_hashes(size // 24))
    bodies = []
    for first in range(0, len(pairs), 200_000):
        code = [
            b"\x20\0\xfd\x0c" + low.to_bytes(8, "little") + high.to_bytes(8, "little") + b"\xfd\x0b\4\0"
            for low, high in pairs[first : first + 200_000]
        ]
        bodies.append(function(b"".join(code)))
    return module([signature(I32)], [0] * len(bodies), bodies, MEMORY)


def float_constants(size: int) -> bytes:
    """Constants of 8 bytes that differ in their high bits only."""
    keys = [k << 40 for k in range(1, min(size, MOST_BODY) // 14)]
    return one(b"".join([b"\x20\0\x44" + key.to_bytes(8, "little") + b"\x39\3\0" for key in keys]))


def slot_locals(size: int) -> bytes:
    """Small functions with 50,000 locals, which live in slots since too many values are passed on."""
    make, take = signature(b"", I64 * FEW), signature(I64 * FEW)
    body = function(b"\x10\0\x10\1" * 12, b"\1" + uleb(50000) + V128)
    count = max(size // len(body), 1)
    return module([make, take, signature()], [0, 1] + [2] * count, [function(b"\0"), function(b"")] + [body] * count)


def passed(kind: bytes, size: int) -> bytes:
    """Functions that pass 1000 results on as 1000 arguments, 4 bytes each time."""
    types = [signature(b"", kind * FEW), signature(kind * FEW), signature()]
    body = function(b"\x10\0\x10\1" * 50)
    count = max(size // len(body), 1)
    return module(types, [0, 1] + [2] * count, [function(b"\0"), function(b"")] + [body] * count)


def returned(size: int) -> bytes:
    """Conditional returns of 1000 values, wide and narrow ones in turns: no run of moves is regular."""
    kinds = (I32 + V128) * (FEW // 2)
    code = b"".join([b"\x20" + uleb(k) for k in range(FEW)])
    body = function(code + b"".join([b"\x20" + uleb(2 * k) + b"\x0d\0" for k in range(60)]))
    count = max(size // len(body), 1)
    return module([signature(kinds, kinds)], [0] * count, [body] * count)


def labels(size: int) -> bytes:
    """Branches that pass 1000 different values on."""
    types = [signature(I32), signature(b"", I32 * FEW)]
    loads = b"".join([b"\x20\0\x28\2" + uleb(4 * k) for k in range(FEW)])
    branches = (min(size, MOST_BODY) - len(loads) - FEW) // 4
    return one(b"\2\1" + loads + b"\x20\0\x0d\0" * max(branches, 1) + b"\x0b" + b"\x1a" * FEW, types=types)


def loops(size: int) -> bytes:
    """Loops with 1000 parameters."""
    types = [signature(I32), signature(I32 * FEW, I32 * FEW)]
    count = max((min(size, MOST_BODY) - 3 * FEW) // 7, 1)
    return one(b"\x41\0" * FEW + b"\3\1\x20\0\x0d\0\x0b" * count + b"\x1a" * FEW, types=types)


def nested_arms(size: int) -> bytes:
    """Ifs with both arms, nested as deeply as a body allows."""
    count = min(size, MOST_BODY) // 6
    return one(b"\x20\0\4\x40" * count + b"\5\x0b" * count)


def nested_loops(size: int) -> bytes:
    """Loops with their branches, nested as deeply as a body allows."""
    count = min(size, MOST_BODY) // 7
    return one(b"\3\x40" * count + b"\x20\0\x0d\0\x0b" * count)


def alive(size: int) -> bytes:
    """20,000 values that live through very many blocks."""
    values = min(20000, size // 40)
    before = b"".join([b"\x20\0\x28\0" + uleb(4 * k) + b"\x21" + uleb(1 + k) for k in range(values)])
    after = b"".join([b"\x20\0\x20" + uleb(1 + k) + b"\x36\0\0" for k in range(values)])
    middle = b"\x20\0\4\x40\x20\0\x20\0\x36\0\0\x0b"
    count = max((min(size, MOST_BODY) - len(before) - len(after)) // len(middle), 1)
    return one(before + middle * count + after, b"\1" + uleb(values + 1) + I32)


def indirect(size: int) -> bytes:
    """Indirect calls without end."""
    code = b"\x20\0\x20\0\x11\0\0" * (min(size, MOST_BODY) // 7)
    return module([signature(I32)], [0], [function(code)], {4: b"\1\x70\0\x10"})


def table_of_many(size: int) -> bytes:
    """A jump table of two labels in turns, each of which takes 1000 values."""
    types = [signature(I32), signature(b"", I32 * FEW)]
    count = max((min(size, MOST_BODY) - 4 * FEW) // 2, 1)
    code = b"\2\1\2\1" + b"\x41\0" * FEW + b"\x20\0\x0e" + uleb(2 * count) + b"\0\1" * count + b"\0\x0b\x0b"
    return one(code + b"\x1a" * FEW, types=types)


def declared_locals(size: int) -> bytes:
    """Very many functions that declare 50,000 locals and do nothing."""
    body = function(b"", b"\1" + uleb(50000) + I32)
    count = min(size // (len(body) + 1), 999_999)
    return module([signature()], [0] * count, [body] * count)


def numbered(k: int) -> bytes:
    """One of as many function types as are asked for."""
    params = b""
    while k:
        params += (I32, I64, F32, F64, V128)[k % 5]
        k //= 5
    return signature(params)


def types(size: int) -> bytes:
    """Different function types, each with a function that needs trampolines."""
    count = min(size // 18, 400_000)
    return module([numbered(k + 1) for k in range(count)], list(range(count)), [b"\2\0\x0b"] * count)


def trampolines(size: int) -> bytes:
    """Types of 1000 vectors, each with an import: two trampolines."""
    kinds = [signature(V128 * (FEW - 10) + numbered(k + 1)[2:-1], V128 * FEW) for k in range(max(size // (2 * FEW), 1))]
    imports = vector([b"\1m\1f\0" + uleb(k) for k in range(len(kinds))])
    return module(kinds, [], [], {2: imports})


def names(size: int) -> bytes:
    """Names of functions in descending order, and of functions that there are not."""
    count = size // 8
    pairs = vector([uleb((count - k) * 0x801 & 0xFFFFFFF) + b"\3xyz" for k in range(count)])
    custom = section(0, b"\4name" + b"\1" + uleb(len(pairs)) + pairs)
    return module([signature()], [0], [function(b"")]) + custom


def references(size: int) -> bytes:
    """References to every other of very many functions, in an order that jumps."""
    count = min(size // 8, 999_999)
    chosen = [k * 655_357 % count for k in range(0, count, 2)]
    segment = b"\1\1\0" + vector([uleb(k) for k in chosen])
    return module([signature()], [0] * count, [b"\2\0\x0b"] * count, {9: segment})


def exports(size: int) -> bytes:
    """Very many exports of one function."""
    names_ = [b"%x" % k for k in range(min(size // 9, 999_999))]
    return module([signature()], [0], [function(b"")], {7: vector([uleb(len(x)) + x + b"\0\0" for x in names_])})


def expressions(size: int) -> bytes:
    """One constant expression of very many instructions."""
    value = b"\x7f\0\x41\0" + b"\x41\1\x6a" * (size // 3) + b"\x0b"
    return module([signature()], [0], [function(b"")], {6: b"\1" + value})


def tables(_size: int) -> bytes:
    """A hundred tables of ten million elements."""
    return module([], [], [], {4: vector([b"\x70\0" + uleb(10_000_000)] * 100)})


FAMILIES: dict[str, tuple[Family, int]] = {
    "vector_constants": (vector_constants, 7_000_000),
    "float_constants": (float_constants, 7_000_000),
    "slot_locals": (slot_locals, 200_000),
    "passed_i32": (lambda size: passed(I32, size), 120_000),
    "passed_v128": (lambda size: passed(V128, size), 120_000),
    "passed_long": (lambda size: passed(F64, size), 3_000_000),
    "returned": (returned, 200_000),
    "labels": (labels, 7_000_000),
    "loops": (loops, 7_000_000),
    "nested_arms": (nested_arms, 7_000_000),
    "nested_loops": (nested_loops, 7_000_000),
    "alive": (alive, 7_000_000),
    "indirect": (indirect, 7_000_000),
    "table_of_many": (table_of_many, 7_000_000),
    "declared_locals": (declared_locals, 8_000_000),
    "types": (types, 7_000_000),
    "trampolines": (trampolines, 2_000_000),
    "names": (names, 7_000_000),
    "references": (references, 7_000_000),
    "exports": (exports, 8_000_000),
    "expressions": (expressions, 8_000_000),
    "tables": (tables, 0),
}
"""Name -> (module of a size, the full size in bytes)."""
