"""The rule that ``zwasmc compile --depfile`` writes: what a container depends on, for make, ninja, CMake and meson."""

from __future__ import annotations

import os
import re
import sys

from zwasmc.cli_io import refused

LIBRARY = "__mypyc"
"""How the module ends that is the compiled compiler."""


def word(path: str) -> str:
    """Return a path as make and ninja read it back: a backslash is one but before what needs one itself."""
    if any(char in path for char in "\n\r\t"):
        raise refused(path, "a Makefile rule can't hold a name with a tab or a line break (--depfile)", 2)

    def quoted(found: re.Match[str]) -> str:
        slashes, char = found.groups()
        if char == "$":
            return f"{slashes}$$"
        return slashes * 2 + (f"\\{char}" if char else "")

    return re.sub(r"(\\*)([ \t#:$]|$)", quoted, path)


def compiler_files() -> list[str]:
    """Return the files whose change means that the compiler is another one: its library, or the modules in use."""
    names = [name for name in sys.modules if name.endswith(LIBRARY)]
    names = names or [name for name in sys.modules if name.partition(".")[0] in ("zwasmc", "zwasm_formats")]
    files = {os.path.realpath(str(sys.modules[name].__file__)) for name in names}
    return sorted(files)


def depfile_text(output: str, source: str) -> str:
    """Return the rule ``output: source compiler…``, and one for each file of the compiler, which may go away."""
    compiler = [word(path) for path in compiler_files()]
    rule = f"{word(output)}: {' '.join([word(source), *compiler])}\n"
    return rule + "".join([f"\n{path}:\n" for path in compiler])
