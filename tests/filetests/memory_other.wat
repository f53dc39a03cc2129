;; Size, growth, bulk operations and a second memory.
(module
  (memory 1 4)
  (memory 1)
  (data "abc")
  (func (result i32) (memory.size))
  (func (param i32) (result i32) (memory.grow (local.get 0)))
  (func (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (param i32) (memory.init 0 (local.get 0) (i32.const 0) (i32.const 3)) (data.drop 0))
  (func (param i32) (result i32) (i32.load 1 (local.get 0))))

;; [zir]
;; function 0
;; block0:
;;   v0:i32 = memory.size
;;   return v0
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = memory.grow v0
;;   return v1
;;
;; function 2
;; block0(v0:i32, v1:i32, v2:i32):
;;   memory.copy v0, v1, v2
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.const 3
;;   memory.init v0, v1, v2
;;   data.drop
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.load v0 memory=1
;;   return v1

;; [select]
;; function 0
;; block0:
;;   v0:i32 = memory_size index 0
;;   return v0
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = libcall memory.grow v0
;;   return v1
;;
;; function 2
;; block0(v0:i32, v1:i32, v2:i32):
;;   libcall_void memory.copy v0, v1, v2
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = const_int 3
;;   libcall_void memory.init v0, v1, v2
;;   libcall_void data.drop
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0, memory=1
;;   return v1

;; [alloc]
;; function 0 cells=0
;; block0:
;;   v0 rax = memory_size index 0
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;     rdx <- rdi v0
;;   v1 rax = libcall memory.grow v0 rdx
;;   return
;;
;; function 2 cells=1
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;     [0] <- rsi v1
;;     rsi <- rdi v0
;;     rcx <- rdx v2
;;     rdx <- [0] v1
;;   libcall_void memory.copy v0 rsi, v1 rdx, v2 rcx
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;     rsi <- rdi v0
;;     rdx <- remat v1
;;     rcx <- remat v2
;;   libcall_void memory.init v0 rsi, v1 rdx, v2 rcx
;;   libcall_void data.drop
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi, memory=1
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, qword ptr [r14 + 0x40]
;;   mov rax, qword ptr [rax + 8]
;;   shr rax, 0x10
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov edx, edi
;;   mov esi, 0
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax]
;;   mov eax, eax
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov dword ptr [rbp - 8], esi
;;   mov esi, edi
;;   mov ecx, edx
;;   mov edx, dword ptr [rbp - 8]
;;   mov r8d, 0
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 8]
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov esi, edi
;;   xor edx, edx
;;   mov ecx, 3
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
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   mov eax, dword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
