;; A load happens anew: after a store that may overlap, a call, bulk operations, in a loop, of another width, type or memory.
(module
  (memory 1)
  (memory 1)
  (func $overlapping (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.load (local.get 0)))
    (i32.store16 offset=2 (local.get 0) (local.get 1))
    (i32.sub (local.get 2) (i32.load (local.get 0))))
  (func $other_base (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.load (local.get 0)))
    (i32.store (local.get 1) (local.get 1))
    (i32.sub (local.get 2) (i32.load (local.get 0))))
  (func $call (param i32) (result i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (drop (call $call (local.get 0)))
    (i32.sub (local.get 1) (i32.load (local.get 0))))
  (func $fill (param i32) (result i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (memory.fill (local.get 0) (i32.const 0) (i32.const 4))
    (i32.sub (local.get 1) (i32.load (local.get 0))))
  (func $loop (param i32 i32) (result i32)
    (local.set 1 (i32.load (local.get 0)))
    (loop $l
      (local.set 1 (i32.sub (local.get 1) (i32.load (local.get 0))))
      (i32.store (local.get 0) (local.get 1))
      (br_if $l (local.get 1)))
    (local.get 1))
  (func $wider (param i32) (result i64) (i64.add (i64.load (local.get 0)) (i64.load32_u (local.get 0))))
  (func $signed (param i32) (result i32) (i32.sub (i32.load8_u (local.get 0)) (i32.load8_s (local.get 0))))
  (func $float (param i32) (result f32) (f32.add (f32.load (local.get 0)) (f32.reinterpret_i32 (i32.load (local.get 0)))))
  (func $narrow_store (param i32 i32) (result i32) (i32.store8 (local.get 0) (local.get 1)) (i32.load8_u (local.get 0)))
  (func $widened_twice (param i32) (result i64) (i64.add (i64.load32_u (local.get 0)) (i64.extend_i32_u (i32.load (local.get 0)))))
  (func $two_constant_addresses (result i32)
    (i32.store (i32.const 8) (i32.const 1))
    (i32.store (i32.const 16) (i32.const 2))
    (i32.load (i32.const 8)))
  (func $other_memory (param i32) (result i32) (i32.sub (i32.load (local.get 0)) (i32.load 1 (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   i32.store16 offset=2 v0, v1
;;   v4:i32 = i32.load v0
;;   v5:i32 = i32.sub v2, v4
;;   return v5
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   i32.store v1, v1
;;   v4:i32 = i32.load v0
;;   v5:i32 = i32.sub v2, v4
;;   return v5
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = call 2 (v0)
;;   v3:i32 = i32.load v0
;;   v4:i32 = i32.sub v1, v3
;;   return v4
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.const 4
;;   memory.fill v0, v1, v3
;;   v5:i32 = i32.load v0
;;   v6:i32 = i32.sub v2, v5
;;   return v6
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   br block1(v2)
;; block1(v4:i32):  ; loop 0 depth 1 head
;;   v5:i32 = i32.load v0
;;   v6:i32 = i32.sub v4, v5
;;   i32.store v0, v6
;;   br_if v6 block1(v6), block2
;; block2:
;;   return v6
;;
;; function 5
;; block0(v0:i32):
;;   v1:i64 = i64.load v0
;;   v2:i64 = i64.load32_u v0
;;   v3:i64 = i64.add v1, v2
;;   return v3
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.load8_u v0
;;   v2:i32 = i32.load8_s v0
;;   v3:i32 = i32.sub v1, v2
;;   return v3
;;
;; function 7
;; block0(v0:i32):
;;   v1:f32 = f32.load v0
;;   v2:i32 = i32.load v0
;;   v3:f32 = f32.reinterpret_i32 v2
;;   v4:f32 = f32.add v1, v3
;;   return v4
;;
;; function 8
;; block0(v0:i32, v1:i32):
;;   i32.store8 v0, v1
;;   v3:i32 = i32.load8_u v0
;;   return v3
;;
;; function 9
;; block0(v0:i32):
;;   v1:i64 = i64.load32_u v0
;;   v2:i64 = i64.load32_u v0
;;   v3:i64 = i64.add v1, v2
;;   return v3
;;
;; function 10
;; block0:
;;   v0:i32 = i32.const 8
;;   v1:i32 = i32.const 1
;;   i32.store v0, v1
;;   v3:i32 = i32.const 16
;;   v4:i32 = i32.const 2
;;   i32.store v3, v4
;;   v6:i32 = i32.load v0
;;   return v6
;;
;; function 11
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.load v0 memory=1
;;   v3:i32 = i32.sub v1, v2
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   store i32.store16 v0, v1, disp=2
;;   v5:i32 = alu_rm sub.i32 v2, v0; covers v4 i32.load
;;   return v5
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   store i32.store v1, v1
;;   v5:i32 = alu_rm sub.i32 v2, v0; covers v4 i32.load
;;   return v5
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = call function 2 (v0)
;;   v4:i32 = alu_rm sub.i32 v1, v0; covers v3 i32.load
;;   return v4
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = load i32.load v0
;;   v3:i32 = const_int 4
;;   libcall_void memory.fill v0, v1, v3
;;   v6:i32 = alu_rm sub.i32 v2, v0; covers v5 i32.load
;;   return v6
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   jump
;;   -> block1
;; block1(v4:i32):
;;   v6:i32 = alu_rm sub.i32 v4, v0; covers v5 i32.load
;;   store i32.store v0, v6
;;   test_br ne.i32 v6
;;   -> block1, block2
;; block2:
;;   return v6
;;
;; function 5
;; block0(v0:i32):
;;   v1:i64 = load i64.load v0
;;   v2:i64 = load i64.load32_u v0
;;   v3:i64 = add_rr i64 v1, v2
;;   return v3
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_u v0
;;   v2:i32 = load i32.load8_s v0
;;   v3:i32 = sub_rr i32 v1, v2
;;   return v3
;;
;; function 7
;; block0(v0:i32):
;;   v1:f32 = load f32.load v0
;;   v2:i32 = load i32.load v0
;;   v3:f32 = reinterpret f32.reinterpret_i32 v2
;;   v4:f32 = fbin f32.add v3, v1
;;   return v4
;;
;; function 8
;; block0(v0:i32, v1:i32):
;;   store i32.store8 v0, v1
;;   v3:i32 = load i32.load8_u v0
;;   return v3
;;
;; function 9
;; block0(v0:i32):
;;   v1:i64 = load i64.load32_u v0
;;   v2:i64 = load i64.load32_u v0
;;   v3:i64 = add_rr i64 v1, v2
;;   return v3
;;
;; function 10
;; block0:
;;   v0:i32 = const_int 8
;;   v1:i32 = const_int 1
;;   store_i i32.store disp=8, 1
;;   v3:i32 = const_int 16
;;   v4:i32 = const_int 2
;;   store_i i32.store disp=16, 2
;;   v6:i32 = load i32.load disp=8
;;   return v6
;;
;; function 11
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = load i32.load v0, memory=1
;;   v3:i32 = sub_rr i32 v1, v2
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   store i32.store16 v0 rdi, v1 rsi, disp=2
;;   v5 rax = alu_rm sub.i32 v2 rax, v0 rdi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   store i32.store v1 rsi, v1 rsi
;;   v5 rax = alu_rm sub.i32 v2 rax, v0 rdi
;;   return
;;
;; function 2 cells=2
;; block0(v0 rdi):
;;     [0] <- rdi v0
;;   v1 rax = load i32.load v0 rdi; spilled [1]
;;   v2 rax = call function 2
;;     rdi <- [0] v0
;;     rax <- [1] v1
;;   v4 rax = alu_rm sub.i32 v1 rax, v0 rdi
;;   return
;;
;; function 3 cells=2
;; block0(v0 rdi):
;;     [0] <- rdi v0
;;   v2 rax = load i32.load v0 rdi; spilled [1]
;;     rsi <- rdi v0
;;     rdx <- remat v1
;;     rcx <- remat v3
;;   libcall_void memory.fill v0 rsi, v1 rdx, v3 rcx
;;     rdi <- [0] v0
;;     rax <- [1] v2
;;   v6 rax = alu_rm sub.i32 v2 rax, v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 -):
;;   v2 rax = load i32.load v0 rdi
;;   jump
;;   -> block1
;; block1(v4 rax):
;;   v6 rax = alu_rm sub.i32 v4 rax, v0 rdi
;;   store i32.store v0 rdi, v6 rax
;;   test_br ne.i32 v6 rax
;;   -> block1
;;   -> block2
;; block2:
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load v0 rdi
;;   v2 rcx = load i64.load32_u v0 rdi
;;   v3 rax = add_rr i64 v1 rax, v2 rcx
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_u v0 rdi
;;   v2 rcx = load i32.load8_s v0 rdi
;;   v3 rax = sub_rr i32 v1 rax, v2 rcx
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = load f32.load v0 rdi
;;   v2 rax = load i32.load v0 rdi
;;   v3 xmm1 = reinterpret f32.reinterpret_i32 v2 rax
;;   v4 xmm0 = fbin f32.add v3 xmm1, v1 xmm0
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi, v1 rsi):
;;   store i32.store8 v0 rdi, v1 rsi
;;   v3 rax = load i32.load8_u v0 rdi
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load32_u v0 rdi
;;   v2 rcx = load i64.load32_u v0 rdi
;;   v3 rax = add_rr i64 v1 rax, v2 rcx
;;   return
;;
;; function 10 cells=0
;; block0:
;;   store_i i32.store disp=8, 1
;;   store_i i32.store disp=16, 2
;;   v6 rax = load i32.load disp=8
;;   return
;;
;; function 11 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   v2 rcx = load i32.load v0 rdi, memory=1
;;   v3 rax = sub_rr i32 v1 rax, v2 rcx
;;   return

;; [asm x86_64]
;; function 0 overlapping
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov word ptr [r15 + rdi + 2], si  ; trap: out of bounds memory access
;;   sub eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 other_base
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rsi], esi  ; trap: out of bounds memory access
;;   sub eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2 call
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov dword ptr [rbp - 8], edi
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [rbp - 0x10], eax
;;   call function 2 call
;;   mov edi, dword ptr [rbp - 8]
;;   mov eax, dword ptr [rbp - 0x10]
;;   sub eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
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
;;   mov dword ptr [rbp - 8], edi
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [rbp - 0x10], eax
;;   mov esi, edi
;;   xor edx, edx
;;   mov ecx, 4
;;   mov r8d, 0
;;   mov rdi, r14
;;   mov rax, qword ptr [r14 + 0x18]
;;   call qword ptr [rax + 0x10]
;;   mov edi, dword ptr [rbp - 8]
;;   mov eax, dword ptr [rbp - 0x10]
;;   sub eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 4 loop
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   nop dword ptr [rax + rax]
;; .0:
;;   sub eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi], eax  ; trap: out of bounds memory access
;;   test eax, eax
;;   jne .0
;;   pop rbp
;;   ret
;;
;; function 5 wider
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov ecx, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add rax, rcx
;;   pop rbp
;;   ret
;;
;; function 6 signed
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   movsx ecx, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   sub eax, ecx
;;   pop rbp
;;   ret
;;
;; function 7 float
;;   push rbp
;;   mov rbp, rsp
;;   vmovss xmm0, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vmovd xmm1, eax
;;   vaddss xmm0, xmm1, xmm0
;;   pop rbp
;;   ret
;;
;; function 8 narrow_store
;;   push rbp
;;   mov rbp, rsp
;;   mov byte ptr [r15 + rdi], sil  ; trap: out of bounds memory access
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 9 widened_twice
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov ecx, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add rax, rcx
;;   pop rbp
;;   ret
;;
;; function 10 two_constant_addresses
;;   push rbp
;;   mov rbp, rsp
;;   mov dword ptr [r15 + 8], 1  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + 0x10], 2  ; trap: out of bounds memory access
;;   mov eax, dword ptr [r15 + 8]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 11 other_memory
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   mov ecx, dword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   sub eax, ecx
;;   pop rbp
;;   ret
