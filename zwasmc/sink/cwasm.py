"""Writes machine code and the tables of its module as a container."""

from __future__ import annotations

from librt.strings import BytesWriter, write_i32_le
from librt.vecs import vec
from mypy_extensions import i64

from zwasm_formats import cwasm
from zwasm_formats.abi_offsets import TRAP_MEMORY_OOB
from zwasmc.sink.code import KIND_BITS, KIND_MASK, MARK_LINE, MARK_RETURN, MARK_TRAP, MachineCode


def write_cwasm(code: MachineCode, w: cwasm.Writer) -> bytes:
    """Add machine code to the tables of its module and return the container."""
    w.const = code.const
    w.text = code.text
    w.fields["cpu_features"] = code.cpu_features
    _functions(w, code)
    _trampolines(w, "entries", code.entries)
    _trampolines(w, "hosts", code.hosts)
    _marks(w, code)
    return w.finish()


def _functions(w: cwasm.Writer, code: MachineCode) -> None:
    out = BytesWriter()
    i: i64 = 0
    while i < code.nfuncs:
        _u32(out, code.func_off[i])
        _u32(out, code.func_size[i])
        i += 1
    w.extend("code", out.getvalue())


def _trampolines(w: cwasm.Writer, table: str, offsets: vec[i64]) -> None:
    t: i64 = 0
    while t < len(offsets):
        if offsets[t] >= 0:
            w.add(table, t, offsets[t])
        t += 1


def _u32(out: BytesWriter, value: i64) -> None:
    """Write a number below 2**32."""
    out.append(value & 0xFF)
    out.append((value >> 8) & 0xFF)
    out.append((value >> 16) & 0xFF)
    out.append((value >> 24) & 0xFF)


def _varint(out: BytesWriter, value: i64) -> None:
    while value >= 0x80:
        out.append((value & 0x7F) | 0x80)
        value >>= 7
    out.append(value)


def _marks(w: cwasm.Writer, code: MachineCode) -> None:
    """Add the trap sites and the lines."""
    traps = BytesWriter()
    trap_index = BytesWriter()
    ntraps: i64 = 0
    last_trap: i64 = 0
    lines = BytesWriter()
    line_index = BytesWriter()
    nlines: i64 = 0
    entries: i64 = 0
    last_line: i64 = 0
    last_pos: i64 = 0
    last: i64 = 0
    n = code.nmarks
    offs = code.mark_off
    whats = code.mark_what
    i: i64 = 0
    while i < n:
        off = offs[i]
        assert off >= last
        last = off
        what = whats[i]
        value = what >> KIND_BITS
        kind = what & KIND_MASK
        if kind == MARK_TRAP:
            if ntraps % cwasm.GROUP == 0:
                _u32(trap_index, off)
                _u32(trap_index, len(traps))
                last_trap = off
            if value == TRAP_MEMORY_OOB:
                _varint(traps, (off - last_trap) << 1)
            else:
                _varint(traps, ((off - last_trap) << 1) | 1)
                traps.append(value & 0xFF)
            last_trap = off
            ntraps += 1
        elif kind == MARK_LINE or kind == MARK_RETURN:
            if nlines % cwasm.GROUP == 0:
                _u32(line_index, off)
                _u32(line_index, value)
                _u32(line_index, len(lines))
                write_i32_le(line_index, 0)
                entries += 1
            else:
                _varint(lines, off - last_line)
                d = value - last_pos
                _varint(lines, d << 1 if d >= 0 else ((-d) << 1) - 1)
            last_line = off
            last_pos = value
            nlines += 1
        i += 1
    w.extend("trapindex", trap_index.getvalue())
    w.extend("traps", traps.getvalue())
    w.fields["lines"] = entries
    w.lines = line_index.getvalue() + lines.getvalue()
