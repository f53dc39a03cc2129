/* Entries of a directory, kept in memory. */
#include "wasi_host_cookies.h"

#include <stdlib.h>
#include <string.h>

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
