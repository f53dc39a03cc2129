;; An AND that is no test: used again, compared with something else than zero, chosen by, a constant of 33 bits, or an OR.
(module
  (func $two_uses (param i32 i32) (result i32) (local i32)
    (if (i32.eqz (local.tee 2 (i32.and (local.get 0) (local.get 1)))) (then unreachable))
    (local.get 2))
  (func $with_one (param i32 i32) (if (i32.eq (i32.and (local.get 0) (local.get 1)) (i32.const 1)) (then unreachable)))
  (func $greater (param i32 i32) (if (i32.gt_s (i32.and (local.get 0) (local.get 1)) (i32.const 0)) (then unreachable)))
  (func $select (param i32 i32) (result i32) (select (local.get 0) (local.get 1) (i32.and (local.get 0) (local.get 1))))
  (func $immediate_33_bits (param i64) (if (i64.eqz (i64.and (local.get 0) (i64.const 0x100000000))) (then unreachable)))
  (func $or (param i32 i32) (if (i32.eqz (i32.or (local.get 0) (local.get 1))) (then unreachable)))
  (func $other_block (param i32 i32) (local i32)
    (local.set 2 (i32.and (local.get 0) (local.get 1)))
    (if (local.get 0) (then (if (local.get 2) (then unreachable))))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.and v0, v1
;;   br_if v2 block2, block1
;; block1:
;;   unreachable trap=1
;; block2:
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.and v0, v1
;;   v3:i32 = i32.const 1
;;   v4:i32 = i32.eq v2, v3
;;   br_if v4 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.and v0, v1
;;   v3:i32 = i32.const 0
;;   v4:i32 = i32.gt_s v2, v3
;;   br_if v4 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.and v0, v1
;;   v3:i32 = select v0, v1, v2
;;   return v3
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.const 4294967296
;;   v2:i64 = i64.and v0, v1
;;   v3:i32 = i64.eqz v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.or v0, v1
;;   br_if v2 block2, block1
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.and v0, v1
;;   br_if v0 block1, block4
;; block1:
;;   br_if v2 block2, block3
;; block2:
;;   unreachable trap=1
;; block3:
;;   br block4
;; block4:
;;   return

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = alu_rr and.i32 v0, v1
;;   test_br ne.i32 v2
;;   -> block2, block1
;; block1:
;;   trap unreachable
;; block2:
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = alu_rr and.i32 v0, v1
;;   v3:i32 = const_int 1
;;   cmp_br_i e.i32 v2, 1; covers v4 i32.eq
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = alu_rr and.i32 v0, v1
;;   v3:i32 = const_int 0
;;   cmp_br_i g.i32 v2, 0; covers v4 i32.gt_s
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = alu_rr and.i32 v0, v1
;;   v3:i32 = select_test ne.i32 v2, v0, v1
;;   return v3
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = const_int 4294967296
;;   test_br e.i64 v0, v1; covers v2 i64.and, v3 i64.eqz
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = alu_rr or.i32 v0, v1
;;   test_br ne.i32 v2
;;   -> block2, block1
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v2:i32 = alu_rr and.i32 v1, v0
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

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rdi = alu_rr and.i32 v0 rdi, v1 rsi
;;   test_br ne.i32 v2 rdi
;;   -> block2
;;   -> block1
;; block1:
;;   trap unreachable
;; block2:
;;     rax <- rdi v2
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rdi = alu_rr and.i32 v0 rdi, v1 rsi
;;   cmp_br_i e.i32 v2 rdi, 1
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rdi = alu_rr and.i32 v0 rdi, v1 rsi
;;   cmp_br_i g.i32 v2 rdi, 0
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rax <- rdi v0
;;   v2 rax = alu_rr and.i32 v0 rax, v1 rsi
;;   v3 rsi = select_test ne.i32 v2 rax, v0 rdi, v1 rsi
;;     rax <- rsi v3
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   test_br e.i64 v0 rdi, v1 rax
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rdi = alu_rr or.i32 v0 rdi, v1 rsi
;;   test_br ne.i32 v2 rdi
;;   -> block2
;;   -> block1
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rsi = alu_rr and.i32 v1 rsi, v0 rdi
;;   test_br ne.i32 v0 rdi
;;   -> block1
;;   -> block4
;; block1:
;;   test_br ne.i32 v2 rsi
;;   -> block2
;;   -> block3
;; block2:
;;   trap unreachable
;; block3:
;;   jump
;;   -> block4
;; block4:
;;   return

;; [asm x86_64]
;; function 0 two_uses
;;   push rbp
;;   mov rbp, rsp
;;   and edi, esi
;;   test edi, edi
;;   je .0
;;   mov eax, edi
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 1 with_one
;;   push rbp
;;   mov rbp, rsp
;;   and edi, esi
;;   cmp edi, 1
;;   je .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 2 greater
;;   push rbp
;;   mov rbp, rsp
;;   and edi, esi
;;   cmp edi, 0
;;   jg .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 3 select
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   and eax, esi
;;   test eax, eax
;;   cmovne esi, edi
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 4 immediate_33_bits
;;   push rbp
;;   mov rbp, rsp
;;   movabs rax, 0x100000000
;;   test rdi, rax
;;   je .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 5 or
;;   push rbp
;;   mov rbp, rsp
;;   or edi, esi
;;   test edi, edi
;;   je .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 6 other_block
;;   push rbp
;;   mov rbp, rsp
;;   and esi, edi
;;   test edi, edi
;;   je .0
;;   test esi, esi
;;   jne .1
;; .0:
;;   pop rbp
;;   ret
;; .1:
;;   ud2  ; trap: unreachable
