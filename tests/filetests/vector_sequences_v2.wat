;; The same before VEX: longer, with copies of operands that the instructions would overwrite.
;; options: cpu=v2
(module
  (func $popcnt (param v128) (result v128) (i8x16.popcnt (local.get 0)))
  (func $convert (param v128) (result v128) (f32x4.convert_i32x4_u (local.get 0)))
  (func $mul (param v128 v128) (result v128) (i64x2.mul (local.get 0) (local.get 1)))
  (func $min (param v128 v128) (result v128) (f32x4.min (local.get 0) (local.get 1)))
  (func $shift (param v128 i32) (result v128) (i8x16.shr_u (local.get 0) (local.get 1)))
  (func $select (param v128 v128 v128) (result v128) (v128.bitselect (local.get 0) (local.get 1) (local.get 2)))
  (func $fused (param v128 v128 v128) (result v128) (f64x2.relaxed_nmadd (local.get 0) (local.get 1) (local.get 2)))
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
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i64x2.mul v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:v128, v1:v128):
;;   v2:v128 = f32x4.min v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:v128, v1:i32):
;;   v2:v128 = i8x16.shr_u v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = v128.bitselect v0, v1, v2
;;   return v3
;;
;; function 6
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = f64x2.relaxed_nmadd v0, v1, v2
;;   return v3
;;
;; function 7
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
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2e i64x2.mul v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2e f32x4.min v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:v128, v1:i32):
;;   v2:v128 = vshift_t i8x16.shr_u v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = v3 v128.bitselect v0, v1, v2
;;   return v3
;;
;; function 6
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = vfma f64x2.relaxed_nmadd v0, v1, v2
;;   return v3
;;
;; function 7
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
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm2 = v2e i64x2.mul v0 xmm0, v1 xmm1
;;     xmm0 <- xmm2 v2
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm2 = v2e f32x4.min v0 xmm0, v1 xmm1
;;     xmm0 <- xmm2 v2
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0, v1 rdi):
;;   v2 xmm2 = vshift_t i8x16.shr_u v0 xmm0, v1 rdi; with xmm1
;;     xmm0 <- xmm2 v2
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 xmm2):
;;   v3 xmm0 = v3 v128.bitselect v0 xmm0, v1 xmm1, v2 xmm2
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 xmm2):
;;   v3 xmm0 = vfma f64x2.relaxed_nmadd v0 xmm0, v1 xmm1, v2 xmm2
;;   return
;;
;; function 7 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 xmm2):
;;   v3 xmm4 = v3t i32x4.relaxed_dot_i8x16_i7x16_add_s v0 xmm0, v1 xmm1, v2 xmm2; with xmm3
;;     xmm0 <- xmm4 v3
;;   return

;; [asm x86_64]
;; function 0 popcnt
;;   push rbp
;;   mov rbp, rsp
;;   movaps xmm15, xmm0
;;   pand xmm15, xmmword ptr [0xf0f0f0f0f0f0f0f:0f0f0f0f0f0f0f0f]
;;   movaps xmm2, xmmword ptr [0x403030203020201:0302020102010100]
;;   pshufb xmm2, xmm15
;;   movaps xmm15, xmm0
;;   psrlw xmm15, 4
;;   pand xmm15, xmmword ptr [0xf0f0f0f0f0f0f0f:0f0f0f0f0f0f0f0f]
;;   movaps xmm1, xmmword ptr [0x403030203020201:0302020102010100]
;;   pshufb xmm1, xmm15
;;   paddb xmm2, xmm1
;;   movaps xmm0, xmm2
;;   pop rbp
;;   ret
;;
;; function 1 convert
;;   push rbp
;;   mov rbp, rsp
;;   movaps xmm15, xmm0
;;   psrld xmm15, 0x10
;;   por xmm15, xmmword ptr [0x5300000053000000:5300000053000000]
;;   subps xmm15, xmmword ptr [0x5300008053000080:5300008053000080]
;;   pblendw xmm0, xmmword ptr [0x4b0000004b000000:4b0000004b000000], 0xaa
;;   addps xmm0, xmm15
;;   pop rbp
;;   ret
;;
;; function 2 mul
;;   push rbp
;;   mov rbp, rsp
;;   movaps xmm2, xmm0
;;   psrlq xmm2, 0x20
;;   pmuludq xmm2, xmm1
;;   movaps xmm15, xmm1
;;   psrlq xmm15, 0x20
;;   pmuludq xmm15, xmm0
;;   paddq xmm2, xmm15
;;   psllq xmm2, 0x20
;;   movaps xmm15, xmm0
;;   pmuludq xmm15, xmm1
;;   paddq xmm2, xmm15
;;   movaps xmm0, xmm2
;;   pop rbp
;;   ret
;;
;; function 3 min
;;   push rbp
;;   mov rbp, rsp
;;   movaps xmm2, xmm0
;;   minps xmm2, xmm1
;;   movaps xmm15, xmm1
;;   minps xmm15, xmm0
;;   orps xmm2, xmm15
;;   movaps xmm15, xmm0
;;   cmpunordps xmm15, xmm1
;;   orps xmm2, xmm15
;;   psrld xmm15, 0xa
;;   andnps xmm15, xmm2
;;   movaps xmm2, xmm15
;;   movaps xmm0, xmm2
;;   pop rbp
;;   ret
;;
;; function 4 shift
;;   push rbp
;;   mov rbp, rsp
;;   mov r11d, edi
;;   or r11d, 8
;;   and r11d, 0xf
;;   movd xmm15, r11d
;;   movaps xmm2, xmm0
;;   punpcklbw xmm2, xmm0
;;   movaps xmm1, xmm0
;;   punpckhbw xmm1, xmm0
;;   psrlw xmm2, xmm15
;;   psrlw xmm1, xmm15
;;   packuswb xmm2, xmm1
;;   movaps xmm0, xmm2
;;   pop rbp
;;   ret
;;
;; function 5 select
;;   push rbp
;;   mov rbp, rsp
;;   pxor xmm0, xmm1
;;   pand xmm0, xmm2
;;   pxor xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 6 fused
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   xorps xmm0, xmmword ptr [0x8000000000000000:8000000000000000]
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x58]
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 7 dot
;;   push rbp
;;   mov rbp, rsp
;;   movaps xmm4, xmm0
;;   psraw xmm4, 8
;;   movaps xmm15, xmm1
;;   psraw xmm15, 8
;;   pmullw xmm4, xmm15
;;   movaps xmm15, xmm0
;;   psllw xmm15, 8
;;   movaps xmm3, xmm1
;;   psllw xmm3, 8
;;   pmulhw xmm15, xmm3
;;   paddsw xmm4, xmm15
;;   pmaddwd xmm4, xmmword ptr [0x1000100010001:0001000100010001]
;;   paddd xmm4, xmm2
;;   movaps xmm0, xmm4
;;   pop rbp
;;   ret
