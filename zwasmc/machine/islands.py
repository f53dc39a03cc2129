"""A function that is larger than its branches reach: islands in it lead on.

An island holds far jumps, which reach everything: for each label that pending branches are on their way to, and for the
functions that are called.  All that is pending gets its jump in the next island, in the order of age, and an island is
due while there is room for all those jumps within the reach of the eldest; so none ever comes too late.  Branches to
what is near ahead take their short shape if it has eight times the reach that they need: an island that comes between
adds less, for the jumps of such branches come first in it, and so do branches back that it makes long.
"""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter, write_i64_le
from librt.vecs import append, vec
from mypy_extensions import i64, u8

from zwasmc.bits import grown
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.forms import ALIGNMENT, Forms
from zwasmc.sink.code import FORM_BITS, FORM_MASK, KIND_BITS, KIND_MASK, MARK_CALL

NEAR: Final = 3
"""Branches to what is ahead are short if they need the reach of that shape >> NEAR."""
NEVER: Final = -1
"""The label of an item that only an island serves."""
GONE: Final = -1
"""What a mark is that the function does not keep."""


def place_with_islands(b: CodeBuf) -> None:
    """Append the function to the text, and turn its labels and marks into text offsets."""
    Placing(b).run()


@final
class Placing:
    """One function on its way from ``w`` to the text, in one pass over what was recorded."""

    def __init__(self, b: CodeBuf) -> None:
        size: i64 = len(b.w)
        self.b: Final[CodeBuf] = b
        self.text: Final[BytesWriter] = b.text
        self.forms: Final[Forms] = b.forms
        write_i64_le(b.w, 0)
        self.code: Final[bytes] = b.w.getvalue()
        self.size: i64 = size
        self.p: i64 = 0
        """Position in ``code`` up to which everything is placed."""
        self.place: vec[i64] = vec[i64]([-1] * int(b.nlabels))
        """Text offset of every label, -1 for those ahead."""
        self.bind: i64 = 0
        self.mark: i64 = b.first_mark
        self.nmarks: i64 = 0
        self.mark_pos: vec[i64] = vec[i64]()
        """The marks, as they will be."""
        self.mark_what: vec[i64] = vec[i64]()
        self.f_at: vec[i64] = grown(vec[i64](), b.nfix)
        """Text offset of every fix-up, and of the far jump that it goes to instead of its label, -1 for none."""
        self.f_via: vec[i64] = grown(vec[i64](), b.nfix)
        self.fix: i64 = 0
        self.far_size: i64 = b.forms.size[b.forms.far]
        self.most_short: i64 = 0
        """Bytes of the far jumps that short branches may need in an island."""
        form: i64 = 1
        while form < len(b.forms.ahead):
            if b.forms.short[form] < b.forms.size[form]:
                near = (b.forms.ahead[form] >> NEAR) // b.forms.unit * self.far_size
                if near > self.most_short:
                    self.most_short = near
            form += 1
        # What an island will serve
        self.nitems: i64 = 0
        self.i_at: vec[i64] = vec[i64]()
        self.i_label: vec[i64] = vec[i64]()
        self.i_source: vec[i64] = vec[i64]()
        """The fix-up, or -1 - the number of the mark of a call."""
        # Far jumps to labels
        self.njumps: i64 = 0
        self.j_at: vec[i64] = vec[i64]()
        self.j_label: vec[i64] = vec[i64]()
        self.last: vec[i64] = vec[i64]([-1] * int(b.nlabels))
        """Per label: where the last far jump to it is."""
        self.dead: i64 = -1
        """A text offset that no instruction runs on to."""

    def run(self) -> None:
        """Place everything."""
        b = self.b
        n = b.nfix
        while self.fix < n:
            self.advance(b.f_pos[self.fix])
            self.place_fixup(self.fix)
            self.fix += 1
        self.advance(b.cold_at)
        self.cold_traps()
        self.settle(self.size)
        self.island(True)
        self.patch()
        # what was ahead of a far jump is known now
        k: i64 = 0
        while k < b.nlabels:
            b.l_pos[k] = self.place[k]
            k += 1
        b.nmarks = b.first_mark
        k = 0
        while k < self.nmarks:
            if self.mark_what[k] != GONE:
                what = self.mark_what[k]
                b.mark(what & KIND_MASK, what >> KIND_BITS, self.mark_pos[k])
            k += 1

    # Bytes

    def advance(self, stop: i64) -> None:
        """Copy code up to ``stop``; what refers to functions or constants stays in one piece."""
        b = self.b
        while True:
            m = self.mark
            while m < b.nmarks and b.mark_pos[m] < stop and b.mark_what[m] & KIND_MASK < MARK_CALL:
                m += 1
            if m >= b.nmarks or b.mark_pos[m] >= stop:
                break
            self.copy(b.mark_pos[m])
            what = b.mark_what[m]
            size = self.forms.size[(what >> KIND_BITS) & FORM_MASK]
            self.room(size)
            at: i64 = len(self.text)
            self.chunk(b.mark_pos[m] + size)
            if what & KIND_MASK == MARK_CALL:
                k = self.nmarks - 1
                while self.mark_pos[k] != at or self.mark_what[k] & KIND_MASK != MARK_CALL:
                    k -= 1
                self.item(at, NEVER, -1 - k)
        self.copy(stop)

    def cold_traps(self) -> None:
        """Copy the cold traps, each in one piece: what it tests decides about the next instruction."""
        b = self.b
        k = self.bind
        while self.p < self.size:
            while k < b.nbinds and b.l_pos[b.bind_label[k]] <= self.p:
                k += 1
            stop = b.l_pos[b.bind_label[k]] if k < b.nbinds else self.size
            self.room(stop - self.p)
            self.chunk(stop)

    def copy(self, stop: i64) -> None:
        """Copy plain code up to ``stop``, with an island in it if one is due."""
        while self.p < stop:
            count = stop - self.p
            fits = self.left()
            if count > fits:
                self.drop_what_arrived()
                fits = self.left()
            if count > fits:
                fits -= fits % self.forms.unit
                if fits > 0:
                    self.chunk(self.p + fits)
                self.island(False)
            else:
                self.chunk(stop)

    def chunk(self, stop: i64) -> None:
        """Copy code up to ``stop`` as it is, with the labels and marks before that."""
        start: i64 = len(self.text)
        self.text.write(self.code[self.p : stop])
        self.follow(stop, start - self.p)
        self.p = stop

    def settle(self, pos: i64) -> None:
        """Place the labels and marks at ``pos`` too, where the text ends now."""
        self.follow(pos + 1, i64(len(self.text)) - pos)

    def follow(self, stop: i64, shift: i64) -> None:
        """Place the labels and marks before ``stop``: ``shift`` behind their positions."""
        b = self.b
        while self.bind < b.nbinds and b.l_pos[b.bind_label[self.bind]] < stop:
            label = b.bind_label[self.bind]
            self.place[label] = b.l_pos[label] + shift
            if self.place[label] == self.dead:
                self.dead = -1
            self.bind += 1
        while self.mark < b.nmarks and b.mark_pos[self.mark] < stop:
            self.add_mark(b.mark_pos[self.mark] + shift, b.mark_what[self.mark])
            self.mark += 1

    def add_mark(self, at: i64, what: i64) -> None:
        """Append a mark."""
        self.mark_pos = append(self.mark_pos, at)
        self.mark_what = append(self.mark_what, what)
        self.nmarks += 1

    # Branches

    def place_fixup(self, i: i64) -> None:
        """Choose the shape of a fix-up and leave room for it."""
        b = self.b
        forms = self.forms
        form = b.f_form[i]
        size = b.f_len[i] if form == ALIGNMENT else forms.size[form]
        self.room(size)
        pos = b.f_pos[i]
        self.settle(pos)
        at: i64 = len(self.text)
        self.f_at[i] = at
        self.f_via[i] = -1
        self.p = pos + b.f_len[i]
        if form == ALIGNMENT:
            b.f_new[i] = -at & (forms.loop_align - 1)
            forms.nops(self.text, b.f_new[i])
            return
        label = b.f_label[i]
        assert b.l_pos[label] >= 0
        least = forms.short[form]
        if least != 0:
            place = self.place[label]
            if place >= 0:
                if at - place <= forms.back[form]:
                    size = least
                elif at - place > forms.reach:
                    self.item(at, NEVER, i)
            else:
                ahead = b.l_pos[label] - self.p
                if ahead == 0:
                    size = 0
                elif least < size and ahead <= forms.ahead[form] >> NEAR:
                    size = least
                else:
                    self.item(at, label, i)
        b.f_new[i] = size
        left = size
        while left > 0:
            self.text.append(0)
            left -= 1
        if form == forms.jump and size != 0:
            self.dead = len(self.text)

    def item(self, at: i64, label: i64, source: i64) -> None:
        """Let the next island serve a branch or call, unless ``label`` comes before."""
        n = self.nitems
        if n >= len(self.i_at):
            self.i_at = grown(self.i_at, n + 1)
            self.i_label = grown(self.i_label, n + 1)
            self.i_source = grown(self.i_source, n + 1)
        self.i_at[n] = at
        self.i_label[n] = label
        self.i_source[n] = source
        self.nitems = n + 1

    # Islands

    def left(self) -> i64:
        """Return how many bytes may come before the next island."""
        if self.nitems == 0:
            return self.size + self.forms.reach
        island = self.forms.size[self.forms.jump] + self.most_short + (self.nitems + 1) * self.far_size
        return self.i_at[0] + self.forms.reach - island - len(self.text)

    def room(self, size: i64) -> None:
        """Make an island now if one would be due within ``size`` bytes."""
        if size > self.left():
            self.drop_what_arrived()
            if size > self.left():
                self.island(False)

    def drop_what_arrived(self) -> None:
        """Forget the items whose label was placed in the meantime."""
        kept: i64 = 0
        k: i64 = 0
        while k < self.nitems:
            label = self.i_label[k]
            if label == NEVER or self.place[label] < 0:
                self.i_at[kept] = self.i_at[k]
                self.i_label[kept] = label
                self.i_source[kept] = self.i_source[k]
                kept += 1
            k += 1
        self.nitems = kept

    def island(self, end: bool) -> None:
        """Make an island for everything that is pending; ``end``: at the end of the function."""
        b = self.b
        forms = self.forms
        text = self.text
        self.drop_what_arrived()
        over: i64 = len(text)
        around = not end and over != self.dead
        if around:
            forms.branch(text, forms.jump, forms.size[forms.jump], 0, 0)
        first: i64 = len(text)
        # short branches are at most this far behind
        i = self.fix - 1
        while i >= 0 and self.f_at[i] >= over - (forms.reach >> 2):
            i -= 1
        i += 1
        while i < self.fix:
            if self.is_short(i) and self.place[b.f_label[i]] < 0:
                self.f_via[i] = self.jump_to(b.f_label[i], first)
            i += 1
        k: i64 = 0
        while k < self.nitems:
            source = self.i_source[k]
            if source >= 0:
                self.f_via[source] = self.jump_to(b.f_label[source], first)
            else:
                self.call_through(-1 - source)
            k += 1
        self.nitems = 0
        after: i64 = len(text)
        if around:
            if after == first:
                text.truncate(over)
            else:
                self.overwrite(over, forms.jump, forms.size[forms.jump], 0, after)

    def is_short(self, i: i64) -> bool:
        """Tell whether a fix-up has taken a shape that is shorter than the long one."""
        b = self.b
        return b.f_form[i] != ALIGNMENT and b.f_new[i] != 0 and b.f_new[i] < self.forms.size[b.f_form[i]]

    def jump_to(self, label: i64, first: i64) -> i64:
        """Return where the far jump to a label is in the island that starts at ``first``."""
        at = self.last[label]
        if at < first:
            at = self.far_jump()
            self.last[label] = at
            self.j_at = append(self.j_at, at)
            self.j_label = append(self.j_label, label)
            self.njumps += 1
        return at

    def call_through(self, k: i64) -> None:
        """Let a call go through a far jump, which refers to the function instead."""
        at = self.far_jump()
        what = self.mark_what[k]
        call = self.mark_pos[k]
        self.forms.patch(self.text, call, (what >> KIND_BITS) & FORM_MASK, at - call)
        self.mark_what[k] = GONE
        function = what >> (KIND_BITS + FORM_BITS)
        self.add_mark(at, (function << FORM_BITS | self.forms.far) << KIND_BITS | MARK_CALL)

    def far_jump(self) -> i64:
        """Append a far jump to nowhere yet; return its offset."""
        at: i64 = len(self.text)
        self.forms.branch(self.text, self.forms.far, self.far_size, 0, 0)
        return at

    # Distances

    def patch(self) -> None:
        """Write all branches, now that every place is known."""
        b = self.b
        i: i64 = 0
        while i < b.nfix:
            if b.f_form[i] != ALIGNMENT and b.f_new[i] != 0:
                target = self.f_via[i]
                if target < 0:
                    target = self.place[b.f_label[i]]
                self.overwrite(self.f_at[i], b.f_form[i], b.f_new[i], b.f_word[i], target)
            i += 1
        k: i64 = 0
        while k < self.njumps:
            self.forms.patch(self.text, self.j_at[k], self.forms.far, self.place[self.j_label[k]] - self.j_at[k])
            k += 1

    def overwrite(self, at: i64, form: i64, size: i64, word: i64, target: i64) -> None:
        """Write a branch at ``at``."""
        branch = BytesWriter()
        self.forms.branch(branch, form, size, word, target - at)
        k: i64 = 0
        while k < size:
            self.text[at + k] = u8(branch[k])
            k += 1
