"""A text that is larger than calls reach: far jumps between functions lead on.

Functions keep their bytes and their alignment; only their distances grow.  Which calls are too far is found by trying:
room for their far jumps moves other functions apart, until no call is left that is too far and has none.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.forms import Forms
from zwasmc.sink.code import FORM_BITS, FORM_MASK, KIND_BITS, KIND_MASK, MARK_CALL, MachineCode


def spread(b: CodeBuf, functions: vec[i64], out: MachineCode) -> None:
    """Make room in the text for far jumps, and let calls that are too far go through them.

    ``functions`` and the trampolines of ``out`` become the new offsets.
    """
    text = Text(b, functions, out)
    while text.plan():
        pass
    text.write()


def first_of(offsets: vec[i64], most: i64) -> i64:
    """Return the least offset that is not -1, ``most`` at most."""
    k: i64 = 0
    while k < len(offsets):
        if offsets[k] >= 0 and offsets[k] < most:
            most = offsets[k]
        k += 1
    return most


@final
class Text:
    """The text in pieces: one for each function, the last one for the trampolines."""

    def __init__(self, b: CodeBuf, functions: vec[i64], out: MachineCode) -> None:
        self.b: Final[CodeBuf] = b
        self.forms: Final[Forms] = b.forms
        self.far_size: i64 = b.forms.size[b.forms.far]
        self.functions: Final[vec[i64]] = functions
        self.out: Final[MachineCode] = out
        self.end: i64 = len(b.text)
        """Of the functions, where the trampolines begin."""
        self.end = first_of(out.entries, self.end)
        self.end = first_of(out.hosts, self.end)
        self.start: vec[i64] = vec[i64]([0])
        """Old offset of each piece, and the end of the last one."""
        k: i64 = 0
        while k < len(functions):
            if functions[k] > self.start[len(self.start) - 1]:
                self.start = append(self.start, functions[k])
            k += 1
        self.start = append(self.start, self.end)
        self.count: i64 = len(self.start)
        self.start = append(self.start, len(b.text))
        self.shift: vec[i64] = grown(vec[i64](), self.count)
        self.jumps: vec[i64] = grown(vec[i64](), self.count + 1)
        """How many far jumps lie before each piece, and behind the last one."""
        self.far: vec[i64] = grown(vec[i64](), b.nmarks)
        """For each mark whether it is that of a call that needs a far jump."""

    def piece(self, offset: i64) -> i64:
        """Return the piece that an old offset lies in."""
        low: i64 = 0
        high = self.count
        while high - low > 1:
            middle = (low + high) >> 1
            if self.start[middle] <= offset:
                low = middle
            else:
                high = middle
        return low

    def moved(self, offset: i64) -> i64:
        """Return the new offset of an old one."""
        return offset + self.shift[self.piece(offset)]

    def room(self, jumps: i64) -> i64:
        """Return the bytes of so many far jumps, with which the alignment stays as it is."""
        align = self.forms.loop_align
        return (jumps * self.far_size + align - 1) // align * align

    def plan(self) -> bool:
        """Place the pieces and the far jumps; return whether calls were found that need one besides."""
        b = self.b
        waiting: i64 = 0
        eldest: i64 = 0
        shift: i64 = 0
        m: i64 = 0
        k: i64 = 0
        while k < self.count:
            stop = self.start[k + 1]
            here: i64 = 0
            n = m
            while n < b.nmarks and b.mark_pos[n] < stop:
                here += self.far[n]
                n += 1
            self.jumps[k] = 0
            if waiting != 0 and stop + shift + self.room(waiting + here) > eldest + self.forms.reach:
                self.jumps[k] = waiting
                shift += self.room(waiting)
                waiting = 0
            self.shift[k] = shift
            while m < n:
                if self.far[m] != 0:
                    if waiting == 0:
                        eldest = b.mark_pos[m] + shift
                    waiting += 1
                m += 1
            k += 1
        self.jumps[self.count] = waiting
        more = False
        m = 0
        while m < b.nmarks:
            if self.far[m] == 0 and self.reaches_too_little(m):
                self.far[m] = 1
                more = True
            m += 1
        return more

    def reaches_too_little(self, m: i64) -> bool:
        """Tell whether a mark is that of a call that does not reach its function."""
        what = self.b.mark_what[m]
        if what & KIND_MASK != MARK_CALL or (what >> KIND_BITS) & FORM_MASK == self.forms.far:
            return False
        away = self.moved(self.functions[what >> (KIND_BITS + FORM_BITS)]) - self.moved(self.b.mark_pos[m])
        return away > self.forms.reach or away < -self.forms.reach

    def write(self) -> None:
        """Write text and marks as planned, and tell everybody the new offsets."""
        b = self.b
        forms = self.forms
        old = b.text.getvalue()
        old_pos = b.mark_pos
        old_what = b.mark_what
        count = b.nmarks
        b.mark_pos = grown(vec[i64](), count * 2)
        b.mark_what = grown(vec[i64](), count * 2)
        b.nmarks = 0
        b.text.truncate(0)
        waiting = vec[i64]()
        m: i64 = 0
        k: i64 = 0
        while k <= self.count:
            if self.jumps[k] != 0:
                first: i64 = len(b.text)
                w: i64 = 0
                while w < len(waiting):
                    n = waiting[w]
                    at: i64 = len(b.text)
                    call = self.moved(old_pos[n])
                    form = (old_what[n] >> KIND_BITS) & FORM_MASK
                    function = old_what[n] >> (KIND_BITS + FORM_BITS)
                    forms.branch(b.text, forms.far, self.far_size, 0, 0)
                    forms.patch(b.text, call, form, at - call)
                    b.mark(MARK_CALL, function << FORM_BITS | forms.far, at)
                    w += 1
                forms.fill(b.text, first + self.room(len(waiting)) - len(b.text))
                waiting = vec[i64]()
            if k == self.count:
                break
            b.text.write(old[self.start[k] : self.start[k + 1]])
            while m < count and old_pos[m] < self.start[k + 1]:
                if self.far[m] != 0:
                    waiting = append(waiting, m)
                else:
                    b.mark(old_what[m] & KIND_MASK, old_what[m] >> KIND_BITS, old_pos[m] + self.shift[k])
                m += 1
            k += 1
        self.move(self.functions, len(self.functions))
        self.move(self.out.func_off, len(self.out.func_off))
        self.move(self.out.entries, len(self.out.entries))
        self.move(self.out.hosts, len(self.out.hosts))
        self.move(b.pools.cell, b.pools.ncells)

    def move(self, offsets: vec[i64], count: i64) -> None:
        """Replace old offsets by new ones."""
        k: i64 = 0
        while k < count:
            if offsets[k] >= 0:
                offsets[k] = self.moved(offsets[k])
            k += 1
