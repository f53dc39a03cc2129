/* Values as text, on the command line. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program.h"

typedef unsigned __int128 u128;

static int digits(const char *s, unsigned base, u128 *out)
{
    u128 value = 0, most = base == 16 ? ~(u128)0 / 16 : ~(u128)0 / 10;
    int any = 0;
    for (; *s != '\0'; s++) {
        unsigned d = *s >= '0' && *s <= '9' ? *s - '0' : (*s | 32) >= 'a' && (*s | 32) <= 'f' ? (*s | 32) - 'a' + 10 : 99;
        if (*s == '_' && any && s[1] != '\0' && s[1] != '_')
            continue;
        if (d >= base || value > most || value * base > ~(u128)d)
            return 0;
        value = value * base + d;
        any = 1;
    }
    *out = value;
    return any;
}

/* Signed or unsigned, in `bits` bits. */
static int parse_int(const char *s, unsigned bits, zw_value *out)
{
    int negative = *s == '-';
    u128 value, mask = ~(u128)0 >> (128 - bits);
    if (*s == '-' || *s == '+')
        s++;
    if (s[0] == '0' && (s[1] | 32) == 'x' ? !digits(s + 2, 16, &value) : !digits(s, 10, &value))
        return 0;
    if (negative ? value > mask / 2 + 1 : value > mask)
        return 0;
    value = (negative ? 0 - value : value) & mask;
    *out = (zw_value){(uint64_t)value, (uint64_t)(value >> 64)};
    return 1;
}

static int parse_float(const char *s, int is32, uint64_t *out)
{
    uint64_t sign = *s == '-', bits;
    const char *body = *s == '-' || *s == '+' ? s + 1 : s;
    unsigned mantissa = is32 ? 23 : 52;
    uint64_t exponent = is32 ? 0xff : 0x7ff;
    if (strncmp(body, "nan", 3) == 0) {
        u128 payload = (u128)1 << (mantissa - 1);
        if (body[3] != '\0') {
            if (strncmp(body + 3, ":0x", 3) != 0 || !digits(body + 6, 16, &payload) || payload == 0 || payload >> mantissa)
                return 0;
        }
        bits = exponent << mantissa | (uint64_t)payload;
    } else if (strcmp(body, "inf") == 0) {
        bits = exponent << mantissa;
    } else {
        if (!((*body >= '0' && *body <= '9') || *body == '.'))
            return 0;
        char *end;
        if (is32) {
            float f = strtof(body, &end);
            uint32_t b;
            memcpy(&b, &f, 4);
            bits = b;
        } else {
            double d = strtod(body, &end);
            memcpy(&bits, &d, 8);
        }
        if (*end != '\0' || bits == exponent << mantissa)
            return 0; /* rubbish after it, or too large */
    }
    *out = bits | sign << (is32 ? 31 : 63);
    return 1;
}

/* "i32x4 1 2 3 4" and the other shapes of the text format; lane 0 is the lowest. Ends the words of `text`. */
static int parse_lanes(char *text, zw_value *out)
{
    static const struct {
        char name[6];
        uint8_t bits, real;
    } shapes[] = {{"i8x16", 8, 0}, {"i16x8", 16, 0}, {"i32x4", 32, 0}, {"i64x2", 64, 0}, {"f32x4", 32, 1}, {"f64x2", 64, 1}};
    char *rest, *word = strtok_r(text, " ", &rest);
    size_t s = 0, n = sizeof shapes / sizeof *shapes;
    while (s < n && (word == NULL || strcmp(word, shapes[s].name) != 0))
        s++;
    if (s == n)
        return 0;
    unsigned bits = shapes[s].bits;
    for (unsigned at = 0; at < 128; at += bits) {
        zw_value lane;
        word = strtok_r(NULL, " ", &rest);
        if (word == NULL || !(shapes[s].real ? parse_float(word, bits == 32, &lane.lo) : parse_int(word, bits, &lane)))
            return 0;
        *(at < 64 ? &out->lo : &out->hi) |= lane.lo << at % 64;
    }
    return strtok_r(NULL, " ", &rest) == NULL;
}

/* Lanes, or all bits as one number. */
static int parse_v128(const char *text, zw_value *out)
{
    if (parse_int(text, 128, out))
        return 1;
    char *copy = must(strdup(text));
    int valid = parse_lanes(copy, out);
    free(copy);
    return valid;
}

int parse_value(const char *text, zw_valtype type, zw_value *out)
{
    *out = (zw_value){0, 0};
    switch (type) {
    case ZW_I32:
        return parse_int(text, 32, out);
    case ZW_I64:
        return parse_int(text, 64, out);
    case ZW_F32:
        return parse_float(text, 1, &out->lo);
    case ZW_F64:
        return parse_float(text, 0, &out->lo);
    case ZW_V128:
        return parse_v128(text, out);
    default:
        return (type & 0xff) == 0x63 && strcmp(text, "null") == 0;
    }
}

/* The shortest decimal that reads back as the same bits. */
static int print_float(char *out, size_t size, uint64_t bits, int is32)
{
    unsigned mantissa = is32 ? 23 : 52;
    uint64_t exponent = is32 ? 0xff : 0x7ff, payload = bits & (((uint64_t)1 << mantissa) - 1);
    const char *sign = bits >> (is32 ? 31 : 63) & 1 ? "-" : "";
    if ((bits >> mantissa & exponent) == exponent) {
        if (payload == 0)
            return snprintf(out, size, "%sinf", sign);
        return snprintf(out, size, "%snan:0x%llx", sign, (unsigned long long)payload);
    }
    double value;
    if (is32) {
        uint32_t b = (uint32_t)bits;
        float f;
        memcpy(&f, &b, 4);
        value = f;
    } else {
        memcpy(&value, &bits, 8);
    }
    for (int precision = 1; precision < 17; precision++) {
        int n = snprintf(out, size, "%.*g", precision, value);
        if (is32 ? strtof(out, NULL) == (float)value : strtod(out, NULL) == value)
            return n;
    }
    return snprintf(out, size, "%.17g", value);
}

int print_value(char *out, size_t size, zw_valtype type, const zw_value *v)
{
    switch (type) {
    case ZW_I32:
        return snprintf(out, size, "%d", (int)(uint32_t)v->lo);
    case ZW_I64:
        return snprintf(out, size, "%lld", (long long)v->lo);
    case ZW_F32:
        return print_float(out, size, (uint32_t)v->lo, 1);
    case ZW_F64:
        return print_float(out, size, v->lo, 0);
    case ZW_V128:
        return snprintf(out, size, "i32x4 0x%08x 0x%08x 0x%08x 0x%08x", (unsigned)v->lo, (unsigned)(v->lo >> 32),
                        (unsigned)v->hi, (unsigned)(v->hi >> 32));
    default:
        if (v->lo == 0)
            return snprintf(out, size, "null");
        return snprintf(out, size, "%s", valtype_name(type));
    }
}

const char *valtype_name(zw_valtype type)
{
    switch (type) {
    case ZW_I32:
        return "i32";
    case ZW_I64:
        return "i64";
    case ZW_F32:
        return "f32";
    case ZW_F64:
        return "f64";
    case ZW_V128:
        return "v128";
    case ZW_FUNCREF:
        return "funcref";
    case ZW_EXTERNREF:
        return "externref";
    default:
        return "ref";
    }
}
