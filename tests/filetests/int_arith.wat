;; Two-operand arithmetic: three-operand forms where x86 has them, immediates, multiplication by powers of two.
(module
  (func (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (param i64 i64) (result i64) (i64.sub (local.get 0) (local.get 1)))
  (func (param i64) (result i64) (i64.add (local.get 0) (i64.const -5)))
  (func (param i64) (result i64) (i64.add (local.get 0) (i64.const 0x123456789abcdef)))
  (func (param i32) (result i32) (i32.and (local.get 0) (i32.const 0xff00)))
  (func (param i32) (result i32) (i32.mul (local.get 0) (i32.const 24)))
  (func (param i32) (result i32) (i32.mul (local.get 0) (i32.const 8)))
  (func (param i32) (result i32) (i32.sub (i32.const 0) (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.add v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i64 = i64.sub v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = i64.const -5
;;   v2:i64 = i64.add v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = i64.const 81985529216486895
;;   v2:i64 = i64.add v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 65280
;;   v2:i32 = i32.and v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 24
;;   v2:i32 = i32.mul v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.shl v0, v1
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.sub v1, v0
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = add_rr i32 v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i64 = sub_rr i64 v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = const_int -5
;;   v2:i64 = add_ri i64 v0, -5
;;   return v2
;;
;; function 3
;; block0(v0:i64):
;;   v1:i64 = const_int 81985529216486895
;;   v2:i64 = add_rr i64 v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 65280
;;   v2:i32 = alu_ri and.i32 v0, 65280
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 24
;;   v2:i32 = mul_ri i32 v0, 24
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = shift_ri shl.i32 v0, 3
;;   return v2
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = neg i32 v0
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = add_rr i32 v0 rdi, v1 rsi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rdi = sub_rr i64 v0 rdi, v1 rsi
;;     rax <- rdi v2
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i64 v0 rdi, -5
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
;;   v2 rdi = alu_ri and.i32 v0 rdi, 65280
;;     rax <- rdi v2
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rax = mul_ri i32 v0 rdi, 24
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i32 v0 rdi, 3
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v2 rdi = neg i32 v0 rdi
;;     rax <- rdi v2
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rsi]
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   sub rdi, rsi
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   lea rax, [rdi - 5]
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   movabs rax, 0x123456789abcdef
;;   add rax, rdi
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   and edi, 0xff00
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   imul eax, edi, 0x18
;;   pop rbp
;;   ret
;;
;; function 6
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shl eax, 3
;;   pop rbp
;;   ret
;;
;; function 7
;;   push rbp
;;   mov rbp, rsp
;;   neg edi
;;   mov eax, edi
;;   pop rbp
;;   ret
