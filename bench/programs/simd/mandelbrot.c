/* Mandelbrot set, two points at a time in doubles. */
#include "simd.h"

enum { WIDTH = 256, HEIGHT = 192, LIMIT = 2000 };

static int64_t counts[HEIGHT][WIDTH];

static void prepare(void) {}

static double place_x(int x)
{
    return x * (3.0 / WIDTH) - 2.25;
}

static double place_y(int y)
{
    return y * (2.5 / HEIGHT) - 1.25;
}

static uint64_t work(void)
{
    const f64x2 four = {4, 4};
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x += 2) {
            f64x2 cx = {place_x(x), place_x(x + 1)}, cy = {place_y(y), place_y(y)}, zx = cx, zy = cy;
            i64x2 count = {0, 0};
            for (int i = 0; i < LIMIT; i++) {
                f64x2 xx = zx * zx, yy = zy * zy;
                i64x2 inside = (i64x2)(xx + yy <= four);
                if (!(inside[0] | inside[1]))
                    break;
                count -= inside;
                zy = (zx + zx) * zy + cy;
                zx = xx - yy + cx;
            }
            STORE(&counts[y][x], count);
        }
    return hash(counts, sizeof counts);
}

static uint64_t scalar(void)
{
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            double cx = place_x(x), cy = place_y(y), zx = cx, zy = cy;
            int count = 0;
            while (count < LIMIT && zx * zx + zy * zy <= 4) {
                double xx = zx * zx, yy = zy * zy;
                zy = (zx + zx) * zy + cy;
                zx = xx - yy + cx;
                count++;
            }
            counts[y][x] = count;
        }
    return hash(counts, sizeof counts);
}
