/* Running sums of an array, in place: shifted and added within vectors, then carried on. */
#include "simd.h"

enum { SIZE = 1 << 12, ROUNDS = 20000 };

static uint32_t data[SIZE], copy[SIZE];

static void prepare(void)
{
    for (int i = 0; i < SIZE; i++)
        copy[i] = data[i] = (uint32_t)(random_bits() >> 40);
}

static uint64_t work(void)
{
    const u32x4 zero = SPLAT32(0);
    for (int round = 0; round < ROUNDS; round++) {
        u32x4 carry = zero;
        for (int i = 0; i < SIZE; i += 4) {
            u32x4 x = LOAD(u32x4, data + i);
            x += __builtin_shufflevector(zero, x, 0, 4, 5, 6);
            x += __builtin_shufflevector(zero, x, 0, 1, 4, 5);
            x += carry;
            carry = __builtin_shufflevector(x, x, 3, 3, 3, 3);
            STORE(data + i, x);
        }
        OPAQUE();
    }
    return hash(data, sizeof data);
}

static uint64_t scalar(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t sum = 0;
        for (int i = 0; i < SIZE; i++)
            copy[i] = sum += copy[i];
    }
    return hash(copy, sizeof copy);
}
