/* SipHash-1-3 with a secret key, for tables whose keys guests choose: they must not be able to choose the place too. */
#include <string.h>

#include "zw.h"

#define ROTATE(x, n) ((x) << (n) | (x) >> (64 - (n)))

static void mix(uint64_t v[4])
{
    v[0] += v[1], v[1] = ROTATE(v[1], 13) ^ v[0], v[0] = ROTATE(v[0], 32);
    v[2] += v[3], v[3] = ROTATE(v[3], 16) ^ v[2];
    v[0] += v[3], v[3] = ROTATE(v[3], 21) ^ v[0];
    v[2] += v[1], v[1] = ROTATE(v[1], 17) ^ v[2], v[2] = ROTATE(v[2], 32);
}

static uint64_t sip(const uint64_t k[2], const uint8_t *p, size_t n)
{
    uint64_t v[4] = {k[0] ^ 0x736f6d6570736575, k[1] ^ 0x646f72616e646f6d, k[0] ^ 0x6c7967656e657261, k[1] ^ 0x7465646279746573};
    for (size_t at = 0; at <= n; at += 8) {
        uint64_t block = 0;
        memcpy(&block, p + at, n - at < 8 ? n - at : 8);
        if (n - at < 8)
            block |= (uint64_t)n << 56;
        v[3] ^= block;
        mix(v);
        v[0] ^= block;
    }
    v[2] ^= 0xff;
    mix(v);
    mix(v);
    mix(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

uint64_t zw_hash(const void *bytes, size_t n)
{
    uint64_t secret[2];
    memcpy(secret, zw_os_random_key(), sizeof secret);
    return sip(secret, bytes, n);
}
