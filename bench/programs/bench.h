/* What the programs share: they print one number that depends on all their work, and the time that it took. */
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

/* Without stdio, so that the modules stay small. */
static void print(int fd, const char *label, uint64_t number)
{
    char text[64];
    int at = sizeof text;
    text[--at] = '\n';
    do
        text[--at] = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    at -= (int)strlen(label);
    memcpy(text + at, label, strlen(label));
    if (write(fd, text + at, sizeof text - (size_t)at) < 0)
        _exit(1);
}

static inline uint64_t random_bits(void)
{
    static uint64_t state = 88172645463325252;
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static uint64_t work(void);

#ifndef OWN_MAIN
int main(void)
{
    uint64_t start = now(), result = work();
    uint64_t end = now();
    print(1, "result: ", result);
    print(2, "elapsed_ns: ", end - start);
    return 0;
}
#endif
