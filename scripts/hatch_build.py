"""Build hook: compiles the compiler with mypyc and the loader with a C compiler, and puts both into the wheel.

What a wheel contains is decided here and nowhere else:

* a standard wheel has the compiled ``zwasmc`` and the native ``zwasm`` (``ZWASM_PURE=1``: neither, pure Python);
* an editable install has the native ``zwasm``, and ``zwasmc`` as plain Python, so that edits take effect.

Nothing is written into the source tree except by an editable install, which needs ``loader/zwasm/_native``.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ZIG = "ziglang==0.17.1"


def pure() -> bool:
    """Tell whether the user asked for a wheel without anything native."""
    return os.environ.get("ZWASM_PURE", "") not in ("", "0")


def stop(message: str) -> None:
    """End the build with one line that a person can act on."""
    raise SystemExit(f"zwasm: {message} (or set ZWASM_PURE=1 for a pure Python wheel: a slow compiler and no runtime)")


class NativeHook(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling before it writes a wheel or an sdist."""

    def dependencies(self) -> list[str]:
        """Ask for zig only where no musl compiler is installed: it is a download of 100 MB."""
        if self.target_name != "wheel" or pure() or os.environ.get("ZWASM_LOADER") == "dynamic":
            return []
        return [] if shutil.which("musl-gcc") else [ZIG]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what the wheel of this kind contains, and list it in ``build_data``."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        work = Path(tempfile.mkdtemp(prefix="zwasm-build-"))
        atexit.register(shutil.rmtree, work, ignore_errors=True)
        include = build_data["force_include"]
        if version != "editable":
            note = work / "_build.py"
            note.write_text(f'"""Written by the build."""\n\nVERSION = "{self.metadata.version}"\n')
            include[str(note)] = "zwasmc/_build.py"
        if pure():
            return
        if sys.platform != "linux":
            stop(f"the loader is not built for {sys.platform} yet")
        if not (os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc")):
            stop("no C compiler found; install the package gcc")
        if version == "editable":
            self.loader(root, root / "loader" / "zwasm" / "_native", build_data)
            return
        header = Path(sysconfig.get_paths()["include"]) / "Python.h"
        if not header.exists():
            stop(f"{header} is missing; install the package python3-dev")
        native = work / "_native"
        self.loader(root, native, build_data)
        include[str(native)] = "zwasm/_native"
        for built, inside in self.compiler(root, work / "mypyc"):
            include[str(built)] = inside
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def loader(self, root: Path, out: Path, build_data: dict[str, Any]) -> None:
        """Build ``zwasm`` and ``libzwasm`` into ``out``; the executable becomes a script of the wheel."""
        command = [sys.executable, str(root / "scripts" / "build_loader.py"), "--out", str(out)]
        if subprocess.run([*command, "--version", self.metadata.version], cwd=root).returncode:
            stop("the loader did not build; the C compiler's messages are above")
        build_data["shared_scripts"][str(out / "zwasm")] = "zwasm"

    def compiler(self, root: Path, out: Path) -> list[tuple[Path, str]]:
        """Compile ``zwasmc`` into ``out``; return the built files with their paths in the wheel."""
        command = [sys.executable, str(root / "scripts" / "build_compiler.py"), "--out", str(out)]
        if subprocess.run(command, cwd=root).returncode:
            stop("mypyc did not compile the compiler; its messages are above")
        return [(path, path.relative_to(out).as_posix()) for path in sorted(out.rglob("*")) if path.is_file()]
