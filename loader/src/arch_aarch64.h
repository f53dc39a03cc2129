/* AArch64; only for arch.h. */

#if defined(__linux__)
#define ZW_CONTEXT_PC(c) ((c)->uc_mcontext.pc)
#define ZW_CONTEXT_SP(c) ((c)->uc_mcontext.sp)
#define ZW_CONTEXT_FP(c) ((c)->uc_mcontext.regs[29])
#define ZW_CONTEXT_VMCTX(c) ((c)->uc_mcontext.regs[28])
#elif defined(__APPLE__)
#define ZW_CONTEXT_PC(c) ((c)->uc_mcontext->__ss.__pc)
#define ZW_CONTEXT_SP(c) ((c)->uc_mcontext->__ss.__sp)
#define ZW_CONTEXT_FP(c) ((c)->uc_mcontext->__ss.__fp)
#define ZW_CONTEXT_VMCTX(c) ((c)->uc_mcontext->__ss.__x[28])
#elif defined(_WIN32)
#define ZW_CONTEXT_PC(c) ((c)->Pc)
#define ZW_CONTEXT_SP(c) ((c)->Sp)
#define ZW_CONTEXT_FP(c) ((c)->Fp)
#define ZW_CONTEXT_VMCTX(c) ((c)->X28)
#endif

static inline _Noreturn void zw_arch_jump(uint64_t sp, uint64_t pc)
{
    __asm__ volatile("mov sp, %0\n\tbr %1" : : "r"(sp), "r"(pc) : "memory");
    __builtin_unreachable();
}
