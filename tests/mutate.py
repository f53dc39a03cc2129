"""Mutated modules: most mutations are inside function bodies, with the sizes of body and section repaired.

``mutate(wasm, r)`` returns a mutated module and the kind of the mutation.  Mutations of instructions are often chosen
so that the module stays valid: an operator of the same signature, another constant, an extra ``nop``.
"""

from __future__ import annotations

import random

from generate_parts import sleb, uleb

CODE = 10
SAME_SIGNATURE = (
    (0x45,), tuple(range(0x46, 0x50)), tuple(range(0x51, 0x5B)), tuple(range(0x5B, 0x61)), tuple(range(0x61, 0x67)),
    (0x67, 0x68, 0x69, 0xC0, 0xC1, 0x45), tuple(range(0x6A, 0x79)), (0x79, 0x7A, 0x7B, 0xC2, 0xC3, 0xC4),
    tuple(range(0x7C, 0x8B)), tuple(range(0x8B, 0x92)), tuple(range(0x92, 0x99)), tuple(range(0x99, 0xA0)),
    tuple(range(0xA0, 0xA7)), (0xAC, 0xAD), (0xA8, 0xA9, 0xBC), (0xB2, 0xB3, 0xBE),
)  # fmt: skip
# fmt: off
PUSH = (
    b"\x41\x00", b"\x42\x7f", b"\x43\0\0\x80\x3f", b"\x44\0\0\0\0\0\0\xf0\x3f", b"\xd0\x70", b"\xd0\x6f",
    b"\x20\x00",
)
NEUTRAL = (
    b"\x01", b"\x41\x00\x1a", b"\x02\x40\x0b", b"\x20\x00\x1a", b"\x03\x40\x0b", b"\x42\x01\xa7\x1a",
    b"\x3f\x00\x1a",
)
ODD = (
    b"\x06\x40", b"\x08\x00", b"\x12\x00", b"\x13\x00\x00", b"\x14\x00", b"\x1f\x40\x00", b"\xfb\x00\x00",
    b"\xfd\x0c" + bytes(16), b"\xfd\x0f", b"\xfd\x54\x00\x00\x00", b"\xfc\x12\x00", b"\xfe\x00\x02\x00",
    b"\xff", b"\xfc\x80\x00", b"\xfc\x80\x80\x80\x80\x10", b"\x1c\x00", b"\x1c\x02\x7f\x7f",
    b"\x1c\x01\x7b", b"\xd3", b"\xd4", b"\xd5\x00", b"\xd6\x00", b"\x05", b"\x0b", b"\x0f", b"\x00",
    b"\x02\x7b", b"\x02\x70", b"\x02\x80\x01", b"\x04\x7f", b"\xd0\x00", b"\xd2\x00", b"\x25\x01",
    b"\x41\x80\x80\x80\x80\x70", b"\x41\x80\x80\x80\x80\x80\x00", b"\x28\x03\x00", b"\x28\x41\x00\x00",
    b"\x28\x40\x00\x80\x80\x80\x80\x80\x01", b"\x40\x01", b"\x3f\x80\x00",
)
# fmt: on


def read_uleb(data: bytes, at: int) -> tuple[int, int]:
    """Decode an unsigned number; return it and what follows it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, at


class Parts:
    """A module taken apart: sections, and the bodies of the code section."""

    def __init__(self, wasm: bytes) -> None:
        self.sections: list[tuple[int, bytes]] = []
        self.bodies: list[bytes] = []
        at = 8
        while at < len(wasm):
            number = wasm[at]
            size, at = read_uleb(wasm, at + 1)
            self.sections.append((number, wasm[at : at + size]))
            if number == CODE:
                count, here = read_uleb(wasm, at)
                for _ in range(count):
                    length, here = read_uleb(wasm, here)
                    self.bodies.append(wasm[here : here + length])
                    here += length
            at += size

    def build(self) -> bytes:
        """Put the module together again, with sizes repaired."""
        out = [b"\0asm\1\0\0\0"]
        for number, data in self.sections:
            if number == CODE:
                data = uleb(len(self.bodies)) + b"".join(uleb(len(body)) + body for body in self.bodies)
            out.append(bytes([number]) + uleb(len(data)) + data)
        return b"".join(out)


def instructions(body: bytes) -> list[tuple[int, int]]:
    """Return start and end of the instructions of a valid body."""
    count, at = read_uleb(body, 0)
    for _ in range(count):
        _, at = read_uleb(body, at)
        at += 1
    out = []
    while at < len(body):
        start = at
        at = after_instruction(body, at)
        out.append((start, at))
    return out


def after_instruction(body: bytes, at: int) -> int:
    """Return where the instruction ends; knows what generated modules contain."""
    op = body[at]
    at += 1
    numbers = 0
    if op in (0x02, 0x03, 0x04, 0x0C, 0x0D, 0x10, 0xD0, 0xD2, 0x41, 0x42, 0x3F, 0x40) or 0x20 <= op <= 0x26:
        numbers = 1
    elif op == 0x0E:
        numbers, at = read_uleb(body, at)
        numbers += 1
    elif op == 0x11:
        numbers = 2
    elif op == 0x1C:
        numbers, at = read_uleb(body, at)
    elif 0x28 <= op <= 0x3E:
        numbers = 3 if body[at] & 0x40 else 2
    elif op == 0x43:
        return at + 4
    elif op == 0x44:
        return at + 8
    elif op == 0xFC:
        sub, at = read_uleb(body, at)
        numbers = {8: 2, 9: 1, 10: 2, 11: 1, 12: 2, 13: 1, 14: 2, 15: 1, 16: 1, 17: 1}.get(sub, 0)
    elif op == 0xFD:
        sub, at = read_uleb(body, at)
        if sub in (0x0C, 0x0D):
            return at + 16
        if sub < 0x0C or 0x54 <= sub <= 0x5D:
            numbers = 3 if body[at] & 0x40 else 2
        if 0x15 <= sub <= 0x22 or 0x54 <= sub <= 0x5B:
            numbers += 1  # a lane
    elif op == 0xFE:
        sub, at = read_uleb(body, at)
        numbers = 1 if sub == 3 else 3 if body[at] & 0x40 else 2
    for _ in range(numbers):
        _, at = read_uleb(body, at)
    return at


def mutate(wasm: bytes, r: random.Random) -> tuple[bytes, str]:
    """Return a mutated module and what was done."""
    k = r.random()
    if k < 0.75:
        parts = Parts(wasm)
        number = r.randrange(len(parts.bodies))
        body, what = mutate_body(parts.bodies[number], r)
        parts.bodies[number] = body
        return parts.build(), f"body: {what}"
    if k < 0.9:
        parts = Parts(wasm)
        number = r.randrange(len(parts.sections))
        kind, data = parts.sections[number]
        if kind == CODE:
            return mutate_bytes(wasm, r), "module: bytes"
        if r.random() < 0.8:
            parts.sections[number] = (kind, mutate_bytes(data, r))
            return parts.build(), "section: bytes"
        move_section(parts, number, r)
        return parts.build(), "section: moved, repeated or lost"
    if k < 0.95:
        return wasm[: r.randrange(len(wasm))], "module: truncated"
    return mutate_bytes(wasm, r), "module: bytes"


def move_section(parts: Parts, number: int, r: random.Random) -> None:
    """Move, repeat, drop or renumber a section, or add a custom one."""
    kind, data = parts.sections[number]
    k = r.randrange(5)
    if k == 0:
        parts.sections.insert(r.randrange(len(parts.sections) + 1), parts.sections.pop(number))
    elif k == 1:
        parts.sections.insert(number, (kind, data))
    elif k == 2:
        del parts.sections[number]
    elif k == 3:
        parts.sections[number] = (r.randrange(15), data)
    else:
        name = r.choice((b"\x04name", b"\x03abc", b"\xff\xff", b"", b"\x02\xc3\x28"))
        parts.sections.insert(number, (0, name + r.randbytes(r.randrange(12))))


def mutate_bytes(data: bytes, r: random.Random) -> bytes:
    """Change, insert, delete, repeat or swap bytes."""
    if not data:
        return r.randbytes(1)
    out = bytearray(data)
    for _ in range(r.choice((1, 1, 1, 2, 4))):
        at = r.randrange(len(out)) if out else 0
        k = r.randrange(6)
        if k == 0:
            out[at : at + 1] = r.randbytes(1)
        elif k == 1 and out:
            out[at] ^= 2 ** r.randrange(8)
        elif k == 2:
            out[at:at] = r.choice((b"\0", b"\xff", b"\x80", b"\x7f", b"\x40", r.randbytes(2)))
        elif k == 3:
            del out[at : at + r.choice((1, 1, 2, 5))]
        elif k == 4:
            out[at:at] = out[at : at + r.randrange(1, 9)]
        elif out:
            out[at] = r.choice((0, 1, 0x7F, 0x80, 0xFF, 0x0B, 0x40, 0x60, 0x70, 0x6F, 0x63, 0x64, 0x7B))
    return bytes(out)


def mutate_body(body: bytes, r: random.Random) -> tuple[bytes, str]:
    """Change one or two instructions of a body, or its bytes, or its locals."""
    k = r.random()
    if k < 0.2:
        return mutate_bytes(body, r), "bytes"
    spans = instructions(body)
    if k < 0.25:
        first = spans[0][0]
        return mutate_bytes(body[:first], r) + body[first:], "locals"
    start, end = spans[r.randrange(len(spans))]
    if k < 0.45:
        return same_signature(body, spans, r), "operator of the same signature"
    if k < 0.53:
        return body[:start] + r.choice(NEUTRAL) + body[start:], "extra instructions without effect"
    if k < 0.6:
        return body[:start] + r.choice(PUSH) + body[start:], "extra operand"
    if k < 0.65:
        return body[:start] + b"\x1a" + body[start:], "extra drop"
    if k < 0.75:
        return body[:start] + body[end:], "instruction lost"
    if k < 0.8:
        return body[:start] + body[start:end] + body[start:], "instruction repeated"
    if k < 0.86:
        other, last = spans[r.randrange(len(spans))]
        return body[:start] + body[other:last] + body[end:], "instruction replaced by another one"
    if k < 0.93:
        return body[:start] + r.choice(ODD) + body[r.choice((start, end)) :], "odd instruction"
    if end - start > 1:
        small, large = uleb(r.randrange(70)), uleb(r.getrandbits(r.choice((32, 36))))
        number = r.choice((small, small, sleb(-r.randrange(70)), large, b"\x80\x00"))
        return body[: start + 1] + number + body[end:], "immediate"
    return body[:start] + bytes([r.randrange(256)]) + body[end:], "opcode"


def same_signature(body: bytes, spans: list[tuple[int, int]], r: random.Random) -> bytes:
    """Replace an operator by one of the same signature, if there is one."""
    for _ in range(20):
        start, end = r.choice(spans)
        for group in SAME_SIGNATURE:
            if end == start + 1 and body[start] in group and len(group) > 1:
                return body[:start] + bytes([r.choice(group)]) + body[end:]
    return body
