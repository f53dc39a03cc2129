;; An indirect call: bounds, null and type checks; the callee's context, and one's own again afterwards.
(module
  (type $t (func (param i32) (result i32)))
  (table 4 funcref)
  (memory 1)
  (func (param i32 i32) (result i32)
    (i32.load (call_indirect (type $t) (local.get 1) (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = call_indirect type=0 table=0 v0 (v1)
;;   v3:i32 = i32.load v2
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = call_indirect v0, type=0, table=0 (v1)
;;   v3:i32 = load i32.load v2
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;     r10 <- rdi v0
;;     rdi <- rsi v1
;;   v2 rax = call_indirect v0 r10, type=0, table=0
;;   v3 rax = load i32.load v2 rax
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .2
;;   mov qword ptr [rbp - 8], r14
;;   mov r10d, edi
;;   mov edi, esi
;;   mov r11, qword ptr [r14 + 0x48]
;;   cmp r10, qword ptr [r11 + 8]
;;   jae .3
;;   mov r11, qword ptr [r11]
;;   mov r11, qword ptr [r11 + r10*8]
;;   test r11, r11
;;   je .4
;;   mov r10, qword ptr [r14 + 0x20]
;;   mov r10d, dword ptr [r10]
;;   cmp r10d, dword ptr [r11 + 0x10]
;;   jne .5
;;   cmp r14, qword ptr [r11 + 8]
;;   je .0
;;   mov r14, qword ptr [r11 + 8]
;;   mov r15, qword ptr [r14]
;; .0:
;;   call qword ptr [r11]
;;   cmp r14, qword ptr [rbp - 8]
;;   je .1
;;   mov r14, qword ptr [rbp - 8]
;;   mov r15, qword ptr [r14]
;; .1:
;;   mov eax, dword ptr [r15 + rax]  ; trap: out of bounds memory access
;;   leave
;;   ret
;; .2:
;;   ud2  ; trap: call stack exhausted
;; .3:
;;   ud2  ; trap: undefined element
;; .4:
;;   ud2  ; trap: uninitialized element
;; .5:
;;   ud2  ; trap: indirect call type mismatch
