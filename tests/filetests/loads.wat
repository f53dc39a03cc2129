;; Narrow loads extend while loading; a load folds into its only user when nothing that could change it lies between.
(module
  (memory 1)
  (func (param i32) (result i32) (i32.load8_s (local.get 0)))
  (func (param i32) (result i64) (i64.load16_u offset=2 (local.get 0)))
  (func (param i32) (result i64) (i64.load32_s (local.get 0)))
  (func (param i32 i32) (result i32) (i32.add (local.get 1) (i32.load (local.get 0))))
  (func (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.load (local.get 0)))
    (i32.store (local.get 1) (i32.const 1))
    (i32.add (local.get 2) (local.get 1)))
  (func (param i32) (result i32) (i32.lt_u (i32.load (local.get 0)) (i32.const 9))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.load8_s v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = i64.load16_u offset=2 v0
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = i64.load32_s v0
;;   return v1
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.add v1, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.const 1
;;   i32.store v1, v3
;;   v5:i32 = i32.add v1, v2
;;   return v5
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.const 9
;;   v3:i32 = i32.lt_u v1, v2
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = load i32.load8_s v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i64 = load i64.load16_u v0, disp=2
;;   return v1
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = load i64.load32_s v0
;;   return v1
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v3:i32 = alu_rm add.i32 v1, v0; covers v2 i32.load
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   v3:i32 = const_int 1
;;   store_i i32.store v1, 1
;;   v5:i32 = add_rr i32 v1, v2
;;   return v5
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = const_int 9
;;   v3:i32 = cmp_set_i b.i32 v1, 9
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load8_s v0 rdi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load16_u v0 rdi, disp=2
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load32_s v0 rdi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_rm add.i32 v1 rsi, v0 rdi
;;     rax <- rsi v3
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   store_i i32.store v1 rsi, 1
;;   v5 rax = add_rr i32 v1 rsi, v2 rax
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   v3 rax = cmp_set_i b.i32 v1 rax, 9
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   movsx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, word ptr [r15 + rdi + 2]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   movsxd rax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   add esi, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rsi], 1  ; trap: out of bounds memory access
;;   add eax, esi
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   cmp eax, 9
;;   setb al
;;   movzx eax, al
;;   pop rbp
;;   ret
