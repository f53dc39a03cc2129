/* fd_readdir where the positions of the system do not serve as cookies. */
#include "wasi_host_cookies.h"

#include <stdlib.h>
#include <string.h>

struct zw_listing {
    size_t n, room;           /* entries */
    size_t bytes, bytes_room; /* of their names, each with a NUL */
    struct { uint64_t ino; size_t name; uint8_t type; } *entries;
    char *names;
};

void zw_listing_free(zw_listing *l) {
    if (!l)
        return;
    free(l->entries);
    free(l->names);
    free(l);
}

/* Room for `more`; false: there is no memory. */
static bool grow(void **block, size_t *room, size_t used, size_t more, size_t size) {
    if (used + more <= *room)
        return true;
    size_t n = 2 * (used + more);
    void *grown = realloc(*block, n * size);
    if (!grown)
        return false;
    *block = grown;
    *room = n;
    return true;
}

uint32_t zw_listing_add(zw_listing *l, const char *name, size_t length, uint64_t ino, uint8_t type) {
    void *entries = l->entries, *names = l->names;
    bool grown = grow(&entries, &l->room, l->n, 1, sizeof *l->entries) && grow(&names, &l->bytes_room, l->bytes, length + 1, 1);
    l->entries = entries;
    l->names = names;
    if (!grown)
        return W_NOMEM;
    memcpy(l->names + l->bytes, name, length);
    l->names[l->bytes + length] = 0;
    l->entries[l->n].ino = ino;
    l->entries[l->n].name = l->bytes;
    l->entries[l->n++].type = type;
    l->bytes += length + 1;
    return W_SUCCESS;
}

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
