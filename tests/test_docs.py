"""The documentation is true: its commands run, and its links lead somewhere."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import click
import pytest
import wasmtime

from support import ROOT, command, missing
from zwasmc.cli import COMMANDS, main
from zwasmc.errors import code_of

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


NEEDS = {
    "cc": "C compiler",
    "chroot": "right to change the root directory",
    "zig": "Zig",
    "go": "Go",
    "asc": "AssemblyScript",
    "rustc-wasip1": "Rust for wasm32-wasip1",
}
"""What blocks may need besides the project; other names are commands."""


class Block(NamedTuple):
    """A fenced block: its language, and what else its first line says: ``file=NAME``, ``needs=TOOL``."""

    language: str
    file: str
    needs: str
    text: str


@cache
def all_blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page."""
    found = []
    for language, more, text in re.findall(
        r"^```(\S+)([^\n]*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S
    ):
        words = dict(word.split("=", 1) for word in more.split())
        assert words.keys() <= {"file", "needs"}, f"{page.name}: ```{language}{more}"
        found.append(Block(language, words.get("file", ""), words.get("needs", ""), text))
    return found


def blocks(page: Path, language: str) -> list[str]:
    """Return the blocks of a language that are no files."""
    return [block.text for block in all_blocks(page) if block.language == language and not block.file]


def sessions() -> list[tuple[Path, str]]:
    """Return pages with commands, once for each tool that commands of the page need."""
    return [
        (page, need)
        for page in PAGES
        for need in sorted({b.needs for b in all_blocks(page) if b.language == "console"})
    ]


def environment() -> dict[str, str]:
    """Return an environment in which the installed commands are on the PATH."""
    folders = [os.path.dirname(command("zwasm")), os.path.dirname(command("zwasmc")), os.environ["PATH"]]
    return {**os.environ, "PATH": os.pathsep.join(folders)}


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A folder that looks like the root of the project to a reader of the README."""
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    return tmp_path


def lacks(tool: str) -> bool:
    """Say whether a tool is not there."""
    if tool == "rustc-wasip1":
        rustc = shutil.which("rustc")
        word = [rustc or "false", "--print", "target-libdir", "--target", "wasm32-wasip1"]
        return rustc is None or not Path(subprocess.run(word, capture_output=True, text=True).stdout.strip()).is_dir()
    if tool == "chroot":
        return os.geteuid() != 0 or shutil.which(tool) is None
    return shutil.which(tool) is None or (tool == "asc" and shutil.which("node") is None)


@pytest.mark.parametrize(("page", "needs"), sessions(), ids=lambda value: getattr(value, "stem", value or "alone"))
def test_console_blocks_print_what_they_show(page: Path, needs: str, scratch: Path) -> None:
    if needs and lacks(needs):
        if needs not in ("rustc-wasip1", "chroot") and (needs != "asc" or shutil.which("node")):
            missing(NEEDS.get(needs, needs), f"commands of {page.name} need it")
        pytest.skip(f"NOT RUN commands of {page.name}: no {NEEDS.get(needs, needs)} here")
    for block in all_blocks(page):
        if block.file:
            (scratch / block.file).parent.mkdir(parents=True, exist_ok=True)
            (scratch / block.file).write_text(block.text, encoding="utf-8")
    for block in all_blocks(page):
        if block.language != "console" or block.needs != needs:
            continue
        for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
            line, _, expected = part.partition("\n")
            done = subprocess.run(
                ["bash", "-c", line], cwd=scratch, env=environment(), capture_output=True, text=True, timeout=300
            )
            assert done.stdout + done.stderr == expected, f"{page.name}: $ {line}"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.name)
def test_python_blocks_run(page: Path, scratch: Path) -> None:
    script = "\n".join(blocks(page, "python"))
    done = subprocess.run([sys.executable, "-c", script], cwd=scratch, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")


def test_set_up_is_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    part = text.split("<!-- set-up -->")[1].split("<!-- /set-up -->")[0]
    commands = [line for block in re.findall(r"```sh\n(.*?)```", part, re.S) for line in block.splitlines()]
    assert len(commands) == 2 and all(line.startswith("python3 -m venv .venv && ") for line in commands)
    assert commands[1].endswith(".venv/bin/pytest -n auto")


def test_links_lead_somewhere() -> None:
    wrong = []
    for page in PAGES:
        text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target.partition("#")[0]).exists():
                wrong.append(f"{page.relative_to(ROOT)}: {target}")
    assert wrong == []


def test_files_that_the_documentation_names_exist() -> None:
    wrong = []
    roots = (ROOT, ROOT / "zwasmc", ROOT / "formats", ROOT / "docs", ROOT / "loader")
    for page in PAGES:
        for name in re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|h|c|md|wasm|wat))`", page.read_text(encoding="utf-8")):
            if not any((root / name).exists() for root in roots):
                wrong.append(f"{page.relative_to(ROOT)}: {name}")
    assert wrong == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {page.name for page in folder.glob("*.md")} - {"README.md"}


@pytest.mark.parametrize("source", sorted((ROOT / "docs/examples").glob("*.wat")), ids=lambda path: path.stem)
def test_example_is_what_its_source_says(source: Path) -> None:
    assert bytes(wasmtime.wat2wasm(source.read_text(encoding="utf-8"))) == source.with_suffix(".wasm").read_bytes()


def known_options() -> dict[str, set[str]]:
    """Return the options of each command, from its own help."""
    run = subprocess.run([command("zwasm"), "help"], capture_output=True, text=True).stdout
    known = {"zwasm run": set(re.findall(r"(?<![\w-])--?[a-z][a-z0-9-]*", run))}
    group = click.Context(main)
    for name in COMMANDS:
        sub = main.get_command(group, name)  # type: ignore[attr-defined]
        known[f"zwasmc {name}"] = {opt for param in sub.params for opt in param.opts}
    return known


SHOWN = ("sh", "ini", "dockerfile", "make", "ninja", "cmake", "meson", "console")


def uses(text: str) -> list[list[str]]:
    """Return the words of every use of our commands in code, and in inline code of prose."""
    found = []
    for line in re.sub(r"[\[\]',\"]+", " ", text).splitlines():
        words = line.replace("${ZWASMC}", "zwasmc").split()
        for k, word in enumerate(words):
            if os.path.basename(word) in ("zwasm", "zwasmc") and word[:1] not in "#$" and k + 1 < len(words):
                found.append([os.path.basename(word), *words[k + 1 :]])
    return found


def test_options_in_the_documentation_exist() -> None:
    """Where blocks are not run, what they ask of our commands is checked: the command, and options up to the file."""
    known = known_options()
    checked = 0
    wrong = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        code = [block.text for block in all_blocks(page) if block.language in SHOWN]
        inline = re.findall(r"`(zwasmc? [^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
        for words in uses("\n".join(code + inline)):
            name = " ".join(words[:2])
            if words[0] == "zwasm" and name not in known:
                name = f"zwasmc {words[1]}" if f"zwasmc {words[1]}" in known else "zwasm run"
            if words[0] == "zwasmc" and name not in known:
                if words[1].isalpha() and words[1].islower():
                    wrong.append(f"{page.name}: {' '.join(words)}")
                continue
            for word in words[1:]:
                if re.search(r"\.c?wasm|FILE|^IN$|\$", word):
                    break
                if word.startswith("-") and word != "-":
                    checked += 1
                    option = word.split("=")[0]
                    if option not in known[name] | {"-W", "-S", "--profile", "--help", "--version"}:
                        wrong.append(f"{page.name}: {' '.join(words)}: {option}")
    assert wrong == [] and checked > 40


def read_variables() -> set[str]:
    """Return the variables with our prefix that the sources read."""
    found = set()
    patterns = (
        "zwasmc/**/*.py",
        "loader/**/*.[ch]",
        "loader/**/*.py",
        "scripts/*",
        "bench/*.py",
        "tests/**/*.py",
        ".ci/run",
    )
    reading = re.compile(r"(?:environ(?:\.get\(|\[)|getenv\(|\$\{?)\s*[\"']?(ZWASMC\b|ZWASM_[A-Z_]+)")
    for path in (path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()):
        found |= set(reading.findall(path.read_text(encoding="utf-8", errors="replace")))
    return found


def test_environment_variables_are_listed() -> None:
    page = (ROOT / "docs/environment.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`(ZWASMC|ZWASM_[A-Z_]+)`", page))
    assert listed == read_variables() and len(listed) >= 9


def raised_codes() -> set[str]:
    """Return the codes of all diagnostics in the compiler; ``*`` stands for what depends on the module."""
    codes = set()
    for path in ROOT.glob("zwasmc/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in (
                "Malformed",
                "Invalid",
                "Unsupported",
            ):
                continue
            if len(node.args) > 2 or node.keywords or not node.args:
                continue  # with a code of its own
            first = node.args[0]
            parts = first.values if isinstance(first, ast.JoinedStr) else [first]
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in parts)
            code = code_of(text.partition(":")[0].partition("\0")[0]) + ("-*" if "\0" in text.partition(":")[0] else "")
            codes.add(code)
    return codes - {"-*", ""}


def test_error_codes_are_listed() -> None:
    page = (ROOT / "docs/errors.md").read_text(encoding="utf-8")
    listed = {code for row in re.findall(r"^\| (`.*?) \|", page, re.M) for code in re.findall(r"`([a-z0-9*-]+)`", row)}

    def covers(code: str) -> bool:
        return code in listed or any(entry.endswith("*") and code.startswith(entry[:-1]) for entry in listed)

    raised = raised_codes()
    assert [code for code in sorted(raised) if not covers(code)] == []
    assert [x for x in sorted(listed) if not any(c == x or c.startswith(x.rstrip("*")) for c in raised)] == []
