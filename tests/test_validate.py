"""Validation of function bodies: what is refused, as what, in which words, and at which byte."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
import wasmtime

from wasm_bytes import func_type, leb, module, raw_section, section
from zwasmc.errors import CompileError, Invalid, Malformed, Unsupported
from zwasmc.options import Options
from zwasmc.wasm.features import Features
from zwasmc.wasm.read import read_module
from zwasmc.wasm.rules import validate_bodies
from zwasmc.zir.func import Func
from zwasmc.zir.lower import Lowering

I32, I64, F32, F64, V128, FUNCREF, EXTERNREF = b"\x7f", b"\x7e", b"\x7d", b"\x7c", b"\x7b", b"\x70", b"\x6f"
END = b"\x0b"


def build(code: bytes, local_vector: bytes = b"\0", results: bytes = b"", *, end: bool = True) -> tuple[bytes, int]:
    """Return a module whose only body is ``code``, and the offset of its first instruction."""
    content = local_vector + code + (END if end else b"")
    wasm = module(
        # 0: the function, 1: [] -> [], 2: [i32] -> [i32], 3: [] -> [i32 i64]
        section(1, func_type(b"", results), func_type(), func_type(I32, I32), func_type(b"", I32 + I64)),
        section(2, b"\1m\1f\0\1"),
        section(3, b"\0"),
        section(4, FUNCREF + b"\0\4", EXTERNREF + b"\0\4"),
        section(5, b"\0\1"),
        section(6, I32 + b"\0\x41\0\x0b", I64 + b"\1\x42\0\x0b"),
        section(9, b"\3\0\1\0"),
        raw_section(12, b"\1"),
        section(10, leb(len(content)) + content),
        section(11, b"\1\1x"),
    )
    return wasm, wasm.rindex(content) + len(local_vector)


def attempt(wasm: bytes, **options: Any) -> CompileError | None:
    """Return the error of validation, which is that of lowering as well."""
    try:
        parsed = read_module(wasm, Features())
    except CompileError as error:
        return error

    def lower() -> None:
        lowering = Lowering(parsed, Options(**options))
        f = Func()
        for i in range(len(parsed.bodies)):
            lowering.lower(i, f)

    def error_of(run: Callable[[], None]) -> CompileError | None:
        try:
            run()
        except CompileError as error:
            return error
        return None

    found, again = error_of(lambda: validate_bodies(parsed, Features())), error_of(lower)
    assert (type(found), str(found)) == (type(again), str(again))
    return found


ACCEPTED = [
    ("nothing", b"", b"", b"\0"),
    ("polymorphic operands", b"\x00\x6a\x1a\x7c\x1a", b"", b"\0"),
    ("polymorphic result", b"\x00", I32 + I64, b"\0"),
    ("branch past values", b"\x02\x7f\x41\1\x42\2\x41\3\x0c\0\x0b\x1a", b"", b"\0"),
    ("block with parameters", b"\x41\1\x02\2\x45\x0b\x1a", b"", b"\0"),
    ("one-armed if passes its parameter", b"\x41\1\x41\1\x04\2\x0b\x1a", b"", b"\0"),
    ("loop takes parameters", b"\x41\1\x03\2\x0c\0\x0b\x1a", b"", b"\0"),
    ("several results", b"\x02\3\x41\1\x42\2\x0b\x1a\x1a", b"", b"\0"),
    ("typed select of references", b"\xd0\x70\xd0\x70\x41\0\x1c\1\x70\x1a", b"", b"\0"),
    ("select of unknown types", b"\x00\x1b\x1a", b"", b"\0"),
    ("table index and type", b"\x41\0\x11\1\0", b"", b"\0"),
    ("declared function reference", b"\xd2\0\xd1\x1a", b"", b"\0"),
    ("function reference is a funcref", b"\x41\0\xd2\0\x26\0", b"", b"\0"),
    ("initialised non-null local", b"\xd2\0\x21\0\x20\0\x1a", b"", b"\1\1\x64\x70"),
    ("natural alignment", b"\x41\0\x29\3\0\x1a", b"", b"\0"),
    ("vectors", b"\x41\0\xfd\x0f\xfd\x15\x0f\x1a", b"", b"\0"),
    ("br_table", b"\x02\x40\x02\x40\x41\0\x0e\2\0\1\2\x0b\x0b", b"", b"\0"),
]


@pytest.mark.parametrize(
    ("code", "results", "local_vector"), [row[1:] for row in ACCEPTED], ids=[r[0] for r in ACCEPTED]
)
def test_accepted(code: bytes, results: bytes, local_vector: bytes) -> None:
    wasm, _ = build(code, local_vector, results)
    error = attempt(wasm)
    assert error is None


# What, class, message prefix, offset of the error from the first instruction, code, results, locals.
REFUSED: list[tuple[str, type[CompileError], str, int, bytes, bytes, bytes]] = [
    ("missing operand", Invalid, "type mismatch", 0, b"\x1a", b"", b"\0"),
    ("wrong operand", Invalid, "type mismatch: expected i64, found i32", 4, b"\x41\0\x41\0\x7c\x1a", b"", b"\0"),
    ("operand below the frame", Invalid, "type mismatch", 4, b"\x41\0\x02\x40\x1a\x0b\x1a", b"", b"\0"),
    ("value left over", Invalid, "type mismatch: 1 values remaining", 2, b"\x41\0", b"", b"\0"),
    ("result missing", Invalid, "type mismatch", 0, b"", I32, b"\0"),
    ("value left in unreachable code", Invalid, "type mismatch", 3, b"\x00\x41\0", b"", b"\0"),
    ("wrong type in unreachable code", Invalid, "type mismatch", 3, b"\x00\x41\0\x7c\x1a", b"", b"\0"),
    ("unknown local", Invalid, "unknown local", 0, b"\x20\0\x1a", b"", b"\0"),
    ("unknown local in dead code", Invalid, "unknown local", 1, b"\x00\x20\7\x1a", b"", b"\0"),
    ("unknown global", Invalid, "unknown global", 0, b"\x23\2\x1a", b"", b"\0"),
    ("immutable global", Invalid, "immutable global", 2, b"\x41\0\x24\0", b"", b"\0"),
    ("unknown function", Invalid, "unknown function", 0, b"\x10\2", b"", b"\0"),
    ("unknown type", Invalid, "unknown type", 2, b"\x41\0\x11\x09\0", b"", b"\0"),
    ("unknown block type", Invalid, "unknown type", 0, b"\x02\x09\x0b", b"", b"\0"),
    ("unknown table", Invalid, "unknown table", 2, b"\x41\0\x11\1\2", b"", b"\0"),
    ("call through an externref table", Invalid, "type mismatch", 2, b"\x41\0\x11\1\1", b"", b"\0"),
    ("unknown memory", Invalid, "unknown memory", 2, b"\x41\0\x28\x42\1\0\x1a", b"", b"\0"),
    ("unknown label", Invalid, "unknown label", 0, b"\x0c\1", b"", b"\0"),
    ("unknown label of br_table", Invalid, "unknown label", 2, b"\x41\0\x0e\0\1", b"", b"\0"),
    ("br_table arities", Invalid, "type mismatch", 6, b"\x02\x7f\x41\0\x41\0\x0e\1\0\1\x0b\x1a", b"", b"\0"),
    ("condition missing", Invalid, "type mismatch", 0, b"\x0d\0", b"", b"\0"),
    ("one-armed if with a result", Invalid, "type mismatch", 6, b"\x41\0\x04\x7f\x41\0\x0b\x1a", b"", b"\0"),
    ("else without the result", Invalid, "type mismatch", 7, b"\x41\0\x04\x7f\x41\0\x05\x0b\x1a", b"", b"\0"),
    ("alignment", Invalid, "alignment must not be larger than natural", 2, b"\x41\0\x28\3\0\x1a", b"", b"\0"),
    ("untyped select of references", Invalid, "type mismatch", 6, b"\xd0\x70\xd0\x70\x41\0\x1b\x1a", b"", b"\0"),
    ("select of two types", Invalid, "type mismatch", 6, b"\x41\0\x42\0\x41\0\x1b\x1a", b"", b"\0"),
    ("select of two results", Invalid, "invalid result arity", 1, b"\x00\x1c\2\x7f\x7f\x1a\x1a", b"", b"\0"),
    ("undeclared function reference", Invalid, "undeclared function reference", 0, b"\xd2\1\x1a", b"", b"\0"),
    ("wrong reference", Invalid, "type mismatch", 4, b"\x41\0\xd0\x6f\x26\0", b"", b"\0"),
    ("unknown data segment", Invalid, "unknown data segment", 0, b"\xfc\x09\1", b"", b"\0"),
    ("unknown element segment", Invalid, "unknown elem segment", 0, b"\xfc\x0d\1", b"", b"\0"),
    ("uninitialised local", Invalid, "uninitialized local", 0, b"\x20\0\x1a", b"", b"\1\1\x64\x70"),
    (
        "initialisation ends with its block",
        Invalid,
        "uninitialized local",
        7,
        b"\x02\x40\xd2\0\x21\0\x0b\x20\0\x1a",
        b"",
        b"\1\1\x64\x70",
    ),
    ("lane index", Invalid, "invalid lane index", 4, b"\x41\0\xfd\x0f\xfd\x15\x10\x1a", b"", b"\0"),
    ("illegal opcode", Malformed, "illegal opcode", 0, b"\xff", b"", b"\0"),
    ("illegal prefixed opcode", Malformed, "illegal opcode", 0, b"\xfc\x7f", b"", b"\0"),
    ("else without if", Malformed, "", 0, b"\x05", b"", b"\0"),
    ("code after the end", Malformed, "section size mismatch", 1, b"\x0b\x01", b"", b"\0"),
    ("i32 too long", Malformed, "integer representation too long", 1, b"\x41\x80\x80\x80\x80\x80\0\x1a", b"", b"\0"),
    ("i32 too large", Malformed, "integer too large", 1, b"\x41\x80\x80\x80\x80\x70\x1a", b"", b"\0"),
    ("i64 too large", Malformed, "integer too large", 1, b"\x42" + b"\x80" * 9 + b"\x7e\x1a", b"", b"\0"),
    ("malformed block type", Malformed, "malformed", 1, b"\x02\x41\x0b", b"", b"\0"),
    ("flags of a memory access", Malformed, "malformed memop flags", 3, b"\x41\0\x28\x80\1\0\x1a", b"", b"\0"),
    ("value type of a local", Malformed, "malformed value type", -1, b"", b"", b"\1\1\x10"),
    ("locals overflow", Malformed, "too many locals", -6, b"", b"", b"\2\1\x7f\xff\xff\xff\xff\x0f\x7f"),
    ("too many locals", Unsupported, "implementation limit: 50001 locals", 0, b"", b"", b"\1\xd1\x86\3\x7f"),
    ("tail call", Unsupported, "return_call: proposal tail-call is not supported yet", 0, b"\x12\0", b"", b"\0"),
    ("gc", Unsupported, "struct.new: proposal gc is not supported yet", 1, b"\x01\xfb\0\0", b"", b"\0"),
]


@pytest.mark.parametrize("row", REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(row: tuple[str, type[CompileError], str, int, bytes, bytes, bytes]) -> None:
    _, kind, message, at, code, results, local_vector = row
    wasm, start = build(code, local_vector, results)
    error = attempt(wasm)
    assert error is not None
    assert (type(error), error.message[: len(message)], error.offset - start) == (kind, message, at)


def test_body_without_end() -> None:
    wasm, start = build(b"\x01", end=False)
    error = attempt(wasm)
    assert isinstance(error, Malformed)
    assert (error.message.split(":")[0], error.offset) == ("unexpected end", start + 1)


@pytest.mark.parametrize(
    ("text", "code"), [("-multi-value", b"\x41\1\x02\2\x0b\x1a"), ("-sign-extension", b"\x41\1\xc0\x1a")]
)
def test_switched_off(text: str, code: bytes) -> None:
    wasm, _ = build(code)
    features = Features().apply(text)
    with pytest.raises(Unsupported, match=r"proposal .* is disabled"):
        validate_bodies(read_module(wasm, features), features)


def test_depth_is_limited_by_memory_only() -> None:
    for opener in (b"\x02\x40", b"\x03\x40", b"\x41\0\x04\x40"):
        wasm, _ = build(opener * 30000 + b"\x0b" * 30000)
        assert attempt(wasm) is None


def test_mutations_agree_with_wasmtime() -> None:
    engine = wasmtime.Engine()
    rng = random.Random(7)
    sources = [row[1] for row in ACCEPTED]
    both = [0, 0]
    for _ in range(1500):
        code = bytearray(rng.choice(sources) + rng.choice(sources))
        for _ in range(rng.randrange(3)):
            at = rng.randrange(len(code) + 1)
            if rng.random() < 0.5:
                code[at : at + 1] = bytes([rng.choice((0, 1, 2, 4, 5, 0x0B, 0x0D, 0x1A, 0x20, 0x41, 0x6A, 0x7F, 0x28))])
            else:
                code[at:at] = bytes([rng.randrange(256)])
        wasm, _ = build(bytes(code), rng.choice((b"\0", b"\1\1\x7f", b"\1\1\x64\x70")), rng.choice((b"", I32)))
        error = attempt(wasm)
        if isinstance(error, Unsupported):
            continue
        try:
            wasmtime.Module.validate(engine, wasm)
            accepted = True
        except wasmtime.WasmtimeError:
            accepted = False
        assert (error is None) == accepted, (code.hex(), str(error))
        both[accepted] += 1
    assert min(both) > 50
