;; A float load stays apart: on the left of a difference or quotient, used again, other memory, offset, effect in between, min.
(module
  (memory 1)
  (memory 1)
  (func $sub_from_load (param i32 f64) (result f64) (f64.sub (f64.load (local.get 0)) (local.get 1)))
  (func $load_divided (param i32 f32) (result f32) (f32.div (f32.load (local.get 0)) (local.get 1)))
  (func $squared (param i32) (result f64) (local f64) (f64.mul (local.tee 1 (f64.load (local.get 0))) (local.get 1)))
  (func $other_memory (param i32 f64) (result f64) (f64.add (local.get 1) (f64.load 1 (local.get 0))))
  (func $offset_too_large (param i32 f64) (result f64) (f64.add (local.get 1) (f64.load offset=0x7fff0000 (local.get 0))))
  (func $store_between (param i32 f64) (result f64) (local f64)
    (local.set 2 (f64.load (local.get 0)))
    (i32.store offset=64 (local.get 0) (i32.const 1))
    (f64.add (local.get 1) (local.get 2)))
  (func $two_uses (param i32 f64) (result f64) (local f64)
    (local.set 2 (f64.load (local.get 0)))
    (f64.mul (f64.add (local.get 1) (local.get 2)) (f64.sub (local.get 1) (local.get 2))))
  (func $min (param i32 f64) (result f64) (f64.min (local.get 1) (f64.load (local.get 0))))
  (func $sqrt (param i32) (result f64) (f64.sqrt (f64.load (local.get 0))))
  (func $compared (param i32 f64) (result i32) (f64.lt (local.get 1) (f64.load (local.get 0))))
  (func $promoted (param i32 f64) (result f64) (f64.add (local.get 1) (f64.promote_f32 (f32.load (local.get 0))))))

;; [zir]
;; function 0
;; block0(v0:i32, v1:f64):
;;   v2:f64 = f64.load v0
;;   v3:f64 = f64.sub v2, v1
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:f32):
;;   v2:f32 = f32.load v0
;;   v3:f32 = f32.div v2, v1
;;   return v3
;;
;; function 2
;; block0(v0:i32):
;;   v1:f64 = f64.load v0
;;   v2:f64 = f64.mul v1, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32, v1:f64):
;;   v2:f64 = f64.load v0 memory=1
;;   v3:f64 = f64.add v1, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:f64):
;;   v2:f64 = f64.load offset=2147418112 v0
;;   v3:f64 = f64.add v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:i32, v1:f64):
;;   v2:f64 = f64.load v0
;;   v3:i32 = i32.const 1
;;   i32.store offset=64 v0, v3
;;   v5:f64 = f64.add v1, v2
;;   return v5
;;
;; function 6
;; block0(v0:i32, v1:f64):
;;   v2:f64 = f64.load v0
;;   v3:f64 = f64.add v1, v2
;;   v4:f64 = f64.sub v1, v2
;;   v5:f64 = f64.mul v3, v4
;;   return v5
;;
;; function 7
;; block0(v0:i32, v1:f64):
;;   v2:f64 = f64.load v0
;;   v3:f64 = f64.min v1, v2
;;   return v3
;;
;; function 8
;; block0(v0:i32):
;;   v1:f64 = f64.load v0
;;   v2:f64 = f64.sqrt v1
;;   return v2
;;
;; function 9
;; block0(v0:i32, v1:f64):
;;   v2:f64 = f64.load v0
;;   v3:i32 = f64.lt v1, v2
;;   return v3
;;
;; function 10
;; block0(v0:i32, v1:f64):
;;   v2:f32 = f32.load v0
;;   v3:f64 = f64.promote_f32 v2
;;   v4:f64 = f64.add v1, v3
;;   return v4

;; [select]
;; function 0
;; block0(v0:i32, v1:f64):
;;   v2:f64 = load f64.load v0
;;   v3:f64 = fbin f64.sub v2, v1
;;   return v3
;;
;; function 1
;; block0(v0:i32, v1:f32):
;;   v2:f32 = load f32.load v0
;;   v3:f32 = fbin f32.div v2, v1
;;   return v3
;;
;; function 2
;; block0(v0:i32):
;;   v1:f64 = load f64.load v0
;;   v2:f64 = fbin f64.mul v1, v1
;;   return v2
;;
;; function 3
;; block0(v0:i32, v1:f64):
;;   v2:f64 = load f64.load v0, memory=1
;;   v3:f64 = fbin f64.add v1, v2
;;   return v3
;;
;; function 4
;; block0(v0:i32, v1:f64):
;;   v2:f64 = load f64.load v0, disp=2147418112
;;   v3:f64 = fbin f64.add v1, v2
;;   return v3
;;
;; function 5
;; block0(v0:i32, v1:f64):
;;   v2:f64 = load f64.load v0
;;   v3:i32 = const_int 1
;;   store_i i32.store v0, disp=64, 1
;;   v5:f64 = fbin f64.add v1, v2
;;   return v5
;;
;; function 6
;; block0(v0:i32, v1:f64):
;;   v2:f64 = load f64.load v0
;;   v3:f64 = fbin f64.add v1, v2
;;   v4:f64 = fbin f64.sub v1, v2
;;   v5:f64 = fbin f64.mul v3, v4
;;   return v5
;;
;; function 7
;; block0(v0:i32, v1:f64):
;;   v2:f64 = load f64.load v0
;;   v3:f64 = fminmax f64.min v1, v2
;;   return v3
;;
;; function 8
;; block0(v0:i32):
;;   v1:f64 = load f64.load v0
;;   v2:f64 = funary f64.sqrt v1
;;   return v2
;;
;; function 9
;; block0(v0:i32, v1:f64):
;;   v2:f64 = load f64.load v0
;;   v3:i32 = fcmp_set f64.lt v1, v2
;;   return v3
;;
;; function 10
;; block0(v0:i32, v1:f64):
;;   v2:f32 = load f32.load v0
;;   v3:f64 = float_to_float f64.promote_f32 v2
;;   v4:f64 = fbin f64.add v1, v3
;;   return v4

;; [alloc]
;; function 0 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = load f64.load v0 rdi
;;   v3 xmm0 = fbin f64.sub v2 xmm1, v1 xmm0
;;   return
;;
;; function 1 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = load f32.load v0 rdi
;;   v3 xmm0 = fbin f32.div v2 xmm1, v1 xmm0
;;   return
;;
;; function 2 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = load f64.load v0 rdi
;;   v2 xmm0 = fbin f64.mul v1 xmm0, v1 xmm0
;;   return
;;
;; function 3 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = load f64.load v0 rdi, memory=1
;;   v3 xmm0 = fbin f64.add v1 xmm0, v2 xmm1
;;   return
;;
;; function 4 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = load f64.load v0 rdi, disp=2147418112
;;   v3 xmm0 = fbin f64.add v1 xmm0, v2 xmm1
;;   return
;;
;; function 5 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = load f64.load v0 rdi
;;   store_i i32.store v0 rdi, disp=64, 1
;;   v5 xmm0 = fbin f64.add v1 xmm0, v2 xmm1
;;   return
;;
;; function 6 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = load f64.load v0 rdi
;;   v3 xmm2 = fbin f64.add v1 xmm0, v2 xmm1
;;   v4 xmm0 = fbin f64.sub v1 xmm0, v2 xmm1
;;   v5 xmm0 = fbin f64.mul v3 xmm2, v4 xmm0
;;   return
;;
;; function 7 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = load f64.load v0 rdi
;;   v3 xmm0 = fminmax f64.min v1 xmm0, v2 xmm1
;;   return
;;
;; function 8 cells=0
;; block0(v0 rdi):
;;   v1 xmm0 = load f64.load v0 rdi
;;   v2 xmm0 = funary f64.sqrt v1 xmm0
;;   return
;;
;; function 9 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = load f64.load v0 rdi
;;   v3 rax = fcmp_set f64.lt v1 xmm0, v2 xmm1
;;   return
;;
;; function 10 cells=0
;; block0(v0 rdi, v1 xmm0):
;;   v2 xmm1 = load f32.load v0 rdi
;;   v3 xmm1 = float_to_float f64.promote_f32 v2 xmm1
;;   v4 xmm0 = fbin f64.add v1 xmm0, v3 xmm1
;;   return

;; [asm x86_64]
;; function 0 sub_from_load
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm1, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vsubsd xmm0, xmm1, xmm0
;;   pop rbp
;;   ret
;;
;; function 1 load_divided
;;   push rbp
;;   mov rbp, rsp
;;   vmovss xmm1, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vdivss xmm0, xmm1, xmm0
;;   pop rbp
;;   ret
;;
;; function 2 squared
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm0, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vmulsd xmm0, xmm0, xmm0
;;   pop rbp
;;   ret
;;
;; function 3 other_memory
;;   push rbp
;;   mov rbp, rsp
;;   mov r11, qword ptr [r14 + 0x48]
;;   mov r11, qword ptr [r11]
;;   vmovsd xmm1, qword ptr [r11 + rdi]  ; trap: out of bounds memory access
;;   vaddsd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 4 offset_too_large
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm1, qword ptr [r15 + rdi + 0x7fff0000]  ; trap: out of bounds memory access
;;   vaddsd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 5 store_between
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm1, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   mov dword ptr [r15 + rdi + 0x40], 1  ; trap: out of bounds memory access
;;   vaddsd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
;;
;; function 6 two_uses
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm1, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vaddsd xmm2, xmm0, xmm1
;;   vsubsd xmm0, xmm0, xmm1
;;   vmulsd xmm0, xmm2, xmm0
;;   pop rbp
;;   ret
;;
;; function 7 min
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm1, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vucomisd xmm1, xmm0
;;   vminsd xmm0, xmm1, xmm0
;;   jne .1
;;   jp .0
;;   vorps xmm0, xmm0, xmm1
;;   jmp .1
;; .0:
;;   vaddsd xmm0, xmm0, xmm1
;; .1:
;;   pop rbp
;;   ret
;;
;; function 8 sqrt
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm0, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vsqrtsd xmm0, xmm0, xmm0
;;   pop rbp
;;   ret
;;
;; function 9 compared
;;   push rbp
;;   mov rbp, rsp
;;   vmovsd xmm1, qword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   xor eax, eax
;;   vucomisd xmm1, xmm0
;;   seta al
;;   pop rbp
;;   ret
;;
;; function 10 promoted
;;   push rbp
;;   mov rbp, rsp
;;   vmovss xmm1, dword ptr [r15 + rdi]  ; trap: out of bounds memory access
;;   vcvtss2sd xmm1, xmm1, xmm1
;;   vaddsd xmm0, xmm0, xmm1
;;   pop rbp
;;   ret
