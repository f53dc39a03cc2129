/* WASI lent to callers that have a memory of their own (the interpreter): a flat interface for foreign function calls. */
#include "wasi.h"
#include "zwasm.h"

ZW_API zw_wasi *zw_lend_new(const zw_wasi_config *config, int *bad_preopen);
ZW_API void zw_lend_free(zw_wasi *wasi);
ZW_API const char *zw_lend_signature(const char *module, const char *name);
ZW_API uint32_t zw_lend_status(const zw_wasi *wasi);
ZW_API void zw_lend_interrupt(zw_wasi *wasi, const volatile uint64_t *flag);
ZW_API int32_t zw_lend_call(zw_wasi *wasi, const char *module, const char *name, uint8_t *base, uint64_t size, zw_value *cells);

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
