;; Lanes: extracted with and without sign, replaced, splat from every type, of constants; masks of their sign bits.
(module
  (func $byte (param v128) (result i32 i32) (i8x16.extract_lane_s 3 (local.get 0)) (i8x16.extract_lane_u 3 (local.get 0)))
  (func $half (param v128) (result i32) (i16x8.extract_lane_s 0 (local.get 0)))
  (func $word (param v128) (result i32 i32) (i32x4.extract_lane 0 (local.get 0)) (i32x4.extract_lane 3 (local.get 0)))
  (func $long (param v128) (result i64) (i64x2.extract_lane 1 (local.get 0)))
  (func $floats (param v128) (result f32 f64) (f32x4.extract_lane 2 (local.get 0)) (f64x2.extract_lane 1 (local.get 0)))
  (func $replaced (param v128 i32 i64) (result v128)
    (i64x2.replace_lane 0 (i8x16.replace_lane 9 (local.get 0) (local.get 1)) (local.get 2)))
  (func $float_replaced (param v128 f32 f64) (result v128)
    (f64x2.replace_lane 1 (f32x4.replace_lane 1 (local.get 0) (local.get 1)) (local.get 2)))
  (func $splat_integers (param i32 i64) (result v128 v128 v128) (i8x16.splat (local.get 0)) (i32x4.splat (local.get 0)) (i64x2.splat (local.get 1)))
  (func $splat_floats (param f32 f64) (result v128 v128) (f32x4.splat (local.get 0)) (f64x2.splat (local.get 1)))
  (func $masks (param v128) (result i32 i32 i32) (i8x16.bitmask (local.get 0)) (i16x8.bitmask (local.get 0)) (i64x2.bitmask (local.get 0)))
  (func $tests (param v128) (result i32 i32) (i16x8.all_true (local.get 0)) (v128.any_true (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:v128):
;;   v1:i32 = i8x16.extract_lane_s 3 v0
;;   v2:i32 = i8x16.extract_lane_u 3 v0
;;   return v1, v2
;;
;; function 1
;; block0(v0:v128):
;;   v1:i32 = i16x8.extract_lane_s 0 v0
;;   return v1
;;
;; function 2
;; block0(v0:v128):
;;   v1:i32 = i32x4.extract_lane 0 v0
;;   v2:i32 = i32x4.extract_lane 3 v0
;;   return v1, v2
;;
;; function 3
;; block0(v0:v128):
;;   v1:i64 = i64x2.extract_lane 1 v0
;;   return v1
;;
;; function 4
;; block0(v0:v128):
;;   v1:f32 = f32x4.extract_lane 2 v0
;;   v2:f64 = f64x2.extract_lane 1 v0
;;   return v1, v2
;;
;; function 5
;; block0(v0:v128, v1:i32, v2:i64):
;;   v3:v128 = i8x16.replace_lane 9 v0, v1
;;   v4:v128 = i64x2.replace_lane 0 v3, v2
;;   return v4
;;
;; function 6
;; block0(v0:v128, v1:f32, v2:f64):
;;   v3:v128 = f32x4.replace_lane 1 v0, v1
;;   v4:v128 = f64x2.replace_lane 1 v3, v2
;;   return v4
;;
;; function 7
;; block0(v0:i32, v1:i64):
;;   v2:v128 = i8x16.splat v0
;;   v3:v128 = i32x4.splat v0
;;   v4:v128 = i64x2.splat v1
;;   return v2, v3, v4
;;
;; function 8
;; block0(v0:f32, v1:f64):
;;   v2:v128 = f32x4.splat v0
;;   v3:v128 = f64x2.splat v1
;;   return v2, v3
;;
;; function 9
;; block0(v0:v128):
;;   v1:i32 = i8x16.bitmask v0
;;   v2:i32 = i16x8.bitmask v0
;;   v3:i32 = i64x2.bitmask v0
;;   return v1, v2, v3
;;
;; function 10
;; block0(v0:v128):
;;   v1:i32 = i16x8.all_true v0
;;   v2:i32 = v128.any_true v0
;;   return v1, v2

;; [select]
;; function 0
;; block0(v0:v128):
;;   v1:i32 = vextract i8x16.extract_lane_s v0, lane=3
;;   v2:i32 = vextract i8x16.extract_lane_u v0, lane=3
;;   return v1, v2
;;
;; function 1
;; block0(v0:v128):
;;   v1:i32 = vextract i16x8.extract_lane_s v0, lane=0
;;   return v1
;;
;; function 2
;; block0(v0:v128):
;;   v1:i32 = vextract i32x4.extract_lane v0, lane=0
;;   v2:i32 = vextract i32x4.extract_lane v0, lane=3
;;   return v1, v2
;;
;; function 3
;; block0(v0:v128):
;;   v1:i64 = vextract i64x2.extract_lane v0, lane=1
;;   return v1
;;
;; function 4
;; block0(v0:v128):
;;   v1:f32 = vextract f32x4.extract_lane v0, lane=2
;;   v2:f64 = vextract f64x2.extract_lane v0, lane=1
;;   return v1, v2
;;
;; function 5
;; block0(v0:v128, v1:i32, v2:i64):
;;   v3:v128 = vreplace i8x16.replace_lane v0, v1, lane=9
;;   v4:v128 = vreplace i64x2.replace_lane v3, v2, lane=0
;;   return v4
;;
;; function 6
;; block0(v0:v128, v1:f32, v2:f64):
;;   v3:v128 = vreplace f32x4.replace_lane v0, v1, lane=1
;;   v4:v128 = vreplace f64x2.replace_lane v3, v2, lane=1
;;   return v4
;;
;; function 7
;; block0(v0:i32, v1:i64):
;;   v2:v128 = vsplat i8x16.splat v0
;;   v3:v128 = vsplat i32x4.splat v0
;;   v4:v128 = vsplat i64x2.splat v1
;;   return v2, v3, v4
;;
;; function 8
;; block0(v0:f32, v1:f64):
;;   v2:v128 = vsplat f32x4.splat v0
;;   v3:v128 = vsplat f64x2.splat v1
;;   return v2, v3
;;
;; function 9
;; block0(v0:v128):
;;   v1:i32 = vtest i8x16.bitmask v0
;;   v2:i32 = vtest i16x8.bitmask v0
;;   v3:i32 = vtest i64x2.bitmask v0
;;   return v1, v2, v3
;;
;; function 10
;; block0(v0:v128):
;;   v1:i32 = vtest i16x8.all_true v0
;;   v2:i32 = vtest v128.any_true v0
;;   return v1, v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0):
;;   v1 rax = vextract i8x16.extract_lane_s v0 xmm0, lane=3
;;   v2 rdx = vextract i8x16.extract_lane_u v0 xmm0, lane=3
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0):
;;   v1 rax = vextract i16x8.extract_lane_s v0 xmm0, lane=0
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0):
;;   v1 rax = vextract i32x4.extract_lane v0 xmm0, lane=0
;;   v2 rdx = vextract i32x4.extract_lane v0 xmm0, lane=3
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0):
;;   v1 rax = vextract i64x2.extract_lane v0 xmm0, lane=1
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0):
;;   v1 xmm1 = vextract f32x4.extract_lane v0 xmm0, lane=2
;;   v2 xmm0 = vextract f64x2.extract_lane v0 xmm0, lane=1
;;     xmm15 <- xmm0 v2
;;     xmm0 <- xmm1 v1
;;     xmm1 <- xmm15 v2
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0, v1 rdi, v2 rsi):
;;   v3 xmm0 = vreplace i8x16.replace_lane v0 xmm0, v1 rdi, lane=9
;;   v4 xmm0 = vreplace i64x2.replace_lane v3 xmm0, v2 rsi, lane=0
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 xmm2):
;;   v3 xmm0 = vreplace f32x4.replace_lane v0 xmm0, v1 xmm1, lane=1
;;   v4 xmm0 = vreplace f64x2.replace_lane v3 xmm0, v2 xmm2, lane=1
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 xmm0 = vsplat i8x16.splat v0 rdi
;;   v3 xmm1 = vsplat i32x4.splat v0 rdi
;;   v4 xmm2 = vsplat i64x2.splat v1 rsi
;;     out 0 <- xmm2 v4
;;   return
;;
;; function 8 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = vsplat f32x4.splat v0 xmm0
;;   v3 xmm1 = vsplat f64x2.splat v1 xmm1
;;   return
;;
;; function 9 cells=0
;; block0(v0 xmm0):
;;   v1 rax = vtest i8x16.bitmask v0 xmm0
;;   v2 rdx = vtest i16x8.bitmask v0 xmm0
;;   v3 rcx = vtest i64x2.bitmask v0 xmm0
;;     out 0 <- rcx v3
;;   return
;;
;; function 10 cells=0
;; block0(v0 xmm0):
;;   v1 rax = vtest i16x8.all_true v0 xmm0
;;   v2 rdx = vtest v128.any_true v0 xmm0
;;   return

;; [asm x86_64]
;; function 0 byte
;;   push rbp
;;   mov rbp, rsp
;;   vpextrb eax, xmm0, 3
;;   movsx eax, al
;;   vpextrb edx, xmm0, 3
;;   pop rbp
;;   ret
;;
;; function 1 half
;;   push rbp
;;   mov rbp, rsp
;;   vpextrw eax, xmm0, 0
;;   movsx eax, ax
;;   pop rbp
;;   ret
;;
;; function 2 word
;;   push rbp
;;   mov rbp, rsp
;;   vmovd eax, xmm0
;;   vpextrd edx, xmm0, 3
;;   pop rbp
;;   ret
;;
;; function 3 long
;;   push rbp
;;   mov rbp, rsp
;;   vpextrq rax, xmm0, 1
;;   pop rbp
;;   ret
;;
;; function 4 floats
;;   push rbp
;;   mov rbp, rsp
;;   vmovhlps xmm1, xmm0, xmm0
;;   vmovhlps xmm0, xmm0, xmm0
;;   vmovaps xmm15, xmm0
;;   vmovaps xmm0, xmm1
;;   vmovaps xmm1, xmm15
;;   pop rbp
;;   ret
;;
;; function 5 replaced
;;   push rbp
;;   mov rbp, rsp
;;   vpinsrb xmm0, xmm0, edi, 9
;;   vpinsrq xmm0, xmm0, rsi, 0
;;   pop rbp
;;   ret
;;
;; function 6 float_replaced
;;   push rbp
;;   mov rbp, rsp
;;   vinsertps xmm0, xmm0, xmm1, 0x10
;;   vmovlhps xmm0, xmm0, xmm2
;;   pop rbp
;;   ret
;;
;; function 7 splat_integers
;;   push rbp
;;   mov rbp, rsp
;;   vmovd xmm0, edi
;;   vpbroadcastb xmm0, xmm0
;;   vmovd xmm1, edi
;;   vpshufd xmm1, xmm1, 0
;;   vmovq xmm2, rsi
;;   vpunpcklqdq xmm2, xmm2, xmm2
;;   vmovups xmmword ptr [rbp + 0x10], xmm2
;;   pop rbp
;;   ret
;;
;; function 8 splat_floats
;;   push rbp
;;   mov rbp, rsp
;;   vbroadcastss xmm0, xmm0
;;   vmovddup xmm1, xmm1
;;   pop rbp
;;   ret
;;
;; function 9 masks
;;   push rbp
;;   mov rbp, rsp
;;   vpmovmskb eax, xmm0
;;   vpxor xmm15, xmm15, xmm15
;;   vpacksswb xmm15, xmm0, xmm15
;;   vpmovmskb edx, xmm15
;;   vmovmskpd ecx, xmm0
;;   mov dword ptr [rbp + 0x10], ecx
;;   pop rbp
;;   ret
;;
;; function 10 tests
;;   push rbp
;;   mov rbp, rsp
;;   vpxor xmm15, xmm15, xmm15
;;   vpcmpeqw xmm15, xmm15, xmm0
;;   xor eax, eax
;;   vptest xmm15, xmm15
;;   sete al
;;   xor edx, edx
;;   vptest xmm0, xmm0
;;   setne dl
;;   pop rbp
;;   ret
