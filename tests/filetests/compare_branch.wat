;; A comparison goes into the branch that uses it: registers, immediates, tests of bits, loads, eqz.
(module
  (memory 1)
  (func $f)
  (func (param i32 i32) (if (i32.lt_s (local.get 0) (local.get 1)) (then (call $f))))
  (func (param i64) (if (i64.gt_u (local.get 0) (i64.const 100)) (then (call $f))))
  (func (param i32) (if (i32.and (local.get 0) (i32.const 4)) (then (call $f))))
  (func (param i32) (if (i32.eqz (local.get 0)) (then (call $f))))
  (func (param i32) (if (i32.eq (i32.load8_u (local.get 0)) (i32.const 47)) (then (call $f))))
  (func (param i32 i32) (result i32) (i32.ge_u (local.get 0) (local.get 1))))

;; [zir]
;; function 0
;; block0:
;;   return
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.lt_s v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   call 0 ()
;;   br block2
;; block2:
;;   return
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = i64.const 100
;;   v2:i32 = i64.gt_u v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   call 0 ()
;;   br block2
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 4
;;   v2:i32 = i32.and v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   call 0 ()
;;   br block2
;; block2:
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   br_if v0 block2, block1
;; block1:
;;   call 0 ()
;;   br block2
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.load8_u v0
;;   v2:i32 = i32.const 47
;;   v3:i32 = i32.eq v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   call 0 ()
;;   br block2
;; block2:
;;   return
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.ge_u v0, v1
;;   return v2

;; [select]
;; function 0
;; block0:
;;   return
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   cmp_br l.i32 v0, v1; covers v2 i32.lt_s
;;   -> block1, block2
;; block1:
;;   call function 0
;;   jump
;;   -> block2
;; block2:
;;   return
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = const_int 100
;;   cmp_br_i a.i64 v0, 100; covers v2 i64.gt_u
;;   -> block1, block2
;; block1:
;;   call function 0
;;   jump
;;   -> block2
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 4
;;   test_br_i ne.i32 v0, 4; covers v2 i32.and
;;   -> block1, block2
;; block1:
;;   call function 0
;;   jump
;;   -> block2
;; block2:
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   test_br ne.i32 v0
;;   -> block2, block1
;; block1:
;;   call function 0
;;   jump
;;   -> block2
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   v2:i32 = const_int 47
;;   cmp_br_mi e.u8 v0, 47; covers v1 i32.load8_u, v3 i32.eq
;;   -> block1, block2
;; block1:
;;   call function 0
;;   jump
;;   -> block2
;; block2:
;;   return
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set ae.i32 v0, v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0:
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   cmp_br l.i32 v0 rdi, v1 rsi
;;   -> block1
;;   -> block2
;; block1:
;;   call function 0
;;   jump
;;   -> block2
;; block2:
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   cmp_br_i a.i64 v0 rdi, 100
;;   -> block1
;;   -> block2
;; block1:
;;   call function 0
;;   jump
;;   -> block2
;; block2:
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   test_br_i ne.i32 v0 rdi, 4
;;   -> block1
;;   -> block2
;; block1:
;;   call function 0
;;   jump
;;   -> block2
;; block2:
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   test_br ne.i32 v0 rdi
;;   -> block2
;;   -> block1
;; block1:
;;   call function 0
;;   jump
;;   -> block2
;; block2:
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   cmp_br_mi e.u8 v0 rdi, 47
;;   -> block1
;;   -> block2
;; block1:
;;   call function 0
;;   jump
;;   -> block2
;; block2:
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set ae.i32 v0 rdi, v1 rsi
;;   return

;; [asm x86_64]
;; function 0 f
;;   push rbp
;;   mov rbp, rsp
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .1
;;   cmp edi, esi
;;   jge .0
;;   call function 0 f
;; .0:
;;   pop rbp
;;   ret
;; .1:
;;   ud2  ; trap: call stack exhausted
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .1
;;   cmp rdi, 0x64
;;   jbe .0
;;   call function 0 f
;; .0:
;;   pop rbp
;;   ret
;; .1:
;;   ud2  ; trap: call stack exhausted
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .1
;;   test dil, 4
;;   je .0
;;   call function 0 f
;; .0:
;;   pop rbp
;;   ret
;; .1:
;;   ud2  ; trap: call stack exhausted
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .1
;;   test edi, edi
;;   jne .0
;;   call function 0 f
;; .0:
;;   pop rbp
;;   ret
;; .1:
;;   ud2  ; trap: call stack exhausted
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .1
;;   cmp byte ptr [r15 + rdi], 0x2f  ; trap: out of bounds memory access
;;   jne .0
;;   call function 0 f
;; .0:
;;   pop rbp
;;   ret
;; .1:
;;   ud2  ; trap: call stack exhausted
;;
;; function 6
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setae al
;;   pop rbp
;;   ret
