"""A module as read: every section but the function bodies, which are byte ranges."""

from __future__ import annotations

from typing import Final

from zwasmc.wasm.names import Names, parse_names
from zwasmc.wasm.types import FuncType, TypeContext, TypeDef

EXT_FUNC: Final = 0
EXT_TABLE: Final = 1
EXT_MEMORY: Final = 2
EXT_GLOBAL: Final = 3
EXT_TAG: Final = 4

EXTERNAL_KINDS: Final = ("func", "table", "memory", "global", "tag")

SEGMENT_ACTIVE: Final = 0
SEGMENT_PASSIVE: Final = 1
SEGMENT_DECLARATIVE: Final = 2


class ConstExpr:
    """A constant expression as a small stack program.

    ``ops`` are (op number, immediate): i32 and i64 constants are signed; f32, f64 and v128 constants are their bits,
    unsigned; global.get and ref.func have an index, ref.null a heap type, struct.new and array.new a type index,
    array.new_fixed type index | count << 32.  ``pos`` is the module offset of its first byte, ``end`` the one after it.
    """

    def __init__(self, ops: list[tuple[int, int]], pos: int, end: int) -> None:
        self.ops: list[tuple[int, int]] = ops
        self.pos: int = pos
        self.end: int = end


class Import:
    """One import; ``index`` is its index in the index space of its kind."""

    def __init__(self, module: str, name: str, kind: int, index: int, pos: int) -> None:
        self.module: str = module
        self.name: str = name
        self.kind: int = kind
        self.index: int = index
        self.pos: int = pos


class TableType:
    """A table: element type, limits, index type, and the initial value of its elements (None: null)."""

    def __init__(self, elem: int, minimum: int, maximum: int | None, is64: bool, init: ConstExpr | None) -> None:
        self.elem: int = elem
        self.min: int = minimum
        self.max: int | None = maximum
        self.is64: bool = is64
        self.init: ConstExpr | None = init


class MemType:
    """A memory; limits count pages of ``1 << page_log2`` bytes."""

    def __init__(self, minimum: int, maximum: int | None, is64: bool, page_log2: int, shared: bool) -> None:
        self.min: int = minimum
        self.max: int | None = maximum
        self.is64: bool = is64
        self.page_log2: int = page_log2
        self.shared: bool = shared

    def guarded(self, checked: bool) -> bool:
        """Tell whether what lies behind the memory catches accesses beyond it; ``checked`` asks for checks instead."""
        return not checked and not self.is64 and self.page_log2 == 16


class GlobalType:
    """A global; ``init`` is None for an imported one."""

    def __init__(self, type: int, mutable: bool, init: ConstExpr | None) -> None:
        self.type: int = type
        self.mutable: bool = mutable
        self.init: ConstExpr | None = init


class Export:
    """One export."""

    def __init__(self, name: str, kind: int, index: int, pos: int) -> None:
        self.name: str = name
        self.kind: int = kind
        self.index: int = index
        self.pos: int = pos


class ElemSegment:
    """An element segment.

    ``funcs`` holds the function indices (-1: null) when every initialiser is a ref.func or ref.null; otherwise it is
    None and ``inits`` holds the initialisers.
    """

    def __init__(
        self,
        mode: int,
        table: int,
        offset: ConstExpr | None,
        type: int,
        funcs: list[int] | None,
        inits: list[ConstExpr],
        pos: int,
    ) -> None:
        self.mode: int = mode
        self.table: int = table
        self.offset: ConstExpr | None = offset
        self.type: int = type
        self.funcs: list[int] | None = funcs
        self.inits: list[ConstExpr] = inits
        self.pos: int = pos

    def size(self) -> int:
        """Return the number of elements."""
        return len(self.inits) if self.funcs is None else len(self.funcs)


class DataSegment:
    """A data segment: bytes ``start`` to ``end`` of the module."""

    def __init__(self, mode: int, memory: int, offset: ConstExpr | None, start: int, end: int, pos: int) -> None:
        self.mode: int = mode
        self.memory: int = memory
        self.offset: ConstExpr | None = offset
        self.start: int = start
        self.end: int = end
        self.pos: int = pos


class BodyRange:
    """A function body: ``start`` is the first byte of its local declarations, ``end`` is exclusive."""

    def __init__(self, start: int, end: int) -> None:
        self.start: int = start
        self.end: int = end


class Custom:
    """A custom section; ``start`` to ``end`` is the content after the name."""

    def __init__(self, name: str, start: int, end: int) -> None:
        self.name: str = name
        self.start: int = start
        self.end: int = end


class Section:
    """A section of the file: id, and the byte range of its content."""

    def __init__(self, id: int, start: int, end: int) -> None:
        self.id: int = id
        self.start: int = start
        self.end: int = end


class Module:
    """One WebAssembly module.  In every index space imports come first."""

    def __init__(self, data: bytes) -> None:
        self.data: bytes = data
        self.ctx: TypeContext = TypeContext()
        self.types: list[TypeDef] = self.ctx.types
        self.imports: list[Import] = []
        self.funcs: list[int] = []
        self.num_imported_funcs: int = 0
        self.tables: list[TableType] = []
        self.num_imported_tables: int = 0
        self.memories: list[MemType] = []
        self.num_imported_memories: int = 0
        self.globals: list[GlobalType] = []
        self.num_imported_globals: int = 0
        self.tags: list[int] = []
        self.num_imported_tags: int = 0
        self.exports: list[Export] = []
        self.start: int = -1
        self.elems: list[ElemSegment] = []
        self.datas: list[DataSegment] = []
        self.data_count: int = -1
        self.bodies: list[BodyRange] = []
        self.referable: bytearray = bytearray()
        """Per function, as far as it reaches: 1 if references to it may be made."""
        self.customs: list[Custom] = []
        self.sections: list[Section] = []
        self._names: Names | None = None

    @property
    def names(self) -> Names:
        """The name section, parsed when first asked for."""
        if self._names is None:
            self._names = Names()
            for custom in self.customs:
                if custom.name == "name":
                    self._names = parse_names(self.data, custom.start, custom.end)
        return self._names

    def refer(self, index: int) -> None:
        """Note that references to function ``index`` may be made."""
        flags = self.referable
        if index >= len(flags):
            flags.extend(bytes(len(self.funcs) - len(flags)))
        flags[index] = 1

    def may_refer(self, index: int) -> bool:
        """Tell whether references to function ``index`` may be made."""
        return index < len(self.referable) and self.referable[index] != 0

    def func_type(self, index: int) -> FuncType:
        """Return the type of function ``index``."""
        func = self.types[self.funcs[index]].func
        assert func is not None
        return func

    def func_type_at(self, type_index: int) -> FuncType | None:
        """Return the function type with that type index; None when there is none."""
        return self.ctx.func(type_index)

    def type_hash(self, type_index: int) -> bytes:
        """Return 32 bytes that identify the type across modules."""
        return self.ctx.type_hash(type_index)
