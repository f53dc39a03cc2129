;; Equal constants, lanes and operations of vectors are one; other lanes, other constants and loads of lanes are not.
(module
  (memory 1)
  (func $constants (param v128) (result v128)
    (i32x4.add (v128.xor (local.get 0) (v128.const i32x4 1 2 3 4)) (v128.and (local.get 0) (v128.const i32x4 1 2 3 4))))
  (func $operations (param v128 v128) (result v128)
    (v128.xor (i8x16.add (local.get 0) (local.get 1)) (i16x8.neg (i8x16.add (local.get 0) (local.get 1)))))
  (func $lanes (param v128) (result i32) (i32.mul (i32x4.extract_lane 1 (local.get 0)) (i32x4.extract_lane 1 (local.get 0))))
  (func $loads (param i32) (result v128) (i32x4.mul (v128.load (local.get 0)) (v128.load (local.get 0))))
  (func $not_other_lanes (param v128) (result i32) (i32.mul (i32x4.extract_lane 1 (local.get 0)) (i32x4.extract_lane 2 (local.get 0))))
  (func $not_operands_exchanged (param v128 v128) (result v128)
    (v128.xor (i8x16.add (local.get 0) (local.get 1)) (i16x8.neg (i8x16.add (local.get 1) (local.get 0)))))
  (func $not_lane_loads (param i32 v128) (result v128)
    (v128.xor (v128.load8_lane 3 (local.get 0) (local.get 1)) (i8x16.neg (v128.load8_lane 3 (local.get 0) (local.get 1))))))

;; [zir]
;; function 0
;; block0(v0:v128):
;;   v1:v128 = v128.const 0x00000004000000030000000200000001
;;   v2:v128 = v128.xor v0, v1
;;   v3:v128 = v128.and v0, v1
;;   v4:v128 = i32x4.add v2, v3
;;   return v4
;;
;; function 1
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i8x16.add v0, v1
;;   v3:v128 = i16x8.neg v2
;;   v4:v128 = v128.xor v2, v3
;;   return v4
;;
;; function 2
;; block0(v0:v128):
;;   v1:i32 = i32x4.extract_lane 1 v0
;;   v2:i32 = i32.mul v1, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:v128 = v128.load v0
;;   v2:v128 = i32x4.mul v1, v1
;;   return v2
;;
;; function 4
;; block0(v0:v128):
;;   v1:i32 = i32x4.extract_lane 1 v0
;;   v2:i32 = i32x4.extract_lane 2 v0
;;   v3:i32 = i32.mul v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i8x16.add v0, v1
;;   v3:v128 = i8x16.add v1, v0
;;   v4:v128 = i16x8.neg v3
;;   v5:v128 = v128.xor v2, v4
;;   return v5
;;
;; function 6
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load8_lane lane=3 v0, v1
;;   v3:v128 = v128.load8_lane lane=3 v0, v1
;;   v4:v128 = i8x16.neg v3
;;   v5:v128 = v128.xor v2, v4
;;   return v5

;; [select]
;; function 0
;; block0(v0:v128):
;;   v1:v128 = const_vector 0x00000004000000030000000200000001
;;   v2:v128 = v2a v128.xor v0, v1
;;   v3:v128 = v2a v128.and v0, v1
;;   v4:v128 = v2a i32x4.add v2, v3
;;   return v4
;;
;; function 1
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2a i8x16.add v0, v1
;;   v3:v128 = v1 i16x8.neg v2
;;   v4:v128 = v2a v128.xor v2, v3
;;   return v4
;;
;; function 2
;; block0(v0:v128):
;;   v1:i32 = vextract i32x4.extract_lane v0, lane=1
;;   v2:i32 = mul_rr i32 v1, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:v128 = vload v128.load v0
;;   v2:v128 = v2a i32x4.mul v1, v1
;;   return v2
;;
;; function 4
;; block0(v0:v128):
;;   v1:i32 = vextract i32x4.extract_lane v0, lane=1
;;   v2:i32 = vextract i32x4.extract_lane v0, lane=2
;;   v3:i32 = mul_rr i32 v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:v128, v1:v128):
;;   v2:v128 = v2a i8x16.add v0, v1
;;   v3:v128 = v2a i8x16.add v1, v0
;;   v4:v128 = v1 i16x8.neg v3
;;   v5:v128 = v2a v128.xor v2, v4
;;   return v5
;;
;; function 6
;; block0(v0:i32, v1:v128):
;;   v2:v128 = vload_lane v128.load8_lane v0, v1, lane=3
;;   v3:v128 = vload_lane v128.load8_lane v0, v1, lane=3
;;   v4:v128 = v1 i8x16.neg v3
;;   v5:v128 = v2a v128.xor v2, v4
;;   return v5

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0):
;;     xmm1 <- remat v1
;;   v2 xmm2 = v2a v128.xor v0 xmm0, v1 xmm1
;;   v3 xmm0 = v2a v128.and v0 xmm0, v1 xmm1
;;   v4 xmm0 = v2a i32x4.add v2 xmm2, v3 xmm0
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = v2a i8x16.add v0 xmm0, v1 xmm1
;;   v3 xmm1 = v1 i16x8.neg v2 xmm0
;;   v4 xmm0 = v2a v128.xor v2 xmm0, v3 xmm1
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0):
;;   v1 rax = vextract i32x4.extract_lane v0 xmm0, lane=1
;;   v2 rax = mul_rr i32 v1 rax, v1 rax
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = vload v128.load v0 rdi
;;   v2 xmm0 = v2a i32x4.mul v1 xmm0, v1 xmm0
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0):
;;   v1 rax = vextract i32x4.extract_lane v0 xmm0, lane=1
;;   v2 rcx = vextract i32x4.extract_lane v0 xmm0, lane=2
;;   v3 rax = mul_rr i32 v1 rax, v2 rcx
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm2 = v2a i8x16.add v0 xmm0, v1 xmm1
;;   v3 xmm0 = v2a i8x16.add v1 xmm1, v0 xmm0
;;   v4 xmm0 = v1 i16x8.neg v3 xmm0
;;   v5 xmm0 = v2a v128.xor v2 xmm2, v4 xmm0
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = vload_lane v128.load8_lane v0 rdi, v1 xmm0, lane=3
;;   v3 xmm0 = vload_lane v128.load8_lane v0 rdi, v1 xmm0, lane=3
;;   v4 xmm0 = v1 i8x16.neg v3 xmm0
;;   v5 xmm0 = v2a v128.xor v2 xmm1, v4 xmm0
;;   return

;; [asm x86_64]
;; function 0 constants
;;   push rbp
;;   mov rbp, rsp
;;   vmovaps xmm1, xmmword ptr [0x400000003:0000000200000001]
;;   vpxor xmm2, xmm0, xmm1
;;   vpand xmm0, xmm0, xmm1
;;   vpaddd xmm0, xmm2, xmm0
;;   pop rbp
;;   ret
;;
;; function 1 operations
;;   push rbp
;;   mov rbp, rsp
;;   vpaddb xmm0, xmm0, xmm1
;;   vpxor xmm15, xmm15, xmm15
;;   vpsubw xmm1, xmm15, xmm0
;;   vpxor xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 2 lanes
;;   push rbp
;;   mov rbp, rsp
;;   vpextrd eax, xmm0, 1
;;   imul eax, eax
;;   pop rbp
;;   ret
;;
;; function 3 loads
;;   push rbp
;;   mov rbp, rsp
;;   vmovups xmm0, xmmword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vpmulld xmm0, xmm0, xmm0
;;   pop rbp
;;   ret
;;
;; function 4 not_other_lanes
;;   push rbp
;;   mov rbp, rsp
;;   vpextrd eax, xmm0, 1
;;   vpextrd ecx, xmm0, 2
;;   imul eax, ecx
;;   pop rbp
;;   ret
;;
;; function 5 not_operands_exchanged
;;   push rbp
;;   mov rbp, rsp
;;   vpaddb xmm2, xmm0, xmm1
;;   vpaddb xmm0, xmm1, xmm0
;;   vpxor xmm15, xmm15, xmm15
;;   vpsubw xmm0, xmm15, xmm0
;;   vpxor xmm0, xmm2, xmm0
;;   pop rbp
;;   ret
;;
;; function 6 not_lane_loads
;;   push rbp
;;   mov rbp, rsp
;;   vpinsrb xmm1, xmm0, byte ptr [r15 + rdi], 3  ; trap: out of bounds memory access
;;   vpinsrb xmm0, xmm0, byte ptr [r15 + rdi], 3  ; trap: out of bounds memory access
;;   vpxor xmm15, xmm15, xmm15
;;   vpsubb xmm0, xmm15, xmm0
;;   vpxor xmm0, xmm1, xmm0
;;   pop rbp
;;   ret
