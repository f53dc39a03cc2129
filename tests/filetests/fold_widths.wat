;; Widening before a test for zero, narrowing after widening or after a mask that keeps the low half, are gone.
(module
  (func $zero (param i32) (result i32) (i64.eqz (i64.extend_i32_u (local.get 0))))
  (func $zero_signed (param i32) (result i32) (i64.ne (i64.extend_i32_s (local.get 0)) (i64.const 0)))
  (func $wrapped (param i32) (result i32) (i32.wrap_i64 (i64.extend_i32_s (local.get 0))))
  (func $masked (param i64) (result i32) (i32.wrap_i64 (i64.and (local.get 0) (i64.const 0xffffffff))))
  (func $mask_above (param i64) (result i32) (i32.wrap_i64 (i64.and (local.get 0) (i64.const 0x7ffffffff))))
  (func $bits (param f32) (result f32) (f32.reinterpret_i32 (i32.reinterpret_f32 (local.get 0))))
  (func $signed_twice (param i64) (result i64) (i64.extend16_s (i64.extend16_s (local.get 0))))
  (func $not_compared_with_one (param i32) (result i32) (i64.eq (i64.extend_i32_u (local.get 0)) (i64.const 1)))
  (func $not_small_mask (param i64) (result i32) (i32.wrap_i64 (i64.and (local.get 0) (i64.const 0xffff))))
  (func $not_sum (param i64) (result i32) (i32.wrap_i64 (i64.add (local.get 0) (i64.const 1))))
  (func $not_other_sign (param i64) (result i64) (i64.extend16_s (i64.extend8_s (local.get 0))))
  (func $not_zero_of_low_half (param i64) (result i32) (i32.eqz (i32.wrap_i64 (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.eqz v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.ne v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   return v0
;;
;; function 3
;; block0(v0:i64):
;;   v1:i32 = i32.wrap_i64 v0
;;   return v1
;;
;; function 4
;; block0(v0:i64):
;;   v1:i32 = i32.wrap_i64 v0
;;   return v1
;;
;; function 5
;; block0(v0:f32):
;;   return v0
;;
;; function 6
;; block0(v0:i64):
;;   v1:i64 = i64.extend16_s v0
;;   return v1
;;
;; function 7
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_u v0
;;   v2:i64 = i64.const 1
;;   v3:i32 = i64.eq v1, v2
;;   return v3
;;
;; function 8
;; block0(v0:i64):
;;   v1:i64 = i64.const 65535
;;   v2:i64 = i64.and v0, v1
;;   v3:i32 = i32.wrap_i64 v2
;;   return v3
;;
;; function 9
;; block0(v0:i64):
;;   v1:i64 = i64.const 1
;;   v2:i64 = i64.add v0, v1
;;   v3:i32 = i32.wrap_i64 v2
;;   return v3
;;
;; function 10
;; block0(v0:i64):
;;   v1:i64 = i64.extend8_s v0
;;   v2:i64 = i64.extend16_s v1
;;   return v2
;;
;; function 11
;; block0(v0:i64):
;;   v1:i32 = i32.wrap_i64 v0
;;   v2:i32 = i32.eqz v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = test_set e.i32 v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = test_set ne.i32 v0
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   return v0
;;
;; function 3
;; block0(v0:i64):
;;   v1:i32 = extend u32.i32 v0
;;   return v1
;;
;; function 4
;; block0(v0:i64):
;;   v1:i32 = extend u32.i32 v0
;;   return v1
;;
;; function 5
;; block0(v0:f32):
;;   return v0
;;
;; function 6
;; block0(v0:i64):
;;   v1:i64 = extend s16.i64 v0
;;   return v1
;;
;; function 7
;; block0(v0:i32):
;;   v1:i64 = extend copy.i32 v0
;;   v2:i64 = const_int 1
;;   v3:i32 = cmp_set_i e.i64 v1, 1
;;   return v3
;;
;; function 8
;; block0(v0:i64):
;;   v1:i64 = const_int 65535
;;   v2:i64 = extend u16.i32 v0
;;   v3:i32 = extend u32.i32 v2
;;   return v3
;;
;; function 9
;; block0(v0:i64):
;;   v1:i64 = const_int 1
;;   v2:i64 = add_ri i64 v0, 1
;;   v3:i32 = extend u32.i32 v2
;;   return v3
;;
;; function 10
;; block0(v0:i64):
;;   v1:i64 = extend s8.i64 v0
;;   v2:i64 = extend s16.i64 v1
;;   return v2
;;
;; function 11
;; block0(v0:i64):
;;   v1:i32 = extend u32.i32 v0
;;   v2:i32 = test_set e.i32 v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = test_set e.i32 v0 rdi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v2 rax = test_set ne.i32 v0 rdi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend u32.i32 v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend u32.i32 v0 rdi
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0):
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s16.i64 v0 rdi
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend copy.i32 v0 rdi
;;   v3 rax = cmp_set_i e.i64 v1 rax, 1
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend u16.i32 v0 rdi
;;   v3 rax = extend u32.i32 v2 rax
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i64 v0 rdi, 1
;;   v3 rax = extend u32.i32 v2 rax
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s8.i64 v0 rdi
;;   v2 rax = extend s16.i64 v1 rax
;;   return
;;
;; function 11 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend u32.i32 v0 rdi
;;   v2 rax = test_set e.i32 v1 rax
;;   return

;; [asm x86_64]
;; function 0 zero
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test edi, edi
;;   sete al
;;   pop rbp
;;   ret
;;
;; function 1 zero_signed
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test edi, edi
;;   setne al
;;   pop rbp
;;   ret
;;
;; function 2 wrapped
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 3 masked
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 4 mask_above
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 5 bits
;;   push rbp
;;   mov rbp, rsp
;;   pop rbp
;;   ret
;;
;; function 6 signed_twice
;;   push rbp
;;   mov rbp, rsp
;;   movsx rax, di
;;   pop rbp
;;   ret
;;
;; function 7 not_compared_with_one
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   cmp rax, 1
;;   sete al
;;   movzx eax, al
;;   pop rbp
;;   ret
;;
;; function 8 not_small_mask
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, di
;;   mov eax, eax
;;   pop rbp
;;   ret
;;
;; function 9 not_sum
;;   push rbp
;;   mov rbp, rsp
;;   lea rax, [rdi + 1]
;;   mov eax, eax
;;   pop rbp
;;   ret
;;
;; function 10 not_other_sign
;;   push rbp
;;   mov rbp, rsp
;;   movsx rax, dil
;;   movsx rax, ax
;;   pop rbp
;;   ret
;;
;; function 11 not_zero_of_low_half
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   test eax, eax
;;   sete al
;;   movzx eax, al
;;   pop rbp
;;   ret
