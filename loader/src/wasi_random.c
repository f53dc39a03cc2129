/* Random bytes. */
#include "wasi_impl.h"

enum { PIECE = 0x100000 }; /* bytes, between which an interrupt is seen */

WASI(random_get) {
    uint32_t ptr = zw_arg32(a, 0), len = zw_arg32(a, 1);
    if (!zw_mem_ok(m, ptr, len))
        return W_FAULT;
    while (len) {
        size_t n;
        uint32_t error = zw_sys_random(m->base + ptr, len < PIECE ? len : PIECE, &n);
        if (error && error != W_INTR)
            return error;
        if (zw_interrupted(w))
            return W_INTERRUPTED;
        ptr += (uint32_t)n;
        len -= (uint32_t)n;
    }
    return W_SUCCESS;
}
