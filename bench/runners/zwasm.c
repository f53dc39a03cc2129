/* libzwasm in a process of its own.
 *   zwasm run FILE.cwasm [ARGS]   runs a WASI program with this folder as "."; reports the time of _start
 *   zwasm load FILE.cwasm         reports the time of loading and instantiating it in a fresh store */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "runner.h"
#include "wasi.h"
#include "zwasm.h"

struct zw_wasi *zw_lend_new(const zw_wasi_config *config, int *bad_preopen);
void zw_lend_free(struct zw_wasi *wasi);

static zw_error err;

static void check(int ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "%s: %s\n", what, err.message);
        exit(1);
    }
}

static zw_instance *instantiate(zw_store *store, struct zw_wasi *wasi, const char *file)
{
    zw_extern imports[64];
    char from[64], name[64];
    int fd = open(file, O_RDONLY);
    zw_module *module = zw_module_load_fd(store, fd, &err);
    check(module != NULL, file);
    size_t n = zw_module_imports(module);
    check(n <= 64, "too many imports");
    for (size_t i = 0; i < n; i++) {
        zw_name a, b;
        zw_externtype type;
        zw_module_import(module, i, &a, &b, &type);
        snprintf(from, sizeof from, "%.*s", (int)a.size, a.text);
        snprintf(name, sizeof name, "%.*s", (int)b.size, b.text);
        imports[i].kind = ZW_FUNC;
        imports[i].of.func = zw_wasi_import(store, wasi, from, name);
    }
    zw_instance *instance = zw_instance_new(store, module, imports, 1, &err);
    check(instance != NULL, file);
    close(fd);
    return instance;
}

static void load(const char *file)
{
    zw_wasi_config config = {.stdio = {0, 1, 2}};
    zw_store *store = zw_store_new();
    struct zw_wasi *wasi = zw_lend_new(&config, NULL);
    instantiate(store, wasi, file);
    zw_store_free(store);
    zw_lend_free(wasi);
}

static int run(int argc, char **argv)
{
    zw_wasi_preopen here = {.host = ".", .guest = "."};
    zw_wasi_config config = {(size_t)argc, (const char *const *)argv, .stdio = {0, 1, 2}, .npreopens = 1, .preopens = &here};
    zw_store *store = zw_store_new();
    zw_instance *instance = instantiate(store, zw_lend_new(&config, NULL), argv[0]);
    zw_extern begin;
    zw_value cells[1];
    check(zw_instance_find(instance, "_start", 6, &begin) && begin.kind == ZW_FUNC, "_start");
    long start = now();
    int kind = zw_call(store, begin.of.func, cells, &err);
    long end = now();
    check(kind == ZW_OK || (kind == ZW_ERR_EXIT && err.status == 0), argv[0]);
    report("start", end - start);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "load") == 0)
        return report_loads(argv[2], load);
    return argc >= 3 && strcmp(argv[1], "run") == 0 ? run(argc - 2, argv + 2) : 2;
}
