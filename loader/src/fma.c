/* Multiplication and addition rounded once, in integers: for processors without such an instruction, and whatever the
   C library's own is worth. */

#include "zw.h"

typedef unsigned __int128 wide;

/* A float format: bits of the fraction, greatest exponent field. */
typedef struct {
    int fraction, top;
} format;

typedef struct {
    int sign, exponent; /* value = mantissa * 2^exponent */
    uint64_t mantissa;
    int nan, infinite;
} number;

static number decode(uint64_t bits, format f)
{
    number n = {0};
    int field = (int)(bits >> f.fraction) & f.top;
    n.sign = (bits >> f.fraction & (uint64_t)(f.top + 1)) != 0;
    n.mantissa = bits & ((1ull << f.fraction) - 1);
    n.nan = field == f.top && n.mantissa != 0;
    n.infinite = field == f.top && n.mantissa == 0;
    if (field != 0)
        n.mantissa |= 1ull << f.fraction;
    n.exponent = (field != 0 ? field : 1) - (f.top >> 1) - f.fraction;
    return n;
}

/* Bits above the lowest of x, which is not 0. */
static int log2_of(wide x)
{
    uint64_t high = (uint64_t)(x >> 64);
    return high != 0 ? 127 - __builtin_clzll(high) : 63 - __builtin_clzll((uint64_t)x);
}

/* m * 2^exponent rounded to the format, without its sign; m is not 0. */
static uint64_t rounded(wide m, int exponent, format f)
{
    int bias = f.top >> 1, least = 1 - bias - f.fraction;
    int unit = exponent + log2_of(m) - f.fraction, shift;
    if (unit < least)
        unit = least;
    shift = unit - exponent;
    uint64_t r = 0;
    if (shift <= 0) {
        r = (uint64_t)(m << -shift);
    } else if (shift < 128) {
        wide rest = m & (((wide)1 << shift) - 1), half = (wide)1 << (shift - 1);
        r = (uint64_t)(m >> shift);
        r += rest > half || (rest == half && (r & 1));
    }
    int64_t field = (int64_t)unit - least;
    if (field >= f.top)
        return (uint64_t)f.top << f.fraction;
    r += (uint64_t)field << f.fraction; /* the mantissa's own top bit makes the field one more */
    uint64_t infinity = (uint64_t)f.top << f.fraction;
    return r < infinity ? r : infinity;
}

/* m, whose top bit is below bit 126, moved up to it. */
static wide raised(wide m, int *exponent)
{
    int up = 125 - log2_of(m);
    *exponent -= up;
    return m << up;
}

/* m shifted right; what is lost is kept in its lowest bit. */
static wide lowered(wide m, int n)
{
    if (n == 0)
        return m;
    if (n > 127)
        return m != 0;
    return m >> n | ((m & (((wide)1 << n) - 1)) != 0);
}

static uint64_t fused(uint64_t a, uint64_t b, uint64_t c, format f)
{
    number x = decode(a, f), y = decode(b, f), z = decode(c, f);
    uint64_t infinity = (uint64_t)f.top << f.fraction, negative = (uint64_t)(f.top + 1) << f.fraction;
    uint64_t nan = infinity | 1ull << (f.fraction - 1);
    int sign = x.sign ^ y.sign;
    if (x.nan || y.nan || z.nan)
        return nan;
    if (x.infinite || y.infinite) {
        int zero = (x.mantissa == 0 && !x.infinite) || (y.mantissa == 0 && !y.infinite);
        if (zero || (z.infinite && z.sign != sign))
            return nan;
        return infinity | (sign ? negative : 0);
    }
    if (z.infinite)
        return infinity | (z.sign ? negative : 0);
    wide product = (wide)x.mantissa * y.mantissa, sum;
    int exponent = x.exponent + y.exponent;
    if (product == 0) {
        if (z.mantissa == 0)
            return sign && z.sign ? negative : 0;
        return c;
    }
    product = raised(product, &exponent);
    if (z.mantissa == 0) {
        sum = product;
    } else {
        int other = z.exponent;
        wide m = raised(z.mantissa, &other);
        /* Bits are lost only by shifts so long that the sum is still longer than a mantissa */
        if (other > exponent) {
            product = lowered(product, other - exponent);
            exponent = other;
        } else {
            m = lowered(m, exponent - other);
        }
        if (sign == z.sign) {
            sum = product + m;
        } else if (product >= m) {
            sum = product - m;
        } else {
            sum = m - product;
            sign = z.sign;
        }
        if (sum == 0)
            return 0;
    }
    return rounded(sum, exponent, f) | (sign ? negative : 0);
}

int64_t zw_lib_fma_f32x2(zw_vmctx *vmctx, uint64_t a, uint64_t b, uint64_t c)
{
    (void)vmctx;
    format f = {23, 0xFF};
    uint64_t low = fused((uint32_t)a, (uint32_t)b, (uint32_t)c, f);
    return (int64_t)(low | fused(a >> 32, b >> 32, c >> 32, f) << 32);
}

int64_t zw_lib_fma_f64(zw_vmctx *vmctx, uint64_t a, uint64_t b, uint64_t c)
{
    (void)vmctx;
    format f = {52, 0x7FF};
    return (int64_t)fused(a, b, c, f);
}
