"""Every x86-64 instruction row × operand combinations, judged by capstone and by the GNU assembler."""

from __future__ import annotations

import random
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import capstone
import pytest
from capstone import x86_const as cx

from facts import CONDITIONS, EVEX, VECTOR, VectorInstruction, every_instruction
from facts import gen_x86_64 as gen
from machine_code import linked, marks
from support import ROOT, missing
from zwasmc.machine.code import CodeBuf
from zwasmc.machine.finish import finish
from zwasmc.machine.x86_64.enc import Enc
from zwasmc.machine.x86_64.evex import Evex
from zwasmc.machine.x86_64.forms import X86Forms
from zwasmc.machine.x86_64.modrm import NO_BASE, NO_INDEX, RIP, W
from zwasmc.machine.x86_64.vec import Vec
from zwasmc.sink.code import MARK_LINE, MARK_RETURN, MARK_TRAP

R64 = "rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r10 r11 r12 r13 r14 r15".split()
R32 = "eax ecx edx ebx esp ebp esi edi r8d r9d r10d r11d r12d r13d r14d r15d".split()
R16 = "ax cx dx bx sp bp si di r8w r9w r10w r11w r12w r13w r14w r15w".split()
R8 = "al cl dl bl spl bpl sil dil r8b r9b r10b r11b r12b r13b r14b r15b".split()
XMM = [f"xmm{n}" for n in range(16)]
NAMES = {8: R8, 16: R16, 32: R32, 64: R64, 128: XMM}
POINTER = {8: "byte", 16: "word", 32: "dword", 64: "qword", 128: "xmmword", 0: ""}
DISPS = (0, 1, 8, 127, 128, -1, -128, -129, 0x12345, 0x7FFFFFFF, -0x80000000)
IMM = {
    "imm8": (0, 2, 63, 127, -1, -128),
    "imm16": (0, 1, -1, 0x7FFF, -0x8000, 300),
    "imm32": (0, 1, -1, 127, 128, -128, -129, 0x7FFFFFFF, -0x80000000),
    "imm64": (0, -1, 0x123456789ABCDEF0, -0x8000000000000000, 0x7FFFFFFFFFFFFFFF, 1 << 31),
}

Mem = tuple[int, int, int, int]

Every = every_instruction()


COUNTED = {"bt", "btc", "btr", "bts", "rcl", "rcr", "rol", "ror", "sal", "sar", "shl", "shld", "shr", "shrd"}
"""Instructions whose immediate is a byte without a sign, which newer assemblers insist on."""


class Case(NamedTuple):
    """One encoded instruction and what it should be."""

    code: bytes
    mnemonic: str
    operands: tuple[object, ...]
    """Register names, ints, or (size in bits, base, index, scale, disp)."""

    def text(self) -> str:
        """Return the instruction in the assembler's Intel syntax."""
        parts: list[str] = []
        for o in self.operands:
            if isinstance(o, tuple):
                size, base, index, scale, disp = o
                terms = [R64[base]] if base >= 0 else []
                if index >= 0:
                    terms.append(f"{R64[index]}*{1 << scale}")
                parts.append(f"{POINTER[size]}{' ptr ' if size else ''}[{'+'.join(terms + [str(disp)])}]")
            elif str(o)[0] == "k" and parts:
                parts[-1] += " {" + str(o) + "}"
            elif isinstance(o, int) and self.mnemonic in COUNTED:
                parts.append(str(o & 0xFF))
            else:
                parts.append(str(o))
        return f"{self.mnemonic} {', '.join(parts)}"


def memories(rng: random.Random, count: int) -> list[Mem]:
    """Return memory operands: every base with every kind of displacement over time, indexes, scales, no base."""
    found: list[Mem] = [(NO_BASE, NO_INDEX, 0, 0x1234), (NO_BASE, rng.choice((0, 5, 8, 12)), rng.randrange(4), -5)]
    for base in (4, 5, 12, 13, rng.randrange(16)):
        found += [(base, NO_INDEX, 0, rng.choice(DISPS)), (base, NO_INDEX, 0, 0)]
    for _ in range(count):
        index = rng.choice([i for i in range(16) if i != 4])
        found.append((rng.randrange(16), index, rng.randrange(4), rng.choice(DISPS)))
    return found


def operand_size(operand: str, wide: int, memory: bool) -> int:
    """Return the size in bits of an operand as the table phrases it."""
    part = operand.split("/")[-1] if "/" in operand else operand
    if operand in ("r", "m", "r/m"):
        return 64 if wide else 32
    if operand.startswith("xmm") and not memory:
        return 128
    if operand.startswith("r32/") and not memory:
        return 32
    return int(part.lstrip("rmx"))


def integer_cases(method: gen.Method) -> Iterator[Case]:
    """Yield cases of one integer encoder method."""
    rng = random.Random(zlib.crc32(method.name.encode()))
    row = method.rows[-1]
    code = gen.parse(row.encoding)
    names = gen.arguments(row, code, method.memory)
    operands = gen.operand_list(row.operands)
    imm_kind = next((o for o in operands if o.startswith("imm")), "")
    regs = [n for n in names if n not in ("cc", "w", "imm", *gen.MEM)]
    rounds: list[tuple[list[int], Mem]] = []
    if method.memory:
        rounds = [([rng.randrange(16) for _ in regs], m) for m in memories(rng, 20)]
    elif len(regs) == 2 and row.mnemonic in ("MOV", "ADD", "MOVZX", "TEST", "ANDN"):
        rounds = [([a, b], (0, 0, 0, 0)) for a in range(16) for b in range(16)]
    elif regs:
        rounds = [([(r + k * 5) % 16 for k, _ in enumerate(regs)], (0, 0, 0, 0)) for r in range(16)]
        rounds += [([rng.randrange(16) for _ in regs], (0, 0, 0, 0)) for _ in range(24 if len(regs) > 1 else 0)]
    else:
        rounds = [([], (0, 0, 0, 0))]
    imms = IMM.get(imm_kind, (0,))
    if len(rounds) < len(imms):
        rounds = rounds * len(imms)
    conditions = range(16) if code.condition else (0,)
    for n, (registers, mem) in enumerate(rounds):
        for wide in (0, 1) if code.wide_arg else (int(bool(code.opcode & 0x2000)),):
            for cc in conditions if n < 2 else (n % 16 if code.condition else 0,):
                imm = imms[(n + wide) % len(imms)]
                if row.mnemonic == "RET" and imm_kind:
                    imm &= 0xFFFF
                values = {"cc": cc, "w": wide, "imm": imm, **dict(zip(regs, registers)), **dict(zip(gen.MEM, mem))}
                buf = CodeBuf(X86Forms())
                encoder = Enc(buf) if hasattr(Enc, method.name) else Every(buf)
                getattr(encoder, method.name)(*[values[k] for k in names])
                left = list(registers)
                out: list[object] = []
                for operand, place in zip(operands, row.en):
                    if place == "C":
                        out.append("cl")
                    elif place == "I":
                        out.append(imm)
                    elif place == "M" and method.memory:
                        size = 0 if row.mnemonic == "LEA" else operand_size(operand, wide, True)
                        out.append((size, *mem))
                    else:
                        out.append(NAMES[operand_size(operand, wide, False)][left.pop(0)])
                mnemonic = row.mnemonic.lower().replace("cc", CONDITIONS[cc] if code.condition else "cc")
                if imm_kind == "imm64":
                    mnemonic = "movabs"
                yield Case(buf.w.getvalue(), mnemonic, tuple(out))


def vector_cases(row: VectorInstruction, vex: bool) -> Iterator[Case]:
    """Yield cases of one vector row in its legacy or VEX form; EVEX rows count as VEX."""
    words: dict[str, int] = {}
    exec(gen.vec_text(), words)
    operands = gen.operand_list(row.operands)
    imm = operands[-1] == "imm8"
    mask = row.flags == "=_V"
    places = [o for o in operands if o != "imm8"][: 3 if mask else 4]
    destructive = not vex and (len(places) == 3 or row.flags == "=_I")
    for wide in (0, 1) if row.flags == "w" else (0,):
        op = words[gen.word_name(row)] | (W if wide else 0)
        for memory in (False, True):
            at = next((i for i, o in enumerate(places) if o.startswith("m") or "/" in o), -1)
            if (memory and at < 0) or (not memory and at >= 0 and places[at].startswith("m")):
                continue
            rng = random.Random(zlib.crc32(f"{row}{memory}".encode()))
            mems: list[Mem] = memories(rng, 4)[:12] if memory else [(0, 0, 0, 0)] * 24
            for n, mem in enumerate(mems):
                registers = [(n + k * 5) % 16 if n < 16 else rng.randrange(16) for k in range(4)]
                if places[0] == "k":
                    registers[0] %= 8
                if destructive:
                    registers[1] = registers[0]
                buf = CodeBuf(X86Forms())
                e = Evex(buf) if row.vex.startswith("EVEX") else Vec(buf, vex)
                value = rng.randrange(256) if not row.mnemonic.startswith("CMP") else rng.randrange(8)
                tail = [value] if imm else []
                shape, args = "", []
                general = any(o[0] == "r" for o in places)
                if mask:
                    shape = "blend_m" if memory else "blend"
                    args = registers[:2] + (list(mem) if memory else registers[2:3]) + [registers[3]]
                elif "=_I" in row.flags:
                    shape, args = "shift", [*registers[:2], value]
                elif places[0] == "xmm {k}":
                    registers[3] = registers[3] % 7 + 1
                    shape, args = "masked", [registers[0], registers[3], *registers[1:3]]
                elif memory:
                    own = [r for k, r in enumerate(registers[: len(places)]) if k != at]
                    shape = "r" * len(own) + "m" + "i" * imm
                    args = [*own, *mem, *tail]
                elif len(places) == 3:
                    shape = ("rrg" if general else "rrr") + "i" * imm
                    args = [*registers[:3], *tail]
                else:
                    swap = "=_ST" in row.flags and places[0][0] == "r"
                    pair = [registers[1], registers[0]] if swap else registers[:2]
                    shape, args = "rr" + "i" * imm, [*pair, *tail]
                getattr(e, shape)(op, *args)
                out: list[object] = []
                for k, operand in enumerate(places):
                    if destructive and k == 1:
                        continue
                    if memory and k == at:
                        size = 64 if wide and operand.startswith("r") else operand_size(operand, wide, True)
                        out.append((size, *mem))
                    elif operand == "xmm {k}":
                        out += [XMM[registers[0]], f"k{registers[3]}"]
                    elif operand == "k":
                        out.append(f"k{registers[0]}")
                    elif operand.startswith("xmm"):
                        out.append(XMM[registers[k]])
                    else:
                        size = 64 if wide or operand in ("r64", "r/m64") else 32
                        out.append(NAMES[size][registers[k]])
                if mask:
                    out.append(XMM[registers[3]])
                out += tail
                if vex and not memory and "c" in row.flags and len(out) >= 3 and registers[2] >= 8 > registers[1]:
                    out[1], out[2] = out[2], out[1]
                yield Case(buf.w.getvalue(), ("v" if vex else "") + row.mnemonic.lower(), tuple(out))


ALIASES = {"cmpss": "cmp", "cmpsd": "cmp", "cmpps": "cmp", "cmppd": "cmp"}


def disassembler(detail: bool) -> capstone.Cs:
    """Return a capstone disassembler."""
    md = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    md.detail = detail
    return md


def differs(md: capstone.Cs, case: Case) -> str:
    """Compare a case with what capstone reads; return "" or what is wrong."""
    found = list(md.disasm(case.code, 0x1000))
    if len(found) != 1 or found[0].size != len(case.code):
        return f"{case.code.hex()}: not one instruction"
    ins = found[0]
    stem = case.mnemonic.removeprefix("v")
    if stem.startswith("rep "):
        return "" if ins.mnemonic == stem else ins.mnemonic
    compare = stem in ALIASES
    if ins.mnemonic != case.mnemonic and not (compare and ins.mnemonic.removeprefix("v").startswith("cmp")):
        return f"{case.code.hex()}: {ins.mnemonic} {ins.op_str}"
    wanted = list(case.operands[:-1] if compare else case.operands)
    got: list[object] = []
    for n, op in enumerate(ins.operands):
        if op.type == cx.X86_OP_REG:
            got.append(ins.reg_name(op.reg))
        elif op.type == cx.X86_OP_IMM:
            size = op.size * 8
            want = wanted[n] if n < len(wanted) else None
            bits = 8 if stem[0] == "p" and case.mnemonic != "push" else size
            same = isinstance(want, int) and (op.imm - want) & ((1 << bits) - 1) == 0
            same = same or (isinstance(want, int) and (op.imm - want) & 0xFF == 0 and -128 <= want <= 255)
            got.append(want if same else op.imm)
        else:
            m = op.mem
            base = R64.index(ins.reg_name(m.base)) if m.base else NO_BASE
            index = R64.index(ins.reg_name(m.index)) if m.index else NO_INDEX
            scale = {1: 0, 2: 1, 4: 2, 8: 3}[m.scale]
            size = op.size * 8
            want = wanted[n] if n < len(wanted) else None
            if isinstance(want, tuple) and (want[0] == 0 or stem in LOOSE):
                size = want[0]
            got.append((size, base, index, scale, m.disp))
    if stem in ("pblendvb", "blendvps", "blendvpd") and len(got) == len(wanted) + 1 and got[-1] == "xmm0":
        got.pop()
    wanted = [(*o[:3], 0 if o[2] < 0 else o[3], o[4]) if isinstance(o, tuple) else o for o in wanted]
    if got != wanted and not (stem == "xchg" and got == wanted[::-1]):
        return f"{case.code.hex()}: {ins.mnemonic} {ins.op_str}"
    return ""


LOOSE = {"pinsrb", "pinsrw", "pextrb", "pextrw"}


def cases() -> list[Case]:
    """Return all cases of all rows."""
    found: list[Case] = []
    for method in gen.methods():
        found += integer_cases(method)
    for row in VECTOR:
        for vex in (False, True):
            if row.vex if vex else row.legacy:
                found += vector_cases(row, vex)
    for row in EVEX:
        found += vector_cases(row, True)
    return found


@pytest.fixture(scope="module")
def all_cases() -> list[Case]:
    """Return all cases, once."""
    return cases()


def test_capstone_reads_what_was_meant(all_cases: list[Case]) -> None:
    md = disassembler(True)
    wrong = [f"{case.text()} -> {problem}" for case in all_cases if (problem := differs(md, case))]
    assert wrong[:20] == []
    assert len(all_cases) > 15000


def test_assembler_agrees(all_cases: list[Case], tmp_path: Path) -> None:
    if not shutil.which("as") or not shutil.which("objcopy"):
        missing("binutils", "install as and objcopy")
    version = subprocess.run(["as", "--version"], capture_output=True, text=True).stdout
    if "x86" not in version and "x86_64" not in subprocess.run(["uname", "-m"], capture_output=True, text=True).stdout:
        missing("binutils for x86-64", "the assembler here is for another machine")
    source = tmp_path / "all.s"
    lines = [".intel_syntax noprefix"]
    for case in all_cases:
        lines += [case.text(), ".balign 16, 0xcc"]
    source.write_text("\n".join(lines) + "\n")
    done = subprocess.run(["as", "-o", tmp_path / "all.o", source], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[:2000]
    subprocess.run(["objcopy", "-O", "binary", "-j", ".text", tmp_path / "all.o", tmp_path / "all.bin"], check=True)
    blob = (tmp_path / "all.bin").read_bytes()
    md = disassembler(False)
    wrong = []
    for n, case in enumerate(all_cases):
        slot = blob[n * 16 : n * 16 + 16]
        if slot[: len(case.code)] == case.code and set(slot[len(case.code) :]) <= {0xCC}:
            continue
        theirs = next(md.disasm_lite(slot, 0x1000))
        ours = next(md.disasm_lite(case.code, 0x1000))
        swapped = theirs[2] == ours[2] == "xchg" and sorted(theirs[3].split(", ")) == sorted(ours[3].split(", "))
        if theirs[2:] != ours[2:] and not swapped:
            wrong.append(f"{case.text()}: {ours} / {theirs}")
    assert wrong[:20] == []


def finished(buf: CodeBuf) -> tuple[bytes, int, int]:
    """Return the memory of a single-function module, where its text begins, and its code size."""
    size = int(finish(buf))
    from librt.vecs import vec
    from mypy_extensions import i64

    return *linked(buf, vec[i64]([0] * 16)), size


def test_pool_references_and_tables() -> None:
    buf = CodeBuf(X86Forms())
    e = Enc(buf)
    v = Vec(buf, True)
    buf.begin()
    eight = buf.pools.const8(-2)
    sixteen = buf.pools.const16(1, 2)
    four = buf.pools.const4(0x80000001)
    assert buf.pools.const8(-2) == eight
    e.mov_rm(1, 0, RIP, NO_INDEX, 0, eight)
    e.cmp_mi(0, RIP, NO_INDEX, 0, four, 5)
    e.imul_rmi(1, 0, RIP, NO_INDEX, 0, eight, 1000)
    v.rrmi(0x21C2, 1, 2, RIP, NO_INDEX, 0, sixteen, 0)
    one, two = buf.new_label(), buf.new_label()
    table = buf.pools.new_table()
    e.lea_rm(1, 9, RIP, NO_INDEX, 0, table)
    for label in (one, two, one):
        buf.pools.table_entry(label)
    buf.bind(one)
    e.jmp(two)
    e.lea_label(3, one)
    buf.bind(two)
    e.ret()
    text, base, size = finished(buf)
    md = disassembler(True)
    found = list(md.disasm(text[base : base + size], base))
    assert sum(i.size for i in found) == size
    targets = [
        i.address + i.size + o.mem.disp
        for i in found
        for o in i.operands
        if o.type == 3 and o.mem.base == cx.X86_REG_RIP
    ]
    assert text[targets[0] :][:8] == (2**64 - 2).to_bytes(8, "little")
    assert text[targets[1] :][:4] == (0x80000001).to_bytes(4, "little")
    assert targets[2] == targets[0]
    assert text[targets[3] :][:16] == (1).to_bytes(8, "little") + (2).to_bytes(8, "little") and targets[3] % 16 == 0
    entries = [int.from_bytes(text[targets[4] + 4 * k :][:4], "little", signed=True) for k in range(3)]
    jump = next(i for i in found if i.mnemonic == "jmp")
    ret = next(i for i in found if i.mnemonic == "ret")
    assert [targets[4] + d for d in entries] == [jump.address, ret.address, jump.address]
    assert jump.operands[0].imm == ret.address
    assert targets[5] == jump.address
    assert all(at < base for at in targets[:5]) and base % 64 == 0


def program(seed: int) -> None:
    """Emit random blocks and branches; check every target, mark and length after shortening."""
    rng = random.Random(seed)
    buf = CodeBuf(X86Forms())
    e = Enc(buf)
    for function in range(3):
        base = int(buf.begin())
        count = rng.randrange(1, 60)
        labels = [buf.new_label() for _ in range(count)]
        traps, first = [], int(buf.nmarks)
        jumps: list[tuple[int, int]] = []
        for k, label in enumerate(labels):
            buf.bind(label)
            e.mov_ri32(0, k)
            for _ in range(rng.choice((0, 0, 1, 3, 10, 40))):
                if rng.random() < 0.2:
                    buf.wasm_pos = rng.randrange(1000)
                    traps.append(rng.randrange(100))
                    buf.trap(traps[-1])
                    e.mov_ri32(1, traps[-1])
                else:
                    e.mov_ri64(2, 5)
            for _ in range(rng.randrange(3)):
                target = rng.randrange(count) if rng.random() < 0.6 else min(count - 1, k + rng.randrange(3))
                cc = rng.randrange(-1, 16)
                jumps.append((cc, target))
                if cc < 0:
                    e.jmp(labels[target])
                else:
                    e.jcc(cc, labels[target])
        cold = buf.cold_trap(77)
        e.jcc(5, cold)
        e.ret()
        size = int(finish(buf))
        text = buf.text.getvalue()
        md = disassembler(True)
        found = list(md.disasm(text[base : base + size], base))
        assert sum(i.size for i in found) == size, function
        where = {i.operands[1].imm: i.address for i in found if i.mnemonic == "mov" and i.bytes[0] == 0xB8}
        kinds = {i.address: i for i in found}
        seen = [i for i in found if i.mnemonic[0] == "j"]
        wanted = [(cc, t) for cc, t in jumps]
        position = 0
        for i in seen[:-1]:
            while True:
                cc, target = wanted[position]
                position += 1
                name = "jmp" if cc < 0 else "j" + CONDITIONS[cc]
                if name == i.mnemonic and i.operands[0].imm == where[target]:
                    break
            assert i.size == 2 or abs(i.operands[0].imm - i.address) > 60
        sites = marks(buf, MARK_TRAP, first)
        assert [code for _, code in sites] == [*traps, 77]
        for at, code in sites[:-1]:
            assert kinds[at].operands[1].imm == code
        last = sites[-1][0]
        assert kinds[last].mnemonic == "ud2" and seen[-1].operands[0].imm == last
        assert [at for at, _ in marks(buf, MARK_LINE, first)] == [at for at, _ in sites]


def test_branches_are_shortened_and_marks_follow() -> None:
    for seed in range(60):
        program(seed)


def test_calls_between_functions() -> None:
    from librt.vecs import vec
    from mypy_extensions import i64

    buf = CodeBuf(X86Forms())
    e = Enc(buf)
    starts = []
    for _ in range(3):
        starts.append(int(buf.begin()))
        e.call(2)
        e.call(1)
        e.call(0)
        finish(buf)
    text, base = linked(buf, vec[i64](starts))
    assert base == 0
    for start in starts:
        found = list(disassembler(True).disasm(text[start : start + 15], start))
        assert found[0].operands[0].imm == starts[2]
        assert found[1].operands[0].imm == starts[1]
        assert found[2].operands[0].imm == starts[0]
    # the line entry is at the last byte of the five-byte call, where a backtrace looks for it
    assert [at for at, _ in marks(buf, MARK_RETURN)] == [s + 4 + 5 * k for s in starts for k in range(3)]


def test_no_operations_have_the_length_asked_for() -> None:
    for count in range(40):
        buf = CodeBuf(X86Forms())
        buf.forms.nops(buf.text, count)
        code = buf.text.getvalue()
        assert len(code) == count
        assert {i.mnemonic for i in disassembler(False).disasm(code, 0)} <= {"nop"}


def test_what_is_aligned_stays_so_when_branches_get_short() -> None:
    buf = CodeBuf(X86Forms())
    enc = Enc(buf)
    buf.begin()
    for _ in range(5):
        skip = buf.new_label()
        enc.jmp(skip)
        enc.ret()
        buf.bind(skip)
        buf.align()
        head = buf.new_label()
        buf.bind(head)
        enc.add_ri(1, 0, 1)
        enc.jcc(4, head)
    enc.ret()
    finish(buf)
    branches = [i for i in disassembler(True).disasm(buf.text.getvalue(), 0) if i.mnemonic == "je"]
    heads = [branch.operands[0].imm for branch in branches]
    assert len(heads) == 5 and all(at % buf.forms.loop_align == 0 for at in heads)
    assert all(branch.size == 2 for branch in branches)


def test_constants_take_the_shortest_move() -> None:
    for value, size in ((0, 5), (0xFFFFFFFF, 5), (-1, 7), (-0x80000000, 7), (1 << 32, 10), (-(1 << 63), 10)):
        buf = CodeBuf(X86Forms())
        Enc(buf).mov_const(0, value)
        assert len(buf.w.getvalue()) == size


def test_the_encoder_holds_what_the_backend_uses_and_no_more() -> None:
    """Few forms of the table are used; the others would only make the program larger."""
    used = {name for name in vars(Enc) if callable(getattr(Enc, name)) and not name.startswith("_")}
    every = {name for name in vars(Every) if not name.startswith("_")}
    assert used <= every
    assert {method.name for method in gen.methods()} & used <= gen.named()
    assert len(used) < 0.6 * len(every)


def test_generated_files_are_fresh() -> None:
    for name, text in gen.outputs().items():
        assert (ROOT / name).read_text() == text, name
