"""The registers of calls on x86-64."""

from __future__ import annotations

from typing import Final

from zwasmc.machine.signature import Convention
from zwasmc.machine.x86_64.regs import (
    R8,
    R9,
    R11,
    R12,
    R13,
    R14,
    R15,
    RAX,
    RBX,
    RCX,
    RDI,
    RDX,
    RSI,
    XMM0,
    XMM15,
)  # fmt: skip
from zwasmc.machine.x86_64.rows import ALLOCATABLE

CONVENTION: Final = Convention(
    int_args=bytes([RDI, RSI, RDX, RCX, R8, R9, RAX, RBX]),
    vector_args=bytes(range(XMM0, XMM0 + 8)),
    int_results=bytes([RAX, RDX]),
    vector_results=bytes([XMM0, XMM0 + 1]),
    c_int_args=bytes([RDI, RSI, RDX, RCX, R8, R9]),
    c_vector_args=bytes(range(XMM0, XMM0 + 8)),
    c_int_result=RAX,
    c_vector_result=XMM0,
    c_saved=bytes([RBX, R12, R13, R14, R15]),
    scratch=bytes([R11, XMM15]),
    allocatable=ALLOCATABLE,
)
"""C is that of System V on every system: the loader's functions are compiled so."""
