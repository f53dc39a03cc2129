"""Generator of ``machine/x86_64/rows.py`` from the selection rows."""

from __future__ import annotations

from zwasmc.facts.groups import GROUP_NAMES
from zwasmc.facts.x86_64_rows import GROUPS, REGISTERS, RESERVED, ROWS, Row
from zwasmc.regalloc.api import (
    C_INT,
    C_VECTOR,
    DEF_NONE,
    DEF_REG,
    DEF_SAME,
    ROW_CALL,
    ROW_COMMUTES,
    ROW_LIBRARY,
    ROW_REMAT,
    USE_ANY,
    USE_FIXED,
    USE_LATE,
    USE_REG,
    MachineRows,
)

ALLOCATABLE = [number for name, number in REGISTERS.items() if name not in RESERVED]
C_ARGUMENTS = {f"c{k}": C_INT + k for k in range(6)} | {f"v{k}": C_VECTOR + k for k in range(8)}
FIXED = {name: USE_FIXED + number for name, number in REGISTERS.items()} | C_ARGUMENTS
FREE = {"r": USE_REG, "a": USE_ANY, "-": USE_REG}
FLAGS = {"call": ROW_CALL, "commutes": ROW_COMMUTES, "library": ROW_LIBRARY, "remat": ROW_REMAT}


def mask(names: str) -> int:
    """Return the register mask of a clobber list."""
    numbers = ALLOCATABLE if names == "all" else [REGISTERS[n] for n in names.split()]
    return sum(1 << n for n in numbers)


def use_constraints(row: Row) -> list[int]:
    """Return the operand constraint codes of a row."""
    codes: list[int] = []
    for word in row.uses.split():
        kind = word.rstrip("!")
        late = USE_LATE if word.endswith("!") else 0
        codes.append(late | (FREE[kind] if kind in FREE else FIXED[kind]))
    return codes


def result_constraint(row: Row) -> int:
    """Return the constraint code of a row's one result."""
    words = row.result.split()
    if len(words) > 1:
        raise ValueError(f"machine row {row.name} has {len(words)} results, and one is the most")
    if not words:
        return DEF_NONE
    if row.result == "r":
        return DEF_REG
    if row.result.startswith("="):
        return DEF_SAME + int(row.result[1:])
    return FIXED[row.result]


def constraints(row: Row) -> tuple[list[int], int, int, int, int, int]:
    """Return what ``MachineRows.describe`` takes, which checks it."""
    cells = (use_constraints(row), result_constraint(row), row.temps_int, row.temps_vec, mask(row.clobbers), flags(row))
    try:
        MachineRows(1).describe(0, *cells)
    except ValueError as error:
        raise ValueError(f"{row.name}: {error}") from None
    return cells


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
    groups = [0] + [GROUP_NAMES.index(name) for name, rows in GROUPS for _ in rows]
    lines += ["GROUPS: Final = bytes(", "    ["]
    lines += ["        " + ", ".join(map(str, groups[k : k + 30])) + "," for k in range(0, len(groups), 30)]
    lines += ["    ]", ")", '"""Group of each row."""', ""]
    lines += [
        "_ROWS: Final = (",
        "    # constraints of each operand, result, temporaries (int, vector), clobbers, flags",
    ]
    for row in ROWS:
        uses, result, temps_int, temps_vec, clobber, bits = constraints(row)
        text = f"({', '.join(map(str, uses))}{',' if len(uses) == 1 else ''})"
        lines.append(f"    ({text}, {result}, {temps_int}, {temps_vec}, {clobber:#x}, {bits}),  # {row.name}")
    lines += [
        ")",
        "",
        "",
        "def machine_rows() -> MachineRows:",
        '    """Return the constraint tables."""',
        "    rows = MachineRows(len(_ROWS) + 1)",
        "    for number, (uses, result, temps_int, temps_vec, clobber, flags) in enumerate(_ROWS, 1):",
        "        rows.describe(number, uses, result, temps_int, temps_vec, clobber, flags)",
        "    return rows",
        "",
    ]
    lines += [
        "",
        "ROW_NAMES: Final = (",
        '    ("", ""),',
        *[f'    ("{row.name.lower()}", "{row.shows}"),' for row in ROWS],
        ")",
        '"""Name of each row, and what dumps show of it."""',
        "",
    ]
    return {"zwasmc/machine/x86_64/rows.py": "\n".join(lines)}
