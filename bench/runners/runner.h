/* What the C runners share. Figures go to standard error as `NAME_ns: N`, the way programs of the corpus report theirs. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LOADS 101 /* in one process; their median is reported */

static long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void report(const char *name, long ns)
{
    fprintf(stderr, "%s_ns: %ld\n", name, ns);
}

static int by_size(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

/* Reports the median time of `load`, which loads and instantiates a file and frees everything again. */
static int report_loads(const char *file, void (*load)(const char *file))
{
    static long times[LOADS];
    for (int i = 0; i < LOADS; i++) {
        long start = now();
        load(file);
        times[i] = now() - start;
    }
    qsort(times, LOADS, sizeof *times, by_size);
    report("load", times[LOADS / 2]);
    return 0;
}
