/* Calls from C into the guest and from the guest into C. */
#include "wasi.h"
#include "zw.h"

typedef int64_t entry_fn(zw_activation *act, void *vmctx, const void *code, zw_value *cells);

static int host_result(int32_t result, const zw_value *cells, zw_thread *th)
{
    if (result == ZW_HOST_OK)
        return 0;
    if (result == ZW_HOST_EXIT)
        th->status = (uint32_t)cells[0].lo;
    th->trap = result == ZW_HOST_EXIT ? ZW_TRAP_EXIT : result > ZW_HOST_TRAP ? (uint32_t)result - ZW_HOST_TRAP : ZW_TRAP_HOST;
    return 1;
}

static int32_t run_host(zw_hostfunc *hf, zw_value *cells)
{
    zw_callback *call = (zw_callback *)hf->call;
    return call(hf->env, hf->instance, cells);
}

/* What host-call trampolines call. */
int64_t zw_host_enter(zw_hostfunc *hf, zw_value *cells)
{
    zw_thread *th = zw_current_thread;
    if (host_result(run_host(hf, cells), cells, th))
        zw_raise(th->trap);
    return 0;
}

uint32_t zw_func_type(const zw_func *func)
{
    return func->ref.type_id;
}

int zw_call(zw_store *store, zw_func *func, zw_value *cells, zw_error *err)
{
    zw_thread *th = zw_thread_get();
    if (th == NULL)
        return zw_fail(err, ZW_ERR_LIMIT, "cannot prepare this thread");
    if (func->ref.func_index == ZW_HOST_FUNC) {
        th->nframes = 0;
        th->depth = 0;
        if (!host_result(run_host(func->ref.vmctx, cells), cells, th))
            return ZW_OK;
        return zw_report(store, th, err);
    }
    zw_vmctx *vmctx = func->ref.vmctx;
    const zw_module *m = vmctx->instance->module;
    int64_t at = zw_trampoline(m, ZW_CW_TABLE_ENTRIES, ZW_ROWS(m, FUNCTYPES, functypes)[func->ref.func_index].type);
    if (at < 0 || vmctx->instance->store != store)
        return zw_fail(err, ZW_ERR_USE, at < 0 ? "the function was not compiled to be called from outside"
                                               : "the function belongs to another store");
    uint64_t outer_limit = store->stack_limit; /* of a thread that waits in a host function for this call, perhaps */
    zw_store_limit_stack(store, th->stack_limit);
    uint64_t here = (uint64_t)(uintptr_t)__builtin_frame_address(0);
    bool stopped = store->interrupt && zw_module_interruptible(m); /* functions without loops and calls would not notice */
    if (stopped || here < th->stack_limit) {
        th->nframes = 0;
        th->depth = 0;
        th->trap = stopped ? ZW_TRAP_INTERRUPT : ZW_TRAP_STACK_OVERFLOW;
        if (outer_limit != 0)
            zw_store_limit_stack(store, outer_limit);
        return zw_report(store, th, err);
    }
    zw_activation act = {.prev = th->act, .store = store, .vmctx = vmctx};
    zw_activation *outer = vmctx->activation;
    entry_fn *entry = (entry_fn *)(uintptr_t)(m->part[ZW_CW_PART_TEXT] + at);
    th->act = &act;
    vmctx->activation = &act;
    int64_t trapped = entry(&act, vmctx, func->ref.code, cells);
    vmctx->activation = outer;
    th->act = act.prev;
    if (outer_limit != 0)
        zw_store_limit_stack(store, outer_limit);
    return trapped ? zw_report(store, th, err) : ZW_OK;
}

zw_func *zw_hostfunc_new(zw_store *store, uint32_t type_id, zw_callback *call, void *env)
{
    const zw_valtype *params, *results;
    size_t np, nr;
    zw_hostfunc *hf = zw_functype(type_id, &params, &np, &results, &nr) ? zw_alloc(store, sizeof *hf) : NULL;
    if (hf == NULL)
        return NULL;
    hf->fn = zw_host_enter;
    hf->env = env;
    hf->call = (void *)call;
    hf->store = store;
    hf->ref = (zw_funcref){.vmctx = hf, .type_id = type_id, .func_index = ZW_HOST_FUNC};
    return (zw_func *)&hf->ref;
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
    uint32_t type = zw_functype_id(types, nparams, types + nparams, n - nparams);
    wasi_import *imp = zw_alloc(store, sizeof *imp);
    if (imp == NULL || type == ZW_CW_NONE)
        return NULL;
    imp->ctx = wasi;
    imp->func = func;
    return zw_hostfunc_new(store, type, call_wasi, imp);
}
