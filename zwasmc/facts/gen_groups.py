"""Generator of ``machine/group.py``."""

from __future__ import annotations

from zwasmc.facts.groups import GROUP_NAMES


def outputs() -> dict[str, str]:
    """Return the generated files."""
    lines = [
        "# GENERATED from zwasmc/facts/groups.py by scripts/gen.py; do not edit",
        '"""Groups of machine rows."""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
    ]
    lines += [f"GROUP_{name.upper()}: Final = {number}" for number, name in enumerate(GROUP_NAMES)]
    return {"zwasmc/machine/group.py": "\n".join(lines) + "\n"}
