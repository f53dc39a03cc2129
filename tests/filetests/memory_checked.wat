;; The checked plan: one bound per address, repeats merged within dominance.
;; options: memory=checked
(module
  (memory 1)
  (func (param i32) (result i32) (i32.load offset=12 (local.get 0)))
  (func (param i32 i64) (i64.store (local.get 0) (local.get 1)))
  (func (param i32) (result i32)
    (i32.add (i32.load offset=8 (local.get 0)) (i32.load offset=4 (local.get 0)))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   bounds extent=16 v0
;;   v2:i32 = i32.load offset=12 v0
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i64):
;;   bounds extent=8 v0
;;   i64.store v0, v1
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   bounds extent=12 v0
;;   v2:i32 = i32.load offset=8 v0
;;   v3:i32 = i32.load offset=4 v0
;;   v4:i32 = i32.add v2, v3
;;   return v4

;; [select]
;; function 0
;; block0(v0:i32):
;;   bounds v0, extent=16
;;   v2:i32 = load i32.load v0, disp=12
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i64):
;;   bounds v0, extent=8
;;   store i64.store v0, v1
;;   return
;;
;; function 2
;; block0(v0:i32):
;;   bounds v0, extent=12
;;   v2:i32 = load i32.load v0, disp=8
;;   v4:i32 = alu_rm add.i32 v2, v0, disp=4; covers v3 i32.load
;;   return v4

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   bounds v0 rdi, extent=16; with rax
;;   v2 rax = load i32.load v0 rdi, disp=12
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   bounds v0 rdi, extent=8; with rax
;;   store i64.store v0 rdi, v1 rsi
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   bounds v0 rdi, extent=12; with rax
;;   v2 rax = load i32.load v0 rdi, disp=8
;;   v4 rax = alu_rm add.i32 v2 rax, v0 rdi, disp=4
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   lea r11, [rdi + 0x10]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .0
;;   mov eax, dword ptr [r15 + rdi + 0xc]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds memory access
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   lea r11, [rdi + 8]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .0
;;   mov qword ptr [r15 + rdi], rsi  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds memory access
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   lea r11, [rdi + 0xc]
;;   mov rax, qword ptr [r14 + 0x40]
;;   cmp r11, qword ptr [rax + 8]
;;   ja .0
;;   mov eax, dword ptr [r15 + rdi + 8]  ; trap: out of bounds memory access
;;   add eax, dword ptr [r15 + rdi + 4]  ; trap: out of bounds memory access
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: out of bounds memory access
