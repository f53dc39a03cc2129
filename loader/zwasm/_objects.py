"""Stores, modules, instances and externs."""

from __future__ import annotations

import ctypes as c
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from zwasm import _ffi
from zwasm._errors import Exit, Trap, ZwasmError, exception
from zwasm._ffi import lib

if TYPE_CHECKING:
    from zwasm._wasi import Wasi

I32 = 0x7F
I64 = 0x7E
F32 = 0x7D
F64 = 0x7C
V128 = 0x7B
FUNCREF = (-0x10 << 8) | 0x63
EXTERNREF = (-0x11 << 8) | 0x63

KIND_FUNC, KIND_TABLE, KIND_MEMORY, KIND_GLOBAL, KIND_TAG = range(5)

_MASK32 = 0xFFFFFFFF
_MASK64 = 0xFFFFFFFFFFFFFFFF
_HOST_OK, _HOST_FAIL, _HOST_EXIT, _HOST_TRAP = 0, 1, 2, 0x100
_TRAP_HOST = 18


class HasTypes(Protocol):
    """Anything that describes a function type."""

    @property
    def params(self) -> Sequence[int]:
        """Parameter types."""

    @property
    def results(self) -> Sequence[int]:
        """Result types."""


FuncTypeLike = HasTypes | tuple[Sequence[int], Sequence[int]]


def _types_of(type: FuncTypeLike) -> tuple[list[int], list[int]]:
    if isinstance(type, tuple):
        return list(type[0]), list(type[1])
    return list(type.params), list(type.results)


def _type_id(type: FuncTypeLike) -> int:
    params, results = _types_of(type)
    number = lib().zw_functype_id((c.c_int64 * len(params))(*params), len(params),
                                  (c.c_int64 * len(results))(*results), len(results))
    if number == _MASK32:
        raise ZwasmError("not a valid function type")
    return int(number)


def _put(cell: _ffi.Value, value: int, type: int) -> None:
    if type in (I32, F32):
        cell.lo = value & _MASK32
        cell.hi = 0
    else:
        cell.lo = value & _MASK64
        cell.hi = (value >> 64) & _MASK64 if type == V128 else 0


def _get(cell: _ffi.Value, type: int) -> int:
    if type in (I32, F32):
        return int(cell.lo) & _MASK32
    if type == V128:
        return int(cell.lo) | int(cell.hi) << 64
    return int(cell.lo)


class Store:
    """Owns everything that is made in it.  Close it (or leave its ``with`` block) to give the memory back."""

    def __init__(self, max_memory: int | None = None) -> None:
        """``max_memory`` limits the bytes of all memories together."""
        self.handle: int | None = lib().zw_store_new()
        if not self.handle:
            raise MemoryError
        self.keep: list[Any] = []
        self.pending: BaseException | None = None
        if max_memory is not None:
            lib().zw_store_limit_memory(self.handle, max_memory)

    def close(self) -> None:
        """Free the store and everything in it."""
        handle, self.handle = self.handle, None
        if handle:
            for thing in self.keep:
                if hasattr(thing, "forget"):
                    thing.forget()
            lib().zw_store_free(handle)
            self.keep.clear()

    def __enter__(self) -> Store:
        """Return the store."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()

    def __del__(self) -> None:
        """Close the store when nothing refers to it."""
        if getattr(self, "handle", None) and lib is not None:
            self.close()

    def interrupt(self, on: bool = True) -> None:
        """Ask running guests to stop (from any thread), or take that back."""
        lib().zw_store_interrupt(self.handle, on)

    def func(self, ref: int) -> Func:
        """The function that a nonzero function reference refers to."""
        if ref == 0:
            raise ZwasmError("null reference")
        return Func(self, ref)

    def fail(self, err: _ffi.Error) -> ZwasmError:
        """The exception for a failed call; one that a host function raised passes through unchanged."""
        pending, self.pending = self.pending, None
        if pending is not None and err.kind == 5 and err.trap == _TRAP_HOST:
            raise pending
        return exception(err)


class _Extern:
    """What can be imported and exported."""

    kind = -1

    def __init__(self, store: Store, handle: int) -> None:
        self.store = store
        self.handle = handle

    def extern_type(self) -> _ffi.ExternType:
        """The zw_externtype."""
        out = _ffi.ExternType()
        lib().zw_extern_type(c.byref(_ffi.Extern(self.kind, 0, self.handle)), c.byref(out))
        return out

    def __eq__(self, other: object) -> bool:
        """Whether both are the same object of the store."""
        return isinstance(other, _Extern) and self.kind == other.kind and self.handle == other.handle

    def __hash__(self) -> int:
        """Consistent with equality."""
        return hash((self.kind, self.handle))


def functype_of(type_id: int) -> tuple[list[int], list[int]]:
    """Parameters and results of a function type."""
    types = c.POINTER(c.c_int64)
    params, results = types(), types()
    nparams, nresults = c.c_size_t(), c.c_size_t()
    if not lib().zw_functype(type_id, c.byref(params), c.byref(nparams), c.byref(results), c.byref(nresults)):
        raise ZwasmError("not a function type")
    return params[:nparams.value], results[:nresults.value]


class Func(_Extern):
    """A function, of a guest or of the host."""

    kind = KIND_FUNC

    def __init__(self, store: Store, handle: int) -> None:
        super().__init__(store, handle)
        self.params, self.results = functype_of(lib().zw_func_type(handle))
        self._cells = _ffi.Value * max(len(self.params), len(self.results), 1)

    @staticmethod
    def host(store: Store, type: FuncTypeLike, call: Callable[..., Any]) -> Func:
        """Make a host function.

        ``call`` gets the raw arguments and returns a list of raw results, one integer, or None for no results.  It may
        raise `Trap` or `Exit`; any other exception unwinds the guest and comes out of the outer call.
        """
        params, results = _types_of(type)

        def entry(_env: Any, _instance: Any, cells: Any) -> int:
            try:
                out = call(*[_get(cells[i], t) for i, t in enumerate(params)])
                values = [] if out is None else [out] if isinstance(out, int) else list(out)
                if len(values) != len(results):
                    raise TypeError(f"a host function returned {len(values)} values instead of {len(results)}")
                for i, t in enumerate(results):
                    _put(cells[i], values[i], t)
                return _HOST_OK
            except Trap as e:
                store.pending = e
                return _HOST_FAIL if e.code == _TRAP_HOST else _HOST_TRAP + e.code
            except Exit as e:
                cells[0].lo = e.status & _MASK32
                return _HOST_EXIT
            except BaseException as e:
                store.pending = e
                return _HOST_FAIL

        callback = _ffi.CALLBACK(entry)
        store.keep.append(callback)
        handle = lib().zw_hostfunc_new(store.handle, _type_id(type), callback, None)
        if not handle:
            raise MemoryError
        return Func(store, handle)

    @property
    def ref(self) -> int:
        """The function as a reference."""
        return self.handle

    def call(self, values: Sequence[int] = ()) -> list[int]:
        """Call with raw values; raises `Trap` or `Exit`."""
        params = self.params
        if len(values) != len(params):
            raise ZwasmError(f"{len(params)} arguments expected, {len(values)} given")
        cells = self._cells()
        for i, t in enumerate(params):
            _put(cells[i], values[i], t)
        err = _ffi.Error()
        if lib().zw_call(self.store.handle, self.handle, cells, c.byref(err)):
            raise self.store.fail(err)
        return [_get(cells[i], t) for i, t in enumerate(self.results)]


class Memory(_Extern):
    """A linear memory."""

    kind = KIND_MEMORY

    @staticmethod
    def new(store: Store, minimum: int, maximum: int | None = None, *, is64: bool = False, page_log2: int = 16,
            shared: bool = False) -> Memory:
        """Make a memory of ``minimum`` pages."""
        most = _ffi.NO_MAX if maximum is None else maximum
        guard = not is64 and page_log2 == 16
        type = _ffi.ExternType(KIND_MEMORY, 0, 0, minimum, most, is64, page_log2, shared, 0, guard, 0)
        err = _ffi.Error()
        handle = lib().zw_mem_new(store.handle, c.byref(type), c.byref(err))
        if not handle:
            raise exception(err)
        return Memory(store, handle)

    @property
    def size(self) -> int:
        """Size in bytes."""
        return int(lib().zw_mem_size(self.handle))

    def _check(self, at: int, n: int) -> None:
        if at < 0 or n < 0 or at + n > self.size:
            raise IndexError("out of bounds memory access")

    def read(self, at: int, n: int) -> bytes:
        """Copy ``n`` bytes out."""
        self._check(at, n)
        return c.string_at(lib().zw_mem_data(self.handle) + at, n) if n else b""

    def write(self, at: int, data: bytes) -> None:
        """Copy bytes in."""
        self._check(at, len(data))
        if data:
            c.memmove(lib().zw_mem_data(self.handle) + at, data, len(data))

    def grow(self, pages: int) -> int:
        """Grow by ``pages``; return the old size in pages, or -1."""
        return int(lib().zw_mem_grow(self.handle, pages))


class Table(_Extern):
    """A table of references."""

    kind = KIND_TABLE

    @staticmethod
    def new(store: Store, type: int, minimum: int, maximum: int | None = None, init: int = 0, *,
            is64: bool = False) -> Table:
        """Make a table of ``minimum`` elements."""
        most = _ffi.NO_MAX if maximum is None else maximum
        desc = _ffi.ExternType(KIND_TABLE, 0, type, minimum, most, is64, 0, 0, 0, 0, 0)
        err = _ffi.Error()
        handle = lib().zw_tab_new(store.handle, c.byref(desc), init, c.byref(err))
        if not handle:
            raise exception(err)
        return Table(store, handle)

    @property
    def size(self) -> int:
        """Number of elements."""
        return int(lib().zw_tab_size(self.handle))

    @property
    def type(self) -> int:
        """Type of the elements."""
        return int(self.extern_type().type)

    def get(self, i: int) -> int:
        """The reference at ``i``."""
        out = c.c_uint64()
        if i < 0 or not lib().zw_tab_get(self.handle, i, c.byref(out)):
            raise IndexError("out of bounds table access")
        return out.value

    def set(self, i: int, ref: int) -> None:
        """Store a reference at ``i``."""
        if i < 0 or not lib().zw_tab_set(self.handle, i, ref):
            raise IndexError("out of bounds table access")

    def grow(self, n: int, init: int = 0) -> int:
        """Grow by ``n`` elements; return the old size, or -1."""
        return int(lib().zw_tab_grow(self.handle, n, init))


class Global(_Extern):
    """A global."""

    kind = KIND_GLOBAL

    def __init__(self, store: Store, handle: int) -> None:
        super().__init__(store, handle)
        desc = self.extern_type()
        self.type = int(desc.type)
        self.mutable = bool(desc.is_mutable)

    @staticmethod
    def new(store: Store, type: int, mutable: bool, value: int) -> Global:
        """Make a global with a raw initial value."""
        cell = _ffi.Value()
        _put(cell, value, type)
        handle = lib().zw_global_new(store.handle, type, mutable, c.byref(cell))
        if not handle:
            raise MemoryError
        return Global(store, handle)

    def get(self) -> int:
        """The raw value."""
        return _get(lib().zw_global_cell(self.handle)[0], self.type)

    def set(self, value: int) -> None:
        """Store a raw value."""
        if not self.mutable:
            raise ZwasmError("the global is immutable")
        _put(lib().zw_global_cell(self.handle)[0], value, self.type)


class Tag(_Extern):
    """An exception tag."""

    kind = KIND_TAG

    @staticmethod
    def new(store: Store, type: FuncTypeLike) -> Tag:
        """Make a tag."""
        handle = lib().zw_tag_new(store.handle, _type_id(type))
        if not handle:
            raise MemoryError
        return Tag(store, handle)


AnyExtern = Func | Table | Memory | Global | Tag
_CLASSES: list[type[Func] | type[Table] | type[Memory] | type[Global] | type[Tag]] = [Func, Table, Memory, Global, Tag]


def _name(name: _ffi.Name) -> str:
    return c.string_at(name.text, name.size).decode("utf-8", "replace") if name.size else ""


class Module:
    """A loaded container."""

    def __init__(self, store: Store, container: bytes) -> None:
        self.store = store
        err = _ffi.Error()
        self.handle: int = lib().zw_module_load(store.handle, container, len(container), c.byref(err))
        if not self.handle:
            raise exception(err)

    @staticmethod
    def from_fd(store: Store, fd: int) -> Module:
        """Load from an open file, whose code is mapped instead of copied."""
        err = _ffi.Error()
        module = Module.__new__(Module)
        module.store = store
        module.handle = lib().zw_module_load_fd(store.handle, fd, c.byref(err))
        if not module.handle:
            raise exception(err)
        return module

    def check(self) -> None:
        """Verify the checksum of code and data; raises `LoadError`."""
        err = _ffi.Error()
        if lib().zw_module_check(self.handle, c.byref(err)):
            raise exception(err)

    @property
    def interruptible(self) -> bool:
        """Whether the code polls for interrupts."""
        return bool(lib().zw_module_interruptible(self.handle))

    def imports(self) -> list[tuple[str, str, int, _ffi.ExternType]]:
        """(module, name, kind, type) of every import."""
        out = []
        for i in range(lib().zw_module_imports(self.handle)):
            origin, name, type = _ffi.Name(), _ffi.Name(), _ffi.ExternType()
            lib().zw_module_import(self.handle, i, c.byref(origin), c.byref(name), c.byref(type))
            out.append((_name(origin), _name(name), int(type.kind), type))
        return out

    def exports(self) -> list[tuple[str, int]]:
        """(name, kind) of every export."""
        out = []
        for i in range(lib().zw_module_exports(self.handle)):
            name, type = _ffi.Name(), _ffi.ExternType()
            lib().zw_module_export(self.handle, i, c.byref(name), c.byref(type))
            out.append((_name(name), int(type.kind)))
        return out


class Instance:
    """An instance of a module."""

    def __init__(self, store: Store, module: Module, imports: Mapping[tuple[str, str], AnyExtern] | None = None, *,
                 wasi: Wasi | None = None, run_start: bool = True) -> None:
        """Resolve imports from ``imports``, then from ``wasi``; raises `LinkError`, `Trap`, `ResourceError`."""
        self.store = store
        self.module = module
        given = imports or {}
        wanted = module.imports()
        cells = (_ffi.Extern * max(len(wanted), 1))()
        for i, (origin, name, kind, _) in enumerate(wanted):
            found: AnyExtern | None = given.get((origin, name))
            if found is None and wasi is not None and kind == KIND_FUNC:
                found = wasi.func(store, origin, name)
            if found is not None:
                if found.store is not store:
                    raise ZwasmError(f"import {origin!r} {name!r} belongs to another store")
                cells[i].kind = found.kind
                cells[i].of = found.handle
        err = _ffi.Error()
        handle = lib().zw_instance_new(store.handle, module.handle, cells, run_start, c.byref(err))
        if not handle:
            raise store.fail(err)
        self.handle: int = handle
        self.exports: dict[str, AnyExtern] = {}
        for i, (name, kind) in enumerate(module.exports()):
            out = _ffi.Extern()
            lib().zw_instance_export(handle, i, c.byref(out))
            self.exports[name] = _CLASSES[kind](store, out.of)

    def start(self) -> None:
        """Run the start function, when the instance was made without doing so."""
        err = _ffi.Error()
        if lib().zw_instance_start(self.handle, c.byref(err)):
            raise self.store.fail(err)

    def func(self, name: str) -> Func:
        """The exported function of that name."""
        found = self.exports.get(name)
        if not isinstance(found, Func):
            raise ZwasmError(f"there is no exported function {name!r}")
        return found
