"""The vector sequences of every level, run on this machine and compared with wasmtime."""

from __future__ import annotations

import ctypes
import mmap
import platform
import random
import struct
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import attrgetter

import pytest
import wasmtime
from librt.vecs import vec
from mypy_extensions import i64

from support import missing
from zwasmc.target.codebuf import CodeBuf
from zwasmc.target.x86_64.enc import CC_E, Enc
from zwasmc.target.x86_64.enc_vec import MOVUPS, MOVUPS_ST
from zwasmc.target.x86_64.modrm import NO_INDEX
from zwasmc.target.x86_64.simd import Simd
from zwasmc.target.x86_64.simd_base import CALL, COUNT, EARLY, FIRST, ONE, SWAP, TEMP
from zwasmc.target.x86_64.vec import Vec
from zwasmc.wasm import op as O

if platform.machine().lower() not in ("x86_64", "amd64") or platform.system() == "Windows":
    missing("x86-64", "this machine cannot execute what is tested")

RDI, RSI = 7, 6
GENERAL = (0, 1, 2, 8, 9, 10)
ROWS = 416
ARRAY = ROWS * 16
Body = Callable[[Simd], None]
MASK64 = (1 << 64) - 1


@cache
def levels() -> tuple[int, ...]:
    """Return the levels that this machine can execute."""
    try:
        with open("/proc/cpuinfo") as f:
            flags = f.read()
    except OSError:
        flags = ""
    return tuple(
        level
        for level, names in ((2, ()), (3, ("avx2", "fma", "bmi2")), (4, ("avx512vl", "avx512dq", "avx512bw")))
        if all(f" {name} " in flags for name in names)
    )


def lanes_of(rng: random.Random, size: int) -> bytes:
    """Return a vector of edge values and neighbours in lanes of ``size`` bytes."""
    top = 1 << (size * 8 - 1)
    edges = (0, 1, 2, top - 1, top, top + 1, 2 * top - 1, 2 * top - 2, top >> 1, 0x55, size, 0x10, 0x0F, top | 0x10)
    return b"".join((rng.choice(edges) % (2 * top)).to_bytes(size, "little") for _ in range(16 // size))


NUMBERS = (
    *(0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.5, 3.5, 100.75, 1e10, 1e-10, 1e-40, 3e38, 5e-324, 1e300, float("inf")),
    *(2.0**31 - 1, 2.0**31 - 0.5, 2.0**31, 2.0**31 + 1, 2.0**31 - 128, 2.0**31 + 256, 2.0**32, 2.0**32 - 256),
    *(2.0**32 - 1, 2.0**32 - 0.25, 2.0**33, 2.0**63, 2.0**24 + 2, 2.0**23 + 1, 2.0**52 + 1, 0.9999999),
)
NANS = {4: (0x7FC00000, 0x7F800001, 0x7FA00001, 0x7FC0BEEF), 8: (0x7FF8 << 48, 0x7FF0000000000001, 0x7FFC00000000BEEF)}


def floats_of(rng: random.Random, size: int) -> bytes:
    """Return a vector of float edge values."""
    out = b""
    for _ in range(16 // size):
        sign = rng.getrandbits(1) << (size * 8 - 1)
        if rng.random() < 0.15:
            bits = rng.choice(NANS[size])
        else:
            try:
                bits = int.from_bytes(struct.pack("<f" if size == 4 else "<d", rng.choice(NUMBERS)), "little")
            except OverflowError:
                bits = 0x7F7FFFFF
        out += (bits | sign).to_bytes(size, "little")
    return out


@cache
def operand(which: int) -> bytes:
    """Return the values of an operand: all kinds of edges, and random ones; some are alike in all operands."""
    out = b""
    for row in range(ROWS):
        rng = random.Random(row * 4 + which)
        kind = row % 8
        if kind < 4:
            out += lanes_of(rng, 1 << kind)
        elif kind < 6:
            out += floats_of(rng, 4 if kind == 4 else 8)
        elif kind == 6:
            out += rng.randbytes(16)
        else:
            mask = rng.getrandbits(16)
            same = random.Random(row).randbytes(16)
            out += bytes(same[k] if mask >> k & 1 else rng.randrange(256) for k in range(16))
    return out


def calling(method: str, *args: int) -> Body:
    """Return a body that is one call of a macro, "shift" or "lanes.splat"."""
    return lambda m: attrgetter(method)(m)(*args)


class Native:
    """A loop that loads all registers from arrays, runs a body, and stores all registers to arrays."""

    def __init__(self, level: int, body: Body, aligned: bool = False) -> None:
        self.level = level
        buf = CodeBuf()
        e = Enc(buf)
        v = Vec(buf, level >= 3)
        start = int(buf.begin())
        again, done = buf.new_label(), buf.new_label()
        buf.bind(again)
        e.test_rr(1, RSI, RSI)
        e.jcc(CC_E, done)
        for k in range(15):
            v.rm(MOVUPS, k, RDI, NO_INDEX, 0, k * ARRAY)
        for k, r in enumerate(GENERAL):
            e.mov_rm(1, r, RDI, NO_INDEX, 0, (30 + k) * ARRAY)
        body(Simd(e, v, level))
        for k in range(15):
            v.rm(MOVUPS_ST, k, RDI, NO_INDEX, 0, (15 + k) * ARRAY)
        for k, r in enumerate(GENERAL):
            e.mov_mr(1, RDI, NO_INDEX, 0, (36 + k) * ARRAY, r)
        e.add_ri(1, RDI, 16)
        e.dec_r(1, RSI)
        e.jmp(again)
        buf.bind(done)
        e.ret()
        self.size = int(buf.finish())
        text = buf.close(vec[i64]([0]))
        self.memory = mmap.mmap(-1, len(text), prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        self.memory.write(text)
        address = ctypes.addressof(ctypes.c_char.from_buffer(self.memory)) + start
        self.call = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint64)(address)
        self.cells = (ctypes.c_uint8 * (42 * ARRAY + 64))()
        self.at = -ctypes.addressof(self.cells) % 16 + (0 if aligned else 5)

    def run(self, vectors: dict[int, bytes], general: dict[int, bytes], changed: Sequence[int]) -> None:
        """Run with given registers; all but the ``changed`` ones (16 + n: general) must survive."""
        given = operand(7) * 15 + bytes(15 * ARRAY) + operand(6) * 6 + bytes(6 * ARRAY)
        ctypes.memmove(ctypes.addressof(self.cells) + self.at, given, len(given))
        for r, values in vectors.items():
            ctypes.memmove(ctypes.addressof(self.cells) + self.at + r * ARRAY, values, ARRAY)
        for r, values in general.items():
            ctypes.memmove(ctypes.addressof(self.cells) + self.at + (30 + GENERAL.index(r)) * ARRAY, values, ARRAY)
        self.call(ctypes.addressof(self.cells) + self.at, ROWS)
        for r in range(15):
            assert r in changed or self.array(15 + r) == self.array(r), f"xmm{r} was changed"
        for k, r in enumerate(GENERAL):
            same = self.array(36 + k)[::16] == self.array(30 + k)[::16]
            assert 16 + r in changed or same, f"general register {r} was changed"

    def array(self, k: int) -> bytes:
        """Return an array."""
        return ctypes.string_at(ctypes.addressof(self.cells) + self.at + k * ARRAY, ARRAY)

    def vector(self, r: int) -> bytes:
        """Return what a vector register was."""
        return self.array(15 + r)

    def general(self, r: int) -> bytes:
        """Return what a general register was: cells of 16 bytes whose upper half is 0."""
        return self.array(36 + GENERAL.index(r))


# The oracle

NAMES = {op: name for op in range(FIRST, FIRST + COUNT) if (name := O.OP_NAME[op])}


def shape(op: int) -> str:
    """Return the operand kinds and the result kind of an operation: v v v > v and the like, or "" for accesses."""
    name = NAMES[op]
    part = name.partition(".")[2]
    scalar = {"i8x16": "i", "i16x8": "i", "i32x4": "i", "i64x2": "l", "f32x4": "f", "f64x2": "d"}
    kind = scalar.get(name.partition(".")[0], "")
    if part.startswith(("load", "store", "const")) or part == "shuffle":
        return ""
    if part == "splat":
        return kind + ">v"
    if part.startswith("extract"):
        return "v>" + kind
    if part.startswith("replace"):
        return "v" + kind + ">v"
    if part in ("shl", "shr_s", "shr_u"):
        return "vi>v"
    if part in ("any_true", "all_true", "bitmask"):
        return "v>i"
    if op == O.V128_BITSELECT or "relaxed_laneselect" in part or part.endswith(("madd", "dot_i8x16_i7x16_add_s")):
        return "vvv>v"
    one = "abs neg popcnt not ceil floor trunc nearest sqrt".split()
    if part in one or part.startswith(("ext", "convert", "trunc", "relaxed_trunc", "demote", "promote")):
        return "vv>v" if part.startswith("extmul") else "v>v"
    return "vv>v"


LOAD = {"v": "v128.load", "i": "i32.load", "l": "i64.load", "f": "f32.load", "d": "f64.load"}
STORE = {"v": "v128.store", "i": "i32.store", "l": "i64.store", "f": "f32.store", "d": "f64.store"}


class Oracle:
    """wasmtime: every operation as a loop over arrays in memory."""

    def __init__(self) -> None:
        config = wasmtime.Config()
        config.wasm_relaxed_simd = True
        config.wasm_relaxed_simd_deterministic = True
        config.cranelift_nan_canonicalization = True
        self.engine = wasmtime.Engine(config)
        self.store = wasmtime.Store(self.engine)

    def run(self, expression: str, result: str, operands: Sequence[bytes]) -> bytes:
        """Return the results; ``expression`` has {0}, {1}, … for the addresses of its operands."""
        addresses = [f"(i32.add (local.get $i) (i32.const {k * ARRAY}))" for k in range(len(operands))]
        out = f"(i32.add (local.get $i) (i32.const {len(operands) * ARRAY}))"
        text = f"""(module (memory (export "m") 2) (func (export "f") (local $i i32)
          (loop $l
            ({STORE[result]} {out} {expression.format(*addresses)})
            (local.set $i (i32.add (local.get $i) (i32.const 16)))
            (br_if $l (i32.lt_u (local.get $i) (i32.const {ARRAY}))))))"""
        module = wasmtime.Module(self.engine, bytes(wasmtime.wat2wasm(text)))
        exports = wasmtime.Instance(self.store, module, []).exports(self.store)
        memory, function = exports["m"], exports["f"]
        assert isinstance(memory, wasmtime.Memory) and isinstance(function, wasmtime.Func)
        for k, values in enumerate(operands):
            memory.write(self.store, values, k * ARRAY)
        function(self.store)
        found = memory.read(self.store, len(operands) * ARRAY, (len(operands) + 1) * ARRAY)
        return bytes(found)


@cache
def oracle() -> Oracle:
    """Return the oracle."""
    return Oracle()


def saturated(x: int) -> int:
    """Return x brought into 16 bits."""
    return max(-0x8000, min(0x7FFF, x))


def dots(a: bytes, b: bytes) -> list[int]:
    """Return sums of pairs of products of signed bytes, saturated as the specification has them."""
    x, y = struct.unpack(f"{len(a)}b", a), struct.unpack(f"{len(b)}b", b)
    return [saturated(x[k] * y[k] + x[k + 1] * y[k + 1]) for k in range(0, len(a), 2)]


@cache
def wanted(op: int, same: str, lane: int = -1) -> bytes:
    """Return what an operation gives; ``same`` names the operand of each place ("ab", "aa", …)."""
    operands = [operand("abc".index(x)) for x in same]
    if op == O.I16X8_RELAXED_DOT_I8X16_I7X16_S:
        return struct.pack(f"<{ARRAY // 2}h", *dots(*operands))
    if op == O.I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S:
        sums = dots(*operands[:2])
        adds = struct.unpack(f"<{ARRAY // 4}I", operands[2])
        totals = [(sums[2 * k] + sums[2 * k + 1] + c) % 2**32 for k, c in enumerate(adds)]
        return struct.pack(f"<{ARRAY // 4}I", *totals)
    kinds, _, result = shape(op).partition(">")
    loads = " ".join(f"({LOAD[kind]} {{{k}}})" for k, kind in enumerate(kinds))
    immediate = f" {lane}" if lane >= 0 else ""
    return oracle().run(f"({NAMES[op]}{immediate} {loads})", result, operands)


def quiet(values: bytes, size: int) -> tuple[bytes, bool]:
    """Return values with every NaN made canonical, and whether all NaNs were quiet."""
    code, one = ("I", 0x7FC00000) if size == 4 else ("Q", 0x7FF8 << 48)
    positive = (1 << (size * 8 - 1)) - 1
    infinity = 0x7F800000 if size == 4 else 0x7FF0 << 48
    out = list(struct.unpack(f"<{len(values) // size}{code}", values))
    good = True
    for k, bits in enumerate(out):
        if bits & positive > infinity:
            good = good and bits & one == one
            out[k] = one
    return struct.pack(f"<{len(out)}{code}", *out), good


def lane_size(op: int) -> int:
    """Return the bytes of the lanes in which an operation makes NaNs, or 0."""
    name, _, part = NAMES[op].partition(".")
    exact = ("abs", "neg", "pmin", "pmax", "splat", "extract_lane", "replace_lane", "eq", "ne", "lt", "gt", "le", "ge")
    if name not in ("f32x4", "f64x2") or part in exact:
        return 0
    return 4 if name == "f32x4" else 8


def check(op: int, title: str, got: bytes, want: bytes) -> None:
    """Compare results."""
    size = lane_size(op)
    if got != want and size:
        got, good = quiet(got, size)
        assert good, f"{title}: a signalling NaN"
        want, _ = quiet(want, size)
    if got != want:
        k = next(k for k in range(ROWS) if got[16 * k :][:16] != want[16 * k :][:16])
        sources = [operand(n)[16 * k :][:16].hex() for n in range(3)]
        message = f"{title}: {sources} gives {got[16 * k :][:16].hex()}, wanted {want[16 * k :][:16].hex()}"
        raise AssertionError(message)


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
            need = int(Simd(Enc(b := CodeBuf()), Vec(b, level >= 3), level).needs(op))
            if need & CALL:
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
            form = int(Simd(Enc(b := CodeBuf()), Vec(b, level >= 3), level).form(op))
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


# Shifts

SHIFTS = [op for op in vector_ops("vi>v") if ".sh" in NAMES[op]]


def test_shifts_by_a_register() -> None:
    for op in SHIFTS:
        for level in levels():
            need = int(Simd(Enc(b := CodeBuf()), Vec(b, level >= 3), level).needs(op))
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


def halves(values: bytes) -> tuple[int, int]:
    """Return the two halves of a vector."""
    one, two = struct.unpack("<qq", values)
    return one, two


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
