"""The module printer: a binary module in the text format."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.wasm.features import Features
from zwasmc.wasm.leb import Reader
from zwasmc.wasm.module import (
    EXT_FUNC,
    EXT_GLOBAL,
    EXT_MEMORY,
    EXT_TABLE,
    EXTERNAL_KINDS,
    SEGMENT_ACTIVE,
    SEGMENT_DECLARATIVE,
    ConstExpr,
    DataSegment,
    ElemSegment,
    GlobalType,
    MemType,
    Module,
    TableType,
)
from zwasmc.wasm.op import (
    ARRAY_NEW,
    ARRAY_NEW_DEFAULT,
    ARRAY_NEW_FIXED,
    F32_CONST,
    F64_CONST,
    GLOBAL_GET,
    I32_CONST,
    I64_CONST,
    OP_NAME,
    REF_FUNC,
    REF_NULL,
    STRUCT_NEW,
    STRUCT_NEW_DEFAULT,
    V128_CONST,
)
from zwasmc.wasm.read import read_module
from zwasmc.wasm.types import (
    HEAP_FUNC,
    KIND_ARRAY,
    FieldType,
    FuncType,
    TypeDef,
    heap_name,
    ref_type,
    type_name,
)
from zwasmc.wasm.typesec import WASM_PAGE_LOG2
from zwasmc.wasm.wat_code import CodePrinter, float_text, is_identifier, signed_text, string

_DATA_LINE: Final = 64


def print_wat(data: bytes, features: Features | None = None) -> str:
    """Return the text form of a binary module.

    Everything outside function bodies is validated, bodies are only decoded.  All proposals are on unless
    ``features`` says otherwise.  Raises CompileError as ``read_module`` does.
    """
    feats = features or Features().apply("all")
    module = read_module(data, feats)
    return Printer(module, feats).print()


def func_text(func: FuncType) -> str:
    """Return the parameters and results of a function type, each with a space in front."""
    text = f" (param {' '.join([type_name(t) for t in func.params])})" if func.params else ""
    return text + (f" (result {' '.join([type_name(t) for t in func.results])})" if func.results else "")


def _field(field: FieldType) -> str:
    text = type_name(field.storage)
    return f"(mut {text})" if field.mutable else text


def type_def_text(typedef: TypeDef) -> str:
    """Return the text form of a type definition."""
    if typedef.func is not None:
        text = f"(func{func_text(typedef.func)})"
    elif typedef.kind == KIND_ARRAY:
        text = f"(array {_field(typedef.fields[0])})"
    else:
        text = f"(struct{''.join([f' (field {_field(field)})' for field in typedef.fields])})"
    if typedef.final and not typedef.supertypes:
        return text
    supertypes = "".join([f" {up}" for up in typedef.supertypes])
    return f"(sub{' final' if typedef.final else ''}{supertypes} {text})"


def limits_text(minimum: int, maximum: int | None, is64: bool) -> str:
    """Return limits, with a space in front."""
    return f"{' i64' if is64 else ''} {minimum}{'' if maximum is None else f' {maximum}'}"


def memory_text(memory: MemType) -> str:
    """Return a memory type, with a space in front."""
    text = limits_text(memory.min, memory.max, memory.is64)
    if memory.page_log2 != WASM_PAGE_LOG2:
        text += f" (pagesize {2**memory.page_log2})"
    return f"{text} shared" if memory.shared else text


def table_text(table: TableType) -> str:
    """Return a table type, with a space in front."""
    return f"{limits_text(table.min, table.max, table.is64)} {type_name(table.elem)}"


def global_text(glob: GlobalType) -> str:
    """Return a global type, with a space in front."""
    text = type_name(glob.type)
    return f" (mut {text})" if glob.mutable else f" {text}"


@final
class Printer:
    """Prints one module."""

    def __init__(self, module: Module, features: Features) -> None:
        self.module: Module = module
        self.out: list[str] = []
        size: i64 = len(module.data)
        self.func_ids: list[str] = self.identifiers()
        self.code: CodePrinter = CodePrinter(module, Reader(module.data, 0, size, features), self.func_ids)

    def identifiers(self) -> list[str]:
        """Return how to refer to each function: ``$name`` where that is a unique identifier, or its index."""
        names = self.module.names.funcs
        seen: dict[str, int] = {}
        for name in names.values():
            seen[name] = seen.get(name, 0) + 1
        ids: list[str] = []
        for index in range(len(self.module.funcs)):
            name = names.get(index, "")
            ids.append(f"${name}" if is_identifier(name) and seen[name] == 1 else str(index))
        return ids

    def line(self, text: str) -> None:
        """Append a line inside the module."""
        self.out.append(f"  {text}\n")

    def func_head(self, index: int) -> str:
        """Return ``func``, the name of a function if it has one, and its index."""
        ident = self.func_ids[index]
        return f"func {ident} (;{index};)" if ident.startswith("$") else f"func (;{index};)"

    def expr(self, expr: ConstExpr) -> str:
        """Return a constant expression."""
        return " ".join([self.const_op(op, imm) for op, imm in expr.ops])

    def const_op(self, op: int, imm: int) -> str:
        """Return one instruction of a constant expression."""
        name = OP_NAME[op]
        if op == I32_CONST:
            return f"{name} {signed_text(imm, 32)}"
        if op == I64_CONST:
            return f"{name} {signed_text(imm, 64)}"
        if op == F32_CONST:
            return f"{name} {float_text(imm, 32)}"
        if op == F64_CONST:
            return f"{name} {float_text(imm, 64)}"
        if op == V128_CONST:
            return f"{name} i32x4 {' '.join([f'0x{imm >> shift & 0xFFFFFFFF:08x}' for shift in (0, 32, 64, 96)])}"
        if op == REF_NULL:
            return f"{name} {heap_name(imm)}"
        if op == REF_FUNC:
            return f"{name} {self.func_ids[imm]}"
        if op in (GLOBAL_GET, STRUCT_NEW, STRUCT_NEW_DEFAULT, ARRAY_NEW, ARRAY_NEW_DEFAULT):
            return f"{name} {imm}"
        if op == ARRAY_NEW_FIXED:
            return f"{name} {imm & 0xFFFFFFFF} {imm >> 32}"
        return name

    def print(self) -> str:
        """Return the text of the module."""
        name = self.module.names.module
        self.out.append(f"(module{f' ${name}' if is_identifier(name) else ''}\n")
        self.types()
        self.imports()
        self.definitions()
        self.functions()
        for index, elem in enumerate(self.module.elems):
            self.elem(index, elem)
        for index, segment in enumerate(self.module.datas):
            self.data(index, segment)
        for custom in self.module.customs:
            if custom.name != "name":
                content = string(self.module.data[custom.start : custom.end])
                self.line(f"(@custom {string(custom.name.encode())} {content})")
        self.out.append(")\n")
        return "".join(self.out)

    def types(self) -> None:
        """Print the type section."""
        end = 0
        for index, typedef in enumerate(self.module.types):
            if typedef.rec_size != 1 and index == typedef.rec_start:
                self.line("(rec")
                end = index + typedef.rec_size
            indent = "  " if typedef.rec_size != 1 else ""
            self.line(f"{indent}(type (;{index};) {type_def_text(typedef)})")
            if typedef.rec_size != 1 and index == end - 1:
                self.line(")")

    def imports(self) -> None:
        """Print the import section."""
        module = self.module
        for item in module.imports:
            index = item.index
            if item.kind == EXT_FUNC:
                text = f"{self.func_head(index)} (type {module.funcs[index]})"
            elif item.kind == EXT_TABLE:
                text = f"table (;{index};){table_text(module.tables[index])}"
            elif item.kind == EXT_MEMORY:
                text = f"memory (;{index};){memory_text(module.memories[index])}"
            elif item.kind == EXT_GLOBAL:
                text = f"global (;{index};){global_text(module.globals[index])}"
            else:
                text = f"tag (;{index};) (type {module.tags[index]})"
            self.line(f"(import {string(item.module.encode())} {string(item.name.encode())} ({text}))")

    def definitions(self) -> None:
        """Print tables, memories, tags, globals, exports and the start function."""
        module = self.module
        for index in range(module.num_imported_tables, len(module.tables)):
            table = module.tables[index]
            init = "" if table.init is None else f" {self.expr(table.init)}"
            self.line(f"(table (;{index};){table_text(table)}{init})")
        for index in range(module.num_imported_memories, len(module.memories)):
            self.line(f"(memory (;{index};){memory_text(module.memories[index])})")
        for index in range(module.num_imported_tags, len(module.tags)):
            self.line(f"(tag (;{index};) (type {module.tags[index]}))")
        for index in range(module.num_imported_globals, len(module.globals)):
            glob = module.globals[index]
            init = "" if glob.init is None else f" {self.expr(glob.init)}"
            self.line(f"(global (;{index};){global_text(glob)}{init})")
        for export in module.exports:
            target = self.func_ids[export.index] if export.kind == EXT_FUNC else str(export.index)
            self.line(f"(export {string(export.name.encode())} ({EXTERNAL_KINDS[export.kind]} {target}))")
        if module.start >= 0:
            self.line(f"(start {self.func_ids[module.start]})")

    def functions(self) -> None:
        """Print the functions with their bodies."""
        module = self.module
        for number, body in enumerate(module.bodies):
            index = module.num_imported_funcs + number
            head = f"({self.func_head(index)} (type {module.funcs[index]}){func_text(module.func_type(index))}"
            self.out.append(f"  {head}")
            self.code.body(body, self.out)
            self.line(")")

    def elem(self, index: int, elem: ElemSegment) -> None:
        """Print an element segment."""
        head = f"(elem (;{index};)"
        if elem.mode == SEGMENT_DECLARATIVE:
            head += " declare"
        elif elem.mode == SEGMENT_ACTIVE and elem.offset is not None:
            table = f" (table {elem.table})" if elem.table else ""
            head += f"{table} (offset {self.expr(elem.offset)})"
        funcs = elem.funcs
        if funcs is not None and elem.type == ref_type(HEAP_FUNC, False):
            self.line(f"{head} func{''.join([f' {self.func_ids[value]}' for value in funcs])})")
            return
        if funcs is None:
            items = [f" (item {self.expr(expr)})" for expr in elem.inits]
        else:
            null = f" (ref.null {heap_name(elem.type >> 8)})"
            items = [null if value < 0 else f" (ref.func {self.func_ids[value]})" for value in funcs]
        self.line(f"{head} {type_name(elem.type)}{''.join(items)})")

    def data(self, index: int, segment: DataSegment) -> None:
        """Print a data segment."""
        head = f"(data (;{index};)"
        if segment.mode == SEGMENT_ACTIVE and segment.offset is not None:
            memory = f" (memory {segment.memory})" if segment.memory else ""
            head += f"{memory} (offset {self.expr(segment.offset)})"
        content = self.module.data[segment.start : segment.end]
        if len(content) <= _DATA_LINE:
            self.line(f"{head} {string(content)})")
            return
        self.line(head)
        for start in range(0, len(content), _DATA_LINE):
            self.line(f"  {string(content[start : start + _DATA_LINE])}")
        self.line(")")
