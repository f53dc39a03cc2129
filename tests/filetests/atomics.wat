;; Atomics on unshared memories: an alignment check unless it is known or was made, then plain accesses.
(module
  (memory 1)
  (memory 1)
  (func (param i32) (result i32) (i32.atomic.load offset=12 (local.get 0)))
  (func (param i32 i64) (i64.atomic.store offset=3 (local.get 0) (local.get 1)))
  (func (param i32 i32) (drop (i32.atomic.rmw.add (local.get 0) (local.get 1))))
  (func (param i32 i32) (result i32) (i32.atomic.rmw16.xchg_u (local.get 0) (i32.atomic.rmw16.or_u (local.get 0) (local.get 1))))
  (func (param i64) (result i64) (i64.atomic.rmw8.cmpxchg_u 1 (i32.const 9) (local.get 0) (i64.const 7)))
  (func (param i32) (result i32) atomic.fence (memory.atomic.notify (local.get 0) (i32.const 1)))
  (func (param i32) (result i32) (memory.atomic.wait64 (local.get 0) (i64.const 1) (i64.const -1))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   aligned 4 v0
;;   v2:i32 = i32.load offset=12 v0
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i64):
;;   aligned 8 offset=3 v0
;;   i64.store offset=3 v0, v1
;;   return
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   aligned 4 v0
;;   v3:i32 = i32.load v0
;;   v4:i32 = i32.add v1, v3
;;   i32.store v0, v4
;;   return
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   aligned 2 v0
;;   v3:i32 = i32.load16_u v0
;;   v4:i32 = i32.or v1, v3
;;   i32.store16 v0, v4
;;   v6:i32 = i32.load16_u v0
;;   i32.store16 v0, v3
;;   return v6
;;
;; function 4
;; block0(v0:i64):
;;   v1:i32 = i32.const 9
;;   v2:i64 = i64.const 7
;;   v3:i64 = i64.load8_u v1 memory=1
;;   v4:i64 = i64.const 255
;;   v5:i64 = i64.and v0, v4
;;   v6:i32 = i64.eq v3, v5
;;   v7:i64 = select v2, v3, v6
;;   i64.store8 v1, v7 memory=1
;;   return v3
;;
;; function 5
;; block0(v0:i32):
;;   aligned 4 v0
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.const 0
;;   return v3
;;
;; function 6
;; block0(v0:i32):
;;   aligned 8 v0
;;   unreachable trap=20

;; [select]
;; function 0
;; block0(v0:i32):
;;   aligned v0, align=4
;;   v2:i32 = load i32.load v0, disp=12
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i64):
;;   aligned v0, align=8, disp=3
;;   store i64.store v0, v1, disp=3
;;   return
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   aligned v0, align=4
;;   alu_mr add.i32 v0, v1; covers v3 i32.load, v4 i32.add
;;   return
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   aligned v0, align=2
;;   v3:i32 = load i32.load16_u v0
;;   v4:i32 = alu_rr or.i32 v1, v3
;;   store i32.store16 v0, v4
;;   v6:i32 = load i32.load16_u v0
;;   store i32.store16 v0, v3
;;   return v6
;;
;; function 4
;; block0(v0:i64):
;;   v1:i32 = const_int 9
;;   v2:i64 = const_int 7
;;   v3:i64 = load i64.load8_u disp=9, memory=1
;;   v4:i64 = const_int 255
;;   v5:i64 = extend u8.i32 v0
;;   v7:i64 = select e.i64 v3, v5, v2, v3; covers v6 i64.eq
;;   store i64.store8 v7, disp=9, memory=1
;;   return v3
;;
;; function 5
;; block0(v0:i32):
;;   aligned v0, align=4
;;   v2:i32 = load i32.load v0
;;   v3:i32 = const_int 0
;;   return v3
;;
;; function 6
;; block0(v0:i32):
;;   aligned v0, align=8
;;   trap expected shared memory

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   aligned v0 rdi, align=4
;;   v2 rax = load i32.load v0 rdi, disp=12
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   aligned v0 rdi, align=8, disp=3
;;   store i64.store v0 rdi, v1 rsi, disp=3
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   aligned v0 rdi, align=4
;;   alu_mr add.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;   aligned v0 rdi, align=2
;;   v3 rax = load i32.load16_u v0 rdi
;;   v4 rsi = alu_rr or.i32 v1 rsi, v3 rax
;;   store i32.store16 v0 rdi, v4 rsi
;;   v6 rcx = load i32.load16_u v0 rdi
;;   store i32.store16 v0 rdi, v3 rax
;;     rax <- rcx v6
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v3 rax = load i64.load8_u disp=9, memory=1
;;   v5 rcx = extend u8.i32 v0 rdi
;;     rdx <- remat v2
;;     rbx <- rax v3
;;   v7 rbx = select e.i64 v3 rax, v5 rcx, v2 rdx, v3 rbx
;;   store i64.store8 v7 rbx, disp=9, memory=1
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   aligned v0 rdi, align=4
;;   v2 rax = load i32.load v0 rdi
;;     rax <- remat v3
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   aligned v0 rdi, align=8
;;   trap expected shared memory

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 3
;;   jne .0
;;   mov eax, dword ptr [r15 + rdi + 0xc]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   lea r11d, [rdi + 3]
;;   test r11b, 7
;;   jne .0
;;   mov qword ptr [r15 + rdi + 3], rsi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 2
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
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 1
;;   jne .0
;;   movzx eax, word ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   or esi, eax
;;   mov word ptr [r15 + rdi], si  ; trap: out of bounds memory access
;;   movzx ecx, word ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov word ptr [r15 + rdi], ax  ; trap: out of bounds memory access
;;   mov eax, ecx
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   movzx eax, byte ptr [r11 + 9]  ; trap: out of bounds memory access
;;   movzx ecx, dil
;;   mov edx, 7
;;   mov rbx, rax
;;   cmp rax, rcx
;;   cmove rbx, rdx
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   mov byte ptr [r11 + 9], bl  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 3
;;   jne .0
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   xor eax, eax
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unaligned atomic
;;
;; function 6
;;   push rbp
;;   mov rbp, rsp
;;   test dil, 7
;;   jne .0
;;   ud2  ; trap: expected shared memory
;; .0:
;;   ud2  ; trap: unaligned atomic
