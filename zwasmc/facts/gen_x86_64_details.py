"""Generator of ``machine/x86_64/packed.py`` from the layouts of details."""

from __future__ import annotations

from zwasmc.facts.x86_64_details import LAYOUTS, Layout


def packer(layout: Layout) -> list[str]:
    """Return the function that packs the fields of a layout."""
    parts = []
    at = 0
    for name, bits in layout.fields:
        parts.append(f"{name} << {at}" if at else name)
        at += bits
    arguments = ", ".join(f"{name}: i64" for name, _ in layout.fields)
    return [
        f"def pack_{layout.name}({arguments}) -> i64:",
        f'    """Pack the details of {layout.rows}."""',
        f"    return {' | '.join(parts)}",
    ]


def readers(layout: Layout) -> list[str]:
    """Return the functions that read one field each."""
    lines = []
    at = 0
    for name, bits in layout.fields:
        shifted = f"(sx >> {at})" if at else "sx"
        lines += [
            "",
            "",
            f"def {layout.name}_{name}(sx: i64) -> i64:",
            f'    """Return field ``{name}`` of {layout.rows}."""',
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
    for layout in LAYOUTS:
        lines += ["", "", *packer(layout), *readers(layout)]
    return {"zwasmc/machine/x86_64/packed.py": "\n".join(lines) + "\n"}
