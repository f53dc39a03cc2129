"""The loader's WASI functions lent to other engines: a shared library of them alone, called through ctypes.

wasmtime executes the guest, these functions answer it: so they are tested whatever the state of the compiler, and in
the same way in which the reference interpreter borrows them.
"""

from __future__ import annotations

import ctypes
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import wasmtime

from support import ROOT
from wasi_native import sources

OK, EXIT, INTERRUPTED = 0, 1, 2


class Cell(ctypes.Structure):
    """zw_value."""

    _fields_ = [("lo", ctypes.c_uint64), ("hi", ctypes.c_uint64)]


class Func(ctypes.Structure):
    """zw_wasi_func."""

    _fields_ = [("name", ctypes.c_char_p), ("signature", ctypes.c_char_p), ("fn", ctypes.c_void_p)]


class Preopen(ctypes.Structure):
    """zw_wasi_preopen."""

    _fields_ = [
        ("host", ctypes.c_char_p),
        ("dirfd", ctypes.c_int),
        ("guest", ctypes.c_char_p),
        ("read_only", ctypes.c_int),
    ]


class Config(ctypes.Structure):
    """zw_wasi_config."""

    _fields_ = [
        ("nargs", ctypes.c_size_t),
        ("args", ctypes.POINTER(ctypes.c_char_p)),
        ("nenv", ctypes.c_size_t),
        ("env", ctypes.POINTER(ctypes.c_char_p)),
        ("stdio", ctypes.c_int * 3),
        ("npreopens", ctypes.c_size_t),
        ("preopens", ctypes.POINTER(Preopen)),
        ("nlisten", ctypes.c_size_t),
        ("listen", ctypes.POINTER(ctypes.c_int)),
        ("interrupt", ctypes.c_void_p),
        ("flags", ctypes.c_uint32),
    ]


NO_OPENAT2 = 1


@dataclass
class Setup:
    """What a guest is given."""

    args: Sequence[str] = ()
    env: Sequence[str] = ()
    preopens: Sequence[tuple[str, str]] = ()
    stdio: tuple[int, int, int] = (0, 1, 2)
    listen: Sequence[int] = ()
    flags: int = 0
    kept: list[object] = field(default_factory=list)

    def config(self) -> Config:
        """Return the C struct; what it points to lives as long as this object."""
        args = (ctypes.c_char_p * len(self.args))(*(s.encode() for s in self.args))
        env = (ctypes.c_char_p * len(self.env))(*(s.encode() for s in self.env))
        dirs = (Preopen * len(self.preopens))(*(Preopen(h.encode(), -1, g.encode(), 0) for h, g in self.preopens))
        listen = (ctypes.c_int * len(self.listen))(*self.listen)
        self.kept += [args, env, dirs, listen]
        stdio = (ctypes.c_int * 3)(*self.stdio)
        return Config(len(args), args, len(env), env, stdio, len(dirs), dirs, len(listen), listen, None, self.flags)


def build(directory: Path) -> ctypes.CDLL:
    """Compile the WASI functions into a shared library and declare their prototypes."""
    out = directory / "libwasi.so"
    include = f"-I{ROOT / 'loader' / 'include'}"
    flags = ["-std=c11", "-O1", "-g", "-shared", "-fPIC", include]
    subprocess.run(["gcc", *flags, "-o", str(out), *sources()], check=True)
    lib = ctypes.CDLL(str(out))
    lib.zw_wasi_new.restype = ctypes.c_void_p
    lib.zw_wasi_new.argtypes = [ctypes.POINTER(Config), ctypes.POINTER(ctypes.c_int)]
    lib.zw_wasi_free.argtypes = [ctypes.c_void_p]
    lib.zw_wasi_exit_status.argtypes = [ctypes.c_void_p]
    lib.zw_wasi_exit_status.restype = ctypes.c_uint32
    lib.zw_wasi_lookup.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
    lib.zw_wasi_lookup.restype = ctypes.POINTER(Func)
    lib.zw_wasi_call.argtypes = [
        ctypes.c_void_p,
        ctypes.POINTER(Func),
        ctypes.c_void_p,
        ctypes.c_uint64,
        ctypes.POINTER(Cell),
    ]
    return lib


class Exited(Exception):
    """The guest called proc_exit."""


def _types(signature: str) -> list[wasmtime.ValType]:
    return [wasmtime.ValType.i32() if c == "i" else wasmtime.ValType.i64() for c in signature]


@dataclass
class Guest:
    """A module and the engine that it belongs to."""

    engine: wasmtime.Engine
    module: wasmtime.Module


def compiled(wasm: bytes) -> Guest:
    """Compile a guest, fast rather than well."""
    config = wasmtime.Config()
    config.cranelift_opt_level = "none"
    engine = wasmtime.Engine(config)
    return Guest(engine, wasmtime.Module(engine, wasm))


def run(lib: ctypes.CDLL, guest: Guest, setup: Setup) -> int:
    """Run a command module on wasmtime with these functions; return its exit status (134 after a trap)."""
    context = lib.zw_wasi_new(ctypes.byref(setup.config()), None)
    assert context
    store = wasmtime.Store(guest.engine)
    linker = wasmtime.Linker(guest.engine)

    def lend(module_name: str, name: str) -> None:
        func = lib.zw_wasi_lookup(module_name.encode(), name.encode())
        assert func, f"{module_name}.{name}"
        params, results = func.contents.signature.decode().split(":")

        def call(caller: wasmtime.Caller, *args: int) -> int | None:
            memory = caller["memory"]
            assert isinstance(memory, wasmtime.Memory)
            masks = (2**32 - 1 if kind == "i" else 2**64 - 1 for kind in params)
            cells = (Cell * 12)(*(Cell(value & mask, 0) for value, mask in zip(args, masks, strict=True)))
            base = ctypes.cast(memory.data_ptr(caller), ctypes.c_void_p)
            status = lib.zw_wasi_call(context, func, base, memory.data_len(caller), cells)
            if status == EXIT:
                raise Exited
            return cells[0].lo if results else None

        kind = wasmtime.FuncType(_types(params), _types(results))
        linker.define_func(module_name, name, kind, call, access_caller=True)

    for module_name, name in sorted({(entry.module, entry.name or "") for entry in guest.module.imports}):
        lend(module_name, name)
    instance = linker.instantiate(store, guest.module)
    start = instance.exports(store)["_start"]
    assert isinstance(start, wasmtime.Func)
    try:
        start(store)
        status = 0
    except Exited:
        status = lib.zw_wasi_exit_status(context)
    except wasmtime.Trap:
        status = 134
    finally:
        lib.zw_wasi_free(context)
    return int(status)
