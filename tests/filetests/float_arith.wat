;; Floats: VEX forms, a load as an operand, min with its NaN and zero cases, sign operations, rounding.
(module
  (memory 1)
  (func (param f64 f64) (result f64) (f64.div (local.get 0) (local.get 1)))
  (func (param f64 i32) (result f64) (f64.mul (local.get 0) (f64.load offset=8 (local.get 1))))
  (func (param f32 f32) (result f32) (f32.min (local.get 0) (local.get 1)))
  (func (param f64) (result f64) (f64.neg (local.get 0)))
  (func (param f64 f64) (result f64) (f64.copysign (local.get 0) (local.get 1)))
  (func (param f32) (result f32) (f32.nearest (local.get 0)))
  (func (param f64) (result f64) (f64.sqrt (local.get 0)))
  (func (result f64) (f64.const 2.5)))

;; [zir]
;; function 0
;; block0(v0:f64, v1:f64):
;;   v2:f64 = f64.div v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:f64, v1:i32):
;;   v2:f64 = f64.load offset=8 v1
;;   v3:f64 = f64.mul v0, v2
;;   return v3
;;
;; function 2
;; block0(v0:f32, v1:f32):
;;   v2:f32 = f32.min v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:f64):
;;   v1:f64 = f64.neg v0
;;   return v1
;;
;; function 4
;; block0(v0:f64, v1:f64):
;;   v2:f64 = f64.copysign v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:f32):
;;   v1:f32 = f32.nearest v0
;;   return v1
;;
;; function 6
;; block0(v0:f64):
;;   v1:f64 = f64.sqrt v0
;;   return v1
;;
;; function 7
;; block0:
;;   v0:f64 = f64.const 0x4004000000000000
;;   return v0

;; [select]
;; function 0
;; block0(v0:f64, v1:f64):
;;   v2:f64 = fbin f64.div v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:f64, v1:i32):
;;   v3:f64 = fbin_m f64.mul v0, v1, disp=8; covers v2 f64.load
;;   return v3
;;
;; function 2
;; block0(v0:f32, v1:f32):
;;   v2:f32 = fminmax f32.min v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:f64):
;;   v1:f64 = fabsneg f64.neg v0
;;   return v1
;;
;; function 4
;; block0(v0:f64, v1:f64):
;;   v2:f64 = fcopysign f64.copysign v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:f32):
;;   v1:f32 = funary f32.nearest v0
;;   return v1
;;
;; function 6
;; block0(v0:f64):
;;   v1:f64 = funary f64.sqrt v0
;;   return v1
;;
;; function 7
;; block0:
;;   v0:f64 = const_float 0x4004000000000000
;;   return v0

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = fbin f64.div v0 xmm0, v1 xmm1
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0, v1 rdi):
;;   v3 xmm0 = fbin_m f64.mul v0 xmm0, v1 rdi, disp=8
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = fminmax f32.min v0 xmm0, v1 xmm1
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = fabsneg f64.neg v0 xmm0
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = fcopysign f64.copysign v0 xmm0, v1 xmm1
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = funary f32.nearest v0 xmm0
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = funary f64.sqrt v0 xmm0
;;   return
;;
;; function 7 cells=0
;; block0:
;;     xmm0 <- remat v0
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   vdivsd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   vmulsd xmm0, xmm0, qword ptr [r15 + rdi + 8]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   vucomiss xmm1, xmm0
;;   vminss xmm0, xmm1, xmm0
;;   jne .1
;;   jp .0
;;   vorps xmm0, xmm0, xmm1
;;   jmp .1
;; .0:
;;   vaddss xmm0, xmm0, xmm1
;; .1:
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   vxorps xmm0, xmm0, xmmword ptr [0x0:8000000000000000]
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   vandps xmm15, xmm1, xmmword ptr [0x0:8000000000000000]
;;   vandps xmm0, xmm0, xmmword ptr [0x0:7fffffffffffffff]
;;   vorps xmm0, xmm15, xmm0
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   vroundss xmm0, xmm0, xmm0, 8
;;   pop rbp
;;   ret
;;
;; function 6
;;   push rbp
;;   mov rbp, rsp
;;   vsqrtsd xmm0, xmm0, xmm0
;;   pop rbp
;;   ret
;;
;; function 7
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm0, qword ptr [0x4004000000000000]
;;   pop rbp
;;   ret
