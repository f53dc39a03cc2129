# GENERATED from zwasmc/facts/x86_64_rows.py by scripts/gen.py; do not edit
"""Machine rows of x86-64 and their constraints."""

from __future__ import annotations

from typing import Final

from zwasmc.regalloc.api import MachineRows

R_CONST_INT: Final = 1
R_CONST_FLOAT: Final = 2
R_ADD_RR: Final = 3
R_ADD_RI: Final = 4
R_LEA: Final = 5
R_ALU_RR: Final = 6
R_SUB_RR: Final = 7
R_ALU_RI: Final = 8
R_ALU_RM: Final = 9
R_MUL_RR: Final = 10
R_MUL_RI: Final = 11
R_SHIFT_RI: Final = 12
R_SHIFT_RX: Final = 13
R_SHIFT_CL: Final = 14
R_DIV: Final = 15
R_REM: Final = 16
R_NEG: Final = 17
R_EXTEND: Final = 18
R_BITCOUNT: Final = 19
R_CMP_SET: Final = 20
R_CMP_SET_I: Final = 21
R_TEST_SET: Final = 22
R_TEST_SET_I: Final = 23
R_SELECT: Final = 24
R_SELECT_I: Final = 25
R_SELECT_TEST: Final = 26
R_SELECT_F: Final = 27
R_LOAD: Final = 28
R_STORE: Final = 29
R_STORE_I: Final = 30
R_ALU_MR: Final = 31
R_ALU_MI: Final = 32
R_BOUNDS: Final = 33
R_MEMORY_SIZE: Final = 34
R_GLOBAL_GET: Final = 35
R_GLOBAL_SET: Final = 36
R_TABLE_GET: Final = 37
R_TABLE_SET: Final = 38
R_TABLE_SIZE: Final = 39
R_REF_FUNC: Final = 40
R_SLOT_GET: Final = 41
R_SLOT_SET: Final = 42
R_FBIN: Final = 43
R_FBIN_M: Final = 44
R_FMINMAX: Final = 45
R_FUNARY: Final = 46
R_FABSNEG: Final = 47
R_FCOPYSIGN: Final = 48
R_FCANON: Final = 49
R_FCMP_SET: Final = 50
R_INT_TO_FLOAT: Final = 51
R_UINT64_TO_FLOAT: Final = 52
R_FLOAT_TO_INT: Final = 53
R_FLOAT_TO_FLOAT: Final = 54
R_REINTERPRET: Final = 55
R_CALL: Final = 56
R_CALL_INDIRECT: Final = 57
R_LIBCALL: Final = 58
R_LIBCALL_VOID: Final = 59
R_POLL: Final = 60
R_CMP_BR: Final = 61
R_CMP_BR_I: Final = 62
R_TEST_BR: Final = 63
R_TEST_BR_I: Final = 64
R_CMP_BR_RM: Final = 65
R_CMP_BR_MI: Final = 66
R_FCMP_BR: Final = 67
R_JUMP: Final = 68
R_JUMP_TABLE: Final = 69
R_RETURN: Final = 70
R_TRAP: Final = 71

ALLOCATABLE: Final = 0x7fff000037cf

FAMILIES: Final = bytes(
    [
        0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4,
        4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 7, 7,
        8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
    ]
)
"""Family of each row."""

_ROWS: Final = (
    # operands, constraints of each, result, temporaries (int, vector), clobbers, flags
    (0, 0, 0, 0, 0, 1, 0, 0, 0x0, 8),  # CONST_INT
    (0, 0, 0, 0, 0, 1, 0, 0, 0x0, 8),  # CONST_FLOAT
    (2, 0, 1, 0, 0, 1, 0, 0, 0x0, 0),  # ADD_RR
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # ADD_RI
    (2, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # LEA
    (2, 0, 1, 0, 0, 2, 0, 0, 0x0, 2),  # ALU_RR
    (2, 0, 1, 0, 0, 2, 0, 0, 0x0, 0),  # SUB_RR
    (1, 0, 0, 0, 0, 2, 0, 0, 0x0, 0),  # ALU_RI
    (2, 0, 0, 0, 0, 2, 0, 0, 0x0, 0),  # ALU_RM
    (2, 0, 1, 0, 0, 2, 0, 0, 0x0, 2),  # MUL_RR
    (1, 1, 0, 0, 0, 1, 0, 0, 0x0, 0),  # MUL_RI
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # SHIFT_RI
    (2, 1, 0, 0, 0, 1, 0, 0, 0x0, 0),  # SHIFT_RX
    (2, 0, 17, 0, 0, 2, 0, 0, 0x0, 0),  # SHIFT_CL
    (2, 16, 256, 0, 0, 16, 0, 0, 0x4, 0),  # DIV
    (2, 16, 256, 0, 0, 18, 0, 0, 0x1, 0),  # REM
    (1, 0, 0, 0, 0, 2, 0, 0, 0x0, 0),  # NEG
    (1, 1, 0, 0, 0, 1, 0, 0, 0x0, 0),  # EXTEND
    (1, 1, 0, 0, 0, 1, 0, 0, 0x0, 0),  # BITCOUNT
    (2, 0, 1, 0, 0, 1, 0, 0, 0x0, 0),  # CMP_SET
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # CMP_SET_I
    (2, 0, 1, 0, 0, 1, 0, 0, 0x0, 0),  # TEST_SET
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # TEST_SET_I
    (4, 0, 1, 1, 0, 5, 0, 0, 0x0, 0),  # SELECT
    (4, 0, 0, 1, 0, 5, 0, 0, 0x0, 0),  # SELECT_I
    (4, 0, 0, 1, 0, 5, 0, 0, 0x0, 0),  # SELECT_TEST
    (4, 0, 0, 1, 0, 5, 0, 0, 0x0, 0),  # SELECT_F
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # LOAD
    (2, 0, 0, 0, 0, 0, 0, 0, 0x0, 0),  # STORE
    (1, 0, 0, 0, 0, 0, 0, 0, 0x0, 0),  # STORE_I
    (2, 0, 0, 0, 0, 0, 0, 0, 0x0, 0),  # ALU_MR
    (1, 0, 0, 0, 0, 0, 0, 0, 0x0, 0),  # ALU_MI
    (1, 0, 0, 0, 0, 0, 1, 0, 0x0, 0),  # BOUNDS
    (0, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # MEMORY_SIZE
    (0, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # GLOBAL_GET
    (1, 0, 0, 0, 0, 0, 0, 0, 0x0, 0),  # GLOBAL_SET
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # TABLE_GET
    (2, 0, 0, 0, 0, 0, 0, 0, 0x0, 0),  # TABLE_SET
    (0, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # TABLE_SIZE
    (0, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # REF_FUNC
    (0, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # SLOT_GET
    (1, 0, 0, 0, 0, 0, 0, 0, 0x0, 0),  # SLOT_SET
    (2, 0, 1, 0, 0, 1, 0, 0, 0x0, 0),  # FBIN
    (2, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # FBIN_M
    (2, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # FMINMAX
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # FUNARY
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # FABSNEG
    (2, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # FCOPYSIGN
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # FCANON
    (2, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # FCMP_SET
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # INT_TO_FLOAT
    (1, 256, 0, 0, 0, 1, 1, 0, 0x0, 0),  # UINT64_TO_FLOAT
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # FLOAT_TO_INT
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # FLOAT_TO_FLOAT
    (1, 0, 0, 0, 0, 1, 0, 0, 0x0, 0),  # REINTERPRET
    (0, 0, 0, 0, 0, 0, 0, 0, 0x7fff000037cf, 1),  # CALL
    (1, 26, 0, 0, 0, 0, 0, 0, 0x7fff000037cf, 1),  # CALL_INDIRECT
    (3, 22, 18, 17, 0, 16, 0, 0, 0x7fff000037cf, 0),  # LIBCALL
    (3, 22, 18, 17, 0, 0, 0, 0, 0x7fff000037cf, 0),  # LIBCALL_VOID
    (0, 0, 0, 0, 0, 0, 0, 0, 0x0, 0),  # POLL
    (2, 0, 1, 0, 0, 0, 0, 0, 0x0, 4),  # CMP_BR
    (1, 1, 0, 0, 0, 0, 0, 0, 0x0, 4),  # CMP_BR_I
    (2, 0, 1, 0, 0, 0, 0, 0, 0x0, 4),  # TEST_BR
    (1, 0, 0, 0, 0, 0, 0, 0, 0x0, 4),  # TEST_BR_I
    (2, 0, 0, 0, 0, 0, 0, 0, 0x0, 4),  # CMP_BR_RM
    (1, 0, 0, 0, 0, 0, 0, 0, 0x0, 4),  # CMP_BR_MI
    (2, 0, 0, 0, 0, 0, 0, 0, 0x0, 4),  # FCMP_BR
    (0, 0, 0, 0, 0, 0, 0, 0, 0x0, 4),  # JUMP
    (1, 256, 0, 0, 0, 0, 1, 0, 0x0, 4),  # JUMP_TABLE
    (0, 0, 0, 0, 0, 0, 0, 0, 0x0, 4),  # RETURN
    (0, 0, 0, 0, 0, 0, 0, 0, 0x0, 4),  # TRAP
)


def machine_rows() -> MachineRows:
    """Return the constraint tables."""
    rows = MachineRows(len(_ROWS) + 1)
    for i, cells in enumerate(_ROWS):
        number = i + 1
        rows.nuse[number] = cells[0]
        for k in range(4):
            rows.use_con[number * 4 + k] = cells[1 + k]
        rows.def_con[number] = cells[5]
        rows.temps_int[number] = cells[6]
        rows.temps_vec[number] = cells[7]
        rows.clobber[number] = cells[8]
        rows.flags[number] = cells[9]
    return rows
