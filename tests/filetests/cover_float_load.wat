;; Floating-point arithmetic with a load as its right operand is one instruction; sums and products from either side.
(module
  (memory 1)
  (func $add (param i32 f64) (result f64) (f64.add (local.get 1) (f64.load offset=8 (local.get 0))))
  (func $add_left (param i32 f32) (result f32) (f32.add (f32.load (local.get 0)) (local.get 1)))
  (func $sub (param i32 f64) (result f64) (f64.sub (local.get 1) (f64.load (local.get 0))))
  (func $mul (param i32 f64) (result f64) (f64.mul (f64.load (local.get 0)) (local.get 1)))
  (func $div (param i32 f32) (result f32) (f32.div (local.get 1) (f32.load (local.get 0))))
  (func $constant_address (param f64) (result f64) (f64.mul (local.get 0) (f64.load offset=8 (i32.const 8)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:f64):
;;   v2:f64 = f64.load offset=8 v0
;;   v3:f64 = f64.add v1, v2
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:f32):
;;   v2:f32 = f32.load v0
;;   v3:f32 = f32.add v2, v1
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:f64):
;;   v2:f64 = f64.load v0
;;   v3:f64 = f64.sub v1, v2
;;   return v3
;;
;; function 3
;; block0(v0:i32, v1:f64):
;;   v2:f64 = f64.load v0
;;   v3:f64 = f64.mul v2, v1
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:f32):
;;   v2:f32 = f32.load v0
;;   v3:f32 = f32.div v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:f64):
;;   v1:i32 = i32.const 8
;;   v2:f64 = f64.load offset=8 v1
;;   v3:f64 = f64.mul v0, v2
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32, v1:f64):
;;   v3:f64 = fbin_m f64.add v1, v0, disp=8; covers v2 f64.load
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:f32):
;;   v3:f32 = fbin_m f32.add v1, v0; covers v2 f32.load
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:f64):
;;   v3:f64 = fbin_m f64.sub v1, v0; covers v2 f64.load
;;   return v3
;;
;; function 3
;; block0(v0:i32, v1:f64):
;;   v3:f64 = fbin_m f64.mul v1, v0; covers v2 f64.load
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:f32):
;;   v3:f32 = fbin_m f32.div v1, v0; covers v2 f32.load
;;   return v3
;;
;; function 5
;; block0(v0:f64):
;;   v1:i32 = const_int 8
;;   v3:f64 = fbin_m f64.mul v0, disp=16; covers v2 f64.load
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v3 xmm0 = fbin_m f64.add v1 xmm0, v0 rdi, disp=8
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v3 xmm0 = fbin_m f32.add v1 xmm0, v0 rdi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v3 xmm0 = fbin_m f64.sub v1 xmm0, v0 rdi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v3 xmm0 = fbin_m f64.mul v1 xmm0, v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v3 xmm0 = fbin_m f32.div v1 xmm0, v0 rdi
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0):
;;   v3 xmm0 = fbin_m f64.mul v0 xmm0, disp=16
;;   return

;; [asm x86_64]
;; function 0 add
;;   push rbp
;;   mov rbp, rsp
;;   vaddsd xmm0, xmm0, qword ptr [r15 + rdi + 8]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 add_left
;;   push rbp
;;   mov rbp, rsp
;;   vaddss xmm0, xmm0, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2 sub
;;   push rbp
;;   mov rbp, rsp
;;   vsubsd xmm0, xmm0, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 mul
;;   push rbp
;;   mov rbp, rsp
;;   vmulsd xmm0, xmm0, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4 div
;;   push rbp
;;   mov rbp, rsp
;;   vdivss xmm0, xmm0, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 5 constant_address
;;   push rbp
;;   mov rbp, rsp
;;   vmulsd xmm0, xmm0, qword ptr [r15 + 0x10]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
