"""Build hook: compiles the compiler with mypyc and the loader with a C compiler, and puts both into the wheel.

What a wheel contains is decided here and nowhere else:

* a standard wheel has the compiled ``zwasmc`` and the native ``zwasm`` (``ZWASM_PURE=1``: neither, pure Python);
* an editable install has the native ``zwasm``, and ``zwasmc`` as plain Python, so that edits take effect.

Nothing is written into the source tree except by an editable install, which needs ``loader/zwasm/_native``.
"""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))  # hatchling loads this file by its path
from build_backend import check, pure, stop

ALIVE = 5
"""Seconds between the lines that let pip's spinner turn."""


def run(what: str, command: list[str], folder: Path) -> int:
    """Run a step of the build and return its exit status; a line now and then says that it goes on."""
    print(f"zwasm: building {what}", flush=True)
    start = time.monotonic()
    with subprocess.Popen(command, cwd=folder) as process:
        while True:
            try:
                status = process.wait(ALIVE)
                break
            except subprocess.TimeoutExpired:
                print(f"zwasm: still building {what} after {time.monotonic() - start:.0f} s", flush=True)
    print(f"zwasm: {what}: {time.monotonic() - start:.0f} s", flush=True)
    return status


class NativeHook(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling before it writes a wheel or an sdist."""

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
        check(editable=version == "editable")
        if version == "editable":
            self.loader(root, root / "loader" / "zwasm" / "_native", build_data)
            return
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
        if run("the runtime", [*command, "--version", self.metadata.version], root):
            stop("the loader did not build; the C compiler's messages are above")
        build_data["shared_scripts"][str(out / "zwasm")] = "zwasm"

    def compiler(self, root: Path, out: Path) -> list[tuple[Path, str]]:
        """Compile ``zwasmc`` into ``out``; return the built files with their paths in the wheel."""
        command = [sys.executable, str(root / "scripts" / "build_compiler.py"), "--out", str(out)]
        if run("the compiler, by mypyc and the C compiler", command, root):
            stop("mypyc did not compile the compiler; its messages are above")
        return [(path, path.relative_to(out).as_posix()) for path in sorted(out.rglob("*")) if path.is_file()]
