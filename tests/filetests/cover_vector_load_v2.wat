;; Before VEX, vector operands in memory have to be aligned: loads stay apart.
;; options: cpu=v2
(module
  (memory 1)
  (func $not_add (param i32 v128) (result v128) (i32x4.add (local.get 1) (v128.load offset=16 (local.get 0))))
  (func $not_sqrt (param i32) (result v128) (f32x4.sqrt (v128.load (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load offset=16 v0
;;   v3:v128 = i32x4.add v1, v2
;;   return v3
;;
;; function 1
;; block0(v0:i32):
;;   v1:v128 = v128.load v0
;;   v2:v128 = f32x4.sqrt v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32, v1:v128):
;;   v2:v128 = vload v128.load v0, disp=16
;;   v3:v128 = v2 i32x4.add v1, v2
;;   return v3
;;
;; function 1
;; block0(v0:i32):
;;   v1:v128 = vload v128.load v0
;;   v2:v128 = v1 f32x4.sqrt v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = vload v128.load v0 rdi, disp=16
;;   v3 xmm0 = v2 i32x4.add v1 xmm0, v2 xmm1
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = vload v128.load v0 rdi
;;   v2 xmm0 = v1 f32x4.sqrt v1 xmm0
;;   return

;; [asm x86_64]
;; function 0 not_add
;;   push rbp
;;   mov rbp, rsp
;;   movups xmm1, xmmword ptr [r15 + rdi + 0x10]  ; trap: out of bounds memory access
;;   paddd xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 1 not_sqrt
;;   push rbp
;;   mov rbp, rsp
;;   movups xmm0, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   sqrtps xmm0, xmm0
;;   pop rbp
;;   ret
