"""The end of a function: branches get their lengths, and everything its place in the text."""

from __future__ import annotations

from librt.strings import read_i64_le, write_i64_le
from librt.vecs import vec
from mypy_extensions import i64

from zwasmc.machine.code import CodeBuf
from zwasmc.machine.forms import ALIGNMENT
from zwasmc.machine.islands import place_with_islands


def finish(b: CodeBuf) -> i64:
    """Append the function to the text and return its size in bytes."""
    b.emit_cold_traps()
    base: i64 = len(b.text)
    if i64(len(b.w)) > b.forms.reach >> 2:
        place_with_islands(b)
    else:
        shorten(b, base)
        place_labels(b, base)
        copy(b)
        b.mark_pos = moved(b, b.mark_pos, b.first_mark, b.nmarks, base)
    b.pools.resolve(b.l_pos)
    return i64(len(b.text)) - base


def shorten(b: CodeBuf, base: i64) -> None:
    """Choose each branch's length: distances only shrink, so those measured on long code are safe."""
    forms = b.forms
    short = forms.short
    reach_ahead = forms.ahead
    reach_back = forms.back
    loop_align = forms.loop_align
    f_pos = b.f_pos
    f_len = b.f_len
    f_new = b.f_new
    f_cut = b.f_cut
    f_form = b.f_form
    f_label = b.f_label
    l_pos = b.l_pos
    n = b.nfix
    cut: i64 = 0
    i: i64 = 0
    while i < n:
        f_cut[i] = cut
        size = f_len[i]
        new = size
        form = f_form[i]
        if form == ALIGNMENT:
            new = -(base + f_pos[i] - cut) & (loop_align - 1)
        else:
            target = l_pos[f_label[i]]
            assert target >= 0
            least = short[form]
            if least != 0:
                ahead = target - (f_pos[i] + size)
                if ahead == 0:
                    new = 0
                elif size > least and ahead <= reach_ahead[form] and f_pos[i] - target <= reach_back[form]:
                    new = least
        f_new[i] = new
        cut += size - new
        i += 1


def place_labels(b: CodeBuf, base: i64) -> None:
    """Turn label positions into text offsets."""
    f_pos = b.f_pos
    f_cut = b.f_cut
    l_pos = b.l_pos
    bind_label = b.bind_label
    n = b.nfix
    total = total_cut(b)
    j: i64 = 0
    k: i64 = 0
    count = b.nbinds
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


def total_cut(b: CodeBuf) -> i64:
    """Return the number of bytes that shortening removes from the function."""
    n = b.nfix
    if n == 0:
        return 0
    return b.f_cut[n - 1] + b.f_len[n - 1] - b.f_new[n - 1]


def copy(b: CodeBuf) -> None:
    """Copy the function's bytes to the text, writing each branch with its final distance."""
    w = b.w
    text = b.text
    forms = b.forms
    size: i64 = len(w)
    write_i64_le(w, 0)
    code = w.getvalue()
    f_pos = b.f_pos
    f_len = b.f_len
    f_new = b.f_new
    f_form = b.f_form
    f_label = b.f_label
    f_word = b.f_word
    l_pos = b.l_pos
    n = b.nfix
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
        if new != 0:
            form = f_form[i]
            if form == ALIGNMENT:
                forms.nops(text, new)
            else:
                forms.branch(text, form, new, f_word[i], l_pos[f_label[i]] - i64(len(text)))
        p = stop + f_len[i]
        i += 1


def moved(b: CodeBuf, v: vec[i64], start: i64, end: i64, base: i64) -> vec[i64]:
    """Turn the ascending positions ``v[start:end]`` of this function into text offsets."""
    f_pos = b.f_pos
    f_cut = b.f_cut
    n = b.nfix
    total = total_cut(b)
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
