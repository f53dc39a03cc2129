"""Runs compiled WebAssembly (``.cwasm`` containers) in this process.

A store owns what is made in it.  A module is loaded from a container, an instance is made from a module and from what
the module imports, and its exports are functions, memories, tables, globals and tags:

>>> import zwasm, zwasmc
>>> wasm = bytes.fromhex(  # (module (import "env" "log" (func (param i32))) (func (export "add") ...))
...     "0061736d01000000 010b02 60017f00 60027f7f017f 020b01 03656e76 036c6f67 0000 03020101"
...     "0707010361646400010a0d010b0020001000200020016a0b")
>>> with zwasm.Store() as store:
...     module = zwasm.Module.deserialize(store, zwasmc.compile(wasm))
...     instance = zwasm.Instance(store, module, {"env": {"log": lambda n: print("adding to", n)}})
...     add = instance.func("add")
...     add(40, 2), add.call([40, -2])
adding to 40
adding to 40
(42, [38])

Programs that use WASI get a context, and nothing but what that gives them::

    with zwasm.Store() as store, zwasm.Wasi(["prog", "-v"], preopens=[("/srv/data", "/", True)]) as wasi:
        instance = zwasm.Instance(store, module, wasi=wasi)
        instance.func("_start").call()

Host functions that look into the guest's memory take the calling instance: `with_instance`.

A function that is called as ``f(1, 2.5)`` takes and returns Python's numbers.  Everywhere else, in `Func.call` and in
host functions, values are raw bit patterns: an i32 is 0 .. 2**32 - 1 (arguments may be negative: two's complement),
floats are their bits, a v128 is one integer of 128 bits, lane 0 lowest:
``int.from_bytes(memory.read(at, 16), "little")``.  References are opaque integers; 0 is null.  A function reference is
the address of the function (`Func.ref`, `Store.func`), an external reference any nonzero number that the host chooses.
Value types are the codes of the binary format: `I32`, `I64`, `F32`, `F64`, `V128`, `FUNCREF`, `EXTERNREF`.

A guest that traps raises `Trap`, one that exits `Exit`; what a host function raises comes out of the call unchanged.
Whatever zwasm refuses raises `ZwasmError` or one of its subclasses; numbers that C has no room for raise OverflowError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zwasm._errors import Exit, LinkError, LoadError, ResourceError, Trap, TrapFrame, ZwasmError
from zwasm._given import with_instance
from zwasm._module import Module
from zwasm._objects import AnyExtern, Func, Global, Instance, Memory, Table, Tag
from zwasm._store import Store
from zwasm._values import EXTERNREF, F32, F64, FUNCREF, I32, I64, V128
from zwasm._wasi import Wasi

__all__ = [
    "EXTERNREF", "F32", "F64", "FUNCREF", "I32", "I64", "V128", "AnyExtern", "Exit", "Func", "Global", "Instance",
    "LinkError", "LoadError", "Memory", "Module", "ResourceError", "Store", "Table", "Tag", "Trap", "TrapFrame", "Wasi",
    "ZwasmError", "__version__", "with_instance",
]

__version__: str
"""Version of the library in use."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name != "__version__":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from zwasm._ffi import lib

        return lib().zw_version().decode()
