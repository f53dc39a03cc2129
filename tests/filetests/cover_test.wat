;; An AND whose result is only compared with zero becomes a test, for branches and for values.
(module
  (func $value (param i32 i32) (result i32) (i32.eqz (i32.and (local.get 0) (local.get 1))))
  (func $value_immediate (param i64) (result i32) (i64.ne (i64.and (local.get 0) (i64.const 8)) (i64.const 0)))
  (func $branch (param i64 i64) (if (i64.eqz (i64.and (local.get 0) (local.get 1))) (then unreachable)))
  (func $branch_immediate (param i32) (if (i32.and (local.get 0) (i32.const 0x80)) (then unreachable)))
  (func $sign (param i32 i32) (if (i32.lt_s (i32.and (local.get 0) (local.get 1)) (i32.const 0)) (then unreachable)))
  (func $not_negative (param i32) (result i32) (i32.ge_s (local.get 0) (i32.const 0)))
  (func $null (param externref) (result i32) (ref.is_null (local.get 0)))
  (func $null_branch (param externref) (if (ref.is_null (local.get 0)) (then unreachable))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.and v0, v1
;;   v3:i32 = i32.eqz v2
;;   return v3
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = i64.const 8
;;   v2:i64 = i64.and v0, v1
;;   v3:i64 = i64.const 0
;;   v4:i32 = i64.ne v2, v3
;;   return v4
;;
;; function 2
;; block0(v0:i64, v1:i64):
;;   v2:i64 = i64.and v0, v1
;;   v3:i32 = i64.eqz v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 128
;;   v2:i32 = i32.and v0, v1
;;   br_if v2 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.and v0, v1
;;   v3:i32 = i32.const 0
;;   v4:i32 = i32.lt_s v2, v3
;;   br_if v4 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.ge_s v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:ref):
;;   v1:i32 = ref.is_null v0
;;   return v1
;;
;; function 7
;; block0(v0:ref):
;;   v1:i32 = ref.is_null v0
;;   br_if v1 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v3:i32 = test_set e.i32 v0, v1; covers v2 i32.and
;;   return v3
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = const_int 8
;;   v3:i64 = const_int 0
;;   v4:i32 = test_set_i ne.i64 v0, 8; covers v2 i64.and
;;   return v4
;;
;; function 2
;; block0(v0:i64, v1:i64):
;;   test_br e.i64 v0, v1; covers v2 i64.and, v3 i64.eqz
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 128
;;   test_br_i ne.i32 v0, 128; covers v2 i32.and
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v3:i32 = const_int 0
;;   test_br s.i32 v0, v1; covers v2 i32.and, v4 i32.lt_s
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = test_set ns.i32 v0
;;   return v2
;;
;; function 6
;; block0(v0:ref):
;;   v1:i32 = test_set e.i64 v0
;;   return v1
;;
;; function 7
;; block0(v0:ref):
;;   test_br e.i64 v0; covers v1 ref.is_null
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rax = test_set e.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v4 rax = test_set_i ne.i64 v0 rdi, 8
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   test_br e.i64 v0 rdi, v1 rsi
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   test_br_i ne.i32 v0 rdi, 128
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   test_br s.i32 v0 rdi, v1 rsi
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rax = test_set ns.i32 v0 rdi
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v1 rax = test_set e.i64 v0 rdi
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   test_br e.i64 v0 rdi
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return

;; [asm x86_64]
;; function 0 value
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test edi, esi
;;   sete al
;;   pop rbp
;;   ret
;;
;; function 1 value_immediate
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test dil, 8
;;   setne al
;;   pop rbp
;;   ret
;;
;; function 2 branch
;;   push rbp
;;   mov rbp, rsp
;;   test rdi, rsi
;;   je .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 3 branch_immediate
;;   push rbp
;;   mov rbp, rsp
;;   test edi, 0x80
;;   jne .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 4 sign
;;   push rbp
;;   mov rbp, rsp
;;   test edi, esi
;;   js .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 5 not_negative
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test edi, edi
;;   setns al
;;   pop rbp
;;   ret
;;
;; function 6 null
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   test rdi, rdi
;;   sete al
;;   pop rbp
;;   ret
;;
;; function 7 null_branch
;;   push rbp
;;   mov rbp, rsp
;;   test rdi, rdi
;;   je .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
