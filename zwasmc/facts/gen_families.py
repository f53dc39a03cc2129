"""Generator of ``target/family.py``."""

from __future__ import annotations

from zwasmc.facts.families import FAMILIES


def outputs() -> dict[str, str]:
    """Return the generated files."""
    lines = [
        "# GENERATED from zwasmc/facts/families.py by scripts/gen.py; do not edit",
        '"""Families of machine rows."""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
    ]
    lines += [f"FAMILY_{name.upper()}: Final = {number}" for number, name in enumerate(FAMILIES)]
    return {"zwasmc/machine/family.py": "\n".join(lines) + "\n"}
