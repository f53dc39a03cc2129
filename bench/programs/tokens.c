/* Branches: a tokenizer of arithmetic and its evaluation by recursive descent, with switches on characters. */
#include "bench.h"

static char source[1 << 16];
static const char *at;

static void make_source(void)
{
    static const char operators[] = "+-*/&|^";
    int to = 0, open = 0;
    while (to < (int)sizeof source - 4096) {
        while ((random_bits() & 3) == 0 && open < 64) {
            source[to++] = '(';
            open++;
        }
        for (uint64_t n = random_bits() % 4; n < 4; n++)
            source[to++] = (char)('1' + random_bits() % 9);
        while (open > 0 && (random_bits() & 3) == 0) {
            source[to++] = ')';
            open--;
        }
        source[to++] = ' ';
        source[to++] = operators[random_bits() % 7];
        source[to++] = '\n';
    }
    source[to++] = '1';
    while (open-- > 0)
        source[to++] = ')';
    source[to] = 0;
}

static char next(void)
{
    for (;; at++)
        switch (*at) {
        case ' ':
        case '\n':
        case '\t':
            continue;
        default:
            return *at;
        }
}

static int rank(char operator)
{
    switch (operator) {
    case '|': return 1;
    case '^': return 2;
    case '&': return 3;
    case '+':
    case '-': return 4;
    case '*':
    case '/': return 5;
    default: return 0;
    }
}

static uint32_t expression(int lowest)
{
    uint32_t value = 0;
    if (next() == '(') {
        at++;
        value = expression(1);
        next();
        at++;
    } else
        for (; *at >= '0' && *at <= '9'; at++)
            value = value * 10 + (uint32_t)(*at - '0');
    for (;;) {
        char operator = next();
        int strength = rank(operator);
        if (strength < lowest || strength == 0)
            return value;
        at++;
        uint32_t right = expression(strength + 1);
        switch (operator) {
        case '|': value |= right; break;
        case '^': value ^= right; break;
        case '&': value &= right; break;
        case '+': value += right; break;
        case '-': value -= right; break;
        case '*': value *= right; break;
        case '/': value /= right | 1; break;
        }
    }
}

static uint64_t work(void)
{
    uint64_t result = 0;
    make_source();
    for (int round = 0; round < 100; round++) {
        at = source;
        result = result * 31 + expression(1);
    }
    return result;
}
