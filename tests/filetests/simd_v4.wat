;; Vectors at v4: the masks and the wider set of AVX-512 replace sequences.
;; options: cpu=v4
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
;;   v7:v128 = vsplat i32x4.splat v1
;;   v8:v128 = v2m i32x4.mul v7, v5, disp=16; covers v6 v128.load
;;   v9:v128 = v2a i32x4.add v4, v8
;;   v10:i32 = const_int 4294967280
;;   v11:i32 = add_ri i32 v5, -16
;;   v12:v128 = const_vector 0x00000009000000090000000900000009
;;   v13:v128 = v2a i32x4.gt_s v9, v12
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
;;   v4:v128 = v2 f32x4.min v1, v3
;;   v5:v128 = vreplace f32x4.replace_lane v4, v2, lane=1
;;   vstore_lane v128.store16_lane v0, v5, disp=2, lane=5
;;   return
;;
;; function 3
;; block0(v0:v128, v1:v128, v2:v128):
;;   v3:v128 = v3 f32x4.relaxed_madd v0, v1, v2
;;   v4:v128 = v1t i8x16.popcnt v0
;;   v5:i32 = vtest i8x16.bitmask v4
;;   return v3, v5

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   jump
;;   -> block1: xmm0 <- remat v12, xmm1 <- remat v2
;; block1(v4 xmm1, v5 rdi):
;;   v7 xmm2 = vsplat i32x4.splat v1 rsi
;;   v8 xmm2 = v2m i32x4.mul v7 xmm2, v5 rdi, disp=16
;;   v9 xmm1 = v2a i32x4.add v4 xmm1, v8 xmm2
;;   v11 rdi = add_ri i32 v5 rdi, -16
;;   v13 xmm2 = v2a i32x4.gt_s v9 xmm1, v12 xmm0
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
;;   v4 xmm0 = v2 f32x4.min v1 xmm0, v3 xmm2
;;   v5 xmm0 = vreplace f32x4.replace_lane v4 xmm0, v2 xmm1, lane=1
;;   vstore_lane v128.store16_lane v0 rdi, v5 xmm0, disp=2, lane=5
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 xmm2):
;;   v3 xmm1 = v3 f32x4.relaxed_madd v0 xmm0, v1 xmm1, v2 xmm2
;;   v4 xmm3 = v1t i8x16.popcnt v0 xmm0; with xmm2
;;   v5 rax = vtest i8x16.bitmask v4 xmm3
;;     xmm0 <- xmm1 v3
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   vmovaps xmm0, xmmword ptr [0x900000009:0000000900000009]
;;   vpxor xmm1, xmm1, xmm1
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;; .0:
;;   vpbroadcastd xmm2, esi
;;   vpmulld xmm2, xmm2, xmmword ptr [r15 + rdi + 0x10]  ; trap: out of bounds memory access
;;   vpaddd xmm1, xmm1, xmm2
;;   add edi, -0x10
;;   vpcmpgtd xmm2, xmm1, xmm0
;;   vptest xmm2, xmm2
;;   je .0
;;   vmovaps xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   vpunpcklbw xmm2, xmm0, xmm1
;;   vmovd xmm15, edi
;;   vpand xmm15, xmm15, xmmword ptr [0x0:000000000000000f]
;;   vpsllw xmm1, xmm1, xmm15
;;   vpxor xmm3, xmm3, xmm3
;;   vpminub xmm0, xmm0, xmm3
;;   vpcmpeqb xmm0, xmm0, xmm3
;;   vpternlogd xmm0, xmm0, xmm0, 0x55
;;   vpternlogd xmm0, xmm2, xmm1, 0xca
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   vbroadcastss xmm2, xmm1
;;   vcmpunordps k1, xmm0, xmm2
;;   vrangeps xmm15, xmm0, xmm2, 4
;;   vaddps xmm15 {k1}, xmm0, xmm2
;;   vmovaps xmm0, xmm15
;;   vinsertps xmm0, xmm0, xmm1, 0x10
;;   vpextrw word ptr [r15 + rdi + 2], xmm0, 5  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   vfmadd213ps xmm1, xmm0, xmm2
;;   vpand xmm15, xmm0, xmmword ptr [0xf0f0f0f0f0f0f0f:0f0f0f0f0f0f0f0f]
;;   vmovaps xmm3, xmmword ptr [0x403030203020201:0302020102010100]
;;   vpshufb xmm2, xmm3, xmm15
;;   vpsrlw xmm15, xmm0, 4
;;   vpand xmm15, xmm15, xmmword ptr [0xf0f0f0f0f0f0f0f:0f0f0f0f0f0f0f0f]
;;   vpshufb xmm3, xmm3, xmm15
;;   vpaddb xmm3, xmm3, xmm2
;;   vpmovmskb eax, xmm3
;;   vmovaps xmm0, xmm1
;;   pop rbp
;;   ret
