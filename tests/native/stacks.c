/* Guests at the end of small stacks: stacks GUEST.cwasm KIB (the module of tests/test_stacks.py).
 *
 * The stack of a thread is laid out as usual: other memory, a guard page, the stack.  Every function of the guest that passes
 * many values is called from every depth around the deepest one; the other memory must stay as it is. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "zwasm.h"

enum { OTHER = 1 << 18, GUARD = 4096, FILLED = 0x5a, WINDOW = 40 };

static zw_store *store;
static zw_instance *instance;
static zw_error err;

static int32_t host(void *env, zw_instance *inst, zw_value *cells)
{
    (void)env;
    (void)inst;
    (void)cells;
    volatile char used[8192];
    for (size_t i = 0; i < sizeof used; i += 512)
        used[i] = 1;
    return ZW_HOST_OK;
}

static void fail(const char *what, int depth)
{
    printf("%s at depth %d: %s\n", what, depth, err.message);
    exit(1);
}

static zw_func *named(const char *name)
{
    zw_extern found;
    if (!zw_instance_find(instance, name, strlen(name), &found))
        fail(name, 0);
    return found.of.func;
}

/* Whether the call ends well; else it has to be an overflow. */
static int call(const char *name, int depth)
{
    static zw_value cells[2048];
    cells[0] = (zw_value){(uint64_t)depth, 0};
    int result = zw_call(store, named(name), cells, &err);
    if (result == ZW_OK)
        return 1;
    if (result != ZW_ERR_TRAP || err.trap != ZW_TRAP_STACK_OVERFLOW)
        fail(name, depth);
    return 0;
}

static void *work(void *unused)
{
    static const char *const deep[] = {"down", "values", "imported", "referred", "leaf", "grow"};
    zw_value none = {0, 0};
    int result = zw_call(store, named("nothing"), &none, &err);
    if (result != ZW_OK) {
        printf("refused %u: %s\n", err.kind, err.message);
        return unused;
    }
    for (size_t i = 0; i < sizeof deep / sizeof *deep; i++) {
        int low = -1, high = 1 << 20;
        while (low < high) { /* the deepest that does not overflow */
            int middle = low + (high - low + 1) / 2;
            if (call(deep[i], middle))
                low = middle;
            else
                high = middle - 1;
        }
        for (int depth = low > WINDOW ? low - WINDOW : 0; depth <= low + WINDOW; depth++)
            if (call(deep[i], depth) != (depth <= low))
                fail(deep[i], depth);
    }
    call("many", 0);
    printf("swept\n");
    return unused;
}

int main(int argc, char **argv)
{
    static char bytes[1 << 22];
    FILE *file = fopen(argv[1], "rb");
    size_t n = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0, size = (size_t)atoi(argv[argc - 1]) << 10;
    zw_valtype types[1024];
    for (int i = 0; i < 1024; i++)
        types[i] = ZW_V128;
    store = zw_store_new();
    zw_module *module = zw_module_load(store, bytes, n, &err);
    zw_func *f = zw_hostfunc_new(store, zw_functype_id(types, 992, types, 992), host, NULL);
    zw_func *g = zw_hostfunc_new(store, zw_functype_id(types, 992, types, 992), host, NULL);
    zw_extern import = {.kind = ZW_FUNC, .of.func = f}, table;
    instance = module != NULL ? zw_instance_new(store, module, &import, 1, &err) : NULL;
    if (instance == NULL || !zw_instance_find(instance, "t", 1, &table))
        fail("instance", 0);
    zw_tab_set(table.of.table, 0, (uint64_t)(uintptr_t)g);
    char *p = mmap(NULL, OTHER + GUARD + size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(p, FILLED, OTHER);
    mprotect(p + OTHER, GUARD, PROT_NONE);
    pthread_attr_t attr;
    pthread_t thread;
    pthread_attr_init(&attr);
    if (pthread_attr_setstack(&attr, p + OTHER + GUARD, size) != 0 || pthread_create(&thread, &attr, work, NULL) != 0)
        fail("thread", 0);
    pthread_join(thread, NULL);
    for (size_t i = 0; i < OTHER; i++) {
        if (p[i] != FILLED) {
            printf("byte %zu below the guard page was written\n", (size_t)OTHER - i);
            return 1;
        }
    }
    zw_store_free(store);
    fclose(file);
    return 0;
}
