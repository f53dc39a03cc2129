"""Value types, defined types, and the relations between them.

A value type is an integer: the binary code of a numeric type, or ``heap << 8 | 0x63`` (nullable) or
``heap << 8 | 0x64`` (non-null), where ``heap`` is a type index or the negative code of an abstract heap type.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasmc.digest import sha256

I32: Final = 0x7F
I64: Final = 0x7E
F32: Final = 0x7D
F64: Final = 0x7C
V128: Final = 0x7B
BOT: Final = 0

# Packed storage types of struct and array fields.
I8: Final = 0x78
I16: Final = 0x77

HEAP_NOEXN: Final = -0x0C
HEAP_NOFUNC: Final = -0x0D
HEAP_NOEXTERN: Final = -0x0E
HEAP_NONE: Final = -0x0F
HEAP_FUNC: Final = -0x10
HEAP_EXTERN: Final = -0x11
HEAP_ANY: Final = -0x12
HEAP_EQ: Final = -0x13
HEAP_I31: Final = -0x14
HEAP_STRUCT: Final = -0x15
HEAP_ARRAY: Final = -0x16
HEAP_EXN: Final = -0x17

FUNCREF: Final = (HEAP_FUNC << 8) | 0x63
EXTERNREF: Final = (HEAP_EXTERN << 8) | 0x63

KIND_FUNC: Final = 0
KIND_STRUCT: Final = 1
KIND_ARRAY: Final = 2

# Machine types (the same numbers as T_* in zir/func.py).
# What a ZIR value is for the machine.
T_NONE: Final = 0
T_I32: Final = 1
T_I64: Final = 2
T_F32: Final = 3
T_F64: Final = 4
T_V128: Final = 5
T_REF: Final = 6

HEAP_NAMES: Final = {
    HEAP_NOEXN: "noexn",
    HEAP_NOFUNC: "nofunc",
    HEAP_NOEXTERN: "noextern",
    HEAP_NONE: "none",
    HEAP_FUNC: "func",
    HEAP_EXTERN: "extern",
    HEAP_ANY: "any",
    HEAP_EQ: "eq",
    HEAP_I31: "i31",
    HEAP_STRUCT: "struct",
    HEAP_ARRAY: "array",
    HEAP_EXN: "exn",
}

SHORT_REF_NAMES: Final = {
    HEAP_NOEXN: "nullexnref",
    HEAP_NOFUNC: "nullfuncref",
    HEAP_NOEXTERN: "nullexternref",
    HEAP_NONE: "nullref",
    HEAP_FUNC: "funcref",
    HEAP_EXTERN: "externref",
    HEAP_ANY: "anyref",
    HEAP_EQ: "eqref",
    HEAP_I31: "i31ref",
    HEAP_STRUCT: "structref",
    HEAP_ARRAY: "arrayref",
    HEAP_EXN: "exnref",
}

_NUMERIC_NAMES: Final = {I32: "i32", I64: "i64", F32: "f32", F64: "f64", V128: "v128", I8: "i8", I16: "i16", BOT: "bot"}


def is_ref(t: i64) -> bool:
    """Return whether ``t`` is a reference type."""
    low = t & 0xFF
    return low == 0x63 or low == 0x64


def is_nullable(t: i64) -> bool:
    """Return whether ``t`` is a nullable reference type."""
    return t & 0xFF == 0x63


def is_defaultable(t: i64) -> bool:
    """Return whether a local of type ``t`` has a default value."""
    return t & 0xFF != 0x64


def ref_type(heap: i64, nullable: bool) -> i64:
    """Return the reference type to ``heap``."""
    if nullable:
        return (heap << 8) | 0x63
    return (heap << 8) | 0x64


def machine_type(t: i64) -> i64:
    """Return the ZIR machine type (T_*) of a value type; T_NONE for BOT."""
    if t == 0x7F:
        return T_I32
    if t == 0x7E:
        return T_I64
    if t == 0x7D:
        return T_F32
    if t == 0x7C:
        return T_F64
    if t == 0x7B:
        return T_V128
    if is_ref(t):
        return T_REF
    return T_NONE


def heap_name(heap: int) -> str:
    """Return the text form of a heap type."""
    return HEAP_NAMES.get(heap, "") or str(heap)


def type_name(t: int) -> str:
    """Return the text form of a value or storage type."""
    if not is_ref(t):
        return _NUMERIC_NAMES.get(t, f"0x{t:x}")
    heap = t >> 8
    if is_nullable(t):
        return SHORT_REF_NAMES.get(heap, "") or f"(ref null {heap_name(heap)})"
    return f"(ref {heap_name(heap)})"


class FuncType:
    """Parameters and results of a function."""

    def __init__(self, params: list[int], results: list[int]) -> None:
        self.params: list[int] = params
        self.results: list[int] = results

    def __str__(self) -> str:
        """Return ``[i32 i64] -> [f32]``."""
        return f"[{' '.join(map(type_name, self.params))}] -> [{' '.join(map(type_name, self.results))}]"


class FieldType:
    """A struct field or the element of an array; ``storage`` is a value type, I8 or I16."""

    def __init__(self, storage: int, mutable: bool) -> None:
        self.storage: int = storage
        self.mutable: bool = mutable


class TypeDef:
    """One entry of the type index space."""

    def __init__(
        self,
        kind: int,
        func: FuncType | None,
        fields: list[FieldType],
        supertypes: list[int],
        final: bool,
        rec_start: int,
        rec_size: int,
    ) -> None:
        self.kind: int = kind
        self.func: FuncType | None = func
        self.fields: list[FieldType] = fields
        self.supertypes: list[int] = supertypes
        self.final: bool = final
        self.rec_start: int = rec_start
        self.rec_size: int = rec_size


@final
class TypeContext:
    """The types of one module: canonical ids and subtyping.

    ``canon[i]`` is the lowest index of a type equal to type ``i`` (iso-recursive equality), so equality of types is
    equality of integers.  Groups are added in order with ``add_group``.
    """

    def __init__(self) -> None:
        self.types: list[TypeDef] = []
        self.canon: vec[i64] = vec[i64]()
        self.kind: vec[i64] = vec[i64]()
        self.parent: vec[i64] = vec[i64]()
        self.depth: vec[i64] = vec[i64]()
        self._groups: dict[bytes, int] = {}
        # Per type of the groups hashed so far: the hash of its group.
        self._digests: list[bytes] = []

    def add_group(self, group: list[TypeDef]) -> None:
        """Append a recursion group; references to its own members are the indices that they get here."""
        start = len(self.types)
        self.types.extend(group)
        first = self._groups.setdefault(self._serialize(start, len(group), False), start)
        canon = self.canon
        kind = self.kind
        parent = self.parent
        depth = self.depth
        for k, typedef in enumerate(group):
            up = typedef.supertypes[0] if typedef.supertypes else -1
            canon = append(canon, first + k)
            kind = append(kind, typedef.kind)
            if up < 0:
                parent = append(parent, -1)
                depth = append(depth, 0)
            else:
                parent = append(parent, up)
                depth = append(depth, depth[up] + 1 if up < start + k else 0)
        self.canon = canon
        self.kind = kind
        self.parent = parent
        self.depth = depth

    def _serialize(self, start: int, size: int, portable: bool) -> bytes:
        """Return a byte string that is equal for equal groups (with ``portable``, of different modules too)."""
        func = self.types[start].func if size == 1 else None
        if func is not None and not self.types[start].supertypes:
            for t in func.params + func.results:
                if t >= 0 and is_ref(t):
                    break
            else:  # quickly, what most types are
                return f"{self.types[start].final}{func.params}{func.results}".encode()
        out = bytearray()

        def number(n: int) -> None:
            out.extend(b"%x " % n)

        def reference(index: int) -> None:
            if index >= start:
                out.extend(b"r")
                number(index - start)
            elif portable:
                out.extend(b"h")
                out.extend(self.type_hash(index))
            else:
                out.extend(b"c")
                number(self.canon[index])

        def storage(t: int) -> None:
            if is_ref(t) and t >= 0:
                out.extend(b"n" if is_nullable(t) else b"o")
                reference(t >> 8)
            else:
                out.extend(b"t")
                number(t & 0xFFFFFFFF)

        number(size)
        for typedef in self.types[start : start + size]:
            out.extend(b"F" if typedef.final else b"S")
            number(len(typedef.supertypes))
            for up in typedef.supertypes:
                reference(up)
            out.extend(b"fsa"[typedef.kind : typedef.kind + 1])
            if typedef.func is not None:
                number(len(typedef.func.params))
                for t in typedef.func.params:
                    storage(t)
                number(len(typedef.func.results))
                for t in typedef.func.results:
                    storage(t)
            else:
                number(len(typedef.fields))
                for field in typedef.fields:
                    out.extend(b"m" if field.mutable else b"i")
                    storage(field.storage)
        return bytes(out)

    def type_hash(self, index: int) -> bytes:
        """Return 32 bytes that are equal for equal types, across modules."""
        start = self.types[index].rec_start
        digests = self._digests
        while len(digests) <= start:  # Groups refer to earlier ones only, so going upwards needs no recursion.
            size = self.types[len(digests)].rec_size
            digests += [sha256(self._serialize(len(digests), size, True))] * size
        return sha256(digests[start] + b"%d" % (index - start))

    def func(self, index: int) -> FuncType | None:
        """Return the function type at ``index``; None when it is out of range or no function type."""
        if 0 <= index < len(self.types):
            return self.types[index].func
        return None

    def equal(self, a: i64, b: i64) -> bool:
        """Return whether two value types are the same."""
        if a == b:
            return True
        if a < 0 or b < 0 or a & 0xFF != b & 0xFF or not is_ref(a):
            return False
        canon = self.canon
        return canon[a >> 8] == canon[b >> 8]

    def type_matches(self, a: i64, b: i64) -> bool:
        """Return whether defined type ``a`` is ``b`` or one of its subtypes."""
        canon = self.canon
        want = canon[b]
        while a >= 0:
            if canon[a] == want:
                return True
            a = self.parent[a]
        return False

    def heap_subtype(self, a: i64, b: i64) -> bool:
        """Return whether heap type ``a`` is a subtype of heap type ``b``."""
        if a == b:
            return True
        if a >= 0:
            if b >= 0:
                return self.type_matches(a, b)
            kind = self.kind[a]
            if kind == KIND_FUNC:
                return b == HEAP_FUNC
            if b in (HEAP_ANY, HEAP_EQ):
                return True
            if kind == KIND_STRUCT:
                return b == HEAP_STRUCT
            return b == HEAP_ARRAY
        if b >= 0:
            if self.kind[b] == KIND_FUNC:
                return a == HEAP_NOFUNC
            return a == HEAP_NONE
        if a == HEAP_NOFUNC:
            return b == HEAP_FUNC
        if a == HEAP_NOEXTERN:
            return b == HEAP_EXTERN
        if a == HEAP_NOEXN:
            return b == HEAP_EXN
        if a == HEAP_NONE:
            return b in (HEAP_ANY, HEAP_EQ, HEAP_I31, HEAP_STRUCT, HEAP_ARRAY)
        if a in (HEAP_I31, HEAP_STRUCT, HEAP_ARRAY):
            return b in (HEAP_ANY, HEAP_EQ)
        if a == HEAP_EQ:
            return b == HEAP_ANY
        return False

    def subtype(self, a: i64, b: i64) -> bool:
        """Return whether a value of type ``a`` may stand where type ``b`` is asked for (BOT may stand everywhere)."""
        if a in (b, BOT):
            return True
        low_a = a & 0xFF
        low_b = b & 0xFF
        if low_a == 0x63:
            if low_b != 0x63:
                return False
        elif low_a == 0x64:
            if low_b != 0x63 and low_b != 0x64:
                return False
        else:
            return False
        return self.heap_subtype(a >> 8, b >> 8)

    def field_matches(self, a: FieldType, b: FieldType) -> bool:
        """Return whether field type ``a`` matches ``b``."""
        if a.mutable != b.mutable:
            return False
        if a.mutable:
            return self.equal(a.storage, b.storage)
        return self.subtype(a.storage, b.storage)

    def definition_matches(self, a: TypeDef, b: TypeDef) -> bool:
        """Return whether the structure of ``a`` allows it to be declared a subtype of ``b``."""
        if a.kind != b.kind or len(a.fields) < len(b.fields):
            return False
        fa = a.func
        fb = b.func
        if fa is not None and fb is not None:
            if len(fa.params) != len(fb.params) or len(fa.results) != len(fb.results):
                return False
            matches = all(self.subtype(u, t) for t, u in zip(fa.params, fb.params))
            return matches and all(self.subtype(t, u) for t, u in zip(fa.results, fb.results))
        return all(self.field_matches(a.fields[k], field) for k, field in enumerate(b.fields))
