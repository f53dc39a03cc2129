;; What has no effect and no user emits nothing; parameters of joins that nobody reads are gone, cycles too.
(module
  (memory 1)
  (func (param i32 i32) (result i32)
    (drop (i32.mul (local.get 0) (local.get 1)))
    (drop (i32.load (local.get 0)))
    (local.get 1))
  (func (param i32 i32) (result i32)
    (loop $next
      (local.set 1 (i32.add (local.get 1) (i32.const 1)))
      (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 0)))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   return v1
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   br block1(v0)
;; block1(v3:i32):  ; loop 0 depth 1 head
;;   v4:i32 = i32.const 4294967295
;;   v5:i32 = i32.add v3, v4
;;   br_if v5 block1(v5), block2
;; block2:
;;   return v5

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   return v1
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   jump
;;   -> block1
;; block1(v3:i32):
;;   v4:i32 = const_int 4294967295
;;   v5:i32 = add_ri i32 v3, -1
;;   test_br ne.i32 v5
;;   -> block1, block2
;; block2:
;;   return v5

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;     rax <- rsi v1
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 -):
;;   jump
;;   -> block1
;; block1(v3 rdi):
;;   v5 rdi = add_ri i32 v3 rdi, -1
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
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax]
;; .0:
;;   add edi, -1
;;   test edi, edi
;;   jne .0
;;   mov eax, edi
;;   pop rbp
;;   ret
