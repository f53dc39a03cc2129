"""The engines that the specification's tests run on, behind one interface over raw 64-bit values."""

from __future__ import annotations

import struct
from typing import Any, Protocol

from zwasmc.machine.x86_64.levels import native_level
from zwasmc.wasm.features import Features

F32_666_6 = int.from_bytes(struct.pack("<f", 666.6), "little")
F64_666_6 = int.from_bytes(struct.pack("<d", 666.6), "little")
FUEL = 200_000_000
REGISTERS = 0x80000

# The host module of the suite: functions that print (here: do nothing), globals, tables and memories.
SPECTEST_FUNCS = {
    "print": [],
    "print_i32": ["i32"],
    "print_i64": ["i64"],
    "print_f32": ["f32"],
    "print_f64": ["f64"],
    "print_i32_f32": ["i32", "f32"],
    "print_f64_f64": ["f64", "f64"],
}
SPECTEST_GLOBALS = {
    "global_i32": ("i32", 666),
    "global_i64": ("i64", 666),
    "global_f32": ("f32", F32_666_6),
    "global_f64": ("f64", F64_666_6),
}
SPECTEST_TABLES = {"table": False, "table64": True}


class EngineTrap(Exception):
    """Execution trapped; the message is the specification's."""


class EngineLink(Exception):
    """Instantiation found an import missing or of another type."""


class Session(Protocol):
    """A store with the spectest module."""

    def spectest(self) -> dict[str, Any]:
        """Return the exports of the host module."""

    def instantiate(self, compiled: Any, imports: dict[tuple[str, str], Any]) -> dict[str, Any]:
        """Instantiate a compiled module and return its exports."""

    def call(self, extern: Any, args: list[int]) -> list[int]:
        """Call an exported function."""

    def value(self, extern: Any) -> int:
        """Return the value of an exported global."""


class Engine(Protocol):
    """Compiles modules and opens sessions."""

    name: str

    def compile(self, wasm: bytes, features: Features) -> Any:
        """Compile a module; raises CompileError."""

    def session(self) -> Session:
        """Open a fresh store."""


class InterpreterSession:
    """A store of the interpreter."""

    def __init__(self) -> None:
        from zwasmc.interp.instance import Store

        self.store = Store(FUEL)
        self.store.machine.max_registers = REGISTERS

    def spectest(self) -> dict[str, Any]:
        """Make the host module."""
        from zwasmc.interp.store import Global, Memory, Table
        from zwasmc.wasm import types

        codes = {"i32": types.I32, "i64": types.I64, "f32": types.F32, "f64": types.F64}
        exports: dict[str, Any] = {}
        for name, params in SPECTEST_FUNCS.items():
            exports[name] = self.store.host_function(types.FuncType([codes[p] for p in params], []), lambda args: [])
        for name, (kind, value) in SPECTEST_GLOBALS.items():
            exports[name] = Global(codes[kind], False, value)
        for name, is64 in SPECTEST_TABLES.items():
            exports[name] = Table(10, 20, types.FUNCREF, is64, 0)
        exports["memory"] = Memory(1, 2, 16, False)
        exports["shared_memory"] = Memory(1, 2, 16, False, True)
        return exports

    def instantiate(self, compiled: Any, imports: dict[tuple[str, str], Any]) -> dict[str, Any]:
        """Instantiate in this store."""
        from zwasmc.interp.trap import LinkError, Trap

        self.store.machine.fuel = FUEL
        try:
            return self.store.instantiate(compiled, imports).exports
        except Trap as trap:
            raise EngineTrap(trap.message) from None
        except LinkError as error:
            raise EngineLink(str(error)) from None

    def call(self, extern: Any, args: list[int]) -> list[int]:
        """Call with fresh fuel."""
        from zwasmc.interp.trap import Trap

        self.store.machine.fuel = FUEL
        try:
            return self.store.invoke(extern, args)
        except Trap as trap:
            raise EngineTrap(trap.message) from None

    def value(self, extern: Any) -> int:
        """Read a global."""
        return int(extern.get())


class Interpreter:
    """The reference interpreter; every function is checked by ``zir/check.py``."""

    def compile(self, wasm: bytes, features: Features) -> Any:
        """Read, validate and lower."""
        from zwasmc.interp.instance import Program

        return Program(wasm, features, verify=True)

    def session(self) -> Session:
        """Open a store."""
        return InterpreterSession()


class NativeSession:
    """A store of libzwasm."""

    def __init__(self) -> None:
        import zwasm

        self.zwasm = zwasm
        self.store = zwasm.Store()

    def spectest(self) -> dict[str, Any]:
        """Make the host module."""
        z = self.zwasm
        codes = {"i32": z.I32, "i64": z.I64, "f32": z.F32, "f64": z.F64}
        exports: dict[str, Any] = {}
        for name, params in SPECTEST_FUNCS.items():
            kind = ([codes[p] for p in params], list[int]())
            exports[name] = z.Func.host(self.store, kind, lambda *args: None)
        for name, (kind_name, value) in SPECTEST_GLOBALS.items():
            exports[name] = z.Global.new(self.store, codes[kind_name], False, value)
        for name, is64 in SPECTEST_TABLES.items():
            exports[name] = z.Table.new(self.store, z.FUNCREF, 10, 20, is64=is64)
        exports["memory"] = z.Memory.new(self.store, 1, 2)
        exports["shared_memory"] = z.Memory.new(self.store, 1, 2, shared=True)
        return exports

    def instantiate(self, compiled: Any, imports: dict[tuple[str, str], Any]) -> dict[str, Any]:
        """Load and instantiate in this store."""
        try:
            module = self.zwasm.Module.deserialize(self.store, compiled)
            return dict(self.zwasm.Instance(self.store, module, imports).exports)
        except self.zwasm.Trap as trap:
            raise EngineTrap(trap.message) from None
        except self.zwasm.LinkError as error:
            raise EngineLink(str(error)) from None

    def call(self, extern: Any, args: list[int]) -> list[int]:
        """Call compiled code."""
        try:
            return list(extern.call(args))
        except self.zwasm.Trap as trap:
            raise EngineTrap(trap.message) from None

    def value(self, extern: Any) -> int:
        """Read a global."""
        return int(extern.get())


class Native:
    """Compiled code in libzwasm; ZIR and register allocation are checked too."""

    def __init__(self, cpu: str = "v3") -> None:
        self.cpu = cpu

    def compile(self, wasm: bytes, features: Features) -> Any:
        """Compile to a container."""
        from zwasmc.options import Options
        from zwasmc.pipeline import Pipeline

        return Pipeline(Options(features=features, cpu=self.cpu, verify=True)).container(wasm)

    def session(self) -> Session:
        """Open a store."""
        return NativeSession()


ENGINES = ("interpreter", "native")
LEVELS = ("v2", "v4")
"""Further engines for scripts about vectors: native code for the other levels."""


def engine(name: str) -> Engine | None:
    """Return an engine by name; None when it is not built here."""
    if name == "interpreter":
        return Interpreter()
    try:
        NativeSession()
    except (ImportError, OSError):
        return None
    return Native(name if name in LEVELS else "v3")


def too_new(name: str) -> bool:
    """Say whether this machine lacks what an engine's code needs."""
    return name in LEVELS and int(name[1:]) > native_level()
