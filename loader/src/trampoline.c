/* The host-call trampoline of every type: saves the registers of arguments, calls zw_host_spread, and takes the results from
 * where the arguments were saved.  The chain of frames stays whole, for backtraces. */
#include "zw.h"

#if defined(__ELF__)
#define NAME(name) #name
#define BEGIN(name) ".pushsection .text\n .globl " #name "\n .hidden " #name "\n .type " #name ", %function\n .p2align 4\n" #name ":\n"
#define END(name) " .size " #name ", .-" #name "\n .popsection\n"
#elif defined(__APPLE__)
#define NAME(name) "_" #name
#define BEGIN(name) ".text\n .globl _" #name "\n .private_extern _" #name "\n .p2align 4\n_" #name ":\n"
#define END(name) ""
#else
#define NAME(name) #name
#define BEGIN(name) ".text\n .globl " #name "\n .p2align 4\n" #name ":\n"
#define END(name) ""
#endif

#if defined(__x86_64__)
/* r14 is the zw_hostfunc. */
__asm__(BEGIN(zw_host_trampoline)
        "    pushq %rbp\n"
        "    movq %rsp, %rbp\n"
        "    subq $192, %rsp\n" /* sizeof(zw_host_regs) */
        "    movq %rdi, 0(%rsp)\n"
        "    movq %rsi, 8(%rsp)\n"
        "    movq %rdx, 16(%rsp)\n"
        "    movq %rcx, 24(%rsp)\n"
        "    movq %r8, 32(%rsp)\n"
        "    movq %r9, 40(%rsp)\n"
        "    movq %rax, 48(%rsp)\n"
        "    movq %rbx, 56(%rsp)\n"
        "    movups %xmm0, 64(%rsp)\n"
        "    movups %xmm1, 80(%rsp)\n"
        "    movups %xmm2, 96(%rsp)\n"
        "    movups %xmm3, 112(%rsp)\n"
        "    movups %xmm4, 128(%rsp)\n"
        "    movups %xmm5, 144(%rsp)\n"
        "    movups %xmm6, 160(%rsp)\n"
        "    movups %xmm7, 176(%rsp)\n"
        "    movq %r14, %rdi\n"
        "    movq %rsp, %rsi\n"
        "    leaq 16(%rbp), %rdx\n"
        "    call " NAME(zw_host_spread) "\n"
        "    movq %rax, %r11\n"
        "    movq 0(%rsp), %rax\n"
        "    movq 8(%rsp), %rdx\n"
        "    movups 64(%rsp), %xmm0\n"
        "    movups 80(%rsp), %xmm1\n"
        "    leave\n"
        "    testq %r11, %r11\n"
        "    jnz 1f\n"
        "    ret\n"
        "1:  popq %r10\n"
        "    addq %r11, %rsp\n"
        "    jmpq *%r10\n"
        END(zw_host_trampoline));
#elif defined(__aarch64__)
/* x28 is the zw_hostfunc. */
__asm__(BEGIN(zw_host_trampoline)
        "    stp x29, x30, [sp, #-16]!\n"
        "    mov x29, sp\n"
        "    sub sp, sp, #192\n" /* sizeof(zw_host_regs) */
        "    stp x0, x1, [sp]\n"
        "    stp x2, x3, [sp, #16]\n"
        "    stp x4, x5, [sp, #32]\n"
        "    stp x6, x7, [sp, #48]\n"
        "    stp q0, q1, [sp, #64]\n"
        "    stp q2, q3, [sp, #96]\n"
        "    stp q4, q5, [sp, #128]\n"
        "    stp q6, q7, [sp, #160]\n"
        "    mov x0, x28\n"
        "    mov x1, sp\n"
        "    add x2, x29, #16\n"
        "    bl " NAME(zw_host_spread) "\n"
        "    mov x9, x0\n"
        "    ldp x0, x1, [sp]\n"
        "    ldp q0, q1, [sp, #64]\n"
        "    mov sp, x29\n"
        "    ldp x29, x30, [sp], #16\n"
        "    add sp, sp, x9\n"
        "    ret\n"
        END(zw_host_trampoline));
#endif
