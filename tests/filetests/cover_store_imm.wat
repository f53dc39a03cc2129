;; Constants are stored as immediates in every width; of 64-bit ones those that fit 32 signed bits.
(module
  (memory 1)
  (memory 1)
  (func $i32 (param i32) (i32.store (local.get 0) (i32.const 0x80000000)))
  (func $i32_8 (param i32) (i32.store8 offset=3 (local.get 0) (i32.const 511)))
  (func $i32_16 (param i32) (i32.store16 (local.get 0) (i32.const -2)))
  (func $i64 (param i32) (i64.store (local.get 0) (i64.const -0x80000000)))
  (func $i64_32 (param i32) (i64.store32 (local.get 0) (i64.const 0x123456789)))
  (func $other_memory (param i32) (i32.store 1 (local.get 0) (i32.const 7)))
  (func $constant_address (i32.store offset=8 (i32.const 16) (i32.const 7))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 2147483648
;;   i32.store v0, v1
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.const 511
;;   i32.store8 offset=3 v0, v1
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.const 4294967294
;;   i32.store16 v0, v1
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i64 = i64.const -2147483648
;;   i64.store v0, v1
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   v1:i64 = i64.const 4886718345
;;   i64.store32 v0, v1
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 7
;;   i32.store v0, v1 memory=1
;;   return
;;
;; function 6
;; block0:
;;   v0:i32 = i32.const 16
;;   v1:i32 = i32.const 7
;;   i32.store offset=8 v0, v1
;;   return

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 2147483648
;;   store_i i32.store v0, -2147483648
;;   return
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = const_int 511
;;   store_i i32.store8 v0, disp=3, 511
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = const_int 4294967294
;;   store_i i32.store16 v0, -2
;;   return
;;
;; function 3
;; block0(v0:i32):
;;   v1:i64 = const_int -2147483648
;;   store_i i64.store v0, -2147483648
;;   return
;;
;; function 4
;; block0(v0:i32):
;;   v1:i64 = const_int 4886718345
;;   store_i i64.store32 v0, 591751049
;;   return
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 7
;;   store_i i32.store v0, memory=1, 7
;;   return
;;
;; function 6
;; block0:
;;   v0:i32 = const_int 16
;;   v1:i32 = const_int 7
;;   store_i i32.store disp=24, 7
;;   return

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   store_i i32.store v0 rdi, -2147483648
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   store_i i32.store8 v0 rdi, disp=3, 511
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   store_i i32.store16 v0 rdi, -2
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   store_i i64.store v0 rdi, -2147483648
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   store_i i64.store32 v0 rdi, 591751049
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   store_i i32.store v0 rdi, memory=1, 7
;;   return
;;
;; function 6 cells=0
;; block0:
;;   store_i i32.store disp=24, 7
;;   return

;; [asm x86_64]
;; function 0 i32
;;   push rbp
;;   mov rbp, rsp
;;   mov dword ptr [r15 + rdi], 0x80000000  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 i32_8
;;   push rbp
;;   mov rbp, rsp
;;   mov byte ptr [r15 + rdi + 3], 0xff  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2 i32_16
;;   push rbp
;;   mov rbp, rsp
;;   mov word ptr [r15 + rdi], 0xfffe  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 i64
;;   push rbp
;;   mov rbp, rsp
;;   mov qword ptr [r15 + rdi], 0xffffffff80000000  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4 i64_32
;;   push rbp
;;   mov rbp, rsp
;;   mov dword ptr [r15 + rdi], 0x23456789  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 5 other_memory
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   mov dword ptr [r11 + rdi], 7  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 6 constant_address
;;   push rbp
;;   mov rbp, rsp
;;   mov dword ptr [r15 + 0x18], 7  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
