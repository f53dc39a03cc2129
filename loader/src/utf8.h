/* UTF-8, as RFC 3629 defines it, and what of it drives a terminal. */
#ifndef ZW_UTF8_H
#define ZW_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the well-formed character at p, of `size` that are there (at least 1); 0: there is none. *code is its code point. */
static inline size_t zw_utf8(const char *p, size_t size, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *s = (const unsigned char *)p;
    size_t n = *s < 0x80 ? 1 : *s < 0xc0 ? 0 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : *s < 0xf8 ? 4 : 0;
    if (n == 0 || n > size)
        return 0;
    *code = n == 1 ? *s : *s & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        *code = *code << 6 | (s[i] & 0x3f);
    }
    return *code >= least[n] && *code <= 0x10ffff && *code - 0xd800 >= 0x800 ? n : 0;
}

/* Control characters, and those that turn the direction of writing or end a line. */
static inline bool zw_is_control(uint32_t code)
{
    return code < 0x20 || code - 0x7f < 0x21 || code - 0x200e < 2 || code - 0x2028 < 7 || code - 0x2066 < 4;
}

#endif
