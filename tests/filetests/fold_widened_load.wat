;; A load that is only widened is a wide load, of every width and sign; not after another load, with a second use, of the other sign.
(module
  (memory 1)
  (func $word_u (param i32) (result i64) (i64.extend_i32_u (i32.load (local.get 0))))
  (func $word_s (param i32) (result i64) (i64.extend_i32_s (i32.load (local.get 0))))
  (func $byte_u (param i32) (result i64) (i64.extend_i32_u (i32.load8_u (local.get 0))))
  (func $byte_of_u_s (param i32) (result i64) (i64.extend_i32_s (i32.load8_u (local.get 0))))
  (func $byte_s (param i32) (result i64) (i64.extend_i32_s (i32.load8_s (local.get 0))))
  (func $half_u (param i32) (result i64) (i64.extend_i32_u (i32.load16_u (local.get 0))))
  (func $half_s (param i32) (result i64) (i64.extend_i32_s (i32.load16_s (local.get 0))))
  (func $not_signed_then_unsigned (param i32) (result i64) (i64.extend_i32_u (i32.load8_s (local.get 0))))
  (func $not_two_uses (param i32) (result i32 i64) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (local.get 1)
    (i64.extend_i32_u (local.get 1)))
  (func $not_after_another (param i32) (result i64) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i64.add (i64.load offset=8 (local.get 0)) (i64.extend_i32_u (local.get 1))))
  (func $not_found_again (param i32) (result i64) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i64.extend_i32_u (i32.load (local.get 0))))
  (func $not_float (param i32) (result f64) (f64.promote_f32 (f32.load (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i64 = i64.load32_u v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = i64.load32_s v0
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = i64.load8_u v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i64 = i64.load8_u v0
;;   return v1
;;
;; function 4
;; block0(v0:i32):
;;   v1:i64 = i64.load8_s v0
;;   return v1
;;
;; function 5
;; block0(v0:i32):
;;   v1:i64 = i64.load16_u v0
;;   return v1
;;
;; function 6
;; block0(v0:i32):
;;   v1:i64 = i64.load16_s v0
;;   return v1
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.load8_s v0
;;   v2:i64 = i64.extend_i32_u v1
;;   return v2
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i64 = i64.extend_i32_u v1
;;   return v1, v2
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i64 = i64.load offset=8 v0
;;   v3:i64 = i64.extend_i32_u v1
;;   v4:i64 = i64.add v2, v3
;;   return v4
;;
;; function 10
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i64 = i64.extend_i32_u v1
;;   return v2
;;
;; function 11
;; block0(v0:i32):
;;   v1:f32 = f32.load v0
;;   v2:f64 = f64.promote_f32 v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i64 = load i64.load32_u v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = load i64.load32_s v0
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = load i64.load8_u v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i64 = load i64.load8_u v0
;;   return v1
;;
;; function 4
;; block0(v0:i32):
;;   v1:i64 = load i64.load8_s v0
;;   return v1
;;
;; function 5
;; block0(v0:i32):
;;   v1:i64 = load i64.load16_u v0
;;   return v1
;;
;; function 6
;; block0(v0:i32):
;;   v1:i64 = load i64.load16_s v0
;;   return v1
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_s v0
;;   v2:i64 = extend copy.i32 v1
;;   return v2
;;
;; function 8
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i64 = extend copy.i32 v1
;;   return v1, v2
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v3:i64 = extend copy.i32 v1
;;   v4:i64 = alu_rm add.i64 v3, v0, disp=8; covers v2 i64.load
;;   return v4
;;
;; function 10
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i64 = extend copy.i32 v1
;;   return v2
;;
;; function 11
;; block0(v0:i32):
;;   v1:f32 = load f32.load v0
;;   v2:f64 = float_to_float f64.promote_f32 v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load32_u v0 rdi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load32_s v0 rdi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load8_u v0 rdi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load8_u v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load8_s v0 rdi
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load16_u v0 rdi
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load16_s v0 rdi
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_s v0 rdi
;;   v2 rax = extend copy.i32 v1 rax
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   v2 rdx = extend copy.i32 v1 rax
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   v3 rax = extend copy.i32 v1 rax
;;   v4 rax = alu_rm add.i64 v3 rax, v0 rdi, disp=8
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   v2 rax = extend copy.i32 v1 rax
;;   return
;;
;; function 11 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = load f32.load v0 rdi
;;   v2 xmm0 = float_to_float f64.promote_f32 v1 xmm0
;;   return

;; [asm x86_64]
;; function 0 word_u
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 word_s
;;   push rbp
;;   mov rbp, rsp
;;   movsxd rax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2 byte_u
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 byte_of_u_s
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4 byte_s
;;   push rbp
;;   mov rbp, rsp
;;   movsx rax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 5 half_u
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, word ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 6 half_s
;;   push rbp
;;   mov rbp, rsp
;;   movsx rax, word ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 7 not_signed_then_unsigned
;;   push rbp
;;   mov rbp, rsp
;;   movsx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 8 not_two_uses
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov edx, eax
;;   pop rbp
;;   ret
;;
;; function 9 not_after_another
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add rax, qword ptr [r15 + rdi + 8]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 10 not_found_again
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 11 not_float
;;   push rbp
;;   mov rbp, rsp
;;   vmovss xmm0, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vcvtss2sd xmm0, xmm0, xmm0
;;   pop rbp
;;   ret
