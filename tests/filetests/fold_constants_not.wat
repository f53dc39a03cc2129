;; Constants that are not computed: divisions that trap, floats, and vectors.
(module
  (func $by_zero (result i32) (i32.div_s (i32.const 1) (i32.const 0)))
  (func $remainder_by_zero (result i64) (i64.rem_u (i64.const 1) (i64.const 0)))
  (func $overflow (result i32) (i32.div_s (i32.const 0x80000000) (i32.const -1)))
  (func $float (result f64) (f64.add (f64.const 1) (f64.const 2)))
  (func $float_compare (result i32) (f32.lt (f32.const 1) (f32.const 2)))
  (func $convert (result f64) (f64.convert_i32_s (i32.const 3)))
  (func $truncate (result i32) (i32.trunc_f64_s (f64.const 3)))
  (func $vector (result v128) (i32x4.add (v128.const i32x4 1 2 3 4) (v128.const i32x4 1 2 3 4))))

;; [zir]
;; function 0
;; block0:
;;   v0:i32 = i32.const 1
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.div_s v0, v1
;;   return v2
;;
;; function 1
;; block0:
;;   v0:i64 = i64.const 1
;;   v1:i64 = i64.const 0
;;   v2:i64 = i64.rem_u v0, v1
;;   return v2
;;
;; function 2
;; block0:
;;   v0:i32 = i32.const 2147483648
;;   v1:i32 = i32.const 4294967295
;;   v2:i32 = i32.div_s v0, v1
;;   return v2
;;
;; function 3
;; block0:
;;   v0:f64 = f64.const 0x3ff0000000000000
;;   v1:f64 = f64.const 0x4000000000000000
;;   v2:f64 = f64.add v0, v1
;;   return v2
;;
;; function 4
;; block0:
;;   v0:f32 = f32.const 0x3f800000
;;   v1:f32 = f32.const 0x40000000
;;   v2:i32 = f32.lt v0, v1
;;   return v2
;;
;; function 5
;; block0:
;;   v0:i32 = i32.const 3
;;   v1:f64 = f64.convert_i32_s v0
;;   return v1
;;
;; function 6
;; block0:
;;   v0:f64 = f64.const 0x4008000000000000
;;   v1:i32 = i32.trunc_f64_s v0
;;   return v1
;;
;; function 7
;; block0:
;;   v0:v128 = v128.const 0x00000004000000030000000200000001
;;   v1:v128 = i32x4.add v0, v0
;;   return v1

;; [select]
;; function 0
;; block0:
;;   v0:i32 = const_int 1
;;   v1:i32 = const_int 0
;;   v2:i32 = div i32.signed.zero v0, v1
;;   return v2
;;
;; function 1
;; block0:
;;   v0:i64 = const_int 1
;;   v1:i64 = const_int 0
;;   v2:i64 = rem i64.zero v0, v1
;;   return v2
;;
;; function 2
;; block0:
;;   v0:i32 = const_int 2147483648
;;   v1:i32 = const_int 4294967295
;;   v2:i32 = div i32.signed.overflow v0, v1
;;   return v2
;;
;; function 3
;; block0:
;;   v0:f64 = const_float 0x3ff0000000000000
;;   v1:f64 = const_float 0x4000000000000000
;;   v2:f64 = fbin f64.add v0, v1
;;   return v2
;;
;; function 4
;; block0:
;;   v0:f32 = const_float 0x3f800000
;;   v1:f32 = const_float 0x40000000
;;   v2:i32 = fcmp_set f32.lt v0, v1
;;   return v2
;;
;; function 5
;; block0:
;;   v0:i32 = const_int 3
;;   v1:f64 = int_to_float f64.convert_i32_s v0
;;   return v1
;;
;; function 6
;; block0:
;;   v0:f64 = const_float 0x4008000000000000
;;   v1:i32 = float_to_int i32.trunc_f64_s v0
;;   return v1
;;
;; function 7
;; block0:
;;   v0:v128 = const_vector 0x00000004000000030000000200000001
;;   v1:v128 = v2a i32x4.add v0, v0
;;   return v1

;; [alloc]
;; function 0 cells=0
;; block0:
;;     rax <- remat v0
;;     rcx <- remat v1
;;   v2 rax = div i32.signed.zero v0 rax, v1 rcx
;;   return
;;
;; function 1 cells=0
;; block0:
;;     rax <- remat v0
;;     rcx <- remat v1
;;   v2 rdx = rem i64.zero v0 rax, v1 rcx
;;     rax <- rdx v2
;;   return
;;
;; function 2 cells=0
;; block0:
;;     rax <- remat v0
;;     rcx <- remat v1
;;   v2 rax = div i32.signed.overflow v0 rax, v1 rcx
;;   return
;;
;; function 3 cells=0
;; block0:
;;     xmm0 <- remat v0
;;     xmm1 <- remat v1
;;   v2 xmm0 = fbin f64.add v0 xmm0, v1 xmm1
;;   return
;;
;; function 4 cells=0
;; block0:
;;     xmm0 <- remat v0
;;     xmm1 <- remat v1
;;   v2 rax = fcmp_set f32.lt v0 xmm0, v1 xmm1
;;   return
;;
;; function 5 cells=0
;; block0:
;;     rax <- remat v0
;;   v1 xmm0 = int_to_float f64.convert_i32_s v0 rax
;;   return
;;
;; function 6 cells=0
;; block0:
;;     xmm0 <- remat v0
;;   v1 rax = float_to_int i32.trunc_f64_s v0 xmm0
;;   return
;;
;; function 7 cells=0
;; block0:
;;     xmm0 <- remat v0
;;   v1 xmm0 = v2a i32x4.add v0 xmm0, v0 xmm0
;;   return

;; [asm x86_64]
;; function 0 by_zero
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 1
;;   xor ecx, ecx
;;   test ecx, ecx
;;   je .0
;;   cdq
;;   idiv ecx
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: integer divide by zero
;;
;; function 1 remainder_by_zero
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 1
;;   xor ecx, ecx
;;   test rcx, rcx
;;   je .0
;;   xor edx, edx
;;   div rcx
;;   mov rax, rdx
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: integer divide by zero
;;
;; function 2 overflow
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x80000000
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
;; function 3 float
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm0, qword ptr [0x3ff0000000000000]
;;   vmovsd xmm1, qword ptr [0x4000000000000000]
;;   vaddsd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 4 float_compare
;;   push rbp
;;   mov rbp, rsp
;;   vmovss xmm0, dword ptr [0x3f800000]
;;   vmovss xmm1, dword ptr [0x40000000]
;;   xor eax, eax
;;   vucomiss xmm1, xmm0
;;   seta al
;;   pop rbp
;;   ret
;;
;; function 5 convert
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 3
;;   vxorps xmm0, xmm0, xmm0
;;   vcvtsi2sd xmm0, xmm0, eax
;;   pop rbp
;;   ret
;;
;; function 6 truncate
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm0, qword ptr [0x4008000000000000]
;;   vcvttsd2si eax, xmm0
;;   cmp eax, 1
;;   jno .0
;;   vcvttsd2si r11, xmm0
;;   cmp r11, -0x80000000
;;   jne .1
;; .0:
;;   pop rbp
;;   ret
;; .1:
;;   vucomisd xmm0, xmm0
;;   jnp .2
;;   ud2  ; trap: invalid conversion to integer
;; .2:
;;   ud2  ; trap: integer overflow
;;
;; function 7 vector
;;   push rbp
;;   mov rbp, rsp
;;   vmovaps xmm0, xmmword ptr [0x400000003:0000000200000001]
;;   vpaddd xmm0, xmm0, xmm0
;;   pop rbp
;;   ret
