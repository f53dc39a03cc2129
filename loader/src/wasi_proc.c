/* The process: exit, signals, scheduling. */
#include "wasi_impl.h"

WASI(proc_exit) {
    w->exit_status = zw_arg32(a, 0);
    return W_EXIT;
}

/* A guest has no process of its own to signal: only "no signal" succeeds. */
WASI(proc_raise) {
    uint32_t signal = zw_arg32(a, 0);
    return signal == 0 ? W_SUCCESS : signal > 30 ? W_INVAL : W_NOTSUP;
}

WASI(sched_yield) {
    zw_sys_yield();
    return W_SUCCESS;
}
