;; Without sharing and folding every instruction gives a row.
;; options: share=false
(module
  (func (result i32) (i32.add (i32.const 40) (i32.const 2)))
  (func (param i32 i32) (result i32)
    (i32.xor (i32.add (local.get 0) (local.get 1)) (i32.mul (i32.add (local.get 0) (local.get 1)) (i32.const 3)))))

;; [zir]
;; function 0
;; block0:
;;   v0:i32 = i32.const 40
;;   v1:i32 = i32.const 2
;;   v2:i32 = i32.add v0, v1
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = i32.add v0, v1
;;   v3:i32 = i32.add v0, v1
;;   v4:i32 = i32.const 3
;;   v5:i32 = i32.mul v3, v4
;;   v6:i32 = i32.xor v2, v5
;;   return v6

;; [select]
;; function 0
;; block0:
;;   v0:i32 = const_int 40
;;   v1:i32 = const_int 2
;;   v2:i32 = add_ri i32 v0, 2
;;   return v2
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   v2:i32 = add_rr i32 v0, v1
;;   v3:i32 = add_rr i32 v0, v1
;;   v4:i32 = const_int 3
;;   v5:i32 = lea i32 v3, v3, scale=2
;;   v6:i32 = alu_rr xor.i32 v2, v5
;;   return v6

;; [alloc]
;; function 0 cells=0
;; block0:
;;     rax <- remat v0
;;   v2 rax = add_ri i32 v0 rax, 2
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   v2 rax = add_rr i32 v0 rdi, v1 rsi
;;   v3 rcx = add_rr i32 v0 rdi, v1 rsi
;;   v5 rcx = lea i32 v3 rcx, v3 rcx, scale=2
;;   v6 rax = alu_rr xor.i32 v2 rax, v5 rcx
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   mov eax, 0x28
;;   add eax, 2
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   lea eax, [rdi + rsi]
;;   lea ecx, [rdi + rsi]
;;   lea ecx, [rcx + rcx*2]
;;   xor eax, ecx
;;   pop rbp
;;   ret
