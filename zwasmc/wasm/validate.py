"""Typing of function bodies: the operand stack, the control stack, and what the module says about indices.

Entries of the operand stack carry a type and room for a value, which is the caller's (lowering keeps ZIR rows there):
pushing and popping leave it alone.  ``poly`` is the
specification's notion of unreachable code: below the frame's height, operands of any type may be popped.
"""

from __future__ import annotations

from typing import Final, final

from librt.vecs import append, vec
from mypy_extensions import i64

from zwasmc.bits import grown
from zwasmc.errors import Invalid
from zwasmc.wasm.body import BLOCK_EMPTY, BLOCK_VALUE, MEMARG_ALIGN, MEMARG_FAR, MEMARG_MEMORY, Body
from zwasmc.wasm.module import Module
from zwasmc.wasm.op import OP_ALIGN, OP_NAME
from zwasmc.wasm.types import BOT, F32, F64, I32, I64, V128, TypeContext, is_defaultable, is_ref, type_name

FRAME_FUNC: Final = 0
FRAME_BLOCK: Final = 2
FRAME_LOOP: Final = 3
FRAME_IF: Final = 4
FRAME_ELSE: Final = 5


@final
class Checker:
    """Operand and control stacks over the decoded ``body``.

    Lists of types are slices of ``types``: (offset, count).  Type index ``t`` has ``tpn[t]`` parameters at ``tp[t]``
    and ``trn[t]`` results at ``tr[t]``; single value types have one-element slices of their own.
    """

    def __init__(self, module: Module, body: Body) -> None:
        self.module: Final = module
        self.body: Final = body
        self.ctx: Final[TypeContext] = module.ctx
        self.types: vec[i64] = vec[i64]()
        self.tp: vec[i64] = vec[i64]()
        self.tpn: vec[i64] = vec[i64]()
        self.tr: vec[i64] = vec[i64]()
        self.trn: vec[i64] = vec[i64]()
        self.numeric: i64 = 0
        # Offsets of the slices of single reference types; bytes as keys, since guests choose the types.
        self.single: dict[bytes, int] = {}
        self.functype: vec[i64] = vec[i64](module.funcs)
        self.num_funcs: i64 = len(module.funcs)
        self.num_types: i64 = len(module.types)
        self.globaltype: vec[i64] = vec[i64]([g.type for g in module.globals])
        self.num_globals: i64 = len(module.globals)
        self.tabletype: vec[i64] = vec[i64]([t.elem for t in module.tables])
        self.tableaddr: vec[i64] = vec[i64]([I64 if t.is64 else I32 for t in module.tables])
        self.num_tables: i64 = len(module.tables)
        self.memaddr: vec[i64] = vec[i64]([I64 if m.is64 else I32 for m in module.memories])
        self.num_memories: i64 = len(module.memories)
        self.load_types()

        self.at: i64 = 0
        self.st: vec[i64] = vec[i64]([0] * 256)
        self.sv: vec[i64] = vec[i64]([0] * 256)
        self.sp: i64 = 0
        self.height: i64 = 0
        self.poly: bool = False

        self.depth: i64 = 0
        self.c_kind: vec[i64] = vec[i64]([0] * 64)
        self.c_block: vec[i64] = vec[i64]([0] * 64)
        self.c_height: vec[i64] = vec[i64]([0] * 64)
        self.c_poly: vec[i64] = vec[i64]([0] * 64)
        self.c_p: vec[i64] = vec[i64]([0] * 64)
        self.c_pn: vec[i64] = vec[i64]([0] * 64)
        self.c_r: vec[i64] = vec[i64]([0] * 64)
        self.c_rn: vec[i64] = vec[i64]([0] * 64)
        self.c_init: vec[i64] = vec[i64]([0] * 64)
        # Slice of the label's types, set by label().
        self.lab: i64 = 0
        self.labn: i64 = 0
        # Initialisation of non-defaultable locals: flags, and a log to undo at the end of a frame.
        self.nonnull: bool = False
        self.init: vec[i64] = vec[i64]([0] * 64)
        self.initlog: vec[i64] = vec[i64]([0] * 64)
        self.ninitlog: i64 = 0

    # The module.

    def load_types(self) -> None:
        """Flatten the function types."""
        types = self.types
        n: i64 = 0
        for typedef in self.module.types:
            self.tp = append(self.tp, n)
            func = typedef.func
            if func is None:
                self.tpn = append(self.tpn, 0)
                self.tr = append(self.tr, n)
                self.trn = append(self.trn, 0)
                continue
            for t in func.params:
                types = append(types, t)
                n += 1
            self.tpn = append(self.tpn, len(func.params))
            self.tr = append(self.tr, n)
            for t in func.results:
                types = append(types, t)
                n += 1
            self.trn = append(self.trn, len(func.results))
        self.numeric = n
        for t in (V128, F64, F32, I64, I32):
            types = append(types, t)
        self.types = types

    def slice_of(self, t: i64) -> i64:
        """Return the offset in ``types`` of the one-element slice [t]."""
        if t >= V128 and t <= I32:
            return self.numeric + t - V128
        key = b"%x" % t
        at = self.single.get(key, -1)
        if at < 0:
            at = len(self.types)
            self.types = append(self.types, t)
            self.single[key] = at
        return at

    # Errors.

    def mismatch(self, found: i64, want: i64) -> Invalid:
        """Return a type mismatch at the current instruction."""
        return Invalid(f"type mismatch: expected {type_name(want)}, found {type_name(found)}", self.at)

    def underflow(self, want: str) -> Invalid:
        """Return the error for an operand that is not there."""
        return Invalid(f"type mismatch: expected {want}, but nothing is on the stack", self.at)

    def unknown(self, what: str, index: i64) -> Invalid:
        """Return the error for an index out of range."""
        return Invalid(f"unknown {what}: {index}", self.at)

    # Operands.

    def ensure(self, count: i64) -> None:
        """Make room for ``count`` pushes and for those of the rest of the body."""
        need = self.sp + count + self.body.n + 8
        if need > len(self.st):
            self.st = grown(self.st, need)
            self.sv = grown(self.sv, need)

    def push(self, t: i64) -> None:
        """Push an operand (``ensure`` has made room)."""
        sp = self.sp
        self.st[sp] = t
        self.sp = sp + 1

    def pop(self, want: i64) -> None:
        """Pop an operand of type ``want``."""
        sp = self.sp
        if sp == self.height:
            if self.poly:
                return
            raise self.underflow(type_name(want))
        sp -= 1
        t = self.st[sp]
        if t != want and not self.ctx.subtype(t, want):
            raise self.mismatch(t, want)
        self.sp = sp

    def pop_any(self) -> i64:
        """Pop an operand of any type and return its type."""
        sp = self.sp
        if sp == self.height:
            if self.poly:
                return BOT
            raise self.underflow("a value")
        sp -= 1
        self.sp = sp
        return self.st[sp]

    def pop_ref(self) -> None:
        """Pop a reference of any type."""
        t = self.pop_any()
        if t != BOT and not is_ref(t):
            raise Invalid(f"type mismatch: expected a reference, found {type_name(t)}", self.at)

    def pop_slice(self, at: i64, count: i64) -> None:
        """Pop operands of the types of a slice."""
        while count > 0:
            count -= 1
            self.pop(self.types[at + count])

    def push_slice(self, at: i64, count: i64) -> None:
        """Push operands of the types of a slice."""
        self.ensure(count)
        k: i64 = 0
        while k < count:
            self.push(self.types[at + k])
            k += 1

    def peek_slice(self, at: i64, count: i64) -> None:
        """Check that the top of the stack has the types of a slice, and leave it there as those types.

        In unreachable code missing operands appear.
        """
        if self.poly:
            self.pop_slice(at, count)
            self.push_slice(at, count)
            return
        sp = self.sp
        base = sp - count
        if base < self.height:
            raise self.underflow(f"{count} values")
        st = self.st
        k: i64 = count
        while k > 0:
            k -= 1
            want = self.types[at + k]
            t = st[base + k]
            if t != want:
                if not self.ctx.subtype(t, want):
                    raise self.mismatch(t, want)
                st[base + k] = want

    def unreachable(self) -> None:
        """Drop the frame's operands and become polymorphic."""
        self.sp = self.height
        self.poly = True

    # Control frames.

    def start(self, type_index: i64) -> None:
        """Begin a body whose function has that type."""
        self.sp = 0
        self.height = 0
        self.poly = False
        self.depth = 0
        self.ninitlog = 0
        self.ensure(0)
        body = self.body
        self.nonnull = False
        n = body.nlocals
        k = self.tpn[type_index]
        while k < n:
            if not is_defaultable(body.ltype[k]):
                self.nonnull = True
                break
            k += 1
        if self.nonnull:
            if n > len(self.init):
                self.init = grown(self.init, n)
            k = 0
            while k < n:
                self.init[k] = 1 if k < self.tpn[type_index] or is_defaultable(body.ltype[k]) else 0
                k += 1
        self.enter(FRAME_FUNC, 0, 0, 0, self.tr[type_index], self.trn[type_index])

    def enter(self, kind: i64, block: i64, p: i64, pn: i64, r: i64, rn: i64) -> None:
        """Push a control frame; its parameters are already on the stack."""
        d = self.depth
        if d >= len(self.c_kind):
            size: i64 = d * 2
            self.c_kind = grown(self.c_kind, size)
            self.c_block = grown(self.c_block, size)
            self.c_height = grown(self.c_height, size)
            self.c_poly = grown(self.c_poly, size)
            self.c_p = grown(self.c_p, size)
            self.c_pn = grown(self.c_pn, size)
            self.c_r = grown(self.c_r, size)
            self.c_rn = grown(self.c_rn, size)
            self.c_init = grown(self.c_init, size)
        self.c_kind[d] = kind
        self.c_block[d] = block
        self.c_height[d] = self.height
        self.c_poly[d] = 1 if self.poly else 0
        self.c_p[d] = p
        self.c_pn[d] = pn
        self.c_r[d] = r
        self.c_rn[d] = rn
        self.c_init[d] = self.ninitlog
        self.height = self.sp - pn
        self.poly = False
        self.depth = d + 1

    def enter_block(self, kind: i64, block: i64) -> None:
        """Push the frame of a block, loop or if with ordinal ``block``: check and keep its parameters."""
        t = self.body.k_type[block]
        if t == BLOCK_EMPTY:
            self.enter(kind, block, 0, 0, 0, 0)
        elif t == BLOCK_VALUE:
            self.enter(kind, block, 0, 0, self.slice_of(self.body.k_val[block]), 1)
        else:
            if t >= self.num_types or self.module.types[t].func is None:
                raise self.unknown("type", t)
            p = self.tp[t]
            pn = self.tpn[t]
            self.peek_slice(p, pn)
            self.enter(kind, block, p, pn, self.tr[t], self.trn[t])

    def finish_arm(self) -> None:
        """Check the operands at an ``else`` or ``end``; the frame's results stay on the stack."""
        d = self.depth - 1
        rn = self.c_rn[d]
        self.peek_slice(self.c_r[d], rn)
        if self.sp - rn != self.height:
            raise Invalid(f"type mismatch: {self.sp - rn - self.height} values remaining on the stack", self.at)
        if self.nonnull:
            self.undo_init(self.c_init[d])

    def restart(self) -> None:
        """Turn an ``if`` frame into its ``else`` arm: the parameters are on the stack again, without values."""
        d = self.depth - 1
        self.sp = self.height
        self.poly = False
        self.c_kind[d] = FRAME_ELSE
        self.push_slice(self.c_p[d], self.c_pn[d])

    def leave(self) -> None:
        """Pop the frame; its results, which are on the stack, stay."""
        d = self.depth - 1
        self.height = self.c_height[d]
        self.poly = self.c_poly[d] != 0
        self.depth = d

    def check_one_armed(self, d: i64) -> None:
        """Check that an ``if`` without ``else`` may pass its parameters through as results."""
        pn = self.c_pn[d]
        if pn == 0 and self.c_rn[d] == 0:
            return
        if pn != self.c_rn[d]:
            raise Invalid("type mismatch: if without else must have the same parameters and results", self.at)
        k: i64 = 0
        while k < pn:
            have = self.types[self.c_p[d] + k]
            want = self.types[self.c_r[d] + k]
            if not self.ctx.subtype(have, want):
                raise self.mismatch(have, want)
            k += 1

    def label(self, label: i64) -> i64:
        """Return the frame of a branch label; ``lab`` and ``labn`` become the slice of its types."""
        d = self.depth - 1 - label
        if d < 0:
            raise self.unknown("label", label)
        if self.c_kind[d] == FRAME_LOOP:
            self.lab = self.c_p[d]
            self.labn = self.c_pn[d]
        else:
            self.lab = self.c_r[d]
            self.labn = self.c_rn[d]
        return d

    def check_targets(self, extra: i64) -> None:
        """Check the targets of a br_table (its labels at ``extra``) against the stack."""
        cells = self.body.extra
        count = cells[extra]
        self.label(cells[extra + count])
        arity = self.labn
        if not self.poly and self.sp - self.height < arity:
            raise self.underflow(f"{arity} values")
        seen: i64 = -1
        k: i64 = 1
        while k <= count:
            label = cells[extra + k]
            if label != seen:
                seen = label
                self.label(label)
                if self.labn != arity:
                    raise Invalid("type mismatch: br_table targets have different numbers of types", self.at)
                self.peek_types(self.lab, arity)
            k += 1

    def peek_types(self, at: i64, count: i64) -> None:
        """Check the top of the stack against a slice without changing it."""
        base = self.sp - count
        k: i64 = count
        while k > 0:
            k -= 1
            i = base + k
            if i >= self.height:
                t = self.st[i]
                want = self.types[at + k]
                if t != want and not self.ctx.subtype(t, want):
                    raise self.mismatch(t, want)

    # Locals.

    def local_type(self, x: i64) -> i64:
        """Return the type of a local."""
        if x >= self.body.nlocals:
            raise self.unknown("local", x)
        return self.body.ltype[x]

    def check_init(self, x: i64) -> None:
        """Check that a local is initialised."""
        if self.init[x] == 0:
            raise Invalid(f"uninitialized local: {x}", self.at)

    def set_init(self, x: i64) -> None:
        """Note that a local is initialised from here to the end of the frame."""
        if self.init[x] == 0:
            self.init[x] = 1
            n = self.ninitlog
            if n >= len(self.initlog):
                self.initlog = grown(self.initlog, n * 2)
            self.initlog[n] = x
            self.ninitlog = n + 1

    def undo_init(self, to: i64) -> None:
        """Forget initialisations since ``to``."""
        while self.ninitlog > to:
            self.ninitlog -= 1
            self.init[self.initlog[self.ninitlog]] = 0

    # Indices.

    def func_type(self, t: i64) -> None:
        """Check that ``t`` is the index of a function type."""
        if t >= self.num_types or self.module.types[t].func is None:
            raise self.unknown("type", t)

    def global_type(self, x: i64) -> i64:
        """Return the type of a global."""
        if x >= self.num_globals:
            raise self.unknown("global", x)
        return self.globaltype[x]

    def table_type(self, x: i64) -> i64:
        """Return the element type of a table."""
        if x >= self.num_tables:
            raise self.unknown("table", x)
        return self.tabletype[x]

    def memory_type(self, x: i64) -> i64:
        """Return the address type of a memory."""
        if x >= self.num_memories:
            raise self.unknown("memory", x)
        return self.memaddr[x]

    def elem_type(self, x: i64) -> i64:
        """Return the type of an element segment."""
        if x >= len(self.module.elems):
            raise self.unknown("elem segment", x)
        return self.module.elems[x].type

    def check_data(self, x: i64) -> None:
        """Check the index of a data segment."""
        if x >= self.module.data_count:
            raise self.unknown("data segment", x)

    def memarg(self, op: i64, cell: i64) -> i64:
        """Check alignment, memory and offset of an access and return the address type."""
        number: int = op
        align = (cell >> MEMARG_ALIGN) & 0x3F
        address = self.memory_type(cell >> MEMARG_MEMORY)
        if align > i64(OP_ALIGN[number]):
            raise Invalid(f"alignment must not be larger than natural: {OP_NAME[number]}", self.at)
        if cell & MEMARG_FAR and address == I32:
            raise Invalid("offset out of range: it must be less than 2**32", self.at)
        return address

    def atomic_memarg(self, op: i64, cell: i64) -> i64:
        """Check alignment, memory and offset of an atomic access and return the address type."""
        number: int = op
        if (cell >> MEMARG_ALIGN) & 0x3F < i64(OP_ALIGN[number]):
            self.memory_type(cell >> MEMARG_MEMORY)
            raise Invalid(f"atomic alignment must be natural: {OP_NAME[number]}", self.at)
        return self.memarg(op, cell)

    def memarg_offset(self, cell: i64) -> i64:
        """Return the offset of an access."""
        if cell & MEMARG_FAR:
            return self.body.extra[cell & 0xFFFFFFFF]
        return cell & 0xFFFFFFFF
