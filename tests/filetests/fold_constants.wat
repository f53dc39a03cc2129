;; Integer operations on constants are computed, in the order and width of WebAssembly.
(module
  (func $arithmetic (result i32 i32 i32)
    (i32.sub (i32.const 3) (i32.const 5)) (i32.mul (i32.const 0x10001) (i32.const 0x10001)) (i32.add (i32.const -1) (i32.const 2)))
  (func $division (result i32 i32 i32 i32)
    (i32.div_s (i32.const -7) (i32.const 2)) (i32.div_u (i32.const -7) (i32.const 2))
    (i32.rem_s (i32.const -7) (i32.const 2)) (i32.rem_u (i32.const -7) (i32.const 16)))
  (func $logic (result i64 i64 i64)
    (i64.and (i64.const -1) (i64.const 0xff00)) (i64.or (i64.const 1) (i64.const -2)) (i64.xor (i64.const -1) (i64.const 1)))
  (func $shifts (result i64 i64 i64 i64 i64)
    (i64.shl (i64.const 1) (i64.const 63)) (i64.shr_s (i64.const -16) (i64.const 66)) (i64.shr_u (i64.const -1) (i64.const 60))
    (i64.rotl (i64.const 0x8000000000000001) (i64.const 1)) (i64.rotr (i64.const 1) (i64.const 1)))
  (func $comparisons (result i32 i32 i32 i32)
    (i32.lt_s (i32.const -1) (i32.const 0)) (i32.lt_u (i32.const -1) (i32.const 0))
    (i64.ge_s (i64.const 5) (i64.const 5)) (i64.ne (i64.const 5) (i64.const 5)))
  (func $minus_one_remainder (result i32) (i32.rem_s (i32.const 0x80000000) (i32.const -1))))

;; [zir]
;; function 0
;; block0:
;;   v0:i32 = i32.const 4294967294
;;   v1:i32 = i32.const 131073
;;   v2:i32 = i32.const 1
;;   return v0, v1, v2
;;
;; function 1
;; block0:
;;   v0:i32 = i32.const 4294967293
;;   v1:i32 = i32.const 2147483644
;;   v2:i32 = i32.const 4294967295
;;   v3:i32 = i32.const 9
;;   return v0, v1, v2, v3
;;
;; function 2
;; block0:
;;   v0:i64 = i64.const -1
;;   v1:i64 = i64.const 65280
;;   v2:i64 = i64.const -2
;;   return v1, v0, v2
;;
;; function 3
;; block0:
;;   v0:i64 = i64.const -9223372036854775808
;;   v1:i64 = i64.const -4
;;   v2:i64 = i64.const 15
;;   v3:i64 = i64.const 3
;;   return v0, v1, v2, v3, v0
;;
;; function 4
;; block0:
;;   v0:i32 = i32.const 0
;;   v1:i32 = i32.const 1
;;   return v1, v0, v1, v0
;;
;; function 5
;; block0:
;;   v0:i32 = i32.const 0
;;   return v0

;; [select]
;; function 0
;; block0:
;;   v0:i32 = const_int 4294967294
;;   v1:i32 = const_int 131073
;;   v2:i32 = const_int 1
;;   return v0, v1, v2
;;
;; function 1
;; block0:
;;   v0:i32 = const_int 4294967293
;;   v1:i32 = const_int 2147483644
;;   v2:i32 = const_int 4294967295
;;   v3:i32 = const_int 9
;;   return v0, v1, v2, v3
;;
;; function 2
;; block0:
;;   v0:i64 = const_int -1
;;   v1:i64 = const_int 65280
;;   v2:i64 = const_int -2
;;   return v1, v0, v2
;;
;; function 3
;; block0:
;;   v0:i64 = const_int -9223372036854775808
;;   v1:i64 = const_int -4
;;   v2:i64 = const_int 15
;;   v3:i64 = const_int 3
;;   return v0, v1, v2, v3, v0
;;
;; function 4
;; block0:
;;   v0:i32 = const_int 0
;;   v1:i32 = const_int 1
;;   return v1, v0, v1, v0
;;
;; function 5
;; block0:
;;   v0:i32 = const_int 0
;;   return v0

;; [alloc]
;; function 0 cells=0
;; block0:
;;     rax <- remat v0
;;     rdx <- remat v1
;;     r11 <- remat v2
;;     out 0 <- r11 v2
;;   return
;;
;; function 1 cells=0
;; block0:
;;     rax <- remat v0
;;     rdx <- remat v1
;;     r11 <- remat v2
;;     out 0 <- r11 v2
;;     r11 <- remat v3
;;     out 1 <- r11 v3
;;   return
;;
;; function 2 cells=0
;; block0:
;;     rax <- remat v1
;;     rdx <- remat v0
;;     r11 <- remat v2
;;     out 0 <- r11 v2
;;   return
;;
;; function 3 cells=0
;; block0:
;;     rax <- remat v0
;;     rdx <- remat v1
;;     r11 <- remat v2
;;     out 0 <- r11 v2
;;     r11 <- remat v3
;;     out 1 <- r11 v3
;;     r11 <- remat v0
;;     out 2 <- r11 v0
;;   return
;;
;; function 4 cells=0
;; block0:
;;     rax <- remat v1
;;     rdx <- remat v0
;;     r11 <- remat v1
;;     out 0 <- r11 v1
;;     r11 <- remat v0
;;     out 1 <- r11 v0
;;   return
;;
;; function 5 cells=0
;; block0:
;;     rax <- remat v0
;;   return

;; [asm x86_64]
;; function 0 arithmetic
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0xfffffffe
;;   mov edx, 0x20001
;;   mov r11d, 1
;;   mov dword ptr [rbp + 0x10], r11d
;;   pop rbp
;;   ret
;;
;; function 1 division
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0xfffffffd
;;   mov edx, 0x7ffffffc
;;   mov r11d, 0xffffffff
;;   mov dword ptr [rbp + 0x10], r11d
;;   mov r11d, 9
;;   mov dword ptr [rbp + 0x18], r11d
;;   pop rbp
;;   ret
;;
;; function 2 logic
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0xff00
;;   mov rdx, 0xffffffffffffffff
;;   mov r11, 0xfffffffffffffffe
;;   mov qword ptr [rbp + 0x10], r11
;;   pop rbp
;;   ret
;;
;; function 3 shifts
;;   push rbp
;;   mov rbp, rsp
;;   movabs rax, 0x8000000000000000
;;   mov rdx, 0xfffffffffffffffc
;;   mov r11d, 0xf
;;   mov qword ptr [rbp + 0x10], r11
;;   mov r11d, 3
;;   mov qword ptr [rbp + 0x18], r11
;;   movabs r11, 0x8000000000000000
;;   mov qword ptr [rbp + 0x20], r11
;;   pop rbp
;;   ret
;;
;; function 4 comparisons
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 1
;;   xor edx, edx
;;   mov r11d, 1
;;   mov dword ptr [rbp + 0x10], r11d
;;   xor r11d, r11d
;;   mov dword ptr [rbp + 0x18], r11d
;;   pop rbp
;;   ret
;;
;; function 5 minus_one_remainder
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   pop rbp
;;   ret
