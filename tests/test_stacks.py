"""The end of the stack: small ones, other ones, and what may be pushed below the guests' limit."""

from __future__ import annotations

import random
import subprocess
import threading
from pathlib import Path

import greenlet
import pytest
import wasmtime

import zwasm
import zwasmc
from support import ROOT
from wasi_native import sources
from zwasm_formats import abi

MANY = 992
INCLUDE = f"-I{ROOT / 'loader' / 'include'}"


def deep() -> str:
    """Functions that recurse ``n`` times and then push much; each value is a mark that tells where it went."""
    types = " ".join(["v128"] * MANY)
    args = "(v128.const i64x2 0x4141414141414141 0x4141414141414141)" * MANY
    drops = "(drop)" * MANY

    def down(name: str, end: str) -> str:
        return f"""(func ${name} (export "{name}") (param $n i32)
          (if (local.get $n) (then (call ${name} (i32.sub (local.get $n) (i32.const 1)))) (else {end})))"""

    return f"""(module
      (type $big (func (param {types}) (result {types})))
      (import "" "host" (func $host (type $big)))
      (memory 1 10)
      (table (export "t") 1 funcref)
      (func $own (type $big) {" ".join(f"(local.get {i})" for i in range(MANY))})
      (func $small (param f64 f64) (result f64) (f64.add (local.get 0) (local.get 1)))
      (func (export "nothing"))
      (func (export "many") (type $big) {" ".join(f"(local.get {i})" for i in range(MANY))})
      {down("down", "")}
      {down("values", f"{args} (call $own) {drops}")}
      {down("imported", f"{args} (call $host) {drops}")}
      {down("referred", f"{args} (call_indirect (type $big) (i32.const 0)) {drops}")}
      {down("leaf", "(drop (call $small (f64.const 1) (f64.const 2)))")}
      {down("grow", "(drop (memory.grow (i32.const 1)))")})"""


@pytest.fixture(scope="module")
def guest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The module of `deep`, compiled."""
    path = tmp_path_factory.mktemp("stacks") / "guest.cwasm"
    path.write_bytes(zwasmc.compile(bytes(wasmtime.wat2wasm(deep()))))
    return path


def build(source: str, folder: Path, *flags: str) -> Path:
    """Build a C program of tests/native with the library that is tested."""
    library = Path(zwasm.__file__).parent / "_native" / "libzwasm.so"
    out = folder / source.removesuffix(".c")
    command = ["gcc", "-g", "-O1", "-Wall", "-Wextra", "-Werror", *flags, "-o", out, ROOT / "tests" / "native" / source,
               INCLUDE, library, f"-Wl,-rpath,{library.parent}", "-pthread"]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return out


def test_nothing_is_written_below_a_small_stack(guest: Path, tmp_path: Path) -> None:
    program = build("stacks.c", tmp_path)
    for kib in (*range(64, 200, 12), 256, 300, 512, 1024):
        done = subprocess.run([program, guest, str(kib)], capture_output=True, text=True, timeout=120)
        least = 2 * abi.STACK_RESERVE_LEAST >> 10
        refused = f"refused 3: the stack of this thread has {kib} KiB; guests need {least} KiB\n"
        assert (kib, done.returncode, done.stdout) == (kib, 0, "swept\n" if kib >= least else refused)


def test_small_threads_get_an_error_in_python(guest: Path) -> None:
    found: list[BaseException | None] = []

    def work() -> None:
        with zwasm.Store() as store:
            host = zwasm.Func.host(store, ([zwasm.V128] * MANY, [zwasm.V128] * MANY), lambda *args: args)
            module = zwasm.Module.deserialize(store, guest.read_bytes())
            try:
                zwasm.Instance(store, module, {("", "host"): host}).func("nothing").call()
                found.append(None)
            except zwasm.ResourceError as error:
                found.append(error)

    before = threading.stack_size()
    try:
        for size in (64 << 10, 256 << 10):
            threading.stack_size(size)
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
    finally:
        threading.stack_size(before)
    assert str(found[0]).endswith("KiB; guests need 96 KiB") and found[1] is None


def test_the_reserve_has_room_for_any_wasi_function(tmp_path: Path) -> None:
    """The four largest frames together, as if one called the other."""
    flags = ["-std=c11", "-O2", "-fno-omit-frame-pointer", "-fstack-protector-strong", "-fPIC", "-fstack-usage"]
    subprocess.run(["gcc", *flags, INCLUDE, "-c", *sources()], check=True, cwd=tmp_path)
    lines = [line.split("\t") for path in tmp_path.glob("*.su") for line in path.read_text().splitlines()]
    assert all("dynamic" not in kind or "bounded" in kind for _, _, kind in lines)
    largest = sorted((int(size) for _, size, _ in lines), reverse=True)[:4]
    assert 10_000 < sum(largest) < abi.STACK_RESERVE_LEAST - 0x2000


SWITCHING = """(module
  (import "" "host" (func $host))
  (func (export "double") (param i32) (result i32) (i32.add (local.get 0) (local.get 0)))
  (func (export "add") (param i32) (result i32) (call $host) (i32.add (local.get 0) (i32.const 1)))
  (func (export "trap") (param i32) (result i32) (call $host) unreachable)
  (func $for_ever (param i32) (result i32) (i32.add (i32.const 1) (call $for_ever (local.get 0))))
  (func (export "for ever") (param i32) (result i32) (call $host) (call $for_ever (local.get 0))))"""


def test_other_stacks_are_refused_in_c(tmp_path: Path) -> None:
    """A fiber with a stack of its own, and a signal handler's stack: where they end is not known."""
    path = tmp_path / "guest.cwasm"
    path.write_bytes(zwasmc.compile(bytes(wasmtime.wat2wasm(SWITCHING))))
    done = subprocess.run([build("fibers.c", tmp_path), path], capture_output=True, text=True, timeout=60)
    refused = "double: 4 called on a stack whose end is not known: guests run on a thread's own"
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.rstrip() for line in done.stdout.splitlines()] == [
        refused, "add: 0", "add: 0", "trap: 5 unreachable", refused, refused, "for ever: 5 call stack exhausted",
        "double: 0"]


class Switching:
    """Greenlets that enter guests, are left in host functions, and come back in any order."""

    def __init__(self, store: zwasm.Store, rng: random.Random) -> None:
        self.rng = rng
        self.main = greenlet.getcurrent()
        module = zwasm.Module.deserialize(store, zwasmc.compile(bytes(wasmtime.wat2wasm(SWITCHING))))
        self.instance = zwasm.Instance(store, module, {("", "host"): self.leave})

    def leave(self) -> None:
        """The host function: some other greenlet goes on, or a guest is called from here."""
        if self.rng.random() < 0.3:
            self.work(self.rng.randint(1, 2))
        self.main.switch()

    def work(self, calls: int) -> None:
        """Call guests, each with a known outcome."""
        for _ in range(calls):
            name, n = self.rng.choice(["double", "add", "trap", "for ever"]), self.rng.getrandbits(30)
            try:
                found = self.instance.func(name).call([n])
            except zwasm.Trap as trap:
                assert trap.message == {"trap": "unreachable", "for ever": "call stack exhausted"}[name]
                assert len(trap.backtrace) == (1 if name == "trap" else 32)
            else:
                assert found == [2 * n if name == "double" else n + 1]


@pytest.mark.parametrize("stores", [1, 3])
def test_greenlets_leave_guests_in_any_order(stores: int) -> None:
    """They share the thread's stack, part of which is copied away and back at each switch."""
    for seed in range(20):
        rng = random.Random(f"{stores}/{seed}")
        owned = [zwasm.Store() for _ in range(stores)]
        guests = [Switching(store, rng) for store in owned]
        live = [greenlet.greenlet(rng.choice(guests).work) for _ in range(6)]
        while live:
            chosen = rng.choice(live)
            chosen.switch(*[] if chosen else [3])
            live = [one for one in live if not one.dead]
        for store in owned:
            store.close()
