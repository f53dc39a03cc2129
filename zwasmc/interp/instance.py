"""Modules made executable, linked and instantiated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasm_formats.abi_offsets import TRAP_MEMORY_OOB, TRAP_TABLE_OOB
from zwasmc.analysis.params import Params
from zwasmc.bits import product, to_signed64
from zwasmc.errors import Unsupported
from zwasmc.interp import bulk
from zwasmc.interp.code import Code
from zwasmc.interp.exec import UNLIMITED, Instance, Machine, canonical
from zwasmc.interp.store import Budget, Function, Global, HostFunc, Memory, Table
from zwasmc.interp.trap import LimitError, LinkError, Trap
from zwasmc.options import Options
from zwasmc.wasm import op
from zwasmc.wasm.features import Features
from zwasmc.wasm.module import (
    EXT_FUNC,
    EXT_GLOBAL,
    EXT_MEMORY,
    EXT_TABLE,
    SEGMENT_ACTIVE,
    SEGMENT_PASSIVE,
    ConstExpr,
    Import,
    Module,
)
from zwasmc.wasm.read import read_module
from zwasmc.wasm.types import KIND_FUNC, FuncType, TypeContext, TypeDef, type_name
from zwasmc.zir.check import check
from zwasmc.zir.func import Func
from zwasmc.zir.lower import Lowering

KIND_NAMES: Final = ("function", "table", "memory", "global", "tag")

MOST_ELEMENTS: Final = 50_000_000
"""Of the tables of a module when it starts, eight bytes each: unlike native code's, they are there at once."""

Extern = Function | Table | Memory | Global
Imports = dict[tuple[str, str], Extern]


@final
class Program:
    """A module that was read, validated and lowered; it can be instantiated any number of times."""

    def __init__(
        self,
        wasm: bytes,
        features: Features | None = None,
        *,
        share: bool = True,
        canonical_nans: bool = False,
        checked_memory: bool = False,
        clean: bool = True,
        verify: bool = False,
    ) -> None:
        """``share`` switches value sharing and folding, ``clean`` the removal of block parameters."""
        features = features if features is not None else Features()
        self.module: Module = read_module(wasm, features)
        self.code: Code = Code(self.module)
        memory = "checked" if checked_memory else "guard"
        options = Options(features=features, canonical_nans=canonical_nans, memory=memory, share=share)
        lowering = Lowering(self.module, options)
        params = Params()
        f = Func()
        for index in range(len(self.module.bodies)):
            lowering.lower(index, f)
            if verify:
                check(f)
            if clean:
                params.run(f)
                if verify:
                    check(f)
            self.code.add(f)


@final
class ModuleInstance:
    """An instantiated module: what it exports, and its state."""

    def __init__(self, store: Store, program: Program) -> None:
        self.store: Store = store
        self.program: Program = program
        self.core: Instance = Instance(len(store.machine.instances), program.code)
        self.exports: dict[str, Extern] = {}

    def invoke(self, name: str, args: list[int]) -> list[int]:
        """Call an exported function on raw bits."""
        function = self.exports[name]
        assert isinstance(function, Function)
        return self.store.invoke(function, args)


@final
class Store:
    """Where instances live that can see each other."""

    def __init__(
        self, fuel: i64 = UNLIMITED, tick: Callable[[], None] | None = None, budget: Budget | None = None
    ) -> None:
        self.machine: Machine = Machine(fuel, tick, budget)

    def invoke(self, function: Function, args: list[int]) -> list[int]:
        """Call a function on raw bits; 32-bit results are zero-extended, 64-bit results signed."""
        types = function.type.params
        if len(types) != len(args):
            raise TypeError(f"{len(types)} arguments expected, {len(args)} given")
        return self.machine.call(function, [canonical(t, value) for t, value in zip(types, args)])

    def host_function(self, type: FuncType, call: HostFunc) -> Function:
        """Make a function of the host that can be imported; it gets and returns raw values."""
        context = TypeContext()
        context.add_group([TypeDef(KIND_FUNC, type, [], [], True, 0, 1)])
        function = Function(self.machine.types.intern(context, 0), type, -1, -1, call)
        self.machine.add_function(function)
        return function

    def instantiate(
        self, program: Program, imports: Imports, attach: Callable[[ModuleInstance], None] | None = None
    ) -> ModuleInstance:
        """Link and initialise a module and run its start function; raises LinkError, Trap or Exit.

        ``attach`` is called when memories exist and before any code of the module runs.
        """
        instance = ModuleInstance(self, program)
        module = program.module
        core = instance.core
        machine = self.machine
        ids: vec[i64] = vec[i64]()
        for index in range(len(module.types)):
            ids = append(ids, i64(machine.types.intern(module.ctx, index)))
        core.type_ids = ids
        core.nimports = module.num_imported_funcs
        for item in module.imports:
            self.link(module, core, item, imports)
        machine.instances.append(core)
        for index in range(module.num_imported_funcs, len(module.funcs)):
            function = Function(
                core.type_ids[module.funcs[index]],
                module.func_type(index),
                core.number,
                index - module.num_imported_funcs,
                None,
            )
            machine.add_function(function)
            core.functions = append(core.functions, function.address)
        self.allocate(module, core)
        for export in module.exports:
            instance.exports[export.name] = self.extern(core, export.kind, export.index)
        if attach is not None:
            attach(instance)
        self.run_segments(module, core)
        if module.start >= 0:
            self.machine.call(machine.functions[core.functions[module.start]], [])
        return instance

    def extern(self, core: Instance, kind: int, index: int) -> Extern:
        """Return what an export of an instance stands for."""
        if kind == EXT_FUNC:
            return self.machine.functions[core.functions[index]]
        if kind == EXT_TABLE:
            return core.tables[index]
        if kind == EXT_MEMORY:
            return core.memories[index]
        if kind == EXT_GLOBAL:
            return core.globals[index]
        raise Unsupported("tags: proposal exceptions is not supported yet", code="proposal-exceptions")

    def allocate(self, module: Module, core: Instance) -> None:
        """Make the module's own memories, globals, tables and segments."""
        machine = self.machine
        types = machine.types
        elements = sum([table.min for table in module.tables[module.num_imported_tables :]])
        if elements > MOST_ELEMENTS:
            raise LimitError(f"tables of {elements} elements together; the interpreter takes {MOST_ELEMENTS}")
        if machine.budget is not None:
            machine.budget.check([m.min << m.page_log2 for m in module.memories[module.num_imported_memories :]])
        for memory in module.memories[module.num_imported_memories :]:
            maximum = -1 if memory.max is None else min(memory.max, UNLIMITED)
            pages = min(memory.min, UNLIMITED)
            core.memories.append(Memory(pages, maximum, memory.page_log2, memory.is64, memory.shared, machine.budget))
        for item in module.globals[module.num_imported_globals :]:
            assert item.init is not None
            value = self.constant(core, item.init)
            core.globals.append(Global(types.value_type(module.ctx, item.type), item.mutable, value))
        for table in module.tables[module.num_imported_tables :]:
            maximum = -1 if table.max is None else min(table.max, UNLIMITED)
            init = 0 if table.init is None else self.constant(core, table.init)
            elem = types.value_type(module.ctx, table.elem)
            core.tables.append(Table(min(table.min, UNLIMITED), maximum, elem, table.is64, init, machine.budget))
        for segment in module.elems:
            refs = vec[i64]()
            if segment.funcs is not None:
                for index in segment.funcs:
                    refs = append(refs, core.functions[index] + 1 if index >= 0 else 0)
            else:
                for expr in segment.inits:
                    refs = append(refs, i64(self.constant(core, expr)))
            core.elems.append(refs)
        for data in module.datas:
            core.datas.append(module.data[data.start : data.end])

    def run_segments(self, module: Module, core: Instance) -> None:
        """Copy active segments into tables and memories, in order."""
        for number, segment in enumerate(module.elems):
            if segment.mode == SEGMENT_ACTIVE:
                assert segment.offset is not None
                table = core.tables[segment.table]
                at = self.address(core, segment.offset, table.is64)
                if at < 0:
                    raise Trap(TRAP_TABLE_OOB)
                bulk.table_init(table, core.elems[number], at, 0, segment.size())
            if segment.mode != SEGMENT_PASSIVE:
                core.elems[number] = vec[i64]()
        for number, data in enumerate(module.datas):
            if data.mode == SEGMENT_ACTIVE:
                assert data.offset is not None
                memory = core.memories[data.memory]
                at = self.address(core, data.offset, memory.is64)
                if at < 0:
                    raise Trap(TRAP_MEMORY_OOB)
                bulk.memory_init(memory, core.datas[number], at, 0, data.end - data.start)
                core.datas[number] = b""

    def address(self, core: Instance, expr: ConstExpr, is64: bool) -> int:
        """Evaluate a segment's offset; negative means beyond 2^63."""
        value = self.constant(core, expr)
        return value if is64 else value & 0xFFFFFFFF

    def constant(self, core: Instance, expr: ConstExpr) -> int:
        """Evaluate a constant expression to a raw value."""
        stack: list[int] = []
        for o, imm in expr.ops:
            if o == op.I32_CONST or o == op.F32_CONST:
                stack.append(imm & 0xFFFFFFFF)
            elif o == op.I64_CONST or o == op.F64_CONST:
                stack.append(to_signed64(imm))
            elif o == op.GLOBAL_GET:
                stack.append(core.globals[imm].get())
            elif o == op.V128_CONST:
                stack.append(imm)
            elif o == op.REF_NULL:
                stack.append(0)
            elif o == op.REF_FUNC:
                stack.append(core.functions[imm] + 1)
            elif o == op.I32_ADD or o == op.I64_ADD or o == op.I32_SUB or o == op.I64_SUB:
                y = stack.pop()
                x = stack.pop()
                result = x + y if o == op.I32_ADD or o == op.I64_ADD else x - y
                stack.append(result & 0xFFFFFFFF if o == op.I32_ADD or o == op.I32_SUB else to_signed64(result))
            elif o == op.I32_MUL or o == op.I64_MUL:
                y = stack.pop()
                x = stack.pop()
                result = product(x, y)
                stack.append(result & 0xFFFFFFFF if o == op.I32_MUL else to_signed64(result))
            elif o != op.END:
                raise Unsupported(f"{op.OP_NAME[o]}: not supported in constant expressions yet", expr.pos)
        return stack[-1]

    def link(self, module: Module, core: Instance, item: Import, imports: Imports) -> None:
        """Find one import, check its type and enter it."""
        name = f'"{shortened(item.module)}" "{shortened(item.name)}"'
        extern = imports.get((item.module, item.name))
        if extern is None:
            raise LinkError(f"unknown import: {KIND_NAMES[item.kind]} {name}")
        types = self.machine.types
        fits = False
        if item.kind == EXT_FUNC:
            if isinstance(extern, Function):
                fits = self.machine.type_matches(extern, core.type_ids[module.funcs[item.index]])
                core.functions = append(core.functions, extern.address)
        elif item.kind == EXT_TABLE:
            if isinstance(extern, Table):
                table = module.tables[item.index]
                fits = extern.elem == types.value_type(module.ctx, table.elem) and extern.is64 == table.is64
                fits = fits and limits_fit(len(extern.data), extern.maximum, table.min, table.max)
                core.tables.append(extern)
        elif item.kind == EXT_MEMORY:
            if isinstance(extern, Memory):
                memory = module.memories[item.index]
                fits = extern.is64 == memory.is64 and extern.shared == memory.shared
                fits = fits and extern.page_log2 == memory.page_log2
                fits = fits and limits_fit(extern.pages(), extern.maximum, memory.min, memory.max)
                core.memories.append(extern)
        elif item.kind == EXT_GLOBAL:
            if isinstance(extern, Global):
                declared = module.globals[item.index]
                wanted = types.value_type(module.ctx, declared.type)
                fits = extern.mutable == declared.mutable and (
                    extern.type == wanted if declared.mutable else types.matches(extern.type, wanted)
                )
                core.globals.append(extern)
        else:
            raise Unsupported("tags: proposal exceptions is not supported yet", item.pos, "proposal-exceptions")
        if not fits:
            if isinstance(extern, Function) and item.kind == EXT_FUNC:
                wanted_type = module.func_type(item.index)
                differ = f"is {signature(extern.type)}, wanted {signature(wanted_type)}"
            else:
                differ = f"(a {kind_of(extern)}, wanted a {KIND_NAMES[item.kind]})"
            raise LinkError(f"incompatible import type: {name} {differ}")


def shortened(name: str) -> str:
    """Return as much of a name as ``zwasm`` shows."""
    return name.encode()[:100].decode("utf-8", "surrogateescape")


def signature(type: FuncType) -> str:
    """Return ``(i32, i64) -> (f32)``, a long one cut."""
    params, results = [", ".join([type_name(t) for t in types]) for types in (type.params, type.results)]
    return f"({params}) -> ({results})"[:95]


def kind_of(extern: Extern) -> str:
    """Return what kind of thing an extern is."""
    if isinstance(extern, Function):
        return "function"
    if isinstance(extern, Table):
        return "table"
    return "memory" if isinstance(extern, Memory) else "global"


def limits_fit(size: int, maximum: int, wanted_min: int, wanted_max: int | None) -> bool:
    """Tell whether a memory or table of that size and maximum (-1: none) may be imported with the wanted limits."""
    if size < wanted_min:
        return False
    return wanted_max is None or (0 <= maximum <= wanted_max)
