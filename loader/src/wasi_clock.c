/* Clocks. */
#include "wasi_impl.h"

#include <errno.h>

static const clockid_t clocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID};

static uint32_t put_time(const zw_wasi_mem *m, uint32_t out, int failed, const struct timespec *ts) {
    if (failed)
        return zw_wasi_error(errno);
    if (ts->tv_sec < 0 || (uint64_t)ts->tv_sec > UINT64_MAX / 1000000000u - 1)
        return W_OVERFLOW;
    zw_put64(m->base + out, (uint64_t)ts->tv_sec * 1000000000u + (uint64_t)ts->tv_nsec);
    return W_SUCCESS;
}

WASI(clock_res_get) {
    uint32_t id = zw_arg32(a, 0), out = zw_arg32(a, 1);
    struct timespec ts;
    if (id > 3)
        return W_INVAL;
    if (!zw_mem_ok(m, out, 8))
        return W_FAULT;
    return put_time(m, out, clock_getres(clocks[id], &ts), &ts);
}

WASI(clock_time_get) { /* the precision, parameter 1, is only a permission to be late */
    uint32_t id = zw_arg32(a, 0), out = zw_arg32(a, 2);
    struct timespec ts;
    if (id > 3)
        return W_INVAL;
    if (!zw_mem_ok(m, out, 8))
        return W_FAULT;
    return put_time(m, out, clock_gettime(clocks[id], &ts), &ts);
}
