;; Unsigned division by the sign bit alone is not taken for a shift: a product in 32 bits, a division in 64.
(module
  (func $not_quotient (param i32) (result i32) (i32.div_u (local.get 0) (i32.const 0x80000000)))
  (func $not_quotient_64 (param i64) (result i64) (i64.div_u (local.get 0) (i64.const 0x8000000000000000)))
  (func $not_remainder (param i32) (result i32) (i32.rem_u (local.get 0) (i32.const 0x80000000)))
  (func $not_remainder_64 (param i64) (result i64) (i64.rem_u (local.get 0) (i64.const 0x8000000000000000)))
  (func $below (param i64) (result i64) (i64.div_u (local.get 0) (i64.const 0x4000000000000000))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 31
;;   v2:i32 = i32.shr_u v0, v1
;;   v3:i64 = i64.extend_i32_u v2
;;   v4:i64 = i64.const 4294967297
;;   v5:i64 = i64.mul v3, v4
;;   v6:i64 = i64.const 32
;;   v7:i64 = i64.shr_u v5, v6
;;   v8:i32 = i32.wrap_i64 v7
;;   return v8
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = i64.const -9223372036854775808
;;   v2:i64 = i64.div_u v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.const 2147483648
;;   v2:i32 = i32.const 31
;;   v3:i32 = i32.shr_u v0, v2
;;   v4:i64 = i64.extend_i32_u v3
;;   v5:i64 = i64.const 4294967297
;;   v6:i64 = i64.mul v4, v5
;;   v7:i64 = i64.const 32
;;   v8:i64 = i64.shr_u v6, v7
;;   v9:i32 = i32.wrap_i64 v8
;;   v10:i32 = i32.mul v9, v1
;;   v11:i32 = i32.sub v0, v10
;;   return v11
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = i64.const -9223372036854775808
;;   v2:i64 = i64.rem_u v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.const 62
;;   v2:i64 = i64.shr_u v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 31
;;   v2:i32 = shift_ri shr.i32 v0, 31
;;   v3:i64 = extend copy.i32 v2
;;   v4:i64 = const_int 4294967297
;;   v5:i64 = mul_rr i64 v3, v4
;;   v6:i64 = const_int 32
;;   v7:i64 = shift_ri shr.i64 v5, 32
;;   v8:i32 = extend u32.i32 v7
;;   return v8
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = const_int -9223372036854775808
;;   v2:i64 = div i64 v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = const_int 2147483648
;;   v2:i32 = const_int 31
;;   v3:i32 = shift_ri shr.i32 v0, 31
;;   v4:i64 = extend copy.i32 v3
;;   v5:i64 = const_int 4294967297
;;   v6:i64 = mul_rr i64 v4, v5
;;   v7:i64 = const_int 32
;;   v8:i64 = shift_ri shr.i64 v6, 32
;;   v9:i32 = extend u32.i32 v8
;;   v10:i32 = mul_ri i32 v9, -2147483648
;;   v11:i32 = sub_rr i32 v0, v10
;;   return v11
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = const_int -9223372036854775808
;;   v2:i64 = rem i64 v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = const_int 62
;;   v2:i64 = shift_ri shr.i64 v0, 62
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shr.i32 v0 rdi, 31
;;   v3 rax = extend copy.i32 v2 rax
;;     rcx <- remat v4
;;   v5 rax = mul_rr i64 v3 rax, v4 rcx
;;   v7 rax = shift_ri shr.i64 v5 rax, 32
;;   v8 rax = extend u32.i32 v7 rax
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = div i64 v0 rax, v1 rcx
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v3 rax = shift_ri shr.i32 v0 rdi, 31
;;   v4 rax = extend copy.i32 v3 rax
;;     rcx <- remat v5
;;   v6 rax = mul_rr i64 v4 rax, v5 rcx
;;   v8 rax = shift_ri shr.i64 v6 rax, 32
;;   v9 rax = extend u32.i32 v8 rax
;;   v10 rax = mul_ri i32 v9 rax, -2147483648
;;   v11 rdi = sub_rr i32 v0 rdi, v10 rax
;;     rax <- rdi v11
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rdx = rem i64 v0 rax, v1 rcx
;;     rax <- rdx v2
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shr.i64 v0 rdi, 62
;;   return

;; [asm x86_64]
;; function 0 not_quotient
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shr eax, 0x1f
;;   movabs rcx, 0x100000001
;;   imul rax, rcx
;;   shr rax, 0x20
;;   mov eax, eax
;;   pop rbp
;;   ret
;;
;; function 1 not_quotient_64
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   movabs rcx, 0x8000000000000000
;;   xor edx, edx
;;   div rcx
;;   pop rbp
;;   ret
;;
;; function 2 not_remainder
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shr eax, 0x1f
;;   movabs rcx, 0x100000001
;;   imul rax, rcx
;;   shr rax, 0x20
;;   mov eax, eax
;;   imul eax, eax, 0x80000000
;;   sub edi, eax
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 3 not_remainder_64
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   movabs rcx, 0x8000000000000000
;;   xor edx, edx
;;   div rcx
;;   mov rax, rdx
;;   pop rbp
;;   ret
;;
;; function 4 below
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   shr rax, 0x3e
;;   pop rbp
;;   ret
