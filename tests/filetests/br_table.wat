;; A jump table with distinct targets, one shared argument list for each, and an index beyond it.
(module
  (func (param i32) (result i32)
    (block $c (block $b (block $a
      (br_table $a $b $a $c $b $a (local.get 0)))
      (return (i32.const 100)))
      (return (i32.const 200)))
    (i32.const 300))
  (func (param i32 i32) (result i32)
    (block $b (result i32) (block $a (result i32)
      (br_table $a $b (local.get 1) (local.get 0)))
      (i32.add (i32.const 1)))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   br_table v0 [0, 1, 0, 2, 1, 0] block1, block2, block3
;; block1:
;;   v2:i32 = i32.const 100
;;   return v2
;; block2:
;;   v4:i32 = i32.const 200
;;   return v4
;; block3:
;;   v6:i32 = i32.const 300
;;   return v6
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   br_table v0 [0, 1] block1, block2(v1)
;; block1:
;;   v3:i32 = i32.const 1
;;   v4:i32 = i32.add v1, v3
;;   br block2(v4)
;; block2(v6:i32):
;;   return v6

;; [select]
;; function 0
;; block0(v0:i32):
;;   jump_table v0
;;   -> block1, block2, block3
;; block1:
;;   v2:i32 = const_int 100
;;   return v2
;; block2:
;;   v4:i32 = const_int 200
;;   return v4
;; block3:
;;   v6:i32 = const_int 300
;;   return v6
;;
;; function 1
;; block0(v0:i32, v1:i32):
;;   jump_table v0
;;   -> block1, block2
;; block1:
;;   v3:i32 = const_int 1
;;   v4:i32 = add_ri i32 v1, 1
;;   jump
;;   -> block2
;; block2(v6:i32):
;;   return v6

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   jump_table v0 rdi; with rax
;;   -> block1
;;   -> block2
;;   -> block3
;; block1:
;;     rax <- remat v2
;;   return
;; block2:
;;     rax <- remat v4
;;   return
;; block3:
;;     rax <- remat v6
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 rsi):
;;   jump_table v0 rdi; with rax
;;   -> block1
;;   -> block2
;; block1:
;;   v4 rsi = add_ri i32 v1 rsi, 1
;;   jump
;;   -> block2
;; block2(v6 rsi):
;;     rax <- rsi v6
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   mov r11d, 5
;;   cmp edi, r11d
;;   cmovb r11d, edi
;;   lea rax, [table .0 .1 .0 .2 .1 .0]
;;   movsxd r11, dword ptr [rax + r11*4]
;;   add r11, rax
;;   jmp r11
;; .0:
;;   mov eax, 0x64
;;   pop rbp
;;   ret
;; .1:
;;   mov eax, 0xc8
;;   pop rbp
;;   ret
;; .2:
;;   mov eax, 0x12c
;;   pop rbp
;;   ret
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   mov r11d, 1
;;   cmp edi, r11d
;;   cmovb r11d, edi
;;   lea rax, [table .0 .1]
;;   movsxd r11, dword ptr [rax + r11*4]
;;   add r11, rax
;;   jmp r11
;; .0:
;;   add esi, 1
;; .1:
;;   mov eax, esi
;;   pop rbp
;;   ret
