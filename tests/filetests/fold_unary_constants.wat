;; Operations on the bits of one constant are computed, those of floats among them.
(module
  (func $counts (result i32 i32 i32 i32) (i32.clz (i32.const 1)) (i32.ctz (i32.const 8)) (i32.popcnt (i32.const -1)) (i32.ctz (i32.const 0)))
  (func $counts_64 (result i64 i64 i64) (i64.clz (i64.const 0)) (i64.ctz (i64.const 0x100000000)) (i64.popcnt (i64.const 7)))
  (func $widths (result i64 i64 i32) (i64.extend_i32_s (i32.const -1)) (i64.extend_i32_u (i32.const -1)) (i32.wrap_i64 (i64.const 0x1ffffffff)))
  (func $signs (result i32 i32 i64 i64)
    (i32.extend8_s (i32.const 0x80)) (i32.extend16_s (i32.const 0x18000)) (i64.extend8_s (i64.const 0x17f)) (i64.extend32_s (i64.const 0x80000000)))
  (func $bits (result i32 i64 f32 f64)
    (i32.reinterpret_f32 (f32.const 1)) (i64.reinterpret_f64 (f64.const -0)) (f32.reinterpret_i32 (i32.const 0x7fc00001))
    (f64.reinterpret_i64 (i64.const 1)))
  (func $zero (result i32 i32) (i32.eqz (i32.const 0)) (i64.eqz (i64.const 3)))
  (func $not_floats (result f32 f64) (f32.neg (f32.const 1)) (f64.sqrt (f64.const 4))))

;; [zir]
;; function 0
;; block0:
;;   v0:i32 = i32.const 31
;;   v1:i32 = i32.const 3
;;   v2:i32 = i32.const 32
;;   return v0, v1, v2, v2
;;
;; function 1
;; block0:
;;   v0:i64 = i64.const 64
;;   v1:i64 = i64.const 32
;;   v2:i64 = i64.const 3
;;   return v0, v1, v2
;;
;; function 2
;; block0:
;;   v0:i32 = i32.const 4294967295
;;   v1:i64 = i64.const -1
;;   v2:i64 = i64.const 4294967295
;;   return v1, v2, v0
;;
;; function 3
;; block0:
;;   v0:i32 = i32.const 4294967168
;;   v1:i32 = i32.const 4294934528
;;   v2:i64 = i64.const 127
;;   v3:i64 = i64.const -2147483648
;;   return v0, v1, v2, v3
;;
;; function 4
;; block0:
;;   v0:i32 = i32.const 1065353216
;;   v1:i64 = i64.const -9223372036854775808
;;   v2:f32 = f32.const 0x7fc00001
;;   v3:f64 = f64.const 0x0000000000000001
;;   return v0, v1, v2, v3
;;
;; function 5
;; block0:
;;   v0:i32 = i32.const 0
;;   v1:i32 = i32.const 1
;;   return v1, v0
;;
;; function 6
;; block0:
;;   v0:f32 = f32.const 0x3f800000
;;   v1:f32 = f32.neg v0
;;   v2:f64 = f64.const 0x4010000000000000
;;   v3:f64 = f64.sqrt v2
;;   return v1, v3

;; [select]
;; function 0
;; block0:
;;   v0:i32 = const_int 31
;;   v1:i32 = const_int 3
;;   v2:i32 = const_int 32
;;   return v0, v1, v2, v2
;;
;; function 1
;; block0:
;;   v0:i64 = const_int 64
;;   v1:i64 = const_int 32
;;   v2:i64 = const_int 3
;;   return v0, v1, v2
;;
;; function 2
;; block0:
;;   v0:i32 = const_int 4294967295
;;   v1:i64 = const_int -1
;;   v2:i64 = const_int 4294967295
;;   return v1, v2, v0
;;
;; function 3
;; block0:
;;   v0:i32 = const_int 4294967168
;;   v1:i32 = const_int 4294934528
;;   v2:i64 = const_int 127
;;   v3:i64 = const_int -2147483648
;;   return v0, v1, v2, v3
;;
;; function 4
;; block0:
;;   v0:i32 = const_int 1065353216
;;   v1:i64 = const_int -9223372036854775808
;;   v2:f32 = const_float 0x7fc00001
;;   v3:f64 = const_float 0x1
;;   return v0, v1, v2, v3
;;
;; function 5
;; block0:
;;   v0:i32 = const_int 0
;;   v1:i32 = const_int 1
;;   return v1, v0
;;
;; function 6
;; block0:
;;   v0:f32 = const_float 0x3f800000
;;   v1:f32 = fabsneg f32.neg v0
;;   v2:f64 = const_float 0x4010000000000000
;;   v3:f64 = funary f64.sqrt v2
;;   return v1, v3

;; [alloc]
;; function 0 cells=0
;; block0:
;;     rax <- remat v0
;;     rdx <- remat v1
;;     r11 <- remat v2
;;     out 0 <- r11 v2
;;     r11 <- remat v2
;;     out 1 <- r11 v2
;;   return
;;
;; function 1 cells=0
;; block0:
;;     rax <- remat v0
;;     rdx <- remat v1
;;     r11 <- remat v2
;;     out 0 <- r11 v2
;;   return
;;
;; function 2 cells=0
;; block0:
;;     rax <- remat v1
;;     rdx <- remat v2
;;     r11 <- remat v0
;;     out 0 <- r11 v0
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
;;   return
;;
;; function 4 cells=0
;; block0:
;;     rax <- remat v0
;;     rdx <- remat v1
;;     xmm0 <- remat v2
;;     xmm1 <- remat v3
;;   return
;;
;; function 5 cells=0
;; block0:
;;     rax <- remat v1
;;     rdx <- remat v0
;;   return
;;
;; function 6 cells=0
;; block0:
;;     xmm0 <- remat v0
;;   v1 xmm0 = fabsneg f32.neg v0 xmm0
;;     xmm1 <- remat v2
;;   v3 xmm1 = funary f64.sqrt v2 xmm1
;;   return

;; [asm x86_64]
;; function 0 counts
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x1f
;;   mov edx, 3
;;   mov r11d, 0x20
;;   mov dword ptr [rbp + 0x10], r11d
;;   mov r11d, 0x20
;;   mov dword ptr [rbp + 0x18], r11d
;;   pop rbp
;;   ret
;;
;; function 1 counts_64
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x40
;;   mov edx, 0x20
;;   mov r11d, 3
;;   mov qword ptr [rbp + 0x10], r11
;;   pop rbp
;;   ret
;;
;; function 2 widths
;;   push rbp
;;   mov rbp, rsp
;;   mov rax, 0xffffffffffffffff
;;   mov edx, 0xffffffff
;;   mov r11d, 0xffffffff
;;   mov dword ptr [rbp + 0x10], r11d
;;   pop rbp
;;   ret
;;
;; function 3 signs
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0xffffff80
;;   mov edx, 0xffff8000
;;   mov r11d, 0x7f
;;   mov qword ptr [rbp + 0x10], r11
;;   mov r11, 0xffffffff80000000
;;   mov qword ptr [rbp + 0x18], r11
;;   pop rbp
;;   ret
;;
;; function 4 bits
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x3f800000
;;   movabs rdx, 0x8000000000000000
;;   vmovss xmm0, dword ptr [0x7fc00001]
;;   vmovsd xmm1, qword ptr [0x1]
;;   pop rbp
;;   ret
;;
;; function 5 zero
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 1
;;   xor edx, edx
;;   pop rbp
;;   ret
;;
;; function 6 not_floats
;;   push rbp
;;   mov rbp, rsp
;;   vmovss xmm0, dword ptr [0x3f800000]
;;   vxorps xmm0, xmm0, xmmword ptr [0x0:0000000080000000]
;;   vmovsd xmm1, qword ptr [0x4010000000000000]
;;   vsqrtsd xmm1, xmm1, xmm1
;;   pop rbp
;;   ret
