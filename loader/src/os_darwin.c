/* macOS: what os_posix.c has not. */
#define _DARWIN_C_SOURCE
#include "os_posix.h"

#include <mach-o/loader.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

uint64_t zw_os_page(void)
{
    return (uint64_t)getpagesize();
}

uint8_t *zw_os_buffer(uint64_t *bytes)
{
    *bytes = zw_os_pages(*bytes);
    void *p = mmap(NULL, *bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

void *zw_os_remap(void *at, uint64_t old, uint64_t bytes)
{
    uint64_t size = bytes;
    uint8_t *p = zw_os_buffer(&size);
    if (p != NULL) {
        memcpy(p, at, old < bytes ? old : bytes);
        munmap(at, old);
    }
    return p;
}

static uint8_t key[16];

static void draw_key(void)
{
    if (getentropy(key, sizeof key) != 0)
        abort();
}

const void *zw_os_random_key(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, draw_key);
    return key;
}

extern const struct mach_header_64 __dso_handle; /* of this program or library, from the linker */

uint64_t zw_os_own_code(uint64_t *size)
{
    const char *command = (const char *)(&__dso_handle + 1);
    *size = 0;
    for (uint32_t i = 0; i < __dso_handle.ncmds; i++) {
        const struct segment_command_64 *segment = (const void *)command;
        if (segment->cmd == LC_SEGMENT_64 && strcmp(segment->segname, SEG_TEXT) == 0)
            *size = segment->vmsize;
        command += segment->cmdsize;
    }
    return (uint64_t)(uintptr_t)&__dso_handle;
}

/* The kernel may tell of a signal that was sent in the words for a fault; then the program counter and the address decide. */
bool zw_os_was_sent(const siginfo_t *info)
{
    return info->si_code <= 0 || info->si_code >= SI_USER;
}

zw_os_range zw_os_stack(void)
{
    uint64_t top = (uint64_t)(uintptr_t)pthread_get_stackaddr_np(pthread_self());
    uint64_t size = pthread_get_stacksize_np(pthread_self());
    return (zw_os_range){top - size, size};
}
