;; Every way a vector meets memory: whole, extended, splat, with zeros, one lane; other memories, displacements.
(module
  (memory 1)
  (memory 1)
  (func $whole (param i32 v128) (v128.store offset=16 (local.get 0) (local.get 1)))
  (func $extended (param i32) (result v128) (v128.load8x8_s (local.get 0)))
  (func $extended_u (param i32) (result v128) (v128.load32x2_u offset=8 (local.get 0)))
  (func $splat_8 (param i32) (result v128) (v128.load8_splat (local.get 0)))
  (func $splat_64 (param i32) (result v128) (v128.load64_splat 1 (local.get 0)))
  (func $zeros (param i32) (result v128) (v128.load32_zero offset=4 (local.get 0)))
  (func $lane (param i32 v128) (result v128) (v128.load16_lane offset=2 5 (local.get 0) (local.get 1)))
  (func $lane_64 (param i32 v128) (result v128) (v128.load64_lane 1 (local.get 0) (local.get 1)))
  (func $lane_stored (param i32 v128) (v128.store8_lane 1 offset=3 15 (local.get 0) (local.get 1)))
  (func $lane_stored_64 (param v128) (v128.store64_lane offset=8 0 (i32.const 16) (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:v128):
;;   v128.store offset=16 v0, v1
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v1:v128 = v128.load8x8_s v0
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:v128 = v128.load32x2_u offset=8 v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:v128 = v128.load8_splat v0
;;   return v1
;;
;; function 4
;; block0(v0:i32):
;;   v1:v128 = v128.load64_splat v0 memory=1
;;   return v1
;;
;; function 5
;; block0(v0:i32):
;;   v1:v128 = v128.load32_zero offset=4 v0
;;   return v1
;;
;; function 6
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load16_lane offset=2 lane=5 v0, v1
;;   return v2
;;
;; function 7
;; block0(v0:i32, v1:v128):
;;   v2:v128 = v128.load64_lane lane=1 v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:i32, v1:v128):
;;   v128.store8_lane offset=3 lane=15 v0, v1 memory=1
;;   return
;;
;; function 9
;; block0(v0:v128):
;;   v1:i32 = i32.const 16
;;   v128.store64_lane offset=8 lane=0 v1, v0
;;   return

;; [select]
;; function 0
;; block0(v0:i32, v1:v128):
;;   vstore v128.store v0, v1, disp=16
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v1:v128 = vload v128.load8x8_s v0
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:v128 = vload v128.load32x2_u v0, disp=8
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:v128 = vload v128.load8_splat v0
;;   return v1
;;
;; function 4
;; block0(v0:i32):
;;   v1:v128 = vload v128.load64_splat v0, memory=1
;;   return v1
;;
;; function 5
;; block0(v0:i32):
;;   v1:v128 = vload v128.load32_zero v0, disp=4
;;   return v1
;;
;; function 6
;; block0(v0:i32, v1:v128):
;;   v2:v128 = vload_lane v128.load16_lane v0, v1, disp=2, lane=5
;;   return v2
;;
;; function 7
;; block0(v0:i32, v1:v128):
;;   v2:v128 = vload_lane v128.load64_lane v0, v1, lane=1
;;   return v2
;;
;; function 8
;; block0(v0:i32, v1:v128):
;;   vstore_lane v128.store8_lane v0, v1, disp=3, memory=1, lane=15
;;   return
;;
;; function 9
;; block0(v0:v128):
;;   v1:i32 = const_int 16
;;   vstore_lane v128.store64_lane v0, disp=24, lane=0
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   vstore v128.store v0 rdi, v1 xmm0, disp=16
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = vload v128.load8x8_s v0 rdi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = vload v128.load32x2_u v0 rdi, disp=8
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = vload v128.load8_splat v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = vload v128.load64_splat v0 rdi, memory=1
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = vload v128.load32_zero v0 rdi, disp=4
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm0 = vload_lane v128.load16_lane v0 rdi, v1 xmm0, disp=2, lane=5
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm0 = vload_lane v128.load64_lane v0 rdi, v1 xmm0, lane=1
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   vstore_lane v128.store8_lane v0 rdi, v1 xmm0, disp=3, memory=1, lane=15
;;   return
;;
;; function 9 cells=0
;; block0(v0 xmm0):
;;   vstore_lane v128.store64_lane v0 xmm0, disp=24, lane=0
;;   return

;; [asm x86_64]
;; function 0 whole
;;   push rbp
;;   mov rbp, rsp
;;   vmovups xmmword ptr [r15 + rdi + 0x10], xmm0  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 extended
;;   push rbp
;;   mov rbp, rsp
;;   vpmovsxbw xmm0, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2 extended_u
;;   push rbp
;;   mov rbp, rsp
;;   vpmovzxdq xmm0, qword ptr [r15 + rdi + 8]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 splat_8
;;   push rbp
;;   mov rbp, rsp
;;   vpbroadcastb xmm0, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4 splat_64
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   vmovddup xmm0, qword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 5 zeros
;;   push rbp
;;   mov rbp, rsp
;;   vmovss xmm0, dword ptr [r15 + rdi + 4]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 6 lane
;;   push rbp
;;   mov rbp, rsp
;;   vpinsrw xmm0, xmm0, word ptr [r15 + rdi + 2], 5  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 7 lane_64
;;   push rbp
;;   mov rbp, rsp
;;   vmovhps xmm0, xmm0, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 8 lane_stored
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   vpextrb byte ptr [r11 + rdi + 3], xmm0, 0xf  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 9 lane_stored_64
;;   push rbp
;;   mov rbp, rsp
;;   vmovlps qword ptr [r15 + 0x18], xmm0  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
