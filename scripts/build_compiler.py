"""Compile ``zwasmc`` with mypyc into one shared library and its import shims.

    python scripts/build_compiler.py --out DIR [--copy]

``--out`` receives ``zwasmc/**/*.so``; with ``--copy`` also the Python sources of the import packages, so that
``PYTHONPATH=DIR`` is a compiled zwasm without installing anything.  The source tree is never written to.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = "zwasmc._compiled"
PACKAGES = ("zwasmc", "formats/zwasm_formats", "loader/zwasm")

KEPT = 4
"""Built compilers in the cache, 10 MB each."""
NAME = 24
"""Hexadecimal digits of the name of each."""

COLD = '__attribute__((cold, optimize("O0"))) '

# Modules that stay plain Python: the entry points (imported before anything is known to be needed), the click
# commands (decorators), the record of options (its fields are data), and packages' empty __init__ files.
PLAIN = ("__init__", "__main__", "cli*", "options", "version")


def modules() -> list[str]:
    """Return the source files to compile, relative to the root, in a fixed order."""
    found = []
    for path in sorted((ROOT / "zwasmc").rglob("*.py")):
        relative = path.relative_to(ROOT)
        if "facts" in relative.parts or any(Path(path.stem).match(pattern) for pattern in PLAIN):
            continue
        found.append(relative.as_posix())
    return found


def generate(files: list[str], scratch: Path, opt_level: str, multi_file: bool) -> list[Any]:
    """Type-check and translate to C; returns setuptools extensions."""
    from mypyc.build import mypycify

    os.chdir(ROOT)
    os.environ["MYPYPATH"] = os.pathsep.join([".", "formats", "loader"])
    flags = ["--config-file=pyproject.toml", f"--cache-dir={scratch / 'cache'}", "--ignore-missing-imports"]
    extensions: list[Any] = mypycify(
        [*flags, "--no-warn-unused-ignores", *files],
        opt_level=opt_level,
        debug_level="0",
        multi_file=multi_file,
        target_dir=str(scratch / "c"),
        group_name=LIBRARY,
    )
    return extensions


def chill(source: str) -> None:
    """Let the C compiler pass quickly over the module bodies: huge functions that run once, at import."""
    path = Path(source)
    text = path.read_text()
    marked = re.sub(r"^(?=char CPyDef_\w+_____top_level__\(void\) \{)", COLD, text, flags=re.MULTILINE)
    if marked != text:
        path.write_text(marked)


def unite(sources: list[str], scratch: Path) -> list[str]:
    """Join the modules of each package into one C file, within which calls may be inlined; leave the rest alone."""
    packages: dict[str, list[str]] = {}
    alone = []
    for source in sources:
        found = re.fullmatch(r"__native_zwasmc___([a-z]+)___\w+\.c", Path(source).name)
        if found:
            packages.setdefault(found.group(1), []).append(source)
        else:
            alone.append(source)
    for name, parts in packages.items():
        path = scratch / "c" / f"package_{name}.c"
        path.write_text("".join(Path(part).read_text() for part in parts))
        alone.append(str(path))
    return alone


def compile_all(extensions: list[Any], scratch: Path, out: Path) -> None:
    """Compile and link every extension, one C file per core at a time."""
    import sysconfig

    from setuptools._distutils.ccompiler import new_compiler
    from setuptools._distutils.sysconfig import customize_compiler

    cc = new_compiler()
    customize_compiler(cc)
    cc.add_include_dir(sysconfig.get_paths()["include"])
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    # Hidden and not interposable: calls between functions of the library are direct and may be inlined.
    extra = ["-fvisibility=hidden", "-fno-semantic-interposition", "-Wno-error", "-w"]

    def compile_one(job: tuple[Any, str]) -> list[str]:
        extension, source = job
        objects: list[str] = cc.compile(
            [source],
            output_dir=str(scratch / "o"),
            include_dirs=[*extension.include_dirs, str(scratch / "c" / LIBRARY.split(".")[0])],
            extra_postargs=[*extension.extra_compile_args, *extra],
        )
        print(f"zwasmc: compiled {Path(source).name}", flush=True)
        return objects

    for extension in extensions:
        for source in extension.sources:
            chill(source)
        extension.sources = unite(extension.sources, scratch)
    jobs = [(extension, source) for extension in extensions for source in extension.sources]
    jobs.sort(key=lambda job: -os.path.getsize(job[1]))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        built = list(pool.map(compile_one, jobs))
    for extension in extensions:
        objects = [path for job, paths in zip(jobs, built) if job[0] is extension for path in paths]
        target = out / (extension.name.replace(".", "/") + suffix)
        target.parent.mkdir(parents=True, exist_ok=True)
        cc.link_shared_object(objects, str(target), extra_postargs=["-s"])


def fingerprint(opt_level: str, multi_file: bool) -> str:
    """Return a name for all that a build depends on."""
    import sysconfig

    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    include = sysconfig.get_paths()["include"]
    parts = [sys.version, include, platform.machine(), opt_level, multi_file, version("mypy"), version("librt")]
    parts += [os.environ.get(name) for name in ("CC", "CFLAGS", "CPPFLAGS", "LDFLAGS", "LDSHARED")]
    parts.append(subprocess.run([*compiler, "--version"], capture_output=True, text=True).stdout)
    digest = hashlib.sha256(repr(parts).encode())
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    for path in [*sorted(sources), ROOT / "pyproject.toml", Path(__file__)]:
        digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:NAME]


def cache_folder() -> Path | None:
    """Return where built compilers are kept: ``$ZWASM_BUILD_CACHE`` (0: nowhere), else in the user's cache."""
    given = os.environ.get("ZWASM_BUILD_CACHE")
    if given == "0":
        return None
    users = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    folder = Path(given) if given else Path(users).expanduser() / "zwasm" / "build"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder if os.access(folder, os.W_OK) and folder.stat().st_uid == os.getuid() else None


def cached_build(out: Path, opt_level: str, multi_file: bool) -> None:
    """Fill ``out``, from the cache when the same sources were compiled in the same way before."""
    cache = cache_folder()
    if cache is None:
        build(out, opt_level, multi_file)
        return
    kept = cache / fingerprint(opt_level, multi_file)
    try:
        shutil.copytree(kept, out, dirs_exist_ok=True)
        os.utime(kept)
        print(f"zwasmc: compiled before, taken from {kept}", flush=True)
        return
    except (OSError, shutil.Error):
        pass  # it is not there, or somebody else is clearing up
    build(out, opt_level, multi_file)
    keep(out, kept)


def keep(out: Path, kept: Path) -> None:
    """Put a copy of what was built into the cache, whole or not at all, and let go of what was used longest ago."""
    scratch = Path(tempfile.mkdtemp(prefix="new-", dir=kept.parent))
    try:
        shutil.copytree(out, scratch / "built")
        (scratch / "built").replace(kept)
    except (OSError, shutil.Error):
        pass  # no room, or another build was quicker
    shutil.rmtree(scratch, ignore_errors=True)
    builds = []
    for path in kept.parent.iterdir():
        if re.fullmatch(f"[0-9a-f]{{{NAME}}}", path.name):  # nothing else in there is ours
            with suppress(OSError):  # somebody else is clearing up
                builds.append((path.stat().st_mtime, path))
    for _, old in sorted(builds, reverse=True)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def build(out: Path, opt_level: str, multi_file: bool) -> None:
    """Fill ``out`` with the compiled modules."""
    with tempfile.TemporaryDirectory(prefix="zwasm-mypyc-") as folder:
        scratch = Path(folder)
        start = time.perf_counter()
        files = modules()
        print(f"zwasmc: mypyc translates {len(files)} modules to C", flush=True)
        extensions = generate(files, scratch, opt_level, multi_file)
        translated = time.perf_counter()
        print(f"zwasmc: translated in {translated - start:.0f} s; the C compiler follows", flush=True)
        compile_all(extensions, scratch, out)
        end = time.perf_counter()
        lines = sum(source.read_text().count("\n") for source in (scratch / "c").rglob("__native*.c"))
        print(
            f"zwasmc: {len(files)} modules, {lines} lines of C;"
            f" mypyc {translated - start:.0f} s, cc {end - translated:.0f} s",
            flush=True,
        )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Compile zwasmc with mypyc.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--copy", action="store_true", help="also copy the Python sources: PYTHONPATH=DIR works")
    parser.add_argument("--opt-level", default=os.environ.get("ZWASM_OPT_LEVEL", "2"))
    parser.add_argument("--single-file", action="store_true", help="one C file for everything, not one per package")
    options = parser.parse_args()
    out = options.out.resolve()
    cached_build(out, options.opt_level, not options.single_file)
    if options.copy:
        for package in PACKAGES:
            ignore = shutil.ignore_patterns("__pycache__", "*.so", "facts")
            source = ROOT / package
            if source.exists():
                shutil.copytree(source, out / source.name, ignore=ignore, dirs_exist_ok=True)
        number = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
        (out / "zwasmc" / "_build.py").write_text(f'"""Written by the build."""\n\nVERSION = "{number}"\n')


if __name__ == "__main__":
    main()
