;; Sums with constants of 32 signed bits have an immediate, negation is an instruction; wider constants are registers.
(module
  (func $add (param i32) (result i32) (i32.add (local.get 0) (i32.const 100)))
  (func $sub (param i64) (result i64) (i64.sub (local.get 0) (i64.const 100)))
  (func $smallest (param i64) (result i64) (i64.add (local.get 0) (i64.const -0x80000000)))
  (func $not_sub_smallest (param i64) (result i64) (i64.sub (local.get 0) (i64.const -0x80000000)))
  (func $not_too_wide (param i64) (result i64) (i64.add (local.get 0) (i64.const 0x80000000)))
  (func $negate (param i64) (result i64) (i64.sub (i64.const 0) (local.get 0)))
  (func $not_from_constant (param i32) (result i32) (i32.sub (i32.const 1) (local.get 0)))
  (func $not_or_33_bits (param i64) (result i64) (i64.or (local.get 0) (i64.const 0x100000000))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 100
;;   v2:i32 = i32.add v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = i64.const -100
;;   v2:i64 = i64.add v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = i64.const -2147483648
;;   v2:i64 = i64.add v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = i64.const 2147483648
;;   v2:i64 = i64.add v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.const 2147483648
;;   v2:i64 = i64.add v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = i64.const 0
;;   v2:i64 = i64.sub v1, v0
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 1
;;   v2:i32 = i32.sub v1, v0
;;   return v2
;;
;; function 7
;; block0(v0:i64):
;;   v1:i64 = i64.const 4294967296
;;   v2:i64 = i64.or v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 100
;;   v2:i32 = add_ri i32 v0, 100
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = const_int -100
;;   v2:i64 = add_ri i64 v0, -100
;;   return v2
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = const_int -2147483648
;;   v2:i64 = add_ri i64 v0, -2147483648
;;   return v2
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = const_int 2147483648
;;   v2:i64 = add_rr i64 v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = const_int 2147483648
;;   v2:i64 = add_rr i64 v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i64):
;;   v1:i64 = const_int 0
;;   v2:i64 = neg i64 v0
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 1
;;   v2:i32 = sub_rr i32 v1, v0
;;   return v2
;;
;; function 7
;; block0(v0:i64):
;;   v1:i64 = const_int 4294967296
;;   v2:i64 = alu_rr or.i64 v0, v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i32 v0 rdi, 100
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i64 v0 rdi, -100
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i64 v0 rdi, -2147483648
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rax = add_rr i64 v0 rdi, v1 rax
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rax = add_rr i64 v0 rdi, v1 rax
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rdi = neg i64 v0 rdi
;;     rax <- rdi v2
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rax = sub_rr i32 v1 rax, v0 rdi
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rdi = alu_rr or.i64 v0 rdi, v1 rax
;;     rax <- rdi v2
;;   return

;; [asm x86_64]
;; function 0 add
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + 0x64]
;;   pop rbp
;;   ret
;;
;; function 1 sub
;;   push rbp
;;   mov rbp, rsp
;;   lea rax, [rdi - 0x64]
;;   pop rbp
;;   ret
;;
;; function 2 smallest
;;   push rbp
;;   mov rbp, rsp
;;   lea rax, [rdi - 0x80000000]
;;   pop rbp
;;   ret
;;
;; function 3 not_sub_smallest
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x80000000
;;   add rax, rdi
;;   pop rbp
;;   ret
;;
;; function 4 not_too_wide
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x80000000
;;   add rax, rdi
;;   pop rbp
;;   ret
;;
;; function 5 negate
;;   push rbp
;;   mov rbp, rsp
;;   neg rdi
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 6 not_from_constant
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 1
;;   sub eax, edi
;;   pop rbp
;;   ret
;;
;; function 7 not_or_33_bits
;;   push rbp
;;   mov rbp, rsp
;;   movabs rax, 0x100000000
;;   or rdi, rax
;;   mov rax, rdi
;;   pop rbp
;;   ret
