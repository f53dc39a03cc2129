/* Dot product of floats, in four sums of four lanes. */
#include "simd.h"

enum { SIZE = 4096, ROUNDS = 45000 };

static float x[SIZE], y[SIZE];

static void prepare(void)
{
    for (int i = 0; i < SIZE; i++) {
        x[i] = (float)(random_bits() >> 40) / 65536;
        y[i] = (float)(int64_t)(random_bits() >> 3) / 1e15f;
    }
}

static uint64_t work(void)
{
    f32x4 sum = {0, 0, 0, 0};
    for (int round = 0; round < ROUNDS; round++) {
        f32x4 s[4] = {{0}};
        for (int i = 0; i < SIZE; i += 16)
            for (int k = 0; k < 4; k++)
                s[k] += LOAD(f32x4, x + i + 4 * k) * LOAD(f32x4, y + i + 4 * k);
        sum = (s[0] + s[1]) + (s[2] + s[3]);
        OPAQUE();
    }
    return hash(&sum, sizeof sum);
}

static uint64_t scalar(void)
{
    float s[16] = {0}, sum[4];
    for (int i = 0; i < SIZE; i++) {
        s[i & 15] += x[i] * y[i];
        OPAQUE();
    }
    for (int k = 0; k < 4; k++)
        sum[k] = (s[k] + s[4 + k]) + (s[8 + k] + s[12 + k]);
    return hash(sum, sizeof sum);
}
