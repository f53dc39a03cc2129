"""``--depfile`` as build tools read it: make, ninja, CMake and meson rebuild what has to be, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import zwasm_formats
import zwasmc as package
from cli_runner import EMPTY, ENVIRONMENT, refusal, zwasmc
from support import missing
from zwasmc.cli_depfile import word

PAST = 1_000_000_000

MAKEFILE = """
all: out/a.cwasm out/b.cwasm
out/%.cwasm: src/%.wasm | out
	zwasmc compile $< -o $@ --depfile $(@:.cwasm=.d)
out: ; mkdir -p out
-include out/a.d out/b.d
"""
NINJA = r"""
rule zwasmc
  command = zwasmc compile $in -o $out --depfile $out.d
  depfile = $out.d
  deps = gcc
build out/a.cwasm: zwasmc src/a.wasm
build out/b.cwasm: zwasmc src/b.wasm
"""
CMAKE = """
cmake_minimum_required(VERSION 3.20)
project(example NONE)
find_program(ZWASMC zwasmc REQUIRED)
foreach(name a b)
  add_custom_command(OUTPUT ${name}.cwasm DEPENDS src/${name}.wasm DEPFILE ${name}.d VERBATIM
    COMMAND ${ZWASMC} compile ${CMAKE_SOURCE_DIR}/src/${name}.wasm -o ${name}.cwasm --depfile ${name}.d)
  list(APPEND built ${name}.cwasm)
endforeach()
add_custom_target(containers ALL DEPENDS ${built})
"""
MESON = """
project('example')
zwasmc = find_program('zwasmc', version: '>=0.1')
foreach name : ['a', 'b']
  custom_target(name, input: 'src' / name + '.wasm', output: name + '.cwasm', depfile: name + '.d',
    build_by_default: true, command: [zwasmc, 'compile', '@INPUT@', '-o', '@OUTPUT@', '--depfile', '@DEPFILE@'])
endforeach
"""
# The build file and its name; the command that configures; the command that builds.
SYSTEMS = {
    "make": ("Makefile", MAKEFILE, "", "make"),
    "ninja": ("build.ninja", NINJA, "", "ninja"),
    "cmake": ("CMakeLists.txt", CMAKE, "cmake -S . -B out", "cmake --build out"),
    "cmake-ninja": ("CMakeLists.txt", CMAKE, "cmake -S . -B out -G Ninja", "cmake --build out"),
    "meson": ("meson.build", MESON, "meson setup out", "ninja -C out"),
}


class Project:
    """A folder with two modules, a compiler of its own, and a log of what that compiler compiled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        (folder / "src").mkdir()
        (folder / "bin").mkdir()
        for name in "ab":
            (folder / "src" / f"{name}.wasm").write_bytes(EMPTY)
        self.install("one")

    def install(self, name: str) -> None:
        """Put a copy of the compiler into a folder, and on the PATH."""
        library = self.folder / name
        for source in (package, zwasm_formats):
            path = Path(str(source.__file__)).parent
            shutil.copytree(path, library / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        version = f'"""Of the copy."""\n\nVERSION = "{package.__version__}"\n'
        (library / "zwasmc" / "_build.py").write_text(version)
        for path in library.rglob("*"):
            os.utime(path, (PAST, PAST))
        script = self.folder / "bin" / "zwasmc"
        script.write_text(
            f'#!/bin/sh\n[ "$1" = compile ] && echo "$*" >> {self.log}\n'
            f'PYTHONPATH={library} exec {sys.executable} -P -m zwasmc "$@"\n'
        )
        script.chmod(0o755)

    def run(self, line: str) -> list[str]:
        """Run a command; return the names of the modules that were compiled, in order."""
        places = (str(self.folder / "bin"), str(Path(sys.executable).parent), ENVIRONMENT["PATH"])
        path = os.pathsep.join(places)
        for program in (line.split()[0], "ninja" if "Ninja" in line or "meson" in line else "make"):
            if shutil.which(program, path=path) is None:
                missing(program, "install it with the system's packages")
        self.log.write_text("")
        env = {**ENVIRONMENT, "PATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(line.split(), cwd=self.folder, env=env, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return sorted(Path(text.split()[1]).stem for text in self.log.read_text().splitlines())


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_build_system_rebuilds_what_changed(system: str, tmp_path: Path) -> None:
    project = Project(tmp_path)
    name, text, configure, build = SYSTEMS[system]
    (tmp_path / name).write_text(text)
    if configure:
        project.run(configure)
    assert project.run(build) == ["a", "b"]
    assert project.run(build) == []
    os.utime(tmp_path / "src" / "a.wasm")
    assert project.run(build) == ["a"]
    assert project.run(build) == []
    os.utime(next(tmp_path.glob("one/zwasmc/_compiled*.so"), tmp_path / "one" / "zwasmc" / "pipeline.py"))
    assert project.run(build) == ["a", "b"]
    assert project.run(build) == []
    shutil.rmtree(tmp_path / "one")  # an update to another place, as to another version of Python
    project.install("two")
    assert project.run(build) == ["a", "b"]
    if system != "cmake":  # its Makefiles add to what they know, and build each time until the folder is made anew
        assert project.run(build) == []


@pytest.mark.parametrize("stem", ["plain", "a b", "a#b", "a$b", "a\\b", "a:b", "a\\ b", "a\\", "[x]", "~q", "a'b\"c"])
def test_make_sees_a_name(stem: str, tmp_path: Path) -> None:
    source, output = f"{stem}.w", f"{stem}.c"
    (tmp_path / source).write_bytes(EMPTY)
    assert zwasmc("compile", source, "-o", output, "--depfile", "m.d", cwd=tmp_path).returncode == 0
    os.utime(tmp_path / output, (PAST, PAST))
    (tmp_path / "mk").write_text("all:\n\t@true\ninclude m.d\n")
    command = ["make", "-rR", "-f", "mk", "-dn", output]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert f"Prerequisite '{source}' is newer than target '{output}'" in done.stdout


def test_a_name_that_no_rule_can_hold(tmp_path: Path) -> None:
    for char in "\n\r\t":
        name = f"x.w{char}all:{char}\t@echo>pwned{char}q=.w"
        (tmp_path / name).write_bytes(EMPTY)
        line = refusal("compile", name, "-o", "out", "--depfile", "x.d", cwd=tmp_path, status=2)
        assert line.startswith("x.w\\x0") and "can't hold a name with a tab or a line break" in line
        refusal("compile", tmp_path / name, "-o", "out", "--depfile", "x.d", cwd=tmp_path, status=2)
        assert not (tmp_path / "out").exists() and not (tmp_path / "x.d").exists()


def test_words() -> None:
    expected = {"a": "a", "a\\b": "a\\b", "a\\ b": "a\\\\\\ b", "a$": "a$$", "end\\": "end\\\\", "a:b": "a\\:b"}
    assert {path: word(path) for path in expected} == expected
