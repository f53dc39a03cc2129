;; A vector load stays apart: left of a difference, used twice, half read, other memory or offset, more than one instruction.
(module
  (memory 1)
  (memory 1)
  (func $sub_from_load (param i32 v128) (result v128) (f64x2.sub (v128.load (local.get 0)) (local.get 1)))
  (func $two_uses (param i32) (result v128) (local v128)
    (i32x4.add (local.tee 1 (v128.load (local.get 0))) (local.get 1)))
  (func $half (param i32) (result v128) (i16x8.extend_low_i8x16_s (v128.load (local.get 0))))
  (func $narrow_load (param i32 v128) (result v128) (i32x4.add (local.get 1) (v128.load32_splat (local.get 0))))
  (func $other_memory (param i32 v128) (result v128) (i32x4.add (local.get 1) (v128.load 1 (local.get 0))))
  (func $offset_too_large (param i32 v128) (result v128) (i32x4.add (local.get 1) (v128.load offset=0x7fff0000 (local.get 0))))
  (func $store_between (param i32 v128) (result v128) (local v128)
    (local.set 2 (v128.load (local.get 0)))
    (i32.store offset=64 (local.get 0) (i32.const 1))
    (i32x4.add (local.get 1) (local.get 2)))
  (func $several_instructions (param i32 v128) (result v128) (i64x2.mul (local.get 1) (v128.load (local.get 0))))
  (func $negation (param i32) (result v128) (f32x4.neg (v128.load (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load v0
;;   v3:v128 = f64x2.sub v2, v1
;;   return v3
;;
;; function 1
;; block0(v0:i32):
;;   v1:v128 = v128.load v0
;;   v2:v128 = i32x4.add v1, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:v128 = v128.load v0
;;   v2:v128 = i16x8.extend_low_i8x16_s v1
;;   return v2
;;
;; function 3
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load32_splat v0
;;   v3:v128 = i32x4.add v1, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load v0 memory=1
;;   v3:v128 = i32x4.add v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load offset=2147418112 v0
;;   v3:v128 = i32x4.add v1, v2
;;   return v3
;;
;; function 6
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load v0
;;   v3:i32 = i32.const 1
;;   i32.store offset=64 v0, v3
;;   v5:v128 = i32x4.add v1, v2
;;   return v5
;;
;; function 7
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load v0
;;   v3:v128 = i64x2.mul v1, v2
;;   return v3
;;
;; function 8
;; block0(v0:i32):
;;   v1:v128 = v128.load v0
;;   v2:v128 = f32x4.neg v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32, v1:v128):
;;   v2:v128 = vload v128.load v0
;;   v3:v128 = v2a f64x2.sub v2, v1
;;   return v3
;;
;; function 1
;; block0(v0:i32):
;;   v1:v128 = vload v128.load v0
;;   v2:v128 = v2a i32x4.add v1, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:v128 = vload v128.load v0
;;   v2:v128 = v1 i16x8.extend_low_i8x16_s v1
;;   return v2
;;
;; function 3
;; block0(v0:i32, v1:v128):
;;   v2:v128 = vload v128.load32_splat v0
;;   v3:v128 = v2a i32x4.add v1, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:v128):
;;   v2:v128 = vload v128.load v0, memory=1
;;   v3:v128 = v2a i32x4.add v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:i32, v1:v128):
;;   v2:v128 = vload v128.load v0, disp=2147418112
;;   v3:v128 = v2a i32x4.add v1, v2
;;   return v3
;;
;; function 6
;; block0(v0:i32, v1:v128):
;;   v2:v128 = vload v128.load v0
;;   v3:i32 = const_int 1
;;   store_i i32.store v0, disp=64, 1
;;   v5:v128 = v2a i32x4.add v1, v2
;;   return v5
;;
;; function 7
;; block0(v0:i32, v1:v128):
;;   v2:v128 = vload v128.load v0
;;   v3:v128 = v2e i64x2.mul v1, v2
;;   return v3
;;
;; function 8
;; block0(v0:i32):
;;   v1:v128 = vload v128.load v0
;;   v2:v128 = v1 f32x4.neg v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = vload v128.load v0 rdi
;;   v3 xmm0 = v2a f64x2.sub v2 xmm1, v1 xmm0
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = vload v128.load v0 rdi
;;   v2 xmm0 = v2a i32x4.add v1 xmm0, v1 xmm0
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = vload v128.load v0 rdi
;;   v2 xmm0 = v1 i16x8.extend_low_i8x16_s v1 xmm0
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = vload v128.load32_splat v0 rdi
;;   v3 xmm0 = v2a i32x4.add v1 xmm0, v2 xmm1
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = vload v128.load v0 rdi, memory=1
;;   v3 xmm0 = v2a i32x4.add v1 xmm0, v2 xmm1
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = vload v128.load v0 rdi, disp=2147418112
;;   v3 xmm0 = v2a i32x4.add v1 xmm0, v2 xmm1
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = vload v128.load v0 rdi
;;   store_i i32.store v0 rdi, disp=64, 1
;;   v5 xmm0 = v2a i32x4.add v1 xmm0, v2 xmm1
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = vload v128.load v0 rdi
;;   v3 xmm2 = v2e i64x2.mul v1 xmm0, v2 xmm1
;;     xmm0 <- xmm2 v3
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = vload v128.load v0 rdi
;;   v2 xmm0 = v1 f32x4.neg v1 xmm0
;;   return

;; [asm x86_64]
;; function 0 sub_from_load
;;   push rbp
;;   mov rbp, rsp
;;   vmovups xmm1, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vsubpd xmm0, xmm1, xmm0
;;   pop rbp
;;   ret
;;
;; function 1 two_uses
;;   push rbp
;;   mov rbp, rsp
;;   vmovups xmm0, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vpaddd xmm0, xmm0, xmm0
;;   pop rbp
;;   ret
;;
;; function 2 half
;;   push rbp
;;   mov rbp, rsp
;;   vmovups xmm0, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vpmovsxbw xmm0, xmm0
;;   pop rbp
;;   ret
;;
;; function 3 narrow_load
;;   push rbp
;;   mov rbp, rsp
;;   vbroadcastss xmm1, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vpaddd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 4 other_memory
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   vmovups xmm1, xmmword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   vpaddd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 5 offset_too_large
;;   push rbp
;;   mov rbp, rsp
;;   vmovups xmm1, xmmword ptr [r15 + rdi + 0x7fff0000]  ; trap: out of bounds memory access
;;   vpaddd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 6 store_between
;;   push rbp
;;   mov rbp, rsp
;;   vmovups xmm1, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi + 0x40], 1  ; trap: out of bounds memory access
;;   vpaddd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 7 several_instructions
;;   push rbp
;;   mov rbp, rsp
;;   vmovups xmm1, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vpsrlq xmm2, xmm0, 0x20
;;   vpmuludq xmm2, xmm2, xmm1
;;   vpsrlq xmm15, xmm1, 0x20
;;   vpmuludq xmm15, xmm15, xmm0
;;   vpaddq xmm2, xmm15, xmm2
;;   vpsllq xmm2, xmm2, 0x20
;;   vpmuludq xmm15, xmm0, xmm1
;;   vpaddq xmm2, xmm15, xmm2
;;   vmovaps xmm0, xmm2
;;   pop rbp
;;   ret
;;
;; function 8 negation
;;   push rbp
;;   mov rbp, rsp
;;   vmovups xmm0, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vxorps xmm0, xmm0, xmmword ptr [0x8000000080000000:8000000080000000]
;;   pop rbp
;;   ret
