;; Conversions: trapping and saturating truncations, unsigned 64-bit numbers, between the widths, of bits.
(module
  (func $trunc_s (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
  (func $trunc_u (param f32) (result i64) (i64.trunc_f32_u (local.get 0)))
  (func $sat_s (param f32) (result i32) (i32.trunc_sat_f32_s (local.get 0)))
  (func $sat_u (param f64) (result i64) (i64.trunc_sat_f64_u (local.get 0)))
  (func $convert (param i32 i64) (result f32 f64) (f32.convert_i32_u (local.get 0)) (f64.convert_i64_s (local.get 1)))
  (func $convert_u64 (param i64) (result f64) (f64.convert_i64_u (local.get 0)))
  (func $widths (param f32 f64) (result f64 f32) (f64.promote_f32 (local.get 0)) (f32.demote_f64 (local.get 1)))
  (func $bits (param f32 i64) (result i32 f64) (i32.reinterpret_f32 (local.get 0)) (f64.reinterpret_i64 (local.get 1))))

;; [zir]
;; function 0
;; block0(v0:f64):
;;   v1:i32 = i32.trunc_f64_s v0
;;   return v1
;;
;; function 1
;; block0(v0:f32):
;;   v1:i64 = i64.trunc_f32_u v0
;;   return v1
;;
;; function 2
;; block0(v0:f32):
;;   v1:i32 = i32.trunc_sat_f32_s v0
;;   return v1
;;
;; function 3
;; block0(v0:f64):
;;   v1:i64 = i64.trunc_sat_f64_u v0
;;   return v1
;;
;; function 4
;; block0(v0:i32, v1:i64):
;;   v2:f32 = f32.convert_i32_u v0
;;   v3:f64 = f64.convert_i64_s v1
;;   return v2, v3
;;
;; function 5
;; block0(v0:i64):
;;   v1:f64 = f64.convert_i64_u v0
;;   return v1
;;
;; function 6
;; block0(v0:f32, v1:f64):
;;   v2:f64 = f64.promote_f32 v0
;;   v3:f32 = f32.demote_f64 v1
;;   return v2, v3
;;
;; function 7
;; block0(v0:f32, v1:i64):
;;   v2:i32 = i32.reinterpret_f32 v0
;;   v3:f64 = f64.reinterpret_i64 v1
;;   return v2, v3

;; [select]
;; function 0
;; block0(v0:f64):
;;   v1:i32 = float_to_int i32.trunc_f64_s v0
;;   return v1
;;
;; function 1
;; block0(v0:f32):
;;   v1:i64 = float_to_int i64.trunc_f32_u v0
;;   return v1
;;
;; function 2
;; block0(v0:f32):
;;   v1:i32 = float_to_int i32.trunc_sat_f32_s v0
;;   return v1
;;
;; function 3
;; block0(v0:f64):
;;   v1:i64 = float_to_int i64.trunc_sat_f64_u v0
;;   return v1
;;
;; function 4
;; block0(v0:i32, v1:i64):
;;   v2:f32 = int_to_float f32.convert_i32_u v0
;;   v3:f64 = int_to_float f64.convert_i64_s v1
;;   return v2, v3
;;
;; function 5
;; block0(v0:i64):
;;   v1:f64 = uint64_to_float f64.convert_i64_u v0
;;   return v1
;;
;; function 6
;; block0(v0:f32, v1:f64):
;;   v2:f64 = float_to_float f64.promote_f32 v0
;;   v3:f32 = float_to_float f32.demote_f64 v1
;;   return v2, v3
;;
;; function 7
;; block0(v0:f32, v1:i64):
;;   v2:i32 = reinterpret i32.reinterpret_f32 v0
;;   v3:f64 = reinterpret f64.reinterpret_i64 v1
;;   return v2, v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0):
;;   v1 rax = float_to_int i32.trunc_f64_s v0 xmm0
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0):
;;   v1 rax = float_to_int i64.trunc_f32_u v0 xmm0
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0):
;;   v1 rax = float_to_int i32.trunc_sat_f32_s v0 xmm0
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0):
;;   v1 rax = float_to_int i64.trunc_sat_f64_u v0 xmm0
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 xmm0 = int_to_float f32.convert_i32_u v0 rdi
;;   v3 xmm1 = int_to_float f64.convert_i64_s v1 rsi
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = uint64_to_float f64.convert_i64_u v0 rdi; with rax
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = float_to_float f64.promote_f32 v0 xmm0
;;   v3 xmm1 = float_to_float f32.demote_f64 v1 xmm1
;;   return
;;
;; function 7 cells=0
;; block0(v0 xmm0, v1 rdi):
;;   v2 rax = reinterpret i32.reinterpret_f32 v0 xmm0
;;   v3 xmm0 = reinterpret f64.reinterpret_i64 v1 rdi
;;   return

;; [asm x86_64]
;; function 0 trunc_s
;;   push rbp
;;   mov rbp, rsp
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
;; function 1 trunc_u
;;   push rbp
;;   mov rbp, rsp
;;   vcvttss2si rax, xmm0
;;   test rax, rax
;;   jns .0
;;   vsubss xmm15, xmm0, dword ptr [0x5f000000]
;;   vcvttss2si rax, xmm15
;;   test rax, rax
;;   js .1
;;   btc rax, 0x3f
;; .0:
;;   pop rbp
;;   ret
;; .1:
;;   vucomiss xmm0, xmm0
;;   jnp .2
;;   ud2  ; trap: invalid conversion to integer
;; .2:
;;   ud2  ; trap: integer overflow
;;
;; function 2 sat_s
;;   push rbp
;;   mov rbp, rsp
;;   vcvttss2si eax, xmm0
;;   cmp eax, 1
;;   jno .0
;;   xor eax, eax
;;   vxorps xmm15, xmm15, xmm15
;;   vucomiss xmm0, xmm15
;;   jp .0
;;   mov eax, 0x7fffffff
;;   adc eax, 0
;; .0:
;;   pop rbp
;;   ret
;;
;; function 3 sat_u
;;   push rbp
;;   mov rbp, rsp
;;   vcvttsd2si rax, xmm0
;;   test rax, rax
;;   jns .0
;;   xor eax, eax
;;   vxorps xmm15, xmm15, xmm15
;;   vucomisd xmm0, xmm15
;;   jbe .0
;;   vsubsd xmm15, xmm0, qword ptr [0x43e0000000000000]
;;   vcvttsd2si rax, xmm15
;;   mov r11, rax
;;   sar r11, 0x3f
;;   btc rax, 0x3f
;;   or rax, r11
;; .0:
;;   pop rbp
;;   ret
;;
;; function 4 convert
;;   push rbp
;;   mov rbp, rsp
;;   mov r11d, edi
;;   vxorps xmm0, xmm0, xmm0
;;   vcvtsi2ss xmm0, xmm0, r11
;;   vxorps xmm1, xmm1, xmm1
;;   vcvtsi2sd xmm1, xmm1, rsi
;;   pop rbp
;;   ret
;;
;; function 5 convert_u64
;;   push rbp
;;   mov rbp, rsp
;;   vxorps xmm0, xmm0, xmm0
;;   test rdi, rdi
;;   js .0
;;   vcvtsi2sd xmm0, xmm0, rdi
;;   jmp .1
;; .0:
;;   mov rax, rdi
;;   mov r11d, edi
;;   shr rax, 1
;;   and r11d, 1
;;   or rax, r11
;;   vcvtsi2sd xmm0, xmm0, rax
;;   vaddsd xmm0, xmm0, xmm0
;; .1:
;;   pop rbp
;;   ret
;;
;; function 6 widths
;;   push rbp
;;   mov rbp, rsp
;;   vcvtss2sd xmm0, xmm0, xmm0
;;   vcvtsd2ss xmm1, xmm1, xmm1
;;   pop rbp
;;   ret
;;
;; function 7 bits
;;   push rbp
;;   mov rbp, rsp
;;   vmovd eax, xmm0
;;   vmovq xmm0, rdi
;;   pop rbp
;;   ret
