;; Vectors live over calls: 16-byte slots, aligned cells for what does not fit registers.
(module
  (import "" "f" (func $f (param i32)))
  (func (param v128 i32) (result v128)
    (call $f (local.get 1))
    (call $f (local.get 1))
    (local.get 0)))

;; [zir]
;; function 1
;; block0(v0:v128, v1:i32):
;;   call 0 (v1)
;;   call 0 (v1)
;;   return v0

;; [select]
;; function 1
;; block0(v0:v128, v1:i32):
;;   call function 0 (v1)
;;   call function 0 (v1)
;;   return v0

;; [alloc]
;; function 1 cells=3
;; block0(v0 xmm0, v1 rdi):
;;     [0] <- xmm0 v0
;;     [2] <- rdi v1
;;   call function 0
;;     rdi <- [2] v1
;;   call function 0
;;     xmm0 <- [0] v0
;;   return

;; [asm x86_64]
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x30
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov qword ptr [rbp - 8], r14
;;   vmovups xmmword ptr [rbp - 0x20], xmm0
;;   mov dword ptr [rbp - 0x28], edi
;;   mov r11, qword ptr [r14 + 0x40]
;;   mov r14, qword ptr [r14 + 0x48]
;;   mov r15, qword ptr [r14]
;;   call r11
;;   mov r14, qword ptr [rbp - 8]
;;   mov r15, qword ptr [r14]
;;   mov edi, dword ptr [rbp - 0x28]
;;   mov r11, qword ptr [r14 + 0x40]
;;   mov r14, qword ptr [r14 + 0x48]
;;   mov r15, qword ptr [r14]
;;   call r11
;;   mov r14, qword ptr [rbp - 8]
;;   mov r15, qword ptr [r14]
;;   vmovups xmm0, xmmword ptr [rbp - 0x20]
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
