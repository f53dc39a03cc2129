/* Rows of signed bytes by a vector, as in a quantised neural network: widening products, added to 32 bits. */
#include "simd.h"

enum { ROWS = 256, SIZE = 512, ROUNDS = 4000 };

static int8_t weights[ROWS][SIZE], input[SIZE];
static int32_t output[ROWS];

static void prepare(void)
{
    for (int i = 0; i < ROWS * SIZE; i++)
        weights[i / SIZE][i % SIZE] = (int8_t)(random_bits() >> 33);
    for (int i = 0; i < SIZE; i++)
        input[i] = (int8_t)(random_bits() >> 33);
}

static uint64_t work(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (int row = 0; row < ROWS; row += 2) {
            i32x4 sum[2] = {{0}};
            for (int i = 0; i < SIZE; i += 16) {
                i8x16 x = LOAD(i8x16, input + i);
                i16x8 low = low_half_signed(x), high = high_half_signed(x);
                for (int k = 0; k < 2; k++) {
                    i8x16 w = LOAD(i8x16, &weights[row + k][i]);
                    sum[k] += dot(low_half_signed(w), low) + dot(high_half_signed(w), high);
                }
            }
            for (int k = 0; k < 2; k++)
                output[row + k] = sum[k][0] + sum[k][1] + sum[k][2] + sum[k][3];
        }
        OPAQUE();
    }
    return hash(output, sizeof output);
}

static uint64_t scalar(void)
{
    for (int row = 0; row < ROWS; row++) {
        output[row] = 0;
        for (int i = 0; i < SIZE; i++) {
            output[row] += weights[row][i] * input[i];
            OPAQUE();
        }
    }
    return hash(output, sizeof output);
}
