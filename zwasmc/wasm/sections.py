"""Every section but the type section: decoding and validation."""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from zwasmc.errors import Invalid, Malformed
from zwasmc.wasm import limits
from zwasmc.wasm.const_expr import ConstReader
from zwasmc.wasm.leb import Reader
from zwasmc.wasm.limits import check_limit
from zwasmc.wasm.module import (
    EXT_FUNC,
    EXT_GLOBAL,
    EXT_MEMORY,
    EXT_TABLE,
    EXT_TAG,
    EXTERNAL_KINDS,
    SEGMENT_ACTIVE,
    SEGMENT_DECLARATIVE,
    SEGMENT_PASSIVE,
    BodyRange,
    ConstExpr,
    DataSegment,
    ElemSegment,
    Export,
    GlobalType,
    Import,
    Module,
)
from zwasmc.wasm.op import (
    PROPOSAL_BULK_MEMORY,
    PROPOSAL_EXCEPTIONS,
    PROPOSAL_FUNCTION_REFERENCES,
    PROPOSAL_MULTI_MEMORY,
    PROPOSAL_MUTABLE_GLOBALS,
    PROPOSAL_REFERENCE_TYPES,
    REF_FUNC,
    REF_NULL,
)
from zwasmc.wasm.types import FUNCREF, HEAP_FUNC, I32, I64, KIND_FUNC, is_defaultable, ref_type, type_name
from zwasmc.wasm.typesec import mutability, read_memory_type, read_table_type

ELEM_PASSIVE: Final = 1
ELEM_EXPLICIT: Final = 2
ELEM_EXPRESSIONS: Final = 4


def _func_type_index(module: Module, r: Reader) -> int:
    pos = r.pos
    index: int = r.u32()
    if index >= len(module.types):
        raise Invalid(f"unknown type: {index}", pos)
    if module.types[index].kind != KIND_FUNC:
        raise Invalid(f"type mismatch: type {index} is not a function type", pos)
    return index


def _tag(module: Module, r: Reader) -> None:
    pos = r.pos
    if r.byte() != 0:
        raise Malformed("malformed tag attribute", pos)
    index = _func_type_index(module, r)
    r.features.require(PROPOSAL_EXCEPTIONS, "tag", pos)
    func = module.types[index].func
    if func is not None and func.results:
        raise Invalid("non-empty tag result type", pos)
    module.tags.append(index)
    check_limit(len(module.tags), limits.MAX_TAGS, "tags", pos)


def _count_memory(module: Module, r: Reader, pos: i64) -> None:
    if len(module.memories) > 1:
        r.features.require(PROPOSAL_MULTI_MEMORY, "multiple memories", pos)
    check_limit(len(module.memories), limits.MAX_MEMORIES, "memories", pos)


def _count_table(module: Module, r: Reader, pos: i64) -> None:
    if len(module.tables) > 1:
        r.features.require(PROPOSAL_REFERENCE_TYPES, "multiple tables", pos)
    check_limit(len(module.tables), limits.MAX_TABLES, "tables", pos)


def read_imports(module: Module, r: Reader) -> None:
    """Read the import section."""
    pos = r.pos
    count = r.u32()
    while count > 0:
        count -= 1
        start = r.pos
        module_name = r.name()
        name = r.name()
        pos = r.pos
        kind = r.byte()
        index: int = 0
        if kind == EXT_FUNC:
            index = len(module.funcs)
            module.funcs.append(_func_type_index(module, r))
            module.num_imported_funcs += 1
            check_limit(len(module.funcs), limits.MAX_FUNCTIONS, "functions", pos)
        elif kind == EXT_TABLE:
            index = len(module.tables)
            module.tables.append(read_table_type(module, r))
            module.num_imported_tables += 1
            _count_table(module, r, pos)
        elif kind == EXT_MEMORY:
            index = len(module.memories)
            module.memories.append(read_memory_type(r))
            module.num_imported_memories += 1
            _count_memory(module, r, pos)
        elif kind == EXT_GLOBAL:
            index = len(module.globals)
            value_type: int = r.value_type(len(module.types))
            mutable = mutability(r)
            if mutable:
                r.features.require(PROPOSAL_MUTABLE_GLOBALS, "imported mutable global", pos)
            module.globals.append(GlobalType(value_type, mutable, None))
            module.num_imported_globals += 1
            check_limit(len(module.globals), limits.MAX_GLOBALS, "globals", pos)
        elif kind == EXT_TAG:
            index = len(module.tags)
            _tag(module, r)
            module.num_imported_tags += 1
        else:
            raise Malformed(f"malformed import kind: 0x{kind:02x}", pos)
        module.imports.append(Import(module_name, name, kind, index, start))
        check_limit(len(module.imports), limits.MAX_IMPORTS, "imports", start)


def read_functions(module: Module, r: Reader) -> None:
    """Read the function section."""
    pos = r.pos
    count = r.u32()
    check_limit(len(module.funcs) + count, limits.MAX_FUNCTIONS, "functions", pos)
    funcs = module.funcs
    while count > 0:
        funcs.append(_func_type_index(module, r))
        count -= 1


def read_tables(module: Module, r: Reader) -> None:
    """Read the table section."""
    consts = ConstReader(module, r)
    count = r.u32()
    while count > 0:
        count -= 1
        pos = r.pos
        explicit = r.byte() == 0x40
        if explicit:
            if r.byte() != 0:
                raise Malformed("malformed table: zero byte expected", r.pos - 1)
            r.features.require(PROPOSAL_FUNCTION_REFERENCES, "table with an initialiser", pos)
        else:
            r.pos = pos
        table = read_table_type(module, r)
        if explicit:
            table.init = consts.read(table.elem)
        elif not is_defaultable(table.elem):
            raise Invalid(f"type mismatch: a table of {type_name(table.elem)} needs an initialiser", pos)
        module.tables.append(table)
        _count_table(module, r, pos)


def read_memories(module: Module, r: Reader) -> None:
    """Read the memory section."""
    count = r.u32()
    while count > 0:
        count -= 1
        pos = r.pos
        module.memories.append(read_memory_type(r))
        _count_memory(module, r, pos)


def read_tags(module: Module, r: Reader) -> None:
    """Read the tag section."""
    count = r.u32()
    while count > 0:
        _tag(module, r)
        count -= 1


def read_globals(module: Module, r: Reader) -> None:
    """Read the global section."""
    consts = ConstReader(module, r)
    count = r.u32()
    while count > 0:
        count -= 1
        pos = r.pos
        value_type: int = r.value_type(len(module.types))
        mutable = mutability(r)
        init = consts.read(value_type)
        module.globals.append(GlobalType(value_type, mutable, init))
        check_limit(len(module.globals), limits.MAX_GLOBALS, "globals", pos)


def read_exports(module: Module, r: Reader) -> None:
    """Read the export section."""
    names: set[str] = set()
    sizes = (len(module.funcs), len(module.tables), len(module.memories), len(module.globals), len(module.tags))
    count = r.u32()
    while count > 0:
        count -= 1
        start = r.pos
        name = r.name()
        pos = r.pos
        kind: int = r.byte()
        if kind > EXT_TAG:
            raise Malformed(f"malformed export kind: 0x{kind:02x}", pos)
        pos = r.pos
        index: int = r.u32()
        if index >= sizes[kind]:
            raise Invalid(f"unknown {'function' if kind == EXT_FUNC else EXTERNAL_KINDS[kind]}: {index}", pos)
        if name in names:
            raise Invalid(f"duplicate export name: {name!r}", start)
        names.add(name)
        if kind == EXT_FUNC:
            module.refer(index)
        elif kind == EXT_GLOBAL and module.globals[index].mutable:
            r.features.require(PROPOSAL_MUTABLE_GLOBALS, "exported mutable global", start)
        module.exports.append(Export(name, kind, index, start))
        check_limit(len(module.exports), limits.MAX_EXPORTS, "exports", start)


def read_start(module: Module, r: Reader) -> None:
    """Read the start section."""
    pos = r.pos
    index: int = r.u32()
    if index >= len(module.funcs):
        raise Invalid(f"unknown function: {index}", pos)
    func = module.func_type(index)
    if func.params or func.results:
        raise Invalid(f"start function: type {func}", pos)
    module.start = index


def _elem_exprs(module: Module, r: Reader, consts: ConstReader, elem_type: int, segment: ElemSegment) -> None:
    """Read the initialisers of a segment that has them as expressions."""
    funcs: list[int] | None = []
    count = r.u32()
    while count > 0:
        count -= 1
        expr = consts.read(elem_type)
        op, imm = expr.ops[0]
        if len(expr.ops) > 1 or op not in (REF_FUNC, REF_NULL):
            if funcs is not None:
                segment.inits = [_func_expr(module, value, elem_type, expr.pos) for value in funcs]
                funcs = None
            segment.inits.append(expr)
        elif funcs is None:
            segment.inits.append(expr)
        else:
            funcs.append(imm if op == REF_FUNC else -1)
    segment.funcs = funcs


def _func_expr(module: Module, value: int, elem_type: int, pos: int) -> ConstExpr:
    if value < 0:
        return ConstExpr([(REF_NULL, elem_type >> 8)], pos, pos)
    return ConstExpr([(REF_FUNC, value)], pos, pos)


def _elem_funcs(module: Module, r: Reader) -> list[int]:
    """Read a vector of function indices."""
    funcs: list[int] = []
    known: i64 = len(module.funcs)
    count = r.u32()
    while count > 0:
        count -= 1
        pos = r.pos
        index = r.u32()
        if index >= known:
            raise Invalid(f"unknown function: {index}", pos)
        number: int = index
        module.refer(number)
        funcs.append(number)
    return funcs


def read_elems(module: Module, r: Reader) -> None:
    """Read the element section."""
    consts = ConstReader(module, r)
    count = r.u32()
    while count > 0:
        count -= 1
        pos = r.pos
        flags = r.u32()
        if flags > 7:
            raise Malformed(f"malformed elements segment kind: {flags}", pos)
        mode = SEGMENT_ACTIVE
        table: int = 0
        offset: ConstExpr | None = None
        table_pos = r.pos
        if flags & ELEM_PASSIVE:
            r.features.require(PROPOSAL_BULK_MEMORY, "passive element segment", pos)
            mode = SEGMENT_DECLARATIVE if flags & ELEM_EXPLICIT else SEGMENT_PASSIVE
        else:
            if flags & ELEM_EXPLICIT:
                table = r.u32()
            if table >= len(module.tables):
                raise Invalid(f"unknown table: {table}", table_pos)
            offset = consts.read(I64 if module.tables[table].is64 else I32)
        elem_type: int = FUNCREF if flags & ELEM_EXPRESSIONS else ref_type(HEAP_FUNC, False)
        type_pos = r.pos
        if flags & (ELEM_PASSIVE | ELEM_EXPLICIT):
            if flags & ELEM_EXPRESSIONS:
                elem_type = r.ref_type(len(module.types))
            elif r.byte() != 0:
                raise Malformed("malformed element kind", type_pos)
        segment = ElemSegment(mode, table, offset, elem_type, None, [], pos)
        if mode == SEGMENT_ACTIVE and not module.ctx.subtype(elem_type, module.tables[table].elem):
            found = type_name(elem_type)
            raise Invalid(f"type mismatch: {found} elements, table of {type_name(module.tables[table].elem)}", pos)
        if flags & ELEM_EXPRESSIONS:
            _elem_exprs(module, r, consts, elem_type, segment)
        else:
            segment.funcs = _elem_funcs(module, r)
        module.elems.append(segment)
        check_limit(len(module.elems), limits.MAX_ELEM_SEGMENTS, "element segments", pos)


def read_data_count(module: Module, r: Reader) -> None:
    """Read the data count section."""
    pos = r.pos
    r.features.require(PROPOSAL_BULK_MEMORY, "data count section", pos)
    module.data_count = r.u32()
    check_limit(module.data_count, limits.MAX_DATA_SEGMENTS, "data segments", pos)


def read_code(module: Module, r: Reader) -> None:
    """Read the code section: measure the bodies."""
    pos = r.pos
    count = r.u32()
    check_limit(count, limits.MAX_FUNCTIONS, "functions", pos)
    bodies = module.bodies
    while count > 0:
        count -= 1
        pos = r.pos
        size = r.u32()
        start = r.pos
        if size > r.end - start:
            raise Malformed(f"unexpected end of section or function: a body of {size} bytes", pos)
        check_limit(size, limits.MAX_BODY_SIZE, "bytes of function body", pos)
        r.pos = start + size
        bodies.append(BodyRange(start, r.pos))


def read_datas(module: Module, r: Reader) -> None:
    """Read the data section."""
    consts = ConstReader(module, r)
    pos = r.pos
    count = r.u32()
    if module.data_count >= 0 and count != module.data_count:
        raise Malformed("data count and data section have inconsistent lengths", pos)
    while count > 0:
        count -= 1
        pos = r.pos
        flags = r.u32()
        if flags > 2:
            raise Malformed(f"malformed data segment kind: {flags}", pos)
        memory: int = 0
        offset: ConstExpr | None = None
        if flags == 1:
            r.features.require(PROPOSAL_BULK_MEMORY, "passive data segment", pos)
        else:
            memory_pos = r.pos
            if flags == 2:
                memory = r.u32()
            if memory >= len(module.memories):
                raise Invalid(f"unknown memory: {memory}", memory_pos)
            offset = consts.read(I64 if module.memories[memory].is64 else I32)
        size = r.u32()
        start = r.pos
        if size > r.end - start:
            raise r.short()
        r.pos = start + size
        mode = SEGMENT_PASSIVE if flags == 1 else SEGMENT_ACTIVE
        module.datas.append(DataSegment(mode, memory, offset, start, r.pos, pos))
        check_limit(len(module.datas), limits.MAX_DATA_SEGMENTS, "data segments", pos)
