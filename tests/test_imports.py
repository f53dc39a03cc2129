"""Directions of imports: each room imports only rooms to its left, and heavy packages stay where they are used."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT
from test_loader_structure import circles

# A room may import itself, rooms listed for it, and nothing else of the project.
BASE = {"bits", "digest", "errors"}
SHARED = {*BASE, "formats"}
ALLOWED = {
    "bits": {"bits"},
    "digest": {"digest"},
    "errors": {"errors"},
    "version": {"version"},
    "targets": {"targets"},
    "cpus": {"cpus"},
    "memory": {"memory"},
    "parallel": {*BASE, "wasm", "parallel"},
    "wasm": {*SHARED, "wasm"},
    "options": {"formats", "targets", "wasm"},
    "zir": {*SHARED, "options", "wasm", "zir"},
    "analysis": {*SHARED, "wasm", "zir", "analysis"},
    "regalloc": {*SHARED, "wasm", "zir", "analysis", "regalloc"},
    "machine": {*SHARED, "targets", "wasm", "zir", "analysis", "regalloc", "machine", "sink.code"},
    "interp": {*SHARED, "options", "wasm", "zir", "analysis", "interp"},
    "sink.code": set(),
    "sink.tables": {*SHARED, "options", "version", "wasm"},
    "sink": {*SHARED, "sink", "sink.code"},
    "facts": {*SHARED, "facts", "wasm", "zir", "regalloc"},
    "formats": {"formats"},
    "loader": {"loader", "formats", "__init__"},
}
FREE = {"pipeline", "__init__", "__main__"}  # may import everything; so may cli*.py


def room(module: str) -> str:
    """Return the room of an absolute module name, or '' outside the project."""
    parts = module.split(".")
    if parts[0] == "zwasm_formats":
        return "formats"
    if parts[0] == "zwasm":
        return "loader"
    if parts[0] != "zwasmc":
        return ""
    if len(parts) == 1:
        return "__init__"
    return ".".join(parts[1:]) if parts[1:] in (["sink", "code"], ["sink", "tables"]) else parts[1]


def sources() -> list[Path]:
    """Every Python file of the three packages."""
    found: list[Path] = []
    for package in ("zwasmc", "formats/zwasm_formats", "loader/zwasm"):
        found += sorted((ROOT / package).rglob("*.py"))
    return found


def module_name(path: Path) -> str:
    """Return the dotted name of a source file."""
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    if parts[0] in ("formats", "loader"):
        parts = parts[1:]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """Return the absolute names of the modules that a file imports anywhere."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            found.add(name)
            # `from zwasmc.sink import memory` imports a module too.
            found |= {f"{name}.{alias.name}" for alias in node.names if (ROOT / name.replace(".", "/")).is_dir()}
    return found


def import_graph(files: dict[str, tuple[bool, str]]) -> dict[str, set[str]]:
    """Which modules each module imports anywhere; ``files``: name -> (is it a package, text).

    ``from package import module`` imports the module: the package itself is there for whoever is in it.
    """
    graph: dict[str, set[str]] = {}
    for name, (is_package, text) in files.items():
        package = name.split(".") if is_package else name.split(".")[:-1]
        found: set[str] = set()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = package[: len(package) - node.level + 1] if node.level else []
                whole = ".".join([*base, *([node.module] if node.module else [])])
                found |= {full if (full := f"{whole}.{alias.name}") in files else whole for alias in node.names}
        graph[name] = found & files.keys() - {name}
    return graph


def test_a_circle_of_imports_is_found() -> None:
    files = {"p": (True, "from p.a import x"), "p.a": (False, "from . import b"),
             "p.b": (False, "def f():\n    import p.c"), "p.c": (False, "from p import a as y, d"), "p.d": (False, "")}
    assert import_graph(files) == {"p": {"p.a"}, "p.a": {"p.b"}, "p.b": {"p.c"}, "p.c": {"p.a", "p.d"}, "p.d": set()}
    assert circles(import_graph(files)) == [["p.a", "p.b", "p.c"]]
    assert circles(import_graph({**files, "p.c": (False, "from p import d")})) == []


@pytest.mark.parametrize("package", ["zwasmc", "formats/zwasm_formats"])
def test_no_circle_of_imports(package: str) -> None:
    paths = [path for path in sources() if path.is_relative_to(ROOT / package)]
    files = {module_name(path): (path.name == "__init__.py", path.read_text(encoding="utf-8")) for path in paths}
    assert len(files) > 5 and circles(import_graph(files)) == []


def violations() -> list[str]:
    """Return every import that goes in a forbidden direction."""
    wrong = []
    for path in sources():
        own = room(module_name(path))
        if own in FREE or own.startswith("cli"):
            continue
        allowed = ALLOWED.get(own) or ALLOWED[own.split(".")[0]]
        for name in sorted(imports(path)):
            other = room(name)
            if other and other not in allowed and other.split(".")[0] not in allowed and name != "zwasmc":
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    return wrong


def test_directions() -> None:
    assert violations() == []


def test_backends_do_not_know_each_other() -> None:
    """Only its own files import anything of a machine's room: the table in ``targets`` names its modules."""
    backends = {path.name for path in (ROOT / "zwasmc" / "machine").iterdir() if (path / "__init__.py").exists()}
    assert "x86_64" in backends
    wrong = []
    inside = 0
    for path in sorted((ROOT / "zwasmc").rglob("*.py")):
        own = module_name(path)
        for backend in backends:
            room_of = f"zwasmc.machine.{backend}"
            found = [name for name in imports(path) if f"{name}.".startswith(f"{room_of}.")]
            if own.startswith(f"{room_of}."):
                inside += len(found)
            else:
                wrong += [f"{own} imports {name}" for name in found]
    assert wrong == [] and inside > 50


TABLES = {
    "zwasmc/targets.py": r"\bx86_64\b",
    "zwasmc/cli_disasm.py": r"\b(EM_X86_64|CS_ARCH_X86)\b",
}
"""Files with tables of machines, and how they may name this one."""


def test_nothing_but_tables_names_a_machine_outside_its_room() -> None:
    of_machine = re.compile("x86|rsp|rbp|ud2|eflags", re.IGNORECASE)
    wrong = []
    tables = set()
    for path in sorted((ROOT / "zwasmc").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith("zwasmc/machine/x86_64/") or re.match(r"zwasmc/facts/(gen_)?x86_64", name):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            rest = line.replace("allow_interspersed_args", "")
            if name in TABLES:
                rest = re.sub(TABLES[name], "", rest)
                tables |= {name} if rest != line else set()
            if of_machine.search(rest):
                wrong.append(f"{name}:{number}: {line.strip()}")
    assert wrong == [] and tables == set(TABLES)


def test_the_compiler_does_not_import_the_runtime() -> None:
    wrong = []
    for path in sorted((ROOT / "zwasmc").rglob("*.py")):
        if path.name.startswith("cli"):
            continue
        wrong += [f"{path.name}: {name}" for name in imports(path) if name.split(".")[0] == "zwasm"]
    assert wrong == []


DUMPS = ("zwasmc.cli_dump", "zwasmc.zir.read", "zwasmc.machine.x86_64.text")
HEAVY = ("lief", "capstone", "elftools", "click", "wasmtime", "zstandard", "ctypes", "zwasmc.facts", *DUMPS)


def test_a_compilation_imports_nothing_heavy() -> None:
    script = f"""
import sys, zwasmc
assert not any(name.startswith("zwasmc.") for name in sys.modules), "import zwasmc is not lazy"
wasm = open({str(ROOT / "docs/examples/primes.wasm")!r}, "rb").read()
from zwasmc import targets, pipeline
assert not any(name.startswith(module) for module in targets.MACHINES.values() for name in sys.modules), "a machine"
assert zwasmc.compile(wasm)[:4] == b"\\x7fELF"
print(",".join(name for name in {HEAVY!r} if name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


@pytest.mark.parametrize("package", ["zwasmc", "zwasm_formats", "zwasm"])
def test_every_package_is_typed(package: str) -> None:
    import importlib

    module = importlib.import_module(package)
    assert module.__file__ and (Path(module.__file__).parent / "py.typed").exists()
