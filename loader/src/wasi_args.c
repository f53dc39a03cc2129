/* Arguments and environment. */
#include "wasi_impl.h"

static uint32_t sizes(const zw_strings *s, const zw_wasi_mem *m, uint32_t count, uint32_t size) {
    if (!zw_mem_ok(m, count, 4) || !zw_mem_ok(m, size, 4))
        return W_FAULT;
    if (s->count > UINT32_MAX || s->size > UINT32_MAX)
        return W_2BIG;
    zw_put32(m->base + count, (uint32_t)s->count);
    zw_put32(m->base + size, (uint32_t)s->size);
    return W_SUCCESS;
}

/* An array of pointers, and the strings they point to. */
static uint32_t copy(const zw_strings *s, const zw_wasi_mem *m, uint32_t array, uint32_t buf) {
    if (!zw_mem_ok(m, array, (uint64_t)s->count * 4) || !zw_mem_ok(m, buf, s->size))
        return W_FAULT;
    if (s->size)
        memcpy(m->base + buf, s->bytes, s->size);
    const char *p = s->bytes;
    for (size_t i = 0; i < s->count; i++) {
        zw_put32(m->base + array + i * 4, buf + (uint32_t)(p - s->bytes));
        p += strlen(p) + 1;
    }
    return W_SUCCESS;
}

WASI(args_sizes_get) { return sizes(&w->args, m, zw_arg32(a, 0), zw_arg32(a, 1)); }
WASI(args_get) { return copy(&w->args, m, zw_arg32(a, 0), zw_arg32(a, 1)); }
WASI(environ_sizes_get) { return sizes(&w->env, m, zw_arg32(a, 0), zw_arg32(a, 1)); }
WASI(environ_get) { return copy(&w->env, m, zw_arg32(a, 0), zw_arg32(a, 1)); }
