"""The files of WASI: rules are neutral, what a system does stands in its room."""

from __future__ import annotations

import re

from support import ROOT

SRC = ROOT / "loader" / "src"
INCLUDE = re.compile(r"^\s*#\s*include\s*<([^>]+)>", re.MULTILINE)
DEFINITION = re.compile(r"^[a-z]\w*[ *]+(zw_\w+)\([^;]*\{", re.MULTILINE)
STANDARD_C = {"limits.h", "stdbool.h", "stddef.h", "stdint.h", "stdlib.h", "string.h"}
CONDITIONAL = re.compile(r"^\s*#\s*(?:if|ifdef|ifndef|elif)\b(.*)$", re.MULTILINE)


def test_rules_of_wasi_know_no_system() -> None:
    rules = [path for path in sorted(SRC.glob("wasi*.[ch]")) if not path.name.startswith("wasi_host_")]
    assert len(rules) > 12
    found = {path.name: set(INCLUDE.findall(path.read_text())) - STANDARD_C for path in rules}
    assert {name: more for name, more in found.items() if more} == {}
    asked = [f"{path.name}: {line.strip()}" for path in rules for line in CONDITIONAL.findall(path.read_text())]
    assert [line for line in asked if not re.search(r"ZW_\w+_H$", line)] == []


def test_rooms_of_wasi_offer_everything() -> None:
    """Every function of wasi_host.h is defined once for every system."""
    header = (SRC / "wasi_host.h").read_text()
    offered = set(re.findall(r"^[a-z]\w*[ *]+(zw_(?:sys|scan|listing)_\w+)\(", header, re.MULTILINE))
    assert len(offered) > 50
    for words in ({"linux", "posix"}, {"darwin", "posix"}, {"windows"}):
        rooms = [path for path in SRC.glob("wasi_host_*.c") if words & set(path.stem.split("_"))]
        defined = [name for path in rooms for name in DEFINITION.findall(path.read_text())]
        assert sorted(name for name in defined if name in offered) == sorted(offered), words
