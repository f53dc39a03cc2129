/* Bits set in the exclusive or of two arrays. */
#include "simd.h"

enum { SIZE = 1 << 14, ROUNDS = 40000 };

static uint8_t a[SIZE], b[SIZE];

static void prepare(void)
{
    for (int i = 0; i < SIZE; i++) {
        a[i] = (uint8_t)(random_bits() >> 33);
        b[i] = (uint8_t)(random_bits() >> 33);
    }
}

static inline u8x16 count_bits(u8x16 x)
{
#ifdef __wasm__
    return (u8x16)wasm_i8x16_popcnt((v128_t)x);
#else
    x -= x >> 1 & 0x55;
    x = (x & 0x33) + (x >> 2 & 0x33);
    return (x + (x >> 4)) & 0x0f;
#endif
}

/* Sums of neighbours. */
static inline u16x8 add_pairs(u8x16 x)
{
    return PICK((u16x8)wasm_u16x8_extadd_pairwise_u8x16((v128_t)x), ((u16x8)x & 0xff) + ((u16x8)x >> 8));
}

static inline u32x4 add_pairs_wide(u16x8 x)
{
    return PICK((u32x4)wasm_u32x4_extadd_pairwise_u16x8((v128_t)x), ((u32x4)x & 0xffff) + ((u32x4)x >> 16));
}

static uint64_t work(void)
{
    uint64_t result = 0;
    for (int round = 0; round < ROUNDS; round++) {
        u32x4 sum = SPLAT32(0);
        for (int i = 0; i < SIZE; i += 128) {
            u8x16 some = SPLAT8(0);
            for (int k = 0; k < 128; k += 16)
                some += count_bits(LOAD(u8x16, a + i + k) ^ LOAD(u8x16, b + i + k));
            sum += add_pairs_wide(add_pairs(some));
        }
        result = sum[0] + sum[1] + sum[2] + sum[3];
        OPAQUE();
    }
    return result;
}

static uint64_t scalar(void)
{
    uint64_t result = 0;
    for (int i = 0; i < SIZE; i++) {
        result += (uint64_t)__builtin_popcount(a[i] ^ b[i]);
        OPAQUE();
    }
    return result;
}
