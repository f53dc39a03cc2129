"""x86-64 instruction forms, one row each, phrased like the Intel manual.

Operands: ``r`` and ``r/m`` have 32 or 64 bits, chosen by ``REX.W?`` or ``W?`` in the encoding (the ``w`` argument of the
encoder's method); ``r32``, ``r/m8``, … have a fixed size, ``m`` rows are memory only.  ``xmm/m64`` is a vector
register or 64 bits of memory.  ``en`` names the place of each operand: R ModRM.reg, M ModRM.r/m, V VEX.vvvv, I immediate, O opcode
low bits, 4 the upper immediate bits (``/is4``), C an implied operand, D a branch distance.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
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


def _alu() -> list[Row]:
    rows: list[Row] = []
    for n, m in enumerate(ALU):
        rows += [
            Row(m, "r, r/m", "RM", f"REX.W? + {n * 8 + 3:02X} /r"),
            Row(m, "m, r", "MR", f"REX.W? + {n * 8 + 1:02X} /r"),
            Row(m, "r/m, imm8", "MI", f"REX.W? + 83 /{n} ib"),
            Row(m, "r/m, imm32", "MI", f"REX.W? + 81 /{n} id"),
            Row(m, "m8, r8", "MR", f"{n * 8:02X} /r"),
            Row(m, "m8, imm8", "MI", f"80 /{n} ib"),
            Row(m, "m16, r16", "MR", f"66 {n * 8 + 1:02X} /r"),
            Row(m, "m16, imm8", "MI", f"66 83 /{n} ib"),
            Row(m, "m16, imm16", "MI", f"66 81 /{n} iw"),
        ]
    rows += [
        Row("CMP", "r8, r/m8", "RM", "3A /r"),
        Row("CMP", "r16, r/m16", "RM", "66 3B /r"),
        Row("TEST", "r/m, r", "MR", "REX.W? + 85 /r"),
        Row("TEST", "r/m, imm32", "MI", "REX.W? + F7 /0 id"),
        Row("TEST", "r/m8, imm8", "MI", "F6 /0 ib"),
        Row("TEST", "r/m8, r8", "MR", "84 /r"),
        Row("TEST", "m16, imm16", "MI", "66 F7 /0 iw"),
    ]
    return rows


def _shift() -> list[Row]:
    rows: list[Row] = []
    for m, n in SHIFT:
        rows += [
            Row(m, "r/m, imm8", "MI", f"REX.W? + C1 /{n} ib"),
            Row(m, "r/m, cl", "MC", f"REX.W? + D3 /{n}"),
        ]
    for m, pp in (("SHLX", "66"), ("SARX", "F3"), ("SHRX", "F2")):
        rows.append(Row(m, "r, r/m, r", "RMV", f"VEX.LZ.{pp}.0F38.W? F7 /r", "bmi2"))
    rows += [
        Row("RORX", "r, r/m, imm8", "RMI", "VEX.LZ.F2.0F3A.W? F0 /r ib", "bmi2"),
        Row("SHLD", "r/m, r, imm8", "MRI", "REX.W? + 0F A4 /r ib"),
        Row("SHRD", "r/m, r, imm8", "MRI", "REX.W? + 0F AC /r ib"),
        Row("SHLD", "r/m, r, cl", "MRC", "REX.W? + 0F A5 /r"),
        Row("SHRD", "r/m, r, cl", "MRC", "REX.W? + 0F AD /r"),
    ]
    return rows


def _conditional() -> list[Row]:
    return [
        Row("SETcc", "r/m8", "M", "0F 90+cc /0"),
        Row("CMOVcc", "r, r/m", "RM", "REX.W? + 0F 40+cc /r"),
    ]


INTEGER: list[Row] = [
    Row("MOV", "r, r/m", "RM", "REX.W? + 8B /r"),
    Row("MOV", "m, r", "MR", "REX.W? + 89 /r"),
    Row("MOV", "m8, r8", "MR", "88 /r"),
    Row("MOV", "m16, r16", "MR", "66 89 /r"),
    Row("MOV", "r/m, imm32", "MI", "REX.W? + C7 /0 id"),
    Row("MOV", "m8, imm8", "MI", "C6 /0 ib"),
    Row("MOV", "m16, imm16", "MI", "66 C7 /0 iw"),
    Row("MOV", "r32, imm32", "OI", "B8+rd id", "", "mov_ri32"),
    Row("MOV", "r64, imm64", "OI", "REX.W + B8+rd io", "", "mov_ri64"),
    Row("MOVZX", "r32, r/m8", "RM", "0F B6 /r"),
    Row("MOVZX", "r32, r/m16", "RM", "0F B7 /r"),
    Row("MOVSX", "r, r/m8", "RM", "REX.W? + 0F BE /r"),
    Row("MOVSX", "r, r/m16", "RM", "REX.W? + 0F BF /r"),
    Row("MOVSXD", "r64, r/m32", "RM", "REX.W + 63 /r"),
    Row("MOVBE", "r, m", "RM", "REX.W? + 0F 38 F0 /r", "movbe"),
    Row("MOVBE", "m, r", "MR", "REX.W? + 0F 38 F1 /r", "movbe"),
    Row("LEA", "r, m", "RM", "REX.W? + 8D /r"),
    Row("XCHG", "r, r/m", "RM", "REX.W? + 87 /r"),
    Row("XCHG", "r8, m8", "RM", "86 /r"),
    Row("XCHG", "r16, m16", "RM", "66 87 /r"),
    Row("BSWAP", "r", "O", "REX.W? + 0F C8+rd"),
    *_alu(),
    Row("IMUL", "r, r/m", "RM", "REX.W? + 0F AF /r"),
    Row("IMUL", "r, r/m, imm8", "RMI", "REX.W? + 6B /r ib"),
    Row("IMUL", "r, r/m, imm32", "RMI", "REX.W? + 69 /r id"),
    Row("NOT", "r/m", "M", "REX.W? + F7 /2"),
    Row("NEG", "r/m", "M", "REX.W? + F7 /3"),
    Row("MUL", "r/m", "M", "REX.W? + F7 /4"),
    Row("IMUL", "r/m", "M", "REX.W? + F7 /5", "", "imul1"),
    Row("DIV", "r/m", "M", "REX.W? + F7 /6"),
    Row("IDIV", "r/m", "M", "REX.W? + F7 /7"),
    Row("INC", "r/m", "M", "REX.W? + FF /0"),
    Row("DEC", "r/m", "M", "REX.W? + FF /1"),
    Row("CDQ", "", "", "99"),
    Row("CQO", "", "", "REX.W + 99"),
    *_shift(),
    *_conditional(),
    Row("BT", "r/m, imm8", "MI", "REX.W? + 0F BA /4 ib"),
    Row("BTS", "r/m, imm8", "MI", "REX.W? + 0F BA /5 ib"),
    Row("BTR", "r/m, imm8", "MI", "REX.W? + 0F BA /6 ib"),
    Row("BTC", "r/m, imm8", "MI", "REX.W? + 0F BA /7 ib"),
    Row("BT", "r/m, r", "MR", "REX.W? + 0F A3 /r"),
    Row("BSF", "r, r/m", "RM", "REX.W? + 0F BC /r"),
    Row("BSR", "r, r/m", "RM", "REX.W? + 0F BD /r"),
    Row("TZCNT", "r, r/m", "RM", "F3 REX.W? + 0F BC /r", "bmi1"),
    Row("LZCNT", "r, r/m", "RM", "F3 REX.W? + 0F BD /r", "lzcnt"),
    Row("POPCNT", "r, r/m", "RM", "F3 REX.W? + 0F B8 /r", "popcnt"),
    Row("CRC32", "r32, r/m32", "RM", "F2 0F 38 F1 /r", "sse4.2"),
    Row("ANDN", "r, r, r/m", "RVM", "VEX.LZ.NP.0F38.W? F2 /r", "bmi1"),
    Row("BEXTR", "r, r/m, r", "RMV", "VEX.LZ.NP.0F38.W? F7 /r", "bmi1"),
    Row("BLSR", "r, r/m", "VM", "VEX.LZ.NP.0F38.W? F3 /1", "bmi1"),
    Row("BLSMSK", "r, r/m", "VM", "VEX.LZ.NP.0F38.W? F3 /2", "bmi1"),
    Row("BLSI", "r, r/m", "VM", "VEX.LZ.NP.0F38.W? F3 /3", "bmi1"),
    Row("BZHI", "r, r/m, r", "RMV", "VEX.LZ.NP.0F38.W? F5 /r", "bmi2"),
    Row("PDEP", "r, r, r/m", "RVM", "VEX.LZ.F2.0F38.W? F5 /r", "bmi2"),
    Row("PEXT", "r, r, r/m", "RVM", "VEX.LZ.F3.0F38.W? F5 /r", "bmi2"),
    Row("MULX", "r, r, r/m", "RVM", "VEX.LZ.F2.0F38.W? F6 /r", "bmi2"),
    Row("ADCX", "r, r/m", "RM", "66 REX.W? + 0F 38 F6 /r", "adx"),
    Row("ADOX", "r, r/m", "RM", "F3 REX.W? + 0F 38 F6 /r", "adx"),
    Row("PUSH", "r64", "O", "50+rd"),
    Row("PUSH", "m64", "M", "FF /6"),
    Row("PUSH", "imm8", "I", "6A ib"),
    Row("PUSH", "imm32", "I", "68 id"),
    Row("POP", "r64", "O", "58+rd"),
    Row("POP", "m64", "M", "8F /0"),
    Row("LEAVE", "", "", "C9"),
    Row("RET", "", "", "C3"),
    Row("RET", "imm16", "I", "C2 iw"),
    Row("CALL", "r/m64", "M", "FF /2"),
    Row("JMP", "r/m64", "M", "FF /4"),
    Row("UD2", "", "", "0F 0B"),
    Row("INT3", "", "", "CC"),
    Row("PAUSE", "", "", "F3 90"),
    Row("CLD", "", "", "FC"),
    Row("REP MOVSB", "", "", "F3 A4", "", "rep_movsb"),
    Row("REP STOSB", "", "", "F3 AA", "", "rep_stosb"),
    Row("LDMXCSR", "m32", "M", "0F AE /2"),
    Row("STMXCSR", "m32", "M", "0F AE /3"),
    Row("VZEROUPPER", "", "", "VEX.128.NP.0F.WIG 77", "avx"),
    Row("MFENCE", "", "", "0F AE F0"),
    Row("LFENCE", "", "", "0F AE E8"),
    Row("LOCK XADD", "m, r", "MR", "F0 REX.W? + 0F C1 /r", "", "lock_xadd"),
    Row("LOCK XADD", "m8, r8", "MR", "F0 0F C0 /r", "", "lock_xadd8"),
    Row("LOCK XADD", "m16, r16", "MR", "F0 66 0F C1 /r", "", "lock_xadd16"),
    Row("LOCK CMPXCHG", "m, r", "MR", "F0 REX.W? + 0F B1 /r", "", "lock_cmpxchg"),
    Row("LOCK CMPXCHG", "m8, r8", "MR", "F0 0F B0 /r", "", "lock_cmpxchg8"),
    Row("LOCK CMPXCHG", "m16, r16", "MR", "F0 66 0F B1 /r", "", "lock_cmpxchg16"),
]


class VecRow(NamedTuple):
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


def _both(m: str, operands: str, pp: str, space: str, op: str, feature: str, flags: str = "", w: str = "WIG") -> VecRow:
    """Return a row whose legacy and VEX encodings differ only in form."""
    escape = {"0F": "0F", "0F38": "0F 38", "0F3A": "0F 3A"}[space]
    legacy = ("" if pp == "NP" else pp + " ") + ("REX.W + " if w == "W1" else "") + f"{escape} {op}"
    length = "LIG" if operands in (S3, D3) or m[:5] in ("UCOMI", "COMIS") else "128"
    return VecRow(m, operands, legacy, f"VEX.{length}.{pp}.{space}.{w} {op}", feature, flags)


def _family(names: str, operands: str, pp: str, space: str, feature: str, flags: str = "") -> list[VecRow]:
    """Return rows for ``NAME opcode`` pairs that share everything else; a trailing ``c`` on the opcode: commutes."""
    words = names.split()
    rows: list[VecRow] = []
    for m, op in zip(words[::2], words[1::2], strict=True):
        commutes = "c" if op.endswith("c") else ""
        rows.append(_both(m, operands, pp, space, op.rstrip("c") + " /r", feature, flags + commutes))
    return rows


def _scalar() -> list[VecRow]:
    rows: list[VecRow] = []
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


def _fma() -> list[VecRow]:
    rows: list[VecRow] = []
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
                rows.append(VecRow(m + order + suffix, operands, "", op, "fma"))
    return rows


VECTOR: list[VecRow] = [
    *_scalar(),
    _both("UCOMISS", "xmm, xmm/m32", "NP", "0F", "2E /r", "sse2"),
    _both("UCOMISD", "xmm, xmm/m64", "66", "0F", "2E /r", "sse2"),
    # Moves
    _both("MOVAPS", X2, "NP", "0F", "28 /r", "sse2"),
    _both("MOVAPD", X2, "66", "0F", "28 /r", "sse2"),
    _both("MOVDQA", X2, "66", "0F", "6F /r", "sse2"),
    VecRow("MOVUPS", "xmm, m128", "0F 10 /r", "VEX.128.NP.0F.WIG 10 /r"),
    VecRow("MOVUPS", "m128, xmm", "0F 11 /r", "VEX.128.NP.0F.WIG 11 /r", "sse2", "=_ST"),
    VecRow("MOVDQU", "xmm, m128", "F3 0F 6F /r", "VEX.128.F3.0F.WIG 6F /r"),
    VecRow("MOVDQU", "m128, xmm", "F3 0F 7F /r", "VEX.128.F3.0F.WIG 7F /r", "sse2", "=_ST"),
    VecRow("MOVAPS", "m128, xmm", "0F 29 /r", "VEX.128.NP.0F.WIG 29 /r", "sse2", "=_ST"),
    VecRow("MOVSS", "xmm, m32", "F3 0F 10 /r", "VEX.LIG.F3.0F.WIG 10 /r"),
    VecRow("MOVSS", "m32, xmm", "F3 0F 11 /r", "VEX.LIG.F3.0F.WIG 11 /r", "sse2", "=_ST"),
    VecRow("MOVSD", "xmm, m64", "F2 0F 10 /r", "VEX.LIG.F2.0F.WIG 10 /r"),
    VecRow("MOVSD", "m64, xmm", "F2 0F 11 /r", "VEX.LIG.F2.0F.WIG 11 /r", "sse2", "=_ST"),
    VecRow("MOVSS", "xmm, xmm, xmm", "F3 0F 10 /r", "VEX.LIG.F3.0F.WIG 10 /r", "sse2", "=_RR"),
    VecRow("MOVSD", "xmm, xmm, xmm", "F2 0F 10 /r", "VEX.LIG.F2.0F.WIG 10 /r", "sse2", "=_RR"),
    VecRow("MOVHLPS", "xmm, xmm, xmm", "0F 12 /r", "VEX.128.NP.0F.WIG 12 /r"),
    VecRow("MOVLHPS", "xmm, xmm, xmm", "0F 16 /r", "VEX.128.NP.0F.WIG 16 /r"),
    VecRow("MOVLPS", "xmm, xmm, m64", "0F 12 /r", "VEX.128.NP.0F.WIG 12 /r"),
    VecRow("MOVHPS", "xmm, xmm, m64", "0F 16 /r", "VEX.128.NP.0F.WIG 16 /r"),
    VecRow("MOVLPS", "m64, xmm", "0F 13 /r", "VEX.128.NP.0F.WIG 13 /r", "sse2", "=_ST"),
    VecRow("MOVHPS", "m64, xmm", "0F 17 /r", "VEX.128.NP.0F.WIG 17 /r", "sse2", "=_ST"),
    VecRow("MOVD", "xmm, r/m32", "66 0F 6E /r", "VEX.128.66.0F.W0 6E /r"),
    VecRow("MOVQ", "xmm, r/m64", "66 REX.W + 0F 6E /r", "VEX.128.66.0F.W1 6E /r"),
    VecRow("MOVD", "r/m32, xmm", "66 0F 7E /r", "VEX.128.66.0F.W0 7E /r", "sse2", "=_ST"),
    VecRow("MOVQ", "r/m64, xmm", "66 REX.W + 0F 7E /r", "VEX.128.66.0F.W1 7E /r", "sse2", "=_ST"),
    VecRow("MOVQ", "xmm, xmm/m64", "F3 0F 7E /r", "VEX.128.F3.0F.WIG 7E /r", "sse2", "=_XX"),
    VecRow("MOVDDUP", "xmm, xmm/m64", "F2 0F 12 /r", "VEX.128.F2.0F.WIG 12 /r", "sse3"),
    VecRow("MOVSHDUP", X2, "F3 0F 16 /r", "VEX.128.F3.0F.WIG 16 /r", "sse3"),
    # Conversions
    VecRow("CVTSI2SS", "xmm, xmm, r/m32", "F3 0F 2A /r", "VEX.LIG.F3.0F.W0 2A /r", "sse2", "w"),
    VecRow("CVTSI2SD", "xmm, xmm, r/m32", "F2 0F 2A /r", "VEX.LIG.F2.0F.W0 2A /r", "sse2", "w"),
    VecRow("CVTSS2SI", "r32, xmm/m32", "F3 0F 2D /r", "VEX.LIG.F3.0F.W0 2D /r", "sse2", "w"),
    VecRow("CVTSD2SI", "r32, xmm/m64", "F2 0F 2D /r", "VEX.LIG.F2.0F.W0 2D /r", "sse2", "w"),
    VecRow("CVTTSS2SI", "r32, xmm/m32", "F3 0F 2C /r", "VEX.LIG.F3.0F.W0 2C /r", "sse2", "w"),
    VecRow("CVTTSD2SI", "r32, xmm/m64", "F2 0F 2C /r", "VEX.LIG.F2.0F.W0 2C /r", "sse2", "w"),
    VecRow("CVTSS2SD", S3, "F3 0F 5A /r", "VEX.LIG.F3.0F.WIG 5A /r"),
    VecRow("CVTSD2SS", D3, "F2 0F 5A /r", "VEX.LIG.F2.0F.WIG 5A /r"),
    _both("CVTPS2PD", "xmm, xmm/m64", "NP", "0F", "5A /r", "sse2"),
    _both("CVTPD2PS", X2, "66", "0F", "5A /r", "sse2"),
    _both("CVTDQ2PS", X2, "NP", "0F", "5B /r", "sse2"),
    _both("CVTTPS2DQ", X2, "F3", "0F", "5B /r", "sse2"),
    _both("CVTPS2DQ", X2, "66", "0F", "5B /r", "sse2"),
    _both("CVTDQ2PD", "xmm, xmm/m64", "F3", "0F", "E6 /r", "sse2"),
    _both("CVTTPD2DQ", X2, "66", "0F", "E6 /r", "sse2"),
    _both("ROUNDPS", X2 + ", imm8", "66", "0F3A", "08 /r ib", "sse4.1"),
    _both("ROUNDPD", X2 + ", imm8", "66", "0F3A", "09 /r ib", "sse4.1"),
    VecRow("ROUNDSS", S3 + ", imm8", "66 0F 3A 0A /r ib", "VEX.LIG.66.0F3A.WIG 0A /r ib", "sse4.1"),
    VecRow("ROUNDSD", D3 + ", imm8", "66 0F 3A 0B /r ib", "VEX.LIG.66.0F3A.WIG 0B /r ib", "sse4.1"),
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
    VecRow("PSLLW", "xmm, xmm, imm8", "66 0F 71 /6 ib", "VEX.128.66.0F.WIG 71 /6 ib", "sse2", "=_I"),
    VecRow("PSRLW", "xmm, xmm, imm8", "66 0F 71 /2 ib", "VEX.128.66.0F.WIG 71 /2 ib", "sse2", "=_I"),
    VecRow("PSRAW", "xmm, xmm, imm8", "66 0F 71 /4 ib", "VEX.128.66.0F.WIG 71 /4 ib", "sse2", "=_I"),
    VecRow("PSLLD", "xmm, xmm, imm8", "66 0F 72 /6 ib", "VEX.128.66.0F.WIG 72 /6 ib", "sse2", "=_I"),
    VecRow("PSRLD", "xmm, xmm, imm8", "66 0F 72 /2 ib", "VEX.128.66.0F.WIG 72 /2 ib", "sse2", "=_I"),
    VecRow("PSRAD", "xmm, xmm, imm8", "66 0F 72 /4 ib", "VEX.128.66.0F.WIG 72 /4 ib", "sse2", "=_I"),
    VecRow("PSLLQ", "xmm, xmm, imm8", "66 0F 73 /6 ib", "VEX.128.66.0F.WIG 73 /6 ib", "sse2", "=_I"),
    VecRow("PSRLQ", "xmm, xmm, imm8", "66 0F 73 /2 ib", "VEX.128.66.0F.WIG 73 /2 ib", "sse2", "=_I"),
    VecRow("PSLLDQ", "xmm, xmm, imm8", "66 0F 73 /7 ib", "VEX.128.66.0F.WIG 73 /7 ib", "sse2", "=_I"),
    VecRow("PSRLDQ", "xmm, xmm, imm8", "66 0F 73 /3 ib", "VEX.128.66.0F.WIG 73 /3 ib", "sse2", "=_I"),
    _both("PSHUFD", X2 + ", imm8", "66", "0F", "70 /r ib", "sse2"),
    _both("PSHUFHW", X2 + ", imm8", "F3", "0F", "70 /r ib", "sse2"),
    _both("PSHUFLW", X2 + ", imm8", "F2", "0F", "70 /r ib", "sse2"),
    _both("PALIGNR", X3 + ", imm8", "66", "0F3A", "0F /r ib", "ssse3"),
    _both("BLENDPS", X3 + ", imm8", "66", "0F3A", "0C /r ib", "sse4.1"),
    _both("BLENDPD", X3 + ", imm8", "66", "0F3A", "0D /r ib", "sse4.1"),
    _both("PBLENDW", X3 + ", imm8", "66", "0F3A", "0E /r ib", "sse4.1"),
    VecRow("INSERTPS", "xmm, xmm, xmm/m32, imm8", "66 0F 3A 21 /r ib", "VEX.128.66.0F3A.WIG 21 /r ib", "sse4.1"),
    VecRow("PMOVMSKB", "r32, xmm", "66 0F D7 /r", "VEX.128.66.0F.WIG D7 /r"),
    VecRow("PINSRB", "xmm, xmm, r32/m8, imm8", "66 0F 3A 20 /r ib", "VEX.128.66.0F3A.W0 20 /r ib", "sse4.1"),
    VecRow("PINSRW", "xmm, xmm, r32/m16, imm8", "66 0F C4 /r ib", "VEX.128.66.0F.W0 C4 /r ib"),
    VecRow("PINSRD", "xmm, xmm, r/m32, imm8", "66 0F 3A 22 /r ib", "VEX.128.66.0F3A.W0 22 /r ib", "sse4.1"),
    VecRow("PINSRQ", "xmm, xmm, r/m64, imm8", "66 REX.W + 0F 3A 22 /r ib", "VEX.128.66.0F3A.W1 22 /r ib", "sse4.1"),
    VecRow("PEXTRB", "r32/m8, xmm, imm8", "66 0F 3A 14 /r ib", "VEX.128.66.0F3A.W0 14 /r ib", "sse4.1", "=_ST"),
    VecRow("PEXTRW", "r32/m16, xmm, imm8", "66 0F 3A 15 /r ib", "VEX.128.66.0F3A.W0 15 /r ib", "sse4.1", "=_ST"),
    VecRow("PEXTRD", "r/m32, xmm, imm8", "66 0F 3A 16 /r ib", "VEX.128.66.0F3A.W0 16 /r ib", "sse4.1", "=_ST"),
    VecRow("PEXTRQ", "r/m64, xmm, imm8", "66 REX.W + 0F 3A 16 /r ib", "VEX.128.66.0F3A.W1 16 /r ib", "sse4.1", "=_ST"),
    VecRow("EXTRACTPS", "r/m32, xmm, imm8", "66 0F 3A 17 /r ib", "VEX.128.66.0F3A.WIG 17 /r ib", "sse4.1", "=_ST"),
    # Blends by a mask register: the legacy form's mask is xmm0
    VecRow("PBLENDVB", X3 + ", xmm", "", "VEX.128.66.0F3A.W0 4C /r /is4", "avx", "=_V"),
    VecRow("BLENDVPS", X3 + ", xmm", "", "VEX.128.66.0F3A.W0 4A /r /is4", "avx", "=_V"),
    VecRow("BLENDVPD", X3 + ", xmm", "", "VEX.128.66.0F3A.W0 4B /r /is4", "avx", "=_V"),
    VecRow("PBLENDVB", X2, "66 0F 38 10 /r", "", "sse4.1"),
    VecRow("BLENDVPS", X2, "66 0F 38 14 /r", "", "sse4.1"),
    VecRow("BLENDVPD", X2, "66 0F 38 15 /r", "", "sse4.1"),
    # AVX and AVX2 only
    VecRow("BROADCASTSS", "xmm, xmm/m32", "", "VEX.128.66.0F38.W0 18 /r", "avx2"),
    VecRow("PBROADCASTB", "xmm, xmm/m8", "", "VEX.128.66.0F38.W0 78 /r", "avx2"),
    VecRow("PBROADCASTW", "xmm, xmm/m16", "", "VEX.128.66.0F38.W0 79 /r", "avx2"),
    VecRow("PBROADCASTD", "xmm, xmm/m32", "", "VEX.128.66.0F38.W0 58 /r", "avx2"),
    VecRow("PBROADCASTQ", "xmm, xmm/m64", "", "VEX.128.66.0F38.W0 59 /r", "avx2"),
    VecRow("PSLLVD", X3, "", "VEX.128.66.0F38.W0 47 /r", "avx2"),
    VecRow("PSLLVQ", X3, "", "VEX.128.66.0F38.W1 47 /r", "avx2"),
    VecRow("PSRLVD", X3, "", "VEX.128.66.0F38.W0 45 /r", "avx2"),
    VecRow("PSRLVQ", X3, "", "VEX.128.66.0F38.W1 45 /r", "avx2"),
    VecRow("PSRAVD", X3, "", "VEX.128.66.0F38.W0 46 /r", "avx2"),
    VecRow("PBLENDD", X3 + ", imm8", "", "VEX.128.66.0F3A.W0 02 /r ib", "avx2"),
    VecRow("PERMILPS", X2 + ", imm8", "", "VEX.128.66.0F3A.W0 04 /r ib", "avx"),
    VecRow("PERMILPD", X2 + ", imm8", "", "VEX.128.66.0F3A.W0 05 /r ib", "avx"),
    *_fma(),
]

EVEX: list[VecRow] = [
    VecRow("PMULLQ", X3, "", "EVEX.128.66.0F38.W1 40 /r", "avx512dq"),
    VecRow("POPCNTB", X2, "", "EVEX.128.66.0F38.W0 54 /r", "avx512_bitalg"),
    VecRow("PABSQ", X2, "", "EVEX.128.66.0F38.W1 1F /r", "avx512f"),
    VecRow("PSRAQ", X3, "", "EVEX.128.66.0F.W1 E2 /r", "avx512f"),
    VecRow("PSRAQ", "xmm, xmm, imm8", "", "EVEX.128.66.0F.W1 72 /4 ib", "avx512f", "=_I"),
    VecRow("PTERNLOGD", X3 + ", imm8", "", "EVEX.128.66.0F3A.W0 25 /r ib", "avx512f"),
    VecRow("PERMI2D", X3, "", "EVEX.128.66.0F38.W0 76 /r", "avx512f"),
    VecRow("CVTUDQ2PS", X2, "", "EVEX.128.F2.0F.W0 7A /r", "avx512f"),
    VecRow("CVTUDQ2PD", "xmm, xmm/m64", "", "EVEX.128.F3.0F.W0 7A /r", "avx512f"),
    VecRow("CVTTPS2UDQ", X2, "", "EVEX.128.NP.0F.W0 78 /r", "avx512f"),
    VecRow("CVTTPD2UDQ", X2, "", "EVEX.128.NP.0F.W1 78 /r", "avx512f"),
    VecRow("RANGEPS", X3 + ", imm8", "", "EVEX.128.66.0F3A.W0 50 /r ib", "avx512dq"),
    VecRow("RANGEPD", X3 + ", imm8", "", "EVEX.128.66.0F3A.W1 50 /r ib", "avx512dq"),
    VecRow("PBROADCASTB", "xmm, r32", "", "EVEX.128.66.0F38.W0 7A /r", "avx512bw", "=_G"),
    VecRow("PBROADCASTW", "xmm, r32", "", "EVEX.128.66.0F38.W0 7B /r", "avx512bw", "=_G"),
    VecRow("PBROADCASTD", "xmm, r32", "", "EVEX.128.66.0F38.W0 7C /r", "avx512f", "=_G"),
    VecRow("PBROADCASTQ", "xmm, r64", "", "EVEX.128.66.0F38.W1 7C /r", "avx512f", "=_G"),
    # Mask registers: a comparison's result, an addition only in the lanes of a mask
    VecRow("CMPPS", "k, xmm, xmm/m128, imm8", "", "EVEX.128.NP.0F.W0 C2 /r ib", "avx512f", "=_K"),
    VecRow("CMPPD", "k, xmm, xmm/m128, imm8", "", "EVEX.128.66.0F.W1 C2 /r ib", "avx512f", "=_K"),
    VecRow("ADDPS", "xmm {k}, xmm, xmm", "", "EVEX.128.NP.0F.W0 58 /r", "avx512f", "=_K"),
    VecRow("ADDPD", "xmm {k}, xmm, xmm", "", "EVEX.128.66.0F.W1 58 /r", "avx512f", "=_K"),
]
"""Forms of level v4, all with AVX512VL, where they shorten what takes several instructions otherwise."""

INSTRUCTIONS: list[Row | VecRow] = [*INTEGER, *VECTOR, *EVEX]
