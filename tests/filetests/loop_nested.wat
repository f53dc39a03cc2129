;; A nest: what the inner loop does not use is out of its way, constants are not kept in registers.
(module
  (memory 1)
  (func (param $n i32) (result f64) (local $i i32) (local $j i32) (local $sum f64)
    (loop $rows
      (local.set $j (i32.const 0))
      (loop $columns
        (local.set $sum
          (f64.add (local.get $sum)
            (f64.load (i32.shl (i32.add (i32.mul (local.get $i) (local.get $n)) (local.get $j)) (i32.const 3)))))
        (br_if $columns (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $n))))
      (br_if $rows (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $sum)))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:f64 = f64.const 0x0000000000000000
;;   br block1(v2, v1)
;; block1(v4:f64, v5:i32):  ; loop 0 depth 1 head
;;   br block2(v4, v1)
;; block2(v7:f64, v8:i32):  ; loop 1 depth 2 head
;;   v9:i32 = i32.mul v0, v5
;;   v10:i32 = i32.add v8, v9
;;   v11:i32 = i32.const 3
;;   v12:i32 = i32.shl v10, v11
;;   v13:f64 = f64.load v12
;;   v14:f64 = f64.add v7, v13
;;   v15:i32 = i32.const 1
;;   v16:i32 = i32.add v8, v15
;;   v17:i32 = i32.lt_u v16, v0
;;   br_if v17 block2(v14, v16), block3
;; block3:  ; loop 0 depth 1
;;   v19:i32 = i32.add v5, v15
;;   v20:i32 = i32.lt_u v19, v0
;;   br_if v20 block1(v14, v19), block4
;; block4:
;;   return v14

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:f64 = const_float 0x0
;;   jump
;;   -> block1
;; block1(v4:f64, v5:i32):
;;   jump
;;   -> block2
;; block2(v7:f64, v8:i32):
;;   v9:i32 = mul_rr i32 v0, v5
;;   v10:i32 = add_rr i32 v8, v9
;;   v11:i32 = const_int 3
;;   v12:i32 = shift_ri shl.i32 v10, 3
;;   v14:f64 = fbin_m f64.add v7, v12; covers v13 f64.load
;;   v15:i32 = const_int 1
;;   v16:i32 = add_ri i32 v8, 1
;;   cmp_br b.i32 v16, v0; covers v17 i32.lt_u
;;   -> block2, block3
;; block3:
;;   v19:i32 = add_ri i32 v5, 1
;;   cmp_br b.i32 v19, v0; covers v20 i32.lt_u
;;   -> block1, block4
;; block4:
;;   return v14

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   jump
;;   -> block1: xmm0 <- remat v2, rax <- remat v1
;; block1(v4 xmm0, v5 rax):
;;   jump
;;   -> block2: rcx <- remat v1
;; block2(v7 xmm0, v8 rcx):
;;     rdx <- rdi v0
;;   v9 rdx = mul_rr i32 v0 rdx, v5 rax
;;   v10 rdx = add_rr i32 v8 rcx, v9 rdx
;;   v12 rdx = shift_ri shl.i32 v10 rdx, 3
;;   v14 xmm0 = fbin_m f64.add v7 xmm0, v12 rdx
;;   v16 rcx = add_ri i32 v8 rcx, 1
;;   cmp_br b.i32 v16 rcx, v0 rdi
;;   -> block2
;;   -> block3
;; block3:
;;   v19 rax = add_ri i32 v5 rax, 1
;;   cmp_br b.i32 v19 rax, v0 rdi
;;   -> block1
;;   -> block4
;; block4:
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   vxorps xmm0, xmm0, xmm0
;;   xor eax, eax
;; .0:
;;   xor ecx, ecx
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax]
;; .1:
;;   mov edx, edi
;;   imul edx, eax
;;   add edx, ecx
;;   shl edx, 3
;;   vaddsd xmm0, xmm0, qword ptr [r15 + rdx]  ; trap: out of bounds memory access
;;   add ecx, 1
;;   cmp ecx, edi
;;   jb .1
;;   add eax, 1
;;   cmp eax, edi
;;   jb .0
;;   pop rbp
;;   ret
