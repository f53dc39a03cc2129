"""Lowering to ZIR: its shape on small functions, the checker on real programs, folding against evaluation."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path
from typing import Any

import pytest
import wasmtime

from support import corpus_files, missing
from wasm_bytes import body, func_type, leb, module, name, section, sleb
from zwasmc.analysis.params import Params
from zwasmc.errors import Unsupported
from zwasmc.interp.instance import Program, Store
from zwasmc.interp.store import Memory
from zwasmc.interp.trap import Trap
from zwasmc.options import Options
from zwasmc.wasm.features import Features
from zwasmc.wasm.read import read_module
from zwasmc.wasm.rules import validate_bodies
from zwasmc.zir.check import ZirError, check
from zwasmc.zir.divide import signed_magic, unsigned_magic, unsigned_magic_bits
from zwasmc.zir.fold import evaluate
from zwasmc.zir.func import Func
from zwasmc.zir.lower import Lowering
from zwasmc.zir.ops import BOUNDS
from zwasmc.zir.text import format_func

I32 = b"\x7f"
MODES: dict[str, dict[str, Any]] = {
    "default": {},
    "unshared": {"share": False},
    "slots": {"slots": True},
    "everything": {"interruptible": True, "memory": "checked", "canonical_nans": True},
}


def lowered(wasm: bytes, index: int = 0, *, clean: bool = True, features: str = "", **options: Any) -> Func:
    """Lower, check and clean one function."""
    f = Func()
    on = Features().apply(features)
    Lowering(read_module(bytes(wasm), on), Options(features=on, **options)).lower(index, f)
    check(f)
    if clean:
        Params().run(f)
        check(f)
    return f


def text_of(wat: str, **options: bool) -> str:
    """Return the ZIR of the first function of a module in text form."""
    return format_func(lowered(wasmtime.wat2wasm(f"(module (memory 1) {wat})"), **options)).split("\n", 1)[1].strip()


SHAPES: dict[str, tuple[str, dict[str, bool], str]] = {
    "straight": (
        "(func (param i32 i32) (result i32) (i32.add (local.get 0) (i32.mul (local.get 1) (i32.const 3))))",
        {},
        """
        block0(v0:i32, v1:i32):
          v2:i32 = i32.const 3
          v3:i32 = i32.mul v1, v2
          v4:i32 = i32.add v0, v3
          return v4
        """,
    ),
    "if joins what differs": (
        """(func (param i32) (result i32) (local i32 i32)
             (local.set 2 (i32.const 7))
             (if (i32.eqz (local.get 0)) (then (local.set 1 (i32.const 5))) (else (local.set 1 (i32.const 6))))
             (i32.add (local.get 1) (local.get 2)))""",
        {},
        """
        block0(v0:i32):
          v1:i32 = i32.const 7
          br_if v0 block2, block1
        block1:
          v3:i32 = i32.const 5
          br block3(v3)
        block2:
          v5:i32 = i32.const 6
          br block3(v5)
        block3(v7:i32):
          v8:i32 = i32.add v7, v1
          return v8
        """,
    ),
    "loop carries what it changes": (
        """(func (param i32 i32) (result i32) (local i32)
             (loop $l
               (local.set 2 (i32.add (local.get 2) (local.get 1)))
               (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
             (local.get 2))""",
        {},
        """
        block0(v0:i32, v1:i32):
          v2:i32 = i32.const 0
          br block1(v2, v0)
        block1(v4:i32, v5:i32):  ; loop 0 depth 1 head
          v6:i32 = i32.add v1, v4
          v7:i32 = i32.const 4294967295
          v8:i32 = i32.add v5, v7
          br_if v8 block1(v6, v8), block2
        block2:
          return v6
        """,
    ),
    "loop without back edge is no loop": (
        """(func (param i32) (result i32)
             (loop (result i32) (br_if 1 (i32.const 3) (local.get 0)) (drop) (i32.const 4)))""",
        {},
        """
        block0(v0:i32):
          v1:i32 = i32.const 3
          br_if v0 block1, block2
        block1:
          return v1
        block2:
          v4:i32 = i32.const 4
          return v4
        """,
    ),
    "phantom parameters of nested loops": (
        """(func (param i32 i32) (result i32)
             (loop $outer
               (loop $inner
                 (br_if $inner (i32.load (local.get 0))))
               (br_if $outer (i32.load (local.get 1)))
               (if (i32.const 0) (then (local.set 0 (i32.const 1)))))
             (local.get 0))""",
        {},
        """
        block0(v0:i32, v1:i32):
          br block1
        block1:  ; loop 0 depth 1 head
          br block2
        block2:  ; loop 1 depth 2 head
          v4:i32 = i32.load v0
          br_if v4 block2, block3
        block3:  ; loop 0 depth 1
          v6:i32 = i32.load v1
          br_if v6 block1, block4
        block4:
          return v0
        """,
    ),
    "sharing follows dominance": (
        """(func (param i32 i32) (result i32)
             (drop (i32.load (i32.add (local.get 0) (local.get 1))))
             (if (local.get 0)
               (then (i32.store (i32.add (local.get 1) (local.get 0)) (i32.xor (local.get 0) (local.get 1)))))
             (i32.xor (local.get 0) (local.get 1)))""",
        {},
        """
        block0(v0:i32, v1:i32):
          v2:i32 = i32.add v0, v1
          v3:i32 = i32.load v2
          br_if v0 block1, block2
        block1:
          v5:i32 = i32.xor v0, v1
          i32.store v2, v5
          br block2
        block2:
          v8:i32 = i32.xor v0, v1
          return v8
        """,
    ),
    "an arm's bounds and globals end with it": (
        """(global $g (mut i32) (i32.const 0)) (func (param i32) (result i32)
             (drop (i32.load8_u (local.get 0)))
             (if (global.get $g) (then
               (drop (i32.load8_u offset=8 (local.get 0)))
               (global.set $g (i32.const 5))))
             (drop (i32.load8_u (local.get 0)))
             (drop (i32.load8_u offset=4 (local.get 0)))
             (global.get $g))""",
        {"memory": "checked"},
        """
        block0(v0:i32):
          bounds extent=1 v0
          v2:i32 = i32.load8_u v0
          v3:i32 = global.get
          br_if v3 block1, block2
        block1:
          bounds extent=9 v0
          v6:i32 = i32.load8_u offset=8 v0
          v7:i32 = i32.const 5
          global.set v7
          br block2
        block2:
          bounds extent=5 v0
          v11:i32 = i32.load8_u offset=4 v0
          v12:i32 = global.get
          return v12
        """,
    ),
    "bounds are merged": (
        """(func (param i32) (result i32)
             (i32.add (i32.load offset=8 (local.get 0)) (i32.load8_u offset=3 (local.get 0))))""",
        {"memory": "checked"},
        """
        block0(v0:i32):
          bounds extent=12 v0
          v2:i32 = i32.load offset=8 v0
          v3:i32 = i32.load8_u offset=3 v0
          v4:i32 = i32.add v2, v3
          return v4
        """,
    ),
    "polls": (
        "(func (loop (br 0)))",
        {"interruptible": True},
        """
        block0:
          br block1
        block1:  ; loop 0 depth 1 head
          poll
          br block1
        """,
    ),
    "canonical NaNs": (
        "(func (param f64) (result f64) (f64.neg (f64.sqrt (local.get 0))))",
        {"canonical_nans": True},
        """
        block0(v0:f64):
          v1:f64 = f64.sqrt v0
          v2:f64 = f64.canon v1
          v3:f64 = f64.neg v2
          return v3
        """,
    ),
    "slots": (
        "(func (param i32) (local i64) (local.set 1 (i64.extend_i32_u (local.get 0))))",
        {"slots": True},
        """
        block0(v0:i32):
          slot.set 0 v0
          slot.zero 1:1
          v3:i32 = slot.get 0
          v4:i64 = i64.extend_i32_u v3
          slot.set 1 v4
          return
        """,
    ),
    "several results": (
        """(func $two (result i32 i64) (call $two) (drop) (i64.const 2))""",
        {},
        """
        block0:
          v0:i32 = call 0 ()
          v1:i64 = i64.const 2
          return v0, v1
        """,
    ),
    "nothing after unreachable": (
        "(func (param i32) (result i32) (block (unreachable) (drop (i32.add (i32.const 1)))) (i32.const 2))",
        {},
        """
        block0(v0:i32):
          unreachable trap=1
        """,
    ),
}


@pytest.mark.parametrize("what", SHAPES)
def test_shape(what: str) -> None:
    wat, options, expected = SHAPES[what]
    assert text_of(wat, **options) == textwrap.dedent(expected).strip()


FOLDS = [
    ("i32.add (local.get 0) (i32.const 0)", "v0"),
    ("i32.sub (local.get 0) (local.get 0)", "i32.const 0"),
    ("i32.and (i32.load8_u (local.get 0)) (i32.const 255)", "i32.load8_u v0"),
    ("i32.eqz (i32.eqz (i32.lt_s (local.get 0) (local.get 1)))", "i32.lt_s v0, v1"),
    ("i32.eqz (i32.gt_u (local.get 0) (local.get 1))", "i32.le_u v0, v1"),
    ("i32.lt_u (local.get 0) (i32.const 1)", "i32.eqz v0"),
    ("i32.div_u (local.get 0) (i32.const 8)", "i32.shr_u v0"),
    ("i32.rem_u (local.get 0) (i32.const 8)", "i32.and v0"),
    ("i32.shr_s (i32.shl (local.get 0) (i32.const 24)) (i32.const 24)", "i32.extend8_s v0"),
    ("i32.wrap_i64 (i64.extend_i32_s (local.get 0))", "v0"),
    ("i32.mul (i32.const 6) (i32.const 7)", "i32.const 42"),
    ("i32.div_s (i32.const 1) (i32.const 0)", "i32.div_s"),
    ("i32.reinterpret_f32 (f32.const -0)", "i32.const 2147483648"),
    ("select (i32.const 1) (i32.const 0) (i32.ne (local.get 0) (local.get 1))", "i32.ne v0, v1"),
]


@pytest.mark.parametrize(("expression", "expected"), FOLDS)
def test_fold(expression: str, expected: str) -> None:
    f = lowered(wasmtime.wat2wasm(f"(module (memory 1) (func (param i32 i32) (result i32) ({expression})))"))
    text = format_func(f)
    value = int(f.pool[f.b[f.n - 1]])
    assert expected == f"v{value}" or f"v{value}:i32 = {expected}" in text, text


def programs() -> list[Path]:
    """Return corpus programs of moderate size."""
    found = [path for pattern in ("kernels/*.wasm", "realworld/*.wasm") for path in corpus_files(pattern)]
    return [path for path in found if path.stat().st_size < 22000]


@pytest.mark.parametrize("mode", MODES)
def test_programs_pass_the_checker(mode: str) -> None:
    files = programs()
    if not files:
        missing("corpus programs", "run scripts/fetch_corpus or set ZWASM_CORPUS")
    f = Func()
    params = Params()
    for path in files:
        try:
            parsed = read_module(path.read_bytes(), Features())
        except Unsupported:
            continue
        lowering = Lowering(parsed, Options(**MODES[mode]))
        for index in range(len(parsed.bodies)):
            lowering.lower(index, f)
            check(f)
            params.run(f)
            check(f)


def test_checker_notices() -> None:
    wasm = wasmtime.wat2wasm(
        "(module (func (param i32) (result i32) (loop (br_if 0 (local.tee 0 (i32.add (local.get 0) (i32.const 1)))))"
        " (local.get 0)))"
    )

    def broken(change: str) -> None:
        f = lowered(wasm)
        exec(change, {"f": f})
        with pytest.raises(ZirError):
            check(f)

    for change in (
        "f.a[4] = 5",
        "f.ty[4] = 2",
        "f.op[4] = 0x600",
        "f.pool[f.e_arg[0]] = 4",
        "f.e_to[1] = 2",
        "f.b_loop[1] = -1",
        "f.l_last[0] = 2",
        "f.b_end[1] = f.b_end[1] - 1",
        "f.op[f.n - 1] = 1",
        "f.b_nedge[0] = 0",
    ):
        broken(change)


def test_many_locals_and_joins_fall_back_to_slots() -> None:
    count = 3000
    code = b"".join(b"\x41\1\x21" + leb(k) for k in range(count))
    code = b"\x02\x40" * 1500 + code + b"".join(b"\x20\0\x0d\0\x0b" for _ in range(1500))
    wasm = module(
        section(1, func_type(b"\x7f")), section(3, b"\0"), section(10, body(code, b"\1" + leb(count) + b"\x7f"))
    )
    f = lowered(wasm)
    assert f.nslots == count + 1
    assert f.npool < 100000


def test_work_grows_linearly() -> None:
    def rows(n: int) -> tuple[int, int, int]:
        code = b"\x02\x40" * n + b"\x41\1\x21\0" + b"\x20\0\x0d\0\x0b" * n
        f = lowered(module(section(1, func_type(b"\x7f")), section(3, b"\0"), section(10, body(code))))
        return int(f.n), int(f.npool), int(f.ne)

    small, large = rows(500), rows(2000)
    assert all(b <= 4.1 * a + 10 for a, b in zip(small, large, strict=True))


def signed(value: int, bits: int) -> int:
    """Return the two's complement number of the low bits."""
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


@pytest.mark.parametrize("access", ["i32.load8_u", "i64.load", "i32.store"])
@pytest.mark.parametrize("offset", [1 << 48, (1 << 63) - 4, 1 << 63, (1 << 64) - 8, (1 << 64) - 1])
def test_far_offsets_always_trap(access: str, offset: int) -> None:
    value = "(i32.const 7)" if "store" in access else ""
    code = f"({access} offset={offset} (local.get 0) {value})"
    wat = f"(module (memory i64 1) (func (export \"f\") (param i64) {code if value else f'(drop {code})'}))"
    wasm = bytes(wasmtime.wat2wasm(wat))
    f = lowered(wasm, features="+memory64")
    extents = [f.imm[row] for row in range(f.n) if f.op[row] == BOUNDS]
    assert len(extents) == 1
    assert extents[0] >= 1 << 48
    instance = Store().instantiate(Program(wasm, Features().apply("+memory64")), {})
    for address in (0, 8, 65536, -1, -(1 << 63)):
        with pytest.raises(Trap):
            instance.invoke("f", [address])


@pytest.mark.parametrize(
    ("calls", "code", "message"),
    [
        (4000, b"\x10\x00", "values in a function of this size"),
        (2000, b"\x02\x00\x10\x00\x41\x01\x0d\x00\x0b", "values in a function of this size"),
        (4000, b"\x20\x00\x0d\x00", "values passed on in a function of this size"),
    ],
)
def test_few_bytes_do_not_become_many_values(calls: int, code: bytes, message: str) -> None:
    """A thousand results per instruction are fine as long as there are few."""
    many = I32 * 1000

    def of(times: int) -> bytes:
        main = body(b"\x10\0" + code * times + b"\0")
        types = section(1, func_type(b"", many), func_type(I32, many))
        return module(types, section(3, b"\0", b"\1"), section(10, body(b"\0"), main))

    validate_bodies(read_module(of(calls), Features()), Features())
    with pytest.raises(Unsupported, match=f"implementation limit: [0-9]+ {message}"):
        lowered(of(calls), 1)
    lowered(of(10), 1)


def test_magic_numbers() -> None:
    rng = random.Random(3)
    divisors = [3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 25, 28, 100, 125, 625, 641, 1000, 65537, 0x7FFFFFFF, 0x7FFFFFFE]
    divisors += [rng.randrange(3, 1 << rng.randrange(3, 32)) for _ in range(400)]
    edges = [0, 1, 2, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFE, 0xFFFFFFFF]
    for k in divisors:
        values = edges + [rng.getrandbits(32) for _ in range(20)] + [k * rng.randrange(1 << 32) // k & 0xFFFFFFFF]
        values += [(q * k + d) & 0xFFFFFFFF for q in ((1 << 32) // k, (1 << 31) // k, 1) for d in (-1, 0, 1)]
        for x in values:
            m, s = unsigned_magic(k)
            assert x * m >> (32 + s) == x // k
            if k % 2 == 0 and k & (k - 1):
                pre = (k & -k).bit_length() - 1
                m, s = unsigned_magic_bits(k >> pre, 32 - pre)
                assert m < 1 << 32
                assert (x >> pre) * m >> (32 + s) == x // k
            if k < 1 << 31:
                y = signed(x, 32)
                m, s = signed_magic(k)
                assert abs(y * m) < 1 << 63
                assert (y * m >> (32 + s)) + (y < 0) == abs(y) // k * (1 if y >= 0 else -1)


CONSTS = (0, 1, 2, 3, 5, 7, 8, 10, 16, 24, 31, 32, 33, 63, 64, 100, 255, 641, 1000, 65535, -1, -2, -3, -8)
COMPARE = {0x7F: range(0x46, 0x50), 0x7E: range(0x51, 0x5B)}
BINARY = {0x7F: range(0x6A, 0x79), 0x7E: range(0x7C, 0x8B)}
UNARY = {0x7F: (0x67, 0x68, 0x69, 0xC0, 0xC1), 0x7E: (0x79, 0x7A, 0x7B, 0xC2, 0xC3, 0xC4)}


def constant(rng: random.Random, t: int) -> bytes:
    """Return a constant instruction."""
    bits = 32 if t == 0x7F else 64
    k = rng.choice((rng.choice(CONSTS), 1 << rng.randrange(bits), rng.getrandbits(bits)))
    return bytes([0x41 if t == 0x7F else 0x42]) + sleb(signed(k, bits))


def expression(rng: random.Random, t: int, depth: int) -> bytes:
    """Return code for a random integer expression over parameters 0, 1 (i32) and 2, 3 (i64)."""
    x = rng.random()
    if depth == 0 or x < 0.15:
        return b"\x20" + leb(rng.randrange(2) + (0 if t == 0x7F else 2))
    if x < 0.25:
        return constant(rng, t)
    if x < 0.6:
        right = constant(rng, t) if rng.random() < 0.6 else expression(rng, t, depth - 1)
        return expression(rng, t, depth - 1) + right + bytes([rng.choice(BINARY[t])])
    if x < 0.7:
        return expression(rng, t, depth - 1) + bytes([rng.choice(UNARY[t])])
    if x < 0.78:
        return (
            expression(rng, t, depth - 1) + expression(rng, t, depth - 1) + expression(rng, 0x7F, depth - 1) + b"\x1b"
        )
    if t == 0x7E:
        return expression(rng, 0x7F, depth - 1) + bytes([rng.choice((0xAC, 0xAD))])
    if x < 0.83:
        return expression(rng, 0x7E, depth - 1) + b"\xa7"
    if x < 0.9:
        return expression(rng, 0x7F, depth - 1) + b"\x45"
    if x < 0.93:
        return expression(rng, 0x7E, depth - 1) + b"\x50"
    u = rng.choice((0x7F, 0x7E))
    right = constant(rng, u) if rng.random() < 0.6 else expression(rng, u, depth - 1)
    return expression(rng, u, depth - 1) + right + bytes([rng.choice(COMPARE[u])])


@pytest.mark.parametrize("seed", range(8))
def test_folding_keeps_the_meaning(seed: int) -> None:
    rng = random.Random(seed)
    types = [rng.choice((0x7F, 0x7E)) for _ in range(40)]
    params = b"\x7f\x7f\x7e\x7e"
    wasm = module(
        section(1, func_type(params, b"\x7f"), func_type(params, b"\x7e")),
        section(3, *[b"\0" if t == 0x7F else b"\1" for t in types]),
        section(7, *[name(f"f{i}") + b"\0" + leb(i) for i in range(len(types))]),
        section(10, *[body(expression(rng, t, rng.randrange(1, 6))) for t in types]),
    )
    stores = [Store(), Store()]
    plain = stores[0].instantiate(Program(wasm, share=False, verify=True), {})
    folded = stores[1].instantiate(Program(wasm, share=True, verify=True), {})
    edges32 = (0, 1, 31, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
    edges64 = (0, 1, -1, (1 << 63) - 1, -(1 << 63))
    for i in range(len(types)):
        for _ in range(5):
            args = [rng.choice((rng.choice(edges32), rng.getrandbits(32))) for _ in range(2)]
            args += [rng.choice((rng.choice(edges64), rng.getrandbits(64) - (1 << 63))) for _ in range(2)]
            results = []
            for instance in (plain, folded):
                try:
                    results.append(str(instance.invoke(f"f{i}", args)))
                except Trap as trap:
                    results.append(trap.message)
            assert results[0] == results[1], (i, args)


def test_evaluate_wraps() -> None:
    assert evaluate(0x6A, 0xFFFFFFFF, 1, False) == 0
    assert evaluate(0x7C, (1 << 63) - 1, 1, True) == -(1 << 63)
    assert evaluate(0x6D, 0x80000000, 0xFFFFFFFF, False) is None
    assert evaluate(0x6F, 0x80000000, 0xFFFFFFFF, False) == 0
    assert evaluate(0x77, 0x80000001, 1, False) == 3


LOADS = {0x28: 0x7F, 0x29: 0x7E, 0x2C: 0x7F, 0x2D: 0x7F, 0x2E: 0x7F, 0x2F: 0x7F, 0x30: 0x7E, 0x33: 0x7E, 0x35: 0x7E}
STORES = {0x36: 0x7F, 0x37: 0x7E, 0x3A: 0x7F, 0x3B: 0x7F, 0x3C: 0x7E, 0x3D: 0x7E, 0x3E: 0x7E}


def memory_code(rng: random.Random, depth: int) -> bytes:
    """Return code that mixes overlapping loads, stores, assignments of globals, calls, branches and loops."""
    out = b""
    for _ in range(rng.randrange(3, 9)):
        x = rng.random()
        base = b"\x20" + leb(rng.randrange(2))
        offset = b"\0" + leb(rng.choice((0, 0, 1, 4, 8)))
        if x < 0.4:
            op, t = rng.choice(list(LOADS.items()))
            extend = b"" if t == 0x7E else bytes([rng.choice((0xAC, 0xAD))])
            # Local 3 is the checksum: multiply it and add what was read.
            out += b"\x20\3\x42\x1f\x7e" + base + bytes([op]) + offset + extend + b"\x7c\x21\3"
        elif x < 0.7:
            op, t = rng.choice(list(STORES.items()))
            value = b"\x20\3" if t == 0x7E else b"\x20\3\xa7"
            out += base + value + bytes([op]) + offset
        elif x < 0.76:
            out += b"\x20\3\x24" + leb(rng.randrange(2))
        elif x < 0.84:
            out += b"\x20\3\x23" + leb(rng.randrange(2)) + b"\x85\x21\3"
        elif x < 0.88:
            out += b"\x20\0\x20\1\x10\1"
        elif depth and x < 0.94:
            out += b"\x20\3\xa7\x41\1\x71\x04\x40" + memory_code(rng, depth - 1)
            out += (b"\x05" + memory_code(rng, depth - 1) if rng.random() < 0.5 else b"") + b"\x0b"
        elif depth:
            body_code = memory_code(rng, depth - 1)
            out += (
                b"\x41\2\x21\4\x03\x40" + body_code + b"\x20\4\x41\1\x6b\x22\4\x0d\0\x0b" if depth == 1 else body_code
            )
    return out


@pytest.mark.parametrize("seed", range(6))
def test_sharing_loads_keeps_the_meaning(seed: int) -> None:
    rng = random.Random(seed)
    count = 24
    helper = b"\x20\0\x20\1\x41\x03\x6c\x36\0\4" + b"\x42\5\x24\0"
    wasm = module(
        section(1, func_type(b"\x7f\x7f\x7e", b"\x7e"), func_type(b"\x7f\x7f")),
        section(3, b"\0", b"\1", *[b"\0"] * (count - 1)),
        section(5, b"\0\1"),
        section(6, b"\x7e\1\x42\7\x0b", b"\x7e\1\x42\x09\x0b"),
        section(7, *[name(f"f{i}") + b"\0" + leb(i and i + 1) for i in range(count)], name("mem") + b"\2\0"),
        section(
            10,
            body(b"\x20\2\x21\3" + memory_code(rng, 2) + b"\x20\3", b"\2\1\x7e\1\x7f"),
            body(helper),
            *[body(b"\x20\2\x21\3" + memory_code(rng, 2) + b"\x20\3", b"\2\1\x7e\1\x7f") for _ in range(count - 1)],
        ),
    )
    results = []
    saved = 0
    for share in (False, True):
        program = Program(wasm, share=share, verify=True)
        instance = Store().instantiate(program, {})
        out: list[object] = []
        for i in range(count):
            for args in ((64, 64, 3), (64, 68, -5), (64, 80, 1 << 40), (70, 64, 77)):
                out.append(instance.invoke(f"f{i}", list(args)))
        memory = instance.exports["mem"]
        assert isinstance(memory, Memory)
        results.append((out, memory.read(0, 256)))
        rows = sum(int(lowered(wasm, i, share=share).n) for i in range(count + 1))
        saved = rows - saved
    assert results[0] == results[1]
    assert saved < 0
