;; Unsigned comparisons with 0 and 1 are known or ask for zero; with 2, and signed ones, they stay.
(module
  (func $known (param i32) (result i32 i32) (i32.lt_u (local.get 0) (i32.const 0)) (i32.ge_u (local.get 0) (i32.const 0)))
  (func $zero (param i32) (result i32 i32) (i32.lt_u (local.get 0) (i32.const 1)) (i32.le_u (local.get 0) (i32.const 0)))
  (func $not_zero (param i64) (result i32 i32) (i64.ge_u (local.get 0) (i64.const 1)) (i64.gt_u (local.get 0) (i64.const 0)))
  (func $constant_left (param i32) (result i32 i32) (i32.gt_u (i32.const 1) (local.get 0)) (i32.lt_s (i32.const 7) (local.get 0)))
  (func $not_two (param i32) (result i32) (i32.lt_u (local.get 0) (i32.const 2)))
  (func $not_signed (param i32) (result i32 i32) (i32.lt_s (local.get 0) (i32.const 0)) (i32.lt_s (local.get 0) (i32.const 1))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.const 1
;;   return v1, v2
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.eqz v0
;;   return v1, v1
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = i64.const 0
;;   v2:i32 = i64.ne v0, v1
;;   return v2, v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.eqz v0
;;   v2:i32 = i32.const 7
;;   v3:i32 = i32.gt_s v0, v2
;;   return v1, v3
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 2
;;   v2:i32 = i32.lt_u v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.lt_s v0, v1
;;   v3:i32 = i32.const 1
;;   v4:i32 = i32.lt_s v0, v3
;;   return v2, v4

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = const_int 1
;;   return v1, v2
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = test_set e.i32 v0
;;   return v1, v1
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = const_int 0
;;   v2:i32 = test_set ne.i64 v0
;;   return v2, v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = test_set e.i32 v0
;;   v2:i32 = const_int 7
;;   v3:i32 = cmp_set_i g.i32 v0, 7
;;   return v1, v3
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 2
;;   v2:i32 = cmp_set_i b.i32 v0, 2
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = test_set s.i32 v0
;;   v3:i32 = const_int 1
;;   v4:i32 = cmp_set_i l.i32 v0, 1
;;   return v2, v4

;; [alloc]
;; function 0 cells=0
;; block0(v0 -):
;;     rax <- remat v1
;;     rdx <- remat v2
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v1 rax = test_set e.i32 v0 rdi
;;     rdx <- rax v1
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v2 rax = test_set ne.i64 v0 rdi
;;     rdx <- rax v2
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = test_set e.i32 v0 rdi
;;   v3 rdx = cmp_set_i g.i32 v0 rdi, 7
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 rax = cmp_set_i b.i32 v0 rdi, 2
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rax = test_set s.i32 v0 rdi
;;   v4 rdx = cmp_set_i l.i32 v0 rdi, 1
;;   return

;; [asm x86_64]
;; function 0 known
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   mov edx, 1
;;   pop rbp
;;   ret
;;
;; function 1 zero
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test edi, edi
;;   sete al
;;   mov edx, eax
;;   pop rbp
;;   ret
;;
;; function 2 not_zero
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test rdi, rdi
;;   setne al
;;   mov edx, eax
;;   pop rbp
;;   ret
;;
;; function 3 constant_left
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test edi, edi
;;   sete al
;;   xor edx, edx
;;   cmp edi, 7
;;   setg dl
;;   pop rbp
;;   ret
;;
;; function 4 not_two
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, 2
;;   setb al
;;   pop rbp
;;   ret
;;
;; function 5 not_signed
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test edi, edi
;;   sets al
;;   xor edx, edx
;;   cmp edi, 1
;;   setl dl
;;   pop rbp
;;   ret
