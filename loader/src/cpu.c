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

/* Register c of leaf 1, which is asked for once. */
static uint32_t basic(void)
{
    static uint64_t kept; /* with a bit above that says so; several threads may find out the same */
    const uint64_t known = (uint64_t)1 << 32;
    uint64_t now = __atomic_load_n(&kept, __ATOMIC_RELAXED);
    if (now == 0) {
        uint32_t a, b, c, d;
        __cpuid(1, a, b, c, d);
        now = known | c;
        __atomic_store_n(&kept, now, __ATOMIC_RELAXED);
    }
    return (uint32_t)now;
}

bool zw_cpu_multiplies_carryless(void)
{
    const uint32_t wanted = bit_PCLMUL | bit_SSE4_1;
    return (basic() & wanted) == wanted;
}

/* Leaf 7 is there where the system saves extended state, of which leaf 13 tells; 0x80000001 is on all 64-bit processors. */
static void ask(uint32_t leaf, uint32_t out[4])
{
    if (leaf != 7 || basic() & bit_OSXSAVE)
        __cpuid_count(leaf, 0, out[0], out[1], out[2], out[3]);
    else if (!__get_cpuid_count(leaf, 0, &out[0], &out[1], &out[2], &out[3]))
        memset(out, 0, 4 * sizeof *out);
}

/* Under a hypervisor an answer takes microseconds: what is not wanted is not asked for, and nothing twice. */
uint64_t zw_cpu_features(uint64_t wanted)
{
    static uint64_t known, have;
    uint64_t missing = wanted & ~__atomic_load_n(&known, __ATOMIC_ACQUIRE), left = missing, found = 0;
    uint32_t now[4] = {0, 0, missing != 0 ? basic() : 0, 0}, leaf = 1, xcr = 0;
    if (now[2] & bit_OSXSAVE) { /* the system saves extended state: which? */
        uint32_t high;
        __asm__ volatile("xgetbv" : "=a"(xcr), "=d"(high) : "c"(0));
    }
    for (size_t first = 0; first < ROWS; first++) {
        if (!(left >> first & 1))
            continue;
        if (rows[first].leaf != leaf) {
            leaf = rows[first].leaf;
            ask(leaf, now);
        }
        for (size_t i = first; i < ROWS; i++) {
            if (rows[i].leaf != leaf)
                continue;
            left &= ~((uint64_t)1 << i);
            if (now[rows[i].reg] >> rows[i].bit & 1 && (xcr & rows[i].state) == rows[i].state)
                found |= (uint64_t)1 << i;
        }
    }
    found = __atomic_or_fetch(&have, found & missing, __ATOMIC_RELAXED);
    __atomic_fetch_or(&known, missing, __ATOMIC_RELEASE);
    return found & wanted;
}

bool zw_cpu_has(const char *name)
{
    uint64_t wanted = 0;
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].name, name) == 0)
            wanted = (uint64_t)1 << i;
    return zw_cpu_features(wanted) != 0;
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
uint64_t zw_cpu_features(uint64_t wanted)
{
    return wanted;
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
