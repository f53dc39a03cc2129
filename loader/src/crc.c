/* CRC-32 as in zlib: by carry-less multiplication where the processor has it (Gopal et al., "Fast CRC Computation for
 * Generic Polynomials Using PCLMULQDQ", Intel 2009), else four bits at a time. */
#include "zw.h"

static uint32_t nibbles(uint32_t crc, const uint8_t *p, size_t n)
{
    static const uint32_t table[16] = {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
        0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };
    for (size_t i = 0; i < n; i++) {
        crc ^= p[i];
        crc = table[crc & 15] ^ crc >> 4;
        crc = table[crc & 15] ^ crc >> 4;
    }
    return crc;
}

#if defined(__x86_64__)
#include <immintrin.h>

#define CLMUL __attribute__((target("pclmul,sse4.1")))

CLMUL static inline __m128i fold(__m128i x, __m128i k, const uint8_t *p)
{
    __m128i low = _mm_clmulepi64_si128(x, k, 0x00);
    __m128i high = _mm_clmulepi64_si128(x, k, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), _mm_loadu_si128((const __m128i *)p));
}

/* n is a multiple of 16 and at least 64. */
CLMUL static uint32_t folded(uint32_t crc, const uint8_t *p, size_t n)
{
    const __m128i k12 = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
    const __m128i k34 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
    const __m128i k5 = _mm_set_epi64x(0, 0x0163cd6124);
    const __m128i poly = _mm_set_epi64x(0x01f7011641, 0x01db710641);
    const __m128i low32 = _mm_setr_epi32(-1, 0, -1, 0);

    __m128i a = _mm_xor_si128(_mm_loadu_si128((const __m128i *)p), _mm_cvtsi32_si128((int)crc));
    __m128i b = _mm_loadu_si128((const __m128i *)(p + 16));
    __m128i c = _mm_loadu_si128((const __m128i *)(p + 32));
    __m128i d = _mm_loadu_si128((const __m128i *)(p + 48));
    for (p += 64, n -= 64; n >= 64; p += 64, n -= 64) {
        a = fold(a, k12, p);
        b = fold(b, k12, p + 16);
        c = fold(c, k12, p + 32);
        d = fold(d, k12, p + 48);
    }
    uint8_t lanes[48];
    _mm_storeu_si128((__m128i *)lanes, b);
    _mm_storeu_si128((__m128i *)(lanes + 16), c);
    _mm_storeu_si128((__m128i *)(lanes + 32), d);
    a = fold(a, k34, lanes);
    a = fold(a, k34, lanes + 16);
    a = fold(a, k34, lanes + 32);
    for (; n >= 16; p += 16, n -= 16)
        a = fold(a, k34, p);

    /* 128 bits to 64, then Barrett reduction to 32. */
    a = _mm_xor_si128(_mm_srli_si128(a, 8), _mm_clmulepi64_si128(a, k34, 0x10));
    a = _mm_xor_si128(_mm_srli_si128(a, 4), _mm_clmulepi64_si128(_mm_and_si128(a, low32), k5, 0x00));
    __m128i t = _mm_clmulepi64_si128(_mm_and_si128(a, low32), poly, 0x10);
    t = _mm_clmulepi64_si128(_mm_and_si128(t, low32), poly, 0x00);
    return (uint32_t)_mm_extract_epi32(_mm_xor_si128(a, t), 1);
}
#endif

uint32_t zw_crc32(uint32_t crc, const uint8_t *p, size_t n)
{
    crc = ~crc;
#if defined(__x86_64__)
    if (n >= 64 && zw_cpu_multiplies_carryless()) {
        size_t bulk = n & ~(size_t)15;
        crc = folded(crc, p, bulk);
        p += bulk;
        n -= bulk;
    }
#endif
    return ~nibbles(crc, p, n);
}
