/* Copying and filling memories and tables.  A C library for small static programs has a slow memmove: it copies backwards byte
   by byte.  Here both directions run 64 bytes at a time, or 128 where there is AVX2. */

#include "zw.h"

#include <string.h>

#if defined(__SSE2__)

#include <immintrin.h>

static __m128i load(const uint8_t *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static void store(uint8_t *p, __m128i x)
{
    _mm_storeu_si128((__m128i *)(void *)p, x);
}

/* Up to 16 bytes: both ends are read before anything is written. */
static void move_small(uint8_t *to, const uint8_t *from, size_t n)
{
    if (n >= 8) {
        uint64_t a, b;
        memcpy(&a, from, 8);
        memcpy(&b, from + n - 8, 8);
        memcpy(to, &a, 8);
        memcpy(to + n - 8, &b, 8);
    } else if (n >= 4) {
        uint32_t a, b;
        memcpy(&a, from, 4);
        memcpy(&b, from + n - 4, 4);
        memcpy(to, &a, 4);
        memcpy(to + n - 4, &b, 4);
    } else if (n > 0) {
        uint8_t a = from[0], b = from[n >> 1], c = from[n - 1];
        to[0] = a;
        to[n >> 1] = b;
        to[n - 1] = c;
    }
}

static void move_forwards(uint8_t *to, const uint8_t *from, size_t n)
{
    /* the tail is read first: the loop may overwrite it */
    const __m128i t0 = load(from + n - 64), t1 = load(from + n - 48), t2 = load(from + n - 32), t3 = load(from + n - 16);
    uint8_t *tail = to + n;
    while (n > 64) {
        const __m128i a = load(from), b = load(from + 16), c = load(from + 32), d = load(from + 48);
        store(to, a);
        store(to + 16, b);
        store(to + 32, c);
        store(to + 48, d);
        to += 64;
        from += 64;
        n -= 64;
    }
    store(tail - 64, t0);
    store(tail - 48, t1);
    store(tail - 32, t2);
    store(tail - 16, t3);
}

static void move_backwards(uint8_t *to, const uint8_t *from, size_t n)
{
    const __m128i h0 = load(from), h1 = load(from + 16), h2 = load(from + 32), h3 = load(from + 48);
    uint8_t *head = to;
    while (n > 64) {
        const __m128i a = load(from + n - 16), b = load(from + n - 32), c = load(from + n - 48), d = load(from + n - 64);
        store(to + n - 16, a);
        store(to + n - 32, b);
        store(to + n - 48, c);
        store(to + n - 64, d);
        n -= 64;
    }
    store(head, h0);
    store(head + 16, h1);
    store(head + 32, h2);
    store(head + 48, h3);
}

/* More than 64 bytes.  What the loop may overwrite before it has been read, and what it leaves at both ends so that its stores
   are aligned, is read first and written last. */
__attribute__((target("avx2"))) static void move_wide(uint8_t *to, const uint8_t *from, size_t n)
{
#define LOAD(at) _mm256_loadu_si256((const __m256i *)(const void *)(from + (at)))
#define STORE(at, x) _mm256_storeu_si256((__m256i *)(void *)(to + (at)), x)
    if (n <= 128) {
        const __m256i a = LOAD(0), b = LOAD(32), c = LOAD(n - 64), d = LOAD(n - 32);
        STORE(0, a);
        STORE(32, b);
        STORE(n - 64, c);
        STORE(n - 32, d);
    } else if ((uintptr_t)to - (uintptr_t)from >= n) {
        const __m256i head = LOAD(0), t0 = LOAD(n - 128), t1 = LOAD(n - 96), t2 = LOAD(n - 64), t3 = LOAD(n - 32);
        for (size_t at = 32 - ((uintptr_t)to & 31); at + 128 < n; at += 128) {
            const __m256i a = LOAD(at), b = LOAD(at + 32), c = LOAD(at + 64), d = LOAD(at + 96);
            STORE(at, a);
            STORE(at + 32, b);
            STORE(at + 64, c);
            STORE(at + 96, d);
        }
        STORE(n - 128, t0);
        STORE(n - 96, t1);
        STORE(n - 64, t2);
        STORE(n - 32, t3);
        STORE(0, head);
    } else {
        const __m256i tail = LOAD(n - 32), h0 = LOAD(0), h1 = LOAD(32), h2 = LOAD(64), h3 = LOAD(96);
        for (size_t at = n - ((uintptr_t)(to + n) & 31); at > 128; at -= 128) {
            const __m256i a = LOAD(at - 32), b = LOAD(at - 64), c = LOAD(at - 96), d = LOAD(at - 128);
            STORE(at - 32, a);
            STORE(at - 64, b);
            STORE(at - 96, c);
            STORE(at - 128, d);
        }
        STORE(0, h0);
        STORE(32, h1);
        STORE(64, h2);
        STORE(96, h3);
        STORE(n - 32, tail);
    }
#undef LOAD
#undef STORE
}

/* Found out when there is something to move: where the C compiler does it, every start of a program waits for it. */
static bool has_wide(void)
{
    static int8_t known; /* 1: it has, -1: it has not */
    int8_t is = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (is == 0) {
        is = zw_cpu_has("avx2") ? 1 : -1;
        __atomic_store_n(&known, is, __ATOMIC_RELAXED);
    }
    return is > 0;
}

void zw_move(uint8_t *to, const uint8_t *from, size_t n)
{
    if (n <= 16) {
        move_small(to, from, n);
    } else if (n <= 32) {
        const __m128i a = load(from), b = load(from + n - 16);
        store(to, a);
        store(to + n - 16, b);
    } else if (n <= 64) {
        const __m128i a = load(from), b = load(from + 16), c = load(from + n - 32), d = load(from + n - 16);
        store(to, a);
        store(to + 16, b);
        store(to + n - 32, c);
        store(to + n - 16, d);
    } else if (has_wide()) {
        move_wide(to, from, n);
    } else if ((uintptr_t)to - (uintptr_t)from >= n) {
        move_forwards(to, from, n);
    } else {
        move_backwards(to, from, n);
    }
}

#else

void zw_move(uint8_t *to, const uint8_t *from, size_t n)
{
    memmove(to, from, n);
}

#endif

/* A step takes well below a millisecond, of fresh pages too. */
enum { STEP = 1 << 20 };

bool zw_bulk_move(const zw_store *store, uint8_t *to, const uint8_t *from, size_t n)
{
    bool backwards = (uintptr_t)to - (uintptr_t)from < n;
    while (n > STEP) {
        if (store->interrupt)
            return false;
        n -= STEP;
        zw_move(backwards ? to + n : to, backwards ? from + n : from, STEP);
        to += backwards ? 0 : STEP;
        from += backwards ? 0 : STEP;
    }
    zw_move(to, from, n);
    return true;
}

bool zw_bulk_fill(const zw_store *store, uint8_t *at, int byte, size_t n)
{
    for (; n > STEP; at += STEP, n -= STEP) {
        if (store->interrupt)
            return false;
        memset(at, byte, STEP);
    }
    memset(at, byte, n);
    return true;
}

bool zw_bulk_refs(const zw_store *store, uint64_t *at, uint64_t value, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i % (STEP / 8) == STEP / 8 - 1 && store != NULL && store->interrupt)
            return false;
        at[i] = value;
    }
    return true;
}
