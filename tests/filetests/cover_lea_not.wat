;; What is no LEA: a shift by 4, by a variable, to the right, used twice, in a difference; a sum with a constant has its own row.
(module
  (func $by_16 (param i32 i32) (result i32) (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 4))))
  (func $variable (param i32 i32) (result i32) (i32.add (local.get 0) (i32.shl (local.get 1) (local.get 0))))
  (func $right (param i32 i32) (result i32) (i32.add (local.get 0) (i32.shr_u (local.get 1) (i32.const 2))))
  (func $difference (param i32 i32) (result i32) (i32.sub (local.get 0) (i32.shl (local.get 1) (i32.const 2))))
  (func $two_uses (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.shl (local.get 1) (i32.const 2)))
    (i32.mul (local.get 2) (i32.add (local.get 0) (local.get 2))))
  (func $constant (param i32) (result i32) (i32.add (i32.shl (local.get 0) (i32.const 2)) (i32.const 100)))
  (func $mul_7 (param i32) (result i32) (i32.mul (local.get 0) (i32.const 7)))
  (func $mul_33_bits (param i64) (result i64) (i64.mul (local.get 0) (i64.const 0x100000001)))
  (func $other_block (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.shl (local.get 1) (i32.const 2)))
    (if (result i32) (local.get 0) (then (i32.add (local.get 0) (local.get 2))) (else (i32.const 0)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 4
;;   v3:i32 = i32.shl v1, v2
;;   v4:i32 = i32.add v0, v3
;;   return v4
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.shl v1, v0
;;   v3:i32 = i32.add v0, v2
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 2
;;   v3:i32 = i32.shr_u v1, v2
;;   v4:i32 = i32.add v0, v3
;;   return v4
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 2
;;   v3:i32 = i32.shl v1, v2
;;   v4:i32 = i32.sub v0, v3
;;   return v4
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 2
;;   v3:i32 = i32.shl v1, v2
;;   v4:i32 = i32.add v0, v3
;;   v5:i32 = i32.mul v3, v4
;;   return v5
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 2
;;   v2:i32 = i32.shl v0, v1
;;   v3:i32 = i32.const 100
;;   v4:i32 = i32.add v2, v3
;;   return v4
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 7
;;   v2:i32 = i32.mul v0, v1
;;   return v2
;;
;; function 7
;; block0(v0:i64):
;;   v1:i64 = i64.const 4294967297
;;   v2:i64 = i64.mul v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 0
;;   v3:i32 = i32.const 2
;;   v4:i32 = i32.shl v1, v3
;;   br_if v0 block1, block2
;; block1:
;;   v6:i32 = i32.add v0, v4
;;   br block3(v6)
;; block2:
;;   br block3(v2)
;; block3(v9:i32):
;;   return v9

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 4
;;   v3:i32 = shift_ri shl.i32 v1, 4
;;   v4:i32 = add_rr i32 v0, v3
;;   return v4
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = shift_rx shl.i32 v1, v0
;;   v3:i32 = add_rr i32 v0, v2
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 2
;;   v3:i32 = shift_ri shr.i32 v1, 2
;;   v4:i32 = add_rr i32 v0, v3
;;   return v4
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 2
;;   v3:i32 = shift_ri shl.i32 v1, 2
;;   v4:i32 = sub_rr i32 v0, v3
;;   return v4
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 2
;;   v3:i32 = shift_ri shl.i32 v1, 2
;;   v4:i32 = add_rr i32 v0, v3
;;   v5:i32 = mul_rr i32 v3, v4
;;   return v5
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 2
;;   v2:i32 = shift_ri shl.i32 v0, 2
;;   v3:i32 = const_int 100
;;   v4:i32 = add_ri i32 v2, 100
;;   return v4
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 7
;;   v2:i32 = mul_ri i32 v0, 7
;;   return v2
;;
;; function 7
;; block0(v0:i64):
;;   v1:i64 = const_int 4294967297
;;   v2:i64 = mul_rr i64 v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 0
;;   v3:i32 = const_int 2
;;   v4:i32 = shift_ri shl.i32 v1, 2
;;   test_br ne.i32 v0
;;   -> block1, block2
;; block1:
;;   v6:i32 = add_rr i32 v0, v4
;;   jump
;;   -> block3
;; block2:
;;   jump
;;   -> block3
;; block3(v9:i32):
;;   return v9

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rax = shift_ri shl.i32 v1 rsi, 4
;;   v4 rax = add_rr i32 v0 rdi, v3 rax
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = shift_rx shl.i32 v1 rsi, v0 rdi
;;   v3 rax = add_rr i32 v0 rdi, v2 rax
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rax = shift_ri shr.i32 v1 rsi, 2
;;   v4 rax = add_rr i32 v0 rdi, v3 rax
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rax = shift_ri shl.i32 v1 rsi, 2
;;   v4 rdi = sub_rr i32 v0 rdi, v3 rax
;;     rax <- rdi v4
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rax = shift_ri shl.i32 v1 rsi, 2
;;   v4 rcx = add_rr i32 v0 rdi, v3 rax
;;   v5 rax = mul_rr i32 v3 rax, v4 rcx
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i32 v0 rdi, 2
;;   v4 rax = add_ri i32 v2 rax, 100
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v2 rax = mul_ri i32 v0 rdi, 7
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rdi = mul_rr i64 v0 rdi, v1 rax
;;     rax <- rdi v2
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v4 rax = shift_ri shl.i32 v1 rsi, 2
;;   test_br ne.i32 v0 rdi
;;   -> block1
;;   -> block2
;; block1:
;;   v6 rax = add_rr i32 v0 rdi, v4 rax
;;   jump
;;   -> block3
;; block2:
;;   jump
;;   -> block3: rax <- remat v2
;; block3(v9 rax):
;;   return

;; [asm x86_64]
;; function 0 by_16
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, esi
;;   shl eax, 4
;;   add eax, edi
;;   pop rbp
;;   ret
;;
;; function 1 variable
;;   push rbp
;;   mov rbp, rsp
;;   shlx eax, esi, edi
;;   add eax, edi
;;   pop rbp
;;   ret
;;
;; function 2 right
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, esi
;;   shr eax, 2
;;   add eax, edi
;;   pop rbp
;;   ret
;;
;; function 3 difference
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, esi
;;   shl eax, 2
;;   sub edi, eax
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 4 two_uses
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, esi
;;   shl eax, 2
;;   lea ecx, [rdi + rax]
;;   imul eax, ecx
;;   pop rbp
;;   ret
;;
;; function 5 constant
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shl eax, 2
;;   add eax, 0x64
;;   pop rbp
;;   ret
;;
;; function 6 mul_7
;;   push rbp
;;   mov rbp, rsp
;;   imul eax, edi, 7
;;   pop rbp
;;   ret
;;
;; function 7 mul_33_bits
;;   push rbp
;;   mov rbp, rsp
;;   movabs rax, 0x100000001
;;   imul rdi, rax
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 8 other_block
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, esi
;;   shl eax, 2
;;   test edi, edi
;;   je .0
;;   add eax, edi
;;   jmp .1
;; .0:
;;   xor eax, eax
;; .1:
;;   pop rbp
;;   ret
