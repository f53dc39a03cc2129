;; Comparisons of floats as values and as branches: parity is unordered.
(module
  (func (param f64 f64) (result i32) (f64.lt (local.get 0) (local.get 1)))
  (func (param f64 f64) (result i32) (f64.eq (local.get 0) (local.get 1)))
  (func (param f32 f32) (result i32)
    (if (result i32) (f32.ne (local.get 0) (local.get 1)) (then (i32.const 10)) (else (i32.const 20)))))

;; [zir]
;; function 0
;; block0(v0:f64, v1:f64):
;;   v2:i32 = f64.lt v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:f64, v1:f64):
;;   v2:i32 = f64.eq v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:f32, v1:f32):
;;   v2:i32 = f32.ne v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   v4:i32 = i32.const 10
;;   br block3(v4)
;; block2:
;;   v6:i32 = i32.const 20
;;   br block3(v6)
;; block3(v8:i32):
;;   return v8

;; [select]
;; function 0
;; block0(v0:f64, v1:f64):
;;   v2:i32 = fcmp_set f64.lt v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:f64, v1:f64):
;;   v2:i32 = fcmp_set f64.eq v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:f32, v1:f32):
;;   fcmp_br f32.ne v0, v1; covers v2 f32.ne
;;   -> block1, block2
;; block1:
;;   v4:i32 = const_int 10
;;   jump
;;   -> block3
;; block2:
;;   v6:i32 = const_int 20
;;   jump
;;   -> block3
;; block3(v8:i32):
;;   return v8

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 rax = fcmp_set f64.lt v0 xmm0, v1 xmm1
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 rax = fcmp_set f64.eq v0 xmm0, v1 xmm1
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   fcmp_br f32.ne v0 xmm0, v1 xmm1
;;   -> block1
;;   -> block2
;; block1:
;;   jump
;;   -> block3: rax <- remat v4
;; block2:
;;   jump
;;   -> block3: rax <- remat v6
;; block3(v8 rax):
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   vucomisd xmm1, xmm0
;;   seta al
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   vcmpeqsd xmm15, xmm0, xmm1
;;   vmovd eax, xmm15
;;   and eax, 1
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   vucomiss xmm0, xmm1
;;   jp .0
;;   je .1
;; .0:
;;   mov eax, 0xa
;;   jmp .2
;; .1:
;;   mov eax, 0x14
;; .2:
;;   pop rbp
;;   ret
