"""Vector sequences run on this machine, and wasmtime as their oracle: arrays of operands in, arrays of results out."""

from __future__ import annotations

import ctypes
import mmap
import random
import struct
from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter

import wasmtime
from librt.vecs import vec
from mypy_extensions import i64

from machine_code import linked
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.finish import finish
from zwasmc.machine.x86_64.enc import CC_E, Enc
from zwasmc.machine.x86_64.enc_vec import MOVUPS, MOVUPS_ST
from zwasmc.machine.x86_64.forms import X86Forms
from zwasmc.machine.x86_64.levels import native_level
from zwasmc.machine.x86_64.modrm import NO_INDEX
from zwasmc.machine.x86_64.regs import RDI, RSI
from zwasmc.machine.x86_64.simd import Simd
from zwasmc.machine.x86_64.simd_forms import COUNT, FIRST
from zwasmc.machine.x86_64.vec import Vec
from zwasmc.wasm import op as O

GENERAL = (0, 1, 2, 8, 9, 10)
ROWS = 416
ARRAY = ROWS * 16
Body = Callable[[Simd], None]
MASK64 = (1 << 64) - 1


@cache
def levels() -> tuple[int, ...]:
    """Return the levels that this machine can execute."""
    return tuple(range(2, native_level() + 1))


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
        elif row % 32 == 6:
            out += b"".join((0x3F800000 | rng.getrandbits(23)).to_bytes(4, "little") for _ in range(4))
        elif row % 32 == 14:
            out += b"".join((0x3FF << 52 | rng.getrandbits(52)).to_bytes(8, "little") for _ in range(2))
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


def halves(values: bytes) -> tuple[int, int]:
    """Return the two halves of a vector."""
    one, two = struct.unpack("<qq", values)
    return one, two


class Native:
    """A loop that loads all registers from arrays, runs a body, and stores all registers to arrays."""

    def __init__(self, level: int, body: Body, aligned: bool = False) -> None:
        self.level = level
        buf = CodeBuf(X86Forms())
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
        e.sub_ri(1, RSI, 1)
        e.jmp(again)
        buf.bind(done)
        e.ret()
        self.size = int(finish(buf))
        text, at = linked(buf, vec[i64]([0]))
        self.memory = mmap.mmap(-1, len(text), prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        self.memory.write(text)
        address = ctypes.addressof(ctypes.c_char.from_buffer(self.memory)) + at + start
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


def strange(values: bytes, size: int) -> list[bool]:
    """Tell for each lane whether it is a NaN, but not the canonical one."""
    positive = (1 << (size * 8 - 1)) - 1
    infinity, canonical = (0x7F800000, 0x7FC00000) if size == 4 else (0x7FF0 << 48, 0x7FF8 << 48)
    lanes = struct.unpack(f"<{len(values) // size}{'I' if size == 4 else 'Q'}", values)
    return [infinity < bits & positive != canonical for bits in lanes]


@cache
def strange_operands(size: int) -> list[bool]:
    """Tell for each lane whether any operand is such a NaN."""
    return [any(x) for x in zip(*(strange(operand(n), size) for n in range(3)))]


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
        given = got
        got, good = quiet(got, size)
        assert good, f"{title}: a signalling NaN"
        if "mote" not in title:
            bad = [x and not y for x, y in zip(strange(given, size), strange_operands(size))]
            assert not any(bad), f"{title}: a NaN that is not canonical from none such"
        want, _ = quiet(want, size)
    if got != want:
        k = next(k for k in range(ROWS) if got[16 * k :][:16] != want[16 * k :][:16])
        sources = [operand(n)[16 * k :][:16].hex() for n in range(3)]
        message = f"{title}: {sources} gives {got[16 * k :][:16].hex()}, wanted {want[16 * k :][:16].hex()}"
        raise AssertionError(message)
