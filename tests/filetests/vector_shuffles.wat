;; Shuffles that are one instruction, of one operand, and those that need two permutations; a constant of zeros.
(module
  (func $identity (param v128 v128) (result v128) (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 (local.get 0) (local.get 1)))
  (func $swapped_words (param v128) (result v128) (i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11 (local.get 0) (local.get 0)))
  (func $interleaved (param v128 v128) (result v128) (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get 0) (local.get 1)))
  (func $aligned (param v128 v128) (result v128) (i8x16.shuffle 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 (local.get 0) (local.get 1)))
  (func $zeros (param v128) (result v128) (i8x16.shuffle 0 16 1 16 2 16 3 16 4 16 5 16 6 16 7 16 (local.get 0) (v128.const i64x2 0 0)))
  (func $zeros_first (param v128) (result v128) (i8x16.shuffle 0 17 1 19 2 21 3 23 4 25 5 27 6 29 7 31 (v128.const i64x2 0 0) (local.get 0)))
  (func $not_one (param v128 v128) (result v128) (i8x16.shuffle 31 0 30 1 29 2 28 3 27 4 26 5 25 6 24 7 (local.get 0) (local.get 1)))
  (func $not_zeros (param v128) (result v128) (i8x16.shuffle 0 16 1 16 2 16 3 16 4 16 5 16 6 16 7 16 (local.get 0) (v128.const i64x2 1 0))))

;; [zir]
;; function 0
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:v128):
;;   v1:v128 = i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11 v0, v0
;;   return v1
;;
;; function 2
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i8x16.shuffle 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:v128):
;;   v1:v128 = v128.const 0x00000000000000000000000000000000
;;   v2:v128 = i8x16.shuffle 0 16 1 16 2 16 3 16 4 16 5 16 6 16 7 16 v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:v128):
;;   v1:v128 = v128.const 0x00000000000000000000000000000000
;;   v2:v128 = i8x16.shuffle 0 17 1 19 2 21 3 23 4 25 5 27 6 29 7 31 v1, v0
;;   return v2
;;
;; function 6
;; block0(v0:v128, v1:v128):
;;   v2:v128 = i8x16.shuffle 31 0 30 1 29 2 28 3 27 4 26 5 25 6 24 7 v0, v1
;;   return v2
;;
;; function 7
;; block0(v0:v128):
;;   v1:v128 = v128.const 0x00000000000000000000000000000001
;;   v2:v128 = i8x16.shuffle 0 16 1 16 2 16 3 16 4 16 5 16 6 16 7 16 v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:v128, v1:v128):
;;   v2:v128 = vshuffle i8x16.shuffle v0, v1, 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
;;   return v2
;;
;; function 1
;; block0(v0:v128):
;;   v1:v128 = vshuffle i8x16.shuffle v0, v0, 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11
;;   return v1
;;
;; function 2
;; block0(v0:v128, v1:v128):
;;   v2:v128 = vshuffle i8x16.shuffle v0, v1, 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
;;   return v2
;;
;; function 3
;; block0(v0:v128, v1:v128):
;;   v2:v128 = vshuffle i8x16.shuffle v0, v1, 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18
;;   return v2
;;
;; function 4
;; block0(v0:v128):
;;   v1:v128 = const_vector 0x00000000000000000000000000000000
;;   v2:v128 = vshuffle_z i8x16.shuffle v0, 0 16 1 16 2 16 3 16 4 16 5 16 6 16 7 16
;;   return v2
;;
;; function 5
;; block0(v0:v128):
;;   v1:v128 = const_vector 0x00000000000000000000000000000000
;;   v2:v128 = vshuffle_z i8x16.shuffle v0, 0 17 1 19 2 21 3 23 4 25 5 27 6 29 7 31, zeros first
;;   return v2
;;
;; function 6
;; block0(v0:v128, v1:v128):
;;   v2:v128 = vshuffle i8x16.shuffle v0, v1, 31 0 30 1 29 2 28 3 27 4 26 5 25 6 24 7
;;   return v2
;;
;; function 7
;; block0(v0:v128):
;;   v1:v128 = const_vector 0x00000000000000000000000000000001
;;   v2:v128 = vshuffle i8x16.shuffle v0, v1, 0 16 1 16 2 16 3 16 4 16 5 16 6 16 7 16
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = vshuffle i8x16.shuffle v0 xmm0, v1 xmm1, 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
;;   return
;;
;; function 1 cells=0
;; block0(v0 xmm0):
;;   v1 xmm0 = vshuffle i8x16.shuffle v0 xmm0, v0 xmm0, 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = vshuffle i8x16.shuffle v0 xmm0, v1 xmm1, 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = vshuffle i8x16.shuffle v0 xmm0, v1 xmm1, 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0):
;;   v2 xmm0 = vshuffle_z i8x16.shuffle v0 xmm0, 0 16 1 16 2 16 3 16 4 16 5 16 6 16 7 16
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0):
;;   v2 xmm0 = vshuffle_z i8x16.shuffle v0 xmm0, 0 17 1 19 2 21 3 23 4 25 5 27 6 29 7 31, zeros first
;;   return
;;
;; function 6 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = vshuffle i8x16.shuffle v0 xmm0, v1 xmm1, 31 0 30 1 29 2 28 3 27 4 26 5 25 6 24 7
;;   return
;;
;; function 7 cells=0
;; block0(v0 xmm0):
;;     xmm1 <- remat v1
;;   v2 xmm0 = vshuffle i8x16.shuffle v0 xmm0, v1 xmm1, 0 16 1 16 2 16 3 16 4 16 5 16 6 16 7 16
;;   return

;; [asm x86_64]
;; function 0 identity
;;   push rbp
;;   mov rbp, rsp
;;   pop rbp
;;   ret
;;
;; function 1 swapped_words
;;   push rbp
;;   mov rbp, rsp
;;   vpshufd xmm0, xmm0, 0xb1
;;   pop rbp
;;   ret
;;
;; function 2 interleaved
;;   push rbp
;;   mov rbp, rsp
;;   vpunpcklbw xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 3 aligned
;;   push rbp
;;   mov rbp, rsp
;;   vpalignr xmm0, xmm1, xmm0, 3
;;   pop rbp
;;   ret
;;
;; function 4 zeros
;;   push rbp
;;   mov rbp, rsp
;;   vpmovzxbw xmm0, xmm0
;;   pop rbp
;;   ret
;;
;; function 5 zeros_first
;;   push rbp
;;   mov rbp, rsp
;;   vpand xmm0, xmm0, xmmword ptr [0xff00ff00ff00ff00:ff00ff00ff00ff00]
;;   pop rbp
;;   ret
;;
;; function 6 not_one
;;   push rbp
;;   mov rbp, rsp
;;   vpshufb xmm15, xmm1, xmmword ptr [0x80088009800a800b:800c800d800e800f]
;;   vpshufb xmm0, xmm0, xmmword ptr [0x780068005800480:0380028001800080]
;;   vpor xmm0, xmm15, xmm0
;;   pop rbp
;;   ret
;;
;; function 7 not_zeros
;;   push rbp
;;   mov rbp, rsp
;;   vmovaps xmm1, xmmword ptr [0x0:0000000000000001]
;;   vpshufb xmm15, xmm1, xmmword ptr [0x80008000800080:0080008000800080]
;;   vpshufb xmm0, xmm0, xmmword ptr [0x8007800680058004:8003800280018000]
;;   vpor xmm0, xmm15, xmm0
;;   pop rbp
;;   ret
