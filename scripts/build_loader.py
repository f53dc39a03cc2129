#!/usr/bin/env python3
"""Build the native runtime: the executable ``zwasm`` (static, with musl where there is one) and ``libzwasm.so``.

    scripts/build_loader.py --out DIR [--version V] [--sanitize] [--dynamic]
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "loader" / "src"

# Files of the executable alone; all others make up the library.
PROGRAM = ("main.c", "say.c", "options.c", "habits.c", "input.c", "load.c", "provide.c", "run.c", "invoke.c",
           "values.c", "compiler.c", *(f"{name}_{system}.c" for name in ("listen", "perfmap", "system")
                                      for system in ("posix", "linux", "darwin", "windows")))

WARN = ["-std=c11", "-Wall", "-Wextra", "-Werror"]
CODE = ["-O2", "-fno-omit-frame-pointer", "-ffunction-sections", "-fdata-sections", "-fno-strict-aliasing", "-fwrapv",
        "-fstack-protector-strong"]
SANITIZE = ["-O1", "-g", "-fno-omit-frame-pointer", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined",
            "-fno-strict-aliasing", "-DZW_DEBUG"]


def version_of_checkout() -> str:
    """The version in pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def zig_compiler(target: str) -> list[str]:
    """A command that compiles and links for one of zig's targets: its package, or in PATH; empty if there is none."""
    if importlib.util.find_spec("ziglang"):
        return [sys.executable, "-m", "ziglang", "cc", "-target", target]
    return ["zig", "cc", "-target", target] if shutil.which("zig") else []


def static_compiler() -> list[str]:
    """A command that compiles and links against musl; empty if there is none."""
    return ["musl-gcc"] if shutil.which("musl-gcc") else zig_compiler(f"{platform.machine()}-linux-musl")


def musl_start_files(cc: list[str]) -> tuple[Path, ...]:
    """What musl-gcc links before and after a static executable that may be loaded anywhere; () if musl has no such."""
    shown = subprocess.run([*cc, "-###", "main.o"], capture_output=True, text=True).stderr
    found = re.search(r"(\S+)/S?crt1\.o", shown.replace('"', ""))
    folder = Path(found[1]) if found else Path()
    files = tuple(folder / name for name in ("rcrt1.o", "crti.o", "crtn.o"))
    return files if found and all(file.exists() for file in files) else ()


def static_link(cc: list[str], objects: list[str]) -> list[str]:
    """The command that links a static executable: one that may be loaded anywhere, where the compiler can do that."""
    common = ["-s", "-Wl,--gc-sections,-z,relro,-z,now"]
    if "-target" in cc: # zig
        return [*cc, *objects, *common, "-static", "-pie", "-lm"]
    start = musl_start_files(cc)
    if not start:
        return [*cc, *objects, *common, "-static", "-lm"]
    # musl-gcc knows no -static-pie; code and constants share pages, for each mapping costs time at the start
    common.append("-Wl,-pie,--no-dynamic-linker,-z,text,-z,noseparate-code")
    return [*cc, "-static", "-nostartfiles", *map(str, start[:2]), *objects, *common, "-lm", str(start[2])]


def native_compiler() -> list[str]:
    """The system's C compiler."""
    return shlex.split(os.environ.get("CC", "")) or [shutil.which("cc") or shutil.which("gcc") or "cc"]


# What a file is for that is not for every system: os_linux.c, wasi_host_posix_net.c.
SYSTEMS = {"linux": {"linux", "posix"}, "darwin": {"darwin", "posix"}, "windows": {"windows"}}
EVERY_SYSTEM = set().union(*SYSTEMS.values())


def sources(program: bool, system: str = "linux") -> list[Path]:
    """The C files of the executable, or of the library, for one of ``SYSTEMS``."""

    def fits(path: Path) -> bool:
        named = EVERY_SYSTEM & set(path.stem.split("_"))
        return not named or bool(named & SYSTEMS[system])

    return [path for path in sorted(SRC.glob("*.c")) if (program or path.name not in PROGRAM) and fits(path)]


def compile_all(cc: list[str], flags: list[str], files: list[Path], out: Path) -> list[Path]:
    """Compile every file into ``out``; return the objects."""
    out.mkdir(parents=True, exist_ok=True)

    def one(path: Path) -> Path:
        obj = out / (path.stem + ".o")
        subprocess.run([*cc, *flags, "-c", str(path), "-o", str(obj)], check=True)
        return obj

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(one, files))


def build(out_dir: Path | str, *, sanitize: bool = False, static: bool = True, version: str = "",
          parts: tuple[str, ...] = ("zwasm", "libzwasm.so")) -> None:
    """Build ``parts`` into ``out_dir``; the library comes with its headers."""
    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    version = version or version_of_checkout()
    common = [*WARN, *(SANITIZE if sanitize else CODE), f"-I{ROOT / 'loader' / 'include'}", f"-I{SRC}",
              f'-DZW_VERSION="{version}"']
    work = out / ".objects"
    try:
        if "zwasm" in parts:
            cc = static_compiler() if static and not sanitize else []
            linked = f'-DZW_LINKED="{"static" if cc else "dynamic"}"'
            if cc:
                objects = compile_all(cc, [*common, linked, "-fPIE"], sources(True), work / "program")
                command = static_link(cc, [*map(str, objects)])
            else:
                if static and not sanitize:
                    print("zwasm: found neither musl-gcc nor ziglang; building a dynamic executable", file=sys.stderr)
                cc = native_compiler()
                objects = compile_all(cc, [*common, linked, "-fPIE"], sources(True), work / "program")
                link = SANITIZE if sanitize else ["-s", "-Wl,--gc-sections,-z,relro,-z,now"]
                command = [*cc, *map(str, objects), "-pie", "-pthread", *link, "-lm"]
            replace_with(out / "zwasm", command)
        if "libzwasm.so" in parts:
            cc = native_compiler()
            flags = [*common, "-fPIC", "-fvisibility=hidden"]
            objects = compile_all(cc, flags, sources(False), work / "library")
            link = ["-shared", "-pthread", "-lm", "-Wl,-z,nodelete,-z,relro,-z,now", "-Wl,-z,defs"]
            link += SANITIZE if sanitize else ["-s"]
            if sanitize:
                link.remove("-Wl,-z,defs")
            replace_with(out / "libzwasm.so", [*cc, *map(str, objects), *link])
            shutil.copytree(ROOT / "loader" / "include", out / "include", dirs_exist_ok=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def replace_with(target: Path, command: list[str]) -> None:
    """Run a link command whose output replaces ``target`` in one step (it may be in use)."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    subprocess.run([*command, "-o", str(fresh)], check=True)
    fresh.replace(target)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Build zwasm and libzwasm.so")
    parser.add_argument("--out", type=Path, default=ROOT / "loader" / "zwasm" / "_native")
    parser.add_argument("--version", default="")
    parser.add_argument("--sanitize", action="store_true", help="with address and undefined-behaviour sanitizers")
    parser.add_argument("--dynamic", action="store_true", help="do not look for musl")
    parser.add_argument("--part", action="append", choices=["zwasm", "libzwasm.so"], help="build only this")
    args = parser.parse_args()
    static = not args.dynamic and os.environ.get("ZWASM_LOADER") != "dynamic"
    try:
        build(args.out, sanitize=args.sanitize, static=static, version=args.version,
              parts=tuple(args.part) if args.part else ("zwasm", "libzwasm.so"))
    except subprocess.CalledProcessError:
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
