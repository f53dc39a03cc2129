;; Masks of 8, 16 and 32 bits are extensions; other masks are ANDs.
(module
  (func $byte (param i32) (result i32) (i32.and (local.get 0) (i32.const 255)))
  (func $half_left (param i64) (result i64) (i64.and (i64.const 0xffff) (local.get 0)))
  (func $word (param i64) (result i64) (i64.and (local.get 0) (i64.const 0xffffffff)))
  (func $not_seven_bits (param i32) (result i32) (i32.and (local.get 0) (i32.const 127)))
  (func $not_negative (param i64) (result i64) (i64.and (local.get 0) (i64.const -256)))
  (func $not_33_bits (param i64) (result i64) (i64.and (local.get 0) (i64.const 0x1ffffffff)))
  (func $signed (param i32) (result i64) (i64.extend_i32_s (i32.extend8_s (local.get 0))))
  (func $signed_16 (param i64) (result i64) (i64.extend16_s (local.get 0)))
  (func $signed_32 (param i64) (result i64) (i64.extend32_s (local.get 0)))
  (func $wrap (param i64) (result i32) (i32.wrap_i64 (local.get 0)))
  (func $unsigned (param i32) (result i64) (i64.extend_i32_u (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 255
;;   v2:i32 = i32.and v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = i64.const 65535
;;   v2:i64 = i64.and v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = i64.const 4294967295
;;   v2:i64 = i64.and v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 127
;;   v2:i32 = i32.and v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.const -256
;;   v2:i64 = i64.and v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = i64.const 8589934591
;;   v2:i64 = i64.and v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.extend8_s v0
;;   v2:i64 = i64.extend_i32_s v1
;;   return v2
;;
;; function 7
;; block0(v0:i64):
;;   v1:i64 = i64.extend16_s v0
;;   return v1
;;
;; function 8
;; block0(v0:i64):
;;   v1:i64 = i64.extend32_s v0
;;   return v1
;;
;; function 9
;; block0(v0:i64):
;;   v1:i32 = i32.wrap_i64 v0
;;   return v1
;;
;; function 10
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_u v0
;;   return v1

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 255
;;   v2:i32 = extend u8.i32 v0
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = const_int 65535
;;   v2:i64 = extend u16.i32 v0
;;   return v2
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = const_int 4294967295
;;   v2:i64 = extend u32.i32 v0
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 127
;;   v2:i32 = alu_ri and.i32 v0, 127
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = const_int -256
;;   v2:i64 = alu_ri and.i64 v0, -256
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = const_int 8589934591
;;   v2:i64 = alu_rr and.i64 v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = extend s8.i32 v0
;;   v2:i64 = extend s32.i64 v1
;;   return v2
;;
;; function 7
;; block0(v0:i64):
;;   v1:i64 = extend s16.i64 v0
;;   return v1
;;
;; function 8
;; block0(v0:i64):
;;   v1:i64 = extend s32.i64 v0
;;   return v1
;;
;; function 9
;; block0(v0:i64):
;;   v1:i32 = extend u32.i32 v0
;;   return v1
;;
;; function 10
;; block0(v0:i32):
;;   v1:i64 = extend copy.i32 v0
;;   return v1

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend u8.i32 v0 rdi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend u16.i32 v0 rdi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend u32.i32 v0 rdi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v2 rdi = alu_ri and.i32 v0 rdi, 127
;;     rax <- rdi v2
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 rdi = alu_ri and.i64 v0 rdi, -256
;;     rax <- rdi v2
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rdi = alu_rr and.i64 v0 rdi, v1 rax
;;     rax <- rdi v2
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s8.i32 v0 rdi
;;   v2 rax = extend s32.i64 v1 rax
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s16.i64 v0 rdi
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s32.i64 v0 rdi
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend u32.i32 v0 rdi
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend copy.i32 v0 rdi
;;   return

;; [asm x86_64]
;; function 0 byte
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, dil
;;   pop rbp
;;   ret
;;
;; function 1 half_left
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, di
;;   pop rbp
;;   ret
;;
;; function 2 word
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 3 not_seven_bits
;;   push rbp
;;   mov rbp, rsp
;;   and edi, 0x7f
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 4 not_negative
;;   push rbp
;;   mov rbp, rsp
;;   and rdi, 0xffffffffffffff00
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 5 not_33_bits
;;   push rbp
;;   mov rbp, rsp
;;   movabs rax, 0x1ffffffff
;;   and rdi, rax
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 6 signed
;;   push rbp
;;   mov rbp, rsp
;;   movsx eax, dil
;;   movsxd rax, eax
;;   pop rbp
;;   ret
;;
;; function 7 signed_16
;;   push rbp
;;   mov rbp, rsp
;;   movsx rax, di
;;   pop rbp
;;   ret
;;
;; function 8 signed_32
;;   push rbp
;;   mov rbp, rsp
;;   movsxd rax, edi
;;   pop rbp
;;   ret
;;
;; function 9 wrap
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 10 unsigned
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
