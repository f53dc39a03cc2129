;; A branch compares memory with an immediate or a register; narrow loads too, unsigned, where the constant fits.
(module
  (memory 1)
  (func $i32 (param i32) (if (i32.lt_s (i32.load (local.get 0)) (i32.const 5)) (then unreachable)))
  (func $i64 (param i32) (if (i64.ge_u (i64.load offset=8 (local.get 0)) (i64.const 5)) (then unreachable)))
  (func $byte (param i32) (if (i32.lt_s (i32.load8_u (local.get 0)) (i32.const 255)) (then unreachable)))
  (func $half (param i32) (if (i64.gt_s (i64.load16_u (local.get 0)) (i64.const 0x8000)) (then unreachable)))
  (func $zero (param i32) (if (i32.load8_u (local.get 0)) (then unreachable)))
  (func $not_zero (param i32) (if (i32.eqz (i32.load (local.get 0))) (then unreachable)))
  (func $sign (param i32) (if (i32.lt_s (i32.load (local.get 0)) (i32.const 0)) (then unreachable)))
  (func $constant_left (param i32) (if (i32.gt_u (i32.const 9) (i32.load (local.get 0))) (then unreachable)))
  (func $register (param i32 i32) (if (i32.lt_u (local.get 1) (i32.load (local.get 0))) (then unreachable))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.const 5
;;   v3:i32 = i32.lt_s v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = i64.load offset=8 v0
;;   v2:i64 = i64.const 5
;;   v3:i32 = i64.ge_u v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.load8_u v0
;;   v2:i32 = i32.const 255
;;   v3:i32 = i32.lt_s v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i64 = i64.load16_u v0
;;   v2:i64 = i64.const 32768
;;   v3:i32 = i64.gt_s v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.load8_u v0
;;   br_if v1 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   br_if v1 block2, block1
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.const 0
;;   v3:i32 = i32.lt_s v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.const 9
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.lt_u v2, v1
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return
;;
;; function 8
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.lt_u v1, v2
;;   br_if v3 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   return

;; [select]
;; function 0
;; block0(v0:i32):
;;   v2:i32 = const_int 5
;;   cmp_br_mi l.i32 v0, 5; covers v1 i32.load, v3 i32.lt_s
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v2:i64 = const_int 5
;;   cmp_br_mi ae.i64 v0, disp=8, 5; covers v1 i64.load, v3 i64.ge_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   v2:i32 = const_int 255
;;   cmp_br_mi b.u8 v0, 255; covers v1 i32.load8_u, v3 i32.lt_s
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v2:i64 = const_int 32768
;;   cmp_br_mi a.u16 v0, 32768; covers v1 i64.load16_u, v3 i64.gt_s
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   cmp_br_mi ne.u8 v0, 0; covers v1 i32.load8_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   cmp_br_mi ne.i32 v0, 0; covers v1 i32.load
;;   -> block2, block1
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 6
;; block0(v0:i32):
;;   v2:i32 = const_int 0
;;   cmp_br_mi l.i32 v0, 0; covers v1 i32.load, v3 i32.lt_s
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = const_int 9
;;   cmp_br_mi b.i32 v0, 9; covers v2 i32.load, v3 i32.lt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 8
;; block0(v0:i32, v1:i32):
;;   cmp_br_rm b.i32 v1, v0; covers v2 i32.load, v3 i32.lt_u
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   cmp_br_mi l.i32 v0 rdi, 5
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   cmp_br_mi ae.i64 v0 rdi, disp=8, 5
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   cmp_br_mi b.u8 v0 rdi, 255
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   cmp_br_mi a.u16 v0 rdi, 32768
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   cmp_br_mi ne.u8 v0 rdi, 0
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   cmp_br_mi ne.i32 v0 rdi, 0
;;   -> block2
;;   -> block1
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   cmp_br_mi l.i32 v0 rdi, 0
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   cmp_br_mi b.i32 v0 rdi, 9
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi, v1 rsi):
;;   cmp_br_rm b.i32 v1 rsi, v0 rdi
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;   return

;; [asm x86_64]
;; function 0 i32
;;   push rbp
;;   mov rbp, rsp
;;   cmp dword ptr [r15 + rdi], 5  ; trap: out of bounds memory access
;;   jl .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 1 i64
;;   push rbp
;;   mov rbp, rsp
;;   cmp qword ptr [r15 + rdi + 8], 5  ; trap: out of bounds memory access
;;   jae .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 2 byte
;;   push rbp
;;   mov rbp, rsp
;;   cmp byte ptr [r15 + rdi], 0xff  ; trap: out of bounds memory access
;;   jb .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 3 half
;;   push rbp
;;   mov rbp, rsp
;;   cmp word ptr [r15 + rdi], 0x8000  ; trap: out of bounds memory access
;;   ja .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 4 zero
;;   push rbp
;;   mov rbp, rsp
;;   cmp byte ptr [r15 + rdi], 0  ; trap: out of bounds memory access
;;   jne .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 5 not_zero
;;   push rbp
;;   mov rbp, rsp
;;   cmp dword ptr [r15 + rdi], 0  ; trap: out of bounds memory access
;;   je .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 6 sign
;;   push rbp
;;   mov rbp, rsp
;;   cmp dword ptr [r15 + rdi], 0  ; trap: out of bounds memory access
;;   jl .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 7 constant_left
;;   push rbp
;;   mov rbp, rsp
;;   cmp dword ptr [r15 + rdi], 9  ; trap: out of bounds memory access
;;   jb .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 8 register
;;   push rbp
;;   mov rbp, rsp
;;   cmp esi, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   jb .0
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
