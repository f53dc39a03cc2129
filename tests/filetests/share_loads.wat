;; A load takes what an earlier load or store of the same bytes knows; a widened load is one instruction.
(module
  (memory 1)
  (func $load_load (param i32) (result i32) (i32.add (i32.load (local.get 0)) (i32.load (local.get 0))))
  (func $store_load (param i32 i64) (result i64) (i64.store (local.get 0) (local.get 1)) (i64.load (local.get 0)))
  (func $float (param i32 f32) (result f32) (f32.store (local.get 0) (local.get 1)) (f32.load (local.get 0)))
  (func $widened (param i32) (result i64) (i64.extend_i32_u (i32.load8_u (local.get 0))))
  (func $other_bytes_stored (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.load (local.get 0)))
    (i32.store offset=4 (local.get 0) (local.get 1))
    (i32.sub (local.get 2) (i32.mul (i32.load (local.get 0)) (local.get 1))))
  (func $dominating (param i32 i32) (result i32)
    (if (result i32) (i32.load (local.get 0)) (then (i32.load (local.get 0))) (else (local.get 1)))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.add v1, v1
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i64):
;;   i64.store v0, v1
;;   return v1
;;
;; function 2
;; block0(v0:i32, v1:f32):
;;   f32.store v0, v1
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i64 = i64.load8_u v0
;;   return v1
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   i32.store offset=4 v0, v1
;;   v4:i32 = i32.mul v1, v2
;;   v5:i32 = i32.sub v2, v4
;;   return v5
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.load v0
;;   br_if v2 block1, block2
;; block1:
;;   br block3(v2)
;; block2:
;;   br block3(v1)
;; block3(v6:i32):
;;   return v6

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = add_rr i32 v1, v1
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i64):
;;   store i64.store v0, v1
;;   return v1
;;
;; function 2
;; block0(v0:i32, v1:f32):
;;   store f32.store v0, v1
;;   return v1
;;
;; function 3
;; block0(v0:i32):
;;   v1:i64 = load i64.load8_u v0
;;   return v1
;;
;; function 4
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   store i32.store v0, v1, disp=4
;;   v4:i32 = mul_rr i32 v1, v2
;;   v5:i32 = sub_rr i32 v2, v4
;;   return v5
;;
;; function 5
;; block0(v0:i32, v1:i32):
;;   v2:i32 = load i32.load v0
;;   test_br ne.i32 v2
;;   -> block1, block2
;; block1:
;;   jump
;;   -> block3
;; block2:
;;   jump
;;   -> block3
;; block3(v6:i32):
;;   return v6

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   v2 rax = add_rr i32 v1 rax, v1 rax
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   store i64.store v0 rdi, v1 rsi
;;     rax <- rsi v1
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   store f32.store v0 rdi, v1 xmm0
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi):
;;   v1 rax = load i64.load8_u v0 rdi
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   store i32.store v0 rdi, v1 rsi, disp=4
;;   v4 rsi = mul_rr i32 v1 rsi, v2 rax
;;   v5 rax = sub_rr i32 v2 rax, v4 rsi
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = load i32.load v0 rdi
;;   test_br ne.i32 v2 rax
;;   -> block1
;;   -> block2
;; block1:
;;   jump
;;   -> block3
;; block2:
;;   jump
;;   -> block3: rax <- rsi v1
;; block3(v6 rax):
;;   return

;; [asm x86_64]
;; function 0 load_load
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   add eax, eax
;;   pop rbp
;;   ret
;;
;; function 1 store_load
;;   push rbp
;;   mov rbp, rsp
;;   mov qword ptr [r15 + rdi], rsi  ; trap: out of bounds memory access
;;   mov rax, rsi
;;   pop rbp
;;   ret
;;
;; function 2 float
;;   push rbp
;;   mov rbp, rsp
;;   vmovss dword ptr [r15 + rdi], xmm0  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 3 widened
;;   push rbp
;;   mov rbp, rsp
;;   movzx eax, byte ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;;
;; function 4 other_bytes_stored
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi + 4], esi  ; trap: out of bounds memory access
;;   imul esi, eax
;;   sub eax, esi
;;   pop rbp
;;   ret
;;
;; function 5 dominating
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   test eax, eax
;;   je .0
;;   jmp .1
;; .0:
;;   mov eax, esi
;; .1:
;;   pop rbp
;;   ret
