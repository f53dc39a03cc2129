"""Writes the x86-64 encoder from the instruction table: ``enc.py`` (integer forms) and ``enc_vec.py`` (opcode words)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from zwasmc.facts.x86_64 import CONDITIONS, EVEX, INTEGER, VECTOR, Instruction, VectorInstruction

PP = {"NP": 0, "": 0, "66": 1, "F3": 2, "F2": 3}
MAPS = {"0F": 1, "0F38": 2, "0F3A": 3}
MEM = ("base", "index", "scale", "disp")
BACKEND = Path(__file__).resolve().parent.parent / "machine" / "x86_64"
OUTPUTS = ("enc.py", "enc_vec.py")


class Encoding(NamedTuple):
    """A parsed encoding string."""

    opcode: int
    """Opcode word without the W bit of a ``W?`` form."""
    lock: bool
    wide_arg: bool
    digit: int
    """Opcode extension, or -1 for ``/r`` and forms without ModRM."""
    modrm: bool
    low_register: bool
    condition: bool
    vex: bool
    imm: str
    """"", ib, iw, id, io or is4."""


def parse(encoding: str) -> Encoding:
    """Parse an encoding phrased like the Intel manual."""
    words = encoding.replace("+ ", "").split()
    word = 0
    lock = wide_arg = modrm = low_register = condition = False
    digit = -1
    imm = ""
    vex = words[0].startswith(("VEX.", "EVEX."))
    if vex:
        word |= 0x40000 if words[0][0] == "E" else 0
        _, length, pp, space, wide = words[0].split(".")
        word |= PP[pp] << 10 | MAPS[space] << 8 | (0x1000 if length == "256" else 0) | (0x2000 if wide == "W1" else 0)
        wide_arg = wide == "W?"
        words = words[1:]
    opcode: list[str] = []
    for k in words:
        if k == "REX.W?":
            wide_arg = True
        elif k == "REX.W":
            word |= 0x2000
        elif k == "/r":
            modrm = True
        elif k == "/is4":
            imm = "is4"
        elif k.startswith("/"):
            modrm = True
            digit = int(k[1:])
        elif k in ("ib", "iw", "id", "io"):
            imm = k
        elif k.endswith("+rd"):
            low_register = True
            opcode.append(k[:-3])
        elif k.endswith("+cc"):
            condition = True
            opcode.append(k[:-3])
        else:
            opcode.append(k)
    if len(opcode) > 1 and opcode[0] == "F0":
        lock = True
        opcode = opcode[1:]
    if len(opcode) > 1 and opcode[0] in ("66", "F2", "F3"):
        word |= PP[opcode[0]] << 10
        opcode = opcode[1:]
    if len(opcode) > 1 and opcode[0] == "0F":
        if len(opcode) > 2 and opcode[1] in ("38", "3A"):
            word |= MAPS["0F" + opcode[1]] << 8
            opcode = opcode[2:]
        else:
            word |= 1 << 8
            opcode = opcode[1:]
    word |= int(opcode[0], 16)
    if len(opcode) > 1:
        imm = "raw:" + opcode[1]
    return Encoding(word, lock, wide_arg, digit, modrm, low_register, condition, vex, imm)


def operand_list(operands: str) -> list[str]:
    """Split an operand string."""
    return operands.split(", ") if operands else []


def size_suffix(row: Instruction) -> str:
    """Return "8" or "16" for forms on bytes and words, else ""."""
    for size in ("8", "16"):
        for operand in operand_list(row.operands):
            if not operand.startswith("imm") and operand.lstrip("r/m") == size:
                return size
    return ""


def memory_forms(row: Instruction) -> list[bool]:
    """Tell which forms the row has: False with a register, True with a memory operand."""
    m = [o for o, e in zip(operand_list(row.operands), row.en, strict=True) if e == "M"]
    if not m:
        return [False]
    if m[0].startswith("r/m"):
        return [False, True]
    return [True]


def method_name(row: Instruction, memory: bool) -> str:
    """Return the encoder method of one form of a row."""
    kinds = ""
    for e in row.en:
        kinds += {"I": "i", "C": "c"}.get(e, "m" if e == "M" and memory else "r")
    base = row.name or row.mnemonic.lower() + size_suffix(row)
    if (row.name and row.en == "OI") or not kinds:
        return base
    return f"{base}_{kinds}"


def arguments(row: Instruction, code: Encoding, memory: bool) -> list[str]:
    """Return the parameter names of the method for one form."""
    names = ["cc"] if code.condition else []
    if code.wide_arg:
        names.append("w")
    count = 0
    sources = sum(e not in "IC" for e in row.en)
    for n, e in enumerate(row.en):
        if e == "I":
            names.append("imm")
        elif e == "C":
            continue
        elif e == "M" and memory:
            names += MEM
        elif n == 0:
            names.append("dst" if sources > 1 or "I" in row.en or "C" in row.en else "reg")
        else:
            count += 1
            names.append("src" if sources == 2 else f"src{count}")
    return names


def register_name(row: Instruction, code: Encoding, memory: bool, place: str) -> str:
    """Return the parameter that goes to ``place`` (R, M, V or O)."""
    names = arguments(row, code, memory)
    names = [n for n in names if n not in ("cc", "w", "imm")]
    k = 0
    for e in row.en:
        if e in "IC":
            continue
        if e == "M" and memory:
            k += 4
            continue
        if e == place:
            return names[k]
        k += 1
    return "0"


def body(row: Instruction, code: Encoding, memory: bool) -> list[str]:
    """Return the statements that encode one form."""
    out: list[str] = []
    if code.lock:
        out.append("self.w.append(0xF0)")
    word = f"0x{code.opcode:02X}"
    one_byte = code.opcode & 0xF00 == 0 and not code.vex
    reg = str(code.digit) if code.digit >= 0 else register_name(row, code, memory, "R")
    rm = register_name(row, code, memory, "M")
    if code.condition:
        word += " | cc"
    wide = "w" if code.wide_arg else ("1" if code.opcode & 0x2000 else "0")
    full = f"{word} | (w << 13)" if code.wide_arg else word
    mem = "base, index, scale, disp"
    tail = {"ib": 1, "iw": 2, "id": 4}.get(code.imm, 0)
    operands = dict(zip(row.en, operand_list(row.operands), strict=True)) if row.operands else {}
    if code.imm.startswith("raw:") or not row.operands:
        bytes_out: list[int] = []
        if code.vex:
            bytes_out = [0xC5, 0xF8 | PP["NP"], code.opcode & 0xFF]
        else:
            bytes_out += {0: [], 1: [0x66], 2: [0xF3], 3: [0xF2]}[code.opcode >> 10 & 3]
            bytes_out += [0x48] if code.opcode & 0x2000 else []
            bytes_out += [0x0F] if code.opcode & 0x300 else []
            bytes_out.append(code.opcode & 0xFF)
            if code.imm:
                bytes_out.append(int(code.imm[4:], 16))
        return [f"self.w.append(0x{b:02X})" for b in bytes_out]
    if code.low_register:
        arg = register_name(row, code, memory, "O")
        rex = {"w": f"(w << 3) | ({arg} >> 3)", "1": f"8 | ({arg} >> 3)", "0": f"{arg} >> 3"}[wide]
        out.append(f"op_low(self.w, {word}, {rex}, {arg})")
    elif code.vex:
        v = register_name(row, code, memory, "V")
        if memory:
            out.append(f"vex_rm(self.b, {full}, {reg}, {v}, {mem}, {tail})")
        else:
            out.append(f"vex_rr(self.w, {full}, {reg}, {v}, {rm})")
    elif not code.modrm:
        out.append(f"self.w.append(0x{code.opcode:02X})")
    else:
        byte_regs = [
            n for n, place in ((reg, "R"), (rm, "M")) if operands.get(place, "") in ("r8", "r/m8") and not n.isdigit()
        ]
        if memory:
            if byte_regs and "R" in row.en and operands.get("R") == "r8":
                out.append(f"op8_rm(self.b, {full}, {reg}, {mem}, {tail})")
            elif one_byte and code.opcode & 0xC00 == 0:
                out.append(f"op1_rm(self.b, 0x{code.opcode & 0xFF:02X}, {wide}, {reg}, {mem}, {tail})")
            else:
                out.append(f"op_rm(self.b, {full}, {reg}, {mem}, {tail})")
        elif byte_regs:
            out.append(f"op8_rr(self.w, {full}, {reg}, {rm}, {' | '.join(byte_regs)})")
        elif one_byte and code.opcode & 0xC00 == 0:
            out.append(f"op1_rr(self.w, 0x{code.opcode & 0xFF:02X}, {wide}, {reg}, {rm})")
        else:
            out.append(f"op_rr(self.w, {full}, {reg}, {rm})")
    if code.imm:
        out.append({"ib": "put8", "iw": "put16", "id": "put32", "io": "put64"}[code.imm] + "(self.w, imm)")
    return out


def signature(name: str, args: list[str]) -> list[str]:
    """Return the ``def`` line(s)."""
    line = f"    def {name}({', '.join(['self', *(a + ': i64' for a in args)])}) -> None:"
    if len(line) <= 120:
        return [line]
    inner = f"        {', '.join(['self', *(a + ': i64' for a in args)])}"
    assert len(inner) <= 120
    return [f"    def {name}(", inner, "    ) -> None:"]


class Method(NamedTuple):
    """One encoder method and the rows it stands for (two when it chooses the immediate's size)."""

    name: str
    memory: bool
    rows: list[Instruction]


def methods() -> list[Method]:
    """Return the encoder's methods in table order."""
    found: dict[str, Method] = {}
    for row in INTEGER:
        for memory in memory_forms(row):
            name = method_name(row, memory)
            if name in found:
                assert found[name].rows[0].operands.endswith("imm8") and row.operands.endswith(("imm16", "imm32")), name
                found[name].rows.append(row)
            else:
                found[name] = Method(name, memory, [row])
    return list(found.values())


HEAD = '''"""GENERATED from zwasmc/facts/x86_64.py by scripts/gen.py: the x86-64 encoder, one method per instruction form
that the backend uses.

A method's name is the mnemonic, 8 or 16 for forms on bytes and words, and the operand kinds: ``r`` register, ``m``
memory (base, index, scale as log2, disp; see ``modrm``), ``i`` immediate, ``c`` the count in cl.  ``w`` = 1 selects
64-bit operands.  Immediates are signed and fit the form; ``add_ri`` and its like choose between 8 and 32 bits.
"""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter
from mypy_extensions import i64

from zwasmc.machine.code import CodeBuf
from zwasmc.machine.x86_64.forms import FIELD, JCC, JMP
'''

WRITERS = ("op1_rm", "op1_rr", "op8_rm", "op8_rr", "op_low", "op_rm", "op_rr",
           "put8", "put16", "put32", "put64", "vex_rm", "vex_rr")  # fmt: skip
"""What of ``modrm`` the methods call."""

CLASS = '''

@final
class Enc:
    """Appends instructions to a code buffer."""

    def __init__(self, b: CodeBuf) -> None:
        self.b: Final[CodeBuf] = b
        self.w: Final[BytesWriter] = b.w

    def jmp(self, label: i64) -> None:
        """Branch to a label."""
        self.b.fixup(JMP, label)

    def jcc(self, cc: i64, label: i64) -> None:
        """Branch to a label on a condition."""
        self.b.fixup(JCC + cc, label)

    def lea_label(self, dst: i64, label: i64) -> None:
        """Load the address of a label."""
        w = self.w
        w.append(0x48 if dst < 8 else 0x4C)
        put16(w, 0x058D | ((dst & 7) << 11))
        self.b.fixup(FIELD, label)

    def call(self, function: i64) -> None:
        """Call a function of the module, with a line entry."""
        self.w.append(0xE8)
        self.b.call(FIELD, function)
        put32(self.w, 0)
        self.b.call_line()

    def mov_const(self, dst: i64, value: i64) -> None:
        """Load a signed 64-bit constant with the shortest move; flags are untouched."""
        if 0 <= value <= 0xFFFFFFFF:
            self.mov_ri32(dst, value)
        elif -0x80000000 <= value < 0:
            self.mov_ri(1, dst, value)
        else:
            self.mov_ri64(dst, value)

    def zero(self, dst: i64) -> None:
        """Clear a register (and the flags' previous contents)."""
        op1_rr(self.w, 0x33, 0, dst, dst)
'''


def named() -> set[str]:
    """Return every name that the backend's own files use as an attribute."""
    found: set[str] = set()
    for path in sorted(BACKEND.glob("*.py")):
        if path.name not in OUTPUTS:
            found.update(re.findall(r"\.(\w+)", path.read_text(encoding="utf-8")))
    return found | set(re.findall(r"self\.(\w+)", CLASS))


def enc_text(every: bool = False) -> str:
    """Return the text of ``enc.py``: the methods that the backend names, or every one, for tests."""
    lines = [f"CC_{c.upper()}: Final = {n}" for n, c in enumerate(CONDITIONS)]
    lines.append(CLASS.rstrip("\n"))
    wanted = named()
    for name, memory, rows in methods():
        if not every and name not in wanted:
            continue
        row = rows[0]
        code = parse(row.encoding)
        args = arguments(row, code, memory)
        lines.append("")
        lines += signature(name, args)
        lines += [
            f'        """{row.mnemonic} {row.operands}: {"; ".join(r.encoding for r in rows)}"""'.replace(" : ", ": ")
        ]
        if len(rows) == 2:
            lines.append("        if -128 <= imm <= 127:")
            lines += ["            " + s for s in body(row, code, memory)]
            lines.append("        else:")
            lines += ["            " + s for s in body(rows[1], parse(rows[1].encoding), memory)]
        else:
            lines += ["        " + s for s in body(row, code, memory)]
    text = "\n".join(lines) + "\n"
    called = [name for name in WRITERS if re.search(rf"\b{name}\(", text)]
    imports = [f"    {name}," for name in called]
    return "\n".join([HEAD.rstrip("\n"), "from zwasmc.machine.x86_64.modrm import (", *imports, ")", "", text])


def word_name(row: VectorInstruction) -> str:
    """Return the name of a vector row's opcode word."""
    return row.mnemonic + (row.flags[1:] if row.flags.startswith("=") else "")


def opcode_word(row: VectorInstruction) -> int:
    """Return the opcode word shared by the legacy and the VEX form of a row."""
    words: list[int] = []
    for encoding in (row.legacy, row.vex):
        if encoding:
            code = parse(encoding)
            words.append(code.opcode | (code.digit << 15 if code.digit >= 0 else 0))
    assert len(set(words)) == 1, row
    return words[0] | (0x4000 if "c" in row.flags and "=" not in row.flags else 0)


def vec_text() -> str:
    """Return the text of ``enc_vec.py``."""
    lines = [
        '"""GENERATED from zwasmc/facts/x86_64.py by scripts/gen.py: opcode words of vector and scalar float forms.',
        "",
        "A word serves the legacy form and the VEX form alike; ``modrm`` explains its bits and ``vec`` appends it.  ``_ST``",
        "stores from the vector register, ``_I`` takes an immediate count, ``_V`` is the VEX blend with a mask register.",
        "Words with bit 18 are EVEX only (``evex`` appends them): ``_K`` with a mask register, ``_G`` from a general one.",
        "Add ``W`` for 64-bit general registers in CVTSI2SS, CVTTSD2SI and their like.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
    ]
    seen: set[str] = set()
    for row in [*VECTOR, *EVEX]:
        name = word_name(row)
        assert name not in seen, name
        seen.add(name)
        lines.append(f"{name}: Final = 0x{opcode_word(row):X}")
    return "\n".join(lines) + "\n"


def outputs() -> dict[str, str]:
    """Return the generated files: path in the repository to text."""
    return {
        "zwasmc/machine/x86_64/enc.py": enc_text(),
        "zwasmc/machine/x86_64/enc_vec.py": vec_text(),
    }
