"""Modules: loaded native code."""

from __future__ import annotations

import ctypes as c
from os import PathLike, fsencode, fspath, fstat
from typing import TYPE_CHECKING, Any

from zwasm import _ffi
from zwasm._errors import LoadError, ZwasmError, exception
from zwasm._ffi import contents, lib
from zwasm._owner import Owned
from zwasm._store import Store, alone

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def _name(name: _ffi.Name) -> str:
    return c.string_at(name.text, name.size).decode("utf-8", "replace") if name.size else ""


class Module(Owned):
    """A loaded module: native code, made here from WebAssembly or loaded from a container.

    It is freed when it is closed or nothing refers to it, unless it has instances, whose store keeps it.
    """

    _closed: bool
    _ours: bool
    """Whether it has to be given back: an object made for an instance only has what that keeps."""

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
        self._load(store, lib().zw_module_load, container, len(container))

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
        module = Module.__new__(Module)
        module._load(store, lib().zw_module_load, data, len(data))
        return module

    @staticmethod
    def deserialize_file(store: Store, path: str | PathLike[str]) -> Module:
        """As `deserialize`, from a file; raises OSError too.

        Until the module is freed, no guest of this process can write, rename or remove that file, nor what leads to it.
        """
        with open(fspath(path), "rb") as file:
            module = Module.from_fd(store, file.fileno())
            module._came_from(file.fileno(), fsencode(path))
        return module

    @staticmethod
    def from_fd(store: Store, fd: int, *, offset: int = 0, size: int | None = None) -> Module:
        """As `deserialize`, from an open file, which stays yours.

        The container may be a part of the file: ``size`` bytes (None: all that follow) from byte ``offset`` on, a
        multiple of a page (4 KiB on x86-64).  Until the module is freed, no guest of this process can write, rename or
        remove that file.
        """
        module = Module.__new__(Module)
        fd = _ffi.descriptor(fd)
        if offset == 0 and size is None:
            module._load(store, lib().zw_module_load_fd, fd)
        else:
            end = fstat(fd).st_size if size is None else 0
            rest = max(end - offset, 0) if size is None else size
            module._load(store, lib().zw_module_map, fd, _ffi.unsigned(offset), _ffi.unsigned(rest))
        return module

    @property
    def handle(self) -> int:
        """The address of the C object; raises `ZwasmError` once the module or the store is closed."""
        if self._closed:
            raise ZwasmError("the module is closed")
        return super().handle

    def close(self) -> None:
        """Give the module back: it is freed, and its file let go, as soon as nobody uses the store.

        What its instances need of it stays until the store is closed.  Closing twice is fine.
        """
        with self.store._lock:
            last, self._closed = self._ours and not self._closed, True
        if last:
            self.store._drop(self._handle)

    def __del__(self) -> None:
        """Close it."""
        if getattr(self, "_ours", False):
            self.close()

    @staticmethod
    def _of(store: Store, handle: int) -> Module:
        """A module that an instance keeps."""
        module = Module.__new__(Module)
        Owned.__init__(module, store, handle)
        module._closed = module._ours = False
        return module

    @alone
    def _came_from(self, fd: int, path: bytes) -> None:
        if not lib().zw_module_protect(self.handle, fd, path):
            raise MemoryError
        lib().zw_module_set_name(self.handle, path)

    def _text(self) -> str:
        if self._closed:
            return "that is closed"
        return f"with {len(self.imports())} imports and {len(self.exports())} exports"

    def _load(self, store: Store, load: Any, *source: Any) -> None:
        err = _ffi.Error()
        owner = store._hold()
        try:
            handle = load(owner, *source, c.byref(err))
        finally:
            store._release()
        if handle is None:
            raise exception(err)
        super().__init__(store, handle)
        self._closed, self._ours = False, True

    @alone
    def check(self) -> None:
        """Verify the checksum of code and data, which loading does not; raises `LoadError`."""
        err = _ffi.Error()
        if lib().zw_module_check(self.handle, c.byref(err)):
            raise exception(err)

    @property
    @alone
    def interruptible(self) -> bool:
        """Whether the code heeds `Store.interrupt`."""
        return bool(lib().zw_module_interruptible(self.handle))

    @alone
    def imports(self) -> list[tuple[str, str, int, _ffi.ExternType]]:
        """(module, name, kind, type) of every import; the type is as `extern_type` of externs gives it."""
        handle, out = self.handle, []
        for i in range(lib().zw_module_imports(handle)):
            origin, name, type = _ffi.Name(), _ffi.Name(), _ffi.ExternType()
            lib().zw_module_import(handle, i, c.byref(origin), c.byref(name), c.byref(type))
            out.append((_name(origin), _name(name), int(type.kind), type))
        return out

    @alone
    def exports(self) -> list[tuple[str, int]]:
        """(name, kind) of every export."""
        handle, out = self.handle, []
        for i in range(lib().zw_module_exports(handle)):
            name, type = _ffi.Name(), _ffi.ExternType()
            lib().zw_module_export(handle, i, c.byref(name), c.byref(type))
            out.append((_name(name), int(type.kind)))
        return out
