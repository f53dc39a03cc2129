/* Directories of systems whose positions do not serve as cookies: the entries are kept from the start of a scan on, and a cookie is a
 * number among them. */
#ifndef ZW_WASI_HOST_COOKIES_H
#define ZW_WASI_HOST_COOKIES_H

#include "wasi_host.h"

struct zw_listing {
    size_t n, room;           /* entries */
    size_t bytes, bytes_room; /* of their names, each with a NUL */
    struct { uint64_t ino; size_t name; uint8_t type; } *entries;
    char *names;
};

/* All entries of a directory, by the system. */
uint32_t zw_listing_fill(zw_listing *listing, zw_handle dir);
/* Adds one; W_NOMEM. */
uint32_t zw_listing_add(zw_listing *listing, const char *name, size_t length, uint64_t ino, uint8_t type);

#endif
