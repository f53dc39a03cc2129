;; Vector operations that take several instructions: with results apart from the operands, and with temporaries.
(module
  (func $popcnt (param v128) (result v128) (i8x16.popcnt (local.get 0)))
  (func $convert (param v128) (result v128) (f32x4.convert_i32x4_u (local.get 0)))
  (func $truncate (param v128) (result v128) (i32x4.trunc_sat_f32x4_s (local.get 0)))
  (func $truncate_u (param v128) (result v128) (i32x4.trunc_sat_f64x2_u_zero (local.get 0)))
  (func $mul (param v128 v128) (result v128) (i64x2.mul (local.get 0) (local.get 1)))
  (func $min (param v128 v128) (result v128) (f32x4.min (local.get 0) (local.get 1)))
  (func $max (param v128 v128) (result v128) (f64x2.max (local.get 0) (local.get 1)))
  (func $compare (param v128 v128) (result v128) (i8x16.le_u (local.get 0) (local.get 1)))
  (func $swizzle (param v128 v128) (result v128) (i8x16.swizzle (local.get 0) (local.get 1)))
  (func $select (param v128 v128 v128) (result v128) (v128.bitselect (local.get 0) (local.get 1) (local.get 2)))
  (func $abs (param v128) (result v128) (i64x2.abs (local.get 0)))
  (func $dot_16 (param v128 v128) (result v128) (i16x8.relaxed_dot_i8x16_i7x16_s (local.get 0) (local.get 1)))
  (func $fused (param v128 v128 v128) (result v128) (f32x4.relaxed_madd (local.get 0) (local.get 1) (local.get 2)))
  (func $dot (param v128 v128 v128) (result v128) (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get 0) (local.get 1) (local.get 2))))

;; [zir]
;; function 0
;; block0(v0:v128):
;;   v1:v128 = i8x16.popcnt v0
;;   return v1
;;
;; function 1
;; block0(v0:v128):
;;   v1:v128 = f32x4.convert_i32x4_u v0
;;   return v1
;;
;; function 2
;; block0(v0:v128):
;;   v1:v128 = i32x4.trunc_sat_f32x4_s v0
;;   return v1
;;
;; function 3
;; block0(v0:v128):
;;   v1:v128 = i32x4.trunc_sat_f64x2_u_zero v0
;;   return v1
;;
;; function 4
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i64x2.mul v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:v128, v1:v128):
;;   v2:v128 = f32x4.min v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:v128, v1:v128):
;;   v2:v128 = f64x2.max v0, v1
;;   return v2
;;
;; function 7
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i8x16.le_u v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i8x16.swizzle v0, v1
;;   return v2
;;
;; function 9
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = v128.bitselect v0, v1, v2
;;   return v3
;;
;; function 10
;; block0(v0:v128):
;;   v1:v128 = i64x2.abs v0
;;   return v1
;;
;; function 11
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i16x8.relaxed_dot_i8x16_i7x16_s v0, v1
;;   return v2
;;
;; function 12
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = f32x4.relaxed_madd v0, v1, v2
;;   return v3
;;
;; function 13
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = i32x4.relaxed_dot_i8x16_i7x16_add_s v0, v1, v2
;;   return v3

;; [select]
;; function 0
;; block0(v0:v128):
;;   v1:v128 = v1t i8x16.popcnt v0
;;   return v1
;;
;; function 1
;; block0(v0:v128):
;;   v1:v128 = v1 f32x4.convert_i32x4_u v0
;;   return v1
;;
;; function 2
;; block0(v0:v128):
;;   v1:v128 = v1 i32x4.trunc_sat_f32x4_s v0
;;   return v1
;;
;; function 3
;; block0(v0:v128):
;;   v1:v128 = v1 i32x4.trunc_sat_f64x2_u_zero v0
;;   return v1
;;
;; function 4
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2e i64x2.mul v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2e f32x4.min v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2e f64x2.max v0, v1
;;   return v2
;;
;; function 7
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2 i8x16.le_u v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2 i8x16.swizzle v0, v1
;;   return v2
;;
;; function 9
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = v3 v128.bitselect v0, v1, v2
;;   return v3
;;
;; function 10
;; block0(v0:v128):
;;   v1:v128 = v1 i64x2.abs v0
;;   return v1
;;
;; function 11
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2t i16x8.relaxed_dot_i8x16_i7x16_s v0, v1
;;   return v2
;;
;; function 12
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = v3 f32x4.relaxed_madd v0, v1, v2
;;   return v3
;;
;; function 13
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = v3t i32x4.relaxed_dot_i8x16_i7x16_add_s v0, v1, v2
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0):
;;   v1 xmm2 = v1t i8x16.popcnt v0 xmm0; with xmm1
;;     xmm0 <- xmm2 v1
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = v1 f32x4.convert_i32x4_u v0 xmm0
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = v1 i32x4.trunc_sat_f32x4_s v0 xmm0
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = v1 i32x4.trunc_sat_f64x2_u_zero v0 xmm0
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm2 = v2e i64x2.mul v0 xmm0, v1 xmm1
;;     xmm0 <- xmm2 v2
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm2 = v2e f32x4.min v0 xmm0, v1 xmm1
;;     xmm0 <- xmm2 v2
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm2 = v2e f64x2.max v0 xmm0, v1 xmm1
;;     xmm0 <- xmm2 v2
;;   return
;;
;; function 7 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = v2 i8x16.le_u v0 xmm0, v1 xmm1
;;   return
;;
;; function 8 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = v2 i8x16.swizzle v0 xmm0, v1 xmm1
;;   return
;;
;; function 9 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 xmm2):
;;   v3 xmm0 = v3 v128.bitselect v0 xmm0, v1 xmm1, v2 xmm2
;;   return
;;
;; function 10 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = v1 i64x2.abs v0 xmm0
;;   return
;;
;; function 11 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm3 = v2t i16x8.relaxed_dot_i8x16_i7x16_s v0 xmm0, v1 xmm1; with xmm2
;;     xmm0 <- xmm3 v2
;;   return
;;
;; function 12 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 xmm2):
;;   v3 xmm0 = v3 f32x4.relaxed_madd v0 xmm0, v1 xmm1, v2 xmm2
;;   return
;;
;; function 13 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 xmm2):
;;   v3 xmm4 = v3t i32x4.relaxed_dot_i8x16_i7x16_add_s v0 xmm0, v1 xmm1, v2 xmm2; with xmm3
;;     xmm0 <- xmm4 v3
;;   return

;; [asm x86_64]
;; function 0 popcnt
;;   push rbp
;;   mov rbp, rsp
;;   vpand xmm15, xmm0, xmmword ptr [0xf0f0f0f0f0f0f0f:0f0f0f0f0f0f0f0f]
;;   vmovaps xmm2, xmmword ptr [0x403030203020201:0302020102010100]
;;   vpshufb xmm1, xmm2, xmm15
;;   vpsrlw xmm15, xmm0, 4
;;   vpand xmm15, xmm15, xmmword ptr [0xf0f0f0f0f0f0f0f:0f0f0f0f0f0f0f0f]
;;   vpshufb xmm2, xmm2, xmm15
;;   vpaddb xmm2, xmm2, xmm1
;;   vmovaps xmm0, xmm2
;;   pop rbp
;;   ret
;;
;; function 1 convert
;;   push rbp
;;   mov rbp, rsp
;;   vpsrld xmm15, xmm0, 0x10
;;   vpor xmm15, xmm15, xmmword ptr [0x5300000053000000:5300000053000000]
;;   vsubps xmm15, xmm15, xmmword ptr [0x5300008053000080:5300008053000080]
;;   vpblendw xmm0, xmm0, xmmword ptr [0x4b0000004b000000:4b0000004b000000], 0xaa
;;   vaddps xmm0, xmm15, xmm0
;;   pop rbp
;;   ret
;;
;; function 2 truncate
;;   push rbp
;;   mov rbp, rsp
;;   vcmpeqps xmm15, xmm0, xmm0
;;   vandps xmm15, xmm15, xmm0
;;   vcvttps2dq xmm0, xmm15
;;   vcmpnltps xmm15, xmm15, xmmword ptr [0x4f0000004f000000:4f0000004f000000]
;;   vpxor xmm0, xmm15, xmm0
;;   pop rbp
;;   ret
;;
;; function 3 truncate_u
;;   push rbp
;;   mov rbp, rsp
;;   vpxor xmm15, xmm15, xmm15
;;   vmaxpd xmm0, xmm0, xmm15
;;   vminpd xmm0, xmm0, xmmword ptr [0x41efffffffe00000:41efffffffe00000]
;;   vroundpd xmm0, xmm0, 0xb
;;   vaddpd xmm0, xmm0, xmmword ptr [0x4330000000000000:4330000000000000]
;;   vshufps xmm0, xmm0, xmm15, 0x88
;;   pop rbp
;;   ret
;;
;; function 4 mul
;;   push rbp
;;   mov rbp, rsp
;;   vpsrlq xmm2, xmm0, 0x20
;;   vpmuludq xmm2, xmm2, xmm1
;;   vpsrlq xmm15, xmm1, 0x20
;;   vpmuludq xmm15, xmm15, xmm0
;;   vpaddq xmm2, xmm15, xmm2
;;   vpsllq xmm2, xmm2, 0x20
;;   vpmuludq xmm15, xmm0, xmm1
;;   vpaddq xmm2, xmm15, xmm2
;;   vmovaps xmm0, xmm2
;;   pop rbp
;;   ret
;;
;; function 5 min
;;   push rbp
;;   mov rbp, rsp
;;   vminps xmm2, xmm0, xmm1
;;   vminps xmm15, xmm1, xmm0
;;   vorps xmm2, xmm15, xmm2
;;   vcmpunordps xmm15, xmm0, xmm1
;;   vorps xmm2, xmm15, xmm2
;;   vpsrld xmm15, xmm15, 0xa
;;   vandnps xmm2, xmm15, xmm2
;;   vmovaps xmm0, xmm2
;;   pop rbp
;;   ret
;;
;; function 6 max
;;   push rbp
;;   mov rbp, rsp
;;   vmaxpd xmm2, xmm0, xmm1
;;   vmaxpd xmm15, xmm1, xmm0
;;   vandps xmm2, xmm15, xmm2
;;   vcmpunordpd xmm15, xmm0, xmm1
;;   vorps xmm2, xmm15, xmm2
;;   vpsrlq xmm15, xmm15, 0xd
;;   vandnps xmm2, xmm15, xmm2
;;   vmovaps xmm0, xmm2
;;   pop rbp
;;   ret
;;
;; function 7 compare
;;   push rbp
;;   mov rbp, rsp
;;   vpmaxub xmm0, xmm1, xmm0
;;   vpcmpeqb xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 8 swizzle
;;   push rbp
;;   mov rbp, rsp
;;   vpaddusb xmm15, xmm1, xmmword ptr [0x7070707070707070:7070707070707070]
;;   vpshufb xmm0, xmm0, xmm15
;;   pop rbp
;;   ret
;;
;; function 9 select
;;   push rbp
;;   mov rbp, rsp
;;   vpandn xmm15, xmm2, xmm1
;;   vpand xmm0, xmm0, xmm2
;;   vpor xmm0, xmm15, xmm0
;;   pop rbp
;;   ret
;;
;; function 10 abs
;;   push rbp
;;   mov rbp, rsp
;;   vpxor xmm15, xmm15, xmm15
;;   vpsubq xmm15, xmm15, xmm0
;;   vblendvpd xmm0, xmm0, xmm15, xmm0
;;   pop rbp
;;   ret
;;
;; function 11 dot_16
;;   push rbp
;;   mov rbp, rsp
;;   vpsraw xmm3, xmm0, 8
;;   vpsraw xmm15, xmm1, 8
;;   vpmullw xmm3, xmm15, xmm3
;;   vpsllw xmm15, xmm0, 8
;;   vpsllw xmm2, xmm1, 8
;;   vpmulhw xmm15, xmm15, xmm2
;;   vpaddsw xmm3, xmm15, xmm3
;;   vmovaps xmm0, xmm3
;;   pop rbp
;;   ret
;;
;; function 12 fused
;;   push rbp
;;   mov rbp, rsp
;;   vfmadd213ps xmm0, xmm1, xmm2
;;   pop rbp
;;   ret
;;
;; function 13 dot
;;   push rbp
;;   mov rbp, rsp
;;   vpsraw xmm4, xmm0, 8
;;   vpsraw xmm15, xmm1, 8
;;   vpmullw xmm4, xmm15, xmm4
;;   vpsllw xmm15, xmm0, 8
;;   vpsllw xmm3, xmm1, 8
;;   vpmulhw xmm15, xmm15, xmm3
;;   vpaddsw xmm4, xmm15, xmm4
;;   vpmaddwd xmm4, xmm4, xmmword ptr [0x1000100010001:0001000100010001]
;;   vpaddd xmm4, xmm4, xmm2
;;   vmovaps xmm0, xmm4
;;   pop rbp
;;   ret
