"""Generator of ``machine/x86_64/rows.py`` from the selection rows."""

from __future__ import annotations

from zwasmc.facts.families import FAMILIES
from zwasmc.facts.x86_64_rows import GROUPS, REGISTERS, RESERVED, ROWS, Row

ALLOCATABLE = [number for name, number in REGISTERS.items() if name not in RESERVED]
C_ARGUMENTS = {f"c{k}": 0x200 + k for k in range(6)} | {f"v{k}": 0x280 + k for k in range(8)}
"""``C_INT`` and ``C_VECTOR`` of ``machine/signature.py``."""
FIXED = {name: 16 + number for name, number in REGISTERS.items()} | C_ARGUMENTS
FREE = {"r": 0, "a": 1, "-": 0}
FLAGS = {"call": 1, "commutes": 2, "terminator": 4, "remat": 8}


def mask(names: str) -> int:
    """Return the register mask of a clobber list."""
    numbers = ALLOCATABLE if names == "all" else [REGISTERS[n] for n in names.split()]
    return sum(1 << n for n in numbers)


def use_constraints(row: Row) -> list[int]:
    """Return the four operand constraint codes of a row."""
    codes: list[int] = []
    for word in row.uses.split():
        late = 0x100 if word.endswith("!") else 0
        kind = word.rstrip("!")
        codes.append(late | (FREE[kind] if kind in FREE else FIXED[kind]))
    return codes + [0] * (4 - len(codes))


def result_constraint(row: Row) -> int:
    """Return the result constraint code of a row."""
    if not row.result:
        return 0
    if row.result == "r":
        return 1
    if row.result.startswith("="):
        return 2 + int(row.result[1])
    return FIXED[row.result]


def flags(row: Row) -> int:
    """Return the flag bits of a row."""
    return sum(FLAGS[word] for word in row.flags.split())


def outputs() -> dict[str, str]:
    """Return the generated files."""
    lines = [
        "# GENERATED from zwasmc/facts/x86_64_rows.py by scripts/gen.py; do not edit",
        '"""Machine rows of x86-64 and their constraints."""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
        "from zwasmc.regalloc.api import MachineRows",
        "",
    ]
    lines += [f"R_{row.name}: Final = {number}" for number, row in enumerate(ROWS, 1)]
    lines += ["", f"ALLOCATABLE: Final = {mask('all'):#x}", ""]
    families = [0] + [FAMILIES.index(name) for name, rows in GROUPS for _ in rows]
    lines += ["FAMILIES: Final = bytes(", "    ["]
    lines += ["        " + ", ".join(map(str, families[k : k + 30])) + "," for k in range(0, len(families), 30)]
    lines += ["    ]", ")", '"""Family of each row."""', ""]
    lines += ["_ROWS: Final = (", "    # operands, constraints of each, result, temporaries (int, vector), clobbers, flags"]
    for row in ROWS:
        u = use_constraints(row)
        cells = [len(row.uses.split()), *u, result_constraint(row), row.temps_int, row.temps_vec]
        lines.append(f"    ({', '.join(map(str, cells))}, {mask(row.clobbers):#x}, {flags(row)}),  # {row.name}")
    lines += [
        ")",
        "",
        "",
        "def machine_rows() -> MachineRows:",
        '    """Return the constraint tables."""',
        "    rows = MachineRows(len(_ROWS) + 1)",
        "    for i, cells in enumerate(_ROWS):",
        "        number = i + 1",
        "        rows.nuse[number] = cells[0]",
        "        for k in range(4):",
        "            rows.use_con[number * 4 + k] = cells[1 + k]",
        "        rows.def_con[number] = cells[5]",
        "        rows.temps_int[number] = cells[6]",
        "        rows.temps_vec[number] = cells[7]",
        "        rows.clobber[number] = cells[8]",
        "        rows.flags[number] = cells[9]",
        "    return rows",
        "",
    ]
    return {"zwasmc/machine/x86_64/rows.py": "\n".join(lines)}
