/* What foreign function calls need: host functions whose result survives a callback that does not return one, references that
 * are checked, and WASI lent to callers that have a memory of their own (the interpreter). */
#include "wasi.h"
#include "zw.h"

/* *result says "failed" until it is written. */
typedef void zw_lent_call(void *env, zw_instance *instance, zw_value *cells, int32_t *result);

ZW_API zw_func *zw_lend_hostfunc(zw_store *store, uint32_t type_id, zw_lent_call *call, void *env);

ZW_API int zw_lend_fits(zw_store *store, zw_valtype type, uint64_t ref);

ZW_API zw_wasi *zw_lend_new(const zw_wasi_config *config, int *bad_preopen);
ZW_API void zw_lend_free(zw_wasi *wasi);
ZW_API const char *zw_lend_signature(const char *module, const char *name);
ZW_API uint32_t zw_lend_status(const zw_wasi *wasi);
ZW_API void zw_lend_interrupt(zw_wasi *wasi, const volatile uint64_t *flag);
ZW_API int32_t zw_lend_call(zw_wasi *wasi, const char *module, const char *name, uint8_t *base, uint64_t size, zw_value *cells);

typedef struct lent {
    zw_lent_call *call;
    void *env;
} lent;

static int32_t call_lent(void *env, zw_instance *instance, zw_value *cells)
{
    const lent *l = env;
    int32_t result = ZW_HOST_FAIL;
    l->call(l->env, instance, cells, &result);
    return result;
}

zw_func *zw_lend_hostfunc(zw_store *store, uint32_t type_id, zw_lent_call *call, void *env)
{
    lent *l = zw_alloc(store, sizeof *l);
    if (l == NULL)
        return NULL;
    *l = (lent){call, env};
    return zw_hostfunc_new(store, type_id, call_lent, l);
}

/* The function at an address, or NULL if there is none in the store. */
static const zw_func *known_func(zw_store *store, uint64_t ref)
{
    const zw_instance *inst = zw_index_find(&store->refs, ref);
    if (inst != NULL) {
        uint64_t at = ref - (uint64_t)(uintptr_t)inst->refs;
        const zw_func *func = &inst->refs[at / sizeof(zw_func)];
        return at % sizeof(zw_func) == 0 && func->ref.code != NULL ? func : NULL;
    }
    for (const zw_hostnode *node = store->hosts; node != NULL; node = node->next)
        if ((uint64_t)(uintptr_t)&node->hf.ref == ref)
            return (const zw_func *)&node->hf.ref;
    return NULL;
}

/* Whether a reference is one of that type; what external references are is the host's affair. */
int zw_lend_fits(zw_store *store, zw_valtype type, uint64_t ref)
{
    enum { NOFUNC = -0x0d, FUNC = -0x10 };
    const zw_valtype *params, *results;
    size_t np, nr;
    int64_t heap = type >> 8;
    if (ref == 0)
        return (type & 0xff) == 0x63;
    if (heap != FUNC && heap != NOFUNC && (heap < 0 || !zw_functype((uint32_t)heap, &params, &np, &results, &nr)))
        return 1;
    const zw_func *func = known_func(store, ref);
    return func != NULL && zw_valtype_matches((zw_valtype)func->ref.type_id * 256 + 0x64, type);
}

zw_wasi *zw_lend_new(const zw_wasi_config *config, int *bad_preopen)
{
    return zw_wasi_new(config, bad_preopen);
}

void zw_lend_free(zw_wasi *wasi)
{
    zw_wasi_free(wasi);
}

/* NULL: there is no such function. */
const char *zw_lend_signature(const char *module, const char *name)
{
    const zw_wasi_func *func = zw_wasi_lookup(module, name);
    return func == NULL ? NULL : func->signature;
}

uint32_t zw_lend_status(const zw_wasi *wasi)
{
    return zw_wasi_exit_status(wasi);
}

void zw_lend_interrupt(zw_wasi *wasi, const volatile uint64_t *flag)
{
    zw_wasi_set_interrupt(wasi, flag);
}

/* ZW_WASI_*, or -1: there is no such function. */
int32_t zw_lend_call(zw_wasi *wasi, const char *module, const char *name, uint8_t *base, uint64_t size, zw_value *cells)
{
    const zw_wasi_func *func = zw_wasi_lookup(module, name);
    return func == NULL ? -1 : zw_wasi_call(wasi, func, base, size, cells);
}
