"""Trampolines between C and compiled code, one pair per function type.

Entry: ``int64_t entry(zw_activation *act, void *vmctx, const void *code, zw_value *cells)`` reads arguments from the
cells, calls ``code`` and writes results to the cells; it returns 0, or 1 when a trap unwound to its landing.
Host call: a wasm-convention function whose vmctx is a ``zw_hostfunc``; it spreads its arguments into cells for C.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from zwasm_formats import abi_offsets as A
from zwasmc.machine.finish import finish
from zwasmc.machine.signature import Signatures
from zwasmc.machine.x86_64.base import Base
from zwasmc.machine.x86_64.convention import CONVENTION
from zwasmc.machine.x86_64.modrm import NO_INDEX
from zwasmc.machine.x86_64.regs import MEM0, R10, R11, RAX, RBP, RSP, VMCTX, XMM0
from zwasmc.regalloc.api import OUT
from zwasmc.wasm.types import T_F32, T_I32, T_V128

SAVED_BYTES: Final = 40
SAVED_MXCSR: Final = -48
GUEST_MXCSR: Final = -44
SAVED_CELLS: Final = -56
ENTRY_FRAME: Final = 72
"""Distance from the landing's stack pointer up to rbp: five registers, MXCSR words, the cells pointer, alignment."""


def emit_entry(signatures: Signatures, s: Base, t: i64) -> i64:
    """Emit the entry trampoline of type ``t`` and return its text offset."""
    a = s.a
    b = s.b
    start = b.begin()
    b.wasm_pos = 0
    landing = b.new_label()
    done = b.new_label()
    activation, vmctx, code, cells = CONVENTION.c_int_args[:4]
    a.push_r(RBP)
    a.mov_rr(1, RBP, RSP)
    for reg in CONVENTION.c_saved:
        a.push_r(reg)
    a.sub_ri(1, RSP, ENTRY_FRAME - SAVED_BYTES)
    a.stmxcsr_m(RBP, NO_INDEX, 0, SAVED_MXCSR)
    a.mov_mi(0, RBP, NO_INDEX, 0, GUEST_MXCSR, A.MXCSR)
    a.ldmxcsr_m(RBP, NO_INDEX, 0, GUEST_MXCSR)
    a.mov_mr(1, RBP, NO_INDEX, 0, SAVED_CELLS, cells)
    a.mov_mr(1, activation, NO_INDEX, 0, A.ACTIVATION_SP, RSP)
    a.lea_label(RAX, landing)
    a.mov_mr(1, activation, NO_INDEX, 0, A.ACTIVATION_LANDING, RAX)
    a.mov_rr(1, VMCTX, vmctx)
    a.mov_rm(1, MEM0, VMCTX, NO_INDEX, 0, A.VMCTX_MEM0_BASE)
    a.mov_rr(1, R11, code)
    a.mov_rr(1, R10, cells)
    # pushes and ENTRY_FRAME leave rsp 8 bytes off a multiple of 16
    area = signatures.arg_bytes[t] + signatures.res_bytes[t] + 8
    a.sub_ri(1, RSP, area)
    load_cells(s, signatures, signatures.arg0[t], signatures.nargs[t], RSP, 0)
    a.call_r(R11)
    b.call_line()
    a.mov_rm(1, R10, RBP, NO_INDEX, 0, SAVED_CELLS)
    store_cells(s, signatures, signatures.res0[t], signatures.nres[t], R10, RSP, 0)
    a.zero(RAX)
    b.bind(done)
    a.ldmxcsr_m(RBP, NO_INDEX, 0, SAVED_MXCSR)
    a.lea_rm(1, RSP, RBP, NO_INDEX, 0, -SAVED_BYTES)
    for reg in reversed(CONVENTION.c_saved):
        a.pop_r(reg)
    a.pop_r(RBP)
    a.ret()
    b.bind(landing)
    a.lea_rm(1, RBP, RSP, NO_INDEX, 0, ENTRY_FRAME)
    a.mov_ri32(RAX, 1)
    a.jmp(done)
    finish(b)
    return start


def emit_host(signatures: Signatures, s: Base, t: i64) -> i64:
    """Emit the host-call trampoline of type ``t`` and return its text offset."""
    a = s.a
    b = s.b
    start = b.begin()
    b.wasm_pos = 0
    nargs = signatures.nargs[t]
    nres = signatures.nres[t]
    cells = nargs
    if nres > cells:
        cells = nres
    a.push_r(RBP)
    a.mov_rr(1, RBP, RSP)
    if cells != 0:
        a.sub_ri(1, RSP, cells * 16)
    store_cells(s, signatures, signatures.arg0[t], nargs, RSP, RBP, 16)
    a.mov_rr(1, CONVENTION.c_int_args[0], VMCTX)
    a.mov_rr(1, CONVENTION.c_int_args[1], RSP)
    a.call_m(VMCTX, NO_INDEX, 0, A.HOSTFUNC_FN)
    b.call_line()
    a.mov_rr(1, R10, RSP)
    load_cells(s, signatures, signatures.res0[t], nres, RBP, 16 + signatures.arg_bytes[t])
    a.leave()
    if signatures.arg_bytes[t] != 0:
        a.ret_i(signatures.arg_bytes[t])
    else:
        a.ret()
    finish(b)
    return start


def load_cells(s: Base, signatures: Signatures, first: i64, count: i64, base: i64, offset: i64) -> None:
    """Copy values from the cells at r10 to their locations; stack cell 0 is at ``base + offset``."""
    a = s.a
    # stack cells first: they pass through rax, which is an argument register itself
    k: i64 = 0
    while k < count:
        loc = signatures.loc[first + k]
        if loc >= OUT:
            disp = offset + (loc - OUT) * 8
            a.mov_rm(1, RAX, R10, NO_INDEX, 0, k * 16)
            a.mov_mr(1, base, NO_INDEX, 0, disp, RAX)
            if signatures.ty[first + k] == T_V128:
                a.mov_rm(1, RAX, R10, NO_INDEX, 0, k * 16 + 8)
                a.mov_mr(1, base, NO_INDEX, 0, disp + 8, RAX)
        k += 1
    k = 0
    while k < count:
        loc = signatures.loc[first + k]
        ty = signatures.ty[first + k]
        if loc < XMM0:
            a.mov_rm(0 if ty == T_I32 else 1, loc, R10, NO_INDEX, 0, k * 16)
        elif loc < OUT:
            s.load_vec_m(ty, loc - XMM0, R10, k * 16)
        k += 1


def store_cells(s: Base, signatures: Signatures, first: i64, count: i64, cells: i64, base: i64, offset: i64) -> None:
    """Copy values from their locations to the cells at register ``cells``; stack cell 0 is at ``base + offset``."""
    a = s.a
    k: i64 = 0
    while k < count:
        loc = signatures.loc[first + k]
        ty = signatures.ty[first + k]
        if loc < XMM0:
            if ty == T_I32:
                a.mov_rr(0, loc, loc)
            a.mov_mr(1, cells, NO_INDEX, 0, k * 16, loc)
        elif loc < OUT:
            if ty == T_F32:
                a.mov_mi(0, cells, NO_INDEX, 0, k * 16 + 4, 0)
            s.store_vec_m(ty, loc - XMM0, cells, k * 16)
        k += 1
    k = 0
    while k < count:
        loc = signatures.loc[first + k]
        if loc >= OUT:
            disp = offset + (loc - OUT) * 8
            ty = signatures.ty[first + k]
            if ty == T_I32 or ty == T_F32:
                a.mov_rm(0, RAX, base, NO_INDEX, 0, disp)
            else:
                a.mov_rm(1, RAX, base, NO_INDEX, 0, disp)
            a.mov_mr(1, cells, NO_INDEX, 0, k * 16, RAX)
            if ty == T_V128:
                a.mov_rm(1, RAX, base, NO_INDEX, 0, disp + 8)
                a.mov_mr(1, cells, NO_INDEX, 0, k * 16 + 8, RAX)
        k += 1
