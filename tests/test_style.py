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


def test_no_literal_is_shifted_left_by_a_variable() -> None:
    """``1 << n`` with a literal on the left is a 32-bit C shift in compiled code; ``bits.shl`` is right."""
    wrong = []
    for path in compiled_sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.LShift):
                left, right = node.left, node.right
                if isinstance(left, ast.Constant) and not isinstance(right, ast.Constant):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []


def test_compiled_modules_have_docstrings() -> None:
    wrong = [path for path in compiled_sources() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert wrong == []
