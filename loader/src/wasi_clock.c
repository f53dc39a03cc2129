/* Clocks. */
#include "wasi_impl.h"

static uint32_t put_time(const zw_wasi_mem *m, uint32_t id, uint32_t out, uint32_t (*read)(uint32_t id, uint64_t *ns)) {
    uint64_t ns;
    if (id > 3)
        return W_INVAL;
    if (!zw_mem_ok(m, out, 8))
        return W_FAULT;
    uint32_t error = read(id, &ns);
    if (!error)
        zw_put64(m->base + out, ns);
    return error;
}

WASI(clock_res_get) { return put_time(m, zw_arg32(a, 0), zw_arg32(a, 1), zw_sys_clock_resolution); }

/* The precision, parameter 1, is only a permission to be late. */
WASI(clock_time_get) { return put_time(m, zw_arg32(a, 0), zw_arg32(a, 2), zw_sys_clock); }
