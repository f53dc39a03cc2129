"""What a module's imports get: exports of modules that were loaded before, WASI, or stand-ins."""

from __future__ import annotations

from zwasm_formats.abi_offsets import TRAP_HOST
from zwasmc.interp.exec import UNLIMITED
from zwasmc.interp.instance import Extern, Imports, ModuleInstance, Program, Store, shortened
from zwasmc.interp.store import Function, Global, HostFunc, Memory, Table
from zwasmc.interp.trap import Trap
from zwasmc.interp.wasi import Wasi
from zwasmc.wasm.module import EXT_FUNC, EXT_GLOBAL, EXT_MEMORY, EXT_TABLE, Import
from zwasmc.wasm.types import is_nullable, is_ref


def provide(
    store: Store, program: Program, wasi: Wasi, loaded: list[tuple[str, ModuleInstance]], policy: str = "deny"
) -> Imports:
    """Return what there is for the imports of a program.

    ``loaded`` are the names and instances of modules, of which the last one that has an export provides it, before WASI
    does.  ``policy`` says what the rest gets: nothing (``deny``), functions that trap (``trap``), or zeros and nulls.
    """
    found: Imports = wasi.imports(store, program)
    for item in program.module.imports:
        for name, instance in loaded:
            export = instance.exports.get(item.name)
            if name == item.module and export is not None:
                found[item.module, item.name] = export
        if (item.module, item.name) not in found:
            stand_in = trapping(store, program, item) if policy == "trap" else None
            if policy == "default":
                stand_in = default(store, program, item)
            if stand_in is not None:
                found[item.module, item.name] = stand_in
    return found


def trapping(store: Store, program: Program, item: Import) -> Extern | None:
    """Return a function that traps with a message that names the import."""
    if item.kind != EXT_FUNC:
        return None
    message = f'unknown import called: "{shortened(item.module)}" "{shortened(item.name)}"'

    def call(_args: list[int]) -> list[int]:
        raise Trap(TRAP_HOST, message)

    return function(store, program, item, call)


def default(store: Store, program: Program, item: Import) -> Extern | None:
    """Return what is zero, null or new; None where a reference cannot be null."""
    module = program.module
    budget = store.machine.budget
    types = store.machine.types
    if item.kind == EXT_FUNC:
        results = module.func_type(item.index).results
        zeros = [0] * len(results)
        for result in results:
            if not has_default(result):
                return None
        return function(store, program, item, lambda _args: list(zeros))
    if item.kind == EXT_MEMORY:
        memory = module.memories[item.index]
        most = -1 if memory.max is None else min(memory.max, UNLIMITED)
        return Memory(min(memory.min, UNLIMITED), most, memory.page_log2, memory.is64, memory.shared, budget)
    if item.kind == EXT_TABLE:
        table = module.tables[item.index]
        most = -1 if table.max is None else min(table.max, UNLIMITED)
        elem = types.value_type(module.ctx, table.elem)
        return Table(min(table.min, UNLIMITED), most, elem, table.is64, 0, budget) if has_default(elem) else None
    if item.kind == EXT_GLOBAL:
        declared = module.globals[item.index]
        kind = types.value_type(module.ctx, declared.type)
        return Global(kind, declared.mutable, 0) if has_default(kind) else None
    return None


def has_default(kind: int) -> bool:
    """Tell whether a value type has a zero or a null."""
    return not is_ref(kind) or is_nullable(kind)


def function(store: Store, program: Program, item: Import, call: HostFunc) -> Function:
    """Make a host function of the very type that an import asks for."""
    module = program.module
    type_id = store.machine.types.intern(module.ctx, module.funcs[item.index])
    made = Function(type_id, module.func_type(item.index), -1, -1, call)
    store.machine.add_function(made)
    return made
