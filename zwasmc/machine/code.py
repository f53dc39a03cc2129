"""The code buffer: what emission records of one function at a time, and of all functions that are finished.

A function is emitted into ``w`` with long branches.  ``finish`` places it in ``text``, and turns every position that
was recorded (marks, labels, entries of jump tables) into an offset there; ``link`` resolves what crosses functions.

Positions of interest are *marks*, one ascending stream of (position, kind, value).
"""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter, write_i64_le
from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.machine.forms import ALIGNMENT, Forms
from zwasmc.machine.pools import Pools
from zwasmc.sink.code import FORM_BITS, KIND_BITS, MARK_CALL, MARK_CONST, MARK_LINE, MARK_RETURN, MARK_TRAP


def zeros(n: i64) -> vec[i64]:
    """Return a vector of ``n`` zeros."""
    return vec[i64]([0] * n)


@final
class CodeBuf:
    """Code, labels, marks and constants of a module under construction."""

    def __init__(self, forms: Forms) -> None:
        self.forms: Final[Forms] = forms
        self.w: Final = BytesWriter()
        """Bytes of the current function (branches long)."""
        self.text: Final = BytesWriter()
        """Bytes of all finished functions."""
        self.pools: Final[Pools] = Pools()
        self.wasm_pos: i64 = 0
        """Module offset of the wasm instruction being emitted, recorded with trap sites and calls."""

        self.nlabels: i64 = 0
        self.l_pos: vec[i64] = zeros(256)
        self.nbinds: i64 = 0
        self.bind_label: vec[i64] = zeros(256)

        self.nfix: i64 = 0
        self.f_pos: vec[i64] = zeros(256)
        self.f_label: vec[i64] = zeros(256)
        self.f_form: vec[i64] = zeros(256)
        self.f_word: vec[i64] = zeros(256)
        self.f_len: vec[i64] = zeros(256)
        self.f_new: vec[i64] = zeros(256)
        """Bytes of the fix-up in the text."""
        self.f_cut: vec[i64] = zeros(256)
        """How many bytes less than in ``w`` lie before it."""

        self.cold_at: i64 = 0
        """Position in ``w`` from which on there is nothing but cold traps."""
        self.ncold: i64 = 0
        self.cold_label: vec[i64] = zeros(64)
        self.cold_code: vec[i64] = zeros(64)
        self.cold_pos: vec[i64] = zeros(64)
        self.cold_test: vec[i64] = zeros(64)

        self.nmarks: i64 = 0
        self.mark_pos: vec[i64] = zeros(256)
        """Positions in ``w`` from ``first_mark`` on, offsets in the text before."""
        self.mark_what: vec[i64] = zeros(256)
        """``value << KIND_BITS | kind``."""
        self.first_mark: i64 = 0

    # One function

    def begin(self, like_loop: bool = False) -> i64:
        """Start a function: align the text, perhaps as for a loop, and return the function's offset in it."""
        text = self.text
        gap = -i64(len(text)) % (self.forms.loop_align if like_loop else self.forms.align)
        if gap != 0:
            self.forms.fill(text, gap)
        self.w.truncate(0)
        self.nlabels = 0
        self.nbinds = 0
        self.nfix = 0
        self.ncold = 0
        self.first_mark = self.nmarks
        return len(text)

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

    def fixup(self, form: i64, label: i64, word: i64 = 0) -> None:
        """Emit a branch or field that refers to ``label``; ``Forms.branch`` gets ``word``."""
        w = self.w
        forms = self.forms
        pos: i64 = len(w)
        size = forms.size[form]
        target = self.l_pos[label]
        if target >= 0 and pos - target <= forms.back[form]:
            size = forms.short[form]
        n = self.nfix
        if n >= len(self.f_pos):
            self.grow_fixups()
        self.f_pos[n] = pos
        self.f_label[n] = label
        self.f_form[n] = form
        self.f_word[n] = word
        self.f_len[n] = size
        self.nfix = n + 1
        write_i64_le(w, 0)
        w.truncate(pos + size)

    def align(self) -> None:
        """Let what follows begin at a multiple of the alignment of loops."""
        w = self.w
        size = self.forms.loop_align
        n = self.nfix
        if n >= len(self.f_pos):
            self.grow_fixups()
        self.f_pos[n] = len(w)
        self.f_label[n] = 0
        self.f_form[n] = ALIGNMENT
        self.f_len[n] = size
        self.nfix = n + 1
        k: i64 = 0
        while k < size:
            write_i64_le(w, 0)
            k += 8

    def grow_fixups(self) -> None:
        """Double the fix-up arrays."""
        self.f_pos = grown(self.f_pos)
        self.f_label = grown(self.f_label)
        self.f_form = grown(self.f_form)
        self.f_word = grown(self.f_word)
        self.f_len = grown(self.f_len)
        self.f_new = grown(self.f_new)
        self.f_cut = grown(self.f_cut)

    # Marks

    def mark(self, kind: i64, value: i64, pos: i64) -> None:
        """Record a mark at ``pos``, which no mark before lies behind."""
        n = self.nmarks
        if n >= len(self.mark_pos):
            self.mark_pos = grown(self.mark_pos)
            self.mark_what = grown(self.mark_what)
        self.mark_pos[n] = pos
        self.mark_what[n] = value << KIND_BITS | kind
        self.nmarks = n + 1

    def call_line(self) -> None:
        """Record ``wasm_pos`` for the call just emitted: a backtrace looks for the byte before the return address."""
        self.mark(MARK_RETURN, self.wasm_pos, i64(len(self.w)) - 1)

    def trap(self, code: i64) -> None:
        """Record that the instruction emitted next may trap with ``code``, and where it comes from."""
        pos: i64 = len(self.w)
        self.mark(MARK_TRAP, code, pos)
        self.mark(MARK_LINE, self.wasm_pos, pos)

    def call(self, form: i64, function: i64) -> None:
        """Record that the field emitted next refers to a function of the module."""
        self.mark(MARK_CALL, function << FORM_BITS | form, len(self.w))

    def const(self, form: i64, pool_id: i64) -> None:
        """Record that the field emitted next refers to a constant or table."""
        self.mark(MARK_CONST, pool_id << FORM_BITS | form, len(self.w))

    def cold_trap(self, code: i64) -> i64:
        """Return a label of a trap with ``code`` at ``wasm_pos``; its instruction comes after the function's code."""
        return self.cold_trap_unless(0, code, code)

    def cold_trap_unless(self, test: i64, code: i64, other: i64) -> i64:
        """Like ``cold_trap``, but trap with ``other`` if ``test`` (see ``Forms.test``) says so."""
        label = self.new_label()
        n = self.ncold
        if n >= len(self.cold_label):
            self.cold_label = grown(self.cold_label)
            self.cold_code = grown(self.cold_code)
            self.cold_pos = grown(self.cold_pos)
            self.cold_test = grown(self.cold_test)
        self.cold_label[n] = label
        self.cold_code[n] = code | other << 8
        self.cold_test[n] = test
        self.cold_pos[n] = self.wasm_pos
        self.ncold = n + 1
        return label

    def emit_cold_traps(self) -> None:
        """Emit the traps that come after the function's code."""
        w = self.w
        forms = self.forms
        self.cold_at = len(w)
        i: i64 = 0
        while i < self.ncold:
            self.bind(self.cold_label[i])
            self.wasm_pos = self.cold_pos[i]
            code = self.cold_code[i]
            test = self.cold_test[i]
            if test != 0:
                forms.test(w, test)
                self.trap(code >> 8)
                forms.trap(w)
            self.trap(code & 0xFF)
            forms.trap(w)
            i += 1
        self.ncold = 0

    def size(self) -> i64:
        """Return the size of the text and of the constants, alignment aside."""
        return i64(len(self.text)) + self.pools.size()
