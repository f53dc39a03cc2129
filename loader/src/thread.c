/* Threads that guests run on. */
#include <stdlib.h>

#include "os.h"
#include "zw.h"

ZW_THREAD_LOCAL zw_thread *zw_current_thread;

static zw_thread first; /* of a program's only thread, mostly: costs no allocation */
static bool taken;

static void ended(zw_os_thread *t)
{
    zw_current_thread = NULL;
    if (t != &first.os)
        free(t); /* the first member of a zw_thread */
}

zw_thread *zw_thread_get(void)
{
    static const zw_os_hooks hooks = {zw_fault_handle, zw_fault_last, ended};
    zw_thread *th = zw_current_thread;
    if (th != NULL)
        return th;
    th = __atomic_exchange_n(&taken, true, __ATOMIC_RELAXED) ? calloc(1, sizeof *th) : &first;
    if (th == NULL)
        return NULL;
    if (zw_os_thread_init(&th->os, &hooks) != 0) {
        if (th != &first)
            free(th);
        return NULL;
    }
    uint64_t quarter = th->os.stack_size / 4, reserve = quarter < ZW_STACK_RESERVE ? quarter : ZW_STACK_RESERVE;
    th->stack_limit = th->os.stack_low + (reserve > ZW_STACK_RESERVE_LEAST ? reserve : ZW_STACK_RESERVE_LEAST);
    zw_current_thread = th;
    return th;
}
