"""What users of other runtimes type, and names that come close to a wrong one, as ``zwasm`` takes them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile
from typing import Final

import click

from zwasm_formats import habits
from zwasmc.cli_io import FORMS, Refused, form_asked_for

NAME_MOST: Final = 64
"""Longer names are not compared."""
NAMES_MOST: Final = 1000
"""Nor are more names than that, of a module with very many exports."""


def distance(a: bytes, b: bytes) -> int:
    """Return how many insertions, deletions, changes of bytes and swaps of neighbours make one name of the other."""
    before, above = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i in range(1, len(a) + 1):
        row = [i] * (len(b) + 1)
        for j in range(1, len(b) + 1):
            row[j] = min(above[j - 1] + (a[i - 1] != b[j - 1]), above[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                row[j] = min(row[j], before[j - 2] + 1)
        before, above = above, row
    return above[-1]


def closest(word: str, names: Iterable[str]) -> str | None:
    """Return the name that comes closest to a word, upper case or not, of several the first by its bytes; or None."""
    wanted = os.fsencode(word)
    found: list[tuple[int, bytes, str]] = []
    for name in islice(names, NAMES_MOST):
        have = os.fsencode(name)
        if not 0 < len(have) <= NAME_MOST or not 0 < len(wanted) <= NAME_MOST:
            continue
        shorter = min(len(have), len(wanted))
        if shorter > 3 and have[:shorter] == wanted[:shorter]:
            far = int(len(have) != len(wanted))
        else:
            far = distance(wanted.lower(), have.lower())
        if far <= shorter // 3:
            found.append((far, have, name))
    return min(found)[2] if found else None


def meant(word: str, names: Iterable[str], otherwise: str = "") -> str:
    """Return `` (did you mean NAME?)`` or something else."""
    name = closest(word, names)
    return otherwise if name is None else f" (did you mean {name}?)"


def no_command(word: str, commands: Iterable[str]) -> str:
    """Return what to say to whoever typed a command that there is not; "" when nothing is known."""
    habit = habits.BY_NAME.get(("command", word))
    if habit is not None:
        return f"there is no command {word}: {habit.advice}"
    hint = meant(word, commands)
    if not hint and os.path.exists(word):
        hint = f" (did you mean zwasmc compile {word}?)"
    return f"there is no command {word}{hint}" if hint else ""


class HabitCommand(click.Command):
    """A command that takes the options of other runtimes where they mean something, and else gives advice."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put this command's words in the place of others', and parse them."""
        try:
            return super().parse_args(ctx, translated(self, args))
        except (Refused, click.UsageError):
            form_asked_for(ours(self, args))
            raise


def ours(command: click.Command, args: Sequence[str]) -> Sequence[str]:
    """Return the words that are the command's own for certain: not a guest's."""
    if not command.context_settings.get("allow_interspersed_args", True):
        args = list(takewhile(lambda word: word.startswith("-") or word in FORMS, args))
    return args[: args.index("--")] if "--" in args else args


def translated(command: click.Command, args: Sequence[str]) -> list[str]:
    """Return words with this command's options alone; what follows FILE is left as it is where it is the guest's."""
    mixed = command.context_settings.get("allow_interspersed_args", True)
    takes = {name: not (option.is_flag or option.count)
             for option in command.params if isinstance(option, click.Option) for name in option.opts}
    takes |= {"--help": False, "-h": False}
    words = list(args)
    out: list[str] = []
    while words and words[0] != "--":
        word = words.pop(0)
        if word == "-" or not word.startswith("-"):
            out.append(word)
            if mixed:
                continue
            break
        name, _, _ = word.partition("=")
        short = word[:2]
        if name in takes or (word[1] != "-" and short in takes):
            name = name if name in takes else short
            if not takes[name] and word.startswith(name + "="):
                raise Refused(f"{name} takes no value", 2)
            out.append(word)
            if takes[name] and word == name and words:
                out.append(words.pop(0))
        else:
            out += replaced(command, word, words, takes)
    return out + words


def replaced(command: click.Command, word: str, rest: list[str], names: Iterable[str]) -> list[str]:
    """Return what stands for an option of another runtime; its value may be taken off ``rest``."""
    name, separator, value = word.partition("=")
    group = habits.group_of(name)
    listed: str | None = None
    if group:
        listed = value if separator else ""
    elif word[1:2] != "-" and habits.group_of(word[:2]):
        group, name, listed = word[:2], word[:2], word[2:]
    if listed is not None:
        if not listed and not rest:
            raise Refused(f"{word} needs a value", 2)
        out = []
        for item in (listed or rest.pop(0)).split(","):
            key, separator, value = item.partition("=")
            out.append(answer(group, key, value if separator else None, f"{name} {item}"))
        return [word for word in out if word]
    habit = habits.BY_NAME.get(("", name))
    if habit is None:
        raise Refused(f"unknown option {word}{meant(name, names, f' (see: zwasmc help {command.name})')}", 2)
    if habit.kind != habits.FLAG and not separator and rest:
        separator, value = "=", rest.pop(0)
    found = answer("", name, value if separator else None, name)
    return [found] if found else []


def answer(group: str, key: str, value: str | None, spelled: str) -> str:
    """Return the word for one setting, "" for none; raises `Refused` with advice."""
    word, advice = habits.meaning(group, key, value)
    if word is None:
        raise Refused(f"{spelled}: {advice}", 2)
    return word
