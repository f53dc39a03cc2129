;; A load is found again behind seven stores to other bytes of its base; behind eight nobody looks.
(module
  (memory 1)
  (func $seven (param i32) (result i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i32.store8 offset=4 (local.get 0) (i32.const 1)) (i32.store8 offset=5 (local.get 0) (i32.const 1))
    (i32.store8 offset=6 (local.get 0) (i32.const 1)) (i32.store8 offset=7 (local.get 0) (i32.const 1))
    (i32.store8 offset=8 (local.get 0) (i32.const 1)) (i32.store8 offset=9 (local.get 0) (i32.const 1))
    (i32.store8 offset=10 (local.get 0) (i32.const 1))
    (i32.mul (local.get 1) (i32.load (local.get 0))))
  (func $not_eight (param i32) (result i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i32.store8 offset=4 (local.get 0) (i32.const 1)) (i32.store8 offset=5 (local.get 0) (i32.const 1))
    (i32.store8 offset=6 (local.get 0) (i32.const 1)) (i32.store8 offset=7 (local.get 0) (i32.const 1))
    (i32.store8 offset=8 (local.get 0) (i32.const 1)) (i32.store8 offset=9 (local.get 0) (i32.const 1))
    (i32.store8 offset=10 (local.get 0) (i32.const 1)) (i32.store8 offset=11 (local.get 0) (i32.const 1))
    (i32.mul (local.get 1) (i32.load (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.const 1
;;   i32.store8 offset=4 v0, v2
;;   i32.store8 offset=5 v0, v2
;;   i32.store8 offset=6 v0, v2
;;   i32.store8 offset=7 v0, v2
;;   i32.store8 offset=8 v0, v2
;;   i32.store8 offset=9 v0, v2
;;   i32.store8 offset=10 v0, v2
;;   v10:i32 = i32.mul v1, v1
;;   return v10
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.const 1
;;   i32.store8 offset=4 v0, v2
;;   i32.store8 offset=5 v0, v2
;;   i32.store8 offset=6 v0, v2
;;   i32.store8 offset=7 v0, v2
;;   i32.store8 offset=8 v0, v2
;;   i32.store8 offset=9 v0, v2
;;   i32.store8 offset=10 v0, v2
;;   i32.store8 offset=11 v0, v2
;;   v11:i32 = i32.load v0
;;   v12:i32 = i32.mul v1, v11
;;   return v12

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = const_int 1
;;   store_i i32.store8 v0, disp=4, 1
;;   store_i i32.store8 v0, disp=5, 1
;;   store_i i32.store8 v0, disp=6, 1
;;   store_i i32.store8 v0, disp=7, 1
;;   store_i i32.store8 v0, disp=8, 1
;;   store_i i32.store8 v0, disp=9, 1
;;   store_i i32.store8 v0, disp=10, 1
;;   v10:i32 = mul_rr i32 v1, v1
;;   return v10
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = const_int 1
;;   store_i i32.store8 v0, disp=4, 1
;;   store_i i32.store8 v0, disp=5, 1
;;   store_i i32.store8 v0, disp=6, 1
;;   store_i i32.store8 v0, disp=7, 1
;;   store_i i32.store8 v0, disp=8, 1
;;   store_i i32.store8 v0, disp=9, 1
;;   store_i i32.store8 v0, disp=10, 1
;;   store_i i32.store8 v0, disp=11, 1
;;   v11:i32 = load i32.load v0
;;   v12:i32 = mul_rr i32 v1, v11
;;   return v12

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   store_i i32.store8 v0 rdi, disp=4, 1
;;   store_i i32.store8 v0 rdi, disp=5, 1
;;   store_i i32.store8 v0 rdi, disp=6, 1
;;   store_i i32.store8 v0 rdi, disp=7, 1
;;   store_i i32.store8 v0 rdi, disp=8, 1
;;   store_i i32.store8 v0 rdi, disp=9, 1
;;   store_i i32.store8 v0 rdi, disp=10, 1
;;   v10 rax = mul_rr i32 v1 rax, v1 rax
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   store_i i32.store8 v0 rdi, disp=4, 1
;;   store_i i32.store8 v0 rdi, disp=5, 1
;;   store_i i32.store8 v0 rdi, disp=6, 1
;;   store_i i32.store8 v0 rdi, disp=7, 1
;;   store_i i32.store8 v0 rdi, disp=8, 1
;;   store_i i32.store8 v0 rdi, disp=9, 1
;;   store_i i32.store8 v0 rdi, disp=10, 1
;;   store_i i32.store8 v0 rdi, disp=11, 1
;;   v11 rcx = load i32.load v0 rdi
;;   v12 rax = mul_rr i32 v1 rax, v11 rcx
;;   return

;; [asm x86_64]
;; function 0 seven
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 4], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 5], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 6], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 7], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 8], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 9], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 0xa], 1  ; trap: out of bounds memory access
;;   imul eax, eax
;;   pop rbp
;;   ret
;;
;; function 1 not_eight
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 4], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 5], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 6], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 7], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 8], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 9], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 0xa], 1  ; trap: out of bounds memory access
;;   mov byte ptr [r15 + rdi + 0xb], 1  ; trap: out of bounds memory access
;;   mov ecx, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   imul eax, ecx
;;   pop rbp
;;   ret
