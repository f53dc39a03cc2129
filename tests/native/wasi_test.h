/* Calls WASI functions the way a guest does: numbers in cells, everything else in a block of memory. */
#ifndef WASI_TEST_H
#define WASI_TEST_H

#include "../../loader/src/wasi_host_posix.h"
#include "../../loader/src/wasi_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MEMORY = 65536, SCRATCH = 1024, TEXT = 4096, TEXT2 = 12288, OUT = 20480, DATA = 32768 };

typedef struct guest {
    zw_wasi *wasi;
    uint8_t *memory; /* MEMORY bytes, allocated to the byte so that the sanitizer sees a step outside */
    int32_t status;  /* of the last call */
    const char *module;
} guest;

/* Ends the process with a message when `condition` does not hold. */
#define CHECK(condition)                                                                   \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                \
            exit(1);                                                                       \
        }                                                                                  \
    } while (0)

#define CHECK_ERROR(expected, call)                                                        \
    do {                                                                                   \
        uint32_t got_ = (call);                                                            \
        if (got_ != (expected)) {                                                          \
            fprintf(stderr, "%s:%d: error %u, not %s: %s\n", __FILE__, __LINE__, (unsigned)got_, #expected, #call); \
            exit(1);                                                                       \
        }                                                                                  \
    } while (0)

#define OK(call) CHECK_ERROR(W_SUCCESS, call)

uint32_t guest_call(guest *g, const char *name, const uint64_t *args, size_t n);
#define CALL(g, name, ...) guest_call(g, name, (uint64_t[]){__VA_ARGS__}, sizeof((uint64_t[]){__VA_ARGS__}) / 8)

guest guest_new(const zw_wasi_config *config);
/* A guest with one preopen, "/" on `host`, and no standard streams. */
guest guest_in(const char *host, uint32_t flags, bool read_only);
void guest_free(guest *g);

uint32_t text(guest *g, uint32_t at, const char *s); /* copies a string in, returns its length */
#define PATH(g, s) TEXT, text(g, TEXT, s)
#define PATH2(g, s) TEXT2, text(g, TEXT2, s)

uint32_t open_path(guest *g, uint32_t dir, const char *path, uint32_t lookup, uint32_t oflags, uint64_t rights, uint32_t *fd);
uint32_t write_bytes(guest *g, uint32_t fd, const void *bytes, uint32_t n);
uint32_t read_bytes(guest *g, uint32_t fd, void *bytes, uint32_t room, uint32_t *n);
bool host_file(const char *directory, const char *name, const char *content); /* writes one outside of WASI */

void unit_tests(const char *directory);
void path_tests(const char *directory, uint32_t flags);
void escape_tests(const char *directory, uint32_t flags);
void race_test(const char *directory, uint32_t flags, long opens);
void twin_test(const char *directory, uint64_t seed, long calls);
void fuzz(const char *directory, uint64_t seed, long calls);
void container_test(const char *directory, uint64_t seed, long calls, bool protects);

#endif
