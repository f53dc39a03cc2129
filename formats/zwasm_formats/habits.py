"""What users of other runtimes type, and what it means here: data for both commands.

A row either has a meaning in zwasm (``yes``, ``no``: words that take its place) or a sentence of advice.
``gen_headers.py`` makes ``loader/src/habits.h`` of it.
"""

from __future__ import annotations

from typing import Final

FLAG: Final = 0
"""``KEY``, ``KEY=y`` or ``KEY=n``."""
VALUE: Final = 1
"""``KEY=VALUE``; the value follows the word ``yes``."""
TIME: Final = 2
"""As VALUE; a number without a unit is in seconds."""

GROUPS: Final = (("-W", "--wasm"), ("-S", "--wasi"), ("-O", "--optimize"), ("-C", "--codegen"), ("-D", "--debug"),
                 ("-R", "--record"), ("--profile", "--profile"))
"""Options whose value is a comma-separated list of KEY[=VALUE]; the short one names the group below."""


class Habit:
    """One spelling.  ``group`` is an option of `GROUPS`, "" for an option of its own, "command" for a command.

    ``key`` "*" stands for every other key of its group.  ``yes`` and ``no`` are the words for the two values of a flag:
    "" for none at all, None when there is nothing like it and ``advice`` is the answer.
    """

    def __init__(self, group: str, key: str, yes: str | None = None, no: str | None = None, advice: str = "",
                 kind: int = FLAG) -> None:
        self.group = group
        self.key = key
        self.yes = yes
        self.no = no
        self.advice = advice
        self.kind = kind


_PREVIEW_1 = "zwasm provides WASI preview 1 (wasi_snapshot_preview1 and wasi_unstable) and nothing else"
_SOCKETS = "a guest gets no sockets but those that --tcplisten HOST:PORT names"
_CACHE = "nothing is cached: compile once with zwasmc compile and run the container"
_LEVEL = "there is one level of optimisation, and nothing to tune; leave it out"
_DEBUG = "there is no source-level debugging; a trap names functions and offsets in the module"
_STACK = "the stack is the thread's: ulimit -s sets its size"
_DIR = "directories are given with --dir HOST::GUEST or --ro-dir HOST::GUEST"
_FUEL = "instructions are not counted; bound a run by --timeout"
_ALWAYS = "WASI is there for every guest that imports it, and gives nothing but what options name"
_STREAMS = "the standard streams are the guest's; redirect them with < /dev/null or > /dev/null"

HABITS: Final[list[Habit]] = [
    Habit("-W", "timeout", "--timeout", kind=TIME),
    Habit("-W", "max-memory-size", "--max-memory", kind=VALUE),
    Habit("-W", "unknown-imports-trap", "--unknown-imports=trap", ""),
    Habit("-W", "unknown-imports-default", "--unknown-imports=default", ""),
    Habit("-W", "unknown-exports-allow", "", None, "exports are not looked at, but for the one that is called"),
    Habit("-W", "all-proposals", "--features=+all", "--features=-all"),
    Habit("-W", "fuel", advice=_FUEL),
    Habit("-W", "epoch-interruption", None, "", "runs are stopped by --timeout"),
    Habit("-W", "nan-canonicalization", None, "", "compile with zwasmc compile --canonical-nans and run the container"),
    Habit("-W", "max-wasm-stack", advice=_STACK),
    Habit("-W", "async-stack-size", advice=_STACK),
    Habit("-W", "max-table-elements", advice="memories and tables are limited together, in bytes, by --max-memory"),
    Habit("-W", "*", advice="there is no such setting: proposals are switched by --features +NAME,-NAME "
                            "(see zwasm features), memory is limited by --max-memory, time by --timeout"),
    Habit("-S", "cli", "", None, _ALWAYS),
    Habit("-S", "common", "", None, _ALWAYS),
    Habit("-S", "preview0", "", None, _PREVIEW_1),
    Habit("-S", "preview2", None, "", _PREVIEW_1),
    Habit("-S", "inherit-env", "--inherit-env", ""),
    Habit("-S", "tcplisten", "--tcplisten", kind=VALUE),
    Habit("-S", "inherit-stdin", "", None, _STREAMS),
    Habit("-S", "inherit-stdout", "", None, _STREAMS),
    Habit("-S", "inherit-stderr", "", None, _STREAMS),
    Habit("-S", "inherit-network", None, "", _SOCKETS),
    Habit("-S", "allow-ip-name-lookup", None, "", _SOCKETS),
    Habit("-S", "tcp", None, "", _SOCKETS),
    Habit("-S", "udp", None, "", _SOCKETS),
    Habit("-S", "listenfd", None, "", _SOCKETS),
    Habit("-S", "cwd", advice="a WASI guest has no current directory; --dir HOST::. gives it one by that name"),
    Habit("-S", "*", None, "", _PREVIEW_1),
    Habit("-O", "*", advice=_LEVEL),
    Habit("-C", "cache", None, "", _CACHE),
    Habit("-C", "cache-config", advice=_CACHE),
    Habit("-C", "parallel-compilation", "", "-j1"),
    Habit("-C", "*", advice="there is one code generator, and nothing to tune but --cpu, --memory and --features"),
    Habit("-D", "address-map", "", None, "offsets in the module are always kept; they cost a run nothing"),
    Habit("-D", "symbols", "", None, "symbols are always kept; they cost a run nothing"),
    Habit("-D", "debug-info", None, "", _DEBUG),
    Habit("-D", "guest-debug", None, "", _DEBUG),
    Habit("-D", "logging", "-v", "", ""),
    Habit("-D", "coredump", advice="a trap prints its backtrace; there are no core dumps of guests"),
    Habit("-D", "*", advice=_DEBUG),
    Habit("-R", "*", advice="runs are not recorded"),
    Habit("--profile", "perfmap", "--perfmap", None, "leave it out"),
    Habit("--profile", "jitdump", advice="perf reads the names that --perfmap writes"),
    Habit("--profile", "*", advice="there is one way to profile: perf record zwasm run --perfmap FILE"),
    Habit("", "--wasm-timeout", "--timeout", kind=TIME),
    Habit("", "-g", advice=_DEBUG),
    Habit("", "--gdbstub", advice=_DEBUG),
    Habit("", "-e", advice="variables are set with --env KEY=VALUE, or passed on with --env KEY"),
    Habit("", "-d", advice=_DIR),
    Habit("", "--mapdir", advice=_DIR),
    Habit("", "--volume", advice=_DIR),
    Habit("", "-mount", advice=_DIR),
    Habit("", "-env", advice="variables are set with --env KEY=VALUE, or passed on with --env KEY"),
    Habit("", "-env-inherit", advice="variables are passed on with --inherit-env"),
    Habit("", "-timeout", advice="a run is stopped by --timeout 30s"),
    Habit("", "--net", advice=_SOCKETS),
    Habit("", "--forward-host-env", advice="variables are passed on with --inherit-env"),
    Habit("", "--config", advice="there are no configuration files; options say everything"),
    Habit("", "--target", advice="zwasm runs code for this machine; zwasmc compile --target makes it for others"),
    Habit("", "--fuel", advice=_FUEL),
    Habit("", "--wasm-features", advice="proposals are switched by --features +NAME,-NAME (see zwasm features)"),
    Habit("", "--opt-level", advice=_LEVEL),
    Habit("", "--disable-cache", "", None, _CACHE),
    Habit("", "--cranelift", advice="there is one compiler; leave it out"),
    Habit("", "--singlepass", advice="there is one compiler; leave it out"),
    Habit("", "--llvm", advice="there is one compiler; leave it out"),
    Habit("command", "serve", advice="there is no HTTP server, for components are not supported; a guest that serves "
                                     "by itself gets its socket by --tcplisten"),
    Habit("command", "wast", advice="scripts of the specification are run by the project's tests only"),
    Habit("command", "settings", advice="there is nothing to set; see zwasm targets and zwasm features"),
    Habit("command", "config", advice="there are no configuration files; options say everything"),
    Habit("command", "cache", advice=_CACHE),
    Habit("command", "explore", advice="machine code is shown by zwasm inspect --disasm FILE"),
    Habit("command", "objdump", advice="machine code is shown by zwasm inspect --disasm FILE"),
    Habit("command", "completion", advice="there are no completions for shells yet"),
    Habit("command", "hot-blocks", advice="profile with perf record zwasm run --perfmap FILE"),
    Habit("command", "wizer", advice="modules are initialised beforehand by other tools, such as wizer itself"),
    Habit("command", "replay", advice="runs are not recorded"),
    Habit("command", "create-exe", advice="there are no executables with a guest inside; ship zwasm and a container"),
    Habit("command", "wat2wasm", advice="text is not assembled here; use wat2wasm of wabt or wasm-tools parse"),
    Habit("command", "wasm2wat", advice="text is printed by zwasm wat FILE"),
]


def _index() -> dict[tuple[str, str], Habit]:
    return {(habit.group, habit.key): habit for habit in HABITS}


BY_NAME: Final = _index()


def group_of(name: str) -> str:
    """Return the group that an option introduces, "" for another one."""
    for short, long in GROUPS:
        if name in (short, long):
            return short
    return ""


def meaning(group: str, key: str, value: str | None) -> tuple[str | None, str]:
    """Return (the word that ``KEY[=VALUE]`` stands for, "") or (None, what to say instead).

    The word is "" where nothing needs to be said.
    """
    habit = BY_NAME.get((group, key)) or BY_NAME[group, "*"]
    if habit.kind == FLAG:
        on = value in (None, "y", "yes", "true")
        if habit.advice == "" and not on and value not in ("n", "no", "false"):
            return None, f"{value} is neither y nor n"
        word = habit.yes if on else habit.no
        return word, "" if word is not None else habit.advice
    if value is None:
        return None, "needs a value"
    return f"{habit.yes}={value}{'s' if habit.kind == TIME and value.isdecimal() else ''}", ""
