"""The same bytes from the compiled compiler and from its sources run by CPython.

`Plain` is a process that imports the compiler from the source tree; run as a script with ``--worker``, this file is
that process.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

VARIANTS: tuple[dict[str, Any], ...] = (
    {},
    {"cpu": "v2", "interruptible": True},
    {"memory": "checked", "canonical_nans": True},
    {"verify": True, "memory": "checked", "cpu": "v2"},
)


def digest(wasm: bytes, options: dict[str, Any]) -> str:
    """Compile in this process: the container's hash, or the diagnostic."""
    import zwasmc

    try:
        return hashlib.sha256(zwasmc.compile(wasm, **options)).hexdigest()
    except zwasmc.CompileError as error:
        return f"{error.code} at {error.offset}: {error.message}"


class Plain:
    """A CPython process with the compiler's sources."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Plain:
        """Return the process."""
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        """End the process."""
        self.process.kill()
        self.process.communicate()

    def digest(self, path: Path, options: dict[str, Any]) -> str:
        """Compile a file there."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(path), options]) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


def _serve() -> None:
    root = Path(__file__).resolve().parent.parent
    sys.path[:0] = [str(root), str(root / "formats")]
    import zwasmc

    assert not zwasmc.COMPILED and Path(zwasmc.__file__).is_relative_to(root)
    for line in sys.stdin:
        path, options = json.loads(line)
        print(digest(Path(path).read_bytes(), options), flush=True)


if __name__ == "__main__" and sys.argv[1:] == ["--worker"]:
    _serve()
