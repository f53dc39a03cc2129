"""The run-time ABI: structs shared by compiled code, the C loader and the compiler, declared once.

``gen_headers.py`` turns these tables into ``loader/include/zw_abi.h`` (with ``_Static_assert``s) and
``abi_offsets.py`` (``Final`` integers for the emitters).  ``abi_hash()`` is stored in every container: a loader refuses
code that was compiled against another layout.
"""

from __future__ import annotations

import zlib
from typing import Final

ABI_REVISION: Final = 1
"""Raised by hand when a convention changes that the tables below don't show (registers, trampolines)."""


class Field:
    """One member of a shared struct."""

    def __init__(self, name: str, ctype: str, doc: str, size: int = 8, align: int = 0) -> None:
        self.name = name
        self.ctype = ctype
        self.doc = doc
        self.size = size
        self.align = align if align else size
        self.offset = 0


class Struct:
    """A C struct with natural alignment; ``short`` names its offsets (``VMCTX_MEM0_BASE``)."""

    def __init__(self, name: str, short: str, doc: str, fields: list[Field]) -> None:
        self.name = name
        self.short = short
        self.doc = doc
        self.fields = fields
        offset = 0
        biggest = 1
        for field in fields:
            offset = (offset + field.align - 1) & -field.align
            field.offset = offset
            offset += field.size
            biggest = max(biggest, field.align)
        self.size = (offset + biggest - 1) & -biggest
        self.align = biggest


STRUCTS: Final[list[Struct]] = [
    Struct("zw_value", "VALUE", "A value cell: 32-bit values are zero-extended, floats are bit patterns.", [
        Field("lo", "uint64_t", "the value, or the low half of a v128"),
        Field("hi", "uint64_t", "the high half of a v128"),
    ]),
    Struct("zw_funcref", "FUNCREF", "What a non-null function reference points to.", [
        Field("code", "const void *", "entry point in the wasm convention"),
        Field("vmctx", "void *", "the callee's zw_vmctx, or zw_hostfunc for host functions"),
        Field("type_id", "uint32_t", "process-wide id of the function's type", 4),
        Field("func_index", "uint32_t", "index in its module, or ZW_HOST_FUNC", 4),
    ]),
    Struct("zw_import", "IMPORT", "How to call an imported function.", [
        Field("code", "const void *", "entry point in the wasm convention"),
        Field("vmctx", "void *", "context the callee expects in the vmctx register"),
    ]),
    Struct("zw_memory", "MEMORY", "A linear memory. The base never moves.", [
        Field("base", "uint8_t *", "first byte"),
        Field("bytes", "uint64_t", "accessible bytes"),
        Field("max_bytes", "uint64_t", "growth ends here"),
        Field("page_log2", "uint32_t", "log2 of the page size", 4),
        Field("flags", "uint32_t", "ZW_MEMORY_*", 4),
        Field("reserved", "uint64_t", "bytes of address space owned from base on"),
    ]),
    Struct("zw_table", "TABLE", "A table. The base moves when it grows.", [
        Field("base", "uint64_t *", "one 8-byte reference per element"),
        Field("size", "uint64_t", "number of elements"),
        Field("max", "uint64_t", "growth ends here"),
        Field("type", "uint64_t", "canonical value type of the elements"),
        Field("flags", "uint64_t", "ZW_TABLE_*"),
    ]),
    Struct("zw_activation", "ACTIVATION", "One entry from C into compiled code.", [
        Field("sp", "uint64_t", "stack pointer at the landing, stored by the entry trampoline"),
        Field("landing", "uint64_t", "where an unwinding trap continues, stored by the entry trampoline"),
        Field("store", "struct zw_store *", "whose code runs"),
        Field("vmctx", "struct zw_vmctx *", "the instance that was entered"),
        Field("limit", "uint64_t", "the stack pointer of its code must stay above"),
    ]),
    Struct("zw_hostfunc", "HOSTFUNC", "A host function; imports of it pass this struct as vmctx.", [
        Field("fn", "zw_host_entry *", "called by the host-call trampoline as fn(self, cells); failing, it unwinds"),
        Field("env", "void *", "for fn"),
        Field("call", "void *", "for fn"),
        Field("store", "struct zw_store *", "the owner"),
        Field("instance", "struct zw_instance *", "the importing instance, where there is exactly one"),
        Field("ref", "zw_funcref", "the reference to this function", 24, 8),
    ]),
    Struct("zw_vmctx", "VMCTX", "The fixed part of an instance as compiled code sees it.", [
        Field("mem0_base", "uint8_t *", "base of memory 0"),
        Field("mem0_bytes", "uint64_t", "accessible bytes of memory 0"),
        Field("stack_limit", "uint64_t", "the stack pointer must stay above"),
        Field("libcalls", "const void *const *", "table of C functions indexed by ZW_LIB_*"),
        Field("type_ids", "const uint32_t *", "process-wide id of every type of the module"),
        Field("instance", "struct zw_instance *", "for C"),
        Field("funcrefs", "zw_funcref *const *", "one pointer per function that may be referred to"),
    ]),
]

VMCTX_HEADER: Final = STRUCTS[-1].size
IMPORT_SIZE: Final = 16
GLOBAL_SIZE: Final = 16


class Trap:
    """A trap code with its message."""

    def __init__(self, code: int, name: str, message: str) -> None:
        self.code = code
        self.name = name
        self.message = message


TRAPS: Final[list[Trap]] = [
    Trap(1, "UNREACHABLE", "unreachable"),
    Trap(2, "MEMORY_OOB", "out of bounds memory access"),
    Trap(3, "TABLE_OOB", "out of bounds table access"),
    Trap(4, "INDIRECT_NULL", "uninitialized element"),
    Trap(5, "INDIRECT_SIG", "indirect call type mismatch"),
    Trap(6, "INT_OVERFLOW", "integer overflow"),
    Trap(7, "DIV_ZERO", "integer divide by zero"),
    Trap(8, "BAD_CONVERSION", "invalid conversion to integer"),
    Trap(9, "STACK_OVERFLOW", "call stack exhausted"),
    Trap(10, "INTERRUPT", "interrupt"),
    Trap(11, "NULL_REF", "null reference"),
    Trap(12, "UNDEFINED_ELEMENT", "undefined element"),
    Trap(13, "UNALIGNED_ATOMIC", "unaligned atomic"),
    Trap(14, "CAST_FAILURE", "cast failure"),
    Trap(15, "ARRAY_OOB", "out of bounds array access"),
    Trap(16, "EXCEPTION", "uncaught exception"),
    Trap(17, "OUT_OF_MEMORY", "allocation failure"),
    Trap(18, "HOST", "host function failed"),
    Trap(19, "EXIT", "exit"),
    Trap(20, "EXPECTED_SHARED", "expected shared memory"),
]


class LibCall:
    """A C function that compiled code calls as ``fn(vmctx, params…)``; v = nothing, I = i64/ref, V = v128."""

    def __init__(self, number: int, name: str, params: str, result: str, doc: str) -> None:
        self.number = number
        self.name = name
        self.params = params
        self.result = result
        self.doc = doc


LIBCALLS: Final[list[LibCall]] = [
    LibCall(0, "memory_grow", "II", "I", "memory, delta -> old size in pages or -1"),
    LibCall(1, "memory_copy", "IIII", "v", "to, from, n, to-memory | from-memory << 32"),
    LibCall(2, "memory_fill", "IIII", "v", "to, byte, n, memory"),
    LibCall(3, "memory_init", "IIII", "v", "to, from, n, data | memory << 32"),
    LibCall(4, "data_drop", "I", "v", "data"),
    LibCall(5, "table_grow", "III", "I", "table, reference, n -> old size or -1"),
    LibCall(6, "table_fill", "IIII", "v", "to, reference, n, table"),
    LibCall(7, "table_copy", "IIII", "v", "to, from, n, to-table | from-table << 32"),
    LibCall(8, "table_init", "IIII", "v", "to, from, n, elem | table << 32"),
    LibCall(9, "elem_drop", "I", "v", "elem"),
    LibCall(10, "f32x4_fma", "VVV", "V", "a * b + c in four lanes, rounded once"),
    LibCall(11, "f64x2_fma", "VVV", "V", "a * b + c in two lanes, rounded once"),
]

# The address-space plan of a guard32 memory: every 32-bit index plus 32-bit offset lands inside the reservation.
GUARD_RESERVE: Final = 0x200010000
# Stack below the limit of compiled code: a quarter of the stack, within these bounds.  The lower one has room for what
# goes there unchecked (STACK_UNCHECKED, a small leaf function's frame) and for the deepest WASI function.
STACK_RESERVE: Final = 0x100000
STACK_RESERVE_LEAST: Final = 0xC000
STACK_UNCHECKED: Final = 1024
# Interruptible code reads here, relative to its vmctx: the end of an area that an interrupt makes unreadable.
POLL: Final = -8
POLL_AREA: Final = 0x10000

CONSTANTS: Final[list[tuple[str, int, str]]] = [
    ("HOST_FUNC", 0xFFFFFFFF, "zw_funcref.func_index of host functions"),
    ("MEMORY_64", 1, "zw_memory.flags: 64-bit addresses"),
    ("MEMORY_GUARD", 2, "zw_memory.flags: accesses are checked by the guard pages after it"),
    ("MEMORY_SHARED", 4, "zw_memory.flags: shared between threads"),
    ("TABLE_64", 1, "zw_table.flags: 64-bit indices"),
    ("GUARD_RESERVE", GUARD_RESERVE, "address space of a memory under the guard plan"),
    ("STACK_RESERVE", STACK_RESERVE, "most stack kept for host functions below the guest's limit"),
    ("STACK_RESERVE_LEAST", STACK_RESERVE_LEAST, "least stack kept there; a thread needs twice as much to run guests"),
    ("STACK_UNCHECKED", STACK_UNCHECKED, "bytes of the cells of a host trampoline that nothing compares with the stack limit"),
    ("INT_ARGS", 8, "registers for arguments that are integers or references (x86-64)"),
    ("FLOAT_ARGS", 8, "registers for arguments that are floats or vectors (x86-64)"),
    ("INT_RESULTS", 2, "registers for results that are integers or references (x86-64)"),
    ("FLOAT_RESULTS", 2, "registers for results that are floats or vectors (x86-64)"),
    ("POLL", POLL, "displacement from a vmctx of what interruptible code polls"),
    ("POLL_AREA", POLL_AREA, "bytes before the vmctx of interruptible code that an interrupt makes unreadable"),
    ("MXCSR", 0x1F80, "floating-point control word of compiled code (x86-64)"),
    ("GLOBAL_SIZE", GLOBAL_SIZE, "bytes of a global's cell"),
]


class VmctxLayout:
    """Offsets of the variable parts of a ``zw_vmctx``."""

    def __init__(self, imports: int, memories: int, tables: int, globals_: int, size: int) -> None:
        self.imports: Final = imports
        self.memories: Final = memories
        self.tables: Final = tables
        self.globals: Final = globals_
        self.size: Final = size

    def import_offset(self, func: int) -> int:
        """Offset of the zw_import of imported function ``func``."""
        return self.imports + func * IMPORT_SIZE

    def memory_offset(self, index: int) -> int:
        """Offset of the ``zw_memory *`` of a memory."""
        return self.memories + index * 8

    def table_offset(self, index: int) -> int:
        """Offset of the ``zw_table *`` of a table."""
        return self.tables + index * 8

    def global_offset(self, index: int) -> int:
        """Offset of the cell of a global (own: the value; imported: a pointer to the exporter's cell)."""
        return self.globals + index * GLOBAL_SIZE


def vmctx_layout(imported_funcs: int, memories: int, tables: int, globals_: int) -> VmctxLayout:
    """Lay out the vmctx of a module; the counts of memories, tables and globals include imported ones."""
    imports = (VMCTX_HEADER + 15) & ~15
    mems = imports + imported_funcs * IMPORT_SIZE
    tabs = mems + memories * 8
    cells = (tabs + tables * 8 + 15) & ~15
    return VmctxLayout(imports, mems, tabs, cells, cells + globals_ * GLOBAL_SIZE)


def trap_message(code: int) -> str:
    """Return the standard message of a trap code."""
    for trap in TRAPS:
        if trap.code == code:
            return trap.message
    return "unknown trap"


def describe() -> str:
    """The ABI as text: equal texts mean compatible code."""
    lines = [f"revision {ABI_REVISION}"]
    for s in STRUCTS:
        lines.append(f"struct {s.name} {s.size} " + " ".join(f"{f.name}@{f.offset}:{f.size}" for f in s.fields))
    lines.extend(f"trap {t.code} {t.name}" for t in TRAPS)
    lines.extend(f"libcall {c.number} {c.name} {c.params}:{c.result}" for c in LIBCALLS)
    lines.extend(f"const {name} {value}" for name, value, _ in CONSTANTS)
    return "\n".join(lines)


def abi_hash() -> int:
    """A 32-bit fingerprint of the ABI."""
    return zlib.crc32(describe().encode())
