;; A comparison that is no part of a select: second use, other block, of vectors, of references.
(module
  (func $two_uses (param i32 i32) (result i32 i32) (local i32)
    (select (local.get 0) (local.get 1) (local.tee 2 (i32.lt_s (local.get 0) (local.get 1))))
    (local.get 2))
  (func $other_block (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.lt_s (local.get 0) (local.get 1)))
    (if (result i32) (local.get 0)
      (then (select (local.get 0) (local.get 1) (local.get 2)))
      (else (i32.const 0))))
  (func $two_selects (param i32 i32 i64 i64) (result i32 i64)
    (select (local.get 0) (local.get 1) (i32.lt_s (local.get 0) (local.get 1)))
    (select (local.get 2) (local.get 3) (i32.lt_s (local.get 0) (local.get 1))))
  (func $any_true (param i32 i32 v128) (result i32) (select (local.get 0) (local.get 1) (v128.any_true (local.get 2))))
  (func $null (param i32 i32 externref) (result i32) (select (local.get 0) (local.get 1) (ref.is_null (local.get 2)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.lt_s v0, v1
;;   v3:i32 = select v0, v1, v2
;;   return v3, v2
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 0
;;   v3:i32 = i32.lt_s v0, v1
;;   br_if v0 block1, block2
;; block1:
;;   v5:i32 = select v0, v1, v3
;;   br block3(v5)
;; block2:
;;   br block3(v2)
;; block3(v8:i32):
;;   return v8
;;
;; function 2
;; block0(v0:i32, v1:i32, v2:i64, v3:i64):
;;   v4:i32 = i32.lt_s v0, v1
;;   v5:i32 = select v0, v1, v4
;;   v6:i64 = select v2, v3, v4
;;   return v5, v6
;;
;; function 3
;; block0(v0:i32, v1:i32, v2:v128):
;;   v3:i32 = v128.any_true v2
;;   v4:i32 = select v0, v1, v3
;;   return v4
;;
;; function 4
;; block0(v0:i32, v1:i32, v2:ref):
;;   v3:i32 = ref.is_null v2
;;   v4:i32 = select v0, v1, v3
;;   return v4

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set l.i32 v0, v1
;;   v3:i32 = select_test ne.i32 v2, v0, v1
;;   return v3, v2
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 0
;;   v3:i32 = cmp_set l.i32 v0, v1
;;   test_br ne.i32 v0
;;   -> block1, block2
;; block1:
;;   v5:i32 = select_test ne.i32 v3, v0, v1
;;   jump
;;   -> block3
;; block2:
;;   jump
;;   -> block3
;; block3(v8:i32):
;;   return v8
;;
;; function 2
;; block0(v0:i32, v1:i32, v2:i64, v3:i64):
;;   v4:i32 = cmp_set l.i32 v0, v1
;;   v5:i32 = select_test ne.i32 v4, v0, v1
;;   v6:i64 = select_test ne.i32 v4, v2, v3
;;   return v5, v6
;;
;; function 3
;; block0(v0:i32, v1:i32, v2:v128):
;;   v3:i32 = vtest v128.any_true v2
;;   v4:i32 = select_test ne.i32 v3, v0, v1
;;   return v4
;;
;; function 4
;; block0(v0:i32, v1:i32, v2:ref):
;;   v3:i32 = test_set e.i64 v2
;;   v4:i32 = select_test ne.i32 v3, v0, v1
;;   return v4

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rdx = cmp_set l.i32 v0 rdi, v1 rsi
;;   v3 rsi = select_test ne.i32 v2 rdx, v0 rdi, v1 rsi
;;     rax <- rsi v3
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rax = cmp_set l.i32 v0 rdi, v1 rsi
;;   test_br ne.i32 v0 rdi
;;   -> block1
;;   -> block2
;; block1:
;;   v5 rsi = select_test ne.i32 v3 rax, v0 rdi, v1 rsi
;;   jump
;;   -> block3
;; block2:
;;   jump
;;   -> block3: rsi <- remat v2
;; block3(v8 rsi):
;;     rax <- rsi v8
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx, v3 rcx):
;;   v4 rax = cmp_set l.i32 v0 rdi, v1 rsi
;;   v5 rsi = select_test ne.i32 v4 rax, v0 rdi, v1 rsi
;;   v6 rcx = select_test ne.i32 v4 rax, v2 rdx, v3 rcx
;;     rax <- rsi v5
;;     rdx <- rcx v6
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi, v2 xmm0):
;;   v3 rax = vtest v128.any_true v2 xmm0
;;   v4 rsi = select_test ne.i32 v3 rax, v0 rdi, v1 rsi
;;     rax <- rsi v4
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   v3 rax = test_set e.i64 v2 rdx
;;   v4 rsi = select_test ne.i32 v3 rax, v0 rdi, v1 rsi
;;     rax <- rsi v4
;;   return

;; [asm x86_64]
;; function 0 two_uses
;;   push rbp
;;   mov rbp, rsp
;;   xor edx, edx
;;   cmp edi, esi
;;   setl dl
;;   test edx, edx
;;   cmovne esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 1 other_block
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setl al
;;   test edi, edi
;;   je .0
;;   test eax, eax
;;   cmovne esi, edi
;;   jmp .1
;; .0:
;;   xor esi, esi
;; .1:
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 2 two_selects
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setl al
;;   test eax, eax
;;   cmovne esi, edi
;;   test eax, eax
;;   cmovne rcx, rdx
;;   mov eax, esi
;;   mov rdx, rcx
;;   pop rbp
;;   ret
;;
;; function 3 any_true
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   vptest xmm0, xmm0
;;   setne al
;;   test eax, eax
;;   cmovne esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 4 null
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test rdx, rdx
;;   sete al
;;   test eax, eax
;;   cmovne esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
