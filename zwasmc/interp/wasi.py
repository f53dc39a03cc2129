"""WASI for the interpreter, lent by libzwasm: the C functions that native code calls, over the interpreter's memory.

The library is handed in by the caller (the interpreter does not know where the runtime lives) and is called by ctypes
through the functions ``zw_lend_*``.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Sequence
from typing import Any, Final, final

from zwasm_formats.abi_offsets import TRAP_INTERRUPT
from zwasmc.interp.exec import UNLIMITED
from zwasmc.interp.instance import Extern, Imports, ModuleInstance, Program, Store
from zwasmc.interp.store import Function, HostFunc, Memory
from zwasmc.interp.trap import Exit, LinkError, Trap
from zwasmc.wasm.features import Features
from zwasmc.wasm.module import EXT_FUNC
from zwasmc.wasm.types import I32 as TYPE_I32
from zwasmc.wasm.types import I64 as TYPE_I64
from zwasmc.wasm.types import FuncType

WASI_OK: Final = 0
WASI_EXIT: Final = 1
SIGNATURE_TYPES: Final = {"i": TYPE_I32, "I": TYPE_I64}

POINTER: Final = ctypes.c_void_p
TEXT: Final = ctypes.c_char_p
NEW: Final = ctypes.CFUNCTYPE(POINTER, POINTER, POINTER)
INTERRUPT: Final = ctypes.CFUNCTYPE(None, POINTER, POINTER)
FREE: Final = ctypes.CFUNCTYPE(None, POINTER)
SIGNATURE: Final = ctypes.CFUNCTYPE(TEXT, TEXT, TEXT)
STATUS: Final = ctypes.CFUNCTYPE(ctypes.c_uint32, POINTER)
CALL: Final = ctypes.CFUNCTYPE(ctypes.c_int32, POINTER, TEXT, TEXT, POINTER, ctypes.c_uint64, POINTER)


def signature(text: str) -> FuncType:
    """Return the type that ``"iiI:i"`` describes."""
    params, _, results = text.partition(":")
    return FuncType([SIGNATURE_TYPES[c] for c in params], [SIGNATURE_TYPES[c] for c in results])


@final
class Lent:
    """The memory that the functions of one instance work on."""

    def __init__(self) -> None:
        self.memory: Memory | None = None


@final
class Wasi:
    """A WASI context of libzwasm and its functions as host functions of a store."""

    def __init__(
        self,
        library: Any,
        args: Sequence[str],
        env: Sequence[str] = (),
        preopens: Sequence[tuple[str, str, bool]] = (),
        stdio: Sequence[int] = (0, 1, 2),
        listeners: Sequence[int] = (),
    ) -> None:
        """``args`` starts with the program's name, ``env`` holds KEY=VALUE, ``preopens`` (host, guest, read only).

        ``stdio`` (-1: the null device) and ``listeners``, which are sockets, are descriptors of the caller's.
        """
        self.library: Any = library
        self.lent: Lent = Lent()
        """What the functions work on that were made last."""
        keep: list[Any] = []

        def text(s: str) -> int:
            buffer = ctypes.create_string_buffer(os.fsencode(s))
            keep.append(buffer)
            return ctypes.addressof(buffer)

        def block(data: bytes) -> int:
            buffer = ctypes.create_string_buffer(data, len(data) + 1)
            keep.append(buffer)
            return ctypes.addressof(buffer)

        def strings(items: Sequence[str]) -> int:
            return block(b"".join([struct.pack("=Q", text(item)) for item in items]))

        opens = b"".join([struct.pack("=QiiQii", text(h), -1, 0, text(g), int(ro), 0) for h, g, ro in preopens])
        numbers = [len(args), strings(args), len(env), strings(env)]
        config = struct.pack("=4Q", *numbers) + struct.pack("=4i", *stdio, 0)
        config += struct.pack("=2Q", len(preopens), block(opens))
        config += struct.pack("=3QII", len(listeners), block(struct.pack(f"={len(listeners)}i", *listeners)), 0, 0, 0)
        bad = ctypes.c_int(-1)
        context = NEW(("zw_lend_new", library))(block(config), ctypes.addressof(bad))
        if context is None:
            which = preopens[bad.value][0] if 0 <= bad.value < len(preopens) else "the WASI context"
            raise OSError(f"cannot open {which}")
        self.context: int = context
        self.call: Any = CALL(("zw_lend_call", library))
        self.stop: Any = ctypes.c_uint64(0)
        INTERRUPT(("zw_lend_interrupt", library))(self.context, ctypes.addressof(self.stop))

    def interrupt(self) -> None:
        """Let calls that wait end with a trap; for any thread."""
        self.stop.value = 1

    def close(self) -> None:
        """Free the context and its descriptors."""
        if self.context:
            FREE(("zw_lend_free", self.library))(self.context)
            self.context = 0

    def function(self, store: Store, module: str, name: str) -> Function | None:
        """Return a WASI function as a host function; None when there is none of that name."""
        text = SIGNATURE(("zw_lend_signature", self.library))(module.encode(), name.encode())
        if text is None:
            return None
        kind = signature(text.decode())
        return store.host_function(kind, self.host(module, name, len(kind.params), len(kind.results)))

    def host(self, module: str, name: str, nparams: int, nresults: int) -> HostFunc:
        """Return the Python function that calls one C function."""
        cells = (ctypes.c_uint64 * (2 * max(nparams, nresults, 1)))()
        where = ctypes.addressof(cells)
        call = self.call
        lent = self.lent
        module_name = module.encode()
        function_name = name.encode()

        def wasi_call(args: list[int]) -> list[int]:
            for number, value in enumerate(args):
                cells[2 * number] = value & 0xFFFFFFFFFFFFFFFF
            memory = lent.memory
            address = 0 if memory is None else memory.address()
            size = 0 if memory is None else len(memory.data)
            status: int = call(self.context, module_name, function_name, address, size, where)
            if status == WASI_OK:
                return [cells[2 * number] for number in range(nresults)]
            if status == WASI_EXIT:
                raise Exit(STATUS(("zw_lend_status", self.library))(self.context))
            raise Trap(TRAP_INTERRUPT)

        return wasi_call

    def imports(self, store: Store, program: Program) -> Imports:
        """Return the functions of WASI that a module imports, for one instance, which `attach` gets."""
        self.lent = Lent()
        found: dict[tuple[str, str], Extern] = {}
        for item in program.module.imports:
            if item.kind == EXT_FUNC and "\0" not in item.module + item.name:
                function = self.function(store, item.module, item.name)
                if function is not None:
                    found[item.module, item.name] = function
        return found

    def attach(self, instance: ModuleInstance) -> None:
        """Let the functions work on the memory that an instance exports as ``memory``: without, no pointer is valid."""
        memory = instance.exports.get("memory")
        if isinstance(memory, Memory):
            self.lent.memory = memory


def instantiate(program: Program, wasi: Wasi, fuel: int = UNLIMITED) -> ModuleInstance:
    """Instantiate a program with WASI in a store of its own."""
    store = Store(fuel)
    return store.instantiate(program, wasi.imports(store, program), wasi.attach)


def run(
    wasm: bytes,
    library: Any,
    args: Sequence[str],
    *,
    env: Sequence[str] = (),
    preopens: Sequence[tuple[str, str, bool]] = (),
    stdio: Sequence[int] = (0, 1, 2),
    features: Features | None = None,
    fuel: int = UNLIMITED,
) -> int:
    """Run a WASI command in the interpreter and return its exit status; raises CompileError, LinkError or Trap."""
    program = Program(wasm, features)
    wasi = Wasi(library, args, env, preopens, stdio)
    try:
        instance = instantiate(program, wasi, fuel)
        if "_start" not in instance.exports:
            raise LinkError("the module exports no _start")
        instance.invoke("_start", [])
        return 0
    except Exit as done:
        return done.status
    finally:
        wasi.close()
