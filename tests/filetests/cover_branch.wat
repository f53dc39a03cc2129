;; A comparison that only decides a branch is part of it: of integers, floats, vectors and references.
(module
  (func $registers (param i32 i32) (if (i32.lt_s (local.get 0) (local.get 1)) (then unreachable)))
  (func $constant (param i64) (if (i64.gt_u (local.get 0) (i64.const 1000)) (then unreachable)))
  (func $constant_left (param i32) (if (i32.lt_s (i32.const 10) (local.get 0)) (then unreachable)))
  (func $zero (param i64) (if (i64.eqz (local.get 0)) (then unreachable)))
  (func $f64_less (param f64 f64) (if (f64.lt (local.get 0) (local.get 1)) (then unreachable)))
  (func $f32_equal (param f32 f32) (if (f32.eq (local.get 0) (local.get 1)) (then unreachable)))
  (func $f32_not_less (param f32 f32) (if (i32.eqz (f32.lt (local.get 0) (local.get 1))) (then unreachable)))
  (func $any_true (param v128) (if (v128.any_true (local.get 0)) (then unreachable)))
  (func $not_all_true (param v128) (if (i32.eqz (i32x4.all_true (local.get 0))) (then unreachable))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.lt_s v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = i64.const 1000
;;   v2:i32 = i64.gt_u v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.const 10
;;   v2:i32 = i32.gt_s v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i64):
;;   v1:i32 = i64.eqz v0
;;   br_if v1 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 4
;; block0(v0:f64, v1:f64):
;;   v2:i32 = f64.lt v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 5
;; block0(v0:f32, v1:f32):
;;   v2:i32 = f32.eq v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 6
;; block0(v0:f32, v1:f32):
;;   v2:i32 = f32.lt v0, v1
;;   br_if v2 block2, block1
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 7
;; block0(v0:v128):
;;   v1:i32 = v128.any_true v0
;;   br_if v1 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 8
;; block0(v0:v128):
;;   v1:i32 = i32x4.all_true v0
;;   br_if v1 block2, block1
;; block1:
;;   unreachable trap=1
;; block2:
;;   return

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   cmp_br l.i32 v0, v1; covers v2 i32.lt_s
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = const_int 1000
;;   cmp_br_i a.i64 v0, 1000; covers v2 i64.gt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = const_int 10
;;   cmp_br_i g.i32 v0, 10; covers v2 i32.gt_s
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i64):
;;   test_br e.i64 v0; covers v1 i64.eqz
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 4
;; block0(v0:f64, v1:f64):
;;   fcmp_br f64.lt v0, v1; covers v2 f64.lt
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5
;; block0(v0:f32, v1:f32):
;;   fcmp_br f32.eq v0, v1; covers v2 f32.eq
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 6
;; block0(v0:f32, v1:f32):
;;   fcmp_br f32.lt v0, v1; covers v2 f32.lt
;;   -> block2, block1
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 7
;; block0(v0:v128):
;;   vtest_br v128.any_true v0; covers v1 v128.any_true
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 8
;; block0(v0:v128):
;;   vtest_br i32x4.all_true v0; covers v1 i32x4.all_true
;;   -> block2, block1
;; block1:
;;   trap unreachable
;; block2:
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   cmp_br l.i32 v0 rdi, v1 rsi
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   cmp_br_i a.i64 v0 rdi, 1000
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   cmp_br_i g.i32 v0 rdi, 10
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   test_br e.i64 v0 rdi
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   fcmp_br f64.lt v0 xmm0, v1 xmm1
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   fcmp_br f32.eq v0 xmm0, v1 xmm1
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   fcmp_br f32.lt v0 xmm0, v1 xmm1
;;   -> block2
;;   -> block1
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 7 cells=0
;; block0(v0 xmm0):
;;   vtest_br v128.any_true v0 xmm0
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 8 cells=0
;; block0(v0 xmm0):
;;   vtest_br i32x4.all_true v0 xmm0
;;   -> block2
;;   -> block1
;; block1:
;;   trap unreachable
;; block2:
;;   return

;; [asm x86_64]
;; function 0 registers
;;   push rbp
;;   mov rbp, rsp
;;   cmp edi, esi
;;   jl .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 1 constant
;;   push rbp
;;   mov rbp, rsp
;;   cmp rdi, 0x3e8
;;   ja .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 2 constant_left
;;   push rbp
;;   mov rbp, rsp
;;   cmp edi, 0xa
;;   jg .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 3 zero
;;   push rbp
;;   mov rbp, rsp
;;   test rdi, rdi
;;   je .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 4 f64_less
;;   push rbp
;;   mov rbp, rsp
;;   vucomisd xmm1, xmm0
;;   ja .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 5 f32_equal
;;   push rbp
;;   mov rbp, rsp
;;   vucomiss xmm0, xmm1
;;   jp .0
;;   je .1
;; .0:
;;   pop rbp
;;   ret
;; .1:
;;   ud2  ; trap: unreachable
;;
;; function 6 f32_not_less
;;   push rbp
;;   mov rbp, rsp
;;   vucomiss xmm1, xmm0
;;   jbe .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 7 any_true
;;   push rbp
;;   mov rbp, rsp
;;   vptest xmm0, xmm0
;;   jne .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 8 not_all_true
;;   push rbp
;;   mov rbp, rsp
;;   vpxor xmm15, xmm15, xmm15
;;   vpcmpeqd xmm15, xmm15, xmm0
;;   vptest xmm15, xmm15
;;   jne .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
