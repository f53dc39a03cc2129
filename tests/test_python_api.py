"""What programs in Python see of zwasm: imports in every shape, callers, numbers, names, and how objects are shown."""

from __future__ import annotations

import copy
import gc
import math
import pickle
import weakref
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import wasmtime

import zwasm
import zwasmc
from support import ROOT
from zwasmc.version import VERSION

CALLER = """(module
  (import "env" "f" (func $f (param i32) (result i32)))
  (import "env" "g" (func $g (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 8) "hello")
  (table (export "table") 2 funcref)
  (global (export "global") (mut i64) (i64.const -2))
  (func (export "f") (param i32) (result i32) (call $f (local.get 0)))
  (func (export "g") (result i32) (call $g))
  (func (export "through") (result i32) (call_indirect (result i32) (i32.const 0))))"""

NUMBERS = """(module
  (func (export "none"))
  (func (export "all") (param i32 i64 f32 f64) (result i32 i64 f32 f64)
    (local.get 0) (local.get 1) (local.get 2) (local.get 3))
  (func (export "half") (param f32) (result f32) (f32.mul (local.get 0) (f32.const 0.5)))
  (func (export "max") (result i32) (i32.const -1))
  (func (export "ref") (param externref) (result i32) (ref.is_null (local.get 0)))
  (func (export "null") (result funcref) (global.set 0 (i32.const 1)) (ref.null func))
  (func (export "vector") (result v128) (v128.const i64x2 1 2))
  (global (export "touched") (mut i32) (i32.const 0)))"""


def assembled(text: str) -> bytes:
    return bytes(wasmtime.wat2wasm(text))


@pytest.fixture
def store() -> Iterator[zwasm.Store]:
    """A store that is closed after the test."""
    with zwasm.Store() as s:
        yield s


def caller(store: zwasm.Store, imports: Any) -> zwasm.Instance:
    return zwasm.Instance(store, zwasm.Module(store, assembled(CALLER)), imports)


def twice(n: int) -> int:
    return 2 * n


class Answers(dict[Any, Any]):
    """Empty, but every name is there."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Any] = []

    def __missing__(self, key: Any) -> Any:
        self.asked.append(key)
        return twice if key[1] == "f" else lambda: 7


class Lookup(Mapping[Any, Any]):
    """A mapping without contents that computes what it is asked for, by module."""

    def __getitem__(self, key: Any) -> Any:
        if key == "env":
            return {"f": twice, "g": lambda: 7}
        raise KeyError(key)

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Names(dict[str, Any]):
    """The names of one module, made when they are asked for."""

    def __missing__(self, name: str) -> Any:
        return twice if name == "f" else lambda: 7


SHAPES: dict[str, Any] = {
    "pairs": {("env", "f"): twice, ("env", "g"): lambda: 7},
    "modules": {"env": {"f": twice, "g": lambda: 7}},
    "both": {("env", "f"): twice, "env": {"f": lambda n: 0, "g": lambda: 7}},
    "__missing__": Answers(),
    "__getitem__": Lookup(),
    "__missing__ of a module": {"env": Names()},
    "defaultdict": defaultdict(lambda: lambda *args: 2 * args[0] if args else 7),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_imports(shape: str, store: zwasm.Store) -> None:
    instance = caller(store, SHAPES[shape])
    assert instance.func("f").call([21]) == [42] and instance.func("g").call() == [7]


def test_a_mapping_is_asked_for_the_names_that_are_wanted(store: zwasm.Store) -> None:
    answers = Answers()
    caller(store, answers)
    assert answers.asked == [("env", "f"), ("env", "g")]


def test_instances_are_modules(store: zwasm.Store) -> None:
    first = caller(store, SHAPES["modules"])
    second = caller(store, {"env": first})
    assert second.func("f").call([4]) == [8] and second.func("g").call() == [7]
    assert second.exports.keys() == first.exports.keys()


def test_wasi_serves_what_imports_lack(store: zwasm.Store) -> None:
    text = """(module
      (import "env" "f" (func $f (result i32)))
      (import "wasi_snapshot_preview1" "sched_yield" (func $y (result i32)))
      (memory (export "memory") 1)
      (func (export "both") (result i32 i32) (call $f) (call $y)))"""
    module = zwasm.Module(store, assembled(text))
    for imports in ({"env": {"f": lambda: 5}}, {("env", "f"): lambda: 5}):
        with zwasm.Wasi(["x"]) as wasi:
            assert zwasm.Instance(store, module, imports, wasi=wasi).func("both")() == [5, 0]  # type: ignore[arg-type]
    with pytest.raises(zwasm.LinkError, match="sched_yield"):
        zwasm.Instance(store, module, {"env": {"f": lambda: 5}})


@pytest.mark.parametrize(
    ("imports", "error", "message"),
    [
        ({}, zwasm.LinkError, "env"),
        (None, zwasm.LinkError, "env"),
        ({"env": {}}, zwasm.LinkError, "env"),
        ({"env": {"f": None, "g": None}}, zwasm.LinkError, "env"),
        ({"env": 5}, TypeError, "imports from 'env' are neither a mapping nor an instance but 5"),
        ({"env": None}, TypeError, "imports from 'env' are neither"),
        ([("env", "f")], TypeError, "imports are no mapping but"),
        ("env", TypeError, "imports are no mapping but 'env'"),
        ({"env": {"f": 5}}, TypeError, "import 'env' 'f' is no extern but 5"),
        ({("env", "f"): "twice"}, TypeError, "import 'env' 'f' is no extern but 'twice'"),
    ],
)
def test_imports_that_are_none(imports: Any, error: type[Exception], message: str, store: zwasm.Store) -> None:
    with pytest.raises(error, match=message):
        caller(store, imports)


def test_what_a_mapping_raises_comes_out(store: zwasm.Store) -> None:
    class Broken(dict[Any, Any]):
        def __missing__(self, key: Any) -> Any:
            raise ZeroDivisionError(key)

    with pytest.raises(ZeroDivisionError):
        caller(store, Broken())


def test_modules_are_told_from_other_things(store: zwasm.Store) -> None:
    for thing in (b"", None, store):
        with pytest.raises(TypeError, match="is no module"):
            zwasm.Instance(store, thing)  # type: ignore[arg-type]
    with zwasm.Store() as other, pytest.raises(zwasm.ZwasmError, match="another store"):
        zwasm.Instance(other, zwasm.Module(store, assembled("(module)")))


# Callers.


def test_host_functions_reach_the_memory_of_their_caller(store: zwasm.Store) -> None:
    seen = []

    @zwasm.with_instance
    def f(instance: zwasm.Instance, at: int) -> int:
        seen.append(instance)
        return instance.memory("memory").read(at, 5)[0]

    one = caller(store, {"env": {"f": f, "g": lambda: 7}})
    two = caller(store, {("env", "f"): f, ("env", "g"): lambda: 7})
    one.memory("memory").write(8, b"J")
    assert (one.func("f")(8), two.func("f")(8)) == (ord("J"), ord("h"))
    assert seen[0] is one and seen[1] is two
    assert f(one, 9) == ord("e")


def test_one_host_function_knows_which_of_its_importers_calls(store: zwasm.Store) -> None:
    seen: list[Any] = []
    shared = zwasm.Func.host(store, ([zwasm.I32], [zwasm.I32]), zwasm.with_instance(lambda i, n: seen.append(i) or n))
    one, two = (caller(store, {"env": {"f": shared, "g": lambda: 7}}) for _ in range(2))
    two.func("f")(1)
    one.func("f")(2)
    shared.call([3])
    assert seen[0] is two and seen[1] is one and len(seen) == 3


def test_a_function_that_nobody_imports_gets_the_instance_that_was_entered(store: zwasm.Store) -> None:
    seen: list[Any] = []
    host = zwasm.Func.host(store, ([], [zwasm.I32]), zwasm.with_instance(lambda instance: seen.append(instance) or 3))
    assert host() == 3
    instance = caller(store, SHAPES["modules"])
    instance.table("table").set(0, host.ref)
    assert instance.func("through")() == 3
    assert seen == [None, instance]


def test_methods_and_classes_know_their_caller_too(store: zwasm.Store) -> None:
    class Host:
        def __init__(self) -> None:
            self.log = b""

        def f(self, instance: zwasm.Instance, n: int) -> int:
            self.log += instance.memory("memory").read(8, n)
            return 0

    host = Host()
    caller(store, {"env": {"f": zwasm.with_instance(host.f), "g": lambda: 7}}).func("f")(5)
    assert host.log == b"hello"


def test_a_start_function_has_a_caller(store: zwasm.Store) -> None:
    text = """(module (import "env" "f" (func $f)) (memory (export "m") 3) (func $s (call $f)) (start $s))"""
    seen = []
    f = zwasm.with_instance(lambda instance: seen.append((instance, instance.memory("m").size)))
    module = zwasm.Module(store, assembled(text))
    instance = zwasm.Instance(store, module, {"env": {"f": f}})
    assert seen == [(instance, 3 << 16)]
    later = zwasm.Instance(store, module, {"env": {"f": f}}, run_start=False)
    assert len(seen) == 1
    later.start()
    assert seen[1][0] is later


def test_callers_that_the_program_has_dropped(store: zwasm.Store) -> None:
    """The guest's functions live on without their instance's object, and so does what it exports."""
    f = zwasm.with_instance(
        lambda instance, n: instance.memory("memory").read(n, 1)[0] + len(instance.module.imports())
    )
    function = caller(store, {"env": {"f": f, "g": lambda: 7}}).func("f")
    gc.collect()
    assert function(8) == ord("h") + 2


def test_a_store_is_freed_with_its_instances() -> None:
    """Knowing the instances of a store keeps none of them, nor the store."""
    text = assembled('(module (memory (export "m") 1))')
    store = zwasm.Store()
    instance = zwasm.Instance(store, zwasm.Module(store, text))
    gone = weakref.ref(store)
    del store, instance
    assert gone() is None


@pytest.mark.parametrize("thing", [None, 5, "f"])
def test_what_cannot_be_called(thing: Any, store: zwasm.Store) -> None:
    with pytest.raises(TypeError, match="cannot be called"):
        zwasm.with_instance(thing)
    with pytest.raises(TypeError, match="cannot be called"):
        zwasm.Func.host(store, ([], []), thing)


# Numbers.


@pytest.fixture
def numbers(store: zwasm.Store) -> zwasm.Instance:
    return zwasm.Instance(store, zwasm.Module(store, assembled(NUMBERS)))


def test_calls_take_and_return_numbers(numbers: zwasm.Instance) -> None:
    f = numbers.func
    assert f("none")() is None
    assert f("max")() == -1 and f("max").call() == [0xFFFFFFFF]
    assert f("all")(1, -2, 1.5, -0.25) == [1, -2, 1.5, -0.25]
    assert f("all")(0xFFFFFFFF, 1 << 63, 3, 1 << 60) == [-1, -(1 << 63), 3.0, float(1 << 60)]
    assert f("half")(0.1) == pytest.approx(0.05, rel=1e-6) and f("half")(True) == 0.5
    assert f("half")(1e300) == math.inf and math.isnan(f("half")(math.nan))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "values", "error", "message"),
    [
        ("all", (1, 2, 3), zwasm.ZwasmError, "4 arguments expected, 3 given"),
        ("all", (1, 2, 3, 4, 5), zwasm.ZwasmError, "4 arguments expected, 5 given"),
        ("all", (1 << 32, 2, 3, 4), OverflowError, "does not fit in 32 bits"),
        ("all", (1, -(1 << 64), 3, 4), OverflowError, "does not fit in 64 bits"),
        ("all", (1.0, 2, 3, 4), TypeError, "float"),
        ("all", (1, 2, "3", 4), TypeError, "str"),
        ("all", (1, 2, 3, 10**400), OverflowError, "too large"),
        ("ref", (0,), TypeError, "externref is no number"),
        ("null", (), TypeError, "funcref is no number"),
        ("vector", (), TypeError, "v128 is no number"),
    ],
)
def test_calls_refuse(name: str, values: Any, error: type[Exception], message: str, numbers: zwasm.Instance) -> None:
    with pytest.raises(error, match=message):
        numbers.func(name)(*values)
    assert numbers.global_("touched").get() == 0, "refused before the guest ran"


def test_an_exported_function_is_imported_as_it_is(store: zwasm.Store, numbers: zwasm.Instance) -> None:
    """It can be called, but it is no host function."""
    half = numbers.func("half")
    text = '(module (import "env" "h" (func (param f32) (result f32))) (export "h" (func 0)))'
    assert zwasm.Instance(store, zwasm.Module(store, assembled(text)), {"env": {"h": half}}).func("h") == half


# Names, files, texts.


def test_exports_by_kind(store: zwasm.Store) -> None:
    instance = caller(store, SHAPES["modules"])
    assert isinstance(instance.func("f"), zwasm.Func) and instance.memory("memory").size == 65536
    assert instance.table("table").size == 2 and instance.global_("global").get() == (1 << 64) - 2
    find = {"function": instance.func, "memory": instance.memory, "table": instance.table, "tag": instance.tag}
    for what, get in {**find, "global": instance.global_}.items():
        for name in ("nothing", "memory" if what != "memory" else "f", ""):
            with pytest.raises(zwasm.ZwasmError, match=f"there is no exported {what} '{name}'"):
                get(name)


def test_modules_from_files(store: zwasm.Store, tmp_path: Path) -> None:
    wasm = tmp_path / "m.wasm"
    wasm.write_bytes(assembled('(module (func (export "f") (result i32) (i32.const 6)))'))
    compiled = tmp_path / "m.cwasm"
    compiled.write_bytes(zwasmc.compile(wasm.read_bytes()))
    for module in (
        zwasm.Module.from_file(store, wasm),
        zwasm.Module.from_file(store, str(wasm), interruptible=True),
        zwasm.Module.deserialize_file(store, compiled),
        zwasm.Module.deserialize_file(store, str(compiled)),
    ):
        assert zwasm.Instance(store, module).func("f")() == 6
    with pytest.raises(zwasm.LoadError, match=r"use Module\.deserialize"):
        zwasm.Module.from_file(store, compiled)
    with pytest.raises(zwasm.LoadError):
        zwasm.Module.deserialize_file(store, wasm)
    for load in (zwasm.Module.from_file, zwasm.Module.deserialize_file):
        with pytest.raises(FileNotFoundError):
            load(store, tmp_path / "nothing")
        with pytest.raises(IsADirectoryError):
            load(store, tmp_path)
        for thing in (0, None, store):  # above all no descriptor, which would be closed
            with pytest.raises(TypeError):
                load(store, thing)  # type: ignore[arg-type]


def test_objects_say_what_they_are(store: zwasm.Store) -> None:
    text = """(module
      (import "env" "f" (func))
      (memory (export "memory") 2)
      (table (export "table") 3 externref)
      (global (export "global") (mut f32) (f32.const 1))
      (global (export "constant") i64 (i64.const -1))
      (func (export "pair") (param i32 v128) (result f64 funcref) unreachable)
      (func (export "one") (result i32) unreachable))"""
    instance = zwasm.Instance(store, zwasm.Module(store, assembled(text)), {"env": {"f": lambda: None}})
    shown = {name: repr(extern) for name, extern in instance.exports.items()}
    assert shown == {
        "memory": "<zwasm.Memory of 131072 bytes>",
        "table": "<zwasm.Table of 3 externref>",
        "global": "<zwasm.Global mut f32 = 0x3f800000>",
        "constant": "<zwasm.Global i64 = 0xffffffffffffffff>",
        "pair": "<zwasm.Func (i32, v128) -> (f64, funcref)>",
        "one": "<zwasm.Func () -> i32>",
    }
    assert repr(instance.module) == "<zwasm.Module with 1 imports and 6 exports>"
    assert repr(instance) == "<zwasm.Instance with 6 exports>"
    tag = zwasm.Tag.new(store, ([zwasm.I32], []))
    assert repr(tag) == "<zwasm.Tag (i32)>"
    with zwasm.Wasi(["x"]) as wasi:
        assert (repr(store), repr(wasi)) == ("<zwasm.Store>", "<zwasm.Wasi>")
    store.close()
    assert (repr(store), repr(wasi)) == ("<closed zwasm.Store>", "<closed zwasm.Wasi>")
    for thing in (instance, instance.module, tag, *instance.exports.values()):
        assert repr(thing) == f"<zwasm.{type(thing).__name__} of a closed store>"


def test_a_decorated_function_is_itself() -> None:
    @zwasm.with_instance
    def log(instance: zwasm.Instance, at: int) -> None:
        """Write a line."""

    assert (log.__name__, log.__doc__) == ("log", "Write a line.")  # type: ignore[attr-defined]
    assert repr(log).startswith("<zwasm.with_instance <function ")
    assert zwasm.with_instance(Names()["f"]).call is twice


def test_version() -> None:
    assert zwasm.__version__ == VERSION
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = zwasm.nonsense  # type: ignore[attr-defined]


def test_the_package_names_what_it_has() -> None:
    assert sorted(zwasm.__all__) == sorted(set(zwasm.__all__)) and all(hasattr(zwasm, name) for name in zwasm.__all__)
    assert (ROOT / "loader" / "zwasm" / "py.typed").exists()


class Narrow:
    """An integer as other libraries have them: what it computes wraps at 32 bits."""

    def __init__(self, value: int) -> None:
        self.value = (value + 2**31) % 2**32 - 2**31

    def __index__(self) -> int:
        return self.value

    def __add__(self, other: Any) -> Narrow:
        return Narrow(self.value + int(other.__index__()))

    __radd__ = __add__

    def __gt__(self, other: int) -> bool:
        return self.value > other

    def __le__(self, other: int) -> bool:
        return self.value <= other


def test_numbers_of_other_libraries(store: zwasm.Store) -> None:
    memory = zwasm.Memory.new(store, 1)
    memory.write(Narrow(5), b"abc")
    assert memory.read(Narrow(5), Narrow(3)) == b"abc"
    with pytest.raises(IndexError):
        memory.read(Narrow(2**31 - 2), Narrow(8))
    table = zwasm.Table.new(store, zwasm.FUNCREF, 2)
    table.set(Narrow(1), 0)
    assert table.get(Narrow(1)) == 0
    with pytest.raises(IndexError):
        table.get(Narrow(2))


def test_what_owns_something_is_not_copied(store: zwasm.Store) -> None:
    for thing in (store, zwasm.Wasi(["prog"])):
        for copied in (copy.copy, copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError, match="cannot be copied"):
                copied(thing)


@pytest.mark.parametrize("given", [{"args": "prog"}, {"env": "A=B"}, {"preopens": "/tmp"}, {"preopens": ["/tmp"]}])
def test_one_string_is_not_several(given: dict[str, Any]) -> None:
    """As a sequence, "/tmp" would be the directory / by the name t."""
    with pytest.raises(TypeError, match="is one string, not a sequence"):
        zwasm.Wasi(**given)
