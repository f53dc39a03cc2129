"""libzwasm through ctypes: ``zwasm.h`` and ``wasi.h`` once more (a test compares them), and where the library is."""

from __future__ import annotations

import ctypes as c
import os
from functools import cache
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zwasm_formats.abi import abi_hash

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

KIND_FUNC, KIND_TABLE, KIND_MEMORY, KIND_GLOBAL, KIND_TAG = range(5)
ERR_FORMAT, ERR_LINK, ERR_LIMIT, ERR_USE, ERR_TRAP, ERR_EXIT = range(1, 7)
HOST_OK, HOST_FAIL = range(2)
WASI_OK, WASI_EXIT, WASI_INTERRUPTED = range(3)

MAX_FRAMES = 32
NO_MAX = NO_OFFSET = 0xFFFFFFFFFFFFFFFF
NO_INDEX = 0xFFFFFFFF


class Value(c.Structure):
    """zw_value."""

    _fields_ = [("lo", c.c_uint64), ("hi", c.c_uint64)]


class Extern(c.Structure):
    """zw_extern."""

    _fields_ = [("kind", c.c_uint32), ("pad", c.c_uint32), ("of", c.c_void_p)]


class Frame(c.Structure):
    """zw_frame."""

    _fields_ = [("wasm_offset", c.c_uint64), ("name", c.c_char_p), ("func_index", c.c_uint32), ("pad", c.c_uint32)]


class Error(c.Structure):
    """zw_error."""

    _fields_ = [("kind", c.c_uint32), ("trap", c.c_uint32), ("status", c.c_uint32), ("nframes", c.c_uint32),
                ("depth", c.c_uint64), ("message", c.c_char * 488), ("frames", Frame * MAX_FRAMES)]


class ExternType(c.Structure):
    """zw_externtype."""

    _fields_ = [("kind", c.c_uint32), ("type_id", c.c_uint32), ("type", c.c_int64), ("min", c.c_uint64),
                ("max", c.c_uint64), ("is64", c.c_uint32), ("page_log2", c.c_uint32), ("shared", c.c_uint32),
                ("is_mutable", c.c_uint32), ("guard", c.c_uint32), ("pad", c.c_uint32)]


class Name(c.Structure):
    """zw_name."""

    _fields_ = [("text", c.c_void_p), ("size", c.c_size_t)]


class Preopen(c.Structure):
    """zw_wasi_preopen."""

    _fields_ = [("host", c.c_char_p), ("dirfd", c.c_int), ("guest", c.c_char_p), ("read_only", c.c_int)]


class WasiConfig(c.Structure):
    """zw_wasi_config."""

    _fields_ = [("nargs", c.c_size_t), ("args", c.POINTER(c.c_char_p)), ("nenv", c.c_size_t),
                ("env", c.POINTER(c.c_char_p)), ("stdio", c.c_int * 3), ("npreopens", c.c_size_t),
                ("preopens", c.POINTER(Preopen)), ("nlisten", c.c_size_t), ("listen", c.POINTER(c.c_int)),
                ("interrupt", c.c_void_p), ("flags", c.c_uint32)]


CALLBACK = c.CFUNCTYPE(None, c.c_void_p, c.c_void_p, c.POINTER(Value), c.POINTER(c.c_int32))

_P = c.c_void_p
_ERR = c.POINTER(Error)
_TYPES = c.POINTER(c.c_int64)
_PROTOTYPES: dict[str, tuple[Any, list[Any]]] = {
    "zw_version": (c.c_char_p, []),
    "zw_store_new": (_P, []),
    "zw_store_free": (None, [_P]),
    "zw_store_limit_memory": (None, [_P, c.c_uint64]),
    "zw_store_interrupt": (None, [_P, c.c_int]),
    "zw_store_interrupt_flag": (_P, [_P]),
    "zw_module_load": (_P, [_P, c.c_char_p, c.c_size_t, _ERR]),
    "zw_module_load_fd": (_P, [_P, c.c_int, _ERR]),
    "zw_module_map": (_P, [_P, c.c_int, c.c_uint64, c.c_uint64, _ERR]),
    "zw_module_free": (None, [_P]),
    "zw_module_protect": (c.c_int, [_P, c.c_int, c.c_char_p]),
    "zw_module_set_name": (None, [_P, c.c_char_p]),
    "zw_module_check": (c.c_int, [_P, _ERR]),
    "zw_module_interruptible": (c.c_int, [_P]),
    "zw_module_imports": (c.c_size_t, [_P]),
    "zw_module_import": (None, [_P, c.c_size_t, c.POINTER(Name), c.POINTER(Name), c.POINTER(ExternType)]),
    "zw_module_exports": (c.c_size_t, [_P]),
    "zw_module_export": (None, [_P, c.c_size_t, c.POINTER(Name), c.POINTER(ExternType)]),
    "zw_functype_id": (c.c_uint32, [_TYPES, c.c_size_t, _TYPES, c.c_size_t]),
    "zw_store_functype_id": (c.c_uint32, [_P, _TYPES, c.c_size_t, _TYPES, c.c_size_t]),
    "zw_functype": (c.c_int, [c.c_uint32, c.POINTER(_TYPES), c.POINTER(c.c_size_t), c.POINTER(_TYPES),
                              c.POINTER(c.c_size_t)]),
    "zw_unknown_import": (c.c_int, [_P, _P, c.c_size_t, c.c_int, c.POINTER(Extern), _ERR]),
    "zw_instance_new": (_P, [_P, _P, c.POINTER(Extern), c.c_int, _ERR]),
    "zw_instance_start": (c.c_int, [_P, _ERR]),
    "zw_instance_export": (None, [_P, c.c_size_t, c.POINTER(Extern)]),
    "zw_extern_type": (None, [c.POINTER(Extern), c.POINTER(ExternType)]),
    "zw_func_type": (c.c_uint32, [_P]),
    "zw_call": (c.c_int, [_P, _P, c.POINTER(Value), _ERR]),
    "zw_lend_hostfunc": (_P, [_P, c.c_uint32, CALLBACK, _P]),
    "zw_lend_fits": (c.c_int, [_P, c.c_int64, c.c_uint64]),
    "zw_wasi_import": (_P, [_P, _P, c.c_char_p, c.c_char_p]),
    "zw_mem_new": (_P, [_P, c.POINTER(ExternType), _ERR]),
    "zw_mem_data": (_P, [_P]),
    "zw_mem_size": (c.c_uint64, [_P]),
    "zw_mem_grow": (c.c_int64, [_P, c.c_uint64]),
    "zw_tab_new": (_P, [_P, c.POINTER(ExternType), c.c_uint64, _ERR]),
    "zw_tab_size": (c.c_uint64, [_P]),
    "zw_tab_get": (c.c_int, [_P, c.c_uint64, c.POINTER(c.c_uint64)]),
    "zw_tab_set": (c.c_int, [_P, c.c_uint64, c.c_uint64]),
    "zw_tab_grow": (c.c_int64, [_P, c.c_uint64, c.c_uint64]),
    "zw_global_new": (_P, [_P, c.c_int64, c.c_int, c.POINTER(Value)]),
    "zw_global_cell": (c.POINTER(Value), [_P]),
    "zw_tag_new": (_P, [_P, c.c_uint32]),
    "zw_lend_new": (_P, [c.POINTER(WasiConfig), c.POINTER(c.c_int)]),
    "zw_lend_free": (None, [_P]),
    "zw_lend_signature": (c.c_char_p, [c.c_char_p, c.c_char_p]),
    "zw_lend_status": (c.c_uint32, [_P]),
    "zw_lend_interrupt": (None, [_P, _P]),
    "zw_lend_call": (c.c_int32, [_P, c.c_char_p, c.c_char_p, _P, c.c_uint64, c.POINTER(Value)]),
}

def library_path() -> Path:
    """Where libzwasm.so is: ``$ZWASM_LIB``, else beside this package."""
    override = os.environ.get("ZWASM_LIB")
    return Path(override) if override else Path(__file__).resolve().parent / "_native" / "libzwasm.so"


@cache
def lib() -> Any:
    """The library, loaded at first use; ImportError when it is missing or was built for another version."""
    path = library_path()
    if not path.exists():
        raise ImportError(f"{path} is missing: build it with scripts/build_loader.py, or set ZWASM_LIB")
    dll = c.CDLL(str(path), use_errno=True)
    dll.zw_abi_hash.restype = c.c_uint32
    if dll.zw_abi_hash() != abi_hash():
        raise ImportError(f"{path} was built for another version (ABI {dll.zw_abi_hash():08x}, not {abi_hash():08x})")
    for name, (result, args) in _PROTOTYPES.items():
        func = getattr(dll, name)
        func.restype = result
        func.argtypes = args
    return dll


def unsigned(value: int, bits: int = 64) -> int:
    """``value``, or OverflowError where C would wrap it."""
    value = index(value)
    if not 0 <= value < 1 << bits:
        raise OverflowError(f"{value} is not an unsigned integer of {bits} bits")
    return value


def descriptor(fd: int) -> int:
    """``fd``, or OverflowError when it can be neither a file descriptor nor -1."""
    return unsigned(fd, 31) if fd != -1 else fd


def contents(data: ReadableBuffer) -> bytes:
    """The bytes of any bytes-like object; TypeError for anything else."""
    return data if isinstance(data, bytes) else memoryview(data).tobytes()
