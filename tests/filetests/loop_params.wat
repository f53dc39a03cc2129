;; Loop parameters: only for locals that change; the counter and the sum stay in registers, the back edge carries nothing.
(module
  (memory 1)
  (func (param $p i32) (param $n i32) (param $k i32) (result i64) (local $sum i64)
    (loop $next
      (local.set $sum (i64.add (local.get $sum) (i64.load32_u (local.get $p))))
      (i32.store (local.get $p) (local.get $k))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (param i32) (result i32) (local i32 i32)
    (local.set 2 (i32.const 1))
    (loop $next (param) ;; two values change places: a parallel move
      (local.get 1) (local.get 2)
      (local.set 1)
      (local.set 2)
      (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (i32.sub (local.get 1) (local.get 2))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:i32, v2:i32):
;;   v3:i64 = i64.const 0
;;   br block1(v3, v0, v1)
;; block1(v5:i64, v6:i32, v7:i32):  ; loop 0 depth 1 head
;;   v8:i64 = i64.load32_u v6
;;   v9:i64 = i64.add v5, v8
;;   i32.store v6, v2
;;   v11:i32 = i32.const 4
;;   v12:i32 = i32.add v6, v11
;;   v13:i32 = i32.const 4294967295
;;   v14:i32 = i32.add v7, v13
;;   br_if v14 block1(v9, v12, v14), block2
;; block2:
;;   return v9
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = i32.const 0
;;   v2:i32 = i32.const 1
;;   br block1(v1, v2, v0)
;; block1(v4:i32, v5:i32, v6:i32):  ; loop 0 depth 1 head
;;   v7:i32 = i32.const 4294967295
;;   v8:i32 = i32.add v6, v7
;;   br_if v8 block1(v5, v4, v8), block2
;; block2:
;;   v10:i32 = i32.sub v5, v4
;;   return v10

;; [select]
;; function 0
;; block0(v0:i32, v1:i32, v2:i32):
;;   v3:i64 = const_int 0
;;   jump
;;   -> block1
;; block1(v5:i64, v6:i32, v7:i32):
;;   v8:i64 = load i64.load32_u v6
;;   v9:i64 = add_rr i64 v5, v8
;;   store i32.store v6, v2
;;   v11:i32 = const_int 4
;;   v12:i32 = add_ri i32 v6, 4
;;   v13:i32 = const_int 4294967295
;;   v14:i32 = add_ri i32 v7, -1
;;   test_br ne.i32 v14
;;   -> block1, block2
;; block2:
;;   return v9
;;
;; function 1
;; block0(v0:i32):
;;   v1:i32 = const_int 0
;;   v2:i32 = const_int 1
;;   jump
;;   -> block1
;; block1(v4:i32, v5:i32, v6:i32):
;;   v7:i32 = const_int 4294967295
;;   v8:i32 = add_ri i32 v6, -1
;;   test_br ne.i32 v8
;;   -> block1, block2
;; block2:
;;   v10:i32 = sub_rr i32 v5, v4
;;   return v10

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 rsi, v2 rdx):
;;   jump
;;   -> block1: rax <- remat v3
;; block1(v5 rax, v6 rdi, v7 rsi):
;;   v8 rcx = load i64.load32_u v6 rdi
;;   v9 rax = add_rr i64 v5 rax, v8 rcx
;;   store i32.store v6 rdi, v2 rdx
;;   v12 rdi = add_ri i32 v6 rdi, 4
;;   v14 rsi = add_ri i32 v7 rsi, -1
;;   test_br ne.i32 v14 rsi
;;   -> block1
;;   -> block2
;; block2:
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi):
;;   jump
;;   -> block1: rax <- remat v1, rcx <- remat v2
;; block1(v4 rax, v5 rcx, v6 rdi):
;;   v8 rdi = add_ri i32 v6 rdi, -1
;;   test_br ne.i32 v8 rdi
;;   -> block1: r11 <- rax v4, rax <- rcx v5, rcx <- r11 v4
;;   -> block2
;; block2:
;;   v10 rcx = sub_rr i32 v5 rcx, v4 rax
;;     rax <- rcx v10
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;;   nop
;; .0:
;;   mov ecx, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add rax, rcx
;;   mov dword ptr [r15 + rdi], edx  ; trap: out of bounds memory access
;;   add edi, 4
;;   add esi, -1
;;   test esi, esi
;;   jne .0
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   xor eax, eax
;;   mov ecx, 1
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;;   nop dword ptr [rax + rax]
;; .0:
;;   add edi, -1
;;   test edi, edi
;;   je .1
;;   mov r11d, eax
;;   mov eax, ecx
;;   mov ecx, r11d
;;   jmp .0
;; .1:
;;   sub ecx, eax
;;   mov eax, ecx
;;   pop rbp
;;   ret
