/* load RUNS FILE.cwasm: median time in ns of loading and instantiating a WASI program in a fresh store. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "zwasm.h"

struct zw_wasi *zw_lend_new(const void *config, int *bad_preopen);
void zw_lend_free(struct zw_wasi *wasi);

static int compare(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

static int once(const char *path)
{
    static const long config[32]; /* no arguments, no directories */
    static zw_error err;
    zw_extern imports[64];
    char module[64], name[64];
    int fd = open(path, O_RDONLY), ok = 0;
    zw_store *store = zw_store_new();
    struct zw_wasi *wasi = zw_lend_new(config, NULL);
    zw_module *loaded = zw_module_load_fd(store, fd, &err);
    size_t n = loaded != NULL ? zw_module_imports(loaded) : 0;
    if (loaded != NULL && wasi != NULL && n <= 64) {
        for (size_t i = 0; i < n; i++) {
            zw_name from, what;
            zw_externtype type;
            zw_module_import(loaded, i, &from, &what, &type);
            snprintf(module, sizeof module, "%.*s", (int)from.size, from.text);
            snprintf(name, sizeof name, "%.*s", (int)what.size, what.text);
            imports[i].kind = ZW_FUNC;
            imports[i].of.func = zw_wasi_import(store, wasi, module, name);
        }
        ok = zw_instance_new(store, loaded, imports, 1, &err) != NULL;
    }
    if (!ok)
        fprintf(stderr, "%s: %s\n", path, err.message);
    zw_store_free(store);
    zw_lend_free(wasi);
    close(fd);
    return ok;
}

int main(int argc, char **argv)
{
    int runs = argc == 3 ? atoi(argv[1]) : 0;
    if (runs < 1)
        return 2;
    long *times = calloc((size_t)runs, sizeof *times);
    for (int r = 0; r < runs; r++) {
        struct timespec a, b;
        clock_gettime(CLOCK_MONOTONIC, &a);
        if (!once(argv[2]))
            return 1;
        clock_gettime(CLOCK_MONOTONIC, &b);
        times[r] = (b.tv_sec - a.tv_sec) * 1000000000L + b.tv_nsec - a.tv_nsec;
    }
    qsort(times, (size_t)runs, sizeof *times, compare);
    printf("%ld\n", times[runs / 2]);
    return 0;
}
