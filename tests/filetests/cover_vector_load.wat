;; A vector operation that is one instruction reads its last operand from memory, from either side where the order is free.
(module
  (memory 1)
  (func $add (param i32 v128) (result v128) (i32x4.add (local.get 1) (v128.load offset=16 (local.get 0))))
  (func $add_left (param i32 v128) (result v128) (i32x4.add (v128.load (local.get 0)) (local.get 1)))
  (func $sub (param i32 v128) (result v128) (f64x2.sub (local.get 1) (v128.load (local.get 0))))
  (func $compare_swapped (param i32 v128) (result v128) (i32x4.lt_s (v128.load (local.get 0)) (local.get 1)))
  (func $sqrt (param i32) (result v128) (f32x4.sqrt (v128.load (local.get 0))))
  (func $abs (param i32) (result v128) (i8x16.abs (v128.load (local.get 0))))
  (func $andnot (param i32 v128) (result v128) (v128.andnot (v128.load (local.get 0)) (local.get 1)))
  (func $constant_address (param v128) (result v128) (v128.xor (local.get 0) (v128.load offset=16 (i32.const 32)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load offset=16 v0
;;   v3:v128 = i32x4.add v1, v2
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load v0
;;   v3:v128 = i32x4.add v2, v1
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load v0
;;   v3:v128 = f64x2.sub v1, v2
;;   return v3
;;
;; function 3
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load v0
;;   v3:v128 = i32x4.lt_s v2, v1
;;   return v3
;;
;; function 4
;; block0(v0:i32):
;;   v1:v128 = v128.load v0
;;   v2:v128 = f32x4.sqrt v1
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   v1:v128 = v128.load v0
;;   v2:v128 = i8x16.abs v1
;;   return v2
;;
;; function 6
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load v0
;;   v3:v128 = v128.andnot v2, v1
;;   return v3
;;
;; function 7
;; block0(v0:v128):
;;   v1:i32 = i32.const 32
;;   v2:v128 = v128.load offset=16 v1
;;   v3:v128 = v128.xor v0, v2
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32, v1:v128):
;;   v3:v128 = v2m i32x4.add v1, v0, disp=16; covers v2 v128.load
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:v128):
;;   v3:v128 = v2m i32x4.add v1, v0; covers v2 v128.load
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:v128):
;;   v3:v128 = v2m f64x2.sub v1, v0; covers v2 v128.load
;;   return v3
;;
;; function 3
;; block0(v0:i32, v1:v128):
;;   v3:v128 = v2m i32x4.lt_s v1, v0; covers v2 v128.load
;;   return v3
;;
;; function 4
;; block0(v0:i32):
;;   v2:v128 = v1m f32x4.sqrt v0; covers v1 v128.load
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   v2:v128 = v1m i8x16.abs v0; covers v1 v128.load
;;   return v2
;;
;; function 6
;; block0(v0:i32, v1:v128):
;;   v3:v128 = v2m v128.andnot v1, v0; covers v2 v128.load
;;   return v3
;;
;; function 7
;; block0(v0:v128):
;;   v1:i32 = const_int 32
;;   v3:v128 = v2m v128.xor v0, disp=48; covers v2 v128.load
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v3 xmm0 = v2m i32x4.add v1 xmm0, v0 rdi, disp=16
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v3 xmm0 = v2m i32x4.add v1 xmm0, v0 rdi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v3 xmm0 = v2m f64x2.sub v1 xmm0, v0 rdi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v3 xmm0 = v2m i32x4.lt_s v1 xmm0, v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 xmm0 = v1m f32x4.sqrt v0 rdi
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 xmm0 = v1m i8x16.abs v0 rdi
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v3 xmm0 = v2m v128.andnot v1 xmm0, v0 rdi
;;   return
;;
;; function 7 cells=0
;; block0(v0 xmm0):
;;   v3 xmm0 = v2m v128.xor v0 xmm0, disp=48
;;   return

;; [asm x86_64]
;; function 0 add
;;   push rbp
;;   mov rbp, rsp
;;   vpaddd xmm0, xmm0, xmmword ptr [r15 + rdi + 0x10]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 add_left
;;   push rbp
;;   mov rbp, rsp
;;   vpaddd xmm0, xmm0, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2 sub
;;   push rbp
;;   mov rbp, rsp
;;   vsubpd xmm0, xmm0, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 compare_swapped
;;   push rbp
;;   mov rbp, rsp
;;   vpcmpgtd xmm0, xmm0, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4 sqrt
;;   push rbp
;;   mov rbp, rsp
;;   vsqrtps xmm0, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 5 abs
;;   push rbp
;;   mov rbp, rsp
;;   vpabsb xmm0, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 6 andnot
;;   push rbp
;;   mov rbp, rsp
;;   vpandn xmm0, xmm0, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 7 constant_address
;;   push rbp
;;   mov rbp, rsp
;;   vpxor xmm0, xmm0, xmmword ptr [r15 + 0x30]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
