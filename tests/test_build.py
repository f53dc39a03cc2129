"""The cache of built compilers: used only for what was built in the same way, whole or not at all, bounded."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import build_compiler
from build_compiler import KEPT, cache_folder, cached_build, fingerprint
from support import ROOT


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Replace the build by a quick one; return the folders that it has filled."""
    done: list[Path] = []

    def build(out: Path, opt_level: str, multi_file: bool) -> None:
        (out / "zwasmc").mkdir(parents=True, exist_ok=True)
        (out / "zwasmc" / "library.so").write_text(f"built at {opt_level}")
        done.append(out)

    monkeypatch.setattr(build_compiler, "build", build)
    monkeypatch.setenv("ZWASM_BUILD_CACHE", str(tmp_path / "cache"))
    return done


def test_what_was_built_is_taken_again(built: list[Path], tmp_path: Path) -> None:
    for name in ("one", "two"):
        cached_build(tmp_path / name, "2", True)
        assert (tmp_path / name / "zwasmc" / "library.so").read_text() == "built at 2"
    assert built == [tmp_path / "one"]
    cached_build(tmp_path / "three", "1", True)
    assert (tmp_path / "three" / "zwasmc" / "library.so").read_text() == "built at 1" and len(built) == 2
    assert not list((tmp_path / "cache").glob("new-*"))


def test_the_cache_is_bounded(built: list[Path], tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        cached_build(tmp_path / str(number), str(number), True)
        os.utime(tmp_path / "cache" / fingerprint(str(number), True), (number, number))
        cached_build(tmp_path / "again", "0", True)  # what is used stays
        os.utime(tmp_path / "cache" / fingerprint("0", True))
    kept = {path.name for path in (tmp_path / "cache").iterdir()}
    assert len(kept) == KEPT and fingerprint("0", True) in kept
    assert len(built) == KEPT + 3


def test_what_else_lies_in_the_folder_of_the_cache_stays(built: list[Path], tmp_path: Path) -> None:
    others = [tmp_path / "cache" / name for name in ("bin", "data", "docs", "0", "abc", "f" * 40, "e" * 23)]
    for other in others:
        other.mkdir(parents=True)
        os.utime(other, (1, 1))
    for number in range(KEPT + 1):
        cached_build(tmp_path / f"out{number}", str(number), True)
    assert all(other.exists() for other in others)
    assert len(list((tmp_path / "cache").iterdir())) == KEPT + len(others)


def test_a_build_is_known_by_all_that_it_depends_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {fingerprint("2", True), fingerprint("3", True), fingerprint("2", False)}
    for name, value in (("CFLAGS", "-O1"), ("CC", "gcc -m64"), ("LDFLAGS", "-s")):
        with monkeypatch.context() as changed:
            changed.setenv(name, value)
            seen.add(fingerprint("2", True))
    assert len(seen) == 6
    tree = tmp_path / "tree"
    for package in (*build_compiler.PACKAGES, "scripts"):
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__", "_native"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    monkeypatch.setattr(build_compiler, "ROOT", tree)
    monkeypatch.setattr(build_compiler, "__file__", str(tree / "scripts" / "build_compiler.py"))
    before = fingerprint("2", True)
    assert before == fingerprint("2", True)
    for path in ("zwasmc/bits.py", "formats/zwasm_formats/abi.py", "scripts/build_compiler.py", "pyproject.toml"):
        with (tree / path).open("a") as file:
            file.write("\n# changed\n")
        after = fingerprint("2", True)
        assert after != before, path
        before = after
    (tree / "zwasmc" / "bits.py").rename(tree / "zwasmc" / "wasm" / "bits.py")
    assert fingerprint("2", True) != before


def test_where_nothing_can_be_kept_it_is_built(
    built: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    for place in ("0", str(tmp_path / "file"), str(tmp_path / "file" / "below")):
        monkeypatch.setenv("ZWASM_BUILD_CACHE", place)
        assert cache_folder() is None
        cached_build(tmp_path / "out", "2", True)
    assert len(built) == 3
    monkeypatch.delenv("ZWASM_BUILD_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "zwasm" / "build"
