;; options: slots
;; The mode of very large functions: locals live in frame slots.
(module
  (func (param i32 i64) (result i64) (local i64)
    (loop $next
      (local.set 2 (i64.add (local.get 2) (local.get 1)))
      (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 2)))

;; [zir]
;; function 0 slots=3
;; block0(v0:i32, v1:i64):
;;   v2:i64 = i64.const 0
;;   slot.set 0 v0
;;   slot.set 1 v1
;;   slot.set 2 v2
;;   br block1
;; block1:  ; loop 0 depth 1 head
;;   v7:i64 = slot.get 2
;;   v8:i64 = slot.get 1
;;   v9:i64 = i64.add v7, v8
;;   slot.set 2 v9
;;   v11:i32 = slot.get 0
;;   v12:i32 = i32.const 4294967295
;;   v13:i32 = i32.add v11, v12
;;   slot.set 0 v13
;;   br_if v13 block1, block2
;; block2:
;;   v16:i64 = slot.get 2
;;   return v16

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   slot_set v0 rdi
;;   slot_set v1 rsi
;;     rax <- remat v2
;;   slot_set v2 rax
;;   jump
;;   -> block1
;; block1:
;;   v7 rax = slot_get
;;   v8 rcx = slot_get
;;   v9 rax = add_rr v7 rax, v8 rcx
;;   slot_set v9 rax
;;   v11 rax = slot_get
;;   v13 rax = add_ri v11 rax
;;   slot_set v13 rax
;;   test_br v13 rax
;;   -> block1
;;   -> block2
;; block2:
;;   v16 rax = slot_get
;;   return

;; [asm]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x30
;;   mov qword ptr [rbp - 0x10], rdi
;;   mov qword ptr [rbp - 0x20], rsi
;;   xor eax, eax
;;   mov qword ptr [rbp - 0x30], rax
;;   nop dword ptr [rax + rax]
;;   nop
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
