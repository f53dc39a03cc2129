;; Stores of values and constants, and read-modify-write.
(module
  (memory 1)
  (func (param i32 i64) (i64.store offset=16 (local.get 0) (local.get 1)))
  (func (param i32) (i32.store8 (local.get 0) (i32.const 7)))
  (func (param i32) (i64.store (local.get 0) (i64.const -1)))
  (func (param i32 f64) (f64.store (local.get 0) (local.get 1)))
  (func (param i32 i32) (i32.store (local.get 0) (i32.add (i32.load (local.get 0)) (local.get 1))))
  (func (param i32) (i32.store offset=4 (local.get 0) (i32.sub (i32.load offset=4 (local.get 0)) (i32.const 1))))
  (func (param i32 i32) (i32.store (local.get 0) (i32.xor (i32.load (local.get 1)) (i32.const 1)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i64):
;;   i64.store offset=16 v0, v1
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.const 7
;;   i32.store8 v0, v1
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = i64.const -1
;;   i64.store v0, v1
;;   return
;;
;; function 3
;; block0(v0:i32, v1:f64):
;;   f64.store v0, v1
;;   return
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.add v1, v2
;;   i32.store v0, v3
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.load offset=4 v0
;;   v2:i32 = i32.const 4294967295
;;   v3:i32 = i32.add v1, v2
;;   i32.store offset=4 v0, v3
;;   return
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v1
;;   v3:i32 = i32.const 1
;;   v4:i32 = i32.xor v2, v3
;;   i32.store v0, v4
;;   return

;; [select]
;; function 0
;; block0(v0:i32, v1:i64):
;;   store i64.store v0, v1, disp=16
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = const_int 7
;;   store_i i32.store8 v0, 7
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = const_int -1
;;   store_i i64.store v0, -1
;;   return
;;
;; function 3
;; block0(v0:i32, v1:f64):
;;   store f64.store v0, v1
;;   return
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   alu_mr add.i32 v0, v1; covers v2 i32.load, v3 i32.add
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   v2:i32 = const_int 4294967295
;;   alu_mi add.i32 v0, disp=4, -1; covers v1 i32.load, v3 i32.add
;;   return
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v1
;;   v3:i32 = const_int 1
;;   v4:i32 = alu_ri xor.i32 v2, 1
;;   store i32.store v0, v4
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   store i64.store v0 rdi, v1 rsi, disp=16
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   store_i i32.store8 v0 rdi, 7
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   store_i i64.store v0 rdi, -1
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   store f64.store v0 rdi, v1 xmm0
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   alu_mr add.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   alu_mi add.i32 v0 rdi, disp=4, -1
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v1 rsi
;;   v4 rax = alu_ri xor.i32 v2 rax, 1
;;   store i32.store v0 rdi, v4 rax
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   mov qword ptr [r15 + rdi + 0x10], rsi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   mov byte ptr [r15 + rdi], 7  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   mov qword ptr [r15 + rdi], 0xffffffffffffffff  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd qword ptr [r15 + rdi], xmm0  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   add dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   add dword ptr [r15 + rdi + 4], -1  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 6
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rsi]  ; trap: out of bounds memory access
;;   xor eax, 1
;;   mov dword ptr [r15 + rdi], eax  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
