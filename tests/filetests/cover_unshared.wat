;; What selection does with constants that lowering left: products with powers of two, constants on the left; and what stays.
;; options: share=false
(module
  (func $multiplied (param i32) (result i32) (i32.mul (local.get 0) (i32.const 64)))
  (func $not_divided (param i64) (result i64) (i64.div_u (local.get 0) (i64.const 64)))
  (func $not_remainder (param i32) (result i32) (i32.rem_u (local.get 0) (i32.const 0x80000000)))
  (func $added (param i32) (result i32) (i32.add (i32.const 5) (local.get 0)))
  (func $subtracted (param i32) (result i32) (i32.sub (local.get 0) (i32.const 5)))
  (func $masked (param i64) (result i64) (i64.and (i64.const 0xffffffff) (local.get 0)))
  (func $compared (param i32) (result i32) (i32.lt_s (i32.const 5) (local.get 0)))
  (func $tested (param i32) (result i32) (i32.eq (i32.const 0) (local.get 0)))
  (func $not_signed (param i32) (result i32) (i32.div_s (local.get 0) (i32.const 64)))
  (func $not_mask_of_32_bits (param i64) (result i64) (i64.rem_u (local.get 0) (i64.const 0x100000000)))
  (func $not_mask_of_31_bits (param i64) (result i64) (i64.rem_u (local.get 0) (i64.const 0x80000000)))
  (func $not_smallest (param i64) (result i64) (i64.sub (local.get 0) (i64.const -0x80000000)))
  (func $not_product_on_the_left (param i32) (result i32) (i32.mul (i32.const 3) (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 64
;;   v2:i32 = i32.mul v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = i64.const 64
;;   v2:i64 = i64.div_u v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.const 2147483648
;;   v2:i32 = i32.rem_u v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 5
;;   v2:i32 = i32.add v1, v0
;;   return v2
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 5
;;   v2:i32 = i32.sub v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = i64.const 4294967295
;;   v2:i64 = i64.and v1, v0
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 5
;;   v2:i32 = i32.lt_s v1, v0
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.eq v1, v0
;;   return v2
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = i32.const 64
;;   v2:i32 = i32.div_s v0, v1
;;   return v2
;;
;; function 9
;; block0(v0:i64):
;;   v1:i64 = i64.const 4294967296
;;   v2:i64 = i64.rem_u v0, v1
;;   return v2
;;
;; function 10
;; block0(v0:i64):
;;   v1:i64 = i64.const 2147483648
;;   v2:i64 = i64.rem_u v0, v1
;;   return v2
;;
;; function 11
;; block0(v0:i64):
;;   v1:i64 = i64.const -2147483648
;;   v2:i64 = i64.sub v0, v1
;;   return v2
;;
;; function 12
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.mul v1, v0
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 64
;;   v2:i32 = shift_ri shl.i32 v0, 6
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = const_int 64
;;   v2:i64 = shift_ri shr.i64 v0, 6
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = const_int 2147483648
;;   v2:i32 = alu_ri and.i32 v0, 2147483647
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 5
;;   v2:i32 = add_ri i32 v0, 5
;;   return v2
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 5
;;   v2:i32 = add_ri i32 v0, -5
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = const_int 4294967295
;;   v2:i64 = extend u32.i32 v0
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 5
;;   v2:i32 = cmp_set_i g.i32 v0, 5
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = test_set e.i32 v0
;;   return v2
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = const_int 64
;;   v2:i32 = div i32.signed v0, v1
;;   return v2
;;
;; function 9
;; block0(v0:i64):
;;   v1:i64 = const_int 4294967296
;;   v2:i64 = rem i64 v0, v1
;;   return v2
;;
;; function 10
;; block0(v0:i64):
;;   v1:i64 = const_int 2147483648
;;   v2:i64 = alu_ri and.i64 v0, 2147483647
;;   return v2
;;
;; function 11
;; block0(v0:i64):
;;   v1:i64 = const_int -2147483648
;;   v2:i64 = sub_rr i64 v0, v1
;;   return v2
;;
;; function 12
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = mul_rr i32 v0, v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i32 v0 rdi, 6
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shr.i64 v0 rdi, 6
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v2 rdi = alu_ri and.i32 v0 rdi, 2147483647
;;     rax <- rdi v2
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i32 v0 rdi, 5
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i32 v0 rdi, -5
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend u32.i32 v0 rdi
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v2 rax = cmp_set_i g.i32 v0 rdi, 5
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v2 rax = test_set e.i32 v0 rdi
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = div i32.signed v0 rax, v1 rcx
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rdx = rem i64 v0 rax, v1 rcx
;;     rax <- rdx v2
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi):
;;   v2 rdi = alu_ri and.i64 v0 rdi, 2147483647
;;     rax <- rdi v2
;;   return
;;
;; function 11 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rdi = sub_rr i64 v0 rdi, v1 rax
;;     rax <- rdi v2
;;   return
;;
;; function 12 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rdi = mul_rr i32 v0 rdi, v1 rax
;;     rax <- rdi v2
;;   return

;; [asm x86_64]
;; function 0 multiplied
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shl eax, 6
;;   pop rbp
;;   ret
;;
;; function 1 not_divided
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   shr rax, 6
;;   pop rbp
;;   ret
;;
;; function 2 not_remainder
;;   push rbp
;;   mov rbp, rsp
;;   and edi, 0x7fffffff
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 3 added
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + 5]
;;   pop rbp
;;   ret
;;
;; function 4 subtracted
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi - 5]
;;   pop rbp
;;   ret
;;
;; function 5 masked
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 6 compared
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, 5
;;   setg al
;;   pop rbp
;;   ret
;;
;; function 7 tested
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test edi, edi
;;   sete al
;;   pop rbp
;;   ret
;;
;; function 8 not_signed
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   mov ecx, 0x40
;;   cdq
;;   idiv ecx
;;   pop rbp
;;   ret
;;
;; function 9 not_mask_of_32_bits
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   movabs rcx, 0x100000000
;;   xor edx, edx
;;   div rcx
;;   mov rax, rdx
;;   pop rbp
;;   ret
;;
;; function 10 not_mask_of_31_bits
;;   push rbp
;;   mov rbp, rsp
;;   and rdi, 0x7fffffff
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 11 not_smallest
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, 0xffffffff80000000
;;   sub rdi, rax
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 12 not_product_on_the_left
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 3
;;   imul edi, eax
;;   mov eax, edi
;;   pop rbp
;;   ret
