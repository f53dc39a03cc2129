"""Runs of modules of every kind: start functions, traps, imports, memories."""

from __future__ import annotations

from runs import Row
from wasm_bytes import module
from wasm_bytes import raw_section as section

EXIT = '(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))'
WRITE = '(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))'
X = '(func (export "x") (result i32) (i32.const 3))'
SAY = f"""{WRITE} {EXIT} (memory (export "memory") 1)
  (func $say (param $letter i32)
    (i32.store (i32.const 0) (i32.const 8)) (i32.store (i32.const 4) (i32.const 1))
    (i32.store8 (i32.const 8) (local.get $letter))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16))))"""
KINDS = {
    "global": '(global (export "{}") i32 (i32.const 1))',
    "memory": '(memory (export "{}") 1)',
    "table": '(table (export "{}") 1 funcref)',
    "param": '(func (export "{}") (param i32))',
    "params": '(func (export "{}") (param i64 f64))',
    "result": '(func (export "{}") (result i32) (i32.const 5))',
    "both": '(func (export "{}") (param v128) (result f32) (f32.const 0))',
}


def starting(*parts: str) -> str:
    """Return a module that says one letter for each function that runs: s(tart), i(nit), m(ain)."""
    texts = {
        "s": "(func $s (call $say (i32.const 115))) (start $s)",
        "i": '(func (export "_initialize") (call $say (i32.const 105)))',
        "m": '(func (export "_start") (call $say (i32.const 109)))',
        "x": X,
        "s-exit": "(func $s (call $exit (i32.const 7))) (start $s)",
        "s-exit-0": "(func $s (call $exit (i32.const 0))) (start $s)",
        "i-exit-0": '(func (export "_initialize") (call $exit (i32.const 0)))',
        "s-trap": "(func $s unreachable) (start $s)",
        "i-exit": '(func (export "_initialize") (call $exit (i32.const 8)))',
        "i-trap": '(func $f (export "_initialize") unreachable)',
        "m-exit": '(func (export "_start") (call $exit (i32.const 9)))',
        "m-trap": '(func (export "_start") (call $say (i32.const 33)) unreachable)',
    }
    return f"(module {SAY} {' '.join(texts[part] for part in parts)})"


STARTS = [
    *[Row(f"start-is-{kind}", f"(module {text.format('_start')} {X})", status=1, out="", err="there is no _start; call")
      for kind, text in KINDS.items()],
    *[Row(f"init-is-{kind}", f"(module {text.format('_initialize')} {X})", ("--invoke", "x"), out="3\n", theirs=0)
      for kind, text in KINDS.items() if kind in ("global", "memory", "table")],
    *[Row(f"init-has-{kind}", f"(module {text.format('_initialize')} {X})", ("--invoke", "x"), status=1, out="",
          err="guest: _initialize has parameters or results", theirs=1)
      for kind, text in KINDS.items() if kind in ("param", "params", "result", "both")],
    Row("start-section-alone", starting("s"), out="s", theirs=0),
    Row("start-section-and-functions", starting("s", "x"), out="s", theirs=0),
    Row("start-section-and-main", starting("s", "m"), out="sm", theirs=0),
    Row("start-section-and-init", starting("s", "i"), out="si", theirs=0),
    Row("init-and-main", starting("i", "m"), out="im", theirs=0),
    Row("start-section-init-and-main", starting("s", "i", "m"), out="sim", theirs=0),
    Row("main-alone", starting("m"), out="m", theirs=0),
    Row("init-alone", starting("i", "x"), status=1, out="", err="there is no _start; call one of these"),
    Row("init-before-invoke", starting("s", "i", "m", "x"), ("--invoke", "x"), out="si3\n", theirs=0),
    Row("invoke-after-start-section", starting("s", "x"), ("--invoke", "x"), out="s3\n", theirs=0),
    Row("nothing-to-run", "(module)", status=1, err="there is no _start, and no function is exported"),
    Row("nothing-exported", "(module (func))", status=1, err="there is no _start, and no function is exported"),
    Row("start-section-exits", starting("s-exit", "m"), status=7, out="", theirs=None),
    Row("start-section-exits-with-0", starting("s-exit-0", "m"), out=""),
    Row("init-exits-with-0", starting("i-exit-0", "m"), out="", theirs=0),
    Row("init-exits-with-0-before-invoke", starting("i-exit-0", "x"), ("--invoke", "x"), out="", theirs=0),
    Row("start-section-traps", starting("s-trap", "m"), status=134, out="", err="  0: 0x", theirs=134),
    Row("init-exits", starting("i-exit", "m"), status=8, out="", theirs=8),
    Row("init-traps", starting("i-trap", "m"), status=134, out="", err="trap: unreachable\n  0: ", theirs=134),
    Row("init-traps-before-invoke", starting("i-trap", "x"), ("--invoke", "x"), status=134, err=" - f\n", theirs=134),
    Row("main-exits", starting("i", "m-exit"), status=9, out="i", theirs=9),
    Row("main-traps", starting("i", "m-trap"), status=134, out="i!", err="trap: unreachable", theirs=134),
    Row("start-section-traps-by-table", """(module (table 1 funcref) (type $t (func))
        (func $s (call_indirect (type $t) (i32.const 0))) (start $s) (func (export "_start")))""", status=134,
        err="trap: uninitialized element", theirs=134),
]  # fmt: skip

TRAPS = {
    "unreachable": ("unreachable", "unreachable"),
    "divide": ("(drop (i32.div_u (i32.const 1) (i32.const 0)))", "integer divide by zero"),
    "divide-64": ("(drop (i64.rem_s (i64.const 1) (i64.const 0)))", "integer divide by zero"),
    "overflow": ("(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))", "integer overflow"),
    "overflow-64": ("(drop (i64.div_s (i64.const 0x8000000000000000) (i64.const -1)))", "integer overflow"),
    "convert-nan": ("(drop (i32.trunc_f32_s (f32.const nan)))", "invalid conversion to integer"),
    "convert-large": ("(drop (i64.trunc_f64_u (f64.const 1e30)))", "integer overflow"),
    "load": ("(drop (i32.load (i32.const 65533)))", "out of bounds memory access"),
    "load-far": ("(drop (i64.load offset=4294967295 (i32.const -1)))", "out of bounds memory access"),
    "store": ("(i32.store8 (i32.const 65536) (i32.const 1))", "out of bounds memory access"),
    "vector-load": ("(drop (v128.load (i32.const 65521)))", "out of bounds memory access"),
    "memory-fill": ("(memory.fill (i32.const 1) (i32.const 0) (i32.const 65536))", "out of bounds memory access"),
    "memory-copy": ("(memory.copy (i32.const 0) (i32.const 65536) (i32.const 1))", "out of bounds memory access"),
    "memory-init": ("(memory.init $d (i32.const 0) (i32.const 2) (i32.const 2))", "out of bounds memory access"),
    "table-get": ("(drop (table.get $t (i32.const 4)))", "out of bounds table access"),
    "table-set": ("(table.set $t (i32.const -1) (ref.null func))", "out of bounds table access"),
    "table-fill": ("(table.fill $t (i32.const 1) (ref.null func) (i32.const 4))", "out of bounds table access"),
    "table-copy": ("(table.copy $t $t (i32.const 0) (i32.const 5) (i32.const 0))", "out of bounds table access"),
    "table-init": ("(table.init $t $e (i32.const 0) (i32.const 1) (i32.const 1))", "out of bounds table access"),
    "indirect-null": ("(call_indirect $t (i32.const 0))", "uninitialized element"),
    "indirect-far": ("(call_indirect $t (i32.const 4))", "undefined element"),
    "indirect-type": ("(call_indirect $t (type $other) (i32.const 1))", "indirect call type mismatch"),
}


def trapping(body: str) -> str:
    """Return a module that traps three calls deep, the middle one without a name."""
    return f"""(module (memory (export "memory") 1) (data $d "abc") (table $t 4 funcref) (elem $e func)
      (elem (table $t) (i32.const 1) func $deep) (type $other (func (param i64)))
      (func $deep {"(i64.const 0)" if "$other" in body else ""} {body})
      (func (call $deep)) (func $outer (export "_start") (call 1) (nop)))"""


NO_NAMES = module(section(1, b"\1\x60\0\0"), section(3, b"\2\0\0"), section(8, b"\1"),
                  section(10, b"\2\3\0\0\x0b\4\0\x10\0\x0b"))
DEEP = """(module (func $f (export "f") (param i32) (if (local.get 0) (then
  (call $f (i32.sub (local.get 0) (i32.const 1))) (return))) unreachable))"""
BACKTRACES = [
    *[Row(f"trap-{name}", trapping(body), status=134, out="", err=f"guest: trap: {message}\n  0: 0x", theirs=134)
      for name, (body, message) in TRAPS.items()],
    *[Row(f"trap-{n}-frames-deep", DEEP, ("--invoke", "f"), (str(n),), status=134, err=f" {n}: 0x" if n < 32 else more,
          theirs=134) for n, more in ((0, ""), (1, ""), (31, ""), (32, " ... 1 more\n"), (99, " ... 68 more\n"),
                                      (150, " ... 119 more\n"), (1000, " ... 969 more\n"))],
    Row("trap-endless-recursion", '(module (func $f (export "_start") (call $f) (call $f)))', status=134,
        first_line=True,
        err="trap: call stack exhausted", theirs=134),
    Row("trap-endless-recursion-of-two", '(module (func $f (param i64) (call $g (local.get 0)) (call $g (i64.const 1)))'
        '(func $g (param i64) (call $f (local.get 0)) (nop)) (func (export "_start") (call $f (i64.const 1))))',
        status=134,
        first_line=True, err="trap: call stack exhausted", theirs=134),
    Row("trap-in-exported-function", '(module (func (export "a") (export "b") unreachable))', ("--invoke", "b"),
        status=134,
        err=" - a\n", theirs=134),
    Row("trap-names-that-steer", r'(module (func $"\1b[31m\n\u{202e}x" (export "_start") unreachable))', status=134,
        err=r" - \x1b[31m\x0a\xe2\x80\xaex", theirs=134),
    Row("trap-name-in-unicode", '(module (func $"\xe4\U0001f600" (export "_start") unreachable))', status=134,
        err=" - \xe4\U0001f600\n", theirs=134),
    Row("trap-long-name", f'(module (func $"{"n" * 3000}" (export "_start") unreachable))', status=134, err="n" * 3000),
    Row("trap-without-any-name", NO_NAMES, status=134, err=" - <wasm function 0>\n  1: ", theirs=134),
    Row("trap-after-output", starting("m-trap"), status=134, out="!", err="unreachable", theirs=134),
    Row("trap-active-data", '(module (memory 1) (data (i32.const 65536) "x") (func (export "_start")))', status=134,
        err="out of bounds memory access", theirs=134),
    Row("trap-active-elem", '(module (table 1 funcref) (elem (i32.const 1) func 0) (func (export "_start")))',
        status=134,
        err="out of bounds table access", theirs=134),
    Row("trap-active-data-after-first", '(module (memory 1) (data (i32.const 0) "x") (data (i32.const -1) "")'
        '(func (export "_start")))', status=134, err="out of bounds memory access", theirs=134),
]  # fmt: skip

WASI = "(known modules: wasi_snapshot_preview1, wasi_unstable; see --preload, --unknown-imports)"
P1 = "wasi_snapshot_preview1"


def importing(what: str, more: str = "") -> str:
    """Return a module with an import."""
    return f'(module (import {what}) {more} (func (export "_start")))'


IMPORTS = [
    Row("import-function", importing('"env" "f" (func (param i32) (result i64))'), status=1, theirs=1,
        err=f'guest: unknown import: function "env" "f" {WASI}'),
    Row("import-table", importing('"env" "t" (table 1 funcref)'), status=1, err='unknown import: table "env" "t"',
        theirs=1),
    Row("import-memory", importing('"env" "m" (memory 1)'), status=1, err='unknown import: memory "env" "m"', theirs=1),
    Row("import-global", importing('"env" "g" (global i32)'), status=1, err='unknown import: global "env" "g"',
        theirs=1),
    Row("import-second", importing(f'"{P1}" "proc_exit" (func (param i32))', '(import "a" "b" (func))'), status=1,
        err='unknown import: function "a" "b"', theirs=1),
    Row("import-no-such-function", importing(f'"{P1}" "fd_nothing" (func)'), status=1, theirs=1,
        err=f'unknown import: function "{P1}" "fd_nothing"'),
    Row("import-no-such-module", importing('"wasi_snapshot_preview3" "fd_close" (func (param i32) (result i32))'),
        status=1,
        err='unknown import: function "wasi_snapshot_preview3"', theirs=1),
    Row("import-wrong-type", importing(f'"{P1}" "fd_close" (func (param i64) (result i32))'), status=1, theirs=1,
        err=f'incompatible import type: "{P1}" "fd_close" is (i32) -> (i32), wanted (i64) -> (i32)'),
    Row("import-wrong-result", importing(f'"{P1}" "proc_exit" (func (param i32) (result i32))'), status=1, theirs=1,
        err='"proc_exit" is (i32) -> (), wanted (i32) -> (i32)'),
    Row("import-wrong-kind", importing(f'"{P1}" "fd_close" (memory 1)'), status=1, theirs=1,
        err=f'unknown import: memory "{P1}" "fd_close"'),
    Row("import-name-with-nul", importing(rf'"{P1}" "proc_exit\00x" (func (param i32))'), status=1,
        err="unknown import",
        theirs=1),
    Row("import-module-with-nul", importing(rf'"{P1}\00" "proc_exit" (func (param i32))'), status=1,
        err="unknown import",
        theirs=1),
    Row("import-odd-name", importing(r'"a\n\1b[2J" "\u{202e}" (func)'), status=1,
        err=r'function "a\x0a\x1b[2J" "\xe2\x80\xae"', theirs=1),
    Row("import-empty-name", importing('"" "" (func)'), status=1, err='function "" ""', theirs=1),
    Row("import-long-name", importing(f'"{"m" * 150}" "{"n" * 150}" (func)'), status=1, err="m" * 100, theirs=1),
    Row("import-unstable",
        '(module (import "wasi_unstable" "proc_exit" (func $e (param i32))) (memory (export "memory") 1)'
        '(func (export "_start") (call $e (i32.const 4))))', status=4, out="", theirs=4),
]  # fmt: skip

GROW = """(module (memory (export "memory") {}) (func (export "grow") (param i32) (result i32 i32)
  (memory.grow (local.get 0)) (memory.size))
  (func (export "last") (result i32) (i32.store (i32.const {}) (i32.const 77)) (i32.load (i32.const {}))))"""


def growing(limits: str, last: int = 65532) -> str:
    """Return a module that grows its memory and touches its end."""
    return GROW.format(limits, last, last)


MEMORY = [
    Row("memory-not-exported", f"""(module {WRITE} (memory 1) (data (i32.const 0) "\\08\\00\\00\\00\\02\\00\\00\\00hi")
        (func (export "_start") (if (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16))
          (then unreachable))))""", status=134, out="", theirs=1, err="trap: "),
    Row("memory-grow", growing("1"), ("--invoke", "grow"), ("2",), out="1\n3\n", theirs=0),
    Row("memory-grow-nothing", growing("1"), ("--invoke", "grow"), ("0",), out="1\n1\n", theirs=0),
    Row("memory-grow-to-maximum", growing("1 3"), ("--invoke", "grow"), ("2",), out="1\n3\n", theirs=0),
    Row("memory-grow-beyond-maximum", growing("1 3"), ("--invoke", "grow"), ("3",), out="-1\n1\n", theirs=0),
    Row("memory-grow-far", growing("1"), ("--invoke", "grow"), ("65536",), out="-1\n1\n", theirs=0),
    Row("memory-grow-negative", growing("1"), ("--invoke", "grow"), ("-1",), out="-1\n1\n", theirs=0),
    Row("memory-grow-beyond-2-gib", growing("32767"), ("--invoke", "grow"), ("2",), out="32767\n32769\n", theirs=0),
    Row("memory-beyond-2-gib", growing("32769", 0x8000FFFC), ("--invoke", "last"), out="77\n", theirs=0),
    Row("memory-grow-to-4-gib", growing("1"), ("--invoke", "grow"), ("65535",), out="1\n65536\n", theirs=0),
    Row("memory-empty", growing("0"), ("--invoke", "grow"), ("1",), out="0\n1\n", theirs=0),
]  # fmt: skip

ROWS = [*STARTS, *BACKTRACES, *IMPORTS, *MEMORY]
