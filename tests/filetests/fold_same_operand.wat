;; A value with itself: differences, comparisons, and, or, xor are known; sums, quotients and floats are not.
(module
  (func $known (param i32) (result i32 i32 i32 i32)
    (i32.sub (local.get 0) (local.get 0)) (i32.xor (local.get 0) (local.get 0))
    (i32.and (local.get 0) (local.get 0)) (i32.or (local.get 0) (local.get 0)))
  (func $compared (param i64) (result i32 i32 i32 i32 i32)
    (i64.eq (local.get 0) (local.get 0)) (i64.ne (local.get 0) (local.get 0)) (i64.lt_u (local.get 0) (local.get 0))
    (i64.ge_s (local.get 0) (local.get 0)) (i64.gt_s (local.get 0) (local.get 0)))
  (func $not_sum (param i32) (result i32) (i32.add (local.get 0) (local.get 0)))
  (func $not_quotient (param i32) (result i32) (i32.div_u (local.get 0) (local.get 0)))
  (func $not_float (param f64) (result f64 i32) (f64.sub (local.get 0) (local.get 0)) (f64.eq (local.get 0) (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   return v1, v1, v0, v0
;;
;; function 1
;; block0(v0:i64):
;;   v1:i32 = i32.const 1
;;   v2:i32 = i32.const 0
;;   return v1, v2, v2, v1, v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.add v0, v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.div_u v0, v0
;;   return v1
;;
;; function 4
;; block0(v0:f64):
;;   v1:f64 = f64.sub v0, v0
;;   v2:i32 = f64.eq v0, v0
;;   return v1, v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   return v1, v1, v0, v0
;;
;; function 1
;; block0(v0:i64):
;;   v1:i32 = const_int 1
;;   v2:i32 = const_int 0
;;   return v1, v2, v2, v1, v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = add_rr i32 v0, v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = div i32.zero v0, v0
;;   return v1
;;
;; function 4
;; block0(v0:f64):
;;   v1:f64 = fbin f64.sub v0, v0
;;   v2:i32 = fcmp_set f64.eq v0, v0
;;   return v1, v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;     rdx <- remat v1
;;     out 0 <- rdi v0
;;     out 1 <- rdi v0
;;   return
;;
;; function 1 cells=0
;; block0(v0 -):
;;     rax <- remat v1
;;     rdx <- remat v2
;;     r11 <- remat v2
;;     out 0 <- r11 v2
;;     r11 <- remat v1
;;     out 1 <- r11 v1
;;     r11 <- remat v2
;;     out 2 <- r11 v2
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v1 rax = add_rr i32 v0 rdi, v0 rdi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;   v1 rax = div i32.zero v0 rax, v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 xmm0):
;;   v1 xmm1 = fbin f64.sub v0 xmm0, v0 xmm0
;;   v2 rax = fcmp_set f64.eq v0 xmm0, v0 xmm0
;;     xmm0 <- xmm1 v1
;;   return

;; [asm x86_64]
;; function 0 known
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   xor edx, edx
;;   mov dword ptr [rbp + 0x10], edi
;;   mov dword ptr [rbp + 0x18], edi
;;   pop rbp
;;   ret
;;
;; function 1 compared
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 1
;;   xor edx, edx
;;   xor r11d, r11d
;;   mov dword ptr [rbp + 0x10], r11d
;;   mov r11d, 1
;;   mov dword ptr [rbp + 0x18], r11d
;;   xor r11d, r11d
;;   mov dword ptr [rbp + 0x20], r11d
;;   pop rbp
;;   ret
;;
;; function 2 not_sum
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rdi]
;;   pop rbp
;;   ret
;;
;; function 3 not_quotient
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   test edi, edi
;;   je .0
;;   xor edx, edx
;;   div edi
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: integer divide by zero
;;
;; function 4 not_float
;;   push rbp
;;   mov rbp, rsp
;;   vsubsd xmm1, xmm0, xmm0
;;   vcmpeqsd xmm15, xmm0, xmm0
;;   vmovd eax, xmm15
;;   and eax, 1
;;   vmovaps xmm0, xmm1
;;   pop rbp
;;   ret
