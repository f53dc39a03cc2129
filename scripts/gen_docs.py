"""Generates docs/cli.md from the option parsers of ``zwasmc`` and the help text of ``zwasm``."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

ROOT = Path(__file__).resolve().parent.parent

HEAD = """\
<!-- GENERATED from the option parsers in zwasmc/cli*.py and loader/src, by scripts/gen.py; do not edit -->

# Commands

## Conventions

- What a file is, its first bytes say, never its name. `-` is standard input or output; binary output to a terminal is
  refused. One `#!` line before a module or a container is skipped, so that `#!/usr/bin/env -S zwasm run` makes it a
  command; offsets count from after it.
- Output files appear complete or not at all.
- One line per error on standard error: `error: FILE: at 0x1f4: what is wrong`. `ZWASM_DEBUG=1` adds a traceback.
- An exit status of 0 means that every byte was written. A closed pipe ends a command quietly, with status 141.
- `--diagnostics gnu` prints errors as `FILE:0x1f4: error: what is wrong`, `--diagnostics json` as one object a line:
  `severity` (`error`, `warning`), `file`, `offset`, `code` (of `CompileError`, `ENOENT` and its like, `usage`, `trap`),
  `message`, `function` (its index) and `function_name`; null is what is not known or does not apply.
- `--depfile` writes a rule for make, ninja, CMake and meson. The files of the compiler are among its dependencies, so
  that an update builds everything anew.
- Colour is used on terminals only; `NO_COLOR` and `FORCE_COLOR` override that, `--color` overrides both.
- `zwasm FILE …` is `zwasm run FILE …`. `zwasm compile`, `validate`, `inspect`, `wat`, `features` and `targets` start
  `zwasmc`, which is looked for in `$ZWASMC`, beside `zwasm`, and on the PATH.

## Values

How `--invoke` reads arguments and prints results, each in one word of the command line or one line. What is printed of
numbers and vectors can be given back.

| type | argument | result |
| --- | --- | --- |
| `i32`, `i64` | `-1`, `4294967295`, `0xff`, `1_000`: signed or unsigned | signed decimal |
| `f32`, `f64` | `0.1`, `1e-3`, `0x1.8p1`, `-inf`, `nan`, `nan:0x1` | the fewest digits that read back the same |
| `v128` | `'i32x4 1 2 3 4'`, or all 128 bits as one integer | `i32x4 0x00000001 0x00000002 0x00000003 0x00000004` |
| references | `null` | `null`, or the type |

A vector is a shape (`i8x16`, `i16x8`, `i32x4`, `i64x2`, `f32x4`, `f64x2`) and its lanes, each written as a scalar of
its width. The first lane is in the lowest bits.
"""

HABITS = """\
## Spellings of other runtimes

Both commands take these of wasmtime's (`-Wtimeout=1s`, `--wasm timeout=1s` and lists such as `-W a,b=y` too), and a few
of others. What is not here gets a sentence of advice and the exit status 2.

| typed | taken as |
| --- | --- |
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


def option_row(option: click.Option) -> str:
    """Return the table row of an option."""
    value = ""
    if not option.is_flag and not option.count:
        choices = getattr(option.type, "choices", None)
        value = option.metavar or ("|".join(choices) if choices else option.type.name.upper())
        value = " " + value.replace("|", "\\|")
    text = (option.help or "").replace("|", "\\|")
    if option.show_default and option.default is not None:
        text += f" Default: `{option.default}`."
    return f"| `{', '.join(option.opts)}{value}` | {text} |"


def section(command: click.Command, name: str) -> str:
    """Return the page's section about one command: synopsis, description, options."""
    import click

    arguments = [param.metavar or "" for param in command.params if isinstance(param, click.Argument)]
    options = [param for param in command.params if isinstance(param, click.Option)]
    synopsis = " ".join([name, *(["[OPTIONS]"] if options else []), *arguments])
    text = "\n".join(line.strip() for line in (command.help or "").strip().splitlines())
    lines = [f"### {name}\n", f"```text\n{synopsis}\n```\n", text + "\n"]
    if options:
        lines += ["| option | |", "| --- | --- |", *map(option_row, options), ""]
    return "\n".join(lines)


def zwasm_help() -> str:
    """Return the help text of the native command: the string literals of ``help_text`` in its source."""
    for path in sorted((ROOT / "loader" / "src").glob("*.[ch]")):
        found = re.search(r'\bhelp_text\b[^"]*((?:"(?:[^"\\]|\\.)*"\s*)+)', path.read_text(encoding="utf-8"))
        if found:
            parts = re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(1))
            return "".join(parts).replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
    return ""


def habit_rows() -> str:
    """Return what options of other runtimes are taken as."""
    from zwasm_formats import habits

    rows, nothing = [], []
    for habit in habits.HABITS:
        typed = f"{habit.group} {habit.key}".strip()
        value = {habits.FLAG: "", habits.VALUE: "=VALUE", habits.TIME: "=TIME"}[habit.kind]
        for word, suffix in ((habit.yes, value), (habit.no, "=n")):
            if word:
                rows.append(f"| `{typed}{suffix}` | `{word}{value}` |")
            elif word is not None and habit.key != "*":
                nothing.append(f"`{typed}{suffix}`")
    text = f"Taken without effect, because it is so: {', '.join(nothing)}."
    return "\n".join([*rows, "", *textwrap.wrap(text, 120, break_on_hyphens=False), ""])


def outputs() -> dict[str, str]:
    """Return the generated files."""
    import click

    from zwasmc.cli import COMMANDS, main

    assert isinstance(main, click.Group)
    overview = ["| command | |", "| --- | --- |"]
    overview += [f"| [`{name}`](#zwasmc-{name}) | {text} |" for name, (_, text) in COMMANDS.items()]
    parts = [HEAD, "## zwasmc\n", "\n".join(overview) + "\n", STATUS]
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        parts.append(section(command, f"zwasmc {name}"))
    text = zwasm_help()
    if text:
        parts.append(f"## zwasm\n\n```text\n{text.rstrip()}\n```\n")
    parts.append(HABITS + habit_rows())
    return {"docs/cli.md": "\n".join(parts)}
