"""Modules, instances and externs: what lives in a store."""

from __future__ import annotations

import ctypes as c
from collections.abc import Callable, Mapping, Sequence
from operator import index
from os import PathLike, fsencode, fspath
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import ref

from zwasm import _ffi
from zwasm._errors import LoadError, ZwasmError, exception
from zwasm._ffi import KIND_FUNC, KIND_GLOBAL, KIND_MEMORY, KIND_TABLE, KIND_TAG, contents, lib, unsigned
from zwasm._given import find, with_instance
from zwasm._store import Store
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


class _Owned:
    """What lives in a store, and is gone once that is closed."""

    def __init__(self, store: Store, handle: int) -> None:
        """Refer to a C object of ``store``; programs get theirs from ``new``, ``host`` and `Instance.exports`."""
        self.store = store
        self._handle = handle

    @property
    def handle(self) -> int:
        """The address of the C object; raises `ZwasmError` once the store is closed."""
        _ = self.store.handle
        return self._handle

    def _text(self) -> str:
        return ""

    def __repr__(self) -> str:
        """What it is, and what it is like while its store is open."""
        name = f"zwasm.{type(self).__name__}"
        return f"<{name} of a closed store>" if self.store.closed else f"<{name} {self._text()}>"


class _Extern(_Owned):
    """What can be imported and exported."""

    kind = -1

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
        self.params, self.results = functype_of(lib().zw_func_type(self.handle))

    @staticmethod
    def host(store: Store, type: FuncTypeLike, call: Callable[..., Any]) -> Func:
        """Make a host function of ``type``: (parameter types, result types), or anything with ``params``, ``results``.

        ``call`` gets the raw arguments and returns a sequence of raw results, one integer, or None for no results.
        What it raises, be it `Trap`, `Exit` or any other exception, unwinds the guest and comes out of the call that
        entered it.  `with_instance` makes a ``call`` that gets the calling instance too.  ValueError: the type is not
        valid; TypeError: ``call`` cannot be called.
        """
        params, results = types_of(type)
        if not callable(call):
            raise TypeError(f"{call!r} cannot be called")
        tell = isinstance(call, with_instance)

        def entry(_env: Any, instance: int | None, cells: Any, result: Any) -> None:
            try:
                values = [get(cells[i], t) for i, t in enumerate(params)]
                out = call(Instance._known(store, instance), *values) if tell else call(*values)
                values = [] if out is None else [out] if isinstance(out, int) else list(out)
                if len(values) != len(results):
                    raise TypeError(f"a host function returned {len(values)} values instead of {len(results)}")
                for i, t in enumerate(results):
                    put(cells[i], values[i], t)
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
        arguments, OverflowError for one that does not fit its type, `ResourceError` in a thread whose stack has less
        than 96 KiB.
        """
        cells = arguments(values, self.params, self.results)
        err = _ffi.Error()
        store = self.store._hold()
        try:
            if lib().zw_call(store, self._handle, cells, c.byref(err)):
                raise self.store._failure(err)
        finally:
            self.store._release()
        return [get(cells[i], t) for i, t in enumerate(self.results)]


class Memory(_Extern):
    """A linear memory."""

    kind = KIND_MEMORY

    @staticmethod
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
    def size(self) -> int:
        """Size in bytes."""
        return int(lib().zw_mem_size(self.handle))

    def _text(self) -> str:
        return f"of {self.size} bytes"

    def _address(self, at: int, n: int) -> int:
        if index(at) < 0 or index(n) < 0 or at + n > self.size:
            raise IndexError("out of bounds memory access")
        return int(lib().zw_mem_data(self.handle) or 0) + at

    def read(self, at: int, n: int) -> bytes:
        """Copy ``n`` bytes out, from byte ``at`` on; IndexError when they are not all inside."""
        return c.string_at(self._address(at, n), n) if n else b""

    def write(self, at: int, data: ReadableBuffer) -> None:
        """Copy the bytes of any bytes-like object in, to byte ``at`` on; IndexError when they do not all fit."""
        raw = contents(data)
        c.memmove(self._address(at, len(raw)), raw, len(raw))

    def grow(self, pages: int) -> int:
        """Grow by ``pages``; return the old size in pages, or -1 when a limit forbids it.

        OverflowError: ``pages`` is negative or does not fit in 64 bits.
        """
        return int(lib().zw_mem_grow(self.handle, unsigned(pages)))


class Table(_Extern):
    """A table of references.

    They are not checked against the type of the table: putting a number that is no function into a table of functions
    is a fault waiting to happen.
    """

    kind = KIND_TABLE

    @staticmethod
    def new(store: Store, type: int, minimum: int, maximum: int | None = None, init: int = 0, *,
            is64: bool = False) -> Table:
        """Make a table of ``minimum`` references ``init`` that may grow to ``maximum`` elements (None: no limit).

        ValueError: ``type`` is no reference type; `ZwasmError`: the limits are not valid; `ResourceError`: the table is
        too large; OverflowError: a number is negative or does not fit in 64 bits.
        """
        if not is_reference(type):
            raise ValueError(f"{type:#x} is not a reference type")
        most = _ffi.NO_MAX if maximum is None else unsigned(maximum)
        desc = _ffi.ExternType(KIND_TABLE, 0, type, unsigned(minimum), most, bool(is64), 0, 0, 0, 0, 0)
        err = _ffi.Error()
        handle = lib().zw_tab_new(store.handle, c.byref(desc), unsigned(init), c.byref(err))
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

    def _text(self) -> str:
        return f"of {self.size} {type_text(self.type)}"

    def _index(self, i: int) -> int:
        if not 0 <= index(i) < self.size:
            raise IndexError("out of bounds table access")
        return i

    def get(self, i: int) -> int:
        """The reference at ``i``; IndexError when there is none (negative indices included)."""
        out = c.c_uint64()
        lib().zw_tab_get(self.handle, self._index(i), c.byref(out))
        return out.value

    def set(self, i: int, ref: int) -> None:
        """Store a reference at ``i``; IndexError as for `get`, OverflowError when ``ref`` does not fit in 64 bits."""
        lib().zw_tab_set(self.handle, self._index(i), unsigned(ref))

    def grow(self, n: int, init: int = 0) -> int:
        """Grow by ``n`` elements ``init``; return the old size, or -1 when a limit forbids it.

        OverflowError: a number is negative or does not fit in 64 bits.
        """
        return int(lib().zw_tab_grow(self.handle, unsigned(n), unsigned(init)))


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
    def new(store: Store, type: int, mutable: bool, value: int) -> Global:
        """Make a global with a raw initial value.

        ValueError: ``type`` is no value type; OverflowError: the value does not fit it.
        """
        cell = _ffi.Value()
        put(cell, value, valtype(type))
        return Global(store, _allocated(lib().zw_global_new(store.handle, type, bool(mutable), c.byref(cell))))

    def _text(self) -> str:
        return f"{'mut ' if self.mutable else ''}{type_text(self.type)} = {self.get():#x}"

    def get(self) -> int:
        """The raw value."""
        return get(lib().zw_global_cell(self.handle)[0], self.type)

    def set(self, value: int) -> None:
        """Store a raw value; `ZwasmError` when the global is immutable, OverflowError when it does not fit the type."""
        if not self.mutable:
            raise ZwasmError("the global is immutable")
        put(lib().zw_global_cell(self.handle)[0], value, self.type)


class Tag(_Extern):
    """An exception tag."""

    kind = KIND_TAG

    @staticmethod
    def new(store: Store, type: FuncTypeLike) -> Tag:
        """Make a tag whose exceptions carry the parameters of ``type``; ValueError when that is not valid."""
        return Tag(store, _allocated(lib().zw_tag_new(store.handle, type_id(store.handle, type))))


    def _text(self) -> str:
        return functype_text(functype_of(self.extern_type().type_id)[0], [])


AnyExtern = Func | Table | Memory | Global | Tag
Import = AnyExtern | Callable[..., Any]
_CLASSES: list[type[Func] | type[Table] | type[Memory] | type[Global] | type[Tag]] = [Func, Table, Memory, Global, Tag]


_POLICIES = ("deny", "trap", "default")  # by their numbers in zwasm.h


def _name(name: _ffi.Name) -> str:
    return c.string_at(name.text, name.size).decode("utf-8", "replace") if name.size else ""


class Module(_Owned):
    """A loaded module: native code, made here from WebAssembly or loaded from a container."""

    def __init__(self, store: Store, wasm: ReadableBuffer, **options: Any) -> None:
        """Compile a WebAssembly module, for this processor unless ``options`` of `zwasmc.compile` say otherwise.

        Raises `zwasmc.CompileError`, `ResourceError`; `LoadError` for a container: running one is trusting whoever made
        it, which `deserialize` says.
        """
        data = contents(wasm)
        if data[:4] == b"\x7fELF":
            raise LoadError("this is a compiled container, not a module: if you trust it, use Module.deserialize")
        import zwasmc

        container = zwasmc.compile(data, **{"cpu": "native", **options})
        err = _ffi.Error()
        self._loaded(store, lib().zw_module_load(store.handle, container, len(container), c.byref(err)), err)

    @staticmethod
    def from_file(store: Store, path: str | PathLike[str], **options: Any) -> Module:
        """Compile the WebAssembly module in a file, as the constructor does; raises OSError too."""
        with open(fspath(path), "rb") as file:
            return Module(store, file.read(), **options)

    @staticmethod
    def deserialize(store: Store, container: ReadableBuffer) -> Module:
        """Load a container from any bytes-like object, which is copied; raises `LoadError`, `ResourceError`.

        A container is native code: loading one from somebody means trusting them.
        """
        data = contents(container)
        err = _ffi.Error()
        module = Module.__new__(Module)
        module._loaded(store, lib().zw_module_load(store.handle, data, len(data), c.byref(err)), err)
        return module

    @staticmethod
    def deserialize_file(store: Store, path: str | PathLike[str]) -> Module:
        """As `deserialize`, from a file, whose code is mapped instead of copied; raises OSError too."""
        with open(fspath(path), "rb") as file:
            module = Module.from_fd(store, file.fileno())
        lib().zw_module_set_name(module.handle, fsencode(path))
        return module

    @staticmethod
    def from_fd(store: Store, fd: int) -> Module:
        """As `deserialize`, from an open file, which stays yours: its code is mapped instead of copied."""
        err = _ffi.Error()
        module = Module.__new__(Module)
        module._loaded(store, lib().zw_module_load_fd(store.handle, _ffi.descriptor(fd), c.byref(err)), err)
        return module

    def _text(self) -> str:
        return f"with {len(self.imports())} imports and {len(self.exports())} exports"

    def _loaded(self, store: Store, handle: int | None, err: _ffi.Error) -> None:
        if handle is None:
            raise exception(err)
        super().__init__(store, handle)

    def check(self) -> None:
        """Verify the checksum of code and data, which loading does not; raises `LoadError`."""
        err = _ffi.Error()
        if lib().zw_module_check(self.handle, c.byref(err)):
            raise exception(err)

    @property
    def interruptible(self) -> bool:
        """Whether the code heeds `Store.interrupt`."""
        return bool(lib().zw_module_interruptible(self.handle))

    def imports(self) -> list[tuple[str, str, int, _ffi.ExternType]]:
        """(module, name, kind, type) of every import; the type is as `extern_type` of externs gives it."""
        handle, out = self.handle, []
        for i in range(lib().zw_module_imports(handle)):
            origin, name, type = _ffi.Name(), _ffi.Name(), _ffi.ExternType()
            lib().zw_module_import(handle, i, c.byref(origin), c.byref(name), c.byref(type))
            out.append((_name(origin), _name(name), int(type.kind), type))
        return out

    def exports(self) -> list[tuple[str, int]]:
        """(name, kind) of every export."""
        handle, out = self.handle, []
        for i in range(lib().zw_module_exports(handle)):
            name, type = _ffi.Name(), _ffi.ExternType()
            lib().zw_module_export(handle, i, c.byref(name), c.byref(type))
            out.append((_name(name), int(type.kind)))
        return out


_Kind = TypeVar("_Kind", Func, Memory, Table, Global, Tag)


class Instance(_Owned):
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
        finally:
            store._release()
        self._made(store, module, handle)
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
            owner = Module.__new__(Module)
            _Owned.__init__(owner, store, module)
            found = Instance.__new__(Instance)
            found._made(store, owner, handle)
        return found

    def _text(self) -> str:
        return f"with {len(self.exports)} exports"

    @staticmethod
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
