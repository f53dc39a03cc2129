/* Traps: recording where, unwinding to the entry, and turning the record into an error. */
#include <stdlib.h>

#include "arch.h"
#include "zw.h"

#if defined(__SANITIZE_ADDRESS__)
void __asan_handle_no_return(void);
#endif

/* Walks the frame-pointer chain between the current stack position and the entry; async-signal-safe. */
#if defined(__SANITIZE_ADDRESS__)
__attribute__((no_sanitize("address")))
#endif
void zw_capture(zw_thread *th, uint64_t pc, uint64_t fp, uint64_t sp)
{
    const zw_activation *act = th->act;
    uint64_t low = sp - 1; /* frames lie above */
    th->nframes = 0;
    th->depth = 0;
    for (;;) {
        if (zw_find_module(act->store, pc) != NULL) {
            if (th->nframes < ZW_MAX_FRAMES)
                th->pcs[th->nframes++] = pc;
            th->depth++;
        }
        if (fp <= low || fp >= act->sp || act->sp - fp < 16 || fp % 8 != 0)
            return;
        low = fp;
        const uint64_t *frame = (const uint64_t *)(uintptr_t)fp;
        fp = frame[0];
        pc = frame[1] - 1; /* inside the call */
    }
}

static _Noreturn void unwind(const zw_activation *act)
{
#if defined(__SANITIZE_ADDRESS__)
    __asan_handle_no_return();
#endif
    zw_arch_jump(act->sp, act->landing);
}

_Noreturn void zw_raise(uint32_t code)
{
    zw_thread *th = zw_current_thread;
    if (th == NULL || th->act == NULL)
        abort(); /* not called from compiled code */
    th->trap = code;
    uint64_t here = (uint64_t)(uintptr_t)__builtin_frame_address(0);
    zw_capture(th, 0, here, here);
    unwind(th->act);
}

int zw_report(zw_store *store, zw_thread *th, zw_error *err)
{
    if (th->trap == ZW_TRAP_EXIT) {
        zw_fail(err, ZW_ERR_EXIT, "exit");
        if (err != NULL)
            err->status = th->status;
        return ZW_ERR_EXIT;
    }
    zw_fail(err, ZW_ERR_TRAP, "%s", th->detail != NULL ? th->detail : zw_trap_message(th->trap));
    th->detail = NULL;
    if (err != NULL) {
        err->trap = th->trap;
        err->depth = th->depth;
        for (uint32_t i = 0; i < th->nframes; i++) {
            zw_frame *frame = &err->frames[err->nframes];
            zw_describe_pc(store, th->pcs[i], frame);
            if (frame->func_index != ZW_CW_NONE)
                err->nframes++;
            else
                err->depth--; /* a trampoline */
        }
        err->depth -= th->depth > th->nframes; /* the one at the entry was not recorded */
    }
    return ZW_ERR_TRAP;
}
