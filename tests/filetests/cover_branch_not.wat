;; A comparison stays a value: it has a second use, or the branch is in another block; constants beyond 32 bits need a register.
(module
  (func $two_uses (param i32 i32) (result i32) (local i32)
    (if (local.tee 2 (i32.lt_s (local.get 0) (local.get 1))) (then (return (i32.const 7))))
    (local.get 2))
  (func $other_block (param i32 i32) (local i32)
    (local.set 2 (i32.lt_s (local.get 0) (local.get 1)))
    (if (local.get 0) (then (if (local.get 2) (then unreachable)))))
  (func $float_two_uses (param f64 f64) (result i32) (local i32)
    (if (local.tee 2 (f64.lt (local.get 0) (local.get 1))) (then (return (i32.const 7))))
    (local.get 2))
  (func $vector_two_uses (param v128) (result i32) (local i32)
    (if (local.tee 1 (v128.any_true (local.get 0))) (then (return (i32.const 7))))
    (local.get 1))
  (func $constant_33_bits (param i64) (if (i64.gt_u (local.get 0) (i64.const 0x100000000)) (then unreachable)))
  (func $sum (param i32 i32) (if (i32.add (local.get 0) (local.get 1)) (then unreachable))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.lt_s v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   v4:i32 = i32.const 7
;;   return v4
;; block2:
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.lt_s v0, v1
;;   br_if v0 block1, block4
;; block1:
;;   br_if v2 block2, block3
;; block2:
;;   unreachable trap=1
;; block3:
;;   br block4
;; block4:
;;   return
;;
;; function 2
;; block0(v0:f64, v1:f64):
;;   v2:i32 = f64.lt v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   v4:i32 = i32.const 7
;;   return v4
;; block2:
;;   return v2
;;
;; function 3
;; block0(v0:v128):
;;   v1:i32 = v128.any_true v0
;;   br_if v1 block1, block2
;; block1:
;;   v3:i32 = i32.const 7
;;   return v3
;; block2:
;;   return v1
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.const 4294967296
;;   v2:i32 = i64.gt_u v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.add v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set l.i32 v0, v1
;;   test_br ne.i32 v2
;;   -> block1, block2
;; block1:
;;   v4:i32 = const_int 7
;;   return v4
;; block2:
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set l.i32 v0, v1
;;   test_br ne.i32 v0
;;   -> block1, block4
;; block1:
;;   test_br ne.i32 v2
;;   -> block2, block3
;; block2:
;;   trap unreachable
;; block3:
;;   jump
;;   -> block4
;; block4:
;;   return
;;
;; function 2
;; block0(v0:f64, v1:f64):
;;   v2:i32 = fcmp_set f64.lt v0, v1
;;   test_br ne.i32 v2
;;   -> block1, block2
;; block1:
;;   v4:i32 = const_int 7
;;   return v4
;; block2:
;;   return v2
;;
;; function 3
;; block0(v0:v128):
;;   v1:i32 = vtest v128.any_true v0
;;   test_br ne.i32 v1
;;   -> block1, block2
;; block1:
;;   v3:i32 = const_int 7
;;   return v3
;; block2:
;;   return v1
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = const_int 4294967296
;;   cmp_br a.i64 v0, v1; covers v2 i64.gt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = add_rr i32 v0, v1
;;   test_br ne.i32 v2
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set l.i32 v0 rdi, v1 rsi
;;   test_br ne.i32 v2 rax
;;   -> block1
;;   -> block2
;; block1:
;;     rax <- remat v4
;;   return
;; block2:
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set l.i32 v0 rdi, v1 rsi
;;   test_br ne.i32 v0 rdi
;;   -> block1
;;   -> block4
;; block1:
;;   test_br ne.i32 v2 rax
;;   -> block2
;;   -> block3
;; block2:
;;   trap unreachable
;; block3:
;;   jump
;;   -> block4
;; block4:
;;   return
;;
;; function 2 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 rax = fcmp_set f64.lt v0 xmm0, v1 xmm1
;;   test_br ne.i32 v2 rax
;;   -> block1
;;   -> block2
;; block1:
;;     rax <- remat v4
;;   return
;; block2:
;;   return
;;
;; function 3 cells=0
;; block0(v0 xmm0):
;;   v1 rax = vtest v128.any_true v0 xmm0
;;   test_br ne.i32 v1 rax
;;   -> block1
;;   -> block2
;; block1:
;;     rax <- remat v3
;;   return
;; block2:
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   cmp_br a.i64 v0 rdi, v1 rax
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = add_rr i32 v0 rdi, v1 rsi
;;   test_br ne.i32 v2 rax
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return

;; [asm x86_64]
;; function 0 two_uses
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setl al
;;   test eax, eax
;;   je .0
;;   mov eax, 7
;;   pop rbp
;;   ret
;; .0:
;;   pop rbp
;;   ret
;;
;; function 1 other_block
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setl al
;;   test edi, edi
;;   je .0
;;   test eax, eax
;;   jne .1
;; .0:
;;   pop rbp
;;   ret
;; .1:
;;   ud2  ; trap: unreachable
;;
;; function 2 float_two_uses
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   vucomisd xmm1, xmm0
;;   seta al
;;   test eax, eax
;;   je .0
;;   mov eax, 7
;;   pop rbp
;;   ret
;; .0:
;;   pop rbp
;;   ret
;;
;; function 3 vector_two_uses
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   vptest xmm0, xmm0
;;   setne al
;;   test eax, eax
;;   je .0
;;   mov eax, 7
;;   pop rbp
;;   ret
;; .0:
;;   pop rbp
;;   ret
;;
;; function 4 constant_33_bits
;;   push rbp
;;   mov rbp, rsp
;;   movabs rax, 0x100000000
;;   cmp rdi, rax
;;   ja .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 5 sum
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rsi]
;;   test eax, eax
;;   jne .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
