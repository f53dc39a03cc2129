;; A cell that is loaded, changed and stored is changed in place, by a register or an immediate.
(module
  (memory 1)
  (func $add (param i32 i32) (i32.store (local.get 0) (i32.add (i32.load (local.get 0)) (local.get 1))))
  (func $add_left (param i32 i64) (i64.store offset=8 (local.get 0) (i64.add (local.get 1) (i64.load offset=8 (local.get 0)))))
  (func $sub (param i32 i32) (i32.store (local.get 0) (i32.sub (i32.load (local.get 0)) (local.get 1))))
  (func $and_immediate (param i32) (i32.store (local.get 0) (i32.and (i32.load (local.get 0)) (i32.const 0xfff))))
  (func $or_immediate (param i32) (i64.store (local.get 0) (i64.or (i64.load (local.get 0)) (i64.const -4096))))
  (func $xor (param i32 i32) (i32.store (local.get 0) (i32.xor (local.get 1) (i32.load (local.get 0)))))
  (func $sub_immediate (param i32) (i32.store (local.get 0) (i32.sub (i32.load (local.get 0)) (i32.const 1))))
  (func $constant_address (i32.store offset=4 (i32.const 64) (i32.add (i32.load offset=4 (i32.const 64)) (i32.const 1)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.add v1, v2
;;   i32.store v0, v3
;;   return
;;
;; function 1
;; block0(v0:i32, v1:i64):
;;   v2:i64 = i64.load offset=8 v0
;;   v3:i64 = i64.add v1, v2
;;   i64.store offset=8 v0, v3
;;   return
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.sub v2, v1
;;   i32.store v0, v3
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.const 4095
;;   v3:i32 = i32.and v1, v2
;;   i32.store v0, v3
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   v1:i64 = i64.load v0
;;   v2:i64 = i64.const -4096
;;   v3:i64 = i64.or v1, v2
;;   i64.store v0, v3
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.xor v1, v2
;;   i32.store v0, v3
;;   return
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.const 4294967295
;;   v3:i32 = i32.add v1, v2
;;   i32.store v0, v3
;;   return
;;
;; function 7
;; block0:
;;   v0:i32 = i32.const 64
;;   v1:i32 = i32.load offset=4 v0
;;   v2:i32 = i32.const 1
;;   v3:i32 = i32.add v1, v2
;;   i32.store offset=4 v0, v3
;;   return

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   alu_mr add.i32 v0, v1; covers v2 i32.load, v3 i32.add
;;   return
;;
;; function 1
;; block0(v0:i32, v1:i64):
;;   alu_mr add.i64 v0, v1, disp=8; covers v2 i64.load, v3 i64.add
;;   return
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   alu_mr sub.i32 v0, v1; covers v2 i32.load, v3 i32.sub
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v2:i32 = const_int 4095
;;   alu_mi and.i32 v0, 4095; covers v1 i32.load, v3 i32.and
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   v2:i64 = const_int -4096
;;   alu_mi or.i64 v0, -4096; covers v1 i64.load, v3 i64.or
;;   return
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   alu_mr xor.i32 v0, v1; covers v2 i32.load, v3 i32.xor
;;   return
;;
;; function 6
;; block0(v0:i32):
;;   v2:i32 = const_int 4294967295
;;   alu_mi add.i32 v0, -1; covers v1 i32.load, v3 i32.add
;;   return
;;
;; function 7
;; block0:
;;   v0:i32 = const_int 64
;;   v2:i32 = const_int 1
;;   alu_mi add.i32 disp=68, 1; covers v1 i32.load, v3 i32.add
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   alu_mr add.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   alu_mr add.i64 v0 rdi, v1 rsi, disp=8
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   alu_mr sub.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   alu_mi and.i32 v0 rdi, 4095
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   alu_mi or.i64 v0 rdi, -4096
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;   alu_mr xor.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   alu_mi add.i32 v0 rdi, -1
;;   return
;;
;; function 7 cells=0
;; block0:
;;   alu_mi add.i32 disp=68, 1
;;   return

;; [asm x86_64]
;; function 0 add
;;   push rbp
;;   mov rbp, rsp
;;   add dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 add_left
;;   push rbp
;;   mov rbp, rsp
;;   add qword ptr [r15 + rdi + 8], rsi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2 sub
;;   push rbp
;;   mov rbp, rsp
;;   sub dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 and_immediate
;;   push rbp
;;   mov rbp, rsp
;;   and dword ptr [r15 + rdi], 0xfff  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4 or_immediate
;;   push rbp
;;   mov rbp, rsp
;;   or qword ptr [r15 + rdi], 0xfffffffffffff000  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 5 xor
;;   push rbp
;;   mov rbp, rsp
;;   xor dword ptr [r15 + rdi], esi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 6 sub_immediate
;;   push rbp
;;   mov rbp, rsp
;;   add dword ptr [r15 + rdi], -1  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 7 constant_address
;;   push rbp
;;   mov rbp, rsp
;;   add dword ptr [r15 + 0x44], 1  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
