/* Which of the features that containers may ask for this processor has. */
#include <string.h>

#include "zw.h"

static const struct {
    const char *name;
    uint32_t leaf;
    unsigned char reg, bit, state;
} rows[] = {ZW_CPU_X86_ROWS};

#define ROWS (sizeof rows / sizeof *rows)

#if defined(__x86_64__)
#include <cpuid.h>

uint64_t zw_cpu_features(void)
{
    uint32_t now[4] = {0}, leaf = 1, xcr = 0;
    if (!__get_cpuid(leaf, &now[0], &now[1], &now[2], &now[3]))
        return 0;
    if (now[2] >> 27 & 1) { /* the system saves extended state: which? */
        uint32_t high;
        __asm__ volatile("xgetbv" : "=a"(xcr), "=d"(high) : "c"(0));
    }
    uint64_t have = 0, seen = 0;
    for (size_t first = 0; first < ROWS; first++) { /* each leaf is asked for once: under a hypervisor that is slow */
        if (seen >> first & 1)
            continue;
        if (rows[first].leaf != leaf) {
            leaf = rows[first].leaf;
            if (!__get_cpuid_count(leaf, 0, &now[0], &now[1], &now[2], &now[3]))
                memset(now, 0, sizeof now);
        }
        for (size_t i = first; i < ROWS; i++)
            if (rows[i].leaf == leaf) {
                seen |= (uint64_t)1 << i;
                if (now[rows[i].reg] >> rows[i].bit & 1 && (xcr & rows[i].state) == rows[i].state)
                    have |= (uint64_t)1 << i;
            }
    }
    return have;
}

const char *zw_cpu_level(uint64_t have)
{
    if ((have & ZW_CPU_X86_LEVEL_V4) == ZW_CPU_X86_LEVEL_V4)
        return "v4";
    if ((have & ZW_CPU_X86_LEVEL_V3) == ZW_CPU_X86_LEVEL_V3)
        return "v3";
    return "v2";
}
#else
uint64_t zw_cpu_features(void)
{
    return ~(uint64_t)0;
}

const char *zw_cpu_level(uint64_t have)
{
    (void)have;
    return "v2";
}
#endif

void zw_cpu_names(uint64_t mask, char *out, size_t size)
{
    size_t at = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < 64; i++) {
        if (!(mask >> i & 1))
            continue;
        const char *name = i < ROWS ? rows[i].name : "(unknown)";
        size_t n = strlen(name);
        if (at + n + 3 > size)
            return;
        if (at) {
            out[at++] = ',';
            out[at++] = ' ';
        }
        memcpy(out + at, name, n + 1);
        at += n;
    }
}
