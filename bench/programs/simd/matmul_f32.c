/* Matrix product of floats, four rows and two vectors of columns at a time. */
#include "simd.h"

enum { SIZE = 192, ROUNDS = 60 };

static float a[SIZE][SIZE], b[SIZE][SIZE], c[SIZE][SIZE];

static void prepare(void)
{
    for (int i = 0; i < SIZE; i++)
        for (int k = 0; k < SIZE; k++) {
            a[i][k] = (float)(random_bits() >> 44) / 1024;
            b[i][k] = (float)(random_bits() >> 44) / 512;
        }
}

static uint64_t work(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < SIZE; i += 4)
            for (int j = 0; j < SIZE; j += 8) {
                f32x4 sum[4][2] = {{{0}}};
                for (int k = 0; k < SIZE; k++) {
                    f32x4 left = LOAD(f32x4, &b[k][j]), right = LOAD(f32x4, &b[k][j + 4]);
                    for (int row = 0; row < 4; row++) {
                        f32x4 factor = SPLATF(a[i + row][k]);
                        sum[row][0] += factor * left;
                        sum[row][1] += factor * right;
                    }
                }
                for (int row = 0; row < 4; row++) {
                    STORE(&c[i + row][j], sum[row][0]);
                    STORE(&c[i + row][j + 4], sum[row][1]);
                }
            }
        OPAQUE();
    }
    return hash(c, sizeof c);
}

static uint64_t scalar(void)
{
    for (int i = 0; i < SIZE; i++)
        for (int j = 0; j < SIZE; j++) {
            float sum = 0;
            for (int k = 0; k < SIZE; k++)
                sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    return hash(c, sizeof c);
}
