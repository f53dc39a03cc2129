;; A load stays apart from its arithmetic: order, width, offset, memory, second use, effect in between, other block.
(module
  (memory 1)
  (memory 1)
  (func $sub_from_load (param i32 i32) (result i32) (i32.sub (i32.load (local.get 0)) (local.get 1)))
  (func $narrow (param i32 i32) (result i32) (i32.add (local.get 1) (i32.load16_u (local.get 0))))
  (func $narrow_in_wide (param i32 i64) (result i64) (i64.add (local.get 1) (i64.load32_u (local.get 0))))
  (func $offset_too_large (param i32 i32) (result i32) (i32.add (local.get 1) (i32.load offset=0x7fff0000 (local.get 0))))
  (func $other_memory (param i32 i32) (result i32) (i32.add (local.get 1) (i32.load 1 (local.get 0))))
  (func $two_uses (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.load (local.get 0)))
    (i32.xor (i32.add (local.get 1) (local.get 2)) (i32.mul (local.get 2) (local.get 1))))
  (func $both_sides (param i32) (result i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i32.add (local.get 1) (local.get 1)))
  (func $store_between (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.load (local.get 0)))
    (i32.store offset=4 (local.get 0) (local.get 1))
    (i32.add (local.get 1) (local.get 2)))
  (func $load_between (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.load (local.get 0)))
    (i32.mul (i32.load offset=4 (local.get 0)) (i32.add (local.get 1) (local.get 2))))
  (func $other_block (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.load (local.get 0)))
    (if (result i32) (local.get 1) (then (i32.add (local.get 1) (local.get 2))) (else (i32.const 0))))
  (func $multiplication (param i32 i32) (result i32) (i32.mul (local.get 1) (i32.load (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.sub v2, v1
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load16_u v0
;;   v3:i32 = i32.add v1, v2
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i64):
;;   v2:i64 = i64.load32_u v0
;;   v3:i64 = i64.add v1, v2
;;   return v3
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load offset=2147418112 v0
;;   v3:i32 = i32.add v1, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0 memory=1
;;   v3:i32 = i32.add v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.add v1, v2
;;   v4:i32 = i32.mul v1, v2
;;   v5:i32 = i32.xor v3, v4
;;   return v5
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.add v1, v1
;;   return v2
;;
;; function 7
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   i32.store offset=4 v0, v1
;;   v4:i32 = i32.add v1, v2
;;   return v4
;;
;; function 8
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.load offset=4 v0
;;   v4:i32 = i32.add v1, v2
;;   v5:i32 = i32.mul v3, v4
;;   return v5
;;
;; function 9
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 0
;;   v3:i32 = i32.load v0
;;   br_if v1 block1, block2
;; block1:
;;   v5:i32 = i32.add v1, v3
;;   br block3(v5)
;; block2:
;;   br block3(v2)
;; block3(v8:i32):
;;   return v8
;;
;; function 10
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.mul v1, v2
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   v3:i32 = sub_rr i32 v2, v1
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load16_u v0
;;   v3:i32 = add_rr i32 v1, v2
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i64):
;;   v2:i64 = load i64.load32_u v0
;;   v3:i64 = add_rr i64 v1, v2
;;   return v3
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0, disp=2147418112
;;   v3:i32 = add_rr i32 v1, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0, memory=1
;;   v3:i32 = add_rr i32 v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   v3:i32 = add_rr i32 v1, v2
;;   v4:i32 = mul_rr i32 v2, v1
;;   v5:i32 = alu_rr xor.i32 v4, v3
;;   return v5
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = add_rr i32 v1, v1
;;   return v2
;;
;; function 7
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   store i32.store v0, v1, disp=4
;;   v4:i32 = add_rr i32 v1, v2
;;   return v4
;;
;; function 8
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   v3:i32 = load i32.load v0, disp=4
;;   v4:i32 = add_rr i32 v1, v2
;;   v5:i32 = mul_rr i32 v4, v3
;;   return v5
;;
;; function 9
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 0
;;   v3:i32 = load i32.load v0
;;   test_br ne.i32 v1
;;   -> block1, block2
;; block1:
;;   v5:i32 = add_rr i32 v1, v3
;;   jump
;;   -> block3
;; block2:
;;   jump
;;   -> block3
;; block3(v8:i32):
;;   return v8
;;
;; function 10
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   v3:i32 = mul_rr i32 v2, v1
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   v3 rax = sub_rr i32 v2 rax, v1 rsi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load16_u v0 rdi
;;   v3 rax = add_rr i32 v1 rsi, v2 rax
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i64.load32_u v0 rdi
;;   v3 rax = add_rr i64 v1 rsi, v2 rax
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi, disp=2147418112
;;   v3 rax = add_rr i32 v1 rsi, v2 rax
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi, memory=1
;;   v3 rax = add_rr i32 v1 rsi, v2 rax
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   v3 rcx = add_rr i32 v1 rsi, v2 rax
;;   v4 rax = mul_rr i32 v2 rax, v1 rsi
;;   v5 rax = alu_rr xor.i32 v4 rax, v3 rcx
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   v2 rax = add_rr i32 v1 rax, v1 rax
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   store i32.store v0 rdi, v1 rsi, disp=4
;;   v4 rax = add_rr i32 v1 rsi, v2 rax
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   v3 rcx = load i32.load v0 rdi, disp=4
;;   v4 rax = add_rr i32 v1 rsi, v2 rax
;;   v5 rax = mul_rr i32 v4 rax, v3 rcx
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rax = load i32.load v0 rdi
;;   test_br ne.i32 v1 rsi
;;   -> block1
;;   -> block2
;; block1:
;;   v5 rax = add_rr i32 v1 rsi, v3 rax
;;   jump
;;   -> block3
;; block2:
;;   jump
;;   -> block3: rax <- remat v2
;; block3(v8 rax):
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   v3 rax = mul_rr i32 v2 rax, v1 rsi
;;   return

;; [asm x86_64]
;; function 0 sub_from_load
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   sub eax, esi
;;   pop rbp
;;   ret
;;
;; function 1 narrow
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, word ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add eax, esi
;;   pop rbp
;;   ret
;;
;; function 2 narrow_in_wide
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add rax, rsi
;;   pop rbp
;;   ret
;;
;; function 3 offset_too_large
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi + 0x7fff0000]  ; trap: out of bounds memory access
;;   add eax, esi
;;   pop rbp
;;   ret
;;
;; function 4 other_memory
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   mov eax, dword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   add eax, esi
;;   pop rbp
;;   ret
;;
;; function 5 two_uses
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   lea ecx, [rsi + rax]
;;   imul eax, esi
;;   xor eax, ecx
;;   pop rbp
;;   ret
;;
;; function 6 both_sides
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add eax, eax
;;   pop rbp
;;   ret
;;
;; function 7 store_between
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi + 4], esi  ; trap: out of bounds memory access
;;   add eax, esi
;;   pop rbp
;;   ret
;;
;; function 8 load_between
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov ecx, dword ptr [r15 + rdi + 4]  ; trap: out of bounds memory access
;;   add eax, esi
;;   imul eax, ecx
;;   pop rbp
;;   ret
;;
;; function 9 other_block
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   test esi, esi
;;   je .0
;;   add eax, esi
;;   jmp .1
;; .0:
;;   xor eax, eax
;; .1:
;;   pop rbp
;;   ret
;;
;; function 10 multiplication
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   imul eax, esi
;;   pop rbp
;;   ret
