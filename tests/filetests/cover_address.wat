;; A constant address joins the displacement while their sum is small enough; beyond that it is a register.
(module
  (memory 1)
  (func $load (result i32) (i32.load offset=8 (i32.const 1024)))
  (func $store (param i64) (i64.store offset=8 (i32.const 1024) (local.get 0)))
  (func $float (result f64) (f64.load (i32.const 0)))
  (func $vector (result v128) (v128.load offset=16 (i32.const 16)))
  (func $largest (result i32) (i32.load offset=0x7ffefffe (i32.const 1)))
  (func $not_too_large (result i32) (i32.load offset=0x7ffeffff (i32.const 1)))
  (func $not_wrapping (result i32) (i32.load offset=16 (i32.const -8)))
  (func $large_offset (param i32) (result i32) (i32.load offset=0xfffffffc (local.get 0))))

;; [zir]
;; function 0
;; block0:
;;   v0:i32 = i32.const 1024
;;   v1:i32 = i32.load offset=8 v0
;;   return v1
;;
;; function 1
;; block0(v0:i64):
;;   v1:i32 = i32.const 1024
;;   i64.store offset=8 v1, v0
;;   return
;;
;; function 2
;; block0:
;;   v0:i32 = i32.const 0
;;   v1:f64 = f64.load v0
;;   return v1
;;
;; function 3
;; block0:
;;   v0:i32 = i32.const 16
;;   v1:v128 = v128.load offset=16 v0
;;   return v1
;;
;; function 4
;; block0:
;;   v0:i32 = i32.const 1
;;   v1:i32 = i32.load offset=2147418110 v0
;;   return v1
;;
;; function 5
;; block0:
;;   v0:i32 = i32.const 1
;;   v1:i32 = i32.load offset=2147418111 v0
;;   return v1
;;
;; function 6
;; block0:
;;   v0:i32 = i32.const 4294967288
;;   v1:i32 = i32.load offset=16 v0
;;   return v1
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = i32.load offset=4294967292 v0
;;   return v1

;; [select]
;; function 0
;; block0:
;;   v0:i32 = const_int 1024
;;   v1:i32 = load i32.load disp=1032
;;   return v1
;;
;; function 1
;; block0(v0:i64):
;;   v1:i32 = const_int 1024
;;   store i64.store v0, disp=1032
;;   return
;;
;; function 2
;; block0:
;;   v0:i32 = const_int 0
;;   v1:f64 = load f64.load
;;   return v1
;;
;; function 3
;; block0:
;;   v0:i32 = const_int 16
;;   v1:v128 = vload v128.load disp=32
;;   return v1
;;
;; function 4
;; block0:
;;   v0:i32 = const_int 1
;;   v1:i32 = load i32.load disp=2147418111
;;   return v1
;;
;; function 5
;; block0:
;;   v0:i32 = const_int 1
;;   v1:i32 = load i32.load v0, disp=2147418111
;;   return v1
;;
;; function 6
;; block0:
;;   v0:i32 = const_int 4294967288
;;   v1:i32 = load i32.load v0, disp=16
;;   return v1
;;
;; function 7
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0, disp=4294967292
;;   return v1

;; [alloc]
;; function 0 cells=0
;; block0:
;;   v1 rax = load i32.load disp=1032
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   store i64.store v0 rdi, disp=1032
;;   return
;;
;; function 2 cells=0
;; block0:
;;   v1 xmm0 = load f64.load
;;   return
;;
;; function 3 cells=0
;; block0:
;;   v1 xmm0 = vload v128.load disp=32
;;   return
;;
;; function 4 cells=0
;; block0:
;;   v1 rax = load i32.load disp=2147418111
;;   return
;;
;; function 5 cells=0
;; block0:
;;     rax <- remat v0
;;   v1 rax = load i32.load v0 rax, disp=2147418111
;;   return
;;
;; function 6 cells=0
;; block0:
;;     rax <- remat v0
;;   v1 rax = load i32.load v0 rax, disp=16
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi, disp=4294967292
;;   return

;; [asm x86_64]
;; function 0 load
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + 0x408]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 1 store
;;   push rbp
;;   mov rbp, rsp
;;   mov qword ptr [r15 + 0x408], rdi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 2 float
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm0, qword ptr [r15]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 vector
;;   push rbp
;;   mov rbp, rsp
;;   vmovups xmm0, xmmword ptr [r15 + 0x20]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4 largest
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + 0x7ffeffff]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 5 not_too_large
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 1
;;   mov eax, dword ptr [r15 + rax + 0x7ffeffff]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 6 not_wrapping
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0xfffffff8
;;   mov eax, dword ptr [r15 + rax + 0x10]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 7 large_offset
;;   push rbp
;;   mov rbp, rsp
;;   mov r11d, 0xfffffffc
;;   add r11, r15
;;   mov eax, dword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
