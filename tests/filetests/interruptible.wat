;; Polls at function entry and loop heads.
;; options: interruptible
(module
  (func (param i32) (result i32)
    (loop $next
      (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 0)))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   br block1(v0)
;; block1(v2:i32):  ; loop 0 depth 1 head
;;   poll
;;   v4:i32 = i32.const 4294967295
;;   v5:i32 = i32.add v2, v4
;;   br_if v5 block1(v5), block2
;; block2:
;;   return v5

;; [select]
;; function 0
;; block0(v0:i32):
;;   jump
;;   -> block1
;; block1(v2:i32):
;;   poll
;;   v4:i32 = const_int 4294967295
;;   v5:i32 = add_ri i32 v2, -1
;;   test_br ne.i32 v5
;;   -> block1, block2
;; block2:
;;   return v5

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   jump
;;   -> block1
;; block1(v2 rdi):
;;   poll
;;   v5 rdi = add_ri i32 v2 rdi, -1
;;   test_br ne.i32 v5 rdi
;;   -> block1
;;   -> block2
;; block2:
;;     rax <- rdi v5
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax]
;; .0:
;;   test dword ptr [r14 - 8], eax  ; trap: interrupt
;;   add edi, -1
;;   test edi, edi
;;   jne .0
;;   mov eax, edi
;;   pop rbp
;;   ret
