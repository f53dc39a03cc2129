"""Which instructions vector operations become: cheap patterns are found, sequences are as long as they should be."""

from __future__ import annotations

import capstone
import pytest
from librt.vecs import vec
from mypy_extensions import i64

from machine_code import linked
from simd_native import NAMES, halves, shape
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.finish import finish
from zwasmc.machine.x86_64.enc import Enc
from zwasmc.machine.x86_64.forms import X86Forms
from zwasmc.machine.x86_64.simd import Simd
from zwasmc.machine.x86_64.simd_forms import LIBRARY
from zwasmc.machine.x86_64.vec import Vec
from zwasmc.wasm import op as O


class Code:
    """The instructions of one macro call."""

    def __init__(self, level: int) -> None:
        self.b = CodeBuf(X86Forms())
        self.b.begin()
        self.m = Simd(Enc(self.b), Vec(self.b, level >= 3), level)

    def words(self) -> list[str]:
        """Return the mnemonics, without the v of VEX."""
        size = int(finish(self.b))
        image, at = linked(self.b, vec[i64]([0]))
        text = image[at : at + size]
        found = list(capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64).disasm_lite(text, 0))
        assert sum(length for _, length, _, _ in found) == size
        return [name.removeprefix("v") for _, _, name, _ in found]


def shuffle(lanes: list[int], level: int, b: int = 2) -> list[str]:
    """Return the instructions of a shuffle of xmm1 and xmm2 (or ``b``) to xmm0."""
    code = Code(level)
    code.m.shuffles.shuffle(*halves(bytes(lanes)), 0, 1, b)
    return code.words()


def wide(units: list[int]) -> list[int]:
    """Return byte numbers for numbers of longer lanes."""
    size = 16 // len(units)
    return [unit * size + k for unit in units for k in range(size)]


B = list(range(16))
SHUFFLES: list[tuple[list[int], str]] = [
    (B, "movaps"),
    (wide([1, 0]), "pshufd"),
    (wide([3, 3, 0, 1]), "pshufd"),
    (wide([1, 0, 3, 2, 4, 5, 6, 7]), "pshuflw"),
    (wide([0, 1, 2, 3, 7, 7, 4, 5]), "pshufhw"),
    ([(k + 3) % 16 for k in B], "palignr"),
    ([k + 5 for k in B], "palignr"),
    ([(k + 21) % 32 for k in B], "palignr"),
    ([k // 2 for k in B], "punpcklbw"),
    ([8 + k // 2 + (k & 1) * 16 for k in B], "punpckhbw"),
    ([k // 2 + 16 - (k & 1) * 16 for k in B], "punpcklbw"),
    (wide([0, 8, 1, 9, 2, 10, 3, 11]), "punpcklwd"),
    (wide([12, 4, 13, 5, 14, 6, 15, 7]), "punpckhwd"),
    (wide([2, 6, 3, 7]), "punpckhdq"),
    (wide([2, 0]), "punpcklqdq"),
    (wide([1, 3]), "punpckhqdq"),
    (wide([0, 9, 2, 3, 12, 5, 14, 7]), "pblendw"),
    (wide([0, 2, 4, 6]), "shufps"),
    (wide([7, 5, 3, 3]), "shufps"),
    (wide([0, 3]), "pblendd"),
    (wide([0, 1, 4, 3]), "insertps"),
    (wide([2, 5, 6, 7]), "insertps"),
    (wide([0, 5, 3, 7]), "pshufd pblendd"),
    (wide([5, 0, 1, 6]), "pshufd pshufd pblendd"),
    ([2 * k for k in B], "pand pand packuswb"),
    ([2 * k + 1 for k in B], "psrlw psrlw packuswb"),
    (wide([0, 2, 4, 6, 8, 10, 12, 14]), "pand pand packusdw"),
    (wide([9, 11, 13, 15, 1, 3, 5, 7]), "psrld psrld packusdw"),
    ([0] * 16, "pbroadcastb"),
    (wide([0] * 8), "pbroadcastw"),
    ([3] * 16, "pshufb"),
    (B[::-1], "pshufb"),
    ([k + 16 for k in B[::-1]], "pshufb"),
    ([*B[:8], *(k + 16 for k in (9, 8, 11, 10, 13, 12, 15, 14))], "pshufb pblendd"),
    ([*(k + 16 for k in B[:10]), 3, 2, 1, 0, 5, 4], "pshufb pblendw"),
    ([k + 16 * (k % 3 == 0) for k in B], "movaps pblendvb"),
    ([1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 30], "pshufb pshufb por"),
]


@pytest.mark.parametrize(("lanes", "words"), SHUFFLES)
def test_shuffles_find_the_cheapest_instructions(lanes: list[int], words: str) -> None:
    assert " ".join(shuffle(lanes, 3)) == words
    old = shuffle(lanes, 2)
    assert not {"pblendd", "pbroadcastb", "pbroadcastw"} & set(old)
    assert len(old) <= len(words.split()) + 3


ZEROS: list[tuple[list[int], str]] = [
    ([31] * 16, "pxor"),
    ([*range(8), *[31] * 8], "movq"),
    ([*range(9), *[31] * 7], "pand"),
    ([*range(3, 16), 31, 31, 31], "psrldq"),
    ([31, 31, *range(14)], "pslldq"),
    ([k // 2 if k % 2 == 0 else 31 for k in B], "pmovzxbw"),
    ([k // 4 if k % 4 == 0 else 31 for k in B], "pmovzxbd"),
    (wide([0, 15, 1, 15, 2, 15, 3, 15]), "pmovzxwd"),
    (wide([0, 7, 1, 7]), "pmovzxdq"),
    (wide([0, 15, 15, 15, 1, 15, 15, 15]), "pmovzxwq"),
    ([1, *range(15)], "pshufb"),
    ([*range(1, 9), 31, *range(9, 16)], "pshufb"),
]


@pytest.mark.parametrize(("lanes", "words"), ZEROS)
def test_shuffles_with_zero_are_one_instruction(lanes: list[int], words: str) -> None:
    code = Code(3)
    code.m.shuffles.shuffle_zero(*halves(bytes(lanes)), 0, 1, False)
    assert code.words() == [words]


def test_shuffles_of_an_operand_with_itself() -> None:
    assert shuffle([k + 5 for k in B], 3, 1) == ["palignr"]
    assert shuffle(wide([0, 2, 4, 6]), 3, 1) == ["pshufd"]
    assert shuffle([k ^ 16 for k in B], 3, 1) == ["movaps"]
    assert shuffle(wide([5, 0, 1, 6]), 4) == ["movaps", "permi2d"]


LENGTHS = {
    "i8x16.add": (2, 1, 1),
    "i8x16.ne": (4, 3, 2),
    "i16x8.ge_u": (3, 2, 2),
    "i32x4.lt_u": (5, 4, 3),
    "i64x2.le_s": (4, 3, 2),
    "v128.not": (3, 2, 1),
    "v128.bitselect": (4, 3, 2),
    "v128.andnot": (2, 1, 1),
    "f32x4.ge": (2, 1, 1),
    "f64x2.min": (11, 7, 3),
    "f32x4.max": (11, 7, 3),
    "f64x2.pmin": (2, 1, 1),
    "f32x4.nearest": (1, 1, 1),
    "f32x4.relaxed_madd": (0, 2, 2),
    "i64x2.mul": (11, 8, 1),
    "i64x2.abs": (5, 3, 1),
    "i16x8.neg": (2, 2, 2),
    "i8x16.popcnt": (10, 7, 7),
    "i8x16.swizzle": (4, 2, 2),
    "i16x8.q15mulr_sat_s": (5, 3, 3),
    "i16x8.extmul_low_i8x16_s": (3, 3, 3),
    "i16x8.extmul_high_i8x16_u": (5, 4, 4),
    "i32x4.extmul_high_i16x8_s": (5, 3, 3),
    "i64x2.extmul_low_i32x4_u": (3, 3, 3),
    "i16x8.extadd_pairwise_i8x16_s": (3, 2, 2),
    "i32x4.extadd_pairwise_i16x8_u": (5, 3, 3),
    "i32x4.trunc_sat_f32x4_s": (6, 5, 5),
    "i32x4.trunc_sat_f32x4_u": (14, 10, 3),
    "i32x4.trunc_sat_f64x2_s_zero": (6, 4, 4),
    "i32x4.trunc_sat_f64x2_u_zero": (7, 6, 3),
    "f32x4.convert_i32x4_u": (7, 5, 1),
    "f64x2.convert_low_i32x4_u": (3, 2, 1),
    "i32x4.relaxed_dot_i8x16_i7x16_add_s": (13, 9, 9),
}


@pytest.mark.parametrize("name", LENGTHS)
def test_sequences_have_their_length(name: str) -> None:
    op = O.OP_NAME.index(name)
    found = []
    for level in (2, 3, 4):
        code = Code(level)
        kinds = shape(op)
        if code.m.needs(op) & LIBRARY:
            pass
        elif kinds == "v>v":
            code.m.unary(op, 0, 1, 4)
        elif kinds == "vv>v":
            code.m.binary(op, 0, 1, 2, 4)
        else:
            code.m.ternary(op, 0, 1, 2, 3, 4)
        found.append(len(code.words()))
    assert tuple(found) == LENGTHS[name]


def test_no_form_is_wasted() -> None:
    """Every operation of one instruction at v3 has a form, so that a memory operand can be folded into it."""
    for op in NAMES:
        kinds = shape(op)
        if kinds not in ("v>v", "vv>v"):
            continue
        code = Code(3)
        if kinds == "v>v":
            code.m.unary(op, 0, 1, 4)
        else:
            code.m.binary(op, 0, 1, 2, 4)
        b = code.b
        constants = len(b.pools.pool16)
        assert (len(code.words()) == 1 and constants == 0) == (code.m.form(op) != 0), NAMES[op]
