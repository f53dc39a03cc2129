/* Random bytes. */
#include "wasi_impl.h"

#include <errno.h>
#include <sys/random.h>

WASI(random_get) {
    uint32_t ptr = zw_arg32(a, 0), len = zw_arg32(a, 1);
    if (!zw_mem_ok(m, ptr, len))
        return W_FAULT;
    while (len) {
        ssize_t n = getrandom(m->base + ptr, len < 0x100000 ? len : 0x100000, 0);
        if (n < 0 && errno != EINTR)
            return zw_wasi_error(errno);
        if (zw_interrupted(w))
            return W_INTERRUPTED;
        if (n > 0) {
            ptr += (uint32_t)n;
            len -= (uint32_t)n;
        }
    }
    return W_SUCCESS;
}
