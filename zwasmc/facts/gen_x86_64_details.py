"""Generator of ``machine/x86_64/packed.py`` from the table of details."""

from __future__ import annotations

from zwasmc.facts.x86_64_details import DETAILS, Details


def packer(details: Details) -> list[str]:
    """Return the function that packs the fields of a group of rows."""
    parts = []
    at = 0
    for name, bits in details.fields:
        parts.append(f"{name} << {at}" if at else name)
        at += bits
    arguments = ", ".join(f"{name}: i64" for name, _ in details.fields)
    return [
        f"def pack_{details.name}({arguments}) -> i64:",
        f'    """Pack the details of {details.rows}."""',
        f"    return {' | '.join(parts)}",
    ]


def readers(details: Details) -> list[str]:
    """Return the functions that read one field each."""
    lines = []
    at = 0
    for name, bits in details.fields:
        shifted = f"(sx >> {at})" if at else "sx"
        lines += [
            "",
            "",
            f"def {details.name}_{name}(sx: i64) -> i64:",
            f'    """Return field ``{name}`` of {details.rows}."""',
            f"    return {shifted} & {(1 << bits) - 1}",
        ]
        at += bits
    return lines


def outputs() -> dict[str, str]:
    """Return the generated files."""
    lines = [
        "# GENERATED from zwasmc/facts/x86_64_details.py by scripts/gen.py; do not edit",
        '"""The packed details of selected rows: ``Selection.sx``."""',
        "",
        "from __future__ import annotations",
        "",
        "from mypy_extensions import i64",
    ]
    for details in DETAILS:
        lines += ["", "", *packer(details), *readers(details)]
    return {"zwasmc/machine/x86_64/packed.py": "\n".join(lines) + "\n"}
