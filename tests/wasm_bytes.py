"""Small helpers that write WebAssembly binaries by hand."""

from __future__ import annotations

HEADER = b"\0asm\1\0\0\0"


def leb(value: int) -> bytes:
    """Encode an unsigned LEB128 integer."""
    out = bytearray()
    while True:
        more = value > 0x7F
        out.append(value & 0x7F | (0x80 if more else 0))
        value >>= 7
        if not more:
            return bytes(out)


def sleb(value: int) -> bytes:
    """Encode a signed LEB128 integer."""
    out = bytearray()
    while True:
        low = value & 0x7F
        value >>= 7
        if value == (-1 if low & 0x40 else 0):
            out.append(low)
            return bytes(out)
        out.append(low | 0x80)


def name(text: str) -> bytes:
    """Encode a name."""
    data = text.encode()
    return leb(len(data)) + data


def vec(*items: bytes) -> bytes:
    """Encode a vector."""
    return leb(len(items)) + b"".join(items)


def section(ident: int, *items: bytes) -> bytes:
    """Encode a section that is a vector."""
    return raw_section(ident, vec(*items))


def raw_section(ident: int, content: bytes) -> bytes:
    """Encode a section with any content."""
    return bytes([ident]) + leb(len(content)) + content


def module(*sections: bytes) -> bytes:
    """Encode a module."""
    return HEADER + b"".join(sections)


def func_type(params: bytes = b"", results: bytes = b"") -> bytes:
    """Encode a function type."""
    return b"\x60" + leb(len(params)) + params + leb(len(results)) + results


def custom(text: str, content: bytes = b"") -> bytes:
    """Encode a custom section."""
    return raw_section(0, name(text) + content)


def body(code: bytes = b"", local_vector: bytes = b"\0") -> bytes:
    """Encode a function body, adding its end."""
    content = local_vector + code + b"\x0b"
    return leb(len(content)) + content


def functions(count: int = 1) -> tuple[bytes, bytes, bytes]:
    """Return type, function and code sections of ``count`` empty functions."""
    return section(1, func_type()), section(3, *[b"\0"] * count), section(10, *[body()] * count)
