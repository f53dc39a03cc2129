"""Containers made by hand, of machine code assembled by keystone: they test the loader without the compiler."""

from __future__ import annotations

import struct

import keystone

from zwasm_formats import abi, cwasm, elf
from zwasm_formats.abi_offsets import ACTIVATION_LANDING, ACTIVATION_SP, HOSTFUNC_FN

I32, I64, F32, F64, V128 = 0x7F, 0x7E, 0x7D, 0x7C, 0x7B
FUNCREF = (-0x10 << 8) | 0x63
MASK64 = 0xFFFFFFFFFFFFFFFF
ARGS = ["rdi", "rsi", "rdx", "rcx", "r8", "r9"]

_KS = keystone.Ks(keystone.KS_ARCH_X86, keystone.KS_MODE_64)


def assemble(text: str, at: int) -> bytes:
    """Machine code of Intel-syntax assembly placed at address ``at``."""
    code, _ = _KS.asm(text, at, as_bytes=True)
    return bytes(code or b"")


def entry_asm(nparams: int, nresults: int) -> str:
    """An entry trampoline for integer parameters and at most one result."""
    load = "".join(f"mov {ARGS[i]}, [r10 + {16 * i}]; " for i in range(nparams))
    store = "mov [rcx], rax; " if nresults else ""
    return (
        "push rbp; mov rbp, rsp; push rbx; push r12; push r13; push r14; push r15; push rcx; sub rsp, 16; "
        f"stmxcsr [rsp]; mov [rdi + {ACTIVATION_SP}], rsp; "
        f"lea rax, [rip + landing]; mov [rdi + {ACTIVATION_LANDING}], rax; "
        f"mov r14, rsi; mov r15, [rsi]; mov r11, rdx; mov r10, rcx; {load} call r11; "
        f"mov rcx, [rsp + 16]; {store} xor eax, eax; jmp out; landing: mov eax, 1; "
        "out: ldmxcsr [rsp]; add rsp, 24; pop r15; pop r14; pop r13; pop r12; pop rbx; pop rbp; ret"
    )


def host_asm(nparams: int, nresults: int) -> str:
    """A host-call trampoline for integer parameters and at most one result."""
    cells = max(nparams, nresults, 1) * 16
    save = "".join(f"mov [rsp + {16 * i}], {ARGS[i]}; " for i in range(nparams))
    load = "mov rax, [rsp]; " if nresults else ""
    return (f"push rbp; mov rbp, rsp; sub rsp, {cells}; {save} mov rdi, r14; mov rsi, rsp; "
            f"call [r14 + {HOSTFUNC_FN}]; {load} leave; ret")


def section_entry(name: str) -> int:
    """Where in a file the entry of that section in the directory lies, as the writer orders them."""
    return cwasm.META_AT + cwasm.SECTION.size * cwasm.SECTION_NAMES.index(name)


class Hand:
    """A container under construction.  Add types, imports and the rest first, functions last."""

    def __init__(self) -> None:
        self.w = cwasm.Writer()
        self.w.compiler = b"0.0.0"
        self.types: list[tuple[list[int], list[int]]] = []
        self.code = bytearray()
        self.traps: list[tuple[int, int]] = []
        self.lines: list[tuple[int, int]] = []
        self.refs: set[int] = set()
        self.imported = [0] * 5
        self.nfuncs = 0
        self.options = 0
        self.start = cwasm.NONE

    def type(self, params: list[int], results: list[int]) -> int:
        """Index of a function type, with its trampolines."""
        if (params, results) in self.types:
            return self.types.index((params, results))
        self.types.append((params, results))
        index = len(self.types) - 1
        words = [1, 0, 1, 0, len(params), *params, len(results), *results]
        self.w.extend("types", struct.pack(f"<{len(words)}I", *[v & 0xFFFFFFFF for v in words]))
        entry, host = self.trampolines(params, results)
        self.w.add("entries", index, self._place(entry))
        self.w.add("hosts", index, self._place(host))
        return index

    def trampolines(self, params: list[int], results: list[int]) -> tuple[bytes, bytes]:
        """The entry and the host-call trampoline of a type, as code for any address."""
        return assemble(entry_asm(len(params), len(results)), 0), assemble(host_asm(len(params), len(results)), 0)

    def _place(self, code: bytes) -> int:
        self.code += b"\xcc" * (-len(self.code) % 16)
        at = len(self.code)
        self.code += code
        return at

    def _import(self, module: str, name: str, kind: int) -> int:
        index = self.imported[kind]
        self.imported[kind] += 1
        m, n = module.encode(), name.encode()
        self.w.add("imports", self.w.string(m), len(m), self.w.string(n), len(n), kind, index)
        return index

    def import_func(self, module: str, name: str, type_index: int) -> int:
        """Import a function."""
        self.w.add("functypes", type_index)
        self.nfuncs += 1
        return self._import(module, name, 0)

    def table(self, minimum: int, maximum: int | None = None, elem: int = FUNCREF,
              source: tuple[str, str] | None = None) -> None:
        """Define or import a table."""
        most = MASK64 if maximum is None else maximum
        self.w.add("tables", elem & MASK64, minimum, most, 0, 0, 0, 0)
        if source:
            self._import(*source, 1)

    def memory(self, minimum: int, maximum: int | None = None, flags: int = cwasm.FLAG_GUARD, page_log2: int = 16,
               source: tuple[str, str] | None = None) -> None:
        """Define or import a memory."""
        self.w.add("memories", minimum, MASK64 if maximum is None else maximum, flags, page_log2)
        if source:
            self._import(*source, 2)

    def expr(self, *ops: tuple[int, int]) -> tuple[int, int]:
        """Add a constant expression."""
        first = self.w.count("exprs")
        for op, imm in ops:
            self.w.add("exprs", op, imm & MASK64)
        return first, len(ops)

    def const(self, value: int) -> tuple[int, int]:
        """Add an i32.const expression."""
        return self.expr((0x41, value))

    def glob(self, type: int, mutable: bool, *ops: tuple[int, int], source: tuple[str, str] | None = None) -> None:
        """Define or import a global."""
        first, n = self.expr(*ops)
        self.w.add("globals", type & MASK64, int(mutable), first, n, 0)
        if source:
            self._import(*source, 3)

    def data(self, offset: int | None, data: bytes, memory: int = 0) -> None:
        """Add a data segment (passive without an offset)."""
        first, n = (0, 0) if offset is None else self.const(offset)
        self.w.add("datas", int(offset is None), memory, first, n, len(self.w.data), len(data))
        self.w.data += data

    def elem(self, offset: int | None, funcs: list[int], table: int = 0) -> None:
        """Add an element segment (passive without an offset)."""
        first, n = (0, 0) if offset is None else self.const(offset)
        pool = self.w.count("pool")
        for f in funcs:
            self.w.add("pool", f)
            self.refs.add(f)
        self.w.add("elems", FUNCREF & MASK64, int(offset is None), table, first, n, pool, len(funcs), 0, 0)

    def func(self, type_index: int, asm: str, name: str = "") -> int:
        """Define a function.  In ``asm``, ``trap(CODE);`` makes a trap site of the next instruction."""
        self.w.add("functypes", type_index)
        self.code += b"\xcc" * (-len(self.code) % 16)
        at = len(self.code)
        for piece in asm.split("trap("):
            if piece is asm or not piece[:1].isdigit():
                self.code += assemble(piece, len(self.code))
                continue
            code, _, rest = piece.partition(");")
            self.traps.append((len(self.code), int(code)))
            self.code += assemble(rest, len(self.code))
        self.w.add("code", at, len(self.code) - at)
        self.lines.append((at, 0x1000 + 0x100 * self.nfuncs))
        self.w.names.append(name)
        self.nfuncs += 1
        return self.nfuncs - 1

    def export(self, name: str, kind: int, index: int) -> None:
        """Export something."""
        raw = name.encode()
        self.w.add("exports", self.w.string(raw), len(raw), kind, index)
        if kind == 0:
            self.refs.add(index)

    def finish(self) -> bytes:
        """The container's bytes."""
        w = self.w
        w.text = bytes(self.code)
        f = w.fields
        lay = abi.vmctx_layout(self.imported[0], w.count("memories"), w.count("tables"), w.count("globals"))
        f.update(abi_hash=abi.abi_hash(), machine=elf.EM_X86_64, os=1, options=self.options, cpu_features=0x7F,
                 imported_funcs=self.imported[0], imported_tables=self.imported[1], imported_memories=self.imported[2],
                 imported_globals=self.imported[3], imported_tags=self.imported[4], types=len(self.types),
                 start=self.start, vmctx_imports=lay.imports, vmctx_memories=lay.memories, vmctx_tables=lay.tables,
                 vmctx_globals=lay.globals, vmctx_size=lay.size, lines=len(self.lines))
        if self.start != cwasm.NONE:
            self.refs.add(self.start)
        for ref in sorted(r for r in self.refs if r != cwasm.NONE):
            w.add("refs", ref)
        raw = bytearray()
        for off, code in sorted(self.traps):
            w.add("trapindex", off, len(raw))
            raw += b"\0" if code == 2 else bytes([1, code])
        w.extend("traps", bytes(raw))
        w.lines = b"".join(cwasm.LINE_INDEX.packer.pack(off, pos, 0, 0) for off, pos in self.lines)
        return w.finish()
