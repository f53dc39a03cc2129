;; Canonical NaNs of vectors: lanes that differ from themselves are replaced; operations that make no NaN are left alone.
;; options: canonical_nans
(module
  (func $add (param v128 v128) (result v128) (f32x4.add (local.get 0) (local.get 1)))
  (func $sqrt (param v128) (result v128) (f64x2.sqrt (local.get 0)))
  (func $promote (param v128) (result v128) (f64x2.promote_low_f32x4 (local.get 0)))
  (func $not_neg (param v128) (result v128) (f32x4.neg (local.get 0)))
  (func $not_pmin (param v128 v128) (result v128) (f32x4.pmin (local.get 0) (local.get 1)))
  (func $not_integer (param v128 v128) (result v128) (i32x4.add (local.get 0) (local.get 1)))
  (func $scalars (param f32 f64) (result f64 f32) (f64.promote_f32 (local.get 0)) (f32.demote_f64 (local.get 1)))
  (func $not_converted (param i32) (result f64) (f64.convert_i32_s (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:v128, v1:v128):
;;   v2:v128 = f32x4.add v0, v1
;;   v3:v128 = v128.const 0x7fc000007fc000007fc000007fc00000
;;   v4:v128 = f32x4.eq v2, v2
;;   v5:v128 = v128.bitselect v2, v3, v4
;;   return v5
;;
;; function 1
;; block0(v0:v128):
;;   v1:v128 = f64x2.sqrt v0
;;   v2:v128 = v128.const 0x7ff80000000000007ff8000000000000
;;   v3:v128 = f64x2.eq v1, v1
;;   v4:v128 = v128.bitselect v1, v2, v3
;;   return v4
;;
;; function 2
;; block0(v0:v128):
;;   v1:v128 = f64x2.promote_low_f32x4 v0
;;   v2:v128 = v128.const 0x7ff80000000000007ff8000000000000
;;   v3:v128 = f64x2.eq v1, v1
;;   v4:v128 = v128.bitselect v1, v2, v3
;;   return v4
;;
;; function 3
;; block0(v0:v128):
;;   v1:v128 = f32x4.neg v0
;;   return v1
;;
;; function 4
;; block0(v0:v128, v1:v128):
;;   v2:v128 = f32x4.pmin v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i32x4.add v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:f32, v1:f64):
;;   v2:f64 = f64.promote_f32 v0
;;   v3:f64 = f64.canon v2
;;   v4:f32 = f32.demote_f64 v1
;;   v5:f32 = f32.canon v4
;;   return v3, v5
;;
;; function 7
;; block0(v0:i32):
;;   v1:f64 = f64.convert_i32_s v0
;;   return v1

;; [select]
;; function 0
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2a f32x4.add v0, v1
;;   v3:v128 = const_vector 0x7fc000007fc000007fc000007fc00000
;;   v4:v128 = v2a f32x4.eq v2, v2
;;   v5:v128 = v3 v128.bitselect v2, v3, v4
;;   return v5
;;
;; function 1
;; block0(v0:v128):
;;   v1:v128 = v1 f64x2.sqrt v0
;;   v2:v128 = const_vector 0x7ff80000000000007ff8000000000000
;;   v3:v128 = v2a f64x2.eq v1, v1
;;   v4:v128 = v3 v128.bitselect v1, v2, v3
;;   return v4
;;
;; function 2
;; block0(v0:v128):
;;   v1:v128 = v1 f64x2.promote_low_f32x4 v0
;;   v2:v128 = const_vector 0x7ff80000000000007ff8000000000000
;;   v3:v128 = v2a f64x2.eq v1, v1
;;   v4:v128 = v3 v128.bitselect v1, v2, v3
;;   return v4
;;
;; function 3
;; block0(v0:v128):
;;   v1:v128 = v1 f32x4.neg v0
;;   return v1
;;
;; function 4
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2a f32x4.pmin v1, v0
;;   return v2
;;
;; function 5
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2a i32x4.add v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:f32, v1:f64):
;;   v2:f64 = float_to_float f64.promote_f32 v0
;;   v3:f64 = fcanon f64 v2
;;   v4:f32 = float_to_float f32.demote_f64 v1
;;   v5:f32 = fcanon f32 v4
;;   return v3, v5
;;
;; function 7
;; block0(v0:i32):
;;   v1:f64 = int_to_float f64.convert_i32_s v0
;;   return v1

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = v2a f32x4.add v0 xmm0, v1 xmm1
;;   v4 xmm1 = v2a f32x4.eq v2 xmm0, v2 xmm0
;;     xmm2 <- remat v3
;;   v5 xmm0 = v3 v128.bitselect v2 xmm0, v3 xmm2, v4 xmm1
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = v1 f64x2.sqrt v0 xmm0
;;   v3 xmm1 = v2a f64x2.eq v1 xmm0, v1 xmm0
;;     xmm2 <- remat v2
;;   v4 xmm0 = v3 v128.bitselect v1 xmm0, v2 xmm2, v3 xmm1
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = v1 f64x2.promote_low_f32x4 v0 xmm0
;;   v3 xmm1 = v2a f64x2.eq v1 xmm0, v1 xmm0
;;     xmm2 <- remat v2
;;   v4 xmm0 = v3 v128.bitselect v1 xmm0, v2 xmm2, v3 xmm1
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = v1 f32x4.neg v0 xmm0
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = v2a f32x4.pmin v1 xmm1, v0 xmm0
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = v2a i32x4.add v0 xmm0, v1 xmm1
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = float_to_float f64.promote_f32 v0 xmm0
;;   v3 xmm0 = fcanon f64 v2 xmm0
;;   v4 xmm1 = float_to_float f32.demote_f64 v1 xmm1
;;   v5 xmm1 = fcanon f32 v4 xmm1
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = int_to_float f64.convert_i32_s v0 rdi
;;   return

;; [asm x86_64]
;; function 0 add
;;   push rbp
;;   mov rbp, rsp
;;   vaddps xmm0, xmm0, xmm1
;;   vcmpeqps xmm1, xmm0, xmm0
;;   vmovaps xmm2, xmmword ptr [0x7fc000007fc00000:7fc000007fc00000]
;;   vpandn xmm15, xmm1, xmm2
;;   vpand xmm0, xmm0, xmm1
;;   vpor xmm0, xmm15, xmm0
;;   pop rbp
;;   ret
;;
;; function 1 sqrt
;;   push rbp
;;   mov rbp, rsp
;;   vsqrtpd xmm0, xmm0
;;   vcmpeqpd xmm1, xmm0, xmm0
;;   vmovaps xmm2, xmmword ptr [0x7ff8000000000000:7ff8000000000000]
;;   vpandn xmm15, xmm1, xmm2
;;   vpand xmm0, xmm0, xmm1
;;   vpor xmm0, xmm15, xmm0
;;   pop rbp
;;   ret
;;
;; function 2 promote
;;   push rbp
;;   mov rbp, rsp
;;   vcvtps2pd xmm0, xmm0
;;   vcmpeqpd xmm1, xmm0, xmm0
;;   vmovaps xmm2, xmmword ptr [0x7ff8000000000000:7ff8000000000000]
;;   vpandn xmm15, xmm1, xmm2
;;   vpand xmm0, xmm0, xmm1
;;   vpor xmm0, xmm15, xmm0
;;   pop rbp
;;   ret
;;
;; function 3 not_neg
;;   push rbp
;;   mov rbp, rsp
;;   vxorps xmm0, xmm0, xmmword ptr [0x8000000080000000:8000000080000000]
;;   pop rbp
;;   ret
;;
;; function 4 not_pmin
;;   push rbp
;;   mov rbp, rsp
;;   vminps xmm0, xmm1, xmm0
;;   pop rbp
;;   ret
;;
;; function 5 not_integer
;;   push rbp
;;   mov rbp, rsp
;;   vpaddd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 6 scalars
;;   push rbp
;;   mov rbp, rsp
;;   vcvtss2sd xmm0, xmm0, xmm0
;;   vucomisd xmm0, xmm0
;;   jnp .0
;;   vmovsd xmm0, qword ptr [0x7ff8000000000000]
;; .0:
;;   vcvtsd2ss xmm1, xmm1, xmm1
;;   vucomiss xmm1, xmm1
;;   jnp .1
;;   vmovss xmm1, dword ptr [0x7fc00000]
;; .1:
;;   pop rbp
;;   ret
;;
;; function 7 not_converted
;;   push rbp
;;   mov rbp, rsp
;;   vxorps xmm0, xmm0, xmm0
;;   vcvtsi2sd xmm0, xmm0, edi
;;   pop rbp
;;   ret
