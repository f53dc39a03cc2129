"""Vectors across the boundaries of compiled code: calls both ways, globals, the command line; on handmade functions.

The trampolines are the compiler's.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import wasmtime
from librt.vecs import vec
from mypy_extensions import i64

import zwasm
import zwasmc
from handmade import F32, F64, I32, I64, V128, Hand
from machine_code import linked
from sanitized import rerun_sanitized, sanitized_program
from support import installed_program
from wasm_bytes import func_type, module, section
from zwasm_formats import abi
from zwasmc.cli_values import BadValue, format_value, parse_value
from zwasmc.machine.signature import Signatures
from zwasmc.machine.x86_64.base import Base
from zwasmc.machine.x86_64.convention import CONVENTION
from zwasmc.machine.x86_64.entry import emit_entry, emit_host
from zwasmc.machine.x86_64.regs import NAMES, XMM0
from zwasmc.regalloc.api import OUT
from zwasmc.wasm.features import Features
from zwasmc.wasm.read import read_module

V128_CONST, V128_HIGH, GLOBAL_GET, I32_CONST, I64_ADD = 0x30C, 0xFFFF, 0x23, 0x41, 0x7C
BITS = {I32: 32, I64: 64, F32: 32, F64: 64, V128: 128}
LOW = 2**64 - 1
A, B, C = 0x0F0E0D0C0B0A09080706050403020100, 2**128 - 1, 0x80000000_40000000_20000000_10000001

Place = tuple[int, int]
"""A location (of `zwasmc.regalloc.api`) and the type of the value there."""


def signature(params: list[int], results: list[int]) -> tuple[Signatures, Base, Base]:
    """Return where values of a type live, as type 0, and an emitter of legacy SSE and one of AVX."""
    m = read_module(module(section(1, func_type(bytes(params), bytes(results)))), Features().apply("all"))
    return Signatures(m, CONVENTION), Base(m, 2), Base(m, 3)


class CompilersHand(Hand):
    """Containers with the trampolines of the compiler."""

    vex = False

    def trampolines(self, params: list[int], results: list[int]) -> tuple[bytes, bytes]:
        """The code that the compiler would emit."""
        code = []
        for emit in (emit_entry, emit_host):
            signatures, *bases = signature(params, results)
            emit(signatures, bases[self.vex], 0)
            text, at = linked(bases[self.vex].b, vec[i64]())
            assert at == 0
            code.append(text)
        return code[0], code[1]


def places(params: list[int], results: list[int]) -> tuple[list[Place], list[Place], int]:
    """Return where the arguments and the results are, and how many bytes of arguments are on the stack."""
    s, *_ = signature(params, results)
    n = len(params)
    found = [(int(loc), t) for loc, t in zip(s.loc, [*params, *results], strict=True)]
    return found[:n], found[n:], int(s.arg_bytes[0])


def copy(place: Place, cell: int, area: int, into_place: bool) -> str:
    """Move a value between its place and ``[rsp + cell]``; ``area``: where its stack cells begin, from rbp.

    A vector on the stack is moved by an instruction that faults unless its address is a multiple of 16.
    """
    loc, t = place
    mine, reg, wide = f"[rsp + {cell}]", "r11", "mov"
    theirs = f"[rbp + {area + (loc - OUT) * 8}]"
    if t == V128 or XMM0 <= loc < OUT:
        wide, reg = "movups", "xmm15"
        aligned = "movaps" if t == V128 else "movsd"
    else:
        aligned = "mov"
    if loc < OUT:
        own = NAMES[loc] if loc < XMM0 else f"xmm{loc - XMM0}"
        return f"{wide} {own}, {mine}; " if into_place else f"{wide} {mine}, {own}; "
    if into_place:
        return f"{wide} {reg}, {mine}; {aligned} {theirs}, {reg}; "
    return f"{aligned} {reg}, {theirs}; {wide} {mine}, {reg}; "


def choose(params: list[int], sources: list[int]) -> str:
    """Assembly of a function whose k-th result is the parameter ``sources[k]``."""
    arguments, results, popped = places(params, [params[k] for k in sources])
    asm = f"push rbp; mov rbp, rsp; sub rsp, {16 * len(params) + 16}; "
    asm += "".join(copy(place, 16 * k, 16, False) for k, place in enumerate(arguments))
    asm += "".join(copy(place, 16 * k, 16 + popped, True) for k, place in zip(sources, results, strict=True))
    return asm + ("leave; ret" if popped == 0 else f"leave; ret {popped}")


def jump_to_import(index: int) -> str:
    """Assembly of a function that is the imported one."""
    at = abi.vmctx_layout(1, 0, 0, 0).imports + 16 * index
    return f"mov r11, [r14 + {at}]; mov r14, [r14 + {at + 8}]; jmp r11"


@pytest.fixture
def store() -> Iterator[zwasm.Store]:
    """A store that is closed after the test."""
    with zwasm.Store() as s:
        yield s


def function(store: zwasm.Store, params: list[int], results: list[int], asm: str, vex: bool = False) -> zwasm.Func:
    """Make a guest function of handmade code."""
    h = CompilersHand()
    h.vex = vex
    h.export("f", 0, h.func(h.type(params, results), asm, "f"))
    return zwasm.Instance(store, zwasm.Module.deserialize(store, h.finish())).func("f")


def relay(store: zwasm.Store, params: list[int], results: list[int], call: Callable[..., object],
          vex: bool = False) -> zwasm.Func:
    """Make a guest function that calls a host function with what it gets and returns what that returns."""
    h = CompilersHand()
    h.vex = vex
    t = h.type(params, results)
    h.import_func("env", "f", t)
    h.export("f", 0, h.func(t, jump_to_import(0), "f"))
    host = zwasm.Func.host(store, (params, results), call)
    return zwasm.Instance(store, zwasm.Module.deserialize(store, h.finish()), {("env", "f"): host}).func("f")


# Calls


@pytest.mark.parametrize("vex", [False, True])
def test_registers_and_stack_as_documented(store: zwasm.Store, vex: bool) -> None:
    """Eight vectors in registers, the others on the stack, aligned, though an integer lies before them."""
    add = function(store, [V128, V128], [V128], "paddd xmm0, xmm1; ret", vex)
    assert add.call([C, C]) == [0x00000000_80000000_40000000_20000002]
    params = [I64] * 9 + [V128] * 10
    last = function(store, params, [V128, V128, V128],
                    "mov rax, [rsp + 8]; movq xmm0, rax; movaps xmm1, [rsp + 24]; movaps xmm2, [rsp + 40]; "
                    "movaps [rsp + 56], xmm2; ret 48", vex)
    vectors = [A + k for k in range(10)]
    assert last.call([*range(9), *vectors]) == [8, A + 8, A + 9]


@pytest.mark.parametrize("vex", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_random_signatures(store: zwasm.Store, seed: int, vex: bool) -> None:
    """Values come out where they went in: through guest code, and through guest and host."""
    r = random.Random(seed)
    params = [r.choice([I32, I64, F32, F64, V128, V128, V128]) for _ in range(r.choice([1, 3, 10, 25, 60]))]
    sources = [r.randrange(len(params)) for _ in range(r.choice([0, 1, 2, 5, 20]))]
    results = [params[k] for k in sources]
    values = [r.getrandbits(BITS[t]) for t in params]
    expected = [values[k] for k in sources]
    assert function(store, params, results, choose(params, sources), vex).call(values) == expected
    seen: list[int] = []

    def host(*arguments: int) -> list[int]:
        seen.extend(arguments)
        return [arguments[k] for k in sources]

    assert relay(store, params, results, host, vex).call(values) == expected
    assert seen == values
    direct = zwasm.Func.host(store, (params, results), host)
    assert direct.call(values) == expected and direct.params == params


def test_a_thousand_vectors(store: zwasm.Store) -> None:
    params = [V128] * 1000
    values = [A * (k + 1) & B for k in range(1000)]
    assert relay(store, params, params, lambda *v: v[::-1]).call(values) == values[::-1]


def test_values_of_the_binding(store: zwasm.Store) -> None:
    same = function(store, [V128], [V128], "ret")
    for value in (0, 1, LOW, LOW + 1, A, B, 2**127):
        assert same.call([value]) == [value]
    assert same.call([-1]) == [B] and same.call([-(2**127)]) == [2**127]
    for value in (2**128, -(2**127) - 1):
        with pytest.raises(OverflowError, match="does not fit in 128 bits"):
            same.call([value])
    for wrong in ("i32x4 1 2 3 4", b"0123456789abcdef", 1.5, None):
        with pytest.raises(TypeError):
            same.call([wrong])  # type: ignore[list-item]
    with pytest.raises(OverflowError, match="does not fit in 128 bits"):
        relay(store, [V128], [V128], lambda _: 2**128).call([0])
    with pytest.raises(TypeError, match="returned 2 values instead of 1"):
        relay(store, [V128], [V128], lambda a: (a, a)).call([0])
    assert int.from_bytes(bytes(range(16)), "little") == A, "lane 0 is the lowest"


def test_what_a_host_function_raises(store: zwasm.Store) -> None:
    """Unwinding leaves stack arguments and results behind."""
    def host(*values: int) -> list[int]:
        if values[-1] == 0:
            raise KeyError("zero")
        return [values[-1]] * 5

    f = relay(store, [V128] * 12, [V128] * 5, host)
    for _ in range(3):
        with pytest.raises(KeyError, match="zero"):
            f.call([A] * 11 + [0])
        assert f.call([A] * 11 + [C]) == [C] * 5


# Globals


def halves(value: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the constant expression of a vector."""
    return (V128_CONST, value & LOW), (V128_HIGH, value >> 64)


def with_globals() -> bytes:
    """Two imported globals (constant, mutable), two own ones, a copy of the first; functions over them."""
    h = CompilersHand()
    get, put = h.type([], [V128]), h.type([V128], [])
    h.table(0)  # so that the cells would not be aligned by chance
    h.glob(V128, False, source=("env", "constant"))
    h.glob(V128, True, source=("env", "variable"))
    h.glob(V128, False, *halves(A))
    h.glob(V128, True, *halves(B - 1))
    h.glob(V128, False, (GLOBAL_GET, 0))
    cells = abi.vmctx_layout(0, 0, 1, 5).globals
    for k in range(5):
        h.export(f"g{k}", 3, k)
        address = f"mov rax, [r14 + {cells + 16 * k}]; " if k < 2 else f"lea rax, [r14 + {cells + 16 * k}]; "
        h.export(f"get{k}", 0, h.func(get, address + "movaps xmm0, [rax]; ret", f"get{k}"))
        h.export(f"set{k}", 0, h.func(put, address + "movaps [rax], xmm0; ret", f"set{k}"))
    return h.finish()


def test_globals(store: zwasm.Store) -> None:
    constant, variable = zwasm.Global.new(store, V128, False, C), zwasm.Global.new(store, V128, True, -2)
    loaded = zwasm.Module.deserialize(store, with_globals())
    given: dict[tuple[str, str], zwasm.AnyExtern | Callable[..., object]] = {
        ("env", "constant"): constant, ("env", "variable"): variable}
    one, two = zwasm.Instance(store, loaded, given), zwasm.Instance(store, loaded, given)
    for instance in (one, two):
        exported = [instance.exports[f"g{k}"] for k in range(5)]
        assert all(isinstance(g, zwasm.Global) and g.type == zwasm.V128 for g in exported)
        assert [g.get() for g in exported if isinstance(g, zwasm.Global)] == [C, B - 1, A, B - 1, C]
        assert [instance.func(f"get{k}").call() for k in range(5)] == [[C], [B - 1], [A], [B - 1], [C]]
    one.func("set1").call([A])
    one.func("set3").call([C])
    assert variable.get() == A and two.func("get1").call() == [A], "shared"
    assert two.func("get3").call() == [B - 1], "not shared"
    variable.set(-(2**127))
    own = two.exports["g3"]
    assert isinstance(own, zwasm.Global)
    own.set(C + 1)
    assert one.func("get1").call() == [2**127] and two.func("get3").call() == [C + 1]
    with pytest.raises(zwasm.ZwasmError, match="immutable"):
        constant.set(0)
    with pytest.raises(OverflowError):
        variable.set(2**128)
    assert variable.get() == 2**127


def test_globals_and_types_of_the_compiler(store: zwasm.Store) -> None:
    """Its containers, as far as it compiles no code with vectors in them."""
    wat = """(module
      (import "env" "constant" (global $c v128))
      (import "env" "f" (func $f (param v128 i32 v128) (result v128 f32)))
      (global (export "lanes") v128 (v128.const i32x4 1 2 3 0xffffffff))
      (global (export "variable") (mut v128) (v128.const i64x2 -1 5))
      (global (export "copy") v128 (global.get $c))
      (export "f" (func $f)))"""
    loaded = zwasm.Module.deserialize(store, zwasmc.compile(bytes(wasmtime.wat2wasm(wat))))
    given: dict[tuple[str, str], zwasm.AnyExtern | Callable[..., object]] = {
        ("env", "constant"): zwasm.Global.new(store, V128, False, C), ("env", "f"): lambda a, b, c: (c, b)}
    instance = zwasm.Instance(store, loaded, given)
    found = [instance.exports[name] for name in ("lanes", "variable", "copy")]
    expected = [lanes(32, 1, 2, 3, -1), lanes(64, -1, 5), C]
    assert [g.get() for g in found if isinstance(g, zwasm.Global)] == expected
    assert instance.func("f").params == [V128, I32, V128] and instance.func("f").call([A, 7, B]) == [B, 7]


@pytest.mark.parametrize("type", [zwasm.I32, zwasm.I64, zwasm.F64, zwasm.EXTERNREF])
def test_imports_of_another_type(store: zwasm.Store, type: int) -> None:
    loaded = zwasm.Module.deserialize(store, with_globals())
    variable = zwasm.Global.new(store, V128, True, 0)
    for constant in (zwasm.Global.new(store, type, False, 0), zwasm.Global.new(store, V128, True, 0)):
        with pytest.raises(zwasm.LinkError, match="incompatible import type"):
            zwasm.Instance(store, loaded, {("env", "constant"): constant, ("env", "variable"): variable})
    h = CompilersHand()
    h.import_func("env", "f", h.type([V128], [V128]))
    host = zwasm.Func.host(store, ([type], [V128]), lambda a: a)
    with pytest.raises(zwasm.LinkError, match=r"wanted \(v128\) -> \(v128\)"):
        zwasm.Instance(store, zwasm.Module.deserialize(store, h.finish()), {("env", "f"): host})


@pytest.mark.parametrize(
    "ops",
    [
        [(V128_CONST, 1)],
        [(V128_HIGH, 1)],
        [(V128_HIGH, 1), (V128_CONST, 1)],
        [(V128_CONST, 1), (V128_CONST, 1)],
        [(V128_CONST, 1), (I32_CONST, 1)],
        [*halves(A), (V128_HIGH, 1)],
        [*halves(A), *halves(B)],
        [*halves(A), (I64_ADD, 0)],
        [*halves(A)] * 40,
    ],
)
def test_hostile_constant_expressions(store: zwasm.Store, ops: list[tuple[int, int]]) -> None:
    """Also as the last ones of the container."""
    h = CompilersHand()
    h.glob(V128, False, *ops)
    with pytest.raises(zwasm.LoadError, match="constant expression is not valid"):
        zwasm.Instance(store, zwasm.Module.deserialize(store, h.finish()))


def test_half_of_a_constant_in_the_next_expression(store: zwasm.Store) -> None:
    h = CompilersHand()
    h.glob(V128, False, (V128_CONST, 1))
    h.glob(V128, False, (V128_HIGH, 1))
    with pytest.raises(zwasm.LoadError, match="constant expression is not valid"):
        zwasm.Instance(store, zwasm.Module.deserialize(store, h.finish()))


# The command line


def lanes(width: int, *values: int) -> int:
    """Return the vector with these lanes."""
    return sum((value & (2**width - 1)) << (k * width) for k, value in enumerate(values))


TEXTS = {
    "i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15": A,
    "i8x16 -128 255 0x80 -0x80 +1 0xff -1 0 0 0 0 0 0 0 0 0x0f": lanes(8, 128, 255, 128, 128, 1, 255, -1, *[0] * 8, 15),
    "i16x8 -32768 65535 0xABCD 1_000 0 0 0 -1": lanes(16, -32768, -1, 0xABCD, 1000, 0, 0, 0, -1),
    "i32x4 1 2 3 4": lanes(32, 1, 2, 3, 4),
    "i32x4 -2147483648 4294967295 0x7fffffff -0": lanes(32, 2**31, -1, 2**31 - 1, 0),
    "i64x2 -9223372036854775808 18446744073709551615": lanes(64, 2**63, -1),
    "i64x2 0xffff_ffff_ffff_fffe 1": lanes(64, -2, 1),
    "f32x4 1 -0 inf 0x1.8p1": lanes(32, 0x3F800000, 0x80000000, 0x7F800000, 0x40400000),
    "f32x4 1e-999999999 -1e-400 0e999999999 nan:0x1_0": lanes(32, 0, 0x80000000, 0, 0x7F800010),
    "f32x4 nan -nan:0x1 0.1 1e-45": lanes(32, 0x7FC00000, 0xFF800001, 0x3DCCCCCD, 1),
    "f64x2 nan:0xfffffffffffff -1.5": lanes(64, 2**63 - 1, 0xBFF8000000000000),
    "f64x2 0." + "0" * 600 + "1 0.1": lanes(64, 0, 0x3FB999999999999A),
    "  i32x4   1  2 3 4 ": lanes(32, 1, 2, 3, 4),
    "0x0f0e0d0c0b0a09080706050403020100": A,
    "340282366920938463463374607431768211455": B,
    "-1": B,
    "-170141183460469231731687303715884105728": 2**127,
    "+0": 0,
    "0" * 5000 + "7": 7,
    "0x" + "0" * 5000 + "7": 7,
}
WRONG = [
    "", " ", "i32x4", "i32x4 1 2 3", "i32x4 1 2 3 4 5", "i32x4 1,2,3,4", "i32x4 1 2 3 1.0", "i32x4 1 2 3 4294967296",
    "i32x4 -2147483649 0 0 0", "i8x16 300 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", "i8x16 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 -129",
    "i16x8 1 2 3 4 5 6 7 0x10000", "i64x2 18446744073709551616 0", "i64x2 1 nan", "f32x4 1 2 3 1e39", "f64x2 1 inf1",
    "f32x4 1 2 3 1e999999999",
    "f32x4 nan:0x0 0 0 0", "f32x4 nan:0x800000 0 0 0", "f32x4 nan:0x100000000000000000001 0 0 0", "f64x2 1",
    "i32x3 1 2 3", "I32X4 1 2 3 4", "i32x4\t1 2 3 4", "v128.const i32x4 1 2 3 4", "1 2 3 4", "0x", "1.5", "nan",
    "0x1p3", "1__0", "i32x4 1 2 3 ä", "340282366920938463463374607431768211456",
    "-170141183460469231731687303715884105729", "null", "9" * 5000, "0x100000000000000000000000000000000", " 5",
    "i32x4 " + "1 " * 2000, "i64x2 " + "9" * 5000 + " 1", "i32x4 1 2 3 4x",
]  # fmt: skip


def printed(bits: int) -> str:
    """Return a vector as it is printed."""
    return "i32x4 " + " ".join(f"0x{bits >> at & 0xFFFFFFFF:08x}" for at in (0, 32, 64, 96))


@pytest.fixture(scope="module")
def container(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Functions on vectors, in a file."""
    h = CompilersHand()
    h.export("id", 0, h.func(h.type([V128], [V128]), "ret", "id"))
    h.export("mixed", 0, h.func(h.type([I32, V128, F64, V128], [V128, I32, V128]),
                                "mov eax, edi; movaps xmm1, xmm0; movaps xmm0, xmm2; ret", "mixed"))
    path = tmp_path_factory.mktemp("v128") / "vectors.cwasm"
    path.write_bytes(h.finish())
    return path


def invoke(program: str, *words: str | Path) -> tuple[int, str, str]:
    """Call a function; returns exit status, output and errors."""
    command = [program, "run", "--invoke", *map(str, words)]
    env = {**os.environ, "NO_COLOR": "1", "ASAN_OPTIONS": "detect_leaks=0"}  # the system takes everything back
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=env)
    return done.returncode, done.stdout, done.stderr


def check_command_line(program: str, container: Path) -> None:
    """Check what ``zwasm run --invoke`` reads, prints and refuses."""
    for text, bits in TEXTS.items():
        assert invoke(program, "id", container, text) == (0, printed(bits) + "\n", ""), text
        assert invoke(program, "id", container, printed(bits)) == (0, printed(bits) + "\n", ""), "and back"
    for text in WRONG:
        status, out, err = invoke(program, "id", container, text)
        assert (status, out) == (2, "") and err.endswith("\n") and err.count("\n") == 1, text
        shown = text.replace("\t", r"\x09")
        assert err.startswith(f"error: {container}: id: argument 1: {shown[:1000]}")
        assert len(text) > 1000 or err.endswith(f": {shown} is not a value of type v128, such as 'i32x4 1 2 3 4'\n")
    one, two = "f32x4 1 2 3 4", "i64x2 -1 1"
    expected = "".join(f"{word}\n" for word in (printed(lanes(64, -1, 1)), "-5", printed(parse_value(one, V128))))
    assert invoke(program, "mixed", container, "-5", one, "0.5", two) == (0, expected, "")
    assert invoke(program, f"mixed=-5,{one},0.5,{two}", container) == (0, expected, "")
    status, out, err = invoke(program, "mixed", container, "1", "2")
    assert (status, out) == (2, "")
    assert "mixed(i32, v128, f64, v128) -> (v128, i32, v128) takes 4 arguments, 2 given" in err


def test_command_line(container: Path) -> None:
    check_command_line(installed_program(), container)


def test_the_compiler_reads_and_prints_the_same() -> None:
    """What ``zwasmc run --interpreter`` uses."""
    for text, bits in TEXTS.items():
        assert parse_value(text, V128) == bits, text
        assert format_value(bits, V128) == printed(bits) and parse_value(printed(bits), V128) == bits
    for text in WRONG:
        with pytest.raises(BadValue) as caught:
            parse_value(text, V128)
        assert str(caught.value) == f"{text} is not a value of type v128, such as 'i32x4 1 2 3 4'"


@pytest.mark.slow
def test_under_the_sanitizers(tmp_path: Path, container: Path) -> None:
    """All of this again, with library and executable built by AddressSanitizer and UBSan."""
    check_command_line(sanitized_program(tmp_path), container)
    rerun_sanitized(__file__, tmp_path)
