"""Generates docs/cli.md from the option parsers of ``zwasmc`` and the help text of ``zwasm``."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HEAD = """\
<!-- GENERATED from the option parsers in zwasmc/cli*.py and loader/src, by scripts/gen.py; do not edit -->

# Commands

## Conventions

- What a file is, its first bytes say, never its name. `-` is standard input or output; binary output to a terminal is
  refused.
- Output files appear complete or not at all.
- One line per error on standard error: `error: FILE: at 0x1f4: what is wrong`. `ZWASM_DEBUG=1` adds a traceback. A
  closed pipe ends a command quietly.
- Colour is used on terminals only; `NO_COLOR` and `FORCE_COLOR` override that, `--color` overrides both.
- `zwasm FILE …` is `zwasm run FILE …`. `zwasm compile`, `validate`, `inspect`, `wat`, `features` and `targets` start
  `zwasmc`, which is looked for in `$ZWASMC`, beside `zwasm`, and on the PATH.
"""

STATUS = """\
| exit status | `zwasmc` |
| --- | --- |
| 0 | done |
| 1 | the input was refused |
| 2 | wrong usage |
| 70 | an error in zwasmc itself; the line says how to report it |
| 130 | Ctrl-C |
"""


def usage(command: object, name: str) -> str:
    """Return the help text of a click command at a fixed width."""
    import click

    assert isinstance(command, click.Command)
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100, color=False)
    return command.get_help(context)


def zwasm_help() -> str:
    """Return the help text of the native command: the string literals of ``help_text`` in its source."""
    for path in sorted((ROOT / "loader" / "src").glob("*.[ch]")):
        found = re.search(r'\bhelp_text\b[^"]*((?:"(?:[^"\\]|\\.)*"\s*)+)', path.read_text(encoding="utf-8"))
        if found:
            parts = re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(1))
            return "".join(parts).replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
    return ""


def outputs() -> dict[str, str]:
    """Return the generated files."""
    from zwasmc.cli import COMMANDS, main

    parts = [HEAD, "## zwasmc\n", f"```text\n{usage(main, 'zwasmc')}\n```\n", STATUS]
    for name in COMMANDS:
        command = main.commands.get(name) or main.get_command(None, name)  # type: ignore[attr-defined]
        parts.append(f"### zwasmc {name}\n\n```text\n{usage(command, f'zwasmc {name}')}\n```\n")
    text = zwasm_help()
    if text:
        parts.append(f"## zwasm\n\n```text\n{text.rstrip()}\n```\n")
    return {"docs/cli.md": "\n".join(parts)}
