"""What the compiler produces and every sink consumes: machine code and the tables that describe it."""

from __future__ import annotations

from typing import final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasmc.wasm.module import Module


@final
class CompiledModule:
    """The code of one module.  Offsets count from the start of ``text``, which is position-independent.

    Trap sites and lines must be recorded in ascending order of text offset.  A trap site is the offset of the faulting
    instruction (a guarded load or store, a division) or of a ``ud2``.  A line says: code from here on comes from this
    byte of the module, up to the next line.
    """

    def __init__(self, module: Module) -> None:
        self.module = module
        self.text: bytes = b""
        self.nfuncs: i64 = 0
        """Number of defined functions recorded."""
        self.func_off: vec[i64] = vec[i64]([0] * 64)
        self.func_size: vec[i64] = vec[i64]([0] * 64)
        self.ntraps: i64 = 0
        self.trap_off: vec[i64] = vec[i64]([0] * 64)
        self.trap_code: vec[i64] = vec[i64]([0] * 64)
        self.nlines: i64 = 0
        self.line_off: vec[i64] = vec[i64]([0] * 64)
        self.line_pos: vec[i64] = vec[i64]([0] * 64)
        self.entries: vec[i64] = vec[i64]([-1] * len(module.types))
        """Per type: text offset of its entry trampoline, -1 for types that no function has."""
        self.hosts: vec[i64] = vec[i64]([-1] * len(module.types))
        """Per type: text offset of its host-call trampoline, -1 for types that no imported function has."""
        self.machine: str = ""
        self.os: str = ""
        self.cpu_features: int = 0
        """Features the code needs, as a mask of ``zwasm_formats.cpu``."""
        self.interruptible: bool = False
        self.canonical_nans: bool = False
        self.checked_memory: bool = False

    def add_func(self, off: i64, size: i64) -> None:
        """Record the next defined function."""
        n = self.nfuncs
        if n < len(self.func_off):
            self.func_off[n] = off
            self.func_size[n] = size
        else:
            self.func_off = append(self.func_off, off)
            self.func_size = append(self.func_size, size)
        self.nfuncs = n + 1

    def add_trap(self, off: i64, code: i64) -> None:
        """Record a trap site."""
        n = self.ntraps
        if n < len(self.trap_off):
            self.trap_off[n] = off
            self.trap_code[n] = code
        else:
            self.trap_off = append(self.trap_off, off)
            self.trap_code = append(self.trap_code, code)
        self.ntraps = n + 1

    def add_line(self, off: i64, pos: i64) -> None:
        """Record where the code from ``off`` on comes from."""
        n = self.nlines
        if n < len(self.line_off):
            self.line_off[n] = off
            self.line_pos[n] = pos
        else:
            self.line_off = append(self.line_off, off)
            self.line_pos = append(self.line_pos, pos)
        self.nlines = n + 1
