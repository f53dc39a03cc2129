;; The alignment of atomic accesses is checked unless the address is a constant that has it, or the access has one byte.
(module
  (memory 1)
  (func $checked (param i32) (result i32) (i32.atomic.load (local.get 0)))
  (func $checked_offset (param i32) (result i64) (i64.atomic.load offset=12 (local.get 0)))
  (func $constant (result i32) (i32.atomic.load offset=4 (i32.const 8)))
  (func $byte (param i32) (result i32) (i32.atomic.load8_u offset=3 (local.get 0)))
  (func $checked_once (param i32 i32) (i32.atomic.store (local.get 0) (local.get 1)) (i32.atomic.store (local.get 0) (i32.const 1)))
  (func $not_aligned_constant (result i32) (i32.atomic.load offset=2 (i32.const 8)))
  (func $not_aligned_sum (result i64) (i64.atomic.load offset=4 (i32.const 8)))
  (func $not_same_width (param i32) (result i32) (i32.add (i32.atomic.load16_u (local.get 0)) (i32.atomic.load (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   aligned 4 v0
;;   v2:i32 = i32.load v0
;;   return v2
;;
;; function 1
;; block0(v0:i32):
;;   aligned 8 offset=4 v0
;;   v2:i64 = i64.load offset=12 v0
;;   return v2
;;
;; function 2
;; block0:
;;   v0:i32 = i32.const 8
;;   v1:i32 = i32.load offset=4 v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.load8_u offset=3 v0
;;   return v1
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   aligned 4 v0
;;   i32.store v0, v1
;;   v4:i32 = i32.const 1
;;   i32.store v0, v4
;;   return
;;
;; function 5
;; block0:
;;   v0:i32 = i32.const 8
;;   aligned 4 offset=2 v0
;;   v2:i32 = i32.load offset=2 v0
;;   return v2
;;
;; function 6
;; block0:
;;   v0:i32 = i32.const 8
;;   aligned 8 offset=4 v0
;;   v2:i64 = i64.load offset=4 v0
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   aligned 2 v0
;;   v2:i32 = i32.load16_u v0
;;   aligned 4 v0
;;   v4:i32 = i32.load v0
;;   v5:i32 = i32.add v2, v4
;;   return v5

;; [select]
;; function 0
;; block0(v0:i32):
;;   aligned v0, align=4
;;   v2:i32 = load i32.load v0
;;   return v2
;;
;; function 1
;; block0(v0:i32):
;;   aligned v0, align=8, disp=4
;;   v2:i64 = load i64.load v0, disp=12
;;   return v2
;;
;; function 2
;; block0:
;;   v0:i32 = const_int 8
;;   v1:i32 = load i32.load disp=12
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_u v0, disp=3
;;   return v1
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   aligned v0, align=4
;;   store i32.store v0, v1
;;   v4:i32 = const_int 1
;;   store_i i32.store v0, 1
;;   return
;;
;; function 5
;; block0:
;;   v0:i32 = const_int 8
;;   aligned v0, align=4, disp=2
;;   v2:i32 = load i32.load disp=10
;;   return v2
;;
;; function 6
;; block0:
;;   v0:i32 = const_int 8
;;   aligned v0, align=8, disp=4
;;   v2:i64 = load i64.load disp=12
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   aligned v0, align=2
;;   v2:i32 = load i32.load16_u v0
;;   aligned v0, align=4
;;   v5:i32 = alu_rm add.i32 v2, v0; covers v4 i32.load
;;   return v5

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   aligned v0 rdi, align=4
;;   v2 rax = load i32.load v0 rdi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   aligned v0 rdi, align=8, disp=4
;;   v2 rax = load i64.load v0 rdi, disp=12
;;   return
;;
;; function 2 cells=0
;; block0:
;;   v1 rax = load i32.load disp=12
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_u v0 rdi, disp=3
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   aligned v0 rdi, align=4
;;   store i32.store v0 rdi, v1 rsi
;;   store_i i32.store v0 rdi, 1
;;   return
;;
;; function 5 cells=0
;; block0:
;;     rax <- remat v0
;;   aligned v0 rax, align=4, disp=2
;;   v2 rax = load i32.load disp=10
;;   return
;;
;; function 6 cells=0
;; block0:
;;     rax <- remat v0
;;   aligned v0 rax, align=8, disp=4
;;   v2 rax = load i64.load disp=12
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   aligned v0 rdi, align=2
;;   v2 rax = load i32.load16_u v0 rdi
;;   aligned v0 rdi, align=4
;;   v5 rax = alu_rm add.i32 v2 rax, v0 rdi
;;   return

;; [asm x86_64]
;; function 0 checked
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 3
;;   jne .0
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 1 checked_offset
;;   push rbp
;;   mov rbp, rsp
;;   lea r11d, [rdi + 4]
;;   test r11b, 7
;;   jne .0
;;   mov rax, qword ptr [r15 + rdi + 0xc]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 2 constant
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + 0xc]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 byte
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi + 3]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4 checked_once
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 3
;;   jne .0
;;   mov dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi], 1  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 5 not_aligned_constant
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 8
;;   lea r11d, [rax + 2]
;;   test r11b, 3
;;   jne .0
;;   mov eax, dword ptr [r15 + 0xa]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 6 not_aligned_sum
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 8
;;   lea r11d, [rax + 4]
;;   test r11b, 7
;;   jne .0
;;   mov rax, qword ptr [r15 + 0xc]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 7 not_same_width
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 1
;;   jne .0
;;   movzx eax, word ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   test dil, 3
;;   jne .1
;;   add eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;; .1:
;;   ud2  ; trap: unaligned atomic
