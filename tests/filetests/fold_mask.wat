;; A mask that clears nothing is gone, one that leaves nothing is 0, two are one; a mask that clears a bit stays.
(module
  (memory 1)
  (func $byte (param i32) (result i32) (i32.and (i32.load8_u (local.get 0)) (i32.const 0xff)))
  (func $half (param i32) (result i64) (i64.and (i64.load16_u (local.get 0)) (i64.const 0xfffff)))
  (func $shifted (param i32) (result i32) (i32.and (i32.shr_u (local.get 0) (i32.const 24)) (i32.const 0xff)))
  (func $shifted_long (param i64) (result i64) (i64.and (i64.shr_u (local.get 0) (i64.const 48)) (i64.const 0xffff)))
  (func $boolean (param i32) (result i32) (i32.and (i32.eqz (local.get 0)) (i32.const 1)))
  (func $nothing_left (param i32) (result i32) (i32.and (i32.load8_u (local.get 0)) (i32.const 0x100)))
  (func $two (param i32) (result i32) (i32.and (i32.and (local.get 0) (i32.const 0xff0)) (i32.const 0xff)))
  (func $disjoint (param i32) (result i32) (i32.and (i32.and (local.get 0) (i32.const 0xf0)) (i32.const 0xf)))
  (func $not_seven_bits (param i32) (result i32) (i32.and (i32.load8_u (local.get 0)) (i32.const 0x7f)))
  (func $not_signed (param i32) (result i32) (i32.and (i32.load8_s (local.get 0)) (i32.const 0xff)))
  (func $not_shifted_less (param i32) (result i32) (i32.and (i32.shr_u (local.get 0) (i32.const 23)) (i32.const 0xff)))
  (func $not_signed_shift (param i32) (result i32) (i32.and (i32.shr_s (local.get 0) (i32.const 24)) (i32.const 0xff))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.load8_u v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = i64.load16_u v0
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.const 24
;;   v2:i32 = i32.shr_u v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = i64.const 48
;;   v2:i64 = i64.shr_u v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.eqz v0
;;   return v1
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.load8_u v0
;;   v2:i32 = i32.const 0
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 240
;;   v2:i32 = i32.and v0, v1
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   return v1
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = i32.load8_u v0
;;   v2:i32 = i32.const 127
;;   v3:i32 = i32.and v1, v2
;;   return v3
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = i32.load8_s v0
;;   v2:i32 = i32.const 255
;;   v3:i32 = i32.and v1, v2
;;   return v3
;;
;; function 10
;; block0(v0:i32):
;;   v1:i32 = i32.const 23
;;   v2:i32 = i32.shr_u v0, v1
;;   v3:i32 = i32.const 255
;;   v4:i32 = i32.and v2, v3
;;   return v4
;;
;; function 11
;; block0(v0:i32):
;;   v1:i32 = i32.const 24
;;   v2:i32 = i32.shr_s v0, v1
;;   v3:i32 = i32.const 255
;;   v4:i32 = i32.and v2, v3
;;   return v4

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_u v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = load i64.load16_u v0
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = const_int 24
;;   v2:i32 = shift_ri shr.i32 v0, 24
;;   return v2
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = const_int 48
;;   v2:i64 = shift_ri shr.i64 v0, 48
;;   return v2
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = test_set e.i32 v0
;;   return v1
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_u v0
;;   v2:i32 = const_int 0
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 240
;;   v2:i32 = alu_ri and.i32 v0, 240
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   return v1
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_u v0
;;   v2:i32 = const_int 127
;;   v3:i32 = alu_ri and.i32 v1, 127
;;   return v3
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_s v0
;;   v2:i32 = const_int 255
;;   v3:i32 = extend u8.i32 v1
;;   return v3
;;
;; function 10
;; block0(v0:i32):
;;   v1:i32 = const_int 23
;;   v2:i32 = shift_ri shr.i32 v0, 23
;;   v3:i32 = const_int 255
;;   v4:i32 = extend u8.i32 v2
;;   return v4
;;
;; function 11
;; block0(v0:i32):
;;   v1:i32 = const_int 24
;;   v2:i32 = shift_ri sar.i32 v0, 24
;;   v3:i32 = const_int 255
;;   v4:i32 = extend u8.i32 v2
;;   return v4

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_u v0 rdi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load16_u v0 rdi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shr.i32 v0 rdi, 24
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shr.i64 v0 rdi, 48
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v1 rax = test_set e.i32 v0 rdi
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_u v0 rdi
;;     rax <- remat v2
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v2 rdi = alu_ri and.i32 v0 rdi, 240
;;     rax <- rdi v2
;;   return
;;
;; function 7 cells=0
;; block0(v0 -):
;;     rax <- remat v1
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_u v0 rdi
;;   v3 rax = alu_ri and.i32 v1 rax, 127
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_s v0 rdi
;;   v3 rax = extend u8.i32 v1 rax
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shr.i32 v0 rdi, 23
;;   v4 rax = extend u8.i32 v2 rax
;;   return
;;
;; function 11 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri sar.i32 v0 rdi, 24
;;   v4 rax = extend u8.i32 v2 rax
;;   return

;; [asm x86_64]
;; function 0 byte
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 half
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, word ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2 shifted
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shr eax, 0x18
;;   pop rbp
;;   ret
;;
;; function 3 shifted_long
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   shr rax, 0x30
;;   pop rbp
;;   ret
;;
;; function 4 boolean
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test edi, edi
;;   sete al
;;   pop rbp
;;   ret
;;
;; function 5 nothing_left
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   xor eax, eax
;;   pop rbp
;;   ret
;;
;; function 6 two
;;   push rbp
;;   mov rbp, rsp
;;   and edi, 0xf0
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 7 disjoint
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   pop rbp
;;   ret
;;
;; function 8 not_seven_bits
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   and eax, 0x7f
;;   pop rbp
;;   ret
;;
;; function 9 not_signed
;;   push rbp
;;   mov rbp, rsp
;;   movsx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   movzx eax, al
;;   pop rbp
;;   ret
;;
;; function 10 not_shifted_less
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shr eax, 0x17
;;   movzx eax, al
;;   pop rbp
;;   ret
;;
;; function 11 not_signed_shift
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   sar eax, 0x18
;;   movzx eax, al
;;   pop rbp
;;   ret
