;; A loop that tests at its head is rotated: one branch per iteration.
(module
  (func (param i32) (result i32) (local i32 i32)
    (block $out
      (loop $next
        (br_if $out (i32.ge_u (local.get 1) (local.get 0)))
        (local.set 2 (i32.add (local.get 2) (i32.mul (local.get 1) (local.get 1))))
        (local.set 1 (i32.add (local.get 1) (i32.const 1)))
        (br $next)))
    (local.get 2)))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   br block1(v1, v1)
;; block1(v3:i32, v4:i32):  ; loop 0 depth 1 head
;;   v5:i32 = i32.ge_u v4, v0
;;   br_if v5 block3, block2
;; block2:  ; loop 0 depth 1
;;   v7:i32 = i32.mul v4, v4
;;   v8:i32 = i32.add v3, v7
;;   v9:i32 = i32.const 1
;;   v10:i32 = i32.add v4, v9
;;   br block1(v8, v10)
;; block3:
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   jump
;;   -> block1
;; block1(v3:i32, v4:i32):
;;   cmp_br ae.i32 v4, v0; covers v5 i32.ge_u
;;   -> block3, block2
;; block2:
;;   v7:i32 = mul_rr i32 v4, v4
;;   v8:i32 = add_rr i32 v3, v7
;;   v9:i32 = const_int 1
;;   v10:i32 = add_ri i32 v4, 1
;;   jump
;;   -> block1
;; block3:
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   jump
;;   -> block1: rax <- remat v1, rcx <- remat v1
;; block1(v3 rax, v4 rcx):
;;   cmp_br ae.i32 v4 rcx, v0 rdi
;;   -> block3
;;   -> block2
;; block2:
;;     rdx <- rcx v4
;;   v7 rdx = mul_rr i32 v4 rdx, v4 rcx
;;   v8 rax = add_rr i32 v3 rax, v7 rdx
;;   v10 rcx = add_ri i32 v4 rcx, 1
;;   jump
;;   -> block1
;; block3:
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   xor ecx, ecx
;;   jmp .1
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;;   nop word ptr [rax + rax]
;; .0:
;;   mov edx, ecx
;;   imul edx, ecx
;;   add eax, edx
;;   add ecx, 1
;; .1:
;;   cmp ecx, edi
;;   jb .0
;;   pop rbp
;;   ret
