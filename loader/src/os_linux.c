/* Linux: what os_posix.c has not. */
#define _GNU_SOURCE
#include "os_posix.h"

#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>

#define MAIN_STACK_MOST ((uint64_t)64 << 20)
#define HUGE_PAGE ((uint64_t)2 << 20)

uint64_t zw_os_page(void)
{
#if defined(__x86_64__)
    return 0x1000;
#else
    return getauxval(AT_PAGESZ);
#endif
}

/* Large ones get huge pages, which makes copying cheap. */
uint8_t *zw_os_buffer(uint64_t *bytes)
{
    uint64_t tail = *bytes % HUGE_PAGE, room = zw_os_pages(tail >= HUGE_PAGE / 2 ? *bytes - tail + HUGE_PAGE : *bytes);
    uint64_t spare = room >= HUGE_PAGE ? HUGE_PAGE : 0;
    uint8_t *p = mmap(NULL, room + spare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        return NULL;
    if (spare > 0) {
        uint64_t before = -(uintptr_t)p % HUGE_PAGE;
        if (before > 0)
            munmap(p, before);
        p += before;
        munmap(p + room, spare - before);
        (void)madvise(p, room, MADV_HUGEPAGE); /* an offer */
    }
    *bytes = room;
    return p;
}

void *zw_os_remap(void *at, uint64_t old, uint64_t bytes)
{
    void *p = mremap(at, old, bytes, MREMAP_MAYMOVE);
    return p == MAP_FAILED ? NULL : p;
}

/* The bytes that the kernel gives every program for such purposes: there without a call, and always. */
const void *zw_os_random_key(void)
{
    return (const void *)getauxval(AT_RANDOM);
}

uint64_t zw_os_own_code(uint64_t *size)
{
    extern const char __ehdr_start[] __attribute__((visibility("hidden"))), etext[] __attribute__((visibility("hidden")));
    *size = (uint64_t)(etext - __ehdr_start);
    return (uint64_t)(uintptr_t)__ehdr_start;
}

bool zw_os_was_sent(const siginfo_t *info)
{
    return info->si_code <= 0;
}

/* The main stack grows down to its limit from about where the kernel put the program's name. */
static zw_os_range main_stack(void)
{
    struct rlimit lim;
    uint64_t size = MAIN_STACK_MOST;
    if (getrlimit(RLIMIT_STACK, &lim) == 0 && lim.rlim_cur != RLIM_INFINITY && lim.rlim_cur < size)
        size = lim.rlim_cur;
    size -= size > 0x2000 ? 0x2000 : 0;
    return (zw_os_range){zw_os_pages(getauxval(AT_EXECFN)) - size, size};
}

zw_os_range zw_os_stack(void)
{
    zw_os_range r = main_stack();
    pthread_attr_t attr;
    void *low = NULL;
    size_t size = 0;
    if ((uint64_t)(uintptr_t)__builtin_frame_address(0) - r.low < r.size || pthread_getattr_np(pthread_self(), &attr) != 0)
        return r;
    if (pthread_attr_getstack(&attr, &low, &size) == 0)
        r = (zw_os_range){(uint64_t)(uintptr_t)low, size};
    pthread_attr_destroy(&attr);
    return r;
}
