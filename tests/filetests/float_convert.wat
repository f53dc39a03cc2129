;; Conversions: trapping and saturating truncation, unsigned sources, reinterpretation, promotion.
(module
  (func (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
  (func (param f32) (result i64) (i64.trunc_sat_f32_u (local.get 0)))
  (func (param i64) (result f64) (f64.convert_i64_u (local.get 0)))
  (func (param i32) (result f32) (f32.convert_i32_u (local.get 0)))
  (func (param f32) (result i32) (i32.reinterpret_f32 (local.get 0)))
  (func (param f32) (result f64) (f64.promote_f32 (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:f64):
;;   v1:i32 = i32.trunc_f64_s v0
;;   return v1
;;
;; function 1
;; block0(v0:f32):
;;   v1:i64 = i64.trunc_sat_f32_u v0
;;   return v1
;;
;; function 2
;; block0(v0:i64):
;;   v1:f64 = f64.convert_i64_u v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:f32 = f32.convert_i32_u v0
;;   return v1
;;
;; function 4
;; block0(v0:f32):
;;   v1:i32 = i32.reinterpret_f32 v0
;;   return v1
;;
;; function 5
;; block0(v0:f32):
;;   v1:f64 = f64.promote_f32 v0
;;   return v1

;; [select]
;; function 0
;; block0(v0:f64):
;;   v1:i32 = float_to_int i32.trunc_f64_s v0
;;   return v1
;;
;; function 1
;; block0(v0:f32):
;;   v1:i64 = float_to_int i64.trunc_sat_f32_u v0
;;   return v1
;;
;; function 2
;; block0(v0:i64):
;;   v1:f64 = uint64_to_float f64.convert_i64_u v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:f32 = int_to_float f32.convert_i32_u v0
;;   return v1
;;
;; function 4
;; block0(v0:f32):
;;   v1:i32 = reinterpret i32.reinterpret_f32 v0
;;   return v1
;;
;; function 5
;; block0(v0:f32):
;;   v1:f64 = float_to_float f64.promote_f32 v0
;;   return v1

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0):
;;   v1 rax = float_to_int i32.trunc_f64_s v0 xmm0
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0):
;;   v1 rax = float_to_int i64.trunc_sat_f32_u v0 xmm0
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = uint64_to_float f64.convert_i64_u v0 rdi; with rax
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = int_to_float f32.convert_i32_u v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0):
;;   v1 rax = reinterpret i32.reinterpret_f32 v0 xmm0
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = float_to_float f64.promote_f32 v0 xmm0
;;   return

;; [asm x86_64]
;; function 0
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
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   vcvttss2si rax, xmm0
;;   test rax, rax
;;   jns .0
;;   xor eax, eax
;;   vxorps xmm15, xmm15, xmm15
;;   vucomiss xmm0, xmm15
;;   jbe .0
;;   vsubss xmm15, xmm0, dword ptr [0x5f000000]
;;   vcvttss2si rax, xmm15
;;   mov r11, rax
;;   sar r11, 0x3f
;;   btc rax, 0x3f
;;   or rax, r11
;; .0:
;;   pop rbp
;;   ret
;;
;; function 2
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
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   mov r11d, edi
;;   vxorps xmm0, xmm0, xmm0
;;   vcvtsi2ss xmm0, xmm0, r11
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   vmovd eax, xmm0
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   vcvtss2sd xmm0, xmm0, xmm0
;;   pop rbp
;;   ret
