"""Where the arguments and results of calls live: a machine's lists of registers, and the places that follow from them.

Inside WebAssembly code integers and references take the first integer registers of the list, floats and vectors the
first vector registers; the rest takes 8-byte stack cells, cell 0 at the stack pointer of the call.  A vector takes two
cells, the first one even: its address is a multiple of 16.  Results beyond the registers lie in cells of the caller's
result area, right above the stack arguments.  The callee pops its stack arguments.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasmc.analysis.calls import Calls
from zwasmc.regalloc.api import (
    C_INT,
    C_LAST,
    C_VECTOR,
    DEF_FIXED,
    OUT,
    USE_FIXED,
    CallABI,
    MachineRows,
    RegisterFile,
    Selection,
    is_vector,
)
from zwasmc.wasm import op as O
from zwasmc.wasm.module import Module
from zwasmc.wasm.types import T_V128, machine_type
from zwasmc.zir.func import Func


@final
class Convention:
    """The registers of calls, in the allocator's numbers: between functions of the module, and to and from C."""

    def __init__(
        self,
        *,
        int_args: bytes,
        vector_args: bytes,
        int_results: bytes,
        vector_results: bytes,
        c_int_args: bytes,
        c_vector_args: bytes,
        c_int_result: int,
        c_vector_result: int,
        c_saved: bytes,
        scratch: bytes,
        allocatable: int,
    ) -> None:
        """``c_saved``: what a function of C preserves, stack and frame pointer aside; ``scratch``: the register of
        either class that is never allocated and serves moves; ``allocatable``: the mask of those that are, which a
        call between functions destroys."""
        self.int_args: Final = int_args
        self.vector_args: Final = vector_args
        self.int_results: Final = int_results
        self.vector_results: Final = vector_results
        self.c_int_args: Final = c_int_args
        self.c_vector_args: Final = c_vector_args
        self.c_int_result: Final[i64] = c_int_result
        self.c_vector_result: Final[i64] = c_vector_result
        self.c_saved: Final = c_saved
        self.scratch: Final = scratch
        self.allocatable: Final[i64] = allocatable

    def complete(self, rows: MachineRows) -> None:
        """Put the registers of the C convention into the rows that call C."""
        for k, con in enumerate(rows.use_con):
            if C_INT <= con <= C_LAST:
                args = self.c_vector_args if con >= C_VECTOR else self.c_int_args
                rows.use_con[k] = USE_FIXED + args[con & 0x7F]
        for k, con in enumerate(rows.def_con):
            if C_INT <= con <= C_LAST:
                rows.def_con[k] = DEF_FIXED + (self.c_vector_result if con >= C_VECTOR else self.c_int_result)


@final
class Signatures:
    """Argument and result locations of every function type of a module, as flat arrays."""

    def __init__(self, module: Module, convention: Convention) -> None:
        self.convention: Final = convention
        self.imported: Final[i64] = module.num_imported_funcs
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
            self.arg_bytes = append(self.arg_bytes, self.place(params, convention.int_args, convention.vector_args))
            self.res0 = append(self.res0, len(self.loc))
            self.nres = append(self.nres, len(results))
            place = self.place(results, convention.int_results, convention.vector_results)
            self.res_bytes = append(self.res_bytes, place)

    def place(self, types: list[int], ints: bytes, vectors: bytes) -> i64:
        """Append the locations of a list of values and return the bytes of their stack cells."""
        i: i64 = 0
        x: i64 = 0
        cell: i64 = 0
        for t in types:
            mt: i64 = machine_type(t)
            self.ty = append(self.ty, mt)
            if is_vector(mt):
                if x < len(vectors):
                    loc: i64 = vectors[x]
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

    def callee(self, f: Func, i: i64) -> i64:
        """Return the type index of what the call at row ``i`` of ``f`` calls."""
        if f.op[i] == O.CALL:
            return self.func_type[f.imm[i]]
        return f.imm[i] & 0xFFFFFFFF


    def outgoing(self, f: Func, calls: Calls) -> tuple[i64, i64]:
        """Return the bytes that the largest call of ``f`` has on the stack, and those of the most cells that a host
        trampoline makes below it, 16 bytes each."""
        size: i64 = 0
        cells: i64 = 0
        k: i64 = 0
        while k < calls.count:
            i = calls.rows[k]
            t = self.callee(f, i)
            n = self.arg_bytes[t] + self.res_bytes[t]
            if n > size:
                size = n
            if f.op[i] != O.CALL or f.imm[i] < self.imported:
                n = self.nargs[t] if self.nargs[t] > self.nres[t] else self.nres[t]
                if n > cells:
                    cells = n
            k += 1
        return size, cells * 16


@final
class Registers(RegisterFile):
    """The registers of a machine as the allocator sees them, and the module's signatures."""

    def __init__(self, rows: MachineRows, signatures: Signatures, mask: i64) -> None:
        """``mask`` restricts the allocatable registers (-1: all)."""
        self.signatures: Final = signatures
        self.convention: Final = signatures.convention
        self.machine_rows: Final = rows
        self.mask: Final[i64] = mask & self.convention.allocatable
        self.convention.complete(rows)

    def rows(self) -> MachineRows:
        """Return the constraint tables."""
        return self.machine_rows

    def allocatable(self) -> i64:
        """Return the mask of allocatable registers."""
        return self.mask

    def scratch(self, klass: i64) -> i64:
        """Return the move scratch register of a class."""
        return self.convention.scratch[klass]

    def describe_call(self, f: Func, sel: Selection, i: i64, abi: CallABI) -> None:
        """Fill ``abi`` for the call row ``i``."""
        sig = self.signatures
        t = sig.callee(f, i)
        self.fill(sig.arg0[t], sig.nargs[t], abi)
        n = sig.nres[t]
        abi.nresults = n
        while n > len(abi.result_loc):
            abi.result_loc = append(abi.result_loc, 0)
        k: i64 = 0
        base = sig.res0[t]
        while k < n:
            abi.result_loc[k] = sig.loc[base + k]
            k += 1

    def describe_return(self, f: Func, abi: CallABI) -> None:
        """Fill ``abi.arg_loc`` with the locations of the function's results."""
        sig = self.signatures
        t = sig.func_type[f.index]
        self.fill(sig.res0[t], sig.nres[t], abi)

    def describe_entry(self, f: Func, abi: CallABI) -> None:
        """Fill ``abi.arg_loc`` with the locations of the function's parameters."""
        sig = self.signatures
        t = sig.func_type[f.index]
        self.fill(sig.arg0[t], sig.nargs[t], abi)

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
