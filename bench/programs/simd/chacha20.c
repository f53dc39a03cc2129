/* ChaCha20, four blocks at a time. */
#include "simd.h"

enum { BLOCKS = 1024, ROUNDS = 500 };

static uint32_t key[8], stream[BLOCKS][16];

static void prepare(void)
{
    for (int i = 0; i < 8; i++)
        key[i] = (uint32_t)(random_bits() >> 32);
}

static const uint32_t constants[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

#define ROTATE(x, n) ((x) << (n) | (x) >> (32 - (n)))
#define QUARTER(a, b, c, d) \
    (a += b, d ^= a, d = ROTATE(d, 16), c += d, b ^= c, b = ROTATE(b, 12), \
     a += b, d ^= a, d = ROTATE(d, 8), c += d, b ^= c, b = ROTATE(b, 7))
#define DOUBLE_ROUND(x) \
    (QUARTER(x[0], x[4], x[8], x[12]), QUARTER(x[1], x[5], x[9], x[13]), QUARTER(x[2], x[6], x[10], x[14]), \
     QUARTER(x[3], x[7], x[11], x[15]), QUARTER(x[0], x[5], x[10], x[15]), QUARTER(x[1], x[6], x[11], x[12]), \
     QUARTER(x[2], x[7], x[8], x[13]), QUARTER(x[3], x[4], x[9], x[14]))

static uint32_t word(int number, uint32_t block, uint32_t nonce)
{
    return number < 4 ? constants[number] : number < 12 ? key[number - 4] : number == 12 ? block : nonce;
}

static void four(uint32_t block, uint32_t nonce)
{
    u32x4 x[16], in[16];
    for (int i = 0; i < 16; i++)
        x[i] = in[i] = SPLAT32(word(i, block, nonce)) + (i == 12 ? (u32x4){0, 1, 2, 3} : SPLAT32(0));
    for (int round = 0; round < 10; round++)
        DOUBLE_ROUND(x);
    for (int i = 0; i < 16; i += 4) {
        u32x4 a = x[i] + in[i], b = x[i + 1] + in[i + 1], c = x[i + 2] + in[i + 2], d = x[i + 3] + in[i + 3];
        u32x4 ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
        u32x4 ab2 = __builtin_shufflevector(a, b, 2, 6, 3, 7), cd2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
        STORE(&stream[block][i], __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
        STORE(&stream[block + 1][i], __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
        STORE(&stream[block + 2][i], __builtin_shufflevector(ab2, cd2, 0, 1, 4, 5));
        STORE(&stream[block + 3][i], __builtin_shufflevector(ab2, cd2, 2, 3, 6, 7));
    }
}

static uint64_t work(void)
{
    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (uint32_t block = 0; block < BLOCKS; block += 4)
            four(block, round);
        OPAQUE();
    }
    return hash(stream, sizeof stream);
}

static uint64_t scalar(void)
{
    for (uint32_t block = 0; block < BLOCKS; block++) {
        uint32_t x[16];
        for (int i = 0; i < 16; i++)
            x[i] = word(i, block, ROUNDS - 1);
        for (int round = 0; round < 10; round++)
            DOUBLE_ROUND(x);
        for (int i = 0; i < 16; i++)
            stream[block][i] = x[i] + word(i, block, ROUNDS - 1);
    }
    return hash(stream, sizeof stream);
}
