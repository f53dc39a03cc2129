;; What the run time does: growth, bulk operations, with their indices first; every register is lost over them.
(module
  (memory 1) (memory 1)
  (table $t 2 funcref) (table $u 2 externref)
  (data $d "abc") (elem $e func)
  (func $grow (param i32 i64) (result i32 i64) (memory.grow 1 (local.get 0)) (local.get 1))
  (func $table_grow (param externref i32) (result i32) (table.grow $u (local.get 0) (local.get 1)))
  (func $copy (param i32 i32 i32) (memory.copy 0 1 (local.get 0) (local.get 1) (local.get 2)))
  (func $fill (param i32 i32 i32) (memory.fill (local.get 2) (local.get 1) (local.get 0)))
  (func $init (param i32) (memory.init $d (local.get 0) (i32.const 1) (i32.const 2)) (data.drop $d))
  (func $table_copy (param i32) (table.copy $t $t (local.get 0) (i32.const 0) (i32.const 1)))
  (func $table_fill (param i32 externref) (table.fill $u (i32.const 0) (local.get 1) (local.get 0)))
  (func $table_init (param i32) (table.init $t $e (local.get 0) (i32.const 0) (i32.const 0)) (elem.drop $e)))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i64):
;;   v2:i32 = memory.grow 1 v0
;;   return v2, v1
;;
;; function 1
;; block0(v0:ref, v1:i32):
;;   v2:i32 = table.grow 1 v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:i32, v2:i32):
;;   memory.copy 0:1 v0, v1, v2
;;   return
;;
;; function 3
;; block0(v0:i32, v1:i32, v2:i32):
;;   memory.fill v2, v1, v0
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 1
;;   v2:i32 = i32.const 2
;;   memory.init v0, v1, v2
;;   data.drop
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.const 1
;;   table.copy v0, v1, v2
;;   return
;;
;; function 6
;; block0(v0:i32, v1:ref):
;;   v2:i32 = i32.const 0
;;   table.fill 1 v2, v1, v0
;;   return
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   table.init v0, v1, v1
;;   elem.drop
;;   return

;; [select]
;; function 0
;; block0(v0:i32, v1:i64):
;;   v2:i32 = libcall memory.grow v0, 1
;;   return v2, v1
;;
;; function 1
;; block0(v0:ref, v1:i32):
;;   v2:i32 = libcall table.grow v0, v1, 1
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:i32, v2:i32):
;;   libcall_void memory.copy v0, v1, v2, 0:1
;;   return
;;
;; function 3
;; block0(v0:i32, v1:i32, v2:i32):
;;   libcall_void memory.fill v2, v1, v0
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 1
;;   v2:i32 = const_int 2
;;   libcall_void memory.init v0, v1, v2
;;   libcall_void data.drop
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = const_int 1
;;   libcall_void table.copy v0, v1, v2
;;   return
;;
;; function 6
;; block0(v0:i32, v1:ref):
;;   v2:i32 = const_int 0
;;   libcall_void table.fill v2, v1, v0, 1
;;   return
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   libcall_void table.init v0, v1, v1
;;   libcall_void elem.drop
;;   return

;; [alloc]
;; function 0 cells=1
;; block0(v0 rdi, v1 rsi):
;;     [0] <- rsi v1
;;     rdx <- rdi v0
;;   v2 rax = libcall memory.grow v0 rdx, 1
;;     rdx <- [0] v1
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rdx <- rdi v0
;;     rcx <- rsi v1
;;   v2 rax = libcall table.grow v0 rdx, v1 rcx, 1
;;   return
;;
;; function 2 cells=1
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;     [0] <- rsi v1
;;     rsi <- rdi v0
;;     rcx <- rdx v2
;;     rdx <- [0] v1
;;   libcall_void memory.copy v0 rsi, v1 rdx, v2 rcx, 0:1
;;   return
;;
;; function 3 cells=1
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;     [0] <- rsi v1
;;     rsi <- rdx v2
;;     rdx <- [0] v1
;;     rcx <- rdi v0
;;   libcall_void memory.fill v2 rsi, v1 rdx, v0 rcx
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;     rsi <- rdi v0
;;     rdx <- remat v1
;;     rcx <- remat v2
;;   libcall_void memory.init v0 rsi, v1 rdx, v2 rcx
;;   libcall_void data.drop
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;     rsi <- rdi v0
;;     rdx <- remat v1
;;     rcx <- remat v2
;;   libcall_void table.copy v0 rsi, v1 rdx, v2 rcx
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rdx <- rsi v1
;;     rsi <- remat v2
;;     rcx <- rdi v0
;;   libcall_void table.fill v2 rsi, v1 rdx, v0 rcx, 1
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;     rsi <- rdi v0
;;     rdx <- remat v1
;;     rcx <- rdx v1
;;   libcall_void table.init v0 rsi, v1 rdx, v1 rcx
;;   libcall_void elem.drop
;;   return

;; [asm x86_64]
;; function 0 grow
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov qword ptr [rbp - 8], rsi
;;   mov edx, edi
;;   mov esi, 1
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax]
;;   mov eax, eax
;;   mov rdx, qword ptr [rbp - 8]
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 1 table_grow
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov rdx, rdi
;;   mov ecx, esi
;;   mov esi, 1
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x28]
;;   mov eax, eax
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 2 copy
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov dword ptr [rbp - 8], esi
;;   mov esi, edi
;;   mov ecx, edx
;;   mov edx, dword ptr [rbp - 8]
;;   movabs r8, 0x100000000
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 8]
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 3 fill
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov dword ptr [rbp - 8], esi
;;   mov esi, edx
;;   mov edx, dword ptr [rbp - 8]
;;   mov ecx, edi
;;   mov r8d, 0
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x10]
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 4 init
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov esi, edi
;;   mov edx, 1
;;   mov ecx, 2
;;   mov r8d, 0
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x18]
;;   mov esi, 0
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x20]
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 5 table_copy
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov esi, edi
;;   xor edx, edx
;;   mov ecx, 1
;;   mov r8d, 0
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x38]
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 6 table_fill
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov rdx, rsi
;;   xor esi, esi
;;   mov ecx, edi
;;   mov r8d, 1
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x30]
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 7 table_init
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov esi, edi
;;   xor edx, edx
;;   mov ecx, edx
;;   mov r8d, 0
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x40]
;;   mov esi, 0
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x48]
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
