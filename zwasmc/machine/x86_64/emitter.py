"""The x86-64 emitter: one function after another into a code buffer, then trampolines and tables."""

from __future__ import annotations

from typing import Final, final

from librt.strings import BytesWriter
from librt.vecs import append, vec
from mypy_extensions import i64

from zwasm_formats.cpu import X86_CODE
from zwasmc.analysis.layout import Layout
from zwasmc.bits import grown
from zwasmc.machine.code import ALIGN, LOOP_ALIGN
from zwasmc.machine.emitter import Emitter
from zwasmc.machine.slices import begins_group
from zwasmc.machine.transfer import Parts, pack, put, unpack
from zwasmc.machine.walk import walk
from zwasmc.machine.x86_64 import entry
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.abi import Signatures
from zwasmc.machine.x86_64.base import Base
from zwasmc.machine.x86_64.emit_call import CallEmitter
from zwasmc.machine.x86_64.emit_control import ControlEmitter
from zwasmc.machine.x86_64.emit_float import FloatEmitter
from zwasmc.machine.x86_64.emit_int import IntEmitter
from zwasmc.machine.x86_64.emit_mem import MemEmitter
from zwasmc.machine.x86_64.emit_simd import SimdEmitter
from zwasmc.machine.x86_64.regs import RSP
from zwasmc.regalloc.api import Allocation, Selection
from zwasmc.sink.code import KIND_BITS, MARK_LINE, MARK_TRAP, MachineCode
from zwasmc.wasm.limits import check_limit, check_spare, text_limit
from zwasmc.wasm.module import Module
from zwasmc.zir.func import Func

CODE_SIZE: Final = "bytes of machine code for a module of this size"


@final
class X86Emitter(Emitter):
    """Emits the functions of one module."""

    def __init__(self, module: Module, signatures: Signatures, level: i64) -> None:
        self.module: Final[Module] = module
        self.level: Final[i64] = level
        self.signatures: Final[Signatures] = signatures
        self.base: Final[Base] = Base(module, level)
        self.ints: Final[IntEmitter] = IntEmitter(self.base)
        self.mem: Final[MemEmitter] = MemEmitter(self.base)
        self.floats: Final[FloatEmitter] = FloatEmitter(self.base)
        self.simd: Final[SimdEmitter] = SimdEmitter(self.base)
        self.calls: Final[CallEmitter] = CallEmitter(self.base, signatures)
        self.control: Final[ControlEmitter] = ControlEmitter(self.base, self.ints, self.floats, self.simd)
        self.block: i64 = 0
        self.symbols: vec[i64] = vec[i64]([0] * module.num_imported_funcs)
        """Text offset of each function (imported ones unused)."""
        self.sizes: vec[i64] = vec[i64]()
        self.spare: i64 = 0
        """Values and locals of these functions beyond what their size grants, as lowering counts them."""
        self.spare_locals: i64 = 0
        self.limit: i64 = text_limit(len(module.data))
        self.over: i64 = -1
        """The first function (defined ones counted) that ends beyond the limit of the text, -1 for none."""

    def function(self, f: Func, sel: Selection, al: Allocation, layout: Layout, calls: bool, leaves: bool) -> None:
        """Emit one function; ``calls``: it calls something, ``leaves``: it calls out of the instance."""
        s = self.base
        s.f = f
        s.sel = sel
        s.al = al
        b = s.b
        number = f.index - i64(self.module.num_imported_funcs)
        self.symbols = append(self.symbols, b.begin(LOOP_ALIGN if begins_group(self.module, number) else ALIGN))
        b.wasm_pos = f.pos[0] if f.n > 0 else 0
        s.block_label = b.nlabels
        k: i64 = 0
        while k < f.nb:
            b.new_label()
            k += 1
        arg_bytes = self.signatures.arg_bytes[self.signatures.func_type[f.index]]
        s.frame.layout(al.nslots, al.wide, f.nslots, leaves, arg_bytes)
        s.frame.prologue(calls)
        walk(f, sel, al, layout, R.FAMILIES, self)
        self.add_size(b.finish())

    def add_size(self, size: i64) -> None:
        """Note the size of the function whose offset was noted last."""
        n: i64 = len(self.sizes)
        self.sizes = append(self.sizes, size)
        if self.over < 0 and self.symbols[n + i64(self.module.num_imported_funcs)] + size > self.limit:
            self.over = n

    def check_size(self) -> None:
        """Refuse the module if its machine code is too large."""
        number = self.over
        if number >= 0:
            end = self.symbols[number + i64(self.module.num_imported_funcs)] + self.sizes[number]
            check_limit(end, self.limit, CODE_SIZE, self.module.bodies[number].start)

    def functions(self) -> bytes:
        """Return the functions emitted so far, for ``join`` in another process."""
        out = BytesWriter()
        put(out, vec[i64]([self.spare, self.spare_locals]), 2)
        put(out, self.symbols, len(self.symbols))
        put(out, self.sizes, len(self.sizes))
        pack(self.base.b, out)
        return out.getvalue()

    def join(self, functions: bytes) -> None:
        """Append functions that another process emitted."""
        parts = Parts(functions)
        spare = parts.onto(vec[i64](), 0, 0)
        self.spare += spare[0]
        self.spare_locals += spare[1]
        check_spare(self.spare, self.spare_locals, -1)
        symbols = parts.onto(vec[i64](), 0, 0)
        sizes = parts.onto(vec[i64](), 0, 0)
        count = parts.count
        base = unpack(parts, self.base.b)
        first = i64(self.module.num_imported_funcs)
        k: i64 = 0
        while k < count:
            self.symbols = append(self.symbols, symbols[first + k] + base)
            self.add_size(sizes[k])
            k += 1

    def align(self) -> None:
        """Let the next block begin where fetching is fast."""
        self.base.b.align()

    def begin_block(self, b: i64) -> None:
        """Place the label of block ``b``."""
        self.block = b
        self.base.b.bind(self.base.block_label + b)

    def moves(self, start: i64, end: i64, at_return: bool) -> None:
        """Print a range of the allocation's moves."""
        self.base.moves(start, end, at_return)

    def emit_int(self, i: i64, row: i64) -> None:
        """Print an integer row."""
        self.ints.emit(i, row)

    def emit_select(self, i: i64, row: i64) -> None:
        """Print a select."""
        if row == R.R_SELECT_F:
            self.floats.select(i, self.ints)
        else:
            self.ints.select(i, row)

    def emit_mem(self, i: i64, row: i64) -> None:
        """Print a memory, global or table row."""
        self.mem.emit(i, row)

    def emit_float(self, i: i64, row: i64) -> None:
        """Print a floating-point row."""
        self.floats.emit(i, row)

    def emit_simd(self, i: i64, row: i64) -> None:
        """Print a vector row."""
        self.simd.emit(i, row)

    def emit_libcall(self, i: i64, row: i64) -> None:
        """Print a call of the C run time."""
        self.calls.libcall(i)

    def reserve_call(self, i: i64, row: i64) -> None:
        """Make room for the stack arguments and results of a call."""
        self.calls.reserve(i, row)

    def emit_call(self, i: i64, row: i64) -> i64:
        """Print a call and return the bytes of its result area."""
        return self.calls.emit(i, row)

    def release(self, size: i64) -> None:
        """Drop a call's result area."""
        self.base.a.add_ri(1, RSP, size)

    def emit_control(self, i: i64, row: i64, following: i64) -> None:
        """Print a terminator or a poll."""
        self.control.emit(i, row, self.block, following)

    def spill(self, i: i64, slot: i64) -> None:
        """Store a defined value to its slot."""
        self.base.spill(i, slot)

    def close(self) -> MachineCode:
        """Emit trampolines, resolve everything and return the code of the module."""
        self.check_size()
        b = self.base.b
        out = MachineCode(len(self.module.types))
        entry.emit_trampolines(self.module, self.signatures, self.base, out)
        check_limit(b.size(), self.limit, CODE_SIZE, -1)
        first = i64(self.module.num_imported_funcs)
        n: i64 = len(self.sizes)
        offsets = grown(vec[i64](), n)
        k: i64 = 0
        while k < n:
            offsets[k] = self.symbols[first + k]
            k += 1
        out.nfuncs = n
        out.func_off = offsets
        out.func_size = self.sizes
        out.ncalls = b.nrelocs
        out.call_off = b.reloc_pos
        out.call_func = b.reloc_sym
        out.cpu_features = X86_CODE[self.level]
        self.marks(out)
        out.text = b.close(self.symbols)
        return out

    def marks(self, out: MachineCode) -> None:
        """Merge trap sites and lines into one stream."""
        b = self.base.b
        ntraps = b.ntraps
        nlines = b.nlines
        offs = grown(vec[i64](), ntraps + nlines)
        whats = grown(vec[i64](), ntraps + nlines)
        n: i64 = 0
        trap: i64 = 0
        line: i64 = 0
        while trap < ntraps or line < nlines:
            if line == nlines or (trap < ntraps and b.trap_pos[trap] <= b.line_pos[line]):
                offs[n] = b.trap_pos[trap]
                whats[n] = b.trap_code[trap] << KIND_BITS | MARK_TRAP
                trap += 1
            else:
                offs[n] = b.line_pos[line]
                whats[n] = b.line_wasm[line] << KIND_BITS | MARK_LINE
                line += 1
            n += 1
        out.nmarks = n
        out.mark_off = offs
        out.mark_what = whats
