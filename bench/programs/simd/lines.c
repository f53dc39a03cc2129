/* The places of line ends and commas in a text, by comparison and bit masks. */
#include "simd.h"

enum { SIZE = 1 << 16, ROUNDS = 7000 };

static uint8_t text[SIZE];
static uint32_t places[SIZE];

static void prepare(void)
{
    for (int i = 0; i < SIZE; i++) {
        uint64_t bits = random_bits();
        text[i] = bits >> 60 ? (uint8_t)('a' + bits % 26) : bits & 4 ? ',' : '\n';
    }
}

static uint64_t work(void)
{
    uint32_t count = 0;
    for (int round = 0; round < ROUNDS; round++) {
        count = 0;
        for (int i = 0; i < SIZE; i += 32) {
            u8x16 a = LOAD(u8x16, text + i), b = LOAD(u8x16, text + i + 16);
            uint32_t found = bitmask((u8x16)((a == ',') | (a == '\n')));
            found |= bitmask((u8x16)((b == ',') | (b == '\n'))) << 16;
            for (; found; found &= found - 1)
                places[count++] = (uint32_t)i + (uint32_t)__builtin_ctz(found);
        }
        OPAQUE();
    }
    return hash(places, count * sizeof *places);
}

static uint64_t scalar(void)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < SIZE; i++)
        if (text[i] == ',' || text[i] == '\n')
            places[count++] = i;
    return hash(places, count * sizeof *places);
}
