;; A join has a parameter only for the local that differs.
(module
  (func (param i32 i32 i32) (result i32)
    (if (local.get 0)
      (then (local.set 1 (i32.add (local.get 1) (i32.const 1))))
      (else (local.set 1 (i32.sub (local.get 1) (i32.const 2)))))
    (i32.mul (local.get 1) (local.get 2))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32, v2:i32):
;;   br_if v0 block1, block2
;; block1:
;;   v4:i32 = i32.const 1
;;   v5:i32 = i32.add v1, v4
;;   br block3(v5)
;; block2:
;;   v7:i32 = i32.const 4294967294
;;   v8:i32 = i32.add v1, v7
;;   br block3(v8)
;; block3(v10:i32):
;;   v11:i32 = i32.mul v2, v10
;;   return v11

;; [select]
;; function 0
;; block0(v0:i32, v1:i32, v2:i32):
;;   test_br ne.i32 v0
;;   -> block1, block2
;; block1:
;;   v4:i32 = const_int 1
;;   v5:i32 = add_ri i32 v1, 1
;;   jump
;;   -> block3
;; block2:
;;   v7:i32 = const_int 4294967294
;;   v8:i32 = add_ri i32 v1, -2
;;   jump
;;   -> block3
;; block3(v10:i32):
;;   v11:i32 = mul_rr i32 v10, v2
;;   return v11

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   test_br ne.i32 v0 rdi
;;   -> block1
;;   -> block2
;; block1:
;;   v5 rax = add_ri i32 v1 rsi, 1
;;   jump
;;   -> block3
;; block2:
;;   v8 rax = add_ri i32 v1 rsi, -2
;;   jump
;;   -> block3
;; block3(v10 rax):
;;   v11 rax = mul_rr i32 v10 rax, v2 rdx
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   test edi, edi
;;   je .0
;;   lea eax, [rsi + 1]
;;   jmp .1
;; .0:
;;   lea eax, [rsi - 2]
;; .1:
;;   imul eax, edx
;;   pop rbp
;;   ret
