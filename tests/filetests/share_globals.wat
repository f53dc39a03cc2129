;; A global is read once until something may assign it: an assignment itself says the value, a call forgets it.
(module
  (global $a (mut i32) (i32.const 0))
  (global $b (mut i32) (i32.const 0))
  (global $c i32 (i32.const 7))
  (func $twice (result i32) (i32.add (global.get $a) (global.get $a)))
  (func $assigned (param i32) (result i32) (global.set $a (local.get 0)) (global.get $a))
  (func $other_assigned (result i32) (i32.sub (global.get $a) (block (result i32) (global.set $b (i32.const 1)) (global.get $a))))
  (func $constant (result i32) (global.get $c))
  (func $not_after_call (result i32) (local i32)
    (local.set 0 (global.get $a))
    (drop (call $twice))
    (i32.sub (local.get 0) (global.get $a)))
  (func $not_after_assignment (param i32) (result i32) (local i32)
    (local.set 1 (global.get $a))
    (global.set $a (local.get 0))
    (i32.sub (local.get 1) (global.get $a))))

;; [zir]
;; function 0
;; block0:
;;   v0:i32 = global.get
;;   v1:i32 = i32.add v0, v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   global.set v0
;;   return v0
;;
;; function 2
;; block0:
;;   v0:i32 = i32.const 1
;;   global.set 1 v0
;;   v2:i32 = i32.const 0
;;   return v2
;;
;; function 3
;; block0:
;;   v0:i32 = global.get 2
;;   return v0
;;
;; function 4
;; block0:
;;   v0:i32 = global.get
;;   v1:i32 = call 0 ()
;;   v2:i32 = global.get
;;   v3:i32 = i32.sub v0, v2
;;   return v3
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = global.get
;;   global.set v0
;;   v3:i32 = i32.sub v1, v0
;;   return v3

;; [select]
;; function 0
;; block0:
;;   v0:i32 = global_get index 0
;;   v1:i32 = add_rr i32 v0, v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   global_set v0, index 0
;;   return v0
;;
;; function 2
;; block0:
;;   v0:i32 = const_int 1
;;   global_set v0, index 1
;;   v2:i32 = const_int 0
;;   return v2
;;
;; function 3
;; block0:
;;   v0:i32 = global_get index 2
;;   return v0
;;
;; function 4
;; block0:
;;   v0:i32 = global_get index 0
;;   v1:i32 = call function 0
;;   v2:i32 = global_get index 0
;;   v3:i32 = sub_rr i32 v0, v2
;;   return v3
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = global_get index 0
;;   global_set v0, index 0
;;   v3:i32 = sub_rr i32 v1, v0
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0:
;;   v0 rax = global_get index 0
;;   v1 rax = add_rr i32 v0 rax, v0 rax
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   global_set v0 rdi, index 0
;;     rax <- rdi v0
;;   return
;;
;; function 2 cells=0
;; block0:
;;     rax <- remat v0
;;   global_set v0 rax, index 1
;;     rax <- remat v2
;;   return
;;
;; function 3 cells=0
;; block0:
;;   v0 rax = global_get index 2
;;   return
;;
;; function 4 cells=1
;; block0:
;;   v0 rax = global_get index 0; spilled [0]
;;   v1 rax = call function 0
;;   v2 rax = global_get index 0
;;     rcx <- [0] v0
;;   v3 rcx = sub_rr i32 v0 rcx, v2 rax
;;     rax <- rcx v3
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v1 rax = global_get index 0
;;   global_set v0 rdi, index 0
;;   v3 rax = sub_rr i32 v1 rax, v0 rdi
;;   return

;; [asm x86_64]
;; function 0 twice
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r14 + 0x40]
;;   add eax, eax
;;   pop rbp
;;   ret
;;
;; function 1 assigned
;;   push rbp
;;   mov rbp, rsp
;;   mov dword ptr [r14 + 0x40], edi
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 2 other_assigned
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 1
;;   mov dword ptr [r14 + 0x50], eax
;;   xor eax, eax
;;   pop rbp
;;   ret
;;
;; function 3 constant
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r14 + 0x60]
;;   pop rbp
;;   ret
;;
;; function 4 not_after_call
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov eax, dword ptr [r14 + 0x40]
;;   mov dword ptr [rbp - 8], eax
;;   call function 0 twice
;;   mov eax, dword ptr [r14 + 0x40]
;;   mov ecx, dword ptr [rbp - 8]
;;   sub ecx, eax
;;   mov eax, ecx
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 5 not_after_assignment
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r14 + 0x40]
;;   mov dword ptr [r14 + 0x40], edi
;;   sub eax, edi
;;   pop rbp
;;   ret
