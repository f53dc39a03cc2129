;; Shifts: by a constant, by a variable (BMI2, of a register or a slot), rotations through rcx.
(module
  (func $constant (param i64) (result i64) (i64.shr_s (local.get 0) (i64.const 70)))
  (func $rotated (param i32) (result i32) (i32.rotr (local.get 0) (i32.const 5)))
  (func $not_variable (param i32 i32) (result i32) (i32.shl (local.get 0) (local.get 1)))
  (func $not_variable_right (param i64 i64) (result i64) (i64.shr_u (local.get 0) (local.get 1)))
  (func $constant_shifted (param i64) (result i64) (i64.shl (i64.const 1) (local.get 0)))
  (func $not_rotation (param i64 i64) (result i64) (i64.rotl (local.get 0) (local.get 1)))
  (func $by_itself (param i32) (result i32) (i32.rotl (local.get 0) (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:i64):
;;   v1:i64 = i64.const 6
;;   v2:i64 = i64.shr_s v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.const 5
;;   v2:i32 = i32.rotr v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.shl v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i64, v1:i64):
;;   v2:i64 = i64.shr_u v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.const 1
;;   v2:i64 = i64.shl v1, v0
;;   return v2
;;
;; function 5
;; block0(v0:i64, v1:i64):
;;   v2:i64 = i64.rotl v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.rotl v0, v0
;;   return v1

;; [select]
;; function 0
;; block0(v0:i64):
;;   v1:i64 = const_int 6
;;   v2:i64 = shift_ri sar.i64 v0, 6
;;   return v2
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = const_int 5
;;   v2:i32 = shift_ri ror.i32 v0, 5
;;   return v2
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = shift_rx shl.i32 v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i64, v1:i64):
;;   v2:i64 = shift_rx shr.i64 v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = const_int 1
;;   v2:i64 = shift_rx shl.i64 v1, v0
;;   return v2
;;
;; function 5
;; block0(v0:i64, v1:i64):
;;   v2:i64 = shift_cl rol.i64 v0, v1
;;   return v2
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = shift_cl rol.i32 v0, v0
;;   return v1

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri sar.i64 v0 rdi, 6
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri ror.i32 v0 rdi, 5
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = shift_rx shl.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = shift_rx shr.i64 v0 rdi, v1 rsi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;     rax <- remat v1
;;   v2 rax = shift_rx shl.i64 v1 rax, v0 rdi
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rcx <- rsi v1
;;   v2 rdi = shift_cl rol.i64 v0 rdi, v1 rcx
;;     rax <- rdi v2
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;     rcx <- rdi v0
;;   v1 rdi = shift_cl rol.i32 v0 rdi, v0 rcx
;;     rax <- rdi v1
;;   return

;; [asm x86_64]
;; function 0 constant
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, rdi
;;   sar rax, 6
;;   pop rbp
;;   ret
;;
;; function 1 rotated
;;   push rbp
;;   mov rbp, rsp
;;   rorx eax, edi, 5
;;   pop rbp
;;   ret
;;
;; function 2 not_variable
;;   push rbp
;;   mov rbp, rsp
;;   shlx eax, edi, esi
;;   pop rbp
;;   ret
;;
;; function 3 not_variable_right
;;   push rbp
;;   mov rbp, rsp
;;   shrx rax, rdi, rsi
;;   pop rbp
;;   ret
;;
;; function 4 constant_shifted
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 1
;;   shlx rax, rax, rdi
;;   pop rbp
;;   ret
;;
;; function 5 not_rotation
;;   push rbp
;;   mov rbp, rsp
;;   mov rcx, rsi
;;   rol rdi, cl
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 6 by_itself
;;   push rbp
;;   mov rbp, rsp
;;   mov ecx, edi
;;   rol edi, cl
;;   mov eax, edi
;;   pop rbp
;;   ret
