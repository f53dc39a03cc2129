/* 64-bit arithmetic: division, multiplication, shifts, rotation and counting of bits. */
#include "bench.h"

static uint64_t gcd(uint64_t a, uint64_t b)
{
    while (b != 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static uint64_t collatz(uint64_t n)
{
    uint64_t steps = 0;
    for (; n != 1; steps++)
        n = n & 1 ? 3 * n + 1 : n >> __builtin_ctzll(n);
    return steps;
}

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return (x << 31 | x >> 33) + (uint64_t)__builtin_popcountll(x) + (uint64_t)__builtin_clzll(x | 1);
}

static uint64_t work(void)
{
    uint64_t result = 0;
    for (uint64_t n = 1; n < 300000; n++)
        result += collatz(n);
    for (int i = 0; i < 50000; i++)
        result += gcd(random_bits() >> 16, random_bits() >> 16);
    for (int i = 0; i < 10000000; i++)
        result = mix(result + (uint64_t)i);
    return result;
}
