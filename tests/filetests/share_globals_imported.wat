;; Imported globals may be one and the same: an assignment of one forgets the others, of an own global none of them.
(module
  (import "m" "a" (global $a (mut i32)))
  (import "m" "b" (global $b (mut i32)))
  (global $own (mut i32) (i32.const 0))
  (func $own_assigned (param i32) (result i32) (local i32)
    (local.set 1 (global.get $a))
    (global.set $own (local.get 0))
    (i32.mul (local.get 1) (global.get $a)))
  (func $twice (result i32) (i32.mul (global.get $a) (global.get $a)))
  (func $assigned (param i32) (result i32) (global.set $a (local.get 0)) (global.get $a))
  (func $not_other_assigned (param i32) (result i32) (local i32)
    (local.set 1 (global.get $a))
    (global.set $b (local.get 0))
    (i32.mul (local.get 1) (global.get $a))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = global.get
;;   global.set 2 v0
;;   v3:i32 = i32.mul v1, v1
;;   return v3
;;
;; function 1
;; block0:
;;   v0:i32 = global.get
;;   v1:i32 = i32.mul v0, v0
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   global.set v0
;;   return v0
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = global.get
;;   global.set 1 v0
;;   v3:i32 = global.get
;;   v4:i32 = i32.mul v1, v3
;;   return v4

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = global_get index 0
;;   global_set v0, index 2
;;   v3:i32 = mul_rr i32 v1, v1
;;   return v3
;;
;; function 1
;; block0:
;;   v0:i32 = global_get index 0
;;   v1:i32 = mul_rr i32 v0, v0
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   global_set v0, index 0
;;   return v0
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = global_get index 0
;;   global_set v0, index 1
;;   v3:i32 = global_get index 0
;;   v4:i32 = mul_rr i32 v1, v3
;;   return v4

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = global_get index 0
;;   global_set v0 rdi, index 2
;;   v3 rax = mul_rr i32 v1 rax, v1 rax
;;   return
;;
;; function 1 cells=0
;; block0:
;;   v0 rax = global_get index 0
;;   v1 rax = mul_rr i32 v0 rax, v0 rax
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   global_set v0 rdi, index 0
;;     rax <- rdi v0
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = global_get index 0
;;   global_set v0 rdi, index 1
;;   v3 rcx = global_get index 0
;;   v4 rax = mul_rr i32 v1 rax, v3 rcx
;;   return

;; [asm x86_64]
;; function 0 own_assigned
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x40]
;;   mov eax, dword ptr [r11]
;;   mov dword ptr [r14 + 0x60], edi
;;   imul eax, eax
;;   pop rbp
;;   ret
;;
;; function 1 twice
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x40]
;;   mov eax, dword ptr [r11]
;;   imul eax, eax
;;   pop rbp
;;   ret
;;
;; function 2 assigned
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x40]
;;   mov dword ptr [r11], edi
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 3 not_other_assigned
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x40]
;;   mov eax, dword ptr [r11]
;;   mov r11, qword ptr [r14 + 0x50]
;;   mov dword ptr [r11], edi
;;   mov r11, qword ptr [r14 + 0x40]
;;   mov ecx, dword ptr [r11]
;;   imul eax, ecx
;;   pop rbp
;;   ret
