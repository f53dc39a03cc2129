/* x86-64; only for arch.h. */

#if defined(__linux__)
#define ZW_CONTEXT_PC(c) ((c)->uc_mcontext.gregs[REG_RIP])
#define ZW_CONTEXT_SP(c) ((c)->uc_mcontext.gregs[REG_RSP])
#define ZW_CONTEXT_FP(c) ((c)->uc_mcontext.gregs[REG_RBP])
#define ZW_CONTEXT_VMCTX(c) ((c)->uc_mcontext.gregs[REG_R14])
#elif defined(__APPLE__)
#define ZW_CONTEXT_PC(c) ((c)->uc_mcontext->__ss.__rip)
#define ZW_CONTEXT_SP(c) ((c)->uc_mcontext->__ss.__rsp)
#define ZW_CONTEXT_FP(c) ((c)->uc_mcontext->__ss.__rbp)
#define ZW_CONTEXT_VMCTX(c) ((c)->uc_mcontext->__ss.__r14)
#elif defined(_WIN32)
#define ZW_CONTEXT_PC(c) ((c)->Rip)
#define ZW_CONTEXT_SP(c) ((c)->Rsp)
#define ZW_CONTEXT_FP(c) ((c)->Rbp)
#define ZW_CONTEXT_VMCTX(c) ((c)->R14)
#endif

static inline _Noreturn void zw_arch_jump(uint64_t sp, uint64_t pc)
{
    __asm__ volatile("movq %0, %%rsp\n\tjmpq *%1" : : "r"(sp), "r"(pc) : "memory");
    __builtin_unreachable();
}
