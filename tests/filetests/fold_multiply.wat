;; A product with a power of two is a shift; the sign bit, negative and other numbers are products.
(module
  (func $two (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
  (func $large (param i64) (result i64) (i64.mul (i64.const 0x4000000000000000) (local.get 0)))
  (func $shift_of_product (param i32) (result i32) (i32.mul (i32.shl (local.get 0) (i32.const 1)) (i32.const 4)))
  (func $not_sign_bit (param i32) (result i32) (i32.mul (local.get 0) (i32.const 0x80000000)))
  (func $not_negative (param i32) (result i32) (i32.mul (local.get 0) (i32.const -2)))
  (func $not_six (param i64) (result i64) (i64.mul (local.get 0) (i64.const 6)))
  (func $not_float (param f64) (result f64) (f64.mul (local.get 0) (f64.const 2))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 1
;;   v2:i32 = i32.shl v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = i64.const 62
;;   v2:i64 = i64.shl v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.shl v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 2147483648
;;   v2:i32 = i32.mul v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 4294967294
;;   v2:i32 = i32.mul v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = i64.const 6
;;   v2:i64 = i64.mul v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:f64):
;;   v1:f64 = f64.const 0x4000000000000000
;;   v2:f64 = f64.mul v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 1
;;   v2:i32 = shift_ri shl.i32 v0, 1
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = const_int 62
;;   v2:i64 = shift_ri shl.i64 v0, 62
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = shift_ri shl.i32 v0, 3
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 2147483648
;;   v2:i32 = mul_ri i32 v0, -2147483648
;;   return v2
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 4294967294
;;   v2:i32 = mul_ri i32 v0, -2
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = const_int 6
;;   v2:i64 = mul_ri i64 v0, 6
;;   return v2
;;
;; function 6
;; block0(v0:f64):
;;   v1:f64 = const_float 0x4000000000000000
;;   v2:f64 = fbin f64.mul v0, v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i32 v0 rdi, 1
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i64 v0 rdi, 62
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i32 v0 rdi, 3
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v2 rax = mul_ri i32 v0 rdi, -2147483648
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 rax = mul_ri i32 v0 rdi, -2
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rax = mul_ri i64 v0 rdi, 6
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0):
;;     xmm1 <- remat v1
;;   v2 xmm0 = fbin f64.mul v0 xmm0, v1 xmm1
;;   return

;; [asm x86_64]
;; function 0 two
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rdi]
;;   pop rbp
;;   ret
;;
;; function 1 large
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   shl rax, 0x3e
;;   pop rbp
;;   ret
;;
;; function 2 shift_of_product
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shl eax, 3
;;   pop rbp
;;   ret
;;
;; function 3 not_sign_bit
;;   push rbp
;;   mov rbp, rsp
;;   imul eax, edi, 0x80000000
;;   pop rbp
;;   ret
;;
;; function 4 not_negative
;;   push rbp
;;   mov rbp, rsp
;;   imul eax, edi, -2
;;   pop rbp
;;   ret
;;
;; function 5 not_six
;;   push rbp
;;   mov rbp, rsp
;;   imul rax, rdi, 6
;;   pop rbp
;;   ret
;;
;; function 6 not_float
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm1, qword ptr [0x4000000000000000]
;;   vmulsd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
