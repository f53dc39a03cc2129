"""The machine: executes the code of instances with an explicit stack of frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64

from zwasm_formats.abi_offsets import (
    TRAP_INDIRECT_NULL,
    TRAP_INDIRECT_SIG,
    TRAP_INTERRUPT,
    TRAP_MEMORY_OOB,
    TRAP_NULL_REF,
    TRAP_STACK_OVERFLOW,
    TRAP_UNALIGNED_ATOMIC,
    TRAP_UNDEFINED_ELEMENT,
)
from zwasmc.bits import grown, to_signed64
from zwasmc.interp import alu, bulk, vector
from zwasmc.interp.code import CELLS, GLOBAL_GET_HIGH, GLOBAL_SET_HIGH, Code
from zwasmc.interp.floats import NAN32, NAN64, is_nan32, is_nan64
from zwasmc.interp.ints import signed32, wrap64
from zwasmc.interp.store import Budget, Function, Global, Memory, Table, Types, vector_of
from zwasmc.interp.trap import Trap
from zwasmc.wasm import op
from zwasmc.wasm.types import F32, I32, V128
from zwasmc.zir import ops
from zwasmc.zir.ops import op_name

MAX_FRAMES: Final = 50_000
MAX_REGISTERS: Final = 0x800000
MAX_NESTING: Final = 100
UNLIMITED: Final = 0x3FFFFFFFFFFFFFFF
TICK: Final = 200_000
FRAME_CELLS: Final = 4
MAX_BACKTRACE: Final = 100
MASK128: Final = 2**128 - 1


def canonical(t: int, value: int) -> int:
    """Return a raw value of type ``t`` in the form hosts see: i32, f32 and v128 not negative, 64 bits signed."""
    if t == I32 or t == F32:
        return value & 0xFFFFFFFF
    if t == V128:
        return value & MASK128
    return to_signed64(value)


def to_cells(types: list[int], values: list[int]) -> list[int]:
    """Return canonical values as registers hold them: a v128 is its lower and its upper half, signed."""
    if V128 not in types:
        return values
    cells: list[int] = []
    for t, value in zip(types, values):
        cells.append(to_signed64(value) if t == V128 else value)
        if t == V128:
            cells.append(to_signed64(value >> 64))
    return cells


def from_cells(types: list[int], cells: list[int]) -> list[int]:
    """Return the canonical values that lie in registers."""
    if V128 not in types:
        return cells
    values: list[int] = []
    at = 0
    for t in types:
        if t == V128:
            values.append(vector_of(cells[at], cells[at + 1]))
            at += 1
        else:
            values.append(cells[at])
        at += 1
    return values


@final
class Instance:
    """A module with its state: everything an instruction can name by index."""

    def __init__(self, number: i64, code: Code) -> None:
        self.number: i64 = number
        self.code: Code = code
        self.nimports: i64 = 0
        self.functions: vec[i64] = vec[i64]()
        """Addresses in the store."""
        self.type_ids: vec[i64] = vec[i64]()
        self.memories: list[Memory] = []
        self.tables: list[Table] = []
        self.globals: list[Global] = []
        self.elems: list[vec[i64]] = []
        self.datas: list[bytes] = []


@final
class Machine:
    """All instances and functions of a store.  A reference to a function is its address plus one; zero is null."""

    def __init__(
        self, fuel: i64 = UNLIMITED, tick: Callable[[], None] | None = None, budget: Budget | None = None
    ) -> None:
        self.types: Types = Types()
        self.budget: Budget | None = budget
        self.instances: list[Instance] = []
        self.functions: list[Function] = []
        self.fuel: i64 = TICK if tick is not None else fuel
        """Instructions that may still be executed; past zero execution traps with "interrupt" or ticks."""
        self.tick: Callable[[], None] | None = tick
        """Called now and then in place of the trap; an exception that it raises ends execution."""
        self.nesting: i64 = 0
        self.max_frames: i64 = MAX_FRAMES
        self.max_registers: i64 = MAX_REGISTERS

    def refuel(self) -> i64:
        """Return the instructions until the next tick."""
        if self.tick is None:
            raise Trap(TRAP_INTERRUPT)
        self.tick()
        return TICK

    def add_function(self, function: Function) -> None:
        """Give a function its address."""
        function.address = len(self.functions)
        self.functions.append(function)

    def call(self, function: Function, args: list[int]) -> list[int]:
        """Call a function on raw values."""
        if function.host is not None:
            return function.host(args)
        if self.nesting >= MAX_NESTING:
            raise Trap(TRAP_STACK_OVERFLOW)
        self.nesting += 1
        try:
            cells = self.execute(function, to_cells(function.type.params, args))
            return from_cells(function.type.results, cells)
        finally:
            self.nesting -= 1

    def call_host(
        self, function: Function, regs: vec[i64], base: i64, pool: vec[i64], at: i64, ret: vec[i64]
    ) -> vec[i64]:
        """Call a host function with the argument registers at ``pool[at]``; return where its results are."""
        assert function.host is not None
        args: list[int] = []
        k: i64 = 0
        while k < function.ncells:
            args.append(regs[base + pool[at + k]])
            k += 1
        kinds = function.type.results
        results = function.host(from_cells(function.type.params, args))
        cells = to_cells(kinds, [canonical(kinds[number], value) for number, value in enumerate(results)])
        if len(ret) < len(cells):
            ret = grown(ret, len(cells))
        for number, value in enumerate(cells):
            ret[number] = value
        return ret

    def type_matches(self, function: Function, type_id: i64) -> bool:
        """Tell whether a function may be called through type ``type_id``."""
        return function.type_id == type_id or type_id in self.types.supers[function.type_id]

    def indirect(self, table: Table, at: i64, type_id: i64) -> Function:
        """Find the callee of a call_indirect."""
        if at < 0 or at >= i64(len(table.data)):
            raise Trap(TRAP_UNDEFINED_ELEMENT)
        ref = table.data[at]
        if ref == 0:
            raise Trap(TRAP_INDIRECT_NULL)
        function = self.functions[ref - 1]
        if function.type_id != type_id and not self.type_matches(function, type_id):
            raise Trap(TRAP_INDIRECT_SIG)
        return function

    def execute(self, function: Function, args: list[int]) -> list[int]:
        """Run a wasm function from its entry to its return."""
        inst = self.instances[function.instance]
        program = inst.code
        code = program.code
        edges = program.edges
        pool = program.pool
        nimports = inst.nimports
        memories = inst.memories
        data = memories[0].data if memories else Memory(0, 0, 16, False).data
        index = function.index
        size = program.size[index]
        regs: vec[i64] = vec[i64]([0] * 512)
        if size + 64 > len(regs):
            regs = grown(regs, size + 64)
        frames: vec[i64] = vec[i64]([0] * 64)
        ret: vec[i64] = vec[i64]([0] * 16)
        scratch: vec[i64] = vec[i64]([0] * 16)
        nframes: i64 = 0
        limit = self.max_frames * FRAME_CELLS
        base: i64 = 0
        top = size
        k: i64 = 0
        while k < len(args):
            regs[k] = args[k]
            k += 1
        pc = program.start[index]
        fuel = self.fuel - program.weight[index]
        try:
            while True:
                o = code[pc]
                if o >= op.I32_CONST and o <= op.I64_EXTEND32_S:
                    if o <= op.F64_CONST:
                        regs[base + code[pc + 1]] = code[pc + 5]
                        pc += CELLS
                        continue
                    x = regs[base + code[pc + 2]]
                    if o >= op.I32_ADD and o <= op.I64_SHR_U:
                        if o == op.I32_ADD:
                            x = (x + regs[base + code[pc + 3]]) & 0xFFFFFFFF
                        elif o == op.I32_SUB:
                            x = (x - regs[base + code[pc + 3]]) & 0xFFFFFFFF
                        elif o == op.I32_AND:
                            x &= regs[base + code[pc + 3]]
                        elif o == op.I32_SHL:
                            x = (x << (regs[base + code[pc + 3]] & 31)) & 0xFFFFFFFF
                        elif o == op.I64_ADD:
                            x = wrap64(x + regs[base + code[pc + 3]])
                        elif o == op.I64_CLZ or o == op.I64_CTZ or o == op.I64_POPCNT:
                            x = alu.unary(o, x)
                        else:
                            x = alu.binary(o, x, regs[base + code[pc + 3]])
                    elif o <= op.F64_GE:
                        if o == op.I32_EQZ or o == op.I64_EQZ:
                            x = 1 if x == 0 else 0
                        elif o == op.I32_EQ:
                            x = 1 if x == regs[base + code[pc + 3]] else 0
                        elif o == op.I32_NE:
                            x = 1 if x != regs[base + code[pc + 3]] else 0
                        elif o == op.I32_LT_S:
                            x = 1 if signed32(x) < signed32(regs[base + code[pc + 3]]) else 0
                        elif o == op.I32_LT_U:
                            x = 1 if x < regs[base + code[pc + 3]] else 0
                        else:
                            x = 1 if alu.compare(o, x, regs[base + code[pc + 3]]) else 0
                    elif (o >= op.F32_ADD and o <= op.F32_COPYSIGN) or (o >= op.F64_ADD and o <= op.F64_COPYSIGN):
                        x = alu.binary(o, x, regs[base + code[pc + 3]])
                    elif o == op.I64_ROTL or o == op.I64_ROTR:
                        x = alu.binary(o, x, regs[base + code[pc + 3]])
                    else:
                        x = alu.unary(o, x)
                    regs[base + code[pc + 1]] = x
                    pc += CELLS
                elif o >= op.I32_LOAD and o <= op.I64_STORE32:
                    x = regs[base + code[pc + 2]]
                    at = x + code[pc + 5] if x >= 0 else -1
                    k = code[pc + 4]
                    if o <= op.I64_LOAD32_U:
                        if k == 0:
                            x = bulk.load(o, data, at)
                        else:
                            x = bulk.load(o, memories[k].data, at)
                        regs[base + code[pc + 1]] = x
                    elif k == 0:
                        bulk.store(o, data, at, regs[base + code[pc + 3]])
                    else:
                        bulk.store(o, memories[k].data, at, regs[base + code[pc + 3]])
                    pc += CELLS
                elif o == op.BR or o == op.BR_IF or o == op.BR_TABLE:
                    if o == op.BR_IF:
                        e = code[pc + 3] if regs[base + code[pc + 2]] != 0 else code[pc + 4]
                    elif o == op.BR:
                        e = code[pc + 2]
                    else:
                        k = code[pc + 4] - 1
                        x = regs[base + code[pc + 2]]
                        e = pool[code[pc + 3] + (x if x < k else k)]
                    fuel -= edges[e + 4]
                    if fuel < 0:
                        fuel = self.refuel()
                    pc = edges[e]
                    n = edges[e + 3]
                    if n != 0:
                        to = base + edges[e + 1]
                        at = edges[e + 2]
                        k = 0
                        if n > 0:
                            while k < n:
                                regs[to + k] = regs[base + pool[at + k]]
                                k += 1
                        else:
                            n = -n
                            if n > len(scratch):
                                scratch = grown(scratch, n)
                            while k < n:
                                scratch[k] = regs[base + pool[at + k]]
                                k += 1
                            k = 0
                            while k < n:
                                regs[to + k] = scratch[k]
                                k += 1
                elif o == op.CALL or o == op.CALL_INDIRECT:
                    k = code[pc + 5]
                    at = code[pc + 3]
                    owner = inst
                    if o == op.CALL and k >= nimports:
                        callee = k - nimports
                    else:
                        if o == op.CALL:
                            function = self.functions[inst.functions[k]]
                        else:
                            x = regs[base + code[pc + 2]]
                            function = self.indirect(inst.tables[k >> 32], x, inst.type_ids[k & 0xFFFFFFFF])
                        if function.instance < 0:
                            self.fuel = fuel
                            ret = self.call_host(function, regs, base, pool, at, ret)
                            fuel = self.fuel
                            if memories:
                                data = memories[0].data
                            if code[pc + 1] >= 0:
                                regs[base + code[pc + 1]] = ret[0]
                            pc += CELLS
                            continue
                        callee = function.index
                        owner = self.instances[function.instance]
                    target = owner.code
                    size = target.size[callee]
                    fuel -= target.weight[callee]
                    if fuel < 0:
                        fuel = self.refuel()
                    n = code[pc + 4]
                    if top + size + n > len(regs):
                        if top + size + n > self.max_registers:
                            raise Trap(TRAP_STACK_OVERFLOW)
                        regs = grown(regs, top + size + n)
                    k = 0
                    while k < n:
                        regs[top + k] = regs[base + pool[at + k]]
                        k += 1
                    if nframes >= limit:
                        raise Trap(TRAP_STACK_OVERFLOW)
                    if nframes + FRAME_CELLS > len(frames):
                        frames = grown(frames, nframes + FRAME_CELLS)
                    frames[nframes] = pc
                    frames[nframes + 1] = base
                    frames[nframes + 2] = inst.number
                    frames[nframes + 3] = index
                    nframes += FRAME_CELLS
                    base = top
                    top = base + size
                    index = callee
                    pc = target.start[callee]
                    n = target.nslots[callee]
                    while n > 0:
                        regs[top - n] = 0
                        n -= 1
                    if owner is not inst:
                        inst = owner
                        program = inst.code
                        code = program.code
                        edges = program.edges
                        pool = program.pool
                        nimports = inst.nimports
                        memories = inst.memories
                        if memories:
                            data = memories[0].data
                elif o == op.RETURN:
                    n = code[pc + 4]
                    at = code[pc + 3]
                    if n > len(ret):
                        ret = grown(ret, n)
                    k = 0
                    while k < n:
                        ret[k] = regs[base + pool[at + k]]
                        k += 1
                    if nframes == 0:
                        self.fuel = fuel
                        out: list[int] = []
                        k = 0
                        while k < n:
                            out.append(ret[k])
                            k += 1
                        return out
                    nframes -= FRAME_CELLS
                    top = base
                    base = frames[nframes + 1]
                    index = frames[nframes + 3]
                    pc = frames[nframes]
                    if frames[nframes + 2] != inst.number:
                        inst = self.instances[frames[nframes + 2]]
                        program = inst.code
                        code = program.code
                        edges = program.edges
                        pool = program.pool
                        nimports = inst.nimports
                        memories = inst.memories
                    if memories:
                        data = memories[0].data
                    if code[pc + 1] >= 0:
                        regs[base + code[pc + 1]] = ret[0]
                    pc += CELLS
                elif o == ops.RESULT:
                    regs[base + code[pc + 1]] = ret[code[pc + 5]]
                    pc += CELLS
                elif o == op.SELECT or o == op.SELECT_T:
                    if regs[base + code[pc + 4]] != 0:
                        regs[base + code[pc + 1]] = regs[base + code[pc + 2]]
                    else:
                        regs[base + code[pc + 1]] = regs[base + code[pc + 3]]
                    pc += CELLS
                elif o == op.GLOBAL_GET:
                    regs[base + code[pc + 1]] = inst.globals[code[pc + 5]].value
                    pc += CELLS
                elif o == op.GLOBAL_SET:
                    inst.globals[code[pc + 5]].value = regs[base + code[pc + 2]]
                    pc += CELLS
                elif o == ops.SLOT_GET:
                    regs[base + code[pc + 1]] = regs[base + code[pc + 5]]
                    pc += CELLS
                elif o == ops.SLOT_SET:
                    regs[base + code[pc + 5]] = regs[base + code[pc + 2]]
                    pc += CELLS
                elif o == ops.SLOT_ZERO:
                    k = base + code[pc + 5]
                    n = k + code[pc + 4]
                    while k < n:
                        regs[k] = 0
                        k += 1
                    pc += CELLS
                elif o == op.UNREACHABLE:
                    raise Trap(code[pc + 5])
                elif o >= op.V128_LOAD and o <= op.I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S:
                    vector.execute(o, memories, regs, base, code, pc, pool)
                    pc += CELLS
                else:
                    if o < op.I32_TRUNC_SAT_F32_S or o > op.I64_TRUNC_SAT_F64_U:
                        k = self.other(inst, o, regs, base, code, pc)
                        if memories:
                            data = memories[0].data
                    else:
                        k = alu.unary(o, regs[base + code[pc + 2]])
                    if code[pc + 1] >= 0:
                        regs[base + code[pc + 1]] = k
                    pc += CELLS
        except Trap as trap:
            self.fuel = fuel
            self.backtrace(trap, inst, index, pc, frames, nframes)
            raise

    def backtrace(self, trap: Trap, inst: Instance, index: i64, pc: i64, frames: vec[i64], n: i64) -> None:
        """Record where a trap happened, innermost first."""
        trap.depth = trap.depth + int(n // FRAME_CELLS) + 1
        trap.frames.append((inst.nimports + index, inst.code.pos[pc // CELLS]))
        trap.instances.append(inst.number)
        while n > 0 and len(trap.frames) < MAX_BACKTRACE:
            n -= FRAME_CELLS
            inst = self.instances[frames[n + 2]]
            trap.frames.append((inst.nimports + frames[n + 3], inst.code.pos[frames[n] // CELLS]))
            trap.instances.append(inst.number)

    def other(self, inst: Instance, o: i64, regs: vec[i64], base: i64, code: vec[i64], pc: i64) -> i64:
        """Execute a rare instruction and return its result, if it has one."""
        imm = code[pc + 5]
        x: i64 = 0
        y: i64 = 0
        z: i64 = 0
        if code[pc + 2] >= 0:
            x = regs[base + code[pc + 2]]
        if code[pc + 3] >= 0:
            y = regs[base + code[pc + 3]]
        if o == ops.BOUNDS:
            size: i64 = len(inst.memories[code[pc + 4]].data)
            if x < 0 or imm < 0 or x > size - imm:
                raise Trap(TRAP_MEMORY_OOB)
            return 0
        if o == ops.ALIGNED:
            if (x + (imm >> ops.ALIGNED_OFFSET)) & imm & 0xFF != 0:
                raise Trap(TRAP_UNALIGNED_ATOMIC)
            return 0
        if o == GLOBAL_GET_HIGH:
            return inst.globals[imm].high
        if o == GLOBAL_SET_HIGH:
            inst.globals[imm].high = x
            return 0
        if o == ops.F32_CANON:
            return NAN32 if is_nan32(x) else x
        if o == ops.F64_CANON:
            return NAN64 if is_nan64(x) else x
        if o == op.REF_NULL:
            return 0
        if o == op.REF_FUNC:
            return inst.functions[imm] + 1
        if o == op.REF_IS_NULL:
            return 1 if x == 0 else 0
        if o == op.REF_AS_NON_NULL:
            if x == 0:
                raise Trap(TRAP_NULL_REF)
            return x
        if o == op.MEMORY_SIZE:
            return inst.memories[imm].pages()
        if o == op.MEMORY_GROW:
            memory = inst.memories[imm]
            result = memory.grow(x)
            return result if memory.is64 else result & 0xFFFFFFFF
        if o == op.TABLE_GET:
            return bulk.table_get(inst.tables[imm], x)
        if o == op.TABLE_SET:
            bulk.table_set(inst.tables[imm], x, y)
            return 0
        if o == op.TABLE_SIZE:
            return len(inst.tables[imm].data)
        if o == op.TABLE_GROW:
            table = inst.tables[imm]
            result = table.grow(y, x)
            return result if table.is64 else result & 0xFFFFFFFF
        if o == op.DATA_DROP:
            inst.datas[imm] = b""
            return 0
        if o == op.ELEM_DROP:
            inst.elems[imm] = vec[i64]()
            return 0
        z = regs[base + code[pc + 4]]
        low = imm & 0xFFFFFFFF
        high = imm >> 32
        if o == op.MEMORY_COPY:
            bulk.memory_copy(inst.memories[low], inst.memories[high], x, y, z, self.tick)
        elif o == op.MEMORY_FILL:
            bulk.memory_fill(inst.memories[imm], x, y, z, self.tick)
        elif o == op.MEMORY_INIT:
            bulk.memory_init(inst.memories[high], inst.datas[low], x, y, z, self.tick)
        elif o == op.TABLE_COPY:
            bulk.table_copy(inst.tables[low], inst.tables[high], x, y, z, self.tick)
        elif o == op.TABLE_FILL:
            bulk.table_fill(inst.tables[imm], x, y, z, self.tick)
        elif o == op.TABLE_INIT:
            bulk.table_init(inst.tables[high], inst.elems[low], x, y, z, self.tick)
        else:
            raise NotImplementedError(f"the interpreter does not execute {op_name(o)}")
        return 0
