/* Bytes: text is made, compressed by back references found through a hash table, unpacked and checked. */
#include "bench.h"

enum { SIZE = 1 << 20, TABLE = 1 << 14 };

static uint8_t text[SIZE], packed[2 * SIZE], unpacked[SIZE];

static void make_text(void)
{
    static const char *const words[] = {"the ", "module ", "compiles ", "to ", "native ", "code, ", "and ", "runs.\n"};
    for (int at = 0; at < SIZE - 16;) {
        const char *word = words[random_bits() & 7];
        int size = (int)strlen(word);
        memcpy(text + at, word, (size_t)size);
        at += size;
        if ((random_bits() & 15) == 0)
            text[at++] = (uint8_t)('0' + random_bits() % 10);
    }
}

static int pack(void)
{
    static int last[TABLE];
    int to = 0;
    memset(last, 0xff, sizeof last);
    for (int at = 0; at < SIZE;) {
        int size = 0, back = 0;
        if (at + 4 <= SIZE) {
            uint32_t four;
            memcpy(&four, text + at, 4);
            int *slot = &last[(four * 2654435761u) >> 18], from = *slot;
            *slot = at;
            if (from >= 0 && at - from < 65536)
                for (back = at - from; size < 255 && at + size < SIZE && text[from + size] == text[at + size]; size++)
                    ;
        }
        if (size >= 4) {
            packed[to++] = (uint8_t)size;
            packed[to++] = (uint8_t)back;
            packed[to++] = (uint8_t)(back >> 8);
            at += size;
        } else {
            packed[to++] = 0;
            packed[to++] = text[at++];
        }
    }
    return to;
}

static int unpack(int size)
{
    int to = 0;
    for (int at = 0; at < size;) {
        int count = packed[at++];
        if (count == 0) {
            unpacked[to++] = packed[at++];
        } else {
            int back = packed[at] | packed[at + 1] << 8;
            at += 2;
            for (; count > 0; count--, to++)
                unpacked[to] = unpacked[to - back];
        }
    }
    return to;
}

static uint64_t work(void)
{
    uint64_t result = 0;
    for (int round = 0; round < 8; round++) {
        make_text();
        int size = pack();
        result = result * 31 + (uint64_t)size;
        if (unpack(size) != SIZE || memcmp(text, unpacked, SIZE) != 0)
            return 0;
    }
    return result;
}
