;; Folding and sharing: constants, identities, equal expressions, comparisons of comparisons.
(module
  (func (result i32) (i32.add (i32.const 40) (i32.const 2)))
  (func (param i32) (result i32) (i32.add (local.get 0) (i32.const 0)))
  (func (param i32) (result i32)
    (i32.sub (i32.mul (local.get 0) (local.get 0)) (i32.mul (local.get 0) (local.get 0))))
  (func (param i32 i32) (result i32)
    (i32.xor (i32.add (local.get 0) (local.get 1)) (i32.mul (i32.add (local.get 0) (local.get 1)) (i32.const 3))))
  (func (param i32 i32) (result i32) (i32.eqz (i32.lt_s (local.get 0) (local.get 1))))
  (func (param i32) (result i32) (i32.add (i32.add (local.get 0) (i32.const 3)) (i32.const 4))))

;; [zir]
;; function 0
;; block0:
;;   v0:i32 = i32.const 42
;;   return v0
;;
;; function 1
;; block0(v0:i32):
;;   return v0
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   return v1
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.add v0, v1
;;   v3:i32 = i32.const 3
;;   v4:i32 = i32.mul v2, v3
;;   v5:i32 = i32.xor v2, v4
;;   return v5
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.ge_s v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 7
;;   v2:i32 = i32.add v0, v1
;;   return v2

;; [select]
;; function 0
;; block0:
;;   v0:i32 = const_int 42
;;   return v0
;;
;; function 1
;; block0(v0:i32):
;;   return v0
;;
;; function 2
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   return v1
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = add_rr i32 v0, v1
;;   v3:i32 = const_int 3
;;   v4:i32 = lea i32 v2, v2, scale=2
;;   v5:i32 = alu_rr xor.i32 v2, v4
;;   return v5
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = cmp_set ge.i32 v0, v1
;;   return v2
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 7
;;   v2:i32 = add_ri i32 v0, 7
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0:
;;     rax <- remat v0
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;   return
;;
;; function 2 cells=0
;; block0(v0 -):
;;     rax <- remat v1
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = add_rr i32 v0 rdi, v1 rsi
;;   v4 rcx = lea i32 v2 rax, v2 rax, scale=2
;;   v5 rax = alu_rr xor.i32 v2 rax, v4 rcx
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = cmp_set ge.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i32 v0 rdi, 7
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x2a
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rsi]
;;   lea ecx, [rax + rax*2]
;;   xor eax, ecx
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   cmp edi, esi
;;   setge al
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + 7]
;;   pop rbp
;;   ret
