;; 32-bit division by other constants multiplies: signed, unsigned, with 33 bits, even divisors, and remainders.
(module
  (func $signed (param i32) (result i32) (i32.div_s (local.get 0) (i32.const 10)))
  (func $unsigned (param i32) (result i32) (i32.div_u (local.get 0) (i32.const 3)))
  (func $bits_33 (param i32) (result i32) (i32.div_u (local.get 0) (i32.const 7)))
  (func $even (param i32) (result i32) (i32.div_u (local.get 0) (i32.const 14)))
  (func $remainder (param i32) (result i32) (i32.rem_u (local.get 0) (i32.const 10)))
  (func $signed_remainder (param i32) (result i32) (i32.rem_s (local.get 0) (i32.const 7)))
  (func $both (param i32) (result i32 i32) (i32.div_u (local.get 0) (i32.const 10)) (i32.rem_u (local.get 0) (i32.const 10)))
  (func $largest (param i32) (result i32) (i32.div_u (local.get 0) (i32.const -1))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_s v0
;;   v2:i64 = i64.const 1717986919
;;   v3:i64 = i64.mul v1, v2
;;   v4:i64 = i64.const 34
;;   v5:i64 = i64.shr_s v3, v4
;;   v6:i32 = i32.wrap_i64 v5
;;   v7:i32 = i32.const 31
;;   v8:i32 = i32.shr_s v0, v7
;;   v9:i32 = i32.sub v6, v8
;;   return v9
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_u v0
;;   v2:i64 = i64.const 2863311531
;;   v3:i64 = i64.mul v1, v2
;;   v4:i64 = i64.const 33
;;   v5:i64 = i64.shr_u v3, v4
;;   v6:i32 = i32.wrap_i64 v5
;;   return v6
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_u v0
;;   v2:i64 = i64.const 613566757
;;   v3:i64 = i64.mul v1, v2
;;   v4:i64 = i64.const 32
;;   v5:i64 = i64.shr_u v3, v4
;;   v6:i64 = i64.add v5, v1
;;   v7:i64 = i64.const 3
;;   v8:i64 = i64.shr_u v6, v7
;;   v9:i32 = i32.wrap_i64 v8
;;   return v9
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 1
;;   v2:i32 = i32.shr_u v0, v1
;;   v3:i64 = i64.extend_i32_u v2
;;   v4:i64 = i64.const 2454267027
;;   v5:i64 = i64.mul v3, v4
;;   v6:i64 = i64.const 34
;;   v7:i64 = i64.shr_u v5, v6
;;   v8:i32 = i32.wrap_i64 v7
;;   return v8
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 10
;;   v2:i64 = i64.extend_i32_u v0
;;   v3:i64 = i64.const 3435973837
;;   v4:i64 = i64.mul v2, v3
;;   v5:i64 = i64.const 35
;;   v6:i64 = i64.shr_u v4, v5
;;   v7:i32 = i32.wrap_i64 v6
;;   v8:i32 = i32.mul v7, v1
;;   v9:i32 = i32.sub v0, v8
;;   return v9
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 7
;;   v2:i64 = i64.extend_i32_s v0
;;   v3:i64 = i64.const 2454267027
;;   v4:i64 = i64.mul v2, v3
;;   v5:i64 = i64.const 34
;;   v6:i64 = i64.shr_s v4, v5
;;   v7:i32 = i32.wrap_i64 v6
;;   v8:i32 = i32.const 31
;;   v9:i32 = i32.shr_s v0, v8
;;   v10:i32 = i32.sub v7, v9
;;   v11:i32 = i32.mul v10, v1
;;   v12:i32 = i32.sub v0, v11
;;   return v12
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 10
;;   v2:i64 = i64.extend_i32_u v0
;;   v3:i64 = i64.const 3435973837
;;   v4:i64 = i64.mul v2, v3
;;   v5:i64 = i64.const 35
;;   v6:i64 = i64.shr_u v4, v5
;;   v7:i32 = i32.wrap_i64 v6
;;   v8:i32 = i32.mul v7, v1
;;   v9:i32 = i32.sub v0, v8
;;   return v7, v9
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.const 4294967295
;;   v2:i32 = i32.div_u v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i64 = extend s32.i64 v0
;;   v2:i64 = const_int 1717986919
;;   v3:i64 = mul_ri i64 v1, 1717986919
;;   v4:i64 = const_int 34
;;   v5:i64 = shift_ri sar.i64 v3, 34
;;   v6:i32 = extend u32.i32 v5
;;   v7:i32 = const_int 31
;;   v8:i32 = shift_ri sar.i32 v0, 31
;;   v9:i32 = sub_rr i32 v6, v8
;;   return v9
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = extend copy.i32 v0
;;   v2:i64 = const_int 2863311531
;;   v3:i64 = mul_rr i64 v1, v2
;;   v4:i64 = const_int 33
;;   v5:i64 = shift_ri shr.i64 v3, 33
;;   v6:i32 = extend u32.i32 v5
;;   return v6
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = extend copy.i32 v0
;;   v2:i64 = const_int 613566757
;;   v3:i64 = mul_ri i64 v1, 613566757
;;   v4:i64 = const_int 32
;;   v5:i64 = shift_ri shr.i64 v3, 32
;;   v6:i64 = add_rr i64 v5, v1
;;   v7:i64 = const_int 3
;;   v8:i64 = shift_ri shr.i64 v6, 3
;;   v9:i32 = extend u32.i32 v8
;;   return v9
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 1
;;   v2:i32 = shift_ri shr.i32 v0, 1
;;   v3:i64 = extend copy.i32 v2
;;   v4:i64 = const_int 2454267027
;;   v5:i64 = mul_rr i64 v3, v4
;;   v6:i64 = const_int 34
;;   v7:i64 = shift_ri shr.i64 v5, 34
;;   v8:i32 = extend u32.i32 v7
;;   return v8
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 10
;;   v2:i64 = extend copy.i32 v0
;;   v3:i64 = const_int 3435973837
;;   v4:i64 = mul_rr i64 v2, v3
;;   v5:i64 = const_int 35
;;   v6:i64 = shift_ri shr.i64 v4, 35
;;   v7:i32 = extend u32.i32 v6
;;   v8:i32 = mul_ri i32 v7, 10
;;   v9:i32 = sub_rr i32 v0, v8
;;   return v9
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 7
;;   v2:i64 = extend s32.i64 v0
;;   v3:i64 = const_int 2454267027
;;   v4:i64 = mul_rr i64 v2, v3
;;   v5:i64 = const_int 34
;;   v6:i64 = shift_ri sar.i64 v4, 34
;;   v7:i32 = extend u32.i32 v6
;;   v8:i32 = const_int 31
;;   v9:i32 = shift_ri sar.i32 v0, 31
;;   v10:i32 = sub_rr i32 v7, v9
;;   v11:i32 = mul_ri i32 v10, 7
;;   v12:i32 = sub_rr i32 v0, v11
;;   return v12
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 10
;;   v2:i64 = extend copy.i32 v0
;;   v3:i64 = const_int 3435973837
;;   v4:i64 = mul_rr i64 v2, v3
;;   v5:i64 = const_int 35
;;   v6:i64 = shift_ri shr.i64 v4, 35
;;   v7:i32 = extend u32.i32 v6
;;   v8:i32 = mul_ri i32 v7, 10
;;   v9:i32 = sub_rr i32 v0, v8
;;   return v7, v9
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = const_int 4294967295
;;   v2:i32 = div i32 v0, v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s32.i64 v0 rdi
;;   v3 rax = mul_ri i64 v1 rax, 1717986919
;;   v5 rax = shift_ri sar.i64 v3 rax, 34
;;   v6 rax = extend u32.i32 v5 rax
;;   v8 rcx = shift_ri sar.i32 v0 rdi, 31
;;   v9 rax = sub_rr i32 v6 rax, v8 rcx
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend copy.i32 v0 rdi
;;     rcx <- remat v2
;;   v3 rax = mul_rr i64 v1 rax, v2 rcx
;;   v5 rax = shift_ri shr.i64 v3 rax, 33
;;   v6 rax = extend u32.i32 v5 rax
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend copy.i32 v0 rdi
;;   v3 rcx = mul_ri i64 v1 rax, 613566757
;;   v5 rcx = shift_ri shr.i64 v3 rcx, 32
;;   v6 rax = add_rr i64 v5 rcx, v1 rax
;;   v8 rax = shift_ri shr.i64 v6 rax, 3
;;   v9 rax = extend u32.i32 v8 rax
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shr.i32 v0 rdi, 1
;;   v3 rax = extend copy.i32 v2 rax
;;     rcx <- remat v4
;;   v5 rax = mul_rr i64 v3 rax, v4 rcx
;;   v7 rax = shift_ri shr.i64 v5 rax, 34
;;   v8 rax = extend u32.i32 v7 rax
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend copy.i32 v0 rdi
;;     rcx <- remat v3
;;   v4 rax = mul_rr i64 v2 rax, v3 rcx
;;   v6 rax = shift_ri shr.i64 v4 rax, 35
;;   v7 rax = extend u32.i32 v6 rax
;;   v8 rax = mul_ri i32 v7 rax, 10
;;   v9 rdi = sub_rr i32 v0 rdi, v8 rax
;;     rax <- rdi v9
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend s32.i64 v0 rdi
;;     rcx <- remat v3
;;   v4 rax = mul_rr i64 v2 rax, v3 rcx
;;   v6 rax = shift_ri sar.i64 v4 rax, 34
;;   v7 rax = extend u32.i32 v6 rax
;;   v9 rcx = shift_ri sar.i32 v0 rdi, 31
;;   v10 rax = sub_rr i32 v7 rax, v9 rcx
;;   v11 rax = mul_ri i32 v10 rax, 7
;;   v12 rdi = sub_rr i32 v0 rdi, v11 rax
;;     rax <- rdi v12
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend copy.i32 v0 rdi
;;     rcx <- remat v3
;;   v4 rax = mul_rr i64 v2 rax, v3 rcx
;;   v6 rax = shift_ri shr.i64 v4 rax, 35
;;   v7 rax = extend u32.i32 v6 rax
;;   v8 rcx = mul_ri i32 v7 rax, 10
;;   v9 rdi = sub_rr i32 v0 rdi, v8 rcx
;;     rdx <- rdi v9
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = div i32 v0 rax, v1 rcx
;;   return

;; [asm x86_64]
;; function 0 signed
;;   push rbp
;;   mov rbp, rsp
;;   movsxd rax, edi
;;   imul rax, rax, 0x66666667
;;   sar rax, 0x22
;;   mov eax, eax
;;   mov ecx, edi
;;   sar ecx, 0x1f
;;   sub eax, ecx
;;   pop rbp
;;   ret
;;
;; function 1 unsigned
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   mov ecx, 0xaaaaaaab
;;   imul rax, rcx
;;   shr rax, 0x21
;;   mov eax, eax
;;   pop rbp
;;   ret
;;
;; function 2 bits_33
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   imul rcx, rax, 0x24924925
;;   shr rcx, 0x20
;;   add rax, rcx
;;   shr rax, 3
;;   mov eax, eax
;;   pop rbp
;;   ret
;;
;; function 3 even
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shr eax, 1
;;   mov ecx, 0x92492493
;;   imul rax, rcx
;;   shr rax, 0x22
;;   mov eax, eax
;;   pop rbp
;;   ret
;;
;; function 4 remainder
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   mov ecx, 0xcccccccd
;;   imul rax, rcx
;;   shr rax, 0x23
;;   mov eax, eax
;;   imul eax, eax, 0xa
;;   sub edi, eax
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 5 signed_remainder
;;   push rbp
;;   mov rbp, rsp
;;   movsxd rax, edi
;;   mov ecx, 0x92492493
;;   imul rax, rcx
;;   sar rax, 0x22
;;   mov eax, eax
;;   mov ecx, edi
;;   sar ecx, 0x1f
;;   sub eax, ecx
;;   imul eax, eax, 7
;;   sub edi, eax
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 6 both
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   mov ecx, 0xcccccccd
;;   imul rax, rcx
;;   shr rax, 0x23
;;   mov eax, eax
;;   imul ecx, eax, 0xa
;;   sub edi, ecx
;;   mov edx, edi
;;   pop rbp
;;   ret
;;
;; function 7 largest
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   mov ecx, 0xffffffff
;;   xor edx, edx
;;   div ecx
;;   pop rbp
;;   ret
