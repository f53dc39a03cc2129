;; The mode of very large functions: locals live in frame slots.
;; options: slots
(module
  (func (param i32 i64) (result i64) (local i64)
    (loop $next
      (local.set 2 (i64.add (local.get 2) (local.get 1)))
      (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 2)))

;; [zir]
;; function 0 slots=3
;; block0(v0:i32, v1:i64):
;;   slot.set 0 v0
;;   slot.set 1 v1
;;   slot.zero 2:1
;;   br block1
;; block1:  ; loop 0 depth 1 head
;;   v6:i64 = slot.get 2
;;   v7:i64 = slot.get 1
;;   v8:i64 = i64.add v6, v7
;;   slot.set 2 v8
;;   v10:i32 = slot.get 0
;;   v11:i32 = i32.const 4294967295
;;   v12:i32 = i32.add v10, v11
;;   slot.set 0 v12
;;   br_if v12 block1, block2
;; block2:
;;   v15:i64 = slot.get 2
;;   return v15

;; [select]
;; function 0
;; block0(v0:i32, v1:i64):
;;   slot_set v0, index 0
;;   slot_set v1, index 1
;;   slot_zero 2, count=1
;;   jump
;;   -> block1
;; block1:
;;   v6:i64 = slot_get index 2
;;   v7:i64 = slot_get index 1
;;   v8:i64 = add_rr i64 v6, v7
;;   slot_set v8, index 2
;;   v10:i32 = slot_get index 0
;;   v11:i32 = const_int 4294967295
;;   v12:i32 = add_ri i32 v10, -1
;;   slot_set v12, index 0
;;   test_br ne.i32 v12
;;   -> block1, block2
;; block2:
;;   v15:i64 = slot_get index 2
;;   return v15

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   slot_set v0 rdi, index 0
;;   slot_set v1 rsi, index 1
;;   slot_zero 2, count=1
;;   jump
;;   -> block1
;; block1:
;;   v6 rax = slot_get index 2
;;   v7 rcx = slot_get index 1
;;   v8 rax = add_rr i64 v6 rax, v7 rcx
;;   slot_set v8 rax, index 2
;;   v10 rax = slot_get index 0
;;   v12 rax = add_ri i32 v10 rax, -1
;;   slot_set v12 rax, index 0
;;   test_br ne.i32 v12 rax
;;   -> block1
;;   -> block2
;; block2:
;;   v15 rax = slot_get index 2
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x30
;;   mov qword ptr [rbp - 0x10], rdi
;;   mov qword ptr [rbp - 0x20], rsi
;;   vxorps xmm15, xmm15, xmm15
;;   vmovups xmmword ptr [rbp - 0x30], xmm15
;;   nop word ptr [rax + rax]
;; .0:
;;   mov rax, qword ptr [rbp - 0x30]
;;   mov rcx, qword ptr [rbp - 0x20]
;;   add rax, rcx
;;   mov qword ptr [rbp - 0x30], rax
;;   mov eax, dword ptr [rbp - 0x10]
;;   add eax, -1
;;   mov qword ptr [rbp - 0x10], rax
;;   test eax, eax
;;   jne .0
;;   mov rax, qword ptr [rbp - 0x30]
;;   leave
;;   ret
