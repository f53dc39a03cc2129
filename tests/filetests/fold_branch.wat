;; Branches and tables on constants are jumps, what they leave out is gone; negations exchange edges; loaded conditions stay.
(module
  (memory 1)
  (func $taken (param i32) (result i32) (block (br_if 0 (i32.const 3)) (return (local.get 0))) (i32.const 7))
  (func $not_taken (param i32) (result i32) (block (br_if 0 (i32.const 0)) (return (local.get 0))) (i32.const 7))
  (func $if_true (param i32) (result i32) (if (result i32) (i32.const 1) (then (local.get 0)) (else (i32.load (local.get 0)))))
  (func $if_computed (param i32) (result i32)
    (if (result i32) (i32.lt_u (i32.const 1) (i32.const 1)) (then (i32.load (local.get 0))) (else (local.get 0))))
  (func $table (param i32) (result i32)
    (block (block (block (br_table 0 1 2 (i32.const 1))) (return (i32.const 10))) (return (i32.const 20))) (i32.const 30))
  (func $table_default (param i32) (result i32)
    (block (block (block (br_table 0 1 2 (i32.const -1))) (return (i32.const 10))) (return (i32.const 20))) (i32.const 30))
  (func $negated (param i32) (result i32) (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1)) (else (i32.const 2))))
  (func $compared_with_zero (param i32) (result i32)
    (if (result i32) (i32.ne (local.get 0) (i32.const 0)) (then (i32.const 1)) (else (i32.const 2))))
  (func $loop_left (param i32) (result i32) (loop $l (br_if $l (i32.const 0))) (local.get 0))
  (func $not_known (param i32) (result i32) (if (result i32) (i32.load (i32.const 0)) (then (i32.const 1)) (else (i32.const 2))))
  (func $not_long_zero (param i64) (result i32) (if (result i32) (i64.ne (local.get 0) (i64.const 0)) (then (i32.const 1)) (else (i32.const 2))))
  (func $not_known_within (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 2))))
      (else (i32.const 3)))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 7
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   return v0
;;
;; function 2
;; block0(v0:i32):
;;   return v0
;;
;; function 3
;; block0(v0:i32):
;;   return v0
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 20
;;   return v1
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 30
;;   return v1
;;
;; function 6
;; block0(v0:i32):
;;   br_if v0 block2, block1
;; block1:
;;   v2:i32 = i32.const 1
;;   br block3(v2)
;; block2:
;;   v4:i32 = i32.const 2
;;   br block3(v4)
;; block3(v6:i32):
;;   return v6
;;
;; function 7
;; block0(v0:i32):
;;   br_if v0 block1, block2
;; block1:
;;   v2:i32 = i32.const 1
;;   br block3(v2)
;; block2:
;;   v4:i32 = i32.const 2
;;   br block3(v4)
;; block3(v6:i32):
;;   return v6
;;
;; function 8
;; block0(v0:i32):
;;   br block1
;; block1:
;;   return v0
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.load v1
;;   br_if v2 block1, block2
;; block1:
;;   v4:i32 = i32.const 1
;;   br block3(v4)
;; block2:
;;   v6:i32 = i32.const 2
;;   br block3(v6)
;; block3(v8:i32):
;;   return v8
;;
;; function 10
;; block0(v0:i64):
;;   v1:i64 = i64.const 0
;;   v2:i32 = i64.ne v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   v4:i32 = i32.const 1
;;   br block3(v4)
;; block2:
;;   v6:i32 = i32.const 2
;;   br block3(v6)
;; block3(v8:i32):
;;   return v8
;;
;; function 11
;; block0(v0:i32):
;;   br_if v0 block1, block5
;; block1:
;;   br_if v0 block2, block3
;; block2:
;;   v3:i32 = i32.const 1
;;   br block4(v3)
;; block3:
;;   v5:i32 = i32.const 2
;;   br block4(v5)
;; block4(v7:i32):
;;   br block6(v7)
;; block5:
;;   v9:i32 = i32.const 3
;;   br block6(v9)
;; block6(v11:i32):
;;   return v11

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 7
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   return v0
;;
;; function 2
;; block0(v0:i32):
;;   return v0
;;
;; function 3
;; block0(v0:i32):
;;   return v0
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 20
;;   return v1
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 30
;;   return v1
;;
;; function 6
;; block0(v0:i32):
;;   test_br ne.i32 v0
;;   -> block2, block1
;; block1:
;;   v2:i32 = const_int 1
;;   jump
;;   -> block3
;; block2:
;;   v4:i32 = const_int 2
;;   jump
;;   -> block3
;; block3(v6:i32):
;;   return v6
;;
;; function 7
;; block0(v0:i32):
;;   test_br ne.i32 v0
;;   -> block1, block2
;; block1:
;;   v2:i32 = const_int 1
;;   jump
;;   -> block3
;; block2:
;;   v4:i32 = const_int 2
;;   jump
;;   -> block3
;; block3(v6:i32):
;;   return v6
;;
;; function 8
;; block0(v0:i32):
;;   jump
;;   -> block1
;; block1:
;;   return v0
;;
;; function 9
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   cmp_br_mi ne.i32 0; covers v2 i32.load
;;   -> block1, block2
;; block1:
;;   v4:i32 = const_int 1
;;   jump
;;   -> block3
;; block2:
;;   v6:i32 = const_int 2
;;   jump
;;   -> block3
;; block3(v8:i32):
;;   return v8
;;
;; function 10
;; block0(v0:i64):
;;   v1:i64 = const_int 0
;;   test_br ne.i64 v0; covers v2 i64.ne
;;   -> block1, block2
;; block1:
;;   v4:i32 = const_int 1
;;   jump
;;   -> block3
;; block2:
;;   v6:i32 = const_int 2
;;   jump
;;   -> block3
;; block3(v8:i32):
;;   return v8
;;
;; function 11
;; block0(v0:i32):
;;   test_br ne.i32 v0
;;   -> block1, block5
;; block1:
;;   test_br ne.i32 v0
;;   -> block2, block3
;; block2:
;;   v3:i32 = const_int 1
;;   jump
;;   -> block4
;; block3:
;;   v5:i32 = const_int 2
;;   jump
;;   -> block4
;; block4(v7:i32):
;;   jump
;;   -> block6
;; block5:
;;   v9:i32 = const_int 3
;;   jump
;;   -> block6
;; block6(v11:i32):
;;   return v11

;; [alloc]
;; function 0 cells=0
;; block0(v0 -):
;;     rax <- remat v1
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;   return
;;
;; function 4 cells=0
;; block0(v0 -):
;;     rax <- remat v1
;;   return
;;
;; function 5 cells=0
;; block0(v0 -):
;;     rax <- remat v1
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   test_br ne.i32 v0 rdi
;;   -> block2
;;   -> block1
;; block1:
;;   jump
;;   -> block3: rax <- remat v2
;; block2:
;;   jump
;;   -> block3: rax <- remat v4
;; block3(v6 rax):
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   test_br ne.i32 v0 rdi
;;   -> block1
;;   -> block2
;; block1:
;;   jump
;;   -> block3: rax <- remat v2
;; block2:
;;   jump
;;   -> block3: rax <- remat v4
;; block3(v6 rax):
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   jump
;;   -> block1
;; block1:
;;     rax <- rdi v0
;;   return
;;
;; function 9 cells=0
;; block0(v0 -):
;;   cmp_br_mi ne.i32 0
;;   -> block1
;;   -> block2
;; block1:
;;   jump
;;   -> block3: rax <- remat v4
;; block2:
;;   jump
;;   -> block3: rax <- remat v6
;; block3(v8 rax):
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi):
;;   test_br ne.i64 v0 rdi
;;   -> block1
;;   -> block2
;; block1:
;;   jump
;;   -> block3: rax <- remat v4
;; block2:
;;   jump
;;   -> block3: rax <- remat v6
;; block3(v8 rax):
;;   return
;;
;; function 11 cells=0
;; block0(v0 rdi):
;;   test_br ne.i32 v0 rdi
;;   -> block1
;;   -> block5
;; block1:
;;   test_br ne.i32 v0 rdi
;;   -> block2
;;   -> block3
;; block2:
;;   jump
;;   -> block4: rax <- remat v3
;; block3:
;;   jump
;;   -> block4: rax <- remat v5
;; block4(v7 rax):
;;   jump
;;   -> block6
;; block5:
;;   jump
;;   -> block6: rax <- remat v9
;; block6(v11 rax):
;;   return

;; [asm x86_64]
;; function 0 taken
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 7
;;   pop rbp
;;   ret
;;
;; function 1 not_taken
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 2 if_true
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 3 if_computed
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 4 table
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x14
;;   pop rbp
;;   ret
;;
;; function 5 table_default
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x1e
;;   pop rbp
;;   ret
;;
;; function 6 negated
;;   push rbp
;;   mov rbp, rsp
;;   test edi, edi
;;   jne .0
;;   mov eax, 1
;;   jmp .1
;; .0:
;;   mov eax, 2
;; .1:
;;   pop rbp
;;   ret
;;
;; function 7 compared_with_zero
;;   push rbp
;;   mov rbp, rsp
;;   test edi, edi
;;   je .0
;;   mov eax, 1
;;   jmp .1
;; .0:
;;   mov eax, 2
;; .1:
;;   pop rbp
;;   ret
;;
;; function 8 loop_left
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 9 not_known
;;   push rbp
;;   mov rbp, rsp
;;   cmp dword ptr [r15], 0  ; trap: out of bounds memory access
;;   je .0
;;   mov eax, 1
;;   jmp .1
;; .0:
;;   mov eax, 2
;; .1:
;;   pop rbp
;;   ret
;;
;; function 10 not_long_zero
;;   push rbp
;;   mov rbp, rsp
;;   test rdi, rdi
;;   je .0
;;   mov eax, 1
;;   jmp .1
;; .0:
;;   mov eax, 2
;; .1:
;;   pop rbp
;;   ret
;;
;; function 11 not_known_within
;;   push rbp
;;   mov rbp, rsp
;;   test edi, edi
;;   je .2
;;   test edi, edi
;;   je .0
;;   mov eax, 1
;;   jmp .1
;; .0:
;;   mov eax, 2
;; .1:
;;   jmp .3
;; .2:
;;   mov eax, 3
;; .3:
;;   pop rbp
;;   ret
