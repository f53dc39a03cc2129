;; Floating-point operations that are sequences: min and max with NaN and zeros, roundings, signs, sign of another.
(module
  (func $min (param f32 f32) (result f32) (f32.min (local.get 0) (local.get 1)))
  (func $max (param f64 f64) (result f64) (f64.max (local.get 0) (local.get 1)))
  (func $abs (param f64) (result f64) (f64.abs (local.get 0)))
  (func $neg (param f32) (result f32) (f32.neg (local.get 0)))
  (func $copysign (param f64 f64) (result f64) (f64.copysign (local.get 0) (local.get 1)))
  (func $roundings (param f64) (result f64 f64 f64 f64)
    (f64.ceil (local.get 0)) (f64.floor (local.get 0)) (f64.trunc (local.get 0)) (f64.nearest (local.get 0)))
  (func $sqrt (param f32) (result f32) (f32.sqrt (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:f32, v1:f32):
;;   v2:f32 = f32.min v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:f64, v1:f64):
;;   v2:f64 = f64.max v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:f64):
;;   v1:f64 = f64.abs v0
;;   return v1
;;
;; function 3
;; block0(v0:f32):
;;   v1:f32 = f32.neg v0
;;   return v1
;;
;; function 4
;; block0(v0:f64, v1:f64):
;;   v2:f64 = f64.copysign v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:f64):
;;   v1:f64 = f64.ceil v0
;;   v2:f64 = f64.floor v0
;;   v3:f64 = f64.trunc v0
;;   v4:f64 = f64.nearest v0
;;   return v1, v2, v3, v4
;;
;; function 6
;; block0(v0:f32):
;;   v1:f32 = f32.sqrt v0
;;   return v1

;; [select]
;; function 0
;; block0(v0:f32, v1:f32):
;;   v2:f32 = fminmax f32.min v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:f64, v1:f64):
;;   v2:f64 = fminmax f64.max v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:f64):
;;   v1:f64 = fabsneg f64.abs v0
;;   return v1
;;
;; function 3
;; block0(v0:f32):
;;   v1:f32 = fabsneg f32.neg v0
;;   return v1
;;
;; function 4
;; block0(v0:f64, v1:f64):
;;   v2:f64 = fcopysign f64.copysign v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:f64):
;;   v1:f64 = funary f64.ceil v0
;;   v2:f64 = funary f64.floor v0
;;   v3:f64 = funary f64.trunc v0
;;   v4:f64 = funary f64.nearest v0
;;   return v1, v2, v3, v4
;;
;; function 6
;; block0(v0:f32):
;;   v1:f32 = funary f32.sqrt v0
;;   return v1

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = fminmax f32.min v0 xmm0, v1 xmm1
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = fminmax f64.max v0 xmm0, v1 xmm1
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = fabsneg f64.abs v0 xmm0
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = fabsneg f32.neg v0 xmm0
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = fcopysign f64.copysign v0 xmm0, v1 xmm1
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0):
;;   v1 xmm1 = funary f64.ceil v0 xmm0
;;   v2 xmm2 = funary f64.floor v0 xmm0
;;   v3 xmm3 = funary f64.trunc v0 xmm0
;;   v4 xmm0 = funary f64.nearest v0 xmm0
;;     out 0 <- xmm3 v3
;;     out 1 <- xmm0 v4
;;     xmm0 <- xmm1 v1
;;     xmm1 <- xmm2 v2
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = funary f32.sqrt v0 xmm0
;;   return

;; [asm x86_64]
;; function 0 min
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
;; function 1 max
;;   push rbp
;;   mov rbp, rsp
;;   vucomisd xmm1, xmm0
;;   vmaxsd xmm0, xmm1, xmm0
;;   jne .1
;;   jp .0
;;   vandps xmm0, xmm0, xmm1
;;   jmp .1
;; .0:
;;   vaddsd xmm0, xmm0, xmm1
;; .1:
;;   pop rbp
;;   ret
;;
;; function 2 abs
;;   push rbp
;;   mov rbp, rsp
;;   vandps xmm0, xmm0, xmmword ptr [0x0:7fffffffffffffff]
;;   pop rbp
;;   ret
;;
;; function 3 neg
;;   push rbp
;;   mov rbp, rsp
;;   vxorps xmm0, xmm0, xmmword ptr [0x0:0000000080000000]
;;   pop rbp
;;   ret
;;
;; function 4 copysign
;;   push rbp
;;   mov rbp, rsp
;;   vandps xmm15, xmm1, xmmword ptr [0x0:8000000000000000]
;;   vandps xmm0, xmm0, xmmword ptr [0x0:7fffffffffffffff]
;;   vorps xmm0, xmm15, xmm0
;;   pop rbp
;;   ret
;;
;; function 5 roundings
;;   push rbp
;;   mov rbp, rsp
;;   vroundsd xmm1, xmm0, xmm0, 0xa
;;   vroundsd xmm2, xmm0, xmm0, 9
;;   vroundsd xmm3, xmm0, xmm0, 0xb
;;   vroundsd xmm0, xmm0, xmm0, 8
;;   vmovsd qword ptr [rbp + 0x10], xmm3
;;   vmovsd qword ptr [rbp + 0x18], xmm0
;;   vmovaps xmm0, xmm1
;;   vmovaps xmm1, xmm2
;;   pop rbp
;;   ret
;;
;; function 6 sqrt
;;   push rbp
;;   mov rbp, rsp
;;   vsqrtss xmm0, xmm0, xmm0
;;   pop rbp
;;   ret
