"""The vector sequences of every level, run on this machine and compared with wasmtime."""

from __future__ import annotations

import platform
import random
from collections.abc import Iterator
from functools import cache

import pytest

from simd_native import (
    ARRAY,
    MASK64,
    NAMES,
    ROWS,
    Native,
    calling,
    check,
    halves,
    levels,
    operand,
    oracle,
    shape,
    wanted,
)
from support import missing
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.x86_64.enc import Enc
from zwasmc.machine.x86_64.enc_vec import MOVUPS, MOVUPS_ST
from zwasmc.machine.x86_64.forms import X86Forms
from zwasmc.machine.x86_64.modrm import NO_INDEX
from zwasmc.machine.x86_64.regs import RDI
from zwasmc.machine.x86_64.simd import Simd
from zwasmc.machine.x86_64.simd_forms import EARLY, LIBRARY, ONE, SWAP, TEMP
from zwasmc.machine.x86_64.vec import Vec
from zwasmc.wasm import op as O

if platform.machine().lower() not in ("x86_64", "amd64") or platform.system() == "Windows":
    missing("x86-64", "this machine cannot execute what is tested")

# Operations

PLACES: dict[int, list[tuple[int, ...]]] = {
    1: [(0, 1), (1, 1), (9, 3), (3, 12), (10, 10)],
    2: [(0, 1, 2), (0, 0, 1), (1, 0, 1), (9, 2, 12), (3, 10, 3), (8, 8, 9), (2, 9, 2), (4, 5, 5), (5, 5, 5)],
    3: [
        *[(0, 1, 2, 3), (1, 1, 2, 3), (2, 1, 2, 3), (3, 1, 2, 3), (9, 12, 3, 10), (10, 9, 10, 8), (8, 9, 1, 8)],
        *[(0, 1, 1, 2), (1, 1, 1, 2), (4, 5, 6, 5), (5, 5, 6, 5), (6, 5, 6, 6), (7, 7, 7, 7), (13, 13, 2, 9)],
    ],
}


def places(count: int, need: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield result, temporary (or -1) and operands: registers that an operation's needs allow."""
    for d, *sources in PLACES[count]:
        if need & EARLY and d in sources:
            continue
        t = next(r for r in (14, 11, 6) if r != d and r not in sources) if need & TEMP else -1
        yield d, t, tuple(sources)


def vector_ops(kinds: str) -> list[int]:
    """Return the operations of a shape."""
    return [op for op in NAMES if shape(op) == kinds]


@pytest.mark.parametrize("kinds", ["v>v", "vv>v", "vvv>v"])
def test_operations_on_vectors(kinds: str) -> None:
    count = len(kinds) - 2
    ops = vector_ops(kinds)
    for op in ops:
        for level in levels():
            need = int(Simd(Enc(b := CodeBuf(X86Forms())), Vec(b, level >= 3), level).needs(op))
            if need & LIBRARY:
                assert level == 2 and NAMES[op].endswith("madd")
                continue
            for d, t, sources in places(count, need):
                names = "".join("abc"[sources.index(r)] for r in sources)
                given = {r: operand("abc".index(x)) for r, x in zip(sources, names)}
                method = ("unary", "binary", "ternary")[count - 1]
                native = Native(level, calling(method, op, d, *sources, t))
                native.run(given, {}, [d, t])
                check(op, f"{NAMES[op]} v{level} {d, *sources}", native.vector(d), wanted(op, names))
    assert len(ops) == {1: 54, 2: 127, 3: 10}[count]


def test_operands_in_memory() -> None:
    tried = 0
    for op in [*vector_ops("v>v"), *vector_ops("vv>v")]:
        for level in levels():
            form = int(Simd(Enc(b := CodeBuf(X86Forms())), Vec(b, level >= 3), level).form(op))
            if not form:
                continue
            for d, a in ((1, 1), (9, 2)):
                names = "a" if form & ONE else "ba" if form & SWAP else "ab"

                def body(m: Simd, form: int = form, d: int = d, a: int = a, level: int = level) -> None:
                    if level == 2:
                        m.base.emit_m(form, d, a, RDI, NO_INDEX, 0, 4 * ARRAY)
                    else:
                        m.base.b.w.append(0x90)
                        m.base.emit_m(form, d, a, RDI, 10, 1, 4 * ARRAY)

                native = Native(level, body, aligned=level == 2)
                zero = {10: bytes(ARRAY)}
                other = operand(0) if form & ONE else operand(1)
                native.run({a: operand(0), 4: other}, zero, [d])
                check(op, f"{NAMES[op]} v{level} memory {d, a}", native.vector(d), wanted(op, names))
                tried += 1
    assert tried > 150


SHIFTS = [op for op in vector_ops("vi>v") if ".sh" in NAMES[op]]


def test_shifts_by_a_register() -> None:
    for op in SHIFTS:
        for level in levels():
            need = int(Simd(Enc(b := CodeBuf(X86Forms())), Vec(b, level >= 3), level).needs(op))
            for d, t, (a,) in places(1, need):
                for g in (1, 9):

                    def body(m: Simd, op: int = op, d: int = d, a: int = a, g: int = g, t: int = t) -> None:
                        m.shift(op, d, a, g, t)

                    native = Native(level, body)
                    native.run({a: operand(0)}, {g: operand(1)}, [d, t])
                    check(op, f"{NAMES[op]} v{level} {d, a, g}", native.vector(d), wanted(op, "ab"))
    assert len(SHIFTS) == 12


def test_shifts_by_a_constant() -> None:
    for op in SHIFTS:
        for n in (*range(64), 64, 129, -1):
            want = oracle().run(f"({NAMES[op]} (v128.load {{0}}) (i32.const {n}))", "v", [operand(0)])
            for level in levels():
                d, a = PLACES[1][n % 5]
                native = Native(level, calling("shift_imm", op, d, a, n))
                native.run({a: operand(0)}, {}, [d])
                check(op, f"{NAMES[op]} {n} v{level} {d, a}", native.vector(d), want)


# Lanes

LANES = {"i8x16": 16, "i16x8": 8, "i32x4": 4, "i64x2": 2, "f32x4": 4, "f64x2": 2}


def low(values: bytes, size: int) -> bytes:
    """Return the low ``size`` bytes of each cell of 16."""
    return b"".join(values[k : k + size] for k in range(0, len(values), 16))


def test_splat() -> None:
    for name in LANES:
        op = O.OP_NAME.index(name + ".splat")
        for level in levels():
            for d, g in ((0, 1), (1, 1), (9, 2), (3, 10), (12, 8)):
                native = Native(level, calling("lanes.splat", op, d, g))
                if name[0] == "f":
                    native.run({g: operand(0)}, {}, [d])
                else:
                    native.run({}, {g: operand(0)}, [d])
                check(op, f"{name}.splat v{level} {d, g}", native.vector(d), wanted(op, "a"))


def test_extract_and_replace() -> None:
    for name, count in LANES.items():
        size = 16 // count
        signs = ("_s", "_u") if size < 4 else ("",)
        for lane in range(count):
            for level in levels():
                for d, a, g in ((0, 1, 2), (9, 1, 10), (1, 1, 0), (2, 12, 2)):
                    title = f"{name} {lane} v{level} {d, a, g}"
                    for sign in signs:
                        op = O.OP_NAME.index(f"{name}.extract_lane{sign}")
                        native = Native(level, calling("lanes.extract", op, lane, d, a))
                        vector = name[0] == "f"
                        native.run({a: operand(0)}, {}, [d if vector else 16 + d])
                        got = native.vector(d) if vector else native.general(d)
                        width = max(size, 4)
                        check(op, title, low(got, width), low(wanted(op, "a", lane), width))
                        if not vector and width == 4:
                            assert set(low(got, 8)[4::8]) == {0}
                    op = O.OP_NAME.index(f"{name}.replace_lane")
                    native = Native(level, calling("lanes.replace", op, lane, d, a, g))
                    if name[0] == "f":
                        native.run({a: operand(0), g: operand(1)}, {}, [d])
                    else:
                        native.run({a: operand(0)}, {g: operand(1)}, [d])
                    check(op, title, native.vector(d), wanted(op, "ab", lane))


def test_tests() -> None:
    # also vectors of zeros, of ones, and with one bit
    special = [1 << k % 128 if k % 3 else -(k & 1) % 2**128 for k in range(ROWS)]
    values = b"".join(operand(0)[16 * k :][:16] if k % 4 else x.to_bytes(16, "little") for k, x in enumerate(special))
    for op in [op for op in vector_ops("v>i") if "extract" not in NAMES[op]]:
        want = low(oracle().run(f"({NAMES[op]} (v128.load {{0}}))", "i", [values]), 4)
        for level in levels():
            for rd, a in ((0, 1), (9, 12), (1, 0)):
                native = Native(level, calling("lanes.test", op, rd, a))
                native.run({a: values}, {}, [16 + rd])
                assert low(native.general(rd), 4) == want, f"{NAMES[op]} v{level} {rd, a}"
                if "bitmask" in NAMES[op]:
                    continue

                def fused(m: Simd, op: int = op, rd: int = rd, a: int = a) -> None:
                    e = m.base.a
                    cc = m.lanes.test_flags(op, a)
                    e.mov_ri32(rd, 0)
                    e.setcc8_r(cc, rd)

                native = Native(level, fused)
                native.run({a: values}, {}, [16 + rd])
                assert low(native.general(rd), 4) == want, f"{NAMES[op]} v{level} {rd, a}"


def signed(x: int) -> int:
    """Return 64 bits as a signed number."""
    return (x & MASK64) - ((x & 1 << 63) << 1)


def test_constants() -> None:
    for row in (0, 1, 2, 3, 4, 5, 6, 7):
        for values in (operand(0)[16 * row :][:16], bytes(16), b"\xff" * 16, b"\xff" * 8 + bytes(8)):
            for level in levels():
                native = Native(level, calling("lanes.const", *halves(values), 9))
                native.run({}, {}, [9])
                assert native.vector(9) == values * ROWS


# Shuffles


def patterns() -> list[bytes]:
    """Return lane numbers: the regular ones, near misses, and random ones in lanes of 1, 2, 4 and 8 bytes."""
    found: list[list[int]] = [list(range(k, k + 16)) for k in range(17)]
    found += [[(k + n) % 32 for n in range(16)] for k in range(17, 32)]
    found += [[(k + n) % 16 for n in range(16)] for k in range(1, 16)]
    for size in (1, 2, 4, 8):
        count = 16 // size
        units: list[list[int]] = []
        for half in (0, count // 2):
            for x, y in ((0, count), (count, 0), (0, 0), (count, count)):
                units.append([half + n // 2 + (y if n & 1 else x) for n in range(count)])
        for odd in (0, 1):
            units += [[2 * n + odd for n in range(count)], [(2 * n + odd + count) % (2 * count) for n in range(count)]]
        rng = random.Random(size)
        units += [[n + rng.choice((0, count)) for n in range(count)] for _ in range(12)]
        units += [[rng.randrange(2 * count) for _ in range(count)] for _ in range(24)]
        units += [[rng.randrange(count) for _ in range(count)] for _ in range(12)]
        units += [[n] * count for n in range(2 * count)]
        for _ in range(10):
            keep = list(range(count)) if rng.random() < 0.5 else list(range(count, 2 * count))
            keep[rng.randrange(count)] = rng.randrange(2 * count)
            units.append(keep)
            start = rng.choice((0, count))
            mixed = [rng.randrange(count) + start if rng.random() < 0.5 else n + count - start for n in range(count)]
            units.append(mixed)
        found += [[u * size + k for u in unit for k in range(size)] for unit in units]
    rng = random.Random(5)
    for quads in (0, 8):
        for base in (0, 16):
            lanes = list(range(base, base + 16))
            words = [rng.randrange(4) for _ in range(4)]
            lanes[quads : quads + 8] = [base + quads + 2 * w + k for w in words for k in (0, 1)]
            found.append(lanes)
    for lanes in [list(x) for x in found[::7]]:
        lanes[rng.randrange(16)] = rng.randrange(32)
        found.append(lanes)
    return sorted({bytes(x) for x in found})


@cache
def shuffled(lanes: bytes, same: bool) -> bytes:
    """Return the shuffle of all rows, of the first two operands or of the first with itself."""
    a, b = operand(0), operand(0 if same else 1)
    out = b""
    for k in range(0, ARRAY, 16):
        both = a[k : k + 16] + b[k : k + 16]
        out += bytes(both[n] for n in lanes)
    return out


def test_shuffles() -> None:
    all_patterns = patterns()
    for n, lanes in enumerate(all_patterns):
        one, two = halves(lanes)
        for level in levels():
            for d, a, b in (PLACES[2][n % 9], PLACES[2][(n + level) % 4], (0, 1, 2)):
                native = Native(level, calling("shuffles.shuffle", one, two, d, a, b))
                given = {a: operand(0), b: operand(1 if a != b else 0)}
                native.run(given, {}, [d])
                want = shuffled(lanes, a == b)
                check(O.I8X16_SHUFFLE, f"shuffle {list(lanes)} v{level} {d, a, b}", native.vector(d), want)
    assert len(all_patterns) > 400


def zero_patterns() -> list[bytes]:
    """Return lane numbers where 31 stands for 0: extensions, byte shifts, masks, random ones."""
    found = [[*range(k, 16), *[31] * k] for k in range(17)] + [[*[31] * k, *range(16 - k)] for k in range(17)]
    for size in (1, 2, 4, 8):
        for times in (2, 4, 8):
            count = 16 // (size * times)
            found.append([u * size + k if k < size else 31 for u in range(count) for k in range(size * times)])
    found = [x for x in found if len(x) == 16]
    rng = random.Random(9)
    for _ in range(40):
        found.append([k if rng.random() < 0.6 else 31 for k in range(16)])
        found.append([rng.randrange(32) for _ in range(16)])
    for lanes in [list(x) for x in found[:40]]:
        lanes[rng.randrange(16)] = rng.randrange(32)
        found.append(lanes)
    return sorted({bytes(x) for x in found})


def test_shuffles_with_zero() -> None:
    for n, lanes in enumerate(zero_patterns()):
        one, two = halves(lanes)
        sources = (operand(0)[k : k + 16] + bytes(16) for k in range(0, ARRAY, 16))
        want = b"".join(bytes(both[k] for k in lanes) for both in sources)
        for level in levels():
            d, a = PLACES[1][n % 5]
            other = halves(bytes(k ^ 16 for k in lanes))
            for native in (
                Native(level, calling("shuffles.shuffle_zero", one, two, d, a, False)),
                Native(level, calling("shuffles.shuffle_zero", *other, d, a, True)),
            ):
                native.run({a: operand(0)}, {}, [d])
                check(O.I8X16_SHUFFLE, f"shuffle {list(lanes)} v{level} {d, a}", native.vector(d), want)


# Memory


def test_loads_and_stores() -> None:
    zero = {10: bytes(ARRAY)}
    ops = [op for op in NAMES if "load" in NAMES[op] and "lane" not in NAMES[op]]
    for op in ops:
        want = oracle().run(f"({NAMES[op]} {{0}})", "v", [operand(0)])
        for level in levels():
            for d in (0, 9):
                native = Native(level, calling("lanes.load", op, d, RDI, 10, 2, 3 * ARRAY))
                native.run({3: operand(0)}, zero, [d])
                check(op, f"{NAMES[op]} v{level}", native.vector(d), want)
    assert len(ops) == 13
    for name, size in (("8", 1), ("16", 2), ("32", 4), ("64", 8)):
        load, store = (O.OP_NAME.index(f"v128.{kind}{name}_lane") for kind in ("load", "store"))
        for lane in range(16 // size):
            rows = range(0, ARRAY, 16)
            a, b = operand(0), operand(1)
            at = lane * size
            loaded = b"".join(b[k : k + at] + a[k : k + size] + b[k + at + size : k + 16] for k in rows)
            stored = b"".join(b[k + at : k + at + size] + a[k + size : k + 16] for k in rows)
            for level in levels():
                for d, s in ((5, 5), (9, 9)) if level == 2 else ((5, 5), (9, 2)):

                    def body(m: Simd, op: int = load, n: int = lane, d: int = d, s: int = s) -> None:
                        m.lanes.load_lane(op, n, d, s, RDI, 10, 0, 3 * ARRAY)

                    native = Native(level, body)
                    native.run({3: a, s: b}, zero, [d])
                    check(load, f"load {name} {lane} v{level}", native.vector(d), loaded)

                def write(m: Simd, op: int = store, n: int = lane) -> None:
                    m.base.v.rm(MOVUPS_ST, 3, RDI, NO_INDEX, 0, 15 * ARRAY)
                    m.lanes.store_lane(op, n, 9, RDI, 10, 0, 15 * ARRAY)
                    m.base.v.rm(MOVUPS, 0, RDI, NO_INDEX, 0, 15 * ARRAY)

                native = Native(level, write)
                native.run({3: a, 9: b}, zero, [0])
                check(store, f"store {name} {lane} v{level}", native.vector(0), stored)


def test_whole_stores() -> None:
    for level in levels():

        def body(m: Simd) -> None:
            m.lanes.store(9, RDI, NO_INDEX, 0, 17 * ARRAY)
            m.base.v.rm(MOVUPS, 1, RDI, NO_INDEX, 0, 17 * ARRAY)

        native = Native(level, body)
        native.run({9: operand(0)}, {}, [1])
        assert native.vector(1) == operand(0)
