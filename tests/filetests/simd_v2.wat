;; Vectors before VEX: two-operand instructions with copies, sequences for what is missing, a call for fused products.
;; options: cpu=v2
(module (memory 1)
  (func (param i32 i32) (result v128)
    (local $sum v128)
    (loop $l
      (local.set $sum (i32x4.add (local.get $sum)
        (i32x4.mul (v128.load offset=16 (local.get 0)) (i32x4.splat (local.get 1)))))
      (local.set 0 (i32.sub (local.get 0) (i32.const 16)))
      (br_if $l (i32.eqz (v128.any_true (i32x4.gt_s (local.get $sum) (v128.const i32x4 9 9 9 9))))))
    (local.get $sum))
  (func (param v128 v128 i32) (result v128)
    (v128.bitselect
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get 0) (local.get 1))
      (i16x8.shl (local.get 1) (local.get 2))
      (i8x16.lt_u (local.get 0) (v128.const i64x2 0 0))))
  (func (param i32 v128 f32)
    (v128.store16_lane offset=2 5 (local.get 0)
      (f32x4.replace_lane 1 (f32x4.min (local.get 1) (f32x4.splat (local.get 2))) (local.get 2))))
  (func (param v128 v128 v128) (result v128 i32)
    (f32x4.relaxed_madd (local.get 0) (local.get 1) (local.get 2))
    (i8x16.bitmask (i8x16.popcnt (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:v128 = v128.const 0x00000000000000000000000000000000
;;   br block1(v2, v0)
;; block1(v4:v128, v5:i32):  ; loop 0 depth 1 head
;;   v6:v128 = v128.load offset=16 v5
;;   v7:v128 = i32x4.splat v1
;;   v8:v128 = i32x4.mul v6, v7
;;   v9:v128 = i32x4.add v4, v8
;;   v10:i32 = i32.const 4294967280
;;   v11:i32 = i32.add v5, v10
;;   v12:v128 = v128.const 0x00000009000000090000000900000009
;;   v13:v128 = i32x4.gt_s v9, v12
;;   v14:i32 = v128.any_true v13
;;   br_if v14 block2, block1(v9, v11)
;; block2:
;;   return v9
;;
;; function 1
;; block0(v0:v128, v1:v128, v2:i32):
;;   v3:v128 = i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 v0, v1
;;   v4:v128 = i16x8.shl v1, v2
;;   v5:v128 = v128.const 0x00000000000000000000000000000000
;;   v6:v128 = i8x16.lt_u v0, v5
;;   v7:v128 = v128.bitselect v3, v4, v6
;;   return v7
;;
;; function 2
;; block0(v0:i32, v1:v128, v2:f32):
;;   v3:v128 = f32x4.splat v2
;;   v4:v128 = f32x4.min v1, v3
;;   v5:v128 = f32x4.replace_lane 1 v4, v2
;;   v128.store16_lane offset=2 lane=5 v0, v5
;;   return
;;
;; function 3
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = f32x4.relaxed_madd v0, v1, v2
;;   v4:v128 = i8x16.popcnt v0
;;   v5:i32 = i8x16.bitmask v4
;;   return v3, v5

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:v128 = const_vector 0x00000000000000000000000000000000
;;   jump
;;   -> block1
;; block1(v4:v128, v5:i32):
;;   v6:v128 = vload v128.load v5, disp=16
;;   v7:v128 = vsplat i32x4.splat v1
;;   v8:v128 = v2 i32x4.mul v6, v7
;;   v9:v128 = v2 i32x4.add v4, v8
;;   v10:i32 = const_int 4294967280
;;   v11:i32 = add_ri i32 v5, -16
;;   v12:v128 = const_vector 0x00000009000000090000000900000009
;;   v13:v128 = v2 i32x4.gt_s v9, v12
;;   vtest_br v128.any_true v13; covers v14 v128.any_true
;;   -> block2, block1
;; block2:
;;   return v9
;;
;; function 1
;; block0(v0:v128, v1:v128, v2:i32):
;;   v3:v128 = vshuffle i8x16.shuffle v0, v1, 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
;;   v4:v128 = vshift i16x8.shl v1, v2
;;   v5:v128 = const_vector 0x00000000000000000000000000000000
;;   v6:v128 = v2 i8x16.lt_u v0, v5
;;   v7:v128 = v3 v128.bitselect v3, v4, v6
;;   return v7
;;
;; function 2
;; block0(v0:i32, v1:v128, v2:f32):
;;   v3:v128 = vsplat f32x4.splat v2
;;   v4:v128 = v2e f32x4.min v1, v3
;;   v5:v128 = vreplace f32x4.replace_lane v4, v2, lane=1
;;   vstore_lane v128.store16_lane v0, v5, disp=2, lane=5
;;   return
;;
;; function 3
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = vfma f32x4.relaxed_madd v0, v1, v2
;;   v4:v128 = v1t i8x16.popcnt v0
;;   v5:i32 = vtest i8x16.bitmask v4
;;   return v3, v5

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   jump
;;   -> block1: xmm0 <- remat v12, xmm1 <- remat v2
;; block1(v4 xmm1, v5 rdi):
;;   v6 xmm2 = vload v128.load v5 rdi, disp=16
;;   v7 xmm3 = vsplat i32x4.splat v1 rsi
;;   v8 xmm2 = v2 i32x4.mul v6 xmm2, v7 xmm3
;;   v9 xmm1 = v2 i32x4.add v4 xmm1, v8 xmm2
;;   v11 rdi = add_ri i32 v5 rdi, -16
;;   v13 xmm2 = v2 i32x4.gt_s v9 xmm1, v12 xmm0
;;   vtest_br v128.any_true v13 xmm2
;;   -> block2
;;   -> block1
;; block2:
;;     xmm0 <- xmm1 v9
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 rdi):
;;   v3 xmm2 = vshuffle i8x16.shuffle v0 xmm0, v1 xmm1, 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
;;   v4 xmm1 = vshift i16x8.shl v1 xmm1, v2 rdi
;;     xmm3 <- remat v5
;;   v6 xmm0 = v2 i8x16.lt_u v0 xmm0, v5 xmm3
;;   v7 xmm0 = v3 v128.bitselect v3 xmm2, v4 xmm1, v6 xmm0
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 xmm0, v2 xmm1):
;;   v3 xmm2 = vsplat f32x4.splat v2 xmm1
;;   v4 xmm3 = v2e f32x4.min v1 xmm0, v3 xmm2
;;   v5 xmm0 = vreplace f32x4.replace_lane v4 xmm3, v2 xmm1, lane=1
;;   vstore_lane v128.store16_lane v0 rdi, v5 xmm0, disp=2, lane=5
;;   return
;;
;; function 3 cells=2
;; block0(v0 xmm0, v1 xmm1, v2 xmm2):
;;     [0] <- xmm0 v0
;;   v3 xmm0 = vfma f32x4.relaxed_madd v0 xmm0, v1 xmm1, v2 xmm2
;;     xmm1 <- [0] v0
;;   v4 xmm3 = v1t i8x16.popcnt v0 xmm1; with xmm2
;;   v5 rax = vtest i8x16.bitmask v4 xmm3
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   movaps xmm0, xmmword ptr [0x900000009:0000000900000009]
;;   pxor xmm1, xmm1
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;;   nop
;; .0:
;;   movups xmm2, xmmword ptr [r15 + rdi + 0x10]  ; trap: out of bounds memory access
;;   movd xmm3, esi
;;   pshufd xmm3, xmm3, 0
;;   pmulld xmm2, xmm3
;;   paddd xmm1, xmm2
;;   add edi, -0x10
;;   movaps xmm2, xmm1
;;   pcmpgtd xmm2, xmm0
;;   ptest xmm2, xmm2
;;   je .0
;;   movaps xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   movaps xmm2, xmm0
;;   punpcklbw xmm2, xmm1
;;   movd xmm15, edi
;;   pand xmm15, xmmword ptr [0x0:000000000000000f]
;;   psllw xmm1, xmm15
;;   pxor xmm3, xmm3
;;   pminub xmm0, xmm3
;;   pcmpeqb xmm0, xmm3
;;   pcmpeqd xmm15, xmm15
;;   pxor xmm0, xmm15
;;   movaps xmm15, xmm0
;;   pandn xmm15, xmm1
;;   pand xmm0, xmm2
;;   por xmm0, xmm15
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   pshufd xmm2, xmm1, 0
;;   movaps xmm3, xmm0
;;   minps xmm3, xmm2
;;   movaps xmm15, xmm2
;;   minps xmm15, xmm0
;;   orps xmm3, xmm15
;;   movaps xmm15, xmm0
;;   cmpunordps xmm15, xmm2
;;   orps xmm3, xmm15
;;   psrld xmm15, 0xa
;;   andnps xmm15, xmm3
;;   movaps xmm3, xmm15
;;   movaps xmm0, xmm3
;;   insertps xmm0, xmm1, 0x10
;;   pextrw word ptr [r15 + rdi + 2], xmm0, 5  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   movups xmmword ptr [rbp - 0x10], xmm0
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x50]
;;   movups xmm1, xmmword ptr [rbp - 0x10]
;;   movaps xmm15, xmm1
;;   pand xmm15, xmmword ptr [0xf0f0f0f0f0f0f0f:0f0f0f0f0f0f0f0f]
;;   movaps xmm3, xmmword ptr [0x403030203020201:0302020102010100]
;;   pshufb xmm3, xmm15
;;   movaps xmm15, xmm1
;;   psrlw xmm15, 4
;;   pand xmm15, xmmword ptr [0xf0f0f0f0f0f0f0f:0f0f0f0f0f0f0f0f]
;;   movaps xmm2, xmmword ptr [0x403030203020201:0302020102010100]
;;   pshufb xmm2, xmm15
;;   paddb xmm3, xmm2
;;   pmovmskb eax, xmm3
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
