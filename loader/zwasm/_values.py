"""Value types, function types and value cells."""

from __future__ import annotations

import ctypes as c
from collections.abc import Sequence
from operator import index
from typing import Any, Protocol

from zwasm import _ffi
from zwasm._errors import ZwasmError
from zwasm._ffi import lib

I32 = 0x7F
I64 = 0x7E
F32 = 0x7D
F64 = 0x7C
V128 = 0x7B
FUNCREF = (-0x10 << 8) | 0x63
EXTERNREF = (-0x11 << 8) | 0x63

_BITS = {I32: 32, F32: 32, V128: 128}
_LOW = 0xFFFFFFFFFFFFFFFF
_NO_TYPE = 0xFFFFFFFF


class HasTypes(Protocol):
    """Anything that describes a function type."""

    @property
    def params(self) -> Sequence[int]:
        """Parameter types."""

    @property
    def results(self) -> Sequence[int]:
        """Result types."""


FuncTypeLike = HasTypes | tuple[Sequence[int], Sequence[int]]


def is_reference(type: int) -> bool:
    """Whether a type is one of references: abstract heap types, or the id of a type."""
    return type & 0xFF in (0x63, 0x64) and -0x17 <= type >> 8 <= 0x7FFFFFFF and not -0x0C < type >> 8 < 0


def valtype(type: int) -> int:
    """``type``, or ValueError when it is no value type."""
    if type in (I32, I64, F32, F64, V128) or is_reference(type):
        return index(type)
    raise ValueError(f"{type:#x} is not a value type")


def types_of(type: FuncTypeLike) -> tuple[list[int], list[int]]:
    """Parameter and result types; ValueError when one of them is no value type."""
    params, results = type if isinstance(type, tuple) else (type.params, type.results)
    return [valtype(t) for t in params], [valtype(t) for t in results]


def type_id(store: int, type: FuncTypeLike) -> int:
    """The process-wide id of a function type, valid until the C store is freed."""
    params, results = types_of(type)
    number = lib().zw_store_functype_id(store, (c.c_int64 * len(params))(*params), len(params),
                                        (c.c_int64 * len(results))(*results), len(results))
    if number == _NO_TYPE:
        raise ZwasmError("not a valid function type")
    return int(number)


def functype_of(type_id: int) -> tuple[list[int], list[int]]:
    """Parameters and results of a function type."""
    types = c.POINTER(c.c_int64)
    params, results = types(), types()
    nparams, nresults = c.c_size_t(), c.c_size_t()
    if not lib().zw_functype(type_id, c.byref(params), c.byref(nparams), c.byref(results), c.byref(nresults)):
        raise ZwasmError("not a function type")
    return params[:nparams.value], results[:nresults.value]


_TEXTS = {I32: "i32", I64: "i64", F32: "f32", F64: "f64", V128: "v128", FUNCREF: "funcref", EXTERNREF: "externref"}


def type_text(type: int) -> str:
    """A value type as the text format has it; of references to other types, that they are some."""
    return _TEXTS.get(type, "ref")


def functype_text(params: Sequence[int], results: Sequence[int]) -> str:
    """A function type in words."""
    left = ", ".join(map(type_text, params))
    right = ", ".join(map(type_text, results))
    return f"({left}) -> {right if len(results) == 1 else f'({right})'}" if results else f"({left})"


def from_python(value: float, type: int) -> int:
    """The raw value of a number; TypeError for types that are no numbers."""
    if type == F32:
        return int.from_bytes(bytes(c.c_float(value)), "little")
    if type == F64:
        return int.from_bytes(bytes(c.c_double(value)), "little")
    if type not in (I32, I64):
        raise TypeError(f"{type_text(type)} is no number: pass it raw, by call()")
    return index(value)  # type: ignore[arg-type]


def to_python(raw: int, type: int) -> int | float:
    """The number of a raw value, integers signed; TypeError for types that are no numbers."""
    if type == F32:
        return c.c_float.from_buffer_copy(raw.to_bytes(4, "little")).value
    if type == F64:
        return c.c_double.from_buffer_copy(raw.to_bytes(8, "little")).value
    if type not in (I32, I64):
        raise TypeError(f"{type_text(type)} is no number: get it raw, by call()")
    half = 1 << _BITS.get(type, 64) - 1
    return (raw ^ half) - half


def put(cell: _ffi.Value, value: int, type: int) -> None:
    """Store a raw value; a negative one means its two's complement."""
    bits = _BITS.get(type, 64)
    value = index(value)
    if value < 0:
        value += 1 << bits
        if value < 1 << bits - 1:
            raise OverflowError(f"{value - (1 << bits)} does not fit in {bits} bits")
    if value >> bits:
        raise OverflowError(f"{value} does not fit in {bits} bits")
    cell.lo = value & _LOW
    cell.hi = value >> 64


def get(cell: _ffi.Value, type: int) -> int:
    """The raw value of a cell."""
    bits = _BITS.get(type, 64)
    if bits == 128:
        return int(cell.lo) | int(cell.hi) << 64
    return int(cell.lo) & ((1 << bits) - 1)


def arguments(values: Sequence[int], params: Sequence[int], results: Sequence[int]) -> Any:
    """Cells that hold the arguments of a call, with room for its results."""
    if len(values) != len(params):
        raise ZwasmError(f"{len(params)} arguments expected, {len(values)} given")
    cells = (_ffi.Value * max(len(params), len(results), 1))()
    for i, t in enumerate(params):
        put(cells[i], values[i], t)
    return cells
