/* y = a x + y, left to the compiler. */
#include "simd.h"

enum { SIZE = 4096, ROUNDS = 60000 };

static float x[SIZE], y[SIZE];

static void prepare(void)
{
    for (int i = 0; i < SIZE; i++) {
        x[i] = (float)(random_bits() >> 48);
        y[i] = 0;
    }
}

static float factor(int round)
{
    return round & 1 ? -0.25f : 0.5f;
}

static uint64_t work(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        float a = factor(round);
        for (int i = 0; i < SIZE; i++)
            y[i] += a * x[i];
        OPAQUE();
    }
    return hash(y, sizeof y);
}

static uint64_t scalar(void)
{
    for (int i = 0; i < SIZE; i++) {
        float sum = 0;
        for (int round = 0; round < ROUNDS; round++)
            sum += factor(round) * x[i];
        y[i] = sum;
    }
    return hash(y, sizeof y);
}
