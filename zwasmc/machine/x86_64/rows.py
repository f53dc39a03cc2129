# GENERATED from zwasmc/facts/x86_64_rows.py by scripts/gen.py; do not edit
"""Machine rows of x86-64 and their constraints."""

from __future__ import annotations

from typing import Final

from zwasmc.regalloc.api import MachineRows

R_CONST_INT: Final = 1
R_CONST_FLOAT: Final = 2
R_CONST_VECTOR: Final = 3
R_ADD_RR: Final = 4
R_ADD_RI: Final = 5
R_LEA: Final = 6
R_ALU_RR: Final = 7
R_SUB_RR: Final = 8
R_ALU_RI: Final = 9
R_ALU_RM: Final = 10
R_MUL_RR: Final = 11
R_MUL_RI: Final = 12
R_SHIFT_RI: Final = 13
R_SHIFT_RX: Final = 14
R_SHIFT_CL: Final = 15
R_DIV: Final = 16
R_REM: Final = 17
R_NEG: Final = 18
R_EXTEND: Final = 19
R_BITCOUNT: Final = 20
R_CMP_SET: Final = 21
R_CMP_SET_I: Final = 22
R_TEST_SET: Final = 23
R_TEST_SET_I: Final = 24
R_SELECT: Final = 25
R_SELECT_I: Final = 26
R_SELECT_TEST: Final = 27
R_SELECT_F: Final = 28
R_LOAD: Final = 29
R_STORE: Final = 30
R_STORE_I: Final = 31
R_ALU_MR: Final = 32
R_ALU_MI: Final = 33
R_BOUNDS: Final = 34
R_ALIGNED: Final = 35
R_MEMORY_SIZE: Final = 36
R_GLOBAL_GET: Final = 37
R_GLOBAL_SET: Final = 38
R_TABLE_GET: Final = 39
R_TABLE_SET: Final = 40
R_TABLE_SIZE: Final = 41
R_REF_FUNC: Final = 42
R_SLOT_GET: Final = 43
R_SLOT_SET: Final = 44
R_SLOT_ZERO: Final = 45
R_FBIN: Final = 46
R_FBIN_M: Final = 47
R_FMINMAX: Final = 48
R_FUNARY: Final = 49
R_FABSNEG: Final = 50
R_FCOPYSIGN: Final = 51
R_FCANON: Final = 52
R_FCMP_SET: Final = 53
R_INT_TO_FLOAT: Final = 54
R_UINT64_TO_FLOAT: Final = 55
R_FLOAT_TO_INT: Final = 56
R_FLOAT_TO_FLOAT: Final = 57
R_REINTERPRET: Final = 58
R_V1: Final = 59
R_V1T: Final = 60
R_V1M: Final = 61
R_V2: Final = 62
R_V2A: Final = 63
R_V2E: Final = 64
R_V2T: Final = 65
R_V2M: Final = 66
R_V3: Final = 67
R_V3T: Final = 68
R_VSHIFT: Final = 69
R_VSHIFT_E: Final = 70
R_VSHIFT_T: Final = 71
R_VSHIFT_I: Final = 72
R_VSPLAT: Final = 73
R_VEXTRACT: Final = 74
R_VREPLACE: Final = 75
R_VTEST: Final = 76
R_VSHUFFLE: Final = 77
R_VSHUFFLE_Z: Final = 78
R_VLOAD: Final = 79
R_VSTORE: Final = 80
R_VLOAD_LANE: Final = 81
R_VSTORE_LANE: Final = 82
R_VFMA: Final = 83
R_CALL: Final = 84
R_CALL_INDIRECT: Final = 85
R_LIBCALL: Final = 86
R_LIBCALL_VOID: Final = 87
R_POLL: Final = 88
R_CMP_BR: Final = 89
R_CMP_BR_I: Final = 90
R_TEST_BR: Final = 91
R_TEST_BR_I: Final = 92
R_CMP_BR_RM: Final = 93
R_CMP_BR_MI: Final = 94
R_FCMP_BR: Final = 95
R_VTEST_BR: Final = 96
R_JUMP: Final = 97
R_JUMP_TABLE: Final = 98
R_RETURN: Final = 99
R_TRAP: Final = 100

ALLOCATABLE: Final = 0x7fff000037cf

GROUPS: Final = bytes(
    [
        0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4,
        4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6,
        6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 7, 7, 8, 8, 9, 9,
        9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9,
    ]
)
"""Group of each row."""

_ROWS: Final = (
    # constraints of each operand, result, temporaries (int, vector), clobbers, flags
    ((), 1, 0, 0, 0x0, 8),  # CONST_INT
    ((), 1, 0, 0, 0x0, 8),  # CONST_FLOAT
    ((), 1, 0, 0, 0x0, 8),  # CONST_VECTOR
    ((0, 1), 1, 0, 0, 0x0, 0),  # ADD_RR
    ((0,), 1, 0, 0, 0x0, 0),  # ADD_RI
    ((0, 0), 1, 0, 0, 0x0, 0),  # LEA
    ((0, 1), 2, 0, 0, 0x0, 2),  # ALU_RR
    ((0, 1), 2, 0, 0, 0x0, 0),  # SUB_RR
    ((0,), 2, 0, 0, 0x0, 0),  # ALU_RI
    ((0, 0), 2, 0, 0, 0x0, 0),  # ALU_RM
    ((0, 1), 2, 0, 0, 0x0, 2),  # MUL_RR
    ((1,), 1, 0, 0, 0x0, 0),  # MUL_RI
    ((0,), 1, 0, 0, 0x0, 0),  # SHIFT_RI
    ((1, 0), 1, 0, 0, 0x0, 0),  # SHIFT_RX
    ((0, 17), 2, 0, 0, 0x0, 0),  # SHIFT_CL
    ((16, 256), 16, 0, 0, 0x4, 0),  # DIV
    ((16, 256), 18, 0, 0, 0x1, 0),  # REM
    ((0,), 2, 0, 0, 0x0, 0),  # NEG
    ((1,), 1, 0, 0, 0x0, 0),  # EXTEND
    ((1,), 1, 0, 0, 0x0, 0),  # BITCOUNT
    ((0, 1), 1, 0, 0, 0x0, 0),  # CMP_SET
    ((0,), 1, 0, 0, 0x0, 0),  # CMP_SET_I
    ((0, 1), 1, 0, 0, 0x0, 0),  # TEST_SET
    ((0,), 1, 0, 0, 0x0, 0),  # TEST_SET_I
    ((0, 1, 1, 0), 5, 0, 0, 0x0, 0),  # SELECT
    ((0, 0, 1, 0), 5, 0, 0, 0x0, 0),  # SELECT_I
    ((0, 0, 1, 0), 5, 0, 0, 0x0, 0),  # SELECT_TEST
    ((0, 0, 1, 0), 5, 0, 0, 0x0, 0),  # SELECT_F
    ((0,), 1, 0, 0, 0x0, 0),  # LOAD
    ((0, 0), 0, 0, 0, 0x0, 0),  # STORE
    ((0,), 0, 0, 0, 0x0, 0),  # STORE_I
    ((0, 0), 0, 0, 0, 0x0, 0),  # ALU_MR
    ((0,), 0, 0, 0, 0x0, 0),  # ALU_MI
    ((0,), 0, 1, 0, 0x0, 0),  # BOUNDS
    ((0,), 0, 0, 0, 0x0, 0),  # ALIGNED
    ((), 1, 0, 0, 0x0, 0),  # MEMORY_SIZE
    ((), 1, 0, 0, 0x0, 0),  # GLOBAL_GET
    ((0,), 0, 0, 0, 0x0, 0),  # GLOBAL_SET
    ((0,), 1, 0, 0, 0x0, 0),  # TABLE_GET
    ((0, 0), 0, 0, 0, 0x0, 0),  # TABLE_SET
    ((), 1, 0, 0, 0x0, 0),  # TABLE_SIZE
    ((), 1, 0, 0, 0x0, 0),  # REF_FUNC
    ((), 1, 0, 0, 0x0, 0),  # SLOT_GET
    ((0,), 0, 0, 0, 0x0, 0),  # SLOT_SET
    ((), 0, 0, 0, 0x0, 0),  # SLOT_ZERO
    ((0, 1), 1, 0, 0, 0x0, 0),  # FBIN
    ((0, 0), 1, 0, 0, 0x0, 0),  # FBIN_M
    ((0, 0), 1, 0, 0, 0x0, 0),  # FMINMAX
    ((0,), 1, 0, 0, 0x0, 0),  # FUNARY
    ((0,), 1, 0, 0, 0x0, 0),  # FABSNEG
    ((0, 0), 1, 0, 0, 0x0, 0),  # FCOPYSIGN
    ((0,), 1, 0, 0, 0x0, 0),  # FCANON
    ((0, 0), 1, 0, 0, 0x0, 0),  # FCMP_SET
    ((0,), 1, 0, 0, 0x0, 0),  # INT_TO_FLOAT
    ((256,), 1, 1, 0, 0x0, 0),  # UINT64_TO_FLOAT
    ((0,), 1, 0, 0, 0x0, 0),  # FLOAT_TO_INT
    ((0,), 1, 0, 0, 0x0, 0),  # FLOAT_TO_FLOAT
    ((0,), 1, 0, 0, 0x0, 0),  # REINTERPRET
    ((0,), 1, 0, 0, 0x0, 0),  # V1
    ((256,), 1, 0, 1, 0x0, 0),  # V1T
    ((0,), 1, 0, 0, 0x0, 0),  # V1M
    ((0, 0), 1, 0, 0, 0x0, 0),  # V2
    ((0, 1), 1, 0, 0, 0x0, 0),  # V2A
    ((256, 256), 1, 0, 0, 0x0, 0),  # V2E
    ((256, 256), 1, 0, 1, 0x0, 0),  # V2T
    ((0, 0), 1, 0, 0, 0x0, 0),  # V2M
    ((0, 0, 0), 1, 0, 0, 0x0, 0),  # V3
    ((256, 256, 256), 1, 0, 1, 0x0, 0),  # V3T
    ((0, 0), 1, 0, 0, 0x0, 0),  # VSHIFT
    ((256, 0), 1, 0, 0, 0x0, 0),  # VSHIFT_E
    ((256, 0), 1, 0, 1, 0x0, 0),  # VSHIFT_T
    ((0,), 1, 0, 0, 0x0, 0),  # VSHIFT_I
    ((0,), 1, 0, 0, 0x0, 0),  # VSPLAT
    ((0,), 1, 0, 0, 0x0, 0),  # VEXTRACT
    ((0, 0), 1, 0, 0, 0x0, 0),  # VREPLACE
    ((0,), 1, 0, 0, 0x0, 0),  # VTEST
    ((0, 0), 1, 0, 0, 0x0, 0),  # VSHUFFLE
    ((0,), 1, 0, 0, 0x0, 0),  # VSHUFFLE_Z
    ((0,), 1, 0, 0, 0x0, 0),  # VLOAD
    ((0, 0), 0, 0, 0, 0x0, 0),  # VSTORE
    ((0, 0), 1, 0, 0, 0x0, 0),  # VLOAD_LANE
    ((0, 0), 0, 0, 0, 0x0, 0),  # VSTORE_LANE
    ((640, 641, 642), 640, 0, 0, 0x7fff000037cf, 4),  # VFMA
    ((), 0, 0, 0, 0x7fff000037cf, 1),  # CALL
    ((26,), 0, 0, 0, 0x7fff000037cf, 1),  # CALL_INDIRECT
    ((513, 514, 515), 512, 0, 0, 0x7fff000037cf, 4),  # LIBCALL
    ((513, 514, 515), 0, 0, 0, 0x7fff000037cf, 4),  # LIBCALL_VOID
    ((), 0, 0, 0, 0x0, 0),  # POLL
    ((0, 1), 0, 0, 0, 0x0, 0),  # CMP_BR
    ((1,), 0, 0, 0, 0x0, 0),  # CMP_BR_I
    ((0, 1), 0, 0, 0, 0x0, 0),  # TEST_BR
    ((0,), 0, 0, 0, 0x0, 0),  # TEST_BR_I
    ((0, 0), 0, 0, 0, 0x0, 0),  # CMP_BR_RM
    ((0,), 0, 0, 0, 0x0, 0),  # CMP_BR_MI
    ((0, 0), 0, 0, 0, 0x0, 0),  # FCMP_BR
    ((0,), 0, 0, 0, 0x0, 0),  # VTEST_BR
    ((), 0, 0, 0, 0x0, 0),  # JUMP
    ((256,), 0, 1, 0, 0x0, 0),  # JUMP_TABLE
    ((), 0, 0, 0, 0x0, 0),  # RETURN
    ((), 0, 0, 0, 0x0, 0),  # TRAP
)


def machine_rows() -> MachineRows:
    """Return the constraint tables."""
    rows = MachineRows(len(_ROWS) + 1)
    for number, (uses, result, temps_int, temps_vec, clobber, flags) in enumerate(_ROWS, 1):
        rows.describe(number, uses, result, temps_int, temps_vec, clobber, flags)
    return rows


ROW_NAMES: Final = (
    ("", ""),
    ("const_int", "imm"),
    ("const_float", "bits"),
    ("const_vector", "cells"),
    ("add_rr", "width"),
    ("add_ri", "width imm"),
    ("lea", "width scale"),
    ("alu_rr", "alu"),
    ("sub_rr", "width"),
    ("alu_ri", "alu imm"),
    ("alu_rm", "alu disp"),
    ("mul_rr", "width"),
    ("mul_ri", "width imm"),
    ("shift_ri", "shift imm"),
    ("shift_rx", "shift"),
    ("shift_cl", "shift"),
    ("div", "division"),
    ("rem", "division"),
    ("neg", "width"),
    ("extend", "extension"),
    ("bitcount", "bitcount"),
    ("cmp_set", "condition"),
    ("cmp_set_i", "condition imm"),
    ("test_set", "condition"),
    ("test_set_i", "condition imm"),
    ("select", "condition"),
    ("select_i", "condition imm"),
    ("select_test", "condition"),
    ("select_f", "op"),
    ("load", "op disp"),
    ("store", "op disp"),
    ("store_i", "op disp imm"),
    ("alu_mr", "alu disp"),
    ("alu_mi", "alu disp imm"),
    ("bounds", "extent"),
    ("aligned", "aligned"),
    ("memory_size", "index"),
    ("global_get", "index"),
    ("global_set", "index"),
    ("table_get", "index"),
    ("table_set", "index"),
    ("table_size", "index"),
    ("ref_func", "index"),
    ("slot_get", "index"),
    ("slot_set", "index"),
    ("slot_zero", "range"),
    ("fbin", "float"),
    ("fbin_m", "float disp"),
    ("fminmax", "float"),
    ("funary", "float"),
    ("fabsneg", "float"),
    ("fcopysign", "float"),
    ("fcanon", "double"),
    ("fcmp_set", "op"),
    ("int_to_float", "op"),
    ("uint64_to_float", "op"),
    ("float_to_int", "op"),
    ("float_to_float", "op"),
    ("reinterpret", "op"),
    ("v1", "vector"),
    ("v1t", "vector"),
    ("v1m", "vector disp"),
    ("v2", "vector"),
    ("v2a", "vector"),
    ("v2e", "vector"),
    ("v2t", "vector"),
    ("v2m", "vector disp"),
    ("v3", "vector"),
    ("v3t", "vector"),
    ("vshift", "vector"),
    ("vshift_e", "vector"),
    ("vshift_t", "vector"),
    ("vshift_i", "vector imm"),
    ("vsplat", "vector"),
    ("vextract", "vector lane"),
    ("vreplace", "vector lane"),
    ("vtest", "vector"),
    ("vshuffle", "vector lanes"),
    ("vshuffle_z", "vector lanes"),
    ("vload", "vector disp"),
    ("vstore", "vector disp"),
    ("vload_lane", "vector disp accessed"),
    ("vstore_lane", "vector disp accessed"),
    ("vfma", "vector"),
    ("call", "function"),
    ("call_indirect", "indirect"),
    ("libcall", "op pair"),
    ("libcall_void", "op pair"),
    ("poll", ""),
    ("cmp_br", "condition"),
    ("cmp_br_i", "condition imm"),
    ("test_br", "condition"),
    ("test_br_i", "condition imm"),
    ("cmp_br_rm", "condition disp"),
    ("cmp_br_mi", "sized disp imm"),
    ("fcmp_br", "op"),
    ("vtest_br", "test"),
    ("jump", ""),
    ("jump_table", ""),
    ("return", ""),
    ("trap", "trap"),
)
"""Name of each row, and what dumps show of it."""
