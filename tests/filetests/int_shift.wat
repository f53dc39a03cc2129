;; Shifts by constants and by values (BMI2), rotations, masks of the count that disappear.
(module
  (func (param i32) (result i32) (i32.shl (local.get 0) (i32.const 35)))
  (func (param i32 i32) (result i32) (i32.shl (local.get 0) (local.get 1)))
  (func (param i64 i64) (result i64) (i64.shr_s (local.get 0) (i64.and (local.get 1) (i64.const 63))))
  (func (param i32 i32) (result i32) (i32.rotl (local.get 0) (local.get 1)))
  (func (param i64) (result i64) (i64.rotr (local.get 0) (i64.const 7))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.shl v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.shl v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i64, v1:i64):
;;   v2:i64 = i64.const 63
;;   v3:i64 = i64.and v1, v2
;;   v4:i64 = i64.shr_s v0, v3
;;   return v4
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.rotl v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.const 7
;;   v2:i64 = i64.rotr v0, v1
;;   return v2

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = const_int 3
;;   v2:i32 = shift_ri shl.i32 v0, 3
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = shift_rx shl.i32 v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i64, v1:i64):
;;   v2:i64 = const_int 63
;;   v3:i64 = alu_ri and.i64 v1, 63
;;   v4:i64 = shift_rx sar.i64 v0, v3
;;   return v4
;;
;; function 3
;; block0(v0:i32, v1:i32):
;;   v2:i32 = shift_cl rol.i32 v0, v1
;;   return v2
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = const_int 7
;;   v2:i64 = shift_ri ror.i64 v0, 7
;;   return v2

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i32 v0 rdi, 3
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = shift_rx shl.i32 v0 rdi, v1 rsi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v3 rsi = alu_ri and.i64 v1 rsi, 63
;;   v4 rax = shift_rx sar.i64 v0 rdi, v3 rsi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rcx <- rsi v1
;;   v2 rdi = shift_cl rol.i32 v0 rdi, v1 rcx
;;     rax <- rdi v2
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri ror.i64 v0 rdi, 7
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shl eax, 3
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   shlx eax, edi, esi
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   and rsi, 0x3f
;;   sarx rax, rdi, rsi
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   mov ecx, esi
;;   rol edi, cl
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   rorx rax, rdi, 7
;;   pop rbp
;;   ret
