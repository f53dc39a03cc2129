"""The loader compiles for every system that it has a room for, warnings as errors; that for AArch64 starts, too."""

from __future__ import annotations

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile

import build_loader
import zwasmc
from support import ROOT, missing

TARGETS = {"x86_64-linux-musl": "linux", "aarch64-linux-musl": "linux", "aarch64-macos.11.0": "darwin",
           "x86_64-windows-gnu": "windows"}

FLAGS = [*build_loader.WARN, *build_loader.CODE, f"-I{ROOT / 'loader' / 'include'}", f"-I{ROOT / 'loader' / 'src'}",
         '-DZW_VERSION="test"', '-DZW_LINKED="static"']

LIBRARIES = {"darwin": [], "windows": ["-lws2_32", "-ladvapi32", "-lntdll"]}


def compiler(target: str) -> list[str]:
    """Zig's C compiler for a target, or the test is left out."""
    return build_loader.zig_compiler(target) or missing("zig", "pip install ziglang, or put zig in PATH")


def compile_files(target: str, files: list[Path], flags: list[str], out: Path) -> dict[str, str]:
    """Compile files into ``out``; what the compiler says of those that fail."""
    cc = compiler(target)
    out.mkdir()

    def one(path: Path) -> tuple[str, str]:
        done = subprocess.run([*cc, *FLAGS, *flags, "-c", str(path), "-o", str(out / f"{path.stem}.o")],
                              capture_output=True, text=True)
        return path.stem, "" if done.returncode == 0 else done.stderr or "failed"

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return {name: said for name, said in pool.map(one, files) if said}


def link(target: str, objects: Path, out: Path) -> None:
    """Link the program from its objects: static on Linux."""
    cc, files = compiler(target), [str(path) for path in sorted(objects.glob("*.o"))]
    system = TARGETS[target]
    command = build_loader.static_link(cc, files) if system == "linux" else [*cc, *files, *LIBRARIES[system]]
    build_loader.replace_with(out, command)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_every_file_compiles(target: str, tmp_path: Path) -> None:
    """Those of the program can be linked, too: nothing is missing."""
    system = TARGETS[target]
    program = compile_files(target, build_loader.sources(True, system), ["-fPIE"], tmp_path / "program")
    library = compile_files(target, build_loader.sources(False, system), ["-fPIC", "-fvisibility=hidden", "-DZW_DEBUG"],
                            tmp_path / "library")
    assert program | library == {}
    link(target, tmp_path / "program", tmp_path / "zwasm.exe")


@pytest.mark.slow
def test_the_program_for_aarch64(tmp_path: Path) -> None:
    """It is static, says its version, and refuses code for x86-64 by name."""
    files, program = build_loader.sources(True), tmp_path / "zwasm"
    assert compile_files("aarch64-linux-musl", files, ["-fPIE"], tmp_path / "objects") == {}
    link("aarch64-linux-musl", tmp_path / "objects", program)
    with program.open("rb") as file:
        elf = ELFFile(file)
        assert elf["e_machine"] == "EM_AARCH64"
        assert not {"PT_INTERP"} & {segment["p_type"] for segment in elf.iter_segments()}

    emulator = shutil.which("qemu-aarch64") or missing("qemu-aarch64", "apt install qemu-user")

    def emulated(*words: str) -> tuple[int, str, str]:
        done = subprocess.run([emulator, str(program), *words], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout, done.stderr

    container = tmp_path / "primes.cwasm"
    container.write_bytes(zwasmc.compile((ROOT / "docs/examples/primes.wasm").read_bytes()))
    said = f"error: {container}: built for x86_64-linux, this is aarch64-linux\n"
    assert emulated("--version") == (0, "zwasm test (static)\n", "")
    assert emulated("run", str(container)) == (1, "", said)
