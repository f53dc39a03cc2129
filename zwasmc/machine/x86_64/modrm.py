"""Prefixes, ModRM, SIB and displacement: the shapes that every x86-64 instruction form is an instance of.

An *opcode word* packs the constant part of an encoding: bits 0..7 opcode byte, 8..9 map (0 one-byte, 1 ``0F``,
2 ``0F38``, 3 ``0F3A``), 10..11 mandatory prefix (1 ``66``, 2 ``F3``, 3 ``F2``), 12 VEX.L, 13 REX.W or VEX.W,
14 commutative, 15..17 opcode extension (``/digit``), 18 EVEX.  Registers are numbers 0..15 of their class.

A memory operand is base, index, scale (log2), disp.  ``index`` is ``NO_INDEX`` for none; ``base`` is a register,
``NO_BASE`` (only index and disp32), or ``RIP``, where ``disp`` is a pool id of the code buffer.
"""

from __future__ import annotations

from typing import Final

from librt.strings import BytesWriter, write_i16_le, write_i32_le, write_i64_le
from mypy_extensions import i16, i32, i64, u8

from zwasmc.machine.code import CodeBuf
from zwasmc.machine.x86_64.forms import FIELD

NO_INDEX: Final = -1
NO_BASE: Final = -16
RIP: Final = -32

W: Final = 0x2000
"""Bit of an opcode word that selects 64-bit operands."""


def put16(w: BytesWriter, x: i64) -> None:
    """Append the low 16 bits of ``x``."""
    write_i16_le(w, i16(((x & 0xFFFF) ^ 0x8000) - 0x8000))


def put32(w: BytesWriter, x: i64) -> None:
    """Append the low 32 bits of ``x``."""
    write_i32_le(w, i32(((x & 0xFFFFFFFF) ^ 0x80000000) - 0x80000000))


def put_disp(w: BytesWriter, disp: i64) -> None:
    """Append a 32-bit displacement, which the machine extends by its sign."""
    if disp < -0x80000000 or disp > 0x7FFFFFFF:
        raise AssertionError(f"displacement {disp} does not fit 32 bits")
    put32(w, disp)


def put64(w: BytesWriter, x: i64) -> None:
    """Append a signed 64-bit number."""
    write_i64_le(w, x)


def put8(w: BytesWriter, x: i64) -> None:
    """Append the low 8 bits of ``x``."""
    w.append(u8(x & 0xFF))


def address(
    b: CodeBuf, w: BytesWriter, op: i64, reg: i64, base: i64, index: i64, scale: i64, disp: i64, tail: i64
) -> None:
    """Append opcode byte, ModRM, SIB and displacement; ``tail`` immediate bytes will follow."""
    r = (reg & 7) << 3
    if index < 0:
        if base >= 0:
            m = base & 7
            if m == 4:
                if disp == 0:
                    put16(w, op | ((r | 4) << 8))
                    w.append(0x24)
                elif -128 <= disp <= 127:
                    put32(w, op | ((0x44 | r) << 8) | 0x240000 | ((disp & 0xFF) << 24))
                else:
                    put16(w, op | ((0x84 | r) << 8))
                    w.append(0x24)
                    put_disp(w, disp)
            elif disp == 0 and m != 5:
                put16(w, op | ((r | m) << 8))
            elif -128 <= disp <= 127:
                put16(w, op | ((0x40 | r | m) << 8))
                w.append(u8(disp & 0xFF))
            else:
                put16(w, op | ((0x80 | r | m) << 8))
                put_disp(w, disp)
        elif base == RIP:
            put16(w, op | ((r | 5) << 8))
            b.const(FIELD + tail, disp)
            put32(w, 0)
        else:
            put16(w, op | ((r | 4) << 8))
            w.append(0x25)
            put_disp(w, disp)
        return
    s = (scale << 6) | ((index & 7) << 3)
    if base < 0:
        put16(w, op | ((r | 4) << 8))
        w.append(u8(s | 5))
        put_disp(w, disp)
        return
    s |= base & 7
    if disp == 0 and (base & 7) != 5:
        put16(w, op | ((r | 4) << 8))
        w.append(u8(s))
    elif -128 <= disp <= 127:
        put32(w, op | ((0x44 | r) << 8) | (s << 16) | ((disp & 0xFF) << 24))
    else:
        put16(w, op | ((0x84 | r) << 8))
        w.append(u8(s))
        put_disp(w, disp)


def op1_rr(w: BytesWriter, op: i64, wide: i64, reg: i64, rm: i64) -> None:
    """One-byte opcode, register operands."""
    rex = (wide << 3) | ((reg >> 3) << 2) | (rm >> 3)
    if rex != 0:
        w.append(u8(0x40 | rex))
    put16(w, op | ((0xC0 | ((reg & 7) << 3) | (rm & 7)) << 8))


def op1_rm(b: CodeBuf, op: i64, wide: i64, reg: i64, base: i64, index: i64, scale: i64, disp: i64, tail: i64) -> None:
    """One-byte opcode, memory operand."""
    w = b.w
    rex = (wide << 3) | ((reg >> 3) << 2) | ((base >> 3) & 1)
    if index >= 8:
        rex |= 2
    if rex != 0:
        w.append(u8(0x40 | rex))
    address(b, w, op, reg, base, index, scale, disp, tail)


def op_prefix(w: BytesWriter, op: i64, rex: i64) -> None:
    """Append mandatory prefix, REX and escape bytes of an opcode word."""
    pp = (op >> 10) & 3
    if pp != 0:
        if pp == 1:
            w.append(0x66)
        elif pp == 2:
            w.append(0xF3)
        else:
            w.append(0xF2)
    rex |= (op >> 10) & 8
    if rex != 0:
        w.append(u8((0x40 | rex) & 0xFF))
    escape = (op >> 8) & 3
    if escape == 1:
        w.append(0x0F)
    elif escape != 0:
        put16(w, 0x380F if escape == 2 else 0x3A0F)


def op_rr(w: BytesWriter, op: i64, reg: i64, rm: i64) -> None:
    """Any opcode word, register operands."""
    op_prefix(w, op, ((reg >> 3) << 2) | (rm >> 3))
    put16(w, (op & 0xFF) | ((0xC0 | ((reg & 7) << 3) | (rm & 7)) << 8))


def op_rm(b: CodeBuf, op: i64, reg: i64, base: i64, index: i64, scale: i64, disp: i64, tail: i64) -> None:
    """Any opcode word, memory operand."""
    w = b.w
    rex = ((reg >> 3) << 2) | ((base >> 3) & 1)
    if index >= 8:
        rex |= 2
    op_prefix(w, op, rex)
    address(b, w, op & 0xFF, reg, base, index, scale, disp, tail)


def op_low(w: BytesWriter, op: i64, rex: i64, reg: i64) -> None:
    """Opcode whose low three bits are the register."""
    if rex != 0:
        w.append(u8((0x40 | rex) & 0xFF))
    if op & 0x100 != 0:
        w.append(0x0F)
    w.append(u8((op & 0xF8) | (reg & 7)))


def op8_rr(w: BytesWriter, op: i64, reg: i64, rm: i64, low: i64) -> None:
    """Any opcode word; an operand is a byte register.  ``low`` is the highest byte register number: 4..7 force REX."""
    rex = ((reg >> 3) << 2) | (rm >> 3)
    if low >= 4:
        rex |= 0x40
    op_prefix(w, op, rex)
    put16(w, (op & 0xFF) | ((0xC0 | ((reg & 7) << 3) | (rm & 7)) << 8))


def op8_rm(b: CodeBuf, op: i64, reg: i64, base: i64, index: i64, scale: i64, disp: i64, tail: i64) -> None:
    """Any opcode word, memory operand, byte register ``reg``."""
    w = b.w
    rex = ((reg >> 3) << 2) | ((base >> 3) & 1)
    if index >= 8:
        rex |= 2
    if reg >= 4:
        rex |= 0x40
    op_prefix(w, op, rex)
    address(b, w, op & 0xFF, reg, base, index, scale, disp, tail)


def vex_rr(w: BytesWriter, op: i64, reg: i64, v: i64, rm: i64) -> None:
    """VEX-encoded opcode word, register operands; ``v`` is the vvvv register (0 when unused)."""
    low = ((15 - v) << 3) | ((op >> 10) & 7)
    modrm = 0xC0 | ((reg & 7) << 3) | (rm & 7)
    if rm < 8 and op & 0x2300 == 0x100:
        put32(w, 0xC5 | ((low | (0x80 if reg < 8 else 0)) << 8) | ((op & 0xFF) << 16) | (modrm << 24))
        return
    high = ((op >> 8) & 3) | 0x40
    if reg < 8:
        high |= 0x80
    if rm < 8:
        high |= 0x20
    if op & 0x2000 != 0:
        low |= 0x80
    put32(w, 0xC4 | (high << 8) | (low << 16) | ((op & 0xFF) << 24))
    w.append(u8(modrm))


def vex_rm(b: CodeBuf, op: i64, reg: i64, v: i64, base: i64, index: i64, scale: i64, disp: i64, tail: i64) -> None:
    """VEX-encoded opcode word, memory operand; ``v`` is the vvvv register (0 when unused)."""
    w = b.w
    low = ((15 - v) << 3) | ((op >> 10) & 7)
    if (base < 8) and (index < 8) and op & 0x2300 == 0x100:
        put16(w, 0xC5 | ((low | (0x80 if reg < 8 else 0)) << 8))
    else:
        high = (op >> 8) & 3
        if reg < 8:
            high |= 0x80
        if index < 8:
            high |= 0x40
        if base < 8:
            high |= 0x20
        if op & 0x2000 != 0:
            low |= 0x80
        put16(w, 0xC4 | (high << 8))
        w.append(u8(low))
    address(b, w, op & 0xFF, reg, base, index, scale, disp, tail)


def evex_prefix(w: BytesWriter, op: i64, high: i64, v: i64, mask: i64) -> None:
    """Append an EVEX prefix of 128 bits without zeroing; ``high`` are the inverted R, X and B in bits 7..5."""
    low = ((15 - v) << 3) | 4 | ((op >> 10) & 3)
    if op & 0x2000 != 0:
        low |= 0x80
    put32(w, 0x62 | ((high | 0x10 | ((op >> 8) & 3)) << 8) | (low << 16) | ((8 | mask) << 24))


def evex_rr(w: BytesWriter, op: i64, reg: i64, v: i64, rm: i64, mask: i64) -> None:
    """EVEX-encoded opcode word, register operands; ``mask`` is the mask register (0: all lanes)."""
    evex_prefix(w, op, (0xC0 if reg < 8 else 0x40) | (0x20 if rm < 8 else 0), v, mask)
    put16(w, (op & 0xFF) | ((0xC0 | ((reg & 7) << 3) | (rm & 7)) << 8))


def evex_rm(
    b: CodeBuf, op: i64, reg: i64, v: i64, base: i64, index: i64, scale: i64, disp: i64, size: i64, tail: i64
) -> None:
    """EVEX-encoded opcode word, memory operand of ``size`` bytes, by which a displacement of one byte is scaled."""
    w = b.w
    evex_prefix(w, op, (0x80 if reg < 8 else 0) | (0x40 if index < 8 else 0) | (0x20 if base < 8 else 0), v, 0)
    if base >= 0 and disp % size == 0 and -128 <= disp // size <= 127:
        address(b, w, op & 0xFF, reg, base, index, scale, disp // size, tail)
    elif base >= 0 and -128 <= disp <= 127:
        r = 0x80 | ((reg & 7) << 3)
        if index < 0 and base & 7 != 4:
            put16(w, (op & 0xFF) | ((r | (base & 7)) << 8))
        else:
            put16(w, (op & 0xFF) | ((r | 4) << 8))
            w.append(u8(0x24 if index < 0 else (scale << 6) | ((index & 7) << 3) | (base & 7)))
        put_disp(w, disp)
    else:
        address(b, w, op & 0xFF, reg, base, index, scale, disp, tail)
