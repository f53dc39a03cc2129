/* Host functions as references, in C: host_refs GUEST.cwasm (the module of tests/test_host_refs.py). */
#include <stdio.h>
#include <stdlib.h>

#include "zwasm.h"

static zw_error err;

static int32_t answer(void *env, zw_instance *instance, zw_value *cells)
{
    (void)instance;
    cells[0].lo = *(int *)env;
    return ZW_HOST_OK;
}

static int32_t leave(void *env, zw_instance *instance, zw_value *cells)
{
    (void)env;
    (void)instance;
    cells[0].lo = 9;
    return ZW_HOST_EXIT;
}

static int32_t fail(void *env, zw_instance *instance, zw_value *cells)
{
    (void)env;
    (void)cells;
    return instance != NULL ? ZW_HOST_FAIL : ZW_HOST_OK;
}

static void need(int ok, const char *what)
{
    if (!ok) {
        printf("%s: %s\n", what, err.message);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    static char bytes[1 << 20];
    FILE *file = fopen(argv[argc - 1], "rb");
    size_t n = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;
    zw_store *store = zw_store_new();
    zw_module *module = zw_module_load(store, bytes, n, &err);
    need(module != NULL, "load");
    zw_instance *instance = zw_instance_new(store, module, NULL, 1, &err);
    need(instance != NULL, "instance");
    zw_extern table, call, given;
    need(zw_instance_find(instance, "t", 1, &table) && zw_instance_find(instance, "call", 4, &call) &&
             zw_instance_find(instance, "given", 5, &given),
         "exports");
    zw_valtype result = ZW_I32;
    uint32_t type = zw_functype_id(NULL, 0, &result, 1);
    int one = 42, two = 43;
    zw_func *f = zw_hostfunc_new(store, type, answer, &one), *g = zw_hostfunc_new(store, type, answer, &two);
    zw_tab_set(table.of.table, 2, (uint64_t)(uintptr_t)f);
    zw_value a = {.lo = 2}, b = {.lo = (uint64_t)(uintptr_t)g};
    need(zw_call(store, call.of.func, &a, &err) == ZW_OK, "call");
    need(zw_call(store, given.of.func, &b, &err) == ZW_OK, "given");
    printf("%d %d\n", (int)a.lo, (int)b.lo);
    a.lo = (uint64_t)(uintptr_t)zw_hostfunc_new(store, type, leave, NULL);
    need(zw_call(store, given.of.func, &a, &err) == ZW_ERR_EXIT, "exit");
    printf("exit %u\n", err.status);
    a.lo = (uint64_t)(uintptr_t)zw_hostfunc_new(store, type, fail, NULL);
    need(zw_call(store, given.of.func, &a, &err) == ZW_ERR_TRAP && err.nframes == 1, "trap");
    printf("trap %u\n", err.trap);
    zw_store_free(store);
    fclose(file);
    return 0;
}
