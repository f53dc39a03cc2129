/* An image blurred by the weights 1 2 1 in both directions. */
#include "simd.h"

enum { WIDTH = 512, HEIGHT = 256, STRIDE = WIDTH + 32, ROUNDS = 600 };

static uint8_t from[HEIGHT + 2][STRIDE], to[HEIGHT][WIDTH];

static void prepare(void)
{
    for (int y = 0; y < HEIGHT + 2; y++)
        for (int x = 0; x < STRIDE; x++)
            from[y][x] = (uint8_t)(random_bits() >> 30);
}

static uint64_t work(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x += 16) {
                u16x8 low = SPLAT16(8), high = low;
                for (int k = 0; k < 3; k++) {
                    const uint8_t *row = &from[y + k][x];
                    u8x16 a = LOAD(u8x16, row), b = LOAD(u8x16, row + 1), c = LOAD(u8x16, row + 2);
                    u16x8 sum_low = low_half(a) + (low_half(b) << 1) + low_half(c);
                    u16x8 sum_high = high_half(a) + (high_half(b) << 1) + high_half(c);
                    low += sum_low << (k & 1);
                    high += sum_high << (k & 1);
                }
                STORE(&to[y][x], narrow(low >> 4, high >> 4));
            }
        OPAQUE();
    }
    return hash(to, sizeof to);
}

static uint64_t scalar(void)
{
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            int sum = 8;
            for (int k = 0; k < 9; k++)
                sum += from[y + k / 3][x + k % 3] << ((k / 3 & 1) + (k % 3 & 1));
            to[y][x] = (uint8_t)(sum >> 4);
            OPAQUE();
        }
    return hash(to, sizeof to);
}
