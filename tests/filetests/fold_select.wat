;; A select without a choice is gone, its negated condition swaps the arms, a choice of 1 and 0 is the condition.
(module
  (func $equal_arms (param i32 i32) (result i32) (select (local.get 0) (local.get 0) (local.get 1)))
  (func $always (param i64 i64) (result i64) (select (local.get 0) (local.get 1) (i32.const 5)))
  (func $never (param i64 i64) (result i64) (select (local.get 0) (local.get 1) (i32.const 0)))
  (func $negated (param f64 f64 i32) (result f64) (select (local.get 0) (local.get 1) (i32.eqz (local.get 2))))
  (func $compared_with_zero (param i32 i32 i32) (result i32) (select (local.get 0) (local.get 1) (i32.ne (local.get 2) (i32.const 0))))
  (func $one_zero (param i32 i32) (result i32) (select (i32.const 1) (i32.const 0) (i32.lt_s (local.get 0) (local.get 1))))
  (func $one_zero_of_number (param i32) (result i32) (select (i32.const 1) (i32.const 0) (local.get 0)))
  (func $zero_one (param i32 i32) (result i32) (select (i32.const 0) (i32.const 1) (i32.lt_s (local.get 0) (local.get 1))))
  (func $not_two_zero (param i32) (result i32) (select (i32.const 2) (i32.const 0) (local.get 0)))
  (func $not_wide (param i32) (result i64) (select (i64.const 1) (i64.const 0) (local.get 0)))
  (func $not_long_zero (param i32 i32 i64) (result i32) (select (local.get 0) (local.get 1) (i64.ne (local.get 2) (i64.const 0)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   return v0
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   return v0
;;
;; function 2
;; block0(v0:i64, v1:i64):
;;   return v1
;;
;; function 3
;; block0(v0:f64, v1:f64, v2:i32):
;;   v3:f64 = select v1, v0, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:i32, v2:i32):
;;   v3:i32 = select v0, v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.lt_s v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.ne v0, v1
;;   return v2
;;
;; function 7
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.ge_s v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = i32.const 2
;;   v2:i32 = i32.const 0
;;   v3:i32 = select v1, v2, v0
;;   return v3
;;
;; function 9
;; block0(v0:i32):
;;   v1:i64 = i64.const 1
;;   v2:i64 = i64.const 0
;;   v3:i64 = select v1, v2, v0
;;   return v3
;;
;; function 10
;; block0(v0:i32, v1:i32, v2:i64):
;;   v3:i64 = i64.const 0
;;   v4:i32 = i64.ne v2, v3
;;   v5:i32 = select v0, v1, v4
;;   return v5

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   return v0
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   return v0
;;
;; function 2
;; block0(v0:i64, v1:i64):
;;   return v1
;;
;; function 3
;; block0(v0:f64, v1:f64, v2:i32):
;;   v3:f64 = select_test ne.i32 v2, v1, v0
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:i32, v2:i32):
;;   v3:i32 = select_test ne.i32 v2, v0, v1
;;   return v3
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set l.i32 v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = test_set ne.i32 v0
;;   return v2
;;
;; function 7
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set ge.i32 v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = const_int 2
;;   v2:i32 = const_int 0
;;   v3:i32 = select_test ne.i32 v0, v1, v2
;;   return v3
;;
;; function 9
;; block0(v0:i32):
;;   v1:i64 = const_int 1
;;   v2:i64 = const_int 0
;;   v3:i64 = select_test ne.i32 v0, v1, v2
;;   return v3
;;
;; function 10
;; block0(v0:i32, v1:i32, v2:i64):
;;   v3:i64 = const_int 0
;;   v5:i32 = select_test ne.i64 v2, v0, v1; covers v4 i64.ne
;;   return v5

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 -):
;;     rax <- rdi v0
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 -):
;;     rax <- rdi v0
;;   return
;;
;; function 2 cells=0
;; block0(v0 -, v1 rsi):
;;     rax <- rsi v1
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 rdi):
;;   v3 xmm0 = select_test ne.i32 v2 rdi, v1 xmm1, v0 xmm0
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   v3 rsi = select_test ne.i32 v2 rdx, v0 rdi, v1 rsi
;;     rax <- rsi v3
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set l.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v2 rax = test_set ne.i32 v0 rdi
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set ge.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;     rcx <- remat v2
;;   v3 rcx = select_test ne.i32 v0 rdi, v1 rax, v2 rcx
;;     rax <- rcx v3
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;     rcx <- remat v2
;;   v3 rcx = select_test ne.i32 v0 rdi, v1 rax, v2 rcx
;;     rax <- rcx v3
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   v5 rsi = select_test ne.i64 v2 rdx, v0 rdi, v1 rsi
;;     rax <- rsi v5
;;   return

;; [asm x86_64]
;; function 0 equal_arms
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 1 always
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 2 never
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rsi
;;   pop rbp
;;   ret
;;
;; function 3 negated
;;   push rbp
;;   mov rbp, rsp
;;   test edi, edi
;;   je .0
;;   vmovaps xmm0, xmm1
;; .0:
;;   pop rbp
;;   ret
;;
;; function 4 compared_with_zero
;;   push rbp
;;   mov rbp, rsp
;;   test edx, edx
;;   cmovne esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 5 one_zero
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setl al
;;   pop rbp
;;   ret
;;
;; function 6 one_zero_of_number
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test edi, edi
;;   setne al
;;   pop rbp
;;   ret
;;
;; function 7 zero_one
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setge al
;;   pop rbp
;;   ret
;;
;; function 8 not_two_zero
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 2
;;   xor ecx, ecx
;;   test edi, edi
;;   cmovne ecx, eax
;;   mov eax, ecx
;;   pop rbp
;;   ret
;;
;; function 9 not_wide
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 1
;;   xor ecx, ecx
;;   test edi, edi
;;   cmovne rcx, rax
;;   mov rax, rcx
;;   pop rbp
;;   ret
;;
;; function 10 not_long_zero
;;   push rbp
;;   mov rbp, rsp
;;   test rdx, rdx
;;   cmovne esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
