/* Which of the features that containers may ask for this processor has. */
#include <string.h>

#include "zw.h"

#if defined(__x86_64__)
#include <cpuid.h>

static uint64_t bit(uint32_t reg, unsigned n, unsigned feature)
{
    return (uint64_t)(reg >> n & 1) << feature;
}

uint64_t zw_cpu_features(void)
{
    uint32_t a, b, c, d, xcr = 0;
    if (!__get_cpuid(1, &a, &b, &c, &d))
        return 0;
    uint64_t have = bit(c, 0, ZW_CPU_X86_SSE3) | bit(c, 9, ZW_CPU_X86_SSSE3) | bit(c, 19, ZW_CPU_X86_SSE4_1) |
                    bit(c, 20, ZW_CPU_X86_SSE4_2) | bit(c, 23, ZW_CPU_X86_POPCNT) | bit(c, 13, ZW_CPU_X86_CX16) |
                    bit(c, 22, ZW_CPU_X86_MOVBE);
    uint64_t avx = bit(c, 28, ZW_CPU_X86_AVX) | bit(c, 29, ZW_CPU_X86_F16C) | bit(c, 12, ZW_CPU_X86_FMA);
    if (c >> 27 & 1) { /* the system saves extended state: which? */
        uint32_t high;
        __asm__ volatile("xgetbv" : "=a"(xcr), "=d"(high) : "c"(0));
    }
    uint64_t avx512 = 0;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d)) {
        have |= bit(b, 3, ZW_CPU_X86_BMI1) | bit(b, 8, ZW_CPU_X86_BMI2);
        avx |= bit(b, 5, ZW_CPU_X86_AVX2);
        avx512 = bit(b, 16, ZW_CPU_X86_AVX512F) | bit(b, 30, ZW_CPU_X86_AVX512BW) | bit(b, 28, ZW_CPU_X86_AVX512CD) |
                 bit(b, 17, ZW_CPU_X86_AVX512DQ) | bit(b, 31, ZW_CPU_X86_AVX512VL) |
                 bit(c, 12, ZW_CPU_X86_AVX512_BITALG);
    }
    if ((xcr & 0x6) == 0x6)
        have |= avx;
    if ((xcr & 0xe6) == 0xe6)
        have |= avx512;
    if (__get_cpuid(0x80000001, &a, &b, &c, &d))
        have |= bit(c, 0, ZW_CPU_X86_LAHF) | bit(c, 5, ZW_CPU_X86_LZCNT);
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
    static const char *const names[] = {ZW_CPU_X86_NAMES};
    size_t at = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < 64; i++) {
        if (!(mask >> i & 1))
            continue;
        const char *name = i < sizeof names / sizeof *names ? names[i] : "(unknown)";
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
