"""Machine rows of x86-64 as text, for dumps and filetests: what ``shows`` says in ``facts/x86_64_rows.py``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from zwasm_formats.abi import trap_message
from zwasmc.bits import MASK64
from zwasmc.machine.x86_64 import regs
from zwasmc.machine.x86_64.packed import (
    compare_condition,
    compare_size,
    compare_wide,
    float_double,
    float_operation,
    int_operation,
    int_wide,
    vector_lane,
    vector_negated,
    vector_op,
)
from zwasmc.machine.x86_64.rows import ROW_NAMES, machine_rows
from zwasmc.regalloc.api import MachineRows, Selection
from zwasmc.regalloc.text import RowPrinter
from zwasmc.wasm.op import F32_ABS, F64_ABS
from zwasmc.zir.func import Func
from zwasmc.zir.ops import ALIGNED_OFFSET, op_name

ALU = ("add", "or", "adc", "sbb", "and", "sub", "xor", "cmp")
SHIFTS = ("rol", "ror", "rcl", "rcr", "shl", "shr", "sal", "sar")
EXTENSIONS = ("s8", "s16", "s32", "u8", "u16", "u32", "copy")
BITCOUNTS = ("clz", "ctz", "popcnt")
CHECKS = ("signed", "zero", "overflow")
CONDITIONS = ("o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g")
SIZES = ("u8", "u16", "i32", "i64")
"""What a comparison reads from memory."""


def width(sx: int) -> str:
    """Return the type that integer arithmetic is done in."""
    return "i64" if int_wide(sx) else "i32"


def sub_operation(kind: str, sx: int) -> str:
    """Return the sub-operation of a row; ``kind`` is the first word of what the row shows."""
    if kind == "width":
        return width(sx)
    if kind == "alu":
        return f"{ALU[int_operation(sx)]}.{width(sx)}"
    if kind == "shift":
        return f"{SHIFTS[int_operation(sx)]}.{width(sx)}"
    if kind == "extension":
        return f"{EXTENSIONS[int_operation(sx)]}.{width(sx)}"
    if kind == "bitcount":
        return f"{BITCOUNTS[int_operation(sx)]}.{width(sx)}"
    if kind == "division":
        checks = [name for k, name in enumerate(CHECKS) if int_operation(sx) >> k & 1]
        return ".".join([width(sx), *checks])
    if kind == "condition":
        return f"{CONDITIONS[compare_condition(sx)]}.{'i64' if compare_wide(sx) else 'i32'}"
    if kind == "sized":
        return f"{CONDITIONS[compare_condition(sx)]}.{SIZES[compare_size(sx)]}"
    if kind == "float":
        return op_name((F64_ABS if float_double(sx) else F32_ABS) + int(float_operation(sx)))
    if kind == "double":
        return "f64" if float_double(sx) else "f32"
    if kind == "op":
        return op_name(sx)
    if kind == "vector":
        return op_name(int(vector_op(sx)))
    if kind == "test":
        return ("not." if vector_negated(sx) else "") + op_name(int(vector_op(sx)))
    return ""


@final
class Printer(RowPrinter):
    """Writes rows and registers of x86-64."""

    def __init__(self) -> None:
        self.tables = machine_rows()
        self.names = [*regs.NAMES, *[f"r{n}" for n in range(16, 32)], *[f"xmm{n}" for n in range(32)]]

    def rows(self) -> MachineRows:
        """Return the constraint tables."""
        return self.tables

    def registers(self) -> Sequence[str]:
        """Return the names of the registers."""
        return self.names

    def head(self, sel: Selection, i: int) -> str:
        """Return the name of the machine row and its sub-operation."""
        name, shows = ROW_NAMES[sel.row[i]]
        sub = sub_operation(shows.partition(" ")[0], int(sel.sx[i]))
        return f"{name} {sub}" if sub else name

    def details(self, f: Func, sel: Selection, i: int) -> list[str]:
        """Return immediates, displacement and memory."""
        _, shows = ROW_NAMES[sel.row[i]]
        found = []
        for word in shows.split():
            found += self.detail(word, f, sel, i)
        return found

    def detail(self, word: str, f: Func, sel: Selection, i: int) -> list[str]:
        """Return what one word of ``shows`` asks for."""
        imm = int(sel.imm[i])
        if word == "imm":
            return [str(imm)]
        if word == "disp":
            return memory_operand(int(sel.disp[i]), int(sel.memory[i]))
        if word == "scale":
            return [f"scale={(1, 2, 4, 8)[int_operation(sel.sx[i])]}"]
        if word == "bits":
            return [f"{imm & MASK64:#x}"]
        if word == "cells":
            return [f"0x{int(f.pool[imm + 1]) & MASK64:016x}{int(f.pool[imm]) & MASK64:016x}"]
        if word == "lanes":
            cells = [int(f.pool[imm + k]) & MASK64 for k in range(2)]
            lanes = " ".join([str(cell >> at & 0xFF) for cell in cells for at in range(0, 64, 8)])
            return [lanes, "zeros first"] if vector_negated(sel.sx[i]) else [lanes]
        if word == "lane":
            return [f"lane={imm}"]
        if word == "accessed":
            return [f"lane={vector_lane(sel.sx[i])}"]
        if word == "extent":
            return [f"extent={imm}", *memory_operand(0, int(sel.memory[i]))]
        if word == "aligned":
            return [f"align={(imm & 0xFF) + 1}", *memory_operand(imm >> ALIGNED_OFFSET, 0)]
        if word == "range":
            return [f"{imm & 0xFFFFFFFF}", f"count={imm >> 32}"]
        if word in ("index", "function"):
            return [f"{word} {imm}"]
        if word == "indirect":
            return [f"type={imm & 0xFFFFFFFF}", f"table={imm >> 32}"]
        if word == "pair":
            low, high = imm & 0xFFFFFFFF, imm >> 32
            return [f"{low}:{high}"] if high > 0 else [str(imm)] if imm else []
        if word == "trap":
            return [trap_message(imm)]
        return []


def memory_operand(disp: int, memory: int) -> list[str]:
    """Return displacement and memory, as far as they are not 0."""
    return [*([f"disp={disp}"] if disp else []), *([f"memory={memory}"] if memory else [])]
