"""The emission of a module: one function after another into a code buffer, then trampolines and tables."""

from __future__ import annotations

from abc import abstractmethod
from typing import Final

from librt.strings import BytesWriter
from librt.vecs import append, vec
from mypy_extensions import i64, mypyc_attr

from zwasmc.analysis.calls import Calls
from zwasmc.analysis.layout import Layout
from zwasmc.bits import grown
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.edges import Edges
from zwasmc.machine.emitter import Emitter
from zwasmc.machine.finish import finish
from zwasmc.machine.frame import Frame
from zwasmc.machine.link import link
from zwasmc.machine.signature import Signatures
from zwasmc.machine.slices import begins_group
from zwasmc.machine.transfer import Parts, pack, put, unpack
from zwasmc.machine.walk import walk
from zwasmc.regalloc.api import Allocation, Selection
from zwasmc.sink.code import MachineCode
from zwasmc.wasm.limits import check_limit, check_spare, text_limit
from zwasmc.wasm.module import Module
from zwasmc.zir.func import Func

CODE_SIZE: Final = "bytes of machine code for a module of this size"


@mypyc_attr(allow_interpreted_subclasses=True)
class ModuleEmitter(Emitter):
    """Emits the functions of one module."""

    def __init__(
        self, module: Module, signatures: Signatures, groups: bytes, b: CodeBuf, frame: Frame, edges: Edges
    ) -> None:
        """``groups``: group of each of the machine's rows."""
        self.module: Final[Module] = module
        self.signatures: Final[Signatures] = signatures
        self.groups: Final[bytes] = groups
        self.b: Final[CodeBuf] = b
        self.frame: Final[Frame] = frame
        self.edges: Final[Edges] = edges
        self.block: i64 = 0
        """The block that is being printed."""
        self.symbols: vec[i64] = vec[i64]([0] * module.num_imported_funcs)
        """Text offset of each function (imported ones unused)."""
        self.sizes: vec[i64] = vec[i64]()
        self.spare: i64 = 0
        """Values and locals of these functions beyond what their size grants, as lowering counts them."""
        self.spare_locals: i64 = 0
        self.limit: i64 = text_limit(len(module.data))
        self.over: i64 = -1
        """The first function (defined ones counted) that ends beyond the limit of the text, -1 for none."""

    @abstractmethod
    def begin(self, f: Func, sel: Selection, al: Allocation) -> None:
        """Take the function that is printed next."""

    @abstractmethod
    def prologue(self) -> None:
        """Print the entry of the function at hand, whose frame is laid out."""

    @abstractmethod
    def emit_entry(self, t: i64) -> i64:
        """Print the entry trampoline of type ``t`` and return its text offset."""

    @abstractmethod
    def emit_host(self, t: i64) -> i64:
        """Print the host-call trampoline of type ``t`` and return its text offset."""

    def function(self, f: Func, sel: Selection, al: Allocation, layout: Layout, calls: Calls) -> None:
        """Emit one function."""
        b = self.b
        number = f.index - i64(self.module.num_imported_funcs)
        self.symbols = append(self.symbols, b.begin(begins_group(self.module, number)))
        b.wasm_pos = f.pos[0] if f.n > 0 else 0
        self.edges.begin(f, al)
        self.begin(f, sel, al)
        outgoing, cells = self.signatures.outgoing(f, calls)
        arg_bytes = self.signatures.arg_bytes[self.signatures.func_type[f.index]]
        frame = self.frame
        frame.layout(al.nslots, al.wide, f.nslots, calls.leaves, arg_bytes, outgoing)
        frame.check(calls.calls, cells)
        self.prologue()
        walk(f, sel, al, layout, self.groups, self)
        self.add_size(finish(b))

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
        pack(self.b, out)
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
        base = unpack(parts, self.b)
        first = i64(self.module.num_imported_funcs)
        k: i64 = 0
        while k < count:
            self.symbols = append(self.symbols, symbols[first + k] + base)
            self.add_size(sizes[k])
            k += 1

    def align(self) -> None:
        """Let the next block begin where fetching is fast."""
        self.b.align()

    def begin_block(self, b: i64) -> None:
        """Place the label of block ``b``."""
        self.block = b
        self.b.bind(self.edges.block_label + b)

    def close(self) -> MachineCode:
        """Emit trampolines, resolve everything and return the code of the module."""
        self.check_size()
        b = self.b
        out = MachineCode(len(self.module.types))
        self.trampolines(out)
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
        link(b, self.symbols, out)
        return out

    def trampolines(self, out: MachineCode) -> None:
        """Emit an entry trampoline per type of the module's functions and a host trampoline per type of its imports."""
        module = self.module
        canon = module.ctx.canon
        # per lowest index of equal types
        entries = vec[i64]([-1] * len(module.types))
        hosts = vec[i64]([-1] * len(module.types))
        for index, t in enumerate(module.funcs):
            c = canon[t]
            if entries[c] < 0:
                entries[c] = self.emit_entry(c)
            out.entries[t] = entries[c]
            if index < module.num_imported_funcs:
                if hosts[c] < 0:
                    hosts[c] = self.emit_host(c)
                out.hosts[t] = hosts[c]
