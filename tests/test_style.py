"""House rules that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

from support import ROOT

LIMIT = 600
TEXT = {".py", ".c", ".h", ".md", ".toml", ".sh", ".wat", ".txt", ""}


def tracked() -> list[Path]:
    """Return the text files of the project: what git tracks, or everything in an unpacked sdist."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        inside = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
        paths = [ROOT / path for path in inside if not any(part.startswith(".") for part in path.parts)]
    return sorted(path for path in paths if path.suffix in TEXT and path.is_file())


def generated(text: str) -> bool:
    """Tell whether a file says in its first lines that it is generated."""
    return "GENERATED" in "\n".join(text.split("\n", 3)[:3])


def texts() -> list[tuple[str, str]]:
    """Return (relative path, content) of every text file."""
    return [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in tracked()]


def test_files_are_one_room_each() -> None:
    long = [
        f"{name}: {text.count(chr(10))} lines"
        for name, text in texts()
        if name.endswith((".py", ".c", ".h")) and text.count("\n") > LIMIT and not generated(text)
    ]
    assert long == []


def test_no_unfinished_marks() -> None:
    words = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
    code = [(name, text) for name, text in texts() if name.endswith((".py", ".c", ".h"))]
    found = [f"{name}: {hit.group()}" for name, text in code for hit in words.finditer(text)]
    assert found == []


def test_no_paths_of_one_machine() -> None:
    path = re.compile(r"(?<![\w.$}>*-])/(?:work|root|farm|home|tmp/w|tmp/venv)/")
    found = [f"{name}: {hit.group()}" for name, text in texts() for hit in path.finditer(text)]
    assert found == []


def test_line_ends() -> None:
    wrong = [name for name, text in texts() if text and ("\r" in text or not text.endswith("\n"))]
    assert wrong == []


def compiled_sources() -> list[Path]:
    """Return the modules that mypyc compiles."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("build_compiler", ROOT / "scripts" / "build_compiler.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [ROOT / name for name in module.modules()]


def is_plain_int(node: ast.expr, names: set[str]) -> bool:
    """Tell whether an expression is made of literals and of names known to be Python's own ``int``."""
    if isinstance(node, ast.BinOp):
        return is_plain_int(node.left, names) and is_plain_int(node.right, names)
    if isinstance(node, ast.IfExp):
        return is_plain_int(node.body, names) and is_plain_int(node.orelse, names)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id in names)


def plain_ints(function: ast.AST) -> set[str]:
    """Return the names of a function that are ``int`` for sure: annotated so, or only ever given such values."""
    names: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.arg | ast.AnnAssign) and isinstance(node.annotation, ast.Name):
            target = node.arg if isinstance(node, ast.arg) else getattr(node.target, "id", "")
            if node.annotation.id == "int":
                names.add(target)
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            values.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            values.setdefault(node.target.id, []).append(node.value)
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Name) and isinstance(node.iter, ast.Call):
            values.setdefault(node.target.id, []).extend(node.iter.args)
    return names | {name for name, given in values.items() if all(is_plain_int(value, names) for value in given)}


def test_no_literal_is_shifted_left_by_a_machine_integer() -> None:
    """``1 << n`` with a literal on the left and an i64 is a 32-bit C shift in compiled code; ``bits.shl`` is right."""
    wrong = []
    for path in compiled_sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        suspects = {id(node): node for node in ast.walk(tree) if is_safe_shift(node, set()) is False}
        for function in ast.walk(tree) if suspects else ():
            if isinstance(function, ast.FunctionDef):
                names = plain_ints(function)
                for node in ast.walk(function):
                    if is_safe_shift(node, names):
                        suspects.pop(id(node), None)
        wrong += [f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}" for node in suspects.values()]
    assert wrong == []


def is_safe_shift(node: ast.AST, names: set[str]) -> bool | None:
    """Tell whether a left shift of a literal is by a plain int; None for any other node."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.LShift) and isinstance(node.left, ast.Constant):
        return is_plain_int(node.right, names)
    return None


def test_the_shift_lint_finds_what_it_should() -> None:
    code = """
def f(n: i64, k: int, self):
    s = 0
    s += 1
    m = n
    a = 1 << n, 1 << self.x, 1 << m
    return 1 << k, 1 << s, 1 << (s + k), 1 << 4
"""
    function = ast.parse(code).body[0]
    found = [is_safe_shift(node, plain_ints(function)) for node in ast.walk(function)]
    assert (found.count(False), found.count(True)) == (3, 4)


def test_compiled_modules_have_docstrings() -> None:
    wrong = [path for path in compiled_sources() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert wrong == []
