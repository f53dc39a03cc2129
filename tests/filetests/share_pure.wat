;; Equal operations without effects are one where the first dominates the second, divisions too; not those in two arms.
(module
  (func $straight (param i32 i32) (result i32)
    (i32.mul (i32.add (local.get 0) (local.get 1)) (i32.add (local.get 1) (local.get 0))))
  (func $dominating (param i32 i32) (result i32)
    (if (result i32) (i32.gt_s (i32.mul (local.get 0) (local.get 1)) (i32.const 9))
      (then (i32.mul (local.get 0) (local.get 1)))
      (else (i32.const 0))))
  (func $not_in_arms (param i32 i32 i32) (result i32)
    (if (result i32) (local.get 2)
      (then (i32.mul (local.get 0) (local.get 1)))
      (else (i32.add (i32.const 1) (i32.mul (local.get 0) (local.get 1))))))
  (func $not_difference (param i32 i32) (result i32)
    (i32.mul (i32.sub (local.get 0) (local.get 1)) (i32.sub (local.get 1) (local.get 0))))
  (func $division (param i32 i32) (result i32)
    (i32.add (i32.div_u (local.get 0) (local.get 1)) (i32.div_u (local.get 0) (local.get 1))))
  (func $float (param f64 f64) (result f64)
    (f64.mul (f64.add (local.get 0) (local.get 1)) (f64.add (local.get 0) (local.get 1)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.add v0, v1
;;   v3:i32 = i32.mul v2, v2
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.mul v0, v1
;;   v3:i32 = i32.const 9
;;   v4:i32 = i32.gt_s v2, v3
;;   br_if v4 block1, block2
;; block1:
;;   br block3(v2)
;; block2:
;;   v7:i32 = i32.const 0
;;   br block3(v7)
;; block3(v9:i32):
;;   return v9
;;
;; function 2
;; block0(v0:i32, v1:i32, v2:i32):
;;   br_if v2 block1, block2
;; block1:
;;   v4:i32 = i32.mul v0, v1
;;   br block3(v4)
;; block2:
;;   v6:i32 = i32.const 1
;;   v7:i32 = i32.mul v0, v1
;;   v8:i32 = i32.add v7, v6
;;   br block3(v8)
;; block3(v10:i32):
;;   return v10
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.sub v0, v1
;;   v3:i32 = i32.sub v1, v0
;;   v4:i32 = i32.mul v2, v3
;;   return v4
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.div_u v0, v1
;;   v3:i32 = i32.add v2, v2
;;   return v3
;;
;; function 5
;; block0(v0:f64, v1:f64):
;;   v2:f64 = f64.add v0, v1
;;   v3:f64 = f64.mul v2, v2
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = add_rr i32 v0, v1
;;   v3:i32 = mul_rr i32 v2, v2
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = mul_rr i32 v0, v1
;;   v3:i32 = const_int 9
;;   cmp_br_i g.i32 v2, 9; covers v4 i32.gt_s
;;   -> block1, block2
;; block1:
;;   jump
;;   -> block3
;; block2:
;;   v7:i32 = const_int 0
;;   jump
;;   -> block3
;; block3(v9:i32):
;;   return v9
;;
;; function 2
;; block0(v0:i32, v1:i32, v2:i32):
;;   test_br ne.i32 v2
;;   -> block1, block2
;; block1:
;;   v4:i32 = mul_rr i32 v0, v1
;;   jump
;;   -> block3
;; block2:
;;   v6:i32 = const_int 1
;;   v7:i32 = mul_rr i32 v0, v1
;;   v8:i32 = add_ri i32 v7, 1
;;   jump
;;   -> block3
;; block3(v10:i32):
;;   return v10
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = sub_rr i32 v0, v1
;;   v3:i32 = sub_rr i32 v1, v0
;;   v4:i32 = mul_rr i32 v2, v3
;;   return v4
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = div i32.zero v0, v1
;;   v3:i32 = add_rr i32 v2, v2
;;   return v3
;;
;; function 5
;; block0(v0:f64, v1:f64):
;;   v2:f64 = fbin f64.add v0, v1
;;   v3:f64 = fbin f64.mul v2, v2
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = add_rr i32 v0 rdi, v1 rsi
;;   v3 rax = mul_rr i32 v2 rax, v2 rax
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rdi = mul_rr i32 v0 rdi, v1 rsi
;;   cmp_br_i g.i32 v2 rdi, 9
;;   -> block1
;;   -> block2
;; block1:
;;   jump
;;   -> block3
;; block2:
;;   jump
;;   -> block3: rdi <- remat v7
;; block3(v9 rdi):
;;     rax <- rdi v9
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   test_br ne.i32 v2 rdx
;;   -> block1
;;   -> block2
;; block1:
;;   v4 rdi = mul_rr i32 v0 rdi, v1 rsi
;;   jump
;;   -> block3
;; block2:
;;   v7 rdi = mul_rr i32 v0 rdi, v1 rsi
;;   v8 rdi = add_ri i32 v7 rdi, 1
;;   jump
;;   -> block3
;; block3(v10 rdi):
;;     rax <- rdi v10
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rax <- rdi v0
;;   v2 rax = sub_rr i32 v0 rax, v1 rsi
;;   v3 rsi = sub_rr i32 v1 rsi, v0 rdi
;;   v4 rax = mul_rr i32 v2 rax, v3 rsi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rax <- rdi v0
;;   v2 rax = div i32.zero v0 rax, v1 rsi
;;   v3 rax = add_rr i32 v2 rax, v2 rax
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm0 = fbin f64.add v0 xmm0, v1 xmm1
;;   v3 xmm0 = fbin f64.mul v2 xmm0, v2 xmm0
;;   return

;; [asm x86_64]
;; function 0 straight
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rsi]
;;   imul eax, eax
;;   pop rbp
;;   ret
;;
;; function 1 dominating
;;   push rbp
;;   mov rbp, rsp
;;   imul edi, esi
;;   cmp edi, 9
;;   jle .0
;;   jmp .1
;; .0:
;;   xor edi, edi
;; .1:
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 2 not_in_arms
;;   push rbp
;;   mov rbp, rsp
;;   test edx, edx
;;   je .0
;;   imul edi, esi
;;   jmp .1
;; .0:
;;   imul edi, esi
;;   add edi, 1
;; .1:
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 3 not_difference
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   sub eax, esi
;;   sub esi, edi
;;   imul eax, esi
;;   pop rbp
;;   ret
;;
;; function 4 division
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   test esi, esi
;;   je .0
;;   xor edx, edx
;;   div esi
;;   add eax, eax
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: integer divide by zero
;;
;; function 5 float
;;   push rbp
;;   mov rbp, rsp
;;   vaddsd xmm0, xmm0, xmm1
;;   vmulsd xmm0, xmm0, xmm0
;;   pop rbp
;;   ret
