;; Four integer registers: values live in slots, each stored once, where it is defined; slots serve as operands.
;; options: registers=0x3f0000000f
(module
  (memory 1)
  (func (param $p i32) (result i32) (local $a i32) (local $b i32) (local $c i32) (local $d i32) (local $e i32)
    (local.set $a (i32.load (local.get $p)))
    (local.set $b (i32.load offset=4 (local.get $p)))
    (local.set $c (i32.load offset=8 (local.get $p)))
    (local.set $d (i32.load offset=12 (local.get $p)))
    (local.set $e (i32.load offset=16 (local.get $p)))
    (i32.store offset=20 (local.get $p) (i32.mul (local.get $a) (local.get $b)))
    (i32.add
      (i32.mul (i32.sub (local.get $a) (local.get $b)) (i32.sub (local.get $c) (local.get $d)))
      (i32.mul (i32.sub (local.get $e) (local.get $a)) (i32.sub (local.get $b) (local.get $c))))))

;; [zir]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = i32.load v0
;;   v2:i32 = i32.load offset=4 v0
;;   v3:i32 = i32.load offset=8 v0
;;   v4:i32 = i32.load offset=12 v0
;;   v5:i32 = i32.load offset=16 v0
;;   v6:i32 = i32.mul v1, v2
;;   i32.store offset=20 v0, v6
;;   v8:i32 = i32.sub v1, v2
;;   v9:i32 = i32.sub v3, v4
;;   v10:i32 = i32.mul v8, v9
;;   v11:i32 = i32.sub v5, v1
;;   v12:i32 = i32.sub v2, v3
;;   v13:i32 = i32.mul v11, v12
;;   v14:i32 = i32.add v10, v13
;;   return v14

;; [select]
;; function 0
;; block0(v0:i32):
;;   v1:i32 = load i32.load v0
;;   v2:i32 = load i32.load v0, disp=4
;;   v3:i32 = load i32.load v0, disp=8
;;   v4:i32 = load i32.load v0, disp=12
;;   v5:i32 = load i32.load v0, disp=16
;;   v6:i32 = mul_rr i32 v1, v2
;;   store i32.store v0, v6, disp=20
;;   v8:i32 = sub_rr i32 v1, v2
;;   v9:i32 = sub_rr i32 v3, v4
;;   v10:i32 = mul_rr i32 v8, v9
;;   v11:i32 = sub_rr i32 v5, v1
;;   v12:i32 = sub_rr i32 v2, v3
;;   v13:i32 = mul_rr i32 v11, v12
;;   v14:i32 = add_rr i32 v10, v13
;;   return v14

;; [alloc]
;; function 0 cells=3
;; block0(v0 rdi):
;;   v1 rax = load i32.load v0 rdi
;;   v2 rcx = load i32.load v0 rdi, disp=4; spilled [0]
;;   v3 rdx = load i32.load v0 rdi, disp=8; spilled [1]
;;   v4 rbx = load i32.load v0 rdi, disp=12
;;   v5 rdx = load i32.load v0 rdi, disp=16; spilled [2]
;;     rdx <- rax v1
;;   v6 rdx = mul_rr i32 v1 rdx, v2 rcx
;;   store i32.store v0 rdi, v6 rdx, disp=20
;;     rdx <- rax v1
;;   v8 rdx = sub_rr i32 v1 rdx, v2 rcx
;;     rcx <- [1] v3
;;   v9 rcx = sub_rr i32 v3 rcx, v4 rbx
;;   v10 rdx = mul_rr i32 v8 rdx, v9 rcx
;;     rcx <- [2] v5
;;   v11 rcx = sub_rr i32 v5 rcx, v1 rax
;;     rax <- [0] v2
;;   v12 rax = sub_rr i32 v2 rax, v3 [1]
;;   v13 rcx = mul_rr i32 v11 rcx, v12 rax
;;   v14 rax = add_rr i32 v10 rdx, v13 rcx
;;   return

;; [asm x86_64]
;; function 0
;;   push rbp
;;   mov rbp, rsp
;;   sub rsp, 0x20
;;   mov eax, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov ecx, dword ptr [r15 + rdi + 4]  ; trap: out of bounds memory access
;;   mov dword ptr [rbp - 8], ecx
;;   mov edx, dword ptr [r15 + rdi + 8]  ; trap: out of bounds memory access
;;   mov dword ptr [rbp - 0x10], edx
;;   mov ebx, dword ptr [r15 + rdi + 0xc]  ; trap: out of bounds memory access
;;   mov edx, dword ptr [r15 + rdi + 0x10]  ; trap: out of bounds memory access
;;   mov dword ptr [rbp - 0x18], edx
;;   mov edx, eax
;;   imul edx, ecx
;;   mov dword ptr [r15 + rdi + 0x14], edx  ; trap: out of bounds memory access
;;   mov edx, eax
;;   sub edx, ecx
;;   mov ecx, dword ptr [rbp - 0x10]
;;   sub ecx, ebx
;;   imul edx, ecx
;;   mov ecx, dword ptr [rbp - 0x18]
;;   sub ecx, eax
;;   mov eax, dword ptr [rbp - 8]
;;   sub eax, dword ptr [rbp - 0x10]
;;   imul ecx, eax
;;   lea eax, [rdx + rcx]
;;   leave
;;   ret
