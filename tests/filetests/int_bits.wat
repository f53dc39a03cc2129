;; Counting and extending.
(module
  (func (param i32) (result i32) (i32.clz (local.get 0)))
  (func (param i64) (result i64) (i64.ctz (local.get 0)))
  (func (param i64) (result i64) (i64.popcnt (local.get 0)))
  (func (param i32) (result i32) (i32.extend8_s (local.get 0)))
  (func (param i64) (result i64) (i64.extend16_s (local.get 0)))
  (func (param i32) (result i64) (i64.extend_i32_s (local.get 0)))
  (func (param i32) (result i64) (i64.extend_i32_u (local.get 0)))
  (func (param i64) (result i32) (i32.wrap_i64 (local.get 0))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.clz v0
;;   return v1
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = i64.ctz v0
;;   return v1
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = i64.popcnt v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.extend8_s v0
;;   return v1
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = i64.extend16_s v0
;;   return v1
;;
;; function 5
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_s v0
;;   return v1
;;
;; function 6
;; block0(v0:i32):
;;   v1:i64 = i64.extend_i32_u v0
;;   return v1
;;
;; function 7
;; block0(v0:i64):
;;   v1:i32 = i32.wrap_i64 v0
;;   return v1

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = bitcount clz.i32 v0
;;   return v1
;;
;; function 1
;; block0(v0:i64):
;;   v1:i64 = bitcount ctz.i64 v0
;;   return v1
;;
;; function 2
;; block0(v0:i64):
;;   v1:i64 = bitcount popcnt.i64 v0
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = extend s8.i32 v0
;;   return v1
;;
;; function 4
;; block0(v0:i64):
;;   v1:i64 = extend s16.i64 v0
;;   return v1
;;
;; function 5
;; block0(v0:i32):
;;   v1:i64 = extend s32.i64 v0
;;   return v1
;;
;; function 6
;; block0(v0:i32):
;;   v1:i64 = extend copy.i32 v0
;;   return v1
;;
;; function 7
;; block0(v0:i64):
;;   v1:i32 = extend u32.i32 v0
;;   return v1

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = bitcount clz.i32 v0 rdi
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v1 rax = bitcount ctz.i64 v0 rdi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v1 rax = bitcount popcnt.i64 v0 rdi
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s8.i32 v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s16.i64 v0 rdi
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend s32.i64 v0 rdi
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend copy.i32 v0 rdi
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v1 rax = extend u32.i32 v0 rdi
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   lzcnt eax, edi
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   tzcnt rax, rdi
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   popcnt rax, rdi
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   movsx eax, dil
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   movsx rax, di
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   movsxd rax, edi
;;   pop rbp
;;   ret
;;
;; function 6
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 7
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
