;; Two constants of one operation become one; of different operations, widths or orders they stay.
(module
  (func $add (param i32) (result i32) (i32.add (i32.add (local.get 0) (i32.const 3)) (i32.const -3)))
  (func $add_sub (param i32) (result i32) (i32.sub (i32.const 10) (i32.sub (i32.const 3) (i32.const 1))))
  (func $sub (param i64) (result i64) (i64.sub (i64.sub (local.get 0) (i64.const 3)) (i64.const 4)))
  (func $mul (param i32) (result i32) (i32.mul (i32.const 5) (i32.mul (local.get 0) (i32.const 3))))
  (func $or (param i64) (result i64) (i64.or (i64.or (local.get 0) (i64.const 1)) (i64.const 6)))
  (func $xor (param i32) (result i32) (i32.xor (i32.xor (local.get 0) (i32.const 5)) (i32.const 5)))
  (func $overflow (param i32) (result i32) (i32.add (i32.add (local.get 0) (i32.const 0x7fffffff)) (i32.const 0x7fffffff)))
  (func $not_mul_of_sum (param i32) (result i32) (i32.mul (i32.add (local.get 0) (i32.const 3)) (i32.const 5)))
  (func $not_through_extension (param i32) (result i64) (i64.add (i64.extend_i32_u (i32.add (local.get 0) (i32.const 3))) (i64.const 4)))
  (func $not_from_constant (param i32) (result i32) (i32.add (i32.sub (i32.const 3) (local.get 0)) (i32.const 4)))
  (func $not_two_variables (param i32 i32) (result i32) (i32.add (i32.add (local.get 0) (i32.const 3)) (i32.add (local.get 1) (i32.const 4)))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   return v0
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.const 8
;;   return v1
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = i64.const -7
;;   v2:i64 = i64.add v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 15
;;   v2:i32 = i32.mul v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.const 7
;;   v2:i64 = i64.or v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   return v0
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 4294967294
;;   v2:i32 = i32.add v0, v1
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.add v0, v1
;;   v3:i32 = i32.const 5
;;   v4:i32 = i32.mul v2, v3
;;   return v4
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.add v0, v1
;;   v3:i64 = i64.extend_i32_u v2
;;   v4:i64 = i64.const 4
;;   v5:i64 = i64.add v3, v4
;;   return v5
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.sub v1, v0
;;   v3:i32 = i32.const 4
;;   v4:i32 = i32.add v2, v3
;;   return v4
;;
;; function 10
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 3
;;   v3:i32 = i32.add v0, v2
;;   v4:i32 = i32.const 4
;;   v5:i32 = i32.add v1, v4
;;   v6:i32 = i32.add v3, v5
;;   return v6

;; [select]
;; function 0
;; block0(v0:i32):
;;   return v0
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = const_int 8
;;   return v1
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = const_int -7
;;   v2:i64 = add_ri i64 v0, -7
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 15
;;   v2:i32 = mul_ri i32 v0, 15
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = const_int 7
;;   v2:i64 = alu_ri or.i64 v0, 7
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   return v0
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 4294967294
;;   v2:i32 = add_ri i32 v0, -2
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = add_ri i32 v0, 3
;;   v3:i32 = const_int 5
;;   v4:i32 = lea i32 v2, v2, scale=4
;;   return v4
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = add_ri i32 v0, 3
;;   v3:i64 = extend copy.i32 v2
;;   v4:i64 = const_int 4
;;   v5:i64 = add_ri i64 v3, 4
;;   return v5
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = sub_rr i32 v1, v0
;;   v3:i32 = const_int 4
;;   v4:i32 = add_ri i32 v2, 4
;;   return v4
;;
;; function 10
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 3
;;   v3:i32 = add_ri i32 v0, 3
;;   v4:i32 = const_int 4
;;   v5:i32 = add_ri i32 v1, 4
;;   v6:i32 = add_rr i32 v3, v5
;;   return v6

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;   return
;;
;; function 1 cells=0
;; block0(v0 -):
;;     rax <- remat v1
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i64 v0 rdi, -7
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v2 rax = mul_ri i32 v0 rdi, 15
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 rdi = alu_ri or.i64 v0 rdi, 7
;;     rax <- rdi v2
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i32 v0 rdi, -2
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i32 v0 rdi, 3
;;   v4 rax = lea i32 v2 rax, v2 rax, scale=4
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i32 v0 rdi, 3
;;   v3 rax = extend copy.i32 v2 rax
;;   v5 rax = add_ri i64 v3 rax, 4
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rax = sub_rr i32 v1 rax, v0 rdi
;;   v4 rax = add_ri i32 v2 rax, 4
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rax = add_ri i32 v0 rdi, 3
;;   v5 rcx = add_ri i32 v1 rsi, 4
;;   v6 rax = add_rr i32 v3 rax, v5 rcx
;;   return

;; [asm x86_64]
;; function 0 add
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 1 add_sub
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 8
;;   pop rbp
;;   ret
;;
;; function 2 sub
;;   push rbp
;;   mov rbp, rsp
;;   lea rax, [rdi - 7]
;;   pop rbp
;;   ret
;;
;; function 3 mul
;;   push rbp
;;   mov rbp, rsp
;;   imul eax, edi, 0xf
;;   pop rbp
;;   ret
;;
;; function 4 or
;;   push rbp
;;   mov rbp, rsp
;;   or rdi, 7
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 5 xor
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 6 overflow
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi - 2]
;;   pop rbp
;;   ret
;;
;; function 7 not_mul_of_sum
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + 3]
;;   lea eax, [rax + rax*4]
;;   pop rbp
;;   ret
;;
;; function 8 not_through_extension
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + 3]
;;   add rax, 4
;;   pop rbp
;;   ret
;;
;; function 9 not_from_constant
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 3
;;   sub eax, edi
;;   add eax, 4
;;   pop rbp
;;   ret
;;
;; function 10 not_two_variables
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + 3]
;;   lea ecx, [rsi + 4]
;;   add eax, ecx
;;   pop rbp
;;   ret
