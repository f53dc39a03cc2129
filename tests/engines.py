"""One module run by wasmtime, by the interpreter and by native code, observed alike.

``observe(wasm, calls)`` of an engine instantiates the module, makes the calls and returns a list of observations: the
outcome of each call (results as bits, or a trap kind), all globals, size and checksum of each memory, and a hash of
what host functions were given.  Equal lists mean equal behaviour.  "call stack exhausted" depends on the engine: an
observation with it is `WILDCARD`, and nothing after it is compared.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import Any

import wasmtime

from generate import F32, F64, I32

Calls = list[tuple[str, list[int]]]
WILDCARD = "call stack exhausted"
MASK32, MASK64 = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF
TRAPS = {
    "STACK_OVERFLOW": WILDCARD,
    "MEMORY_OUT_OF_BOUNDS": "out of bounds memory access",
    "TABLE_OUT_OF_BOUNDS": "out of bounds table access",
    "INDIRECT_CALL_TO_NULL": "uninitialized element",
    "BAD_SIGNATURE": "indirect call type mismatch",
    "INTEGER_OVERFLOW": "integer overflow",
    "INTEGER_DIVISION_BY_ZERO": "integer divide by zero",
    "BAD_CONVERSION_TO_INTEGER": "invalid conversion to integer",
    "UNREACHABLE": "unreachable",
    "HEAP_MISALIGNED": "unaligned atomic",
    "ATOMIC_WAIT_NON_SHARED_MEMORY": "expected shared memory",
}
FRAMES = 8
"""Of a trap's backtrace, this many innermost frames are compared: function and offset in the module."""
INNERMOST = re.compile(r":0x[0-9a-f]+")
SAME = {"undefined element": "out of bounds table access"}
CODES = {"i32": I32, "i64": 0x7E, "f32": F32, "f64": F64}
FUEL = "fuel"


class Host:
    """The host functions: results depend on name and arguments; everything they are given goes into a hash."""

    def __init__(self) -> None:
        self.hash = 0

    def call(self, name: str, params: list[int], results: list[int], args: list[int]) -> list[int]:
        """Take and return raw bits; NaNs are alike."""
        for t, bits in zip(params, args):
            is_nan = bits & 0x7FFFFFFF > 0x7F800000 if t == F32 else bits & (MASK64 >> 1) > 0x7FF0000000000000
            if t in (F32, F64) and is_nan:
                bits = 0x7FC0
            self.hash = (self.hash * 0x100000001B3 + bits + 1) & MASK64
        self.hash ^= zlib.crc32(name.encode())
        out = []
        for k, t in enumerate(results):
            x = (self.hash >> (k & 15)) & MASK64
            if t == I32:
                out.append(x & MASK32)
            elif t == F32:
                out.append(struct.unpack("<I", struct.pack("<f", float(x & 0xFFFF)))[0])
            elif t == F64:
                out.append(struct.unpack("<Q", struct.pack("<d", float(x & 0xFFFFFF)))[0])
            else:
                out.append(x)
        return out


def same_trap(message: str) -> str:
    """Return the kind of trap: messages that engines choose between are one."""
    return SAME.get(message, message)


def trapped(message: str, frames: list[tuple[int, int]]) -> str:
    """Return the outcome of a call that trapped."""
    kind = same_trap(message)
    if kind == WILDCARD:
        return kind
    return " ".join([kind, *(f"{index}:{offset:#x}" for index, offset in frames[:FRAMES])])


def signature(engine_type: Any) -> tuple[list[int], list[int]]:
    """Return the codes of a wasmtime function type."""
    return [CODES[str(t)] for t in engine_type.params], [CODES[str(t)] for t in engine_type.results]


class Wasmtime:
    """wasmtime with canonical NaNs."""

    name = "wasmtime"

    def __init__(self) -> None:
        config = wasmtime.Config()
        config.cranelift_nan_canonicalization = True
        config.max_wasm_stack = 1 << 20
        config.cranelift_opt_level = "none"
        config.parallel_compilation = False
        config.wasm_multi_memory = True
        wasmtime._bindings.wasmtime_config_wasm_relaxed_simd_deterministic_set(config.ptr(), True)
        self.engine = wasmtime.Engine(config)
        self.last: tuple[bytes, wasmtime.Module] | None = None

    def module(self, wasm: bytes) -> wasmtime.Module:
        """Return the compiled module; the last one is kept."""
        if self.last is None or self.last[0] != wasm:
            self.last = (wasm, wasmtime.Module(self.engine, wasm))
        return self.last[1]

    def functions(self, wasm: bytes) -> list[tuple[str, list[int]]]:
        """Return the exported functions ``f…`` with their parameter types."""
        module = self.module(wasm)
        found = [(e.name, e.type) for e in module.exports if e.name[:1] == "f" and e.name != FUEL]
        return [(name, signature(t)[0]) for name, t in found if isinstance(t, wasmtime.FuncType)]

    def valid(self, wasm: bytes) -> str:
        """Return "" for a valid module, else wasmtime's complaint."""
        try:
            wasmtime.Module.validate(self.engine, wasm)
        except wasmtime.WasmtimeError as error:
            return str(error)
        return ""

    def refusal(self, wasm: bytes) -> str:
        """Return why a module can't be observed, "" if it can."""
        complaint = " ".join(self.valid(wasm).split())
        module = None if complaint else self.module(wasm)
        for item in [*module.imports, *module.exports] if module else []:
            if isinstance(item.type, wasmtime.FuncType):
                for t in [*item.type.params, *item.type.results]:
                    if str(t) not in CODES:
                        return f"function {item.name}: values of type {t} are not compared"
        return complaint

    def observe(self, wasm: bytes, calls: Calls) -> list[Any]:
        """Run the calls."""
        module = self.module(wasm)
        store = wasmtime.Store(self.engine)
        host = Host()
        imports = []
        for item in module.imports:
            if isinstance(item.type, wasmtime.FuncType):
                imports.append(wasmtime.Func(store, item.type, self.host_call(host, item.name or "", item.type)))
            elif isinstance(item.type, wasmtime.GlobalType):
                kind = str(item.type.content)
                imports.append(wasmtime.Global(store, item.type, 7.0 if kind[0] == "f" else 7))
            else:
                imports.append(wasmtime.Memory(store, item.type))
        out: list[Any] = []
        try:
            instance = wasmtime.Instance(store, module, imports)
        except wasmtime.Trap as trap:
            return [same_trap(TRAPS.get(trap.trap_code.name, trap.trap_code.name)), host.hash]
        exports = {e.name: x for e, x in zip(module.exports, instance.exports(store).values())}
        types = {e.name: signature(e.type) for e in module.exports if isinstance(e.type, wasmtime.FuncType)}
        fuel = exports.get(FUEL)
        amount = fuel.value(store) if fuel else 0
        for name, args in calls:
            if fuel:
                fuel.set_value(store, amount)
            outcome = self.call(store, exports[name], types[name], args)
            out.append(outcome)
            if outcome == WILDCARD:
                break
            if "globals" in exports:
                out.append(self.call(store, exports["globals"], types["globals"], []))
            for number in range(2):
                memory = exports.get(f"mem{number or ''}")
                if memory is not None:
                    size = memory.data_len(store)
                    out.append((size, zlib.crc32(memory.read(store, 0, size))))
            out.append(host.hash)
        return out

    def host_call(self, host: Host, name: str, type: wasmtime.FuncType) -> Any:
        """Make a host function."""
        params, results = signature(type)

        def call(*args: Any) -> Any:
            out = host.call(name, params, results, [to_bits(t, x) for t, x in zip(params, args)])
            values = [from_bits(t, x) for t, x in zip(results, out)]
            return values[0] if len(values) == 1 else values if values else None

        return call

    def call(self, store: wasmtime.Store, function: Any, types: tuple[list[int], list[int]], args: list[int]) -> Any:
        """Call with integer bits."""
        params, results = types
        try:
            value = function(store, *[from_bits(t, x) for t, x in zip(params, args)])
        except wasmtime.Trap as trap:
            frames = [(frame.func_index, frame.module_offset or 0) for frame in trap.frames]
            return trapped(TRAPS.get(trap.trap_code.name, trap.trap_code.name), frames)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [to_bits(t, x) for t, x in zip(results, values)]


def from_bits(t: int, x: int) -> int | float:
    """Return wasmtime's Python value of raw bits."""
    if t == I32:
        return x - (1 << 32) if x >> 31 & 1 else x
    if t == F32:
        return float(struct.unpack("<f", struct.pack("<I", x))[0])
    if t == F64:
        return float(struct.unpack("<d", struct.pack("<Q", x))[0])
    return x - (1 << 64) if x >> 63 & 1 else x


def to_bits(t: int, x: Any) -> int:
    """Return the raw bits of wasmtime's Python value."""
    if t == I32:
        return int(x) & MASK32
    if t == F32:
        return int(struct.unpack("<I", struct.pack("<f", x))[0])
    if t == F64:
        return int(struct.unpack("<Q", struct.pack("<d", x))[0])
    return int(x) & MASK64


class Interpreter:
    """The reference interpreter."""

    name = "interpreter"

    def __init__(self, **options: Any) -> None:
        self.options = options

    def observe(self, wasm: bytes, calls: Calls) -> list[Any]:
        """Run the calls."""
        from zwasmc.interp.instance import Program, Store
        from zwasmc.interp.store import Global, Memory
        from zwasmc.interp.trap import Trap

        program = Program(wasm, canonical_nans=True, **self.options)
        store = Store(200_000_000)
        host = Host()
        imports: dict[tuple[str, str], Any] = {}
        for item in program.module.imports:
            if item.kind == 0:
                kind = program.module.func_type(item.index)
                imports[item.module, item.name] = store.host_function(kind, host_entry(host, item.name, kind))
            elif item.kind == 3:
                declared = program.module.globals[item.index]
                imports[item.module, item.name] = Global(declared.type, declared.mutable, seven(declared.type))
            else:
                memory = program.module.memories[item.index]
                most = -1 if memory.max is None else memory.max
                imports[item.module, item.name] = Memory(memory.min, most, memory.page_log2, memory.is64)

        def call(function: Any, args: list[int]) -> Any:
            try:
                values = store.invoke(function, args)
            except Trap as trap:
                return trapped(trap.message, trap.frames)
            return [x & MASK64 for x in values]

        try:
            exports = store.instantiate(program, imports).exports
        except Trap as trap:
            return [same_trap(trap.message), host.hash]
        out: list[Any] = []
        fuel: Any = exports.get(FUEL)
        amount = fuel.value if fuel else 0
        for name, args in calls:
            if fuel:
                fuel.value = amount
            outcome = call(exports[name], args)
            out.append(outcome)
            if outcome == WILDCARD:
                break
            if "globals" in exports:
                out.append(call(exports["globals"], []))
            for number in range(2):
                memory = exports.get(f"mem{number or ''}")
                if isinstance(memory, Memory):
                    size = len(memory.data)
                    out.append((size, zlib.crc32(memory.read(0, size))))
            out.append(host.hash)
        return out


def seven(t: int) -> int:
    """Return the bits of the value 7 of a type: what imported globals start with."""
    if t == F32:
        return 0x40E00000
    return 0x401C000000000000 if t == F64 else 7


def host_entry(host: Host, name: str, kind: Any) -> Any:
    """Return a host function on raw bits, as a list."""
    params, results = list(kind.params), list(kind.results)
    return lambda args: host.call(name, params, results, [x & MASK64 for x in args])


class Native:
    """Compiled code; ``options`` are those of `zwasmc.Options`."""

    def __init__(self, name: str, options: dict[str, Any]) -> None:
        self.name = name
        self.options = options

    def compile(self, wasm: bytes) -> bytes:
        """Return the container."""
        from zwasmc.options import Options
        from zwasmc.pipeline import Pipeline

        return Pipeline(Options(**{"canonical_nans": True, "verify": True, **self.options})).container(wasm)

    def observe(self, wasm: bytes, calls: Calls) -> list[Any]:
        """Compile and run the calls."""
        return self.run(self.compile(wasm), calls)

    def run(self, container: bytes, calls: Calls) -> list[Any]:
        """Run the calls."""
        import zwasm

        host = Host()
        with zwasm.Store() as store:
            module = zwasm.Module.deserialize(store, container)
            imports: dict[tuple[str, str], Any] = {}
            for origin, name, kind, type in module.imports():
                if kind == zwasm._objects.KIND_FUNC:
                    types = zwasm._objects.functype_of(type.type_id)
                    imports[origin, name] = native_host(store, host, name, types)
                elif kind == zwasm._objects.KIND_GLOBAL:
                    value = seven(type.type)
                    imports[origin, name] = zwasm.Global.new(store, type.type, bool(type.is_mutable), value)
                else:
                    most = None if type.max == MASK64 else type.max
                    imports[origin, name] = zwasm.Memory.new(store, type.min, most)

            def call(function: Any, args: list[int]) -> Any:
                try:
                    return function.call(args)
                except zwasm.Trap as trap:
                    return trapped(trap.message, [(frame.func_index, frame.wasm_offset) for frame in trap.backtrace])

            try:
                exports = zwasm.Instance(store, module, imports).exports
            except zwasm.Trap as trap:
                return [same_trap(trap.message), host.hash]
            out: list[Any] = []
            fuel: Any = exports.get(FUEL)
            amount = fuel.get() if fuel else 0
            for name, args in calls:
                if fuel:
                    fuel.set(amount)
                outcome = call(exports[name], args)
                out.append(outcome)
                if outcome == WILDCARD:
                    break
                if "globals" in exports:
                    out.append(call(exports["globals"], []))
                for number in range(2):
                    memory = exports.get(f"mem{number or ''}")
                    if isinstance(memory, zwasm.Memory):
                        size = memory.size
                        out.append((size, zlib.crc32(memory.read(0, size))))
                out.append(host.hash)
            return out


def native_host(store: Any, host: Host, name: str, types: tuple[list[int], list[int]]) -> Any:
    """Return a host function of the native runtime."""
    import zwasm

    params, results = types
    return zwasm.Func.host(store, types, lambda *args: host.call(name, params, results, list(args)))


def without_place(outcome: Any) -> Any:
    """Return an outcome without the place of a memory access: wasmtime names what it folds a load into."""
    if isinstance(outcome, str) and outcome.startswith("out of bounds memory"):
        return INNERMOST.sub("", outcome, count=1)
    return outcome


def difference(expected: list[Any], found: list[Any], exact: bool = False) -> str:
    """Return "" when two observations agree, else the first difference; ``exact`` compares places of accesses too."""
    for number, (a, b) in enumerate(zip(expected, found)):
        if WILDCARD in (a, b):
            return ""
        if a != b and (exact or without_place(a) != without_place(b)):
            return f"observation {number}: {shown(b)} instead of {shown(a)}"
    return "" if len(expected) == len(found) else "a different number of observations"


def shown(x: Any) -> str:
    """Print an observation."""
    return "[" + ", ".join(f"{v:#x}" for v in x) + "]" if isinstance(x, list) else str(x)
