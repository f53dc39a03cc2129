"""Vector operations of wasm as instruction sequences of levels v2 (SSE4.2), v3 (AVX2, FMA) and v4 (AVX-512).

Registers are hardware numbers 0..15: ``d`` the result, ``a``, ``b``, ``c`` vector operands, ``t`` a vector temporary,
``g`` and ``rd`` general registers.  Every sequence may use the scratch registers xmm15, r11 and mask register k1, and
destroys the flags; no other register than ``d`` and ``t`` changes.

``needs`` says what an operation asks: without ``EARLY``, ``d`` may be any operand; with it, ``d`` is none of them; with
``TEMP``, so is ``t``.  ``LIBRARY`` operations have no sequence at the level.  Operations on general registers,
shuffles, shifts by a constant and memory accesses need nothing; the first instruction of an access is the access.

Relaxed operations are those of the deterministic profile, but for madd and nmadd, which round once (docs/simd.md).
"""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.machine.x86_64.enc import Enc
from zwasmc.machine.x86_64.simd_base import SimdBase
from zwasmc.machine.x86_64.simd_float import SimdFloat
from zwasmc.machine.x86_64.simd_int import SimdInt
from zwasmc.machine.x86_64.simd_lane import SimdLane
from zwasmc.machine.x86_64.simd_shuffle import SimdShuffle
from zwasmc.machine.x86_64.vec import Vec
from zwasmc.wasm import op as O


@final
class Simd:
    """Appends the sequences of one level."""

    def __init__(self, a: Enc, v: Vec, level: i64) -> None:
        self.base: Final[SimdBase] = SimdBase(a, v, level)
        self.ints: Final[SimdInt] = SimdInt(self.base)
        self.floats: Final[SimdFloat] = SimdFloat(self.base)
        self.lanes: Final[SimdLane] = SimdLane(self.base)
        self.shuffles: Final[SimdShuffle] = SimdShuffle(self.base)

    def form(self, op: i64) -> i64:
        """Return the form of an operation that is one instruction, else 0 (see ``simd_base``)."""
        return self.base.forms.form(op)

    def needs(self, op: i64) -> i64:
        """Return ``TEMP``, ``EARLY`` and ``LIBRARY`` of an operation."""
        return self.base.forms.needs(op)

    def unary(self, op: i64, d: i64, a: i64, t: i64) -> None:
        """``d = op a``."""
        form = self.base.forms.form(op)
        if form != 0:
            self.base.emit(form, d, a, 0)
        elif op >= O.F32X4_ABS:
            self.floats.unary(op, d, a, t)
        else:
            self.ints.unary(op, d, a, t)

    def binary(self, op: i64, d: i64, a: i64, b: i64, t: i64) -> None:
        """``d = a op b``."""
        form = self.base.forms.form(op)
        if form != 0:
            self.base.emit(form, d, a, b)
        elif op >= O.F32X4_MIN and op <= O.F64X2_MAX:
            self.floats.minmax(op >= O.F64X2_MIN, op == O.F32X4_MAX or op == O.F64X2_MAX, d, a, b)
        elif op >= O.F32X4_RELAXED_MIN and op <= O.F64X2_RELAXED_MAX:
            k = op - O.F32X4_RELAXED_MIN
            self.floats.minmax(k >= 2, k & 1 != 0, d, a, b)
        elif (op >= O.I8X16_EQ and op <= O.I32X4_GE_U) or (op >= O.I64X2_EQ and op <= O.I64X2_GE_S):
            self.ints.compare(op, d, a, b)
        else:
            self.ints.binary(op, d, a, b, t)

    def ternary(self, op: i64, d: i64, a: i64, b: i64, c: i64, t: i64) -> None:
        """``d = op(a, b, c)``."""
        if op >= O.F32X4_RELAXED_MADD and op <= O.F64X2_RELAXED_NMADD:
            self.floats.fused(op, d, a, b, c)
        elif op == O.I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S:
            self.ints.dot_add(d, a, b, c, t)
        else:
            self.ints.bitselect(d, a, b, c)

    def shift(self, op: i64, d: i64, a: i64, g: i64, t: i64) -> None:
        """``d = a`` shifted by ``g``, which survives."""
        self.ints.shift(op, d, a, g, t)

    def shift_imm(self, op: i64, d: i64, a: i64, n: i64) -> None:
        """``d = a`` shifted by a constant."""
        self.ints.shift_imm(op, d, a, n)
