# GENERATED from zwasmc/facts/wasm_ops.py, by scripts/gen.py; do not edit
# fmt: off
"""WebAssembly instructions: numbers, and tables indexed by them.

A one-byte opcode is its own number; prefix 0xfb n is 0x100 + n, 0xfc 0x200 + n, 0xfd 0x300 + n, 0xfe 0x500 + n.
"""

from __future__ import annotations

from typing import Final

NUM_OPS: Final = 0x600

# Instructions.
UNREACHABLE: Final = 0x000
NOP: Final = 0x001
BLOCK: Final = 0x002
LOOP: Final = 0x003
IF: Final = 0x004
ELSE: Final = 0x005
THROW: Final = 0x008
THROW_REF: Final = 0x00a
END: Final = 0x00b
BR: Final = 0x00c
BR_IF: Final = 0x00d
BR_TABLE: Final = 0x00e
RETURN: Final = 0x00f
CALL: Final = 0x010
CALL_INDIRECT: Final = 0x011
RETURN_CALL: Final = 0x012
RETURN_CALL_INDIRECT: Final = 0x013
CALL_REF: Final = 0x014
RETURN_CALL_REF: Final = 0x015
DROP: Final = 0x01a
SELECT: Final = 0x01b
SELECT_T: Final = 0x01c
TRY_TABLE: Final = 0x01f
LOCAL_GET: Final = 0x020
LOCAL_SET: Final = 0x021
LOCAL_TEE: Final = 0x022
GLOBAL_GET: Final = 0x023
GLOBAL_SET: Final = 0x024
TABLE_GET: Final = 0x025
TABLE_SET: Final = 0x026
I32_LOAD: Final = 0x028
I64_LOAD: Final = 0x029
F32_LOAD: Final = 0x02a
F64_LOAD: Final = 0x02b
I32_LOAD8_S: Final = 0x02c
I32_LOAD8_U: Final = 0x02d
I32_LOAD16_S: Final = 0x02e
I32_LOAD16_U: Final = 0x02f
I64_LOAD8_S: Final = 0x030
I64_LOAD8_U: Final = 0x031
I64_LOAD16_S: Final = 0x032
I64_LOAD16_U: Final = 0x033
I64_LOAD32_S: Final = 0x034
I64_LOAD32_U: Final = 0x035
I32_STORE: Final = 0x036
I64_STORE: Final = 0x037
F32_STORE: Final = 0x038
F64_STORE: Final = 0x039
I32_STORE8: Final = 0x03a
I32_STORE16: Final = 0x03b
I64_STORE8: Final = 0x03c
I64_STORE16: Final = 0x03d
I64_STORE32: Final = 0x03e
MEMORY_SIZE: Final = 0x03f
MEMORY_GROW: Final = 0x040
I32_CONST: Final = 0x041
I64_CONST: Final = 0x042
F32_CONST: Final = 0x043
F64_CONST: Final = 0x044
I32_EQZ: Final = 0x045
I32_EQ: Final = 0x046
I32_NE: Final = 0x047
I32_LT_S: Final = 0x048
I32_LT_U: Final = 0x049
I32_GT_S: Final = 0x04a
I32_GT_U: Final = 0x04b
I32_LE_S: Final = 0x04c
I32_LE_U: Final = 0x04d
I32_GE_S: Final = 0x04e
I32_GE_U: Final = 0x04f
I64_EQZ: Final = 0x050
I64_EQ: Final = 0x051
I64_NE: Final = 0x052
I64_LT_S: Final = 0x053
I64_LT_U: Final = 0x054
I64_GT_S: Final = 0x055
I64_GT_U: Final = 0x056
I64_LE_S: Final = 0x057
I64_LE_U: Final = 0x058
I64_GE_S: Final = 0x059
I64_GE_U: Final = 0x05a
F32_EQ: Final = 0x05b
F32_NE: Final = 0x05c
F32_LT: Final = 0x05d
F32_GT: Final = 0x05e
F32_LE: Final = 0x05f
F32_GE: Final = 0x060
F64_EQ: Final = 0x061
F64_NE: Final = 0x062
F64_LT: Final = 0x063
F64_GT: Final = 0x064
F64_LE: Final = 0x065
F64_GE: Final = 0x066
I32_CLZ: Final = 0x067
I32_CTZ: Final = 0x068
I32_POPCNT: Final = 0x069
I32_ADD: Final = 0x06a
I32_SUB: Final = 0x06b
I32_MUL: Final = 0x06c
I32_DIV_S: Final = 0x06d
I32_DIV_U: Final = 0x06e
I32_REM_S: Final = 0x06f
I32_REM_U: Final = 0x070
I32_AND: Final = 0x071
I32_OR: Final = 0x072
I32_XOR: Final = 0x073
I32_SHL: Final = 0x074
I32_SHR_S: Final = 0x075
I32_SHR_U: Final = 0x076
I32_ROTL: Final = 0x077
I32_ROTR: Final = 0x078
I64_CLZ: Final = 0x079
I64_CTZ: Final = 0x07a
I64_POPCNT: Final = 0x07b
I64_ADD: Final = 0x07c
I64_SUB: Final = 0x07d
I64_MUL: Final = 0x07e
I64_DIV_S: Final = 0x07f
I64_DIV_U: Final = 0x080
I64_REM_S: Final = 0x081
I64_REM_U: Final = 0x082
I64_AND: Final = 0x083
I64_OR: Final = 0x084
I64_XOR: Final = 0x085
I64_SHL: Final = 0x086
I64_SHR_S: Final = 0x087
I64_SHR_U: Final = 0x088
I64_ROTL: Final = 0x089
I64_ROTR: Final = 0x08a
F32_ABS: Final = 0x08b
F32_NEG: Final = 0x08c
F32_CEIL: Final = 0x08d
F32_FLOOR: Final = 0x08e
F32_TRUNC: Final = 0x08f
F32_NEAREST: Final = 0x090
F32_SQRT: Final = 0x091
F32_ADD: Final = 0x092
F32_SUB: Final = 0x093
F32_MUL: Final = 0x094
F32_DIV: Final = 0x095
F32_MIN: Final = 0x096
F32_MAX: Final = 0x097
F32_COPYSIGN: Final = 0x098
F64_ABS: Final = 0x099
F64_NEG: Final = 0x09a
F64_CEIL: Final = 0x09b
F64_FLOOR: Final = 0x09c
F64_TRUNC: Final = 0x09d
F64_NEAREST: Final = 0x09e
F64_SQRT: Final = 0x09f
F64_ADD: Final = 0x0a0
F64_SUB: Final = 0x0a1
F64_MUL: Final = 0x0a2
F64_DIV: Final = 0x0a3
F64_MIN: Final = 0x0a4
F64_MAX: Final = 0x0a5
F64_COPYSIGN: Final = 0x0a6
I32_WRAP_I64: Final = 0x0a7
I32_TRUNC_F32_S: Final = 0x0a8
I32_TRUNC_F32_U: Final = 0x0a9
I32_TRUNC_F64_S: Final = 0x0aa
I32_TRUNC_F64_U: Final = 0x0ab
I64_EXTEND_I32_S: Final = 0x0ac
I64_EXTEND_I32_U: Final = 0x0ad
I64_TRUNC_F32_S: Final = 0x0ae
I64_TRUNC_F32_U: Final = 0x0af
I64_TRUNC_F64_S: Final = 0x0b0
I64_TRUNC_F64_U: Final = 0x0b1
F32_CONVERT_I32_S: Final = 0x0b2
F32_CONVERT_I32_U: Final = 0x0b3
F32_CONVERT_I64_S: Final = 0x0b4
F32_CONVERT_I64_U: Final = 0x0b5
F32_DEMOTE_F64: Final = 0x0b6
F64_CONVERT_I32_S: Final = 0x0b7
F64_CONVERT_I32_U: Final = 0x0b8
F64_CONVERT_I64_S: Final = 0x0b9
F64_CONVERT_I64_U: Final = 0x0ba
F64_PROMOTE_F32: Final = 0x0bb
I32_REINTERPRET_F32: Final = 0x0bc
I64_REINTERPRET_F64: Final = 0x0bd
F32_REINTERPRET_I32: Final = 0x0be
F64_REINTERPRET_I64: Final = 0x0bf
I32_EXTEND8_S: Final = 0x0c0
I32_EXTEND16_S: Final = 0x0c1
I64_EXTEND8_S: Final = 0x0c2
I64_EXTEND16_S: Final = 0x0c3
I64_EXTEND32_S: Final = 0x0c4
REF_NULL: Final = 0x0d0
REF_IS_NULL: Final = 0x0d1
REF_FUNC: Final = 0x0d2
REF_EQ: Final = 0x0d3
REF_AS_NON_NULL: Final = 0x0d4
BR_ON_NULL: Final = 0x0d5
BR_ON_NON_NULL: Final = 0x0d6
STRUCT_NEW: Final = 0x100
STRUCT_NEW_DEFAULT: Final = 0x101
STRUCT_GET: Final = 0x102
STRUCT_GET_S: Final = 0x103
STRUCT_GET_U: Final = 0x104
STRUCT_SET: Final = 0x105
ARRAY_NEW: Final = 0x106
ARRAY_NEW_DEFAULT: Final = 0x107
ARRAY_NEW_FIXED: Final = 0x108
ARRAY_NEW_DATA: Final = 0x109
ARRAY_NEW_ELEM: Final = 0x10a
ARRAY_GET: Final = 0x10b
ARRAY_GET_S: Final = 0x10c
ARRAY_GET_U: Final = 0x10d
ARRAY_SET: Final = 0x10e
ARRAY_LEN: Final = 0x10f
ARRAY_FILL: Final = 0x110
ARRAY_COPY: Final = 0x111
ARRAY_INIT_DATA: Final = 0x112
ARRAY_INIT_ELEM: Final = 0x113
REF_TEST: Final = 0x114
REF_TEST_NULL: Final = 0x115
REF_CAST: Final = 0x116
REF_CAST_NULL: Final = 0x117
BR_ON_CAST: Final = 0x118
BR_ON_CAST_FAIL: Final = 0x119
ANY_CONVERT_EXTERN: Final = 0x11a
EXTERN_CONVERT_ANY: Final = 0x11b
REF_I31: Final = 0x11c
I31_GET_S: Final = 0x11d
I31_GET_U: Final = 0x11e
I32_TRUNC_SAT_F32_S: Final = 0x200
I32_TRUNC_SAT_F32_U: Final = 0x201
I32_TRUNC_SAT_F64_S: Final = 0x202
I32_TRUNC_SAT_F64_U: Final = 0x203
I64_TRUNC_SAT_F32_S: Final = 0x204
I64_TRUNC_SAT_F32_U: Final = 0x205
I64_TRUNC_SAT_F64_S: Final = 0x206
I64_TRUNC_SAT_F64_U: Final = 0x207
MEMORY_INIT: Final = 0x208
DATA_DROP: Final = 0x209
MEMORY_COPY: Final = 0x20a
MEMORY_FILL: Final = 0x20b
TABLE_INIT: Final = 0x20c
ELEM_DROP: Final = 0x20d
TABLE_COPY: Final = 0x20e
TABLE_GROW: Final = 0x20f
TABLE_SIZE: Final = 0x210
TABLE_FILL: Final = 0x211
I64_ADD128: Final = 0x213
I64_SUB128: Final = 0x214
I64_MUL_WIDE_S: Final = 0x215
I64_MUL_WIDE_U: Final = 0x216
V128_LOAD: Final = 0x300
V128_LOAD8X8_S: Final = 0x301
V128_LOAD8X8_U: Final = 0x302
V128_LOAD16X4_S: Final = 0x303
V128_LOAD16X4_U: Final = 0x304
V128_LOAD32X2_S: Final = 0x305
V128_LOAD32X2_U: Final = 0x306
V128_LOAD8_SPLAT: Final = 0x307
V128_LOAD16_SPLAT: Final = 0x308
V128_LOAD32_SPLAT: Final = 0x309
V128_LOAD64_SPLAT: Final = 0x30a
V128_STORE: Final = 0x30b
V128_CONST: Final = 0x30c
I8X16_SHUFFLE: Final = 0x30d
I8X16_SWIZZLE: Final = 0x30e
I8X16_SPLAT: Final = 0x30f
I16X8_SPLAT: Final = 0x310
I32X4_SPLAT: Final = 0x311
I64X2_SPLAT: Final = 0x312
F32X4_SPLAT: Final = 0x313
F64X2_SPLAT: Final = 0x314
I8X16_EXTRACT_LANE_S: Final = 0x315
I8X16_EXTRACT_LANE_U: Final = 0x316
I8X16_REPLACE_LANE: Final = 0x317
I16X8_EXTRACT_LANE_S: Final = 0x318
I16X8_EXTRACT_LANE_U: Final = 0x319
I16X8_REPLACE_LANE: Final = 0x31a
I32X4_EXTRACT_LANE: Final = 0x31b
I32X4_REPLACE_LANE: Final = 0x31c
I64X2_EXTRACT_LANE: Final = 0x31d
I64X2_REPLACE_LANE: Final = 0x31e
F32X4_EXTRACT_LANE: Final = 0x31f
F32X4_REPLACE_LANE: Final = 0x320
F64X2_EXTRACT_LANE: Final = 0x321
F64X2_REPLACE_LANE: Final = 0x322
I8X16_EQ: Final = 0x323
I8X16_NE: Final = 0x324
I8X16_LT_S: Final = 0x325
I8X16_LT_U: Final = 0x326
I8X16_GT_S: Final = 0x327
I8X16_GT_U: Final = 0x328
I8X16_LE_S: Final = 0x329
I8X16_LE_U: Final = 0x32a
I8X16_GE_S: Final = 0x32b
I8X16_GE_U: Final = 0x32c
I16X8_EQ: Final = 0x32d
I16X8_NE: Final = 0x32e
I16X8_LT_S: Final = 0x32f
I16X8_LT_U: Final = 0x330
I16X8_GT_S: Final = 0x331
I16X8_GT_U: Final = 0x332
I16X8_LE_S: Final = 0x333
I16X8_LE_U: Final = 0x334
I16X8_GE_S: Final = 0x335
I16X8_GE_U: Final = 0x336
I32X4_EQ: Final = 0x337
I32X4_NE: Final = 0x338
I32X4_LT_S: Final = 0x339
I32X4_LT_U: Final = 0x33a
I32X4_GT_S: Final = 0x33b
I32X4_GT_U: Final = 0x33c
I32X4_LE_S: Final = 0x33d
I32X4_LE_U: Final = 0x33e
I32X4_GE_S: Final = 0x33f
I32X4_GE_U: Final = 0x340
F32X4_EQ: Final = 0x341
F32X4_NE: Final = 0x342
F32X4_LT: Final = 0x343
F32X4_GT: Final = 0x344
F32X4_LE: Final = 0x345
F32X4_GE: Final = 0x346
F64X2_EQ: Final = 0x347
F64X2_NE: Final = 0x348
F64X2_LT: Final = 0x349
F64X2_GT: Final = 0x34a
F64X2_LE: Final = 0x34b
F64X2_GE: Final = 0x34c
V128_NOT: Final = 0x34d
V128_AND: Final = 0x34e
V128_ANDNOT: Final = 0x34f
V128_OR: Final = 0x350
V128_XOR: Final = 0x351
V128_BITSELECT: Final = 0x352
V128_ANY_TRUE: Final = 0x353
V128_LOAD8_LANE: Final = 0x354
V128_LOAD16_LANE: Final = 0x355
V128_LOAD32_LANE: Final = 0x356
V128_LOAD64_LANE: Final = 0x357
V128_STORE8_LANE: Final = 0x358
V128_STORE16_LANE: Final = 0x359
V128_STORE32_LANE: Final = 0x35a
V128_STORE64_LANE: Final = 0x35b
V128_LOAD32_ZERO: Final = 0x35c
V128_LOAD64_ZERO: Final = 0x35d
F32X4_DEMOTE_F64X2_ZERO: Final = 0x35e
F64X2_PROMOTE_LOW_F32X4: Final = 0x35f
I8X16_ABS: Final = 0x360
I8X16_NEG: Final = 0x361
I8X16_POPCNT: Final = 0x362
I8X16_ALL_TRUE: Final = 0x363
I8X16_BITMASK: Final = 0x364
I8X16_NARROW_I16X8_S: Final = 0x365
I8X16_NARROW_I16X8_U: Final = 0x366
F32X4_CEIL: Final = 0x367
F32X4_FLOOR: Final = 0x368
F32X4_TRUNC: Final = 0x369
F32X4_NEAREST: Final = 0x36a
I8X16_SHL: Final = 0x36b
I8X16_SHR_S: Final = 0x36c
I8X16_SHR_U: Final = 0x36d
I8X16_ADD: Final = 0x36e
I8X16_ADD_SAT_S: Final = 0x36f
I8X16_ADD_SAT_U: Final = 0x370
I8X16_SUB: Final = 0x371
I8X16_SUB_SAT_S: Final = 0x372
I8X16_SUB_SAT_U: Final = 0x373
F64X2_CEIL: Final = 0x374
F64X2_FLOOR: Final = 0x375
I8X16_MIN_S: Final = 0x376
I8X16_MIN_U: Final = 0x377
I8X16_MAX_S: Final = 0x378
I8X16_MAX_U: Final = 0x379
F64X2_TRUNC: Final = 0x37a
I8X16_AVGR_U: Final = 0x37b
I16X8_EXTADD_PAIRWISE_I8X16_S: Final = 0x37c
I16X8_EXTADD_PAIRWISE_I8X16_U: Final = 0x37d
I32X4_EXTADD_PAIRWISE_I16X8_S: Final = 0x37e
I32X4_EXTADD_PAIRWISE_I16X8_U: Final = 0x37f
I16X8_ABS: Final = 0x380
I16X8_NEG: Final = 0x381
I16X8_Q15MULR_SAT_S: Final = 0x382
I16X8_ALL_TRUE: Final = 0x383
I16X8_BITMASK: Final = 0x384
I16X8_NARROW_I32X4_S: Final = 0x385
I16X8_NARROW_I32X4_U: Final = 0x386
I16X8_EXTEND_LOW_I8X16_S: Final = 0x387
I16X8_EXTEND_HIGH_I8X16_S: Final = 0x388
I16X8_EXTEND_LOW_I8X16_U: Final = 0x389
I16X8_EXTEND_HIGH_I8X16_U: Final = 0x38a
I16X8_SHL: Final = 0x38b
I16X8_SHR_S: Final = 0x38c
I16X8_SHR_U: Final = 0x38d
I16X8_ADD: Final = 0x38e
I16X8_ADD_SAT_S: Final = 0x38f
I16X8_ADD_SAT_U: Final = 0x390
I16X8_SUB: Final = 0x391
I16X8_SUB_SAT_S: Final = 0x392
I16X8_SUB_SAT_U: Final = 0x393
F64X2_NEAREST: Final = 0x394
I16X8_MUL: Final = 0x395
I16X8_MIN_S: Final = 0x396
I16X8_MIN_U: Final = 0x397
I16X8_MAX_S: Final = 0x398
I16X8_MAX_U: Final = 0x399
I16X8_AVGR_U: Final = 0x39b
I16X8_EXTMUL_LOW_I8X16_S: Final = 0x39c
I16X8_EXTMUL_HIGH_I8X16_S: Final = 0x39d
I16X8_EXTMUL_LOW_I8X16_U: Final = 0x39e
I16X8_EXTMUL_HIGH_I8X16_U: Final = 0x39f
I32X4_ABS: Final = 0x3a0
I32X4_NEG: Final = 0x3a1
I32X4_ALL_TRUE: Final = 0x3a3
I32X4_BITMASK: Final = 0x3a4
I32X4_EXTEND_LOW_I16X8_S: Final = 0x3a7
I32X4_EXTEND_HIGH_I16X8_S: Final = 0x3a8
I32X4_EXTEND_LOW_I16X8_U: Final = 0x3a9
I32X4_EXTEND_HIGH_I16X8_U: Final = 0x3aa
I32X4_SHL: Final = 0x3ab
I32X4_SHR_S: Final = 0x3ac
I32X4_SHR_U: Final = 0x3ad
I32X4_ADD: Final = 0x3ae
I32X4_SUB: Final = 0x3b1
I32X4_MUL: Final = 0x3b5
I32X4_MIN_S: Final = 0x3b6
I32X4_MIN_U: Final = 0x3b7
I32X4_MAX_S: Final = 0x3b8
I32X4_MAX_U: Final = 0x3b9
I32X4_DOT_I16X8_S: Final = 0x3ba
I32X4_EXTMUL_LOW_I16X8_S: Final = 0x3bc
I32X4_EXTMUL_HIGH_I16X8_S: Final = 0x3bd
I32X4_EXTMUL_LOW_I16X8_U: Final = 0x3be
I32X4_EXTMUL_HIGH_I16X8_U: Final = 0x3bf
I64X2_ABS: Final = 0x3c0
I64X2_NEG: Final = 0x3c1
I64X2_ALL_TRUE: Final = 0x3c3
I64X2_BITMASK: Final = 0x3c4
I64X2_EXTEND_LOW_I32X4_S: Final = 0x3c7
I64X2_EXTEND_HIGH_I32X4_S: Final = 0x3c8
I64X2_EXTEND_LOW_I32X4_U: Final = 0x3c9
I64X2_EXTEND_HIGH_I32X4_U: Final = 0x3ca
I64X2_SHL: Final = 0x3cb
I64X2_SHR_S: Final = 0x3cc
I64X2_SHR_U: Final = 0x3cd
I64X2_ADD: Final = 0x3ce
I64X2_SUB: Final = 0x3d1
I64X2_MUL: Final = 0x3d5
I64X2_EQ: Final = 0x3d6
I64X2_NE: Final = 0x3d7
I64X2_LT_S: Final = 0x3d8
I64X2_GT_S: Final = 0x3d9
I64X2_LE_S: Final = 0x3da
I64X2_GE_S: Final = 0x3db
I64X2_EXTMUL_LOW_I32X4_S: Final = 0x3dc
I64X2_EXTMUL_HIGH_I32X4_S: Final = 0x3dd
I64X2_EXTMUL_LOW_I32X4_U: Final = 0x3de
I64X2_EXTMUL_HIGH_I32X4_U: Final = 0x3df
F32X4_ABS: Final = 0x3e0
F32X4_NEG: Final = 0x3e1
F32X4_SQRT: Final = 0x3e3
F32X4_ADD: Final = 0x3e4
F32X4_SUB: Final = 0x3e5
F32X4_MUL: Final = 0x3e6
F32X4_DIV: Final = 0x3e7
F32X4_MIN: Final = 0x3e8
F32X4_MAX: Final = 0x3e9
F32X4_PMIN: Final = 0x3ea
F32X4_PMAX: Final = 0x3eb
F64X2_ABS: Final = 0x3ec
F64X2_NEG: Final = 0x3ed
F64X2_SQRT: Final = 0x3ef
F64X2_ADD: Final = 0x3f0
F64X2_SUB: Final = 0x3f1
F64X2_MUL: Final = 0x3f2
F64X2_DIV: Final = 0x3f3
F64X2_MIN: Final = 0x3f4
F64X2_MAX: Final = 0x3f5
F64X2_PMIN: Final = 0x3f6
F64X2_PMAX: Final = 0x3f7
I32X4_TRUNC_SAT_F32X4_S: Final = 0x3f8
I32X4_TRUNC_SAT_F32X4_U: Final = 0x3f9
F32X4_CONVERT_I32X4_S: Final = 0x3fa
F32X4_CONVERT_I32X4_U: Final = 0x3fb
I32X4_TRUNC_SAT_F64X2_S_ZERO: Final = 0x3fc
I32X4_TRUNC_SAT_F64X2_U_ZERO: Final = 0x3fd
F64X2_CONVERT_LOW_I32X4_S: Final = 0x3fe
F64X2_CONVERT_LOW_I32X4_U: Final = 0x3ff
I8X16_RELAXED_SWIZZLE: Final = 0x400
I32X4_RELAXED_TRUNC_F32X4_S: Final = 0x401
I32X4_RELAXED_TRUNC_F32X4_U: Final = 0x402
I32X4_RELAXED_TRUNC_F64X2_S_ZERO: Final = 0x403
I32X4_RELAXED_TRUNC_F64X2_U_ZERO: Final = 0x404
F32X4_RELAXED_MADD: Final = 0x405
F32X4_RELAXED_NMADD: Final = 0x406
F64X2_RELAXED_MADD: Final = 0x407
F64X2_RELAXED_NMADD: Final = 0x408
I8X16_RELAXED_LANESELECT: Final = 0x409
I16X8_RELAXED_LANESELECT: Final = 0x40a
I32X4_RELAXED_LANESELECT: Final = 0x40b
I64X2_RELAXED_LANESELECT: Final = 0x40c
F32X4_RELAXED_MIN: Final = 0x40d
F32X4_RELAXED_MAX: Final = 0x40e
F64X2_RELAXED_MIN: Final = 0x40f
F64X2_RELAXED_MAX: Final = 0x410
I16X8_RELAXED_Q15MULR_S: Final = 0x411
I16X8_RELAXED_DOT_I8X16_I7X16_S: Final = 0x412
I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S: Final = 0x413
MEMORY_ATOMIC_NOTIFY: Final = 0x500
MEMORY_ATOMIC_WAIT32: Final = 0x501
MEMORY_ATOMIC_WAIT64: Final = 0x502
ATOMIC_FENCE: Final = 0x503
I32_ATOMIC_LOAD: Final = 0x510
I64_ATOMIC_LOAD: Final = 0x511
I32_ATOMIC_LOAD8_U: Final = 0x512
I32_ATOMIC_LOAD16_U: Final = 0x513
I64_ATOMIC_LOAD8_U: Final = 0x514
I64_ATOMIC_LOAD16_U: Final = 0x515
I64_ATOMIC_LOAD32_U: Final = 0x516
I32_ATOMIC_STORE: Final = 0x517
I64_ATOMIC_STORE: Final = 0x518
I32_ATOMIC_STORE8: Final = 0x519
I32_ATOMIC_STORE16: Final = 0x51a
I64_ATOMIC_STORE8: Final = 0x51b
I64_ATOMIC_STORE16: Final = 0x51c
I64_ATOMIC_STORE32: Final = 0x51d
I32_ATOMIC_RMW_ADD: Final = 0x51e
I64_ATOMIC_RMW_ADD: Final = 0x51f
I32_ATOMIC_RMW8_ADD_U: Final = 0x520
I32_ATOMIC_RMW16_ADD_U: Final = 0x521
I64_ATOMIC_RMW8_ADD_U: Final = 0x522
I64_ATOMIC_RMW16_ADD_U: Final = 0x523
I64_ATOMIC_RMW32_ADD_U: Final = 0x524
I32_ATOMIC_RMW_SUB: Final = 0x525
I64_ATOMIC_RMW_SUB: Final = 0x526
I32_ATOMIC_RMW8_SUB_U: Final = 0x527
I32_ATOMIC_RMW16_SUB_U: Final = 0x528
I64_ATOMIC_RMW8_SUB_U: Final = 0x529
I64_ATOMIC_RMW16_SUB_U: Final = 0x52a
I64_ATOMIC_RMW32_SUB_U: Final = 0x52b
I32_ATOMIC_RMW_AND: Final = 0x52c
I64_ATOMIC_RMW_AND: Final = 0x52d
I32_ATOMIC_RMW8_AND_U: Final = 0x52e
I32_ATOMIC_RMW16_AND_U: Final = 0x52f
I64_ATOMIC_RMW8_AND_U: Final = 0x530
I64_ATOMIC_RMW16_AND_U: Final = 0x531
I64_ATOMIC_RMW32_AND_U: Final = 0x532
I32_ATOMIC_RMW_OR: Final = 0x533
I64_ATOMIC_RMW_OR: Final = 0x534
I32_ATOMIC_RMW8_OR_U: Final = 0x535
I32_ATOMIC_RMW16_OR_U: Final = 0x536
I64_ATOMIC_RMW8_OR_U: Final = 0x537
I64_ATOMIC_RMW16_OR_U: Final = 0x538
I64_ATOMIC_RMW32_OR_U: Final = 0x539
I32_ATOMIC_RMW_XOR: Final = 0x53a
I64_ATOMIC_RMW_XOR: Final = 0x53b
I32_ATOMIC_RMW8_XOR_U: Final = 0x53c
I32_ATOMIC_RMW16_XOR_U: Final = 0x53d
I64_ATOMIC_RMW8_XOR_U: Final = 0x53e
I64_ATOMIC_RMW16_XOR_U: Final = 0x53f
I64_ATOMIC_RMW32_XOR_U: Final = 0x540
I32_ATOMIC_RMW_XCHG: Final = 0x541
I64_ATOMIC_RMW_XCHG: Final = 0x542
I32_ATOMIC_RMW8_XCHG_U: Final = 0x543
I32_ATOMIC_RMW16_XCHG_U: Final = 0x544
I64_ATOMIC_RMW8_XCHG_U: Final = 0x545
I64_ATOMIC_RMW16_XCHG_U: Final = 0x546
I64_ATOMIC_RMW32_XCHG_U: Final = 0x547
I32_ATOMIC_RMW_CMPXCHG: Final = 0x548
I64_ATOMIC_RMW_CMPXCHG: Final = 0x549
I32_ATOMIC_RMW8_CMPXCHG_U: Final = 0x54a
I32_ATOMIC_RMW16_CMPXCHG_U: Final = 0x54b
I64_ATOMIC_RMW8_CMPXCHG_U: Final = 0x54c
I64_ATOMIC_RMW16_CMPXCHG_U: Final = 0x54d
I64_ATOMIC_RMW32_CMPXCHG_U: Final = 0x54e

# Proposals (OP_PROPOSAL, features).
PROPOSAL_MVP: Final = 0
PROPOSAL_MUTABLE_GLOBALS: Final = 1
PROPOSAL_SIGN_EXTENSION: Final = 2
PROPOSAL_SATURATING_FLOAT_TO_INT: Final = 3
PROPOSAL_MULTI_VALUE: Final = 4
PROPOSAL_BULK_MEMORY: Final = 5
PROPOSAL_REFERENCE_TYPES: Final = 6
PROPOSAL_EXTENDED_CONST: Final = 7
PROPOSAL_MULTI_MEMORY: Final = 8
PROPOSAL_SIMD: Final = 9
PROPOSAL_RELAXED_SIMD: Final = 10
PROPOSAL_FUNCTION_REFERENCES: Final = 11
PROPOSAL_TAIL_CALL: Final = 12
PROPOSAL_EXCEPTIONS: Final = 13
PROPOSAL_GC: Final = 14
PROPOSAL_MEMORY64: Final = 15
PROPOSAL_THREADS: Final = 16
PROPOSAL_WIDE_ARITHMETIC: Final = 17
PROPOSAL_CUSTOM_PAGE_SIZES: Final = 18

PROPOSAL_NAMES: Final = (
    "mvp",
    "mutable-globals",
    "sign-extension",
    "saturating-float-to-int",
    "multi-value",
    "bulk-memory",
    "reference-types",
    "extended-const",
    "multi-memory",
    "simd",
    "relaxed-simd",
    "function-references",
    "tail-call",
    "exceptions",
    "gc",
    "memory64",
    "threads",
    "wide-arithmetic",
    "custom-page-sizes",
)

# What code is generated for, of each proposal; empty: nothing.
PROPOSAL_COMPILED: Final = (
    "supported",
    "supported",
    "supported",
    "supported",
    "supported",
    "supported",
    "supported",
    "supported",
    "supported",
    "supported",
    "supported",
    "in types",
    "",
    "",
    "",
    "",
    "atomics on unshared memories",
    "",
    "",
)

# Immediate kinds (OP_IMM).
IMM_NONE: Final = 0
IMM_BLOCK: Final = 1
IMM_LABEL: Final = 2
IMM_LABELS: Final = 3
IMM_FUNC: Final = 4
IMM_TYPE: Final = 5
IMM_TYPE_TABLE: Final = 6
IMM_LOCAL: Final = 7
IMM_GLOBAL: Final = 8
IMM_TABLE: Final = 9
IMM_TABLE_TABLE: Final = 10
IMM_ELEM: Final = 11
IMM_ELEM_TABLE: Final = 12
IMM_DATA: Final = 13
IMM_DATA_MEM: Final = 14
IMM_MEM: Final = 15
IMM_MEM_MEM: Final = 16
IMM_MEMARG: Final = 17
IMM_MEMARG_LANE: Final = 18
IMM_LANE: Final = 19
IMM_SHUFFLE: Final = 20
IMM_I32: Final = 21
IMM_I64: Final = 22
IMM_F32: Final = 23
IMM_F64: Final = 24
IMM_V128: Final = 25
IMM_SELECT: Final = 26
IMM_HEAP: Final = 27
IMM_TAG: Final = 28
IMM_TRY_TABLE: Final = 29
IMM_TYPE_FIELD: Final = 30
IMM_TYPE_TYPE: Final = 31
IMM_TYPE_COUNT: Final = 32
IMM_TYPE_DATA: Final = 33
IMM_TYPE_ELEM: Final = 34
IMM_CAST: Final = 35
IMM_ZERO: Final = 36

# Families (OP_FAMILY).
FAM_NONE: Final = 0
FAM_CONTROL: Final = 1
FAM_CALL: Final = 2
FAM_PARAMETRIC: Final = 3
FAM_VARIABLE: Final = 4
FAM_TABLE: Final = 5
FAM_MEMORY: Final = 6
FAM_REF: Final = 7
FAM_LOAD: Final = 8
FAM_STORE: Final = 9
FAM_CONST: Final = 10
FAM_INT_UNARY: Final = 11
FAM_INT_BINARY: Final = 12
FAM_INT_SHIFT: Final = 13
FAM_INT_DIV: Final = 14
FAM_INT_COMPARE: Final = 15
FAM_FLOAT_UNARY: Final = 16
FAM_FLOAT_BINARY: Final = 17
FAM_FLOAT_COMPARE: Final = 18
FAM_CONVERT: Final = 19
FAM_WIDE: Final = 20
FAM_EXCEPTION: Final = 21
FAM_GC: Final = 22
FAM_ATOMIC: Final = 23
FAM_SIMD_LOAD: Final = 24
FAM_SIMD_STORE: Final = 25
FAM_SIMD_LANE: Final = 26
FAM_SIMD_UNARY: Final = 27
FAM_SIMD_BINARY: Final = 28
FAM_SIMD_TERNARY: Final = 29
FAM_SIMD_SHIFT: Final = 30
FAM_SIMD_COMPARE: Final = 31
FAM_SIMD_TEST: Final = 32
FAM_SIMD_CONVERT: Final = 33

# Effects (bits of OP_EFFECTS).
EFFECT_TRAP: Final = 1
EFFECT_PURE: Final = 2
EFFECT_COMMUTATIVE: Final = 4
EFFECT_LOAD: Final = 8
EFFECT_STORE: Final = 16
EFFECT_CALL: Final = 32
EFFECT_TERMINATOR: Final = 64

# Type code in OP_P0.. for the index type of the instruction's memory or table.
ADDR: Final = 1

# 1: there is such an instruction.
OP_VALID: Final = (
    b"\1\1\1\1\1\1\0\0\1\0\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\1\1\1\0\0\1\1\1\1\1\1\1\1\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\1\1\1\1\1\1\1\0\1\1\0\0"
    b"\1\1\1\1\1\1\1\1\0\0\1\0\0\0\1\1\1\1\1\1\0\1\1\1\1\1\1\0\1\1\0\0\1\1\1\1\1\1\1\1\0\0\1\0\0\0\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\0\1\1\1\1\1\1\1\1\1\1\1\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# 1: code is generated for it.
OP_COMPILED: Final = (
    b"\1\1\1\1\1\1\0\0\0\0\0\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\1\1\1\0\0\0\1\1\1\1\1\1\1\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\1\1\1\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\1\1\1\1\1\1\1\0\1\1\0\0"
    b"\1\1\1\1\1\1\1\1\0\0\1\0\0\0\1\1\1\1\1\1\0\1\1\1\1\1\1\0\1\1\0\0\1\1\1\1\1\1\1\1\0\0\1\0\0\0\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\0\1\1\1\1\1\1\1\1\1\1\1\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# 1: the type rule is exactly: pop OP_NPARAM operands, push OP_RESULT if not 0.
OP_REGULAR: Final = (
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\1\1\1\1\1\1\1\0\1\1\0\0"
    b"\1\1\1\1\1\1\1\1\0\0\1\0\0\0\1\1\1\1\1\1\0\1\1\1\1\1\1\0\1\1\0\0\1\1\1\1\1\1\1\1\0\0\1\0\0\0\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\0\1\1\1\1\1\1\1\1\1\1\1\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# Number of operands of fixed number (0 where that depends on context).
OP_NPARAM: Final = (
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\3\3\0\0\0\0\1\1\0\1\1\2\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\2"
    b"\2\2\2\2\2\2\2\2\0\1\0\0\0\0\1\2\2\2\2\2\2\2\2\2\2\1\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\1\1\1\2\2\2\2"
    b"\2\2\2\2\2\2\2\2\2\2\2\1\1\1\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\1\1\1\1\1\1\1\2\2\2\2\2\2\2\1\1\1\1\1\1\1\2\2\2\2\2"
    b"\2\2\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\1\0\2\1\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\1\1\1\2\2\1\1\2\2\2\2\2\3\1\4\5\4"
    b"\4\1\1\1\1\2\2\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\3\0\3\3\3\0\3\2\0\3\0\4\4\2\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1"
    b"\1\1\1\1\1\1\1\1\1\2\0\2\2\1\1\1\1\1\1\1\1\2\1\1\2\1\2\1\2\1\2\1\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2"
    b"\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\1\2\2\2\2\3\1\2\2\2\2\2\2\2\2\1\1\1\1\1\1\1\1\1\2\2\1\1\1\1\2\2\2\2\2"
    b"\2\2\2\2\1\1\2\2\2\2\1\2\1\1\1\1\1\1\2\1\1\2\2\1\1\1\1\2\2\2\2\2\2\2\2\2\1\2\2\2\2\2\0\2\2\2\2\2\1\1\0\1\1\0\0"
    b"\1\1\1\1\2\2\2\2\0\0\2\0\0\0\2\2\2\2\2\2\0\2\2\2\2\1\1\0\1\1\0\0\1\1\1\1\2\2\2\2\0\0\2\0\0\0\2\2\2\2\2\2\2\2\2"
    b"\2\2\1\1\0\1\2\2\2\2\2\2\2\2\1\1\0\1\2\2\2\2\2\2\2\2\1\1\1\1\1\1\1\1\2\1\1\1\1\3\3\3\3\3\3\3\3\2\2\2\2\2\2\3\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\2\3\3\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2"
    b"\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\3\3\3\3\3\3\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# Type of the first (deepest) operand; ADDR; 0 = by context.
OP_P0: Final = (
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\0\1\0\0\0\0\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e"
    b"\x7e\x7e\x7d\x7d\x7d\x7d\x7d\x7d\x7c\x7c\x7c\x7c\x7c\x7c\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f"
    b"\x7f\x7f\x7f\x7f\x7f\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7d\x7d\x7d\x7d"
    b"\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7c\x7c\x7c\x7c\x7c\x7c\x7c\x7c\x7c\x7c\x7c\x7c\x7c\x7c\x7e\x7d\x7d"
    b"\x7c\x7c\x7f\x7f\x7d\x7d\x7c\x7c\x7f\x7f\x7e\x7e\x7c\x7f\x7f\x7e\x7e\x7d\x7d\x7c\x7f\x7e\x7f\x7f\x7e\x7e\x7e\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\x7f\0\x7f\x7f\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7d\x7d\x7c\x7c\x7d\x7d"
    b"\x7c\x7c\1\0\1\1\1\0\1\0\0\1\0\x7e\x7e\x7e\x7e\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\1\1\1\1\0\x7b\x7b\x7f"
    b"\x7f\x7f\x7e\x7d\x7c\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\1\1\1\1\1\1\1\1\1\1\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\0\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\0\x7b\0\0\0\x7b\x7b\x7b\x7b\x7b\x7b\0\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\0\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\0\x7b\0\0\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    b"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# Type of the second operand.
OP_P1: Final = (
    b"\0\0\0\0\x7f\0\0\0\0\0\0\0\0\x7f\x7f\0\0\1\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\x7f\x7e\x7d\x7c\x7f\x7f\x7e\x7e\x7e\0\0\0\0\0\0\0\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\0\x7e\x7e\x7e"
    b"\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7d\x7d\x7d\x7d\x7d\x7d\x7c\x7c\x7c\x7c\x7c\x7c\0\0\0\x7f\x7f\x7f\x7f\x7f\x7f\x7f"
    b"\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\0\0\0\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\0\0\0\0\0\0"
    b"\0\x7d\x7d\x7d\x7d\x7d\x7d\x7d\0\0\0\0\0\0\0\x7c\x7c\x7c\x7c\x7c\x7c\x7c\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\0\0\x7f\x7f\x7f\x7f\x7f\x7f\0\x7f\x7f\x7f\x7f\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\0\1\x7f\x7f\0\1\1\0\0\0\x7e\x7e\x7e\x7e\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\x7b\0\x7b\x7b\0\0\0\0\0\0\0\0\x7f\0\0\x7f\0\x7f\0\x7e\0\x7d\0\x7c\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\0\0\0\0\0\0\0\0\x7b\x7b"
    b"\0\0\0\0\x7f\x7f\x7f\x7b\x7b\x7b\x7b\x7b\x7b\0\0\x7b\x7b\x7b\x7b\0\x7b\0\0\0\0\0\0\x7b\0\0\x7b\x7b\0\0\0\0\x7f"
    b"\x7f\x7f\x7b\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\x7b\x7b\x7b\0\0\0\0\0\0\0\0\0\0\0\x7f\x7f\x7f"
    b"\x7b\0\0\x7b\0\0\0\x7b\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\x7b\x7b\0\0\0\0\0\0\0\0\0\0\0\x7f\x7f\x7f\x7b\0\0\x7b\0\0"
    b"\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\0\0\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\0\0\0\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\0\0\0\0\0\0\0\0\x7b\0\0\0\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\x7f\x7e\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\x7e\x7f\x7f\x7e\x7e\x7e\x7f"
    b"\x7e\x7f\x7f\x7e\x7e\x7e\x7f\x7e\x7f\x7f\x7e\x7e\x7e\x7f\x7e\x7f\x7f\x7e\x7e\x7e\x7f\x7e\x7f\x7f\x7e\x7e\x7e"
    b"\x7f\x7e\x7f\x7f\x7e\x7e\x7e\x7f\x7e\x7f\x7f\x7e\x7e\x7e\x7f\x7e\x7f\x7f\x7e\x7e\x7e\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# Type of the third operand.
OP_P2: Final = (
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\x7f\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\x7f\x7f\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\0\1\1\x7f\0\1\0\0\1\0\x7e\x7e\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7b\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\0\0\0\0\0\0\x7b\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7e\x7e\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f"
    b"\x7e\x7f\x7f\x7e\x7e\x7e\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# Type of the (first) result, 0 = none or by context.
OP_RESULT: Final = (
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\x7e\x7d\x7c\x7f\x7f\x7f"
    b"\x7f\x7e\x7e\x7e\x7e\x7e\x7e\0\0\0\0\0\0\0\0\0\1\1\x7f\x7e\x7d\x7c\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f"
    b"\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f"
    b"\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e\x7e"
    b"\x7e\x7e\x7e\x7e\x7e\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7d\x7c\x7c\x7c\x7c\x7c\x7c\x7c\x7c"
    b"\x7c\x7c\x7c\x7c\x7c\x7c\x7f\x7f\x7f\x7f\x7f\x7e\x7e\x7e\x7e\x7e\x7e\x7d\x7d\x7d\x7d\x7d\x7c\x7c\x7c\x7c\x7c"
    b"\x7f\x7e\x7d\x7c\x7f\x7f\x7e\x7e\x7e\0\0\0\0\0\0\0\0\0\0\0\0\x7f\0\x7f\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\x7f\0\0\0\0\0\0\0\x7f\x7f\0\x7f\0\0\0\0\x7f\x7f\0\0"
    b"\0\0\0\0\0\x7f\x7f\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\x7f\x7f\x7f\x7e\x7e\x7e\x7e\0\0\0\0\0\0\0\1\1\0\0\x7e\x7e\x7e\x7e\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7f\x7f\x7b"
    b"\x7f\x7f\x7b\x7f\x7b\x7e\x7b\x7d\x7b\x7c\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7f\x7b\x7b\x7b\x7b\0\0\0\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7f\x7f\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7f\x7f\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\0\x7f\x7f\0\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\0\x7b\0\0\0\x7b\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\0\x7f\x7f\0\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\0\x7b\0\0\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b"
    b"\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\x7b\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\x7f\x7f\x7f\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\x7e\x7f\x7f\x7e\x7e\x7e\0\0\0\0\0\0\0\x7f\x7e\x7f\x7f"
    b"\x7e\x7e\x7e\x7f\x7e\x7f\x7f\x7e\x7e\x7e\x7f\x7e\x7f\x7f\x7e\x7e\x7e\x7f\x7e\x7f\x7f\x7e\x7e\x7e\x7f\x7e\x7f"
    b"\x7f\x7e\x7e\x7e\x7f\x7e\x7f\x7f\x7e\x7e\x7e\x7f\x7e\x7f\x7f\x7e\x7e\x7e\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# Immediate kind IMM_*.
OP_IMM: Final = (
    b"\0\0\1\1\1\0\0\0\x1c\0\0\0\2\2\3\0\4\6\4\6\5\5\0\0\0\0\0\0\x1a\0\0\x1d\7\7\7\x08\x08\x09\x09\0\x11\x11\x11\x11"
    b"\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x0f\x0f\x15\x16\x17\x18\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x1b\0\4\0\0\2\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\5\5\x1e\x1e\x1e\x1e\5\5\x20\x21\x22\5\5\5\5\0\5\x1f\x21\x22\x1b\x1b\x1b"
    b"\x1b\x23\x23\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0e\x0d\x10\x0f\x0c\x0b\x0a\x09\x09\x09\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x19\x14\0\0\0\0\0\0\0\x13\x13\x13\x13\x13\x13"
    b"\x13\x13\x13\x13\x13\x13\x13\x13\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\x12\x12\x12\x12\x12\x12\x12\x12\x11\x11\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\x11\x11\x11\x24\0\0\0\0\0\0\0\0\0\0\0\0\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11"
    b"\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11"
    b"\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0"
)

# Memory access: log2 of its size in bytes, the largest legal alignment.
OP_ALIGN: Final = (
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\2\3\2\3\0\0\1\1\0\0\1\1\2\2\2"
    b"\3\2\3\0\1\0\1\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\4\3"
    b"\3\3\3\3\3\0\1\2\3\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\2\3\0\1\2\3\2\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\2\2\3\0\0\0\0\0\0\0\0\0\0\0\0\0\2\3\0\1\0\1\2\2\3\0\1\0\1\2\2\3\0\1\0\1\2\2\3\0"
    b"\1\0\1\2\2\3\0\1\0\1\2\2\3\0\1\0\1\2\2\3\0\1\0\1\2\2\3\0\1\0\1\2\2\3\0\1\0\1\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# Number of lanes that a lane immediate may name.
OP_LANES: Final = (
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10\x10\x10\x08\x08\x08\4\4\2\2\4\4\2\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10\x08\4\2\x10\x08\4\2\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0"
)

# Proposal PROPOSAL_*.
OP_PROPOSAL: Final = (
    b"\0\0\0\0\0\0\0\0\x0d\0\x0d\0\0\0\0\0\0\0\x0c\x0c\x0b\x0b\0\0\0\0\0\0\6\0\0\x0d\0\0\0\0\0\6\6\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\2\2\2\2\2\0\0\0\0\0\0\0\0\0\0\0\6\6\6\x0e"
    b"\x0b\x0b\x0b\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0e\x0e\x0e\x0e"
    b"\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x0e\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\3\3\3\3\3\3\3\3\5\5\5\5\5\5\5\6\6\6\0\x11\x11\x11\x11\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x09\x09\x09\x09\x09"
    b"\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09"
    b"\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09"
    b"\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09"
    b"\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09"
    b"\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09"
    b"\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\0\x09\x09\x09\x09\x09\x09\x09\0\x09\x09\0\0\x09\x09"
    b"\x09\x09\x09\x09\x09\x09\0\0\x09\0\0\0\x09\x09\x09\x09\x09\x09\0\x09\x09\x09\x09\x09\x09\0\x09\x09\0\0\x09\x09"
    b"\x09\x09\x09\x09\x09\x09\0\0\x09\0\0\0\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\0\x09\x09\x09\x09"
    b"\x09\x09\x09\x09\x09\x09\x09\0\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x0a\x0a\x0a"
    b"\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10\x10"
    b"\x10\x10\0\0\0\0\0\0\0\0\0\0\0\0\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10"
    b"\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10"
    b"\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# Family FAM_*.
OP_FAMILY: Final = (
    b"\1\1\1\1\1\1\0\0\x15\0\x15\1\1\1\1\1\2\2\2\2\2\2\0\0\0\0\3\3\3\0\0\x15\4\4\4\4\4\5\5\0\x08\x08\x08\x08\x08\x08"
    b"\x08\x08\x08\x08\x08\x08\x08\x08\x09\x09\x09\x09\x09\x09\x09\x09\x09\6\6\x0a\x0a\x0a\x0a\x0f\x0f\x0f\x0f\x0f"
    b"\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x0f\x12\x12\x12\x12\x12\x12\x12\x12\x12\x12"
    b"\x12\x12\x0b\x0b\x0b\x0c\x0c\x0c\x0e\x0e\x0e\x0e\x0c\x0c\x0c\x0d\x0d\x0d\x0d\x0d\x0b\x0b\x0b\x0c\x0c\x0c\x0e"
    b"\x0e\x0e\x0e\x0c\x0c\x0c\x0d\x0d\x0d\x0d\x0d\x10\x10\x10\x10\x10\x10\x10\x11\x11\x11\x11\x11\x11\x11\x10\x10"
    b"\x10\x10\x10\x10\x10\x11\x11\x11\x11\x11\x11\x11\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13"
    b"\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13\x13\0\0\0\0\0\0\0\0\0\0\0\7\7\7\x16\7\1\1\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16"
    b"\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\x13\x13\x13"
    b"\x13\x13\x13\x13\6\6\6\6\5\5\5\5\5\5\0\x14\x14\x14\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x18\x18\x18\x18\x18\x18\x18"
    b"\x18\x18\x18\x18\x19\x0a\x1c\x1c\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a"
    b"\x1a\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f"
    b"\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1b\x1c\x1c\x1c\x1c\x1d\x20\x18\x18\x18\x18"
    b"\x19\x19\x19\x19\x18\x18\x21\x21\x1b\x1b\x1b\x20\x20\x1c\x1c\x1b\x1b\x1b\x1b\x1e\x1e\x1e\x1c\x1c\x1c\x1c\x1c"
    b"\x1c\x1b\x1b\x1c\x1c\x1c\x1c\x1b\x1c\x21\x21\x21\x21\x1b\x1b\x1c\x20\x20\x1c\x1c\x21\x21\x21\x21\x1e\x1e\x1e"
    b"\x1c\x1c\x1c\x1c\x1c\x1c\x1b\x1c\x1c\x1c\x1c\x1c\0\x1c\x1c\x1c\x1c\x1c\x1b\x1b\0\x20\x20\0\0\x21\x21\x21\x21"
    b"\x1e\x1e\x1e\x1c\0\0\x1c\0\0\0\x1c\x1c\x1c\x1c\x1c\x1c\0\x1c\x1c\x1c\x1c\x1b\x1b\0\x20\x20\0\0\x21\x21\x21\x21"
    b"\x1e\x1e\x1e\x1c\0\0\x1c\0\0\0\x1c\x1f\x1f\x1f\x1f\x1f\x1f\x1c\x1c\x1c\x1c\x1b\x1b\0\x1b\x1c\x1c\x1c\x1c\x1c"
    b"\x1c\x1c\x1c\x1b\x1b\0\x1b\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x1c\x21\x21\x21\x21\x21\x21\x21\x21\x1c\x21\x21\x21\x21"
    b"\x1d\x1d\x1d\x1d\x1d\x1d\x1d\x1d\x1c\x1c\x1c\x1c\x1c\x1c\x1d\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x17\x17\x17\x17\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17"
    b"\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17"
    b"\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\x17\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# Bits EFFECT_*.
OP_EFFECTS: Final = (
    b"\x41\0\0\0\0\0\0\0\x61\0\x61\0\x40\0\x40\x40\x21\x21\x61\x61\x21\x61\0\0\0\0\0\2\2\0\0\0\0\0\0\x08\x10\x09\x11"
    b"\0\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x11\x11\x11\x11\x11\x11\x11\x11\x11\x08\x30\2\2\2\2"
    b"\2\6\6\2\2\2\2\2\2\2\2\2\6\6\2\2\2\2\2\2\2\2\6\6\2\2\2\2\6\6\2\2\2\2\2\2\2\6\2\6\3\3\3\3\6\6\6\2\2\2\2\2\2\2\2"
    b"\6\2\6\3\3\3\3\6\6\6\2\2\2\2\2\2\2\2\2\2\2\2\6\2\6\2\6\6\2\2\2\2\2\2\2\2\6\2\6\2\6\6\2\2\3\3\3\3\2\2\3\3\3\3\2"
    b"\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\0\0\0\0\0\0\0\0\0\0\0\2\2\2\6\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x20\x20\x09\x09\x09\x11\x21\x21\x21\x21\x21\x09\x09\x09\x11\3\x31"
    b"\x39\x31\x31\2\2\1\1\0\0\2\2\2\3\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\2\2\2\2\2\2\2\2\x31\x30\x39\x31\x31\x30\x39\x30\x08\x31\0\2\2\6\6"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\x11\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2"
    b"\2\2\2\2\2\6\6\2\2\2\2\2\2\2\2\6\6\2\2\2\2\2\2\2\2\6\6\2\2\2\2\2\2\2\2\6\6\2\2\2\2\6\6\2\2\2\2\2\6\2\6\6\2\2"
    b"\x09\x09\x09\x09\x11\x11\x11\x11\x09\x09\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\6\6\6\2\2\2\2\2\6\6\6\6\2\6\2\2\2\2\2"
    b"\2\6\2\2\2\2\2\2\2\2\2\2\2\6\6\6\2\2\2\2\6\6\6\6\6\0\6\6\6\6\6\2\2\0\2\2\0\0\2\2\2\2\2\2\2\6\0\0\2\0\0\0\6\6\6"
    b"\6\6\6\0\6\6\6\6\2\2\0\2\2\0\0\2\2\2\2\2\2\2\6\0\0\2\0\0\0\6\6\6\2\2\2\2\6\6\6\6\2\2\0\2\6\2\6\2\6\6\2\2\2\2\0"
    b"\2\6\2\6\2\6\6\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x31"
    b"\x31\x31\x10\0\0\0\0\0\0\0\0\0\0\0\0\x19\x19\x19\x19\x19\x19\x19\x11\x11\x11\x11\x11\x11\x11\x19\x19\x19\x19"
    b"\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19"
    b"\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\x19\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
)

# Text name of every instruction, by number; empty where there is none.
OP_NAME: Final[list[str]] = [""] * NUM_OPS

for _entry in (
    "000 unreachable,001 nop,002 block,003 loop,004 if,005 else,008 throw,00a throw_ref,00b end,00c br,"
    "00d br_if,00e br_table,00f return,010 call,011 call_indirect,012 return_call,013 return_call_indirect,"
    "014 call_ref,015 return_call_ref,01a drop,01b select,01c select,01f try_table,020 local.get,021 local.set,"
    "022 local.tee,023 global.get,024 global.set,025 table.get,026 table.set,028 i32.load,029 i64.load,"
    "02a f32.load,02b f64.load,02c i32.load8_s,02d i32.load8_u,02e i32.load16_s,02f i32.load16_u,"
    "030 i64.load8_s,031 i64.load8_u,032 i64.load16_s,033 i64.load16_u,034 i64.load32_s,035 i64.load32_u,"
    "036 i32.store,037 i64.store,038 f32.store,039 f64.store,03a i32.store8,03b i32.store16,03c i64.store8,"
    "03d i64.store16,03e i64.store32,03f memory.size,040 memory.grow,041 i32.const,042 i64.const,043 f32.const,"
    "044 f64.const,045 i32.eqz,046 i32.eq,047 i32.ne,048 i32.lt_s,049 i32.lt_u,04a i32.gt_s,04b i32.gt_u,"
    "04c i32.le_s,04d i32.le_u,04e i32.ge_s,04f i32.ge_u,050 i64.eqz,051 i64.eq,052 i64.ne,053 i64.lt_s,"
    "054 i64.lt_u,055 i64.gt_s,056 i64.gt_u,057 i64.le_s,058 i64.le_u,059 i64.ge_s,05a i64.ge_u,05b f32.eq,"
    "05c f32.ne,05d f32.lt,05e f32.gt,05f f32.le,060 f32.ge,061 f64.eq,062 f64.ne,063 f64.lt,064 f64.gt,"
    "065 f64.le,066 f64.ge,067 i32.clz,068 i32.ctz,069 i32.popcnt,06a i32.add,06b i32.sub,06c i32.mul,"
    "06d i32.div_s,06e i32.div_u,06f i32.rem_s,070 i32.rem_u,071 i32.and,072 i32.or,073 i32.xor,074 i32.shl,"
    "075 i32.shr_s,076 i32.shr_u,077 i32.rotl,078 i32.rotr,079 i64.clz,07a i64.ctz,07b i64.popcnt,07c i64.add,"
    "07d i64.sub,07e i64.mul,07f i64.div_s,080 i64.div_u,081 i64.rem_s,082 i64.rem_u,083 i64.and,084 i64.or,"
    "085 i64.xor,086 i64.shl,087 i64.shr_s,088 i64.shr_u,089 i64.rotl,08a i64.rotr,08b f32.abs,08c f32.neg,"
    "08d f32.ceil,08e f32.floor,08f f32.trunc,090 f32.nearest,091 f32.sqrt,092 f32.add,093 f32.sub,094 f32.mul,"
    "095 f32.div,096 f32.min,097 f32.max,098 f32.copysign,099 f64.abs,09a f64.neg,09b f64.ceil,09c f64.floor,"
    "09d f64.trunc,09e f64.nearest,09f f64.sqrt,0a0 f64.add,0a1 f64.sub,0a2 f64.mul,0a3 f64.div,0a4 f64.min,"
    "0a5 f64.max,0a6 f64.copysign,0a7 i32.wrap_i64,0a8 i32.trunc_f32_s,0a9 i32.trunc_f32_u,0aa i32.trunc_f64_s,"
    "0ab i32.trunc_f64_u,0ac i64.extend_i32_s,0ad i64.extend_i32_u,0ae i64.trunc_f32_s,0af i64.trunc_f32_u,"
    "0b0 i64.trunc_f64_s,0b1 i64.trunc_f64_u,0b2 f32.convert_i32_s,0b3 f32.convert_i32_u,0b4 f32.convert_i64_s,"
    "0b5 f32.convert_i64_u,0b6 f32.demote_f64,0b7 f64.convert_i32_s,0b8 f64.convert_i32_u,"
    "0b9 f64.convert_i64_s,0ba f64.convert_i64_u,0bb f64.promote_f32,0bc i32.reinterpret_f32,"
    "0bd i64.reinterpret_f64,0be f32.reinterpret_i32,0bf f64.reinterpret_i64,0c0 i32.extend8_s,"
    "0c1 i32.extend16_s,0c2 i64.extend8_s,0c3 i64.extend16_s,0c4 i64.extend32_s,0d0 ref.null,0d1 ref.is_null,"
    "0d2 ref.func,0d3 ref.eq,0d4 ref.as_non_null,0d5 br_on_null,0d6 br_on_non_null,100 struct.new,"
    "101 struct.new_default,102 struct.get,103 struct.get_s,104 struct.get_u,105 struct.set,106 array.new,"
    "107 array.new_default,108 array.new_fixed,109 array.new_data,10a array.new_elem,10b array.get,"
    "10c array.get_s,10d array.get_u,10e array.set,10f array.len,110 array.fill,111 array.copy,"
    "112 array.init_data,113 array.init_elem,114 ref.test,115 ref.test null,116 ref.cast,117 ref.cast null,"
    "118 br_on_cast,119 br_on_cast_fail,11a any.convert_extern,11b extern.convert_any,11c ref.i31,"
    "11d i31.get_s,11e i31.get_u,200 i32.trunc_sat_f32_s,201 i32.trunc_sat_f32_u,202 i32.trunc_sat_f64_s,"
    "203 i32.trunc_sat_f64_u,204 i64.trunc_sat_f32_s,205 i64.trunc_sat_f32_u,206 i64.trunc_sat_f64_s,"
    "207 i64.trunc_sat_f64_u,208 memory.init,209 data.drop,20a memory.copy,20b memory.fill,20c table.init,"
    "20d elem.drop,20e table.copy,20f table.grow,210 table.size,211 table.fill,213 i64.add128,214 i64.sub128,"
    "215 i64.mul_wide_s,216 i64.mul_wide_u,300 v128.load,301 v128.load8x8_s,302 v128.load8x8_u,"
    "303 v128.load16x4_s,304 v128.load16x4_u,305 v128.load32x2_s,306 v128.load32x2_u,307 v128.load8_splat,"
    "308 v128.load16_splat,309 v128.load32_splat,30a v128.load64_splat,30b v128.store,30c v128.const,"
    "30d i8x16.shuffle,30e i8x16.swizzle,30f i8x16.splat,310 i16x8.splat,311 i32x4.splat,312 i64x2.splat,"
    "313 f32x4.splat,314 f64x2.splat,315 i8x16.extract_lane_s,316 i8x16.extract_lane_u,317 i8x16.replace_lane,"
    "318 i16x8.extract_lane_s,319 i16x8.extract_lane_u,31a i16x8.replace_lane,31b i32x4.extract_lane,"
    "31c i32x4.replace_lane,31d i64x2.extract_lane,31e i64x2.replace_lane,31f f32x4.extract_lane,"
    "320 f32x4.replace_lane,321 f64x2.extract_lane,322 f64x2.replace_lane,323 i8x16.eq,324 i8x16.ne,"
    "325 i8x16.lt_s,326 i8x16.lt_u,327 i8x16.gt_s,328 i8x16.gt_u,329 i8x16.le_s,32a i8x16.le_u,32b i8x16.ge_s,"
    "32c i8x16.ge_u,32d i16x8.eq,32e i16x8.ne,32f i16x8.lt_s,330 i16x8.lt_u,331 i16x8.gt_s,332 i16x8.gt_u,"
    "333 i16x8.le_s,334 i16x8.le_u,335 i16x8.ge_s,336 i16x8.ge_u,337 i32x4.eq,338 i32x4.ne,339 i32x4.lt_s,"
    "33a i32x4.lt_u,33b i32x4.gt_s,33c i32x4.gt_u,33d i32x4.le_s,33e i32x4.le_u,33f i32x4.ge_s,340 i32x4.ge_u,"
    "341 f32x4.eq,342 f32x4.ne,343 f32x4.lt,344 f32x4.gt,345 f32x4.le,346 f32x4.ge,347 f64x2.eq,348 f64x2.ne,"
    "349 f64x2.lt,34a f64x2.gt,34b f64x2.le,34c f64x2.ge,34d v128.not,34e v128.and,34f v128.andnot,350 v128.or,"
    "351 v128.xor,352 v128.bitselect,353 v128.any_true,354 v128.load8_lane,355 v128.load16_lane,"
    "356 v128.load32_lane,357 v128.load64_lane,358 v128.store8_lane,359 v128.store16_lane,"
    "35a v128.store32_lane,35b v128.store64_lane,35c v128.load32_zero,35d v128.load64_zero,"
    "35e f32x4.demote_f64x2_zero,35f f64x2.promote_low_f32x4,360 i8x16.abs,361 i8x16.neg,362 i8x16.popcnt,"
    "363 i8x16.all_true,364 i8x16.bitmask,365 i8x16.narrow_i16x8_s,366 i8x16.narrow_i16x8_u,367 f32x4.ceil,"
    "368 f32x4.floor,369 f32x4.trunc,36a f32x4.nearest,36b i8x16.shl,36c i8x16.shr_s,36d i8x16.shr_u,"
    "36e i8x16.add,36f i8x16.add_sat_s,370 i8x16.add_sat_u,371 i8x16.sub,372 i8x16.sub_sat_s,"
    "373 i8x16.sub_sat_u,374 f64x2.ceil,375 f64x2.floor,376 i8x16.min_s,377 i8x16.min_u,378 i8x16.max_s,"
    "379 i8x16.max_u,37a f64x2.trunc,37b i8x16.avgr_u,37c i16x8.extadd_pairwise_i8x16_s,"
    "37d i16x8.extadd_pairwise_i8x16_u,37e i32x4.extadd_pairwise_i16x8_s,37f i32x4.extadd_pairwise_i16x8_u,"
    "380 i16x8.abs,381 i16x8.neg,382 i16x8.q15mulr_sat_s,383 i16x8.all_true,384 i16x8.bitmask,"
    "385 i16x8.narrow_i32x4_s,386 i16x8.narrow_i32x4_u,387 i16x8.extend_low_i8x16_s,"
    "388 i16x8.extend_high_i8x16_s,389 i16x8.extend_low_i8x16_u,38a i16x8.extend_high_i8x16_u,38b i16x8.shl,"
    "38c i16x8.shr_s,38d i16x8.shr_u,38e i16x8.add,38f i16x8.add_sat_s,390 i16x8.add_sat_u,391 i16x8.sub,"
    "392 i16x8.sub_sat_s,393 i16x8.sub_sat_u,394 f64x2.nearest,395 i16x8.mul,396 i16x8.min_s,397 i16x8.min_u,"
    "398 i16x8.max_s,399 i16x8.max_u,39b i16x8.avgr_u,39c i16x8.extmul_low_i8x16_s,"
    "39d i16x8.extmul_high_i8x16_s,39e i16x8.extmul_low_i8x16_u,39f i16x8.extmul_high_i8x16_u,3a0 i32x4.abs,"
    "3a1 i32x4.neg,3a3 i32x4.all_true,3a4 i32x4.bitmask,3a7 i32x4.extend_low_i16x8_s,"
    "3a8 i32x4.extend_high_i16x8_s,3a9 i32x4.extend_low_i16x8_u,3aa i32x4.extend_high_i16x8_u,3ab i32x4.shl,"
    "3ac i32x4.shr_s,3ad i32x4.shr_u,3ae i32x4.add,3b1 i32x4.sub,3b5 i32x4.mul,3b6 i32x4.min_s,3b7 i32x4.min_u,"
    "3b8 i32x4.max_s,3b9 i32x4.max_u,3ba i32x4.dot_i16x8_s,3bc i32x4.extmul_low_i16x8_s,"
    "3bd i32x4.extmul_high_i16x8_s,3be i32x4.extmul_low_i16x8_u,3bf i32x4.extmul_high_i16x8_u,3c0 i64x2.abs,"
    "3c1 i64x2.neg,3c3 i64x2.all_true,3c4 i64x2.bitmask,3c7 i64x2.extend_low_i32x4_s,"
    "3c8 i64x2.extend_high_i32x4_s,3c9 i64x2.extend_low_i32x4_u,3ca i64x2.extend_high_i32x4_u,3cb i64x2.shl,"
    "3cc i64x2.shr_s,3cd i64x2.shr_u,3ce i64x2.add,3d1 i64x2.sub,3d5 i64x2.mul,3d6 i64x2.eq,3d7 i64x2.ne,"
    "3d8 i64x2.lt_s,3d9 i64x2.gt_s,3da i64x2.le_s,3db i64x2.ge_s,3dc i64x2.extmul_low_i32x4_s,"
    "3dd i64x2.extmul_high_i32x4_s,3de i64x2.extmul_low_i32x4_u,3df i64x2.extmul_high_i32x4_u,3e0 f32x4.abs,"
    "3e1 f32x4.neg,3e3 f32x4.sqrt,3e4 f32x4.add,3e5 f32x4.sub,3e6 f32x4.mul,3e7 f32x4.div,3e8 f32x4.min,"
    "3e9 f32x4.max,3ea f32x4.pmin,3eb f32x4.pmax,3ec f64x2.abs,3ed f64x2.neg,3ef f64x2.sqrt,3f0 f64x2.add,"
    "3f1 f64x2.sub,3f2 f64x2.mul,3f3 f64x2.div,3f4 f64x2.min,3f5 f64x2.max,3f6 f64x2.pmin,3f7 f64x2.pmax,"
    "3f8 i32x4.trunc_sat_f32x4_s,3f9 i32x4.trunc_sat_f32x4_u,3fa f32x4.convert_i32x4_s,"
    "3fb f32x4.convert_i32x4_u,3fc i32x4.trunc_sat_f64x2_s_zero,3fd i32x4.trunc_sat_f64x2_u_zero,"
    "3fe f64x2.convert_low_i32x4_s,3ff f64x2.convert_low_i32x4_u,400 i8x16.relaxed_swizzle,"
    "401 i32x4.relaxed_trunc_f32x4_s,402 i32x4.relaxed_trunc_f32x4_u,403 i32x4.relaxed_trunc_f64x2_s_zero,"
    "404 i32x4.relaxed_trunc_f64x2_u_zero,405 f32x4.relaxed_madd,406 f32x4.relaxed_nmadd,"
    "407 f64x2.relaxed_madd,408 f64x2.relaxed_nmadd,409 i8x16.relaxed_laneselect,40a i16x8.relaxed_laneselect,"
    "40b i32x4.relaxed_laneselect,40c i64x2.relaxed_laneselect,40d f32x4.relaxed_min,40e f32x4.relaxed_max,"
    "40f f64x2.relaxed_min,410 f64x2.relaxed_max,411 i16x8.relaxed_q15mulr_s,"
    "412 i16x8.relaxed_dot_i8x16_i7x16_s,413 i32x4.relaxed_dot_i8x16_i7x16_add_s,500 memory.atomic.notify,"
    "501 memory.atomic.wait32,502 memory.atomic.wait64,503 atomic.fence,510 i32.atomic.load,"
    "511 i64.atomic.load,512 i32.atomic.load8_u,513 i32.atomic.load16_u,514 i64.atomic.load8_u,"
    "515 i64.atomic.load16_u,516 i64.atomic.load32_u,517 i32.atomic.store,518 i64.atomic.store,"
    "519 i32.atomic.store8,51a i32.atomic.store16,51b i64.atomic.store8,51c i64.atomic.store16,"
    "51d i64.atomic.store32,51e i32.atomic.rmw.add,51f i64.atomic.rmw.add,520 i32.atomic.rmw8.add_u,"
    "521 i32.atomic.rmw16.add_u,522 i64.atomic.rmw8.add_u,523 i64.atomic.rmw16.add_u,"
    "524 i64.atomic.rmw32.add_u,525 i32.atomic.rmw.sub,526 i64.atomic.rmw.sub,527 i32.atomic.rmw8.sub_u,"
    "528 i32.atomic.rmw16.sub_u,529 i64.atomic.rmw8.sub_u,52a i64.atomic.rmw16.sub_u,"
    "52b i64.atomic.rmw32.sub_u,52c i32.atomic.rmw.and,52d i64.atomic.rmw.and,52e i32.atomic.rmw8.and_u,"
    "52f i32.atomic.rmw16.and_u,530 i64.atomic.rmw8.and_u,531 i64.atomic.rmw16.and_u,"
    "532 i64.atomic.rmw32.and_u,533 i32.atomic.rmw.or,534 i64.atomic.rmw.or,535 i32.atomic.rmw8.or_u,"
    "536 i32.atomic.rmw16.or_u,537 i64.atomic.rmw8.or_u,538 i64.atomic.rmw16.or_u,539 i64.atomic.rmw32.or_u,"
    "53a i32.atomic.rmw.xor,53b i64.atomic.rmw.xor,53c i32.atomic.rmw8.xor_u,53d i32.atomic.rmw16.xor_u,"
    "53e i64.atomic.rmw8.xor_u,53f i64.atomic.rmw16.xor_u,540 i64.atomic.rmw32.xor_u,541 i32.atomic.rmw.xchg,"
    "542 i64.atomic.rmw.xchg,543 i32.atomic.rmw8.xchg_u,544 i32.atomic.rmw16.xchg_u,545 i64.atomic.rmw8.xchg_u,"
    "546 i64.atomic.rmw16.xchg_u,547 i64.atomic.rmw32.xchg_u,548 i32.atomic.rmw.cmpxchg,"
    "549 i64.atomic.rmw.cmpxchg,54a i32.atomic.rmw8.cmpxchg_u,54b i32.atomic.rmw16.cmpxchg_u,"
    "54c i64.atomic.rmw8.cmpxchg_u,54d i64.atomic.rmw16.cmpxchg_u,54e i64.atomic.rmw32.cmpxchg_u"
).split(","):
    OP_NAME[int(_entry[:3], 16)] = _entry[4:]
