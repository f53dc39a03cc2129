;; Checked memory: a check that an earlier, farther one covers is gone; nearer first, other bases and memories have their own.
;; options: memory=checked
(module
  (memory 1)
  (memory 1)
  (func $far_first (param i32) (result i32) (i32.add (i32.load offset=8 (local.get 0)) (i32.load (local.get 0))))
  (func $not_near_first (param i32) (result i32) (i32.add (i32.load (local.get 0)) (i32.load offset=8 (local.get 0))))
  (func $same (param i32 i32) (i32.store (local.get 0) (local.get 1)) (i32.store (local.get 0) (i32.const 3)))
  (func $not_other_base (param i32 i32) (result i32) (i32.add (i32.load (local.get 0)) (i32.load (local.get 1))))
  (func $not_other_memory (param i32) (result i32) (i32.add (i32.load (local.get 0)) (i32.load 1 (local.get 0))))
  (func $not_in_arms (param i32 i32) (result i32)
    (if (result i32) (local.get 1) (then (i32.load (local.get 0))) (else (i32.load offset=1 (local.get 0)))))
  (func $wide (param i32) (result v128) (v128.load offset=4 (local.get 0)))
  (func $lane (param i32 v128) (v128.store8_lane offset=1 3 (local.get 0) (local.get 1))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   bounds extent=12 v0
;;   v2:i32 = i32.load offset=8 v0
;;   v3:i32 = i32.load v0
;;   v4:i32 = i32.add v2, v3
;;   return v4
;;
;; function 1
;; block0(v0:i32):
;;   bounds extent=4 v0
;;   v2:i32 = i32.load v0
;;   bounds extent=12 v0
;;   v4:i32 = i32.load offset=8 v0
;;   v5:i32 = i32.add v2, v4
;;   return v5
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   bounds extent=4 v0
;;   i32.store v0, v1
;;   v4:i32 = i32.const 3
;;   i32.store v0, v4
;;   return
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   bounds extent=4 v0
;;   v3:i32 = i32.load v0
;;   bounds extent=4 v1
;;   v5:i32 = i32.load v1
;;   v6:i32 = i32.add v3, v5
;;   return v6
;;
;; function 4
;; block0(v0:i32):
;;   bounds extent=4 v0
;;   v2:i32 = i32.load v0
;;   bounds extent=4 v0 memory=1
;;   v4:i32 = i32.load v0 memory=1
;;   v5:i32 = i32.add v2, v4
;;   return v5
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   br_if v1 block1, block2
;; block1:
;;   bounds extent=4 v0
;;   v4:i32 = i32.load v0
;;   br block3(v4)
;; block2:
;;   bounds extent=5 v0
;;   v7:i32 = i32.load offset=1 v0
;;   br block3(v7)
;; block3(v9:i32):
;;   return v9
;;
;; function 6
;; block0(v0:i32):
;;   bounds extent=20 v0
;;   v2:v128 = v128.load offset=4 v0
;;   return v2
;;
;; function 7
;; block0(v0:i32, v1:v128):
;;   bounds extent=2 v0
;;   v128.store8_lane offset=1 lane=3 v0, v1
;;   return

;; [select]
;; function 0
;; block0(v0:i32):
;;   bounds v0, extent=12
;;   v2:i32 = load i32.load v0, disp=8
;;   v4:i32 = alu_rm add.i32 v2, v0; covers v3 i32.load
;;   return v4
;;
;; function 1
;; block0(v0:i32):
;;   bounds v0, extent=4
;;   v2:i32 = load i32.load v0
;;   bounds v0, extent=12
;;   v5:i32 = alu_rm add.i32 v2, v0, disp=8; covers v4 i32.load
;;   return v5
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   bounds v0, extent=4
;;   store i32.store v0, v1
;;   v4:i32 = const_int 3
;;   store_i i32.store v0, 3
;;   return
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   bounds v0, extent=4
;;   v3:i32 = load i32.load v0
;;   bounds v1, extent=4
;;   v6:i32 = alu_rm add.i32 v3, v1; covers v5 i32.load
;;   return v6
;;
;; function 4
;; block0(v0:i32):
;;   bounds v0, extent=4
;;   v2:i32 = load i32.load v0
;;   bounds v0, extent=4, memory=1
;;   v4:i32 = load i32.load v0, memory=1
;;   v5:i32 = add_rr i32 v2, v4
;;   return v5
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   test_br ne.i32 v1
;;   -> block1, block2
;; block1:
;;   bounds v0, extent=4
;;   v4:i32 = load i32.load v0
;;   jump
;;   -> block3
;; block2:
;;   bounds v0, extent=5
;;   v7:i32 = load i32.load v0, disp=1
;;   jump
;;   -> block3
;; block3(v9:i32):
;;   return v9
;;
;; function 6
;; block0(v0:i32):
;;   bounds v0, extent=20
;;   v2:v128 = vload v128.load v0, disp=4
;;   return v2
;;
;; function 7
;; block0(v0:i32, v1:v128):
;;   bounds v0, extent=2
;;   vstore_lane v128.store8_lane v0, v1, disp=1, lane=3
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   bounds v0 rdi, extent=12; with rax
;;   v2 rax = load i32.load v0 rdi, disp=8
;;   v4 rax = alu_rm add.i32 v2 rax, v0 rdi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   bounds v0 rdi, extent=4; with rax
;;   v2 rax = load i32.load v0 rdi
;;   bounds v0 rdi, extent=12; with rcx
;;   v5 rax = alu_rm add.i32 v2 rax, v0 rdi, disp=8
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   bounds v0 rdi, extent=4; with rax
;;   store i32.store v0 rdi, v1 rsi
;;   store_i i32.store v0 rdi, 3
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;   bounds v0 rdi, extent=4; with rax
;;   v3 rax = load i32.load v0 rdi
;;   bounds v1 rsi, extent=4; with rcx
;;   v6 rax = alu_rm add.i32 v3 rax, v1 rsi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   bounds v0 rdi, extent=4; with rax
;;   v2 rax = load i32.load v0 rdi
;;   bounds v0 rdi, extent=4, memory=1; with rcx
;;   v4 rcx = load i32.load v0 rdi, memory=1
;;   v5 rax = add_rr i32 v2 rax, v4 rcx
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;   test_br ne.i32 v1 rsi
;;   -> block1
;;   -> block2
;; block1:
;;   bounds v0 rdi, extent=4; with rax
;;   v4 rax = load i32.load v0 rdi
;;   jump
;;   -> block3
;; block2:
;;   bounds v0 rdi, extent=5; with rax
;;   v7 rax = load i32.load v0 rdi, disp=1
;;   jump
;;   -> block3
;; block3(v9 rax):
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   bounds v0 rdi, extent=20; with rax
;;   v2 xmm0 = vload v128.load v0 rdi, disp=4
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   bounds v0 rdi, extent=2; with rax
;;   vstore_lane v128.store8_lane v0 rdi, v1 xmm0, disp=1, lane=3
;;   return

;; [asm x86_64]
;; function 0 far_first
;;   push rbp
;;   mov rbp, rsp
;;   lea r11, [rdi + 0xc]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .0
;;   mov eax, dword ptr [r15 + rdi + 8]  ; trap: out of bounds memory access
;;   add eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds memory access
;;
;; function 1 not_near_first
;;   push rbp
;;   mov rbp, rsp
;;   lea r11, [rdi + 4]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .0
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   lea r11, [rdi + 0xc]
;;   mov rcx, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rcx + 8]
;;   ja .1
;;   add eax, dword ptr [r15 + rdi + 8]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds memory access
;; .1:
;;   ud2  ; trap: out of bounds memory access
;;
;; function 2 same
;;   push rbp
;;   mov rbp, rsp
;;   lea r11, [rdi + 4]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .0
;;   mov dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi], 3  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds memory access
;;
;; function 3 not_other_base
;;   push rbp
;;   mov rbp, rsp
;;   lea r11, [rdi + 4]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .0
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   lea r11, [rsi + 4]
;;   mov rcx, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rcx + 8]
;;   ja .1
;;   add eax, dword ptr [r15 + rsi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds memory access
;; .1:
;;   ud2  ; trap: out of bounds memory access
;;
;; function 4 not_other_memory
;;   push rbp
;;   mov rbp, rsp
;;   lea r11, [rdi + 4]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .0
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   lea r11, [rdi + 4]
;;   mov rcx, qword ptr [r14 + 0x48]
;;   cmp r11, qword ptr [rcx + 8]
;;   ja .1
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   mov ecx, dword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   add eax, ecx
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds memory access
;; .1:
;;   ud2  ; trap: out of bounds memory access
;;
;; function 5 not_in_arms
;;   push rbp
;;   mov rbp, rsp
;;   test esi, esi
;;   je .0
;;   lea r11, [rdi + 4]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .2
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   jmp .1
;; .0:
;;   lea r11, [rdi + 5]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .3
;;   mov eax, dword ptr [r15 + rdi + 1]  ; trap: out of bounds memory access
;; .1:
;;   pop rbp
;;   ret
;; .2:
;;   ud2  ; trap: out of bounds memory access
;; .3:
;;   ud2  ; trap: out of bounds memory access
;;
;; function 6 wide
;;   push rbp
;;   mov rbp, rsp
;;   lea r11, [rdi + 0x14]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .0
;;   vmovups xmm0, xmmword ptr [r15 + rdi + 4]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds memory access
;;
;; function 7 lane
;;   push rbp
;;   mov rbp, rsp
;;   lea r11, [rdi + 2]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .0
;;   vpextrb byte ptr [r15 + rdi + 1], xmm0, 3  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds memory access
