/* zw_move does what memmove does, whatever the size, the alignment and the overlap. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zw.h"

/* In place of the loader's. */
bool zw_cpu_has(const char *name)
{
    (void)name;
#if defined(NARROW) || !defined(__x86_64__)
    return false;
#else
    return __builtin_cpu_supports("avx2");
#endif
}

enum { SIZE = 8192, MIDDLE = 3500 };

int main(void)
{
    static uint8_t start[SIZE], expected[SIZE], got[SIZE];
    static const int shifts[] = {-3000, -700, -257, -129, -128, -127, -65, -64, -33, -32, -31, -17, -16, -9, -8, -3, -1, 0,
                                 1, 2, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 127, 128, 129, 300, 701, 3000};
    for (int i = 0; i < SIZE; i++)
        start[i] = (uint8_t)(i * 37 + i / 251);
    for (size_t n = 0; n < 1200; n += n < 300 ? 1 : 13) {
        for (size_t k = 0; k < sizeof shifts / sizeof *shifts; k++) {
            for (int from = MIDDLE; from < MIDDLE + 40; from += n < 140 ? 1 : 9) {
                memcpy(expected, start, SIZE);
                memcpy(got, start, SIZE);
                memmove(expected + from + shifts[k], expected + from, n);
                zw_move(got + from + shifts[k], got + from, n);
                if (memcmp(expected, got, SIZE) != 0) {
                    printf("%zu bytes from %d to %d\n", n, from, from + shifts[k]);
                    return 1;
                }
            }
        }
    }
    return 0;
}
