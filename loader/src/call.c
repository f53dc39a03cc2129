/* Calls from C into the guest and from the guest into C. */
#include "wasi.h"
#include "zw.h"

typedef ZW_GUEST_CALL int64_t entry_fn(zw_activation *act, void *vmctx, const void *code, zw_value *cells);

uint32_t zw_func_type(const zw_func *func)
{
    return func->ref.type_id;
}

/* Whether guests may run here: their limit is known for the thread's own stack only. */
static int check_stack(const zw_thread *th, uint64_t here, zw_error *err)
{
    if (th->os.stack_size < 2 * ZW_STACK_RESERVE_LEAST)
        return zw_fail(err, ZW_ERR_LIMIT, "the stack of this thread has %llu KiB; guests need %u KiB",
                       (unsigned long long)(th->os.stack_size >> 10), 2 * ZW_STACK_RESERVE_LEAST >> 10);
    if (here - th->os.stack_low >= th->os.stack_size)
        return zw_fail(err, ZW_ERR_USE, "called on a stack whose end is not known: guests run on a thread's own");
    return ZW_OK;
}

static int trapped(zw_store *store, zw_thread *th, uint32_t code, zw_error *err)
{
    th->nframes = 0;
    th->depth = 0;
    th->trap = code;
    return zw_report(store, th, err);
}

static int call_host(zw_store *store, const zw_hostfunc *hf, zw_value *cells, zw_thread *th, uint64_t here, zw_error *err)
{
    zw_callback *call = (zw_callback *)hf->call;
    if (here - th->os.stack_low < th->os.stack_size && here < th->stack_limit)
        return trapped(store, th, ZW_TRAP_STACK_OVERFLOW, err);
    ZW_LEND(store);
    int32_t result = call(hf->env, hf->instance, cells);
    if (result == ZW_HOST_OK)
        ZW_TAKE_BACK(store);
    th = zw_thread_get();
    if (th == NULL)
        return zw_fail(err, ZW_ERR_LIMIT, "cannot prepare this thread");
    return result != ZW_HOST_OK ? trapped(store, th, zw_host_trap(th, result, cells), err) : ZW_OK;
}

int zw_call(zw_store *store, zw_func *func, zw_value *cells, zw_error *err)
{
    ZW_ALONE(store);
    zw_thread *th = zw_thread_get();
    if (th == NULL)
        return zw_fail(err, ZW_ERR_LIMIT, "cannot prepare this thread");
    uint64_t here = (uint64_t)(uintptr_t)__builtin_frame_address(0);
    if (func->ref.func_index == ZW_HOST_FUNC)
        return call_host(store, func->ref.vmctx, cells, th, here, err);
    zw_vmctx *vmctx = func->ref.vmctx;
    const zw_module *m = vmctx->instance->module;
    int64_t at = zw_trampoline(m, ZW_CW_TABLE_ENTRIES, ZW_ROWS(m, FUNCTYPES, functypes)[func->ref.func_index].type);
    if (at < 0 || vmctx->instance->store != store)
        return zw_fail(err, ZW_ERR_USE, at < 0 ? "the function was not compiled to be called from outside"
                                               : "the function belongs to another store");
    int refused = check_stack(th, here, err);
    if (refused)
        return refused;
    zw_store_limit_stack(store, th->stack_limit);
    if (store->interrupt && zw_module_interruptible(m)) /* functions without loops and calls would not notice */
        return trapped(store, th, ZW_TRAP_INTERRUPT, err);
    if (here < th->stack_limit) /* what the trampoline pushes fits below */
        return trapped(store, th, ZW_TRAP_STACK_OVERFLOW, err);
    zw_activation act = {.store = store, .vmctx = vmctx, .limit = th->stack_limit};
    zw_activation *outer = th->act; /* none, unless a signal handler calls */
    entry_fn *entry = (entry_fn *)(uintptr_t)(m->part[ZW_CW_PART_TEXT] + at);
    th->act = &act;
    th->calls++;
    int64_t failed = entry(&act, vmctx, func->ref.code, cells);
    th = zw_thread_get(); /* a host function may have taken its stack to another thread */
    th->act = outer;
    th->calls--;
    return failed ? zw_report(store, th, err) : ZW_OK;
}

/* WASI. */

typedef struct wasi_import {
    zw_wasi *ctx;
    const zw_wasi_func *func;
} wasi_import;

static int32_t call_wasi(void *env, zw_instance *instance, zw_value *cells)
{
    const wasi_import *imp = env;
    zw_wasi_mem mem = {NULL, 0};
    if (instance != NULL && instance->wasi_memory != NULL)
        mem = (zw_wasi_mem){instance->wasi_memory->m.base, instance->wasi_memory->m.bytes};
    switch (imp->func->fn(imp->ctx, mem, cells)) {
    case ZW_WASI_OK:
        return ZW_HOST_OK;
    case ZW_WASI_EXIT:
        cells[0].lo = zw_wasi_exit_status(imp->ctx);
        return ZW_HOST_EXIT;
    default:
        return ZW_HOST_TRAP + ZW_TRAP_INTERRUPT;
    }
}

zw_func *zw_wasi_import(zw_store *store, zw_wasi *wasi, const char *module, const char *name)
{
    ZW_ALONE(store);
    const zw_wasi_func *func = zw_wasi_lookup(module, name);
    if (func == NULL)
        return NULL;
    zw_valtype types[24];
    size_t n = 0, nparams = 0;
    for (const char *s = func->signature; *s != '\0'; s++) {
        if (*s == ':')
            nparams = n;
        else if (n < sizeof types / sizeof *types)
            types[n++] = *s == 'I' ? ZW_I64 : ZW_I32;
    }
    uint32_t type = zw_store_functype_id(store, types, nparams, types + nparams, n - nparams);
    wasi_import *imp = zw_alloc(store, sizeof *imp);
    if (imp == NULL || type == ZW_CW_NONE)
        return NULL;
    imp->ctx = wasi;
    imp->func = func;
    return zw_hostfunc_new(store, type, call_wasi, imp);
}
