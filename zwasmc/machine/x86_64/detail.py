"""Sub-operations that selection hands to emission in the packed details of rows, and limits of operands."""

from __future__ import annotations

from typing import Final

from zwasmc.machine.x86_64.enc import CC_A, CC_AE, CC_B, CC_BE, CC_E, CC_G, CC_GE, CC_L, CC_LE, CC_NE

REACH: Final = 0x7FFF0000
"""Displacements below this one fit an instruction."""

# condition codes of wasm comparisons eq, ne, lt_s, lt_u, gt_s, gt_u, le_s, le_u, ge_s, ge_u
CC: Final = bytes([CC_E, CC_NE, CC_L, CC_B, CC_G, CC_A, CC_LE, CC_BE, CC_GE, CC_AE])
# the same with operands swapped
CC_SWAPPED: Final = bytes([CC_E, CC_NE, CC_G, CC_A, CC_L, CC_B, CC_GE, CC_AE, CC_LE, CC_BE])
ALU_ADD: Final = 0
ALU_OR: Final = 1
ALU_AND: Final = 4
ALU_SUB: Final = 5
ALU_XOR: Final = 6
ALU_CMP: Final = 7

EXT_S8: Final = 0
EXT_S16: Final = 1
EXT_S32: Final = 2
EXT_U8: Final = 3
EXT_U16: Final = 4
EXT_U32: Final = 5
EXT_NONE: Final = 6

# integer arithmetic of a width, relative to clz (0x67 / 0x79)
K_CLZ: Final = 0
K_POPCNT: Final = 2
K_ADD: Final = 3
K_SUB: Final = 4
K_MUL: Final = 5
K_DIV_S: Final = 6
K_DIV_U: Final = 7
K_REM_S: Final = 8
K_AND: Final = 10
K_OR: Final = 11
K_XOR: Final = 12
K_SHL: Final = 13
K_ROTL: Final = 16

# floating-point arithmetic of a width, relative to abs
F_NEG: Final = 1
F_CEIL: Final = 2
F_SQRT: Final = 6
F_ADD: Final = 7
F_MUL: Final = 9
F_DIV: Final = 10
F_MAX: Final = 12

DIV_SIGNED: Final = 1
DIV_CHECK_ZERO: Final = 2
DIV_CHECK_OVERFLOW: Final = 4

# opcode extensions of shifts and rotations
ROTATE_LEFT: Final = 0
ROTATE_RIGHT: Final = 1
SHIFT_LEFT: Final = 4
SHIFT_RIGHT: Final = 5
SHIFT_SIGNED: Final = 7
# of shl, shr_s, shr_u, rotl, rotr
SHIFT_DIGIT: Final = bytes([SHIFT_LEFT, SHIFT_SIGNED, SHIFT_RIGHT, ROTATE_LEFT, ROTATE_RIGHT])
