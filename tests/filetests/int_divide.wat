;; Division: by a variable with its two traps, the remainder that must not trap, by constants without a division.
(module
  (func (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (param i64 i64) (result i64) (i64.rem_s (local.get 0) (local.get 1)))
  (func (param i32 i32) (result i32) (i32.div_u (local.get 0) (local.get 1)))
  (func (param i32) (result i32) (i32.div_u (local.get 0) (i32.const 10)))
  (func (param i32) (result i32) (i32.div_s (local.get 0) (i32.const 7)))
  (func (param i32) (result i32) (i32.rem_u (local.get 0) (i32.const 16)))
  (func (param i64) (result i64) (i64.div_s (local.get 0) (i64.const 8)))
  (func (param i32) (result i32) (i32.div_u (local.get 0) (i32.const 0))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.div_s v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i64 = i64.rem_s v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.div_u v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_u v0
;;   v2:i64 = i64.const 3435973837
;;   v3:i64 = i64.mul v1, v2
;;   v4:i64 = i64.const 35
;;   v5:i64 = i64.shr_u v3, v4
;;   v6:i32 = i32.wrap_i64 v5
;;   return v6
;;
;; function 4
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_s v0
;;   v2:i64 = i64.const 2454267027
;;   v3:i64 = i64.mul v1, v2
;;   v4:i64 = i64.const 34
;;   v5:i64 = i64.shr_s v3, v4
;;   v6:i32 = i32.wrap_i64 v5
;;   v7:i32 = i32.const 31
;;   v8:i32 = i32.shr_s v0, v7
;;   v9:i32 = i32.sub v6, v8
;;   return v9
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 15
;;   v2:i32 = i32.and v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i64):
;;   v1:i64 = i64.const 63
;;   v2:i64 = i64.shr_s v0, v1
;;   v3:i64 = i64.const 61
;;   v4:i64 = i64.shr_u v2, v3
;;   v5:i64 = i64.add v0, v4
;;   v6:i64 = i64.const 3
;;   v7:i64 = i64.shr_s v5, v6
;;   return v7
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.div_u v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = div i32.signed.zero.overflow v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i64 = rem i64.signed.zero.overflow v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = div i32.zero v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i64 = extend copy.i32 v0
;;   v2:i64 = const_int 3435973837
;;   v3:i64 = mul_rr i64 v1, v2
;;   v4:i64 = const_int 35
;;   v5:i64 = shift_ri shr.i64 v3, 35
;;   v6:i32 = extend u32.i32 v5
;;   return v6
;;
;; function 4
;; block0(v0:i32):
;;   v1:i64 = extend s32.i64 v0
;;   v2:i64 = const_int 2454267027
;;   v3:i64 = mul_rr i64 v1, v2
;;   v4:i64 = const_int 34
;;   v5:i64 = shift_ri sar.i64 v3, 34
;;   v6:i32 = extend u32.i32 v5
;;   v7:i32 = const_int 31
;;   v8:i32 = shift_ri sar.i32 v0, 31
;;   v9:i32 = sub_rr i32 v6, v8
;;   return v9
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 15
;;   v2:i32 = alu_ri and.i32 v0, 15
;;   return v2
;;
;; function 6
;; block0(v0:i64):
;;   v1:i64 = const_int 63
;;   v2:i64 = shift_ri sar.i64 v0, 63
;;   v3:i64 = const_int 61
;;   v4:i64 = shift_ri shr.i64 v2, 61
;;   v5:i64 = add_rr i64 v0, v4
;;   v6:i64 = const_int 3
;;   v7:i64 = shift_ri sar.i64 v5, 3
;;   return v7
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = div i32.zero v0, v1
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rax <- rdi v0
;;   v2 rax = div i32.signed.zero.overflow v0 rax, v1 rsi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rax <- rdi v0
;;   v2 rdx = rem i64.signed.zero.overflow v0 rax, v1 rsi
;;     rax <- rdx v2
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rax <- rdi v0
;;   v2 rax = div i32.zero v0 rax, v1 rsi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend copy.i32 v0 rdi
;;     rcx <- remat v2
;;   v3 rax = mul_rr i64 v1 rax, v2 rcx
;;   v5 rax = shift_ri shr.i64 v3 rax, 35
;;   v6 rax = extend u32.i32 v5 rax
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s32.i64 v0 rdi
;;     rcx <- remat v2
;;   v3 rax = mul_rr i64 v1 rax, v2 rcx
;;   v5 rax = shift_ri sar.i64 v3 rax, 34
;;   v6 rax = extend u32.i32 v5 rax
;;   v8 rcx = shift_ri sar.i32 v0 rdi, 31
;;   v9 rax = sub_rr i32 v6 rax, v8 rcx
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rdi = alu_ri and.i32 v0 rdi, 15
;;     rax <- rdi v2
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri sar.i64 v0 rdi, 63
;;   v4 rax = shift_ri shr.i64 v2 rax, 61
;;   v5 rax = add_rr i64 v0 rdi, v4 rax
;;   v7 rax = shift_ri sar.i64 v5 rax, 3
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rcx <- remat v1
;;   v2 rax = div i32.zero v0 rax, v1 rcx
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   test esi, esi
;;   je .2
;;   cmp esi, -1
;;   jne .0
;;   neg eax
;;   jo .3
;;   jmp .1
;; .0:
;;   cdq
;;   idiv esi
;; .1:
;;   pop rbp
;;   ret
;; .2:
;;   ud2  ; trap: integer divide by zero
;; .3:
;;   ud2  ; trap: integer overflow
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   test rsi, rsi
;;   je .2
;;   cmp rsi, -1
;;   jne .0
;;   xor edx, edx
;;   jmp .1
;; .0:
;;   cqo
;;   idiv rsi
;; .1:
;;   mov rax, rdx
;;   pop rbp
;;   ret
;; .2:
;;   ud2  ; trap: integer divide by zero
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   test esi, esi
;;   je .0
;;   xor edx, edx
;;   div esi
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: integer divide by zero
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   mov ecx, 0xcccccccd
;;   imul rax, rcx
;;   shr rax, 0x23
;;   mov eax, eax
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   movsxd rax, edi
;;   mov ecx, 0x92492493
;;   imul rax, rcx
;;   sar rax, 0x22
;;   mov eax, eax
;;   mov ecx, edi
;;   sar ecx, 0x1f
;;   sub eax, ecx
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   and edi, 0xf
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 6
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   sar rax, 0x3f
;;   shr rax, 0x3d
;;   add rax, rdi
;;   sar rax, 3
;;   pop rbp
;;   ret
;;
;; function 7
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   xor ecx, ecx
;;   test ecx, ecx
;;   je .0
;;   xor edx, edx
;;   div ecx
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: integer divide by zero
