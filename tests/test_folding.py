"""Operations on constants, alone and in pairs: wasmtime == interpreter == native code, with folding and without.

Each case is a small function; hundreds make up a module, and every function gets arguments at all edges.
"""

from __future__ import annotations

import subprocess
import sys
from itertools import product

import pytest

from engines import Interpreter, Native, Wasmtime
from generate_parts import BINARY, COMPARE, I32, I64, LOADS, STORES, UNARY, section, sleb, uleb, vector

ARGUMENTS = {
    I32: (0, 1, 2, 7, 0x7F, 0x80, 0xFF, 0x1234567, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFF80, 0xFFFFFFFF),
    I64: (
        0, 1, 7, 0x80, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x123456789ABCDEF, (1 << 63) - 1, 1 << 63,
        (1 << 64) - 128, (1 << 64) - 1,
    ),
}  # fmt: skip
CONSTANTS = (0, 1, 2, 3, 8, 31, 32, 63, 127, 128, 255, 65535, 0x7FFFFFFF, -1, -2, -128, -0x80000000)
COUNTS = (0, 1, 8, 16, 24, 31, 32, 40, 48, 56, 63)
DIVISORS = (
    1, 2, 3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 25, 28, 60, 100, 125, 641, 1000, 4096, 10000, 65537, 0x10000000,
    0x7FFFFFFF, 0x7FFFFFFE, -1, -2, -3, -7, -10, -1000, -0x80000000, -0x7FFFFFFF,
)  # fmt: skip
PER_MODULE = 400
GET = b"\x20\x00"
Case = tuple[int, bytes, int]
"""Type of the parameter, code, type of the result."""


def const(t: int, n: int) -> bytes:
    """A constant."""
    return (b"\x41" if t == I32 else b"\x42") + sleb(n)


def one_constant(t: int) -> list[Case]:
    """Every binary operation and comparison with a constant on either side, and with itself."""
    cases = []
    for op in (*BINARY[t], *COMPARE[t]):
        result = t if op in BINARY[t] else I32
        cases.append((t, GET + GET + bytes([op]), result))
        for n in CONSTANTS:
            cases.append((t, GET + const(t, n) + bytes([op]), result))
            cases.append((t, const(t, n) + GET + bytes([op]), result))
    return cases


def two_shifts(t: int) -> list[Case]:
    """Every pair of shifts and rotations by constants."""
    shifts = list(BINARY[t])[10:15]
    return [
        (t, GET + const(t, a) + bytes([first]) + const(t, b) + bytes([second]), t)
        for first, second, a, b in product(shifts, shifts, COUNTS, COUNTS)
        if (a + b) % 3 == 0 or a == b
    ]


def two_constants(t: int) -> list[Case]:
    """Pairs of other operations with constants."""
    ops = [op for k, op in enumerate(BINARY[t]) if k in (0, 1, 2, 7, 8, 9, 10, 12)]
    return [
        (t, GET + const(t, a) + bytes([first]) + const(t, b) + bytes([second]), t)
        for first, second, a, b in product(ops, ops, CONSTANTS[::3], CONSTANTS[1::4])
    ]


def divisions(t: int) -> list[Case]:
    """Divisions and remainders by constants."""
    return [(t, GET + const(t, n) + bytes([op]), t) for op in list(BINARY[t])[3:7] for n in DIVISORS]


def conditions(t: int) -> list[Case]:
    """Comparisons with constants, negated, and as conditions of branches and selects."""
    cases = []
    for op, n, twice in product(COMPARE[t], CONSTANTS[::2], (b"", b"\x45", b"\x45\x45")):
        test = GET + const(t, n) + bytes([op]) + twice
        cases.append((t, test, I32))
        cases.append((t, const(I32, 5) + const(I32, 6) + test + b"\x1b", I32))
        cases.append((t, test + b"\x04\x7f" + const(I32, 5) + b"\x05" + const(I32, 6) + b"\x0b", I32))
        cases.append((t, b"\x02\x40" + test + b"\x0d\x00" + const(I32, 5) + b"\x0f\x0b" + const(I32, 6), I32))
    eqz = b"\x45" if t == I32 else b"\x50"
    for n in CONSTANTS:
        masked = GET + const(t, n) + (b"\x71" if t == I32 else b"\x83") + eqz
        cases.append((t, masked, I32))
        cases.append((t, masked + b"\x04\x7f" + const(I32, 5) + b"\x05" + const(I32, 6) + b"\x0b", I32))
        cases.append((t, const(t, n) + GET + masked + b"\x1b", t))
    return cases


def widths(t: int) -> list[Case]:
    """Pairs and triples of operations that change the width or look at bits."""
    unary = {I32: [(op, I32) for op in UNARY[I32]] + [(0x45, I32), (0xAC, I64), (0xAD, I64), (0xBE, 0x7D)]}
    unary[I64] = [(op, I64) for op in UNARY[I64]] + [(0x50, I32), (0xA7, I32), (0xBF, 0x7C)]
    unary[0x7D] = [(0xBC, I32)]
    unary[0x7C] = [(0xBD, I64)]
    paths: list[tuple[bytes, int]] = [(GET, t)]
    cases = []
    for _ in range(3):
        paths = [(code + bytes([op]), result) for code, at in paths for op, result in unary[at]]
        cases += [(t, code, result) for code, result in paths if result in (I32, I64)]
    cases += [(t, const(t, n) + code[2:], result) for n in CONSTANTS for _, code, result in cases[:60]]
    return cases


def in_place(t: int) -> list[Case]:
    """Loads as operands of comparisons and arithmetic, and read-modify-write, of a cell that holds the argument."""
    places = (const(I32, 8), b"\x3f\x00" + const(I32, 1) + b"\x6b")
    cases = []
    full = LOADS[t][0][0]
    store = bytes([STORES[t][0][0], 0, 8])
    for number, ((load, _), op, n) in enumerate(product(LOADS[t], COMPARE[t], CONSTANTS)):
        at = places[number % 2]
        start = at + GET + store + b"\x02\x40"
        read = at + bytes([load, 0, 8])
        test = (read + const(t, n) if number % 3 else const(t, n) + read) + bytes([op])
        cases.append((t, start + test + b"\x0d\x00" + const(I32, 5) + b"\x0f\x0b" + const(I32, 6), I32))
    for number, (k, n, between) in enumerate(product((0, 1, 2, 7, 8, 9), CONSTANTS, (False, True))):
        at = places[number % 2]
        start = at + GET + store
        op = bytes([BINARY[t][k]])
        other = (at + const(t, n) + bytes([STORES[t][1][0], 0, 8 + number % 3])) if between else b""
        read = at + bytes([full, 0, 8])
        cases.append((t, start + GET + read + other + op, t))
        cases.append((t, start + read + other + GET + op, t))
        cases.append((t, start + at + read + const(t, n) + op + store + read, t))
        cases.append((t, start + at + read + other + GET + op + store + read, t))
        cases.append((t, start + at + GET + read + op + store + read, t))
        test = start + b"\x02\x40" + GET + read + other + bytes([COMPARE[t][number % 10]])
        cases.append((t, test + b"\x0d\x00" + const(I32, 5) + b"\x0f\x0b" + const(I32, 6), I32))
    return cases


def tables(t: int) -> list[Case]:
    """Jump tables with a constant index, within the table and past its end."""
    opened = b"\x02\x40" * 3
    rest = b"\x0b" + const(I32, 10) + b"\x0f\x0b" + const(I32, 20) + b"\x0f\x0b" + const(I32, 30)
    found = []
    for n, targets in product(CONSTANTS, ((0, 1, 2), (1, 2, 0), (2, 0, 1), (2, 2, 1), (0,), (2,))):
        table = b"\x0e" + uleb(len(targets) - 1) + bytes(targets)
        found.append((t, opened + const(I32, n) + table + rest, I32))
    return found


GROUPS = {
    f"{make.__name__}-{'i32' if t == I32 else 'i64'}": (make, t)
    for make in (one_constant, two_shifts, two_constants, divisions, conditions, widths, in_place, tables)
    for t in (I32, I64)
}


def module(cases: list[Case]) -> bytes:
    """A module that exports a function per case."""
    types = [b"\x60\x01" + bytes([p]) + b"\x01" + bytes([q]) for p in (I32, I64) for q in (I32, I64)]
    funcs = [uleb((p == I64) * 2 + (q == I64)) for p, _, q in cases]
    bodies = [b"\x00" + code + b"\x0b" for _, code, _ in cases]
    exports = [uleb(len(b"f%d" % k)) + b"f%d\x00" % k + uleb(k) for k in range(len(cases))]
    out = b"\0asm\1\0\0\0" + section(1, vector(types)) + section(3, vector(funcs)) + section(5, b"\x01\x00\x01")
    out += section(7, vector(exports))
    return out + section(10, vector([uleb(len(body)) + body for body in bodies]))


@pytest.mark.parametrize("group", GROUPS)
def test_folding(group: str) -> None:
    """All engines agree on all cases of a group."""
    make, t = GROUPS[group]
    cases = make(t)
    for start in range(0, len(cases), PER_MODULE):
        some = cases[start : start + PER_MODULE]
        wasm = module(some)
        step = 1 if len(cases) < 1000 else 2
        calls = [(f"f{k}", [x]) for k, case in enumerate(some) for x in ARGUMENTS[case[0]][k % step :: step]]
        expected = Wasmtime().observe(wasm, calls)
        engines = [Interpreter(), Interpreter(share=False), Native("default", {}), Native("v2", {"cpu": "v2"})]
        for engine in engines if start == 0 else engines[::2]:
            found = engine.observe(wasm, calls)
            if found != expected:
                at = next(k for k, (a, b) in enumerate(zip(expected, found)) if a != b) // 2
                name, args = calls[at]
                code = some[int(name[1:])][1].hex(" ")
                pytest.fail(f"{engine.name}: {code} of {args[0]:#x}: {found[at * 2]} instead of {expected[at * 2]}")


SIGNALS = """
import signal, time
from zwasmc.interp.simd import evaluate as vector
from zwasmc.interp.simd_float import fma
from zwasmc.wasm.op import I64_MUL, I64X2_MUL
from zwasmc.zir.divide import signed_magic, unsigned_magic
from zwasmc.zir.fold import evaluate
class Arrived(Exception): pass
def arrived(number, frame): raise Arrived
signal.signal(signal.SIGALRM, arrived)
caught, end = 0, time.monotonic() + 0.5
while time.monotonic() < end:
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.0005)
        for k in range(3, 200000, 2):
            evaluate(I64_MUL, 0x7edcba9876543210 + k, 0x8123456789abcdef - k, True)
            vector(I64X2_MUL, [2**128 - k, 2**127 + k], 0)
            fma(0x3ff123456789abcd + k, 0x400fedcba9876543, 0x3ff0000000000001, 64)
            signed_magic(k)
            unsigned_magic(k)
    except Arrived:
        caught += 1
signal.setitimer(signal.ITIMER_REAL, 0)
print(caught > 100)
"""


def test_signals_come_through_arithmetic() -> None:
    """What a signal handler raises in the middle of large integers is an exception, not the end of the process."""
    done = subprocess.run([sys.executable, "-P", "-c", SIGNALS], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")
