"""WASI preview 1 for guests: of compiled code, and of anything else that has a memory (the interpreter)."""

from __future__ import annotations

import ctypes as c
import os
from collections.abc import Mapping, Sequence
from typing import Any

from zwasm import _ffi
from zwasm._errors import Exit, Trap, ZwasmError
from zwasm._ffi import lib
from zwasm._objects import I32, I64, Func, Store

_WASI_OK, _WASI_EXIT = 0, 1
_TRAP_INTERRUPT = 10


def _strings(items: Sequence[str | bytes]) -> Any:
    return (c.c_char_p * max(len(items), 1))(*[os.fsencode(s) for s in items])


class Wasi:
    """A WASI context: arguments, environment, directories, standard streams.  Stores that use it keep it alive."""

    def __init__(
        self,
        args: Sequence[str | bytes] = (),
        env: Mapping[str, str] | Sequence[str] = (),
        preopens: Sequence[tuple[str, str] | tuple[str, str, bool]] = (),
        stdin: int = 0,
        stdout: int = 1,
        stderr: int = 2,
    ) -> None:
        """``preopens`` are (host directory, guest name[, read only]); -1 closes a standard stream."""
        variables = [f"{k}={v}" for k, v in env.items()] if isinstance(env, Mapping) else list(env)
        opened = [(p[0], p[1], p[2] if len(p) > 2 else False) for p in preopens]
        dirs = (_ffi.Preopen * max(len(opened), 1))()
        for i, (host, guest, read_only) in enumerate(opened):
            dirs[i] = _ffi.Preopen(os.fsencode(host), -1, os.fsencode(guest), read_only)
        config = _ffi.WasiConfig(nargs=len(args), args=_strings(args), nenv=len(variables), env=_strings(variables),
                                 stdio=(c.c_int * 3)(stdin, stdout, stderr), npreopens=len(opened), preopens=dirs)
        bad = c.c_int(-1)
        self.handle: int | None = lib().zw_lend_new(c.byref(config), c.byref(bad))
        if not self.handle:
            number = c.get_errno()
            what = f"cannot open directory {opened[bad.value][0]}" if bad.value >= 0 else "cannot set up WASI"
            raise OSError(number, f"{what}: {os.strerror(number)}")

    def close(self) -> None:
        """Close the guest's files."""
        handle, self.handle = self.handle, None
        if handle:
            lib().zw_lend_free(handle)

    def __enter__(self) -> Wasi:
        """Return the context."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the context."""
        self.close()

    def __del__(self) -> None:
        """Close the context when nothing refers to it."""
        if getattr(self, "handle", None) and lib is not None:
            self.close()

    def func(self, store: Store, module: str, name: str) -> Func | None:
        """A function to import into compiled code, or None if WASI has none of that name."""
        handle = lib().zw_wasi_import(store.handle, self.handle, module.encode(), name.encode())
        if self not in store.keep:
            store.keep.append(self)
            lib().zw_lend_interrupt(self.handle, lib().zw_store_interrupt_flag(store.handle))
        return Func(store, handle) if handle else None

    def forget(self) -> None:
        """The store whose interrupts were heeded is about to close."""
        if self.handle:
            lib().zw_lend_interrupt(self.handle, None)

    @staticmethod
    def signature(module: str, name: str) -> tuple[list[int], list[int]] | None:
        """Parameter and result types of a function of WASI, or None."""
        text = lib().zw_lend_signature(module.encode(), name.encode())
        if text is None:
            return None
        params, _, results = text.decode().partition(":")
        types = {"i": I32, "I": I64}
        return [types[ch] for ch in params], [types[ch] for ch in results]

    def call(self, module: str, name: str, memory: bytearray | memoryview, values: Sequence[int]) -> list[int]:
        """Call a function of WASI over a memory; raises `Exit` when the guest ends itself."""
        signature = self.signature(module, name)
        if signature is None:
            raise ZwasmError(f"there is no function {module!r} {name!r}")
        cells = (_ffi.Value * max(len(values), 1))()
        for i, value in enumerate(values):
            cells[i].lo = value & 0xFFFFFFFFFFFFFFFF
        size = len(memory)
        view = (c.c_char * size).from_buffer(memory) if size else None
        base = c.addressof(view) if view is not None else None
        result = lib().zw_lend_call(self.handle, module.encode(), name.encode(), base, size, cells)
        del view
        if result == _WASI_EXIT:
            raise Exit(lib().zw_lend_status(self.handle))
        if result != _WASI_OK:
            raise Trap(_TRAP_INTERRUPT, "interrupt", [])
        return [int(cells[0].lo) & 0xFFFFFFFF] if signature[1] else []
