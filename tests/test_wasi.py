"""The WASI conformance suite (corpus/wasi: C, AssemblyScript, Rust), every program of it.

Three ways: native code under ``zwasm run``, and wasmtime executing the guest with the functions of the loader, once
with openat2 and once with the component walk.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

import wasi_host
from support import command, corpus_files, corpus_root, missing, zwasmc_command

PROGRAMS = corpus_files("wasi/*/*.wasm")


@dataclass
class Case:
    """One program with its copy of the tree and what is expected of it."""

    wasm: Path
    args: list[str]
    env: list[str]
    root: Path | None
    exit_code: int
    stdout: str | None


def case(wasm: Path, directory: Path) -> Case:
    """Copy the program's folder (tests write into it) and read its specification."""
    tree = directory / "tree"
    shutil.copytree(wasm.parent, tree, ignore=shutil.ignore_patterns("*.wasm"))
    file = tree / f"{wasm.stem}.json"
    spec = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    assert set(spec) <= {"args", "env", "root", "exit_code", "stdout"}, spec
    return Case(
        wasm,
        spec.get("args", []),
        [f"{key}={value}" for key, value in spec.get("env", {}).items()],
        tree / spec["root"] if "root" in spec else None,
        spec.get("exit_code", 0),
        spec.get("stdout"),
    )


def name(wasm: Path) -> str:
    """Return a test's name: suite/program."""
    return f"{wasm.parent.name}/{wasm.stem}"


def test_the_suite_is_whole() -> None:
    if corpus_root() is None:
        missing("corpus/wasi", "run scripts/fetch_corpus or set ZWASM_CORPUS")
    counts = {suite: sum(path.parent.name == suite for path in PROGRAMS) for suite in ("c", "assemblyscript", "rust")}
    assert counts == {"c": 14, "assemblyscript": 12, "rust": 23}


@pytest.fixture(scope="module")
def functions(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """The WASI functions as a library."""
    if shutil.which("gcc") is None:
        missing("gcc", "install a C compiler")
    return wasi_host.build(tmp_path_factory.mktemp("libwasi"))


@pytest.mark.parametrize("mode", ["openat2", "walk"])
@pytest.mark.parametrize("wasm", PROGRAMS, ids=name)
def test_lent(wasm: Path, mode: str, functions: ctypes.CDLL, tmp_path: Path) -> None:
    spec = case(wasm, tmp_path)
    with open(tmp_path / "out", "w+b") as out, open(os.devnull, "rb") as null:
        setup = wasi_host.Setup(
            args=[wasm.name, *spec.args],
            env=spec.env,
            preopens=[(str(spec.root), "/")] if spec.root else [],
            stdio=(null.fileno(), out.fileno(), out.fileno()),
            flags=wasi_host.NO_OPENAT2 if mode == "walk" else 0,
        )
        status = wasi_host.run(functions, wasm.read_bytes(), setup)
        out.seek(0)
        text = out.read().decode()
    assert status == spec.exit_code, text
    assert spec.stdout is None or text == spec.stdout


@pytest.mark.parametrize("wasm", PROGRAMS, ids=name)
def test_native(wasm: Path, tmp_path: Path) -> None:
    spec = case(wasm, tmp_path)
    zwasm = command("zwasm")
    cwasm = tmp_path / "program.cwasm"
    subprocess.run([*zwasmc_command(), "compile", str(wasm), "-o", str(cwasm)], check=True, timeout=120)
    options = ["--argv0", wasm.name]
    options += [word for pair in spec.env for word in ("--env", pair)]
    options += ["--dir", f"{spec.root}::/"] if spec.root else []
    result = subprocess.run(
        [zwasm, "run", *options, str(cwasm), *spec.args],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    assert result.returncode == spec.exit_code, result.stderr
    assert spec.stdout is None or result.stdout == spec.stdout
