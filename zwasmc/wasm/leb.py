"""A cursor over the bytes of a module: bytes, LEB128 integers, names and value types."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.bits import shl
from zwasmc.errors import CompileError, Invalid, Malformed, Unsupported
from zwasmc.wasm.features import Features
from zwasmc.wasm.op import (
    MEMORY_ATOMIC_NOTIFY,
    OP_VALID,
    PROPOSAL_EXCEPTIONS,
    PROPOSAL_FUNCTION_REFERENCES,
    PROPOSAL_GC,
    PROPOSAL_REFERENCE_TYPES,
    PROPOSAL_SIMD,
    STRUCT_NEW,
)
from zwasmc.wasm.types import HEAP_EXN, HEAP_EXTERN, HEAP_FUNC, HEAP_NOEXN, heap_name

MAX_STRING: Final = 100_000

# First bytes of opcodes in two parts: gc, miscellaneous, vector and atomic instructions.
PREFIX_FIRST: Final = 0xFB
PREFIX_VECTOR: Final = 0xFD
PREFIX_LAST: Final = 0xFE


@final
class Reader:
    """Reads ``data`` from ``pos`` up to ``end``; every method raises Malformed with the offset of what is wrong."""

    def __init__(self, data: bytes, pos: i64, end: i64, features: Features) -> None:
        self.data: bytes = data
        self.pos: i64 = pos
        self.end: i64 = end
        self.features: Features = features

    def short(self) -> CompileError:
        """Return the error for input that ends too early."""
        if self.end < len(self.data):
            return Malformed("unexpected end of section or function", self.end)
        return Malformed("unexpected end", self.end)

    def byte(self) -> i64:
        """Read one byte."""
        pos = self.pos
        if pos >= self.end:
            raise self.short()
        self.pos = pos + 1
        return self.data[pos]

    def u32(self) -> i64:
        """Read an unsigned 32-bit LEB128 integer."""
        pos = self.pos
        if pos < self.end:
            first: i64 = self.data[pos]
            if first < 0x80:
                self.pos = pos + 1
                return first
        return self.unsigned(32)

    def u64(self) -> int:
        """Read an unsigned 64-bit LEB128 integer."""
        start = self.pos
        low: int = self.unsigned(64)
        if self.pos - start == 10 and self.data[self.pos - 1] != 0:
            return low | 0x8000000000000000
        return low

    def unsigned(self, bits: i64) -> i64:
        """Read an unsigned LEB128 integer of ``bits`` bits and return its low 63 bits."""
        start = self.pos
        pos = start
        result: i64 = 0
        shift: i64 = 0
        while True:
            if pos >= self.end:
                raise self.short()
            byte: i64 = self.data[pos]
            pos += 1
            left = bits - shift
            if left < 7:
                if byte >= 0x80:
                    raise Malformed("integer representation too long", start)
                if byte >> left:
                    raise Malformed("integer too large", start)
            if shift < 63:
                result |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
        self.pos = pos
        return result

    def signed(self, bits: i64) -> i64:
        """Read a signed LEB128 integer of ``bits`` (32, 33 or 64) bits."""
        start = self.pos
        pos = start
        result: i64 = 0
        shift: i64 = 0
        while True:
            if pos >= self.end:
                raise self.short()
            byte: i64 = self.data[pos]
            pos += 1
            left = bits - shift
            if left < 7:
                if byte >= 0x80:
                    raise Malformed("integer representation too long", start)
                # The bits that are not used repeat the sign bit, which is bit left - 1.
                top = byte >> (left - 1)
                if top != 0 and top != 0x7F >> (left - 1):
                    raise Malformed("integer too large", start)
            if shift == 63:
                if byte & 1:
                    result += -0x7FFFFFFFFFFFFFFF - 1
                break
            result |= (byte & 0x7F) << shift
            if byte < 0x80:
                if byte & 0x40:
                    if shift == 56:
                        result += -0x7FFFFFFFFFFFFFFF - 1
                    else:
                        result -= shl(1, shift + 7)
                break
            shift += 7
        self.pos = pos
        return result

    def prefixed(self, prefix: i64, at: i64) -> i64:
        """Read the rest of the opcode at ``at``, whose first byte is ``prefix``, and return its op number."""
        sub = self.u32()
        if sub < (0x200 if prefix == PREFIX_VECTOR else 0x100):
            op = (MEMORY_ATOMIC_NOTIFY if prefix == PREFIX_LAST else STRUCT_NEW + 0x100 * (prefix - PREFIX_FIRST)) + sub
            if OP_VALID[op]:
                return op
        raise Malformed(f"illegal opcode: 0x{prefix:02x} 0x{sub:02x}", at)

    def limit_flags(self, known: i64) -> i64:
        """Read the flags byte of limits; only the bits ``known`` may be set."""
        pos = self.pos
        flags = self.byte()
        if flags & ~known:
            raise Malformed(f"malformed limits flags: 0x{flags:02x}", pos)
        return flags

    def raw(self, size: i64) -> bytes:
        """Read ``size`` bytes."""
        pos = self.pos
        if size > self.end - pos:
            raise self.short()
        self.pos = pos + size
        return self.data[pos : pos + size]

    def name(self) -> str:
        """Read a name: length and UTF-8 text."""
        start = self.pos
        size = self.u32()
        if size > self.end - self.pos:
            self.pos = self.end
            raise self.short()
        if size > MAX_STRING:
            raise Unsupported(f"implementation limit: a name of {size} bytes", start)
        pos = self.pos
        try:
            text = self.raw(size).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Malformed("malformed UTF-8 encoding", pos + error.start) from None
        return text

    def heap_type(self, num_types: i64) -> i64:
        """Read a heap type: an index below ``num_types``, or a negative abstract one."""
        start = self.pos
        heap = self.signed(33)
        if heap >= 0:
            if heap >= num_types:
                raise Invalid(f"unknown type: {heap}", start)
            self.features.require(PROPOSAL_FUNCTION_REFERENCES, f"(ref {heap})", start)
            return heap
        if heap < -0x17 or heap > -0x0C or self.pos - start != 1:
            raise Malformed("malformed heap type", start)
        self.abstract_heap(heap, start)
        return heap

    def abstract_heap(self, heap: i64, start: i64) -> None:
        """Check that the proposal of an abstract heap type is on."""
        if heap == HEAP_FUNC:
            return
        if heap == HEAP_EXTERN:
            self.features.require(PROPOSAL_REFERENCE_TYPES, "externref", start)
            return
        number: int = heap
        if heap in (HEAP_EXN, HEAP_NOEXN):
            self.features.require(PROPOSAL_EXCEPTIONS, heap_name(number), start)
        else:
            self.features.require(PROPOSAL_GC, heap_name(number), start)

    def value_type(self, num_types: i64) -> i64:
        """Read a value type."""
        pos = self.pos
        code = self.byte()
        if code >= 0x7C and code <= 0x7F:
            return code
        if code == 0x7B:
            self.features.require(PROPOSAL_SIMD, "v128", pos)
            return code
        self.pos = pos
        return self.reference(num_types, "malformed value type")

    def ref_type(self, num_types: i64) -> i64:
        """Read a reference type."""
        return self.reference(num_types, "malformed reference type")

    def reference(self, num_types: i64, message: str) -> i64:
        """Read a reference type; ``message`` is for a byte that starts none."""
        pos = self.pos
        code = self.byte()
        if code in (0x63, 0x64):
            self.features.require(PROPOSAL_FUNCTION_REFERENCES, "ref", pos)
            heap = self.heap_type(num_types)
            return (heap << 8) | code
        if code < 0x69 or code > 0x74:
            raise Malformed(message, pos)
        self.abstract_heap(code - 0x80, pos)
        return ((code - 0x80) << 8) | 0x63
