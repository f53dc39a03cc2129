;; Division by powers of two: shifts and masks, with a bias for signed numbers, in both widths.
(module
  (func $unsigned (param i32) (result i32) (i32.div_u (local.get 0) (i32.const 8)))
  (func $unsigned_remainder (param i64) (result i64) (i64.rem_u (local.get 0) (i64.const 0x100000000)))
  (func $signed (param i32) (result i32) (i32.div_s (local.get 0) (i32.const 8)))
  (func $signed_by_two (param i64) (result i64) (i64.div_s (local.get 0) (i64.const 2)))
  (func $signed_remainder (param i32) (result i32) (i32.rem_s (local.get 0) (i32.const 4)))
  (func $signed_remainder_64 (param i64) (result i64) (i64.rem_s (local.get 0) (i64.const 16)))
  (func $largest (param i32) (result i32) (i32.div_s (local.get 0) (i32.const 0x40000000)))
  (func $not_sign_bit (param i32) (result i32) (i32.div_s (local.get 0) (i32.const 0x80000000)))
  (func $not_negative (param i64) (result i64) (i64.div_s (local.get 0) (i64.const -8))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.shr_u v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = i64.const 4294967295
;;   v2:i64 = i64.and v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.const 31
;;   v2:i32 = i32.shr_s v0, v1
;;   v3:i32 = i32.const 29
;;   v4:i32 = i32.shr_u v2, v3
;;   v5:i32 = i32.add v0, v4
;;   v6:i32 = i32.const 3
;;   v7:i32 = i32.shr_s v5, v6
;;   return v7
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = i64.const 63
;;   v2:i64 = i64.shr_s v0, v1
;;   v3:i64 = i64.shr_u v2, v1
;;   v4:i64 = i64.add v0, v3
;;   v5:i64 = i64.const 1
;;   v6:i64 = i64.shr_s v4, v5
;;   return v6
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 4
;;   v2:i32 = i32.const 31
;;   v3:i32 = i32.shr_s v0, v2
;;   v4:i32 = i32.const 30
;;   v5:i32 = i32.shr_u v3, v4
;;   v6:i32 = i32.add v0, v5
;;   v7:i32 = i32.const 2
;;   v8:i32 = i32.shr_s v6, v7
;;   v9:i32 = i32.mul v8, v1
;;   v10:i32 = i32.sub v0, v9
;;   return v10
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = i64.const 16
;;   v2:i64 = i64.const 63
;;   v3:i64 = i64.shr_s v0, v2
;;   v4:i64 = i64.const 60
;;   v5:i64 = i64.shr_u v3, v4
;;   v6:i64 = i64.add v0, v5
;;   v7:i64 = i64.const 4
;;   v8:i64 = i64.shr_s v6, v7
;;   v9:i64 = i64.mul v8, v1
;;   v10:i64 = i64.sub v0, v9
;;   return v10
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 31
;;   v2:i32 = i32.shr_s v0, v1
;;   v3:i32 = i32.const 2
;;   v4:i32 = i32.shr_u v2, v3
;;   v5:i32 = i32.add v0, v4
;;   v6:i32 = i32.const 30
;;   v7:i32 = i32.shr_s v5, v6
;;   return v7
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.const 2147483648
;;   v2:i32 = i32.div_s v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:i64):
;;   v1:i64 = i64.const -8
;;   v2:i64 = i64.div_s v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = shift_ri shr.i32 v0, 3
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = const_int 4294967295
;;   v2:i64 = extend u32.i32 v0
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = const_int 31
;;   v2:i32 = shift_ri sar.i32 v0, 31
;;   v3:i32 = const_int 29
;;   v4:i32 = shift_ri shr.i32 v2, 29
;;   v5:i32 = add_rr i32 v0, v4
;;   v6:i32 = const_int 3
;;   v7:i32 = shift_ri sar.i32 v5, 3
;;   return v7
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = const_int 63
;;   v2:i64 = shift_ri sar.i64 v0, 63
;;   v3:i64 = shift_ri shr.i64 v2, 63
;;   v4:i64 = add_rr i64 v0, v3
;;   v5:i64 = const_int 1
;;   v6:i64 = shift_ri sar.i64 v4, 1
;;   return v6
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 4
;;   v2:i32 = const_int 31
;;   v3:i32 = shift_ri sar.i32 v0, 31
;;   v4:i32 = const_int 30
;;   v5:i32 = shift_ri shr.i32 v3, 30
;;   v6:i32 = add_rr i32 v0, v5
;;   v7:i32 = const_int 2
;;   v8:i32 = shift_ri sar.i32 v6, 2
;;   v9:i32 = shift_ri shl.i32 v8, 2
;;   v10:i32 = sub_rr i32 v0, v9
;;   return v10
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = const_int 16
;;   v2:i64 = const_int 63
;;   v3:i64 = shift_ri sar.i64 v0, 63
;;   v4:i64 = const_int 60
;;   v5:i64 = shift_ri shr.i64 v3, 60
;;   v6:i64 = add_rr i64 v0, v5
;;   v7:i64 = const_int 4
;;   v8:i64 = shift_ri sar.i64 v6, 4
;;   v9:i64 = shift_ri shl.i64 v8, 4
;;   v10:i64 = sub_rr i64 v0, v9
;;   return v10
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 31
;;   v2:i32 = shift_ri sar.i32 v0, 31
;;   v3:i32 = const_int 2
;;   v4:i32 = shift_ri shr.i32 v2, 2
;;   v5:i32 = add_rr i32 v0, v4
;;   v6:i32 = const_int 30
;;   v7:i32 = shift_ri sar.i32 v5, 30
;;   return v7
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = const_int 2147483648
;;   v2:i32 = div i32.signed v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:i64):
;;   v1:i64 = const_int -8
;;   v2:i64 = div i64.signed v0, v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shr.i32 v0 rdi, 3
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend u32.i32 v0 rdi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri sar.i32 v0 rdi, 31
;;   v4 rax = shift_ri shr.i32 v2 rax, 29
;;   v5 rax = add_rr i32 v0 rdi, v4 rax
;;   v7 rax = shift_ri sar.i32 v5 rax, 3
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri sar.i64 v0 rdi, 63
;;   v3 rax = shift_ri shr.i64 v2 rax, 63
;;   v4 rax = add_rr i64 v0 rdi, v3 rax
;;   v6 rax = shift_ri sar.i64 v4 rax, 1
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v3 rax = shift_ri sar.i32 v0 rdi, 31
;;   v5 rax = shift_ri shr.i32 v3 rax, 30
;;   v6 rax = add_rr i32 v0 rdi, v5 rax
;;   v8 rax = shift_ri sar.i32 v6 rax, 2
;;   v9 rax = shift_ri shl.i32 v8 rax, 2
;;   v10 rdi = sub_rr i32 v0 rdi, v9 rax
;;     rax <- rdi v10
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v3 rax = shift_ri sar.i64 v0 rdi, 63
;;   v5 rax = shift_ri shr.i64 v3 rax, 60
;;   v6 rax = add_rr i64 v0 rdi, v5 rax
;;   v8 rax = shift_ri sar.i64 v6 rax, 4
;;   v9 rax = shift_ri shl.i64 v8 rax, 4
;;   v10 rdi = sub_rr i64 v0 rdi, v9 rax
;;     rax <- rdi v10
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri sar.i32 v0 rdi, 31
;;   v4 rax = shift_ri shr.i32 v2 rax, 2
;;   v5 rax = add_rr i32 v0 rdi, v4 rax
;;   v7 rax = shift_ri sar.i32 v5 rax, 30
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = div i32.signed v0 rax, v1 rcx
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = div i64.signed v0 rax, v1 rcx
;;   return

;; [asm x86_64]
;; function 0 unsigned
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shr eax, 3
;;   pop rbp
;;   ret
;;
;; function 1 unsigned_remainder
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 2 signed
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   sar eax, 0x1f
;;   shr eax, 0x1d
;;   add eax, edi
;;   sar eax, 3
;;   pop rbp
;;   ret
;;
;; function 3 signed_by_two
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   sar rax, 0x3f
;;   shr rax, 0x3f
;;   add rax, rdi
;;   sar rax, 1
;;   pop rbp
;;   ret
;;
;; function 4 signed_remainder
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   sar eax, 0x1f
;;   shr eax, 0x1e
;;   add eax, edi
;;   sar eax, 2
;;   shl eax, 2
;;   sub edi, eax
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 5 signed_remainder_64
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   sar rax, 0x3f
;;   shr rax, 0x3c
;;   add rax, rdi
;;   sar rax, 4
;;   shl rax, 4
;;   sub rdi, rax
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 6 largest
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   sar eax, 0x1f
;;   shr eax, 2
;;   add eax, edi
;;   sar eax, 0x1e
;;   pop rbp
;;   ret
;;
;; function 7 not_sign_bit
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   mov ecx, 0x80000000
;;   cdq
;;   idiv ecx
;;   pop rbp
;;   ret
;;
;; function 8 not_negative
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   mov rcx, 0xfffffffffffffff8
;;   cqo
;;   idiv rcx
;;   pop rbp
;;   ret
