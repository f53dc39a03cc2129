;; Without BMI2 a count is in cl.
;; options: cpu=v2
(module
  (func (param i32 i32) (result i32) (i32.shl (local.get 0) (local.get 1)))
  (func (param i64 i64) (result i64) (i64.shr_u (local.get 0) (local.get 1)))
  (func (param i64 i64) (result i64) (i64.rotr (local.get 0) (local.get 1)))
  (func (param i32) (result i32) (i32.clz (local.get 0)))
  (func (param i64) (result i64) (i64.ctz (local.get 0)))
  (func (param f64 f64) (result f64) (f64.mul (f64.add (local.get 0) (local.get 1)) (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.shl v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i64 = i64.shr_u v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i64, v1:i64):
;;   v2:i64 = i64.rotr v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.clz v0
;;   return v1
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.ctz v0
;;   return v1
;;
;; function 5
;; block0(v0:f64, v1:f64):
;;   v2:f64 = f64.add v0, v1
;;   v3:f64 = f64.mul v2, v0
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32, v1:i32):
;;   v2:i32 = shift_cl shl.i32 v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i64, v1:i64):
;;   v2:i64 = shift_cl shr.i64 v0, v1
;;   return v2
;;
;; function 2
;; block0(v0:i64, v1:i64):
;;   v2:i64 = shift_cl ror.i64 v0, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = bitcount clz.i32 v0
;;   return v1
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = bitcount ctz.i64 v0
;;   return v1
;;
;; function 5
;; block0(v0:f64, v1:f64):
;;   v2:f64 = fbin f64.add v0, v1
;;   v3:f64 = fbin f64.mul v2, v0
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rcx <- rsi v1
;;   v2 rdi = shift_cl shl.i32 v0 rdi, v1 rcx
;;     rax <- rdi v2
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rcx <- rsi v1
;;   v2 rdi = shift_cl shr.i64 v0 rdi, v1 rcx
;;     rax <- rdi v2
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;     rcx <- rsi v1
;;   v2 rdi = shift_cl ror.i64 v0 rdi, v1 rcx
;;     rax <- rdi v2
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = bitcount clz.i32 v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v1 rax = bitcount ctz.i64 v0 rdi
;;   return
;;
;; function 5 cells=0
;; block0(v0 xmm0, v1 xmm1):
;;   v2 xmm1 = fbin f64.add v0 xmm0, v1 xmm1
;;   v3 xmm0 = fbin f64.mul v2 xmm1, v0 xmm0
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   mov ecx, esi
;;   shl edi, cl
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   mov rcx, rsi
;;   shr rdi, cl
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   mov rcx, rsi
;;   ror rdi, cl
;;   mov rax, rdi
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   mov r11d, 0x3f
;;   bsr eax, edi
;;   cmove eax, r11d
;;   xor eax, 0x1f
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   mov r11d, 0x40
;;   bsf rax, rdi
;;   cmove rax, r11
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   addsd xmm1, xmm0
;;   mulsd xmm0, xmm1
;;   pop rbp
;;   ret
