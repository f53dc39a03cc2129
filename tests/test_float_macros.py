"""The scalar float sequences, run on this machine and compared bit by bit with exact arithmetic."""

from __future__ import annotations

import ctypes
import math
import mmap
import platform
import random
import struct
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import pytest
from librt.vecs import vec
from mypy_extensions import i64

from facts import every_instruction
from machine_code import linked, marks
from support import missing
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.finish import finish
from zwasmc.machine.x86_64 import float_macros as M
from zwasmc.machine.x86_64.enc import CC_E, CC_NE, CC_P, Enc
from zwasmc.machine.x86_64.enc_vec import MOVQ, MOVQ_ST
from zwasmc.machine.x86_64.float_macros import FloatMacros
from zwasmc.machine.x86_64.forms import X86Forms
from zwasmc.machine.x86_64.modrm import NO_INDEX
from zwasmc.machine.x86_64.vec import Vec
from zwasmc.sink.code import MARK_TRAP

if platform.machine().lower() not in ("x86_64", "amd64") or platform.system() == "Windows":
    missing("x86-64", "this machine cannot execute what is tested")

RDI, RSI = 7, 6
OVERFLOW, INVALID = 6, 8
CELL = 64
MASK64 = (1 << 64) - 1
TRAP_OVERFLOW, TRAP_INVALID = "overflow", "invalid"

Value = int | str
Body = Callable[..., None]


class Native:
    """A function that loads source registers from cells, runs a body, and stores registers back."""

    def __init__(
        self, vex: bool, ints: list[int], floats: list[int], result: int, float_result: bool, body: Body
    ) -> None:
        buf = CodeBuf(X86Forms())
        e = Enc(buf)
        v = Vec(buf, vex)
        start = int(buf.begin())
        inner, again, done = buf.new_label(), buf.new_label(), buf.new_label()
        buf.bind(again)
        e.test_rr(1, RSI, RSI)
        e.jcc(CC_E, done)
        e.push_r(RDI)
        e.push_r(RSI)
        e.lea_label(0, inner)
        e.call_r(0)
        e.pop_r(RSI)
        e.pop_r(RDI)
        every_instruction()(buf).setcc8_m(2, RDI, NO_INDEX, 0, 48)
        e.add_ri(1, RDI, CELL)
        e.sub_ri(1, RSI, 1)
        e.jmp(again)
        buf.bind(done)
        e.ret()
        buf.bind(inner)
        for k, r in enumerate(ints):
            e.mov_rm(1, r, RDI, NO_INDEX, 0, 8 * k)
        for k, r in enumerate(floats):
            e.mov_rm(1, 0 if not ints else 11, RDI, NO_INDEX, 0, 8 * k)
            v.rr(MOVQ, r, 0 if not ints else 11)
        body(FloatMacros(e, v, OVERFLOW, INVALID), e)
        if float_result:
            v.rr(MOVQ_ST, result, 11)
            e.mov_mr(1, RDI, NO_INDEX, 0, 16, 11)
        else:
            e.mov_mr(1, RDI, NO_INDEX, 0, 16, result)
        for k, r in enumerate(floats):
            if not (float_result and r == result):
                v.rr(MOVQ_ST, r, 11)
                e.mov_mr(1, RDI, NO_INDEX, 0, 24 + 8 * k, 11)
        for k, r in enumerate(ints):
            e.mov_mr(1, RDI, NO_INDEX, 0, 24 + 8 * k, r)
        e.mov_mi(1, RDI, NO_INDEX, 0, 40, 0)
        e.ret()
        finish(buf)
        image, base = linked(buf, vec[i64]([0]))
        text = bytearray(image)
        for place, code in marks(buf, MARK_TRAP):
            at = base + place
            assert text[at : at + 2] == b"\x0f\x0b"
            text[at : at + 2] = b"\xf9\xc3" if code == INVALID else b"\xf8\xc3"
        self.size = len(text)
        self.memory = mmap.mmap(-1, len(text), prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        self.memory.write(bytes(text))
        address = ctypes.addressof(ctypes.c_char.from_buffer(self.memory)) + base + start
        self.call = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint64)(address)
        self.sources = [r if not (float_result and r == result) else -1 for r in floats] + ints

    def run(self, rows: Sequence[tuple[int, ...]]) -> list[Value]:
        """Call the function for every row of sources and return results or trap names; sources must survive."""
        cells = (ctypes.c_uint64 * (len(rows) * 8))()
        for n, row in enumerate(rows):
            for k, value in enumerate(row):
                cells[n * 8 + k] = value
            cells[n * 8 + 5] = 1
        self.call(ctypes.addressof(cells), len(rows))
        out: list[Value] = []
        for n, row in enumerate(rows):
            if cells[n * 8 + 5]:
                out.append(TRAP_INVALID if cells[n * 8 + 6] & 1 else TRAP_OVERFLOW)
                continue
            out.append(cells[n * 8 + 2])
            for k, r in enumerate(self.sources):
                assert r < 0 or cells[n * 8 + 3 + k] == row[k], "a source was destroyed"
        return out


# Values as bit patterns


def to_float(bits: int, double: int) -> float:
    """Return the number of a bit pattern (not for NaNs)."""
    value: float = struct.unpack("<d" if double else "<f", bits.to_bytes(8 if double else 4, "little"))[0]
    return value


def to_bits(x: float, double: int) -> int:
    """Return the bits of ``x`` rounded to the format."""
    if not double and not math.isinf(x) and abs(x) >= float.fromhex("0x1.ffffffp127"):
        x = math.copysign(math.inf, x)
    return int.from_bytes(struct.pack("<d" if double else "<f", x), "little")


def is_nan(bits: int, double: int) -> bool:
    """Tell whether a bit pattern is a NaN."""
    return bits & (MASK64 >> 1) > 0x7FF0000000000000 if double else bits & 0x7FFFFFFF > 0x7F800000


def nearest(x: Fraction, double: int) -> int:
    """Return the bits of a rational number rounded to nearest, ties to even, by exact arithmetic."""
    precision, bias, width = (53, 1023, 64) if double else (24, 127, 32)
    sign = (1 << (width - 1)) if x < 0 else 0
    x = abs(x)
    if x == 0:
        return sign
    exponent = max(x.numerator.bit_length() - x.denominator.bit_length() - 1, 1 - bias)
    while x >= Fraction(2) ** (exponent + 1):
        exponent += 1
    scaled = x / Fraction(2) ** (exponent - precision + 1)
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole & 1):
        whole += 1
    if whole < 1 << (precision - 1):
        return sign | whole
    return sign | min(whole + ((exponent + bias - 1) << (precision - 1)), (2 * bias + 1) << (precision - 1))


def edge_bits(double: int) -> list[int]:
    """Return edge values of a format."""
    numbers = [
        *(0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 100.75, 1e10, 1e-10, 1e30, 5e-324, 1e-40, 1e-45, 3e38),
        *(2.0**31 - 1, 2.0**31 - 0.5, 2.0**31, 2.0**31 + 1, 2.0**32 - 1, 2.0**32 - 0.25, 2.0**32, 2.0**32 + 4096),
        *(2.0**63 - 1024, 2.0**63, 2.0**63 + 2048, 2.0**64 - 2048, 2.0**64, 2.0**64 + 4096, 2.0**23 + 1, 2.0**24 + 2),
        *(
            2.0**52 - 0.5,
            2.0**52 + 1,
            2.0**22 + 0.5,
            0.9999999,
            0.99999999999999989,
            math.inf,
            1.7e308,
            2.2250738585072014e-308,
        ),
    ]
    found = {to_bits(s * x, double) for x in numbers for s in (1, -1)}
    top = 63 if double else 31
    for x in (2.0**31, 2.0**32, 2.0**63, 2.0**64, 1.0, 0.5):
        bits = to_bits(x, double)
        found |= {bits - 1, bits + 1, (bits - 1) | 1 << top, (bits + 1) | 1 << top}
    for x in (2.0**31 + 0.5, 2.0**31 + 1.5, 2.0**31 + 0.9999, 2.0**31 + 1 - 2.0**-21):
        found |= {to_bits(x, double), to_bits(-x, double)}
    if double:
        found |= {
            0x7FF8 << 48,
            0xFFF8 << 48,
            0x7FF0000000000001,
            0xFFF4000000000000,
            0x7FFC00000000BEEF,
            1,
            1 << 63 | 1,
        }
    else:
        found |= {0x7FC00000, 0xFFC00000, 0x7F800001, 0xFFA00000, 0x7FC0BEEF, 1, 1 << 31 | 1}
    rng = random.Random(double)
    found |= {rng.getrandbits(64 if double else 32) for _ in range(12)}
    return sorted(found)


def pairs(double: int) -> list[tuple[int, ...]]:
    """Return pairs of edge values."""
    values = edge_bits(double)
    some = values[::2] + [v for v in values if is_nan(v, double)]
    return [(a, b) for a in values for b in some]


def check(
    name: str, rows: Sequence[tuple[int, ...]], got: list[Value], wanted: list[Value], double: int, loose: bool
) -> None:
    """Compare results; a wanted NaN admits what wasm admits, given the NaNs among the sources."""
    for row, g, w in zip(rows, got, wanted):
        if loose and isinstance(w, int) and isinstance(g, int) and is_nan(w, double):
            quiet = 0x7FF8 << 48 if double else 0x7FC00000
            magnitude = g & (MASK64 >> 1 if double else 0x7FFFFFFF)
            plain = all(
                r & (quiet << 1) - 1 & (MASK64 >> 1 if double else 0x7FFFFFFF) == quiet
                for r in row
                if is_nan(r, double)
            )
            good = magnitude == quiet if plain else magnitude & quiet == quiet
        else:
            good = g == w
        shown = [hex(r) for r in row]
        assert good, (
            f"{name} {shown}: got {g if isinstance(g, str) else hex(g)}, wanted {w if isinstance(w, str) else hex(w)}"
        )


NAN = {0: 0x7FC00000, 1: 0x7FF8 << 48}


def binary(kind: int, a: int, b: int, double: int) -> int:
    """Return a + b, a - b, a * b or a / b."""
    if is_nan(a, double) or is_nan(b, double):
        return NAN[double]
    x, y = to_float(a, double), to_float(b, double)
    if math.isinf(x) or math.isinf(y) or (kind == M.DIV and y == 0) or x == 0 or y == 0:
        if kind == M.DIV and y == 0:
            if x == 0:
                return NAN[double]
            r = math.copysign(math.inf, x) * math.copysign(1.0, y)
        elif kind == M.ADD:
            r = x + y
        elif kind == M.SUB:
            r = x - y
        elif kind == M.MUL:
            r = x * y
        else:
            r = x / y
        return NAN[double] if r != r else to_bits(r, double)
    p, q = Fraction(x), Fraction(y)
    exact = p + q if kind == M.ADD else p - q if kind == M.SUB else p * q if kind == M.MUL else p / q
    if exact == 0:
        return 0
    return nearest(exact, double)


def minmax(is_max: bool, a: int, b: int, double: int) -> int:
    """Return the wasm minimum or maximum."""
    if is_nan(a, double) or is_nan(b, double):
        return NAN[double]
    x, y = to_float(a, double), to_float(b, double)
    if x == y:
        return a & b if is_max else a | b
    return (a if x > y else b) if is_max else (a if x < y else b)


def rounded(mode: int, s: int, double: int) -> int:
    """Return the wasm rounding of a value."""
    if is_nan(s, double):
        return NAN[double]
    x = to_float(s, double)
    if math.isinf(x):
        return s
    functions: dict[int, Callable[[float], int]] = {
        M.CEIL: math.ceil,
        M.FLOOR: math.floor,
        M.TRUNC: math.trunc,
        M.NEAREST: round,
    }
    return to_bits(math.copysign(float(abs(functions[mode](x))), x), double)


def square_root(s: int, double: int) -> int:
    """Return the square root, correctly rounded."""
    if is_nan(s, double):
        return NAN[double]
    x = to_float(s, double)
    if x < 0:
        return NAN[double]
    if x == 0 or math.isinf(x):
        return s
    p = Fraction(x)
    scale = 1 << 700
    root = math.isqrt(int(p * scale * scale * (1 << 1200)))
    sticky = Fraction(root, scale << 600)
    if sticky * sticky != p:
        sticky += Fraction(1, scale << 601)
    return nearest(sticky, double)


def truncated(wide: int, signed: bool, s: int, double: int, saturate: bool) -> Value:
    """Return the wasm conversion to an integer, or the trap."""
    bits = 64 if wide else 32
    low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)
    if is_nan(s, double):
        return 0 if saturate else TRAP_INVALID
    x = to_float(s, double)
    if math.isinf(x) or not low <= math.trunc(x) <= high:
        return (high if x > 0 else low) & ((1 << bits) - 1) if saturate else TRAP_OVERFLOW
    return math.trunc(x) & ((1 << bits) - 1)


def variants() -> Iterator[bool]:
    """Yield the VEX flag: VEX only where the machine has it."""
    yield False
    try:
        with open("/proc/cpuinfo") as f:
            has = " avx2 " in f.read()
    except OSError:
        has = False
    if has:
        yield True


REGISTERS3 = [(0, 1, 2), (0, 0, 1), (1, 0, 1), (9, 2, 12), (3, 10, 3), (8, 8, 9), (2, 9, 2)]
REGISTERS2 = [(0, 1), (1, 1), (9, 3), (3, 12), (10, 10)]


@pytest.mark.parametrize("double", [0, 1])
def test_arithmetic(double: int) -> None:
    rows = pairs(double)[::3]
    for kind in (M.ADD, M.SUB, M.MUL, M.DIV):
        wanted: list[Value] = [binary(kind, a, b, double) for a, b in rows]
        for vex in variants():
            for d, a, b in REGISTERS3:
                f = Native(vex, [], [a, b], d, True, lambda m, e, k=kind, d=d, a=a, b=b: m.arith(k, double, d, a, b))
                check(f"arith {kind} {vex} {d, a, b}", rows, masked(f.run(rows), double), wanted, double, True)


def masked(values: list[Value], double: int) -> list[Value]:
    """Drop the undefined upper half of f32 results."""
    return [v if isinstance(v, str) or double else v & 0xFFFFFFFF for v in values]


@pytest.mark.parametrize("double", [0, 1])
def test_minimum_maximum_copysign(double: int) -> None:
    rows = pairs(double)[::2] + [
        (a, b) for a in (0, 1 << (63 if double else 31)) for b in (0, 1 << (63 if double else 31))
    ]
    sign = 1 << (63 if double else 31)
    for vex in variants():
        for d, a, b in [*REGISTERS3, (4, 5, 5), (5, 5, 5)]:
            use = rows if a != b else [(x, x) for x, _ in rows]
            for is_max in (False, True):
                f = Native(vex, [], [a, b], d, True, lambda m, e, x=is_max, d=d, a=a, b=b: m.minmax(x, double, d, a, b))
                wanted: list[Value] = [minmax(is_max, x, y, double) for x, y in use]
                check(f"max {is_max} {vex} {d, a, b}", use, masked(f.run(use), double), wanted, double, True)
            f = Native(vex, [], [a, b], d, True, lambda m, e, d=d, a=a, b=b: m.copysign(double, d, a, b))
            wanted = [(x & (sign - 1)) | (y & sign) for x, y in use]
            check(f"copysign {vex} {d, a, b}", use, masked(f.run(use), double), wanted, double, False)


@pytest.mark.parametrize("double", [0, 1])
def test_unary(double: int) -> None:
    rows = [(v,) for v in edge_bits(double)]
    sign = 1 << (63 if double else 31)
    cases: list[tuple[str, Body, Callable[..., int], bool]] = [
        ("sqrt", lambda m, d, s: m.sqrt(double, d, s), lambda v: square_root(v, double), True),
        ("abs", lambda m, d, s: m.absneg(False, double, d, s), lambda v: v & (sign - 1), False),
        ("neg", lambda m, d, s: m.absneg(True, double, d, s), lambda v: v ^ sign, False),
        ("canon", lambda m, d, s: m.canon(double, d, s), lambda v: NAN[double] if is_nan(v, double) else v, False),
    ]
    for mode in (M.CEIL, M.FLOOR, M.TRUNC, M.NEAREST):
        cases.append(
            (
                f"round {mode}",
                lambda m, d, s, k=mode: m.round(k, double, d, s),
                lambda v, k=mode: rounded(k, v, double),
                True,
            )
        )
    for name, macro, reference, loose in cases:
        wanted: list[Value] = [reference(v) for (v,) in rows]
        for vex in variants():
            for d, s in REGISTERS2:
                f = Native(vex, [], [s], d, True, lambda m, e, g=macro, d=d, s=s: g(m, d, s))
                check(f"{name} {vex} {d, s}", rows, masked(f.run(rows), double), wanted, double, loose)


@pytest.mark.parametrize("double", [0, 1])
def test_comparisons(double: int) -> None:
    rows = pairs(double)
    names = {M.EQ: "__eq__", M.NE: "__ne__", M.LT: "__lt__", M.GT: "__gt__", M.LE: "__le__", M.GE: "__ge__"}
    for rel, method in names.items():
        wanted: list[Value] = [
            int(rel == M.NE)
            if is_nan(a, double) or is_nan(b, double)
            else int(getattr(to_float(a, double), method)(to_float(b, double)))
            for a, b in rows
        ]

        def branch(m: FloatMacros, e: Enc, rel: int = rel, d: int = 2, a: int = 1, b: int = 9) -> None:
            yes, no, done = m.b.new_label(), m.b.new_label(), m.b.new_label()
            cc = m.compare(rel, double, a, b)
            if cc == CC_E:
                e.jcc(CC_P, no)
            elif cc == CC_NE:
                e.jcc(CC_P, yes)
            e.jcc(cc, yes)
            m.b.bind(no)
            e.mov_ri32(d, 0)
            e.jmp(done)
            m.b.bind(yes)
            e.mov_ri32(d, 1)
            m.b.bind(done)

        def exact(m: FloatMacros, e: Enc, rel: int = rel, d: int = 2, a: int = 1, b: int = 9) -> None:
            cc = m.compare_exact(rel, double, a, b)
            e.setcc8_r(cc, d)
            e.movzx8_rr(d, d)

        for vex in variants():
            for d, a, b in ((0, 0, 1), (10, 9, 2), (6, 3, 11), (8, 5, 5)):
                use = rows if a != b else [(x, x) for x, _ in rows[::20]]
                expected = wanted
                if a == b:
                    expected = [
                        int((rel in (M.EQ, M.LE, M.GE)) != is_nan(x, double) and (rel != M.LT and rel != M.GT))
                        for x, _ in use
                    ]
                f = Native(
                    vex, [], [a, b], d, False, lambda m, e, r=rel, d=d, a=a, b=b: m.compare_set(r, double, d, a, b)
                )
                check(f"set {method} {vex}", use, f.run(use), expected, double, False)
            for body in (branch, exact):
                f = Native(vex, [], [1, 9], 2, False, body)
                check(f"{body.__name__} {method} {vex}", rows, f.run(rows), wanted, double, False)


@pytest.mark.parametrize("double", [0, 1])
def test_float_to_integer(double: int) -> None:
    rows = [(v,) for v in edge_bits(double)]
    for wide in (0, 1):
        for signed in (False, True):
            for saturate in (False, True):
                wanted = [truncated(wide, signed, v, double, saturate) for (v,) in rows]
                for vex in variants():
                    for d, s in ((0, 0), (9, 3), (1, 12), (10, 9)):

                        def body(m: FloatMacros, e: Enc, d: int = d, s: int = s) -> None:
                            if saturate:  # noqa: B023
                                m.trunc_sat(wide, signed, double, d, s)  # noqa: B023
                            else:
                                m.trunc(wide, signed, double, d, s)  # noqa: B023

                        got = Native(vex, [], [s], d, False, body).run(rows)
                        check(f"trunc {wide} {signed} {saturate} {vex} {d, s}", rows, got, wanted, double, False)


def integers() -> list[int]:
    """Return edge values of 64-bit integers."""
    found = {0, 1, 2, 3, MASK64, MASK64 - 1}
    for k in range(2, 64):
        found |= {1 << k, (1 << k) - 1, (1 << k) + 1, MASK64 ^ (1 << k), (MASK64 << k) & MASK64}
    for k in (24, 25, 39, 40, 53, 54, 62, 63):
        for low in (
            0x400,
            0x401,
            0x3FF,
            0xC00,
            1 << 39,
            (1 << 39) + 1,
            (1 << 39) - 1,
            3 << 39,
            0x8000008000000001,
            0x8000000000000400,
        ):
            found.add((1 << k | low) & MASK64)
    rng = random.Random(7)
    found |= {rng.getrandbits(64) for _ in range(60)}
    return sorted(found)


@pytest.mark.parametrize("double", [0, 1])
def test_integer_to_float(double: int) -> None:
    rows = [(v,) for v in integers()]

    def signed(v: int, bits: int) -> int:
        v &= (1 << bits) - 1
        return v - (1 << bits) if v >> (bits - 1) else v

    cases: list[tuple[str, Body, Callable[..., int]]] = [
        ("s32", lambda m, d, s: m.convert_s32(double, d, s), lambda v: signed(v, 32)),
        ("u32", lambda m, d, s: m.convert_u32(double, d, s), lambda v: v & 0xFFFFFFFF),
        ("s64", lambda m, d, s: m.convert_s64(double, d, s), lambda v: signed(v, 64)),
        ("u64", lambda m, d, s: m.convert_u64(double, d, s, 10), lambda v: v),
    ]
    for name, macro, reference in cases:
        wanted: list[Value] = [nearest(Fraction(reference(v)), double) for (v,) in rows]
        for vex in variants():
            for d, s in ((0, 0), (9, 3 - 1), (1, 9), (14, 8)):
                f = Native(vex, [s], [], d, True, lambda m, e, g=macro, d=d, s=s: g(m, d, s))
                check(f"{name} {vex} {d, s}", rows, masked(f.run(rows), double), wanted, double, False)


def test_promotion_demotion_and_bits() -> None:
    for vex in variants():
        for d, s in REGISTERS2:
            for to_double in (0, 1):
                rows = [(v,) for v in edge_bits(1 - to_double)]
                wanted: list[Value] = []
                for (v,) in rows:
                    if is_nan(v, 1 - to_double):
                        wanted.append(NAN[to_double])
                    elif math.isinf(to_float(v, 1 - to_double)) or to_float(v, 1 - to_double) == 0:
                        wanted.append(to_bits(to_float(v, 1 - to_double), to_double))
                    else:
                        wanted.append(nearest(Fraction(to_float(v, 1 - to_double)), to_double))
                f = Native(vex, [], [s], d, True, lambda m, e, t=to_double, d=d, s=s: m.convert_float(t, d, s))
                got = masked(f.run(rows), to_double)
                quiet = 0x7FF8 << 48 if to_double else 0x7FC00000
                for (v,), g, w in zip(rows, got, wanted):
                    assert isinstance(g, int)
                    assert g & quiet == quiet and is_nan(g, to_double) if w == NAN[to_double] else g == w, hex(v)
        for wide in (0, 1):
            rows = [(v,) for v in edge_bits(wide)]
            f = Native(vex, [], [9], 2, False, lambda m, e, w=wide: m.float_bits(w, 2, 9))
            check("float bits", rows, f.run(rows), [v for (v,) in rows], wide, False)
            f = Native(vex, [9], [], 12, True, lambda m, e, w=wide: m.bits_float(w, 12, 9))
            check("bits float", rows, f.run(rows), [v for (v,) in rows], wide, False)
