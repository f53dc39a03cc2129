"""WebAssembly values as words of the command line, the same as ``zwasm run --invoke`` reads and prints them."""

from __future__ import annotations

import re
import struct
from typing import Final

from zwasmc.wasm.types import EXTERNREF, F32, F64, FUNCREF, I32, I64, V128, FuncType, is_nullable, is_ref

_INTEGER: Final = re.compile(r"[+-]?(0[xX][0-9a-fA-F](_?[0-9a-fA-F])*|[0-9](_?[0-9])*)")
_NAN: Final = re.compile(r"[+-]?nan(:0x([0-9a-fA-F](_?[0-9a-fA-F])*))?")
_NUMBER: Final = re.compile(
    r"(?P<hex>0[xX])(?=\.?[0-9a-fA-F])(?P<whole16>[0-9a-fA-F]*)(?:\.(?P<part16>[0-9a-fA-F]*))?"
    r"(?:[pP](?P<power2>[+-]?[0-9]+))?"
    r"|(?=\.?[0-9])(?P<whole10>[0-9]*)(?:\.(?P<part10>[0-9]*))?(?:[eE](?P<power10>[+-]?[0-9]+))?"
)
MOST_DIGITS: Final = 800
"""A tie between two numbers of 64 bits has at most 767 significant digits."""
FAR: Final = 8000
"""No text of so many digits and with an exponent beyond it is anything but zero or an overflow."""
_LANE_BITS: Final = {"i8x16": 8, "i16x8": 16, "i32x4": 32, "i64x2": 64, "f32x4": 32, "f64x2": 64}


_NAMES: Final = {
    I32: "i32", I64: "i64", F32: "f32", F64: "f64", V128: "v128", FUNCREF: "funcref", EXTERNREF: "externref"
}  # fmt: skip


class BadValue(ValueError):
    """The word is no value of the type."""


def type_name(kind: int) -> str:
    """Return the name of a value type; references of other types are just that."""
    return _NAMES.get(kind, "ref")


def signature(type: FuncType) -> str:
    """Return ``(i32, i64) -> (f32)``, ``()`` for what has no results; a long one is cut."""
    parts = [", ".join([type_name(kind) for kind in kinds]) for kinds in (type.params, type.results)]
    return (f"({parts[0]}) -> ({parts[1]})" if type.results else f"({parts[0]})")[:255]


def parse_value(text: str, kind: int) -> int:
    """Return the bits of a value."""
    bits: int | None = None
    if kind == I32 or kind == I64:
        bits = _parse_integer(text, 32 if kind == I32 else 64)
    elif kind == F32 or kind == F64:
        bits = _parse_float(text, 32 if kind == F32 else 64)
    elif kind == V128:
        bits = _parse_vector(text)
    elif is_ref(kind) and is_nullable(kind) and text == "null":
        bits = 0
    if bits is None:
        hint = ", such as 'i32x4 1 2 3 4'" if kind == V128 else ""
        raise BadValue(f"{text} is not a value of type {type_name(kind)}{hint}")
    return bits


def _parse_vector(text: str) -> int | None:
    """Read all bits as one number, or a shape and its lanes, lane 0 (the lowest) first."""
    shape, *words = [word for word in text.split(" ") if word] or [""]
    width = _LANE_BITS.get(shape)
    if width is None:
        return _parse_integer(text, 128)
    if len(words) * width != 128:
        return None
    bits = 0
    for number, word in enumerate(words):
        lane = _parse_float(word, width) if shape.startswith("f") else _parse_integer(word, width)
        if lane is None:
            return None
        bits |= lane << (number * width)
    return bits


def _parse_integer(text: str, width: int) -> int | None:
    if not _INTEGER.fullmatch(text):
        return None
    digits = text.lstrip("+-").replace("_", "").lower()
    if digits.startswith("0x"):
        value = int(digits, 16)
    else:
        digits = digits.lstrip("0")
        if len(digits) > width:
            return None  # Python refuses to convert very many
        value = int(digits or "0")
    mask = 2**width - 1
    if text.startswith("-"):
        return -value & mask if value <= mask // 2 + 1 else None
    return value if value <= mask else None


def _parse_float(text: str, width: int) -> int | None:
    mantissa = 23 if width == 32 else 52
    infinity: int = (2 ** (width - 1 - mantissa) - 1) << mantissa
    sign: int = 2 ** (width - 1) if text.startswith("-") else 0
    body = text[1:] if text[:1] in ("+", "-") else text
    nan = _NAN.fullmatch(text)
    if nan:
        payload = int(nan.group(2).replace("_", ""), 16) if nan.group(2) else 2 ** (mantissa - 1)
        return sign | infinity | payload if 0 < payload < 2**mantissa else None
    if body == "inf":
        return sign | infinity
    number = _NUMBER.fullmatch(body)
    if not number:
        return None
    bits = _round(*_fraction(number), mantissa, 2 ** (width - 2 - mantissa) - 2)
    return sign | bits if bits < infinity else None


def _fraction(number: re.Match[str]) -> tuple[int, int]:
    """Return what a number's text says as numerator and denominator, near enough to be rounded correctly.

    Digits that only tell on which side of a tie a number lies are replaced by one, and exponents beyond what any format
    has by smaller ones: texts that are long or name a huge exponent take no longer.
    """
    hexadecimal = number["hex"] is not None
    whole, fraction = (number["whole16"], number["part16"]) if hexadecimal else (number["whole10"], number["part10"])
    digits = (whole + (fraction or "")).lstrip("0")
    if not digits:
        return 0, 1
    power = (number["power2"] if hexadecimal else number["power10"]) or "0"
    exponent = int(power.lstrip("+-").lstrip("0")[:10] or "0")
    if power.startswith("-"):
        exponent = -exponent
    excess = max(len(digits) - MOST_DIGITS, 0)
    kept = digits[:MOST_DIGITS] + ("1" if digits[MOST_DIGITS:].strip("0") else "0")
    places = excess - len(fraction or "") - 1
    exponent += 4 * places if hexadecimal else places
    exponent = min(max(exponent, -FAR), FAR)
    value = int(kept, 16 if hexadecimal else 10)
    base = 2 if hexadecimal else 10
    return (value * base**exponent, 1) if exponent >= 0 else (value, base**-exponent)


def _round(numerator: int, denominator: int, mantissa: int, bias: int) -> int:
    """Return the bits of the nearest float, ties to even; what overflows becomes infinity or more.

    ``bias`` is how far the smallest exponent of a normal number lies below zero.
    """
    if numerator == 0:
        return 0
    exponent = numerator.bit_length() - denominator.bit_length()
    if _scaled(numerator, -exponent) < _scaled(denominator, exponent):
        exponent -= 1  # now 2**exponent <= value < 2**(exponent + 1)
    exponent = max(exponent, -bias)
    unit = exponent - mantissa
    above, below = _scaled(numerator, -unit), _scaled(denominator, unit)
    quotient, remainder = divmod(above, below)
    if 2 * remainder > below or (2 * remainder == below and quotient % 2 == 1):
        quotient += 1
    return ((exponent + bias) << mantissa) + quotient


def _scaled(x: int, power: int) -> int:
    """Return ``x`` times two to the power, if that is positive."""
    return x << power if power > 0 else x


def format_value(bits: int, kind: int) -> str:
    """Return the text of a value given by its bits."""
    if kind == I32 or kind == I64:
        width = 32 if kind == I32 else 64
        bits &= 2**width - 1
        return str(bits - 2**width if bits >> (width - 1) else bits)
    if kind == F32 or kind == F64:
        return _format_float(bits, 32 if kind == F32 else 64)
    if kind == V128:
        return " ".join(["i32x4", *[f"0x{bits >> at & 0xFFFFFFFF:08x}" for at in (0, 32, 64, 96)]])
    return "null" if bits == 0 else type_name(kind)


def _format_float(bits: int, width: int) -> str:
    mantissa = 23 if width == 32 else 52
    bits &= 2**width - 1
    sign = "-" if bits >> (width - 1) else ""
    payload = bits & (2**mantissa - 1)
    top = 2 ** (width - 1 - mantissa) - 1
    if bits >> mantissa & top == top:
        return f"{sign}nan:0x{payload:x}" if payload else f"{sign}inf"
    (value,) = struct.unpack("<f" if width == 32 else "<d", bits.to_bytes(width // 8, "little"))
    for precision in range(1, 17):
        text = f"{value:.{precision}g}"
        if _parse_float(text, width) == bits:
            return text
    return f"{value:.17g}"
