;; A negated comparison is the opposite one, of floats only equality: the others are not opposites for NaN.
(module
  (func $signed (param i32 i32) (result i32) (i32.eqz (i32.lt_s (local.get 0) (local.get 1))))
  (func $unsigned (param i64 i64) (result i32) (i32.eqz (i64.ge_u (local.get 0) (local.get 1))))
  (func $equal (param i32 i32) (result i32) (i32.eqz (i32.eq (local.get 0) (local.get 1))))
  (func $zero (param i64) (result i32) (i32.eqz (i64.eqz (local.get 0))))
  (func $float_equal (param f32 f32) (result i32) (i32.eqz (f32.eq (local.get 0) (local.get 1))))
  (func $float_differ (param f64 f64) (result i32) (i32.eqz (f64.ne (local.get 0) (local.get 1))))
  (func $not_float_less (param f64 f64) (result i32) (i32.eqz (f64.lt (local.get 0) (local.get 1))))
  (func $not_vector (param v128) (result i32) (i32.eqz (v128.any_true (local.get 0))))
  (func $not_reference (param externref) (result i32) (i32.eqz (ref.is_null (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.ge_s v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i32 = i64.lt_u v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.ne v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = i64.const 0
;;   v2:i32 = i64.ne v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:f32, v1:f32):
;;   v2:i32 = f32.ne v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:f64, v1:f64):
;;   v2:i32 = f64.eq v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:f64, v1:f64):
;;   v2:i32 = f64.lt v0, v1
;;   v3:i32 = i32.eqz v2
;;   return v3
;;
;; function 7
;; block0(v0:v128):
;;   v1:i32 = v128.any_true v0
;;   v2:i32 = i32.eqz v1
;;   return v2
;;
;; function 8
;; block0(v0:ref):
;;   v1:i32 = ref.is_null v0
;;   v2:i32 = i32.eqz v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set ge.i32 v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i32 = cmp_set b.i64 v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set ne.i32 v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = const_int 0
;;   v2:i32 = test_set ne.i64 v0
;;   return v2
;;
;; function 4
;; block0(v0:f32, v1:f32):
;;   v2:i32 = fcmp_set f32.ne v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:f64, v1:f64):
;;   v2:i32 = fcmp_set f64.eq v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:f64, v1:f64):
;;   v2:i32 = fcmp_set f64.lt v0, v1
;;   v3:i32 = test_set e.i32 v2
;;   return v3
;;
;; function 7
;; block0(v0:v128):
;;   v1:i32 = vtest v128.any_true v0
;;   v2:i32 = test_set e.i32 v1
;;   return v2
;;
;; function 8
;; block0(v0:ref):
;;   v1:i32 = test_set e.i64 v0
;;   v2:i32 = test_set e.i32 v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set ge.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set b.i64 v0 rdi, v1 rsi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set ne.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v2 rax = test_set ne.i64 v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 rax = fcmp_set f32.ne v0 xmm0, v1 xmm1
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 rax = fcmp_set f64.eq v0 xmm0, v1 xmm1
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 rax = fcmp_set f64.lt v0 xmm0, v1 xmm1
;;   v3 rax = test_set e.i32 v2 rax
;;   return
;;
;; function 7 cells=0
;; block0(v0 xmm0):
;;   v1 rax = vtest v128.any_true v0 xmm0
;;   v2 rax = test_set e.i32 v1 rax
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   v1 rax = test_set e.i64 v0 rdi
;;   v2 rax = test_set e.i32 v1 rax
;;   return

;; [asm x86_64]
;; function 0 signed
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setge al
;;   pop rbp
;;   ret
;;
;; function 1 unsigned
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp rdi, rsi
;;   setb al
;;   pop rbp
;;   ret
;;
;; function 2 equal
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setne al
;;   pop rbp
;;   ret
;;
;; function 3 zero
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test rdi, rdi
;;   setne al
;;   pop rbp
;;   ret
;;
;; function 4 float_equal
;;   push rbp
;;   mov rbp, rsp
;;   vcmpneqss xmm15, xmm0, xmm1
;;   vmovd eax, xmm15
;;   and eax, 1
;;   pop rbp
;;   ret
;;
;; function 5 float_differ
;;   push rbp
;;   mov rbp, rsp
;;   vcmpeqsd xmm15, xmm0, xmm1
;;   vmovd eax, xmm15
;;   and eax, 1
;;   pop rbp
;;   ret
;;
;; function 6 not_float_less
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   vucomisd xmm1, xmm0
;;   seta al
;;   test eax, eax
;;   sete al
;;   movzx eax, al
;;   pop rbp
;;   ret
;;
;; function 7 not_vector
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   vptest xmm0, xmm0
;;   setne al
;;   test eax, eax
;;   sete al
;;   movzx eax, al
;;   pop rbp
;;   ret
;;
;; function 8 not_reference
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test rdi, rdi
;;   sete al
;;   test eax, eax
;;   sete al
;;   movzx eax, al
;;   pop rbp
;;   ret
