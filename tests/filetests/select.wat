;; Select of integers after a comparison, a test, a value; of floats; of constants.
(module
  (func (param i32 i32) (result i32) (select (local.get 0) (local.get 1) (i32.lt_s (local.get 0) (local.get 1))))
  (func (param i64 i64 i32) (result i64) (select (local.get 0) (local.get 1) (local.get 2)))
  (func (param i32 i32 i32) (result i32) (select (local.get 0) (local.get 1) (i32.and (local.get 2) (i32.const 8))))
  (func (param f64 f64 i32) (result f64) (select (local.get 0) (local.get 1) (local.get 2)))
  (func (param i32) (result i32) (select (i32.const 3) (i32.const 5) (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.lt_s v0, v1
;;   v3:i32 = select v0, v1, v2
;;   return v3
;;
;; function 1
;; block0(v0:i64, v1:i64, v2:i32):
;;   v3:i64 = select v0, v1, v2
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i32, v2:i32):
;;   v3:i32 = i32.const 8
;;   v4:i32 = i32.and v2, v3
;;   v5:i32 = select v0, v1, v4
;;   return v5
;;
;; function 3
;; block0(v0:f64, v1:f64, v2:i32):
;;   v3:f64 = select v0, v1, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.const 5
;;   v3:i32 = select v1, v2, v0
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v3:i32 = select l.i32 v0, v1, v0, v1; covers v2 i32.lt_s
;;   return v3
;;
;; function 1
;; block0(v0:i64, v1:i64, v2:i32):
;;   v3:i64 = select_test ne.i32 v2, v0, v1
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i32, v2:i32):
;;   v3:i32 = const_int 8
;;   v4:i32 = alu_ri and.i32 v2, 8
;;   v5:i32 = select_test ne.i32 v4, v0, v1
;;   return v5
;;
;; function 3
;; block0(v0:f64, v1:f64, v2:i32):
;;   v3:f64 = select_test ne.i32 v2, v0, v1
;;   return v3
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = const_int 5
;;   v3:i32 = select_test ne.i32 v0, v1, v2
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = select l.i32 v0 rdi, v1 rsi, v0 rdi, v1 rsi
;;     rax <- rsi v3
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   v3 rsi = select_test ne.i32 v2 rdx, v0 rdi, v1 rsi
;;     rax <- rsi v3
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   v4 rdx = alu_ri and.i32 v2 rdx, 8
;;   v5 rsi = select_test ne.i32 v4 rdx, v0 rdi, v1 rsi
;;     rax <- rsi v5
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0, v1 xmm1, v2 rdi):
;;   v3 xmm1 = select_test ne.i32 v2 rdi, v0 xmm0, v1 xmm1
;;     xmm0 <- xmm1 v3
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;     rcx <- remat v2
;;   v3 rcx = select_test ne.i32 v0 rdi, v1 rax, v2 rcx
;;     rax <- rcx v3
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   cmp edi, esi
;;   cmovl esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   test edx, edx
;;   cmovne rsi, rdi
;;   mov rax, rsi
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   and edx, 8
;;   test edx, edx
;;   cmovne esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   test edi, edi
;;   je .0
;;   vmovaps xmm1, xmm0
;; .0:
;;   vmovaps xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 3
;;   mov ecx, 5
;;   test edi, edi
;;   cmovne ecx, eax
;;   mov eax, ecx
;;   pop rbp
;;   ret
