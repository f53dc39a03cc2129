;; Operations with 0, 1 or all ones that change nothing, or always give the same, are gone; their neighbours stay.
(module
  (func $nothing (param i32) (result i32)
    (i32.rotl (i32.shl (i32.div_u (i32.mul (i32.and (i32.or (i32.xor (i32.sub (i32.add (i32.const 0) (local.get 0))
      (i32.const 0)) (i32.const 0)) (i32.const 0)) (i32.const -1)) (i32.const 1)) (i32.const 1)) (i32.const 0)) (i32.const 32)))
  (func $same (param i64) (result i64 i64 i64 i64 i64)
    (i64.mul (local.get 0) (i64.const 0)) (i64.and (local.get 0) (i64.const 0)) (i64.or (local.get 0) (i64.const -1))
    (i64.rem_u (local.get 0) (i64.const 1)) (i64.rem_s (local.get 0) (i64.const -1)))
  (func $not_add (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (func $not_from_zero (param i32) (result i32) (i32.sub (i32.const 0) (local.get 0)))
  (func $not_mul (param i32) (result i32) (i32.mul (local.get 0) (i32.const -1)))
  (func $not_xor (param i64) (result i64) (i64.xor (local.get 0) (i64.const -1)))
  (func $not_zero_shifted (param i32) (result i32) (i32.shl (i32.const 0) (local.get 0)))
  (func $not_div_by_minus_one (param i32) (result i32) (i32.div_s (local.get 0) (i32.const -1)))
  (func $not_float (param f64) (result f64) (f64.add (local.get 0) (f64.const 0))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   return v0
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = i64.const 0
;;   v2:i64 = i64.const -1
;;   return v1, v1, v2, v1, v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.const 1
;;   v2:i32 = i32.add v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.sub v1, v0
;;   return v2
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 4294967295
;;   v2:i32 = i32.mul v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = i64.const -1
;;   v2:i64 = i64.xor v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.shl v1, v0
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.const 4294967295
;;   v2:i32 = i32.div_s v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:f64):
;;   v1:f64 = f64.const 0x0000000000000000
;;   v2:f64 = f64.add v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   return v0
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = const_int 0
;;   v2:i64 = const_int -1
;;   return v1, v1, v2, v1, v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = const_int 1
;;   v2:i32 = add_ri i32 v0, 1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = neg i32 v0
;;   return v2
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 4294967295
;;   v2:i32 = mul_ri i32 v0, -1
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = const_int -1
;;   v2:i64 = alu_ri xor.i64 v0, -1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = shift_rx shl.i32 v1, v0
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = const_int 4294967295
;;   v2:i32 = div i32.signed.overflow v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:f64):
;;   v1:f64 = const_float 0x0
;;   v2:f64 = fbin f64.add v0, v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;   return
;;
;; function 1 cells=0
;; block0(v0 -):
;;     rax <- remat v1
;;     rdx <- remat v1
;;     r11 <- remat v2
;;     out 0 <- r11 v2
;;     r11 <- remat v1
;;     out 1 <- r11 v1
;;     r11 <- remat v1
;;     out 2 <- r11 v1
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i32 v0 rdi, 1
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v2 rdi = neg i32 v0 rdi
;;     rax <- rdi v2
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 rax = mul_ri i32 v0 rdi, -1
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rdi = alu_ri xor.i64 v0 rdi, -1
;;     rax <- rdi v2
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rax = shift_rx shl.i32 v1 rax, v0 rdi
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = div i32.signed.overflow v0 rax, v1 rcx
;;   return
;;
;; function 8 cells=0
;; block0(v0 xmm0):
;;     xmm1 <- remat v1
;;   v2 xmm0 = fbin f64.add v0 xmm0, v1 xmm1
;;   return

;; [asm x86_64]
;; function 0 nothing
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 1 same
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   xor edx, edx
;;   mov r11, 0xffffffffffffffff
;;   mov qword ptr [rbp + 0x10], r11
;;   xor r11d, r11d
;;   mov qword ptr [rbp + 0x18], r11
;;   xor r11d, r11d
;;   mov qword ptr [rbp + 0x20], r11
;;   pop rbp
;;   ret
;;
;; function 2 not_add
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + 1]
;;   pop rbp
;;   ret
;;
;; function 3 not_from_zero
;;   push rbp
;;   mov rbp, rsp
;;   neg edi
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 4 not_mul
;;   push rbp
;;   mov rbp, rsp
;;   imul eax, edi, -1
;;   pop rbp
;;   ret
;;
;; function 5 not_xor
;;   push rbp
;;   mov rbp, rsp
;;   not rdi
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 6 not_zero_shifted
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   shlx eax, eax, edi
;;   pop rbp
;;   ret
;;
;; function 7 not_div_by_minus_one
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   mov ecx, 0xffffffff
;;   cmp ecx, -1
;;   jne .0
;;   neg eax
;;   jo .2
;;   jmp .1
;; .0:
;;   cdq
;;   idiv ecx
;; .1:
;;   pop rbp
;;   ret
;; .2:
;;   ud2  ; trap: integer overflow
;;
;; function 8 not_float
;;   push rbp
;;   mov rbp, rsp
;;   vxorps xmm1, xmm1, xmm1
;;   vaddsd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
