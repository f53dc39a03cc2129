"""What guests have many of is linked and found without searching through all of it: processor time, not the clock's."""

from __future__ import annotations

import ctypes as c
import struct
import time
from collections.abc import Callable

import zwasm
from test_type_registry import words_of
from zwasm import _ffi
from zwasm_formats import abi, cwasm


def container(types: int, imports: int, exports: int) -> bytes:
    """A container with that many types, imported functions of the last type, and names for the first of these."""
    w = cwasm.Writer()
    w.compiler = b"0.0.0"
    w.extend("types", words_of(1, types))
    for table in ("entries", "hosts"):
        w.extend(table, b"".join(struct.pack("<II", t, 0) for t in range(types)))
    w.extend("functypes", struct.pack("<I", types - 1) * imports)
    w.extend("refs", struct.pack("<I", 0))
    origin = w.string(b"env")
    for i in range(imports):
        w.add("imports", origin, 3, origin, 3, 0, i)
    for i in range(exports):
        name = b"%08d" % i
        w.add("exports", w.string(name), len(name), 0, 0)
    w.text = b"\x0f\x0b" * 8
    layout = abi.vmctx_layout(imports, 0, 0, 0)
    w.fields.update(abi_hash=abi.abi_hash(), machine=62, os=1, types=types, start=cwasm.NONE, imported_funcs=imports,
                    vmctx_imports=layout.imports, vmctx_memories=layout.memories, vmctx_tables=layout.tables,
                    vmctx_globals=layout.globals, vmctx_size=layout.size)
    return w.finish()


def instance(store: zwasm.Store, data: bytes) -> tuple[int, float]:
    """An instance all of whose imports are one host function; the seconds that linking took."""
    module = zwasm.Module.deserialize(store, data)
    count = _ffi.lib().zw_module_imports(module.handle)
    origin, name, type = _ffi.Name(), _ffi.Name(), _ffi.ExternType()
    _ffi.lib().zw_module_import(module.handle, 0, c.byref(origin), c.byref(name), c.byref(type))
    func = zwasm.Func.host(store, zwasm._objects.functype_of(type.type_id), lambda *a: None)
    cells = (_ffi.Extern * count)(*[_ffi.Extern(0, 0, func.handle)] * count)
    err = _ffi.Error()
    start = time.process_time()
    made = _ffi.lib().zw_instance_new(store.handle, module.handle, cells, 1, c.byref(err))
    seconds = time.process_time() - start
    assert made, err.message
    return int(made), seconds


def link(count: int) -> float:
    with zwasm.Store() as store:
        return instance(store, container(count, count, 1))[1]


def find(count: int) -> float:
    find = c.CDLL(str(_ffi.library_path())).zw_instance_find
    find.argtypes = [c.c_void_p, c.c_char_p, c.c_size_t, c.c_void_p]
    out = _ffi.Extern()
    with zwasm.Store() as store:
        made, _ = instance(store, container(1, 1, count))
        names = [b"%08d" % i for i in range(count)]
        start = time.process_time()
        found = sum(find(made, name, 8, c.byref(out)) for name in names)
        seconds = time.process_time() - start
        assert found == count and find(made, b"none", 4, c.byref(out)) == 0
        return seconds


def grows_linearly(measure: Callable[[int], float], few: int) -> None:
    """Four times as much takes less than ten times as long; quadratic would be sixteen."""
    assert min(measure(4 * few) for _ in range(3)) < 10 * min(measure(few) for _ in range(3)) + 0.01


def test_imports_with_many_trampolines() -> None:
    grows_linearly(link, 8000)


def test_many_exports() -> None:
    grows_linearly(find, 8000)
