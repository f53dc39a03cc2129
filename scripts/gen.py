#!/usr/bin/env python3
"""Write (or check) every generated file of the project.

A generator is a module with ``outputs() -> dict[str, str]``: path relative to the repository root -> text.  The text's
first line says ``GENERATED from <source>, by scripts/gen.py; do not edit`` in a comment of the file's own syntax.

    scripts/gen.py            write what changed
    scripts/gen.py --check    write nothing, list stale files, exit 1 if there are any
    scripts/gen.py NAME ...   only the generators whose name contains one of NAME
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEARCH_PATH = [ROOT, ROOT / "formats", ROOT / "loader", ROOT / "scripts", ROOT / "bench", ROOT / "tests"]

# Generator modules in the order in which they run.
GENERATORS = (
    "zwasmc.facts.gen_ops",
    "zwasmc.facts.gen_x86_64",
    "zwasmc.facts.gen_groups",
    "zwasmc.facts.gen_x86_64_rows",
    "zwasmc.facts.gen_x86_64_details",
    "zwasm_formats.gen_headers",
    "gen_docs",
    "gen_benchmarks",
)

MARKS = ("GENERATED from ", "by scripts/gen.py")


def collect(names: list[str]) -> dict[str, str]:
    """Run the generators and return every generated file."""
    unknown = [part for part in names if not any(part in name for name in GENERATORS)]
    if unknown:
        raise SystemExit(f"no generator's name contains {unknown[0]}; there are: {', '.join(GENERATORS)}")
    files: dict[str, str] = {}
    for name in GENERATORS:
        if names and not any(part in name for part in names):
            continue
        for path, text in importlib.import_module(name).outputs().items():
            first_line = text.partition("\n")[0]
            if not all(mark in first_line for mark in MARKS):
                raise SystemExit(f"{name}: line one of {path} does not say that it is generated")
            if path in files:
                raise SystemExit(f"{name}: {path} has two generators")
            files[path] = text
    return files


def main(argv: list[str]) -> int:
    """Generate or check; return the exit status."""
    check = "--check" in argv
    names = [arg for arg in argv if not arg.startswith("-")]
    for folder in reversed(SEARCH_PATH):
        sys.path.insert(0, str(folder))
    stale = 0
    for path, text in collect(names).items():
        target = ROOT / path
        data = text.encode()
        if target.is_file() and target.read_bytes() == data:
            continue
        stale += 1
        if check:
            print(f"stale: {path}")
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            print(f"wrote {path}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
