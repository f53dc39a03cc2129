/* fd_readdir where the positions of the system do not serve as cookies. */
#include "wasi_host_cookies.h"

#include <stdlib.h>

uint32_t zw_scan_start(zw_scan *s, zw_handle dir, zw_listing **kept, uint64_t cookie) {
    if (cookie > INT64_MAX)
        return W_INVAL;
    if (cookie == 0 || !*kept) {
        zw_listing *fresh = calloc(1, sizeof *fresh);
        uint32_t error = fresh ? zw_listing_fill(fresh, dir) : W_NOMEM;
        if (error) {
            zw_listing_free(fresh);
            return error;
        }
        zw_listing_free(*kept);
        *kept = fresh;
    }
    s->dir = dir;
    s->listing = *kept;
    s->at = cookie < s->listing->n ? (size_t)cookie : s->listing->n;
    s->n = s->at;
    return W_SUCCESS;
}

/* Some at a time, between which an interrupt is seen. */
uint32_t zw_scan_more(zw_scan *s, bool *end) {
    enum { BATCH = 64 };
    size_t left = s->listing->n - s->at;
    s->n = s->at + (left < BATCH ? left : BATCH);
    *end = left == 0;
    return W_SUCCESS;
}

bool zw_scan_next(zw_scan *s, zw_entry *entry) {
    if (s->at >= s->n)
        return false;
    entry->ino = s->listing->entries[s->at].ino;
    entry->type = s->listing->entries[s->at].type;
    entry->name = s->listing->names + s->listing->entries[s->at].name;
    entry->next = ++s->at;
    return true;
}
