;; Addresses: memarg offsets fold; an i32.add wraps at 32 bits and folds only when known bits prove that it cannot.
(module
  (memory 1)
  (func (param i32) (result i32) (i32.load offset=12 (local.get 0)))
  (func (param i32) (result i32) (i32.load (i32.add (local.get 0) (i32.const 4))))
  (func (param i32 i32) (result i32) (i32.load (i32.add (local.get 0) (local.get 1))))
  (func (param i32) (result i32) (i32.load offset=4 (i32.shl (local.get 0) (i32.const 2))))
  (func (param i32) (result i32) (i32.load (i32.add (i32.and (local.get 0) (i32.const 0xffff)) (i32.const 64))))
  (func (param i32) (result i32) (i32.load (i32.shl (i32.and (local.get 0) (i32.const 0xff)) (i32.const 2))))
  (func (param i32) (result i32) (i32.load offset=0x80000000 (local.get 0)))
  (func (result i32) (i32.load offset=8 (i32.const 1024))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.load offset=12 v0
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.const 4
;;   v2:i32 = i32.add v0, v1
;;   v3:i32 = i32.load v2
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.add v0, v1
;;   v3:i32 = i32.load v2
;;   return v3
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = i32.const 2
;;   v2:i32 = i32.shl v0, v1
;;   v3:i32 = i32.load offset=4 v2
;;   return v3
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = i32.const 65535
;;   v2:i32 = i32.and v0, v1
;;   v3:i32 = i32.const 64
;;   v4:i32 = i32.add v2, v3
;;   v5:i32 = i32.load v4
;;   return v5
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = i32.const 255
;;   v2:i32 = i32.and v0, v1
;;   v3:i32 = i32.const 2
;;   v4:i32 = i32.shl v2, v3
;;   v5:i32 = i32.load v4
;;   return v5
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = i32.load offset=2147483648 v0
;;   return v1
;;
;; function 7
;; block0:
;;   v0:i32 = i32.const 1024
;;   v1:i32 = i32.load offset=8 v0
;;   return v1

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0, disp=12
;;   return v1
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = const_int 4
;;   v2:i32 = add_ri i32 v0, 4
;;   v3:i32 = load i32.load v2
;;   return v3
;;
;; function 2
;; block0(v0:i32, v1:i32):
;;   v2:i32 = add_rr i32 v0, v1
;;   v3:i32 = load i32.load v2
;;   return v3
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = const_int 2
;;   v2:i32 = shift_ri shl.i32 v0, 2
;;   v3:i32 = load i32.load v2, disp=4
;;   return v3
;;
;; function 4
;; block0(v0:i32):
;;   v1:i32 = const_int 65535
;;   v2:i32 = extend u16.i32 v0
;;   v3:i32 = const_int 64
;;   v4:i32 = add_ri i32 v2, 64
;;   v5:i32 = load i32.load v4
;;   return v5
;;
;; function 5
;; block0(v0:i32):
;;   v1:i32 = const_int 255
;;   v2:i32 = extend u8.i32 v0
;;   v3:i32 = const_int 2
;;   v4:i32 = shift_ri shl.i32 v2, 2
;;   v5:i32 = load i32.load v4
;;   return v5
;;
;; function 6
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0, disp=2147483648
;;   return v1
;;
;; function 7
;; block0:
;;   v0:i32 = const_int 1024
;;   v1:i32 = load i32.load disp=1032
;;   return v1

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi, disp=12
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   v2 rax = add_ri i32 v0 rdi, 4
;;   v3 rax = load i32.load v2 rax
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = add_rr i32 v0 rdi, v1 rsi
;;   v3 rax = load i32.load v2 rax
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v2 rax = shift_ri shl.i32 v0 rdi, 2
;;   v3 rax = load i32.load v2 rax, disp=4
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend u16.i32 v0 rdi
;;   v4 rax = add_ri i32 v2 rax, 64
;;   v5 rax = load i32.load v4 rax
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi):
;;   v2 rax = extend u8.i32 v0 rdi
;;   v4 rax = shift_ri shl.i32 v2 rax, 2
;;   v5 rax = load i32.load v4 rax
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi, disp=2147483648
;;   return
;;
;; function 7 cells=0
;; block0:
;;   v1 rax = load i32.load disp=1032
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi + 0xc]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + 4]
;;   mov eax, dword ptr [r15 + rax]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rsi]
;;   mov eax, dword ptr [r15 + rax]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   shl eax, 2
;;   mov eax, dword ptr [r15 + rax + 4]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, di
;;   add eax, 0x40
;;   mov eax, dword ptr [r15 + rax]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 5
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, dil
;;   shl eax, 2
;;   mov eax, dword ptr [r15 + rax]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 6
;;   push rbp
;;   mov rbp, rsp
;;   mov r11d, 0x80000000
;;   add r11, r15
;;   mov eax, dword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 7
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + 0x408]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
