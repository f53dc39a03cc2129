/* UTF-8 validation by table look-ups of half bytes (Keiser and Lemire). */
#include "simd.h"

enum { SIZE = 1 << 16, TEXTS = 8, ROUNDS = 400 };

static uint8_t texts[TEXTS][SIZE];

static int encode(uint8_t *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (uint8_t)c;
        return 1;
    }
    int size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (int i = size - 1; i > 0; i--, c >>= 6)
        to[i] = (uint8_t)(0x80 | (c & 0x3f));
    to[0] = (uint8_t)(0xf00u >> size | c);
    return size;
}

/* Every other text has one byte that is wrong. */
static void prepare(void)
{
    static const uint32_t least[] = {0x20, 0x80, 0x800, 0x10000}, most[] = {0x7f, 0x7ff, 0xd7ff, 0x10ffff};
    for (int text = 0; text < TEXTS; text++) {
        for (int at = 0; at < SIZE - 64;) {
            int size = (int)(random_bits() & 3);
            uint32_t range = most[size] - least[size] + 1;
            at += encode(texts[text] + at, least[size] + (uint32_t)(random_bits() >> 33) % range);
        }
        if (text & 1)
            texts[text][random_bits() % (SIZE - 128)] ^= 0x80;
    }
}

#define TABLE(...) ((u8x16){__VA_ARGS__})
enum {
    SHORT = 1, LONG = 2, OVER3 = 4, LARGE = 8, SURROGATE = 16, OVER2 = 32, LARGE4 = 64, OVER4 = 64, TWO = 128,
    CARRY = SHORT | LONG | TWO,
};

static int valid(const uint8_t *text)
{
    const u8x16 first_high = TABLE(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, TWO, TWO, TWO, TWO, SHORT | OVER2,
                                   SHORT, SHORT | OVER3 | SURROGATE, SHORT | LARGE | LARGE4 | OVER4);
    const u8x16 first_low = TABLE(CARRY | OVER3 | OVER2 | OVER4, CARRY | OVER2, CARRY, CARRY, CARRY | LARGE,
                                  CARRY | LARGE | LARGE4, CARRY | LARGE | LARGE4, CARRY | LARGE | LARGE4,
                                  CARRY | LARGE | LARGE4, CARRY | LARGE | LARGE4, CARRY | LARGE | LARGE4,
                                  CARRY | LARGE | LARGE4, CARRY | LARGE | LARGE4,
                                  CARRY | LARGE | LARGE4 | SURROGATE, CARRY | LARGE | LARGE4, CARRY | LARGE | LARGE4);
    const u8x16 second_high = TABLE(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT,
                                    LONG | OVER2 | TWO | OVER3 | LARGE4 | OVER4, LONG | OVER2 | TWO | OVER3 | LARGE,
                                    LONG | OVER2 | TWO | SURROGATE | LARGE, LONG | OVER2 | TWO | SURROGATE | LARGE,
                                    SHORT, SHORT, SHORT, SHORT);
    u8x16 before = SPLAT8(0), wrong = SPLAT8(0);
    for (int i = 0; i < SIZE; i += 16) {
        u8x16 now = LOAD(u8x16, text + i);
        u8x16 by1 = __builtin_shufflevector(before, now, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
        u8x16 by2 = __builtin_shufflevector(before, now, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
        u8x16 by3 = __builtin_shufflevector(before, now, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
        u8x16 special = swizzle(first_high, by1 >> 4) & swizzle(first_low, by1 & 15) & swizzle(second_high, now >> 4);
        u8x16 third = subtract_saturating(by2, SPLAT8(0xe0 - 0x80)) | subtract_saturating(by3, SPLAT8(0xf0 - 0x80));
        wrong |= special ^ (third & 0x80);
        before = now;
    }
    return bitmask((u8x16)(wrong != 0)) == 0;
}

static uint64_t work(void)
{
    uint64_t result = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (int text = 0; text < TEXTS; text++)
            result = result * 3 + (uint64_t)valid(texts[text]);
        OPAQUE();
    }
    return result;
}

static int valid_scalar(const uint8_t *text)
{
    for (int i = 0; i < SIZE;) {
        uint32_t c = text[i++];
        if (c < 0x80)
            continue;
        int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
        static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (c < 0xc2 || c > 0xf4 || i + more > SIZE)
            return 0;
        c &= 0x3fu >> more;
        for (int k = 0; k < more; k++, i++) {
            if (text[i] >> 6 != 2)
                return 0;
            c = c << 6 | (text[i] & 0x3f);
        }
        if (c < least[more] || c > 0x10ffff || c >> 11 == 0x1b)
            return 0;
    }
    return 1;
}

static uint64_t scalar(void)
{
    uint64_t result = 0;
    int found[TEXTS];
    for (int text = 0; text < TEXTS; text++)
        found[text] = valid_scalar(texts[text]);
    for (int round = 0; round < ROUNDS; round++)
        for (int text = 0; text < TEXTS; text++)
            result = result * 3 + (uint64_t)found[text];
    return result;
}
