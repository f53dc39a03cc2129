/* Calls of the host: 64 MiB written in pieces of 4 KiB. */
#include "bench.h"

static uint64_t work(void)
{
    static char piece[4096];
    uint64_t written = 0;
    memset(piece, '.', sizeof piece);
    for (int i = 0; i < 16384; i++)
        written += (uint64_t)write(1, piece, sizeof piece);
    return written;
}
