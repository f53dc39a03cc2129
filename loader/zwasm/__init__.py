"""zwasm: runs compiled WebAssembly (``.cwasm`` containers) in this process.

    import zwasm, zwasmc

    store = zwasm.Store()
    module = zwasm.Module(store, zwasmc.compile(wasm))
    instance = zwasm.Instance(store, module, {("env", "log"): zwasm.Func.host(store, ([zwasm.I32], []), print)})
    instance.exports["run"].call([1])

Values are raw bit patterns: an i32 is 0 .. 2**32 - 1, floats are their bits, a v128 has 128 bits.  References are
opaque integers; 0 is null.  A function reference is the address of the function (`Func.ref`, `Store.func`), an external
reference any nonzero number that the host chooses.  Value types are the codes of the binary format.  A store owns all
that is made in it until it is closed, and serves one thread at a time.
"""

from __future__ import annotations

from zwasm._errors import Exit, LinkError, LoadError, ResourceError, Trap, TrapFrame, ZwasmError
from zwasm._objects import (
    EXTERNREF,
    F32,
    F64,
    FUNCREF,
    I32,
    I64,
    V128,
    AnyExtern,
    Func,
    Global,
    Instance,
    Memory,
    Module,
    Store,
    Table,
    Tag,
)
from zwasm._wasi import Wasi

__all__ = [
    "EXTERNREF", "F32", "F64", "FUNCREF", "I32", "I64", "V128", "AnyExtern", "Exit", "Func", "Global", "Instance",
    "LinkError", "LoadError", "Memory", "Module", "ResourceError", "Store", "Table", "Tag", "Trap", "TrapFrame", "Wasi",
    "ZwasmError",
]
