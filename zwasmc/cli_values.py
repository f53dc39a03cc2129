"""WebAssembly values as words of the command line, the same as ``zwasm run --invoke`` reads and prints them."""

from __future__ import annotations

import re
import struct
from typing import Final

from zwasmc.wasm.types import F32, F64, I32, I64, V128, is_nullable, is_ref, type_name

_INTEGER: Final = re.compile(r"[+-]?(0[xX][0-9a-fA-F](_?[0-9a-fA-F])*|[0-9](_?[0-9])*)")
_NAN: Final = re.compile(r"[+-]?nan(:0x([0-9a-fA-F](_?[0-9a-fA-F])*))?")
_FLOAT: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_HEX_FLOAT: Final = re.compile(r"[+-]?0[xX][0-9a-fA-F]*\.?[0-9a-fA-F]*([pP][+-]?[0-9]+)?")
F32_END: Final = 2.0**128
F32_INFINITY: Final = 0x7F800000
_LANE_BITS: Final = {"i8x16": 8, "i16x8": 16, "i32x4": 32, "i64x2": 64, "f32x4": 32, "f64x2": 64}


class BadValue(ValueError):
    """The word is no value of the type."""


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
    try:
        if _FLOAT.fullmatch(text):
            value = float(body)
        elif _HEX_FLOAT.fullmatch(text):
            value = float.fromhex(body)
        else:
            return None
        bits = _round32(body, value) if width == 32 else int.from_bytes(struct.pack("<d", value), "little")
    except (OverflowError, ValueError):
        return None
    return (sign | bits) if bits < infinity else None


def _round32(body: str, value: float) -> int:
    """Round to the nearest f32 without rounding twice: the text decides where the f64 lies on a tie."""
    from fractions import Fraction

    if value == 0 or value >= F32_END:  # exact would be a number with as many digits as the exponent says
        return 0 if value == 0 else F32_INFINITY
    exact = Fraction(value) if body[:2].lower() == "0x" else Fraction(body)
    guess = int.from_bytes(struct.pack("<f", value), "little")
    best = guess
    for bits in (guess - 1, guess + 1):
        if 0 <= bits < F32_INFINITY:
            mine = abs(Fraction(struct.unpack("<f", struct.pack("<I", bits))[0]) - exact)
            theirs = abs(Fraction(struct.unpack("<f", struct.pack("<I", best))[0]) - exact)
            if mine < theirs or (mine == theirs and bits % 2 == 0):
                best = bits
    return best


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
    code = "<f" if width == 32 else "<d"
    raw = bits.to_bytes(width // 8, "little")
    (value,) = struct.unpack(code, raw)
    for precision in range(1, 17):
        text = f"{value:.{precision}g}"
        try:
            if struct.pack(code, float(text)) == raw:
                return text
        except OverflowError:
            continue
    return f"{value:.17g}"
