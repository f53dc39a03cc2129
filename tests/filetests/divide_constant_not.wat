;; Divisions that stay: 64 bits, negative divisors, 0 and -1, variables; without the checks that a constant makes needless.
(module
  (func $wide (param i64) (result i64) (i64.div_u (local.get 0) (i64.const 10)))
  (func $wide_signed (param i64) (result i64) (i64.div_s (local.get 0) (i64.const 10)))
  (func $negative (param i32) (result i32) (i32.div_s (local.get 0) (i32.const -10)))
  (func $zero (param i32) (result i32) (i32.rem_s (local.get 0) (i32.const 0)))
  (func $minus_one (param i64) (result i64) (i64.div_s (local.get 0) (i64.const -1)))
  (func $variable (param i32 i32) (result i32) (i32.rem_s (local.get 0) (local.get 1)))
  (func $of_constant (param i32) (result i32) (i32.div_u (i32.const 100) (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:i64):
;;   v1:i64 = i64.const 10
;;   v2:i64 = i64.div_u v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = i64.const 10
;;   v2:i64 = i64.div_s v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.const 4294967286
;;   v2:i32 = i32.div_s v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.rem_s v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.const -1
;;   v2:i64 = i64.div_s v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.rem_s v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.const 100
;;   v2:i32 = i32.div_u v1, v0
;;   return v2

;; [select]
;; function 0
;; block0(v0:i64):
;;   v1:i64 = const_int 10
;;   v2:i64 = div i64 v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = const_int 10
;;   v2:i64 = div i64.signed v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = const_int 4294967286
;;   v2:i32 = div i32.signed v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = rem i32.signed.zero v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = const_int -1
;;   v2:i64 = div i64.signed.overflow v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = rem i32.signed.zero.overflow v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = const_int 100
;;   v2:i32 = div i32.zero v1, v0
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = div i64 v0 rax, v1 rcx
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = div i64.signed v0 rax, v1 rcx
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = div i32.signed v0 rax, v1 rcx
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rdx = rem i32.signed.zero v0 rax, v1 rcx
;;     rax <- rdx v2
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = div i64.signed.overflow v0 rax, v1 rcx
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rax <- rdi v0
;;   v2 rdx = rem i32.signed.zero.overflow v0 rax, v1 rsi
;;     rax <- rdx v2
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rax = div i32.zero v1 rax, v0 rdi
;;   return

;; [asm x86_64]
;; function 0 wide
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   mov ecx, 0xa
;;   xor edx, edx
;;   div rcx
;;   pop rbp
;;   ret
;;
;; function 1 wide_signed
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   mov ecx, 0xa
;;   cqo
;;   idiv rcx
;;   pop rbp
;;   ret
;;
;; function 2 negative
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   mov ecx, 0xfffffff6
;;   cdq
;;   idiv ecx
;;   pop rbp
;;   ret
;;
;; function 3 zero
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   xor ecx, ecx
;;   test ecx, ecx
;;   je .0
;;   cdq
;;   idiv ecx
;;   mov eax, edx
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: integer divide by zero
;;
;; function 4 minus_one
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   mov rcx, 0xffffffffffffffff
;;   cmp rcx, -1
;;   jne .0
;;   neg rax
;;   jo .2
;;   jmp .1
;; .0:
;;   cqo
;;   idiv rcx
;; .1:
;;   pop rbp
;;   ret
;; .2:
;;   ud2  ; trap: integer overflow
;;
;; function 5 variable
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   test esi, esi
;;   je .2
;;   cmp esi, -1
;;   jne .0
;;   xor edx, edx
;;   jmp .1
;; .0:
;;   cdq
;;   idiv esi
;; .1:
;;   mov eax, edx
;;   pop rbp
;;   ret
;; .2:
;;   ud2  ; trap: integer divide by zero
;;
;; function 6 of_constant
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x64
;;   test edi, edi
;;   je .0
;;   xor edx, edx
;;   div edi
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: integer divide by zero
