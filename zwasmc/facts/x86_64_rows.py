"""Selection rows of x86-64: what each machine row asks of the register allocator.

A row is one instruction or one fixed sequence that the emitter prints as a unit.  Per row: name, operand constraints,
result constraint, integer temporaries, vector temporaries, clobbered registers, flags.

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
            Row("CONST_INT", "", "r", flags="remat"),
            Row("CONST_FLOAT", "", "r", flags="remat"),
            Row("CONST_VECTOR", "", "r", flags="remat"),
        ),
    ),
    (
        "int",
        (
            Row("ADD_RR", "r a", "r"),
            Row("ADD_RI", "r", "r"),
            Row("LEA", "r r", "r"),
            Row("ALU_RR", "r a", "=0", flags="commutes"),
            Row("SUB_RR", "r a", "=0"),
            Row("ALU_RI", "r", "=0"),
            Row("ALU_RM", "r r", "=0"),
            Row("MUL_RR", "r a", "=0", flags="commutes"),
            Row("MUL_RI", "a", "r"),
            Row("SHIFT_RI", "r", "r"),
            Row("SHIFT_RX", "a r", "r"),
            Row("SHIFT_CL", "r rcx", "=0"),
            Row("DIV", "rax r!", "rax", clobbers="rdx"),
            Row("REM", "rax r!", "rdx", clobbers="rax"),
            Row("NEG", "r", "=0"),
            Row("EXTEND", "a", "r"),
            Row("BITCOUNT", "a", "r"),
            Row("CMP_SET", "r a", "r"),
            Row("CMP_SET_I", "r", "r"),
            Row("TEST_SET", "r a", "r"),
            Row("TEST_SET_I", "r", "r"),
        ),
    ),
    (
        "select",
        (
            Row("SELECT", "r a a r", "=3"),
            Row("SELECT_I", "r - a r", "=3"),
            Row("SELECT_TEST", "r - a r", "=3"),
            Row("SELECT_F", "r r a r", "=3"),
        ),
    ),
    (
        "mem",
        (
            Row("LOAD", "r", "r"),
            Row("STORE", "r r"),
            Row("STORE_I", "r"),
            Row("ALU_MR", "r r"),
            Row("ALU_MI", "r"),
            Row("BOUNDS", "r", "", 1),
            Row("ALIGNED", "r"),
            Row("MEMORY_SIZE", "", "r"),
            Row("GLOBAL_GET", "", "r"),
            Row("GLOBAL_SET", "r"),
            Row("TABLE_GET", "r", "r"),
            Row("TABLE_SET", "r r"),
            Row("TABLE_SIZE", "", "r"),
            Row("REF_FUNC", "", "r"),
            Row("SLOT_GET", "", "r"),
            Row("SLOT_SET", "r"),
            Row("SLOT_ZERO"),
        ),
    ),
    (
        "float",
        (
            Row("FBIN", "r a", "r"),
            Row("FBIN_M", "r r", "r"),
            Row("FMINMAX", "r r", "r"),
            Row("FUNARY", "r", "r"),
            Row("FABSNEG", "r", "r"),
            Row("FCOPYSIGN", "r r", "r"),
            Row("FCANON", "r", "r"),
            Row("FCMP_SET", "r r", "r"),
            Row("INT_TO_FLOAT", "r", "r"),
            Row("UINT64_TO_FLOAT", "r!", "r", 1),
            Row("FLOAT_TO_INT", "r", "r"),
            Row("FLOAT_TO_FLOAT", "r", "r"),
            Row("REINTERPRET", "r", "r"),
        ),
    ),
    (
        "simd",
        (
            # names: operands; E: the result shares no register with them; T: E, and a temporary; M: the last one in memory
            Row("V1", "r", "r"),
            Row("V1E", "r!", "r"),
            Row("V1T", "r!", "r", temps_vec=1),
            Row("V1M", "r", "r"),
            Row("V2", "r r", "r"),
            Row("V2A", "r a", "r"),
            Row("V2E", "r! r!", "r"),
            Row("V2T", "r! r!", "r", temps_vec=1),
            Row("V2M", "r r", "r"),
            Row("V3", "r r r", "r"),
            Row("V3E", "r! r! r!", "r"),
            Row("V3T", "r! r! r!", "r", temps_vec=1),
            Row("VSHIFT", "r r", "r"),
            Row("VSHIFT_E", "r! r", "r"),
            Row("VSHIFT_T", "r! r", "r", temps_vec=1),
            Row("VSHIFT_I", "r", "r"),
            Row("VSPLAT", "r", "r"),
            Row("VEXTRACT", "r", "r"),
            Row("VREPLACE", "r r", "r"),
            Row("VTEST", "r", "r"),
            Row("VSHUFFLE", "r r", "r"),
            Row("VSHUFFLE_Z", "r", "r"),
            Row("VLOAD", "r", "r"),
            Row("VSTORE", "r r"),
            Row("VLOAD_LANE", "r r", "r"),
            Row("VSTORE_LANE", "r r"),
            Row("VFMA", "v0 v1 v2", "v0", clobbers="all", flags="library"),
        ),
    ),
    (
        "call",
        (
            Row("CALL", "", "", clobbers="all", flags="call"),
            Row("CALL_INDIRECT", "r10", "", clobbers="all", flags="call"),
        ),
    ),
    (
        "libcall",
        (
            Row("LIBCALL", "c1 c2 c3", "c0", clobbers="all", flags="library"),
            Row("LIBCALL_VOID", "c1 c2 c3", "", clobbers="all", flags="library"),
        ),
    ),
    (
        "control",
        (
            Row("POLL"),
            Row("CMP_BR", "r a"),
            Row("CMP_BR_I", "a"),
            Row("TEST_BR", "r a"),
            Row("TEST_BR_I", "r"),
            Row("CMP_BR_RM", "r r"),
            Row("CMP_BR_MI", "r"),
            Row("FCMP_BR", "r r"),
            Row("VTEST_BR", "r"),
            Row("JUMP"),
            Row("JUMP_TABLE", "r!", "", 1),
            Row("RETURN"),
            Row("TRAP"),
        ),
    ),
)

ROWS = tuple(row for _, rows in GROUPS for row in rows)
