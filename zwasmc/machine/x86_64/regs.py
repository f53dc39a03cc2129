"""Registers of x86-64: numbers, names, roles.

Integer registers are 0..15; the allocator's vector registers 32..47 are xmm0..xmm15.
"""

from __future__ import annotations

from typing import Final

RAX: Final = 0
RCX: Final = 1
RDX: Final = 2
RBX: Final = 3
RSP: Final = 4
RBP: Final = 5
RSI: Final = 6
RDI: Final = 7
R8: Final = 8
R9: Final = 9
R10: Final = 10
R11: Final = 11
R12: Final = 12
R13: Final = 13
R14: Final = 14
R15: Final = 15
XMM0: Final = 32
XMM15: Final = 47

# Never allocated: R11 serves moves and address arithmetic within a row.
VMCTX: Final = R14
MEM0: Final = R15

NAMES: Final = (
    "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
    "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
)  # fmt: skip
