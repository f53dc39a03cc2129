"""Random sequences of calls of the Python API, with containers in FOLDER: api_fuzz_python.py FOLDER SEED FIRST COUNT.

Every method may fail with the exceptions that it documents, and with no others; nothing may happen to the process.
"""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import zwasm

TYPES = [zwasm.I32, zwasm.I64, zwasm.F32, zwasm.F64, zwasm.V128, zwasm.FUNCREF, zwasm.EXTERNREF]
DOCUMENTED = (zwasm.ZwasmError, ValueError, OverflowError, IndexError, MemoryError)
NUMBERS = [0, 1, 2, 3, 7, 255, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1, 2**64 - 1, -1, -(2**31), 2**128, 2**64]
MOST = 60


class Raised(Exception):
    """What host functions raise of their own."""


class World:
    """A store, and what was made in it: all of it may be used after the store is closed."""

    def __init__(self, rng: random.Random, containers: list[bytes]) -> None:
        self.rng = rng
        self.containers = containers
        self.store = zwasm.Store(rng.choice([None, None, None, 1 << 20]))
        self.modules: list[zwasm.Module] = []
        self.instances: list[zwasm.Instance] = []
        self.externs: list[Any] = []
        self.depth = 0
        self.open = True

    def value(self, type: int) -> int:
        """A raw value; references to functions are true or null."""
        if type & 0xFF in (0x63, 0x64) and type != zwasm.EXTERNREF:
            funcs = [e for e in self.externs if isinstance(e, zwasm.Func)] if type == zwasm.FUNCREF else []
            return self.rng.choice(funcs).ref if funcs and self.open else 0
        return self.rng.choice(NUMBERS)

    def keep(self, found: list[Any], item: Any) -> None:
        """Add to a list, at a random place once it is long."""
        found.append(item)
        if len(found) > MOST:
            del found[self.rng.randrange(MOST)]

    def host(self, results: list[int]) -> Callable[..., Any]:
        """A host function that does anything."""
        def call(*_values: int) -> Any:
            what = self.rng.randrange(10)
            if what == 0:
                raise Raised
            if what == 1:
                raise zwasm.Exit(self.rng.randrange(256))
            if what == 2:
                raise zwasm.Trap(self.rng.randrange(1, 12))
            if what == 3:
                self.store.close()  # refused: a call is active
            if what == 4:
                return "nonsense"
            if what < 8 and self.depth < 3:
                self.depth += 1
                try:
                    step(self)
                finally:
                    self.depth -= 1
            return [self.value(t) for t in results]
        return call

    def func_type(self) -> tuple[list[int], list[int]]:
        """A random function type."""
        return (self.rng.choices(TYPES, k=self.rng.randrange(4)), self.rng.choices(TYPES, k=self.rng.randrange(3)))


def load(w: World) -> None:
    data = w.rng.choice(w.containers)
    if w.rng.randrange(8) == 0:
        data = data[:w.rng.randrange(len(data))]
    w.keep(w.modules, zwasm.Module.deserialize(w.store, data))


def instantiate(w: World) -> None:
    if not w.modules:
        return
    module = w.rng.choice(w.modules)
    imports: dict[tuple[str, str], Any] = {}
    for origin, name, kind, type in module.imports():
        fitting = [e for e in w.externs if e.kind == kind and w.rng.randrange(2)]
        if kind == 0 and w.rng.randrange(3):
            params, results = zwasm._objects.functype_of(type.type_id)
            imports[origin, name] = w.rng.choice([w.host(results), zwasm.Func.host(w.store, (params, results),
                                                                                   w.host(results))])
        elif kind == 2 and not fitting:
            imports[origin, name] = zwasm.Memory.new(w.store, type.min + w.rng.randrange(2))
        elif kind == 3 and not fitting:
            imports[origin, name] = zwasm.Global.new(w.store, type.type, bool(type.is_mutable), 0)
        elif kind == 1 and not fitting:
            imports[origin, name] = zwasm.Table.new(w.store, type.type, type.min, 50)
        elif fitting:
            imports[origin, name] = w.rng.choice(fitting)
    wasi = w.rng.choice([None, zwasm.Wasi(["fuzz"], stdin=-1, stdout=-1, stderr=-1)])
    instance = zwasm.Instance(w.store, module, imports, wasi=wasi, run_start=w.rng.random() < 0.7)
    w.keep(w.instances, instance)
    for external in instance.exports.values():
        w.keep(w.externs, external)


def call(w: World) -> None:
    funcs = [e for e in w.externs if isinstance(e, zwasm.Func)]
    if not funcs:
        return
    func = w.rng.choice(funcs)
    for type, value in zip(func.results, func.call([w.value(t) for t in func.params]), strict=True):
        if type == zwasm.FUNCREF and value:
            w.keep(w.externs, w.store.func(value))


def make(w: World) -> None:
    what = w.rng.randrange(5)
    if what == 0:
        type = w.func_type()
        w.keep(w.externs, zwasm.Func.host(w.store, type, w.host(type[1])))
    elif what == 1:
        type = w.rng.choice([zwasm.FUNCREF, zwasm.EXTERNREF])
        w.keep(w.externs, zwasm.Table.new(w.store, type, w.rng.randrange(5), w.rng.choice([None, 3, 9]), w.value(type)))
    elif what == 2:
        w.keep(w.externs, zwasm.Memory.new(w.store, w.rng.randrange(4), w.rng.choice([None, 2, 9]),
                                           is64=w.rng.randrange(4) == 0))
    elif what == 3:
        kind = w.rng.choice(TYPES)
        w.keep(w.externs, zwasm.Global.new(w.store, kind, w.rng.random() < 0.5, w.value(kind)))
    else:
        w.keep(w.externs, zwasm.Tag.new(w.store, w.func_type()))


def touch(w: World) -> None:
    if not w.externs:
        return
    e = w.rng.choice(w.externs)
    e.extern_type()
    if isinstance(e, zwasm.Memory):
        at, n = w.rng.choice(NUMBERS), w.rng.randrange(100)
        e.write(at, bytes(n))
        assert e.read(at, n) == bytes(n)
        e.grow(w.rng.choice([0, 1, 2, 10**6]))
    elif isinstance(e, zwasm.Table):
        if e.size:
            at, value = w.rng.randrange(e.size), w.value(e.type)
            e.set(at, value)
            assert e.get(at) == value
        e.grow(w.rng.choice([0, 1, 100, 2**40]), w.value(e.type))
    elif isinstance(e, zwasm.Global):
        e.set(w.value(e.type))
    elif isinstance(e, zwasm.Func):
        assert w.store.func(e.ref) == e


def forget(w: World) -> None:
    if w.modules and w.rng.randrange(2):
        w.rng.choice(w.modules).close()
    for found in (w.modules, w.instances, w.externs):
        if found and w.rng.randrange(2):
            del found[w.rng.randrange(len(found))]  # type: ignore[attr-defined]
    if w.rng.randrange(30) == 0:
        gc.collect()


STEPS = [load, instantiate, instantiate, call, call, call, call, make, touch, touch, forget]


def step(w: World) -> None:
    """Do one thing, which may fail as documented."""
    try:
        w.rng.choice(STEPS)(w)
    except (*DOCUMENTED, Raised):
        pass
    except TypeError as error:
        if "host function returned" not in str(error) and "str" not in str(error):
            raise


def run(rng: random.Random, containers: list[bytes]) -> None:
    """One sequence, over two stores."""
    worlds = [World(rng, containers) for _ in range(2)]
    for _ in range(10 + rng.randrange(50)):
        w = rng.choice(worlds)
        if rng.randrange(80) == 0:
            w.store.close()
            w.open = False
        step(w)
    for w in worlds:
        if rng.randrange(2):
            w.store.close()


def main() -> None:
    """Command line."""
    folder, seed, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    containers = [p.read_bytes() for p in sorted(folder.glob("*.cwasm")) if not p.name.startswith("spin")]
    numbers = [n for n in range(first, first + count) if n % 20 == 19]  # the others are made in C
    for number in numbers:
        print(f"sequence {number}", file=sys.stderr, flush=True)
        run(random.Random(f"{seed}/{number}"), containers)
    print(f"{len(numbers)} sequences in Python")


if __name__ == "__main__":
    main()
