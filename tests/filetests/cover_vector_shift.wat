;; Vector shifts by constants are immediates; by variables they need a mask and a register, bytes more.
(module
  (func $constant (param v128) (result v128) (i32x4.shl (local.get 0) (i32.const 35)))
  (func $constant_byte (param v128) (result v128) (i8x16.shr_s (local.get 0) (i32.const 3)))
  (func $constant_long (param v128) (result v128) (i64x2.shr_s (local.get 0) (i32.const 63)))
  (func $not_variable (param v128 i32) (result v128) (i16x8.shr_u (local.get 0) (local.get 1)))
  (func $not_variable_byte (param v128 i32) (result v128) (i8x16.shl (local.get 0) (local.get 1)))
  (func $not_variable_long (param v128 i32) (result v128) (i64x2.shr_s (local.get 0) (local.get 1))))

;; [zir]
;; function 0
;; block0(v0:v128):
;;   v1:i32 = i32.const 35
;;   v2:v128 = i32x4.shl v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:v128):
;;   v1:i32 = i32.const 3
;;   v2:v128 = i8x16.shr_s v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:v128):
;;   v1:i32 = i32.const 63
;;   v2:v128 = i64x2.shr_s v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:v128, v1:i32):
;;   v2:v128 = i16x8.shr_u v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:v128, v1:i32):
;;   v2:v128 = i8x16.shl v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:v128, v1:i32):
;;   v2:v128 = i64x2.shr_s v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:v128):
;;   v1:i32 = const_int 35
;;   v2:v128 = vshift_i i32x4.shl v0, 35
;;   return v2
;;
;; function 1
;; block0(v0:v128):
;;   v1:i32 = const_int 3
;;   v2:v128 = vshift_i i8x16.shr_s v0, 3
;;   return v2
;;
;; function 2
;; block0(v0:v128):
;;   v1:i32 = const_int 63
;;   v2:v128 = vshift_i i64x2.shr_s v0, 63
;;   return v2
;;
;; function 3
;; block0(v0:v128, v1:i32):
;;   v2:v128 = vshift i16x8.shr_u v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:v128, v1:i32):
;;   v2:v128 = vshift_e i8x16.shl v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:v128, v1:i32):
;;   v2:v128 = vshift_t i64x2.shr_s v0, v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0):
;;   v2 xmm0 = vshift_i i32x4.shl v0 xmm0, 35
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0):
;;   v2 xmm0 = vshift_i i8x16.shr_s v0 xmm0, 3
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0):
;;   v2 xmm0 = vshift_i i64x2.shr_s v0 xmm0, 63
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0, v1 rdi):
;;   v2 xmm0 = vshift i16x8.shr_u v0 xmm0, v1 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0, v1 rdi):
;;   v2 xmm1 = vshift_e i8x16.shl v0 xmm0, v1 rdi
;;     xmm0 <- xmm1 v2
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0, v1 rdi):
;;   v2 xmm2 = vshift_t i64x2.shr_s v0 xmm0, v1 rdi; with xmm1
;;     xmm0 <- xmm2 v2
;;   return

;; [asm x86_64]
;; function 0 constant
;;   push rbp
;;   mov rbp, rsp
;;   vpslld xmm0, xmm0, 3
;;   pop rbp
;;   ret
;;
;; function 1 constant_byte
;;   push rbp
;;   mov rbp, rsp
;;   vpsrlw xmm0, xmm0, 3
;;   vpand xmm0, xmm0, xmmword ptr [0x1f1f1f1f1f1f1f1f:1f1f1f1f1f1f1f1f]
;;   vpxor xmm0, xmm0, xmmword ptr [0x1010101010101010:1010101010101010]
;;   vpsubb xmm0, xmm0, xmmword ptr [0x1010101010101010:1010101010101010]
;;   pop rbp
;;   ret
;;
;; function 2 constant_long
;;   push rbp
;;   mov rbp, rsp
;;   vpshufd xmm0, xmm0, 0xf5
;;   vpsrad xmm0, xmm0, 0x1f
;;   pop rbp
;;   ret
;;
;; function 3 not_variable
;;   push rbp
;;   mov rbp, rsp
;;   vmovd xmm15, edi
;;   vpand xmm15, xmm15, xmmword ptr [0x0:000000000000000f]
;;   vpsrlw xmm0, xmm0, xmm15
;;   pop rbp
;;   ret
;;
;; function 4 not_variable_byte
;;   push rbp
;;   mov rbp, rsp
;;   vmovd xmm15, edi
;;   vpand xmm15, xmm15, xmmword ptr [0x0:0000000000000007]
;;   vmovaps xmm1, xmmword ptr [0xff00ff00ff00ff:00ff00ff00ff00ff]
;;   vpsrlw xmm1, xmm1, xmm15
;;   vpackuswb xmm1, xmm1, xmm1
;;   vpand xmm1, xmm1, xmm0
;;   vpsllw xmm1, xmm1, xmm15
;;   vmovaps xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 5 not_variable_long
;;   push rbp
;;   mov rbp, rsp
;;   vmovd xmm15, edi
;;   vpand xmm15, xmm15, xmmword ptr [0x0:000000000000003f]
;;   vpsrlq xmm2, xmm0, xmm15
;;   vmovaps xmm1, xmmword ptr [0x8000000000000000:8000000000000000]
;;   vpsrlq xmm1, xmm1, xmm15
;;   vpxor xmm2, xmm2, xmm1
;;   vpsubq xmm2, xmm2, xmm1
;;   vmovaps xmm0, xmm2
;;   pop rbp
;;   ret
