"""Branches, fields and padding of x86-64."""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter, write_i32_le, write_i64_le
from mypy_extensions import i32, i64, u8

from zwasmc.machine.forms import Forms

JMP: Final = 1
FIELD: Final = 2
"""A 32-bit distance, from the end of its instruction; ``FIELD + n`` is followed by ``n`` bytes of that, 4 at most."""
JCC: Final = 16
"""``JCC + condition`` is a conditional branch."""
COUNT: Final = 32


@final
class X86Forms(Forms):
    """The short shapes of branches have a distance of one byte, the long ones of four."""

    def __init__(self) -> None:
        super().__init__(COUNT)
        self.jump = JMP
        form: i64 = JMP
        while form < COUNT:
            if form == JMP or form >= JCC:
                self.size[form] = 5 if form == JMP else 6
                self.short[form] = 2
                self.ahead[form] = 127
                self.back[form] = 126
            else:
                self.size[form] = 4
            form += 1

    def branch(self, out: BytesWriter, form: i64, size: i64, word: i64, away: i64) -> None:
        """Append a branch, or the field of an instruction that ends with it."""
        away -= size
        if size == 2:
            out.append(u8(0x60 + form) if form >= JCC else 0xEB)
            out.append(u8(away & 0xFF))
            return
        if size == 6:
            out.append(0x0F)
            out.append(u8(0x70 + form))
        elif size == 5:
            out.append(0xE9)
        write_i32_le(out, i32(away))

    def patch(self, out: BytesWriter, at: i64, form: i64, away: i64) -> None:
        """Set the field at ``at``."""
        away -= form - FIELD + 4
        out[at] = u8(away & 0xFF)
        out[at + 1] = u8((away >> 8) & 0xFF)
        out[at + 2] = u8((away >> 16) & 0xFF)
        out[at + 3] = u8((away >> 24) & 0xFF)

    def nops(self, out: BytesWriter, size: i64) -> None:
        """Append the fewest no-operations."""
        end = i64(len(out)) + size
        while size >= 8:
            write_i64_le(out, 0x841F0F)
            size -= 8
        if size == 1:
            out.append(0x90)
        elif size == 2:
            write_i64_le(out, 0x9066)
        elif size == 3:
            write_i64_le(out, 0x1F0F)
        elif size == 4:
            write_i64_le(out, 0x401F0F)
        elif size == 5:
            write_i64_le(out, 0x441F0F)
        elif size == 6:
            write_i64_le(out, 0x441F0F66)
        elif size == 7:
            write_i64_le(out, 0x801F0F)
        out.truncate(end)

    def fill(self, out: BytesWriter, size: i64) -> None:
        """Append INT3."""
        while size > 0:
            out.append(0xCC)
            size -= 1

    def trap(self, out: BytesWriter) -> None:
        """Append UD2."""
        out.append(0x0F)
        out.append(0x0B)

    def test(self, out: BytesWriter, test: i64) -> None:
        """Append up to seven bytes of machine code, lowest first, their number in the top byte, and JNP over UD2."""
        left = test >> 56
        while left > 0:
            out.append(u8(test & 0xFF))
            test = test >> 8
            left -= 1
        out.append(0x7B)
        out.append(0x02)
