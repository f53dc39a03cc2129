"""What is installed, and that the build says what is missing."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

import zwasmc
from cli_runner import PRIMES
from support import ROOT, command, missing

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = {"zwasmc", "zwasm", "zwasm_formats"}


def installed_files() -> list[str]:
    """Return the files of the installed distribution; skip when it runs from a checkout."""
    try:
        distribution = importlib.metadata.distribution("zwasm")
    except importlib.metadata.PackageNotFoundError:
        missing("the installed wheel", "run pip install .")
    files = [str(path) for path in distribution.files or []]
    if any(name.endswith(".pth") for name in files):
        missing("the installed wheel", "this is an editable install")
    return files


def test_top_level_of_the_wheel() -> None:
    files = installed_files()
    top = {name.split("/")[0] for name in files if not name.startswith("..")}
    assert {name for name in top if not name.endswith(".dist-info")} == PACKAGES
    scripts = {Path(name).name for name in files if name.startswith("..")}
    assert scripts == {"zwasm", "zwasmc"}


def test_contents_of_the_wheel() -> None:
    files = installed_files()
    assert [name for name in files if "facts" in name] == []
    for package in PACKAGES:
        assert f"{package}/py.typed" in files
    assert any(re.fullmatch(r"zwasm/_native/libzwasm\.so", name) for name in files)
    assert {"zwasm/_native/include/zwasm.h"} <= set(files)
    compiled = [name for name in files if name.startswith("zwasmc/") and name.endswith(".so")]
    assert (len(compiled) > 30) == zwasmc.COMPILED


def test_runtime_executable() -> None:
    path = Path(command("zwasm"))
    data = path.read_bytes()
    assert data[:4] == b"\x7fELF"
    done = subprocess.run(["readelf", "-lW", str(path)], capture_output=True, text=True)
    dynamic = "INTERP" in done.stdout
    text = subprocess.run([str(path), "version"], capture_output=True, text=True, check=True).stdout
    assert dynamic == ("dynamic" in text), text
    if not dynamic:
        assert path.stat().st_size < 300_000


def test_one_version() -> None:
    version = PYPROJECT["project"]["version"]
    assert zwasmc.__version__ == version
    assert subprocess.run([command("zwasm"), "--version"], capture_output=True, text=True).stdout.split()[1] == version
    wasm = (ROOT / "docs/examples/primes.wasm").read_bytes()
    from zwasm_formats.cwasm_read import parse

    assert parse(zwasmc.compile(wasm)).compiler == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()


def copy_sources(target: Path) -> None:
    """Copy the project without anything that git ignores."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode:
        missing("git checkout", "packaging copies what git lists")
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)


def backend(call: str, folder: Path, out: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Call a function of the build backend the way pip does."""
    if find_spec("hatchling") is None:
        missing("hatchling", "pip install hatchling")
    out.mkdir(exist_ok=True)
    script = f"import sys; sys.path[:0] = ['scripts']; from build_backend import *; print({call})"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ZWASM_")}
    return subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, env={**environment, **env}
    )


def test_sdist_builds_outside_git(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    copy_sources(tree)
    sdist = backend(f"build_sdist({str(tmp_path / 'out')!r})", tree, tmp_path / "out")
    assert sdist.returncode == 0, sdist.stderr
    with tarfile.open(tmp_path / "out" / sdist.stdout.split()[-1]) as archive:
        safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # came with a later 3.11
        archive.extractall(tmp_path / "unpacked", **safely)
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    names = []
    for folder in (tree, unpacked):
        wheel = backend(f"build_wheel({str(tmp_path / 'out')!r})", folder, tmp_path / "out", ZWASM_PURE="1")
        assert wheel.returncode == 0, wheel.stderr
        assert wheel.stdout.split()[-1].endswith("-py3-none-any.whl")
        with zipfile.ZipFile(tmp_path / "out" / wheel.stdout.split()[-1]) as archive:
            names.append(sorted(archive.namelist()))
    assert names[0] == names[1]
    assert {name.split("/")[0] for name in names[0] if ".dist-info" not in name} == PACKAGES
    for needed in ("LICENSE", "README.md", "scripts/build_loader.py", "tests/conftest.py", "zwasmc/facts/wasm_ops.py"):
        assert (unpacked / needed).exists(), needed


def test_no_compiler_is_one_line(tmp_path: Path) -> None:
    done = backend(f"build_wheel({str(tmp_path / 'out')!r})", ROOT, tmp_path / "out", PATH=str(tmp_path), CC="")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("zwasm: no C compiler found; install the package gcc")
    assert "ZWASM_PURE=1" in done.stderr


def test_a_missing_compiler_is_noticed_before_anything_is_asked_for(tmp_path: Path) -> None:
    script = "import sys; sys.path[:0] = ['scripts']; from build_backend import *; get_requires_for_build_wheel()"
    command = [sys.executable, "-S", "-c", script]  # without site-packages: nothing is installed by then
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={"PATH": str(tmp_path)})
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert done.stderr.startswith("zwasm: no C compiler found; install the package gcc")
    assert PYPROJECT["build-system"]["requires"] == []


def test_no_python_header_is_one_line(tmp_path: Path) -> None:
    call = "__import__('sysconfig').get_paths.__globals__.update(get_paths=lambda: {'include': '/nowhere'})"
    done = backend(f"({call}, build_wheel({str(tmp_path / 'out')!r}))", ROOT, tmp_path / "out")
    assert done.returncode == 1
    message = "zwasm: /nowhere/Python.h is missing; install the package python3-dev"
    assert done.stderr.splitlines()[-1].startswith(message)


def test_zig_is_asked_for_only_when_needed(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "cc").write_text("#!/bin/sh\n")
    (tools / "cc").chmod(0o755)
    asked = backend("get_requires_for_build_wheel()", ROOT, tmp_path / "out", PATH=str(tools))
    assert "ziglang" in asked.stdout, asked.stderr
    (tools / "musl-gcc").write_text("#!/bin/sh\n")
    (tools / "musl-gcc").chmod(0o755)
    assert "ziglang" not in backend("get_requires_for_build_wheel()", ROOT, tmp_path / "out", PATH=str(tools)).stdout


def test_editable_install_is_plain_python_with_a_native_runtime(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    copy_sources(tree)
    done = backend(f"build_editable({str(tmp_path / 'out')!r})", tree, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "out" / done.stdout.split()[-1]) as archive:
        names = archive.namelist()
        (paths,) = [name for name in names if name.endswith(".pth")]
        folders = {Path(line) for line in archive.read(paths).decode().split()}
    assert folders == {tree, tree / "formats", tree / "loader"}
    assert [name for name in names if name.endswith(".so")] == []
    assert any(name.endswith("/scripts/zwasm") for name in names)
    assert (tree / "loader/zwasm/_native/libzwasm.so").exists()
    assert list((tree / "zwasmc").rglob("*.so")) == []


def test_plain_python_beside_an_installed_compiler_says_so(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    copy_sources(tree)
    installed = tmp_path / "installed" / "zwasmc"
    installed.mkdir(parents=True)
    environment = {**os.environ, "PYTHONPATH": f"{tree}/formats{os.pathsep}{installed.parent}"}
    script = "import zwasmc; zwasmc.compile(b'\\0asm\\1\\0\\0\\0')"
    ways = ([sys.executable, "-c", script], [sys.executable, "-m", "zwasmc", "compile", PRIMES, "-o", os.devnull])
    for library, seen in ((None, 0), ("_compiled__mypyc.so", 1)):
        if library:
            (installed / library).touch()
        for words in ways:
            done = subprocess.run(words, cwd=tree, capture_output=True, text=True, timeout=60, env=environment)
            assert done.returncode == 0, done.stderr
            assert done.stderr.count(f"`python -P` finds the compiled one in {installed}") == seen, done.stderr


def test_a_long_step_says_that_it_goes_on(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    if find_spec("hatchling") is None:
        missing("hatchling", "pip install hatchling")
    import hatch_build

    monkeypatch.setattr(hatch_build, "ALIVE", 0.2)
    assert hatch_build.run("it", [sys.executable, "-c", "import time; time.sleep(0.7); raise SystemExit(3)"], ROOT) == 3
    first, *middle, last = capfd.readouterr().out.splitlines()
    assert first == "zwasm: building it" and last.startswith("zwasm: it: ")
    assert middle and all(line.startswith("zwasm: still building it after ") for line in middle)
