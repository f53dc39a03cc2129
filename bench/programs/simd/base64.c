/* Base64, encoded and decoded, twelve bytes at a time. */
#include "simd.h"

enum { SIZE = 12 * 4096, CODED = SIZE / 3 * 4, ROUNDS = 1500 };

static uint8_t data[SIZE + 16], text[CODED + 16], back[SIZE + 16];

static void prepare(void)
{
    for (int i = 0; i < SIZE; i++)
        data[i] = (uint8_t)(random_bits() >> 40);
}

/* Letters of numbers below 64: what is added depends on which of the five ranges it is. */
static inline u8x16 letters(u8x16 six)
{
    const u8x16 add = {'a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                       '0' - 52, '0' - 52, '0' - 52, '+' - 62, '/' - 63, 'A', 0, 0};
    u8x16 range = subtract_saturating(six, SPLAT8(51));
    range |= (u8x16)(six < 26) & 13;
    return six + swizzle(add, range);
}

static inline u8x16 numbers(u8x16 letter)
{
    const u8x16 add = {0, (uint8_t)(63 - '/'), (uint8_t)(62 - '+'), (uint8_t)(52 - '0'), (uint8_t)-'A', (uint8_t)-'A',
                       (uint8_t)(26 - 'a'), (uint8_t)(26 - 'a'), 0, 0, 0, 0, 0, 0, 0, 0};
    u8x16 slash = (u8x16)(letter == '/');
    return letter + swizzle(add, SELECT(u8x16, slash, SPLAT8(1), letter >> 4));
}

static void encode(void)
{
    const u8x16 spread = {2, 1, 0, 255, 5, 4, 3, 255, 8, 7, 6, 255, 11, 10, 9, 255};
    for (int i = 0, to = 0; i < SIZE; i += 12, to += 16) {
        u32x4 three = (u32x4)swizzle(LOAD(u8x16, data + i), spread);
        u32x4 six = (three >> 18 & 0x3f) | (three >> 4 & 0x3f00) | (three << 10 & 0x3f0000) | (three << 24 & 0x3f000000);
        STORE(text + to, letters((u8x16)six));
    }
}

static void decode(void)
{
    const u8x16 gather = {2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 255, 255, 255, 255};
    for (int i = 0, to = 0; i < CODED; i += 16, to += 12) {
        u32x4 six = (u32x4)numbers(LOAD(u8x16, text + i));
        u32x4 three = (six & 0x3f) << 18 | (six & 0x3f00) << 4 | (six & 0x3f0000) >> 10 | six >> 24;
        STORE(back + to, swizzle((u8x16)three, gather));
    }
}

static uint64_t work(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        encode();
        OPAQUE();
        decode();
        OPAQUE();
    }
    return hash(text, CODED) + hash(back, SIZE);
}

static uint64_t scalar(void)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0, to = 0; i < SIZE; i += 3, to += 4) {
        uint32_t three = (uint32_t)data[i] << 16 | (uint32_t)data[i + 1] << 8 | data[i + 2];
        for (int k = 0; k < 4; k++)
            text[to + k] = (uint8_t)alphabet[three >> (18 - 6 * k) & 63];
    }
    return hash(text, CODED) + hash(data, SIZE);
}
