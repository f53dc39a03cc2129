;; Atomic updates are plain ones: in place where nobody wants the old value, selects for cmpxchg, of narrow values by mask.
(module
  (memory 1)
  (func $add_dropped (param i32 i32) (drop (i32.atomic.rmw.add (local.get 0) (local.get 1))))
  (func $add (param i32 i32) (result i32) (i32.atomic.rmw.add (local.get 0) (local.get 1)))
  (func $sub_byte (param i32 i64) (result i64) (i64.atomic.rmw8.sub_u (local.get 0) (local.get 1)))
  (func $and (param i32 i64) (drop (i64.atomic.rmw.and (local.get 0) (local.get 1))))
  (func $or (param i32 i32) (drop (i32.atomic.rmw.or (local.get 0) (i32.const 16))))
  (func $xchg (param i32 i32) (result i32) (i32.atomic.rmw.xchg (local.get 0) (local.get 1)))
  (func $cmpxchg (param i32 i32 i32) (result i32) (i32.atomic.rmw.cmpxchg (local.get 0) (local.get 1) (local.get 2)))
  (func $cmpxchg_half (param i32 i32 i32) (result i32) (i32.atomic.rmw16.cmpxchg_u (local.get 0) (local.get 1) (local.get 2)))
  (func $cmpxchg_word (param i32 i64 i64) (result i64) (i64.atomic.rmw32.cmpxchg_u (local.get 0) (local.get 1) (local.get 2))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   aligned 4 v0
;;   v3:i32 = i32.load v0
;;   v4:i32 = i32.add v1, v3
;;   i32.store v0, v4
;;   return
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   aligned 4 v0
;;   v3:i32 = i32.load v0
;;   v4:i32 = i32.add v1, v3
;;   i32.store v0, v4
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i64):
;;   v2:i64 = i64.load8_u v0
;;   v3:i64 = i64.sub v2, v1
;;   i64.store8 v0, v3
;;   return v2
;;
;; function 3
;; block0(v0:i32, v1:i64):
;;   aligned 8 v0
;;   v3:i64 = i64.load v0
;;   v4:i64 = i64.and v1, v3
;;   i64.store v0, v4
;;   return
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 16
;;   aligned 4 v0
;;   v4:i32 = i32.load v0
;;   v5:i32 = i32.or v4, v2
;;   i32.store v0, v5
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   aligned 4 v0
;;   v3:i32 = i32.load v0
;;   i32.store v0, v1
;;   return v3
;;
;; function 6
;; block0(v0:i32, v1:i32, v2:i32):
;;   aligned 4 v0
;;   v4:i32 = i32.load v0
;;   v5:i32 = i32.eq v1, v4
;;   v6:i32 = select v2, v4, v5
;;   i32.store v0, v6
;;   return v4
;;
;; function 7
;; block0(v0:i32, v1:i32, v2:i32):
;;   aligned 2 v0
;;   v4:i32 = i32.load16_u v0
;;   v5:i32 = i32.const 65535
;;   v6:i32 = i32.and v1, v5
;;   v7:i32 = i32.eq v4, v6
;;   v8:i32 = select v2, v4, v7
;;   i32.store16 v0, v8
;;   return v4
;;
;; function 8
;; block0(v0:i32, v1:i64, v2:i64):
;;   aligned 4 v0
;;   v4:i64 = i64.load32_u v0
;;   v5:i64 = i64.const 4294967295
;;   v6:i64 = i64.and v1, v5
;;   v7:i32 = i64.eq v4, v6
;;   v8:i64 = select v2, v4, v7
;;   i64.store32 v0, v8
;;   return v4

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   aligned v0, align=4
;;   alu_mr add.i32 v0, v1; covers v3 i32.load, v4 i32.add
;;   return
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   aligned v0, align=4
;;   v3:i32 = load i32.load v0
;;   v4:i32 = add_rr i32 v1, v3
;;   store i32.store v0, v4
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i64):
;;   v2:i64 = load i64.load8_u v0
;;   v3:i64 = sub_rr i64 v2, v1
;;   store i64.store8 v0, v3
;;   return v2
;;
;; function 3
;; block0(v0:i32, v1:i64):
;;   aligned v0, align=8
;;   alu_mr and.i64 v0, v1; covers v3 i64.load, v4 i64.and
;;   return
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 16
;;   aligned v0, align=4
;;   alu_mi or.i32 v0, 16; covers v4 i32.load, v5 i32.or
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   aligned v0, align=4
;;   v3:i32 = load i32.load v0
;;   store i32.store v0, v1
;;   return v3
;;
;; function 6
;; block0(v0:i32, v1:i32, v2:i32):
;;   aligned v0, align=4
;;   v4:i32 = load i32.load v0
;;   v6:i32 = select e.i32 v1, v4, v2, v4; covers v5 i32.eq
;;   store i32.store v0, v6
;;   return v4
;;
;; function 7
;; block0(v0:i32, v1:i32, v2:i32):
;;   aligned v0, align=2
;;   v4:i32 = load i32.load16_u v0
;;   v5:i32 = const_int 65535
;;   v6:i32 = extend u16.i32 v1
;;   v8:i32 = select e.i32 v4, v6, v2, v4; covers v7 i32.eq
;;   store i32.store16 v0, v8
;;   return v4
;;
;; function 8
;; block0(v0:i32, v1:i64, v2:i64):
;;   aligned v0, align=4
;;   v4:i64 = load i64.load32_u v0
;;   v5:i64 = const_int 4294967295
;;   v6:i64 = extend u32.i32 v1
;;   v8:i64 = select e.i64 v4, v6, v2, v4; covers v7 i64.eq
;;   store i64.store32 v0, v8
;;   return v4

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   aligned v0 rdi, align=4
;;   alu_mr add.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   aligned v0 rdi, align=4
;;   v3 rax = load i32.load v0 rdi
;;   v4 rcx = add_rr i32 v1 rsi, v3 rax
;;   store i32.store v0 rdi, v4 rcx
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i64.load8_u v0 rdi
;;     rcx <- rax v2
;;   v3 rcx = sub_rr i64 v2 rcx, v1 rsi
;;   store i64.store8 v0 rdi, v3 rcx
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;   aligned v0 rdi, align=8
;;   alu_mr and.i64 v0 rdi, v1 rsi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 -):
;;   aligned v0 rdi, align=4
;;   alu_mi or.i32 v0 rdi, 16
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;   aligned v0 rdi, align=4
;;   v3 rax = load i32.load v0 rdi
;;   store i32.store v0 rdi, v1 rsi
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   aligned v0 rdi, align=4
;;   v4 rax = load i32.load v0 rdi
;;     rcx <- rax v4
;;   v6 rcx = select e.i32 v1 rsi, v4 rax, v2 rdx, v4 rcx
;;   store i32.store v0 rdi, v6 rcx
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   aligned v0 rdi, align=2
;;   v4 rax = load i32.load16_u v0 rdi
;;   v6 rcx = extend u16.i32 v1 rsi
;;     rbx <- rax v4
;;   v8 rbx = select e.i32 v4 rax, v6 rcx, v2 rdx, v4 rbx
;;   store i32.store16 v0 rdi, v8 rbx
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   aligned v0 rdi, align=4
;;   v4 rax = load i64.load32_u v0 rdi
;;   v6 rcx = extend u32.i32 v1 rsi
;;     rbx <- rax v4
;;   v8 rbx = select e.i64 v4 rax, v6 rcx, v2 rdx, v4 rbx
;;   store i64.store32 v0 rdi, v8 rbx
;;   return

;; [asm x86_64]
;; function 0 add_dropped
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 3
;;   jne .0
;;   add dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 1 add
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 3
;;   jne .0
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   lea ecx, [rsi + rax]
;;   mov dword ptr [r15 + rdi], ecx  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 2 sub_byte
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov rcx, rax
;;   sub rcx, rsi
;;   mov byte ptr [r15 + rdi], cl  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 and
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 7
;;   jne .0
;;   and qword ptr [r15 + rdi], rsi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 4 or
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 3
;;   jne .0
;;   or dword ptr [r15 + rdi], 0x10  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 5 xchg
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 3
;;   jne .0
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 6 cmpxchg
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 3
;;   jne .0
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov ecx, eax
;;   cmp esi, eax
;;   cmove ecx, edx
;;   mov dword ptr [r15 + rdi], ecx  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 7 cmpxchg_half
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 1
;;   jne .0
;;   movzx eax, word ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   movzx ecx, si
;;   mov ebx, eax
;;   cmp eax, ecx
;;   cmove ebx, edx
;;   mov word ptr [r15 + rdi], bx  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 8 cmpxchg_word
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 3
;;   jne .0
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov ecx, esi
;;   mov rbx, rax
;;   cmp rax, rcx
;;   cmove rbx, rdx
;;   mov dword ptr [r15 + rdi], ebx  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
