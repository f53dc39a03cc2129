"""A code buffer's contents as one piece of memory, for tests that look at machine code or run it."""

from __future__ import annotations

from librt.vecs import vec
from mypy_extensions import i64

from zwasm_formats.cwasm import CONST_ALIGN
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.link import link
from zwasmc.sink.code import KIND_BITS, KIND_MASK, MachineCode


def marks(buf: CodeBuf, kind: int, first: int = 0) -> list[tuple[int, int]]:
    """Return the position and the value of each mark of a kind, from the mark ``first`` on."""
    found = [(int(buf.mark_pos[k]), int(buf.mark_what[k])) for k in range(first, int(buf.nmarks))]
    return [(at, what >> KIND_BITS) for at, what in found if what & KIND_MASK == kind]


def linked(buf: CodeBuf, functions: vec[i64]) -> tuple[bytes, int]:
    """Return constants and text as they lie in memory, and where the text begins."""
    out = MachineCode(0)
    link(buf, functions, out)
    const = out.const + bytes(-len(out.const) % CONST_ALIGN)
    return const + out.text, len(const)
