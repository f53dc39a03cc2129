;; Arithmetic with a load as its right operand is one instruction, from either side where the order is free.
(module
  (memory 1)
  (func $add (param i32 i32) (result i32) (i32.add (local.get 1) (i32.load offset=8 (local.get 0))))
  (func $add_left (param i32 i64) (result i64) (i64.add (i64.load (local.get 0)) (local.get 1)))
  (func $sub (param i32 i32) (result i32) (i32.sub (local.get 1) (i32.load (local.get 0))))
  (func $and (param i32 i64) (result i64) (i64.and (i64.load (local.get 0)) (local.get 1)))
  (func $or (param i32 i32) (result i32) (i32.or (local.get 1) (i32.load (local.get 0))))
  (func $xor_constant_address (param i32) (result i32) (i32.xor (local.get 0) (i32.load offset=4 (i32.const 1024))))
  (func $largest_offset (param i32 i32) (result i32) (i32.add (local.get 1) (i32.load offset=0x7ffeffff (local.get 0))))
  (func $both_loads (param i32 i32) (result i32) (i32.add (i32.load (local.get 0)) (i32.load (local.get 1)))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load offset=8 v0
;;   v3:i32 = i32.add v1, v2
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:i64):
;;   v2:i64 = i64.load v0
;;   v3:i64 = i64.add v1, v2
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.sub v1, v2
;;   return v3
;;
;; function 3
;; block0(v0:i32, v1:i64):
;;   v2:i64 = i64.load v0
;;   v3:i64 = i64.and v1, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.or v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 1024
;;   v2:i32 = i32.load offset=4 v1
;;   v3:i32 = i32.xor v0, v2
;;   return v3
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load offset=2147418111 v0
;;   v3:i32 = i32.add v1, v2
;;   return v3
;;
;; function 7
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   v3:i32 = i32.load v1
;;   v4:i32 = i32.add v2, v3
;;   return v4

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v3:i32 = alu_rm add.i32 v1, v0, disp=8; covers v2 i32.load
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:i64):
;;   v3:i64 = alu_rm add.i64 v1, v0; covers v2 i64.load
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v3:i32 = alu_rm sub.i32 v1, v0; covers v2 i32.load
;;   return v3
;;
;; function 3
;; block0(v0:i32, v1:i64):
;;   v3:i64 = alu_rm and.i64 v1, v0; covers v2 i64.load
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v3:i32 = alu_rm or.i32 v1, v0; covers v2 i32.load
;;   return v3
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 1024
;;   v3:i32 = alu_rm xor.i32 v0, disp=1028; covers v2 i32.load
;;   return v3
;;
;; function 6
;; block0(v0:i32, v1:i32):
;;   v3:i32 = alu_rm add.i32 v1, v0, disp=2147418111; covers v2 i32.load
;;   return v3
;;
;; function 7
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   v4:i32 = alu_rm add.i32 v2, v1; covers v3 i32.load
;;   return v4

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_rm add.i32 v1 rsi, v0 rdi, disp=8
;;     rax <- rsi v3
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_rm add.i64 v1 rsi, v0 rdi
;;     rax <- rsi v3
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_rm sub.i32 v1 rsi, v0 rdi
;;     rax <- rsi v3
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_rm and.i64 v1 rsi, v0 rdi
;;     rax <- rsi v3
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_rm or.i32 v1 rsi, v0 rdi
;;     rax <- rsi v3
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v3 rdi = alu_rm xor.i32 v0 rdi, disp=1028
;;     rax <- rdi v3
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_rm add.i32 v1 rsi, v0 rdi, disp=2147418111
;;     rax <- rsi v3
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   v4 rax = alu_rm add.i32 v2 rax, v1 rsi
;;   return

;; [asm x86_64]
;; function 0 add
;;   push rbp
;;   mov rbp, rsp
;;   add esi, dword ptr [r15 + rdi + 8]  ; trap: out of bounds memory access
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 1 add_left
;;   push rbp
;;   mov rbp, rsp
;;   add rsi, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov rax, rsi
;;   pop rbp
;;   ret
;;
;; function 2 sub
;;   push rbp
;;   mov rbp, rsp
;;   sub esi, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 3 and
;;   push rbp
;;   mov rbp, rsp
;;   and rsi, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov rax, rsi
;;   pop rbp
;;   ret
;;
;; function 4 or
;;   push rbp
;;   mov rbp, rsp
;;   or esi, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 5 xor_constant_address
;;   push rbp
;;   mov rbp, rsp
;;   xor edi, dword ptr [r15 + 0x404]  ; trap: out of bounds memory access
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 6 largest_offset
;;   push rbp
;;   mov rbp, rsp
;;   add esi, dword ptr [r15 + rdi + 0x7ffeffff]  ; trap: out of bounds memory access
;;   mov eax, esi
;;   pop rbp
;;   ret
;;
;; function 7 both_loads
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add eax, dword ptr [r15 + rsi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
