"""Runs one script of the specification's suite on an engine and counts its assertions.

Every assertion is counted exactly once: passed, failed, unsupported (it needs a module that uses a proposal which is
not implemented; wasmtime without exactly that proposal must refuse the module too), or text (about the text format,
which has no parser here: wasmtime's refuses it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import wasmtime

from spec_engines import Engine, EngineLink, EngineTrap
from wast import Command, ModuleSource, Value, parse_value, read_script
from zwasmc.errors import CompileError, Invalid, Malformed, Unsupported
from zwasmc.wasm.features import Features
from zwasmc.wasm.read import read_module
from zwasmc.wasm.rules import validate_bodies

MASKS = {kind: (1 << int(kind[1:])) - 1 for kind in ("i8", "i16", "i32", "i64", "f32", "f64")}
CANONICAL = {"f32": (0x7FFFFFFF, 0x7FC00000), "f64": (0x7FFFFFFFFFFFFFFF, 0x7FF8000000000000)}
ARITHMETIC = {"f32": (0x7FC00000, 0x7FC00000), "f64": (0x7FF8000000000000, 0x7FF8000000000000)}


# Folder -> proposals that its scripts, based on an older specification, do not know: they are switched off.
BASED_ON = {"threads": ("multi-memory", "reference-types")}


@dataclass
class Tally:
    """What became of a script's assertions."""

    total: int = 0
    passed: int = 0
    text: int = 0
    unsupported: int = 0
    failures: list[str] = field(default_factory=list)


class NotSupported(Exception):
    """What is asked for depends on a module that uses an unimplemented proposal."""


class TextOnly(Exception):
    """The assertion is about the text format."""


class Wrong(Exception):
    """The assertion does not hold."""


# Proposal -> switches of wasmtime's configuration that have to be off with it.
SWITCHES = {
    "simd": ["wasm_simd", "wasm_relaxed_simd"],
    "relaxed-simd": ["wasm_relaxed_simd"],
    "function-references": ["wasm_function_references", "wasm_gc"],
    "tail-call": ["wasm_tail_call"],
    "exceptions": ["wasm_exceptions"],
    "legacy-exceptions": ["wasm_exceptions"],
    "gc": ["wasm_gc"],
    "memory64": ["wasm_memory64"],
    "multi-memory": ["wasm_multi_memory"],
    "threads": ["wasm_threads"],
    "wide-arithmetic": ["wasm_wide_arithmetic"],
    "custom-page-sizes": ["wasm_custom_page_sizes"],
}


@cache
def wasmtime_without(proposal: str) -> wasmtime.Engine:
    """Return a wasmtime engine with everything on but one proposal."""
    config = wasmtime.Config()
    off = SWITCHES[proposal]
    for switch in sorted({switch for switches in SWITCHES.values() for switch in switches}):
        setattr(config, switch, switch not in off)
    return wasmtime.Engine(config)


def check_unsupported(error: Unsupported, wasm: bytes) -> None:
    """An unsupported module is acceptable only where wasmtime without the named proposal refuses it as well."""
    hit = re.search(r"proposal ([a-z0-9-]+)", str(error))
    if hit is None or hit.group(1) not in SWITCHES:
        raise Wrong(f"refused without naming a proposal: {error}")
    try:
        wasmtime.Module.validate(wasmtime_without(hit.group(1)), wasm)
    except wasmtime.WasmtimeError:
        return
    raise Wrong(f"refused, but wasmtime without {hit.group(1)} accepts it: {error}")


def assemble(source: ModuleSource) -> bytes:
    """Return the binary of a module."""
    if source.kind == "binary":
        return source.data
    text = source.text
    if source.kind == "quote":
        text = source.data.decode("utf-8", "surrogateescape")
        if not re.match(r"(\s|;;[^\n]*\n)*\(\s*module\b", text):
            text = f"(module {text})"
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return bytes(wasmtime.wat2wasm(raw))
    except wasmtime.WasmtimeError:
        if raw.isascii() or source.kind == "quote":
            raise
    # The assembler refuses some characters that look alike, but not their escapes.
    return bytes(wasmtime.wat2wasm("".join(c if c < "\x80" else f"\\u{{{ord(c):x}}}" for c in text)))


def matches(value: Value, got: int) -> bool:
    """Tell whether a result is the expected one."""
    if value.kind == "either":
        return any(matches(option, got) for option in value.lanes)
    if value.pattern == "nan:canonical":
        mask, want = CANONICAL[value.kind]
        return got & mask == want
    if value.pattern == "nan:arithmetic":
        mask, want = ARITHMETIC[value.kind]
        return got & mask == want
    if value.kind == "v128":
        lanes = 128 // len(value.lanes)
        return all(matches(lane, got >> (k * lanes) & ((1 << lanes) - 1)) for k, lane in enumerate(value.lanes))
    if value.kind in MASKS:
        assert value.bits is not None
        return got & MASKS[value.kind] == value.bits & MASKS[value.kind]
    if value.kind == "ref.null":
        return got == 0
    if value.kind in ("ref.extern", "ref.host"):
        return got != 0 if value.bits is None else got == value.bits + 1
    if value.kind == "ref.func":
        return got != 0
    raise Wrong(f"no rule for {value.kind}")


def argument(value: Value) -> int:
    """Return the raw value of an argument; external reference n is n + 1, since null is 0."""
    if value.kind in ("ref.extern", "ref.host"):
        assert value.bits is not None
        return value.bits + 1
    if value.kind == "v128":
        width = 128 // len(value.lanes)
        return sum(argument(lane) << (k * width) for k, lane in enumerate(value.lanes))
    if value.bits is None:
        raise NotSupported(value.kind)
    return value.bits


class Script:
    """The state of a running script."""

    def __init__(self, engine: Engine, unknown: tuple[str, ...]) -> None:
        self.engine = engine
        self.unknown = unknown
        self.features = Features()
        for name in unknown:
            self.features.set(name, False)
        self.session = engine.session()
        self.registered: dict[str, dict[str, Any] | None] = {"spectest": self.session.spectest()}
        self.named: dict[str, dict[str, Any] | None] = {}
        self.current: dict[str, Any] | None = None
        self.definitions: dict[str, tuple[bytes, Any]] = {}

    def compile(self, source: ModuleSource) -> tuple[bytes, Any]:
        """Assemble and compile; None stands for a module that uses an unimplemented proposal."""
        wasm = assemble(source)
        try:
            return wasm, self.engine.compile(wasm, self.features)
        except Unsupported as error:
            check_unsupported(error, wasm)
            return wasm, None

    def instantiate(self, wasm: bytes, compiled: Any) -> dict[str, Any]:
        """Instantiate a compiled module with the registered ones."""
        if compiled is None:
            raise NotSupported("module")
        wanted = {item.module for item in read_module(wasm, self.features).imports}
        imports: dict[tuple[str, str], Any] = {}
        for name in wanted & self.registered.keys():
            exports = self.registered[name]
            if exports is None:
                raise NotSupported(name)
            for key, extern in exports.items():
                imports[name, key] = extern
        return self.session.instantiate(compiled, imports)

    def module(self, source: ModuleSource) -> None:
        """Execute a module command."""
        if source.kind == "instance":
            wasm, compiled = self.definitions[source.of]
        else:
            wasm, compiled = self.compile(source)
            if source.definition:
                self.definitions[source.name] = self.definitions[""] = (wasm, compiled)
                return
        try:
            self.current = self.instantiate(wasm, compiled)
        except NotSupported:
            self.current = None
        if source.name:
            self.named[source.name] = self.current

    def exports(self, forms: list[object]) -> tuple[dict[str, Any], list[object]]:
        """Return the exports of the instance an action names, and the rest of the action."""
        instance = self.current
        if forms and isinstance(forms[0], str) and forms[0].startswith("$"):
            instance = self.named[forms[0]]
            forms = forms[1:]
        if instance is None:
            raise NotSupported("instance")
        return instance, forms

    def action(self, form: object) -> list[int]:
        """Perform an invoke or get."""
        assert isinstance(form, list)
        exports, rest = self.exports(form[1:])
        name = rest[0]
        assert isinstance(name, bytes)
        extern = exports[name.decode()]
        if form[0] == "get":
            return [self.session.value(extern)]
        return self.session.call(extern, [argument(parse_value(item)) for item in rest[1:]])

    def refused(self, command: Command, kind: type[CompileError]) -> None:
        """assert_invalid and assert_malformed."""
        assert command.module is not None
        try:
            wasm = assemble(command.module)
        except wasmtime.WasmtimeError:
            raise TextOnly from None
        try:
            validate_bodies(read_module(wasm, self.features), self.features)
        except Unsupported as error:
            if any(f"proposal {name} is disabled" in str(error) for name in self.unknown):
                return  # that is how this script's specification saw it
            check_unsupported(error, wasm)
            raise NotSupported("module") from None
        except CompileError as error:
            if kind is Malformed and command.module.kind == "quote":
                raise TextOnly from None  # the assembler is more tolerant than the text format
            if not isinstance(error, kind):
                raise Wrong(f"{error.kind} ({error}) instead of {kind.kind} ({message(command)})") from None
            return
        raise Wrong(f"accepted, expected {kind.kind}: {message(command)}")

    def trap(self, command: Command) -> None:
        """assert_trap, assert_exhaustion, on actions and modules."""
        expected = message(command)
        try:
            if command.module is not None:
                self.instantiate(*self.compile(command.module))
            else:
                self.action(command.forms[0])
        except EngineTrap as trap:
            got = str(trap)
            if not got.startswith(expected) and not expected.startswith(got):
                raise Wrong(f"trap {got!r} instead of {expected!r}") from None
            return
        raise Wrong(f"no trap, expected {expected!r}")

    def execute(self, command: Command) -> None:
        """Execute one command; an assertion that does not hold raises."""
        kind = command.kind
        if kind == "module":
            assert command.module is not None
            self.module(command.module)
        elif kind == "register":
            name = command.forms[0]
            assert isinstance(name, bytes)
            source = command.forms[1] if len(command.forms) > 1 else None
            self.registered[name.decode()] = self.named[source] if isinstance(source, str) else self.current
        elif kind in ("invoke", "get"):
            self.action([kind, *command.forms])
        elif kind == "assert_return":
            expected = [parse_value(form) for form in command.forms[1:]]
            got = self.action(command.forms[0])
            if len(got) != len(expected) or not all(matches(value, raw) for value, raw in zip(expected, got)):
                raise Wrong(f"got {[hex(raw) for raw in got]} for {command.forms}")
        elif kind in ("assert_trap", "assert_exhaustion"):
            self.trap(command)
        elif kind == "assert_invalid":
            self.refused(command, Invalid)
        elif kind == "assert_malformed":
            self.refused(command, Malformed)
        elif kind in ("assert_malformed_custom", "assert_invalid_custom"):
            raise TextOnly
        elif kind == "assert_unlinkable":
            assert command.module is not None
            try:
                self.instantiate(*self.compile(command.module))
            except EngineLink as error:
                if not str(error).startswith(message(command)):
                    raise Wrong(f"{error} instead of {message(command)}") from None
                return
            raise Wrong(f"linked, expected {message(command)}")
        elif kind == "assert_exception":
            self.action(command.forms[0])
            raise Wrong("no exception")
        else:
            raise Wrong("unknown command")


def message(command: Command) -> str:
    """Return the message an assertion expects."""
    last = command.forms[-1]
    return last.decode() if isinstance(last, bytes) else ""


def run_script(path: Path, engine: Engine) -> Tally:
    """Run a script to its end; every failure is one line."""
    tally = Tally()
    script = Script(engine, BASED_ON.get(path.parent.name, ()))
    for command in read_script(path.read_text(encoding="utf-8")):
        counts = command.kind.startswith("assert_")
        tally.total += counts
        try:
            script.execute(command)
            tally.passed += counts
        except TextOnly:
            tally.text += 1
        except NotSupported:
            tally.unsupported += counts
        except Exception as error:
            if command.kind == "module":
                script.current = None
            tally.failures.append(f"{path.name}:{command.line}: {command.kind}: {type(error).__name__}: {error}")
    return tally
