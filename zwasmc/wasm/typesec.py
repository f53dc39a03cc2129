"""The type section, and the types that imports, tables, memories and globals are declared with."""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from zwasmc.errors import Invalid, Malformed
from zwasmc.wasm.leb import Reader
from zwasmc.wasm.limits import MAX_FIELDS, MAX_PARAMS, MAX_RESULTS, MAX_SUBTYPE_DEPTH, MAX_TYPES, check_limit
from zwasmc.wasm.module import MemType, Module, TableType
from zwasmc.wasm.op import (
    PROPOSAL_CUSTOM_PAGE_SIZES,
    PROPOSAL_GC,
    PROPOSAL_MEMORY64,
    PROPOSAL_MULTI_VALUE,
)
from zwasmc.wasm.types import I8, I16, KIND_ARRAY, KIND_FUNC, KIND_STRUCT, FieldType, FuncType, TypeDef

REC: Final = 0x4E
SUB_FINAL: Final = 0x4F
SUB: Final = 0x50
FUNC: Final = 0x60
STRUCT: Final = 0x5F
ARRAY: Final = 0x5E

LIMIT_MAX: Final = 1
LIMIT_SHARED: Final = 2
LIMIT_64: Final = 4
LIMIT_PAGE_SIZE: Final = 8

WASM_PAGE_LOG2: Final = 16


def _value_types(r: Reader, num_types: i64, limit: i64, what: str) -> list[int]:
    pos = r.pos
    count = r.u32()
    types: list[int] = []
    k: i64 = 0
    while k < count:
        types.append(r.value_type(num_types))
        k += 1
        if k > limit:
            check_limit(count, limit, what, pos)
    return types


def _field_type(r: Reader, num_types: i64) -> FieldType:
    pos = r.pos
    code = r.byte()
    storage: int = code
    if code not in (I8, I16):
        r.pos = pos
        storage = r.value_type(num_types)
    return FieldType(storage, mutability(r))


def mutability(r: Reader) -> bool:
    """Read the mutability of a global or field."""
    pos = r.pos
    flag = r.byte()
    if flag > 1:
        raise Malformed("malformed mutability", pos)
    return flag == 1


def _composite(
    r: Reader, num_types: i64, code: i64, pos: i64, supertypes: list[int], final: bool, start: i64, size: i64
) -> TypeDef:
    if code == FUNC:
        params = _value_types(r, num_types, MAX_PARAMS, "parameters of a function type")
        results_pos = r.pos
        results = _value_types(r, num_types, MAX_RESULTS, "results of a function type")
        if len(results) > 1:
            r.features.require(PROPOSAL_MULTI_VALUE, "several results", results_pos)
        return TypeDef(KIND_FUNC, FuncType(params, results), [], supertypes, final, start, size)
    if code == STRUCT:
        r.features.require(PROPOSAL_GC, "struct type", pos)
        count_pos = r.pos
        count = r.u32()
        fields: list[FieldType] = []
        k: i64 = 0
        while k < count:
            fields.append(_field_type(r, num_types))
            k += 1
            if k > MAX_FIELDS:
                check_limit(count, MAX_FIELDS, "fields of a struct type", count_pos)
        return TypeDef(KIND_STRUCT, None, fields, supertypes, final, start, size)
    if code == ARRAY:
        r.features.require(PROPOSAL_GC, "array type", pos)
        return TypeDef(KIND_ARRAY, None, [_field_type(r, num_types)], supertypes, final, start, size)
    raise Malformed("malformed type definition", pos)


def _sub_type(r: Reader, own: i64, num_types: i64, start: i64, size: i64) -> TypeDef:
    """Read one member of a group; ``own`` is the index that it gets."""
    pos = r.pos
    code = r.byte()
    supertypes: list[int] = []
    final = True
    if code in (SUB, SUB_FINAL):
        final = code == SUB_FINAL
        count = r.u32()
        while count > 0:
            up_pos = r.pos
            up: int = r.u32()
            if up >= own:
                raise Invalid(f"unknown type: supertype {up}", up_pos)
            supertypes.append(up)
            count -= 1
        if supertypes:
            r.features.require(PROPOSAL_GC, "supertype", pos)
            if len(supertypes) > 1:
                raise Invalid("sub type: more than one supertype", pos)
        pos = r.pos
        code = r.byte()
    return _composite(r, num_types, code, pos, supertypes, final, start, size)


def read_types(module: Module, r: Reader) -> None:
    """Read the type section."""
    ctx = module.ctx
    count = r.u32()
    while count > 0:
        count -= 1
        pos = r.pos
        start: i64 = len(module.types)
        size: i64 = 1
        if r.byte() == REC:
            size = r.u32()
            check_limit(start + size, MAX_TYPES, "types", pos)
        else:
            r.pos = pos
            check_limit(start + size, MAX_TYPES, "types", pos)
        group: list[TypeDef] = []
        positions: list[int] = []
        k: i64 = 0
        while k < size:
            positions.append(r.pos)
            group.append(_sub_type(r, start + k, start + size, start, size))
            k += 1
        ctx.add_group(group)
        index: int = start
        for typedef in group:
            if typedef.supertypes:
                up = typedef.supertypes[0]
                where = positions[index - start]
                if module.types[up].final or not ctx.definition_matches(typedef, module.types[up]):
                    raise Invalid(f"sub type: type {index} does not match its supertype {up}", where)
                check_limit(ctx.depth[index], MAX_SUBTYPE_DEPTH, "levels of supertypes", where)
            index += 1


def read_table_type(module: Module, r: Reader) -> TableType:
    """Read element type and limits of a table."""
    elem: int = r.ref_type(len(module.types))
    pos = r.pos
    flags = r.limit_flags(LIMIT_MAX | LIMIT_64 | LIMIT_SHARED)
    is64 = flags & LIMIT_64 != 0
    minimum = r.u64()
    maximum: int | None = None
    if flags & LIMIT_MAX:
        maximum = r.u64()
    if flags & LIMIT_SHARED:
        r.features.require_shared("shared table", pos)
        raise Malformed("malformed limits flags: shared table", pos)
    if is64:
        r.features.require(PROPOSAL_MEMORY64, "64-bit table", pos)
    elif minimum > 0xFFFFFFFF or (maximum is not None and maximum > 0xFFFFFFFF):
        raise Invalid("table size must be at most 4294967295 elements", pos)
    if maximum is not None and minimum > maximum:
        raise Invalid("size minimum must not be greater than maximum", pos)
    return TableType(elem, minimum, maximum, is64, None)


def read_memory_type(r: Reader) -> MemType:
    """Read the limits of a memory."""
    pos = r.pos
    flags = r.limit_flags(LIMIT_MAX | LIMIT_64 | LIMIT_SHARED | LIMIT_PAGE_SIZE)
    is64 = flags & LIMIT_64 != 0
    minimum = r.u64()
    maximum: int | None = None
    if flags & LIMIT_MAX:
        maximum = r.u64()
    page_log2: int = WASM_PAGE_LOG2
    if flags & LIMIT_PAGE_SIZE:
        page_pos = r.pos
        page_log2 = r.u32()
        r.features.require(PROPOSAL_CUSTOM_PAGE_SIZES, "custom page size", page_pos)
        if page_log2 not in (0, WASM_PAGE_LOG2):
            if page_log2 > 64:
                raise Malformed("invalid custom page size", page_pos)
            raise Invalid("invalid custom page size", page_pos)
    if flags & LIMIT_SHARED:
        r.features.require_shared("shared memory", pos)
        if maximum is None:
            raise Invalid("shared memory must have maximum", pos)
    if is64:
        r.features.require(PROPOSAL_MEMORY64, "64-bit memory", pos)
    pages = (0x10000000000000000 if is64 else 0x100000000) >> page_log2
    if page_log2 == 0:
        pages -= 1
    if minimum > pages or (maximum is not None and maximum > pages):
        size = "16 EiB" if is64 else "4 GiB"
        raise Invalid(f"memory size must be at most {pages} pages ({size})", pos)
    if maximum is not None and minimum > maximum:
        raise Invalid("size minimum must not be greater than maximum", pos)
    return MemType(minimum, maximum, is64, page_log2, flags & LIMIT_SHARED != 0)
