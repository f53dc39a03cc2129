"""Selection rows of x86-64: what each machine row asks of the register allocator.

A row is one instruction or one fixed sequence that the emitter prints as a unit.  Per row: name, operand constraints,
result constraint, integer temporaries, vector temporaries, clobbered registers, flags, and what dumps show of it besides
the operands: a kind of sub-operation and words for immediates (``machine/x86_64/text.py`` knows both).

Operand constraints: ``r`` any register of the value's class, ``a`` register or spill slot, a register name = fixed; a
trailing ``!`` marks an operand that is still read while the result and the temporaries are written.  Result constraints:
empty, ``r`` any register, ``=k`` the register of operand k, a register name = fixed.  ``c0``, ``c1``, … are the integer
registers of the C convention, ``v0``, … its vector registers: argument k, or as a result ``c0`` and ``v0``.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One machine row."""

    name: str
    uses: str = ""
    result: str = ""
    temps_int: int = 0
    temps_vec: int = 0
    clobbers: str = ""
    flags: str = ""
    shows: str = ""


REGISTERS = {
    name: number
    for number, name in enumerate(
        "rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r10 r11 r12 r13 r14 r15".split()
        + [""] * 16
        + [f"xmm{i}" for i in range(16)]
    )
    if name
}

RESERVED = ("rsp", "rbp", "r11", "r14", "r15", "xmm15")
"""Stack and frame pointer, move scratch, vmctx, base of memory 0, vector move scratch."""

GROUPS = (
    (
        "const",
        (
            Row("CONST_INT", "", "r", flags="remat", shows="imm"),
            Row("CONST_FLOAT", "", "r", flags="remat", shows="bits"),
            Row("CONST_VECTOR", "", "r", flags="remat", shows="cells"),
        ),
    ),
    (
        "int",
        (
            Row("ADD_RR", "r a", "r", shows="width"),
            Row("ADD_RI", "r", "r", shows="width imm"),
            Row("LEA", "r r", "r", shows="width scale"),
            Row("ALU_RR", "r a", "=0", flags="commutes", shows="alu"),
            Row("SUB_RR", "r a", "=0", shows="width"),
            Row("ALU_RI", "r", "=0", shows="alu imm"),
            Row("ALU_RM", "r r", "=0", shows="alu disp"),
            Row("MUL_RR", "r a", "=0", flags="commutes", shows="width"),
            Row("MUL_RI", "a", "r", shows="width imm"),
            Row("SHIFT_RI", "r", "r", shows="shift imm"),
            Row("SHIFT_RX", "a r", "r", shows="shift"),
            Row("SHIFT_CL", "r rcx", "=0", shows="shift"),
            Row("DIV", "rax r!", "rax", clobbers="rdx", shows="division"),
            Row("REM", "rax r!", "rdx", clobbers="rax", shows="division"),
            Row("NEG", "r", "=0", shows="width"),
            Row("EXTEND", "a", "r", shows="extension"),
            Row("BITCOUNT", "a", "r", shows="bitcount"),
            Row("CMP_SET", "r a", "r", shows="condition"),
            Row("CMP_SET_I", "r", "r", shows="condition imm"),
            Row("TEST_SET", "r a", "r", shows="condition"),
            Row("TEST_SET_I", "r", "r", shows="condition imm"),
        ),
    ),
    (
        "select",
        (
            Row("SELECT", "r a a r", "=3", shows="condition"),
            Row("SELECT_I", "r - a r", "=3", shows="condition imm"),
            Row("SELECT_TEST", "r - a r", "=3", shows="condition"),
            Row("SELECT_F", "r r a r", "=3", shows="op"),
        ),
    ),
    (
        "mem",
        (
            Row("LOAD", "r", "r", shows="op disp"),
            Row("STORE", "r r", shows="op disp"),
            Row("STORE_I", "r", shows="op disp imm"),
            Row("ALU_MR", "r r", shows="alu disp"),
            Row("ALU_MI", "r", shows="alu disp imm"),
            Row("BOUNDS", "r", "", 1, shows="extent"),
            Row("ALIGNED", "r", shows="aligned"),
            Row("MEMORY_SIZE", "", "r", shows="index"),
            Row("GLOBAL_GET", "", "r", shows="index"),
            Row("GLOBAL_SET", "r", shows="index"),
            Row("TABLE_GET", "r", "r", shows="index"),
            Row("TABLE_SET", "r r", shows="index"),
            Row("TABLE_SIZE", "", "r", shows="index"),
            Row("REF_FUNC", "", "r", shows="index"),
            Row("SLOT_GET", "", "r", shows="index"),
            Row("SLOT_SET", "r", shows="index"),
            Row("SLOT_ZERO", shows="range"),
        ),
    ),
    (
        "float",
        (
            Row("FBIN", "r a", "r", shows="float"),
            Row("FBIN_M", "r r", "r", shows="float disp"),
            Row("FMINMAX", "r r", "r", shows="float"),
            Row("FUNARY", "r", "r", shows="float"),
            Row("FABSNEG", "r", "r", shows="float"),
            Row("FCOPYSIGN", "r r", "r", shows="float"),
            Row("FCANON", "r", "r", shows="double"),
            Row("FCMP_SET", "r r", "r", shows="op"),
            Row("INT_TO_FLOAT", "r", "r", shows="op"),
            Row("UINT64_TO_FLOAT", "r!", "r", 1, shows="op"),
            Row("FLOAT_TO_INT", "r", "r", shows="op"),
            Row("FLOAT_TO_FLOAT", "r", "r", shows="op"),
            Row("REINTERPRET", "r", "r", shows="op"),
        ),
    ),
    (
        "simd",
        (
            # names: operands; E: the result shares no register with them; T: E, and a temporary; M: the last one in memory
            Row("V1", "r", "r", shows="vector"),
            Row("V1T", "r!", "r", temps_vec=1, shows="vector"),
            Row("V1M", "r", "r", shows="vector disp"),
            Row("V2", "r r", "r", shows="vector"),
            Row("V2A", "r a", "r", shows="vector"),
            Row("V2E", "r! r!", "r", shows="vector"),
            Row("V2T", "r! r!", "r", temps_vec=1, shows="vector"),
            Row("V2M", "r r", "r", shows="vector disp"),
            Row("V3", "r r r", "r", shows="vector"),
            Row("V3T", "r! r! r!", "r", temps_vec=1, shows="vector"),
            Row("VSHIFT", "r r", "r", shows="vector"),
            Row("VSHIFT_E", "r! r", "r", shows="vector"),
            Row("VSHIFT_T", "r! r", "r", temps_vec=1, shows="vector"),
            Row("VSHIFT_I", "r", "r", shows="vector imm"),
            Row("VSPLAT", "r", "r", shows="vector"),
            Row("VEXTRACT", "r", "r", shows="vector lane"),
            Row("VREPLACE", "r r", "r", shows="vector lane"),
            Row("VTEST", "r", "r", shows="vector"),
            Row("VSHUFFLE", "r r", "r", shows="vector lanes"),
            Row("VSHUFFLE_Z", "r", "r", shows="vector lanes"),
            Row("VLOAD", "r", "r", shows="vector disp"),
            Row("VSTORE", "r r", shows="vector disp"),
            Row("VLOAD_LANE", "r r", "r", shows="vector disp accessed"),
            Row("VSTORE_LANE", "r r", shows="vector disp accessed"),
            Row("VFMA", "v0 v1 v2", "v0", clobbers="all", flags="library", shows="vector"),
        ),
    ),
    (
        "call",
        (
            Row("CALL", "", "", clobbers="all", flags="call", shows="function"),
            Row("CALL_INDIRECT", "r10", "", clobbers="all", flags="call", shows="indirect"),
        ),
    ),
    (
        "libcall",
        (
            Row("LIBCALL", "c1 c2 c3", "c0", clobbers="all", flags="library", shows="op pair"),
            Row("LIBCALL_VOID", "c1 c2 c3", "", clobbers="all", flags="library", shows="op pair"),
        ),
    ),
    (
        "control",
        (
            Row("POLL"),
            Row("CMP_BR", "r a", shows="condition"),
            Row("CMP_BR_I", "a", shows="condition imm"),
            Row("TEST_BR", "r a", shows="condition"),
            Row("TEST_BR_I", "r", shows="condition imm"),
            Row("CMP_BR_RM", "r r", shows="condition disp"),
            Row("CMP_BR_MI", "r", shows="sized disp imm"),
            Row("FCMP_BR", "r r", shows="op"),
            Row("VTEST_BR", "r", shows="test"),
            Row("JUMP"),
            Row("JUMP_TABLE", "r!", "", 1),
            Row("RETURN"),
            Row("TRAP", shows="trap"),
        ),
    ),
)

ROWS = tuple(row for _, rows in GROUPS for row in rows)
