"""Stores: what owns all the rest."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import get_ident
from typing import TYPE_CHECKING, Any, TypeVar, cast

from zwasm import _ffi
from zwasm._errors import Trap, ZwasmError, exception
from zwasm._ffi import lib, unsigned
from zwasm._owner import Owner
from zwasm._values import FUNCREF
from zwasm_formats.abi_offsets import TRAP_HOST

if TYPE_CHECKING:
    from weakref import ReferenceType

    from zwasm._objects import Func, Instance
    from zwasm._wasi import Wasi


_Method = TypeVar("_Method", bound=Callable[..., Any])


def alone(method: _Method) -> _Method:
    """A method that nobody else's use of the store overlaps with; its first argument is the store or lives in one."""

    @wraps(method)
    def held(first: Any, *args: Any, **options: Any) -> Any:
        store = first if isinstance(first, Store) else first.store
        store._hold()
        try:
            return method(first, *args, **options)
        finally:
            store._release()

    return cast(_Method, held)


class Store(Owner):
    """Owns all modules, instances, functions, memories, tables, globals and tags that are made in it.

    Close it, or leave its ``with`` block, to give the memory back; what was made in it raises `ZwasmError` from then
    on.  One thread at a time may use a store and what is in it, except for `interrupt`: what another one tries
    meanwhile raises `ZwasmError`.  While a host function runs, others may use the store, but have to be done when it
    returns.  Different stores are independent.
    """

    def __init__(self, max_memory: int | None = None) -> None:
        """Make an empty store; its memories and tables together have at most ``max_memory`` bytes (None: no limit)."""
        limit = None if max_memory is None else unsigned(max_memory)
        super().__init__("store", lib().zw_store_new(), lib().zw_store_free)
        if self._handle is None:
            raise MemoryError
        self._callbacks: list[Any] = []
        self._wasis: list[Wasi] = []
        self._pending: BaseException | None = None
        self._thread = 0
        """Which one uses the store: 0 for none, as in a host function."""
        self._depth = 0
        """How many `_hold`s of that thread have not ended."""
        self._dropped: list[int] = []
        """Modules to be freed when nobody uses the store."""
        self._free_module = lib().zw_module_free
        self._funcs = {0}
        """References of type `FUNCREF` that are known to fit: null, and functions of this store."""
        self._instances: dict[int, tuple[ReferenceType[Instance], int]] = {}
        """By address: the object, which programs may drop, and the address of its module."""
        if limit is not None:
            lib().zw_store_limit_memory(self.handle, limit)

    def close(self) -> None:
        """Free the store and everything in it; raises `ZwasmError` while a call into it is active.

        Closing twice is fine.
        """
        with self._lock:
            if self._users:
                raise ZwasmError("the store cannot be closed: a call is active in it")
            while self._wasis:
                self._wasis.pop()._ignore(self._interrupt_flag())
            super().close()
            self._callbacks.clear()
            self._instances.clear()

    def _hold(self) -> int:
        """As of the base class; and no other thread uses the store before the matching `_release`."""
        me = get_ident()
        if self._thread != me:
            with self._lock:
                if self._thread:
                    raise ZwasmError("the store is in use by another thread")
                if self._handle is None or self._closed:
                    raise ZwasmError("the store is closed")
                self._users += 1
                self._thread = me
        self._depth += 1
        return cast(int, self._handle)

    def _release(self) -> None:
        """End what `_hold` began."""
        if self._thread == get_ident():
            self._depth -= 1
            if self._depth:
                return
            self._thread = 0
        with self._lock:  # or the thread lost the store in a host function
            super()._release()
        if self._dropped:
            self._free_dropped()

    def _drop(self, module: int) -> None:
        """Give a module back, at any time and from any thread: it is freed when nobody uses the store."""
        self._dropped.append(module)
        self._free_dropped()

    def _free_dropped(self) -> None:
        with self._lock:
            while self._dropped and self._thread == 0 and self._handle is not None:
                self._free_module(self._dropped.pop())

    def _lend(self) -> int:
        """A host function begins: other threads may use the store.  Returns what `_take_back` needs."""
        depth, self._depth = self._depth, 0
        self._thread = 0
        return depth

    def _take_back(self, depth: int) -> None:
        """The host function ends; raises `ZwasmError` when another thread is still using the store."""
        with self._lock:
            if self._thread:
                raise ZwasmError("a host function ended while another thread was using the store")
            self._thread, self._depth = get_ident(), depth

    def interrupt(self, on: bool = True) -> None:
        """Ask running guests to stop with `Trap` "interrupt", or (False) take that back; does nothing once closed.

        May be called from any thread and from signal handlers.  Heeded by code that was compiled with ``interruptible``
        and by blocking WASI calls; the request stands until it is taken back.  A signal handler should rather call this
        than raise: ctypes prints and drops what is raised at the very moment a host function begins.
        """
        with self._lock:
            if self._handle is not None:
                lib().zw_store_interrupt(self._handle, bool(on))

    def func(self, ref: int) -> Func:
        """The function that a reference refers to; raises `ZwasmError` for null and for what is no function here."""
        from zwasm._objects import Func

        if unsigned(ref) == 0:
            raise ZwasmError("null reference")
        return Func(self, self._fitting(ref, FUNCREF))

    @alone
    def _fitting(self, ref: int, type: int) -> int:
        """``ref``; raises `ZwasmError` when it is no reference of that type: no function of this store, say."""
        if type != FUNCREF or ref not in self._funcs:
            if not lib().zw_lend_fits(self.handle, type, unsigned(ref)):
                raise ZwasmError(f"{ref:#x} is no reference of that type in this store" if ref else "null reference")
            if type == FUNCREF:
                self._funcs.add(ref)
        return ref

    def _attach(self, wasi: Wasi) -> None:
        """Keep a WASI context that functions of this store use, until the store is closed."""
        if wasi not in self._wasis:
            wasi._heed(self._interrupt_flag())
            self._wasis.append(wasi)

    def _interrupt_flag(self) -> int:
        return int(lib().zw_store_interrupt_flag(self.handle))

    def _keep(self, callback: Any) -> None:
        """Keep a ctypes callback until the store is closed."""
        self._callbacks.append(callback)

    def _host_failed(self, error: BaseException) -> int:
        """What a callback returns so that ``error`` comes out of the innermost call."""
        self._pending = error
        return _ffi.HOST_FAIL

    def _failure(self, err: _ffi.Error) -> BaseException:
        """The exception for a failed call: that of the host function itself, where one raised it."""
        pending, self._pending = self._pending, None
        made = exception(err)
        if pending is None or not isinstance(made, Trap) or made.code != TRAP_HOST:
            return made
        if isinstance(pending, Trap) and not pending.backtrace:
            pending.backtrace = made.backtrace
        return pending
