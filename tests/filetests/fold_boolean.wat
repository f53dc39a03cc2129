;; What is 0 or 1 already is not compared again: double negations, != 0, == 1, xor 1; of other numbers they stay.
(module
  (memory 1)
  (func $twice (param i32 i32) (result i32) (i32.eqz (i32.eqz (i32.lt_s (local.get 0) (local.get 1)))))
  (func $not_zero (param f64 f64) (result i32) (i32.ne (f64.lt (local.get 0) (local.get 1)) (i32.const 0)))
  (func $one (param i32 i32) (result i32) (i32.eq (i32.const 1) (i32.and (local.get 0) (i32.const 1))))
  (func $not_one (param i32 i32) (result i32) (i32.ne (i32.shr_u (local.get 0) (i32.const 31)) (i32.const 1)))
  (func $xor_one (param i32 i32) (result i32) (i32.xor (i32.lt_s (local.get 0) (local.get 1)) (i32.const 1)))
  (func $number_twice (param i32) (result i32) (i32.eqz (i32.eqz (local.get 0))))
  (func $number_one (param i32) (result i32) (i32.eq (i32.load8_u (local.get 0)) (i32.const 1)))
  (func $two_bits (param i32) (result i32) (i32.ne (i32.and (local.get 0) (i32.const 3)) (i32.const 0)))
  (func $number_xor_one (param i32) (result i32) (i32.xor (local.get 0) (i32.const 1)))
  (func $xor_two (param i32 i32) (result i32) (i32.xor (i32.lt_s (local.get 0) (local.get 1)) (i32.const 2))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.lt_s v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:f64, v1:f64):
;;   v2:i32 = f64.lt v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 1
;;   v3:i32 = i32.and v0, v2
;;   return v3
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 31
;;   v3:i32 = i32.shr_u v0, v2
;;   v4:i32 = i32.eqz v3
;;   return v4
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.ge_s v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.ne v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.load8_u v0
;;   v2:i32 = i32.const 1
;;   v3:i32 = i32.eq v1, v2
;;   return v3
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.and v0, v1
;;   v3:i32 = i32.const 0
;;   v4:i32 = i32.ne v2, v3
;;   return v4
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = i32.const 1
;;   v2:i32 = i32.xor v0, v1
;;   return v2
;;
;; function 9
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.lt_s v0, v1
;;   v3:i32 = i32.const 2
;;   v4:i32 = i32.xor v2, v3
;;   return v4

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set l.i32 v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:f64, v1:f64):
;;   v2:i32 = fcmp_set f64.lt v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 1
;;   v3:i32 = alu_ri and.i32 v0, 1
;;   return v3
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 31
;;   v3:i32 = shift_ri shr.i32 v0, 31
;;   v4:i32 = test_set e.i32 v3
;;   return v4
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set ge.i32 v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = test_set ne.i32 v0
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_u v0
;;   v2:i32 = const_int 1
;;   v3:i32 = cmp_set_i e.i32 v1, 1
;;   return v3
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v3:i32 = const_int 0
;;   v4:i32 = test_set_i ne.i32 v0, 3; covers v2 i32.and
;;   return v4
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = const_int 1
;;   v2:i32 = alu_ri xor.i32 v0, 1
;;   return v2
;;
;; function 9
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set l.i32 v0, v1
;;   v3:i32 = const_int 2
;;   v4:i32 = alu_ri xor.i32 v2, 2
;;   return v4

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set l.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 rax = fcmp_set f64.lt v0 xmm0, v1 xmm1
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 -):
;;   v3 rdi = alu_ri and.i32 v0 rdi, 1
;;     rax <- rdi v3
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 -):
;;   v3 rax = shift_ri shr.i32 v0 rdi, 31
;;   v4 rax = test_set e.i32 v3 rax
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set ge.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rax = test_set ne.i32 v0 rdi
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_u v0 rdi
;;   v3 rax = cmp_set_i e.i32 v1 rax, 1
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v4 rax = test_set_i ne.i32 v0 rdi, 3
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   v2 rdi = alu_ri xor.i32 v0 rdi, 1
;;     rax <- rdi v2
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set l.i32 v0 rdi, v1 rsi
;;   v4 rax = alu_ri xor.i32 v2 rax, 2
;;   return

;; [asm x86_64]
;; function 0 twice
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setl al
;;   pop rbp
;;   ret
;;
;; function 1 not_zero
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   vucomisd xmm1, xmm0
;;   seta al
;;   pop rbp
;;   ret
;;
;; function 2 one
;;   push rbp
;;   mov rbp, rsp
;;   and edi, 1
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 3 not_one
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shr eax, 0x1f
;;   test eax, eax
;;   sete al
;;   movzx eax, al
;;   pop rbp
;;   ret
;;
;; function 4 xor_one
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setge al
;;   pop rbp
;;   ret
;;
;; function 5 number_twice
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test edi, edi
;;   setne al
;;   pop rbp
;;   ret
;;
;; function 6 number_one
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   cmp eax, 1
;;   sete al
;;   movzx eax, al
;;   pop rbp
;;   ret
;;
;; function 7 two_bits
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test dil, 3
;;   setne al
;;   pop rbp
;;   ret
;;
;; function 8 number_xor_one
;;   push rbp
;;   mov rbp, rsp
;;   xor edi, 1
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 9 xor_two
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setl al
;;   xor eax, 2
;;   pop rbp
;;   ret
