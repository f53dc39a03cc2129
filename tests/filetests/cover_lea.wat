;; A sum with a value shifted by 1, 2 or 3 is one LEA, and so is a product with 3, 5 or 9.
(module
  (func $by_2 (param i32 i32) (result i32) (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 1))))
  (func $by_4_left (param i64 i64) (result i64) (i64.add (i64.mul (local.get 1) (i64.const 4)) (local.get 0)))
  (func $by_8 (param i32 i32) (result i32) (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 3))))
  (func $itself (param i32) (result i32) (i32.add (local.get 0) (i32.shl (local.get 0) (i32.const 2))))
  (func $mul_3 (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
  (func $mul_5 (param i64) (result i64) (i64.mul (i64.const 5) (local.get 0)))
  (func $mul_9 (param i32) (result i32) (i32.mul (local.get 0) (i32.const 9))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 1
;;   v3:i32 = i32.shl v1, v2
;;   v4:i32 = i32.add v0, v3
;;   return v4
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i64 = i64.const 2
;;   v3:i64 = i64.shl v1, v2
;;   v4:i64 = i64.add v0, v3
;;   return v4
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.const 3
;;   v3:i32 = i32.shl v1, v2
;;   v4:i32 = i32.add v0, v3
;;   return v4
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 2
;;   v2:i32 = i32.shl v0, v1
;;   v3:i32 = i32.add v0, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.mul v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = i64.const 5
;;   v2:i64 = i64.mul v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 9
;;   v2:i32 = i32.mul v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 1
;;   v4:i32 = lea i32 v0, v1, scale=2; covers v3 i32.shl
;;   return v4
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i64 = const_int 2
;;   v4:i64 = lea i64 v0, v1, scale=4; covers v3 i64.shl
;;   return v4
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = const_int 3
;;   v4:i32 = lea i32 v0, v1, scale=8; covers v3 i32.shl
;;   return v4
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 2
;;   v3:i32 = lea i32 v0, v0, scale=4; covers v2 i32.shl
;;   return v3
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = lea i32 v0, v0, scale=2
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = const_int 5
;;   v2:i64 = lea i64 v0, v0, scale=4
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 9
;;   v2:i32 = lea i32 v0, v0, scale=8
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v4 rax = lea i32 v0 rdi, v1 rsi, scale=2
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v4 rax = lea i64 v0 rdi, v1 rsi, scale=4
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v4 rax = lea i32 v0 rdi, v1 rsi, scale=8
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v3 rax = lea i32 v0 rdi, v0 rdi, scale=4
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 rax = lea i32 v0 rdi, v0 rdi, scale=2
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rax = lea i64 v0 rdi, v0 rdi, scale=4
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v2 rax = lea i32 v0 rdi, v0 rdi, scale=8
;;   return

;; [asm x86_64]
;; function 0 by_2
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rsi*2]
;;   pop rbp
;;   ret
;;
;; function 1 by_4_left
;;   push rbp
;;   mov rbp, rsp
;;   lea rax, [rdi + rsi*4]
;;   pop rbp
;;   ret
;;
;; function 2 by_8
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rsi*8]
;;   pop rbp
;;   ret
;;
;; function 3 itself
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rdi*4]
;;   pop rbp
;;   ret
;;
;; function 4 mul_3
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rdi*2]
;;   pop rbp
;;   ret
;;
;; function 5 mul_5
;;   push rbp
;;   mov rbp, rsp
;;   lea rax, [rdi + rdi*4]
;;   pop rbp
;;   ret
;;
;; function 6 mul_9
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rdi*8]
;;   pop rbp
;;   ret
