"""The wasm calling convention on x86-64: where arguments and results of each function type live.

Integers (and references) go to rdi rsi rdx rcx r8 r9 rax rbx, floats and vectors to xmm0..7; the rest to 8-byte stack
cells, cell 0 at the stack pointer of the call.  A vector takes two cells, the first one even: its address is a multiple
of 16.  Results: rax rdx, xmm0 xmm1; further ones in the caller's result area right above the stack arguments.  The
callee pops its stack arguments.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasmc.machine.x86_64.regs import FLOAT_ARGS, FLOAT_RESULTS, INT_ARGS, INT_RESULTS, R11, XMM15
from zwasmc.machine.x86_64.rows import ALLOCATABLE, machine_rows
from zwasmc.regalloc.api import OUT, CallABI, MachineRows, RegisterFile, Selection
from zwasmc.wasm import op as O
from zwasmc.wasm.module import Module
from zwasmc.wasm.types import T_F32, T_V128, machine_type
from zwasmc.zir.func import Func


@final
class Signatures:
    """Argument and result locations of every function type of a module, as flat arrays."""

    def __init__(self, module: Module) -> None:
        self.func_type: vec[i64] = vec[i64](module.funcs)
        self.loc: vec[i64] = vec[i64]()
        self.ty: vec[i64] = vec[i64]()
        self.arg0: vec[i64] = vec[i64]()
        self.nargs: vec[i64] = vec[i64]()
        self.res0: vec[i64] = vec[i64]()
        self.nres: vec[i64] = vec[i64]()
        self.arg_bytes: vec[i64] = vec[i64]()
        """Bytes of stack arguments, a multiple of 16."""
        self.res_bytes: vec[i64] = vec[i64]()
        """Bytes of the result area, a multiple of 16."""
        for definition in module.types:
            ft = definition.func
            params = [] if ft is None else ft.params
            results = [] if ft is None else ft.results
            self.arg0 = append(self.arg0, len(self.loc))
            self.nargs = append(self.nargs, len(params))
            self.arg_bytes = append(self.arg_bytes, self.place(params, INT_ARGS, FLOAT_ARGS))
            self.res0 = append(self.res0, len(self.loc))
            self.nres = append(self.nres, len(results))
            self.res_bytes = append(self.res_bytes, self.place(results, INT_RESULTS, FLOAT_RESULTS))

    def place(self, types: list[int], ints: bytes, floats: bytes) -> i64:
        """Append the locations of a list of values and return the bytes of their stack cells."""
        i: i64 = 0
        x: i64 = 0
        cell: i64 = 0
        for t in types:
            mt: i64 = machine_type(t)
            self.ty = append(self.ty, mt)
            if mt >= T_F32 and mt <= T_V128:
                if x < len(floats):
                    loc: i64 = floats[x]
                    self.loc = append(self.loc, loc)
                    x += 1
                    continue
            elif i < len(ints):
                loc = ints[i]
                self.loc = append(self.loc, loc)
                i += 1
                continue
            wide: i64 = 1 if mt == T_V128 else 0
            cell += cell & wide
            self.loc = append(self.loc, OUT + cell)
            cell += 1 + wide
        return (cell * 8 + 15) & ~15


@final
class X86Registers(RegisterFile):
    """x86-64 as the register allocator sees it."""

    def __init__(self, module: Module, mask: i64) -> None:
        """``mask`` restricts the allocatable registers (-1: all)."""
        self.signatures: Final = Signatures(module)
        self.machine_rows: Final = machine_rows()
        self.mask: i64 = mask & ALLOCATABLE

    def rows(self) -> MachineRows:
        """Return the constraint tables."""
        return self.machine_rows

    def allocatable(self) -> i64:
        """Return the mask of allocatable registers."""
        return self.mask

    def scratch(self, klass: i64) -> i64:
        """Return the move scratch register of a class."""
        return XMM15 if klass else R11

    def describe_call(self, f: Func, sel: Selection, i: i64, abi: CallABI) -> None:
        """Fill ``abi`` for the call row ``i``."""
        sig = self.signatures
        t: i64 = sig.func_type[f.imm[i]] if f.op[i] == O.CALL else f.imm[i] & 0xFFFFFFFF
        self.fill_args(t, abi)
        n = sig.nres[t]
        abi.nresults = n
        while n > len(abi.result_loc):
            abi.result_loc = append(abi.result_loc, 0)
        k: i64 = 0
        base = sig.res0[t]
        while k < n:
            abi.result_loc[k] = sig.loc[base + k]
            k += 1
        abi.clobber = ALLOCATABLE

    def describe_return(self, f: Func, abi: CallABI) -> None:
        """Fill ``abi.arg_loc`` with the locations of the function's results."""
        sig = self.signatures
        t = sig.func_type[f.index]
        n = sig.nres[t]
        self.fill(sig.res0[t], n, abi)

    def describe_entry(self, f: Func, abi: CallABI) -> None:
        """Fill ``abi.arg_loc`` with the locations of the function's parameters."""
        self.fill_args(self.signatures.func_type[f.index], abi)

    def fill_args(self, t: i64, abi: CallABI) -> None:
        """Fill ``abi.arg_loc`` with the locations of a type's parameters."""
        self.fill(self.signatures.arg0[t], self.signatures.nargs[t], abi)

    def fill(self, base: i64, n: i64, abi: CallABI) -> None:
        """Copy ``n`` locations into ``abi.arg_loc``."""
        abi.nargs = n
        while n > len(abi.arg_loc):
            abi.arg_loc = append(abi.arg_loc, 0)
        k: i64 = 0
        loc = self.signatures.loc
        while k < n:
            abi.arg_loc[k] = loc[base + k]
            k += 1
