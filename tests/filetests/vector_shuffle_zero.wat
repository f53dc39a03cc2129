;; A shuffle with a vector of zeros is one instruction, whichever operand that is.
(module
  (func (param v128) (result v128)
    (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get 0) (v128.const i64x2 0 0)))
  (func (param v128) (result v128)
    (i8x16.shuffle 0 1 2 3 16 17 18 19 20 21 22 23 24 25 26 27 (v128.const i64x2 0 0) (local.get 0)))
  (func (param v128) (result v128)
    (i8x16.shuffle 0 1 2 3 4 5 6 7 31 31 31 31 31 31 31 31 (local.get 0) (v128.const i64x2 0 0)))
  (func (param v128) (result v128)
    (i8x16.shuffle 15 31 2 0 31 31 3 4 0 0 16 16 9 9 9 16 (local.get 0) (v128.const i64x2 0 0))))

;; [zir]
;; function 0
;; block0(v0:v128):
;;   v1:v128 = v128.const 0x00000000000000000000000000000000
;;   v2:v128 = i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:v128):
;;   v1:v128 = v128.const 0x00000000000000000000000000000000
;;   v2:v128 = i8x16.shuffle 0 1 2 3 16 17 18 19 20 21 22 23 24 25 26 27 v1, v0
;;   return v2
;;
;; function 2
;; block0(v0:v128):
;;   v1:v128 = v128.const 0x00000000000000000000000000000000
;;   v2:v128 = i8x16.shuffle 0 1 2 3 4 5 6 7 31 31 31 31 31 31 31 31 v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:v128):
;;   v1:v128 = v128.const 0x00000000000000000000000000000000
;;   v2:v128 = i8x16.shuffle 15 31 2 0 31 31 3 4 0 0 16 16 9 9 9 16 v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:v128):
;;   v1:v128 = const_vector 0x00000000000000000000000000000000
;;   v2:v128 = vshuffle_z i8x16.shuffle v0, 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
;;   return v2
;;
;; function 1
;; block0(v0:v128):
;;   v1:v128 = const_vector 0x00000000000000000000000000000000
;;   v2:v128 = vshuffle_z i8x16.shuffle v0, 0 1 2 3 16 17 18 19 20 21 22 23 24 25 26 27, zeros first
;;   return v2
;;
;; function 2
;; block0(v0:v128):
;;   v1:v128 = const_vector 0x00000000000000000000000000000000
;;   v2:v128 = vshuffle_z i8x16.shuffle v0, 0 1 2 3 4 5 6 7 31 31 31 31 31 31 31 31
;;   return v2
;;
;; function 3
;; block0(v0:v128):
;;   v1:v128 = const_vector 0x00000000000000000000000000000000
;;   v2:v128 = vshuffle_z i8x16.shuffle v0, 15 31 2 0 31 31 3 4 0 0 16 16 9 9 9 16
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0):
;;   v2 xmm0 = vshuffle_z i8x16.shuffle v0 xmm0, 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0):
;;   v2 xmm0 = vshuffle_z i8x16.shuffle v0 xmm0, 0 1 2 3 16 17 18 19 20 21 22 23 24 25 26 27, zeros first
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0):
;;   v2 xmm0 = vshuffle_z i8x16.shuffle v0 xmm0, 0 1 2 3 4 5 6 7 31 31 31 31 31 31 31 31
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0):
;;   v2 xmm0 = vshuffle_z i8x16.shuffle v0 xmm0, 15 31 2 0 31 31 3 4 0 0 16 16 9 9 9 16
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   vpmovzxbw xmm0, xmm0
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   vpslldq xmm0, xmm0, 4
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   vmovq xmm0, xmm0
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   vpshufb xmm0, xmm0, xmmword ptr [0x8009090980800000:040380800002800f]
;;   pop rbp
;;   ret
