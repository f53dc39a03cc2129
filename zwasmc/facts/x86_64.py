"""x86-64 instruction forms, one row each, phrased like the Intel manual.

Operands: ``r`` and ``r/m`` have 32 or 64 bits, chosen by ``REX.W?`` or ``W?`` in the encoding (the ``w`` argument of the
encoder's method); ``r32``, ``r/m8``, … have a fixed size, ``m`` rows are memory only.  ``xmm/m64`` is a vector
register or 64 bits of memory.  ``en`` names the place of each operand: R ModRM.reg, M ModRM.r/m, V VEX.vvvv, I immediate, O opcode
low bits, 4 the upper immediate bits (``/is4``), C an implied operand, D a branch distance.
"""

from __future__ import annotations

from typing import NamedTuple


class Instruction(NamedTuple):
    """One instruction form."""

    mnemonic: str
    operands: str
    en: str
    encoding: str
    feature: str = ""
    name: str = ""
    """Encoder method or opcode word, where the mnemonic and the operands do not yield it."""


CONDITIONS = ("o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g")

ALU = ("ADD", "OR", "ADC", "SBB", "AND", "SUB", "XOR", "CMP")
SHIFT = (("ROL", 0), ("ROR", 1), ("SHL", 4), ("SHR", 5), ("SAR", 7))


def _alu() -> list[Instruction]:
    rows: list[Instruction] = []
    for n, m in enumerate(ALU):
        rows += [
            Instruction(m, "r, r/m", "RM", f"REX.W? + {n * 8 + 3:02X} /r"),
            Instruction(m, "m, r", "MR", f"REX.W? + {n * 8 + 1:02X} /r"),
            Instruction(m, "r/m, imm8", "MI", f"REX.W? + 83 /{n} ib"),
            Instruction(m, "r/m, imm32", "MI", f"REX.W? + 81 /{n} id"),
            Instruction(m, "m8, r8", "MR", f"{n * 8:02X} /r"),
            Instruction(m, "m8, imm8", "MI", f"80 /{n} ib"),
            Instruction(m, "m16, r16", "MR", f"66 {n * 8 + 1:02X} /r"),
            Instruction(m, "m16, imm8", "MI", f"66 83 /{n} ib"),
            Instruction(m, "m16, imm16", "MI", f"66 81 /{n} iw"),
        ]
    rows += [
        Instruction("CMP", "r8, r/m8", "RM", "3A /r"),
        Instruction("CMP", "r16, r/m16", "RM", "66 3B /r"),
        Instruction("TEST", "r/m, r", "MR", "REX.W? + 85 /r"),
        Instruction("TEST", "r/m, imm32", "MI", "REX.W? + F7 /0 id"),
        Instruction("TEST", "r/m8, imm8", "MI", "F6 /0 ib"),
        Instruction("TEST", "r/m8, r8", "MR", "84 /r"),
        Instruction("TEST", "m16, imm16", "MI", "66 F7 /0 iw"),
    ]
    return rows


def _shift() -> list[Instruction]:
    rows: list[Instruction] = []
    for m, n in SHIFT:
        rows += [
            Instruction(m, "r/m, imm8", "MI", f"REX.W? + C1 /{n} ib"),
            Instruction(m, "r/m, cl", "MC", f"REX.W? + D3 /{n}"),
        ]
    for m, pp in (("SHLX", "66"), ("SARX", "F3"), ("SHRX", "F2")):
        rows.append(Instruction(m, "r, r/m, r", "RMV", f"VEX.LZ.{pp}.0F38.W? F7 /r", "bmi2"))
    rows += [
        Instruction("RORX", "r, r/m, imm8", "RMI", "VEX.LZ.F2.0F3A.W? F0 /r ib", "bmi2"),
        Instruction("SHLD", "r/m, r, imm8", "MRI", "REX.W? + 0F A4 /r ib"),
        Instruction("SHRD", "r/m, r, imm8", "MRI", "REX.W? + 0F AC /r ib"),
        Instruction("SHLD", "r/m, r, cl", "MRC", "REX.W? + 0F A5 /r"),
        Instruction("SHRD", "r/m, r, cl", "MRC", "REX.W? + 0F AD /r"),
    ]
    return rows


def _conditional() -> list[Instruction]:
    return [
        Instruction("SETcc", "r/m8", "M", "0F 90+cc /0"),
        Instruction("CMOVcc", "r, r/m", "RM", "REX.W? + 0F 40+cc /r"),
    ]


INTEGER: list[Instruction] = [
    Instruction("MOV", "r, r/m", "RM", "REX.W? + 8B /r"),
    Instruction("MOV", "m, r", "MR", "REX.W? + 89 /r"),
    Instruction("MOV", "m8, r8", "MR", "88 /r"),
    Instruction("MOV", "m16, r16", "MR", "66 89 /r"),
    Instruction("MOV", "r/m, imm32", "MI", "REX.W? + C7 /0 id"),
    Instruction("MOV", "m8, imm8", "MI", "C6 /0 ib"),
    Instruction("MOV", "m16, imm16", "MI", "66 C7 /0 iw"),
    Instruction("MOV", "r32, imm32", "OI", "B8+rd id", "", "mov_ri32"),
    Instruction("MOV", "r64, imm64", "OI", "REX.W + B8+rd io", "", "mov_ri64"),
    Instruction("MOVZX", "r32, r/m8", "RM", "0F B6 /r"),
    Instruction("MOVZX", "r32, r/m16", "RM", "0F B7 /r"),
    Instruction("MOVSX", "r, r/m8", "RM", "REX.W? + 0F BE /r"),
    Instruction("MOVSX", "r, r/m16", "RM", "REX.W? + 0F BF /r"),
    Instruction("MOVSXD", "r64, r/m32", "RM", "REX.W + 63 /r"),
    Instruction("MOVBE", "r, m", "RM", "REX.W? + 0F 38 F0 /r", "movbe"),
    Instruction("MOVBE", "m, r", "MR", "REX.W? + 0F 38 F1 /r", "movbe"),
    Instruction("LEA", "r, m", "RM", "REX.W? + 8D /r"),
    Instruction("XCHG", "r, r/m", "RM", "REX.W? + 87 /r"),
    Instruction("XCHG", "r8, m8", "RM", "86 /r"),
    Instruction("XCHG", "r16, m16", "RM", "66 87 /r"),
    Instruction("BSWAP", "r", "O", "REX.W? + 0F C8+rd"),
    *_alu(),
    Instruction("IMUL", "r, r/m", "RM", "REX.W? + 0F AF /r"),
    Instruction("IMUL", "r, r/m, imm8", "RMI", "REX.W? + 6B /r ib"),
    Instruction("IMUL", "r, r/m, imm32", "RMI", "REX.W? + 69 /r id"),
    Instruction("NOT", "r/m", "M", "REX.W? + F7 /2"),
    Instruction("NEG", "r/m", "M", "REX.W? + F7 /3"),
    Instruction("MUL", "r/m", "M", "REX.W? + F7 /4"),
    Instruction("IMUL", "r/m", "M", "REX.W? + F7 /5", "", "imul1"),
    Instruction("DIV", "r/m", "M", "REX.W? + F7 /6"),
    Instruction("IDIV", "r/m", "M", "REX.W? + F7 /7"),
    Instruction("INC", "r/m", "M", "REX.W? + FF /0"),
    Instruction("DEC", "r/m", "M", "REX.W? + FF /1"),
    Instruction("CDQ", "", "", "99"),
    Instruction("CQO", "", "", "REX.W + 99"),
    *_shift(),
    *_conditional(),
    Instruction("BT", "r/m, imm8", "MI", "REX.W? + 0F BA /4 ib"),
    Instruction("BTS", "r/m, imm8", "MI", "REX.W? + 0F BA /5 ib"),
    Instruction("BTR", "r/m, imm8", "MI", "REX.W? + 0F BA /6 ib"),
    Instruction("BTC", "r/m, imm8", "MI", "REX.W? + 0F BA /7 ib"),
    Instruction("BT", "r/m, r", "MR", "REX.W? + 0F A3 /r"),
    Instruction("BSF", "r, r/m", "RM", "REX.W? + 0F BC /r"),
    Instruction("BSR", "r, r/m", "RM", "REX.W? + 0F BD /r"),
    Instruction("TZCNT", "r, r/m", "RM", "F3 REX.W? + 0F BC /r", "bmi1"),
    Instruction("LZCNT", "r, r/m", "RM", "F3 REX.W? + 0F BD /r", "lzcnt"),
    Instruction("POPCNT", "r, r/m", "RM", "F3 REX.W? + 0F B8 /r", "popcnt"),
    Instruction("CRC32", "r32, r/m32", "RM", "F2 0F 38 F1 /r", "sse4.2"),
    Instruction("ANDN", "r, r, r/m", "RVM", "VEX.LZ.NP.0F38.W? F2 /r", "bmi1"),
    Instruction("BEXTR", "r, r/m, r", "RMV", "VEX.LZ.NP.0F38.W? F7 /r", "bmi1"),
    Instruction("BLSR", "r, r/m", "VM", "VEX.LZ.NP.0F38.W? F3 /1", "bmi1"),
    Instruction("BLSMSK", "r, r/m", "VM", "VEX.LZ.NP.0F38.W? F3 /2", "bmi1"),
    Instruction("BLSI", "r, r/m", "VM", "VEX.LZ.NP.0F38.W? F3 /3", "bmi1"),
    Instruction("BZHI", "r, r/m, r", "RMV", "VEX.LZ.NP.0F38.W? F5 /r", "bmi2"),
    Instruction("PDEP", "r, r, r/m", "RVM", "VEX.LZ.F2.0F38.W? F5 /r", "bmi2"),
    Instruction("PEXT", "r, r, r/m", "RVM", "VEX.LZ.F3.0F38.W? F5 /r", "bmi2"),
    Instruction("MULX", "r, r, r/m", "RVM", "VEX.LZ.F2.0F38.W? F6 /r", "bmi2"),
    Instruction("ADCX", "r, r/m", "RM", "66 REX.W? + 0F 38 F6 /r", "adx"),
    Instruction("ADOX", "r, r/m", "RM", "F3 REX.W? + 0F 38 F6 /r", "adx"),
    Instruction("PUSH", "r64", "O", "50+rd"),
    Instruction("PUSH", "m64", "M", "FF /6"),
    Instruction("PUSH", "imm8", "I", "6A ib"),
    Instruction("PUSH", "imm32", "I", "68 id"),
    Instruction("POP", "r64", "O", "58+rd"),
    Instruction("POP", "m64", "M", "8F /0"),
    Instruction("LEAVE", "", "", "C9"),
    Instruction("RET", "", "", "C3"),
    Instruction("RET", "imm16", "I", "C2 iw"),
    Instruction("CALL", "r/m64", "M", "FF /2"),
    Instruction("JMP", "r/m64", "M", "FF /4"),
    Instruction("UD2", "", "", "0F 0B"),
    Instruction("INT3", "", "", "CC"),
    Instruction("PAUSE", "", "", "F3 90"),
    Instruction("CLD", "", "", "FC"),
    Instruction("REP MOVSB", "", "", "F3 A4", "", "rep_movsb"),
    Instruction("REP STOSB", "", "", "F3 AA", "", "rep_stosb"),
    Instruction("LDMXCSR", "m32", "M", "0F AE /2"),
    Instruction("STMXCSR", "m32", "M", "0F AE /3"),
    Instruction("VZEROUPPER", "", "", "VEX.128.NP.0F.WIG 77", "avx"),
    Instruction("MFENCE", "", "", "0F AE F0"),
    Instruction("LFENCE", "", "", "0F AE E8"),
    Instruction("LOCK XADD", "m, r", "MR", "F0 REX.W? + 0F C1 /r", "", "lock_xadd"),
    Instruction("LOCK XADD", "m8, r8", "MR", "F0 0F C0 /r", "", "lock_xadd8"),
    Instruction("LOCK XADD", "m16, r16", "MR", "F0 66 0F C1 /r", "", "lock_xadd16"),
    Instruction("LOCK CMPXCHG", "m, r", "MR", "F0 REX.W? + 0F B1 /r", "", "lock_cmpxchg"),
    Instruction("LOCK CMPXCHG", "m8, r8", "MR", "F0 0F B0 /r", "", "lock_cmpxchg8"),
    Instruction("LOCK CMPXCHG", "m16, r16", "MR", "F0 66 0F B1 /r", "", "lock_cmpxchg16"),
]


class VectorInstruction(NamedTuple):
    """One vector or scalar float form with its legacy and VEX encodings ("" where there is none).

    ``operands`` are those of the VEX form; the legacy form lacks the first source when there are three (it is the destination).
    """

    mnemonic: str
    operands: str
    legacy: str
    vex: str
    feature: str = "sse2"
    flags: str = ""
    """``c``: the two sources commute.  ``w``: also a 64-bit form.  Else a distinguishing suffix of the name after ``=``."""


X3 = "xmm, xmm, xmm/m128"
X2 = "xmm, xmm/m128"
S3 = "xmm, xmm, xmm/m32"
D3 = "xmm, xmm, xmm/m64"


def _both(m: str, operands: str, pp: str, space: str, op: str, feature: str, flags: str = "", w: str = "WIG") -> VectorInstruction:
    """Return a row whose legacy and VEX encodings differ only in form."""
    escape = {"0F": "0F", "0F38": "0F 38", "0F3A": "0F 3A"}[space]
    legacy = ("" if pp == "NP" else pp + " ") + ("REX.W + " if w == "W1" else "") + f"{escape} {op}"
    length = "LIG" if operands in (S3, D3) or m[:5] in ("UCOMI", "COMIS") else "128"
    return VectorInstruction(m, operands, legacy, f"VEX.{length}.{pp}.{space}.{w} {op}", feature, flags)


def _family(names: str, operands: str, pp: str, space: str, feature: str, flags: str = "") -> list[VectorInstruction]:
    """Return rows for ``NAME opcode`` pairs that share everything else; a trailing ``c`` on the opcode: commutes."""
    words = names.split()
    rows: list[VectorInstruction] = []
    for m, op in zip(words[::2], words[1::2], strict=True):
        commutes = "c" if op.endswith("c") else ""
        rows.append(_both(m, operands, pp, space, op.rstrip("c") + " /r", feature, flags + commutes))
    return rows


def _scalar() -> list[VectorInstruction]:
    rows: list[VectorInstruction] = []
    for suffix, pp, operands in (("SS", "F3", S3), ("SD", "F2", D3), ("PS", "NP", X3), ("PD", "66", X3)):
        for m, op, flags in (
            ("ADD", "58", "c"),
            ("MUL", "59", "c"),
            ("SUB", "5C", ""),
            ("MIN", "5D", ""),
            ("DIV", "5E", ""),
            ("MAX", "5F", ""),
        ):
            rows.append(_both(m + suffix, operands, pp, "0F", f"{op} /r", "sse2", flags))
        rows.append(_both("SQRT" + suffix, X2 if operands == X3 else operands, pp, "0F", "51 /r", "sse2"))
        rows.append(_both("CMP" + suffix, operands + ", imm8", pp, "0F", "C2 /r ib", "sse2"))
    for suffix, pp in (("PS", "NP"), ("PD", "66")):
        for m, op, flags in (("AND", "54", "c"), ("ANDN", "55", ""), ("OR", "56", "c"), ("XOR", "57", "c")):
            rows.append(_both(m + suffix, X3, pp, "0F", f"{op} /r", "sse2", flags))
        rows.append(_both("UNPCKL" + suffix, X3, pp, "0F", "14 /r", "sse2"))
        rows.append(_both("UNPCKH" + suffix, X3, pp, "0F", "15 /r", "sse2"))
        rows.append(_both("SHUF" + suffix, X3 + ", imm8", pp, "0F", "C6 /r ib", "sse2"))
        rows.append(_both("MOVMSK" + suffix, "r32, xmm", pp, "0F", "50 /r", "sse2"))
    return rows


def _fma() -> list[VectorInstruction]:
    rows: list[VectorInstruction] = []
    kinds = (("FMADD", 8), ("FMSUB", 0xA), ("FNMADD", 0xC), ("FNMSUB", 0xE))
    for m, low in kinds:
        for order, high in (("132", 0x90), ("213", 0xA0), ("231", 0xB0)):
            for suffix, w, odd, operands in (
                ("PS", "W0", 0, X3),
                ("PD", "W1", 0, X3),
                ("SS", "W0", 1, S3),
                ("SD", "W1", 1, D3),
            ):
                length = "LIG" if odd else "128"
                op = f"VEX.{length}.66.0F38.{w} {high + low + odd:02X} /r"
                rows.append(VectorInstruction(m + order + suffix, operands, "", op, "fma"))
    return rows


VECTOR: list[VectorInstruction] = [
    *_scalar(),
    _both("UCOMISS", "xmm, xmm/m32", "NP", "0F", "2E /r", "sse2"),
    _both("UCOMISD", "xmm, xmm/m64", "66", "0F", "2E /r", "sse2"),
    # Moves
    _both("MOVAPS", X2, "NP", "0F", "28 /r", "sse2"),
    _both("MOVAPD", X2, "66", "0F", "28 /r", "sse2"),
    _both("MOVDQA", X2, "66", "0F", "6F /r", "sse2"),
    VectorInstruction("MOVUPS", "xmm, m128", "0F 10 /r", "VEX.128.NP.0F.WIG 10 /r"),
    VectorInstruction("MOVUPS", "m128, xmm", "0F 11 /r", "VEX.128.NP.0F.WIG 11 /r", "sse2", "=_ST"),
    VectorInstruction("MOVDQU", "xmm, m128", "F3 0F 6F /r", "VEX.128.F3.0F.WIG 6F /r"),
    VectorInstruction("MOVDQU", "m128, xmm", "F3 0F 7F /r", "VEX.128.F3.0F.WIG 7F /r", "sse2", "=_ST"),
    VectorInstruction("MOVAPS", "m128, xmm", "0F 29 /r", "VEX.128.NP.0F.WIG 29 /r", "sse2", "=_ST"),
    VectorInstruction("MOVSS", "xmm, m32", "F3 0F 10 /r", "VEX.LIG.F3.0F.WIG 10 /r"),
    VectorInstruction("MOVSS", "m32, xmm", "F3 0F 11 /r", "VEX.LIG.F3.0F.WIG 11 /r", "sse2", "=_ST"),
    VectorInstruction("MOVSD", "xmm, m64", "F2 0F 10 /r", "VEX.LIG.F2.0F.WIG 10 /r"),
    VectorInstruction("MOVSD", "m64, xmm", "F2 0F 11 /r", "VEX.LIG.F2.0F.WIG 11 /r", "sse2", "=_ST"),
    VectorInstruction("MOVSS", "xmm, xmm, xmm", "F3 0F 10 /r", "VEX.LIG.F3.0F.WIG 10 /r", "sse2", "=_RR"),
    VectorInstruction("MOVSD", "xmm, xmm, xmm", "F2 0F 10 /r", "VEX.LIG.F2.0F.WIG 10 /r", "sse2", "=_RR"),
    VectorInstruction("MOVHLPS", "xmm, xmm, xmm", "0F 12 /r", "VEX.128.NP.0F.WIG 12 /r"),
    VectorInstruction("MOVLHPS", "xmm, xmm, xmm", "0F 16 /r", "VEX.128.NP.0F.WIG 16 /r"),
    VectorInstruction("MOVLPS", "xmm, xmm, m64", "0F 12 /r", "VEX.128.NP.0F.WIG 12 /r"),
    VectorInstruction("MOVHPS", "xmm, xmm, m64", "0F 16 /r", "VEX.128.NP.0F.WIG 16 /r"),
    VectorInstruction("MOVLPS", "m64, xmm", "0F 13 /r", "VEX.128.NP.0F.WIG 13 /r", "sse2", "=_ST"),
    VectorInstruction("MOVHPS", "m64, xmm", "0F 17 /r", "VEX.128.NP.0F.WIG 17 /r", "sse2", "=_ST"),
    VectorInstruction("MOVD", "xmm, r/m32", "66 0F 6E /r", "VEX.128.66.0F.W0 6E /r"),
    VectorInstruction("MOVQ", "xmm, r/m64", "66 REX.W + 0F 6E /r", "VEX.128.66.0F.W1 6E /r"),
    VectorInstruction("MOVD", "r/m32, xmm", "66 0F 7E /r", "VEX.128.66.0F.W0 7E /r", "sse2", "=_ST"),
    VectorInstruction("MOVQ", "r/m64, xmm", "66 REX.W + 0F 7E /r", "VEX.128.66.0F.W1 7E /r", "sse2", "=_ST"),
    VectorInstruction("MOVQ", "xmm, xmm/m64", "F3 0F 7E /r", "VEX.128.F3.0F.WIG 7E /r", "sse2", "=_XX"),
    VectorInstruction("MOVDDUP", "xmm, xmm/m64", "F2 0F 12 /r", "VEX.128.F2.0F.WIG 12 /r", "sse3"),
    VectorInstruction("MOVSHDUP", X2, "F3 0F 16 /r", "VEX.128.F3.0F.WIG 16 /r", "sse3"),
    # Conversions
    VectorInstruction("CVTSI2SS", "xmm, xmm, r/m32", "F3 0F 2A /r", "VEX.LIG.F3.0F.W0 2A /r", "sse2", "w"),
    VectorInstruction("CVTSI2SD", "xmm, xmm, r/m32", "F2 0F 2A /r", "VEX.LIG.F2.0F.W0 2A /r", "sse2", "w"),
    VectorInstruction("CVTSS2SI", "r32, xmm/m32", "F3 0F 2D /r", "VEX.LIG.F3.0F.W0 2D /r", "sse2", "w"),
    VectorInstruction("CVTSD2SI", "r32, xmm/m64", "F2 0F 2D /r", "VEX.LIG.F2.0F.W0 2D /r", "sse2", "w"),
    VectorInstruction("CVTTSS2SI", "r32, xmm/m32", "F3 0F 2C /r", "VEX.LIG.F3.0F.W0 2C /r", "sse2", "w"),
    VectorInstruction("CVTTSD2SI", "r32, xmm/m64", "F2 0F 2C /r", "VEX.LIG.F2.0F.W0 2C /r", "sse2", "w"),
    VectorInstruction("CVTSS2SD", S3, "F3 0F 5A /r", "VEX.LIG.F3.0F.WIG 5A /r"),
    VectorInstruction("CVTSD2SS", D3, "F2 0F 5A /r", "VEX.LIG.F2.0F.WIG 5A /r"),
    _both("CVTPS2PD", "xmm, xmm/m64", "NP", "0F", "5A /r", "sse2"),
    _both("CVTPD2PS", X2, "66", "0F", "5A /r", "sse2"),
    _both("CVTDQ2PS", X2, "NP", "0F", "5B /r", "sse2"),
    _both("CVTTPS2DQ", X2, "F3", "0F", "5B /r", "sse2"),
    _both("CVTPS2DQ", X2, "66", "0F", "5B /r", "sse2"),
    _both("CVTDQ2PD", "xmm, xmm/m64", "F3", "0F", "E6 /r", "sse2"),
    _both("CVTTPD2DQ", X2, "66", "0F", "E6 /r", "sse2"),
    _both("ROUNDPS", X2 + ", imm8", "66", "0F3A", "08 /r ib", "sse4.1"),
    _both("ROUNDPD", X2 + ", imm8", "66", "0F3A", "09 /r ib", "sse4.1"),
    VectorInstruction("ROUNDSS", S3 + ", imm8", "66 0F 3A 0A /r ib", "VEX.LIG.66.0F3A.WIG 0A /r ib", "sse4.1"),
    VectorInstruction("ROUNDSD", D3 + ", imm8", "66 0F 3A 0B /r ib", "VEX.LIG.66.0F3A.WIG 0B /r ib", "sse4.1"),
    # Packed integers
    *_family("PADDB FCc PADDW FDc PADDD FEc PADDQ D4c PSUBB F8 PSUBW F9 PSUBD FA PSUBQ FB", X3, "66", "0F", "sse2"),
    *_family("PADDSB ECc PADDSW EDc PADDUSB DCc PADDUSW DDc", X3, "66", "0F", "sse2"),
    *_family("PSUBSB E8 PSUBSW E9 PSUBUSB D8 PSUBUSW D9", X3, "66", "0F", "sse2"),
    *_family("PMULLW D5c PMULHW E5c PMULHUW E4c PMULUDQ F4c PMADDWD F5c", X3, "66", "0F", "sse2"),
    *_family("PAVGB E0c PAVGW E3c PSADBW F6c PAND DBc PANDN DF POR EBc PXOR EFc", X3, "66", "0F", "sse2"),
    *_family("PMINUB DAc PMAXUB DEc PMINSW EAc PMAXSW EEc", X3, "66", "0F", "sse2"),
    *_family("PCMPEQB 74c PCMPEQW 75c PCMPEQD 76c PCMPGTB 64 PCMPGTW 65 PCMPGTD 66", X3, "66", "0F", "sse2"),
    *_family("PUNPCKLBW 60 PUNPCKLWD 61 PUNPCKLDQ 62 PUNPCKLQDQ 6C", X3, "66", "0F", "sse2"),
    *_family("PUNPCKHBW 68 PUNPCKHWD 69 PUNPCKHDQ 6A PUNPCKHQDQ 6D", X3, "66", "0F", "sse2"),
    *_family("PACKSSWB 63 PACKUSWB 67 PACKSSDW 6B", X3, "66", "0F", "sse2"),
    *_family("PSLLW F1 PSLLD F2 PSLLQ F3 PSRLW D1 PSRLD D2 PSRLQ D3 PSRAW E1 PSRAD E2", X3, "66", "0F", "sse2"),
    *_family("PSHUFB 00 PHADDW 01 PHADDD 02 PMADDUBSW 04 PMULHRSW 0Bc", X3, "66", "0F38", "ssse3"),
    *_family("PSIGNB 08 PSIGNW 09 PSIGND 0A", X3, "66", "0F38", "ssse3"),
    *_family("PABSB 1C PABSW 1D PABSD 1E", X2, "66", "0F38", "ssse3"),
    *_family(
        "PMULDQ 28c PCMPEQQ 29c PACKUSDW 2B PMINSB 38c PMINSD 39c PMINUW 3Ac PMINUD 3Bc", X3, "66", "0F38", "sse4.1"
    ),
    *_family("PMAXSB 3Cc PMAXSD 3Dc PMAXUW 3Ec PMAXUD 3Fc PMULLD 40c", X3, "66", "0F38", "sse4.1"),
    *_family("PCMPGTQ 37", X3, "66", "0F38", "sse4.2"),
    *_family("PTEST 17 PHMINPOSUW 41", X2, "66", "0F38", "sse4.1"),
    *_family(
        "PMOVSXBW 20 PMOVSXWD 23 PMOVSXDQ 25 PMOVZXBW 30 PMOVZXWD 33 PMOVZXDQ 35",
        "xmm, xmm/m64",
        "66",
        "0F38",
        "sse4.1",
    ),
    *_family("PMOVSXBD 21 PMOVSXWQ 24 PMOVZXBD 31 PMOVZXWQ 34", "xmm, xmm/m32", "66", "0F38", "sse4.1"),
    VectorInstruction("PSLLW", "xmm, xmm, imm8", "66 0F 71 /6 ib", "VEX.128.66.0F.WIG 71 /6 ib", "sse2", "=_I"),
    VectorInstruction("PSRLW", "xmm, xmm, imm8", "66 0F 71 /2 ib", "VEX.128.66.0F.WIG 71 /2 ib", "sse2", "=_I"),
    VectorInstruction("PSRAW", "xmm, xmm, imm8", "66 0F 71 /4 ib", "VEX.128.66.0F.WIG 71 /4 ib", "sse2", "=_I"),
    VectorInstruction("PSLLD", "xmm, xmm, imm8", "66 0F 72 /6 ib", "VEX.128.66.0F.WIG 72 /6 ib", "sse2", "=_I"),
    VectorInstruction("PSRLD", "xmm, xmm, imm8", "66 0F 72 /2 ib", "VEX.128.66.0F.WIG 72 /2 ib", "sse2", "=_I"),
    VectorInstruction("PSRAD", "xmm, xmm, imm8", "66 0F 72 /4 ib", "VEX.128.66.0F.WIG 72 /4 ib", "sse2", "=_I"),
    VectorInstruction("PSLLQ", "xmm, xmm, imm8", "66 0F 73 /6 ib", "VEX.128.66.0F.WIG 73 /6 ib", "sse2", "=_I"),
    VectorInstruction("PSRLQ", "xmm, xmm, imm8", "66 0F 73 /2 ib", "VEX.128.66.0F.WIG 73 /2 ib", "sse2", "=_I"),
    VectorInstruction("PSLLDQ", "xmm, xmm, imm8", "66 0F 73 /7 ib", "VEX.128.66.0F.WIG 73 /7 ib", "sse2", "=_I"),
    VectorInstruction("PSRLDQ", "xmm, xmm, imm8", "66 0F 73 /3 ib", "VEX.128.66.0F.WIG 73 /3 ib", "sse2", "=_I"),
    _both("PSHUFD", X2 + ", imm8", "66", "0F", "70 /r ib", "sse2"),
    _both("PSHUFHW", X2 + ", imm8", "F3", "0F", "70 /r ib", "sse2"),
    _both("PSHUFLW", X2 + ", imm8", "F2", "0F", "70 /r ib", "sse2"),
    _both("PALIGNR", X3 + ", imm8", "66", "0F3A", "0F /r ib", "ssse3"),
    _both("BLENDPS", X3 + ", imm8", "66", "0F3A", "0C /r ib", "sse4.1"),
    _both("BLENDPD", X3 + ", imm8", "66", "0F3A", "0D /r ib", "sse4.1"),
    _both("PBLENDW", X3 + ", imm8", "66", "0F3A", "0E /r ib", "sse4.1"),
    VectorInstruction("INSERTPS", "xmm, xmm, xmm/m32, imm8", "66 0F 3A 21 /r ib", "VEX.128.66.0F3A.WIG 21 /r ib", "sse4.1"),
    VectorInstruction("PMOVMSKB", "r32, xmm", "66 0F D7 /r", "VEX.128.66.0F.WIG D7 /r"),
    VectorInstruction("PINSRB", "xmm, xmm, r32/m8, imm8", "66 0F 3A 20 /r ib", "VEX.128.66.0F3A.W0 20 /r ib", "sse4.1"),
    VectorInstruction("PINSRW", "xmm, xmm, r32/m16, imm8", "66 0F C4 /r ib", "VEX.128.66.0F.W0 C4 /r ib"),
    VectorInstruction("PINSRD", "xmm, xmm, r/m32, imm8", "66 0F 3A 22 /r ib", "VEX.128.66.0F3A.W0 22 /r ib", "sse4.1"),
    VectorInstruction("PINSRQ", "xmm, xmm, r/m64, imm8", "66 REX.W + 0F 3A 22 /r ib", "VEX.128.66.0F3A.W1 22 /r ib", "sse4.1"),
    VectorInstruction("PEXTRB", "r32/m8, xmm, imm8", "66 0F 3A 14 /r ib", "VEX.128.66.0F3A.W0 14 /r ib", "sse4.1", "=_ST"),
    VectorInstruction("PEXTRW", "r32/m16, xmm, imm8", "66 0F 3A 15 /r ib", "VEX.128.66.0F3A.W0 15 /r ib", "sse4.1", "=_ST"),
    VectorInstruction("PEXTRD", "r/m32, xmm, imm8", "66 0F 3A 16 /r ib", "VEX.128.66.0F3A.W0 16 /r ib", "sse4.1", "=_ST"),
    VectorInstruction("PEXTRQ", "r/m64, xmm, imm8", "66 REX.W + 0F 3A 16 /r ib", "VEX.128.66.0F3A.W1 16 /r ib", "sse4.1", "=_ST"),
    VectorInstruction("EXTRACTPS", "r/m32, xmm, imm8", "66 0F 3A 17 /r ib", "VEX.128.66.0F3A.WIG 17 /r ib", "sse4.1", "=_ST"),
    # Blends by a mask register: the legacy form's mask is xmm0
    VectorInstruction("PBLENDVB", X3 + ", xmm", "", "VEX.128.66.0F3A.W0 4C /r /is4", "avx", "=_V"),
    VectorInstruction("BLENDVPS", X3 + ", xmm", "", "VEX.128.66.0F3A.W0 4A /r /is4", "avx", "=_V"),
    VectorInstruction("BLENDVPD", X3 + ", xmm", "", "VEX.128.66.0F3A.W0 4B /r /is4", "avx", "=_V"),
    VectorInstruction("PBLENDVB", X2, "66 0F 38 10 /r", "", "sse4.1"),
    VectorInstruction("BLENDVPS", X2, "66 0F 38 14 /r", "", "sse4.1"),
    VectorInstruction("BLENDVPD", X2, "66 0F 38 15 /r", "", "sse4.1"),
    # AVX and AVX2 only
    VectorInstruction("BROADCASTSS", "xmm, xmm/m32", "", "VEX.128.66.0F38.W0 18 /r", "avx2"),
    VectorInstruction("PBROADCASTB", "xmm, xmm/m8", "", "VEX.128.66.0F38.W0 78 /r", "avx2"),
    VectorInstruction("PBROADCASTW", "xmm, xmm/m16", "", "VEX.128.66.0F38.W0 79 /r", "avx2"),
    VectorInstruction("PBROADCASTD", "xmm, xmm/m32", "", "VEX.128.66.0F38.W0 58 /r", "avx2"),
    VectorInstruction("PBROADCASTQ", "xmm, xmm/m64", "", "VEX.128.66.0F38.W0 59 /r", "avx2"),
    VectorInstruction("PSLLVD", X3, "", "VEX.128.66.0F38.W0 47 /r", "avx2"),
    VectorInstruction("PSLLVQ", X3, "", "VEX.128.66.0F38.W1 47 /r", "avx2"),
    VectorInstruction("PSRLVD", X3, "", "VEX.128.66.0F38.W0 45 /r", "avx2"),
    VectorInstruction("PSRLVQ", X3, "", "VEX.128.66.0F38.W1 45 /r", "avx2"),
    VectorInstruction("PSRAVD", X3, "", "VEX.128.66.0F38.W0 46 /r", "avx2"),
    VectorInstruction("PBLENDD", X3 + ", imm8", "", "VEX.128.66.0F3A.W0 02 /r ib", "avx2"),
    VectorInstruction("PERMILPS", X2 + ", imm8", "", "VEX.128.66.0F3A.W0 04 /r ib", "avx"),
    VectorInstruction("PERMILPD", X2 + ", imm8", "", "VEX.128.66.0F3A.W0 05 /r ib", "avx"),
    *_fma(),
]

EVEX: list[VectorInstruction] = [
    VectorInstruction("PMULLQ", X3, "", "EVEX.128.66.0F38.W1 40 /r", "avx512dq"),
    VectorInstruction("POPCNTB", X2, "", "EVEX.128.66.0F38.W0 54 /r", "avx512_bitalg"),
    VectorInstruction("PABSQ", X2, "", "EVEX.128.66.0F38.W1 1F /r", "avx512f"),
    VectorInstruction("PSRAQ", X3, "", "EVEX.128.66.0F.W1 E2 /r", "avx512f"),
    VectorInstruction("PSRAQ", "xmm, xmm, imm8", "", "EVEX.128.66.0F.W1 72 /4 ib", "avx512f", "=_I"),
    VectorInstruction("PTERNLOGD", X3 + ", imm8", "", "EVEX.128.66.0F3A.W0 25 /r ib", "avx512f"),
    VectorInstruction("PERMI2D", X3, "", "EVEX.128.66.0F38.W0 76 /r", "avx512f"),
    VectorInstruction("CVTUDQ2PS", X2, "", "EVEX.128.F2.0F.W0 7A /r", "avx512f"),
    VectorInstruction("CVTUDQ2PD", "xmm, xmm/m64", "", "EVEX.128.F3.0F.W0 7A /r", "avx512f"),
    VectorInstruction("CVTTPS2UDQ", X2, "", "EVEX.128.NP.0F.W0 78 /r", "avx512f"),
    VectorInstruction("CVTTPD2UDQ", X2, "", "EVEX.128.NP.0F.W1 78 /r", "avx512f"),
    VectorInstruction("RANGEPS", X3 + ", imm8", "", "EVEX.128.66.0F3A.W0 50 /r ib", "avx512dq"),
    VectorInstruction("RANGEPD", X3 + ", imm8", "", "EVEX.128.66.0F3A.W1 50 /r ib", "avx512dq"),
    VectorInstruction("PBROADCASTB", "xmm, r32", "", "EVEX.128.66.0F38.W0 7A /r", "avx512bw", "=_G"),
    VectorInstruction("PBROADCASTW", "xmm, r32", "", "EVEX.128.66.0F38.W0 7B /r", "avx512bw", "=_G"),
    VectorInstruction("PBROADCASTD", "xmm, r32", "", "EVEX.128.66.0F38.W0 7C /r", "avx512f", "=_G"),
    VectorInstruction("PBROADCASTQ", "xmm, r64", "", "EVEX.128.66.0F38.W1 7C /r", "avx512f", "=_G"),
    # Mask registers: a comparison's result, an addition only in the lanes of a mask
    VectorInstruction("CMPPS", "k, xmm, xmm/m128, imm8", "", "EVEX.128.NP.0F.W0 C2 /r ib", "avx512f", "=_K"),
    VectorInstruction("CMPPD", "k, xmm, xmm/m128, imm8", "", "EVEX.128.66.0F.W1 C2 /r ib", "avx512f", "=_K"),
    VectorInstruction("ADDPS", "xmm {k}, xmm, xmm", "", "EVEX.128.NP.0F.W0 58 /r", "avx512f", "=_K"),
    VectorInstruction("ADDPD", "xmm {k}, xmm, xmm", "", "EVEX.128.66.0F.W1 58 /r", "avx512f", "=_K"),
]
"""Forms of level v4, all with AVX512VL, where they shorten what takes several instructions otherwise."""

INSTRUCTIONS: list[Instruction | VectorInstruction] = [*INTEGER, *VECTOR, *EVEX]
