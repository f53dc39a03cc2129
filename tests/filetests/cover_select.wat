;; A comparison that only decides a select is part of it: of integers, with constants, with zero, of floats.
(module
  (func $registers (param i32 i32) (result i32) (select (local.get 0) (local.get 1) (i32.lt_s (local.get 0) (local.get 1))))
  (func $constant (param i64 i64) (result i64) (select (local.get 0) (local.get 1) (i64.gt_u (local.get 0) (i64.const 1000))))
  (func $zero (param i32 i32) (result i32) (select (local.get 0) (local.get 1) (i32.lt_s (local.get 0) (i32.const 0))))
  (func $value (param i64 i64 i32) (result i64) (select (local.get 0) (local.get 1) (local.get 2)))
  (func $float (param i32 i32 f64 f64) (result i32) (select (local.get 0) (local.get 1) (f64.lt (local.get 2) (local.get 3))))
  (func $of_floats (param f32 f32) (result f32) (select (local.get 0) (local.get 1) (f32.gt (local.get 0) (local.get 1))))
  (func $of_vectors (param v128 v128 i32) (result v128) (select (local.get 0) (local.get 1) (i32.eq (local.get 2) (i32.const 3))))
  (func $of_references (param externref externref i32) (result externref)
    (select (result externref) (local.get 0) (local.get 1) (local.get 2))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.lt_s v0, v1
;;   v3:i32 = select v0, v1, v2
;;   return v3
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i64 = i64.const 1000
;;   v3:i32 = i64.gt_u v0, v2
;;   v4:i64 = select v0, v1, v3
;;   return v4
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 0
;;   v3:i32 = i32.lt_s v0, v2
;;   v4:i32 = select v0, v1, v3
;;   return v4
;;
;; function 3
;; block0(v0:i64, v1:i64, v2:i32):
;;   v3:i64 = select v0, v1, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:i32, v2:f64, v3:f64):
;;   v4:i32 = f64.lt v2, v3
;;   v5:i32 = select v0, v1, v4
;;   return v5
;;
;; function 5
;; block0(v0:f32, v1:f32):
;;   v2:i32 = f32.gt v0, v1
;;   v3:f32 = select v0, v1, v2
;;   return v3
;;
;; function 6
;; block0(v0:v128, v1:v128, v2:i32):
;;   v3:i32 = i32.const 3
;;   v4:i32 = i32.eq v2, v3
;;   v5:v128 = select v0, v1, v4
;;   return v5
;;
;; function 7
;; block0(v0:ref, v1:ref, v2:i32):
;;   v3:ref = select v0, v1, v2
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v3:i32 = select l.i32 v0, v1, v0, v1; covers v2 i32.lt_s
;;   return v3
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i64 = const_int 1000
;;   v4:i64 = select_i a.i64 v0, v0, v1, 1000; covers v3 i64.gt_u
;;   return v4
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 0
;;   v4:i32 = select_test s.i32 v0, v0, v1; covers v3 i32.lt_s
;;   return v4
;;
;; function 3
;; block0(v0:i64, v1:i64, v2:i32):
;;   v3:i64 = select_test ne.i32 v2, v0, v1
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:i32, v2:f64, v3:f64):
;;   v5:i32 = select_f f64.lt v2, v3, v0, v1; covers v4 f64.lt
;;   return v5
;;
;; function 5
;; block0(v0:f32, v1:f32):
;;   v3:f32 = select_f f32.gt v0, v1, v0, v1; covers v2 f32.gt
;;   return v3
;;
;; function 6
;; block0(v0:v128, v1:v128, v2:i32):
;;   v3:i32 = const_int 3
;;   v5:v128 = select_i e.i32 v2, v0, v1, 3; covers v4 i32.eq
;;   return v5
;;
;; function 7
;; block0(v0:ref, v1:ref, v2:i32):
;;   v3:ref = select_test ne.i32 v2, v0, v1
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = select l.i32 v0 rdi, v1 rsi, v0 rdi, v1 rsi
;;     rax <- rsi v3
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v4 rsi = select_i a.i64 v0 rdi, v0 rdi, v1 rsi, 1000
;;     rax <- rsi v4
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v4 rsi = select_test s.i32 v0 rdi, v0 rdi, v1 rsi
;;     rax <- rsi v4
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   v3 rsi = select_test ne.i32 v2 rdx, v0 rdi, v1 rsi
;;     rax <- rsi v3
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi, v2 xmm0, v3 xmm1):
;;   v5 rsi = select_f f64.lt v2 xmm0, v3 xmm1, v0 rdi, v1 rsi
;;     rax <- rsi v5
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v3 xmm1 = select_f f32.gt v0 xmm0, v1 xmm1, v0 xmm0, v1 xmm1
;;     xmm0 <- xmm1 v3
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 rdi):
;;   v5 xmm1 = select_i e.i32 v2 rdi, v0 xmm0, v1 xmm1, 3
;;     xmm0 <- xmm1 v5
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   v3 rsi = select_test ne.i32 v2 rdx, v0 rdi, v1 rsi
;;     rax <- rsi v3
;;   return

;; [asm x86_64]
;; function 0 registers
;;   push rbp
;;   mov rbp, rsp
;;   cmp edi, esi
;;   cmovl esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 1 constant
;;   push rbp
;;   mov rbp, rsp
;;   cmp rdi, 0x3e8
;;   cmova rsi, rdi
;;   mov rax, rsi
;;   pop rbp
;;   ret
;;
;; function 2 zero
;;   push rbp
;;   mov rbp, rsp
;;   test edi, edi
;;   cmovs esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 3 value
;;   push rbp
;;   mov rbp, rsp
;;   test edx, edx
;;   cmovne rsi, rdi
;;   mov rax, rsi
;;   pop rbp
;;   ret
;;
;; function 4 float
;;   push rbp
;;   mov rbp, rsp
;;   vucomisd xmm1, xmm0
;;   cmova esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 5 of_floats
;;   push rbp
;;   mov rbp, rsp
;;   vucomiss xmm0, xmm1
;;   jbe .0
;;   vmovaps xmm1, xmm0
;; .0:
;;   vmovaps xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 6 of_vectors
;;   push rbp
;;   mov rbp, rsp
;;   cmp edi, 3
;;   jne .0
;;   vmovaps xmm1, xmm0
;; .0:
;;   vmovaps xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 7 of_references
;;   push rbp
;;   mov rbp, rsp
;;   test edx, edx
;;   cmovne rsi, rdi
;;   mov rax, rsi
;;   pop rbp
;;   ret
