"""Runs with limits and other options, wrong command lines, files that are no modules, modules that are malformed."""

from __future__ import annotations

from runs import Row, assembled
from runs_modules import growing, importing
from runs_wasi import ECHO, echoed, program, waiting
from wasm_bytes import HEADER, leb, module, name, vec
from wasm_bytes import raw_section as section

GUEST = '(module (func (export "f") (result i32) (i32.const 5)))'
START = '(module (func (export "_start")))'
F = ("--invoke", "f")

TABLE = """(module (table 1 funcref) (func (export "grow") (param i32) (result i32)
  (table.grow (ref.null func) (local.get 0))))"""
LIMITS = [
    Row("max-memory-enough", growing("1"), ("--max-memory", "1M", "--invoke", "grow"), ("15",), out="1\n16\n",
        theirs=None),
    Row("max-memory-reached", growing("1"), ("--max-memory", "1M", "--invoke", "grow"), ("16",), out="-1\n1\n"),
    Row("max-memory-in-bytes", growing("1"), ("--max-memory=131072", "--invoke", "grow"), ("1",), out="1\n2\n",
        theirs=0),
    Row("max-memory-one-byte-less", growing("1"), ("--max-memory=131071", "--invoke", "grow"), ("1",), out="-1\n1\n",
        theirs=0),
    Row("max-memory-kib", growing("1"), ("--max-memory", "128KiB", "--invoke", "grow"), ("1",), out="1\n2\n"),
    Row("max-memory-too-small", growing("2"), ("--max-memory", "64K", "--invoke", "grow"), ("1",), status=1, out="",
        err="error: guest: a memory of 131072 bytes exceeds the limit of 65536"),
    Row("max-memory-nothing", growing("1"), ("--max-memory", "0", "--invoke", "grow"), ("1",), status=1,
        err="a memory of 65536 bytes exceeds the limit of 0"),
    Row("max-memory-two-memories", '(module (memory 1) (memory 1) (func (export "_start")))', ("--max-memory", "64K"),
        status=1, err="exceeds the limit of 65536"),
    Row("max-memory-and-tables", TABLE, ("--max-memory", "1K", "--invoke", "grow"), ("127",), out="1\n"),
    Row("max-memory-and-larger-tables", TABLE, ("--max-memory", "1K", "--invoke", "grow"), ("128",), out="-1\n"),
    Row("max-memory-table-too-large", "(module (table 1000 funcref))", ("--max-memory", "1K"), status=1,
        err="the limit of"),
    *[Row(f"max-memory-bad-{text}", START, ("--max-memory", text), status=2, out="",
          err=f"error: --max-memory {text}: expected a number of bytes such as 64M")
      for text in ("", "x", "-1", "1T", "1.5M", "1 M", "99999999999999999999", "20000000000G")],
    *[Row(f"address-space-{mib}-mib-{name}", text, ("--invoke", "grow", *more), (pages,), limit_kb=mib << 10,
          compile=(("memory", "checked"),), out=f"1\n{1 + int(pages)}\n")
      for mib in (768, 3072)
      for name, text, more, pages in (("no-maximum", growing("1"), (), "100"),
                                      ("small-maximum", growing("1 101"), (), "100"),
                                      ("limit", growing("1"), ("--max-memory", "16M"), "255"))],
    Row("address-space-too-little", growing("16384"), ("--invoke", "grow"), ("0",), limit_kb=768 << 10, status=1,
        out="", compile=(("memory", "checked"),),
        err="error: guest: the system refuses 1073741824 bytes of address space for a memory\n"),
    Row("timeout-far", START, ("--timeout", "1h"), compile=(("interruptible", True),), out="", theirs=None),
    Row("timeout-computing", waiting("computing"), ("--timeout", "3s"), compile=(("interruptible", True),), status=134,
        out="!", err="guest: trap: interrupt", first_line=True),
    Row("timeout-sleeping", waiting("sleeping"), ("--timeout=3s",), compile=(("interruptible", True),), status=134,
        out="!", err="trap: interrupt", first_line=True),
    Row("timeout-polling", waiting("polling"), ("--timeout", "3s"), compile=(("interruptible", True),), status=134,
        out="!", err="trap: interrupt", stdin="held"),
    Row("timeout-reading", waiting("reading"), ("--timeout", "3s"), compile=(("interruptible", True),), status=134,
        out="!", err="trap: interrupt", stdin="held"),
    *[Row(f"timeout-bad-{text}", START, ("--timeout", text), status=2, out="",
          err=f"error: --timeout {text}: expected a time such as 100ms, 30s or 5m")
      for text in ("", "5", "0s", "-1s", "1d", "1.5s", "s", "99999999999999999999h")],
]  # fmt: skip

IMPORTED = importing('"env" "f" (func (param i32) (result i64))')
CALLS = '(module (import "env" "f" (func $f (result i64))) (func (export "f") (result i64) (call $f)))'
LIBRARY = module(section(1, b"\1\x60\0\1\x7e"), section(3, b"\1\0"), section(7, b"\1" + name("f") + b"\0\0"),
                 section(10, b"\1\4\0\x42\x2a\x0b"))
LEAVING = """(module (import "wasi_snapshot_preview1" "proc_exit" (func $e (param i32))) (memory (export "memory") 1) {}
  (func (export "f") (result i64) (i64.const 1)))"""
OTHERS = [
    Row("unknown-imports-deny", IMPORTED, ("--unknown-imports", "deny"), status=1,
        err='unknown import: function "env" "f"'),
    Row("unknown-imports-trap-unused", IMPORTED, ("--unknown-imports", "trap"), out=""),
    Row("unknown-imports-trap", CALLS, ("--unknown-imports=trap", *F), status=134, out="",
        err='trap: unknown import called: "env" "f"'),
    Row("unknown-imports-default", CALLS, ("--unknown-imports", "default", *F), out="0\n"),
    Row("unknown-imports-trap-memory", importing('"env" "m" (memory 1)'), ("--unknown-imports", "trap"), status=1,
        err='unknown import: memory "env" "m"'),
    Row("unknown-imports-default-memory", importing('"env" "m" (memory 1)'), ("--unknown-imports", "default"), out=""),
    Row("unknown-imports-bad", START, ("--unknown-imports", "x"), status=2, err="x: expected trap, default or deny"),
    Row("preload", CALLS, ("--preload", "env=lib.wasm", *F), files={"lib.wasm": LIBRARY}, out="42\n", theirs=0),
    Row("preload-missing-file", CALLS, ("--preload", "env=lib.wasm", *F), status=1,
        err="error: lib.wasm: No such file or directory", theirs=1),
    Row("preload-other-name", CALLS, ("--preload", "other=lib.wasm", *F), files={"lib.wasm": LIBRARY}, status=1,
        err='unknown import: function "env" "f"', theirs=1),
    Row("preload-traps", CALLS, ("--preload", "env=lib.wasm", *F), status=134, theirs=134, err=" - inner\n  1: 0x",
        files={"lib.wasm": assembled("""(module (func $inner (result i64) unreachable)
          (func (export "f") (result i64) (call 0)))""")}),
    *[Row(f"preload-{name}", CALLS, ("--preload", "env=lib.wasm", *F), status=status, out="", err=err,
          files={"lib.wasm": assembled(LEAVING.format(text))})
      for name, status, err, text in (
          ("starts-and-exits-with-0", 0, "", "(func $s (call $e (i32.const 0))) (start $s)"),
          ("starts-and-exits", 3, "", "(func $s (call $e (i32.const 3))) (start $s)"),
          ("starts-and-traps", 134, "error: lib.wasm: trap: unreachable", "(func $s unreachable) (start $s)"),
          ("initializes-and-exits-with-0", 0, "", '(func (export "_initialize") (call $e (i32.const 0)))'),
          ("initializes-and-exits", 4, "", '(func (export "_initialize") (call $e (i32.const 4)))'),
          ("initialize-has-parameters", 1, "lib.wasm: _initialize has parameters or results",
           '(func (export "_initialize") (param i32))'))],
    Row("preload-bad", CALLS, ("--preload", "lib.wasm", *F), status=2, err="--preload lib.wasm: expected NAME=FILE"),
    Row("tcplisten-bad", START, ("--tcplisten", "x"), status=2, err="error: --tcplisten x: expected HOST:PORT"),
    Row("tcplisten-bad-port", START, ("--tcplisten", "127.0.0.1:99999"), status=2, err="expected HOST:PORT"),
    Row("tcplisten", program('(func (export "_start") (call $exit (call $fd_fdstat_get (i32.const 3) (i32.const 64))))',
                             "fd_fdstat_get"), ("--tcplisten", "127.0.0.1:0"), out=""),
    Row("quiet", GUEST, ("-q", *F), out="5\n"),
    Row("quiet-long", GUEST, ("--quiet", *F), out="5\n"),
    Row("colour-always", None, ("--color", "always"), status=1, err="\x1b[1;31merror:\x1b[0m guest: No such file"),
    Row("colour-never", None, ("--color=never",), env={"FORCE_COLOR": "1"}, status=1, err="error: guest: No such file"),
    Row("colour-forced", None, env={"FORCE_COLOR": "1"}, status=1, err="\x1b[1;31merror:\x1b[0m guest"),
    Row("colour-forbidden", None, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}, status=1, err="error: guest"),
    Row("options-after-file", ECHO, (), ("--dir", "nowhere", "--bogus"), out=echoed("guest", "--dir", "nowhere",
        "--bogus"),
        theirs=0),
    Row("wasi-option-inherit-env", ECHO, ("-S", "inherit-env"), env={"A": "1"}),
    Row("wasm-option-max-memory", growing("1"), ("-W", "max-memory-size=131071", *("--invoke", "grow")), ("1",),
        out="-1\n1\n", theirs=0),
]  # fmt: skip

USAGE = [
    Row("usage-unknown-option", START, ("--bogus",), status=2, out="", err="error: unknown option --bogus"),
    Row("usage-unknown-option-with-value", START, ("--bogus=1",), status=2, err="error: unknown option --bogus"),
    Row("usage-unknown-letter", START, ("-Z",), status=2, err="error: unknown option -Z"),
    Row("usage-no-prefixes", START, ("--invok", "f"), status=2, err="unknown option --invok (did you mean --invoke?)"),
    *[Row(f"usage-close-{word}", START, (word, "x"), status=2, out="", err=f"unknown option {word}")
      for word in ("--inv", "--dri", "--en", "--envv", "--Dir", "--rodir", "--max-mem", "--memory-max", "--time-out",
                   "--preloads", "--inherit", "--inherit-envs", "--tcp", "--argv", "--arg0", "--colour", "--quite",
                   "--verbos", "--hepl", "--\xe4",
                   "--inv\xe4")],
    Row("usage-flag-with-value", START, ("--inherit-env=1",), status=2, err="--inherit-env"),
    Row("usage-bad-colour", START, ("--color", "red"), status=2,
        err="error: --color red: expected auto, always or never"),
    *[Row(f"usage-value-missing-{option}", None, (option,), file="", status=2, err=f"error: {option} needs a value",
          arguments=None)
      for option in ("--invoke", "--dir", "--ro-dir", "--env", "--argv0", "--timeout", "--max-memory", "--color",
                     "--preload", "--unknown-imports", "--tcplisten")],
    Row("usage-no-file", None, ("-q",), file="", status=2, err="error: no FILE given", arguments=None),

    Row("usage-nothing-after-dash-dash", None, ("--",), file="", status=2, err="no FILE given",
        arguments=None),
    Row("usage-empty-file-name", None, file="", status=1, err=": No such file or directory"),
]  # fmt: skip

UNREADABLE = [
    Row("file-missing", None, status=1, out="", err="error: guest: No such file or directory", theirs=1),
    Row("file-missing-odd-name", None, file="a\n\x1b[31m\u202e", status=1, theirs=1,
        err=r"error: a\x0a\x1b[31m\xe2\x80\xae: No such file or directory"),
    Row("file-below-a-file", None, file="f/x", files={"f": b""}, status=1, err="error: f/x: Not a directory", theirs=1),
    Row("file-is-a-directory", None, files={"d": None}, file="d", status=1, err="error: d: Is a directory", theirs=1),
    Row("file-empty", b"", status=1, err="error: guest: neither a WebAssembly module nor a container", theirs=1),
    Row("file-short", b"\0as", status=1, err="neither a WebAssembly module nor a container", theirs=1),
    Row("file-garbage", b"garbage!", status=1, err="neither a WebAssembly module nor a container", theirs=1),
    Row("file-text", b" \n\t(module)", status=1, err="error: guest: is WebAssembly text; assemble it first (wat2wasm)"),
    Row("file-text-with-comment", b";; a comment\n(module)", status=1, err="is WebAssembly text; assemble it first"),
    Row("file-semicolon", b"; not text", status=1, err="neither a WebAssembly module nor a container"),
    Row("file-compressed", b"\x28\xb5\x2f\xfd" + bytes(20), status=1, err="is compressed (zstandard); unpack it first"),
    Row("file-component", b"\0asm\x0d\0\1\0", status=1,
        err="is a WebAssembly component; only core modules are supported"),
    Row("file-only-magic", b"\0asm", status=1, err="error: guest: at 0x4: ", theirs=1),
    Row("file-other-version", b"\0asm\2\0\0\0", status=1, err="at 0x4: unknown binary version", theirs=1),
    Row("file-with-script-line", b"#!/usr/bin/env -S zwasm run\n" + assembled(GUEST), F, out="5\n", compile=None),
    Row("file-with-script-line-and-nothing", b"#!/bin/sh\n", status=1,
        err="neither a WebAssembly module nor a container"),
    Row("file-with-script-line-malformed", b"#!x\n\0asm\1\0\0\0\1", status=1, err="error: guest: at 0x", compile=None),
    Row("file-empty-module", HEADER, status=1, err="there is no _start, and no function is exported", theirs=0),
]  # fmt: skip

T, FN = section(1, b"\1\x60\0\0"), section(3, b"\1\0")
BODY = section(10, b"\1\2\0\x0b")


def body(code: bytes, params: bytes = b"\0", results: bytes = b"\0") -> bytes:
    """Return a module with one function."""
    kind = section(1, b"\1\x60" + params + results)
    return module(kind, FN, section(10, vec(leb(len(code) + 1) + b"\0" + code)))


MALFORMED = {
    "section-id": module(section(14, b"")),
    "section-too-long": HEADER + b"\1\x7f",
    "section-twice": module(T, T),
    "section-order": module(FN, T),
    "section-rest": module(section(1, b"\0\0")),
    "size-leb-too-long": HEADER + b"\1\x80\x80\x80\x80\x80\0",
    "custom-without-name": module(section(0, b"")),
    "custom-name-not-utf-8": module(section(0, b"\1\xff")),
    "type-form": module(section(1, b"\1\x40\0\0")),
    "type-value": module(section(1, b"\1\x60\1\x33\0")),
    "type-count": module(section(1, b"\2\x60\0\0")),
    "import-kind": module(section(2, vec(name("a") + name("b") + b"\x09\0"))),
    "import-type-index": module(section(2, vec(name("a") + name("b") + b"\0\5"))),
    "import-name-not-utf-8": module(section(2, vec(b"\2\xc3\x28" + name("b") + b"\0\0"))),
    "import-memory-too-large": module(section(2, vec(name("a") + name("b") + b"\2\0\x81\x80\x04"))),
    "function-type-index": module(T, section(3, b"\1\1"), BODY),
    "function-without-code": module(T, FN),
    "table-element-type": module(section(4, b"\1\x7f\0\1")),
    "table-limits": module(section(4, b"\1\x70\1\2\1")),
    "memory-limits": module(section(5, b"\1\1\2\1")),
    "memory-too-large": module(section(5, b"\1\0\x81\x80\x04")),
    "memory-flags": module(section(5, b"\1\x40\1")),
    "global-type": module(section(6, b"\1\x40\0\x41\0\x0b")),
    "global-mutability": module(section(6, b"\1\x7f\2\x41\0\x0b")),
    "global-init-type": module(section(6, b"\1\x7f\0\x42\0\x0b")),
    "global-init-not-constant": module(section(6, b"\1\x7f\0\x41\0\x1a\x41\0\x0b")),
    "export-twice": module(T, FN, section(7, b"\2\1a\0\0\1a\0\0"), BODY),
    "export-index": module(T, FN, section(7, b"\1\1a\0\1"), BODY),
    "export-kind": module(T, FN, section(7, b"\1\1a\7\0"), BODY),
    "export-name-not-utf-8": module(T, FN, section(7, b"\1\1\x80\0\0"), BODY),
    "start-index": module(T, FN, section(8, b"\1"), BODY),
    "start-type": module(section(1, b"\1\x60\1\x7f\0"), FN, section(8, b"\0"), BODY),
    "element-flags": module(section(9, b"\1\x09")),
    "element-table": module(section(9, b"\1\0\x41\0\x0b\0")),
    "element-function": module(section(4, b"\1\x70\0\1"), section(9, b"\1\0\x41\0\x0b\1\0")),
    "code-count": module(T, FN, section(10, b"\0")),
    "code-locals": module(T, FN, section(10, vec(b"\x0a\1\xff\xff\xff\xff\x0f\x7f\x0b\0\0"))),
    "code-empty": module(T, FN, section(10, b"\1\1\0")),
    "code-opcode": body(b"\xff\x0b"),
    "code-without-end": body(b"\x01"),
    "code-after-end": body(b"\x0b\x0b"),
    "code-stack-empty": body(b"\x1a\x0b"),
    "code-type-mismatch": body(b"\x42\0\x0b", results=b"\1\x7f"),
    "code-result-missing": body(b"\x0b", results=b"\1\x7f"),
    "code-value-left": body(b"\x41\0\x0b"),
    "code-local-index": body(b"\x20\0\x1a\x0b"),
    "code-branch-depth": body(b"\x0c\5\x0b"),
    "code-call-index": body(b"\x10\1\x0b"),
    "code-no-memory": body(b"\x41\0\x28\2\0\x1a\x0b"),
    "code-alignment": module(T, FN, section(5, b"\1\0\1"), section(10, b"\1\x08\0\x41\0\x28\3\0\x1a\x0b")),
    "code-else-without-if": body(b"\x05\x0b"),
    "code-constant-cut": body(b"\x41"),
    "data-count": module(T, FN, section(12, b"\1"), BODY, section(11, b"\0")),
    "data-without-memory": module(section(11, b"\1\0\x41\0\x0b\1x")),
    "data-cut": module(section(5, b"\1\0\1"), section(11, b"\1\0\x41\0\x0b\5x")),
    "data-offset-type": module(section(5, b"\1\0\1"), section(11, b"\1\0\x42\0\x0b\1x")),
    "trailing-bytes": module(T, FN, BODY) + b"\x01",
}  # fmt: skip

PROPOSALS = {
    "gc": ("(module (type (struct (field i32))))", "gc"),
    "memory64": ("(module (memory i64 1))", "memory64"),
    "exceptions": ("(module (tag (param i32)))", "exceptions"),
    "tail-call": ("(module (func (return_call 0)))", "tail-call"),
    "threads": ("(module (memory 1 2 shared))", "threads"),
}

REFUSED = [
    *[Row(f"malformed-{what}", data, status=1, out="", err="error: guest: at 0x", theirs=1)
      for what, data in MALFORMED.items()],
    *[Row(f"proposal-{what}", text, status=1, out="", err=f"proposal {named} is not supported yet")
      for what, (text, named) in PROPOSALS.items()],
    Row("features-unknown", START, ("--features", "+nonsense"), status=2, err="unknown proposal 'nonsense'",
        compile=None),
    Row("features-off", '(module (func (export "_start") (drop (i32.extend8_s (i32.const 1)))))',
        ("--features", "-sign-extension"), status=1, err="proposal sign-extension is disabled", compile=None),
]  # fmt: skip

ROWS = [*LIMITS, *OTHERS, *USAGE, *UNREADABLE, *REFUSED]
