"""What programs should not do ends in `ZwasmError`, not in a crash: wrong references, a store used by two threads."""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import wasmtime

import zwasm
import zwasmc
from support import ROOT
from zwasm import EXTERNREF, FUNCREF, I32

GUEST = """(module
  (import "" "host" (func $host (param i32) (result i32)))
  (type $v (func (result i32)))
  (memory (export "memory") 1 100)
  (table (export "t") 4 funcref)
  (global (export "g") (mut funcref) (ref.null func))
  (func (export "echo") (param funcref externref) (result funcref externref) (local.get 0) (local.get 1))
  (func (export "call") (param i32) (result i32) (call $host (local.get 0)))
  (func (export "seven") (result i32) (i32.const 7))
  (func (export "spin") (param i32) (loop
    (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if 0 (local.get 0)))))"""
CODE = zwasmc.compile(bytes(wasmtime.wat2wasm(GUEST)), interruptible=True)


def make(store: zwasm.Store, host: Callable[[int], int] = lambda n: n + 1) -> zwasm.Instance:
    """An instance of `GUEST`."""
    return zwasm.Instance(store, zwasm.Module.deserialize(store, CODE), {("", "host"): host})


def test_numbers_that_are_no_functions() -> None:
    with zwasm.Store() as store, zwasm.Store() as other:
        i = make(store)
        seven, host = i.func("seven"), zwasm.Func.host(store, ([], [I32]), lambda: 9)
        table, cell, echo = i.table("t"), i.global_("g"), i.func("echo")
        for good in (0, seven.ref, host.ref, i.func("call").ref):
            table.set(0, good)
            cell.set(good)
            assert echo.call([good, 1]) == [good, 1] and cell.get() == table.get(0) == good
            assert zwasm.Table.new(store, FUNCREF, 1, init=good).get(0) == good
        attempts: list[Callable[[int], object]] = [
            lambda bad: table.set(0, bad), lambda bad: table.grow(1, bad), cell.set, store.func,
            lambda bad: echo.call([bad, 0]), lambda bad: zwasm.Table.new(store, FUNCREF, 1, init=bad),
            lambda bad: zwasm.Global.new(store, FUNCREF, True, bad),
            lambda bad: zwasm.Func.host(store, ([], [FUNCREF]), lambda: bad).call()]
        elsewhere = make(other).func("seven").ref
        for bad in (1, 8, 4096, seven.ref + 8, seven.ref + 1, host.ref - 24, 2**64 - 1, 2**63, elsewhere):
            for attempt in attempts:
                with pytest.raises(zwasm.ZwasmError, match="is no reference of that type in this store"):
                    attempt(bad)
            assert echo.call([0, bad]) == [0, bad], "external references are the host's affair"
            zwasm.Table.new(store, EXTERNREF, 1, init=bad)
        typed = (seven.extern_type().type_id << 8) | 0x63
        assert zwasm.Global.new(store, typed, True, host.ref).get() == host.ref
        for bad in (echo.ref, 5):
            with pytest.raises(zwasm.ZwasmError, match="no reference of that type"):
                zwasm.Global.new(store, typed, True, bad)
        with pytest.raises(zwasm.ZwasmError, match="null reference"):
            zwasm.Global.new(store, typed + 1, True, 0)


def uses(i: zwasm.Instance) -> dict[str, Callable[[], object]]:
    """Ways to use a store."""
    store, memory, table, seven = i.store, i.memory("memory"), i.table("t"), i.func("seven")
    return {
        "call": lambda: i.func("seven").call(), "read": lambda: memory.read(0, 10),
        "write": lambda: memory.write(0, b"1"), "grow": lambda: memory.grow(0), "size": lambda: memory.size,
        "get": lambda: table.get(0), "set": lambda: table.set(0, 0), "table size": lambda: table.size,
        "table grow": lambda: table.grow(1), "global": lambda: i.global_("g").get(),
        "set global": lambda: i.global_("g").set(0), "host": lambda: zwasm.Func.host(store, ([], []), print),
        "new memory": lambda: zwasm.Memory.new(store, 1), "new table": lambda: zwasm.Table.new(store, FUNCREF, 1),
        "module": lambda: zwasm.Module.deserialize(store, CODE), "instance": lambda: make(store),
        "imports": lambda: i.module.imports(), "exports": lambda: i.module.exports(), "check": lambda: i.module.check(),
        "interruptible": lambda: i.module.interruptible, "type": lambda: memory.extern_type(),
        "func": lambda: zwasm.Func(store, seven.handle),
        "new global": lambda: zwasm.Global.new(store, I32, True, 1), "tag": lambda: zwasm.Tag.new(store, ([], [])),
    }


def test_another_thread_while_a_guest_runs() -> None:
    with zwasm.Store() as store:
        i = make(store)

        def spin() -> None:
            with pytest.raises(zwasm.Trap, match="interrupt"):
                i.func("spin").call([0])

        thread = threading.Thread(target=spin)
        thread.start()
        while store._thread == 0:
            time.sleep(0.001)
        for use in uses(i).values():
            with pytest.raises(zwasm.ZwasmError, match="in use by another thread"):
                use()
        assert repr(i.module) == "<zwasm.Module of a store in use>"
        with pytest.raises(zwasm.ZwasmError, match="a call is active"):
            store.close()
        store.interrupt()
        thread.join()
        store.interrupt(False)
        for use in uses(i).values():
            use()


def test_another_thread_while_a_host_function_runs() -> None:
    """It may use the store, but has to be done when the host function returns."""
    entered, leave, spinning = threading.Event(), threading.Event(), threading.Event()
    found: list[object] = []

    def host(n: int) -> int:
        entered.set()
        leave.wait()
        return n + 1

    def first() -> None:
        try:
            found.append(i.func("call").call([1]))
        except zwasm.ZwasmError as error:
            found.append(str(error))

    def second() -> None:
        spinning.set()
        try:
            i.func("spin").call([0])
        except zwasm.Trap as trap:
            found.append(trap.message)

    with zwasm.Store() as store:
        i = make(store, host)
        for busy in (False, True):
            entered.clear()
            leave.clear()
            threads = [threading.Thread(target=first), threading.Thread(target=second)]
            threads[0].start()
            entered.wait()
            for use in uses(i).values():
                use()
            if busy:
                threads[1].start()
                spinning.wait()
                while store._thread == 0:
                    time.sleep(0.001)
            leave.set()
            threads[0].join()
            if busy:
                store.interrupt()
                threads[1].join()
                store.interrupt(False)
        assert i.func("seven").call() == [7]
    assert found == [[2], "a host function ended while another thread was using the store", "interrupt"]


@pytest.mark.parametrize("seed", range(3))
def test_threads_at_random(seed: int) -> None:
    """Every use ends well or in `ZwasmError`; afterwards the store works, and can be closed."""
    store = zwasm.Store()
    i = make(store, lambda n: i.func("seven").call()[0] + n)
    outcomes: list[str] = []
    ways = {**uses(i), "spin": lambda: i.func("spin").call([100_000]), "nested": lambda: i.func("call").call([3])}

    def work(rng: random.Random) -> None:
        for _ in range(150):
            try:
                ways[rng.choice(list(ways))]()
                outcomes.append("")
            except zwasm.ZwasmError as error:
                outcomes.append(str(error))

    threads = [threading.Thread(target=work, args=(random.Random(f"{seed}/{n}"),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(outcomes) <= {"", "the store is in use by another thread",
                             "a host function ended while another thread was using the store"}
    assert "" in outcomes and i.func("call").call([1]) == [8]
    store.close()


def test_a_debug_build_of_the_c_library_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guest = tmp_path / "guest.cwasm"
    guest.write_bytes(CODE)
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import build_loader

    program = tmp_path / "two_threads"
    built = subprocess.run(
        ["gcc", "-std=c11", "-g", "-O1", "-fno-omit-frame-pointer", "-DZW_DEBUG", '-DZW_VERSION="0"', "-o", program,
         f"-I{ROOT / 'loader' / 'include'}", f"-I{ROOT / 'loader' / 'src'}", ROOT / "tests/native/two_threads.c",
         *build_loader.sources(program=False), "-pthread", "-lm"], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    for turns in ("1", "0"):
        done = subprocess.run([program, guest, turns], capture_output=True, text=True, timeout=60)
        expected = (0, "") if turns == "1" else (-6, "zwasm: two threads use a store at once\n")
        assert (done.returncode, done.stderr) == expected
