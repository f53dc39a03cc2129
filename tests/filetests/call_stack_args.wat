;; More arguments than registers, which the callee pops, and results beyond two in the caller's area.
(module
  (func $many (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i64) (result i64)
    (i64.add (local.get 9) (i64.extend_i32_u (local.get 8))))
  (func (param i32) (result i64)
    (call $many (i32.const 0) (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6)
      (i32.const 7) (local.get 0) (i64.const 9)))
  (func $four (param i32) (result i32 i64 f64 i32)
    (local.get 0) (i64.const 2) (f64.const 3) (i32.const 4))
  (func (param i32) (result i32) (local i32)
    (call $four (local.get 0))
    (local.set 1) (drop) (drop)
    (i32.add (local.get 1))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32, v2:i32, v3:i32, v4:i32, v5:i32, v6:i32, v7:i32, v8:i32, v9:i64):
;;   v10:i64 = i64.extend_i32_u v8
;;   v11:i64 = i64.add v9, v10
;;   return v11
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.const 1
;;   v3:i32 = i32.const 2
;;   v4:i32 = i32.const 3
;;   v5:i32 = i32.const 4
;;   v6:i32 = i32.const 5
;;   v7:i32 = i32.const 6
;;   v8:i32 = i32.const 7
;;   v9:i64 = i64.const 9
;;   v10:i64 = call 0 (v1, v2, v3, v4, v5, v6, v7, v8, v0, v9)
;;   return v10
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = i64.const 2
;;   v2:f64 = f64.const 0x4008000000000000
;;   v3:i32 = i32.const 4
;;   return v0, v1, v2, v3
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = call 2 (v0)
;;   v2:i32 = result 3 v1
;;   v3:i32 = i32.add v1, v2
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32, v1:i32, v2:i32, v3:i32, v4:i32, v5:i32, v6:i32, v7:i32, v8:i32, v9:i64):
;;   v10:i64 = extend copy.i32 v8
;;   v11:i64 = add_rr i64 v9, v10
;;   return v11
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = const_int 1
;;   v3:i32 = const_int 2
;;   v4:i32 = const_int 3
;;   v5:i32 = const_int 4
;;   v6:i32 = const_int 5
;;   v7:i32 = const_int 6
;;   v8:i32 = const_int 7
;;   v9:i64 = const_int 9
;;   v10:i64 = call function 0 (v1, v2, v3, v4, v5, v6, v7, v8, v0, v9)
;;   return v10
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = const_int 2
;;   v2:f64 = const_float 0x4008000000000000
;;   v3:i32 = const_int 4
;;   return v0, v1, v2, v3
;;
;; function 3
;; block0(v0:i32):
;;   v1:i32 = call function 2 (v0)
;;   v2:i32 = result 3 of v1
;;   v3:i32 = add_rr i32 v1, v2
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 -, v1 -, v2 -, v3 -, v4 -, v5 -, v6 -, v7 -, v8 in 0, v9 in 1):
;;   v10 rax = extend copy.i32 v8 in 0
;;     rcx <- in 1 v9
;;   v11 rax = add_rr i64 v9 rcx, v10 rax
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;     rsi <- remat v2
;;     rdx <- remat v3
;;     rcx <- remat v4
;;     r8 <- remat v5
;;     r9 <- remat v6
;;     rax <- remat v7
;;     rbx <- remat v8
;;     out 0 <- rdi v0
;;     rdi <- remat v1
;;     r11 <- remat v9
;;     out 1 <- r11 v9
;;   v10 rax = call function 0
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;     rax <- rdi v0
;;     rdx <- remat v1
;;     xmm0 <- remat v2
;;     r11 <- remat v3
;;     out 0 <- r11 v3
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = call function 2
;;     rcx <- out 0 v2
;;   v2 rcx
;;   v3 rax = add_rr i32 v1 rax, v2 rcx
;;   return

;; [asm x86_64]
;; function 0 many
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [rbp + 0x10]
;;   mov rcx, qword ptr [rbp + 0x18]
;;   add rax, rcx
;;   pop rbp
;;   ret 0x10
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov esi, 1
;;   mov edx, 2
;;   mov ecx, 3
;;   mov r8d, 4
;;   mov r9d, 5
;;   mov eax, 6
;;   mov ebx, 7
;;   mov dword ptr [rsp], edi
;;   xor edi, edi
;;   mov r11d, 9
;;   mov qword ptr [rsp + 8], r11
;;   call function 0 many
;;   sub rsp, 0x10
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 2 four
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   mov edx, 2
;;   vmovsd xmm0, qword ptr [0x4008000000000000]
;;   mov r11d, 4
;;   mov dword ptr [rbp + 0x10], r11d
;;   pop rbp
;;   ret
;;
;; function 3
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   call function 2 four
;;   mov ecx, dword ptr [rsp]
;;   add eax, ecx
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
