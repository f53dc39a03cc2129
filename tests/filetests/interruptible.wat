;; options: interruptible
;; Polls at function entry and loop heads.
(module
  (func (param i32) (result i32)
    (loop $next
      (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 0)))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   poll
;;   br block1(v0)
;; block1(v3:i32):  ; loop 0 depth 1 head
;;   poll
;;   v5:i32 = i32.const 4294967295
;;   v6:i32 = i32.add v3, v5
;;   br_if v6 block1(v6), block2
;; block2:
;;   return v6

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   poll
;;   jump
;;   -> block1
;; block1(v3 rdi):
;;   poll
;;   v6 rdi = add_ri v3 rdi
;;   test_br v6 rdi
;;   -> block1
;;   -> block2
;; block2:
;;     rax <- rdi v6
;;   return

;; [asm]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   cmp qword ptr [r14 + 0x18], 0
;;   jne .1
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;; .0:
;;   cmp qword ptr [r14 + 0x18], 0
;;   jne .2
;;   add edi, -1
;;   test edi, edi
;;   jne .0
;;   mov eax, edi
;;   pop rbp
;;   ret
;; .1:
;;   ud2  ; trap: interrupt
;; .2:
;;   ud2  ; trap: interrupt
