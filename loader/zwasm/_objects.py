"""Instances and externs: what lives in a store."""

from __future__ import annotations

import ctypes as c
from collections.abc import Callable, Mapping, Sequence
from operator import index
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import ref

from zwasm import _ffi
from zwasm._errors import ZwasmError, exception
from zwasm._ffi import KIND_FUNC, KIND_GLOBAL, KIND_MEMORY, KIND_TABLE, KIND_TAG, contents, lib, unsigned
from zwasm._given import find, with_instance
from zwasm._module import Module
from zwasm._owner import Owned
from zwasm._store import Store, alone
from zwasm._values import (
    FuncTypeLike,
    arguments,
    from_python,
    functype_of,
    functype_text,
    get,
    is_reference,
    put,
    to_python,
    type_id,
    type_text,
    types_of,
    valtype,
)

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

    from zwasm._wasi import Wasi


def _allocated(handle: int | None) -> int:
    if handle is None:
        raise ZwasmError("there is no memory, or a type refers to one that is not known")
    return handle


class _Extern(Owned):
    """What can be imported and exported."""

    kind = -1

    @alone
    def extern_type(self) -> _ffi.ExternType:
        """The type, with the members of C's ``zw_externtype``; the minimum is the present size."""
        out = _ffi.ExternType()
        lib().zw_extern_type(c.byref(_ffi.Extern(self.kind, 0, self.handle)), c.byref(out))
        return out

    def __eq__(self, other: object) -> bool:
        """Whether both are the same object of the same store."""
        return (isinstance(other, _Extern) and self.kind == other.kind and self.store is other.store
                and self._handle == other._handle)

    def __hash__(self) -> int:
        """Consistent with equality."""
        return hash((self.kind, self._handle))


class Func(_Extern):
    """A function, of a guest or of the host.  ``params`` and ``results`` are its types."""

    kind = KIND_FUNC

    def __init__(self, store: Store, handle: int) -> None:
        """Refer to a function of ``store``."""
        super().__init__(store, handle)
        self.params, self.results = self._types()
        self._references = [i for i, t in enumerate(self.params) if is_reference(t)]

    @alone
    def _types(self) -> tuple[list[int], list[int]]:
        return functype_of(lib().zw_func_type(self.handle))

    @staticmethod
    @alone
    def host(store: Store, type: FuncTypeLike, call: Callable[..., Any]) -> Func:
        """Make a host function of ``type``: (parameter types, result types), or anything with ``params``, ``results``.

        ``call`` gets the raw arguments and returns a sequence of raw results, one integer, or None for no results.
        What it raises, be it `Trap`, `Exit` or any other exception, unwinds the guest and comes out of the call that
        entered it.  `with_instance` makes a ``call`` that gets the calling instance too.  ValueError: the type is not
        valid; TypeError: ``call`` cannot be called.
        """
        params, results = types_of(type)
        references = [i for i, t in enumerate(results) if is_reference(t)]
        if not callable(call):
            raise TypeError(f"{call!r} cannot be called")
        tell = isinstance(call, with_instance)

        def entry(_env: Any, instance: int | None, cells: Any, result: Any) -> None:
            try:
                values = [get(cells[i], t) for i, t in enumerate(params)]
                caller = [Instance._known(store, instance)] if tell else []
                depth = store._lend()
                try:
                    out = call(*caller, *values)
                finally:
                    store._take_back(depth)
                values = [] if out is None else [out] if isinstance(out, int) else list(out)
                if len(values) != len(results):
                    raise TypeError(f"a host function returned {len(values)} values instead of {len(results)}")
                for i, t in enumerate(results):
                    put(cells[i], values[i], t)
                for i in references:
                    store._fitting(cells[i].lo, results[i])
                result[0] = _ffi.HOST_OK
            except BaseException as e:
                result[0] = store._host_failed(e)

        callback = _ffi.CALLBACK(entry)
        handle = _allocated(lib().zw_lend_hostfunc(store.handle, type_id(store.handle, type), callback, None))
        store._keep(callback)
        return Func(store, handle)

    @property
    def ref(self) -> int:
        """The function as a reference: what tables, globals and parameters of type `FUNCREF` hold."""
        return self.handle

    def _text(self) -> str:
        return functype_text(self.params, self.results)

    def __call__(self, *values: float) -> int | float | list[int | float] | None:
        """Call with numbers and return a number, None for no results, a list for several.

        Integers may be signed or unsigned, and come back signed; for a float any number is rounded, as C does.  Raises
        as `call` does, TypeError for functions of other types: references and vectors are raw in `call`, as is every
        bit of a NaN.
        """
        raw = [from_python(x, t) for x, t in zip(values, self.params)]
        raw += [0] * (len(values) - len(raw))  # `call` says that there are too many
        for t in self.results:
            to_python(0, t)  # before the call, not after
        out = [to_python(x, t) for x, t in zip(self.call(raw), self.results)]
        return out if len(out) > 1 else out[0] if out else None

    def call(self, values: Sequence[int] = ()) -> list[int]:
        """Call with raw values and return the raw results.

        Raises `Trap` or `Exit` when the guest ends so, what a host function raised, `ZwasmError` for a wrong number of
        arguments and for a reference to no function of the store, OverflowError for an argument that does not fit its
        type, `ResourceError` in a thread whose stack has less than 96 KiB.
        """
        cells = arguments(values, self.params, self.results)
        err = _ffi.Error()
        store = self.store._hold()
        try:
            for i in self._references:
                self.store._fitting(cells[i].lo, self.params[i])
            if lib().zw_call(store, self._handle, cells, c.byref(err)):
                raise self.store._failure(err)
        finally:
            self.store._release()
        return [get(cells[i], t) for i, t in enumerate(self.results)]


class Memory(_Extern):
    """A linear memory."""

    kind = KIND_MEMORY

    @staticmethod
    @alone
    def new(store: Store, minimum: int, maximum: int | None = None, *, is64: bool = False, page_log2: int = 16,
            shared: bool = False, guard: bool = True) -> Memory:
        """Make a memory of ``minimum`` pages that may grow to ``maximum`` (None: as far as its addresses reach).

        A page has ``2**page_log2`` bytes; ``is64``: addresses have 64 bits.  Without ``guard`` pages, which take 8 GiB
        of address space, only modules that were compiled with ``memory="checked"`` can import it.

        `ZwasmError`: the type is not valid; `ResourceError`: the store's limit, or the system, refuses; OverflowError:
        a number is negative or too large.
        """
        most = _ffi.NO_MAX if maximum is None else unsigned(maximum)
        guarded = guard and not is64 and page_log2 == 16
        type = _ffi.ExternType(KIND_MEMORY, 0, 0, unsigned(minimum), most, bool(is64), unsigned(page_log2, 32),
                               bool(shared), 0, guarded, 0)
        err = _ffi.Error()
        handle = lib().zw_mem_new(store.handle, c.byref(type), c.byref(err))
        if not handle:
            raise exception(err)
        return Memory(store, handle)

    @property
    @alone
    def size(self) -> int:
        """Size in bytes."""
        return int(lib().zw_mem_size(self._handle))

    def _text(self) -> str:
        return f"of {self.size} bytes"

    def _address(self, at: int, n: int) -> int:
        at, n = index(at), index(n)  # what other integers compute may wrap
        if at < 0 or n < 0 or at + n > lib().zw_mem_size(self._handle):
            raise IndexError("out of bounds memory access")
        return int(lib().zw_mem_data(self._handle) or 0) + at

    def read(self, at: int, n: int) -> bytes:
        """Copy ``n`` bytes out, from byte ``at`` on; IndexError when they are not all inside."""
        self.store._hold()
        try:
            return c.string_at(self._address(at, n), index(n)) if n else b""
        finally:
            self.store._release()

    def write(self, at: int, data: ReadableBuffer) -> None:
        """Copy the bytes of any bytes-like object in, to byte ``at`` on; IndexError when they do not all fit."""
        raw = contents(data)
        self.store._hold()
        try:
            c.memmove(self._address(at, len(raw)), raw, len(raw))
        finally:
            self.store._release()

    @alone
    def grow(self, pages: int) -> int:
        """Grow by ``pages``; return the old size in pages, or -1 when a limit forbids it.

        OverflowError: ``pages`` is negative or does not fit in 64 bits.
        """
        return int(lib().zw_mem_grow(self.handle, unsigned(pages)))


class Table(_Extern):
    """A table of references.

    What is put into a table of functions has to be a function of the store, or 0 where the type allows null
    (`ZwasmError`).
    """

    kind = KIND_TABLE

    @staticmethod
    @alone
    def new(store: Store, type: int, minimum: int, maximum: int | None = None, init: int = 0, *,
            is64: bool = False) -> Table:
        """Make a table of ``minimum`` references ``init`` that may grow to ``maximum`` elements (None: no limit).

        ValueError: ``type`` is no reference type; `ZwasmError`: the limits are not valid; `ResourceError`: the table is
        too large; OverflowError: a number is negative or does not fit in 64 bits.
        """
        if not is_reference(type):
            raise ValueError(f"{type:#x} is not a reference type")
        most = _ffi.NO_MAX if maximum is None else unsigned(maximum)
        if minimum:
            store._fitting(init, type)
        desc = _ffi.ExternType(KIND_TABLE, 0, type, unsigned(minimum), most, bool(is64), 0, 0, 0, 0, 0)
        err = _ffi.Error()
        handle = lib().zw_tab_new(store.handle, c.byref(desc), unsigned(init), c.byref(err))
        if not handle:
            raise exception(err)
        return Table(store, handle)

    @property
    @alone
    def size(self) -> int:
        """Number of elements."""
        return int(lib().zw_tab_size(self.handle))

    @property
    def type(self) -> int:
        """Type of the elements."""
        return int(self.extern_type().type)

    def _text(self) -> str:
        return f"of {self.size} {type_text(self.type)}"

    def _index(self, i: int) -> int:
        i = index(i)
        if not 0 <= i < self.size:
            raise IndexError("out of bounds table access")
        return i

    @alone
    def get(self, i: int) -> int:
        """The reference at ``i``; IndexError when there is none (negative indices included)."""
        out = c.c_uint64()
        lib().zw_tab_get(self.handle, self._index(i), c.byref(out))
        return out.value

    @alone
    def set(self, i: int, ref: int) -> None:
        """Store a reference at ``i``; IndexError as for `get`, OverflowError when ``ref`` does not fit in 64 bits."""
        lib().zw_tab_set(self.handle, self._index(i), self.store._fitting(unsigned(ref), self.type))

    @alone
    def grow(self, n: int, init: int = 0) -> int:
        """Grow by ``n`` elements ``init``; return the old size, or -1 when a limit forbids it.

        OverflowError: a number is negative or does not fit in 64 bits.
        """
        return int(lib().zw_tab_grow(self.handle, unsigned(n), self.store._fitting(unsigned(init), self.type)))


class Global(_Extern):
    """A global.  ``type`` is its value type; ``mutable`` says whether `set` is allowed."""

    kind = KIND_GLOBAL

    def __init__(self, store: Store, handle: int) -> None:
        """Refer to a global of ``store``."""
        super().__init__(store, handle)
        desc = self.extern_type()
        self.type = int(desc.type)
        self.mutable = bool(desc.is_mutable)

    @staticmethod
    @alone
    def new(store: Store, type: int, mutable: bool, value: int) -> Global:
        """Make a global with a raw initial value.

        ValueError: ``type`` is no value type; OverflowError: the value does not fit it.
        """
        cell = _ffi.Value()
        put(cell, value, valtype(type))
        if is_reference(type):
            store._fitting(cell.lo, type)
        return Global(store, _allocated(lib().zw_global_new(store.handle, type, bool(mutable), c.byref(cell))))

    def _text(self) -> str:
        return f"{'mut ' if self.mutable else ''}{type_text(self.type)} = {self.get():#x}"

    @alone
    def get(self) -> int:
        """The raw value."""
        return get(lib().zw_global_cell(self.handle)[0], self.type)

    @alone
    def set(self, value: int) -> None:
        """Store a raw value; `ZwasmError` when the global is immutable, OverflowError when it does not fit the type."""
        if not self.mutable:
            raise ZwasmError("the global is immutable")
        cell = _ffi.Value()
        put(cell, value, self.type)
        if is_reference(self.type):
            self.store._fitting(cell.lo, self.type)
        lib().zw_global_cell(self.handle)[0] = cell


class Tag(_Extern):
    """An exception tag."""

    kind = KIND_TAG

    @staticmethod
    @alone
    def new(store: Store, type: FuncTypeLike) -> Tag:
        """Make a tag whose exceptions carry the parameters of ``type``; ValueError when that is not valid."""
        return Tag(store, _allocated(lib().zw_tag_new(store.handle, type_id(store.handle, type))))

    @alone
    def _text(self) -> str:
        return functype_text(functype_of(self.extern_type().type_id)[0], [])


AnyExtern = Func | Table | Memory | Global | Tag
Import = AnyExtern | Callable[..., Any]
_CLASSES: list[type[Func] | type[Table] | type[Memory] | type[Global] | type[Tag]] = [Func, Table, Memory, Global, Tag]


_POLICIES = ("deny", "trap", "default")  # by their numbers in zwasm.h


_Kind = TypeVar("_Kind", Func, Memory, Table, Global, Tag)


class Instance(Owned):
    """An instance of a module.  ``exports`` has its exports by name."""

    def __init__(
        self,
        store: Store,
        module: Module,
        imports: Mapping[tuple[str, str], Import] | Mapping[str, Mapping[str, Import] | Instance] | None = None,
        *,
        wasi: Wasi | None = None,
        run_start: bool = True,
        unknown_imports: str = "deny",
    ) -> None:
        """Make one; its imports come from ``imports``, functions that are not there from ``wasi``.

        ``imports`` has keys (module, name), or keys module with mappings by name or with instances, whose exports
        count.  A mapping is asked with ``[]``: its ``__missing__`` may answer.  A plain Python function is imported as
        `Func.host` of the type that the module asks for; `with_instance` tells it the instance.  ``run_start`` says
        whether to run the module's start function now.

        ``unknown_imports`` says what the rest of the imports get: nothing ("deny": `LinkError`), functions that raise
        `Trap` when they are called ("trap"), or functions that return zeros and nulls, and new memories, tables and
        globals with zeros and nulls inside ("default").  Raises `LinkError`, `ResourceError`, what the start function
        ends with (as `Func.call`), `Trap` for a segment that does not fit, TypeError for an import that is none.
        """
        if not isinstance(module, Module):
            raise TypeError(f"{module!r} is no module")
        if unknown_imports not in _POLICIES:
            raise ValueError(f"unknown_imports is {unknown_imports!r}, not one of {', '.join(_POLICIES)}")
        policy = _POLICIES.index(unknown_imports)
        given = {} if imports is None else imports
        if not isinstance(given, Mapping):
            raise TypeError(f"imports are no mapping but {imports!r}")
        wanted = module.imports()
        cells = (_ffi.Extern * max(len(wanted), 1))()
        for i, (origin, name, kind, type) in enumerate(wanted):
            found = find(given, origin, name)
            if found is None and wasi is not None and kind == KIND_FUNC:
                found = wasi.func(store, origin, name)
            if found is None:  # what there is nothing for is reported by the linker, in the order of the imports
                self._stand_in(store, module, i, policy, cells[i])
                continue
            if kind == KIND_FUNC and callable(found) and not isinstance(found, _Extern):
                found = Func.host(store, functype_of(type.type_id), found)
            if not isinstance(found, _Extern):
                raise TypeError(f"import {origin!r} {name!r} is no extern but {found!r}")
            if found.store is not store:
                raise ZwasmError(f"import {origin!r} {name!r} belongs to another store")
            cells[i].kind = found.kind
            cells[i].of = found.handle
        err = _ffi.Error()
        owner = store._hold()
        try:
            handle = lib().zw_instance_new(owner, module.handle, cells, False, c.byref(err))
            if not handle:
                raise store._failure(err)
            self._made(store, module, handle)
        finally:
            store._release()
        if run_start:
            self.start()

    def _made(self, store: Store, module: Module, handle: int) -> None:
        super().__init__(store, handle)
        self.module = module
        self.exports: dict[str, AnyExtern] = {}
        for i, (name, kind) in enumerate(module.exports()):
            out = _ffi.Extern()
            lib().zw_instance_export(handle, i, c.byref(out))
            self.exports[name] = _CLASSES[kind](store, out.of)
        store._instances[handle] = (ref(self), module._handle)

    @staticmethod
    def _known(store: Store, handle: int | None) -> Instance | None:
        """The instance at an address, made anew where the program has dropped it."""
        if handle is None or handle not in store._instances:
            return None
        alive, module = store._instances[handle]
        found = alive()
        if found is None:
            found = Instance.__new__(Instance)
            found._made(store, Module._of(store, module), handle)
        return found

    def _text(self) -> str:
        return f"with {len(self.exports)} exports"

    @staticmethod
    @alone
    def _stand_in(store: Store, module: Module, i: int, policy: int, cell: _ffi.Extern) -> None:
        err = _ffi.Error()
        if lib().zw_unknown_import(store.handle, module.handle, i, policy, c.byref(cell), c.byref(err)):
            raise exception(err)

    def start(self) -> None:
        """Run the start function, when the instance was made without doing so; raises as `Func.call` does."""
        err = _ffi.Error()
        self.store._hold()
        try:
            if lib().zw_instance_start(self._handle, c.byref(err)):
                raise self.store._failure(err)
        finally:
            self.store._release()

    def _export(self, name: str, kind: type[_Kind], what: str) -> _Kind:
        found = self.exports.get(name)
        if not isinstance(found, kind):
            raise ZwasmError(f"there is no exported {what} {name!r}")
        return found

    def func(self, name: str) -> Func:
        """The exported function of that name; `ZwasmError` when there is none."""
        return self._export(name, Func, "function")

    def memory(self, name: str) -> Memory:
        """The exported memory of that name; `ZwasmError` when there is none."""
        return self._export(name, Memory, "memory")

    def table(self, name: str) -> Table:
        """The exported table of that name; `ZwasmError` when there is none."""
        return self._export(name, Table, "table")

    def global_(self, name: str) -> Global:
        """The exported global of that name; `ZwasmError` when there is none."""
        return self._export(name, Global, "global")

    def tag(self, name: str) -> Tag:
        """The exported tag of that name; `ZwasmError` when there is none."""
        return self._export(name, Tag, "tag")
