;; NaN results are made canonical after arithmetic.
;; options: canonical_nans
(module
  (func (param f64 f64) (result f64) (f64.add (local.get 0) (local.get 1)))
  (func (param f32) (result f32) (f32.abs (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:f64, v1:f64):
;;   v2:f64 = f64.add v0, v1
;;   v3:f64 = f64.canon v2
;;   return v3
;;
;; function 1
;; block0(v0:f32):
;;   v1:f32 = f32.abs v0
;;   return v1

;; [select]
;; function 0
;; block0(v0:f64, v1:f64):
;;   v2:f64 = fbin f64.add v0, v1
;;   v3:f64 = fcanon f64 v2
;;   return v3
;;
;; function 1
;; block0(v0:f32):
;;   v1:f32 = fabsneg f32.abs v0
;;   return v1

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = fbin f64.add v0 xmm0, v1 xmm1
;;   v3 xmm0 = fcanon f64 v2 xmm0
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = fabsneg f32.abs v0 xmm0
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   vaddsd xmm0, xmm0, xmm1
;;   vucomisd xmm0, xmm0
;;   jnp .0
;;   vmovsd xmm0, qword ptr [0x7ff8000000000000]
;; .0:
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   vandps xmm0, xmm0, xmmword ptr [0x0:000000007fffffff]
;;   pop rbp
;;   ret
