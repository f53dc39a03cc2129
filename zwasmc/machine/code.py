"""The code buffer: bytes of one function at a time, joined into the module's text.

A function is emitted with long branches into ``w``.  ``finish`` shortens them in one conservative pass, copies the
bytes to ``text`` once, and turns every recorded position (trap sites, line entries, relocations, pool references, jump
table entries) into an offset in the text.  ``close`` appends the read-only pool and resolves what crosses functions.
"""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter, read_i64_le, write_i32_le, write_i64_le
from librt.vecs import vec
from mypy_extensions import i32, i64, u8

from zwasmc.bits import grown, sign32

FIX_JMP: Final = 0
"""Unconditional branch; ``FIX_JCC + condition`` is a conditional one, ``FIX_REL`` a bare 32-bit field."""
FIX_JCC: Final = 16
FIX_REL: Final = 32
FIX_ALIGN: Final = 33
"""Padding, which has room for ``LOOP_ALIGN`` bytes until its size is known."""

POOL16: Final = 0
POOL8: Final = 1
POOL4: Final = 2
POOL_TABLE: Final = 3

ALIGN: Final = 16
LOOP_ALIGN: Final = 32
"""So that a small loop lies in one line of the cache of decoded instructions."""


def zeros(n: i64) -> vec[i64]:
    """Return a vector of ``n`` zeros."""
    return vec[i64]([0] * n)


@final
class CodeBuf:
    """Code, labels, marks and constants of a module under construction."""

    def __init__(self) -> None:
        self.w: Final = BytesWriter()
        """Bytes of the current function (branches long)."""
        self.text: Final = BytesWriter()
        """Bytes of all finished functions."""
        self.wasm_pos: i64 = 0
        """Module offset of the wasm instruction being emitted, recorded with trap sites and call sites."""

        self.nlabels: i64 = 0
        self.l_pos: vec[i64] = zeros(256)
        self.nbinds: i64 = 0
        self.bind_label: vec[i64] = zeros(256)

        self.nfix: i64 = 0
        self.f_pos: vec[i64] = zeros(256)
        self.f_label: vec[i64] = zeros(256)
        self.f_kind: vec[i64] = zeros(256)
        self.f_len: vec[i64] = zeros(256)
        self.f_new: vec[i64] = zeros(256)
        self.f_cut: vec[i64] = zeros(256)

        self.ncold: i64 = 0
        self.cold_label: vec[i64] = zeros(64)
        self.cold_code: vec[i64] = zeros(64)
        self.cold_pos: vec[i64] = zeros(64)
        self.cold_test: vec[i64] = zeros(64)

        self.ntraps: i64 = 0
        self.trap_pos: vec[i64] = zeros(256)
        self.trap_code: vec[i64] = zeros(256)
        self.nlines: i64 = 0
        self.line_pos: vec[i64] = zeros(256)
        self.line_wasm: vec[i64] = zeros(256)
        self.nrelocs: i64 = 0
        self.reloc_pos: vec[i64] = zeros(256)
        self.reloc_sym: vec[i64] = zeros(256)
        self.nrefs: i64 = 0
        self.ref_pos: vec[i64] = zeros(256)
        self.ref_id: vec[i64] = zeros(256)
        self.ref_tail: vec[i64] = zeros(256)
        self.ntable: i64 = 0
        self.table_cell: vec[i64] = zeros(64)
        """Jump-table entries of all functions: a label until ``finish``, then a text offset."""
        self.ntables: i64 = 0
        self.table_start: vec[i64] = zeros(16)

        self.first_trap: i64 = 0
        self.first_line: i64 = 0
        self.first_reloc: i64 = 0
        self.first_ref: i64 = 0
        self.first_cell: i64 = 0

        # Constants and their numbers.  Guests choose them, so the keys are bytes: their hashes are keyed, and whoever
        # does not know this process's key can't make them collide.
        self.pool16: dict[bytes, int] = {}
        self.pool8: dict[bytes, int] = {}
        self.pool4: dict[bytes, int] = {}
        self.key: Final = BytesWriter()
        self.pool_start: i64 = 0

    # One function

    def begin(self, align: i64 = ALIGN) -> i64:
        """Start a function: align the text and return the function's offset in it."""
        text = self.text
        while len(text) % align != 0:
            text.append(0xCC)
        self.w.truncate(0)
        self.nlabels = 0
        self.nbinds = 0
        self.nfix = 0
        self.ncold = 0
        self.first_trap = self.ntraps
        self.first_line = self.nlines
        self.first_reloc = self.nrelocs
        self.first_ref = self.nrefs
        self.first_cell = self.ntable
        return len(text)

    def here(self) -> i64:
        """Return the current offset in the function (before shortening)."""
        return len(self.w)

    def new_label(self) -> i64:
        """Return a fresh, unbound label of this function."""
        n = self.nlabels
        if n >= len(self.l_pos):
            self.l_pos = grown(self.l_pos)
        self.l_pos[n] = -1
        self.nlabels = n + 1
        return n

    def bind(self, label: i64) -> None:
        """Place ``label`` here."""
        self.l_pos[label] = len(self.w)
        n = self.nbinds
        if n >= len(self.bind_label):
            self.bind_label = grown(self.bind_label)
        self.bind_label[n] = label
        self.nbinds = n + 1

    def bound(self, label: i64) -> bool:
        """Tell whether ``label`` has been placed."""
        return self.l_pos[label] >= 0

    def fixup(self, kind: i64, label: i64) -> None:
        """Emit a branch (or, for ``FIX_REL``, a 32-bit field relative to its end) to ``label``."""
        w = self.w
        pos: i64 = len(w)
        size: i64 = 5
        if kind == FIX_REL:
            size = 4
        else:
            target = self.l_pos[label]
            if target >= 0 and target >= pos - 126:
                size = 2
            elif kind >= FIX_JCC:
                size = 6
        n = self.nfix
        if n >= len(self.f_pos):
            self.grow_fixups()
        self.f_pos[n] = pos
        self.f_label[n] = label
        self.f_kind[n] = kind
        self.f_len[n] = size
        self.nfix = n + 1
        if size == 2:
            w.append(0)
            w.append(0)
        else:
            write_i32_le(w, 0)
            if size >= 5:
                w.append(0)
                if size == 6:
                    w.append(0)

    def align(self) -> None:
        """Let what follows begin at a multiple of ``LOOP_ALIGN``."""
        w = self.w
        n = self.nfix
        if n >= len(self.f_pos):
            self.grow_fixups()
        self.f_pos[n] = len(w)
        self.f_label[n] = 0
        self.f_kind[n] = FIX_ALIGN
        self.f_len[n] = LOOP_ALIGN
        self.nfix = n + 1
        k: i64 = 0
        while k < LOOP_ALIGN:
            write_i64_le(w, 0)
            k += 8

    def grow_fixups(self) -> None:
        """Double the fixup arrays."""
        self.f_pos = grown(self.f_pos)
        self.f_label = grown(self.f_label)
        self.f_kind = grown(self.f_kind)
        self.f_len = grown(self.f_len)
        self.f_new = grown(self.f_new)
        self.f_cut = grown(self.f_cut)

    # Marks

    def line(self) -> None:
        """Record that the code from here on belongs to ``wasm_pos``."""
        self.line_at(len(self.w))

    def call_line(self) -> None:
        """Record ``wasm_pos`` for the call just emitted: a backtrace looks for the byte before the return address."""
        self.line_at(len(self.w) - 1)

    def line_at(self, pos: i64) -> None:
        """Record that the code from ``pos`` on belongs to ``wasm_pos``."""
        n = self.nlines
        if n >= len(self.line_pos):
            self.line_pos = grown(self.line_pos)
            self.line_wasm = grown(self.line_wasm)
        self.line_pos[n] = pos
        self.line_wasm[n] = self.wasm_pos
        self.nlines = n + 1

    def trap(self, code: i64) -> None:
        """Record that the instruction emitted next may trap with ``code`` (also a line entry)."""
        n = self.ntraps
        if n >= len(self.trap_pos):
            self.trap_pos = grown(self.trap_pos)
            self.trap_code = grown(self.trap_code)
        self.trap_pos[n] = len(self.w)
        self.trap_code[n] = code
        self.ntraps = n + 1
        self.line()

    def cold_trap(self, code: i64) -> i64:
        """Return a label of a trap with ``code`` at ``wasm_pos``; it comes after the function's code."""
        return self.cold_trap_if_parity(code, 0, 0)

    def cold_trap_if_parity(self, code: i64, test: i64, parity_code: i64) -> i64:
        """Like ``cold_trap``, but first run the instruction ``test`` and trap with ``parity_code`` if it sets PF.

        ``test`` holds up to seven bytes of machine code, lowest first, and their number in the top byte.
        """
        label = self.new_label()
        n = self.ncold
        if n >= len(self.cold_label):
            self.cold_label = grown(self.cold_label)
            self.cold_code = grown(self.cold_code)
            self.cold_pos = grown(self.cold_pos)
            self.cold_test = grown(self.cold_test)
        self.cold_label[n] = label
        self.cold_code[n] = code | parity_code << 8
        self.cold_test[n] = test
        self.cold_pos[n] = self.wasm_pos
        self.ncold = n + 1
        return label

    def reloc(self, symbol: i64) -> None:
        """Emit a 32-bit field that ``close`` sets to the distance from its end to ``symbol``'s text offset."""
        n = self.nrelocs
        if n >= len(self.reloc_pos):
            self.reloc_pos = grown(self.reloc_pos)
            self.reloc_sym = grown(self.reloc_sym)
        self.reloc_pos[n] = len(self.w)
        self.reloc_sym[n] = symbol
        self.nrelocs = n + 1
        write_i32_le(self.w, 0)

    def ref(self, pool_id: i64, tail: i64) -> None:
        """Emit a 32-bit field for the distance from the instruction's end, ``tail`` bytes after it, to a pool entry."""
        n = self.nrefs
        if n >= len(self.ref_pos):
            self.ref_pos = grown(self.ref_pos)
            self.ref_id = grown(self.ref_id)
            self.ref_tail = grown(self.ref_tail)
        self.ref_pos[n] = len(self.w)
        self.ref_id[n] = pool_id
        self.ref_tail[n] = tail
        self.nrefs = n + 1
        write_i32_le(self.w, 0)

    # Constants

    def const16(self, low: i64, high: i64) -> i64:
        """Return the pool id of a 16-byte constant given as two signed 64-bit halves."""
        write_i64_le(self.key, low)
        write_i64_le(self.key, high)
        return self.number(self.pool16) * 4 + POOL16

    def const8(self, bits: i64) -> i64:
        """Return the pool id of an 8-byte constant (signed 64-bit)."""
        write_i64_le(self.key, bits)
        return self.number(self.pool8) * 4 + POOL8

    def const4(self, bits: i64) -> i64:
        """Return the pool id of a 4-byte constant (any 32-bit value)."""
        write_i32_le(self.key, i32(sign32(bits)))
        return self.number(self.pool4) * 4 + POOL4

    def number(self, pool: dict[bytes, int]) -> i64:
        """Return the number of the constant in ``key``, a new one unless the pool has it; empty ``key``."""
        key = self.key.getvalue()
        self.key.truncate(0)
        k = pool.get(key)
        if k is None:
            k = len(pool)
            pool[key] = k
        return k

    def new_table(self) -> i64:
        """Open a jump table; the ``table_entry`` calls that follow belong to it.  Return its pool id."""
        n = self.ntables
        if n >= len(self.table_start):
            self.table_start = grown(self.table_start)
        self.table_start[n] = self.ntable
        self.ntables = n + 1
        return n * 4 + POOL_TABLE

    def table_entry(self, label: i64) -> None:
        """Append an entry to the jump table opened last: the 32-bit distance from the table's start to ``label``."""
        n = self.ntable
        if n >= len(self.table_cell):
            self.table_cell = grown(self.table_cell)
        self.table_cell[n] = label
        self.ntable = n + 1

    # End of a function

    def finish(self) -> i64:
        """Append the function to the text and return its size in bytes."""
        w = self.w
        i: i64 = 0
        while i < self.ncold:
            self.bind(self.cold_label[i])
            self.wasm_pos = self.cold_pos[i]
            code = self.cold_code[i]
            test = self.cold_test[i]
            if test != 0:
                left = test >> 56
                while left > 0:
                    w.append(u8(test & 0xFF))
                    test = test >> 8
                    left -= 1
                w.append(0x7B)
                w.append(0x02)
                self.trap(code >> 8)
                w.append(0x0F)
                w.append(0x0B)
            self.trap(code & 0xFF)
            w.append(0x0F)
            w.append(0x0B)
            i += 1
        base: i64 = len(self.text)
        self.shorten(base)
        self.place_labels(base)
        self.copy(base)
        self.trap_pos = self.moved(self.trap_pos, self.first_trap, self.ntraps, base)
        self.line_pos = self.moved(self.line_pos, self.first_line, self.nlines, base)
        self.reloc_pos = self.moved(self.reloc_pos, self.first_reloc, self.nrelocs, base)
        self.ref_pos = self.moved(self.ref_pos, self.first_ref, self.nrefs, base)
        cells = self.table_cell
        places = self.l_pos
        i = self.first_cell
        while i < self.ntable:
            place = places[cells[i]]
            assert place >= 0
            cells[i] = place
            i += 1
        return i64(len(self.text)) - base

    def shorten(self, base: i64) -> None:
        """Choose each branch's length: distances only shrink, so those measured on long code are safe."""
        f_pos = self.f_pos
        f_len = self.f_len
        f_new = self.f_new
        f_cut = self.f_cut
        f_kind = self.f_kind
        f_label = self.f_label
        l_pos = self.l_pos
        n = self.nfix
        cut: i64 = 0
        i: i64 = 0
        while i < n:
            f_cut[i] = cut
            size = f_len[i]
            new = size
            if f_kind[i] == FIX_ALIGN:
                new = -(base + f_pos[i] - cut) & (LOOP_ALIGN - 1)
            elif f_kind[i] != FIX_REL:
                target = l_pos[f_label[i]]
                assert target >= 0
                ahead = target - (f_pos[i] + size)
                if ahead == 0:
                    new = 0
                elif size > 2 and ahead <= 127 and target - f_pos[i] >= -126:
                    new = 2
            f_new[i] = new
            cut += size - new
            i += 1

    def place_labels(self, base: i64) -> None:
        """Turn label positions into text offsets."""
        f_pos = self.f_pos
        f_cut = self.f_cut
        l_pos = self.l_pos
        bind_label = self.bind_label
        n = self.nfix
        total = self.total_cut()
        j: i64 = 0
        k: i64 = 0
        count = self.nbinds
        while k < count:
            label = bind_label[k]
            pos = l_pos[label]
            while j < n and f_pos[j] < pos:
                j += 1
            cut = total
            if j < n:
                cut = f_cut[j]
            l_pos[label] = base + pos - cut
            k += 1

    def total_cut(self) -> i64:
        """Return the number of bytes that shortening removes from the function."""
        n = self.nfix
        if n == 0:
            return 0
        return self.f_cut[n - 1] + self.f_len[n - 1] - self.f_new[n - 1]

    def copy(self, base: i64) -> None:
        """Copy the function's bytes to the text, writing each branch with its final distance."""
        w = self.w
        text = self.text
        size: i64 = len(w)
        write_i64_le(w, 0)
        code = w.getvalue()
        f_pos = self.f_pos
        f_len = self.f_len
        f_new = self.f_new
        f_kind = self.f_kind
        f_label = self.f_label
        l_pos = self.l_pos
        n = self.nfix
        p: i64 = 0
        i: i64 = 0
        while i <= n:
            stop = size
            if i < n:
                stop = f_pos[i]
            count = stop - p
            if count > 96:
                text.write(code[p:stop])
            elif count > 0:
                end = i64(len(text)) + count
                while p < stop:
                    write_i64_le(text, read_i64_le(code, p))
                    p += 8
                text.truncate(end)
            if i == n:
                break
            new = f_new[i]
            if new != 0 and f_kind[i] == FIX_ALIGN:
                self.pad(new)
            elif new != 0:
                kind = f_kind[i]
                away = l_pos[f_label[i]] - (i64(len(text)) + new)
                if new == 2:
                    if kind >= FIX_JCC:
                        text.append(u8(0x60 + kind))
                    else:
                        text.append(0xEB)
                    text.append(u8(away & 0xFF))
                else:
                    if new == 6:
                        text.append(0x0F)
                        text.append(u8(0x70 + kind))
                    elif new == 5:
                        text.append(0xE9)
                    write_i32_le(text, i32(away))
            p = stop + f_len[i]
            i += 1

    def pad(self, size: i64) -> None:
        """Append no-operations of ``size`` bytes in all to the text."""
        text = self.text
        end = i64(len(text)) + size
        while size >= 8:
            write_i64_le(text, 0x841F0F)
            size -= 8
        if size == 1:
            text.append(0x90)
        elif size == 2:
            write_i64_le(text, 0x9066)
        elif size == 3:
            write_i64_le(text, 0x1F0F)
        elif size == 4:
            write_i64_le(text, 0x401F0F)
        elif size == 5:
            write_i64_le(text, 0x441F0F)
        elif size == 6:
            write_i64_le(text, 0x441F0F66)
        elif size == 7:
            write_i64_le(text, 0x801F0F)
        text.truncate(end)

    def moved(self, v: vec[i64], start: i64, end: i64, base: i64) -> vec[i64]:
        """Turn the ascending positions ``v[start:end]`` of this function into text offsets."""
        f_pos = self.f_pos
        f_cut = self.f_cut
        n = self.nfix
        total = self.total_cut()
        j: i64 = 0
        i = start
        while i < end:
            pos = v[i]
            while j < n and f_pos[j] < pos:
                j += 1
            cut = total
            if j < n:
                cut = f_cut[j]
            v[i] = base + pos - cut
            i += 1
        return v

    # End of the module

    def size(self) -> i64:
        """Return the size of the text with its pool, alignment aside."""
        pool: i64 = len(self.pool16) * 16 + len(self.pool8) * 8 + len(self.pool4) * 4
        return i64(len(self.text)) + pool + self.ntable * 4

    def close(self, symbols: vec[i64]) -> bytes:
        """Append the pool, resolve relocations (``symbols``: text offset of each symbol) and return the text.

        The pool starts at ``pool_start``.
        """
        text = self.text
        code_size: i64 = len(text)
        while len(text) % 64 != 0:
            text.append(0xCC)
        at16: i64 = len(text)
        self.pool_start = at16
        for bits in self.pool16:
            text.write(bits)
        at8: i64 = len(text)
        for bits in self.pool8:
            text.write(bits)
        at4: i64 = len(text)
        for bits in self.pool4:
            text.write(bits)
        at_tables: i64 = len(text)
        t: i64 = 0
        cell: i64 = 0
        while t < self.ntables:
            end = self.ntable
            if t + 1 < self.ntables:
                end = self.table_start[t + 1]
            start = at_tables + cell * 4
            while cell < end:
                write_i32_le(text, i32(self.table_cell[cell] - start))
                cell += 1
            t += 1
        if len(text) == at16:
            text.truncate(code_size)
            self.pool_start = code_size
        i: i64 = 0
        while i < self.nrelocs:
            pos = self.reloc_pos[i]
            self.patch(pos, symbols[self.reloc_sym[i]] - (pos + 4))
            i += 1
        i = 0
        while i < self.nrefs:
            pos = self.ref_pos[i]
            k = self.ref_id[i] >> 2
            kind = self.ref_id[i] & 3
            if kind == POOL16:
                target = at16 + k * 16
            elif kind == POOL8:
                target = at8 + k * 8
            elif kind == POOL4:
                target = at4 + k * 4
            else:
                target = at_tables + self.table_start[k] * 4
            self.patch(pos, target - (pos + 4 + self.ref_tail[i]))
            i += 1
        return text.getvalue()

    def patch(self, pos: i64, value: i64) -> None:
        """Overwrite the 32-bit field at ``pos`` in the text."""
        text = self.text
        text[pos] = u8(value & 0xFF)
        text[pos + 1] = u8((value >> 8) & 0xFF)
        text[pos + 2] = u8((value >> 16) & 0xFF)
        text[pos + 3] = u8((value >> 24) & 0xFF)
