;; What is no change in place: another address, offset, memory or width, operands the other way, a second use, an effect.
(module
  (memory 1)
  (memory 1)
  (func $other_address (param i32 i32) (i32.store (local.get 0) (i32.add (i32.load (local.get 1)) (local.get 1))))
  (func $other_offset (param i32 i32) (i32.store offset=4 (local.get 0) (i32.add (i32.load (local.get 0)) (local.get 1))))
  (func $other_memory (param i32 i32) (i32.store 1 (local.get 0) (i32.add (i32.load 1 (local.get 0)) (local.get 1))))
  (func $from_other_memory (param i32 i32) (i32.store (local.get 0) (i32.add (i32.load 1 (local.get 0)) (local.get 1))))
  (func $narrow (param i32 i32) (i32.store8 (local.get 0) (i32.add (i32.load8_u (local.get 0)) (local.get 1))))
  (func $wide_half (param i32 i64) (i64.store32 (local.get 0) (i64.add (i64.load32_u (local.get 0)) (local.get 1))))
  (func $sub_reversed (param i32 i32) (i32.store (local.get 0) (i32.sub (local.get 1) (i32.load (local.get 0)))))
  (func $immediate_too_large (param i32) (i64.store (local.get 0) (i64.add (i64.load (local.get 0)) (i64.const 0x123456789))))
  (func $offset_too_large (param i32 i32)
    (i32.store offset=0x7fff0000 (local.get 0) (i32.add (i32.load offset=0x7fff0000 (local.get 0)) (local.get 1))))
  (func $load_used_again (param i32 i32) (result i32) (local i32)
    (i32.store (local.get 0) (i32.add (local.tee 2 (i32.load (local.get 0))) (local.get 1)))
    (local.get 2))
  (func $sum_used_again (param i32 i32) (result i32) (local i32)
    (i32.store (local.get 0) (local.tee 2 (i32.add (i32.load (local.get 0)) (local.get 1))))
    (local.get 2))
  (func $store_between (param i32 i32) (local i32)
    (local.set 2 (i32.add (i32.load (local.get 0)) (local.get 1)))
    (i32.store offset=16 (local.get 0) (local.get 1))
    (i32.store (local.get 0) (local.get 2)))
  (func $doubled (param i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i32.store (local.get 0) (i32.add (local.get 1) (local.get 1))))
  (func $multiplied (param i32 i32) (i32.store (local.get 0) (i32.mul (i32.load (local.get 0)) (local.get 1)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v1
;;   v3:i32 = i32.add v1, v2
;;   i32.store v0, v3
;;   return
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.add v1, v2
;;   i32.store offset=4 v0, v3
;;   return
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0 memory=1
;;   v3:i32 = i32.add v1, v2
;;   i32.store v0, v3 memory=1
;;   return
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0 memory=1
;;   v3:i32 = i32.add v1, v2
;;   i32.store v0, v3
;;   return
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load8_u v0
;;   v3:i32 = i32.add v1, v2
;;   i32.store8 v0, v3
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i64):
;;   v2:i64 = i64.load32_u v0
;;   v3:i64 = i64.add v1, v2
;;   i64.store32 v0, v3
;;   return
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.sub v1, v2
;;   i32.store v0, v3
;;   return
;;
;; function 7
;; block0(v0:i32):
;;   v1:i64 = i64.load v0
;;   v2:i64 = i64.const 4886718345
;;   v3:i64 = i64.add v1, v2
;;   i64.store v0, v3
;;   return
;;
;; function 8
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load offset=2147418112 v0
;;   v3:i32 = i32.add v1, v2
;;   i32.store offset=2147418112 v0, v3
;;   return
;;
;; function 9
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.add v1, v2
;;   i32.store v0, v3
;;   return v2
;;
;; function 10
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.add v1, v2
;;   i32.store v0, v3
;;   return v3
;;
;; function 11
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.add v1, v2
;;   i32.store offset=16 v0, v1
;;   i32.store v0, v3
;;   return
;;
;; function 12
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.add v1, v1
;;   i32.store v0, v2
;;   return
;;
;; function 13
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.mul v1, v2
;;   i32.store v0, v3
;;   return

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v3:i32 = alu_rm add.i32 v1, v1; covers v2 i32.load
;;   store i32.store v0, v3
;;   return
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v3:i32 = alu_rm add.i32 v1, v0; covers v2 i32.load
;;   store i32.store v0, v3, disp=4
;;   return
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0, memory=1
;;   v3:i32 = add_rr i32 v1, v2
;;   store i32.store v0, v3, memory=1
;;   return
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0, memory=1
;;   v3:i32 = add_rr i32 v1, v2
;;   store i32.store v0, v3
;;   return
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load8_u v0
;;   v3:i32 = add_rr i32 v1, v2
;;   store i32.store8 v0, v3
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i64):
;;   v2:i64 = load i64.load32_u v0
;;   v3:i64 = add_rr i64 v1, v2
;;   store i64.store32 v0, v3
;;   return
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v3:i32 = alu_rm sub.i32 v1, v0; covers v2 i32.load
;;   store i32.store v0, v3
;;   return
;;
;; function 7
;; block0(v0:i32):
;;   v2:i64 = const_int 4886718345
;;   alu_mr add.i64 v0, v2; covers v1 i64.load, v3 i64.add
;;   return
;;
;; function 8
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0, disp=2147418112
;;   v3:i32 = add_rr i32 v1, v2
;;   store i32.store v0, v3, disp=2147418112
;;   return
;;
;; function 9
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   v3:i32 = add_rr i32 v1, v2
;;   store i32.store v0, v3
;;   return v2
;;
;; function 10
;; block0(v0:i32, v1:i32):
;;   v3:i32 = alu_rm add.i32 v1, v0; covers v2 i32.load
;;   store i32.store v0, v3
;;   return v3
;;
;; function 11
;; block0(v0:i32, v1:i32):
;;   v3:i32 = alu_rm add.i32 v1, v0; covers v2 i32.load
;;   store i32.store v0, v1, disp=16
;;   store i32.store v0, v3
;;   return
;;
;; function 12
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = add_rr i32 v1, v1
;;   store i32.store v0, v2
;;   return
;;
;; function 13
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   v3:i32 = mul_rr i32 v1, v2
;;   store i32.store v0, v3
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_rm add.i32 v1 rsi, v1 rsi
;;   store i32.store v0 rdi, v3 rsi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_rm add.i32 v1 rsi, v0 rdi
;;   store i32.store v0 rdi, v3 rsi, disp=4
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi, memory=1
;;   v3 rax = add_rr i32 v1 rsi, v2 rax
;;   store i32.store v0 rdi, v3 rax, memory=1
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi, memory=1
;;   v3 rax = add_rr i32 v1 rsi, v2 rax
;;   store i32.store v0 rdi, v3 rax
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load8_u v0 rdi
;;   v3 rax = add_rr i32 v1 rsi, v2 rax
;;   store i32.store8 v0 rdi, v3 rax
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i64.load32_u v0 rdi
;;   v3 rax = add_rr i64 v1 rsi, v2 rax
;;   store i64.store32 v0 rdi, v3 rax
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_rm sub.i32 v1 rsi, v0 rdi
;;   store i32.store v0 rdi, v3 rsi
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;     rax <- remat v2
;;   alu_mr add.i64 v0 rdi, v2 rax
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi, disp=2147418112
;;   v3 rax = add_rr i32 v1 rsi, v2 rax
;;   store i32.store v0 rdi, v3 rax, disp=2147418112
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   v3 rcx = add_rr i32 v1 rsi, v2 rax
;;   store i32.store v0 rdi, v3 rcx
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_rm add.i32 v1 rsi, v0 rdi
;;   store i32.store v0 rdi, v3 rsi
;;     rax <- rsi v3
;;   return
;;
;; function 11 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rax <- rsi v1
;;   v3 rax = alu_rm add.i32 v1 rax, v0 rdi
;;   store i32.store v0 rdi, v1 rsi, disp=16
;;   store i32.store v0 rdi, v3 rax
;;   return
;;
;; function 12 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   v2 rax = add_rr i32 v1 rax, v1 rax
;;   store i32.store v0 rdi, v2 rax
;;   return
;;
;; function 13 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   v3 rsi = mul_rr i32 v1 rsi, v2 rax
;;   store i32.store v0 rdi, v3 rsi
;;   return

;; [asm x86_64]
;; function 0 other_address
;;   push rbp
;;   mov rbp, rsp
;;   add esi, dword ptr [r15 + rsi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 other_offset
;;   push rbp
;;   mov rbp, rsp
;;   add esi, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi + 4], esi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2 other_memory
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   mov eax, dword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   add eax, esi
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   mov dword ptr [r11 + rdi], eax  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 from_other_memory
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   mov eax, dword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   add eax, esi
;;   mov dword ptr [r15 + rdi], eax  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4 narrow
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add eax, esi
;;   mov byte ptr [r15 + rdi], al  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 5 wide_half
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add rax, rsi
;;   mov dword ptr [r15 + rdi], eax  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 6 sub_reversed
;;   push rbp
;;   mov rbp, rsp
;;   sub esi, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 7 immediate_too_large
;;   push rbp
;;   mov rbp, rsp
;;   movabs rax, 0x123456789
;;   add qword ptr [r15 + rdi], rax  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 8 offset_too_large
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi + 0x7fff0000]  ; trap: out of bounds memory access
;;   add eax, esi
;;   mov dword ptr [r15 + rdi + 0x7fff0000], eax  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 9 load_used_again
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   lea ecx, [rsi + rax]
;;   mov dword ptr [r15 + rdi], ecx  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 10 sum_used_again
;;   push rbp
;;   mov rbp, rsp
;;   add esi, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 11 store_between
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, esi
;;   add eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi + 0x10], esi  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi], eax  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 12 doubled
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add eax, eax
;;   mov dword ptr [r15 + rdi], eax  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 13 multiplied
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   imul esi, eax
;;   mov dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
