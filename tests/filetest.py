"""One filetest: a module, or functions of a module as ZIR, and what the compiler makes of them.

    ;; What the file shows.
    ;; options: cpu=v2 interruptible
    (module …)

    ;; [zir]
    ;; function 0
    …
    ;; [select]
    …
    ;; [alloc]
    …
    ;; [asm x86_64]
    …

In a ``.zir`` file the functions follow the module as ``zir/text.py`` prints them, in the order of their bodies: they
take the place of what lowering makes of these.

``pytest --bless`` rewrites the sections of every file that differs.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import wasmtime

from zwasm_formats.cwasm_read import parse
from zwasmc.cli_dump import WORDS, Dump
from zwasmc.options import Options
from zwasmc.pipeline import Pipeline
from zwasmc.zir.func import Func
from zwasmc.zir.read import Reader, functions_of

MACHINES = ("x86_64",)
SECTION = re.compile(r"^;; \[(?:zir|select|alloc|asm \w+)\]$", re.M)


def source(text: str) -> str:
    """Return a file without its sections."""
    return SECTION.split(text, maxsplit=1)[0].rstrip() + "\n"


def options(text: str) -> dict[str, Any]:
    """Return the compiler's options that a file asks for in its first lines."""
    found = re.search(r"^;; options: (.*)$", text, re.M)
    result: dict[str, Any] = {}
    for word in found[1].split() if found else []:
        key, _, value = word.partition("=")
        if value in ("", "true", "false"):
            result[key] = value != "false"
        else:
            result[key] = int(value, 0) if value[:1].isdigit() else value
    return result


def split(text: str) -> tuple[str, list[list[tuple[int, str]]]]:
    """Return the module of a file in the text format, and its functions in ZIR as numbered lines."""
    written = source(text)
    at = re.search(r"^function \d", written, re.M)
    if not at:
        return written, []
    module = written[: at.start()]
    return module, functions_of("\n" * module.count("\n") + written[at.start() :])


def compiled(text: str, machine: str, given: dict[str, Any]) -> Dump:
    """Compile a file for a machine, all checkers on."""
    module, functions = split(text)
    wasm = bytes(wasmtime.wat2wasm(module))
    pipeline = Pipeline(Options(target=f"{machine}-linux", verify=True, **given))
    dump = Dump(WORDS, pipeline.read(wasm), machine)
    pipeline.observer = dump.observe

    def made(number: int, f: Func) -> None:
        Reader(functions[number]).read(f)

    if functions:
        pipeline.source = made
    dump.code(parse(pipeline.container(wasm)))
    return dump


def sections(text: str) -> dict[str, str]:
    """Compile a file and return what its sections should hold."""
    found: dict[str, str] = {}
    for machine in MACHINES:
        dump = compiled(text, machine, options(text))
        for word in WORDS:
            name = f"asm {machine}" if word == "asm" else word
            if word == "asm" or word not in found:
                found[name] = "\n".join([dump.texts[index, word] for index in sorted(dump.wanted[word])])
    assert ".byte" not in "".join(found.values()), "an instruction that capstone does not know"
    return found


def expected(text: str) -> str:
    """Return what a file should contain."""
    parts = [source(text)]
    for name, content in sections(text).items():
        comment = "\n".join(f";; {line}".rstrip() for line in content.strip("\n").split("\n"))
        parts.append(f"\n;; [{name}]\n{comment}\n")
    return "".join(parts)


def blessed(path: Path, bless: bool) -> tuple[str, str]:
    """Return what a file contains and should contain; rewrites it when ``bless`` is set."""
    found = path.read_text(encoding="utf-8")
    wanted = expected(found)
    if bless and found != wanted:
        path.write_text(wanted, encoding="utf-8")
        found = wanted
    return found, wanted
