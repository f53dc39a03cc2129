;; Calls: arguments in place, values alive over a call in slots, constants made anew after it.
(module
  (func $f (param i32 i64 f64) (result i32) (local.get 0))
  (func (param i32) (result i32)
    (i32.add (call $f (i32.const 1) (i64.const 2) (f64.const 0)) (local.get 0)))
  (func (param i32) (result i32)
    (call $f (local.get 0) (i64.const 7) (f64.const 1.5))
    (call $f (local.get 0) (i64.const 7) (f64.const 1.5))
    (i32.sub)))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i64, v2:f64):
;;   return v0
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.const 1
;;   v2:i64 = i64.const 2
;;   v3:f64 = f64.const 0x0000000000000000
;;   v4:i32 = call 0 (v1, v2, v3)
;;   v5:i32 = i32.add v0, v4
;;   return v5
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = i64.const 7
;;   v2:f64 = f64.const 0x3ff8000000000000
;;   v3:i32 = call 0 (v0, v1, v2)
;;   v4:i32 = call 0 (v0, v1, v2)
;;   v5:i32 = i32.sub v3, v4
;;   return v5

;; [select]
;; function 0
;; block0(v0:i32, v1:i64, v2:f64):
;;   return v0
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = const_int 1
;;   v2:i64 = const_int 2
;;   v3:f64 = const_float 0x0
;;   v4:i32 = call function 0 (v1, v2, v3)
;;   v5:i32 = add_rr i32 v0, v4
;;   return v5
;;
;; function 2
;; block0(v0:i32):
;;   v1:i64 = const_int 7
;;   v2:f64 = const_float 0x3ff8000000000000
;;   v3:i32 = call function 0 (v0, v1, v2)
;;   v4:i32 = call function 0 (v0, v1, v2)
;;   v5:i32 = sub_rr i32 v3, v4
;;   return v5

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 -, v2 -):
;;     rax <- rdi v0
;;   return
;;
;; function 1 cells=1
;; block0(v0 rdi):
;;     [0] <- rdi v0
;;     rdi <- remat v1
;;     rsi <- remat v2
;;     xmm0 <- remat v3
;;   v4 rax = call function 0
;;     rdi <- [0] v0
;;   v5 rax = add_rr i32 v0 rdi, v4 rax
;;   return
;;
;; function 2 cells=2
;; block0(v0 rdi):
;;     [0] <- rdi v0
;;     rsi <- remat v1
;;     xmm0 <- remat v2
;;   v3 rax = call function 0; spilled [1]
;;     rdi <- [0] v0
;;     rsi <- remat v1
;;     xmm0 <- remat v2
;;   v4 rax = call function 0
;;     rcx <- [1] v3
;;   v5 rcx = sub_rr i32 v3 rcx, v4 rax
;;     rax <- rcx v5
;;   return

;; [asm x86_64]
;; function 0 f
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, edi
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov dword ptr [rbp - 8], edi
;;   mov edi, 1
;;   mov esi, 2
;;   vxorps xmm0, xmm0, xmm0
;;   call function 0 f
;;   mov edi, dword ptr [rbp - 8]
;;   add eax, edi
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x10
;;   cmp rsp, qword ptr [r14 + 0x10]
;;   jb .0
;;   mov dword ptr [rbp - 8], edi
;;   mov esi, 7
;;   vmovsd xmm0, qword ptr [0x3ff8000000000000]
;;   call function 0 f
;;   mov dword ptr [rbp - 0x10], eax
;;   mov edi, dword ptr [rbp - 8]
;;   mov esi, 7
;;   vmovsd xmm0, qword ptr [0x3ff8000000000000]
;;   call function 0 f
;;   mov ecx, dword ptr [rbp - 0x10]
;;   sub ecx, eax
;;   mov eax, ecx
;;   leave
;;   ret
;; .0:
;;   ud2  ; trap: call stack exhausted
