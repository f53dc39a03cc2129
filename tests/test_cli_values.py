"""Text of floating-point numbers on the command line: rounded once, from what the text says."""

from __future__ import annotations

import random
import struct
from fractions import Fraction

import pytest

from zwasmc.cli_values import BadValue, format_value, parse_value
from zwasmc.wasm.types import F32, F64, V128

WIDTHS = {F32: (32, 23, 127), F64: (64, 52, 1023)}
TIE = 2**128 - 2**103
"""From here on a number rounds to infinity, as an f32."""


def value(bits: int, kind: int) -> Fraction:
    """Return what the bits of a finite number, positive, stand for."""
    return Fraction(struct.unpack("<f" if kind == F32 else "<d", bits.to_bytes(WIDTHS[kind][0] // 8, "little"))[0])


def decimal(x: Fraction) -> str:
    """Return all digits of a number whose denominator is a power of two."""
    places = x.denominator.bit_length() - 1
    digits = str(x.numerator * 5**places).rjust(places + 1, "0")
    return f"{digits[: len(digits) - places]}.{digits[len(digits) - places :]}"


def hexadecimal(x: Fraction) -> str:
    """Return the same with hexadecimal digits."""
    return f"{x.numerator:#x}p-{x.denominator.bit_length() - 1}"


ONCE = [
    ("0x1.0000010000000000000001p0", 0x3F800001),
    ("0x1.000001p0", 0x3F800000),
    ("0x1.000003p0", 0x3F800002),
    ("0x1.00000300000000000000000000000000001p0", 0x3F800002),
    ("1.00000017881393432617187500", 0x3F800002),
    ("1.00000017881393432617187501", 0x3F800002),
    ("1.00000017881393432617187499", 0x3F800001),
    ("0x1.fffffefffffff8000000p127", 0x7F7FFFFF),
    ("3.4028235677973365e38", 0x7F7FFFFF),
    (f"{TIE - 1}", 0x7F7FFFFF),
    (f"{TIE - 1}.{'9' * 3000}", 0x7F7FFFFF),
    (f"{TIE}", None),
    ("0x1.ffffffp127", None),
    ("0x1.fffffefffffffffffffffffffffffffp127", 0x7F7FFFFF),
    ("7.00649232162408535461864791644958e-46", 0),
    ("7.00649232162408535461864791644958065641e-46", 1),
    ("0x1p-150", 0),
    ("0x1.00000000000000000000000000000001p-150", 1),
    ("0x3p-150", 2),
    ("0x0." + "0" * 37 + "1p+200", 0x57800000),
]


@pytest.mark.parametrize(("text", "bits"), ONCE, ids=[text[:40] for text, _ in ONCE])
def test_text_of_f32_is_rounded_once(text: str, bits: int | None) -> None:
    if bits is None:
        with pytest.raises(BadValue):
            parse_value(text, F32)
        with pytest.raises(BadValue):
            parse_value(f"f32x4 0 0 {text} 0", V128)
        return
    assert parse_value(text, F32) == bits
    assert parse_value("-" + text, F32) == bits | 1 << 31
    assert parse_value(f"f32x4 0 0 {text} 0", V128) == bits << 64


@pytest.mark.parametrize("kind", WIDTHS, ids=["f32", "f64"])
def test_numbers_around_ties(kind: int) -> None:
    """Halfway between two neighbours the even one is nearest; next to that, the side decides."""
    width, mantissa, bias = WIDTHS[kind]
    r = random.Random(width)
    for k in range(300):
        bits = r.randrange(2 ** (width - 1) - 2**mantissa) if k % 3 else r.randrange(2**mantissa)
        low, high = value(bits, kind), value(bits + 1, kind) if bits + 1 < (2 * bias + 1) << mantissa else None
        if high is None:
            continue
        tie = (low + high) / 2
        little = (high - low) / 2**80
        for spell in (decimal, hexadecimal):
            assert parse_value(spell(low), kind) == bits
            assert parse_value(spell(tie), kind) == bits + bits % 2
            assert parse_value(spell(tie - little), kind) == bits
            assert parse_value(spell(tie + little), kind) == bits + 1


@pytest.mark.parametrize("kind", WIDTHS, ids=["f32", "f64"])
def test_what_is_printed_is_short_and_reads_back(kind: int) -> None:
    width, mantissa, bias = WIDTHS[kind]
    r = random.Random(width)
    for k in range(500):
        bits = r.getrandbits(width - 1) if k % 2 else r.getrandbits(mantissa + 1)
        if bits >> mantissa == 2 * bias + 1:
            continue
        text = format_value(bits, kind)
        assert parse_value(text, kind) == bits
        digits = len(text.partition("e")[0].replace(".", "").strip("0"))
        if digits > 1:
            fewer = f"{float(value(bits, kind)):.{digits - 2}e}"
            assert float(fewer) > float(value((2 * bias + 1 << mantissa) - 1, kind)) or parse_value(fewer, kind) != bits
    assert format_value(0x00000001, F32) == "1e-45" and format_value(0x7F7FFFFF, F32) == "3.4028235e+38"


@pytest.mark.parametrize("kind", WIDTHS, ids=["f32", "f64"])
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1e-" + "9" * 5000, 0.0),
        ("0x1p-" + "9" * 5000, 0.0),
        ("0e" + "9" * 5000, 0.0),
        ("1e+" + "0" * 5000 + "2", 100.0),
        ("9" * 30000 + "e-30000", 1.0),
        ("0." + "0" * 30000 + "5e30000", 0.5),
        ("0x" + "0" * 30000 + "1.8p1", 3.0),
        ("0x1" + "0" * 30000 + "p-120000", 1.0),
        ("0x0." + "0" * 30000 + "1p120004", 1.0),
    ],
    ids=lambda part: str(part)[:12],
)
def test_long_texts_and_huge_exponents(kind: int, text: str, meant: float) -> None:
    packed = struct.pack("<f" if kind == F32 else "<d", meant)
    assert parse_value(text, kind) == int.from_bytes(packed, "little")


@pytest.mark.parametrize("text", ["", ".", "0x", "0x.", "0xp1", "1e", "1e+", "0x1p", "1_0.0", "e5", "1.5f", "--1",
                                  "+-1", " 1", "1 ", "Inf", "infinity", "NaN", "nan:1", "1e" + "9" * 5000,
                                  "0x1p" + "9" * 5000])
@pytest.mark.parametrize("kind", WIDTHS, ids=["f32", "f64"])
def test_what_is_no_number(kind: int, text: str) -> None:
    with pytest.raises(BadValue):
        parse_value(text, kind)
