/* The least and the greatest element: of bytes, words and floats. */
#include "simd.h"

enum { SIZE = 1 << 14, ROUNDS = 50000 };

static uint8_t data[SIZE];

static struct {
    u8x16 bytes;
    i16x8 words;
    f32x4 small, large;
} found;

static void prepare(void)
{
    for (int i = 0; i < SIZE; i += 4) {
        float value = (float)(int64_t)random_bits() / 65536.f;
        memcpy(data + i, &value, 4);
    }
}

static inline u8x16 least(u8x16 a, u8x16 b)
{
    return PICK((u8x16)wasm_u8x16_min((v128_t)a, (v128_t)b), (u8x16)_mm_min_epu8((__m128i)a, (__m128i)b));
}

static inline i16x8 greatest(i16x8 a, i16x8 b)
{
    return PICK((i16x8)wasm_i16x8_max((v128_t)a, (v128_t)b), (i16x8)_mm_max_epi16((__m128i)a, (__m128i)b));
}

/* The lesser of each pair, b where they are equal. */
static inline f32x4 lesser(f32x4 a, f32x4 b)
{
    return PICK((f32x4)wasm_f32x4_pmin((v128_t)b, (v128_t)a), (f32x4)_mm_min_ps((__m128)a, (__m128)b));
}

static uint64_t work(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        u8x16 low = SPLAT8(255), low2 = low;
        i16x8 high = (i16x8)SPLAT16(0x8000), high2 = high;
        f32x4 small = SPLATF(1e30f), large = SPLATF(-1e30f);
        for (int i = 0; i < SIZE; i += 32) {
            u8x16 a = LOAD(u8x16, data + i), b = LOAD(u8x16, data + i + 16);
            low = least(low, a);
            low2 = least(low2, b);
            high = greatest(high, (i16x8)a);
            high2 = greatest(high2, (i16x8)b);
            small = lesser(small, (f32x4)a);
            i32x4 greater = (i32x4)((f32x4)b > large);
            large = SELECT(f32x4, greater, b, large);
        }
        found.bytes = least(low, low2);
        found.words = greatest(high, high2);
        found.small = small;
        found.large = large;
        OPAQUE();
    }
    return hash(&found, sizeof found);
}

static uint64_t scalar(void)
{
    uint8_t bytes[16];
    int16_t words[8];
    float small[4], large[4];
    memset(bytes, 255, sizeof bytes);
    for (int k = 0; k < 8; k++)
        words[k] = INT16_MIN;
    for (int k = 0; k < 4; k++) {
        small[k] = 1e30f;
        large[k] = -1e30f;
    }
    for (int i = 0; i < SIZE; i++) {
        if (data[i] < bytes[i & 15])
            bytes[i & 15] = data[i];
        int16_t word = LOAD(int16_t, data + (i & ~1));
        if (word > words[i >> 1 & 7])
            words[i >> 1 & 7] = word;
        float value = LOAD(float, data + (i & ~3));
        if (!(i & 16) && value < small[i >> 2 & 3])
            small[i >> 2 & 3] = value;
        if (i & 16 && value > large[i >> 2 & 3])
            large[i >> 2 & 3] = value;
        OPAQUE();
    }
    memcpy(&found.bytes, bytes, 16);
    memcpy(&found.words, words, 16);
    memcpy(&found.small, small, 16);
    memcpy(&found.large, large, 16);
    return hash(&found, sizeof found);
}
