"""Vector operations that are one instruction, and what registers the others need, at each level.

A *form* packs one instruction: bits 0..18 its opcode word, then the flags below, and from bit 24 its immediate byte.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.machine.x86_64 import enc_vec as V
from zwasmc.wasm import op as O

WORD: Final = 0x7FFFF
SWAP: Final = 0x100000
"""The instruction's operands are those of wasm exchanged."""
ONE: Final = 0x200000
"""One source operand."""
IMM: Final = 0x400000
"""An immediate byte follows."""

TEMP: Final = 1
"""A vector temporary."""
EARLY: Final = 2
"""The result and the temporary are in other registers than the operands."""
LIBRARY: Final = 4
"""There is no sequence at this level."""

FIRST: Final = O.V128_LOAD
COUNT: Final = O.I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S - O.V128_LOAD + 1

BINARY: Final = [
    (O.V128_AND, V.PAND),
    (O.V128_ANDNOT, V.PANDN | SWAP),
    (O.V128_OR, V.POR),
    (O.V128_XOR, V.PXOR),
    (O.I8X16_EQ, V.PCMPEQB),
    (O.I8X16_GT_S, V.PCMPGTB),
    (O.I8X16_LT_S, V.PCMPGTB | SWAP),
    (O.I16X8_EQ, V.PCMPEQW),
    (O.I16X8_GT_S, V.PCMPGTW),
    (O.I16X8_LT_S, V.PCMPGTW | SWAP),
    (O.I32X4_EQ, V.PCMPEQD),
    (O.I32X4_GT_S, V.PCMPGTD),
    (O.I32X4_LT_S, V.PCMPGTD | SWAP),
    (O.I64X2_EQ, V.PCMPEQQ),
    (O.I64X2_GT_S, V.PCMPGTQ),
    (O.I64X2_LT_S, V.PCMPGTQ | SWAP),
    (O.I8X16_NARROW_I16X8_S, V.PACKSSWB),
    (O.I8X16_NARROW_I16X8_U, V.PACKUSWB),
    (O.I16X8_NARROW_I32X4_S, V.PACKSSDW),
    (O.I16X8_NARROW_I32X4_U, V.PACKUSDW),
    (O.I8X16_ADD, V.PADDB),
    (O.I8X16_ADD_SAT_S, V.PADDSB),
    (O.I8X16_ADD_SAT_U, V.PADDUSB),
    (O.I8X16_SUB, V.PSUBB),
    (O.I8X16_SUB_SAT_S, V.PSUBSB),
    (O.I8X16_SUB_SAT_U, V.PSUBUSB),
    (O.I8X16_MIN_S, V.PMINSB),
    (O.I8X16_MIN_U, V.PMINUB),
    (O.I8X16_MAX_S, V.PMAXSB),
    (O.I8X16_MAX_U, V.PMAXUB),
    (O.I8X16_AVGR_U, V.PAVGB),
    (O.I16X8_ADD, V.PADDW),
    (O.I16X8_ADD_SAT_S, V.PADDSW),
    (O.I16X8_ADD_SAT_U, V.PADDUSW),
    (O.I16X8_SUB, V.PSUBW),
    (O.I16X8_SUB_SAT_S, V.PSUBSW),
    (O.I16X8_SUB_SAT_U, V.PSUBUSW),
    (O.I16X8_MUL, V.PMULLW),
    (O.I16X8_MIN_S, V.PMINSW),
    (O.I16X8_MIN_U, V.PMINUW),
    (O.I16X8_MAX_S, V.PMAXSW),
    (O.I16X8_MAX_U, V.PMAXUW),
    (O.I16X8_AVGR_U, V.PAVGW),
    (O.I32X4_ADD, V.PADDD),
    (O.I32X4_SUB, V.PSUBD),
    (O.I32X4_MUL, V.PMULLD),
    (O.I32X4_MIN_S, V.PMINSD),
    (O.I32X4_MIN_U, V.PMINUD),
    (O.I32X4_MAX_S, V.PMAXSD),
    (O.I32X4_MAX_U, V.PMAXUD),
    (O.I32X4_DOT_I16X8_S, V.PMADDWD),
    (O.I64X2_ADD, V.PADDQ),
    (O.I64X2_SUB, V.PSUBQ),
    (O.F32X4_ADD, V.ADDPS),
    (O.F32X4_SUB, V.SUBPS),
    (O.F32X4_MUL, V.MULPS),
    (O.F32X4_DIV, V.DIVPS),
    (O.F32X4_PMIN, V.MINPS | SWAP),
    (O.F32X4_PMAX, V.MAXPS | SWAP),
    (O.F64X2_ADD, V.ADDPD),
    (O.F64X2_SUB, V.SUBPD),
    (O.F64X2_MUL, V.MULPD),
    (O.F64X2_DIV, V.DIVPD),
    (O.F64X2_PMIN, V.MINPD | SWAP),
    (O.F64X2_PMAX, V.MAXPD | SWAP),
]

UNARY: Final = [
    (O.I8X16_ABS, V.PABSB),
    (O.I16X8_ABS, V.PABSW),
    (O.I32X4_ABS, V.PABSD),
    (O.F32X4_SQRT, V.SQRTPS),
    (O.F64X2_SQRT, V.SQRTPD),
    (O.F32X4_CEIL, V.ROUNDPS | IMM | 0xA000000),
    (O.F32X4_FLOOR, V.ROUNDPS | IMM | 0x9000000),
    (O.F32X4_TRUNC, V.ROUNDPS | IMM | 0xB000000),
    (O.F32X4_NEAREST, V.ROUNDPS | IMM | 0x8000000),
    (O.F64X2_CEIL, V.ROUNDPD | IMM | 0xA000000),
    (O.F64X2_FLOOR, V.ROUNDPD | IMM | 0x9000000),
    (O.F64X2_TRUNC, V.ROUNDPD | IMM | 0xB000000),
    (O.F64X2_NEAREST, V.ROUNDPD | IMM | 0x8000000),
    (O.I16X8_EXTEND_LOW_I8X16_S, V.PMOVSXBW),
    (O.I16X8_EXTEND_LOW_I8X16_U, V.PMOVZXBW),
    (O.I32X4_EXTEND_LOW_I16X8_S, V.PMOVSXWD),
    (O.I32X4_EXTEND_LOW_I16X8_U, V.PMOVZXWD),
    (O.I64X2_EXTEND_LOW_I32X4_S, V.PMOVSXDQ),
    (O.I64X2_EXTEND_LOW_I32X4_U, V.PMOVZXDQ),
    (O.F32X4_DEMOTE_F64X2_ZERO, V.CVTPD2PS),
    (O.F64X2_PROMOTE_LOW_F32X4, V.CVTPS2PD),
    (O.F32X4_CONVERT_I32X4_S, V.CVTDQ2PS),
    (O.F64X2_CONVERT_LOW_I32X4_S, V.CVTDQ2PD),
]

EVEX_UNARY: Final = [
    (O.I64X2_ABS, V.PABSQ),
    (O.F32X4_CONVERT_I32X4_U, V.CVTUDQ2PS),
    (O.F64X2_CONVERT_LOW_I32X4_U, V.CVTUDQ2PD),
]

RELATIONS: Final = bytes([0, 4, 1, 14, 2, 13])
"""Predicates of CMPPS and CMPPD for eq, ne, lt, gt, le, ge; those above 7 are only in VEX."""


@final
class VectorForms:
    """The tables of one level: 2 (SSE4.2), 3 (AVX2, FMA), 4 (AVX-512) or 5 (and BITALG)."""

    def __init__(self, level: i64) -> None:
        self.level: Final[i64] = level
        self.forms: vec[i64] = vec[i64]([0] * COUNT)
        self.need: vec[i64] = vec[i64]([0] * COUNT)
        self.fill_forms()
        self.fill_needs()

    def form(self, op: i64) -> i64:
        """Return the form of an operation that is one instruction, else 0."""
        return self.forms[op - FIRST]

    def needs(self, op: i64) -> i64:
        """Return ``TEMP``, ``EARLY`` and ``LIBRARY`` of an operation."""
        return self.need[op - FIRST]

    def fill_forms(self) -> None:
        """Fill the table of one-instruction operations."""
        for op, word in BINARY:
            self.forms[op - FIRST] = word
        for op, word in UNARY:
            self.forms[op - FIRST] = word | ONE
        k: i64 = 0
        while k < 6:
            predicate = i64(RELATIONS[k])
            swap: i64 = 0
            if predicate > 7 and self.level < 3:
                predicate = 15 - predicate
                swap = SWAP
            flags = IMM | swap | (predicate << 24)
            self.forms[O.F32X4_EQ + k - FIRST] = V.CMPPS | flags
            self.forms[O.F64X2_EQ + k - FIRST] = V.CMPPD | flags
            k += 1
        if self.level >= 4:
            for op, word in EVEX_UNARY:
                self.forms[op - FIRST] = word | ONE
            self.forms[O.I64X2_MUL - FIRST] = V.PMULLQ
        if self.level >= 5:
            self.forms[O.I8X16_POPCNT - FIRST] = V.POPCNTB | ONE

    def fill_needs(self) -> None:
        """Fill the table of register needs."""
        need = self.need
        old = self.level < 3
        for op in (
            O.I8X16_POPCNT,
            O.I8X16_SHR_S,
            O.I16X8_RELAXED_DOT_I8X16_I7X16_S,
            O.I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S,
        ):
            need[op - FIRST] = TEMP | EARLY
        if self.level >= 5:
            need[O.I8X16_POPCNT - FIRST] = 0
        need[O.I8X16_SHL - FIRST] = EARLY
        need[O.I8X16_SHR_U - FIRST] = TEMP | EARLY if old else EARLY
        if self.level < 4:
            for op in (O.I32X4_TRUNC_SAT_F32X4_U, O.I32X4_RELAXED_TRUNC_F32X4_U, O.I64X2_SHR_S):
                need[op - FIRST] = TEMP | EARLY
            for op in (O.F32X4_MIN, O.F32X4_MAX, O.F64X2_MIN, O.F64X2_MAX, O.I64X2_MUL):
                need[op - FIRST] = EARLY
            for op in (O.F32X4_RELAXED_MIN, O.F32X4_RELAXED_MAX, O.F64X2_RELAXED_MIN, O.F64X2_RELAXED_MAX):
                need[op - FIRST] = EARLY
        if old:
            for op in (O.F32X4_RELAXED_MADD, O.F32X4_RELAXED_NMADD, O.F64X2_RELAXED_MADD, O.F64X2_RELAXED_NMADD):
                need[op - FIRST] = LIBRARY
