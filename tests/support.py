"""What the tests share: where the corpus is, where the commands are, and a list of what was not run.

The corpus is looked for in ``$ZWASM_CORPUS``, ``corpus/`` in the checkout (filled by ``scripts/fetch_corpus``) and
``../shared/corpus`` beside it.  In CI (``CI`` set) a missing part is a failure; elsewhere it is a skip that the last
line of the run names.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "") not in ("", "0", "false")
PROCESSES = int(os.environ.get("ZWASM_PROCESSES") or os.cpu_count() or 1)
"""How many processes a campaign uses."""


def corpus_root() -> Path | None:
    """Return the folder with spec/, realworld/, bench/, … or None."""
    for place in (os.environ.get("ZWASM_CORPUS"), ROOT / "corpus", ROOT.parent / "shared" / "corpus"):
        if place and Path(place).is_dir():
            return Path(place)
    return None


def corpus_files(pattern: str) -> list[Path]:
    """Return the corpus files that match a glob pattern such as ``spec/*.wast``, sorted; [] without a corpus."""
    root = corpus_root()
    return sorted(root.glob(pattern)) if root else []


def corpus(part: str) -> Path:
    """Return one part of the corpus (``spec``, ``realworld/rust_serde_json.wasm``, …) or skip, loudly."""
    root = corpus_root()
    if root is not None and (root / part).exists():
        return root / part
    missing(f"corpus/{part.split('/')[0]}", "run scripts/fetch_corpus or set ZWASM_CORPUS")


def missing(what: str, why: str) -> NoReturn:
    """Leave a test out because something is not installed here: a failure in CI, a loud skip elsewhere."""
    if CI:
        pytest.fail(f"{what} is missing: {why}", pytrace=False)
    pytest.skip(f"NOT RUN {what}: {why}", allow_module_level=True)


def find_command(name: str) -> str | None:
    """Return the path of an installed command (``zwasm``, ``zwasmc``), that of this Python environment first."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


def command(name: str) -> str:
    """Return the path of an installed command or leave the test out, loudly."""
    found = find_command(name)
    if found is None:
        missing(name, "run pip install .")
    return found


def installed_program() -> str:
    """Return the path of ``zwasm``: that of the source tree if it was built there, else the installed one."""
    import zwasm

    beside = Path(zwasm.__file__).parent / "_native" / "zwasm"
    return str(beside) if beside.exists() else command("zwasm")


def zwasmc_command() -> list[str]:
    """Return the compiler's command line: the one that belongs to the imported package."""
    return [sys.executable, "-P", "-m", "zwasmc"]  # not the sources in the working directory
