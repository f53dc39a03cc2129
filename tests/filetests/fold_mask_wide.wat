;; Masks of 64 bits on what is narrower by nature are gone; on signed extensions and sums they stay.
(module
  (memory 1)
  (func $loaded (param i32) (result i64) (i64.and (i64.load32_u (local.get 0)) (i64.const 0xffffffff)))
  (func $extended (param i32) (result i64) (i64.and (i64.extend_i32_u (local.get 0)) (i64.const 0xffffffff)))
  (func $byte (param i32) (result i64) (i64.and (i64.load8_u (local.get 0)) (i64.const 0xfff)))
  (func $above (param i32) (result i64) (i64.and (i64.extend_i32_u (local.get 0)) (i64.const 0x700000000)))
  (func $not_signed (param i32) (result i64) (i64.and (i64.extend_i32_s (local.get 0)) (i64.const 0xffffffff)))
  (func $not_31_bits (param i32) (result i64) (i64.and (i64.extend_i32_u (local.get 0)) (i64.const 0x7fffffff)))
  (func $not_sum (param i32) (result i64)
    (i64.and (i64.add (i64.extend_i32_u (local.get 0)) (i64.const 1)) (i64.const 0x1ffffffff)))
  (func $not_shift_by_zero (param i64) (result i64) (i64.and (i64.shr_u (local.get 0) (i64.const 64)) (i64.const 0xffffffff))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i64 = i64.load32_u v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_u v0
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = i64.load8_u v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i64 = i64.const 0
;;   return v1
;;
;; function 4
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_s v0
;;   v2:i64 = i64.const 4294967295
;;   v3:i64 = i64.and v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_u v0
;;   v2:i64 = i64.const 2147483647
;;   v3:i64 = i64.and v1, v2
;;   return v3
;;
;; function 6
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_u v0
;;   v2:i64 = i64.const 1
;;   v3:i64 = i64.add v1, v2
;;   v4:i64 = i64.const 8589934591
;;   v5:i64 = i64.and v3, v4
;;   return v5
;;
;; function 7
;; block0(v0:i64):
;;   v1:i64 = i64.const 4294967295
;;   v2:i64 = i64.and v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i64 = load i64.load32_u v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = extend copy.i32 v0
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = load i64.load8_u v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i64 = const_int 0
;;   return v1
;;
;; function 4
;; block0(v0:i32):
;;   v1:i64 = extend s32.i64 v0
;;   v2:i64 = const_int 4294967295
;;   v3:i64 = extend u32.i32 v1
;;   return v3
;;
;; function 5
;; block0(v0:i32):
;;   v1:i64 = extend copy.i32 v0
;;   v2:i64 = const_int 2147483647
;;   v3:i64 = alu_ri and.i64 v1, 2147483647
;;   return v3
;;
;; function 6
;; block0(v0:i32):
;;   v1:i64 = extend copy.i32 v0
;;   v2:i64 = const_int 1
;;   v3:i64 = add_ri i64 v1, 1
;;   v4:i64 = const_int 8589934591
;;   v5:i64 = alu_rr and.i64 v3, v4
;;   return v5
;;
;; function 7
;; block0(v0:i64):
;;   v1:i64 = const_int 4294967295
;;   v2:i64 = extend u32.i32 v0
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load32_u v0 rdi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend copy.i32 v0 rdi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load8_u v0 rdi
;;   return
;;
;; function 3 cells=0
;; block0(v0 -):
;;     rax <- remat v1
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s32.i64 v0 rdi
;;   v3 rax = extend u32.i32 v1 rax
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend copy.i32 v0 rdi
;;   v3 rax = alu_ri and.i64 v1 rax, 2147483647
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend copy.i32 v0 rdi
;;   v3 rax = add_ri i64 v1 rax, 1
;;     rcx <- remat v4
;;   v5 rax = alu_rr and.i64 v3 rax, v4 rcx
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend u32.i32 v0 rdi
;;   return

;; [asm x86_64]
;; function 0 loaded
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 extended
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 2 byte
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 above
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   pop rbp
;;   ret
;;
;; function 4 not_signed
;;   push rbp
;;   mov rbp, rsp
;;   movsxd rax, edi
;;   mov eax, eax
;;   pop rbp
;;   ret
;;
;; function 5 not_31_bits
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   and rax, 0x7fffffff
;;   pop rbp
;;   ret
;;
;; function 6 not_sum
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   add rax, 1
;;   movabs rcx, 0x1ffffffff
;;   and rax, rcx
;;   pop rbp
;;   ret
;;
;; function 7 not_shift_by_zero
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
