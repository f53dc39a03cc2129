;; An imported function: called through the vmctx; memory base and context are the caller's again afterwards.
(module
  (import "host" "f" (func $f (param i32 f32) (result i64)))
  (memory 1)
  (func (param i32) (result i64)
    (i64.add (call $f (local.get 0) (f32.const 1)) (i64.load (local.get 0)))))

;; [zir]
;; function 1
;; block0(v0:i32):
;;   v1:f32 = f32.const 0x3f800000
;;   v2:i64 = call 0 (v0, v1)
;;   v3:i64 = i64.load v0
;;   v4:i64 = i64.add v2, v3
;;   return v4

;; [select]
;; function 1
;; block0(v0:i32):
;;   v1:f32 = const_float 0x3f800000
;;   v2:i64 = call function 0 (v0, v1)
;;   v4:i64 = alu_rm add.i64 v2, v0; covers v3 i64.load
;;   return v4

;; [alloc]
;; function 1 cells=1
;; block0(v0 rdi):
;;     [0] <- rdi v0
;;     xmm0 <- remat v1
;;   v2 rax = call function 0
;;     rdi <- [0] v0
;;   v4 rax = alu_rm add.i64 v2 rax, v0 rdi
;;   return

;; [asm x86_64]
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov qword ptr [rbp - 8], r14
;;   mov dword ptr [rbp - 0x10], edi
;;   vmovss xmm0, dword ptr [0x3f800000]
;;   mov r11, qword ptr [r14 + 0x40]
;;   mov r14, qword ptr [r14 + 0x48]
;;   mov r15, qword ptr [r14]
;;   call r11
;;   mov r14, qword ptr [rbp - 8]
;;   mov r15, qword ptr [r14]
;;   mov edi, dword ptr [rbp - 0x10]
;;   add rax, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
