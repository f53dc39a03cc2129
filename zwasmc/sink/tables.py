"""What a module says besides its code, as the header fields and metadata tables that every sink needs."""

from __future__ import annotations

import struct
from typing import Final

from zwasm_formats import abi, cwasm
from zwasmc.digest import sha256
from zwasmc.options import Options
from zwasmc.version import VERSION
from zwasmc.wasm.module import SEGMENT_ACTIVE, ConstExpr, DataSegment, Module
from zwasmc.wasm.op import I32_CONST, I64_CONST, V128_CONST

IMAGE_WORTH: Final = 0x10000
"""Data smaller than this is copied at instantiation: a mapping costs more."""
IMAGE_SPREAD: Final = 2
"""An image takes at most so many times the bytes of its segments."""

_MACHINES: Final = {name: number for number, name in cwasm.MACHINES.items()}
_OP_V128_HIGH: Final = 0xFFFF
_MASK64: Final = 0xFFFFFFFFFFFFFFFF


def module_tables(module: Module, target: str, options: Options) -> cwasm.Writer:
    """Return what a module becomes for a target, but for its code."""
    w = cwasm.Writer()
    _identity(w, target, options)
    w.source_hash = sha256(module.data)
    _counts(w, module)
    _types(w, module)
    _functions(w, module)
    _externals(w, module, options.checked_memory())
    _segments(w, module)
    _references(w, module)
    return w


def _identity(w: cwasm.Writer, target: str, options: Options) -> None:
    machine, system = target.split("-")
    w.compiler = VERSION.encode()
    f = w.fields
    f["abi_hash"] = abi.abi_hash()
    f["machine"] = _MACHINES[machine]
    f["os"] = cwasm.OS_NAMES.index(system)
    f["options"] = options.bits()


def _counts(w: cwasm.Writer, module: Module) -> None:
    layout = abi.vmctx_layout(module.num_imported_funcs, len(module.memories), len(module.tables), len(module.globals))
    f = w.fields
    f["imported_funcs"] = module.num_imported_funcs
    f["imported_tables"] = module.num_imported_tables
    f["imported_memories"] = module.num_imported_memories
    f["imported_globals"] = module.num_imported_globals
    f["imported_tags"] = module.num_imported_tags
    f["types"] = len(module.types)
    f["start"] = module.start if module.start >= 0 else cwasm.NONE
    f["vmctx_imports"] = layout.imports
    f["vmctx_memories"] = layout.memories
    f["vmctx_tables"] = layout.tables
    f["vmctx_globals"] = layout.globals
    f["vmctx_size"] = layout.size


def _types(w: cwasm.Writer, module: Module) -> None:
    for i, t in enumerate(module.types):
        words: list[int] = []
        if t.rec_start == i:
            words.append(t.rec_size)
        words += [t.kind, 1 if t.final else 0, len(t.supertypes)]
        words += t.supertypes
        if t.func is not None:
            words.append(len(t.func.params))
            words += [p & 0xFFFFFFFF for p in t.func.params]
            words.append(len(t.func.results))
            words += [r & 0xFFFFFFFF for r in t.func.results]
        else:
            words.append(len(t.fields))
            for field in t.fields:
                words += [field.storage & 0xFFFFFFFF, 1 if field.mutable else 0]
        w.extend("types", struct.pack(f"<{len(words)}I", *words))


def _functions(w: cwasm.Writer, module: Module) -> None:
    w.extend("functypes", struct.pack(f"<{len(module.funcs)}I", *module.funcs))
    names = module.names.funcs
    exported = [""] * len(module.funcs)
    for e in module.exports:
        if e.kind == 0 and not exported[e.index]:
            exported[e.index] = e.name
    first = module.num_imported_funcs
    for k in range(first, len(module.funcs)):
        w.names.append(names.get(k) or exported[k])


def _expr(w: cwasm.Writer, expr: ConstExpr | None) -> tuple[int, int]:
    """Write a constant expression; return its first record and its length."""
    first = w.count("exprs")
    if expr is None:
        return first, 0
    n = 0
    for op, imm in expr.ops:
        if op == V128_CONST:
            w.add("exprs", op, imm & _MASK64)
            w.add("exprs", _OP_V128_HIGH, (imm >> 64) & _MASK64)
            n += 2
        else:
            w.add("exprs", op, imm & _MASK64)
            n += 1
    return first, n


def _externals(w: cwasm.Writer, module: Module, checked: bool) -> None:
    for imp in module.imports:
        module_name = imp.module.encode()
        name = imp.name.encode()
        w.add("imports", w.string(module_name), len(module_name), w.string(name), len(name), imp.kind, imp.index)
    for exp in module.exports:
        name = exp.name.encode()
        w.add("exports", w.string(name), len(name), exp.kind, exp.index)
    for table in module.tables:
        first, n = _expr(w, table.init)
        flags = cwasm.FLAG_64 if table.is64 else 0
        most = _MASK64 if table.max is None else table.max
        w.add("tables", table.elem & _MASK64, table.min, most, flags, first, n, 0)
    for memory in module.memories:
        flags = cwasm.FLAG_64 if memory.is64 else 0
        if memory.shared:
            flags |= cwasm.FLAG_SHARED
        if memory.guarded(checked):
            flags |= cwasm.FLAG_GUARD
        w.add("memories", memory.min, _MASK64 if memory.max is None else memory.max, flags, memory.page_log2)
    for glob in module.globals:
        first, n = _expr(w, glob.init)
        w.add("globals", glob.type & _MASK64, cwasm.FLAG_MUTABLE if glob.mutable else 0, first, n, 0)
    for type_index in module.tags:
        w.add("tags", type_index, 0)


def _segments(w: cwasm.Writer, module: Module) -> None:
    for elem in module.elems:
        at, at_len = _expr(w, elem.offset)
        items: list[int] = []
        if elem.funcs is not None:
            items = [func & 0xFFFFFFFF for func in elem.funcs]  # null is -1
        else:
            for init in elem.inits:
                items += _expr(w, init)
        first = w.count("pool")
        w.extend("pool", struct.pack(f"<{len(items)}I", *items))
        w.add("elems", elem.type & _MASK64, elem.mode, elem.table, at, at_len, first, elem.size(),
              0 if elem.funcs is not None else 1, 0)

    imaged = _images(w, module)
    data = bytearray()
    for seg in module.datas:
        if seg.mode == SEGMENT_ACTIVE and seg.memory in imaged:
            w.add("datas", cwasm.MODE_DECLARED, 0, 0, 0, 0, 0)
            continue
        at, at_len = _expr(w, seg.offset)
        w.add("datas", seg.mode, seg.memory, at, at_len, len(data), seg.end - seg.start)
        data += module.data[seg.start:seg.end]
    w.data = bytes(data)


def _constant_offset(seg: DataSegment) -> int:
    """The address of an active segment with a constant offset, else -1."""
    if seg.offset is None or len(seg.offset.ops) != 1:
        return -1
    op, imm = seg.offset.ops[0]
    if op == I32_CONST:
        return imm & 0xFFFFFFFF
    if op == I64_CONST:
        return imm & _MASK64
    return -1


def _images(w: cwasm.Writer, module: Module) -> set[int]:
    """Write an image of every memory whose initial contents are known and dense; return those memories."""
    page = w.page()
    images = bytearray()
    done: set[int] = set()
    for index in range(module.num_imported_memories, len(module.memories)):
        segs = [s for s in module.datas if s.mode == SEGMENT_ACTIVE and s.memory == index and s.end > s.start]
        total = 0
        low = 0
        high = 0
        for s in segs:
            at = _constant_offset(s)
            if at < 0:
                total = -1
                break
            size = s.end - s.start
            if total == 0:
                low = at
            low = min(low, at)
            high = max(high, at + size)
            total += size
        if total < IMAGE_WORTH:
            continue
        low &= -page
        span = (high + page - 1 & -page) - low
        memory = module.memories[index]
        if span > IMAGE_SPREAD * total or low + span > memory.min << memory.page_log2:
            continue
        if any(s.mode == SEGMENT_ACTIVE and s.memory == index and s.end == s.start for s in module.datas):
            continue  # an empty segment may still be out of bounds
        start = len(images)
        images += bytes(span)
        for s in segs:
            at = start + _constant_offset(s) - low
            images[at:at + s.end - s.start] = module.data[s.start:s.end]
        w.add("images", low, start, span, index, 0)
        done.add(index)
    w.image = bytes(images)
    return done


def _references(w: cwasm.Writer, module: Module) -> None:
    out = [index for index in range(len(module.funcs)) if module.may_refer(index) or index == module.start]
    w.extend("refs", struct.pack(f"<{len(out)}I", *out))
