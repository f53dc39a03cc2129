"""One filetest: a module in text form, and what the compiler makes of it, in comments of the same file.

    ;; options: cpu=v2 interruptible
    (module …)
    ;; [zir]
    ;; function 0
    …
    ;; [alloc]
    …
    ;; [asm]
    …

``pytest --bless`` rewrites the sections of every file that differs.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Any

import capstone
import wasmtime

from zwasm_formats.abi import trap_message
from zwasmc.machine.x86_64 import regs, rows
from zwasmc.pipeline import Options, Pipeline
from zwasmc.regalloc.text import format_allocation
from zwasmc.sink.code import KIND_BITS, KIND_MASK, MARK_TRAP, MachineCode
from zwasmc.zir.text import format_func

SECTIONS = ("zir", "alloc", "asm")
REGISTERS = [*regs.NAMES, *[f"r{n}" for n in range(16, 32)], *[f"xmm{n}" for n in range(32)]]
ROWS = {number: name[2:].lower() for name, number in vars(rows).items() if name.startswith("R_")}


def source(text: str) -> str:
    """Return a file without its sections."""
    return re.split(rf"^;; \[(?:{'|'.join(SECTIONS)})\]$", text, maxsplit=1, flags=re.M)[0].rstrip() + "\n"


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


def sections(text: str) -> dict[str, str]:
    """Compile a file and return what its sections should hold."""
    zir: list[str] = []
    alloc: list[str] = []
    names = [ROWS.get(number, "") for number in range(max(ROWS) + 1)]
    constraints = rows.machine_rows()

    def observe(f: Any, sel: Any, al: Any) -> None:
        zir.append(format_func(f))
        alloc.append(format_allocation(f, sel, al, constraints, REGISTERS, names))

    pipeline = Pipeline(Options(verify=True, **options(text)))
    pipeline.observer = observe
    module = pipeline.read(bytes(wasmtime.wat2wasm(source(text))))
    code = pipeline.compile_functions(module)
    asm = [disassembly(code, module.num_imported_funcs, number) for number in range(int(code.nfuncs))]
    return {"zir": "\n".join(zir), "alloc": "\n".join(alloc), "asm": "\n".join(asm)}


def disassembly(compiled: MachineCode, first: int, number: int) -> str:
    """Return the instructions of a defined function, with labels, names of functions, constants and traps.

    ``first``: the number of imported functions.
    """
    starts = {int(compiled.func_off[k]): f"function {first + k}" for k in range(int(compiled.nfuncs))}
    start = int(compiled.func_off[number])
    end = start + int(compiled.func_size[number])
    marks = [(int(compiled.mark_off[k]), int(compiled.mark_what[k])) for k in range(int(compiled.nmarks))]
    traps = {at: what >> KIND_BITS for at, what in marks if what & KIND_MASK == MARK_TRAP}
    engine = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    code = list(engine.disasm_lite(compiled.text[start:end], start))
    assert sum(size for _, size, _, _ in code) == end - start, "undecodable instruction"
    jumps = [int(operand, 16) for _, _, name, operand in code if name[0] == "j" and operand.startswith("0x")]
    targets = sorted({at for at in jumps if start < at < end})
    labels = {at: f".{k}" for k, at in enumerate(targets)}
    lines = [f"function {first + number}"]
    for at, size, name, operands in code:
        if at in labels:
            lines.append(f"{labels[at]}:")
        if re.fullmatch(r"0x[0-9a-f]+|\d", operands) and name[0] in "jc":
            operands = labels.get(int(operands, 16)) or starts.get(int(operands, 16), "elsewhere")
        relative = re.search(r"\[rip ([+-]) (0x[0-9a-f]+|\d+)\]", operands)
        if relative:
            target = at + size + int(relative[1] + str(int(relative[2], 0)))
            what = "table" if name == "lea" else constant(compiled.text, target, operands)
            operands = operands.replace(relative[0], f"[{what}]")
        note = f"  ; trap: {trap_message(traps[at])}" if at in traps else ""
        lines.append(f"  {name} {operands}".rstrip() + note)
    return "\n".join(lines) + "\n"


def constant(text: bytes, at: int, operands: str) -> str:
    """Return the constant at an address of the text, in as many digits as the instruction reads."""
    if "xmmword" in operands:
        low, high = struct.unpack_from("<QQ", text, at)
        return f"{high:#x}:{low:016x}"
    size = "I" if "dword" in operands else "Q"
    return f"{struct.unpack_from(f'<{size}', text, at)[0]:#x}"


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
