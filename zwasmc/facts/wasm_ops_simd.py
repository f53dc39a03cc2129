"""Vector instructions: rows in the format of ``wasm_ops.py``."""

from __future__ import annotations

from typing import Final

SIMD_ROWS: Final = {
    "simd": """
fd00  v128.load                      | memarg:4    | addr -> v128               | simd_load     | trap load
fd01  v128.load8x8_s                 | memarg:3    | addr -> v128               | simd_load     | trap load
fd02  v128.load8x8_u                 | memarg:3    | addr -> v128               | simd_load     | trap load
fd03  v128.load16x4_s                | memarg:3    | addr -> v128               | simd_load     | trap load
fd04  v128.load16x4_u                | memarg:3    | addr -> v128               | simd_load     | trap load
fd05  v128.load32x2_s                | memarg:3    | addr -> v128               | simd_load     | trap load
fd06  v128.load32x2_u                | memarg:3    | addr -> v128               | simd_load     | trap load
fd07  v128.load8_splat               | memarg:0    | addr -> v128               | simd_load     | trap load
fd08  v128.load16_splat              | memarg:1    | addr -> v128               | simd_load     | trap load
fd09  v128.load32_splat              | memarg:2    | addr -> v128               | simd_load     | trap load
fd0a  v128.load64_splat              | memarg:3    | addr -> v128               | simd_load     | trap load
fd0b  v128.store                     | memarg:4    | addr v128 ->               | simd_store    | trap store
fd0c  v128.const                     | v128        | -> v128                    | const         | pure
fd0d  i8x16.shuffle                  | shuffle     | v128 v128 -> v128          | simd_binary   | pure
fd0e  i8x16.swizzle                  | none        | v128 v128 -> v128          | simd_binary   | pure
fd0f  i8x16.splat                    | none        | i32 -> v128                | simd_lane     | pure
fd10  i16x8.splat                    | none        | i32 -> v128                | simd_lane     | pure
fd11  i32x4.splat                    | none        | i32 -> v128                | simd_lane     | pure
fd12  i64x2.splat                    | none        | i64 -> v128                | simd_lane     | pure
fd13  f32x4.splat                    | none        | f32 -> v128                | simd_lane     | pure
fd14  f64x2.splat                    | none        | f64 -> v128                | simd_lane     | pure
fd15  i8x16.extract_lane_s           | lane:16     | v128 -> i32                | simd_lane     | pure
fd16  i8x16.extract_lane_u           | lane:16     | v128 -> i32                | simd_lane     | pure
fd17  i8x16.replace_lane             | lane:16     | v128 i32 -> v128           | simd_lane     | pure
fd18  i16x8.extract_lane_s           | lane:8      | v128 -> i32                | simd_lane     | pure
fd19  i16x8.extract_lane_u           | lane:8      | v128 -> i32                | simd_lane     | pure
fd1a  i16x8.replace_lane             | lane:8      | v128 i32 -> v128           | simd_lane     | pure
fd1b  i32x4.extract_lane             | lane:4      | v128 -> i32                | simd_lane     | pure
fd1c  i32x4.replace_lane             | lane:4      | v128 i32 -> v128           | simd_lane     | pure
fd1d  i64x2.extract_lane             | lane:2      | v128 -> i64                | simd_lane     | pure
fd1e  i64x2.replace_lane             | lane:2      | v128 i64 -> v128           | simd_lane     | pure
fd1f  f32x4.extract_lane             | lane:4      | v128 -> f32                | simd_lane     | pure
fd20  f32x4.replace_lane             | lane:4      | v128 f32 -> v128           | simd_lane     | pure
fd21  f64x2.extract_lane             | lane:2      | v128 -> f64                | simd_lane     | pure
fd22  f64x2.replace_lane             | lane:2      | v128 f64 -> v128           | simd_lane     | pure
fd23  i8x16.eq                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fd24  i8x16.ne                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fd25  i8x16.lt_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd26  i8x16.lt_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd27  i8x16.gt_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd28  i8x16.gt_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd29  i8x16.le_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd2a  i8x16.le_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd2b  i8x16.ge_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd2c  i8x16.ge_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd2d  i16x8.eq                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fd2e  i16x8.ne                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fd2f  i16x8.lt_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd30  i16x8.lt_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd31  i16x8.gt_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd32  i16x8.gt_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd33  i16x8.le_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd34  i16x8.le_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd35  i16x8.ge_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd36  i16x8.ge_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd37  i32x4.eq                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fd38  i32x4.ne                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fd39  i32x4.lt_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd3a  i32x4.lt_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd3b  i32x4.gt_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd3c  i32x4.gt_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd3d  i32x4.le_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd3e  i32x4.le_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd3f  i32x4.ge_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd40  i32x4.ge_u                     | none        | v128 v128 -> v128          | simd_compare  | pure
fd41  f32x4.eq                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fd42  f32x4.ne                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fd43  f32x4.lt                       | none        | v128 v128 -> v128          | simd_compare  | pure
fd44  f32x4.gt                       | none        | v128 v128 -> v128          | simd_compare  | pure
fd45  f32x4.le                       | none        | v128 v128 -> v128          | simd_compare  | pure
fd46  f32x4.ge                       | none        | v128 v128 -> v128          | simd_compare  | pure
fd47  f64x2.eq                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fd48  f64x2.ne                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fd49  f64x2.lt                       | none        | v128 v128 -> v128          | simd_compare  | pure
fd4a  f64x2.gt                       | none        | v128 v128 -> v128          | simd_compare  | pure
fd4b  f64x2.le                       | none        | v128 v128 -> v128          | simd_compare  | pure
fd4c  f64x2.ge                       | none        | v128 v128 -> v128          | simd_compare  | pure
fd4d  v128.not                       | none        | v128 -> v128               | simd_unary    | pure
fd4e  v128.and                       | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd4f  v128.andnot                    | none        | v128 v128 -> v128          | simd_binary   | pure
fd50  v128.or                        | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd51  v128.xor                       | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd52  v128.bitselect                 | none        | v128 v128 v128 -> v128     | simd_ternary  | pure
fd53  v128.any_true                  | none        | v128 -> i32                | simd_test     | pure
fd54  v128.load8_lane                | memarg_lane:0 | addr v128 -> v128          | simd_load     | trap load
fd55  v128.load16_lane               | memarg_lane:1 | addr v128 -> v128          | simd_load     | trap load
fd56  v128.load32_lane               | memarg_lane:2 | addr v128 -> v128          | simd_load     | trap load
fd57  v128.load64_lane               | memarg_lane:3 | addr v128 -> v128          | simd_load     | trap load
fd58  v128.store8_lane               | memarg_lane:0 | addr v128 ->               | simd_store    | trap store
fd59  v128.store16_lane              | memarg_lane:1 | addr v128 ->               | simd_store    | trap store
fd5a  v128.store32_lane              | memarg_lane:2 | addr v128 ->               | simd_store    | trap store
fd5b  v128.store64_lane              | memarg_lane:3 | addr v128 ->               | simd_store    | trap store
fd5c  v128.load32_zero               | memarg:2    | addr -> v128               | simd_load     | trap load
fd5d  v128.load64_zero               | memarg:3    | addr -> v128               | simd_load     | trap load
fd5e  f32x4.demote_f64x2_zero        | none        | v128 -> v128               | simd_convert  | pure
fd5f  f64x2.promote_low_f32x4        | none        | v128 -> v128               | simd_convert  | pure
fd60  i8x16.abs                      | none        | v128 -> v128               | simd_unary    | pure
fd61  i8x16.neg                      | none        | v128 -> v128               | simd_unary    | pure
fd62  i8x16.popcnt                   | none        | v128 -> v128               | simd_unary    | pure
fd63  i8x16.all_true                 | none        | v128 -> i32                | simd_test     | pure
fd64  i8x16.bitmask                  | none        | v128 -> i32                | simd_test     | pure
fd65  i8x16.narrow_i16x8_s           | none        | v128 v128 -> v128          | simd_binary   | pure
fd66  i8x16.narrow_i16x8_u           | none        | v128 v128 -> v128          | simd_binary   | pure
fd67  f32x4.ceil                     | none        | v128 -> v128               | simd_unary    | pure
fd68  f32x4.floor                    | none        | v128 -> v128               | simd_unary    | pure
fd69  f32x4.trunc                    | none        | v128 -> v128               | simd_unary    | pure
fd6a  f32x4.nearest                  | none        | v128 -> v128               | simd_unary    | pure
fd6b  i8x16.shl                      | none        | v128 i32 -> v128           | simd_shift    | pure
fd6c  i8x16.shr_s                    | none        | v128 i32 -> v128           | simd_shift    | pure
fd6d  i8x16.shr_u                    | none        | v128 i32 -> v128           | simd_shift    | pure
fd6e  i8x16.add                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd6f  i8x16.add_sat_s                | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd70  i8x16.add_sat_u                | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd71  i8x16.sub                      | none        | v128 v128 -> v128          | simd_binary   | pure
fd72  i8x16.sub_sat_s                | none        | v128 v128 -> v128          | simd_binary   | pure
fd73  i8x16.sub_sat_u                | none        | v128 v128 -> v128          | simd_binary   | pure
fd74  f64x2.ceil                     | none        | v128 -> v128               | simd_unary    | pure
fd75  f64x2.floor                    | none        | v128 -> v128               | simd_unary    | pure
fd76  i8x16.min_s                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd77  i8x16.min_u                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd78  i8x16.max_s                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd79  i8x16.max_u                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd7a  f64x2.trunc                    | none        | v128 -> v128               | simd_unary    | pure
fd7b  i8x16.avgr_u                   | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd7c  i16x8.extadd_pairwise_i8x16_s  | none        | v128 -> v128               | simd_convert  | pure
fd7d  i16x8.extadd_pairwise_i8x16_u  | none        | v128 -> v128               | simd_convert  | pure
fd7e  i32x4.extadd_pairwise_i16x8_s  | none        | v128 -> v128               | simd_convert  | pure
fd7f  i32x4.extadd_pairwise_i16x8_u  | none        | v128 -> v128               | simd_convert  | pure
fd80  i16x8.abs                      | none        | v128 -> v128               | simd_unary    | pure
fd81  i16x8.neg                      | none        | v128 -> v128               | simd_unary    | pure
fd82  i16x8.q15mulr_sat_s            | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd83  i16x8.all_true                 | none        | v128 -> i32                | simd_test     | pure
fd84  i16x8.bitmask                  | none        | v128 -> i32                | simd_test     | pure
fd85  i16x8.narrow_i32x4_s           | none        | v128 v128 -> v128          | simd_binary   | pure
fd86  i16x8.narrow_i32x4_u           | none        | v128 v128 -> v128          | simd_binary   | pure
fd87  i16x8.extend_low_i8x16_s       | none        | v128 -> v128               | simd_convert  | pure
fd88  i16x8.extend_high_i8x16_s      | none        | v128 -> v128               | simd_convert  | pure
fd89  i16x8.extend_low_i8x16_u       | none        | v128 -> v128               | simd_convert  | pure
fd8a  i16x8.extend_high_i8x16_u      | none        | v128 -> v128               | simd_convert  | pure
fd8b  i16x8.shl                      | none        | v128 i32 -> v128           | simd_shift    | pure
fd8c  i16x8.shr_s                    | none        | v128 i32 -> v128           | simd_shift    | pure
fd8d  i16x8.shr_u                    | none        | v128 i32 -> v128           | simd_shift    | pure
fd8e  i16x8.add                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd8f  i16x8.add_sat_s                | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd90  i16x8.add_sat_u                | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd91  i16x8.sub                      | none        | v128 v128 -> v128          | simd_binary   | pure
fd92  i16x8.sub_sat_s                | none        | v128 v128 -> v128          | simd_binary   | pure
fd93  i16x8.sub_sat_u                | none        | v128 v128 -> v128          | simd_binary   | pure
fd94  f64x2.nearest                  | none        | v128 -> v128               | simd_unary    | pure
fd95  i16x8.mul                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd96  i16x8.min_s                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd97  i16x8.min_u                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd98  i16x8.max_s                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd99  i16x8.max_u                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd9b  i16x8.avgr_u                   | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd9c  i16x8.extmul_low_i8x16_s       | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd9d  i16x8.extmul_high_i8x16_s      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd9e  i16x8.extmul_low_i8x16_u       | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fd9f  i16x8.extmul_high_i8x16_u      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fda0  i32x4.abs                      | none        | v128 -> v128               | simd_unary    | pure
fda1  i32x4.neg                      | none        | v128 -> v128               | simd_unary    | pure
fda3  i32x4.all_true                 | none        | v128 -> i32                | simd_test     | pure
fda4  i32x4.bitmask                  | none        | v128 -> i32                | simd_test     | pure
fda7  i32x4.extend_low_i16x8_s       | none        | v128 -> v128               | simd_convert  | pure
fda8  i32x4.extend_high_i16x8_s      | none        | v128 -> v128               | simd_convert  | pure
fda9  i32x4.extend_low_i16x8_u       | none        | v128 -> v128               | simd_convert  | pure
fdaa  i32x4.extend_high_i16x8_u      | none        | v128 -> v128               | simd_convert  | pure
fdab  i32x4.shl                      | none        | v128 i32 -> v128           | simd_shift    | pure
fdac  i32x4.shr_s                    | none        | v128 i32 -> v128           | simd_shift    | pure
fdad  i32x4.shr_u                    | none        | v128 i32 -> v128           | simd_shift    | pure
fdae  i32x4.add                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdb1  i32x4.sub                      | none        | v128 v128 -> v128          | simd_binary   | pure
fdb5  i32x4.mul                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdb6  i32x4.min_s                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdb7  i32x4.min_u                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdb8  i32x4.max_s                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdb9  i32x4.max_u                    | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdba  i32x4.dot_i16x8_s              | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdbc  i32x4.extmul_low_i16x8_s       | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdbd  i32x4.extmul_high_i16x8_s      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdbe  i32x4.extmul_low_i16x8_u       | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdbf  i32x4.extmul_high_i16x8_u      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdc0  i64x2.abs                      | none        | v128 -> v128               | simd_unary    | pure
fdc1  i64x2.neg                      | none        | v128 -> v128               | simd_unary    | pure
fdc3  i64x2.all_true                 | none        | v128 -> i32                | simd_test     | pure
fdc4  i64x2.bitmask                  | none        | v128 -> i32                | simd_test     | pure
fdc7  i64x2.extend_low_i32x4_s       | none        | v128 -> v128               | simd_convert  | pure
fdc8  i64x2.extend_high_i32x4_s      | none        | v128 -> v128               | simd_convert  | pure
fdc9  i64x2.extend_low_i32x4_u       | none        | v128 -> v128               | simd_convert  | pure
fdca  i64x2.extend_high_i32x4_u      | none        | v128 -> v128               | simd_convert  | pure
fdcb  i64x2.shl                      | none        | v128 i32 -> v128           | simd_shift    | pure
fdcc  i64x2.shr_s                    | none        | v128 i32 -> v128           | simd_shift    | pure
fdcd  i64x2.shr_u                    | none        | v128 i32 -> v128           | simd_shift    | pure
fdce  i64x2.add                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdd1  i64x2.sub                      | none        | v128 v128 -> v128          | simd_binary   | pure
fdd5  i64x2.mul                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdd6  i64x2.eq                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fdd7  i64x2.ne                       | none        | v128 v128 -> v128          | simd_compare  | pure commutative
fdd8  i64x2.lt_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fdd9  i64x2.gt_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fdda  i64x2.le_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fddb  i64x2.ge_s                     | none        | v128 v128 -> v128          | simd_compare  | pure
fddc  i64x2.extmul_low_i32x4_s       | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fddd  i64x2.extmul_high_i32x4_s      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdde  i64x2.extmul_low_i32x4_u       | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fddf  i64x2.extmul_high_i32x4_u      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fde0  f32x4.abs                      | none        | v128 -> v128               | simd_unary    | pure
fde1  f32x4.neg                      | none        | v128 -> v128               | simd_unary    | pure
fde3  f32x4.sqrt                     | none        | v128 -> v128               | simd_unary    | pure
fde4  f32x4.add                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fde5  f32x4.sub                      | none        | v128 v128 -> v128          | simd_binary   | pure
fde6  f32x4.mul                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fde7  f32x4.div                      | none        | v128 v128 -> v128          | simd_binary   | pure
fde8  f32x4.min                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fde9  f32x4.max                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdea  f32x4.pmin                     | none        | v128 v128 -> v128          | simd_binary   | pure
fdeb  f32x4.pmax                     | none        | v128 v128 -> v128          | simd_binary   | pure
fdec  f64x2.abs                      | none        | v128 -> v128               | simd_unary    | pure
fded  f64x2.neg                      | none        | v128 -> v128               | simd_unary    | pure
fdef  f64x2.sqrt                     | none        | v128 -> v128               | simd_unary    | pure
fdf0  f64x2.add                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdf1  f64x2.sub                      | none        | v128 v128 -> v128          | simd_binary   | pure
fdf2  f64x2.mul                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdf3  f64x2.div                      | none        | v128 v128 -> v128          | simd_binary   | pure
fdf4  f64x2.min                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdf5  f64x2.max                      | none        | v128 v128 -> v128          | simd_binary   | pure commutative
fdf6  f64x2.pmin                     | none        | v128 v128 -> v128          | simd_binary   | pure
fdf7  f64x2.pmax                     | none        | v128 v128 -> v128          | simd_binary   | pure
fdf8  i32x4.trunc_sat_f32x4_s        | none        | v128 -> v128               | simd_convert  | pure
fdf9  i32x4.trunc_sat_f32x4_u        | none        | v128 -> v128               | simd_convert  | pure
fdfa  f32x4.convert_i32x4_s          | none        | v128 -> v128               | simd_convert  | pure
fdfb  f32x4.convert_i32x4_u          | none        | v128 -> v128               | simd_convert  | pure
fdfc  i32x4.trunc_sat_f64x2_s_zero   | none        | v128 -> v128               | simd_convert  | pure
fdfd  i32x4.trunc_sat_f64x2_u_zero   | none        | v128 -> v128               | simd_convert  | pure
fdfe  f64x2.convert_low_i32x4_s      | none        | v128 -> v128               | simd_convert  | pure
fdff  f64x2.convert_low_i32x4_u      | none        | v128 -> v128               | simd_convert  | pure
""",
    "relaxed-simd": """
fd100 i8x16.relaxed_swizzle          | none        | v128 v128 -> v128          | simd_binary   | pure
fd101 i32x4.relaxed_trunc_f32x4_s    | none        | v128 -> v128               | simd_convert  | pure
fd102 i32x4.relaxed_trunc_f32x4_u    | none        | v128 -> v128               | simd_convert  | pure
fd103 i32x4.relaxed_trunc_f64x2_s_zero | none        | v128 -> v128               | simd_convert  | pure
fd104 i32x4.relaxed_trunc_f64x2_u_zero | none        | v128 -> v128               | simd_convert  | pure
fd105 f32x4.relaxed_madd             | none        | v128 v128 v128 -> v128     | simd_ternary  | pure
fd106 f32x4.relaxed_nmadd            | none        | v128 v128 v128 -> v128     | simd_ternary  | pure
fd107 f64x2.relaxed_madd             | none        | v128 v128 v128 -> v128     | simd_ternary  | pure
fd108 f64x2.relaxed_nmadd            | none        | v128 v128 v128 -> v128     | simd_ternary  | pure
fd109 i8x16.relaxed_laneselect       | none        | v128 v128 v128 -> v128     | simd_ternary  | pure
fd10a i16x8.relaxed_laneselect       | none        | v128 v128 v128 -> v128     | simd_ternary  | pure
fd10b i32x4.relaxed_laneselect       | none        | v128 v128 v128 -> v128     | simd_ternary  | pure
fd10c i64x2.relaxed_laneselect       | none        | v128 v128 v128 -> v128     | simd_ternary  | pure
fd10d f32x4.relaxed_min              | none        | v128 v128 -> v128          | simd_binary   | pure
fd10e f32x4.relaxed_max              | none        | v128 v128 -> v128          | simd_binary   | pure
fd10f f64x2.relaxed_min              | none        | v128 v128 -> v128          | simd_binary   | pure
fd110 f64x2.relaxed_max              | none        | v128 v128 -> v128          | simd_binary   | pure
fd111 i16x8.relaxed_q15mulr_s        | none        | v128 v128 -> v128          | simd_binary   | pure
fd112 i16x8.relaxed_dot_i8x16_i7x16_s | none        | v128 v128 -> v128          | simd_binary   | pure
fd113 i32x4.relaxed_dot_i8x16_i7x16_add_s | none        | v128 v128 v128 -> v128     | simd_ternary  | pure
""",
}
