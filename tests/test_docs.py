"""The documentation is true: its commands run, and its links lead somewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import wasmtime

from support import ROOT, command

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)


def environment() -> dict[str, str]:
    """Return an environment in which the installed commands are on the PATH."""
    folders = [os.path.dirname(command("zwasm")), os.path.dirname(command("zwasmc")), os.environ["PATH"]]
    return {**os.environ, "PATH": os.pathsep.join(folders)}


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A folder that looks like the root of the project to a reader of the README."""
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    return tmp_path


def test_console_blocks_print_what_they_show(scratch: Path) -> None:
    shown = []
    for page in PAGES:
        for block in blocks(page, "console"):
            for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
                line, _, expected = part.partition("\n")
                done = subprocess.run(
                    ["bash", "-c", line], cwd=scratch, env=environment(), capture_output=True, text=True, timeout=300
                )
                shown.append((page.name, line, done.stdout + done.stderr, expected))
    assert shown
    for page_name, line, got, expected in shown:
        assert got == expected, f"{page_name}: $ {line}"


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


def test_example_is_what_its_source_says() -> None:
    source = (ROOT / "docs/examples/primes.wat").read_text(encoding="utf-8")
    assert bytes(wasmtime.wat2wasm(source)) == (ROOT / "docs/examples/primes.wasm").read_bytes()
