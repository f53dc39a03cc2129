;; Shifts of shifts: added up, to zero or to the sign beyond the width; left and back is an extension or a mask.
(module
  (func $added (param i32) (result i32) (i32.shl (i32.shl (local.get 0) (i32.const 3)) (i32.const 4)))
  (func $beyond (param i32) (result i32) (i32.shr_u (i32.shr_u (local.get 0) (i32.const 20)) (i32.const 12)))
  (func $beyond_signed (param i64) (result i64) (i64.shr_s (i64.shr_s (local.get 0) (i64.const 60)) (i64.const 60)))
  (func $byte (param i32) (result i32) (i32.shr_s (i32.shl (local.get 0) (i32.const 24)) (i32.const 24)))
  (func $half (param i64) (result i64) (i64.shr_s (i64.shl (local.get 0) (i64.const 48)) (i64.const 48)))
  (func $word (param i64) (result i64) (i64.shr_s (i64.shl (local.get 0) (i64.const 32)) (i64.const 32)))
  (func $mask (param i32) (result i32) (i32.shr_u (i32.shl (local.get 0) (i32.const 20)) (i32.const 20)))
  (func $mask_word (param i64) (result i64) (i64.shr_u (i64.shl (local.get 0) (i64.const 32)) (i64.const 32)))
  (func $count_wraps (param i32) (result i32) (i32.shl (local.get 0) (i32.const 33)))
  (func $not_seven_bits (param i32) (result i32) (i32.shr_s (i32.shl (local.get 0) (i32.const 25)) (i32.const 25)))
  (func $not_other_count (param i32) (result i32) (i32.shr_s (i32.shl (local.get 0) (i32.const 24)) (i32.const 23)))
  (func $not_mask_of_33_bits (param i64) (result i64) (i64.shr_u (i64.shl (local.get 0) (i64.const 31)) (i64.const 31)))
  (func $not_right_then_left (param i32) (result i32) (i32.shl (i32.shr_u (local.get 0) (i32.const 8)) (i32.const 8)))
  (func $not_mixed (param i32) (result i32) (i32.shr_u (i32.shr_s (local.get 0) (i32.const 3)) (i32.const 4)))
  (func $not_rotations (param i32) (result i32) (i32.rotl (i32.rotl (local.get 0) (i32.const 3)) (i32.const 4))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 7
;;   v2:i32 = i32.shl v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   return v1
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = i64.const 63
;;   v2:i64 = i64.shr_s v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.extend8_s v0
;;   return v1
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.extend16_s v0
;;   return v1
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = i64.extend32_s v0
;;   return v1
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 4095
;;   v2:i32 = i32.and v0, v1
;;   return v2
;;
;; function 7
;; block0(v0:i64):
;;   v1:i64 = i64.const 4294967295
;;   v2:i64 = i64.and v0, v1
;;   return v2
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = i32.const 1
;;   v2:i32 = i32.shl v0, v1
;;   return v2
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = i32.const 25
;;   v2:i32 = i32.shl v0, v1
;;   v3:i32 = i32.shr_s v2, v1
;;   return v3
;;
;; function 10
;; block0(v0:i32):
;;   v1:i32 = i32.const 24
;;   v2:i32 = i32.shl v0, v1
;;   v3:i32 = i32.const 23
;;   v4:i32 = i32.shr_s v2, v3
;;   return v4
;;
;; function 11
;; block0(v0:i64):
;;   v1:i64 = i64.const 31
;;   v2:i64 = i64.shl v0, v1
;;   v3:i64 = i64.shr_u v2, v1
;;   return v3
;;
;; function 12
;; block0(v0:i32):
;;   v1:i32 = i32.const 8
;;   v2:i32 = i32.shr_u v0, v1
;;   v3:i32 = i32.shl v2, v1
;;   return v3
;;
;; function 13
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.shr_s v0, v1
;;   v3:i32 = i32.const 4
;;   v4:i32 = i32.shr_u v2, v3
;;   return v4
;;
;; function 14
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.rotl v0, v1
;;   v3:i32 = i32.const 4
;;   v4:i32 = i32.rotl v2, v3
;;   return v4

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 7
;;   v2:i32 = shift_ri shl.i32 v0, 7
;;   return v2
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   return v1
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = const_int 63
;;   v2:i64 = shift_ri sar.i64 v0, 63
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = extend s8.i32 v0
;;   return v1
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = extend s16.i64 v0
;;   return v1
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = extend s32.i64 v0
;;   return v1
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 4095
;;   v2:i32 = alu_ri and.i32 v0, 4095
;;   return v2
;;
;; function 7
;; block0(v0:i64):
;;   v1:i64 = const_int 4294967295
;;   v2:i64 = extend u32.i32 v0
;;   return v2
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = const_int 1
;;   v2:i32 = shift_ri shl.i32 v0, 1
;;   return v2
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = const_int 25
;;   v2:i32 = shift_ri shl.i32 v0, 25
;;   v3:i32 = shift_ri sar.i32 v2, 25
;;   return v3
;;
;; function 10
;; block0(v0:i32):
;;   v1:i32 = const_int 24
;;   v2:i32 = shift_ri shl.i32 v0, 24
;;   v3:i32 = const_int 23
;;   v4:i32 = shift_ri sar.i32 v2, 23
;;   return v4
;;
;; function 11
;; block0(v0:i64):
;;   v1:i64 = const_int 31
;;   v2:i64 = shift_ri shl.i64 v0, 31
;;   v3:i64 = shift_ri shr.i64 v2, 31
;;   return v3
;;
;; function 12
;; block0(v0:i32):
;;   v1:i32 = const_int 8
;;   v2:i32 = shift_ri shr.i32 v0, 8
;;   v3:i32 = shift_ri shl.i32 v2, 8
;;   return v3
;;
;; function 13
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = shift_ri sar.i32 v0, 3
;;   v3:i32 = const_int 4
;;   v4:i32 = shift_ri shr.i32 v2, 4
;;   return v4
;;
;; function 14
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = shift_ri rol.i32 v0, 3
;;   v3:i32 = const_int 4
;;   v4:i32 = shift_ri rol.i32 v2, 4
;;   return v4

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i32 v0 rdi, 7
;;   return
;;
;; function 1 cells=0
;; block0(v0 -):
;;     rax <- remat v1
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri sar.i64 v0 rdi, 63
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s8.i32 v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s16.i64 v0 rdi
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s32.i64 v0 rdi
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v2 rdi = alu_ri and.i32 v0 rdi, 4095
;;     rax <- rdi v2
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend u32.i32 v0 rdi
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i32 v0 rdi, 1
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i32 v0 rdi, 25
;;   v3 rax = shift_ri sar.i32 v2 rax, 25
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i32 v0 rdi, 24
;;   v4 rax = shift_ri sar.i32 v2 rax, 23
;;   return
;;
;; function 11 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i64 v0 rdi, 31
;;   v3 rax = shift_ri shr.i64 v2 rax, 31
;;   return
;;
;; function 12 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shr.i32 v0 rdi, 8
;;   v3 rax = shift_ri shl.i32 v2 rax, 8
;;   return
;;
;; function 13 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri sar.i32 v0 rdi, 3
;;   v4 rax = shift_ri shr.i32 v2 rax, 4
;;   return
;;
;; function 14 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri rol.i32 v0 rdi, 3
;;   v4 rax = shift_ri rol.i32 v2 rax, 4
;;   return

;; [asm x86_64]
;; function 0 added
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shl eax, 7
;;   pop rbp
;;   ret
;;
;; function 1 beyond
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   pop rbp
;;   ret
;;
;; function 2 beyond_signed
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   sar rax, 0x3f
;;   pop rbp
;;   ret
;;
;; function 3 byte
;;   push rbp
;;   mov rbp, rsp
;;   movsx eax, dil
;;   pop rbp
;;   ret
;;
;; function 4 half
;;   push rbp
;;   mov rbp, rsp
;;   movsx rax, di
;;   pop rbp
;;   ret
;;
;; function 5 word
;;   push rbp
;;   mov rbp, rsp
;;   movsxd rax, edi
;;   pop rbp
;;   ret
;;
;; function 6 mask
;;   push rbp
;;   mov rbp, rsp
;;   and edi, 0xfff
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 7 mask_word
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 8 count_wraps
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rdi]
;;   pop rbp
;;   ret
;;
;; function 9 not_seven_bits
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shl eax, 0x19
;;   sar eax, 0x19
;;   pop rbp
;;   ret
;;
;; function 10 not_other_count
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shl eax, 0x18
;;   sar eax, 0x17
;;   pop rbp
;;   ret
;;
;; function 11 not_mask_of_33_bits
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   shl rax, 0x1f
;;   shr rax, 0x1f
;;   pop rbp
;;   ret
;;
;; function 12 not_right_then_left
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shr eax, 8
;;   shl eax, 8
;;   pop rbp
;;   ret
;;
;; function 13 not_mixed
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   sar eax, 3
;;   shr eax, 4
;;   pop rbp
;;   ret
;;
;; function 14 not_rotations
;;   push rbp
;;   mov rbp, rsp
;;   rorx eax, edi, 0x1d
;;   ror eax, 0x1c
;;   pop rbp
;;   ret
