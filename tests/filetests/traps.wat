;; Traps: unreachable code is cold, a known trap is one, what follows it is gone.
(module
  (func (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (unreachable)))
    (i32.const 1))
  (func (result i32) (unreachable) (i32.add (i32.const 1)))
  (func (param i32) (result i32)
    (if (result i32) (local.get 0) (then (unreachable)) (else (i32.const 2)))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   br_if v0 block2, block1
;; block1:
;;   unreachable trap=1
;; block2:
;;   v3:i32 = i32.const 1
;;   return v3
;;
;; function 1
;; block0:
;;   unreachable trap=1
;;
;; function 2
;; block0(v0:i32):
;;   br_if v0 block1, block2
;; block1:
;;   unreachable trap=1
;; block2:
;;   v3:i32 = i32.const 2
;;   return v3

;; [select]
;; function 0
;; block0(v0:i32):
;;   test_br ne.i32 v0
;;   -> block2, block1
;; block1:
;;   trap unreachable
;; block2:
;;   v3:i32 = const_int 1
;;   return v3
;;
;; function 1
;; block0:
;;   trap unreachable
;;
;; function 2
;; block0(v0:i32):
;;   test_br ne.i32 v0
;;   -> block1, block2
;; block1:
;;   trap unreachable
;; block2:
;;   v3:i32 = const_int 2
;;   return v3

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi):
;;   test_br ne.i32 v0 rdi
;;   -> block2
;;   -> block1
;; block1:
;;   trap unreachable
;; block2:
;;     rax <- remat v3
;;   return
;;
;; function 1 cells=0
;; block0:
;;   trap unreachable
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   test_br ne.i32 v0 rdi
;;   -> block1
;;   -> block2
;; block1:
;;   trap unreachable
;; block2:
;;     rax <- remat v3
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   test edi, edi
;;   je .0
;;   mov eax, 1
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
;;
;; function 1
;;   push rbp
;;   mov rbp, rsp
;;   ud2  ; trap: unreachable
;;
;; function 2
;;   push rbp
;;   mov rbp, rsp
;;   test edi, edi
;;   jne .0
;;   mov eax, 2
;;   pop rbp
;;   ret
;; .0:
;;   ud2  ; trap: unreachable
