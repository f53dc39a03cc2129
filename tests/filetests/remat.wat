;; Constants and function references are made anew rather than kept over a call.
(module
  (memory 1)
  (func $f (param i64))
  (elem declare func $f)
  (table 2 funcref)
  (func (param i32)
    (i64.store (local.get 0) (i64.const 0x1122334455667788))
    (call $f (i64.const 0x1122334455667788))
    (i64.store offset=8 (local.get 0) (i64.const 0x1122334455667788))
    (table.set 0 (i32.const 0) (ref.func $f))
    (table.set 0 (i32.const 1) (ref.func $f))))

;; [zir]
;; function 0
;; block0(v0:i64):
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = i64.const 1234605616436508552
;;   i64.store v0, v1
;;   call 0 (v1)
;;   i64.store offset=8 v0, v1
;;   v5:i32 = i32.const 0
;;   v6:ref = ref.func
;;   table.set v5, v6
;;   v8:i32 = i32.const 1
;;   table.set v8, v6
;;   return

;; [select]
;; function 0
;; block0(v0:i64):
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = const_int 1234605616436508552
;;   store i64.store v0, v1
;;   call function 0 (v1)
;;   store i64.store v0, v1, disp=8
;;   v5:i32 = const_int 0
;;   v6:ref = ref_func index 0
;;   table_set v5, v6, index 0
;;   v8:i32 = const_int 1
;;   table_set v8, v6, index 0
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 -):
;;   return
;;
;; function 1 cells=1
;; block0(v0 rdi):
;;     [0] <- rdi v0
;;     rax <- remat v1
;;   store i64.store v0 rdi, v1 rax
;;     rdi <- rax v1
;;   call function 0
;;     rdi <- [0] v0
;;     rax <- remat v1
;;   store i64.store v0 rdi, v1 rax, disp=8
;;   v6 rax = ref_func index 0
;;     rcx <- remat v5
;;   table_set v5 rcx, v6 rax, index 0
;;     rcx <- remat v8
;;   table_set v8 rcx, v6 rax, index 0
;;   return

;; [asm x86_64]
;; function 0 f
;;   push rbp
;;   mov rbp, rsp
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov dword ptr [rbp - 8], edi
;;   movabs rax, 0x1122334455667788
;;   mov qword ptr [r15 + rdi], rax  ; trap: out of bounds memory access
;;   mov rdi, rax
;;   call function 0 f
;;   mov edi, dword ptr [rbp - 8]
;;   movabs rax, 0x1122334455667788
;;   mov qword ptr [r15 + rdi + 8], rax  ; trap: out of bounds memory access
;;   mov rax, qword ptr [r14 + 0x30]
;;   mov rax, qword ptr [rax]
;;   xor ecx, ecx
;;   mov r11, qword ptr [r14 + 0x48]
;;   cmp rcx, qword ptr [r11 + 8]
;;   jae .1
;;   mov r11, qword ptr [r11]
;;   mov qword ptr [r11 + rcx*8], rax
;;   mov ecx, 1
;;   mov r11, qword ptr [r14 + 0x48]
;;   cmp rcx, qword ptr [r11 + 8]
;;   jae .2
;;   mov r11, qword ptr [r11]
;;   mov qword ptr [r11 + rcx*8], rax
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;; .1:
;;   ud2  ; trap: out of bounds table access
;; .2:
;;   ud2  ; trap: out of bounds table access
