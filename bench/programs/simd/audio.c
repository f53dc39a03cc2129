/* Sound: samples of 16 bits scaled, mixed with saturation, and made floats and back. */
#include "simd.h"

enum { SIZE = 1 << 12, ROUNDS = 16000 };

static int16_t left[SIZE], right[SIZE], mixed[SIZE];

static void prepare(void)
{
    for (int i = 0; i < SIZE; i++) {
        left[i] = (int16_t)(random_bits() >> 33);
        right[i] = (int16_t)(random_bits() >> 33);
    }
}

static inline i16x8 add_saturating(i16x8 a, i16x8 b)
{
    return PICK((i16x8)wasm_i16x8_add_sat((v128_t)a, (v128_t)b), (i16x8)_mm_adds_epi16((__m128i)a, (__m128i)b));
}

/* Products of fractions, rounded down. */
static inline i16x8 scale(i16x8 a, i16x8 b)
{
#ifdef __wasm__
    v128_t low = wasm_i32x4_extmul_low_i16x8((v128_t)a, (v128_t)b);
    v128_t high = wasm_i32x4_extmul_high_i16x8((v128_t)a, (v128_t)b);
    return (i16x8)wasm_i16x8_narrow_i32x4(wasm_i32x4_shr(low, 15), wasm_i32x4_shr(high, 15));
#else
    return (i16x8)_mm_mulhi_epi16((__m128i)a, (__m128i)b) << 1 | (i16x8)((u16x8)(a * b) >> 15);
#endif
}

static uint64_t work(void)
{
    const i16x8 quieter = (i16x8)SPLAT16(29491), louder = (i16x8)SPLAT16(32113);
    const f32x4 gain = SPLATF(0.8125f);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < SIZE; i += 8) {
            i16x8 sum = add_saturating(scale(LOAD(i16x8, left + i), quieter), scale(LOAD(i16x8, right + i), louder));
            i32x4 low = __builtin_convertvector(__builtin_shufflevector(sum, sum, 0, 1, 2, 3), i32x4);
            i32x4 high = __builtin_convertvector(__builtin_shufflevector(sum, sum, 4, 5, 6, 7), i32x4);
            low = __builtin_convertvector(__builtin_convertvector(low, f32x4) * gain, i32x4);
            high = __builtin_convertvector(__builtin_convertvector(high, f32x4) * gain, i32x4);
            i16x8 out = PICK((i16x8)wasm_i16x8_narrow_i32x4((v128_t)low, (v128_t)high),
                             (i16x8)_mm_packs_epi32((__m128i)low, (__m128i)high));
            STORE(mixed + i, out);
        }
        OPAQUE();
    }
    return hash(mixed, sizeof mixed);
}

static uint64_t scalar(void)
{
    for (int i = 0; i < SIZE; i++) {
        int sum = (left[i] * 29491 >> 15) + (right[i] * 32113 >> 15);
        sum = sum < INT16_MIN ? INT16_MIN : sum > INT16_MAX ? INT16_MAX : sum;
        mixed[i] = (int16_t)((float)sum * 0.8125f);
        OPAQUE();
    }
    return hash(mixed, sizeof mixed);
}
