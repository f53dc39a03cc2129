;; Globals of the module and imported ones; tables of references.
(module
  (import "host" "g" (global $imported (mut i32)))
  (global $own (mut i64) (i64.const 5))
  (global $constant i32 (i32.const 6))
  (table $t 3 externref)
  (func (result i64) (global.set $own (i64.add (global.get $own) (i64.const 1))) (global.get $own))
  (func (param i32) (result i32) (global.set $imported (local.get 0)) (global.get $constant))
  (func (param i32 externref) (table.set $t (local.get 0) (local.get 1)))
  (func (param i32) (result i32) (ref.is_null (table.get $t (local.get 0))))
  (func (result i32) (table.size $t))
  (func (param externref) (result i32) (table.grow $t (local.get 0) (i32.const 1))))

;; [zir]
;; function 0
;; block0:
;;   v0:i64 = global.get 1
;;   v1:i64 = i64.const 1
;;   v2:i64 = i64.add v0, v1
;;   global.set 1 v2
;;   return v2
;;
;; function 1
;; block0(v0:i32):
;;   global.set v0
;;   v2:i32 = global.get 2
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:ref):
;;   table.set v0, v1
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:ref = table.get v0
;;   v2:i32 = ref.is_null v1
;;   return v2
;;
;; function 4
;; block0:
;;   v0:i32 = table.size
;;   return v0
;;
;; function 5
;; block0(v0:ref):
;;   v1:i32 = i32.const 1
;;   v2:i32 = table.grow v0, v1
;;   return v2

;; [select]
;; function 0
;; block0:
;;   v0:i64 = global_get index 1
;;   v1:i64 = const_int 1
;;   v2:i64 = add_ri i64 v0, 1
;;   global_set v2, index 1
;;   return v2
;;
;; function 1
;; block0(v0:i32):
;;   global_set v0, index 0
;;   v2:i32 = global_get index 2
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:ref):
;;   table_set v0, v1, index 0
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:ref = table_get v0, index 0
;;   v2:i32 = test_set e.i64 v1
;;   return v2
;;
;; function 4
;; block0:
;;   v0:i32 = table_size index 0
;;   return v0
;;
;; function 5
;; block0(v0:ref):
;;   v1:i32 = const_int 1
;;   v2:i32 = libcall table.grow v0, v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0:
;;   v0 rax = global_get index 1
;;   v2 rax = add_ri i64 v0 rax, 1
;;   global_set v2 rax, index 1
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   global_set v0 rdi, index 0
;;   v2 rax = global_get index 2
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   table_set v0 rdi, v1 rsi, index 0
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = table_get v0 rdi, index 0
;;   v2 rax = test_set e.i64 v1 rax
;;   return
;;
;; function 4 cells=0
;; block0:
;;   v0 rax = table_size index 0
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;     rdx <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = libcall table.grow v0 rdx, v1 rcx
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, qword ptr [r14 + 0x60]
;;   add rax, 1
;;   mov qword ptr [r14 + 0x60], rax
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x50]
;;   mov dword ptr [r11], edi
;;   mov eax, dword ptr [r14 + 0x70]
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x40]
;;   cmp rdi, qword ptr [r11 + 8]
;;   jae .0
;;   mov r11, qword ptr [r11]
;;   mov qword ptr [r11 + rdi*8], rsi
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds table access
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x40]
;;   cmp rdi, qword ptr [r11 + 8]
;;   jae .0
;;   mov r11, qword ptr [r11]
;;   mov rax, qword ptr [r11 + rdi*8]
;;   test rax, rax
;;   sete al
;;   movzx eax, al
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds table access
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, qword ptr [r14 + 0x40]
;;   mov rax, qword ptr [rax + 8]
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov rdx, rdi
;;   mov ecx, 1
;;   mov esi, 0
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x28]
;;   mov eax, eax
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
