;; Constants that are no immediates of a store: 33 bits, floats, behind an offset that needs a register.
(module
  (memory 1)
  (func $too_wide (param i32) (i64.store (local.get 0) (i64.const 0x80000000)))
  (func $f32 (param i32) (f32.store (local.get 0) (f32.const 1)))
  (func $f64_zero (param i32) (f64.store (local.get 0) (f64.const 0)))
  (func $offset_too_large (param i32) (i32.store offset=0x7fff0000 (local.get 0) (i32.const 7))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i64 = i64.const 2147483648
;;   i64.store v0, v1
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v1:f32 = f32.const 0x3f800000
;;   f32.store v0, v1
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   v1:f64 = f64.const 0x0000000000000000
;;   f64.store v0, v1
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 7
;;   i32.store offset=2147418112 v0, v1
;;   return

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i64 = const_int 2147483648
;;   store i64.store v0, v1
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v1:f32 = const_float 0x3f800000
;;   store f32.store v0, v1
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   v1:f64 = const_float 0x0
;;   store f64.store v0, v1
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 7
;;   store i32.store v0, v1, disp=2147418112
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   store i64.store v0 rdi, v1 rax
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;     xmm0 <- remat v1
;;   store f32.store v0 rdi, v1 xmm0
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;     xmm0 <- remat v1
;;   store f64.store v0 rdi, v1 xmm0
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   store i32.store v0 rdi, v1 rax, disp=2147418112
;;   return

;; [asm x86_64]
;; function 0 too_wide
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x80000000
;;   mov qword ptr [r15 + rdi], rax  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 f32
;;   push rbp
;;   mov rbp, rsp
;;   vmovss xmm0, dword ptr [0x3f800000]
;;   vmovss dword ptr [r15 + rdi], xmm0  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2 f64_zero
;;   push rbp
;;   mov rbp, rsp
;;   vxorps xmm0, xmm0, xmm0
;;   vmovsd qword ptr [r15 + rdi], xmm0  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 offset_too_large
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 7
;;   mov dword ptr [r15 + rdi + 0x7fff0000], eax  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
