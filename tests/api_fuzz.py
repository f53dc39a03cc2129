"""Random sequences of API calls: the modules that they are made of, and the C driver (tests/native/api_fuzz*.c)."""

from __future__ import annotations

import itertools
import os
import runpy
import shutil
import subprocess
from functools import cache
from pathlib import Path

import wasmtime

import zwasmc
from support import ROOT, missing

OWNER = """(module
  (memory (export "memory") 1 9) (table $t (export "t") 4 60 funcref) (table $x (export "x") 2 externref)
  (global (export "g") (mut i32) (i32.const 5)) (global $r (export "r") (mut funcref) (ref.func $seven))
  (global (export "at") i32 (i32.const 3))
  (type $i (func (result i32))) (type $v (func))
  (elem (table $t) (i32.const 1) func $seven $trap)
  (data (i32.const 8) "hello")
  (func $seven (export "seven") (result i32) (i32.const 7))
  (func $trap (export "trap") unreachable)
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "size") (result i32) (memory.size))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "store") (param i32 i64) (i64.store (local.get 0) (local.get 1)))
  (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "icall") (param i32) (result i32) (call_indirect $t (type $i) (local.get 0)))
  (func (export "vcall") (param i32) (call_indirect $t (type $v) (local.get 0)))
  (func (export "get") (param i32) (result funcref) (table.get $t (local.get 0)))
  (func (export "set") (param i32 funcref) (table.set $t (local.get 0) (local.get 1)))
  (func (export "tgrow") (param funcref i32) (result i32) (table.grow $t (local.get 0) (local.get 1)))
  (func (export "xset") (param i32 externref) (table.set $x (local.get 0) (local.get 1)))
  (func (export "keep") (param funcref) (result funcref) (global.get $r) (global.set $r (local.get 0)))
  (func (export "deep") (param i32) (result i32)
    (if (result i32) (local.get 0) (then (i32.add (i32.const 1) (i32.div_u (i32.const 9) (local.get 0))))
      (else (i32.const 0))))
  (func $for_ever (export "for_ever") (result i32) (i32.add (call $for_ever) (i32.const 1))))"""
USER = """(module
  (import "o" "memory" (memory 1)) (import "o" "t" (table $t 2 funcref)) (import "o" "g" (global $g (mut i32)))
  (import "o" "r" (global $r (mut funcref))) (import "o" "at" (global $at i32))
  (import "h" "i" (func $i (result i32))) (import "h" "v" (func $v))
  (import "h" "f" (func $f (param funcref) (result funcref)))
  (type $ti (func (result i32)))
  (elem (table $t) (global.get $at) func $own $i)
  (data (global.get $at) "data")
  (start $start)
  (func $own (result i32) (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g))
  (func $start (call $v))
  (export "i" (func $i)) (export "v" (func $v)) (export "f" (func $f)) (export "memory" (memory 0))
  (export "t" (table $t))
  (func (export "call") (param i32) (result i32) (call_indirect $t (type $ti) (local.get 0)))
  (func (export "through") (result funcref) (call $f (global.get $r)))
  (func (export "twice") (result i32) (i32.add (call $i) (call $i)))
  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
  (func (export "peek") (param i32) (result i32) (i32.load8_u (local.get 0))))"""
FAILS = """(module
  (import "o" "memory" (memory 1)) (import "o" "t" (table $t 1 funcref)) (import "h" "i" (func $i (result i32)))
  (memory 1) (table 3 funcref) (global i32 (i32.const 1))
  (elem (table $t) (i32.const 0) func $i $own) (func $own (export "own") (result i32) (i32.const 1))
  (table 268435457 funcref))"""
HALF = """(module
  (import "o" "t" (table $t 1 funcref)) (memory (export "memory") 1)
  (elem (table $t) (i32.const 0) func $own)
  (func $own (export "own") (result i32) (i32.load (i32.const 4)))
  (data (i32.const 4) "abcd") (data (i32.const 65530) "too long"))"""
LARGE = """(module (memory (export "memory") 40) (table (export "t") 30000 funcref)
  (func (export "grow") (result i32) (memory.grow (i32.const 20))))"""
SPIN = """(module (import "h" "v" (func $v)) (memory (export "memory") 1)
  (func (export "spin") (loop (br 0)))
  (func (export "spin with calls") (loop (call $v) (br 0)))
  (func $s (export "maybe") (i32.store (i32.const 0) (i32.const 1)) (loop (br_if 0 (i32.load (i32.const 0)))))
  (start $s))"""
VALUES = """(module
  (import "h" "w" (func $w (param i32 i64 f32 f64 v128 externref funcref) (result funcref v128 f64 i32)))
  (import "h" "many" (func $many (param i64 i64 i64 i64 i64 i64 i64 i64)
    (param v128 v128 v128 v128 v128 v128 v128 v128 v128 v128) (result i64 i64 i64 v128 f32)))
  (table (export "t") 3 10 funcref) (elem declare func $w $many) (global (export "v") (mut v128) (v128.const i64x2 1 2))
  (func (export "w") (param i32 i64 f32 f64 v128 externref funcref) (result funcref v128 f64 i32)
    (call $w (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (local.get 6)))
  (func (export "many") (result i64 i64 i64 v128 f32)
    (call $many (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7)
      (i64.const 8) (global.get 0) (global.get 0) (global.get 0) (global.get 0) (global.get 0) (global.get 0)
      (global.get 0) (global.get 0) (global.get 0) (global.get 0)))
  (func (export "refs") (table.set (i32.const 0) (ref.func $w)) (table.set (i32.const 1) (ref.func $many))))"""
IMAGE = """(module (memory (export "memory") 3 9)
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (data (i32.const 100) "%s"))""" % ("abcdefgh" * 9000)
PASSIVE = """(module (memory (export "memory") 1 3) (memory $b (export "b") 1 2) (table (export "t") 5 funcref)
  (table $u (export "u") 5 funcref)
  (data $d "passive") (elem $e func $f $g) (elem $n funcref (ref.null func) (ref.func $f))
  (func $f (export "f")) (func $g (export "g") (param v128) (result v128) (local.get 0))
  (func (export "init") (param i32 i32 i32) (memory.init $b $d (local.get 0) (local.get 1) (local.get 2)))
  (func (export "drop") (data.drop $d) (elem.drop $e))
  (func (export "tinit") (param i32 i32 i32) (table.init $e (local.get 0) (local.get 1) (local.get 2)))
  (func (export "ninit") (param i32 i32 i32) (table.init $u $n (local.get 0) (local.get 1) (local.get 2)))
  (func (export "tcopy") (param i32 i32 i32) (table.copy $u 0 (local.get 0) (local.get 1) (local.get 2)))
  (func (export "copy") (param i32 i32 i32) (memory.copy $b 0 (local.get 0) (local.get 1) (local.get 2)))
  (func (export "bgrow") (param i32) (result i32) (memory.grow $b (local.get 0))))"""
WASI = """(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1) (table (export "t") 6 funcref)
  (elem (i32.const 0) func $fd_write $random $args $clock $yield $exit)
  (export "yield" (func $yield)) (export "exit" (func $exit)) (export "args" (func $args))
  (export "random" (func $random))
  (func (export "write") (param i32 i32) (result i32)
    (call $fd_write (i32.const 1) (local.get 0) (local.get 1) (i32.const 0)))
  (func (export "leave") (call $exit (i32.const 3))))"""
MODULES = {"owner": OWNER, "user": USER, "fails": FAILS, "half": HALF, "large": LARGE, "spin": SPIN, "values": VALUES,
           "passive": PASSIVE, "image": IMAGE, "wasi": WASI}


@cache
def containers() -> dict[str, bytes]:
    """Each module, with guard pages and without, interruptible and not; what may not end is interruptible only."""
    out = {}
    for name, text in MODULES.items():
        wasm = bytes(wasmtime.wat2wasm(text))
        for memory, polite in itertools.product(("guard", "checked"), (True, False)):
            if polite or name != "spin":
                out[f"{name}-{memory}-{polite}"] = zwasmc.compile(wasm, memory=memory, interruptible=polite)
    return out


def write_containers(folder: Path) -> None:
    """Put all containers where the driver looks for them."""
    for name, data in containers().items():
        (folder / f"{name}.cwasm").write_bytes(data)


def build(folder: Path) -> Path:
    """Build the driver with the address and undefined-behaviour sanitizers; return its path."""
    if shutil.which("gcc") is None:
        missing("gcc", "install a C compiler")
    script = runpy.run_path(str(ROOT / "scripts" / "build_loader.py"))
    flags = [*script["WARN"], *script["SANITIZE"], f"-I{ROOT / 'loader' / 'include'}", f"-I{ROOT / 'loader' / 'src'}",
             '-DZW_VERSION="0"']
    files = [*script["sources"](program=False), *sorted((ROOT / "tests" / "native").glob("api_fuzz*.c"))]
    objects = script["compile_all"](["gcc"], flags, files, folder / "objects")
    out = folder / "api_fuzz"
    subprocess.run(["gcc", *flags, *map(str, objects), "-o", str(out), "-pthread", "-lm"], check=True)
    return out


def run(command: list[str], env: dict[str, str], folder: Path, seed: int, first: int, count: int) -> dict[str, int]:
    """Run those of the sequences that the command does; return its counters.

    AssertionError: a report, or what was wrong.
    """
    words = [*command, str(folder), str(seed), str(first), str(count)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=3600, env=env, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"exit status {done.returncode}\n{done.stderr[-6000:]}"
    return {name: int(number) for number, name in (line.split(" ", 1) for line in done.stdout.splitlines())}


def environment() -> dict[str, str]:
    """That of the driver."""
    handlers = ":".join(f"handle_{name}=0" for name in ("segv", "sigbus", "sigill", "sigfpe"))
    return {**os.environ, "ASAN_OPTIONS": f"detect_leaks=1:{handlers}:allocator_may_return_null=1"}
