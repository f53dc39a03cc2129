"""The module reader: every section, every rule, exact offsets."""

from __future__ import annotations

import random

import pytest
import wasmtime

from support import corpus_files
from wasm_bytes import HEADER, custom, func_type, functions, leb, module, name, raw_section, section, sleb, vec
from wast import read_script
from zwasmc.errors import CompileError, Invalid, Malformed, Unsupported
from zwasmc.wasm.features import Features
from zwasmc.wasm.leb import Reader
from zwasmc.wasm.module import (
    EXT_FUNC,
    EXT_GLOBAL,
    EXT_MEMORY,
    EXT_TABLE,
    SEGMENT_ACTIVE,
    SEGMENT_DECLARATIVE,
    SEGMENT_PASSIVE,
    Module,
)
from zwasmc.wasm.op import GLOBAL_GET, I32_ADD, I32_CONST, I64_CONST, REF_FUNC, REF_NULL, V128_CONST
from zwasmc.wasm.read import read_module
from zwasmc.wasm.types import EXTERNREF, FUNCREF, HEAP_FUNC, I32, I64


def everything() -> Features:
    """Return features with every proposal on."""
    return Features().apply("all")


def read(data: bytes, features: str = "") -> Module:
    return read_module(data, Features().apply(features))


def wat(text: str, features: str = "all") -> Module:
    return read(bytes(wasmtime.wat2wasm(text)), features)


TYPE, FUNC, CODE = functions()
MEMORY = section(5, b"\0\1")
TABLE = section(4, b"\x70\0\2")
ZERO = b"\x41\0\x0b"


MALFORMED = [
    ("no bytes", b"", "unexpected end", 0),
    ("half a magic number", b"\0as", "unexpected end", 3),
    ("wrong magic number", b"\0ASM\1\0\0\0", "magic header not detected", 0),
    ("half a version", b"\0asm\1\0", "unexpected end", 6),
    ("wrong version", b"\0asm\2\0\0\0", "unknown binary version", 4),
    ("component", b"\0asm\x0d\0\1\0", "unknown binary version", 4),
    ("section id 14", HEADER + b"\x0e\0", "malformed section id", 8),
    ("section without size", HEADER + b"\1", "unexpected end", 9),
    ("section size too long", HEADER + b"\1\x80\x80\x80\x80\x80\0", "integer representation too long", 9),
    ("section size too large", HEADER + b"\1\xff\xff\xff\xff\x1f", "integer too large", 9),
    ("section longer than the file", HEADER + b"\1\5\0", "length out of bounds", 9),
    ("section twice", module(section(1), section(1)), "unexpected content after last section", 11),
    ("sections out of order", module(section(3), section(1)), "unexpected content after last section", 11),
    ("section too long", module(raw_section(1, b"\0\0")), "section size mismatch", 11),
    ("section too short", module(raw_section(1, b"\1")), "unexpected end", 11),
    ("section cut before its end", module(raw_section(1, b"\1\x60"), MEMORY), "unexpected end of section", 12),
    ("custom section without name", module(raw_section(0, b"")), "unexpected end", 10),
    ("custom name too long", module(raw_section(0, b"\5ab")), "unexpected end", 13),
    ("custom name not UTF-8", module(raw_section(0, b"\3a\xff\xff")), "malformed UTF-8 encoding", 12),
    ("surrogate in a name", module(raw_section(0, b"\3\xed\xa0\x80")), "malformed UTF-8 encoding", 11),
    ("overlong UTF-8", module(raw_section(0, b"\2\xc0\x80")), "malformed UTF-8 encoding", 11),
    ("type form", module(section(1, b"\x40\0\0")), "malformed type definition", 11),
    ("value type", module(section(1, b"\x60\1\x7a\0")), "malformed value type", 13),
    ("multi-byte abstract heap type", module(section(1, b"\x60\1\x63\xf0\x7f\0")), "malformed heap type", 14),
    ("heap type", module(section(1, b"\x60\1\x63\x40\0")), "malformed heap type", 14),
    ("import kind", module(section(2, b"\0\0\5\0")), "malformed import kind", 13),
    ("import global mutability", module(section(2, b"\0\0\3\x7f\2")), "malformed mutability", 15),
    ("no code", module(TYPE, FUNC), "function and code section have inconsistent lengths", 18),
    ("no functions", module(CODE), "function and code section have inconsistent lengths", 10),
    ("a body too few", module(TYPE, section(3, b"\0", b"\0"), CODE), "function and code section", 21),
    (
        "body longer than its section",
        module(TYPE, FUNC, raw_section(10, b"\1\x09\0\x0b")),
        "unexpec",
        21,
    ),
    ("table element type", module(section(4, b"\x7f\0\0")), "malformed reference type", 11),
    ("table flags", module(section(4, b"\x70\x08\0")), "malformed limits flags", 12),
    ("table flags as LEB", module(section(4, b"\x70\x81\0\0")), "malformed limits flags", 12),
    ("table prefix", module(section(4, b"\x40\1\x70\0\0\xd0\x70\x0b")), "malformed table", 12),
    ("memory flags", module(section(5, b"\x10\0")), "malformed limits flags", 11),
    ("memory minimum too long", module(section(5, b"\0" + b"\x80" * 10 + b"\0")), "integer representation too", 12),
    ("memory minimum too large", module(section(5, b"\0" + b"\xff" * 9 + b"\2")), "integer too large", 12),
    ("global mutability", module(section(6, b"\x7f\2" + ZERO)), "malformed mutability", 12),
    (
        "i32.const too long",
        module(section(6, b"\x7f\0\x41\x80\x80\x80\x80\x80\0\x0b")),
        "integer representation too",
        14,
    ),
    ("i32.const too large", module(section(6, b"\x7f\0\x41\x80\x80\x80\x80\x70\x0b")), "integer too large", 14),
    ("i32.const wrong sign bits", module(section(6, b"\x7f\0\x41\xff\xff\xff\xff\x0f\x0b")), "integer too large", 14),
    ("i64.const too large", module(section(6, b"\x7e\0\x42" + b"\xff" * 9 + b"\1\x0b")), "integer too large", 14),
    ("f32.const cut", module(raw_section(6, b"\1\x7d\0\x43\0\0")), "unexpected end", 16),
    ("unknown opcode", module(section(6, b"\x7f\0\x27\x0b")), "illegal opcode", 13),
    ("unknown prefixed opcode", module(section(6, b"\x7f\0\xfc\x7f\x0b")), "illegal opcode", 13),
    ("huge prefixed opcode", module(section(6, b"\x7f\0\xfd\xff\xff\xff\xff\x0f\x0b")), "illegal opcode", 13),
    ("constant without end", module(raw_section(6, b"\1\x7f\0\x41\0")), "unexpected end", 15),
    ("export kind", module(section(7, b"\0\5\0")), "malformed export kind", 12),
    ("element flags", module(TABLE, section(9, b"\x08")), "malformed elements segment kind", 17),
    ("element kind", module(TYPE, FUNC, section(9, b"\1\1\0"), CODE), "malformed element kind", 22),
    ("data flags", module(MEMORY, section(11, b"\3")), "malformed data segment kind", 16),
    ("data longer than its section", module(MEMORY, section(11, b"\0" + ZERO + b"\5abc")), "unexpected end", 24),
    ("data count differs", module(raw_section(12, b"\2"), section(11, b"\1\0")), "data count and data section", 13),
    ("data count, no data", module(raw_section(12, b"\1")), "data count and data section", 11),
    ("several start functions", module(TYPE, FUNC, raw_section(8, b"\0\0"), CODE), "section size mismatch", 21),
    ("tag attribute", module(TYPE, section(13, b"\1\0")), "malformed tag attribute", 17),
]

INVALID = [
    ("unknown function type", module(TYPE, section(3, b"\1"), CODE), "unknown type", 17),
    ("unknown import type", module(section(2, b"\0\0\0\0")), "unknown type", 14),
    ("type of a later group", module(section(1, b"\x60\1\x63\1\0", func_type())), "unknown type", 14),
    ("memory too large", module(section(5, b"\0\x81\x80\4")), "memory size", 11),
    ("memory maximum too large", module(section(5, b"\1\0\x81\x80\4")), "memory size", 11),
    ("memory of 2^32 pages", module(section(5, b"\0\x80\x80\x80\x80\x10")), "memory size", 11),
    ("memory minimum above maximum", module(section(5, b"\1\2\1")), "size minimum must not be greater than", 11),
    ("table minimum above maximum", module(section(4, b"\x70\1\2\1")), "size minimum must not be greater than", 12),
    ("table of 2^32 elements", module(section(4, b"\x70\0\x80\x80\x80\x80\x10")), "table size", 12),
    ("table of non-null references", module(section(4, b"\x64\x70\0\0")), "type mismatch", 11),
    ("table initialiser of another type", module(section(4, b"\x40\0\x70\0\0\xd0\x6f\x0b")), "type mismatch", 18),
    ("global of another type", module(section(6, b"\x7e\0" + ZERO)), "type mismatch", 15),
    ("global without value", module(section(6, b"\x7f\0\x0b")), "type mismatch: expected i32, found nothing", 13),
    ("global with two values", module(section(6, b"\x7f\0\x41\0\x41\0\x0b")), "type mismatch", 17),
    ("add without operands", module(section(6, b"\x7f\0\x41\0\x6a\x0b")), "type mismatch", 15),
    ("instruction not constant", module(section(6, b"\x7f\0\x41\0\x67\x0b")), "constant expression required", 15),
    ("global refers to itself", module(section(6, b"\x7f\0\x23\0\x0b")), "unknown global", 13),
    ("global refers to a mutable one", module(section(6, b"\x7f\1" + ZERO, b"\x7f\0\x23\0\x0b")), "constant expr", 18),
    ("ref.func of nothing", module(section(6, b"\x70\0\xd2\0\x0b")), "unknown function", 13),
    ("ref.null of nothing", module(section(6, b"\x70\0\xd0\7\x0b")), "unknown type", 14),
    ("export of no function", module(section(7, b"\0\0\0")), "unknown function", 13),
    ("export of no table", module(section(7, b"\0\1\0")), "unknown table", 13),
    ("export of no memory", module(section(7, b"\0\2\0")), "unknown memory", 13),
    ("export of no global", module(section(7, b"\0\3\0")), "unknown global", 13),
    ("export of no tag", module(section(7, b"\0\4\0")), "unknown tag", 13),
    ("export name twice", module(MEMORY, section(7, b"\1a\2\0", b"\1a\2\0")), "duplicate export name", 20),
    ("start of no function", module(raw_section(8, b"\0")), "unknown function", 10),
    (
        "start with a parameter",
        module(section(1, func_type(b"\x7f")), FUNC, raw_section(8, b"\0"), CODE),
        "start f",
        21,
    ),
    ("elements without table", module(section(9, b"\0" + ZERO + b"\0")), "unknown table", 12),
    ("elements of no function", module(TABLE, section(9, b"\0" + ZERO + b"\1\0")), "unknown function", 22),
    ("elements at an i64", module(TABLE, section(9, b"\0\x42\0\x0b\0")), "type mismatch", 20),
    ("elements of another type", module(TABLE, section(9, b"\6\0" + ZERO + b"\x6f\0")), "type mismatch", 17),
    ("initialiser of another type", module(section(9, b"\5\x70\1\xd0\x6f\x0b")), "type mismatch", 16),
    ("data without memory", module(section(11, b"\0" + ZERO + b"\0")), "unknown memory", 12),
    ("data at an i64", module(MEMORY, section(11, b"\0\x42\0\x0b\0")), "type mismatch", 19),
    ("data in memory 1", module(MEMORY, section(11, b"\2\1" + ZERO + b"\0")), "unknown memory", 17),
    ("tag with results", module(section(1, func_type(b"", b"\x7f")), section(13, b"\0\0")), "non-empty tag", 18),
    ("final supertype", module(section(1, func_type(), b"\x4f\1\0\x60\0\0")), "sub type", 14),
    ("supertype that does not match", module(section(1, b"\x50\0\x60\0\0", b"\x50\1\0\x60\1\x7f\0")), "sub type", 16),
    ("two supertypes", module(section(1, b"\x50\0\x60\0\0", b"\x50\2\0\0\x60\0\0")), "sub type", 16),
    ("forward supertype", module(section(1, b"\x50\1\0\x60\0\0")), "unknown type", 13),
    ("custom page size", module(section(5, b"\x08\0\1")), "invalid custom page size", 13),
    ("shared memory without maximum", module(section(5, b"\2\0")), "shared memory must have maximum", 11),
]

UNSUPPORTED = [
    ("struct", module(section(1, b"\x5f\0")), "gc", 11),
    ("array", module(section(1, b"\x5e\x7f\0")), "gc", 11),
    ("supertype", module(section(1, b"\x50\0\x60\0\0", b"\x50\1\0\x60\0\0")), "gc", 16),
    ("anyref", module(section(1, b"\x60\1\x6e\0")), "gc", 13),
    ("exnref", module(section(1, b"\x60\1\x69\0")), "exceptions", 13),
    ("tag section", module(section(13)), "exceptions", 8),
    ("tag import", module(TYPE, section(2, b"\0\0\4\0\0")), "exceptions", 20),
    ("memory64", module(section(5, b"\4\0")), "memory64", 11),
    ("table64", module(section(4, b"\x70\4\0")), "memory64", 12),
    ("shared memory", module(section(5, b"\3\0\1")), "threads", 11),
    ("shared table", module(section(4, b"\x70\3\0\1")), "threads", 12),
    ("page size", module(section(5, b"\x08\0\0")), "custom-page-sizes", 13),
]


@pytest.mark.parametrize(("data", "message", "offset"), [case[1:] for case in MALFORMED], ids=[c[0] for c in MALFORMED])
def test_malformed(data: bytes, message: str, offset: int) -> None:
    with pytest.raises(Malformed) as caught:
        read_module(data, everything())
    assert (caught.value.message[: len(message)], caught.value.offset) == (message, offset)


@pytest.mark.parametrize(("data", "message", "offset"), [case[1:] for case in INVALID], ids=[c[0] for c in INVALID])
def test_invalid(data: bytes, message: str, offset: int) -> None:
    with pytest.raises(Invalid) as caught:
        read_module(data, everything())
    assert (caught.value.message[: len(message)], caught.value.offset) == (message, offset)
    config = wasmtime.Config()
    config.wasm_gc = config.wasm_function_references = config.wasm_memory64 = config.wasm_custom_page_sizes = True
    with pytest.raises(wasmtime.WasmtimeError):
        wasmtime.Module.validate(wasmtime.Engine(config), data)


@pytest.mark.parametrize(
    ("data", "proposal", "offset"), [case[1:] for case in UNSUPPORTED], ids=[c[0] for c in UNSUPPORTED]
)
def test_unsupported_is_refused_by_name(data: bytes, proposal: str, offset: int) -> None:
    with pytest.raises(Unsupported, match=f"proposal {proposal} is not supported yet") as caught:
        read_module(data)
    assert (caught.value.offset, caught.value.code) == (offset, f"proposal-{proposal}")


@pytest.mark.parametrize(
    ("data", "proposal"),
    [
        (module(section(1, func_type(b"", b"\x7f\x7f"))), "multi-value"),
        (module(section(5, b"\0\0", b"\0\0")), "multi-memory"),
        (module(section(4, b"\x70\0\0", b"\x70\0\0")), "reference-types"),
        (module(section(1, func_type(b"\x6f"))), "reference-types"),
        (module(section(1, func_type(b"\x7b"))), "simd"),
        (module(section(1, b"\x60\1\x64\x70\0")), "function-references"),
        (module(section(6, b"\x7f\0\x41\0\x41\0\x6a\x0b")), "extended-const"),
        (module(section(2, b"\0\0\3\x7f\1")), "mutable-globals"),
        (module(section(6, b"\x7f\1" + ZERO), section(7, b"\0\3\0")), "mutable-globals"),
        (module(raw_section(12, b"\0")), "bulk-memory"),
        (module(section(11, b"\1\0")), "bulk-memory"),
        (module(section(9, b"\1\0\0")), "bulk-memory"),
    ],
)
def test_every_switch_works(data: bytes, proposal: str) -> None:
    read(data)
    with pytest.raises(Unsupported, match=f"proposal {proposal} is disabled"):
        read(data, f"-{proposal}")


def test_unknown_proposal_is_named() -> None:
    with pytest.raises(ValueError, match="'warp'"):
        Features().apply("+simd,-warp")


def test_a_module_with_everything() -> None:
    m = wat(
        """(module $m
        (type $t (func (param i32 i64) (result f32)))
        (import "env" "f" (func $f (type $t)))
        (import "env" "t" (table 1 10 funcref))
        (import "env" "m" (memory 1 2))
        (import "env" "g" (global $g i32))
        (import "env" "e" (global (mut i64)))
        (func $a (export "run") (result i32) i32.const 1)
        (func $b)
        (table $own 3 externref)
        (memory 7)
        (global $h i32 (i32.add (global.get $g) (i32.const -5)))
        (global $v v128 (v128.const i32x4 1 2 3 4))
        (global (mut i64) (i64.const -9223372036854775808))
        (export "t" (table $own)) (export "m" (memory 0)) (export "h" (global $h))
        (start $b)
        (elem (i32.const 0) func $a $f)
        (elem $p funcref (ref.func $b) (ref.null func))
        (elem declare func $b)
        (elem (table $own) (offset (i32.const 2)) externref (ref.null extern))
        (data (memory 1) (i32.const 3) "abc")
        (data $d "passive"))""",
        "",
    )
    assert [(i.module, i.name, i.kind, i.index) for i in m.imports] == [
        ("env", "f", EXT_FUNC, 0),
        ("env", "t", EXT_TABLE, 0),
        ("env", "m", EXT_MEMORY, 0),
        ("env", "g", EXT_GLOBAL, 0),
        ("env", "e", EXT_GLOBAL, 1),
    ]
    assert (m.num_imported_funcs, m.num_imported_tables, m.num_imported_memories, m.num_imported_globals) == (
        1,
        1,
        1,
        2,
    )
    assert [str(m.func_type(i)) for i in range(3)] == ["[i32 i64] -> [f32]", "[] -> [i32]", "[] -> []"]
    assert [(t.elem, t.min, t.max, t.is64) for t in m.tables] == [(FUNCREF, 1, 10, False), (EXTERNREF, 3, None, False)]
    assert [(x.min, x.max, x.is64, x.page_log2, x.shared) for x in m.memories] == [
        (1, 2, False, 16, False),
        (7, None, False, 16, False),
    ]
    assert [(g.type, g.mutable) for g in m.globals] == [
        (I32, False),
        (I64, True),
        (I32, False),
        (0x7B, False),
        (I64, True),
    ]
    inits = [g.init.ops for g in m.globals if g.init]
    assert inits[0] == [(GLOBAL_GET, 0), (I32_CONST, -5), (I32_ADD, 0)]
    assert inits[1] == [(V128_CONST, 1 | 2 << 32 | 3 << 64 | 4 << 96)]
    assert inits[2] == [(I64_CONST, -(2**63))]
    assert [(e.name, e.kind, e.index) for e in m.exports] == [
        ("run", EXT_FUNC, 1),
        ("t", EXT_TABLE, 1),
        ("m", EXT_MEMORY, 0),
        ("h", EXT_GLOBAL, 2),
    ]
    assert m.start == 2
    assert [(e.mode, e.table, e.funcs, e.size()) for e in m.elems] == [
        (SEGMENT_ACTIVE, 0, [1, 0], 2),
        (SEGMENT_PASSIVE, 0, [2, -1], 2),
        (SEGMENT_DECLARATIVE, 0, [2], 1),
        (SEGMENT_ACTIVE, 1, [-1], 1),
    ]
    assert [(d.mode, d.memory, m.data[d.start : d.end]) for d in m.datas] == [
        (SEGMENT_ACTIVE, 1, b"abc"),
        (SEGMENT_PASSIVE, 0, b"passive"),
    ]
    assert [m.data[b.start : b.end] for b in m.bodies] == [b"\0\x41\1\x0b", b"\0\x0b"]
    assert [m.may_refer(k) for k in range(4)] == [True, True, True, False]
    assert m.names.module == "m"
    assert (m.names.funcs.keys(), m.names.funcs.values()) == ([0, 1, 2], ["f", "a", "b"])


def test_initialisers_that_are_no_functions() -> None:
    m = wat(
        """(module (global $g funcref (ref.null func)) (func $f)
        (elem funcref (ref.func $f) (ref.null func) (global.get $g) (ref.func $f)))"""
    )
    assert m.elems[0].funcs is None
    assert [x.ops for x in m.elems[0].inits] == [
        [(REF_FUNC, 0)],
        [(REF_NULL, HEAP_FUNC)],
        [(GLOBAL_GET, 0)],
        [(REF_FUNC, 0)],
    ]


def test_which_functions_may_be_referenced() -> None:
    m = wat(
        """(module (func $a) (func $b) (func $c (export "c")) (func $d) (func $e) (table 1 funcref)
        (global funcref (ref.func $a)) (elem declare func $b) (elem (i32.const 0) funcref (ref.func $e)) (start $d))"""
    )
    assert [m.may_refer(k) for k in range(5)] == [True, True, True, False, True]


def test_name_section() -> None:
    funcs = vec(leb(0) + name("f"), leb(7) + name("ü"))
    local = vec(leb(0) + vec(leb(0) + name("x"), leb(1) + name("y")))
    good = module(custom("name", raw_section(0, name("m")) + raw_section(1, funcs) + raw_section(2, local)))
    names = read(good).names
    assert (names.module, names.funcs.keys(), names.funcs.values()) == ("m", [0, 7], ["f", "ü"])
    assert [names.funcs.get(k) for k in (0, 1, 6, 7, 8)] == ["f", "", "", "ü", ""]
    for cut in range(16, len(good)):
        broken = module(custom("name", good[16:cut]))
        assert set(read(broken).names.funcs.keys()) <= {0, 7}
    assert read(module(custom("name", b"\1\3\1\0\1\xff"))).names.funcs.keys() == []


def test_names_out_of_order() -> None:
    funcs = vec(*[leb(index) + name(text) for index, text in ((5, "a"), (2, "b"), (5, "c"), (0, "d"), (2, "e"))])
    names = read(module(custom("name", raw_section(1, funcs)))).names
    assert (names.funcs.keys(), names.funcs.values()) == ([0, 2, 5], ["d", "e", "c"])


def test_custom_sections_may_stand_anywhere() -> None:
    parts: list[bytes] = []
    for part in (TYPE, FUNC, TABLE, MEMORY, CODE):
        parts += [custom("a", b"\xff\xff"), part]
    m = read(module(*parts, custom("")))
    assert [c.name for c in m.customs] == ["a"] * 5 + [""]
    assert m.data[m.customs[0].start : m.customs[0].end] == b"\xff\xff"
    assert len(m.sections) == 11


@pytest.mark.parametrize("count", [b"\xff\xff\xff\xff\x0f", b"\x80\x80\x80\x80\1"])
@pytest.mark.parametrize("ident", [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 13])
def test_huge_counts_are_refused_at_once(ident: int, count: bytes) -> None:
    with pytest.raises(CompileError):
        read_module(module(raw_section(ident, count)), everything())


def test_limits() -> None:
    with pytest.raises(Unsupported, match="parameters of a function type"):
        read(module(section(1, b"\x60" + leb(1001) + b"\x7f" * 1001 + b"\0")))
    read(module(section(1, b"\x60" + leb(1000) + b"\x7f" * 1000 + b"\0")))
    with pytest.raises(Unsupported, match="results of a function type"):
        read(module(section(1, b"\x60\0" + leb(1001) + b"\x7f" * 1001)))
    with pytest.raises(Unsupported, match="functions"):
        read(module(TYPE, raw_section(3, leb(1_000_001))))
    with pytest.raises(Unsupported, match="types"):
        read(module(raw_section(1, b"\1\x4e" + leb(1_000_001))))
    with pytest.raises(Unsupported, match="101 tables"):
        read(module(section(4, *[b"\x70\0\0"] * 101)))
    with pytest.raises(Unsupported, match="101 memories"):
        read(module(section(5, *[b"\0\0"] * 101)))
    with pytest.raises(Unsupported, match="a name of 100001 bytes"):
        read(module(custom("x" * 100_001)))
    with pytest.raises(Unsupported, match="bytes of function body"):
        read(module(TYPE, FUNC, section(10, leb(7_654_322) + bytes(7_654_322))))
    with pytest.raises(Unsupported, match="100001 data segments"):
        read(module(raw_section(12, leb(100_001))))
    chain = [b"\x50\0\x60\0\0"] + [b"\x50\1" + leb(k) + b"\x60\0\0" for k in range(64)]
    read(module(section(1, *chain[:64])), "all")
    with pytest.raises(Unsupported, match="levels of supertypes"):
        read(module(section(1, *chain)), "all")


@pytest.mark.parametrize(
    "value", [0, 1, -1, 63, 64, -64, -65, 2**31 - 1, -(2**31), 2**33, 2**62, -(2**62) - 1, 2**63 - 1, -(2**63)]
)
def test_signed_integers(value: int) -> None:
    data = sleb(value)
    r = Reader(data, 0, len(data), Features())
    assert (r.signed(64), r.pos) == (value, len(data))
    padded = bytes(b | 0x80 for b in data)
    while len(padded) < 9:
        padded += b"\xff" if value < 0 else b"\x80"
    padded += b"\x7f" if value < 0 else b"\0"
    if len(data) < 10:
        assert Reader(padded, 0, len(padded), Features()).signed(64) == value


@pytest.mark.parametrize("value", [0, 127, 128, 2**32 - 1, 2**32, 2**56, 2**62, 2**63 - 1, 2**63, 2**64 - 1])
def test_unsigned_integers(value: int) -> None:
    data = leb(value)
    assert Reader(data, 0, len(data), Features()).u64() == value
    if value < 2**32:
        assert Reader(data, 0, len(data), Features()).u32() == value
    else:
        with pytest.raises(Malformed):
            Reader(data, 0, len(data), Features()).u32()


def test_constant_expressions_of_gc() -> None:
    m = wat(
        """(module (type $s (struct (field i32 (mut f32)))) (type $a (array i8))
        (global (ref $s) (struct.new $s (i32.const 1) (f32.const 2)))
        (global (ref $s) (struct.new_default $s))
        (global (ref $a) (array.new $a (i32.const 1) (i32.const 2)))
        (global (ref $a) (array.new_default $a (i32.const 1)))
        (global (ref $a) (array.new_fixed $a 2 (i32.const 1) (i32.const 2)))
        (global (ref i31) (ref.i31 (i32.const 1)))
        (global anyref (any.convert_extern (ref.null extern)))
        (global externref (extern.convert_any (ref.null any))))"""
    )
    assert len(m.globals) == 8


def corpus_programs() -> list[str]:
    files = [file for part in ("realworld/*.wasm", "bench/*/*.wasm", "kernels/*.wasm") for file in corpus_files(part)]
    return [str(file) for file in files]


@pytest.mark.parametrize("path", corpus_programs(), ids=lambda path: path.rsplit("/", 1)[-1])
def test_real_programs_are_read(path: str) -> None:
    with open(path, "rb") as file:
        data = file.read()
    m = read_module(data, everything())
    assert len(m.bodies) + m.num_imported_funcs == len(m.funcs)
    assert all(m.data[b.end - 1] == 0x0B for b in m.bodies)


@pytest.mark.parametrize("path", corpus_files("spec/*.wast"), ids=lambda path: path.stem)
def test_specification(path: object) -> None:
    """Binary malformed modules are refused as such (outside bodies); whatever instantiates somewhere is read."""
    with open(str(path), encoding="utf-8", errors="surrogateescape") as file:
        text = file.read()
    commands = read_script(text)
    features = Features().apply("all,-custom-page-sizes,-threads")
    in_body = {"binary.wast": 11, "binary-leb128.wast": 7, "align.wast": 2, "binary_leb128_64.wast": 1}
    accepted = 0
    for command in commands:
        source = command.module
        if source is None or source.kind not in ("text", "binary"):
            continue
        if source.kind == "binary":
            data = source.data
        elif command.kind == "assert_malformed":
            continue
        else:
            try:
                data = bytes(wasmtime.wat2wasm(source.text))
            except wasmtime.WasmtimeError:
                continue
        if command.kind in ("module", "assert_trap", "assert_unlinkable"):
            read_module(data, features)
        elif command.kind == "assert_malformed":
            try:
                read_module(data, features)
            except Malformed:
                continue
            accepted += 1
        else:
            try:
                read_module(data, features)
            except CompileError as error:
                assert isinstance(error, Invalid), (command.line, error)
    assert accepted == in_body.get(getattr(path, "name", ""), 0)


def test_hostile_bytes_give_clean_errors() -> None:
    rng = random.Random(1)
    seeds = [
        module(section(1, b"\x4e\2" + func_type() + b"\x50\0\x5f\1\x7f\1", b"\x5e\x78\0")),
        module(TYPE, FUNC, TABLE, MEMORY, CODE),
    ]
    seeds.append(
        bytes(
            wasmtime.wat2wasm(
                """(module (import "a" "b" (func (param i32))) (func $f) (table 2 funcref) (memory 1)
                (global i32 (i32.const 7)) (elem (i32.const 0) $f) (elem funcref (ref.func $f))
                (data (i32.const 1) "xyz")
                (export "f" (func $f)) (start $f))"""
            )
        )
    )
    codes: set[str] = set()
    accepted = 0
    for _ in range(6000):
        data = bytearray(rng.choice(seeds))
        for _ in range(rng.randint(1, 3)):
            at = rng.randrange(8, len(data))
            kind = rng.randrange(4)
            if kind == 0:
                data[at] = rng.randrange(256)
            elif kind == 1:
                data[at] ^= 1 << rng.randrange(8)
            elif kind == 2:
                del data[at : at + rng.randint(1, 3)]
            else:
                data[at:at] = rng.randbytes(rng.randint(1, 2))
            if len(data) < 9:
                break
        try:
            read_module(bytes(data), everything())
            accepted += 1
        except CompileError as error:
            assert 0 <= error.offset <= len(data)
            codes.add(error.code)
    assert accepted > 100
    assert len(codes) > 20
