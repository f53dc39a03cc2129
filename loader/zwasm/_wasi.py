"""WASI preview 1 for guests: of compiled code, and of anything else that has a memory (the interpreter)."""

from __future__ import annotations

import ctypes as c
import os
from collections.abc import Mapping, Sequence
from typing import Any

from zwasm import _ffi
from zwasm._errors import Exit, Trap, ZwasmError
from zwasm._ffi import descriptor, lib
from zwasm._objects import Func
from zwasm._owner import Owner
from zwasm._store import Store
from zwasm._values import I32, I64, arguments, get
from zwasm_formats.abi_offsets import TRAP_INTERRUPT


def _text(item: str | bytes) -> bytes:
    raw = os.fsencode(item)
    if b"\0" in raw:
        raise ValueError(f"embedded null byte in {item!r}")
    return raw


def _strings(items: Sequence[str | bytes]) -> Any:
    return (c.c_char_p * max(len(items), 1))(*[_text(s) for s in items])


def _several(what: str, items: Any) -> Any:
    """``items``; TypeError for a string, which is a sequence too, of what nobody means."""
    if isinstance(items, str | bytes):
        raise TypeError(f"{what} is one string, not a sequence: {items!r}")
    return items


def _variable(name: str, value: str) -> str:
    if not name or "=" in name:
        raise ValueError(f"illegal name of an environment variable: {name!r}")
    return f"{name}={value}"


class Wasi(Owner):
    """A WASI context: arguments, environment, directories, standard streams.  It serves one thread at a time.

    Closing it, or leaving its ``with`` block, closes the guest's files, but not before the stores are closed whose
    instances use it.
    """

    def __init__(
        self,
        args: Sequence[str | bytes] = (),
        env: Mapping[str, str] | Sequence[str] = (),
        preopens: Sequence[tuple[str, str] | tuple[str, str, bool]] = (),
        stdin: int = 0,
        stdout: int = 1,
        stderr: int = 2,
    ) -> None:
        """Make a context that gives the guest only what is named here.

        ``args`` begin with the name of the program; ``env`` is a mapping or a sequence of "NAME=value"; ``preopens``
        are (host directory, guest name[, read only]); the standard streams are file descriptors, which stay yours, or
        -1 for the null device.  OSError: a directory cannot be opened; ValueError: a string has a null byte in it, or
        is no variable; OverflowError: a number is no descriptor.
        """
        args = _several("args", args)
        variables = [_variable(*v) for v in env.items()] if isinstance(env, Mapping) else list(_several("env", env))
        opened = [(p[0], p[1], p[2] if len(p) > 2 else False)
                  for p in [_several("a preopen", p) for p in _several("preopens", preopens)]]
        dirs = (_ffi.Preopen * max(len(opened), 1))()
        for i, (host, guest, read_only) in enumerate(opened):
            dirs[i] = _ffi.Preopen(_text(host), -1, _text(guest), bool(read_only))
        stdio = (c.c_int * 3)(descriptor(stdin), descriptor(stdout), descriptor(stderr))
        config = _ffi.WasiConfig(nargs=len(args), args=_strings(args), nenv=len(variables), env=_strings(variables),
                                 stdio=stdio, npreopens=len(opened), preopens=dirs)
        bad = c.c_int(-1)
        super().__init__("WASI context", lib().zw_lend_new(c.byref(config), c.byref(bad)), lib().zw_lend_free)
        if self._handle is None:
            number = c.get_errno()
            what = f"cannot open directory {opened[bad.value][0]}" if bad.value >= 0 else "cannot set up WASI"
            raise OSError(number, f"{what}: {os.strerror(number)}")
        self._flags: list[int] = []

    def func(self, store: Store, module: str, name: str) -> Func | None:
        """A function to import into compiled code, or None if WASI has none of that name.

        It works on the memory that the importing instance exports as "memory"; where none imports it, on that of the
        instance that was entered.  Interrupts of the store that asked last are heeded.
        """
        if self.signature(module, name) is None:
            return None
        owner = store._hold()
        try:
            handle = lib().zw_wasi_import(owner, self.handle, module.encode(), name.encode())
        finally:
            store._release()
        if handle is None:
            raise MemoryError
        store._attach(self)
        return Func(store, handle)

    def _heed(self, flag: int) -> None:
        """Look for interrupts of a store there, and stay open until the matching `_ignore`."""
        self._hold()
        self._flags.append(flag)
        lib().zw_lend_interrupt(self._handle, flag)

    def _ignore(self, flag: int) -> None:
        """The store of that flag is about to be closed."""
        self._flags.remove(flag)
        if self._handle is not None:  # the garbage collector may come here after closing this
            lib().zw_lend_interrupt(self._handle, self._flags[-1] if self._flags else None)
        self._release()

    @staticmethod
    def signature(module: str, name: str) -> tuple[list[int], list[int]] | None:
        """Parameter and result types of a function of WASI, or None if there is none of that name."""
        if "\0" in module + name:
            return None
        text = lib().zw_lend_signature(module.encode(), name.encode())
        if text is None:
            return None
        params, _, results = text.decode().partition(":")
        types = {"i": I32, "I": I64}
        return [types[ch] for ch in params], [types[ch] for ch in results]

    def call(self, module: str, name: str, memory: bytearray | memoryview, values: Sequence[int]) -> list[int]:
        """Call a function of WASI over a memory, with raw values, and return the raw results.

        Raises `Exit` when the guest ends itself, `Trap` when it is interrupted, `ZwasmError` when there is no such
        function or the number of arguments is wrong, OverflowError for one that does not fit its type.
        """
        signature = self.signature(module, name)
        if signature is None:
            raise ZwasmError(f"there is no function {module!r} {name!r}")
        cells = arguments(values, *signature)
        size = memoryview(memory).nbytes
        view = (c.c_char * size).from_buffer(memory) if size else None
        base = c.addressof(view) if view is not None else None
        handle = self._hold()
        try:
            result = lib().zw_lend_call(handle, module.encode(), name.encode(), base, size, cells)
            del view
            if result == _ffi.WASI_EXIT:
                raise Exit(lib().zw_lend_status(handle))
        finally:
            self._release()
        if result != _ffi.WASI_OK:
            raise Trap(TRAP_INTERRUPT)
        return [get(cells[i], t) for i, t in enumerate(signature[1])]
