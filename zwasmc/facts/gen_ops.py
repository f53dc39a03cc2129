"""Generator of ``zwasmc/wasm/op.py`` from the instruction rows."""

from __future__ import annotations

from collections.abc import Callable

from zwasmc.facts.wasm_ops import (
    EFFECTS,
    FAMILIES,
    IMMEDIATES,
    NUM_OPS,
    PROPOSAL_NUMBERS,
    PROPOSALS,
    TYPE_CODES,
    Op,
    load_ops,
)

HEADER = '''# GENERATED from zwasmc/facts/wasm_ops.py, by scripts/gen.py; do not edit
# fmt: off
"""WebAssembly instructions: numbers, and tables indexed by them.

A one-byte opcode is its own number; prefix 0xfb n is 0x100 + n, 0xfc 0x200 + n, 0xfd 0x300 + n, 0xfe 0x500 + n.
"""

from __future__ import annotations

from typing import Final
'''


def _constant_name(prefix: str, text: str) -> str:
    return prefix + text.upper().replace("-", "_")


def _literal(values: list[int]) -> list[str]:
    """Bytes literals of at most 100 characters that together hold ``values``."""
    lines: list[str] = []
    line = ""
    for value in values:
        cell = f"\\{value:o}" if value < 8 else f"\\x{value:02x}"
        if len(line) + len(cell) > 110:
            lines.append(line)
            line = ""
        line += cell
    lines.append(line)
    return [f'    b"{text}"' for text in lines]


def _table(name: str, comment: str, values: list[int]) -> list[str]:
    return ["", f"# {comment}", f"{name}: Final = (", *_literal(values), ")"]


def generate() -> str:
    """Return the text of ``op.py``."""
    ops = load_ops()
    by_number = {op.number: op for op in ops}
    out = [HEADER, f"NUM_OPS: Final = 0x{NUM_OPS:x}", "", "# Instructions."]
    out += [f"{op.constant}: Final = 0x{op.number:03x}" for op in ops]
    out += ["", "# Proposals (OP_PROPOSAL, features)."]
    out += [f"{_constant_name('PROPOSAL_', name)}: Final = {i}" for name, i in PROPOSAL_NUMBERS.items()]
    out += ["", "PROPOSAL_NAMES: Final = (", *(f'    "{p.name}",' for p in PROPOSALS), ")"]
    out += ["", "# What code is generated for, of each proposal; empty: nothing."]
    out += ["PROPOSAL_COMPILED: Final = (", *(f'    "{p.compiled}",' for p in PROPOSALS), ")"]
    out += ["", "# Immediate kinds (OP_IMM)."]
    out += [f"{_constant_name('IMM_', name)}: Final = {i}" for i, name in enumerate(IMMEDIATES)]
    out += ["", "# Families (OP_FAMILY)."]
    out += [f"{_constant_name('FAM_', name)}: Final = {i}" for i, name in enumerate(FAMILIES)]
    out += ["", "# Effects (bits of OP_EFFECTS)."]
    out += [f"{_constant_name('EFFECT_', name)}: Final = {2**i}" for i, name in enumerate(EFFECTS)]
    out += ["", "# Type code in OP_P0.. for the index type of the instruction's memory or table."]
    out += [f"ADDR: Final = {TYPE_CODES['addr']}"]

    def column(name: str, comment: str, value: Callable[[Op], int]) -> None:
        cells = [value(by_number[n]) if n in by_number else 0 for n in range(NUM_OPS)]
        out.extend(_table(name, comment, cells))

    def code(types: tuple[str, ...], k: int) -> int:
        return TYPE_CODES[types[k]] if k < len(types) else 0

    column("OP_VALID", "1: there is such an instruction.", lambda op: 1)
    column("OP_COMPILED", "1: code is generated for it.", lambda op: int(op.compiled))
    column(
        "OP_REGULAR",
        "1: the type rule is exactly: pop OP_NPARAM operands, push OP_RESULT if not 0.",
        lambda op: int(op.regular),
    )
    column(
        "OP_NPARAM",
        "Number of operands of fixed number (0 where that depends on context).",
        lambda op: 0 if "?" in op.params and op.family in ("control", "call", "exception") else len(op.params),
    )
    column("OP_P0", "Type of the first (deepest) operand; ADDR; 0 = by context.", lambda op: code(op.params, 0))
    column("OP_P1", "Type of the second operand.", lambda op: code(op.params, 1))
    column("OP_P2", "Type of the third operand.", lambda op: code(op.params, 2))
    column("OP_RESULT", "Type of the (first) result, 0 = none or by context.", lambda op: code(op.results, 0))
    column("OP_IMM", "Immediate kind IMM_*.", lambda op: IMMEDIATES.index(op.immediate))
    column(
        "OP_ALIGN",
        "Memory access: log2 of its size in bytes, the largest legal alignment.",
        lambda op: op.immediate_arg if op.immediate.startswith("memarg") else 0,
    )
    column(
        "OP_LANES",
        "Number of lanes that a lane immediate may name.",
        lambda op: (
            op.immediate_arg
            if op.immediate == "lane"
            else 16 >> op.immediate_arg
            if op.immediate == "memarg_lane"
            else 0
        ),
    )
    column("OP_PROPOSAL", "Proposal PROPOSAL_*.", lambda op: PROPOSAL_NUMBERS[op.proposal])
    column("OP_FAMILY", "Family FAM_*.", lambda op: FAMILIES.index(op.family))
    column("OP_EFFECTS", "Bits EFFECT_*.", lambda op: sum(2**i for i, name in enumerate(EFFECTS) if name in op.effects))
    out += ["", "# Text name of every instruction, by number; empty where there is none."]
    out += ['OP_NAME: Final[list[str]] = [""] * NUM_OPS', "", "for _entry in ("]
    line = ""
    for op in ops:
        entry = f"{op.number:03x} {op.name},"
        if len(line) + len(entry) > 106:
            out.append(f'    "{line}"')
            line = ""
        line += entry
    out += [f'    "{line[:-1]}"', ').split(","):', "    OP_NAME[int(_entry[:3], 16)] = _entry[4:]"]
    return "\n".join(out) + "\n"


def outputs() -> dict[str, str]:
    """Generated files of this generator."""
    return {"zwasmc/wasm/op.py": generate()}
