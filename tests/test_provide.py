"""Imports that WASI does not have: preloaded modules and stand-ins."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import wasmtime

import zwasm as zwasm_api
import zwasmc
from cli_runner import Ran, zwasm
from support import installed_program

Run = Callable[..., Ran]

MODULES = {
    "caller": """(module
      (import "env" "f" (func $f (param i64 f64) (result i32 f64 v128 externref)))
      (func $call (export "call") (result i32 f64 i32)
        (call $f (i64.const 1) (f64.const 2)) ref.is_null (if (param v128) (result i32)
          (then v128.any_true) (else drop unreachable)))
      (func (export "quiet") (result i32) (i32.const 3)))""",
    "things": """(module
      (import "env" "g" (global $g i64)) (import "env" "mg" (global $mg (mut f32)))
      (import "env" "r" (global $r funcref)) (import "env" "m" (memory $m 2 4)) (import "env" "t" (table $t 3 funcref))
      (func (export "look") (result i64 f32 i32 i32 i32)
        (global.set $mg (f32.add (global.get $mg) (f32.const 1)))
        (global.get $g) (global.get $mg) (ref.is_null (global.get $r)) (memory.size) (table.size $t))
      (func (export "grow") (result i32 i32) (memory.grow (i32.const 3)) (memory.grow (i32.const 2))))""",
    "sure": """(module (type $t (func)) (import "env" "s" (func $s (result (ref $t))))
      (func (export "quiet") (result i32) (i32.const 3)) (func $call (export "call") (drop (call $s))))""",
    "low": '(module (func (export "one") (result i32) (i32.const 1)))',
    "high": """(module
      (import "low" "one" (func $one (result i32)))
      (import "wasi_snapshot_preview1" "args_sizes_get" (func $args (param i32 i32) (result i32)))
      (memory (export "memory") 1) (global $n (mut i32) (i32.const 0))
      (func (export "_initialize")
        (drop (call $args (i32.const 64) (i32.const 68)))
        (global.set $n (i32.add (i32.load (i32.const 64)) (i32.mul (call $one) (i32.const 10)))))
      (func (export "n") (result i32) (global.get $n)))""",
    "main": """(module
      (import "high" "n" (func $n (result i32))) (import "high" "memory" (memory 1))
      (func (export "sum") (result i32) (i32.add (call $n) (i32.load (i32.const 64)))))""",
    "inner": '(module (func $fails (export "f") unreachable))',
    "outer": '(module (import "inner" "f" (func $f)) (func $calls (export "call") (call $f) (call $f)))',
    "early": '(module (import "late" "f" (func)) (func (export "_start")))',
    "dies": '(module (func (export "_initialize") unreachable))',
    "shim": """(module (func (export "random_get") (param i32 i32) (result i32) (i32.const 77)))""",
    "user": """(module (import "wasi_snapshot_preview1" "random_get" (func $r (param i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "sched_yield" (func $y (result i32))) (memory (export "memory") 1)
      (func (export "ask") (result i32 i32) (call $r (i32.const 0) (i32.const 4)) (call $y)))""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules, compiled (``NAME.cwasm``) and not."""
    path = tmp_path_factory.mktemp("provide")
    for name, text in MODULES.items():
        wasm = bytes(wasmtime.wat2wasm(text))
        (path / f"{name}.wasm").write_bytes(wasm)
        (path / f"{name}.cwasm").write_bytes(zwasmc.compile(wasm))
    return path


@pytest.fixture(params=["native", "interpreter"])
def run(request: pytest.FixtureRequest) -> Run:
    """Runs containers with ``zwasm`` in a folder, or the modules beside them in the interpreter; answers alike."""

    def call(folder: Path, *words: str) -> Ran:
        if request.param == "native":
            return zwasm(folder, *words)
        done = zwasm(folder, "run", "--interpreter", *[word.replace(".cwasm", ".wasm") for word in words])
        return Ran(done.status, done.out, done.err.replace(".wasm", ".cwasm"))

    return call


KNOWN = " (known modules: wasi_snapshot_preview1, wasi_unstable; see --preload, --unknown-imports)\n"


def test_a_function_that_nobody_provides(run: Run, folder: Path) -> None:
    refused = Ran(1, "", f'error: caller.cwasm: unknown import: function "env" "f"{KNOWN}')
    assert run(folder, "--invoke", "quiet", "caller.cwasm") == refused
    assert run(folder, "--unknown-imports=deny", "--invoke", "quiet", "caller.cwasm") == refused
    assert run(folder, "--unknown-imports", "trap", "--invoke", "quiet", "caller.cwasm") == Ran(0, "3\n", "")
    done = run(folder, "--unknown-imports", "trap", "--invoke", "call", "caller.cwasm")
    first, *frames = done.err.splitlines()
    assert (done.status, done.out) == (134, "")
    assert first == 'error: caller.cwasm: trap: unknown import called: "env" "f"'
    assert len(frames) == 1 and frames[0].endswith(" - call")
    assert run(folder, "--unknown-imports", "default", "--invoke", "call", "caller.cwasm") == Ran(0, "0\n0\n0\n", "")


def test_other_things_that_nobody_provides(run: Run, folder: Path) -> None:
    refused = Ran(1, "", f'error: things.cwasm: unknown import: global "env" "g"{KNOWN}')
    for policy in ("deny", "trap"):
        assert run(folder, f"--unknown-imports={policy}", "--invoke", "look", "things.cwasm") == refused
    default = "--unknown-imports=default"
    assert run(folder, default, "--invoke", "look", "things.cwasm") == Ran(0, "0\n1\n1\n2\n3\n", "")
    assert run(folder, default, "--invoke", "grow", "things.cwasm") == Ran(0, "-1\n2\n", "")
    done = run(folder, default, "--max-memory=64K", "--invoke", "look", "things.cwasm")
    assert done.status == 1 and "exceeds the limit of 65536" in done.err


def test_a_reference_that_cannot_be_null_has_no_default(run: Run, folder: Path) -> None:
    done = run(folder, "--unknown-imports=default", "--invoke", "quiet", "sure.cwasm")
    assert done == Ran(1, "", f'error: sure.cwasm: unknown import: function "env" "s"{KNOWN}')
    assert run(folder, "--unknown-imports=trap", "--invoke", "quiet", "sure.cwasm") == Ran(0, "3\n", "")
    done = run(folder, "--unknown-imports=trap", "--invoke", "call", "sure.cwasm")
    assert done.status == 134 and 'unknown import called: "env" "s"' in done.err


def test_preloaded_modules(run: Run, folder: Path) -> None:
    low, high = "--preload=low=low.cwasm", "high=high.cwasm"
    done = run(folder, low, "--preload", high, "--invoke", "sum", "main.cwasm")
    assert done == Ran(0, "12\n", ""), "10 + argc + argc"
    done = run(folder, "--preload", high, low, "--invoke", "sum", "main.cwasm")
    assert done == Ran(1, "", f'error: high.cwasm: unknown import: function "low" "one"{KNOWN}'), "in order"


def test_stand_ins_are_for_the_main_module(run: Run, folder: Path) -> None:
    done = run(folder, "--unknown-imports=trap", "--preload=high=high.cwasm", "--invoke", "sum", "main.cwasm")
    assert done == Ran(1, "", f'error: high.cwasm: unknown import: function "low" "one"{KNOWN}')


def test_preloaded_modules_go_before_wasi(run: Run, folder: Path) -> None:
    shim = "--preload=wasi_snapshot_preview1=shim.cwasm"
    assert run(folder, "--invoke", "ask", "user.cwasm") == Ran(0, "0\n0\n", "")
    assert run(folder, shim, "--invoke", "ask", "user.cwasm") == Ran(0, "77\n0\n", "")


def test_the_last_module_of_a_name_wins(run: Run, folder: Path) -> None:
    loaded = [f"--preload={name}.cwasm" for name in ("low=low", "low=shim", "high=high")]
    done = run(folder, *loaded, "--invoke", "sum", "main.cwasm")
    assert done == Ran(0, "12\n", ""), "what the last one lacks is taken from the one before"


def test_preloading_fails(run: Run, folder: Path) -> None:
    done = run(folder, "--preload", "a=none.cwasm", "low.cwasm")
    assert done == Ran(1, "", "error: none.cwasm: No such file or directory\n")
    done = run(folder, "--preload", "a=dies.cwasm", "low.cwasm")
    assert done.status == 134 and done.err.startswith("error: dies.cwasm: trap: unreachable\n")
    done = run(folder, "--preload", "late=low.cwasm", "early.cwasm")
    assert done == Ran(1, "", f'error: early.cwasm: unknown import: function "late" "f"{KNOWN}')


def test_preloaded_modules_are_compiled(folder: Path) -> None:
    done = zwasm(folder, "--preload=low=low.wasm", "--preload=high=high.wasm", "--invoke", "sum", "main.wasm")
    assert done == Ran(0, "12\n", "")
    done = zwasm(folder, "--timeout=5s", "--preload", "a=low.cwasm", "low.wasm")
    assert done == Ran(1, "", "error: low.cwasm: --timeout needs code that was compiled with --interruptible\n")


def test_backtraces_tell_modules_apart(run: Run, folder: Path) -> None:
    done = run(folder, "--preload=inner=inner.cwasm", "--invoke", "call", "outer.cwasm")
    lines = done.err.splitlines()
    assert (done.status, lines[0]) == (134, "error: outer.cwasm: trap: unreachable")
    assert [line.partition(" - ")[2] for line in lines[1:]] == ["fails", "calls"]


def test_stand_ins_in_python(folder: Path) -> None:
    with zwasm_api.Store() as store:

        def instance(name: str, policy: str) -> zwasm_api.Instance:
            module = zwasm_api.Module.deserialize(store, (folder / f"{name}.cwasm").read_bytes())
            return zwasm_api.Instance(store, module, unknown_imports=policy)

        with pytest.raises(zwasm_api.LinkError, match='unknown import: function "env" "f"'):
            instance("caller", "deny")
        caller = instance("caller", "trap")
        assert caller.func("quiet").call() == [3]
        with pytest.raises(zwasm_api.Trap, match=r'^unknown import called: "env" "f"$') as caught:
            caller.func("call").call()
        assert [frame.name for frame in caught.value.backtrace] == ["call"]
        assert instance("caller", "default").func("call").call() == [0, 0, 0]
        with pytest.raises(zwasm_api.LinkError, match='unknown import: global "env" "g"'):
            instance("things", "trap")
        assert instance("things", "default").func("look").call() == [0, 0x3F800000, 1, 2, 3]
        with pytest.raises(zwasm_api.LinkError, match='unknown import: function "env" "s"'):
            instance("sure", "default")
        with pytest.raises(ValueError, match="'never', not one of deny, trap, default"):
            instance("low", "never")


def test_stand_ins_respect_the_limit_of_a_store(folder: Path) -> None:
    with zwasm_api.Store(max_memory=65536) as store:
        module = zwasm_api.Module.deserialize(store, (folder / "things.cwasm").read_bytes())
        with pytest.raises(zwasm_api.ResourceError, match="exceeds the limit"):
            zwasm_api.Instance(store, module, unknown_imports="default")


def test_perf_hears_of_every_module(folder: Path) -> None:
    words = [installed_program(), "--perfmap", "--preload=inner=inner.cwasm", "--invoke", "call", "outer.cwasm"]
    with subprocess.Popen(words, cwd=folder, stderr=subprocess.DEVNULL) as process:
        assert process.wait(60) == 134
    path = Path(f"/tmp/perf-{process.pid}.map")
    names = [line.split(" ", 2)[2] for line in path.read_text().splitlines()]
    path.unlink()
    assert [name for name in names if name[0] != "<"] == ["calls", "fails"]


CLEARS = r"""(module
  (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (memory (export "memory") 1) (data (i32.const 0) "low.cwasm")
  (global $error (mut i32) (i32.const -1)) (func (export "f") (result i32) (global.get $error))
  (func (export "_initialize") ;; opened for writing and truncated
    (global.set $error (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 9) (i32.const 8) (i64.const 64)
      (i64.const 0) (i32.const 0) (i32.const 64)))))"""
ASKS = '(module (import "clears" "f" (func $f (result i32))) (func (export "error") (result i32) (call $f)))'


def test_preloaded_modules_cannot_replace_each_other(folder: Path, tmp_path: Path) -> None:
    for name, text in (("clears", CLEARS), ("asks", ASKS), ("low", MODULES["low"])):
        (tmp_path / f"{name}.cwasm").write_bytes(zwasmc.compile(bytes(wasmtime.wat2wasm(text))))
    before = (tmp_path / "low.cwasm").read_bytes()
    loaded = ["--preload=clears=clears.cwasm", "--preload=low=low.cwasm"]
    done = zwasm(tmp_path, "--dir", ".", *loaded, "--invoke", "error", "asks.cwasm")
    assert done == Ran(0, "74\n", ""), "text file busy"
    assert (tmp_path / "low.cwasm").read_bytes() == before
