/* Floating point: fast Fourier transforms there and back. */
#include "bench.h"

enum { BITS = 14, SIZE = 1 << BITS };

typedef struct complex {
    double re, im;
} complex;

static complex data[SIZE], turns[SIZE / 2];

/* exp(-2 pi i k / SIZE) by repeated rotation, so that no library's sine decides the result. */
static void fill_turns(void)
{
    const double cosine = 0.99999992646571789, sine = -0.00038349518757139556;
    turns[0] = (complex){1, 0};
    for (int k = 1; k < SIZE / 2; k++) {
        complex t = turns[k - 1];
        turns[k] = (complex){t.re * cosine - t.im * sine, t.re * sine + t.im * cosine};
    }
}

static void transform(double sign)
{
    for (int i = 0, j = 0; i < SIZE; i++) {
        if (i < j) {
            complex t = data[i];
            data[i] = data[j];
            data[j] = t;
        }
        int bit = SIZE >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j |= bit;
    }
    for (int half = 1; half < SIZE; half *= 2)
        for (int from = 0; from < SIZE; from += 2 * half)
            for (int k = 0; k < half; k++) {
                complex turn = turns[k * (SIZE / 2 / half)], *a = &data[from + k], *b = a + half;
                double re = b->re * turn.re - b->im * sign * turn.im, im = b->re * sign * turn.im + b->im * turn.re;
                *b = (complex){a->re - re, a->im - im};
                *a = (complex){a->re + re, a->im + im};
            }
}

static uint64_t work(void)
{
    uint64_t result = 0;
    fill_turns();
    for (int i = 0; i < SIZE; i++)
        data[i] = (complex){(double)(random_bits() >> 44), 0};
    for (int round = 0; round < 20; round++) {
        transform(1);
        transform(-1);
        for (int i = 0; i < SIZE; i++)
            data[i] = (complex){data[i].re / SIZE, data[i].im / SIZE};
    }
    for (int i = 0; i < SIZE; i++)
        result += (uint64_t)(data[i].re + 0.5);
    return result;
}
