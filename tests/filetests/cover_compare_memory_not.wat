;; A load stays apart from its comparison: no branch, sign-extended, constant too large, load on the left, other memory, …
(module
  (memory 1)
  (memory 1)
  (func $no_branch (param i32) (result i32) (i32.lt_u (i32.load (local.get 0)) (i32.const 5)))
  (func $in_select (param i32 i32) (result i32) (select (local.get 0) (local.get 1) (i32.lt_u (i32.load (local.get 0)) (i32.const 5))))
  (func $signed_byte (param i32) (if (i32.lt_s (i32.load8_s (local.get 0)) (i32.const 5)) (then unreachable)))
  (func $constant_too_large (param i32) (if (i32.lt_u (i32.load8_u (local.get 0)) (i32.const 256)) (then unreachable)))
  (func $constant_negative (param i32) (if (i32.lt_s (i32.load8_u (local.get 0)) (i32.const -1)) (then unreachable)))
  (func $load_left_of_register (param i32 i32) (if (i32.lt_u (i32.load (local.get 0)) (local.get 1)) (then unreachable)))
  (func $narrow_with_register (param i32 i32) (if (i32.lt_u (local.get 1) (i32.load8_u (local.get 0))) (then unreachable)))
  (func $other_memory (param i32) (if (i32.lt_u (i32.load 1 (local.get 0)) (i32.const 5)) (then unreachable)))
  (func $offset_too_large (param i32) (if (i32.lt_u (i32.load offset=0x7fff0000 (local.get 0)) (i32.const 5)) (then unreachable)))
  (func $store_between (param i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i32.store offset=4 (local.get 0) (i32.const 1))
    (if (i32.lt_u (local.get 1) (i32.const 5)) (then unreachable)))
  (func $two_uses (param i32) (result i32) (local i32)
    (if (i32.lt_u (local.tee 1 (i32.load (local.get 0))) (i32.const 5)) (then unreachable))
    (local.get 1))
  (func $constant_33_bits (param i32) (if (i64.lt_u (i64.load (local.get 0)) (i64.const 0x123456789)) (then unreachable))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.const 5
;;   v3:i32 = i32.lt_u v1, v2
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.const 5
;;   v4:i32 = i32.lt_u v2, v3
;;   v5:i32 = select v0, v1, v4
;;   return v5
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.load8_s v0
;;   v2:i32 = i32.const 5
;;   v3:i32 = i32.lt_s v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.load8_u v0
;;   v2:i32 = i32.const 256
;;   v3:i32 = i32.lt_u v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.load8_u v0
;;   v2:i32 = i32.const 4294967295
;;   v3:i32 = i32.lt_s v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.lt_u v2, v1
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load8_u v0
;;   v3:i32 = i32.lt_u v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.load v0 memory=1
;;   v2:i32 = i32.const 5
;;   v3:i32 = i32.lt_u v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = i32.load offset=2147418112 v0
;;   v2:i32 = i32.const 5
;;   v3:i32 = i32.lt_u v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.const 1
;;   i32.store offset=4 v0, v2
;;   v4:i32 = i32.const 5
;;   v5:i32 = i32.lt_u v1, v4
;;   br_if v5 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 10
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.const 5
;;   v3:i32 = i32.lt_u v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return v1
;;
;; function 11
;; block0(v0:i32):
;;   v1:i64 = i64.load v0
;;   v2:i64 = i64.const 4886718345
;;   v3:i32 = i64.lt_u v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = const_int 5
;;   v3:i32 = cmp_set_i b.i32 v1, 5
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   v3:i32 = const_int 5
;;   v5:i32 = select_i b.i32 v2, v0, v1, 5; covers v4 i32.lt_u
;;   return v5
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_s v0
;;   v2:i32 = const_int 5
;;   cmp_br_i l.i32 v1, 5; covers v3 i32.lt_s
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_u v0
;;   v2:i32 = const_int 256
;;   cmp_br_i b.i32 v1, 256; covers v3 i32.lt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_u v0
;;   v2:i32 = const_int 4294967295
;;   cmp_br_i l.i32 v1, -1; covers v3 i32.lt_s
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   cmp_br b.i32 v2, v1; covers v3 i32.lt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load8_u v0
;;   cmp_br b.i32 v1, v2; covers v3 i32.lt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0, memory=1
;;   v2:i32 = const_int 5
;;   cmp_br_i b.i32 v1, 5; covers v3 i32.lt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0, disp=2147418112
;;   v2:i32 = const_int 5
;;   cmp_br_i b.i32 v1, 5; covers v3 i32.lt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = const_int 1
;;   store_i i32.store v0, disp=4, 1
;;   v4:i32 = const_int 5
;;   cmp_br_i b.i32 v1, 5; covers v5 i32.lt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 10
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = const_int 5
;;   cmp_br_i b.i32 v1, 5; covers v3 i32.lt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return v1
;;
;; function 11
;; block0(v0:i32):
;;   v1:i64 = load i64.load v0
;;   v2:i64 = const_int 4886718345
;;   cmp_br b.i64 v1, v2; covers v3 i64.lt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   v3 rax = cmp_set_i b.i32 v1 rax, 5
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   v5 rsi = select_i b.i32 v2 rax, v0 rdi, v1 rsi, 5
;;     rax <- rsi v5
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_s v0 rdi
;;   cmp_br_i l.i32 v1 rax, 5
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_u v0 rdi
;;   cmp_br_i b.i32 v1 rax, 256
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_u v0 rdi
;;   cmp_br_i l.i32 v1 rax, -1
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   cmp_br b.i32 v2 rax, v1 rsi
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load8_u v0 rdi
;;   cmp_br b.i32 v1 rsi, v2 rax
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi, memory=1
;;   cmp_br_i b.i32 v1 rax, 5
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi, disp=2147418112
;;   cmp_br_i b.i32 v1 rax, 5
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   store_i i32.store v0 rdi, disp=4, 1
;;   cmp_br_i b.i32 v1 rax, 5
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   cmp_br_i b.i32 v1 rax, 5
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 11 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load v0 rdi
;;     rcx <- remat v2
;;   cmp_br b.i64 v1 rax, v2 rcx
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return

;; [asm x86_64]
;; function 0 no_branch
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   cmp eax, 5
;;   setb al
;;   movzx eax, al
;;   pop rbp
;;   ret
;;
;; function 1 in_select
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   cmp eax, 5
;;   cmovb esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 2 signed_byte
;;   push rbp
;;   mov rbp, rsp
;;   movsx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   cmp eax, 5
;;   jl .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 3 constant_too_large
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   cmp eax, 0x100
;;   jb .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 4 constant_negative
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   cmp eax, -1
;;   jl .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 5 load_left_of_register
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   cmp eax, esi
;;   jb .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 6 narrow_with_register
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   cmp esi, eax
;;   jb .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 7 other_memory
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   mov eax, dword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   cmp eax, 5
;;   jb .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 8 offset_too_large
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi + 0x7fff0000]  ; trap: out of bounds memory access
;;   cmp eax, 5
;;   jb .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 9 store_between
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi + 4], 1  ; trap: out of bounds memory access
;;   cmp eax, 5
;;   jb .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 10 two_uses
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   cmp eax, 5
;;   jb .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 11 constant_33_bits
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   movabs rcx, 0x123456789
;;   cmp rax, rcx
;;   jb .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
