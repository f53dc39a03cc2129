"""Constant expressions: decoding and validation."""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from zwasmc.errors import CompileError, Invalid, Malformed, Unsupported
from zwasmc.wasm.leb import PREFIX_FIRST, PREFIX_LAST, Reader
from zwasmc.wasm.limits import MAX_FIELDS, check_limit
from zwasmc.wasm.module import ConstExpr, Module
from zwasmc.wasm.op import (
    ANY_CONVERT_EXTERN,
    ARRAY_NEW,
    ARRAY_NEW_DEFAULT,
    ARRAY_NEW_FIXED,
    END,
    EXTERN_CONVERT_ANY,
    F32_CONST,
    F64_CONST,
    GLOBAL_GET,
    I32_ADD,
    I32_CONST,
    I32_MUL,
    I32_SUB,
    I64_ADD,
    I64_CONST,
    I64_MUL,
    I64_SUB,
    OP_NAME,
    OP_PROPOSAL,
    OP_VALID,
    PROPOSAL_EXTENDED_CONST,
    PROPOSAL_GC,
    REF_FUNC,
    REF_I31,
    REF_NULL,
    STRUCT_NEW,
    STRUCT_NEW_DEFAULT,
    V128_CONST,
)
from zwasmc.wasm.types import (
    F32,
    F64,
    HEAP_ANY,
    HEAP_EXTERN,
    HEAP_I31,
    I8,
    I16,
    I32,
    I64,
    KIND_ARRAY,
    KIND_STRUCT,
    V128,
    TypeDef,
    is_defaultable,
    is_nullable,
    ref_type,
    type_name,
)


def read_op(r: Reader) -> i64:
    """Read an opcode and return its op number; an opcode that does not exist is malformed."""
    pos = r.pos
    op = r.byte()
    if op >= PREFIX_FIRST and op <= PREFIX_LAST:
        return r.prefixed(op, pos)
    if OP_VALID[op] == 0:
        raise illegal(op, pos)
    return op


LEGACY_EXCEPTIONS: Final = {0x06: "try", 0x07: "catch", 0x09: "rethrow", 0x18: "delegate", 0x19: "catch_all"}
"""Opcodes of exception handling as it was before ``try_table``; no version of the standard has them."""


def illegal(op: int, at: i64) -> CompileError:
    """Return the error for an opcode of one byte that does not exist."""
    name = LEGACY_EXCEPTIONS.get(op)
    if name is not None:
        text = f"{name}: proposal legacy-exceptions (exception handling before try_table) is not supported"
        return Unsupported(text, at, "proposal-legacy-exceptions")
    return Malformed(f"illegal opcode: 0x{op:02x}", at)


def _unpacked(storage: int) -> int:
    return I32 if storage in (I8, I16) else storage


class ConstReader:
    """Reads constant expressions of one module."""

    def __init__(self, module: Module, r: Reader) -> None:
        self.module: Module = module
        self.r: Reader = r
        self.stack: list[int] = []

    def mismatch(self, expected: int, found: str, pos: i64) -> CompileError:
        """Return the error for an operand of the wrong type."""
        return Invalid(f"type mismatch: expected {type_name(expected)}, found {found}", pos)

    def pop(self, expected: int, pos: i64) -> int:
        """Pop an operand of type ``expected`` and return its own type."""
        if not self.stack:
            raise self.mismatch(expected, "nothing", pos)
        found = self.stack.pop()
        if not self.module.ctx.subtype(found, expected):
            raise self.mismatch(expected, type_name(found), pos)
        return found

    def aggregate(self, kind: int, pos: i64) -> int:
        """Read the index of a struct or array type."""
        index: int = self.r.u32()
        if index >= len(self.module.types):
            raise Invalid(f"unknown type: {index}", pos)
        if self.module.types[index].kind != kind:
            wanted = "a struct" if kind == KIND_STRUCT else "an array"
            raise Invalid(f"type mismatch: type {index} is not {wanted}", pos)
        return index

    def all_defaultable(self, typedef: TypeDef, pos: i64) -> None:
        """Check that every field has a default value."""
        for field in typedef.fields:
            if not is_defaultable(field.storage):
                raise Invalid(f"type mismatch: {type_name(field.storage)} has no default value", pos)

    def read(self, expected: int) -> ConstExpr:
        """Read an expression of type ``expected``, including its end."""
        r = self.r
        start = r.pos
        ops: list[tuple[int, int]] = []
        if expected == I32 and start < r.end and r.data[start] == I32_CONST:
            # By far the most frequent form: the offset of a segment.
            r.pos = start + 1
            value: int = r.signed(32)
            if r.pos < r.end and r.data[r.pos] == END:
                r.pos += 1
                ops.append((I32_CONST, value))
                return ConstExpr(ops, start, r.pos)
            r.pos = start
        self.stack.clear()
        while True:
            pos = r.pos
            op = read_op(r)
            if op == END:
                break
            ops.append((op, self.instruction(op, pos)))
        end = r.pos - 1
        self.pop(expected, end)
        if self.stack:
            raise Invalid(f"type mismatch: {len(self.stack) + 1} values instead of one", end)
        return ConstExpr(ops, start, r.pos)

    def instruction(self, op: i64, pos: i64) -> int:
        """Read the rest of one instruction, apply its type rule, and return its immediate."""
        r = self.r
        stack = self.stack
        module = self.module
        if op == I32_CONST:
            stack.append(I32)
            return r.signed(32)
        if op == I64_CONST:
            stack.append(I64)
            return r.signed(64)
        if op == F32_CONST:
            stack.append(F32)
            return int.from_bytes(r.raw(4), "little")
        if op == F64_CONST:
            stack.append(F64)
            return int.from_bytes(r.raw(8), "little")
        if op == GLOBAL_GET:
            index = r.u32()
            if index >= len(module.globals):
                raise Invalid(f"unknown global: {index}", pos)
            glob = module.globals[index]
            if glob.mutable:
                raise Invalid(f"constant expression required: global {index} is mutable", pos)
            stack.append(glob.type)
            return index
        if op == REF_NULL:
            r.features.require(OP_PROPOSAL[op], "ref.null", pos)
            heap = r.heap_type(len(module.types))
            stack.append(ref_type(heap, True))
            return heap
        if op == REF_FUNC:
            r.features.require(OP_PROPOSAL[op], "ref.func", pos)
            index = r.u32()
            if index >= len(module.funcs):
                raise Invalid(f"unknown function: {index}", pos)
            module.refer(index)
            stack.append(ref_type(module.funcs[index], False))
            return index
        if op in (I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL):
            r.features.require(PROPOSAL_EXTENDED_CONST, f"{OP_NAME[op]} in a constant expression", pos)
            number = I32 if op in (I32_ADD, I32_SUB, I32_MUL) else I64
            self.pop(number, pos)
            self.pop(number, pos)
            stack.append(number)
            return 0
        if op == V128_CONST:
            r.features.require(OP_PROPOSAL[op], "v128.const", pos)
            stack.append(V128)
            return int.from_bytes(r.raw(16), "little")
        return self.gc_instruction(op, pos)

    def gc_instruction(self, op: i64, pos: i64) -> int:
        """The part of ``instruction`` for proposal gc; everything else is not constant."""
        r = self.r
        stack = self.stack
        module = self.module
        name = OP_NAME[op]
        if op in (STRUCT_NEW, STRUCT_NEW_DEFAULT, ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_FIXED):
            r.features.require(PROPOSAL_GC, name, pos)
            index = self.aggregate(KIND_STRUCT if op in (STRUCT_NEW, STRUCT_NEW_DEFAULT) else KIND_ARRAY, pos)
            typedef = module.types[index]
            count: int = 0
            if op == STRUCT_NEW:
                for field in reversed(typedef.fields):
                    self.pop(_unpacked(field.storage), pos)
            elif op == STRUCT_NEW_DEFAULT:
                self.all_defaultable(typedef, pos)
            elif op == ARRAY_NEW_FIXED:
                count = r.u32()
                check_limit(count, MAX_FIELDS, "elements of array.new_fixed", pos)
                for _ in range(count):
                    self.pop(_unpacked(typedef.fields[0].storage), pos)
            else:
                self.pop(I32, pos)
                if op == ARRAY_NEW:
                    self.pop(_unpacked(typedef.fields[0].storage), pos)
                else:
                    self.all_defaultable(typedef, pos)
            stack.append(ref_type(index, False))
            return index | (count << 32)
        if op == REF_I31:
            r.features.require(PROPOSAL_GC, name, pos)
            self.pop(I32, pos)
            stack.append(ref_type(HEAP_I31, False))
            return 0
        if op in (ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY):
            r.features.require(PROPOSAL_GC, name, pos)
            source, target = (HEAP_EXTERN, HEAP_ANY) if op == ANY_CONVERT_EXTERN else (HEAP_ANY, HEAP_EXTERN)
            found = self.pop(ref_type(source, True), pos)
            stack.append(ref_type(target, is_nullable(found)))
            return 0
        raise Invalid(f"constant expression required: {name}", pos)
